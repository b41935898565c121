"""Parquet: one typed table with everything a pair holds, its two files and the corpus in the schema metadata."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from aligner.artifacts import sibling
from aligner.artifacts.budget import parquet_batches
from aligner.errors import InputError
from aligner.exporters.model import EVERYTHING, BadUnits, ExportOptions, ExportResult, Tally, bad_unit
from aligner.pairs import ScoredPair

__all__ = ["in_batches", "read", "write"]

# Rows held in memory at once; a row group of this size compresses almost as well as a larger one.
BATCH = 20_000
_READ_AT_ONCE = 100


def in_batches(pairs: Iterable[ScoredPair], size: int = BATCH) -> Iterator[list[ScoredPair]]:
    """Yield lists of at most `size` pairs."""
    stream = iter(pairs)
    while batch := list(islice(stream, size)):
        yield batch


def _schema(options: ExportOptions) -> Any:
    import pyarrow as pa

    text, numbers = pa.string(), pa.list_(pa.int32())
    spans = pa.list_(pa.list_(pa.int64(), 2))
    columns = [
        ("id", text), ("story", text), ("type", text), ("status", text), ("ko", text), ("en", text),
        ("score", pa.float64()), ("parts", pa.map_(text, pa.float64())), ("moved", pa.bool_()),
        ("tier", text), ("split", text), ("reasons", pa.list_(text)), ("notes", pa.list_(text)),
        ("ko_file", text), ("en_file", text), ("ko_sentences", numbers), ("en_sentences", numbers),
        ("ko_offsets", spans), ("en_offsets", spans), ("extra", text),
    ]  # fmt: skip
    return pa.schema(columns, metadata={f"aligner.{name}": value for name, value in options.info.items()})


_TEXTS = ("id", "story", "ko", "en")
_PLAIN = ("type", "status", "score", "moved", "tier", "split", "reasons", "notes", "ko_sentences", "en_sentences")
_SPANS = ("ko_offsets", "en_offsets")


def _columns(pairs: list[ScoredPair], options: ExportOptions) -> dict[str, list[Any]]:
    stories = [options.story(pair.story) for pair in pairs]
    columns: dict[str, list[Any]] = {name: [getattr(p, name) for p in pairs] for name in _TEXTS}
    columns |= {name: [getattr(p, name) for p in pairs] for name in (*_PLAIN, *_SPANS)}
    columns["parts"] = [list(p.parts.items()) for p in pairs]
    columns["ko_file"], columns["en_file"] = [s.ko_file for s in stories], [s.en_file for s in stories]
    columns["extra"] = [json.dumps(p.extra, ensure_ascii=False) if p.extra else None for p in pairs]
    return columns


def write(pairs: Iterator[ScoredPair], path: Path, options: ExportOptions) -> ExportResult:
    """Write `pairs` in row groups of `BATCH`, zstd-compressed."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    tally = Tally()
    schema = _schema(options)
    chosen = tally.chosen(pairs, options.statuses or EVERYTHING, options.one_sided is not False)
    with sibling(path) as temporary, pq.ParquetWriter(temporary, schema, compression="zstd") as writer:
        for batch in in_batches(chosen):
            writer.write_table(pa.table(_columns(batch, options), schema=schema))
    return tally.result("parquet", [path])


def read(path: Path, bad: BadUnits | None = None) -> Iterator[ScoredPair]:
    """Yield the pairs of a Parquet file with columns ``ko`` and ``en``, or a struct ``translation`` that holds them.

    Raises
    ------
    InputError
        If it is not Parquet or has neither.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not path.is_file():
        raise InputError("cannot be read: no such file", file=path, hint="check the path")
    number = 0
    try:
        with pq.ParquetFile(path) as file:
            names = set(file.schema_arrow.names)
            if "translation" not in names and not {"ko", "en"} <= names:
                found = ", ".join(sorted(names)[:12])
                raise InputError(f"has no columns ko and en, only {found}", file=path, hint="rename its columns")
            for batch in parquet_batches(file, path, _READ_AT_ONCE):
                for row in _rows(batch):
                    number += 1
                    try:
                        pair = _pair(row, f"{path.name}#{number}") if isinstance(row, dict) else row
                    except (InputError, ValueError, TypeError, RecursionError) as error:
                        pair = str(getattr(error, "problem", error))
                    if isinstance(pair, str):
                        bad_unit(bad, f"row {number}", f"is no pair: {pair}", path)
                    else:
                        yield pair
    except pa.ArrowException as error:
        raise InputError(f"is not a readable Parquet file: {error}", file=path, hint="write it again") from error


def _rows(batch: Any) -> Iterator[dict[str, Any] | str]:
    """Yield every row of an Arrow batch, or what is wrong with it."""
    try:
        yield from batch.to_pylist()
    except UnicodeDecodeError:
        for at in range(batch.num_rows):
            try:
                yield from batch.slice(at, 1).to_pylist()
            except UnicodeDecodeError as error:
                yield f"a text is not UTF-8 ({error.reason})"


# Columns that say where a pair came from; kept when they say something.
_PLACES = ("ko_file", "en_file")


def _pair(row: dict[str, Any], fallback: str) -> ScoredPair:
    sides = row.pop("translation", None)
    if isinstance(sides, Mapping):
        row |= {side: sides.get(side) for side in ("ko", "en")}
    row["id"] = row.get("id") or fallback
    row["ko"], row["en"] = row.get("ko") or "", row.get("en") or ""
    for name in ("parts", "ko_offsets", "en_offsets"):
        # A Hugging Face folder keeps these as JSON, because its feature types know no maps.
        if isinstance(row.get(name), str):
            row[name] = json.loads(row[name] or "null")
    extra = row.pop("extra", None)
    places = {name: row.pop(name) for name in _PLACES if row.get(name)}
    for name in _PLACES:
        row.pop(name, None)
    if isinstance(extra, str):
        row |= json.loads(extra)
    return ScoredPair.from_row({**row, **places})
