// @ts-check
// Tests the site as `./build.sh serve` serves it: isolated, so that it trains with two threads.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {openCourse} from './course.js';
import {siteFolder, startBrowser} from './lab.js';

const script = join(fileURLToPath(new URL('../../web/serve.py', import.meta.url)));
const server = spawn('python3', [script, siteFolder, '18200']);
const address = await new Promise((resolve) => {
  let said = '';
  server.stdout.on('data', (data) => {
    said += data;
    const found = /http:\S+/.exec(said);
    if (found) resolve(found[0]);
  });
});
const browser = await startBrowser();
after(async () => {
  await browser.close();
  server.kill();
});

test('the page may share memory, and trains with two threads', async () => {
  const page = await browser.newPage();
  const engine = page.waitForRequest(/engine_threads\.wasm/);
  await page.goto(`${address}?mode=train&train-images=6000&epochs=1`);
  await page.waitForSelector('html[data-state=running]');
  assert.equal(await page.evaluate(() => crossOriginIsolated), true);
  await engine;
  await page.locator('[data-control="train"]').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /\d%/.test(document.querySelector('#controls [data-control="accuracy"]')?.textContent ?? ''), null, {timeout: 60_000});
  await page.close();
});

test('a page elsewhere may embed what is served', async () => {
  const lab = await openCourse(browser, {url: address, headers: {}}, '', {});
  assert.equal((await lab.call('describe')).threads, 1, 'that page is not isolated');
  await lab.close();
});
