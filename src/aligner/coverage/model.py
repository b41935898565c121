"""The coverage ledger: what became of every Korean sentence, every English sentence and every fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from aligner.errors import InputError
from aligner.types import Alignment, Lang

__all__ = [
    "ClauseEntry",
    "EnVerdict",
    "Evidence",
    "FactEntry",
    "FactStatus",
    "KoVerdict",
    "Ledger",
    "Rates",
    "SentenceEntry",
]


class KoVerdict(StrEnum):
    """What became of a Korean sentence."""

    COVERED = "covered"
    PARTLY_COVERED = "partly_covered"
    CONDENSED = "condensed"
    MOVED = "moved"
    OMITTED = "omitted"
    DOUBTFUL = "doubtful"
    """The two sides are not versions of one story: nothing is said of any sentence."""


class EnVerdict(StrEnum):
    """Where an English sentence comes from."""

    SOURCED = "sourced"
    CONDENSED = "condensed"
    MOVED = "moved"
    DERIVED = "derived"
    ADDED = "added"
    DOUBTFUL = "doubtful"


class FactStatus(StrEnum):
    """What became of a number, date or name."""

    KEPT = "kept"
    MOVED = "moved"
    WRONG = "wrong"
    MISSING = "missing"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A half-open character range ``[start, end)`` of one sentence's text that a verdict rests on."""

    side: Lang
    sentence: int
    start: int
    end: int
    text: str

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "side": self.side,
            "sentence": self.sentence,
            "start": self.start,
            "end": self.end,
            "text": self.text,
        }

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Evidence:
        """Read the JSON form."""
        return cls(row["side"], int(row["sentence"]), int(row["start"]), int(row["end"]), str(row["text"]))


@dataclass(frozen=True, slots=True)
class ClauseEntry:
    """A clause without a counterpart, quoted.

    ``confidence`` is the calibrated probability that its content is nowhere in the other version; ``reasons`` names
    the signs in order of strength (``meaning``, ``facts``, ``length``).
    """

    start: int
    end: int
    text: str
    confidence: float
    reasons: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "confidence": round(self.confidence, 4),
            "reasons": list(self.reasons),
        }

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> ClauseEntry:
        """Read the JSON form."""
        return cls(
            int(row["start"]),
            int(row["end"]),
            str(row["text"]),
            float(row["confidence"]),
            tuple(row.get("reasons", ())),
        )


@dataclass(frozen=True, slots=True)
class SentenceEntry:
    """The verdict on one sentence.

    Attributes
    ----------
    sentence
        0-based number among the aligned sentences (headline and body) of its side.
    verdict
        A `KoVerdict` or `EnVerdict` value.
    confidence
        Calibrated probability in [0, 1] that the verdict is right.
    weight
        News weight in [0, 1]: headline, lead, figures, attribution and quotations high, background low.
    evidence
        The sentences of the other side it rests on, or for an omission the nearest candidate that was refused.
    clauses
        Clauses without a counterpart. A Korean sentence with any is ``partly_covered``; an English one keeps its
        verdict, since a clause the desk added takes nothing away.
    moved, condensed
        Whether its bead is moved or merges several Korean sentences, whichever verdict came first.
    bead
        Index into the alignment's beads.
    """

    sentence: int
    verdict: str
    confidence: float
    weight: float
    evidence: tuple[Evidence, ...] = ()
    clauses: tuple[ClauseEntry, ...] = ()
    moved: bool = False
    condensed: bool = False
    bead: int = -1

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "sentence": self.sentence,
            "verdict": str(self.verdict),
            "confidence": round(self.confidence, 4),
            "weight": round(self.weight, 3),
            "evidence": [e.to_dict() for e in self.evidence],
            "clauses": [c.to_dict() for c in self.clauses],
            "moved": self.moved,
            "condensed": self.condensed,
            "bead": self.bead,
        }

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> SentenceEntry:
        """Read the JSON form."""
        return cls(
            int(row["sentence"]),
            str(row["verdict"]),
            float(row["confidence"]),
            float(row.get("weight", 0.5)),
            tuple(Evidence.from_dict(e) for e in row.get("evidence", ())),
            tuple(ClauseEntry.from_dict(c) for c in row.get("clauses", ())),
            bool(row.get("moved", False)),
            bool(row.get("condensed", False)),
            int(row.get("bead", -1)),
        )


@dataclass(frozen=True, slots=True)
class FactEntry:
    """The verdict on one fact: its place on either side (None: not stated there), its value, and why."""

    kind: str
    status: str
    confidence: float
    value: str
    weight: float = 0.5
    ko: Evidence | None = None
    en: Evidence | None = None
    message: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "kind": self.kind,
            "status": str(self.status),
            "confidence": round(self.confidence, 4),
            "value": self.value,
            "weight": round(self.weight, 3),
            "ko": None if self.ko is None else self.ko.to_dict(),
            "en": None if self.en is None else self.en.to_dict(),
            "message": self.message,
        }

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> FactEntry:
        """Read the JSON form."""
        return cls(
            str(row["kind"]),
            str(row["status"]),
            float(row["confidence"]),
            str(row["value"]),
            float(row.get("weight", 0.5)),
            None if row.get("ko") is None else Evidence.from_dict(row["ko"]),
            None if row.get("en") is None else Evidence.from_dict(row["en"]),
            str(row.get("message", "")),
        )


@dataclass(frozen=True, slots=True)
class Rates:
    """Coverage of the Korean story in [0, 1], three ways; None where there is nothing to count.

    ``sentence``: sentences carried over, whole or in part. ``character``: their characters, less those of clauses
    without a counterpart. ``fact``: Korean facts kept, moved or converted.
    """

    sentence: float | None
    character: float | None
    fact: float | None

    def to_dict(self) -> dict[str, float | None]:
        """Return the JSON form."""
        return {
            name: None if value is None else round(value, 4)
            for name, value in (("sentence", self.sentence), ("character", self.character), ("fact", self.fact))
        }


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of one story: a verdict for every sentence of either side and for every fact."""

    story: str
    ko: tuple[SentenceEntry, ...]
    en: tuple[SentenceEntry, ...]
    facts: tuple[FactEntry, ...]
    rates: Rates

    @classmethod
    def withheld(cls, story: str, alignment: Alignment) -> Ledger:
        """Return the ledger of a story whose sides do not belong together: every verdict is ``doubtful``."""
        sides: dict[Lang, list[SentenceEntry]] = {"ko": [], "en": []}
        for at, bead in enumerate(alignment):
            sides["ko"] += [SentenceEntry(i, "doubtful", 0.5, 0.5, bead=at) for i in bead.ko]
            sides["en"] += [SentenceEntry(i, "doubtful", 0.5, 0.5, bead=at) for i in bead.en]
        ko, en = (tuple(sorted(side, key=lambda entry: entry.sentence)) for side in sides.values())
        return cls(story, ko, en, (), Rates(None, None, None))

    def count(self, side: Lang, verdict: str) -> int:
        """Return how many sentences of `side` have `verdict`."""
        return sum(e.verdict == verdict for e in (self.ko if side == "ko" else self.en))

    def to_dict(self) -> dict[str, Any]:
        """Return the row of ``coverage.jsonl``."""
        return {
            "story": self.story,
            "coverage": self.rates.to_dict(),
            "ko": [e.to_dict() for e in self.ko],
            "en": [e.to_dict() for e in self.en],
            "facts": [f.to_dict() for f in self.facts],
        }

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Ledger:
        """Read a row of ``coverage.jsonl``.

        Raises
        ------
        InputError
            If a field is missing or of the wrong kind.
        """
        try:
            rates = row["coverage"]
            return cls(
                str(row["story"]),
                tuple(SentenceEntry.from_dict(e) for e in row["ko"]),
                tuple(SentenceEntry.from_dict(e) for e in row["en"]),
                tuple(FactEntry.from_dict(f) for f in row["facts"]),
                Rates(rates["sentence"], rates["character"], rates["fact"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(
                f"ledger row of story {row.get('story', '?')!r} cannot be read ({error!r})",
                file="coverage.jsonl",
                hint="run `aligner run` again to write it anew",
            ) from error
