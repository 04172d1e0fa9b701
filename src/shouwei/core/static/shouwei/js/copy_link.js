// Copies an address; where the clipboard is closed (plain http, old web views) it selects the text instead.
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (!button) return;
    var words = button.querySelector("span") || button;
    var before = words.textContent;
    function said() {
      words.textContent = button.dataset.done;
      setTimeout(function () { words.textContent = before; }, 2000);
    }
    function byHand() {
      var input = button.parentElement.querySelector("input");
      if (!input) return;
      input.select();
      if (document.execCommand("copy")) said();
    }
    if (navigator.clipboard) navigator.clipboard.writeText(button.dataset.copy).then(said, byHand);
    else byHand();
  });
})();
