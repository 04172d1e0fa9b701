// Keeps what is typed.  <form data-autosave="/address"> is posted there two seconds after the last change, with the CSRF
// token; when that fails (no network, session ended) the draft stays in this browser and is put back on the next visit.
// Passwords, files and tokens are never kept.
(function () {
  "use strict";
  var PAUSE = 2000;
  var DAY = 24 * 60 * 60 * 1000;
  var KEEP = 14 * DAY;

  function keyOf(form) { return "draft:" + location.pathname + ":" + form.dataset.autosave; }
  function keepable(element) {
    return element.name && element.name !== "csrfmiddlewaretoken" && ["password", "file", "hidden", "submit", "button"].indexOf(element.type) < 0;
  }
  function valuesOf(form) {
    var values = {};
    Array.prototype.forEach.call(form.elements, function (element) {
      if (!keepable(element)) return;
      if ((element.type === "checkbox" || element.type === "radio") && !element.checked) { values[element.name] = values[element.name] || []; return; }
      var chosen = element.type === "select-multiple"
        ? Array.prototype.filter.call(element.options, function (o) { return o.selected; }).map(function (o) { return o.value; })
        : [element.value];
      values[element.name] = (values[element.name] || []).concat(chosen);
    });
    return values;
  }
  function fill(form, values) {
    Array.prototype.forEach.call(form.elements, function (element) {
      if (!keepable(element) || !(element.name in values)) return;
      var kept = values[element.name];
      if (element.type === "checkbox" || element.type === "radio") element.checked = kept.indexOf(element.value) >= 0;
      else if (element.type === "select-multiple") Array.prototype.forEach.call(element.options, function (o) { o.selected = kept.indexOf(o.value) >= 0; });
      else element.value = kept[0] || "";
    });
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function say(form, words) {
    var note = form.querySelector("[data-autosave-note]");
    if (note) note.textContent = words;
  }
  function store(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch (full) { return false; }
  }
  function stored(key) {
    try {
      var draft = JSON.parse(localStorage.getItem(key));
      return draft && Date.now() - draft.at < KEEP ? draft : null;
    } catch (broken) { return null; }
  }
  // The draft that was sent with the last submit; null forgets, no argument asks.
  function sent(key) {
    try {
      if (key === undefined) return sessionStorage.getItem("sent");
      if (key === null) sessionStorage.removeItem("sent");
      else sessionStorage.setItem("sent", key);
    } catch (closed) { /* without session storage the draft is merely offered once more */ }
    return null;
  }
  function clock() {
    var now = new Date();
    return now.getHours() + ":" + ("0" + now.getMinutes()).slice(-2);
  }
  function save(form) {
    var kept = store(keyOf(form), { at: Date.now(), values: valuesOf(form) });
    var data = new FormData(form);
    Array.prototype.forEach.call(form.elements, function (element) {
      if (element.name && (element.type === "file" || element.type === "password")) data.delete(element.name);
    });
    say(form, "正在保存草稿…");
    fetch(form.dataset.autosave, { method: "POST", body: data, credentials: "same-origin", redirect: "manual", headers: { "X-Requested-With": "autosave" } })
      .then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        store(keyOf(form), null);
        say(form, "草稿已保存 " + clock());
        form.dispatchEvent(new CustomEvent("draft:kept", { bubbles: true }));
      })
      .catch(function () {
        if (kept) form.dispatchEvent(new CustomEvent("draft:kept", { bubbles: true }));
        say(form, kept ? "暂时连不上服务器，草稿已留在本机 " + clock() : "草稿没有保存成功，请先复制已写的内容");
      });
  }
  function offer(form) {
    var draft = stored(keyOf(form));
    if (!draft || JSON.stringify(draft.values) === JSON.stringify(valuesOf(form))) return;
    fill(form, draft.values);
    say(form, "已恢复上次没有提交的内容");
  }

  document.querySelectorAll("form[data-autosave]").forEach(function (form) {
    var timer = null;
    offer(form);
    form.addEventListener("input", function (event) {
      if (!event.isTrusted) return;
      clearTimeout(timer);
      timer = setTimeout(function () { save(form); }, PAUSE);
    });
    form.addEventListener("submit", function () {
      clearTimeout(timer);
      // Kept until the server has answered: the next page of the same address shows it again only if nothing was saved.
      store(keyOf(form), { at: Date.now(), values: valuesOf(form) });
      sent(keyOf(form));
    });
  });
  var last = sent();
  if (last) {
    // We arrived somewhere after sending.  Not the form again, not the sign-in page: it was taken, so forget the draft.
    var again = Array.prototype.some.call(document.querySelectorAll("form[data-autosave]"), function (form) { return keyOf(form) === last; });
    var signingIn = document.querySelector("input[type=password], [data-sign-in]");
    if (again || !signingIn) sent(null);
    if (!again && !signingIn) store(last, null);
  }
})();
