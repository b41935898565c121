"""The text of a PDF, page by page."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from aligner.artifacts.budget import Budget
from aligner.errors import InputError, UnsafeInputError
from aligner.readers.documents.parts import Part

__all__ = ["read_pdf"]

_MOST_PAGES = 500
_MOST_SECONDS = 60.0
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
    pages = [[line.strip() for line in text.splitlines() if line.strip()] for text in _texts(data, budget)]
    if not any(pages):
        raise InputError("holds no text (a scan?)", file=budget.file, hint="have its text recognised, and give that")
    running = Counter(_NUMBER.sub("#", line) for lines in pages for line in {*lines[:2], *lines[-2:]} if _may_run(line))
    for lines in pages:
        yield from _page(lines, {line for line, count in running.items() if count > max(1, len(pages) // 2)})


def _texts(data: bytes, budget: Budget) -> list[str]:
    """Return the text of every page: PDFium is given no more time and memory than a story is worth."""
    if find_spec("pypdfium2") is None:
        raise InputError(
            "reading .pdf needs a library that is not installed", file=budget.file,
            hint="pip install 'aligner[documents]'",
        )  # fmt: skip
    seconds = int(min(budget.seconds, _MOST_SECONDS))
    limits = [str(seconds), str(_MOST_PAGES), str(budget.bytes // 2)]
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(Path(__file__).with_name("pdf_pages.py")), *limits],
            input=data, capture_output=True, timeout=10 * seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise _too_slow(seconds, budget) from None
    if done.returncode == -getattr(signal, "SIGXCPU", 0):
        raise _too_slow(seconds, budget)
    if done.returncode:
        what = f"is damaged (its reader ended with status {done.returncode})"
        raise InputError(what, file=budget.file, hint="save it again, or give its text")
    found = json.loads(done.stdout)
    if "pages" in found:
        budget.take(2 * sum(map(len, found["pages"])))
        return list(found["pages"])
    problems = {
        "password": ("needs a password", "save it without one"),
        "damaged": (f"is damaged ({found.get('why')})", "save it again"),
        "pages": (f"has {found.get('count', 0):,} pages (limit {_MOST_PAGES})", "split it"),
        "characters": ("refused: it holds more text than a story can", "split it"),
    }
    what, hint = problems[found["problem"]]
    raise InputError(what, file=budget.file, hint=hint)


def _too_slow(seconds: int, budget: Budget) -> UnsafeInputError:
    return UnsafeInputError(f"refused: not read within {seconds} s", file=budget.file, hint="give its text")


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
