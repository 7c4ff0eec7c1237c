// @ts-check
// Trains 784-512-10 with jax-js and its WebAssembly backend; returns images a second. It runs in a page.
// @ts-ignore: It is served beside this, without its types.
import {blockUntilReady, defaultDevice, grad, init, jit, nn, numpy as np, tree} from './@jax-js/jax/dist/index.js';

const kBatch = 128;

/**
 * Arrays of jax-js are used up by what is done to them; `ref` keeps one for another use.
 * @typedef {any} Arrays
 * @param {Arrays} weights @param {Arrays} x @param {Arrays} y
 */
function loss(weights, x, y) {
  const hidden = nn.relu(np.matmul(x, weights.w1).add(weights.b1));
  const logits = np.matmul(hidden, weights.w2).add(weights.b2);
  return nn.logSoftmax(logits).mul(y).sum().mul(-1 / kBatch);
}

/** @param {Arrays} weights @param {Arrays} averages @param {Arrays} x @param {Arrays} y */
function rmsprop(weights, averages, x, y) {
  const gradient = grad(loss)(tree.ref(weights), x, y);
  const newAverages = tree.map((/** @type {any} */ v, /** @type {any} */ g) =>
    v.mul(0.9).add(g.ref.mul(g).mul(0.1)), averages, tree.ref(gradient));
  const newWeights = tree.map((/** @type {any} */ w, /** @type {any} */ g, /** @type {any} */ v) =>
    w.sub(g.mul(0.001).div(np.sqrt(v.add(1e-7)))), weights, gradient, tree.ref(newAverages));
  return [newWeights, newAverages];
}

/**
 * @param {Float32Array} pixels are those of some batches, 0 to 1.
 * @param {number[]} labels
 */
export async function trainWithJax(pixels, labels) {
  await init('wasm');
  defaultDevice('wasm');
  const shapes = {w1: [784, 512], b1: [512], w2: [512, 10], b2: [10]};
  const make = (/** @type {(size: number) => number} */ value) => Object.fromEntries(Object.entries(shapes).map(([name, shape]) => {
    const numbers = new Float32Array(shape.reduce((a, b) => a * b)).map(() => value(shape[0]));
    return [name, np.array(numbers).reshape(shape)];
  }));
  let weights = make((inputs) => (Math.random() - 0.5) / Math.sqrt(inputs));
  let averages = make(() => 0);
  const step = jit(rmsprop);
  const train = async (/** @type {number} */ batches) => {
    for (let batch = 0; batch < batches; ++batch) {
      const first = batch * kBatch;
      const x = np.array(pixels.slice(first * 784, (first + kBatch) * 784)).reshape([kBatch, 784]);
      const y = nn.oneHot(np.array(labels.slice(first, first + kBatch), {dtype: np.int32}), 10);
      [weights, averages] = step(weights, averages, x, y);
    }
    await blockUntilReady(weights);
  };
  await train(2);  // It compiles.
  const batches = Math.floor(labels.length / kBatch);
  const start = performance.now();
  await train(batches);
  return 1000 * batches * kBatch / (performance.now() - start);
}
