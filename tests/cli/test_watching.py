"""What long commands tell while they work: plain lines, JSON lines, metrics."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from test_going_on import EN, KO
from tests.run_maker import make_run

from aligner.cli import main, watching


def call(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "EVERY", 0.0)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    rows = [{"ko": f"시 예산은 {n}억 원이다.", "en": f"The city budget is {n} million won."} for n in range(30)]
    file = tmp_path / "c.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return file


def long_commands(tmp_path: Path, corpus: Path) -> dict[str, list[object]]:
    for side, text in (("ko", KO), ("en", EN)):
        (tmp_path / "stories").mkdir(exist_ok=True)
        (tmp_path / "stories" / f"1.{side}.txt").write_text(text.format(n=11), encoding="utf-8")
        rows = map(json.loads, corpus.read_text(encoding="utf-8").splitlines())
        (tmp_path / f"{side}.txt").write_text("".join(row[side] + "\n" for row in rows), encoding="utf-8")
    make_run(tmp_path / "made")
    return {
        "run": ["run", tmp_path / "stories", "--out", tmp_path / "out", "--no-cache", "--workers", 1],
        "mine": ["mine", tmp_path / "ko.txt", tmp_path / "en.txt", "--out", tmp_path / "mined.tsv", "--no-words"],
        "pair": ["pair", tmp_path / "stories", tmp_path / "stories", "--out", tmp_path / "paired.tsv"],
        "score": ["score", corpus, "--out", tmp_path / "scored.jsonl"],
        "filter": ["filter", tmp_path / "made"],
        "export": ["export", tmp_path / "made", "--format", "tmx", "--out", tmp_path / "c.tmx"],
    }


STAGES = {"run": "stories", "mine": "encode", "pair": "encode", "score": "score"}


@pytest.mark.usefixtures("often")
def test_every_long_command_says_how_far_it_is_in_lines_json_and_metrics(tmp_path: Path, corpus: Path) -> None:
    for name, command in long_commands(tmp_path, corpus).items():
        result = call(*command)
        assert result.exit_code == 0, result.output
        if name in STAGES:
            assert re.search(rf"^aligner: {STAGES[name]}: \d+", result.stderr, re.MULTILINE), result.stderr
        metrics = tmp_path / f"{name}.prom"
        result = call(*command, "--log-json", "--metrics", metrics, "-v")
        assert result.exit_code == 0, result.output
        told = [json.loads(line) for line in result.stderr.splitlines()]
        assert {row["command"] for row in told} == {name}
        assert all({"time", "level", "event"} <= set(row) for row in told)
        assert (told[-1]["event"], told[-1]["exit"]) == ("end", 0)
        assert told[-1]["counts"]
        families = parsed(metrics)
        assert families["aligner_exit_code"] == [({"command": name}, 0.0)]
        assert families["aligner_build_info"][0][0]["version"]
        assert families["aligner_count"]


def parsed(path: Path) -> dict[str, list[tuple[dict[str, str], float]]]:
    """Read OpenMetrics text: types before samples, nothing after the end."""
    *lines, end = path.read_text(encoding="utf-8").splitlines()
    assert end == "# EOF"
    found: dict[str, list[tuple[dict[str, str], float]]] = {}
    known = ""
    for line in lines:
        if line.startswith("# TYPE"):
            known = line.split()[2]
        elif not line.startswith("#"):
            name, labels, value = re.fullmatch(r"(\w+)\{(.*)\} (\S+)", line).groups()  # type: ignore[union-attr]
            assert name.startswith(known)
            found.setdefault(name, []).append((dict(re.findall(r'(\w+)="([^"]*)"', labels)), float(value)))
    return found


def test_the_end_is_told_also_when_it_is_a_bad_one(tmp_path: Path) -> None:
    metrics = tmp_path / "m.prom"
    result = call("export", tmp_path / "none", "--format", "tmx", "--out", tmp_path / "c.tmx", "--log-json",
                  "--metrics", metrics)  # fmt: skip
    assert result.exit_code == 2
    told: list[dict[str, Any]] = [json.loads(line) for line in result.stderr.splitlines()]
    assert [(row["level"], row["event"]) for row in told] == [("error", "message"), ("info", "end")]
    assert "is not a finished run" in told[0]["message"]
    assert parsed(metrics)["aligner_exit_code"][0][1] == 2


def test_metrics_that_cannot_be_written_end_nothing(tmp_path: Path) -> None:
    made = make_run(tmp_path / "made")
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = call("export", made, "--format", "tmx", "--out", tmp_path / "c.tmx", "--metrics", tmp_path / "file" / "m")
    assert result.exit_code == 0
    assert "aligner: no metrics: " in result.stderr
    assert (tmp_path / "c.tmx").is_file()
