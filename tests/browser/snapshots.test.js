// @ts-check
// Tests pictures of the app: for host pages, for visitors, and on paper.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {labScript, openHost} from './course.js';
import {newContext, seven} from './lab.js';
import {browser, site} from './stage.js';

/** @typedef {{name: string, width: number, height: number, colours: number, png: boolean}} Seen */

/** Runs in a page: gives what is to be seen in a PNG. */
const seenScript = `window.seen = async ({name, bytes}) => {
  const bitmap = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
  const canvas = Object.assign(document.createElement('canvas'), {width: bitmap.width, height: bitmap.height});
  const paint = canvas.getContext('2d');
  paint.drawImage(bitmap, 0, 0);
  const pixels = new Uint32Array(paint.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer);
  return {name, width: bitmap.width, height: bitmap.height, colours: new Set(pixels).size, png: bytes[1] === 80};
}`;

/** @param {import('playwright-core').Page} page @param {string} what @returns {Promise<Seen | number>} */
const pictureOf = (page, what) => page.evaluate(
    (name) => /** @type {any} */ (document.querySelector('inkling-lab')).call('getPicture', {what: name}).then(
        /** @type {any} */ (window).seen, (/** @type {any} */ error) => error.code), what);

/** @param {string} attributes @param {string} [before] */
async function openLab(attributes, before = '') {
  const host = await openHost(browser, `${labScript(site)}${before}<inkling-lab lang="en" ${attributes}
    style="display:block;width:900px;height:600px"></inkling-lab>`, {painted: true});
  await host.page.evaluate(seenScript);
  await host.page.evaluate(() => /** @type {any} */ (document.querySelector('inkling-lab')).ready);
  return host;
}

for (const [where, before] of [['in view', ''], ['out of view', '<div style="height:3000px"></div>']]) {
  test(`a host page gets pictures of a lab ${where}, of each kind`, async () => {
    const host = await openLab('mode="draw"', before);
    await host.page.evaluate((strokes) => /** @type {any} */ (document.querySelector('inkling-lab')).call('draw', {strokes}), seven);
    const screen = /** @type {Seen} */ (await pictureOf(host.page, 'screen'));
    assert.deepEqual([screen.name, screen.width, screen.height, screen.png], ['inkling-draw.png', 900, 600, true]);
    assert.ok(screen.colours > 50, JSON.stringify(screen));
    const drawing = /** @type {Seen} */ (await pictureOf(host.page, 'drawing'));
    assert.equal(drawing.width, drawing.height);
    assert.ok(drawing.colours > 2 && drawing.colours < screen.colours, JSON.stringify(drawing));
    for (const what of ['curves', 'network']) {
      const figure = /** @type {Seen} */ (await pictureOf(host.page, what));
      assert.equal(figure.name, `inkling-${what}.png`);
      assert.ok(figure.width > figure.height && figure.colours > 20, JSON.stringify(figure));
    }
    const again = /** @type {Seen} */ (await pictureOf(host.page, 'screen'));
    assert.deepEqual([again.width, again.height], [900, 600]);
    // What moves has moved a little.
    assert.ok(again.colours > .8 * screen.colours, `${screen.colours} colours before, ${again.colours} after`);
    assert.equal(await pictureOf(host.page, 'window'), -32602);
    await host.page.evaluate(() => /** @type {any} */ (document.querySelector('inkling-lab')).call('clear'));
    assert.equal(await pictureOf(host.page, 'drawing'), -32006);
    await host.close();
  });
}

test('the very first frame has its letters', async () => {
  const host = await openLab('mode="train" theme="light"');
  await host.page.waitForTimeout(1000);
  const header = () => host.page.screenshot({clip: {x: 8, y: 8, width: 900, height: 60}});
  const before = await header();
  await host.page.frames()[1].evaluate(() => void window.dispatchEvent(new Event('resize')));
  await host.page.waitForTimeout(500);
  assert.ok(before.equals(await header()), 'drawn anew, the header looks the same');
  await host.close();
});

test('pictures that are asked for at once are each what was asked for, while the visitor draws', async () => {
  const host = await openLab('mode="draw"');
  const seen = await host.page.evaluate(async (strokes) => {
    const lab = /** @type {any} */ (document.querySelector('inkling-lab'));
    await lab.call('draw', {strokes});
    const kinds = ['curves', 'screen', 'drawing', 'screen', 'network'];
    return Promise.all(kinds.map((what) => lab.call('getPicture', {what}).then((/** @type {{name: string}} */ {name}) => name)));
  }, seven);
  assert.deepEqual(seen, ['inkling-curves.png', 'inkling-draw.png', 'inkling-drawing.png', 'inkling-draw.png', 'inkling-network.png']);
  await host.close();
});

test('a picture of a lesson has its text', async () => {
  const host = await openLab('mode="learn" lesson="1" theme="light"');
  const frame = host.page.frames()[1];
  await frame.locator('#lesson article').waitFor();
  await host.page.waitForTimeout(500);
  const darkIn = () => host.page.evaluate(async () => {
    const {bytes} = await /** @type {any} */ (document.querySelector('inkling-lab')).call('getPicture', {what: 'screen'});
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const frame = /** @type {any} */ (document.querySelector('iframe'));
    const canvas = Object.assign(document.createElement('canvas'), {width: bitmap.width, height: bitmap.height});
    const paint = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    paint.drawImage(bitmap, 0, 0);
    const {data} = paint.getImageData(0, 0, frame.clientWidth, frame.clientHeight);
    let dark = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i] + data[i + 1] + data[i + 2] < 240) ++dark;
    return dark;
  });
  const dark = await darkIn();
  await frame.locator('#lesson article').evaluate((article) => { article.style.visibility = 'hidden'; });
  const without = await darkIn();
  assert.ok(dark > without + 1000, `${dark} dark pixels with the text, ${without} without`);
  await host.close();
});

test('in each place the visitor saves a picture, by the keyboard too', async () => {
  const page = await (await newContext(browser, {viewport: {width: 390, height: 844}}, true)).newPage();
  for (const mode of ['draw', 'train', 'inside', 'learn', 'play']) {
    await page.goto(`${site.url}index.html?mode=${mode}&lang=en`);
    await page.waitForSelector('html[data-state=running]');
    const saved = page.waitForEvent('download');
    await page.locator('[data-control="save-picture"]').focus();
    await page.keyboard.press('Enter');
    const download = await saved;
    assert.equal(download.suggestedFilename(), `inkling-${mode}.png`);
    assert.equal(readFileSync(await download.path()).subarray(1, 4).toString(), 'PNG');
  }
  await page.context().close();
});

test('on paper a place is one sheet of A4, with its title and its settings', async () => {
  const page = await (await newContext(browser, {viewport: {width: 1280, height: 800}, colorScheme: 'dark'}, true)).newPage();
  for (const mode of ['train', 'draw']) {
    await page.goto(`${site.url}index.html?mode=${mode}&lang=en&hidden=48`);
    await page.waitForSelector('html[data-state=running]');
    await page.waitForTimeout(500);
    await page.evaluate(() => window.addEventListener('beforeprint', () => {
      const sheet = /** @type {HTMLElement} */ (document.getElementById('sheet'));
      const canvas = /** @type {HTMLCanvasElement} */ (sheet.querySelector('canvas'));
      const paint = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      const pixels = paint.getImageData(0, 0, canvas.width, canvas.height).data;
      let light = 0;
      for (let i = 0; i < pixels.length; i += 4) if (pixels[i] > 200) ++light;
      Object.assign(window, {printed: {
        title: sheet.querySelector('h1')?.textContent, settings: sheet.querySelector('p:last-child')?.textContent,
        light: light * 4 / pixels.length,
      }});
    }));
    const pdf = (await page.pdf({preferCSSPageSize: true, printBackground: true})).toString('latin1');
    assert.equal(pdf.match(/\/Type \/Page\b/g)?.length, 1, mode);
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
    assert.ok(Math.abs(Number(width) - 595) < 2 && Math.abs(Number(height) - 842) < 2, `${width} ${height}`);
    const {title, settings, light} = await page.evaluate(() => /** @type {any} */ (window).printed);
    assert.equal(title, `Inkling: ${mode === 'train' ? 'Train' : 'Draw'}`);
    assert.match(settings, /Hidden layers: 48 · .*Learning rate: 0\.001/);
    assert.ok(light > .6, `${light} of it is light`);
    assert.equal(await page.locator('#sheet').textContent(), '');
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  }
  await page.context().close();
});
