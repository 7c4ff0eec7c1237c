// @ts-check
// Unpacks what other people's programs have written in formats that only libraries of JavaScript read: HDF5, and archives
// that are compressed. It and its libraries are loaded when such a file comes.

/**
 * @typedef {{name: string, bytes: Uint8Array}} NamedFile
 * @typedef {{name: string, group: string, arrays: [string, string][]}} LayerWeights
 * @typedef {{shape: number[], dtype: string, value: ArrayLike<number>}} Dataset
 * @typedef {{keys: string[], attrs: Record<string, any>, get: (path: string) => any}} Group
 */

/** An archive that is larger than this, unpacked, is no network for this page. In bytes. */
const kMostUnpacked = 256 << 20;
/** Nor is a file with more numbers: see kMostWeights in src/model/foreign/layer_list.h. */
const kMostNumbers = 4_000_000;
/** Groups of a Keras file lie in each other, but no deeper than this. */
const kMostDepth = 8;

const kHdf5 = [0x89, 0x48, 0x44, 0x46];
const kZip = [0x50, 0x4b, 0x03, 0x04];

/** @param {Uint8Array} bytes @param {number[]} start */
const beginsWith = (bytes, start) => start.every((byte, i) => bytes[i] === byte);

/** Returns a library of the site. Its types are not known. @param {string} name @returns {Promise<any>} */
const library = (name) => import(new URL(`./libraries/${name}`, import.meta.url).href);

/**
 * Returns the bytes of a NumPy array of 32-bit floats (numpy.lib.format, version 1), or of one of another type without its
 * numbers.
 * @param {number[]} shape
 * @param {ArrayLike<number>} values
 * @param {string} [type]
 */
export function npyBytes(shape, values, type = '<f4') {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const words = `{'descr': '${type}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const kPrefix = 10, kAlignment = 64;
  const header = `${words.padEnd(Math.ceil((kPrefix + words.length + 1) / kAlignment) * kAlignment - kPrefix - 1)}\n`;
  const bytes = new Uint8Array(kPrefix + header.length + 4 * values.length);
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, header.length & 255, header.length >> 8]);
  bytes.set(new TextEncoder().encode(header), kPrefix);
  bytes.set(new Uint8Array(Float32Array.from(values).buffer), kPrefix + header.length);
  return bytes;
}

/** Names in old files are padded. @param {unknown} text */
const plain = (text) => String(text).replace(/\0+$/, '');

/**
 * Puts the weights of a Keras model beside a list of its layers, as src/model/foreign/keras_file.h wants them.
 * @param {Group} weights
 * @param {string | null} config It is the configuration of the model as JSON, if the file has one.
 * @returns {Record<string, Uint8Array>}
 */
function kerasArchive(weights, config) {
  /** @type {Record<string, Uint8Array>} */
  const files = {};
  /** @type {LayerWeights[]} */
  const layers = [];
  let numbers = 0;
  const add = (/** @type {LayerWeights} */ layer, /** @type {string} */ name, /** @type {Dataset} */ dataset) => {
    const {shape, dtype} = dataset;
    const file = `${Object.keys(files).length}.npy`;
    const count = shape.reduce((product, extent) => product * extent, 1);
    numbers += count;
    // What is too large, or of a type that is not read, comes without its numbers: whoever reads the archive says so.
    const read = numbers <= kMostNumbers && /^[<>|][fiu][1248]$/.test(String(dtype));
    const {value} = read ? dataset : {value: []};
    files[file] = npyBytes(shape, Array.from(shape.length ? value : [/** @type {any} */ (value)], Number), read ? '<f4' : '|V0');
    layer.arrays.push([name, file]);
  };
  const names = weights.attrs.layer_names;
  if (names) {
    // Keras 2 lists the layers, and the weights of each, in their order.
    for (const group of names.map(plain)) {
      const layer = {name: group, group, arrays: []};
      for (const name of (weights.get(group).attrs.weight_names ?? []).map(plain)) add(layer, name, weights.get(`${group}/${name}`));
      layers.push(layer);
    }
  } else {
    // Keras 3 numbers the weights of each layer. Its early versions do not write the layer's name beside them.
    const addGroups = (/** @type {any} */ parent, /** @type {string} */ before, /** @type {number} */ depth) => {
      for (const group of parent.keys) {
        const inside = parent.get(group);
        if (depth === 0 || !Array.isArray(inside.keys)) continue;
        if (inside.keys.includes('vars')) {
          const vars = inside.get('vars');
          const layer = {name: plain(vars.attrs.name ?? ''), group: before + group, arrays: []};
          const order = [...vars.keys].sort((a, b) => Number(a) - Number(b));
          for (const name of order) add(layer, name, vars.get(name));
          layers.push(layer);
        }
        // A layer may hold others, which must not be lost.
        if (group !== 'vars' && group !== 'seed_generator') addGroups(inside, `${before}${group}/`, depth - 1);
      }
    };
    addGroups(weights.get('layers'), '', kMostDepth);
  }
  files['keras.json'] = new TextEncoder().encode(JSON.stringify({config: config ? JSON.parse(config) : null, layers}));
  return files;
}

/** @param {Uint8Array} bytes @returns {Promise<Group>} */
async function openHdf5(bytes) {
  const {File} = await library('jsfive.js');
  return new File(bytes.slice().buffer, 'weights.h5');
}

/** @param {Uint8Array} bytes @returns {Promise<Record<string, Uint8Array>>} */
async function ofHdf5(bytes) {
  const file = await openHdf5(bytes);
  const config = file.attrs.model_config;
  return kerasArchive(file.keys.includes('model_weights') ? file.get('model_weights') : file, config ? plain(config) : null);
}

/** The check sum of zip: CRC-32 of ISO 3309. @param {Uint8Array} bytes */
function crc32(bytes) {
  let sum = -1;
  for (const byte of bytes) sum = (sum >>> 8) ^ kSums[(sum ^ byte) & 255];
  return ~sum >>> 0;
}
const kSums = Int32Array.from({length: 256}, (_, i) => {
  let value = i;
  for (let bit = 0; bit < 8; ++bit) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** Returns the check sums in the directory of an archive, in its order (PKWARE's APPNOTE.TXT, 4.3). @param {Uint8Array} bytes */
function checkSums(bytes) {
  const kEnd = 0x06054b50, kEndSize = 22, kCentralSize = 46;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - kEndSize;
  while (view.getUint32(end, true) !== kEnd) --end;
  const sums = [];
  let at = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0; --count) {
    sums.push(view.getUint32(at + 16, true));
    at += kCentralSize + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return sums;
}

/** Returns the files of an archive. @param {Uint8Array} bytes */
export async function unzip(bytes) {
  const {unzipSync} = await library('fflate.js');
  let size = 0;
  /** @type {Set<string>} */
  const names = new Set();
  /** @type {Record<string, Uint8Array>} */
  const files = unzipSync(bytes, {filter: (/** @type {{name: string, originalSize: number}} */ {name, originalSize}) => {
    size += originalSize;
    if (size > kMostUnpacked) throw new Error('This archive is too large.');
    if (names.has(name)) throw new Error(`This archive has two files named ${name}.`);
    names.add(name);
    return true;
  }});
  const sums = checkSums(bytes);
  [...names].forEach((name, i) => {
    if (crc32(files[name]) !== sums[i]) throw new Error(`The check sum of ${name} does not fit.`);
  });
  return files;
}

/** @param {Uint8Array} bytes @returns {Promise<Record<string, Uint8Array>>} */
async function ofZip(bytes) {
  const files = await unzip(bytes);
  const weights = files['model.weights.h5'];
  if (!weights || !files['config.json']) return files;
  return kerasArchive(await openHdf5(weights), new TextDecoder().decode(files['config.json']));
}

/**
 * Unpacks a file, or returns it as it is where there is nothing to unpack or it is damaged: then whoever reads it says so.
 * Rejected where a library could not be fetched.
 * @param {NamedFile} file
 * @returns {Promise<NamedFile>}
 */
export async function unpacked({name, bytes}) {
  const unpack = beginsWith(bytes, kHdf5) ? ofHdf5 : beginsWith(bytes, kZip) ? ofZip : null;
  if (!unpack) return {name, bytes};
  // A library that is not there is another matter than a file that is damaged.
  const [{zipSync}] = await Promise.all([library('fflate.js'), library('jsfive.js')]);
  try {
    return {name, bytes: zipSync(await unpack(bytes), {level: 0})};
  } catch (error) {
    console.warn(`Inkling could not unpack ${name}:`, error);
    return {name, bytes};
  }
}
