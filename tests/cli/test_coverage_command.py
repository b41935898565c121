"""``aligner coverage`` from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from aligner.cli import main


def call(*args: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["coverage", *map(str, args)])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def story(wire: Path) -> tuple[Path, Path]:
    folder = wire / "nk-missile"
    return folder / "ko.sents.txt", folder / "en.sents.txt"


def test_json_of_two_files_is_the_ledger_of_the_story(story: tuple[Path, Path]) -> None:
    code, out, _ = call(*story, "--pre-split", "--json")
    ledger = json.loads(out)
    assert code == 0
    lines = [len(path.read_text(encoding="utf-8").splitlines()) for path in story]
    assert [e["sentence"] for e in ledger["ko"]] == list(range(lines[0]))
    assert [e["sentence"] for e in ledger["en"]] == list(range(lines[1]))
    assert {e["verdict"] for e in ledger["ko"]} <= {"covered", "partly_covered", "condensed", "moved", "omitted"}
    assert {e["verdict"] for e in ledger["en"]} <= {"sourced", "condensed", "moved", "derived", "added"}
    assert {f["status"] for f in ledger["facts"]} <= {"kept", "moved", "wrong", "missing", "derived"}
    assert all(0 <= e["confidence"] <= 1 for e in ledger["ko"] + ledger["en"] + ledger["facts"])


def test_report_and_spreadsheet_are_written(story: tuple[Path, Path], tmp_path: Path) -> None:
    code, out, _ = call(*story, "--pre-split", "--html", tmp_path / "r.html", "--xlsx", tmp_path / "r.xlsx")
    assert code == 0
    assert "by sentence" in out
    assert "<!DOCTYPE html>" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert (tmp_path / "r.xlsx").read_bytes()[:2] == b"PK"


def test_gates_exit_with_three_and_say_why(story: tuple[Path, Path]) -> None:
    code, _, err = call(*story, "--pre-split", "--min-coverage", "1")
    assert code == 3
    assert "coverage by sentence" in err
    code, _, err = call(*story, "--pre-split", "--fail-on", "omitted")
    assert code == 3
    assert "omitted" in err
    assert call(*story, "--pre-split", "--min-coverage", "0.1")[0] == 0


def test_bad_use_exits_with_two(story: tuple[Path, Path], tmp_path: Path) -> None:
    assert call(*story, "--fail-on", "lost")[0] == 2
    assert call(*story, "--min-coverage", "7")[0] == 2
    code, _, err = call(tmp_path / "no.txt", story[1])
    assert code == 2
    assert err.count("\n") == 1


def test_finished_run_is_read_not_aligned_again(wire_run: Path, tmp_path: Path) -> None:
    code, out, _ = call(wire_run, "--json")
    assert code == 0
    ids = [json.loads(line)["story"] for line in (wire_run / "coverage.jsonl").read_text("utf-8").splitlines()]
    assert [ledger["story"] for ledger in json.loads(out)["stories"]] == ids
    assert call(wire_run, "--html", tmp_path / "run.html", "--lang", "ko")[0] == 0
    assert '<html lang="ko">' in (tmp_path / "run.html").read_text(encoding="utf-8")
