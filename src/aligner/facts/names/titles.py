"""What the people of a bead are called: 박도연 외교부 차관 is no "Foreign Minister Park Do-yeon".

Where both languages give a person of the same name a post that `tables/titles.tsv` has, one row must hold both; so must
the offices before them (the foreign ministry, defense).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

from aligner.facts.names.story import Name
from aligner.facts.tables import table
from aligner.korean.particles import strip_particle

__all__ = ["title_suspects"]

Rows: TypeAlias = frozenset[int]
Read: TypeAlias = "tuple[Name, Rows, Rows]"
"""A title: its place, the rows of posts and those of offices that it may mean."""

_WORDS_BEHIND = re.compile(r"(?:\s?\([^)]{1,12}\))?((?:\s[가-힣A-Za-z]+){1,3})")
_WORD_BEFORE = re.compile(r"(?<![가-힣])([가-힣]{2,10})\s\Z")
_APPOSITION = re.compile(
    r"(?:\s\([^)]{1,12}\)|,\s\d\d(?=,))?,\s(?:who\s(?:is|was)\s)?(?:an?|the|its|his|her|their)?\s?([^,.;\"”]{3,60})"
)
_WORDS_OF = re.compile(r"((?:[A-Za-z][\w&'’-]*\s){0,4})\Z")
_DEPUTY = re.compile(r"\b(vice|deputy|assistant)\b", re.I)
_LONGEST = 6
"""Syllables of the longest Korean post."""


@cache
def _korean(sort: str) -> dict[str, Rows]:
    found: dict[str, set[int]] = {}
    for n, (kind, ko, _) in enumerate(table("titles")):
        for form in ko.split("|") if kind == sort else ():
            found.setdefault(form, set()).add(n)
    return {form: frozenset(rows) for form, rows in found.items()}


@cache
def _english(sort: str) -> tuple[dict[str, Rows], re.Pattern[str]]:
    """Forms, lower case, with their rows (none where a form says nothing), and what finds them."""
    found: dict[str, set[int]] = {}
    for n, (kind, _, en) in enumerate(table("titles")):
        for form in en.split("|") if kind in (sort, "any") else ():
            found.setdefault(form.lower(), set()).update({n} if kind == sort else ())
    forms = "|".join(sorted(map(re.escape, found), key=len, reverse=True))
    return {form: frozenset(rows) for form, rows in found.items()}, re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.I)


def title_suspects(ko: str, en: str, one: Name, other: Name) -> Iterator[tuple[Name, Name, dict[str, float]]]:
    """Yield the titles, Korean and English, of one person that do not fit, with their signs."""
    mine = list(_korean_titles(ko, one))
    if not mine:
        return
    theirs = list(_english_titles(en, other))
    posts, offices = _joined(mine, 1), _joined(mine, 2)
    for name, said, office in theirs:
        wrong_post = bool(posts and said and not posts & said)
        wrong_office = bool(offices and office and not offices & office)
        if (wrong_post or wrong_office) and not (posts & _joined(theirs, 1) and not wrong_office):
            yield mine[0][0], name, {"title": 1.0, "title_office": float(not wrong_post)}


def _joined(titles: list[Read], at: int) -> Rows:
    return frozenset().union(*(title[at] for title in titles))  # type: ignore[arg-type]


def _korean_titles(text: str, person: Name) -> Iterator[Read]:
    behind = _WORDS_BEHIND.match(text, person.end)
    for word in re.finditer(r"\S+", behind[1]) if behind is not None else ():
        bare = strip_particle(word[0], least=2)
        if rows := _post_of(bare):
            end = behind.start(1) + word.start() + len(bare)  # type: ignore[union-attr]
            phrase = text[person.end : end]
            yield Name("title", end - min(len(bare), _LONGEST), end, bare), rows, _offices(phrase, _korean("office"))
            break
        if bare != word[0]:
            break
    before = _WORD_BEFORE.search(text, 0, person.start)
    if before is not None and (rows := _post_of(before[1])):
        yield Name("title", *before.span(1), before[1]), rows, _offices(before[1], _korean("office"))


def _post_of(word: str) -> Rows:
    """The rows of the longest post that a word ends with; none for a deputy that no row has (부구청장)."""
    forms = _korean("post")
    for size in range(min(len(word), _LONGEST), 1, -1):
        if word[-size:] in forms:
            return frozenset() if word[-size - 1 : -size] == "부" and size < 4 else forms[word[-size:]]
    return frozenset()


def _offices(phrase: str, forms: dict[str, Rows]) -> Rows:
    return frozenset().union(*(rows for form, rows in forms.items() if form in phrase))


def _english_titles(text: str, person: Name) -> Iterator[Read]:
    _, pattern = _english("post")
    before = text[: person.start].rstrip(" ,")
    last = next((m for m in reversed([*pattern.finditer(before, max(0, len(before) - 40))])), None)
    behind = _APPOSITION.match(text, person.end)
    match = pattern.search(text, *behind.span(1)) if behind is not None else None
    for found in (last if last is not None and last.end() == len(before) else None, match):
        title = _read(text, found) if found is not None else None
        if title is not None:
            yield title


def _read(text: str, match: re.Match[str]) -> Read | None:
    """The title that an English post is with the words before it; None where it says nothing."""
    forms, _ = _english("post")
    of, offices = _english("office")
    words = _WORDS_OF.search(text, max(0, match.start() - 40), match.start())
    phrase, post = words[1] if words is not None else "", match[0].lower()
    deputy = _DEPUTY.search(phrase)
    if deputy is not None:
        ranks = dict.fromkeys((deputy[1].lower(), "deputy", "vice"))
        bare = post.rpartition(" ")[2]  # Vice Finance Minister
        post = next((f for tail in (post, bare) for rank in ranks if (f := f"{rank} {tail}") in forms), post)
    if not forms[post]:
        return None
    rows = [of[m[0].lower()] for m in offices.finditer(phrase + match[0])]
    return Name("title", *match.span(), match[0]), forms[post], frozenset().union(*rows)
