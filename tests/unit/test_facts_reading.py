"""Whole families of figures as desks write them: text, first value, unit, bound, upper end of a range.

Families come from the issue, from real copy, from public bug reports (named where they are) and from the
neighbours of all these; every sentence here is our own.
"""

from __future__ import annotations

import pytest

from aligner.facts import Fact, extract

KO = [
    # 여 before and around the magnitude
    ("피해액은 3000여만원으로 추산됐다", 3e7, "krw", "over", None),
    ("2억6000여만원을 빼돌린 혐의", 2.6e8, "krw", "over", None),
    ("거리에 60여만명이 모였다", 6e5, "person", "over", None),
    ("200여억원 규모의 계약", 2e10, "krw", "over", None),
    ("4천여만 달러를 지원했다", 4e7, "usd", "over", None),
    ("주민 1만3천여 명이 대피했다", 13_000, "person", "over", None),
    ("십여만 명이 찾았다", 1e5, "person", "over", None),
    # a magnitude that leads
    ("입장료는 만5천원이다", 15_000, "krw", "", None),
    ("병력 천5백명이 투입됐다", 1500, "person", "", None),
    ("억5천만원짜리 시계", 1.5e8, "krw", "", None),
    ("백50명이 참가했다", 150, "person", "", None),
    ("만 18세부터 투표한다", 18, "age", "", None),
    # blanks below 만
    ("3천 5백 명이 서명했다", 3500, "person", "", None),
    ("2만 3천 5백 명이 몰렸다", 23_500, "person", "", None),
    ("성금 7백 50만 원", 7.5e6, "krw", "", None),
    # one magnitude for both ends
    ("평소 3, 4만 명이 찾는다", 3e4, "person", "", 4e4),
    ("2·3천 명이 모였다", 2000, "person", "", 3000),
    ("10-20만명이 숨졌을 것으로", 1e5, "person", "", 2e5),
    ("10–20만명이 숨졌을 것으로", 1e5, "person", "", 2e5),
    ("10에서 20만명 사이", 1e5, "person", "", 2e5),
    ("5∼6천만원대의 차량", 5e7, "krw", "", 6e7),
    ("3∼40명이 모여 있었다", 30, "person", "", 40),
    ("30∼40명이 모여 있었다", 30, "person", "", 40),
    ("30억과 40억 원 사이", 3e9, "krw", "", 4e9),
    # two numerals in one word
    ("괴한 두세 명이 들이닥쳤다", 2, "person", "about", 3),
    ("괴한 두세명이 들이닥쳤다", 2, "person", "about", 3),
    ("서너 차례 경고했다", 3, "times", "about", 4),
    ("예닐곱 명이 다쳤다", 6, "person", "about", 7),
    ("대여섯 시간 걸린다", 5, "hour", "about", 6),
    ("열두세 살 소년", 12, "age", "about", 13),
    ("삼사십만 명이 굶주린다", 3e5, "person", "about", 4e5),
    ("이삼백 명이 남았다", 200, "person", "about", 300),
    ("사오십 명이 갇혔다", 40, "person", "about", 50),
    ("오륙 년이 걸린다", 5, "year", "about", 6),
    # money by code and by sign
    ("KRW 59조를 투자한다", 59e12, "krw", "", None),
    ("USD 5억을 빌렸다", 5e8, "usd", "", None),
    ("5억 USD를 빌렸다", 5e8, "usd", "", None),
    ("KPW 45,000에 거래됐다", 45_000, "krw", "", None),
    ("￦3만에 판다", 3e4, "krw", "", None),
    ("US$500만을 냈다", 5e6, "usd", "", None),
    ("£500만 규모", 5e6, "gbp", "", None),
    ("14억 호주달러를 들였다", 1.4e9, "aud", "", None),
    ("300만 캐나다 달러", 3e6, "cad", "", None),
    # percent, points, signs, scales
    ("0.25% 포인트 올렸다", 0.25, "point", "", None),
    ("25bp 인상", 25, "bp", "", None),
    ("아침 기온은 영하 5도까지", -5, "degree", "", None),
    ("영하 15∼20도의 추위", -15, "degree", "", -20),
    ("마이너스 3.2%를 기록했다", -3.2, "percent", "", None),
    ("마이너스(-) 3.2%를 기록했다", -3.2, "percent", "", None),
    ("성장률은 -0.4%였다", -0.4, "percent", "", None),
    ("성장률은 −0.4%였다", -0.4, "percent", "", None),
    ("영업이익률은 △1.2%로", -1.2, "percent", "", None),
    ("화씨 83도까지", 83, "f", "", None),
    ("섭씨 28.3도까지", 28.3, "c", "", None),
    ("재적의 3분의 2가", 2 / 3, "fraction", "", None),
    ("시속 60∼80㎞로 달렸다", 60, "kmh", "", 80),
    # bounds
    ("금리가 1%대로 떨어졌다", 1, "percent", "band", None),
    ("지지율이 40% 대에", 40, "percent", "band", None),
    ("환율은 1,300원대에서", 1300, "krw", "band", None),
    ("취업자 증가 폭이 10만명대를", 1e5, "person", "band", None),
    ("실제 세율이 0%대라고 했다", 0, "percent", "band", None),
    ("5억원대의 대출을", 5e8, "krw", "band", None),
    ("5억원대출을", 5e8, "krw", "", None),
    ("5억원 대출을 받았다", 5e8, "krw", "", None),
    ("30명이 넘게 다쳤다", 30, "person", "over", None),
    ("30명을 넘지 않는다", 30, "person", "max", None),
    ("30명이 채 안 된다", 30, "person", "under", None),
    ("30%에도 못 미쳤다", 30, "percent", "under", None),
    ("30%를 밑돌았다", 30, "percent", "under", None),
    ("적게는 30명", 30, "person", "min", None),
    ("많게는 30명", 30, "person", "max", None),
    # ages by the decade, and machines
    ("30대 남성 A씨", 30, "age", "", 39),
    ("20대 아들을", 20, "age", "", 29),
    ("50대가 가장 많았다", 50, "age", "", 59),
    ("30대 한 명이 숨졌다", 30, "age", "", 39),
    ("차량 30대가 부딪쳤다", 30, "thing", "", None),
    ("드론 약 20대를 띄웠다", 20, "thing", "about", None),
    ("10대 그룹 총수", 10, "thing", "", None),
    # figures that are names
    ("4조 경기에서 이겼다", 4, "group", "", None),
    ("4조 원을 투자했다", 4e12, "krw", "", None),
    ("1심 재판부는", 1, "group", "", None),
    ("코스피200 지수", 200, "index", "", None),
    ("다우존스30 산업평균지수", 30, "index", "", None),
    ("이제 3명이 남았다", 3, "person", "", None),
    ("과제 5개를 내놨다", 5, "", "", None),
    ("경제 5단체는", 5, "", "", None),
    ("제3차 회의", 3, "ordinal", "", None),
    ("헌법 9조를 고치자", 9, "ordinal", "", None),
    ("민법 750조에 따라", 750, "ordinal", "", None),
    ("제9조를 고치자", 9, "ordinal", "", None),
    ("새 법 9조원 예산", 9e12, "krw", "", None),
    ("제 3차 회의", 3, "ordinal", "", None),
]  # fmt: skip
EN = [
    ("three to four thousand people", 3000, "person", "", 4000),
    ("one or two million won", 1e6, "krw", "", 2e6),
    ("between $3 and $4 billion", 3e9, "usd", "", 4e9),
    ("between 300 and 400 people", 300, "person", "", 400),
    ("between two and three hundred people", 200, "person", "", 300),
    ("a thousand-odd people", 1000, "person", "about", None),
    ("the six millionth visitor", 6e6, "ordinal", "", None),
    ("its 10-millionth car", 1e7, "ordinal", "", None),
    ("one-thousandth of a second", 1e-3, "fraction", "", None),
    ("rose three-point-six percent", 3.6, "percent", "", None),
    ("two-point-oh-five percent", 2.05, "percent", "", None),
    ("31-point-four trillion won", 31.4e12, "krw", "", None),
    ("238-thousand people", 238_000, "person", "", None),
    ("KRW 59 trillion", 59e12, "krw", "", None),
    ("USD 500 million", 5e8, "usd", "", None),
    ("500 million USD", 5e8, "usd", "", None),
    ("EUR20 million", 2e7, "eur", "", None),
    ("KPW 45,000", 45_000, "krw", "", None),
    ("W5,000 a person", 5000, "krw", "", None),
    ("￦45,000", 45_000, "krw", "", None),
    ("A$140 million", 1.4e8, "aud", "", None),
    ("140 million Australian dollars", 1.4e8, "aud", "", None),
    ("a quarter-point cut", 0.25, "point", "", None),
    ("a half-point cut", 0.5, "point", "", None),
    ("a quarter of a percentage point", 0.25, "point", "", None),
    ("shrank negative 3.2 percent", -3.2, "percent", "", None),
    ("at −3.2 percent", -3.2, "percent", "", None),
    ("83°F", 83, "f", "", None),
    ("60 km per hour", 60, "kmh", "", None),
    ("in the 1 percent range", 1, "percent", "band", None),
    ("in the 1,300-won range", 1300, "krw", "band", None),
    ("anyone under the age of 18", 18, "age", "under", None),
    ("anyone over the age of 65", 65, "age", "over", None),
    ("as few as 30 people", 30, "person", "min", None),
    ("just shy of 30 percent", 30, "percent", "nearly", None),
    ("in excess of 30 people", 30, "person", "over", None),
    ("the Group 4 match", 4, "group", "", None),
    ("the KOSPI 200 index", 200, "index", "", None),
    ("the Dow Jones 30", 30, "index", "", None),
    ("and 17 others", 17, "person", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "unit", "bound", "high"), KO)
def test_korean_families(text: str, value: float, unit: str, bound: str, high: float | None) -> None:
    _check(next(f for f in extract(text, "ko") if f.kind == "number"), value, unit, bound, high)


@pytest.mark.parametrize(("text", "value", "unit", "bound", "high"), EN)
def test_english_families(text: str, value: float, unit: str, bound: str, high: float | None) -> None:
    _check(next(f for f in extract(text, "en") if f.kind == "number"), value, unit, bound, high)


def _check(fact: Fact, value: float, unit: str, bound: str, high: float | None) -> None:
    assert (fact.value, fact.unit, fact.bound) == (pytest.approx(value), unit, bound)
    assert fact.high == (None if high is None else pytest.approx(high))


@pytest.mark.parametrize(
    ("text", "lang", "values"),
    [
        ("시속 60㎞에서 80㎞로 높였다", "ko", [(60, "kmh"), (80, "kmh")]),
        ("1, 2위를 차지했다", "ko", [(1, "rank"), (2, "rank")]),
        ("3-2로 이겼다", "ko", [(3, "score"), (2, "score")]),
        ("LTE·5G 가입자 3만명", "ko", [(30_000, "person")]),
        ("from 60 km per hour to 80 km per hour", "en", [(60, "kmh"), (80, "kmh")]),
        ("the 5G network", "en", []),
    ],
)
def test_what_is_no_range(text: str, lang: str, values: list[tuple[float, str]]) -> None:
    assert [(f.value, f.unit) for f in extract(text, lang) if f.kind == "number"] == values  # type: ignore[arg-type]


# Inputs after public bug reports, each with neighbours: quantulum3 #40, #189 (and a half), text2digits #21 and
# text2num #63 (millionth), w2n #27, #61 (eighty-two thousand, thirty-four hundred), sublee/korean #16 (십일만),
# Recognizers-Text #2863 (오늘 내일 holds no one), #2835 (minus in words), #2047 (5k-20k).
REPORTED = [
    ("en", "one and one-half miles east", [(1.5, "mile")]),
    ("en", "two and a half months", [(2.5, "month")]),
    ("en", "five and a quarter hours", [(5.25, "hour")]),
    ("en", "she was the two-thousandth", [(2000, "ordinal")]),
    ("en", "the millionth customer", [(1e6, "ordinal")]),
    ("en", "one million eighty two thousand", [(1_082_000, "")]),
    ("en", "thirty-four hundred and fifty people", [(3450, "person")]),
    ("en", "the first seven cows", [(1, "ordinal"), (7, "")]),
    ("en", "5k-20k", [(5000, ""), (20_000, "")]),
    ("en", "1/3 of voters", [(1 / 3, "fraction")]),
    ("en", "it is a mix", []),
    ("ko", "십일만삼천삼백팔십육 명", [(113_386, "person")]),
    ("ko", "오늘 내일 중으로", []),
    ("ko", "삼십 세 이상", [(30, "age")]),
    ("ko", "마이너스 10점에서 15점 사이", [(-10, "score")]),
    # spoken decimals, as broadcasters write them
    ("en", "29-point-32 points, or one-point-12 percent, to two-thousand-649-point-64",
     [(29.32, "score"), (1.12, "percent"), (2649.64, "")]),
    ("en", "up point-31 percentage points", [(0.31, "point")]),
    ("en", "238-thousand-500 people", [(238_500, "person")]),
    ("en", "to the point 3 people made", [(3, "person")]),
    ("en", "about half a percent lower", [(0.5, "percent")]),
    # joined stretches of time
    ("en", "one minute, 44.75 seconds", [(104.75, "second")]),
    ("en", "two hours and 10-odd minutes", [(130, "minute")]),
    ("en", "in an hour and 16 minutes", [(76, "minute")]),
    ("en", "at $5 an hour 16 minutes later", [(5, "usd"), (1, "hour"), (16, "minute")]),
    ("ko", "20·30대 여성", [(20, "age"), (30, "age")]),
    ("ko", "1천분의 1 확률", [(1e-3, "fraction")]),
    ("ko", "석탄 3천여t", [(3000, "ton")]),
    ("ko", "제 2의 도시", [(2, "ordinal")]),
    ("ko", "규모 5.4의 지진", [(5.4, "")]),
    ("ko", "1시간 30∼40분", [(90, "minute")]),
    ("ko", "2년, 3년, 5개월이든", [(2, "year"), (3, "year"), (5, "month")]),
    ("ko", "시속 120km에서 약 150km", [(120, "kmh"), (150, "kmh")]),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "values"), REPORTED)
def test_reported_families(lang: str, text: str, values: list[tuple[float, str]]) -> None:
    found = [(f.value, f.unit) for f in extract(text, lang) if f.kind == "number"]  # type: ignore[arg-type]
    assert found == [(pytest.approx(value), unit) for value, unit in values]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("후반 8분과 21분에", [53, 66]), ("전반 18분 선제골과 37분 추가골", [18, 37]), ("종료 5분을 남기고", [85]),
     ("후반 12분부터 5분간", [57]), ("30대 후반 남성이 5분 만에", [])],
)  # fmt: skip
def test_minutes_of_a_match(text: str, minutes: list[float]) -> None:
    assert [m for f in extract(text, "ko") for m in f.alternatives] == minutes
