// @ts-check
// Tests what goes wrong, one thing a test: it is told in the visitor's language, nothing made is lost, and trying again
// helps.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, test} from 'node:test';
import {gzipSync} from 'node:zlib';
import {Lab, seven, siteFolder} from './lab.js';
import {browser, site} from './stage.js';

afterEach(() => site.overrides.clear());

/** @typedef {import('./server.js').Handler} Handler */

const shard = 'assets/mnist/train-0.shard';
const shortRun = {'train-images': '6000', epochs: '1'};

/** @param {Uint8Array} bytes @returns {Handler} */
const send = (bytes) => (_request, response) => void response.writeHead(200).end(bytes);

/** @type {{what: string, file: string, answer: Handler, words: RegExp}[]} */
const badFiles = [
  {
    what: 'a missing shard', file: shard, words: /could not be loaded \(train-0\.shard\)/,
    answer: (_request, response) => void response.writeHead(404).end(),
  },
  {
    what: 'a missing manifest', file: 'assets/mnist/manifest.json', words: /could not be loaded \(manifest\.json\)/,
    answer: (_request, response) => void response.writeHead(404).end(),
  },
  {
    what: 'an unreachable server', file: shard, words: /could not be loaded/,
    answer: (request) => void request.socket.destroy(),
  },
  {
    what: 'a truncated shard', file: shard, words: /arrived damaged \(train-0\.shard\)/,
    answer: (request, response) => send(readFileSync(join(siteFolder, shard)).subarray(0, 100_000))(request, response),
  },
  {
    what: 'an altered shard', file: shard, words: /arrived damaged/,
    answer: send(gzipSync(new Uint8Array(2000 * 785))),
  },
  {
    what: 'a connection that is cut in the middle of a shard', file: shard, words: /could not be loaded \(train-0\.shard\)/,
    answer: (request, response) => {
      const bytes = readFileSync(join(siteFolder, shard));
      response.writeHead(200, {'Content-Length': bytes.length});
      response.write(bytes.subarray(0, 100_000), () => request.socket.destroy());
    },
  },
  {
    what: 'a shard that becomes far too large', file: shard, words: /arrived damaged/,
    answer: send(gzipSync(new Uint8Array(64 << 20))),
  },
  {
    what: 'an altered manifest', file: 'assets/mnist/manifest.json', words: /arrived damaged/,
    answer: send(new TextEncoder().encode('{"version": 1, "shards": [{}]}')),
  },
];

for (const {what, file, answer, words} of badFiles) {
  test(`${what} is told; the drawing stays; trying again trains`, async () => {
    site.overrides.set(file, answer);
    const lab = await Lab.open(browser, site, {parameters: {mode: 'train', ...shortRun}, still: true});
    await lab.draw(seven);
    await lab.settle();
    const bars = await lab.bars();
    await lab.press('train');
    await lab.expectWords('notice', words);
    await lab.settle();
    assert.deepEqual(await lab.bars(), bars);
    assert.ok(await lab.inkAt(.42, .8));
    await lab.expectWords('settings', /784-512-10/);

    site.overrides.clear();
    await lab.press('notice-retry');
    await lab.expectWords('accuracy', /\d\d\.\d\d%\. On all 10,000 test images/, 60_000);
    assert.equal(await lab.control('notice').count(), 0);
    assert.deepEqual(lab.errors, []);
    await lab.close();
  });
}

/** Answers with the beginning of a shard, keeps the connection open, and sends no more. @type {Handler} */
const stall = (_request, response) => {
  response.writeHead(200, {'Content-Length': 400_000});
  response.write(readFileSync(join(siteFolder, shard)).subarray(0, 1000));
};

/** Gives the site's connections less patience than the 20 seconds that they have. @param {number} ms */
function lessPatience(ms) {
  const source = readFileSync(new URL('../../web/unpack.js', import.meta.url), 'utf8');
  assert.match(source, /kStallMs = 20_000/);
  site.overrides.set('unpack.js', (_request, response) => void response
      .writeHead(200, {'Content-Type': 'text/javascript'}).end(source.replace('kStallMs = 20_000', `kStallMs = ${ms}`)));
}

test('a connection that stalls is told, and given up for another one, which trains', async () => {
  lessPatience(3000);
  site.overrides.set(shard, stall);
  const lab = await Lab.open(browser, site, {parameters: {mode: 'train', ...shortRun}, still: true});
  await lab.press('train');
  await lab.expectWords('progress', /Loading the digits/);
  site.overrides.delete(shard);
  await lab.expectWords('progress', /data has stopped coming|Epoch/, 20_000);
  await lab.expectWords('accuracy', /\d\d\.\d\d%\. On all 10,000/, 60_000);
  assert.equal(await lab.control('notice').count(), 0);
  site.overrides.clear();
  await lab.close();
});

test('a line that stalls again and again is told as one that cannot be reached', async () => {
  lessPatience(1000);
  site.overrides.set(shard, stall);
  const lab = await Lab.open(browser, site, {parameters: {mode: 'train', ...shortRun}, still: true});
  await lab.press('train');
  await lab.expectWords('notice', /could not be loaded \(train-0\.shard\)/, 20_000);
  site.overrides.delete(shard);
  await lab.press('notice-retry');
  await lab.expectWords('accuracy', /\d\d\.\d\d%\. On all 10,000/, 60_000);
  site.overrides.clear();
  await lab.close();
});

test('while a connection stalls, a run is stopped, and the next one does not wait for it', async () => {
  site.overrides.set(shard, stall);
  const lab = await Lab.open(browser, site, {parameters: {mode: 'train', ...shortRun}, still: true});
  await lab.press('train');
  await lab.expectWords('progress', /Loading the digits/);
  await lab.page.waitForTimeout(2500);
  await lab.press('stop');
  await lab.expectWords('train', /^Train$/);
  site.overrides.clear();
  await lab.page.waitForTimeout(600);
  await lab.press('train');
  await lab.expectWords('accuracy', /\d\d\.\d\d%\. On all 10,000/, 18_000);
  await lab.close();
});

test('a file that is too large for any network is refused at once, and one during training is told', async () => {
  const lab = await Lab.open(browser, site, {parameters: {mode: 'train', 'train-images': '60000', epochs: '50'}, still: true});
  const drop = (/** @type {number} */ size) => lab.page.evaluate((bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], 'large.safetensors'));
    window.dispatchEvent(new DragEvent('drop', {dataTransfer: data, cancelable: true}));
  }, size);
  await drop(65 << 20);
  await lab.expectWords('notice', /large\.safetensors cannot be used/);
  await lab.press('notice-dismiss');
  await lab.press('train');
  await lab.expectWords('progress', /Epoch/, 30_000);
  await drop(1000);
  await lab.expectWords('notice', /large\.safetensors was not opened, because I am training/);
  await lab.close();
});

test('a worker that does not start is told, in Chinese too, and started anew when it is wanted', async () => {
  site.overrides.set('engine.js', (_request, response) => void response.writeHead(404).end());
  const lab = await Lab.open(browser, site, {parameters: {lang: 'zh', mode: 'train', ...shortRun}, still: true});
  await lab.draw(seven);
  await lab.expectWords('notice', /负责训练的部分停止了工作/);
  assert.ok(await lab.inkAt(.42, .8));
  site.overrides.clear();
  await lab.press('notice-retry');
  await lab.settle();
  await lab.press('train');
  await lab.expectWords('accuracy', /\d\d\.\d\d%/, 60_000);
  await lab.close();
});

for (const [how, kill] of /** @type {const} */ ([
  ['by an error', () => void setTimeout(() => { throw new Error('out of memory'); })],
  ['silently', () => self.close()],
  ['in a loop without an end', () => void setTimeout(() => { for (;;); })],
])) {
  test(`a worker that dies ${how} in the middle of training is told, and its weights are kept`, async () => {
    const lab = await Lab.open(browser, site, {parameters: {mode: 'train', 'train-images': '12000'}, still: true});
    await lab.draw(seven);
    await lab.press('train');
    await lab.expectWords('accuracy', /[6-9]\d\.\d%/, 30_000);
    await lab.page.workers()[0].evaluate(kill);
    await lab.expectWords('notice', how === 'by an error' ? /has stopped working\. It said: .*out of memory/ : /has stopped working\. Your/);
    await lab.settle();
    const bars = await lab.bars();
    assert.ok(bars[7] > 50, `it still reads a seven: ${bars}`);

    await lab.press('notice-retry');
    await lab.expectWords('progress', /Epoch/, 30_000);
    await lab.expectWords('accuracy', /9\d\.\d\d%/, 90_000);
    await lab.close();
  });
}

for (const [when, module] of /** @type {const} */ ([
  ['while the engine starts', 'export default async () => { throw new ReferenceError("wasmTable is not defined"); };'],
  ['in an asynchronous function', 'export default async () => { (async () => { throw new ReferenceError("wasmTable is not defined"); })(); await new Promise(() => {}); };'],
])) {
  test(`what is thrown ${when} is told with its text, on the page and in the console`, async () => {
    site.overrides.set('engine.js', (_request, response) =>
      void response.writeHead(200, {'Content-Type': 'text/javascript'}).end(module));
    const lab = await Lab.open(browser, site, {parameters: {mode: 'train'}, still: true});
    /** @type {string[]} */
    const said = [];
    lab.page.on('console', (message) => said.push(message.text()));
    await lab.page.reload();
    await lab.expectWords('notice', /It said: wasmTable is not defined/).finally(() => site.overrides.clear());
    assert.match(said.join('\n'), /the worker has failed: wasmTable is not defined/);
    await lab.press('notice-retry');
    await lab.press('train');
    await lab.expectWords('progress', /Epoch|Done/, 30_000);
    await lab.close();
  });
}

test('a lost drawing surface is told, comes back by itself, and the drawing with it', async () => {
  const lab = await Lab.open(browser, site, {still: true});
  await lab.draw(seven);
  await lab.settle();
  await lab.page.evaluate(() => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
    const extension = canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context');
    Object.assign(window, {extension});
    extension?.loseContext();
  });
  await lab.page.getByText('took the drawing surface away').waitFor();
  await lab.page.evaluate(() => /** @type {any} */ (window).extension.restoreContext());
  await lab.page.getByText('took the drawing surface away').waitFor({state: 'hidden'});
  await lab.settle();
  assert.ok(await lab.inkAt(.42, .8), 'the ink is on the new surface');
  await lab.draw([[[.1, .1], [.1, .5]]]);
  await lab.settle();
  assert.ok(await lab.inkAt(.1, .3), 'and more can be drawn');
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

/** @type {{what: string, script: string, en: RegExp, zh: RegExp}[]} */
const missing = [
  {what: 'WebAssembly', script: 'delete globalThis.WebAssembly', en: /cannot run WebAssembly/, zh: /不支持 WebAssembly/},
  {what: 'SIMD', script: 'WebAssembly.validate = () => false', en: /SIMD/, zh: /SIMD/},
  {
    what: 'WebGL 2', en: /no WebGL 2.*hardware acceleration/, zh: /没有提供 WebGL 2/,
    script: `const original = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function(kind, ...rest) {
        return kind === 'webgl2' ? null : original.call(this, kind, ...rest);
      };`,
  },
  {what: 'streams that unpack', script: 'delete globalThis.DecompressionStream', en: /from 2023 or newer/, zh: /太旧了/},
  {
    what: 'workers made of modules', en: /from 2023 or newer/, zh: /太旧了/,
    script: 'window.Worker = class extends Worker { constructor(address) { super(address); } }',
  },
];
for (const {what, script, en, zh} of missing) {
  test(`a browser without ${what} is told so, in both languages`, async () => {
    for (const [locale, words] of /** @type {const} */ ([['en-GB', en], ['zh-CN', zh]])) {
      const lab = await Lab.open(browser, site, {script, locale, started: false});
      await lab.page.locator('#boot').waitFor();
      assert.match(await lab.page.locator('#boot-message').textContent() ?? '', words);
      await lab.close();
    }
  });
}

test('a browser that does not even begin is told so, in both languages at once', async () => {
  site.overrides.set('page.js', (_request, response) => void response
      .writeHead(200, {'Content-Type': 'text/javascript'}).end('a syntax of the future'));
  const lab = await Lab.open(browser, site, {started: false});
  await lab.page.getByText('Inkling did not start').waitFor();
  await lab.page.getByText('墨灵没能启动').waitFor();
  site.overrides.clear();
  await lab.page.reload();
  await lab.page.waitForSelector('html[data-state=running]');
  assert.equal(await lab.page.getByText('Inkling did not start').isVisible(), false);
  await lab.close();
});

test('a part of the page that cannot be fetched is told, and trying again helps', async () => {
  site.overrides.set('app.wasm', (_request, response) => void response.writeHead(503).end());
  const lab = await Lab.open(browser, site, {started: false});
  await lab.page.locator('#boot', {hasText: 'could not be loaded'}).waitFor();
  site.overrides.clear();
  await lab.page.locator('#boot-retry').click();
  await lab.page.waitForSelector('html[data-state=running]');
  await lab.close();
});

test('a learning rate that makes the loss run away is told, and the weights from before are back', async () => {
  const parameters = {mode: 'train', optimizer: 'sgd', 'learning-rate': '1000', ...shortRun};
  const lab = await Lab.open(browser, site, {parameters, still: true});
  await lab.draw(seven);
  await lab.settle();
  const bars = await lab.bars();
  await lab.press('train');
  await lab.expectWords('notice', /loss exploded.*learning rate is too large/, 30_000);
  await lab.settle();
  assert.deepEqual(await lab.bars(), bars);
  await lab.expectWords('settings', /784-512-10 · sgd · 1 epoch/);
  await lab.close();
});

test('absurd parameters are told, and the defaults stand in', async () => {
  for (const [name, value] of [['hidden', '999999'], ['epochs', '-3'], ['learning-rate', 'NaN'], ['mode', 'fly']]) {
    const lab = await Lab.open(browser, site, {parameters: {[name]: value}, still: true});
    await lab.expectWords('notice', new RegExp(`cannot use: ${name}=${value}`));
    await lab.press('notice-dismiss');
    await lab.press('place-train');
    await lab.expectWords('settings', /784-512-10 · rmsprop · 5 epochs/);
    await lab.close();
  }
});
