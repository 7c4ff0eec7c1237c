// @ts-check
// Tests many labs on one page: those out of view rest, and there is a drawing surface for each that is seen.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {labScript, openHost} from './course.js';
import {seven} from './lab.js';
import {browser, site} from './stage.js';

const lab = '<inkling-lab lang="en" theme="light" style="display:block;height:520px;margin-bottom:400px"></inkling-lab>';

/** @typedef {Awaited<ReturnType<typeof openHost>>['page']} Page */

/** @param {Page} page @param {number} index */
async function frameOf(page, index) {
  const frame = await (await page.locator('iframe').nth(index).elementHandle())?.contentFrame();
  assert.ok(frame);
  return frame;
}

/** Returns how many frames a lab has drawn. @param {import('playwright-core').Frame} frame */
const framesOf = (frame) => frame.evaluate(() => Number(document.documentElement.dataset.frames ?? 0));

/**
 * Tells whether a lab's canvas shows anything: text and a pad are not of one colour.
 * @param {Page} page @param {number} index
 */
async function shows(page, index) {
  const png = await page.locator('iframe').nth(index).screenshot();
  return png.length > 6000;
}

test('of twenty labs each one that is scrolled to draws, though a browser has surfaces for sixteen', async () => {
  const host = await openHost(browser, `${labScript(site)}${lab.repeat(20)}`, {painted: true});
  await host.page.evaluate(() => Promise.all(
      [.../** @type {NodeListOf<any>} */ (document.querySelectorAll('inkling-lab'))].map((element) => element.ready)));
  for (const index of [0, 7, 19, 12, 0]) {
    await host.page.locator('iframe').nth(index).scrollIntoViewIfNeeded();
    const frame = await frameOf(host.page, index);
    await frame.locator('[data-control="pad"]').waitFor();
    await host.page.waitForTimeout(2500);  // Those that were left give their surface back meanwhile.
    assert.ok(await shows(host.page, index), `lab ${index}`);
    assert.equal(await frame.locator('#boot').isVisible(), false, await frame.locator('#boot').textContent() ?? '');
  }
  assert.deepEqual(host.said.filter((line) => /Too many active WebGL/.test(line)), []);
  await host.close();
});

test('a lab out of view draws nothing, trains on, tells of it, and is up to date when it is seen again', async () => {
  const host = await openHost(browser, `${labScript(site)}${lab.repeat(3)}`, {painted: true});
  await host.page.evaluate(() => {
    const last = /** @type {any} */ (document.querySelectorAll('inkling-lab')[2]);
    const heard = /** @type {any[]} */ ([]);
    Object.assign(window, {last, heard});
    last.addEventListener('epoch', (/** @type {CustomEvent} */ event) => heard.push(event.detail));
    return last.ready;
  });
  const frame = await frameOf(host.page, 2);
  const before = await framesOf(frame);
  const {test_accuracy: accuracy} = await host.page.evaluate(async (strokes) => {
    const {last} = /** @type {any} */ (window);
    await last.call('configure', {mode: 'train'});
    await last.call('draw', {strokes});
    return last.call('train', {hidden: [32], epochs: 2, train_images: 10000});
  }, seven);
  assert.ok(accuracy > .8, String(accuracy));
  assert.equal(await host.page.evaluate(() => /** @type {any} */ (window).heard.length), 2);
  assert.equal(await framesOf(frame), before, 'frames out of view');
  // Its controls follow nevertheless: a screen reader may be there.
  await frame.locator('[data-control="accuracy"]', {hasText: (100 * accuracy).toFixed(2)}).waitFor({state: 'attached'});
  assert.equal(await framesOf(frame), before);

  await host.page.locator('iframe').nth(2).scrollIntoViewIfNeeded();
  await host.page.waitForTimeout(1000);
  assert.ok(await framesOf(frame) > before);
  assert.ok(await shows(host.page, 2));
  await host.close();
});

test('drawings are read while nine other labs train', async (t) => {
  const small = '<inkling-lab fresh lang="en" style="display:inline-block;width:300px;height:300px"></inkling-lab>';
  const host = await openHost(browser, `${labScript(site)}${small.repeat(10)}`, {painted: true});
  const {delays, ended, results} = await host.page.evaluate(async (strokes) => {
    const labs = [.../** @type {NodeListOf<any>} */ (document.querySelectorAll('inkling-lab'))];
    await Promise.all(labs.map((element) => element.ready));
    let ended = 0;
    const trained = labs.slice(1).map((element) =>
      new Promise((resolve) => element.addEventListener('progress', resolve, {once: true})));
    const runs = labs.slice(1).map((element) =>
      element.call('train', {hidden: [64], epochs: 100}).finally(() => { ++ended; }));
    await Promise.all(trained);
    const delays = [];
    for (let i = 0; i < 30; ++i) {
      const start = performance.now();
      await labs[0].call('draw', {strokes});
      await labs[0].call('predict', {strokes});
      delays.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const endedBefore = ended;
    await Promise.all(labs.slice(1).map((element) => element.call('stop')));
    return {delays: delays.sort((a, b) => a - b), ended: endedBefore, results: await Promise.all(runs)};
  }, seven);
  t.diagnostic(`a drawing was read after ${Math.round(delays[15])} ms, ${Math.round(delays[28])} ms at worst but one`);
  assert.equal(ended, 0, 'no drawing waits for a training to end');
  assert.equal(results.length, 9);
  for (const result of results) assert.ok(result.stopped && result.steps > 0, JSON.stringify(result));
  await host.close();
});
