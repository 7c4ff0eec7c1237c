// @ts-check
// For browsers that do not even begin page.js, because they know no modules or not its syntax: in words of an older
// JavaScript, it shows what the page has to say about that.
window.addEventListener('load', function() {
  var message = document.getElementById('not-started');
  if (message && !document.documentElement.getAttribute('data-state')) message.hidden = false;
});
