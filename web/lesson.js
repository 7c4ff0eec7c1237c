// @ts-check
// Shows the text of a lesson beside the canvas: headings, formulas and steps in the DOM, with the numbers that the app
// tells. A symbol of a formula that is pointed at shows its value, and lights what it stands for on the canvas.

import {fetchBytes} from './unpack.js';

/**
 * @typedef {object} Lesson
 * @property {number} lesson It counts from 0.
 * @property {string} language
 * @property {number} done So many of its steps are done.
 * @property {Record<string, string>} numbers They go by the names that the text gives them.
 * @property {string} symbol The visitor points at what this one stands for, on the canvas; empty is none.
 * @property {[number, number, number, number]} rect It says where on the page the text goes.
 */
/**
 * @typedef {object} LessonHost
 * @property {() => string} failed says that the text could not be fetched.
 * @property {(what: string, value: string) => void} input tells the app what is done with the text.
 */

const still = matchMedia('(prefers-reduced-motion: reduce)');

export class LessonText {
  /** Maps addresses to their documents, once they are wanted. @type {Map<string, Promise<Document>>} */
  #files = new Map();
  /** Names what is shown, by language and lesson. */
  #shown = '';
  /** @type {Lesson | null} */
  #latest = null;
  /** So many steps of the lesson on the page were done when it was filled in last. @type {number | null} */
  #done = null;
  /** The symbol that is pointed at in the text. @type {HTMLElement | null} */
  #symbol = null;

  /**
   * @param {HTMLElement} frame
   * @param {HTMLElement} element It holds the text, which scrolls in the frame.
   * @param {HTMLElement} tip It shows what a symbol means.
   * @param {LessonHost} host
   */
  constructor(frame, element, tip, host) {
    this.frame = frame;
    this.element = element;
    this.tip = tip;
    this.host = host;
    element.addEventListener('pointerover', (event) => this.#point(symbolAt(event)));
    element.addEventListener('pointerleave', () => this.#point(null));
    element.addEventListener('focusin', (event) => this.#point(symbolAt(event)));
    element.addEventListener('focusout', () => this.#point(null));
    element.addEventListener('click', (event) => this.#press(event));
    element.addEventListener('scroll', () => this.#placeTip());
    element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#point(null);
      if ((event.key === 'Enter' || event.key === ' ') && event.target instanceof HTMLElement && event.target.matches('dfn')) {
        event.preventDefault();
        void this.#explain(event.target);
      }
    });
  }

  /** These were written into the text last. @type {WeakMap<HTMLElement, string>} */
  #numbers = new WeakMap();

  /** @param {Lesson | null} lesson */
  async show(lesson) {
    this.#latest = lesson;
    this.frame.hidden = !lesson;
    if (!lesson) {
      this.#point(null);
      return;
    }
    const [left, top, width, height] = lesson.rect;
    const inUnits = (/** @type {number} */ length) => `calc(${length}px * var(--unit, 1))`;
    Object.assign(this.frame.style, {left: inUnits(left), top: inUnits(top), width: inUnits(width), height: inUnits(height)});
    const key = `${lesson.language}-${lesson.lesson}`;
    if (this.#shown !== key) {
      this.#shown = key;
      this.#done = null;
      await this.#load(lesson, key);
    }
    if (this.#latest && this.#shown === key) this.#fill(this.#latest);
  }

  /** @param {string} name @returns {Promise<Document>} */
  #file(name) {
    const address = new URL(`lessons/${name}`, import.meta.url);
    const file = this.#files.get(name) ?? fetchDocument(address);
    this.#files.set(name, file);
    file.catch(() => this.#files.delete(name));
    return file;
  }

  /** @param {Lesson} lesson @param {string} key */
  async #load({lesson, language}, key) {
    this.#point(null);
    try {
      const source = await this.#file(`${language}.html`);
      if (this.#shown !== key) return;
      const article = source.querySelector(`article[data-lesson="${lesson}"]`);
      const links = source.querySelector('nav');
      this.element.lang = language;
      this.element.replaceChildren(...[article, links].flatMap((part) => part ? [document.importNode(part, true)] : []));
      for (const link of this.element.querySelectorAll('a')) {
        link.href = new URL(link.getAttribute('href') ?? '', new URL('lessons/', import.meta.url)).href;
      }
      for (const symbol of this.element.querySelectorAll('[data-symbol]')) symbol.setAttribute('tabindex', '0');
      for (const term of this.element.querySelectorAll('dfn')) {
        term.tabIndex = 0;
        term.setAttribute('role', 'button');
        term.setAttribute('aria-expanded', 'false');
      }
    } catch {
      this.#shown = '';
      this.element.textContent = this.host.failed();
    }
    this.element.scrollTop = 0;
  }

  /** Scrolls the text alone: the page around a lab stays where it is. @param {Element} step */
  #reveal(step) {
    const below = step.getBoundingClientRect().bottom - this.element.getBoundingClientRect().bottom;
    if (below > 0) this.element.scrollBy({top: below + 8, behavior: still.matches ? 'instant' : 'smooth'});
  }

  /** @param {Lesson} lesson */
  #fill({numbers, done, symbol}) {
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (this.element.querySelectorAll('[data-number]'))) {
      const value = numbers[place.dataset.number ?? ''] ?? '';
      // A translator may have put the number into an element of its own.
      if (this.#numbers.get(place) === value) continue;
      this.#numbers.set(place, value);
      place.textContent = value;
    }
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (this.element.querySelectorAll('[data-symbol]'))) {
      const {symbol: name, means} = place.dataset;
      const words = means && numbers[name ?? ''] ? `${means}: ${numbers[name ?? '']}` : means ?? '';
      if (means && place.getAttribute('aria-label') !== words) place.setAttribute('aria-label', words);
      place.classList.toggle('lit', name === symbol || name === this.#symbol?.dataset.symbol);
    }
    this.#showTip();
    this.element.querySelectorAll('li[data-step]').forEach((step, i) => {
      step.classList.toggle('done', i < done);
      const mark = step.querySelector('.step-done');
      if (i < done && !mark) step.append(doneMark(this.#latest?.language ?? 'en'));
      if (i >= done) mark?.remove();
      if (i === done) step.setAttribute('aria-current', 'step');
      else step.removeAttribute('aria-current');
    });
    // A step that was just reached is seen; when a lesson is opened, its beginning is.
    const step = this.element.querySelector('li[aria-current]');
    if (step && this.#done !== null && done > this.#done) this.#reveal(step);
    this.#done = done;
  }

  // ---- Symbols ----

  /** @param {HTMLElement | null} symbol */
  #point(symbol) {
    if (symbol === this.#symbol) return;
    this.#symbol = symbol;
    this.host.input('symbol', symbol?.dataset.symbol ?? '');
    if (this.#latest) this.#fill(this.#latest);
    this.#showTip();
  }

  /** Shows what the symbol means, with its value now, beneath it. */
  #showTip() {
    const words = this.#symbol?.getAttribute('aria-label') ?? '';
    this.tip.hidden = words === '';
    if (this.tip.textContent !== words) this.tip.textContent = words;
    this.#placeTip();
  }

  #placeTip() {
    if (!this.#symbol || this.tip.hidden) return;
    const symbol = this.#symbol.getBoundingClientRect();
    const frame = this.frame.getBoundingClientRect();
    const left = Math.min(Math.max(symbol.left - frame.left, 8), frame.width - this.tip.offsetWidth - 8);
    const below = symbol.bottom - frame.top + 6;
    const above = symbol.top - frame.top - this.tip.offsetHeight - 6;
    Object.assign(this.tip.style, {
      left: `${Math.max(left, 8)}px`,
      top: `${below + this.tip.offsetHeight > frame.height && above > 0 ? above : below}px`,
    });
  }

  // ---- Terms and links ----

  /** @param {MouseEvent} event */
  #press(event) {
    const target = event.target instanceof Element ? event.target : null;
    this.#point(symbolAt(event));
    const term = target?.closest('dfn');
    if (term) void this.#explain(term);
    const go = /** @type {HTMLElement | null | undefined} */ (target?.closest('[data-go]'));
    if (go) this.host.input('go', go.dataset.go ?? '');
    if (target?.closest('[data-link]')) this.host.input('link', '');
  }

  /** Opens a term's entry of the glossary below its paragraph, or closes it. @param {HTMLElement} term */
  async #explain(term) {
    const open = this.element.querySelector('.entry');
    const closes = term.getAttribute('aria-expanded') === 'true';
    open?.remove();
    for (const other of this.element.querySelectorAll('dfn')) other.setAttribute('aria-expanded', 'false');
    if (closes) return;
    const key = this.#shown;
    let words;
    try {
      const glossary = await this.#file(`glossary.${this.element.lang}.html`);
      const title = glossary.getElementById(term.dataset.term ?? '');
      words = title?.nextElementSibling?.textContent ?? '';
    } catch {
      words = this.host.failed();
    }
    if (this.#shown !== key || words === '') return;
    const entry = document.createElement('p');
    entry.className = 'entry';
    entry.setAttribute('role', 'note');
    const name = document.createElement('b');
    name.textContent = term.textContent;
    entry.append(name, this.element.lang === 'zh' ? '：' : ': ', words);
    (term.closest('p, li, h2') ?? term).after(entry);
    term.setAttribute('aria-expanded', 'true');
  }
}

/** @param {Event} event @returns {HTMLElement | null} */
function symbolAt({target}) {
  return target instanceof Element ? target.closest('[data-symbol]') : null;
}

/** A step that is done says so to those who do not see its mark. @param {string} language */
function doneMark(language) {
  const mark = document.createElement('span');
  mark.className = 'step-done';
  mark.textContent = language === 'zh' ? '（已完成）' : ' (done)';
  return mark;
}

/** @param {URL} address */
async function fetchDocument(address) {
  return new DOMParser().parseFromString(new TextDecoder().decode(await fetchBytes(address)), 'text/html');
}
