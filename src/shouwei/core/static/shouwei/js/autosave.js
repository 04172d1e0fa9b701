// Keeps what is typed.  <form data-autosave="/address"> is posted there two seconds after the last change, with the CSRF
// token; when that fails (no network, session ended) the draft stays in this browser and is put back on the next visit.
// data-autosave="local" keeps it in this browser only.
// Other forms (data-guard) are kept in this tab while they are being sent: if the session had ended, they are filled again after
// signing in.  Passwords, files and tokens are never kept.  Drafts bear the name of the person (data-who of the body): nobody
// else on the same browser is shown them, the next person's arrival removes them, and so does signing out.
(function () {
  "use strict";
  var PAUSE = 2000;
  var DAY = 24 * 60 * 60 * 1000;
  var KEEP = 14 * DAY;

  var FORMS = "form[data-autosave], form[data-guard]";
  var who = document.body.dataset.who || "";

  function keyOf(form) {
    var place = form.dataset.autosave || location.search + ":" + Array.prototype.indexOf.call(document.forms, form);
    return "draft:" + who + ":" + location.pathname + ":" + place;
  }
  // A tab forgets when it is closed: enough for what was being sent.
  function shelfOf(form) { return form.dataset.autosave ? localStorage : sessionStorage; }
  function forget(unwanted) {
    [localStorage, sessionStorage].forEach(function (shelf) {
      try {
        Object.keys(shelf).filter(function (key) { return key.indexOf("draft:") === 0 && unwanted(key); })
          .forEach(function (key) { shelf.removeItem(key); });
      } catch (closed) { /* without storage there is nothing to forget */ }
    });
  }
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
  function store(form, value) {
    try {
      if (value === null) shelfOf(form).removeItem(keyOf(form));
      else shelfOf(form).setItem(keyOf(form), JSON.stringify(value));
      return true;
    } catch (full) { return false; }
  }
  function stored(form) {
    try {
      var draft = JSON.parse(shelfOf(form).getItem(keyOf(form)));
      return draft && Date.now() - draft.at < KEEP ? draft : null;
    } catch (broken) { return null; }
  }
  // A note of this tab; null forgets, no argument asks.
  function noted(name, value) {
    try {
      if (value === undefined) return sessionStorage.getItem(name);
      if (value === null) sessionStorage.removeItem(name);
      else sessionStorage.setItem(name, value);
    } catch (closed) { /* without session storage the draft is merely offered once more */ }
    return null;
  }
  function sent(key) { return noted("sent", key); }  // the draft that was sent with the last submit
  function ended(yes) { return noted("ended", yes); }  // the session had ended when it was sent
  function clock() {
    var now = new Date();
    return now.getHours() + ":" + ("0" + now.getMinutes()).slice(-2);
  }
  function save(form) {
    var kept = store(form, { at: Date.now(), values: valuesOf(form) });
    if (form.dataset.autosave === "local") {
      if (kept) form.dispatchEvent(new CustomEvent("draft:kept", { bubbles: true }));
      say(form, kept ? "草稿已留在本机 " + clock() : "草稿没有保存成功，请先复制已写的内容");
      return;
    }
    var data = new FormData(form);
    Array.prototype.forEach.call(form.elements, function (element) {
      if (element.name && (element.type === "file" || element.type === "password")) data.delete(element.name);
    });
    say(form, "正在保存草稿…");
    fetch(form.dataset.autosave, { method: "POST", body: data, credentials: "same-origin", redirect: "manual", headers: { "X-Requested-With": "autosave" } })
      .then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        store(form, null);
        say(form, "草稿已保存 " + clock());
        form.dispatchEvent(new CustomEvent("draft:kept", { bubbles: true }));
      })
      .catch(function () {
        if (kept) form.dispatchEvent(new CustomEvent("draft:kept", { bubbles: true }));
        say(form, kept ? "暂时连不上服务器，草稿已留在本机 " + clock() : "草稿没有保存成功，请先复制已写的内容");
      });
  }
  function offer(form) {
    var draft = stored(form);
    if (!draft || JSON.stringify(draft.values) === JSON.stringify(valuesOf(form))) return;
    fill(form, draft.values);
    say(form, "已恢复上次没有提交的内容");
  }

  // Who is here?  The sign-in page is nobody's; anywhere else the drafts of other persons go.
  var last = sent();
  var signingIn = document.querySelector("form:not([data-guard]) input[type=password]");
  if (who) forget(function (key) { return key.indexOf("draft:" + who.split("-")[0] + "-") !== 0; });
  document.addEventListener("submit", function (event) {
    if (event.target.matches("[data-sign-out]")) { forget(function () { return true; }); sent(null); ended(null); }
  });
  if (last && signingIn) ended("1");

  document.querySelectorAll(FORMS).forEach(function (form) {
    if (form.method !== "post" || (signingIn && !who)) return;
    var timer = null;
    if (form.dataset.autosave || (ended() && keyOf(form) === last)) offer(form);
    form.addEventListener("input", function (event) {
      if (!event.isTrusted || !form.dataset.autosave) return;
      clearTimeout(timer);
      timer = setTimeout(function () { save(form); }, PAUSE);
    });
    form.addEventListener("submit", function () {
      clearTimeout(timer);
      // Kept until the server has answered: the next page of the same address shows it again only if nothing was saved.
      store(form, { at: Date.now(), values: valuesOf(form) });
      sent(keyOf(form));
    });
  });
  if (last && !signingIn) {
    // We arrived somewhere after sending.  Not the form again, not the sign-in page: it was taken, so forget the draft.
    var again = Array.prototype.some.call(document.querySelectorAll("form[data-autosave]"), function (form) { return keyOf(form) === last; });
    if (!again) forget(function (key) { return key === last; });
    sent(null);
    ended(null);
  }
})();
