"""`extract`: all facts of a text, typed, with their places."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Literal

from aligner.facts.model import Fact
from aligner.facts.reading.calendar import blank
from aligner.facts.reading.en_dates import en_dates
from aligner.facts.reading.en_numbers import en_numbers
from aligner.facts.reading.english_words import parse_english
from aligner.facts.reading.ko_dates import ko_dates
from aligner.facts.reading.ko_numbers import ko_numbers

__all__ = ["extract", "quantities"]


def quantities(text: str, lang: Literal["ko", "en"], *, date: date | None = None) -> list[Fact]:
    """Return the numbers, dates and times of `text` in text order; `date` is the story's date."""
    found = (ko_dates if lang == "ko" else en_dates)(text, date)
    masked = blank(text, [(f.start, f.end) for f in found])
    if lang == "ko":
        numbers = ko_numbers(masked)
    elif text.isascii():
        numbers = en_numbers(masked)
    else:  # letters that match others when the case is ignored
        numbers = (replace(f, text=text[f.start : f.end]) for f in en_numbers(masked.translate(_FOLDED)))
    found += (fact for fact in numbers if _means_a_value(fact))
    if len(found) < 2:
        return found
    found.sort(key=lambda fact: fact.start)
    return _join_between(text, _join_durations(text, found))


_FOLDED = str.maketrans("ſKİı", "skIi")
_LARGEST = 1e21


def _means_a_value(fact: Fact) -> bool:
    """Whether a figure is one that copy states: a run of hundreds of digits is an id or damage, not a value."""
    return abs(fact.value) <= _LARGEST and (fact.high is None or abs(fact.high) <= _LARGEST) and fact.step > 1e-12


_JOINABLE = {
    ("year", "month"): 12, ("month", "day"): None, ("week", "day"): 7, ("day", "hour"): 24, ("hour", "minute"): 60,
    ("minute", "second"): 60, ("foot", "inch"): 12, ("krw", "jeon"): 100, ("usd", "cent"): 100,
}  # fmt: skip
"""Units that are told together, and how many of the smaller one the larger holds."""
_PURSE = frozenset(("jeon", "cent"))
_RATE = re.compile(r"하루|(?:an?|per|each|every)\s", re.IGNORECASE)


def _joins(gap: str, unit: str) -> bool:
    """Whether two stretches of time stand together: "one minute, 44.75 seconds", but not "two years, three months"."""
    return gap in ("", " ", " and ", "-") or (gap in (", ", ", and ") and unit in ("minute", "second"))


def _join_durations(text: str, facts: list[Fact]) -> list[Fact]:
    """Join 1년 7개월 and "six years and nine months" into one value in the smaller unit."""
    out: list[Fact] = []
    for fact in facts:
        last = out[-1] if out else None
        factor = _JOINABLE.get((last.unit, fact.unit)) if last is not None and fact.kind == "number" else None
        if (
            last is None
            or factor is None
            or (_RATE.match(last.text) and not (text[last.end : fact.start] == " and " and last.text[0] in "aA"))
            or last.high
            or (fact.high and last.unit == "year")
            or fact.value >= factor  # eight hours a day and 40 hours a week
            or not _joins(text[last.end : fact.start], fact.unit)
        ):
            out.append(fact)
            continue
        if fact.unit in _PURSE:  # 3원 50전 is 3.5 won
            out[-1] = replace(last, value=last.value + fact.value / factor, step=1 / factor, end=fact.end,
                              text=text[last.start : fact.end], bound=fact.bound or last.bound)  # fmt: skip
            continue
        out[-1] = replace(
            fact,
            value=last.value * factor + fact.value,
            high=None if fact.high is None else last.value * factor + fact.high,
            start=last.start,
            text=text[last.start : fact.end],
            bound=fact.bound or last.bound,
            soft=False,
        )
    return out


_BETWEEN_BEFORE = re.compile(r"\bbetween\s(?:about\s|an?\s)?$", re.IGNORECASE)
_BETWEEN_GAP = {" and ": "", "에서 ": " 사이", "과 ": " 사이", "와 ": " 사이"}
_MAGNITUDE = re.compile(r"\b(hundred|thousand|million|billion|trillion)\b", re.IGNORECASE)


def _join_between(text: str, facts: list[Fact]) -> list[Fact]:
    """Make one range of "between $3 and $4 billion" and 30억과 40억 사이; a magnitude said once is for both."""
    out: list[Fact] = []
    for fact in facts:
        last = out[-1] if out else None
        if last is not None and _are_ends(text, last, fact):
            shared = _MAGNITUDE.search(fact.text) if not _MAGNITUDE.search(last.text) else None
            size = (parse_english(shared[1]) or 1.0) if shared else 1.0
            size = size if last.value * size < fact.value else 1.0
            out[-1] = replace(
                fact, value=last.value * size, high=fact.value, step=last.step * size, start=last.start,
                text=text[last.start : fact.end], unit=fact.unit or last.unit,
            )  # fmt: skip
        else:
            out.append(fact)
    return out


def _are_ends(text: str, low: Fact, high: Fact) -> bool:
    after = _BETWEEN_GAP.get(text[low.end : high.start])
    if after is None or low.kind != "number" or high.kind != "number" or low.high or high.high:
        return False
    if (low.unit and low.unit != high.unit) or low.value >= high.value:
        return False
    if after:
        return text.startswith(after, high.end)
    return _BETWEEN_BEFORE.search(text, max(0, low.start - 15), low.start) is not None


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
    return tuple(quantities(text, lang, date=date))
