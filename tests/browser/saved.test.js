// @ts-check
// What a visitor made is there again after a reload, and after a tab that was closed in the middle.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {four, Lab, seven, taught} from './lab.js';
import {browser, site} from './stage.js';

const quickRun = {mode: 'train', 'train-images': '6000', epochs: '1', hidden: '32'};

/** Begins another visit: a page of the same browser profile, with no parameter but the mode. @param {Lab} lab */
async function visitAgain(lab) {
  const page = await lab.page.context().newPage();
  const next = new Lab(page);
  await page.goto(`${site.url}?mode=train`);
  await page.waitForSelector('html[data-state=running]');
  return next;
}

/** What lies below the fold is scrolled to by the focus. @param {Lab} lab @param {string} id */
async function pressByKeyboard(lab, id) {
  await lab.control(id).focus();
  await lab.page.keyboard.press('Enter');
}

test('weights, curves and settings are back after a reload, and training goes on', async () => {
  const lab = await Lab.open(browser, site, {parameters: quickRun, shipped: true, still: true});
  await lab.press('train');
  await lab.expectWords('accuracy', /\d\d\.\d\d/, 60_000);
  const accuracy = await lab.words('accuracy');
  await lab.draw(seven);
  await lab.settle();
  const bars = await lab.bars();
  await lab.page.goto(`${site.url}?mode=train`);
  await lab.page.waitForSelector('html[data-state=running]');
  await lab.expectWords('accuracy', new RegExp(/\d\d\.\d\d/.exec(accuracy)?.[0] ?? 'no accuracy'));
  await lab.expectWords('settings', /784-32-10/);
  await lab.expectWords('train', /Keep training/);
  await lab.draw(seven);
  await lab.settle();
  assert.deepEqual(await lab.bars(), bars);
  await lab.press('train');
  await lab.expectWords('progress', /Epoch|Done/);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('what is on the pad and what was taught are back, and deleted with everything', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true});
  await lab.draw(four);
  await lab.press('name-10');
  await lab.expectWords('teaching-line', taught, 30_000);
  await lab.draw(seven);
  await lab.settle();
  const bars = await lab.words('bars');
  const next = await visitAgain(lab);
  await lab.page.close();
  await next.press('place-draw');
  await next.settle();
  assert.equal(await next.words('bars'), bars, 'the same drawing, read by the same network');
  assert.match(bars, /symbol A/);
  await next.expectWords('show-drawings', /1 drawing/);
  await next.press('place-train');
  await next.pressByKeyboard('work');
  await next.settle();
  await pressByKeyboard(next, 'start-fresh');
  await next.press('place-draw');
  // As on a first visit, a pen draws by itself, and nothing of the visitor's is on the pad.
  await next.control('pad-clear').and(next.page.locator('[aria-disabled=true]')).waitFor();
  assert.equal(await next.control('show-drawings').count(), 0);
  assert.doesNotMatch(await next.words('bars'), /symbol/);
  await next.close();
});

test('a page that is left in the moment of a stroke loses nothing of it', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true});
  await lab.draw(seven);
  await lab.settle();
  await lab.page.waitForTimeout(500);
  // From here on the database takes its time.
  await lab.page.evaluate(() => {
    const store = {get: () => ({}), put: () => ({})};
    IDBDatabase.prototype.transaction = () => /** @type {any} */ ({objectStore: () => store, commit() {}, abort() {}});
  });
  await lab.draw(four);
  await lab.settle();
  const bars = await lab.words('bars');
  await lab.page.goto(site.url);
  await lab.page.waitForSelector('html[data-state=running]');
  assert.equal(await lab.words('bars'), bars);
  // Now the database has it.
  await lab.page.waitForFunction(() => !Object.keys(localStorage).some((key) => / left /.test(key)));
  await lab.page.reload();
  await lab.page.waitForSelector('html[data-state=running]');
  assert.equal(await lab.words('bars'), bars);
  await lab.close();
});

test('a worker that is killed in the middle: all is there, also for the next visit, and training goes on', async () => {
  const lab = await Lab.open(browser, site, {parameters: {...quickRun, 'train-images': '60000', epochs: '20'}, shipped: true, still: true});
  await lab.press('place-draw');
  await lab.draw(four);
  await lab.press('name-4');
  await lab.expectWords('teaching-line', taught, 30_000);
  await lab.press('place-train');
  await lab.press('train');
  await lab.expectWords('progress', /Epoch ([3-9]|\d\d) of/, 90_000);
  await lab.page.workers()[0].evaluate(() => self.close());
  await lab.expectWords('notice', /stopped working/);
  const curve = await lab.words('plot-accuracy');
  const next = await visitAgain(lab);
  await next.expectWords('drawings', /1 drawing/);
  await next.expectWords('train', /Keep training/);
  await next.page.close();
  await lab.page.bringToFront();
  assert.equal(await lab.words('plot-accuracy'), curve);
  await lab.press('notice-retry');
  await lab.expectWords('progress', /Epoch \d+ of 1?\d\b/, 30_000);
  await lab.expectWords('accuracy', /\d\d\.\d\d%\. On all 10,000/, 90_000);
  await lab.expectWords('drawings', /1 drawing/);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('a tab that is closed in the middle of training loses some seconds at most', async () => {
  const lab = await Lab.open(browser, site, {parameters: {...quickRun, 'train-images': '60000', epochs: '50'}, shipped: true, still: true});
  await lab.press('train');
  await lab.expectWords('progress', /Epoch ([3-9]|\d\d) of/, 90_000);
  await lab.page.waitForTimeout(5000);
  const next = await visitAgain(lab);
  await lab.page.close();
  await next.expectWords('train', /Keep training/);
  await next.expectWords('settings', /784-32-10/);
  await next.close();
});

test('"Forget everything" is remembered too, and "Start fresh" leaves nothing', async () => {
  const lab = await Lab.open(browser, site, {parameters: quickRun, shipped: true, still: true});
  await lab.press('train');
  await lab.expectWords('accuracy', /\d\d\.\d\d/, 60_000);
  await lab.press('reset');
  await lab.expectWords('train', /^Train$/);
  const forgotten = await visitAgain(lab);
  await forgotten.expectWords('guess', /blind guess|\.\.\. or|Draw me/);
  await forgotten.expectWords('settings', /784-32-10/);
  await forgotten.pressByKeyboard('work');
  await forgotten.settle();
  await pressByKeyboard(forgotten, 'start-fresh');
  await forgotten.expectWords('settings', /784-512-10/);
  await forgotten.page.waitForTimeout(300);
  const fresh = await visitAgain(forgotten);
  await fresh.draw(seven);
  await fresh.expectWords('guess', /A 7, I think/);
  await lab.close();
});

test('a browser that lets nothing be kept is told about, and all works', async () => {
  const lab = await Lab.open(browser, site, {
    shipped: true, still: true, parameters: {mode: 'train'},
    script: 'IDBFactory.prototype.open = () => { throw new DOMException("denied", "SecurityError"); };',
  });
  await lab.press('settings');
  await lab.settle();
  await pressByKeyboard(lab, 'setting-epochs-more');
  await lab.expectWords('notice', /not let me save/);
  await lab.draw(seven);
  await lab.expectWords('guess', /A 7, I think/);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});
