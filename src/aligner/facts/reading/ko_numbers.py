"""Numbers in Korean text: one combined regular expression finds them, small functions give them values.

The expression is tried only where a numeral can begin, so ordinary words cost little; whatever looks like a numeral
inside a word (천천히, 만났다, 이상, 사실) is kept out by what must follow it: a counter, a unit or a boundary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.facts.model import Fact
from aligner.facts.reading.ko_number_context import ARTICLE, DECADES, match_minute, special_unit, unit_word
from aligner.facts.reading.ko_number_grammar import (
    APPROXIMATE,
    HANJA_UNITS,
    KEEP_SINO,
    SPELLED,
    TOKEN,
    TRAP_SINO,
    bound_around,
)
from aligner.facts.reading.units import BUNDLES, CODES, KO_UNITS, SIGNS
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
    text, written = match.string, (g["digits"] or "").replace("여", "")
    parsed = parse_korean(written)
    if parsed is None:
        yield from _pieces(match, written)
        return
    if not g["unit"] and _CAPITAL.match(match.string, match.end()):
        return  # 5G, 4K, 3D: names
    value, step = parsed
    if (
        not g["unit"]
        and ARTICLE.fullmatch(written)
        and (g["ordmark"] or _LAW.search(match.string, max(0, match.start() - 8), match.start()))
    ):
        value, step = value / 1e12, 1.0  # 헌법 9조, 제9조: an article
    start = match.start(next(name for name in ("ordmark", "minus", "cur", "digits") if g[name]))
    word, end = unit_word(match, g)
    unit = KO_UNITS.get(word, "") or _currency(g["cur"])
    tail = (g["unit2"] or "").strip() if word else ""
    alternatives: tuple[float, ...] = ()
    high = None
    if g["digits2"]:
        upper = parse_korean(g["digits2"].replace("여", ""))
        if upper is None or not _is_range(g, unit, value, upper[0]):
            yield from _apart(match, g, value, step, upper, unit, end)
            return
        high = upper[0]
        shared = _shared_size(written, g["digits2"], value, high)
        if shared > 1 and shared == 10:
            alternatives = (value,)
        value, step = value * shared, step * shared
    if g["minus"]:
        value, high = -value, -high if high is not None else None
    unit = special_unit(text, g, start, end, match.end("digits"), word, tail, unit, value, high)
    if unit == "decade-age":
        unit, high = "age", value + 9
    if unit == "minute" and not alternatives:
        alternatives = match_minute(text, start, value)
    bundle = next((size for name, size in BUNDLES.items() if not unit and text.endswith(name, start, end)), 0)
    alternatives = (value * bundle,) if bundle else alternatives
    more = _HALF_MORE.match(text, end)
    if more and (more[0] == "½" or unit in _HALVED):
        value, step = value + 0.5, 0.1
    bound = bound_around(text, start, end, "여" if "여" in (g["digits"] or "") else g["yeo"])
    if not bound and word not in ("대", "") and high is None:
        band = _BAND.match(text, end) or (_BAND_PERCENT.match(text, end) if unit == "percent" else None)
        if band is not None:
            bound, end = "band", band.end()
    if unit == "group" and (g["digits"] or "").endswith("조"):
        value, step, end = value / 1e12, 1.0, match.end("digits")  # 4조 경기: a match of group 4
    yield Fact(
        "number", value, start, end, text[start:end], unit, bound, step, high, alternatives,
        soft=(unit in ("ordinal", "rank") and value == 1) or unit in ("group", "index"),
    )  # fmt: skip


def _currency(sign: str | None) -> str:
    return SIGNS.get(sign, "") or CODES.get(sign, "") if sign else ""


def _pieces(match: re.Match[str], written: str) -> Iterator[Fact]:
    """Figures that stand side by side and are no numeral together (5천 3만): each by itself."""
    if " " not in written:
        return
    at = match.start("digits")
    for piece in written.split(" "):
        parsed = parse_korean(piece)
        found = match.string.find(piece, at, match.end())
        if parsed is not None and found >= 0:
            at = found + len(piece)
            yield Fact("number", parsed[0], found, at, piece, "", "", parsed[1])


_SIZES = re.compile(r"[\d.,]+([십백천만억조]+)$")
_RANKED = frozenset(("ordinal", "rank", "article", "score"))


def _shared_size(low: str, high: str, value: float, upper: float) -> float:
    """What the lower end of a range shares with the upper: 10∼20만 is 100,000 to 200,000, 3∼40명 thirty to forty."""
    if re.search("[천백십만억조]", low) or value >= upper:
        return 1.0
    sizes = _SIZES.fullmatch(high.replace(" ", ""))
    if sizes is not None:
        size = parse_korean(sizes[1])
        return size[0] if size is not None and value < upper / size[0] * 1.0001 else 1.0
    return 10.0 if 1 <= value <= 8 and upper == (value + 1) * 10 else 1.0


def _is_range(g: dict[str, str | None], unit: str, value: float, upper: float) -> bool:
    """Whether two figures are the ends of one range; with a comma between them only neighbours are (3, 4만)."""
    sep = (g["range"] or "").strip()
    if sep in ("", "에서") or sep[0] not in ",·ㆍ‧":
        return upper > value
    digits = re.fullmatch(r"(\d)[십백천]?[만억조]?", g["digits2"] or "")
    return digits is not None and int(digits[1]) == value + 1 and unit not in _RANKED


def _apart(
    match: re.Match[str], g: dict[str, str | None], value: float, step: float, upper: tuple[float, float] | None,
    unit: str, end: int
) -> Iterator[Fact]:  # fmt: skip
    """Two figures of which only the second names the unit: 1, 2위; 3-2 승리."""
    if upper is not None and value in DECADES and upper[0] in DECADES and g["unit"] == "대":
        for name, decade in (("digits", value), ("digits2", upper[0])):  # 20·30대: two decades of age
            last = match.end("unit") if name == "digits2" else match.end(name)
            yield Fact("number", decade, match.start(name), last, match.string[match.start(name) : last], "age",
                       high=decade + 9)  # fmt: skip
        return
    score = not unit and (g["range"] or "").strip() in ("-", "–")
    unit = "score" if score else unit
    yield Fact("number", value, match.start("digits"), match.end("digits"), g["digits"] or "",
               unit if unit in _RANKED or score else "", "", step)  # fmt: skip
    if upper is not None:
        start = match.start("digits2")
        yield Fact("number", upper[0], start, end, match.string[start:end], unit,
                   bound_around(match.string, start, end, g["yeo"]), upper[1])  # fmt: skip


_CAPITAL = re.compile(r"(?<=\d)[A-Z](?![A-Za-z])")
_BAND = re.compile(r"대(?:(?![가-힣])|(?=(?:[의로에를가는도인와까라였이나며고다만뿐보수중안]|초반|후반)(?!출|금)))")
_BAND_PERCENT = re.compile(r"\s대(?![가-힣])|\s대(?=[의로에를가는](?!출|금))")
_LAW = re.compile(r"(?:법|법률|조례|규칙|규정|시행령|협약|조약|헌장|협정|강령|당헌|당규)\s?$")
_HALF_MORE = re.compile(r"\s반(?:(?![가-힣])|(?=(?:[이을은의에만]|이[고나다며라었]|가량|정도|짜리|동안|으로)))|½")
_HALVED = frozenset(("year", "month", "hour", "week", "times", "multiple", "minute"))


def _clocked(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    """A time on the stopwatch, a height or a width: 37초62 is 37.62 seconds, 2m26 is 2.26 meters."""
    rest = g["hundredths"] or g["cm"] or ""
    step = 10.0 ** -len(rest)
    value = round(float(g["clocked"] or 0) + float(rest) * step, 3)
    unit = "m" if g["cm"] else "second"
    yield Fact("number", value, match.start("clocked"), match.end(), match.group(), unit, "", step)


def _average(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    """Tenths, hundredths and thousandths: 3할1푼5리 is .315, 2할 a fifth, 3할대 from .300 up to .400."""
    digits = [0 if g[name] is None else parse_korean(g[name] or "") for name in ("tenths", "hundredth", "thousandth")]
    told = [d[0] if isinstance(d, tuple) else 0.0 for d in digits]
    step = 1e-3 if g["thousandth"] else 0.01 if g["hundredth"] else 0.1
    value = round(told[0] / 10 + told[1] / 100 + told[2] / 1000, 3)
    start, end = match.start("tenths"), match.end()
    bound = bound_around(match.string, start, end, None)
    band = _BAND.match(match.string, end)
    if band is not None and not bound:
        bound, end = "band", band.end()
    yield Fact("number", value, start, end, match.string[start:end], "fraction", bound, step)


def _fraction(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    down, up = parse_korean(g["denominator"] or ""), parse_korean(g["numerator"] or "")
    if down and up and down[0]:
        bound = bound_around(match.string, match.start(), match.end(), None)
        yield Fact("number", up[0] / down[0], match.start(), match.end(), match.group(), "fraction", bound, 1e-3)


def _score(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    for name in ("left", "right", "sleft", "sright"):
        if g[name] is not None:
            yield Fact("number", float(g[name] or 0), match.start(name), match.end(name), g[name] or "", "score")


def _pair(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    """Two neighbouring numerals in one word: 두세 명, 열두세 살, 예닐곱 개; 이삼백 명, 삼사십만 원."""
    native = g["pair"]
    low, high = APPROXIMATE[native or g["sino_pair"] or ""]
    base = float(parse_native(g["pair_tens"]) or 0) if g["pair_tens"] else 0.0
    size = 1.0
    if not native:
        parsed = parse_korean(g["sino_size"]) if g["sino_size"] else (1.0, 1.0)
        if parsed is None:
            return
        size = parsed[0]
    word = g["pair_unit" if native else "sino_unit"] or ""
    yield Fact("number", base + low * size, match.start(), match.end(), match.group(), KO_UNITS.get(word, ""), "about",
               size, base + high * size, soft=high <= 4 and size == 1)  # fmt: skip


def _native(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    value = parse_native(g["native"] or "")
    if value is None:
        return
    word = g["nunit"] or ""
    if (g["native"] == "한" and word in _AFTER_HAN) or (
        g["native"] in _OLD_FORMS and word not in ("달", "장", "자", "점")
    ):
        return
    if len(g["native"] or "") == 1 and match.end("native") == match.start("nunit") and word not in _JOINED_COUNTERS:
        return
    start, end = match.span("native")[0], match.end("nunit")
    more = 0.5 if _HALF_MORE.match(match.string, match.end("nunit")) and KO_UNITS.get(word) in _HALVED else 0.0
    yield Fact(
        "number", value + more, start, end, match.string[start:end], KO_UNITS.get(word, ""),
        bound_around(match.string, start, end, g["yeo2"]), 1.0, soft=value + more == 1,
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
_AFTER_HAN = frozenset("번 동 편 대 자리 축 쪽 줄 개국 판 방 문 자 집 주 차원 국가 기 구 정 군 칸 해 부".split())
"""After 한, which says "about", "some" or "a certain" before them."""


def _ordinal(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    word = g["ordnat"] or g["ordkin"] or ""
    value = 1 if word == "첫" else "둘셋넷".index(word) + 2 if word in "둘셋넷" else parse_native(word) or 0
    yield Fact("number", float(value), match.start(), match.end(), match.group(), "ordinal", soft=value <= 1)


def _aged(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    """An age without its counter: 서른둘에 회사를 세웠다."""
    word = g["aged"] or ""
    value = parse_native(word)
    if value is not None:
        yield Fact("number", float(value), match.start("aged"), match.end("aged"), word, "age")


def _bare(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    """People and things counted without a counter: 형제 셋이, 금메달 둘."""
    word = g["bare"] or ""
    value = float(parse_native(word) or 0)
    yield Fact("number", value, match.start("bare"), match.end("bare"), word, "", soft=value == 2)


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
    start, end = match.span("half")
    bound = bound_around(match.string, start, end, None) or "about"
    yield Fact("number", 0.5, start, end, g["half"] or "", "fraction", bound, 1e-3, soft=True)


def _round(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    """A magnitude before what is counted: 천만 관객, 백만 시민."""
    parsed = parse_korean(g["round"] or "")
    if parsed is not None:
        yield Fact("number", parsed[0], match.start("round"), match.end("round"), g["round"] or "", "", "", parsed[1])


def _spelled(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    value, unit = SPELLED[g["spell"] or ""]
    start, end = match.span("spell")
    more = unit == "day" and _HALF_MORE.match(match.string, end) is not None  # 하루 반
    soft = not more and (value == 1 or g["spell"] == "보름")
    bound = bound_around(match.string, start, end, None)
    yield Fact("number", value + 0.5 * more, start, end, g["spell"] or "", unit, bound, soft=soft)


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
    if TRAP_SINO.match(word) and not g["yeo3"]:
        sure = unit_word in ("명", "원", "년", "퍼센트", "달러", "개월", "킬로미터", "미터", "톤", "주년", "표", "배")
        if not (
            KEEP_SINO.match(word) and sure and (spaced or word in ("천", "만", "백", "이천", "오천", "사천", "구천"))
        ):
            return
        if word in ("천", "만", "백", "이천", "사천", "구천", "오천") and unit_word == "년" and not spaced:
            pass
    elif (
        len(word) == 1
        and not g["yeo3"]
        and not (spaced and unit_word in ("년", "개월", "시간", "주년", "퍼센트", "층", "명", "일간", "분"))
    ):
        return
    yeo = g["yeo3"] or ""
    parsed = parse_korean(word + yeo[1:])
    if parsed is None:
        return
    start = match.start("sino")
    yield Fact(
        "number", parsed[0], start, match.end("sunit"), match.string[start : match.end("sunit")],
        KO_UNITS.get(unit_word, ""),
        bound_around(match.string, start, match.end("sunit"), yeo[:1]), parsed[1],
    )  # fmt: skip


def _hanja(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    parsed = parse_korean(g["hanja"] or "")
    if parsed is not None and (len(g["hanja"] or "") > 1 or g["hunit"]) and not (parsed[0] < 10 and not g["hunit"]):
        unit = HANJA_UNITS.get(g["hunit"] or "", "")
        yield Fact("number", parsed[0], match.start(), match.end(), match.group(), unit, "", parsed[1],
                   soft=not g["hunit"])  # fmt: skip


_MODEL_DIGITS = re.compile(r"\d+")


def _model(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    """The figure of a type name (F-35, 화성-18형): compared, but never with a count."""
    digits = _MODEL_DIGITS.search(g["model"] or "")
    if digits is not None and len(digits[0]) < 6:
        yield Fact("number", float(digits[0]), match.start(), match.end(), match.group(), "model")


_HANDLERS = {
    "model": _model, "tenths": _average, "clocked": _clocked,
    "denominator": _fraction, "left": _score, "sleft": _score, "digits": _digits, "ordnat": _ordinal,
    "ordkin": _ordinal, "pair": _pair,
    "sino_pair": _pair, "native": _native, "aged": _aged,
    "bare": _bare, "generic": _generic, "half": _half, "spell": _spelled, "vague": _vague, "sino": _sino,
    "round": _round,
    "hanja": _hanja,
}  # fmt: skip
