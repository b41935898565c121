// Words whose contrast with what lies behind them is below WCAG 2 AA: 4.5, or 3 for large bold text.
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const linear = (v) => v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const behind = (node) => {
    const stack = [];
    for (let n = node; n; n = n.parentElement) {
      const colour = rgb(getComputedStyle(n).backgroundColor);
      if (colour[3]) stack.push(colour);
      if (colour[3] === 255) break;
    }
    return stack.reverse().reduce((under, over) => under.map((v, i) => i < 3 ? v + (over[i] - v) * over[3] / 255 : 255), [255, 255, 255, 255]);
  };
  const poor = [];
  const words = "button:not(:disabled), summary, .t, .no, .msg, .kind, .where, .sig, .saved, #pg-text, .tag, dt, dd, h1, h2, a, kbd";
  for (const node of document.querySelectorAll(words)) {
    if (!node.offsetParent || !node.innerText?.trim() || node.closest(":disabled, .chip[aria-pressed=false]")) continue;
    const style = getComputedStyle(node);
    const [a, b] = [light(rgb(style.color)), light(behind(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const large = parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700;
    if (ratio < (large ? 3 : 4.5)) poor.push([node.className || node.tagName, node.innerText.slice(0, 20), ratio.toFixed(2)]);
  }
  return poor;
}
