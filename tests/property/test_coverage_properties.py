"""Properties of clauses and of the report's escaping."""

from __future__ import annotations

import json
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.facts.clauses.pieces import pieces
from aligner.facts.clauses.spans import Bead
from aligner.facts.clauses.split import clause_core, split_clauses
from aligner.facts.clauses.words import words_of
from aligner.facts.story import Side
from aligner.report.html import _json

PIECES = st.sampled_from(
    [
        "정부는 ",
        "예산을 늘리고 ",
        "했으며, ",
        '"간다"며 ',
        "말했다. ",
        "12,345 ",
        "and ",
        "which ",
        ", ",
        '"',
        "— ",
        " ",
        "최고 ",
        "가",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from(["ko", "en"]))
def test_clauses_tile_the_sentence(text: str, lang: str) -> None:
    ranges = split_clauses(text, lang)  # type: ignore[arg-type]
    at = 0
    for start, end in ranges:
        assert text[at:start].strip() == ""
        assert start < end
        assert text[start:end] == text[start:end].strip()
        at = end
    assert text[at:].strip() == ""


@given(st.lists(PIECES, max_size=25).map("".join))
def test_pieces_tile_the_sentence(text: str) -> None:
    at = 0
    for piece in pieces(text):
        assert text[at : piece.start].strip() == ""
        assert text[piece.start : piece.end] == text[piece.start : piece.end].strip() != ""
        at = piece.end
    assert text[at:].strip() == ""


KOREAN = st.lists(
    st.sampled_from(
        "정부는 예산을 늘려 병원을 지으며 야당은 반대했지만 세금을 내리기로 의사가 부족해 학교를 열었다".split()
    ),
    min_size=2,
    max_size=14,
)
ENGLISH = st.lists(
    st.sampled_from(
        "the government budget will raise hospital build opposition objected tax cut doctor school open".split()
    ),
    min_size=1,
    max_size=14,
)


@settings(deadline=None)
@given(st.lists(KOREAN, min_size=1, max_size=2), ENGLISH)
def test_words_of_spans_are_counted_as_a_naive_count_does(korean: list[list[str]], english: list[str]) -> None:
    texts, other = [" ".join(words) for words in korean], " ".join(english)
    ko, en = Side("ko", texts), Side("en", [other])
    en_words = words_of(other, "en")
    bead = Bead(ko, range(len(texts)), [0], en, [en_words], 2.0, {})
    there = frozenset().union(*(word.keys for word in en_words))
    for i, text in enumerate(texts):
        for start, end, signs in bead.spans(i):
            mine = words_of(text[start:end], "ko")
            rest = [w for k, t in enumerate(texts) if k != i for w in words_of(t, "ko")]
            rest += words_of(text[:start], "ko") + words_of(text[end:], "ko")
            outside = frozenset().union(*(word.keys for word in rest))
            total, kept = sum(w.weight for w in mine), sum(w.weight for w in mine if w.keys & there)
            only = sum(w.weight for w in mine if w.keys & there and not w.keys & there & outside)
            free = sum(w.weight for w in en_words if not w.keys & outside)
            assert signs["words_kept"] == pytest.approx((kept + 0.6) / (total + 1))
            assert signs["words_only"] == pytest.approx(log(1 + only))
            assert signs["words_free"] == pytest.approx(free / (sum(w.weight for w in en_words) + 1))


@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from(["ko", "en"]))
def test_what_a_clause_says_lies_in_it(text: str, lang: str) -> None:
    start, end = clause_core(text, lang)  # type: ignore[arg-type]
    assert 0 <= start <= end <= len(text)


@given(
    st.recursive(
        st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_embedded_json_reads_back_and_cannot_close_its_element(value: object) -> None:
    text = _json(value)
    assert json.loads(text) == value
    assert "<" not in text
    assert ">" not in text
    text.encode("utf-8")
