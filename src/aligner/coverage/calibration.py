"""Calibrated confidence of sentence verdicts.

A bead's score is the probability that the bead is *exactly* right. A verdict asks less of the alignment (a sentence of
a bead that misses a neighbour is covered all the same), so each verdict has its own map from bead score to
probability: a logistic curve on the log-odds (Platt 1999), fitted by ``benchmarks/coverage.py --fit`` on development
stories.
"""

from __future__ import annotations

from math import log

from aligner.coverage.weights import platt
from aligner.facts.judge import sigmoid

__all__ = ["calibrate"]


def calibrate(verdict: str, score: float, doubt: float) -> float:
    """Return the probability in [0, 1] that `verdict` is right.

    Parameters
    ----------
    verdict
        A value of `KoVerdict` or `EnVerdict`.
    score
        The bead's calibrated score in [0, 1].
    doubt
        The largest probability that a clause of the sentence has no counterpart; 0 where none was asked.
    """
    # Both are told by the aligner alone; what is looked for inside the sentence comes on top.
    base = {"partly_covered": "covered", "derived": "added"}.get(verdict, verdict)
    intercept, slope = platt(base)
    odds = log(_clip(score) / (1 - _clip(score)))
    linked = sigmoid(intercept + slope * odds)
    if verdict == "partly_covered":
        return linked * doubt
    if verdict in ("omitted", "added", "derived"):
        return linked
    return linked * (1 - doubt)


def _clip(value: float) -> float:
    return min(max(value, 0.001), 0.999)
