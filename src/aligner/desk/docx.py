"""A story side by side as a Word document: what an editor in chief reads, prints and writes on."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from aligner.report import StoryView
from aligner.report.spreadsheet import illegal, item_words
from aligner.report.strings import kind_word, strings

__all__ = ["write_docx"]

_FILL = {"omitted": "F9D9D0", "added": "D5EFE6", "moved": "EBDDF1", "partly_covered": "FBE7C3"}


def write_docx(path: Path, views: Iterable[StoryView], *, lang: str) -> None:
    """Write a table a story: number, Korean, English, what to look at."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    words = strings(lang)
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    for edge in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, edge, Mm(14))
    _fonts(document)
    first = True
    for view in views:
        if not first:
            document.add_page_break()  # type: ignore[no-untyped-call]
        first = False
        _story(document, view, words)
    document.save(made := BytesIO())  # whole before the disk is asked: python-docx leaves a half archive open
    path.write_bytes(made.getvalue())


def _fonts(document: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(10)
    # Word takes Hangul from a font of its own; without one it falls back to a Chinese face.
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "맑은 고딕")


def _story(document: Any, view: StoryView, words: Any) -> None:
    from docx.shared import Mm

    data = view.data
    document.add_heading(illegal(view.row.title or view.row.id), level=1)
    rates = " · ".join(
        f"{words[f'by_{key}']} {100 * rate:.0f}%" for key, rate in view.row.rates.items() if rate is not None
    )
    document.add_paragraph(" · ".join(part for part in (view.row.id, view.row.date, rates) if part))
    table = document.add_table(rows=1, cols=4)
    table.style = "Table Grid"
    table.autofit = False
    heads = ("", words["korean"], words["english"], words["findings"])
    widths = (Mm(14), Mm(100), Mm(100), Mm(55))
    for cell, head, width in zip(table.rows[0].cells, heads, widths, strict=True):
        cell.text = head
        cell.width = width
        cell.paragraphs[0].runs[0].bold = True if head else None
    _repeat(table.rows[0])
    for bead in data["beads"]:
        cells = table.add_row().cells
        for cell, width in zip(cells, widths, strict=True):
            cell.width = width
        cells[0].text = f"{_numbers(bead['ko'])}\n{_numbers(bead['en'])}"
        for cell, side in ((cells[1], "ko"), (cells[2], "en")):
            cell.text = illegal("\n".join(data[side][i]["t"] for i in bead[side]))
        here = [
            item
            for item in data["items"]
            if (item["ko"][0] in bead["ko"] if item["ko"] else item["en"] and item["en"][0] in bead["en"])
        ]
        cells[3].text = illegal(
            "\n".join(f"{kind_word(item['kind'], words)}: {item_words(item, words)}" for item in here)
        )
        verdict = data["ko"][bead["ko"][0]]["v"] if bead["ko"] else data["en"][bead["en"][0]]["v"]
        if verdict in _FILL:
            _shade(cells[0], _FILL[verdict])


def _numbers(numbers: list[int]) -> str:
    return ", ".join(str(n + 1) for n in numbers) or "–"


def _repeat(row: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)


def _shade(cell: Any, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
