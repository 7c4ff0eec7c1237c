// @ts-check
// What is remembered between two visits, in the browser's own database. Nothing of it leaves the machine.
//
// Several tabs share the database, and none of them owns it: a record that is written is merged, in the same
// transaction, with what another tab has written since. Each copy of the site on an origin has a database of its own.

/** @typedef {'visitor' | 'network'} Part what changes often, and what is large */
/** @typedef {{visitor: Uint8Array | null, network: Uint8Array | null, other: Uint8Array | null}} Kept */

const storeName = 'kept';
const databaseName = `inkling ${new URL('./', import.meta.url).pathname}`;
/** All copies of the site on an origin had this one in common. */
const oldDatabaseName = 'inkling';
/** An answer that takes longer is not waited for. */
const kPatienceMs = 10_000;

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/**
 * @template T @param {Promise<T>} promise
 * @returns {Promise<T>} rejected when it takes too long: a database may never answer
 */
function inTime(promise) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the database does not answer')), kPatienceMs);
    promise.then(resolve, reject).finally(() => clearTimeout(late));
  });
}

/** @param {string} name @param {boolean} create @returns {Promise<IDBDatabase>} */
function open(name, create) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    if (create) request.result.createObjectStore(storeName);
    else request.transaction?.abort();
  };
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      // Another page that wants to change or delete the database does not wait for this one.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('the database is held by another page'));
  });
}

/**
 * Works in one transaction. What it has written counts when the transaction is complete, and not before: a browser
 * that has no room says so only then.
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => Promise<T>} work must not wait for anything but the store's requests
 * @returns {Promise<T>}
 */
async function transact(mode, work) {
  const database = await open(databaseName, true);
  try {
    const transaction = database.transaction(storeName, mode);
    const complete = new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(null);
      transaction.onabort = () => reject(transaction.error ?? new Error('the transaction was aborted'));
    });
    complete.catch(() => {});  // it is waited for below, unless the work fails first
    const result = await work(transaction.objectStore(storeName));
    await complete;
    return result;
  } finally {
    database.close();
  }
}

/** @param {unknown} value of the store */
const bytesOrNull = (value) => value instanceof Uint8Array ? value : null;

export class Storage {
  /**
   * What the database says of deletions, as this tab has seen it: another value means that another tab has deleted
   * everything. @type {unknown}
   */
  #deletion;
  /** Which network is in the store, as far as this tab knows. @type {unknown} */
  #network;
  /** What waits to be written: only the newest of each part. @type {Map<Part, Uint8Array>} */
  #waiting = new Map();
  #deletionWanted = false;
  #working = false;

  /**
   * @param {object} app
   * @param {(theirs: Uint8Array | null, deleted: boolean, mine: Uint8Array) => Uint8Array} app.merge the record of
   *     another tab, or none, and ours
   * @param {(part: Part, mine: Uint8Array) => void} app.kept
   * @param {(part: Part, error: unknown) => void} app.failed
   * @param {(done: boolean) => void} app.deleted
   */
  constructor(app) {
    this.app = app;
  }

  /** What was kept at the last visit. Rejected where nothing may be kept. @returns {Promise<Kept>} */
  async load() {
    const kept = await this.#read();
    if (kept.visitor || kept.network || kept.moved) return kept;
    // Once: what was kept under the old name.
    const old = await readOldDatabase().catch(() => null);
    await transact('readwrite', async (store) => {
      store.put(true, 'moved');
      if (old?.visitor) store.put(old.visitor, 'visitor');
      if (old?.network) store.put(old.network, 'network');
    });
    return {visitor: old?.visitor ?? null, network: old?.network ?? null, other: null};
  }

  #read() {
    return transact('readonly', async (store) => {
      const [visitor, network, other, deletion, stamp, moved] = await Promise.all(
          ['visitor', 'network', 'other network', 'deletion', 'network stamp', 'moved'].map((key) => done(store.get(key))));
      this.#deletion = deletion;
      this.#network = stamp;
      return {
        visitor: bytesOrNull(visitor), network: bytesOrNull(network), other: bytesOrNull(other), moved: Boolean(moved),
      };
    });
  }

  /** @param {Part} part @param {Uint8Array} bytes */
  keep(part, bytes) {
    this.#waiting.set(part, bytes);
    void this.#work();
  }

  /** Everything, and what waits to be written. */
  delete() {
    this.#waiting.clear();
    this.#deletionWanted = true;
    void this.#work();
  }

  /** One thing after the other, so that what is written last is what was made last. */
  async #work() {
    if (this.#working) return;
    this.#working = true;
    for (;;) {
      if (this.#deletionWanted) {
        this.#deletionWanted = false;
        await inTime(this.#deleteAll()).then(() => this.app.deleted(true), () => this.app.deleted(false));
        continue;
      }
      const [next] = this.#waiting;
      if (!next) break;
      const [part, bytes] = next;
      this.#waiting.delete(part);
      await inTime(part === 'visitor' ? this.#keepVisitor(bytes) : this.#keepNetwork(bytes)).then(
          () => this.app.kept(part, bytes), (error) => this.app.failed(part, error));
    }
    this.#working = false;
  }

  #deleteAll() {
    return transact('readwrite', async (store) => {
      const deletion = Math.random();
      store.clear();
      store.put(true, 'moved');
      await done(store.put(deletion, 'deletion'));
      this.#deletion = deletion;
      this.#network = undefined;
    });
  }

  /** @param {Uint8Array} mine */
  #keepVisitor(mine) {
    return transact('readwrite', async (store) => {
      const [theirs, deletion] = await Promise.all([done(store.get('visitor')), done(store.get('deletion'))]);
      const deleted = deletion !== this.#deletion && !theirs;
      await done(store.put(this.app.merge(bytesOrNull(theirs), deleted, mine), 'visitor'));
      this.#deletion = deletion;
    });
  }

  /** Networks cannot be merged: one of another tab, that ours replaces unseen, is put aside. @param {Uint8Array} mine */
  #keepNetwork(mine) {
    return transact('readwrite', async (store) => {
      const [theirs, stamp] = await Promise.all([done(store.get('network')), done(store.get('network stamp'))]);
      if (theirs && stamp !== this.#network) store.put(theirs, 'other network');
      const newStamp = Math.random();
      store.put(newStamp, 'network stamp');
      await done(store.put(mine, 'network'));
      this.#network = newStamp;
    });
  }
}

async function readOldDatabase() {
  const database = await open(oldDatabaseName, false);
  try {
    const store = database.transaction(storeName, 'readonly').objectStore(storeName);
    const [visitor, network] = await Promise.all([done(store.get('visitor')), done(store.get('network'))]);
    return {visitor: bytesOrNull(visitor), network: bytesOrNull(network)};
  } finally {
    database.close();
  }
}
