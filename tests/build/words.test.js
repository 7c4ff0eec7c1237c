// @ts-check
// Reads every text that a visitor meets, as an editor would: one word for one thing (src/ui/terms.md), articles that fit their
// digits, percent signs, the punctuation and spaces of Chinese, and how many years of school the lessons ask for.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {test} from 'node:test';
import {fleschKincaid} from '../browser/node_modules/flesch-kincaid/index.js';
import {syllable} from '../browser/node_modules/syllable/index.js';

const root = new URL('../../', import.meta.url);
const read = (/** @type {string} */ path) => readFileSync(new URL(path, root), 'utf8');

/** The longest school that an article may ask for, in years (Kincaid and others 1975): its readers are in the ninth. */
const kGrade = 8;

/** @typedef {{where: string, words: string}} Text */

// ---- Texts ---------------------------------------------------------------------------------------

/** @param {string} text */
const unescape = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&nbsp;', ' ').replaceAll('&amp;', '&');

/** Returns the blocks of a page as a browser shows them: code is X, and a number that is filled in is {0}. @param {string} html */
function blocks(html) {
  return html
    .replace(/<!--.*?-->|<(script|style|math|pre)\b.*?<\/\1>|@\w+(\.\w+)?@/gs, '')
    .replace(/<code>.*?<\/code>/gs, 'X')
    .replace(/<span\b[^>]*data-number[^>]*><\/span>/gs, '{0}')
    .replace(/\s+/g, ' ')
    .replace(/(<\/a>)\s+(<a\b)/g, '$1<br>$2')
    .replace(/<\/?(a|b|i|em|strong|dfn|sub|sup|bdi)\b[^>]*>/g, '')
    .split(/<[^>]*>/)
    .map((block) => unescape(block).trim())
    .filter((block) => /\p{L}/u.test(block));
}

/** @returns {{en: Text[], zh: Text[]}} */
function strings() {
  /** @type {{en: Text[], zh: Text[]}} */
  const texts = {en: [], zh: []};
  const entry = /STRING\((\w+),\s*("(?:[^"\\]|\\.)*"),\s*("(?:[^"\\]|\\.)*")\)/g;
  for (const [, where, en, zh] of read('src/ui/strings.def').matchAll(entry)) {
    texts.en.push({where, words: JSON.parse(en)});
    texts.zh.push({where, words: JSON.parse(zh)});
  }
  return texts;
}

const pages = [
  ...['lessons', 'examples'].flatMap((folder) => readdirSync(new URL(`web/${folder}`, root)).map((name) => `web/${folder}/${name}`)),
  'web/embed.html', 'web/together.html', 'web/index.html.in', 'web/notices.html.in', 'web/package/START-HERE.html',
].filter((path) => /\.html(\.in)?$/.test(path));

const han = /\p{Script=Han}/u;
const {en: english, zh: chinese} = strings();
for (const where of pages) {
  for (const words of blocks(read(where))) (han.test(words) ? chinese : english).push({where, words});
}

/** Returns where a pattern is found. @param {Text[]} texts @param {RegExp} pattern @param {(text: Text) => boolean} [allowed] */
function found(texts, pattern, allowed = () => false) {
  return texts.filter((text) => pattern.test(text.words) && !allowed(text))
    .map(({where, words}) => `${where}: ${pattern.exec(words)?.[0]}: ${words}`);
}

// ---- Rules ---------------------------------------------------------------------------------------

/** Returns the retired words of a language from its table. @param {string} heading */
function retired(heading) {
  const table = read('src/ui/terms.md').split(`## ${heading}\n`)[1].split('\n## ')[0];
  const rows = table.split('\n').filter((row) => row.startsWith('| ')).slice(1);
  return rows.flatMap((row) => [...row.split('|')[3].matchAll(/`([^`]+)`/g)].map(([, word]) => word));
}

test('retired words stay away', () => {
  const [words, 词] = [retired('English'), retired('中文')];
  assert.ok(words.length > 20 && 词.length > 20, `${words.length}, ${词.length}`);
  const faults = [
    ...words.flatMap((word) => found(english, new RegExp(`\\b${word}\\b`, 'i'))),
    ...词.flatMap((word) => found(chinese, new RegExp(word, 'i'))),
  ];
  assert.deepEqual(faults, []);
});

test('what is explained has an entry in the glossary of each language', () => {
  const [en, zh] = ['en', 'zh'].map((language) =>
    [...read(`web/lessons/glossary.${language}.html`).matchAll(/<dt id="([^"]+)">/g)].map(([, id]) => id));
  assert.deepEqual(zh, en);
  assert.deepEqual(en, [...new Set(en)].sort());
  assert.deepEqual(en.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)), []);
  const named = [...read('src/ui/terms.md').matchAll(/^\|.*\|(.*)\|$/gm)].flatMap(([, cell]) => [...cell.matchAll(/`([^`]+)`/g)])
    .map(([, id]) => id);
  const linked = pages.flatMap((path) => [...read(path).matchAll(/glossary\.(?:en|zh)\.html#([\w-]+)/g)]).map(([, id]) => id);
  assert.deepEqual([...named, ...linked].filter((id) => !en.includes(id)), []);
});

test('an article fits the number that follows', () => {
  const eight = /\b[Aa] (8\d*|11|18)\b/;
  const other = /\b[Aa]n (?!8|11\b|18\b)\d/;
  // The strings that hold nothing but an article and a digit are chosen by class_with_article().
  const filled = /\b[Aa]n? \{\d/;
  assert.deepEqual([...found(english, eight), ...found(english, other), ...found(english, filled, ({words}) => /^an? \{0\}$/i.test(words))],
    []);
});

test('no space stands before a percent sign', () => {
  assert.deepEqual([...found(english, /[\d}]\s%/), ...found(chinese, /[\d}]\s%/)], []);
});

test('Chinese has its own punctuation, and no spaces within', () => {
  const faults = [
    /\p{Script=Han}[,.;:?!()]|[,;:?!()]\p{Script=Han}/u, /\p{Script=Han} +\p{Script=Han}/u, /[，。；：？！（）“”、…] | [，。；：？！（）”、]/u,
  ].flatMap((pattern) => found(chinese, pattern));
  assert.deepEqual(faults, []);
});

/** Returns the grade of an article: what stands in paragraphs and steps, without the sources. @param {string} article */
function grade(article) {
  const text = article.replace(/<p class="source">.*?<\/p>/gs, '').replace(/<(math|h2)\b.*?<\/\1>/gs, '');
  const sentences = blocks(text).flatMap((block) => block.split(/[.?!:]+(?=["”)]*(?:\s|$))/)).filter((part) => /[a-z]/i.test(part));
  const words = sentences.flatMap((sentence) => sentence.match(/[A-Za-z][A-Za-z'’]*/g) ?? []);
  return fleschKincaid({
    sentence: sentences.length, word: words.length, syllable: words.reduce((sum, word) => sum + syllable(word), 0)});
}

test('a hard text is told from an easy one', () => {
  assert.ok(grade('<p>The cat sat on the mat. It was warm. It slept.</p>') < 2);
  assert.ok(grade('<p>Regularisation characteristically ameliorates generalisation deficiencies of parameterised models.</p>') > 15);
});

const path = 'web/lessons/en.html';
test('each lesson asks for eight years of school at most', () => {
  const articles = [...read(path).matchAll(/<article data-lesson="(\d)">(.*?)<\/article>/gs)];
  assert.equal(articles.length, 10);
  const grades = articles.map(([, lesson, article]) => ({lesson, grade: grade(article)}));
  assert.deepEqual(grades.filter(({grade}) => !(grade <= kGrade)), []);
});

test('what stands on the page of learning together asks for no more', () => {
  const text = read('web/together.html').replace(/<(p|span|a|div) [^>]*lang="zh"[^>]*>.*?<\/\1>/gs, '').replace(/<table.*?<\/table>/gs, '');
  assert.ok(grade(text) <= kGrade, `it asks for ${grade(text)}`);
});
