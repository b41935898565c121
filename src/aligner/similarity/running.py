"""The k best of a stream of scores for many items at once, with a rising threshold for each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["RunningBest"]

_SCORE_BITS = 32


class RunningBest:
    """The k best (score, index) of each of `count` items, fed survivor by survivor.

    A survivor is a score above the item's threshold: once an item has k candidates its threshold is the k-th best, so
    of n scores in random order only about k (1 + ln(n/k)) ever survive. Survivors wait in a list and are merged when
    as many wait as are kept; until then the threshold is stale, which lets through too much and never too little.

    Parameters
    ----------
    scores, indices
        float32 and int64 (count, k), written in place: the result, best first, of equal scores the lowest index first.
        Must come filled with ``-inf`` and ``-1``.

    Notes
    -----
    Ties rely on the order of feeding: of one item, indices must arrive in ascending order.
    """

    def __init__(self, scores: NDArray[np.float32], indices: NDArray[np.int64]) -> None:
        self.scores = scores
        self.indices = indices
        self.threshold = np.full(scores.shape[0], -np.inf, dtype=np.float32)
        self.untouched = True
        self._waiting: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]] = []
        self._count = 0

    def feed(self, items: NDArray[np.int64], indices: NDArray[np.int64], scores: NDArray[np.float32]) -> None:
        """Take in survivors: item numbers, their new neighbours and scores, each of shape (n,)."""
        if len(items):
            self._waiting.append((items, indices, scores))
            self._count += len(items)
            if self._count >= self.scores.size:
                self.merge()

    def merge(self) -> None:
        """Bring scores, indices and thresholds up to date."""
        if not self._count:
            return
        k = self.scores.shape[1]
        items, indices, scores = (np.concatenate(part) for part in zip(*self._waiting, strict=True))
        self._waiting, self._count = [], 0
        touched = np.zeros(len(self.scores), dtype=bool)
        touched[items] = True
        old = np.flatnonzero(touched)
        local = np.cumsum(touched) - 1
        # What is kept stands before what is new, so that a stable order gives ties to the lower index.
        all_local = np.concatenate([np.repeat(np.arange(len(old)), k), local[items]])
        all_scores = np.concatenate([self.scores[old].ravel(), scores])
        all_indices = np.concatenate([self.indices[old].ravel(), indices])
        order = _order(all_local, all_scores, len(old))
        starts = np.zeros(len(old), dtype=np.int64)
        np.cumsum(np.bincount(all_local, minlength=len(old))[:-1], out=starts[1:])
        best = order[starts[:, None] + np.arange(k)]
        self.scores[old] = all_scores[best]
        self.indices[old] = all_indices[best]
        self.threshold[old] = self.scores[old, -1]


def _order(items: NDArray[np.int64], scores: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Return the stable order by item, then by falling score.

    Item, score and position share one 64-bit key where they fit, since one sort of plain integers is many times faster
    than a three-key sort; else a slower stable sort does the same.
    """
    position_bits = max(len(items) - 1, 1).bit_length()
    falling = _falling_key(scores)
    if count.bit_length() + _SCORE_BITS + position_bits <= 64:
        key = (items.astype(np.uint64) << np.uint64(_SCORE_BITS)) | falling
        key = (key << np.uint64(position_bits)) | np.arange(len(items), dtype=np.uint64)
        key.sort()
        return (key & np.uint64((1 << position_bits) - 1)).astype(np.int64)
    return np.lexsort((falling, items))


def _falling_key(scores: NDArray[np.float32]) -> NDArray[np.uint64]:
    """Map float32 to integers that rise as the score falls (IEEE 754 order, sign folded); -0.0 and 0.0 are one."""
    bits = (scores + np.float32(0)).view(np.uint32)  # -0.0 + 0.0 is 0.0
    rising = np.where(bits >> 31 == 1, ~bits, bits | np.uint32(1 << 31))
    return (~rising).astype(np.uint64)
