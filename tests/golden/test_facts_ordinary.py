"""Ordinary words that look like facts never fire."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.facts import evidence_keys, extract

WORDS = (Path(__file__).parent / "facts_ordinary.txt").read_text(encoding="utf-8").splitlines()


def test_the_table_is_long_enough() -> None:
    assert len(set(WORDS)) >= 150


@pytest.mark.parametrize("text", WORDS)
def test_no_hard_fact(text: str) -> None:
    assert [f for f in extract(text, "ko") if not f.soft] == []


@pytest.mark.parametrize(
    "text",
    [
        "He may march on Sunday best behaviour.",
        "No one said so.",
        "The second-hand car is a one-off.",
        "They won the match.",
        "I am on it at once.",
        "The quarter-final was tense.",
        "A first lady met the press.",
        "The Long March was hard.",
    ],
)
def test_english_words_give_no_hard_number(text: str) -> None:
    assert [f for f in extract(text, "en") if not f.soft and f.kind == "number"] == []


def test_particles_hide_no_key() -> None:
    assert evidence_keys("트럼프가", "ko") == evidence_keys("트럼프는", "ko")
