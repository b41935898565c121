// Words, elements and marked text. Article text only ever becomes a text node.
const $ = (id) => document.getElementById(id);
const parse = (id) => JSON.parse($(id).textContent);
const STRINGS = parse("i18n");
const PAGE = parse("page");
const ROWS = parse("rows");
const DESK = PAGE.token !== undefined; // the page of aligner desk, not a file
const store = {
  get(key) { try { return localStorage.getItem("aligner." + key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem("aligner." + key, value); } catch { /* opened from disk without storage */ } },
};
let lang = STRINGS[store.get("lang")] ? store.get("lang") : PAGE.lang;
const T = (key) => STRINGS[lang][key] ?? key;
const ICON = { number: "#", date: "◷", name: "@", negation: "±", term: "§", style: "¶", omitted: "−", partly_covered: "◐", added: "+", added_clause: "⊕",
  moved: "⇅", doubtful: "?", covered: "✓", condensed: "⋈", sourced: "✓", derived: "≈" };
const KIND_TEXT = (kind) => T(kind === "date" ? "date_kind" : kind);
const percent = (value, digits = 0) => value === null || value === undefined ? "–" : (100 * value).toFixed(digits) + "%";

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") node.textContent = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function svg(tag, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

// Offsets count code points, JavaScript counts UTF-16 units: they differ after an emoji or a rare Hanja.
function unitOffsets(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (offset) => offset;
  const units = [0];
  for (const point of text) units.push(units[units.length - 1] + point.length);
  return (offset) => units[Math.min(offset, units.length - 1)];
}

// Marks may overlap: the text is cut at every edge and each piece bears the classes of all marks over it.
function paint(node, text, marks) {
  const unit = unitOffsets(text);
  const spans = marks.map((mark) => ({ ...mark, s: unit(mark.s), e: unit(mark.e) })).filter((mark) => mark.s < mark.e);
  const edges = [...new Set([0, text.length, ...spans.flatMap((mark) => [mark.s, mark.e])])].sort((a, b) => a - b);
  for (let k = 0; k + 1 < edges.length; k++) {
    const [from, to] = [edges[k], edges[k + 1]];
    const over = spans.filter((mark) => mark.s <= from && mark.e >= to);
    const piece = text.slice(from, to);
    if (!over.length) { node.append(piece); continue; }
    const fact = over.find((mark) => mark.tip);
    const item = over.find((mark) => mark.item !== undefined);
    const part = el(fact ? "mark" : "span", { class: over.map((mark) => mark.cls).join(" "), text: piece,
      "data-items": over.filter((mark) => mark.item !== undefined).map((mark) => mark.item).join(" ") || null });
    if (fact) {
      part.dataset.tip = fact.tip;
      if (fact.stop) part.tabIndex = 0;
    }
    if (item) part.dataset.item = item.item;
    node.append(part);
  }
}
