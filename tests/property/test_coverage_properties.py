"""Properties of clauses and of the report's escaping."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from aligner.facts.clauses.split import clause_core, split_clauses
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
