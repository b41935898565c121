"""Filtering a finished run; filtering, converting and scoring ready-made corpora."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from aligner import __version__
from aligner.artifacts import atomic_folder, atomic_text
from aligner.dataset.figures import contradictions
from aligner.dataset.selection import Selection, SelectionSettings, select
from aligner.engines import Spread
from aligner.errors import InputError
from aligner.exporters import BadUnits, ExportOptions, ExportResult, format_of, read, write
from aligner.pairs import CorpusInfo, ScoredPair
from aligner.pipeline.corpus import Corpus
from aligner.pipeline.runs import RunPaths, Runs
from aligner.pipeline.spreading import scored
from aligner.types import Encoder

__all__ = [
    "convert",
    "filter_file",
    "filter_run",
    "score_file",
]

Progress = Callable[[str, int], None]


def filter_run(
    run: RunPaths | Runs,
    settings: SelectionSettings | None = None,
    *,
    dry_run: bool = False,
    reviewed: bool = True,
    progress: Progress | None = None,
    spread: Spread | None = None,
) -> Selection:
    """Judge every pair of a run, or of several together; unless `dry_run`, write ``selection/`` into each run folder.

    Of near-duplicates across runs that of the run named first is kept.

    ``selection/pairs.jsonl`` holds every pair with status, tier and reasons, ``rejected.jsonl`` the rejected ones
    again, ``selection.json`` the counts and settings. The run's own files stay as they are. With `reviewed` false what
    people decided is left out of account. `spread`: where the filters judge.

    Raises
    ------
    InputError
        If `run` is no finished run.
    """
    runs = run if isinstance(run, Runs) else Runs.open(run, reviewed=reviewed)
    arguments: dict[str, Any] = {
        "max_tokens": runs.max_tokens, "check": contradictions, "progress": progress, "spread": spread,
    }  # fmt: skip
    if dry_run:
        return select((pair for _, pair in runs.pairs("judged_pairs")), settings, **arguments)
    sizes = [0] * len(runs.corpora)

    def pairs() -> Iterator[ScoredPair]:
        for number, pair in runs.pairs("judged_pairs"):
            sizes[number] += 1
            yield pair

    with ExitStack() as stack:
        states = [corpus.state() for corpus in runs.corpora]
        writers = [stack.enter_context(_selection_of(corpus)) for corpus in runs.corpora]
        # They come back in their order, when all have been read.
        places = (number for number in range(len(sizes)) for _ in range(sizes[number]))

        def emit(pair: ScoredPair) -> None:
            number = next(places)
            writers[number].add(runs.renamed(number, pair, back=True))

        selection = select(pairs(), settings, emit=emit, **arguments)
        together = {"together": "+".join(states)} if runs.several else {}
        for writer, state in zip(writers, states, strict=True):
            writer.record({"version": __version__, "of": state, **together, **selection.to_dict()})
    return selection


class _SelectionWriter:
    """The files of one run's selection."""

    def __init__(self, folder: Path, every: IO[str], rejected: IO[str]) -> None:
        self.folder, self.every, self.rejected = folder, every, rejected

    def add(self, pair: ScoredPair) -> None:
        line = _line(pair)
        self.every.write(line)
        if pair.status == "rejected":
            self.rejected.write(line)

    def record(self, told: Mapping[str, Any]) -> None:
        with atomic_text(self.folder / "selection.json") as stream:
            json.dump(told, stream, ensure_ascii=False, indent=1)
            stream.write("\n")


@contextmanager
def _selection_of(corpus: Corpus) -> Iterator[_SelectionWriter]:
    with atomic_folder(corpus.selection_path, marker="selection.json") as folder:
        with atomic_text(folder / "pairs.jsonl") as every, atomic_text(folder / "rejected.jsonl") as rejected:
            yield _SelectionWriter(folder, every, rejected)


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _line(pair: ScoredPair) -> str:
    row = pair.to_row()
    text = _encode(row)
    try:
        text.encode()
    except UnicodeEncodeError:
        # A lone surrogate cannot be UTF-8; escaped it can.
        text = json.dumps(row)
    return text + "\n"


def filter_file(
    source: str | Path,
    out: str | Path | None,
    settings: SelectionSettings | None = None,
    *,
    bad: BadUnits | None = None,
    progress: Progress | None = None,
    spread: Spread | None = None,
) -> tuple[Selection, tuple[ExportResult, ...]]:
    """Judge a ready-made corpus; unless `out` is None, write the kept pairs there and the rejected ones beside.

    The rejected pairs go to ``NAME.rejected.jsonl`` with every reason. Pairs that have no score are judged without
    one: score them first with `score_file` to have misaligned and cut pairs found. `bad` takes the units that cannot be
    read, which are skipped; without it the first of them is an error.
    """
    source = Path(source)
    if out is None:
        return select(read(source, bad=bad), settings, check=contradictions, progress=progress, spread=spread), ()
    target = Path(out)
    format_of(target)
    rejected = target.with_name(target.name.split(".")[0] + ".rejected.jsonl")
    aside = target.with_name(f".{target.name}.judged.jsonl")
    try:
        with atomic_text(aside) as stream:
            selection = select(
                read(source, bad=bad), settings, check=contradictions, progress=progress, spread=spread,
                emit=lambda pair: _put(stream, pair),
            )  # fmt: skip
        options = ExportOptions(statuses=frozenset({"accepted"}), one_sided=False)
        kept = write(format_of(target).name, read(aside), target, options=options)
        options = replace(options, statuses=frozenset({"rejected"}))
        return selection, (kept, write("jsonl", read(aside), rejected, options=options))
    finally:
        aside.unlink(missing_ok=True)


def _put(stream: Any, pair: ScoredPair) -> None:
    stream.write(_line(pair))


def convert(
    source: str | Path,
    target: str | Path,
    *,
    source_format: str | None = None,
    target_format: str | None = None,
    options: ExportOptions | None = None,
    bad: BadUnits | None = None,
) -> ExportResult:
    """Write a ready-made corpus in another format.

    Parameters
    ----------
    bad
        Takes the units that cannot be read, which are skipped; without it the first of them is an error.

    Every two-sided pair is written, whatever its status; one-sided ones where the format holds them.

    Raises
    ------
    ConfigError
        If a format cannot be told, or the source cannot be read back.
    InputError
        If the source is broken; its child `UnsafeInputError` if it looks like an attack.
    """
    name = target_format or format_of(target).name
    options = options or ExportOptions()
    if options.statuses is None:
        options = replace(options, statuses=frozenset({"accepted", "doubtful", "omitted", "added", "rejected"}))
    if options.info == CorpusInfo():
        options = replace(options, info=CorpusInfo(name=Path(source).name.split(".")[0], version=__version__))
    rows = read(source, source_format, bad=bad)
    first = next(rows, None)
    if first is None:
        raise InputError("holds no pair", file=source, hint="check its format and languages")

    def all_rows() -> Iterator[ScoredPair]:
        yield first
        yield from rows

    return write(name, all_rows(), target, options=options)


def score_file(
    source: str | Path,
    target: str | Path | None,
    encoder: Encoder,
    *,
    source_format: str | None = None,
    target_format: str | None = None,
    facts: bool = True,
    bad: BadUnits | None = None,
    emit: Callable[[ScoredPair], None] | None = None,
    progress: Callable[[int], None] | None = None,
    spread: Spread | None = None,
) -> ExportResult | None:
    """Score a ready-made corpus pair by pair; write it to `target`, or give each pair to `emit`.

    Parameters
    ----------
    facts
        Also count contradicted figures (part ``fact_errors``).
    bad
        Takes the units that cannot be read, which are skipped; without it the first of them is an error.
    spread
        Where blocks of pairs are scored; `encoder` must be picklable if that is elsewhere.

    Raises
    ------
    InputError
        If the source is broken or empty.
    """
    pairs = scored(read(source, source_format, bad=bad), encoder, spread or Spread(), facts=facts, progress=progress)
    if target is None:
        for pair in pairs:
            if emit:
                emit(pair)
        return None
    name = target_format or format_of(target).name
    info = CorpusInfo(Path(source).name.split(".")[0], version=__version__, encoder=encoder.info.fingerprint)
    everything = frozenset({"accepted", "doubtful", "omitted", "added", "rejected"})
    return write(name, pairs, target, options=ExportOptions(statuses=everything, info=info))
