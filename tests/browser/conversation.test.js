// @ts-check
// Calls in any order, without waiting, while the worker dies again and again, each get one answer, and the lab is well.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {openCourse} from './course.js';
import {seven} from './lab.js';
import {browser, site} from './stage.js';

const kSeconds = Number(process.env.INKLING_CONVERSATION_SECONDS ?? 20);

test(`${kSeconds} seconds of calls and deaths`, async (t) => {
  const lab = await openCourse(browser, site, '');
  await lab.page.evaluate((strokes) => {
    const {lab: element} = /** @type {any} */ (window);
    const small = {hidden: [16], epochs: 1, train_images: 2000};
    const calls = [
      () => ['train', small], () => ['train', small], () => ['reset', {seed: 3}], () => ['evaluate'], () => ['pause'],
      () => ['resume'], () => ['stop'], () => ['teach', {digit: 7, strokes}], () => ['predict', {strokes}], () => ['describe'],
      () => ['explain', {strokes}], () => ['draw', {strokes}], () => ['configure', {mode: 'inside'}],
    ];
    const outcomes = /** @type {Record<string, number>} */ ({});
    const state = {asked: 0, answered: 0, twice: 0, outcomes, over: false};
    let random = 1;
    const below = (/** @type {number} */ count) => {
      random = (random * 48271) % 2147483647;
      return random % count;
    };
    Object.assign(window, {state});
    const next = () => {
      if (state.over) return;
      const [method, params] = /** @type {[string, object?]} */ (calls[below(calls.length)]());
      ++state.asked;
      let settled = false;
      const settle = (/** @type {string} */ outcome) => {
        if (settled) ++state.twice;
        settled = true;
        ++state.answered;
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      };
      element.call(method, params).then(() => settle('done'), (/** @type {any} */ error) => settle(String(error.code)));
      setTimeout(next, below(4) === 0 ? 400 : 20);
    };
    next();
  }, seven);
  let deaths = 0;
  for (const end = Date.now() + 1000 * kSeconds; Date.now() < end;) {
    await lab.page.waitForTimeout(2500);
    const [worker] = lab.page.workers();
    if (!worker) continue;  // Nobody has needed one since the last death.
    await worker.evaluate(() => void setTimeout(() => self.close()));
    ++deaths;
  }
  await lab.page.evaluate(() => { /** @type {any} */ (window).state.over = true; });
  await lab.page.waitForTimeout(500);
  for (const method of ['resume', 'stop']) await lab.call(method).catch(() => {});
  const state = await lab.page.waitForFunction(() => {
    const {state: now} = /** @type {any} */ (window);
    return now.answered === now.asked && now;
  }, null, {timeout: 15_000}).then((handle) => handle.jsonValue());
  t.diagnostic(JSON.stringify(state));
  assert.equal(state.twice, 0);
  assert.ok(state.asked > 4 * kSeconds, `${state.asked} calls`);
  assert.ok(deaths >= 3, `${deaths} deaths`);
  assert.ok(state.outcomes.done > 0);
  const {test_accuracy: accuracy} = await lab.call('train', {hidden: [32], epochs: 2, train_images: 10000});
  assert.ok(accuracy > .7, `${accuracy}`);
  await lab.close();
});
