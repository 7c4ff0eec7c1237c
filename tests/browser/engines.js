// @ts-check
// Drives other people's browsers, all from Debian's packages, each by the protocol that it offers itself.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createServer} from 'node:net';
import puppeteer from 'puppeteer-core';
import {Builder, Button, Key, Origin} from 'selenium-webdriver';

/** @typedef {{x: number, y: number}} Point is in CSS pixels of the page. */
/** @typedef {' ' | 'Delete' | 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'} NamedKey */

/**
 * An Engine is a browser with one window of about 1280 x 800.
 * @typedef {object} Engine
 * @property {(address: string) => Promise<void>} goto
 * @property {<A, R>(run: (argument: A) => R | Promise<R>, argument: A) => Promise<R>} evaluate runs a function in the page.
 * @property {(points: Point[]) => Promise<void>} drag presses the mouse at the first point, and lets go at the last.
 * @property {(keys: NamedKey[]) => Promise<void>} press presses one key after the other.
 * @property {() => Promise<Buffer>} screenshot returns a PNG.
 * @property {() => Promise<void>} quit
 */

/**
 * Starts a browser that Puppeteer drives: Chromium by the DevTools protocol, Firefox by WebDriver BiDi.
 * @param {import('puppeteer-core').LaunchOptions} options
 * @returns {Promise<Engine>}
 */
async function startPuppeteer(options) {
  const browser = await puppeteer.launch({defaultViewport: {width: 1280, height: 800}, ...options});
  const page = await browser.newPage();
  return {
    goto: async (address) => { await page.goto(address); },
    evaluate: async (run, argument) => {
      // The call goes as a text, as every protocol sends it in the end: Puppeteer's types cannot express a generic function.
      const result = await page.evaluate(`(${run})(${JSON.stringify(argument)})`);
      return /** @type {any} */ (result);
    },
    drag: async ([first, ...rest]) => {
      await page.mouse.move(first.x, first.y);
      await page.mouse.down();
      for (const {x, y} of rest) await page.mouse.move(x, y);
      await page.mouse.up();
    },
    press: async (keys) => { for (const key of keys) await page.keyboard.press(key); },
    screenshot: async () => Buffer.from(await page.screenshot()),
    quit: () => browser.close(),
  };
}

export const startChromium = () => startPuppeteer({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--no-first-run', '--disable-background-networking', '--enable-unsafe-swiftshader'],
});

/** Starts Firefox with a window: it has no WebGL without one, and takes a software renderer only where it is told to. */
export const startFirefox = () => startPuppeteer({
  browser: 'firefox',
  executablePath: '/usr/bin/firefox-esr',
  headless: false,
  extraPrefsFirefox: {'webgl.force-enabled': true, 'intl.accept_languages': 'en-GB'},
});

/** Returns a port that nobody listens on. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts WebKitGTK, which WebDriver drives. @returns {Promise<Engine>} */
export async function startWebKit() {
  const port = await freePort();
  const environment = {LANG: 'en_GB.UTF-8', ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1'};
  const service = spawn('/usr/bin/WebKitWebDriver', [`--port=${port}`], {env: environment, stdio: 'ignore'});
  const driver = await new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      .withCapabilities({
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': {
          binary: '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser', args: ['--automation'],
        },
      })
      .build();
  await driver.manage().setTimeouts({script: 120_000, pageLoad: 60_000});
  await driver.manage().window().setRect({x: 0, y: 0, width: 1280, height: 900});
  return {
    goto: (address) => driver.get(address),
    // The answer is fetched as text: some releases of WebKitGTK cannot pass on what a page from a disk calls back with.
    evaluate: async (run, argument) => {
      await driver.executeScript(`window.answerToTest = null;
          Promise.resolve((${run})(${JSON.stringify(argument)}))
              .then((value) => ({value}), (error) => ({error: String(error)}))
              .then((answer) => { window.answerToTest = JSON.stringify(answer); });`);
      /** @type {string | null} */
      let answer = null;
      for (const end = Date.now() + 150_000; answer === null;) {
        if (Date.now() > end) throw new Error(`the page does not answer: ${run}`);
        answer = await driver.executeScript('return window.answerToTest');
        if (answer === null) await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const {value, error} = JSON.parse(answer);
      if (error) throw new Error(error);
      return value;
    },
    drag: async ([first, ...rest]) => {
      const move = (/** @type {Point} */ {x, y}) =>
        ({x: Math.round(x), y: Math.round(y), origin: Origin.VIEWPORT, duration: 10});
      const actions = driver.actions().move(move(first)).press(Button.LEFT);
      for (const point of rest) actions.move(move(point));
      await actions.release(Button.LEFT).perform();
    },
    press: async (keys) => {
      /** @type {Record<NamedKey, string>} */
      const codes = {
        ' ': Key.SPACE, Delete: Key.DELETE,
        ArrowLeft: Key.ARROW_LEFT, ArrowRight: Key.ARROW_RIGHT, ArrowUp: Key.ARROW_UP, ArrowDown: Key.ARROW_DOWN,
      };
      const actions = driver.actions();
      for (const key of keys) actions.keyDown(codes[key]).keyUp(codes[key]);
      await actions.perform();
    },
    screenshot: async () => Buffer.from(await driver.takeScreenshot(), 'base64'),
    quit: async () => {
      await driver.quit();
      service.kill();
    },
  };
}
