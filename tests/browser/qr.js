// @ts-check
// Reads a QR code off a picture, as a phone would.
import jsQR from 'jsqr';

/**
 * Returns the pixels of a PNG.
 * @param {import('playwright-core').Page} page @param {Buffer} png
 */
export async function pixelsOf(page, png) {
  const {width, height, base64} = await page.evaluate(async (source) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(source), (letter) => letter.charCodeAt(0))]));
    const paint = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d'));
    paint.drawImage(bitmap, 0, 0);
    const {data} = paint.getImageData(0, 0, bitmap.width, bitmap.height);
    let text = '';
    for (let i = 0; i < data.length; i += 30_000) text += String.fromCharCode(...data.subarray(i, i + 30_000));
    return {width: bitmap.width, height: bitmap.height, base64: btoa(text)};
  }, png.toString('base64'));
  return {width, height, data: new Uint8ClampedArray(Buffer.from(base64, 'base64'))};
}

/**
 * Returns what the QR code in a picture says, or null where none can be read.
 * @param {import('playwright-core').Page} page @param {Buffer} png
 */
export async function readQr(page, png) {
  const {width, height, data} = await pixelsOf(page, png);
  // The package has its function where a loader of CommonJS looks for it.
  const read = /** @type {any} */ (jsQR).default ?? jsQR;
  return read(data, width, height)?.data ?? null;
}
