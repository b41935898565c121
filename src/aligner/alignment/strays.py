"""Blocks that moved from one tile of a long text to another, found among the sentences that the tiles left alone.

What moved leaves a gap on one side and stands as an addition elsewhere. Two such sentences that are each other's
nearest of all that is left, and nearly as near as the text's own pairs, are a sign; two signs in a row are a block.
A lone sentence is none: in a long text many a leftover has a fair likeness far away.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["stray_blocks"]

Vectors = NDArray[np.float32]

STEP = 2
"""Sentences, leftovers or not, from one sign to the next of a block, at most."""
NEAR = 0.7
"""Likeness of a sign, where 0 is that of leftovers and 1 the usual one of the text's pairs."""
ROWS = 1024
"""Leftovers compared at a time."""


def stray_blocks(
    ko: Vectors, en: Vectors, pairs: Sequence[tuple[int, int]], ko_free: Sequence[int], en_free: Sequence[int]
) -> list[tuple[list[int], list[int]]]:
    """Return the leftovers of both sides that belong to a moved block, block by block.

    Parameters
    ----------
    ko, en
        float32 (N, dim), (M, dim), unit rows, centred.
    pairs
        Linked pairs of single sentences: what the likeness of a pair is.
    ko_free, en_free
        Sentences without counterpart, ascending.
    """
    if len(pairs) < 2 or len(ko_free) < 2 or len(en_free) < 2:
        return []
    rows, columns = np.array(ko_free), np.array(en_free)
    best, at = np.empty(len(rows), dtype=np.float32), np.empty(len(rows), dtype=np.intp)
    top, owner = np.full(len(columns), -1.0, dtype=np.float32), np.zeros(len(columns), dtype=np.intp)
    low = []
    for start in range(0, len(rows), ROWS):
        likeness = ko[rows[start : start + ROWS]] @ en[columns].T
        low.append(float(np.median(likeness)))
        at[start : start + ROWS] = likeness.argmax(axis=1)
        best[start : start + ROWS] = likeness.max(axis=1)
        better = likeness.max(axis=0) > top
        owner[better] = start + likeness.argmax(axis=0)[better]
        top[better] = likeness.max(axis=0)[better]
    left, right = np.array(pairs).T
    usual = float(np.median(np.einsum("ij,ij->i", ko[left], en[right])))
    floor = float(np.mean(low))
    mutual = (owner[at] == np.arange(len(rows))) & (best >= floor + NEAR * (usual - floor))
    signs = [(int(rows[x]), int(columns[at[x]])) for x in np.flatnonzero(mutual)]
    blocks: list[list[tuple[int, int]]] = []
    for i, j in signs:
        if blocks and i - blocks[-1][-1][0] <= STEP and 0 < j - blocks[-1][-1][1] <= STEP:
            blocks[-1].append((i, j))
        else:
            blocks.append([(i, j)])
    free = set(ko_free), set(en_free)
    return [
        (_between(block[0][0], block[-1][0], free[0]), _between(block[0][1], block[-1][1], free[1]))
        for block in blocks
        if len(block) > 1
    ]


def _between(first: int, last: int, free: set[int]) -> list[int]:
    """Leftovers of a block, with one before and one behind it, which may be parts of its outer beads."""
    return [i for i in range(first - 1, last + 2) if i in free]
