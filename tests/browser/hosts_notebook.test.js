// @ts-check
// Tests labs in the page that nbconvert makes of a Jupyter notebook: in a frame, and as the element.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {openHost} from './course.js';
import {newContext} from './lab.js';
import {browser, site} from './stage.js';

/** What the teacher's page gives for a notebook. */
async function cells() {
  const page = await (await newContext(browser, {viewport: {width: 1280, height: 900}})).newPage();
  await page.goto(`${site.url}embed.html?lang=en`);
  await page.locator('select[name=mode]').selectOption('train');
  await page.locator('select[name=lang]').selectOption('en');
  await page.locator('input[name=hidden]').fill('16');
  await page.locator('input[name=height]').fill('500');
  await page.locator('input[name=height]').blur();
  const text = async (/** @type {string} */ id) => await page.locator(`#${id}`).textContent() ?? '';
  const shown = {frame: await text('frame-cell'), element: await text('element-cell')};
  await page.context().close();
  return shown;
}

const maker = fileURLToPath(new URL('make_notebook_page.py', import.meta.url));

test('in the page of a notebook both cells of the teacher\'s page are labs', async (t) => {
  const {frame, element} = await cells();
  const link = /^from IPython\.display import IFrame\nIFrame\("([^"]+)", "100%", 500\)$/.exec(frame)?.[1] ?? '';
  const lines = /^from IPython\.display import HTML\nHTML\('''(.+)'''\)$/s.exec(element)?.[1] ?? '';
  assert.match(link, /mode=train/);
  assert.match(lines, /^<script.*<\/inkling-lab>$/s);
  const made = spawnSync('/usr/bin/python3', [maker, link, lines], {encoding: 'utf8', maxBuffer: 1 << 26});
  if (made.status === 3) return t.skip(`nbconvert and IPython are not installed (python3-nbconvert, python3-ipython): ${made.stderr.trim()}`);
  assert.equal(made.status, 0, made.stderr);

  const host = await openHost(browser, made.stdout, {painted: true, waits: false});
  await host.page.waitForFunction(() => customElements.get('inkling-lab') !== undefined);
  await host.page.evaluate(() => /** @type {any} */ (document.querySelector('inkling-lab')).ready);
  const frames = host.page.locator('iframe');
  assert.equal(await frames.count(), 2);
  for (const i of [0, 1]) {
    await frames.nth(i).scrollIntoViewIfNeeded();
    const inside = frames.nth(i).contentFrame();
    await inside.locator('html[data-state=running]').waitFor({state: 'attached'});
    await inside.locator('[data-control="train"]').waitFor();
    const box = await frames.nth(i).boundingBox();
    assert.ok(box && box.width > 600 && Math.abs(box.height - 500) < 3, JSON.stringify(box));
  }
  const learned = await host.page.evaluate(() => /** @type {any} */ (document.querySelector('inkling-lab')).call('train', {epochs: 1, train_images: 2000}));
  assert.equal(learned.epochs, 1);
  const {layers} = await host.page.evaluate(() => /** @type {any} */ (document.querySelector('inkling-lab')).call('describe'));
  assert.deepEqual(layers, [784, 16, 10]);
  await host.close();
});
