"""Families of dates and clock times: text, story's date, what the fact says."""

from __future__ import annotations

from datetime import date

import pytest

from aligner.facts import extract

_STORY = date(2024, 8, 27)

CASES = [
    # 올 is a year only where a year stands
    ("ko", "물가가 5% 올랐다", []),
    ("ko", "값을 올린 업체", []),
    ("ko", "올 상반기 실적", ["2024-H1"]),
    ("ko", "올여름 더위", ["2024"]),
    # a day number before another word
    ("ko", "27일 남부지방에 비가 내린다", ["08-27"]),
    ("ko", "27일 앞서 회견을 열고", ["08-27"]),
    ("ko", "27일 이상민 전 의원은", ["08-27"]),
    ("ko", "27일 전국에서", ["08-27"]),
    ("ko", "27일 전 대통령을 만났다", ["08-27"]),
    ("ko", "27일 뒤늦게 알려졌다", ["08-27"]),
    ("ko", "27일 전에 끝났다", []),
    ("ko", "개막을 27일 앞두고", []),
    ("ko", "27일 이상 걸린다", []),
    ("ko", "27일 남았다", []),
    # relative words
    ("ko", "글피부터 파업에 들어간다", ["2024-08-30"]),
    ("ko", "그끄저께 밤", ["2024-08-24"]),
    ("ko", "재작년 봄", ["2022"]),
    ("ko", "금일 발표한다", ["2024-08-27"]),
    ("ko", "지난달 24일", ["2024-07-24"]),
    ("ko", "다음 달 3일", ["2024-09-03"]),
    ("ko", "11월 14일에 치르고 다음 달 6일 통지한다", ["11-14", "2024-12-06"]),
    ("ko", "오는 5일 떠난다", ["09-05"]),
    ("ko", "2028학년도 입시", ["2028"]),
    ("ko", "2018 평창 동계올림픽", ["2018"]),
    ("ko", "2025 프로야구가 개막했다", ["2025"]),
    # the day before and after are counted from the day told
    ("ko", "전날 밤", ["2024-08-26"]),
    ("ko", "21일 밤 쏘아 올렸다고 이튿날 밝혔다", ["08-21", "2024-08-22"]),
    ("ko", "이튿날부터 검사한다고 6일 통보했다", ["2024-08-07", "08-06"]),
    ("en", "It was launched on Aug. 21 and fell the next day.", ["08-21", "2024-08-22"]),
    ("en", "on the 24th and agreed", ["08-24"]),
    ("en", "on Nov. 24", ["11-24"]),
    # clock times: hedges, zones at a distance
    ("ko", "오전 3시 42분께 불이 났다", ["about 03:42"]),
    ("ko", "오후 2시쯤", ["about 14:00"]),
    ("en", "at about 3:40 p.m.", ["about 15:40"]),
    ("en", "shortly after 3 p.m.", ["about 15:00"]),
    ("ko", "한국시간 28일 오전 9시", ["08-28", "09:00 UTC+9"]),
    ("ko", "27일 오후 8시(한국시간 28일 오전 9시)", ["08-27", "20:00", "08-28", "09:00 UTC+9"]),
    ("ko", "오전 9시(한국시간) 시작한다", ["09:00 UTC+9"]),
    ("ko", "미국 동부시간 27일 오후 8시", ["08-27", "20:00 UTC-4"]),
    ("en", "at 8 p.m. Tuesday (Washington time)", ["20:00 UTC-4", "Tue"]),
    ("en", "at 9 a.m. Wednesday, Korea time", ["09:00 UTC+9", "Wed"]),
    ("en", "at 10 a.m. Aug. 28 (Seoul time)", ["10:00 UTC+9", "08-28"]),
    ("en", "The Washington Times said at 9 a.m.", ["09:00"]),
    ("ko", "토요일 오후 5.30이 좋다", ["Sat", "17:30"]),
    ("ko", "오후 5.3% 올랐다", []),
    ("ko", "새벽 3시 반께", ["about 03:30"]),
    ("en", "at half past three in the morning", ["03:30"]),
    ("en", "at a quarter to four", ["03:45"]),
    ("en", "half past generations", []),
    ("ko", "1600년 전 만들어진", []),
    ("ko", "1592년 임진왜란", ["1592"]),
    ("ko", "6.15 남북공동선언", ["06-15"]),
    # a stretch of days told by its ends, whatever particle follows a clock time
    ("ko", "예비일은 25일부터 31일까지다", ["08-25..31"]),
    ("ko", "5월 25일부터 6월 2일까지", ["05-25", "06-02"]),
    ("en", "from May 25 to May 31", ["05-25..31"]),
    ("en", "May 25 through 31", ["05-25..31"]),
    ("en", "from May 25 to June 2", ["05-25", "06-02"]),
    ("ko", "오후 6시 24분을 기준으로", ["18:24"]),
    ("ko", "오후 6시 24분이 지나자", ["18:24"]),
    ("ko", "규모 5.4의 지진이 났다", []),
    ("ko", "9·12 지진 뒤", ["09-12"]),
    ("ko", "7박 8일 일정으로", []),
    ("ko", "수박 9일 출하", ["08-09"]),
    ("en", "in the mid-2030s", ["2030s"]),
    # from reports on dateparser (#590, #1139): day with a nought, dots and blanks, noon halves
    ("ko", "2013년 08월 14일", ["2013-08-14"]),
    ("ko", "2013.08.14 23시 54분", ["2013-08-14", "23:54"]),
    ("ko", "2023년 2월 10일 오전 3시 30분", ["2023-02-10", "03:30"]),
    ("ko", "2023. 3. 18 오전 10:58", ["2023-03-18", "10:58"]),
]


@pytest.mark.parametrize(("lang", "text", "told"), CASES)
def test_dates(lang: str, text: str, told: list[str]) -> None:
    found = [f for f in extract(text, lang, date=_STORY) if f.kind != "number"]  # type: ignore[arg-type]
    ends = [f"..{f.value.through}" if f.value.through else "" for f in found]
    assert [f"{f.bound} {f.value}{end}".strip() for f, end in zip(found, ends, strict=True)] == told


def test_summer_time_by_the_day_of_the_story() -> None:
    winter = extract("at 8 p.m. Eastern Time", "en", date=date(2024, 12, 3))[0]
    unknown = extract("at 8 p.m. Eastern Time", "en")[0]
    assert (winter.value.zone, unknown.value.zone) == (-300, None)
