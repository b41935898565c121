"""A glossary from whatever the house keeps it in: TSV, CSV, a workbook, TBX."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from os import PathLike
from pathlib import Path
from typing import Any, Literal

from aligner.artifacts.budget import Budget, metered, refuse_special, walk_xml
from aligner.errors import InputError
from aligner.exporters.workbook import WORKBOOKS, sheets
from aligner.facts import NameEntry
from aligner.korean.encoding import decode
from aligner.korean.languages import language_of_code, language_of_header
from aligner.korean.scripts import measure

__all__ = ["glossary_of", "read_glossary"]

_KINDS = frozenset(("person", "place", "country", "org", "term"))
_COLUMNS = {
    "kind": "kind", "type": "kind", "종류": "kind", "구분": "kind", "forbidden": "forbidden", "avoid": "forbidden",
    "금지": "forbidden", "금지어": "forbidden", "쓰지 않음": "forbidden", "case": "case", "대소문자": "case",
}  # fmt: skip
_PLAIN = ("ko", "en", "kind", "forbidden", "case")
_YES = frozenset(("yes", "y", "true", "1", "x", "o", "예", "네", "○", "case"))
# TBX: administrative statuses and usage notes by which a term is not wanted.
_UNWANTED = ("deprecated", "superseded", "forbidden", "obsolete", "notrecommended", "do not use")


@cache
def glossary_of(path: str | None) -> tuple[NameEntry, ...] | None:
    """Return the entries of a glossary, read once in a process; None for no glossary."""
    return None if path is None else read_glossary(path)


def read_glossary(path: str | PathLike[str]) -> tuple[NameEntry, ...]:
    """Read a glossary of terms and names.

    Parameters
    ----------
    path
        ``.tsv``/``.txt`` and ``.csv`` in any encoding Korean files come in, ``.xlsx``, ``.ods``, ``.xls``: columns
        Korean, English and, if you like, kind (person, place, country, org, term), forbidden (renderings that are not
        wanted) and case (yes: capitals count); alternatives separated by ``|``, ``#`` comments. A first row of names
        may put the columns in any order. ``.tbx``/``.xml``: TermBase eXchange 2 (martif) or 3 (ISO 30042:2019);
        deprecated terms are forbidden renderings.

    Raises
    ------
    InputError
        If the file is missing or cannot be read, a row lacks a side, a kind is unknown, the columns are the wrong way
        round, or a TBX holds no Korean–English term.
    UnsafeInputError
        If it declares XML entities or is a zip bomb.
    """
    file = Path(path)
    refuse_special(file)
    suffix = file.suffix.lower()
    if suffix in (".tbx", ".xml"):
        return _read_tbx(file)
    if suffix in WORKBOOKS:
        rows: Iterable[tuple[int, list[str]]] = _workbook(file)
    else:
        rows = _table(file, "," if suffix == ".csv" else "\t")
    entries, swapped, columns = list[NameEntry](), 0, dict(zip(_PLAIN, range(5), strict=True))
    for number, cells in rows:
        head = None if entries else _header(cells)
        if head is not None:
            columns = head
            continue
        row = {name: cells[at].strip() if at < len(cells) else "" for name, at in columns.items()}
        if not row["ko"] or not row["en"]:
            what = "English" if row["ko"] else "Korean"
            shown = next((cell for cell in cells if cell), "")[:40]
            raise InputError(
                f"line {number}: {shown!r} has no {what} column", file=file, hint="write Korean<TAB>English"
            )
        swapped += measure(row["en"]).hangul > 0 and measure(row["ko"]).hangul == 0
        entries.append(_entry(row, number, file))
    if swapped > 0.5 * len(entries):
        raise InputError(
            f"the columns are the wrong way round ({swapped} of {len(entries)} rows have Korean in the second)",
            file=file, hint="write Korean<TAB>English, or name the columns ko and en in a first row",
        )  # fmt: skip
    return tuple(entries)


def _table(file: Path, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    try:
        text = decode(file.read_bytes(), source=str(file)).text
    except OSError as error:
        raise InputError(f"glossary cannot be read: {error.strerror}", file=file, hint="check the path") from error
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if delimiter == "," else csv.QUOTE_NONE
    # Every kind of line end is one, that of old Macs too.
    rows = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter, quoting=quoting)
    try:
        for number, cells in enumerate(rows, 1):
            if any(cell.strip() for cell in cells) and not cells[0].startswith("#"):
                yield number, cells
    except csv.Error as error:
        raise InputError(f"line {rows.line_num}: {error}", file=file, hint="check the quoting") from error


def _workbook(file: Path) -> Iterator[tuple[int, list[str]]]:
    for _, rows in sheets(file):
        for number, cells in rows:
            texts = ["" if cell is None else str(cell) for cell in cells]
            if any(text.strip() for text in texts) and not texts[0].startswith("#"):
                yield number, texts
        return  # the first sheet is the glossary


def _header(cells: Sequence[str]) -> dict[str, int] | None:
    """Return which column is which, if this row names them."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        name = language_of_header(cell) or _COLUMNS.get(cell.strip().lower())
        if name and name not in found:
            found[name] = at
    return found if {"ko", "en"} <= set(found) else None


def _entry(row: dict[str, str], number: int, file: Path) -> NameEntry:
    kind = row.get("kind", "").lower() or "term"
    if kind not in _KINDS:
        known = ", ".join(sorted(_KINDS))
        raise InputError(f"line {number}: kind {kind!r} is unknown", file=file, hint=f"use one of {known}")
    forms = {side: [f.strip() for f in row[side].split("|") if f.strip()] for side in ("ko", "en")}
    forbidden = tuple(f.strip() for f in row.get("forbidden", "").split("|") if f.strip())

    def split(side: str, support: bool) -> tuple[str, ...]:
        return tuple(f.strip("()") for f in forms[side] if (f.startswith("(") and f.endswith(")")) == support)

    case = row.get("case", "").lower() in _YES
    return NameEntry(
        kind, split("ko", False), split("en", False), split("ko", True), split("en", True), forbidden, case
    )


_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _concept(concept: Any) -> NameEntry | None:
    """Return the terms of one concept, if it has them in both languages."""
    terms: dict[str, list[str]] = {"ko": [], "en": []}
    unwanted: list[str] = []
    for section in concept.iter("{*}langSet", "{*}langSec"):
        side = language_of_code(section.get(_LANG) or section.get("lang"))
        for group in section.iter("{*}tig", "{*}ntig", "{*}termSec"):
            words = ["".join(term.itertext()).strip() for term in group.iter("{*}term")]
            notes = " ".join("".join(note.itertext()) for note in group.iter("{*}termNote", "{*}descrip")).lower()
            not_wanted = any(mark in notes.replace("-", "") for mark in _UNWANTED)
            if side == "en" and not_wanted:
                unwanted += words
            elif side is not None:
                terms[side] += words
    if not (terms["ko"] and terms["en"]):
        return None
    return NameEntry("term", tuple(terms["ko"]), tuple(terms["en"]), forbidden=tuple(unwanted))


def _read_tbx(file: Path) -> tuple[NameEntry, ...]:
    from lxml import etree

    budget = Budget(file, depth=250)
    entries = []
    try:
        with file.open("rb") as stream:
            # TBX names a document type, which is never fetched; entities it may not declare.
            for event, element in walk_xml(metered(stream, budget), budget, allow_doctype=True):
                if event == "end" and etree.QName(element).localname in ("termEntry", "conceptEntry"):
                    if entry := _concept(element):
                        entries.append(entry)
                    element.clear()
    except OSError as error:
        raise InputError(f"glossary cannot be read: {error.strerror}", file=file, hint="check the path") from error
    if not entries:
        raise InputError(
            "the TBX has no entry with both a ko and an en term", file=file, hint="check xml:lang of its langSets"
        )
    return tuple(entries)
