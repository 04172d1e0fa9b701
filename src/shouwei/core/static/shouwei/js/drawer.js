// The navigation drawer of narrow screens opens by its address (#nav); this adds Escape and gives the focus back.
(function () {
  "use strict";
  var opener = document.querySelector("[data-drawer]");
  var drawer = document.getElementById("nav");
  if (!opener || !drawer) return;

  function close() {
    history.replaceState(null, "", location.pathname + location.search);
    location.hash = "content";
    opener.focus();
  }

  opener.addEventListener("click", function () {
    setTimeout(function () {
      var first = drawer.querySelector(".nav a, .nav summary");
      if (first) first.focus();
    }, 50);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && location.hash === "#nav") close();
  });
  document.addEventListener("click", function (event) {
    if (location.hash === "#nav" && !event.target.closest("#nav, [data-drawer]")) {
      event.preventDefault();
      close();
    }
  });
})();
