"""What became of every Korean figure: its place in the English, in its bead or elsewhere, or nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain

from aligner.facts.figures.derived import ends, with_zones
from aligner.facts.figures.matching import Placed, match_facts
from aligner.facts.figures.values import finest, match_level
from aligner.facts.model import Fact, Match, Moment, Place
from aligner.facts.reading.calendar import agree
from aligner.facts.story import Story

__all__ = ["figure_matches", "matched_facts", "matched_numbers"]


def figure_matches(story: Story) -> tuple[Match, ...]:
    """Return what became of every Korean number, date and time that says something, in story order.

    Nothing is ``wrong`` here: that a finding accuses a figure, `aligner.facts.compare` lays over it.
    """
    ko_facts = with_zones(story.ko.texts, story.ko.facts)
    by_sentence = [[Placed(j, fact) for fact in facts] for j, facts in enumerate(story.en.facts)]
    everywhere: dict[str, list[Placed]] = {}
    for place in chain.from_iterable(by_sentence):
        everywhere.setdefault(place.fact.kind, []).append(place)
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
            found = partner.get(key) or _anywhere(fact, everywhere, here, story.date) or _undecided(fact, other_of(i))
            if found is None:
                out.append(Match(stands, None, "missing"))
            else:
                status = "kept" if found.sentence in here else "moved"
                out.append(Match(stands, Place.of(found.sentence, found.fact), status))  # type: ignore[arg-type]
    return tuple(out)


def _anywhere(
    fact: Fact, everywhere: Mapping[str, Sequence[Placed]], here: frozenset[int], date: date | None
) -> Placed | None:
    """The English fact that states a Korean one, in its bead rather than elsewhere; of a range each end for itself."""
    same = everywhere.get(fact.kind, ())
    second: Placed | None = None
    inside = [place for place in same if place.sentence in here]
    for place in chain(inside, (place for place in same if place.sentence not in here)):
        level = match_level(fact, place.fact, date)
        if level == 3:
            return place
        if level == 2 and second is None and (not isinstance(fact.value, Moment) or place.sentence in here):
            second = place
    if second is not None:
        return second
    parts = ends([fact])
    if len(parts) > 1:
        found = [_anywhere(part, everywhere, here, date) for part in parts]
        return found[0] if all(found) else None
    return None


def _undecided(fact: Fact, here: Sequence[Placed]) -> Placed | None:
    """The day of the bead that may be the Korean one: without the story's date 24일 may be "Wednesday"."""
    if fact.kind != "date" or finest(fact.value) != "day":
        return None
    days = [p for p in here if p.fact.kind == "date" and finest(p.fact.value) == "day"]
    return next((p for p in days if agree(fact.value, p.fact.value) == "unknown"), None)


def matched_facts(story: Story) -> list[tuple[int, Fact, int, Fact]]:
    """Return the facts that agree inside their beads, as ``(ko sentence, ko fact, en sentence, en fact)``."""
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
    return out


def matched_numbers(story: Story) -> list[tuple[int, Fact, int, Fact]]:
    """Return those of them that are numbers."""
    return [match for match in matched_facts(story) if match[1].kind == match[3].kind == "number"]
