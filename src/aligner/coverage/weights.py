"""The fitted numbers of the ledger, read from ``weights.json``, which ``benchmarks/coverage.py --fit`` writes."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["platt"]


@cache
def _data() -> dict[str, Any]:
    text = resources.files("aligner.coverage").joinpath("weights.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


@cache
def platt(verdict: str) -> tuple[float, float]:
    """Return intercept and slope of `verdict`'s calibration on the log-odds of the bead score."""
    intercept, slope = _data()["confidence"][verdict]
    return float(intercept), float(slope)
