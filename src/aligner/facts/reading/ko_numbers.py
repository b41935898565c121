"""Numbers in Korean text: one combined regular expression finds them, small functions give them values.

The expression is tried only where a numeral can begin, so ordinary words cost little; whatever looks like a numeral
inside a word (천천히, 만났다, 이상, 사실) is kept out by what must follow it: a counter, a unit or a boundary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.facts.model import Fact
from aligner.facts.reading.ko_number_grammar import (
    HANJA_UNITS,
    KEEP_SINO,
    NOT_UNIT_TAIL,
    SPELLED,
    TOKEN,
    TRAP_SINO,
    bound_around,
)
from aligner.facts.reading.units import KO_UNITS
from aligner.korean.numerals import parse_korean, parse_native

__all__ = ["ko_numbers"]


def ko_numbers(text: str) -> Iterator[Fact]:
    """Yield the number facts of a Korean text (dates blanked out beforehand), in order."""
    for match in TOKEN.finditer(text):
        handler = _HANDLERS.get(match.lastgroup or "")
        groups = match.groupdict()
        if handler is None:
            handler = next((h for name, h in _HANDLERS.items() if groups.get(name) is not None), None)
        if handler is not None:
            yield from handler(match, groups)


def _digits(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    parsed = parse_korean(g["digits"] or "")
    if parsed is None:
        return
    value, step = parsed
    start = match.start("ordmark") if g["ordmark"] else match.start("minus") if g["minus"] else match.start("digits")
    if g["minus"]:
        value = -value
    word = g["unit"] or ""
    unit = KO_UNITS.get(word, "")
    end = match.end()
    tail = g["unit2"] or ""
    if tail:
        trap = NOT_UNIT_TAIL.get(word)
        if (
            trap is not None
            and trap.pattern
            and not tail.startswith(" ")
            and trap.match(tail)
            and not (word == "분" and tail.startswith("의"))
        ):
            unit, word = "", ""
            end = match.start("unit")
        else:
            end = match.end("unit")
    elif word:
        end = match.end("unit")
    alternatives: tuple[float, ...] = ()
    if word == "대" and not tail.strip().startswith("가") and value in _DECADES:
        unit = "decade-age" if _AGE_TAIL.match(tail.strip()) else unit
    if g["ordmark"]:
        unit = "ordinal"
    if not word and _AGE_BRACKET.match(match.string, start - 2) and not g["digits2"]:
        unit = "age"
    if word == "도" and match.string[match.end("unit") : match.end("unit") + 1] in "가-힣":
        unit = "degree"
    high = None
    if g["digits2"]:
        upper = parse_korean(g["digits2"])
        if upper is not None:
            high = upper[0]
            # 10∼20만 means 100,000 to 200,000: the magnitude word stands once, at the end
            for name, size in (("조", 1e12), ("억", 1e8), ("만", 1e4), ("천", 1e3), ("백", 1e2)):
                if (
                    name in (g["digits2"] or "")
                    and not re.search("[천백십만억조]", g["digits"] or "")
                    and value < high / size * 1.0001
                ):
                    value, step = value * size, step * size
                    break
    if word == "대" and high and value in _DECADES and high in _DECADES:
        unit = "age"  # 20∼30대: the two decades stand for themselves
    if word == "전" and not re.search(r"원\s?$", match.string[max(0, start - 3) : start]):
        unit = ""  # 3전 3승 are games
    if unit == "decade-age":
        high = value + 9
        unit = "age"
    tail_word = tail.strip()
    if unit == "ordinal" and word == "차" and not g["ordmark"] and tail_word[:2] in ("례",):
        unit = "times"
    if unit in _SPEEDS and _PER_TIME.search(match.string, max(0, start - 9), start):
        unit = _SPEEDS[unit]
    if unit == "minute":
        alternatives = _match_minute(match.string, start, value)
    more = _HALF_MORE.match(match.string, end)
    if more and (more[0] == "½" or unit in _HALVED):
        value, step = value + 0.5, 0.1
    yield Fact(
        "number", value, start, end, match.string[start:end], unit,
        bound_around(match.string, start, end, g["yeo"]),
        step, high, alternatives, soft=unit in ("ordinal", "rank") and value == 1,
    )  # fmt: skip


_SPEEDS = {"km": "kmh", "m": "mps", "mile": "mph"}
_PER_TIME = re.compile(r"(?:시속|초속|풍속)\s?(?:약|최고|최대|평균)?\s?$")
_AGE_BRACKET = re.compile(r"[가-힣A-Z]\(\d{1,2}[),·]")
_DECADES = (10, 20, 30, 40, 50, 60, 70, 80, 90)
_HALF_MORE = re.compile(r"\s반(?![가-힣])|½")
_HALVED = frozenset(("year", "month", "hour", "week", "times", "multiple", "minute"))
_PERIOD = re.compile(r"(연장\s?)?(전반|후반)\s?$")


def _match_minute(text: str, start: int, value: float) -> tuple[float, ...]:
    """Minutes of a match: 후반 21분 is the 66th minute, 연장 전반 5분 the 95th, 전반 7분 the 7th."""
    period = _PERIOD.search(text, max(0, start - 8), start)
    if period is None:
        return ()
    before = (90 if period[1] else 0) + (0 if period[2] == "전반" else 15 if period[1] else 45)
    return (value + before,)


def _clocked(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    """A time on the stopwatch: 37초62 is 37.62 seconds."""
    step = 10.0 ** -len(g["hundredths"] or "")
    value = round(float(g["clocked"] or 0) + float(g["hundredths"] or 0) * step, 3)
    yield Fact("number", value, match.start("clocked"), match.end(), match.group(), "second", "", step)


def _fraction(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    down, up = parse_korean(g["denominator"] or ""), parse_korean(g["numerator"] or "")
    if down and up and down[0]:
        yield Fact("number", up[0] / down[0], match.start(), match.end(), match.group(), "fraction", "", 1e-3)


def _score(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    for name in ("left", "right", "sleft", "sright"):
        if g[name] is not None:
            yield Fact("number", float(g[name] or 0), match.start(name), match.end(name), g[name] or "", "score")


def _native(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    value = parse_native(g["native"] or "")
    if value is None:
        return
    word = g["nunit"] or ""
    if (g["native"], word) in _NATIVE_TRAPS or (g["native"] in _OLD_FORMS and word not in ("달", "장", "자", "점")):
        return
    if len(g["native"] or "") == 1 and match.end("native") == match.start("nunit") and word not in _JOINED_COUNTERS:
        return
    start, end = match.span("native")[0], match.end("nunit")
    more = 0.5 if _HALF_MORE.match(match.string, match.end("nunit")) and KO_UNITS.get(word) in _HALVED else 0.0
    yield Fact(
        "number", value + more, start, end, match.string[start:end], KO_UNITS.get(word, ""),
        bound_around(match.string, start, end, g["yeo2"]), 1.0, soft=value == 1,
    )  # fmt: skip


# Written without a blank these make other words too (세종, 셋방, 세대): only the commonest counters are believed.
_JOINED_COUNTERS = frozenset(
    (
        "명",
        "살",
        "번",
        "달",
        "배",
        "개",
        "시간",
        "차례",
        "가지",
        "사람",
        "마리",
        "척",
        "곳",
        "건",
        "분",
        "골",
        "점",
        "표",
    )
)
_OLD_FORMS = frozenset(("서", "석", "너", "넉"))
_NATIVE_TRAPS = {
    ("한", "번"), ("한", "동"), ("한", "편"), ("한", "대"), ("한", "자리"), ("한", "축"), ("한", "쪽"), ("한", "줄"),
    ("한", "개국"), ("세", "부"), ("네", "쪽"), ("열", "통"), ("세", "대"), ("한", "판"), ("한", "방"), ("한", "문"),
    ("한", "자"), ("세", "자"), ("한", "집"), ("한", "주"), ("한", "차원"), ("서", "편"), ("서", "쪽"), ("서", "방"),
    ("한", "국가"), ("한", "기"), ("한", "구"), ("한", "정"), ("한", "군"), ("한", "칸"), ("열", "기"), ("한", "해"),
    ("세", "기"), ("세", "정"), ("한", "부"), ("너", "도"),
}  # fmt: skip


def _ordinal(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    value = 1 if g["ordnat"] == "첫" else parse_native(g["ordnat"] or "") or 0
    yield Fact("number", float(value), match.start(), match.end(), match.group(), "ordinal", soft=value <= 1)


def _generic(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    word = g["generic"] or ""
    if word in ("세", "네") and match.string[match.end() : match.end() + 2] not in _SE_NOUNS:
        return
    at = match.start("generic")
    yield Fact("number", float(parse_native(word) or 0), at, at + len(word), word, "", soft=True)


_SE_NOUNS = frozenset(
    (
        "나라",
        "후보",
        "정상",
        "사람",
        "가지",
        "선수",
        "회사",
        "업체",
        "아이",
        "도시",
        "지역",
        "학교",
        "정당",
        "기관",
        "대통",
        "장관",
        "단체",
        "남성",
        "여성",
    )
)


def _half(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    yield Fact(
        "number", 0.5, match.start("half"), match.end("half"), g["half"] or "", "fraction", "about", 1e-3, soft=True
    )


def _spelled(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    value, unit = SPELLED[g["spell"] or ""]
    yield Fact(
        "number",
        value,
        match.start("spell"),
        match.end("spell"),
        g["spell"] or "",
        unit,
        soft=value == 1 or (unit == "day" and g["spell"] == "보름"),
    )


def _vague(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    word = (g["vague"] or "").replace(" ", "")[1:]
    parsed = parse_korean(word)
    if parsed:
        yield Fact(
            "number",
            parsed[0],
            match.start("vague"),
            match.end("vague"),
            g["vague"] or "",
            "",
            "vague",
            parsed[0],
            soft=True,
        )


def _sino(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    word = g["sino"] or ""
    spaced = match.string[match.end("sino") : match.end("sino") + 1] == " "
    unit_word = g["sunit"] or ""
    if TRAP_SINO.match(word):
        sure = unit_word in ("명", "원", "년", "퍼센트", "달러", "개월", "킬로미터", "미터", "톤", "주년", "표", "배")
        if not (
            KEEP_SINO.match(word) and sure and (spaced or word in ("천", "만", "백", "이천", "오천", "사천", "구천"))
        ):
            return
        if word in ("천", "만", "백", "이천", "사천", "구천", "오천") and unit_word == "년" and not spaced:
            pass
    elif len(word) == 1 and not (
        spaced and unit_word in ("년", "개월", "시간", "주년", "퍼센트", "층", "명", "일간", "분")
    ):
        return
    parsed = parse_korean(word)
    if parsed is None:
        return
    start = match.start("sino")
    yield Fact(
        "number", parsed[0], start, match.end("sunit"), match.string[start : match.end("sunit")],
        KO_UNITS.get(unit_word, ""),
        bound_around(match.string, start, match.end("sunit"), g["yeo3"]), parsed[1],
    )  # fmt: skip


def _hanja(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    parsed = parse_korean(g["hanja"] or "")
    if parsed is not None and (len(g["hanja"] or "") > 1 or g["hunit"]) and not (parsed[0] < 10 and not g["hunit"]):
        unit = HANJA_UNITS.get(g["hunit"] or "", "")
        yield Fact("number", parsed[0], match.start(), match.end(), match.group(), unit, "", parsed[1],
                   soft=not g["hunit"])  # fmt: skip


_AGE_TAIL = re.compile(
    r"(?:여성|남성|여자|남자|남녀|초반|중반|후반|초$|여$|남$|운전자|주부|직장인|청년|부부|이상|청소년|에서|의$|노인|미혼|직원|의원|총리)"
)
_MODEL_DIGITS = re.compile(r"\d+")


def _model(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    """The figure of a type name (F-35, 화성-18형): compared, but never with a count."""
    digits = _MODEL_DIGITS.search(g["model"] or "")
    if digits is not None and len(digits[0]) < 6:
        yield Fact("number", float(digits[0]), match.start(), match.end(), match.group(), "model")


_HANDLERS = {
    "model": _model, "clocked": _clocked,
    "denominator": _fraction, "left": _score, "sleft": _score, "digits": _digits, "ordnat": _ordinal, "native": _native,
    "generic": _generic, "half": _half, "spell": _spelled, "vague": _vague, "sino": _sino, "hanja": _hanja,
}  # fmt: skip
