// @ts-check
// Shows a picture or the camera's video where the app leaves a place for it, with a frame around each digit: a button that
// puts it on the pad. It is loaded when the first picture comes.

/**
 * @typedef {object} Frame
 * @property {number} id
 * @property {[number, number, number, number]} box x, y, width, height, in pixels of the picture
 * @property {'sure' | 'perhaps' | 'none'} look
 * @property {string} tag It stands at the frame.
 * @property {string} words It is said of the frame.
 */
/**
 * @typedef {object} PaperView
 * @property {string} language
 * @property {[number, number, number, number]} rect It says where on the page the picture goes, in units.
 * @property {boolean} camera
 * @property {number} step
 * @property {[number, number]} size It is that of the picture, in its own pixels.
 * @property {string} label
 * @property {Frame[]} frames
 */

/** Around a digit there is so much air within its frame, as a share of the digit's longer side. */
const kAir = .12;

export class PaperPanel {
  video = document.createElement('video');
  #stage = document.createElement('div');
  #picture = document.createElement('canvas');
  /** Each shows a step on the way from the picture to its digits. @type {Map<number, HTMLCanvasElement>} */
  #steps = new Map();
  /** The grey values of a step are painted when it is shown first. @type {Map<HTMLCanvasElement, Uint8Array>} */
  #unpainted = new Map();
  #frames = document.createElement('div');
  /** @type {Map<number, HTMLButtonElement>} */
  #buttons = new Map();

  /** @param {HTMLElement} section @param {(what: string, value: string) => void} input */
  constructor(section, input) {
    this.section = section;
    this.input = input;
    Object.assign(this.video, {muted: true, playsInline: true});
    this.video.setAttribute('aria-hidden', 'true');
    this.#stage.className = 'stage';
    this.#frames.className = 'frames';
    this.#picture.dataset.step = '0';
    this.#steps.set(0, this.#picture);
    this.#stage.append(this.#picture, this.video, this.#frames);
    section.append(this.#stage);
  }

  /** Takes another picture; null forgets the one at hand. @param {ImageBitmap | HTMLCanvasElement | null} picture */
  setPicture(picture) {
    for (const [step, canvas] of this.#steps) if (step > 0) canvas.remove();
    this.#steps = new Map([[0, this.#picture]]);
    this.#unpainted.clear();
    [this.#picture.width, this.#picture.height] = [picture?.width ?? 1, picture?.height ?? 1];
    if (!picture) return;
    this.#picture.getContext('2d')?.drawImage(picture, 0, 0);
    if (picture instanceof ImageBitmap) picture.close();
  }

  /** @param {number} step @param {number} width @param {number} height @param {Uint8Array} grey */
  setStep(step, width, height, grey) {
    const canvas = document.createElement('canvas');
    canvas.dataset.step = String(step);
    [canvas.width, canvas.height] = [width, height];
    this.#steps.get(step)?.remove();
    this.#steps.set(step, canvas);
    this.#unpainted.set(canvas, grey);
    this.#frames.before(canvas);
  }

  /** @param {PaperView | null} paper */
  show(paper) {
    this.section.hidden = !paper;
    if (!paper) return;
    const inUnits = (/** @type {number} */ length) => `calc(${length}px * var(--unit, 1))`;
    const [left, top, width, height] = paper.rect;
    Object.assign(this.section.style, {left: inUnits(left), top: inUnits(top), width: inUnits(width), height: inUnits(height)});
    this.section.lang = paper.language;
    const shown = this.#steps.get(paper.step) ?? this.#picture;
    this.#paint(shown);
    for (const canvas of this.#steps.values()) canvas.hidden = paper.camera || canvas !== shown;
    this.video.hidden = !paper.camera;
    this.#picture.setAttribute('role', 'img');
    this.#picture.setAttribute('aria-label', paper.label);
    // The picture is as large as its place lets it be.
    const [sides, whole] = [paper.camera ? [this.video.videoWidth || 4, this.video.videoHeight || 3] : [shown.width, shown.height], paper.size];
    const scale = Math.min(width / sides[0], height / sides[1]);
    const [shownWidth, shownHeight] = [sides[0] * scale, sides[1] * scale];
    Object.assign(this.#stage.style, {
      left: inUnits((width - shownWidth) / 2), top: inUnits((height - shownHeight) / 2),
      width: inUnits(shownWidth), height: inUnits(shownHeight),
    });
    this.#stage.classList.toggle('pixels', Math.max(...sides) < 400 && !paper.camera);
    this.#showFrames(paper.frames, whole, shownWidth / whole[0], shownHeight / whole[1]);
  }

  /** @param {HTMLCanvasElement} canvas */
  #paint(canvas) {
    const grey = this.#unpainted.get(canvas);
    if (!grey) return;
    this.#unpainted.delete(canvas);
    const image = new ImageData(canvas.width, canvas.height);
    for (let i = 0; i < grey.length; ++i) {
      image.data[4 * i] = image.data[4 * i + 1] = image.data[4 * i + 2] = grey[i];
      image.data[4 * i + 3] = 255;
    }
    canvas.getContext('2d')?.putImageData(image, 0, 0);
  }

  /** @param {Frame[]} frames @param {[number, number]} whole @param {number} across in units a pixel @param {number} down */
  #showFrames(frames, whole, across, down) {
    const ids = new Set(frames.map(({id}) => id));
    for (const [id, button] of this.#buttons) {
      if (ids.has(id)) continue;
      button.remove();
      this.#buttons.delete(id);
    }
    const inPercent = (/** @type {number} */ share) => `${(100 * share).toFixed(3)}%`;
    frames.forEach(({id, box, look, tag, words}, i) => {
      let button = this.#buttons.get(id);
      if (!button) {
        button = document.createElement('button');
        button.type = 'button';
        button.dataset.control = `paper-digit-${id}`;
        button.append(document.createElement('span'));
        button.onclick = () => this.input('digit', String(id));
        this.#buttons.set(id, button);
      }
      const air = kAir * Math.max(box[2], box[3]);
      Object.assign(button.style, {
        left: inPercent((box[0] - air) / whole[0]), top: inPercent((box[1] - air) / whole[1]),
        width: inPercent((box[2] + 2 * air) / whole[0]), height: inPercent((box[3] + 2 * air) / whole[1]),
      });
      button.dataset.look = look;
      // Where digits are small, their tags would cover each other: the digit alone says enough.
      const room = Math.max((box[2] + 2 * air) * across, (box[3] + 2 * air) * down * .7);
      const text = room < 56 ? tag.split(' ')[0] : tag;
      const span = /** @type {HTMLElement} */ (button.firstChild);
      if (span.textContent !== text) span.textContent = text;
      span.style.setProperty('--room', String(Math.max(11, Math.min(20, room / 3))));
      if (button.getAttribute('aria-label') !== words) button.setAttribute('aria-label', words);
      if (this.#frames.children[i] !== button) this.#frames.insertBefore(button, this.#frames.children[i] ?? null);
    });
  }
}
