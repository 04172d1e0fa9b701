// Asks before leaving a form (data-guard) with something typed, not sent and not kept as a draft.
(function () {
  "use strict";
  var touched = new Set();
  document.addEventListener("input", function (event) {
    var form = event.isTrusted && event.target.closest("form[data-guard]");
    if (form) touched.add(form);
  });
  document.addEventListener("draft:kept", function (event) { touched.delete(event.target); });
  document.addEventListener("submit", function (event) { touched.delete(event.target); });
  window.addEventListener("beforeunload", function (event) {
    if (touched.size === 0) return;
    event.preventDefault();
    event.returnValue = "";
  });
})();
