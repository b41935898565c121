"""One file (or standard input) → `Document`."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aligner.errors import InputError
from aligner.korean.encoding import decode
from aligner.readers.documents import document_kind, joined, read_parts
from aligner.readers.ids import shown_name
from aligner.readers.oddities import story_language
from aligner.types import Document, Lang, Role

__all__ = ["MAX_FILE_BYTES", "MAX_LINE_CHARS", "MAX_PAGE_BYTES", "STDIN", "read_bytes", "read_document"]

MAX_FILE_BYTES = 64 * 2**20
"""Largest text file read, in bytes."""
MAX_PAGE_BYTES = 20 * 2**20
"""Largest HTML page read, in bytes."""
MAX_LINE_CHARS = 1_000_000
"""Longest line read, in characters: more than any story, less than what would stall a run."""

STDIN = "-"

_PAGE_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_TAG = re.compile(r"<[a-zA-Z!/][^<>]{0,2000}>")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.I)
_LINE_END = re.compile(r"\r\n|\r|\n")


def read_document(
    path: str | Path,
    *,
    doc_id: str | None = None,
    lang: Lang | None = None,
    meta: Mapping[str, Any] | None = None,
    pre_split: bool = False,
    content: str | None = None,
) -> Document:
    """Read one story from a file.

    Parameters
    ----------
    path
        Plain text or HTML; ``"-"`` reads standard input.
    doc_id
        The story's id; by default the file's name without its suffix.
    lang
        The language, if known; by default told by the text.
    meta
        What the manifest says about the story; it takes precedence over what the page says. Added to it:
        ``encoding`` and ``sha256`` (of the bytes).
    pre_split
        The file holds one sentence a line: it is kept exactly, and never taken for HTML.
    content
        The text, if it is at hand: `path` then only names it.

    Returns
    -------
    Document
        With no character altered; for HTML the visible text of the whole page with hints and a source map.

    Raises
    ------
    InputError
        If the file is missing, a folder, unreadable, empty, binary, in no known encoding, in neither language, over
        `MAX_FILE_BYTES` (HTML: `MAX_PAGE_BYTES`) or holds a line over `MAX_LINE_CHARS`.
    """
    name = shown_name(str(path))
    data = read_bytes(path) if content is None else content.encode("utf-8", "replace")
    kind = None if pre_split or content is not None else document_kind(name, data)
    if kind is not None:
        text, hints = joined(read_parts(kind, data, name))
        if not text.strip():
            raise InputError("the document holds no text", file=name, hint="give the text of the story")
        _check_lines(text, name)
        return Document(
            id=doc_id or _stem(name),
            lang=lang or story_language(text, source=name),
            text=text,
            source=name,
            meta={"encoding": kind, "sha256": hashlib.sha256(data).hexdigest(), **(meta or {})},
            hints=hints,
        )
    declared = _CHARSET.search(data[:4096]) if content is None else None
    decoded = decode(data, source=name, declared=declared[1].decode("ascii").lower() if declared else None)
    found: dict[str, Any] = {"encoding": decoded.encoding, "sha256": hashlib.sha256(data).hexdigest()}
    text = decoded.text
    if not pre_split and _is_page(name, text):
        if len(data) > MAX_PAGE_BYTES:
            raise InputError(
                f"the page holds {len(data):,} bytes (limit {MAX_PAGE_BYTES:,})",
                file=name,
                hint="save it without embedded images, or give its text",
            )
        from aligner.readers.page import read_page

        page = read_page(text)
        if not page.text.strip():
            raise InputError("the page holds no visible text", file=name, hint="save the page after it has loaded")
        _check_lines(page.text, name)
        story = "\n".join(page.text[s:e] for s, e, role in page.hints if role is Role.BODY)
        return Document(
            id=doc_id or _stem(name),
            lang=lang or story_language(story or page.text, source=name),
            text=page.text,
            source=name,
            meta=_over(page.meta, found, meta),
            source_map=page.source_map,
            hints=page.hints,
        )
    _check_lines(text, name)
    return Document(
        id=doc_id or _stem(name),
        lang=lang or story_language(text, source=name),
        text=text,
        source=name,
        meta=_over({}, found, meta),
    )


def _over(page: Mapping[str, Any], found: Mapping[str, Any], given: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the page's meta, the file's and the manifest's, the later winning; a date keeps where it is from."""
    meta = {**page, **found, **(given or {})}
    if (given or {}).get("date"):
        meta.pop("date_from", None)
    return meta


def read_bytes(path: str | Path) -> bytes:
    """Return the bytes of a file or, for ``"-"``, of standard input.

    Raises
    ------
    InputError
        If it cannot be read or holds more than `MAX_FILE_BYTES`.
    """
    name = str(path)
    if name == STDIN:
        data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
        if len(data) > MAX_FILE_BYTES:
            raise InputError(f"more than {MAX_FILE_BYTES:,} bytes", file=name, hint="split the input into stories")
        return data
    file = Path(name)
    try:
        if file.is_dir():
            raise InputError("it is a folder, not a file", file=name, hint="give the story's file")
        if file.exists() and not file.is_file():
            raise InputError("it is no regular file", file=name, hint="give the story's file, or - for standard input")
        size = file.stat().st_size
        if size > MAX_FILE_BYTES:
            raise InputError(
                f"the file holds {size:,} bytes (limit {MAX_FILE_BYTES:,})", file=name, hint="split it into stories"
            )
        return file.read_bytes()
    except FileNotFoundError:
        raise InputError("no such file", file=name, hint="check the path") from None
    except PermissionError:
        raise InputError("no permission to read it", file=name, hint="check the file's access rights") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read ({reason})", file=name, hint="check the path") from None


def _check_lines(text: str, name: str) -> None:
    if len(text) <= MAX_LINE_CHARS:
        return
    at = 0
    for number, end in enumerate([*(m.start() for m in _LINE_END.finditer(text)), len(text)], start=1):
        if end - at > MAX_LINE_CHARS:
            raise InputError(
                f"line {number} holds {end - at:,} characters (limit {MAX_LINE_CHARS:,})",
                file=name,
                hint="give a story with its line ends, or one sentence a line with --pre-split",
            )
        at = end


def _is_page(name: str, text: str) -> bool:
    if _PAGE_START.match(text, 0, 20_000):
        return True
    return Path(name).suffix.lower() in _PAGE_SUFFIXES and bool(_TAG.search(text, 0, 200_000))


def _stem(name: str) -> str:
    return "stdin" if name == STDIN else Path(name).stem or "story"
