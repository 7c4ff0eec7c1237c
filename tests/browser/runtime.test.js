// @ts-check
// What the compiler's runtime brings along differs from release to release. A name that our own code uses and this
// release left out would be noticed only when that line runs; here it is looked for in what was built.
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import ts from 'typescript';
import {siteFolder} from './lab.js';

/** A runtime asks for these, of a browser's page or worker, of an older one, and of Node.js, before it uses them. */
const foreign = new Set(['require', 'process', 'global', 'importScripts', 'WorkerGlobalScope', 'DedicatedWorkerGlobalScope']);
const [kCannotFindName, kCannotFindNameButAnother, kNoValue] = [2304, 2552, 18004];

/** Returns the names that a module uses without declaring them. @param {string} file */
function unknownNames(file) {
  const program = ts.createProgram([file], {
    allowJs: true, checkJs: true, noEmit: true, types: [],
    target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'],
  });
  const source = program.getSourceFile(file);
  assert.ok(source, file);
  return program.getSemanticDiagnostics(source)
      .filter(({code}) => [kCannotFindName, kCannotFindNameButAnother, kNoValue].includes(code))
      .map(({start, length}) => source.text.slice(start, (start ?? 0) + (length ?? 0)))
      // What a module gives to its own global object is there, too.
      .filter((name) => !foreign.has(name) && !new RegExp(`\\bself\\.${name}\\s*=`).test(source.text));
}

for (const name of ['app.js', 'engine.js', 'engine_threads.js']) {
  test(`${name} uses no name that nobody declares`, () => {
    assert.deepEqual(unknownNames(join(siteFolder, name)), []);
  });
}

test('a name that is missing is found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-'));
  const file = join(folder, 'sample.js');
  writeFileSync(file, 'export const grow = () => wasmTable.grow(1);');
  assert.deepEqual(unknownNames(file), ['wasmTable']);
  writeFileSync(file, 'self.wasmTable = new WebAssembly.Table({initial: 1, element: "anyfunc"}); wasmTable.grow(1);');
  assert.deepEqual(unknownNames(file), []);
  rmSync(folder, {recursive: true});
});
