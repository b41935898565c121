"""Exports read by programs that know nothing of us: calamine (XLSX), python-tmx, OPUS tools (XCES), Translate Toolkit.

Two of them are no dependencies of ours, not even for development, and their tests run where they are at hand: Translate
Toolkit is GPL-3.0; OPUS tools install a top-level package ``tests`` that hides ours, so ``opus_read`` must come from an
environment of its own.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.run_maker import make_run, pair_rows

from aligner.exporters import ExportOptions, read, write
from aligner.pipeline.corpus import Corpus
from aligner.pipeline.exports import export_run
from aligner.review import StoryState
from aligner.review.entries import make_entry

ROWS = pair_rows()
CONTROL = str.maketrans("", "", "\x01\x0b")


def _texts(row: dict[str, Any]) -> tuple[str, str]:
    return row["ko"].translate(CONTROL), row["en"].translate(CONTROL)


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> ExportOptions:
    corpus = Corpus.open(make_run(tmp_path_factory.mktemp("run")))
    return ExportOptions(info=corpus.info, story=corpus.stories)


def test_calamine_reads_the_workbook(tmp_path: Path, options: ExportOptions) -> None:
    calamine = pytest.importorskip("python_calamine")
    write("xlsx", ROWS, tmp_path / "c.xlsx", options=options)
    book = calamine.CalamineWorkbook.from_path(str(tmp_path / "c.xlsx"))
    assert book.sheet_names == ["pairs", "about"]
    head, *cells = book.get_sheet_by_name("pairs").to_python()
    rows = [dict(zip(head, row, strict=True)) for row in cells]
    assert [(row["ko"], row["en"]) for row in rows] == [_texts(row) for row in ROWS]
    assert [(row["id"], row["score"], row["moved"], row["status"]) for row in rows] == [
        (row["id"], row["score"], row["moved"], row["status"]) for row in ROWS
    ]
    about = dict(book.get_sheet_by_name("about").to_python())
    assert about["config"] == options.info.config
    assert about["license"] == "CC-BY-4.0, CC-BY-SA-4.0"


def test_opus_read_finds_the_sentences_of_every_link(tmp_path: Path, options: ExportOptions) -> None:
    reader = shutil.which("opus_read")
    if reader is None:
        pytest.skip("opus_read is not on the PATH")
    write("xces", ROWS, tmp_path / "c-xces", options=options)
    folder, out = tmp_path / "c-xces", tmp_path / "read.txt"
    command = [reader, "-d", "c", "-s", "ko", "-t", "en", "-p", "raw", "-af", "ko-en.xml", "-w", str(out), "-q"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    blocks = re.split(r"^=+\n", out.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    # A block a link; before the first of a document stand the names of its files.
    told = [
        tuple(" ".join(re.findall(rf'^\({side}\)="\d+">(.*)$', block, re.MULTILINE)) for side in ("src", "trg"))
        for block in blocks
        if "(src)" in block or "(trg)" in block
    ]
    assert told == [_texts(row) for row in ROWS]


def test_a_corrected_memory_is_read_by_the_types_of_the_standard(tmp_path: Path) -> None:
    tmx = pytest.importorskip("PythonTmx")
    from lxml import etree

    corpus = Corpus.open(make_run(tmp_path / "news"))
    state = StoryState.of_rows(corpus.raw("rates.2025").story, corpus.raw("rates.2025").pairs)
    better = "The benchmark KOSPI rose 1.2 percent to 2,650.3."
    (ref,) = state.refs("en", [4])
    correction = {"side": "en", "sentence": ref, "text": better}
    corpus.journal.append([make_entry("text", "rates.2025", who="지우", via="desk", data=correction)])
    export_run(corpus.path, ["tmx"], tmp_path / "out.tmx")
    memory = tmx.from_element(etree.parse(str(tmp_path / "out.tmx")).getroot())
    assert (memory.header.srclang, memory.header.segtype.value, memory.header.datatype) == (
        "ko-KR",
        "sentence",
        "plaintext",
    )
    units = {unit.tuid: unit for unit in memory.tus}
    texts = {name: {tuv.lang: "".join(tuv.content) for tuv in unit.tuvs} for name, unit in units.items()}
    assert all(set(sides) == {"ko-KR", "en-US"} for sides in texts.values())
    changed = units["rates.2025#0004"]
    assert (texts[changed.tuid]["en-US"], changed.changeid) == (better, "지우")
    assert changed.changedate.year >= 2025
    assert units["rates.2025#0002"].segtype.value == "block"
    shown = {(pair.ko, pair.en) for pair in read(tmp_path / "out.tmx")}
    assert shown == {(sides["ko-KR"], sides["en-US"]) for sides in texts.values()}


def test_translate_toolkit_reads_the_memory(tmp_path: Path, options: ExportOptions) -> None:
    tmx = pytest.importorskip("translate.storage.tmx")
    write("tmx", ROWS, tmp_path / "c.tmx", options=options)
    store = tmx.tmxfile.parsefile(str(tmp_path / "c.tmx"))
    assert [(str(unit.source), str(unit.target)) for unit in store.units] == [
        _texts(row) for row in ROWS if row["ko"] and row["en"]
    ]


def test_translate_toolkit_edits_the_xliff_and_nothing_is_lost(tmp_path: Path, options: ExportOptions) -> None:
    xliff2 = pytest.importorskip("translate.storage.xliff2")
    path = tmp_path / "c.xlf"
    rows = [row for row in ROWS if row["ko"].translate(CONTROL) == row["ko"]]
    write("xliff", rows, path, options=options)
    store = xliff2.Xliff2File.parsefile(str(path))
    assert [(str(unit.source), str(unit.target or "")) for unit in store.units] == [_texts(row) for row in rows]
    store.units[1].target = "The Bank of Korea cut its rate to 2.75 percent."
    store.savefile(str(path))
    back = list(read(path))
    assert back[1].en == "The Bank of Korea cut its rate to 2.75 percent."
    for at, (pair, row) in enumerate(zip(back, rows, strict=True)):
        if at != 1:
            assert {name: value for name, value in pair.to_row().items() if name in row} == row
