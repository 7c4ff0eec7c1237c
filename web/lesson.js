// @ts-check
// Shows the text of a lesson beside the canvas: headings, formulas and steps in the DOM, with the numbers that the app
// tells.

import {fetchBytes} from './unpack.js';

/**
 * @typedef {object} Lesson
 * @property {number} lesson It counts from 1.
 * @property {string} language
 * @property {number} done So many of its steps are done.
 * @property {Record<string, string>} numbers They go by the names that the text gives them.
 * @property {[number, number, number, number]} rect It says where on the page the text goes.
 */

const still = matchMedia('(prefers-reduced-motion: reduce)');

export class LessonText {
  /** Maps languages to their files, once they are wanted. @type {Map<string, Promise<Document>>} */
  #files = new Map();
  /** Names what is shown, by language and lesson. */
  #shown = '';
  /** @type {Lesson | null} */
  #latest = null;
  /** So many steps of the lesson on the page were done when it was filled in last. @type {number | null} */
  #done = null;

  /**
   * @param {HTMLElement} frame
   * @param {HTMLElement} element It holds the text, which scrolls in the frame.
   * @param {() => string} failed It says that the text could not be fetched.
   */
  constructor(frame, element, failed) {
    this.frame = frame;
    this.element = element;
    this.failed = failed;
  }

  /** @param {Lesson | null} lesson */
  async show(lesson) {
    this.#latest = lesson;
    this.frame.hidden = !lesson;
    if (!lesson) return;
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

  /** @param {Lesson} lesson @param {string} key */
  async #load({lesson, language}, key) {
    const address = new URL(`lessons/${language}.html`, import.meta.url);
    const file = this.#files.get(language) ?? fetchDocument(address);
    this.#files.set(language, file);
    try {
      const source = await file;
      if (this.#shown !== key) return;
      const article = source.querySelector(`article[data-lesson="${lesson}"]`);
      const links = source.querySelector('nav');
      this.element.lang = language;
      this.element.replaceChildren(...[article, links].flatMap((part) => part ? [document.importNode(part, true)] : []));
      for (const link of this.element.querySelectorAll('a')) {
        link.href = new URL(link.getAttribute('href') ?? '', address).href;
      }
    } catch {
      this.#files.delete(language);
      this.#shown = '';
      this.element.textContent = this.failed();
    }
    this.element.scrollTop = 0;
  }

  /** Scrolls the text alone: the page around a lab stays where it is. @param {Element} step */
  #reveal(step) {
    const below = step.getBoundingClientRect().bottom - this.element.getBoundingClientRect().bottom;
    if (below > 0) this.element.scrollBy({top: below + 8, behavior: still.matches ? 'instant' : 'smooth'});
  }

  /** @param {Lesson} lesson */
  #fill({numbers, done}) {
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (this.element.querySelectorAll('[data-number]'))) {
      const value = numbers[place.dataset.number ?? ''] ?? '';
      if (place.textContent !== value) place.textContent = value;
    }
    this.element.querySelectorAll('li[data-step]').forEach((step, i) => {
      step.classList.toggle('done', i < done);
      if (i === done) step.setAttribute('aria-current', 'step');
      else step.removeAttribute('aria-current');
    });
    // A step that was just reached is seen; when a lesson is opened, its beginning is.
    const step = this.element.querySelector('li[aria-current]');
    if (step && this.#done !== null && done > this.#done) this.#reveal(step);
    this.#done = done;
  }
}

/** @param {URL} address */
async function fetchDocument(address) {
  return new DOMParser().parseFromString(new TextDecoder().decode(await fetchBytes(address)), 'text/html');
}
