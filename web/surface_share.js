// @ts-check
// Shares the drawing surfaces of a browser among all labs that are open.
//
// Browsers have room for some sixteen, and take the oldest one away from its page where another is wanted. So a lab
// that takes one up asks the lab that has had its own for longest to give it back, in time to keep a picture of itself.
//
// Each lab that has a surface holds a lock with the time in its name: no lab that is gone can hold one, and another lab
// can take it away. Labs take up their surfaces one after the other.

/** The rest is room for other pages. */
const kMostSurfaces = 12;
const prefix = 'inkling-surface ';
const turn = 'inkling-surfaces';
/** Browsers take so long to let a surface go, or to make one. */
const kSettlingMs = 60;
/** Who uses a lab is not asked to give its surface back for a while. */
const kFreshMs = 10_000;

const settled = () => new Promise((resolve) => setTimeout(resolve, kSettlingMs));

export class SurfaceShare {
  #takenAt = -Infinity;
  /** It gives up the lock that is held. @type {(() => void) | null} */
  #release = null;

  /** @param {() => void} giveBack It gives the surface back, because another lab needs it. */
  constructor(giveBack) {
    this.giveBack = giveBack;
  }

  /**
   * Takes up a surface when it is this lab's turn.
   * @param {() => void} open
   * @returns {Promise<void>} It is rejected with what `open` throws.
   */
  take(open) {
    return new Promise((resolve, reject) => {
      const attempt = () => {
        try {
          open();
          resolve();
        } catch (error) {
          reject(error);
        }
      };
      if (!navigator.locks) return attempt();
      navigator.locks.request(turn, async () => {
        if (await takeFromOthers()) await settled();
        attempt();
        this.#hold();
        await settled();
      }).catch(attempt);  // Frames without an origin have no locks.
    });
  }

  /** Tells the other labs that this one is used now. */
  use() {
    if (this.#release && performance.now() - this.#takenAt > kFreshMs) this.#hold();
  }

  /** Tells the other labs that this one has no surface any more. */
  drop() {
    this.#release?.();
    this.#release = null;
  }

  #hold() {
    this.drop();
    this.#takenAt = performance.now();
    const name = `${prefix}${String(Date.now()).padStart(16, '0')} ${Math.random()}`;
    /** @type {() => void} */
    let release = () => {};
    const held = new Promise((/** @type {(value?: undefined) => void} */ done) => { release = done; });
    this.#release = release;
    navigator.locks.request(name, () => held).catch(() => {
      if (this.#release !== release) return;  // It was given up before.
      this.#release = null;
      this.giveBack();
    });
  }
}

/** Makes room for one more. Returns whether a surface had to be taken from another lab. */
async function takeFromOthers() {
  const {held = []} = await navigator.locks.query();
  const names = held.flatMap(({name}) => name?.startsWith(prefix) ? [name] : []).sort();
  const oldest = names.slice(0, Math.max(0, names.length - kMostSurfaces + 1));
  for (const name of oldest) await navigator.locks.request(name, {steal: true}, () => {});
  return oldest.length > 0;
}
