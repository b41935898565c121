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
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.search import NEVER, Floats, Problem, Shapes, viterbi

__all__ = [
    "Ordered",
    "Tables",
    "bead_gains",
    "best_order",
    "candidates",
    "jump_search",
    "order_of",
    "reorder",
    "steps_back",
    "without_conflict",
    "worthwhile",
]

Order = NDArray[np.intp]
Path = list[tuple[int, int, int, int]]


LEAST_GAIN = 1.5
"""Beads of less gain are left to the monotone search that follows; few moved beads are among them."""
FAR_BELOW = 0.35
"""Beads of less than this share of the best gain at their place are not proposed."""
ROUNDS = 30
"""Price updates of the search for an order, at most."""
CLOSE = 0.5
"""The search for an order stops when no order can be better than the best found by more than this."""


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


class Candidate(NamedTuple):
    """A bead with gain: Korean ``[i, i+n)``, English ``[j, j+m)``."""

    i: int
    n: int
    j: int
    m: int
    gain: float


def candidates(gains: Floats, shapes: Shapes) -> list[Candidate]:
    """Return the beads of `worthwhile` as a list, by first Korean sentence."""
    rows, columns, kinds, values = worthwhile(gains, shapes)
    return [
        Candidate(i, shapes[k][0], j, shapes[k][1], value)
        for i, j, k, value in zip(rows.tolist(), columns.tolist(), kinds.tolist(), values.tolist(), strict=True)
    ]


def worthwhile(gains: Floats, shapes: Shapes) -> tuple[Order, Order, Order, Floats]:
    """Return the beads of clear gain that are worth more than every bead inside them.

    A bead that contains a better one is never needed: the inner one gains more, leaves more free and fits wherever the
    outer one does. What is left is a few beads a sentence: first Korean and English sentence, place of the shape, gain.
    """
    best: dict[tuple[int, int], Floats] = {}
    # What is far below the best of its row and of its column would be taken only by mistake.
    row, column = gains.max(axis=(0, 2)), gains.max(axis=(0, 1))
    floor = np.maximum(LEAST_GAIN, FAR_BELOW * np.minimum(row[:, None], column[None]))
    kept = np.zeros(gains.shape, dtype=bool)
    for k, (n, m) in sorted(enumerate(shapes), key=lambda entry: sum(entry[1])):
        inside: Floats = np.zeros((gains.shape[1], gains.shape[2]))
        for a, b in ((n - 1, m), (n, m - 1)):
            if (a, b) in best:
                inner = best[a, b]
                np.maximum(inside, inner, out=inside)
                down, right = n - a, m - b
                rest = inside[: len(inside) - down, : inside.shape[1] - right]
                np.maximum(rest, inner[down:, right:], out=rest)
        kept[k] = gains[k] > np.maximum(inside, floor)
        best[n, m] = np.maximum(gains[k], inside)
    rows, columns, kinds = np.nonzero(kept.transpose(1, 2, 0))
    return rows, columns, kinds, gains[kinds, rows, columns]


def jump_search(
    beads: Sequence[Candidate], size: tuple[int, int], penalty: float, prices: Floats
) -> tuple[float, list[Candidate]]:
    """Return value and beads of the best choice; English sentences may be used twice, at their price each time.

    Parameters
    ----------
    beads
        Candidates in order of `i`.
    size
        Numbers of Korean and English sentences.
    penalty
        Cost of one step back.
    prices
        float64 (M,): cost of using each English sentence.
    """
    # Lists, not arrays: a story is twenty sentences, and a call of numpy costs as much as a row of them.
    rows, width = size
    paid = [0.0, *np.cumsum(prices).tolist()]
    reach = [[0.0] + [NEVER] * width]
    value: list[float] = []
    landing: list[list[int]] = [[] for _ in range(rows + 1)]
    at = 0
    for i in range(rows + 1):
        if i:
            here = reach[-1].copy()
            for number in landing[i]:
                end = beads[number].j + beads[number].m
                if value[number] > here[end]:
                    here[end] = value[number]
            reach.append(here)
        if at < len(beads) and beads[at].i == i:
            ahead = list(accumulate(reach[i], max))
            back = ahead[-1] - penalty
            while at < len(beads) and beads[at].i == i:
                _, n, j, m, gain = beads[at]
                value.append(max(ahead[j], back) + (gain - paid[j + m] + paid[j]))
                landing[i + n].append(at)
                at += 1
    return max(reach[rows]), _chosen(beads, reach, landing, value, penalty)


def _chosen(
    beads: Sequence[Candidate],
    reach: Sequence[list[float]],
    landing: Sequence[Sequence[int]],
    value: Sequence[float],
    penalty: float,
) -> list[Candidate]:
    """Walk back from the best end; every number met is one that the way forward made, so equality is exact."""
    i = len(reach) - 1
    column = reach[i].index(max(reach[i]))
    out = []
    while i:
        if reach[i - 1][column] == reach[i][column]:
            i -= 1
            continue
        at = next(a for a in landing[i] if value[a] == reach[i][column] and beads[a].j + beads[a].m == column)
        bead = beads[at]
        out.append(bead)
        i = bead.i
        here = reach[i]
        first = here[: bead.j + 1]
        ahead, top = max(first), max(here)
        column = here.index(top) if top - penalty > ahead else first.index(ahead)
    return out[::-1]


def _repair(path: Sequence[Candidate], width: int, penalty: float) -> tuple[float, list[Candidate]]:
    """Drop the lesser of beads in conflict; return the value of what is left and its beads."""
    free = [True] * width
    kept = []
    for bead in sorted(path, key=lambda bead: (-bead.gain, bead)):
        if all(free[bead.j : bead.j + bead.m]):
            free[bead.j : bead.j + bead.m] = [False] * bead.m
            kept.append(bead)
    kept.sort()
    back = sum(b.j < a.j for a, b in pairwise(kept))
    return sum(bead.gain for bead in kept) - penalty * back, kept


def without_conflict(
    beads: Sequence[Candidate], size: tuple[int, int], penalty: float, rounds: int = ROUNDS
) -> list[Candidate]:
    """Solve the jump search with every English sentence used at most once, by prices with Polyak steps.

    Stops when the bound of the relaxed problem proves that no choice is better by `CLOSE`, or after `rounds`.
    """
    prices = np.zeros(size[1])
    best_value: float = NEVER
    best: list[Candidate] = []
    for _ in range(rounds):
        value, path = jump_search(beads, size, penalty, prices)
        bound = value + float(prices.sum())
        repaired, kept = _repair(path, size[1], penalty)
        if repaired > best_value:
            best_value, best = repaired, kept
        used = np.zeros(size[1])
        for bead in path:
            used[bead.j : bead.j + bead.m] += 1
        slope = np.where((used > 1) | (prices > 0), used - 1, 0.0)
        norm = float(slope @ slope)
        if norm == 0 or bound - best_value < CLOSE:
            break
        prices = np.maximum(prices + (bound - best_value) / norm * slope, 0.0)
    return best


def _worth_a_look(
    found: tuple[Order, Order, Order, Floats],
    path: Path,
    gains: Floats,
    shapes: Shapes,
    size: tuple[int, int],
    share: float,
    margin: float,
) -> bool:
    """Whether a worthwhile bead gains more, by `margin`, than `share` of what the beads it would displace gain."""
    index = {shape: k for k, shape in enumerate(shapes)}
    held = [0.0]
    rows, columns = np.zeros(size[0], dtype=np.intp), np.zeros(size[1], dtype=np.intp)
    for i, n, j, m in path:
        if n and m:
            rows[i : i + n] = columns[j : j + m] = len(held)
            held.append(float(gains[index[n, m], i, j]))
    worth = np.array(held)
    first_ko, first_en, kinds, gain = found
    own_row, own_column = rows[first_ko], columns[first_en]
    least = np.maximum(worth[own_row], worth[own_column])
    # Most fall short of what their first sentences already have; beads of the path itself displace nothing new.
    for at in np.flatnonzero((gain > share * least + margin) & ((own_row != own_column) | (own_row == 0))).tolist():
        i, j, (n, m) = first_ko[at], first_en[at], shapes[kinds[at]]
        displaced = {*rows[i : i + n].tolist(), *columns[j : j + m].tolist()}
        if gain[at] > share * sum(held[x] for x in displaced) + margin:
            return True
    return False


def order_of(path: Sequence[Candidate], width: int) -> Order:
    """Order in which the English of the beads of `path` follows on; the other sentences stay with the one before."""
    place = {column: at for at, bead in enumerate(path) for column in range(bead.j, bead.j + bead.m)}
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


def best_order(
    tables: Tables, penalties: Sequence[float], share: float = 0.4, own: Ordered | None = None
) -> list[Ordered]:
    """Return the monotone path and the paths of the orders found with each penalty, without repeats.

    The first is always the text's own order. Others are looked for only if some bead off the path gains more than
    `share` of what it would displace. `own` is the path in the text's own order where that is known already.
    """
    width = len(tables.skip_en)
    if own is None:
        text_order = np.arange(width, dtype=np.intp)
        scores, paths = viterbi(reorder(tables, [text_order]))
        own = Ordered(text_order, paths[0], float(scores[0]))
    found = [own]
    if not penalties:
        return found
    gains = bead_gains(tables)
    size = (len(tables.skip_ko), width)
    # In a careful search a single bead must pay for two steps back by itself.
    margin = 2 * min(penalties) if share >= 1.0 else CLOSE
    if not _worth_a_look(worthwhile(gains, tables.shapes), own.path, gains, tables.shapes, size, share, margin):
        return found
    beads = candidates(gains, tables.shapes)
    orders: dict[bytes, Order] = {}
    for penalty in penalties:
        order = order_of(without_conflict(beads, size, penalty, ROUNDS if share < 1.0 else ROUNDS // 5), width)
        orders.setdefault(order.tobytes(), order)
    orders.pop(own.order.tobytes(), None)
    if orders:
        listed = list(orders.values())
        scores, paths = viterbi(reorder(tables, listed))
        found += [Ordered(o, p, float(s)) for o, p, s in zip(listed, paths, scores, strict=True)]
    return found
