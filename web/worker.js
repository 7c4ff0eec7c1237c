// @ts-check
// This worker runs the engine, or another program that the page names: it carries bytes, fetches files, and gives the
// program time.

import {Damaged, fetchBytes, free, Stalled, unpack, Unreachable} from './unpack.js';

const dataFolder = new URL('./assets/mnist/', import.meta.url);
/** A file of the data set has a few thousand images of 785 bytes each. */
const kMostUnpacked = 16 << 20;

/** These messages arrived before the engine was ready. @type {any[]} */
const early = [];
/** @type {any} */
let engine = null;
let pumping = false;

// A message to oneself comes back after those that are already waiting, without the delay of a timer.
const pump = new MessageChannel();
pump.port1.onmessage = () => void work();

/** Where nobody is watching, half of the time is left to others. */
let inBackground = false;

async function work() {
  await turn();
  const start = performance.now();
  pumping = false;
  if (!engine._engine_work()) return endTurn();
  if (!inBackground) return wake();
  endTurn();
  pumping = true;
  setTimeout(() => pump.port2.postMessage(null), performance.now() - start);
}

function wake() {
  if (pumping) return;
  pumping = true;
  pump.port2.postMessage(null);
}

// ---- Labs on one page take turns, so that one core is left to drawing ----------------------------

const kTurnMs = 100;
const places = Math.max(1, navigator.hardwareConcurrency - 1);
const sharesPage = new URL(import.meta.url).searchParams.has('turns');
/** @type {(() => void) | null} It ends the turn that we have. */
let release = null;
let turnEnds = 0;

/** Waits for a turn where there is none or it has lasted long enough. */
async function turn() {
  if (!sharesPage || !hasLocks || (release && performance.now() < turnEnds)) return;
  endTurn();
  const place = `inkling-turn-${Math.floor(Math.random() * places)}`;
  await new Promise((/** @type {(value?: undefined) => void} */ begun) => void navigator.locks.request(place, () => {
    turnEnds = performance.now() + kTurnMs;
    begun();
    return new Promise((/** @type {(value?: undefined) => void} */ ended) => { release = ended; });
  }));
}

function endTurn() {
  release?.();
  release = null;
}

/**
 * Calls an exported function with bytes that live in the engine's memory for the time of the call.
 * @param {Uint8Array} bytes
 * @param {(pointer: number, size: number) => void} use
 */
function withBytes(bytes, use) {
  const pointer = engine._malloc(Math.max(bytes.length, 1));
  engine.HEAPU8.set(bytes, pointer);
  use(pointer, bytes.length);
  engine._free(pointer);
}

/** @param {string} text @param {(pointer: number) => void} use */
function withText(text, use) {
  withBytes(new TextEncoder().encode(text + '\0'), use);
}

/** @param {ArrayBuffer} command */
function receive(command) {
  withBytes(new Uint8Array(command), (pointer, size) => engine._engine_receive(pointer, size));
  wake();
}

// ---- A data set of the visitor's own ---------------------------------------------------------------

/** @param {{dataFiles: import('./data_files.js').ChosenFile[], name: string}} message */
async function readData({dataFiles, name}) {
  try {
    const {readDataFiles} = await import('./data_files.js');
    await readDataFiles(dataFiles, (path, bytes) => {
      // It grows the memory, so that the bytes are set after it.
      const place = engine._engine_data_file_place(bytes.length);
      engine.HEAPU8.set(bytes, place);
      withText(path, (text) => engine._engine_add_data_file(text));
    });
  } catch (error) {
    console.warn('Inkling could not read these files:', error);
    const told = error instanceof Error && /^(damaged|too-large)\n/.test(error.message);
    const reason = told ? error.message : 'unread';
    withText(reason, (text) => engine._engine_refuse_data_files(text));
    return wake();
  }
  withText(name, (text) => engine._engine_end_data_files(text));
  wake();
}

/** @param {any} message */
function take(message) {
  if (message.dataFiles) void readData(message);
  else receive(message);
}

// ---- Files of the data set -----------------------------------------------------------------------

// A connection that has been silent for so long is not waited for when somebody wants its file once more.
const kSilentMs = 2000;
const kReportEveryMs = 100;

/** Maps files to the connections that are open. @type {Map<string, {giveUp: AbortController, heardAt: number}>} */
const connections = new Map();

/** @param {string} file */
function fetchFile(file) {
  const open = connections.get(file);
  if (open && performance.now() - open.heardAt < kSilentMs) return;
  open?.giveUp.abort(new Unreachable('wanted once more'));
  void fetchWithRetry(file);
}

/**
 * Fetches a file, and once more where a connection stalls: the next one often goes another way.
 * @param {string} file
 */
async function fetchWithRetry(file) {
  const connection = {giveUp: new AbortController(), heardAt: performance.now()};
  connections.set(file, connection);
  let bytes = null;
  let damaged = false;
  for (let retries = 1; !bytes; --retries) {
    try {
      bytes = await unpack(await fetchPacked(file, connection), kMostUnpacked);
    } catch (error) {
      if (connections.get(file) !== connection) return;  // Another connection has taken its place.
      if (error instanceof Stalled && retries > 0) {
        withText(file, (name) => engine._engine_fetch_stalled(name));
        continue;
      }
      damaged = error instanceof Damaged;
      break;
    }
  }
  connections.delete(file);
  withText(file, (name) => {
    if (bytes) withBytes(bytes, (pointer, size) => engine._engine_fetched(name, pointer, size));
    else engine._engine_fetch_failed(name, damaged);
  });
  if (bytes) free(bytes);
  wake();
}

/** @param {string} file @param {{giveUp: AbortController, heardAt: number}} connection */
function fetchPacked(file, connection) {
  let reportedAt = 0;
  return fetchBytes(new URL(file, dataFolder), {
    signal: connection.giveUp.signal,
    answered: ({url}) => {
      connection.heardAt = performance.now();
      postMessage({fetched: url});
    },
    progress: (arrived) => {
      connection.heardAt = performance.now();
      if (connection.heardAt - reportedAt < kReportEveryMs) return;
      reportedAt = connection.heardAt;
      withText(file, (name) => engine._engine_fetch_progress(name, arrived));
    },
  });
}

// The newest weights go to the page several times a second. The page sends their buffer back, to be filled again: each
// would else be rubbish that the browser is slow to collect.
/** @type {ArrayBuffer | null} */
let spare = null;

/** @param {Uint8Array} event It lies in the engine's memory for the time of this call. */
function send(event) {
  const buffer = spare?.byteLength === event.length ? spare : new ArrayBuffer(event.length);
  if (buffer === spare) spare = null;
  new Uint8Array(buffer).set(event);
  self.postMessage(buffer, {transfer: [buffer]});
}

self.onmessage = ({data}) => {
  if (data.spare) spare = data.spare;
  else if (data.inBackground !== undefined) inBackground = data.inBackground;
  else if (data.question) self.postMessage({present: true});
  else if (engine) take(data);
  else early.push(data);
};

/** Nothing works after this; the page says so, and starts another worker when one is wanted. @param {unknown} error */
function fail(error) {
  self.postMessage({failed: error instanceof Error ? error.message : String(error)});
}

// What is thrown in an asynchronous function reaches no handler of the page.
self.addEventListener('unhandledrejection', ({reason}) => fail(reason));

const host = {send, fetch: fetchFile};

/**
 * Returns the kernels with relaxed SIMD where the browser accepts them and the build has made them, else nothing.
 * @param {string} file
 */
async function loadRelaxedKernels(file) {
  try {
    const response = await fetch(new URL(file, import.meta.url));
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.ok && WebAssembly.validate(bytes)) return bytes;
  } catch {
    // The kernels of the engine itself do the same, a little slower.
  }
  return new Uint8Array();
}

/** @param {string} name @param {string} kernels */
async function loadEngine(name, kernels) {
  const [{default: create}, relaxed] = await Promise.all([import(name), loadRelaxedKernels(kernels)]);
  return {started: await create({host}), relaxed};
}

/**
 * Takes two threads where the page may share memory between them, and one everywhere else.
 * @param {string | null} wanted
 */
async function loadBestEngine(wanted) {
  if (self.crossOriginIsolated && navigator.hardwareConcurrency > 1 && wanted !== '1') {
    try {
      return {threads: 2, ...await loadEngine('./engine_threads.js', './kernels_relaxed_threads.wasm')};
    } catch (error) {
      console.warn('Training with one thread only:', error);
    }
  }
  return {threads: 1, ...await loadEngine('./engine.js', './kernels_relaxed.wasm')};
}

/**
 * Takes a lock for as long as the worker lives. The page waits for it, and so learns when the worker is gone, however
 * that came about. Pages that came over plain HTTP have no locks, and frames in a file on a disk are refused them; they
 * learn of thrown errors only.
 * @returns {Promise<boolean>} It tells whether there are locks.
 */
function holdLifeLock() {
  return new Promise((settle) => {
    if (!navigator.locks) return settle(false);
    navigator.locks.request(self.name, () => {
      settle(true);
      return new Promise(() => {});
    }).catch(() => settle(false));
  });
}

/** The program of those who learn together has kernels of its own, and one thread. */
async function loadTogether() {
  const {default: create} = await import('./together_engine.js');
  return {threads: 1, started: await create({host}), relaxed: new Uint8Array()};
}

async function start() {
  const parameters = new URL(import.meta.url).searchParams;
  const together = parameters.get('program') === 'together';
  const {started, relaxed, threads} = together ? await loadTogether() : await loadBestEngine(parameters.get('threads'));
  engine = started;
  withText(parameters.get('kernel') ?? '', (kernel) => withBytes(relaxed, (module, size) =>
    engine._engine_start(kernel, module, size, threads)));
  early.forEach(take);
}

const hasLocks = await holdLifeLock();
await start().catch(fail);
