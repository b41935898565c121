"""The signs by which content without a counterpart is told: words, figures and lengths, and vectors for suspects.

Of the Korean the candidates are runs of small pieces (`aligner.facts.clauses.spans`), of which the likeliest of each
sentence is looked at; of the English its clauses. Words, figures and lengths cost little; a first small model tells by
them what is a suspect, and only for suspects anything is encoded: what may be lost, and its sentence without it (if
leaving it out brings the sentence nearer to its bead, the bead never had it). For the English also the clauses of the
other side of its bead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from math import log
from typing import TYPE_CHECKING, TypeAlias

from aligner.facts.clauses.spans import Bead, letters, span_signs
from aligner.facts.clauses.split import Encode, clause_core, split_clauses
from aligner.facts.clauses.usual import builtin_usual, usual_signs
from aligner.facts.clauses.words import WordIndex, word_signs, words_of
from aligner.facts.model import Match
from aligner.facts.story import Side
from aligner.types import Lang

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.types import Vectors

    Matrix = NDArray[np.float32]

__all__ = ["Beads", "Clause", "Version", "candidates", "clause_signs", "look_into"]

Beads = Sequence[tuple[Sequence[int], Sequence[int]]]
Gate: TypeAlias = Callable[[Lang, Mapping[str, float]], float]
"""How far the cheap signs of a clause are above what makes a suspect, in log-odds."""

# Keys that must survive translation as they are; a day of the month may become a weekday, a skeleton is a guess.
_HARD_KEYS = ("num:", "latin:", "year:", "day:", "clock:")
# Letters added to both lengths, so that very short sentences do not give wild ratios.
_LENGTH_SLACK = 10
# Letters that a suspect must have besides its speaker, topic and verb of saying.
_LEAST_CORE = 4
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


@dataclass
class Clause:
    """A clause ``[start, end)`` of a sentence with its signs.

    `bead` knows the words around it (Korean only).
    `encoded` says whether its signs are complete; ``elsewhere`` whether a passage outside its bead says it: near to
    the clause, and nearer than to its own bead.
    """

    sentence: int
    start: int
    end: int
    signs: dict[str, float]
    bead: Bead | None = None
    encoded: bool = False
    elsewhere: bool = False


@dataclass
class Version:
    """One version: its sentences, clauses and words, and the vectors that were asked for."""

    read: Side
    skip: Set[int]
    vectors: dict[tuple[int, int, int], Matrix] = field(default_factory=dict)
    """Vectors of clauses, by place."""

    @property
    def lang(self) -> Lang:
        return self.read.lang

    @property
    def texts(self) -> Sequence[str]:
        return self.read.texts

    @cached_property
    def clauses(self) -> list[tuple[tuple[int, int], ...]]:
        return [split_clauses(text, self.lang) for text in self.texts]

    @cached_property
    def sizes(self) -> list[int]:
        return [letters(text) for text in self.texts]

    @property
    def sentence_keys(self) -> Sequence[Set[str]]:
        return self.read.keys

    def keys(self, sentence: int, start: int, end: int) -> Set[str]:
        """Evidence keys of what a clause says."""
        a, b = clause_core(self.texts[sentence][start:end], self.lang)
        return self.read.keys_between(sentence, start + a, start + b)

    @cached_property
    def words(self) -> WordIndex:
        return WordIndex(self.texts, self.lang)

    def core(self, sentence: int, start: int, end: int) -> str:
        """What a clause says: without speaker, topic and verb of saying."""
        text = self.texts[sentence][start:end]
        return text[slice(*clause_core(text, self.lang))]

    def without(self, sentence: int, start: int, end: int) -> str:
        text = self.texts[sentence]
        return f"{text[:start].rstrip()} {text[end:].lstrip()}".strip()


def clause_signs(
    ko: Side,
    en: Side,
    beads: Beads,
    *,
    gate: Gate,
    encode: Encode,
    figures: Sequence[Match] = (),
    skip_ko: Set[int] = frozenset(),
    skip_en: Set[int] = frozenset(),
) -> tuple[list[Clause], list[Clause]]:
    """Return what was looked into on either side, Korean and English, with its signs.

    Sentences of one-sided beads and those in `skip_ko` and `skip_en` are not looked into, and what only tells who spoke
    or where (`clause_core`) is left out. Of a Korean sentence the candidate that `gate` puts highest is returned, of an
    English one every clause. Those that `gate` puts above 0 have all signs, the others only those that need no vectors.
    The rest is as in `aligner.facts.clauses.gaps.find_gaps`; sides without vectors are encoded here.
    """
    if not len(ko) or not len(en):
        return [], []
    korean, english = Version(ko, skip_ko), Version(en, skip_en)
    swapped = [(right, left) for left, right in beads]
    found = (
        _likeliest(ko, candidates(ko, en, beads, figures=figures, skip=skip_ko, english=english), gate),
        _cheap(english, korean, swapped, 1 / _length_ratio(korean, english, beads)),
    )
    suspects = [
        [(at, clause) for at, clause in mine if gate(side.lang, clause.signs) > 0]
        for side, mine in zip((ko, en), found, strict=True)
    ]
    if any(suspects):
        look_into(korean, english, suspects, beads, encode)
    return [clause for _, clause in found[0]], [clause for _, clause in found[1]]


def look_into(
    korean: Version, english: Version, suspects: Sequence[Placed], beads: Beads, encode: Encode
) -> None:  # fmt: skip
    """Add to Korean and English suspects the signs that need vectors."""
    ko, en = korean.read, english.read
    if ko.vectors is None or en.vectors is None:
        every = encode([*ko.texts, *en.texts])
        ko.vectors, en.vectors = every[: len(ko)], every[len(ko) :]
    rest = _encode((korean, english), suspects, beads, encode)
    _tell_spans(suspects[0], rest[0], korean, beads, ko.vectors, en.vectors)
    swapped = [(right, left) for left, right in beads]
    _Nearness(english, korean, swapped, en.vectors, ko.vectors).tell(suspects[1], rest[1])


def candidates(
    ko: Side,
    en: Side,
    beads: Beads,
    *,
    figures: Sequence[Match] = (),
    skip: Set[int] = frozenset(),
    english: Version | None = None,
) -> Placed:
    """Return every run of words that the English may lack, with the number of its bead and its cheap signs."""
    english = english or Version(en, frozenset())
    ratio = _length_ratio(Version(ko, skip), english, beads)
    by_sentence: dict[int, list[Match]] = {}
    for match in figures:
        by_sentence.setdefault(match.ko.sentence, []).append(match)
    found: Placed = []
    for at, (mine, theirs) in enumerate(beads):
        if mine and theirs:
            bead = Bead(ko, mine, theirs, en, english.words.words, ratio, by_sentence)
            found += [(at, Clause(*span, bead)) for span in span_signs(bead, skip)]
    return found


def _likeliest(ko: Side, found: Placed, gate: Gate) -> Placed:
    """The candidate of each sentence that the cheap signs make likeliest, unless it says nothing."""
    best: dict[int, tuple[float, int, Clause]] = {}
    for at, clause in found:
        odds = gate("ko", clause.signs)
        if clause.sentence not in best or odds > best[clause.sentence][0]:
            best[clause.sentence] = odds, at, clause
    told = []
    for odds, at, clause in best.values():
        start, end = clause_core(ko.texts[clause.sentence][clause.start : clause.end], "ko") if odds > 0 else (0, 99)
        if end - start >= _LEAST_CORE:
            told.append((at, clause))
    return told


Placed: TypeAlias = list[tuple[int, Clause]]
"""Clauses with the number of their bead."""


def _cheap(side: Version, other: Version, beads: Beads, ratio: float) -> Placed:
    """The clauses of a side with the signs that need no vectors."""
    found: Placed = []
    everywhere: Set[str] | None = None
    for at, (mine, theirs) in enumerate(beads):
        inside = [i for i in mine if i not in side.skip and len(side.clauses[i]) > 1] if theirs else []
        if not inside:
            continue
        if everywhere is None:
            everywhere = frozenset().union(*other.sentence_keys)
        own_size, bead_size = sum(side.sizes[i] for i in mine), sum(other.sizes[j] for j in theirs)
        bead_keys: Set[str] = frozenset().union(*(other.sentence_keys[j] for j in theirs))
        words = {
            (i, place): words_of(side.core(i, *place), side.lang) for i in mine for place in side.clauses[i]
        }  # fmt: skip
        for i in inside:
            for start, end in side.clauses[i]:
                core = side.core(i, start, end)
                if not core:
                    continue
                siblings = [word for there, its in words.items() if there != (i, (start, end)) for word in its]
                signs = _lengths(letters(core), own_size, bead_size, ratio)
                signs |= _facts(side.keys(i, start, end), bead_keys, everywhere)
                signs |= word_signs(words[i, (start, end)], siblings, theirs, other.words)
                signs["last"] = float((start, end) == side.clauses[i][-1])
                found.append((at, Clause(i, start, end, signs)))
    return found


def _length_ratio(ko: Version, en: Version, beads: Beads) -> float:
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


def _lengths(size: int, own_size: int, bead_size: int, ratio: float) -> dict[str, float]:
    """How long the clause is, and how much better the lengths of its bead fit without it."""
    short = log((bead_size + _LENGTH_SLACK) / (ratio * own_size + _LENGTH_SLACK))
    rest = ratio * max(own_size - size, 1) + _LENGTH_SLACK
    short_without = log((bead_size + _LENGTH_SLACK) / rest)
    return {
        "short": short,
        "short_fit": abs(short) - abs(short_without),
        "share": size / max(own_size, 1),
        "log_size": log(size + 1),
    }


def _facts(keys: Set[str], bead_keys: Set[str], everywhere: Set[str]) -> dict[str, float]:
    """Figures and acronyms of a clause that are nowhere in the other version, and keys that its bead has."""
    hard = {key for key in keys if key.startswith(_HARD_KEYS)}
    return {
        "facts_lost": float(min(len(hard - everywhere), 2)),
        "facts_kept": float(min(len(hard & bead_keys), 2)),
        "names_kept": float(min(len((keys - hard) & bead_keys), 2)),
    }


def _encode(
    sides: tuple[Version, Version], suspects: Sequence[Placed], beads: Beads, encode: Encode
) -> tuple[Matrix, Matrix]:
    """Encode in one call what suspects need; return the vectors of their sentences without them."""
    korean, english = sides
    places = [(korean, (c.sentence, c.start, c.end)) for _, c in suspects[0]]
    places += [(english, (c.sentence, c.start, c.end)) for _, c in suspects[1]]
    for bead in dict.fromkeys(number for number, _ in suspects[1]):
        for i in beads[bead][0]:
            places += [(korean, (i, a, b)) for a, b in korean.clauses[i]] if len(korean.clauses[i]) > 1 else []
    places = list({(side.lang, place): (side, place) for side, place in places}.values())
    texts = [side.core(*place) or side.texts[place[0]][place[1] : place[2]] for side, place in places]
    rests = [
        [side.without(c.sentence, c.start, c.end) for _, c in mine] for side, mine in zip(sides, suspects, strict=True)
    ]
    vectors = encode([*texts, *rests[0], *rests[1]])
    for (side, place), vector in zip(places, vectors, strict=False):
        side.vectors[place] = vector
    first = len(texts) + len(rests[0])
    return vectors[len(texts) : first], vectors[first:]


def _grouped(labels: NDArray[np.int64], count: int) -> list[NDArray[np.int64]]:
    """Return the positions of each label 0 … count − 1."""
    import numpy as np

    order = np.argsort(labels, kind="stable")
    edges = np.searchsorted(labels[order], np.arange(count + 1))
    return [order[edges[k] : edges[k + 1]] for k in range(count)]


def _whole(vectors: Matrix, numbers: Sequence[int]) -> Matrix:
    """The meaning of several sentences: the sum of their vectors, of length 1."""
    import numpy as np

    whole: Matrix = vectors[list(numbers)].sum(axis=0)
    return whole / max(float(np.linalg.norm(whole)), 1e-9)


def _tell_spans(
    suspects: Placed, rests: Matrix, side: Version, beads: Beads, vectors: Matrix, others: Matrix
) -> None:  # fmt: skip
    """Add to Korean suspects what leaving them out does, and whether another bead says them."""
    import numpy as np

    for (at, clause), rest in zip(suspects, rests, strict=True):
        theirs = beads[at][1]
        whole = _whole(others, theirs)
        fit = float(vectors[clause.sentence] @ whole)
        gain = float(rest @ whole) - fit
        clause.signs |= {"fit": fit, "gain": gain, "gain_share": gain * clause.signs["share"]}
        if clause.bead is not None:
            evidence = clause.bead.evidence(clause.sentence, clause.start, clause.end)
            clause.signs |= usual_signs(evidence, builtin_usual())
        span = side.vectors[clause.sentence, clause.start, clause.end]
        near = others @ span
        near[list(theirs)] = 0.0
        for j in np.flatnonzero(near >= _SAYS_IT):
            own = next((mine for mine, right in beads if j in right), ())
            explained = max((float(others[j] @ vectors[i]) for i in own), default=0.0)
            clause.elsewhere |= float(near[j]) - explained >= _MINE
        clause.encoded = True


class _Nearness:
    """How near the passages of a bead and of the rest of the other version come to clauses of `side`."""

    def __init__(
        self, side: Version, other: Version, beads: Beads, side_vectors: Vectors, other_vectors: Vectors
    ) -> None:  # fmt: skip
        import numpy as np

        self.side, self.beads, self.sentences, self.other_sentences = side, beads, side_vectors, other_vectors
        self.owner = np.array([*range(len(other.texts)), *(place[0] for place in other.vectors)], dtype=np.int64)
        self.vectors = np.concatenate([other_vectors, *(v[None] for v in other.vectors.values())])
        bead_of_other = np.full(len(other.texts), -1)
        for at, (_, theirs) in enumerate(beads):
            bead_of_other[list(theirs)] = at
        self.bead_of = bead_of_other[self.owner]
        # For every passage of the other side the best cosine with the sentences of its own bead: 0 for an addition.
        # Bead by bead: a story of ten thousand sentences would not fit into one matrix.
        self.explained = np.zeros(len(self.vectors), np.float32)
        for there, (mine, _) in zip(_grouped(self.bead_of, len(beads)), beads, strict=True):
            if len(there) and mine:
                self.explained[there] = (self.vectors[there] @ side_vectors[list(mine)].T).max(axis=1)

    def tell(self, suspects: Placed, rests: Matrix) -> None:
        """Add the signs of nearness to suspects; `rests` are the vectors of their sentences without them."""
        import numpy as np

        for (at, clause), rest in zip(suspects, rests, strict=True):
            theirs = self.beads[at][1]
            around: NDArray[np.int64] | slice = slice(None)
            if len(self.other_sentences) > _REACH:
                around = np.flatnonzero(abs(self.owner - theirs[len(theirs) // 2]) <= _REACH)
            vector = self.side.vectors[clause.sentence, clause.start, clause.end]
            cosines, inside = self.vectors[around] @ vector, self.bead_of[around] == at
            outer, explained = cosines[~inside], self.explained[around][~inside]
            if not len(outer):
                outer, explained = np.zeros(1, np.float32), np.ones(1, np.float32)
            whole = _whole(self.other_sentences, theirs)
            fit = float(self.sentences[clause.sentence] @ whole)
            best, gain = float(cosines[inside].max()), float(rest @ whole) - fit
            noise = np.sort(outer)[::-1]
            noise = noise[_NOISE] if len(noise) > _NOISE.start else noise[-1:]
            margin = best - float(noise.mean())
            clause.signs |= {
                "in_bead": best,
                "gain": gain,
                "gain_bend": gain**2,
                "distance": min(margin, 0.0),
                "margin_bend": margin * abs(margin),
                "mine": float(np.clip(outer - np.maximum(explained, _STORY), 0, None).max()),
                "bead_fit": fit,
            }
            clause.elsewhere = bool(np.any((outer >= _SAYS_IT) & (outer - explained >= _MINE)))
            clause.encoded = True
