// A confirmation is <details> around a <dialog>: without this script its panel unfolds in place, with it the dialog is modal.
(function () {
  "use strict";
  document.addEventListener("toggle", function (event) {
    var details = event.target;
    if (!details.matches || !details.matches("details[data-confirm]")) return;
    var dialog = details.querySelector("dialog");
    if (!details.open || !dialog || !dialog.showModal) return;
    if (!dialog.open) dialog.showModal();
    dialog.addEventListener("close", function () {
      details.open = false;
      details.querySelector("summary").focus();
    }, { once: true });
  }, true);
  document.addEventListener("click", function (event) {
    var close = event.target.closest("[data-close]");
    if (close) {
      var dialog = close.closest("dialog");
      if (dialog && dialog.open) dialog.close();
      else close.closest("details").open = false;
    } else if (event.target.tagName === "DIALOG") {
      event.target.close();
    }
  });
})();
