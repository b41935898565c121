"""Stories as rows that hold their texts: JSONL (plain, gzip, zstd), Parquet, or a folder of Hugging Face datasets.

A row has ``ko_text`` and ``en_text``, if you like ``id``, and any other columns, which go with the story. Rows are read
as a stream; one that cannot be used is a failure of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import IO, Any

from aligner.artifacts.budget import Budget, metered, open_packed, parquet_batches
from aligner.errors import AlignerError, InputError
from aligner.pairs import finite
from aligner.readers.document import MAX_FILE_BYTES
from aligner.readers.ids import check_id
from aligner.readers.stories import Failure, StoryFiles

__all__ = ["ROW_SUFFIXES", "holds_rows", "read_rows", "stories_of_rows"]

TEXTS = ("ko_text", "en_text")
ROW_SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst", ".parquet")
_PROBED = 1 << 20
_BATCH = 64


def holds_rows(path: Path) -> bool:
    """Tell whether `path` holds rows with texts: Parquet, a datasets folder, JSONL whose first row has both texts."""
    if path.is_dir():
        return _is_dataset(path)
    name = path.name.lower()
    if not path.is_file() or not name.endswith(ROW_SUFFIXES):
        return False
    if name.endswith((".parquet", ".gz", ".zst")):
        return True
    try:
        with path.open("rb") as file:
            first = next((line for line in iter(lambda: file.readline(_PROBED), b"") if line.strip()), b"")
    except OSError:
        return False
    # A long first row is cut off here: its columns are told by name.
    return all(f'"{name}"'.encode() in first for name in TEXTS)


def read_rows(path: Path) -> Iterator[StoryFiles | Failure]:
    """Yield the stories of a file or folder, in its order.

    Raises
    ------
    InputError
        If it cannot be read as a whole: no such file, broken from the start, or without the columns.
    """
    return stories_of_rows(_raw_rows(path), str(path))


def stories_of_rows(rows: Iterable[tuple[int, Any]], source: str) -> Iterator[StoryFiles | Failure]:
    """Yield a story, or why there is none, for every (number, row).

    Parameters
    ----------
    rows
        Each row a mapping, or a string that says what is wrong with it.
    source
        What errors call the place the rows are from.
    """
    stem = Path(source).name.split(".")[0] or "row"
    for number, row in rows:
        try:
            yield _story(row, number, source, stem)
        except AlignerError as error:
            named = str(row.get("id") or "") if isinstance(row, Mapping) else ""
            yield Failure(named or f"{stem}-{number:06d}", error)


def _story(row: Any, number: int, source: str, stem: str) -> StoryFiles:
    where = f"row {number}"
    if not isinstance(row, Mapping):
        raise InputError(f"{where} {row}", file=source, hint="correct that row")
    texts = []
    for name in TEXTS:
        value = row.get(name)
        if not isinstance(value, str) or not value.strip():
            what = "is empty" if value is None or value == "" else f"is {str(value)[:40]!r}, no text"
            raise InputError(
                f"{where}: column '{name}' {what}", file=source, hint="give the story's text in that column"
            )
        if len(value) > MAX_FILE_BYTES:
            raise InputError(f"{where}: column '{name}' holds {len(value):,} characters", file=source, hint="split it")
        texts.append(value)
    given = row.get("id")
    name = f"{stem}-{number:06d}" if given is None or not str(given).strip() else str(given)
    story = check_id(name, file=source, where=where)
    meta = {
        str(key): _plain(value)
        for key, value in row.items()
        if key and key not in (*TEXTS, "id") and value not in (None, "")
    }
    first, second = (f"{source}#{story}:{column}" for column in TEXTS)
    return StoryFiles(story, first, second, meta, (texts[0], texts[1]))


def _plain(value: Any) -> Any:
    if isinstance(value, date):  # a date-time too
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | list | dict) else str(value)


def _raw_rows(path: Path) -> Iterator[tuple[int, Any]]:
    name = path.name.lower()
    if path.is_dir():
        yield from _numbered(_dataset_rows(path), path)
    elif name.endswith(".parquet"):
        yield from _numbered(_parquet_rows(path), path)
    else:
        yield from _json_rows(path)


def _json_rows(path: Path) -> Iterator[tuple[int, Any]]:
    try:
        with _open(path) as file:
            for number in range(1, 1 << 62):
                line = file.readline(2 * MAX_FILE_BYTES + 1)
                if not line:
                    return
                if len(line) > 2 * MAX_FILE_BYTES:
                    raise InputError(f"line {number} is longer than {2 * MAX_FILE_BYTES:,} bytes", file=path)
                if line.strip():
                    yield number, _parsed(line)
    except (OSError, EOFError, ValueError) as error:
        raise InputError(f"cannot be read ({_first(error)})", file=path, hint="check that the file is whole") from None


def _parsed(line: bytes) -> Any:
    try:
        row = finite(json.loads(line.decode("utf-8-sig")))
    except UnicodeDecodeError:
        return "is not UTF-8"
    except (ValueError, RecursionError) as error:
        return f"is not JSON ({str(error)[:80]})"
    return row if isinstance(row, dict) else "is no JSON object"


def _open(path: Path) -> IO[bytes]:
    if path.name.lower().endswith(".gz"):
        return open_packed(path)
    if path.name.lower().endswith(".zst"):
        import pyarrow as pa

        return metered(pa.input_stream(str(path), compression="zstd"), Budget.for_corpus(path))
    return path.open("rb")


def _numbered(batches: Iterator[Any], path: Path) -> Iterator[tuple[int, Any]]:
    """Yield the rows of Arrow batches; a batch that cannot be read ends the file with an error that says where."""
    number = 0
    try:
        for batch in batches:
            if missing := [name for name in TEXTS if name not in batch.schema.names]:
                has = ", ".join(batch.schema.names)[:120]
                raise InputError(f"has no column '{missing[0]}' (it has: {has})", file=path, hint="name them so")
            for row in batch.to_pylist():
                number += 1
                yield number, finite(row)
    except (OSError, ValueError, TypeError, KeyError) as error:  # pyarrow's errors are of these kinds
        where = f" after row {number}" if number else ""
        raise InputError(
            f"cannot be read{where} ({_first(error)})", file=path, hint="check that the file is whole"
        ) from None


def _parquet_rows(path: Path) -> Iterator[Any]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        yield from parquet_batches(file, path, _BATCH)


def _is_dataset(folder: Path) -> bool:
    return (folder / "dataset_dict.json").is_file() or (
        (folder / "state.json").is_file() and any(folder.glob("*.arrow"))
    )


def _dataset_rows(folder: Path) -> Iterator[Any]:
    """Yield the batches of what ``datasets.save_to_disk`` wrote, split by split, files in the split's own order."""
    import pyarrow as pa

    try:
        if (folder / "dataset_dict.json").is_file():
            for split in json.loads((folder / "dataset_dict.json").read_text(encoding="utf-8"))["splits"]:
                yield from _dataset_rows(folder / check_id(str(split), file=str(folder)))
            return
        state = json.loads((folder / "state.json").read_text(encoding="utf-8"))
        names = [check_id(str(entry["filename"]), file=str(folder)) for entry in state["_data_files"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"is no dataset ({_first(error)})", file=folder, hint="write it with save_to_disk") from None
    for name in names:
        with pa.memory_map(str(folder / name)) as file, pa.ipc.open_stream(file) as batches:
            for batch in batches:
                for start in range(0, batch.num_rows, _BATCH):
                    yield batch.slice(start, _BATCH)


def _first(error: Exception) -> str:
    lines = (line.strip() for line in str(error).splitlines())
    return next(filter(None, lines), type(error).__name__)[:120]
