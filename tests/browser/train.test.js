// @ts-check
// Tests training in the page: the article's program to its end, and what a visitor sees and does meanwhile.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Lab, seven} from './lab.js';
import {browser, site} from './stage.js';

/** Runs in the page: notes how long a message to oneself has to wait, again and again, and every long task. */
function watchMainThread() {
  const waits = /** @type {number[]} */ ([]);
  const longTasks = /** @type {number[]} */ ([]);
  Object.assign(window, {waits, longTasks});
  const channel = new MessageChannel();
  let sent = 0;
  channel.port1.onmessage = () => {
    waits.push(performance.now() - sent);
    setTimeout(send, 4);
  };
  const send = () => {
    sent = performance.now();
    channel.port2.postMessage(null);
  };
  send();
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((entry) => entry.duration)))
      .observe({type: 'longtask', buffered: true});
}

/** @param {number[]} values @param {number} share */
const quantile = (values, share) => values.sort((a, b) => a - b)[Math.floor(share * (values.length - 1))];

test('the article\'s program: draw, press, watch it change its mind, read the test accuracy', async (t) => {
  const lab = await Lab.open(browser, site);
  await lab.draw(seven);
  await lab.expectWords('guess', /blind guess/);
  await lab.page.waitForTimeout(2000);
  await lab.page.evaluate(watchMainThread);
  await lab.press('invite');

  const moods = new Set();
  const start = Date.now();
  while (Date.now() - start < 10_000 && moods.size < 4) {
    moods.add(String(await lab.bars()));
    await lab.page.waitForTimeout(30);
  }
  assert.ok(moods.size >= 4, `the bars of the drawing move while it trains: ${[...moods].join(' | ')}`);
  await lab.expectWords('guess', /A 7, I think/, 20_000);

  // A visitor goes on drawing, and looks at the curves.
  await lab.press('pad-clear');
  await lab.draw(seven);
  await lab.press('place-train');
  await lab.expectWords('progress', /Epoch \d of 5 .* images\/s · \d+ s left/, 20_000);
  await lab.expectWords('plot-accuracy', /training \d.*test \d/);

  const words = await lab.expectWords('accuracy', /(\d\d\.\d\d)%\. On all 10,000 test images/, 180_000);
  const accuracy = Number(/(\d\d\.\d\d)%/.exec(words)?.[1]);
  const {waits, longTasks} = await lab.page.evaluate(() => {
    const {waits, longTasks} = /** @type {any} */ (window);
    return {waits, longTasks};
  });
  const p99 = quantile(waits, .99);
  t.diagnostic(`test accuracy ${accuracy}%, ${await lab.words('progress')}`);
  t.diagnostic(`main thread: a message waits ${quantile(waits, .5).toFixed(1)} ms at the median, ${p99.toFixed(1)} ms at ` +
    `the 99th percentile of ${waits.length}; ${longTasks.length} tasks over 50 ms, the longest ` +
    `${Math.max(0, ...longTasks).toFixed(0)} ms`);
  assert.ok(accuracy >= 97.5, `test accuracy ${accuracy}%`);
  assert.ok(p99 <= 50, `the main thread blocks for ${p99} ms`);

  await lab.expectWords('guess', /A 7, I think/);
  await lab.press('place-draw');
  await lab.expectWords('invite-more', /Test accuracy: \d\d\.\d\d%/);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('training begins with the first shard, before the others have arrived', async () => {
  /** @type {(() => void)[]} */
  const held = [];
  for (let first = 6000; first < 60_000; first += 2000) {
    const file = `assets/mnist/train-${first}.shard`;
    site.overrides.set(file, (request, response) => void held.push(() => {
      site.overrides.delete(file);
      response.writeHead(302, {Location: request.url}).end();
    }));
  }
  const lab = await Lab.open(browser, site, {parameters: {mode: 'train', 'train-images': '18000', epochs: '1'}});
  await lab.press('train');
  await lab.expectWords('plot-accuracy', /training \d/);
  for (let i = 0; i < 500 && held.length === 0; ++i) await lab.page.waitForTimeout(20);
  assert.ok(held.length > 0, 'shards are still on their way');
  await lab.expectWords('progress', /Loading the digits: \d/, 20_000);
  site.overrides.clear();
  while (held.length > 0) held.pop()?.();
  await lab.expectWords('accuracy', /9\d\.\d\d%/, 60_000);
  await lab.close();
});

test('pause, single steps, go on, stop, forget', async () => {
  const lab = await Lab.open(browser, site, {parameters: {mode: 'train'}, still: true});
  await lab.draw(seven);
  await lab.press('train');
  await lab.expectWords('plot-loss', /training \d/, 20_000);
  // A second press that comes sooner is taken for a part of a double one.
  await lab.page.waitForTimeout(600);
  await lab.press('train');
  await lab.expectWords('train', /^Resume$/);
  await lab.settle();
  const paused = await lab.bars();
  await lab.page.waitForTimeout(500);
  assert.deepEqual(await lab.bars(), paused, 'nothing changes while it is paused');

  const loss = await lab.words('plot-loss');
  await lab.press('step');
  await lab.expectOtherWords('plot-loss', loss);
  await lab.expectWords('train', /^Resume$/);

  await lab.press('train');
  await lab.expectWords('train', /^Pause$/);
  await lab.press('stop');
  await lab.expectWords('progress', /Stopped after \d+ steps/, 20_000);
  await lab.expectWords('accuracy', /\d\d\.\d\d%\. On all/);

  await lab.press('reset');
  await lab.expectWords('guess', /blind guess/);
  await lab.expectWords('accuracy', /Not measured yet/);
  await lab.close();
});

test('shape and hyper-parameters by buttons and by text; the network that is trained has them', async () => {
  const lab = await Lab.open(browser, site, {parameters: {mode: 'train', 'train-images': '1000'}, still: true});
  await lab.press('settings');
  await lab.settle();
  await lab.control('setting-hidden').fill('128, 64'.replace(' ', ''));
  await lab.page.keyboard.press('Enter');
  await lab.expectWords('settings', /784-128-64-10/);
  await lab.control('setting-activation-tanh').focus();
  await lab.page.keyboard.press('Enter');
  await lab.control('setting-optimizer-adam').focus();
  await lab.page.keyboard.press('Enter');
  await lab.control('setting-epochs-less').focus();
  await lab.page.keyboard.press('Enter');
  await lab.expectWords('settings', /784-128-64-10 · adam · 4 epochs/);

  await lab.control('setting-batch_size').fill('a lot');
  await lab.page.keyboard.press('Enter');
  await lab.expectWords('setting-refused', /I cannot use "a lot" here, so it stays 128/);
  assert.equal(await lab.control('notice').count(), 0);
  await lab.control('setting-batch_size').fill('64');
  await lab.page.keyboard.press('Enter');
  await lab.settle();
  assert.equal(await lab.control('setting-refused').count(), 0);

  await lab.control('train').focus();
  await lab.page.keyboard.press('Enter');
  await lab.expectWords('accuracy', /[6-9]\d\.\d\d%/, 60_000);
  await lab.close();
});
