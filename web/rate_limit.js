// @ts-check
// Limits how many calls of the embedding page are let through, by a bucket that fills with time and empties with use.

export class RateLimit {
  /**
   * @param {number} burst So many may pass at once.
   * @param {number} perSecond So many may pass each second from then on.
   */
  constructor(burst, perSecond) {
    this.burst = burst;
    this.perSecond = perSecond;
    this.left = burst;
    this.filledAt = performance.now();
  }

  /** Returns whether one more may pass now. */
  take() {
    const now = performance.now();
    this.left = Math.min(this.burst, this.left + (now - this.filledAt) / 1000 * this.perSecond);
    this.filledAt = now;
    if (this.left < 1) return false;
    --this.left;
    return true;
  }
}
