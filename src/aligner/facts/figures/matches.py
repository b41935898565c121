"""What became of every Korean figure: its place in the English, in its bead or elsewhere, or nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any

from aligner.facts.figures.derived import ends, with_zones
from aligner.facts.figures.matching import Placed, match_facts
from aligner.facts.figures.stated import Stated, statement
from aligner.facts.figures.values import finest, match_level
from aligner.facts.model import Fact, Match, Moment, Place
from aligner.facts.reading.calendar import agree
from aligner.facts.story import Story

__all__ = ["figure_matches", "matched_facts", "matched_numbers"]


class _Told:
    """What the English tells, each statement once with its places: a story that repeats itself is compared once."""

    def __init__(self, by_sentence: Sequence[Sequence[Placed]], date: date | None) -> None:
        self._by_sentence = by_sentence
        self._date = date
        self._stated = Stated(chain.from_iterable(by_sentence))
        self._places: dict[tuple[Any, ...], list[Placed]] = {}
        for place in chain.from_iterable(by_sentence):
            self._places.setdefault(statement(place.fact), []).append(place)
        self._agreeing: dict[tuple[Any, ...], dict[int, list[list[Placed]]]] = {}

    def agreeing(self, fact: Fact) -> Mapping[int, Sequence[Sequence[Placed]]]:
        """Return, by level of agreement, the places of each statement that agrees with a Korean fact."""
        said = statement(fact)
        if said not in self._agreeing:
            found = self._agreeing[said] = {}
            for other in self._stated.near(fact):
                if other.fact.kind == fact.kind and (level := match_level(fact, other.fact, self._date)) > 1:
                    found.setdefault(level, []).append(self._places[statement(other.fact)])
        return self._agreeing[said]

    def find(self, fact: Fact, here: frozenset[int]) -> Placed | None:
        """Return the place that states a Korean fact, in its bead rather than elsewhere; of a range each end's."""
        inside = [place for j in sorted(here) for place in self._by_sentence[j] if place.fact.kind == fact.kind]
        levels = [match_level(fact, place.fact, self._date) for place in inside]
        for level in (3, 2):
            if level in levels:
                return inside[levels.index(level)]
            if level == 3 or not isinstance(fact.value, Moment):
                same = self.agreeing(fact).get(level, ())
                outside = [next((p for p in places if p.sentence not in here), None) for places in same]
                first = min(filter(None, outside), key=lambda p: (p.sentence, p.fact.start), default=None)
                if first is not None:
                    return first
        parts = ends([fact])
        if len(parts) > 1:
            found = [self.find(part, here) for part in parts]
            return found[0] if all(found) else None
        return None


def figure_matches(story: Story) -> tuple[Match, ...]:
    """Return what became of every Korean number, date and time that says something, in story order.

    Nothing is ``wrong`` here: that a finding accuses a figure, `aligner.facts.compare` lays over it.
    """
    ko_facts = with_zones(story.ko.texts, story.ko.facts)
    by_sentence = [[Placed(j, fact) for fact in facts] for j, facts in enumerate(story.en.facts)]
    told = _Told(by_sentence, story.date)
    partner: dict[tuple[int, int], Placed] = {}
    for ko_ids, en_ids in story.beads:
        mine = [Placed(i, fact) for i in ko_ids for fact in ko_facts[i]]
        other = [place for j in en_ids for place in by_sentence[j]] if mine else []
        if mine and other:
            for a, b, _ in match_facts(mine, other, story.date)[0]:
                partner[mine[a].sentence, mine[a].fact.start] = other[b]
    taken = {(place.sentence, place.fact.start) for place in partner.values()}

    def other_of(sentence: int) -> list[Placed]:
        there = story.beads[story.bead_of["ko", sentence]][1] if ("ko", sentence) in story.bead_of else ()
        return [p for j in there for p in by_sentence[j] if (j, p.fact.start) not in taken]

    out = []
    for i, facts in enumerate(ko_facts):
        bead = story.bead_of.get(("ko", i))
        here = frozenset(story.beads[bead][1]) if bead is not None else frozenset()
        for fact in facts:
            if fact.soft:
                continue
            stands, key = Place.of(i, fact), (i, fact.start)
            found = partner.get(key) or told.find(fact, here) or _undecided(fact, other_of(i))
            if found is None:
                out.append(Match(stands, None, "missing"))
            else:
                status = "kept" if found.sentence in here else "moved"
                out.append(Match(stands, Place.of(found.sentence, found.fact), status))  # type: ignore[arg-type]
    return tuple(out)


def _undecided(fact: Fact, here: Sequence[Placed]) -> Placed | None:
    """The day of the bead that may be the Korean one: without the story's date 24일 may be "Wednesday"."""
    if fact.kind != "date" or finest(fact.value) != "day":
        return None
    days = [p for p in here if p.fact.kind == "date" and finest(p.fact.value) == "day"]
    return next((p for p in days if agree(fact.value, p.fact.value) == "unknown"), None)


@lru_cache(maxsize=1)
def matched_facts(story: Story) -> tuple[tuple[int, Fact, int, Fact], ...]:
    """Return the facts that agree inside their beads, as ``(ko sentence, ko fact, en sentence, en fact)``.

    Several checks of a story ask for them one after another.
    """
    out = []
    for ko_ids, en_ids in story.beads:
        mine = [Placed(i, f) for i in ko_ids for f in story.ko.facts[i]]
        other = [Placed(j, f) for j in en_ids for f in story.en.facts[j]] if mine else []
        if mine and other:
            pairs, _, _ = match_facts(mine, other, story.date)
            out += [
                (mine[i].sentence, mine[i].fact, other[j].sentence, other[j].fact)
                for i, j, level in pairs
                if level >= 2
            ]
    return tuple(out)


def matched_numbers(story: Story) -> list[tuple[int, Fact, int, Fact]]:
    """Return those of them that are numbers."""
    return [match for match in matched_facts(story) if match[1].kind == match[3].kind == "number"]
