"""Dates and times, resolved against the story's day and compared."""

from __future__ import annotations

from datetime import date

import pytest

from aligner.facts import Moment, compare, extract
from aligner.facts.reading.calendar import agree

STORY = date(2025, 12, 24)  # a Wednesday


def _first(text: str, lang: str) -> Moment:
    fact = next(f for f in extract(text, lang, date=STORY) if f.kind in ("date", "time"))  # type: ignore[arg-type]
    assert isinstance(fact.value, Moment)
    return fact.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("지난달 24일", {"year": 2025, "month": 11, "day": 24}),
        ("오는 19일", {"month": 1, "day": 19}),
        ("오는 31일", {"month": 12, "day": 31}),
        ("이날", {"month": 12, "day": 24}),
        ("전날", {"day": 23}),
        ("올해", {"year": 2025}),
        ("지난해", {"year": 2024}),
        ("작년 3분기", {"year": 2024, "quarter": 3}),
        ("상반기", {"half": 1}),
        ("2025. 12. 24.", {"year": 2025, "month": 12, "day": 24}),
        ("2024년 12월 3일", {"year": 2024, "month": 12, "day": 3}),
        ("지난해 11월", {"year": 2024, "month": 11}),
        ("8·15 광복절", {"month": 8, "day": 15}),
        ("12·3 비상계엄", {"month": 12, "day": 3}),
        ("1990년대", {"year": 1990, "decade": True}),
        ("24일(수)", {"day": 24, "weekday": 2}),
        ("24∼26일", {"day": 24, "through": 26}),
        ("29일부터 이틀간", {"day": 29, "through": 30}),
        ("다음 달 14일", {"year": 2026, "month": 1, "day": 14}),
        ("오전 7시 10분께", {"minute": 430}),
        ("새벽 3시", {"minute": 180}),
        ("오후 7시", {"minute": 1140}),
        ("밤 12시", {"minute": 0}),
        ("정오", {"minute": 720}),
        ("1∼9월", {"month": 1, "through": 9}),
        ("2025년 하반기", {"year": 2025, "half": 2}),
    ],
)
def test_korean(text: str, expected: dict[str, object]) -> None:
    moment = _first(text, "ko")
    assert {name: getattr(moment, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Nov. 24", {"month": 11, "day": 24}),
        ("Tuesday", {"weekday": 1}),
        ("last month", {"year": 2025, "month": 11}),
        ("the third quarter", {"quarter": 3}),
        ("2210 GMT", {"minute": 1330, "zone": 0}),
        ("at 7:10 a.m. KST", {"minute": 430, "zone": 540}),
        ("Wednesday, Dec. 24, 2025", {"year": 2025, "month": 12, "day": 24, "weekday": 2}),
        ("the 1990s", {"year": 1990, "decade": True}),
        ("24 December 2024", {"year": 2024, "month": 12, "day": 24}),
        ("the first half of this year", {"year": 2025, "half": 1}),
        ("last year", {"year": 2024}),
        ("in May", {"month": 5}),
        ("Q3", {"quarter": 3}),
        ("noon", {"minute": 720}),
        ("May 28 and 29", {"month": 5, "day": 28, "through": 29}),
        ("yesterday", {"day": 23}),
    ],
)
def test_english(text: str, expected: dict[str, object]) -> None:
    moment = _first(text, "en")
    assert {name: getattr(moment, name) for name in expected} == expected


@pytest.mark.parametrize("text", ["일본", "3일간", "10일 만에", "5일 동안", "사흘째", "그는 6분기 연속"])
def test_korean_stretches_are_no_dates(text: str) -> None:
    assert [f for f in extract(text, "ko", date=STORY) if f.kind == "date"] == []


@pytest.mark.parametrize("text", ["He may go.", "They march on.", "2,000 people", "a 2000 won note"])
def test_english_words_are_no_dates(text: str) -> None:
    assert [f for f in extract(text, "en", date=STORY) if f.kind == "date"] == []


def test_weekday_is_checked_against_the_calendar() -> None:
    day = Moment(month=12, day=24)
    assert agree(day, Moment(weekday=2), STORY) == "match"
    assert agree(day, Moment(weekday=1), STORY) == "conflict"
    assert agree(day, Moment(weekday=1)) == "unknown"


def test_quarter_holds_its_months() -> None:
    assert agree(Moment(quarter=3), Moment(month=7, through=9)) == "match"
    assert agree(Moment(half=1), Moment(month=9)) == "conflict"


@pytest.mark.parametrize(
    ("ko", "en", "wrong"),
    [
        ("24일 밝혔다.", "It said Wednesday.", False),
        ("24일 밝혔다.", "It said Tuesday.", True),
        ("24일 오전 7시 10분께 쐈다.", "It was fired at 2210 GMT Tuesday.", False),
        ("오전 7시 10분께 쐈다.", "It was fired at 2310 GMT.", True),
        ("오후 3시 자카르타에서 만났다.", "They met in Jakarta at 0800 GMT.", False),
        ("다음 달 14일 연다.", "It opens on Dec. 14.", True),
        ("다음 달 14일 연다.", "It opens on Jan. 14.", False),
        ("2023년 9월 기소됐다.", "He was indicted in September 2021.", True),
        ("2028년 하반기까지 넘긴다.", "It will be delivered by the first half of 2028.", True),
        ("29일부터 이틀간 투표한다.", "Voting is on Dec. 28 and 29.", True),
        ("8일까지 비가 온다.", "Rain will fall through Monday.", True),
        ("오는 31일 만난다.", "They will meet Dec. 31.", False),
        ("대회는 26일 열린다.", "It is held on Dec. 26, a Friday.", False),
        ("대회는 26일 열린다.", "It is held on Dec. 26, a Monday.", True),
        ("올해 3분기 실적이다.", "These are results for the July-September period.", False),
    ],
)
def test_compared(ko: str, en: str, wrong: bool) -> None:
    found = [f for f in compare([ko], [en], [((0,), (0,))], date=STORY) if f.type == "date"]
    assert bool(found) is wrong, found


def test_holidays_are_days() -> None:
    assert _first("광복절을 맞아", "ko").month == 8
    assert (_first("3·1절 기념식", "ko").month, _first("삼일절 기념식", "ko").day) == (3, 1)


def test_a_weekday_for_a_stretch_is_an_end_of_it() -> None:
    ko = ["오는 25일부터 나흘간 열린다."]
    for day, wrong in (("Thursday", False), ("Sunday", False), ("Saturday", True)):
        found = compare(ko, [f"It opens {day}."], [((0,), (0,))], date=STORY)
        assert bool(found) is wrong, day
