"""Dates and times in Korean text: atoms by one regular expression, then neighbours joined into one `Moment`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from aligner.facts.model import Fact, Moment
from aligner.facts.reading.calendar import anchored, join_days, resolve, zone_offset
from aligner.korean.numerals import NATIVE, NATIVE_DAYS

__all__ = ["ko_dates"]

_WEEK = "월화수목금토일"
_REL = {
    "올해": "year:0", "금년": "year:0", "연내": "year:0", "올": "year:0",
    "지난해": "year:-1", "작년": "year:-1", "전년": "year:-1",
    "내년": "year:1", "재작년": "year:-2", "지지난해": "year:-2", "후년": "year:2", "내후년": "year:2",
    "지난달": "month:-1", "지난 달": "month:-1", "이달": "month:0", "이번 달": "month:0", "이번달": "month:0",
    "다음 달": "month:1", "다음달": "month:1", "내달": "month:1", "전월": "month:-1", "전달": "month:-1",
    "지난주": "week:-1", "지난 주": "week:-1", "이번 주": "week:0", "이번주": "week:0", "금주": "week:0",
    "다음 주": "week:1", "다음주": "week:1", "내주": "week:1", "오늘": "day:0", "금일": "day:0", "작일": "day:-1",
    "명일": "day:1", "이날": "day:0", "당일": "day:0",
    "어제": "day:-1", "전날": "day:-1", "어젯밤": "day:-1", "그제": "day:-2", "그저께": "day:-2", "내일": "day:1",
    "다음 날": "day:1", "다음날": "day:1", "이튿날": "day:1", "모레": "day:2", "엊그제": "day:-2", "엊그저께": "day:-2",
    "그끄제": "day:-3", "그끄저께": "day:-3", "글피": "day:3", "그글피": "day:4", "지지난달": "month:-2",
    "지지난주": "week:-2", "다다음 달": "month:2", "다다음 주": "week:2", "다다음달": "month:2", "다다음주": "week:2",
}  # fmt: skip
_SOFT_REL = frozenset(
    ("이날", "당일", "전날", "다음 날", "다음날", "이튿날", "오늘", "엊그제", "엊그저께", "전년", "전월", "전달", "올")
)
_GUARDS = {
    # 올 is this year only before what a year has (올랐다, 올린 are verbs); 이달 is no 이달고
    "올": r"올(?=\s?(?:[상하]반기|들어|봄|여름|가을|겨울|시즌|연말|[1-4]분기)|\s(?:\d|초|말))",
    "이달": r"이달(?![고며아나러])",
}
_REL_PAT = "|".join(_GUARDS.get(w, w.replace(" ", r"\s")) for w in sorted(_REL, key=len, reverse=True))
_EVENTS = (
    "광복|참변|운동|혁명|민주|항쟁|사태|사건|전쟁|테러|총선|대선|지방|비상|계엄|쿠데타|선언|정상|합의|공동|군사|지진|"
    "대지진|남침|절|보궐|"
    "재보|내란|경축|기념|북미|남북|부동산|대책|전당"
)
# After a day number: a stretch of days, or another word (27일간, 27일 만에, 일본, 27일 앞두고). 남부, 앞서, 이상민 and
# 전국 are none.
_NO_DAY = (
    r"간|째|[가-힣]?\s?동안|\s?이상(?=[\s,.의을이]|$)|\s?이내|\s?뒤(?!늦|집|따|쫓|엎|바|흔)|\s?만에|\s?안에(?!서)|"
    r"\s?전(?:[에부이만]?\b(?!\s(?:대통령|총리|장관|차관|의원|대표|총장|회장|시장|지사|위원장|감독|국민|세계|직원|국회)))|\s?후\b|본|"
    r"반|부터?\s?\d+일간|자리|치\b|차\b|정|행|제|씩|당|선|상|여\s|\s?연속|\s?내내|\s?남(?:[았은긴겨기]|짓)|"
    r"\s?앞(?:두|둔|당|으로\s?다가)"
)
_SEASON = (
    "올림픽|패럴림픽|월드컵|아시안게임|아시아드|유니버시아드|엑스포|박람회|비엔날레|영화제|시즌|대회|선수권|챔피언십|리그|포럼|총회|정상회|"
    "프로야구|프로축구|페스티벌|축제|대선|총선|콘퍼런스|컨퍼런스|어워즈|서밋|전시회|마라톤"
)
_ZONE_WORDS = (
    r"현지\s?시[간각]|(?:한국|서울|평양|일본|도쿄|중국|베이징|러시아|모스크바|영국|런던|미국|워싱턴|뉴욕|프랑스|파리|독일)\s?시[간각]|"
    r"(?:미국?\s?)?(?:동부|중부|서부)\s?(?:표준)?\s?시[간각]?(?=[\s(),])|GMT|UTC|KST|(?:그리니치|협정)\s?(?:표준시|세계시)"
)
_HEADS = "".join(
    sorted(
        {w[0] for w in _REL}
        | set(
            "월화수목금토일상하오지새아저밤낮정자열한두세네다여덟이삼사현제개광성크그협미동중서평도베러모영런워뉴프파독"
        )
    )
)
_AFTER_CLOCK = r"(?=\s|께|경|쯤|무렵|즈음|부터|까지|[에를을은는가이로의다였]|정각|보다|전후|,|\.|\)|[~∼-]|\(|$)"
_ATOM = re.compile(
    rf"""
    (?=[\d'’‘(GUK{_HEADS}])(?:
    (?<![\d.,])(?P<fy>(?:19|20)\d\d)(?:\.\s?(?P<fm>\d{{1,2}})\.\s?(?P<fd>\d{{1,2}})\b\.?|-(?P<im>\d\d)-(?P<id>\d\d)\b
            |/(?P<sm>\d{{1,2}})/(?P<sd>\d{{1,2}})\b|\.(?P<om>1[0-2]|0?[1-9])(?![\d%.]|[가-힣]))
  | (?<![\d,.])(?P<y>(?:19|20|21)\d\d|1[3-8]\d\d(?!년\s?전\b)|['’‘]\d\d)(?:\s?[∼~〜～–-]\s?(?P<y2>(?:19|20|21)\d\d
          |\d\d))?\s?(?:학년도|년)(?P<dec>대(?=\s|$|[,.)]|에|의|부|까|초|중|후|말|와|는|가))?(?!간|\s동안|여)(?:도(?=\s|의|에|부
          |까|는|분))?
  | (?<![\d,.])(?P<decade>[1-9]0)년대
  | (?<![\d,.])(?P<m>1[0-2]|0?[1-9])(?:월?\s?[∼~〜～–-]\s?(?P<m2>1[0-2]|0?[1-9]))?월(?!드)
  | (?<![\d,.])(?<![이가]\s)(?P<lean>오는|지난)\s(?=(?:(?:1[0-2]|0?[1-9])월
          |(?:3[01]|[12]\d|0?[1-9])(?:\s?[∼~·]\s?\d\d?)?일|[월화수목금토일]요일))
  | (?<![\d,.:·])(?<!\d박)(?<!\d박\s)(?:(?<!\b주\s)(?<!\b주)|(?<=(?:다음|이번|지난)\s주\s))(?P<d>3[01]|[12]\d|0?[1-9])
      (?:일?\s?(?P<dsep>[∼~〜～–·ㆍ,-])\s?(?P<d2>3[01]|[12]\d|0?[1-9]))?\s?일
      (?!{_NO_DAY})
  | (?<![\d.,])(?P<ey>(?:19|20)\d\d)(?=\s[^\d\n]{{0,24}}?(?:{_SEASON}))
  | (?P<wd>[{_WEEK}])요일 | (?<=일)\s?\((?P<wdb>[{_WEEK}])\)
  | (?<![가-힣])(?P<rel>{_REL_PAT})(?!러|성탄)
  | (?<![\d.])(?P<q>[1-4]|[일이삼사])(?:[/·]4)?\s?(?:사분기|분기)(?!\s?(?:연속|만에|째)) | (?P<half>상|하)반기
  | (?<![가-힣])(?P<sharp>정오|자정)(?:을|를|에서|이|보다)?\s(?P<past>[1-5]?\d)분(?:을|쯤|가량|정도)?\s?
      (?P<pastway>넘|지[나난]|전|앞|뒤|후|못\s미)
  | (?<![가-힣])(?P<part>새벽|오전|오후|아침|저녁|밤|낮|정오|자정)(?:\s(?=\d|열|[한두세네]\s?시|다섯|여섯|일곱|여덟
          |아홉))?
  | (?<![\d,.가-힣])(?:(?P<h0>[01]?\d|2[0-4])\s?[∼~〜～–-]\s?)?
          (?P<h>[01]?\d|2[0-4])\s?시(?:\s?(?P<min>[0-5]?\d)\s?분|\s?(?P<hh>반))?(?:\s?\d\d?초)?{_AFTER_CLOCK}
  | (?<![가-힣])(?P<nh>열두|열한|열|한|두|세|네|다섯|여섯|일곱|여덟|아홉)\s시(?:\s?(?P<nm>[0-5]?\d)\s?분
          |\s?(?P<nhh>반))?{_AFTER_CLOCK}
  | (?<=[전후벽침녁밤낮]\s)(?P<dh>1[0-2]|[1-9])\.(?P<dm>[0-5]\d)(?![\d%.]|[가-힣]*(?:퍼센트|포인트|도|배|명|초|㎞))
  | (?<![\d:.-])(?P<ch>[01]?\d|2[0-3]):(?P<cm>[0-5]\d)(?!\d|:?\d)
  | (?<![\d.])(?P<am>1[0-2]|[1-9])(?:[·‧ㆍ](?P<ad>3[01]|[12]\d|[1-9])(?=[가-힣]?\s?['‘"“]?(?:{_EVENTS}))
          |\.(?P<ad2>3[01]|[12]\d|[1-9])(?=\s?(?:남북|운동|민주|항쟁|혁명|공동|선언|절|합의|총선|대선|지방선거)))
  | (?<![가-힣])(?P<holiday>삼일절|3[·.]1절|현충일|제헌절|광복절|개천절|한글날|성탄절|크리스마스(?!\s?이브))
  | (?P<zone>{_ZONE_WORDS})
    )    """,
    re.VERBOSE,
)
_FAST = re.compile(
    r"\d|요일|반기|올|금년|연내|지난|작년|전년|내년|이달|이번|다음|내달|전월|전달|금주|내주|오늘|[금작명]일|이날|당일|어제|전날|그제|내일|이튿|모레|\s시|정오|자정|그저께|엊그|그끄|글피|지지난|다다음|[일1]절|현충일|[헌복천탄]절|한글날|크리스마스"
)
_GAP = re.compile(r"^\s?\(?$|^의 $")
# by the last two syllables, which tell them apart however the first are written (삼일절, 3·1절)
_HOLIDAYS = {
    "일절": (3, 1), "1절": (3, 1), "충일": (6, 6), "헌절": (7, 17), "복절": (8, 15), "천절": (10, 3),
    "글날": (10, 9), "탄절": (12, 25), "마스": (12, 25),
}  # fmt: skip
_SINO = {"일": 1, "이": 2, "삼": 3, "사": 4}


def ko_dates(text: str, story: date | None = None) -> list[Fact]:
    """Return the date and time facts of a Korean text, in order.

    Parameters
    ----------
    text
        One or more sentences.
    story
        The story's date, against which 지난달, 24일 and the like are resolved.
    """
    if _FAST.search(text) is None:
        return []
    facts: list[Fact] = []
    current: Moment | None = None
    start = end = 0
    rank, lean, soft = -1, "", False
    part, part_at = "", 0
    pending_lean, pending_at = "", 0
    zone_ahead: int | None = None
    zone_at = 0
    for match in _ATOM.finditer(text):
        if match["lean"]:
            pending_lean, pending_at = ("future" if match["lean"] == "오는" else "past"), match.start()
            continue
        if match["sharp"]:
            minute = (720 if match["sharp"] == "정오" else 0) + int(match["past"]) * (
                -1 if match["pastway"][0] in "전앞못" else 1
            )
            end_at = match.end("pastway") if match["pastway"][0] in "전후뒤" else match.start("pastway")
            span = match.start(), end_at
            facts.append(Fact("time", Moment(minute=minute % 1440), *span, text[slice(*span)].rstrip()))
            continue
        if match["part"]:
            word = match["part"]
            if word in ("정오", "자정"):
                facts.append(
                    Fact("time", Moment(minute=720 if word == "정오" else 0), match.start(), match.end(), word)
                )
            else:
                part, part_at = word, match.start()
            continue
        if match["h"] or match["nh"] or match["ch"] or match["dh"]:
            moment, begin = _clock(match, part if part and match.start() - part_at <= len(part) + 1 else "", part_at)
            if match["h0"] and moment is not None and (first := _first_hour(match, part, moment)) is not None:
                at = min(begin, match.start("h0"))
                facts.append(Fact("time", first, at, match.end("h0"), text[at : match.end("h0")]))
                begin = match.start("h")
            part = ""
            if moment is not None:
                fact = Fact(
                    "time", moment, begin, match.end(), text[begin : match.end()], bound=_hedge(text, begin, match)
                )
                facts.append(_zoned(fact, zone_ahead) if begin - zone_at <= _ZONE_REACH else fact)
                zone_ahead = None
            continue
        if match["zone"]:
            zone = _zone(match["zone"], story)
            behind = facts and facts[-1].kind == "time" and 0 <= match.start() - facts[-1].end <= 3
            if behind and text[match.end() : match.end() + 1] in ("", ")", ","):
                facts[-1] = _zoned(facts[-1], zone)
            else:
                zone_ahead, zone_at = zone, match.end()  # 한국시간 28일 오전 9시
            continue
        moment, level, is_soft = _atom(match)
        if moment is None:
            continue
        joined = None
        if current is not None and level > rank and _GAP.match(text[end : match.start()]):
            joined = _merge(current, moment)
        if joined is not None:
            current, end, rank = joined, match.end(), level
            soft = soft and is_soft
            continue
        if current is not None:
            facts.append(_fact(current, text, start, end, story, lean, soft))
        current, start, end, rank, soft, lean = moment, match.start(), match.end(), level, is_soft, ""
        if pending_lean and match.start() - pending_at <= 3:
            lean, start = pending_lean, pending_at
        pending_lean = ""
    if current is not None:
        facts.append(_fact(current, text, start, end, story, lean, soft))
    facts.sort(key=lambda fact: fact.start)
    announced = next((f.start for f in reversed(facts) if f.kind == "date" and _ANNOUNCED.match(text, f.end)), -1)
    facts = _same_month(text, facts)
    return anchored(join_days(text, facts, "부터 ", "까지"), story, _BEFORE_IT, _AFTER_IT, announced)


_YEAR_OF = re.compile(r"(이듬해|그해|같은 해)(?:인)?\s$")


def _same_month(text: str, facts: list[Fact]) -> list[Fact]:
    """같은 달 15일 is of the month told before it, 이듬해 9월 of the year after the one told before it."""
    out: list[Fact] = []
    told: list[tuple[int | None, Moment | None]] = [(None, None)]
    """After each of them, the last year, and the last date with a month."""
    for fact in facts:
        year, before = told[-1]
        word = _YEAR_OF.search(text, max(0, fact.start - 6), fact.start)
        if word is not None and fact.kind == "date" and year is not None and fact.value.month:
            fact = replace(fact, value=replace(fact.value, year=year + (word[1] == "이듬해")))
        if before is not None and fact.value.day and text[out[-1].end : fact.start] == " 들어 " and not before.day:
            if text.startswith("까지", fact.end):  # 이달 들어 20일까지
                moment, start = replace(before, day=1, through=fact.value.day, relative=""), out.pop().start
                told.pop()
                fact = replace(fact, value=moment, start=start, text=text[start : fact.end])
        if before is not None and fact.kind == "date" and text.endswith(("같은 달 ", "그달 "), 0, fact.start):
            fact = replace(fact, value=replace(fact.value, year=before.year, month=before.month))
        out.append(fact)
        year, before = told[-1]
        if fact.kind == "date":
            year, before = fact.value.year or year, fact.value if fact.value.month else before
        told.append((year, before))
    return out


_ANNOUNCED = re.compile(r"\s(?:밝|말했|전했|통보|발표|공시|보도|알렸|주장|설명|공개|내놨)")
_BEFORE_IT = frozenset(("전날",))
_AFTER_IT = frozenset(("다음 날", "다음날", "이튿날"))
_ZONE_REACH = 24
_HEDGED = re.compile(r"\s?(?:께|경(?![가-힣])|쯤|무렵|즈음|가량|전후)")
_HEDGED_BEFORE = re.compile(r"(?:약|대략)\s?$")


def _hedge(text: str, start: int, match: re.Match[str]) -> str:
    """Whether a clock time is told roughly: 3시 42분께, 오후 2시쯤."""
    return "about" if _HEDGED.match(text, match.end()) or _HEDGED_BEFORE.search(text, max(0, start - 3), start) else ""


def _zoned(fact: Fact, zone: int | None) -> Fact:
    return fact if zone is None else replace(fact, value=replace(fact.value, zone=zone))


_SPAN_DAYS = re.compile(
    r"(?:\([월화수목금토일]\))?\s?부터\s(?:(\d{1,2})일|(이틀|사흘|나흘|닷새|엿새|열흘))(?:간|\s동안)"
)


_COMING = re.compile(r"(?:로|에)?\s(?:(?:예고|예정)(?![됐했]|이[었던])|앞[두둔]|다가올|잡[힌혀]|치러질|열릴)")


def _fact(moment: Moment, text: str, start: int, end: int, story: date | None, lean: str, soft: bool) -> Fact:
    span = _SPAN_DAYS.match(text, end) if moment.day and not moment.through else None
    if span is not None and moment.day:
        last = moment.day + (int(span[1]) if span[1] else NATIVE_DAYS[span[2]]) - 1
        moment = replace(moment, through=last) if moment.day < last <= 31 else moment
    if not lean and not moment.month and _COMING.match(text, end):
        lean = "future"
    return Fact("date", resolve(moment, story, lean), start, end, text[start:end], soft=soft, written=moment)


_ZONE_OF = {
    "한국": "KST", "서울": "KST", "평양": "KST", "KST": "KST", "일본": "KST", "도쿄": "KST", "중국": "China",
    "베이": "China", "러시": "Moscow", "모스": "Moscow", "영국": "London", "런던": "London", "프랑": "Paris",
    "파리": "Paris", "독일": "Paris", "워싱": "Eastern", "뉴욕": "Eastern", "GMT": "GMT", "UTC": "GMT", "그리": "GMT",
    "협정": "GMT",
}  # fmt: skip


def _zone(word: str, story: date | None) -> int | None:
    name = _ZONE_OF.get(word[:3] if word[0] in "GUK" else word[:2])
    if name is None:
        name = "Eastern" if "동부" in word else "Central" if "중부" in word else "Pacific" if "서부" in word else None
    return zone_offset(name, story) if name else None


def _atom(match: re.Match[str]) -> tuple[Moment | None, int, bool]:
    if match["fy"]:
        if match["om"]:
            return Moment(year=int(match["fy"]), month=int(match["om"])), 2, False
        month = int(match["fm"] or match["im"] or match["sm"])
        day = int(match["fd"] or match["id"] or match["sd"])
        return (
            (Moment(year=int(match["fy"]), month=month, day=day), 3, False)
            if month <= 12 and day <= 31
            else (None, 0, False)
        )
    if match["y"]:
        year = _year(match["y"])
        through = None
        if match["y2"]:
            tail = match["y2"]
            through = int(tail) if len(tail) == 4 else year // 100 * 100 + int(tail)
        return Moment(year=year, through=through, decade=bool(match["dec"])), 0, False
    if match["decade"]:
        return Moment(year=1900 + int(match["decade"]), decade=True), 0, False
    if match["m"]:
        return Moment(month=int(match["m"]), through=int(match["m2"]) if match["m2"] else None), 2, False
    if match["d"]:
        last = int(match["d2"]) if match["d2"] else None
        return Moment(day=int(match["d"]), through=last if last and last > int(match["d"]) else None), 3, False
    if match["wd"] or match["wdb"]:
        return Moment(weekday=_WEEK.index(match["wd"] or match["wdb"])), 4, False
    if match["ey"]:
        return Moment(year=int(match["ey"])), 0, False
    if match["rel"]:
        word = re.sub(r"\s", " ", match["rel"])
        code = _REL[word]
        return Moment(relative=code), {"y": 0, "m": 2, "w": 3, "d": 4}[code[0]], word in _SOFT_REL
    if match["q"]:
        return Moment(quarter=_SINO.get(match["q"]) or int(match["q"])), 1, False
    if match["half"]:
        return Moment(half=1 if match["half"] == "상" else 2), 1, False
    if match["holiday"]:
        month, day = _HOLIDAYS[match["holiday"][-2:]]
        return Moment(month=month, day=day), 3, False
    if match["am"]:
        return Moment(month=int(match["am"]), day=int(match["ad"] or match["ad2"])), 3, True
    return None, 0, False


def _year(text: str) -> int:
    if text[0] in "'’‘":
        short = int(text[1:])
        return short + (2000 if short < 50 else 1900)
    return int(text)


def _merge(first: Moment, second: Moment) -> Moment | None:
    """Join 지난해 + 11월, 2025년 + 12월 + 24일, 24일 + (수); None where both say the same field."""
    fields = ("year", "month", "day", "weekday", "quarter", "half")
    if any(getattr(first, f) is not None and getattr(second, f) is not None for f in fields):
        return None
    if (first.relative and second.relative) or first.through or first.decade:
        return None
    if second.relative.startswith("day") and first.day:
        return None  # 3일 전날보다
    if (first.relative.startswith("month") and second.month) or first.relative.startswith("day"):
        return None
    values = {f: getattr(second, f) if getattr(second, f) is not None else getattr(first, f) for f in fields}
    return Moment(**values, relative=first.relative or second.relative, through=second.through)


def _first_hour(match: re.Match[str], part: str, last: Moment) -> Moment | None:
    """The first hour of a range, in the half of the day that is told for both: 오후 2∼4시."""
    hour, minute = int(match["h0"]), last.minute or 0
    if hour >= 24 or (hour > 12 and not last.relative and minute < 720):
        return None
    if last.relative or not part:
        return Moment(minute=hour * 60, relative="12h" if hour <= 12 else "")
    later = hour % 12 + (12 if minute >= 720 else 0) if hour <= 12 else hour
    return Moment(minute=later * 60, relative="12h" if later * 60 > minute else "")


def _clock(match: re.Match[str], part: str, part_at: int) -> tuple[Moment | None, int]:
    if match["ch"]:
        hour, minute = int(match["ch"]), int(match["cm"])
    elif match["dh"]:
        hour, minute = int(match["dh"]), int(match["dm"])
    elif match["h"]:
        hour, minute = int(match["h"]), int(match["min"] or (30 if match["hh"] else 0))
    else:
        hour, minute = NATIVE[match["nh"]], int(match["nm"] or (30 if match["nhh"] else 0))
    if hour > 24:
        return None, 0
    relative = ""
    if (part in ("오후", "저녁", "낮") and hour < 12) or (part == "밤" and 6 <= hour < 12):
        hour += 12
    elif part in ("오전", "새벽", "밤", "아침") and hour == 12:
        hour = 0
    elif not part and 1 <= hour <= 12:
        relative = "12h"
    return Moment(minute=(hour * 60 + minute) % 1440, relative=relative), part_at if part else match.start()
