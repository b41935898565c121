"""What a neighbour search returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Neighbours", "Search", "TopK", "no_neighbours"]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The k nearest of each row, best first.

    Attributes
    ----------
    scores
        float32 (rows, k) inner products; ``-inf`` where the other side has fewer than k vectors.
    indices
        int64 (rows, k) row numbers of the other side, of equal scores the lowest first; ``-1`` where there is none.
    """

    scores: NDArray[np.float32]
    indices: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TopK:
    """Neighbours both ways: `forward` of each row of x among y, `backward` of each row of y among x."""

    forward: Neighbours
    backward: Neighbours


Search = Callable[[NDArray[Any], NDArray[Any], int], TopK]
"""``search(x, y, k)``: what `aligner.similarity.topk` does, wherever it is done."""


def no_neighbours(rows: int, k: int) -> Neighbours:
    """Return room for the neighbours of `rows` rows, filled with ``-inf`` and ``-1``."""
    return Neighbours(np.full((rows, k), -np.inf, dtype=np.float32), np.full((rows, k), -1, dtype=np.int64))
