"""Hangul documents, binary format 5: records inside an OLE container.

The format is Hancom's published "HWP Document File Formats 5.0": sections of records, each with a tag, a level and a
size; a paragraph's text is UTF-16 in which codes below 32 stand for controls of one or eight units.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from aligner.artifacts.budget import Budget, inflate
from aligner.errors import InputError
from aligner.readers.documents.parts import Part

__all__ = ["read_hwp"]

_PARA_TEXT = 0x10 + 51
_CTRL_HEADER = 0x10 + 55
# Control ids stand in little-endian order: "daeh" is a page header.
_ASIDE = frozenset({b"daeh", b"toof", b"  nf", b"  ne", b"tmct"})
_ONE_UNIT = {0: "", 10: "\n", 13: "", 24: "-", 30: "\u00a0", 31: " "}
_COMPRESSED, _PASSWORD, _DISTRIBUTION = 1, 2, 4


def read_hwp(data: bytes, budget: Budget) -> Iterator[Part]:
    """Yield the paragraphs of a Hangul document; page headers, footers, notes and hidden comments are set aside.

    Raises
    ------
    InputError
        If it is another OLE file (an old Word document), needs a password, is for distribution only, or is damaged;
        or if ``olefile`` is not installed.
    """
    try:
        import olefile
    except ImportError:
        raise InputError(
            "reading .hwp needs a library that is not installed", file=budget.file,
            hint="pip install 'aligner[documents]'",
        ) from None  # fmt: skip
    try:
        with olefile.OleFileIO(BytesIO(data)) as box:
            flags = _flags(box, budget)
            for stream in _sections(box):
                raw = box.openstream(stream).read()
                budget.take(len(raw))
                yield from _section(inflate(raw, budget) if flags & _COMPRESSED else raw, budget)
    except InputError:
        raise
    except Exception as error:
        # olefile raises whatever a damaged directory leads it to.
        raise InputError(f"is damaged ({error})"[:200], file=budget.file, hint="save it again in Hangul") from error


def _flags(box: Any, budget: Budget) -> int:
    if not box.exists("FileHeader"):
        what = "an old Word document" if box.exists("WordDocument") else "no Hangul document"
        raise InputError(f"it is {what}", file=budget.file, hint="save it as .docx, .hwp or plain text")
    head = box.openstream("FileHeader").read(256)
    if not head.startswith(b"HWP Document File") or len(head) < 40:
        raise InputError("it is no Hangul document", file=budget.file, hint="save it again in Hangul")
    flags = int(struct.unpack_from("<I", head, 36)[0])
    if flags & _PASSWORD:
        raise InputError("needs a password", file=budget.file, hint="save it without one")
    if flags & _DISTRIBUTION:
        raise InputError("is a distribution copy, whose text is locked", file=budget.file, hint="save an open copy")
    return flags


def _sections(box: Any) -> list[list[str]]:
    found = [entry for entry in box.listdir() if entry[0] == "BodyText" and re.fullmatch(r"Section\d+", entry[-1])]
    return sorted(found, key=lambda entry: int(entry[-1][7:]))


def _section(data: bytes, budget: Budget) -> Iterator[Part]:
    at, aside = 0, None
    while at + 4 <= len(data):
        head = struct.unpack_from("<I", data, at)[0]
        tag, level, size = head & 0x3FF, head >> 10 & 0x3FF, head >> 20
        at += 4
        if size == 0xFFF:
            if at + 4 > len(data):
                break
            size = struct.unpack_from("<I", data, at)[0]
            at += 4
        body = data[at : at + size]
        at += size
        if aside is not None and level <= aside:
            aside = None
        if tag == _CTRL_HEADER and aside is None and body[:4] in _ASIDE:
            aside = level
        elif tag == _PARA_TEXT:
            budget.element(level)
            yield Part(_text(body), aside is not None)


def _text(body: bytes) -> str:
    """Return a paragraph's text; controls of eight units take no room, a tab is one of them."""
    units = struct.unpack(f"<{len(body) // 2}H", body[: len(body) // 2 * 2])
    out: list[int] = []
    at = 0
    while at < len(units):
        unit = units[at]
        if unit >= 32:
            out.append(unit)
            at += 1
        elif unit in _ONE_UNIT:
            out += [ord(char) for char in _ONE_UNIT[unit]]
            at += 1
        else:
            if unit == 9:
                out.append(9)
            at += 8
    return struct.pack(f"<{len(out)}H", *out).decode("utf-16-le", "replace")
