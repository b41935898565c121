"""The part of a run that works on stories: what is there already is left alone, the rest goes through an engine."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aligner.artifacts.results import KeptResults, Pack, Plan
from aligner.engines import Died
from aligner.errors import OutputError
from aligner.pipeline.inputs import StoryTask
from aligner.pipeline.records import StoryRecord
from aligner.pipeline.shards import Outcome, Shard, cut_shards, story_key
from aligner.readers import Failure

__all__ = ["Engine", "Results", "open_results", "why_died"]

Progress = Callable[[int, int | None], None]
Answer = tuple[list[Outcome], Mapping[str, float]]
Engine = Callable[[Iterable[Shard]], Iterator[tuple[Shard, Answer | Died]]]
"""Maps `aligner.pipeline.shards.ShardWorker` over shards; yields as results come."""


def why_died(answer: Died) -> str:
    """Say what a story's record is when its worker died of it."""
    cause = "out of memory?" if answer.status in (-9, 137) else f"exit status {answer.status}"
    return f"its worker process died ({cause}); it will be tried again by the next run, or run this story alone"


@dataclass
class Results:
    """What a run has, and what it still has to work out.

    Attributes
    ----------
    plan, new, kept
        The stories in order; what this run (or one that was stopped) worked out; what the last complete run left.
    seconds
        CPU seconds by stage, of all workers.
    """

    plan: Plan
    new: Pack
    kept: KeptResults
    seconds: Counter[str] = field(default_factory=Counter)

    def work(
        self,
        stories: Iterable[StoryTask | Failure],
        settings: str,
        engine: Engine,
        *,
        shard: int,
        total: int | None,
        progress: Progress,
    ) -> None:
        """Plan the stories, and have the engine do those without a result.

        Parameters
        ----------
        settings
            See `aligner.pipeline.shards.settings_key`.
        shard
            Stories a shard.
        total
            How many stories there are, if known.
        """
        done = 0

        def missing() -> Iterator[tuple[int, bytes, StoryTask]]:
            nonlocal done
            for seq, task in enumerate(stories):
                if isinstance(task, Failure):
                    self.plan.fail(task.id, str(task.error))
                    continue
                key = story_key(task, settings)
                if self._is_known(seq, task.files.id, key):
                    done += 1
                    if done % 1000 == 0:
                        progress(done, total)
                else:
                    yield seq, key, task

        progress(0, total)
        for part, answer in engine(cut_shards(missing(), shard)):
            if isinstance(answer, Died):
                self.plan.fail(part.stories[0].files.id, why_died(answer))
            else:
                self._take(part, answer)
            done += len(part.stories)
            progress(done, total)
        progress(done, total if total is None else done)

    def _is_known(self, seq: int, story: str, key: bytes) -> bool:
        """Plan a story; whether nothing is left to do about it."""
        offset = self.plan.find(key)
        if offset is not None and self.new.read(key, offset) is not None:
            place = Plan.NEW
        else:
            offset = self.kept.find(key)
            place = Plan.MISSING if offset is None else Plan.KEPT
        if not self.plan.add(seq, story, key, place, offset):
            self.plan.fail(f"{story} (again)", f"the id {story!r} is used twice; give every story its own")
            return True
        return place != Plan.MISSING

    def _take(self, part: Shard, answer: Answer) -> None:
        outcomes, seconds = answer
        self.seconds.update(seconds)
        for place, key, task, outcome in zip(part.places, part.keys, part.stories, outcomes, strict=True):
            if outcome.record is None:
                self.plan.fail(task.files.id, outcome.reason)
            else:
                offset = self.new.append(key, outcome.record)
                self.plan.settle(place, offset)

    def records(self, doubt_below: float) -> Iterator[StoryRecord]:
        """Yield the records of the run in its order."""
        for _, data in self.packed():
            yield StoryRecord.unpack(data, doubt_below)

    def rows(self, doubt_below: float) -> Iterator[dict[str, Any]]:
        """Yield ``{"story", "pairs", "ledger"}`` of every story in the order of the run."""
        for record in self.records(doubt_below):
            yield record.row

    def packed(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield (key, packed record) in the order of the run."""
        for story, key, place, offset in self.plan.stories():
            data = (self.new if place == Plan.NEW else self.kept).read(key, offset)
            if data is None:
                raise OutputError(f"the result of story {story} was damaged meanwhile", hint="run again")
            yield key, data

    @property
    def reused(self) -> int:
        """Stories whose result an earlier complete run had."""
        return self.plan.count(Plan.KEPT)


@contextmanager
def open_results(work: Path, kept: Path) -> Iterator[Results]:
    """Open what is there: `work` for the run in progress, `kept` for the last complete one."""
    with _plan_errors(work / "plan.sqlite"), ExitStack() as stack:
        plan = stack.enter_context(closing(Plan(work / "plan.sqlite")))
        new = stack.enter_context(closing(Pack(work / "results.pack")))
        old = stack.enter_context(closing(KeptResults(kept)))
        for key, offset in new.scan():
            plan.add_done(key, offset)
        yield Results(plan, new, old)


@contextmanager
def _plan_errors(path: Path) -> Iterator[None]:
    """Say in a line what is wrong where the table of the run lies: a database has errors of its own for a full disk."""
    try:
        yield
    except sqlite3.Error as error:
        hint = "free space, then run again" if "full" in str(error) else "check the disk, then run again with --fresh"
        raise OutputError(f"cannot be written: {error}", file=path, hint=hint) from error
