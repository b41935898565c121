"""What a figure is a figure of: times or percent, won or percent, per ton or per pound, which century."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from aligner.facts.figures.implied import suspect
from aligner.facts.figures.values import same_number
from aligner.facts.model import Fact, Place, Suspect
from aligner.facts.reading.en_number_grammar import UNIT, unit_named
from aligner.facts.reading.units import KO_UNITS, MONEY, base, dimension
from aligner.facts.story import Side, Story

__all__ = ["check_measures"]

_Facts = list[tuple[int, Fact]]


def check_measures(story: Story) -> Iterator[Suspect]:
    """Yield figures told of another measure than the Korean's."""
    for korean, english in story.beads:
        if not korean or not english:
            continue
        numbers = _numbers(story.ko, korean), _numbers(story.en, english)
        yield from _multiples(story, *numbers)
        yield from _other_measure(*numbers)
        yield from _per(story, korean, english, numbers)
        yield from _centuries(numbers[0], story.en, english)


def _numbers(side: Side, sentences: Sequence[int]) -> _Facts:
    return [(n, f) for n in sentences for f in side.facts[n] if f.kind == "number"]


def _wrong(ko: tuple[int, Fact], en: tuple[int, Fact], kind: str = "number") -> Suspect:
    return suspect(Place.of(*ko), Place.of(*en), kind, "date" if kind == "date" else "value", {"difference": 1.0})


_HALF_AGAIN = re.compile(r"\s(?:as\s\w+\s)?again\b|\smore\b")
_GREW_BY = re.compile(r"\s?(?:이상|넘게|가량|가까이)?\s?(?:더\s)?(?:늘|증가|높|많|올|오르|뛰|커)")


def _multiples(story: Story, korean: _Facts, english: _Facts) -> Iterator[Suspect]:
    """세 배 is not "double" and 두 배 not "half": the one multiple of either side, where nothing else tells it."""
    told = [p for p in korean if p[1].unit == "multiple"]
    there = [p for p in english if p[1].unit == "multiple" or (p[1].unit == "fraction" and p[1].value == 0.5)]
    if len(told) != 1 or len(there) != 1 or same_number(told[0][1], there[0][1]):
        return
    (i, mine), (j, other) = told[0], there[0]
    more = mine.value - other.value
    if more == 1 and other.value == 0.5 and _HALF_AGAIN.match(story.en.texts[j], other.end):
        return
    if more == -1 and _GREW_BY.match(story.ko.texts[i], mine.end):
        return  # 두 배 늘었다: some say so of what has tripled
    shares = [f.value for _, f in korean if f.unit == "percent"]
    if mine.high or any(f.unit == "times" or (f.unit == "percent" and f.value not in shares) for _, f in english):
        return
    yield _wrong(told[0], there[0])


def _digits(fact: Fact) -> str:
    """The figure without its magnitude: 15% may become "15 billion won"."""
    return f"{fact.value:.8e}".split("e")[0]


_KINDS = ("percent", "times", *sorted(MONEY))


def _other_measure(korean: _Facts, english: _Facts) -> Iterator[Suspect]:
    """50원 is not "50 percent", 2.4배 not "2.4 percent": the same figure of another measure, and none of its own."""
    for ko, en in product(korean, english):
        mine, other = ko[1], en[1]
        units = [dimension(f.unit) for f in (mine, other)]
        if units[0] == units[1] or not {*units} <= {*_KINDS} or {*units} <= MONEY:
            continue
        slipped = units[0] == "percent" and units[1] in MONEY and _digits(mine) == _digits(other)
        if mine.value != other.value and not slipped:
            continue
        if "times" in units and (mine.unit if units[0] == "times" else other.unit) != "multiple":
            continue
        own = any(same_number(mine, f) and dimension(f.unit) in (units[0], "") for _, f in english)
        source = any(same_number(f, other) and dimension(f.unit) in (units[1], "") for _, f in korean)
        if not own and not source and mine.value > 1:
            yield _wrong(ko, en)


_NO_BASE = frozenset(("위", "등", "번", "조", "항"))
_KO_UNIT = "|".join(sorted((re.escape(u) for u in KO_UNITS if u not in _NO_BASE), key=len, reverse=True))
_KO_PER = re.compile(rf"(?:(?<![\d.,])(?P<n>\d+(?:\.\d+)?)\s?|(?<![가-힣\d]))(?P<unit>{_KO_UNIT})\s?당(?![가-힣])")
_EN_PER = re.compile(
    rf"(?:\b(?:per|an?|every|for every|each)\s)(?:(?P<n>\d+(?:\.\d+)?)\s)?(?P<unit>{UNIT})(?![a-z])", re.IGNORECASE
)
_PER = frozenset(("mass", "area", "volume", "barrel", "length"))


def _per(
    story: Story, korean: Sequence[int], english: Sequence[int], numbers: tuple[_Facts, _Facts]
) -> Iterator[Suspect]:
    """톤당 9천800달러 is not "$9,800 per pound", nor 3.3㎡당 4천만원 "40 million won per square meter"."""
    told = [(i, m) for i in korean for m in _KO_PER.finditer(story.ko.texts[i])]
    there = [(j, m) for j in english for m in _EN_PER.finditer(story.en.texts[j])]
    there = [(j, m) for j, m in there if dimension(unit_named(m["unit"])) in _PER]
    if len(told) != 1 or len(there) != 1:
        return
    (i, mine), (j, other) = told[0], there[0]
    units = KO_UNITS[mine["unit"]], unit_named(other["unit"])
    sizes = [base(float(m["n"] or 1), unit) for m, unit in zip((mine, other), units, strict=True)]
    dimensions = [dimension(unit) for unit in units]
    same = dimensions[0] == dimensions[1] and abs(sizes[0] / sizes[1] - 1) < 0.02
    if same or dimensions[0] not in _PER:
        return
    prices = [(a, b) for a, b in product(*numbers) if a[1].unit == b[1].unit and dimension(a[1].unit) in MONEY]
    if any(a[1].value == b[1].value for a, b in prices):
        yield suspect(Place(i, *mine.span()), Place(j, *other.span()), "number", "exclusive", {"difference": 1.0})


def _centuries(korean: _Facts, side: Side, english: Sequence[int]) -> Iterator[Suspect]:
    """17세기 is the 1600s."""
    told = [p for p in korean if p[1].text.endswith("세기")]
    there = [
        (j, f) for j in english for f in side.facts[j]
        if f.kind == "date" and f.value.decade and f.text.endswith("00s")
    ]  # fmt: skip
    if len(told) == len(there) == 1 and told[0][1].value != (there[0][1].value.year or 0) // 100 + 1:
        yield _wrong(told[0], there[0], "date")
