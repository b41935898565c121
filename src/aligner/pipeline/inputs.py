"""From what the user names to the stories of a run."""

from __future__ import annotations

import glob
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count
from pathlib import Path
from typing import TypeVar

from aligner.artifacts import atomic_binary
from aligner.artifacts.remote import fetch, is_url, local_name, url_of
from aligner.config import RunConfig
from aligner.encoders import load_encoder
from aligner.errors import InputError
from aligner.readers import Discovery, Failure, StoryFiles, discover
from aligner.readers.archive import is_archive, unpacked
from aligner.readers.document import read_bytes
from aligner.readers.ids import check_id, shown_name
from aligner.readers.manifest import MANIFEST_SUFFIXES
from aligner.readers.rows import holds_rows, read_rows
from aligner.readers.stories import common_id

__all__ = ["Inputs", "StoryTask", "default_out", "find_stories"]


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
    rows
        Yields the stories that are rows with texts, after those of `tasks`; read anew at every call.
    """

    tasks: tuple[StoryTask, ...]
    failed: Mapping[str, str] = field(default_factory=dict)
    unpaired: Mapping[str, str] = field(default_factory=dict)
    skipped: int = 0
    rows: Callable[[], Iterator[StoryFiles | Failure]] | None = None

    @property
    def total(self) -> int | None:
        """How many stories there are, None while that is not known."""
        return len(self.tasks) if self.rows is None else None

    def stream(self) -> Iterator[StoryTask | Failure]:
        """Yield every story, those of rows as they are read."""
        yield from self.tasks
        for story in () if self.rows is None else self.rows():
            yield story if isinstance(story, Failure) else StoryTask(story)


def find_stories(inputs: Sequence[str | Path], config: RunConfig, work: Path, cache: Path | None = None) -> Inputs:
    """Return the stories that `inputs` hold.

    Parameters
    ----------
    inputs
        Two files, folders, zips of a folder, manifests or files of rows (see `aligner.readers.rows`), or patterns
        (``*.parquet``); ``"-"`` is standard input.
    work
        Folder of the run in progress; standard input is kept there, since it can be read only once.
    cache
        Folder that remembers vectors; pairing by content encodes every sentence.

    Raises
    ------
    InputError
        If an input is missing or holds no story.
    """
    names = [_kept_stdin(work) if str(name) == "-" else str(name) for name in inputs]
    names = [_brought(name) for name in names]
    names = [str(unpacked(Path(name))) if is_archive(Path(name)) else name for name in names]
    found = _found(names, config, cache)
    tasks = tuple(replace(task, files=_as_named(task.files)) for task in found.tasks)
    rows = found.rows
    if rows is None:
        return replace(found, tasks=tasks)
    return replace(found, tasks=tasks, rows=lambda: map(_as_named, rows()))


def _brought(name: str) -> str:
    """Return an input as a path of this machine; of a manifest in a store the folder comes along."""
    if not is_url(name):
        return local_name(name)
    place = fetch(name)
    if place.suffix.lower() in MANIFEST_SUFFIXES and place.is_file() and not holds_rows(place):
        fetch(name.rpartition("/")[0])
    return str(place)


_Named = TypeVar("_Named", StoryFiles, StoryFiles | Failure)


def _as_named(story: _Named) -> _Named:
    """Return a story whose files bear the names that the user gave them, where those are copies from a store."""
    if not isinstance(story, StoryFiles):
        return story
    first, second = url_of(story.first), url_of(story.second)
    return story if (first, second) == (story.first, story.second) else replace(story, first=first, second=second)


def _found(names: Sequence[str], config: RunConfig, cache: Path | None) -> Inputs:
    if config.pair == "auto":
        return _paired_by_content(names, config, cache)
    names = [name for pattern in names for name in _matches(pattern)]
    tables = [Path(name) for name in names if holds_rows(Path(name))]
    others = [name for name in names if Path(name) not in tables]
    if tables and not others:
        return Inputs((), rows=lambda: chain.from_iterable(map(read_rows, tables)))
    found = discover(others, pre_split=config.pre_split)
    if tables:
        return replace(_inputs(found), rows=lambda: chain.from_iterable(map(read_rows, tables)))
    return _inputs(found)


def _matches(name: str) -> list[str]:
    """Return what a pattern matches, sorted; a name that is no pattern, or that exists, is itself."""
    if not any(mark in name for mark in "*?[") or Path(name).exists():
        return [name]
    found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 – a pattern may be absolute
    if not found:
        raise InputError("no file matches", file=name, hint="check the pattern")
    return found


def _inputs(found: Discovery) -> Inputs:
    return Inputs(
        tuple(StoryTask(files) for files in found.stories),
        {failure.id: str(failure.error) for failure in found.failures},
        {story.id: story.path for story in found.one_sided},
        found.skipped,
    )


def default_out(inputs: Sequence[str | Path]) -> Path:
    """Return the run folder of inputs for which none is named: ``NAME.aligned`` beside the first of them.

    Raises
    ------
    InputError
        If the only input is standard input, which has no place.
    """
    named = [str(name) for name in inputs if str(name) != "-"]
    if not named:
        raise InputError("standard input has no folder beside it", file="-", hint="name a folder with --out")
    if is_url(named[0]):
        raise InputError("is in a store", file=named[0], hint="name a folder or a URL with --out")
    first = Path(local_name(named[0])).absolute()
    if first.is_dir():
        return first.with_name(f"{first.name}.aligned")
    name = common_id(*map(shown_name, named[:2])) if len(named) > 1 and not _is_table(first) else first.stem
    return first.with_name(f"{name}.aligned")


def _is_table(path: Path) -> bool:
    return path.suffix.lower() in MANIFEST_SUFFIXES


def _paired_by_content(names: Sequence[str], config: RunConfig, cache: Path | None) -> Inputs:
    """Pair the stories of one folder that holds both languages, or of a Korean and an English folder."""
    if len(names) > 2 or not all(Path(name).is_dir() for name in names):
        raise InputError(
            f"--pair auto takes one folder or two, not {', '.join(names[:4])}",
            hint="give a folder of stories in both languages, or a Korean and an English folder",
        )
    # Imported here: pairing needs the kernels, and a run over named stories does not.
    from aligner.pipeline.heaps import pair_folders

    encoder = load_encoder(config.encoder, cache=cache)
    found = pair_folders(Path(names[0]), Path(names[-1]), encoder=encoder)
    tasks: list[StoryTask] = []
    unpaired: dict[str, str] = {}
    taken: set[str] = set()
    for pair in found.pairs:
        ko = None if pair.ko is None else found.ko[pair.ko]
        en = None if pair.en is None else found.en[pair.en]
        if ko and en:
            name = _own_id(ko, taken)
            taken.add(name)
            tasks.append(StoryTask(StoryFiles(name, ko, en), pair.score, "content"))
        else:
            unpaired[str(ko or en)] = str(ko or en)
    if not tasks and not found.failures:
        raise InputError(
            f"no Korean story has its English version here ({len(found.ko)} Korean, {len(found.en)} English)",
            file=names[0],
            hint="aligner pair lists them with their scores",
        )
    return Inputs(
        tuple(sorted(tasks, key=lambda task: task.files.id)),
        {str(failure.file): failure.problem for failure in found.failures},
        unpaired,
    )


def _own_id(path: str, taken: Container[str]) -> str:
    """Name a story by its Korean file, or by its folder where every file is called ``ko``; a number tells namesakes."""
    place = Path(path)
    stem = place.stem.removesuffix(".ko")
    name = check_id(place.parent.name if stem.lower() == "ko" else stem, file=path)
    return next(own for own in chain([name], (f"{name}-{i}" for i in count(2))) if own not in taken)


def _kept_stdin(work: Path) -> str:
    data = read_bytes("-")
    if not data.strip():
        raise InputError("holds nothing", file="-", hint="pipe a story into the command, or name two files")
    path = work / "stdin.txt"
    with atomic_binary(path) as file:
        file.write(data)
    return str(path)
