// Menus are <details>; one is open at a time, Escape or a click elsewhere closes it.
(function () {
  "use strict";
  function shut(except) {
    document.querySelectorAll("details[data-menu][open]").forEach(function (menu) {
      if (menu !== except) menu.open = false;
    });
  }
  document.addEventListener("click", function (event) {
    shut(event.target.closest("details[data-menu]"));
    var dismiss = event.target.closest("[data-dismiss]");
    if (dismiss) dismiss.closest(".alert").remove();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    var open = event.target.closest("details[data-menu][open]");
    shut(null);
    if (open) open.querySelector("summary").focus();
  });
})();
