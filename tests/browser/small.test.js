// @ts-check
// Windows in which other people's pages show a lab: small, low, narrow. In each of them every place must be usable.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Lab, misplaced, seven} from './lab.js';
import {browser, site} from './stage.js';

/** @type {[number, number][]} */
const sizes = [[280, 320], [320, 480], [360, 640], [400, 300], [480, 360], [600, 400], [640, 480], [800, 300], [800, 450], [1000, 500]];
const places = ['draw', 'train', 'inside', 'learn', 'play'];

/** Returns the names of texts that stick out of the window and are not cut off by a part that scrolls. @param {Lab} lab */
function cutTexts(lab) {
  return lab.page.evaluate(() => [...document.querySelectorAll('#controls > :not(button):not(input), #lesson')].filter((text) => {
    const {left, top, right, bottom} = text.getBoundingClientRect();
    const cut = getComputedStyle(text).clipPath !== 'none';
    return !cut && (left < -1 || right > innerWidth + 1 || top < -1 || bottom > innerHeight + 1);
  }).map((text) => /** @type {HTMLElement} */ (text).dataset.control ?? text.id));
}

/** What these show is a picture, or set in another way than one label. */
const pictured = new RegExp([
  /^(cell|drawing|game|input|invite|lesson|mood|name|output|picture|place|unit|why-against)-/, /-(back|less|more|next|start)$/,
  /^(code|data-set|drawings|files|ink-steps|invite|map-sheet|mood|notices|pad|paper|save-picture|settings|speed|theme)$/,
].map(({source}) => source).join('|'));

/**
 * Returns the labels of buttons that have no room: on one line, or wrapped as the app wraps them (see Ui::button).
 * @param {Lab} lab
 */
async function cutLabels(lab) {
  await lab.page.evaluate(() => document.fonts.ready);
  return lab.page.evaluate(([pattern, margin]) => {
    const probe = document.createElement('span');
    probe.style.cssText = "position:fixed; visibility:hidden; font: 17px/26px Inkling, 'Inkling.zh'";
    document.body.append(probe);
    const cut = [...document.querySelectorAll('#controls > button')].flatMap((button) => {
      const {control = ''} = /** @type {HTMLElement} */ (button).dataset;
      if (new RegExp(pattern).test(control)) return [];
      const {offsetWidth: width, offsetHeight: height} = /** @type {HTMLElement} */ (button);
      probe.textContent = button.textContent;
      probe.style.width = 'max-content';
      if (probe.offsetWidth <= width + 1) return [];
      probe.style.width = `${width - margin}px`;
      const wrapped = probe.scrollWidth <= probe.clientWidth + 1 && probe.offsetHeight <= height + 1;
      return wrapped ? [] : [`${control}: ${button.textContent} (${width}x${height})`];
    });
    probe.remove();
    return cut;
  }, /** @type {[string, number]} */ ([pictured.source, 16]));
}

for (const lang of ['en', 'zh']) {
  test(`every place is usable in small windows (${lang})`, async () => {
    const lab = await Lab.open(browser, site, {size: [1280, 800], still: true, shipped: true, parameters: {lang}});
    await lab.draw(seven);
    for (const [width, height] of sizes) {
      await lab.page.setViewportSize({width, height});
      await lab.drawn();
      for (const place of places) {
        await lab.press(`place-${place}`);
        await lab.drawn();
        const where = `${place} at ${width}x${height}`;
        assert.deepEqual(await misplaced(lab), [], where);
        assert.deepEqual(await cutTexts(lab), [], where);
        assert.deepEqual(await cutLabels(lab), [], where);
        if (place === 'draw') {
          const pad = await lab.control('pad').boundingBox();
          assert.ok(pad && Math.min(pad.width, pad.height) >= Math.min(width, height) / 2 - 1, `${where}: ${JSON.stringify(pad)}`);
        }
        if (place === 'play') {
          // The games too, each from its button, which may have to be scrolled to.
          for (const game of ['sprint', 'golf', 'duel']) {
            await lab.pressByKeyboard(`${game}-start`);
            await lab.drawn();
            assert.deepEqual(await misplaced(lab), [], `${game} at ${width}x${height}`);
            assert.deepEqual(await cutTexts(lab), [], `${game} at ${width}x${height}`);
            assert.deepEqual(await cutLabels(lab), [], `${game} at ${width}x${height}`);
            await lab.pressByKeyboard('game-leave');
          }
        }
      }
    }
    assert.deepEqual(lab.errors, []);
    await lab.close();
  });
}

/** These open every view that a place has, in their order; the code is a panel of the page. */
const views = {
  draw: [],
  train: ['settings', 'drawings', 'speed'],
  inside: ['inside-network', 'inside-why', 'inside-data', 'data-mistakes', 'data-confusion', 'data-nearest', 'inside-map', 'inside-experiments'],
  learn: Array.from({length: 10}, (_, lesson) => `lesson-${lesson}`),
  play: [],
};

for (const lang of ['en', 'zh']) {
  test(`every view of a narrow phone has room for its words (${lang})`, async () => {
    const lab = await Lab.open(browser, site, {size: [360, 640], still: true, shipped: true, parameters: {lang}});
    await lab.draw(seven);
    for (const [place, controls] of Object.entries(views)) {
      await lab.press(`place-${place}`);
      for (const control of controls) {
        await lab.pressByKeyboard(control);
        await lab.drawn();
        const where = `${place}, ${control}`;
        assert.deepEqual(await misplaced(lab), [], where);
        assert.deepEqual(await cutTexts(lab), [], where);
        assert.deepEqual(await cutLabels(lab), [], where);
      }
    }
    assert.deepEqual(lab.errors, []);
    await lab.close();
  });
}
