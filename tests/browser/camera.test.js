// @ts-check
// Shows a sheet of paper to a camera that Chromium makes of a film, which is made here.
import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {openHost} from './course.js';
import {startCamera, startFilming, watchCameras} from './film.js';
import {Lab} from './lab.js';
import {browser, site} from './stage.js';

const {browser: filming, close} = await startFilming(browser, site);
after(close);

/** @param {Lab} lab Returns whether any camera is on. */
const isOn = (lab) => lab.page.evaluate(() => /** @type {any} */ (window).cameras.some(
    (/** @type {MediaStreamTrack} */ camera) => camera.readyState === 'live'));

test('the camera\'s digits are framed while it runs, again and again, and the frames stay on them', async () => {
  const lab = await Lab.open(filming, site, {shipped: true, script: watchCameras});
  await startCamera(lab);
  const seen = await lab.page.evaluate(async () => {
    const before = /** @type {any} */ (window).taken;
    const frames = () => [...document.querySelectorAll('#paper button:not([data-look=none])')].map((frame) => ({
      name: /** @type {HTMLElement} */ (frame).dataset.control, x: frame.getBoundingClientRect().x,
      words: frame.textContent?.split(' ')[0]}));
    const looks = [];
    while (/** @type {any} */ (window).taken < before + 30) {
      looks.push(frames());
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return looks;
  });
  const steady = seen.filter((look) => look.map(({words}) => words).join('') === '20741');
  assert.ok(steady.length > .9 * seen.length, `${steady.length} of ${seen.length}`);
  // The same frame stays on a digit, and does not jump.
  assert.equal(new Set(steady.map((look) => look[0].name)).size, 1);
  const places = steady.map((look) => look[0].x);
  assert.ok(Math.max(...places) - Math.min(...places) < 40, `${places}`);

  // A frame that is touched puts its digit on the pad, and the light goes off.
  await lab.page.locator('#paper button:not([data-look=none])').nth(2).dispatchEvent('click');
  await lab.expectWords('guess', /7/);
  assert.equal(await isOn(lab), false);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('the light goes off when the picture is held, when the place is left, and when the page is hidden', async () => {
  const lab = await Lab.open(filming, site, {shipped: true, script: watchCameras});
  await startCamera(lab);
  assert.equal(await isOn(lab), true);
  await lab.press('camera-freeze');
  await lab.expectWords('paper-words', /5 digits/);
  assert.equal(await isOn(lab), false);
  await lab.expectWords('paper-numbers', /207, 41/);

  await lab.press('paper-camera');
  await lab.expectWords('paper-numbers', /207, 41/);
  assert.equal(await isOn(lab), true);
  await lab.press('place-train');
  assert.equal(await isOn(lab), false);
  await lab.press('place-draw');

  await lab.press('paper-camera');
  await lab.expectWords('paper-numbers', /207, 41/);
  await lab.press('camera-turn');
  await lab.expectWords('paper-numbers', /207, 41/);
  await lab.page.evaluate(() => {
    Object.defineProperty(document, 'hidden', {get: () => true, configurable: true});
    document.dispatchEvent(new Event('visibilitychange'));
    Object.defineProperty(document, 'hidden', {get: () => false, configurable: true});
  });
  await lab.expectWords('paper-words', /while you were away/);
  assert.equal(await isOn(lab), false);
  await lab.close();
});

test('nothing of the camera leaves the page or is kept', async () => {
  const lab = await Lab.open(filming, site, {shipped: true, script: watchCameras, still: true});
  await lab.settle();
  /** @type {string[]} */
  const requests = [];
  lab.page.on('request', (request) => requests.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`));
  const kept = () => lab.page.evaluate(async () => {
    let bytes = JSON.stringify({...localStorage}).length + JSON.stringify({...sessionStorage}).length;
    for (const {name = ''} of await indexedDB.databases()) {
      bytes += await new Promise((resolve) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => {
          const database = opening.result;
          const stores = [...database.objectStoreNames];
          if (stores.length === 0) return resolve(0);
          const transaction = database.transaction(stores);
          let size = 0;
          for (const store of stores) {
            transaction.objectStore(store).openCursor().onsuccess = (event) => {
              const cursor = /** @type {any} */ (event.target).result;
              if (!cursor) return;
              size += JSON.stringify(cursor.value, (_, value) => value?.buffer ? 'x'.repeat(value.byteLength) : value).length;
              cursor.continue();
            };
          }
          transaction.oncomplete = () => {
            database.close();
            resolve(size);
          };
        };
      });
    }
    return bytes;
  });
  const before = await kept();
  await startCamera(lab);
  await lab.press('camera-freeze');
  await lab.expectWords('paper-words', /5 digits/);
  await lab.press('paper-step-5');
  await lab.press('paper-close');
  await lab.page.waitForTimeout(2500);  // What is kept is saved by then.
  // The page fetched what shows the camera, and nothing else.
  for (const request of requests) assert.match(request, new RegExp(`^GET ${site.url}[a-z0-9_./-]+ $|^GET blob:`), request);
  assert.ok(await kept() < before + 20_000, `${before} bytes became ${await kept()}`);
  await lab.close();
});

test('whatever keeps the camera from running is told', async () => {
  const refusals = {NotAllowedError: /refused/, NotFoundError: /no camera/, NotReadableError: /another program/};
  for (const [name, words] of Object.entries(refusals)) {
    const lab = await Lab.open(filming, site, {
      script: `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', '${name}'));`,
    });
    await lab.press('paper');
    await lab.press('paper-camera');
    await lab.expectWords('paper-words', words);
    assert.ok(await lab.control('paper-choose').count(), 'a picture can be chosen instead');
    await lab.close();
  }
  const old = await Lab.open(filming, site, {script: 'Object.defineProperty(navigator, "mediaDevices", {value: undefined});'});
  await old.press('paper');
  await old.press('paper-camera');
  await old.expectWords('paper-words', /https/);
  await old.close();
});

test('a camera that goes in the middle is told', async () => {
  const lab = await Lab.open(filming, site, {shipped: true, script: watchCameras});
  await startCamera(lab);
  await lab.page.evaluate(() => {
    const [camera] = /** @type {any} */ (window).cameras;
    camera.stop();
    camera.dispatchEvent(new Event('ended'));
  });
  await lab.expectWords('paper-words', /unplugged/);
  await lab.close();
});

test('in somebody\'s page the element has the camera, and a plain frame says that it has none', async () => {
  const words = async (/** @type {string} */ html) => {
    const host = await openHost(filming, html);
    const frame = await (await host.page.waitForSelector('iframe')).contentFrame();
    assert.ok(frame);
    await frame.waitForSelector('html[data-state=running]');
    const control = (/** @type {string} */ id) => frame.locator(`#controls [data-control="${id}"]`);
    await control('paper').dispatchEvent('click');
    await control('paper-camera').dispatchEvent('click');
    let said = '';
    for (const end = Date.now() + 20_000; Date.now() < end && !/Hold a sheet|does not let|refused/.test(said);) {
      await host.page.waitForTimeout(50);
      said = await control('paper-words').textContent() ?? '';
    }
    await host.close();
    return said;
  };
  assert.match(await words(`<script defer src="${site.url}inkling-lab.js"></script><inkling-lab></inkling-lab>`), /Hold a sheet/);
  assert.match(await words(`<iframe src="${site.url}index.html" width="800" height="600"></iframe>`), /does not let/);
});
