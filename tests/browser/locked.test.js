// @ts-check
// Tests settings that a page locks: visitors see them and cannot change them, by whatever way, and the page can.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {openCourse, openHost} from './course.js';
import {newContext} from './lab.js';
import {browser, site} from './stage.js';

/** @param {import('playwright-core').Page} page */
const innerFrame = (page) => page.frames()[1];

test('what the element locks is seen, says why, and takes neither keys nor messages of others', async () => {
  const course = await openCourse(browser, site, 'mode="train" lang="en" fresh hidden="32" learning-rate="0.01" locked="learning-rate, hidden batch_size"');
  const frame = innerFrame(course.page);
  const control = (/** @type {string} */ id) => frame.locator(`[data-control="${id}"]`);
  await control('settings').focus();
  await course.page.keyboard.press('Enter');
  const rate = control('setting-learning_rate');
  await rate.waitFor({state: 'attached'});
  assert.match(await rate.getAttribute('aria-description') ?? '', /^Locked: whoever set up this page/);
  assert.equal(await rate.evaluate((field) => /** @type {HTMLInputElement} */ (field).readOnly), true);
  assert.equal(await control('setting-epochs').evaluate((field) => /** @type {HTMLInputElement} */ (field).readOnly), false);
  assert.equal(await control('setting-learning_rate-more').getAttribute('aria-disabled'), 'true');
  await control('locked-hidden').waitFor({state: 'attached'});
  await rate.focus();
  await course.page.keyboard.type('5');
  await course.page.keyboard.press('Enter');
  for (const id of ['setting-learning_rate-more', 'setting-batch_size-less']) {
    await control(id).focus();
    await course.page.keyboard.press('Enter');
  }
  await frame.locator('#live', {hasText: /Locked/}).waitFor({state: 'attached'});
  // Whoever gets at the elements, or sends messages from inside the frame, changes nothing either.
  await frame.evaluate(() => {
    const field = /** @type {HTMLInputElement} */ (document.querySelector('[data-control="setting-learning_rate"]'));
    field.readOnly = false;
    field.value = '7';
    field.dispatchEvent(new Event('change'));
    for (const params of [{locked: ''}, {'learning-rate': '7'}]) {
      const data = {jsonrpc: '2.0', id: 1, method: 'configure', params};
      window.postMessage(data, '*');
      window.dispatchEvent(new MessageEvent('message', {data, source: window.parent}));
    }
  });
  await frame.waitForFunction(() => /** @type {HTMLInputElement} */ (
    document.querySelector('[data-control="setting-learning_rate"]')).value === '0.01');
  assert.match((await course.call('code', {as: 'keras'})).text, /0\.01/);
  // The page around the lab can.
  await course.call('train', {hidden: [32], learning_rate: 0.02, epochs: 1, train_images: 2000});
  assert.match((await course.call('code', {as: 'keras'})).text, /0\.02/);
  await course.call('configure', {locked: 'seed'});
  await frame.locator('[data-control="locked-seed"]').waitFor({state: 'attached'});
  assert.equal(await rate.getAttribute('aria-description'), null);
  assert.equal(await course.errorOf('configure', {locked: 'colour'}), -32602);
  await course.close();
});

test('a pasted program leaves what is locked, and says which settings those are', async () => {
  const course = await openCourse(browser, site, 'mode="train" lang="en" fresh locked="epochs"');
  const frame = innerFrame(course.page);
  await frame.locator('[data-control="code"]').focus();
  await course.page.keyboard.press('Enter');
  const {text} = await course.call('code', {as: 'keras'});
  await frame.locator('#code textarea').fill(text.replace('epochs=5', 'epochs=50').replace('batch_size=128', 'batch_size=64'));
  await frame.locator('#code [data-control=code-use]').click();
  await frame.locator('#code [role=status]', {hasText: /Locked, so unchanged: Epochs/}).waitFor();
  assert.match((await course.call('code', {as: 'keras'})).text, /epochs=5\b[^]*batch_size=64|batch_size=64[^]*epochs=5\b/);
  await course.close();
});

test('an address cannot unlock what it locks, and locks what an earlier visit has left', async () => {
  const context = await newContext(browser, {viewport: {width: 1280, height: 800}});
  const page = await context.newPage();
  const values = async (/** @type {string} */ query) => {
    await page.goto(`${site.url}index.html?mode=train&lang=en${query}`);
    await page.waitForSelector('html[data-state=running]');
    await page.locator('[data-control="settings"]').focus();
    await page.keyboard.press('Enter');
    return page.locator('[data-control="setting-epochs"]');
  };
  const field = await values('');
  await field.fill('50');
  await field.press('Enter');
  await page.waitForTimeout(800);
  const locked = await values('&locked=epochs&locked=');
  assert.deepEqual([await locked.inputValue(), await locked.getAttribute('readonly')], ['5', '']);
  await context.close();
});

test('the teacher\'s page offers locks and the menu, live', async () => {
  const page = await (await newContext(browser, {viewport: {width: 1280, height: 900}})).newPage();
  await page.goto(`${site.url}embed.html?lang=en`);
  await page.locator('select[name=mode]').selectOption('train');
  await page.locator('input[name=locked][value="hidden"]').check();
  await page.locator('input[name=locked][value="learning-rate"]').check();
  await page.locator('input[name=menu]').check();
  const lines = await page.locator('#lines').textContent() ?? '';
  assert.match(lines, /<inkling-lab mode="train" menu="none" locked="hidden,learning-rate" style/);
  const inner = page.frameLocator('#preview iframe');
  await inner.locator('[data-control="settings"]').focus();
  await page.keyboard.press('Enter');
  await inner.locator('[data-control="locked-learning_rate"]').waitFor({state: 'attached'});
  assert.equal(await inner.locator('[data-control="place-draw"]').count(), 0);
  await page.locator('input[name=locked][value="all"]').check();
  await inner.locator('[data-control="locked-seed"]').waitFor({state: 'attached'});
  for (const value of ['all', 'hidden', 'learning-rate']) await page.locator(`input[name=locked][value="${value}"]`).uncheck();
  await inner.locator('[data-control="locked-seed"]').waitFor({state: 'detached'});
  await page.context().close();
  const host = await openHost(browser, lines);
  await host.page.frameLocator('iframe').locator('[data-control="train"]').waitFor({state: 'attached'});
  await host.close();
});
