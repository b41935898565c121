"""Names as suspects: every reason to doubt an English name is a sign, and one judge weighs them all.

An English name that the Korean story does not account for is looked at from several sides: as a name that stands in the
place of an open Korean one, as a word beside words that are right, as a surname that nobody has. What meets at one
place is one suspect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

from aligner.facts.judge import logit
from aligner.facts.model import Place, Suspect
from aligner.facts.names.compare import HOME, mispaired_names, spelled_twice
from aligner.facts.names.known import known_suspects
from aligner.facts.names.roles import exchanges, named_twice
from aligner.facts.names.story import Name
from aligner.facts.names.story import Story as Names
from aligner.facts.names.titles import title_suspects
from aligner.facts.names.words import surname_suspects, word_suspects
from aligner.facts.story import Story

__all__ = ["check_names"]

Doubt = tuple[int | None, Name | None, int, Name, Mapping[str, float]]

_LEAST = 0.55
"""Certainty below which a pair of names is none: a desk adds where a place lies."""
_PEOPLE = frozenset(("person", "maybe-person", "foreign", "heard"))
_OWNER = re.compile(r"['’]s?\s")
# "..., the Korea Coast Guard said", "according to data from the Customs Service": a desk names the source it asked.
_SAID_BEHIND = re.compile(r"\s(?:(?:data|figures)\s)?(?:said|says|reported|reports|announced|showed)\b")
_SAID_BEFORE = re.compile(
    r"\b(?:according to|(?:data|figures|officials|report) (?:from|by|of|at))\s(?:[\w&’'-]+\s){0,7}\Z"
)


def check_names(story: Story) -> Iterator[Suspect]:
    """Yield names of the English that stand for another name, names exchanged, and people spelled in two ways."""
    names = Names(story.ko.texts, story.en.texts, story.beads, story.table)
    for korean, english, signs in _gathered(_doubts(names, story)):
        if korean is None and _is_source(story.en.texts[english.sentence], english):
            continue
        yield Suspect(
            "name", "name", "wrong" if korean else "added", "name" if korean else "name-unknown", korean, english, signs
        )
    for exchange in exchanges(names):
        one, two = exchange.ko[0], exchange.en[0]
        yield Suspect(
            "exchange", "name", "wrong", "name", Place(exchange.ko_sentence, one.start, one.end),
            Place(exchange.en_sentence, two.start, two.end), exchange.signs,
            {"second_start": str(exchange.en[1].start), "second_end": str(exchange.en[1].end)},
        )  # fmt: skip
    for found in spelled_twice(names):
        places = Place(found.ko_sentence, found.ko.start, found.ko.end), _place(found.en_sentence, found.en)
        yield Suspect("spelling", "name", "inconsistent", "inconsistent", *places, {}, {"first": found.first})


def _is_source(text: str, name: Place) -> bool:
    """Tell whether the English ascribes its sentence to the bearer of a name: a source that the desk has added."""
    before = text[max(0, name.start - 80) : name.start]
    return bool(_SAID_BEHIND.match(text, name.end) or _SAID_BEFORE.search(before))


def _place(sentence: int, name: Name) -> Place:
    return Place(sentence, name.start, name.end)


def _doubts(names: Names, story: Story) -> Iterator[Doubt]:
    for found in mispaired_names(names, story.beads):
        if found.en.text in HOME or found.sure < _LEAST:
            continue
        signs = {
            "pair": 1.0,
            "pair_sure": logit(found.sure),
            "pair_open": float(found.ko is not None),
            "hyphenated": float("-" in found.en.text),
            "possessive": float(_OWNER.match(story.en.texts[found.en_sentence], found.en.end) is not None),
        }
        yield found.ko_sentence, found.ko, found.en_sentence, found.en, signs
    surnames = list(surname_suspects(names))
    for i, open_name, j, en, signs in word_suspects(names):
        if signs.pop("home") or any(j == at and en.start == name.start for _, _, at, name, _ in surnames):
            continue  # "in Ukraine's Kharkiv region"; "surnamed Ahn" is a matter of surnames only
        yield i, open_name, j, en, {"word": 1.0} | {f"word_{sign}": value for sign, value in signs.items()}
    for i, open_name, j, en, signs in (*known_suspects(names), *surnames):
        yield i, open_name, j, en, signs
    for ko_ids, en_ids in names.small:
        for i, j in product(ko_ids, en_ids):
            for one, other in (pair for pair in named_twice(i, j, names) if pair[0].kind in _PEOPLE):
                for ko, en, signs in title_suspects(names.ko_texts[i], names.en_texts[j], one, other):
                    yield i, ko, j, en, signs


def _gathered(doubts: Iterator[Doubt]) -> list[tuple[Place | None, Place, dict[str, float]]]:
    """Join the doubts that meet at one English place."""
    found: list[tuple[Place | None, Place, dict[str, float]]] = []
    for i, ko, j, en, signs in doubts:
        korean = None if i is None or ko is None else _place(i, ko)
        for n, (other, place, known) in enumerate(found):
            if place.sentence == j and place.start < en.end and en.start < place.end:
                found[n] = (other or korean, place, {**signs, **known})
                break
        else:
            found.append((korean, _place(j, en), dict(signs)))
    return found
