// @ts-check
import {startWebKit} from './engines.js';
import {visitWith} from './visit.js';

visitWith('WebKitGTK', startWebKit, 'simd128');
