"""The stages as pure functions from rows to rows, for engines of your own; see `aligner.pipeline.stages`."""

from __future__ import annotations

from aligner.pipeline.stages import align_rows, align_stories, score_rows

__all__ = ["align_rows", "align_stories", "score_rows"]
