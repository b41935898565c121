"""From features to a calibrated probability that fits the heap."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from aligner.mining.features import Candidates, lead
from aligner.similarity import one_to_one
from aligner.similarity.logistic import LogisticModel, sigmoid

__all__ = ["RIVALS", "MiningModel", "default_models", "judge", "rival_features"]

#: Log-odds of the pair by itself, and their lead over the best other candidate of either sentence, within ±6.
RIVALS = ("logit", "rival_ko", "rival_en")
# The share of true pairs is held towards the usual one as if by a fifth as many pairs again as there are, and twenty:
# at .05 of true pairs a firmer hold (1) costs .06 of F1, a looser one (.1) gains .01 and loses .01 across corpora.
_PRIOR_SHARE = 0.2
_PRIOR_PAIRS = 20


@dataclass(frozen=True, slots=True)
class MiningModel:
    """The calibrated models: of a pair by itself (`FEATURES`), and among its rivals (`RIVALS`).

    `prior` is the share of true pairs among the one-to-one candidates it was fitted on.
    """

    pair: LogisticModel
    rivals: LogisticModel
    prior: float


@lru_cache(maxsize=1)
def default_models() -> dict[tuple[str, ...], MiningModel]:
    """Return the models that ship with aligner, by the features they want.

    They lie in ``weights.json`` beside this file; ``benchmarks/mining.py --train`` makes it.
    """
    data = json.loads(files("aligner.mining").joinpath("weights.json").read_text(encoding="utf-8"))
    models = [
        MiningModel(LogisticModel.from_json(m["pair"]), LogisticModel.from_json(m["rivals"]), float(m["prior"]))
        for m in data["models"]
    ]
    return {model.pair.names: model for model in models}


def judge(found: Candidates, model: MiningModel) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the calibrated log-odds of every candidate, and the positions of the one-to-one choice.

    Three steps: each pair by itself; greedy one-to-one choice; the chosen ones again with their lead over their rivals.
    How many of a heap have a counterpart at all differs widely from heap to heap, so the log-odds are then shifted to
    the heap's own share of true pairs, found by expectation maximisation (Saerens et al. 2002, "Adjusting the Outputs
    of a Classifier to New a Priori Probabilities", eq. 2.2) and held towards the share the model was fitted on.
    """
    alone = model.pair.logit(found.features)
    chosen = one_to_one(found.rows, found.columns, alone)
    logit = model.rivals.logit(rival_features(found, alone))
    return logit + _prior_shift(logit[chosen], model.prior), chosen


def rival_features(found: Candidates, logit: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return `RIVALS`, float64 (pairs, 3): the log-odds and their lead over the best rival on each side."""
    return np.column_stack([logit, np.clip(lead(found.rows, logit), -6, 6), np.clip(lead(found.columns, logit), -6, 6)])


def _prior_shift(logit: NDArray[np.float64], prior: float) -> float:
    """Return what to add to the log-odds so that they fit the share of true pairs in this heap."""
    held = _PRIOR_SHARE * len(logit) + _PRIOR_PAIRS
    share, shift = prior, 0.0
    for _ in range(50):
        shift = float(np.log(share / (1 - share)) - np.log(prior / (1 - prior)))
        expected = sigmoid(logit + shift).sum()
        new = float(np.clip((expected + held * prior) / (len(logit) + held), 1e-4, 1 - 1e-4))
        if abs(new - share) < 1e-6:
            break
        share = new
    return shift
