"""A source that only the English names hides nothing that was left out."""

from __future__ import annotations

import pytest

from aligner.encoders import load_encoder
from aligner.facts.clauses.gaps import find_gaps


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("도는 산불 위험이 커지자 등산로를 폐쇄했다.", "The province closed hiking trails"),
        ("군은 가뭄이 길어지자 논에 급수차를 보냈다.", "The county sent water trucks to rice paddies"),
    ],
)
def test_an_added_source_does_not_hide_a_loss(ko: str, en: str) -> None:
    encode = load_encoder("bundled").encode

    gaps = find_gaps([ko], [f"{en}, local officials said on Thursday."], [((0,), (0,))], encode=encode).ko
    assert max((gap.probability for found in gaps.values() for gap in found), default=0.0) > 0.4
