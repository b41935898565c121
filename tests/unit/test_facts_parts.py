"""Predicates, sorts of bodies and sound changes, one by one."""

from __future__ import annotations

import pytest

from aligner.facts.names.offices import office
from aligner.facts.negation.acts import affirmed, english_forms, negated_near, predicate_rows, stated
from aligner.facts.negation.bead import strong_negations
from aligner.korean.romanise import pronounced, spells


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("attend", {"attend", "attends", "attended", "attending"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("stop", {"stop", "stops", "stopped", "stopping"}),
        ("prove", {"prove", "proves", "proved", "proven", "proving"}),
        ("take part", {"take part", "takes part", "took part", "taken part", "taking part"}),
        ("reach", {"reach", "reaches", "reached", "reaching"}),
    ],
)
def test_forms_of_a_lemma(lemma: str, forms: set[str]) -> None:
    assert set(english_forms(lemma)) == forms


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("회의에 참석하지 않았다.", "attended"),
        ("아직 승인을 받지 못했다.", "approval"),
        ("합병에 동의한 적이 없다.", "agreed"),
        ("문제를 풀 수 없다.", "solve"),
        ("불을 멈출 수 없었다.", "stop"),
        ("역사를 잊어서는 안 된다.", "forget"),
        ("대책을 줄여서는 안 된다.", "reduce"),
        ("그 영화를 못 봤다.", "seen"),
        ("추가 투입 계획은 없다.", "plan"),
        ("부검은 하지 않기로 했다.", "autopsy"),
        ("책임을 면치 못할 것이다.", "escape"),
    ],
)
def test_the_predicate_of_a_negation(korean: str, english: str) -> None:
    spans = strong_negations(korean)
    assert spans
    rows = frozenset().union(*(predicate_rows(korean, span) for span in spans))
    assert list(stated(rows, f"It was {english} there."))


@pytest.mark.parametrize(
    ("english", "word", "negated"),
    [
        ("He did not attend the meeting.", "attend", True),
        ("He failed to attend the meeting.", "attend", True),
        ("No agreement was reached.", "reached", True),
        ("He was absent on Monday, but attended on Tuesday.", "attended", False),
        ("He attended the meeting.", "attended", False),
        ("Police found no trace of it.", "found", True),
    ],
)
def test_negated_where_it_stands(english: str, word: str, negated: bool) -> None:
    at = english.index(word)
    assert negated_near(english, (at, at + len(word))) is negated


def test_affirmed_only_without_a_negation() -> None:
    rows = predicate_rows("허용하지 않았다.", (0, 8))
    assert affirmed(rows, "출입을 허용했다.") is not None
    assert affirmed(rows, "출입을 허용하지 않았다.") is None


@pytest.mark.parametrize(
    ("hangul", "heard"), [("신라", "실라"), ("백령", "뱅녕"), ("종로", "종노"), ("독립문", "동님문"), ("서울", "서울")]
)
def test_sound_changes(hangul: str, heard: str) -> None:
    assert pronounced(hangul) == heard


@pytest.mark.parametrize(
    ("letters", "hangul", "right"),
    [
        ("daegwallyeong", "대관령", True), ("jongno", "종로", True), ("silla", "신라", True),
        ("jae-hyung", "재영", False),
        ("hee-na", "희라", False), ("hee-ra", "희라", True), ("kwang-yeol", "광렬", True),
        ("baengnyeong", "백령", True),
    ],
)  # fmt: skip
def test_spellings(letters: str, hangul: str, right: bool) -> None:
    assert spells(letters, hangul) is right


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("교육부", "ministry"), ("Bank of Korea", "bank"), ("Federal Reserve", "bank"), ("Hanbit Chemical", "company"),
        ("Supreme Court", "court"), ("National Tax Service", "agency"),
    ],
)  # fmt: skip
def test_offices(name: str, sort: str) -> None:
    assert office(name) == sort
