"""``aligner mine`` and ``aligner pair`` from the command line, on the sample stories and the pool of twins."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from aligner.cli import main

ROOT = Path(__file__).resolve().parents[2]
TWINS = ROOT / "corpora" / "twins"


def run(*arguments: object, code: int = 0) -> str:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exit_code == code, result.output
    return result.output


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("vectors")


def test_the_pool_of_twins_is_paired_perfectly(tmp_path: Path, cache: Path):
    out = tmp_path / "pairs.tsv"
    output = run("pair", TWINS / "ko", TWINS / "en", "--out", out, "--cache", cache)
    assert re.search(r"47 pairs \(\d related\), 8 and 7 without partner", output)
    with (TWINS / "manifest.tsv").open(encoding="utf-8") as file:
        gold = {(r["ko"], r["en"]) for r in csv.DictReader(file, delimiter="\t")}
    assert {(Path(r["ko"]).stem, Path(r["en"]).stem) for r in rows(out)} == gold
    kinds = [r["kind"] for r in rows(out) if r["ko"] and r["en"]]
    assert set(kinds) <= {"version", "related"}
    assert kinds.count("version") >= 42
    assert {r["kind"] for r in rows(out) if not (r["ko"] and r["en"])} == {""}


def test_pair_takes_one_folder_with_both_languages_and_writes_jsonl(tmp_path: Path, cache: Path):
    for lang in ("ko", "en"):
        for name in ("airline-merger", "court-verdict", "heat-wave"):
            text = (ROOT / "corpora/wire" / name / f"{lang}.txt").read_text(encoding="utf-8")
            (tmp_path / f"{name}-{lang}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "notes.csv").write_text("no story", encoding="utf-8")
    (tmp_path / "broken.txt").write_bytes(b"")
    out = tmp_path / "out" / "pairs.jsonl"
    out.parent.mkdir()
    output = run("pair", tmp_path, tmp_path, "--out", out, "--cache", cache)
    assert "left out" in output
    assert "broken.txt" in output
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert all(Path(r["ko"]).stem[:-3] == Path(r["en"]).stem[:-3] for r in found)
    assert len(found) == 3
    assert found[0]["parts"]["numbers"] > 0


def test_mine_finds_the_shuffled_lines_of_a_story(tmp_path: Path, cache: Path):
    story = ROOT / "corpora/wire/heat-wave"
    ko = (story / "ko.sents.txt").read_text(encoding="utf-8").splitlines()
    en = (story / "en.sents.txt").read_text(encoding="utf-8").splitlines()
    (tmp_path / "k.txt").write_text("\n".join([*ko[::-1], "", ko[0]]) + "\n", encoding="utf-8")
    (tmp_path / "e.txt").write_bytes("\r\n".join(sorted(en)).encode("utf-8-sig"))
    out = tmp_path / "pairs.tsv"
    run("mine", tmp_path / "k.txt", tmp_path / "e.txt", "--out", out, "--cache", cache)
    found = rows(out)
    assert list(found[0]) == ["ko", "en", "score", "margin", "cosine", "ko_source", "en_source", "reasons"]
    assert len(found) >= 5
    scores = [float(r["score"]) for r in found]
    assert scores == sorted(scores, reverse=True)
    assert {r["ko"] for r in found} <= set(ko)
    for row in found:
        name, _, line = row["ko_source"].rpartition(":")
        assert name == str(tmp_path / "k.txt")
        assert ko[::-1][int(line) - 1] == row["ko"]


def test_odd_lines_cost_themselves_and_no_cell_is_a_formula(tmp_path: Path, cache: Path):
    figure = "9" * 5000
    ko = [
        "정부는 24일 예산안을 확정했다.",
        "=SUM(A1) 수출이 늘었다고 정부가 밝혔다.",
        "\u200b",
        "...",
        f"총 {figure}원",
        "İİİ \ufffe 기자",
    ]
    en = [
        "The government settled the budget on the 24th.",
        "=cmd|calc exports rose, the government said.",
        "\u200b",
        "...",
        f"{figure} won",
    ]
    (tmp_path / "k.txt").write_text("\n".join([*ko, ko[0]]), encoding="utf-8")
    (tmp_path / "e.txt").write_text("\n".join(en), encoding="utf-8")
    out = tmp_path / "pairs.tsv"
    output = run("mine", tmp_path / "k.txt", tmp_path / "e.txt", "--out", out, "--cache", cache)
    assert "k.txt: left out 1 repeated sentences, 2 without a letter or digit" in output
    found = rows(out)
    assert ("'" + ko[1], "'" + en[1]) in {(r["ko"], r["en"]) for r in found}
    assert (ko[0], en[0]) in {(r["ko"], r["en"]) for r in found}
    assert not any(cell.startswith(("=", "+", "-", "@")) for r in found for cell in (r["ko"], r["en"], r["reasons"]))


def test_mine_folders_of_stories_top_and_jsonl(tmp_path: Path, cache: Path):
    for lang in ("ko", "en"):
        (tmp_path / lang).mkdir()
        for name in ("k104", "k114") if lang == "ko" else ("e168", "e673"):
            text = (TWINS / lang / f"{name}.txt").read_text(encoding="utf-8")
            (tmp_path / lang / f"{name}.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "pairs.jsonl"
    run("mine", tmp_path / "ko", tmp_path / "en", "--out", out, "--top", 3, "--threshold", 0.1, "--no-words",
        "--cache", cache)  # fmt: skip
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert len(found) == 3
    assert {"cosine", "numbers", "lead_ko"} <= set(found[0]["parts"])
    assert found[0]["ko_source"].rpartition("#")[0].endswith((".txt",))
    assert found[0]["reasons"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("mine", "missing.ko", "missing.en", "--out", "o.tsv"), "missing.ko: no such file or folder"),
        (("mine", "e.txt", "k.txt", "--out", "o.tsv"), "e.txt: looks like English; give the Korean side first"),
        (("mine", "blank.txt", "e.txt", "--out", "o.tsv"), "blank.txt: no sentence in it"),
        (("pair", "nowhere", ".", "--out", "o.tsv"), "nowhere: no such file or folder"),
        (("pair", "english", "english", "--out", "o.tsv"), "english: no ko story in it"),
    ],
)
def test_errors_are_one_line(arguments, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("k.txt").write_text("정부는 예산안을 발표했다.\n", encoding="utf-8")
    Path("e.txt").write_text("The government unveiled its budget.\n", encoding="utf-8")
    Path("blank.txt").write_text("\n\n", encoding="utf-8")
    Path("english").mkdir()
    Path("english/a.txt").write_text("The government unveiled its budget.\n", encoding="utf-8")
    output = run(*arguments, code=2)
    assert output.strip().splitlines() == [output.strip()]
    assert output.startswith(f"aligner: {message}")
    assert not Path("o.tsv").exists()


def test_vectors_on_disk_give_the_same_pairs(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch):
    """Very large heaps keep their vectors in a float16 file; here three sentences count as very large."""
    found = []
    for name, limit in (("memory.jsonl", 10**6), ("disk.jsonl", 3)):
        monkeypatch.setattr("aligner.pipeline.heaps.IN_MEMORY", limit)
        run("mine", TWINS / "ko/k104.txt", TWINS / "en/e168.txt", "--out", tmp_path / name, "--cache", cache,
            "--threshold", 0, "--work-dir", tmp_path)  # fmt: skip
        lines = (tmp_path / name).read_text(encoding="utf-8").splitlines()
        found.append([(r["ko"], r["en"]) for r in map(json.loads, lines)])
    assert sorted(found[0]) == sorted(found[1])
    assert len(found[0]) >= 5
    assert sorted(p.name for p in tmp_path.iterdir()) == ["disk.jsonl", "memory.jsonl"]
