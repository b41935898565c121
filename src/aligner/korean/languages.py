"""What the two languages are called in file names, table headers and language codes."""

from __future__ import annotations

from typing import Literal

__all__ = ["language_of_code", "language_of_header"]

_CODES: dict[str, Literal["ko", "en"]] = {"ko": "ko", "kor": "ko", "kr": "ko", "en": "en", "eng": "en"}
_KOREAN = (
    "ko kor korean source src ko_text korean_text 한국어 국어 국문 한글 원문 원본 원어 "
    "국문기사 국문원문 한국어원문 한글기사"
)
_ENGLISH = "en eng english target tgt en_text english_text 영어 영문 번역 번역문 번역본 역문 영문기사 영문번역 영어번역"
_HEADERS: dict[str, Literal["ko", "en"]] = {
    **dict.fromkeys(_KOREAN.split(), "ko"),
    **dict.fromkeys(_ENGLISH.split(), "en"),
}


def language_of_code(code: str | None) -> Literal["ko", "en"] | None:
    """Return the language of a code of ISO 639 or BCP 47 (``ko``, ``kor``, ``ko-KR``, ``en_US`` …), else None."""
    return _CODES.get((code or "").strip().lower().replace("_", "-").partition("-")[0])


def language_of_header(cell: str) -> Literal["ko", "en"] | None:
    """Return the side that a table's column is by its name (``ko``, ``Korean``, ``한국어``, ``원문`` …), else None.

    ``원문`` and ``source`` mean the Korean: it is the original of every pair here.
    """
    name = cell.strip().strip("\ufeff\"'").lower()
    return (
        _HEADERS.get(name)
        or _HEADERS.get(name.replace(" ", ""))
        or (language_of_code(name) if len(name) <= 6 else None)
    )
