// Asks before leaving a form (data-guard) with something typed and not sent.
(function () {
  "use strict";
  var touched = new Set();
  document.addEventListener("input", function (event) {
    var form = event.isTrusted && event.target.closest("form[data-guard]");
    if (form) touched.add(form);
  });
  document.addEventListener("submit", function (event) { touched.delete(event.target); });
  window.addEventListener("beforeunload", function (event) {
    if (touched.size === 0) return;
    event.preventDefault();
    event.returnValue = "";
  });
})();
