// @ts-check
// Walks the ten lessons from beginning to end by pointer and by keyboard, in both languages. What the text beside the
// canvas says is compared with what the engine computes.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {openCourse} from './course.js';
import {heart, trembling} from './hands.js';
import {four, Lab, seven, siteFolder} from './lab.js';
import {browser, site} from './stage.js';

/** A house is no digit. @type {import('./lab.js').Strokes} */
const house = [[[.2, .9], [.2, .45], [.8, .45], [.8, .9], [.2, .9]], [[.15, .45], [.5, .1], [.85, .45]], [[.42, .9], [.42, .65], [.58, .65], [.58, .9]]];

/** Each lesson has so many steps. */
const steps = [4, 4, 3, 4, 5, 5, 2, 5, 5, 2];

/** Its top is a wide ring. @type {import('./lab.js').Strokes} */
const nine = [[[.7, .36], [.62, .22], [.46, .2], [.32, .3], [.34, .44], [.5, .5], [.66, .42], [.7, .34], [.68, .6], [.64, .88]]];

/** A Hand operates a control. @typedef {(lab: Lab, id: string) => Promise<void>} Hand */
/** Scrolls to the control, as its focus does, and clicks on the canvas. @type {Hand} */
async function byPointer(lab, id) {
  await lab.control(id).focus();
  await lab.drawn();
  await lab.press(id);
}
/** @type {Hand} */
const byKeyboard = (lab, id) => lab.pressByKeyboard(id);

/** Returns a number of the open lesson's text, as it is written. @param {Lab} lab @param {string} name */
async function textOf(lab, name) {
  return await lab.page.locator(`#lesson [data-number="${name}"]`).first().textContent() ?? '';
}
/** @param {Lab} lab @param {string} name */
async function numberOf(lab, name) {
  const text = await textOf(lab, name);
  const value = Number(text.replace('−', '-').replaceAll(',', ''));
  assert.ok(text !== '' && Number.isFinite(value), `${name} is "${text}"`);
  return value;
}

/** Waits until so many steps have their mark. @param {Lab} lab @param {number} count */
async function expectDone(lab, count) {
  await lab.page.waitForFunction(
      (wanted) => document.querySelectorAll('#lesson li.done').length === wanted, count, {timeout: 20_000});
}

/** Waits until a number of the text is this. @param {Lab} lab @param {string} name @param {number} value */
async function expectNumber(lab, name, value) {
  await lab.page.locator(`#lesson [data-number="${name}"]`, {hasText: new RegExp(`^${value}$`)}).first()
      .waitFor({state: 'attached', timeout: 20_000});
}

/**
 * Draws and presses what the drawing is for, as soon as it can be pressed.
 * @param {Lab} lab @param {Hand} hand @param {import('./lab.js').Strokes} strokes @param {string} id
 */
async function drawFor(lab, hand, strokes, id) {
  await lab.draw(strokes);
  await lab.page.locator(`#controls [data-control="${id}"]:not([aria-disabled=true])`).waitFor({state: 'attached'});
  await hand(lab, id);
}

/** Returns the ids of controls that begin so. @param {Lab} lab @param {string} prefix */
const idsOf = (lab, prefix) => lab.page.evaluate(
    (start) => [...document.querySelectorAll('#controls [data-control]')]
        .map((element) => /** @type {HTMLElement} */ (element).dataset.control ?? '')
        .filter((id) => id.startsWith(start)), prefix);

/** Returns the ids of the neuron's input squares that see ink, the inkiest first. @param {Lab} lab */
async function inkyInputs(lab) {
  const found = [];
  for (let i = 0; i < 16; ++i) {
    const ink = Number(/(\d\.\d\d)/.exec(await lab.words(`input-${i}`))?.[1]);
    if (ink > .05) found.push({id: `input-${i}`, ink});
  }
  return found.sort((a, b) => b.ink - a.ink).map(({id}) => id);
}

/** They go by the numbers of their lessons. @type {Record<number, (lab: Lab, hand: Hand) => Promise<void>>} */
const walks = {
  0: async (lab, hand) => {
    await lab.control('rule-foot-less').waitFor({state: 'attached', timeout: 20_000});
    const wrong = await numberOf(lab, 'wrong');
    for (let i = 0; i < 4; ++i) await hand(lab, 'rule-foot-less');
    await expectDone(lab, 1);
    assert.ok(await numberOf(lab, 'wrong') < wrong, 'a tighter rule takes fewer others');
    for (let i = 0; i < 5; ++i) await hand(lab, 'rule-top-more');
    await expectDone(lab, 2);
    assert.match(await lab.words('rule-found'), new RegExp(await textOf(lab, 'found')));
    // A nine is wide at its top and thin at its foot, too.
    await lab.press('pad-clear');
    await lab.draw(nine);
    await expectDone(lab, 3);
    await hand(lab, 'rule-network');
    await expectDone(lab, 4);
    assert.ok(await numberOf(lab, 'network-found') > 95);
    assert.ok(await numberOf(lab, 'network-wrong') < 10);
    await lab.press('pad-clear');
    await lab.draw(seven);
  },
  1: async (lab, hand) => {
    await expectDone(lab, 1);
    const [first, second, third] = await inkyInputs(lab);
    await hand(lab, first);
    await hand(lab, second);
    await expectDone(lab, 2);
    assert.ok(await numberOf(lab, 'a') > 0);
    assert.equal(await numberOf(lab, 'sum'), await numberOf(lab, 'a'));
    for (let i = 0; i < 15 && await numberOf(lab, 'sum') > 0; ++i) await hand(lab, 'bias-less');
    await expectDone(lab, 3);
    assert.equal(await numberOf(lab, 'a'), 0);
    assert.equal((await numberOf(lab, 'S') + await numberOf(lab, 'b')).toFixed(2), (await numberOf(lab, 'sum')).toFixed(2));
    await hand(lab, third);
    await hand(lab, third);
    for (let i = 0; i < 30 && await numberOf(lab, 'a') === 0; ++i) await hand(lab, 'bias-more');
    await expectDone(lab, 4);
  },
  2: async (lab, hand) => {
    const [unit] = await idsOf(lab, 'unit-0-');
    await hand(lab, unit);
    await expectDone(lab, 1);
    await hand(lab, 'products');
    await expectDone(lab, 2);
    const [x, w, product] = [await numberOf(lab, 'x'), await numberOf(lab, 'w'), await numberOf(lab, 'product')];
    assert.ok(Math.abs(x * w - product) < .005 + .005 * Math.abs(w), `${x} × ${w} = ${product}`);
    assert.match(await lab.words('pixel-product'), new RegExp(`≈ ${await textOf(lab, 'product')}`));
    assert.equal(await numberOf(lab, 'a'), Math.max(0, await numberOf(lab, 'sum')));
    await hand(lab, 'output-7');
    await expectDone(lab, 3);
    assert.match(await lab.words('unit-details'), new RegExp(await textOf(lab, 'sum')));
  },
  3: async (lab, hand) => {
    for (let i = 0; i < 2; ++i) await hand(lab, 'few-0-more');
    await expectDone(lab, 1);
    const few = [await numberOf(lab, 'z'), await numberOf(lab, 'e'), await numberOf(lab, 'S'), await numberOf(lab, 'p')];
    assert.ok(Math.abs(Math.exp(few[0]) - few[1]) < .01 && Math.abs(few[1] / few[2] - few[3]) < .01, few.join());
    await hand(lab, 'truth-7');
    await expectDone(lab, 2);
    const [p, loss] = [await numberOf(lab, 'pt'), await numberOf(lab, 'L')];
    assert.ok(Math.abs(-Math.log(p) - loss) < .02 + .02 * loss, `−ln ${p} = ${loss}`);
    await hand(lab, 'truth-3');
    await expectDone(lab, 3);
    assert.ok(await numberOf(lab, 'L') > loss);
    const unpushed = await numberOf(lab, 'L');
    assert.equal(await textOf(lab, 'pushed'), '–');
    for (let i = 0; i < 40 && await lab.page.locator('#lesson li.done').count() < 4; ++i) await hand(lab, 'push-more-4');
    await expectDone(lab, 4);
    assert.ok(await numberOf(lab, 'pushed') > 50);
    assert.ok(await numberOf(lab, 'L') > unpushed);
  },
  4: async (lab, hand) => {
    await hand(lab, 'gear-0-2');
    await hand(lab, 'gear-1-3');
    await expectDone(lab, 1);
    await hand(lab, 'truth-2');
    await hand(lab, 'blame-unit-0');
    await expectDone(lab, 2);
    const product = await numberOf(lab, 'above') * await numberOf(lab, 'slope') * await numberOf(lab, 'x');
    const gradient = await numberOf(lab, 'gradient');
    assert.ok(Math.abs(product - gradient) < .03 * Math.abs(gradient), `${product}, ${gradient}`);
    await hand(lab, 'nudge-0');
    await hand(lab, 'nudge-2');
    await expectDone(lab, 4);
    const [predicted, measured] = [await numberOf(lab, 'predicted'), await numberOf(lab, 'measured')];
    assert.ok(Math.abs(predicted - measured) < .03 * Math.abs(predicted), `${predicted}, ${measured}`);
    assert.ok(Math.abs(.01 * gradient - predicted) < .02 * Math.abs(predicted));
    const units = await idsOf(lab, 'blame-unit-');
    await hand(lab, units[units.length - 1]);
    await expectDone(lab, 5);
    assert.equal(await numberOf(lab, 'gradient'), 0);
  },
  5: async (lab, hand) => {
    await lab.control('ball-roll').waitFor({state: 'attached', timeout: 20_000});
    const next = await numberOf(lab, 'next');
    await hand(lab, 'ball-roll');
    assert.equal(await numberOf(lab, 'w'), next);
    for (let i = 0; i < 10 && await lab.page.locator('#lesson li.done').count() < 1; ++i) await hand(lab, 'ball-roll');
    await expectDone(lab, 1);
    await hand(lab, 'rate-1');
    await hand(lab, 'downhill-step');
    await expectDone(lab, 2);
    assert.match(await textOf(lab, 'taken'), /^1 (step|步)$/);
    assert.ok(await numberOf(lab, 'loss') < await numberOf(lab, 'start'));
    assert.match(await lab.words('downhill-loss'), new RegExp(await textOf(lab, 'loss')));
    await hand(lab, 'rate-4');
    for (let i = 0; i < 8 && await lab.page.locator('#lesson li.done').count() < 3; ++i) await hand(lab, 'downhill-step');
    await expectDone(lab, 3);
    await hand(lab, 'downhill-restart');
    await hand(lab, 'rate-2');
    for (let i = 0; i < 40 && await lab.page.locator('#lesson li.done').count() < 4; ++i) await hand(lab, 'downhill-step');
    await expectDone(lab, 4);
    await lab.settle();
    await hand(lab, 'downhill-methods');
    await expectDone(lab, 5);
    assert.equal((await lab.words('methods')).match(/\d\.\d{3}|ran away|发散了/g)?.length, 4);
  },
  6: async (lab, hand) => {
    for (const [done, experiment] of [[1, 'images-100'], [2, 'images-1000']]) {
      if (done === 2) await hand(lab, 'experiment-other');
      await hand(lab, `experiment-${experiment}`);
      await hand(lab, 'expect-worse');
      const words = await lab.expectWords('experiment-finding', /%/, 60_000);
      await expectDone(lab, Number(done));
      for (const name of ['train', 'test', 'usual']) assert.ok(words.includes(await textOf(lab, name)), `${name}: ${words}`);
      assert.ok(await numberOf(lab, 'test') < await numberOf(lab, 'usual'));
    }
  },
  7: async (lab, hand) => {
    await lab.press('pad-clear');
    await lab.draw(four);
    const certainty = async () => await numberOf(lab, 'certainty');
    assert.equal(await textOf(lab, 'drawn'), '4');
    for (let i = 0; i < 8 && await lab.page.locator('#lesson li.done').count() < 1; ++i) await hand(lab, 'shift-y-less');
    await expectDone(lab, 1);
    assert.notEqual(await textOf(lab, 'guess'), '4');
    // Bars, sentence and text say the same.
    assert.match(await lab.words('fooled-guess'), new RegExp(`${await textOf(lab, 'guess')}\\D+${await certainty()}%`));
    assert.match(await lab.words('fooled-bars'), new RegExp(`${await textOf(lab, 'guess')}[:：] ?${await certainty()} ?%`));
    assert.match(await lab.words('shift-y-less'), /(Shift up, now|往上移，现在是) \D?\d/);
    await hand(lab, 'fooled-reset');
    assert.equal(await textOf(lab, 'guess'), '4');
    for (let i = 0; i < 10 && await lab.page.locator('#lesson li.done').count() < 2; ++i) await hand(lab, 'noise-more');
    await expectDone(lab, 2);
    await hand(lab, 'fooled-reset');
    // On its head the four is like nothing that the network has seen: it is wrong, but not sure.
    for (let i = 0; i < 6; ++i) await hand(lab, 'turn-more');
    assert.match(await lab.words('turn-more'), /180°/);
    assert.ok(await certainty() < 80);
    await hand(lab, 'fooled-reset');
    for (let i = 0; i < 8 && await lab.page.locator('#lesson li.done').count() < 3; ++i) await hand(lab, 'shift-y-less');
    await expectDone(lab, 3);
    assert.ok(await certainty() >= 80);
    assert.ok(await numberOf(lab, 'sure-wrong') >= 1);
    await lab.press('pad-clear');
    await lab.draw(house);
    await hand(lab, 'no-digit');
    await expectDone(lab, 4);
    assert.match(await lab.words('fooled-tries'), new RegExp(`^.*${await textOf(lab, 'tries')} (tries|次)`));
    await hand(lab, 'fool-shuffle');
    await hand(lab, 'expect-alike');
    const words = await lab.expectWords('experiment-finding', /%/, 60_000);
    await expectDone(lab, 5);
    for (const name of ['in-place', 'shuffled']) {
      assert.ok(await numberOf(lab, name) > 90);
      assert.ok(words.includes(await textOf(lab, name)), `${name}: ${words}`);
    }
  },
  8: async (lab, hand) => {
    const tremble = trembling(5);
    await lab.press('pad-clear');
    for (let i = 0; i < 5; ++i) {
      await drawFor(lab, hand, heart(tremble), 'teach-keep');
      await expectNumber(lab, 'drawings', i + 1);
    }
    await lab.control('teach-go').waitFor({state: 'attached', timeout: 60_000});
    await expectDone(lab, 2);
    assert.match(await lab.words('teach-drawings'), /5/);
    await hand(lab, 'teach-go');
    for (const [own, row] of /** @type {[boolean, string][]} */ ([[true, 'own'], [false, 'other']])) {
      for (let i = 0; i < 3; ++i) {
        await drawFor(lab, hand, own ? heart(tremble) : seven, 'teach-check');
        await expectNumber(lab, `${row}-tries`, i + 1);
      }
      await expectDone(lab, own ? 3 : 4);
    }
    assert.ok(await numberOf(lab, 'own') >= 2);
    assert.equal(await numberOf(lab, 'other'), 0);
    assert.match(await lab.words('teach-other'), /0 of 3 recognised|3 次认出 0 次/);
    assert.match(await lab.words('teach-other-tries'), /drawing 3: taken for a 7|第 3 个：认成了 7/);
    await drawFor(lab, hand, four, 'teach-digit-4');
    await expectDone(lab, 5);
    assert.equal(await numberOf(lab, 'digits'), 1);
    assert.equal(await numberOf(lab, 'drawings'), 5, 'nothing of the tries was kept');
    await lab.draw(seven);
  },
  9: async (lab, hand) => {
    for (const fact of ['neurons', 'energy', 'examples']) await hand(lab, `fact-${fact}`);
    await expectDone(lab, 1);
    await hand(lab, 'count-requests');
    await expectDone(lab, 2);
    assert.ok(parseInt(await textOf(lab, 'requests')) > 10);
    assert.equal(await numberOf(lab, 'foreign'), 0);
  },
};

for (const [lang, name, hand, size] of /** @type {['en' | 'zh', string, Hand, [number, number]][]} */ ([
  ['en', 'pointer', byPointer, [1280, 800]], ['zh', 'keyboard', byKeyboard, [390, 844]],
])) {
  test(`all ten lessons to their ends (${lang}, by ${name}, ${size.join('x')})`, async () => {
    const lab = await Lab.open(browser, site, {
      size, shipped: true, still: true, hurried: true, parameters: {mode: 'learn', lang},
    });
    await lab.page.locator('#lesson h2').waitFor();
    await lab.draw(seven);
    for (let lesson = 0; lesson < steps.length; ++lesson) {
      if (!(lesson in walks)) continue;
      if (lesson > 0) await hand(lab, lesson - 1 in walks ? 'lesson-next' : `lesson-${lesson}`);
      await lab.page.locator(`#lesson article[data-lesson="${lesson}"]`).waitFor();
      await walks[lesson](lab, hand);
      await lab.expectWords(`lesson-${lesson}`, lang === 'en' ? /done/ : /已完成/);
    }
    assert.deepEqual(lab.errors, []);
    await lab.close();
  });
}

test('both languages have the same lessons, steps and numbers, and formulas in MathML', async () => {
  const lab = await Lab.open(browser, site, {parameters: {mode: 'learn'}});
  const [en, zh] = await lab.page.evaluate(([...files]) => files.map((file) => {
    const page = new DOMParser().parseFromString(file, 'text/html');
    return [...page.querySelectorAll('article')].map((article) => ({
      lesson: Number(article.dataset.lesson),
      steps: article.querySelectorAll('li[data-step]').length,
      numbers: [...article.querySelectorAll('[data-number]')].map((place) => /** @type {HTMLElement} */ (place).dataset.number).sort(),
      formulas: article.querySelectorAll('math').length,
      sources: article.querySelectorAll('.source').length,
      terms: [...article.querySelectorAll('dfn')].map((term) => /** @type {HTMLElement} */ (term).dataset.term),
      symbols: [...article.querySelectorAll('[data-symbol]')].map((place) => /** @type {HTMLElement} */ (place).dataset.symbol),
    }));
  }), ['en', 'zh'].map((lang) => readFileSync(join(siteFolder, `lessons/${lang}.html`), 'utf8')));
  assert.deepEqual(en, zh);
  assert.deepEqual(en.map((lesson) => lesson.steps), steps);
  assert.ok(en.every((lesson) => lesson.sources === 1));
  assert.deepEqual(en.map((lesson) => lesson.terms.every(Boolean)), steps.map(() => true));
  assert.ok(en.reduce((sum, lesson) => sum + lesson.formulas, 0) >= 6);
  await lab.close();
});

test('a lesson is a link, its progress is kept, and a course page is told of it', async () => {
  const course = await openCourse(browser, site, 'mode="learn" lesson="4"');
  await course.call('draw', {strokes: seven});
  const frame = course.page.frames()[1];
  await frame.waitForSelector('#lesson article[data-lesson="4"]');
  const opened = await course.events('lesson');
  assert.deepEqual(opened[0], {lesson: 4, step: 0, done: false});
  const press = async (/** @type {string} */ id) => {
    await frame.locator(`[data-control="${id}"]`).focus();
    await course.page.keyboard.press('Enter');
    await course.page.waitForTimeout(150);
  };
  await press('gear-0-2');
  await press('gear-1-3');
  await press('blame-unit-0');
  await press('nudge-2');
  const last = async () => (await course.events('lesson')).at(-1);
  for (let i = 0; i < 50 && (await last()).step < 4; ++i) await course.page.waitForTimeout(100);
  assert.deepEqual(await last(), {lesson: 4, step: 4, done: false});
  // The parameters that the text names are those that the engine tells.
  await press('lesson-2');
  const {parameters} = await course.call('describe');
  await frame.waitForSelector('#lesson article[data-lesson="2"]');
  const shown = await frame.locator('#lesson [data-number="parameters"]').textContent();
  assert.equal(Number(shown?.replaceAll(',', '')), parameters);
  await course.close();

  const lab = await Lab.open(browser, site, {shipped: true, parameters: {mode: 'learn', lesson: '9'}});
  for (const fact of ['neurons', 'energy', 'examples']) await byKeyboard(lab, `fact-${fact}`);
  await expectDone(lab, 1);
  await lab.page.reload();
  await lab.page.locator('#lesson article[data-lesson="9"]').waitFor();
  await expectDone(lab, 1);
  await lab.close();
});

test('what lesson 8 taught is there in Draw and after a reload, and the lesson goes on from it', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {mode: 'learn', lesson: '8'}});
  const tremble = trembling(8);
  await lab.expectWords('teach-next', /a symbol of your own/);
  for (let i = 0; i < 6; ++i) {
    await drawFor(lab, byPointer, heart(tremble), 'teach-keep');
    await lab.expectWords('teach-drawings', new RegExp(`^${i + 1} drawing`));
  }
  await lab.expectWords('teach-next', /^Learned from 6 drawings/, 60_000);
  await lab.settle();
  const inDraw = async () => {
    await lab.press('place-draw');
    await lab.draw(heart(tremble));
    await lab.expectWords('guess', /Your symbol A, I think/);
    await lab.expectWords('show-drawings', /6 drawings/);
    await lab.press('pad-clear');
  };
  await inDraw();
  await lab.page.reload();
  await lab.page.waitForSelector('html[data-state=running]');
  await inDraw();
  await lab.press('place-learn');
  await lab.expectWords('teach-next', /I know your symbol A from before: 6 drawings/);
  await lab.press('teach-go');
  await drawFor(lab, byPointer, heart(tremble), 'teach-check');
  await lab.expectWords('teach-own', /Your own hand: 1 of 1 recognised/);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('the glossary and the notes for teachers are pages of the site, in both languages', async () => {
  const lab = await Lab.open(browser, site, {parameters: {mode: 'learn', lang: 'zh'}});
  const links = lab.page.locator('#lesson nav a');
  await links.first().waitFor();
  for (const lang of ['en', 'zh']) {
    for (const name of ['glossary', 'sheet', 'teachers']) {
      const response = await lab.page.request.get(new URL(`lessons/${name}.${lang}.html`, site.url).href);
      assert.ok(response.ok());
      assert.match(await response.text(), new RegExp(`<html lang="${lang}">`));
    }
  }
  assert.match(await links.first().getAttribute('href') ?? '', /lessons\/glossary\.zh\.html$/);
  await lab.close();
});

test('a symbol shows its value and lights what it stands for, and the other way round', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {mode: 'learn', lesson: '1', lang: 'en'}});
  await lab.draw(seven);
  const [inky] = await inkyInputs(lab);
  await byKeyboard(lab, inky);
  const symbol = (/** @type {string} */ name) => lab.page.locator(`#lesson math [data-symbol="${name}"]`);
  const tip = lab.page.locator('#lesson-tip');
  assert.equal(await tip.isVisible(), false);
  const plain = await lab.screenshot({});
  await symbol('w').hover();
  await tip.waitFor();
  assert.equal(await tip.textContent(), 'w, the weight of the square tapped last: 1');
  await lab.settle();
  assert.notDeepEqual(await lab.screenshot({}), plain);
  assert.ok(await symbol('w').evaluate((element) => element.classList.contains('lit')));
  // By keyboard the same.
  await lab.page.mouse.move(5, 5);
  await symbol('b').focus();
  assert.equal(await tip.textContent(), 'b, the bias: 0.00');
  await lab.page.keyboard.press('Escape');
  assert.equal(await tip.isVisible(), false);
  // And from the canvas: the lower half of the square is its ink.
  const square = await lab.control(inky).boundingBox();
  assert.ok(square);
  await lab.page.mouse.move(square.x + square.width / 2, square.y + square.height * .75);
  await lab.page.waitForFunction(() => document.querySelector('#lesson math [data-symbol="x"]')?.classList.contains('lit'));
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('a term opens its entry of the glossary in place, and every term has one', async () => {
  for (const lang of ['en', 'zh']) {
    const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {mode: 'learn', lesson: '1', lang}});
    const term = lab.page.locator('#lesson dfn[data-term="bias"]');
    await term.focus();
    await lab.page.keyboard.press('Enter');
    const entry = lab.page.locator('#lesson .entry');
    await entry.waitFor();
    assert.ok((await entry.textContent() ?? '').length > 10);
    assert.equal(await term.getAttribute('aria-expanded'), 'true');
    await term.click();
    await entry.waitFor({state: 'detached'});
    const missing = await lab.page.evaluate(([lessons, glossary]) => {
      const page = new DOMParser().parseFromString(glossary, 'text/html');
      return [...new DOMParser().parseFromString(lessons, 'text/html').querySelectorAll('dfn')]
          .map((dfn) => dfn.dataset.term ?? '').filter((id) => page.getElementById(id)?.nextElementSibling?.tagName !== 'DD');
    }, [`${lang}.html`, `glossary.${lang}.html`].map((name) => readFileSync(join(siteFolder, `lessons/${name}`), 'utf8')));
    assert.deepEqual(missing, []);
    await lab.close();
  }
});

test('an answer leads to another lesson or place', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {mode: 'learn', lesson: '9', lang: 'en'}});
  await lab.page.locator('#lesson summary').nth(1).click();
  await lab.page.locator('#lesson [data-go="5"]').click();
  await lab.page.locator('#lesson article[data-lesson="5"]').waitFor();
  await lab.pressByKeyboard('lesson-9');
  await lab.page.locator('#lesson summary').nth(3).click();
  await lab.page.locator('#lesson [data-go="play"]').click();
  await lab.control('sprint-start').waitFor({state: 'attached'});
  await lab.close();
});

test('what needs no drawing can be tried without one', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {mode: 'learn', lesson: '4', lang: 'en'}});
  await byPointer(lab, 'gear-0-2');
  await byPointer(lab, 'gear-1-3');
  await expectDone(lab, 1);
  await byKeyboard(lab, 'lesson-3');
  for (let i = 0; i < 2; ++i) await byPointer(lab, 'few-0-more');
  await expectDone(lab, 1);
  await lab.close();
});
