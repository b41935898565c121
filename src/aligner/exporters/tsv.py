"""Table with a header, quoted as the csv module and spreadsheets expect; one pair a physical line.

Cells are separated by tabs, in a file called ``.csv`` by commas.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from aligner.artifacts import atomic_text, open_text
from aligner.errors import InputError
from aligner.exporters.characters import guard_formula, one_line, unguard_formula
from aligner.exporters.columns import EXTRA, rest_of, text_of, unpack_rest
from aligner.exporters.lines import LONGEST, Lines
from aligner.exporters.model import (
    ABOUT,
    EVERYTHING,
    PROVENANCE,
    BadUnits,
    ExportOptions,
    ExportResult,
    Tally,
    bad_unit,
)
from aligner.korean.languages import language_of_header
from aligner.pairs import ScoredPair

__all__ = ["COLUMNS", "is_quoted", "read", "write"]

_OWN = (
    "id", "story", "type", "status", "score", "moved", "tier", "split",
    "ko", "en", "ko_sentences", "en_sentences", "ko_offsets", "en_offsets", "parts", "reasons", "notes",
)  # fmt: skip
_REVIEW = ("comment", "fingerprint")
COLUMNS = (*_OWN, *PROVENANCE, *ABOUT, *_REVIEW, EXTRA)
"""With one's own before the last three. ``comment`` and ``fingerprint`` are for review: a cell to write in, and
`ScoredPair.fingerprint`, by which a row is known again; ``extra`` holds what no column can, as JSON.
"""
_JSON = frozenset({"ko_sentences", "en_sentences", "ko_offsets", "en_offsets", "parts", "reasons", "notes"})
_PLAIN = frozenset({"type", "score", "moved"})


def write(pairs: Iterator[ScoredPair], path: Path, options: ExportOptions) -> ExportResult:
    """Write `pairs` to `path`, for spreadsheets unless `formula_guard` is off.

    Cells that look like formulas get an apostrophe, and a file that is not packed begins with a byte order mark,
    without which Korean Excel takes UTF-8 for CP949.
    """
    tally = Tally()
    with atomic_text(path, compress=options.gzip or path.suffix == ".gz") as stream:
        if options.formula_guard and not (options.gzip or path.suffix == ".gz"):
            stream.write("\ufeff")
        out = csv.writer(stream, delimiter=_delimiter(path), lineterminator="\n")
        own = tuple(dict.fromkeys((*ABOUT, *options.columns)))
        out.writerow((*_OWN, *PROVENANCE, *own, *_REVIEW, EXTRA))
        for pair in tally.chosen(pairs, options.statuses or EVERYTHING, options.one_sided is not False):
            values = [(name, getattr(pair, name)) for name in _OWN] + list(options.provenance(pair).items())
            values += [(name, text_of(pair, name)) for name in own]
            values += [("comment", ""), ("fingerprint", pair.fingerprint)]
            values += [(EXTRA, rest_of(pair, (*own, *PROVENANCE)))]
            out.writerow([_cell(name, value, options.formula_guard, tally.changed) for name, value in values])
    return tally.result("tsv", [path])


def _delimiter(path: Path) -> str:
    return "," if path.name.lower().removesuffix(".gz").endswith(".csv") else "\t"


def _cell(name: str, value: Any, guard: bool, changed: Counter[str]) -> str:
    if value is None:
        return ""
    if name in _JSON:
        return json.dumps(value, ensure_ascii=False) if value else ""
    if name == "moved":
        return "true" if value else "false"
    if name in _PLAIN:
        return str(value)
    text = one_line(value, changed)
    return guard_formula(text, changed) if guard else text


def read(path: Path, bad: BadUnits | None = None) -> Iterator[ScoredPair]:
    """Yield the pairs of a TSV or CSV file.

    It may be in UTF-8, in UTF-16 with its mark, or in CP949, as Korean spreadsheets save tables. A header is
    recognised by the columns ``ko`` and ``en`` (also ``source`` and ``target``, 한국어 and 영어, 원문 and 번역; see
    `aligner.korean.languages`); without one the first two
    columns are the two sides and a third, if it is a number, the score. Files written without quoting (Moses-like
    tables where ``"`` is an ordinary character) are told by quotation marks that do not pair up as csv wants.

    Raises
    ------
    InputError
        If a row has fewer than two columns, or a header names only one of the two sides.
    """
    delimiter = _delimiter(path)
    with open_text(path) as probe:
        head = [line for _, line in zip(range(2000), iter(lambda: probe.readline(_PROBED), ""), strict=False)]
    with open_text(path) as stream:
        # A cell may hold more than csv's 128 KiB: such a line is bad input for alignment, not for conversion.
        csv.field_size_limit(LONGEST)
        lines = Lines(stream, path, bad)
        quoting = delimiter == "," or is_quoted(head, delimiter)
        rows = csv.reader(
            iter(lines),
            delimiter=delimiter,
            quoting=csv.QUOTE_MINIMAL if quoting else csv.QUOTE_NONE,
            strict=quoting and bad is None,
        )
        try:
            yield from _pairs(rows, lines, path, bad)
        except csv.Error as error:
            raise InputError(f"line {lines.number}: {error}", file=path, hint="check the quoting") from error


_PROBED = 1 << 16
"""Characters of a line that are looked at to tell whether cells are quoted."""


def is_quoted(lines: Iterable[str], delimiter: str) -> bool:
    """Tell whether every cell that begins with a quotation mark also ends as a quoted cell must."""
    for line in lines:
        for cell in line.rstrip("\r\n").split(delimiter):
            if '"' not in cell:
                continue
            if len(cell) < 2 or cell[0] != '"' or cell[-1] != '"' or '"' in cell[1:-1].replace('""', ""):
                return False
    return True


def _pairs(rows: Iterator[list[str]], lines: Lines, path: Path, bad: BadUnits | None) -> Iterator[ScoredPair]:
    first = next(rows, None)
    if first is None:
        return
    names = [cell.strip() for cell in first]
    sides = [language_of_header(name.lower()) for name in names]
    names = [name.lower() if name.lower() in COLUMNS else name for name in names]
    found = {side: sides.index(side) if side in sides else None for side in ("ko", "en")}
    make: Callable[[list[str]], dict[str, Any]] = _bare
    if None not in found.values():
        for side, at in found.items():
            names[at or 0] = side
        guarded = set(_OWN) <= set(names)
        make = lambda row: _named(names, row, guarded)  # noqa: E731
    elif any(at is not None for at in found.values()) and len(first) > 2:
        missing = next(side for side, at in found.items() if at is None)
        raise InputError(f"the header has no column {missing!r}", file=path, hint="name the columns ko and en")
    else:
        rows = chain([first], rows)
    for row in rows:
        if not any(row):
            continue
        try:
            made = make(row)
            pair = ScoredPair.from_row({**made, "id": made.get("id") or f"{path.name}#{lines.number}"})
        except (ValueError, RecursionError) as error:
            bad_unit(bad, f"line {lines.number}", str(error), path)
        except InputError as error:
            bad_unit(bad, f"line {lines.number}", f"is no pair: {error.problem}", path)
        else:
            yield pair


def _bare(row: list[str]) -> dict[str, Any]:
    if len(row) < 2:
        raise ValueError("has one column: Korean and English need a tab between them")
    return {"ko": row[0], "en": row[1], "score": _number(row[2]) if len(row) > 2 else None}


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _named(names: list[str], cells: list[str], guarded: bool) -> dict[str, Any]:
    if len(cells) != len(names):
        raise ValueError(f"has {len(cells)} columns, the header {len(names)}: check tabs and quotes")
    row: dict[str, Any] = {}
    for name, cell in zip(names, cells, strict=True):
        if guarded and name not in _JSON and name not in _PLAIN:
            cell = unguard_formula(cell)
        if name in _JSON:
            row[name] = _json(cell, name)
        elif name == "score":
            row[name] = _number(cell)
        elif name == "moved":
            row[name] = cell.strip().lower() in ("true", "1")
        elif cell or name in _OWN:
            row[name] = cell
    unpack_rest(row)
    if comment := str(row.pop("comment", "")).strip():
        row["notes"] = [*(row.get("notes") or ()), comment]
    return row


def _json(cell: str, name: str) -> Any:
    if not cell:
        return None
    try:
        return json.loads(cell)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"has no JSON in column {name}: {error}") from error
