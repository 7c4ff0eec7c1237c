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

test('a host page gets the program of its lab', async () => {
  const lab = await openCourse(browser, site);
  const {name, text} = await lab.call('code', {as: 'keras'});
  assert.equal(name, 'inkling_keras.py');
  assert.match(text, /Dense\(512, activation="relu"\)/);
  await lab.close();
});
