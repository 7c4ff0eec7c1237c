// @ts-check
// Makes a file of what is on the canvas, and of the text that lies over it.

/**
 * Makes a document of a part of the page, as it is scrolled now, that a canvas can paint.
 * @param {HTMLElement} part
 */
function pictureOf(part) {
  const {width, height} = part.getBoundingClientRect();
  const copy = /** @type {HTMLElement} */ (part.cloneNode(true));
  copy.style.inset = '0';
  // What is scrolled in the page lies higher in its picture.
  const scrollers = [part, ...part.querySelectorAll('*')].map((element) => element.scrollTop);
  [copy, ...copy.querySelectorAll('*')].forEach((element, i) => {
    if (!scrollers[i]) return;
    const content = document.createElement('div');
    content.style.marginTop = `${-scrollers[i]}px`;
    content.append(...element.childNodes);
    element.append(content);
    /** @type {HTMLElement} */ (element).style.overflow = 'hidden';
  });
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText).join('\n');
  const root = /** @type {HTMLElement} */ (document.documentElement.cloneNode(false));
  const head = document.createElement('head');
  const style = document.createElement('style');
  // The root of the document that is made is not the page's own.
  style.textContent = rules.replaceAll(':root', 'html');
  head.append(style);
  const body = document.createElement('body');
  body.append(copy);
  root.append(head, body);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
      `<foreignObject width="100%" height="100%">${new XMLSerializer().serializeToString(root)}</foreignObject></svg>`;
}

/** @param {HTMLCanvasElement} canvas @returns {Promise<Uint8Array>} */
async function png(canvas) {
  const blob = await new Promise((/** @type {(blob: Blob | null) => void} */ done) => canvas.toBlob(done, 'image/png'));
  if (!blob) throw new Error('the canvas is too large');
  return new Uint8Array(await blob.arrayBuffer());
}

/**
 * @param {HTMLCanvasElement} canvas It is as large as the page, in pixels of the screen.
 * @param {HTMLElement[]} parts Those of the page that lie over it.
 */
export async function pngOf(canvas, parts) {
  const whole = document.createElement('canvas');
  [whole.width, whole.height] = [canvas.width, canvas.height];
  try {
    const paint = /** @type {CanvasRenderingContext2D} */ (whole.getContext('2d'));
    paint.drawImage(canvas, 0, 0);
    for (const part of parts) {
      const {left, top, width, height} = part.getBoundingClientRect();
      const image = new Image();
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(pictureOf(part))}`;
      await image.decode();
      const ratio = canvas.width / window.innerWidth;
      paint.drawImage(image, left * ratio, top * ratio, width * ratio, height * ratio);
    }
    return await png(whole);
  } catch (error) {
    if (parts.length === 0) throw error;
    // Some browsers make no file of a canvas on which text of a page was painted.
    console.warn('Inkling makes a picture without the text:', error);
    return png(canvas);
  }
}
