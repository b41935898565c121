"""From beads to a training-ready corpus: filters, near-duplicates, splits, cards, and what a reviewer decided."""

from __future__ import annotations

from aligner.dataset.corpus import Corpus

__all__ = ["Corpus"]
