// @ts-check
// Tests the element where pages do what they do with elements: hide and show, copy, empty, move, remove and change them.
import assert from 'node:assert/strict';
import {test as begin} from 'node:test';
import {chromium} from 'playwright-core';
import {labScript, openHost} from './course.js';
import {seven} from './lab.js';
import {StaticServer} from './server.js';
import {browser, site} from './stage.js';

/** @typedef {Awaited<ReturnType<typeof openHost>>['page']} Page */

/**
 * Declares a test that fails where a call is never answered.
 * @param {string} name
 * @param {(context: import('node:test').TestContext) => Promise<void>} run
 */
const test = (name, run) => void begin(name, {timeout: 120_000}, run);

const lab = '<inkling-lab fresh lang="en" style="height:400px"></inkling-lab>';

/** Opens a page with labs in it and waits until all of them answer. @param {string} html */
async function openLabs(html) {
  const host = await openHost(browser, `${labScript(site)}${html}`);
  await allReady(host.page);
  return host;
}

/** @param {Page} page */
const allReady = (page) => page.evaluate(() => Promise.all(
    [.../** @type {NodeListOf<any>} */ (document.querySelectorAll('inkling-lab'))].map((element) => element.ready)));

/**
 * Runs something with the first lab of the page.
 * @template R
 * @param {Page} page
 * @param {(lab: any) => R | Promise<R>} run
 * @returns {Promise<R>}
 */
const withLab = (page, run) => page.evaluate(`(${run})(document.querySelector('inkling-lab'))`);

/** Runs in the page: outcomeOf gives "answered", the code of a rejection that follows the rules, or what is wrong with it. */
const outcomeScript = `window.outcomeOf = (promise) => Promise.race([
  promise.then(() => 'answered', (error) => error instanceof Error && error.message.length > 10 ? error.code : 'no error'),
  new Promise((resolve) => setTimeout(() => resolve('nothing'), 15000)),
])`;

// ---- Size ----------------------------------------------------------------------------------------

test('a lab has the height that the page gives it, and one of its own only where it gives none', async () => {
  const cases = /** @type {[string, string, number][]} */ ([
    ['a rule of the page', '<div>LAB</div>', 300],
    ['a rule of the page, shown later', '<div class="hidden">LAB</div>', 300],
    ['nothing', '<div>NONE</div>', 600],
    ['nothing, shown later', '<div class="hidden">NONE</div>', 600],
    ['layers in an attribute that HTML knows otherwise', '<div><inkling-lab class="none" hidden="32"></inkling-lab></div>', 600],
    ['at most', '<div><inkling-lab style="max-height:350px"></inkling-lab></div>', 350],
    ['at least', '<div><inkling-lab style="min-height:350px"></inkling-lab></div>', 350],
    ['what is left over', '<div style="display:flex;flex-direction:column;height:420px"><inkling-lab style="flex:1"></inkling-lab></div>', 420],
    ['a shape', '<div style="width:400px"><inkling-lab style="aspect-ratio:4/3"></inkling-lab></div>', 300],
    ['places', '<div style="position:relative;height:250px"><inkling-lab style="position:absolute;inset:0"></inkling-lab></div>', 250],
    ['its neighbour', '<div style="display:flex"><inkling-lab></inkling-lab><p style="height:310px;margin:0"></p></div>', 310],
  ]);
  const host = await openHost(browser, `${labScript(site)}
    <style>.given {height: 300px} .hidden {display: none}</style>
    ${cases.map(([, html]) => html.replace('LAB', '<inkling-lab class="given"></inkling-lab>').replace('NONE', '<inkling-lab></inkling-lab>')).join('\n')}`);
  await host.page.evaluate(() => customElements.whenDefined('inkling-lab').then(() =>
    new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))));
  const sizes = await host.page.evaluate(async () => {
    for (const panel of document.querySelectorAll('.hidden')) panel.classList.remove('hidden');
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return [...document.querySelectorAll('inkling-lab')].map((element) => {
      const frame = element.querySelector('iframe');
      const [outer, inner] = [element.getBoundingClientRect(), frame?.getBoundingClientRect()];
      return {height: outer.height, width: outer.width, inner: inner?.height, innerWidth: inner?.width};
    });
  });
  for (const [i, [what, , height]] of cases.entries()) {
    assert.equal(sizes[i].height, height, what);
    assert.ok(sizes[i].width >= 300, `${what}: ${sizes[i].width} wide`);
    assert.deepEqual([sizes[i].inner, sizes[i].innerWidth], [sizes[i].height, sizes[i].width], `${what}: the frame fills it`);
  }
  await host.close();
});

test('a lab that HTML hides is hidden, and the padding of the page is kept free', async () => {
  const host = await openHost(browser, `${labScript(site)}
    <inkling-lab id="unseen" hidden></inkling-lab><inkling-lab id="padded" style="height:300px;padding:20px;border:1px solid"></inkling-lab>`);
  await host.page.locator('#padded').waitFor();
  assert.equal(await host.page.locator('#unseen').isVisible(), false);
  const canvas = host.page.locator('#padded').locator('iframe').contentFrame().locator('#stage');
  await canvas.waitFor();
  const [inner, outer] = [await canvas.boundingBox(), await host.page.locator('#padded').boundingBox()];
  assert.ok(inner && outer);
  assert.deepEqual([inner.x - outer.x, inner.y - outer.y, inner.height], [21, 21, 300]);
  await host.close();
});

// ---- Copies --------------------------------------------------------------------------------------

test('however a lab is copied, each has one frame and one engine', async () => {
  const host = await openLabs(`<div id="first">${lab}</div><div id="second"></div><div id="third"></div>`);
  await host.page.evaluate(() => {
    const original = /** @type {HTMLElement} */ (document.querySelector('inkling-lab'));
    document.getElementById('second')?.append(original.cloneNode(true));
    /** @type {HTMLElement} */ (document.getElementById('third')).innerHTML = original.outerHTML;
    /** @type {HTMLElement} */ (document.getElementById('third')).append(document.importNode(original, true));
  });
  await allReady(host.page);
  assert.equal(await host.page.locator('inkling-lab').count(), 4);
  assert.equal(await host.page.locator('iframe').count(), 4);
  assert.equal(host.page.frames().length, 1 + 4);
  assert.equal(host.page.workers().length, 4);
  const layers = await host.page.evaluate(() => Promise.all(
      [.../** @type {NodeListOf<any>} */ (document.querySelectorAll('inkling-lab'))].map((element) => element.call('describe').then(
          (/** @type {any} */ description) => description.layers[0]))));
  assert.deepEqual(layers, [784, 784, 784, 784]);
  await host.close();
});

// ---- Calls that find no lab ----------------------------------------------------------------------

test('a lab whose children are replaced goes on', async () => {
  const host = await openLabs(lab);
  await host.page.evaluate(outcomeScript);
  for (const way of [
    (/** @type {any} */ element) => { element.textContent = ''; },
    (/** @type {any} */ element) => { element.innerHTML = '<p>a framework\'s own</p>'; },
    (/** @type {any} */ element) => { element.replaceChildren(); },
  ]) {
    await withLab(host.page, way);
    assert.equal(await withLab(host.page, (element) => /** @type {any} */ (window).outcomeOf(element.call('describe'))), 'answered');
  }
  await host.close();
});

test('a lab that is removed rejects what was asked, and what is asked later', async () => {
  const host = await openLabs(lab);
  await host.page.evaluate(outcomeScript);
  const outcomes = await withLab(host.page, async (element) => {
    const {outcomeOf} = /** @type {any} */ (window);
    const before = outcomeOf(element.call('describe'));
    element.remove();
    const sameTick = outcomeOf(element.call('describe'));
    const ready = outcomeOf(element.ready);
    const first = await Promise.all([before, sameTick, ready]);
    const second = await Promise.all([outcomeOf(element.call('describe')), outcomeOf(element.ready)]);
    document.body.append(element);
    const back = await Promise.all([outcomeOf(element.ready), outcomeOf(element.call('describe'))]);
    return [...first, ...second, ...back];
  });
  assert.deepEqual(outcomes, [-32013, -32013, -32013, -32013, -32013, 'answered', 'answered']);
  await host.close();
});

test('a lab that is removed before it is ready rejects, and nobody who does not ask hears of it', async () => {
  const host = await openHost(browser, labScript(site));
  const errors = /** @type {string[]} */ ([]);
  host.page.on('pageerror', (error) => errors.push(String(error)));
  await host.page.evaluate(outcomeScript);
  const outcomes = await host.page.evaluate(async () => {
    const {outcomeOf} = /** @type {any} */ (window);
    document.body.append(document.createElement('inkling-lab'));
    document.querySelector('inkling-lab')?.remove();
    const element = /** @type {any} */ (document.createElement('inkling-lab'));
    document.body.append(element);
    const [call, ready] = [outcomeOf(element.call('describe')), outcomeOf(element.ready)];
    element.remove();
    return Promise.all([call, ready]);
  });
  assert.deepEqual(outcomes, [-32013, -32013]);
  assert.deepEqual(errors, []);
  await host.close();
});

test('a lab that is moved rejects what it was asked, and goes on', async () => {
  const host = await openLabs(`${lab}<div id="there"></div>`);
  await host.page.evaluate(outcomeScript);
  const outcomes = await withLab(host.page, async (element) => {
    const {outcomeOf} = /** @type {any} */ (window);
    const asked = outcomeOf(element.call('train', {epochs: 100}));
    document.getElementById('there')?.append(element);
    const {ready} = element;
    const afterwards = outcomeOf(element.call('describe'));
    // It is moved again before it is ready: what waits goes on waiting, and so does who waits for the promise.
    document.body.prepend(element);
    return [await asked, await afterwards, await outcomeOf(ready), ready === element.ready];
  });
  assert.deepEqual(outcomes, [-32013, 'answered', 'answered', true]);
  assert.equal(host.page.frames().length, 2);
  await host.close();
});

test('a lab that is moved without being taken out does not begin anew', async (t) => {
  const host = await openLabs(`${lab}<div id="there"></div>`);
  if (!await host.page.evaluate(() => 'moveBefore' in Element.prototype)) {
    t.skip('this browser cannot');
    return;
  }
  await host.page.evaluate(outcomeScript);
  const drawn = await withLab(host.page, async (element) => {
    const asked = /** @type {any} */ (window).outcomeOf(element.call('train', {hidden: [16], epochs: 1, train_images: 2000}));
    /** @type {any} */ (document.getElementById('there')).moveBefore(element, null);
    return asked;
  });
  assert.equal(drawn, 'answered');
  await host.close();
});

test('a call before the lab is ready waits for it, also while attributes start it anew', async () => {
  const host = await openHost(browser, labScript(site));
  await host.page.evaluate(outcomeScript);
  const {layers, same, epoch} = await host.page.evaluate(async () => {
    const element = /** @type {any} */ (document.createElement('inkling-lab'));
    const early = element.call('describe');
    const {ready} = element;
    document.body.append(element);
    const late = element.call('train', {epochs: 1, train_images: 2000});
    element.setAttribute('hidden', '32');
    await new Promise((resolve) => setTimeout(resolve, 20));  // No lab is ready so soon.
    element.setAttribute('activation', 'tanh');
    element.setAttribute('hidden', '24');
    const described = await early;
    return {layers: described.layers.length, same: ready === element.ready && (await ready).layers.length, epoch: await late};
  });
  assert.deepEqual([layers, same, epoch.epochs], [3, 3, 1]);
  // It begins anew once more, with calls under way: they are rejected, and later ones reach the new lab.
  const [asked, after] = await withLab(host.page, async (element) => {
    const asked = /** @type {any} */ (window).outcomeOf(element.call('train', {epochs: 100}));
    element.setAttribute('hidden', '16');
    const {ready} = element;
    return [await asked, await ready.then(() => element.call('describe'))];
  });
  assert.equal(asked, -32013);
  assert.equal(after.layers.length, 3);
  await host.close();
});

test('a lab whose frame loads anew by itself rejects what it was asked, and goes on', async () => {
  const host = await openLabs(lab);
  await host.page.evaluate(outcomeScript);
  await withLab(host.page, (element) => {
    Object.assign(window, {asked: /** @type {any} */ (window).outcomeOf(element.call('train', {epochs: 100}))});
  });
  await host.page.frames()[1].evaluate(() => location.reload());
  assert.equal(await host.page.evaluate(() => /** @type {any} */ (window).asked), -32013);
  assert.equal(await withLab(host.page, (element) => /** @type {any} */ (window).outcomeOf(element.call('describe'))), 'answered');
  await host.close();
});

test('what cannot be sent is rejected at once, before and after the lab is ready', async () => {
  const host = await openHost(browser, `${labScript(site)}${lab}`);
  await host.page.evaluate(outcomeScript);
  const attempt = () => withLab(host.page, (element) => {
    const {outcomeOf} = /** @type {any} */ (window);
    const values = [() => {}, Symbol('x'), document.body, {get strokes() { throw new Error('a getter of the page'); }}];
    return Promise.all([...values.map((value) => outcomeOf(element.call('predict', {value}))), outcomeOf(element.call(() => {}))]);
  });
  assert.deepEqual(await attempt(), new Array(5).fill(-32602));
  await allReady(host.page);
  assert.deepEqual(await attempt(), new Array(5).fill(-32602));
  assert.equal(await withLab(host.page, (element) => /** @type {any} */ (window).outcomeOf(element.call('describe'))), 'answered');
  await host.close();
});

test('a call says what it said when it was made', async () => {
  const host = await openHost(browser, `${labScript(site)}${lab}`);
  const digits = await host.page.evaluate(async (strokes) => {
    const element = /** @type {any} */ (document.querySelector('inkling-lab'));
    const given = structuredClone(strokes);
    const early = element.call('predict', {strokes: given});
    given.length = 0;
    return [(await early).image, (await element.call('predict', {strokes})).image];
  }, seven);
  assert.deepEqual(digits[0], digits[1]);
  await host.close();
});

// ---- Places --------------------------------------------------------------------------------------

test('in somebody\'s shadow tree, and in a part of the page that is inert', async () => {
  const host = await openHost(browser, `${labScript(site)}<div id="theirs"></div><div inert><p>${lab}</p></div>`);
  await host.page.evaluate((html) => {
    const root = document.getElementById('theirs')?.attachShadow({mode: 'open'});
    if (root) root.innerHTML = html;
  }, lab);
  const layers = await host.page.evaluate(async () => {
    const inner = /** @type {any} */ (document.getElementById('theirs')?.shadowRoot?.querySelector('inkling-lab'));
    const inert = /** @type {any} */ (document.querySelector('[inert] inkling-lab'));
    await Promise.all([inner.ready, inert.ready]);
    return Promise.all([inner, inert].map(async (element) => (await element.call('describe')).layers.length));
  });
  assert.deepEqual(layers, [3, 3]);
  for (const element of await host.page.locator('inkling-lab').all()) {
    assert.equal((await element.boundingBox())?.height, 400);
  }
  await host.page.keyboard.press('Tab');
  assert.equal(await host.page.evaluate(() => document.activeElement?.closest('[inert]') ?? null), null);
  await host.close();
});

/**
 * Runs in a page that loads it: calls the lab as soon as the page is there again, and tells the page's server. (The
 * protocol by which the tests see pages does not see those that come back as they were.)
 */
function reportReturn() {
  window.addEventListener('pageshow', async ({persisted}) => {
    await fetch('shown');
    const lab = /** @type {any} */ (document.querySelector('inkling-lab'));
    const outcome = lab.call('train', {hidden: [16], epochs: 1, train_images: 2000}).then(
        () => 'answered', (/** @type {Error} */ error) => error.message);
    await fetch(`report?${new URLSearchParams({persisted: String(persisted), outcome: await outcome})}`);
  });
}

for (const keeps of [true, false]) {
  test(`back on the page by the browser's own button, the lab answers (${keeps ? 'kept' : 'loaded anew'})`, async (t) => {
    // Playwright's own start of a browser switches off the cache that keeps a whole page for the way back.
    const own = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--enable-unsafe-swiftshader'],
      ignoreDefaultArgs: keeps ? ['--disable-back-forward-cache'] : [],
    });
    t.after(() => own.close());
    const course = await new StaticServer('/nonexistent').start();
    t.after(() => course.stop());
    const page = await own.newPage();
    const reports = /** @type {(string | null)[][]} */ ([]);
    let shown = 0;
    course.overrides.set('shown', (_request, response) => {
      ++shown;
      response.writeHead(204).end();
    });
    const expectReport = async (/** @type {number} */ count) => {
      for (const end = Date.now() + 60_000; Date.now() < end && reports.length < count;) await page.waitForTimeout(100);
      assert.equal(reports.length, count, `shown ${shown} times`);
    };
    course.overrides.set('report', (request, response) => {
      const report = new URL(request.url ?? '', course.url).searchParams;
      reports.push([report.get('persisted'), report.get('outcome')]);
      response.writeHead(204).end();
    });
    for (const [name, html] of [
      ['index.html', `${labScript(site)}<script>(${reportReturn})()</script>${lab}`], ['next', '<p>Another page</p>'],
    ]) {
      course.overrides.set(name, (_request, response) =>
        void response.writeHead(200, {'Content-Type': 'text/html; charset=utf-8'}).end(`<!doctype html>${html}`));
    }
    await page.goto(course.url);
    await expectReport(1);
    await page.goto(`${course.url}next`);
    await page.evaluate(() => setTimeout(() => history.back()));
    await expectReport(2);
    t.diagnostic(`the browser kept the page: ${reports[1][0]}`);
    assert.deepEqual(reports.map(([, outcome]) => outcome), ['answered', 'answered']);
  });
}

// ---- The page around it ----------------------------------------------------------------------------

test('the wheel over a lab moves the page around it, unless a part of the lab can go that way', async () => {
  const host = await openLabs(`<body style="margin:0"><inkling-lab mode="train" fresh lang="en" style="width:400px; height:560px">
      </inkling-lab><div style="height:3000px"></div>`);
  /** @param {number} y @param {number} by */
  const wheelAt = async (y, by) => {
    await host.page.mouse.move(200, y);
    await host.page.mouse.wheel(0, by);
    await host.page.waitForTimeout(400);
    return await host.page.evaluate(() => scrollY);
  };
  assert.ok(await wheelAt(120, 150) > 100, 'over the pad');
  await host.page.evaluate(() => scrollTo(0, 0));
  assert.equal(await wheelAt(400, 100), 0, 'over the panel, which can scroll');
  assert.equal(await wheelAt(400, 5000), 0);
  await host.page.waitForTimeout(200);
  assert.ok(await wheelAt(400, 150) > 100, 'which has come to its end');
  await host.close();
});

test('keys that no control of a lab uses move the page around it', async () => {
  const host = await openLabs(`<body style="margin:0"><inkling-lab mode="draw" fresh lang="en" style="width:400px; height:560px">
      </inkling-lab><div style="height:3000px"></div>`);
  const scrolled = async (/** @type {string} */ key) => {
    await host.page.evaluate(() => scrollTo(0, 0));
    await host.page.mouse.click(200, 120);
    await host.page.keyboard.press(key);
    await host.page.waitForTimeout(500);
    return await host.page.evaluate(() => scrollY);
  };
  for (const key of ['PageDown', 'ArrowDown', 'Space']) assert.ok(await scrolled(key) > 20, key);
  await host.close();
});

test('without a menu a lab is its mode and nothing else', async () => {
  const host = await openLabs('<inkling-lab mode="inside" menu="none" fresh lang="en" style="height:400px"></inkling-lab>');
  const frame = host.page.frameLocator('iframe');
  await frame.locator('[data-control="inside-network"]').waitFor({state: 'attached'});
  for (const id of ['name', 'language', 'theme', 'notices', 'place-draw', 'place-play']) {
    assert.equal(await frame.locator(`[data-control="${id}"]`).count(), 0, id);
  }
  await withLab(host.page, (element) => element.setAttribute('menu', 'full'));
  await frame.locator('[data-control="place-draw"]').waitFor({state: 'attached'});
  await host.close();
});

test('a browser that is too old for a lab still shows the frame that says so', async () => {
  const host = await openHost(browser, `${labScript(site)}<inkling-lab lang="en"></inkling-lab>`, {script: () => {
    for (const type of [Document, ShadowRoot]) delete (/** @type {any} */ (type.prototype).adoptedStyleSheets);
    /** @type {any} */ (window).CSSStyleSheet = class { constructor() { throw new TypeError('Illegal constructor'); } };
    /** @type {any} */ (window).DecompressionStream = undefined;
  }});
  await host.page.frameLocator('iframe').locator('#boot-message').waitFor();
  await host.close();
});
