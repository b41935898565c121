"""``aligner check`` on two files, a folder and a finished run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aligner.cli import main

KO = """정부, 내년 예산 확정
정부는 24일 내년 예산을 656조9천억원으로 확정했다고 밝혔다.
박진우 기획재정부 차관은 3억2천만원을 돌려받았다고 말했다.
회의에는 장관 열두 명이 참석했다.
"""
EN = """Gov't finalizes budget for next year
The government said Wednesday it has finalized next year's budget at 656.9 trillion won.
Vice Finance Minister Park Jin-ho said he got back 32 million won.
Twelve ministers attended the meeting.
"""


@pytest.fixture
def story(tmp_path: Path) -> tuple[str, str]:
    for name, text in (("budget.ko.txt", KO), ("budget.en.txt", EN)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "budget.ko.txt"), str(tmp_path / "budget.en.txt")


def check(*args: str) -> Result:
    return CliRunner().invoke(main, ["check", *args])


def test_json_is_what_the_newsroom_reads(story: tuple[str, str]) -> None:
    result = check(*story, "--pre-split", "--date", "2025-12-24", "--json")
    assert result.exit_code == 0, result.output
    findings = json.loads(result.stdout)["findings"]
    assert {(f["type"], f["en_sentence"]) for f in findings} == {("number", 2), ("name", 2)}
    for finding in findings:
        assert {"type", "severity", "ko_sentence", "en_sentence", "ko_span", "en_span", "values", "message"} <= set(
            finding
        )
        start, end = finding["en_span"]
        assert EN.splitlines()[finding["en_sentence"]][start:end] == finding["en_text"]


def test_sides_may_come_in_any_order(story: tuple[str, str]) -> None:
    one = check(*story, "--pre-split", "--json")
    other = check(*reversed(story), "--pre-split", "--json")
    assert json.loads(one.stdout) == json.loads(other.stdout)


def test_fail_on_makes_a_gate(story: tuple[str, str]) -> None:
    assert check(*story, "--pre-split", "--fail-on", "number,date").exit_code == 3
    assert check(*story, "--pre-split", "--fail-on", "date,negation").exit_code == 0


def test_wrong_weekday_with_the_date(story: tuple[str, str]) -> None:
    result = check(*story, "--pre-split", "--date", "2025-12-25", "--json", "--type", "date")
    assert [f["type"] for f in json.loads(result.stdout)["findings"]] == []
    moved = EN.replace("Wednesday", "Monday")
    Path(story[1]).write_text(moved, encoding="utf-8")
    result = check(*story, "--pre-split", "--date", "2025-12-24", "--json", "--type", "date")
    assert [f["type"] for f in json.loads(result.stdout)["findings"]] == ["date"]


def test_explanations_in_korean(story: tuple[str, str]) -> None:
    result = check(*story, "--pre-split", "--lang", "ko")
    assert "자릿수가 다릅니다" in result.stdout
    assert "기사 1건 확인: 숫자 1, 이름 1 (날짜 모름)" in result.stderr


def test_glossary_is_used(story: tuple[str, str], tmp_path: Path) -> None:
    names = tmp_path / "names.tsv"
    names.write_text("박진우\tPark Jin-ho\tperson\n", encoding="utf-8")
    result = check(*story, "--pre-split", "--glossary", str(names), "--json")
    assert "name" not in {f["type"] for f in json.loads(result.stdout)["findings"]}


def test_folder_and_one_sided_story(story: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "alone.ko.txt").write_text(KO, encoding="utf-8")
    result = check(str(tmp_path), "--pre-split", "--json")
    assert result.exit_code == 1
    assert {f["story"] for f in json.loads(result.stdout)["findings"]} == {"budget"}
    assert "alone" in result.stderr


def test_finished_run(wire_run: Path) -> None:
    as_they_are = check(str(wire_run), "--json")
    assert as_they_are.exit_code == 0
    findings = json.loads(as_they_are.stdout)["findings"]
    stored = [json.loads(line) for line in (wire_run / "stories.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(findings) == sum(len(story["findings"]) for story in stored)
    anew = json.loads(check(str(wire_run), "--json", "--lang", "ko").stdout)["findings"]
    assert anew
    assert all(any("가" <= c <= "힣" for c in f["message"]) for f in anew)


def test_bad_use_is_one_line(story: tuple[str, str]) -> None:
    result = check(*story, "--fail-on", "spelling")
    assert result.exit_code == 2
    assert "spelling" in result.stderr
    result = check(*story, "--date", "yesterday")
    assert result.exit_code == 2
    assert result.stderr.startswith("aligner: ")
    assert check(story[0], str(Path(story[1]).parent / "none.txt")).exit_code == 2


def test_terms_and_mechanical_faults_are_told_and_gate_only_by_name(tmp_path):
    ko = ["한국은행은 24일 기준금리를 2.75%로 내렸다.", "야당은 이에 반발했다.", "시장은 이날 결정을 예상했다."]
    en = ["The bank cut its base rate to 2.75  percent by by Wednesday.", "The opposition objected."]
    en.append("Markets had expected the decision.")
    (tmp_path / "s.ko.txt").write_text("\n".join(ko) + "\n", encoding="utf-8")
    (tmp_path / "s.en.txt").write_text("\n".join(en) + "\n", encoding="utf-8")
    (tmp_path / "terms.tsv").write_text("기준금리\tpolicy rate\tterm\tbase rate\n", encoding="utf-8")

    def check(*options: str) -> tuple[int, str]:
        files = ["s.ko.txt", "s.en.txt", "--glossary", "terms.tsv"]
        command = [sys.executable, "-m", "aligner", "check", *files, *options]
        done = subprocess.run(command, capture_output=True, cwd=tmp_path)
        return done.returncode, done.stdout.decode("utf-8")

    code, text = check("--lang", "ko")
    assert code == 0
    assert "용어집에서 쓰지 않기로 한 표현입니다: base rate" in text
    assert "by by" in text
    assert "표기 주의 (국 –, 영 1)" in text
    assert check("--fail-on", "number,date,name,negation,clause")[0] == 0
    assert check("--fail-on", "style")[0] == 3
    assert check("--fail-on", "term")[0] == 3
    assert check("--fail-on", "style", "--no-qa", "all")[0] == 0
    assert check("--no-qa", "nonsense")[0] == 2
