"""Shards: a few stories that go through the stages together, on any machine, in any order.

`ShardWorker` is what an engine maps, over processes here and over a cluster's workers elsewhere: a picklable function
from a `Shard` to its outcomes, with no side effect but what it remembers: one model a process.
"""

from __future__ import annotations

import hashlib
import json
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from aligner import __version__
from aligner.artifacts.budget import refuse_special
from aligner.artifacts.remote import at_hand, is_url
from aligner.artifacts.results import KEY_BYTES
from aligner.config import EncoderConfig, RunConfig
from aligner.encoders import CachedEncoder, CheckedEncoder, load_encoder
from aligner.errors import AlignerError, InputError
from aligner.pipeline.glossary import glossary_of
from aligner.pipeline.inputs import StoryTask
from aligner.pipeline.records import StoryRecord
from aligner.pipeline.story import StoryResult, finish_story, segment_pair, texts_of
from aligner.readers import StoryFiles, read_pair
from aligner.readers.ids import shown_name
from aligner.types import Document, DocumentPair, Encoder, SegmentedDocument

if TYPE_CHECKING:
    from aligner.types import Vectors

T = TypeVar("T")

__all__ = ["Outcome", "Shard", "ShardWorker", "Stopwatch", "cut_shards", "loaded", "read_story", "story_key"]

MOST_STORIES = 32


@dataclass(frozen=True, slots=True)
class Shard:
    """Some stories with their places in the run, and the key under which each result is kept."""

    places: tuple[int, ...]
    keys: tuple[bytes, ...]
    stories: tuple[StoryTask, ...]

    def split(self) -> list[Shard]:
        """Return a shard a story."""
        return [Shard((p,), (k,), (s,)) for p, k, s in zip(self.places, self.keys, self.stories, strict=True)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one story: a packed `StoryRecord`, or the reason why there is none."""

    record: bytes | None
    reason: str = ""


class Stopwatch:
    """CPU seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._at = time.process_time()

    def __call__(self, stage: str) -> None:
        """Book the time since the last call on `stage`."""
        now = time.process_time()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._at
        self._at = now


def cut_shards(stories: Iterable[tuple[int, bytes, StoryTask]], size: int = MOST_STORIES) -> Iterator[Shard]:
    """Cut a stream of (place, key, story) into shards."""
    stream = iter(stories)
    while batch := list(islice(stream, size)):
        places, keys, tasks = zip(*batch, strict=True)
        yield Shard(places, keys, tasks)


def story_key(task: StoryTask, settings: str, contents: Sequence[str] = ()) -> bytes:
    """Return the digest of everything that decides a story's result: version, settings, what is known, its bytes.

    Parameters
    ----------
    settings
        `settings_key` of the run.
    contents
        SHA-256 of its two files, where they are known already.
    """
    digest = hashlib.sha256(settings.encode())
    story = task.files
    known = [story.id, dict(story.meta), task.score, task.method]
    digest.update(json.dumps(known, default=str, sort_keys=True).encode("utf-8", "surrogatepass"))
    names = story.first, story.second
    for name, content in zip(names, contents or map(_digest_of, names, story.texts or (None, None)), strict=True):
        digest.update(f"\n{name}\n{content}".encode("utf-8", "surrogatepass"))
    return digest.digest()[:KEY_BYTES]


# These change where or when a story is worked on, or what is read from its result: not the result.
_NO_MATTER = {"doubt_below", "pair"}
_NO_MATTER_OF_ENCODER = {"device", "batch_size"}


def settings_key(config: RunConfig, encoder: str) -> str:
    """Return what of the settings decides a story's result, with the encoder's fingerprint and the glossary's bytes."""
    settings = {k: v for k, v in asdict(config).items() if k not in _NO_MATTER}
    settings["encoder"] = {k: v for k, v in settings["encoder"].items() if k not in _NO_MATTER_OF_ENCODER}
    glossary = "" if config.glossary is None else _content_digest(config.glossary)
    return json.dumps([__version__, settings, encoder, glossary], sort_keys=True)


@dataclass(frozen=True)
class ShardWorker:
    """Puts the stories of a shard through the stages.

    Parameters
    ----------
    config
        Settings of the run.
    cache
        Folder that remembers vectors; None: none.
    threads
        Threads of the encoder.
    encoder
        A user's own encoder in the place of the one that `config` names.
    device
        Where the model runs, if not where `config` says.
    base
        Folder that relative names of stories are relative to, for workers that stand elsewhere.
    settings
        `settings_key` of the run, with which the keys were made: a story that is no longer the one of its key is
        refused. None: not looked at.
    """

    config: RunConfig
    cache: Path | None = None
    threads: int = 1
    encoder: Encoder | None = None
    device: str | None = None
    base: Path | None = None
    settings: str | None = None

    def __call__(self, shard: Shard) -> tuple[list[Outcome], Mapping[str, float]]:
        """Return an outcome a story, in order, and CPU seconds by stage.

        A story that cannot be used stops no other.

        Raises
        ------
        EncoderError
            If the model cannot be loaded.
        """
        watch = Stopwatch()
        outcomes = []
        for result, task, key in zip(self.results(shard.stories, watch), shard.stories, shard.keys, strict=True):
            if isinstance(result, dict):
                outcomes.append(Outcome(None, result["reason"]))
            elif self.settings is not None and _was_changed(result, task, key, self.settings):
                outcomes.append(Outcome(None, "its files were changed while the run was at work; run it again"))
            else:
                outcomes.append(Outcome(_record(result, self.config).pack()))
        watch("pack")
        return outcomes, watch.seconds

    def records(
        self, stories: Iterable[StoryTask], watch: Stopwatch | None = None
    ) -> Iterator[StoryRecord | dict[str, Any]]:
        """Yield a record, or ``{"failed", "reason"}``, for every story."""
        for result in self.results(stories, watch or Stopwatch()):
            yield result if isinstance(result, dict) else _record(result, self.config)

    def results(self, stories: Iterable[StoryTask], watch: Stopwatch) -> Iterator[StoryResult | dict[str, Any]]:
        """Yield the result, or ``{"failed", "reason"}``, of every story."""
        encoder = self.model()
        # A worker that lacks the list of names is told at once, not story by story.
        glossary_of(self.config.glossary)
        watch("start")
        prepared = [_guarded(task.files.id, partial(_prepare, task, self.config, self.base)) for task in stories]
        watch("read")
        ready = [item for item in prepared if not isinstance(item, dict)]
        # One call for the whole shard: a GPU wants large batches.
        vectors = iter(encoder.encode([text for _, ko, en in ready for side in (ko, en) for text in texts_of(side)]))
        watch("encode")
        for item in prepared:
            if isinstance(item, dict):
                yield item
                continue
            pair, ko, en = item
            ko_vectors, en_vectors = (_take(vectors, len(side.aligned), encoder) for side in (ko, en))
            yield _guarded(
                pair.id, partial(finish_story, pair, ko, en, ko_vectors, en_vectors, encoder, self.config, watch)
            )

    def model(self) -> Encoder:
        """Return the encoder, one a process however many shards it works on."""
        if self.encoder is not None:
            own = CheckedEncoder(self.encoder)
            return own if self.cache is None else CachedEncoder(own, self.cache)
        config = self.config.encoder
        return loaded(replace(config, device=self.device or config.device), self.threads, self.cache)


@cache
def loaded(config: EncoderConfig, threads: int | None, folder: Path | None) -> Encoder:
    """Return a model, loaded once a process."""
    return load_encoder(config, threads=threads, cache=folder)


def _prepare(
    task: StoryTask, config: RunConfig, base: Path | None
) -> tuple[DocumentPair, SegmentedDocument, SegmentedDocument]:
    pair = read_story(task.files, config, base)
    pair = replace(pair, score=task.score, method=task.method)
    return (pair, *segment_pair(pair, config))


def read_story(files: StoryFiles, config: RunConfig, base: Path | None = None) -> DocumentPair:
    """Return both sides of a story, from wherever its files are: here, in another working folder, or in a store."""
    if files.texts is not None or (base is None and not is_url(files.first) and not is_url(files.second)):
        return read_pair(files, pre_split=config.pre_split)
    names = {
        str(at_hand(name) if is_url(name) else (base or Path()) / name): name for name in (files.first, files.second)
    }
    first, second = names
    pair = read_pair(replace(files, first=first, second=second), pre_split=config.pre_split)
    # The record names the files as the user did.
    return replace(pair, ko=_renamed(pair.ko, names), en=_renamed(pair.en, names))


def _renamed(document: Document, names: Mapping[str, str]) -> Document:
    return replace(document, source=shown_name(names.get(document.source, document.source)))


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


def _record(result: StoryResult, config: RunConfig) -> StoryRecord:
    pairs = (pair.to_row() for pair in result.pairs(config.doubt_below))
    ledger = None if result.ledger is None else result.ledger.to_dict()
    return StoryRecord.of(result.story_row(), pairs, ledger, config.doubt_below)


def _was_changed(result: StoryResult, task: StoryTask, key: bytes, settings: str) -> bool:
    """Whether the files read are others than those that the key of the result stands for."""
    if task.files.texts is not None or "sha256" in task.files.meta:
        return False
    both = [str(document.meta.get("sha256")) for document in (result.pair.ko, result.pair.en)]
    # Which of the two files is the Korean one, the texts told.
    return key not in (story_key(task, settings, both), story_key(task, settings, both[::-1]))


def _digest_of(name: str, text: str | None) -> str:
    return _content_digest(name) if text is None else _text_digest(text)


def _text_digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _content_digest(path: str) -> str:
    """Return the SHA-256 of a file, or the reason why there is none: a file put right later changes the digest."""
    try:
        file_at_hand = at_hand(path)
        refuse_special(file_at_hand)
        with file_at_hand.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError, InputError) as error:
        return str(error)
