// @ts-check
// The built site in a real Chromium, operated as a visitor does: by pointer on the canvas, read through the DOM beside it.
import assert from 'node:assert/strict';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';
import {StaticServer} from './server.js';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {[number, number][][]} Strokes in shares of the pad's side, or in any scale where the API takes them */
/** @typedef {'mouse' | 'touch' | 'pen'} PointerType */

export const siteFolder = fileURLToPath(new URL('../../build/site/', import.meta.url));
export const screensFolder = fileURLToPath(new URL('../../build/screens/', import.meta.url));

/** A seven as a hand draws it. @type {Strokes} */
export const seven = [[[.25, .22], [.4, .225], [.6, .215], [.75, .2], [.66, .36], [.56, .55], [.48, .7], [.42, .86]]];
/** Two strokes: a bow with a stem. @type {Strokes} */
export const four = [[[.56, .16], [.44, .36], [.3, .56], [.5, .56], [.76, .55]], [[.63, .4], [.62, .6], [.6, .88]]];

/** What the line under the bars says when a drawing was learned from, whether that was enough or not. */
export const taught = /^(Learned|Not yet)/;

/**
 * Chromium without its windows, menus and tabs, which would take as long to start as the site itself; the whole browser is
 * tried in engine_chromium.test.js.
 * @param {string[]} [switches]
 */
export function startBrowser(switches = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--enable-unsafe-swiftshader',
      // A page of a test does not live long enough to gain from the slower of Chromium's two compilers, but in its hottest loops.
      '--js-flags=--wasm-tiering-budget=100000000', ...switches],
  });
}

/** A page that moves would take both cores; a third of the frames tells a test as much. */
const kFrameMs = 30;

/**
 * A visitor's browser, with nothing kept in it.
 * @param {Browser} browser
 * @param {import('playwright-core').BrowserContextOptions} options
 * @param {boolean} [painted] whether every frame of the app is painted, not only those that a test looks at
 * @param {number} [frameMs] the least time between two frames
 */
export async function newContext(browser, options, painted = false, frameMs = kFrameMs) {
  const context = await browser.newContext(options);
  await context.addInitScript(countFrames, frameMs);
  if (!painted) await context.addInitScript(paintNothing);
  return context;
}

/** Serves the site below a path of its own, as many hosts do. */
export const startSite = () => new StaticServer(siteFolder, '/course/inkling/').start();

/**
 * @typedef {object} Wishes
 * @property {Record<string, string>} [parameters] of the page's address
 * @property {[number, number]} [size]
 * @property {number} [pixelRatio]
 * @property {boolean} [touch]
 * @property {'light' | 'dark'} [colours]
 * @property {boolean} [shipped] with the network that the site comes with; else with random weights
 * @property {string} [locale]
 * @property {boolean} [still] reduced motion
 * @property {boolean} [hurried] as many frames as the screen shows, for one who presses much
 * @property {string} [script] to run before the page's own
 * @property {boolean} [keepsSite] whether the site may keep itself for a time without network
 * @property {string} [proxy] the address of one that all its requests pass
 * @property {boolean} [started] whether to wait until the app runs
 */

/** A page with Inkling in it. */
export class Lab {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    /** What went wrong on the page without being caught. @type {string[]} */
    this.errors = [];
    page.on('pageerror', (error) => this.errors.push(String(error)));
  }

  /**
   * @param {import('playwright-core').Browser} browser
   * @param {StaticServer} site
   * @param {Wishes} [wishes]
   */
  static async open(browser, site, wishes = {}) {
    const [width, height] = wishes.size ?? [1280, 800];
    const context = await newContext(browser, {
      viewport: {width, height}, deviceScaleFactor: wishes.pixelRatio ?? 1, hasTouch: wishes.touch ?? false,
      colorScheme: wishes.colours ?? 'light', locale: wishes.locale ?? 'en-GB',
      reducedMotion: wishes.still ? 'reduce' : 'no-preference',
      serviceWorkers: wishes.keepsSite ? 'allow' : 'block',
      // Without the exception, Chromium would go to its own machine directly.
      proxy: wishes.proxy ? {server: wishes.proxy, bypass: '<-loopback>'} : undefined,
    }, false, wishes.hurried ? 0 : kFrameMs);
    if (wishes.script) await context.addInitScript(wishes.script);
    const lab = new Lab(await context.newPage());
    const address = new URL(site.url);
    if (!wishes.shipped) address.searchParams.set('fresh', '');
    for (const [name, value] of Object.entries(wishes.parameters ?? {})) address.searchParams.set(name, value);
    await lab.page.goto(address.href);
    if (wishes.started ?? true) await lab.page.waitForSelector('html[data-state=running]', {timeout: 30_000});
    return lab;
  }

  close() {
    return this.page.context().close();
  }

  // ---- Reading the screen ----

  /** @param {string} id */
  control(id) {
    return this.page.locator(`#controls [data-control="${id}"]`);
  }

  /** The words of a control. @param {string} id */
  async words(id) {
    const control = this.control(id);
    return (await control.getAttribute('aria-label')) ?? (await control.textContent()) ?? '';
  }

  /**
   * Waits until a control says something.
   * @param {string} id
   * @param {RegExp} pattern
   * @param {number} [timeout] ms
   */
  async expectWords(id, pattern, timeout = 30_000) {
    const end = Date.now() + timeout;
    let words = '';
    do {
      if (await this.control(id).count() > 0) words = await this.words(id);
      if (pattern.test(words)) return words;
      await this.page.waitForTimeout(50);
    } while (Date.now() < end);
    return assert.fail(`${id} says "${words}", not ${pattern}`);
  }

  /** Waits until a control says something else. @param {string} id @param {string} words */
  expectOtherWords(id, words) {
    return this.expectWords(id, new RegExp(`^(?!${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$)`));
  }

  /** What the bars show, in percent by digit. */
  async bars() {
    const words = await this.words('bars');
    const values = new Array(10).fill(0);
    for (const [, digit, percent] of words.matchAll(/; (\d): (\d+)/g)) values[Number(digit)] = Number(percent);
    return values;
  }

  /** How many frames the page has drawn. */
  frames() {
    return this.page.evaluate(() => Number(document.documentElement.dataset.frames ?? 0));
  }

  /** Waits until the page draws no more: what the visitor did is on the screen. */
  async settle() {
    await this.page.evaluate(() => new Promise((done) => {
      let last = '';
      let rested = 0;
      const look = () => {
        const {frames = '', awaited = '0'} = document.documentElement.dataset;
        rested = frames === last && awaited === '0' ? rested + 1 : 0;
        last = frames;
        if (rested === 4) done(null);
        else setTimeout(look, 25);
      };
      look();
    }));
  }

  /** A picture of the page, with its canvas painted. @param {import('playwright-core').PageScreenshotOptions} options */
  async screenshot(options) {
    await this.#paint(true);
    await this.drawn();
    const png = await this.page.screenshot(options);
    await this.#paint(false);
    return png;
  }

  /** Frames are painted from now on, the present one at once, or no longer. @param {boolean} painted */
  #paint(painted) {
    return this.page.evaluate((wanted) => {
      document.documentElement.toggleAttribute('data-painted', wanted);
      if (wanted) window.dispatchEvent(new Event('resize'));
    }, painted);
  }

  /**
   * How bright a pixel of the screen is, 0 to 255.
   * @param {number} x CSS pixels
   * @param {number} y
   */
  async brightness(x, y) {
    const png = await this.screenshot({clip: {x: Math.floor(x), y: Math.floor(y), width: 1, height: 1}});
    return this.page.evaluate(async (base64) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const context = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
      context.drawImage(image, 0, 0);
      const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
      return (red + green + blue) / 3;
    }, png.toString('base64'));
  }

  /**
   * Whether there is ink on the light pad.
   * @param {number} x in shares of the pad's side
   * @param {number} y
   */
  async inkAt(x, y) {
    await this.drawn();
    const box = await this.control('pad').boundingBox();
    assert.ok(box);
    return await this.brightness(box.x + x * box.width, box.y + y * box.height) < 80;
  }

  // ---- Hands ----

  /** The middle of a control, on the page. @param {string} id */
  async middle(id) {
    const box = await this.control(id).boundingBox();
    assert.ok(box, `${id} is on the screen`);
    return {x: box.x + box.width / 2, y: box.y + box.height / 2};
  }

  /** Clicks on the canvas where a control is. @param {string} id */
  async press(id) {
    const {x, y} = await this.middle(id);
    await this.page.mouse.click(x, y);
    await this.drawn();
  }

  /** Presses a control by the keyboard; its focus scrolls to it. @param {string} id */
  async pressByKeyboard(id) {
    await this.control(id).focus();
    await this.page.keyboard.press('Enter');
    await this.drawn();
  }

  /** Waits until what was done is on the screen: for a few frames, or until the app wants no more of them. */
  async drawn() {
    const frames = () => new Promise((done) => {
      const count = () => Number(document.documentElement.dataset.frames ?? 0);
      const before = count();
      let idle = 0;
      const look = () => {
        idle = document.documentElement.dataset.awaited === '0' ? idle + 1 : 0;
        if (count() >= before + 3 || idle === 3) done(null);
        else setTimeout(look, 8);
      };
      setTimeout(look, 8);
    });
    await this.page.evaluate(frames).catch(() => {});  // what was done may have led to another page
  }

  /**
   * Draws on the pad with real pointer events.
   * @param {Strokes} strokes
   * @param {PointerType} [type]
   */
  async draw(strokes, type = 'mouse') {
    const box = await this.control('pad').boundingBox();
    assert.ok(box, 'the pad is on the screen');
    const pointer = await pointerOf(this.page, type);
    for (const stroke of strokes) {
      const points = stroke.map(([x, y]) => ({x: box.x + x * box.width, y: box.y + y * box.height}));
      await pointer.down(points[0]);
      for (const point of points.slice(1)) await pointer.move(point);
      await pointer.up(points[points.length - 1]);
    }
  }
}

/**
 * Returns what is wrong with the places of controls, as the DOM tells them: those that overlap, and those that stick out of
 * the window and of the part that could be scrolled to show them.
 * @param {Lab} lab
 */
export function misplaced(lab) {
  return lab.page.evaluate(() => {
    const buttons = [...document.querySelectorAll('#controls > button, #controls > input')];
    // The app tells places in whole units.
    const unit = parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--unit')) || 1;
    const near = 1.01 * unit;
    const boxes = buttons.map((button) => {
      const {left, top, right, bottom} = button.getBoundingClientRect();
      // What is scrolled out of its panel is cut off.
      const insets = (getComputedStyle(button).clipPath.match(/-?[\d.]+px/g) ?? ['0']).map(parseFloat);
      const [cutTop, cutRight = cutTop, cutBottom = cutTop, cutLeft = cutRight] = insets.map((px) => unit * Math.max(0, px));
      return {left: left + cutLeft, top: top + cutTop, right: right - cutRight, bottom: bottom - cutBottom};
    });
    const names = buttons.map((button) => /** @type {HTMLElement} */ (button).dataset.control ?? '');
    const wrong = [];
    for (let i = 0; i < boxes.length; ++i) {
      const a = boxes[i];
      if (a.left >= a.right || a.top >= a.bottom) continue;
      if (a.left < -near || a.right > innerWidth + near || a.top < -near || a.bottom > innerHeight + near) {
        wrong.push(`${names[i]} sticks out`);
      }
      for (let j = 0; j < i; ++j) {
        const b = boxes[j];
        if (a.left < b.right - near && b.left < a.right - near && a.top < b.bottom - near && b.top < a.bottom - near) {
          wrong.push(`${names[i]} on ${names[j]}`);
        }
      }
    }
    return wrong;
  });
}

/**
 * Runs in the page: counts the frames that it has drawn and those that it awaits, and lets one pass when so much time has
 * gone by. Where a processor does a graphics card's work, each takes as long as a hundred predictions.
 */
function countFrames(/** @type {number} */ frameMs) {
  let frames = 0;
  let last = 0;
  let awaited = 0;
  const tell = () => { document.documentElement.dataset.awaited = String(awaited); };
  const original = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => {
    ++awaited;
    if (document.documentElement) tell();
    return original(function pass(now) {
      if (now - last < frameMs) return original(pass);
      last = now;
      document.documentElement.dataset.frames = String(++frames);
      --awaited;
      callback(now);
      tell();
    });
  };
}

/**
 * Runs in the page: the app draws its frames as ever, and the graphics card paints none of them but those that a test
 * looks at. Where a processor does the card's work, that is most of what a page costs.
 */
function paintNothing() {
  const prototype = /** @type {any} */ (WebGL2RenderingContext.prototype);
  for (const name of ['clear', 'drawElements']) {
    const original = prototype[name];
    prototype[name] = function(/** @type {any[]} */ ...parameters) {
      if (document.documentElement.hasAttribute('data-painted')) original.apply(this, parameters);
    };
  }
}

/** @typedef {{x: number, y: number}} Point */

/** @param {Page} page @param {PointerType} type */
async function pointerOf(page, type) {
  const session = await page.context().newCDPSession(page);
  if (type === 'touch') {
    const touch = (/** @type {any} */ kind, /** @type {Point[]} */ touchPoints) =>
      session.send('Input.dispatchTouchEvent', {type: kind, touchPoints});
    return {
      down: (/** @type {Point} */ at) => touch('touchStart', [at]),
      move: (/** @type {Point} */ at) => touch('touchMove', [at]),
      up: () => touch('touchEnd', []),
    };
  }
  const mouse = (/** @type {any} */ kind, /** @type {Point} */ at, /** @type {number} */ buttons) =>
    session.send('Input.dispatchMouseEvent',
        {type: kind, ...at, button: 'left', buttons, clickCount: 1, pointerType: type});
  return {
    down: (/** @type {Point} */ at) => mouse('mousePressed', at, 1),
    move: (/** @type {Point} */ at) => mouse('mouseMoved', at, 1),
    up: (/** @type {Point} */ at) => mouse('mouseReleased', at, 0),
  };
}
