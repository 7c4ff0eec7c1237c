// @ts-check
// Waits for an epoch that ends with the accuracy that is asked for.
import {speakTheirLanguage} from './language.js';

const kWanted = 0.97;
const zh = speakTheirLanguage() === 'zh';
const lab = /** @type {any} */ (document.getElementById('lab'));
const answer = /** @type {HTMLElement} */ (document.getElementById('answer'));

lab.addEventListener('epoch', async (/** @type {CustomEvent} */ event) => {
  const {epoch, test_accuracy: accuracy} = event.detail;
  const percent = (100 * accuracy).toFixed(2);
  const {layers} = await lab.call('describe');
  const small = layers.slice(1, -1).reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b, 0) <= 64;
  const done = accuracy >= kWanted && small;
  answer.classList.toggle('good', done);
  answer.textContent = zh ?
    `第 ${epoch} 轮：${percent}%。${done ? '完成了！' : small ? '还没到。' : '隐藏单元太多了。'}` :
    `Epoch ${epoch}: ${percent}%. ${done ? 'Done.' : small ? 'Not yet.' : 'Too many hidden units.'}`;
});
