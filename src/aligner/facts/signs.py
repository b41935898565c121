"""The signs by which a clause without a counterpart is told: one row of features a clause.

Only clauses of sentences with two or more are encoded, and with each its sentence without it: if leaving a clause out
brings the sentence nearer to its bead, the bead never had it.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from math import log
from typing import TYPE_CHECKING

from aligner.facts.clauses import Encode, clause_core, split_clauses
from aligner.facts.keys import evidence_keys
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
    "margin",  # that, less the mean cosine with near passages outside the bead
    "sibling",  # best in_bead of the sentence's other clauses, less in_bead
    "gain",  # cosine of the sentence without the clause with the bead, less that of the whole sentence
    "rivalry",  # over the bead's passages: cosine with the clause less the best cosine of its siblings, at best
    "short",  # log of the bead's length against the length its Korean foretells
    "short_fit",  # how much better the lengths fit without the clause: |short| − |short without it|
    "share",  # the clause's share of the letters of its side of the bead
    "facts_lost",  # figures and acronyms of the clause that are nowhere in the other version
    "facts_kept",  # figures and acronyms of the clause that its bead has
    "names_kept",  # consonant skeletons of its nouns that its bead has
    "log_size",  # log of the clause's letters
    "spread",  # clauses of the sentence less clauses of the bead's other side, per clause
    # Bends: what a straight line through the signs above cannot say.
    "distance",  # margin below 0: passages elsewhere come nearer than any of the bead
    "margin_bend",  # margin², with its sign
    "room",  # short_fit above 0: the bead is too short for the clause
    "gain_bend",  # gain²
    "facts_alone",  # facts_lost where no passage of the bead comes near (margin below 0.1)
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
    rest is as in `aligner.facts.gaps.find_gaps`.
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
        own_clauses = sum(max(len(side.clauses[i]), 1) for i in mine)
        spread = (own_clauses - sum(max(len(other.clauses[j]), 1) for j in theirs)) / own_clauses
        bead_keys: Set[str] = set().union(*(other.sentence_keys[j] for j in theirs))
        rows: list[ClauseRow] = []
        for i in mine:
            if i not in side.clause_vectors:
                continue
            near, elsewhere = self._nearness(i, passages, self.bead_of[passages] == at, whole)
            for c, (start, end) in enumerate(side.clauses[i]):
                text = side.texts[i][start:end]
                if not _core(text, side.lang):
                    continue
                lengths = self._lengths(_letters(text), own_size, bead_size)
                facts = self._facts(text, bead_keys)
                features = _features(near[c], lengths, facts, spread)
                rows.append(ClauseRow(i, start, end, features, elsewhere[c]))
        return rows

    def _around(self, theirs: Sequence[int]) -> slice | NDArray[np.int64]:
        """Return which passages of the other side are in reach of a bead: all of them but in very long texts."""
        import numpy as np

        if len(self.other.texts) <= _REACH:
            return slice(None)
        return np.flatnonzero(abs(self.owner - theirs[len(theirs) // 2]) <= _REACH)

    def _nearness(
        self, i: int, passages: slice | NDArray[np.int64], inside: NDArray[np.bool_], whole: Matrix
    ) -> tuple[list[tuple[float, ...]], list[bool]]:
        """Return in_bead, margin, sibling, gain and rivalry of each clause of sentence `i`, and if it is elsewhere."""
        import numpy as np

        vectors = self.side.clause_vectors[i]
        cosines = vectors @ self.vectors[passages].T
        inner, outer = cosines[:, inside], cosines[:, ~inside]
        if outer.shape[1]:
            mine = outer - self.explained[passages][~inside] >= _MINE
            elsewhere = np.any((outer >= _SAYS_IT) & mine, axis=1).tolist()
        else:
            outer, elsewhere = np.zeros((len(vectors), 1), np.float32), [False] * len(vectors)
        noise = _nearest(outer, _NOISE.stop)
        noise = noise[:, _NOISE] if noise.shape[1] > _NOISE.start else noise[:, -1:]
        best = inner.max(axis=1)
        gain = self.side.rest_vectors[i] @ whole - float(self.side.sentence_vectors[i] @ whole)
        found: list[tuple[float, ...]] = []
        for c in range(len(vectors)):
            siblings = np.delete(np.arange(len(vectors)), c)
            found.append(
                (
                    float(best[c]),
                    float(best[c] - noise[c].mean()),
                    float(best[siblings].max() - best[c]),
                    float(gain[c]),
                    float((inner[c] - inner[siblings].max(axis=0)).max()),
                )
            )
        return found, elsewhere

    def _lengths(self, size: int, own_size: int, bead_size: int) -> tuple[float, float, float, float]:
        """Return short, short_fit, share and log_size."""
        short = log((bead_size + _LENGTH_SLACK) / (self.ratio * own_size + _LENGTH_SLACK))
        rest = self.ratio * max(own_size - size, 1) + _LENGTH_SLACK
        short_without = log((bead_size + _LENGTH_SLACK) / rest)
        return short, abs(short) - abs(short_without), size / max(own_size, 1), log(size + 1)

    def _facts(self, text: str, bead_keys: Set[str]) -> tuple[float, float, float]:
        """Return facts_lost, facts_kept and names_kept."""
        keys = evidence_keys(text, self.side.lang)
        hard = {key for key in keys if key.startswith(_HARD_KEYS)}
        return (
            float(min(len(hard - self.everywhere), 2)),
            float(min(len(hard & bead_keys), 2)),
            float(min(len((keys - hard) & bead_keys), 2)),
        )


def _features(
    near: tuple[float, ...],
    lengths: tuple[float, float, float, float],
    facts: tuple[float, float, float],
    spread: float,
) -> tuple[float, ...]:
    """Return the row in the order of `FEATURES`."""
    margin, gain = near[1], near[3]
    short, short_fit, share, log_size = lengths
    bends = (min(margin, 0.0), margin * abs(margin), max(short_fit, 0.0), gain**2, facts[0] * (margin < 0.1))
    return (*near, short, short_fit, share, *facts, log_size, spread, *bends)
