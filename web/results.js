// @ts-check
// The results of a class: codes and files of saved work become a table, a histogram, and what was hard. The app's own
// functions read them (src/page/results_page.cpp). When the page has loaded, it fetches nothing more, and it keeps nothing.

import createModule from './libraries/class_results.js';
import {drawHistogram, fillDigits} from './results_figures.js';
import {columnsOf, csvOf, fillTable, isBetter, isLesson, paceOf, secondsOf, sorted} from './results_table.js';

/** @typedef {import('./results_table.js').Row} Row */
/** @typedef {import('./results_table.js').Result} Result */

/** @template {HTMLElement} T @param {string} id @param {new () => T} type @returns {T} */
function byId(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`no ${id}`);
  return element;
}
const codes = byId('codes', HTMLTextAreaElement);
const activityChoice = byId('activity', HTMLSelectElement);
const onlyBest = byId('best', HTMLInputElement);

// ---- Language ------------------------------------------------------------------------------------

const wanted = new URLSearchParams(location.search).get('lang') ?? navigator.language;
document.documentElement.lang = wanted.toLowerCase().startsWith('zh') ? 'zh' : 'en';
const language = () => document.documentElement.lang;

/** Returns words of the page in its language, with values in their places. @type {import('./results_table.js').Say} */
const say = (key, ...values) => {
  const words = document.querySelector(`#words [data-words="${key}"][lang="${language()}"]`)?.textContent ?? key;
  return words.replace(/\{(\d)\}/g, (_, i) => String(values[Number(i)] ?? ''));
};

/** @param {string} activity */
const nameOf = (activity) => isLesson(activity) ? say('lesson', activity.slice('lesson-'.length)) : say(activity);

// ---- Reading -------------------------------------------------------------------------------------

/** @type {any} */
let reader = null;

/** @param {string} line @returns {{name: string, fault: string, length: number, character: string, results: Row[]}} */
function readLine(line) {
  const size = reader.lengthBytesUTF8(line) + 1;
  const at = reader._malloc(size);
  reader.stringToUTF8(line, at, size);
  const json = reader.UTF8ToString(reader._results_of_line(at));
  reader._free(at);
  return JSON.parse(json);
}

/** @param {Uint8Array} bytes @returns {{fault: string, results: Result[]}} */
function readFile(bytes) {
  const at = reader._malloc(Math.max(bytes.length, 1));
  reader.HEAPU8.set(bytes, at);
  const json = reader.UTF8ToString(reader._results_of_file(at, bytes.length));
  reader._free(at);
  return JSON.parse(json);
}

/** The files that were added, by their content. @type {Map<string, {file: string, fault: string, rows: Row[]}>} */
const files = new Map();
/** These were added again. @type {string[]} */
let again = [];

/** A pupil's file has their name where they gave it one. @param {string} file */
const pupilOf = (file) => file.replace(/\.inkling$/i, '').replace(/\s*\(\d+\)$/, '').replace(/^my-work$/, '');

/** No file of saved work is larger. */
const kMostBytes = 64 << 20;

/** @param {File[]} chosen */
async function addFiles(chosen) {
  again = [];
  for (const file of chosen) {
    const bytes = file.size > kMostBytes ? new Uint8Array() : new Uint8Array(await file.arrayBuffer());
    const {fault, results} = readFile(bytes);
    // A file ends with a hash of itself.
    const key = fault === 'none' ? new TextDecoder().decode(bytes.subarray(-64)) : `${files.size} ${file.name}`;
    if (files.has(key)) {
      again.push(file.name);
    } else {
      const rows = results.map((result) => ({...result, name: pupilOf(file.name)}));
      files.set(key, {file: file.name, fault: fault === 'none' && rows.length === 0 ? 'empty' : fault, rows});
    }
  }
  show();
}

/** Returns all results, and what is to be looked at. */
function readAll() {
  /** @type {Row[]} */
  const rows = [];
  /** @type {string[]} */
  const faults = [];
  /** @type {Map<string, number>} */
  const seen = new Map();
  codes.value.split('\n').forEach((text, i) => {
    if (text.trim() === '') return;
    const {name, fault, length, character, results} = readLine(text);
    const placeOf = (/** @type {string} */ pupil) =>
      pupil ? say('with-name', say('from-line', i + 1), pupil) : say('from-line', i + 1);
    if (fault !== 'none') {
      const kind = length === 0 ? 'none-there' : fault;
      faults.push(say('told', placeOf(name), say(`fault-${kind}`, kind === 'character' ? character : length)));
    }
    for (const row of results) {
      const key = JSON.stringify(row);
      const before = seen.get(key);
      if (before) {
        faults.push(say('told', placeOf(row.name), say('fault-twice', before)));
      } else {
        seen.set(key, i + 1);
        rows.push(row);
      }
    }
  });
  for (const {file, fault, rows: ofFile} of files.values()) {
    rows.push(...ofFile);
    if (fault !== 'none') faults.push(say('told', file, say(`file-${fault}`)));
  }
  for (const file of again) faults.push(say('told', file, say('file-twice')));
  return {rows, faults};
}

// ---- Showing -------------------------------------------------------------------------------------

const order = {key: 'score', descending: true};
/** This is in the table. @type {{rows: Row[], columns: import('./results_table.js').Column[]}} */
let inTable = {rows: [], columns: []};

/** @param {Row[]} rows */
function bestOfEach(rows) {
  /** @type {Map<string, Row>} */
  const best = new Map();
  rows.forEach((row, i) => {
    const key = row.name ? `${row.activity} ${row.name}` : `${i}`;
    const before = best.get(key);
    if (!before || isBetter(row, before)) best.set(key, row);
  });
  return [...best.values()];
}

/** Offers what there are results of, the most frequent first where nothing was chosen. @param {Row[]} rows */
function offerActivities(rows) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const {activity} of rows) counts.set(activity, (counts.get(activity) ?? 0) + 1);
  const [frequent] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['all'];
  const chosen = counts.has(activityChoice.value) || activityChoice.value === 'all' ? activityChoice.value : frequent;
  const list = [...[...counts.keys()].sort((a, b) => nameOf(a).localeCompare(nameOf(b), language(), {numeric: true})), 'all'];
  activityChoice.replaceChildren(...list.map((activity) => {
    const words = activity === 'all' ? say('all') : nameOf(activity);
    return new Option(`${words} (${activity === 'all' ? rows.length : counts.get(activity)})`, activity);
  }));
  activityChoice.value = chosen;
  return chosen;
}

/** @param {Row[]} rows @param {string} activity */
function summaryOf(rows, activity) {
  const sentences = [say('count', rows.length, new Set(rows.map(({name}) => name).filter(Boolean)).size)];
  if (activity === 'all') return sentences;
  const scores = rows.map(({score}) => score).sort((a, b) => b - a);
  if (!isLesson(activity)) sentences.push(say('middle', scores[Math.ceil(scores.length / 2) - 1].toLocaleString(language())));
  const measure = isLesson(activity) ? secondsOf : paceOf;
  const timed = rows.filter((row) => measure(row) !== null);
  if (timed.length > 0) {
    const quickest = timed.reduce((a, b) => Number(measure(b)) < Number(measure(a)) ? b : a);
    const seconds = Number(measure(quickest)).toLocaleString(language(), {maximumFractionDigits: isLesson(activity) ? 0 : 2});
    sentences.push(say(isLesson(activity) ? 'quickest' : 'quickest-pace', quickest.name || say('no-name'), seconds));
  }
  return sentences;
}

function show() {
  if (!reader) return;
  const {rows, faults} = readAll();
  byId('status', HTMLElement).textContent = rows.length + faults.length > 0 ? say('status', rows.length, faults.length) : '';
  byId('faults', HTMLElement).replaceChildren(...faults.map((words) => {
    const line = document.createElement('li');
    line.textContent = words;
    return line;
  }));
  byId('shown', HTMLElement).hidden = rows.length === 0;
  if (rows.length === 0) return;
  const activity = offerActivities(rows);
  const chosen = rows.filter((row) => activity === 'all' || row.activity === activity);
  const counted = onlyBest.checked ? bestOfEach(chosen) : chosen;
  const columns = columnsOf(activity, say, nameOf, language());
  if (!columns.some(({key}) => key === order.key)) Object.assign(order, {key: 'score', descending: true});
  const column = columns.find(({key}) => key === order.key) ?? columns[0];
  inTable = {rows: sorted(counted, column, order.descending, language()), columns};
  byId('title', HTMLElement).textContent = activity === 'all' ? say('all') : nameOf(activity);
  byId('summary', HTMLElement).textContent = summaryOf(counted, activity).join(language() === 'zh' ? '' : ' ');
  const scores = activity === 'all' || isLesson(activity) ? [] : counted.map(({score}) => score);
  // A lesson that is done is done: its time is what differs.
  const times = isLesson(activity) ? counted.flatMap((row) => secondsOf(row) ?? []).map(Math.round) : scores;
  const measured = columns.find(({key}) => key === (isLesson(activity) ? 'seconds' : 'score'))?.title ?? '';
  drawHistogram(byId('histogram', HTMLElement), times, measured, say);
  fillTable(byId('table', HTMLTableElement), inTable.rows, columns, order, say, sortBy);
  byId('digits-part', HTMLElement).hidden = counted.every(({met}) => met.length === 0);
  fillDigits(byId('digits', HTMLTableElement), counted, say);
}

/** Numbers begin with the largest, words with the first. @param {string} key */
function sortBy(key) {
  const {isNumber} = inTable.columns.find((column) => column.key === key) ?? {isNumber: true};
  Object.assign(order, {key, descending: key === order.key ? !order.descending : isNumber});
  show();
}

// ---- Hands ---------------------------------------------------------------------------------------

byId('language', HTMLElement).addEventListener('click', () => {
  document.documentElement.lang = language() === 'zh' ? 'en' : 'zh';
  show();
});
const input = byId('files', HTMLInputElement);
byId('choose', HTMLElement).addEventListener('click', () => input.click());
input.addEventListener('change', async () => {
  await addFiles([...input.files ?? []]);
  input.value = '';
});
byId('clear', HTMLElement).addEventListener('click', () => {
  codes.value = '';
  files.clear();
  again = [];
  show();
});
codes.addEventListener('input', show);
activityChoice.addEventListener('change', show);
onlyBest.addEventListener('change', show);
byId('print', HTMLElement).addEventListener('click', () => print());
byId('csv', HTMLElement).addEventListener('click', () => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([csvOf(inTable.rows, inTable.columns)], {type: 'text/csv'}));
  link.download = 'results.csv';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
});

const showDrop = (/** @type {boolean} */ shown) => void document.body.classList.toggle('dropping', shown);
window.addEventListener('dragover', (event) => {
  event.preventDefault();
  showDrop(event.dataTransfer?.types.includes('Files') ?? false);
});
window.addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) showDrop(false);
});
window.addEventListener('drop', (event) => {
  const dropped = [...event.dataTransfer?.files ?? []];
  showDrop(false);
  if (dropped.length === 0) return;  // Text that is dropped goes where it is dropped.
  event.preventDefault();
  void addFiles(dropped);
});

try {
  reader = await createModule();
  document.documentElement.dataset.state = 'running';
  show();
} catch (error) {
  console.error('Inkling could not start:', error);
  byId('status', HTMLElement).textContent = say('failed');
}
