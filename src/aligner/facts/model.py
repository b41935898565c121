"""The dataclasses of the fact checker: what a text states, and where two texts disagree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

__all__ = [
    "Comparison",
    "Fact",
    "Finding",
    "FindingType",
    "Kind",
    "Match",
    "MatchStatus",
    "Moment",
    "Place",
    "Severity",
    "Status",
    "Suspect",
]

Kind = Literal["number", "date", "time", "name"]
FindingType = Literal["number", "date", "name", "negation", "clause", "term", "style"]
Severity = Literal["error", "warning"]
Status = Literal["wrong", "missing", "added", "inconsistent", "flipped"]
MatchStatus = Literal["kept", "moved", "missing", "wrong"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or time as far as the text tells it; None is "not said".

    Attributes
    ----------
    year, month, day
        Calendar fields (month 1–12, day 1–31), as written or resolved from the story's date.
    weekday
        0 (Monday) to 6 (Sunday).
    quarter, half
        1–4 and 1–2.
    minute, zone
        Minute of the day, 0–1439, and the offset from UTC in minutes (Korea 540); None: zone not said.
    relative
        A word that needs the story's date ("last month", "이날") when that date is not known.
    through
        Last day of a range of days or last year of a range of years (``24∼26일`` → day 24, through 26).
    decade
        Whether `year` stands for the ten years from it (1990년대, the 1990s).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    quarter: int | None = None
    half: int | None = None
    minute: int | None = None
    zone: int | None = None
    relative: str = ""
    through: int | None = None
    decade: bool = False

    @property
    def calendar(self) -> date | None:
        """The calendar day, where year, month and day are all known and the day exists."""
        if self.year and self.month and self.day:
            try:
                return date(self.year, self.month, self.day)
            except ValueError:
                return None
        return None

    def __str__(self) -> str:
        parts: list[str] = []
        if self.year:
            parts.append(f"{self.year}s" if self.decade else str(self.year))
        if self.half:
            parts.append(f"H{self.half}")
        if self.quarter:
            parts.append(f"Q{self.quarter}")
        if self.month:
            parts.append(f"{self.month:02d}")
        if self.day:
            parts.append(f"{self.day:02d}" if self.month else f"day {self.day}")
        text = "-".join(parts)
        if self.weekday is not None:
            text = f"{text} {('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')[self.weekday]}".strip()
        if self.minute is not None:
            clock = f"{self.minute // 60:02d}:{self.minute % 60:02d}"
            text = f"{text} {clock}".strip()
            if self.zone is not None:
                text += f" UTC{self.zone / 60:+g}"
        return text or self.relative


@dataclass(frozen=True, slots=True)
class Fact:
    """One typed value with the place it stands at.

    Attributes
    ----------
    kind
        ``"number"``, ``"date"``, ``"time"`` or ``"name"``.
    value
        float for numbers (in `unit`), `Moment` for dates and times, the name as written for names.
    start, end, text
        Half-open character range of the text given to `extract`, and that text.
    unit
        Name of the unit (``"person"``, ``"krw"``, ``"percent"``, …, see `aligner.facts.reading.units`), ``""`` if none.
    bound
        ``""`` exact, ``"about"``, ``"over"``, ``"under"``, ``"min"``, ``"max"``, ``"nearly"``, ``"band"`` (1%대: from 1
        up to, not including, 2), ``"vague"`` (수백, hundreds); of a clock time ``"about"``.
    step
        Place value of the last digit written: how exact the figure is.
    high
        Upper end of a range, else None.
    alternatives
        Other values the same words can stand for, in `unit`.
    soft
        Whether losing or adding it means little (one, first, a couple, 한 명).
    derived
        Whether it is a customary conversion that stands in brackets after its original.
    written
        Of a date its `Moment` before the story's date was brought in: what evidence keys are made of.
    """

    kind: Kind
    value: Any
    start: int
    end: int
    text: str
    unit: str = ""
    bound: str = ""
    step: float = 1.0
    high: float | None = None
    alternatives: tuple[float, ...] = ()
    soft: bool = False
    derived: bool = False
    written: Moment | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Half-open character range ``[start, end)`` of a sentence, with the fact that stands there if one does."""

    sentence: int
    start: int
    end: int
    fact: Fact | None = None

    @property
    def span(self) -> tuple[int, int]:
        """``(start, end)``."""
        return self.start, self.end

    @classmethod
    def of(cls, sentence: int, fact: Fact) -> Place:
        """Return the place of a fact."""
        return cls(sentence, fact.start, fact.end, fact)


@dataclass(frozen=True, slots=True)
class Suspect:
    """What a check yields: a possible mistake, where it is, and the signs by which it is judged.

    Attributes
    ----------
    kind
        Which model of `aligner.facts.judge` judges it.
    type, status
        As in `Finding`.
    reason
        Which explanation is told: a key of `aligner.facts.explain`.
    ko, en
        The words that disagree; None if that side has no place.
    signs
        Named signs, each a plain number; those that are not named are 0.
    detail
        Further values for the explanation, in words.
    """

    kind: str
    type: FindingType
    status: Status
    reason: str
    ko: Place | None
    en: Place | None
    signs: Mapping[str, float]
    detail: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """What became of a Korean fact.

    Attributes
    ----------
    ko
        The Korean fact and its place.
    en
        The English place that states it; for status ``wrong`` the one that stands instead; None: nowhere.
    status
        ``kept`` (in its bead), ``moved`` (in another sentence), ``missing`` (nowhere), ``wrong``.
    """

    ko: Place
    en: Place | None
    status: MatchStatus


@dataclass(frozen=True, slots=True)
class Finding:
    """One disagreement between a story and its version.

    Attributes
    ----------
    type
        ``number``, ``date``, ``name``, ``negation`` or ``clause``; ``term`` and ``style`` from `aligner.qa`.
    status
        ``wrong`` (another value stands in its place), ``missing`` (a clause that is nowhere in the version), ``added``
        (not in the original), ``inconsistent`` (one person, two spellings), ``flipped``.
    severity
        ``error``: very likely a mistake; ``warning``: should be looked at.
    ko_sentence, en_sentence
        0-based sentence numbers, None if that side has no place.
    ko_span, en_span
        Half-open character ranges inside those sentences, None if that side has no place.
    ko_text, en_text
        The words at those spans.
    ko_value, en_value
        The compared values in words.
    score
        Probability in [0, 1] that it is a mistake.
    message
        One sentence of explanation in the language asked for.
    reason
        What the explanation says: a key of `aligner.facts.explain`.
    ko_fact, en_fact
        The compared facts, where they are numbers, dates or times.
    """

    type: FindingType
    status: Status
    severity: Severity
    ko_sentence: int | None
    en_sentence: int | None
    ko_span: tuple[int, int] | None
    en_span: tuple[int, int] | None
    ko_text: str = ""
    en_text: str = ""
    ko_value: str = ""
    en_value: str = ""
    score: float = 1.0
    message: str = ""
    reason: str = ""
    ko_fact: Fact | None = field(default=None, compare=False, repr=False)
    en_fact: Fact | None = field(default=None, compare=False, repr=False)

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as the JSON object of ``aligner check --json``."""
        return {
            "type": self.type,
            "status": self.status,
            "severity": self.severity,
            "ko_sentence": self.ko_sentence,
            "en_sentence": self.en_sentence,
            "ko_span": list(self.ko_span) if self.ko_span else None,
            "en_span": list(self.en_span) if self.en_span else None,
            "values": {"ko": self.ko_value, "en": self.en_value},
            "facts": {"ko": _plain(self.ko_fact), "en": _plain(self.en_fact)},
            "ko_text": self.ko_text,
            "en_text": self.en_text,
            "score": round(self.score, 3),
            "reason": self.reason,
            "message": self.message,
        }


def _plain(fact: Fact | None) -> dict[str, Any] | None:
    if fact is None:
        return None
    value = fact.value if isinstance(fact.value, int | float) else str(fact.value)
    return {"kind": fact.kind, "value": value, "high": fact.high, "unit": fact.unit, "bound": fact.bound}


class Comparison(tuple[Finding, ...]):
    """What comparing a story came to: the tuple of its findings, and where every fact stands.

    Attributes
    ----------
    matches
        What became of every number, date and time of the Korean that says something (soft ones are left out), in
        story order. The findings are errors and warnings, by English sentence, then Korean sentence.
    """

    matches: tuple[Match, ...]

    def __new__(cls, findings: Iterable[Finding] = (), matches: Iterable[Match] = ()) -> Comparison:
        self = super().__new__(cls, findings)
        self.matches = tuple(matches)
        return self

    def __getnewargs__(self) -> tuple[tuple[Finding, ...], tuple[Match, ...]]:
        return tuple(self), self.matches
