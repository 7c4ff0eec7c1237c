// @ts-check
// The table of a class's results: its columns, its order, and the same as a file of comma-separated values.

/**
 * @typedef {object} Result as libraries/class_results.wasm tells it; see src/app/core/class_result.h
 * @property {string} activity "sprint", "duel", "golf", or "lesson-4"
 * @property {boolean} details whether more than the score is known
 * @property {number} score
 * @property {number} rounds
 * @property {number} right
 * @property {number} network_right
 * @property {number} seconds
 * @property {number} seed
 * @property {number[]} met
 * @property {number[]} hard_for_visitor
 * @property {number[]} hard_for_network
 */
/** @typedef {Result & {name: string}} Row */
/** @typedef {(key: string, ...values: (string | number)[]) => string} Say */

/** @param {string} activity */
export const isLesson = (activity) => activity.startsWith('lesson-');

/** Returns the seconds that a digit took, where that can be told. @param {Row} row */
export function paceOf({activity, details, seconds, right, rounds, met}) {
  const digits = activity === 'sprint' ? right : activity === 'duel' ? rounds : activity === 'golf' ? met.length : 0;
  return details && digits > 0 ? seconds / digits : null;
}

/** @param {Row} row */
export const secondsOf = ({details, seconds}) => details && seconds > 0 ? seconds : null;

/** Less is better in golf, and in a lesson where all steps are done. @param {Row} a @param {Row} b */
export function isBetter(a, b) {
  if (isLesson(a.activity)) {
    return a.score !== b.score ? a.score > b.score : (secondsOf(a) ?? Infinity) < (secondsOf(b) ?? Infinity);
  }
  return a.activity === 'golf' ? a.score < b.score : a.score > b.score;
}

/**
 * @typedef {object} Column
 * @property {string} key
 * @property {string} title
 * @property {boolean} isNumber
 * @property {(row: Row) => string} text
 * @property {(row: Row) => string | number | null} order Rows without a value come last.
 */

const kMostSeed = 99;

/** @param {string} activity or "all" @param {Say} say @param {(key: string) => string} nameOf @param {string} language */
export function columnsOf(activity, say, nameOf, language) {
  const decimal = (/** @type {number | null} */ value, digits = 1) => value === null ? '–' :
      value.toLocaleString(language, {minimumFractionDigits: digits, maximumFractionDigits: digits});
  const score = activity === 'all' ? 'score' : `score-${isLesson(activity) ? 'lesson' : activity}`;
  /** @type {Column[]} */
  const columns = [];
  const add = (/** @type {string} */ key, /** @type {string} */ title, /** @type {Column['text']} */ text, /** @type {Column['order']} */ order, isNumber = true) =>
    void columns.push({key, title, text, order, isNumber});
  const has = (/** @type {string[]} */ ...games) => activity === 'all' || games.includes(activity);
  const knows = (/** @type {Row} */ row, /** @type {string[]} */ ...games) => row.details && games.includes(row.activity);
  add('name', say('name'), ({name}) => name || '–', ({name}) => name || null, false);
  if (activity === 'all') add('activity', say('activity'), (row) => nameOf(row.activity), (row) => nameOf(row.activity), false);
  add('score', say(score), (row) => row.score.toLocaleString(language), (row) => row.score);
  if (has('sprint', 'duel')) {
    const text = (/** @type {Row} */ row) => row.activity === 'sprint' ? String(row.right) : say('of', row.right, row.rounds);
    add('right', say('right'), (row) => knows(row, 'sprint', 'duel') ? text(row) : '–', (row) => knows(row, 'sprint', 'duel') ? row.right : null);
  }
  if (has('duel')) {
    add('network_right', say('network_right'), (row) => knows(row, 'duel') ? say('of', row.network_right, row.rounds) : '–',
      (row) => knows(row, 'duel') ? row.network_right : null);
  }
  add('seconds', say('seconds'), (row) => decimal(secondsOf(row), isLesson(row.activity) ? 0 : 1), secondsOf);
  if (isLesson(activity)) return columns;
  add('pace', say('pace'), (row) => decimal(paceOf(row), 2), paceOf);
  for (const key of /** @type {const} */ (['hard_for_visitor', 'hard_for_network'])) {
    const known = (/** @type {Row} */ row) => knows(row, 'sprint', 'duel', 'golf');
    add(key, say(key), (row) => known(row) ? row[key].join(' ') || '–' : '–', (row) => known(row) ? row[key].length : null, false);
  }
  add('seed', say('seed'), (row) => !knows(row, 'sprint', 'duel', 'golf') ? '–' : row.seed === kMostSeed ? say('seed-large') : String(row.seed),
    (row) => knows(row, 'sprint', 'duel', 'golf') ? row.seed : null);
  return columns;
}

/** @param {Row[]} rows @param {Column} column @param {boolean} descending @param {string} language */
export function sorted(rows, column, descending, language) {
  const {compare} = new Intl.Collator(language, {numeric: true});
  return rows.map((row) => ({row, key: column.order(row)})).sort((a, b) => {
    if (a.key === null || b.key === null) return a.key === b.key ? 0 : a.key === null ? 1 : -1;
    const order = typeof a.key === 'number' && typeof b.key === 'number' ? a.key - b.key : compare(String(a.key), String(b.key));
    return descending ? -order : order;
  }).map(({row}) => row);
}

/**
 * Fills the table. A press on a column's head sorts by it, and a second one turns the order around.
 * @param {HTMLTableElement} table @param {Row[]} rows @param {Column[]} columns @param {{key: string, descending: boolean}} order
 * @param {Say} say @param {(key: string) => void} sort
 */
export function fillTable(table, rows, columns, order, say, sort) {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement?.closest('#table [data-key]'))?.dataset.key;
  const head = document.createElement('tr');
  for (const {key, title, isNumber} of columns) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.classList.toggle('number', isNumber);
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.key = key;
    const chosen = key === order.key;
    button.textContent = title;
    button.title = say('sort', title);
    if (chosen) cell.setAttribute('aria-sort', order.descending ? 'descending' : 'ascending');
    button.addEventListener('click', () => sort(key));
    cell.append(button);
    head.append(cell);
  }
  const body = document.createElement('tbody');
  for (const row of rows) {
    const line = body.insertRow();
    columns.forEach(({text, isNumber}, i) => {
      const cell = document.createElement(i === 0 ? 'th' : 'td');
      if (i === 0) cell.scope = 'row';
      cell.classList.toggle('number', isNumber);
      cell.textContent = text(row);
      line.append(cell);
    });
  }
  const top = document.createElement('thead');
  top.append(head);
  table.replaceChildren(top, body);
  /** @type {HTMLElement | null} */ (focused ? table.querySelector(`[data-key="${focused}"]`) : null)?.focus();
}

/**
 * Returns the table as a file that spreadsheets open: with a mark that says UTF-8, and with nothing in it that they would
 * take for a formula.
 * @param {Row[]} rows @param {Column[]} columns
 */
export function csvOf(rows, columns) {
  const cell = (/** @type {string} */ text) => {
    const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
  };
  const lines = [columns.map(({title}) => cell(title)), ...rows.map((row) => columns.map(({text, order, isNumber}) => {
    const value = order(row);
    // Numbers go out as such, without the marks between thousands.
    return isNumber && typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : cell(text(row) === '–' ? '' : text(row));
  }))];
  return '\ufeff' + lines.map((line) => line.join(',')).join('\r\n') + '\r\n';
}
