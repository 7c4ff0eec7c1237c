// @ts-check
// <inkling-lab>: Inkling on any page.
//
// A classic script without dependencies: unlike a module it can be loaded from another origin that sends no CORS
// headers, as many static hosts do not.
(() => {
  'use strict';
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const site = new URL('./', script.src);

  /** Attributes that become parameters of the page in the frame. */
  const attributes = ['mode', 'lang', 'theme', 'hidden', 'activation', 'optimizer', 'learning-rate',
    'batch-size', 'epochs', 'seed', 'l2', 'dropout', 'schedule', 'augment', 'train-images', 'lesson', 'fresh', 'game', 'rounds',
    'level'];
  /** Of a network that is there only once: another one is another lab. */
  const restarting = new Set(['hidden', 'activation', 'fresh']);
  /** What HTML itself gives every element; anything else that we do not know is somebody's mistake. */
  const common = /^(id|class|style|title|slot|part|dir|tabindex|role|is|data-.*|aria-.*|on.*)$/;

  class InklingLab extends HTMLElement {
    static observedAttributes = attributes;

    /** @type {HTMLIFrameElement | null} */
    #frame = null;
    /** @type {Map<number, {resolve: (result: any) => void, reject: (error: Error) => void}>} */
    #calls = new Map();
    #nextId = 1;
    /** @type {(description: any) => void} */
    #becomeReady = () => {};

    constructor() {
      super();
      /** Fulfilled with the description of the lab when it answers. @type {Promise<any>} */
      this.ready = this.#awaitReady();
    }

    /** @returns {Promise<any>} */
    #awaitReady() {
      return new Promise((resolve) => { this.#becomeReady = resolve; });
    }

    connectedCallback() {
      if (this.#frame) return;
      for (const name of this.getAttributeNames()) {
        if (attributes.includes(name) || common.test(name)) continue;
        console.warn(`<inkling-lab> knows no attribute "${name}", and ignores it.`);
      }
      // `hidden` means the network's layers here; HTML's own meaning of it must not hide the lab.
      if (this.getAttribute('hidden') && !this.style.display) this.style.display = 'block';
      // Where the page says nothing of its size, or may say nothing in an attribute, it has one nevertheless.
      if (getComputedStyle(this).display === 'inline') this.style.display = 'block';
      if (this.clientHeight === 0) this.style.height = '600px';
      this.#open();
    }

    /**
     * An attribute was changed while the lab is shown.
     * @param {string} name
     * @param {string | null} before
     * @param {string | null} value
     */
    attributeChangedCallback(name, before, value) {
      if (!this.#frame || before === value) return;
      if (restarting.has(name) || value === null) {
        this.#close();
        this.#open();
      } else {
        this.call('configure', {[name]: value}).catch((error) => console.warn(`<inkling-lab>: ${error.message}`));
      }
    }

    #open() {
      const address = new URL('index.html', site);
      for (const name of attributes) {
        const value = this.getAttribute(name);
        if (value !== null && (name !== 'hidden' || value !== '')) {
          address.searchParams.set(name, value);
        }
      }
      const frame = document.createElement('iframe');
      frame.src = address.href;
      frame.title = 'Inkling';
      frame.style.cssText = 'display:block;width:100%;height:100%;border:0';
      frame.allow = 'fullscreen; cross-origin-isolated; clipboard-write';
      this.#frame = frame;
      window.addEventListener('message', this.#onMessage);
      this.append(frame);
    }

    disconnectedCallback() {
      this.#close();
    }

    #close() {
      window.removeEventListener('message', this.#onMessage);
      this.#frame?.remove();
      this.#frame = null;
      for (const {reject} of this.#calls.values()) reject(new Error('The lab was removed.'));
      this.#calls.clear();
      this.ready = this.#awaitReady();
    }

    /**
     * Calls a method of the lab.
     * @param {string} method
     * @param {object} [params]
     * @returns {Promise<any>}
     */
    async call(method, params = {}) {
      await this.ready;
      const id = this.#nextId++;
      return new Promise((resolve, reject) => {
        this.#calls.set(id, {resolve, reject});
        this.#frame?.contentWindow?.postMessage({jsonrpc: '2.0', id, method, params}, site.origin);
      });
    }

    #onMessage = (/** @type {MessageEvent} */ event) => {
      if (event.source !== this.#frame?.contentWindow || event.data?.jsonrpc !== '2.0') return;
      const {id, method, params, result, error} = event.data;
      if (method) {
        if (method === 'ready') this.#becomeReady(params);
        this.dispatchEvent(new CustomEvent(method, {detail: params}));
        return;
      }
      const call = this.#calls.get(id);
      this.#calls.delete(id);
      if (error) call?.reject(Object.assign(new Error(error.message), {code: error.code}));
      else call?.resolve(result);
    };
  }

  if (!customElements.get('inkling-lab')) customElements.define('inkling-lab', InklingLab);
})();
