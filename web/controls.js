// @ts-check
// Keeps the DOM beside the canvas: one element for each control that the app has drawn, for keyboards and screen
// readers.

/**
 * @typedef {object} Control
 * @property {string} id
 * @property {string} role
 * @property {string} label
 * @property {[number, number, number, number]} rect
 * @property {[number, number, number, number]} [clip] Only here it can be seen, if not everywhere.
 * @property {boolean} on
 * @property {boolean} disabled
 * @property {string} value
 * @property {string} [why] It says why the control cannot be used, where it cannot.
 */

/**
 * @typedef {object} Operations They say what an element does to the app.
 * @property {(id: string, value: string) => void} activate
 * @property {(id: string) => void} focus
 * @property {Pen} pen
 */

/**
 * @typedef {object} Pen It belongs to those who draw with the keys.
 * @property {(shown: boolean) => void} show
 * @property {(right: number, down: number) => void} move It goes a step, -1, 0 or 1 in each direction.
 * @property {() => void} turn It puts the pen down or lifts it.
 * @property {() => void} wipe
 */

/** Each key moves the pen so far to the right and down. @type {Record<string, [number, number]>} */
const wayOf = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

/** @type {Record<string, string>} */
const tagOf = {button: 'button', toggle: 'button', tab: 'button', textfield: 'input', heading: 'h1'};

export class ControlsMirror {
  /** @type {Map<string, {element: HTMLElement, role: string, label?: string}>} */
  #elements = new Map();

  /** @param {HTMLElement} parent @param {Operations} operations */
  constructor(parent, operations) {
    this.parent = parent;
    this.operations = operations;
  }

  /** @param {Control[]} controls */
  show(controls) {
    const seen = new Set(controls.map((control) => control.id));
    for (const [id, {element}] of this.#elements) {
      if (seen.has(id)) continue;
      element.remove();
      this.#elements.delete(id);
    }
    /** @type {Element | null} */
    let previous = null;
    for (const control of controls) {
      let entry = this.#elements.get(control.id);
      if (entry && entry.role !== control.role) {
        entry.element.remove();
        entry = undefined;
      }
      entry ??= {element: this.#create(control), role: control.role};
      this.#elements.set(control.id, entry);
      this.#update(entry.element, control);
      this.#name(entry, control);
      // The order on the screen is the order of reading. An element in its place is left alone: moving it would take
      // the focus from it.
      /** @type {Element | null} */
      const place = previous ? previous.nextElementSibling : this.parent.firstElementChild;
      if (place !== entry.element) this.parent.insertBefore(entry.element, place);
      previous = entry.element;
    }
  }

  /** @param {Control} control */
  #create({id, role}) {
    const element = document.createElement(tagOf[role] ?? 'div');
    element.dataset.control = id;
    element.addEventListener('focus', () => this.operations.focus(id));
    if (element instanceof HTMLButtonElement) {
      element.type = 'button';
      element.addEventListener('click', () => this.operations.activate(id, ''));
    }
    if (element instanceof HTMLInputElement) {
      element.autocomplete = 'off';
      element.addEventListener('change', () => this.operations.activate(id, element.value));
      element.addEventListener('keydown', (event) => {
        if (event.key === 'Enter') element.blur();
      });
    }
    if (role === 'image') element.setAttribute('role', 'img');
    if (role === 'pad') this.#listenToPad(element);
    if (role === 'progress') element.setAttribute('role', 'progressbar');
    return element;
  }

  /** Lets the keys move the pen; two arrows held at once move it across. @param {HTMLElement} element */
  #listenToPad(element) {
    const {pen} = this.operations;
    const held = new Set();
    element.setAttribute('role', 'application');
    element.tabIndex = 0;
    element.addEventListener('focus', () => pen.show(element.matches(':focus-visible')));
    element.addEventListener('blur', () => {
      held.clear();
      pen.show(false);
    });
    element.addEventListener('keyup', (event) => held.delete(event.key));
    element.addEventListener('keydown', (event) => {
      if (event.key in wayOf) {
        held.add(event.key);
        const ways = [...held].map((key) => wayOf[key]);
        pen.move(Math.sign(ways.reduce((sum, [right]) => sum + right, 0)), Math.sign(ways.reduce((sum, [, down]) => sum + down, 0)));
      } else if (event.key === ' ' || event.key === 'Enter') {
        if (!event.repeat) pen.turn();
      } else if (event.key === 'Delete' || event.key === 'Backspace') {
        pen.wipe();
      } else {
        return;
      }
      event.preventDefault();
    });
  }

  /**
   * Gives an element its words, where they are others than before: what a translator has made of them stays.
   * @param {{element: HTMLElement, role: string, label?: string}} entry @param {Control} control
   */
  #name(entry, {role, label}) {
    if (entry.label === label) return;
    entry.label = label;
    if (role === 'text' || role === 'heading' || entry.element instanceof HTMLButtonElement) entry.element.textContent = label;
    else entry.element.setAttribute('aria-label', label);
  }

  /** @param {HTMLElement} element @param {Control} control */
  #update(element, {role, rect, clip, on, disabled, value, why}) {
    const [x, y, w, h] = rect;
    const [left, top, width, height] = clip ?? rect;
    // What is scrolled out of its panel must not take a touch that is meant for what is there.
    const beyond = [top - y, x + w - (left + width), y + h - (top + height), left - x];
    // Where nothing is cut off there is room for the ring around what has the focus.
    const clipPath = clip ? `inset(${beyond.map((px) => `${px > 0 ? px : -8}px`).join(' ')})` : 'none';
    const style = {left: `${x}px`, top: `${y}px`, width: `${w}px`, height: `${h}px`, clipPath};
    const key = Object.values(style).join();
    if (element.dataset.style !== key) {
      element.dataset.style = key;
      Object.assign(element.style, style);
    }
    const set = (/** @type {string} */ name, /** @type {string} */ text) => {
      if (element.getAttribute(name) !== text) element.setAttribute(name, text);
    };
    if (role === 'toggle') set('aria-pressed', String(on));
    if (role === 'tab') set('aria-current', on ? 'page' : 'false');
    if (role === 'progress') set('aria-valuenow', value);
    if (element instanceof HTMLButtonElement) {
      // The attribute `disabled` is not set, since it would throw the focus away.
      set('aria-disabled', String(disabled));
    }
    if (why) set('aria-description', why);
    else element.removeAttribute('aria-description');
    if (element instanceof HTMLInputElement) {
      element.readOnly = disabled;
      if (document.activeElement !== element || disabled) element.value = value;
    }
  }
}
