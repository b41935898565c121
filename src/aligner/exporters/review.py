"""A review sheet as people give it back: renamed, sorted, cut down, in Korean, from any spreadsheet.

Stricter than a corpus in one thing: what a cell no longer says is never taken for an empty text.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from typing import Any

from aligner.artifacts import open_text
from aligner.errors import InputError
from aligner.exporters.characters import unguard_formula
from aligner.exporters.lines import LONGEST, Lines
from aligner.exporters.model import ABOUT
from aligner.exporters.registry import read, reading_errors
from aligner.exporters.tsv import is_quoted
from aligner.exporters.workbook import WORKBOOKS, sheets
from aligner.korean.languages import language_of_header
from aligner.pairs import ScoredPair

__all__ = ["column_names", "read_review", "status_of"]

_TABLES = (".tsv", ".csv", ".txt")
_HEADER_WITHIN = 30
"""Rows in which the header is looked for: a title, a date, a legend may stand above it."""

_COLUMNS = {
    "id": "번호 아이디 식별자 순번 연번 no no. number",
    "status": "state 상태 판정 검토 검수 검토상태 검수상태 상태값 결과",
    "comment": "comments note remark remarks memo 의견 메모 비고 코멘트 검토의견 수정의견",
    "notes": "참고 주석",
    "story": "기사 문서 기사번호",
    "score": "점수 확률",
    "fingerprint": "지문",
    "run": "",
}
_ALIASES = {alias: name for name, aliases in _COLUMNS.items() for alias in aliases.split()}
_OWN = frozenset({"ko", "en", "ko_sentences", "en_sentences", *_COLUMNS})
_KEYS = frozenset({"id", "fingerprint"})

_STATUSES = {
    "accepted": "accept ok okay approved approve confirmed yes 승인 승인됨 확인 확인됨 확정 채택 통과 정상 완료 수락",
    "doubtful": "doubt unsure pending hold maybe 보류 보류됨 의심 의문 미정 불확실 확인필요 재검토 검토필요",
    "rejected": "reject declined no wrong 거부 거부됨 거절 반려 반려됨 기각 제외 삭제 오류 불가",
    "omitted": "omission missing 누락 누락됨 생략 빠짐",
    "added": "addition 추가 추가됨 첨가",
}
_STATUS_WORDS = {word: status for status, words in _STATUSES.items() for word in (status, *words.split())}

_HANGUL = re.compile("[가-힣]")
_FINGERPRINT = re.compile("[0-9a-f]{16}")
_BREAK = re.compile(r"(?:_x000[dD]_|[^\S\n\r])*[\r\n](?:_x000[dD]_|\s)*|_x000[dD]_")


def status_of(cell: str) -> str:
    """Return the status that a cell means, in any case, in English or Korean; what is none comes back as it is.

    >>> status_of(" Rejected "), status_of("거부"), status_of("확인 필요"), status_of("승인됨.")
    ('rejected', 'rejected', 'doubtful', 'accepted')
    """
    return _STATUS_WORDS.get("".join(cell.split()).strip(".,!").lower(), cell.strip())


def column_names(cells: Sequence[Any]) -> list[str]:
    """Return what each cell of a header names: a column of ours, or "" for any other.

    Our own names count before others' (a sheet may have ``id`` and 번호), Korean ones before English ones (a column
    ``note`` may be the corpus's own beside 의견), and the first before the second.

    >>> column_names(["No.", "국문 (원문)", "영문/번역", "상태", "메모", "담당"])
    ['id', 'ko', 'en', 'status', 'comment', '']
    >>> column_names(["번호", "국문", "영문", "note", "의견"])
    ['id', 'ko', 'en', '', 'comment']
    """
    plain = [str(cell if cell is not None else "").strip().strip("\ufeff\"'").lower() for cell in cells]
    found = [name if name in _OWN and plain.index(name) == at else "" for at, name in enumerate(plain)]
    # In a sheet of ours "source" is the outlet, elsewhere it may be the Korean.
    outlets = ABOUT if "fingerprint" in plain else ()
    for at, name in sorted(enumerate(plain), key=lambda cell: not _HANGUL.search(cell[1])):
        meant = "" if name in outlets else _meant(name)
        if not found[at] and name not in _OWN and meant and meant not in found:
            found[at] = meant
    return found


def _meant(name: str) -> str:
    words = [name, *re.split(r"[\s/·,()\[\]:|]+", name)] if len(name) <= 30 else []
    for word in ("".join(name.split()), *words):
        if word in _ALIASES:
            return _ALIASES[word]
        if word and (side := language_of_header(word)):
            return side
    return ""


def read_review(path: Path) -> Iterator[ScoredPair]:
    """Yield the rows of a review, edited in whatever program.

    Tables (CSV, TSV, "Unicode text") and workbooks (XLSX, XLSM, XLS, ODS) may have rows above their header, Korean
    headings, columns and rows deleted, added or sorted. ``extra["absent"]`` names the fields for which there is no
    column; a status cell that is empty is a `status` of ``""``. Every other format is read as a corpus.

    Raises
    ------
    InputError
        If the file cannot be read, is protected with a password, or has no header.
    """
    suffix = path.suffix.lower()
    if suffix not in _TABLES and suffix not in WORKBOOKS:
        yield from read(path)
        return
    found = False
    with reading_errors(path, suffix[1:]):
        for name, numbered in _delimited(path) if suffix in _TABLES else sheets(path):
            if (names := _header(numbered)) is None:
                continue
            found = True
            where = f"{path.name}:{name}" if name else path.name
            yield from _pairs(names, numbered, where, delimited=suffix in _TABLES)
    if not found:
        raise InputError(
            f"no row within the first {_HEADER_WITHIN} names the columns",
            file=path,
            hint="keep the row with id, status, ko, en, comment (번호, 상태, 국문, 영문, 의견)",
        )


def _header(rows: Iterator[tuple[int, Sequence[Any]]]) -> list[str] | None:
    """Read on to behind the header; it names both texts, or one text or the status of rows that have a key."""
    for _, cells in islice(rows, _HEADER_WITHIN):
        names = column_names(cells)
        if {"ko", "en"} <= set(names) or (_KEYS & set(names) and {"ko", "en", "status", "comment"} & set(names)):
            return names
    return None


def _delimited(path: Path) -> Iterator[tuple[str, Iterator[tuple[int, Sequence[Any]]]]]:
    with open_text(path) as stream:
        lines = iter(Lines(stream, path))
        head = list(islice(lines, _HEADER_WITHIN))
        # A file is named .csv and holds tabs (or the other way round, or semicolons) as the program's locale has it.
        delimiter = max("\t,;", key=lambda sign: max((line.count(sign) for line in head), default=0))
        probe = list(chain(head, islice(lines, 2000)))
        csv.field_size_limit(LONGEST)
        quoted = delimiter != "\t" or _spans(probe, delimiter)
        rows = chain(probe, lines)
        table = csv.reader(rows, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
        yield "", enumerate(table, start=1)


def _spans(lines: list[str], delimiter: str) -> bool:
    """Whether cells are quoted: as csv wants within a line, or over several, as a broken line in a cell is saved."""
    return is_quoted(lines, delimiter) or sum(line.count('"') % 2 for line in lines) % 2 == 0


def _pairs(
    names: list[str], rows: Iterable[tuple[int, Sequence[Any]]], where: str, *, delimited: bool
) -> Iterator[ScoredPair]:
    absent = tuple(name for name in ("ko", "en", "status") if name not in names)
    for number, cells in rows:
        row = {name: _text(cell) for name, cell in zip(names, cells, strict=False) if name}
        if "fingerprint" in row and not isinstance(cells[names.index("fingerprint")], str):
            row["fingerprint"] = ""  # a number made of it has lost its last digits: found by its id and texts
        if not any(row.values()):
            continue
        if delimited:
            row = {name: unguard_formula(text) for name, text in row.items()}
        yield _pair(row, absent, f"{where}:{number}")


def _pair(row: dict[str, str], absent: tuple[str, ...], fallback: str) -> ScoredPair:
    extra: dict[str, Any] = {"absent": absent} if absent else {}
    word = row.get("status", "").strip().lower()
    if status_of(word) == "accepted" and word != "accepted":  # 확인, confirmed: not what the sheet was given out with
        extra["confirmed"] = True
    if _FINGERPRINT.fullmatch(mark := row.get("fingerprint", "").strip()):
        extra["fingerprint"] = mark
    if row.get("run"):
        extra["run"] = row["run"].strip()
    comment = row.get("comment", "").strip()
    # Beside a cell to write in, the notes are what the checker said of the row when it was given out.
    notes = [] if "comment" in row else _list(row.get("notes", "")) or row.get("notes", "").splitlines()
    return ScoredPair(
        id=row.get("id", "").strip() or fallback,
        story=row.get("story", "").strip(),
        ko=_BREAK.sub(" ", row.get("ko", "")).strip(),
        en=_BREAK.sub(" ", row.get("en", "")).strip(),
        status=status_of(row.get("status", "")),
        ko_sentences=tuple(n for n in _list(row.get("ko_sentences", "")) if isinstance(n, int)),
        en_sentences=tuple(n for n in _list(row.get("en_sentences", "")) if isinstance(n, int)),
        notes=(*map(str, notes), *((comment,) if comment else ())),
        extra=extra,
    )


def _list(cell: str) -> list[Any]:
    with suppress(ValueError, RecursionError):
        if isinstance(value := json.loads(cell), list):
            return value
    return []


def _text(cell: Any) -> str:
    """Return a cell as people see it: no ``2025.0`` for 2025."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
