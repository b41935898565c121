// The English, edited in its place, with its checks running; a draft is kept in this browser with every key.
const draftName = (i) => `aligner.draft.${PAGE.run}.${story.id}.${story.en[i].r.n ?? story.en[i].r.new}`;
const drafts = { get: (i) => { try { return localStorage.getItem(draftName(i)); } catch { return null; } }, set: (i, text) => { try { localStorage.setItem(draftName(i), text); } catch { /* no storage: the server has it soon */ } }, drop: (i) => { try { localStorage.removeItem(draftName(i)); } catch { /* nothing kept */ } } };

function editSentence(i, text = null) {
  if (!story.en[i]) return;
  const node = nodesOf("en", i).find((one) => one.offsetParent !== null);
  if (!node || node.classList.contains("editing")) return;
  const sentence = story.en[i];
  node.classList.add("editing");
  const area = el("textarea", { lang: "en", rows: 2, spellcheck: "true", "aria-label": `${T("dk_edit")}: ${T("english")} ${i + 1}` });
  area.value = text ?? sentence.t;
  const live = el("ul", { class: "live", "aria-live": "polite" });
  const box = el("div", { class: "ed" }, area, live, el("div", { class: "hints" }, el("span", { text: T("dk_edit_keys") })));
  node.querySelector(".t").hidden = true;
  node.querySelector(".t").after(box);
  const state = { i, ref: sentence.r, was: sentence.f, base: sentence.t, area, live, node, box, closed: false };
  node.editor = state;
  const fit = () => { if (CSS.supports("field-sizing", "content")) return; area.style.height = "auto"; area.style.height = area.scrollHeight + 2 + "px"; };
  area.addEventListener("input", () => { drafts.set(i, area.value); fit(); later(state); });
  area.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); save(state, true); }
    if (event.key === "Escape") { event.preventDefault(); drafts.drop(i); finish(state, true); }
  });
  area.addEventListener("blur", () => { setTimeout(() => { if (!state.closed && !box.contains(document.activeElement) && document.hasFocus()) save(state, false); }, 0); });
  fit();
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
  later(state, 0);
  requestAnimationFrame(measure);
}

function later(state, wait = 250) {
  clearTimeout(state.timer);
  state.timer = setTimeout(async () => {
    const text = state.area.value;
    try {
      const { findings } = await post("check", { story: story.id, en: state.i, text, lang });
      if (state.closed || text !== state.area.value) return;
      state.live.replaceChildren(...(findings.length ? findings.map((one) => el("li", { class: one.severity, text: one.message })) : [el("li", { class: "good", text: T("dk_no_finding") })]));
      requestAnimationFrame(measure);
    } catch { /* the next key asks again */ }
  }, wait);
}

function save(state, onward) {
  const text = state.area.value.trim().replace(/\s*\n\s*/g, " ");
  if (text === state.base || !text) { if (!text) toast(T("dk_empty")); drafts.drop(state.i); finish(state, onward); return; }
  const id = story.id;
  finish(state, onward, text);
  change({ do: "text", side: "en", sentence: state.ref, was: state.was, text }).then((answer) => {
    if (!answer.conflict) { drafts.drop(state.i); return; }
    // Another window changed it first: both texts are shown, and neither is lost.
    change({ do: "undo", of: answer.id }).then(() => queue).then(() => { if (story.id === id) { editSentence(state.i, text); const node = nodesOf("en", state.i).find((one) => one.editor); if (node) noticeClash(node, "en", state.i); } });
  }, () => {});
}

function finish(state, onward, text = null) {
  state.closed = true;
  clearTimeout(state.timer);
  state.node.classList.remove("editing");
  state.box.remove();
  const shown = state.node.querySelector(".t");
  shown.hidden = false;
  if (text !== null) shown.textContent = text;
  else { prints.en[state.i] = ""; const fresh = drawSentence("en", state.i, state.node.id); state.node.replaceWith(fresh); }
  if (onward) moveTo("en", state.i, { scroll: false });
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
  take.addEventListener("click", () => { drafts.drop(i); finish(state, true); });
  state.box.append(el("div", { class: "clash", role: "alert" }, el("b", { text: T("dk_theirs") }), ` ${theirs.t} `, take));
}

function restoreDrafts() {
  for (let i = 0; i < story.en.length; i++) {
    const text = drafts.get(i);
    if (text === null) continue;
    if (text.trim() === story.en[i].t) { drafts.drop(i); continue; }
    moveTo("en", i);
    editSentence(i, text);
    toast(T("dk_draft_back"));
    return;
  }
}
