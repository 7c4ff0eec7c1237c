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

const kHdf5 = [0x89, 0x48, 0x44, 0x46];
const kZip = [0x50, 0x4b, 0x03, 0x04];

/** @param {Uint8Array} bytes @param {number[]} start */
const beginsWith = (bytes, start) => start.every((byte, i) => bytes[i] === byte);

/** Returns a library of the site. Its types are not known. @param {string} name @returns {Promise<any>} */
const library = (name) => import(new URL(`./libraries/${name}`, import.meta.url).href);

/**
 * Returns the bytes of a NumPy array of 32-bit floats (numpy.lib.format, version 1).
 * @param {number[]} shape
 * @param {ArrayLike<number>} values
 */
export function npyBytes(shape, values) {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const words = `{'descr': '<f4', 'fortran_order': False, 'shape': ${tuple}, }`;
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
  const add = (/** @type {LayerWeights} */ layer, /** @type {string} */ name, /** @type {Dataset} */ dataset) => {
    if (dataset.dtype !== '<f4' && dataset.dtype !== '<f8') return;
    const file = `${Object.keys(files).length}.npy`;
    files[file] = npyBytes(dataset.shape, dataset.value);
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
    // Keras 3 numbers the weights of each layer.
    for (const group of weights.get('layers').keys) {
      const vars = weights.get(`layers/${group}/vars`);
      const layer = {name: plain(vars.attrs.name ?? group), group, arrays: []};
      for (const name of [...vars.keys].sort((a, b) => Number(a) - Number(b))) add(layer, name, vars.get(name));
      layers.push(layer);
    }
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

/** Returns the files of an archive. @param {Uint8Array} bytes */
async function unzip(bytes) {
  const {unzipSync} = await library('fflate.js');
  let size = 0;
  /** @type {Record<string, Uint8Array>} */
  const files = unzipSync(bytes, {filter: (/** @type {{originalSize: number}} */ {originalSize}) => {
    size += originalSize;
    if (size > kMostUnpacked) throw new Error('This archive is too large.');
    return true;
  }});
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
