// 读给我听: reads the question and its help with the voice of the device; hidden where there is none.
(function () {
  "use strict";
  var buttons = document.querySelectorAll("[data-read-aloud]");
  if (!("speechSynthesis" in window)) {
    buttons.forEach(function (button) { button.hidden = true; });
    return;
  }
  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      if (speechSynthesis.speaking) { speechSynthesis.cancel(); return; }
      var main = document.getElementById("content");
      var parts = main.querySelectorAll("h1, .lead, h2, p:not(.muted), li, legend, label");
      var words = Array.prototype.filter.call(parts, function (part) { return part.offsetParent !== null && !part.closest(".way-out"); })
        .map(function (part) { return part.innerText.trim(); });
      var speech = new SpeechSynthesisUtterance(words.join("。"));
      speech.lang = "zh-CN";
      speech.rate = 0.9;
      speechSynthesis.speak(speech);
    });
  });
})();
