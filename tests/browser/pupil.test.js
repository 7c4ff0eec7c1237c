// @ts-check
// A pupil's day on a phone: from the link that the teacher shows to the work that is handed in, and opened again where
// nothing of it is left.
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {digits} from './hands.js';
import {four, Lab, seven, taught} from './lab.js';
import {browser, site} from './stage.js';

const folder = mkdtempSync(join(tmpdir(), 'inkling-'));
after(() => rmSync(folder, {recursive: true}));

/** The teacher's link: small settings, so that a lesson has time for all of it. */
const link = {mode: 'draw', lang: 'en', epochs: '1', 'train-images': '6000'};

/** The app takes a second tap at one place within this time for a slip. */
const kTapMs = 700;
let tapped = {y: 0, at: 0};

/** Scrolls to a control, as its focus does, and taps on the canvas there. @param {Lab} lab @param {string} id */
async function tap(lab, id) {
  await lab.control(id).waitFor({state: 'attached'});
  await lab.control(id).focus();
  await lab.settle();
  const {x, y} = await lab.middle(id);
  if (Math.abs(y - tapped.y) < 60) await lab.page.waitForTimeout(Math.max(0, tapped.at + kTapMs - Date.now()));
  await lab.page.touchscreen.tap(x, y);
  tapped = {y, at: Date.now()};
  await lab.drawn();
}

/** What a pupil made, in the words of the page. @param {Lab} lab */
async function shown(lab) {
  await tap(lab, 'place-train');
  await lab.settle();
  // How many test images there are, the page says when it has them.
  const accuracy = /\d\d\.\d\d%/.exec(await lab.words('accuracy'))?.[0] ?? '';
  const ofTrain = {accuracy, drawings: await lab.words('drawings'), settings: await lab.words('settings')};
  await tap(lab, 'place-learn');
  await lab.settle();
  const lesson = await lab.words('lesson-9');
  await tap(lab, 'place-play');
  await lab.settle();
  const best = await lab.words('golf-best');
  await tap(lab, 'place-draw');
  await lab.settle();
  return {...ofTrain, lesson, best, bars: await lab.words('bars')};
}

/** Deletes all that a browser keeps of the site, as somebody does who tidies a school's device. @param {Lab} lab */
async function wipe(lab) {
  const session = await lab.page.context().newCDPSession(lab.page);
  await lab.page.goto('about:blank');
  await session.send('Storage.clearDataForOrigin', {origin: new URL(site.url).origin, storageTypes: 'all'});
}

test('a pupil\'s day: the link, a drawing, teaching, training, a lesson, a game; saved, wiped, opened again', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true, touch: true, size: [390, 844], parameters: link});
  // The first stroke is read by the network that the site comes with.
  await lab.draw(seven, 'touch');
  await lab.expectWords('guess', /^A 7, I think/);
  await tap(lab, 'pad-clear');
  // A sign of the pupil's own is learned at once.
  await lab.draw(four, 'touch');
  await tap(lab, 'name-10');
  await lab.expectWords('teaching-line', taught);
  await lab.expectWords('bars', /symbol A/);
  // A network is trained from the beginning, with the drawing among its examples.
  await tap(lab, 'place-train');
  await tap(lab, 'train');
  const accuracy = /\d\d\.\d\d/.exec(await lab.expectWords('accuracy', /\d\d\.\d\d%\. On all/, 60_000))?.[0];
  assert.ok(Number(accuracy) > 80, `${accuracy}%: the drawing does not spoil the rest`);
  // A lesson is done to its end.
  await tap(lab, 'place-learn');
  await tap(lab, 'lesson-9');
  await lab.page.locator('#lesson article[data-lesson="9"]').waitFor();
  for (const fact of ['neurons', 'energy', 'examples']) await tap(lab, `fact-${fact}`);
  await tap(lab, 'count-requests');
  await lab.expectWords('lesson-9', /done/);
  // A game is played to its end.
  await tap(lab, 'place-play');
  await tap(lab, 'golf-start');
  for (let tries = 0; tries < 60 && await lab.control('game-over').count() === 0; ++tries) {
    if (await lab.control('golf-next').count() > 0) await tap(lab, 'golf-next');
    const wanted = Number(/\d/.exec(await lab.words('game-prompt'))?.[0]);
    await lab.draw(digits[wanted], 'touch');
    await lab.page.waitForTimeout(300);
    if (await lab.control('golf-next').count() + await lab.control('game-over').count() === 0) await tap(lab, 'pad-clear');
  }
  await lab.expectWords('game-over', /./);
  await tap(lab, 'game-leave');
  await tap(lab, 'place-draw');
  await tap(lab, 'pad-clear');
  await lab.draw(seven, 'touch');
  await lab.settle();
  const made = await shown(lab);
  assert.match(made.drawings, /1 drawing/);
  assert.match(made.lesson, /done/);

  // The work is a file, to be handed in.
  await tap(lab, 'place-train');
  await tap(lab, 'work');
  const downloaded = lab.page.waitForEvent('download');
  await tap(lab, 'save-work');
  const path = join(folder, 'my-work.inkling');
  await (await downloaded).saveAs(path);
  assert.ok(statSync(path).size < 3e6, `${statSync(path).size} bytes fit in a message`);

  // Nothing of it is left in this browser.
  await wipe(lab);
  await lab.page.goto(`${site.url}?${new URLSearchParams(link)}`);
  await lab.page.waitForSelector('html[data-state=running]');
  const empty = await shown(lab);
  for (const [name, words] of Object.entries(made)) {
    if (name !== 'settings') assert.notEqual(empty[/** @type {keyof typeof empty} */ (name)], words, name);
  }

  // The file brings all of it back, and it stays.
  await tap(lab, 'place-train');
  await tap(lab, 'work');
  const chooser = lab.page.waitForEvent('filechooser');
  await tap(lab, 'open-work');
  await (await chooser).setFiles(path);
  await lab.expectWords('notice', /replaces everything/);
  await tap(lab, 'notice-open');
  await lab.expectWords('notice', /my-work\.inkling is open/);
  await tap(lab, 'notice-dismiss');
  assert.deepEqual(await shown(lab), made);
  await lab.page.waitForTimeout(800);
  await lab.page.goto(site.url);
  await lab.page.waitForSelector('html[data-state=running]');
  assert.deepEqual(await shown(lab), made);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});
