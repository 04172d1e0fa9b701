// Says that scripts run, and that the machine asks for dark where nobody chose, before the first paint: nothing jumps.
(function (root) {
  "use strict";
  root.classList.add("js");
  if (!root.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches) root.dataset.theme = "dark";
})(document.documentElement);
