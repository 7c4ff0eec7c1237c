// @ts-check
/** Shows a page of both languages in the visitor's own, and returns which it is. */
export function speakTheirLanguage() {
  const wanted = new URLSearchParams(location.search).get('lang') ?? navigator.language;
  const language = wanted.toLowerCase().startsWith('zh') ? 'zh' : 'en';
  document.documentElement.lang = language;
  return language;
}
