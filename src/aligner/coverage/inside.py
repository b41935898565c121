"""Look inside sentences: clauses whose content has no counterpart in their bead or elsewhere in the story.

Three signs are combined: no English passage means what the clause means, the facts it states appear nowhere, and the
English of the bead is too short to hold it. A logistic model, fitted by ``benchmarks/coverage.py --fit``, turns them
into a probability.

Only clauses of sentences with two or more are encoded, and with each its sentence without it: if leaving a clause out
brings the sentence nearer to its bead, the bead never had it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from math import exp, log
from typing import TYPE_CHECKING

from aligner.coverage.clauses import split_clauses
from aligner.coverage.weights import gap_weights
from aligner.types import Lang

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.types import Vectors

    Encode = Callable[[Sequence[str]], Vectors]
    Keys = Callable[[str, Lang], Set[str]]
    Matrix = NDArray[np.float32]

__all__ = ["FEATURES", "ClauseGap", "ClauseRow", "Gaps", "clause_rows", "find_gaps"]

_KO_SAYS = re.compile(r"(?:말했|밝혔|전했|덧붙였|설명했|강조했|주장했|지적했|답했|했)다?[.\"”]*$|따르면,?$")
_EN_SAYS = re.compile(r"\b(?:said|says|told|added|according to|noted|saying|adding)\b", re.IGNORECASE)
# Keys that must survive translation as they are; a day of the month may become a weekday, a skeleton is a guess.
_HARD_KEYS = ("num:", "latin:", "year:", "day:", "clock:")

Beads = Sequence[tuple[Sequence[int], Sequence[int]]]

FEATURES = (
    "in_bead",  # best cosine with a passage of the bead
    "margin",  # that, less the mean cosine with the nearest passages outside the bead
    "elsewhere",  # best cosine outside the bead, less in_bead
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
    "saying",  # it only says who spoke
    # Bends: what a straight line through the signs above cannot say.
    "distance",  # margin below 0: passages elsewhere come nearer than any of the bead
    "margin_bend",  # margin², with its sign
    "room",  # short_fit above 0: the bead is too short for the clause
    "gain_bend",  # gain²
    "facts_alone",  # facts_lost where no passage of the bead comes near (margin below 0.1)
)


@dataclass(frozen=True, slots=True)
class ClauseGap:
    """A clause ``[start, end)`` of its sentence; ``probability`` that its content is nowhere in the other version."""

    start: int
    end: int
    probability: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Clauses of the sentences that were looked into, by sentence number."""

    ko: Mapping[int, tuple[ClauseGap, ...]]
    en: Mapping[int, tuple[ClauseGap, ...]]


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause with its features, in the order of `FEATURES`."""

    sentence: int
    start: int
    end: int
    features: tuple[float, ...]


@dataclass(slots=True)
class _Side:
    """One version: sentences, their clauses, and (filled in later) the vectors of both."""

    lang: Lang
    texts: Sequence[str]
    skip: Set[int]
    clauses: list[tuple[tuple[int, int], ...]] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    sentence_vectors: Matrix | None = None
    clause_vectors: dict[int, Matrix] = field(default_factory=dict)
    rest_vectors: dict[int, Matrix] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clauses = [split_clauses(text, self.lang) for text in self.texts]
        self.sizes = [_letters(text) for text in self.texts]

    def passages(self, i: int) -> Matrix:
        """Vectors of sentence `i` and of its clauses."""
        import numpy as np

        assert self.sentence_vectors is not None
        whole = self.sentence_vectors[i : i + 1]
        return np.concatenate([whole, self.clause_vectors[i]]) if i in self.clause_vectors else whole


def clause_rows(
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    beads: Beads,
    *,
    encode: Encode,
    keys: Keys,
    ko_vectors: Vectors | None = None,
    en_vectors: Vectors | None = None,
    skip_ko: Set[int] = frozenset(),
    skip_en: Set[int] = frozenset(),
) -> tuple[list[ClauseRow], list[ClauseRow]]:
    """Return the clauses of either side that were looked into, Korean and English, with their features.

    Sentences of one clause, those of one-sided beads, and those in `skip_ko` and `skip_en` are not looked into.
    """
    ko, en = _Side("ko", ko_texts, skip_ko), _Side("en", en_texts, skip_en)
    _encode(ko, en, encode, ko_vectors, en_vectors)
    ratio = _length_ratio(ko, en, beads)
    ko_keys, en_keys = [keys(t, "ko") for t in ko_texts], [keys(t, "en") for t in en_texts]
    swapped = [(right, left) for left, right in beads]
    return _rows(ko, en, beads, ratio, en_keys, keys), _rows(en, ko, swapped, 1 / ratio, ko_keys, keys)


def _encode(ko: _Side, en: _Side, encode: Encode, ko_vectors: Vectors | None, en_vectors: Vectors | None) -> None:
    """Encode everything in one call: clauses, sentences without a clause, and sentences if not given."""
    texts: list[str] = []
    for side in (ko, en):
        for i, (text, clauses) in enumerate(zip(side.texts, side.clauses, strict=True)):
            if len(clauses) > 1 and i not in side.skip:
                texts += [text[a:b] for a, b in clauses]
                texts += [f"{text[:a].rstrip()} {text[b:].lstrip()}".strip() for a, b in clauses]
    if ko_vectors is None or en_vectors is None:
        texts += [*ko.texts, *en.texts]
    vectors = encode(texts)
    at = 0
    for side in (ko, en):
        for i, clauses in enumerate(side.clauses):
            if len(clauses) > 1 and i not in side.skip:
                n = len(clauses)
                side.clause_vectors[i] = vectors[at : at + n]
                side.rest_vectors[i] = vectors[at + n : at + 2 * n]
                at += 2 * n
    if ko_vectors is None or en_vectors is None:
        ko_vectors, en_vectors = vectors[at : at + len(ko.texts)], vectors[at + len(ko.texts) :]
    ko.sentence_vectors, en.sentence_vectors = ko_vectors, en_vectors


def _letters(text: str) -> int:
    return sum(c.isalnum() for c in text)


def _length_ratio(ko: _Side, en: _Side, beads: Beads) -> float:
    """Return English letters per Korean letter over the two-sided beads: the median, pulled to the usual 2.1."""
    ratios = sorted(
        sum(en.sizes[j] for j in right) / max(sum(ko.sizes[i] for i in left), 1)
        for left, right in beads
        if left and right
    )
    if not ratios:
        return 2.1
    usual_weight = 4
    padded = sorted(ratios + [2.1] * usual_weight)
    return padded[len(padded) // 2]


def _rows(
    side: _Side, other: _Side, beads: Beads, ratio: float, other_keys: Sequence[Set[str]], keys: Keys
) -> list[ClauseRow]:
    import numpy as np

    everywhere = set().union(*other_keys) if other_keys else set()
    passages = [other.passages(j) for j in range(len(other.texts))]
    stacked = np.concatenate(passages) if passages else np.zeros((0, 1), np.float32)
    owner = np.concatenate([np.full(len(p), j) for j, p in enumerate(passages)]) if passages else np.zeros(0, int)
    rows: list[ClauseRow] = []
    for mine, theirs in beads:
        if not theirs:
            continue
        inside = np.isin(owner, np.asarray(theirs))
        bead_vectors, outside = stacked[inside], stacked[~inside]
        assert other.sentence_vectors is not None
        bead_whole = other.sentence_vectors[list(theirs)].sum(axis=0)
        bead_whole /= max(float(np.linalg.norm(bead_whole)), 1e-9)
        bead_keys = set().union(*(other_keys[j] for j in theirs))
        own_size = sum(side.sizes[i] for i in mine)
        bead_size = sum(other.sizes[j] for j in theirs)
        bead_clauses = sum(max(len(other.clauses[j]), 1) for j in theirs)
        own_clauses = sum(max(len(side.clauses[i]), 1) for i in mine)
        for i in mine:
            if i not in side.clause_vectors:
                continue
            assert side.sentence_vectors is not None
            vectors, rests = side.clause_vectors[i], side.rest_vectors[i]
            inner = vectors @ bead_vectors.T
            best_in = inner.max(axis=1)
            outer = np.sort(vectors @ outside.T, axis=1)[:, ::-1] if len(outside) else np.zeros((len(vectors), 1))
            gain = rests @ bead_whole - float(side.sentence_vectors[i] @ bead_whole)
            short = log((bead_size + 10) / (ratio * own_size + 10))
            for c, (start, end) in enumerate(side.clauses[i]):
                text = side.texts[i][start:end]
                size = _letters(text)
                short_without = log((bead_size + 10) / (ratio * max(own_size - size, 1) + 10))
                siblings = np.delete(np.arange(len(vectors)), c)
                clause_keys = keys(text, side.lang)
                hard = {key for key in clause_keys if str(key).startswith(_HARD_KEYS)}
                margin = float(best_in[c] - outer[c, :4].mean())
                short_fit = abs(short) - abs(short_without)
                facts_lost = float(min(len(hard - everywhere), 2))
                features = (
                    float(best_in[c]),
                    margin,
                    float(outer[c, 0] - best_in[c]),
                    float(best_in[siblings].max() - best_in[c]),
                    float(gain[c]),
                    float((inner[c] - inner[siblings].max(axis=0)).max()),
                    short,
                    short_fit,
                    size / max(own_size, 1),
                    facts_lost,
                    float(min(len(hard & bead_keys), 2)),
                    float(min(sum(key in bead_keys for key in clause_keys - hard), 2)),
                    log(size + 1),
                    (own_clauses - bead_clauses) / own_clauses,
                    float(_only_says(text, side.lang)),
                    min(margin, 0.0),
                    margin * abs(margin),
                    max(short_fit, 0.0),
                    float(gain[c]) ** 2,
                    facts_lost * (margin < 0.1),
                )
                rows.append(ClauseRow(i, start, end, features))
    return rows


def _only_says(text: str, lang: Lang) -> bool:
    """Whether the clause is nothing but the speaker and a verb of saying."""
    words = text.split()
    if lang == "ko":
        return len(words) <= 5 and bool(words) and _KO_SAYS.search(words[-1]) is not None
    return len(words) <= 7 and _EN_SAYS.search(text) is not None


def find_gaps(
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    beads: Beads,
    *,
    encode: Encode,
    ko_vectors: Vectors | None = None,
    en_vectors: Vectors | None = None,
    skip_ko: Set[int] = frozenset(),
    skip_en: Set[int] = frozenset(),
) -> Gaps:
    """Return for every clause looked into the probability that the other version has no counterpart of it.

    Parameters
    ----------
    beads
        ``(ko numbers, en numbers)``; sentences of one-sided beads are not looked into.
    encode
        Texts → float32 (n, dim), unit rows.
    ko_vectors, en_vectors
        float32 (sentences, dim), unit rows; encoded here if None.
    skip_ko, skip_en
        Sentences to leave alone: headlines are rewritten freely.
    """
    from aligner.facts import evidence_keys

    rows = clause_rows(
        ko_texts,
        en_texts,
        beads,
        encode=encode,
        keys=evidence_keys,
        ko_vectors=ko_vectors,
        en_vectors=en_vectors,
        skip_ko=skip_ko,
        skip_en=skip_en,
    )
    return Gaps(_judge(rows[0], "ko"), _judge(rows[1], "en"))


def _judge(rows: Sequence[ClauseRow], side: Lang) -> dict[int, tuple[ClauseGap, ...]]:
    model = gap_weights(side)
    gaps: dict[int, list[ClauseGap]] = {}
    for row in rows:
        terms = [weight * value for weight, value in zip(model.weights, row.features, strict=True)]
        odds = min(max(model.intercept + sum(terms), -30.0), 30.0)
        gaps.setdefault(row.sentence, []).append(
            ClauseGap(row.start, row.end, 1 / (1 + exp(-odds)), _reasons(row.features))
        )
    return {sentence: tuple(found) for sentence, found in gaps.items()}


def _reasons(features: Sequence[float]) -> tuple[str, ...]:
    """Name the signs a reader can check, the strongest first."""
    value = dict(zip(FEATURES, features, strict=True))
    signs = {
        "meaning": 0.3 - value["margin"],
        "facts": value["facts_lost"] / 4,
        "length": max(value["room"], -value["short"] / 2),
    }
    return tuple(sorted((name for name, sign in signs.items() if sign > 0.1), key=lambda name: -signs[name]))
