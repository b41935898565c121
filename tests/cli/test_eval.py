"""``aligner eval``."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from aligner.cli import main


def _files(tmp_path: Path) -> tuple[Path, Path]:
    gold, pred = tmp_path / "x.gold", tmp_path / "x.align"
    gold.write_text("[0]:[0]\n[1]:[1]\n[2]:[]\n", encoding="utf-8")
    pred.write_text("[0]:[0]:0.9\n[1]:[]:0.4\n[]:[1]:0.4\n[2]:[]:0.8\n", encoding="utf-8")
    return gold, pred


def test_json_has_the_shape_of_the_public_scorer(tmp_path: Path) -> None:
    gold, pred = _files(tmp_path)
    result = CliRunner().invoke(main, ["eval", "--gold", str(gold), "--pred", str(pred), "--json"])
    assert result.exit_code == 0
    data = json.loads(result.output)
    assert data["strict"] == {"p": 0.5, "r": 0.5, "f1": 0.5, "n": 2}
    assert data["type 2-1"] == {"p": 0.0, "r": 0.0, "f1": None, "n": 0}


def test_table_with_intervals_and_calibration(tmp_path: Path) -> None:
    gold, pred = _files(tmp_path)
    arguments = ["eval", "--gold", str(gold), "--pred", str(pred), "--ci", "20", "--calibration"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0
    assert "strict        0.5000  0.5000  0.5000       2  [0.5000, 0.5000]" in result.output
    assert "1 document\n" in result.output
    assert "expected calibration error 0.2750" in result.output


def test_a_missing_file_is_one_line_and_exit_2(tmp_path: Path) -> None:
    gold, _ = _files(tmp_path)
    result = CliRunner().invoke(main, ["eval", "--gold", str(gold), "--pred", str(tmp_path / "no")])
    assert result.exit_code == 2
    assert result.stderr == f"aligner: {tmp_path / 'no'}: no such file or folder; check the path\n"
