"""Margin scores: how much nearer a pair is than the neighbourhoods of its two members."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aligner.errors import InputError
from aligner.similarity.neighbours import TopK

__all__ = ["MARGINS", "margin", "margin_matrix", "neighbourhood"]

_Array = NDArray[np.float64]

#: Artetxe and Schwenk 2019, "Margin-based Parallel Corpus Mining with Multilingual Sentence Embeddings" (ACL 2019):
#: score(x, y) = margin(cos(x, y), b) with b the mean of the two neighbourhoods (eq. 2), and section 3.1's three choices
#: of margin(a, b): absolute a, distance a − b, ratio a / b.
MARGINS: Mapping[str, Callable[[_Array, _Array], _Array]] = {
    "absolute": lambda a, b: a,
    "distance": lambda a, b: a - b,
    "ratio": lambda a, b: a / b,
}


def neighbourhood(scores: ArrayLike) -> NDArray[np.float64]:
    """Return the mean similarity of each row to its k nearest.

    Parameters
    ----------
    scores
        (rows, k) as in `Neighbours.scores`; entries of ``-inf`` (no such neighbour) are left out.

    Returns
    -------
    ndarray
        float64 (rows,); 0 for a row without neighbours.
    """
    values = np.asarray(scores, dtype=np.float64)
    there = np.isfinite(values)
    total = np.where(there, values, 0.0).sum(axis=1)
    return np.asarray(total / np.maximum(there.sum(axis=1), 1), dtype=np.float64)


def margin(neighbours: TopK, kind: str = "ratio") -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Turn the cosines of all neighbour pairs into margin scores, both ways.

    Parameters
    ----------
    neighbours
        From `topk` over unit rows; its k is the neighbourhood size (4 in the paper).
    kind
        ``"ratio"``, ``"distance"`` or ``"absolute"`` (the cosine itself).

    Returns
    -------
    forward, backward : ndarray
        float32, shaped as ``neighbours.forward.scores`` and ``.backward.scores``, higher is better, in the order of the
        cosines (sort anew to rank by margin); ``-inf`` where there is no neighbour.

    Raises
    ------
    InputError
        For an unknown `kind`.

    Notes
    -----
    With N_k(x) the k nearest of x (Artetxe and Schwenk 2019, eq. 2 and section 3.1):

    ``b(x, y) = Σ_{z ∈ N_k(x)} cos(x, z) / 2k + Σ_{z ∈ N_k(y)} cos(y, z) / 2k``;
    absolute = cos(x, y) (eq. 1), distance = cos(x, y) − b, ratio = cos(x, y) / b.

    Where fewer than k neighbours exist, the mean is over those there are. A ratio means nothing where b is not
    positive: such pairs, which unit vectors of text do not produce, get cos/10⁻⁶ so that they keep their sign.
    """
    rule = _rule(kind)
    near_x = neighbourhood(neighbours.forward.scores)
    near_y = neighbourhood(neighbours.backward.scores)
    return (
        _apply(rule, neighbours.forward.scores, neighbours.forward.indices, near_x, near_y),
        _apply(rule, neighbours.backward.scores, neighbours.backward.indices, near_y, near_x),
    )


def margin_matrix(cosines: ArrayLike, k: int = 4, kind: str = "ratio") -> NDArray[np.float32]:
    """Return the margin scores of a whole small matrix of cosines.

    Parameters
    ----------
    cosines
        (m, n) cosines of unit rows.
    k
        Neighbourhood size; the whole side where it is smaller.
    kind
        As for `margin`.

    Returns
    -------
    ndarray
        float32 (m, n).
    """
    rule = _rule(kind)
    values = np.asarray(cosines, dtype=np.float64)
    if 0 in values.shape:
        return np.zeros(values.shape, dtype=np.float32)
    rows, columns = _mean_of_best(values, k), _mean_of_best(values.T, k)
    base = np.maximum((rows[:, None] + columns[None, :]) / 2, 1e-6)
    return rule(values, base).astype(np.float32)


def _mean_of_best(values: _Array, k: int) -> _Array:
    size = min(k, values.shape[1])
    best = np.partition(values, values.shape[1] - size, axis=1)[:, -size:]
    return np.asarray(best.mean(axis=1), dtype=np.float64)


def _rule(kind: str) -> Callable[[_Array, _Array], _Array]:
    if kind not in MARGINS:
        raise InputError(f"there is no margin {kind!r}", hint=f"use one of {', '.join(MARGINS)}")
    return MARGINS[kind]


def _apply(
    rule: Callable[[_Array, _Array], _Array],
    scores: NDArray[np.float32],
    indices: NDArray[np.int64],
    own: _Array,
    other: _Array,
) -> NDArray[np.float32]:
    if not scores.size:
        return scores.copy()
    there = indices >= 0
    if not len(other):
        return np.full(scores.shape, -np.inf, dtype=np.float32)
    base = np.maximum((own[:, None] + other[np.where(there, indices, 0)]) / 2, 1e-6)
    cosines = np.where(there, scores, 0).astype(np.float64)
    return np.where(there, rule(cosines, base), -np.inf).astype(np.float32)
