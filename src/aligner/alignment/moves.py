"""Block moves: English sentences that stand elsewhere than their Korean counterparts.

Scores of beads do not depend on the order of the text, so an alignment with crossings is a set of beads that use every
sentence at most once, less a penalty for each place where the English goes back. Going through the Korean in order, the
state is the English position reached: a bead may begin anywhere ahead of it for nothing, or behind it for the penalty
(an HMM with jumps in the manner of Vogel, Ney and Tillmann 1996, over beads instead of words). One moved block is one
step back. That each English sentence is used once is enforced by prices on sentences used twice (Lagrangian relaxation,
Held and Karp 1970; Rush and Collins 2012 for parsing), which nearly always ends without conflict.

The result is read as an order of the English sentences, in which the monotone search then finds the exact best path.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.search import NEVER, Floats, Problem, Shapes, viterbi

__all__ = ["Ordered", "Tables", "bead_gains", "best_order", "jump_search", "order_of", "reorder", "steps_back"]

Order = NDArray[np.intp]
Path = list[tuple[int, int, int, int]]


class Tables(NamedTuple):
    """Scores of one document: beads (K, N, M) by start in text order, omissions (N,), additions (M,)."""

    shapes: Shapes
    scores: Floats
    skip_ko: Floats
    skip_en: Floats


class Ordered(NamedTuple):
    """An order of the English sentences, its best path (columns are positions in the order) and score."""

    order: Order
    path: Path
    score: float

    def beads(self) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Beads of the path in sentence numbers of the text."""
        return [
            (tuple(range(i, i + n)), tuple(sorted(int(x) for x in self.order[j : j + m]))) for i, n, j, m in self.path
        ]


def reorder(tables: Tables, orders: Sequence[Order]) -> Problem:
    """Return the batch of monotone problems that reads the English sentences in each of the orders.

    A bead with several English sentences needs them to be neighbours in the text, in text order.
    """
    shapes, scores, skip_ko, skip_en = tables
    order = np.asarray(orders, dtype=np.intp)
    batch, width = order.shape
    joined = order[:, 1:] == order[:, :-1] + 1
    picked = np.ascontiguousarray(scores[:, :, order].transpose(2, 0, 1, 3))
    for k, (_, m) in enumerate(shapes):
        if m > 1:
            broken = np.ones((batch, width), dtype=bool)
            if width >= m:
                run = [joined[:, t : width - m + 1 + t] for t in range(m - 1)]
                broken[:, : width - m + 1] = ~np.logical_and.reduce(run)
            picked[:, k][np.broadcast_to(broken[:, None], picked[:, k].shape)] = NEVER
    size = (len(skip_ko), width)
    return Problem(shapes, picked, np.repeat(skip_ko[None], batch, 0), skip_en[order], [size] * batch)


def bead_gains(tables: Tables) -> Floats:
    """What each bead (K, N, M) scores above leaving all its sentences alone."""
    gains = tables.scores.copy()
    for k, (n, m) in enumerate(tables.shapes):
        rows, columns = len(tables.skip_ko) - n + 1, len(tables.skip_en) - m + 1
        if rows > 0 and columns > 0:
            ko = np.sum([tables.skip_ko[a : a + rows] for a in range(n)], axis=0)
            en = np.sum([tables.skip_en[b : b + columns] for b in range(m)], axis=0)
            gains[k, :rows, :columns] -= ko[:, None] + en[None]
    return gains


def jump_search(gains: Floats, shapes: Shapes, penalties: Floats, prices: Floats) -> tuple[Floats, list[Path]]:
    """Return value (B,) and path of the best set of beads for each penalty; English sentences may be used twice.

    Parameters
    ----------
    gains
        float64 (K, N, M).
    penalties
        float64 (B,): cost of one step back.
    prices
        float64 (B, M): cost of using each English sentence.
    """
    _, rows, width = gains.shape
    batch = len(penalties)
    paid = np.zeros((batch, width + 1))
    np.cumsum(prices, axis=1, out=paid[:, 1:])
    reach = np.full((batch, rows + 1, width + 1), NEVER)
    reach[:, 0, 0] = 0.0
    choice = np.full((batch, rows + 1, width + 1), -1, dtype=np.int8)
    source = np.zeros((batch, rows + 1, width + 1), dtype=np.int32)
    entry = np.full((batch, rows, width + 1), NEVER)
    columns = np.arange(width + 1, dtype=np.int32)
    for i in range(rows + 1):
        if i:
            reach[:, i] = reach[:, i - 1]
            for k, (n, m) in enumerate(shapes):
                if n <= i and m <= width:
                    value = entry[:, i - n, : width + 1 - m] + gains[k, i - n, : width + 1 - m]
                    value -= paid[:, m:] - paid[:, : width + 1 - m]
                    better = value > reach[:, i, m:]
                    np.copyto(reach[:, i, m:], value, where=better)
                    choice[:, i, m:][better] = k
        if i < rows:
            here = reach[:, i]
            ahead = np.maximum.accumulate(here, axis=1)
            at = np.maximum.accumulate(np.where(here >= ahead, columns, 0), axis=1)
            top = here.argmax(axis=1).astype(np.int32)
            back = here[np.arange(batch), top] - penalties
            jump = back[:, None] > ahead
            entry[:, i] = np.where(jump, back[:, None], ahead)
            source[:, i] = np.where(jump, top[:, None], at)
    return reach[:, -1].max(axis=1), [_trace(reach[b], choice[b], source[b], shapes) for b in range(batch)]


def _trace(reach: Floats, choice: NDArray[np.int8], source: NDArray[np.int32], shapes: Shapes) -> Path:
    i, j = len(reach) - 1, int(reach[-1].argmax())
    path = []
    while i:
        k = choice[i, j]
        if k < 0:
            i -= 1
            continue
        n, m = shapes[k]
        i -= n
        path.append((i, n, j - m, m))
        j = int(source[i, j - m])
    return path[::-1]


def _repair(path: Path, gains: Floats, index: dict[tuple[int, int], int], penalty: float) -> tuple[float, Path]:
    """Drop the lesser of beads in conflict; return the value of what is left and its path."""
    free = np.ones(gains.shape[2], dtype=bool)
    kept: Path = []
    value = 0.0
    worth = {step: float(gains[index[step[1], step[3]], step[0], step[2]]) for step in path}
    for step in sorted(path, key=lambda step: (-worth[step], step)):
        _, _, j, m = step
        if free[j : j + m].all():
            free[j : j + m] = False
            kept.append(step)
            value += worth[step]
    kept.sort()
    back = sum(b[2] < a[2] for a, b in pairwise(kept))
    return value - penalty * back, kept


def _without_conflict(gains: Floats, shapes: Shapes, penalty: float, rounds: int = 40) -> Path:
    """Solve the jump search with every English sentence used at most once, by prices with Polyak steps."""
    width = gains.shape[2]
    index = {shape: k for k, shape in enumerate(shapes)}
    prices = np.zeros(width)
    best_value, best = NEVER, []
    for _ in range(rounds):
        values, paths = jump_search(gains, shapes, np.array([penalty]), prices[None])
        bound = float(values[0] + prices.sum())
        value, kept = _repair(paths[0], gains, index, penalty)
        if value > best_value:
            best_value, best = value, kept
        used = np.zeros(width)
        for _, _, j, m in paths[0]:
            used[j : j + m] += 1
        slope = np.where((used > 1) | (prices > 0), used - 1, 0.0)
        norm = float(slope @ slope)
        if norm == 0 or bound - best_value < 1e-6:
            break
        prices = np.maximum(prices + (bound - best_value) / norm * slope, 0.0)
    return best


def order_of(path: Path, width: int) -> Order:
    """Order in which the English of the beads of `path` follows on; the other sentences stay with the one before."""
    place = {column: at for at, (_, _, j, m) in enumerate(path) for column in range(j, j + m)}
    after = -1
    keys = []
    for column in range(width):
        after = place.get(column, after)
        keys.append((after, column))
    return np.array([column for _, column in sorted(keys)], dtype=np.intp)


def steps_back(order: Order, path: Path) -> int:
    """Number of places where the English of successive two-sided beads goes back."""
    starts = [int(order[j]) for _, n, j, m in path if n and m]
    return sum(b < a for a, b in pairwise(starts))


def best_order(tables: Tables, penalties: Sequence[float]) -> list[Ordered]:
    """Return the monotone path and the paths of the orders found with each penalty, without repeats.

    The first is always the text's own order.
    """
    width = len(tables.skip_en)
    orders: dict[bytes, Order] = {}
    own = np.arange(width, dtype=np.intp)
    orders[own.tobytes()] = own
    gains = bead_gains(tables)
    for penalty in penalties:
        order = order_of(_without_conflict(gains, tables.shapes, penalty), width)
        orders.setdefault(order.tobytes(), order)
    listed = list(orders.values())
    scores, paths = viterbi(reorder(tables, listed))
    return [Ordered(order, path, float(score)) for order, path, score in zip(listed, paths, scores, strict=True)]
