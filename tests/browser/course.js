// @ts-check
// Opens course pages of another origin that embed the element with two lines.
import {newContext} from './lab.js';
import {StaticServer} from './server.js';

/**
 * @param {import('playwright-core').Browser} browser
 * @param {{url: string, headers: Record<string, string>}} site
 * @param {string} [attributes] are those of the element.
 * @param {Record<string, string>} [parameters] are those of the frame's address that no attribute stands for.
 * @param {() => void} [script] runs in every frame before its own.
 */
export async function openCourse(browser, site, attributes = 'fresh', parameters = {}, script = () => {}) {
  const course = await new StaticServer('/nonexistent').start();
  course.headers = site.headers;
  course.overrides.set('index.html', (_request, response) => void response
    .writeHead(200, {'Content-Type': 'text/html'})
    .end(`<!doctype html><title>Lesson 3</title><h1>A course page</h1>
      <script defer src="${site.url}inkling-lab.js"></script>
      <inkling-lab ${attributes} style="display:block; width:100%; height:600px"></inkling-lab>`));
  // Motion is reduced: a demonstration would take the processor from what is looked at.
  const page = await (await newContext(browser, {viewport: {width: 1000, height: 760}, reducedMotion: 'reduce'})).newPage();
  await page.addInitScript(script);
  const extra = new URLSearchParams(parameters).toString();
  if (extra) {
    await page.addInitScript((search) => {
      const frame = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'src');
      if (!frame?.set) return;
      Object.defineProperty(HTMLIFrameElement.prototype, 'src', {
        set(address) { frame.set?.call(this, `${address}${address.includes('?') ? '&' : '?'}${search}`); },
      });
    }, extra);
  }
  await page.goto(course.url);
  const ready = await page.evaluate(() => {
    const lab = /** @type {any} */ (document.querySelector('inkling-lab'));
    const events = /** @type {{name: string, detail: any}[]} */ ([]);
    Object.assign(window, {lab, events});
    for (const name of ['ready', 'loading', 'progress', 'epoch', 'prediction', 'lesson', 'game', 'state', 'error']) {
      lab.addEventListener(name, (/** @type {CustomEvent} */ event) => events.push({name, detail: event.detail}));
    }
    return lab.ready;
  });
  return {
    page,
    ready,
    /** @param {string} method @param {object} [params] @returns {Promise<any>} */
    call: (method, params) => page.evaluate(
        ([name, values]) => /** @type {any} */ (window).lab.call(name, values), /** @type {const} */ ([method, params])),
    /** Returns the code of the error that a call is rejected with. @param {string} method @param {object} [params] */
    errorOf: (method, params) => page.evaluate(
        ([name, values]) => /** @type {any} */ (window).lab.call(name, values).then(
            () => 0, (/** @type {any} */ error) => (error.message ? error.code : 'no message')),
        /** @type {const} */ ([method, params])),
    /** Returns the details of the events so far. @param {string} name @returns {Promise<any[]>} */
    events: (name) => page.evaluate(
        (wanted) => /** @type {any} */ (window).events
            .filter((/** @type {any} */ event) => event.name === wanted)
            .map((/** @type {any} */ event) => event.detail), name),
    close: async () => {
      await page.context().close();
      course.stop();
    },
  };
}

/** Returns the first of the two lines. @param {StaticServer} site */
export const labScript = (site) => `<script defer src="${site.url}inkling-lab.js"></script>`;

/**
 * Opens any page of another origin.
 * @param {import('playwright-core').Browser} browser
 * @param {string} html
 * @param {{headers?: Record<string, string>, script?: () => void, painted?: boolean, waits?: boolean}} [wishes] have a
 *     script that runs in every frame before its own, and say whether what the labs draw is painted, and whether their frames
 *     have been loaded before the page is returned.
 */
export async function openHost(browser, html, {headers = {}, script = () => {}, painted = false, waits = true} = {}) {
  const server = await new StaticServer('/nonexistent').start();
  server.headers = headers;
  server.overrides.set('index.html', (_request, response) =>
    void response.writeHead(200, {'Content-Type': 'text/html; charset=utf-8'}).end(`<!doctype html>${html}`));
  const page = await (await newContext(browser, {viewport: {width: 1000, height: 800}}, painted)).newPage();
  await page.addInitScript(script);
  const said = /** @type {string[]} */ ([]);
  page.on('console', (message) => said.push(message.text()));
  await page.goto(server.url, {waitUntil: waits ? 'load' : 'domcontentloaded'});
  return {page, said, close: async () => { await page.context().close(); server.stop(); }};
}
