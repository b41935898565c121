"""Negations and opposites in some 170 Korean sentences: right versions pass, flipped ones are told."""

from __future__ import annotations

from pathlib import Path

from aligner.facts import compare


def _cases() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Right and flipped pairs of ``facts_polarity.tsv``."""
    right, flipped = [], []
    for line in Path(__file__).with_name("facts_polarity.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            korean, *versions = line.split("\t")
            right += [(korean, text) for text in versions if not text.startswith("!")]
            flipped += [(korean, text[1:]) for text in versions if text.startswith("!")]
    return right, flipped


def _told(pair: tuple[str, str]) -> bool:
    return any(f.type == "negation" for f in compare([pair[0]], [pair[1]], [((0,), (0,))]))


def test_right_versions_pass() -> None:
    right, _ = _cases()
    assert len(right) >= 350
    told = [pair for pair in right if _told(pair)]
    assert len(told) <= 0.015 * len(right), told


def test_flipped_versions_are_told() -> None:
    _, flipped = _cases()
    assert len(flipped) >= 120
    missed = [pair for pair in flipped if not _told(pair)]
    assert len(missed) <= 0.15 * len(flipped), missed
