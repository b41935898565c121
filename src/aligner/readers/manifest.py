"""Manifests: TSV, CSV or JSONL with a story a row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from aligner.errors import AlignerError, InputError
from aligner.korean.encoding import decode
from aligner.korean.languages import language_of_header
from aligner.pairs import finite
from aligner.readers.document import STDIN, read_bytes
from aligner.readers.ids import check_id
from aligner.readers.stories import Failure, StoryFiles, common_id

__all__ = ["MANIFEST_SUFFIXES", "read_manifest"]

MANIFEST_SUFFIXES = frozenset({".tsv", ".csv", ".jsonl", ".ndjson"})


def read_manifest(path: Path) -> tuple[list[StoryFiles], list[Failure]]:
    """Read a manifest.

    Columns ``ko`` and ``en`` name the files, relative to the manifest's folder; ``id`` is optional; all other columns
    (``date`` …) are carried as the story's meta.

    Returns
    -------
    stories, failures
        A broken row, or one whose files are missing, is a failure that names its line; the others still count.

    Raises
    ------
    InputError
        If the manifest as a whole cannot be used: unreadable, empty, no ``ko`` and ``en`` columns, no rows.
    """
    text = decode(read_bytes(path), source=str(path)).text
    rows = _json_rows(text) if path.suffix.lower() in {".jsonl", ".ndjson"} else _table_rows(text, path)
    stories: list[StoryFiles] = []
    failures: list[Failure] = []
    seen: dict[str, int] = {}
    for line, row in rows:
        try:
            story = _story(path, line, row)
            if story.id in seen:
                raise InputError(
                    f"line {line}: id '{story.id}' was used on line {seen[story.id]}",
                    file=str(path),
                    hint="give every story its own id",
                )
            seen[story.id] = line
            stories.append(story)
        except AlignerError as error:
            named = str(row.get("id") or "") if isinstance(row, Mapping) else ""
            failures.append(Failure(named or f"{path.name}:{line}", error))
    if not stories and not failures:
        raise InputError("the manifest holds no rows", file=str(path), hint="add a row with ko and en for each story")
    return stories, failures


def _json_rows(text: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = finite(json.loads(line))
        except (ValueError, RecursionError) as error:
            yield number, f"is not JSON ({str(error)[:80]})"
            continue
        yield number, value if isinstance(value, dict) else "is no JSON object"


def _table_rows(text: str, path: Path) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    separator = "\t" if path.suffix.lower() == ".tsv" else ","
    rows = _tab_rows(text) if separator == "\t" else _comma_rows(text)
    header: list[str] | None = None
    for number, cells in rows:
        if isinstance(cells, str):
            if header is None:
                raise InputError(f"line {number} {cells}", file=str(path), hint="correct the header")
            yield number, cells
        elif header is None:
            header = [cell.strip().lstrip("\ufeff").lower() for cell in cells]
            if "ko" not in header or "en" not in header:
                header = [language_of_header(name) or name for name in header]
            missing = [name for name in ("ko", "en") if name not in header]
            if missing:
                raise InputError(
                    f"the header has no column '{missing[0]}' (it has: {', '.join(header)[:120]})",
                    file=str(path),
                    hint="name the columns ko and en, and give them as the first line",
                )
        elif len(cells) != len(header):
            yield number, f"has {len(cells)} columns, the header {len(header)}"
        else:
            yield number, dict(zip(header, cells, strict=True))


def _tab_rows(text: str) -> Iterator[tuple[int, list[str] | str]]:
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if line.strip():
            yield number, [_unquote(cell) for cell in line.split("\t")]


def _unquote(cell: str) -> str:
    # Spreadsheets quote a cell that holds a quotation mark.
    if len(cell) >= 2 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell


def _comma_rows(text: str) -> Iterator[tuple[int, list[str] | str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, f"is no valid CSV ({error})"
            continue
        if any(cell.strip() for cell in cells):
            yield number, cells


def _story(path: Path, line: int, row: Mapping[str, Any] | str) -> StoryFiles:
    where = f"line {line}"
    if isinstance(row, str):
        raise InputError(f"{where} {row}", file=str(path), hint="correct that row")
    sides: dict[str, str] = {}
    for side in ("ko", "en"):
        value = row.get(side)
        if not isinstance(value, str) or not value.strip():
            raise InputError(f"{where}: column '{side}' is empty", file=str(path), hint="name the file of that side")
        sides[side] = _resolve(path, value.strip())
        if sides[side] != STDIN and not _is_file(sides[side]):
            shown = value.strip() if len(value) <= 80 else f"{value.strip()[:60]}…"
            raise InputError(f"{where}: no such file '{shown}'", file=str(path), hint="check the path")
    given = row.get("id")
    if given is None or not str(given).strip():
        name = common_id(sides["ko"], sides["en"])
    else:
        name = str(given)
    story_id = check_id(name, file=str(path), where=where)
    meta = {
        key: value for key, value in row.items() if key and key not in {"ko", "en", "id"} and value not in (None, "")
    }
    return StoryFiles(story_id, sides["ko"], sides["en"], meta)


def _resolve(manifest: Path, value: str) -> str:
    if value == STDIN:
        return value
    try:
        return str(manifest.parent / Path(value).expanduser())
    except RuntimeError:
        # ~name of nobody: a file may be called so.
        return str(manifest.parent / value)


def _is_file(name: str) -> bool:
    """Tell whether a cell names a regular file; it may be a whole text instead."""
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False
