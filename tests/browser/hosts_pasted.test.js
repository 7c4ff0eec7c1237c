// @ts-check
// Tests the frame that teachers paste where scripts are taken out, after what such hosts leave of it, and the link alone.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {labScript, openHost} from './course.js';
import {newContext, seven} from './lab.js';
import {browser, site} from './stage.js';

/** @typedef {{elements: string[], attributes: string[], styles?: string[]}} Filter It names what a host leaves. */

/** What the editor of Moodle leaves of what a teacher types, as far as it matters here. @type {Filter} */
const moodleOfTeachers = {
  elements: ['p', 'div', 'a', 'b', 'iframe'],
  attributes: ['src', 'href', 'width', 'height', 'title', 'class', 'style', 'allow', 'allowfullscreen', 'frameborder', 'name'],
  styles: ['width', 'height', 'border'],
};

/** Moodle leaves no frame in what pupils type: HTML Purifier knows none that are safe. @type {Filter} */
const moodleOfPupils = {elements: ['p', 'div', 'a', 'b'], attributes: ['href', 'title']};

/** The strictest that Canvas has been: newer ones leave more. @type {Filter} */
const canvas = {
  elements: ['p', 'div', 'a', 'b', 'iframe'],
  attributes: ['src', 'href', 'width', 'height', 'name', 'align', 'frameborder', 'scrolling', 'sandbox', 'allowfullscreen', 'title', 'style',
    'class', 'id'],
  styles: ['width', 'height', 'border'],
};

/** The least that any filter leaves of a frame. @type {Filter} */
const strictest = {elements: ['iframe'], attributes: ['src', 'width', 'height']};

/**
 * Returns what a host leaves of what somebody pastes.
 * @param {string} html
 * @param {Filter} filter
 */
async function filtered(html, filter) {
  const page = await (await newContext(browser, {})).newPage();
  const left = await page.evaluate(([text, {elements, attributes, styles = []}]) => {
    const {body} = new DOMParser().parseFromString(text, 'text/html');
    for (const element of body.querySelectorAll('*')) {
      if (element.localName === 'script') element.remove();
      else if (!elements.includes(element.localName)) element.replaceWith(...element.childNodes);
      for (const {name} of [...element.attributes]) {
        if (!attributes.includes(name)) element.removeAttribute(name);
      }
      const {style} = /** @type {HTMLElement} */ (element);
      for (const name of [...style]) {
        if (!styles.includes(name)) style.removeProperty(name);
      }
    }
    return body.innerHTML;
  }, /** @type {[string, Filter]} */ ([html, filter]));
  await page.context().close();
  return left;
}

/** Returns what the teacher's page gives to paste, for a lesson with locked settings in Chinese. */
async function pasted() {
  const page = await (await newContext(browser, {viewport: {width: 1280, height: 900}})).newPage();
  await page.goto(`${site.url}embed.html?lang=en`);
  await page.locator('select[name=mode]').selectOption('train');
  await page.locator('select[name=lang]').selectOption('zh');
  await page.locator('input[name=hidden]').fill('128,64');
  await page.locator('input[name=learning-rate]').fill('0.01');
  await page.locator('input[name=height]').fill('520');
  await page.locator('input[name=menu]').check();
  await page.locator('input[name=locked][value=epochs]').check();
  await page.locator('input[name=locked][value=seed]').check();
  const text = async (/** @type {string} */ id) => await page.locator(`#${id}`).textContent() ?? '';
  const codes = {lines: await text('lines'), frame: await text('frame'), link: await text('link')};
  await page.context().close();
  return codes;
}

/** Waits until a frame shows what pasted() asks for, and draws in it. @param {import('playwright-core').Frame} frame */
async function expectWishes(frame) {
  await frame.locator('html[data-state=running][lang=zh]').waitFor({state: 'attached'});
  const control = (/** @type {string} */ id) => frame.locator(`#controls [data-control="${id}"]`);
  await control('train').waitFor({state: 'attached'});
  assert.equal(await control('place-draw').count(), 0, 'there is no menu');
  assert.match(await frame.locator('#controls').textContent() ?? '', /训练/);
  await control('settings').focus();
  await frame.page().keyboard.press('Enter');
  assert.notEqual(await control('setting-epochs').getAttribute('readonly'), null);
  assert.equal(await control('setting-learning_rate').inputValue(), '0.01');
  assert.equal(await control('setting-learning_rate').getAttribute('readonly'), null);
  await control('settings').focus();
  await frame.page().keyboard.press('Enter');
  const pad = await control('pad').boundingBox();
  assert.ok(pad);
  const {mouse} = frame.page();
  const [[first, ...rest]] = seven.map((stroke) => stroke.map(([x, y]) => [pad.x + x * pad.width, pad.y + y * pad.height]));
  await mouse.move(first[0], first[1]);
  await mouse.down();
  for (const [x, y] of rest) await mouse.move(x, y);
  await mouse.up();
  await frame.locator('#controls [data-control="pad-clear"][aria-disabled="false"]').waitFor({state: 'attached'});
}

for (const [host, filter] of /** @type {[string, Filter][]} */ ([
  ['the editor of Moodle', moodleOfTeachers], ['Canvas', canvas], ['the strictest filter', strictest],
])) {
  test(`after ${host} the frame that was pasted is a lab with every wish`, async () => {
    const {frame, lines} = await pasted();
    assert.equal(await filtered(lines, filter), '', 'of the two lines nothing is left');
    const left = await filtered(frame, filter);
    assert.match(left, /^<iframe src="[^"]+" width="100%" height="520"( title="Inkling")?><\/iframe>$/);
    const page = await openHost(browser, `<p>Lesson</p>${left}`, {painted: true});
    const box = await page.page.locator('iframe').boundingBox();
    assert.ok(box && box.height >= 520 && box.width > 900, JSON.stringify(box));
    await expectWishes(page.page.frames()[1]);
    assert.deepEqual(page.said.filter((line) => /Inkling knows no|SecurityError|Refused/.test(line)), []);
    await page.close();
  });
}

test('where no frame is left, the link opens the lab with every wish', async () => {
  const {frame, link} = await pasted();
  assert.equal(await filtered(frame, moodleOfPupils), '');
  const left = await filtered(`<p><a href="${link.replaceAll('&', '&amp;')}">The lab</a></p>`, moodleOfPupils);
  const host = await openHost(browser, left, {painted: true});
  await host.page.getByRole('link').click();
  await expectWishes(host.page.mainFrame());
  await host.close();
});

test('whatever the element can be told by attributes, the address of a frame can be told', async () => {
  /** @type {Record<string, string>} */
  const wishes = {mode: 'learn', lang: 'zh', theme: 'dark', hidden: '40,20', activation: 'tanh', optimizer: 'sgd', 'learning-rate': '0.05',
    'batch-size': '64', epochs: '7', seed: '9', l2: '0.001', dropout: '0.2', schedule: 'cosine', augment: 'true', 'train-images': '3000',
    lesson: '3', fresh: '', game: 'golf', rounds: '2', level: '4', menu: 'none', locked: 'epochs,seed'};
  const attributes = Object.entries(wishes).map(([name, value]) => `${name}="${value}"`).join(' ');
  const element = await openHost(browser, `${labScript(site)}<inkling-lab ${attributes} style="height:500px"></inkling-lab>`);
  const ofElement = await element.page.evaluate(async () => {
    const lab = /** @type {any} */ (document.querySelector('inkling-lab'));
    await lab.ready;
    const {bytes} = await lab.call('getState');
    return {names: /** @type {any} */ (customElements.get('inkling-lab')).observedAttributes,
      state: [...bytes].join(), code: (await lab.call('code', {as: 'keras'})).text};
  });
  assert.deepEqual(Object.keys(wishes).sort(), ofElement.names.sort(), 'every attribute is tried');
  const frame = await openHost(browser, `<iframe src="${site.url}index.html?${new URLSearchParams(wishes)}" width="900" height="500"></iframe>`);
  await frame.page.frames()[1].locator('html[data-state=running]').waitFor({state: 'attached'});
  const ofFrame = await frame.page.evaluate(async () => {
    const inside = /** @type {Window} */ (document.querySelector('iframe')?.contentWindow);
    const call = (/** @type {string} */ method, params = {}) => new Promise((resolve) => {
      window.addEventListener('message', ({data}) => { if (data.id === method) resolve(data.result); });
      inside.postMessage({jsonrpc: '2.0', id: method, method, params}, '*');
    });
    const state = /** @type {any} */ (await call('getState'));
    return {state: [...state.bytes].join(), code: /** @type {any} */ (await call('code', {as: 'keras'})).text};
  });
  assert.deepEqual(ofFrame, {state: ofElement.state, code: ofElement.code});
  for (const host of [element, frame]) {
    const inside = host.page.frames()[1];
    await inside.locator('#lesson article[data-lesson="3"]').waitFor({state: 'attached'});
    assert.equal(await inside.locator('html').getAttribute('lang'), 'zh');
    assert.deepEqual(host.said.filter((line) => /knows no/.test(line)), []);
    await host.close();
  }
});
