"""A logistic model small enough to read: named features in, a calibrated probability out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["LogisticModel", "fit_logistic", "sigmoid"]


def sigmoid(logit: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probabilities ``1 / (1 + exp(-logit))``."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logit, -500.0, 500.0))), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class LogisticModel:
    """``p = 1 / (1 + exp(-(bias + Σ weight · (feature - mean) / scale)))``.

    Attributes
    ----------
    weights
        Feature name → ``(mean, scale, weight)``; scale > 0. The order is that of the columns.
    bias
        Log-odds at the feature means.
    provenance
        What the weights were fitted on, how well they did, and the command that makes them again.
    """

    weights: Mapping[str, tuple[float, float, float]]
    bias: float
    provenance: Mapping[str, Any] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The features, in column order."""
        return tuple(self.weights)

    def logit(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return float64 (n,) log-odds of float64 (n, features)."""
        mean, scale, weight = np.array(list(self.weights.values()), dtype=np.float64).T
        return np.asarray(self.bias + ((features - mean) / scale) @ weight, dtype=np.float64)

    def probability(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return float64 (n,) probabilities of float64 (n, features)."""
        return sigmoid(self.logit(features))

    def to_json(self) -> dict[str, Any]:
        """Return what `from_json` reads, rounded to six significant digits."""
        rows = {
            name: dict(zip(("mean", "scale", "weight"), (float(f"{v:.6g}") for v in triple), strict=True))
            for name, triple in self.weights.items()
        }
        return {"provenance": dict(self.provenance), "bias": float(f"{self.bias:.6g}"), "features": rows}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> LogisticModel:
        """Read what `to_json` wrote."""
        weights = {name: (row["mean"], row["scale"], row["weight"]) for name, row in data["features"].items()}
        return cls(weights, data["bias"], data.get("provenance", {}))

    @classmethod
    def load(cls, package: str, file: str) -> LogisticModel:
        """Read a model that ships as a data file of `package`."""
        from importlib.resources import files

        return cls.from_json(json.loads(files(package).joinpath(file).read_text(encoding="utf-8")))


def fit_logistic(
    names: Sequence[str],
    features: NDArray[np.float64],
    labels: NDArray[np.bool_],
    *,
    sample_weights: NDArray[np.float64] | None = None,
    penalty: float = 1.0,
    provenance: Mapping[str, Any] | None = None,
) -> LogisticModel:
    """Fit by iteratively reweighted least squares (Newton's method) with an L2 penalty on the scaled weights.

    Parameters
    ----------
    names
        One a column.
    features, labels
        float64 (n, features) and bool (n,).
    sample_weights
        float64 (n,) or None for equal weights.
    penalty
        ``penalty / 2 · ‖weights‖²`` is added to the negative log-likelihood; the bias is free.
    """
    mean, scale = features.mean(axis=0), features.std(axis=0)
    scale[scale < 1e-9] = 1.0
    design = np.column_stack([(features - mean) / scale, np.ones(len(features))])
    share = np.ones(len(features)) if sample_weights is None else sample_weights
    ridge = np.diag([penalty] * features.shape[1] + [1e-9])
    beta = np.zeros(design.shape[1])
    for _ in range(100):
        p = sigmoid(np.clip(design @ beta, -30, 30))
        gradient = design.T @ (share * (labels - p)) - ridge @ beta
        hessian = (design * (share * p * (1 - p))[:, None]).T @ design + ridge
        step = np.linalg.solve(hessian, gradient)
        beta += step * min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-12))
        if np.abs(step).max() < 1e-8:
            break
    rows = {name: (float(m), float(s), float(w)) for name, m, s, w in zip(names, mean, scale, beta[:-1], strict=True)}
    return LogisticModel(rows, float(beta[-1]), provenance or {})
