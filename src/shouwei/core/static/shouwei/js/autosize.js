// Text areas grow with their text.
(function () {
  "use strict";
  function fit(area) {
    area.style.height = "auto";
    area.style.height = Math.min(area.scrollHeight + 2, window.innerHeight * 0.7) + "px";
  }
  function all(root) { root.querySelectorAll("textarea[data-autosize]").forEach(fit); }
  document.addEventListener("input", function (event) {
    if (event.target.matches("textarea[data-autosize]")) fit(event.target);
  });
  document.addEventListener("htmx:afterSwap", function (event) { all(event.target); });
  all(document);
})();
