"""XLSX for review: a sheet of pairs with a drop-down for the status and a column for comments."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Any

from aligner.artifacts import save_workbook, sibling, streamed_workbook
from aligner.errors import InputError
from aligner.exporters.characters import legal_xml
from aligner.exporters.columns import EXTRA, rest_of, text_of, unpack_rest
from aligner.exporters.model import EVERYTHING, PROVENANCE, BadUnits, ExportOptions, ExportResult, Tally, bad_unit
from aligner.exporters.workbook import sheets
from aligner.pairs import STATUSES, ScoredPair

__all__ = ["read", "write"]

# (column, width in characters). The first six are what a reviewer works with; the rest lets the file find its way back.
_COLUMNS = (
    ("id", 18), ("status", 11), ("score", 8), ("ko", 60), ("en", 60), ("comment", 30), ("notes", 30), ("reasons", 30),
    ("type", 7), ("moved", 8), ("story", 18), ("tier", 14), ("split", 8),
    ("ko_sentences", 10), ("en_sentences", 10), ("ko_offsets", 10), ("en_offsets", 10), ("parts", 10),
    ("fingerprint", 18), *((name, 18) for name in PROVENANCE), (EXTRA, 18),
)  # fmt: skip
_HIDDEN = frozenset({"ko_offsets", "en_offsets", "parts", "fingerprint", *PROVENANCE, EXTRA})
_OWN_WIDTH = 14
_JSON = frozenset({"ko_sentences", "en_sentences", "ko_offsets", "en_offsets", "parts"})
_LINES = frozenset({"reasons", "notes"})
_FIELDS = frozenset({"id", "story", "type", "status", "ko", "en", "tier", "split", "score", "moved", *_JSON, *_LINES})
_NAMES = frozenset(name for name, _ in _COLUMNS)
_WRAPPED = frozenset({"ko", "en", "comment", *_LINES})

# Limits of the format (ECMA-376, as Excel applies them): 32,767 characters a cell, 1,048,576 rows a sheet.
CELL_LIMIT = 32_767
SHEET_ROWS = 1_000_000
_SIGNS = ("=", "+", "-", "@")


def write(pairs: Iterator[ScoredPair], path: Path, options: ExportOptions) -> ExportResult:
    """Write `pairs`, a new sheet every million rows. Every text is a string cell and never a formula."""
    tally = Tally()
    sheet: Any = None
    chosen = tally.chosen(pairs, options.statuses or EVERYTHING, options.one_sided is not False)
    rows = 0
    with streamed_workbook() as book:
        for pair in chosen:
            if sheet is None or rows % SHEET_ROWS == 0:
                sheet = _new_sheet(book, 1 + rows // SHEET_ROWS, options)
                wrapped = _wrapped(sheet)
            sheet.append(_cells(sheet, pair, options, wrapped, tally.changed))
            rows += 1
        if sheet is None:
            _new_sheet(book, 1, options)
        about = book.create_sheet("about")
        for item in options.info.items():
            about.append([_text_cell(about, text, tally.changed) for text in item])
        with sibling(path) as temporary:
            save_workbook(book, temporary)
    return tally.result("xlsx", [path])


def _columns(options: ExportOptions) -> tuple[tuple[str, int], ...]:
    """Return the columns with their widths; one's own stand before the hidden ones."""
    return (*_COLUMNS[:13], *((name, _OWN_WIDTH) for name in options.columns), *_COLUMNS[13:])


def _new_sheet(book: Any, number: int, options: ExportOptions) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    columns = _columns(options)
    sheet = book.create_sheet("pairs" if number == 1 else f"pairs {number}")
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{SHEET_ROWS + 1}"
    for at, (name, width) in enumerate(columns, start=1):
        column = sheet.column_dimensions[get_column_letter(at)]
        column.width = width
        column.hidden = name in _HIDDEN
        if name in _WRAPPED:
            column.alignment = Alignment(wrap_text=True, vertical="top")
    choices = DataValidation(type="list", formula1='"' + ",".join(STATUSES) + '"', allow_blank=True)
    choices.add(f"B2:B{SHEET_ROWS + 1}")
    sheet.data_validations.append(choices)
    header = [WriteOnlyCell(sheet, name) for name, _ in columns]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    return sheet


def _wrapped(sheet: Any) -> Any:
    """Return the style of the cells that people read; made once, for openpyxl takes its time over each style."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    cell = WriteOnlyCell(sheet)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell._style


def _cells(sheet: Any, pair: ScoredPair, options: ExportOptions, wrapped: Any, changed: Counter[str]) -> list[Any]:
    values: dict[str, Any] = {"comment": "", "fingerprint": pair.fingerprint, "score": pair.score, "moved": pair.moved}
    values |= options.provenance(pair)
    values |= {name: "\n".join(getattr(pair, name)) for name in _LINES}
    values |= {name: text_of(pair, name) for name in options.columns}
    values[EXTRA] = rest_of(pair, (*options.columns, *PROVENANCE))
    cells: list[Any] = []
    for name, _ in _columns(options):
        value = values[name] if name in values else getattr(pair, name)
        if name in _JSON:
            value = json.dumps(value, ensure_ascii=False) if value else ""
        if isinstance(value, str):
            value = _text_cell(sheet, value, changed, wrapped if name in _WRAPPED else None)
        cells.append(value)
    return cells


def _text_cell(sheet: Any, text: str, changed: Counter[str], style: Any = None) -> Any:
    """Return a cell that holds `text` as text; a plain string where openpyxl takes it for nothing else.

    ``data_type`` "s" keeps a spreadsheet from running ``=HYPERLINK(…)``; ``quotePrefix`` is what Excel itself sets for
    a leading apostrophe, so that the cell stays text when somebody edits it. The text is not altered.
    """
    from openpyxl.cell import WriteOnlyCell

    if not text:
        return None
    legal = legal_xml(text, changed)
    if len(legal) > CELL_LIMIT:
        changed["cells cut at 32,767 characters"] += 1
        legal = legal[:CELL_LIMIT]
    sign = legal.startswith(_SIGNS)
    # openpyxl takes "=…" for a formula and "#N/A" for an error.
    if style is None and not sign and not legal.startswith("#"):
        return legal
    cell = WriteOnlyCell(sheet, value=legal)
    cell.data_type = "s"
    if style is not None:
        cell._style = copy(style) if sign else style
    if sign:
        cell.quotePrefix = True
    return cell


def read(path: Path, bad: BadUnits | None = None) -> Iterator[ScoredPair]:
    """Yield the pairs of a workbook: every sheet whose first row names ``ko`` and ``en``; comments become notes.

    Raises
    ------
    UnsafeInputError
        If the file is a zip bomb or its XML declares entities.
    InputError
        If it is no workbook or no sheet has the two columns.
    """
    found = False
    for _, rows in sheets(path):
        names = [str(cell or "").strip() for cell in next(rows, (0, ()))[1]]
        names = [name.lower() if name.lower() in _NAMES else name for name in names]
        if not {"ko", "en"} <= set(names):
            continue
        found = True
        for number, cells in rows:
            row = {name: cell for name, cell in zip(names, cells, strict=False) if name}
            if not row.get("ko") and not row.get("en"):
                continue
            try:
                pair = _pair(row, f"{path.name}#{number}")
            except (ValueError, RecursionError) as error:
                bad_unit(bad, f"row {number}", str(error), path)
            except InputError as error:
                bad_unit(bad, f"row {number}", f"is no pair: {error.problem}", path)
            else:
                yield pair
    if not found:
        raise InputError("no sheet has the columns ko and en", file=path, hint="name them in the first row")


def _pair(row: dict[str, Any], fallback: str) -> ScoredPair:
    for name in ("id", "story", "type", "status", "ko", "en", "tier", "split", "comment", "fingerprint"):
        row[name] = "" if row.get(name) is None else str(row[name])
    row["id"] = row["id"] or fallback
    for name in _JSON & set(row):
        try:
            row[name] = json.loads(row[name]) if row[name] else None
        except (ValueError, TypeError, RecursionError) as error:
            raise ValueError(f"has no JSON in the hidden column {name}: {error}") from error
    row["moved"] = str(row.get("moved") or "").lower() in ("true", "1")
    row["score"] = row["score"] if isinstance(row.get("score"), int | float) else None
    for name in _LINES:
        row[name] = str(row.get(name) or "").splitlines()
    if comment := row.pop("comment").strip():
        row["notes"].append(comment)
    row = {name: value for name, value in row.items() if name in _FIELDS or value not in (None, "")}
    unpack_rest(row)
    return ScoredPair.from_row(row)
