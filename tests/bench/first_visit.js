// @ts-check
// Measures what a first visit costs: bytes on the wire and time, until the visitor can draw and is read.
import {startSite} from '../browser/lab.js';

/**
 * @typedef {object} Line It lies between the site and the visitor.
 * @property {number} bytesPerSecond
 * @property {number} latencyMs
 * @property {number} cpuSlowdown The visitor's processor is so many times slower than this one.
 */

/** A school has 4 Mbit/s and old computers. @type {Line} */
export const slowLine = {bytesPerSecond: 4e6 / 8, latencyMs: 40, cpuSlowdown: 4};

/**
 * Makes a visit with an empty cache: over a line, to a host that packs with gzip; else to this machine, which sends
 * files as they are.
 * @param {import('../browser/lab.js').Browser} browser
 * @param {'en' | 'zh'} language
 * @param {Line | null} line It is null for this machine.
 * @returns {Promise<{kilobytes: number, ms: number}>} Both count to the first frame, which can be drawn on and reads.
 */
export async function firstVisit(browser, language, line) {
  const site = await startSite();
  site.packs = line !== null;
  const context = await browser.newContext({viewport: {width: 1280, height: 800}, serviceWorkers: 'block'});
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  /** Tells when each file was there, and how large it was on the wire. @type {{at: number, size: number}[]} */
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
