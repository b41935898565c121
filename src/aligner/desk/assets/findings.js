// Findings: accepted as errors, dismissed with a reason, or ignored for the whole run.
function dressItem(node, item, at) {
  if (item.kind === "doubtful") return;
  if (item.rv === "error") { node.classList.add("said"); node.firstChild.append(el("span", { class: "said", text: "✓ " + T("dk_is_error") })); }
  const acts = el("div", { class: "acts", role: "group", "aria-label": T("dk_settle") });
  const named = item.kind !== "omitted" && item.kind !== "added" && item.kind !== "moved";
  for (const [key, words, run] of [["a", "dk_error", () => settle(at, "error")], ["x", "dk_fine", () => dismiss(at)], ...(named ? [["i", "dk_ignore", () => ignore(at)]] : [])]) {
    const button = el("button", { type: "button", title: key, "aria-keyshortcuts": key, text: T(words) });
    button.addEventListener("click", (event) => { event.stopPropagation(); run(); });
    acts.append(button);
  }
  node.append(acts);
}

const about = (item) => ({ kind: item.kind, text: [quote(item.ko, "ko"), quote(item.en, "en")].filter(Boolean).map(clip).join(" ↔ ") });

function settle(at, verdict, more = {}) {
  const item = story.items[at];
  if (!item?.id) return;
  const list = sortedItems();
  const place = list.findIndex((one) => one.at === at);
  change({ do: "finding", finding: item.id, verdict, ko: refs("ko", item.ko ? [item.ko[0]] : []), en: refs("en", item.en ? [item.en[0]] : []), about: about(item), ...more }).then(() => queue).then(() => {
    // The next one in the order shown, so that a row of findings is settled with one key.
    const now = sortedItems();
    if (now.length) jump(now[Math.min(verdict === "error" ? place + 1 : place, now.length - 1)].at, false);
  }, () => {});
}

async function dismiss(at) {
  const item = story.items[at];
  if (!item) return;
  const answer = await ask(T("dk_fine"), about(item).text, [{ name: "reason", label: T("dk_reason"), list: [T("dk_reason_1"), T("dk_reason_2"), T("dk_reason_3")] }], T("dk_fine"));
  if (answer) settle(at, "fine", { reason: answer.reason });
}

async function ignore(at) {
  const item = story.items[at];
  if (!item) return;
  const kind = { partly_covered: "clause", added_clause: "clause" }[item.kind] ?? item.kind;
  const answer = await ask(T("dk_ignore"), T("dk_ignore_text"), [
    { name: "ko", label: T("korean"), value: quote(item.ko, "ko") }, { name: "en", label: T("english"), value: quote(item.en, "en") }, { name: "reason", label: T("dk_reason") }], T("dk_ignore"));
  if (!answer || !(answer.ko || answer.en)) return;
  change({ story: "", do: "ignore", kind, ...answer });
}

function drawSettled() {
  document.querySelector("#items .settled")?.remove();
  if (!story.settled?.length) return;
  const list = el("ol", {}, ...story.settled.map((one) => {
    const back = el("button", { type: "button", text: T("dk_reopen") });
    back.addEventListener("click", () => change(one.review.verdict === "ignored" ? { story: "", do: "undo", of: one.review.entry } : { do: "finding", finding: one.id, verdict: "open" }));
    const place = [one.ko ? `${lang === "ko" ? "국" : "K"}${one.ko[0] + 1}` : "", one.en ? `${lang === "ko" ? "영" : "E"}${one.en[0] + 1}` : ""].filter(Boolean).join(" · ");
    return el("li", { title: one.msg }, el("b", { text: KIND_TEXT(one.kind === "clause" ? "partly_covered" : one.kind) }), ` ${place}`, el("span", { text: one.review.reason ? `“${one.review.reason}”` : T(one.review.verdict === "ignored" ? "dk_by_rule" : "dk_called_fine") }), back);
  }));
  $("items").append(el("li", { class: "settled" }, el("details", { open: store.get("settled") === "open" }, el("summary", { text: `${T("dk_settled")} (${story.settled.length})` }), list)));
}
