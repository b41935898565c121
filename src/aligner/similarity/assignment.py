"""Optimal assignment with the freedom to leave anyone alone."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from aligner.similarity.extract import one_to_one

__all__ = ["best_assignment"]

# A component of rivals larger than this is settled greedily: O(n³) would take minutes, and nothing of that size is a
# set of twins.
_LARGEST = 400


def best_assignment(
    rows: NDArray[np.int64], columns: NDArray[np.int64], gains: NDArray[np.floating[Any]]
) -> NDArray[np.int64]:
    """Choose pairs, each row and column at most once, so that the sum of gains is largest.

    Parameters
    ----------
    rows, columns
        int64 (n,) candidate pairs, each once.
    gains
        (n,) what a pair adds; a pair that is left out adds 0, so that pairs without gain are never chosen.

    Returns
    -------
    ndarray
        int64 positions of the chosen pairs, ascending.

    Notes
    -----
    With log-odds as gains this is the most probable assignment if the pairs are judged independently. Pairs of positive
    gain fall apart into small components of rivals; each is solved exactly by the Hungarian method with potentials
    (Kuhn 1955; Jonker and Volgenant 1987), those of more than 400 rows or columns greedily.
    """
    live = np.flatnonzero(np.asarray(gains) > 0)
    chosen: list[NDArray[np.int64]] = []
    for part in _components(rows[live], columns[live]):
        at = live[part]
        if len(at) == 1:
            chosen.append(at)
            continue
        row_ids, row_of = np.unique(rows[at], return_inverse=True)
        column_ids, column_of = np.unique(columns[at], return_inverse=True)
        if max(len(row_ids), len(column_ids)) > _LARGEST:
            chosen.append(at[one_to_one(rows[at], columns[at], gains[at])])
            continue
        # Every row gets a column of its own that stands for "no partner" and gains nothing.
        table = np.zeros((len(row_ids), len(column_ids) + len(row_ids)))
        place = np.full(table.shape, -1, dtype=np.int64)
        table[row_of, column_of] = gains[at]
        place[row_of, column_of] = at
        picked = place[np.arange(len(row_ids)), _hungarian(-table)]
        chosen.append(picked[picked >= 0])
    return np.sort(np.concatenate(chosen)) if chosen else np.empty(0, dtype=np.int64)


def _components(rows: NDArray[np.int64], columns: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Group pairs that are joined by shared rows or columns (union–find)."""
    parent: dict[tuple[int, int], tuple[int, int]] = {}

    def root(node: tuple[int, int]) -> tuple[int, int]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    pairs = list(zip(rows.tolist(), columns.tolist(), strict=True))
    for row, column in pairs:
        parent[root((0, row))] = root((1, column))
    groups: dict[tuple[int, int], list[int]] = {}
    for at, (row, _) in enumerate(pairs):
        groups.setdefault(root((0, row)), []).append(at)
    return [np.array(group, dtype=np.int64) for group in groups.values()]


def _hungarian(cost: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the column of each row that makes the sum of costs least; cost is (n, m) with n <= m."""
    n, m = cost.shape
    row_price, column_price = np.zeros(n), np.zeros(m)
    owner = np.full(m, -1)
    for row in range(n):
        slack, before = np.full(m, np.inf), np.full(m, -1)
        done = np.zeros(m, dtype=bool)
        current, column = row, -1
        while True:
            reduced = cost[current] - row_price[current] - column_price
            better = ~done & (reduced < slack)
            slack[better], before[better] = reduced[better], column
            column = int(np.where(done, np.inf, slack).argmin())
            step = slack[column]
            row_price[row] += step
            row_price[owner[done]] += step
            column_price[done] -= step
            slack[~done] -= step
            done[column] = True
            if owner[column] < 0:
                break
            current = int(owner[column])
        while column >= 0:
            previous = int(before[column])
            owner[column] = owner[previous] if previous >= 0 else row
            column = previous
    result = np.full(n, -1, dtype=np.int64)
    taken = np.flatnonzero(owner >= 0)
    result[owner[taken]] = taken
    return result
