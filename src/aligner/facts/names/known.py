"""Names that the table knows on both sides: 국제통화기금 cannot be the World Bank.

A Korean and an English name of one sort stand in a bead, the table knows both, and neither has its partner anywhere in
the story. Where both languages are known, nothing needs to be guessed from sounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from aligner.facts.names.compare import HOME, is_background, titled
from aligner.facts.names.offices import office
from aligner.facts.names.story import Name, Story
from aligner.facts.names.table import NameEntry, NameTable
from aligner.facts.names.words import WordSuspect

__all__ = ["known_suspects"]

_ALIKE = {"firm": "company", "prosecutors": "court", "union": "civic"}
"""Sorts of bodies that may stand for one another."""
_PROVINCES = frozenset("경기 강원 충북 충남 전북 전남 경북 경남 제주".split())


def known_suspects(story: Story) -> Iterator[WordSuspect]:
    """Yield known English names that no Korean answers, beside known Korean ones of their sort that no English does."""
    table, english = story.table, "\n".join(story.en_texts)
    for ko_ids, en_ids in story.small:
        yield from _half_of_korea(story, ko_ids, en_ids)
        strange = [
            (j, Name(table.entries[numbers[0]].kind, start, end, story.en_texts[j][start:end], numbers))
            for j in en_ids
            for start, end, numbers in story.in_english(story.en_texts[j])
            if not story.korean.has_entry(numbers) and not _heard(story, numbers, story.en_texts[j][start:end])
        ]
        if not strange:
            continue
        unanswered = [
            (i, Name(table.entries[numbers[0]].kind, start, end, story.ko_texts[i][start:end], numbers))
            for i in ko_ids
            for start, end, numbers in (*table.in_korean(story.ko_texts[i]), *table.short_in_korean(story.ko_texts[i]))
            if not any(_says(table.entries[n], english) for n in numbers)
        ]
        for j, name in strange if unanswered else ():
            if name.text in HOME or is_background(name, story.en_texts[j]) or name.text.lower() in story.korean.latin:
                continue
            if titled(name.text, story.korean.text):
                continue
            sorts = _sorts(name, table)
            partner = next(((i, ko) for i, ko in unanswered if sorts & _sorts(ko, table)), None)
            if partner is not None:
                yield *partner, j, name, {"known": 1.0}


_NORTH_KO = re.compile(r"(?<![가-힣])(?:북한|북측|북(?=[은이의]\s|\s))")
_SOUTH_KO = re.compile(
    r"한국|남한|남측|대한민국|남북|우리|정부|국내|국군|한[미일중러영프·]|[방주대]한|韓|서울|군\s?당국|합참"
)
_NORTH_EN = re.compile(r"\bNorth\b|Pyongyang|DPRK|N\. Korea|inter-Korean|\bKoreas\b|Kim Jong")
_SOUTH_EN = re.compile(r"\bSouth Korea(?:ns?)?\b")


def _half_of_korea(story: Story, ko_ids: Sequence[int], en_ids: Sequence[int]) -> Iterator[WordSuspect]:
    """Yield "South Korea" where the Korean speaks of the North alone, whom the English does not name.

    Foreign readers are told "South Korea" freely; but not in the North's place.
    """
    north = next(((i, m) for i in ko_ids for m in _NORTH_KO.finditer(story.ko_texts[i])), None)
    south = next(((j, m) for j in en_ids for m in _SOUTH_EN.finditer(story.en_texts[j])), None)
    if north is None or south is None or any(_SOUTH_KO.search(story.ko_texts[i]) for i in ko_ids):
        return
    if not any(_NORTH_EN.search(story.en_texts[j]) for j in en_ids):
        (i, mine), (j, other) = north, south
        signs = {"known": 1.0}
        yield i, Name("country", *mine.span(), mine[0]), j, Name("country", *other.span(), other[0]), signs


def _heard(story: Story, numbers: tuple[int, ...], text: str) -> bool:
    """Whether the Korean writes a listed person or place in another way: 에르도간 for 에르도안."""
    kinds = {story.table.entries[n].kind for n in numbers}
    return bool(kinds & {"person", "place"}) and story.korean.sounds_as(text.split()[-1])


def _sorts(name: Name, table: NameTable) -> frozenset[str]:
    return frozenset(_sort(table.entries[n]) for n in name.entries)


@lru_cache(maxsize=1 << 14)
def _sort(entry: NameEntry) -> str:
    if entry.kind == "org":
        sort = entry.sort or office(entry.en[0] if entry.en else entry.ko[0])
        return _ALIKE.get(sort, sort)
    if entry.ko[0] in _PROVINCES:
        return "province"
    return "ward" if entry.ko[0].endswith("구") else entry.sort or entry.kind


def _says(entry: NameEntry, english: str) -> bool:
    pattern = _forms((*entry.en, *entry.en_support))
    return pattern is not None and pattern.search(english) is not None


@lru_cache(maxsize=1 << 14)
def _forms(forms: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})(?![a-z])", re.IGNORECASE) if forms else None
