"""Sentence alignment: candidate beads, their scores, exact search, block moves."""

from aligner.alignment.background import Background, background_of
from aligner.alignment.engine import align_vectors
from aligner.alignment.given import align_around, score_links
from aligner.alignment.model import AlignmentConfig

__all__ = [
    "AlignmentConfig",
    "Background",
    "align_around",
    "align_vectors",
    "background_of",
    "score_links",
]
