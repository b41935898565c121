"""The catalogue: every string in both languages, every key that the pages ask for, particles that follow their word."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path

import pytest

import aligner
from aligner.texts import fill
from aligner.texts.values import value_words

CATALOGUE = json.loads(resources.files("aligner.texts").joinpath("catalogue.json").read_text(encoding="utf-8"))
KNOWN = {key for section in CATALOGUE.values() for key in section}
ROOT = Path(aligner.__file__).parent


def test_every_string_is_there_in_both_languages() -> None:
    for section in CATALOGUE.values():
        for key, words in section.items():
            assert set(words) == {"en", "ko"}, key
            assert words["en"].strip(), key
            assert words["ko"].strip(), key
            assert re.findall(r"\{(\w+)", words["en"]) == re.findall(r"\{(\w+)", words["ko"]), key
    hangul = re.compile("[가-힣]")
    same = [key for section in CATALOGUE.values() for key, w in section.items() if not hangul.search(w["ko"] + w["en"])]
    assert set(same) <= {"of"}, "a Korean string without Hangul"


def test_no_page_asks_for_a_string_that_is_missing() -> None:
    asked: set[str] = set()
    for path in [*ROOT.glob("report/assets/*.js"), *ROOT.glob("desk/assets/*.js")]:
        text = path.read_text(encoding="utf-8")
        asked |= set(re.findall(r"""T\("([a-z_0-9]+)"\)""", text))
        for start in re.findall(r"""T\("([a-z_]+)" \+""", text):
            assert any(key.startswith(start) for key in KNOWN), start
    for path in ROOT.glob("report/templates/*.j2"):
        text = path.read_text(encoding="utf-8")
        asked |= set(re.findall(r"""data-i18n(?:-title|-label)?="([a-z_0-9]+)\"""", text))
        asked |= set(re.findall(r"\bt\.([a-z_0-9]+)", text))
        asked |= set(re.findall(r'"((?:dk|dkh)_[a-z_0-9]+)"', text))
    assert asked <= KNOWN, asked - KNOWN


@pytest.mark.parametrize(
    ("template", "value", "expected"),
    [
        ("{x:은} 없습니다.", "기사", "기사는 없습니다."),
        ("{x:은} 없습니다.", "24일", "24일은 없습니다."),
        ("{x:이라고} 썼습니다.", "기사", "기사라고 썼습니다."),
        ("{x:이라고} 썼습니다.", "350명", "350명이라고 썼습니다."),
        ("{x:으로} 옮깁니다.", "서울", "서울로 옮깁니다."),
        ("{x:을} 봅니다.", "TMX", "TMX를 봅니다."),
        ("{x:으로} 옮깁니다.", "semiconductor", "semiconductor로 옮깁니다."),
        ("{x:으로} 옮깁니다.", "model", "model로 옮깁니다."),
        ("{x:은} 없습니다.", "HR", "HR은 없습니다."),
    ],
)
def test_particles_follow_the_word(template: str, value: str, expected: str) -> None:
    assert fill(template, x=value) == expected


@pytest.mark.parametrize(
    ("kind", "value", "ko", "en"),
    [
        ("number", "420,000,000,000 krw", "4,200억 원", "420 billion won"),
        ("number", "4.2e+11 krw", "4,200억 원", "420 billion won"),
        ("number", "123,456,789 usd", "1억2,345만6,789달러", "123,456,789 dollars"),
        ("number", "350 person", "350명", "350 people"),
        ("number", "about 15,000 person", "약 15,000명", "about 15,000 people"),
        ("number", "over 11 multiple", "11배 초과", "more than 11 times"),
        ("number", "min 65 age", "65세 이상", "at least 65 years old"),
        ("number", "13–18 age", "13∼18세", "13–18 years old"),
        ("number", "0.25 point", "0.25%포인트", "0.25 percentage points"),
        ("number", "1 week", "1주", "1 week"),
        ("number", "1,250,000 usd", "125만 달러", "1.25 million dollars"),
        ("number", "2", "2", "2"),
        ("date", "2027-H1", "2027년 상반기", "the first half of 2027"),
        ("date", "2025-Q3", "2025년 3분기", "the third quarter of 2025"),
        ("date", "2024-12-20", "2024년 12월 20일", "Dec. 20, 2024"),
        ("date", "12-24 Wed", "12월 24일 수요일", "Wednesday, Dec. 24"),
        ("date", "2024-10", "2024년 10월", "Oct. 2024"),
        ("date", "1990s", "1990년대", "1990s"),
        ("date", "day 24", "24일", "day 24"),
        ("time", "14:30 UTC+9", "14시 30분 (UTC+9)", "14:30 UTC+9"),
        ("date", "week:1", "다음 주", "next week"),
        ("date", "year:-3", "3년 전", "3 years earlier"),
        ("name", "오세라", "오세라", "오세라"),
    ],
)
def test_values_are_written_as_people_write_them(kind: str, value: str, ko: str, en: str) -> None:
    assert (value_words(kind, value, "ko"), value_words(kind, value, "en")) == (ko, en)
