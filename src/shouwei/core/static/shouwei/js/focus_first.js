// After an error the focus goes to the summary at the top, also when htmx brought it.
(function () {
  "use strict";
  function go(root) {
    var wanted = root.querySelector("[data-focus]");
    if (wanted) wanted.focus();
  }
  go(document);
  document.addEventListener("htmx:afterSwap", function (event) {
    go(event.target);
  });
})();
