"""Turn the rows of a run folder into what the report shows: compact, ranked, and free of markup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

from aligner.texts import LANGUAGES
from aligner.texts.values import value_words

__all__ = ["ITEM_KINDS", "OverviewRow", "Row", "StoryView", "view_story"]

Row = Mapping[str, Any]

# In the order the filter shows them; `severity` of a kind breaks ties between findings of equal weight.
ITEM_KINDS: dict[str, float] = {
    "number": 1.0,
    "date": 1.0,
    "name": 0.95,
    "negation": 1.0,
    "term": 0.5,
    "style": 0.3,
    "omitted": 0.8,
    "partly_covered": 0.75,
    "added": 0.35,
    "added_clause": 0.3,
    "moved": 0.15,
    "doubtful": 0.1,
}
_ALIGNED_ROLES = ("headline", "body")
_DOUBTFUL_BELOW = 0.5
_SEVERITY = {"error": 1.0, "high": 1.0, "warning": 0.7, "medium": 0.7, "info": 0.4, "low": 0.4}


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One line of the overview table."""

    id: str
    date: str
    title: str
    ko_count: int
    en_count: int
    rates: Mapping[str, float | None]
    verdicts: Mapping[str, int]
    items: Mapping[str, int]
    confidence: float | None

    def to_list(self, page: str) -> list[Any]:
        """Return the row as the page's script reads it; `page` is the file that holds the story, empty for this one."""
        return [
            self.id,
            self.date,
            self.title,
            self.ko_count,
            self.en_count,
            self.rates.get("sentence"),
            self.rates.get("character"),
            self.rates.get("fact"),
            self.verdicts.get("omitted", 0),
            self.verdicts.get("partly_covered", 0),
            self.verdicts.get("added", 0),
            self.verdicts.get("moved", 0),
            sum(self.items.get(kind, 0) for kind in ("number", "date", "name", "negation")),
            sum(self.items.values()),
            self.confidence,
            page,
        ]


@dataclass(frozen=True, slots=True)
class StoryView:
    """One story as the page shows it: `data` goes into the page as JSON, `row` into the overview."""

    row: OverviewRow
    data: Mapping[str, Any] = field(repr=False)


def view_story(story: Row, pairs: Sequence[Row], coverage: Row | None) -> StoryView:
    """Return the view of one story.

    Parameters
    ----------
    story
        A row of ``stories.jsonl``.
    pairs
        The rows of ``pairs.jsonl`` that belong to it.
    coverage
        Its row of ``coverage.jsonl``; None takes the verdicts from the pairs alone.
    """
    ko = _sentences(story.get("ko", {}))
    en = _sentences(story.get("en", {}))
    beads = [_bead(row) for row in pairs]
    ledger = coverage if coverage is not None else _ledger_of_pairs(pairs, len(ko), len(en))
    _add_verdicts(ko, ledger.get("ko", ()))
    _add_verdicts(en, ledger.get("en", ()))
    facts = [_fact(row) for row in ledger.get("facts", ())]
    items = _items(ko, en, beads, story.get("findings", ()))
    meta = story.get("meta", {}) or {}
    rates = {name: (ledger.get("coverage") or {}).get(name) for name in ("sentence", "character", "fact")}
    title = next((s["t"] for s in ko if s["h"]), ko[0]["t"] if ko else "")
    warnings = [[str(w.get("code")), str(w.get("message"))] for w in story.get("warnings") or ()]
    if any(code == "unrelated" for code, _ in warnings):
        title = f"⚠ {title}"
    verdicts = Counter(s["v"] for s in ko) + Counter({"added": sum(s["v"] == "added" for s in en)})
    scores = [b["s"] for b in beads if b["ko"] and b["en"] and b["s"] is not None]
    row = OverviewRow(
        id=str(story.get("id", "")),
        date=str((story.get("date") or {}).get("value") or meta.get("date") or ""),
        title=title,
        ko_count=len(ko),
        en_count=len(en),
        rates=rates,
        verdicts=verdicts,
        items=Counter(item["kind"] for item in items),
        confidence=sum(scores) / len(scores) if scores else None,
    )
    data = {
        "id": row.id,
        "date": row.date,
        "sources": [str((story.get(side) or {}).get("source", "")) for side in ("ko", "en")],
        "rates": rates,
        "ko": ko,
        "en": en,
        "beads": beads,
        "facts": facts,
        "items": items,
        "aside": [entry for side in ("ko", "en") for entry in _set_aside(side, story.get(side) or {})],
        "warnings": warnings,
    }
    return StoryView(row, data)


def _set_aside(side: str, row: Row) -> list[list[str]]:
    """Return ``[side, role, text]`` of every line that is not aligned."""
    return [
        [side, str(s["role"]), str(s.get("text", ""))]
        for s in row.get("sentences", ())
        if s.get("role", "body") not in _ALIGNED_ROLES
    ]


def _sentences(side: Row) -> list[dict[str, Any]]:
    return [
        {
            "t": str(s.get("text", "")),
            "h": s.get("role") == "headline",
            "p": int(s.get("paragraph", 0) or 0),
            "v": "",
            "c": None,
            "w": 0.5,
            "cl": [],
            "id": "",
            "ok": False,
        }
        for s in side.get("sentences", ())
        if s.get("role", "body") in _ALIGNED_ROLES
    ]


def _bead(row: Row) -> dict[str, Any]:
    return {
        "ko": [int(i) for i in row.get("ko_sentences", ())],
        "en": [int(i) for i in row.get("en_sentences", ())],
        "s": _rounded(row.get("score")),
        "m": bool(row.get("moved", False)),
        "st": str(row.get("status", "")),
        "parts": {str(k): _rounded(v) for k, v in (row.get("parts") or {}).items()},
        "why": [str(r) for r in row.get("reasons") or ()],
        "rv": bool(row.get("reviewed", False)),
        "id": str(row.get("id", "")),
    }


def _rounded(value: Any) -> float | None:
    return None if value is None else round(float(value), 3)


def _add_verdicts(sentences: list[dict[str, Any]], entries: Sequence[Row]) -> None:
    for entry in entries:
        at = int(entry["sentence"])
        if at >= len(sentences):
            continue
        sentences[at].update(
            v=str(entry["verdict"]),
            c=_rounded(entry.get("confidence")),
            w=_rounded(entry.get("weight", 0.5)),
            id=str(entry.get("id", "")),
            ok=(entry.get("review") or {}).get("verdict") in ("fine", "ignored"),
            cl=[
                [
                    int(c["start"]),
                    int(c["end"]),
                    _rounded(c["confidence"]),
                    list(c.get("reasons", ())),
                    str(c.get("id", "")),
                ]
                for c in entry.get("clauses", ())
            ],
        )


def _ledger_of_pairs(pairs: Sequence[Row], ko_count: int, en_count: int) -> dict[str, Any]:
    """Verdicts by bead shape, for a run that has no ledger."""
    ko: list[dict[str, Any]] = []
    en: list[dict[str, Any]] = []
    for row in pairs:
        left, right = list(row.get("ko_sentences", ())), list(row.get("en_sentences", ()))
        merged = len(left) > 1
        linked = "moved" if row.get("moved") else "condensed" if merged else ""
        ko += [
            {"sentence": i, "verdict": (linked or "covered") if right else "omitted", "confidence": row.get("score")}
            for i in left
        ]
        en += [
            {"sentence": i, "verdict": (linked or "sourced") if left else "added", "confidence": row.get("score")}
            for i in right
        ]
    carried = sum(e["verdict"] != "omitted" for e in ko)
    rate = carried / ko_count if ko_count else None
    return {"ko": ko, "en": en, "facts": [], "coverage": {"sentence": rate, "character": None, "fact": None}}


def _fact(row: Row) -> list[Any]:
    return [
        str(row.get("kind", "")),
        str(row.get("status", "")),
        {lang: value_words(str(row.get("kind", "")), str(row.get("value", "")), lang) for lang in LANGUAGES},
        _rounded(row.get("confidence")),
        _place(row.get("ko")),
        _place(row.get("en")),
        str(row.get("message", "")),
    ]


def _place(evidence: Row | None) -> list[int] | None:
    if evidence is None:
        return None
    return [int(evidence["sentence"]), int(evidence["start"]), int(evidence["end"])]


def _items(
    ko: list[dict[str, Any]], en: list[dict[str, Any]], beads: list[dict[str, Any]], findings: Sequence[Row]
) -> list[dict[str, Any]]:
    """Return everything worth a look, worst first: likely mistakes, then what is left out, added and moved."""
    # The ledger's own, calibrated verdicts on clauses stand for those of the fact checker, where there is a ledger.
    judged = any(sentence["v"] for sentence in ko)
    items = [_finding_item(row, ko, en) for row in findings if not (judged and row.get("type") == "clause")]
    partner = {("ko", i): b["en"] for b in beads for i in b["ko"]} | {
        ("en", i): b["ko"] for b in beads for i in b["en"]
    }
    for side, sentences in (("ko", ko), ("en", en)):
        for i, sentence in enumerate(sentences):
            whole = [i, 0, len(sentence["t"])]
            across = partner.get((side, i), [])
            name = sentence["id"]
            if sentence["v"] in ("omitted", "added") and not sentence["ok"]:
                items.append(_item(sentence["v"], sentence, sentence["c"], name=name, **_on(side, whole)))
            elif sentence["v"] == "moved" and side == "ko" and not sentence["ok"]:
                other = [across[0], 0, len(en[across[0]]["t"])] if across and across[0] < len(en) else None
                items.append(_item("moved", sentence, sentence["c"], name=name, ko=whole, en=other))
            for start, end, confidence, reasons, clause in sentence["cl"]:
                kind = "partly_covered" if side == "ko" else "added_clause"
                items.append(_item(kind, sentence, confidence, why=reasons, name=clause, **_on(side, [i, start, end])))
    for bead in beads:
        unsure = bead["s"] is not None and bead["s"] < _DOUBTFUL_BELOW and not bead["rv"]
        if bead["ko"] and bead["en"] and unsure:
            first_ko, first_en = bead["ko"][0], bead["en"][0]
            if first_ko < len(ko) and first_en < len(en):
                sentence = ko[first_ko]
                items.append(
                    _item(
                        "doubtful",
                        sentence,
                        bead["s"],
                        ko=[first_ko, 0, len(sentence["t"])],
                        en=[first_en, 0, len(en[first_en]["t"])],
                    )
                )
    items.sort(key=lambda item: -item["rank"])
    return items


class _Places(TypedDict, total=False):
    ko: list[int]
    en: list[int]


def _on(side: str, place: list[int]) -> _Places:
    return {"ko": place} if side == "ko" else {"en": place}


def _item(
    kind: str,
    sentence: Mapping[str, Any],
    confidence: float | None,
    *,
    ko: list[int] | None = None,
    en: list[int] | None = None,
    why: Sequence[str] = (),
    message: str = "",
    severity: float = 1.0,
    name: str = "",
    said: str = "",
) -> dict[str, Any]:
    weight = float(sentence.get("w") or 0.5)
    sure = 1.0 if confidence is None or kind == "doubtful" else confidence
    return {
        "kind": kind,
        "ko": ko,
        "en": en,
        "c": confidence,
        "msg": message,
        "why": list(why),
        "id": name,
        "rv": said,
        "rank": round(ITEM_KINDS.get(kind, 0.5) * severity * (0.4 + 0.6 * weight) * (0.5 + 0.5 * sure), 4),
    }


def _finding_item(row: Row, ko: list[dict[str, Any]], en: list[dict[str, Any]]) -> dict[str, Any]:
    left = _span(row.get("ko_sentence"), row.get("ko_span"), ko)
    right = _span(row.get("en_sentence"), row.get("en_span"), en)
    sentence = ko[left[0]] if left else en[right[0]] if right else {"w": 0.5}
    kind = str(row.get("type", ""))
    severity = row.get("severity", 1.0)
    return _item(
        "partly_covered" if kind == "clause" else kind if kind in ITEM_KINDS else "number",
        sentence,
        _rounded(row.get("score")),
        ko=left,
        en=right,
        message=str(row.get("message", "")),
        name=str(row.get("id", "")),
        said=str((row.get("review") or {}).get("verdict", "")),
        severity=float(severity) if isinstance(severity, int | float) else _SEVERITY.get(str(severity), 0.7),
    )


def _span(sentence: Any, span: Any, sentences: list[dict[str, Any]]) -> list[int] | None:
    """Read a span given as ``[start, end]``, as the quoted text, or not at all (the whole sentence)."""
    if sentence is None or not 0 <= int(sentence) < len(sentences):
        return None
    at = int(sentence)
    text = sentences[at]["t"]
    if isinstance(span, str) and span in text:
        return [at, text.index(span), text.index(span) + len(span)]
    if isinstance(span, list | tuple) and len(span) == 2 and all(isinstance(v, int) for v in span):
        start, end = max(0, span[0]), min(len(text), span[1])
        if start < end:
            return [at, start, end]
    return [at, 0, len(text)]
