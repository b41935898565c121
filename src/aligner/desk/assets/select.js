// Sentences under the cursor and in the selection; linking them with keys, buttons and the mouse.
const selection = new Set(); // "ko-3"
let cursor = null; // { side, i }
const nodesOf = (side, i) => [document.getElementById(side + "-" + i), document.getElementById("card-" + side + "-" + i)].filter(Boolean);
const selected = (side) => [...selection].filter((name) => name.startsWith(side)).map((name) => Number(name.slice(3))).sort((a, b) => a - b);
const refs = (side, numbers) => numbers.map((i) => story[side][i].r);
const beadAt = (side, i) => story.beads[beadOf[side][i]];
const opposite = (side) => side === "ko" ? "en" : "ko";

function dressSentence(node, side, i) {
  const sentence = story[side][i];
  const bead = beadAt(side, i);
  const number = node.querySelector(".no");
  number.draggable = true;
  number.title = T("dk_drag");
  if (bead?.rv && bead.ko.length && bead.en.length) node.classList.add("rv");
  if (sentence.o !== undefined) { node.classList.add("edited"); node.append(el("span", { class: "was", lang: side, title: T("dk_was"), text: sentence.o })); }
  if (bead?.cm?.length && (side === "ko" ? bead.ko[0] === i : !bead.ko.length && bead.en[0] === i)) for (const text of bead.cm) node.append(el("span", { class: "cm", text }));
  if (selection.has(side + "-" + i)) node.classList.add("sel");
  if (cursor && cursor.side === side && cursor.i === i) node.classList.add("cur");
  const words = [`${T(side === "ko" ? "korean" : "english")} ${i + 1}`, bead?.rv ? T("dk_is_confirmed") : "", sentence.t];
  node.setAttribute("aria-label", words.filter(Boolean).join(". "));
}

function drawSelection() {
  for (const node of document.querySelectorAll(".s.sel, .s.cur")) {
    node.classList.toggle("sel", selection.has(node.dataset.side + "-" + node.dataset.i));
    node.classList.toggle("cur", Boolean(cursor) && cursor.side === node.dataset.side && cursor.i === Number(node.dataset.i));
  }
  for (const name of selection) for (const node of nodesOf(name.slice(0, 2), Number(name.slice(3)))) node.classList.add("sel");
  if (cursor) for (const node of nodesOf(cursor.side, cursor.i)) node.classList.add("cur");
  const chosen = ["ko", "en"].map((side) => selected(side));
  const able = { link: chosen[0].length && chosen[1].length, unlink: selection.size || cursor, split: cursor, join: cursor, confirm: selection.size || cursor, edit: cursor, comment: cursor };
  for (const [name, on] of Object.entries(able)) document.querySelector(`[data-act="${name}"]`).disabled = !on;
}

function moveTo(side, i, { scroll = true, focus = true } = {}) {
  if (!story || i < 0 || i >= story[side].length) return;
  cursor = { side, i };
  drawSelection();
  const node = nodesOf(side, i).find((one) => one.offsetParent !== null);
  if (!node) return;
  if (focus) node.focus({ preventScroll: true });
  if (scroll) {
    if ($("cards").hidden) {
      leader = null;
      const box = pane(side).getBoundingClientRect();
      const mine = node.getBoundingClientRect();
      if (mine.top < box.top + 40 || mine.bottom > box.bottom - 40) pane(side).scrollTop += mine.top - box.top - pane(side).clientHeight * 0.35;
      const across = beadAt(side, i)?.[opposite(side)][0];
      const there = across === undefined ? null : document.getElementById(opposite(side) + "-" + across);
      if (there) pane(opposite(side)).scrollTop += there.getBoundingClientRect().top - node.getBoundingClientRect().top;
    } else node.scrollIntoView({ block: "nearest" });
  }
  marked = beadOf[side][i] ?? null;
  lightBead(marked);
}

// The finding shown is where keys work: n, then e to edit it.
function deskAt(item) {
  const side = item.en && item.kind !== "moved" ? "en" : item.ko ? "ko" : "en";
  if (!item[side]) return;
  cursor = { side, i: item[side][0] };
  drawSelection();
}

function walk(step) {
  if (!cursor) { moveTo("ko", 0); return; }
  moveTo(cursor.side, Math.min(Math.max(cursor.i + step, 0), story[cursor.side].length - 1));
}

function cross() {
  if (!cursor) { moveTo("ko", 0); return; }
  const side = opposite(cursor.side);
  const across = beadAt(cursor.side, cursor.i)?.[side][0] ?? Math.max(previousAcross(cursor.side, cursor.i), 0);
  moveTo(side, Math.min(across, story[side].length - 1));
}

function toggle(side, i) {
  const name = side + "-" + i;
  if (!selection.delete(name)) selection.add(name);
  drawSelection();
  say(`${T(side === "ko" ? "korean" : "english")} ${i + 1}: ${T(selection.has(name) ? "dk_selected" : "dk_unselected")}`);
}

function dropSelection() {
  if (!selection.size) return false;
  selection.clear();
  drawSelection();
  return true;
}

// Links: what a person does is said as beads, the way they should be.
const bead = (ko, en) => ({ ko: refs("ko", ko), en: refs("en", en) });
const chosenOrCursor = () => selection.size ? [...selection].map((name) => [name.slice(0, 2), Number(name.slice(3))]) : cursor ? [[cursor.side, cursor.i]] : [];
const without = (numbers, gone) => numbers.filter((n) => !gone.includes(n));

function sendLinks(beads, words) {
  selection.clear();
  drawSelection();
  change({ do: "links", beads: beads.map(([ko, en]) => bead(ko, en)), by: "person" }).then((answer) => { if (!answer.conflict) say(words); }, () => {});
}

function linkSelected() {
  const [ko, en] = [selected("ko"), selected("en")];
  if (!ko.length || !en.length) { toast(T("dk_select_both")); return; }
  sendLinks([[ko, en]], T("dk_linked"));
}

function unlink() {
  const list = chosenOrCursor();
  if (!list.length) return;
  sendLinks(list.map(([side, i]) => side === "ko" ? [[i], []] : [[], [i]]), T("dk_unlinked"));
}

function split() {
  if (!cursor) return;
  const { side, i } = cursor;
  const now = beadAt(side, i);
  const other = opposite(side);
  const at = now[side].indexOf(i);
  if (now[side].length + now[other].length < 3 || !now[other].length) { toast(T("dk_cannot_split")); return; }
  let parts;
  if (now[other].length > 1 && now[side].length > 1 && at > 0) {
    // The other side is cut at the same share.
    const cut = Math.min(Math.max(Math.round((now[other].length * at) / now[side].length), 1), now[other].length - 1);
    parts = [[now[side].slice(0, at), now[other].slice(0, cut)], [now[side].slice(at), now[other].slice(cut)]];
  } else if (now[side].length > 1) parts = [[without(now[side], [i]), now[other]], [[i], []]];
  else parts = [[[i], now[other].slice(0, 1)], ...now[other].slice(1).map((j) => [[], [j]])];
  sendLinks(parts.map(([mine, theirs]) => side === "ko" ? [mine, theirs] : [theirs, mine]), T("dk_split_done"));
}

function join() {
  if (!cursor) return;
  const at = beadOf[cursor.side][cursor.i];
  const next = story.beads[at + 1];
  if (!next) return;
  const now = story.beads[at];
  sendLinks([[[...now.ko, ...next.ko].sort((a, b) => a - b), [...now.en, ...next.en].sort((a, b) => a - b)]], T("dk_joined"));
}

// A sentence goes into the bead of another: dropped on it, or sent up or down.
function moveInto(side, i, target) {
  const from = beadAt(side, i);
  if (from === target) return;
  const rest = { ko: from.ko, en: from.en, [side]: without(from[side], [i]) };
  const into = { ko: target.ko, en: target.en, [side]: [...target[side], i].sort((a, b) => a - b) };
  const beads = [[into.ko, into.en]];
  // What stays behind with both sides was one bead and stays one.
  if (rest.ko.length && rest.en.length) beads.push([rest.ko, rest.en]);
  sendLinks(beads, T("dk_linked"));
}

function shift(step) {
  if (!cursor) return;
  const at = beadOf[cursor.side][cursor.i] + step;
  const target = story.beads[at];
  if (target) moveInto(cursor.side, cursor.i, target);
}

function confirmSelected() {
  const places = [...new Set(chosenOrCursor().map(([side, i]) => beadOf[side][i]))];
  for (const at of places) {
    const now = story.beads[at];
    if (now.rv && places.length === 1) { nextOpen(at); return; }
    change({ do: "status", ...bead(now.ko, now.en), status: "accepted", was: now.st });
    now.rv = true;
    for (const side of ["ko", "en"]) for (const i of now[side]) for (const node of nodesOf(side, i)) if (now.ko.length && now.en.length) node.classList.add("rv");
  }
  requestDraw();
  selection.clear();
  if (places.length) nextOpen(Math.max(...places));
}

function nextOpen(at) {
  const next = story.beads.findIndex((one, k) => k > at && one.ko.length && one.en.length && !one.rv);
  if (next >= 0) moveTo("ko", story.beads[next].ko[0]); else drawSelection();
}

function nextUnsure() {
  const open = story.beads.map((one, k) => ({ one, k })).filter(({ one }) => one.ko.length && one.en.length && !one.rv).sort((a, b) => (a.one.s ?? 0) - (b.one.s ?? 0));
  if (!open.length) { toast(T("dk_all_confirmed")); return; }
  const here = cursor ? beadOf[cursor.side][cursor.i] : -1;
  const at = open.findIndex(({ k }) => k === here);
  const { one } = open[(at + 1) % open.length];
  moveTo("ko", one.ko[0]);
  say(`${T("confidence")} ${percent(one.s)}`);
}

function bindSelection() {
  $("desk").addEventListener("click", (event) => {
    const node = event.target.closest?.(".s");
    if (!node || event.target.closest(".ed")) return;
    const [side, i] = [node.dataset.side, Number(node.dataset.i)];
    if (event.target.closest(".no") || event.ctrlKey || event.metaKey || event.shiftKey) toggle(side, i);
    moveTo(side, i, { scroll: false, focus: !String(getSelection()) });
  });
  $("desk").addEventListener("dblclick", (event) => {
    const node = event.target.closest?.(".s");
    if (node && !event.target.closest(".ed, .no")) editSentence(node.dataset.side, Number(node.dataset.i));
  });
  let dragged = null;
  const target = (event) => event.target.closest?.(".s");
  $("desk").addEventListener("dragstart", (event) => {
    const node = event.target.closest?.(".no") && target(event);
    if (!node) return;
    dragged = [node.dataset.side, Number(node.dataset.i)];
    event.dataTransfer.setData("text/plain", story[dragged[0]][dragged[1]].t);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setDragImage(node, 20, 12);
  });
  $("desk").addEventListener("dragover", (event) => {
    const node = dragged && target(event);
    for (const old of document.querySelectorAll(".s.drop")) if (old !== node) old.classList.remove("drop");
    if (!node) return;
    event.preventDefault();
    node.classList.add("drop");
  });
  $("desk").addEventListener("drop", (event) => {
    const node = dragged && target(event);
    if (!node) return;
    event.preventDefault();
    node.classList.remove("drop");
    moveInto(dragged[0], dragged[1], beadAt(node.dataset.side, Number(node.dataset.i)));
    dragged = null;
  });
  $("desk").addEventListener("dragend", () => { dragged = null; for (const old of document.querySelectorAll(".s.drop")) old.classList.remove("drop"); });
}
