// @ts-check
// Shares the drawing surfaces of a browser among all labs that are open.
//
// Browsers have room for some sixteen, and take the oldest one away from its page where another is wanted. So a lab
// that takes one up asks the lab that has had its own for longest to give it back, in time to keep a picture of itself.
//
// Each lab that has a surface holds a lock with the time in its name: no lab that is gone can hold one, and another lab
// can take it away.

/** The rest is room for other pages, and for labs that all begin at once. */
const kMostSurfaces = 11;
const prefix = 'inkling-surface ';
/** Who uses a lab is not asked to give its surface back for a while. */
const kFreshMs = 10_000;

export class SurfaceShare {
  #takenAt = -Infinity;
  /** @type {(() => void) | null} It gives up the lock that is held. */
  #release = null;

  /** @param {() => void} giveBack It gives the surface back, because another lab needs it. */
  constructor(giveBack) {
    this.giveBack = giveBack;
  }

  /** Tells the other labs that this one has a surface and is used. */
  take() {
    if (!navigator.locks || performance.now() - this.#takenAt < kFreshMs) return;
    this.drop();
    this.#takenAt = performance.now();
    const time = String(Date.now()).padStart(16, '0');
    let mine = true;
    navigator.locks.request(`${prefix}${time} ${Math.random()}`, () => {
      void takeFromOthers();
      return new Promise((/** @type {(value?: undefined) => void} */ done) => {
        if (!mine) return done();
        this.#release = () => {
          mine = false;
          done();
        };
      });
    }).catch(() => {
      if (!mine || this.#release === null) return;  // Frames without an origin have no locks.
      mine = false;
      this.#release = null;
      this.#takenAt = -Infinity;
      this.giveBack();
    });
  }

  /** Tells the other labs that this one has no surface any more. */
  drop() {
    this.#release?.();
    this.#release = null;
    this.#takenAt = -Infinity;
  }
}

async function takeFromOthers() {
  const {held = []} = await navigator.locks.query();
  const names = held.flatMap(({name}) => name?.startsWith(prefix) ? [name] : []).sort();
  for (const name of names.slice(0, Math.max(0, names.length - kMostSurfaces))) {
    await navigator.locks.request(name, {steal: true}, () => {});
  }
}
