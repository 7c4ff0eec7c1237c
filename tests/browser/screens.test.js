// @ts-check
// Photographs every view in both languages, by day and by night, on a desk and in a hand, for people to look at, in
// build/screens/. What a program can see of them is checked as well. Unless INKLING_SCREENS says "all", each size is
// looked at once: a desk in Chinese by night, all others in English by day; with "all", every place is photographed at
// the sizes of windows in other people's pages, too.
import assert from 'node:assert/strict';
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {Lab, misplaced, newContext, screensFolder, seven} from './lab.js';
import {browser, site} from './stage.js';

mkdirSync(screensFolder, {recursive: true});

/** @type {{name: string, size: [number, number], pixelRatio: number, touch: boolean}[]} */
const screens = [
  {name: 'desktop', size: [1280, 800], pixelRatio: 1, touch: false},
  {name: 'phone', size: [390, 844], pixelRatio: 2, touch: true},
];
/** These sizes are at the edges of the layouts; they have one language and one set of colours. @type {typeof screens} */
const edges = [
  {name: 'small-phone', size: [360, 640], pixelRatio: 2, touch: true},
  {name: 'lying-phone', size: [844, 390], pixelRatio: 2, touch: true},
  {name: 'tablet', size: [768, 1024], pixelRatio: 1, touch: true},
  {name: 'wide', size: [1920, 1080], pixelRatio: 1, touch: false},
];

/**
 * @param {typeof screens[0]} screen
 * @param {'en' | 'zh'} lang
 * @param {'light' | 'dark'} theme
 */
async function photograph(screen, lang, theme) {
  const {name, size, pixelRatio, touch} = screen;
  const parameters = {lang, theme, 'train-images': '2000', epochs: '2'};
  const lab = await Lab.open(browser, site, {size, pixelRatio, touch, still: true, parameters});
  /** @param {string} view */
  const shoot = async (view) => {
    await lab.settle();
    assert.deepEqual(await misplaced(lab), [], `${view} on ${name}`);
    await lab.screenshot({path: join(screensFolder, `${name}-${theme}-${lang}-${view}.png`)});
  };
  await shoot('1-draw-demonstration');
  await lab.draw(seven);
  await shoot('2-draw-untrained');
  await lab.press('place-train');
  await shoot('3-train-before');
  await lab.press('train');
  await lab.expectWords('accuracy', /\d\d\.\d\d%/, 60_000);
  await shoot('4-train-done');
  await lab.press('place-draw');
  await shoot('5-draw-trained');
  await lab.press('place-train');
  await lab.control('settings').focus();
  await lab.page.keyboard.press('Enter');
  await shoot('6-train-settings');
  await lab.control('setting-learning_rate').fill('fast');
  await lab.page.keyboard.press('Enter');
  await shoot('7-setting-refused');
  await lab.press('place-inside');
  await shoot('13-inside');
  await lab.press('inside-why');
  await shoot('14-inside-why');
  /** A control may lie below the fold. @param {string} id */
  const choose = (id) => lab.pressByKeyboard(id);
  // The rest of what explains things is looked at by day and by night, once in each language.
  if (edges.includes(screen) || (lang === 'en') === (theme === 'dark')) {
    await playAndClose(shoot, choose, lab, name, theme, lang);
    return;
  }
  await choose('inside-data');
  await lab.control('picture-39').waitFor({state: 'attached', timeout: 20_000});
  await shoot('15-inside-data');
  await choose('data-mistakes');
  await choose('picture-0');
  await shoot('16-inside-mistakes');
  await choose('data-confusion');
  await shoot('17-inside-confusion');
  await choose('data-nearest');
  await shoot('18-inside-nearest');
  await choose('inside-map');
  await lab.expectWords('map', /2,000/);
  await shoot('19-inside-map');
  await choose('inside-experiments');
  await shoot('20-experiments');
  await choose('experiment-images-100');
  await shoot('21-experiment-question');
  await choose('expect-worse');
  await lab.expectWords('experiment-finding', /%/, 60_000);
  await shoot('22-experiment-finding');
  await choose('place-learn');
  await lab.page.locator('#lesson h2').waitFor();
  await choose('input-5');
  await choose('input-9');
  await shoot('23-lesson-1');
  await choose('lesson-2');
  await choose(await lab.page.locator('[data-control^="unit-0-"]').first().getAttribute('data-control') ?? '');
  await choose('products');
  await shoot('24-lesson-2');
  await choose('lesson-3');
  await choose('truth-2');
  await choose('push-more-1');
  await shoot('25-lesson-3');
  await choose('lesson-4');
  await choose('blame-unit-0');
  await choose('nudge-1');
  await shoot('26-lesson-4');
  await choose('lesson-5');
  await lab.control('downhill-step').waitFor({state: 'attached'});
  await choose('rate-2');
  for (let i = 0; i < 5; ++i) await choose('downhill-step');
  await lab.settle();
  await choose('downhill-methods');
  await shoot('27-lesson-5');
  await choose('lesson-6');
  await choose('experiment-images-100');
  await shoot('28-lesson-6');
  await choose('lesson-7');
  await choose('fact-neurons');
  await choose('count-requests');
  await shoot('29-lesson-7');
  await playAndClose(shoot, choose, lab, name, theme, lang);
}

/**
 * Photographs the games, and closes the lab.
 * @param {(view: string) => Promise<void>} shoot
 * @param {(id: string) => Promise<void>} choose
 * @param {Lab} lab
 * @param {string} name
 * @param {string} theme
 * @param {string} lang
 */
async function playAndClose(shoot, choose, lab, name, theme, lang) {
  await lab.press('place-play');
  await shoot('8-play-menu');
  const start = async (/** @type {string} */ game) => {
    await choose(`${game}-start`);
    await lab.page.waitForTimeout(100);
  };
  await start('sprint');
  await lab.draw(seven);
  await lab.screenshot({path: join(screensFolder, `${name}-${theme}-${lang}-9-sprint.png`)});
  await lab.press('game-leave');
  await lab.settle();
  await start('golf');
  await lab.draw(seven);
  await shoot('10-golf');
  await lab.press('game-leave');
  await lab.settle();
  await start('duel');
  await lab.expectWords('duel-answer-3', /3/);
  await lab.page.waitForTimeout(1000);
  await lab.screenshot({path: join(screensFolder, `${name}-${theme}-${lang}-11-duel.png`)});
  await lab.page.waitForTimeout(1200);
  await lab.page.keyboard.press('3');
  await shoot('12-duel-sure');
  assert.deepEqual(lab.errors, []);
  await lab.close();
}

/** Tells whether a view is part of every test run: in these two, everything is looked at. @param {string} name */
const chosen = (name) => ['desktop, zh, dark', 'phone, en, light'].includes(name);

for (const screen of screens) {
  for (const lang of /** @type {const} */ (['en', 'zh'])) {
    for (const theme of /** @type {const} */ (['light', 'dark'])) {
      const name = `${screen.name}, ${lang}, ${theme}`;
      if (process.env.INKLING_SCREENS === 'all' || chosen(name)) test(name, () => photograph(screen, lang, theme));
    }
  }
}
/** @type {[number, number][]} */
const embedSizes = [[280, 320], [320, 480], [400, 300], [480, 360], [600, 400], [640, 480], [800, 300], [800, 450], [1000, 500]];

/**
 * Photographs the five places in a small window.
 * @param {[number, number]} size
 * @param {'en' | 'zh'} lang
 * @param {'light' | 'dark'} theme
 */
async function photographPlaces(size, lang, theme) {
  const lab = await Lab.open(browser, site, {size, shipped: true, still: true, parameters: {lang, theme}});
  await lab.draw(seven);
  for (const place of ['draw', 'train', 'inside', 'learn', 'play']) {
    await lab.pressByKeyboard(`place-${place}`);
    await lab.settle();
    assert.deepEqual(await misplaced(lab), [], `${place} at ${size.join('x')}`);
    await lab.screenshot({path: join(screensFolder, `${size.join('x')}-${theme}-${lang}-${place}.png`)});
  }
  assert.deepEqual(lab.errors, []);
  await lab.close();
}

if (process.env.INKLING_SCREENS === 'all') {
  for (const size of embedSizes) {
    for (const lang of /** @type {const} */ (['en', 'zh'])) {
      for (const theme of /** @type {const} */ (['light', 'dark'])) {
        test(`${size.join('x')}, ${lang}, ${theme}`, () => photographPlaces(size, lang, theme));
      }
    }
  }
}
for (const screen of edges) test(screen.name, () => photograph(screen, 'en', 'light'));

test('the notices', async () => {
  const lab = await Lab.open(browser, site, {still: true});
  const opened = lab.page.context().waitForEvent('page');
  await lab.press('notices');
  const page = await opened;
  await page.getByText('Permission is hereby granted').first().waitFor();
  for (const name of ['MNIST', 'Dear ImGui', 'Noto Sans CJK', 'RapidJSON', 'Emscripten']) {
    assert.ok(await page.getByRole('heading', {name}).count() > 0, name);
  }
  await page.screenshot({path: join(screensFolder, 'notices.png')});
  await lab.close();
});

for (const {name, size, pixelRatio, touch} of screens) {
  test(`the pages for teachers, ${name}`, async () => {
    const context = await newContext(browser, {
      viewport: {width: size[0], height: size[1]}, deviceScaleFactor: pixelRatio, hasTouch: touch, locale: 'en-GB',
      reducedMotion: 'reduce', serviceWorkers: 'block',
    }, true);
    const page = await context.newPage();
    for (const path of ['embed', 'examples/lecture.en', 'examples/lecture.zh', 'examples/quiz', 'examples/compare']) {
      await page.goto(`${site.url}${path}.html`);
      const title = path.replace('examples/', '');
      const shoot = (/** @type {string} */ part) => page.screenshot({path: join(screensFolder, `${name}-page-${title}-${part}.png`)});
      await shoot('top');
      const lab = page.locator('inkling-lab').first();
      await lab.scrollIntoViewIfNeeded();
      await lab.evaluate((element) => /** @type {any} */ (element).ready);
      await page.waitForTimeout(600);
      await shoot('lab');
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(sideways <= 0, `${path} is ${sideways} px wider than the screen`);
    }
    await context.close();
  });
}
