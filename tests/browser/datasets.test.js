// @ts-check
// Brings data sets of the visitor's own: made up here, in every format, and some that are none.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {gzipSync} from 'node:zlib';
import {mkdirSync, readFileSync} from 'node:fs';
import {zipSync} from 'fflate';
import {Lab, misplaced, screensFolder, seven} from './lab.js';
import {browser, site} from './stage.js';

/** @typedef {{name: string, bytes: Uint8Array}} NamedFile */

const side = 28;
const text = new TextEncoder();
mkdirSync(screensFolder, {recursive: true});

/** The same numbers in every run (Park and Miller). */
let seed = 1;
const random = (/** @type {number} */ below) => (seed = seed * 48271 % 2147483647) % below;

/**
 * An image of one of three classes: a line that lies, one that stands, or a box; light on dark.
 * @param {number} label
 */
function image(label) {
  const pixels = new Uint8Array(side * side);
  const at = 12 + random(4), from = 4 + random(3), to = 21 + random(3);
  const ink = (/** @type {number} */ row, /** @type {number} */ col) => { pixels[row * side + col] = 200 + random(56); };
  for (let i = from; i <= to; ++i) {
    for (const width of [0, 1]) {
      if (label === 0) ink(at + width, i);
      if (label === 1) ink(i, at + width);
      if (label === 2) [ink(from + width, i), ink(to - width, i), ink(i, from + width), ink(i, to - width)];
    }
  }
  return pixels;
}

/** @param {number} count */
function madeUp(count) {
  const labels = Uint8Array.from({length: count}, (_, i) => i % 3);
  const pixels = new Uint8Array(count * side * side);
  labels.forEach((label, i) => pixels.set(image(label), i * side * side));
  return {labels, pixels};
}

/** @param {number[]} shape @param {Uint8Array} values */
function idx(shape, values) {
  const header = [0, 0, 8, shape.length, ...shape.flatMap((extent) => [extent >> 24, extent >> 16 & 255, extent >> 8 & 255, extent & 255])];
  return Uint8Array.from([...header, ...values]);
}

/** @param {string} shape @param {Uint8Array} values */
function npy(shape, values) {
  const header = `{'descr': '|u1', 'fortran_order': False, 'shape': ${shape}, }\n`;
  return Uint8Array.from([0x93, ...text.encode('NUMPY'), 1, 0, header.length & 255, header.length >> 8, ...text.encode(header), ...values]);
}

const train = madeUp(600), tested = madeUp(90);
/** @type {NamedFile[]} */
const four = [
  {name: 'train-images-idx3-ubyte.gz', bytes: gzipSync(idx([600, side, side], train.pixels))},
  {name: 'train-labels-idx1-ubyte.gz', bytes: gzipSync(idx([600], train.labels))},
  {name: 't10k-images-idx3-ubyte', bytes: idx([90, side, side], tested.pixels)},
  {name: 't10k-labels-idx1-ubyte', bytes: idx([90], tested.labels)},
];

/** Chooses files by the button. @param {Lab} lab @param {NamedFile[]} files */
async function choose(lab, files) {
  const chosen = lab.page.waitForEvent('filechooser');
  await lab.pressByKeyboard('data-open');
  await (await chosen).setFiles(files.map(({name, bytes}) => ({name, mimeType: '', buffer: Buffer.from(bytes)})));
}

/** Drops files on the page. @param {Lab} lab @param {NamedFile[]} files */
const drop = (lab, files) => lab.page.evaluate((list) => {
  const dropped = new DataTransfer();
  for (const [name, base64] of list) {
    dropped.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
  }
  window.dispatchEvent(new DragEvent('drop', {dataTransfer: dropped}));
}, files.map(({name, bytes}) => [name, Buffer.from(bytes).toString('base64')]));

/** @param {import('./lab.js').Wishes} [wishes] */
async function openTrain(wishes = {}) {
  const lab = await Lab.open(browser, site, {still: true, parameters: {mode: 'train'}, ...wishes});
  await lab.pressByKeyboard('data-set');
  await lab.settle();
  return lab;
}

test('a data set is dropped, learned, drawn from, and left for MNIST, whose network comes back', async () => {
  const lab = await Lab.open(browser, site, {still: true, shipped: true});
  await lab.draw(seven);
  await lab.expectWords('guess', /A 7, I think/);
  await drop(lab, four);
  await lab.expectWords('notice', /600 images of 3 classes to learn from, 90 to test/);
  await lab.expectWords('data-found', /train-images-idx3-ubyte\.gz/);
  await lab.expectWords('network', /784-512-3/);
  await lab.settle();
  assert.deepEqual(await misplaced(lab), []);

  for (const [id, name] of [['class-name-0', 'lies'], ['class-name-1', 'stands']]) {
    await lab.control(id).focus();
    await lab.control(id).fill(name);
    await lab.page.keyboard.press('Enter');
  }
  await lab.pressByKeyboard('notice-dismiss');
  await lab.pressByKeyboard('train');
  await lab.expectWords('accuracy', /(9\d\.\d\d|100\.00)%/, 60_000);

  await lab.press('place-draw');
  await lab.settle();
  await lab.pressByKeyboard('pad-clear');
  await lab.draw([[[.5, .15], [.5, .85]]]);
  await lab.expectWords('guess', /“stands”/);
  await lab.expectWords('bars', /Probability of each class.*; lies: /);

  await lab.press('place-inside');
  await lab.press('inside-data');
  await lab.press('data-confusion');
  await lab.expectWords('confusion-cell', /taken for/);
  await lab.press('place-play');
  await lab.expectWords('needs-digits', /ten digits/);
  await lab.press('data-leave');
  await lab.press('place-draw');
  await lab.settle();
  await lab.pressByKeyboard('pad-clear');
  await lab.draw(seven);
  await lab.expectWords('guess', /A 7, I think/);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('a network that learned a data set is saved, opens again where the set is in use, and says elsewhere why it does not', async () => {
  const lab = await openTrain();
  await drop(lab, four);
  await lab.expectWords('notice', /600 images of 3 classes/);
  await lab.pressByKeyboard('notice-dismiss');
  await lab.pressByKeyboard('train');
  await lab.expectWords('accuracy', /(9\d\.\d\d|100\.00)%/, 60_000);
  await lab.draw([[[.5, .15], [.5, .85]]]);
  await lab.settle();
  const bars = await lab.words('bars');
  await lab.pressByKeyboard('settings');
  await lab.settle();
  /** @type {NamedFile[]} */
  const saved = [];
  for (const format of ['safetensors', 'onnx', 'npz']) {
    const downloaded = lab.page.waitForEvent('download');
    await lab.pressByKeyboard(`save-${format}`);
    saved.push({name: `mine.${format}`, bytes: readFileSync(await (await downloaded).path())});
  }
  for (const file of saved) {
    await lab.pressByKeyboard('reset');
    await lab.expectOtherWords('bars', bars);
    await drop(lab, [file]);
    await lab.expectWords('notice', new RegExp(`${file.name.replace('.', '\\.')}.*784-512-3`));
    await lab.expectWords('data-found', /3 classes/);
    await lab.expectWords('bars', new RegExp(`^${bars}$`));
    await lab.pressByKeyboard('notice-dismiss');
  }
  await lab.pressByKeyboard('data-leave');
  await lab.expectWords('network', /784-512-10/);
  for (const language of ['en', 'zh']) {
    for (const [name, [width, height]] of /** @type {[string, [number, number]][]} */ ([['wide', [1280, 800]], ['phone', [390, 844]], ['small', [480, 360]]])) {
      await lab.page.setViewportSize({width, height});
      await drop(lab, [saved[1]]);
      await lab.expectWords('notice', language === 'en' ? /784-512-3\..*ten digits.*data set of your own, open that data set first/
        : /784-512-3。.*十个数字.*请先打开那个数据集/);
      await lab.settle();
      assert.deepEqual(await misplaced(lab), [], `${language} ${name}`);
      await lab.screenshot({path: join(screensFolder, `refused-network-${name}-${language}.png`)});
    }
    await lab.page.setViewportSize({width: 1280, height: 800});
    await lab.settle();
    await lab.pressByKeyboard('language');
    await lab.page.waitForSelector(`html[lang=${language === 'en' ? 'zh' : 'en'}]`);
  }
  await lab.expectWords('network', /784-512-10/);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('every format is read: an archive, a table, pictures in folders in a zip', async () => {
  const lab = await openTrain();
  const png = (/** @type {number} */ label) => lab.page.evaluate(async ([size, pixels]) => {
    // Dark on light, and larger than the network's images.
    const canvas = new OffscreenCanvas(2 * size, 2 * size);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
    pixels.forEach((value, i) => {
      context.fillStyle = `rgb(${255 - value}, ${255 - value}, ${255 - value})`;
      context.fillRect(2 * (i % size), 2 * Math.floor(i / size), 2, 2);
    });
    return [...new Uint8Array(await (await canvas.convertToBlob({type: 'image/png'})).arrayBuffer())];
  }, /** @type {const} */ ([side, [...image(label)]]));
  /** @type {Record<string, Uint8Array>} */
  const pictures = {'__MACOSX/shapes/box/._1.png': text.encode('none')};
  for (let i = 0; i < 12; ++i) {
    pictures[`shapes/${['lies', 'stands', 'box'][i % 3]}/${i}.png`] = Uint8Array.from(await png(i % 3));
  }
  const small = madeUp(30);
  const table = ['label,' + Array.from({length: 784}, (_, i) => `pixel${i}`).join(',')];
  small.labels.forEach((label, i) => table.push([label, ...small.pixels.subarray(784 * i, 784 * (i + 1))].join(',')));
  /** @type {[NamedFile, RegExp, RegExp][]} */
  const sets = [
    [{name: 'shapes.npz', bytes: zipSync({
      'x_train.npy': npy('(600, 28, 28)', train.pixels), 'y_train.npy': npy('(600,)', train.labels),
      'x_test.npy': npy('(90, 28, 28)', tested.pixels), 'y_test.npy': npy('(90,)', tested.labels),
    })}, /600 images of 3 classes to learn from, 90 to test/, /shapes\.npz/],
    [{name: 'train.csv', bytes: text.encode(table.join('\n'))}, /26 images of 3 classes to learn from, 4 to test/, /set one in seven aside/],
    [{name: 'shapes.zip', bytes: zipSync(pictures)}, /11 images of 3 classes to learn from, 1 to test/,
      /56 × 56 pixels.*inverted/],
  ];
  for (const [file, found, more] of sets) {
    await choose(lab, [file]);
    await lab.expectWords('notice', found);
    await lab.expectWords('data-found', found);
    await lab.expectWords('data-found', more);
  }
  assert.equal(await lab.control('class-name-0').inputValue(), 'box');
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('what is no data set is refused in words of either language, and nothing changes', async () => {
  const lab = await openTrain();
  /** @type {[NamedFile[], RegExp][]} */
  const refused = [
    [[four[0]], /There are images but no labels/],
    [[four[1]], /labels but no images/],
    [[four[0], {name: 'train-labels', bytes: four[3].bytes}], /600 images but 90 labels/],
    [[{name: 'train-images-idx3-ubyte', bytes: four[2].bytes.subarray(0, 5000)}], /train-images-idx3-ubyte is damaged or cut off/],
    [[{name: 'cut.gz', bytes: four[0].bytes.subarray(0, 100)}], /cut\.gz is damaged/],
    [[{name: 'test.csv', bytes: text.encode(Array(784).fill(7).join(','))}], /no labels/],
    [[{name: 'odd.csv', bytes: text.encode('a,b,c\n1,2,3')}], /3 columns.*785/],
    [[{name: 'many.zip', bytes: zipSync({'x.idx': idx([30, side, side], new Uint8Array(30 * 784)), 'y.idx': idx([30], Uint8Array.from({length: 30}, (_, i) => i))})}], /30 classes.*26/],
    [[{name: 'broken.zip', bytes: zipSync({'cat/1.png': text.encode('no picture')})}], /1\.png is damaged/],
    [[{name: 'notes.zip', bytes: zipSync({'notes.txt': text.encode('nothing')})}], /found no data set/],
  ];
  for (const [files, words] of refused) {
    await choose(lab, files);
    await lab.expectWords('notice', words);
    await lab.pressByKeyboard('notice-dismiss');
  }
  await lab.press('language');
  await choose(lab, [four[0]]);
  await lab.expectWords('notice', /有图片，但没有标签/);
  assert.equal(await lab.control('data-leave').count(), 0);
  await lab.expectWords('network', /784-512-10/);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('it looks right with three classes and with 26, in every size of window', async () => {
  const letters = Uint8Array.from({length: 260}, (_, i) => 1 + i % 26);
  const pixels = new Uint8Array(260 * 784);
  letters.forEach((label, i) => pixels.set(image(label % 3), i * 784));
  const files = [{name: 'letters-images', bytes: idx([260, side, side], pixels)}, {name: 'letters-labels', bytes: idx([260], letters)}];
  for (const [width, height] of /** @type {[number, number][]} */ ([[1280, 800], [390, 844], [480, 360]])) {
    for (const [set, lang] of /** @type {[NamedFile[], string][]} */ ([[four, 'en'], [files, 'zh']])) {
      const lab = await openTrain({size: [width, height], parameters: {mode: 'train', lang, epochs: '2'}});
      await choose(lab, set);
      await lab.expectWords('notice', set === four ? /3 classes/ : /26 类/);
      await lab.pressByKeyboard('notice-dismiss');
      await lab.pressByKeyboard('train');
      await lab.expectWords('accuracy', /\d\.\d\d%/, 60_000);
      const look = async (/** @type {string} */ view) => {
        await lab.settle();
        assert.deepEqual(await misplaced(lab), [], `${view} at ${width} x ${height}`);
        await lab.screenshot({path: join(screensFolder, `datasets-${width}-${lang}-${view}.png`)});
      };
      await lab.control('data-leave').focus();
      await look('train');
      await lab.press('place-draw');
      await lab.draw([[[.5, .15], [.5, .85]]]);
      await look('draw');
      await lab.press('place-inside');
      await look('inside');
      for (const view of ['inside-why', 'inside-map', 'inside-data']) {
        await lab.pressByKeyboard(view);
        await look(view);
      }
      await lab.pressByKeyboard('data-confusion');
      await lab.expectWords('confusion-cell', /./);
      await look('confusion');
      await lab.press('place-play');
      await look('play');
      assert.deepEqual(lab.errors, []);
      await lab.close();
    }
  }
});
