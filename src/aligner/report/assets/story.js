// One story: two columns, the margin list, the pair-by-pair view.
let story = null;
let storyAt = -1;
let beadOf = { ko: [], en: [] };
let order = "worst";
let current = -1; // index into story.items
let marked = null; // bead under the pointer
const hiddenKinds = new Set();
let showFacts = true;

function openStory(at, data) {
  setStory(data);
  storyAt = at;
  current = -1;
  marked = null;
  leader = null;
  drawStory();
  pane("ko").scrollTop = 0;
  pane("en").scrollTop = 0;
}

// What is asked for a sentence at a time is sorted by sentence once.
let factsAt = { ko: [], en: [] };
let itemsAt = { ko: [], en: [] };
function setStory(data) {
  story = data;
  beadOf = { ko: [], en: [] };
  factsAt = { ko: [], en: [] };
  itemsAt = { ko: [], en: [] };
  story.beads.forEach((bead, k) => { for (const side of ["ko", "en"]) for (const i of bead[side]) beadOf[side][i] = k; });
  for (const fact of story.facts) for (const [side, place] of [["ko", 4], ["en", 5]]) if (fact[place]) (factsAt[side][fact[place][0]] ??= []).push(fact);
  story.items.forEach((item, at) => { for (const side of ["ko", "en"]) if (item[side]) (itemsAt[side][item[side][0]] ??= []).push(at); });
}

function drawStory() {
  $("st-title").textContent = story.ko.find((sentence) => sentence.h)?.t ?? story.ko[0]?.t ?? story.id;
  $("st-meta").textContent = [story.id, story.date, story.sources.filter(Boolean).join(" ↔ ")].filter(Boolean).join(" · ");
  $("st-warn").replaceChildren(...story.warnings.map(([code]) => el("p", { class: "w-" + code, text: "⚠ " + T("warn_" + code) })));
  $("st-rates").replaceChildren(...["sentence", "character", "fact"].map((key) =>
    el("div", {}, el("dt", { text: T("by_" + key) }), el("dd", { text: percent(story.rates[key]) }))));
  for (const side of ["ko", "en"]) {
    $("list-" + side).replaceChildren(...story[side].map((_, i) => drawSentence(side, i, side + "-" + i)));
  }
  drawAside();
  drawChips();
  drawItems();
  if (!$("cards").hidden) drawCards();
  if (DESK) dressStory();
  requestAnimationFrame(measure);
}

function drawAside() {
  const fold = $("st-aside");
  const counts = new Map();
  for (const [, role] of story.aside) counts.set(role, (counts.get(role) ?? 0) + 1);
  fold.hidden = !story.aside.length;
  fold.firstElementChild.textContent = `${T("set_aside")}: ${story.aside.length} (${[...counts].map(([role, n]) => `${T("role_" + role)} ${n}`).join(", ")})`;
  fold.lastElementChild.replaceChildren(...story.aside.map(([side, role, text]) =>
    el("li", { lang: side }, el("span", { class: "role", text: T("role_" + role) }), " ", text)));
}

function factTip(fact) {
  const [kind, status, value, confidence, , , message] = fact;
  const words = [KIND_TEXT(kind), T(status === "moved" ? "fact_moved" : status), value[lang]].filter(Boolean).join(" · ");
  return words + (confidence !== null && confidence < 0.995 ? ` (${percent(confidence)})` : "") + (message ? "\n" + message : "");
}

function marksOf(side, i) {
  const marks = [];
  const place = side === "ko" ? 4 : 5;
  if (showFacts) {
    for (const fact of factsAt[side][i] ?? []) {
      marks.push({ s: fact[place][1], e: fact[place][2], cls: "fact f-" + fact[1], tip: factTip(fact), stop: fact[1] === "wrong" || fact[1] === "missing" });
    }
  }
  for (const at of itemsAt[side][i] ?? []) {
    const item = story.items[at];
    if (!hiddenKinds.has(item.kind)) marks.push({ s: item[side][1], e: item[side][2], cls: "it it-" + item.kind, item: at });
  }
  return marks;
}

function drawSentence(side, i, id) {
  const sentence = story[side][i];
  const bead = story.beads[beadOf[side][i]];
  const other = side === "ko" ? "en" : "ko";
  const across = bead ? bead[other].map((j) => j + 1).join(", ") : "";
  const verdict = sentence.v || "unknown";
  const text = el("p", { class: "t", dir: "auto" });
  paint(text, sentence.t, marksOf(side, i));
  const label = T(verdict) + (across ? ` ↔ ${T(other === "en" ? "english" : "korean")} ${across}` : "");
  const quiet = ["covered", "sourced", "unknown"].includes(verdict);
  const node = el("li", { class: `s v-${verdict}${sentence.h ? " head" : ""}${sentence.p !== story[side][i - 1]?.p ? " para" : ""}`, id, "data-side": side, "data-i": i, "data-bead": beadOf[side][i] ?? null, tabindex: -1 },
    el("span", { class: "no", "aria-hidden": "true", text: i + 1 }), text,
    el("span", { class: quiet ? "hidden" : "tag k-" + verdict, title: sentence.c === null ? null : T("confidence") + " " + percent(sentence.c) },
      quiet ? label : `${ICON[verdict] ?? ""} ${T(verdict)}`, quiet || !across ? "" : el("span", { class: "hidden", text: ` ↔ ${across}` })));
  if (DESK) dressSentence(node, side, i);
  return node;
}

function kindsHere() {
  const counts = new Map();
  for (const item of story.items) counts.set(item.kind, (counts.get(item.kind) ?? 0) + 1);
  return counts;
}

function drawChips() {
  $("chips").replaceChildren(...[...kindsHere()].map(([kind, count]) => {
    const chip = el("button", { type: "button", class: "chip k-" + kind, "aria-pressed": String(!hiddenKinds.has(kind)), "data-kind": kind },
      el("span", { "aria-hidden": "true", text: ICON[kind] ?? "•" }), ` ${KIND_TEXT(kind)} `, el("b", { text: count }));
    chip.addEventListener("click", () => {
      if (!hiddenKinds.delete(kind)) hiddenKinds.add(kind);
      current = -1;
      drawStory();
      document.querySelector(`.chip[data-kind="${kind}"]`)?.focus();
    });
    return chip;
  }));
}

function sortedItems() {
  const list = story.items.map((item, at) => ({ item, at })).filter(({ item }) => !hiddenKinds.has(item.kind));
  if (order === "story") {
    const spot = ({ item }) => item.ko ? item.ko[0] + item.ko[1] / 1e5 : item.en ? previousAcross("en", item.en[0]) + 0.9 : 1e9;
    list.sort((a, b) => spot(a) - spot(b));
  }
  return list;
}

// The last sentence across from `i` or, where nothing stands across from it, from those before it.
function previousAcross(side, i) {
  const other = side === "ko" ? "en" : "ko";
  for (let j = i; j >= 0; j--) {
    const bead = story.beads[beadOf[side][j]];
    if (bead && bead[other].length) return Math.max(...bead[other]);
  }
  return -1;
}

const quote = (span, side) => span ? [...story[side][span[0]].t].slice(span[1], span[2]).join("") : "";

function drawItems() {
  $("b-order").textContent = T(order === "worst" ? "worst_first" : "story_order");
  const list = sortedItems();
  $("items").replaceChildren(...list.map(({ item, at }) => drawItem(item, at)));
  if (!list.length) $("items").append(el("li", { class: "none", text: T("nothing") }));
  if (DESK) drawSettled();
}

function itemWords(item) {
  return item.msg || T("msg_" + item.kind) + (item.why.length ? " (" + item.why.map((why) => T((item.kind === "added_clause" ? "why_en_" : "why_") + why)).join("; ") + ")" : "");
}

function drawItem(item, at) {
  const button = el("button", { type: "button", "data-at": at, "aria-current": at === current ? "true" : null },
    el("span", { class: "kind k-" + item.kind }, el("span", { "aria-hidden": "true", class: "icon", text: ICON[item.kind] ?? "•" }), ` ${KIND_TEXT(item.kind)}`),
    el("span", { class: "where", text: [item.ko ? `${lang === "ko" ? "국" : "K"}${item.ko[0] + 1}` : "", item.en ? `${lang === "ko" ? "영" : "E"}${item.en[0] + 1}` : ""].filter(Boolean).join(" · ") }),
    item.c === null ? null : el("span", { class: "pc", title: T("confidence"), text: percent(item.c) }),
    item.ko ? el("q", { lang: "ko", dir: "auto", text: clip(quote(item.ko, "ko")) }) : null,
    item.en && item.kind !== "moved" ? el("q", { lang: "en", dir: "auto", text: clip(quote(item.en, "en")) }) : null,
    el("span", { class: "msg", text: itemWords(item) }));
  button.addEventListener("click", () => jump(at, true));
  const node = el("li", { class: "item b-" + item.kind }, button);
  if (DESK) dressItem(node, item, at);
  return node;
}

function clip(text) {
  const points = [...text];
  return points.length > 90 ? points.slice(0, 88).join("") + "…" : text;
}

function step(direction) {
  if (!story) return;
  const list = sortedItems();
  if (!list.length) { say(T("nothing")); return; }
  const here = list.findIndex(({ at }) => at === current);
  const next = here < 0 ? (direction > 0 ? 0 : list.length - 1) : (here + direction + list.length) % list.length;
  jump(list[next].at, false);
}

function jump(at, fromList) {
  current = at;
  leader = null;
  const item = story.items[at];
  for (const node of document.querySelectorAll("#items button")) {
    if (Number(node.dataset.at) === at) {
      node.setAttribute("aria-current", "true");
      if (!fromList) scrollInto($("items"), node);
    } else node.removeAttribute("aria-current");
  }
  for (const node of document.querySelectorAll(".hit")) node.classList.remove("hit");
  const cards = !$("cards").hidden;
  const places = { ko: item.ko, en: item.en };
  // The side a finding does not name is scrolled to what stands across from it.
  for (const [side, other] of [["ko", "en"], ["en", "ko"]]) {
    if (places[side] || !item[other]) continue;
    const bead = story.beads[beadOf[other][item[other][0]]];
    const near = bead && bead[side].length ? bead[side][0] : previousAcross(other, item[other][0]);
    places[side] = near >= 0 ? [near, 0, 0] : null;
  }
  for (const side of ["ko", "en"]) {
    if (!places[side]) continue;
    const node = document.getElementById((cards ? "card-" : "") + side + "-" + places[side][0]);
    if (!node) continue;
    if (cards) { if (side === (item.ko ? "ko" : "en")) node.scrollIntoView({ block: "center" }); }
    else {
      const target = node.querySelector(`[data-items~="${at}"]`) ?? node;
      pane(side).scrollTop += target.getBoundingClientRect().top - pane(side).getBoundingClientRect().top - pane(side).clientHeight * 0.4;
    }
    if (item[side]) node.classList.add("hit");
    for (const part of node.querySelectorAll(`[data-items~="${at}"]`)) part.classList.add("hit");
  }
  const bead = item.ko ? beadOf.ko[item.ko[0]] : beadOf.en[item.en?.[0]];
  marked = bead ?? null;
  if (DESK) deskAt(item);
  requestDraw();
  say(`${KIND_TEXT(item.kind)}. ${quote(item.ko, "ko")} ${item.kind === "moved" ? "" : quote(item.en, "en")} ${itemWords(item)}`);
}

function scrollInto(box, node) {
  const [a, b] = [box.getBoundingClientRect(), node.getBoundingClientRect()];
  if (b.top < a.top || b.bottom > a.bottom) box.scrollTop += b.top - a.top - box.clientHeight * 0.3;
}

function say(text) { $("say").textContent = text; }

function lightBead(at) {
  for (const node of document.querySelectorAll("#desk .on")) node.classList.remove("on");
  if (at === null || !story?.beads[at]) return;
  for (const side of ["ko", "en"]) for (const i of story.beads[at][side]) document.getElementById(side + "-" + i)?.classList.add("on");
  document.querySelector(`#links [data-bead="${at}"]`)?.classList.add("on");
}

function drawCards() {
  const cards = story.beads.map((bead) => {
    const shape = `${bead.ko.map((i) => i + 1).join(", ") || "–"} ↔ ${bead.en.map((i) => i + 1).join(", ") || "–"}`;
    const mine = [...bead.ko.flatMap((i) => itemsAt.ko[i] ?? []), ...bead.en.flatMap((i) => (itemsAt.en[i] ?? []).filter((at) => !story.items[at].ko))];
    const here = mine.sort((a, b) => a - b).map((at) => ({ item: story.items[at], at })).filter(({ item }) => !hiddenKinds.has(item.kind));
    return el("article", { class: `card ${confidenceClass(bead.s)}${bead.m ? " moved" : ""}` },
      el("header", {}, el("b", { text: shape }), bead.m ? el("span", { class: "tag k-moved", text: `${ICON.moved} ${T("moved")}` }) : null,
        bead.s === null ? null : el("span", { class: "pc", text: `${T("confidence")} ${percent(bead.s)}` })),
      el("ol", { class: "sentences", lang: "ko" }, ...bead.ko.filter((i) => i < story.ko.length).map((i) => drawSentence("ko", i, "card-ko-" + i))),
      el("ol", { class: "sentences", lang: "en" }, ...bead.en.filter((i) => i < story.en.length).map((i) => drawSentence("en", i, "card-en-" + i))),
      here.length ? el("ul", { class: "notes" }, ...here.map(({ item }) => el("li", { class: "b-" + item.kind },
        el("span", { class: "kind k-" + item.kind, text: `${ICON[item.kind] ?? "•"} ${KIND_TEXT(item.kind)}` }), " ", itemWords(item)))) : null);
  });
  $("cards").replaceChildren(...cards);
}
