"""Pairing: two heaps of stories in, every story out, with its partner or without."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aligner.pairing.features import Candidates, Evidence, story_candidates
from aligner.pairing.model import PairingConfig, Story, StoryPair
from aligner.similarity import Search
from aligner.similarity.assignment import best_assignment
from aligner.similarity.logistic import LogisticModel, sigmoid

__all__ = ["KIND_FEATURES", "PairingModel", "assign", "default_model", "default_models", "pair_stories"]


#: What tells a version from another report of the same event: how much of either story is in the other.
KIND_FEATURES = (
    *("cover_ko", "cover_en", "title", "lead", "numbers_of_ko", "numbers_of_en", "figures_of_ko", "figures_of_en"),
    *("names_of_en", "sounds_of_en", "rounded_share", "words_of_en", "length"),
)


@dataclass(frozen=True, slots=True)
class PairingModel:
    """The calibrated models: are two stories of one event (`FEATURES`), and is the English a version (`KIND_FEATURES`).

    The second takes the first as given.
    """

    pair: LogisticModel
    version: LogisticModel

    def is_version(self, found: Candidates) -> NDArray[np.bool_]:
        """Return bool (pairs,): is the English rather a version of the Korean than another report of its event."""
        columns = [found.names.index(name) for name in self.version.names]
        return np.asarray(self.version.logit(found.features[:, columns]) >= 0)

    def to_json(self) -> dict[str, Any]:
        """Return what `default_models` reads."""
        return {name: _without_provenance(getattr(self, name)) for name in ("pair", "version")}


def _without_provenance(model: LogisticModel) -> dict[str, Any]:
    return {key: value for key, value in model.to_json().items() if key != "provenance"}


@lru_cache(maxsize=1)
def default_models() -> PairingModel:
    """Return the models that ship with aligner: ``weights.json`` beside this file.

    ``benchmarks/pairing.py --train`` makes it.
    """
    data = json.loads(files("aligner.pairing").joinpath("weights.json").read_text("utf-8"))
    pair, version = (
        LogisticModel.from_json({**data[name], "provenance": data["about"]}) for name in ("pair", "version")
    )
    return PairingModel(pair, version)


def default_model() -> LogisticModel:
    """Return the model of whether two stories are of one event."""
    return default_models().pair


def pair_stories(
    ko: Sequence[Story],
    en: Sequence[Story],
    *,
    evidence: Evidence | None = None,
    search: Search | None = None,
    config: PairingConfig | None = None,
) -> list[StoryPair]:
    """Find which English story is a version of which Korean one, or another report of its event, or of none.

    Parameters
    ----------
    ko, en
        The stories of each language, in any order, encoded by one encoder.
    evidence
        Keys that vote; None means `aligner.facts.vote_keys`.
    search
        ``search(x, y, k)`` in the place of `aligner.similarity.topk`.
    config
        Defaults to ``PairingConfig()``.

    Returns
    -------
    list of StoryPair
        Every story exactly once: pairs in Korean order, then Korean stories and English stories without partner.

    Notes
    -----
    Near stories are candidates; each candidate pair gets a calibrated probability from `FEATURES`; the most probable
    assignment of all is taken (`best_assignment`), in which leaving a story alone is always allowed.
    """
    config = config or PairingConfig()
    if not ko or not en:
        return _everything(ko, en, np.zeros(0, dtype=np.int64), None, np.zeros(0), config)
    found = story_candidates(ko, en, evidence=evidence, search=search, config=config)
    logit = default_model().logit(found.features)
    return _everything(ko, en, assign(found, logit, config), found, logit, config)


def assign(found: Candidates, logit: NDArray[np.float64], config: PairingConfig) -> NDArray[np.int64]:
    """Return the positions of the chosen pairs."""
    return best_assignment(found.rows, found.columns, logit - _limit(config))


def _limit(config: PairingConfig) -> float:
    return float(np.log(config.threshold / (1 - config.threshold)))


def _everything(
    ko: Sequence[Story],
    en: Sequence[Story],
    chosen: NDArray[np.int64],
    found: Candidates | None,
    logit: NDArray[np.float64],
    config: PairingConfig,
) -> list[StoryPair]:
    probability = sigmoid(logit)
    pairs: list[StoryPair] = []
    best = [np.zeros(len(ko)), np.zeros(len(en))]
    if found is not None:
        np.maximum.at(best[0], found.rows, probability)
        np.maximum.at(best[1], found.columns, probability)
        fits = logit >= _limit(config)
        versions = default_models().is_version(found)
        pairs = [
            _pair(found, int(at), fits, float(probability[at]), "version" if versions[at] else "related")
            for at in chosen
        ]
    paired_ko, paired_en = {pair.ko for pair in pairs}, {pair.en for pair in pairs}
    pairs.sort(key=lambda pair: (pair.ko or 0, pair.en or 0))
    for i in range(len(ko)):
        if i not in paired_ko:
            pairs.append(StoryPair(i, None, round(float(best[0][i]), 4)))
    for j in range(len(en)):
        if j not in paired_en:
            pairs.append(StoryPair(None, j, round(float(best[1][j]), 4)))
    return pairs


def _pair(found: Candidates, at: int, fits: NDArray[np.bool_], probability: float, kind: str) -> StoryPair:
    row, column = int(found.rows[at]), int(found.columns[at])
    also_ko = found.rows[(found.columns == column) & fits & (found.rows != row)]
    also_en = found.columns[(found.rows == row) & fits & (found.columns != column)]
    parts = {name: round(float(value), 4) for name, value in zip(found.names, found.features[at], strict=True)}
    return StoryPair(
        row,
        column,
        round(probability, 4),
        tuple(also_ko.tolist()),
        tuple(also_en.tolist()),
        parts,
        _reasons(parts),
        kind,
    )


def _reasons(parts: dict[str, float]) -> tuple[str, ...]:
    reasons = ["same content" if min(parts["cover_ko"], parts["cover_en"]) > 0.4 else "content partly alike"]
    if parts["numbers"] > 0:
        reasons.append(f"{parts['numbers_of_en']:.0%} of the English figures and dates in the Korean")
    if parts["names"] > 0:
        reasons.append("names shared")
    if parts["filed"] > 0:
        reasons.append("same day")
    elif parts["filed"] < 0:
        reasons.append("days differ")
    return tuple(reasons)
