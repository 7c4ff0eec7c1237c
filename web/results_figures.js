// @ts-check
// Draws how the results of a class spread, and which digits were hard.

/** @typedef {import('./results_table.js').Row} Row */
/** @typedef {import('./results_table.js').Say} Say */

const kMostBars = 12;

/** Returns the bars of a histogram: each from a round number to the one before the next. @param {number[]} values */
export function barsOf(values) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const steps = [1, 2, 5].flatMap((digit) => [0, 1, 2, 3, 4].map((power) => digit * 10 ** power)).sort((a, b) => a - b);
  const width = steps.find((step) => Math.floor(most / step) - Math.floor(least / step) < kMostBars) ?? steps[steps.length - 1];
  const first = Math.floor(least / width);
  const bars = [];
  for (let i = first; i <= Math.floor(most / width); ++i) {
    const [from, to] = [i * width, (i + 1) * width - 1];
    bars.push({from, to, count: values.filter((value) => value >= from && value < from + width).length});
  }
  return bars;
}

/** @param {string} name @param {Record<string, string | number>} attributes @param {string} [text] */
function svg(name, attributes, text) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

/** @param {HTMLElement} figure @param {number[]} values @param {string} title @param {Say} say */
export function drawHistogram(figure, values, title, say) {
  figure.hidden = values.length === 0;
  if (values.length === 0) return;
  const bars = barsOf(values);
  const [width, height, foot, head] = [640, 220, 28, 24];
  const most = Math.max(...bars.map(({count}) => count));
  const column = width / Math.max(bars.length, 4);
  const range = (/** @type {{from: number, to: number}} */ {from, to}) => from === to ? `${from}` : `${from}–${to}`;
  const words = bars.map((bar) => say('bar', range(bar), bar.count)).join('; ');
  const picture = svg('svg', {viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': say('histogram', words)});
  bars.forEach((bar, i) => {
    const tall = (height - foot - head) * bar.count / most;
    const middle = (i + .5) * column;
    picture.append(svg('rect', {class: 'bar', x: i * column + 3, y: height - foot - tall, width: column - 6, height: tall, rx: 4}));
    if (bar.count > 0) picture.append(svg('text', {x: middle, y: height - foot - tall - 6}, String(bar.count)));
    // Narrow columns have room for where they begin.
    picture.append(svg('text', {class: i % 2 === 0 ? 'foot' : 'foot odd', x: middle, y: height - 8}, column > 76 ? range(bar) : String(bar.from)));
  });
  picture.append(svg('line', {x1: 0, x2: width, y1: height - foot, y2: height - foot}));
  const caption = document.createElement('figcaption');
  caption.textContent = title;
  figure.replaceChildren(picture, caption);
}

/** Says of each digit for how many it was hard. @param {HTMLTableElement} table @param {Row[]} rows @param {Say} say */
export function fillDigits(table, rows, say) {
  const head = document.createElement('tr');
  for (const key of ['digit', 'hard-people', 'hard-networks']) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = say(key);
    head.append(cell);
  }
  const top = document.createElement('thead');
  top.append(head);
  const body = document.createElement('tbody');
  for (let digit = 0; digit < 10; ++digit) {
    const met = rows.filter((row) => row.met.includes(digit));
    const line = body.insertRow();
    const name = document.createElement('th');
    name.scope = 'row';
    name.textContent = String(digit);
    line.append(name);
    for (const [key, look] of /** @type {const} */ ([['hard_for_visitor', 'people'], ['hard_for_network', 'networks']])) {
      const hard = met.filter((row) => row[key].includes(digit)).length;
      const bar = document.createElement('span');
      bar.className = `share ${look}`;
      bar.style.width = `${met.length > 0 ? 100 * hard / met.length : 0}%`;
      const cell = line.insertCell();
      const words = document.createElement('span');
      words.textContent = met.length > 0 ? say('of', hard, met.length) : '–';
      const track = document.createElement('span');
      track.className = 'track';
      track.append(bar);
      cell.append(words, track);
    }
  }
  table.replaceChildren(top, body);
}
