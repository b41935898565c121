"""Text made fit for reading and comparing, with the way back to the characters it came from."""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["ZERO_WIDTH", "View", "fold", "hangul_count", "readable", "trim", "view"]

ZERO_WIDTH = frozenset(
    "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Characters that take no room and carry no meaning in news text: soft hyphen, joiners, marks of direction, BOM."""

_ZERO = re.compile("[" + "".join(sorted(ZERO_WIDTH)) + "]")
_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\ud7b0-\ud7fb]")
# A letter with all that composes with it: conjoining jamo (lead, vowels, tails), or a base with combining marks.
_CLUSTER = re.compile(
    "[\u1100-\u115f\ua960-\ua97c][\u1160-\u11a7\ud7b0-\ud7c6]*[\u11a8-\u11ff\ud7cb-\ud7fb]*"
    "|[\uac00-\ud7a3][\u11a8-\u11ff]*"
    "|.[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]*",
    re.DOTALL,
)


def readable(text: str) -> str:
    """Return `text` in NFC, white space (NBSP, line ends) folded to single spaces, zero-width characters removed.

    The result is a fixed point: ``readable(readable(x)) == readable(x)``.
    """
    if text.isascii():
        return " ".join(text.split())
    # Zero-width characters first: one between two jamo would keep them from composing.
    return " ".join(unicodedata.normalize("NFC", _ZERO.sub("", text)).split())


_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=1 << 12)
def fold(text: str) -> str:
    """Return the bare letters and digits of `text`, NFKC and lower case: a key to tell repeated lines by."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", _ZERO.sub("", text)).casefold())


def hangul_count(text: str) -> int:
    """Return how many Hangul syllables `text` holds (a decomposed syllable counts once for each of its jamo)."""
    return len(_HANGUL.findall(text))


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return ``[start, end)`` of `text` without the white space and zero-width characters at its ends."""
    while start < end and (text[start].isspace() or text[start] in ZERO_WIDTH):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ZERO_WIDTH):
        end -= 1
    return start, end


@dataclass(frozen=True, slots=True)
class View:
    """A normalised reading of a piece of a longer text (NFC, no zero-width characters) that knows its offsets.

    ``offsets`` has ``len(text) + 1`` entries; None stands for the identity from ``start``, the usual case.
    """

    text: str
    start: int
    offsets: array[int] | None = None

    def source(self, index: int) -> int:
        """Return the offset in the longer text of the character at `index` of this view."""
        return self.start + index if self.offsets is None else self.offsets[index]


def view(text: str, start: int = 0, end: int | None = None) -> View:
    """Return a normalised view of ``text[start:end]``; the work is linear in its length."""
    stop = len(text) if end is None else end
    chunk = text[start:stop]
    if chunk.isascii() or (not _ZERO.search(chunk) and unicodedata.is_normalized("NFC", chunk)):
        return View(chunk, start)
    pieces: list[str] = []
    offsets = array("q")
    # Zero-width characters are taken out before clusters are sought, so that they never part a cluster.
    places = array("q", (start + i for i, char in enumerate(chunk) if char not in ZERO_WIDTH))
    for match in _CLUSTER.finditer(_ZERO.sub("", chunk)):
        composed = unicodedata.normalize("NFC", match.group())
        pieces.append(composed)
        offsets.extend([places[match.start()]] * len(composed))
    offsets.append(stop)
    return View("".join(pieces), start, offsets)
