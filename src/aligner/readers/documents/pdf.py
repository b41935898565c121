"""The text of a PDF, page by page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from aligner.artifacts.budget import Budget
from aligner.errors import InputError
from aligner.readers.documents.parts import Part

__all__ = ["read_pdf"]

_MOST_PAGES = 500
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[-–—\s]*\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*|(?:page|쪽|페이지)\s*\d+(?:\s*of\s*\d+)?", re.I)
_ENDS = re.compile(r"[.?!。…:][\"'”’」』)\]]*$")


def read_pdf(data: bytes, budget: Budget) -> Iterator[Part]:
    """Yield the lines of a PDF's text joined to paragraphs; lines repeated on its pages and page numbers are set aside.

    Raises
    ------
    InputError
        If it is damaged, needs a password or holds no text; or if ``pypdfium2`` is not installed.
    """
    try:
        import pypdfium2
    except ImportError:
        raise InputError(
            "reading .pdf needs a library that is not installed", file=budget.file,
            hint="pip install 'aligner[documents]'",
        ) from None  # fmt: skip
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        what, hint = (
            ("needs a password", "save it without one") if locked else (f"is damaged ({error})", "save it again")
        )
        raise InputError(what, file=budget.file, hint=hint) from None
    try:
        if len(document) > _MOST_PAGES:
            raise InputError(f"has {len(document):,} pages (limit {_MOST_PAGES})", file=budget.file, hint="split it")
        pages: list[list[str]] = []
        for page in document:
            text = page.get_textpage().get_text_bounded()
            budget.take(2 * len(text))
            pages.append([line.strip() for line in text.splitlines() if line.strip()])
    finally:
        document.close()
    if not any(pages):
        raise InputError("holds no text (a scan?)", file=budget.file, hint="have its text recognised, and give that")
    running = Counter(_NUMBER.sub("#", line) for lines in pages for line in {*lines[:2], *lines[-2:]} if _may_run(line))
    for lines in pages:
        yield from _page(lines, {line for line, count in running.items() if count > max(1, len(pages) // 2)})


def _may_run(line: str) -> bool:
    """Tell whether a line may be a running head: short, and no sentence."""
    return len(line) <= 60 and not _ENDS.search(line)


def _page(lines: list[str], repeated: set[str]) -> Iterator[Part]:
    """Yield a page's paragraphs: a line much shorter than the page is wide, or with its sentence's end, ends one."""
    kept: list[str] = []
    for at, line in enumerate(lines):
        edge = at < 2 or at >= len(lines) - 2
        if edge and (_PAGE_NUMBER.fullmatch(line) or _NUMBER.sub("#", line) in repeated):
            yield Part(line, aside=True)
        else:
            kept.append(line)
    width = max(map(len, kept), default=0)
    paragraph: list[str] = []
    for line in kept:
        paragraph.append(line)
        if len(line) < 0.8 * width and (_ENDS.search(line) or len(paragraph) == 1):
            yield Part(" ".join(paragraph))
            paragraph = []
    if paragraph:
        yield Part(" ".join(paragraph))
