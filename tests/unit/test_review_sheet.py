"""The spreadsheet as people give it back, through every program and habit; see docs/datasets.md, *Review*."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from tests.run_maker import make_run, pair_rows

from aligner.cli import main
from aligner.errors import InputError
from aligner.exporters.review import read_review
from aligner.pipeline.corpus import Corpus
from aligner.pipeline.exports import export_run
from aligner.pipeline.reviews import MergeResult, import_review

Rows = list[list[Any]]
NEW = "The benchmark KOSPI closed 1.2 percent higher at 2,650.3."


def exported(run: Path, name: str = "given.xlsx") -> Rows:
    export_run(run, ["xlsx"], run.parent / name)
    book = openpyxl.load_workbook(run.parent / name)
    return [[cell.value for cell in row] for row in book["pairs"].iter_rows()]


def save(rows: Rows, path: Path, encoding: str = "utf-8-sig") -> Path:
    """Save as a spreadsheet program does: CSV with CRLF and bare quoting, "Unicode text", ODS, XLSX."""
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        assert book.active is not None
        for row in rows:
            book.active.append(row)
            for cell in book.active[book.active.max_row]:
                cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
        book.save(path)
    elif path.suffix == ".ods":
        odfdo = pytest.importorskip("odfdo")
        document = odfdo.Document("spreadsheet")
        document.body.clear()
        table = odfdo.Table("검토")
        table.set_values([["" if cell is None else cell for cell in row] for row in rows])
        document.body.append(table)
        document.save(str(path))
    else:
        out = io.StringIO()
        writer = csv.writer(out, delimiter="\t" if path.suffix == ".txt" else ",")
        writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
        path.write_bytes(out.getvalue().encode(encoding, "replace"))
    return path


def at(rows: Rows, name: str) -> int:
    return rows[0].index(name)


def put(rows: Rows, pair: str, **values: Any) -> None:
    row = next(row for row in rows if row[at(rows, "id")] == pair)
    for name, value in values.items():
        row[at(rows, name)] = value


def edited(run: Path) -> Rows:
    rows = exported(run)
    put(rows, "rates.2025#0004", en=NEW, comment="수치 오류")
    put(rows, "rates.2025#0001", status="Rejected ")
    return rows


def without(rows: Rows, *names: str) -> Rows:
    keep = [n for n, name in enumerate(rows[0]) if name not in names]
    return [[row[n] for n in keep] for row in rows]


def renamed(rows: Rows, **names: str) -> Rows:
    return [[names.get(name, name) for name in rows[0]], *rows[1:]]


KOREAN = {"id": "번호", "ko": "국문(원문)", "en": "영문/번역", "status": "검토 상태", "comment": "의견"}
HABITS: dict[str, Callable[[Rows], Rows]] = {
    "as it was": lambda rows: rows,
    "sorted": lambda rows: [rows[0], *sorted(rows[1:], key=lambda row: str(row[at(rows, "en")]))],
    "blank rows and columns": lambda rows: (
        [[None, *row, None, "담당자 확인"] for row in rows[:3]]
        + [[None] * (len(rows[0]) + 3)]
        + [[None, *row, None, None] for row in rows[3:]]
    ),
    "a title above": lambda rows: [["기준금리 기사 검토 (지우)"], ["2026-01-07"], [], *rows],
    "Korean headings": lambda rows: renamed(rows, **KOREAN),
    "hidden columns deleted": lambda rows: [row[:7] for row in rows],
    "no fingerprint": lambda rows: without(rows, "fingerprint"),
    "no id": lambda rows: without(rows, "id"),
    "neither id nor story": lambda rows: without(rows, "id", "story"),
    "only texts, status, comment": lambda rows: [
        [row[at(rows, name)] for name in ("ko", "en", "status", "comment")] for row in rows
    ],
    "numbered anew": lambda rows: [rows[0]] + [[number, *row[1:]] for number, row in enumerate(rows[1:], start=1)],
    "no Korean column": lambda rows: without(rows, "ko"),
    "own number before the id": lambda rows: [["번호", *rows[0]]] + [[n, *row] for n, row in enumerate(rows[1:])],
    "fingerprints made numbers": lambda rows: [
        [1.2e15 if n == at(rows, "fingerprint") and row is not rows[0] else cell for n, cell in enumerate(row)]
        for row in rows
    ],
    "stories made dates": lambda rows: [
        [datetime(2025, 12, 24) if n == at(rows, "story") and row is not rows[0] else c for n, c in enumerate(row)]
        for row in rows
    ],
    "line breaks in cells": lambda rows: [
        [str(c).replace(". ", ".\n") if n in (at(rows, "ko"), at(rows, "en")) and c else c for n, c in enumerate(row)]
        for row in rows
    ],
}
FILES = [
    ("a.csv", "utf-8-sig"),
    ("a.csv", "utf-8"),
    ("a.csv", "cp949"),
    ("a.txt", "utf-16"),
    ("a.ods", ""),
    ("a.xlsx", ""),
]


@pytest.fixture
def run(tmp_path: Path) -> Path:
    # Without the story of odd characters, which CP949 cannot hold.
    return make_run(tmp_path / "run", [row for row in pair_rows() if row["story"] == "rates.2025"])


def taken(run: Path, path: Path) -> MergeResult:
    result = import_review(path, run, who="지우")
    pairs = {pair.id: pair for pair in Corpus.open(run).pairs()}
    assert pairs["rates.2025#0004"].en == NEW
    assert pairs["rates.2025#0004"].notes[-1] == "수치 오류"
    assert pairs["rates.2025#0001"].status == "rejected"
    assert (result.changed, result.unchanged, result.conflicts, result.unknown) == (2, result.read - 2, (), ())
    return result


@pytest.mark.parametrize(("name", "encoding"), FILES)
def test_every_program_gives_the_edits_back(run: Path, tmp_path: Path, name: str, encoding: str) -> None:
    result = taken(run, save(edited(run), tmp_path / name, encoding or "utf-8"))
    assert (result.read, result.absent, result.emptied) == (7, 0, ())


@pytest.mark.parametrize("habit", HABITS)
@pytest.mark.parametrize("name", ["a.csv", "a.ods", "a.xlsx"])
def test_every_habit_gives_the_edits_back(run: Path, tmp_path: Path, habit: str, name: str) -> None:
    assert taken(run, save(HABITS[habit](edited(run)), tmp_path / name)).emptied == ()


def test_rows_left_out_stay_and_emptied_cells_are_told(run: Path, tmp_path: Path) -> None:
    rows = edited(run)
    put(rows, "rates.2025#0000", en=None)
    put(rows, "rates.2025#0002", ko="  ", en=None, status=None)  # as merging cells leaves the second row
    put(rows, "rates.2025#0005", status="")
    rows = [row for row in rows if row[at(rows, "id")] != "rates.2025#0003"]
    for name in ("a.csv", "a.xlsx", "a.ods"):
        before = make_run(tmp_path / f"run-{name}", [r for r in pair_rows() if r["story"] == "rates.2025"])
        result = taken(before, save(rows, tmp_path / name))
        assert result.emptied == ("rates.2025#0000", "rates.2025#0002", "rates.2025#0005")
        assert result.absent == 1
        pairs = {pair.id: pair for pair in Corpus.open(before).pairs()}
        was = {row["id"]: row for row in pair_rows()}
        for pair in (*result.emptied, "rates.2025#0003"):
            assert (pairs[pair].ko, pairs[pair].en, pairs[pair].status) == tuple(
                was[pair][field] for field in ("ko", "en", "status")
            )
    said = CliRunner().invoke(main, ["merge", str(tmp_path / "a.csv"), str(run)])
    assert said.exit_code == 0
    assert "3 came back with an empty text or status, the old one stays: rates.2025#0000" in said.stderr
    assert "1 of the run not in the review" in said.stderr


def test_the_wrong_run_is_refused(run: Path, tmp_path: Path) -> None:
    other = make_run(tmp_path / "other", [row for row in pair_rows() if row["story"] == "odd.2025"])
    for name in ("a.csv", "a.xlsx"):
        sheet = save(edited(run), tmp_path / name)
        before = sorted((p.name, p.read_bytes()) for p in other.iterdir() if p.is_file())
        said = CliRunner().invoke(main, ["merge", str(sheet), str(other)])
        assert said.exit_code == 2
        assert "none of its 7 rows is of the run" in said.stderr
        after = sorted((p.name, p.read_bytes()) for p in other.iterdir() if p.is_file() and p.stat().st_size)
        assert [file for file in before if file[1]] == after


def test_what_cannot_be_read_says_why(run: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked.xlsx"
    locked.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    bare = save([["하나", "둘"], ["셋", "넷"]], tmp_path / "bare.csv")
    odd = exported(run)
    put(odd, "rates.2025#0001", status="흠")
    for path, words in (
        (locked, "password"),
        (bare, "names the columns"),
        (save(odd, tmp_path / "odd.csv"), "has the status '흠'"),
    ):
        with pytest.raises(InputError, match=words):
            import_review(path, run)


def test_what_cp949_cannot_hold_is_no_edit(tmp_path: Path) -> None:
    given = [row for row in pair_rows() if row["story"] == "rates.2025"]
    given[0] = {**given[0], "en": "Café owners cheer as BOK cuts key rate — 😀"}
    cafe = make_run(tmp_path / "cafe", given)
    result = taken(cafe, save(edited(cafe), tmp_path / "a.csv", "cp949"))
    assert "Caf?" in (tmp_path / "a.csv").read_text(encoding="cp949")
    assert result.changed == 2


WORDS = {
    "accepted": "Accepted, ACCEPTED ,승인,확인,ok",
    "rejected": "Rejected ,거부,반려, 기각",
    "doubtful": "보류,확인 필요,Doubtful",
    "omitted": "누락,Omitted",
    "added": "추가",
}


@pytest.mark.parametrize(("status", "word"), [(s, w) for s, words in WORDS.items() for w in words.split(",")])
def test_a_status_in_any_words(tmp_path: Path, status: str, word: str) -> None:
    sheet = save([["번호", "상태", "원문", "번역"], ["x#0001", word, "가", "a"]], tmp_path / "a.xlsx")
    assert [(pair.id, pair.status) for pair in read_review(sheet)] == [("x#0001", status)]


def test_tables_open_in_korean_excel(run: Path, tmp_path: Path) -> None:
    for name in ("a.csv", "a.tsv"):
        export_run(run, ["tsv"], tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(b"\xef\xbb\xbfid")
        assert len(list(read_review(tmp_path / name))) == 7
    raw = CliRunner().invoke(main, ["convert", str(tmp_path / "a.csv"), str(tmp_path / "raw.tsv"), "--raw"])
    assert raw.exit_code == 0, raw.output
    assert (tmp_path / "raw.tsv").read_bytes().startswith(b"id\t")
