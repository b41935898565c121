"""Bytes → text: byte order mark, then strict UTF-8, then the candidates that Korean files come in, scored.

Declared encodings (an HTML ``meta``) are only a tie-break: pages saved by a browser or mailed on are often converted
without their declaration being changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from aligner.errors import InputError
from aligner.korean.normalise import hangul_count

__all__ = ["Decoded", "decode"]

_BOMS: tuple[tuple[bytes, str, str], ...] = (
    # UTF-32 first: its little-endian mark begins with the one of UTF-16.
    (b"\xff\xfe\x00\x00", "utf-32-le", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8", "utf-8-sig"),
    (b"\xff\xfe", "utf-16-le", "utf-16"),
    (b"\xfe\xff", "utf-16-be", "utf-16"),
)

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF file", "export its text and give that"),
    (b"\x89PNG", "a PNG image", "give the text of the story"),
    (b"\xff\xd8\xff", "a JPEG image", "give the text of the story"),
    (b"GIF8", "a GIF image", "give the text of the story"),
    (b"RIFF", "a media file", "give the text of the story"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "save it as plain text or HTML"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office or HWP document", "save it as plain text or HTML"),
    (b"HWP Document File", "an HWP document", "save it as plain text or HTML"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ", "an xz archive", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"),
    (b"\x7fELF", "a program", "give the text of the story"),
    (b"SQLite format 3", "a database", "give the text of the story"),
    (b"PAR1", "a Parquet file", "give the text of the story"),
)

_SAMPLE = 1 << 16
"""Bytes, then characters, that candidates are scored on; the whole file is decoded only by the winner."""

# Characters that Korean and English news text is made of, apart from Hangul.
_PLAIN = re.compile(
    "[\t\n\r\x20-\x7e\u00a0-\u00ff\u0100-\u017f\u2010-\u2027\u2030-\u203b\u20a9\u20ac\u2100-\u214f\u2150-\u218b"
    "\u2190-\u21ff\u2200-\u22ff\u2460-\u24ff\u2500-\u257f\u25a0-\u266f\u3000-\u303f\u3200-\u33ff\uff01-\uff5e\ufffc\ufeff]"
)
_HANJA = re.compile("[\u4e00-\u9fff\uf900-\ufaff]")
# A rare syllable: outside KS X 1001, so in CP949's extension. Real text has few; mis-decoded text is full of them.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_GLUED = re.compile("[A-Za-z][\uac00-\ud7a3]|[\uac00-\ud7a3][a-z]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text and the encoding it was in (``"utf-8"``, ``"utf-8-sig"``, ``"utf-16-le"``, ``"cp949"`` …)."""

    text: str
    encoding: str


def decode(data: bytes, *, source: str, declared: str | None = None) -> Decoded:
    """Decode a file, never guessing past an invalid byte.

    Parameters
    ----------
    data
        The whole file.
    source
        The file's name, for errors.
    declared
        The encoding that the file says it is in, tried when it is not UTF-8.

    Raises
    ------
    InputError
        If the file is empty or binary, or no candidate encoding decodes every byte.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise InputError("the file is empty", file=source, hint="give a file that holds the story's text")
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(codec)
            except UnicodeDecodeError as error:
                at = error.start + len(mark)
                raise InputError(
                    f"it begins with the mark of {name} but byte {data[at]:#04x} at offset {at} is not valid there",
                    file=source,
                    hint="save the file as UTF-8",
                ) from None
            return _checked(text, name, source)
    for mark, what, hint in _MAGIC:
        if data.startswith(mark):
            raise InputError(f"it is {what}, not text", file=source, hint=hint)
    if b"\x00" not in data:
        try:
            return _checked(data.decode("utf-8"), "utf-8", source)
        except UnicodeDecodeError as error:
            bad_utf8 = error.start
    else:
        bad_utf8 = data.index(b"\x00")
    return _best_candidate(data, source, declared, bad_utf8)


def _best_candidate(data: bytes, source: str, declared: str | None, bad_utf8: int) -> Decoded:
    zeros = b"\x00" in data
    codecs = [] if zeros else ["cp949"]
    if len(data) % 2 == 0:
        codecs += ["utf-16-le", "utf-16-be"]
    if not zeros:
        codecs.append("cp1252")
        if declared and declared not in {"utf-8", "euc-kr", "cp949", "ks_c_5601-1987", "utf-16"}:
            codecs.append(declared)
    scored: list[tuple[float, int, str]] = []
    for rank, codec in enumerate(codecs):
        score = _score(data, codec)
        if score is not None:
            scored.append((score, -rank, codec))
    for score, _, codec in sorted(scored, reverse=True):
        if score < _ACCEPT:
            break
        try:
            return _checked(data.decode(codec), codec, source)
        except (UnicodeDecodeError, LookupError):
            continue
    if zeros or _CONTROL.search(data[:_SAMPLE].decode("latin-1")):
        raise InputError(
            f"it is not text (byte {data[bad_utf8]:#04x} at offset {bad_utf8})",
            file=source,
            hint="give plain text or HTML in UTF-8, UTF-16 or CP949",
        )
    raise InputError(
        f"byte {data[bad_utf8]:#04x} at offset {bad_utf8} is not UTF-8, nor is the file clean CP949 or UTF-16",
        file=source,
        hint="save the file as UTF-8",
    )


_ACCEPT = 0.75
"""Lowest score of a candidate that is believed; right readings of news score above 0.95, wrong ones below 0.6."""


def _score(data: bytes, codec: str) -> float | None:
    """Return how much a sample of `data` read as `codec` looks like Korean or English, at most 1; None: invalid."""
    sample = data[:_SAMPLE]
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError as error:
        # The sample may cut a character in two at its very end; anything earlier is an invalid byte.
        if len(sample) == len(data) or error.start < len(sample) - 4:
            return None
        text = sample[: error.start].decode(codec)
    except LookupError:
        return None
    if not text:
        return None
    hangul = hangul_count(text)
    plain = len(_PLAIN.findall(text))
    hanja = len(_HANJA.findall(text))
    if codec == "cp949":
        rare = hangul - _common(text)
        # Quotation marks and accents of Windows-1252 read as CP949 are lone rare syllables glued to Latin letters.
        special = len(text) - sum(map(str.isascii, text))
        doubt = min(1.0, (rare + 0.5 * len(_GLUED.findall(text))) / max(1, special))
        return (hangul + plain + 0.6 * hanja) / len(text) - 0.5 * doubt * (rare > 0)
    if codec == "cp1252":
        special = sum(not c.isascii() for c in text)
        likely = sum(c in "“”‘’–—…•€£é®©·ñüöáíóèçàâêôãäÄÖÜßå\xa0°½" for c in text)
        return 0.95 * (plain - (special - likely)) / len(text)
    return (hangul + plain + 0.3 * hanja) / len(text) - 2 * len(_CONTROL.findall(text)) / len(text)


def _common(text: str) -> int:
    """Count the syllables of KS X 1001: the 2,350 that nearly all Korean text is written in."""
    pairs = "".join(c for c in text if "가" <= c <= "힣").encode("cp949")
    return sum(lead > 0xA0 and trail > 0xA0 for lead, trail in zip(pairs[::2], pairs[1::2], strict=True))


def _checked(text: str, encoding: str, source: str) -> Decoded:
    controls = len(_CONTROL.findall(text))
    if controls > 0.01 * len(text) + 2:
        raise InputError(
            f"it is not text ({controls:,} control characters)",
            file=source,
            hint="give plain text or HTML in UTF-8, UTF-16 or CP949",
        )
    return Decoded(text, encoding)
