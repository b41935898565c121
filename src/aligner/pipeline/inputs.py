"""From what the user names to the stories of a run."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aligner.artifacts import atomic_binary
from aligner.config import RunConfig
from aligner.errors import InputError
from aligner.readers import StoryFiles, discover

__all__ = ["Inputs", "StoryTask", "find_stories"]


@dataclass(frozen=True, slots=True)
class StoryTask:
    """One story to align, and how sure it is that its two files belong together (1 when they were given so)."""

    files: StoryFiles
    score: float = 1.0
    method: str = "given"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The stories of a run.

    Attributes
    ----------
    tasks
        In the order of the run.
    failed
        Story id → reason, for stories that can be named but not read (a broken manifest row).
    unpaired
        Story id → the one file it has.
    skipped
        Files that are no story, left alone.
    """

    tasks: tuple[StoryTask, ...]
    failed: Mapping[str, str] = field(default_factory=dict)
    unpaired: Mapping[str, str] = field(default_factory=dict)
    skipped: int = 0


def find_stories(inputs: Sequence[str | Path], config: RunConfig, work: Path) -> Inputs:
    """Return the stories that `inputs` hold.

    Parameters
    ----------
    inputs
        Two files, folders or manifests; ``"-"`` is standard input.
    work
        Folder of the run in progress; standard input is kept there, since it can be read only once.

    Raises
    ------
    InputError
        If an input is missing or holds no story.
    """
    names = [_kept_stdin(work) if str(name) == "-" else str(name) for name in inputs]
    found = discover(names, pre_split=config.pre_split)
    return Inputs(
        tuple(StoryTask(files) for files in found.stories),
        {failure.id: str(failure.error) for failure in found.failures},
        {story.id: story.path for story in found.one_sided},
        found.skipped,
    )


def _kept_stdin(work: Path) -> str:
    data = sys.stdin.buffer.read()
    if not data.strip():
        raise InputError("holds nothing", file="-", hint="pipe a story into the command, or name two files")
    path = work / "stdin.txt"
    with atomic_binary(path) as file:
        file.write(data)
    return str(path)
