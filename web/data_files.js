// @ts-check
// Unpacks the files of a data set in the worker, and makes arrays of pictures: src/sets/set_reader.h takes what comes of
// it. It is loaded when such files come.

import {unzip} from './foreign_files.js';
import {unpack} from './unpack.js';

/**
 * @typedef {{path: string, file: Blob}} ChosenFile
 * @typedef {(path: string, bytes: Uint8Array) => void} Take
 */

/** The engine's memory holds one file beside the images of all, and the network. In bytes. */
const kMostFileBytes = 160 << 20;
/** Larger pictures come scaled down: the engine makes 28 x 28 of them. */
const kMostSide = 112;
/** So many pictures are decoded at the same time. */
const kAtOnce = 16;

/** The files are no data set that can be read, for the reason that refused_set() in src/sets/image_set.h writes. */
export class RefusedFiles extends Error {}

/** @param {string} path */
const isPicture = (path) => /\.(png|jpe?g|webp|gif|bmp|avif)$/i.test(path);
/** Systems put files of their own beside people's. @param {string} path */
const isHidden = (path) => /(^|\/)(\.|__MACOSX\/|Thumbs\.db)/.test(path);
/** @param {Uint8Array} bytes */
const isZip = (bytes) => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
/** The last part of a path. @param {string} path */
const nameOf = (path) => path.slice(path.lastIndexOf('/') + 1);

/** @param {string} path */
const tooLarge = (path) => new RefusedFiles(`too-large\n${nameOf(path)}\n${kMostFileBytes >> 20}`);

/**
 * Returns a picture as an IDX array of its grey values, [height, width]. What is transparent is white paper.
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function idxOfPicture(bytes) {
  const bitmap = await createImageBitmap(new Blob([bytes]));
  const scale = Math.min(1, kMostSide / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale)), height = Math.max(1, Math.round(bitmap.height * scale));
  const context = new OffscreenCanvas(width, height).getContext('2d', {willReadFrequently: true});
  if (!context) throw new Error('There is no canvas to draw on.');
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const {data} = context.getImageData(0, 0, width, height);
  const array = new Uint8Array(12 + width * height);
  array.set([0, 0, 8, 2, 0, 0, height >> 8, height & 255, 0, 0, width >> 8, width & 255]);
  // As bright as the eye finds red, green and blue (ITU-R BT.601).
  for (let i = 0; i < width * height; ++i) {
    array[12 + i] = Math.round(.299 * data[4 * i] + .587 * data[4 * i + 1] + .114 * data[4 * i + 2]);
  }
  return array;
}

/** @param {string} path @param {Uint8Array<ArrayBuffer>} bytes @param {Take} take */
async function takePicture(path, bytes, take) {
  let array;
  try {
    array = await idxOfPicture(bytes);
  } catch (error) {
    console.warn(`Inkling could not decode ${path}:`, error);
    throw new RefusedFiles(`damaged\n${nameOf(path)}`);
  }
  take(path, array);
}

/**
 * @param {string} path
 * @param {Uint8Array<ArrayBuffer>} packed
 * @param {Take} take
 * @param {number} depth Archives may lie in archives, but no deeper than this.
 */
async function takeFile(path, packed, take, depth) {
  if (isPicture(path)) return takePicture(path, packed, take);
  /** @type {Uint8Array<ArrayBuffer>} */
  let bytes;
  try {
    bytes = await unpack(packed);
  } catch {
    throw new RefusedFiles(`damaged\n${nameOf(path)}`);
  }
  if (isZip(bytes)) {
    if (depth === 0) return;
    /** @type {Record<string, any>} */
    let files;
    try {
      files = await unzip(bytes);
    } catch (error) {
      console.warn(`Inkling could not unpack ${path}:`, error);
      throw /too large/.test(String(error)) ? tooLarge(path) : new RefusedFiles(`damaged\n${nameOf(path)}`);
    }
    const inside = Object.entries(files).map(([name, content]) => ({path: `${path}/${name}`, read: async () => content}));
    return takeAll(inside, take, depth - 1);
  }
  if (bytes.length > kMostFileBytes) throw tooLarge(path);
  take(path.replace(/\.gz$/i, ''), bytes);
}

/**
 * @param {{path: string, read: () => Promise<Uint8Array<ArrayBuffer>>}[]} files
 * @param {Take} take
 * @param {number} depth
 */
async function takeAll(files, take, depth) {
  const seen = files.filter(({path}) => !isHidden(path) && !path.endsWith('/'));
  const pictures = seen.filter(({path}) => isPicture(path));
  for (const {path, read} of seen) {
    if (!isPicture(path)) await takeFile(path, await read(), take, depth);
  }
  for (let first = 0; first < pictures.length; first += kAtOnce) {
    await Promise.all(pictures.slice(first, first + kAtOnce).map(async ({path, read}) =>
      takePicture(path, await read(), take)));
  }
}

/**
 * Hands the bytes of all files on, unpacked.
 * @param {ChosenFile[]} files
 * @param {Take} take
 * @returns {Promise<void>} It is rejected with RefusedFiles, or with another error where a library could not be fetched.
 */
export function readDataFiles(files, take) {
  return takeAll(files.map(({path, file}) => ({
    path,
    read: async () => {
      if (file.size > 2 * kMostFileBytes) throw tooLarge(path);
      return new Uint8Array(await file.arrayBuffer());
    },
  })), take, 2);
}
