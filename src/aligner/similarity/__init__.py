"""The numpy similarity core: exact nearest neighbours both ways, margin scores, extraction of pairs, MaxSim.

Everything here takes arrays (or memory maps) and plain numbers; nothing knows of texts or documents.
"""

from __future__ import annotations

from aligner.similarity.extract import MinedPairs, mine, one_to_one
from aligner.similarity.margin import MARGINS, margin, margin_matrix
from aligner.similarity.maxsim import bimax
from aligner.similarity.neighbours import Neighbours, Search, TopK
from aligner.similarity.topk import topk, topk_of_blocks

__all__ = [
    "MARGINS",
    "MinedPairs",
    "Neighbours",
    "Search",
    "TopK",
    "bimax",
    "margin",
    "margin_matrix",
    "mine",
    "one_to_one",
    "topk",
    "topk_of_blocks",
]
