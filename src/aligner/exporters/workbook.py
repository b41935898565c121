"""Reading a workbook that someone else made: Office Open XML row by row under a budget, others by calamine.

Sheets are found as a spreadsheet finds them, by relationships, whatever their parts are called. Nothing is believed of
sizes and row numbers that the file claims.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from aligner.artifacts.budget import Budget, open_zip, stream_part, walk_xml
from aligner.errors import InputError, UnsafeInputError
from aligner.exporters.safe_xml import clear, local_name

__all__ = ["COLUMNS", "WORKBOOKS", "sheets"]

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
"""Endings of the workbooks that `sheets` reads."""

COLUMNS = 64
"""Columns of a sheet that are read."""
_MOST_ROWS = 1_048_576
_HELD = 128 * 2**20
_ROW_ELEMENTS = 200_000
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"

Cell = str | float | bool | None
Row = tuple[int, tuple[Cell, ...]]


def sheets(path: Path) -> Iterator[tuple[str, Iterator[Row]]]:
    """Yield every sheet: its name, and its rows that are not empty, each with its number from 1.

    Texts come as str, figures as float or int (days, where the cell shows a date), a formula as the value it had when
    the workbook was saved.

    Raises
    ------
    UnsafeInputError
        If it unpacks to far more than it weighs, or declares a document type or entities.
    InputError
        If it is no workbook, or is protected with a password.
    """
    if _is_old(path) or path.suffix.lower() in (".xls", ".ods"):
        yield from _other_sheets(path)
        return
    budget = Budget.for_corpus(path)
    with closing(open_zip(path, budget)) as box:
        relations = _relations(box, "_rels/.rels", "", budget)
        book = next((target for kind, target in relations.values() if kind == "officeDocument"), None)
        if book is None:
            raise InputError("is not a readable workbook: it names no main part", file=path, hint="save it as .xlsx")
        folder, name = posixpath.split(book)
        relations = _relations(box, posixpath.join(folder, "_rels", f"{name}.rels"), folder, budget)
        texts: list[str] | None = None
        found = list(_sheets(box, book, budget))
        if not found:
            raise InputError("is not a readable workbook: it has no sheet", file=path, hint="save it as .xlsx again")
        for title, key in found:
            kind, part = relations.get(key, ("", ""))
            if kind != "worksheet":
                continue
            if texts is None:
                shared = (target for kind, target in relations.values() if kind == "sharedStrings")
                texts = _texts(box, next(shared, ""), path)
            yield title, _rows(box, part, texts, budget)


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OLE_PROBED = 64 * 2**20


def _is_old(path: Path) -> bool:
    """Tell a workbook of Excel 97 to 2003, whatever its name; in that container Office also packs an encrypted one."""
    with path.open("rb") as stream:
        if stream.read(8) != _OLE:
            return False
        if "EncryptedPackage".encode("utf-16-le") in stream.read(_OLE_PROBED):
            raise _locked(path)
    return True


def _locked(path: Path) -> InputError:
    hint = "open it, take the password off (File, Info, Protect Workbook), save it and try again"
    return InputError("is protected with a password", file=path, hint=hint)


def _other_sheets(path: Path) -> Iterator[tuple[str, Iterator[Row]]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if zipfile.is_zipfile(path):
        _check_open_document(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            rows = enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1)
            yield name, ((number, tuple(map(_plain, row[:COLUMNS]))) for number, row in rows if any(row))
    except PasswordError as error:
        raise _locked(path) from error
    except CalamineError as error:
        raise InputError(f"is not a readable workbook: {error}", file=path, hint="save it as .xlsx") from error


def _check_open_document(path: Path) -> None:
    """Unpack an OpenDocument once under the budget of what is held in memory, for its reader has none."""
    budget = Budget.for_corpus(path)
    budget.bytes = min(budget.bytes, _HELD)
    with closing(open_zip(path, budget)) as box:
        for part in ("META-INF/manifest.xml", "content.xml"):
            stream = stream_part(box, part, budget)
            while stream is not None and (chunk := stream.read(1 << 20)):
                if part != "content.xml" and b"encryption-data" in chunk:
                    raise _locked(path)


def _plain(cell: Any) -> Cell:
    """Return a cell of calamine: empty is an empty text there, a date is written out, 3 is 3.0."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell if isinstance(cell, str | bool | float | int) else str(cell)


def _relations(box: zipfile.ZipFile, part: str, folder: str, budget: Budget) -> dict[str, tuple[str, str]]:
    """Return kind and part of every relation of a part, by id."""
    found: dict[str, tuple[str, str]] = {}
    for event, element in _walk(box, part, budget):
        if event == "end" and local_name(element) == "Relationship" and element.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, element.get("Target") or "")).lstrip("/")
            found[element.get("Id") or ""] = ((element.get("Type") or "").rpartition("/")[2], target)
    return found


def _sheets(box: zipfile.ZipFile, part: str, budget: Budget) -> Iterator[tuple[str, str]]:
    for event, element in _walk(box, part, budget):
        if event == "end" and local_name(element) == "sheet":
            yield element.get("name") or "", element.get(_RELATION) or element.get(_STRICT) or ""


def _walk(box: zipfile.ZipFile, part: str, budget: Budget) -> Iterator[tuple[str, Any]]:
    stream = stream_part(box, part, budget)
    if stream is not None:
        yield from walk_xml(stream, budget)


_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def _texts(box: zipfile.ZipFile, part: str, path: Path) -> list[str]:
    """Return the table of the workbook's texts; what is held in memory has a budget of its own."""
    budget = Budget.for_corpus(path)
    budget.bytes = min(budget.bytes, _HELD)
    budget.elements = _MOST_ROWS * 10
    texts: list[str] = []
    for event, element in _walk(box, part, budget) if part else ():
        if event == "end" and local_name(element) == "si":
            # A spreadsheet writes what XML cannot hold as _x000D_.
            texts.append(_ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), _text(element)))
            clear(element)
    return texts


def _text(element: Any) -> str:
    """Return the text of a cell or string, runs joined, without the readings that East Asian texts may have."""
    runs = (t for t in element.iter("{*}t") if local_name(t.getparent()) != "rPh")
    return "".join(t.text or "" for t in runs)


def _rows(box: zipfile.ZipFile, part: str, texts: list[str], budget: Budget) -> Iterator[Row]:
    number = 0
    budget.elements = _ROW_ELEMENTS
    for event, element in _walk(box, part, budget):
        if event == "start" or local_name(element) != "row":
            continue
        said = element.get("r") or ""
        number = int(said) if said.isascii() and said.isdigit() and len(said) < 12 else number + 1
        if number > _MOST_ROWS or len(said) > 11:
            raise UnsafeInputError("refused: more rows than a sheet can have", file=budget.file, hint="split the sheet")
        cells = _cells(element, texts)
        clear(element)
        budget.elements = _ROW_ELEMENTS
        if any(cell not in (None, "") for cell in cells):
            yield number, cells


def _cells(row: Any, texts: list[str]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    at = 0
    for cell in row.iterchildren("{*}c"):
        at = _column(cell.get("r") or "", at)
        if at >= COLUMNS:
            break
        cells += [None] * (at + 1 - len(cells))
        cells[at] = _value(cell, texts)
        at += 1
    return tuple(cells)


def _column(place: str, following: int) -> int:
    """Return the 0-based column of a place such as ``AB12``; without one, the column that follows."""
    column = 0
    for letter in place[:4]:
        if not "A" <= letter <= "Z":
            break
        column = column * 26 + ord(letter) - 64
    return column - 1 if column else following


def _value(cell: Any, texts: list[str]) -> Cell:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        return _text(cell)
    found = cell.find("{*}v")
    text = "" if found is None else found.text or ""
    if not text:
        return None
    if kind == "s":
        return texts[int(text)] if text.isdigit() and len(text) < 10 and int(text) < len(texts) else None
    if kind == "b":
        return text == "1"
    if kind != "n":
        return text
    try:
        return int(text) if text.lstrip("-").isdigit() and len(text) < 16 else float(text)
    except ValueError:
        return text
