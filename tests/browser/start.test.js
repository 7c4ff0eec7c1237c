// @ts-check
// A page starts whatever does not come, and goes on when a part of it has failed.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {openCourse} from './course.js';
import {Lab, seven, siteFolder} from './lab.js';
import {browser, site} from './stage.js';

/** Keeps a file from coming until it is let go. @param {string} name @param {string} type */
function hold(name, type) {
  /** @type {import('node:http').ServerResponse[]} */
  const waiting = [];
  const send = (/** @type {import('node:http').ServerResponse} */ response) =>
    void response.writeHead(200, {'Content-Type': type}).end(readFileSync(join(siteFolder, name)));
  site.overrides.set(name, (_request, response) => void waiting.push(response));
  return {
    letGo: () => {
      site.overrides.delete(name);
      waiting.forEach(send);
    },
  };
}

test('a database that never answers: the page starts without, says so, and all works', async () => {
  const lab = await Lab.open(browser, site, {
    shipped: true, still: true,
    script: 'IDBFactory.prototype.open = () => new EventTarget();',
  });
  await lab.expectWords('notice', /storage does not answer/);
  await lab.draw(seven);
  await lab.expectWords('guess', /A 7, I think/);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('a database that answers late: what was kept is taken up when it comes', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true});
  await lab.draw(seven);
  await lab.settle();
  await lab.page.waitForTimeout(300);
  await lab.page.context().addInitScript(`
    const original = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function(...values) {
      const request = original.apply(this, values);
      let handler;
      Object.defineProperty(request, 'onsuccess', {set: (wanted) => { handler = wanted; }});
      request.addEventListener('success', () => setTimeout(() => handler?.(), 4000));
      return request;
    };`);
  await lab.page.reload();
  await lab.page.waitForSelector('html[data-state=running]');
  await lab.expectWords('notice', /does not answer/);
  await lab.expectWords('guess', /A 7, I think/, 10_000);
  assert.equal(await lab.control('notice').count(), 0);
  await lab.close();
});

test('an upgrade of the database that another page blocks does not hold the page up', async () => {
  const holder = await Lab.open(browser, site, {shipped: true, still: true});
  await holder.draw(seven);
  await holder.settle();
  await holder.page.goto(`${site.url}notices.html`);
  await holder.page.evaluate(async () => {
    const [info] = (await indexedDB.databases()).filter(({name}) => name?.startsWith('inkling '));
    const request = indexedDB.open(info.name ?? '');
    await new Promise((resolve) => { request.onsuccess = resolve; });  // It is never closed.
    indexedDB.open(info.name ?? '', 7);  // This waits for that, and everybody after it for this.
  });
  const page = await holder.page.context().newPage();
  const lab = new Lab(page);
  await page.goto(site.url);
  await page.waitForSelector('html[data-state=running]', {timeout: 8000});
  await lab.draw(seven);
  await lab.expectWords('guess', /A 7, I think/);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('letters that do not come: plain ones until they do', async () => {
  const fonts = hold('assets/fonts/regular.otf', 'font/otf');
  const lab = await Lab.open(browser, site, {still: true});
  await lab.expectWords('notice', /fonts.*have not loaded/);
  await lab.draw(seven);
  await lab.expectWords('guess', /blind guess/);
  fonts.letGo();
  await lab.control('notice').waitFor({state: 'detached'});
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('a worker that does not load is told, and trains as soon as it is there', async () => {
  const engine = hold('engine.js', 'text/javascript');
  const lab = await Lab.open(browser, site, {still: true, parameters: {mode: 'train', 'train-images': '2000', epochs: '1'}});
  await lab.expectWords('notice', /part that trains has not loaded/);
  await lab.draw(seven);
  await lab.expectWords('guess', /blind guess/);
  await lab.press('train');
  engine.letGo();
  await lab.expectWords('accuracy', /\d\d\.\d\d%/, 60_000);
  await lab.control('notice').waitFor({state: 'detached'});
  await lab.close();
});

test('a page that embeds a lab without a worker is told that it is ready all the same', async () => {
  const engine = hold('engine.js', 'text/javascript');
  const course = await openCourse(browser, site);
  assert.equal((await course.call('predict', {strokes: seven})).probabilities.length, 10);
  engine.letGo();
  assert.ok((await course.call('train', {train_images: 2000, epochs: 1})).steps > 0);
  await course.close();
});

test('a network that does not come: random weights until it does', async () => {
  const name = 'assets/model.packed';
  const model = hold(name, 'application/octet-stream');
  const lab = await Lab.open(browser, site, {shipped: true, still: true});
  await lab.expectWords('notice', /has not loaded yet/);
  await lab.draw(seven);
  await lab.expectWords('guess', /blind guess/);
  model.letGo();
  await lab.expectWords('guess', /A 7, I think/);
  await lab.control('notice').waitFor({state: 'detached'});  // It goes as soon as the pen rests.
  await lab.close();
});

test('an app that is slow to come is told, and starts when it is there', async () => {
  const app = hold('app.wasm', 'application/wasm');
  const lab = await Lab.open(browser, site, {started: false});
  await lab.page.locator('#boot', {hasText: 'longer than it should'}).waitFor();
  app.letGo();
  await lab.page.waitForSelector('html[data-state=running]');
  await lab.page.locator('#boot').waitFor({state: 'hidden'});
  await lab.close();
});

/** Lets every function of the page's WebAssembly module trap once `window.trap` is set. */
const trapping = `
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...values) => {
      const {module, instance} = await original.apply(WebAssembly, values);
      const exports = {};
      for (const [key, value] of Object.entries(instance.exports)) {
        exports[key] = typeof value !== 'function' ? value : (...parameters) => {
          if (window.trap) throw new WebAssembly.RuntimeError('unreachable');
          return value(...parameters);
        };
      }
      return {module, instance: {exports}};
    };
  }`;

test('an app that stops in the middle starts anew from what was saved, once', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true, script: trapping});
  await lab.draw(seven);
  await lab.settle();
  await lab.page.waitForTimeout(300);
  const fail = async () => {
    await lab.page.evaluate(() => Object.assign(window, {trap: true}));
    await lab.page.mouse.move(300, 300);
    await lab.page.mouse.move(310, 310);
  };
  await fail();
  await lab.expectWords('notice', /failed and was started again/, 20_000);
  await lab.expectWords('guess', /A 7, I think/);
  await fail();
  await lab.page.locator('#boot', {hasText: 'failed twice'}).waitFor();
  await lab.page.locator('#boot-retry').click();
  await lab.page.waitForSelector('html[data-state=running]');
  await lab.expectWords('guess', /A 7, I think/);
  await lab.close();
});

test('a lab that stops in the middle answers its open calls, and is ready again', async () => {
  const course = await openCourse(browser, site, 'fresh', {}, () => {
    for (const name of /** @type {const} */ (['instantiate', 'instantiateStreaming'])) {
      const original = /** @type {any} */ (WebAssembly[name]);
      /** @type {any} */ (WebAssembly)[name] = async (/** @type {any[]} */ ...values) => {
        const {module, instance} = await original.apply(WebAssembly, values);
        const exports = Object.fromEntries(Object.entries(instance.exports).map(([key, value]) => [
          key, typeof value !== 'function' ? value : (/** @type {any[]} */ ...parameters) => {
            if (/** @type {any} */ (window).trap) throw new WebAssembly.RuntimeError('unreachable');
            return value(...parameters);
          },
        ]));
        return {module, instance: {exports}};
      };
    }
  });
  const training = course.errorOf('train', {epochs: 50});
  await course.page.waitForTimeout(500);
  await course.page.frames()[1].evaluate(() => Object.assign(window, {trap: true}));
  const predicted = course.errorOf('predict', {strokes: seven});
  assert.equal(await training, -32004);
  // The lab that failed refuses it, or the element does if it came while the next one was loading.
  assert.ok([-32004, -32013].includes(await predicted), String(await predicted));
  await course.page.waitForFunction(() =>
    /** @type {any} */ (window).events.filter((/** @type {any} */ {name}) => name === 'ready').length > 1);
  assert.equal((await course.call('predict', {strokes: seven})).probabilities.length, 10);
  await course.close();
});
