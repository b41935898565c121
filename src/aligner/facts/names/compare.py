"""Names compared over a whole story: people, places, organisations.

An English name is *supported* when the Korean story has it anywhere: by the table, by romanisation, by sound, or in
Latin letters. Only an unsupported English name that stands where an unanswered Korean name of its kind is expected is
called wrong; a Korean person's name that fits no Korean name of the story is suspicious by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aligner.facts.names.mentions import english_names, korean_names, strict
from aligner.facts.names.offices import office
from aligner.facts.names.sounds import near
from aligner.facts.names.story import (
    SPELLINGS,
    TITLES,
    KoreanNames,
    Name,
    Story,
    given_name,
)
from aligner.facts.names.table import NameTable
from aligner.facts.patterns import made
from aligner.korean.particles import strip_particle
from aligner.korean.romanise import (
    english_skeleton,
    korean_skeleton,
    spells,
    syllable_spellings,
)

__all__ = [
    "HOME",
    "LOCATIVE",
    "KoreanNames",
    "Name",
    "NameMismatch",
    "Spelling",
    "english_names",
    "governs",
    "is_background",
    "korean_names",
    "mispaired_names",
    "spelled_twice",
    "titled",
]

_KINSHIP = {"person": "person", "place": "place", "country": "place", "org": "org", "term": "term"}


@dataclass(frozen=True, slots=True)
class NameMismatch:
    """An English name that the Korean does not support, with the Korean name it stands for (None if none is open)."""

    ko_sentence: int | None
    ko: Name | None
    en_sentence: int
    en: Name
    sure: float


@dataclass(frozen=True, slots=True)
class Spelling:
    """One person spelled in two ways: the Hangul name, the second spelling and its place, and the first spelling."""

    ko_sentence: int
    ko: Name
    en_sentence: int
    en: Name
    first: str


HOME = frozenset(
    ("South Korea", "South Korean", "South Koreans", "Korea", "Korean", "Seoul", "American", "U.S.", "United States")
)
"""Names that tell a foreign reader where things are, whatever the Korean says."""


_DATELINE = re.compile(r"[A-Z][A-Z .'-]{2,}(?:,\s[A-Z][\w. ]{1,20})?\s\((?:Yonhap|CNN|AP|AFP|Reuters|[A-Z]{2,5})\)")
_EVENT = re.compile(
    r"\s(?:Games|Olympics?|Summit|Accords?|Treaty|Agreement|agreement|Protocol|Declaration|Convention|Open|Marathon|Cup|"
    r"Philharmonic|Symphony|Times|Post|Herald|Stock Exchange)\b"
)
_RELATIVE = re.compile(
    r"['’]s\s(?:\w+\s){0,2}(?:(?:grand)?(?:son|daughter)|sister|brother|wife|husband|widow|mother|father)\b"
)
_COMMON = frozenset(
    (
        "Republican Republicans Democrat Democrats Democratic Congress Parliament Senate House Cabinet Council "
        "Committee Party Prime Vice Deputy Foreign Defense Finance Interior Justice State Treasury Labor Labour "
        "Health Trade General Chief Acting Former Supreme Union Island Police Army Navy Marine Force Office "
        "Department Ministry Government Sunday Monday Tuesday Wednesday Thursday Friday Saturday"
    ).split()
)
_GLOSS = re.compile(
    r"\b(?:north|south|east|west|northeast|northwest|southeast|southwest|outside|near|kilometers|km|miles)\s(?:of\s)?(?:central\s)?$|"
    r"\b(?:now|today['’]s|present-day|modern-day|downtown|central|northern|southern|eastern|western|northeastern|"
    r"northwestern|southeastern|southwestern)\s$"
)


def mispaired_names(whole: Story, beads: Sequence[tuple[Sequence[int], Sequence[int]]]) -> list[NameMismatch]:
    """Find English names of a story that stand for another Korean name.

    Parameters
    ----------
    whole
        The story.
    beads
        ``(ko numbers, en numbers)``; only beads with both sides are checked, the whole story serves as support.
    """
    ko_texts, en_texts, table = whole.ko_texts, whole.en_texts, whole.table
    story = whole.korean
    english = "\n".join(en_texts)
    out: list[NameMismatch] = []
    for ko_ids, en_ids in beads:
        if not ko_ids or not en_ids:
            continue
        doubtful = [
            (j, name)
            for j in en_ids
            for name in english_names(en_texts[j], table)
            if not _supported(name, story, en_texts[j])
        ]
        if not doubtful:
            continue
        here = " ".join(en_texts[j] for j in en_ids)
        loose = any(name.kind in ("place", "romanised") and name.text != "Seoul" for _, name in doubtful)
        open_names = [
            (i, name)
            for i in ko_ids
            for name in korean_names(ko_texts[i], table, loose=loose)
            if not answered(name, here, table)
        ]
        used: set[tuple[int, int]] = set()
        for j, name in doubtful:
            if is_background(name, en_texts[j]):
                continue
            mismatch = _pair(j, name, open_names, used, english, table, ko_ids, ko_texts, here)
            if mismatch is not None:
                out.append(mismatch)
    return out


def is_background(name: Name, text: str) -> bool:
    """Whether an English desk may add a name of itself: a government, a dateline, an event, where a place lies."""
    if name.text == "Seoul" and governs(name, text):
        return True  # the government, whatever the Korean calls it
    dateline = _DATELINE.match(text)
    if dateline is not None and name.start < dateline.end():
        return True
    if _EVENT.match(text, name.end) or _RELATIVE.match(text, name.end):
        return True  # the Beijing Games, the Paris agreement; "Kim's daughter" tells who 김주애 is
    # "75 kilometers northeast of Seoul" tells foreign readers where a place lies
    return _GLOSS.search(text, max(0, name.start - 24), name.start) is not None


LOCATIVE = re.compile(r"\b(?:in|at|near|of|from|to|for|outside|around|downtown|central|through)\s$")
_OWNER = re.compile(r"['’]s\s[a-z]")
_GOVERNS = re.compile(r"['’]s\s[a-z]|\sand\s|\s[a-z]|-[A-Z]")


def governs(name: Name, text: str) -> bool:
    """Whether a capital stands for its government: "Seoul's offer", "Pyongyang said", not "in Seoul"."""
    if _OWNER.match(text, name.end):
        return True
    placed = LOCATIVE.search(text, max(0, name.start - 12), name.start) is not None
    return not placed and _GOVERNS.match(text, name.end) is not None


def spelled_twice(whole: Story) -> list[Spelling]:
    """Find one person spelled in two ways.

    Two English full names are one person when both spell the same Hangul name and no other Hangul name of the story
    fits either; hyphens, blanks and capitals make no difference.
    """
    ko_texts, story = whole.ko_texts, whole.korean
    full: dict[str, tuple[int, Name]] = {}
    for j, text in enumerate(whole.en_texts):
        for name in english_names(text, whole.table):
            if name.kind == "person" and name.surname:
                full.setdefault(re.sub(r"[^a-z]", "", name.text.lower()), (j, name))
    owners: dict[str, list[str]] = {}
    for letters, (_, name) in full.items():
        for owner in story.owners(name.surname, given_name(name.text, name.surname)):
            owners.setdefault(owner, []).append(letters)
    out = []
    for owner, spellings in owners.items():
        alone = [s for s in spellings if sum(s in other for other in owners.values()) == 1]
        if len(owner) >= 3 and len(alone) >= 2 and owner in story.stems:
            (_, first), (j, second) = full[alone[0]], full[alone[1]]
            i, at = next((i, t.find(owner)) for i, t in enumerate(ko_texts) if owner in t)
            out.append(Spelling(i, Name("person", at, at + len(owner), owner), j, second, first.text))
    return out


def _supported(name: Name, story: KoreanNames, text: str) -> bool:
    if (name.entries and story.has_entry(name.entries)) or name.text.lower() in story.latin:
        return True
    if name.kind == "person" and name.surname:
        words = name.text.split()
        if story.has_person(name.surname, given_name(name.text, name.surname)):
            return True
        if len(words) == 3 and story.has_person(words[-1].lower(), "-".join(words[:-1]).lower()):
            return True  # Jung Hoo Lee: given name first, with a blank
        return story.has_romanised(name.text) or story.begins_with(name.text)
    if name.kind == "romanised" and any(
        made(rf"(?<![가-힣]){hangul}(?:\s?씨|모\s?(?:씨|\(|\s)|양\s|군\s)").search(story.text)
        for hangul in SPELLINGS.get(name.text.lower(), ())
    ):
        return True  # 정모(43) 씨: "identified only by his surname Jeong"
    if name.kind == "romanised":
        if story.has_romanised(name.text) or _translated(name, story):
            return True
        if story.begins_with(name.text):
            return True
        return not strict(name.text) and len(english_skeleton(name.text)) > 3 and story.has_sound(name.text)
    if name.kind in ("person", "foreign"):
        following = re.findall(r"[A-Z][a-z’'-]+", text[name.end : name.end + 30])[:2] if name.kind == "foreign" else []
        if titled(name.text, story.text):
            return True
        if name.entries:  # the table knows its Korean form: only a long name may be written in another way
            if story.sounds_as(name.text.split()[-1]):
                return True
            words = [w for w in name.text.split()[-1:] if len(english_skeleton(w)) > 4]
        else:
            words = [*name.text.split(), *following]
        return any(story.has_sound(word) for word in words) or name.text in _COMMON
    if name.kind == "place" and name.text != "Seoul" and governs(name, text):
        capital = (n for n, e in enumerate(story.table.entries) if e.kind == "country" and name.text in e.en_support)
        if story.has_entry(tuple(capital)):
            return True
    if name.kind == "place" and story.has_unlisted_sound(name.text):
        return True
    if name.kind in ("place", "org", "country", "term"):
        return name.kind != "country" and any(story.has_romanised(w) for w in name.text.split() if len(w) > 3)
    return False


def titled(word: str, korean: str) -> bool:
    """Whether somebody of a Korean surname is there by title: 문 대통령 is "Moon"."""
    return any(
        made(rf"(?<![가-힣]){hangul}\s(?:전\s)?(?:{TITLES})").search(korean)
        for hangul in SPELLINGS.get(word.lower(), ())
    )


def _translated(name: Name, story: KoreanNames) -> bool:
    base = re.sub(r"-(?:si|gu|gun|dong|ri|eup|myeon|do|ro)$", "", name.text)
    return base != name.text and story.has_romanised(base)


def answered(name: Name, english: str, table: NameTable) -> bool:
    """Whether the English of the bead has this Korean name in any shape."""
    if name.entries and any(_entry_in(n, english, table) for n in name.entries):
        return True
    words = re.findall(r"[A-Z][A-Za-z’'-]+(?:\s[A-Z][a-z-]+)?", english)
    stem = name.text
    for word in words:
        letters = re.sub(r"[^a-z-]", "", word.lower().replace(" ", "-"))
        first = re.sub(r"[^a-z-]", "", word.split()[0].lower())
        for form in (letters, first):
            if spells(form, stem, person=name.kind == "person"):
                return True
        if (
            name.kind == "maybe-person"
            and len(english_skeleton(first)) > 1
            and near(english_skeleton(first), korean_skeleton(stem))
        ):
            return True
    return False


def _entry_in(number: int, english: str, table: NameTable) -> bool:
    entry = table.entries[number]
    if entry.kind == "place":  # "the North" is no place in it
        return any(form in english for form in entry.en)
    return table.english_has(number, english)


def _pair(
    j: int,
    name: Name,
    open_names: list[tuple[int, Name]],
    used: set[tuple[int, int]],
    english: str,
    table: NameTable,
    ko_ids: Sequence[int],
    ko_texts: Sequence[str],
    here: str,
) -> NameMismatch | None:
    best: tuple[float, int, Name] | None = None
    for i, other in open_names:
        if (i, other.start) in used:
            continue
        sure = _sure(name, other, table)
        if sure and (best is None or sure >= best[0]):  # of 강원도 원산 the finer place stands last
            best = (sure, i, other)
    if best is None and name.kind == "person" and name.surname:
        best = _namesake(name, ko_ids, ko_texts, here)
        if best is None and (name.entries or not re.search(r"-| [A-Z][a-z]+ ", name.text)):
            return None  # a head of state is background that the English adds
        if best is None:
            return NameMismatch(None, None, j, name, 0.56)
    if best is None:
        return None
    sure, i, other = best
    used.add((i, other.start))
    if other.entries and any(table.english_has(n, english) for n in other.entries):
        sure -= 0.1
    return NameMismatch(i, other, j, name, sure)


_PLAIN_SURNAMES = frozenset("이전한조정고신안지주오하우유성연공방국기제인동경위선모부사여도소구나라설원")
"""Surnames that begin countless ordinary words too."""


def _namesake(name: Name, ko_ids: Sequence[int], ko_texts: Sequence[str], here: str) -> tuple[float, int, Name] | None:
    """A word of the bead that looks like another person of the same surname: 박진우 for "Park Jin-ho"."""
    given = "".join(re.split(r"[\s-]+", name.text.lower())).replace(name.surname, "", 1)
    best: tuple[float, int, Name] | None = None
    for i in ko_ids:
        for match in re.finditer(r"(?<![가-힣])[가-힣]{3,6}", ko_texts[i]):
            word = strip_particle(match[0], least=3)
            surname = next((h for h in SPELLINGS.get(name.surname, ()) if word.startswith(h)), "")
            if len(word) != max(3, len(surname) + 1) or not surname:
                continue
            shared = len(surname) == 2 or _shares(given, word[1:])
            sure = 0.9 if shared else 0.7 if word[0] not in _PLAIN_SURNAMES else 0.0
            found = Name("person", match.start(), match.start() + 3, word, (), word[0])
            if sure and (best is None or sure > best[0]) and not answered(found, here, _EMPTY):
                best = (sure, i, found)
    return best


_EMPTY = NameTable.of(())


def _shares(given: str, hangul: str) -> bool:
    """Whether a given name shares its first or last syllable with a Hangul one."""
    first, last = syllable_spellings(hangul[0]), syllable_spellings(hangul[-1])
    return any(given.startswith(s) for s in first if len(s) > 1) or any(given.endswith(s) for s in last if len(s) > 1)


def _sure(en: Name, ko: Name, table: NameTable) -> float:
    """How likely `en` stands in the place of `ko`, both without partner."""
    if en.kind == "person" and en.surname:
        if ko.kind == "person":
            return 0.95 if ko.surname and ko.surname in SPELLINGS.get(en.surname, ()) else 0.85
        return 0.0
    if en.kind in ("person", "foreign"):
        return (
            0.9
            if ko.kind == "person" and en.kind == "person"
            else 0.7
            if ko.kind in ("person", "maybe-person")
            else 0.0
        )
    if en.kind == "romanised":
        if ko.kind in ("place", "org"):
            return 0.75 if strict(en.text) or not ko.entries else 0.65
        return 0.65 if ko.kind == "person" and strict(en.text) else 0.0
    if _KINSHIP.get(en.kind) != _KINSHIP.get(ko.kind):
        return 0.0
    if "country" in (en.kind, ko.kind) and en.kind != ko.kind:
        return 0.5  # a desk adds where a place lies; a city for a country is seldom a slip
    forms = [ko.text, *(form for n in ko.entries for form in table.entries[n].en)]
    if en.kind == "org" and office(en.text) not in {office(form) for form in forms}:
        return 0.0
    return 0.9 if ko.entries else 0.75
