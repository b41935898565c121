"""Killed at any moment and called again, a command ends with the bytes of an undisturbed one.

One kill a command each time; ``ALIGNER_FULL=1`` (``make full``) kills each forty times. `tests/cli/test_going_on.py`
kills parts of a run (a worker, the parent) and looks at what is left.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from mutating import FULL
from tests.run_maker import make_run

ROOT = Path(__file__).resolve().parents[2]
KILLS = 40 if FULL else 1
SEED = 20261129
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and process groups of POSIX")

# Command line → the files whose bytes must be the same; {} is the folder of the trial.
COMMANDS: dict[str, tuple[list[str], list[str]]] = {
    "run": (
        ["run", "{}/stories", "--out", "{}/out", "--workers", "2", "--no-cache", "--quiet"],
        ["out/pairs.jsonl", "out/stories.jsonl", "out/coverage.jsonl", "out/pairs.tsv", "out/alignments"],
    ),
    "export": (["export", "{}/made", "--format", "parquet", "--out", "{}/c.parquet"], ["c.parquet"]),
    "export-folder": (["export", "{}/made", "--format", "hf", "--out", "{}/c-hf"], ["c-hf"]),
    "filter": (["filter", "{}/made"], ["made/selection/pairs.jsonl", "made/selection/rejected.jsonl"]),
    "mine": (["mine", "{}/ko.txt", "{}/en.txt", "--out", "{}/mined.tsv"], ["mined.tsv"]),
    "pair": (["pair", "{}/stories/ko", "{}/stories/en", "--out", "{}/paired.tsv"], ["paired.tsv"]),
    "convert": (["convert", "{}/c.tsv", "{}/c.tmx"], ["c.tmx"]),
}


def digest(folder: Path, names: list[str]) -> dict[str, str]:
    found = {}
    for name in names:
        for path in sorted((folder / name).rglob("*")) if (folder / name).is_dir() else [folder / name]:
            if path.is_file():
                found[str(path.relative_to(folder))] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


@pytest.fixture(scope="module")
def material(tmp_path_factory) -> Path:
    """Two stories by language, a finished run, two heaps of lines, a corpus."""
    folder = tmp_path_factory.mktemp("material")
    for side in ("ko", "en"):
        (folder / "stories" / side).mkdir(parents=True)
        lines = []
        for story in ("nk-pow-letter", "flu-season"):
            text = (ROOT / "corpora" / "wire" / story / f"{side}.sents.txt").read_text(encoding="utf-8")
            (folder / "stories" / side / f"{story}.txt").write_text(text, encoding="utf-8")
            lines += text.splitlines()
        (folder / f"{side}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    make_run(folder / "made")
    (folder / "c.tsv").write_text("id\tko\ten\n1\t하나\tone\n2\t둘\ttwo\n", encoding="utf-8")
    return folder


def start(command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    line = [part.replace("{}", str(folder)) for part in command]
    return subprocess.Popen(
        [sys.executable, "-m", "aligner", *line],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1764374400"},  # a converted TMX says when it was made
    )  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_a_killed_command_called_again_ends_with_the_same_bytes(name, material, tmp_path):
    command, results = COMMANDS[name]
    whole = tmp_path / "trial"
    shutil.copytree(material, whole)
    began = time.monotonic()
    assert start(command, whole).wait() == 0
    seconds = time.monotonic() - began
    expected = digest(whole, results)
    assert expected, results
    chance = random.Random(f"{SEED}{name}")
    for _ in range(KILLS):
        # The same path each time: results may hold the paths of their sources.
        shutil.rmtree(whole)
        shutil.copytree(material, whole)
        process = start(command, whole)
        time.sleep(seconds * chance.uniform(0.2, 0.98))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for path in whole.rglob("*"):
            assert path.suffix not in (".jsonl", ".json") or readable(path), f"{path.name} is half"
        assert start(command, whole).wait() == 0
        assert digest(whole, results) == expected


def readable(path: Path) -> bool:
    """Whether a final file is whole: what lies in hidden folders and ends in .part is the command's own affair."""
    if any(part.startswith(".") for part in path.parts):
        return True
    text = path.read_text(encoding="utf-8")
    for line in text.splitlines() if path.suffix == ".jsonl" else [text]:
        json.loads(line)
    return True
