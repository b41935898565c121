"""Facts of two sides matched one to one, and what is left over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from aligner.facts.figures.stated import Placed, Stated
from aligner.facts.figures.values import match_level
from aligner.facts.model import Moment
from aligner.facts.reading.calendar import SAME, Slack
from aligner.facts.reading.units import PHYSICAL, dimension

__all__ = ["Mismatch", "Placed", "Stated", "known", "match_facts"]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Two facts, or one, that do not agree; `signs` as in `Suspect`, `reason` a key of the explanations."""

    status: str
    ko: Placed | None
    en: Placed | None
    signs: Mapping[str, float]
    reason: str = ""


_MANY, _NEAR = 40_000, 100


def match_facts(
    ko: Sequence[Placed], en: Sequence[Placed], story: date | None = None, slack: Slack = SAME
) -> tuple[list[tuple[int, int, int]], list[int], list[int]]:
    """Match facts one to one, best agreement first, then nearest relative place.

    Returns
    -------
    tuple
        ``(pairs, ko_left, en_left)``: pairs of ``(ko index, en index, level)`` with levels of
        `aligner.facts.figures.values.match_level`, and the indices left over.
    """
    options: list[tuple[int, float, int, int]] = []
    # A bead of a few sentences has a dozen figures. A line of thousands must not cost their square: there each is
    # compared with those at about its own place only.
    near = len(en) if len(ko) * len(en) <= _MANY else _NEAR
    for i, mine in enumerate(ko):
        middle = i * len(en) // len(ko)
        for j in range(max(0, middle - near), min(len(en), middle + near + 1)):
            other = en[j]
            level = match_level(mine.fact, other.fact, story, slack)
            if level:
                place = abs(i / max(len(ko), 1) - j / max(len(en), 1))
                exact = 0.0 if mine.fact.value == other.fact.value else 1.0
                soft = 0.3 * (mine.fact.soft != other.fact.soft)
                options.append((-level, exact + soft + place, i, j))
    options.sort()
    used_ko: set[int] = set()
    used_en: set[int] = set()
    pairs = []
    for level, _, i, j in options:
        if i not in used_ko and j not in used_en:
            used_ko.add(i)
            used_en.add(j)
            pairs.append((i, j, -level))
    return pairs, [i for i in range(len(ko)) if i not in used_ko], [j for j in range(len(en)) if j not in used_en]


def known(
    place: Placed, others: Sequence[Placed], story: date | None, slack: Slack, *, ko_side: bool, far: bool = False
) -> bool:
    """Whether one of `others` states the fact; `far`: they stand in other beads, where 4㎞ is no source of "four"."""
    for other in others.near(place.fact, slack) if isinstance(others, Stated) else others:
        if other.fact.kind != place.fact.kind:
            continue  # at best the same figure in another role
        if (
            other.fact.soft
            and not place.fact.soft
            and other.fact.unit != place.fact.unit
            and other.fact.kind == "number"
        ):
            continue  # 하루 (one day) is no source for "24 hours"
        if other.fact.bound == "band" != place.fact.bound:
            continue  # 3%대 is no source for "3.3 percent" where 3.8% stands beside it
        if far and (dimension(place.fact.unit) in PHYSICAL) != (dimension(other.fact.unit) in PHYSICAL):
            continue
        pair = (place.fact, other.fact) if ko_side else (other.fact, place.fact)
        level = match_level(*pair, story, slack)
        if level >= 3 or (level == 2 and not isinstance(place.fact.value, Moment)):
            return True
    return False
