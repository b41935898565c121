"""No recognition is worse than linear in the length of a line, and no figure, however odd, is an exception.

Every shape is repeated to a line of some length and to one twice as long: CPU time may double, not quadruple.
"""

from __future__ import annotations

import math
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.facts import compare, evidence_keys, extract, rounded_keys
from aligner.facts.figures.values import match_level
from aligner.facts.reading.en_dates import en_dates
from aligner.facts.reading.en_numbers import en_numbers
from aligner.facts.reading.ko_dates import ko_dates
from aligner.facts.reading.ko_numbers import ko_numbers

SHAPES = (
    "a|Ab|A-|GMT|1|1,|1.|1-|1~|1 |1·|1:|1:1|1,000|1만|만|천 |1천 5백 |3000여만|한|한 |두세|일|일 |이십|십여만|"
    '二|年|수십|$|$1|US$|KRW |KRW1|-|- |−1|영하 |마이너스 |제|제 1|(|()|"| |\u00a0|가|가1|가-1|약 |1에서 |'
    "1분의 |1대|1%대|1여 |시속 1㎞에서 |2024|2024년 |2024 평창 |3월 |3일 |3일, |월요일|오후 |1시 |12:30|지난 |"
    "(한국시간|전날 |5·18 |three |three-|three-point-|one hundred and |a |an hour |half a |one or |to |1 to |"
    "between 1 and |1/3|first |1st |10-millionth|January |Jan. 1 |on the 1st |last |8 p.m. |Tuesday |"
    "the 1990s |more than |more than 1 |1 or more |S&P|K|Kim-|A&|’|%|1%|½|İ|\ud800|①|१"
).split("|")
TRIFLE = 0.15
"""CPU seconds of a line of eight thousand characters; a quadratic reading takes several times as long."""
READERS = {
    "ko numbers": lambda text: list(ko_numbers(text)),
    "ko dates": ko_dates,
    "ko keys": lambda text: evidence_keys(text, "ko"),
    "en numbers": lambda text: list(en_numbers(text)),
    "en dates": en_dates,
    "en keys": lambda text: evidence_keys(text, "en"),
}


def _cpu(name: str, text: str) -> float:
    start = time.process_time()
    READERS[name](text)
    return time.process_time() - start


@pytest.mark.parametrize("name", READERS)
def test_time_grows_with_the_line_and_not_faster(name: str) -> None:
    """Twice the length takes about twice the time, where the line is no trifle; what looks worse is measured again."""
    worse = []
    for shape in SHAPES:
        for length in (4000, 4000, 16_000):
            text = (shape * length)[:length]
            long = _cpu(name, text + text)
            if long < TRIFLE or long <= 3.2 * (short := _cpu(name, text)):
                break
        else:
            worse.append((shape, round(short, 3), round(long, 3)))
    assert not worse


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SHAPES), min_size=1, max_size=5), st.sampled_from(["ko", "en"]))
def test_mixed_shapes_are_read_without_an_exception(shapes: list[str], lang: str) -> None:
    text = "".join(shapes) * 40
    for fact in extract(text, lang):  # type: ignore[arg-type]
        assert text[fact.start : fact.end] == fact.text
        assert fact.kind != "number" or math.isfinite(fact.value)


ODD = [
    "1" * 309,
    "9" * 5000,
    "1," + "000," * 2000 + "000",
    "0." + "0" * 400 + "1",
    "一" * 400,
    "이" * 400,
    "１２３",
    "३४",
    "①②③",
]


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize(
    "template",
    ["{}", "{}명이", "{}만원", "{}%", "제{}차", "${}", "{} people", "{} million won", "{} to {}", "{}-{}",
     "{}분의 {}", "{}년 {}월 {}일",
     "{} İ firſt K", "\ud800{}\udfff", "{}초{}", "1 in {}", "{}:{}"],
)  # fmt: skip
def test_figures_of_any_length_and_script(template: str, lang: str) -> None:
    for figure in ODD:
        text = template.replace("{}", figure)
        for fact in extract(text, lang):  # type: ignore[arg-type]
            assert text[fact.start : fact.end] == fact.text
            assert fact.kind != "number" or (math.isfinite(fact.value) and fact.step > 0)
        evidence_keys(text, lang)  # type: ignore[arg-type]
        rounded_keys(text, lang)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "word", ["firſt", "ſeven percent", "ſixth", "twenty-firſt", "double the", "İstanbul 3", "3 Kelvin", "ſeventies"]
)
def test_letters_with_another_case(word: str) -> None:
    text = f"the {word} in İzmir"
    assert all(text[f.start : f.end] == f.text for f in extract(text, "en"))


@pytest.fixture
def comparisons(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every pair of figures that is compared."""
    made: list[object] = []

    def counting(*args: object) -> int:
        made.append(args[:2])
        return match_level(*args)  # type: ignore[arg-type]

    for module in ("matches", "matching"):
        monkeypatch.setattr(f"aligner.facts.figures.{module}.match_level", counting)
    return made


def test_a_story_that_says_the_same_again_and_again_is_compared_once(comparisons: list[object]) -> None:
    """Comparisons of figures grow with the sentences, not with their square."""
    costs = []
    for times in (40, 80):
        ko = ["매출은 3억 원이다.", "직원 41명이 24일 모였다.", "주가는 5.2% 올랐다."] * times
        en = ["Sales were 400 million won.", "The 57 employees met on the 25th.", "Shares rose 7.9 percent."] * times
        comparisons.clear()
        compare(ko, en, [((n,), (n,)) for n in range(len(ko))], date=date(2026, 3, 26))
        costs.append(len(comparisons))
    assert costs[1] < 2.6 * costs[0]


def test_a_list_of_wrong_figures_is_compared_by_value(comparisons: list[object]) -> None:
    """Lines with figures of their own, each wrong: no figure is compared with those of all other lines."""
    costs = []
    for lines in (150, 300):
        numbers = range(lines)
        ko = [f"{n + 1}번 점포는 {7 * n + 1031}㎞ 밖에서 {13 * n + 215}억 원을 벌었다." for n in numbers]
        en = [f"Store No. {n + 1} earned {1700 * n + 90100} million won {3 * n + 5209} miles away." for n in numbers]
        comparisons.clear()
        findings = compare(ko, en, [((n,), (n,)) for n in numbers], date=date(2026, 3, 26))
        costs.append(len(comparisons))
        assert len(findings) > lines
    assert costs[1] < 2.6 * costs[0]


def test_a_table_in_one_line_is_not_reckoned_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a hundred figures in one bead no sums and ratios are made: pairs for each wrong figure are a cube."""
    made = 0

    def counting(*args: object) -> list[float]:
        nonlocal made
        made += 1
        return []

    for name in ("_steps", "_ratios", "_complements"):
        monkeypatch.setattr(f"aligner.facts.figures.worked_out.{name}", counting)
    ko = " ".join(f"{7 * n + 1031}명," for n in range(100))
    en = " ".join(f"{5 * n + 90103} people," for n in range(100))
    compare([ko], [en], [((0,), (0,))])
    assert made == 0
