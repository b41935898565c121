"""Keys of figures after rounding and by meaning: both sides of a desk's rendering share one, other figures none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.facts import extract, rounded_keys

SAME = [
    ("22조7648억원", "22.8 trillion won"),
    ("1억6300만 명", "160 million people"),
    ("2247명이", "2,250 people"),
    ("2299명이", "more than 2,200 people"),
    ("9999억원", "about 1 trillion won"),
    ("후반 12분", "in the 57th minute"),
    ("전반 7분", "in the 7th minute"),
    ("연장 후반 3분", "in the 108th minute"),
    ("30대 남성", "a 34-year-old man"),
    ("25세 선수", "a 25-year-old"),
    ("3분의 2", "67 percent"),
    ("0.25%포인트", "25 basis points"),
    ("350㎞", "217 miles"),
    ("섭씨 28.3도", "83 degrees Fahrenheit"),
]
OTHER = [
    ("22조7648억원", "2.28 trillion won"),
    ("후반 12분", "in the 58th minute"),
    ("40대 남성", "a 34-year-old man"),
    ("350㎞", "350 miles"),
    ("0.25%포인트", "2.5 percentage points"),
]


@pytest.mark.parametrize(("ko", "en"), SAME)
def test_renderings_share_a_rounded_key(ko: str, en: str) -> None:
    assert rounded_keys(ko, "ko") & rounded_keys(en, "en")


@pytest.mark.parametrize(("ko", "en"), OTHER)
def test_other_figures_share_none(ko: str, en: str) -> None:
    shared = rounded_keys(ko, "ko") & rounded_keys(en, "en")
    assert not {key for key in shared if not key.startswith(("~:", "_:"))}


@given(st.integers(min_value=1000, max_value=10**13), st.integers(min_value=2, max_value=4), st.booleans())
def test_rounded_or_cut_figures_always_share_a_key(value: int, digits: int, cut: bool) -> None:
    place = 10 ** max(len(str(value)) - digits, 0)
    short = value // place * place if cut else (value + place // 2) // place * place
    assert rounded_keys(f"{value:,}원", "ko") & rounded_keys(f"{short:,} won", "en")


def test_facts_read_before_are_not_read_again() -> None:
    text = "정부는 22조7648억원을 들여 후반 12분"
    assert rounded_keys(text, "ko", facts=extract(text, "ko")) == rounded_keys(text, "ko")
    assert rounded_keys(text, "ko", facts=()) == frozenset()
