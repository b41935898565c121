"""Whether the words of a clause have renderings in the other version: the signs of a lost clause that vectors miss.

A vector says how near two passages are in all; a lexicon says which word of the clause is answered by which word. The
words come from `aligner.facts.lexicon`: those that it does not know say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from math import log
from typing import NamedTuple, TypeAlias

from aligner.facts.lexicon import headwords, is_rendering, specificity, stem, word_keys
from aligner.types import Lang

__all__ = ["Word", "WordIndex", "word_signs", "words_of"]

_WORD = {"ko": re.compile(r"[가-힣]+|[一-龥]"), "en": re.compile(r"[A-Za-z](?:[A-Za-z.'’&]*[A-Za-z])?")}
# One word of the usual fate is added to every share, so that a single word does not decide it.
_USUAL = 0.6


class Word(NamedTuple):
    """A word that the lexicon knows: what it may be in English, how much it says, and its headwords or its stem."""

    keys: frozenset[str]
    weight: float
    name: str


Words: TypeAlias = Sequence[Word]


def words_of(text: str, lang: Lang) -> list[Word]:
    """Return the words of a text that the lexicon knows, in order."""
    return [word for token in _WORD[lang].findall(text) if (word := _word(token, lang)) is not None]


@lru_cache(maxsize=1 << 16)
def _word(token: str, lang: Lang) -> Word | None:
    keys = word_keys(token, lang)
    if lang == "en":
        keys = frozenset(filter(is_rendering, keys))
    if not keys:
        return None
    return Word(keys, max(map(specificity, keys)), "+".join(headwords(token)) if lang == "ko" else stem(token))


class WordIndex:
    """The words of one version, sentence by sentence."""

    def __init__(self, texts: Sequence[str], lang: Lang) -> None:
        self.words = [words_of(text, lang) for text in texts]
        self.keys = [_keys(words) for words in self.words]

    @cached_property
    def everywhere(self) -> frozenset[str]:
        """The keys of the whole version."""
        return frozenset().union(*self.keys)


def word_signs(clause: Words, siblings: Words, bead: Iterable[int], other: WordIndex) -> dict[str, float]:
    """Return how many words of a clause its bead and the other version have, and what else the bead says.

    Parameters
    ----------
    clause, siblings
        The words of the clause, and those of the other clauses on its side of the bead.
    bead
        The sentences of the other side of the bead.
    other
        The other version.
    """
    theirs = [word for j in bead for word in other.words[j]]
    bead_keys, sibling_keys = _keys(theirs), _keys(siblings)
    total = _weight(clause)
    kept = _weight(word for word in clause if word.keys & bead_keys)
    nowhere = _weight(word for word in clause if not word.keys & other.everywhere)
    free = _weight(word for word in theirs if not word.keys & sibling_keys)
    return {
        "words_kept": (kept + _USUAL) / (total + 1),
        "words_lost": log(1 + total - kept),
        "words_nowhere": log(1 + nowhere),
        "words_free": free / (_weight(theirs) + 1),
    }


def _keys(words: Iterable[Word]) -> frozenset[str]:
    return frozenset().union(*(word.keys for word in words))


def _weight(words: Iterable[Word]) -> float:
    return sum(word.weight for word in words)
