"""Floors and ceilings of figures that agree: 초과 as "or less", 가까운 as "over", 5인 미만 as "five or fewer"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aligner.facts.figures.directions import direction_en
from aligner.facts.figures.matches import matched_numbers
from aligner.facts.model import Fact, Place, Suspect
from aligner.facts.reading.units import base, dimension
from aligner.facts.story import Story

__all__ = ["check_bounds", "check_signs"]

_ABOVE, _BELOW = frozenset(("over", "min")), frozenset(("under", "max", "nearly"))
_KO_EXCEEDS = re.compile(r"[을를이가]?\s?초과(?!근무|\s?근무|이익|수당|세수)")
_KO_NOT = re.compile(r"^(?:(?!지만|으며|는데|[가-힣]고\s|,).){0,14}?(?:지|진|지는|지도)\s?(?:않|못)|^.{0,8}없")
_KO_BARRED = re.compile(r"없|않|못|제외|금지|불가")
_EN_BARRED = re.compile(
    r"\b(?:not?|cannot|never|left out|excluded?|except|exempt\w*|barr?ed|banned|prohibit\w*|ineligible)\b|n['’]t\b"
)
_CONTRARY = frozenset((("under", "min"), ("min", "under"), ("over", "max"), ("max", "over")))
"""10억원 미만은 참가할 수 없다 is "need at least 1 billion"."""
_ASIDE = re.compile(r"\([^)]*\)")
_KO_LIMIT = re.compile(r"[을를이가에]?\s?(?:넘|초과하|미치)지")
"""넘지 못했다 has been read as a ceiling: nothing else is denied."""
_EN_NOT = re.compile(
    r"\b(?:not?|never|n['’]t|without)\s(?!(?:more|less|fewer|later|over)\s)(?:\w+\s){0,3}$", re.IGNORECASE
)
_COUNTED = frozenset(("person", "age", "vote", "times", "score", "thing", ""))
_MOST_COUNTED = 200


def check_bounds(story: Story) -> Iterator[Suspect]:
    """Yield figures that agree but are a floor on one side and a ceiling on the other."""
    for i, mine, j, other in matched_numbers(story):
        ko, en = _ko_bound(story.ko.texts[i], mine), other.bound
        turned = _turned(ko, en, _size(mine), _size(other))
        beyond = not turned and (_beyond(ko, mine, other) or _decade_only(ko, mine, other, story.en.texts[j]))
        if not turned and not beyond and not _off_by_one(ko, en, mine, other):
            continue
        tail = _ASIDE.sub("", story.ko.texts[i][mine.end :])
        denied = _KO_NOT.search(tail) is not None and _KO_LIMIT.match(tail) is None
        denied = denied or (
            (ko, en) in _CONTRARY and bool(_KO_BARRED.search(tail)) and not _EN_BARRED.search(story.en.texts[j])
        )
        if denied or _EN_NOT.search(story.en.texts[j], 0, other.start):
            continue
        signs = {
            "bound_turned": float(turned), "bound_beyond": float(beyond),
            "bound_strict": float(not turned and not beyond),
        }  # fmt: skip
        yield Suspect("number", "number", "wrong", "bound", Place.of(i, mine), Place.of(j, other), signs)


_OLDER = re.compile(r"s?\s(?:(?:or|and)\s(?:older|above|over|up|beyond|more)|\+)|s?\+")


def _decade_only(bound: str, ko: Fact, en: Fact, text: str) -> bool:
    """60대 이상 is more than "in their 60s"."""
    decades = ko.unit == en.unit == "age" and ko.high is not None and en.high is not None
    return decades and bound == "min" and not en.bound and _OLDER.match(text, en.end) is None


def _size(fact: Fact) -> float:
    """A value in its base unit, a share in percent."""
    return fact.value * 100 if fact.unit == "fraction" else base(fact.value, fact.unit)


def _turned(ko: str, en: str, mine: float, other: float) -> bool:
    """A floor against a ceiling, unless the ceiling lies higher: 20여 명 is "nearly two dozen"."""
    if ko in _ABOVE and en in _BELOW:
        return mine >= other * 0.999
    return ko in _BELOW and en in _ABOVE and mine <= other * 1.001


_BOUNDED = frozenset(("over", "under", "nearly"))
_MULTIPLES = {"decade": "year", "century": "year", "week": "day"}


def _beyond(ko_bound: str, ko: Fact, en: Fact) -> bool:
    """Whether the English bounds a figure from the side where the Korean one is not.

    29조2천억 is not "nearly 29 trillion", 38년 not "more than four decades".
    """
    if en.bound not in _BOUNDED or ko.high is not None or en.high is not None or ko.alternatives or en.alternatives:
        return False
    if dimension(ko.unit) != dimension(en.unit) and "" not in (dimension(ko.unit), dimension(en.unit)):
        return False
    if ko.unit != en.unit and dimension(ko.unit) == dimension(en.unit) and _MULTIPLES.get(en.unit) != ko.unit:
        return False
    mine, other = base(ko.value, ko.unit), base(en.value, en.unit)
    near = 1e-3 * abs(other)
    if en.bound == "over":
        return ko_bound in ("", "under", "max", "nearly") and mine < other - near
    return ko_bound in ("", "over", "min") and mine > other + near


def check_signs(story: Story) -> Iterator[Suspect]:
    """Yield temperatures and rates that agree but for the sign: 영하 2도 as "2 C", 마이너스 1.5% as "grew"."""
    for i, mine, j, other in matched_numbers(story):
        text = story.en.texts[j]
        if mine.unit == other.unit == "percent" and mine.value < 0 < other.value and direction_en(text, other) == 1:
            yield Suspect("number", "number", "wrong", "value", Place.of(i, mine), Place.of(j, other), {"sign": 1.0})
        if dimension(mine.unit) != "temperature" or dimension(other.unit) != "temperature":
            continue
        if mine.value != -other.value or mine.value == 0 or "f" in (mine.unit, other.unit):
            continue
        ko = _without(story.ko.texts[i], story.ko.facts[i], mine)
        en = _without(story.en.texts[j], story.en.facts[j], other)
        elsewhere = _KO_COLD.search(ko) if mine.value > 0 else _EN_COLD.search(en)
        if elsewhere is None and not _EN_CHANGE.match(en, other.end):
            yield Suspect("number", "number", "wrong", "value", Place.of(i, mine), Place.of(j, other), {"sign": 1.0})


def _without(text: str, facts: Sequence[Fact], mine: Fact) -> str:
    """The sentence but for the signs of its other figures: "minus 14 C in Paju and 8 C in Daejeon"."""
    for fact in facts:
        if fact is not mine and fact.kind == "number" and fact.value < 0:
            start = max(0, fact.start - 9)
            text = f"{text[:start]}{'.' * (fact.end - start)}{text[fact.end :]}"
    return text


_KO_COLD = re.compile(r"영하|마이너스|빙점|[-−–]\s?\d")
_EN_COLD = re.compile(r"\bbelow\s(?:zero|freezing)|\bsub-?zero|\b(?:minus|negative)\b|(?<!\w)[-−]\d", re.IGNORECASE)
_EN_CHANGE = re.compile(r"\s(?:Celsius\s)?(?:lower|higher|colder|warmer|cooler|below|above|down|up)\b")


def _ko_bound(text: str, fact: Fact) -> str:
    return fact.bound or ("over" if _KO_EXCEEDS.match(text, fact.end) else "")


def _off_by_one(ko: str, en: str, mine: Fact, other: Fact) -> bool:
    """Under five people is four or fewer: of things counted one by one the border itself tells the two apart."""
    counted = mine.unit in _COUNTED and mine.value == other.value == round(other.value) and other.value <= _MOST_COUNTED
    return counted and (ko, en) in (("under", "max"), ("max", "under"))
