// @ts-check
// Knows the keys that the lab leaves to the page around it. Slides and pages are turned by some keys, and whoever has
// clicked in a frame presses them there.

/** Slides and pages are turned by these. What is typed is none of them: nobody is told of it. */
const turning = /^(Arrow(Left|Right|Up|Down)|Page(Up|Down)|Home|End| )$/;

/**
 * Tells whether there is more to scroll to than what is seen, in the direction of a key.
 * @param {Element} element
 * @param {string} key
 */
function scrolls(element, key) {
  const {overflowX, overflowY} = getComputedStyle(element);
  const across = key === 'ArrowLeft' || key === 'ArrowRight';
  const more = across ? element.scrollWidth > element.clientWidth : element.scrollHeight > element.clientHeight;
  return more && /auto|scroll/.test(across ? overflowX : overflowY);
}

/**
 * Tells whether a key that was pressed turns pages, and means nothing here: nothing has used it, and what has the focus
 * neither takes text or a choice, nor is pressed or scrolled by it.
 * @param {KeyboardEvent} event It has been everywhere else.
 */
export function isUnused(event) {
  const {key, target} = event;
  if (!turning.test(key) || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (!(target instanceof Element)) return true;
  if (target.closest('input, textarea, select, video, dialog, [contenteditable]')) return false;
  if (key === ' ' && target.closest('button, summary')) return false;
  for (let at = /** @type {Element | null} */ (target); at; at = at.parentElement) {
    if (scrolls(at, key)) return false;
  }
  return true;
}
