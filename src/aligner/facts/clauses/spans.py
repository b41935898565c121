"""Which words of a Korean sentence its English may lack: runs of pieces, each with the signs that need no vectors.

Nobody knows beforehand where what was left out begins and ends. So every run of up to five pieces
(`aligner.facts.clauses.pieces`) is a candidate, and a fitted model chooses the likeliest of each sentence. The signs
weigh the words of the run that the lexicon finds in the English against those it does not, what of the English only
this run explains, its figures and names, and how much better the lengths of the bead fit without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate
from math import log

from aligner.facts.clauses.pieces import Piece, pieces
from aligner.facts.clauses.usual import Evidence
from aligner.facts.clauses.words import Word, words_of
from aligner.facts.model import Match
from aligner.facts.story import Side

__all__ = ["Bead", "letters", "span_signs"]

_LONGEST = 5
"""Pieces of a candidate."""
_LEAST, _MOST = 4, 0.8
"""Letters of a candidate, and the share of its sentence that it may have at most."""
_SLACK = 10
"""Letters added to both lengths, so that very short sentences do not give wild ratios."""
_USUAL = 0.6
"""One word of the usual fate is added to every share, so that a single word does not decide it."""


_SOURCED = re.compile(
    r"밝[혔히]|말[했하]|전[했하]|설명|발표|따르면|의하면|[다라냐자]고\s|[다라]며|공시|보도|강조|주장|덧붙"
)
_SOURCE = re.compile(
    r",\s(?:(?:an?|the|its)\s)?(?:[\w'.-]+\s){1,7}?(?:said|says)(?:\s(?:on\s)?[A-Z][a-z]+day)?(?=[.”\"]*$)|"
    r",?\saccording to [^,]{1,80}?(?=[.”\"]*$)"
)
"""Who says so, which English adds where the Korean has nobody say it: "officials said"."""


def _unsourced(text: str) -> str:
    return _SOURCE.sub("", text)


def letters(text: str) -> int:
    """Return how many letters and digits a text has."""
    return sum(map(str.isalnum, text))


@dataclass(frozen=True, slots=True)
class _Placed:
    """A word of the bead's Korean that the lexicon knows: does the English have it, and who else would explain that?

    ``low`` and ``high`` are the first and the last word of the bead by which the English words it meets can be
    explained, itself included.
    """

    weight: float
    kept: bool
    low: int
    high: int


class Bead:
    """One bead as its Korean spans are judged: what both sides say in words, figures, names and letters.

    Parameters
    ----------
    ko
        The Korean version.
    mine, theirs
        Numbers of the bead's Korean and English sentences.
    en
        The English version.
    en_words
        Lexicon words of every English sentence.
    ratio
        English letters per Korean letter of this story.
    figures
        What became of the Korean figures, by sentence (`aligner.facts.figures.matches.figure_matches`).
    """

    def __init__(
        self,
        ko: Side,
        mine: Sequence[int],
        theirs: Sequence[int],
        en: Side,
        en_words: Sequence[Sequence[Word]],
        ratio: float,
        figures: Mapping[int, Sequence[Match]],
    ) -> None:
        self.ko, self.mine, self.ratio = ko, mine, ratio
        self._told = [(i, m.ko.start, m.ko.end, _fate(m)) for i in mine for m in figures.get(i, ())]
        self._by_size: dict[int, dict[str, float]] = {}
        self.own = sum(letters(ko.texts[i]) for i in mine)
        said = [_unsourced(en.texts[j]) for j in theirs]
        sourced = any(_SOURCED.search(ko.texts[i]) for i in mine)
        self.size = sum(letters(en.texts[j] if sourced else text) for j, text in zip(theirs, said, strict=True))
        self.names: Set[str] = frozenset().union(*(_soft(en.keys[j]) for j in theirs))
        self.short = log((self.size + _SLACK) / (ratio * self.own + _SLACK))
        english = [
            word
            for j, text in zip(theirs, said, strict=True)
            for word in (en_words[j] if sourced or text == en.texts[j] else words_of(text, "en"))
        ]
        self._place(english)

    def _place(self, english: Sequence[Word]) -> None:
        """Say of every Korean word whether it is met, and of every English one between which words it is explained."""
        found = [
            (i, piece, word)
            for i in self.mine
            for piece in pieces(self.ko.texts[i])
            for word in words_of(self.ko.texts[i][piece.start : piece.end], "ko")
        ]
        self._found, self._english = found, english
        met_by: dict[str, list[int]] = {}
        there = frozenset().union(*(word.keys for word in english))
        for at, (_, _, word) in enumerate(found):
            for key in word.keys & there:
                met_by.setdefault(key, []).append(at)
        self.words: dict[tuple[int, int], list[_Placed]] = {}
        self.order: list[_Placed] = []
        for at, (i, piece, word) in enumerate(found):
            shared = [met_by[key] for key in word.keys & there]
            low = min((places[0] for places in shared), default=at)
            high = max((places[-1] for places in shared), default=at)
            placed = _Placed(word.weight, bool(shared), low, high)
            self.words.setdefault((i, piece.start), []).append(placed)
            self.order.append(placed)
        self.total = sum(word.weight for word in self.order)
        self.kept = sum(word.weight for word in self.order if word.kept)
        self.english = sum(word.weight for word in english)
        self.unexplained = 0.0
        self.explained: list[tuple[int, int, float]] = []
        for word in english:
            places = [met_by[key] for key in word.keys if key in met_by]
            if places:
                self.explained.append((min(p[0] for p in places), max(p[-1] for p in places), word.weight))
            else:
                self.unexplained += word.weight

    def spans(self, sentence: int) -> Iterator[tuple[int, int, dict[str, float]]]:
        """Yield every candidate of a sentence, ``(start, end, signs)``."""
        text = self.ko.texts[sentence]
        found = pieces(text)
        sizes = [0, *accumulate(letters(text[piece.start : piece.end]) for piece in found)]
        first = [0]  # number of the first word of each piece, among those of the bead
        for piece in found:
            first.append(first[-1] + len(self.words.get((sentence, piece.start), ())))
        before = self._before(sentence)
        names = [(a, b, key) for a, b, key in self.ko.placed_keys[sentence] if not key.startswith(_FIGURES)]
        for i in range(len(found)):
            for j in range(i + 1, min(i + _LONGEST, len(found)) + 1):
                size = sizes[j] - sizes[i]
                if _LEAST <= size <= _MOST * sizes[-1] and found[j - 1].edge != "topic":  # a topic alone is no loss
                    start, end = found[i].start, found[j - 1].end
                    signs = {
                        **self._lengths(size),
                        **self._words(before + first[i], before + first[j]),
                        **self._figures(sentence, start, end),
                        **self._names({key for a, b, key in names if start <= a and b <= end}),
                        **_shape(found, i, j),
                    }
                    yield start, end, signs

    def evidence(self, sentence: int, start: int, end: int) -> Evidence:
        """Return the words of the bead as seen from a candidate ``[start, end)`` of a sentence."""
        inside: list[Word] = []
        rest: list[Word] = []
        for i, piece, word in self._found:
            (inside if i == sentence and start <= piece.start and piece.end <= end else rest).append(word)
        others = _keys(rest)
        every, there = others | _keys(inside), _keys(self._english)
        alone = _keys([word for word in self._english if not word.keys & others])

        def fate(word: Word) -> str:
            return "lost" if not word.keys & there else "only" if word.keys & alone else "kept"

        return Evidence(
            tuple((word.name, fate(word)) for word in inside),
            tuple((word.name, bool(word.keys & there)) for word in rest),
            tuple((word.name, bool(word.keys & others), bool(word.keys & every)) for word in self._english),
        )

    def _before(self, sentence: int) -> int:
        """Words of the bead before a sentence."""
        return sum(len(words) for (i, _), words in self.words.items() if i < sentence)

    def _lengths(self, size: int) -> dict[str, float]:
        if size not in self._by_size:
            without = log((self.size + _SLACK) / (self.ratio * max(self.own - size, 1) + _SLACK))
            self._by_size[size] = {
                "short": self.short,
                "short_fit": abs(self.short) - abs(without),
                "short_without": without,
                "share": size / max(self.own, 1),
                "log_size": log(size + 1),
                "log_own": log(self.own + 1),
            }
        return self._by_size[size]

    def _words(self, low: int, high: int) -> dict[str, float]:
        """Of the words ``low … high − 1`` of the bead: how many the English has, and what only they explain."""
        mine = self.order[low:high]
        total = sum([word.weight for word in mine])
        kept = sum([word.weight for word in mine if word.kept])
        only = sum([word.weight for word in mine if word.kept and low <= word.low and word.high < high])
        free = self.unexplained + sum([weight for a, b, weight in self.explained if low <= a and b < high])
        return {
            "words_kept": (kept + _USUAL) / (total + 1),
            "words_lost": log(1 + total - kept),
            "words_total": log(1 + total),
            "words_only": log(1 + only),
            "words_free": free / (self.english + 1),
            "rest_kept": (self.kept - kept + _USUAL) / (self.total - total + 1),
        }

    def _figures(self, sentence: int, start: int, end: int) -> dict[str, float]:
        numbers = dates = kept = outside = 0
        for i, a, b, sort in self._told:
            if i == sentence and start <= a and b <= end:
                numbers += sort == "number"
                dates += sort == "date"
                kept += sort == "kept"
            else:
                outside += sort != "kept"
        return {
            "numbers_lost": float(min(numbers, 2)),
            "dates_lost": float(min(dates, 2)),
            "facts_kept": float(min(kept, 2)),
            "facts_lost_outside": float(min(outside, 2)),
        }

    def _names(self, names: Set[str]) -> dict[str, float]:
        return {
            "names_kept": float(min(len(names & self.names), 2)),
            "names_lost": float(min(len(names - self.names), 2)),
        }


def _keys(words: Sequence[Word]) -> frozenset[str]:
    return frozenset().union(*(word.keys for word in words))


def _fate(match: Match) -> str:
    """What a figure counts as: ``kept``, or lost as a ``number`` or a ``date``."""
    if match.status != "missing":
        return "kept"
    return "number" if match.ko.fact is not None and match.ko.fact.kind == "number" else "date"


# Keys of figures and acronyms: whether the English has these, the figures themselves tell.
_FIGURES = ("num:", "latin:", "year:", "day:", "clock:", "dom:", "mon:", "wd:")


def _soft(keys: Set[str]) -> frozenset[str]:
    return frozenset(key for key in keys if not key.startswith(_FIGURES))


def _shape(found: Sequence[Piece], i: int, j: int) -> dict[str, float]:
    edge, before = found[j - 1].edge, found[i - 1].edge if i else "clause"
    return {
        "first": float(i == 0),
        "last": float(j == len(found)),
        "clause": float(edge == "clause"),
        "adnominal": float(edge == "adnominal"),
        "after_clause": float(before == "clause"),
        "pieces": float(j - i),
    }


def span_signs(bead: Bead, skip: Set[int]) -> Iterator[tuple[int, int, int, dict[str, float]]]:
    """Yield every candidate of a bead, ``(sentence, start, end, signs)``, but of sentences to be left alone."""
    for sentence in bead.mine:
        if sentence not in skip:
            for start, end, signs in bead.spans(sentence):
                yield sentence, start, end, signs
