"""Names of people, places and bodies that no table knows: right spellings pass, wrong ones are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.facts import compare


def _cases(wrong: bool) -> list[tuple[str, str]]:
    out = []
    for line in Path(__file__).with_name("facts_names.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            korean, *versions = line.split("\t")
            out += [(korean, text.removeprefix("!")) for text in versions if text.startswith("!") == wrong]
    return out


@pytest.mark.parametrize(("ko", "en"), _cases(wrong=False))
def test_right_names_pass(ko: str, en: str) -> None:
    assert [f for f in compare([ko], [en], [((0,), (0,))]) if f.type != "clause"] == []


@pytest.mark.parametrize(("ko", "en"), _cases(wrong=True))
def test_wrong_names_are_told(ko: str, en: str) -> None:
    assert "name" in {f.type for f in compare([ko], [en], [((0,), (0,))])}
