// @ts-check
// Runs the page around the app: it starts the app, hands it pointer events and messages, and gives it frames when it
// wants them.

import {bootStrings} from './boot_strings.js';
import {HostCalls, kMostFileBytes} from './calls.js';
import {ControlsMirror} from './controls.js';
import {LessonText} from './lesson.js';
import {RateLimit} from './rate_limit.js';
import {Speech} from './speech.js';
import {Storage} from './storage.js';
import {SurfaceShare} from './surface_share.js';
import {fetchBytes, unpack} from './unpack.js';
import {isUnused} from './unused_keys.js';

const parameters = new URLSearchParams(location.search);
const fresh = parameters.has('fresh');
/** The page speaks this language until the app says otherwise. */
const language =
    parameters.get('lang') ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en');
document.documentElement.lang = language === 'zh' ? 'zh' : 'en';
document.documentElement.dataset.state = 'starting';
const embedded = window.parent !== window;
/** A frame with nothing but sandbox="allow-scripts" has no origin: nothing can be kept there, and no file is its own. */
const sandboxed = window.origin === 'null' && location.protocol.startsWith('http');

/** @template {HTMLElement} T @param {string} id @param {new () => T} type @returns {T} */
function byId(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`no ${id}`);
  return element;
}
const canvas = byId('canvas', HTMLCanvasElement);
const boot = byId('boot', HTMLDivElement);

// ---- Where the app cannot run --------------------------------------------------------------------

/** @param {keyof typeof bootStrings} id */
function bootText(id) {
  return bootStrings[id][document.documentElement.lang === 'zh' ? 'zh' : 'en'];
}

/**
 * Tells that the page cannot go on, and offers to try again where that can help.
 * @param {keyof typeof bootStrings} id
 * @param {boolean} retry
 */
function showBootMessage(id, retry) {
  byId('boot-message', HTMLParagraphElement).textContent = bootText(id);
  const button = byId('boot-retry', HTMLButtonElement);
  button.textContent = bootText('kBootRetry');
  button.hidden = !retry;
  button.onclick = () => location.reload();
  boot.hidden = false;
}

const kNotStarted = -32019;

/** Tells the page around this one how far the start is. @param {'starting' | 'failed'} method @param {object} params */
function tellStart(method, params) {
  if (embedded) window.parent.postMessage({jsonrpc: '2.0', method, params}, '*');
}

/** It names a condition of the app that this browser does not fulfil. */
class Unsupported extends Error {
  /** @param {keyof typeof bootStrings} id */
  constructor(id) {
    super(bootText(id));
    this.id = id;
  }
}

/** No smaller module has a SIMD instruction in it: (func (drop (v128.const 0))). */
const simdProbe = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 23, 1, 21, 0, 253, 12,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 26, 11,
]);

function checkBrowser() {
  if (typeof WebAssembly !== 'object') throw new Unsupported('kBootNoWasm');
  if (!WebAssembly.validate(simdProbe)) throw new Unsupported('kBootNoSimd');
  if (typeof WebGL2RenderingContext !== 'function') throw new Unsupported('kBootNoWebGl');
  if (typeof DecompressionStream !== 'function') throw new Unsupported('kBootTooOld');
}

const kDrawsKey = 'inkling draws';

/** Checks that the browser gives drawing surfaces, also where nothing is to be drawn yet. */
function checkSurfaces() {
  try {
    if (sessionStorage.getItem(kDrawsKey)) return;  // Another lab has had one.
  } catch {
    // Nothing may be remembered.
  }
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) throw new Unsupported('kBootNoWebGl');
  gl.getExtension('WEBGL_lose_context')?.loseContext();
}

// ---- The app ------------------------------------------------------------------------------------

/** It is the app's module, once that is there. Nothing of it is called after it has failed. @type {any} */
let app = null;
let appFailed = false;

/**
 * Wraps the app's functions, so that each tells when it stops in the middle: a trap leaves the module unusable.
 * @param {any} module
 */
function guarded(module) {
  /** @type {Map<PropertyKey, Function>} */
  const wrapped = new Map();
  return new Proxy(module, {
    get(_target, name) {
      const member = module[name];
      if (typeof member !== 'function') return member;
      let guard = wrapped.get(name);
      if (!guard) {
        guard = (/** @type {any[]} */ ...values) => {
          if (appFailed) return 0;
          try {
            return member(...values);
          } catch (error) {
            failApp(error);
            return 0;
          }
        };
        wrapped.set(name, guard);
      }
      return guard;
    },
  });
}

const kRestartKey = 'inkling restarted';
/** A failure so soon after the one before has the same cause: then it is not tried once more. */
const kRestartEveryMs = 60_000;

/**
 * Returns when the page was last started anew because the app had failed, or -Infinity where it was not. Throws where
 * nothing may be remembered.
 */
function lastRestart() {
  return Number(sessionStorage.getItem(kRestartKey) ?? -Infinity);
}

/** @param {unknown} error */
function failApp(error) {
  appFailed = true;
  console.error(error);
  engine?.terminate();
  calls.refuseAll('The lab failed, and starts anew.');
  try {
    if (Date.now() - lastRestart() > kRestartEveryMs) {
      sessionStorage.setItem(kRestartKey, String(Date.now()));
      location.reload();
      return;
    }
  } catch {
    // Without a memory of the restart there might be one after the other.
  }
  showBootMessage('kBootFailed', true);
  tellStart('failed', {code: kNotStarted, message: `${bootStrings.kBootFailed.en} It said: ${error}`});
}

/** Returns whether this page is the one that was started anew. */
function wasRestarted() {
  try {
    return Date.now() - lastRestart() < 10_000;
  } catch {
    return false;
  }
}

// ---- The engine ----------------------------------------------------------------------------------

/** @type {Worker} */
let engine;
/** Drawing needs no worker: it has longer than the rest before it is told to be missing, and is given up much later. */
const kEnginePatienceMs = 4000;
const kSilentEngineMs = 20_000;
// Buffers from this size on go back to the engine, to be used again.
const kWorthReturning = 100_000;

/** The engine has fetched these addresses: the page does not see its requests. @type {string[]} */
const fetchedByEngine = [];

/**
 * Returns how many files the page and the engine have fetched.
 * @param {boolean} foreign It asks for files from elsewhere, or else from this site.
 */
function countRequests(foreign) {
  const addresses = [
    location.href, ...performance.getEntriesByType('resource').map((entry) => entry.name), ...fetchedByEngine,
  ];
  const own = (/** @type {string} */ address) => /^(blob|data):/.test(address) || new URL(address).origin === location.origin;
  return new Set(addresses.filter((address) => own(address) !== foreign)).size;
}

/** An engine that owes an answer is asked so often whether it still works, and may leave so many questions open. */
const kAskEveryMs = 1800;
const kMostUnanswered = 4;

/**
 * Notices an engine that hangs. Questions are counted, not time: the page's clock stands still with the page.
 * @param {Worker} asked
 * @param {() => void} giveUp
 */
function watch(asked, giveUp) {
  let unanswered = 0;
  asked.addEventListener('message', () => { unanswered = 0; });
  const timer = setInterval(() => {
    if (engine !== asked) return clearInterval(timer);
    if (!app._app_engine_is_awaited()) {
      unanswered = 0;
    } else if (unanswered < kMostUnanswered) {
      ++unanswered;
      asked.postMessage({question: true});
    } else {
      clearInterval(timer);
      giveUp();
    }
  }, kAskEveryMs);
}

/**
 * Returns the address of a worker that a frame without an origin may run: what it has made itself, which loads what the
 * site allows. Until that is there, its messages wait.
 * @param {URL} address
 */
function ownWorker(address) {
  const script = `
    const early = [];
    let loaded = false;
    self.addEventListener('message', (event) => {
      if (loaded) return;
      event.stopImmediatePropagation();
      early.push(event.data);
    });
    import(${JSON.stringify(address.href)}).then(() => {
      loaded = true;
      for (const data of early) self.onmessage({data});
    }, (error) => self.postMessage({failed: String(error)}));`;
  return URL.createObjectURL(new Blob([script], {type: 'text/javascript'}));
}

function startEngine() {
  engine?.terminate();
  const name = `inkling-engine-${Math.random()}`;
  const address = new URL('./worker.js', import.meta.url);
  for (const name of ['kernel', 'threads']) {
    const value = parameters.get(name);
    if (value) address.searchParams.set(name, value);
  }
  if (embedded) address.searchParams.set('turns', '');
  let knowsModules = false;
  const started = new Worker(sandboxed ? ownWorker(address) : address, {
    name,
    get type() {
      knowsModules = true;
      return /** @type {WorkerType} */ (sandboxed ? 'classic' : 'module');
    },
  });
  if (!knowsModules) throw new Unsupported('kBootTooOld');
  engine = started;
  /** @param {string} [said] It says what went wrong, where that could be told. */
  const died = (said = '') => {
    if (engine === started) withText(said, (at) => app._app_engine_died(at));
  };
  const late = setTimeout(() => {
    if (engine === started) app._app_engine_is_silent();
  }, kEnginePatienceMs);
  const silent = setTimeout(() => {
    console.error('Inkling: the worker has not begun, and is given up.');
    started.terminate();
    died();
  }, kSilentEngineMs);
  started.onmessage = (event) => {
    if (engine !== started) return;  // This was said before it was ended.
    clearTimeout(late);
    clearTimeout(silent);
    if (event.data.failed !== undefined) {
      console.error(`Inkling: the worker has failed: ${event.data.failed}`);
      started.terminate();
      died(event.data.failed);
      return;
    }
    if (event.data.present) return;  // This answers a question of watch().
    if (event.data.fetched) {
      fetchedByEngine.push(event.data.fetched);
      keepDataSoon();
      return;
    }
    let changed = true;
    withBytes(new Uint8Array(event.data), (at, size) => { changed = Boolean(app._app_engine_event(at, size)); });
    if (event.data.byteLength >= kWorthReturning) started.postMessage({spare: event.data}, [event.data]);
    if (changed) wakeThrottled();
    else wakeUnpainted();
  };
  tellUnhurried();
  started.onerror = (event) => {
    event.preventDefault();
    console.error(`Inkling: the worker has failed: ${event.message ?? 'a part of it could not be fetched'}`);
    clearTimeout(late);
    clearTimeout(silent);
    died(event.message);
  };
  started.addEventListener('message', () => watch(started, () => {
    console.error('Inkling: the worker answers no more, and is given up.');
    started.terminate();
    died();
  }), {once: true});
  // The worker holds the lock of its name for its whole life.
  started.addEventListener('message', () => navigator.locks?.request(name, () => died()).catch(() => {}), {once: true});
}

// ---- Bytes and text for the app ------------------------------------------------------------------

/**
 * @param {Uint8Array} bytes
 * @param {(pointer: number, size: number) => void} use
 */
function withBytes(bytes, use) {
  const pointer = app._malloc(Math.max(bytes.length, 1));
  app.HEAPU8.set(bytes, pointer);
  use(pointer, bytes.length);
  app._free(pointer);
}

/** @param {string} text @param {(pointer: number) => void} use */
function withText(text, use) {
  withBytes(new TextEncoder().encode(text + '\0'), use);
}

// ---- Frames: only when something changed ---------------------------------------------------------

let frameWanted = false;
let surface = false;
/** Tells whether a frame has been drawn. */
let begun = false;
/** Tells whether any part of the canvas is on the screen, as far as scrolling goes. */
let inView = false;

// Out of view nothing is drawn; but what is said beside the canvas follows now and then.
const kOutOfViewMs = 1000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let outOfView;

/** The next frame is painted; otherwise what lies over the canvas follows alone. */
let paintWanted = false;

function wake() {
  paintWanted = true;
  wakeUnpainted();
}

function wakeUnpainted() {
  if (frameWanted) return;
  frameWanted = true;
  if (isWatched()) requestAnimationFrame(frame);
  else outOfView = setTimeout(() => frame(performance.now()), kOutOfViewMs);
}

// Where a processor draws, it is one that training needs: what moves while training runs then moves in larger steps,
// but for the first moments of a network that knew nothing, in which most happens.
const kThrottleMs = 150;
const kFirstMomentsMs = 800;
/** @type {number | null} The run that is under way was seen first at this time. */
let trainingSince = null;
let drawsInSoftware = false;
/** @type {ReturnType<typeof setTimeout> | null} */
let throttled = null;

function wakeThrottled() {
  const training = app._app_training();
  trainingSince = training ? trainingSince ?? performance.now() : null;
  const first = training === 1 && performance.now() - (trainingSince ?? 0) < kFirstMomentsMs;
  if (!drawsInSoftware || !training || first) return wake();
  throttled ??= setTimeout(() => {
    throttled = null;
    wake();
  }, kThrottleMs);
}

/** @param {number} now */
function frame(now) {
  frameWanted = false;
  if (isWatched() && !surface) return;
  draw(now, isWatched());
}

/** @param {number} now @param {boolean} drawn It is false where nobody would see it. */
function draw(now, drawn) {
  const ratio = window.devicePixelRatio;
  const width = Math.max(1, Math.round(canvas.clientWidth * ratio));
  const height = Math.max(1, Math.round(canvas.clientHeight * ratio));
  if (drawn && (canvas.width !== width || canvas.height !== height)) {
    canvas.width = width;
    canvas.height = height;
    paintWanted = true;
  }
  const unit = pixelsPerUnit();
  document.documentElement.style.setProperty('--unit', String(unit));
  const painted = drawn && paintWanted;
  paintWanted = false;
  if (app._app_frame(now, width / ratio / unit, height / ratio / unit, ratio * unit, painted)) wakeThrottled();
  if (drawn && !begun) performance.mark('inkling-first-frame');
  begun ||= drawn;
  if (painted && !givenBack) still.hidden = true;
}

/** In a window that is larger than this, in units, everything is drawn larger instead of leaving its sides empty. */
const kFullWidth = 1400, kFullHeight = 800;

/**
 * The app lays out in units of a pixel at the usual size of text, 16 pixels. Who has chosen larger text in the browser
 * gets larger units, and so does a large window.
 */
function pixelsPerUnit() {
  const chosen = Math.min(Math.max(parseFloat(getComputedStyle(document.documentElement).fontSize) / 16, .5), 3);
  return Math.max(chosen, Math.min(window.innerWidth / kFullWidth, window.innerHeight / kFullHeight, 3));
}

function openSurface() {
  if (surface) return wake();
  surface = app._app_open_surface();
  if (!surface) throw new Unsupported('kBootNoWebGl');
  const gl = canvas.getContext('webgl2');
  const names = gl?.getExtension('WEBGL_debug_renderer_info');
  const renderer = names ? gl?.getParameter(names.UNMASKED_RENDERER_WEBGL) : '';
  try {
    sessionStorage.setItem(kDrawsKey, 'yes');
  } catch {
    // Nothing may be remembered.
  }
  drawsInSoftware = /swiftshader|llvmpipe|software/i.test(renderer);
  wake();
}

// Browsers have room for some sixteen surfaces. A lab that has been scrolled away gives its own back, and takes it up
// again when it is scrolled to.
const kKeptSurfaceMs = 2000;
/** @type {WEBGL_lose_context | null} We have given it back ourselves; it was not lost. */
let givenBack = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let giveBackSoon;

/** Where a lab has no surface, this picture of it stands in. */
const still = byId('still', HTMLCanvasElement);
/** Other labs need our surface more; who comes to this lab takes it up again. */
let resting = false;
const share = new SurfaceShare(() => {
  if (!surface || givenBack) return;
  resting = inView;
  giveSurfaceBack();
});

/** Tells whether frames are to be drawn. */
const isWatched = () => inView && !resting;

/** Keeps what the canvas shows. */
function keepStill() {
  [still.width, still.height] = [canvas.width, canvas.height];
  still.getContext('2d')?.drawImage(canvas, 0, 0);
  still.hidden = false;
}

/** Somebody comes to this lab. */
function use() {
  if (!embedded || !appHasStarted) return;
  share.use();
  if (!resting) return;
  resting = false;
  clearTimeout(outOfView);
  frameWanted = false;
  takeSurfaceUp();
}
for (const type of ['pointerenter', 'pointerdown', 'focusin']) document.documentElement.addEventListener(type, use);

function giveSurfaceBack() {
  if (surface) keepStill();
  share.drop();
  givenBack = surface ? canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context') ?? null : null;
  givenBack?.loseContext();
}

canvas.addEventListener('webglcontextlost', (event) => {
  event.preventDefault();  // Otherwise it would never come back.
  if (!surface) return;
  surface = false;
  app._app_close_surface();
  if (!givenBack) showBootMessage('kBootContextLost', true);
  else if (isWatched()) takeSurfaceUp();
});

canvas.addEventListener('webglcontextrestored', () => {
  boot.hidden = true;
  openSurface();
});

function takeSurfaceUp() {
  if (surface) return wake();
  if (takingUp) return;
  takingUp = true;
  const open = () => {
    takingUp = false;
    if (!givenBack) return openSurface();
    givenBack.restoreContext();
    givenBack = null;
  };
  void inTurn(open).catch(reportFailure);
}

/** Takes up a surface: among the labs of a page, one after the other. @param {() => void} open */
const inTurn = async (open) => embedded ? share.take(open) : open();
let takingUp = false;

let appHasStarted = false;

/** @param {boolean} now */
function setInView(now) {
  if (now === inView) return;
  inView = now;
  resting = false;
  if (!appHasStarted) return;  // The app will look when it starts.
  tellUnhurried();
  clearTimeout(giveBackSoon);
  clearTimeout(outOfView);
  frameWanted = false;
  if (inView) takeSurfaceUp();
  else {
    void paperPromise?.then((shown) => shown.leave());
    giveBackSoon = setTimeout(giveSurfaceBack, kKeptSurfaceMs);
    wake();
  }
}

new IntersectionObserver((entries) => setInView(entries[entries.length - 1].isIntersecting)).observe(canvas);

/** Tells the engine when nobody is watching: training may then leave some of the processor to what is watched. */
function tellUnhurried() {
  engine?.postMessage({inBackground: !inView || document.hidden});
}

// ---- Input ---------------------------------------------------------------------------------------

const pointerKinds = {pointerdown: 0, pointermove: 1, pointerup: 2, pointercancel: 3};

/** @param {PointerEvent} event */
function onPointer(event) {
  if (event.type === 'pointerdown') {
    if (event.pointerType === 'mouse' && event.button !== 0) return;
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    canvas.setPointerCapture(event.pointerId);
  }
  const bounds = canvas.getBoundingClientRect();
  const unit = pixelsPerUnit();
  const kind = pointerKinds[/** @type {keyof typeof pointerKinds} */ (event.type)];
  // The browser may tell the places between two frames: a fast stroke stays round.
  const between = event.type === 'pointermove' ? event.getCoalescedEvents?.() ?? [] : [];
  for (const {clientX, clientY} of between.length > 0 ? between : [event]) {
    app._app_pointer(
        kind, event.pointerId, event.pointerType === 'touch', (clientX - bounds.left) / unit,
        (clientY - bounds.top) / unit);
  }
  event.preventDefault();
}

const calls = new HostCalls(
    // The parent's origin is not ours to know, and nothing here is secret from the page that embeds us.
    (message) => { if (embedded) window.parent.postMessage(message, '*'); },
    (json, bytes) => withText(json, (text) => withBytes(bytes, (at, size) => app._app_api_call(text, at, size))),
    unpackedFiles,
    async (bytes) => (await import('./pictures.js')).pictureCall(bytes));

/** Tells the page around this one of keys that turn its slides or pages: in a frame it does not see them. */
function handKeysOn() {
  /** These keys are down there. @type {Set<string>} */
  const down = new Set();
  const tell = (/** @type {KeyboardEvent} */ {type, key, code, keyCode, shiftKey, repeat}) =>
    window.parent.postMessage({jsonrpc: '2.0', method: type, params: {key, code, keyCode, shiftKey, repeat}}, '*');
  window.addEventListener('keydown', (event) => {
    if (!isUnused(event)) return;
    down.add(event.code);
    tell(event);
  });
  window.addEventListener('keyup', (event) => {
    if (down.delete(event.code)) tell(event);
  });
}

function listen() {
  for (const type of Object.keys(pointerKinds)) {
    canvas.addEventListener(type, (event) => onPointer(/** @type {PointerEvent} */ (event)));
  }
  canvas.addEventListener('wheel', (event) => {
    const bounds = canvas.getBoundingClientRect();
    const unit = pixelsPerUnit();
    const ours = !event.ctrlKey &&  // A pinch on a touchpad comes with the key Ctrl.
      app._app_can_scroll((event.clientX - bounds.left) / unit, (event.clientY - bounds.top) / unit, event.deltaY > 0);
    if (!ours) return;  // The page around the lab scrolls.
    event.preventDefault();
    app._app_wheel(-event.deltaY / 100);
  }, {passive: false});
  window.addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey;
    if (!typing && !event.repeat && /^[0-9]$/.test(event.key)) app._app_key(Number(event.key));
  });
  if (embedded) handKeysOn();
  canvas.addEventListener('contextmenu', (event) => event.preventDefault());
  new ResizeObserver(wake).observe(canvas);
  document.addEventListener('visibilitychange', tellUnhurried);
  // Whatever the window has gone through, it gets a whole frame.
  window.addEventListener('resize', () => app._app_draw_all());
  // While a file is over the page, a sign says that it may be dropped there.
  const showDrop = (/** @type {boolean} */ shown) => void document.body.classList.toggle('dropping', shown);
  window.addEventListener('dragover', (event) => {
    event.preventDefault();
    showDrop(event.dataTransfer?.types.includes('Files') ?? false);
  });
  window.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) showDrop(false);  // It has left the window, not an element in it.
  });
  window.addEventListener('drop', (event) => {
    event.preventDefault();
    showDrop(false);
    // What was dropped is there during this event only.
    const items = [...event.dataTransfer?.items ?? []];
    const entries = items.map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry !== null && entry !== undefined);
    void takeFiles([...event.dataTransfer?.files ?? []], entries.some((entry) => entry.isDirectory) ? entries : []);
  });

  window.addEventListener('paste', (event) => {
    const file = [...event.clipboardData?.files ?? []].find(({type}) => type.startsWith('image/'));
    if (!file) return;
    event.preventDefault();
    readPicture(file);
  });

  const dark = matchMedia('(prefers-color-scheme: dark)');
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const contrast = matchMedia('(prefers-contrast: more)');
  const prefer = () => app._app_preferences(dark.matches, still.matches, contrast.matches);
  for (const query of [dark, still, contrast]) query.addEventListener('change', prefer);
  prefer();

  // No page needs more, and so little leaves most of this thread to drawing.
  const limit = new RateLimit(2000, 2000);
  window.addEventListener('message', (event) => {
    // A script of the page's own can make an event that claims to come from anywhere.
    if (!embedded || !event.isTrusted || event.source !== window.parent) return;
    if (limit.take()) calls.take(event.data);
    else calls.refuseForFlood(event.data);
  });
}

// ---- What the app asks of the page ---------------------------------------------------------------

const controls = new ControlsMirror(byId('controls', HTMLDivElement), {
  activate: (id, value) =>
    withText(id, (idAt) => withText(value, (valueAt) => app._app_activate(idAt, valueAt))),
  focus: (id) => withText(id, (idAt) => app._app_focus(idAt)),
  pen: {
    show: (shown) => app._app_show_pen(shown),
    move: (right, down) => app._app_move_pen(right, down),
    turn: () => app._app_turn_pen(),
    wipe: () => app._app_wipe_pad(),
  },
});
/** Some files are read by libraries that come only then. @typedef {{name: string, bytes: Uint8Array}} NamedFile */

/** @param {Uint8Array} bytes */
const isPacked = (bytes) => /^(\x89HDF|PK\x03\x04)/.test(String.fromCharCode(...bytes.subarray(0, 4)));

/** Returns whether a file says that it is a picture, by its type or by how it begins. @param {File} file */
async function isPicture(file) {
  const start = String.fromCharCode(...new Uint8Array(await file.slice(0, 12).arrayBuffer()));
  return file.type.startsWith('image/') || /^(\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|....ftypavi)/s.test(start);
}

/** Unpacks those that need it. Rejected where what unpacks them cannot be fetched. @param {NamedFile[]} files */
async function unpackedFiles(files) {
  if (!files.some(({bytes}) => isPacked(bytes))) return files;
  const {unpacked} = await import('./foreign_files.js');
  return Promise.all(files.map(unpacked));
}

/**
 * Takes what the visitor has dropped or chosen: a data set, or a network.
 * @param {File[]} files
 * @param {FileSystemEntry[]} folders
 */
async function takeFiles(files, folders = []) {
  const drop = await import('./data_drop.js').catch(() => null);
  if (!drop) {
    withText('data_drop.js', (text) => app._app_tell_unreachable(text));
    return;
  }
  const {areOfDataSet, filesIn} = drop;
  const chosen = folders.length > 0 ? await filesIn(folders)
    : files.map((file) => ({path: file.webkitRelativePath || file.name, file}));
  if (folders.length > 0 || await areOfDataSet(chosen)) readData(chosen);
  else await importFiles(files);
}

/** Hands files to the engine, which takes them for a data set. @param {import('./data_files.js').ChosenFile[]} chosen */
function readData(chosen) {
  if (chosen.length === 0) return;
  const [first] = chosen[0].path.split('/');
  withText(first, (name) => {
    if (app._app_begin_reading_data(name)) engine.postMessage({dataFiles: chosen, name: first});
  });
}

/** @param {Iterable<File>} chosen */
async function importFiles(chosen) {
  for (const file of chosen) {
    if (await isPicture(file)) return readPicture(file);
  }
  // A file that is far larger than any network is not read at all.
  const large = [...chosen].find((file) => file.size > kMostFileBytes);
  if (large) {
    withText(large.name, (text) => app._app_tell_too_large(text));
    return;
  }
  const files = await Promise.all([...chosen].map(async (file) =>
    ({name: file.name, bytes: new Uint8Array(await file.arrayBuffer())})));
  if (files.length === 0) return;
  try {
    for (const {name, bytes} of await unpackedFiles(files)) {
      withText(name, (text) => withBytes(bytes, (at, size) => app._app_add_file(text, at, size)));
    }
    app._app_import();
  } catch (error) {
    console.warn('Inkling could not fetch what reads this file:', error);
    withText('foreign_files.js', (text) => app._app_tell_unreachable(text));
  }
}

/** @type {Promise<import('./paper.js').Paper> | null} */
let paperPromise = null;
/** What shows pictures and the camera comes with the first of them, and is loaded once more after a failure. */
function paper() {
  paperPromise ??= import('./paper.js').then(({Paper}) => new Paper(byId('paper', HTMLElement), {
    input: articleInput,
    take: ({width, height, fullWidth, fullHeight, pixels}, ofCamera) => withBytes(
        new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength),
        (at) => app._app_take_picture(at, width, height, fullWidth, fullHeight, ofCamera)),
    refuse: (reason) => withText(reason, (at) => app._app_refuse_picture(at)),
    cameraStarted: () => app._app_camera_started(),
    cameraFailed: (reason) => withText(reason, (at) => app._app_camera_failed(at)),
  })).catch((error) => {
    paperPromise = null;
    throw error;
  });
  return paperPromise;
}

/** @param {Blob} file */
function readPicture(file) {
  if (!app._app_expect_picture()) return;
  paper().then((shown) => shown.read(file), () => withText('unreachable', (at) => app._app_refuse_picture(at)));
}

/** @type {Promise<import('./code_panel.js').CodePanel> | null} */
let codePanel = null;
/** The text that the app wants over the canvas. @type {any} */
let article = null;

/** Tells the app what is done with the text over the canvas. @param {string} what @param {string} value */
function articleInput(what, value) {
  withText(what, (whatAt) => withText(value, (at) => app._app_article_input(whatAt, at)));
}

/** Shows a lesson or a program over the canvas. @param {any} wanted */
function showArticle(wanted) {
  article = wanted;
  const isCode = wanted?.kind === 'code';
  const isPaper = wanted?.kind === 'paper';
  void lesson.show(isCode || isPaper ? null : wanted);
  if (isPaper || paperPromise) paper().then((shown) => shown.show(article?.kind === 'paper' ? article : null), () => {});
  if (isCode) {
    codePanel ??= import('./code_panel.js').then(({CodePanel}) => new CodePanel(byId('code', HTMLElement), {
      input: articleInput,
      copy: copyText,
    }));
  }
  codePanel?.then((panel) => panel.show(article?.kind === 'code' ? article : null), () => {
    codePanel = null;  // It is fetched again when the text changes.
  });
}

/** Returns the address of this page with other parameters. @param {string} query */
const linkTo = (query) => new URL(`?${query}`, location.href).href;

/**
 * Copies text. Browsers without the newer way (on plain http, for one) may have the older one.
 * @param {string} text
 * @returns {Promise<boolean>} It tells whether the text is on the clipboard.
 */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.style.cssText = 'position: fixed; opacity: 0';
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    document.body.append(field);
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    focused?.focus();
    return copied;
  }
}

/** @type {AudioContext | null} */
let audio = null;
/** Each of the app's sounds has its notes in Hz, one after another. */
const melodies = [[660, 990], [220], [523, 659, 784]];

/** @param {number} sound */
function playSound(sound) {
  audio ??= new AudioContext();
  melodies[sound].forEach((frequency, i) => {
    if (!audio) return;
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    const start = audio.currentTime + i * .09;
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(.12, start);
    volume.gain.exponentialRampToValueAtTime(.001, start + .22);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + .25);
  });
}

/**
 * Saves a picture of a result, for the visitor to keep or send on.
 * @param {string[]} words They are title, score, line, invitation, and the address's query.
 * @param {Uint8Array} drawings [n, 28, 28]: ink from 0 to 255. As many as fit are shown, the newest ones.
 */
async function saveCard([title, score, line, invitation, query], drawings) {
  const card = document.createElement('canvas');
  [card.width, card.height] = [1200, 630];
  const paint = /** @type {CanvasRenderingContext2D} */ (card.getContext('2d'));
  const style = getComputedStyle(document.documentElement);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  paint.fillStyle = colour('--paper');
  paint.fillRect(0, 0, 1200, 630);
  paint.fillStyle = colour('--card');
  paint.beginPath();
  paint.roundRect(48, 48, 1104, 534, 32);
  paint.fill();
  // The drop is painted with its eyes.
  paint.fillStyle = colour('--ink');
  paint.beginPath();
  paint.moveTo(1010, 140);
  paint.arc(1010, 260, 74, -.6, Math.PI + .6);
  paint.fill();
  paint.fillStyle = colour('--card');
  for (const x of [984, 1036]) {
    paint.beginPath();
    paint.arc(x, 252, 13, 0, 7);
    paint.fill();
  }
  const write = (/** @type {string} */ text, /** @type {string} */ font, /** @type {string} */ ink, /** @type {number} */ y) => {
    paint.font = `${font} system-ui, sans-serif`;
    paint.fillStyle = colour(ink);
    paint.fillText(text, 104, y, 800);
  };
  write(title, '600 40px', '--indigo', 136);
  write(score, '700 92px', '--ink', 246);
  write(line, '30px', '--ink', 306);
  const [side, tile, mostTiles] = [28, 80, 10];
  const count = drawings.length / (side * side);
  for (let i = Math.max(0, count - mostTiles); i < count; ++i) {
    const digit = document.createElement('canvas');
    [digit.width, digit.height] = [side, side];
    const ink = /** @type {CanvasRenderingContext2D} */ (digit.getContext('2d'));
    ink.fillStyle = colour('--ink');
    ink.fillRect(0, 0, side, side);
    const image = ink.getImageData(0, 0, side, side);
    for (let pixel = 0; pixel < side * side; ++pixel) image.data[4 * pixel + 3] = drawings[i * side * side + pixel];
    ink.putImageData(image, 0, 0);
    paint.drawImage(digit, 104 + (i - Math.max(0, count - mostTiles)) * (tile + 2), 346, tile, tile);
  }
  write(invitation, '28px', '--ink', 490);
  paint.font = '26px system-ui, sans-serif';
  paint.fillStyle = colour('--indigo');
  paint.fillText(linkTo(query), 104, 536, 800);
  // The link is there for phones too, where its library can be had.
  await import('./link_panel.js').then(async ({paintQr}) => paintQr(paint, linkTo(query), 936, 366, 196)).catch(() => {});
  const blob = await new Promise((resolve) => card.toBlob(resolve, 'image/png'));
  if (blob) saveBlob('inkling.png', blob);
}

/** @param {string} name @param {Blob} blob */
function saveBlob(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const speech = new Speech(byId('live', HTMLDivElement));
const lesson = new LessonText(
    byId('lesson', HTMLElement), byId('lesson-text', HTMLDivElement), byId('lesson-tip', HTMLDivElement),
    {failed: () => bootText('kBootUnreachable'), input: articleInput});

// ---- Pictures of the app -------------------------------------------------------------------------

/** The app numbers what can be had as a picture. */
const kScreen = 0;
const kSurfacePatienceMs = 5000;
/** A lab that is not shown has no size. */
const kUsualSize = [1000, 600];

/** Waits until something is so, which nobody tells. @param {() => boolean} isSo */
async function until(isSo) {
  for (const end = performance.now() + kSurfacePatienceMs; !isSo();) {
    if (performance.now() > end) throw new Error('there is no surface to draw on');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Returns what a canvas shows now, so that it can show something else. @param {HTMLCanvasElement} source */
function copyOf(source) {
  const copy = document.createElement('canvas');
  [copy.width, copy.height] = [source.width, source.height];
  copy.getContext('2d')?.drawImage(source, 0, 0);
  return copy;
}

/** Draws something on the canvas, and returns a copy of it. Nobody sees it there. @param {number} snapshot */
async function paintedCopy(snapshot) {
  use();
  if (!surface) takeSurfaceUp();
  await until(() => surface && !givenBack && !app._app_pointer_holds());
  const ratio = window.devicePixelRatio * pixelsPerUnit();
  if (snapshot === kScreen) {
    if (!isWatched()) settle();
    if (canvas.clientWidth > 0) {
      paintWanted = true;
      draw(performance.now(), true);
    } else {
      [canvas.width, canvas.height] = kUsualSize;
      app._app_frame(performance.now(), ...kUsualSize, 1, true);
    }
    return copyOf(canvas);
  }
  const size = app._app_snapshot_size(snapshot, ratio);
  [canvas.width, canvas.height] = [size >> 16, size & 0xffff];
  app._app_draw_snapshot(snapshot, ratio);
  const copy = copyOf(canvas);
  paintWanted = true;
  draw(performance.now(), true);
  return copy;
}

const kSettlingFrames = 40;

/** Lets what moves come to its end, where it has had no frames. */
function settle() {
  const ratio = pixelsPerUnit();
  const [width, height] = [canvas.clientWidth || kUsualSize[0], canvas.clientHeight || kUsualSize[1]];
  for (let i = 0; i < kSettlingFrames; ++i) {
    if (!app._app_frame(performance.now() + i * 40, width / ratio, height / ratio, window.devicePixelRatio * ratio, false)) return;
  }
}

/** They are made one after the other. @type {Promise<void>} */
let snapshots = Promise.resolve();

/** @param {number} snapshot @param {number} number */
function takeSnapshot(snapshot, number) {
  snapshots = snapshots.then(async () => {
    /** @type {Uint8Array} */
    let png = new Uint8Array();
    try {
      const copy = await paintedCopy(snapshot);
      const {pngOf} = await import('./snapshots.js');
      const shown = ['lesson', 'code'].map((id) => byId(id, HTMLElement)).filter((part) => !part.hidden);
      png = await pngOf(copy, snapshot === kScreen ? shown : []);
    } catch (error) {
      console.warn('Inkling could not make a picture:', error);
    }
    if (!isWatched()) giveBackSoon = setTimeout(giveSurfaceBack, kKeptSurfaceMs);
    withBytes(png, (at, size) => app._app_snapshot_taken(number, at, size));
    wake();
  });
}

let sheetWords = {title: '', settings: ''};

/** Makes a sheet of paper of the place as it is: its title, the screen in light colours, a lesson's text, the settings. */
function makeSheet() {
  if (!appHasStarted) return;
  app._app_sheet_words();
  const {title, settings} = sheetWords;
  const draws = surface && !givenBack;
  if (draws) {
    const ratio = window.devicePixelRatio;
    const unit = pixelsPerUnit();
    app._app_draw_for_paper(performance.now(), canvas.width / ratio / unit, canvas.height / ratio / unit, ratio * unit);
  }
  const screen = copyOf(draws ? canvas : still);
  if (draws) app._app_draw_all();  // In its own colours again.
  const [heading, line] = [document.createElement('h1'), document.createElement('p')];
  heading.textContent = title;
  line.textContent = settings;
  const text = byId('lesson', HTMLElement).hidden ? [] : [byId('lesson-text', HTMLDivElement).cloneNode(true)];
  byId('sheet', HTMLElement).replaceChildren(heading, screen, ...text, line);
}
window.addEventListener('beforeprint', makeSheet);
window.addEventListener('afterprint', () => byId('sheet', HTMLElement).replaceChildren());

const host = {
  sendToEngine: (/** @type {ArrayBuffer} */ command) => engine.postMessage(command, [command]),
  restartEngine: startEngine,
  postToParent: (/** @type {string} */ json, /** @type {Uint8Array} */ bytes) => {
    if (embedded) calls.answer(JSON.parse(json), bytes);
  },
  announce: (/** @type {string} */ text) => speech.say(text),
  showSemantics: (/** @type {string} */ json) => controls.show(JSON.parse(json)),
  showAppearance: (/** @type {string} */ language, /** @type {boolean} */ dark) => {
    document.documentElement.lang = language;
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  },
  showLesson: (/** @type {string} */ json) => showArticle(json ? JSON.parse(json) : null),
  countRequests,
  fetchChineseFonts: () => void chineseFonts().then(
      (fonts) => withFonts(fonts, app._app_add_chinese_fonts), () => app._app_chinese_fonts_failed()),
  fetchShippedModel: () => void fetchAsset('model.packed').then(
      (model) => withBytes(model, (at, size) => app._app_offer_shipped_model(at, size)),
      () => app._app_shipped_model_failed()),
  openTogether: (/** @type {string} */ lang) => window.open(`together.html?lang=${lang}`, '_blank', 'noopener'),
  openNotices: () => window.open('notices.html', '_blank', 'noopener'),
  // A lab in somebody's page starts as that page wants it, and keeps nothing; neither does one that is to be fresh.
  canSave: !embedded && !fresh,
  save: (/** @type {import('./storage.js').Part} */ part, /** @type {Uint8Array} */ bytes) => storage.save(part, bytes),
  saveFile: (/** @type {string} */ name, /** @type {Uint8Array<ArrayBuffer>} */ bytes) =>
    saveBlob(name, new Blob([bytes])),
  chooseFile: () => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;  // A network may have its weights in a second file.
    input.onchange = () => void takeFiles([...input.files ?? []]);
    input.click();
  },
  takeSnapshot,
  takeSheetWords: (/** @type {string} */ json) => { sheetWords = JSON.parse(json); },
  chooseData: (/** @type {boolean} */ folder) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.webkitdirectory = folder;
    input.onchange = () => readData([...input.files ?? []].map((file) => ({path: file.webkitRelativePath || file.name, file})));
    input.click();
  },
  choosePicture: () => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = 'image/*';
    input.onchange = () => {
      const file = input.files?.[0];
      if (file) readPicture(file);
    };
    input.click();
  },
  openPracticeSheet: () => window.open('practice.html', '_blank', 'noopener'),
  forgetPicture: () => void paperPromise?.then((shown) => shown.forget()),
  showPictureStep: (/** @type {number} */ step, /** @type {number} */ width, /** @type {number} */ height, /** @type {Uint8Array} */ grey) =>
    void paperPromise?.then((shown) => shown.setStep(step, width, height, grey)),
  openCamera: (/** @type {boolean} */ front) => void paper().then(
      (shown) => shown.openCamera(front), () => withText('unreachable', (at) => app._app_camera_failed(at))),
  nextCameraFrame: () => void paperPromise?.then((shown) => shown.nextFrame()),
  freezeCamera: () => void paperPromise?.then((shown) => shown.freeze()),
  closeCamera: () => void paperPromise?.then((shown) => shown.closeCamera()),
  playSound,
  saveCard: (/** @type {string[]} */ words, /** @type {Uint8Array} */ drawings) => void saveCard(words, drawings),
  copyLink: (/** @type {string} */ query) => void copyText(linkTo(query)).then(
      (copied) => withText(linkTo(query), (link) => app._app_link_copied(copied, link))),
  copyCode: (/** @type {string} */ code) => void copyText(code).then(
      (copied) => withText(code, (text) => app._app_code_copied(copied, text))),
  showLink: (/** @type {string} */ json) => {
    const {query, title} = JSON.parse(json);
    import('./link_panel.js').then(({showLink}) => showLink({link: linkTo(query), title, copy: copyText}))
      .catch((error) => console.warn('Inkling could not show the link:', error));
  },
  copyLines: (/** @type {string} */ text) => void copyText(text).then((copied) => { if (copied) app._app_lines_copied(); }),
  deleteSaved: () => {
    if (host.canSave) storage.delete();
    else setTimeout(() => app._app_saved_deleted(true));  // Nothing was kept.
  },
  takeBytes: (/** @type {Uint8Array<ArrayBuffer>} */ bytes) => { takenBytes = bytes; },
  wake,
};

// ---- Start ---------------------------------------------------------------------------------------

/** What is not there by then, counted from the beginning, is not waited for: the page starts without. */
const kPatienceMs = 2000;
/** On a slow line the app itself takes so long, and the rest may be right behind it. */
const kGraceMs = 1000;
/** Without the app there is nothing to start: after so long that is said. */
const kAppPatienceMs = 4000;

/** Fetches a file of the site's assets, unpacked where it is packed. @param {string} file */
const fetchAsset = async (file) => unpack(await fetchBytes(new URL(`assets/${file}`, import.meta.url)));

/**
 * Fetches a font in its two weights, for the canvas, and for the text beside it.
 * @param {'' | '.zh'} language It names the part of the font that Chinese needs beside the other.
 */
async function fetchFonts(language) {
  const files = await Promise.all([fetchAsset(`fonts/regular${language}.otf`), fetchAsset(`fonts/bold${language}.otf`)]);
  files.forEach((file, i) => {
    const face = new FontFace(`Inkling${language}`, file.slice(), {weight: i === 0 ? '400' : '700'});
    // Without it the text has letters of the system's.
    face.load().then(() => document.fonts.add(face), (error) => console.warn('Inkling cannot use its font for texts:', error));
  });
  return files;
}

/** @type {ReturnType<typeof fetchFonts> | null} */
let chineseFontsPromise = null;
/** Fetches them once, and once more after a failure. */
function chineseFonts() {
  chineseFontsPromise ??= fetchFonts('.zh').catch((error) => {
    chineseFontsPromise = null;
    throw error;
  });
  return chineseFontsPromise;
}

/** @param {Uint8Array[]} fonts @param {(regular: number, size: number, bold: number, boldSize: number) => void} use */
function withFonts([regular, bold], use) {
  withBytes(regular, (at, size) => withBytes(bold, (boldAt, boldSize) => use(at, size, boldAt, boldSize)));
}

/**
 * Keeps the whole site for a time without a network. Nothing depends on it: where it cannot be kept, the console says
 * why.
 */
async function keepSite() {
  const address = new URL('service_worker.js', import.meta.url).href;
  let told = false;
  const tell = (/** @type {string} */ what) => {
    if (!told) console.warn(what);
    told = true;
  };
  const refused = (/** @type {any} */ error) =>
    tell(`Inkling cannot be kept for use without a network. The browser refuses: ${error.message}`);
  try {
    const workers = navigator.serviceWorker;
    if (!workers) return;
    workers.addEventListener('message', ({data, source}) => {
      // Other copies of the site on this origin have workers of their own.
      if (data.notKept && source instanceof ServiceWorker && source.scriptURL === address) tell(data.notKept);
    });
    // A worker that could not fetch everything is given up; the next one goes on where it stopped.
    window.addEventListener('online', () => workers.register(address).catch(refused));
    await workers.register(address);
  } catch (error) {
    refused(error);
  }
}

const kDataRestMs = 2000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let dataRests;

/** Keeps the training data as well, when no more of it comes. */
function keepDataSoon() {
  if (embedded) return;
  clearTimeout(dataRests);
  dataRests = setTimeout(() => void navigator.serviceWorker?.ready.then(({active}) => active?.postMessage('keep data')), kDataRestMs);
}

// ---- What is remembered -------------------------------------------------------------------------

/** The app has handed these over with host.takeBytes(). */
let takenBytes = new Uint8Array();
/** Numbers the parts as the app does in SavedPart. @param {import('./storage.js').Part} part */
const partNumber = (part) => part === 'visitor' ? 0 : 1;
const storage = new Storage({
  base: () => {
    app._app_saved_base();
    return takenBytes;
  },
  merge: (theirs, deleted, mine) => {
    withBytes(theirs ?? new Uint8Array(), (at, size) => withBytes(mine, (mineAt, mineSize) =>
      app._app_merge_saved(at, size, deleted, mineAt, mineSize)));
    return takenBytes;
  },
  saved: (part, mine) => withBytes(mine, (at, size) => app._app_saved(partNumber(part), at, size)),
  failed: (part, error) => {
    console.warn('Inkling could not keep what was made:', error);
    app._app_saving_failed(partNumber(part));
  },
  deleted: (done) => app._app_saved_deleted(done),
});

/** @param {import('./storage.js').Saved} saved */
function takeUpLate({visitor, network}) {
  const none = new Uint8Array();
  withBytes(visitor ?? none, (at, size) => withBytes(network ?? none, (networkAt, networkSize) =>
    app._app_saved_came_late(at, size, networkAt, networkSize)));
}

/** @type {import('./storage.js').Saved} */
const nothingSaved = {visitor: null, network: null, other: null};

// ---- The start ----------------------------------------------------------------------------------

/** It waits for what is still to come when the page starts. */
class Awaited {
  /** @param {number} end It is a time of performance.now(). */
  constructor(end) {
    this.end = end;
  }

  /**
   * Returns the value of a promise, or null when it does not come in time or is rejected.
   * @template T @param {Promise<T>} promise
   * @param {{late: () => void, failed: () => void}} told One of them is called where the page starts without it.
   * @returns {Promise<T | null>}
   */
  async orNull(promise, {late, failed}) {
    const rest = Math.max(0, this.end - performance.now());
    const outcome = await Promise.race([
      promise.then((value) => ({value}), () => 'failed'),
      new Promise((resolve) => setTimeout(resolve, rest, 'late')),
    ]);
    if (outcome === 'late') late();
    else if (outcome === 'failed') failed();
    else return outcome.value;
    return null;
  }
}

/** @type {(value?: undefined) => void} */
let tellAppStarted;
/** It is fulfilled when the app has started. @type {Promise<void>} */
const appStarted = new Promise((resolve) => { tellAppStarted = resolve; });

/**
 * Uses later what the page has started without, if it still comes.
 * @template T @param {Promise<T>} promise @param {(value: T) => void} use @param {() => void} [failed]
 */
function useLater(promise, use, failed = () => {}) {
  promise.then(async (value) => {
    await appStarted;
    use(value);
  }, async () => {
    await appStarted;
    failed();
  });
}

const kBeatMs = 3000;

async function start() {
  checkBrowser();
  // On a slow line the page around this one waits for as long as it hears from here.
  const beat = setInterval(() => tellStart('starting', {}), kBeatMs);
  await startApp().finally(() => clearInterval(beat));
}

async function startApp() {
  const fontsComing = fetchFonts('');
  const chineseComing = language === 'zh' ? chineseFonts() : null;
  const savedComing = host.canSave ? storage.load() : Promise.resolve(nothingSaved);
  const modelComing = fresh ? null : fetchAsset('model.packed');
  // Whatever is rejected before it is asked for is dealt with where it is asked for.
  for (const coming of [fontsComing, chineseComing, savedComing, modelComing]) coming?.catch(() => {});
  const slow = setTimeout(() => showBootMessage('kBootSlow', true), kAppPatienceMs);
  const module = await import('./app.js').then(({default: createApp}) => createApp({host, canvas}));
  clearTimeout(slow);
  boot.hidden = true;

  /** The visitor is told these when the app is there. @type {(() => void)[]} */
  const missing = [];
  const awaited = new Awaited(Math.max(kPatienceMs, performance.now() + kGraceMs));
  const fontsMissing = () => void missing.push(() => app._app_fonts_are_late());
  const [fonts, zhFonts, saved, model] = await Promise.all([
    awaited.orNull(fontsComing, {
      late: () => {
        fontsMissing();
        useLater(fontsComing, (late) => withFonts(late, app._app_add_fonts));
      },
      failed: fontsMissing,
    }),
    chineseComing && awaited.orNull(chineseComing, {late: fontsMissing, failed: fontsMissing}),
    awaited.orNull(savedComing, {
      late: () => {
        missing.push(() => app._app_saved_is_late());
        useLater(savedComing, takeUpLate);
      },
      failed: () => {},  // The visitor is told when there is something to be kept.
    }),
    modelComing && awaited.orNull(modelComing, {
      late: () => {
        missing.push(() => app._app_shipped_model_is_late());
        useLater(
            modelComing, (late) => withBytes(late, (at, size) => app._app_offer_shipped_model(at, size)),
            () => app._app_shipped_model_failed());
      },
      failed: () => void missing.push(() => app._app_shipped_model_failed()),
    }),
  ]);

  app = guarded(module);
  const noFont = new Uint8Array();
  withFonts(fonts ?? [noFont, noFont], app._app_create);
  if (inView) await inTurn(openSurface);
  else checkSurfaces();
  // From here on nothing is waited for: the engine may be ready soon.
  if (zhFonts) withFonts(zhFonts, app._app_add_chinese_fonts);
  let takenUp = false;
  const {visitor, network, other} = saved ?? nothingSaved;
  if (visitor) withBytes(visitor, (at, size) => app._app_restore_saved(partNumber('visitor'), at, size));
  for (const {base, mine} of host.canSave && saved ? storage.takeLeft() : []) {
    withBytes(base, (at, size) => withBytes(mine, (mineAt, mineSize) => app._app_restore_unsaved(at, size, mineAt, mineSize)));
  }
  if (network) withBytes(network, (at, size) => { takenUp = Boolean(app._app_restore_saved(partNumber('network'), at, size)); });
  if (other) withBytes(other, (at, size) => app._app_offer_other_network(at, size));
  startEngine();
  // Whatever an address locks stays locked, however often it names it.
  const locked = parameters.getAll('locked').join();
  for (const [name, value] of new Map([['lang', language], ...parameters, .../** @type {[string, string][]} */ (locked ? [['locked', locked]] : [])])) {
    let known = name === 'fresh';
    withBytes(new TextEncoder().encode(name), (nameAt, nameSize) =>
      withBytes(new TextEncoder().encode(value), (valueAt, valueSize) => {
        known = Boolean(app._app_parameter(nameAt, nameSize, valueAt, valueSize)) || known;
      }));
    if (!known) console.warn(`Inkling knows no parameter "${name}" in its address, and ignores it.`);
  }
  if (model) {
    withBytes(model, takenUp ? (at, size) => app._app_offer_shipped_model(at, size)
                             : (at, size) => app._app_use_shipped_model(at, size));
  }
  for (const tell of missing) tell();
  if (wasRestarted()) app._app_tell_restart();
  listen();
  app._app_start();
  appHasStarted = true;
  tellAppStarted();
  // It may have been scrolled meanwhile.
  if (inView) takeSurfaceUp();
  else if (surface) giveBackSoon = setTimeout(giveSurfaceBack, kKeptSurfaceMs);
  document.documentElement.dataset.state = 'running';
  byId('not-started', HTMLDivElement).hidden = true;
  if (!embedded) keepSite();
  // A visitor who opened the page itself will want the digits soon; one lab among others in a text may never be used.
  if (!embedded) setTimeout(() => app._app_prefetch_when_idle(), 3000);
}

/** @param {unknown} error */
function reportFailure(error) {
  console.error(error);
  const id = error instanceof Unsupported ? error.id : sandboxed ? 'kBootSandbox' : 'kBootUnreachable';
  showBootMessage(id, id === 'kBootUnreachable');
  if (document.documentElement.dataset.state === 'running') return;
  const said = error instanceof Unsupported ? '' : ` It said: ${error}`;
  tellStart('failed', {code: kNotStarted, message: bootStrings[id].en + said});
}

start().catch(reportFailure);
