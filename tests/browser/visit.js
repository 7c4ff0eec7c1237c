// @ts-check
// One visit, from the first stroke to the API, that each of three engines makes. The other files try every corner with Chromium.
import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import {four, screensFolder, seven, startSite, taught} from './lab.js';
import {StaticServer} from './server.js';

/** @typedef {import('./engines.js').Engine} Engine */

/** A Visit is a page with Inkling in it, in any engine. */
class Visit {
  /** @param {Engine} engine */
  constructor(engine) {
    this.engine = engine;
  }

  /**
   * Opens the app on a site of its own: nothing of another visit is kept there.
   * @param {Engine} engine
   * @param {Record<string, string>} [parameters]
   */
  static async open(engine, parameters = {}) {
    const site = await startSite();
    const visit = new Visit(engine);
    await engine.goto(`${site.url}?${new URLSearchParams({lang: 'en', ...parameters})}`);
    await visit.expectRunning();
    await engine.evaluate(() => {
      const errors = /** @type {string[]} */ ([]);
      Object.assign(window, {errors});
      addEventListener('error', (event) => errors.push(String(event.error)));
      addEventListener('unhandledrejection', (event) => errors.push(String(event.reason)));
    }, null);
    return {visit, site};
  }

  expectRunning() {
    return this.until(() => performance.getEntriesByName('inkling-first-frame').length > 0, null, 'the app is on the screen');
  }

  /**
   * @template A
   * @param {(argument: A) => boolean} predicate runs in the page.
   * @param {A} argument
   * @param {string} meaning
   * @param {number} [timeout] ms
   */
  async until(predicate, argument, meaning, timeout = 30_000) {
    for (const end = Date.now() + timeout; !await this.engine.evaluate(predicate, argument);) {
      if (Date.now() > end) assert.fail(`not so: ${meaning}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Returns the words of a control, empty where there is none. @param {string} id */
  words(id) {
    return this.engine.evaluate((wanted) => {
      const control = document.querySelector(`#controls [data-control="${wanted}"]`);
      return control?.getAttribute('aria-label') ?? control?.textContent ?? '';
    }, id);
  }

  /** @param {string} id @param {RegExp} pattern @param {number} [timeout] ms */
  async expectWords(id, pattern, timeout = 30_000) {
    let words = '';
    for (const end = Date.now() + timeout; Date.now() < end;) {
      words = await this.words(id);
      if (pattern.test(words)) return words;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const also = [];
    for (const other of ['notice', 'progress', 'train']) also.push(await this.words(other));
    return assert.fail(`${id} says "${words}", not ${pattern}; beside it: ${also.join(' | ')}`);
  }

  /** @param {string} id */
  async box(id) {
    await this.until((wanted) => document.querySelector(`#controls [data-control="${wanted}"]`) !== null, id, `there is ${id}`);
    const box = await this.engine.evaluate((wanted) => {
      const control = document.querySelector(`#controls [data-control="${wanted}"]`);
      control?.scrollIntoView({block: 'nearest'});
      return control ? control.getBoundingClientRect().toJSON() : null;
    }, id);
    assert.ok(box, `${id} is on the screen`);
    return /** @type {DOMRect} */ (box);
  }

  /** Returns where a control is, once it rests there. @param {string} id */
  async restingBox(id) {
    let box = await this.box(id);
    for (let rests = 0; rests < 3;) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const now = await this.box(id);
      rests = now.x === box.x && now.y === box.y && now.width === box.width ? rests + 1 : 0;
      box = now;
    }
    return box;
  }

  /** Clicks on the canvas where a control is. @param {string} id */
  async press(id) {
    const {x, y, width, height} = await this.restingBox(id);
    await this.engine.drag([{x: x + width / 2, y: y + height / 2}]);
  }

  /**
   * Draws on the pad, and again, as a hand would, where strokes did not arrive: on a busy machine a notice may come and move
   * the pad after it was measured.
   * @param {import('./lab.js').Strokes} strokes
   */
  async draw(strokes) {
    for (let tries = 0; tries < 4; ++tries) {
      const before = await this.restingBox('pad');
      for (const stroke of strokes) {
        await this.engine.drag(stroke.map(([right, down]) =>
          ({x: before.x + right * before.width, y: before.y + down * before.height})));
      }
      const drawn = await this.enabled('pad-clear', 5000);
      const after = await this.restingBox('pad');
      if (drawn && after.y === before.y && after.width === before.width) return;
      if (drawn) await this.press('pad-clear');
    }
    assert.fail('the pad does not rest');
  }

  /**
   * Returns whether a control can be used before the time is over.
   * @param {string} id
   * @param {number} timeout ms
   */
  async enabled(id, timeout) {
    for (const end = Date.now() + timeout; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const now = await this.engine.evaluate((wanted) => {
        const control = document.querySelector(`#controls [data-control="${wanted}"]`);
        return control !== null && !control.matches('[disabled], [aria-disabled="true"]');
      }, id);
      if (now) return true;
    }
    return false;
  }

  async expectNoErrors() {
    assert.deepEqual(await this.engine.evaluate(() => /** @type {any} */ (window).errors, null), []);
  }
}

/** Returns a function that calls a lab embedded in the page on screen. @param {Engine} engine */
function callsOf(engine) {
  return (/** @type {string} */ method, /** @type {object} */ params = {}) => engine.evaluate(
      ([name, values]) => /** @type {any} */ (document.querySelector('inkling-lab')).call(name, values).then(
          (/** @type {any} */ result) => result, (/** @type {any} */ error) => ({code: error.code})),
      /** @type {const} */ ([method, params]));
}

/**
 * @param {string} name
 * @param {() => Promise<Engine>} start
 * @param {string} fastest names the fastest kernels that the engine can run.
 */
export function visitWith(name, start, fastest) {
  describe(name, {concurrency: 1}, () => {
    /** @type {Engine} */
    let engine;
    before(async () => {
      engine = await start();
      mkdirSync(screensFolder, {recursive: true});
    });
    after(() => engine?.quit());

    /** @param {string} title */
    const photograph = async (title) =>
      writeFileSync(join(screensFolder, `engine-${name.toLowerCase()}-${title}.png`), await engine.screenshot());

    test('draws with the mouse, is read, is corrected', async (t) => {
      const {visit, site} = await Visit.open(engine);
      const ms = await engine.evaluate(() => performance.getEntriesByName('inkling-first-frame')[0].startTime, null);
      t.diagnostic(`first frame after ${ms.toFixed(0)} ms`);
      await visit.draw(seven);
      await visit.expectWords('guess', /^A 7, I think/);
      await photograph('draw');
      await visit.press('pad-clear');
      await visit.expectWords('guess', /Draw/);
      await visit.draw(four);
      await visit.press('name-10');
      await visit.expectWords('teaching-line', taught);
      await visit.expectWords('bars', /symbol A/);
      // The drawing and what was taught are there for the next visit.
      await engine.goto(site.url);
      await visit.expectRunning();
      await visit.expectWords('bars', /symbol A/);
      await visit.expectWords('show-drawings', /1 drawing/);
      site.stop();
    });

    test('trains in the worker with the fastest kernels it can run', async (t) => {
      const {visit, site} = await Visit.open(engine, {fresh: '', mode: 'train', 'train-images': '6000', epochs: '2'});
      await visit.draw(seven);
      await visit.press('train');
      const accuracy = /(\d\d\.\d\d)%/.exec(await visit.expectWords('accuracy', /\d\d\.\d\d%\. On all/, 120_000))?.[1];
      assert.ok(Number(accuracy) > 90, `${accuracy}%`);
      t.diagnostic(await visit.words('progress'));
      await visit.expectWords('guess', /^A 7/);
      await photograph('train');
      await visit.expectNoErrors();
      site.stop();
    });

    test('looks inside, reads a lesson with formulas, begins a game', async () => {
      const {visit, site} = await Visit.open(engine, {mode: 'inside'});
      await visit.draw(seven);
      await visit.press('inside-why');
      await visit.expectWords('why-sum', /Logit of 7 minus logit of \d/);
      await photograph('inside');
      await visit.press('place-learn');
      await visit.press('lesson-1');
      await visit.until(() => {
        const [sum, index] = document.querySelector('#lesson munder')?.children ?? [];
        return index !== undefined && index.getBoundingClientRect().top > sum.getBoundingClientRect().bottom - 4;
      }, null, 'a formula is laid out: the index stands below the sum');
      await photograph('learn');
      await visit.press('place-play');
      await visit.press('sprint-start');
      await visit.expectWords('game-prompt', /\d/);
      await photograph('play');
      await visit.expectNoErrors();
      site.stop();
    });

    test('a picture that is dropped is read, and a camera works or is said to be missing', async () => {
      const {visit, site} = await Visit.open(engine);
      await engine.evaluate(async () => {
        // A seven and a one, as broad pens write them.
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [500, 300];
        const paint = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
        paint.fillStyle = '#f4f0e6';
        paint.fillRect(0, 0, 500, 300);
        paint.lineWidth = 11;
        paint.lineCap = paint.lineJoin = 'round';
        paint.stroke(new Path2D('M110 70 H210 L150 230'));
        paint.stroke(new Path2D('M300 100 L335 70 V230'));
        const blob = /** @type {Blob} */ (await new Promise((/** @type {BlobCallback} */ resolve) => canvas.toBlob(resolve, 'image/jpeg')));
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([blob], 'numbers.jpg', {type: 'image/jpeg'}));
        window.dispatchEvent(new DragEvent('drop', {dataTransfer, bubbles: true, cancelable: true}));
      }, null);
      await visit.expectWords('paper-numbers', /: 71$/);
      await photograph('picture');
      await engine.evaluate(() => /** @type {HTMLElement} */ (document.querySelector('#paper button')).click(), null);
      await visit.expectWords('guess', /7/);
      await visit.press('paper');
      await visit.expectWords('paper-numbers', /: 71$/);
      await engine.evaluate(() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError')); }, null);
      await visit.press('paper-camera');
      await visit.expectWords('paper-words', /no camera/);
      await visit.expectNoErrors();
      site.stop();
    });

    test('a digit is drawn with the keys alone', async () => {
      const {visit, site} = await Visit.open(engine);
      await engine.evaluate(() => /** @type {HTMLElement} */ (document.querySelector('[data-control="pad"]')).focus(), null);
      const times = (/** @type {number} */ count, /** @type {import('./engines.js').NamedKey} */ key) => new Array(count).fill(key);
      await engine.press([...times(8, 'ArrowUp'), ' ', ...times(16, 'ArrowDown'), ' ']);
      await visit.expectWords('guess', /^A 1, I think/);
      await engine.press(['Delete']);
      await visit.expectWords('guess', /Draw|\?/);
      await visit.expectNoErrors();
      site.stop();
    });

    test('without a network it opens, reads and trains', async () => {
      const {visit, site} = await Visit.open(engine);
      const address = `${site.url}?lang=en`;
      await engine.evaluate(async () => {
        await navigator.serviceWorker.ready;
        const wanted = (await (await fetch('service_worker.js')).text()).match(/"sha256-/g)?.length;
        for (const end = performance.now() + 60_000; performance.now() < end;) {
          const [name] = await caches.keys();
          if (name && (await (await caches.open(name)).keys()).length === wanted) return;
          await new Promise((resolve) => setTimeout(resolve, 200));
        }
        throw new Error('the site is not kept');
      }, null);
      site.stop();
      await engine.goto(`${address}&fresh&train-images=2000&epochs=1&mode=train`);
      await visit.expectRunning();
      await visit.press('train');
      await visit.expectWords('accuracy', /\d\d\.\d\d%/, 120_000);
      await visit.draw(seven);
      await visit.expectWords('guess', /7/);
    });

    test('on a course page of another origin: the two lines, and every kind of call', async (t) => {
      const site = await startSite();
      const course = await new StaticServer('/nonexistent').start();
      const origin = new URL(site.url).origin;
      course.headers = {'Content-Security-Policy': `default-src 'none'; script-src ${origin}; frame-src ${origin}; style-src 'self'`};
      course.overrides.set('index.html', (_request, response) => void response
          .writeHead(200, {'Content-Type': 'text/html; charset=utf-8'})
          .end(`<!doctype html><title>Lesson 3</title><h1>A course page</h1>
            <script defer src="${site.url}inkling-lab.js"></script>
            <inkling-lab fresh lang="en"></inkling-lab>`));
      await engine.goto(course.url);
      await engine.evaluate(() => {
        const lab = /** @type {any} */ (document.querySelector('inkling-lab'));
        Object.assign(window, {epochs: []});
        lab.addEventListener('epoch', (/** @type {any} */ event) => /** @type {any} */ (window).epochs.push(event.detail.epoch));
        return lab.ready.then(() => {});
      }, null);
      const call = callsOf(engine);
      let described = await call('describe');
      // A lab whose worker is late answers without it; on a busy machine it is.
      for (const end = Date.now() + 30_000; described.kernel === '' && Date.now() < end;) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        described = await call('describe');
      }
      assert.deepEqual(described.layers, [784, 512, 10]);
      assert.equal(described.kernel, fastest);
      const result = await call('train', {hidden: [64], epochs: 2, train_images: 6000, seed: 3});
      assert.ok(result.test_accuracy > .88, JSON.stringify(result));
      t.diagnostic(`${Math.round(result.images_per_second)} images/s with 784-64-10`);
      assert.deepEqual(await engine.evaluate(() => /** @type {any} */ (window).epochs, null), [1, 2]);
      const {probabilities} = await call('predict', {strokes: seven});
      const [forgotten, again] = await engine.evaluate(async (strokes) => {
        const lab = /** @type {any} */ (document.querySelector('inkling-lab'));
        const {bytes} = await lab.call('exportModel', {format: 'safetensors'});
        const read = async () => (await lab.call('predict', {strokes})).probabilities;
        await lab.call('reset', {seed: 9});
        const forgotten = await read();
        await lab.call('importModel', {bytes});
        return [forgotten, await read()];
      }, seven);
      assert.notDeepEqual(forgotten, probabilities);
      assert.deepEqual(again, probabilities, 'a file keeps every bit');
      assert.deepEqual(await call('fly'), {code: -32601});
      assert.deepEqual(await call('train', {epochs: -1}), {code: -32602});
      assert.deepEqual(await call('pause'), {code: -32007});
      const {refused, answered, seconds} = await engine.evaluate(async () => {
        const lab = /** @type {any} */ (document.querySelector('inkling-lab'));
        const start = performance.now();
        const calls = Array.from({length: 5000}, () => lab.call('describe').then(() => 0, (/** @type {any} */ error) => error.code));
        const codes = await Promise.all(calls);
        const count = (/** @type {number} */ code) => codes.filter((other) => other === code).length;
        return {refused: count(-32001), answered: count(0), seconds: (performance.now() - start) / 1000};
      }, null);
      assert.ok(answered <= 2000 * (Math.floor(seconds) + 2), `${answered} of 5000 calls at once are answered in ${seconds} s`);
      assert.equal(refused + answered, 5000, 'and all others are refused');
      await new Promise((resolve) => setTimeout(resolve, 1500));
      assert.equal((await call('predict', {strokes: four})).image.length, 784, 'and it goes on');
      // A key that means nothing in the lab reaches the page that may turn slides by it.
      await engine.evaluate(() => {
        const keys = /** @type {any[]} */ ([]);
        Object.assign(window, {keys});
        for (const type of ['keydown', 'keyup']) {
          addEventListener(type, (event) => {
            const {key, keyCode, target} = /** @type {KeyboardEvent} */ (event);
            keys.push([type, key, keyCode, /** @type {Element} */ (target).localName]);
          });
        }
        /** @type {HTMLElement} */ (document.querySelector('iframe')).focus();
      }, null);
      await engine.press(['ArrowUp']);
      const keysOf = () => engine.evaluate(() => /** @type {any} */ (window).keys, null);
      for (const end = Date.now() + 5000; (await keysOf()).length < 2 && Date.now() < end;) await new Promise((resolve) => setTimeout(resolve, 50));
      assert.deepEqual(await keysOf(), [['keydown', 'ArrowUp', 38, 'inkling-lab'], ['keyup', 'ArrowUp', 38, 'inkling-lab']]);
      await photograph('course');
      site.stop();
      course.stop();
    });

    test('on a page that is only a file on a disk', async () => {
      // Some releases of WebKitGTK lose a driver whose page goes from a server to a disk.
      await engine.quit();
      engine = await start();
      const site = await startSite();
      const folder = mkdtempSync(join(tmpdir(), 'inkling-'));
      const file = join(folder, 'lesson.html');
      writeFileSync(file, `<!doctype html><meta charset="utf-8"><h1>Lesson</h1>
        <script defer src="${site.url}inkling-lab.js"></script>
        <inkling-lab fresh lang="en" style="display:block; width:100%; height:600px"></inkling-lab>`);
      await engine.goto(pathToFileURL(file).href);
      const call = callsOf(engine);
      const {test_accuracy} = await call('train', {hidden: [64], epochs: 1, train_images: 6000});
      assert.ok(test_accuracy > .8, `${test_accuracy}`);
      assert.equal((await call('predict', {strokes: seven})).probabilities.length, 10);
      site.stop();
      rmSync(folder, {recursive: true});
    });
  });
}
