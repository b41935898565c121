"""The ledger as a spreadsheet: editors review in one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from aligner.artifacts import atomic_binary, save_workbook, streamed_workbook
from aligner.report.strings import kind_word, strings
from aligner.report.view import StoryView

__all__ = ["write_spreadsheet"]

# XML 1.0 cannot hold these, and Excel refuses a file that does.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CELL_LIMIT = 32_767
_FILL = {
    "omitted": "F9D9D0",
    "partly_covered": "FBE7C3",
    "added": "D5EFE6",
    "moved": "EBDDF1",
    "wrong": "F6C9CC",
    "missing": "F6C9CC",
}


def write_spreadsheet(path: str | Path, views: Iterable[StoryView], *, lang: str = "en") -> Path:
    """Write the ledgers as an Excel workbook: a sheet each for findings, stories, Korean, English and facts.

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    target = Path(path)
    with streamed_workbook() as book:
        _fill(book, views, strings(lang))
        with atomic_binary(target) as stream:
            save_workbook(book, stream)
    return target


def _fill(book: Any, views: Iterable[StoryView], words: Mapping[str, str]) -> None:
    from openpyxl.utils import get_column_letter

    counts: Counter[str] = Counter()
    number, share = words["sentences"], words["confidence"]
    findings = _sheet(
        book,
        words["findings"],
        [words["story"], words["kind"], "K", "E", words["korean"], words["english"], words["message"], share],
        [18, 16, 6, 6, 50, 50, 50, 12],
    )
    stories = _sheet(
        book,
        words["stories"],
        [
            words["story"],
            words["date"],
            words["korean"],
            words["english"],
            words["by_sentence"],
            words["by_character"],
            words["by_fact"],
            words["omitted"],
            words["partly_covered"],
            words["added"],
            words["moved"],
            words["findings"],
        ],
        [24, 12, 10, 10, 14, 14, 14, 10, 14, 10, 10, 10],
    )
    sides = {
        side: _sheet(
            book,
            words[name],
            [
                words["story"],
                number,
                words[name],
                words["verdict"],
                share,
                words[other],
                words["partly_covered" if side == "ko" else "added_clause"],
            ],
            [18, 8, 70, 16, 12, 70, 50],
        )
        for side, name, other in (("ko", "korean", "english"), ("en", "english", "korean"))
    }
    facts = _sheet(
        book,
        words["facts"],
        [
            words["story"],
            words["kind"],
            words["value"],
            words["verdict"],
            "K",
            words["korean"],
            "E",
            words["english"],
            share,
            words["message"],
        ],
        [18, 10, 24, 12, 6, 24, 6, 24, 12, 60],
    )
    for view in views:
        _story(view, words, findings, stories, sides, facts)
        counts += Counter({"stories": 1, "findings": len(view.data["items"]), "facts": len(view.data["facts"])})
        counts += Counter({side: len(view.data[side]) for side in sides})
    for sheet, name, columns in (
        (findings, "findings", 8), (stories, "stories", 12), (sides["ko"], "ko", 7), (sides["en"], "en", 7),
        (facts, "facts", 10),
    ):  # fmt: skip
        sheet.auto_filter.ref = f"A1:{get_column_letter(columns)}{counts[name] + 1}"


def _sheet(book: Any, title: str, heads: Sequence[str], widths: Sequence[int]) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    cells = []
    for head in heads:
        cell = WriteOnlyCell(sheet, value=head)
        cell.font = Font(bold=True)
        cells.append(cell)
    sheet.append(cells)
    return sheet


def illegal(text: str) -> str:
    """Return `text` without the characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def _row(sheet: Any, values: Sequence[Any], fill: str | None = None) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, PatternFill

    cells = []
    for value in values:
        text = isinstance(value, str)
        cell = WriteOnlyCell(sheet, value=_ILLEGAL.sub("", value)[:_CELL_LIMIT] if text else value)
        if text:
            # A sentence that begins with "=" is text, never a formula.
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if isinstance(value, float):
            cell.number_format = "0%"
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)
        cells.append(cell)
    sheet.append(cells)


def _story(
    view: StoryView, words: Mapping[str, str], findings: Any, stories: Any, sides: Mapping[str, Any], facts: Any
) -> None:
    row, data = view.row, view.data
    rates = [row.rates.get(key) for key in ("sentence", "character", "fact")]
    counts = [row.verdicts.get(key, 0) for key in ("omitted", "partly_covered", "added", "moved")]
    _row(stories, [row.id, row.date, row.ko_count, row.en_count, *rates, *counts, sum(row.items.values())])
    for item in data["items"]:
        places = [item[side][0] + 1 if item[side] else None for side in ("ko", "en")]
        quotes = [_quote(item[side], data[side]) for side in ("ko", "en")]
        message = item_words(item, words)
        _row(
            findings,
            [row.id, kind_word(item["kind"], words), *places, *quotes, message, item["c"]],
            _FILL.get(item["kind"]),
        )
    across: dict[tuple[str, int], list[int]] = {}
    for bead in data["beads"]:
        across.update({("ko", i): bead["en"] for i in bead["ko"]} | {("en", j): bead["ko"] for j in bead["en"]})
    for side, other in (("ko", "en"), ("en", "ko")):
        for i, sentence in enumerate(data[side]):
            partners = " ".join(data[other][j]["t"] for j in across.get((side, i), ()) if j < len(data[other]))
            clauses = " / ".join(sentence["t"][start:end] for start, end, *_ in sentence["cl"])
            verdict = words.get(sentence["v"], sentence["v"])
            _row(
                sides[side],
                [row.id, i + 1, sentence["t"], verdict, sentence["c"], partners, clauses],
                _FILL.get(sentence["v"]),
            )
    for kind, status, value, confidence, ko, en, message in data["facts"]:
        places = [span[0] + 1 if span else None for span in (ko, en)]
        quotes = [_quote(span, data[side]) for span, side in ((ko, "ko"), (en, "en"))]
        status_word = words.get("fact_moved" if status == "moved" else status, status)
        _row(
            facts,
            [
                row.id,
                kind_word(kind, words),
                value["ko" if words is strings("ko") else "en"],
                status_word,
                places[0],
                quotes[0],
                places[1],
                quotes[1],
                confidence,
                message,
            ],
            _FILL.get(status) if status in ("wrong", "missing") else None,
        )


def item_words(item: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """Return what a finding says, in one language."""
    if item["msg"]:
        return str(item["msg"])
    prefix = "why_en_" if item["kind"] == "added_clause" else "why_"
    reasons = "; ".join(words.get(prefix + why, why) for why in item["why"])
    return words.get(f"msg_{item['kind']}", "") + (f" ({reasons})" if reasons else "")


def _quote(span: Sequence[int] | None, sentences: Sequence[Mapping[str, Any]]) -> str:
    return "" if not span or span[0] >= len(sentences) else str(sentences[span[0]]["t"])[span[1] : span[2]]
