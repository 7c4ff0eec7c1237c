// @ts-check
// The page on which networks are brought together. Its worker reads, measures and learns (src/together/session.h); this
// script carries files to it, and shows what it tells in the visitor's language.

import {filesIn} from './data_drop.js';

/**
 * @typedef {{test: number | null, right: number, drawings: number}} Score
 * @typedef {{name: string, shape: string, start: number, seed: number | null, own_drawings: number, test: number | null,
 *   others: Score | null}} Network
 * @typedef {{members: number[], alike: boolean, why_not: '' | 'layers' | 'activation', weights: Score | null,
 *   answers: Score | null}} Mix
 * @typedef {{networks: Network[], mixes: Mix[], shuffled: {itself: number, mean: number} | null,
 *   refused: {name: string, reason: string}[], demonstration: number | null, is_demonstration: boolean, working: boolean,
 *   failed: boolean, choices_read: number, loaded: number, total: number}} State
 * @typedef {{share: number, images: number, recognisable: number, picture: number[], units: number[][],
 *   originals: number[][], names?: string[]}} Leak
 */

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * Makes an element with attributes and children.
 * @param {string} tag @param {Record<string, string>} [attributes] @param {...(Node | string)} children
 */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// ---- Words ---------------------------------------------------------------------------------------

const parameters = new URLSearchParams(location.search);
const theme = parameters.get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
const darkColours = matchMedia('(prefers-color-scheme: dark)');
const isDark = () => theme === 'dark' || (theme !== 'light' && darkColours.matches);

const language = () => document.documentElement.lang;

/** Returns a text of the page's template, with values in the places of {0}, {1}... @param {string} key @param {...string} values */
function word(key, ...values) {
  const words = /** @type {HTMLTemplateElement} */ (byId('words')).content;
  const text = words.querySelector(`[data-word="${key}"][lang="${language()}"]`)?.textContent ?? '';
  return text.replace(/\{(\d)\}/g, (_all, place) => values[Number(place)] ?? '');
}

/** @param {number} share */
const percent = (share) => `${(100 * share).toFixed(1)}%`;

/** Returns the range of some shares, or the one that all have. @param {number[]} shares */
function range(shares) {
  const low = percent(Math.min(...shares)), high = percent(Math.max(...shares));
  if (low === high) return low;
  return language() === 'zh' ? `${low} 到 ${high}` : `${low} to ${high}`;
}

/** Returns how to call the networks of a mix. @param {State} state @param {Mix} mix */
function namesOf(state, mix) {
  const count = String(mix.members.length);
  if (mix.members.length === state.networks.length) return word('all', count);
  if (mix.members.length > 3) return word(mix.alike ? 'alike' : 'each-start', count);
  const names = mix.members.map((member) => state.networks[member].name);
  return word('and', names.slice(0, -1).join(language() === 'zh' ? '、' : ', '), names[names.length - 1]);
}

// ---- The worker ----------------------------------------------------------------------------------

const worker = new Worker(new URL('./worker.js?program=together', import.meta.url), {type: 'module'});
/** The last state that was told. @type {State | null} */
let state = null;
/** The last picture of a change that was told. @type {Leak | null} */
let leak = null;
/** These two networks' difference was asked for. @type {string[]} */
let compared = [];
/** So many files have been sent to the worker. */
let sent = 0;
let broken = '';

/** @param {object} wanted See src/together/session.h. */
function wish(wanted) {
  const {buffer} = new TextEncoder().encode(JSON.stringify(wanted));
  worker.postMessage(buffer, [buffer]);
}

worker.onmessage = (/** @type {MessageEvent} */ {data}) => {
  if (data.failed !== undefined) return fail(data.failed);
  if (!(data instanceof ArrayBuffer)) return;
  const bytes = new Uint8Array(data);
  const content = bytes.subarray(1);
  if (bytes[0] === 'f'.charCodeAt(0)) return saveFile(content);
  const told = JSON.parse(new TextDecoder().decode(content));
  if (told.state) {
    state = told.state;
    bringNext();
    show();
  } else {
    leak = told.leak.images > 0 ? told.leak : {...told.leak, names: compared};
    showLeak();
  }
};
worker.onerror = (/** @type {ErrorEvent} */ {message}) => fail(message ?? '');

/** @param {string} said */
function fail(said) {
  broken = said || '?';
  show();
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
function saveFile(bytes) {
  const address = URL.createObjectURL(new Blob([bytes]));
  element('a', {href: address, download: 'inkling-together.safetensors'}).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// ---- Files ---------------------------------------------------------------------------------------

/** These are still to be sent. @type {{path: string, file: Blob}[]} */
const waiting = [];

/** @param {{path: string, file: Blob}[]} files */
function bring(files) {
  waiting.push(...files);
  bringNext();
  show();
}

/** Files go one after the other, and are shown in that order; one that cannot be read keeps no other from being read. */
function bringNext() {
  if (sent > (state?.choices_read ?? 0)) return;
  const next = waiting.shift();
  if (!next) return;
  ++sent;
  worker.postMessage({dataFiles: [next], name: next.path});
}

const chooser = /** @type {HTMLInputElement} */ (byId('files'));
byId('choose').addEventListener('click', () => chooser.click());
chooser.addEventListener('change', () => {
  bring([...chooser.files ?? []].map((file) => ({path: file.name, file})));
  chooser.value = '';
});

// What is dropped anywhere on the page is meant for it.
addEventListener('dragover', (event) => {
  event.preventDefault();
  byId('bring').classList.add('over');
});
addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) byId('bring').classList.remove('over');
});
addEventListener('drop', async (event) => {
  event.preventDefault();
  byId('bring').classList.remove('over');
  const entries = [...event.dataTransfer?.items ?? []].map((item) => item.webkitGetAsEntry());
  bring(await filesIn(/** @type {FileSystemEntry[]} */ (entries.filter((entry) => entry !== null))));
});

// ---- What is shown -------------------------------------------------------------------------------

/** Returns a share as a number and a bar. @param {number | null | undefined} share @param {boolean} [poor] */
function bar(share, poor = false) {
  if (share === null || share === undefined) return word('waiting');
  const drawn = element('span', {class: poor ? 'bar poor' : 'bar'}, percent(share), element('i'));
  drawn.style.setProperty('--share', percent(share));
  return drawn;
}

/** @param {Score | null} score */
const drawings = (score) => score && score.drawings > 0 ? word('of', String(score.right), String(score.drawings)) : '–';

/** Returns the accuracies of a mix's members, as far as they are known. @param {State} shown @param {Mix} mix */
const aloneOf = (shown, mix) => mix.members.map((member) => shown.networks[member].test ?? NaN).filter((share) => !Number.isNaN(share));

/** Returns whether the mean of the weights is right less often than every network alone. @param {State} shown @param {Mix} mix */
const isPoor = (shown, mix) => (mix.weights?.test ?? 1) < Math.min(...aloneOf(shown, mix));

/** @param {State} shown @param {Network} network @param {number} index */
function networkRow(shown, network, index) {
  const remove = element('button', {type: 'button', 'aria-label': word('remove', network.name), title: word('remove', network.name)}, '×');
  remove.addEventListener('click', () => wish({do: 'remove', network: index}));
  const start = [word('start', String(network.start + 1)), ...network.seed === null ? [] : [word('seed', String(network.seed))]];
  return element('tr', {},
      element('th', {scope: 'row'}, network.name, element('small', {}, network.shape)),
      element('td', {}, start.join(language() === 'zh' ? '，' : ', ')), element('td', {}, bar(network.test)),
      element('td', {class: 'drawings'}, drawings(network.others)),
      element('td', {}, ...shown.is_demonstration ? [] : [remove]));
}

/** @param {State} shown @param {Mix} mix */
function mixRows(shown, mix) {
  const names = namesOf(shown, mix);
  /** @param {string} kind @param {Node | string} test @param {Score | null} score */
  const row = (kind, test, score) => element('tr', {'data-mix': kind},
      element('th', {scope: 'row', colspan: '2'}, names, element('small', {}, word(kind))), element('td', {}, test),
      element('td', {class: 'drawings'}, drawings(score)), element('td'));
  return [
    row('weights', mix.why_not ? word('no-mean') : bar(mix.weights?.test, isPoor(shown, mix)), mix.weights),
    row('answers', bar(mix.answers?.test), mix.answers),
  ];
}

/** @param {State} shown @param {Mix} mix @param {number} index */
function findingOf(shown, mix, index) {
  const alone = aloneOf(shown, mix);
  const names = namesOf(shown, mix);
  const paragraph = element('p');
  const poor = isPoor(shown, mix);
  if (mix.why_not) {
    paragraph.append(word(mix.why_not, names));
  } else {
    if (typeof mix.weights?.test !== 'number') return [];
    const key = mix.alike ? (poor ? 'works-not' : 'works') : poor ? 'fails' : 'fails-not';
    paragraph.append(word(key, names, percent(mix.weights.test), range(alone)));
  }
  if (typeof mix.answers?.test === 'number') paragraph.append(language() === 'zh' ? '' : ' ', word('ensemble', percent(mix.answers.test)));
  const finding = element('div', {class: mix.why_not || poor ? 'finding bad' : 'finding'}, paragraph);
  if (mix.weights) {
    const save = element('button', {type: 'button'}, word('save'));
    save.addEventListener('click', () => wish({do: 'save', mix: index}));
    finding.append(element('p', {class: 'buttons'}, save, element('span', {class: 'quiet'}, word('open'))));
  }
  return [finding];
}

/** @param {State} shown */
function findings(shown) {
  if (shown.networks.length === 1) return [element('p', {}, word('one'))];
  // What works comes before what does not.
  const found = shown.mixes.map((mix, index) => ({mix, index})).sort((one, other) => Number(other.mix.alike) - Number(one.mix.alike))
    .flatMap(({mix, index}) => findingOf(shown, mix, index));
  if (shown.is_demonstration && shown.networks.length > 0) found.unshift(element('p', {}, word('demo')));
  if (shown.shuffled && shown.mixes.length > 0) {
    const {itself, mean} = shown.shuffled;
    found.push(element('p', {}, word('shuffled', shown.networks[0].name, percent(itself), percent(mean))));
  }
  return found;
}

/** Returns what goes on now, and nothing when all is done. */
function progress() {
  if (broken) return word('broken', broken);
  if (waiting.length > 0 || sent > (state?.choices_read ?? 0)) return word('reading');
  if (!state || state.failed) return '';
  const loading = state.total > 0 && state.loaded < state.total;
  if (loading) return word('loading', `${Math.floor(100 * state.loaded / state.total)}%`);
  if (state.demonstration !== null) return word('training', `${Math.floor(100 * state.demonstration)}%`);
  if (state.working) return word('measuring');
  // The list of the files that hold the images has not come yet.
  return state.networks.some(({test}) => test === null) ? word('loading', '0%') : '';
}

/** The findings that are on the page were made of this. */
let shownFindings = '';
/** @param {State} shown */
const contentOf = ({networks, mixes, shuffled}) => JSON.stringify([language(), networks, mixes, shuffled]);

function show() {
  const said = progress();
  if (byId('progress').textContent !== said) byId('progress').textContent = said;
  document.documentElement.dataset.working = String(said !== '' && !broken);
  if (!state) return;
  const shown = state;
  byId('clear').hidden = shown.networks.length + shown.refused.length === 0;
  byId('refused').replaceChildren(...shown.refused.map(({name, reason}) =>
    element('li', {'data-reason': reason}, word(`refused-${reason}`, name || word('a-file')))));
  byId('failed').hidden = !shown.failed;
  byId('failed').firstElementChild?.replaceChildren(word('failed'));
  byId('results').hidden = shown.networks.length === 0;
  byId('results').toggleAttribute('data-drawings', shown.networks.some(({own_drawings: own}) => own > 0));
  byId('networks').replaceChildren(...shown.networks.map((network, index) => networkRow(shown, network, index)));
  byId('mixes').replaceChildren(...shown.mixes.flatMap((mix) => mixRows(shown, mix)));
  // They are read out when they change: once, when all is known.
  if (said === '' && shownFindings !== contentOf(shown)) {
    shownFindings = contentOf(shown);
    byId('findings').replaceChildren(...findings(shown));
  }
  showChoices(shown);
}

// ---- Reading drawings back -----------------------------------------------------------------------

/** Lets networks of one shape be compared. @param {State} shown */
function showChoices(shown) {
  const form = /** @type {HTMLFormElement} */ (byId('compare'));
  const shapes = shown.networks.map(({shape}) => shape);
  form.hidden = new Set(shapes).size === shapes.length;
  for (const [place, select] of [...form.querySelectorAll('select')].entries()) {
    const chosen = Number(select.dataset.chosen ?? place);
    select.replaceChildren(...shown.networks.map(({name, shape}, index) =>
      element('option', {value: String(index)}, `${name} (${shape})`)));
    select.value = String(Math.min(chosen, shapes.length - 1));
  }
}

byId('compare').addEventListener('change', ({target}) => {
  if (target instanceof HTMLSelectElement) target.dataset.chosen = target.value;
});
byId('compare').addEventListener('submit', (event) => {
  event.preventDefault();
  const [before, after] = [...byId('compare').querySelectorAll('select')].map(({value}) => Number(value));
  compared = [before, after].map((index) => state?.networks[index]?.name ?? '');
  wish({do: 'difference', before, after});
});

for (const button of byId('steps').querySelectorAll('button')) {
  button.addEventListener('click', () => wish({do: 'step', images: Number(button.dataset.images)}));
}

/** Mixes two colours, [red, green, blue]. @param {number[]} from @param {number[]} to @param {number} share */
const mixed = (from, to, share) => from.map((part, i) => Math.round(part + share * (to[i] - part)));

/**
 * Returns 28 x 28 numbers from -100 to 100 as a picture: orange above zero, blue below, as everywhere in the lab.
 * @param {number[]} numbers
 */
function picture(numbers) {
  const dark = isDark();
  const paper = dark ? [29, 31, 39] : [255, 253, 248];
  const [above, below] = dark ? [[255, 169, 77], [111, 176, 255]] : [[217, 115, 13], [47, 109, 181]];
  const canvas = /** @type {HTMLCanvasElement} */ (element('canvas', {width: '28', height: '28', role: 'img', 'aria-label': '28 x 28'}));
  const context = canvas.getContext('2d');
  const image = new ImageData(28, 28);
  numbers.forEach((number, i) => {
    image.data.set([...mixed(paper, number > 0 ? above : below, Math.abs(number) / 100), 255], 4 * i);
  });
  context?.putImageData(image, 0, 0);
  return canvas;
}

function showLeak() {
  if (!leak) return;
  const {share, images, recognisable, originals, units, names} = leak;
  byId('shown').hidden = false;
  byId('shown').toggleAttribute('data-known', originals.length > 0);
  for (const [id, pictures] of /** @type {[string, number[][]][]} */ ([
    ['originals', originals], ['read-back', [leak.picture]], ['units', units]])) {
    byId(id).querySelector('div')?.replaceChildren(...pictures.map(picture));
  }
  for (const button of byId('steps').querySelectorAll('button')) {
    button.setAttribute('aria-pressed', String(Number(button.dataset.images) === images));
  }
  const key = images === 1 ? 'leak-one' : recognisable > 0 ? 'leak-many' : 'leak-none';
  const values = [percent(share), String(images), String(recognisable)];
  byId('leaked').textContent = !names ? word(key, ...values) :
    share === 0 ? word('leak-same', ...names) : word('leak-files', percent(share), ...names);
}

// ---- The page ------------------------------------------------------------------------------------

byId('demo').addEventListener('click', () => wish({do: 'demo'}));
byId('clear').addEventListener('click', () => wish({do: 'clear'}));
byId('retry').addEventListener('click', () => wish({do: 'retry'}));
darkColours.addEventListener('change', showLeak);

/** @param {string} chosen */
function speak(chosen) {
  document.documentElement.lang = chosen;
  /** @type {HTMLAnchorElement} */ (byId('to-lab')).search = `lang=${chosen}`;
  show();
  showLeak();
}
byId('language').addEventListener('click', () => speak(language() === 'zh' ? 'en' : 'zh'));
speak((parameters.get('lang') ?? navigator.language).toLowerCase().startsWith('zh') ? 'zh' : 'en');
