"""Shards: the unit of work that is done whole or not at all, on any machine, in any order.

`process_shard` is the function a run maps, over a process pool here and over a cluster's workers elsewhere: it takes a
`Shard` and a `ShardSetup`, writes one file and returns its digest. Files are named by what goes into them (settings,
encoder, the bytes of the stories), so finding one is knowing that it is right.
"""

from __future__ import annotations

import hashlib
import json
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from aligner import __version__
from aligner.artifacts import atomic_text
from aligner.config import EncoderConfig, RunConfig
from aligner.encoders import load_encoder
from aligner.errors import AlignerError, InputError
from aligner.pipeline.inputs import StoryTask
from aligner.pipeline.story import StoryResult, finish_story, segment_pair
from aligner.readers import read_pair
from aligner.types import DocumentPair, Encoder, SegmentedDocument

if TYPE_CHECKING:
    from aligner.types import Vectors

T = TypeVar("T")

__all__ = ["Shard", "ShardSetup", "make_shards", "process_shard", "read_shard"]

_MOST_STORIES = 32
_FEWEST_SHARDS = 64


@dataclass(frozen=True, slots=True)
class Shard:
    """Some stories, in the order of the run."""

    number: int
    stories: tuple[StoryTask, ...]


@dataclass(frozen=True, slots=True)
class ShardSetup:
    """What every shard of a run shares."""

    config: RunConfig
    work: Path
    cache: Path | None = None
    threads: int = 1

    def path(self, shard: Shard) -> Path:
        """Return where the shard's result goes: a name that changes with anything that changes the result."""
        digest = hashlib.sha256(f"{__version__}\n{self.config.fingerprint}\n".encode())
        for task in shard.stories:
            files = task.files
            digest.update(json.dumps([files.id, dict(files.meta), task.score, task.method], default=str).encode())
            for name in (files.first, files.second):
                digest.update(f"{name}\n{_content_digest(name)}\n".encode("utf-8", "surrogateescape"))
        return self.work / f"shard-{shard.number:06d}-{digest.hexdigest()[:16]}.jsonl"


def make_shards(tasks: Sequence[StoryTask]) -> list[Shard]:
    """Cut the run into shards; how depends on the stories alone, so that any number of workers makes the same ones."""
    size = min(_MOST_STORIES, max(1, len(tasks) // _FEWEST_SHARDS))
    return [Shard(i, tuple(tasks[start : start + size])) for i, start in enumerate(range(0, len(tasks), size))]


def process_shard(shard: Shard, setup: ShardSetup) -> Path:
    """Put every story of the shard through the stages and write the result, unless it is there already.

    A story that cannot be used is recorded with its reason and stops no other.

    Raises
    ------
    OutputError
        If the result cannot be written.
    EncoderError
        If the model cannot be loaded.
    """
    path = setup.path(shard)
    if not path.exists():
        encoder = _encoder(setup.config.encoder, setup.threads, setup.cache)
        with atomic_text(path) as file:
            for row in _process(shard, setup.config, encoder):
                file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
    return path


def read_shard(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a shard's result: ``{"story", "pairs", "ledger"}`` or ``{"failed", "reason"}``."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


@cache
def _encoder(config: EncoderConfig, threads: int, folder: Path | None) -> Encoder:
    """One model a process, however many shards it works on."""
    return load_encoder(config, threads=threads, cache=folder)


def _process(shard: Shard, config: RunConfig, encoder: Encoder) -> Iterator[dict[str, Any]]:
    prepared = [_guarded(task.files.id, partial(_prepare, task, config)) for task in shard.stories]
    ready = [item for item in prepared if not isinstance(item, dict)]
    # One call for the whole shard: a GPU wants large batches.
    vectors = iter(encoder.encode([s.text for _, ko, en in ready for side in (ko, en) for s in side.aligned]))
    for item in prepared:
        if isinstance(item, dict):
            yield item
            continue
        pair, ko, en = item
        ko_vectors, en_vectors = (_take(vectors, len(side.aligned), encoder) for side in (ko, en))
        finish = partial(finish_story, pair, ko, en, ko_vectors, en_vectors, encoder, config)
        result = _guarded(pair.id, finish)
        yield result if isinstance(result, dict) else _row(result, config)


def _prepare(task: StoryTask, config: RunConfig) -> tuple[DocumentPair, SegmentedDocument, SegmentedDocument]:
    pair = read_pair(task.files, pre_split=config.pre_split)
    pair = replace(pair, score=task.score, method=task.method)
    return (pair, *segment_pair(pair, config))


def _guarded(story: str, step: Callable[[], T]) -> T | dict[str, Any]:
    """Run a step of one story; what goes wrong is that story's record and nobody else's trouble."""
    try:
        return step()
    except InputError as error:
        return {"failed": story, "reason": str(error)}
    except (AlignerError, MemoryError):
        raise
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(where.filename).name}:{where.lineno}"
        return {
            "failed": story,
            "reason": f"internal error: {type(error).__name__}: {error} ({place}); please report it",
        }


def _take(vectors: Iterator[Any], count: int, encoder: Encoder) -> Vectors:
    import numpy as np

    return np.array(list(islice(vectors, count)), dtype=np.float32).reshape(count, encoder.info.dim)


def _row(result: StoryResult, config: RunConfig) -> dict[str, Any]:
    return {
        "story": result.story_row(),
        "pairs": [pair.to_row() for pair in result.pairs(config.doubt_below)],
        "ledger": result.ledger.to_dict(),
    }


def _content_digest(path: str) -> str:
    """Return the SHA-256 of a file, or the reason why there is none: a file put right later changes the digest."""
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return str(error)
