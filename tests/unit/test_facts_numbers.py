"""Numbers in both languages: the grammar of the issue, one case a line."""

from __future__ import annotations

import pytest

from aligner.facts import Fact, extract
from aligner.facts.reading.extract import quantities
from aligner.korean.numerals import format_korean, format_native, parse_korean, parse_native

KO = [
    ("1만2천여 명", 12_000, "person"),
    ("3억 2천만 원", 3.2e8, "krw"),
    ("656조9천억원", 656.9e12, "krw"),
    ("0.5%p", 0.5, "point"),
    ("0.5%포인트", 0.5, "point"),
    ("3.5%", 3.5, "percent"),
    ("이십오만 삼천 명", 253_000, "person"),
    ("세 명", 3, "person"),
    ("스물다섯 살", 25, "age"),
    ("두 차례", 2, "times"),
    ("제2차", 2, "ordinal"),
    ("세 번째", 3, "ordinal"),
    ("3분의 2", 2 / 3, "fraction"),
    ("두 배", 2, "multiple"),
    ("2.5배", 2.5, "multiple"),
    ("찬성 187표", 187, "vote"),
    ("1조5000억원", 1.5e12, "krw"),
    ("1조 5000억 원", 1.5e12, "krw"),
    ("5천만 달러", 5e7, "usd"),
    ("100만엔", 1e6, "jpy"),
    ("20억 위안", 2e9, "cny"),
    ("350㎞", 350, "km"),
    ("33㎡", 33, "m2"),
    ("10평", 10, "pyeong"),
    ("영하 5도", -5, "degree"),
    ("고기 두 근", 2, "geun"),
    ("1년 7개월", 19, "month"),
    ("세 시간 반 동안", 3.5, "hour"),
    ("사흘 만에", 3, "day"),
    ("열흘간", 10, "day"),
    ("17만4천㎥", 174_000, "m3"),
    ("순위 34위", 34, "rank"),
    ("열 다섯 마리", 15, ""),
    ("1천870억원 가운데", 187e9, "krw"),
    ("2조원가량", 2e12, "krw"),
    ("12만3천456명", 123_456, "person"),
    ("二十五年", 25, "year"),
    ("박경수(61)", 61, "age"),
    ("1천34억원", 103.4e9, "krw"),
    ("서른두 명", 32, "person"),
    ("제10회 대회", 10, "ordinal"),
    ("초속 43.2m", 43.2, "mps"),
    ("F-35 전투기", 35, "model"),
    ("여섯 달", 6, "month"),
    ("반년 만에", 6, "month"),
    ("700여㎞", 700, "km"),
]
EN = [
    ("three people", 3, "person"),
    ("two dozen soldiers", 24, "person"),
    ("a third of voters", 1 / 3, "fraction"),
    ("two-thirds", 2 / 3, "fraction"),
    ("a twofold rise", 2, "multiple"),
    ("3.5 trillion won", 3.5e12, "krw"),
    ("320M won", 3.2e8, "krw"),
    ("$1.2bn", 1.2e9, "usd"),
    ("US$3.5 million", 3.5e6, "usd"),
    ("thirty-five", 35, ""),
    ("three hundred and twenty-five thousand", 325_000, ""),
    ("a 45-year-old man", 45, "age"),
    ("Park, 61, was", 61, "age"),
    ("aged 19", 19, "age"),
    ("5 percent", 5, "percent"),
    ("0.5 percentage points", 0.5, "point"),
    ("19 months", 19, "month"),
    ("three and a half years", 3.5, "year"),
    ("six years and nine months", 81, "month"),
    ("one hour and 48 minutes", 108, "minute"),
    ("the 66th minute", 66, "minute"),
    ("World War II", 2, "ordinal"),
    ("tripled", 3, "multiple"),
    ("2.4-fold", 2.4, "multiple"),
    ("174,000 cubic meters", 174_000, "m3"),
    ("30 miles", 30, "mile"),
    ("minus 5 degrees Celsius", -5, "c"),
    ("673.3 tln-won", 673.3e12, "krw"),
    ("half a million people", 5e5, ""),
    ("in her 40s", 40, "age"),
    ("187 votes", 187, "vote"),
    ("an F-35 jet", 35, "model"),
    ("3,200 South Korean won", 3200, "krw"),
    ("one in four", 0.25, "fraction"),
    ("23rd", 23, "ordinal"),
    ("twenty-first", 21, "ordinal"),
    ("halved", 0.5, "fraction"),
    ("a decade", 1, "decade"),
    ("600-millimeter", 600, "mm"),
    ("50,000 U.S. dollars", 50_000, "usd"),
]


def _only(text: str, lang: str) -> Fact:
    found = [f for f in extract(text, lang) if f.kind == "number"]  # type: ignore[arg-type]
    assert found, f"nothing found in {text!r}"
    return found[0]


@pytest.mark.parametrize(("text", "value", "unit"), KO)
def test_korean_number(text: str, value: float, unit: str) -> None:
    fact = _only(text, "ko")
    assert fact.value == pytest.approx(value)
    assert fact.unit == unit


@pytest.mark.parametrize(("text", "value", "unit"), EN)
def test_english_number(text: str, value: float, unit: str) -> None:
    fact = _only(text, "en")
    assert fact.value == pytest.approx(value)
    assert fact.unit == unit


@pytest.mark.parametrize(
    ("text", "lang", "bound"),
    [
        ("약 30명", "ko", "about"),
        ("30여 명", "ko", "over"),
        ("30명 안팎", "ko", "about"),
        ("30명 이상", "ko", "min"),
        ("30명 미만", "ko", "under"),
        ("30명을 넘는", "ko", "over"),
        ("최소 30명", "ko", "min"),
        ("최대 30명", "ko", "max"),
        ("30명에 육박했다", "ko", "nearly"),
        ("30명에 가까운", "ko", "nearly"),
        ("30명", "ko", ""),
        ("수백 명", "ko", "vague"),
        ("about 30 people", "en", "about"),
        ("some 30 people", "en", "about"),
        ("more than 30 people", "en", "over"),
        ("at least 30 people", "en", "min"),
        ("nearly 30 people", "en", "nearly"),
        ("fewer than 30 people", "en", "under"),
        ("30 or more", "en", "min"),
        ("up to 30 people", "en", "max"),
        ("hundreds of people", "en", "vague"),
        ("30 people", "en", ""),
    ],
)
def test_bounds(text: str, lang: str, bound: str) -> None:
    assert _only(text, lang).bound == bound


def test_ranges_share_their_magnitude() -> None:
    fact = _only("10∼20만명", "ko")
    assert (fact.value, fact.high) == (100_000, 200_000)
    assert _only("10∼20명", "ko").high == 20
    assert _only("5-10 people", "en").high == 10
    assert _only("three or four days", "en").high == 4


def test_scores_are_two_numbers() -> None:
    assert [f.value for f in extract("3-1로 이겼다", "ko")] == [3, 1]
    assert [f.value for f in extract("3대 1로 이겼다", "ko")] == [3, 1]
    assert [f.value for f in extract("a 3-1 win", "en")] == [3, 1]


def test_second_half_minutes_count_from_kick_off() -> None:
    assert 66 in _only("후반 21분", "ko").alternatives
    assert 95 in _only("연장 전반 5분", "ko").alternatives
    assert _only("전반 21분", "ko").alternatives == (21.0,)


def test_spans_point_at_the_words() -> None:
    text = "정부는 24일 예산 656조9천억원을 의결했고 찬성 187표가 나왔다."
    for fact in extract(text, "ko"):
        assert text[fact.start : fact.end] == fact.text


def test_model_numbers_are_never_counts() -> None:
    assert [(f.value, f.unit) for f in extract("KF-21 전투기 40대", "ko")] == [(21, "model"), (40, "thing")]


def test_numeral_formats_round_trip_by_hand() -> None:
    assert format_korean(320_000_000, "wire") == "3억2천만"
    assert format_korean(12_000, "hangul") == "만이천"
    assert format_korean(12_345, "digits") == "12,345"
    assert format_native(25) == "스물다섯"
    assert format_native(20) == "스무"
    assert parse_native("스물한") == 21
    assert parse_korean("15백") is None
    with pytest.raises(ValueError, match="1 to 99"):
        format_native(100)
    with pytest.raises(ValueError, match="expected"):
        format_korean(-1)


def test_dates_are_not_read_as_numbers_again() -> None:
    assert [f.kind for f in quantities("2025년 12월 24일 오후 7시 10분", "ko")] == ["date", "time"]
    assert [f.kind for f in quantities("on Dec. 24, 2025, at 7:10 p.m.", "en")] == ["date", "time"]
