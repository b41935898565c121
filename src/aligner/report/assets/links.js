// Lines between the two columns, drawn for what is in sight, and scrolling that keeps linked passages level.
const GAP = 10; // px between a column's edge and the end of a line
let boxes = { ko: [], en: [] }; // top and height of each sentence inside its pane's content
let frame = 0;
let leader = null;
let together = true;

const pane = (side) => $("pane-" + side);

function measure() {
  for (const side of ["ko", "en"]) {
    boxes[side] = [...$("list-" + side).children].map((node) => ({ top: node.offsetTop, height: node.offsetHeight }));
  }
  requestDraw();
}

function requestDraw() {
  if (!frame) frame = requestAnimationFrame(() => { frame = 0; drawLinks(); });
}

function confidenceClass(score) {
  if (score === null || score === undefined) return "c0";
  return score >= 0.95 ? "c5" : score >= 0.85 ? "c4" : score >= 0.7 ? "c3" : score >= 0.5 ? "c2" : "c1";
}

function drawLinks() {
  const board = $("links");
  if (!story || !board.clientWidth) return;
  const width = board.clientWidth;
  const height = board.clientHeight;
  const ceiling = board.getBoundingClientRect().top;
  const shift = {};
  for (const side of ["ko", "en"]) shift[side] = pane(side).getBoundingClientRect().top - ceiling - pane(side).scrollTop;
  const middle = (side, i) => boxes[side][i].top + boxes[side][i].height / 2 + shift[side];
  const inSight = (y) => y > -60 && y < height + 60;
  const drawn = [];
  const labels = [];
  story.beads.forEach((bead, at) => {
    const left = bead.ko.filter((i) => i < boxes.ko.length).map((i) => middle("ko", i));
    const right = bead.en.filter((i) => i < boxes.en.length).map((i) => middle("en", i));
    if (![...left, ...right].some(inSight) && !crosses(left, right, height)) return;
    const group = svg("g", { class: `bead ${confidenceClass(bead.s)}${bead.m ? " moved" : ""}${bead.rv ? " sure" : ""}`, "data-bead": at });
    if (left.length && right.length) {
      const hub = { x: width / 2, y: (mean(left) + mean(right)) / 2 };
      if (left.length === 1 && right.length === 1) group.append(svg("path", { d: curve(GAP, left[0], width - GAP, right[0]) }));
      else {
        for (const y of left) group.append(svg("path", { d: curve(GAP, y, hub.x, hub.y) }));
        for (const y of right) group.append(svg("path", { d: curve(hub.x, hub.y, width - GAP, y) }));
        group.append(svg("circle", { cx: hub.x, cy: hub.y, r: 3.5, class: "hub" }));
      }
      for (const y of left) group.append(svg("circle", { cx: GAP, cy: y, r: 2.5, class: "end" }));
      for (const y of right) group.append(svg("circle", { cx: width - GAP, cy: y, r: 2.5, class: "end" }));
      if (bead.s !== null && bead.s < 0.7 && !bead.rv) {
        const label = svg("text", { x: hub.x, y: hub.y - 7, class: "pc" });
        label.textContent = percent(bead.s);
        labels.push(label);
      }
    } else {
      group.classList.add("one-sided", left.length ? "omitted" : "added");
      for (const y of left) group.append(svg("path", { d: `M${GAP} ${y}h16` }), svg("circle", { cx: GAP + 20, cy: y, r: 4 }));
      for (const y of right) group.append(svg("path", { d: `M${width - GAP} ${y}h-16` }), svg("circle", { cx: width - GAP - 20, cy: y, r: 4 }));
    }
    drawn.push(group);
  });
  board.replaceChildren(...drawn, ...labels);
  if (marked !== null) lightBead(marked);
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const crosses = (left, right, height) => left.length > 0 && right.length > 0 &&
  Math.min(...left, ...right) < 0 && Math.max(...left, ...right) > height;
const curve = (x1, y1, x2, y2) => `M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`;

// Height on one side -> height on the other: straight pieces between the middles of beads that are in order.
function anchors(from, to) {
  const points = [];
  for (const bead of story.beads) {
    if (bead.m || !bead.ko.length || !bead.en.length) continue;
    const centre = (side) => {
      const mine = bead[side].filter((i) => i < boxes[side].length).map((i) => boxes[side][i]);
      return mine.length ? (Math.min(...mine.map((b) => b.top)) + Math.max(...mine.map((b) => b.top + b.height))) / 2 : null;
    };
    const [x, y] = [centre(from), centre(to)];
    if (x !== null && y !== null) points.push([x, y]);
  }
  points.sort((a, b) => a[0] - b[0]);
  const rising = [[0, 0]];
  for (const point of points) if (point[0] > rising.at(-1)[0] && point[1] > rising.at(-1)[1]) rising.push(point);
  const last = rising.at(-1);
  rising.push([Math.max(pane(from).scrollHeight, last[0] + 1), Math.max(pane(to).scrollHeight, last[1] + 1)]);
  return rising;
}

function follow(from) {
  requestDraw();
  if (!together || leader !== from || !story) return;
  const to = from === "ko" ? "en" : "ko";
  const [head, tail] = [pane(from), pane(to)];
  const most = head.scrollHeight - head.clientHeight;
  // The reading line wanders from the top to the bottom of the pane, so that both ends can be reached.
  const line = most > 0 ? head.clientHeight * (head.scrollTop / most) : 0;
  const y = head.scrollTop + line;
  const points = anchors(from, to);
  let k = 1;
  while (k < points.length - 1 && points[k][0] < y) k++;
  const [a, b] = [points[k - 1], points[k]];
  const share = Math.min(Math.max((y - a[0]) / (b[0] - a[0]), 0), 1);
  tail.scrollTop = a[1] + share * (b[1] - a[1]) - line;
}

function bindPanes() {
  for (const side of ["ko", "en"]) {
    const node = pane(side);
    for (const kind of ["wheel", "touchstart", "pointerdown", "keydown"]) {
      node.addEventListener(kind, () => { leader = side; }, { passive: true });
    }
    node.addEventListener("scroll", () => follow(side), { passive: true });
  }
  new ResizeObserver(measure).observe($("desk"));
  window.addEventListener("resize", measure);
}
