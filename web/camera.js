// @ts-check
// Gives the app pictures of the camera, one when it asks for the next. None of them is kept or sent anywhere. It is loaded
// when somebody wants the camera.

/** @typedef {Omit<import('./pictures.js').DecodedPicture, 'shown'>} Frame */

/** A frame that is read has so many pixels at most, and one that is held has more. */
const kFramePixels = 640 * 480;
const kHeldPixels = 2_000_000;

/** Says why there is no picture, in words of the app. @param {unknown} error */
function reasonOf(error) {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  // Browsers that do not tell what a frame may do refuse it as the visitor would.
  const policy = /** @type {any} */ (document).permissionsPolicy ?? /** @type {any} */ (document).featurePolicy;
  return policy?.allowsFeature('camera') === false ? 'blocked' : 'denied';
}

export class Camera {
  /** @type {MediaStream | null} */
  #stream = null;
  /** Another one means that the camera was closed or turned meanwhile. */
  #opened = 0;
  #wanted = false;
  #canvas = document.createElement('canvas');

  /**
   * @param {HTMLVideoElement} video It shows the camera's picture.
   * @param {{frame: (frame: Frame) => void, started: () => void, failed: (reason: string) => void}} app
   */
  constructor(video, app) {
    this.video = video;
    this.app = app;
    // Nobody should be seen by a camera that they do not see themselves.
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.leave(); });
    window.addEventListener('pagehide', () => this.leave());
  }

  /** @param {boolean} front */
  async open(front) {
    this.close();
    const opened = this.#opened;
    if (!navigator.mediaDevices) return this.app.failed('insecure');
    /** @type {MediaStream} */
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        video: {facingMode: front ? 'user' : 'environment', width: {ideal: 1280}, height: {ideal: 720}}, audio: false,
      });
    } catch (error) {
      if (opened === this.#opened) this.app.failed(reasonOf(error));
      return;
    }
    if (opened !== this.#opened || document.hidden) {
      stream.getTracks().forEach((track) => track.stop());
      if (opened === this.#opened) this.app.failed('left');
      return;
    }
    this.#stream = stream;
    stream.getVideoTracks()[0].addEventListener('ended', () => { if (this.#stream === stream) this.#end('lost'); });
    this.video.srcObject = stream;
    await this.video.play().catch(() => {});
    if (this.#stream !== stream) return;
    this.app.started();
    this.#wanted = true;
    this.#watch(opened);
  }

  /** The app wants the next frame. */
  next() {
    this.#wanted = true;
  }

  /** The light goes off. */
  close() {
    ++this.#opened;
    this.#wanted = false;
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = null;
    this.video.srcObject = null;
  }

  /** Returns the picture of now, and switches the camera off. */
  freeze() {
    const frame = this.#stream && this.#grab(kHeldPixels);
    if (!frame) return null;
    this.close();
    const shown = document.createElement('canvas');
    [shown.width, shown.height] = [frame.width, frame.height];
    shown.getContext('2d')?.putImageData(new ImageData(/** @type {any} */ (frame.pixels), frame.width, frame.height), 0, 0);
    return {...frame, shown};
  }

  /** The visitor looks elsewhere. */
  leave() {
    this.#end('left');
  }

  /** @param {string} reason */
  #end(reason) {
    if (!this.#stream) return;
    this.close();
    this.app.failed(reason);
  }

  /** Hands over each new frame of the video for as long as one is wanted. @param {number} opened */
  #watch(opened) {
    if (opened !== this.#opened) return;
    if (this.#wanted) {
      const frame = this.#grab(kFramePixels);
      if (frame) {
        this.#wanted = false;
        this.app.frame(frame);
      }
    }
    const again = () => this.#watch(opened);
    if (this.video.requestVideoFrameCallback) this.video.requestVideoFrameCallback(again);
    else requestAnimationFrame(again);
  }

  /** @param {number} most @returns {Frame | null} */
  #grab(most) {
    const {videoWidth, videoHeight} = this.video;
    if (videoWidth === 0) return null;
    const scale = Math.min(1, Math.sqrt(most / (videoWidth * videoHeight)));
    const width = Math.max(1, Math.round(videoWidth * scale)), height = Math.max(1, Math.round(videoHeight * scale));
    if (this.#canvas.width !== width || this.#canvas.height !== height) [this.#canvas.width, this.#canvas.height] = [width, height];
    const context = this.#canvas.getContext('2d', {willReadFrequently: true});
    if (!context) return null;
    context.drawImage(this.video, 0, 0, width, height);
    return {width, height, fullWidth: videoWidth, fullHeight: videoHeight, pixels: context.getImageData(0, 0, width, height).data};
  }
}
