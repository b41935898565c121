"""From the model's posteriors to probabilities that hold: logistic calibration with a few facts about the bead.

Platt (1999) scaling of the posterior's log-odds, with further terms, because a posterior under a monotone path says
nothing of how loose the document is or whether the bead was joined afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from aligner.similarity.logistic import sigmoid

__all__ = ["CALIBRATION_NAMES", "calibrate", "calibration_features"]

Floats = NDArray[np.float64]

CALIBRATION_NAMES = (
    "bias", "logit", "logit.low", "similarity", "similarity.low", "similarity.one", "one", "many", "joined", "match",
    "skips", "moved", "doubt", "doubt.logit", "shared", "shared.none", "rank", "passed.over", "length",
)  # fmt: skip


def calibration_features(
    posterior: float,
    similarity: float,
    shape: tuple[int, int],
    *,
    joined: bool,
    moved: bool,
    match: float,
    skips: float,
    doubt: float,
    shared: float,
    rank: float,
    passed_over: float,
    length: float,
) -> list[float]:
    """Describe a bead for calibration, in the order of `CALIBRATION_NAMES`.

    Parameters
    ----------
    posterior
        Probability of the bead under the model, in [0, 1].
    similarity
        Scaled similarity of its two sides, or for a one-sided bead the best of its sentence with the other side.
    shape
        Numbers of Korean and English sentences.
    joined, moved
        Whether it was joined after the search, and whether it is off the longest chain.
    match, skips
        Mean similarity of the document's beads, and its share of one-sided sentences.
    doubt
        Mean of ``1 - posterior`` over the beads of the document: where much is doubtful, so is what looks sure.
    shared
        Weight of the evidence keys that its two sides share, 0 for a one-sided bead.
    rank
        How many English sentences are nearer to its Korean ones than its own, on average; 0 for a one-sided bead.
    passed_over
        The best chance of a link by which its sentences would have joined another bead, and which was not made.
    length
        How far its length ratio is from the document's usual one, in logs; 0 for a one-sided bead.
    """
    p = min(max(posterior, 1e-5), 1 - 1e-5)
    logit = float(np.log(p / (1 - p)))
    one = not shape[0] or not shape[1]
    return [
        1.0,
        min(logit, 7.0),
        min(logit, 1.0),
        0.0 if one else min(similarity, 1.1),
        0.0 if one else min(similarity, 0.5),
        similarity if one else 0.0,
        float(one),
        float(not one and sum(shape) > 2),
        float(joined),
        match - 0.8,
        skips,
        float(moved),
        doubt,
        doubt * min(logit, 7.0),
        min(shared, 3.0),
        float(not one and shared == 0.0),
        min(rank, 3.0),
        passed_over,
        min(length, 1.5),
    ]


def calibrate(features: Floats, weights: Mapping[str, float]) -> Floats:
    """Return probabilities float64 (n,) for features (n, len(CALIBRATION_NAMES))."""
    own = np.array([weights[name] for name in CALIBRATION_NAMES])
    return sigmoid(features @ own)
