// @ts-check
// Tests the visitor's own hand: a misread form is corrected by touch, a symbol of theirs is added, and both are read.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {openCourse} from './course.js';
import {barredZero, heart, mirroredThree, trembling} from './hands.js';
import {Lab, seven, taught} from './lab.js';
import {browser, site} from './stage.js';

test('ten corrections by touch: the form is read from then on, and little else is lost', async (t) => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true});
  const tremble = trembling(7);
  let misread = 0;
  let longest = 0;
  for (let i = 0; i < 10; ++i) {
    await lab.draw(mirroredThree(tremble));
    await lab.settle();
    if (!/^A 3/.test(await lab.words('guess'))) ++misread;
    const start = Date.now();
    await lab.press('name-3');
    await lab.expectWords('teaching-line', taught, 30_000);
    if (i > 0) longest = Math.max(longest, Date.now() - start);  // The first one waits for the data.
  }
  assert.ok(misread > 0, 'a form that is new to it');
  let right = 0;
  for (let i = 0; i < 10; ++i) {
    await lab.draw(mirroredThree(tremble));
    await lab.settle();
    if (/^A 3/.test(await lab.words('guess'))) ++right;
    await lab.press('pad-clear');
  }
  await lab.press('place-train');
  const after = Number(/([\d.]+)%/.exec(await lab.expectWords('accuracy', /\d\d\.\d\d%/))?.[1]);
  t.diagnostic(`${right} of 10 new ones read; ${longest} ms at most to learn; ${after}% on the test set`);
  assert.ok(right >= 9, `${right} of 10`);
  assert.ok(after > 99.4 - .3, `${after}%`);
  await lab.expectWords('drawings', /10 drawings/);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('a symbol of one\'s own is read beside the digits; its drawings can be renamed and deleted', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true, size: [390, 844], touch: true});
  const tremble = trembling(3);
  for (let i = 0; i < 5; ++i) {
    await lab.draw(heart(tremble), 'touch');
    await lab.press('name-10');
    await lab.expectWords('teaching-line', taught, 30_000);
  }
  await lab.draw(heart(tremble), 'touch');
  await lab.expectWords('guess', /Your symbol A, I think/);
  await lab.press('pad-clear');
  await lab.draw(seven, 'touch');
  await lab.expectWords('guess', /A 7, I think/);

  await lab.press('place-train');
  const press = async (/** @type {string} */ id) => {
    await lab.control(id).focus();
    await lab.page.keyboard.press('Enter');
    await lab.settle();
  };
  await press('drawings');
  await press('drawing-4');
  await press('relabel-3');
  await lab.expectWords('drawing-4', /Drawing 5: 3/);
  await press('drawing-delete');
  await lab.expectWords('drawings', /4 drawings/);
  await lab.expectWords('progress', /^(?!.*Epoch)/, 30_000);
  await lab.expectWords('train', /Train|Keep/, 30_000);
  await press('drawing-0');
  await press('symbol-delete');
  await lab.expectWords('drawings', /teach me what I get wrong/);
  assert.doesNotMatch(await lab.words('bars'), /symbol/);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('a course page can teach too, and files stay networks of the ten digits', async () => {
  const lab = await openCourse(browser, site, '');
  const tremble = trembling(11);
  assert.equal((await lab.call('predict', {strokes: barredZero(tremble)})).digit, 0, 'a form that it knows');
  const before = await lab.call('predict', {strokes: mirroredThree(trembling(99))});
  assert.notEqual(before.digit, 3);
  const {drawings, test_accuracy} = await lab.call('teach', {strokes: mirroredThree(tremble), digit: 3});
  assert.equal(drawings, 1);
  assert.ok(test_accuracy > .99);
  assert.equal((await lab.call('predict', {strokes: mirroredThree(trembling(99))})).digit, 3);
  assert.deepEqual(await lab.events('epoch'), [], 'the short run is no run of train');
  assert.equal(await lab.errorOf('teach', {strokes: seven, digit: 10}), -32602);
  assert.equal(await lab.errorOf('teach', {strokes: [], digit: 1}), -32006);
  await lab.close();
});
