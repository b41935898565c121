"""The probability that a suspect is a flip: one logistic model for each kind, over named signs.

``negation.json`` holds their weights with provenance; ``python benchmarks/negation.py --fit`` makes it and ``--cross``
says what to expect on text the models have not seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from aligner.facts.judge import sigmoid
from aligner.facts.tables import weights

__all__ = ["FlipModel", "flip_model"]


@dataclass(frozen=True, slots=True)
class FlipModel:
    """A logistic model: one unscaled weight a sign.

    ``report_from`` is the probability from which a suspect is reported, ``sure_from`` the one from which nine of ten
    are right; both are set by cross-validation.
    """

    intercept: float
    weights: Mapping[str, float]
    report_from: float
    sure_from: float

    def probability(self, signs: Mapping[str, float]) -> float:
        """Return the probability, in [0, 1], that the suspect is flipped."""
        odds = self.intercept + sum(weight * signs[name] for name, weight in self.weights.items())
        return sigmoid(odds)


@cache
def flip_model(kind: str) -> FlipModel:
    """Return the fitted model of ``negation.json`` for suspects of a kind."""
    model = weights("negation")[kind]
    return FlipModel(model["intercept"], model["weights"], model["report_from"], model["sure_from"])
