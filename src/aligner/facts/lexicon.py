"""What a Korean word may be in English: a lexicon of newspaper vocabulary, as evidence that two sentences share content.

The lexicon (``lexicon.tsv``) was written for this project. A line is a Korean headword, the beginning of a word as
newspapers print it, and the English words a desk renders it by, in their base forms. Like the other evidence keys it
says "these two texts may speak of the same thing", never that a translation is right.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

__all__ = ["word_keys"]

_KOREAN = re.compile(r"[가-힣]+|[一-龥]")
_ENGLISH = re.compile(r"[A-Za-z](?:[A-Za-z.'’&]*[A-Za-z])?")
_LONGEST = 8
"""Syllables of a headword, at most; longer ones are not looked up."""


@cache
def _headwords() -> dict[str, str]:
    text = files("aligner.facts").joinpath("lexicon.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t", 1) for line in text.splitlines())


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    # The stemmer joins inflected and derived forms: elect, elected, elections.
    return "word:" + str(_stemmer().stemWord(word.replace(".", "")))


@cache
def _stemmer() -> Any:
    from snowballstemmer import stemmer

    return stemmer("english")


@lru_cache(maxsize=1 << 15)
def _renderings(headword: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in _headwords()[headword].split("|"))


@lru_cache(maxsize=1 << 16)
def _korean_word(word: str) -> frozenset[str]:
    """Keys of one Korean word, cut into the longest headwords from the left; what is no headword is skipped."""
    known = _headwords()
    keys: frozenset[str] = frozenset()
    at = 0
    while at < len(word):
        for end in range(min(len(word), at + _LONGEST), at, -1):
            if word[at:end] in known:
                keys |= _renderings(word[at:end])
                at = end
                break
        else:
            at += 1
    return keys


@lru_cache(maxsize=1 << 16)
def _english_word(word: str) -> str:
    low = word.lower().replace("’", "'")
    return _stem(low.removesuffix("'s").rstrip("'"))


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
    if lang == "en":
        return frozenset(map(_english_word, _ENGLISH.findall(text)))
    return frozenset().union(*map(_korean_word, _KOREAN.findall(text)))
