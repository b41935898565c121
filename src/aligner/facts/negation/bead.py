"""A bead as the search for flipped negations sees it: negations and negative words of both sides, words, pieces."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import TypeAlias

from aligner.facts.lexicon import word_keys
from aligner.facts.model import Place, Suspect
from aligner.facts.negation.fields import Pole, Poles, english_poles, korean_poles
from aligner.facts.negation.words import (
    EN_CUES,
    EN_STRONG,
    EN_STRONG_IDIOMS,
    EN_WEAK,
    IDIOMS,
    KO_STRONG,
    LITOTES,
    NEGATES,
    WORDS,
)

__all__ = ["COMMON", "NegationBead", "flip", "is_litotes", "strong_negations", "without_words", "word_end"]


_Found: TypeAlias = tuple[int, tuple[int, int] | None]
"""Number of a sentence, and its words if they are known."""
_REASONS = {"lost": "negation-lost", "added": "negation-added", "opposite": "polarity"}


def flip(kind: str, ko: _Found, en: _Found, signs: Mapping[str, float]) -> Suspect:
    """Return a suspect: a negation that may be lost or added, or a word told by its opposite (sentence, span)."""
    mine, other = (None if span is None else Place(sentence, *span) for sentence, span in (ko, en))
    plain = {name: float(sign) for name, sign in signs.items()}
    return Suspect(kind, "negation", "flipped", _REASONS[kind], mine, other, plain)


def strong_negations(text: str) -> list[tuple[int, int]]:
    """Return the spans of plain negations of a Korean text, idioms that English says without negation left out."""
    if NEGATES.search(text) is None:
        return []
    found = [match.span() for match in KO_STRONG.finditer(text)]
    idioms = [m.span() for m in IDIOMS.finditer(text)] if found else ()
    return [(a, b) for a, b in found if not any(start < b and a < end for start, end in idioms)]


def is_litotes(text: str, span: tuple[int, int]) -> bool:
    """Whether English may say a negation without a "not": 적지 않은, 굽히지 않았다."""
    return LITOTES.search(text, max(0, span[0] - 4), span[1]) is not None


def without_words(source: str, english: str) -> str:
    """Blank the negative words of an English sentence that translate a word of the Korean, one for one."""
    for words, said in _negative_words(source):
        english = words.sub(lambda found: " " * len(found[0]), english, count=said)
    return english


@lru_cache(maxsize=1 << 8)
def _negative_words(source: str) -> tuple[tuple[re.Pattern[str], int], ...]:
    """What the negative words of a Korean text may be in English, and how many of them it has."""
    counted = ((words, len(korean.findall(source))) for korean, words in WORDS)
    return tuple((words, said) for words, said in counted if said)


@lru_cache(maxsize=1 << 16)
def _keys(word: str) -> frozenset[str]:
    return word_keys(word, "en") - COMMON


class NegationBead:
    """Both sides of a bead, and what is counted in them once for all candidates."""

    def __init__(
        self, ko: Sequence[str], en: Sequence[str], ko_ids: Sequence[int], en_ids: Sequence[int], ratio: float
    ) -> None:
        self.ko, self.ko_ids, self.en_ids = ko, ko_ids, en_ids
        self.source = " ".join(ko[i] for i in ko_ids)
        self.english = [en[j] for j in en_ids]
        self.target = " ".join(self.english)
        self.several = len(ko_ids) + len(en_ids) > 2
        self.fill = min(1.6, len(self.target) / max(1.0, ratio * len(self.source)))
        """English characters against the usual number for so much Korean."""

    @cached_property
    def negations(self) -> list[tuple[int, tuple[int, int]]]:
        """Plain negations of the Korean: sentence, span."""
        return [(i, span) for i, span in self.all_negations if not is_litotes(self.ko[i], span)]

    @cached_property
    def all_negations(self) -> list[tuple[int, tuple[int, int]]]:
        return [(i, span) for i in self.ko_ids for span in strong_negations(self.ko[i])]

    @cached_property
    def clean(self) -> list[str]:
        """The English sentences; negative words that translate a word of the Korean, or negate nothing, are blank."""
        blank = [EN_WEAK.sub(lambda m: " " * len(m[0]), text) for text in self.english]
        return [without_words(self.source, text) for text in blank]

    @cached_property
    def plain_not(self) -> list[str]:
        """The English sentences without idioms like "not only"."""
        return [EN_STRONG_IDIOMS.sub(lambda m: "_" * len(m[0]), text) for text in self.english]

    @cached_property
    def cues(self) -> int:
        return sum(len(EN_CUES.findall(text)) for text in self.clean)

    @cached_property
    def strong_cues(self) -> int:
        return sum(len(EN_STRONG.findall(text)) for text in self.plain_not)

    @cached_property
    def poles(self) -> list[dict[Pole, Poles]]:
        """The poles that every English sentence names, of the rows that the Korean names."""
        rows = {row for i in self.ko_ids for row, _ in korean_poles(self.ko[i])}
        return [english_poles(text, rows) for text in self.english]

    @cached_property
    def said_poles(self) -> tuple[frozenset[Pole], frozenset[Pole]]:
        """The poles that the Korean names plainly, and those that it undoes."""
        every = [(pole, places) for i in self.ko_ids for pole, places in korean_poles(self.ko[i]).items()]
        return (
            frozenset(pole for pole, places in every if places.plain),
            frozenset(pole for pole, places in every if places.negated),
        )

    @cached_property
    def tokens(self) -> list[list[tuple[int, int, frozenset[str]]]]:
        """Of every English sentence the words: start, end, lexicon key."""
        texts = [_SET_PHRASE.sub(lambda m: " " * len(m[0]), text) for text in self.english]
        return [[(m.start(), m.end(), _keys(m[0])) for m in _EN_WORD.finditer(text)] for text in texts]

    def beside(self, i: int, here: tuple[int, int], k: int, there: tuple[int, int]) -> float:
        """Share of the Korean words around a place that the English has around another: what rises, who is found."""
        text, (start, end) = self.ko[i], there
        words = [*_HANGUL.findall(text[: here[0]])[-_BEFORE:], *_HANGUL.findall(text[word_end(text, here[1]) :])[:1]]
        known = [keys for keys in (word_keys(word, "ko") - COMMON for word in words) if keys]
        near = (
            key for a, b, key in self.tokens[k] if start - _AROUND < b and a < end + _AROUND and not start <= a < end
        )
        said = frozenset().union(*near)
        return sum(bool(keys & said) for keys in known) / (len(known) + 1)

    @cached_property
    def pieces(self) -> list[tuple[int, int, int]]:
        """Pieces of the English between commas and conjunctions: index in the bead, start, end."""
        out: list[tuple[int, int, int]] = []
        for k, text in enumerate(self.english):
            cuts = [0, *chain.from_iterable(m.span() for m in EN_CUT.finditer(text)), len(text)]
            mine = [(k, a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if b - a > 5]
            out += mine or [(k, 0, len(text))]
        return out


_HANGUL = re.compile("[가-힣]+")
_BEFORE, _AROUND = 3, 60
"""Korean words before a place, and English characters on either side of one, that say what it is about."""


def word_end(text: str, at: int) -> int:
    """Return where the Korean word ends that goes on at `at`."""
    while at < len(text) and "가" <= text[at] <= "힣":
        at += 1
    return at


EN_CUT = re.compile(r"[,;:“”\"]\s?|\s(?:and|but|while|though|although|because|that|which|who)\s", re.IGNORECASE)
_SET_PHRASE = re.compile(
    r"\b(?:according to|in accordance with|including|regarding|concerning|such as|following the|"
    r"in addition|as well as)\b",
    re.IGNORECASE,
)
"""Words that link and name no act: "according to" is no 따르다."""
_EN_WORD = re.compile(r"[A-Za-z](?:[A-Za-z.'’&]*[A-Za-z])?")
COMMON = frozenset(
    f"word:{stem}"
    for stem in "have be do said say the of in to a and on for with at by it is as from that this not no".split()
)
"""Words that every sentence has; the lexicon gives them for a few Korean verbs."""
