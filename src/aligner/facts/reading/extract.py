"""`extract`: all facts of a text, typed, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Literal

from aligner.facts.model import Fact
from aligner.facts.reading.calendar import blank, resolve
from aligner.facts.reading.en_dates import en_dates
from aligner.facts.reading.en_numbers import en_numbers
from aligner.facts.reading.ko_dates import ko_dates
from aligner.facts.reading.ko_numbers import ko_numbers

__all__ = ["dated", "extract", "quantities"]


def dated(facts: Iterable[Fact], date: date | None) -> list[Fact]:
    """Return facts with their relative dates resolved against the story's date."""
    if date is None:
        return list(facts)
    return [replace(f, value=resolve(f.value, date)) if f.kind == "date" else f for f in facts]


def quantities(text: str, lang: Literal["ko", "en"]) -> list[Fact]:
    """Return the numbers, dates and times of `text` in text order, as written: see `dated`."""
    found = (ko_dates if lang == "ko" else en_dates)(text)
    masked = blank(text, [(f.start, f.end) for f in found])
    found += (ko_numbers if lang == "ko" else en_numbers)(masked)
    found.sort(key=lambda fact: fact.start)
    return _join_durations(text, found)


_JOINABLE = {
    ("year", "month"): 12, ("month", "day"): None, ("week", "day"): 7, ("day", "hour"): 24, ("hour", "minute"): 60,
    ("minute", "second"): 60, ("foot", "inch"): 12,
}  # fmt: skip
_RATE = re.compile(r"하루|(?:an?|per|each|every)\s", re.IGNORECASE)
_BETWEEN = frozenset(("", " ", " and "))


def _join_durations(text: str, facts: list[Fact]) -> list[Fact]:
    """Join 1년 7개월 and "six years and nine months" into one value in the smaller unit."""
    out: list[Fact] = []
    for fact in facts:
        last = out[-1] if out else None
        factor = _JOINABLE.get((last.unit, fact.unit)) if last is not None and fact.kind == "number" else None
        if (
            last is None
            or factor is None
            or _RATE.match(last.text)
            or last.high
            or fact.high
            or text[last.end : fact.start] not in _BETWEEN
        ):
            out.append(fact)
            continue
        value = last.value * factor + fact.value
        out[-1] = replace(
            fact,
            value=value,
            start=last.start,
            text=text[last.start : fact.end],
            bound=fact.bound or last.bound,
            soft=False,
        )
    return out


def extract(text: str, lang: Literal["ko", "en"], *, date: date | None = None) -> tuple[Fact, ...]:
    """Return every number, date and time that `text` states.

    Parameters
    ----------
    text
        One sentence, or several; NFC.
    lang
        ``"ko"`` or ``"en"``.
    date
        The story's date: 지난달 24일, last Tuesday and the like are resolved against it. Without it they stay relative.

    Returns
    -------
    tuple of Fact
        In text order; ``text[f.start:f.end] == f.text`` for each.
    """
    return tuple(dated(quantities(text, lang), date))
