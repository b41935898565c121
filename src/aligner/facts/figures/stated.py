"""The figures of a story by value: those that may agree with a given one, without going through them all.

A list of thousands of lines with figures of their own would cost its square. What is found here is more than what
agrees, never less: `match_level` decides. `tests/property/test_stated_properties.py` holds the two together.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, overload

from aligner.facts.figures.values import COARSE, last_digit, unit_level
from aligner.facts.model import Fact, Moment
from aligner.facts.reading.calendar import KST, SAME, Slack
from aligner.facts.reading.units import base, dimension

__all__ = ["Placed", "Stated", "statement"]

_FEW = 48
"""So many statements are gone through faster than they are sorted."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A fact and the sentence it stands in."""

    sentence: int
    fact: Fact


statement: Callable[[Fact], tuple[Any, ...]] = attrgetter(
    *(field.name for field in fields(Fact) if field.compare and field.name not in ("start", "end"))
)
"""What a fact states, wherever it stands: all that `match_level` looks at."""


class Stated(Sequence[Placed]):
    """What one side of a story states, each statement once, at its last place.

    Examples
    --------
    >>> places = [Placed(n, Fact("number", 101.0 + 3 * n, 0, 3, "", "person")) for n in range(1000)]
    >>> [place.fact.value for place in Stated(places).near(Fact("number", 501.0, 0, 3, "", "person"))]
    [500.0]
    """

    def __init__(self, places: Iterable[Placed]) -> None:
        self._places = list({statement(place.fact): place for place in places}.values())
        self._index: _Index | None = None

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Placed]:
        return iter(self._places)

    @overload
    def __getitem__(self, at: int) -> Placed: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Placed]: ...
    def __getitem__(self, at: int | slice) -> Placed | Sequence[Placed]:
        return self._places[at]

    def near(self, fact: Fact, slack: Slack = SAME) -> Sequence[Placed]:
        """Return, in order, the statements that may agree with `fact` on level 2 (dates and times: 3) or better."""
        if len(self._places) <= _FEW:
            return self._places
        if self._index is None:
            self._index = _Index([place.fact for place in self._places])
        return [self._places[at] for at in sorted(self._index.near(fact, slack))]


class _Index:
    def __init__(self, facts: Sequence[Fact]) -> None:
        self._all: dict[str, list[int]] = {}
        self._open: dict[str, list[int]] = {}
        """What no key holds: vague figures, stretches of days, days without a month."""
        self._moments: dict[Hashable, list[int]] = {}
        self._units: dict[str, _Figures] = {}
        for at, fact in enumerate(facts):
            self._all.setdefault(fact.kind, []).append(at)
            if isinstance(fact.value, Moment):
                keys = _keys(fact.value)
                for key in keys:
                    self._moments.setdefault(key, []).append(at)
                if not keys:
                    self._open.setdefault(fact.kind, []).append(at)
            elif fact.kind == "number" and fact.bound != "vague":
                self._units.setdefault(fact.unit, _Figures(fact.unit)).add(at, fact)
            else:
                self._open.setdefault(fact.kind, []).append(at)
        for figures in self._units.values():
            figures.sort()

    def near(self, fact: Fact, slack: Slack) -> Iterable[int]:
        found = set(self._open.get(fact.kind, ()))
        if isinstance(fact.value, Moment):
            keys = _keys(fact.value, slack)
            if not keys:
                return self._all.get(fact.kind, ())
            for key in keys:
                found.update(self._moments.get(key, ()))
        elif fact.kind != "number" or fact.bound == "vague":
            return self._all.get(fact.kind, ())
        else:
            for unit, figures in self._units.items():
                if unit_level(fact.unit, unit) >= 2:
                    figures.near(fact, found)
        return found


class _Figures:
    """The figures of one unit: by how far each reaches, then by value; and by value in the base unit."""

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._by_reach: dict[float, list[tuple[float, int]]] = {}
        self._in_base: list[tuple[float, int]] = []

    def add(self, at: int, fact: Fact) -> None:
        for value in (fact.value, *fact.alternatives):
            reach = 10.0 ** math.ceil(math.log10(_reach(fact, value)))
            self._by_reach.setdefault(reach, []).append((abs(value), at))
        self._in_base.append((_base(fact), at))

    def sort(self) -> None:
        for rows in (self._in_base, *self._by_reach.values()):
            rows.sort()

    def near(self, fact: Fact, found: set[int]) -> None:
        for value in (fact.value, *fact.alternatives):
            mine = _reach(fact, value)
            for reach, rows in self._by_reach.items():
                far = max(mine, reach) * (1 + 1e-6)
                found.update(_between(rows, abs(value) - far, abs(value) + far))
        if fact.unit != self._unit:
            value, far = _base(fact), max(_coarseness(fact.unit), _coarseness(self._unit)) + 1e-6
            found.update(_between(self._in_base, min(value / 1.3, value - far), max(value * 1.3, value + far)))


def _between(rows: Sequence[tuple[float, int]], low: float, high: float) -> Iterator[int]:
    for row in range(bisect_left(rows, (low, -1)), bisect_right(rows, (high, len(rows) and math.inf))):
        yield rows[row][1]


def _reach(fact: Fact, value: float) -> float:
    """How far a figure may lie from another of the same unit that agrees with it and is told more finely."""
    size = abs(value)
    place = last_digit(value, fact.step)
    reach = max(1e-9 * max(1.0, size), place if fact.bound == "band" else min(place, 0.1 * size))
    if fact.step >= 1 or dimension(fact.unit) == "times":
        reach = max(reach, 1.0)  # fewer than five is four or fewer; 2.8배 is "nearly tripled"
    if fact.unit == "age" or (size < 100 and size % 10 == 0):
        reach = max(reach, 10.0)  # 30대; 20여 명 is "two dozen"
    return reach


def _base(fact: Fact) -> float:
    """A figure in the unit into which its dimension is converted; shares in percent."""
    return abs(base(fact.value, fact.unit)) * (100.0 if dimension(fact.unit) == "fraction" else 1.0)


def _coarseness(unit: str) -> float:
    """What a figure of a unit may leave out when the other side tells it in another unit, in the base unit."""
    if dimension(unit) == "fraction":
        return 8.0
    if dimension(unit) == "temperature":
        return 1.0
    return 1.1 * base(1.0, unit) if unit in COARSE else 0.0


_MONTH = 31
"""Days of a month and months of a year as they are numbered here: no day is more than four from the next one."""


def _keys(moment: Moment, slack: Slack = SAME) -> list[Hashable]:
    """What a date or time shares with one that agrees with it; nothing where that cannot be said."""
    if moment.minute is not None:
        at = moment.minute - (KST if moment.zone is None else moment.zone)
        return [("clock", moment.minute % 720), ("at", at % 720)]
    if moment.relative or moment.through or moment.decade:
        return []
    if moment.month and moment.day:
        days = 0 if slack == SAME else 3 + max(map(abs, slack))
        number = _MONTH * moment.month + moment.day
        return [("day", (number + step) % (12 * _MONTH)) for step in range(-days, days + 1)]
    rest = (moment.month, moment.day, moment.weekday, moment.quarter, moment.half)
    return [("year", moment.year)] if moment.year and not any(field is not None for field in rest) else []
