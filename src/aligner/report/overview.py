"""The figures of a report's overview: totals, distributions and the columns of its table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from aligner.report.view import ITEM_KINDS, StoryView

__all__ = ["COLUMNS", "Totals"]

# (index in OverviewRow.to_list, words, note under it, class): what an editor looks at first comes first.
COLUMNS: tuple[dict[str, Any], ...] = (
    {"index": 0, "key": "story", "note": "", "cls": "txt"},
    {"index": 1, "key": "date", "note": "", "cls": "txt"},
    {"index": 12, "key": "likely_errors", "note": "", "cls": "num"},
    {"index": 5, "key": "coverage", "note": "by_sentence", "cls": "share"},
    {"index": 6, "key": "coverage", "note": "by_character", "cls": "num"},
    {"index": 7, "key": "coverage", "note": "by_fact", "cls": "num"},
    {"index": 8, "key": "omitted", "note": "", "cls": "num"},
    {"index": 9, "key": "partly_covered", "note": "", "cls": "num"},
    {"index": 10, "key": "added", "note": "", "cls": "num"},
    {"index": 11, "key": "moved", "note": "", "cls": "num"},
    {"index": 13, "key": "findings", "note": "", "cls": "num"},
    {"index": 14, "key": "confidence", "note": "", "cls": "num"},
    {"index": 3, "key": "sentences", "note": "", "cls": "num"},
)
_KO_VERDICTS = ("covered", "condensed", "moved", "partly_covered", "omitted")
_EN_VERDICTS = ("sourced", "condensed", "moved", "derived", "added")
_ERROR_KINDS = ("number", "date", "name", "negation")


@dataclass(slots=True)
class Totals:
    """Sums over the stories of a run, gathered one story at a time so that a large run is never held whole."""

    stories: int = 0
    ko: Counter[str] = field(default_factory=Counter)
    en: Counter[str] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)
    coverage: Counter[int] = field(default_factory=Counter)
    confidence: Counter[int] = field(default_factory=Counter)

    def add(self, view: StoryView) -> None:
        """Count one story."""
        self.stories += 1
        self.ko.update(s["v"] or "unknown" for s in view.data["ko"])
        self.en.update(s["v"] or "unknown" for s in view.data["en"])
        self.items.update(view.row.items)
        rate = view.row.rates.get("sentence")
        if rate is not None:
            self.coverage[min(int(rate * 10), 9)] += 1
        self.confidence.update(
            min(int(bead["s"] * 10), 9)
            for bead in view.data["beads"]
            if bead["ko"] and bead["en"] and bead["s"] is not None
        )

    def context(self) -> dict[str, Any]:
        """Return what the template shows of the totals."""
        sentences = sum(self.ko.values())
        carried = sentences - self.ko["omitted"]
        rate = f"{100 * carried / sentences:.1f}%" if sentences else "–"
        tiles = [
            ("coverage", rate, "by_sentence"),
            ("likely_errors", sum(self.items[k] for k in _ERROR_KINDS), ""),
            ("omitted", self.ko["omitted"], ""),
            ("partly_covered", self.ko["partly_covered"], ""),
            ("added", self.en["added"], ""),
            ("moved", self.ko["moved"], ""),
            ("sentences", sentences, "korean"),
            ("stories", self.stories, ""),
        ]
        return {
            "tiles": [
                {"key": key, "value": f"{value:,}" if isinstance(value, int) else value, "note": note}
                for key, value, note in tiles
            ],
            "coverage_bins": _bins(self.coverage),
            "confidence_bins": _bins(self.confidence),
            "ko_verdicts": _stack(self.ko, _KO_VERDICTS),
            "en_verdicts": _stack(self.en, _EN_VERDICTS),
            "item_kinds": [
                {"key": kind, "text": "date_kind" if kind == "date" else kind, "count": self.items[kind]}
                for kind in ITEM_KINDS
            ],
        }


def _bins(counts: Counter[int]) -> list[dict[str, Any]]:
    return [
        {"label": f"{10 * i}–{10 * i + 10}%", "count": counts[i], "tick": f"{10 * i}%" if i % 2 == 0 else ""}
        for i in range(10)
    ]


def _stack(counts: Counter[str], order: Sequence[str]) -> list[dict[str, Any]]:
    shown: Iterable[str] = (*order, "unknown")
    total = sum(counts.values()) or 1
    parts, at = [], 0.0
    for key in shown:
        width = 300 * counts[key] / total
        parts.append({"key": key, "count": counts[key], "x": at, "width": width})
        at += width
    return parts
