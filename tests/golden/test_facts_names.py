"""Names of people, places and bodies that no table knows: right spellings pass, wrong ones are told."""

from __future__ import annotations

from pathlib import Path

from aligner.facts import compare


def _cases(wrong: bool) -> list[tuple[str, str]]:
    out = []
    for line in Path(__file__).with_name("facts_names.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            korean, *versions = line.split("\t")
            out += [(korean, text.removeprefix("!")) for text in versions if text.startswith("!") == wrong]
    return out


def _told(pair: tuple[str, str]) -> bool:
    return "name" in {f.type for f in compare([pair[0]], [pair[1]], [((0,), (0,))])}


def test_right_names_pass() -> None:
    right = _cases(wrong=False)
    assert len(right) >= 90
    told = [pair for pair in right if _told(pair)]
    assert len(told) <= 0.05 * len(right), told


def test_wrong_names_are_told() -> None:
    wrong = _cases(wrong=True)
    missed = [pair for pair in wrong if not _told(pair)]
    assert len(missed) <= 0.28 * len(wrong), missed
