// @ts-check
// What is remembered between two visits, in the browser's own database. Nothing of it leaves the machine.

const databaseName = 'inkling';
const storeName = 'kept';
/** @typedef {'visitor' | 'network'} Part what changes often, and what is large */

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** @param {IDBTransactionMode} mode */
async function openStore(mode) {
  const request = indexedDB.open(databaseName, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(storeName);
  const database = await done(request);
  const store = database.transaction(storeName, mode).objectStore(storeName);
  store.transaction.oncomplete = store.transaction.onabort = () => database.close();
  return store;
}

/**
 * What was kept last; null where there is nothing, or nothing may be kept.
 * @param {Part} part
 * @returns {Promise<Uint8Array | null>}
 */
export async function loadKept(part) {
  try {
    return await done((await openStore('readonly')).get(part)) ?? null;
  } catch {
    return null;
  }
}

/** Rejected where the browser refuses: a private window, or no room. @param {Part} part @param {Uint8Array} bytes */
export async function keep(part, bytes) {
  await done((await openStore('readwrite')).put(bytes, part));
}

export async function deleteKept() {
  await done((await openStore('readwrite')).clear());
}
