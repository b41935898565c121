"""Parquet: one typed table with everything a pair holds, its two files and the corpus in the schema metadata."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from aligner.artifacts import sibling
from aligner.artifacts.budget import parquet_batches
from aligner.errors import InputError
from aligner.exporters.columns import EXTRA, rest_of, text_of, unpack_rest
from aligner.exporters.model import ABOUT, EVERYTHING, BadUnits, ExportOptions, ExportResult, Tally, bad_unit
from aligner.pairs import ScoredPair

__all__ = ["GROUP", "TableWriter", "own_cells", "own_columns", "read", "write"]

GROUP = 20_000
"""Rows of a row group; one of this size compresses almost as well as a larger one."""
_OBJECTS = 1_000
_READ = 100


def own_columns(options: ExportOptions) -> tuple[str, ...]:
    """Return the columns of one's own that a typed table has."""
    return tuple(dict.fromkeys((*ABOUT, *options.columns)))


def _schema(options: ExportOptions) -> Any:
    import pyarrow as pa

    text, numbers = pa.string(), pa.list_(pa.int32())
    spans = pa.list_(pa.list_(pa.int64(), 2))
    columns = [
        ("id", text), ("story", text), ("type", text), ("status", text), ("ko", text), ("en", text),
        ("score", pa.float64()), ("parts", pa.map_(text, pa.float64())), ("moved", pa.bool_()),
        ("tier", text), ("split", text), ("reasons", pa.list_(text)), ("notes", pa.list_(text)),
        ("ko_file", text), ("en_file", text), ("ko_sentences", numbers), ("en_sentences", numbers),
        ("ko_offsets", spans), ("en_offsets", spans), *((name, text) for name in own_columns(options)), (EXTRA, text),
    ]  # fmt: skip
    return pa.schema(columns, metadata={f"aligner.{name}": value for name, value in options.info.items()})


_TEXTS = ("id", "story", "ko", "en")
_PLAIN = ("type", "status", "score", "moved", "tier", "split", "reasons", "notes", "ko_sentences", "en_sentences")
_SPANS = ("ko_offsets", "en_offsets")
_PLACES = ("ko_file", "en_file")


def _columns(pairs: list[ScoredPair], options: ExportOptions) -> dict[str, list[Any]]:
    stories = [options.story(pair.story) for pair in pairs]
    columns: dict[str, list[Any]] = {name: [getattr(p, name) for p in pairs] for name in _TEXTS}
    columns |= {name: [getattr(p, name) for p in pairs] for name in (*_PLAIN, *_SPANS)}
    columns["parts"] = [list(p.parts.items()) for p in pairs]
    for name in _PLACES:
        columns[name] = [str(p.extra.get(name) or getattr(s, name)) for p, s in zip(pairs, stories, strict=True)]
    return columns | own_cells(pairs, options)


def own_cells(pairs: Sequence[ScoredPair], options: ExportOptions) -> dict[str, list[str | None]]:
    """Return the columns of one's own, and what they cannot hold."""
    names = own_columns(options)
    columns: dict[str, list[str | None]] = {name: [text_of(p, name) or None for p in pairs] for name in names}
    columns[EXTRA] = [rest_of(p, (*names, *_PLACES)) or None for p in pairs]
    return columns


def write(pairs: Iterator[ScoredPair], path: Path, options: ExportOptions) -> ExportResult:
    """Write `pairs` in row groups, zstd-compressed."""
    tally = Tally()
    chosen = tally.chosen(pairs, options.statuses or EVERYTHING, options.one_sided is not False)
    schema = _schema(options)
    with sibling(path) as temporary, TableWriter(temporary, schema, lambda some: _columns(some, options)) as table:
        for pair in chosen:
            table.add(pair)
    return tally.result("parquet", [path])


class TableWriter:
    """Writes pairs to a Parquet file in row groups of `GROUP`; only a few of them are Python objects at a time."""

    def __init__(self, path: Path, schema: Any, columns: Callable[[list[ScoredPair]], Mapping[str, Any]]) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        # Memory that Arrow's own pool once had it gives back late; the system's does at once.
        self._pool = pa.system_memory_pool()
        self._writer = pq.ParquetWriter(path, schema, compression="zstd", memory_pool=self._pool)
        self._schema, self._columns = schema, columns
        self._pairs: list[ScoredPair] = []
        self._tables: list[Any] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, pair: ScoredPair) -> None:
        """Write one pair, sooner or later."""
        self._pairs.append(pair)
        if len(self._pairs) >= _OBJECTS:
            self._pack()
            if len(self._tables) * _OBJECTS >= GROUP:
                self._flush()

    def _pack(self) -> None:
        import pyarrow as pa

        columns = self._columns(self._pairs)
        arrays = [pa.array(columns[f.name], type=f.type, memory_pool=self._pool) for f in self._schema]
        self._tables.append(pa.Table.from_arrays(arrays, schema=self._schema))
        self._pairs.clear()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._tables:
            self._writer.write_table(pa.concat_tables(self._tables))
            self._tables.clear()

    def close(self) -> None:
        """Write what is left."""
        if self._pairs:
            self._pack()
        self._flush()
        self._writer.close()


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
            for batch in parquet_batches(file, path, _READ):
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
    # A table has its columns whether they say something or not.
    row = {name: value for name, value in row.items() if name in ("ko", "en") or value not in (None, "")}
    unpack_rest(row)
    return ScoredPair.from_row(row)
