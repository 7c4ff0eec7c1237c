// @ts-check
// <inkling-lab> puts Inkling on any page.
//
// It is a classic script without dependencies: unlike a module it can be loaded from another origin that sends no CORS
// headers, as many static hosts do not.
(() => {
  'use strict';
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const site = new URL('./', script.src);

  /** These attributes become parameters of the page in the frame. */
  const attributes = ['mode', 'lang', 'theme', 'hidden', 'activation', 'optimizer', 'learning-rate',
    'batch-size', 'epochs', 'seed', 'l2', 'dropout', 'schedule', 'augment', 'train-images', 'lesson', 'fresh', 'game', 'rounds',
    'level', 'menu', 'locked'];
  /** A lab has one network for its whole life: a change of these attributes starts it anew. */
  const restarting = new Set(['hidden', 'activation', 'fresh']);
  /** HTML itself gives these to every element; anything else that we do not know is somebody's mistake. */
  const common = /^(id|class|style|title|slot|part|dir|tabindex|role|is|data-.*|aria-.*|on.*)$/;

  /** The element itself rejects calls with these codes; the others are the lab's. */
  const kInvalidParams = -32602;
  const kGone = -32013;
  const kNotStarted = -32019;

  /** A frame that is not heard of for so long holds no lab; nor does one that has loaded and says nothing. */
  const kSilentMs = 15_000;
  const kSilentAfterLoadMs = 4000;

  /** Makes the error of a rejected call. @param {number} code @param {string} message */
  const failure = (code, message) => Object.assign(new Error(message), {code});

  /**
   * Makes a style sheet. Browsers that know none made by scripts run no lab either: a plain frame is enough to say so.
   * @param {string} rules
   */
  function styleSheets(rules) {
    if (!('adoptedStyleSheets' in document)) return [];
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    return [sheet];
  }

  // Rules for the host are weaker than any of the page, and a sheet made by a script needs no leave of its policy. The
  // frame takes no part in the layout, so that the height without it is the one that the page gives; in width the lab
  // is like any frame.
  const layout = styleSheets(`
    :host { display: block; position: relative; }
    :host([hidden='']) { display: none; }
    :host::before { content: ''; display: block; width: 300px; max-width: 100%; }
    slot { padding: inherit; }`);
  // The page's rules for frames are not meant for this one.
  const frameStyle = 'position:absolute;inset:0;box-sizing:border-box;width:100%;height:100%;min-width:0;min-height:0;' +
    'max-width:none;max-height:none;margin:0;padding:inherit;border:0';
  const ownHeight = styleSheets(':host { height: 600px; }');

  /** Sees a lab when it is shown first: until then nobody knows whether the page gives it a height. */
  const firstShown = new ResizeObserver((entries) => {
    for (const {target, contentRect} of entries) {
      firstShown.unobserve(target);
      const tree = /** @type {ShadowRoot} */ (target.shadowRoot);
      if (contentRect.height === 0) tree.adoptedStyleSheets = [...layout, ...ownHeight];
    }
  });

  /**
   * @typedef {object} Call
   * @property {object | null} message It is null once it has been sent.
   * @property {(result: any) => void} resolve
   * @property {(error: Error) => void} reject
   */

  class InklingLab extends HTMLElement {
    static observedAttributes = attributes;

    /**
     * The frame is a child of the element, where pages find it that talk to the lab by messages.
     * @type {HTMLIFrameElement | null}
     */
    #frame = null;
    /** Whoever replaces the element's children takes the frame away with them: then another one is opened. */
    #children = new MutationObserver(() => {
      this.#removeCopies();
      if (!this.#frame || this.#frame.parentNode === this) return;
      this.#close('The children of the lab were replaced, and the lab with them, before it answered.');
      this.#open();
    });
    /** These calls are without an answer. @type {Map<number, Call>} */
    #calls = new Map();
    #nextId = 1;
    /** Tells whether the lab in the frame answers: calls wait until it does. */
    #answers = false;
    /** Tells whether the element has been removed from the page, and not only moved. */
    #removed = false;
    /** The frame is given up then. @type {ReturnType<typeof setTimeout> | undefined} */
    #patience;
    /** Why the lab in the frame did not start. @type {Error | null} */
    #failed = null;
    /** A frame without an origin can be sent messages only if they are for anybody who is in it. */
    #origin = site.origin;
    /** @type {{resolve: (description: any) => void, reject: (error: Error) => void}} */
    #settleReady = {resolve() {}, reject() {}};

    constructor() {
      super();
      this.attachShadow({mode: 'open'}).append(document.createElement('slot'));
      /**
       * It is fulfilled with the description of the lab when it answers, however often it is started anew before that,
       * and rejected when the lab cannot start or the element is removed. A lab that is started anew later has a new promise.
       * @type {Promise<any>}
       */
      this.ready = this.#awaitReady();
    }

    /** @returns {Promise<any>} */
    #awaitReady() {
      const ready = new Promise((resolve, reject) => { this.#settleReady = {resolve, reject}; });
      ready.catch(() => {});  // Nobody has to wait for it.
      return ready;
    }

    connectedCallback() {
      if (this.#frame) return;
      for (const name of this.getAttributeNames()) {
        if (attributes.includes(name) || common.test(name)) continue;
        console.warn(`<inkling-lab> knows no attribute "${name}", and ignores it.`);
      }
      if (this.#removed) {
        this.#removed = false;
        this.ready = this.#awaitReady();
      }
      /** @type {ShadowRoot} */ (this.shadowRoot).adoptedStyleSheets = layout;
      firstShown.observe(this);
      this.#removeCopies();
      this.#open();
      this.#children.observe(this, {childList: true});
    }

    /** Browsers that can move an element without taking it out call this, and the lab goes on as it is. */
    connectedMoveCallback() {}

    disconnectedCallback() {
      this.#children.disconnect();
      firstShown.unobserve(this);
      this.#close('The lab was removed from the page, or moved in it, before it answered.');
      // Whoever moves an element takes it out and puts it in again at once.
      queueMicrotask(() => {
        if (this.isConnected || this.#removed) return;
        this.#removed = true;
        const error = failure(kGone, 'The lab was removed from the page.');
        this.#settleReady.reject(error);
        for (const {reject} of this.#calls.values()) reject(error);
        this.#calls.clear();
      });
    }

    /**
     * Follows an attribute that was changed while the lab is shown.
     * @param {string} name
     * @param {string | null} before
     * @param {string | null} value
     */
    attributeChangedCallback(name, before, value) {
      if (!this.#frame || before === value) return;
      if (restarting.has(name) || value === null) {
        this.#close('The lab was started anew, because its attributes were changed, before it answered.');
        this.#open();
      } else {
        this.call('configure', {[name]: value}).catch((error) => {
          // A lab that is started anew begins with what the attributes say then.
          if (error.code !== kGone) console.warn(`<inkling-lab>: ${error.message}`);
        });
      }
    }

    #open() {
      const address = new URL('index.html', site);
      for (const name of attributes) {
        const value = this.getAttribute(name);
        // `hidden` means the network's layers here; without a value it is HTML's own.
        if (value !== null && (name !== 'hidden' || value !== '')) {
          address.searchParams.set(name, value);
        }
      }
      const frame = document.createElement('iframe');
      frame.src = address.href;
      frame.title = 'Inkling: handwriting lab · 墨灵：手写数字实验';
      frame.allow = 'fullscreen; cross-origin-isolated; clipboard-write; camera';
      frame.style.cssText = frameStyle;
      frame.dataset.inkling = '';
      this.#frame = frame;
      this.#expect(kSilentMs, `Nothing was heard from ${site.href} in ${kSilentMs / 1000} seconds`);
      frame.addEventListener('load', () => {
        if (!this.#heard) this.#expect(kSilentAfterLoadMs, `What is at ${address.href} says nothing`);
      });
      document.addEventListener('securitypolicyviolation', this.#onViolation);
      window.addEventListener('message', this.#onMessage);
      this.append(frame);
    }

    /** Something has been heard from the frame. */
    #heard = false;

    /** Gives the frame some time until it is heard of. @param {number} ms @param {string} otherwise */
    #expect(ms, otherwise) {
      clearTimeout(this.#patience);
      this.#patience = setTimeout(() => this.#fail(failure(kNotStarted,
          `${otherwise}: the address may be wrong, the site may be down, or a policy may keep its frame out.`)), ms);
    }

    /** The lab did not start: what was asked and what is asked from now on is rejected. @param {Error} error */
    #fail(error) {
      clearTimeout(this.#patience);
      if (this.#answers) return;
      this.#failed = error;
      this.#settleReady.reject(error);
      for (const {reject} of this.#calls.values()) reject(error);
      this.#calls.clear();
    }

    /** The lab in the frame may start after all, or once more. */
    #hope() {
      if (!this.#failed) return;
      this.#failed = null;
      this.ready = this.#awaitReady();
    }

    #onViolation = (/** @type {SecurityPolicyViolationEvent} */ {effectiveDirective, blockedURI}) => {
      if (this.#heard || effectiveDirective !== 'frame-src' || !blockedURI.startsWith(site.origin)) return;
      this.#fail(failure(kNotStarted,
          `The Content-Security-Policy of this page keeps the lab's frame out: it needs ${site.origin} in frame-src.`));
    };

    /** Removes the copy of a frame in a copy of a lab, which is to have a frame of its own. */
    #removeCopies() {
      for (const frame of this.querySelectorAll(':scope > iframe[data-inkling]')) {
        if (frame !== this.#frame) frame.remove();
      }
    }

    /** @param {string} why It is told to the calls that get no answer. */
    #close(why) {
      window.removeEventListener('message', this.#onMessage);
      document.removeEventListener('securitypolicyviolation', this.#onViolation);
      clearTimeout(this.#patience);
      this.#heard = false;
      this.#hope();
      this.#frame?.remove();
      this.#frame = null;
      this.#forget(why);
    }

    /**
     * Rejects what was asked of the lab that was there; what it was not yet asked waits for the next.
     * @param {string} why
     */
    #forget(why) {
      if (!this.#answers) return;
      this.#answers = false;
      this.ready = this.#awaitReady();
      for (const {reject} of this.#calls.values()) reject(failure(kGone, why));
      this.#calls.clear();
    }

    /** @param {any} description It describes the lab in the frame, which answers from now on. */
    #begin(description) {
      clearTimeout(this.#patience);
      this.#forget('The lab was started anew before it answered.');
      this.#hope();
      this.#answers = true;
      this.#settleReady.resolve(description);
      for (const call of this.#calls.values()) {
        this.#send(call.message);
        call.message = null;
      }
    }

    /**
     * Presses a key here that was pressed in the frame and means nothing there: slides and pages are turned by it.
     * @param {'keydown' | 'keyup'} type @param {KeyboardEventInit} key
     */
    #pressKey(type, {key, code, keyCode, shiftKey, repeat}) {
      this.dispatchEvent(new KeyboardEvent(type, {
        key, code, keyCode, which: keyCode, shiftKey, repeat, bubbles: true, composed: true, cancelable: true}));
    }

    /** @param {any} message */
    #send(message) {
      this.#frame?.contentWindow?.postMessage(message, this.#origin);
    }

    /**
     * Calls a method of the lab, once it is ready. The promise is rejected with an Error that has a `code`.
     * @param {string} method
     * @param {object} [params]
     * @returns {Promise<any>}
     */
    call(method, params = {}) {
      return new Promise((resolve, reject) => {
        if (this.#removed) return reject(failure(kGone, 'The lab is not on the page any more.'));
        if (this.#failed) return reject(this.#failed);
        const id = this.#nextId++;
        /** @type {object | null} */
        let message = {jsonrpc: '2.0', id, method, params};
        try {
          // The copy is what the call says now, whatever becomes of its parameters until it is sent.
          if (!this.#answers) message = structuredClone(message);
          else {
            this.#send(message);
            message = null;
          }
        } catch (error) {
          const reason = /** @type {Error} */ (error).message;
          return reject(failure(kInvalidParams, `This call holds something that cannot be sent to the lab: ${reason}`));
        }
        this.#calls.set(id, {message, resolve, reject});
      });
    }

    #onMessage = (/** @type {MessageEvent} */ event) => {
      if (event.source !== this.#frame?.contentWindow || event.data?.jsonrpc !== '2.0') return;
      const {id, method, params, result, error} = event.data;
      this.#heard = true;
      this.#origin = event.origin === 'null' ? '*' : site.origin;
      if (method === 'starting') {
        this.#forget('The lab was started anew before it answered.');
        this.#hope();
        this.#expect(kSilentMs, `The lab at ${site.href} has stopped starting`);
        return;
      }
      if (method === 'failed') {
        this.#fail(failure(params.code, params.message));
        this.dispatchEvent(new CustomEvent('error', {detail: params}));
        return;
      }
      if (method === 'keydown' || method === 'keyup') {
        this.#pressKey(method, params);
        return;
      }
      if (method) {
        if (method === 'ready') this.#begin(params);
        this.dispatchEvent(new CustomEvent(method, {detail: params}));
        return;
      }
      const call = this.#calls.get(id);
      this.#calls.delete(id);
      if (error) call?.reject(failure(error.code, error.message));
      else call?.resolve(result);
    };
  }

  if (!customElements.get('inkling-lab')) customElements.define('inkling-lab', InklingLab);
})();
