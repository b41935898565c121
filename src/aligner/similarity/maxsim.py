"""Bidirectional MaxSim: how well two sets of vectors cover one another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["bimax"]


def bimax(
    cosines: NDArray[np.float32],
    row_weights: NDArray[np.float64] | None = None,
    column_weights: NDArray[np.float64] | None = None,
) -> tuple[float, float]:
    """Return the weighted mean of the row maxima and that of the column maxima.

    Parameters
    ----------
    cosines
        float32 (m, n) similarities of the vectors of two documents, m, n >= 1.
    row_weights, column_weights
        float64 (m,) and (n,), not negative, not all zero; None: equal weights.

    Returns
    -------
    forward, backward : float
        How well the columns cover the rows, and the rows the columns. Their mean is the BiMax score (Wang et al. 2025,
        "BiMax: Bidirectional MaxSim Score for Document-Level Alignment"). The two are kept apart because an abridged
        version is covered by its original and does not cover it.
    """
    rows, columns = cosines.max(axis=1).astype(np.float64), cosines.max(axis=0).astype(np.float64)
    return float(np.average(rows, weights=row_weights)), float(np.average(columns, weights=column_weights))
