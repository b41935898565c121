// The desk: stories come from the server, every change goes to it as one entry, and what comes back is drawn where it differs.
let rev = PAGE.rev;
let queue = Promise.resolve(); // changes go one after the other, in the order they were made
let pending = 0;
const api = (path, query = {}) => `/api/${path}?` + new URLSearchParams({ run: PAGE.run, ...query });

async function get(path, query) {
  const answer = await fetch(api(path, query), { headers: { "accept-language": lang } });
  if (!answer.ok) throw new Error(await reason(answer));
  return answer.json();
}

async function post(path, body) {
  const answer = await fetch("/api/" + path, { method: "POST", headers: { "content-type": "application/json", "x-aligner-token": PAGE.token, "accept-language": lang }, body: JSON.stringify({ run: PAGE.run, ...body }) });
  if (!answer.ok) throw new Error(await reason(answer));
  return answer.json();
}

async function reason(answer) {
  const text = await answer.text();
  try { return JSON.parse(text).error ?? text; } catch { return text.trim() || String(answer.status); }
}

function saved(state, text = "") {
  const node = $("saved");
  node.className = "saved" + (state === "busy" ? " busy" : state === "bad" ? " bad" : "");
  node.textContent = text || T(state === "busy" ? "dk_saving" : state === "bad" ? "dk_unsaved" : "dk_saved");
}

// One change: sent, stored, then the story is read again. A change that could not be sent is kept and sent when the server is back.
function change(entry, { path = "review", quiet = false } = {}) {
  const id = story.id;
  pending++;
  saved("busy");
  const done = queue.then(async () => {
    for (let wait = 500; ; wait = Math.min(wait * 2, 8000)) {
      try {
        const answer = await post(path, { story: id, ...entry });
        if (answer.conflict) toast(T("dk_clash_" + answer.conflict) === "dk_clash_" + answer.conflict ? T("dk_clash_changed") : T("dk_clash_" + answer.conflict));
        return answer;
      } catch (error) {
        if (!(error instanceof TypeError)) { saved("bad", error.message); toast(error.message); throw error; }
        // No answer at all: the server is away. What was done stays in this window until it is back.
        saved("bad", T("dk_away"));
        await new Promise((resolve) => { setTimeout(resolve, wait); });
      }
    }
  });
  queue = done.catch(() => null).then(async (answer) => {
    pending--;
    if (answer && !quiet) await refresh(id);
    if (!pending) saved("ok");
    return answer;
  });
  return done;
}

async function refresh(id = story?.id) {
  if (!id) return;
  const data = await get("story", { id, lang });
  rev = Math.max(rev, data.rev);
  if (story && story.id === id) redraw(data);
}

async function askStory(at) {
  const id = ROWS[at][0];
  const old = story;
  storyAt = at;
  if (!old || old.id !== id) { $("st-title").textContent = ROWS[at][2] || id; for (const side of ["ko", "en"]) $("list-" + side).replaceChildren(el("li", { class: "wait", text: T("dk_loading") })); }
  try {
    const data = await get("story", { id, lang });
    if (storyAt !== at) return;
    selection.clear();
    cursor = null;
    rev = Math.max(rev, data.rev);
    openStory(at, data);
    remember();
    saved(data.checked ? "ok" : "busy", data.checked ? "" : T("dk_checking"));
    const wanted = sessionStorage.getItem("aligner.goto");
    if (wanted) { sessionStorage.removeItem("aligner.goto"); const [side, i] = wanted.split("-"); moveTo(side, Number(i)); }
    restoreDrafts();
  } catch (error) { saved("bad", error.message); }
}

// Only what differs is drawn again: a story of two thousand sentences changes in one place.
let prints = { ko: [], en: [] };
const printOf = (side, i) => {
  const bead = story.beads[beadOf[side][i]];
  return JSON.stringify([story[side][i], bead && [bead.ko, bead.en, bead.rv, bead.cm, bead.by, bead.s], story[side][i - 1]?.p, marksOf(side, i), lang]);
};
function remember() { for (const side of ["ko", "en"]) prints[side] = story[side].map((_, i) => printOf(side, i)); }

function redraw(data) {
  const before = { items: JSON.stringify(story.items), settled: JSON.stringify(story.settled), title: story.ko[0]?.t, count: { ko: story.ko.length, en: story.en.length }, rates: JSON.stringify(story.rates) };
  const item = current >= 0 ? story.items[current]?.id + story.items[current]?.kind : null;
  setStory(data);
  if (["ko", "en"].some((side) => before.count[side] !== story[side].length)) { drawStory(); remember(); }
  else {
    for (const side of ["ko", "en"]) {
      for (let i = 0; i < story[side].length; i++) {
        const print = printOf(side, i);
        for (const id of [side + "-" + i, ...($("cards").hidden ? [] : ["card-" + side + "-" + i])]) {
          const node = document.getElementById(id);
          if (!node) continue;
          if (print === prints[side][i]) { if (node.dataset.bead !== String(beadOf[side][i])) node.dataset.bead = beadOf[side][i]; continue; }
          if (node.classList.contains("editing")) { noticeClash(node, side, i); continue; }
          const focused = node.contains(document.activeElement);
          const fresh = drawSentence(side, i, id);
          node.replaceWith(fresh);
          if (focused) fresh.focus({ preventScroll: true });
        }
        prints[side][i] = print;
      }
    }
    if (before.items !== JSON.stringify(story.items) || before.settled !== JSON.stringify(story.settled)) {
      current = item === null ? -1 : story.items.findIndex((it) => it.id + it.kind === item);
      drawChips();
      drawItems();
    }
    if (before.rates !== JSON.stringify(story.rates)) $("st-rates").replaceChildren(...["sentence", "character", "fact"].map((key) => el("div", {}, el("dt", { text: T("by_" + key) }), el("dd", { text: percent(story.rates[key]) }))));
    if (!$("cards").hidden && !document.querySelector("#cards .editing")) drawCards();
    dressStory();
    requestAnimationFrame(measure);
  }
  if (!pending) saved(data.checked ? "ok" : "busy", data.checked ? "" : T("dk_checking"));
}

function toast(text, action, run) {
  const node = $("toast");
  node.replaceChildren(el("span", { text }));
  if (action) {
    const button = el("button", { type: "button", text: action });
    button.addEventListener("click", () => { node.hidden = true; run(); });
    node.append(button);
  }
  node.hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { node.hidden = true; }, 6000);
}

function dressStory() {
  const two = story.beads.filter((bead) => bead.ko.length && bead.en.length);
  const sure = two.filter((bead) => bead.rv).length;
  $("pg-bar").value = two.length ? sure / two.length : 1;
  $("pg-text").textContent = `${T("dk_confirmed")} ${sure} ${T("of")} ${two.length}`;
  document.querySelector('[data-act="undo"]').disabled = !story.undo;
  document.querySelector('[data-act="redo"]').disabled = !story.redo;
  drawWarnings();
  drawSelection();
}

function drawWarnings() {
  const box = $("warn");
  box.hidden = !story.conflicts.length;
  if (!story.conflicts.length) return;
  box.replaceChildren(el("b", { text: T("dk_conflicts") }), el("ul", {}, ...story.conflicts.map((clash) => {
    const drop = el("button", { type: "button", text: T("dk_drop_it") });
    drop.addEventListener("click", () => change({ do: "undo", of: clash.id }));
    return el("li", {}, `${T("dk_do_" + clash.do)} · ${clash.who}: ${clip(clash.what)} (${T("dk_why_" + clash.why)}) `, drop);
  })));
}
