"""What `Stated.near` leaves out never agrees: the findings are those of comparing every figure with every other."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from aligner.facts import compare, extract
from aligner.facts.figures import stated
from aligner.facts.figures.derived import ends, with_zones
from aligner.facts.figures.stated import Placed, Stated
from aligner.facts.figures.values import match_level
from aligner.facts.model import Fact, Moment
from aligner.facts.reading.calendar import SAME, Slack
from aligner.facts.reading.units import UNITS

PROBES = Path(__file__).resolve().parents[2] / "corpora" / "probes"
STORY = date(2026, 3, 26)
BOUNDS = ("", "", "about", "over", "under", "min", "max", "nearly", "band", "vague")


def left_out(queries: Sequence[Fact], others: Sequence[Fact], story: date | None, slack: Slack) -> list[object]:
    """Return the pairs that agree and are not found, either side being the Korean one."""
    found = Stated(Placed(0, fact) for fact in others)
    out: list[object] = []
    for fact in queries:
        near = {id(place.fact) for place in found.near(fact, slack)}
        for place in found:
            other = place.fact
            if id(other) in near or other.kind != fact.kind:
                continue
            level = max(match_level(fact, other, story, slack), match_level(other, fact, story, slack))
            if level == 3 or (level == 2 and not isinstance(fact.value, Moment)):
                out.append((fact, other))
    return out


def made_up(chance: random.Random, count: int) -> list[Fact]:
    """Return figures of all units and bounds whose values lie about one another, and dates of a few years."""
    facts = []
    for _ in range(count):
        value = chance.choice((0.0, 1.0, 3.0, 9.9, 10.0, 20.0, 24.5, 40.0, 66.6, 99.0, 350.0, 1400.0, 2.5e6, 3.26e11))
        value *= chance.choice((1, 1, 1.1, 0.9, 1.02, 0.5, -1, 1 / 1.609344, 3, 7, 0.01, 365.25))
        value += chance.choice((0, 0, 1, -1, round(value) - value, chance.uniform(-9, 9)))
        step = chance.choice((1.0, 1.0, 0.1, 0.01, 10.0, 100.0, 1e6))
        text = chance.choice(("3살", "30대", "20세", "the 5th", "a dozen", "20여 명", "10남짓", "3%"))
        high = chance.choice((None, None, None, value + 1, value + 9, value * 1.2))
        others = chance.choice(((), (), (), (value + 45,), (1.0, value * 2)))
        facts.append(Fact("number", value, 0, 1, text, chance.choice([*UNITS, "", "", "percent", "age"]),
                          chance.choice(BOUNDS), step, high, others, chance.random() < 0.1))  # fmt: skip
        day = date(2025, 1, 1) + timedelta(days=chance.randrange(800))
        fields = {
            "year": chance.choice((None, day.year)), "month": chance.choice((None, day.month, day.month)),
            "day": chance.choice((None, day.day, day.day)), "weekday": chance.choice((None, None, day.weekday())),
            "through": chance.choice((None, None, None, min(day.day + 3, 31))), "decade": chance.random() < 0.05,
            "quarter": chance.choice((None, None, None, 2)), "relative": chance.choice(("", "", "week:-1", "day:0")),
        }  # fmt: skip
        facts.append(Fact("date", Moment(**fields), 0, 1, "24일"))  # type: ignore[arg-type]
        clock = Moment(
            minute=chance.randrange(0, 1440, 30), zone=chance.choice((None, 540, 0, -300, 330)),
            relative=chance.choice(("", "", "12h", "local")), day=chance.choice((None, day.day)),
        )  # fmt: skip
        facts.append(Fact("time", clock, 0, 1, "3시", bound=chance.choice(("", "about"))))
    return facts


@pytest.fixture
def always_sorted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stated, "_FEW", 0)


@pytest.mark.parametrize("seed", range(2))
def test_figures_that_agree_are_found(seed: int, always_sorted: None) -> None:
    chance = random.Random(seed)
    facts = made_up(chance, 60)
    for story, slack in ((STORY, SAME), (None, SAME), (STORY, (-1, 0, 1))):
        assert not left_out(facts, facts, story, slack)


def test_figures_of_news_that_agree_are_found(always_sorted: None) -> None:
    sides: list[list[Fact]] = [[], []]
    for path in sorted(PROBES.glob("*/right.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[::8]:
                ko = with_zones([row["ko"]], [list(extract(row["ko"], "ko", date=STORY))])[0]
                sides[0] += ends(ko)
                sides[1] += ends(list(extract(row["en"], "en", date=STORY)))
    assert min(map(len, sides)) > 200
    assert not left_out(random.Random(1).sample(sides[0], 150), sides[1], STORY, SAME)


FREELY = [
    ("36.1%", "more than a third", SAME), ("17%", "more than a tenth", SAME), ("2.8배", "nearly tripled", SAME),
    ("22.8배", "nearly 23 times", SAME), ("20여 명", "two dozen people", SAME), ("10여 명", "a dozen people", SAME),
    ("4명 이하", "fewer than five people", SAME), ("14명 이하", "fewer than 15 people", SAME),
    ("18개월", "more than 1 year", SAME), ("38년", "nearly four decades", SAME), ("30대", "a 38-year-old", SAME),
    ("38살", "36 years old", SAME), ("10㎞", "6 miles", SAME), ("1도", "33 degrees Fahrenheit", SAME),
    ("0.3%포인트", "30 basis points", SAME), ("3%대", "3.9 percent", SAME), ("1천432만명", "14 million people", SAME),
    ("4월 30일", "May 1", (-1, 0, 1)), ("2월 28일", "March 1", (0, 1)), ("4월 24∼26일", "April 25", SAME),
    ("후반 21분", "the 66th minute", SAME), ("오후 3시(한국시간)", "0600 GMT", SAME),
]  # fmt: skip
"""What agrees by a rule of its own though the figures lie apart, and the days by which the sides may differ."""


@pytest.mark.parametrize(("ko", "en", "slack"), FREELY)
def test_what_agrees_by_a_rule_of_its_own_is_found(ko: str, en: str, slack: Slack, always_sorted: None) -> None:
    mine, other = extract(ko, "ko", date=STORY), extract(en, "en", date=STORY)
    assert max(match_level(a, b, STORY, slack) for a in mine for b in other) >= 2
    assert not left_out(list(mine), list(other), STORY, slack)
    assert not left_out(list(other), list(mine), STORY, slack)


def story_of_figures(chance: random.Random) -> tuple[list[str], list[str]]:
    """Return lines of a list, right ones, wrong ones, and ones whose figures stand elsewhere."""
    ko, en = [], []
    for _ in range(30):
        a, b, c = chance.randrange(11, 999), chance.randrange(2, 95), chance.randrange(1, 28)
        d, e, f = (chance.choice((n, n, n + 1, n * 10, chance.randrange(11, 999))) for n in (a, b, c))
        form = chance.randrange(4)
        ko.append((f"매출은 {a}억 원으로 {b}% 늘었다.", f"{a}㎞를 {b}시간에 갔다.", f"직원 {a}명이 4월 {c}일 모였다.",
                   f"{b}대 {a}명 중 {b}세가 오후 {c % 12 + 1}시에 왔다.")[form])  # fmt: skip
        en.append((f"Sales rose {e} percent to {d}00 million won.", f"It went {round(d / 1.609)} miles in {e} hours.",
                   f"The {d} employees met on April {min(f, 30)}.",
                   f"A {e}-year-old of {d} people came at {f % 12 + 1} p.m.")[form])  # fmt: skip
    return ko, en


@pytest.mark.parametrize("seed", range(4))
def test_a_list_of_wrong_figures_has_the_findings_of_comparing_all(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    ko, en = story_of_figures(chance)
    beads = [((n,), (n,)) for n in range(len(ko))]
    naive = compare(ko, en, beads, date=STORY)
    monkeypatch.setattr(stated, "_FEW", 0)
    sorted_ = compare(ko, en, beads, date=STORY)
    assert list(naive) == list(sorted_)
    assert naive.matches == sorted_.matches
    assert len(naive) > 5
