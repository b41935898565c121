"""`run`, `check` and `coverage` tell the same of one story, from its files and from the finished run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from aligner.cli import main

KO = """해온시, 시내버스 요금 인상 확정
해온시는 24일 시내버스 요금을 1천500원으로 올리는 방안을 확정했다고 밝혔다.
도윤재 해온시 교통국장은 운전기사 320명을 새로 뽑을 계획이라고 말했다.
새 요금은 내년 3월 2일부터 적용되며 청소년 요금은 900원으로 유지된다.
"""
EN = """Haeon finalizes bus fare hike
The city of Haeon said Tuesday it has finalized a plan to raise city bus fares to 1,500 won.
Do Yoon-jae, head of the city's transportation bureau, said it plans to hire 230 new drivers.
The new fares take effect on March 2 next year.
"""
WORDS = ("message", "values")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], str]:
    folder = tmp_path_factory.mktemp("truth")
    for name, text in (("bus.ko.txt", KO), ("bus.en.txt", EN)):
        (folder / name).write_text(text, encoding="utf-8")
    files = [str(folder / "bus.ko.txt"), str(folder / "bus.en.txt")]
    result = call("run", *files, "--out", str(folder / "run"), "--pre-split", "--date", "2025-12-24", "--quiet")
    assert result.exit_code == 0, result.output
    return files, str(folder / "run")


def call(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


def findings(*args: str) -> list[dict[str, Any]]:
    result = call("check", *args, "--json")
    assert result.exit_code == 0, result.output
    return list(json.loads(result.stdout)["findings"])


def test_the_same_findings_everywhere(made: tuple[list[str], str]) -> None:
    files, run = made
    recorded = json.loads((Path(run) / "stories.jsonl").read_text(encoding="utf-8"))
    told = findings(run)
    assert {f["type"] for f in told} >= {"number", "date"}
    assert [{k: v for k, v in f.items() if k != "story"} for f in told] == recorded["findings"]
    assert findings(*files, "--pre-split", "--date", "2025-12-24") == told
    assert findings(run, "--date", "2025-12-24") == told
    assert {f["severity"] for f in told} <= {"error", "warning"}


def test_a_language_changes_words_only(made: tuple[list[str], str]) -> None:
    files, run = made
    english, korean = findings(run), findings(run, "--lang", "ko")
    assert [f["message"] for f in english] != [f["message"] for f in korean]
    assert korean == findings(*files, "--pre-split", "--date", "2025-12-24", "--lang", "ko")
    assert [{k: v for k, v in f.items() if k not in WORDS} for f in english] == [
        {k: v for k, v in f.items() if k not in WORDS} for f in korean
    ]
    for lang in ("en", "ko"):
        assert call("check", run, "--lang", lang, "--fail-on", "date").exit_code == 3


def test_the_date_and_its_origin_are_on_record(made: tuple[list[str], str]) -> None:
    files, run = made
    recorded = json.loads((Path(run) / "stories.jsonl").read_text(encoding="utf-8"))
    assert recorded["date"] == {"value": "2025-12-24", "from": "option"}
    assert "2025-12-24, given" in call("check", *files, "--pre-split", "--date", "2025-12-24").output
    undated = call("check", *files, "--pre-split")
    assert "days and weekdays go unchecked" in undated.output
    assert "2025-12-24" in call("coverage", run).output
    assert "days and weekdays went unchecked" in call("coverage", *files, "--pre-split").output
    assert call("check", *files, "--date", "soon").exit_code == 2


def test_the_ledger_and_the_check_agree(made: tuple[list[str], str]) -> None:
    files, run = made
    (ledger,) = json.loads(call("coverage", run, "--json").stdout)["stories"]
    assert ledger == json.loads(call("coverage", *files, "--pre-split", "--date", "2025-12-24", "--json").stdout)
    facts = {(f["ko"]["text"] if f["ko"] else "", f["status"]) for f in ledger["facts"]}
    assert {("320명", "wrong"), ("1천500원", "kept"), ("900원", "missing")} <= facts
    assert all(f["en"] for f in ledger["facts"] if f["status"] == "kept")
    wrong = {f["message"] for f in ledger["facts"] if f["status"] == "wrong"}
    assert wrong == {f["message"] for f in findings(run) if f["type"] in ("number", "date", "name")}
    assert call("coverage", run, "--fail-on", "missing").exit_code == 3
