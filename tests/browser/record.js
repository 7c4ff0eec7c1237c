// @ts-check
// Records "Watch me learn" in a real browser, as README shows it: frames as PNG into a folder, and beside them how long each
// was seen, in the words of img2webp. ./build.sh picture makes an animated WebP of them.
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Lab, seven, startBrowser, startSite} from './lab.js';

const folder = process.argv[2] ?? 'build/picture';
rmSync(folder, {recursive: true, force: true});
mkdirSync(folder, {recursive: true});
const [site, browser] = [await startSite(), await startBrowser()];
const lab = await Lab.open(browser, site, {size: [960, 600], shipped: true, parameters: {lang: 'en', theme: 'light'}});
await lab.draw(seven);
await lab.settle();

/** Each frame and the time at which it was seen, ms. @type {{png: Buffer, at: number}[]} */
const frames = [];
const shoot = async () => frames.push({png: await lab.screenshot({}), at: performance.now()});
await shoot();
await lab.press('invite');
// The scene takes about eight seconds; at its end there is the accuracy.
for (const end = performance.now() + 20_000; performance.now() < end;) {
  await shoot();
  if (/%/.test(await lab.words('invite-more')) && /seen|%/.test(await lab.words('scene').catch(() => ''))) break;
}
await shoot();
const last = 2500;  // ms for which the end is shown
frames.forEach(({png}, i) => writeFileSync(join(folder, `${String(i).padStart(3, '0')}.png`), png));
const lines = frames.map(({at}, i) => {
  const ms = i + 1 < frames.length ? frames[i + 1].at - at : last;
  return `-d ${Math.max(40, Math.round(ms))} ${String(i).padStart(3, '0')}.png`;
});
writeFileSync(join(folder, 'frames.txt'), `${lines.join('\n')}\n`);
await lab.close();
await browser.close();
site.stop();
