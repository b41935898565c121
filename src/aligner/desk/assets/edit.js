// A sentence, edited in its place, with its checks running; a draft is kept in this browser with every key.
const draftName = (side, i) => `aligner.draft.${PAGE.run}.${story.id}.${side === "ko" ? "ko." : ""}${story[side][i].r.n ?? story[side][i].r.new}`;
const drafts = { get: (side, i) => { try { return localStorage.getItem(draftName(side, i)); } catch { return null; } }, set: (side, i, text) => { try { localStorage.setItem(draftName(side, i), text); } catch { /* no storage: the server has it soon */ } }, drop: (side, i) => { try { localStorage.removeItem(draftName(side, i)); } catch { /* nothing kept */ } } };
const tidy = (text) => text.trim().replace(/\s*\n\s*/g, " ");

function editSentence(side, i, text = null) {
  if (!story[side][i]) return;
  const node = nodesOf(side, i).find((one) => one.offsetParent !== null);
  if (!node || node.classList.contains("editing")) return;
  const sentence = story[side][i];
  node.classList.add("editing");
  const area = el("textarea", { lang: side, rows: 2, spellcheck: String(side === "en"), "aria-label": `${T(side === "en" ? "dk_edit" : "dk_edit_ko")}: ${T(side === "en" ? "english" : "korean")} ${i + 1}` });
  area.value = text ?? sentence.t;
  const live = el("ul", { class: "live", "aria-live": "polite" });
  const cut = el("button", { type: "button", class: "cut", title: "Ctrl+Enter", text: T("dk_cut") });
  const glue = el("button", { type: "button", class: "glue", text: T("dk_glue") });
  const words = el("p", { class: "words", "aria-label": T("dk_terms") });
  const box = el("div", { class: "ed" }, area, live, words, el("div", { class: "hints" }, el("span", { text: T("dk_edit_keys") }), cut, glue));
  node.querySelector(".t").hidden = true;
  node.querySelector(".t").after(box);
  const state = { side, i, ref: sentence.r, was: sentence.f, base: sentence.t, area, live, node, box, closed: false };
  node.editor = state;
  const fit = () => { if (CSS.supports("field-sizing", "content")) return; area.style.height = "auto"; area.style.height = area.scrollHeight + 2 + "px"; };
  area.addEventListener("input", () => { drafts.set(side, i, area.value); fit(); later(state); });
  area.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); cutAtCaret(state); }
    else if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); save(state, true); }
    if (event.key === "Escape") { event.preventDefault(); drafts.drop(side, i); finish(state, true); }
  });
  area.addEventListener("blur", () => { setTimeout(() => { if (!state.closed && !box.contains(document.activeElement) && document.hasFocus()) save(state, false); }, 0); });
  // Pressed with the mouse, the buttons leave the caret where it is.
  for (const [button, run] of [[cut, () => cutAtCaret(state)], [glue, () => glueNext(state)]]) {
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", run);
    button.addEventListener("keydown", (event) => event.stopPropagation());
  }
  if (side === "en") offerTerms(state, words);
  fit();
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
  later(state, 0);
  requestAnimationFrame(measure);
}

// What the glossary asks for, and what was confirmed elsewhere; a click puts it in at the caret.
async function offerTerms(state, words) {
  const { terms } = await get("terms", { story: story.id, en: state.i }).catch(() => ({ terms: [] }));
  if (state.closed || !terms.length) return;
  words.replaceChildren(...terms.map(({ ko, en }) => el("span", { class: "term" }, el("span", { lang: "ko", text: ko }), ...en.map(([text, count]) => {
    const button = el("button", { type: "button", title: count === null ? T("dk_from_glossary") : `${T("dk_seen")} ${count}`, text: count === null ? text : `${text} ${count}` });
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("keydown", (event) => event.stopPropagation());
    button.addEventListener("click", () => {
      const { area } = state;
      area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input"));
      area.focus();
    });
    return button;
  }))));
  requestAnimationFrame(measure);
}

function later(state, wait = 250) {
  clearTimeout(state.timer);
  state.timer = setTimeout(async () => {
    const text = state.area.value;
    try {
      const { findings } = await post("check", { story: story.id, side: state.side, at: state.i, text, lang });
      if (state.closed || text !== state.area.value) return;
      state.live.replaceChildren(...(findings.length ? findings.map((one) => el("li", { class: one.severity, text: one.message })) : [el("li", { class: "good", text: T("dk_no_finding") })]));
      requestAnimationFrame(measure);
    } catch { if (!state.closed && text === state.area.value) later(state, 2000); /* asked again: nobody need press a key for it */ }
  }, wait);
}

// A change to the text that was opened: where another window changed it first, both texts are shown, and neither is lost.
function send(state, entry, text) {
  const { side, i } = state;
  const id = story.id;
  change({ side, was: state.was, ...entry }).then((answer) => {
    if (!answer.conflict) { drafts.drop(side, i); return; }
    change({ do: "undo", of: answer.id }).then(() => queue).then(() => { if (story.id === id) { editSentence(side, i, text); const node = nodesOf(side, i).find((one) => one.editor); if (node) noticeClash(node, side, i); } });
  }, () => {});
}

function save(state, onward) {
  const text = tidy(state.area.value);
  if (text === state.base || !text) { if (!text) toast(T("dk_empty")); drafts.drop(state.side, state.i); finish(state, onward); return; }
  finish(state, onward, text);
  send(state, { do: "text", sentence: state.ref, text }, text);
}

function cutAtCaret(state) {
  const texts = [state.area.value.slice(0, state.area.selectionStart), state.area.value.slice(state.area.selectionStart)].map(tidy);
  if (!texts[0] || !texts[1]) { toast(T("dk_cut_where")); return; }
  finish(state, true, texts[0]);
  send(state, { do: "split", sentence: state.ref, texts }, texts.join(" "));
}

function glueNext(state) {
  const { side, i } = state;
  const next = story[side][i + 1];
  const text = tidy(state.area.value);
  if (!next || !text) { toast(T(next ? "dk_empty" : "dk_no_next")); return; }
  const whole = `${text} ${next.t}`;
  finish(state, true, whole);
  send(state, { do: "merge", sentences: [state.ref, next.r], was: [state.was, next.f], text: whole }, text);
}

function finish(state, onward, text = null) {
  state.closed = true;
  clearTimeout(state.timer);
  state.node.classList.remove("editing");
  state.box.remove();
  const shown = state.node.querySelector(".t");
  shown.hidden = false;
  if (text !== null) shown.textContent = text;
  else { prints[state.side][state.i] = ""; const fresh = drawSentence(state.side, state.i, state.node.id); state.node.replaceWith(fresh); }
  if (onward) moveTo(state.side, state.i, { scroll: false });
  requestAnimationFrame(measure);
}

function noticeClash(node, side, i) {
  const state = node.editor;
  if (!state || state.closed) return;
  const theirs = story[side][i];
  if (theirs.f === state.was) { if (state.box.querySelector(".clash") === null) return; }
  state.was = theirs.f;
  state.base = theirs.t;
  state.box.querySelector(".clash")?.remove();
  if (theirs.t === state.area.value.trim()) return;
  const take = el("button", { type: "button", text: T("dk_take_theirs") });
  take.addEventListener("click", () => { drafts.drop(side, i); finish(state, true); });
  state.box.append(el("div", { class: "clash", role: "alert" }, el("b", { text: T("dk_theirs") }), ` ${theirs.t} `, take));
}

// A Korean sentence that was left out gets its English: a sentence that the file did not have, behind that of the one before.
async function addEnglish(i) {
  const answer = await ask(T("dk_add_en"), story.ko[i].t, [{ name: "text", label: T("english"), rows: 3 }], T("dk_save"));
  if (!answer?.text) return;
  const before = previousAcross("ko", i);
  change({ do: "insert", side: "en", after: before < 0 ? null : story.en[before].r, text: tidy(answer.text), with: refs("ko", [i]) }).catch(() => {});
}

function restoreDrafts() {
  for (const side of ["en", "ko"]) {
    for (let i = 0; i < story[side].length; i++) {
      const text = drafts.get(side, i);
      if (text === null) continue;
      if (text.trim() === story[side][i].t) { drafts.drop(side, i); continue; }
      moveTo(side, i);
      editSentence(side, i, text);
      toast(T("dk_draft_back"));
      return;
    }
  }
}
