"""Floors and ceilings of figures that agree: 초과 as "or less", 가까운 as "over", 5인 미만 as "five or fewer"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.facts.figures.matches import matched_numbers
from aligner.facts.model import Fact, Place, Suspect
from aligner.facts.story import Story

__all__ = ["check_bounds"]

_ABOVE, _BELOW = frozenset(("over", "min")), frozenset(("under", "max", "nearly"))
_KO_EXCEEDS = re.compile(r"[을를이가]?\s?초과(?!근무|\s?근무|이익|수당|세수)")
_KO_NOT = re.compile(r"^.{0,14}?(?:지|진|지는|지도)\s?(?:않|못)|^.{0,8}없")
_EN_NOT = re.compile(
    r"\b(?:not?|never|n['’]t|without)\s(?!(?:more|less|fewer|later|over)\s)(?:\w+\s){0,2}$", re.IGNORECASE
)
_COUNTED = frozenset(("person", "age", "vote", "times", "score", "thing", ""))
_MOST_COUNTED = 200


def check_bounds(story: Story) -> Iterator[Suspect]:
    """Yield figures that agree but are a floor on one side and a ceiling on the other."""
    for i, mine, j, other in matched_numbers(story):
        ko, en = _ko_bound(story.ko.texts[i], mine), other.bound
        turned = (ko in _ABOVE and en in _BELOW) or (ko in _BELOW and en in _ABOVE)
        if not turned and not _off_by_one(ko, en, mine, other):
            continue
        if _KO_NOT.search(story.ko.texts[i][mine.end :]) or _EN_NOT.search(story.en.texts[j], 0, other.start):
            continue
        signs = {"bound_turned": float(turned), "bound_strict": float(not turned)}
        yield Suspect("number", "number", "wrong", "bound", Place.of(i, mine), Place.of(j, other), signs)


def _ko_bound(text: str, fact: Fact) -> str:
    return fact.bound or ("over" if _KO_EXCEEDS.match(text, fact.end) else "")


def _off_by_one(ko: str, en: str, mine: Fact, other: Fact) -> bool:
    """Under five people is four or fewer: of things counted one by one the border itself tells the two apart."""
    counted = mine.unit in _COUNTED and mine.value == other.value == round(other.value) and other.value <= _MOST_COUNTED
    return counted and (ko, en) in (("under", "max"), ("max", "under"))
