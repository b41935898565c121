"""The signs by which a clause without a counterpart is told: one row of features a clause.

Only clauses of sentences with two or more are encoded, and with each its sentence without it: if leaving a clause out
brings the sentence nearer to its bead, the bead never had it.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from math import log
from typing import TYPE_CHECKING, NamedTuple

from aligner.facts.clauses.split import Encode, clause_core, split_clauses
from aligner.facts.clauses.words import WORD_SIGNS, Word, WordIndex, word_signs, words_of
from aligner.facts.reading.keys import evidence_keys
from aligner.types import Lang

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.types import Vectors

    Matrix = NDArray[np.float32]

__all__ = ["FEATURES", "Beads", "ClauseRow", "clause_rows"]

Beads = Sequence[tuple[Sequence[int], Sequence[int]]]

FEATURES = (
    "in_bead",  # best cosine with a passage of the bead
    "gain",  # cosine of the sentence without the clause with the bead, less that of the whole sentence
    "gain_bend",  # gain²: a bend says what a straight line cannot
    "rivalry",  # over the bead's passages: cosine with the clause less the best cosine of its siblings, at best
    "distance",  # margin below 0 (best cosine with the bead less the mean one with near passages outside)
    "margin_bend",  # margin², with its sign
    "mine",  # cosine with a passage outside the bead above what that passage's own bead explains, at best
    "bead_fit",  # cosine of the sentence with the bead
    "short",  # log of the bead's length against the length its Korean foretells
    "short_fit",  # how much better the lengths fit without the clause: |short| − |short without it|
    "share",  # the clause's share of the letters of its side of the bead
    "log_size",  # log of the clause's letters
    "facts_lost",  # figures and acronyms of the clause that are nowhere in the other version
    "facts_kept",  # figures and acronyms of the clause that its bead has
    "names_kept",  # consonant skeletons of its nouns that its bead has
    *WORD_SIGNS,
)

# Keys that must survive translation as they are; a day of the month may become a weekday, a skeleton is a guess.
_HARD_KEYS = ("num:", "latin:", "year:", "day:", "clock:")
# Letters added to both lengths, so that very short sentences do not give wild ratios.
_LENGTH_SLACK = 10
# The usual English letters per Korean letter of wire copy, and how many beads that experience counts for.
_USUAL_RATIO, _USUAL_WEIGHT = 2.1, 4
# A passage outside the bead says what the clause says if its cosine is at least the first, and above that with the
# passage's own bead by the second.
_SAYS_IT, _MINE = 0.55, 0.15
# What any two passages of a story have in common: a passage is never explained by less.
_STORY = 0.3
# Sentences on either side of a bead that count as the same story: more than any story has, and a bound for a book.
_REACH = 400
# The two passages outside the bead that come nearest may be the clause's true counterpart: the next ones are the noise.
_NOISE = slice(2, 6)


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause with its features, in the order of `FEATURES`.

    ``elsewhere`` says whether a passage outside the bead says it: near to the clause, and nearer than to its own bead.
    """

    sentence: int
    start: int
    end: int
    features: tuple[float, ...]
    elsewhere: bool = False


class _Near(NamedTuple):
    """How near the passages of its bead and of the rest come to a clause."""

    in_bead: float
    gain: float
    rivalry: float
    margin: float
    mine: float
    fit: float


@dataclass
class _Side:
    """One version: its sentences and clauses, and the vectors of both (set by `_encode`)."""

    lang: Lang
    texts: Sequence[str]
    skip: Set[int]
    sentence_vectors: Matrix = field(init=False)
    clause_vectors: dict[int, Matrix] = field(default_factory=dict)
    rest_vectors: dict[int, Matrix] = field(default_factory=dict)

    @cached_property
    def clauses(self) -> list[tuple[tuple[int, int], ...]]:
        return [split_clauses(text, self.lang) for text in self.texts]

    @cached_property
    def sizes(self) -> list[int]:
        return [_letters(text) for text in self.texts]

    @cached_property
    def sentence_keys(self) -> list[Set[str]]:
        return [evidence_keys(text, self.lang) for text in self.texts]

    @cached_property
    def passages(self) -> tuple[Matrix, NDArray[np.int64]]:
        """Vectors of all sentences and of the clauses that were encoded, and the sentence each belongs to."""
        import numpy as np

        blocks, owner = [self.sentence_vectors], list(range(len(self.texts)))
        for i, vectors in self.clause_vectors.items():
            blocks.append(vectors)
            owner += [i] * len(vectors)
        return np.concatenate(blocks), np.array(owner, dtype=np.int64)

    @cached_property
    def words(self) -> WordIndex:
        return WordIndex(self.texts, self.lang)

    @property
    def looked_into(self) -> list[int]:
        return [i for i, clauses in enumerate(self.clauses) if len(clauses) > 1 and i not in self.skip]


def clause_rows(
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    beads: Beads,
    *,
    encode: Encode,
    ko_vectors: Vectors | None = None,
    en_vectors: Vectors | None = None,
    skip_ko: Set[int] = frozenset(),
    skip_en: Set[int] = frozenset(),
) -> tuple[list[ClauseRow], list[ClauseRow]]:
    """Return the clauses of either side that were looked into, Korean and English, with their features.

    Sentences of one clause, those of one-sided beads, and those in `skip_ko` and `skip_en` are not looked into, and a
    clause that only tells who spoke or where (`clause_core`) has no row. The
    rest is as in `aligner.facts.clauses.gaps.find_gaps`.
    """
    if not ko_texts or not en_texts:
        return [], []
    ko, en = _Side("ko", ko_texts, skip_ko), _Side("en", en_texts, skip_en)
    _encode(ko, en, encode, ko_vectors, en_vectors)
    ratio = _length_ratio(ko, en, beads)
    swapped = [(right, left) for left, right in beads]
    return _Looker(ko, en, beads, ratio).rows(), _Looker(en, ko, swapped, 1 / ratio).rows()


def _encode(ko: _Side, en: _Side, encode: Encode, ko_vectors: Vectors | None, en_vectors: Vectors | None) -> None:
    """Encode everything in one call: clauses, sentences without a clause, and sentences if not given."""
    texts: list[str] = []
    for side in (ko, en):
        for i in side.looked_into:
            text, clauses = side.texts[i], side.clauses[i]
            texts += [_core(text[a:b], side.lang) or text[a:b] for a, b in clauses]
            texts += [f"{text[:a].rstrip()} {text[b:].lstrip()}".strip() for a, b in clauses]
    if ko_vectors is None or en_vectors is None:
        texts += [*ko.texts, *en.texts]
    vectors = encode(texts) if texts else None
    at = 0
    for side in (ko, en):
        for i in side.looked_into:
            assert vectors is not None
            n = len(side.clauses[i])
            side.clause_vectors[i] = vectors[at : at + n]
            side.rest_vectors[i] = vectors[at + n : at + 2 * n]
            at += 2 * n
    if ko_vectors is None or en_vectors is None:
        assert vectors is not None
        ko_vectors, en_vectors = vectors[at : at + len(ko.texts)], vectors[at + len(ko.texts) :]
    ko.sentence_vectors, en.sentence_vectors = ko_vectors, en_vectors


def _core(text: str, lang: Lang) -> str:
    return text[slice(*clause_core(text, lang))]


def _letters(text: str) -> int:
    return sum(c.isalnum() for c in text)


def _length_ratio(ko: _Side, en: _Side, beads: Beads) -> float:
    """Return English letters per Korean letter over the two-sided beads: the median, pulled to the usual."""
    ratios = sorted(
        [
            sum(en.sizes[j] for j in right) / max(sum(ko.sizes[i] for i in left), 1)
            for left, right in beads
            if left and right
        ]
        + [_USUAL_RATIO] * _USUAL_WEIGHT
    )
    return ratios[len(ratios) // 2] or _USUAL_RATIO


def _grouped(labels: NDArray[np.int64], count: int) -> list[NDArray[np.int64]]:
    """Return the positions of each label 0 … count − 1."""
    import numpy as np

    order = np.argsort(labels, kind="stable")
    edges = np.searchsorted(labels[order], np.arange(count + 1))
    return [order[edges[k] : edges[k + 1]] for k in range(count)]


def _nearest(cosines: Matrix, most: int) -> Matrix:
    """Return the `most` largest values of each row, falling."""
    import numpy as np

    if cosines.shape[1] > most:
        cosines = np.partition(cosines, -most, axis=1)[:, -most:]
    return np.sort(cosines, axis=1)[:, ::-1]


class _Looker:
    """Looks into the sentences of `side`, whose counterparts are in `other`; beads are (side, other)."""

    def __init__(self, side: _Side, other: _Side, beads: Beads, ratio: float) -> None:
        import numpy as np

        self.side, self.other, self.beads, self.ratio = side, other, beads, ratio
        self.everywhere: Set[str] = set().union(*other.sentence_keys)
        self.vectors, self.owner = other.passages
        own_vectors, own_owner = side.passages
        bead_of_other, bead_of_side = np.full(len(other.texts), -1), np.full(len(side.texts), -1)
        for at, (mine, theirs) in enumerate(beads):
            bead_of_side[list(mine)] = at
            bead_of_other[list(theirs)] = at
        self.bead_of = bead_of_other[self.owner]
        # For every passage of the other side the best cosine with the passages of its own bead: 0 for an addition.
        # Bead by bead: a story of ten thousand sentences would not fit into one matrix.
        self.explained = np.zeros(len(self.vectors), np.float32)
        own_bead = bead_of_side[own_owner]
        passages_of, own_passages_of = _grouped(self.bead_of, len(beads)), _grouped(own_bead, len(beads))
        for there, here in zip(passages_of, own_passages_of, strict=True):
            if len(there) and len(here):
                self.explained[there] = (self.vectors[there] @ own_vectors[here].T).max(axis=1)

    def rows(self) -> list[ClauseRow]:
        return [
            row
            for at, (mine, theirs) in enumerate(self.beads)
            if mine and theirs
            for row in self._bead(at, mine, theirs)
        ]

    def _bead(self, at: int, mine: Sequence[int], theirs: Sequence[int]) -> list[ClauseRow]:
        import numpy as np

        side, other = self.side, self.other
        passages = self._around(theirs)
        whole = other.sentence_vectors[list(theirs)].sum(axis=0)
        whole = whole / max(float(np.linalg.norm(whole)), 1e-9)
        own_size, bead_size = sum(side.sizes[i] for i in mine), sum(other.sizes[j] for j in theirs)
        bead_keys: Set[str] = set().union(*(other.sentence_keys[j] for j in theirs))
        words = self._words(mine, theirs)
        rows: list[ClauseRow] = []
        for i in mine:
            if i not in side.clause_vectors:
                continue
            near, elsewhere = self._nearness(i, passages, self.bead_of[passages] == at, whole)
            for c, (start, end) in enumerate(side.clauses[i]):
                text = side.texts[i][start:end]
                if not _core(text, side.lang):
                    continue
                features = (
                    *_bent(*near[c]),
                    *self._lengths(_letters(text), own_size, bead_size),
                    *self._facts(text, bead_keys),
                    *words[i, c],
                )
                rows.append(ClauseRow(i, start, end, features, elsewhere[c]))
        return rows

    def _words(self, mine: Sequence[int], theirs: Sequence[int]) -> dict[tuple[int, int], tuple[float, ...]]:
        """Return the signs of `WORD_SIGNS` for every clause (sentence, number) of the bead."""
        side, other = self.side, self.other
        words: dict[tuple[int, int], list[Word]] = {
            (i, c): words_of(side.texts[i][start:end], side.lang)
            for i in mine
            for c, (start, end) in enumerate(side.clauses[i])
        }
        signs = {}
        for place, clause in words.items():
            siblings = [word for there, found in words.items() if there != place for word in found]
            signs[place] = word_signs(clause, siblings, theirs, other.words)
        return signs

    def _around(self, theirs: Sequence[int]) -> slice | NDArray[np.int64]:
        """Return which passages of the other side are in reach of a bead: all of them but in very long texts."""
        import numpy as np

        if len(self.other.texts) <= _REACH:
            return slice(None)
        return np.flatnonzero(abs(self.owner - theirs[len(theirs) // 2]) <= _REACH)

    def _nearness(
        self, i: int, passages: slice | NDArray[np.int64], inside: NDArray[np.bool_], whole: Matrix
    ) -> tuple[list[_Near], list[bool]]:
        """Return how near the bead and the rest come to each clause of sentence `i`, and if the clause is elsewhere."""
        import numpy as np

        vectors = self.side.clause_vectors[i]
        cosines = vectors @ self.vectors[passages].T
        inner, outer = cosines[:, inside], cosines[:, ~inside]
        explained = self.explained[passages][~inside]
        if not outer.shape[1]:
            outer, explained = np.zeros((len(vectors), 1), np.float32), np.ones(1, np.float32)
        elsewhere = np.any((outer >= _SAYS_IT) & (outer - explained >= _MINE), axis=1).tolist()
        mine = np.clip(outer - np.maximum(explained, _STORY), 0, None).max(axis=1)
        noise = _nearest(outer, _NOISE.stop)
        noise = noise[:, _NOISE] if noise.shape[1] > _NOISE.start else noise[:, -1:]
        best = inner.max(axis=1)
        fit = float(self.side.sentence_vectors[i] @ whole)
        gain = self.side.rest_vectors[i] @ whole - fit
        found: list[_Near] = []
        for c in range(len(vectors)):
            siblings = np.delete(np.arange(len(vectors)), c)
            rivalry = float((inner[c] - inner[siblings].max(axis=0)).max())
            margin = float(best[c] - noise[c].mean())
            found.append(_Near(float(best[c]), float(gain[c]), rivalry, margin, float(mine[c]), fit))
        return found, elsewhere

    def _lengths(self, size: int, own_size: int, bead_size: int) -> tuple[float, ...]:
        """Return short, short_fit, share and log_size."""
        short = log((bead_size + _LENGTH_SLACK) / (self.ratio * own_size + _LENGTH_SLACK))
        rest = self.ratio * max(own_size - size, 1) + _LENGTH_SLACK
        short_without = log((bead_size + _LENGTH_SLACK) / rest)
        return short, abs(short) - abs(short_without), size / max(own_size, 1), log(size + 1)

    def _facts(self, text: str, bead_keys: Set[str]) -> tuple[float, ...]:
        """Return facts_lost, facts_kept and names_kept."""
        keys = evidence_keys(text, self.side.lang)
        hard = {key for key in keys if key.startswith(_HARD_KEYS)}
        return (
            float(min(len(hard - self.everywhere), 2)),
            float(min(len(hard & bead_keys), 2)),
            float(min(len((keys - hard) & bead_keys), 2)),
        )


def _bent(in_bead: float, gain: float, rivalry: float, margin: float, mine: float, fit: float) -> tuple[float, ...]:
    """Return the features of a `_Near`, in the order of `FEATURES`."""
    return in_bead, gain, gain**2, rivalry, min(margin, 0.0), margin * abs(margin), mine, fit
