// @ts-check
// Says sentences to ears, through a live region of the page.

// After a shorter pause between two sentences a screen reader would break off the first one.
const kPauseMs = 1500;
// No more sentences wait than these: what is old news then is left out.
const kWaiting = 2;

export class Speech {
  /** @type {string[]} */
  #waiting = [];
  #free = true;

  /** @param {HTMLElement} region It has the attribute aria-live. */
  constructor(region) {
    this.region = region;
  }

  /** @param {string} sentence */
  say(sentence) {
    this.#waiting.push(sentence);
    if (this.#waiting.length > kWaiting) this.#waiting.shift();
    if (this.#free) this.#next();
  }

  #next() {
    const sentence = this.#waiting.shift();
    this.#free = sentence === undefined;
    if (this.#free) return;
    // The same sentence again is a change as well.
    this.region.textContent = '';
    this.region.textContent = /** @type {string} */ (sentence);
    setTimeout(() => this.#next(), kPauseMs);
  }
}
