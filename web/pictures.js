// @ts-check
// Has pictures decoded in a worker of their own, so that the page goes on meanwhile. It is loaded when a picture comes.

/**
 * @typedef {object} DecodedPicture
 * @property {number} width It is that of the pixels, as the next three are.
 * @property {number} height
 * @property {Uint8ClampedArray} pixels [height, width, 4]: red, green, blue and opacity
 * @property {ImageBitmap | HTMLCanvasElement} shown
 * @property {number} fullWidth It is that of the upright picture in its file.
 * @property {number} fullHeight
 */

/** Says to a host page why a picture is not read; the visitor is told by the app. @type {Record<string, string>} */
const kReasons = {
  empty: 'This file is empty. Give the bytes of a PNG, JPEG, WebP, GIF or AVIF.',
  unknown: 'This is no picture that browsers know. Give a PNG, JPEG, WebP, GIF or AVIF.',
  damaged: 'This picture is damaged, or its file ends too soon.',
  large: 'This picture is too large: it may have 50 million pixels.',
  browser: 'This browser cannot read pictures for the lab. A newer one can.',
  unreachable: 'What reads pictures could not be fetched. Try again.',
};

/** These are codes of errors, as src/base/result.h has them. */
const kUnreachable = -32002;
const kBadPicture = -32015;

/** A picture was refused. */
export class PictureRefusal extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(kReasons[reason]);
    this.reason = reason;
    this.code = reason === 'unreachable' ? kUnreachable : kBadPicture;
  }
}

/** @type {Worker | null} */
let worker = null;
/** These pictures are being decoded. @type {Map<number, {resolve: (picture: DecodedPicture) => void, reject: (error: Error) => void}>} */
const awaited = new Map();
let nextNumber = 1;

function startWorker() {
  const started = new Worker(new URL('./picture_decoder.js', import.meta.url), {type: 'module'});
  started.onmessage = ({data: {number, picture, reason}}) => {
    const waiting = awaited.get(number);
    awaited.delete(number);
    if (picture) waiting?.resolve(picture);
    else waiting?.reject(new PictureRefusal(reason));
  };
  started.onerror = (event) => {
    event.preventDefault();
    worker = null;
    const all = [...awaited.values()];
    awaited.clear();
    for (const {reject} of all) reject(new PictureRefusal('unreachable'));
  };
  return started;
}

/** Decodes a picture. Rejected with a PictureRefusal. @param {Blob} file @returns {Promise<DecodedPicture>} */
export function decodedPicture(file) {
  if (typeof OffscreenCanvas !== 'function' || typeof createImageBitmap !== 'function') {
    return Promise.reject(new PictureRefusal('browser'));
  }
  worker ??= startWorker();
  const number = nextNumber++;
  worker.postMessage({number, file});
  return new Promise((resolve, reject) => { awaited.set(number, {resolve, reject}); });
}

/** Makes of the bytes in a host's call what the app takes in their place. @param {Uint8Array} bytes */
export async function pictureCall(bytes) {
  const {width, height, fullWidth, fullHeight, pixels, shown} = await decodedPicture(new Blob([/** @type {any} */ (bytes)]));
  if (shown instanceof ImageBitmap) shown.close();
  return {
    params: {bytes: true, width, height, full_width: fullWidth, full_height: fullHeight},
    bytes: new Uint8Array(pixels.buffer),
  };
}
