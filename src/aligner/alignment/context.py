"""Everything of a document pair that the features of all bead shapes share, each computed once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from copy import copy
from functools import cached_property
from math import log

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.agreement import Agreement
from aligner.alignment.field import Blocks, Field, clip, window_sums

__all__ = ["Context", "Outside", "Soft"]

Floats = NDArray[np.float64]
SHARPNESS = 12.0
"""Inverse temperature of the soft assignment, per unit of scaled similarity."""


RIVAL = 0.3
"""Scaled similarity of the best of a handful of unrelated sentences: the least that the best rival counts as."""


class Outside:
    """Largest value of each row outside a window, for windows of any size; at least `RIVAL`."""

    def __init__(self, values: Floats) -> None:
        rows, width = values.shape
        self._before = np.full((rows, width + 1), RIVAL)
        np.maximum.accumulate(values, axis=1, out=self._before[:, 1:])
        np.maximum(self._before, RIVAL, out=self._before)
        self._after = np.full((rows, width + 1), RIVAL)
        self._after[:, :-1] = np.maximum.accumulate(values[:, ::-1], axis=1)[:, ::-1]

    def __call__(self, size: int) -> Floats:
        """Largest value outside ``[j, j+size)``, per row and start j."""
        width = self._before.shape[1]
        return np.asarray(np.maximum(self._before[:, : width - size], self._after[:, size:]))


def _joint_gain(cosines: Floats, gram: Floats) -> tuple[Floats, Floats]:
    """How much better two neighbouring rows together fit a column than one of them does.

    The best mix of two unit vectors for a third is a least-squares problem with a closed form; its multiple correlation
     is ``R = sqrt((a² + b² - 2abg) / (1 - g²))`` for cosines a, b to the third and g between them. A mix with
    a negative share counts as no gain.

    Returns
    -------
    first, second
        float64 (N-1, M) each: gain of adding row i+1 to row i, and of adding row i to row i+1.
    """
    a, b = cosines[:-1], cosines[1:]
    norms = np.sqrt(np.maximum(np.diag(gram), 1e-12))
    g = clip(np.diag(gram, 1) / (norms[:-1] * norms[1:]), -0.95, 0.95)[:, None]
    both = np.sqrt(np.maximum(a * a + b * b - 2 * a * b * g, 0.0) / (1 - g * g))
    first = np.where((b > g * a) & (a > 0), both - a, 0.0)
    second = np.where((a > g * b) & (b > 0), both - b, 0.0)
    return first, second


class Soft:
    """Soft assignment of single sentences: each row and column as a distribution with a null."""

    NULL_AT = 0.55

    def __init__(self, field: Field, blocks: Blocks) -> None:
        scaled = np.exp(SHARPNESS * clip(blocks(1, 1), -1.0, 1.5))
        null = np.exp(SHARPNESS * self.NULL_AT)
        self.row = scaled / (scaled.sum(1, keepdims=True) + null)
        self.column = scaled / (scaled.sum(0, keepdims=True) + null)
        self.row_null = 1 - self.row.sum(1)
        self.column_null = 1 - self.column.sum(0)
        self._logs: dict[tuple[str, int], Floats] = {}

    def log_share(self, side: str, size: int) -> Floats:
        """Log share of each sentence of a side that goes to the windows of `size` sentences of the other side."""
        if (side, size) not in self._logs:
            share = window_sums(self.row.T, size).T if side == "ko" else window_sums(self.column, size)
            self._logs[side, size] = np.log(np.maximum(share, 1e-4))
        return self._logs[side, size]


def _cosines(field: Field) -> Floats:
    """Cosines of single sentences."""
    ko, en = np.sqrt(np.diag(field.ko_gram)), np.sqrt(np.diag(field.en_gram))
    return np.asarray(field.sims / np.maximum(ko[:, None] * en[None], 1e-12))


class Context:
    """Everything of a field that is shared by the features of all shapes."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.blocks = Blocks(field)
        self.soft = Soft(field, self.blocks)
        self.known: dict[tuple[int, int], Floats] = {}
        self.stale = False
        self._outside: dict[tuple[str, int], Outside] = {}
        cosines = _cosines(field)
        first, second = _joint_gain(cosines, field.ko_gram)
        self.ko_joint = (first / field.span, second / field.span)
        first, second = _joint_gain(cosines.T, field.en_gram)
        self.en_joint = (first.T / field.span, second.T / field.span)
        self.agreement = Agreement(field)

    def outside(self, side: str, size: int) -> Outside:
        """Similarities of spans of `size` sentences of a side with the single sentences of the other."""
        if (side, size) not in self._outside:
            self._outside[side, size] = Outside(self.blocks(size, 1) if side == "ko" else self.blocks(1, size).T)
        return self._outside[side, size]

    # Lists, not arrays, and each row sorted once: a long text asks for every bead.
    @cached_property
    def _ranked(self) -> tuple[list[list[float]], list[list[float]]]:
        # Rounded: what the order of a sum tells apart on one processor and not on another is no rank.
        single = np.round(self.blocks(1, 1), 9)
        return single.tolist(), np.sort(single, axis=1).tolist()

    @cached_property
    def _lengths(self) -> tuple[list[float], list[float]]:
        return self.field.ko_len.tolist(), self.field.en_len.tolist()

    @cached_property
    def several(self) -> float:
        """Share of the lines that hold several sentences."""
        return float(np.mean(np.concatenate([self.field.ko_stops, self.field.en_stops]) > 1.0))

    def rank(self, ko: Sequence[int], en: Sequence[int]) -> float:
        """How many English sentences are nearer than those of a bead to its Korean ones, on average; 0 if one-sided."""
        if not ko or not en:
            return 0.0
        single, ranked = self._ranked
        nearer = sum(len(ranked[i]) - bisect_right(ranked[i], max(single[i][j] for j in en)) for i in ko)
        return nearer / len(ko)

    def length_off(self, ko: Sequence[int], en: Sequence[int]) -> float:
        """How far the length ratio of a bead is from the document's usual one, in logs; 0 if one-sided."""
        if not ko or not en:
            return 0.0
        ko_len, en_len = self._lengths
        ratio = (sum(en_len[j] for j in en) + 6.0) / (sum(ko_len[i] for i in ko) + 3.0)
        return abs(log(ratio) - self.field.log_ratio)

    def look_again(self, field: Field) -> Context:
        """Return the context of the same sentences with other document statistics; nothing is computed again."""
        other = copy(self)
        other.field, other.stale = field, True
        return other
