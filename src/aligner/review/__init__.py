"""What people decided about a run: one append-only record, and the state of a story that follows from it."""

from __future__ import annotations

from aligner.review.entries import Entry
from aligner.review.journal import JOURNAL, Journal, reviewer
from aligner.review.replay import Conflict, replay
from aligner.review.state import BeadState, SentenceState, StoryState

__all__ = [
    "JOURNAL",
    "BeadState",
    "Conflict",
    "Entry",
    "Journal",
    "SentenceState",
    "StoryState",
    "replay",
    "reviewer",
]
