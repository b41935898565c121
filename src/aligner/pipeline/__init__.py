"""The order of the stages: one story, a shard of stories, a run."""

from __future__ import annotations

from aligner.pipeline.runner import DEFAULT_FORMATS, RUN_FORMATS, RunSummary, gather, run
from aligner.pipeline.story import StoryResult, align, process_story

__all__ = ["DEFAULT_FORMATS", "RUN_FORMATS", "RunSummary", "StoryResult", "align", "gather", "process_story", "run"]
