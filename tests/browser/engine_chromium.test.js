// @ts-check
import {startChromium} from './engines.js';
import {visitWith} from './visit.js';

visitWith('Chromium', startChromium, 'relaxed');
