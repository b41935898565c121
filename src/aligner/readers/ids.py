"""Story ids: names of output files, so nothing that could lead out of the output folder."""

from __future__ import annotations

import os
import unicodedata
from os import PathLike

from aligner.errors import UnsafeInputError

__all__ = ["check_id", "shown_name"]

_MAX_BYTES = 180


def shown_name(path: str | PathLike[str]) -> str:
    """Return a file's name as a person reads it: bytes that are not UTF-8 are CP949, else ``%ff``."""
    name = os.fspath(path)
    if name.isascii() or not any("\udc80" <= char <= "\udcff" for char in name):
        return name
    data = os.fsencode(name)
    try:
        return data.decode("cp949")
    except UnicodeDecodeError:
        return data.decode("utf-8", "backslashreplace").replace("\\x", "%")


def check_id(value: str, *, file: str, where: str = "") -> str:
    """Return `value` in NFC, white space at its ends removed, if it can name a file.

    Raises
    ------
    UnsafeInputError
        If it is empty, holds a path separator or control character, begins with a dot, or is too long.
    """
    name = unicodedata.normalize("NFC", value.strip())
    reason = None
    if not name:
        reason = "is empty"
    elif any(c in "/\\" for c in name):
        reason = "holds a path separator"
    elif name.startswith("."):
        reason = "begins with a dot"
    elif any(unicodedata.category(c) in {"Cc", "Cs"} for c in name):
        reason = "holds a control character"
    elif len(name.encode("utf-8", "replace")) > _MAX_BYTES:
        reason = f"is longer than {_MAX_BYTES} bytes"
    if reason:
        at = f"{where}: " if where else ""
        shown = ascii(value[:60]) if not value.isprintable() else f"'{value[:60]}'"
        raise UnsafeInputError(f"{at}id {shown} {reason}", file=file, hint="use letters, digits, dots and dashes")
    return name
