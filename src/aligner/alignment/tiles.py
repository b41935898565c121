"""Cutting long texts at sure places, so that time and memory grow with their length.

A coarse-to-fine search in the manner of Vecalign (Thompson and Koehn 2019, section 3.3): vectors of neighbours are
summed until the text is short enough for a full dynamic programme, and its path is refined level by level within a
band. At the finest level no programme is run: pairs of sentences that are each other's best within the band, and in
order, are anchors, and the text is cut inside runs of three neighbouring anchors. The tiles in between are aligned one
by one.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

__all__ = ["anchors", "coarse_path", "cut_points"]

Vectors = NDArray[np.float32]
Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

TOP = 200
"""Blocks of a side at the coarsest level."""
MARGIN = 10
"""Blocks either side of the coarser path that the next level looks at."""
LARGEST = 150
"""Sentences of a side in a tile, at most."""
ROWS = 64
"""Rows of a block of band similarities made by one matrix product."""


def _halve(vectors: Vectors) -> Vectors:
    """Unit sums of pairs of neighbours; an odd last row stands alone."""
    count = len(vectors)
    out = np.zeros(((count + 1) // 2, vectors.shape[1]), dtype=np.float32)
    out[: count // 2] = vectors[0 : count - 1 : 2][: count // 2] + vectors[1::2]
    if count % 2:
        out[-1] = vectors[-1]
    return np.asarray(out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _band(ko: Vectors, en: Vectors, starts: Ints, width: int) -> Vectors:
    """Similarities float32 (N, width): row i against English ``starts[i] + 0..width``; -1 beyond the text."""
    out = np.full((len(ko), width), -1.0, dtype=np.float32)
    for first in range(0, len(ko), ROWS):
        last = min(first + ROWS, len(ko))
        low, high = int(starts[first:last].min()), min(int(starts[first:last].max()) + width, len(en))
        product = ko[first:last] @ en[low:high].T
        columns = starts[first:last, None] - low + np.arange(width)[None]
        inside = columns < high - low
        picked = np.take_along_axis(product, np.minimum(columns, high - low - 1), axis=1)
        out[first:last] = np.where(inside, picked, -1.0)
    return out


def _walk(band: Vectors, starts: Ints, size: int, low: float) -> Ints:
    """Best monotone path of matches and skips through a band; return the English position of each row.

    A match scores its similarity above `low`, a skip nothing, so rows without a counterpart cost nothing.
    """
    rows, width = band.shape
    gain = np.maximum(band - low, 0.0).astype(np.float64)
    table = np.zeros((rows + 1, width + 1))
    offset = np.concatenate([starts[:1], starts])
    for i in range(1, rows + 1):
        shift = int(offset[i] - offset[i - 1])
        above = np.full(width + 1, table[i - 1, -1])
        above[: max(width + 1 - shift, 0)] = table[i - 1, shift:]
        best = above.copy()
        np.maximum(best[1:], above[:-1] + gain[i - 1], out=best[1:])
        table[i] = np.maximum.accumulate(best)
    path = np.empty(rows, dtype=np.intp)
    column = width
    for i in range(rows, 0, -1):
        row = table[i]
        column = int(np.searchsorted(row[: column + 1], row[column]))
        shift = int(offset[i] - offset[i - 1])
        path[i - 1] = min(starts[i - 1] + max(column - 1, 0), size - 1)
        over = column + shift
        # A match when the cell is worth more than the one above it.
        if over > width or table[i - 1, over] < row[column]:
            over -= 1
        column = min(max(over, 0), width)
    return path


def coarse_path(ko: Vectors, en: Vectors) -> tuple[Ints, int]:
    """Return the first English sentence of the band for each Korean one, and the width of the band.

    Parameters
    ----------
    ko, en
        float32 (N, dim), (M, dim), unit rows, centred.
    """
    levels = [(ko, en)]
    while max(len(levels[-1][0]), len(levels[-1][1])) > TOP:
        levels.append((_halve(levels[-1][0]), _halve(levels[-1][1])))
    top_ko, top_en = levels[-1]
    starts, width = np.zeros(len(top_ko), dtype=np.intp), len(top_en)
    for level in range(len(levels) - 1, 0, -1):
        rough_ko, rough_en = levels[level]
        band = _band(rough_ko, rough_en, starts, width)
        seen = band[band > -1.0]
        path = _walk(band, starts, len(rough_en), float(np.median(seen)) + 0.5 * float(seen.std()))
        fine_rows, fine_width = len(levels[level - 1][0]), len(levels[level - 1][1])
        at = np.repeat(path * 2, 2)[:fine_rows]
        # The band follows the path monotonically and is as wide as its steepest step asks for.
        step = int(np.diff(path).max(initial=0)) * 2
        width = min(2 * MARGIN + min(step, 8 * MARGIN), fine_width)
        starts = np.clip(at - MARGIN, 0, max(fine_width - width, 0))
        starts = np.maximum.accumulate(starts)
    return starts, width


def anchors(ko: Vectors, en: Vectors) -> list[tuple[int, int]]:
    """Return pairs of sentences that are each other's clear best within the band, in order on both sides."""
    starts, width = coarse_path(ko, en)
    band = _band(ko, en, starts, width)
    seen = band[band > -1.0]
    low = float(np.median(seen))
    rows = np.arange(len(ko))
    at = band.argmax(axis=1)
    best = band[rows, at]
    column = starts + at
    top = np.full(len(en), -1.0, dtype=np.float32)
    np.maximum.at(top, (starts[:, None] + np.arange(width)[None]).clip(0, len(en) - 1).ravel(), band.ravel())
    good = best >= top[column]
    chosen = best[good]
    sure = low + 0.5 * (float(np.median(chosen)) - low) if len(chosen) else 1.0
    rest = band.copy()
    rest[rows, at] = -1.0
    good &= (best >= sure) & (best - rest.max(axis=1) > 0.1 * (sure - low))
    return _longest_chain([(int(i), int(column[i])) for i in np.flatnonzero(good)])


def _longest_chain(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Longest subsequence that rises on both sides (patience sorting)."""
    tails: list[int] = []
    last: list[int] = []
    before = [-1] * len(pairs)
    for at, (_, j) in enumerate(pairs):
        k = bisect_left(tails, j)
        before[at] = last[k - 1] if k else -1
        tails[k : k + 1] = [j]
        last[k : k + 1] = [at]
    out, at = [], last[-1] if last else -1
    while at >= 0:
        out.append(pairs[at])
        at = before[at]
    return out[::-1]


def cut_points(ko: Vectors, en: Vectors, tile: int) -> list[tuple[int, int]]:
    """Return ``(i, j)`` where a new tile begins, ``(0, 0)`` first: tiles of about `tile` sentences a side.

    Each cut lies before the middle one of three anchors that are neighbours on both sides.
    """
    found = anchors(ko, en)
    known = set(found)
    cuts = [(0, 0)]
    for i, j in found:
        far = max(i - cuts[-1][0], j - cuts[-1][1]) >= tile
        if far and (i - 1, j - 1) in known and (i + 1, j + 1) in known:
            cuts.append((i, j))
    return _no_larger(cuts, found, (len(ko), len(en)))


def _no_larger(
    cuts: list[tuple[int, int]], found: list[tuple[int, int]], size: tuple[int, int]
) -> list[tuple[int, int]]:
    """Cut what is still larger than `LARGEST` at lone anchors, or evenly: unrelated text must not fill the memory."""
    out: list[tuple[int, int]] = []
    for (i, j), (k, h) in pairwise([*cuts, size]):
        out.append((i, j))
        inner = [(x, y) for x, y in found if i < x < k and j < y < h] if max(k - i, h - j) > LARGEST else []
        for x, y in [*inner, (k, h)]:
            pieces = max(-(-(x - out[-1][0]) // LARGEST), -(-(y - out[-1][1]) // LARGEST))
            if pieces > 1:
                a, b = out[-1]
                for step in range(1, pieces):
                    s, r = a + (x - a) * step // pieces, b + (y - b) * step // pieces
                    # Every tile keeps a sentence of either side.
                    if out[-1][0] < s < x and out[-1][1] < r < y:
                        out.append((s, r))
            if (x, y) != (k, h) and max(x - out[-1][0], y - out[-1][1]) > LARGEST // 2:
                out.append((x, y))
    return out
