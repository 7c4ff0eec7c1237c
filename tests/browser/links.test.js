// @ts-check
// Every link that the site offers is there as a QR code, which a reader reads: of games, lessons, settings, the teacher's
// page, the notes for teachers, and on the picture of a result.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {openHost} from './course.js';
import {Lab, newContext} from './lab.js';
import {pixelsOf, readQr} from './qr.js';
import {browser, site} from './stage.js';

/** @typedef {import('playwright-core').Page | import('playwright-core').Frame} Place */

/** @param {import('playwright-core').Page} page @param {Place} [place] */
async function shownCode(page, place = page) {
  const code = place.locator('dialog.link-panel svg');
  await code.waitFor();
  const png = await code.screenshot();
  const box = await code.boundingBox();
  assert.ok(box);
  return {
    png, box,
    link: await readQr(page, png),
    name: await code.getAttribute('aria-label') ?? '',
    text: await place.locator('dialog.link-panel .address').textContent(),
  };
}

/** Checks the panel and closes it. @param {Lab} lab @param {RegExp} link @param {RegExp} title */
async function check(lab, link, title) {
  const shown = await shownCode(lab.page);
  assert.match(shown.link ?? '', link);
  assert.equal(shown.text, shown.link);
  assert.ok(shown.name.includes(shown.link ?? 'nothing'), shown.name);
  assert.match(await lab.page.locator('dialog.link-panel h2').textContent() ?? '', title);
  await lab.page.keyboard.press('Escape');
  await lab.page.locator('dialog.link-panel').waitFor({state: 'detached'});
}

test('a class joins a game, a lesson or settings by pointing a phone', async () => {
  site.requests.length = 0;
  const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {
    mode: 'play', game: 'golf', seed: '12', rounds: '2', hidden: '64,32', 'learning-rate': '0.01'}});
  await lab.settle();
  const wanted = () => site.requests.filter((file) => /qrcode-generator|link_panel/.test(file));
  assert.deepEqual(wanted(), [], 'nothing of it comes before it is asked for');
  await lab.control('play-qr').focus();
  await lab.page.keyboard.press('Enter');
  await check(lab, new RegExp(`^${site.url}[^?]*\\?mode=play&game=golf&seed=12&rounds=2$`), /phone.*Golf/);
  assert.ok(wanted().includes('libraries/qrcode-generator.js'));
  assert.equal(await lab.control('play-qr').evaluate((button) => button === document.activeElement), true, 'the focus is back');

  await lab.press('place-learn');
  await lab.press('lesson-4');
  await lab.page.locator('#lesson [data-link]').click();
  await check(lab, /\?mode=learn&lesson=4$/, /Lesson 4/);

  await lab.press('place-train');
  await lab.press('settings');
  await lab.settle();
  await lab.pressByKeyboard('settings-qr');
  await check(lab, /\?mode=train&hidden=64,32&learning-rate=0\.01&seed=12$/, /Train/);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

for (const [size, least] of /** @type {[[number, number], number][]} */ ([[[1280, 800], 720], [[390, 844], 360], [[480, 360], 290]])) {
  test(`the code is large, black on white with a quiet zone, by night too, at ${size.join(' by ')}`, async () => {
    const lab = await Lab.open(browser, site, {shipped: true, still: true, size, colours: 'dark', parameters: {mode: 'play', lang: 'zh'}});
    await lab.settle();
    await lab.pressByKeyboard('play-qr');
    const {png, box, link, name} = await shownCode(lab.page);
    assert.match(link ?? '', /mode=play/);
    assert.match(name, /二维码/);
    assert.ok(box.width >= least && Math.abs(box.width - box.height) < 1, JSON.stringify(box));
    assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= size[0] && box.y + box.height <= size[1], JSON.stringify(box));
    const {width, height, data} = await pixelsOf(lab.page, png);
    const grey = (/** @type {number} */ x, /** @type {number} */ y) => data[4 * (y * width + x)];
    let [left, top] = [width, height];
    let greys = 0;
    for (let y = 0; y < height; ++y) {
      for (let x = 0; x < width; ++x) {
        if (grey(x, y) < 128) [left, top] = [Math.min(left, x), Math.min(top, y)];
        if (grey(x, y) > 20 && grey(x, y) < 235) ++greys;
      }
    }
    // The corner of the code is a square ring of seven modules: the quiet zone has four, as the standard asks for.
    let corner = 0;
    while (grey(left + corner, top + 1) < 128) ++corner;
    assert.ok(left >= 3.8 * corner / 7 && top >= 3.8 * corner / 7, `${left}, ${top}: ${corner}`);
    assert.ok(greys < .12 * width * height, `${greys} pixels are neither black nor white`);
    const panel = lab.page.locator('dialog.link-panel');
    assert.equal(await panel.evaluate((element) => getComputedStyle(element).backgroundColor), 'rgb(255, 255, 255)');
    assert.equal(await panel.evaluate((element) => element.scrollWidth <= element.clientWidth), true);
    await panel.locator('button').last().click();
    await panel.waitFor({state: 'detached'});
    await lab.close();
  });
}

test('without the library the link is still there, and words say so', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {mode: 'play'}});
  await lab.page.route('**/qrcode-generator.js', (route) => route.abort());
  await lab.pressByKeyboard('play-qr');
  await lab.page.locator('dialog.link-panel', {hasText: 'could not be loaded'}).waitFor();
  assert.match(await lab.page.locator('.address').textContent() ?? '', /\?mode=play/);
  await lab.close();
});

test('in the frame of a course page the link leads to the site itself', async () => {
  const course = await openHost(browser, `<script defer src="${site.url}inkling-lab.js"></script>
    <inkling-lab mode="play" style="display:block; width:480px; height:360px"></inkling-lab>`);
  const frame = course.page.frames()[1];
  await frame.waitForSelector('html[data-state=running]', {timeout: 30_000});
  await frame.locator('[data-control="play-qr"]').focus();
  await course.page.keyboard.press('Enter');
  const {link} = await shownCode(course.page, frame);
  assert.ok(link?.startsWith(site.url), link ?? 'no link');
  await course.close();
});

for (const lang of ['en', 'zh']) {
  test(`the pages for teachers have a code for each link, ${lang}`, async () => {
    const page = await (await newContext(browser, {viewport: {width: 1000, height: 800}, colorScheme: 'dark', serviceWorkers: 'block'})).newPage();
    await page.goto(`${site.url}embed.html?lang=${lang}`);
    await page.selectOption('[name=mode]', 'learn');
    await page.fill('[name=lesson]', '7');
    await page.locator('[name=lesson]').blur();
    await page.click('#qr-link');
    const {link, text} = await shownCode(page);
    assert.equal(link, await page.locator('#link').textContent());
    assert.equal(text, link);
    assert.match(link ?? '', /mode=learn&lesson=7$/);

    await page.goto(`${site.url}lessons/teachers.${lang}.html`);
    const links = await page.locator('main a[href*="index.html?"]').evaluateAll((all) => all.map((one) => /** @type {HTMLAnchorElement} */ (one).href));
    const buttons = page.locator('main button.qr');
    await buttons.first().waitFor();
    assert.ok(links.length >= 10);
    assert.equal(await buttons.count(), links.length);
    for (const i of [0, 9]) {
      await buttons.nth(i).click();
      assert.equal((await shownCode(page)).link, links[i]);
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({state: 'detached'});
    }
    await page.context().close();
  });
}

test('a finished game has its link as a code, also on the picture to share', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {mode: 'play', game: 'duel', rounds: '1', seed: '3'}});
  await lab.press('duel-start');
  await lab.expectWords('duel-words', /What was it/);
  await lab.page.keyboard.press('5');
  await lab.expectWords('duel-words', /sure/);
  await lab.page.keyboard.press('2');
  await lab.expectWords('game-over', /Over/);
  await lab.press('share-qr');
  const query = /\?mode=play&game=duel&seed=3&rounds=1$/;
  await check(lab, query, /Duel/);
  const [download] = await Promise.all([lab.page.waitForEvent('download'), lab.press('share-card')]);
  assert.match(await readQr(lab.page, readFileSync(await download.path())) ?? '', query);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});
