"""The catalogue: every string in both languages, every key that the pages ask for, particles that follow their word."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path

import pytest

import aligner
from aligner.texts import fill

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
    ],
)
def test_particles_follow_the_word(template: str, value: str, expected: str) -> None:
    assert fill(template, x=value) == expected
