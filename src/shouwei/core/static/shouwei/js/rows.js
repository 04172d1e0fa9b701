// Tables with data-rows: j and k (or the arrows, once in a row) move, Enter or o opens, x ticks.
// A click on a row that names its address opens it; links, buttons and selected text keep their own meaning.
(function () {
  "use strict";
  var here = null;

  function rowsOf(table) {
    return Array.prototype.slice.call(table.querySelectorAll("tbody tr"));
  }
  function linkOf(row) {
    return row.querySelector("a.row-link") || row.querySelector("th a, td a");
  }
  function mark(row) {
    if (here) here.classList.remove("is-here");
    here = row;
    row.classList.add("is-here");
    var link = linkOf(row);
    if (link) link.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }
  function step(by) {
    var table = here && here.isConnected ? here.closest("table") : document.querySelector("table[data-rows]");
    if (!table) return;
    var rows = rowsOf(table);
    var next = here && here.isConnected ? rows.indexOf(here) + by : by > 0 ? 0 : rows.length - 1;
    if (rows[next]) mark(rows[next]);
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]")) return;
    var inRow = event.target.closest("table[data-rows] tbody tr");
    if (event.key === "j" || (event.key === "ArrowDown" && inRow)) { event.preventDefault(); step(1); }
    else if (event.key === "k" || (event.key === "ArrowUp" && inRow)) { event.preventDefault(); step(-1); }
    else if (event.key === "o" && here && linkOf(here)) { linkOf(here).click(); }
    else if (event.key === "x" && here) {
      var box = here.querySelector("input[type=checkbox]");
      if (box) box.click();
    }
  });
  document.addEventListener("focusin", function (event) {
    var row = event.target.closest("table[data-rows] tbody tr");
    if (!row || row === here) return;
    if (here) here.classList.remove("is-here");
    here = row;
    row.classList.add("is-here");
  });
  document.addEventListener("click", function (event) {
    var row = event.target.closest("tr[data-href]");
    if (!row || event.target.closest("a, button, input, label, summary, [data-tip]")) return;
    if (String(getSelection())) return;
    location.href = row.dataset.href;
  });
})();
