"""Facts made ready for comparison: conversions marked, ranges taken apart, clock times given their possible zones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from aligner.facts.model import Fact, Moment
from aligner.facts.reading.units import MONEY, dimension
from aligner.facts.tables import table

__all__ = ["KO_HOME", "ends", "mark_derived", "with_zones"]


@lru_cache(maxsize=1)
def _place_zones() -> tuple[tuple[re.Pattern[str], tuple[int, ...]], ...]:
    """The rows of ``zones.tsv``: places and their offsets from UTC in minutes."""
    return tuple((re.compile(places), tuple(int(z) for z in zones.split(","))) for places, zones in table("zones"))


KO_HOME = re.compile(r"한국\s?시[간각]")
_ANY_ZONE = tuple(60.0 * hours for hours in range(-10, 13))
"""Where the story says "local time" and names no place that the table knows."""


def with_zones(ko_texts: Sequence[str], ko_facts: Sequence[Sequence[Fact]]) -> list[list[Fact]]:
    """Give Korean clock times the zones of the places the story names: 자카르타 … 오후 3시 is 0800 GMT."""
    if not any(f.kind == "time" for facts in ko_facts for f in facts):
        return [list(facts) for facts in ko_facts]
    text = " ".join(ko_texts) + " "
    zones = tuple(float(z) for places, offsets in _place_zones() if places.search(text) for z in offsets)
    if not zones and "현지시" in text.replace(" ", ""):
        zones = _ANY_ZONE
    return [[replace(f, alternatives=zones) if f.kind == "time" else f for f in facts] for facts in ko_facts]


def ends(facts: Sequence[Fact]) -> list[Fact]:
    """Take a range apart into its two ends, since the other side may write "between 500 and 520"."""
    out: list[Fact] = []
    for fact in facts:
        if isinstance(fact.value, Moment) and _apart(fact.value):
            last, month = fact.value.through, fact.value.month
            second = replace(fact.value, month=last) if month else replace(fact.value, year=last)
            out += (replace(fact, value=replace(day, through=None)) for day in (fact.value, second))
        elif fact.high is None or fact.bound == "vague" or (fact.unit == "age" and fact.high == fact.value + 9):
            out.append(fact)
        else:
            out += (replace(fact, high=None), replace(fact, value=fact.high, high=None, alternatives=()))
    return out


def _apart(moment: Moment) -> bool:
    """Whether a moment is a range of months or years (6~10월), which the other side may write "June to October"."""
    return bool(moment.through and not moment.day and (moment.month or moment.year) and not moment.decade)


_OPEN_BRACKET = re.compile(r"\s?[(\[]\s?(?:about\s|around\s|some\s|approximately\s|or\s)?$")


_DERIVED_WORDS = re.compile(r",? or (?:about |around |roughly )?$|\bequivalent to (?:about )?$|\babout $")


def mark_derived(text: str, facts: Sequence[Fact]) -> list[Fact]:
    """Mark the conversions that follow their original in brackets: 48 won (US$..), 5 kilometers (3 miles)."""
    out: list[Fact] = []
    for fact in facts:
        last = out[-1] if out else None
        gap = text[last.end : fact.start] if last is not None else ""
        if (
            last is not None
            and last.kind == fact.kind == "number"
            and last.unit != fact.unit
            and ((_OPEN_BRACKET.search(gap) and len(gap) < 14) or _DERIVED_WORDS.fullmatch(gap))
            and (
                (dimension(last.unit) in MONEY and dimension(fact.unit) in MONEY)
                or dimension(last.unit) == dimension(fact.unit) != ""
            )
        ):
            fact = replace(fact, derived=True)
        out.append(fact)
    return out
