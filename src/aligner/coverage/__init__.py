"""The coverage ledger: what the English version covers, leaves out, adds, moves and gets wrong."""

from __future__ import annotations

from aligner.coverage.ledger import CoverageConfig, build_ledger
from aligner.coverage.model import (
    ClauseEntry,
    EnVerdict,
    Evidence,
    FactEntry,
    FactStatus,
    KoVerdict,
    Ledger,
    Rates,
    SentenceEntry,
)

__all__ = [
    "ClauseEntry",
    "CoverageConfig",
    "EnVerdict",
    "Evidence",
    "FactEntry",
    "FactStatus",
    "KoVerdict",
    "Ledger",
    "Rates",
    "SentenceEntry",
    "build_ledger",
]
