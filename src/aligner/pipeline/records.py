"""The record of one story: the very lines that a run writes for it, packed, with what a run counts in front."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from aligner.pipeline.warnings import UNRELATED, has_warning
from aligner.types import Role

__all__ = ["COUNTS", "StoryRecord", "to_line"]

# Of one story; a run adds its own.
COUNTS = (
    "stories", "ko_sentences", "en_sentences", "pairs", "covered", "omitted", "added", "moved", "doubtful", "findings",
    "unrelated", "set_aside", *(f"set_aside_{role}" for role in Role if not role.aligned),
)  # fmt: skip


def to_line(row: Mapping[str, Any]) -> bytes:
    """Return a row as a line of JSON in UTF-8; a lone surrogate, which UTF-8 cannot hold, is escaped."""
    try:
        return (json.dumps(row, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(row) + "\n").encode()


@dataclass(frozen=True)
class StoryRecord:
    """The lines of ``stories.jsonl``, ``coverage.jsonl`` and ``pairs.jsonl`` of one story.

    Attributes
    ----------
    head
        ``counts``, ``doubt_below``, ``story`` (its id and warnings), and the story's ``license``,
        ``source`` and ``date`` if it has them.
    story, ledger, pairs
        Lines, each with its end; `ledger` is empty where nothing was checked.
    """

    head: Mapping[str, Any]
    story: bytes
    ledger: bytes
    pairs: bytes

    @classmethod
    def of(
        cls,
        story: Mapping[str, Any],
        pairs: Iterable[Mapping[str, Any]],
        ledger: Mapping[str, Any] | None,
        doubt_below: float,
    ) -> StoryRecord:
        """Build a record from rows."""
        rows = list(pairs)
        known = {key: story["meta"][key] for key in ("license", "source", "date") if story["meta"].get(key)}
        warnings = {"id": story["id"], "warnings": story.get("warnings") or []}
        head = {"counts": _count(story, rows), "doubt_below": doubt_below, "story": warnings, **known}
        lines = b"".join(map(to_line, rows))
        return cls(head, to_line(story), to_line(ledger) if ledger is not None else b"", lines)

    def pack(self) -> bytes:
        """Return the record compressed."""
        return zlib.compress(b"\0".join((to_line(self.head), self.story, self.ledger, self.pairs)), 1)

    @classmethod
    def unpack(cls, data: bytes, doubt_below: float) -> StoryRecord:
        """Return the record, its pairs doubtful below `doubt_below`, whatever was asked for when it was made."""
        head, story, ledger, pairs = zlib.decompress(data).split(b"\0")
        record = cls(json.loads(head), story, ledger, pairs)
        if record.head["doubt_below"] == doubt_below:
            return record
        rows = [_judged(json.loads(line), doubt_below) for line in pairs.splitlines()]
        return cls.of(json.loads(story), rows, json.loads(ledger) if ledger else None, doubt_below)

    @cached_property
    def row(self) -> dict[str, Any]:
        """The record as ``{"story", "pairs", "ledger"}``."""
        pairs = [json.loads(line) for line in self.pairs.splitlines()]
        return {
            "story": json.loads(self.story),
            "pairs": pairs,
            "ledger": json.loads(self.ledger) if self.ledger else None,
        }


def _judged(pair: dict[str, Any], doubt_below: float) -> dict[str, Any]:
    if pair["status"] in ("accepted", "doubtful"):
        pair["status"] = "accepted" if pair["score"] >= doubt_below else "doubtful"
    return pair


def _count(story: Mapping[str, Any], pairs: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    counts = dict.fromkeys(COUNTS, 0)
    counts["stories"], counts["findings"] = 1, len(story["findings"])
    unrelated = has_warning(story, UNRELATED)
    counts["unrelated"] += unrelated
    for side in ("ko", "en"):
        for sentence in story[side]["sentences"]:
            if not Role(sentence["role"]).aligned:
                counts["set_aside"] += 1
                counts[f"set_aside_{sentence['role']}"] += 1
    for pair in pairs:
        ko, en = len(pair["ko_sentences"]), len(pair["en_sentences"])
        counts["ko_sentences"] += ko
        counts["en_sentences"] += en
        counts["pairs"] += bool(ko and en)
        if not unrelated:
            counts["covered"] += ko if en else 0
            counts["omitted"] += ko if not en else 0
            counts["added"] += en if not ko else 0
        counts["moved"] += pair["moved"]
        counts["doubtful"] += pair["status"] == "doubtful"
    return counts
