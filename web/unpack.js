// @ts-check
// Fetches and unpacks files: the build has packed them, since not every static host does, and connections break in
// every way.

/** The connection failed: the file may be perfectly well. */
export class Unreachable extends Error {}
/** It failed because no more bytes came. */
export class Stalled extends Unreachable {}
/** The file arrived, and is not what it should be. */
export class Damaged extends Error {}

/** A connection is given up when no byte has come for so long. */
export const kStallMs = 20_000;
/** No file of the site comes near this size, packed or not: what does is a mistake, and must not fill the memory. */
const kMostBytes = 256 << 20;

/**
 * Returns the bytes of a file as they come over the wire.
 * @param {URL} address
 * @param {object} [options]
 * @param {(response: Response) => void} [options.answered] It is called when the server has answered.
 * @param {(bytes: number) => void} [options.progress] It is told how many bytes have arrived.
 * @param {AbortSignal} [options.signal] It gives the connection up.
 * @returns {Promise<Uint8Array<ArrayBuffer>>} It is rejected with Unreachable, or with Damaged for more than any file
 *     has.
 */
export async function fetchBytes(address, {answered = () => {}, progress = () => {}, signal} = {}) {
  const stalled = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let patience;
  const bytesCame = () => {
    clearTimeout(patience);
    patience = setTimeout(() => stalled.abort(new Stalled(`${address}: no bytes for ${kStallMs / 1000} s`)), kStallMs);
  };
  const giveUp = () => stalled.abort(signal?.reason);
  signal?.addEventListener('abort', giveUp);
  const chunks = [];
  let arrived = 0;
  try {
    bytesCame();
    const response = await fetch(address, {signal: stalled.signal});
    answered(response);
    if (!response.ok || !response.body) throw new Error(`${address}: ${response.status}`);
    bytesCame();
    const reader = response.body.getReader();
    for (;;) {
      const {done, value} = await reader.read();
      if (done) break;
      bytesCame();
      chunks.push(value);
      arrived += value.length;
      if (arrived > kMostBytes) {
        stalled.abort();
        throw new Damaged(`${address}: larger than any file of the site`);
      }
      progress(arrived);
    }
  } catch (error) {
    throw error instanceof Damaged || error instanceof Unreachable ? error : new Unreachable(String(error));
  } finally {
    clearTimeout(patience);
    signal?.removeEventListener('abort', giveUp);
  }
  return join(chunks, arrived);
}

/**
 * Unpacks a file where it is gzip: some servers unpack on the way, so its first bytes decide.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {number} [most] The file may have so many bytes in the end.
 * @returns {Promise<Uint8Array<ArrayBuffer>>} It is rejected with Damaged.
 */
export async function unpack(bytes, most = kMostBytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await inflate(bytes, unpackedSize(bytes, most));
  } catch (error) {
    throw new Damaged(`cannot be unpacked: ${error}`);
  }
}

/** Returns what a gzip file says of its own length, in its last four bytes. @param {Uint8Array} bytes @param {number} most */
function unpackedSize(bytes, most) {
  if (bytes.length < 18) throw new Error('it breaks off');
  const size = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4).getUint32(0, true);
  if (size > most) throw new Error('it becomes too large');
  return size;
}

/** @param {Uint8Array<ArrayBuffer>} packed @param {number} size It has so many bytes when it is unpacked. */
async function inflate(packed, size) {
  const bytes = new Uint8Array(size);
  let at = 0;
  const stream = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (new Response(packed).body);
  const reader = stream.pipeThrough(new DecompressionStream('gzip')).getReader();
  for (;;) {
    const {done, value} = await reader.read();
    if (done) break;
    if (at + value.length > size) {
      void reader.cancel();
      throw new Error('it is longer than it says');
    }
    bytes.set(value, at);
    at += value.length;
  }
  if (at < size) throw new Error('it is shorter than it says');
  return bytes;
}

/**
 * Gives a buffer's memory back at once where the browser can. The training data would else lie about a second time until
 * the browser collects its rubbish. What a stream of the browser's has made, it keeps until then all the same.
 * @param {Uint8Array<ArrayBuffer>} bytes They are nobody else's.
 */
export function free(bytes) {
  const buffer = /** @type {ArrayBuffer & {transfer?: (size: number) => void}} */ (bytes.buffer);
  if (bytes.length === buffer.byteLength) buffer.transfer?.(0);
}

/** @param {Uint8Array[]} chunks @param {number} size */
function join(chunks, size) {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
