// @ts-check
// All that a visitor made goes out as one file, and is there again in another browser: for hosts, and for visitors.
import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {openCourse} from './course.js';
import {four, Lab, seven, taught} from './lab.js';
import {browser, site} from './stage.js';

/** @typedef {Awaited<ReturnType<typeof openCourse>>} Course */

const folder = mkdtempSync(join(tmpdir(), 'inkling-'));
after(() => rmSync(folder, {recursive: true}));

/** @param {Course} lab @returns {Promise<{name: string, base64: string, bytes: number}>} */
const getState = (lab) => lab.page.evaluate(async () => {
  const {name, bytes} = await /** @type {any} */ (window).lab.call('getState');
  if (!(bytes instanceof Uint8Array)) throw new Error('no bytes');
  return {name, bytes: bytes.length, base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))};
});

/** Returns the result of setState, or the code of its error. @param {Course} lab @param {string} base64 @returns {Promise<any>} */
const setState = (lab, base64) => lab.page.evaluate((text) => /** @type {any} */ (window).lab.call('setState', {
  bytes: Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)),
}).catch((/** @type {any} */ error) => error.code), base64);

test('a host takes a state to another browser: everything is there, to the byte; what is damaged changes nothing', async () => {
  const first = await openCourse(browser, site, 'mode="play" lang="en"');
  const shipped = await getState(first);
  const {layers: shippedLayers} = await first.call('describe');
  assert.equal(shipped.name, 'my-work.inkling');
  assert.ok(shipped.bytes < 1e6, `${shipped.bytes} bytes with the shipped network`);
  await first.call('train', {hidden: [16], epochs: 1, train_images: 2000, seed: 3});
  await first.call('teach', {strokes: four, digit: 4});
  await first.call('startGame', {game: 'golf', rounds: 1, seed: 2});
  for (let stroke = 0; stroke < 12 && !(await first.events('game')).some(({phase}) => phase === 'over'); ++stroke) {
    await first.call('draw', {strokes: stroke % 2 ? four : seven});
  }
  await first.call('configure', {lang: 'zh', mode: 'learn', lesson: '0'});
  await first.call('draw', {strokes: seven});
  const made = await getState(first);
  const description = await first.call('describe');
  const prediction = await first.call('predict', {strokes: four});
  assert.deepEqual(description.layers, [784, 16, 10]);
  assert.ok(description.test_accuracy > .5);
  await first.close();

  const second = await openCourse(browser, site, 'mode="train" lang="en"');
  const before = await getState(second);
  assert.notEqual(before.base64, made.base64);
  assert.equal(await setState(second, Buffer.from('no such file').toString('base64')), -32016);
  const damaged = Buffer.from(made.base64, 'base64');
  damaged[Math.floor(damaged.length / 2)] ^= 4;
  assert.equal(await setState(second, damaged.toString('base64')), -32016);
  assert.equal(await second.errorOf('setState', {}), -32602);
  assert.equal(await second.errorOf('setState', {bytes: 'text'}), -32602);
  assert.equal((await getState(second)).base64, before.base64);

  const answer = await setState(second, made.base64);
  assert.deepEqual([answer.layers, answer.test_accuracy], [description.layers, description.test_accuracy]);
  assert.equal((await getState(second)).base64, made.base64);
  assert.deepEqual(await second.call('predict', {strokes: four}), prediction);
  const frame = second.page.frames()[1];
  await frame.locator('html[lang=zh]').waitFor({state: 'attached'});
  await frame.locator('[data-control=drawings]', {hasText: '1'}).waitFor({state: 'attached'});
  // The engine has it too: a run goes on from there.
  const evaluated = await second.call('evaluate');
  assert.equal(evaluated.test_accuracy, description.test_accuracy);
  await second.call('train', {hidden: [16], epochs: 1, train_images: 2000});
  assert.deepEqual((await setState(second, shipped.base64)).layers, shippedLayers);
  assert.equal((await getState(second)).base64, shipped.base64);
  await second.close();
});

test('a state is not set in a run; a host is told of changes, at most once in two seconds', async () => {
  const lab = await openCourse(browser, site, 'lang="en"');
  const told = async () => (await lab.events('state')).length;
  await lab.page.waitForTimeout(300);
  assert.equal(await told(), 0, 'nothing has been made');
  const {base64} = await getState(lab);
  const {layers} = await lab.call('describe');
  for (let i = 0; i < 20; ++i) await lab.call('draw', {strokes: i % 2 ? four : seven});
  await lab.page.waitForTimeout(300);
  assert.equal(await told(), 1);
  await lab.page.waitForTimeout(2500);
  assert.equal(await told(), 2, 'the last change is told, too');
  await lab.page.waitForTimeout(2500);
  assert.equal(await told(), 2);
  await setState(lab, base64);
  await lab.page.waitForTimeout(300);
  assert.equal(await told(), 2, 'a host knows what it has set');
  await lab.page.frames()[1].locator('[data-control=language]').focus();
  await lab.page.keyboard.press('Enter');
  await lab.page.waitForTimeout(300);
  assert.equal(await told(), 3);
  const run = lab.call('train', {hidden: [16], epochs: 100}).catch(() => {});
  await lab.page.waitForTimeout(300);
  assert.equal(await setState(lab, base64), -32000);
  await lab.call('stop');
  await run;
  assert.deepEqual((await setState(lab, base64)).layers, layers);
  await lab.close();
});

/** Opens the fold of the visitor's work. @param {Lab} lab */
async function openWork(lab) {
  await lab.pressByKeyboard('place-train');
  await lab.settle();
  await lab.pressByKeyboard('work');
  await lab.settle();
}

/** Lets a page choose a file by the button. @param {Lab} lab @param {string} path */
async function choose(lab, path) {
  const chosen = lab.page.waitForEvent('filechooser');
  await lab.pressByKeyboard('open-work');
  await (await chosen).setFiles(path);
}

/** Teaches the lab a four, and returns the path of the saved work. @param {Lab} lab */
async function madeAndSaved(lab) {
  await lab.draw(four);
  await lab.press('name-4');
  await lab.expectWords('teaching-line', taught, 30_000);
  await lab.draw(seven);
  await openWork(lab);
  const downloaded = lab.page.waitForEvent('download');
  await lab.pressByKeyboard('save-work');
  const download = await downloaded;
  assert.equal(download.suggestedFilename(), 'my-work.inkling');
  const path = join(folder, 'my-work.inkling');
  await download.saveAs(path);
  return path;
}

test('a visitor saves work, and opens it in another browser, where it stays', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true});
  const path = await madeAndSaved(lab);
  const bars = await lab.words('bars');
  await lab.close();

  const other = await Lab.open(browser, site, {shipped: true, still: true});
  await other.draw(four);
  await openWork(other);
  await choose(other, path);
  await other.expectWords('notice', /my-work\.inkling .*784-[-\d]+-10 and 1 drawing\. .*replaces everything/);
  await other.page.locator('#live', {hasText: /replaces everything/}).waitFor({state: 'attached'});
  assert.notEqual(await other.words('bars'), bars, 'nothing is replaced before the answer');
  await other.pressByKeyboard('notice-dismiss');
  await other.settle();
  assert.equal(await other.control('notice').count(), 0);
  await choose(other, path);
  await other.expectWords('notice', /replaces everything/);
  await other.pressByKeyboard('notice-open');
  await other.expectWords('notice', /my-work\.inkling is open/);
  await other.expectWords('drawings', /1 drawing/);
  assert.equal(await other.words('bars'), bars);
  await other.page.waitForTimeout(500);
  await other.page.goto(`${site.url}?mode=train`);
  await other.page.waitForSelector('html[data-state=running]');
  await other.expectWords('drawings', /1 drawing/);
  assert.equal(await other.words('bars'), bars);
  assert.deepEqual(other.errors, []);
  await other.close();
});

test('a file that is damaged is refused in words, dropped or chosen, in both languages', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true});
  const bytes = readFileSync(await madeAndSaved(lab));
  const bars = await lab.words('bars');
  writeFileSync(join(folder, 'cut.inkling'), bytes.subarray(0, bytes.length / 2));
  await choose(lab, join(folder, 'cut.inkling'));
  await lab.expectWords('notice', /^cut\.inkling was not opened: it is damaged/);
  await lab.pressByKeyboard('language');
  await lab.page.waitForSelector('html[lang=zh]');
  await lab.page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['not mine'], 'letter.inkling'));
    window.dispatchEvent(new DragEvent('drop', {dataTransfer, cancelable: true}));
  });
  await lab.expectWords('notice', /^没有打开 letter\.inkling/);
  await lab.pressByKeyboard('language');
  await lab.page.waitForSelector('html[lang=en]');
  await lab.expectWords('drawings', /1 drawing/);
  assert.equal(await lab.words('bars'), bars);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('the next pupil starts fresh; until the page is closed, everything can be brought back, and neither loses anything', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true});
  await madeAndSaved(lab);
  const bars = await lab.words('bars');
  await lab.pressByKeyboard('start-fresh');
  await lab.expectWords('deletion', /Everything has been deleted/);
  await lab.expectWords('drawings', /^(?!.*1 drawing)/);
  // The next one teaches something else.
  await lab.pressByKeyboard('place-draw');
  await lab.settle();
  await lab.draw(seven);
  await lab.press('name-10');
  await lab.expectWords('teaching-line', taught, 30_000);
  await lab.pressByKeyboard('take-back');
  await lab.settle();
  assert.equal(await lab.words('bars'), bars);
  await lab.pressByKeyboard('take-back');
  await lab.settle();
  assert.match(await lab.words('bars'), /symbol A/);
  // What is there is what was stored, and nothing of the other one's.
  await lab.page.waitForTimeout(500);
  await lab.page.reload();
  await lab.page.waitForSelector('html[data-state=running]');
  await lab.settle();
  assert.match(await lab.words('bars'), /symbol A/);
  await lab.expectWords('show-drawings', /1 drawing/);
  assert.equal(await lab.control('take-back').count(), 0);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});
