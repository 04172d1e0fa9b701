// Large type and light or dark: a cookie the server reads, and the class at once.
(function () {
  "use strict";
  var root = document.documentElement;
  var YEAR = 365 * 24 * 60 * 60;

  function keep(name, value) {
    var secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = name + "=" + value + "; path=/; max-age=" + YEAR + "; samesite=lax" + secure;
  }

  document.addEventListener("click", function (event) {
    var large = event.target.closest("[data-large]");
    if (large) {
      var on = root.classList.toggle("large");
      large.setAttribute("aria-pressed", String(on));
      keep("large", on ? "1" : "0");
    }
    if (event.target.closest("[data-theme-toggle]")) {
      var now = root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
      root.dataset.theme = now === "dark" ? "light" : "dark";
      keep("theme", root.dataset.theme);
    }
  });
})();
