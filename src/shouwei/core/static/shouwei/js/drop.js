// File fields take dropped files and say what was chosen.
(function () {
  "use strict";
  function inputOf(zone) { return zone.querySelector("input[type=file]"); }
  function list(zone) {
    var names = zone.querySelector("[data-drop-names]");
    names.textContent = "";
    Array.prototype.forEach.call(inputOf(zone).files, function (file) {
      var line = document.createElement("li");
      line.textContent = "已选：" + file.name + "（" + Math.max(1, Math.round(file.size / 1024)) + " KB）";
      names.appendChild(line);
    });
  }
  ["dragover", "dragleave", "drop"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var zone = event.target.closest && event.target.closest("[data-drop]");
      if (!zone) return;
      event.preventDefault();
      zone.classList.toggle("is-over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) {
        inputOf(zone).files = event.dataTransfer.files;
        inputOf(zone).dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  });
  document.addEventListener("change", function (event) {
    var zone = event.target.closest("[data-drop]");
    if (zone) list(zone);
  });
})();
