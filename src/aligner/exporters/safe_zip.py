"""Looking into a zip container (XLSX) before anything unpacks it."""

from __future__ import annotations

import zipfile
from pathlib import Path

from aligner.errors import InputError, UnsafeInputError

__all__ = ["check_zip"]

# Sheets are read as a stream, and a million pairs unpack to about 1.5 GiB of them; every other part (shared strings,
# styles) is held in memory. Deflate reaches about 1000:1 on nothing but zeros, and real sheets stay below 40:1. Small
# files may have any ratio: they cannot hurt.
MAX_TOTAL = 16 * 1024**3
MAX_PART = 2 * 1024**3
MAX_HELD = 512 * 1024**2
MAX_RATIO = 100
RATIO_FROM = 64 * 1024**2
MAX_PARTS = 10_000
_CHUNK = 1 << 20
_CODES = ("utf-8", "utf-16-le", "utf-16-be")
_FORBIDDEN = tuple(word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in _CODES)


def check_zip(path: Path) -> None:
    """Refuse a container that would unpack to far more than it weighs, or whose XML declares a document type.

    Office Open XML never has a DOCTYPE (ECMA-376 part 2 forbids it), so one is an attack.

    Raises
    ------
    UnsafeInputError
        Zip bomb, too many parts, a part with a path out of the container, or a DOCTYPE.
    InputError
        If the file is not a zip container at all.
    """
    try:
        with zipfile.ZipFile(path) as box:
            parts = box.infolist()
            held = 0
            _check_sizes(parts, path)
            for part in parts:
                if part.filename.startswith(("/", "\\")) or ".." in Path(part.filename.replace("\\", "/")).parts:
                    raise UnsafeInputError(f"refused: part {part.filename!r} points out of the file", file=path)
                held += _check_part(box, part, path)
                if held > MAX_HELD:
                    raise UnsafeInputError(f"refused: over {MAX_HELD:,} bytes unpacked beside sheets", file=path)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError(f"is not a readable workbook: {error}", file=path, hint="save it as .xlsx again") from error


def _check_sizes(parts: list[zipfile.ZipInfo], path: Path) -> None:
    total = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    largest = max((part.file_size for part in parts), default=0)
    hint = "split the workbook if it is meant to be this large"
    if len(parts) > MAX_PARTS or total > MAX_TOTAL or largest > MAX_PART:
        raise UnsafeInputError(f"refused: {len(parts)} parts, {total:,} bytes unpacked", file=path, hint=hint)
    if total > RATIO_FROM and total > MAX_RATIO * packed:
        raise UnsafeInputError(f"refused: unpacks to {total // packed} times its size", file=path, hint=hint)


def _check_part(box: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> int:
    """Look through a part, whatever it is called; return the bytes of it that a reader holds in memory."""
    size, sheet = 0, False
    # A reader never gets more than the size the directory claims, so lying about it only breaks the part.
    with box.open(part) as stream:
        tail = b""
        while chunk := stream.read(_CHUNK):
            sheet = sheet or (not size and b"worksheet" in chunk[:4096].replace(b"\0", b""))
            size += len(chunk)
            window = tail + chunk
            if any(word in window for word in _FORBIDDEN):
                raise UnsafeInputError(f"refused: part {part.filename!r} declares a document type", file=path)
            tail = window[-32:]
    return 0 if sheet else size
