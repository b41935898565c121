"""Unit vectors on a grid: their inner products have the same bits on every machine. And the check of foreign ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from aligner.errors import EncoderError
from aligner.types import Encoder, EncoderInfo

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.types import Vectors

__all__ = ["STEPS", "CheckedEncoder", "on_grid"]

STEPS = 4096
"""Grid steps a unit: every component is a whole number of 2**-12."""
_MOST_STEPS = 16
_NEAR = 8
_EXACT = 1e-6
# Half precision normalises to within 1e-3 only.
_UNIT_WITHIN = 0.01


def on_grid(vectors: NDArray[Any]) -> Vectors:
    """Return unit rows whose components are multiples of 2**-12.

    The inner product of two such rows, and every partial sum of it, is a multiple of 2**-24 within [-1, 1], which
    float32 holds exactly: cosines have the same bits whatever computes them.

    Parameters
    ----------
    vectors
        (n, dim), any scale; no row of zeros.

    Returns
    -------
    Vectors
        float32 (n, dim), norms within 1e-6 of 1, components within about 2**-12 of the exact unit vector's. A row that
        a few steps cannot bring to its norm (a dozen dimensions, or nearly all zeros) stays off the grid, exact.
    """
    import numpy as np

    vectors = np.asarray(vectors, dtype=np.float64)
    norms = np.sqrt(np.add.reduce(np.square(vectors), axis=1, keepdims=True))
    exact = vectors * (STEPS / norms)
    whole = np.rint(exact)
    # Rounding leaves the squared norm some thousand steps off; one step more or less of component n moves it by
    # 2 n + 1. A few such steps, the largest that fit first, bring every row to just below one.
    missing = STEPS**2 - np.add.reduce(np.square(whole), axis=1)
    rows = np.arange(len(whole))
    for _ in range(_MOST_STEPS):
        open_ = (missing < 0) | (missing > _NEAR)
        if not open_.any():
            break
        sizes = np.abs(whole[open_])
        sign = np.where(missing[open_] > 0, 1.0, -1.0)
        gain = 2 * sizes + sign[:, None]
        left = np.abs(missing[open_])[:, None] - gain
        left = np.where(sizes + sign[:, None] < 0, np.inf, left)
        # From above the last step may pass the goal: a norm just below one is what is wanted.
        cost = np.where(left >= 0, left, np.where(sign[:, None] < 0, -left, np.inf))
        best = cost.argmin(axis=1)
        at = rows[open_], best
        direction = np.where(whole[at] != 0, np.sign(whole[at]), np.where(exact[at] < 0, -1.0, 1.0))
        whole[at] += sign * direction
        missing[open_] -= sign * gain[np.arange(len(best)), best]
    out = (whole / STEPS).astype(np.float32)
    off = (missing < 0) | (missing > _NEAR)
    if off.any():
        # What is of unit length already stays as it is: putting vectors on the grid twice changes nothing.
        lengths = np.where(abs(norms[off] - 1) < _EXACT, 1.0, norms[off])
        out[off] = (vectors[off] / lengths).astype(np.float32)
    return out


class CheckedEncoder:
    """Anyone's encoder, whose vectors are checked and put on the grid of `on_grid`.

    Parameters
    ----------
    encoder
        Anything with ``info`` and ``encode(texts)``; see `aligner.types.Encoder`.
    """

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    @property
    def info(self) -> EncoderInfo:
        """What the encoder is."""
        return self.encoder.info

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 (len(texts), dim), unit rows, in the order of `texts`.

        Raises
        ------
        EncoderError
            If the encoder gives another shape, a value that is not finite, or rows that are not of unit length.
        """
        import numpy as np

        texts = list(texts)
        vectors = np.asarray(self.encoder.encode(texts))
        name, shape = self.info.name, (len(texts), self.info.dim)
        if not texts and not vectors.size:
            return np.empty(shape, dtype=np.float32)
        if vectors.shape != shape:
            raise EncoderError(
                f"encoder {name!r} gave vectors of shape {vectors.shape} for {len(texts)} texts",
                hint=f"give one row a text and {self.info.dim} columns, as its info says",
            )
        norms = np.sqrt(np.add.reduce(np.square(vectors, dtype=np.float64), axis=1))
        wrong = ~(np.abs(norms - 1) <= _UNIT_WITHIN)  # so that NaN is wrong too
        if wrong.any():
            at = int(wrong.argmax())
            raise EncoderError(
                f"encoder {name!r} gave a vector of length {norms[at]:.4g} for {texts[at][:40]!r}",
                hint="divide every row by its norm; empty texts need a vector too",
            )
        return on_grid(vectors)
