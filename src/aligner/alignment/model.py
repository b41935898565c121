"""Settings and learned weights of the aligner."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.features import bead_names, skip_names
from aligner.errors import ConfigError

__all__ = ["SHAPES", "SHAPE_TERMS", "AlignmentConfig", "Weights", "default_weights", "shape_terms"]

Floats = NDArray[np.float64]

SHAPES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (1, 4), (4, 1), (2, 3), (3, 2))
"""Two-sided bead shapes that the search considers, the likeliest first."""

SHAPE_TERMS = ("1-1", "1-2", "2-1", "2-2", "1-many", "many-1", "extra", "five")
"""What the shape of a bead adds to its score, see :func:`shape_terms`."""


def shape_terms(n: int, m: int) -> Floats:
    """Return float64 (8,), the terms of `SHAPE_TERMS` for shape n–m; rare shapes share theirs."""
    extra = n + m - 2
    return np.array(
        [
            (n, m) == (1, 1),
            (n, m) == (1, 2),
            (n, m) == (2, 1),
            (n, m) == (2, 2),
            n == 1 and m > 2,
            m == 1 and n > 2,
            extra,
            n + m > 4,
        ],
        dtype=np.float64,
    )


@dataclass(frozen=True, slots=True)
class AlignmentConfig:
    """How to align; the defaults are meant for every kind of wire text.

    Attributes
    ----------
    max_bead
        Most sentences of one bead, both sides together, at least 2; shapes up to five are known.
    min_score
        A two-sided bead less probable than this is dissolved into omissions and additions; in [0, 1].
    monotone
        Forbid block moves and non-contiguous beads.

    Raises
    ------
    ConfigError
        If a value is out of range.
    """

    max_bead: int = 5
    min_score: float = 0.0
    monotone: bool = False

    def __post_init__(self) -> None:
        if self.max_bead < 2:
            raise ConfigError(f"max_bead is {self.max_bead}", hint="give 2 or more")
        if not 0.0 <= self.min_score <= 1.0:
            raise ConfigError(f"min_score is {self.min_score}", hint="give a probability between 0 and 1")


@dataclass(frozen=True)
class Weights:
    """Learned weights; linear in the features of :mod:`aligner.alignment.features`.

    Attributes
    ----------
    bead, many
        float64 (F,): weights of the bead features, and what is added to them for beads of more than two sentences.
    shape
        float64 (8,): weights of `SHAPE_TERMS`.
    omission, addition
        float64 (G,): weights of the skip features.
    step_back
        Cost of one place where the English goes back.
    calibration
        Weights of the logistic calibration of bead probabilities, by name; empty: none.
    provenance
        Where the weights come from.
    """

    bead: Floats
    many: Floats
    shape: Floats
    omission: Floats
    addition: Floats
    step_back: float
    calibration: Mapping[str, float] = field(default_factory=dict)
    provenance: Mapping[str, Any] = field(default_factory=dict)

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Weights:
        """Read what :meth:`to_json` made; a feature without a weight is an error, not a zero."""
        return Weights(
            bead=np.array([data["bead"][name][0] for name in bead_names()]),
            many=np.array([data["bead"][name][1] for name in bead_names()]),
            shape=np.array([data["shape"][name] for name in SHAPE_TERMS]),
            omission=np.array([data["skip"][name][0] for name in skip_names()]),
            addition=np.array([data["skip"][name][1] for name in skip_names()]),
            step_back=float(data["step_back"]),
            calibration=data["calibration"],
            provenance=data["provenance"],
        )

    def to_json(self) -> dict[str, Any]:
        """Return plain data with every weight under its name, rounded to four decimals."""

        def short(value: float) -> float:
            return round(float(value), 4)

        return {
            "provenance": dict(self.provenance),
            "step_back": short(self.step_back),
            "shape": {name: short(w) for name, w in zip(SHAPE_TERMS, self.shape, strict=True)},
            "bead": {name: [short(a), short(b)] for name, a, b in zip(bead_names(), self.bead, self.many, strict=True)},
            "skip": {
                name: [short(a), short(b)]
                for name, a, b in zip(skip_names(), self.omission, self.addition, strict=True)
            },
            "calibration": {name: short(w) for name, w in self.calibration.items()},
        }


@cache
def default_weights() -> Weights:
    """Return the weights that ship with the package."""
    text = files("aligner.alignment").joinpath("weights.json").read_text(encoding="utf-8")
    return Weights.from_json(json.loads(text))
