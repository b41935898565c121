"""``aligner run`` through real files."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest
from lxml import etree

KO = """국회, 656조9천억원 예산안 의결

(서울=한강통신) 김철수 기자 = 국회는 24일 본회의를 열어 내년도 예산안을 의결했다. 예산 규모는 656조9천억원이다.

정부는 "민생 회복에 쓰겠다"고 밝혔다. 야당은 이번 예산안에 반대했다.

kim@hangang.example

(끝)
"""
EN = """National Assembly passes 656.9 tln-won budget

SEOUL, Dec. 24 (Hangang) -- The National Assembly passed next year's budget at a plenary session Wednesday.

The budget amounts to 656.9 trillion won. The government said it would use it for the recovery of people's livelihoods.

The opposition party voted against the bill. The fiscal year starts on Jan. 1 in South Korea.

(END)
"""


def aligner(*args, cwd=None, stdin=None, check=None):
    done = subprocess.run(
        [sys.executable, "-m", "aligner", *map(str, args)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        # Libraries that open files in the system's encoding would say so among the lines we count.
        env={name: value for name, value in os.environ.items() if name != "PYTHONWARNDEFAULTENCODING"},
    )
    out = done.stdout.decode("utf-8")
    err = done.stderr.decode("utf-8")
    assert "Traceback" not in err, err
    if check is not None:
        assert done.returncode == check, err
    return done.returncode, out, err


@pytest.fixture
def story(tmp_path):
    (tmp_path / "a.ko.txt").write_text(KO, encoding="utf-8")
    (tmp_path / "a.en.txt").write_text(EN, encoding="utf-8")
    return tmp_path


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_two_files_in_either_order_give_one_result(story):
    aligner("run", "a.ko.txt", "a.en.txt", "--out", "one", cwd=story, check=0)
    aligner("run", "a.en.txt", "a.ko.txt", "--out", "two", cwd=story, check=0)
    one, two = rows(story / "one" / "pairs.jsonl"), rows(story / "two" / "pairs.jsonl")
    assert one == two
    assert [(r["ko_sentences"], r["en_sentences"]) for r in one] == [
        ([0], [0]), ([1], [1]), ([2], [2]), ([3], [3]), ([4], [4]), ([], [5]),
    ]  # fmt: skip
    assert one[-1]["type"] == "0-1"
    assert one[-1]["ko"] == ""
    text = (story / "a.ko.txt").read_text(encoding="utf-8")
    start, end = one[1]["ko_offsets"][0]
    assert text[start:end] == "국회는 24일 본회의를 열어 내년도 예산안을 의결했다."


def test_every_output_can_be_opened(wire_run):
    pairs = rows(wire_run / "pairs.jsonl")
    manifest = json.loads((wire_run / "run.json").read_text(encoding="utf-8"))
    assert manifest["counts"]["stories"] == len(rows(wire_run / "stories.jsonl")) >= 16
    assert manifest["counts"]["failed"] == 0
    assert manifest["encoder"]["name"] == "bundled"
    header, *_ = (wire_run / "pairs.tsv").read_text(encoding="utf-8-sig").splitlines()
    assert {"ko", "en", "score"} <= set(header.split("\t"))
    tmx = etree.parse(wire_run / "corpus.tmx").getroot()
    assert tmx.get("version") == "1.4"
    assert len(tmx.findall("body/tu")) == sum(bool(p["ko"] and p["en"]) for p in pairs)
    head = {prop.get("type"): prop.text for prop in tmx.findall("header/prop")}
    assert (head["x-aligner-run"], head["x-aligner-config"]) == (manifest["run"], manifest["config_fingerprint"])
    for name in {p["story"] for p in pairs}:
        beads = (wire_run / "alignments" / f"{name}.align").read_text(encoding="utf-8").splitlines()
        assert all(re.fullmatch(r"\[[\d, ]*\]:\[[\d, ]*\]:[01]\.\d{4}", bead) for bead in beads)
    assert "<html" in (wire_run / "report.html").read_text(encoding="utf-8")[:2000]
    assert not (wire_run / ".run").exists()


def test_a_dataset_folder_written_by_run_has_its_card(story):
    out = story / "out"
    aligner("run", story / "a.ko.txt", story / "a.en.txt", "--out", out, "--format", "hf", check=0)
    card = (out / "corpus-hf" / "README.md").read_text(encoding="utf-8")
    manifest = json.loads((out / "run.json").read_text(encoding="utf-8"))
    for fact in ("## Counts", manifest["run"], "names no licence", "have not been filtered"):
        assert fact in card, fact


def test_what_a_format_forced_on_a_run_is_said(wire, tmp_path):
    place = wire / "nk-pow-letter"  # told in another order: a ladder cannot cross
    _, _, said = aligner(
        "run", place / "ko.txt", place / "en.txt", "--out", tmp_path / "out", "--format", "hunalign", check=0
    )
    manifest = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    count = manifest["changed"]["hunalign"]["crossing beads given up"]
    assert count > 0
    assert f"hunalign: {count} crossing beads given up" in said


def test_roles_of_every_line_are_on_record(wire_run):
    for story in rows(wire_run / "stories.jsonl"):
        roles = {s["role"] for s in story["ko"]["sentences"]}
        assert {"headline", "body"} <= roles, story["id"]
        assert roles - {"headline", "body"}, story["id"]


def test_wire_stories_align_well(wire_run, wire):
    code, out, _ = aligner("eval", "--gold", wire, "--pred", wire_run, "--json", check=0)
    assert code == 0
    assert json.loads(out)["strict"]["f1"] > 0.85


def test_second_run_does_nothing_and_other_settings_are_refused(story):
    aligner("run", "a.ko.txt", "a.en.txt", "--out", "out", cwd=story, check=0)
    before = (story / "out" / "run.json").stat().st_mtime_ns
    aligner("run", "a.ko.txt", "a.en.txt", "--out", "out", cwd=story, check=0)
    assert (story / "out" / "run.json").stat().st_mtime_ns == before
    _, _, err = aligner("run", "a.ko.txt", "a.en.txt", "--out", "out", "--monotone", cwd=story, check=2)
    assert "alignment.monotone: False → True" in err
    assert "--fresh" in err
    aligner("run", "a.ko.txt", "a.en.txt", "--out", "out", "--monotone", "--fresh", cwd=story, check=0)


def test_changed_input_is_aligned_again(story):
    aligner("run", "a.ko.txt", "a.en.txt", "--out", "out", cwd=story, check=0)
    (story / "a.en.txt").write_text(EN.replace("656.9", "656.8"), encoding="utf-8")
    aligner("run", "a.ko.txt", "a.en.txt", "--out", "out", cwd=story, check=0)
    assert any("656.8" in r["en"] for r in rows(story / "out" / "pairs.jsonl"))


def test_standard_input(story):
    code, _, err = aligner("run", "-", "a.en.txt", "--out", "out", cwd=story, stdin=KO.encode("cp949"))
    assert code == 0, err
    assert rows(story / "out" / "pairs.jsonl")[1]["ko"].startswith("국회는 24일")


def test_pre_split_keeps_lines(tmp_path):
    (tmp_path / "x.ko").write_text(
        "제목 하나\n정부는  예산안을 의결했다.\n\n끝났다. 그리고 이어졌다.\n", encoding="utf-8"
    )
    (tmp_path / "x.en").write_text(
        "A headline\nThe government approved the budget.\nIt ended. And went on.\n", encoding="utf-8"
    )
    aligner("run", ".", "--out", "out", "--pre-split", "--format", "align", cwd=tmp_path, check=0)
    pairs = rows(tmp_path / "out" / "pairs.jsonl")
    assert sorted(i for p in pairs for i in p["ko_sentences"]) == [0, 1, 2, 3]
    assert {"정부는  예산안을 의결했다.", "끝났다. 그리고 이어졌다."} <= {p["ko"] for p in pairs}
    assert not (tmp_path / "out" / "pairs.tsv").exists()


def test_one_bad_story_stops_no_other(story):
    (story / "b.ko.txt").write_text(KO, encoding="utf-8")
    (story / "b.en.txt").write_bytes(b"")
    (story / "c.ko.txt").write_text(KO, encoding="utf-8")
    (story / "c.en.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (story / "d.ko.txt").write_text(KO, encoding="utf-8")
    (story / "e.ko.txt").write_text(KO, encoding="utf-8")
    (story / "e.en.txt").write_text(KO, encoding="utf-8")
    (story / "notes.docx").write_bytes(b"PK")
    code, out, err = aligner("run", ".", "--out", "out", "--json", cwd=story)
    summary = json.loads(out)
    assert code == 1
    assert summary["counts"]["stories"] == 1
    assert set(summary["failed"]) == {"b", "c", "e"}
    assert set(summary["unpaired"]) == {"d"}
    for name in "bcde":
        assert f"story {name}" in err
    assert {r["story"] for r in rows(story / "out" / "pairs.jsonl")} == {"a"}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["missing.txt", "a.en.txt"], "missing.txt: no such file"),
        (["a.ko.txt"], "one file is given"),
        (["a.ko.txt", "copy.ko.txt"], "both Korean"),
        (["a.ko.txt", "a.en.txt", "--format", "docx"], "unknown format 'docx'"),
        (["a.ko.txt", "a.en.txt", "--max-bead", "1"], "max_bead is 1"),
        (["a.ko.txt", "a.en.txt", "--encoder", "./no-model"], "no-model"),
        (["a.ko.txt", "a.en.txt", "--config", "none.toml"], "none.toml"),
        (["a.ko.txt", "empty.txt"], "empty.txt"),
    ],
)
def test_bad_use_is_one_line_and_exit_code_2(story, args, said):
    (story / "copy.ko.txt").write_text(KO + "\n다른 기사다.\n", encoding="utf-8")
    (story / "empty.txt").write_text("", encoding="utf-8")
    code, _, err = aligner("run", *args, "--out", "out", cwd=story)
    assert code == 2, err
    assert said in err
    assert len(err.strip().splitlines()) == 1 or "Usage:" in err


def test_output_that_cannot_be_written(story):
    (story / "out").write_text("a file, not a folder", encoding="utf-8")
    _, _, err = aligner("run", "a.ko.txt", "a.en.txt", "--out", "out", cwd=story, check=2)
    assert "cannot be written" in err
    assert (story / "out").read_text(encoding="utf-8") == "a file, not a folder"


def test_full_disk_is_one_line(story, monkeypatch):
    import aligner as package
    from aligner.artifacts import files
    from aligner.errors import OutputError

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OutputError, match="no space left on device"):
        package.run([story / "a.ko.txt", story / "a.en.txt"], story / "out", workers=1)


def _many(folder, wire, copies):
    stories = sorted(p for p in wire.iterdir() if p.is_dir())[:6]
    for copy in range(copies):
        for path in stories:
            for side in ("ko", "en"):
                target = folder / f"{path.name}-{copy}.{side}.txt"
                shutil.copy(path / f"{side}.txt", target)
                with target.open("ab") as file:
                    file.write(f"\n\n{copy}\n".encode())


def _digest(out):
    files = sorted(p for p in out.rglob("*") if p.is_file() and p.name != "run.json")
    return {str(p.relative_to(out)): p.read_bytes() for p in files}


def _size(path):
    return path.stat().st_size if path.exists() else 0


def test_killed_runs_end_with_the_same_bytes(tmp_path, wire):
    source = tmp_path / "stories"
    source.mkdir()
    _many(source, wire, 3)
    calm, killed = tmp_path / "calm" / "out", tmp_path / "killed" / "out"
    aligner("run", source, "--out", calm, "--no-cache", "--workers", 1, check=0)
    command = [sys.executable, "-m", "aligner", "run", str(source), "--out", str(killed), "--quiet"]
    deaths = 0
    for wanted in (1, 20_000, 60_000):
        process = subprocess.Popen(
            [*command, "--cache", str(tmp_path / "cache"), "--workers", "2"], start_new_session=True
        )
        while process.poll() is None and _size(killed / ".run" / "results.pack") < wanted:
            time.sleep(0.02)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            deaths += 1
        process.wait()
    assert deaths >= 2
    aligner("run", source, "--out", killed, "--cache", tmp_path / "cache", "--workers", 2, check=0)
    assert _digest(calm) == _digest(killed)


def test_stories_nobody_paired(tmp_path, wire):
    for i, name in enumerate(["nk-missile", "court-verdict", "flu-season"]):
        for side in ("ko", "en"):
            (tmp_path / side).mkdir(exist_ok=True)
            number = i if side == "ko" else 9 - i
            shutil.copy(wire / name / f"{side}.txt", tmp_path / side / f"{side}{number}.txt")
    (tmp_path / "en" / "en8.txt").unlink()
    aligner("run", tmp_path / "ko", tmp_path / "en", "--pair", "auto", "--out", tmp_path / "out", check=0)
    stories = rows(tmp_path / "out" / "stories.jsonl")
    assert [(s["id"], s["en"]["source"][-7:]) for s in stories] == [("ko0", "en9.txt"), ("ko2", "en7.txt")]
    assert all(s["pairing"]["method"] == "content" for s in stories)
    (tmp_path / "en" / "en9.txt").unlink()
    (tmp_path / "en" / "en7.txt").unlink()
    shutil.copy(wire / "nk-pow-letter" / "en.txt", tmp_path / "en")
    none = aligner("run", tmp_path / "ko", tmp_path / "en", "--pair", "auto", "--out", tmp_path / "none", check=2)
    assert "no Korean story has its English version here (3 Korean, 1 English)" in none[2]
    assert not (tmp_path / "none").exists()
