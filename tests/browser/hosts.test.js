// @ts-check
// Tests where a lab cannot start, or not as usual: what is told, in the frame and to the page around it.
import assert from 'node:assert/strict';
import {test as begin} from 'node:test';
import {labScript, openHost} from './course.js';
import {siteFolder} from './lab.js';
import {StaticServer} from './server.js';
import {browser, site} from './stage.js';

/**
 * Declares a test that fails where something is never answered.
 * @param {string} name
 * @param {() => Promise<void>} run
 */
const test = (name, run) => void begin(name, {timeout: 120_000}, run);

const lab = '<inkling-lab lang="en" style="height:400px"></inkling-lab>';

/** Runs in a page: gives what becomes of ready and of a call, and the time that it took. */
const outcomeScript = `window.outcome = async () => {
  const element = document.querySelector('inkling-lab');
  await customElements.whenDefined('inkling-lab');
  const begun = performance.now();
  const end = (promise) => promise.then(() => 'answered', ({code, message}) => ({code, message}));
  const call = end(element.call('describe'));
  const ready = await end(element.ready);
  return {ready, call: await call, later: await end(element.call('describe')), seconds: (performance.now() - begun) / 1000};
}`;

/**
 * Opens a page with a lab from a site that is wrong in some way, and returns what becomes of it.
 * @param {StaticServer} from
 * @param {Parameters<typeof openHost>[2]} [wishes]
 */
async function outcomeOf(from, wishes) {
  const host = await openHost(browser, `${labScript(from)}${lab}`, wishes);
  await host.page.evaluate(outcomeScript);
  const outcome = await host.page.evaluate(() => /** @type {any} */ (window).outcome());
  await host.close();
  return outcome;
}

/** @param {any} outcome @param {RegExp} words */
function assertRejected(outcome, words) {
  assert.equal(outcome.ready.code, -32019, JSON.stringify(outcome));
  assert.match(outcome.ready.message, words);
  assert.deepEqual([outcome.call, outcome.later], [outcome.ready, outcome.ready]);
  assert.ok(outcome.seconds < 20, `${outcome.seconds} s`);
}

/** @param {Record<string, string>} [headers] */
async function ownSite(headers = {}) {
  const own = await new StaticServer(siteFolder, '/course/inkling/').start();
  own.headers = headers;
  return own;
}

// ---- Labs that do not start ----------------------------------------------------------------------

const gone = /** @type {import('./server.js').Handler} */ ((_request, response) => void response.writeHead(404).end('nothing here'));

/** @param {string} text @returns {import('./server.js').Handler} */
const javascript = (text) => (_request, response) => void response.writeHead(200, {'Content-Type': 'text/javascript'}).end(text);

for (const [what, file, answer, words] of /** @type {[string, string, import('./server.js').Handler, RegExp][]} */ ([
  ['no page of the lab', 'index.html', gone, /What is at http.*index\.html.* says nothing: the address may be wrong/],
  ['a site that never answers', 'index.html', () => {}, /Nothing was heard from http.* in 15 seconds/],
  ['no script', 'page.js', gone, /Inkling did not start/],
  ['a script that throws', 'rate_limit.js', javascript('export class RateLimit {} throw new Error("of no use");'), /did not start.*It said: .*of no use/s],
  ['a script of the future', 'page.js', javascript('a syntax of the future'), /did not start.*It said: .*Unexpected identifier/s],
  ['no app', 'app.wasm', gone, /A part of the page could not be loaded/],
])) {
  test(`with ${what} ready is rejected in time, and says so`, async () => {
    const own = await ownSite();
    own.overrides.set(file, answer);
    assertRejected(await outcomeOf(own, {waits: false}), words);
    own.stop();
  });
}

test('without WebGL 2 ready is rejected, also where the lab is out of view', async () => {
  for (const before of ['', '<div style="height:3000px"></div>']) {
    const host = await openHost(browser, `${labScript(site)}${before}${lab}`, {script: () => {
      const original = /** @type {any} */ (HTMLCanvasElement.prototype.getContext);
      /** @type {any} */ (HTMLCanvasElement.prototype).getContext = function(/** @type {string} */ kind, /** @type {any[]} */ ...rest) {
        return kind === 'webgl2' ? null : original.call(this, kind, ...rest);
      };
    }});
    await host.page.evaluate(outcomeScript);
    assertRejected(await host.page.evaluate(() => /** @type {any} */ (window).outcome()), /no WebGL 2/);
    await host.close();
  }
});

test('a policy of the host that keeps the frame out is named at once', async () => {
  const origin = new URL(site.url).origin;
  const outcome = await outcomeOf(site, {headers: {'Content-Security-Policy': `default-src 'none'; script-src ${origin} 'unsafe-eval'`}});
  assertRejected(outcome, /Content-Security-Policy of this page keeps the lab's frame out: it needs http.* in frame-src/);
  assert.ok(outcome.seconds < 3, `${outcome.seconds} s`);
});

test('a lab that did not start answers after all when it is loaded once more', async () => {
  const own = await ownSite();
  own.overrides.set('app.wasm', gone);
  const host = await openHost(browser, `${labScript(own)}${lab}`);
  await host.page.evaluate(outcomeScript);
  assertRejected(await host.page.evaluate(() => /** @type {any} */ (window).outcome()), /could not be loaded/);
  own.overrides.clear();
  await host.page.frameLocator('iframe').locator('#boot-retry').click();
  await host.page.evaluate(async () => {
    const element = /** @type {any} */ (document.querySelector('inkling-lab'));
    while (!await element.ready.then(() => true, () => false)) await new Promise((resolve) => setTimeout(resolve, 50));
  });
  assert.equal((await host.page.evaluate(() => /** @type {any} */ (window).outcome())).call, 'answered');
  await host.close();
  own.stop();
});

// ---- Frames without an origin --------------------------------------------------------------------

/** @param {StaticServer} from @param {string} html */
async function openSandbox(from, html) {
  const host = await openHost(browser, `<iframe id="outer" sandbox="allow-scripts" style="width:900px;height:640px" srcdoc="${html.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`, {painted: true});
  const frame = await (await host.page.locator('#outer').elementHandle())?.contentFrame();
  assert.ok(frame);
  return {...host, frame};
}

test('in a sandbox that the site does not allow, the frame and ready say so by name and what to add', async () => {
  const outside = await openHost(browser, `<iframe sandbox="allow-scripts" style="width:900px;height:600px" src="${site.url}index.html?lang=en"></iframe>`);
  const told = outside.page.frameLocator('iframe').locator('#not-allowed');
  await told.getByText('sandbox=allow-scripts').first().waitFor();
  assert.match(await told.textContent() ?? '', /allow-same-origin.*Access-Control-Allow-Origin: \*.*受限|allow-same-origin.*Access-Control-Allow-Origin: \*/s);
  await outside.close();

  const inside = await openSandbox(site, `<!doctype html>${labScript(site)}${lab}<script>${outcomeScript}</script>`);
  assertRejected(await inside.frame.evaluate(() => /** @type {any} */ (window).outcome()), /sandbox=allow-scripts.*Access-Control-Allow-Origin: \*/);
  await inside.close();
});

test('in a sandbox that the site allows, a lab draws and trains, and keeps nothing', async () => {
  const own = await ownSite({'Access-Control-Allow-Origin': '*'});
  const host = await openSandbox(own, `<!doctype html>${labScript(own)}${lab}`);
  const result = await host.frame.evaluate(async () => {
    const element = /** @type {any} */ (document.querySelector('inkling-lab'));
    await element.ready;
    return element.call('train', {hidden: [16], epochs: 1, train_images: 2000}).catch((/** @type {Error} */ error) => error.message);
  });
  assert.equal(result.epochs, 1, JSON.stringify([result, host.said]));
  const inner = host.frame.childFrames()[0];
  assert.equal(await inner.evaluate(() => document.documentElement.dataset.state), 'running');
  assert.equal(await inner.evaluate(() => window.origin), 'null');
  assert.deepEqual(host.said.filter((line) => /SecurityError|Refused/.test(line)), []);
  await host.close();
  own.stop();
});

// ---- Places that open later ----------------------------------------------------------------------

test('in closed details, a hidden tab and a slide of no size, a lab has the right size when it is first shown', async () => {
  const host = await openHost(browser, `${labScript(site)}<style>inkling-lab {height: 300px; width: 500px}</style>
    <details><summary>More</summary><inkling-lab lang="en"></inkling-lab></details>
    <div id="tab" style="display:none"><inkling-lab lang="en"></inkling-lab></div>
    <div id="slide" style="visibility:hidden;position:absolute;transform:scale(0)"><inkling-lab lang="en"></inkling-lab></div>`, {painted: true});
  const shows = [
    () => { /** @type {any} */ (document.querySelector('details')).open = true; },
    () => { /** @type {any} */ (document.getElementById('tab')).style.display = 'block'; },
    () => { /** @type {any} */ (document.getElementById('slide')).style.cssText = ''; },
  ];
  await host.page.evaluate(() => Promise.all(
      [.../** @type {NodeListOf<any>} */ (document.querySelectorAll('inkling-lab'))].map((element) => element.ready)));
  for (const [i, show] of shows.entries()) {
    await host.page.evaluate(show);
    const frame = host.page.locator('iframe').nth(i).contentFrame();
    await frame.locator('[data-control="pad"]').waitFor();
    await host.page.waitForFunction((index) => document.querySelectorAll('inkling-lab')[index].getBoundingClientRect().height === 300, i);
    const canvas = frame.locator('#canvas');
    const box = await canvas.boundingBox();
    assert.deepEqual([box?.width, box?.height], [500, 300], String(i));
    for (const end = Date.now() + 5000; Date.now() < end;) {
      const drawn = await canvas.evaluate((element) => [/** @type {HTMLCanvasElement} */ (element).width, /** @type {HTMLCanvasElement} */ (element).height]);
      if (drawn[0] === 500 && drawn[1] === 300) break;
      await host.page.waitForTimeout(50);
    }
    assert.deepEqual(await canvas.evaluate((element) => [/** @type {HTMLCanvasElement} */ (element).width, /** @type {HTMLCanvasElement} */ (element).height]), [500, 300]);
    const pad = await frame.locator('[data-control="pad"]').boundingBox();
    assert.ok(pad && pad.width > 100, JSON.stringify([i, pad, await frame.locator('html').evaluate((element) => element.outerHTML.slice(0, 300))]));
  }
  await host.close();
});

// ---- Translators ---------------------------------------------------------------------------------

/** Runs in a frame: does to every text what the translators of browsers do, again and again. */
function translate() {
  const root = document.documentElement;
  root.lang = 'fr';
  root.classList.add('translated-ltr');
  const banner = document.createElement('div');
  banner.className = 'skiptranslate';
  document.body.prepend(banner);
  document.body.style.cssText = 'position: relative; min-height: 100%; top: 40px';
  const wrap = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = /** @type {Text[]} */ ([]);
    while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
    for (const text of texts) {
      if (!text.data.trim() || text.parentElement?.closest('font, style, script')) continue;
      const outer = document.createElement('font');
      const inner = document.createElement('font');
      inner.textContent = `«${text.data}»`;
      outer.append(inner);
      text.replaceWith(outer);
    }
  };
  wrap();
  new MutationObserver(wrap).observe(document.body, {childList: true, subtree: true, characterData: true});
}

test('a translator that changes the page beside the canvas breaks nothing', async () => {
  const host = await openHost(browser, `${labScript(site)}<inkling-lab mode="train" lang="en" style="height:600px"></inkling-lab>`);
  await host.page.evaluate(() => /** @type {any} */ (document.querySelector('inkling-lab')).ready);
  const frame = host.page.frames()[1];
  const errors = /** @type {string[]} */ ([]);
  host.page.on('pageerror', (error) => errors.push(String(error)));
  const control = (/** @type {string} */ id) => frame.locator(`#controls [data-control="${id}"]`);
  await control('train').waitFor({state: 'attached'});
  await frame.evaluate(translate);
  await control('place-train').filter({hasText: '«Train»'}).waitFor({state: 'attached'});
  await host.page.evaluate(() => /** @type {any} */ (document.querySelector('inkling-lab')).call('train', {hidden: [16], epochs: 2, train_images: 2000}));
  await control('accuracy').filter({hasText: /\d\d\.\d\d%/}).waitFor({state: 'attached'});
  await control('place-learn').focus();
  await host.page.keyboard.press('Enter');
  await frame.locator('#lesson article').getByText('«').first().waitFor();
  // A number within a text that the translator has wrapped follows the lesson all the same.
  const wrong = frame.locator('#lesson [data-number="wrong"]').first();
  await control('rule-foot-less').waitFor({state: 'attached'});
  await wrong.locator('font font').waitFor({state: 'attached'});
  const before = await wrong.textContent();
  await control('rule-foot-less').focus();
  for (let i = 0; i < 4; ++i) await host.page.keyboard.press('Enter');
  await wrong.filter({hasNotText: before ?? ''}).waitFor({state: 'attached'});
  await wrong.filter({hasText: /^«\d+»$/}).waitFor({state: 'attached'});
  await host.page.evaluate(() => /** @type {any} */ (document.querySelector('inkling-lab')).setAttribute('lesson', '2'));
  await frame.locator('#lesson article[data-lesson="2"]').getByText('«').first().waitFor();
  await control('place-draw').focus();
  await host.page.keyboard.press('Enter');
  await control('pad').waitFor({state: 'attached'});
  assert.equal(await frame.evaluate(() => new Set([...document.querySelectorAll('#controls > *')].map((element) => /** @type {HTMLElement} */ (element).dataset.control)).size === document.querySelectorAll('#controls > *').length), true);
  assert.deepEqual(errors, []);
  await host.close();
});

// ---- More labs than surfaces ---------------------------------------------------------------------

test('of seventeen labs that are seen at once, those without a surface show a picture of themselves', async () => {
  const small = '<inkling-lab lang="en" theme="light" style="display:inline-block;width:195px;height:195px"></inkling-lab>';
  const host = await openHost(browser, `${labScript(site)}<body style="margin:0">${small.repeat(17)}`, {painted: true});
  await host.page.evaluate(() => Promise.all(
      [.../** @type {NodeListOf<any>} */ (document.querySelectorAll('inkling-lab'))].map((element) => element.ready)));
  const stills = () => Promise.all(host.page.frames().slice(1).map((frame) => frame.evaluate(() => !/** @type {any} */ (document.getElementById('still')).hidden)));
  await host.page.waitForTimeout(4000);
  const resting = (await stills()).flatMap((still, i) => still ? [i] : []);
  assert.ok(resting.length >= 3 && resting.length <= 8, `${resting.length} rest`);
  for (const frame of host.page.frames().slice(1)) {
    assert.equal(await frame.locator('#boot').isVisible(), false, await frame.locator('#boot').textContent() ?? '');
  }
  for (let i = 0; i < 17; ++i) {
    const png = await host.page.locator('iframe').nth(i).screenshot();
    assert.ok(png.length > 2500, `lab ${i} shows something: ${png.length} bytes`);
  }
  // Who comes to one of them finds it at work.
  await host.page.locator('iframe').nth(resting[0]).hover();
  await host.page.waitForTimeout(1500);
  assert.equal((await stills())[resting[0]], false);
  await host.page.waitForTimeout(1000);
  assert.ok((await stills()).filter(Boolean).length >= 3);
  assert.deepEqual(host.said.filter((line) => /Too many active WebGL/.test(line)), []);
  await host.close();
});
