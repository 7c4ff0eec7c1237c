// @ts-check
// A camera that Chromium makes of a film: a hand holds a sheet of paper with numbers on it, and trembles.
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {drawnPicture} from './drawn_pictures.js';
import {Lab, startBrowser} from './lab.js';

/** @typedef {import('./server.js').StaticServer} StaticServer */

/**
 * The film is a row of JPEGs.
 * @param {import('./lab.js').Browser} browser It draws the pictures.
 * @param {StaticServer} site
 */
async function filmedSheet(browser, site) {
  const lab = await Lab.open(browser, site);
  const frames = [];
  for (let i = 0; i < 12; ++i) {
    const tremble = i < 6 ? i : 12 - i;
    frames.push(await drawnPicture(lab.page, {lines: ['207', '41'], width: 640, height: 480, size: 110 + tremble / 2, shift: 3 * tremble, pen: 8, shadow: true, type: 'image/jpeg'}));
  }
  await lab.close();
  return Buffer.concat(frames);
}

/**
 * Starts a browser whose camera shows the film.
 * @param {import('./lab.js').Browser} browser
 * @param {StaticServer} site
 */
export async function startFilming(browser, site) {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-camera-'));
  const film = join(folder, 'sheet.mjpeg');
  writeFileSync(film, await filmedSheet(browser, site));
  const filming = await startBrowser(['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`]);
  return {browser: filming, close: async () => {
    await filming.close();
    rmSync(folder, {recursive: true});
  }};
}

/** Remembers the cameras that were opened, and counts the pictures that were taken of them. */
export const watchCameras = `
  window.cameras = [];
  window.taken = 0;
  const media = navigator.mediaDevices;
  if (media) {
    const open = media.getUserMedia.bind(media);
    media.getUserMedia = async (wishes) => {
      const stream = await open(wishes);
      window.cameras.push(stream.getVideoTracks()[0]);
      return stream;
    };
  }
  const grab = CanvasRenderingContext2D.prototype.getImageData;
  CanvasRenderingContext2D.prototype.getImageData = function(...place) {
    ++window.taken;
    return grab.apply(this, place);
  };`;

/** @param {Lab} lab */
export async function startCamera(lab) {
  await lab.press('paper');
  await lab.press('paper-camera');
  await lab.expectWords('paper-numbers', /207, 41/);
}
