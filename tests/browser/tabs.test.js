// @ts-check
// Nothing that a visitor made is lost to a second tab, a full disk, a damaged record or a slip of the finger.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {four, Lab, newContext, seven} from './lab.js';
import {browser, site} from './stage.js';

/** @typedef {import('./lab.js').Strokes} Strokes */

/** Opens another tab of the same browser. @param {Lab} lab @param {string} [query] */
async function anotherTab(lab, query = '') {
  const tab = new Lab(await lab.page.context().newPage());
  await tab.page.goto(`${site.url}${query}`);
  await tab.page.waitForSelector('html[data-state=running]');
  return tab;
}

/** Opens the site in a visitor's browser that has no tab of it. */
const visitor = () => Lab.open(browser, site, {shipped: true, still: true});

/** @param {Lab} lab @param {string} id */
const pressByKeyboard = (lab, id) => lab.pressByKeyboard(id);

/** Draws, says what it is, and waits until that is learned. @param {Lab} lab @param {Strokes} strokes @param {number} label */
async function teach(lab, strokes, label) {
  await lab.draw(strokes);
  await lab.press(`name-${label}`);
  await lab.expectWords('teaching-line', /^(Learned|Not yet)/, 30_000);
}

/** Waits until the page's own things are in the database. @param {Lab} lab */
const settleStorage = (lab) => lab.page.waitForTimeout(400);

/**
 * Returns the sizes of what the database holds, by key, in bytes.
 * @param {Lab} lab @returns {Promise<Record<string, number>>}
 */
const stored = (lab) => lab.page.evaluate(async () => {
  const [info] = (await indexedDB.databases()).filter(({name}) => name?.startsWith('inkling '));
  const request = indexedDB.open(info.name ?? '');
  await new Promise((resolve) => { request.onsuccess = resolve; });
  const store = request.result.transaction('kept').objectStore('kept');
  /** @type {Record<string, number>} */
  const sizes = {};
  for (const key of ['visitor', 'network', 'other network']) {
    const get = store.get(key);
    await new Promise((resolve) => { get.onsuccess = resolve; });
    if (get.result) sizes[key] = get.result.length;
  }
  request.result.close();
  return sizes;
});

test('what two tabs made is there when both are closed', async () => {
  const a = await visitor();
  const b = await anotherTab(a);
  await a.page.bringToFront();
  for (let i = 0; i < 3; ++i) await teach(a, seven, 7);
  await teach(a, four, 10);
  await b.page.bringToFront();
  await b.draw(four);
  await b.settle();
  await settleStorage(b);
  // Without this page, the browser would end with the last tab.
  const keeper = await a.page.context().newPage();
  await a.page.close();
  await b.page.close();
  const again = await anotherTab(new Lab(keeper));
  await again.expectWords('show-drawings', /4 drawings/);
  assert.match(await again.words('bars'), /symbol A/);
  assert.ok(await again.inkAt(.63, .5), 'the stroke of the other tab is on the pad');
  await again.close();
});

test('a network that another tab replaced without knowing of it can be brought back', async () => {
  const a = await visitor();
  const b = await anotherTab(a, '?mode=train&hidden=16&epochs=1&train-images=2000');
  await a.page.bringToFront();
  await a.page.goto(`${site.url}?mode=train&hidden=32&epochs=1&train-images=2000`);
  await a.press('train');
  await a.expectWords('accuracy', /\d\d\.\d\d/, 60_000);
  await b.page.bringToFront();
  await b.press('train');
  await b.expectWords('accuracy', /\d\d\.\d\d/, 60_000);
  await settleStorage(b);
  const again = await anotherTab(b, '?mode=train');
  await again.expectWords('network', /784-16-10/);
  await again.press('bring-back');
  await again.expectWords('network', /784-32-10/);
  await again.close();
});

test('a stroke in another tab does not undo a deletion', async () => {
  const a = await visitor();
  await teach(a, seven, 7);
  const b = await anotherTab(a);
  await b.expectWords('show-drawings', /1 drawing/);
  await a.page.bringToFront();
  await a.press('place-train');
  await a.pressByKeyboard('work');
  await a.settle();
  await pressByKeyboard(a, 'start-fresh');
  await a.expectWords('deletion', /Everything has been deleted/);
  await b.page.bringToFront();
  await b.draw(four);
  await b.settle();
  await settleStorage(b);
  const again = await anotherTab(b);
  assert.equal(await again.control('show-drawings').count(), 0);
  assert.ok(await again.inkAt(.63, .5), 'what was made since is there');
  await again.close();
});

test('deleting ends as a first visit begins, and one touch brings everything back', async () => {
  const lab = await visitor();
  await teach(lab, four, 10);
  await lab.draw(seven);
  await lab.press('place-train');
  await lab.pressByKeyboard('work');
  await lab.settle();
  await pressByKeyboard(lab, 'start-fresh');
  await lab.expectWords('deletion', /Everything has been deleted/);
  assert.deepEqual(await stored(lab), {});
  await lab.press('place-draw');
  await lab.settle();
  assert.doesNotMatch(await lab.words('bars'), /symbol/);
  await lab.draw(seven);
  await lab.expectWords('guess', /A 7, I think/);  // The network that the site comes with reads it.
  await lab.press('place-train');
  await lab.settle();
  await pressByKeyboard(lab, 'take-back');
  await lab.expectWords('drawings', /1 drawing/);
  await settleStorage(lab);
  const again = await anotherTab(lab);
  await again.expectWords('show-drawings', /1 drawing/);
  assert.match(await again.words('bars'), /symbol A/);
  await again.close();
});

test('a full disk is told, what is on the page stays, and what fits later is kept', async () => {
  const context = await newContext(browser, {viewport: {width: 1280, height: 800}, locale: 'en-GB', reducedMotion: 'reduce'});
  const lab = new Lab(await context.newPage());
  const session = await context.newCDPSession(lab.page);
  const origin = new URL(site.url).origin;
  // The quota comes before the first thing is written: from then on, Chromium goes by the room that it has seen.
  await session.send('Storage.overrideQuotaForOrigin', {origin, quotaSize: 1000});
  await lab.page.goto(site.url);
  await lab.page.waitForSelector('html[data-state=running]');
  await lab.draw(four);
  await lab.press('name-4');
  await lab.expectWords('notice', /not let me save|no room/, 20_000);
  await lab.expectWords('teaching-line', /^(Learned|Not yet)/, 30_000);
  assert.ok(await lab.inkAt(.63, .5));
  await session.send('Storage.overrideQuotaForOrigin', {origin});
  await lab.draw(seven);
  await lab.control('notice').waitFor({state: 'detached', timeout: 10_000});
  await settleStorage(lab);
  const again = await anotherTab(lab);
  await again.expectWords('show-drawings', /1 drawing/);
  assert.deepEqual(lab.errors, []);
  await again.close();
});

test('a deletion that fails is told, and not called done', async () => {
  const lab = await visitor();
  await lab.draw(seven);
  await settleStorage(lab);
  await lab.page.evaluate(() => {
    IDBObjectStore.prototype.clear = function() {
      this.transaction.abort();
      throw new DOMException('no', 'UnknownError');
    };
  });
  await lab.press('place-train');
  await lab.pressByKeyboard('work');
  await lab.settle();
  await pressByKeyboard(lab, 'start-fresh');
  await lab.expectWords('notice', /did not delete/);
  assert.doesNotMatch(await lab.words('deletion'), /Everything has been deleted/);
  assert.ok((await stored(lab)).visitor > 0);
  await lab.close();
});

test('records that are damaged begin a first visit, and what is made then is kept', async () => {
  const lab = await visitor();
  await teach(lab, four, 4);
  await settleStorage(lab);
  await lab.page.evaluate(async () => {
    const [info] = (await indexedDB.databases()).filter(({name}) => name?.startsWith('inkling '));
    const request = indexedDB.open(info.name ?? '');
    await new Promise((resolve) => { request.onsuccess = resolve; });
    const transaction = request.result.transaction('kept', 'readwrite');
    transaction.objectStore('kept').put(new Uint8Array([5, 0, 0, 0, 255, 255, 255, 255, 7]), 'visitor');
    transaction.objectStore('kept').put('not even bytes', 'network');
    await new Promise((resolve) => { transaction.oncomplete = resolve; });
    request.result.close();
  });
  const next = await anotherTab(lab);
  await lab.page.close();
  await next.draw(seven);
  await next.expectWords('guess', /A 7, I think/);
  await teach(next, four, 4);
  await settleStorage(next);
  const again = await anotherTab(next);
  await again.expectWords('show-drawings', /1 drawing/);
  assert.deepEqual(next.errors, []);
  await again.close();
});

test('site data that are cleared while the page is open: what is on it is kept once more', async () => {
  const lab = await visitor();
  await teach(lab, four, 4);
  const session = await lab.page.context().newCDPSession(lab.page);
  await session.send('Storage.clearDataForOrigin', {origin: new URL(site.url).origin, storageTypes: 'indexeddb'});
  await lab.draw(seven);
  await lab.settle();
  await settleStorage(lab);
  const again = await anotherTab(lab);
  await again.expectWords('show-drawings', /1 drawing/);
  assert.deepEqual(lab.errors, []);
  await again.close();
});

test('what an older release kept under its name is taken over', async () => {
  const lab = await visitor();
  await teach(lab, four, 4);
  await settleStorage(lab);
  await lab.page.goto(`${site.url}notices.html`);
  await lab.page.evaluate(async () => {
    const [info] = (await indexedDB.databases()).filter(({name}) => name?.startsWith('inkling '));
    const from = indexedDB.open(info.name ?? '');
    await new Promise((resolve) => { from.onsuccess = resolve; });
    const get = from.result.transaction('kept').objectStore('kept').get('visitor');
    await new Promise((resolve) => { get.onsuccess = resolve; });
    from.result.close();
    const to = indexedDB.open('inkling', 1);
    to.onupgradeneeded = () => to.result.createObjectStore('kept').put(get.result, 'visitor');
    await new Promise((resolve) => { to.onsuccess = resolve; });
    to.result.close();
    const deletion = indexedDB.deleteDatabase(info.name ?? '');
    await new Promise((resolve) => { deletion.onsuccess = resolve; });
  });
  const next = await anotherTab(lab);
  await next.expectWords('show-drawings', /1 drawing/);
  await next.close();
});

test('two presses on Stop stop, and destroy nothing', async () => {
  const lab = await Lab.open(browser, site, {
    shipped: true, still: true, parameters: {mode: 'train', hidden: '32', 'train-images': '12000', epochs: '50'}});
  await lab.press('train');
  await lab.expectWords('progress', /Epoch/, 30_000);
  await lab.page.waitForTimeout(800);
  const {x, y} = await lab.middle('stop');
  await lab.page.mouse.click(x, y);
  await lab.page.waitForTimeout(250);
  await lab.page.mouse.click(x, y);
  await lab.expectWords('accuracy', /\d\d\.\d\d/, 30_000);
  await lab.expectWords('train', /Keep training/);
  await lab.close();
});

test('a double click on a button means one click', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {'train-images': '60000', epochs: '20'}});
  const double = async (/** @type {string} */ id) => {
    const {x, y} = await lab.middle(id);
    await lab.page.mouse.dblclick(x, y, {delay: 30});
  };
  await double('invite');
  await lab.expectWords('invite', /Learning/);
  await lab.control('place-draw').and(lab.page.locator('[aria-current=page]')).waitFor();
  await lab.press('place-train');
  await lab.expectWords('progress', /Epoch/, 30_000);
  await lab.page.waitForTimeout(600);
  await double('train');
  await lab.expectWords('progress', /Paused/);
  await lab.page.waitForTimeout(600);
  await double('train');
  await lab.expectWords('progress', /Epoch/);
  await lab.close();
});

test('what is replaced is said before, and brought back by one touch', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {'train-images': '2000', epochs: '1'}});
  await lab.draw(seven);
  await lab.settle();
  const bars = await lab.words('bars');
  assert.match(await lab.words('invite-more'), /random weights.*undo/);
  await lab.press('invite');
  await lab.control('bring-back').waitFor({timeout: 60_000});
  await lab.settle();
  assert.notEqual(await lab.words('bars'), bars);
  await lab.press('bring-back');
  await lab.settle();
  assert.equal(await lab.words('bars'), bars);
  await lab.press('place-train');
  await lab.expectWords('network', /784-800-256-10.*784-512-10/);
  await lab.press('reset');
  await lab.expectWords('network', /random/);
  await lab.settle();
  await lab.press('bring-back');
  await lab.settle();
  assert.equal(await lab.words('bars'), bars);
  // The network that it came with is there, whatever has become of the others.
  await lab.press('reset');
  await lab.press('train');
  await lab.expectWords('accuracy', /\d\d\.\d\d/, 60_000);
  await lab.press('reset');
  await lab.settle();
  await lab.press('use-shipped');
  await lab.settle();
  assert.equal(await lab.words('bars'), bars);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('a lab that began with random weights can have the network of the site, too', async () => {
  const lab = await Lab.open(browser, site, {still: true, parameters: {mode: 'train'}});
  await lab.draw(seven);
  await lab.expectWords('guess', /blind guess/);
  await lab.press('use-shipped');
  await lab.expectWords('guess', /A 7, I think/);
  await lab.close();
});

test('a game gives the drawing back that it took', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true});
  await lab.draw(seven);
  await lab.settle();
  const bars = await lab.words('bars');
  await lab.press('place-play');
  await lab.press('sprint-start');
  await lab.draw(four);
  await lab.press('place-draw');
  await lab.expectWords('bars', new RegExp(`^${bars.replace(/[.()]/g, '\\$&')}$`));
  await lab.press('place-play');
  await lab.press('game-leave');  // Its clock runs until then.
  await lab.press('place-draw');
  await lab.settle();
  assert.equal(await lab.words('bars'), bars);
  await lab.close();
});
