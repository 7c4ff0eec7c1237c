// @ts-check
// Shows a program beside the canvas, and takes one that is pasted. It is loaded when somebody wants it.

/**
 * @typedef {{text: string, changed: boolean, lit: boolean, source: string}} CodeLine
 * @typedef {object} Code
 * @property {string} language
 * @property {[number, number, number, number]} rect It says where on the page the program goes.
 * @property {boolean} pytorch
 * @property {CodeLine[]} lines
 * @property {string} read It says how a program that was pasted was understood, and is empty before.
 * @property {string[]} findings
 * @property {Record<string, string>} words
 */

/**
 * Makes an element with these properties and children.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {object} [properties] @param {...Node} children
 * @returns {HTMLElementTagNameMap[T]}
 */
function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  Object.assign(made, properties);
  made.append(...children);
  return made;
}

export class CodePanel {
  #lines = element('ol');
  #kinds = [element('button', {type: 'button', textContent: 'Keras'}), element('button', {type: 'button', textContent: 'PyTorch'})];
  #copy = element('button', {type: 'button'});
  #saves = ['.py', '.ipynb'].map((ending) => element('button', {type: 'button', value: ending}));
  #ours = element('p');
  #paste = element('textarea', {rows: 6, spellcheck: false});
  #pasteLabel = element('label', {htmlFor: 'code-paste'});
  #use = element('button', {type: 'button'});
  #read = element('p', {role: 'status'});
  #findings = element('ul');
  /** The text that is on the page. */
  #text = '';
  /** The visitor has just asked for what the status says. */
  #asked = false;

  /**
   * @param {HTMLElement} frame
   * @param {{input: (what: string, value: string) => void, copy: (text: string) => Promise<boolean>}} app
   */
  constructor(frame, app) {
    this.frame = frame;
    this.#paste.id = 'code-paste';
    this.#kinds.forEach((button, i) => {
      button.dataset.control = ['code-keras', 'code-pytorch'][i];
      button.onclick = () => app.input('kind', ['keras', 'pytorch'][i]);
    });
    this.#copy.dataset.control = 'code-copy';
    this.#copy.onclick = async () => {
      if (await app.copy(this.#text)) this.#copy.textContent = this.#copy.dataset.done ?? '';
    };
    this.#saves.forEach((button) => {
      button.dataset.control = `code-${button.value.slice(1)}`;
      button.onclick = () => app.input('save', button.value);
    });
    this.#use.dataset.control = 'code-use';
    this.#use.onclick = () => {
      this.#asked = true;
      app.input('read', this.#paste.value);
      this.#showStatus();  // Where it says the same as before, nothing else changes.
    };
    frame.replaceChildren(element(
        'div', {tabIndex: 0}, element('p', {className: 'buttons'}, ...this.#kinds, this.#copy, ...this.#saves), this.#ours, this.#lines, this.#pasteLabel, this.#paste, element('p', {className: 'buttons'}, this.#use), this.#read, this.#findings));
  }

  /** @param {Code | null} code */
  show(code) {
    this.frame.hidden = !code;
    if (!code) return;
    const [left, top, width, height] = code.rect;
    const inUnits = (/** @type {number} */ length) => `calc(${length}px * var(--unit, 1))`;
    Object.assign(this.frame.style, {left: inUnits(left), top: inUnits(top), width: inUnits(width), height: inUnits(height)});
    this.frame.lang = code.language;
    this.#kinds.forEach((button, i) => void button.setAttribute('aria-pressed', String(code.pytorch === (i === 1))));
    const {copy, copied, ours, savePy, saveNotebook, paste, pasteHint, use} = code.words;
    const text = code.lines.map((line) => `${line.text}\n`).join('');
    if (text !== this.#text || !this.#copy.textContent) this.#copy.textContent = copy;
    this.#copy.dataset.done = copied;
    this.#saves.forEach((button, i) => void (button.textContent = [savePy, saveNotebook][i]));
    this.#ours.textContent = ours;
    this.#pasteLabel.textContent = paste;
    this.#paste.placeholder = pasteHint;
    this.#use.textContent = use;
    this.#fill(code.lines, text);
    this.#read.textContent = code.read;
    this.#findings.replaceChildren(...code.findings.map((words) => element('li', {textContent: words})));
    if (this.#asked) this.#showStatus();
    this.#asked = false;
  }

  /** Scrolls so far that what was understood stands under the button, at the top. The program above may have grown. */
  #showStatus() {
    const scroller = /** @type {HTMLElement} */ (this.#use.closest('#code > div'));
    scroller.scrollTop = this.#use.offsetTop - 8;
  }

  /** @param {CodeLine[]} lines @param {string} text */
  #fill(lines, text) {
    if (text !== this.#text) {
      this.#text = text;
      this.#lines.replaceChildren(...lines.map(({text, changed, source}) => element(
          'li', {className: changed ? 'changed' : ''}, element('code', {textContent: text || ' '}),
          ...source ? [element('small', {textContent: source})] : [])));
    }
    lines.forEach(({lit}, i) => this.#lines.children[i].classList.toggle('lit', lit));
  }
}
