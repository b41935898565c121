"""File names for story ids: any id, on any system, told apart where case does not count."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote

__all__ = ["FileNames", "file_name", "story_of"]

# Reserved on Windows, or a separator somewhere; "%" itself, so that the escape can be undone.
_RESERVED = re.compile(r"[%/\\:*?\"<>|\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]|^[. ]|[. ]$")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)
_LONGEST = 160  # bytes; file systems take 255, and an extension and a temporary prefix must fit beside it


def file_name(story: str) -> str:
    r"""Return a name for the files of `story` that every system takes and that stays in its folder.

    What cannot stand in a name is written as in a URL, so that `story_of` gives the id back; an id longer than 160
    bytes is cut and ends in a digest of the whole.

    Examples
    --------
    >>> file_name("nk-pow-letter")
    'nk-pow-letter'
    >>> file_name("경제/금리: 동결?")
    '경제%2F금리%3A 동결%3F'
    >>> file_name("CON"), file_name("..")
    ('%43ON', '%2E%2E')
    """
    name = _RESERVED.sub(lambda match: _escape(match.group()), story) or "%00"
    if _DEVICE.match(name):
        name = _escape(name[0]) + name[1:]
    if len(name.encode("utf-8")) <= _LONGEST:
        return name
    digest = hashlib.sha256(story.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    head = name.encode("utf-8")[: _LONGEST - 13].decode("utf-8", "ignore")
    return f"{re.sub('%[0-9A-F]?$', '', head)}~{digest}"


def story_of(name: str) -> str:
    """Return the id that `file_name` made `name` of, unless it was cut or numbered.

    Examples
    --------
    >>> story_of("경제%2F금리%3A 동결%3F")
    '경제/금리: 동결?'
    """
    return unquote(name, errors="surrogatepass")


class FileNames:
    """Names for the files of many stories: where two would be one file on a system that ignores case, one is numbered.

    Eight bytes a story are remembered, not the names.

    Examples
    --------
    >>> names = FileNames()
    >>> [names.of(story) for story in ("X", "x", "y")]
    ['X', 'x~2', 'y']
    """

    def __init__(self) -> None:
        self._taken: set[int] = set()

    def of(self, story: str) -> str:
        """Return the name for `story`; call it once a story."""
        name = file_name(story)
        number = 1
        while (key := _folded(name if number == 1 else f"{name}~{number}")) in self._taken:
            number += 1
        self._taken.add(key)
        return name if number == 1 else f"{name}~{number}"


def _folded(name: str) -> int:
    digest = hashlib.blake2b(name.casefold().encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def _escape(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))
