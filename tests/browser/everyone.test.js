// @ts-check
// Tests what serves everyone: drawing with the keys, sentences at a pace that ears can follow, contrast, larger text, and
// what a checker of accessibility finds.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {test} from 'node:test';
import {labScript, openHost} from './course.js';
import {Lab, newContext, seven} from './lab.js';
import {browser, site} from './stage.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Returns what axe-core finds wrong with a page.
 * @param {import('playwright-core').Page} page
 */
async function findings(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const {violations} = await /** @type {any} */ (window).axe.run(document);
    return violations.flatMap((/** @type {any} */ rule) =>
      rule.nodes.map((/** @type {any} */ node) => `${rule.id}: ${node.html.slice(0, 160)}: ${node.failureSummary}`));
  });
}

for (const wishes of /** @type {const} */ ([
  {locale: 'en-GB', colours: 'light', size: [1280, 800], touch: false},
  {locale: 'zh-CN', colours: 'dark', size: [390, 844], touch: true},
])) {
  test(`a checker finds nothing wrong with any place of the app, ${wishes.locale}`, async () => {
    const lab = await Lab.open(browser, site, {
      ...wishes, size: [...wishes.size], shipped: true, still: true, parameters: {'train-images': '1000', epochs: '1'}});
    await lab.draw(seven, wishes.touch ? 'touch' : 'mouse');
    for (const place of ['draw', 'train', 'inside', 'learn', 'play']) {
      await lab.press(`place-${place}`);
      await lab.settle();
      assert.deepEqual(await findings(lab.page), [], place);
    }
    await lab.close();
  });
}

test('in each place every button has a name of its own, in both languages', async () => {
  for (const lang of ['en', 'zh']) {
    const lab = await Lab.open(browser, site, {size: [1280, 900], shipped: true, still: true, parameters: {lang}});
    await lab.draw(seven);
    const check = async (/** @type {string} */ where) => {
      await lab.settle();
      const names = await lab.page.locator('#controls > button, #controls > input')
        .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? one.textContent ?? ''));
      assert.deepEqual(names.filter((name, i) => names.indexOf(name) < i || !/[\p{L}\p{N}]/u.test(name)), [], `${where} (${lang})`);
    };
    for (const place of ['draw', 'train', 'play', 'inside']) {
      await lab.press(`place-${place}`);
      await check(place);
    }
    for (const view of ['why', 'data', 'experiments']) {
      await lab.press(`inside-${view}`);
      if (view === 'data') await lab.control('picture-0').waitFor({timeout: 20_000});
      await check(view);
    }
    await lab.close();
  }
});

test('a checker finds nothing wrong with the pages around it', async () => {
  const page = await (await newContext(browser, {viewport: {width: 1000, height: 800}, serviceWorkers: 'block'})).newPage();
  for (const path of [
    'embed.html', 'embed.html?lang=zh', 'examples/lecture.en.html', 'examples/lecture.zh.html', 'examples/quiz.html',
    'examples/compare.html', 'results.html', 'results.html?lang=zh', 'notices.html', 'lessons/glossary.en.html', 'lessons/glossary.zh.html',
    'lessons/sheet.en.html', 'lessons/sheet.zh.html', 'lessons/teachers.en.html', 'lessons/teachers.zh.html',
  ]) {
    await page.goto(`${site.url}${path}`);
    await page.waitForTimeout(300);
    assert.deepEqual(await findings(page), [], path);
  }
  await page.context().close();
});

test('the sheet for pupils is one page to print, in both languages', async () => {
  const page = await (await newContext(browser, {serviceWorkers: 'block'})).newPage();
  for (const lang of ['en', 'zh']) {
    await page.goto(`${site.url}lessons/sheet.${lang}.html`);
    assert.equal(await page.locator('tbody tr').count(), 10);
    const pdf = (await page.pdf({preferCSSPageSize: true})).toString('latin1');
    assert.equal(pdf.match(/\/Type \/Page\b/g)?.length, 1, lang);
  }
  await page.context().close();
});

/** Holds some keys down together for some steps. @param {Lab} lab @param {string[]} keys @param {number} steps */
async function go(lab, keys, steps) {
  const {keyboard} = lab.page;
  for (const key of keys) await keyboard.down(key);
  // Pressing them has moved the pen already: along by the first key, across by both.
  for (let i = 1; i < steps; ++i) await keyboard.down(keys[keys.length - 1]);
  for (const key of keys) await keyboard.up(key);
}

test('a seven is drawn with the keys, said when the pen is lifted, and wiped', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true});
  const live = lab.page.locator('#live');
  await lab.control('place-draw').focus();
  for (let i = 0; i < 30 && !await lab.control('pad').evaluate((pad) => pad === document.activeElement); ++i) {
    await lab.page.keyboard.press('Tab');
  }
  assert.match(await lab.words('pad'), /arrows move the pen/);
  await go(lab, ['ArrowLeft'], 6);
  await go(lab, ['ArrowUp'], 8);
  await lab.page.keyboard.press(' ');
  await live.filter({hasText: 'Pen down'}).waitFor({state: 'attached'});
  await go(lab, ['ArrowRight'], 13);
  await go(lab, ['ArrowLeft', 'ArrowDown'], 7);
  await go(lab, ['ArrowDown'], 9);
  await lab.page.keyboard.press(' ');
  await live.filter({hasText: /^A 7, I think/}).waitFor({state: 'attached'});
  await lab.expectWords('guess', /^A 7, I think/);
  const bars = await lab.bars();
  assert.ok(bars[7] > 80, String(bars));
  await lab.page.keyboard.press('Delete');
  await lab.expectWords('guess', /Draw|\?/);
  // A pen that loses the focus does not go on drawing.
  await lab.page.keyboard.press(' ');
  await go(lab, ['ArrowDown'], 5);
  await lab.page.keyboard.press('Tab');
  await lab.settle();
  assert.equal(await lab.control('pad-clear').getAttribute('aria-disabled'), 'false', 'the stroke is ended, not lost');
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('sentences come no faster than they can be heard, and the newest is among them', async () => {
  const lab = await Lab.open(browser, site, {
    shipped: true, still: true, parameters: {hidden: '8', epochs: '12', 'train-images': '500', mode: 'train'}});
  const said = await lab.page.evaluateHandle(() => {
    const sentences = /** @type {{at: number, text: string}[]} */ ([]);
    new MutationObserver(() => {
      const text = document.getElementById('live')?.textContent ?? '';
      if (text) sentences.push({at: performance.now(), text});
    }).observe(/** @type {Node} */ (document.getElementById('live')), {childList: true});
    return sentences;
  });
  await lab.press('train');
  await lab.expectWords('accuracy', /\d\d\.\d\d%/, 60_000);
  await lab.page.waitForTimeout(5000);
  const sentences = await said.jsonValue();
  assert.ok(sentences.length >= 2, JSON.stringify(sentences));
  for (let i = 1; i < sentences.length; ++i) assert.ok(sentences[i].at - sentences[i - 1].at > 1400, JSON.stringify(sentences));
  for (const expected of [/^Training finished. Test accuracy/, /training data/]) {
    assert.ok(sentences.some(({text}) => expected.test(text)), JSON.stringify(sentences));
  }
  await lab.close();
});

test('more contrast is drawn for those who ask for it, by day and by night', async () => {
  for (const [colours, paper] of /** @type {const} */ ([['light', 255], ['dark', 0]])) {
    const lab = await Lab.open(browser, site, {colours, still: true});
    const usual = await lab.brightness(4, 400);
    await lab.page.emulateMedia({contrast: 'more'});
    await lab.settle();
    assert.equal(await lab.brightness(4, 400), paper);
    assert.notEqual(usual, paper);
    await lab.close();
  }
});

test('who has chosen larger text gets a larger app, and it works', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true, size: [1280, 1000]});
  const before = await lab.control('pad-clear').boundingBox();
  // The browser's setting does the same: text without a size of its own becomes larger.
  await lab.page.addStyleTag({content: 'html {font-size: 24px !important}'}).catch(() => {});
  await lab.page.evaluate(() => document.documentElement.style.setProperty('font-size', '24px', 'important'));
  await lab.page.setViewportSize({width: 1281, height: 1000});
  await lab.settle();
  const after = await lab.control('pad-clear').boundingBox();
  assert.ok(before && after && after.height > 1.45 * before.height, JSON.stringify([before, after]));
  await lab.draw(seven);
  await lab.expectWords('guess', /^A 7, I think/);
  await lab.press('pad-clear');
  await lab.expectWords('guess', /Draw|\?/);
  await lab.close();
});

test('what a finger must hit is 44 pixels high, in every place on a phone', async () => {
  const lab = await Lab.open(browser, site, {size: [390, 844], touch: true, shipped: true, still: true});
  await lab.draw(seven, 'touch');
  for (const place of ['draw', 'train', 'inside', 'learn', 'play']) {
    await lab.press(`place-${place}`);
    await lab.settle();
    const small = await lab.page.locator('#controls > button').evaluateAll((buttons) => buttons
      .map((button) => ({id: /** @type {HTMLElement} */ (button).dataset.control, height: button.getBoundingClientRect().height}))
      .filter(({height}) => height < 44));
    assert.deepEqual(small, [], place);
  }
  await lab.close();
});

test('a page that runs from right to left does not break it', async () => {
  const host = await openHost(browser, `<html lang="ar" dir="rtl"><h1>درس</h1>${labScript(site)}
    <inkling-lab mode="draw" lang="en" style="display:block;height:600px"></inkling-lab>`);
  const frame = host.page.frameLocator('iframe');
  const pad = await frame.locator('[data-control="pad"]').boundingBox();
  const bars = await frame.locator('[data-control="bars"]').boundingBox();
  assert.ok(pad && bars && pad.x < bars.x, 'the pad stays to the left of the bars');
  const result = await host.page.evaluate(async (strokes) => {
    const lab = /** @type {any} */ (document.querySelector('inkling-lab'));
    await lab.ready;
    await lab.call('draw', {strokes});
    return lab.call('predict', {strokes});
  }, seven);
  assert.equal(result.digit, 7);
  await host.close();
});
