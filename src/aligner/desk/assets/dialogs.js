// Dialogs: a question, the journal, searching, pasting two texts, confirming many links.
function ask(title, text, fields, ok) {
  const box = $("d-ask");
  $("ask-title").textContent = title;
  $("ask-text").textContent = text;
  $("ask-ok").textContent = ok;
  $("ask-fields").replaceChildren(...fields.map((field) => {
    const input = field.rows ? el("textarea", { rows: field.rows, name: field.name }) : el("input", { name: field.name, type: field.type ?? "text", min: field.min, max: field.max, step: field.step, list: field.list ? "ask-list" : null, autocomplete: "off" });
    input.value = field.value ?? "";
    const told = field.tell ? el("output", { text: field.tell(input.value) }) : null;
    if (told) input.addEventListener("input", () => { told.textContent = field.tell(input.value); });
    return el("label", {}, el("span", { text: field.label }), input, told, field.list ? el("datalist", { id: "ask-list" }, ...field.list.map((one) => el("option", { value: one }))) : null);
  }));
  box.returnValue = "";
  box.showModal();
  $("ask-fields").querySelector("input, textarea")?.focus();
  return new Promise((resolve) => {
    box.addEventListener("close", () => {
      resolve(box.returnValue ? Object.fromEntries(fields.map((field) => [field.name, box.querySelector(`[name="${field.name}"]`).value.trim()])) : null);
    }, { once: true });
  });
}

async function comment() {
  if (!cursor) return;
  const now = beadAt(cursor.side, cursor.i);
  const answer = await ask(T("dk_comment"), "", [{ name: "text", label: T("dk_comment_label"), rows: 3 }], T("dk_save"));
  if (answer?.text) change({ do: "comment", ...bead(now.ko, now.en), text: answer.text });
}

async function bulk() {
  const open = story.beads.filter((one) => one.ko.length && one.en.length && !one.rv && one.s !== null);
  const count = (least) => open.filter((one) => one.s >= Number(least) / 100).length;
  const answer = await ask(T("dk_bulk"), T("dk_bulk_text"), [{ name: "least", label: T("dk_bulk_label"), type: "range", min: 50, max: 100, step: 1, value: 90, tell: (value) => `${value}% · ${T("dk_links")} ${count(value)}` }], T("dk_confirm"));
  if (answer) change({ least: Number(answer.least) / 100 }, { path: "confirm" }).then((done) => toast(`${T("dk_confirmed")}: ${done.changed}`), () => {});
}

function realign(from) {
  if (from && !cursor) { toast(T("dk_select_one")); return; }
  let start = 0;
  if (from) {
    const now = beadAt(cursor.side, cursor.i);
    start = now.ko[0] ?? previousAcross("en", cursor.i) + 1;
  }
  change({ from: start }, { path: "realign" }).then((done) => toast(done.changed ? `${T("dk_realigned")}: ${done.changed}` : T("dk_nothing_changed"), done.changed ? T("dk_undo_one") : null, () => undo()), () => {});
}

// Undoing asks the server which entry it is, after all that is under way has arrived.
function undo() { queue.then(() => { if (story?.undo) change({ do: "undo", of: story.undo }); }); }
function redo() { queue.then(() => { if (story?.redo) change({ do: "undo", of: story.redo }); }); }

function journal() {
  const time = (text) => { const day = new Date(text); return Number.isNaN(day.getTime()) ? text : day.toLocaleString(lang === "ko" ? "ko-KR" : "en-GB", { dateStyle: "short", timeStyle: "short" }); };
  const rows = [...story.journal].reverse().filter((line) => line.do !== "undo").map((line) => {
    const button = el("button", { type: "button", text: T(line.off ? "dk_redo_one" : "dk_undo_one") });
    button.hidden = line.off && !line.by;
    button.addEventListener("click", () => { $("d-journal").close(); change({ do: "undo", of: line.off ? line.by : line.id }); });
    return el("li", { class: line.off ? "off" : null }, el("time", { datetime: line.when, text: time(line.when) }), el("span", { class: "who", text: line.who }), el("b", { text: line.status ? T("dk_st_" + line.status) : T("dk_do_" + line.do) }), el("span", { class: "what", text: line.what }), button);
  });
  $("jr-list").replaceChildren(...(rows.length ? rows : [el("li", { class: "none", text: T("dk_no_journal") })]));
  $("d-journal").showModal();
}

let searching;
function search() {
  $("d-search").showModal();
  $("se-q").focus();
  $("se-q").select();
}
async function find() {
  const words = $("se-q").value.trim();
  const { found } = words ? await get("search", { q: words }) : { found: [] };
  if (words !== $("se-q").value.trim()) return;
  $("se-list").replaceChildren(...(found.length ? found : []).map((one) => {
    const link = el("a", { href: "#story=" + encodeURIComponent(one.story) }, el("b", { text: `${one.story} · ${T(one.side === "ko" ? "korean" : "english")} ${one.at + 1}` }), el("span", { lang: one.side, dir: "auto", text: one.text }));
    link.addEventListener("click", () => {
      $("d-search").close();
      if (story?.id === one.story) requestAnimationFrame(() => moveTo(one.side, one.at));
      else sessionStorage.setItem("aligner.goto", `${one.side}-${one.at}`);
    });
    return el("li", {}, link);
  }), ...(found.length || !words ? [] : [el("li", { class: "none", text: T("dk_not_found") })]));
}

// Two texts, pasted or dropped: aligned on this machine, kept only if asked.
let dropped = [];
function openPaste() { $("pa-error").hidden = true; $("d-paste").showModal(); $("pa-ko").focus(); }
function takeFiles(files) {
  dropped = [...dropped, ...files].slice(-2);
  $("pa-names").textContent = dropped.map((file) => file.name).join(" ↔ ");
  if (dropped.length === 2) alignPasted();
}
const base64 = (file) => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.addEventListener("load", () => resolve(String(reader.result).split(",")[1] ?? ""));
  reader.addEventListener("error", () => reject(reader.error));
  reader.readAsDataURL(file);
});
async function alignPasted() {
  $("pa-error").hidden = true;
  $("pa-go").disabled = true;
  $("pa-go").textContent = T("dk_aligning");
  try {
    const body = dropped.length === 2 ? { files: await Promise.all(dropped.map(async (file) => ({ name: file.name, data: await base64(file) }))) } : { ko: $("pa-ko").value, en: $("pa-en").value };
    const { run, stories } = await post("paste", { ...body, lang });
    location.href = `/?run=${encodeURIComponent(run)}#story=${encodeURIComponent(stories[0])}`;
  } catch (error) {
    $("pa-error").textContent = error.message;
    $("pa-error").hidden = false;
    dropped = [];
    $("pa-names").textContent = T("dk_drop");
  } finally {
    $("pa-go").disabled = false;
    $("pa-go").textContent = T("dk_align");
  }
}

async function keep() {
  const answer = await ask(T("dk_keep"), T("dk_keep_text"), [{ name: "name", label: T("dk_keep_name"), value: "story" }], T("dk_save"));
  if (!answer?.name) return;
  try { const { path } = await post("keep", answer); toast(`${T("dk_kept")}: ${path}`); } catch (error) { toast(error.message); }
}
