"""Korean numerals as text and as values: mixed, all-Hangul, native and Hanja.

The written system groups by ten thousand (만 10^4, 억 10^8, 조 10^12, 경 10^16); inside a group stand digits or Hangul
digits with 천, 백, 십. Newspapers mix both freely: ``1만2천``, ``656조9천억``, ``3억 2천만``, ``이십오만 삼천``.
Native numerals (하나 … 아흔아홉) take a short form before a counter (한, 두, 세 or 서/석, 네 or 너/넉, 스무).
"""

from __future__ import annotations

import re
from typing import Literal

__all__ = [
    "HANJA_DIGITS",
    "NATIVE",
    "NATIVE_DAYS",
    "NATIVE_PATTERN",
    "format_korean",
    "format_native",
    "parse_korean",
    "parse_native",
]

BIG = {"경": 10**16, "조": 10**12, "억": 10**8, "만": 10**4}
SMALL = {"천": 1000, "백": 100, "십": 10}
DIGITS = {"영": 0, "공": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}
_DIGIT_NAMES = "영일이삼사오육칠팔구"
HANJA_DIGITS = {
    "一": "일", "二": "이", "三": "삼", "四": "사", "五": "오", "六": "육", "七": "칠", "八": "팔", "九": "구",
    "十": "십", "百": "백", "千": "천", "萬": "만", "万": "만", "億": "억", "兆": "조", "零": "영", "〇": "영",
}  # fmt: skip
_HANJA = str.maketrans(HANJA_DIGITS)

_ONES = {
    "한": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "석": 3, "서": 3, "네": 4, "넷": 4, "넉": 4, "너": 4,
    "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9,
}  # fmt: skip
_TENS = {
    "열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90,
}  # fmt: skip
NATIVE: dict[str, int] = dict(_ONES) | _TENS
for _ten, _base in _TENS.items():
    if _ten != "스무":
        NATIVE |= {_ten + one: _base + value for one, value in _ONES.items() if one not in ("석", "서", "넉", "너")}
NATIVE_PATTERN = "|".join(sorted(NATIVE, key=len, reverse=True))
"""Alternation of every native numeral, longest first."""

NATIVE_DAYS = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9, "열흘": 10,
    "보름": 15,
}  # fmt: skip
"""Native words for a stretch of days."""

_LONGEST = 40
_GROUP = re.compile(r"(\d+(?:\.\d+)?|[영공일이삼사오육칠팔구])?([천백십])?")


def parse_korean(text: str) -> tuple[float, float] | None:
    """Parse a Sino-Korean or mixed numeral.

    Parameters
    ----------
    text
        The numeral alone: ``"1만2천"``, ``"3억 2천만"``, ``"이십오만 삼천"``, ``"二十五"``, ``"656.9조"``. Spaces and
        commas are ignored.

    Returns
    -------
    tuple of float or None
        ``(value, step)``: the value, and the place value of the last digit written (``"3억2천만"`` → 10^7,
        ``"656.9조"`` → 10^11), which says how exact the figure is. None if `text` is no well-formed numeral, or
        has more than forty characters, which no figure that means a value has.
    """
    rest = text.translate(_HANJA).replace(",", "").replace(" ", "").replace("\u00a0", "")
    if not rest or len(rest) > _LONGEST:
        return None
    total, step, last = 0.0, 0.0, float("inf")
    for name, unit in BIG.items():
        head, found, tail = rest.partition(name)
        if not found:
            continue
        group = (1.0, 1.0) if not head else _parse_group(head)
        if group is None or unit >= last:
            return None
        total += group[0] * unit
        step, last, rest = group[1] * unit, unit, tail
    if rest:
        group = _parse_group(rest)
        if group is None or (total and group[0] >= last):
            return None
        total += group[0]
        step = group[1]
    return _tidy(total), _tidy(step)


def _parse_group(text: str) -> tuple[float, float] | None:
    """Value and step of a group below 만, such as ``"2천5백34"``, ``"이십오"`` or ``"1234.5"``."""
    if text.isdecimal():
        return float(int(text)), 1.0
    at, total, step, last = 0, 0.0, 1.0, 10**9
    digits_run = ""
    while at < len(text):
        match = _GROUP.match(text, at)
        if match is None or match.end() == at:
            return None
        number, unit = match.groups()
        at = match.end()
        if number in DIGITS and unit is None:
            digits_run += str(DIGITS[number])  # 이공이오 read digit by digit; a lone last digit is the same thing
            continue
        if digits_run:
            return None
        value = 1.0 if number is None else float(DIGITS.get(number, -1)) if number in DIGITS else float(number)
        place = SMALL.get(unit, 1)
        if place >= last or (
            number is not None and unit is not None and value >= 10 and number not in DIGITS and place != 1000
        ):
            return None
        decimals = len(number.partition(".")[2]) if number else 0
        total += value * place
        step, last = place * 10.0**-decimals, place
    if digits_run:
        if len(digits_run) > 1 and total:
            return None
        total += int(digits_run)
        step = 1.0
    return total, step


def _tidy(value: float) -> float:
    """Strip the float noise of 656.9 * 10^12 (12 significant digits are plenty for a newspaper)."""
    return float(f"{value:.13g}")


def parse_native(text: str) -> int | None:
    """Return the value of a native numeral (``"스물다섯"`` → 25), None if it is none."""
    return NATIVE.get(text.replace(" ", ""))


def format_korean(value: int, style: Literal["mixed", "hangul", "digits", "wire"] = "mixed") -> str:
    """Write a whole number the Korean way.

    Parameters
    ----------
    value
        0 ≤ value < 10^20.
    style
        ``"digits"``: ``12,345``; ``"mixed"``: ``1만2345``; ``"wire"``: ``1만2천345`` (agency style: 천 in Hangul when
        the group is above a thousand); ``"hangul"``: ``만이천삼백사십오``.

    Raises
    ------
    ValueError
        If `value` is negative or too large.
    """
    if not 0 <= value < 10**20:
        raise ValueError(f"0 <= value < 10^20 expected, got {value}")
    if style == "digits":
        return f"{value:,}"
    if value == 0:
        return "영" if style == "hangul" else "0"
    parts: list[str] = []
    rest = value
    for name, unit in (*BIG.items(), ("", 1)):
        group, rest = divmod(rest, unit)
        if not group:
            continue
        if style == "hangul":
            body = _hangul_group(group)
            parts.append(("" if body == "일" and name == "만" and not parts else body) + name)
        elif style == "wire" and group >= 1000:
            thousands, tail = divmod(group, 1000)
            parts.append(f"{thousands}천{tail or ''}{name}")
        else:
            parts.append(f"{group}{name}")
    return "".join(parts)


def _hangul_group(group: int) -> str:
    out = ""
    for name, unit in SMALL.items():
        digit, group = divmod(group, unit)
        if digit:
            out += ("" if digit == 1 else _DIGIT_NAMES[digit]) + name
    return out + (_DIGIT_NAMES[group] if group else "")


def format_native(value: int, *, counter: bool = True) -> str:
    """Write 1 ≤ value ≤ 99 as a native numeral; `counter` gives the short form before a counter (스무 살).

    Raises
    ------
    ValueError
        If `value` is outside 1..99, where Korean has no native numeral.
    """
    if not 1 <= value <= 99:
        raise ValueError(f"native numerals go from 1 to 99, got {value}")
    tens, ones = divmod(value, 10)
    ten = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")[tens]
    short = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉")[ones]
    long = ("", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")[ones]
    if counter and value == 20:
        return "스무"
    return ten + (short if counter else long)
