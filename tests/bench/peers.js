// @ts-check
// The peers that Inkling's speed is measured against: libraries for browsers run in pages of the same browser, those in
// Python as processes of their own, all on one thread.
import {execFile} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {promisify} from 'node:util';
import {StaticServer} from '../browser/server.js';

/** @typedef {Awaited<ReturnType<typeof import('../browser/lab.js').startBrowser>>} Browser */
/** @typedef {{name: string, run: () => Promise<number>}} Contestant */

/** The libraries train on this many images. */
const images = 2560;

/**
 * @param {Browser} browser
 * @param {string} here is the folder of this file.
 * @param {string} mnist is the folder of the data.
 * @param {string} mlpack is the program that trains with mlpack; it may not be there.
 */
export function peersIn(browser, here, mnist, mlpack) {
  const data = (/** @type {string} */ name, /** @type {number} */ header, /** @type {number} */ size) =>
    readFileSync(`${mnist}${name}`).subarray(header, header + size);
  const training = () => ({
    pixels: data('train-images-idx3-ubyte', 16, images * 784), labels: data('train-labels-idx1-ubyte', 8, images),
  });

  /**
   * Runs `measure` in a page that has the packages of npm, these scripts, and `bytesOf` to fetch one of the files.
   * @template Result
   * @param {string[]} scripts
   * @param {Record<string, Buffer>} files
   * @param {() => Promise<Result>} measure
   */
  async function inAPage(scripts, files, measure) {
    const server = await new StaticServer(`${here}node_modules/`).start();
    server.overrides.set('index.html', (_request, response) => void response
      .writeHead(200, {'Content-Type': 'text/html'})
      .end(`<!doctype html>${scripts.map((script) => `<script src="${script}"></script>`).join('')}
        <script>bytesOf = async (name) => new Uint8Array(await (await fetch(name)).arrayBuffer());</script>`));
    server.overrides.set('jax.js', (_request, response) => void response
      .writeHead(200, {'Content-Type': 'text/javascript'}).end(readFileSync(`${here}jax.js`)));
    for (const [name, bytes] of Object.entries(files)) {
      server.overrides.set(name, (_request, response) => void response.writeHead(200).end(bytes));
    }
    const page = await browser.newPage();
    await page.goto(server.url);
    try {
      return await page.evaluate(measure);
    } finally {
      await page.close();
      server.stop();
    }
  }

  /** @type {Contestant} */
  const tensorflow = {
    name: 'TensorFlow.js, WebAssembly backend',
    run: () => inAPage(['@tensorflow/tfjs/dist/tf.min.js', '@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js'],
      training(), async () => {
        const {tf, bytesOf} = /** @type {any} */ (window);
        const pixels = await bytesOf('pixels'), labels = await bytesOf('labels');
        tf.wasm.setWasmPaths('@tensorflow/tfjs-backend-wasm/dist/');
        await tf.setBackend('wasm');
        const xs = tf.tensor2d(new Float32Array(pixels).map((byte) => byte / 255), [labels.length, 784]);
        const ys = tf.oneHot(tf.tensor1d([...labels], 'int32'), 10).toFloat();
        const model = tf.sequential({layers: [
          tf.layers.dense({inputShape: [784], units: 512, activation: 'relu'}),
          tf.layers.dense({units: 10, activation: 'softmax'}),
        ]});
        model.compile({optimizer: tf.train.rmsprop(0.001), loss: 'categoricalCrossentropy'});
        const options = {batchSize: 128, epochs: 1, verbose: 0, yieldEvery: 'never'};
        await model.fit(xs.slice([0, 0], [256, 784]), ys.slice([0, 0], [256, 10]), options);
        const start = performance.now();
        await model.fit(xs, ys, options);
        return 1000 * labels.length / (performance.now() - start);
      }),
  };

  /** @type {Contestant} */
  const jax = {
    name: 'jax-js, WebAssembly backend, jit',
    run: () => inAPage([], training(), async () => {
      const {bytesOf} = /** @type {any} */ (window);
      const path = './jax.js';
      const {trainWithJax} = await import(path);
      return trainWithJax(new Float32Array(await bytesOf('pixels')).map((byte) => byte / 255), [...await bytesOf('labels')]);
    }),
  };

  /**
   * Runs a network on all test images, and on one.
   * @param {Buffer} network is an ONNX file.
   * @returns {Promise<{all: number, one: number}>} seconds, milliseconds
   */
  const onnx = (network) => inAPage(['onnxruntime-web/dist/ort.wasm.min.js'], {
    network, pixels: data('t10k-images-idx3-ubyte', 16, 10000 * 784),
  }, async () => {
    const {ort, bytesOf} = /** @type {any} */ (window);
    ort.env.wasm.wasmPaths = new URL('onnxruntime-web/dist/', location.href).href;
    ort.env.wasm.numThreads = 1;
    const session = await ort.InferenceSession.create(await bytesOf('network'));
    const values = new Float32Array(await bytesOf('pixels')).map((byte) => byte / 255);
    const run = (/** @type {number} */ first, /** @type {number} */ count) => session.run(
        {[session.inputNames[0]]: new ort.Tensor('float32', values.subarray(first * 784, (first + count) * 784), [count, 784])});
    await run(0, 1000);
    const start = performance.now();
    for (let first = 0; first < 10000; first += 1000) await run(first, 1000);
    const all = (performance.now() - start) / 1000;
    for (let i = 0; i < 100; ++i) await run(i, 1);
    const startOfOne = performance.now();
    for (let i = 0; i < 500; ++i) await run(i, 1);
    return {all, one: (performance.now() - startOfOne) / 500};
  });

  /** The native peers say this of themselves. @type {Set<string>} */
  const said = new Set();

  /** @param {string} name @param {string} program @param {string[]} parameters @returns {Contestant} */
  const native = (name, program, parameters) => ({
    name: `${name}, native, one thread`,
    run: async () => {
      // Some machines set these for the sake of old OpenBLAS builds; they slow a current one down.
      const {OPENBLAS_CORETYPE, OPENBLAS_L2_SIZE, ...env} = process.env;
      const {stdout} = await promisify(execFile)(program, parameters, {env: {...env, OPENBLAS_NUM_THREADS: '1'}});
      const [speed, about] = stdout.split('\n');
      if (!said.has(about)) console.log(`  (${about})`);
      said.add(about);
      return Number(speed);
    },
  });

  return {
    tensorflow, jax, onnx,
    /** @param {string} optimizer @param {string} layers */
    pytorch: (optimizer, layers) =>
      native('PyTorch', '/usr/bin/python3', [`${here}pytorch.py`, mnist, optimizer, layers, '2']),
    scikit: native('scikit-learn', '/usr/bin/python3', [`${here}scikit.py`, mnist, '2']),
    /** Debian 12 does not have it, later releases do. */
    mlpack: existsSync(mlpack) ? [native('mlpack', mlpack, [mnist, '2'])] : [],
  };
}
