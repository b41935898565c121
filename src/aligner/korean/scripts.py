"""Which scripts a text is made of, and how long its English version should be; cheap enough to ask again and again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import log

__all__ = ["Measure", "length_deviation", "log_length_ratio", "measure"]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a text is made of.

    Attributes
    ----------
    hangul
        Syllables (and the rare jamo beyond U+A000).
    latin
        Letters of ASCII and of the accented blocks up to U+024F.
    han
        Han characters from U+4000.
    letters
        All letters counted here, with Greek and Cyrillic, kana and the scripts between.
    visible
        Characters other than ASCII white space.
    """

    hangul: int
    latin: int
    han: int
    letters: int
    visible: int


def _but(*kept: int) -> bytes:
    return bytes(set(range(256)) - set(kept))


# Scripts are told by the lead byte of UTF-8, which bytes.translate counts a hundred times faster than a regular
# expression: EA–ED lead U+A000–U+DFFF (Hangul is nearly all of it), E4–E9 U+4000–U+9FFF, C3–C9 U+00C0–U+027F, CA–DF the
# scripts up to U+07FF, E3 81–83 kana (told by the pair).
_NOT_ASCII_LETTER = _but(*range(0x41, 0x5B), *range(0x61, 0x7B))
_NOT_LATIN_LEAD = _but(*range(0xC3, 0xCA))
_NOT_OTHER_LEAD = _but(*range(0xCA, 0xE0), 0xE0, 0xE1)
_NOT_HAN_LEAD = _but(*range(0xE4, 0xEA))
_NOT_HANGUL_LEAD = _but(*range(0xEA, 0xEE))
_SPACES = b" \t\n\r\v\f"


@lru_cache(maxsize=8)
def measure(text: str) -> Measure:
    """Return the counts of `text`; the last few texts are remembered, for one filter after another asks."""
    data = text.encode("utf-8", "replace")
    latin = len(data.translate(None, _NOT_ASCII_LETTER))
    visible = len(text) - (len(data) - len(data.translate(None, _SPACES)))
    if len(data) == len(text):
        return Measure(0, latin, 0, latin, visible)
    latin += len(data.translate(None, _NOT_LATIN_LEAD))
    han = len(data.translate(None, _NOT_HAN_LEAD))
    hangul = len(data.translate(None, _NOT_HANGUL_LEAD))
    other = len(data.translate(None, _NOT_OTHER_LEAD))
    other += data.count(b"\xe3\x81") + data.count(b"\xe3\x82") + data.count(b"\xe3\x83")
    return Measure(hangul, latin, han, hangul + latin + han + other, visible)


# One Hangul syllable stands for about 2.3 characters of English news, any other visible character for one. The eight
# added on both sides keep short headlines from swinging. Mean and deviation over 2,007 pairs of Korean–English news
# (NTREX-128 and the Korean–English Park corpus, development halves).
_SYLLABLE, _SMOOTHING = 2.3, 8.0
_MEAN, _SD = 0.056, 0.262


def log_length_ratio(ko: str, en: str) -> float:
    """Return ln(English length / length expected from the Korean); 0 where they fit, negative for a short English."""
    side = measure(ko)
    expected = _SYLLABLE * side.hangul + (side.visible - side.hangul)
    return log((len(en) + _SMOOTHING) / (expected + _SMOOTHING))


def length_deviation(ko: str, en: str) -> float:
    """Return by how many standard deviations of the usual spread the English is too long (+) or too short (−)."""
    return (log_length_ratio(ko, en) - _MEAN) / _SD
