// @ts-check
// Measures pictures in the tab: a photo of 12 megapixels from drop to digits, and readings of the camera a second.
import {drawnPicture, dropFile, largePhoto, readLargePhoto} from '../browser/drawn_pictures.js';
import {startCamera, startFilming, watchCameras} from '../browser/film.js';
import {Lab, startBrowser, startSite} from '../browser/lab.js';

const site = await startSite();
const browser = await startBrowser();
const lab = await Lab.open(browser, site, {shipped: true});
// The modules come with the first picture.
await dropFile(lab.page, 'small.png', await drawnPicture(lab.page, {lines: ['1']}), 'image/png');
await lab.expectWords('paper-numbers', /: 1$/);
const photo = await largePhoto(lab);
for (let i = 0; i < 5; ++i) {
  const {took, blocked} = await readLargePhoto(lab, photo);
  console.log(`a photo of 12 megapixels: ${took.toFixed(0)} ms; the page was blocked for ${blocked.toFixed(0)} ms at most`);
}
await lab.close();

const filming = await startFilming(browser, site);
const filmed = await Lab.open(filming.browser, site, {shipped: true, script: watchCameras});
await startCamera(filmed);
const rate = await filmed.page.evaluate(async () => {
  const before = /** @type {any} */ (window).taken;
  const start = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 5000));
  return (/** @type {any} */ (window).taken - before) / (performance.now() - start) * 1000;
});
console.log(`the camera at 640x480: ${rate.toFixed(1)} readings a second`);
await filming.close();
await browser.close();
site.stop();
