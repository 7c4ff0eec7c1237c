// @ts-check
// Takes pictures and the camera's frames to the app, and shows them. It is loaded when the first of them comes.

import {Camera} from './camera.js';
import {PaperPanel} from './paper_panel.js';
import {decodedPicture} from './pictures.js';

/** @typedef {import('./pictures.js').DecodedPicture} DecodedPicture */
/**
 * @typedef {object} PaperApp
 * @property {(what: string, value: string) => void} input takes what is done with the digits.
 * @property {(picture: Omit<DecodedPicture, 'shown'>, ofCamera: boolean) => void} take
 * @property {(reason: string) => void} refuse
 * @property {() => void} cameraStarted
 * @property {(reason: string) => void} cameraFailed
 */

export class Paper {
  #panel;
  #camera;
  /** The newest of the pictures that the visitor gives is read. */
  #newest = 0;

  /** @param {HTMLElement} section @param {PaperApp} app */
  constructor(section, app) {
    this.app = app;
    this.#panel = new PaperPanel(section, app.input);
    this.#camera = new Camera(this.#panel.video, {
      frame: (frame) => app.take(frame, true),
      started: app.cameraStarted,
      failed: app.cameraFailed,
    });
  }

  /** @param {Blob} file */
  async read(file) {
    const number = ++this.#newest;
    try {
      const picture = await decodedPicture(file);
      if (number === this.#newest) this.#take(picture);
      else if (picture.shown instanceof ImageBitmap) picture.shown.close();
    } catch (error) {
      if (number === this.#newest) this.app.refuse(/** @type {any} */ (error).reason ?? 'damaged');
    }
  }

  /** @param {DecodedPicture} picture */
  #take(picture) {
    this.#panel.setPicture(picture.shown);
    this.app.take(picture, false);
  }

  forget() {
    ++this.#newest;
    this.#panel.setPicture(null);
  }

  /** @param {number} step @param {number} width @param {number} height @param {Uint8Array} grey */
  setStep(step, width, height, grey) {
    this.#panel.setStep(step, width, height, grey);
  }

  /** @param {import('./paper_panel.js').PaperView | null} view */
  show(view) {
    this.#panel.show(view);
  }

  /** @param {boolean} front */
  openCamera(front) {
    return this.#camera.open(front);
  }

  nextFrame() {
    this.#camera.next();
  }

  /** Takes the camera's picture of now, as one that the visitor gave; its light goes off. */
  freeze() {
    const picture = this.#camera.freeze();
    if (picture) this.#take(picture);
  }

  /** The lab is seen no more. */
  leave() {
    this.#camera.leave();
  }

  closeCamera() {
    this.#camera.close();
  }
}
