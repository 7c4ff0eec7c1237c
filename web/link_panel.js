// @ts-check
// Shows a link over the whole page, as text and as a QR code that a phone reads from the last row of a classroom: black on
// white by day and by night. It is loaded when somebody wants it, and so is the library that draws the code.

import {linkStrings} from './link_strings.js';

/** So many modules around a code stay white, as its standard asks for. */
const kQuietZone = 4;

/**
 * Returns the rows of a QR code: true is black.
 * @param {string} text
 * @returns {Promise<boolean[][]>}
 */
export async function qrRows(text) {
  const {qrcode} = await import('./libraries/qrcode-generator.js');
  const code = qrcode(0, 'M');  // As large as it must be; a seventh of it may be covered.
  code.addData(text);
  code.make();
  const places = [...new Array(code.getModuleCount()).keys()];
  return places.map((row) => places.map((column) => code.isDark(row, column)));
}

/**
 * Paints a QR code into a square of a canvas.
 * @param {CanvasRenderingContext2D} paint @param {string} text @param {number} left @param {number} top @param {number} side
 */
export async function paintQr(paint, text, left, top, side) {
  const rows = await qrRows(text);
  const module = Math.floor(side / (rows.length + 2 * kQuietZone));
  const whole = module * (rows.length + 2 * kQuietZone);
  paint.fillStyle = '#fff';
  paint.fillRect(left, top, whole, whole);
  paint.fillStyle = '#000';
  rows.forEach((row, y) => row.forEach((black, x) => {
    if (black) paint.fillRect(left + (x + kQuietZone) * module, top + (y + kQuietZone) * module, module, module);
  }));
}

/** @param {string} text */
async function qrPicture(text) {
  const rows = await qrRows(text);
  const side = rows.length + 2 * kQuietZone;
  const make = (/** @type {string} */ name, /** @type {Record<string, string>} */ attributes) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const black = rows.flatMap((row, y) => row.flatMap(
      (dark, x) => dark ? [`M${x + kQuietZone} ${y + kQuietZone}h1v1h-1z`] : [])).join('');
  const picture = make('svg', {viewBox: `0 0 ${side} ${side}`, 'shape-rendering': 'crispEdges'});
  picture.append(make('rect', {width: String(side), height: String(side), fill: '#fff'}), make('path', {d: black, fill: '#000'}));
  return picture;
}

/** It is done when the panel can be shown as it should be. @type {Promise<void> | null} */
let style = null;
function loadStyle() {
  style ??= new Promise((resolve) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = new URL('link_panel.css', import.meta.url).href;
    link.onload = link.onerror = () => resolve();
    document.head.append(link);
  });
  return style;
}

/**
 * @param {object} wanted
 * @param {string} wanted.link
 * @param {string} wanted.title It says where the link leads.
 * @param {(text: string) => Promise<boolean>} wanted.copy It tells whether the text is on the clipboard.
 */
export async function showLink({link, title, copy}) {
  const language = document.documentElement.lang === 'zh' ? 'zh' : 'en';
  const say = (/** @type {keyof typeof linkStrings} */ key, value = '') => linkStrings[key][language].replace('{0}', value);
  const [picture] = await Promise.all([qrPicture(link).catch(() => null), loadStyle()]);
  const add = (/** @type {string} */ tag, /** @type {object} */ properties = {}, /** @type {(Node | string)[]} */ ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const status = add('p', {role: 'status', textContent: picture ? '' : say('kLinkPanelMissing')});
  const heading = add('h2', {id: 'link-panel-title', textContent: say('kLinkPanelTitle', title)});
  const copyButton = add('button', {type: 'button', textContent: say('kLinkPanelCopy')});
  const closeButton = add('button', {type: 'button', textContent: say('kLinkPanelClose'), autofocus: true});
  const panel = /** @type {HTMLDialogElement} */ (add('dialog', {className: 'link-panel', lang: language},
    ...picture ? [picture] : [],
    add('div', {}, heading, add('p', {className: 'address', textContent: link}), status, add('p', {className: 'buttons'}, copyButton, closeButton))));
  panel.setAttribute('aria-labelledby', heading.id);
  picture?.setAttribute('role', 'img');
  picture?.setAttribute('aria-label', say('kLinkPanelQr', link));
  copyButton.addEventListener('click', async () => {
    status.textContent = await copy(link) ? say('kLinkPanelCopied') : say('kLinkPanelByHand');
  });
  closeButton.addEventListener('click', () => panel.close());
  // What is pressed here is not meant for what lies behind.
  panel.addEventListener('keydown', (event) => event.stopPropagation());
  panel.addEventListener('close', () => panel.remove());
  document.body.append(panel);
  panel.showModal();
}
