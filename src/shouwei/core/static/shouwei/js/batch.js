// The batch bar: counts the ticks, writes the count on its buttons ({n} in data-count), ticks all, and is off at none.
(function () {
  "use strict";
  function boxesOf(bar) {
    var root = bar.dataset.batchForm ? document.getElementById(bar.dataset.batchForm) : bar.closest("form") || document;
    var inside = Array.prototype.slice.call((root || document).querySelectorAll("input[type=checkbox][name='" + bar.dataset.batch + "']"));
    if (!bar.dataset.batchForm) return inside;
    var linked = document.querySelectorAll("input[type=checkbox][form='" + bar.dataset.batchForm + "'][name='" + bar.dataset.batch + "']");
    return inside.concat(Array.prototype.slice.call(linked).filter(function (box) { return inside.indexOf(box) < 0; }));
  }
  function refresh() {
    document.querySelectorAll("[data-batch]").forEach(function (bar) {
      var count = boxesOf(bar).filter(function (box) { return box.checked; }).length;
      bar.classList.toggle("is-some", count > 0);
      bar.querySelector("[data-batch-count]").textContent = count;
      bar.querySelectorAll("button[data-count]").forEach(function (button) {
        (button.querySelector("span") || button).textContent = button.dataset.count.replace("{n}", count);
        button.disabled = count === 0;
      });
    });
  }
  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-tick-all]")) {
      var bar = document.querySelector("[data-batch='" + event.target.dataset.tickAll + "']");
      if (bar) boxesOf(bar).forEach(function (box) { box.checked = event.target.checked; });
    }
    refresh();
  });
  document.addEventListener("htmx:afterSwap", refresh);
  window.addEventListener("pageshow", refresh);
  refresh();
})();
