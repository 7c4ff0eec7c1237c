// @ts-check
// Gives each link to a lesson on the notes for teachers its QR code, by which a class opens it.

const zh = document.documentElement.lang === 'zh';

for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('main a[href*="index.html?"]'))) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'qr';
  button.textContent = zh ? '二维码' : 'QR code';
  button.setAttribute('aria-label', zh ? `二维码：${link.textContent}` : `QR code: ${link.textContent}`);
  button.addEventListener('click', async () => {
    const {showLink} = await import('./link_panel.js');
    const title = link.closest('p')?.previousElementSibling?.textContent ?? link.textContent ?? '';
    await showLink({link: link.href, title, copy: (text) => navigator.clipboard.writeText(text).then(() => true, () => false)});
  });
  link.after(' ', button);
}
