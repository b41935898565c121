"""A review through the commands: two merges at once, a run made anew with more stories and paragraphs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
from tests.web.test_desk import EN, KO

from aligner.pipeline import run
from aligner.pipeline.corpus import Corpus
from aligner.pipeline.exports import export_run
from aligner.pipeline.reviews import import_review


def write_story(folder: Path, name: str, ko: str = KO, en: str = EN) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.ko.txt").write_text(ko, encoding="utf-8")
    (folder / f"{name}.en.txt").write_text(en, encoding="utf-8")


def edit(sheet: Path, edits: dict[int, dict[str, Any]]) -> None:
    book = openpyxl.load_workbook(sheet)
    rows = book["pairs"]
    head = {cell.value: cell.column for cell in rows[1]}
    for row, values in edits.items():
        for column, value in values.items():
            rows.cell(row, head[column]).value = value
    book.save(sheet)


def test_two_merges_at_once_keep_every_verdict(tmp_path: Path) -> None:
    write_story(tmp_path / "in", "rates")
    run([tmp_path / "in"], tmp_path / "out", workers=1, cache=None, formats=("tmx",))
    sheets = [tmp_path / f"{name}.xlsx" for name in ("a", "b")]
    for at, sheet in enumerate(sheets):
        export_run(tmp_path / "out", ["xlsx"], sheet)
        edit(sheet, {row: {"status": "rejected", "comment": f"{sheet.stem} {row}"} for row in range(2 + at, 8, 2)})
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "aligner", "merge", str(sheet), str(tmp_path / "out"), "--who", sheet.stem]
        )
        for sheet in sheets
    ]
    assert [process.wait(120) for process in started] == [0, 0]
    pairs = list(Corpus.open(tmp_path / "out").pairs())
    assert [p.status for p in pairs[:6]] == ["rejected"] * 6
    assert [p.notes[-1] for p in pairs[:6]] == ["a 2", "b 3", "a 4", "b 5", "a 6", "b 7"]
    assert {p.extra["reviewer"] for p in pairs[:6]} == {"a", "b"}


def test_a_review_survives_a_run_made_anew(tmp_path: Path) -> None:
    write_story(tmp_path / "in", "rates")
    out = tmp_path / "out"
    run([tmp_path / "in"], out, workers=1, cache=None)
    sheet = tmp_path / "review.xlsx"
    export_run(out, ["xlsx"], sheet)
    rows = [row for row in Corpus.open(out).pairs() if row.two_sided]
    at = next(n for n, pair in enumerate(Corpus.open(out).pairs(), start=2) if pair.en.startswith("The benchmark"))
    edit(sheet, {at: {"en": "The benchmark KOSPI closed 1.2 percent higher at 2,650.3.", "comment": "figure"}})
    import_review(sheet, out, who="지우")
    assert "closed 1.2 percent" in (out / "corpus.tmx").read_text(encoding="utf-8")
    # Another story comes, and this one gets a paragraph at its top: every number and id is another.
    write_story(tmp_path / "in", "more")
    ko = KO.replace("\n\n", "\n\n정부는 이날 경제 점검 회의를 열었다.\n", 1)
    en = EN.replace("\n\n", "\n\nThe government held a meeting on the economy.\n", 1)
    write_story(tmp_path / "in", "rates", ko, en)
    run([tmp_path / "in"], out, workers=1, cache=None)
    pairs = [p for p in Corpus.open(out).pairs() if p.story == "rates"]
    (edited,) = [p for p in pairs if p.extra.get("before_review")]
    assert edited.en == "The benchmark KOSPI closed 1.2 percent higher at 2,650.3."
    assert edited.notes[-1] == "figure"
    assert len(pairs) > len(rows)
    assert Corpus.open(out).conflicts() == []
    # What the run has beside its record shows the work at once; the record itself does not.
    assert "closed 1.2 percent" in (out / "corpus.tmx").read_text(encoding="utf-8")
    assert "closed 1.2 percent" not in (out / "pairs.jsonl").read_text(encoding="utf-8")
    # The old workbook still finds its sentences; what is gone from the story is told, not put elsewhere.
    edit(sheet, {at + 1: {"status": "rejected"}})
    assert import_review(sheet, out).changed == 1
    write_story(
        tmp_path / "in", "rates", ko.replace("1.2% 오른", "1.3% 오른"), en.replace("2.1 percent", "1.3 percent")
    )
    run([tmp_path / "in"], out, workers=1, cache=None)
    assert {c.why for c in Corpus.open(out).conflicts()} == {"gone"}
    assert not any("1.2 percent" in p.en for p in Corpus.open(out).pairs() if p.story == "rates")


def test_the_unreviewed_state_is_there_as_well(tmp_path: Path) -> None:
    write_story(tmp_path / "in", "rates")
    out = tmp_path / "out"
    run([tmp_path / "in"], out, workers=1, cache=None, formats=())
    corpus = Corpus.open(out)
    finding = next(f for f in corpus.story("rates").story["findings"] if f["type"] == "number")
    assert finding

    def check(*arguments: str) -> list[Any]:
        command = [sys.executable, "-m", "aligner", "check", str(out), "--json", *arguments]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        return [f for f in json.loads(done.stdout)["findings"] if f["type"] == "number"]

    assert len(check()) == 1
    beads = out / "x" / "rates.align"
    beads.parent.mkdir()
    beads.write_text("[5]:[]\n[]:[4]\n", encoding="utf-8")
    import_review(beads, out)
    assert check() != check("--unreviewed")
    assert len(check("--unreviewed")) == 1
