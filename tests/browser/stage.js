// @ts-check
// Provides a browser and the site for the tests of one file.
import {after} from 'node:test';
import {startBrowser, startSite} from './lab.js';

export const site = await startSite();
export const browser = await startBrowser();

after(async () => {
  await browser.close();
  site.stop();
});
