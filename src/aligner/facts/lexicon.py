"""What a Korean word may be in English: a lexicon of newspaper vocabulary, as evidence that two texts share content.

The lexicon (``lexicon.tsv``) was written for this project. A line is a Korean headword, the beginning of a word as
newspapers print it, and the English words a desk renders it by, in their base forms. Like the other evidence keys it
says "these two texts may speak of the same thing", never that a translation is right.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from aligner.facts.tables import table

__all__ = ["headwords", "is_rendering", "specificity", "stem", "word_keys"]

_KOREAN = re.compile(r"[가-힣]+|[一-龥]")
_ENGLISH = re.compile(r"[A-Za-z](?:[A-Za-z.'’&]*[A-Za-z])?")


class _Lexicon(NamedTuple):
    renderings: dict[str, frozenset[str]]
    """Headword → keys of its English words."""
    headwords: Counter[str]
    """Key → of how many headwords it is a rendering."""
    longest: dict[str, int]
    """First syllable → syllables of the longest headword that begins with it."""


@cache
def _lexicon() -> _Lexicon:
    renderings = {headword: frozenset(_key(word) for word in words.split("|")) for headword, words in table("lexicon")}
    headwords = Counter(key for keys in renderings.values() for key in keys)
    longest: dict[str, int] = {}
    for headword in renderings:
        longest[headword[0]] = max(len(headword), longest.get(headword[0], 0))
    return _Lexicon(renderings, headwords, longest)


@cache
def _stemmer() -> Any:
    from Stemmer import Stemmer

    return Stemmer("english")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the stem of an English word, by which inflected and derived forms meet: elect, elected, elections."""
    low = word.lower().replace("’", "'").removesuffix("'s").replace(".", "")
    return str(_stemmer().stemWord(low))


@lru_cache(maxsize=1 << 16)
def _key(word: str) -> str:
    return "word:" + stem(word)


def headwords(word: str) -> tuple[str, ...]:
    """Return one Korean word cut into the longest headwords from the left; what is no headword is skipped."""
    renderings, _, longest = _lexicon()
    found = []
    at = 0
    while at < len(word):
        for end in range(min(len(word), at + longest.get(word[at], 0)), at, -1):
            if word[at:end] in renderings:
                found.append(word[at:end])
                at = end
                break
        else:
            at += 1
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def _korean_word(word: str) -> frozenset[str]:
    """Keys of one Korean word: those of all its headwords."""
    renderings = _lexicon().renderings
    return frozenset().union(*(renderings[headword] for headword in headwords(word)))


def word_keys(text: str, lang: Literal["ko", "en"]) -> frozenset[str]:
    """Return ``word:STEM`` for every English word of a text, or for every English word its Korean may be told by.

    Parameters
    ----------
    text
        One sentence or a whole story.
    lang
        ``"ko"`` or ``"en"``.

    Notes
    -----
    English words meet by their stems (Porter 2001, "Snowball"). A Korean word with five renderings has five keys,
    of which an English sentence usually has one; those that no English sentence of the story has do no harm.
    """
    return _keys_of_word(text, lang) if len(text) <= _ONE_WORD else _keys_of(text, lang)


_ONE_WORD = 16
"""Characters up to which a text is a word or two, asked for again and again."""


def _keys_of(text: str, lang: Literal["ko", "en"]) -> frozenset[str]:
    if lang == "en":
        return frozenset(map(_key, _ENGLISH.findall(text)))
    return frozenset().union(*map(_korean_word, _KOREAN.findall(text)))


_keys_of_word = lru_cache(maxsize=1 << 16)(_keys_of)


def is_rendering(key: str) -> bool:
    """Return whether some headword may be rendered by the word of this key: others can have no counterpart."""
    return key in _lexicon().headwords


@lru_cache(maxsize=1 << 16)
def specificity(key: str) -> float:
    """Return how much a shared word says: 1 for a word that renders four headwords, 1.5 for one of a single one.

    A word that renders many headwords (hold, rise) is met by chance more often: ``(headwords / 4) ** -0.3``, the
    exponent chosen by cross-validation among 0, 0.3 and 0.5 on the aligner's training documents.
    """
    return math.pow((_lexicon().headwords[key] or 1) / 4, -0.3)
