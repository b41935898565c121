"""Any text survives the formats; ladders never cross; counts agree with a naive version."""

from __future__ import annotations

import re
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.dataset.filters import make_filters
from aligner.exporters import ExportOptions, read, write
from aligner.exporters.characters import guard_formula, one_line, unguard_formula, xml_attribute, xml_text
from aligner.exporters.links import ladder
from aligner.korean.scripts import measure
from aligner.pairs import ScoredPair

ANY = st.text(st.characters(), max_size=40)
NEWS = st.text(st.sampled_from("가나다라힣 abcXYZ 019.,%()\"'=+-@<>&中カé“”…\t\n\x01"), max_size=60)
LEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@given(st.one_of(ANY, NEWS))
def test_a_guarded_cell_is_given_back_and_never_starts_a_formula(text: str) -> None:
    cell = guard_formula(text, Counter())
    assert unguard_formula(cell) == text
    assert not re.match(r"\s*[=+\-@]", cell)


@given(st.one_of(ANY, NEWS))
def test_xml_holds_every_legal_character(text: str) -> None:
    changed: Counter[str] = Counter()
    legal = LEGAL.sub("", text)
    element = ET.fromstring(f"<x a={xml_attribute(text, changed)}>{xml_text(text, changed)}</x>")
    assert (element.text or "") == legal
    assert element.get("a") == legal
    assert changed["illegal characters removed"] == 2 * (len(text) - len(legal))


@given(ANY)
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text, Counter()).splitlines()) <= 1


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(NEWS, NEWS), min_size=1, max_size=5))
def test_formats_that_promise_everything_keep_everything(texts: list[tuple[str, str]]) -> None:
    rows = [ScoredPair(f"s#{n}", ko, en, "s", score=0.5, parts={"x": 0.25}) for n, (ko, en) in enumerate(texts)]
    with tempfile.TemporaryDirectory() as folder:
        for name, ending in (("jsonl", ".jsonl"), ("parquet", ".parquet")):
            write(name, rows, Path(folder) / f"c{ending}")
            assert list(read(Path(folder) / f"c{ending}")) == rows
        write("xliff", rows, Path(folder) / "c.xlf")
        back = {pair.id: pair for pair in read(Path(folder) / "c.xlf")}
        for row in rows:
            if row.ko or row.en:
                assert (back[row.id].ko, back[row.id].en) == (row.ko, row.en)
        write("tsv", rows, Path(folder) / "c.tsv", options=ExportOptions())
        told = [(pair.id, pair.ko, pair.en) for pair in read(Path(folder) / "c.tsv")]
        assert told == [(row.id, one_line(row.ko, Counter()), one_line(row.en, Counter())) for row in rows]


@st.composite
def alignments(draw: st.DrawFn) -> list[tuple[tuple[int, ...], tuple[int, ...], float]]:
    """Any beads over two short stories, every sentence in exactly one, in any order, with gaps."""
    ko_count, en_count = draw(st.integers(0, 8)), draw(st.integers(0, 8))
    groups = draw(st.integers(1, 8))
    ko_of = [draw(st.integers(0, groups - 1)) for _ in range(ko_count)]
    en_of = [draw(st.integers(0, groups - 1)) for _ in range(en_count)]
    beads = []
    for group in range(groups):
        ko = tuple(n for n, g in enumerate(ko_of) if g == group)
        en = tuple(n for n, g in enumerate(en_of) if g == group)
        if ko or en:
            beads.append((ko, en, 0.5))
    return beads


@given(alignments())
def test_a_ladder_is_a_ladder(beads: list[tuple[tuple[int, ...], tuple[int, ...], float]]) -> None:
    changed: Counter[str] = Counter()
    rungs = [(ko, en) for ko, en, _ in ladder(beads, changed)]
    ko_count = sum(len(ko) for ko, _, _ in beads)
    en_count = sum(len(en) for _, en, _ in beads)
    assert rungs[0] == (0, 0) or not beads
    assert rungs[-1] == (ko_count, en_count)
    assert rungs == sorted(set(rungs))
    links = {(set_ko, set_en) for set_ko, set_en, _ in beads if set_ko and set_en}
    for (ko, en), (next_ko, next_en) in pairwise(rungs):
        assert next_ko >= ko
        assert next_en >= en
        if next_ko > ko and next_en > en:
            inside = set(range(ko, next_ko)), set(range(en, next_en))
            assert any(inside[0] <= set(a) and inside[1] <= set(b) for a, b in links), (
                "a segment links what no bead does"
            )
    if not changed:
        segments = set(pairwise(rungs))
        for ko, en in links:
            assert ((ko[0], en[0]), (ko[-1] + 1, en[-1] + 1)) in segments


def _naive(text: str) -> tuple[int, int, int, int]:
    hangul = sum("\ua000" <= c <= "\udfff" for c in text)
    latin = sum((c.isascii() and c.isalpha()) or "\u00c0" <= c <= "\u027f" for c in text)
    han = sum("\u4000" <= c <= "\u9fff" for c in text)
    return hangul, latin, han, sum(c not in " \t\n\r\v\f" for c in text)


@given(st.text(st.one_of(st.characters(max_codepoint=0x27F), st.sampled_from("가힣한글中國“”…ㅋＡ😀")), max_size=50))
def test_measure_agrees_with_a_naive_count(text: str) -> None:
    found = measure(text)
    assert (found.hangul, found.latin, found.han, found.visible) == _naive(text)


@settings(max_examples=200, deadline=None)
@given(st.one_of(ANY, NEWS), st.one_of(ANY, NEWS))
def test_no_text_breaks_a_filter(ko: str, en: str) -> None:
    for one in make_filters():
        reason = one.reason(ScoredPair("1", ko, en, score=0.5))
        assert reason is None or reason.startswith(f"{one.name}: ")
