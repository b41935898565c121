"""Pairs out of neighbours: mutual-best and one-to-one extraction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aligner.errors import InputError
from aligner.similarity.margin import margin
from aligner.similarity.neighbours import TopK
from aligner.similarity.topk import topk

__all__ = ["MinedPairs", "candidates", "mine", "one_to_one"]


@dataclass(frozen=True, slots=True)
class MinedPairs:
    """Extracted pairs, best score first.

    Attributes
    ----------
    x, y
        int64 (n,) row numbers of the two members.
    scores
        float32 (n,) margin scores, falling.
    cosines
        float32 (n,) inner products.
    """

    x: NDArray[np.int64]
    y: NDArray[np.int64]
    scores: NDArray[np.float32]
    cosines: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.x)


def mine(
    x: ArrayLike,
    y: ArrayLike,
    *,
    k: int = 4,
    kind: str = "ratio",
    method: str = "one-to-one",
    threshold: float = -np.inf,
    threads: int | None = None,
    device: str | None = None,
) -> MinedPairs:
    """Extract the pairs of two sets of unit vectors by margin score.

    Parameters
    ----------
    x, y
        (m, d) and (n, d) unit rows, as for `topk`.
    k, kind
        Neighbourhood size and margin, as for `margin`.
    method
        ``"mutual"``: pairs that are each other's best by margin ("intersection" in the paper). ``"one-to-one"``: the
        best-scoring pair whose two members are both free, again and again ("max score").
    threshold
        Lowest margin score to return; the default returns all, since a fit threshold depends on the encoder.
    threads, device
        As for `topk`.

    Returns
    -------
    MinedPairs
        Every row number at most once a side, best first.

    Notes
    -----
    Artetxe and Schwenk 2019, section 3.2, "Candidate generation and filtering": the strategies *intersection* and *max
    score* over the neighbours found in both directions.
    """
    if method not in ("mutual", "one-to-one"):
        raise InputError(f"there is no extraction {method!r}", hint="use 'mutual' or 'one-to-one'")
    found = topk(x, y, k, threads=threads, device=device)
    rows, columns, cosines, scores = candidates(found, kind)
    if method == "mutual":
        keep = _mutual(rows, columns, scores)
    else:
        keep = one_to_one(rows, columns, scores)
    keep = keep[scores[keep] >= threshold]
    return MinedPairs(rows[keep], columns[keep], scores[keep], cosines[keep])


def candidates(
    found: TopK, kind: str = "ratio"
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
    """Return the union of the neighbours of both ways: rows, columns, cosines and margin scores, each pair once."""
    forward, backward = margin(found, kind)
    rows, columns = found.forward.indices, found.backward.indices
    k = rows.shape[1]
    x = np.concatenate([np.repeat(np.arange(len(rows)), k), columns.ravel()])
    y = np.concatenate([rows.ravel(), np.repeat(np.arange(len(columns)), k)])
    cosines = np.concatenate([found.forward.scores.ravel(), found.backward.scores.ravel()])
    scores = np.concatenate([forward.ravel(), backward.ravel()])
    there = np.flatnonzero((x >= 0) & (y >= 0))
    _, first = np.unique(x[there] * max(len(columns), 1) + y[there], return_index=True)
    keep = there[first]
    return x[keep], y[keep], cosines[keep], scores[keep]


def one_to_one(
    rows: NDArray[np.int64], columns: NDArray[np.int64], scores: NDArray[np.floating[Any]]
) -> NDArray[np.int64]:
    """Pick pairs greedily, best first, each row and each column at most once.

    Parameters
    ----------
    rows, columns, scores
        (n,) candidate pairs and their scores; equal scores go by row, then by column.

    Returns
    -------
    ndarray
        int64 positions into the arguments, best first.

    Notes
    -----
    Done in rounds rather than pair by pair: every pair that is the best of both its row and its column is taken, what
    it blocks is dropped, and so on; the result is the same as going down the sorted list.
    """
    order = np.lexsort((columns, rows, -scores.astype(np.float64)))
    picked: list[NDArray[np.int64]] = []
    while len(order):
        free_row, free_column = _firsts(rows[order]), _firsts(columns[order])
        best = free_row & free_column
        picked.append(order[best])
        taken_rows, taken_columns = rows[order[best]], columns[order[best]]
        order = order[~(np.isin(rows[order], taken_rows) | np.isin(columns[order], taken_columns))]
    if not picked:
        return np.empty(0, dtype=np.int64)
    chosen = np.concatenate(picked)
    rank = np.lexsort((columns[chosen], rows[chosen], -scores[chosen].astype(np.float64)))
    return np.asarray(chosen[rank], dtype=np.int64)


def _firsts(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Mark the first occurrence of each value."""
    mask = np.zeros(len(values), dtype=bool)
    mask[np.unique(values, return_index=True)[1]] = True
    return mask


def _mutual(rows: NDArray[np.int64], columns: NDArray[np.int64], scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the candidates that lead both their row and their column, best first."""
    order = np.lexsort((columns, rows, -scores.astype(np.float64)))
    best = order[_firsts(rows[order]) & _firsts(columns[order])]
    return np.asarray(best, dtype=np.int64)
