// @ts-check
import {startFirefox} from './engines.js';
import {visitWith} from './visit.js';

visitWith('Firefox', startFirefox, 'relaxed');
