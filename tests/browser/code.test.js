// @ts-check
// Shows the settings as a program, and takes a program as settings.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {openCourse} from './course.js';
import {Lab} from './lab.js';
import {browser, site} from './stage.js';

const kArticle = `from keras.datasets import mnist
from keras import models, layers
from keras.utils import to_categorical
(train_images, train_labels), (test_images, test_labels) = mnist.load_data()
train_images = train_images.reshape((60000, 28 * 28)).astype('float32') / 255
test_images = test_images.reshape((10000, 28 * 28)).astype('float32') / 255
train_labels = to_categorical(train_labels)
test_labels = to_categorical(test_labels)
network = models.Sequential()
network.add(layers.Dense(64, activation='relu', input_shape=(28 * 28,)))
network.add(layers.Conv2D(8, 3))
network.add(layers.Dense(10, activation='softmax'))
network.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
network.fit(train_images, train_labels, epochs=3, batch_size=64)
`;

test('the settings are a program, which changes with them, is lit while it runs, and is saved', async () => {
  const lab = await Lab.open(browser, site, {still: true, parameters: {mode: 'train', hidden: '32', 'train-images': '2000'}});
  await lab.press('code');
  const code = lab.page.locator('#code');
  await code.locator('li.changed', {hasText: '32'}).waitFor();
  assert.match(await code.innerText(), /keras[^]*Dense\(32[^]*src\/nn\//);
  await code.locator('[data-control=code-pytorch]').click();
  await code.locator('li', {hasText: 'import torch'}).first().waitFor();
  const saved = lab.page.waitForEvent('download');
  await code.locator('[data-control=code-ipynb]').click();
  const download = await saved;
  assert.equal(download.suggestedFilename(), 'inkling_pytorch.ipynb');
  assert.equal(JSON.parse(readFileSync(await download.path(), 'utf8')).nbformat, 4);
  const lit = code.locator('li.lit').first().waitFor();
  await lab.press('train');
  await lit;
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

test('a program that is pasted becomes settings, and what is not understood is named with its line', async () => {
  const lab = await Lab.open(browser, site, {still: true, parameters: {mode: 'train'}});
  await lab.press('code');
  const code = lab.page.locator('#code');
  await code.locator('textarea').fill(kArticle);
  await code.locator('[data-control=code-use]').click();
  await code.locator('[role=status]', {hasText: /Left out/}).waitFor();
  assert.match(await code.locator('ul').innerText(), /Line 11.*Conv2D/);
  assert.match(await code.locator('ol').innerText(), /Dense\(64[^]*[Aa]dam[^]*epochs=3/);
  await code.locator('textarea').fill('import torch\nmodel = torch.nn.Linear(784, 10)\n');
  await code.locator('[data-control=code-use]').click();
  await code.locator('[role=status]', {hasText: /used none/}).waitFor();
  await lab.press('code-close');
  await lab.expectWords('settings', /784-64-10.*adam.*3 epochs/);
  assert.equal(await code.isHidden(), true);
  assert.deepEqual(lab.errors, []);
  await lab.close();
});

for (const [width, height] of /** @type {const} */ ([[1280, 800], [390, 844]])) {
  test(`what became of a program is seen at once in ${width} × ${height}, and so is a slip in it`, async () => {
    const lab = await Lab.open(browser, site, {still: true, size: [width, height], parameters: {mode: 'train'}});
    await lab.pressByKeyboard('code');  // It scrolls there.
    const code = lab.page.locator('#code');
    const use = code.locator('[data-control=code-use]');
    const expectSeen = async (/** @type {RegExp} */ words) => {
      const status = code.locator('[role=status]', {hasText: words});
      await status.waitFor();
      await lab.drawn();
      const seen = /** @type {{y: number, height: number}} */ (await status.boundingBox());
      const frame = /** @type {{y: number, height: number}} */ (await code.boundingBox());
      assert.ok(seen.y >= frame.y && seen.y + seen.height <= frame.y + frame.height, JSON.stringify({seen, frame}));
    };
    await code.locator('textarea').fill(kArticle);
    await use.click();
    await expectSeen(/Left out/);
    // A second press scrolls back, though it says the same.
    await code.locator('li').first().scrollIntoViewIfNeeded();
    await code.locator('textarea').scrollIntoViewIfNeeded();
    await use.click();
    await expectSeen(/Left out/);
    await code.locator('textarea').fill(kArticle.replace("'relu', input_shape", "'relu' input_shape"));
    await use.click();
    await expectSeen(/used none of it/);
    assert.match(await code.locator('ul').innerText(), /^Line 10, .*Dense.*not valid Python/);
    assert.match(await code.locator('ol').innerText(), /Dense\(64/, 'the settings stay');
    if (width < 500) assert.ok(await code.locator('ol small').first().isVisible(), 'where our own code does the same');
    assert.deepEqual(lab.errors, []);
    await lab.close();
  });
}

test('the comments of the program are in the language of the page', async () => {
  const lab = await Lab.open(browser, site, {still: true, parameters: {mode: 'train', lang: 'zh', hidden: '32'}});
  await lab.press('code');
  const code = lab.page.locator('#code');
  await code.locator('li', {hasText: '# 已改，原来：512'}).waitFor();
  assert.equal(await code.locator('[data-control=code-py]').innerText(), '保存 .py');
  await lab.close();
});

test('a host page gets the program of its lab', async () => {
  const lab = await openCourse(browser, site);
  const {name, text} = await lab.call('code', {as: 'keras'});
  assert.equal(name, 'inkling_keras.py');
  assert.match(text, /Dense\(512, activation="relu"\)/);
  await lab.close();
});
