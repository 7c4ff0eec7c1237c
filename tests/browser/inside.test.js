// @ts-check
// The look inside: what is shown are the numbers that the network computes.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {openCourse} from './course.js';
import {Lab, seven} from './lab.js';
import {browser, site} from './stage.js';

/** A number as the page writes it. @param {string} text */
const number = (text) => Number(text.replace('−', '-').replace('+', '').replace(/\s/g, ''));

for (const lang of /** @type {const} */ (['en', 'zh'])) {
  test(`units are lit by the drawing, and explain themselves at a touch (${lang})`, async () => {
    const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {mode: 'inside', lang}});
    await lab.draw(seven);
    await lab.settle();
    const units = await lab.page.locator('#controls [data-control^="unit-0-"]').all();
    assert.ok(units.length >= 12, `${units.length} units of the first layer`);
    const id = await units[0].getAttribute('data-control') ?? '';
    const activation = number((await lab.words(id)).split(/[：:激活]+|activation/).at(-1) ?? '');
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
  const words = await lab.expectWords('why-sum', /Logit of 7 less logit of \d/);
  const [pixels, rest, together] = [...words.matchAll(/[+−] [\d.]+/g)].map(([text]) => number(text));
  assert.ok(Math.abs(pixels + rest - together) < .011, words);
  await lab.press('why-against-2');
  await lab.expectWords('why-sum', /Logit of 7 less logit of 2/);
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
