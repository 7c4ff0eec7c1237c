// @ts-check
// Trains two labs and compares what came of them.
import {speakTheirLanguage} from './language.js';

const zh = speakTheirLanguage() === 'zh';
const answer = /** @type {HTMLElement} */ (document.getElementById('answer'));
const labs = ['left', 'right'].map((id) => /** @type {any} */ (document.getElementById(id)));

/** Returns what became of a run, in percent; a run whose loss ran away has no accuracy. @param {any} lab */
async function run(lab) {
  try {
    return (100 * (await lab.call('train')).test_accuracy).toFixed(2) + '%';
  } catch (error) {
    return String(/** @type {Error} */ (error).message);
  }
}

document.getElementById('start')?.addEventListener('click', async () => {
  answer.textContent = zh ? '正在学……' : 'Learning...';
  const [left, right] = await Promise.all(labs.map(run));
  answer.textContent = zh ? `左边 ${left}，右边 ${right}。` : `Left ${left}, right ${right}.`;
});
