// @ts-check
// This worker turns the file of a picture into pixels, with the browser's own decoders.

/** A picture of more pixels is refused, and so is one whose file does not say how many it has. */
const kMostPixels = 50_000_000;
/** So many pixels are enough to recognise what is written on a sheet; a larger picture is made smaller. */
const kWorkingPixels = 2_000_000;
const kLongestSide = 4096;
/** The size of a picture stands near the beginning of its file, but for what a camera writes before it. */
const kHeaderBytes = 1 << 20;

/** @typedef {{width: number, height: number}} Size */

/** Says why a picture cannot be read: one of the reasons in pictures.js. */
class Refusal extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** @param {Uint8Array} bytes @param {number} at @param {string} letters */
const hasLetters = (bytes, at, letters) => [...letters].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));

/** @param {DataView} view @returns {Size | null} */
function sizeOfJpeg(view) {
  // Segments follow each other: a marker, a length that counts itself, the content (ITU T.81, B.1.1).
  for (let at = 2; at + 9 < view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return {width: view.getUint16(at + 7), height: view.getUint16(at + 5)};
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

/** @param {Uint8Array} bytes @param {DataView} view @returns {Size | null} */
function sizeOfWebP(bytes, view) {
  const low24 = (/** @type {number} */ at) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  if (hasLetters(bytes, 12, 'VP8X')) return {width: 1 + low24(24), height: 1 + low24(27)};
  if (hasLetters(bytes, 12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return {width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff)};
  }
  return {width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff};
}

/** @param {Uint8Array} bytes @param {DataView} view @returns {Size | null} */
function sizeOfAvif(bytes, view) {
  // The largest of the spatial extents (ISO 23008-12, 6.5.3) is that of the whole picture.
  let size = null;
  for (let at = 0; at + 16 <= Math.min(bytes.length, 4096); ++at) {
    if (!hasLetters(bytes, at, 'ispe')) continue;
    const found = {width: view.getUint32(at + 8), height: view.getUint32(at + 12)};
    if (!size || found.width * found.height > size.width * size.height) size = found;
  }
  return size;
}

/**
 * Returns how large the picture is, as its file says it. Its sides may be the other way round than those of the upright
 * picture. Throws a Refusal where the file is none of a picture, or ends too soon.
 * @param {Uint8Array} bytes They are the beginning of the file.
 */
function sizeOf(bytes) {
  if (bytes.length === 0) throw new Refusal('empty');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isPng = hasLetters(bytes, 0, '\x89PNG'), isJpeg = hasLetters(bytes, 0, '\xff\xd8\xff');
  const isGif = hasLetters(bytes, 0, 'GIF8'), isBmp = hasLetters(bytes, 0, 'BM');
  const isWebP = hasLetters(bytes, 0, 'RIFF') && hasLetters(bytes, 8, 'WEBP'), isAvif = hasLetters(bytes, 4, 'ftypavi');
  if (!isPng && !isJpeg && !isGif && !isBmp && !isWebP && !isAvif) throw new Refusal('unknown');
  try {
    const size = isPng ? {width: view.getUint32(16), height: view.getUint32(20)} :
        isGif ? {width: view.getUint16(6, true), height: view.getUint16(8, true)} :
        isBmp ? {width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true))} :
        isJpeg ? sizeOfJpeg(view) : isWebP ? sizeOfWebP(bytes, view) : sizeOfAvif(bytes, view);
    if (size && size.width > 0 && size.height > 0) return size;
  } catch {
    // The header ends in the middle.
  }
  throw new Refusal('damaged');
}

/** @param {Blob} file */
async function decoded(file) {
  const {width, height} = sizeOf(new Uint8Array(await file.slice(0, kHeaderBytes).arrayBuffer()));
  if (width * height > kMostPixels) throw new Refusal('large');
  /** @type {ImageBitmap} */
  let whole;
  try {
    whole = await createImageBitmap(file, {imageOrientation: 'from-image'});
  } catch {
    throw new Refusal('damaged');
  }
  try {
    if (whole.width * whole.height > kMostPixels) throw new Refusal('large');
    return pixelsOf(whole);
  } finally {
    whole.close();
  }
}

/** @param {ImageBitmap} whole */
function pixelsOf(whole) {
  const scale = Math.min(1, Math.sqrt(kWorkingPixels / (whole.width * whole.height)),
      kLongestSide / Math.max(whole.width, whole.height));
  const width = Math.max(1, Math.round(whole.width * scale)), height = Math.max(1, Math.round(whole.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', {willReadFrequently: true});
  if (!context) throw new Refusal('browser');
  context.imageSmoothingQuality = 'medium';
  context.drawImage(whole, 0, 0, width, height);
  const pixels = context.getImageData(0, 0, width, height).data;
  return {width, height, fullWidth: whole.width, fullHeight: whole.height, pixels, shown: canvas.transferToImageBitmap()};
}

self.onmessage = async ({data: {number, file}}) => {
  try {
    const picture = await decoded(file);
    self.postMessage({number, picture}, {transfer: [picture.pixels.buffer, picture.shown]});
  } catch (error) {
    if (!(error instanceof Refusal)) console.warn('Inkling could not read a picture:', error);
    self.postMessage({number, reason: error instanceof Refusal ? error.reason : 'damaged'});
  }
};
