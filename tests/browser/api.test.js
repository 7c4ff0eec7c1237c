// @ts-check
// Tests the public API from a page of another origin that embeds the element with two lines.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {openCourse} from './course.js';
import {four, seven} from './lab.js';
import {browser, site} from './stage.js';

test('the element answers, and describes the article\'s network', async () => {
  const lab = await openCourse(browser, site);
  const description = await lab.call('describe');
  assert.deepEqual(description.layers, [784, 512, 10]);
  assert.equal(description.parameters, 407_050);
  assert.equal(description.trained, false);
  assert.equal(description.test_accuracy, null);
  assert.ok(['simd128', 'relaxed'].includes(description.kernel), description.kernel);
  assert.equal(description.threads, 1);
  assert.deepEqual(lab.ready.layers, description.layers);
  await lab.close();
});

test('attributes reach the app', async () => {
  const lab = await openCourse(browser, site, 'mode="train" lang="zh" theme="dark" hidden="64,32" activation="tanh" seed="7"');
  assert.deepEqual((await lab.call('describe')).layers, [784, 64, 32, 10]);
  const frame = lab.page.frames()[1];
  await frame.locator('[data-control="place-train"][aria-current="page"]').waitFor();
  assert.equal(await frame.locator('[data-control="place-train"]').textContent(), '练');
  assert.equal(await frame.locator('html').getAttribute('data-theme'), 'dark');
  await lab.close();
});

test('train answers at the end, tells of its way, and is repeatable', async () => {
  const lab = await openCourse(browser, site);
  const wishes = {hidden: [64], epochs: 2, train_images: 6000, seed: 3, batch_size: 64};
  const result = await lab.call('train', wishes);
  assert.equal(result.epochs, 2);
  assert.equal(result.steps, 2 * Math.ceil(6000 / 64));
  assert.equal(result.stopped, false);
  assert.ok(result.test_accuracy > .88 && result.test_loss < .5 && result.train_loss < .5, JSON.stringify(result));
  assert.ok(result.seconds > 0 && result.images_per_second > 0);

  const epochs = await lab.events('epoch');
  assert.deepEqual(epochs.map((event) => event.epoch), [1, 2]);
  assert.equal(epochs[1].test_accuracy, result.test_accuracy);
  assert.ok(epochs[1].train_accuracy > .88);
  const loading = await lab.events('loading');
  assert.ok(loading.length > 0 && loading.every(({loaded, total}) => loaded <= total));
  for (const progress of await lab.events('progress')) {
    assert.ok(progress.step <= progress.steps && progress.epoch <= progress.epochs && progress.train_loss > 0);
  }
  const described = await lab.call('describe');
  assert.deepEqual([described.trained, described.test_accuracy], [true, result.test_accuracy]);
  assert.deepEqual([described.train_images, described.test_images], [60_000, 10_000]);

  const evaluated = await lab.call('evaluate');
  assert.equal(evaluated.test_accuracy, result.test_accuracy);
  const images = evaluated.confusion.flat().reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b);
  assert.deepEqual([evaluated.confusion.length, images], [10, 10_000]);

  await lab.call('reset', {seed: 3});
  assert.equal((await lab.call('describe')).trained, false);
  const again = await lab.call('train', wishes);
  assert.deepEqual([again.test_loss, again.train_loss], [result.test_loss, result.train_loss], 'bit for bit');
  await lab.close();
});

/** Runs in the lab: measures how long its worker takes from a pause to the answer, in ms and in steps that it reports. */
function timePauses() {
  // A type is a place in the lists of src/engine/protocol.h. In a command it stands behind its number, in an event behind the
  // number of the command that it belongs to and whether it is the answer.
  const [pauseCommand, commandType] = [2, 4];
  const [progressEvent, runStateEvent, eventType] = [3, 5, 5];
  const delays = /** @type {number[]} */ ([]);
  const reports = /** @type {number[]} */ ([]);
  let sent = NaN;
  let reported = 0;
  Object.assign(window, {delays, reports});
  window.Worker = class extends Worker {
    /** @param {string | URL} address @param {WorkerOptions} [options] */
    constructor(address, options) {
      super(address, options);
      this.addEventListener('message', ({data}) => {
        const type = new Uint8Array(data)[eventType];
        if (type === progressEvent) ++reported;
        if (type !== runStateEvent || Number.isNaN(sent)) return;
        delays.push(performance.now() - sent);
        reports.push(reported);
        sent = NaN;
      });
    }

    /** @param {any} message @param {any} options */
    postMessage(message, options) {
      if (new Uint8Array(message)[commandType] === pauseCommand) [sent, reported] = [performance.now(), 0];
      super.postMessage(message, options);
    }
  };
}

test('pause, resume and stop; the engine answers a pause before it trains on', async (t) => {
  const lab = await openCourse(browser, site, '', {}, timePauses);
  for (const method of ['pause', 'resume', 'stop']) assert.equal(await lab.errorOf(method), -32007);
  const throughTheApi = await lab.page.evaluate(async () => {
    const {lab, events} = /** @type {any} */ (window);
    const run = lab.call('train', {epochs: 100});
    const delays = [];
    const steps = () => events.filter((/** @type {any} */ event) => event.name === 'progress').length;
    for (let i = 0; i < 9; ++i) {
      const before = steps();
      while (steps() < before + 2) await new Promise((resolve) => setTimeout(resolve, 20));
      const start = performance.now();
      await lab.call('pause');
      delays.push(performance.now() - start);
      await lab.call('resume');
    }
    await lab.call('stop');
    Object.assign(window, {result: await run});
    return delays;
  });
  const {delays, reports} = await lab.page.frames()[1].evaluate(() => {
    const {delays, reports} = /** @type {any} */ (window);
    return {delays, reports};
  });
  const list = (/** @type {number[]} */ values) => values.map((ms) => ms.toFixed(0)).join(', ');
  t.diagnostic(`the engine answered a pause after ${list(delays)} ms`);
  // Its messages pass the page's main thread, which draws with the processor where there is no other.
  t.diagnostic(`through the API it took ${list(throughTheApi)} ms`);
  assert.equal(delays.length, 9);
  // Ten reports come in a second: one may be on its way when the pause arrives.
  for (const count of reports) assert.ok(count <= 1, String(reports));
  const result = await lab.page.evaluate(() => /** @type {any} */ (window).result);
  assert.equal(result.stopped, true);
  assert.ok(result.test_accuracy > .5);
  await lab.close();
});

test('one run at a time', async () => {
  const lab = await openCourse(browser, site);
  const code = await lab.page.evaluate(async () => {
    const {lab} = /** @type {any} */ (window);
    const run = lab.call('train', {epochs: 100});
    const code = await lab.call('train').catch((/** @type {any} */ error) => error.code);
    await lab.call('stop');
    await run;
    return code;
  });
  assert.equal(code, -32000);
  await lab.close();
});

test('predict, draw and clear', async () => {
  const lab = await openCourse(browser, site);
  await lab.call('train', {hidden: [128], epochs: 1, train_images: 12_000});
  const read = await lab.call('predict', {strokes: seven.map((stroke) => stroke.map(([x, y]) => [x * 900 - 50, y * 900]))});
  assert.equal(read.digit, 7);
  assert.deepEqual([read.probabilities.length, read.image.length], [10, 784]);
  assert.ok(Math.abs(read.probabilities.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b) - 1) < 1e-5);
  const same = await lab.call('predict', {pixels: read.image});
  assert.deepEqual(same.probabilities, read.probabilities, 'the image is what the network saw');

  await lab.call('draw', {strokes: four});
  const predictions = await lab.events('prediction');
  assert.equal(predictions.at(-1)?.digit, (await lab.call('predict', {strokes: four})).digit);
  const frame = lab.page.frames()[1];
  await frame.locator('[data-control="pad-clear"][aria-disabled="false"]').waitFor();
  await lab.call('clear');
  await frame.locator('[data-control="pad-clear"][aria-disabled="true"]').waitFor();
  await lab.close();
});

test('a bad call gets its error and changes nothing', async () => {
  const lab = await openCourse(browser, site);
  const before = await lab.call('describe');
  assert.equal(await lab.errorOf('fly'), -32601);
  for (const method of ['explain', 'startGame', 'answer', 'teach']) {
    assert.equal(await lab.errorOf(method), -32602, method);
  }
  for (const params of [{epochs: 0}, {hidden: 'wide'}, {hidden: [1e9]}, {optimizer: 'magic'}, {learning_rate: '1'},
    {batch_size: 1.5}, {color: 'red'}]) {
    assert.equal(await lab.errorOf('train', params), -32602, JSON.stringify(params));
  }
  for (const params of [{}, {strokes: 7}, {pixels: [1, 2, 3]}, {strokes: [[['a', 'b']]]}, {pixels: [], strokes: []}]) {
    assert.equal(await lab.errorOf('predict', params), -32602, JSON.stringify(params));
  }
  assert.equal(await lab.errorOf('predict', {strokes: []}), -32006);
  assert.deepEqual(await lab.call('describe'), before);

  const malformed = await lab.page.evaluate(async () => {
    const lab = document.querySelector('inkling-lab');
    const frame = lab?.querySelector('iframe')?.contentWindow;
    const answers = /** @type {any[]} */ ([]);
    window.addEventListener('message', ({data}) => void (data.error && answers.push(data)));
    const circle = /** @type {any} */ ({jsonrpc: '2.0', id: 5, method: 'describe'});
    circle.params = {circle};
    const messages = [{jsonrpc: '1.0', id: 1, method: 'describe'}, {id: 2}, 'describe',
      {jsonrpc: '2.0', id: 4, method: 'describe', params: [1]}, circle, {jsonrpc: '2.0', id: 6, method: 'reset', params: {seed: 1n}}];
    for (const message of messages) frame?.postMessage(message, '*');
    while (answers.length < messages.length) await new Promise((resolve) => setTimeout(resolve, 20));
    return answers.map(({id, error}) => [id, error.code]);
  });
  assert.deepEqual(malformed, [[1, -32600], [2, -32600], [null, -32600], [4, -32602], [5, -32700], [6, -32700]]);
  await lab.close();
});

test('a run that diverges rejects its call', async () => {
  const lab = await openCourse(browser, site);
  const code = await lab.errorOf('train', {optimizer: 'sgd', learning_rate: 1000, train_images: 6000, epochs: 1});
  assert.equal(code, -32005);
  assert.equal((await lab.events('error')).at(-1).code, -32005);
  await lab.close();
});

test('only the embedding page is answered', async () => {
  const lab = await openCourse(browser, site);
  const answers = await lab.page.evaluate(async () => {
    const stranger = document.createElement('iframe');
    document.body.append(stranger);
    let answers = 0;
    window.addEventListener('message', ({data}) => void (data?.id === 'stranger' && ++answers));
    // The window of another frame sends this: the lab sees that window as its source.
    /** @type {any} */ (stranger.contentWindow).eval(
        `parent.document.querySelector('inkling-lab').querySelector('iframe').contentWindow
           .postMessage({jsonrpc: '2.0', id: 'stranger', method: 'describe'}, '*')`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    return answers;
  });
  assert.equal(answers, 0);
  await lab.close();
});

test('what cannot be sent on, or is too large, is answered at once', async () => {
  const lab = await openCourse(browser, site);
  const codes = await lab.page.evaluate(async () => {
    const {lab} = /** @type {any} */ (window);
    const circle = /** @type {any} */ ({});
    circle.strokes = [circle];
    const many = Array.from({length: 400_000}, () => 1);
    const codeOf = (/** @type {Promise<any>} */ call) => call.then(() => 0, (error) => error.message ? error.code : 'no message');
    return Promise.all([
      codeOf(lab.call('predict', {strokes: 1n})), codeOf(lab.call('predict', circle)),
      codeOf(lab.call('predict', {strokes: many})), codeOf(lab.call('configure', {theme: 'x'.repeat(5 << 20)})),
      codeOf(lab.call('importModel', {bytes: new Uint8Array(65 << 20)})),
    ]);
  });
  assert.deepEqual(codes, [-32700, -32700, -32012, -32012, -32012]);
  await lab.close();
});

test('an answer has the id of its call, whatever that is', async () => {
  const lab = await openCourse(browser, site);
  const answers = await lab.page.evaluate(async () => {
    const frame = /** @type {any} */ (window).lab.querySelector('iframe');
    const ids = ['\ud800', '', -0.5, 1e300, null, 'a'.repeat(10_000)];
    const seen = /** @type {any[]} */ ([]);
    window.addEventListener('message', ({data}) => {
      if (data.jsonrpc === '2.0' && 'id' in data) seen.push({id: data.id, code: data.error?.code ?? 0});
    });
    for (const id of ids) frame.contentWindow.postMessage({jsonrpc: '2.0', id, method: 'clear'}, '*');
    frame.contentWindow.postMessage({jsonrpc: '2.0', id: 'bad', method: 'configure', params: {lang: '\udc00'}}, '*');
    frame.contentWindow.postMessage({jsonrpc: '2.0', id: {}, method: 'clear'}, '*');
    frame.contentWindow.postMessage({jsonrpc: '2.0', method: 'clear'}, '*');
    while (seen.length < ids.length + 2) await new Promise((resolve) => setTimeout(resolve, 20));
    await new Promise((resolve) => setTimeout(resolve, 100));
    return {matched: ids.every((id, i) => Object.is(seen[i].id, id) && seen[i].code === 0), rest: seen.slice(ids.length)};
  });
  assert.equal(answers.matched, true);
  assert.equal(answers.rest.length, 2);
  assert.equal(answers.rest[0].id, 'bad');
  assert.ok(answers.rest[0].code === -32700 || answers.rest[0].code === -32602, String(answers.rest[0].code));
  assert.deepEqual(answers.rest[1], {id: null, code: -32600});
  await lab.close();
});

test('configure takes all of its attributes or none, and leaves the lab\'s defaults to the element', async () => {
  const lab = await openCourse(browser, site, 'fresh epochs="2" train-images="2000" hidden="32"');
  assert.deepEqual(lab.ready.layers, [784, 32, 10], 'ready tells the network that the lab has');
  assert.equal(await lab.errorOf('configure', {theme: 'dark', mode: 'nonsense'}), -32602);
  assert.notEqual(await lab.page.frames()[1].locator('html').getAttribute('data-theme'), 'dark');
  for (const bad of [{'epochs': '0x10'}, {'epochs': ' 3'}, {'epochs': '3\0'}, {'theme\0x': 'dark'}]) {
    assert.equal(await lab.errorOf('configure', bad), -32602, JSON.stringify(bad));
  }
  assert.equal((await lab.call('train', {epochs: 1})).epochs, 1);
  await lab.call('configure', {theme: 'dark'});
  assert.equal((await lab.call('train')).epochs, 2);
  await lab.close();
});

test('a teach whose learning is cut short is rejected', async () => {
  const lab = await openCourse(browser, site, 'lang="en"');
  await lab.call('evaluate');  // The data are there now.
  const code = lab.errorOf('teach', {strokes: seven, digit: 7});
  await lab.page.waitForTimeout(150);
  await lab.call('reset');
  assert.equal(await code, -32011);
  await lab.close();
});

test('a network whose outputs are not finite is refused', async () => {
  const lab = await openCourse(browser, site);
  const {bytes} = await lab.call('exportModel', {format: 'safetensors'});
  const file = new Uint8Array(Object.values(bytes));
  const view = new DataView(file.buffer);
  const header = 8 + Number(view.getBigUint64(0, true));
  for (let at = header; at + 4 <= file.length; at += 4) view.setFloat32(at, 3e38, true);
  const code = await lab.page.evaluate((numbers) => /** @type {any} */ (window).lab
      .call('importModel', {bytes: new Uint8Array(numbers)}).then(() => 0, (/** @type {any} */ error) => error.code), [...file]);
  assert.equal(code, -32008);
  assert.equal((await lab.call('describe')).trained, false);
  await lab.close();
});

test('calls that do not wait for each other get each their own answer', async () => {
  const lab = await openCourse(browser, site);
  const outcomes = await lab.page.evaluate(async (strokes) => {
    const {lab: element} = /** @type {any} */ (window);
    const small = {hidden: [16], epochs: 1, train_images: 2000};
    const outcome = (/** @type {string} */ method, /** @type {object} */ params) => element.call(method, params).then(
        (/** @type {any} */ result) => result, (/** @type {any} */ error) => ({code: error.code}));
    const reset = [outcome('train', {...small, epochs: 50}), outcome('reset', {seed: 4}), outcome('train', small)];
    const [first, , second] = await Promise.all(reset);
    const [taught, trained] = await Promise.all([outcome('teach', {digit: 7, strokes}), outcome('train', small)]);
    return {first, second, taught, trained};
  }, seven);
  assert.equal(outcomes.first.stopped, true);
  assert.equal(outcomes.second.stopped, false);
  assert.equal(outcomes.second.epochs, 1);
  assert.ok(outcomes.taught.test_accuracy > 0, JSON.stringify(outcomes.taught));
  assert.equal(outcomes.trained.epochs, 1);
  await lab.close();
});
