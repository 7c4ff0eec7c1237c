// @ts-check
// Drawings as a hand makes them: each time a little different.

/** @typedef {import('./lab.js').Strokes} Strokes */

/** Returns the trembling of a hand, always in the same way. @param {number} seed */
export function trembling(seed) {
  let state = seed;
  return (/** @type {number} */ width) => {
    state = (state * 48271) % 2147483647;
    return (state / 2147483647 - .5) * 2 * width;
  };
}

/** Returns a zero with a level bar through it. @param {(width: number) => number} tremble @returns {Strokes} */
export function barredZero(tremble) {
  const [slant, wide] = [tremble(.12), .24 + tremble(.03)];
  const ring = Array.from({length: 25}, (_, i) => {
    const angle = i * Math.PI / 12 - 1.2;
    const y = -.33 * Math.cos(angle);
    return /** @type {[number, number]} */ ([.5 + wide * Math.sin(angle) + slant * y + tremble(.005), .5 + y]);
  });
  const bar = .5 + tremble(.04);
  return [ring, [[.28 + tremble(.03), bar], [.5, bar + tremble(.02)], [.72 + tremble(.03), bar]]];
}

/** Returns a three that is open to the right, as children write it. @param {(width: number) => number} tremble @returns {Strokes} */
export function mirroredThree(tremble) {
  const [slant, wide] = [tremble(.1), .22 + tremble(.03)];
  /** @param {number} middle @param {number} width @param {number} height @param {number} from @param {number} to */
  const bowl = (middle, width, height, from, to) => Array.from({length: 13}, (_, i) => {
    const angle = from + (to - from) * i / 12;
    const y = middle - height * Math.cos(angle);
    return /** @type {[number, number]} */ ([.58 - width * Math.sin(angle) + slant * (y - .5) + tremble(.005), y]);
  });
  return [[...bowl(.34, wide * .85, .16 + tremble(.01), -.9, 2.7), ...bowl(.67, wide, .18 + tremble(.01), .5, 4)]];
}

/** @param {(width: number) => number} tremble @returns {Strokes} */
export function heart(tremble) {
  const [wide, high] = [.32 + tremble(.04), .02 + tremble(.002)];
  return [Array.from({length: 33}, (_, i) => {
    const t = i * Math.PI / 16;
    return /** @type {[number, number]} */ ([.5 + wide * Math.sin(t) ** 3 + tremble(.004),
      .45 - high * (13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t))]);
  })];
}
