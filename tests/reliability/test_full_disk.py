"""A disk that is full, and one that cannot be written: one line, exit 2, nothing that was there is harmed."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.run_maker import make_run

from aligner.cli import main
from aligner.exporters import FORMATS

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


def fill(place: Path, *, to_the_last_byte: bool = False) -> Path:
    """Fill a file system but for a few kilobytes."""
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
        if not to_the_last_byte:
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


# Name of the target → what `export` is told besides.
TARGETS = {
    **{f"c{spec.suffixes[0]}": ["--format", name] for name, spec in FORMATS.items()},
    "c.jsonl.gz": ["--format", "jsonl"], "c-hunalign": ["--format", "hunalign", "--project"],
}  # fmt: skip


def export(made: Path, target: Path) -> Result:
    words = ["export", made, *TARGETS[target.name], "--unfiltered", "--out", target]
    done = CliRunner().invoke(main, [str(word) for word in words])
    gc.collect()  # an archive left open would be written to once more, and fail once more
    return done


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", TARGETS)
def test_an_export_on_a_full_disk_leaves_what_was_there_and_is_the_same_afterwards(
    small_disk, tmp_path, monkeypatch, name
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764374400")
    made, target = make_run(tmp_path / "made"), small_disk / name
    assert export(made, target).exit_code == 0
    before = content(small_disk)
    filler = fill(small_disk, to_the_last_byte=True)
    done = export(made, target)
    assert done.exit_code == 2, done.output
    assert done.stderr.count("\n") == 1
    assert "no space left on device" in done.stderr
    filler.unlink()
    assert content(small_disk) == before
    assert export(made, target).exit_code == 0
    after = content(small_disk)
    assert after.keys() == before.keys()
    if not name.endswith(".xlsx"):  # says when it was saved
        assert after == before


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", TARGETS)
def test_a_full_folder_for_temporary_files_is_one_line_or_not_needed(small_disk, tmp_path, monkeypatch, name):
    monkeypatch.setattr(tempfile, "tempdir", str(small_disk))
    made, target = make_run(tmp_path / "made"), tmp_path / "out" / name
    filler = fill(small_disk, to_the_last_byte=True)
    done = export(made, target)
    assert (done.exit_code, target.exists() or name == "c.moses") in ((0, True), (2, False)), done.exception
    if done.exit_code:
        assert done.stderr.count("\n") == 1
        assert "no space left on device" in done.stderr
    filler.unlink()
    assert export(made, target).exit_code == 0
    assert not content(small_disk)


def test_storage_that_cannot_be_written_is_one_line(small_disk, tmp_path):
    made = make_run(small_disk / "made")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    line = is_one_line(aligner("filter", made))
    assert "read-only file system" in line
    line = is_one_line(aligner("export", made, "--format", "tmx", "--out", small_disk / "c.tmx"))
    assert "c.tmx" in line
    assert "choose --out on a file system that can be written" in line
