// @ts-check
// The page of a class's results: thirty made-up pupils hand in codes and files, and games and lessons give codes.
import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {openCourse} from './course.js';
import {Lab, newContext} from './lab.js';
import {browser, site} from './stage.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'inkling-class-'));
after(() => rmSync(folder, {recursive: true}));

/** The made-up class; a unit test holds its codes to the C++ that makes them. */
const [head, ...lines] = readFileSync(new URL('../results/class.tsv', import.meta.url), 'utf8').trimEnd().split('\n')
  .map((line) => line.split('\t'));
/** @type {Record<string, string>[]} */
const pupils = lines.map((cells) => Object.fromEntries(cells.map((cell, i) => [head[i], cell])));
const digitsOf = (/** @type {string} */ cell) => cell === '-' ? [] : [...cell].map(Number);

/** Each hands in their code in another way. @param {Record<string, string>} pupil @param {number} i */
function lineOf({name, code}, i) {
  const way = [code, code.toLowerCase(), code.replaceAll('-', ' '), code.replaceAll('-', ''), `${code.slice(0, 9)}  ${code.slice(10)}`][i % 5];
  return `${name}${[' ', ': ', '，', '\t', ' - '][i % 5]}${way}`;
}

/** @param {import('playwright-core').BrowserContextOptions} [options] @param {string} [lang] */
async function openResults(options = {}, lang = 'en') {
  const context = await newContext(browser, {viewport: {width: 1280, height: 800}, serviceWorkers: 'block', acceptDownloads: true, ...options});
  const page = await context.newPage();
  await page.goto(`${site.url}results.html?lang=${lang}`);
  await page.waitForSelector('html[data-state=running]');
  return page;
}

/** The cells of the table, row by row. @param {import('playwright-core').Page} page */
const cells = (page) => page.locator('#table tbody tr').evaluateAll(
    (rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
/** @param {import('playwright-core').Page} page @param {string} key */
async function column(page, key) {
  const keys = await page.locator('#table th button').evaluateAll((all) => all.map((one) => /** @type {HTMLElement} */ (one).dataset.key));
  const at = keys.indexOf(key);
  assert.ok(at >= 0, key);
  return (await cells(page)).map((row) => row[at]);
}

/** Plays duels of one picture, and returns the files of saved work of five pupils, the last of whom played twice. */
async function playedFiles() {
  const lab = await openCourse(browser, site, 'mode="play"');
  const state = () => lab.page.evaluate(async () => Array.from((await /** @type {any} */ (window).lab.call('getState')).bytes));
  const first = await state();
  /** @type {string[]} */
  const codes = [];
  const files = [];
  for (const [name, games] of /** @type {const} */ ([['Uma', 1], ['Vik', 1], ['Wu', 1], ['Xenia', 1], ['Yara', 2]])) {
    await lab.page.evaluate((bytes) => /** @type {any} */ (window).lab.call('setState', {bytes: Uint8Array.from(bytes)}), /** @type {number[]} */ (first));
    for (let game = 0; game < games; ++game) {
      const before = (await lab.events('game')).length;
      await lab.call('startGame', {game: 'duel', seed: 40 + files.length + game, rounds: 1});
      const told = async (/** @type {string} */ phase) => {
        for (let i = 0; i < 200; ++i) {
          const found = (await lab.events('game')).slice(before).find((event) => event.phase === phase);
          if (found) return found;
          await lab.page.waitForTimeout(50);
        }
        return assert.fail(`no ${phase}`);
      };
      await told('prompt');
      await lab.call('answer', {digit: 3, sure: 5});
      codes.push((await told('over')).code);
    }
    const path = join(folder, `${name}.inkling`);
    writeFileSync(path, Uint8Array.from(/** @type {number[]} */ (await state())));
    files.push(path);
  }
  await lab.close();
  return {files, codes};
}
/** @type {ReturnType<typeof playedFiles> | null} */
let played = null;
const work = () => played ??= playedFiles();

test('thirty pupils: codes and files become a table that sorts by each column, and nothing leaves the page', async () => {
  const {files, codes} = await work();
  for (const code of codes) assert.match(code, /^([2-9ACDEFHJKNPRTWXY]{4}-){3}[2-9ACDEFHJKNPRTWXY]{4}$/, 'the event of a game has it');
  const page = await openResults();
  /** @type {string[]} */
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.context().setOffline(true);
  await page.fill('#codes', pupils.map(lineOf).join('\n'));
  await page.setInputFiles('#files', files);
  await page.getByText('Results: 31. Lines and files to look at: 0.').waitFor();

  const sprints = pupils.filter(({activity}) => activity === 'sprint');
  assert.equal(await page.inputValue('#activity'), 'sprint', 'what most have played');
  const byScore = [...sprints].sort((a, b) => Number(b.score) - Number(a.score));
  assert.deepEqual(await column(page, 'name'), byScore.map(({name}) => name));
  assert.deepEqual(await column(page, 'right'), byScore.map(({right}) => right));
  assert.deepEqual(await column(page, 'hard_for_visitor'), byScore.map((pupil) => digitsOf(pupil.hard_for_visitor).join(' ') || '–'));
  const quickest = [...sprints].sort((a, b) => Number(b.right) - Number(a.right))[0];
  const summary = await page.locator('#summary').textContent() ?? '';
  assert.ok(summary.includes(`Quickest: ${quickest.name}, ${(45 / Number(quickest.right)).toFixed(2)} seconds a digit.`), summary);
  assert.ok(summary.includes(`Half are at ${Number(byScore[8].score).toLocaleString('en')} or more.`), summary);

  const keys = await page.locator('#table th button').evaluateAll((all) => all.map((one) => /** @type {HTMLElement} */ (one).dataset.key ?? ''));
  assert.deepEqual(keys, ['name', 'score', 'right', 'seconds', 'pace', 'hard_for_visitor', 'hard_for_network', 'seed']);
  const orders = /** @type {Record<string, (pupil: Record<string, string>) => number>} */ ({
    score: ({score}) => Number(score), right: ({right}) => Number(right), seconds: ({seconds}) => Number(seconds),
    pace: ({seconds, right}) => Number(seconds) / Number(right), seed: ({seed}) => Number(seed),
    hard_for_visitor: (pupil) => digitsOf(pupil.hard_for_visitor).length, hard_for_network: (pupil) => digitsOf(pupil.hard_for_network).length,
  });
  for (const key of keys) {
    const button = page.locator(`#table [data-key="${key}"]`);
    /** @type {string[][]} */
    const ways = [];
    for (let press = 0; press < 2; ++press) {
      await button.focus();
      await page.keyboard.press('Enter');
      assert.equal(await button.evaluate((element) => element === document.activeElement), true, 'the focus stays');
      const names = await column(page, 'name');
      const down = await page.locator(`#table th:has([data-key="${key}"])`).getAttribute('aria-sort') === 'descending';
      ways.push([String(down), ...names]);
      const values = names.map((name) => key === 'name' ? 0 : orders[key](/** @type {any} */ (sprints.find((pupil) => pupil.name === name))));
      if (key === 'name') {
        const sorted = [...names].sort(new Intl.Collator('en', {numeric: true}).compare);
        assert.deepEqual(names, down ? sorted.reverse() : sorted);
      } else {
        for (let i = 1; i < values.length; ++i) assert.ok(down ? values[i - 1] >= values[i] : values[i - 1] <= values[i], `${key}: ${values}`);
      }
    }
    assert.notEqual(ways[0][0], ways[1][0], `${key} turns around`);
  }

  await page.selectOption('#activity', 'duel');
  const duels = await cells(page);
  assert.equal(duels.length, 3 + 6);
  assert.equal(duels.filter(([name]) => name === 'Yara').length, 2);
  await page.check('#best');
  assert.equal((await cells(page)).length, 3 + 5);
  await page.selectOption('#activity', 'all');
  await page.uncheck('#best');
  assert.equal((await cells(page)).length, 31);
  assert.deepEqual(requests.filter((address) => !address.startsWith('blob:')), []);
  await page.context().close();
});

test('a histogram shows how the results spread, and a table which digits were hard', async () => {
  const page = await openResults();
  await page.fill('#codes', pupils.map(lineOf).join('\n'));
  const sprints = pupils.filter(({activity}) => activity === 'sprint');
  const words = await page.locator('#histogram svg').getAttribute('aria-label') ?? '';
  const bars = [...words.matchAll(/(\d+)–(\d+): (\d+)/g)].map(([, from, to, count]) => [from, to, count].map(Number));
  assert.ok(bars.length >= 3 && bars.length <= 12, words);
  for (const [from, to, count] of bars) {
    assert.equal(count, sprints.filter(({score}) => Number(score) >= from && Number(score) <= to).length, words);
  }
  assert.equal(bars.reduce((sum, [, , count]) => sum + count, 0), sprints.length);
  const heights = await page.locator('#histogram rect').evaluateAll((all) => all.map((bar) => Number(bar.getAttribute('height'))));
  bars.forEach(([, , count], i) => assert.ok(Math.abs(heights[i] / Math.max(...heights) - count / Math.max(...bars.map(([, , n]) => n))) < 1e-6));

  const digits = await page.locator('#digits tbody tr').evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
  const of = (/** @type {Record<string, string>[]} */ all, /** @type {number} */ digit, /** @type {string} */ key) =>
    `${all.filter((pupil) => digitsOf(pupil[key]).includes(digit)).length} of ${all.filter(({met}) => digitsOf(met).includes(digit)).length}`;
  for (let digit = 0; digit < 10; ++digit) {
    assert.deepEqual(digits[digit], [String(digit), of(sprints, digit, 'hard_for_visitor'), of(sprints, digit, 'hard_for_network')]);
  }
  await page.selectOption('#activity', 'lesson-4');
  assert.equal(await page.locator('#digits-part').isVisible(), false, 'a lesson asks for no digits');
  assert.match(await page.locator('#summary').textContent() ?? '', /Quickest: O'Brien, Pat, 254 seconds/);
  await page.context().close();
});

test('wrong lines and files are told one by one, in words', async () => {
  const {files} = await work();
  const page = await openResults();
  const [good, other] = pupils.map(({code}) => code);
  const wrong = good.slice(0, 5) + (good[5] === '7' ? '8' : '7') + good.slice(6);
  const at = [...good].findIndex((letter, i) => i > 4 && letter !== '-' && good[i + 1] !== '-' && letter !== good[i + 1]);
  const swapped = good.slice(0, at) + good[at + 1] + good[at] + good.slice(at + 2);
  await page.fill('#codes', [`Ada ${good}`, '', `Ben ${wrong}`, `Cem ${swapped}`, `Dot ${good.slice(0, -1)}`, `Eve ${good.slice(0, -1)}O`,
    'Fay was ill.', `Ada ${good}`, other].join('\n'));
  const damaged = readFileSync(files[0]);
  damaged[40] ^= 1;
  await page.setInputFiles('#files', [
    {name: 'Uma.inkling', mimeType: '', buffer: readFileSync(files[0])}, {name: 'Gus.inkling', mimeType: '', buffer: damaged}, {name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello')}]);
  await page.getByText('Results: 3. Lines and files to look at: 8.').waitFor();
  await page.setInputFiles('#files', files[0]);
  await page.locator('#faults li', {hasText: 'Uma.inkling'}).waitFor();
  assert.deepEqual(await page.locator('#faults li').allTextContents(), [
    'Line 3 (Ben): The code has a typing error: a character is wrong, or two changed places. Compare it with the original.',
    'Line 4 (Cem): The code has a typing error: a character is wrong, or two changed places. Compare it with the original.',
    'Line 5 (Dot): The code has 15 characters. It should have 16.',
    'Line 6 (Eve): A code never has the character O. Compare it with the original.',
    'Line 7 (Fay was ill.): There is no code in this line.',
    'Line 8 (Ada): The same as line 1. It counts once.',
    'Gus.inkling: The file is damaged or cut off. Ask for it again.',
    'notes.txt: This is no file of saved work.',
    'Uma.inkling: This file is here already.',
  ]);
  await page.click('#language');
  assert.match(await page.locator('#faults li').first().textContent() ?? '', /^第 3 行（Ben）：这个成绩码输入有误/);
  await page.click('#clear');
  assert.equal(await page.locator('#shown').isVisible(), false);
  await page.context().close();
});

test('the table goes into a spreadsheet as it is on the screen, and no name becomes a formula', async () => {
  const page = await openResults();
  const {code} = pupils[0];
  await page.fill('#codes', [...pupils.map(lineOf), `@SUM(1) ${code}`].join('\n'));
  await page.selectOption('#activity', 'all');
  await page.locator('#table [data-key="name"]').click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#csv')]);
  assert.equal(download.suggestedFilename(), 'results.csv');
  const text = readFileSync(await download.path(), 'utf8');
  assert.ok(text.startsWith('\ufeff'), 'a spreadsheet knows that it is UTF-8');
  const rows = text.slice(1).trimEnd().split('\r\n').map(
      (line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell.replace(/^"|"$/g, '').replaceAll('""', '"')));
  const shown = await cells(page);
  assert.equal(rows.length, 1 + shown.length);
  assert.deepEqual(rows.slice(1).map(([name]) => name.replace(/^'/, '')), shown.map(([name]) => name));
  assert.ok(rows.some(([name]) => name === "'@SUM(1)"));
  assert.ok(rows.some(([name]) => name === "O'Brien, Pat"));
  const ada = rows.find(([name]) => name === 'Ada') ?? [];
  assert.deepEqual(ada.slice(0, 4), ['Ada', 'Sprint', '1342', '11']);
  await page.context().close();
});

test('it prints on A4, without what is there to be operated', async () => {
  const page = await openResults();
  await page.fill('#codes', pupils.map(lineOf).join('\n'));
  const pdf = (await page.pdf({preferCSSPageSize: true})).toString('latin1');
  const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [Number(width), Number(height)]);
  assert.ok(boxes.length >= 1 && boxes.length <= 2, `${boxes.length} pages`);
  for (const [width, height] of boxes) assert.ok(Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2, `${width} by ${height}`);
  await page.emulateMedia({media: 'print', colorScheme: 'dark'});
  for (const id of ['codes', 'choose', 'clear', 'activity', 'print', 'csv', 'language']) {
    assert.equal(await page.locator(`#${id}`).isVisible(), false, id);
  }
  for (const id of ['title', 'summary', 'table', 'digits']) assert.equal(await page.locator(`#${id}`).isVisible(), true, id);
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
  await page.context().close();
});

for (const [lang, colorScheme, width] of /** @type {const} */ ([['en', 'light', 1280], ['zh', 'dark', 390]])) {
  test(`a checker finds nothing wrong with the page of results, and a phone shows all of it: ${lang}, ${width} wide`, async () => {
    const page = await openResults({viewport: {width, height: 800}, colorScheme}, lang);
    await page.fill('#codes', [...pupils.map(lineOf), 'Zed 2222-2222-2222-2222'].join('\n'));
    await page.evaluate(axe);
    const found = await page.evaluate(async () => (await /** @type {any} */ (window).axe.run(document)).violations.flatMap(
        (/** @type {any} */ rule) => rule.nodes.map((/** @type {any} */ node) => `${rule.id}: ${node.html.slice(0, 160)}: ${node.failureSummary}`)));
    assert.deepEqual(found, []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'only the table scrolls sideways');
    assert.equal(await page.evaluate(() => document.body.innerText.includes('{0}')), false);
    await page.context().close();
  });
}

test('a finished game and a finished lesson show their code, and copy it', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {mode: 'play', game: 'duel', rounds: '1', seed: '3'}});
  await lab.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await lab.press('duel-start');
  await lab.expectWords('duel-words', /What was it/);
  await lab.page.keyboard.press('5');
  await lab.expectWords('duel-words', /sure/);
  await lab.page.keyboard.press('2');
  await lab.expectWords('game-over', /Over/);
  const words = await lab.words('result-code');
  const code = /^Result code for your teacher: (\S{19})$/.exec(words)?.[1];
  assert.ok(code, words);
  await lab.pressByKeyboard('copy-code');
  await lab.expectWords('copy-code', /Code copied/);
  assert.equal(await lab.page.evaluate(() => navigator.clipboard.readText()), code);
  await lab.press('place-learn');
  await lab.press('lesson-9');
  for (const fact of ['fact-neurons', 'fact-energy', 'fact-examples', 'count-requests']) {
    await lab.pressByKeyboard(fact);
    await lab.settle();
  }
  const ofLesson = /: (\S{19})$/.exec(await lab.words('result-code'))?.[1];
  assert.ok(ofLesson);
  const page = await openResults();
  await page.fill('#codes', `${code}\nAda ${ofLesson}`);
  await page.selectOption('#activity', 'all');
  const rows = await cells(page);
  assert.deepEqual(rows.map((row) => row.slice(0, 2)).sort(), [['Ada', 'Lesson 9'], ['–', 'Duel']].sort());
  assert.deepEqual(lab.errors, []);
  await page.context().close();
  await lab.close();
});
