// @ts-check
// Tests labs on slides: their size when they are first shown, and the keys that turn slides after a click in a lab.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {labScript, openHost} from './course.js';
import {newContext} from './lab.js';
import {StaticServer} from './server.js';
import {browser, site} from './stage.js';

/** @typedef {import('playwright-core').Page} Page */

const revealFolder = fileURLToPath(new URL('node_modules/reveal.js/dist', import.meta.url));

/** Opens a talk of four slides, with labs on the second and the third. */
async function openTalk() {
  const talk = await new StaticServer(revealFolder).start();
  talk.overrides.set('index.html', (_request, response) => void response
      .writeHead(200, {'Content-Type': 'text/html; charset=utf-8'}).end(`<!doctype html>
    <link rel="stylesheet" href="reset.css"><link rel="stylesheet" href="reveal.css"><link rel="stylesheet" href="theme/white.css">
    ${labScript(site)}
    <div class="reveal"><div class="slides">
      <section><h2>A network that learns</h2></section>
      <section><inkling-lab lang="en" style="width:800px; height:480px; margin:auto"></inkling-lab></section>
      <section><inkling-lab mode="learn" lang="en" style="width:900px; height:600px; margin:auto"></inkling-lab></section>
      <section><h2>Thank you</h2></section>
    </div></div>
    <script src="reveal.js"></script>
    <script>Reveal.initialize({transition: 'none', width: 960, height: 700});</script>`));
  const page = await (await newContext(browser, {viewport: {width: 1100, height: 760}}, true)).newPage();
  const errors = /** @type {string[]} */ ([]);
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(talk.url);
  await page.evaluate(() => /** @type {any} */ (document.querySelector('inkling-lab')).ready);
  const slide = () => page.evaluate(() => /** @type {any} */ (window).Reveal.getIndices().h);
  return {
    page,
    errors,
    slide,
    /** Presses a key and waits for a slide. @param {string} key @param {number} wanted */
    turn: async (key, wanted) => {
      await page.keyboard.press(key);
      for (const end = Date.now() + 5000; Date.now() < end && await slide() !== wanted;) await page.waitForTimeout(20);
      assert.equal(await slide(), wanted, key);
    },
    /** Presses a key that is the lab's own. @param {string} key */
    keep: async (key) => {
      const before = await slide();
      await page.keyboard.press(key);
      await page.waitForTimeout(300);
      assert.equal(await slide(), before, key);
    },
    close: async () => {
      await page.context().close();
      talk.stop();
    },
  };
}

/**
 * Opens the settings of Train and returns a field of theirs, in which one may type.
 * @param {Page} page @param {(id: string) => import('playwright-core').Locator} control
 */
async function settingIn(page, control) {
  await control('settings').focus();
  await page.keyboard.press('Enter');
  const field = control('setting-epochs');
  await field.focus();
  return field;
}

test('on a slide of reveal.js a lab has its size when it is first shown', async () => {
  const talk = await openTalk();
  for (const [i, width, height] of [[0, 800, 480], [1, 900, 600]]) {
    await talk.turn('ArrowRight', i + 1);
    const canvas = talk.page.locator('iframe').nth(i).contentFrame().locator('#canvas');
    await canvas.waitFor();
    await talk.page.waitForFunction(([index, wanted]) => {
      const frame = document.querySelectorAll('iframe')[index];
      return frame.clientWidth === wanted;
    }, [i, width]);
    const size = () => canvas.evaluate((/** @type {HTMLCanvasElement} */ element) =>
      [element.clientWidth, element.clientHeight, element.width, element.height]);
    for (const end = Date.now() + 5000; Date.now() < end && (await size())[2] !== width;) await talk.page.waitForTimeout(50);
    assert.deepEqual(await size(), [width, height, width, height]);
  }
  assert.deepEqual(talk.errors, []);
  await talk.close();
});

test('after strokes in a lab the keys still turn slides, there and back', async () => {
  const talk = await openTalk();
  await talk.turn('ArrowRight', 1);
  const lab = talk.page.locator('iframe').nth(0).contentFrame();
  const pad = lab.locator('[data-control="pad"]');
  await pad.waitFor();
  for (const [key, wanted] of /** @type {[string, number][]} */ ([
    ['PageDown', 2], ['PageUp', 1], ['ArrowRight', 2], ['ArrowLeft', 1], ['Space', 2], ['Shift+Space', 1], ['End', 3], ['Home', 0],
  ])) {
    if (await talk.slide() !== 1) {
      // Here the frame has the focus without a stroke, as after a press of the key Tab.
      await talk.page.frames().find((frame) => frame.url().startsWith(site.url))?.evaluate(() => window.focus());
    } else {
      const box = await pad.boundingBox();
      assert.ok(box);
      await talk.page.mouse.move(box.x + box.width / 3, box.y + box.height / 4);
      await talk.page.mouse.down();
      await talk.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await talk.page.mouse.up();
    }
    await talk.turn(key, wanted);
  }
  assert.deepEqual(talk.errors, []);
  await talk.close();
});

test('keys that the lab uses turn no slide: those of the pen, of buttons, fields and texts, and those of the browser', async () => {
  const talk = await openTalk();
  await talk.turn('ArrowRight', 1);
  const lab = talk.page.locator('iframe').nth(0).contentFrame();
  const control = (/** @type {string} */ id) => lab.locator(`[data-control="${id}"]`);
  await control('pad').waitFor();
  await control('pad').focus();
  for (const key of ['ArrowRight', 'ArrowDown', 'Space', 'ArrowLeft']) await talk.keep(key);
  await talk.turn('PageDown', 2);  // The pen has no use for it.
  await talk.turn('PageUp', 1);
  await control('place-train').focus();
  await talk.keep('Space');
  await control('train').waitFor();
  const field = await settingIn(talk.page, control);
  for (const key of ['ArrowLeft', 'Home', 'End', 'ArrowUp']) await talk.keep(key);
  await field.blur();
  for (const key of ['Control+End', 'Alt+ArrowUp']) await talk.keep(key);

  await talk.turn('ArrowRight', 2);
  const text = talk.page.locator('iframe').nth(1).contentFrame().locator('#lesson-text');
  await text.locator('article').waitFor();
  await text.focus();
  await talk.keep('PageDown');
  assert.ok(await text.evaluate((element) => element.scrollTop) > 0, 'the text is scrolled by it');
  await talk.turn('ArrowRight', 3);
  await talk.close();
});

test('any page gets such a key as an event of its lab, pressed and released, and never what is typed', async () => {
  const host = await openHost(browser, `${labScript(site)}<inkling-lab lang="en" mode="train" style="height:500px"></inkling-lab>`);
  await host.page.evaluate(async () => {
    const keys = /** @type {any[]} */ ([]);
    Object.assign(window, {keys});
    const lab = /** @type {any} */ (document.querySelector('inkling-lab'));
    for (const type of ['keydown', 'keyup']) {
      document.addEventListener(type, (event) => {
        const {key, code, keyCode, shiftKey} = /** @type {KeyboardEvent} */ (event);
        keys.push([type, key, code, keyCode, shiftKey, event.target === lab]);
      });
    }
    await lab.ready;
  });
  const frame = host.page.frames()[1];
  const field = await settingIn(host.page, (id) => frame.locator(`[data-control="${id}"]`));
  await field.blur();
  const [messages] = await Promise.all([
    host.page.evaluate(() => new Promise((resolve) => {
      const methods = /** @type {string[]} */ ([]);
      window.addEventListener('message', ({data}) => methods.push(data.method));
      setTimeout(resolve, 1500, methods);
    })),
    (async () => {
      await frame.evaluate(() => window.focus());
      await host.page.keyboard.press('Shift+PageDown');
      for (const key of ['a', '7', 'Enter', 'Escape', 'Tab']) await host.page.keyboard.press(key);
      await field.focus();
      await host.page.keyboard.type('12 ');
    })(),
  ]);
  assert.deepEqual(await host.page.evaluate(() => /** @type {any} */ (window).keys),
      [['keydown', 'PageDown', 'PageDown', 34, true, true], ['keyup', 'PageDown', 'PageDown', 34, true, true]]);
  assert.deepEqual(/** @type {string[]} */ (messages).filter((method) => /key/.test(method ?? '')), ['keydown', 'keyup']);
  await host.close();
});
