"""The fitted numbers of the ledger, read from ``weights.json``, which ``benchmarks/coverage.py --fit`` writes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from aligner.types import Lang

__all__ = ["GapWeights", "gap_weights", "platt"]


@dataclass(frozen=True, slots=True)
class GapWeights:
    """A logistic model over `aligner.coverage.signs.FEATURES`: one weight a feature, unscaled."""

    intercept: float
    weights: tuple[float, ...]


@cache
def _data() -> dict[str, Any]:
    text = resources.files("aligner.coverage").joinpath("weights.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


@cache
def gap_weights(side: Lang) -> GapWeights:
    """Return the model for clauses of the Korean (``"ko"``) or of the English (``"en"``)."""
    from aligner.coverage.signs import FEATURES

    model = _data()["gaps"][side]
    return GapWeights(float(model["intercept"]), tuple(float(model["weights"][name]) for name in FEATURES))


@cache
def platt(verdict: str) -> tuple[float, float]:
    """Return intercept and slope of `verdict`'s calibration on the log-odds of the bead score."""
    intercept, slope = _data()["confidence"][verdict]
    return float(intercept), float(slope)
