// @ts-check
// Drawings as a hand makes them: each time a little different.

/** @typedef {import('./lab.js').Strokes} Strokes */

/** Each digit is as a hand writes it, in shares of the pad. @type {Strokes[]} */
export const digits = [
  [[...Array.from({length: 25}, (_, i) => /** @type {[number, number]} */ (
    [.5 - .22 * Math.sin(i * Math.PI / 12), .5 - .34 * Math.cos(i * Math.PI / 12)]))]],
  [[[.52, .15], [.51, .4], [.5, .6], [.49, .86]]],
  [[[.28, .32], [.34, .2], [.48, .15], [.64, .2], [.7, .33], [.62, .48], [.46, .64], [.27, .82], [.5, .81], [.75, .82]]],
  [[[.3, .2], [.45, .14], [.62, .18], [.66, .3], [.58, .42], [.44, .47], [.6, .5], [.7, .62], [.66, .78], [.5, .86], [.3, .8]]],
  [[[.36, .14], [.32, .36], [.28, .54], [.5, .55], [.74, .53]], [[.64, .2], [.62, .5], [.6, .88]]],
  [[[.7, .16], [.52, .16], [.34, .17], [.33, .32], [.31, .46], [.46, .42], [.62, .46], [.7, .6], [.66, .76], [.5, .86], [.3, .82]]],
  [[[.62, .14], [.46, .28], [.36, .5], [.34, .7], [.44, .84], [.6, .82], [.66, .68], [.58, .56], [.44, .58], [.36, .68]]],
  [[[.25, .22], [.4, .225], [.6, .215], [.75, .2], [.66, .36], [.56, .55], [.48, .7], [.42, .86]]],
  [[[.62, .26], [.5, .16], [.38, .22], [.38, .36], [.5, .47], [.63, .6], [.64, .76], [.5, .86], [.36, .76], [.38, .6],
    [.5, .48], [.61, .36], [.62, .24]]],
  [[[.64, .34], [.58, .46], [.44, .48], [.35, .36], [.4, .2], [.54, .15], [.64, .24], [.65, .4], [.62, .62], [.57, .88]]],
];

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
