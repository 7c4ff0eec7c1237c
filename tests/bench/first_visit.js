// @ts-check
// What a first visit costs: bytes on the wire and time, until the visitor can draw and is read.
import {startSite} from '../browser/lab.js';

/**
 * @typedef {object} Line between the site and the visitor
 * @property {number} bytesPerSecond
 * @property {number} latencyMs
 * @property {number} cpuSlowdown how many times slower the visitor's processor is than this one
 */

/** A school's: 4 Mbit/s, and old computers. @type {Line} */
export const slowLine = {bytesPerSecond: 4e6 / 8, latencyMs: 40, cpuSlowdown: 4};

/**
 * A visit with an empty cache: over a line, to a host that packs with gzip; else to this machine, as files are.
 * @param {import('../browser/lab.js').Browser} browser
 * @param {'en' | 'zh'} language
 * @param {Line | null} line none: this machine
 * @returns {Promise<{kilobytes: number, ms: number}>} until the first frame, which can be drawn on and reads
 */
export async function firstVisit(browser, language, line) {
  const site = await startSite();
  site.packs = line !== null;
  const context = await browser.newContext({viewport: {width: 1280, height: 800}, serviceWorkers: 'block'});
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  /** When each file was there, and how large it was on the wire. @type {{at: number, size: number}[]} */
  const arrived = [];
  session.on('Network.loadingFinished', ({encodedDataLength}) => arrived.push({at: Date.now(), size: encodedDataLength}));
  if (line) {
    await session.send('Network.emulateNetworkConditions', {
      offline: false, latency: line.latencyMs, downloadThroughput: line.bytesPerSecond, uploadThroughput: line.bytesPerSecond,
    });
    await session.send('Emulation.setCPUThrottlingRate', {rate: line.cpuSlowdown});
  }
  await page.goto(`${site.url}?lang=${language}`, {waitUntil: 'commit'});
  await page.waitForFunction(() => performance.getEntriesByName('inkling-first-frame').length > 0, null, {timeout: 60_000});
  const {ms, at} = await page.evaluate(() => {
    const ms = performance.getEntriesByName('inkling-first-frame')[0].startTime;
    return {ms, at: performance.timeOrigin + ms};
  });
  await context.close();
  site.stop();
  const before = arrived.filter((file) => file.at <= at);
  return {kilobytes: before.reduce((sum, {size}) => sum + size, 0) / 1000, ms};
}
