// @ts-check
// Notices that the page does not start, says so on the page, and tells the page around it. It is in words of an older
// JavaScript, and comes before page.js, of which some browsers do not know the syntax and some frames get nothing.
(function() {
  var kNotStarted = -32019;
  var embedded = window.parent !== window;
  // A frame with nothing but sandbox="allow-scripts" has an origin that is like no other, not even its own site's.
  var sandboxed = window.origin === 'null' && /^http/.test(location.protocol);
  var site = location.href.replace(/[?#].*/, '').replace(/[^/]*$/, '');
  var told = false;

  /** @param {string} method @param {object} params */
  function tell(method, params) {
    if (embedded) window.parent.postMessage({jsonrpc: '2.0', method: method, params: params}, '*');
  }

  /** @param {string} [said] */
  function fail(said) {
    if (told || document.documentElement.getAttribute('data-state') === 'running') return;
    told = true;
    var message = document.getElementById(sandboxed && !said ? 'not-allowed' : 'not-started');
    if (!message) return;
    message.hidden = false;
    var words = message.querySelector('[lang=en]');
    tell('failed', {code: kNotStarted, message: (words ? words.textContent : '') + (said ? ' It said: ' + said : '')});
  }

  tell('starting', {});
  window.addEventListener('error', function(event) {
    if (event.target instanceof HTMLScriptElement) fail();
    else if (event instanceof ErrorEvent && event.filename.indexOf(site) === 0) fail(event.message);
  }, true);
  window.addEventListener('load', function() {
    if (!document.documentElement.getAttribute('data-state')) fail();
  });
})();
