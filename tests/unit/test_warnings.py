"""The wrong file is said first, and nothing odd about a story passes in silence."""

from __future__ import annotations

import json
import quopri
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import aligner
from aligner.cli import main
from aligner.errors import InputError
from aligner.exporters import tsv
from aligner.pipeline.glossary import read_glossary
from aligner.readers import read_document

CORPUS = Path(__file__).resolve().parents[2] / "corpora" / "wire"
KO = "정부는 24일 서울 청사에서 열린 회의에서 내년 예산안을 확정했다고 밝혔다. 총액은 656조 원이다.\n" * 6
EN = "The government said it had settled next year's budget at a meeting in Seoul. The total is 656 trillion won.\n" * 4
DE = "Die Regierung hat am Mittwoch bei einer Sitzung den Haushalt beschlossen. Die Summe beträgt 656 Billionen Won.\n"

ODDITIES = {
    "German": DE * 4,
    "RTF control words": r"\pard\plain\f0\fs20 \u51221?\u48512?\u45716? 24\u51068? \par " * 6,
    "decoded wrongly": KO.encode().decode("latin-1"),
    "decoded wrongly ": KO.encode("cp949").decode("latin-1"),
    "HTML entities": "".join(f"&#{ord(c)};" if ord(c) > 127 else c for c in KO),
    "quoted-printable": quopri.encodestring(KO.encode()).decode(),
    "JSON": json.dumps({"title": "예산", "body": KO}, ensure_ascii=False),
}


@pytest.mark.parametrize("what", ODDITIES)
def test_a_side_that_is_no_news_text_is_named(tmp_path: Path, what: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(ODDITIES[what], encoding="utf-8")
    with pytest.raises(InputError, match=f"it looks like .*{what.strip()}"):
        read_document(file)


@pytest.mark.parametrize("text", [KO, EN, "Samsung Electronics 71,200 +1.2\nSK hynix 201,000 -0.4\n" * 10])
def test_news_text_is_not_doubted(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(text, encoding="utf-8")
    assert read_document(file).text == text


@pytest.fixture(scope="module")
def mixed_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of one right story and one whose English is another story's."""
    folder = tmp_path_factory.mktemp("stories")
    for name, korean, english in (("right", "flu-season", "flu-season"), ("wrong", "flu-season", "nk-pow-letter")):
        shutil.copy(CORPUS / korean / "ko.txt", folder / f"{name}.ko.txt")
        shutil.copy(CORPUS / english / "en.txt", folder / f"{name}.en.txt")
    return folder


def test_a_run_says_which_stories_are_unrelated(mixed_up: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = CliRunner().invoke(main, ["run", str(mixed_up), "--out", str(out), "--workers", "1", "--json"])
    assert done.exit_code == 0
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert lines[0].startswith("aligner: warning: story wrong: ")
    assert "versions of one story" in lines[0]
    assert next(iter(json.loads(done.stdout))) == "unrelated"
    assert list(json.loads(done.stdout)["unrelated"]) == ["wrong"]
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert record["counts"]["unrelated"] == 1
    stories = {row["id"]: row for row in map(json.loads, (out / "stories.jsonl").read_text("utf-8").splitlines())}
    assert stories["wrong"]["warnings"][0]["code"] == "unrelated"
    assert "unrelated" not in {w["code"] for w in stories["right"]["warnings"]}
    ledgers = {row["story"]: row for row in map(json.loads, (out / "coverage.jsonl").read_text("utf-8").splitlines())}
    assert {entry["verdict"] for side in ("ko", "en") for entry in ledgers["wrong"][side]} == {"doubtful"}
    assert "doubtful" not in {entry["verdict"] for entry in ledgers["right"]["ko"]}
    assert "warn_unrelated" in (out / "report.html").read_text(encoding="utf-8")
    for gate in (["--min-coverage", "0.1"], ["--fail-on", "omitted"]):
        assert CliRunner().invoke(main, ["coverage", str(out), *gate]).exit_code == 3


def test_check_and_coverage_warn_and_their_gates_fail(mixed_up: Path) -> None:
    files = [str(mixed_up / f"wrong.{side}.txt") for side in ("ko", "en")]
    checked = CliRunner().invoke(main, ["check", *files, "--json", "--fail-on", "number"])
    assert checked.exit_code == 3
    found = json.loads(checked.stdout)
    assert next(iter(found)) == "warnings"
    assert found["findings"] == []
    shown = CliRunner().invoke(main, ["coverage", *files])
    assert shown.exit_code == 0
    assert "do not look like versions" in shown.stdout.splitlines()[0]


@pytest.mark.parametrize("story", ["flu-season", "nk-pow-letter"])
def test_a_story_and_its_own_version_are_never_unrelated(story: str, tmp_path: Path) -> None:
    for side in ("ko", "en"):
        text = (CORPUS / story / f"{side}.txt").read_text(encoding="utf-8").splitlines(keepends=True)
        (tmp_path / f"{side}.txt").write_text("".join(text[:4]), encoding="utf-8")
    done = CliRunner().invoke(main, ["check", str(tmp_path / "ko.txt"), str(tmp_path / "en.txt"), "--json"])
    assert "unrelated" not in done.stdout


def test_blank_lines_and_missing_or_unreadable_dates_are_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("정부는 예산안을 발표했다.\n\n총액은 656조원이다.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("The government unveiled the budget.\n\nIt totals 656 trillion won.\n", "utf-8")
    (tmp_path / "m.tsv").write_text("id\tko\ten\tdate\nx\ta.txt\tb.txt\tlast spring\n", encoding="utf-8")
    out = tmp_path / "out"
    CliRunner().invoke(main, ["run", str(tmp_path / "m.tsv"), "--out", str(out), "--pre-split", "--workers", "1"])
    story = json.loads((out / "stories.jsonl").read_text(encoding="utf-8"))
    assert [w["code"] for w in story["warnings"]] == ["bad_date", "blank_lines"]
    done = CliRunner().invoke(main, ["check", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--json"])
    assert "no_date" in done.stdout


def test_one_text_is_no_list_of_sentences() -> None:
    with pytest.raises(InputError, match="ko_sentences is one text"):
        aligner.align("정부는 발표했다.", ["The government said so."])


@pytest.mark.parametrize("header", ["한국어\t영어", "원문\t번역", "Korean\tEnglish", "ko-KR\ten-US", "국문\t영문"])
def test_a_header_in_other_words_is_no_pair(tmp_path: Path, header: str) -> None:
    file = tmp_path / "a.tsv"
    file.write_text(f"{header}\n정부는 발표했다.\tThe government said so.\n", encoding="utf-8")
    assert [pair.ko for pair in tsv.read(file)] == ["정부는 발표했다."]
    assert len(read_glossary(file)) == 1


def test_a_glossary_the_wrong_way_round_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "terms.tsv"
    file.write_text("Ministry\t부처\nbudget\t예산\n", encoding="utf-8")
    with pytest.raises(InputError, match="wrong way round"):
        read_glossary(file)
    file.write_text("English\tKorean\nMinistry\t부처\n", encoding="utf-8")
    assert [(entry.ko, entry.en) for entry in read_glossary(file)] == [(("부처",), ("Ministry",))]
