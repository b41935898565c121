// The table of stories: filter, sort, page.
const PER_PAGE = 100;
const table = { column: 12, down: true, page: 0, shown: ROWS.map((_, i) => i) };
const TESTS = {
  all_stories: () => true, with_errors: (row) => row[12] > 0, with_omitted: (row) => row[8] > 0,
  with_partly: (row) => row[9] > 0, with_added: (row) => row[10] > 0, low_coverage: (row) => row[5] !== null && row[5] < 0.8,
};

function selectRows() {
  const words = $("q").value.toLowerCase().split(/\s+/).filter(Boolean);
  const test = TESTS[$("only").value];
  table.shown = ROWS.map((_, i) => i).filter((i) => {
    const text = (ROWS[i][0] + " " + ROWS[i][1] + " " + ROWS[i][2]).toLowerCase();
    return test(ROWS[i]) && words.every((word) => text.includes(word));
  });
  const key = (i) => ROWS[i][table.column];
  const sign = table.down ? -1 : 1;
  table.shown.sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    // Of stories with as many, the one that covers least comes first.
    if (x === y) return (ROWS[a][5] ?? 2) - (ROWS[b][5] ?? 2) || a - b;
    if (x === null) return 1;
    if (y === null) return -1;
    return sign * (typeof x === "string" ? x.localeCompare(y, "ko", { numeric: true }) : x - y);
  });
  table.page = 0;
  drawRows();
}

function drawRows() {
  const body = document.querySelector("#stories tbody");
  const from = table.page * PER_PAGE;
  body.replaceChildren(...table.shown.slice(from, from + PER_PAGE).map(drawRow));
  if (!table.shown.length) body.append(el("tr", {}, el("td", { colspan: 13, class: "none", text: T("none_match") })));
  $("ov-count").textContent = `${table.shown.length} ${T("of")} ${ROWS.length}`;
  $("pager").hidden = table.shown.length <= PER_PAGE;
  $("pg-at").textContent = `${from + 1}–${Math.min(from + PER_PAGE, table.shown.length)} ${T("of")} ${table.shown.length}`;
  $("pg-prev").disabled = table.page === 0;
  $("pg-next").disabled = from + PER_PAGE >= table.shown.length;
  for (const head of document.querySelectorAll("#stories th")) {
    if (Number(head.dataset.col) === table.column) head.setAttribute("aria-sort", table.down ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
}

function drawRow(i) {
  const [id, date, title, ko, en, sentence, character, fact, omitted, partly, added, moved, errors, findings, confidence, page] = ROWS[i];
  const href = page + "#story=" + encodeURIComponent(id);
  const count = (value, kind) => el("td", { class: "num" + (value ? " k-" + kind : " zero"), text: value });
  const meter = svg("svg", { viewBox: "0 0 100 6", preserveAspectRatio: "none", class: "meter", "aria-hidden": "true" });
  meter.append(svg("rect", { x: 0, y: 0, width: 100, height: 6, class: "bed" }),
    svg("rect", { x: 0, y: 0, width: 100 * (sentence ?? 0), height: 6, class: sentence < 0.8 ? "low" : "fill" }));
  return el("tr", {},
    el("th", { scope: "row", class: "txt" }, el("a", { href, text: id }), title ? el("span", { class: "headline", lang: "ko", dir: "auto", text: title }) : null),
    el("td", { class: "txt date", text: date }), count(errors, "number"),
    el("td", { class: "share" }, el("b", { text: percent(sentence) }), meter),
    el("td", { class: "num", text: percent(character) }), el("td", { class: "num", text: percent(fact) }),
    count(omitted, "omitted"), count(partly, "partly_covered"), count(added, "added"), count(moved, "moved"),
    el("td", { class: "num", text: findings }), el("td", { class: "num", text: percent(confidence) }), el("td", { class: "num", text: `${ko} / ${en}` }), DESK ? el("td", { class: "num done", text: `${ROWS[i][16]} / ${ROWS[i][17]}` }) : null);
}

function bindOverview() {
  $("q").addEventListener("input", selectRows);
  $("only").addEventListener("change", selectRows);
  $("ov-filter").addEventListener("submit", (event) => event.preventDefault());
  $("pg-prev").addEventListener("click", () => { table.page -= 1; drawRows(); });
  $("pg-next").addEventListener("click", () => { table.page += 1; drawRows(); });
  for (const head of document.querySelectorAll("#stories th")) {
    head.querySelector("button").addEventListener("click", () => {
      const column = Number(head.dataset.col);
      // Words start at A, coverage at the lowest, counts at the highest: what needs a look comes first.
      table.down = table.column === column ? !table.down : ![0, 1, 5, 6, 7, 14].includes(column);
      table.column = column;
      selectRows();
    });
  }
}
