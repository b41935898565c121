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

from aligner.alignment.attach import ATTACH_NAMES
from aligner.alignment.calibration import CALIBRATION_NAMES
from aligner.alignment.features import bead_names, skip_names
from aligner.config import AlignmentConfig

__all__ = ["SHAPES", "SHAPE_TERMS", "AlignmentConfig", "PassWeights", "Weights", "default_weights", "shape_terms"]

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


@dataclass(frozen=True)
class PassWeights:
    """Weights of one pass, linear in the features of :mod:`aligner.alignment.features`.

    Attributes
    ----------
    bead, many
        float64 (F,): weights of the bead features, and what is added to them for beads of more than two sentences.
    shape
        float64 (8,): weights of `SHAPE_TERMS`.
    omission, addition
        float64 (G,): weights of the skip features.
    """

    bead: Floats
    many: Floats
    shape: Floats
    omission: Floats
    addition: Floats

    @staticmethod
    def from_vector(vector: Floats) -> PassWeights:
        """Cut a flat vector of :meth:`size` numbers into its parts."""
        f, g, s = len(bead_names()), len(skip_names()), len(SHAPE_TERMS)
        cuts = np.cumsum([f, f, s, g])
        return PassWeights(*np.split(np.asarray(vector, dtype=np.float64), cuts))

    def vector(self) -> Floats:
        """Return the flat vector that :meth:`from_vector` cuts."""
        return np.concatenate([self.bead, self.many, self.shape, self.omission, self.addition])

    @staticmethod
    def size() -> int:
        """Number of weights."""
        return 2 * len(bead_names()) + len(SHAPE_TERMS) + 2 * len(skip_names())

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> PassWeights:
        """Read what :meth:`to_json` made; a feature without a weight is an error, not a zero."""
        return PassWeights(
            bead=np.array([data["bead"][name][0] for name in bead_names()]),
            many=np.array([data["bead"][name][1] for name in bead_names()]),
            shape=np.array([data["shape"][name] for name in SHAPE_TERMS]),
            omission=np.array([data["skip"][name][0] for name in skip_names()]),
            addition=np.array([data["skip"][name][1] for name in skip_names()]),
        )

    def to_json(self) -> dict[str, Any]:
        """Return plain data with every weight under its name."""
        pairs = zip(bead_names(), self.bead, self.many, strict=True)
        skips = zip(skip_names(), self.omission, self.addition, strict=True)
        return {
            "shape": {name: _short(w) for name, w in zip(SHAPE_TERMS, self.shape, strict=True)},
            "bead": {name: [_short(a), _short(b)] for name, a, b in pairs},
            "skip": {name: [_short(a), _short(b)] for name, a, b in skips},
        }


def _short(value: float) -> float:
    return round(float(value), 4)


@dataclass(frozen=True)
class Weights:
    """Everything learned.

    Attributes
    ----------
    first, second
        Weights of the first pass, and of the second, which knows the statistics of the first.
    free
        What is added to `second` for each unit of a document's ``free``: what speaks for a bead in a line-by-line
        translation is not what speaks for it in a story told anew.
    step_back
        Cost of one place where the English goes back.
    attach
        float64 (len(ATTACH_NAMES),): the rule for beads that are not neighbours.
    calibration
        Weights of the logistic calibration of bead probabilities, by name.
    provenance
        Where the weights come from.
    """

    first: PassWeights
    second: PassWeights
    free: PassWeights
    step_back: float
    attach: Floats
    calibration: Mapping[str, float]
    provenance: Mapping[str, Any] = field(default_factory=dict)

    def second_of(self, free: float) -> PassWeights:
        """Return the weights of the second pass for a document."""
        return PassWeights.from_vector(self.second.vector() + free * self.free.vector())

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Weights:
        """Read what :meth:`to_json` made."""
        return Weights(
            first=PassWeights.from_json(data["first"]),
            second=PassWeights.from_json(data["second"]),
            free=PassWeights.from_json(data["free"]),
            step_back=float(data["step_back"]),
            attach=np.array([data["attach"][name] for name in ATTACH_NAMES]),
            calibration={name: float(data["calibration"][name]) for name in CALIBRATION_NAMES},
            provenance=data["provenance"],
        )

    def to_json(self) -> dict[str, Any]:
        """Return plain data with every weight under its name, rounded to four decimals."""
        return {
            "provenance": dict(self.provenance),
            "step_back": _short(self.step_back),
            "attach": {name: _short(w) for name, w in zip(ATTACH_NAMES, self.attach, strict=True)},
            "calibration": {name: _short(self.calibration[name]) for name in CALIBRATION_NAMES},
            "first": self.first.to_json(),
            "second": self.second.to_json(),
            "free": self.free.to_json(),
        }


@cache
def default_weights() -> Weights:
    """Return the weights that ship with the package."""
    text = files("aligner.alignment").joinpath("weights.json").read_text(encoding="utf-8")
    return Weights.from_json(json.loads(text))
