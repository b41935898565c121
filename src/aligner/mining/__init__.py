"""Find the translations hidden in two heaps of sentences: candidates, evidence, one calibrated probability each."""

from __future__ import annotations

from aligner.mining.features import Evidence, candidate_features, centre_in_place, centred
from aligner.mining.model import MinedPair, MiningConfig
from aligner.mining.sentences import mine_sentences

__all__ = [
    "Evidence",
    "MinedPair",
    "MiningConfig",
    "candidate_features",
    "centre_in_place",
    "centred",
    "mine_sentences",
]
