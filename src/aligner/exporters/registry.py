"""The table of formats; a format's module is imported when it is used."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from aligner.artifacts.budget import refuse_special
from aligner.errors import AlignerError, ConfigError, InputError
from aligner.exporters.characters import encodable
from aligner.exporters.columns import first_columns
from aligner.exporters.model import BadUnits, ExportOptions, ExportResult
from aligner.exporters.parts import IN_PARTS, parts_of, write_in_parts
from aligner.pairs import CorpusInfo, ScoredPair, StoryInfo, as_pairs

__all__ = ["FORMATS", "Format", "format_of", "read", "reading_errors", "write"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes
    ----------
    name
        What ``--format`` takes.
    module
        Where its ``write`` and ``read`` live.
    suffixes
        File name endings it is told by; the first is the one it is written with (formats of several
        files are folders).
    readable
        Whether `read` works for it.
    doc
        One line for the help and the docs.
    lost
        What a pair loses in it.
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    readable: bool
    doc: str
    lost: tuple[str, ...] = ()


_OWN = "columns of your own"
_LINKS = (
    "texts (only links, with the sentences beside them)",
    "parts of the score",
    "status and reasons",
    "notes",
    _OWN,
)

FORMATS: dict[str, Format] = {
    spec.name: spec
    for spec in (
        Format("jsonl", "jsonl", (".jsonl", ".ndjson"), True, "JSON Lines, everything a pair holds"),
        Format(
            "tsv", "tsv", (".tsv", ".csv"), True, "table with a header, quoted as spreadsheets expect",
            ("tabs and line ends inside a sentence",),
        ),
        Format(
            "tmx", "tmx", (".tmx",), True, "TMX 1.4b translation memory",
            ("characters that XML forbids",),
        ),
        Format("xliff", "xliff", (".xlf", ".xliff"), True, "XLIFF 2.1 for review in a translator's editor"),
        Format(
            "xliff12", "xliff12", (".12.xlf",), False, "XLIFF 1.2 for older translators' tools (read as xliff)",
            ("characters that XML forbids",),
        ),
        Format(
            "xlsx", "xlsx", (".xlsx",), True, "workbook for review, with a drop-down for the status",
            ("characters that XML forbids", "texts beyond 32,767 characters"),
        ),
        Format("parquet", "parquet", (".parquet",), True, "one typed table with everything a pair holds"),
        Format(
            "hf", "huggingface", ("-hf",), True, "folder for datasets.load_dataset, with a card",
            ("sentence numbers", "reasons", "notes"),
        ),
        Format(
            "moses", "moses", (".moses", ".ko", ".en"), True, "plain text NAME.ko and NAME.en, ids in NAME.ids",
            ("scores", "status", "story", "sentence numbers and offsets", "tabs and line ends", "notes", _OWN),
        ),
        Format("xces", "links", ("-xces",), False, "OPUS XCES links, a folder", _LINKS),
        Format("vecalign", "links", ("-vecalign",), False, "Vecalign lines, a file a story in a folder", _LINKS),
        Format(
            "hunalign", "links", ("-hunalign",), False, "hunalign ladders, a file a story in a folder; no crossings",
            ("crossings", *_LINKS),
        ),
    )
}  # fmt: skip


_TABLES = frozenset({"tsv", "xlsx", "parquet", "hf"})


def write(
    format: str,
    rows: Iterable[ScoredPair | Mapping[str, Any]],
    path: str | Path,
    *,
    options: ExportOptions | None = None,
) -> ExportResult:
    """Write `rows` to `path` in `format`, streaming and atomically.

    Parameters
    ----------
    format
        A name of `FORMATS`.
    rows
        Lines of ``pairs.jsonl`` or `ScoredPair`, in corpus order.
    path
        File to write; for formats of several files or a folder see ``docs/datasets.md``.

    Raises
    ------
    ConfigError
        If the format is unknown.
    OutputError
        If `path` cannot be written.
    """
    if format not in FORMATS:
        known = ", ".join(FORMATS)
        raise ConfigError(f"unknown format {format!r}", hint=f"choose from {known}")
    module = import_module(f"aligner.exporters.{FORMATS[format].module}")
    writer = getattr(module, f"write_{format}", None) or module.write
    pairs, options, changed = as_pairs(rows), options or ExportOptions(), Counter[str]()
    if format in _TABLES:
        pairs, columns = first_columns(pairs, options.columns)
        options = replace(options, columns=columns)
    if format != "jsonl":  # Only JSON can hold a lone surrogate, escaped.
        pairs, story = (_encodable(pair, changed) for pair in pairs), options.story
        info = _cleaned(options.info, changed)
        remembered = lru_cache(maxsize=16)(lambda name: _cleaned(story(name), Counter()))  # asked for every pair
        options = replace(options, info=info, story=remembered)
    result: ExportResult
    if format in IN_PARTS:
        result = write_in_parts(format, pairs, Path(path), options, writer)
    else:
        result = writer(pairs, Path(path), options)
    return replace(result, lost=FORMATS[format].lost, changed={**result.changed, **changed})


def _encodable(pair: ScoredPair, changed: Counter[str]) -> ScoredPair:
    """Return `pair` as UTF-8 can hold it; nearly every pair is itself."""
    texts = (pair.id, pair.ko, pair.en, pair.story, pair.type, pair.status, pair.tier, pair.split)
    try:
        "".join((*texts, *map(str, pair.reasons), *map(str, pair.notes), *map(str, pair.parts))).encode()
        if pair.extra:
            json.dumps(dict(pair.extra), ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return _cleaned(pair, changed)
    return pair


_Record = TypeVar("_Record", ScoredPair, CorpusInfo, StoryInfo)


def _cleaned(record: _Record, changed: Counter[str]) -> _Record:
    return replace(record, **{item.name: encodable(getattr(record, item.name), changed) for item in fields(record)})


def format_of(path: str | Path) -> Format:
    """Tell the format of a file or folder by its name.

    Raises
    ------
    ConfigError
        If no format has that ending.
    """
    path = Path(path)
    if (path / "data").is_dir():
        return FORMATS["hf"]
    name = next(iter(parts_of(path)), path).name.lower().removesuffix(".gz")
    for format in FORMATS.values():
        if any(name.endswith(suffix) for suffix in format.suffixes):
            return format
    endings = " ".join(s for f in FORMATS.values() for s in f.suffixes)
    raise ConfigError(f"the format of {path.name!r} cannot be told", hint=f"use --format or an ending of {endings}")


# What translators' tools call their own XLIFF 1.2; read, never written.
_READ_AS = {".sdlxliff": "xliff", ".mqxliff": "xliff"}


def read(path: str | Path, format: str | None = None, *, bad: BadUnits | None = None) -> Iterator[ScoredPair]:
    """Yield the pairs of a ready-made corpus, one at a time.

    Parameters
    ----------
    bad
        Takes the units that cannot be read, which are skipped; without it the first is an error. What is wrong with
        the file as a whole (cut short, not the format) is an error with it too.

    Raises
    ------
    InputError
        If the file is missing or broken; its child `UnsafeInputError` if it looks like an attack.
    ConfigError
        If its format is unknown or cannot be read back.
    """
    path = Path(path)
    format = format or next((kind for ending, kind in _READ_AS.items() if path.name.lower().endswith(ending)), None)
    spec = FORMATS.get(format) if format else format_of(path)
    if spec is None or not spec.readable:
        can = ", ".join(name for name, f in FORMATS.items() if f.readable)
        raise ConfigError(f"format {format or (spec and spec.name)!r} cannot be read", hint=f"choose from {can}")
    module = import_module(f"aligner.exporters.{spec.module}")
    reader = getattr(module, f"read_{spec.name}", None) or module.read
    for file in parts_of(path) or [path]:
        with reading_errors(file, spec.name):
            yield from reader(file, bad)


@contextmanager
def reading_errors(path: Path, kind: str) -> Iterator[None]:
    """Turn whatever reading `path` raises into an `InputError`; what is no regular file is not even opened."""
    refuse_special(path)
    try:
        yield
    except UnicodeDecodeError as error:
        raise InputError(f"is not UTF-8: {error}", file=path, hint="convert it to UTF-8 first") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"cannot be read: {reason}", file=path, hint="check the path") from error
    except (AlignerError, MemoryError):
        raise
    except (Exception, RecursionError) as error:
        # The libraries behind these formats raise whatever their depths raise: zlib, struct, XML, Arrow, openpyxl …
        reason = f"{type(error).__name__}: {error}"
        raise InputError(f"is damaged or no {kind}: {reason}", file=path, hint="export it again") from error
