// @ts-check
// Remembers things between two visits, in the browser's own database. Nothing of it leaves the machine.
//
// Several tabs share the database, and none of them owns it: a record that is written is merged, in the same
// transaction, with what another tab has written since. Each copy of the site on an origin has a database of its own.
//
// A page that is being left can write to the database no more. What was made in its last moments goes to where writing
// takes no time (localStorage), and is merged by the next page that starts.

/** @typedef {'visitor' | 'network'} Part The one changes often, the other is large. */
/** @typedef {{visitor: Uint8Array | null, network: Uint8Array | null, other: Uint8Array | null}} Saved */
/** @typedef {{base: Uint8Array, mine: Uint8Array}} Left It has the visitor's part as last kept, and as left. */

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
 * @returns {Promise<T>} It is rejected when it takes too long: a database may never answer.
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
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('the database is held by another page'));
  });
}

/**
 * The connection stays open between two writes: to open one takes longer than all the rest, and what waits when the
 * page is closed is lost. @type {Promise<IDBDatabase> | null}
 */
let connection = null;

function connect() {
  if (connection) return connection;
  const forget = () => { connection = null; };
  connection = open(databaseName, true).then((database) => {
    database.onclose = forget;
    // Another page that wants to change or delete the database does not wait for this one.
    database.onversionchange = () => {
      forget();
      database.close();
    };
    return database;
  });
  connection.catch(forget);
  return connection;
}

/** This transaction is under way. @type {IDBTransaction | null} */
let running = null;

/**
 * Works in one transaction. What it has written counts when the transaction is complete, and not before: a browser
 * that has no room says so only then.
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => Promise<T> | T} work It must not wait for anything but the store's requests,
 *     and need not wait for what it writes.
 * @returns {Promise<T>}
 */
async function transact(mode, work) {
  const transaction = (await connect()).transaction(storeName, mode);
  running = transaction;
  const complete = new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(null);
    transaction.onabort = () => reject(transaction.error ?? new Error('the transaction was aborted'));
  });
  complete.catch(() => {});  // It is waited for below, unless the work fails first.
  try {
    const result = await work(transaction.objectStore(storeName));
    transaction.commit?.();  // It does not wait for what has been asked: a page that is left then loses nothing of it.
    await complete;
    return result;
  } finally {
    if (running === transaction) running = null;
  }
}

// ---- What a page leaves ---------------------------------------------------------------------------

const leftPrefix = `${databaseName} left `;
/** Each page leaves its own. */
const leftKey = leftPrefix + Math.random();

/** Makes one character of each byte. @param {Uint8Array} bytes */
const toCharacters = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
/** @param {string} characters */
const toBytes = (characters) => Uint8Array.from(characters, (character) => character.charCodeAt(0));

/** @param {Left} left @returns {boolean} It is false where there is no room, or where nothing may be kept. */
function leave({base, mine}) {
  try {
    localStorage.setItem(leftKey, `${base.length} ${toCharacters(base)}${toCharacters(mine)}`);
    return true;
  } catch {
    return false;
  }
}

/** Returns what pages have left, by its key. @returns {Map<string, Left>} */
function readLeft() {
  const left = new Map();
  try {
    for (const [key, value] of Object.entries(localStorage)) {
      if (!key.startsWith(leftPrefix)) continue;
      const space = value.indexOf(' ');
      const bytes = toBytes(value.slice(space + 1));
      const size = Number(value.slice(0, space));
      left.set(key, {base: bytes.slice(0, size), mine: bytes.slice(size)});
    }
  } catch {
    // Nothing may be kept here.
  }
  return left;
}

/** @param {Iterable<string>} keys */
function removeLeft(keys) {
  try {
    for (const key of keys) localStorage.removeItem(key);
  } catch {
    // Nothing may be kept here.
  }
}

// ---- The store ------------------------------------------------------------------------------------

/** @param {unknown} value It comes from the store. */
const bytesOrNull = (value) => value instanceof Uint8Array ? value : null;

export class Storage {
  /**
   * The database says this of deletions, as far as this tab knows: another value means that another tab has deleted
   * everything. @type {unknown}
   */
  #deletion;
  /** It marks the network in the store, as far as this tab knows. @type {unknown} */
  #network;
  /** Only the newest of each part waits to be written. @type {Map<Part, Uint8Array>} */
  #waiting = new Map();
  #deletionWanted = false;
  #working = false;
  /** It is the visitor's part while that is not in the database yet. @type {Uint8Array | null} */
  #unwritten = null;
  /** The page has been left. It may come back as it was. */
  #away = false;
  /** The page has been left so often. */
  #timesLeft = 0;
  #loading = false;
  /** This page has taken up these keys of what others had left: they are there until it is written. @type {string[]} */
  #takenUp = [];

  /**
   * @param {object} app
   * @param {() => Uint8Array} app.base It returns the visitor's part as it was read or kept last.
   * @param {(theirs: Uint8Array | null, deleted: boolean, mine: Uint8Array) => Uint8Array} app.merge It merges
   *     the record of another tab, or none, and ours.
   * @param {(part: Part, mine: Uint8Array) => void} app.saved
   * @param {(part: Part, error: unknown) => void} app.failed
   * @param {(done: boolean) => void} app.deleted
   */
  constructor(app) {
    this.app = app;
    addEventListener('pagehide', ({persisted}) => this.#leave(persisted));
    addEventListener('pageshow', ({persisted}) => {
      if (persisted) this.#comeBack();
    });
  }

  /** Reads what was kept at the last visit. @returns {Promise<Saved>} It is rejected where nothing may be kept. */
  async load() {
    this.#loading = true;
    try {
      return await this.#load();
    } finally {
      this.#loading = false;
    }
  }

  /**
   * Returns what pages could not write any more when they were left. It is to be kept with the next record.
   * @returns {Left[]}
   */
  takeLeft() {
    const left = readLeft();
    this.#takenUp = [...left.keys()];
    return [...left.values()];
  }

  async #load() {
    const saved = await this.#read();
    if (saved.visitor || saved.network || saved.moved) return saved;
    // What was kept under the old name is taken over once.
    const old = await readOldDatabase().catch(() => null);
    await transact('readwrite', (store) => {
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
  save(part, bytes) {
    this.#waiting.set(part, bytes);
    if (part === 'visitor') this.#unwritten = bytes;
    void this.#work();
  }

  /** Deletes everything, and what waits to be written. */
  delete() {
    this.#waiting.clear();
    this.#unwritten = null;
    this.#deletionWanted = true;
    void this.#work();
  }

  /** @param {boolean} frozen */
  #leave(frozen) {
    this.#away = true;
    this.#timesLeft += 1;
    if (this.#unwritten && leave({base: this.app.base(), mine: this.#unwritten})) removeLeft(this.#takenUp.splice(0));
    if (!frozen) return;
    try {
      running?.abort();  // A frozen page would hold the database, and every other page would wait for it.
    } catch {
      // It is complete but for the word.
    }
  }

  #comeBack() {
    if (this.#loading) location.reload();  // What was kept had not come.
    this.#away = false;
    removeLeft([leftKey]);
    void this.#work();
  }

  /** Does one thing after the other, so that what is written last is what was made last. */
  async #work() {
    if (this.#working) return;
    this.#working = true;
    while (!this.#away) {
      const timesLeft = this.#timesLeft;
      if (this.#deletionWanted) {
        this.#deletionWanted = false;
        await inTime(this.#deleteAll()).then(() => this.app.deleted(true), () => {
          if (timesLeft === this.#timesLeft) this.app.deleted(false);
          else this.#deletionWanted = true;
        });
        continue;
      }
      // What is small, and drawn by hand, goes first.
      const part = /** @type {const} */ (['visitor', 'network']).find((name) => this.#waiting.has(name));
      const bytes = part && this.#waiting.get(part);
      if (!bytes) break;
      this.#waiting.delete(part);
      await inTime(part === 'visitor' ? this.#saveVisitor(bytes) : this.#saveNetwork(bytes)).then(
          () => {
            if (bytes === this.#unwritten) this.#unwritten = null;
            this.app.saved(part, bytes);
          },
          (error) => {
            if (timesLeft === this.#timesLeft) this.app.failed(part, error);
            else if (!this.#waiting.has(part)) this.#waiting.set(part, bytes);  // The page was left meanwhile.
          });
    }
    this.#working = false;
  }

  async #deleteAll() {
    const deletion = Math.random();
    await transact('readwrite', (store) => {
      store.clear();
      store.put(true, 'moved');
      store.put(deletion, 'deletion');
    });
    this.#deletion = deletion;
    this.#network = undefined;
    removeLeft(readLeft().keys());
  }

  /** @param {Uint8Array} mine */
  async #saveVisitor(mine) {
    this.#deletion = await transact('readwrite', async (store) => {
      const [theirs, deletion] = await Promise.all([done(store.get('visitor')), done(store.get('deletion'))]);
      const deleted = deletion !== this.#deletion && !theirs;
      store.put(this.app.merge(bytesOrNull(theirs), deleted, mine), 'visitor');
      return deletion;
    });
    removeLeft(this.#takenUp.splice(0));
  }

  /**
   * Writes the network. Networks cannot be merged: one of another tab, that ours replaces unseen, is put aside.
   * @param {Uint8Array} mine
   */
  async #saveNetwork(mine) {
    const newStamp = Math.random();
    await transact('readwrite', async (store) => {
      const [theirs, stamp] = await Promise.all([done(store.get('network')), done(store.get('network stamp'))]);
      if (theirs && stamp !== this.#network) store.put(theirs, 'other network');
      store.put(newStamp, 'network stamp');
      store.put(mine, 'network');
    });
    this.#network = newStamp;
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
