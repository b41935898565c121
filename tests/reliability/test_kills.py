"""Killed at any moment and called again, a command ends with the bytes of an undisturbed one.

One kill a command each time; ``ALIGNER_FULL=1`` (``make full``) kills each twenty-five times, 250 in all.
`tests/cli/test_going_on.py` kills parts of a run (a worker, the parent) and looks at what is left.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from mutating import FULL
from tests.run_maker import make_run

import aligner
from aligner.pipeline.corpus import Corpus
from aligner.pipeline.exports import export_run
from aligner.review import JOURNAL, Journal

ROOT = Path(__file__).resolve().parents[2]
KILLS = 25 if FULL else 1
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
    "merge": (
        ["merge", "{}/review.tsv", "{}/done", "--who", "민지"],
        ["done/review.jsonl", "done/pairs.tsv", "done/alignments", "done/pairs.jsonl"],
    ),
    "convert": (["convert", "{}/c.tsv", "{}/c.tmx"], ["c.tmx"]),
}


_WHEN = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.+:Z]*")
"""When a person changed something: not the same the second time."""


def digest(folder: Path, names: list[str]) -> dict[str, str]:
    found = {}
    for name in names:
        for path in sorted((folder / name).rglob("*")) if (folder / name).is_dir() else [folder / name]:
            if path.is_file():
                data = _entries(path) if path.name == JOURNAL else _WHEN.sub(b"", path.read_bytes())
                found[str(path.relative_to(folder))] = hashlib.sha256(data).hexdigest()
    return found


def _entries(path: Path) -> bytes:
    """Return what a review record says, without when it was said and the random names of its entries."""
    rows = [{**entry.to_row(), "id": "", "when": ""} for entry in Journal(path.parent).entries()]
    return json.dumps(rows, sort_keys=True).encode()


@pytest.fixture(scope="module")
def material(tmp_path_factory) -> Path:
    """Two stories by language, two finished runs, a review of one, two heaps of lines, a corpus."""
    folder = tmp_path_factory.mktemp("material")
    for side in ("ko", "en"):
        (folder / "stories" / side).mkdir(parents=True)
        lines = []
        for story in ("nk-pow-letter", "flu-season"):
            text = (ROOT / "corpora" / "wire" / story / f"{side}.sents.txt").read_text(encoding="utf-8")
            if not FULL:  # the beginnings: most of the time of a bounded trial went into checking them
                text = "".join(text.splitlines(keepends=True)[:8])
            (folder / "stories" / side / f"{story}.txt").write_text(text, encoding="utf-8")
            lines += text.splitlines()
        (folder / f"{side}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    make_run(folder / "made")
    aligner.run([folder / "stories"], folder / "done", workers=1, cache=None, formats=("tsv", "align", "report"))
    export_run(folder / "done", ["tsv"], folder / "review.tsv")
    review = (folder / "review.tsv").read_text(encoding="utf-8")
    (folder / "review.tsv").write_text(review.replace("\taccepted\t", "\trejected\t", 9), encoding="utf-8")
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


@pytest.fixture
def copied(material, tmp_path) -> Path:
    shutil.copytree(material / "done", tmp_path / "done")
    return tmp_path / "done"


def test_a_killed_desk_has_every_change_that_it_confirmed(copied):
    """Changes go in as fast as they are answered; after each kill the record holds those, in order, and no half one."""
    chance, said, story = random.Random(SEED), [], Corpus.open(copied).names()[0]
    for _ in range(KILLS):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = str(probe.getsockname()[1])
        process = subprocess.Popen(
            [sys.executable, "-m", "aligner", "desk", str(copied), "--no-browser", "--port", port],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
        )  # fmt: skip
        assert process.stdout is not None
        base, _, token = process.stdout.readline().strip().partition("/?token=")
        killer = threading.Timer(chance.uniform(0, 0.2), process.kill)
        last = chance.randint(1, 20)
        try:
            for number in range(100_000):
                if number == last:
                    killer.start()
                text = f"{len(said)}: 확인 요망"
                body = {"do": "comment", "story": story, "ko": [], "en": [], "text": text}
                request = urllib.request.Request(
                    f"{base}/api/review", json.dumps(body).encode(), {"x-aligner-token": token}
                )
                with urllib.request.urlopen(request, timeout=120) as answer:
                    answer.read()
                said.append(text)
        except (OSError, http.client.HTTPException):
            assert killer.ident is not None  # killed; before that every change is answered
        killer.join()
        process.communicate()
        found = [entry.data["text"] for entry in Journal(copied).entries()]
        # The last one may be there unconfirmed: it was written, and the answer did not arrive.
        assert found[: len(said)] == said
        assert len(found) <= len(said) + 1
        said = found
    Corpus.open(copied).story(story)
    assert said


def test_a_run_on_a_cluster_whose_workers_are_killed_ends_with_the_same_bytes(material, tmp_path, monkeypatch):
    distributed = pytest.importorskip("distributed")
    monkeypatch.chdir(material)
    results = COMMANDS["run"][1]
    options = {"cache": None, "formats": ["tsv", "align"]}
    chance = random.Random(SEED)
    (tmp_path / "calm").mkdir()
    aligner.run(["stories"], tmp_path / "calm" / "out", workers=1, **options)
    expected = digest(tmp_path / "calm", results)
    for trial in range(KILLS):
        folder = tmp_path / str(trial) / "out"
        # A new one each time: a worker that is killed while it starts is given up, and in the end nobody would be left.
        with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:

            def kill(workers: tuple[Any, ...] = tuple(cluster.workers.values())) -> None:
                os.kill(chance.choice(workers).pid, signal.SIGKILL)

            killer = threading.Timer(chance.uniform(0.0, 2.0), kill)
            killer.start()
            aligner.run(["stories"], folder, dask=cluster.scheduler_address, **options)
            killer.join()
            assert digest(folder.parent, results) == expected


def readable(path: Path) -> bool:
    """Whether a final file is whole: what lies in hidden folders and ends in .part is the command's own affair."""
    if any(part.startswith(".") for part in path.parts):
        return True
    text = path.read_text(encoding="utf-8", errors="replace" if path.name == JOURNAL else "strict")
    if path.name == JOURNAL:  # only ever added to: what follows the last line end is passed over
        text = text[: text.rfind("\n") + 1]
    for line in text.splitlines() if path.suffix == ".jsonl" else [text]:
        json.loads(line)
    return True
