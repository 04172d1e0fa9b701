// Offers codes while typing in <input data-codes="address">. Without scripts the bare input takes a code all the same.
(function () {
  "use strict";
  var waiting = null, asked = 0;
  function offers(input) {
    var id = input.id + "_codes";
    var list = document.getElementById(id);
    if (!list) {
      list = document.createElement("datalist");
      list.id = id;
      input.insertAdjacentElement("afterend", list);
      input.setAttribute("list", id);
    }
    return list;
  }
  function ask(input) {
    var text = input.value.trim();
    if (!text || /^\S+\s/.test(text)) return; // a code with its name has been chosen already
    var mine = ++asked;
    fetch(input.dataset.codes + "?q=" + encodeURIComponent(text), { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.json() : { codes: [] }; })
      .then(function (found) {
        if (mine !== asked) return;
        var list = offers(input);
        list.textContent = "";
        found.codes.forEach(function (one) {
          var option = document.createElement("option");
          option.value = one.label.replace(/（[^）]*）$/, "");
          option.label = one.label;
          list.appendChild(option);
        });
      })
      .catch(function () {});
  }
  document.addEventListener("input", function (event) {
    if (!event.target.matches("input[data-codes]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150, event.target);
  });
})();
