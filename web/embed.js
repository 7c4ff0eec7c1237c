// @ts-check
// Turns wishes on the teacher's page into two lines of HTML, a link, and a live preview.

const form = /** @type {HTMLFormElement} */ (document.getElementById('wishes'));
const site = new URL('./', import.meta.url);

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

// ---- Language ------------------------------------------------------------------------------------

/** @param {string} language */
function speak(language) {
  document.documentElement.lang = language;
}
const wanted = new URLSearchParams(location.search).get('lang') ?? navigator.language;
speak(wanted.toLowerCase().startsWith('zh') ? 'zh' : 'en');
byId('language').addEventListener('click', () => speak(document.documentElement.lang === 'zh' ? 'en' : 'zh'));

// ---- Wishes --------------------------------------------------------------------------------------

/** Returns what the element is to be given, by attribute; what is left to its default is not there. */
function attributes() {
  /** @type {Map<string, string>} */
  const wishes = new Map();
  const values = new FormData(form);
  const mode = String(values.get('mode'));
  for (const [name, value] of values) {
    const text = String(value).trim();
    const idle = (name === 'lesson' && mode !== 'learn') || (name === 'game' && mode !== 'play');
    if (!['height', 'fresh', 'locked'].includes(name) && text !== '' && !idle) wishes.set(name, text);
  }
  if (values.get('fresh')) wishes.set('fresh', '');
  const locked = values.getAll('locked').map(String);
  if (locked.length > 0) wishes.set('locked', locked.includes('all') ? 'all' : locked.join(','));
  return wishes;
}

const height = () => Number(new FormData(form).get('height')) || 600;

/** @param {string} text */
const quoted = (text) => `"${text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"`;

function lines() {
  const given = [...attributes()].map(([name, value]) => value === '' ? name : `${name}=${quoted(value)}`).join(' ');
  return `<script defer src="${new URL('inkling-lab.js', site).href}"></script>\n` +
      `<inkling-lab ${given} style="display:block; width:100%; height:${height()}px"></inkling-lab>`;
}

function link() {
  const address = new URL('index.html', site);
  for (const [name, value] of attributes()) address.searchParams.set(name, value);
  return address.href;
}

/** Returns a frame without the element, for pages that take scripts out. */
const frame = () => `<iframe src=${quoted(link())} width="100%" height="${height()}" title="Inkling"></iframe>`;

/** Returns a cell of a notebook that shows the frame. */
const frameCell = () => `from IPython.display import IFrame\nIFrame("${link()}", "100%", ${height()})`;

/** Returns a cell of a notebook that shows the element. */
const elementCell = () => `from IPython.display import HTML\nHTML('''${lines()}''')`;

/** Each is shown in an element of its name. */
const codes = {lines, frame, link, 'frame-cell': frameCell, 'element-cell': elementCell};

/** This lab is the preview. @type {HTMLElement | null} */
let lab = null;

/** Shows the wishes. A change that a running lab follows by itself does not start it anew. */
function show() {
  for (const [id, code] of Object.entries(codes)) byId(id).textContent = code();
  const wishes = attributes();
  if (!lab) {
    lab = document.createElement('inkling-lab');
    for (const [name, value] of wishes) lab.setAttribute(name, value);
    byId('preview').append(lab);
  } else {
    for (const name of lab.getAttributeNames()) {
      if (name === 'style' || wishes.has(name)) continue;
      // Nothing is locked and the menu is there again without a new start.
      const usual = new Map([['locked', ''], ['menu', 'full']]).get(name);
      if (usual === undefined) lab.removeAttribute(name);
      else lab.setAttribute(name, usual);
    }
    for (const [name, value] of wishes) {
      if (lab.getAttribute(name) !== value) lab.setAttribute(name, value);
    }
  }
  lab.style.display = 'block';
  lab.style.height = `${height()}px`;
}

form.addEventListener('change', show);
form.addEventListener('submit', (event) => event.preventDefault());
show();

const zh = () => document.documentElement.lang === 'zh';

/** @param {string} text @returns {Promise<boolean>} It tells whether the text is on the clipboard. */
const copy = (text) => navigator.clipboard.writeText(text).then(() => true, () => false);

for (const [id, code] of Object.entries(codes)) {
  const button = byId(`copy-${id}`);
  button.addEventListener('click', async () => {
    button.after(byId('copied'));
    const copied = await copy(code());
    byId('copied').textContent = copied ? zh() ? '已复制。' : 'Copied.' :
        zh() ? '浏览器不允许复制，请手动选中。' : 'Your browser blocked copying: select the text by hand.';
  });
}

byId('qr-link').addEventListener('click', async () => {
  const {showLink} = await import('./link_panel.js');
  const chosen = /** @type {HTMLSelectElement} */ (form.elements.namedItem('mode')).selectedOptions[0].textContent ?? '';
  await showLink({link: link(), title: `Inkling 墨灵 · ${chosen}`, copy});
});
