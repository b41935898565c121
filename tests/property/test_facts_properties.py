"""Round trips over the whole numeral grammar, and laws every extraction obeys."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.facts import compare, evidence_keys, extract
from aligner.facts.reading.english_words import format_english, parse_english
from aligner.korean.numerals import format_korean, format_native, parse_korean, parse_native
from aligner.korean.particles import attach, strip_particle
from aligner.korean.romanise import compose, decompose, english_skeleton, korean_skeleton, revised, spells

whole = st.integers(min_value=0, max_value=10**13 - 1)
styles = st.sampled_from(["mixed", "hangul", "digits", "wire"])
hangul = st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=4)
_PIECES = [
    *"가나다일이삼천만억조년월일시분명원%·∼-(),.\"' 0123456789abcDEFMKst$",
    "세 ",
    "million ",
    "May ",
    "Nov. ",
    "지난 ",
    " 않았다",
    "no ",
]
news = st.lists(st.sampled_from(_PIECES), max_size=50).map("".join)


@given(whole, styles)
def test_value_to_korean_and_back(value: int, style: str) -> None:
    parsed = parse_korean(format_korean(value, style))  # type: ignore[arg-type]
    assert parsed is not None
    assert parsed[0] == value


@given(st.integers(1, 99), st.booleans())
def test_native_numerals_and_back(value: int, counter: bool) -> None:
    assert parse_native(format_native(value, counter=counter)) == value


@given(whole)
def test_value_to_english_words_and_back(value: int) -> None:
    assert parse_english(format_english(value)) == value


@given(
    st.integers(2, 10**12),
    st.sampled_from(["mixed", "digits", "wire"]),
    st.sampled_from(["명", "원", "달러", "개", "표", "%", "㎞", "톤"]),
)
def test_a_written_figure_is_extracted_with_its_value(value: int, style: str, unit: str) -> None:
    text = f"모두 {format_korean(value, style)}{unit}다."  # type: ignore[arg-type]
    facts = [f for f in extract(text, "ko") if f.kind == "number"]
    assert [f.value for f in facts] == [value]


@given(st.integers(21, 10**12))
def test_english_words_are_extracted_with_their_value(value: int) -> None:
    text = f"They counted {format_english(value)} votes."
    assert [f.value for f in extract(text, "en") if f.kind == "number"] == [value]


@given(st.integers(2, 99), st.sampled_from(["명", "살", "차례", "배", "개", "시간"]))
def test_native_counters_are_extracted(value: int, counter: str) -> None:
    facts = extract(f"모두 {format_native(value)} {counter}이다.", "ko")
    assert [f.value for f in facts] == [value]


@given(st.integers(2, 10**12), styles.filter(lambda s: s != "hangul"))
def test_right_translation_is_never_an_error(value: int, style: str) -> None:
    ko = [f"정부는 {format_korean(value, style)}원을 썼다."]  # type: ignore[arg-type]
    for en in (f"The government spent {value:,} won.", f"The government spent {format_english(value)} won."):
        assert compare(ko, [en], [((0,), (0,))]) == ()


@given(st.integers(12, 10**10), st.sampled_from([10, 100, 1000, 10**4, 10**6]))
def test_a_magnitude_slip_is_always_found(value: int, factor: int) -> None:
    found = compare([f"{format_korean(value, 'wire')}원을 냈다."], [f"He paid {value * factor:,} won."], [((0,), (0,))])
    assert [(f.type, f.status) for f in found] == [("number", "wrong")]


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.integers(-6, 6))
def test_weekday_of_a_near_day(story: date, shift: int) -> None:
    day = story + timedelta(days=shift)
    ko, right = [f"{day.month}월 {day.day}일 시작했다."], [f"It started {day:%A}."]
    assert [f for f in compare(ko, right, [((0,), (0,))], date=story) if f.type == "date"] == []
    wrong = [f"It started {day + timedelta(days=2):%A}."]
    assert [f.type for f in compare(ko, wrong, [((0,), (0,))], date=story)] == ["date"]


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.integers(0, 23), st.integers(0, 59))
def test_kst_and_gmt_across_midnight(day: date, hour: int, minute: int) -> None:
    part = "오전" if hour < 12 else "오후"
    ko = [f"{day.day}일 {part} {hour % 12 or 12}시 {minute}분께 쐈다."]
    gmt = (hour * 60 + minute - 540) % 1440
    there = day - timedelta(days=hour * 60 + minute < 540)
    en = [f"It was fired at {gmt // 60:02d}{gmt % 60:02d} GMT {there:%A}."]
    if hour % 12 == 0 and hour == 0:
        ko = [f"{day.day}일 오전 0시 {minute}분께 쐈다."]
    assert [f for f in compare(ko, en, [((0,), (0,))], date=day) if f.type == "date"] == []


@settings(max_examples=300)
@given(news, st.sampled_from(["ko", "en"]))
def test_any_text_gives_well_formed_facts(text: str, lang: str) -> None:
    facts = extract(text, lang, date=date(2025, 12, 24))  # type: ignore[arg-type]
    for fact in facts:
        assert text[fact.start : fact.end] == fact.text
        assert fact.start < fact.end
    assert [f.start for f in facts] == sorted(f.start for f in facts)
    assert extract(text, lang, date=date(2025, 12, 24)) == facts  # type: ignore[arg-type]
    assert isinstance(evidence_keys(text, lang), frozenset)  # type: ignore[arg-type]


@settings(max_examples=150, deadline=None)
@given(st.lists(news, min_size=1, max_size=3), st.lists(news, min_size=1, max_size=3))
def test_compare_never_fails_and_stays_inside_the_texts(ko: list[str], en: list[str]) -> None:
    beads = [((i,), (i,)) for i in range(min(len(ko), len(en)))]
    found = compare(ko, en, beads, date=date(2025, 12, 24))
    for match in found.matches:
        assert match.ko.fact is not None
        assert ko[match.ko.sentence][match.ko.start : match.ko.end] == match.ko.fact.text
        assert (match.en is None) == (match.status == "missing") or match.status == "wrong"
        if match.en is not None:
            assert 0 <= match.en.start < match.en.end <= len(en[match.en.sentence])
    for finding in found:
        for sentence, span, texts in (
            (finding.ko_sentence, finding.ko_span, ko),
            (finding.en_sentence, finding.en_span, en),
        ):
            if sentence is not None and span is not None:
                assert 0 <= span[0] <= span[1] <= len(texts[sentence])
        assert 0 <= finding.score <= 1
        assert finding.message


@given(hangul)
def test_revised_romanisation_is_always_a_spelling(word: str) -> None:
    letters = revised(word)
    if letters.isascii():
        assert spells(letters, word)


@given(hangul)
def test_syllables_come_apart_and_together(word: str) -> None:
    assert "".join(compose(*decompose(char)) for char in word) == word


@given(hangul)
def test_skeleton_depends_on_sound_classes_only(word: str) -> None:
    assert set(korean_skeleton(word)) <= set("KNTLMPSC")
    assert set(english_skeleton(revised(word))) <= set("KNTLMPSC")


@given(hangul, st.sampled_from(["은", "이", "을", "과", "으로", "이라"]))
def test_particles_attach_and_come_off(word: str, particle: str) -> None:
    joined = attach(word, particle)
    assert joined.startswith(word)
    assert len(strip_particle(word + "에서", least=len(word))) == len(word)


def test_out_of_range_values_are_refused() -> None:
    with pytest.raises(ValueError, match="expected"):
        format_english(10**15)
    with pytest.raises(ValueError, match="syllable"):
        decompose("a")
