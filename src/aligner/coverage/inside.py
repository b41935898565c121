"""Look inside sentences: clauses whose content has no counterpart in their bead or elsewhere in the story.

Three signs are combined: no English passage means what the clause means, the facts it states appear nowhere, and the
English of the bead is too short to hold it. A logistic model, fitted by ``benchmarks/coverage.py --fit``, turns them
into a probability.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from aligner.coverage.signs import FEATURES, Beads, ClauseRow, clause_rows
from aligner.coverage.weights import gap_weights
from aligner.types import Lang

if TYPE_CHECKING:
    from aligner.coverage.signs import Encode
    from aligner.types import Vectors

__all__ = ["ClauseGap", "Gaps", "find_gaps"]

# What is left of a clause's probability of being lost where a passage outside its bead says it. A rule and no feature:
# in made data a dropped clause lies near other passages of its story more often than a kept one does.
_SAID_ELSEWHERE = 0.2


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
        probability = (_SAID_ELSEWHERE if row.elsewhere else 1.0) / (1 + exp(-odds))
        gaps.setdefault(row.sentence, []).append(ClauseGap(row.start, row.end, probability, _reasons(row.features)))
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
