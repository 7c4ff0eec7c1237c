// @ts-check
// Tests the element on somebody's page: under a strict policy, among other labs, flooded with calls, without a network.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {createServer, request as forward} from 'node:http';
import {join} from 'node:path';
import {test} from 'node:test';
import {labScript, openCourse, openHost} from './course.js';
import {Lab, newContext, seven, siteFolder, startBrowser, taught} from './lab.js';
import {StaticServer} from './server.js';
import {browser, site} from './stage.js';

test('under a strict Content-Security-Policy of the host', async () => {
  const origin = new URL(site.url).origin;
  const host = await openHost(browser, `${labScript(site)}<inkling-lab mode="draw" lang="en"></inkling-lab>`, {
    headers: {'Content-Security-Policy': `default-src 'none'; script-src ${origin}; frame-src ${origin}`},
  });
  const layers = await host.page.evaluate(async () => {
    const lab = /** @type {any} */ (document.querySelector('inkling-lab'));
    await lab.ready;
    return (await lab.call('describe')).layers;
  });
  assert.equal(layers[0], 784);
  const box = await host.page.locator('inkling-lab').boundingBox();
  assert.ok(box && box.height >= 300 && box.width > 500, JSON.stringify(box));
  assert.deepEqual(host.said.filter((line) => /Security Policy/.test(line)), []);
  await host.close();
});

test('attributes are followed while the lab runs; unknown ones are told once and ignored', async () => {
  const host = await openHost(browser, `${labScript(site)}
    <inkling-lab mode="draw" lang="en" colour="red" style="display:block;height:600px"></inkling-lab>`);
  const frame = host.page.frameLocator('iframe');
  await frame.locator('[data-control="place-draw"][aria-current="page"]').waitFor();
  const set = (/** @type {string} */ name, /** @type {string} */ value) => host.page.evaluate(
      ([key, text]) => document.querySelector('inkling-lab')?.setAttribute(key, text), [name, value]);
  await set('mode', 'learn');
  await frame.locator('[data-control="place-learn"][aria-current="page"]').waitFor();
  await set('lesson', '3');
  await frame.locator('#lesson article[data-lesson="3"]').waitFor();
  await set('lang', 'zh');
  await frame.locator('[data-control="place-learn"]', {hasText: '学'}).waitFor();
  await set('theme', 'dark');
  await frame.locator('html[data-theme="dark"]').waitFor({state: 'attached'});
  // Another network is another lab.
  await set('hidden', '32');
  await host.page.waitForTimeout(300);
  const layers = await host.page.evaluate(async () =>
    (await /** @type {any} */ (document.querySelector('inkling-lab')).call('describe')).layers);
  assert.deepEqual(layers, [784, 32, 10]);
  await set('mode', 'somewhere');
  await host.page.waitForTimeout(300);
  assert.equal(host.said.filter((line) => line.includes('"colour"')).length, 1);
  assert.ok(host.said.some((line) => line.includes('cannot be somewhere')), host.said.join('\n'));
  await host.close();
});

test('a flood of calls is refused, and the lab stays usable', async () => {
  const course = await openCourse(browser, site, 'lang="en"');
  const {outcomes, seconds} = await course.page.evaluate(async () => {
    const lab = /** @type {any} */ (window).lab;
    const outcomes = /** @type {Record<string, number>} */ ({});
    const calls = [];
    const start = performance.now();
    for (let i = 0; i < 10_000; ++i) {
      calls.push(lab.call('describe').then(() => 'answered', (/** @type {any} */ error) => String(error.code)));
    }
    for (const outcome of await Promise.all(calls)) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    return {outcomes, seconds: (performance.now() - start) / 1000};
  });
  // A machine that is too busy to take calls faster than they are allowed refuses none.
  const {answered, '-32001': refused = 0, ...others} = outcomes;
  assert.deepEqual(others, {});
  assert.equal(answered + refused, 10_000);
  assert.ok(answered >= 2000 && answered <= 2000 + 2000 * seconds, JSON.stringify({...outcomes, seconds}));
  await course.page.waitForTimeout(300);
  assert.equal((await course.call('predict', {strokes: seven})).digit, 7);
  await course.close();
});

test('several labs on a page: drawings in one are read while another trains', async (t) => {
  const host = await openHost(browser, `${labScript(site)}
    ${'<inkling-lab fresh lang="en" style="display:block;height:360px"></inkling-lab>'.repeat(3)}`);
  const {waits, ended, result} = await host.page.evaluate(async (strokes) => {
    const [trains, draws, idle] = /** @type {any[]} */ ([...document.querySelectorAll('inkling-lab')]);
    await Promise.all([trains.ready, draws.ready, idle.ready]);
    let ended = false;
    const begun = new Promise((resolve) => trains.addEventListener('progress', resolve, {once: true}));
    const run = trains.call('train', {epochs: 100}).finally(() => { ended = true; });
    await begun;
    const delays = [];
    for (let i = 0; i < 20; ++i) {
      const start = performance.now();
      await draws.call('draw', {strokes});
      await draws.call('predict', {strokes});
      delays.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const endedBefore = ended;
    await trains.call('stop');
    return {waits: delays.sort((a, b) => a - b), ended: endedBefore, result: await run};
  }, seven);
  t.diagnostic(`half of the drawings were read within ${Math.round(waits[10])} ms`);
  assert.equal(ended, false, 'no drawing waits for the training to end');
  assert.ok(result.stopped && result.steps > 0, JSON.stringify(result));
  await host.close();
});

/** Stands between a browser and the world, and writes down what is asked for by pages, workers and service workers. */
async function startProxy() {
  const asked = /** @type {string[]} */ ([]);
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const onward = forward(request.url ?? '', {method: request.method, headers: request.headers}, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    request.pipe(onward);
  });
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    socket.destroy();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {asked, address: `http://127.0.0.1:${port}`, stop: () => { server.closeAllConnections(); server.close(); }};
}

test('a full visit asks for nothing outside the site', async () => {
  const proxy = await startProxy();
  // What Chromium asks its maker, about fields that it might fill in, is not the page's doing.
  const silent = await startBrowser(['--disable-features=AutofillServerCommunication']);
  const lab = await Lab.open(silent, site, {
    keepsSite: true, proxy: proxy.address, parameters: {'train-images': '2000', epochs: '1'}});
  await lab.press('place-train');
  await lab.press('train');
  await lab.expectWords('accuracy', /\d\d\.\d\d%/, 60_000);
  await lab.press('place-draw');
  await lab.draw(seven);
  await lab.press('name-3');
  await lab.expectWords('teaching-line', taught, 30_000);
  await lab.press('place-play');
  await lab.press('sprint-start');
  await lab.draw(seven);
  for (const place of ['inside', 'learn', 'train']) {
    await lab.press(`place-${place}`);
    await lab.settle();
  }
  await lab.press('settings');
  await lab.settle();
  await lab.control('save-safetensors').focus();
  const saved = lab.page.waitForEvent('download');
  await lab.page.keyboard.press('Enter');
  assert.equal((await saved).suggestedFilename(), 'inkling.safetensors');
  await lab.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await lab.page.reload();
  await lab.page.waitForSelector('html[data-state=running]');
  await silent.close();
  proxy.stop();
  const wanted = proxy.asked.map((request) => request.replace(site.url, ''));
  for (const file of ['app.wasm', 'engine.wasm', 'assets/mnist/train-0.shard', 'service_worker.js']) {
    assert.ok(wanted.includes(`GET ${file}`), `${file} was asked for`);
  }
  assert.deepEqual(proxy.asked.filter((request) => !request.startsWith(`GET ${site.url}`)), []);
});

test('it can be installed, with icons of its own', async () => {
  const lab = await Lab.open(browser, site, {keepsSite: true});
  const session = await lab.page.context().newCDPSession(lab.page);
  const {errors, data} = await session.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  // A private window, as this one is, keeps nothing: nothing else stands in the way here.
  const {installabilityErrors} = await session.send('Page.getInstallabilityErrors');
  assert.deepEqual(installabilityErrors.map(({errorId}) => errorId).filter((id) => id !== 'in-incognito'), []);
  const sizes = await lab.page.evaluate((icons) => Promise.all(icons.map(async (/** @type {{src: string}} */ {src}) => {
    const image = new Image();
    image.src = src;
    await image.decode();
    return `${image.naturalWidth}x${image.naturalHeight}`;
  })), JSON.parse(data ?? '').icons.filter((/** @type {any} */ {sizes}) => sizes !== 'any'));
  assert.deepEqual(sizes, ['192x192', '512x512', '512x512']);
  await lab.close();
});

test('offline it opens, reads and trains', async () => {
  const server = await new StaticServer(siteFolder, '/app/').start();
  const lab = await Lab.open(browser, server, {keepsSite: true, shipped: true});
  // All of it must be kept, the training data too, which an idle visit loads at leisure.
  await lab.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const list = await (await fetch('service_worker.js')).text();
    const wanted = list.match(/"sha256-/g)?.length ?? Infinity;
    const end = performance.now() + 40_000;
    for (let kept = 0; kept < wanted && performance.now() < end;) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      const [name] = await caches.keys();
      kept = (await (await caches.open(name)).keys()).length;
    }
  });
  server.stop();
  await lab.page.reload();
  await lab.page.waitForSelector('html[data-state=running]', {timeout: 20_000});
  await lab.draw(seven);
  await lab.expectWords('guess', /7/);
  await lab.press('place-train');
  await lab.control('train').focus();
  await lab.page.keyboard.press('Enter');
  await lab.expectWords('accuracy', /\d\d\.\d\d%/, 60_000);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('a new release replaces the old one whole, when no page of the old one is open', async () => {
  const server = await new StaticServer(siteFolder, '/app/').start();
  const lab = await Lab.open(browser, server, {keepsSite: true, shipped: true});
  await lab.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await lab.page.reload();
  // The new release has another style sheet, and the list that knows it.
  const style = readFileSync(join(siteFolder, 'style.css'), 'utf8') + '\n#stage { outline: 0 solid red; }\n';
  const hash = createHash('sha256').update(style).digest('base64');
  const list = readFileSync(join(siteFolder, 'service_worker.js'), 'utf8')
      .replace(/"style\.css": "[^"]+"/, `"style.css": "sha256-${hash}"`).replace(/(const cacheName = .*)[0-9a-f]{16}/, '$1new');
  server.overrides.set('style.css', (_request, response) =>
    void response.writeHead(200, {'Content-Type': 'text/css'}).end(style));
  server.overrides.set('service_worker.js', (_request, response) =>
    void response.writeHead(200, {'Content-Type': 'text/javascript'}).end(list));
  await lab.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    while (!registration.waiting) await new Promise((resolve) => setTimeout(resolve, 50));
  });
  const shownStyle = () => lab.page.evaluate(async () => (await (await fetch('style.css')).text()).includes('0 solid red'));
  assert.equal(await shownStyle(), false, 'the open page keeps to its release');
  await lab.page.goto('about:blank');
  await lab.page.waitForTimeout(500);
  await lab.page.goto(server.url);
  await lab.page.waitForSelector('html[data-state=running]');
  assert.equal(await shownStyle(), true);
  assert.deepEqual(await lab.page.evaluate(() => caches.keys()), ['inkling /app/ new']);
  await lab.close();
  server.stop();
});

test('a release that arrives half is not taken', async () => {
  const server = await new StaticServer(siteFolder, '/app/').start();
  server.overrides.set('page.js', (_request, response) => void response
      .writeHead(200, {'Content-Type': 'text/javascript'}).end('document.documentElement.dataset.state = "running";'));
  const lab = await Lab.open(browser, server, {keepsSite: true, shipped: true});
  const state = await lab.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.register('service_worker.js');
    const worker = registration.installing;
    return new Promise((resolve) => worker?.addEventListener('statechange', () => resolve(worker.state)));
  });
  assert.equal(state, 'redundant');
  await lab.close();
  server.stop();
});

test('the teacher\'s page gives two lines that work, and follows each wish', async () => {
  const page = await (await newContext(browser, {viewport: {width: 1280, height: 900}})).newPage();
  const errors = /** @type {string[]} */ ([]);
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${site.url}embed.html?lang=en`);
  await page.locator('select[name=mode]').selectOption('learn');
  await page.locator('input[name=lesson]').fill('5');
  await page.locator('input[name=lesson]').blur();
  const lines = await page.locator('#lines').textContent() ?? '';
  assert.match(lines, /<inkling-lab mode="learn" lesson="5" style="display:block; width:100%; height:600px"><\/inkling-lab>/);
  assert.equal(await page.locator('#link').textContent(), `${site.url}index.html?mode=learn&lesson=5`);
  await page.frameLocator('#preview iframe').locator('#lesson article[data-lesson="5"]').waitFor();
  await page.locator('#language').click();
  await page.getByRole('heading', {name: '放进你的课程网页'}).waitFor();
  assert.deepEqual(errors, []);
  await page.context().close();
  // As a teacher would do it, a bare file has those lines, and comes from another port.
  const host = await openHost(browser, lines);
  await host.page.frameLocator('iframe').locator('#lesson article[data-lesson="5"]').waitFor();
  await host.close();
});

for (const example of ['lecture.en', 'lecture.zh', 'quiz', 'compare']) {
  test(`the example ${example} is a page that works`, async () => {
    const page = await (await newContext(browser, {viewport: {width: 1280, height: 900}, locale: 'en-GB'})).newPage();
    const errors = /** @type {string[]} */ ([]);
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${site.url}examples/${example}.html`);
    await page.evaluate(() => Promise.all(
        [...document.querySelectorAll('inkling-lab')].map((lab) => /** @type {any} */ (lab).ready)));
    for (const lab of await page.locator('inkling-lab').all()) {
      const box = await lab.boundingBox();
      assert.ok(box && box.height >= 500 && box.width >= 320, JSON.stringify(box));
    }
    if (example === 'quiz') {
      await page.evaluate(() => /** @type {any} */ (document.querySelector('inkling-lab')).call('train', {epochs: 10}));
      await page.locator('#answer.good', {hasText: /Epoch \d+: 97\.\d\d%. Done/}).waitFor({timeout: 30_000});
    }
    if (example === 'compare') {
      await page.locator('#start').click();
      await page.locator('#answer', {hasText: /^Left 9\d\.\d+%, right/}).waitFor({timeout: 60_000});
    }
    assert.deepEqual(errors, []);
    await page.context().close();
  });
}
