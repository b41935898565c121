"""A disk that is full, and one that cannot be written: one line, exit 2, nothing that was there is harmed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.run_maker import make_run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 256 KiB of its own; needs root and Linux."""
    place = tmp_path / "small"
    place.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root on Linux")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", place], capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def aligner(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "aligner", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def fill(place: Path) -> Path:
    """Fill a file system but for a few kilobytes."""
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
        file.truncate(max(0, file.tell() - 3 * 4096))
    return filler


def is_one_line(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in done.stderr.splitlines() if line.startswith("aligner: ") and "warning" not in line]
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_a_run_on_a_full_disk_ends_in_one_line_and_goes_on_when_there_is_room(small_disk, tmp_path):
    stories = tmp_path / "stories"
    for number, story in enumerate(("flu-season", "nk-pow-letter")):
        for side in ("ko", "en"):
            (stories / side).mkdir(parents=True, exist_ok=True)
            text = (ROOT / "corpora" / "wire" / story / f"{side}.sents.txt").read_text(encoding="utf-8")
            (stories / side / f"{number}.txt").write_text(text, encoding="utf-8")
    out = small_disk / "out"
    command = ["run", stories, "--out", out, "--no-cache", "--workers", 1, "--quiet", "--format", "tsv"]
    filler = fill(small_disk)
    assert "free space" in is_one_line(aligner(*command))
    assert not (out / "run.json").exists()
    filler.unlink()
    done = aligner(*command)
    assert done.returncode == 0, done.stderr
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["counts"]["stories"] == 2


def test_exports_on_a_full_disk_leave_what_was_there(small_disk, tmp_path):
    made = make_run(tmp_path / "made")
    for name, kind in (("c.jsonl", "jsonl"), ("c.parquet", "parquet"), ("c-hf", "hf"), ("c.tmx", "tmx")):
        target = small_disk / name
        assert aligner("export", made, "--format", kind, "--unfiltered", "--out", target).returncode == 0
        before = {path: path.read_bytes() for path in small_disk.rglob("*") if path.is_file()}
        filler = fill(small_disk)
        with filler.open("ab", buffering=0) as file:  # to the last byte
            try:
                while True:
                    file.write(b"x")
            except OSError:
                pass
        is_one_line(aligner("export", made, "--format", kind, "--unfiltered", "--out", target))
        filler.unlink()
        assert {path: path.read_bytes() for path in small_disk.rglob("*") if path.is_file()} == before


def test_storage_that_cannot_be_written_is_one_line(small_disk, tmp_path):
    made = make_run(small_disk / "made")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    line = is_one_line(aligner("filter", made))
    assert "read-only file system" in line
    line = is_one_line(aligner("export", made, "--format", "tmx", "--out", small_disk / "c.tmx"))
    assert "c.tmx" in line
    assert "choose --out on a file system that can be written" in line
