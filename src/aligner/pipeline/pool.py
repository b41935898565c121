"""Map `process_shard` over processes, one model each; a worker that dies costs its story, not the run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from aligner.artifacts import atomic_text
from aligner.pipeline.shards import Shard, ShardSetup, process_shard, read_shard

__all__ = ["map_shards"]

Progress = Callable[[int, int], None]


def map_shards(
    shards: Sequence[Shard], setup: ShardSetup, workers: int, progress: Progress | None = None
) -> list[Path]:
    """Process the shards that are not done yet and return all results in order.

    Parameters
    ----------
    workers
        Processes. 1 works in this process.
    progress
        Called with (stories done, stories in all): at the start and after every shard.
    """
    total = sum(len(shard.stories) for shard in shards)
    paths = [setup.path(shard) for shard in shards]
    todo = [shard for shard, path in zip(shards, paths, strict=True) if not path.exists()]
    done = total - sum(len(shard.stories) for shard in todo)
    report = progress or (lambda done, total: None)
    report(done, total)
    for shard in _process(todo, setup, min(workers, len(todo))):
        done += len(shard.stories)
        report(done, total)
    return paths


def _process(todo: Sequence[Shard], setup: ShardSetup, workers: int) -> Iterator[Shard]:
    """Yield every shard when its result is on disk."""
    if workers <= 1:
        for shard in todo:
            process_shard(shard, setup)
            yield shard
        return
    left = {shard.number: shard for shard in todo}
    try:
        for shard in _in_pool(todo, setup, workers):
            del left[shard.number]
            yield shard
    except BrokenProcessPool:
        # Which shard killed its worker is not known: each of the rest gets a pool of its own.
        for shard in left.values():
            _alone(shard, setup)
            yield shard


def _in_pool(todo: Sequence[Shard], setup: ShardSetup, workers: int) -> Iterator[Shard]:
    # loky starts fresh processes, since a forked one inherits the locks of BLAS and torch threads, and unlike the
    # standard library's spawn it never runs the caller's script again in them.
    from loky import ProcessPoolExecutor

    pool = ProcessPoolExecutor(workers)
    try:
        waiting: dict[Future[Path], Shard] = {}
        ahead = iter(todo)
        while True:
            # A few shards ahead keep the workers busy; a million queued at once would cost memory.
            for shard in ahead:
                waiting[pool.submit(process_shard, shard, setup)] = shard
                if len(waiting) >= 3 * workers:
                    break
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                shard = waiting.pop(future)
                future.result()
                yield shard
    finally:
        pool.shutdown(wait=True, kill_workers=True)


def _alone(shard: Shard, setup: ShardSetup) -> None:
    """Process a shard in a pool of one; if its worker dies, story by story, so that only the fatal story is lost."""
    try:
        for _ in _in_pool([shard], setup, 1):
            return
    except BrokenProcessPool:
        pass
    rows: list[dict[str, object]] = []
    for task in shard.stories:
        single = Shard(shard.number, (task,))
        try:
            for _ in _in_pool([single], setup, 1):
                rows += read_shard(setup.path(single))
        except BrokenProcessPool:
            reason = "its worker process died (out of memory?); run this story alone to see why"
            rows.append({"failed": task.files.id, "reason": reason})
    with atomic_text(setup.path(shard)) as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
