"""Words of which a sentence can mean only one: 전월 대비 is not "from a year earlier", 흑자 no deficit.

The groups are rows of ``tables/exclusive.tsv``. Nothing is suspected where either side names several values of a group,
or where the value that the English names stands anywhere in the Korean story: it may be background then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from aligner.facts.model import FindingType, Place, Suspect
from aligner.facts.story import Story
from aligner.facts.tables import table
from aligner.types import Lang

__all__ = ["check_exclusive"]


@dataclass(frozen=True)
class _Value:
    """One value of a group; its patterns are made when they are first asked for, since few groups ever are."""

    name: str
    korean: str
    english: str

    @cached_property
    def ko(self) -> re.Pattern[str]:
        return re.compile(self.korean)

    @cached_property
    def en(self) -> re.Pattern[str]:
        return re.compile(self.english, re.IGNORECASE)


@dataclass(frozen=True)
class _Group:
    name: str
    type: FindingType
    values: tuple[_Value, ...]

    @cached_property
    def ko(self) -> re.Pattern[str]:
        """Any value at all: most stories have none, and one search says so."""
        return _any_of((value.korean for value in self.values), re.MULTILINE)

    @cached_property
    def en(self) -> re.Pattern[str]:
        """Any value at all."""
        return _any_of((value.english for value in self.values), re.IGNORECASE)


def _any_of(patterns: Iterable[str], flags: int) -> re.Pattern[str]:
    """One alternation without groups around its members: `re` then knows what every match begins with."""
    return re.compile("|".join(patterns), flags)


@cache
def _groups() -> tuple[_Group, ...]:
    rows: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for group, kind, value, ko, en in table("exclusive"):
        rows.setdefault((group, kind), []).append((value, ko, en))
    return tuple(
        _Group(group, kind, tuple(_Value(*value) for value in values))  # type: ignore[arg-type]
        for (group, kind), values in rows.items()
    )


Found = dict[str, tuple[int, int, int]]
"""Value → sentence, start, end of where it stands first."""


_BETWEEN = "\n\0"
"""An end of line, and what no pattern goes on with."""


def check_exclusive(story: Story) -> Iterator[Suspect]:
    """Yield the beads whose English names another value of a group than the Korean does."""
    whole = _BETWEEN.join(story.ko.texts)
    present = [group for group in _groups() if group.ko.search(whole)]
    for ko, en in story.beads:
        if not ko or not en:
            continue
        for group in present:
            if not any(group.ko.search(story.ko.texts[i]) for i in ko):
                continue
            left = _found(group, story, "ko", ko)
            right = _found(group, story, "en", en)
            if len(left) != 1 or not right or set(left) & set(right):
                continue
            ((value, at),) = left.items()
            other, there = min(right.items(), key=lambda item: item[1])
            told = next(v for v in group.values if v.name == other)
            meant = next(v for v in group.values if v.name == value)
            near = range(max(0, min(en) - 1), min(len(story.en.texts), max(en) + 2))
            signs = {
                f"group_{group.name}": 1.0,
                "told_elsewhere": float(any(told.ko.search(text) for text in story.ko.texts)),
                "meant_near": float(any(meant.en.search(story.en.texts[j]) for j in near)),
            }
            yield Suspect("exclusive", group.type, "wrong", "exclusive", Place(*at), Place(*there), signs)


def _found(group: _Group, story: Story, side: Lang, sentences: Sequence[int]) -> Found:
    texts = story.ko.texts if side == "ko" else story.en.texts
    found: Found = {}
    for n in sentences:
        if not (group.ko if side == "ko" else group.en).search(texts[n]):
            continue
        for value in group.values:
            match = (value.ko if side == "ko" else value.en).search(texts[n])
            if match is not None:
                found.setdefault(value.name, (n, *match.span()))
    return found
