// What the page is showing, keys, language, theme, print.
const IDS = new Map(ROWS.map((row, i) => [row[0], i]));
const narrow = matchMedia("(max-width: 900px)");
const paper = matchMedia("print");
let wantCards = store.get("view") === "cards";

function route() {
  const match = /^#story=(.*)$/.exec(location.hash);
  // A run of one story opens on it; "all stories" still leads to the overview.
  let at = ROWS.length === 1 && !PAGE.home && !location.hash ? 0 : -1;
  if (match) { try { at = IDS.get(decodeURIComponent(match[1])) ?? -1; } catch { at = -1; } }
  const there = at >= 0 && isHere(at);
  $("overview").hidden = Boolean(there);
  $("story").hidden = !there;
  document.body.classList.toggle("in-story", Boolean(there));
  drawCrumbs(there ? at : -1);
  if (there) {
    layout();
    if (at !== storyAt || !story) { if (DESK) askStory(at); else openStory(at, parse("d-" + at)); }
    else requestAnimationFrame(measure);
    $("st-title").focus({ preventScroll: true });
  } else { storyAt = -1; story = null; }
  window.scrollTo(0, 0);
}

const isHere = (at) => DESK || $("d-" + at);

function drawCrumbs(at) {
  const parts = [];
  const home = at >= 0 ? (ROWS.length === 1 ? "#all" : "#") : PAGE.home;
  if (home) parts.push(el("a", { href: home, text: "← " + T("back") }));
  if (at >= 0) {
    const near = (to, sign, words) => to >= 0 && to < ROWS.length && isHere(to)
      ? el("a", { href: "#story=" + encodeURIComponent(ROWS[to][0]), text: sign, title: T(words), "aria-label": T(words) }) : el("span", { class: "off", text: sign, "aria-hidden": "true" });
    parts.push(near(at - 1, "‹", "previous_story"), el("span", { class: "at", text: `${at + 1} ${T("of")} ${ROWS.length}` }), near(at + 1, "›", "next_story"));
  }
  $("crumbs").replaceChildren(...parts);
}

function layout() {
  const cards = wantCards || narrow.matches || paper.matches;
  if (cards && $("cards").hidden) { $("cards").hidden = false; if (story) drawCards(); }
  $("cards").hidden = !cards;
  $("desk").classList.toggle("cards-on", cards);
  $("b-view").textContent = T(wantCards ? "columns" : "cards");
  $("b-view").setAttribute("aria-pressed", String(wantCards));
  $("b-view").hidden = narrow.matches;
  $("b-sync").hidden = cards;
  if (!cards) requestAnimationFrame(measure);
}

function speak(to) {
  lang = to;
  store.set("lang", to);
  document.documentElement.lang = to;
  for (const node of document.querySelectorAll("[data-i18n]")) node.textContent = T(node.dataset.i18n);
  for (const node of document.querySelectorAll("[data-i18n-title]")) { node.title = T(node.dataset.i18nTitle); node.setAttribute("aria-label", node.title); }
  for (const node of document.querySelectorAll("[data-i18n-label]")) node.setAttribute("aria-label", T(node.dataset.i18nLabel));
  layout();
  drawRows();
  drawCrumbs(storyAt);
  if (DESK) speakDesk();
  if (story) drawStory();
}

function theme(to) {
  if (to) document.documentElement.dataset.theme = to;
  store.set("theme", to);
  requestDraw();
}

function neighbour(direction) {
  const to = storyAt + direction;
  if (story && to >= 0 && to < ROWS.length && isHere(to)) location.hash = "#story=" + encodeURIComponent(ROWS[to][0]);
}

const KEYS = {
  n: () => step(1), p: () => step(-1), "]": () => neighbour(1), "[": () => neighbour(-1),
  s: () => $("b-sync").click(), v: () => $("b-view").click(), d: () => $("b-dark").click(), l: () => $("b-lang").click(),
  "?": () => $("help").showModal(),
  "/": () => (story ? $("chips").querySelector("button") : $("q"))?.focus(),
  Escape: () => { if (DESK && dropSelection()) return; if (story) location.hash = ROWS.length === 1 ? "all" : ""; },
};
if (DESK) Object.assign(KEYS, deskKeys());

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (/^(input|select|textarea)$/i.test(event.target.tagName)) { if (event.key === "Escape") event.target.blur(); return; }
  // With a Korean keyboard on, the n key gives ㅜ: the key's place says what was meant.
  // Capitals are keys of their own with Shift, never by Caps Lock.
  const letter = /^[A-Za-z]$/.test(event.key) ? event.key.toUpperCase() : /^Key[A-Z]$/.test(event.code) ? event.code.slice(3) : "";
  const key = letter ? (event.shiftKey && KEYS[letter] ? letter : letter.toLowerCase()) : event.key;
  if (!KEYS[key]) return;
  event.preventDefault();
  KEYS[key]();
});

function showTip(node) {
  const tip = $("tip");
  tip.textContent = node.dataset.tip;
  tip.hidden = false;
  node.setAttribute("aria-describedby", "tip");
  const box = node.getBoundingClientRect();
  const left = Math.min(Math.max(8, box.left), innerWidth - tip.offsetWidth - 8);
  const above = box.top - tip.offsetHeight - 6;
  tip.style.left = left + "px";
  tip.style.top = (above > 8 ? above : box.bottom + 6) + "px";
}
function hideTip(node) { $("tip").hidden = true; node.removeAttribute("aria-describedby"); }
for (const [on, off] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(on, (event) => { const node = event.target.closest?.("[data-tip]"); if (node) showTip(node); });
  document.addEventListener(off, (event) => { const node = event.target.closest?.("[data-tip]"); if (node) hideTip(node); });
}
for (const kind of ["mouseover", "focusin"]) {
  $("desk").addEventListener(kind, (event) => {
    const node = event.target.closest?.("[data-bead]");
    if (!node) return;
    marked = Number(node.dataset.bead);
    lightBead(marked);
  });
}

$("desk").addEventListener("click", (event) => {
  const part = event.target.closest("[data-item]");
  if (part) { jump(Number(part.dataset.item), false); return; }
  const node = event.target.closest(".pane .s");
  if (!node || !together) return;
  const side = node.dataset.side;
  const other = side === "ko" ? "en" : "ko";
  const across = story.beads[Number(node.dataset.bead)]?.[other][0];
  if (across === undefined) return;
  leader = null;
  pane(other).scrollTop = boxes[other][across].top - (boxes[side][Number(node.dataset.i)].top - pane(side).scrollTop);
});

$("b-lang").addEventListener("click", () => speak(lang === "ko" ? "en" : "ko"));
$("b-dark").addEventListener("click", () => {
  const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  theme(dark ? "light" : "dark");
});
$("b-help").addEventListener("click", () => $("help").showModal());
$("help-close").addEventListener("click", () => $("help").close());
$("b-view").addEventListener("click", () => { wantCards = !wantCards; store.set("view", wantCards ? "cards" : "columns"); layout(); });
$("b-sync").addEventListener("click", () => { together = !together; $("b-sync").setAttribute("aria-pressed", String(together)); });
$("b-facts").addEventListener("click", () => { showFacts = !showFacts; $("b-facts").setAttribute("aria-pressed", String(showFacts)); if (story) drawStory(); });
$("b-print").addEventListener("click", () => window.print());
$("b-next").addEventListener("click", () => step(1));
$("b-prev").addEventListener("click", () => step(-1));
$("b-order").addEventListener("click", () => { order = order === "worst" ? "story" : "worst"; $("b-order").setAttribute("aria-pressed", String(order === "story")); drawItems(); });
for (const query of [narrow, paper]) query.addEventListener("change", layout);
window.addEventListener("beforeprint", () => { $("cards").hidden = false; if (story) drawCards(); });
window.addEventListener("afterprint", layout);
window.addEventListener("hashchange", route);

bindOverview();
bindPanes();
if (DESK) bindDesk();
if (store.get("theme")) theme(store.get("theme"));
selectRows();
speak(lang);
route();
