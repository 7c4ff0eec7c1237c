// @ts-check
// The page on which networks are brought together: with files that labs have made, with bad ones, and with none.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {test} from 'node:test';
import {zipSync} from '../../assets/node_modules/fflate/esm/index.mjs';
import {openCourse} from './course.js';
import {four, newContext, seven} from './lab.js';
import {browser, site} from './stage.js';

/** @typedef {{name: string, mimeType: string, buffer: Buffer}} File */

/** @param {string} name @param {Uint8Array | string} bytes @returns {File} */
const file = (name, bytes) => ({name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes)});

/** @param {import('playwright-core').BrowserContextOptions} [options] @param {Record<string, string>} [parameters] */
async function openPage(options = {}, parameters = {lang: 'en'}) {
  const context = await newContext(browser, {viewport: {width: 1280, height: 800}, serviceWorkers: 'block', ...options});
  const page = await context.newPage();
  const errors = /** @type {string[]} */ ([]);
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()); });
  await page.goto(`${site.url}together.html?${new URLSearchParams(parameters)}`);
  return {
    page,
    errors,
    /** Waits until all that was asked for is known. */
    settled: async () => {
      await page.waitForTimeout(100);
      await page.locator('html[data-working=false]').waitFor({timeout: 60_000});
    },
    /** @param {...File} files */
    choose: (...files) => page.setInputFiles('#files', files),
    /** The words of each row of the table. */
    rows: () => page.locator('#results tbody tr').evaluateAll((rows) => rows.map((row) =>
      [...row.children].map((cell) => /** @type {HTMLElement} */ (cell).innerText.replace(/\s+/g, ' ').trim()))),
    words: (/** @type {string} */ where) => page.locator(where).allInnerTexts().then((texts) => texts.join('\n')),
    close: () => context.close(),
  };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What a checker of accessibility finds wrong with a page. @param {import('playwright-core').Page} page */
async function faults(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const {violations} = await /** @type {any} */ (window).axe.run(document);
    return violations.map((/** @type {any} */ rule) => `${rule.id}: ${rule.nodes[0].html.slice(0, 160)}`);
  });
}

/** @param {string} words */
const percent = (words) => parseFloat(/([\d.]+)%/.exec(words)?.[1] ?? 'NaN');

/** Returns what a lab answers to a call that gives a file. @param {any} lab @param {string} method @param {object} [params] */
const bytesOf = async (lab, method, params = {}) => Buffer.from(await lab.page.evaluate(
    async (/** @type {any} */ [name, values]) => {
      const {bytes} = await /** @type {any} */ (window).lab.call(name, values);
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(/** @type {number} */ (byte))).join(''));
    }, [method, params]), 'base64');

/** The files of a class, made once. @type {Promise<Record<'ann' | 'ben' | 'eve' | 'wide' | 'before' | 'after', Buffer>> | null} */
let made = null;
const classFiles = () => made ??= (async () => {
  const lab = await openCourse(browser, site, 'fresh lang="en"');
  const settings = {hidden: [32, 16], train_images: 2000, epochs: 2};
  const work = async (/** @type {number} */ seed, /** @type {import('./lab.js').Strokes} */ strokes, /** @type {number} */ digit) => {
    await lab.call('train', {hidden: [8], epochs: 1, train_images: 100});  // Another shape, so that the next one begins anew.
    await lab.call('train', {...settings, seed});
    await lab.call('teach', {strokes, digit});
    return bytesOf(lab, 'getState');
  };
  const ann = await work(3, seven, 7);
  const ben = await work(3, four, 4);  // The lab still has Ann's seven: Ben's file has two drawings.
  const eve = await work(4, four, 4);
  await lab.close();
  const other = await openCourse(browser, site, 'fresh lang="en"');
  const before = await bytesOf(other, 'exportModel', {format: 'safetensors'});
  await other.call('train', {train_images: 1, batch_size: 1, epochs: 1, optimizer: 'sgd'});
  const after = await bytesOf(other, 'exportModel', {format: 'safetensors'});
  await other.close();
  return {ann, ben, eve, wide: before, before, after};
})();

test('without files: four networks learn, and the mean of those that began alike works, that of all does not', async () => {
  const view = await openPage();
  /** @type {string[]} */
  const asked = [];
  view.page.on('request', (request) => asked.push(request.url()));
  await view.page.click('#demo');
  await view.settled();
  const rows = await view.rows();
  assert.deepEqual(rows.map(([name]) => name.split(' 784')[0]), ['A', 'B', 'C', 'D', 'All 4 mean of the weights',
    'All 4 mean of the answers', 'A and B mean of the weights', 'A and B mean of the answers',
    'A, C and D mean of the weights', 'A, C and D mean of the answers']);
  assert.deepEqual(rows.slice(0, 4).map(([, start]) => start), ['start 1, seed 1', 'start 1, seed 1', 'start 2, seed 2', 'start 3, seed 3']);
  const alone = rows.slice(0, 4).map((row) => percent(row[2]));
  const [allWeights, allAnswers, alikeWeights, alikeAnswers, unlikeWeights, unlikeAnswers] = rows.slice(4).map((row) => percent(row[1]));
  for (const share of alone) assert.ok(share > 80 && share < 95, `${share}`);
  assert.ok(alikeWeights > Math.min(...alone), `${alikeWeights}`);
  for (const share of [alikeAnswers, allAnswers, unlikeAnswers]) assert.ok(share > Math.min(...alone), `${share}`);
  assert.ok(allWeights < Math.min(...alone) - 5, `${allWeights}`);
  assert.ok(unlikeWeights < 60, `${unlikeWeights}`);
  const finding = await view.words('#findings');
  assert.match(finding, /A and B began from the same weights\. .* makes sense/);
  assert.match(finding, /A, C and D: they did not all begin from the same weights\. .* mixes up the jobs/);
  assert.match(finding, /A once more with its hidden units in another order/);
  assert.equal(await view.page.locator('.drawings').first().isVisible(), false, 'there are none');
  assert.deepEqual(asked.filter((address) => !address.startsWith(site.url)), []);
  assert.deepEqual(await faults(view.page), []);
  await view.page.click('#language');
  assert.match(await view.words('#findings'), /A 和 B 从同样的权重开始/);
  assert.deepEqual(view.errors, []);
  await view.close();
});

test('files of a class: accuracy on the test set and on the drawings of others, and a mean that the lab opens', async () => {
  const {ann, ben, eve} = await classFiles();
  const view = await openPage();
  await view.choose(file('ann.inkling', ann));
  await view.settled();
  assert.match(await view.words('#findings'), /One network is here.*add another file/);
  // Learning platforms put everybody's file into a folder of theirs.
  await view.choose(file('class.zip', zipSync({'Ben/my-work.inkling': ben, 'Eve/my-work.inkling': eve})));
  await view.settled();
  const rows = await view.rows();
  assert.deepEqual(rows.map(([name]) => name), ['ann 784-32-16-10', 'Ben 784-32-16-10', 'Eve 784-32-16-10',
    'All 3 mean of the weights', 'All 3 mean of the answers', 'ann and Ben mean of the weights', 'ann and Ben mean of the answers',
    'ann and Eve mean of the weights', 'ann and Eve mean of the answers']);
  assert.deepEqual(rows.slice(0, 3).map(([, start]) => start), ['start 1, seed 3', 'start 1, seed 3', 'start 2, seed 4']);
  assert.match(rows[0][3], /^\d of 5$/);
  assert.match(rows[2][3], /^\d of 3$/);
  assert.match(rows[4][2], /^\d of 6$/);
  const alone = rows.slice(0, 3).map((row) => percent(row[2]));
  for (const share of alone) assert.ok(share > 50, `${share}`);
  assert.ok(percent(rows[5][1]) >= Math.min(...alone), rows[5][1]);
  assert.ok(percent(rows[3][1]) < percent(rows[5][1]));
  const download = view.page.waitForEvent('download');
  await view.page.locator('#findings button').first().click();
  const saved = await download;
  assert.equal(saved.suggestedFilename(), 'inkling-together.safetensors');
  const bytes = readFileSync(await saved.path());
  const lab = await openCourse(browser, site, 'fresh lang="en"');
  const {layers} = await lab.page.evaluate((text) => /** @type {any} */ (window).lab.call('importModel',
      {bytes: Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))}), bytes.toString('base64'));
  assert.deepEqual(layers, [784, 32, 16, 10]);
  const {test_accuracy: accuracy} = await lab.call('evaluate');
  assert.equal((100 * accuracy).toFixed(1), percent(rows[5][1]).toFixed(1), 'it is the network that was measured');
  await lab.close();
  await view.page.click('[aria-label="Remove Eve"]');
  await view.settled();
  assert.equal((await view.rows()).length, 4);
  assert.deepEqual(view.errors, []);
  await view.close();
});

test('networks of different shapes: no mean of the weights, with the reason; the mean of the answers works', async () => {
  const {ann, wide} = await classFiles();
  const view = await openPage();
  await view.choose(file('ann.inkling', ann), file('wide.safetensors', wide));
  await view.settled();
  const rows = await view.rows();
  assert.equal(rows[2][1], 'there is none');
  assert.ok(percent(rows[3][1]) > 30, rows[3][1]);
  assert.match(await view.words('#findings'), /differ in their layers.*Use the same hidden layers/s);
  assert.equal(await view.page.locator('#findings button').count(), 0);
  await view.close();
});

test('each bad file gets its own message, and keeps no other from being read', async () => {
  const {ann} = await classFiles();
  const damaged = Buffer.from(ann);
  damaged[1000] ^= 1;
  const view = await openPage();
  await view.choose(file('empty.inkling', ''), file('notes.txt', 'hello'), file('damaged.inkling', damaged), file('cut.inkling', ann.subarray(0, 900)),
      file('ann.inkling', ann), file('ann (1).inkling', ann), file('other.safetensors', 'hello'), file('photo.png', 'no picture'),
      file('broken.zip', Buffer.from([0x50, 0x4b, 3, 4, 1, 2, 3])));
  await view.settled();
  const said = await view.words('#refused li');
  for (const words of [/empty\.inkling is empty \(0 bytes\)\. Save it again/, /notes\.txt is another kind of file\. Bring/,
    /damaged\.inkling is damaged or cut off/, /cut\.inkling is damaged or cut off/, /ann \(1\)\.inkling is the same file/,
    /other\.safetensors is damaged, or another program made it\. Open it in the lab/, /photo\.png is another kind of file/, /broken\.zip is damaged/]) {
    assert.match(said, words);
  }
  assert.deepEqual((await view.rows()).map(([name]) => name), ['ann 784-32-16-10']);
  await view.page.click('#clear');
  await view.settled();
  assert.equal(await view.words('#refused li'), '');
  assert.equal(await view.page.locator('#results').isVisible(), false);
  await view.close();
});

/** Returns the pixels of the pictures in a figure. @param {import('playwright-core').Page} page @param {string} id @returns {Promise<number[][]>} */
const pixelsOf = (page, id) => page.locator(`#${id} canvas`).evaluateAll((all) => all.map((one) => [.../** @type {HTMLCanvasElement} */ (one)
  .getContext('2d')?.getImageData(0, 0, 28, 28).data ?? []]));

test('one image and one step: the weights give it away; many blur', async () => {
  const view = await openPage();
  assert.equal(await view.page.locator('#compare').isVisible(), false, 'there are no files to compare');
  await view.page.click('[data-images="1"]');
  await view.page.locator('#read-back canvas').waitFor();
  const [[original], [seen], units] = [await pixelsOf(view.page, 'originals'), await pixelsOf(view.page, 'read-back'), await pixelsOf(view.page, 'units')];
  assert.ok(new Set(original).size > 20, 'there is a picture');
  for (const picture of [seen, units[0]]) {
    assert.ok(picture.every((part, i) => Math.abs(part - original[i]) <= 6), 'it is the image, pixel by pixel');
  }
  assert.match(await view.words('#leaked'), /^One picture explains 100\.0% .* it is the image/);
  await view.page.click('[data-images="128"]');
  await view.page.locator('#leaked', {hasText: '128'}).waitFor();
  assert.match(await view.words('#leaked'), /None of the 128 images/);
  await view.page.click('[data-images="8"]');
  await view.page.locator('#leaked', {hasText: 'Of the 8 images'}).waitFor();
  assert.match(await view.words('#leaked'), /Of the 8 images, [5-8] can still be recognised/);
  await view.close();
});

test('the difference of two files of the lab shows the one image that lies between them', async () => {
  const {before, after} = await classFiles();
  const view = await openPage();
  await view.choose(file('before.safetensors', before), file('after.safetensors', after));
  await view.settled();
  await view.page.click('#compare button');
  await view.page.locator('#read-back canvas').waitFor();
  assert.match(await view.words('#leaked'), /^One picture explains 100\.0% of the change from before to after/);
  const [seen] = await pixelsOf(view.page, 'read-back');
  await view.page.click('[data-images="1"]');
  await view.page.locator('#originals canvas').waitFor();
  const [first] = await pixelsOf(view.page, 'originals');
  assert.ok(seen.every((part, i) => Math.abs(part - first[i]) <= 6), 'it is the first training image');
  await view.close();
});

test('on a phone, in Chinese and in the dark, nothing is wider than the screen', async () => {
  const view = await openPage({viewport: {width: 390, height: 844}, hasTouch: true, colorScheme: 'dark', locale: 'zh-CN'}, {});
  await view.page.tap('#demo');
  await view.settled();
  await view.page.tap('[data-images="8"]');
  await view.page.locator('#read-back canvas').waitFor();
  const [wide, visible] = await view.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(wide <= visible, `${wide} > ${visible}`);
  assert.deepEqual(await faults(view.page), []);
  assert.match(await view.words('#findings'), /权重取平均有意义/);
  assert.doesNotMatch(await view.words('main'), /mean of the|Network/);
  await view.close();
});

test('a visited site has the page without a network', async () => {
  const context = await newContext(browser, {viewport: {width: 800, height: 700}, serviceWorkers: 'allow'});
  const page = await context.newPage();
  await page.goto(`${site.url}?lang=en`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(({active}) => active?.postMessage('keep data')));
  await page.waitForFunction(async () => {
    const {shards} = await (await fetch('assets/mnist/manifest.json')).json();
    const names = await caches.keys();
    const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return keys.flat().filter(({url}) => url.includes('.shard')).length === shards.length;
  }, null, {timeout: 60_000});
  await context.setOffline(true);
  await page.goto(`${site.url}together.html?lang=en`);
  await page.click('#demo');
  await page.locator('#findings', {hasText: 'began from the same weights'}).waitFor({timeout: 60_000});
  await context.close();
});
