"""Families of slips: stopwatch times, speeds, parts of the day, ranks, crossed roles, names that changed places."""

from __future__ import annotations

from datetime import date

import pytest

from aligner.facts import compare, extract
from aligner.facts.model import Finding

_STORY = date(2025, 3, 16)


def found(ko: list[str], en: list[str]) -> list[Finding]:
    beads = [((i,), (i,)) for i in range(len(ko))]
    return list(compare(ko, en, beads, date=_STORY))


@pytest.mark.parametrize(
    ("text", "lang", "value", "unit"),
    [
        ("34초58", "ko", 34.58, "second"), ("1분12초07", "ko", 72.07, "second"), ("in 1:12.07", "en", 72.07, "second"),
        ("2:08:15", "en", 7695.0, "second"), ("시속 80㎞", "ko", 80.0, "kmh"), ("초속 15m", "ko", 15.0, "mps"),
        ("5나노", "ko", 5.0, "nm"), ("5-nanometer", "en", 5.0, "nm"), ("ranked No. 4", "en", 4.0, "ordinal"),
        ("3전", "ko", 3.0, ""),
    ],
)  # fmt: skip
def test_quantity(text: str, lang: str, value: float, unit: str) -> None:
    (fact,) = extract(text, lang)  # type: ignore[arg-type]
    assert fact.value == pytest.approx(value)
    assert fact.unit == unit


def test_vote_is_two_figures_and_thousands_are_no_age() -> None:
    assert [f.value for f in extract("in a 7-2 vote", "en")] == [7.0, 2.0]
    assert [(f.value, f.unit) for f in extract("helicopters, 12,300 personnel", "en")] == [(12300.0, "")]


@pytest.mark.parametrize(
    ("ko", "en", "kind"),
    [
        ("그는 500m에서 34초58을 기록했다.", "He clocked 34.58 seconds in the 500 meters.", None),
        ("그는 500m에서 34초58을 기록했다.", "He clocked 34.85 seconds in the 500 meters.", "number"),
        ("최고 속력은 시속 74㎞(40노트)다.", "Its top speed is 40 knots.", None),
        ("최고 속력은 시속 74㎞(40노트)다.", "Its top speed is 74 knots.", "number"),
        ("두 마을은 30㎞ 떨어져 있다.", "The two villages are 30 kilograms apart.", "number"),
        ("은메달 1개와 동메달 3개를 땄다.", "They won one silver and three bronze medals.", None),
        ("은메달 2개와 동메달 3개를 땄다.", "They won three silver and three bronze medals.", "number"),
        ("비는 16일 오후 그친다.", "The rain will stop Sunday afternoon.", None),
        ("비는 16일 오후 그친다.", "The rain will stop Sunday morning.", "date"),
        ("비는 16일 새벽 그친다.", "The rain will stop Sunday night.", None),
        ("조사는 4~9월 진행됐다.", "The survey ran from April to September.", None),
        ("조사는 4~9월 진행됐다.", "The survey ran from April to October.", "date"),
        ("결승은 0시 40분 시작한다.", "The final starts at 12:40 a.m.", None),
        ("결승은 0시 40분 시작한다.", "The final starts at 12:40 p.m.", "date"),
        ("그는 3위에 올랐다.", "He finished third.", None),
        ("그는 3위에 올랐다.", "He finished second.", "number"),
        ("신고 31건 가운데 24건을 승인하고 7건은 반려했다.", "Of 31 reports, it approved 24 and rejected seven.", None),
        ("신고 31건 가운데 24건을 승인하고 7건은 반려했다.",
         "Of 31 reports, it approved seven and rejected 24.", "number"),
        ("남성 12명과 여성 30명이 참가했다.", "Twelve men and 30 women took part.", None),
        ("남성 12명과 여성 30명이 참가했다.", "Thirty men and 12 women took part.", "number"),
        ("반대(46.5%)가 찬성(31.2%)보다 많았다.", "46.5 percent were against and 31.2 percent in favor.", None),
        ("반대(46.5%)가 찬성(31.2%)보다 많았다.", "46.5 percent were in favor and 31.2 percent against.", "negation"),
        ("재판부는 이 조항을 위헌으로 봤다.", "The court found the clause unconstitutional.", None),
        ("재판부는 이 조항을 위헌으로 봤다.", "The court found the clause constitutional.", "negation"),
        ("회사는 해외 사업을 늘리겠다고 했다.", "The company said it would expand its overseas business.", None),
        ("회사는 해외 사업을 늘리겠다고 했다.",
         "The company said it would scale back its overseas business.", "negation"),
        ("장소는 정해지지 않았다.", "The site has been decided.", "negation"),
    ],
)  # fmt: skip
def test_sentence(ko: str, en: str, kind: str | None) -> None:
    types = {f.type for f in found([ko], [en])}
    assert types == (set() if kind is None else {kind})


def test_a_distance_elsewhere_is_no_source_of_a_count() -> None:
    ko = ["주택 세 채가 불에 탔다.", "절은 4㎞ 떨어져 있다."]
    assert not found(ko, ["Three houses burned.", "The temple is 4 kilometers away."])
    assert [f.type for f in found(ko, ["Four houses burned.", "The temple is 4 kilometers away."])] == ["number"]


@pytest.mark.parametrize(
    ("ko", "en", "wrong"),
    [
        ("유물은 영주의 한 박물관으로 옮겼다.", "The relics were moved to a museum in Yeongju.", False),
        ("유물은 영주의 한 박물관으로 옮겼다.", "The relics were moved to a museum in Yeongcheon.", True),
        ("통일부는 판문점 인도가 가능하다고 했다.",
         "A handover at Panmunjom is possible, Seoul's unification ministry said.", False),
        ("24명 중 일본 선수가 3위였다.", "A Japanese skater was third of 24.", False),
        ("24명 중 일본 선수가 3위였다.", "A Chinese skater was third of 24.", True),
    ],
)  # fmt: skip
def test_places(ko: str, en: str, wrong: bool) -> None:
    assert [f.type for f in found([ko], [en])] == (["name"] if wrong else [])
