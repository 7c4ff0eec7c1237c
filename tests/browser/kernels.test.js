// @ts-check
// Tests the sets of kernels in the browser: one is chosen by what it can do, or by the address.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {openCourse} from './course.js';
import {Lab, siteFolder} from './lab.js';
import {isolationHeaders} from './server.js';
import {browser, site} from './stage.js';

const relaxed = readFileSync(join(siteFolder, 'kernels_relaxed.wasm'));

test('each set trains to the same end, up to rounding', async (t) => {
  const results = new Map();
  for (const kernel of relaxed.length > 0 ? ['scalar', 'simd128', 'relaxed'] : ['scalar', 'simd128']) {
    const lab = await openCourse(browser, site, '', {kernel});
    assert.equal((await lab.call('describe')).kernel, kernel);
    const result = await lab.call('train', {hidden: [96, 50], train_images: 6000, epochs: 2});
    results.set(kernel, result);
    t.diagnostic(`${kernel}: test loss ${result.test_loss.toFixed(5)}, ${Math.round(result.images_per_second)} images/s`);
    await lab.close();
  }
  const reference = results.get('scalar');
  assert.ok(reference.test_accuracy > .88);
  for (const [kernel, {train_loss, test_loss}] of results) {
    assert.ok(Math.abs(train_loss / reference.train_loss - 1) < .01, `${kernel}: ${train_loss}`);
    assert.ok(Math.abs(test_loss / reference.test_loss - 1) < .02, `${kernel}: ${test_loss}`);
  }
});

test('two threads where pages may share memory, with the same result', async (t) => {
  const results = [];
  site.headers = isolationHeaders;
  for (const threads of ['1', '2']) {
    const lab = await openCourse(browser, site, '', {threads});
    assert.equal((await lab.call('describe')).threads, Number(threads));
    const {train_loss, test_loss, images_per_second} = await lab.call('train', {train_images: 6000, epochs: 2});
    results.push({train_loss, test_loss});
    t.diagnostic(`${threads} thread(s): ${Math.round(images_per_second)} images/s`);
    await lab.close();
  }
  site.headers = {};
  assert.deepEqual(results[0], results[1]);
});

test('the measurement of speed gives every figure once', async () => {
  const lab = await openCourse(browser, site);
  const {figures} = await lab.call('measureSpeed', {detailed: true});
  const names = figures.map((/** @type {any} */ {kernel, kind, detail}) => `${kernel} ${kind} ${detail}`);
  assert.equal(new Set(names).size, names.length);
  for (const kernel of relaxed.length > 0 ? ['scalar', 'simd128', 'relaxed'] : ['scalar', 'simd128']) {
    for (const name of ['peak ', 'product 512x512x512 A B', 'training 1', 'phase load']) {
      assert.ok(names.includes(`${kernel} ${name}`), `${kernel} ${name}`);
    }
  }
  for (const {value} of figures) assert.ok(value >= 0);
  await lab.close();
});

test('a browser or a site without relaxed kernels goes on with the others', async () => {
  site.overrides.set('kernels_relaxed.wasm', (_request, response) => void response.writeHead(404).end());
  const lab = await openCourse(browser, site);
  assert.equal((await lab.call('describe')).kernel, 'simd128');
  site.overrides.clear();
  await lab.close();
});

test('a kernel that there is not is told', async () => {
  const lab = await Lab.open(browser, site, {parameters: {kernel: 'quantum'}, still: true});
  await lab.expectWords('notice', /cannot use: kernel=quantum/);
  await lab.close();
});
