"""From the signs of a suspect to a probability and a severity: the one place where either is decided.

A kind of suspect has one small logistic model in ``tables/judge.json``: an intercept, a weight for each named sign,
and the probabilities from which a suspect is told as a warning and as an error. A sign that the model does not name is
of no weight, so a check may offer more than has proved of use.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, log

from aligner.facts.model import Severity, Suspect
from aligner.facts.tables import weights

__all__ = ["Judge", "judge_of", "logit", "margin", "sigmoid", "verdict"]


def sigmoid(odds: float) -> float:
    """Return the probability in (0, 1) of log-odds."""
    return 1 / (1 + exp(-min(max(odds, -40.0), 40.0)))


def logit(probability: float) -> float:
    """Return the log-odds of a probability, which is kept off 0 and 1 by 0.001."""
    clipped = min(max(probability, 0.001), 0.999)
    return log(clipped / (1 - clipped))


@dataclass(frozen=True, slots=True)
class Judge:
    """The model of one kind of suspect.

    Attributes
    ----------
    intercept, weights
        Log-odds without any sign, and what a sign adds to them for each unit.
    warning_from, error_from
        Least probabilities at which a suspect is told, and told as an error.
    """

    intercept: float
    weights: Mapping[str, float]
    warning_from: float
    error_from: float

    def probability(self, signs: Mapping[str, float]) -> float:
        """Return the probability in (0, 1) that a suspect with these signs is a mistake."""
        return sigmoid(self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in signs.items()))


@cache
def judge_of(kind: str) -> Judge:
    """Return the fitted model of a kind of suspect.

    Raises
    ------
    KeyError
        If no model is called that.
    """
    model = weights("judge")[kind]
    return Judge(float(model["intercept"]), model["weights"], float(model["warning_from"]), float(model["error_from"]))


def margin(suspect: Suspect) -> float:
    """Return how far the probability of a suspect lies above the least at which its kind is told."""
    judge = judge_of(suspect.kind)
    return judge.probability(suspect.signs) - judge.warning_from


def verdict(suspect: Suspect) -> tuple[float, Severity | None]:
    """Return the probability in (0, 1) that a suspect is a mistake, and its severity; None: not worth telling."""
    judge = judge_of(suspect.kind)
    probability = judge.probability(suspect.signs)
    if probability >= judge.error_from:
        return probability, "error"
    return probability, "warning" if probability >= judge.warning_from else None
