// @ts-check
// Hands the lab pictures of handwritten numbers, in each way in, and pictures that nobody should make.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {deflateSync} from 'node:zlib';
import {openCourse} from './course.js';
import {drawnPicture, dropFile, kDigitStrokes, largePhoto, readLargePhoto} from './drawn_pictures.js';
import {Lab, misplaced} from './lab.js';
import {browser, site} from './stage.js';

/** @typedef {{lines: string[], digits: {digit: number, probabilities: number[], box: number[], image: number[]}[]}} Reading */

/**
 * Has a lab read a picture through the API.
 * @param {Awaited<ReturnType<typeof openCourse>>} lab @param {Buffer} bytes
 * @returns {Promise<Reading & {code?: number, message: string}>}
 */
const read = (lab, bytes) => lab.page.evaluate((base64) => /** @type {any} */ (window).lab.call('readPicture', {
  bytes: Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)),
}).catch((/** @type {any} */ {code, message}) => ({code, message})), bytes.toString('base64'));

/** @param {string} type @param {Buffer} content */
function pngChunk(type, content) {
  const chunk = Buffer.alloc(12 + content.length);
  chunk.writeUInt32BE(content.length, 0);
  chunk.write(type, 4, 'latin1');
  content.copy(chunk, 8);
  let sum = -1;
  for (const byte of chunk.subarray(4, 8 + content.length)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; ++bit) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  chunk.writeUInt32BE(~sum >>> 0, 8 + content.length);
  return chunk;
}

/** A grey PNG whose header says one size, and whose rows have what is given. @param {number} width @param {number} height @param {Buffer} rows */
function png(width, height, rows) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), pngChunk('IHDR', header), pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0))]);
}

/** A white PNG. @param {number} width @param {number} height */
const whitePng = (width, height) => png(width, height, Buffer.from(
    Uint8Array.from({length: (width + 1) * height}, (_, i) => i % (width + 1) === 0 ? 0 : 255)));

/**
 * A GIF of two colours with these frames, each [height, width] of 0 (white) and 1 (black). Its codes are never compressed.
 * @param {number} width @param {number} height @param {Uint8Array[]} frames
 */
function gif(width, height, frames) {
  const u16 = (/** @type {number} */ value) => [value & 255, value >> 8];
  const parts = [Buffer.from('GIF89a', 'latin1'), Buffer.from([...u16(width), ...u16(height), 0x80, 0, 0, 255, 255, 255, 0, 0, 0])];
  for (const frame of frames) {
    parts.push(Buffer.from([0x2c, 0, 0, 0, 0, ...u16(width), ...u16(height), 0, 2]));
    // With a smallest code of 2 bits, codes have 3; after each pixel the table is cleared, so that they keep to them.
    const bits = [];
    for (const pixel of frame) bits.push(4, pixel);
    bits.push(5);
    const bytes = Buffer.alloc(Math.ceil(bits.length * 3 / 8));
    bits.forEach((code, i) => {
      for (let bit = 0; bit < 3; ++bit) if (code >> bit & 1) bytes[(3 * i + bit) >> 3] |= 1 << ((3 * i + bit) & 7);
    });
    for (let at = 0; at < bytes.length; at += 255) {
      const block = bytes.subarray(at, at + 255);
      parts.push(Buffer.from([block.length]), block);
    }
    parts.push(Buffer.from([0]));
  }
  parts.push(Buffer.from([0x3b]));
  return Buffer.concat(parts);
}

/** Puts a tag into a JPEG that says how it is turned (Exif 2.3, 4.6.4). @param {Buffer} jpeg @param {number} orientation */
function turned(jpeg, orientation) {
  const tiff = Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1, 0, exif.length + 2]), exif, jpeg.subarray(2)]);
}

test('a host page has pictures read, of every kind, and gets lines, boxes and what the network saw', async () => {
  const lab = await openCourse(browser, site, '');
  for (const type of ['image/png', 'image/jpeg', 'image/webp']) {
    const {lines, digits} = await read(lab, await drawnPicture(lab.page, {lines: ['20', '147'], type}));
    assert.deepEqual(lines, ['20', '147'], type);
    assert.deepEqual(digits.map(({digit}) => digit), [2, 0, 1, 4, 7]);
    const [two, zero] = digits;
    // The two stands to the left of the middle of 900 x 500, and above it.
    const [x, y, width, height] = two.box;
    assert.ok(x > 330 && x + width < 450 && y > 80 && y + height < 250, `${two.box}`);
    assert.ok(zero.box[0] > x + width);
    assert.equal(two.probabilities.length, 10);
    assert.ok(two.probabilities[2] > .5);
    assert.equal(two.image.length, 784);
    assert.ok(Math.max(...two.image) > 200);
  }
  await lab.close();
});

test('the paper may be dark, coloured, ruled, clear or in the shade', async () => {
  const lab = await openCourse(browser, site, '');
  const papers = {
    dark: {paper: '#1d2b24', ink: '#e8efe9'}, coloured: {paper: '#ffe27a', ink: '#1c3faa'}, ruled: {ruled: true},
    clear: {paper: null}, shade: {shadow: true}, 'light on clear': {paper: null, ink: '#ffffff'},
  };
  for (const [name, sheet] of Object.entries(papers)) {
    const {lines} = await read(lab, await drawnPicture(lab.page, {lines: ['2047'], ...sheet}));
    assert.deepEqual(lines, ['2047'], name);
  }
  await lab.close();
});

test('a photo that a phone has turned is read upright, with boxes in the upright picture', async () => {
  const lab = await openCourse(browser, site, '');
  // The pixels lie on their side; the tag says that the picture is to be turned right by a quarter.
  const upright = await drawnPicture(lab.page, {lines: ['27'], width: 300, height: 700, type: 'image/jpeg'});
  const lying = Buffer.from(await lab.page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/jpeg;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [700, 300];
    const paint = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    paint.rotate(-Math.PI / 2);
    paint.drawImage(image, -300, 0);
    return canvas.toDataURL('image/jpeg').split(',')[1];
  }, upright.toString('base64')), 'base64');
  const {lines, digits} = await read(lab, turned(lying, 6));
  assert.deepEqual(lines, ['27']);
  const [x, y, width, height] = digits[0].box;
  assert.ok(x > 20 && x + width < 160 && y > 250 && y + height < 450, `${digits[0].box}`);
  await lab.close();
});

test('of a moving picture the first frame is read, however many follow', async () => {
  const lab = await openCourse(browser, site, '');
  const [width, height] = [60, 60];
  const first = new Uint8Array(width * height);
  for (let y = 8; y < 52; ++y) for (let x = 26; x < 33; ++x) first[y * width + x] = 1;
  const {lines} = await read(lab, gif(width, height, [first, ...new Array(999).fill(new Uint8Array(width * height))]));
  assert.deepEqual(lines, ['1']);
  await lab.close();
});

test('pictures that nobody should make are refused in words, or read within bounds; the lab goes on', async () => {
  const lab = await openCourse(browser, site, '');
  const good = await drawnPicture(lab.page, {lines: ['7']});
  const kBadPicture = -32015;
  /** @type {Record<string, [Buffer, RegExp]>} */
  const refused = {
    empty: [Buffer.alloc(0), /empty/],
    text: [Buffer.from('I am no picture at all.'), /no picture/],
    'cut in its header': [good.subarray(0, 20), /damaged/],
    'cut in the middle, and damaged': [Buffer.concat([good.subarray(0, 60), Buffer.alloc(200, 77)]), /damaged/],
    'much too large': [png(60_000, 60_000, Buffer.alloc(1000)), /too large/],
    'a bomb of many rows': [png(20_000, 20_000, Buffer.alloc(30_000_000)), /too large/],
    'no sides': [png(0, 0, Buffer.alloc(0)), /damaged/],
  };
  for (const [name, [bytes, words]] of Object.entries(refused)) {
    const {code, message} = await read(lab, bytes);
    assert.equal(code, kBadPicture, name);
    assert.match(message, words, name);
  }
  for (const [width, height] of [[1, 1], [30_000, 1], [1, 30_000], [2, 3]]) {
    const answer = await read(lab, whitePng(width, height));
    assert.deepEqual(answer.lines ?? [], [], `${width} x ${height}: ${answer.message}`);
  }
  assert.equal(await lab.errorOf('readPicture', {}), -32602);
  assert.equal(await lab.errorOf('readPicture', {bytes: 'text'}), -32602);
  assert.deepEqual((await read(lab, good)).lines, ['7']);
  await lab.close();
});

test('each call gets its own answer, in order', async () => {
  const lab = await openCourse(browser, site, '');
  const pictures = [];
  for (const line of ['1', '22', '4']) pictures.push((await drawnPicture(lab.page, {lines: [line]})).toString('base64'));
  const lines = await lab.page.evaluate((all) => Promise.all(all.map((base64) => /** @type {any} */ (window).lab.call('readPicture', {
    bytes: Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)),
  }))).then((answers) => answers.map((answer) => answer.lines[0])), pictures);
  assert.deepEqual(lines, ['1', '22', '4']);
  await lab.close();
});

test('a picture that is dropped, chosen or pasted is shown with its digits; one that is touched goes to the pad', async () => {
  const lab = await Lab.open(browser, site, {shipped: true});
  const picture = await drawnPicture(lab.page, {lines: ['204', '17'], shadow: true});
  await dropFile(lab.page, 'numbers.png', picture, 'image/png');
  await lab.expectWords('paper-numbers', /204, 17/);
  await lab.expectWords('paper-words', /5 digits/);
  const frames = lab.page.locator('#paper button:not([data-look=none])');
  assert.equal(await frames.count(), 5);
  assert.match(await frames.nth(2).getAttribute('aria-label') ?? '', /^(Perhaps )?4, \d+%$/);

  // A digit goes to the pad, where it can be named; and back again.
  await frames.nth(2).click();
  await lab.expectWords('guess', /4/);
  assert.ok(await lab.control('pad').count());
  await lab.press('paper');
  await lab.expectWords('paper-numbers', /204, 17/);
  // The keyboard does the same.
  await frames.nth(0).focus();
  await lab.page.keyboard.press('Enter');
  await lab.expectWords('guess', /2/);
  await lab.page.waitForFunction(() => document.getElementById('paper')?.hidden);

  await lab.press('paper');
  const chosen = lab.page.waitForEvent('filechooser');
  await lab.press('paper-choose');
  await (await chosen).setFiles({name: 'one.jpg', mimeType: 'image/jpeg', buffer: await drawnPicture(lab.page, {lines: ['1'], type: 'image/jpeg'})});
  await lab.expectWords('paper-numbers', /: 1$/);

  await lab.page.evaluate((base64) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], 'image.png', {type: 'image/png'}));
    window.dispatchEvent(new ClipboardEvent('paste', {clipboardData, bubbles: true}));
  }, picture.toString('base64'));
  await lab.expectWords('paper-numbers', /204, 17/);

  await lab.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await lab.press('paper-copy');
  assert.equal(await lab.page.evaluate(() => navigator.clipboard.readText()), '204\n17');

  // What is refused is said in the place of the picture.
  await dropFile(lab.page, 'nothing.png', Buffer.alloc(0), 'image/png');
  await lab.expectWords('paper-words', /empty/);
  await lab.press('paper-close');
  assert.ok(await lab.control('pad').count());
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('every step from the picture to the digits can be looked at', async () => {
  const lab = await Lab.open(browser, site, {shipped: true});
  await dropFile(lab.page, 'numbers.png', await drawnPicture(lab.page, {lines: ['27'], shadow: true, ruled: true}), 'image/png');
  await lab.expectWords('paper-numbers', /27/);
  const shown = () => lab.page.evaluate(() => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('#paper canvas:not([hidden])'));
    const {data} = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')).getImageData(0, 0, canvas.width, canvas.height);
    const tones = new Set();
    for (let i = 0; i < data.length; i += 4) tones.add(data[i]);
    const corner = (/** @type {number} */ x, /** @type {number} */ y) => data[4 * (y * canvas.width + x)];
    return {step: canvas.dataset.step, tones: tones.size, light: corner(3, 3), shade: corner(canvas.width - 3, canvas.height - 3),
      frames: document.querySelectorAll('#paper button').length};
  });
  const steps = [];
  for (let step = 0; step < 6; ++step) {
    await lab.press(`paper-step-${step}`);
    await lab.page.waitForSelector(`#paper canvas[data-step="${step}"]:not([hidden])`);
    steps.push(await shown());
  }
  assert.ok(steps[1].light - steps[1].shade > 60, 'the picture lies in the shade');
  assert.ok(Math.abs(steps[2].light - steps[2].shade) < 40, 'which is taken out');
  assert.ok(steps[3].tones < steps[1].tones);
  assert.deepEqual(steps.map(({frames}) => frames), [2, 2, 2, 2, 2, 0]);
  await lab.close();
});

test('while a photo of 12 megapixels is unpacked and read, the page goes on', async () => {
  const lab = await Lab.open(browser, site, {shipped: true});
  // The modules come with the first picture, and are there for the second.
  await dropFile(lab.page, 'small.png', await drawnPicture(lab.page, {lines: ['1']}), 'image/png');
  await lab.expectWords('paper-numbers', /: 1$/);
  const {ticks} = await readLargePhoto(lab, await largePhoto(lab));
  assert.ok(ticks > 20, `the page did something else ${ticks} times`);
  await lab.expectWords('paper-numbers', /314159, 271828/);
  await lab.close();
});

test('a practice sheet that was printed, filled in and photographed askew becomes labelled drawings to learn', async () => {
  const printed = await browser.newPage({viewport: {width: 1000, height: 1300}});
  await printed.goto(`${site.url}practice.html`);
  await printed.evaluate((digits) => {
    const sheet = /** @type {SVGSVGElement} */ (document.querySelector('svg'));
    const boxes = sheet.querySelector('pattern');
    const [left, top, across, down] = ['x', 'y', 'width', 'height'].map((name) => Number(boxes?.getAttribute(name)));
    digits.forEach((strokes, row) => {
      for (let column = 0; column < 10; ++column) {
        if (row === 8 && column === 9) continue;  // One box stays empty.
        for (const stroke of strokes) {
          const line = document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
          const place = ([x, y] = [0, 0]) => `${left + column * across + 1.5 + 12 * x},${top + row * down + 3 + 14 * y + column / 10}`;
          line.setAttribute('points', stroke.map((point) => place(/** @type {any} */ (point))).join(' '));
          for (const [name, value] of Object.entries({fill: 'none', stroke: '#223', 'stroke-width': '1', 'stroke-linecap': 'round'})) {
            line.setAttribute(name, value);
          }
          sheet.append(line);
        }
      }
    });
    document.querySelector('header')?.remove();
    document.body.style.background = '#cfc8ba';
    sheet.style.background = '#f6f3ec';
    sheet.style.transform = 'perspective(2600px) rotateX(9deg) rotate(4deg) scale(.85)';
  }, /** @type {[number, number][][][]} */ (kDigitStrokes));
  const photo = await printed.screenshot();
  await printed.close();

  const lab = await Lab.open(browser, site, {shipped: true, still: true});
  await dropFile(lab.page, 'sheet.png', photo, 'image/png');
  await lab.expectWords('paper-words', /practice sheet, with 99 drawings/);
  const frames = lab.page.locator('#paper button');
  assert.equal(await frames.count(), 99);
  // The labels are those of the rows; the visitor leaves two out, and takes one in again.
  assert.match(await frames.nth(0).getAttribute('aria-label') ?? '', /^0, to be learned/);
  assert.match(await frames.nth(98).getAttribute('aria-label') ?? '', /^9, to be learned/);
  for (const place of [3, 41, 41]) await frames.nth(place).click();
  await lab.expectWords('paper-words', /Left out: 1\./);
  await lab.press('practice-learn');
  await lab.press('place-draw');
  await lab.expectWords('show-drawings', /98/);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('several digits on the pad are a number, if the visitor likes', async () => {
  const lab = await Lab.open(browser, site, {shipped: true, still: true});
  /** @param {number} digit @param {number} place @returns {import('./lab.js').Strokes} */
  const placed = (digit, place) => kDigitStrokes[digit].map((stroke) => stroke.map(([x, y]) => [.02 + .24 * (place + x), .35 + .3 * y]));
  await lab.draw(placed(2, 0));
  assert.equal(await lab.control('number-0').count(), 0);
  for (const [place, digit] of [[1, 0], [2, 4], [3, 7]]) await lab.draw(placed(digit, place));
  await lab.expectWords('guess', /^2047/);
  assert.match(await lab.words('number-2'), /^4, \d+%/);
  await lab.press('number-as-one');
  assert.equal(await lab.control('number-0').count(), 0);
  await lab.press('number-again');
  await lab.press('number-3');
  await lab.expectWords('guess', /7/);
  assert.equal(await lab.control('number-0').count(), 0);
  await lab.close();
});

test('a picture and its digits are usable in small windows, in both languages', async () => {
  for (const lang of ['en', 'zh']) {
    const lab = await Lab.open(browser, site, {shipped: true, still: true, parameters: {lang}});
    await dropFile(lab.page, 'numbers.png', await drawnPicture(lab.page, {lines: ['204', '17']}), 'image/png');
    await lab.expectWords('paper-numbers', /204, 17/);
    for (const [width, height] of [[280, 320], [390, 844], [480, 360], [800, 300], [1280, 800]]) {
      await lab.page.setViewportSize({width, height});
      await lab.drawn();
      const where = `${lang} at ${width}x${height}`;
      assert.deepEqual(await misplaced(lab), [], where);
      const stage = await lab.page.locator('#paper .stage').boundingBox();
      assert.ok(stage && stage.x >= 0 && stage.y >= 0 && stage.x + stage.width <= width + 1 && stage.y + stage.height <= height + 1,
          `${where}: ${JSON.stringify(stage)}`);
      assert.ok(stage.width > width * .35, where);
      // Each frame lies on the picture, and the pad can be had back.
      for (const frame of await lab.page.locator('#paper button:not([data-look=none])').all()) {
        const box = await frame.boundingBox();
        assert.ok(box && box.x >= stage.x - 2 && box.x + box.width <= stage.x + stage.width + 2, where);
      }
      assert.ok(await lab.control('paper-close').count(), where);
    }
    await lab.close();
  }
});
