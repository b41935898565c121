"""Choosing pairs by the columns they carry: ``license=CC-BY-*``, ``date>=2024``, ``source!=Example Wire``."""

from __future__ import annotations

import operator
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from aligner.errors import ConfigError
from aligner.pairs import ScoredPair

__all__ = ["Condition", "Where"]

_OWN = ("id", "story", "type", "status", "tier", "split", "score")
"""Fields of a pair that can be asked for as columns can."""
_CONDITION = re.compile(r"\s*([^=!<>]+?)\s*(!=|>=|<=|=|>|<)\s*(.*?)\s*", re.DOTALL)
_ORDERED: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Condition:
    """One column, how it is compared, and with what; several values with commas between are alternatives."""

    column: str
    sign: str
    value: str

    @classmethod
    def parse(cls, text: str) -> Condition:
        """Read ``COLUMN=VALUE`` with any of the signs = != >= <= > <.

        Raises
        ------
        ConfigError
            If there is no sign or no column.
        """
        found = _CONDITION.fullmatch(text)
        if found is None:
            raise ConfigError(
                f"condition {text!r} is none", hint="write COLUMN=VALUE, such as license=CC-BY-4.0 or 'date>=2024'"
            )
        return cls(*found.groups())

    def __str__(self) -> str:
        return f"{self.column}{self.sign}{self.value}"

    def holds(self, value: str) -> bool:
        """Whether a pair that has `value` (``""`` if it has none) is wanted.

        Case does not matter; ``*`` and ``?`` stand for any letters. The other signs compare numbers where both are
        numbers, else texts, as dates written 2024-05-01 want it; what is missing is neither more nor less.
        """
        if self.sign in _ORDERED:
            return bool(value) and _ORDERED[self.sign](*_comparable(value, self.value))
        wanted = any(fnmatchcase(value.casefold(), one.strip().casefold()) for one in self.value.split(","))
        return wanted == (self.sign == "=")


def _comparable(value: str, bound: str) -> tuple[Any, Any]:
    try:
        return float(value), float(bound)
    except ValueError:
        return value, bound


@dataclass
class Where:
    """Conditions that must all hold.

    Attributes
    ----------
    conditions
        What is asked for.
    """

    conditions: tuple[Condition, ...] = ()
    _had: set[str] = field(default_factory=set)
    _columns: set[str] = field(default_factory=set)
    _asked: bool = False

    @classmethod
    def parse(cls, items: Sequence[str]) -> Where:
        """Read conditions; see `Condition.parse`."""
        return cls(tuple(map(Condition.parse, items)))

    def __bool__(self) -> bool:
        return bool(self.conditions)

    def __str__(self) -> str:
        return ", ".join(map(str, self.conditions))

    def reason(self, pair: ScoredPair) -> str | None:
        """Return why `pair` is not wanted, None if it is."""
        self._asked = True
        if len(self._columns) < 100:
            self._columns.update(pair.extra)
        reasons = []
        for condition in self.conditions:
            value = self._value(pair, condition.column)
            if not condition.holds(value):
                reasons.append(f"{condition.column} is {value[:60] or 'not given'}, not {condition}")
        return f"where: {'; '.join(reasons)}" if reasons else None

    def _value(self, pair: ScoredPair, name: str) -> str:
        for own in (name, "license") if name == "licence" else (name,):
            if own in pair.extra:
                self._had.add(name)
                value = pair.extra[own]
                return "" if value is None else str(value)
        if name in _OWN:
            self._had.add(name)
            value = getattr(pair, name)
            return "" if value is None else str(value)
        return ""

    def over(self, pairs: Iterable[ScoredPair], left_out: Counter[str]) -> Iterator[ScoredPair]:
        """Yield the pairs that are wanted; the others are counted in `left_out`.

        Raises
        ------
        ConfigError
            At the end, if no pair has a column that is asked for.
        """
        for pair in pairs:
            if self.reason(pair) is None:
                yield pair
            else:
                left_out[f"not {self}"] += 1
        self.check()

    def check(self) -> None:
        """Make sure, when all pairs have been seen, that every column asked for is one.

        Raises
        ------
        ConfigError
            If no pair has a column: it is misspelt, or the manifest does not give it.
        """
        for condition in self.conditions if self._asked else ():
            if condition.column not in self._had:
                known = ", ".join(sorted(self._columns)[:20]) or "none: give columns in a manifest"
                raise ConfigError(f"no pair has a column {condition.column!r}", hint=f"the columns are {known}")
