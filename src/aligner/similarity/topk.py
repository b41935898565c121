"""Exact inner-product neighbours of two sets of vectors, both ways, in one pass over the products."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aligner.errors import InputError
from aligner.similarity.neighbours import Neighbours, TopK, no_neighbours
from aligner.similarity.running import RunningBest

__all__ = ["as_vectors", "topk", "topk_of_blocks"]

# A 1,024 x 2,048 tile of float32 products is 8 MiB: wide enough that the matrix product runs at full speed, small
# enough that the two maxima are read from the cache. Groups of 16 balance the pass that compares group maxima against
# the pass that looks into the surviving groups. Measured in docs/performance.md.
_TILE_ROWS = 1024
_TILE_COLUMNS = 2048
_GROUP = 16
_BAND = 128
_GATHER = 8192
# Below this many multiplications a thread pool costs more than it saves.
_SMALL = 1 << 28
_CHECK_ROWS = 8192


def topk(x: ArrayLike, y: ArrayLike, k: int = 4, *, threads: int | None = None, device: str | None = None) -> TopK:
    """Find the k nearest neighbours by inner product, both ways, exactly, in one pass over the products.

    Parameters
    ----------
    x, y
        (m, d) and (n, d) arrays or memory maps, float16/32/64 or integer, any strides; for cosine, unit rows. Products
        are computed in float32. Rows of zeros and rows with NaN or infinity are errors.
    k
        How many neighbours, >= 1. Where k is larger than the other side the rest is ``-1`` with score ``-inf``.
    threads
        Processor threads; None means all that this process may use.
    device
        None or ``"cpu"``: numpy. ``"cuda"``, ``"cuda:1"`` …: torch on that device, in blocks of bounded memory.

    Returns
    -------
    TopK
        `forward` (m, k) and `backward` (n, k). The two agree: a pair found both ways has the same score to the bit.

    Raises
    ------
    InputError
        For wrong shapes, k < 1, zero vectors, NaN, infinity, or a device that is not there.

    Notes
    -----
    Products are computed a tile at a time. Of each tile, group maxima along rows and along columns are compared with
    the running k-th best of each row and column, and only groups that beat it are looked into; selection by group
    maxima follows the first stage of Chern et al. 2022, "TPU-KNN", made exact by the thresholds. Memory above inputs
    and outputs is one tile and its survivors per thread, whatever m and n. Float32 sums depend on the place in the
    tile in their last bit, so equal vectors tie exactly only where the arithmetic is exact.
    """
    x, y = as_vectors(x, "x"), as_vectors(y, "y")
    if x.shape[1] != y.shape[1]:
        raise InputError(
            f"x has {x.shape[1]} dimensions and y has {y.shape[1]}", hint="encode both sides with the same encoder"
        )
    if k < 1:
        raise InputError(f"k = {k} asks for no neighbours", hint="use k >= 1")
    for name, side in (("x", x), ("y", y)):
        _check_rows(side, name)
    if device not in (None, "cpu"):
        from aligner.similarity.torch_topk import torch_topk

        return torch_topk(x, y, k, str(device))
    return _numpy_topk(x, y, k, threads)


def topk_of_blocks(
    x: NDArray[Any], y: NDArray[Any], k: int, spread: Callable[..., Iterable[TopK]], *, rows: int
) -> TopK:
    """Do what `topk` does, block by block, with a map in between that may work elsewhere.

    Parameters
    ----------
    spread
        ``spread(function, items)``: yields ``function(item)`` of every item in order; the function is picklable.
    rows
        Rows of a block of either side: what a worker gets and holds.
    """
    x, y = as_vectors(x, "x"), as_vectors(y, "y")
    forward, backward = no_neighbours(len(x), k), no_neighbours(len(y), k)
    # Both ascend, so that of equal scores the lowest index stays first.
    places = [(a, b) for a in _edges(0, len(x), rows) for b in _edges(0, len(y), rows)]
    blocks = ((np.ascontiguousarray(x[a:b]), np.ascontiguousarray(y[c:d])) for (a, b), (c, d) in places)
    for ((a, b), (c, d)), found in zip(places, spread(partial(_of_block, k=k), blocks), strict=True):
        _take(forward, slice(a, b), found.forward, c)
        _take(backward, slice(c, d), found.backward, a)
    return TopK(forward, backward)


def _of_block(block: tuple[NDArray[Any], NDArray[Any]], k: int) -> TopK:
    return topk(*block, k, threads=1)


def _take(best: Neighbours, rows: slice, found: Neighbours, offset: int) -> None:
    """Merge the neighbours found in one block into the best so far."""
    moved = np.where(found.indices < 0, -1, found.indices + offset)
    part = Neighbours(best.scores[rows], best.indices[rows])
    _join([part, Neighbours(found.scores, moved)])


def as_vectors(array: ArrayLike, name: str) -> NDArray[Any]:
    """Return `array` as it is (no copy of arrays and memory maps), checked to be a 2-d real array."""
    array = array if isinstance(array, np.ndarray) else np.asarray(array)
    if array.ndim != 2:
        raise InputError(f"{name} has shape {array.shape}", hint="pass one vector a row, (rows, dimensions)")
    if array.dtype.kind not in "fiu":
        raise InputError(f"{name} has dtype {array.dtype}", hint="pass real numbers, best float32")
    return array


def _check_rows(array: NDArray[Any], name: str) -> None:
    """Raise on the first row that is zero or not finite."""
    for start in range(0, len(array), _CHECK_ROWS):
        block = array[start : start + _CHECK_ROWS]
        # float64 cannot overflow here: a float32 row of finite numbers has a finite sum of squares
        squares = np.einsum("ij,ij->i", block, block, dtype=np.float64)
        bad = np.flatnonzero(~(np.isfinite(squares) & (squares > 0)))
        if len(bad):
            row = int(bad[0])
            what = "all zeros" if squares[row] == 0 else "not finite (NaN or infinity)"
            raise InputError(
                f"{name}: vector {start + row} is {what}", hint="drop blank texts before encoding, or check the encoder"
            )


def _numpy_topk(x: NDArray[Any], y: NDArray[Any], k: int, threads: int | None) -> TopK:
    m, n = len(x), len(y)
    backward = no_neighbours(n, k)
    if m == 0 or n == 0:
        return TopK(no_neighbours(m, k), backward)
    small = m * n * x.shape[1] < _SMALL
    stripes = _stripes(n, 1 if small else threads or _cores())
    forwards = [no_neighbours(m, k) for _ in stripes]

    def work(at: int) -> None:
        start, stop = stripes[at]
        part = Neighbours(backward.scores[start:stop], backward.indices[start:stop])
        _sweep(x, y, start, stop, forwards[at], part)

    if small:
        work(0)
    else:
        # One BLAS thread a stripe: with BLAS's own threads the second one spins while the first selects.
        with _single_threaded_blas(), ThreadPoolExecutor(len(stripes)) as pool:
            list(pool.map(work, range(len(stripes))))
    return TopK(_join(forwards), backward)


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _single_threaded_blas() -> AbstractContextManager[Any]:
    try:
        from threadpoolctl import threadpool_limits  # type: ignore[import-untyped, unused-ignore]
    except ImportError:  # results are the same, only slower
        return nullcontext()
    limits: AbstractContextManager[Any] = threadpool_limits(1, user_api="blas")
    return limits


def _stripes(n: int, threads: int) -> list[tuple[int, int]]:
    """Cut n columns into at most `threads` ranges of at least one full tile each."""
    count = max(1, min(threads, n // _TILE_COLUMNS))
    edges = [n * i // count for i in range(count + 1)]
    return list(pairwise(edges))


def _join(parts: list[Neighbours]) -> Neighbours:
    """Merge the forward neighbours found in each stripe; stripes ascend, so a stable sort keeps ties in order."""
    if len(parts) == 1:
        return parts[0]
    k = parts[0].scores.shape[1]
    scores, indices = parts[0].scores, parts[0].indices
    for start in range(0, len(scores), _CHECK_ROWS):
        rows = slice(start, start + _CHECK_ROWS)
        block = np.concatenate([part.scores[rows] for part in parts], axis=1)
        ids = np.concatenate([part.indices[rows] for part in parts], axis=1)
        order = np.argsort(-block, axis=1, kind="stable")[:, :k]
        scores[rows] = np.take_along_axis(block, order, axis=1)
        indices[rows] = np.take_along_axis(ids, order, axis=1)
    return parts[0]


def _edges(start: int, stop: int, width: int) -> Iterator[tuple[int, int]]:
    """Cut [start, stop) into even pieces no wider than `width`."""
    count = -(-(stop - start) // width)
    for i in range(count):
        yield start + (stop - start) * i // count, start + (stop - start) * (i + 1) // count


def _sweep(x: NDArray[Any], y: NDArray[Any], start: int, stop: int, forward: Neighbours, backward: Neighbours) -> None:
    """Fill `forward` (all rows) and `backward` (columns start:stop) from the products of x with y[start:stop]."""
    tile = _Tile(min(_TILE_ROWS, len(x)), min(_TILE_COLUMNS, stop - start))
    columns = [
        (c0, c1, RunningBest(backward.scores[c0 - start : c1 - start], backward.indices[c0 - start : c1 - start]))
        for c0, c1 in _edges(start, stop, _TILE_COLUMNS)
    ]
    for r0, r1 in _edges(0, len(x), _TILE_ROWS):
        left = _float32(x[r0:r1])
        rows = RunningBest(forward.scores[r0:r1], forward.indices[r0:r1])
        for c0, c1, best in columns:
            tile.fill(left, _float32(y[c0:c1]))
            tile.select_rows(rows, c0)
            tile.select_columns(best, r0)
        rows.merge()
    for _, _, best in columns:
        best.merge()


def _float32(block: NDArray[Any]) -> NDArray[np.float32]:
    return np.ascontiguousarray(block, dtype=np.float32)


class _Tile:
    """One tile of products, padded with -inf up to whole groups, and its group maxima both ways."""

    def __init__(self, rows: int, columns: int) -> None:
        self.height = -(-rows // _GROUP)
        self.width = -(-columns // _GROUP)
        self.padded = np.full((self.height * _GROUP, self.width * _GROUP), -np.inf, dtype=np.float32)
        self.flat = self.padded.ravel()
        self._row_maxima = np.empty((len(self.padded), self.width), dtype=np.float32)
        self._column_maxima = np.empty((self.height, self.padded.shape[1]), dtype=np.float32)

    def fill(self, left: NDArray[np.float32], right: NDArray[np.float32]) -> None:
        """Compute ``left @ right.T`` into the tile's upper left corner, and the group maxima."""
        self.rows, self.columns = len(left), len(right)
        # Tiles of one sweep differ by at most a row and a column; what an earlier one left there must not be seen.
        self.padded[self.rows :] = -np.inf
        self.padded[:, self.columns :] = -np.inf
        np.matmul(left, right.T, out=self.padded[: self.rows, : self.columns])
        # Both maxima of a band are taken while it lies in the second-level cache, so that the tile is read once.
        stride = self.padded.shape[1]
        for top in range(0, len(self.padded), _BAND):
            band = self.padded[top : top + _BAND]
            np.maximum.reduce(
                band.reshape(-1, _GROUP, stride),
                axis=1,
                out=self._column_maxima[top // _GROUP : (top + len(band)) // _GROUP],
            )
            # Row group j holds the columns j, j + width, j + 2 width …: the maximum runs over long contiguous vectors.
            np.maximum.reduce(band.reshape(-1, _GROUP, self.width), axis=1, out=self._row_maxima[top : top + len(band)])

    def select_rows(self, best: RunningBest, offset: int) -> None:
        """Feed each row's survivors; column j of the tile is index ``offset + j``."""
        maxima = self._row_maxima[: self.rows]
        limit = _limit(best, maxima)
        row, group = np.divmod(np.flatnonzero(maxima > limit[:, None]), self.width)
        at = self._survivors(row * self.padded.shape[1] + group, self.width, limit.take(row))
        row, column = np.divmod(at, self.padded.shape[1])
        best.feed(row, column + offset, self.flat.take(at))

    def select_columns(self, best: RunningBest, offset: int) -> None:
        """Feed each column's survivors; row i of the tile is index ``offset + i``."""
        stride = self.padded.shape[1]
        maxima = self._column_maxima[:, : self.columns]
        limit = _limit(best, maxima.T)
        group, column = np.divmod(np.flatnonzero(maxima > limit), self.columns)
        at = self._survivors(group * (_GROUP * stride) + column, stride, limit.take(column))
        row, column = np.divmod(at, stride)
        best.feed(column, row + offset, self.flat.take(at))

    def _survivors(self, first: NDArray[np.int64], step: int, limits: NDArray[np.float32]) -> NDArray[np.int64]:
        """Return where, in groups whose members lie `step` apart, scores exceed their limits.

        Positions come in memory order, that is by row and by ascending column, as `RunningBest` needs for ties. As many
        members are gathered at once as keep the working arrays in the first-level cache or near it.
        """
        at_once = max(1, min(_GROUP, _GATHER // max(len(first), 1)))
        found = []
        for member in range(0, _GROUP, at_once):
            at = first + (np.arange(member, min(member + at_once, _GROUP)) * step)[:, None]
            found.append(at.ravel().take(np.flatnonzero(self.flat.take(at) > limits)))
        return np.sort(np.concatenate(found))


def _limit(best: RunningBest, maxima: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return what a score must exceed: the running k-th best, or in an item's first tile a bound from its maxima.

    `maxima` is (items, groups). Each of the k largest maxima is a score, so the k-th best score is no less than the
    k-th largest maximum; the bound lies just below that, for the score that equals it must survive.
    """
    k, groups = best.scores.shape[1], maxima.shape[1]
    if not best.untouched or groups < k:
        return best.threshold
    best.untouched = False
    kth = np.partition(maxima, groups - k, axis=1)[:, groups - k]
    return np.nextafter(kth, np.float32(-np.inf))
