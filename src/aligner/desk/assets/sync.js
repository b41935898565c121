// Keys and buttons of the desk, and the other windows: what somebody changes elsewhere appears here.
const ACTS = {
  link: linkSelected, unlink, split, join, confirm: confirmSelected, comment, unsure: nextUnsure, bulk, search, journal, undo, redo,
  edit: () => { if (!cursor) return; if (cursor.side === "en") editSentence("en", cursor.i); else { const j = beadAt("ko", cursor.i).en[0]; if (j === undefined) addEnglish(cursor.i); else { moveTo("en", j); editSentence("en", j); } } },
  "edit-ko": () => { if (!cursor) return; const i = cursor.side === "ko" ? cursor.i : beadAt("en", cursor.i).ko[0]; if (i === undefined) toast(T("dk_no_korean")); else { moveTo("ko", i); editSentence("ko", i); } },
  realign: () => realign(false), "realign-from": () => realign(true),
};

function deskKeys() {
  const act = (name) => () => { if (story) ACTS[name](); };
  const onItem = (run) => () => { if (story && current >= 0) run(current); else if (story) step(1); };
  return {
    m: act("link"), u: act("unlink"), k: act("split"), j: act("join"), c: act("confirm"), Enter: act("confirm"), e: act("edit"), F2: act("edit"), E: act("edit-ko"), t: act("comment"), g: act("unsure"), b: act("bulk"),
    r: act("realign"), f: act("realign-from"), z: act("undo"), y: act("redo"), h: act("journal"), w: search,
    a: onItem((at) => settle(at, "error")), x: onItem(dismiss), i: onItem(ignore),
    ArrowDown: () => story && walk(1), ArrowUp: () => story && walk(-1), ArrowLeft: () => story && cursor?.side === "en" && cross(), ArrowRight: () => story && cursor?.side !== "en" && cross(),
    " ": () => { if (cursor) toggle(cursor.side, cursor.i); },
  };
}

function speakDesk() {
  for (const link of document.querySelectorAll("[data-export]")) link.lang = lang;
  document.title = `${T("desk")} · ${document.querySelector("#ov-title").textContent}`;
  prints = { ko: [], en: [] };
  // Explanations are asked for anew, in the other language.
  if (story) refresh();
}

async function poll() {
  for (;;) {
    try {
      const answer = await get("changes", { rev });
      if (answer.rev !== rev) {
        const seen = answer.rev;
        if (story && !pending) await refresh();
        rev = Math.max(rev, seen);
        await refreshRows(answer.stories);
      }
    } catch {
      await new Promise((resolve) => { setTimeout(resolve, 2000); });
    }
  }
}

async function refreshRows(ids) {
  const known = ids.filter((id) => IDS.has(id));
  if (!known.length) return;
  const answer = await fetch("/api/rows?" + new URLSearchParams([["run", PAGE.run], ...known.slice(0, 20).map((id) => ["id", id])]));
  if (!answer.ok) return;
  for (const row of (await answer.json()).rows) ROWS[IDS.get(row[0])] = row;
  if (!story) drawRows();
}

function bindDesk() {
  bindSelection();
  for (const button of document.querySelectorAll("[data-act]")) button.addEventListener("click", () => { button.closest("details")?.removeAttribute("open"); if (story) ACTS[button.dataset.act](); });
  for (const button of document.querySelectorAll("[data-close]")) button.addEventListener("click", () => button.closest("dialog").close());
  for (const link of document.querySelectorAll("[data-export]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      link.closest("details").removeAttribute("open");
      const query = { run: PAGE.run, lang, ...(story ? { story: story.id } : {}) };
      queue.then(() => { location.href = `/export/${link.dataset.export}?` + new URLSearchParams(query); });
    });
  }
  document.addEventListener("click", (event) => { for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.removeAttribute("open"); });
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]") || /^(input|select|textarea)$/i.test(event.target.tagName)) return;
    if (!story) return;
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) { event.preventDefault(); shift(event.key === "ArrowUp" ? -1 : 1); return; }
    if (!(event.ctrlKey || event.metaKey)) return;
    if (event.key.toLowerCase() === "z") { event.preventDefault(); if (event.shiftKey) redo(); else undo(); }
    else if (event.key.toLowerCase() === "y") { event.preventDefault(); redo(); }
  });
  $("se-q").addEventListener("input", () => { clearTimeout(searching); searching = setTimeout(find, 150); });
  $("b-paste").addEventListener("click", openPaste);
  $("pa-go").addEventListener("click", alignPasted);
  $("pa-files").addEventListener("change", () => takeFiles($("pa-files").files));
  for (const [kind, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
    document.addEventListener(kind, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      if (!$("d-paste").open) openPaste();
      $("pa-drop").classList.toggle("over", over);
      if (kind === "drop") takeFiles(event.dataTransfer.files);
    });
  }
  if (PAGE.temporary) {
    const button = el("button", { type: "button", id: "b-keep", "data-i18n": "dk_keep", text: T("dk_keep") });
    button.addEventListener("click", keep);
    $("b-paste").after(button);
  }
  window.addEventListener("beforeunload", (event) => { if (pending) event.preventDefault(); });
  poll();
}
