// @ts-check
// Tests a visited site without a network: on hosts that redirect and pack, beside other copies, after a visit cut short.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {createReadStream, mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {newContext, siteFolder} from './lab.js';
import {StaticServer} from './server.js';
import {browser} from './stage.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContext} BrowserContext */

// ---- Sites ---------------------------------------------------------------------------------------

const scratch = mkdtempSync(join(tmpdir(), 'inkling-offline-'));
after(() => rmSync(scratch, {recursive: true}));

const workerText = readFileSync(join(siteFolder, 'service_worker.js'), 'utf8');
/** The release has these files, with these hashes. @type {Record<string, string>} */
const files = JSON.parse(/const files = (\{[^}]*\});/.exec(workerText)?.[1] ?? '');

/** The release of commit 8af3f25 has this service worker, which keeps responses with what led to them. */
const oldWorkerText = `
const files = @FILES@;
const release = 'inkling-@RELEASE@';
const worker = self;
const site = new URL('./', worker.location.href);
const isData = (name) => name.endsWith('.shard');
async function take(name) {
  const cache = await caches.open(release);
  const key = new URL(\`\${name}?\${files[name]}\`, site).href;
  const kept = await cache.match(key) ?? await caches.match(key);
  if (kept) {
    await cache.put(key, kept.clone());
    return kept;
  }
  const address = new URL(name, site);
  const response = await fetch(address, {integrity: files[name]})
      .catch(() => fetch(address, {integrity: files[name], cache: 'reload'}));
  if (!response.ok) throw new Error(\`\${name}: \${response.status}\`);
  await cache.put(key, response.clone());
  return response;
}
worker.addEventListener('install', (event) => {
  event.waitUntil(Promise.all(Object.keys(files).filter((name) => !isData(name)).map(take)));
});
worker.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((names) =>
    Promise.all(names.filter((name) => name.startsWith('inkling-') && name !== release).map((name) => caches.delete(name)))));
});
worker.addEventListener('message', (event) => {
  if (event.data === 'keep data') event.waitUntil(Promise.all(Object.keys(files).filter(isData).map(take)));
});
worker.addEventListener('fetch', (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== 'GET' || !address.href.startsWith(site.href)) return;
  const name = decodeURIComponent(address.pathname.slice(site.pathname.length)) || 'index.html';
  if (!Object.hasOwn(files, name)) return;
  event.respondWith(take(name).catch(() => fetch(event.request)));
});
`;

/** @param {string} release has 16 hexadecimal digits. */
const oldWorker = (release) =>
  oldWorkerText.replace('@FILES@', JSON.stringify(files)).replace('@RELEASE@', release);

/**
 * Puts a copy of the site into a folder, with some files of its own.
 * @param {string} folder
 * @param {Record<string, string>} [own]
 */
function copySite(folder, own = {}) {
  mkdirSync(folder, {recursive: true});
  for (const name of readdirSync(siteFolder)) {
    if (!Object.hasOwn(own, name)) symlinkSync(join(siteFolder, name), join(folder, name));
  }
  for (const [name, text] of Object.entries(own)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Returns the next release: another style sheet, and the list that knows it. */
function nextRelease() {
  const style = `${readFileSync(join(siteFolder, 'style.css'), 'utf8')}\n#stage { outline: 0 solid red; }\n`;
  const hash = createHash('sha256').update(style).digest('base64');
  const worker = workerText.replace(/"style\.css": "[^"]+"/, `"style.css": "sha256-${hash}"`)
      .replace(/[0-9a-f]{16}(?=[`'])/, 'fedcba9876543210');
  assert.notEqual(worker, workerText);
  return {'style.css': style, 'service_worker.js': worker};
}

/** @param {string} [folder] @param {string} [mount] */
const serve = (folder = siteFolder, mount = '/') => new StaticServer(folder, mount).start();

/** Starts a stopped server again, under the address that it had. @param {StaticServer} server @param {number} port */
const resume = (server, port) =>
  new Promise((resolve) => server.server.listen(port, '127.0.0.1', () => resolve(null)));

/** @param {StaticServer} server */
const portOf = (server) => Number(new URL(server.url).port);

/**
 * Answers paths with a redirect, and others with a file.
 * @param {StaticServer} server
 * @param {(path: string) => string | null} redirectOf tells where a path inside the site leads to.
 * @param {(path: string) => string} fileOf tells the file that is meant by any other.
 */
function redirect(server, redirectOf, fileOf) {
  const names = Object.keys(files).filter((name) => name.endsWith('.html'));
  for (const name of [...names, ...names.map((name) => name.replace(/\.html$/, ''))]) {
    server.overrides.set(name, (request, response) => {
      const {pathname, search} = new URL(request.url ?? '', server.url);
      const path = pathname.slice(server.mount.length);
      const target = redirectOf(path);
      if (target !== null) {
        response.writeHead(301, {Location: `${server.mount}${target}${search}`}).end();
        return;
      }
      response.writeHead(200, {'Content-Type': 'text/html; charset=utf-8'});
      createReadStream(join(server.folder, fileOf(path))).pipe(response);
    });
  }
}

const withHtml = (/** @type {string} */ path) => path === '' ? 'index.html' : path.endsWith('.html') ? path : `${path}.html`;
const withoutHtml = (/** @type {string} */ path) => path.replace(/(^|\/)index(\.html)?$/, '$1').replace(/\.html$/, '');

/** Each of these hosts redirects in its own way. @type {Record<string, (path: string) => string | null>} */
const hosts = {
  'from index.html to the folder': (path) => path === 'index.html' ? '' : null,
  'to names without .html': (path) => withoutHtml(path) === path ? null : withoutHtml(path),
  'to names with .html': (path) => withHtml(path) === path ? null : withHtml(path),
};

// ---- Visits --------------------------------------------------------------------------------------

const newVisitor = () => newContext(browser, {viewport: {width: 1000, height: 800}, locale: 'en-GB'});

/** Opens the page of a site and waits until it runs. @param {Page} page @param {string} address */
async function open(page, address) {
  await page.goto(address);
  await page.waitForSelector('html[data-state=running]');
}

/** Waits until the page's site is kept. @param {Page} page */
const kept = (page) => page.evaluate(() => Promise.race([
  navigator.serviceWorker.ready.then(() => {}),
  new Promise((_resolve, reject) => setTimeout(() => reject(new Error('The site is not kept.')), 60_000)),
]));

/** @param {BrowserContext} context @param {StaticServer} server @param {string} [path] */
async function visit(context, server, path = '') {
  const page = await context.newPage();
  await open(page, `${server.url}${path}?fresh`);
  await kept(page);
  await page.close();
}

/** Opens every kind of page, under every name that it may have. @param {Page} page @param {string} site */
async function openEverything(page, site) {
  for (const path of ['', 'index.html', 'index']) {
    await open(page, `${site}${path}?mode=train`);
    await page.waitForSelector('[data-control="place-train"][aria-current="page"]', {state: 'attached'});
  }
  for (const path of ['embed.html', 'embed', 'examples/quiz']) {
    await page.goto(`${site}${path}`);
    await page.frameLocator('iframe').locator('html[data-state=running]').waitFor({state: 'attached'});
  }
  await page.goto(`${site}notices.html`);
  await page.getByRole('heading').first().waitFor();
}

for (const [way, redirectOf] of Object.entries(hosts)) {
  test(`on a host that redirects ${way} every page opens again, online and offline`, async () => {
    const server = await serve(siteFolder, '/app/');
    redirect(server, redirectOf, withHtml);
    const context = await newVisitor();
    await visit(context, server);
    const page = await context.newPage();
    const address = server.url;
    await openEverything(page, address);
    server.stop();
    await openEverything(page, address);
    await context.close();
  });
}

/** Tells whether the page opens. @param {Page} page @param {string} address */
const opens = (page, address) => page.goto(address).then(() => true, () => false);

test('what an older release made unable to open heals itself with the next one', async () => {
  const server = await serve(siteFolder, '/app/');
  redirect(server, hosts['from index.html to the folder'], withHtml);
  server.overrides.set('service_worker.js', (_request, response) =>
    void response.writeHead(200, {'Content-Type': 'text/javascript'}).end(oldWorker('0123456789abcdef')));
  const context = await newVisitor();
  await visit(context, server);
  // Another page of the old release does open, and stays open.
  const other = await context.newPage();
  await other.goto(`${server.url}notices.html`);
  const page = await context.newPage();
  const address = server.url;
  assert.equal(await opens(page, address), false, 'the old release has the fault');
  server.overrides.delete('service_worker.js');
  // The browser looks for a new release a moment after a visit, successful or not, and every visit puts that off.
  for (const end = Date.now() + 90_000; Date.now() < end && !await opens(page, address);) {
    await page.waitForTimeout(5000);
  }
  await page.waitForSelector('html[data-state=running]');
  assert.equal(await page.evaluate(() => navigator.serviceWorker.controller !== null), true);
  assert.deepEqual((await page.evaluate(() => caches.keys())).filter((name) => name.includes('0123456789abcdef')), []);
  server.stop();
  await openEverything(page, address);
  await context.close();
});

test('a sound older release is not pushed aside while a page of it is open', async () => {
  const server = await serve(siteFolder, '/app/');
  server.overrides.set('service_worker.js', (_request, response) =>
    void response.writeHead(200, {'Content-Type': 'text/javascript'}).end(oldWorker('0123456789abcdef')));
  const context = await newVisitor();
  await visit(context, server);
  const page = await context.newPage();
  await open(page, server.url);
  server.overrides.delete('service_worker.js');
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const installing = registration.installing ?? registration.waiting;
    while (installing?.state === 'installing') await new Promise((resolve) => setTimeout(resolve, 50));
    if (installing?.state !== 'installed') throw new Error(`the new worker is ${installing?.state}`);
  });
  assert.ok((await page.evaluate(() => caches.keys())).includes('inkling-0123456789abcdef'));
  await context.close();
  server.stop();
});

test('a kept site knows the parameters of its address', async () => {
  const server = await serve();
  const context = await newVisitor();
  await visit(context, server);
  const page = await context.newPage();
  const addresses = /** @type {string[]} */ ([]);
  page.on('worker', (worker) => addresses.push(worker.url()));
  await open(page, `${server.url}?fresh&kernel=scalar`);
  assert.equal(await page.evaluate(() => navigator.serviceWorker.controller !== null), true);
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({name}) => name.includes('worker.js')));
  assert.deepEqual(addresses.map((address) => new URL(address).search), ['?kernel=scalar']);
  const seen = await page.workers()[0].evaluate(() => self.location.search);
  assert.equal(seen, '?kernel=scalar', 'what the worker itself sees');
  await context.close();
  server.stop();
});

// ---- Hosts that pack -----------------------------------------------------------------------------

test('no file of the site has a name that hosts take for a packing on the way', () => {
  assert.deepEqual(readdirSync(siteFolder, {recursive: true}).filter((name) => /\.(gz|br|zst)$/.test(String(name))), []);
  assert.deepEqual(Object.keys(files).filter((name) => /\.(gz|br|zst)$/.test(name)), []);
});

test('a host that names its packing is kept whole', async () => {
  const server = await serve(siteFolder, '/app/');
  server.packs = true;
  server.headers = {Vary: '*'};
  // The host's own rule for such names holds: the file goes as it is, and is called packed.
  for (const name of Object.keys(files).filter((name) => name.endsWith('.gz'))) {
    server.overrides.set(name, (_request, response) => {
      response.writeHead(200, {'Content-Type': 'application/gzip', 'Content-Encoding': 'gzip'});
      createReadStream(join(siteFolder, name)).pipe(response);
    });
  }
  const context = await newVisitor();
  await visit(context, server);
  const page = await context.newPage();
  const address = server.url;
  server.stop();
  await open(page, address);
  const missing = await page.evaluate(async (names) => {
    const answers = await Promise.all(names.map((name) => fetch(name).then(({ok}) => ok, () => false)));
    return names.filter((_name, i) => !answers[i]);
  }, Object.keys(files).filter((name) => !name.endsWith('.shard') && !name.startsWith('libraries/')));
  assert.deepEqual(missing, []);
  await context.close();
});

// ---- Copies on one origin ------------------------------------------------------------------------

/** Serves a folder with copies of the site at some paths in it. @param {string} root @param {string[]} paths */
async function serveCopies(root, paths) {
  const server = await serve(root);
  for (const path of paths.filter((path) => path !== '')) {
    server.overrides.set(path, (_request, response) => {
      response.writeHead(200, {'Content-Type': 'text/html; charset=utf-8'});
      createReadStream(join(root, path, 'index.html')).pipe(response);
    });
  }
  return server;
}

/** @param {BrowserContext} context @param {string} address */
async function expectOpens(context, address) {
  const page = await context.newPage();
  await open(page, address);
  await page.close();
}

/** Returns the names of the caches, seen from a page of the origin. @param {BrowserContext} context @param {string} origin */
async function cacheNames(context, origin) {
  const page = await context.newPage();
  await page.goto(origin);
  const names = await page.evaluate(() => caches.keys());
  await page.close();
  return names;
}

for (const [first, second] of [['a/', 'b/'], ['', 'b/'], ['b/', '']]) {
  test(`two copies, of two releases, at /${first} and /${second}, leave each other's caches alone`, async () => {
    const root = mkdtempSync(join(scratch, 'two-'));
    copySite(join(root, first));
    copySite(join(root, second), nextRelease());
    const server = await serveCopies(root, [first, second]);
    const context = await newVisitor();
    await visit(context, server, first);
    await visit(context, server, second);
    const origin = server.url;
    server.stop();
    for (const path of [first, second]) await expectOpens(context, `${origin}${path}`);
    assert.equal((await cacheNames(context, `${origin}${first}`)).length, 2);
    await context.close();
  });

  test(`a new release at /${first} leaves an older one at /${second} what they kept together`, async () => {
    const root = mkdtempSync(join(scratch, 'old-'));
    const old = {'service_worker.js': oldWorker('0123456789abcdef')};
    copySite(join(root, first), old);
    copySite(join(root, second), old);
    const server = await serveCopies(root, [first, second]);
    const context = await newVisitor();
    await visit(context, server, first);
    await visit(context, server, second);
    const worker = join(root, first, 'service_worker.js');
    writeFileSync(worker, workerText);
    const page = await context.newPage();
    await open(page, `${server.url}${first}`);
    await page.evaluate(() => navigator.serviceWorker.ready.then((registration) => registration.update()).then(() => {}));
    await page.goto('about:blank');
    const origin = server.url;
    // It takes over as soon as no page is open.
    const countOwn = () => cacheNames(context, `${origin}${second}`).then((names) => names.filter((name) => name.startsWith('inkling /')).length);
    for (const end = Date.now() + 30_000; Date.now() < end && await countOwn() === 0;) await page.waitForTimeout(200);
    await page.waitForTimeout(500);
    server.stop();
    for (const path of [first, second]) await expectOpens(context, `${origin}${path}`);
    const left = await page.context().newPage();
    await left.goto(`${origin}${second}`);
    const keys = await left.evaluate(async () =>
      (await (await caches.open('inkling-0123456789abcdef')).keys()).map(({url}) => new URL(url).pathname));
    assert.ok(keys.includes(`/${second}index.html`), 'the other copy has its page');
    assert.ok(!keys.includes(`/${first}index.html`), 'what was replaced is gone');
    await context.close();
  });
}

// ---- What cannot be kept -------------------------------------------------------------------------

/** Collects what the page says in the console about keeping the site. @param {Page} page */
function listen(page) {
  const said = /** @type {string[]} */ ([]);
  page.on('console', (message) => {
    if (/cannot be kept/.test(message.text())) said.push(message.text());
  });
  return said;
}

/** @param {Page} page @param {string[]} said @param {number} [count] */
async function expectSaid(page, said, count = 1) {
  for (const end = Date.now() + 20_000; Date.now() < end && said.length < count;) await page.waitForTimeout(50);
  await page.waitForTimeout(500);
  assert.equal(said.length, count, said.join('\n'));
}

test('a file that is not as it was published is told once, and the page works', async () => {
  const server = await serve();
  for (const name of ['lessons/zh.html', 'lessons/en.html']) {
    server.overrides.set(name, (_request, response) => void response.writeHead(200).end('something else'));
  }
  const context = await newVisitor();
  const page = await context.newPage();
  const said = listen(page);
  await open(page, server.url);
  await expectSaid(page, said);
  assert.match(said[0], /^Inkling cannot be kept for use without a network\. lessons\/..\.html is not the file that was published\.$/);
  await context.close();
  server.stop();
});

test('a file that is not there is told with the host\'s answer', async () => {
  const server = await serve();
  server.overrides.set('lessons/zh.html', (_request, response) => void response.writeHead(404).end());
  const context = await newVisitor();
  const page = await context.newPage();
  const said = listen(page);
  await open(page, server.url);
  await expectSaid(page, said);
  assert.match(said[0], /lessons\/zh\.html could not be fetched: the host answers with status 404\.$/);
  await context.close();
  server.stop();
});

test('a browser that refuses is told with its reason', async () => {
  const server = await serve();
  server.overrides.set('service_worker.js', (_request, response) => void response.writeHead(404).end());
  const context = await newVisitor();
  const page = await context.newPage();
  const said = listen(page);
  await open(page, server.url);
  await expectSaid(page, said);
  assert.match(said[0], /^Inkling cannot be kept for use without a network\. The browser refuses: .*404/);
  await context.close();
  server.stop();
});

test('where there are no service workers, nothing is said', async () => {
  const server = await serve();
  const context = await newVisitor();
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'serviceWorker', {value: undefined}));
  const page = await context.newPage();
  const said = /** @type {string[]} */ ([]);
  page.on('console', (message) => said.push(message.text()));
  await open(page, server.url);
  await page.waitForTimeout(1000);
  assert.deepEqual(said.filter((line) => !/GPU stall|WebGL/.test(line)), []);
  await context.close();
  server.stop();
});

test('full storage is told once, and what was kept of the release is given back', async () => {
  const server = await serve();
  const context = await newVisitor();
  const page = await context.newPage();
  const said = listen(page);
  const session = await context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', {origin: new URL(server.url).origin, quotaSize: 600_000});
  await open(page, server.url);
  await expectSaid(page, said);
  assert.match(said[0], /^Inkling cannot be kept for use without a network\. The browser has no room for it\.$/);
  assert.deepEqual(await page.evaluate(() => caches.keys()), []);
  await context.close();
  server.stop();
});

// ---- Visits cut short ----------------------------------------------------------------------------

for (const way of ['the next visit', 'the same visit']) {
  test(`a first visit that loses its network half-way: ${way} keeps the site`, async () => {
    const server = await serve();
    const [address, port] = [server.url, portOf(server)];
    const context = await newVisitor();
    const page = await context.newPage();
    const said = listen(page);
    server.overrides.set('lessons/zh.html', (request) => {
      request.socket.destroy();
      server.stop();
    });
    await open(page, address);
    await expectSaid(page, said);
    assert.match(said[0], /could not be fetched\.$/);
    assert.equal(await page.evaluate(() => navigator.serviceWorker.getRegistration().then(Boolean)), false);
    server.overrides.clear();
    await resume(server, port);
    if (way === 'the next visit') await open(page, address);
    else await page.evaluate(() => void window.dispatchEvent(new Event('online')));
    await kept(page);
    server.stop();
    await open(page, address);
    assert.equal(said.length, 1, said.join('\n'));
    await context.close();
  });
}

test('a new release that arrives half leaves the one in use whole, and is taken when the rest comes', async () => {
  const root = copySite(mkdtempSync(join(scratch, 'half-')));
  const server = await serve(root);
  const [address, port] = [server.url, portOf(server)];
  const context = await newVisitor();
  await visit(context, server);
  for (const [name, text] of Object.entries(nextRelease())) {
    rmSync(join(root, name));
    writeFileSync(join(root, name), text);
  }
  server.overrides.set('style.css', (request) => {
    request.socket.destroy();
    server.stop();
  });
  const page = await context.newPage();
  const said = listen(page);
  await open(page, address);
  const isNew = () => page.evaluate(() => fetch('style.css').then((response) => response.text())
      .then((style) => style.includes('0 solid red')));
  await page.evaluate(() => navigator.serviceWorker.ready.then((registration) => registration.update()).catch(() => {}).then(() => {}));
  await expectSaid(page, said);
  assert.match(said[0], /^The new release of Inkling cannot be kept .* style\.css could not be fetched\.$/);
  await open(page, address);
  assert.equal(await isNew(), false, 'offline the old release is there, whole');
  server.overrides.clear();
  await resume(server, port);
  for (const end = Date.now() + 30_000; Date.now() < end && !await isNew();) {
    await page.evaluate(() => navigator.serviceWorker.ready.then((registration) => registration.update()).then(() => {}));
    await page.goto('about:blank');
    await page.waitForTimeout(1000);
    await open(page, address);
  }
  assert.equal(await isNew(), true);
  server.stop();
  await open(page, address);
  assert.equal(await isNew(), true, 'offline it is the new one');
  assert.equal((await page.evaluate(() => caches.keys())).length, 1);
  await context.close();
});
