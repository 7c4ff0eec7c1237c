// @ts-check
// Serves static files without any special header, as a teacher's host does: the site must need no more.
import {createReadStream} from 'node:fs';
import {stat} from 'node:fs/promises';
import {createServer} from 'node:http';
import {extname, join, normalize} from 'node:path';
import {createGzip} from 'node:zlib';

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.json': 'application/json',
  '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.otf': 'font/otf',
};

/** @typedef {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => void} Handler */

export class StaticServer {
  /** These answers take the place of a file, by its path inside the folder. @type {Map<string, Handler>} */
  overrides = new Map();
  /** Every answer carries these beside its type. @type {Record<string, string>} */
  headers = {};
  /** Tells whether files of the types above are packed on the way, as many hosts do. */
  packs = false;
  /** These paths were asked for, in order. @type {string[]} */
  requests = [];

  /** @param {string} folder @param {string} [mount] is the path under which the folder appears, with slashes around it. */
  constructor(folder, mount = '/') {
    this.folder = folder;
    this.mount = mount;
    this.server = createServer((request, response) => void this.#answer(request, response));
  }

  /** Starts on a free port. @returns {Promise<this>} */
  async start() {
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', () => resolve(null)));
    this.server.unref();  // A test that failed before it stopped its server must still end.
    return this;
  }

  /** Returns the address of the mounted folder. */
  get url() {
    const address = /** @type {import('node:net').AddressInfo} */ (this.server.address());
    return `http://127.0.0.1:${address.port}${this.mount}`;
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** @type {(...parameters: Parameters<Handler>) => Promise<void>} */
  async #answer(request, response) {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
    const name = path.startsWith(this.mount) ? normalize(path.slice(this.mount.length) || 'index.html') : '';
    this.requests.push(name);
    for (const [header, value] of Object.entries(this.headers)) response.setHeader(header, value);
    const override = this.overrides.get(name);
    if (override) return override(request, response);
    const file = join(this.folder, name);
    const found = name && !name.startsWith('..') ? await stat(file).catch(() => null) : null;
    if (!found?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    const type = types[extname(name)];
    const content = createReadStream(file);
    if (this.packs && type) {
      response.writeHead(200, {'Content-Type': type, 'Content-Encoding': 'gzip'});
      content.pipe(createGzip()).pipe(response);
    } else {
      response.writeHead(200, {'Content-Type': type ?? 'application/octet-stream', 'Content-Length': found.size});
      content.pipe(response);
    }
  }
}

/** With these, pages may share memory between threads, and be embedded by others that do. */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};
