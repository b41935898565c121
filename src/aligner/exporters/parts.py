"""A large corpus in parts: a folder of ``part-00000.parquet``, ``part-00001.parquet`` … instead of one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, count, islice
from pathlib import Path

from aligner.artifacts.files import atomic_parts
from aligner.exporters.model import EVERYTHING, ExportOptions, ExportResult, Tally
from aligner.pairs import ScoredPair

__all__ = ["IN_PARTS", "holds_parts", "parts_of", "write_in_parts"]

IN_PARTS: dict[str, int] = {"jsonl": 1_000_000, "parquet": 1_000_000, "tsv": 0}
"""Formats that can be in parts, and the rows from which they are without being asked; 0: never."""

_ENDINGS = (".jsonl", ".ndjson", ".parquet", ".tsv", ".csv")
Writer = Callable[[Iterator[ScoredPair], Path, ExportOptions], ExportResult]


def holds_parts(path: Path) -> bool:
    """Whether `path` is a folder that holds a corpus: parts, or the ``data`` of a Hugging Face folder."""
    return path.is_dir() and ((path / "data").is_dir() or bool(parts_of(path)))


def parts_of(path: Path) -> list[Path]:
    """Return the parts in a folder, in their order."""
    found = path.glob("part-*") if path.is_dir() else ()
    return sorted(file for file in found if file.name.removesuffix(".gz").endswith(_ENDINGS))


def write_in_parts(
    name: str, pairs: Iterator[ScoredPair], path: Path, options: ExportOptions, write: Writer
) -> ExportResult:
    """Write `pairs` to `path`: one file, or a folder of parts if they are more than `ExportOptions.shard_rows`."""
    most = IN_PARTS[name] if options.shard_rows is None else options.shard_rows
    if not most and not path.is_dir():
        return write(pairs, path, options)
    tally = Tally()
    chosen = tally.chosen(pairs, options.statuses or EVERYTHING, options.one_sided is not False)
    ending = _ending(name, path, options.gzip)
    with atomic_parts(path, marker=f"part-00000{ending}") as folder:
        for number in count():
            file = folder / f"part-{number:05d}{ending}"
            tally.changed.update(write(islice(chosen, most or None), file, options).changed)
            if (first := next(chosen, None)) is None:
                break
            chosen = chain([first], chosen)
    return tally.result(name, [path])


def _ending(name: str, path: Path, gzip: bool) -> str:
    plain = path.name.lower().removesuffix(".gz")
    ending = next((end for end in _ENDINGS if plain.endswith(end)), f".{name}")
    return ending + (".gz" if name != "parquet" and (gzip or path.suffix == ".gz") else "")
