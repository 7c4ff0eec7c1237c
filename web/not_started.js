// @ts-check
// Shows what the page has to say to browsers that do not even begin page.js, because they know no modules or not its
// syntax. It is in words of an older JavaScript.
window.addEventListener('load', function() {
  var message = document.getElementById('not-started');
  if (message && !document.documentElement.getAttribute('data-state')) message.hidden = false;
});
