"""Runs made for the desk alone: none, or one story, without the machinery of shards."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from aligner import __version__
from aligner.artifacts import RunFolder, atomic_text
from aligner.config import RunConfig
from aligner.pipeline import StoryResult
from aligner.pipeline.glossary import glossary_of

__all__ = ["make_empty", "write_run"]


def make_empty(path: Path, config: RunConfig) -> RunFolder:
    """Write a run that holds no story into `path`: the desk on which two texts are about to be pasted."""
    if config.glossary is not None:
        glossary_of(config.glossary)  # what is wrong with it is told before the page opens
    return write_run(path, (), config)


def write_run(path: Path, stories: Iterable[StoryResult], config: RunConfig) -> RunFolder:
    """Write a run of `stories` into `path`, its record alone."""
    folder = RunFolder(path)
    made = list(stories)
    rows = {
        "stories": [story.story_row() for story in made],
        "pairs": [pair.to_row() for story in made for pair in story.pairs(config.doubt_below)],
        "coverage": [story.ledger.to_dict() for story in made if story.ledger],
    }
    for name, lines in rows.items():
        with atomic_text(path / f"{name}.jsonl") as stream:
            stream.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    folder.write_manifest({"version": __version__, "config": config.to_dict(), "inputs": [], "run": ""})
    return folder
