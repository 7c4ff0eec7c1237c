// @ts-check
// Tests drawing by mouse, finger and pen, and what the page makes of it.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {four, Lab, seven} from './lab.js';
import {browser, site} from './stage.js';

test('a pen draws by itself until the first touch', async () => {
  const lab = await Lab.open(browser, site);
  await lab.expectWords('guess', /blind guess/);
  const first = await lab.bars();
  await lab.page.waitForTimeout(1500);
  assert.notDeepEqual(await lab.bars(), first, 'the bars follow the pen');
  await lab.draw(seven);
  await lab.settle();
  const drawn = await lab.bars();
  await lab.page.waitForTimeout(1500);
  assert.deepEqual(await lab.bars(), drawn, 'no pen moves any more');
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

for (const type of /** @type {const} */ (['mouse', 'touch', 'pen'])) {
  test(`drawing with ${type}: every stroke is read, undo and clear`, async () => {
    const lab = await Lab.open(browser, site, {touch: type === 'touch', still: true});
    await lab.draw(seven, type);
    await lab.settle();
    const one = await lab.bars();
    assert.ok(one.reduce((sum, percent) => sum + percent, 0) > 90, `probabilities: ${one}`);
    assert.ok(await lab.inkAt(.42, .8), 'ink where the seven ends');

    await lab.draw(four, type);
    await lab.settle();
    assert.notDeepEqual(await lab.bars(), one, 'more ink is read anew');
    await lab.press('pad-undo');
    await lab.press('pad-undo');
    await lab.settle();
    assert.deepEqual(await lab.bars(), one, 'undo takes both strokes of the four');

    await lab.press('pad-clear');
    await lab.expectWords('guess', /Draw me a digit/);
    assert.ok(!await lab.inkAt(.42, .8), 'no ink is left');
    assert.deepEqual(lab.errors, []);
    await lab.close();
  });
}

test('a finger that draws scrolls nothing, and a second one does not disturb it', async () => {
  const lab = await Lab.open(browser, site, {size: [390, 844], touch: true, pixelRatio: 3, still: true});
  await lab.draw([[[.5, .9], [.5, .6], [.5, .3], [.5, .1]]], 'touch');
  await lab.settle();
  assert.deepEqual(await lab.page.evaluate(() => [window.scrollY, window.visualViewport?.pageTop]), [0, 0]);
  assert.ok(await lab.inkAt(.5, .5));
  assert.ok(!await lab.inkAt(.2, .5));
  await lab.close();
});

test('the canvas has a pixel for each of the screen, at any ratio', async () => {
  for (const pixelRatio of [1, 1.5, 3]) {
    const lab = await Lab.open(browser, site, {pixelRatio, size: [600, 900], still: true});
    await lab.settle();
    const canvas = await lab.page.evaluate(() => {
      const {width, height} = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
      return [width, height];
    });
    assert.deepEqual(canvas, [600 * pixelRatio, 900 * pixelRatio]);
    await lab.close();
  }
});

/** Returns a line through the corners, of so many points in all. @param {[number, number][]} corners @param {number} count */
function sampled(corners, count) {
  return Array.from({length: count}, (_, i) => {
    const at = i / (count - 1) * (corners.length - 1);
    const k = Math.min(Math.floor(at), corners.length - 2);
    const [a, b] = [corners[k], corners[k + 1]];
    return /** @type {[number, number]} */ (
      [a[0] + (b[0] - a[0]) * (at - k), a[1] + (b[1] - a[1]) * (at - k)]);
  });
}
/** @param {[number, number][]} stroke @param {number} size @param {[number, number]} middle */
const placed = (stroke, size, middle) => stroke.map(([x, y]) =>
  /** @type {[number, number]} */ ([middle[0] + (x - .5) * size, middle[1] + (y - .5) * size]));

test('a seven is a seven: tiny, huge, in a corner, slow, fast, in pieces, by mouse and by finger', async () => {
  const lab = await Lab.open(browser, site, {still: true, shipped: true, touch: true});
  const [stroke] = seven;
  const corner = stroke.findIndex(([x]) => x >= .75);
  /** @type {[string, [number, number][][], 'mouse' | 'touch'][]} */
  const ways = [
    ['tiny', [placed(stroke, .12, [.5, .5])], 'mouse'],
    ['huge', [placed(stroke, 1.45, [.5, .5])], 'mouse'],
    ['in a corner', [placed(stroke, .3, [.85, .85])], 'touch'],
    ['slow', [sampled(stroke, 300)], 'mouse'],
    ['fast', [[stroke[0], stroke[corner], stroke[stroke.length - 1]]], 'touch'],
    ['in two strokes', [stroke.slice(0, corner + 1), stroke.slice(corner)], 'mouse'],
    ['barred', [stroke, [[.38, .52], [.72, .5]]], 'touch'],
  ];
  for (const [way, strokes, pointer] of ways) {
    await lab.draw(strokes, pointer);
    const words = await lab.expectWords('guess', /7/);
    assert.match(words, /^A 7/, way);
    await lab.press('pad-clear');
    await lab.expectWords('guess', /Draw me a digit/);
  }
  await lab.close();
});

test('a tap, a dot and a scribble are not read as if they were sure digits', async () => {
  const lab = await Lab.open(browser, site, {still: true, shipped: true});
  await lab.draw([[[.5, .5]]]);
  await lab.settle();
  assert.doesNotMatch(await lab.words('guess'), /I think/);
  assert.ok(await lab.inkAt(.5, .5), 'a tap leaves a dot');
  await lab.press('pad-clear');
  await lab.expectWords('guess', /Draw me a digit/);
  const star = Array.from({length: 6}, (_, i) => /** @type {[number, number]} */ (
    [.5 + .4 * Math.sin(i * 4 * Math.PI / 5), .5 - .4 * Math.cos(i * 4 * Math.PI / 5)]));
  await lab.draw([star]);
  await lab.expectWords('guess', /I see no digit in this/);
  await lab.close();
});

test('the way from strokes to pixels is shown at a touch', async () => {
  const lab = await Lab.open(browser, site, {still: true, shipped: true});
  await lab.draw(seven);
  await lab.press('ink-steps');
  await lab.expectWords('ink-steps-figure', /Your strokes.*box.*centre of mass.*28 × 28/);
  await lab.press('ink-steps');
  await lab.expectWords('bars', /7: \d\d/);
  await lab.close();
});

test('fast strokes stay whole: the places between two frames count', async () => {
  const lab = await Lab.open(browser, site, {still: true});
  // A circle of 120 places is sent without waiting for frames.
  const circle = Array.from({length: 121}, (_, i) => /** @type {[number, number]} */ (
    [.5 + .3 * Math.sin(i * Math.PI / 60), .5 - .3 * Math.cos(i * Math.PI / 60)]));
  await lab.draw([circle]);
  await lab.settle();
  for (const [x, y] of [circle[15], circle[45], circle[75], circle[105]]) assert.ok(await lab.inkAt(x, y));
  assert.ok(!await lab.inkAt(.5, .5), 'the middle stays empty');
  await lab.close();
});

test('an idle page draws no frames and uses no processor', async () => {
  const lab = await Lab.open(browser, site);
  await lab.draw(seven);
  await lab.page.waitForTimeout(4000);  // The data set is fetched at leisure.
  await lab.settle();
  const session = await lab.page.context().newCDPSession(lab.page);
  await session.send('Performance.enable');
  const busy = async () => {
    const {metrics} = await session.send('Performance.getMetrics');
    return metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? NaN;
  };
  // On a busy machine what was begun takes longer to end: one of some spans of two seconds is idle.
  const spans = [];
  for (let i = 0; i < 6; ++i) {
    const [frames, seconds] = [await lab.frames(), await busy()];
    await lab.page.waitForTimeout(2000);
    const span = {frames: await lab.frames() - frames, share: (await busy() - seconds) / 2};
    spans.push(span);
    if (span.frames === 0 && span.share < .02) break;
  }
  const {frames, share} = spans[spans.length - 1];
  assert.ok(frames === 0 && share < .02, `it comes to rest: ${JSON.stringify(spans)}`);
  await lab.close();
});

test('a pinch zooms the page, and draws nothing', async () => {
  const lab = await Lab.open(browser, site, {still: true});
  const {x, y} = await lab.middle('pad');
  const session = await lab.page.context().newCDPSession(lab.page);
  // A touchpad's; this browser makes no zoom of what two fingers do on a screen, which is the canvas's to allow.
  await session.send('Input.synthesizePinchGesture', {x, y, scaleFactor: 2});
  assert.ok(await lab.page.evaluate(() => window.visualViewport?.scale ?? 1) > 1.5);
  assert.equal(await lab.page.locator('#canvas').evaluate((canvas) => getComputedStyle(canvas).touchAction), 'pinch-zoom');
  await lab.expectWords('bars', /./);
  assert.equal(await lab.control('name-0').count(), 0);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('everything can be reached and operated by keyboard', async () => {
  const lab = await Lab.open(browser, site, {still: true});
  await lab.draw(seven);
  const order = [];
  for (let i = 0; i < 30; ++i) {
    await lab.page.keyboard.press('Tab');
    order.push(await lab.page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).dataset.control));
  }
  for (const id of ['place-train', 'theme', 'language', 'pad-undo', 'pad-clear', 'invite', 'name-0', 'ink-steps']) {
    assert.ok(order.includes(id), `${id} is among ${order}`);
  }
  await lab.control('pad-clear').focus();
  await lab.page.keyboard.press('Enter');
  await lab.expectWords('guess', /Draw me a digit/);
  await lab.control('place-train').focus();
  await lab.page.keyboard.press('Space');
  await lab.expectWords('accuracy', /Not measured yet/);
  await lab.close();
});

test('language and colours follow the visitor, and change at a touch', async () => {
  const lab = await Lab.open(browser, site, {locale: 'zh-CN', colours: 'dark', still: true});
  await lab.expectWords('place-train', /^练$/);
  assert.ok(await lab.brightness(5, 5) < 60, 'dark paper');
  await lab.press('language');
  await lab.expectWords('place-train', /^Train$/);
  assert.equal(await lab.page.getAttribute('html', 'lang'), 'en');
  await lab.press('theme');
  await lab.settle();
  assert.ok(await lab.brightness(5, 5) > 200, 'light paper');
  await lab.close();
});
