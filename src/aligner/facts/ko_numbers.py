"""Numbers in Korean text: one combined regular expression finds them, small functions give them values.

The expression is tried only where a numeral can begin, so ordinary words cost little; whatever looks like a numeral
inside a word (천천히, 만났다, 이상, 사실) is kept out by what must follow it: a counter, a unit or a boundary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.facts.model import Fact
from aligner.facts.units import KO_COUNTERS, KO_UNITS
from aligner.korean.numerals import HANJA_DIGITS, NATIVE_DAYS, NATIVE_PATTERN, parse_korean, parse_native

__all__ = ["ko_numbers"]

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
# 조 is also "group" and "article", 경 begins many nouns: they count as units only before what can follow a figure.
_BIG = (
    r"(?:만(?!찬|남|료|기|난|약|에 하나)|억(?!제|류|압|지|울)|조(?!각|사|항|약|치|직|건(?!물)|선|종|합|별|원들|성|"
    r"기)|경(?=\s?\d|\s?원|\s?[조억]))"
)
_UNIT_CHAIN = rf"(?:[천백십]?{_BIG}|[천백십](?![가-힣]*사(?:태|건)))"
_SPACED = r"\s(?=[천백십]?[만억조]\s?(?:명|원|달러|톤|개|건|표|대|엔|위안|유로|여|\s))"
_NEXT_GROUP = (
    r"\s(?=[\d,]+(?:\.\d+)?[천백십]?[만억조]|[1-9]\d{3}(?!\d|년)|[1-9],\d{3}|[1-9]\d\d(?=\s?(?:여|명|원|달러))|[1-9]천)"
)
NUMERAL = rf"{_DIGITS}(?:(?:{_SPACED})?{_UNIT_CHAIN}+(?:{_NEXT_GROUP})?(?:{_DIGITS})?)*"

_UNITS = "|".join(sorted((re.escape(u) for u in KO_UNITS), key=len, reverse=True))
_COUNTERS = "|".join(sorted(set(KO_COUNTERS), key=len, reverse=True))
_PARTICLE = (
    r"(?=이[가나다든라며면었지]|이?었|이?였|[은는이가을를의에도만과와로씩여뿐당간인입꼴중째쯤말짜후전내]|으로|까지|"
    r"부터|보다|마다|이상|이하|미만|초과|"
    r"정도|가량|안팎|남짓|넘|들[은이을의과에도]|하고|하며|[한된될했]|상당|규모|동안|이내|차지|밖|모두|수준|전후|"
    r"대[의로에])"
)
_END = rf"(?:(?![가-힣])|{_PARTICLE})"
_SINO = r"[일이삼사오육칠팔구십백천만억조]"
_HANJA = "[" + "".join(HANJA_DIGITS) + "]"
_PRE = re.compile(r"(약|대략|거의|근|최소한?|적어도|최대|많게는|많아야|줄잡아|어림잡아)\s?(?:[가-힣]{1,3}\s)?$")
_POST = re.compile(
    r"\s?(?:(?P<post>이상|이하|미만|초과|안팎|내외|가량|정도|쯤|남짓|이내|전후|여(?![가-힣])|[을를]?\s?넘[^어기지]|"
    r"[을를]?\s?넘어|[을를]?\s?웃[도돌]|"
    r"[을를]?\s?밑[도돌]|[에을를]?\s?육박|에?\s?달[하한해]|[을를]?\s?돌파|에?\s?못\s?미[치쳐친])|"
    r"(?P<near>에?\s?가까[운이]))"
)

_TOKEN = re.compile(
    rf"""
    (?P<model>[A-Za-z]+[-‐–]?\d[\dA-Za-z-]*|(?<=[가-힣])-\d{{1,3}}(?:[형호A-Z]|(?![\d명원%.])))
  | (?P<denominator>{_DIGITS}|{_SINO})\s?분의\s?(?P<numerator>{_DIGITS}|{_SINO}(?![가-힣]{{2}}))
  | (?<![\d.])(?P<left>\d{{1,3}})\s?대\s?(?P<right>\d{{1,3}})(?![\d,.]?\d|\s?(?:명|곳|개|건|월|일|년|차|[만천억]|시|%
          |대))
  | (?<![\d.\-–A-Za-z])(?P<sleft>\d{{1,3}})\s?[-–—:：×x]\s?(?P<sright>\d{{1,3}})(?![\d.\-–]|\s?(?:{_UNITS})|,\d{{3}})
  | (?<![\d.])(?P<clocked>\d{{1,2}})초(?P<hundredths>\d{{1,3}})(?!\d)
  | (?:(?P<ordmark>제)\s?)?(?P<minus>(?<![\d½가-힣A-Za-z)])[-−]|영하\s)?(?P<digits>{NUMERAL})
      (?:\s?[∼~〜～–-]\s?(?P<digits2>{NUMERAL}))?
      (?:\s?(?P<yeo>여(?=\s|명|건|개|년|일|원|달|곳|대|회|차|분|시|㎞|k|표|점|만|명|척|발|가)|남짓))?
      (?:\s?(?P<unit>{_UNITS})(?=(?P<unit2>\s?[가-힣]*))|\s?(?:{_COUNTERS}){_END})?
  | (?<![가-힣\d])(?P<ordnat>첫|두|세|네|다섯|여섯|일곱|여덟|아홉|열)\s?(?:번째|째|번\s째)
  | (?<![가-힣\d])(?P<native>(?:(?:열|스물|서른|마흔|쉰|예순|일흔|여든
          |아흔)\s)?(?:{NATIVE_PATTERN}))(?P<yeo2>여)?\s?(?P<nunit>달러|살|근|평|톤|위안|시간|해|달|번|차례|배|명|사람
          |표|골|점|분|{_COUNTERS}|주일|주|쪽|마디){_END}
  | (?<![가-힣\d])(?P<generic>두|세|네|다섯|여섯|일곱|여덟|아홉)\s(?=[가-힣]{{2}})
  | (?<![가-힣\d])(?P<half>절반|반(?=\s?(?:이상|이하|정도|가량)))
  | (?<![가-힣\d])(?P<spell>반년|하루|이틀|사흘|나흘|닷새|엿새|여드레|아흐레|열흘|보름|반세기|반나절|일주일){_END}
  | (?<![가-힣])(?P<vague>수(?:십|백|천)?[만억조]|수(?:십|백|천)|몇\s?(?:십|백|천)[만억]?)(?=\s?(?:여|명|원|달러|년|개
          |건|발|대|%|톤|㎞|㎏|곳|번|차례|일|시간|가지|배|마리|만|억))
  | (?<![가-힣\d])(?P<sino>{_SINO}{{1,}}(?:\s{_SINO}{{2,}})*)(?P<yeo3>여)?\s?(?P<sunit>달러|개월|년|원|명|퍼센트|표|살
          |세|층|배|개|명|시간|분|톤|주년|미터|킬로미터|킬로그램|차례|회|건|마리|대|일간){_END}
  | (?P<hanja>{_HANJA}{{2,}}|{_HANJA}(?=[年月日名個人])) (?P<hunit>[年月日名個人%]|년|월|일|명)?
    """,
    re.VERBOSE,
)

_HANJA_UNITS = {
    "年": "year",
    "月": "month",
    "日": "day",
    "名": "person",
    "個": "",
    "人": "person",
    "년": "year",
    "명": "person",
}
_BOUNDS = {
    "약": "about", "대략": "about", "거의": "about", "근": "about", "줄잡아": "about", "어림잡아": "about",
    "최소": "min", "최소한": "min", "적어도": "min", "최대": "max", "많게는": "max", "많아야": "max", "이상": "min",
    "이하": "max", "미만": "under", "초과": "over", "안팎": "about", "내외": "about", "가량": "about",
    "정도": "about", "쯤": "about", "남짓": "about", "이내": "max", "전후": "about", "여": "over",
}  # fmt: skip
_STEMS = (("넘", "over"), ("웃", "over"), ("돌파", "over"), ("밑", "under"),
          ("육박", "nearly"), ("달", "about"), ("못", "under"), ("가까", "nearly"))  # fmt: skip
_SPELLED = {
    "반년": (6.0, "month"), "반세기": (50.0, "year"), "반나절": (0.5, "day"), "일주일": (1.0, "week"),
} | {word: (float(days), "day") for word, days in NATIVE_DAYS.items()}  # fmt: skip
_TRAP_SINO = re.compile(
    r"^(?:이|사|오|조|천|일|만|구|백|십|이사|조사|사이|구조|이만|사천|이천|오천|구천|일조|일이|만일|이일|사일|조이|천일|만사|일사)$"
)
_KEEP_SINO = re.compile(r"^(?:이천|사천|오천|구천|천|만|백|십|일|오|구)$")
_NOT_UNIT_TAIL = {
    # unit -> what follows it makes another word of it
    "원": re.compile(r"^(?:내|외|정|칙|인|하|장|래|조|자|전|격|본|주|점|가(?!량|까|운))(?!\s)"),
    "일": re.compile(r"^(?:본|반|부|자리|정|선|행|제|단)"),
    "분": re.compile(r"^(?:기|야|의|석|위|쟁|배|류|양)"),
    "주": re.compile(r"^(?:민|택|요|식|가|한|장|도|자|거|최|변|년)"),
    "대": re.compile(r"^(?:통령|표|학|형|선|회|변|책|비|상|응|북|남)"),
    "도": re.compile(r"^(?:로|시|착|움|쿄|전|달|입|심|발|약|중)"),
    "위": re.compile(r"^(?:원|험|해|협|반|치)"),
    "등": re.compile(r"^(?:장|록|산)"),
    "차": re.compile(r"^(?:량|이|단|관)"),
    "호": re.compile(r"^(?:선|텔|주)"),
    "인": re.compile(r"^(?:치|근|구|상|정|도|천|터|하|기|수)"),
    "점": re.compile(r"^(?:검|령|수|차|심|유|거)"),
    "배": re.compile(r"^(?:치|우|경|럴|터|상|당|급|포)"),
    "전": re.compile(r""),
    "표": re.compile(r"^(?:결|시|준|적)"),
    "급": re.compile(r"^(?:등|증|여|락|감|히)"),
    "승": re.compile(r"^(?:용|객|인|리|진)"),
    "회": re.compile(r"^(?:의|사|원|장|담|복|견|계|동)"),
    "조": re.compile(r"^(?:원|여|달러|엔)"),
    "달": re.compile(r"^(?:러|성|라)"),
    "해": re.compile(r"^(?:외|상|군|당|소|결|제|고|리)"),
    "번": re.compile(r"^(?:호|지|영|역)"),
    "층": re.compile(r""),
    "세": re.compile(r"^(?:계|금|관|력|종|트|부|운|무|미)"),
    "명": re.compile(r"^(?:령|절|의|단|예|칭|백)(?!\s)"),
    "사람": re.compile(r"^$(?!)"),
    "시간": re.compile(r"^$(?!)"),
}


def _bound(text: str, start: int, end: int, yeo: str | None) -> str:
    """How exact the words around a figure say it is."""
    post = _POST.match(text, end)
    if post is not None:
        if post["near"]:
            return "nearly"
        word = post["post"]
        if word in _BOUNDS:
            return _BOUNDS[word]
        return next(bound for stem, bound in _STEMS if stem in word)
    if yeo:
        return "over" if yeo == "여" else "about"
    pre = _PRE.search(text, max(0, start - 9), start)
    return _BOUNDS[pre[1]] if pre is not None else ""


def ko_numbers(text: str) -> Iterator[Fact]:
    """Yield the number facts of a Korean text (dates blanked out beforehand), in order."""
    for match in _TOKEN.finditer(text):
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
        trap = _NOT_UNIT_TAIL.get(word)
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
        "number", value, start, end, match.string[start:end], unit, _bound(match.string, start, end, g["yeo"]), step,
        high, alternatives, soft=unit in ("ordinal", "rank") and value == 1,
    )  # fmt: skip


_SPEEDS = {"km": "kmh", "m": "mps", "mile": "mph"}
_PER_TIME = re.compile(r"(?:시속|초속|풍속)\s?(?:약|최고|최대|평균)?\s?$")
_AGE_BRACKET = re.compile(r"[가-힣A-Z]\(\d{1,2}[),·]")
_DECADES = (10, 20, 30, 40, 50, 60, 70, 80, 90)
_HALF_MORE = re.compile(r"\s반(?![가-힣])|½")
_HALVED = frozenset(("year", "month", "hour", "week", "times", "multiple", "minute"))
_PERIOD = re.compile(r"(연장\s?)?(전반|후반)\s?$")


def _match_minute(text: str, start: int, value: float) -> tuple[float, ...]:
    """Football minutes: 후반 21분 is the 66th minute, 연장 전반 5분 the 95th."""
    period = _PERIOD.search(text, max(0, start - 8), start)
    if period is None:
        return ()
    before = (90 if period[1] else 0) + (0 if period[2] == "전반" else 15 if period[1] else 45)
    return (value + before,) if before else ()


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
        _bound(match.string, start, end, g["yeo2"]), 1.0, soft=value == 1,
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
    value, unit = _SPELLED[g["spell"] or ""]
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
    if _TRAP_SINO.match(word):
        sure = unit_word in ("명", "원", "년", "퍼센트", "달러", "개월", "킬로미터", "미터", "톤", "주년", "표", "배")
        if not (
            _KEEP_SINO.match(word) and sure and (spaced or word in ("천", "만", "백", "이천", "오천", "사천", "구천"))
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
        _bound(match.string, start, match.end("sunit"), g["yeo3"]), parsed[1],
    )  # fmt: skip


def _hanja(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    parsed = parse_korean(g["hanja"] or "")
    if parsed is not None and (len(g["hanja"] or "") > 1 or g["hunit"]) and not (parsed[0] < 10 and not g["hunit"]):
        unit = _HANJA_UNITS.get(g["hunit"] or "", "")
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
