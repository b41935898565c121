"""The probability that a suspected negation was really lost or added: three logistic models.

``negation.json`` holds their weights with provenance; ``python benchmarks/negation.py --fit`` makes it from the
hand-made stories and ``--cross`` says what to expect on stories the models have not seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp
from typing import Any, Literal, TypeAlias

from aligner.facts.negation.added import ADDED
from aligner.facts.negation.lost import LOST, LOST_VECTORS
from aligner.facts.tables import weights

__all__ = ["SIGNS", "FlipModel", "Kind", "flip_model"]

Kind: TypeAlias = Literal["lost", "lost_without_vectors", "added"]

SIGNS: dict[Kind, tuple[str, ...]] = {
    "lost": (*LOST, *LOST_VECTORS),
    "lost_without_vectors": LOST,
    "added": ADDED,
}
"""The signs of each model, in order."""


@dataclass(frozen=True, slots=True)
class FlipModel:
    """A logistic model: one unscaled weight a sign.

    ``report_from`` is the probability from which a suspect is reported, set by cross-validation.
    """

    intercept: float
    weights: tuple[float, ...]
    report_from: float

    def probability(self, signs: tuple[float, ...]) -> float:
        """Return the probability, in [0, 1], that the suspect is flipped."""
        odds = self.intercept + sum(w * s for w, s in zip(self.weights, signs, strict=True))
        return 1 / (1 + exp(-max(-40.0, min(40.0, odds))))


@cache
def flip_model(kind: Kind) -> FlipModel:
    """Return the fitted model of ``negation.json``."""
    model: dict[str, Any] = weights("negation")[kind]
    return FlipModel(
        float(model["intercept"]),
        tuple(float(model["weights"][name]) for name in SIGNS[kind]),
        float(model["report_from"]),
    )
