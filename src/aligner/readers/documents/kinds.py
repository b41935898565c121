"""Which kind of document a file is, told by its bytes first, and the reader of each kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

from aligner.artifacts.budget import Budget, open_zip, read_part
from aligner.errors import InputError
from aligner.readers.documents.parts import Part

__all__ = ["DOCUMENT_SUFFIXES", "document_kind", "read_parts"]

_READERS: dict[str, tuple[str, str]] = {
    "docx": ("containers", "read_docx"),
    "odt": ("containers", "read_odt"),
    "hwpx": ("containers", "read_hwpx"),
    "epub": ("containers", "read_epub"),
    "hwp": ("hwp", "read_hwp"),
    "pdf": ("pdf", "read_pdf"),
    "rtf": ("rtf", "read_rtf"),
    "srt": ("subtitles", "read_subtitles"),
    "vtt": ("subtitles", "read_subtitles"),
}
DOCUMENT_SUFFIXES = tuple(f".{kind}" for kind in _READERS)
"""Suffixes of documents that can be stories."""

_TIMES = re.compile(r"^(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}", re.M)
_OTHER_ZIPS = (
    ("xl/", "an Excel workbook", "save the sheet as TSV and give it to `aligner convert`"),
    ("ppt/", "a PowerPoint file", "save its text"),
    ("Payload/", "an app", "give the text of the story"),
)


def document_kind(name: str, data: bytes) -> str | None:
    """Return the kind of a document (``"docx"``, ``"hwp"`` …), or None for what is read as text or refused there.

    Raises
    ------
    InputError
        If it is an archive or office file of a kind that holds no story.
    """
    suffix = Path(name).suffix.lower()
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(name, data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "hwp"
    if data.startswith(b"HWP Document File"):
        raise InputError("it is an HWP 3 document", file=name, hint="open it in Hangul and save it as .hwp or .hwpx")
    if data[:1024].lstrip().startswith(b"%PDF"):
        return "pdf"
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    if suffix in (".srt", ".vtt") or data.lstrip(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        return "vtt" if _TIMES.search(data[:65536].replace(b"\x00", b"").decode("latin-1")) else None
    if suffix in (".docx", ".hwpx", ".odt", ".epub", ".hwp", ".pdf") and data.strip():
        raise InputError(f"it is no {suffix} file inside", file=name, hint="save it again, or give it its right suffix")
    return None


def _zip_kind(name: str, data: bytes) -> str:
    budget = Budget(name)
    box = open_zip(data, budget)
    names = box.namelist()
    mime = (read_part(box, "mimetype", budget) or b"").strip() if "mimetype" in names else b""
    if mime == b"application/epub+zip" or ("META-INF/container.xml" in names and b"epub" in mime):
        return "epub"
    if b"hwp" in mime or any(re.match(r"Contents/section\d+\.xml$", part) for part in names):
        return "hwpx"
    if b"opendocument.text" in mime:
        return "odt"
    for start, what, hint in _OTHER_ZIPS:
        if any(part.startswith(start) for part in names):
            raise InputError(f"it is {what}, not a story", file=name, hint=hint)
    if "[Content_Types].xml" in names:
        return "docx"
    if "META-INF/container.xml" in names:
        return "epub"
    raise InputError("it is a ZIP archive, not a story", file=name, hint="unpack it and give the folder")


def read_parts(kind: str, data: bytes, name: str) -> Iterable[Part]:
    """Return the paragraphs of a document of a `document_kind`.

    Raises
    ------
    InputError
        If it is damaged, needs a password, or its reader is not installed.
    UnsafeInputError
        If it costs more to read than a story may.
    """
    module, function = _READERS[kind]
    reader: Callable[[bytes, Budget], Iterable[Part]] = getattr(
        import_module(f"aligner.readers.documents.{module}"), function
    )
    return reader(data, Budget(name))
