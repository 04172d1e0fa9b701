// The sentence behind a badge shows by style sheet on hover and focus; this keeps it inside the window and out of
// scrolling tables, lets Escape hide it, and makes a tap work where tapping gives no focus.
(function () {
  "use strict";
  var MARGIN = 8;

  function place(anchor) {
    var tip = anchor.querySelector(".tip");
    if (!tip) return;
    anchor.classList.remove("is-quiet");
    tip.classList.add("is-placed");
    tip.style.left = "0px";
    tip.style.top = "0px";
    var box = anchor.getBoundingClientRect();
    var own = tip.getBoundingClientRect();
    var left = Math.max(MARGIN, Math.min(box.left, window.innerWidth - own.width - MARGIN));
    var below = box.bottom + 6;
    var top = below + own.height > window.innerHeight - MARGIN ? box.top - own.height - 6 : below;
    tip.style.left = left + "px";
    tip.style.top = Math.max(MARGIN, top) + "px";
  }

  ["mouseover", "focusin", "click"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var anchor = event.target.closest("[data-tip]");
      if (!anchor) return;
      place(anchor);
      if (kind === "click") anchor.querySelector("[tabindex]").focus({ preventScroll: true });
    });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    document.querySelectorAll("[data-tip]").forEach(function (anchor) {
      anchor.classList.add("is-quiet");
    });
  });
})();
