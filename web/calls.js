// @ts-check
// Takes the embedding page's calls to the app, and the answers back.
//
// The app gets a number of ours in the place of each id, so every kind of id comes back exactly as it was; and the page
// knows which calls are open when the app itself can answer no more.

/** These are codes of errors, as src/base/result.h has them. */
const kParseError = -32700;
const kInvalidRequest = -32600;
const kTooManyRequests = -32001;
const kUnreachable = -32002;
const kEngineFailed = -32004;
const kTooLarge = -32012;

/** No message of sense has more: 20,000 points are 60,000 values. */
const kMostValues = 300_000;
const kMostText = 4 << 20;
const kDeepest = 100;
export const kMostFileBytes = 64 << 20;
/** The host is told at most so often that the visitor's own things have changed. */
const kChangeEveryMs = 2000;

const kCannotBeWritten = 'This cannot be written as JSON.';

/**
 * Looks through a message before it is written as JSON, which would take as long as the message is large.
 * @param {any} message
 * @returns {{code: number, message: string} | null} It says what stands against the message, if anything.
 */
function objectionTo(message) {
  let values = 0;
  let text = 0;
  /** @type {{code: number, message: string} | null} */
  let objection = null;
  const object = (/** @type {number} */ code, /** @type {string} */ why) => {
    objection ??= {code, message: why};
  };
  const visit = (/** @type {any} */ value, /** @type {any[]} */ around) => {
    if (objection) return;
    if (typeof value === 'string') text += value.length;
    if (++values > kMostValues || text > kMostText) return object(kTooLarge, 'This message is too large.');
    if (typeof value === 'bigint') return object(kParseError, kCannotBeWritten);
    if (typeof value !== 'object' || value === null) return;
    if (around.includes(value)) return object(kParseError, kCannotBeWritten);
    if (around.length >= kDeepest) return object(kParseError, 'This message is nested too deeply.');
    if (ArrayBuffer.isView(value)) values += value.byteLength;
    else {
      const inside = [...around, value];
      for (const key of Object.keys(value)) {
        text += key.length;
        visit(value[key], inside);
      }
    }
  };
  visit(message, []);
  return objection;
}

/** @typedef {{name: string, bytes: Uint8Array}} NamedFile */

/** Returns the files that come with a call. @param {any} params @returns {NamedFile[]} */
function filesOf(params) {
  if (params?.bytes instanceof Uint8Array) return [{name: '', bytes: params.bytes}];
  const isFile = (/** @type {any} */ file) => typeof file?.name === 'string' && file.bytes instanceof Uint8Array;
  return Array.isArray(params?.files) && params.files.every(isFile) ? params.files : [];
}

/**
 * Returns the parameters with files as the app wants them, and the bytes that go beside them, one file behind another.
 * @param {any} params
 * @param {NamedFile[]} files
 */
function withFiles(params, files) {
  const bytes = new Uint8Array(files.reduce((sum, file) => sum + file.bytes.length, 0));
  let at = 0;
  for (const file of files) {
    bytes.set(file.bytes, at);
    at += file.bytes.length;
  }
  if (params.bytes) return {params: {...params, bytes: true}, bytes};
  return {params: {...params, files: files.map(({name, bytes: {length}}) => ({name, size: length}))}, bytes};
}

export class HostCalls {
  /** Maps our numbers to the ids of the calls that are open. @type {Map<number, unknown>} */
  #open = new Map();
  #nextNumber = 1;
  /** The app is being handed this call: an answer without an id is its answer. @type {number | null} */
  #current = null;
  /** It is done when the files of the calls before are unpacked. @type {Promise<void> | null} */
  #unpacking = null;
  /** The host was told of a change at this time. */
  #toldChange = -Infinity;
  #changeWaits = false;
  /** Says why no call is taken any more. @type {string | null} */
  #closedBecause = null;

  /**
   * @param {(message: any, transfer?: Transferable[]) => void} post It posts to the embedding page.
   * @param {(json: string, bytes: Uint8Array) => void} hand It hands a call to the app, which may answer at once.
   * @param {(files: NamedFile[]) => Promise<NamedFile[]>} unpack It unpacks files that the app does not read itself.
   * @param {(bytes: Uint8Array) => Promise<{params: any, bytes: Uint8Array}>} decode It decodes a picture, or is rejected
   *   with an error that has a code.
   */
  constructor(post, hand, unpack, decode) {
    this.post = post;
    this.hand = hand;
    this.unpack = unpack;
    this.decode = decode;
  }

  /** Takes a call of the embedding page. @param {any} data It is the data of a message. */
  take(data) {
    const isRequest = typeof data === 'object' && data !== null && !Array.isArray(data);
    const hasId = isRequest && 'id' in data;
    if (hasId && data.id !== null && typeof data.id !== 'number' && typeof data.id !== 'string') {
      return this.#refuse(null, kInvalidRequest, 'The id of a request must be text, a number or null.');
    }
    const id = hasId ? data.id : null;
    if (this.#closedBecause) return this.#refuse(id, kEngineFailed, this.#closedBecause, hasId || !isRequest);
    const files = isRequest ? filesOf(data.params) : [];
    if (files.reduce((sum, {bytes}) => sum + bytes.length, 0) > kMostFileBytes) {
      return this.#refuse(id, kTooLarge, `A file may have ${kMostFileBytes >> 20} MB.`, hasId || !isRequest);
    }
    const without = files.length > 0 ? {...data, params: withFiles(data.params, []).params} : data;
    const objection = objectionTo(without);
    if (objection) return this.#refuse(id, objection.code, objection.message, hasId || !isRequest);
    const isPicture = data?.method === 'readPicture' && data.params?.bytes instanceof Uint8Array;
    const number = this.#nextNumber++;
    if (hasId) this.#open.set(number, id);
    const answered = hasId ? number : null;
    if (files.length === 0 && !this.#unpacking) return this.#handOn(answered, data, new Uint8Array());
    // Files may have to be unpacked first, and what is called later waits for them.
    const before = this.#unpacking;
    const work = (async () => {
      await before;
      try {
        const {params, bytes} = files.length === 0 ? {params: data.params, bytes: new Uint8Array()} :
            isPicture ? await this.decode(files[0].bytes) : withFiles(data.params, await this.unpack(files));
        if (!this.#closedBecause) this.#handOn(answered, files.length > 0 ? {...data, params} : data, bytes);
      } catch (error) {
        if (answered !== null) this.#open.delete(answered);
        const {code, message} = /** @type {any} */ (error);
        if (isPicture && code) this.#refuse(id, code, message, hasId);
        else this.#refuse(id, kUnreachable, 'What reads this kind of file could not be fetched. Try again.', hasId);
      }
    })();
    this.#unpacking = work;
    void work.then(() => { if (this.#unpacking === work) this.#unpacking = null; });
  }

  /** @param {number | null} number It is null where no answer is wanted. @param {any} message @param {Uint8Array} bytes */
  #handOn(number, message, bytes) {
    this.#current = number;
    try {
      this.hand(JSON.stringify(number === null ? message : {...message, id: number}) ?? 'null', bytes);
    } finally {
      this.#current = null;
    }
  }

  /** Refuses a call since there are too many. @param {any} data It is the data of a message. */
  refuseForFlood(data) {
    const id = data?.id;
    if (typeof id !== 'number' && typeof id !== 'string') return;
    this.#refuse(id, kTooManyRequests, 'Too many requests: at most 2,000 a second are answered. Wait for answers.');
  }

  /**
   * Passes on an answer or a notification of the app.
   * @param {any} message
   * @param {Uint8Array} bytes They become result.bytes.
   */
  answer(message, bytes) {
    if (message.method === 'state') return this.#tellChange(message);
    if (bytes.length > 0) message.result.bytes = bytes;
    if ('id' in message) {
      const number = message.id ?? this.#current;
      if (this.#open.has(number)) {
        message.id = this.#open.get(number);
        this.#open.delete(number);
      }
    }
    this.post(message);
  }

  /** Tells of many changes at once, and of the last one too. @param {any} message */
  #tellChange(message) {
    if (this.#changeWaits) return;
    this.#changeWaits = true;
    setTimeout(() => {
      this.#changeWaits = false;
      this.#toldChange = performance.now();
      if (!this.#closedBecause) this.post(message);
    }, Math.max(0, this.#toldChange + kChangeEveryMs - performance.now()));
  }

  /** The app is no more: neither the calls that are open nor later ones get another answer. @param {string} why */
  refuseAll(why) {
    this.#closedBecause = why;
    const ids = [...this.#open.values()];
    this.#open.clear();
    for (const id of ids) this.#refuse(id, kEngineFailed, why);
  }

  /**
   * @param {unknown} id It is null where none can be known.
   * @param {number} code
   * @param {string} message
   * @param {boolean} [wanted] It is false for a notification, which gets no answer.
   */
  #refuse(id, code, message, wanted = true) {
    if (wanted) this.post({jsonrpc: '2.0', id, error: {code, message}});
  }
}
