// @ts-check
// Checks which folder of src/ includes which, against the arrows that are allowed. Prints the map.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';

const src = fileURLToPath(new URL('../../src', import.meta.url));

/** Each folder may include these beside itself. @type {Record<string, string[]>} */
const allowed = {
  'base': [],
  'math': ['base'],
  'nn': ['base', 'math'],
  // It writes programs with comments in the language of the page.
  'code': ['base', 'nn', 'ui'],
  'data': ['base', 'math'],
  'model': ['base', 'math', 'nn'],
  // It reads other people's data sets.
  'sets': ['base', 'math', 'data', 'model'],
  'games': ['base', 'math', 'nn', 'data'],
  'engine': ['base', 'math', 'nn', 'data', 'model', 'sets'],
  'cli': ['base', 'math', 'nn', 'code', 'data', 'model'],
  // It draws drawings and says how sure a network is, and knows no state and no place.
  'ui': ['base', 'nn', 'data'],
  'app/core': ['base', 'math', 'nn', 'code', 'data', 'model', 'games', 'engine', 'ui', 'sets'],
  'places/shared': ['base', 'math', 'nn', 'code', 'data', 'model', 'games', 'engine', 'ui', 'app/core'],
  'app': ['base', 'math', 'nn', 'data', 'ui', 'app/core', 'places/*'],
  'api': ['base', 'nn', 'code', 'data', 'model', 'games', 'engine', 'app/core', 'app', 'places/*'],
  'together': ['base', 'math', 'nn', 'data', 'model', 'engine', 'app/core'],
  'page': ['base', 'engine', 'ui', 'app/core', 'app', 'api', 'places/*'],
};
const allowedForPlaces = [...allowed['places/shared'], 'places/shared'];

/** @param {string} folder @param {string} included */
function isAllowed(folder, included) {
  const list = allowed[folder] ?? (folder.startsWith('places/') ? allowedForPlaces : []);
  return list.includes(included) || (included.startsWith('places/') && list.includes('places/*'));
}

/** @param {string} folder @returns {string[]} */
function filesIn(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : /\.(h|cpp)$/.test(name) ? [path] : [];
  });
}

/**
 * Returns the folder that a file counts to: some have folders of their own inside.
 * @param {string} file It is relative to src/.
 */
function folderOf(file) {
  const folder = file.slice(0, file.lastIndexOf('/'));
  return {'math/kernels': 'math', 'engine/jobs': 'engine', 'model/foreign': 'model', 'data/sheet': 'data'}[folder] ?? folder;
}

test('every include points the way that it may', () => {
  /** @type {Map<string, Set<string>>} */
  const map = new Map();
  const wrong = [];
  for (const path of filesIn(src)) {
    const file = path.slice(src.length + 1);
    const from = folderOf(file);
    for (const [, included] of readFileSync(path, 'utf8').matchAll(/^#include "([^"]+)"/gm)) {
      const to = folderOf(included);
      if (to === from) continue;
      map.set(from, (map.get(from) ?? new Set()).add(to));
      if (!isAllowed(from, to)) wrong.push(`${file} includes ${included}`);
    }
  }
  for (const [from, to] of [...map].sort()) console.log(`${from} -> ${[...to].sort().join(' ')}`);
  assert.deepEqual(wrong, []);
  assert.ok(map.size > 12, 'or nothing was read');
});

test('no file of src/ is longer than 400 lines', () => {
  const long = filesIn(src).filter((path) => readFileSync(path, 'utf8').split('\n').length > 401);
  assert.deepEqual(long, []);
});
