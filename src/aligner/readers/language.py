"""Korean or English: told by the letters of the text, never by a file's name or place."""

from __future__ import annotations

import re

from aligner.errors import InputError
from aligner.korean.normalise import hangul_count, view
from aligner.types import Lang

__all__ = ["hangul_share", "tell_language"]

_LATIN = re.compile(r"[A-Za-z]+")
_OTHER = re.compile(
    "[\u3040-\u30ff\u4e00-\u9fff\u0400-\u04ff\u0600-\u06ff\u0e00-\u0e7f\u0900-\u097f\u0370-\u03ff\u0590-\u05ff]"
)
_LETTERS_A_SYLLABLE = 2.5
"""A Hangul syllable carries about as much as this many Latin letters."""
_LONG_LINE = 40
_KOREAN_FROM = 0.35
"""Share of Hangul from which a text is Korean: stories full of Latin names are above, English with glosses below."""


def hangul_share(text: str) -> float | None:
    """Return the share of Hangul among the letters of `text`, in [0, 1]; None if it has no Hangul or Latin letters.

    Long lines decide, if there are any: an English page on a Korean site has Korean menus.
    """
    seen = view(text).text
    long_lines = [line for line in seen.splitlines() if len(line) >= _LONG_LINE]
    for part in ("\n".join(long_lines), seen):
        hangul = hangul_count(part) * _LETTERS_A_SYLLABLE
        latin = sum(map(len, _LATIN.findall(part)))
        if hangul + latin:
            return hangul / (hangul + latin)
    return None


def tell_language(text: str, *, source: str) -> Lang:
    """Return the language of `text`.

    Raises
    ------
    InputError
        If it is mostly in another script, or holds no letters.
    """
    share = hangul_share(text)
    other = len(_OTHER.findall(text))
    letters = hangul_count(text) + sum(map(len, _LATIN.findall(text)))
    if share is None or other > letters:
        what = "another script than Hangul or Latin" if other else "no letters"
        raise InputError(f"it holds {what}", file=source, hint="give a story in Korean or English")
    return "ko" if share >= _KOREAN_FROM else "en"
