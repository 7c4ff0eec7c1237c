// @ts-check
// Makes pictures of handwritten numbers for tests, on a page's own canvas.

/** Strokes of ten digits in shares of a square, as a hand draws them. @type {import('./lab.js').Strokes[]} */
export const kDigitStrokes = [
  [[[.55, .15], [.38, .2], [.27, .38], [.25, .6], [.33, .8], [.5, .88], [.66, .8], [.75, .6], [.73, .38], [.66, .22], [.52, .15]]],
  [[[.42, .3], [.55, .16], [.54, .4], [.53, .65], [.53, .88]]],
  [[[.28, .3], [.36, .18], [.52, .14], [.67, .22], [.7, .36], [.6, .52], [.44, .7], [.28, .86], [.5, .84], [.76, .85]]],
  [[[.3, .2], [.5, .14], [.68, .22], [.68, .38], [.5, .48], [.66, .54], [.74, .68], [.64, .84], [.46, .89], [.28, .82]]],
  [[[.56, .16], [.44, .36], [.3, .56], [.5, .56], [.76, .55]], [[.63, .4], [.62, .6], [.6, .88]]],
  [[[.7, .16], [.5, .16], [.36, .17], [.34, .34], [.32, .48], [.5, .44], [.68, .52], [.72, .68], [.62, .84], [.44, .88], [.28, .82]]],
  [[[.64, .14], [.48, .26], [.36, .46], [.3, .66], [.36, .84], [.52, .88], [.67, .8], [.68, .64], [.54, .55], [.4, .6], [.32, .7]]],
  [[[.25, .22], [.4, .225], [.6, .215], [.75, .2], [.66, .36], [.56, .55], [.48, .7], [.42, .86]]],
  [[[.52, .48], [.36, .38], [.33, .24], [.5, .14], [.66, .22], [.64, .36], [.5, .48], [.34, .62], [.32, .78], [.48, .88], [.66, .82], [.7, .66], [.52, .48]]],
  [[[.68, .3], [.54, .16], [.38, .22], [.33, .38], [.46, .5], [.62, .44], [.69, .3], [.68, .5], [.64, .7], [.58, .88]]],
];

/**
 * @typedef {object} Sheet
 * @property {string[]} lines
 * @property {number} [width]
 * @property {number} [height]
 * @property {string} [type] of the file, such as image/png
 * @property {string | null} [paper] a colour; null leaves the picture clear
 * @property {string} [ink]
 * @property {number} [size] of a digit, in pixels
 * @property {number} [pen] its width in pixels
 * @property {number} [shift] the lines stand so many pixels right of the middle
 * @property {boolean} [shadow] whether the light falls off to one side
 * @property {boolean} [ruled]
 */

/**
 * Returns the bytes of a picture with these lines of digits.
 * @param {import('playwright-core').Page} page @param {Sheet} sheet @returns {Promise<Buffer>}
 */
export async function drawnPicture(page, sheet) {
  const base64 = await page.evaluate(async ([wanted, digits]) => {
    const {lines, width = 900, height = 500, type = 'image/png', paper = '#f4f0e6', ink = '#20222c', size = 120, pen = 9, shift = 0, shadow, ruled} = wanted;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width, height];
    const paint = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    if (paper) {
      paint.fillStyle = paper;
      paint.fillRect(0, 0, width, height);
    }
    if (ruled) {
      paint.strokeStyle = '#a9c4e4';
      paint.lineWidth = Math.max(1, size / 60);
      for (let y = size / 2; y < height; y += size / 2) {
        paint.beginPath();
        paint.moveTo(0, y);
        paint.lineTo(width, y);
        paint.stroke();
      }
    }
    Object.assign(paint, {strokeStyle: ink, lineWidth: pen, lineCap: 'round', lineJoin: 'round'});
    lines.forEach((line, row) => [...line].forEach((digit, column) => {
      const left = shift + width / 2 + (column - line.length / 2) * size, top = height / 2 + (row - lines.length / 2) * size * 1.4;
      for (const stroke of digits[Number(digit)] ?? []) {
        paint.beginPath();
        stroke.forEach(([x, y], i) => paint[i === 0 ? 'moveTo' : 'lineTo'](left + x * size, top + y * size));
        paint.stroke();
      }
    }));
    if (shadow) {
      const light = paint.createLinearGradient(0, 0, width, height);
      light.addColorStop(0, 'rgba(0, 0, 0, 0)');
      light.addColorStop(1, 'rgba(20, 15, 5, .6)');
      paint.fillStyle = light;
      paint.fillRect(0, 0, width, height);
    }
    const blob = /** @type {Blob} */ (await new Promise((/** @type {BlobCallback} */ resolve) => canvas.toBlob(resolve, type, .9)));
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let letters = '';
    for (let at = 0; at < bytes.length; at += 30_000) letters += String.fromCharCode(...bytes.subarray(at, at + 30_000));
    return btoa(letters);
  }, /** @type {const} */ ([sheet, kDigitStrokes]));
  return Buffer.from(base64, 'base64');
}

/**
 * Drops a file on the page.
 * @param {import('playwright-core').Page} page @param {string} name @param {Buffer} bytes @param {string} [type]
 */
export const dropFile = (page, name, bytes, type = '') => page.evaluate(([fileName, base64, fileType]) => {
  const dataTransfer = new DataTransfer();
  const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  dataTransfer.items.add(new File([content], fileName, {type: fileType}));
  window.dispatchEvent(new DragEvent('drop', {dataTransfer, bubbles: true, cancelable: true}));
}, /** @type {const} */ ([name, bytes.toString('base64'), type]));

/** A photo of 12 megapixels, as a file of the page. @param {import('./lab.js').Lab} lab */
export async function largePhoto(lab) {
  const photo = await drawnPicture(lab.page, {lines: ['314159', '271828'], width: 4000, height: 3000, size: 420, pen: 26, shadow: true, type: 'image/jpeg'});
  return lab.page.evaluateHandle((base64) => new File(
      [Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], 'photo.jpg', {type: 'image/jpeg'}), photo.toString('base64'));
}

/**
 * Drops a photo on a page that shows the numbers of another, and waits for the new ones.
 * @param {import('./lab.js').Lab} lab
 * @param {import('playwright-core').JSHandle<File>} photo
 * @returns {Promise<{took: number, blocked: number, ticks: number}>} `took` and `blocked`, the longest time without an
 * answer, are in ms; the page did something else `ticks` times meanwhile.
 */
export function readLargePhoto(lab, photo) {
  return lab.page.evaluate(async (dropped) => {
    /** @type {number[]} */
    const tasks = [];
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({duration}) => duration)));
    observer.observe({type: 'longtask'});
    const numbers = () => document.querySelector('#controls [data-control="paper-numbers"]')?.textContent ?? '';
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(dropped);
    let ticks = 0;
    const tick = () => new Promise((resolve) => setTimeout(() => resolve(++ticks), 2));
    const start = performance.now();
    window.dispatchEvent(new DragEvent('drop', {dataTransfer, bubbles: true, cancelable: true}));
    while (numbers()) await tick();
    while (!numbers()) await tick();
    const took = performance.now() - start;
    await new Promise((resolve) => setTimeout(resolve, 100));
    observer.disconnect();
    return {took, blocked: Math.max(0, ...tasks), ticks};
  }, photo);
}
