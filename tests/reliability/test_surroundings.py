"""What lies around the stories: names, rights, homes, files that change or go, earlier versions, little memory."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.run_maker import make_run
from tests.web.test_desk import EN, KO

import aligner
from aligner.cli import main
from aligner.config import RunConfig
from aligner.exporters import BadUnits
from aligner.pipeline.inputs import StoryTask
from aligner.pipeline.shards import Shard, ShardWorker, settings_key, story_key
from aligner.readers import StoryFiles


def call(*arguments: object) -> Result:
    words = [os.fsdecode(word) if isinstance(word, bytes) else str(word) for word in arguments]
    result = CliRunner().invoke(main, words)
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result


def write(folder: Path, name: str = "a") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.ko.txt").write_text(KO, encoding="utf-8")
    (folder / f"{name}.en.txt").write_text(EN, encoding="utf-8")
    return folder


def test_a_home_that_no_shell_put_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "home" / "in")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    assert call("run", "~/in", "--out=~/out", "--workers", "1").exit_code == 0
    assert (tmp_path / "home" / "out" / "run.json").is_file()
    done = call("run", "~nobody-of-this-name/in", "--out", "b")
    assert done.exit_code == 2
    assert "~nobody-of-this-name/in: no such file" in done.stderr
    (tmp_path / "m.tsv").write_text("id\tko\ten\na\t~/in/a.ko.txt\t~/in/a.en.txt\nb\t~nobody-of-this-name/x\ty\n")
    done = call("run", "m.tsv", "--out", "c", "--workers", "1")
    assert done.exit_code == 1
    assert "no such file '~nobody-of-this-name/x'" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c", "home", "m.tsv"]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are Unicode")
def test_names_that_are_not_unicode(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode("기사".encode("cp949"))
    folder.mkdir()
    for stem in ("한".encode("cp949"), b"\xff\xfe"):
        for side, text in (("ko", KO), ("en", EN)):
            (folder / f"{os.fsdecode(stem)}.{side}.txt").write_text(text, encoding="utf-8")
    assert call("run", folder, "--out", tmp_path / "out", "--workers", "1").exit_code == 0
    stories = [json.loads(line) for line in (tmp_path / "out" / "stories.jsonl").read_text("utf-8").splitlines()]
    assert [story["id"] for story in stories] == ["%ff%fe", "한"]
    # A run goes there in the formats whose libraries take such names; what does not is one line.
    done = call("run", folder, "--out", os.fsencode(tmp_path) + b"/\xff", "--workers", "1", "--format", "tsv,parquet")
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert "not Unicode" in done.stderr


@pytest.fixture
def nobodys() -> Iterator[Path]:
    """A folder that a user without rights can reach; the test's own lie where only its user can."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    for path in folder.rglob("*"):
        if path.is_dir():
            path.chmod(0o777)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")
def test_folders_that_may_not_be_entered_are_said_and_counted(nobodys: Path, vector_cache: Path) -> None:
    write(nobodys / "in")
    write(nobodys / "in" / "ko" / "deep")
    write(nobodys / "in" / "shut")
    (nobodys / "in" / "ko" / "deep").chmod(0)
    (nobodys / "in" / "shut").chmod(0)
    call("run", write(nobodys / "warm"), "--out", nobodys / "w", "--no-cache", "--workers", "1")  # loads the model
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        done = call("run", nobodys / "in", "--out", nobodys / "out", "--no-cache", "--workers", "1")
    finally:
        if root:
            os.seteuid(0)
    assert done.exit_code == 1
    assert done.stderr.count("cannot be listed (Permission denied)") == 2
    counts = json.loads((nobodys / "out" / "run.json").read_text(encoding="utf-8"))["counts"]
    assert (counts["stories"], counts["failed"]) == (1, 2)


def test_a_story_edited_or_deleted_while_the_run_works_costs_itself(tmp_path: Path) -> None:
    """Nothing is kept under the name of a text that it was not made from, and the next run makes it."""
    config = RunConfig()
    settings = settings_key(config, "an encoder")
    worker = ShardWorker(config, settings=settings)
    tasks = []
    for name in ("edited", "gone", "calm"):
        folder = write(tmp_path / "in", name)
        # Either order: the texts tell which is the Korean one.
        tasks.append(StoryTask(StoryFiles(name, str(folder / f"{name}.en.txt"), str(folder / f"{name}.ko.txt"))))
    keys = [story_key(task, settings) for task in tasks]
    (tmp_path / "in" / "edited.en.txt").write_text(EN.replace("1,430", "1,431"), encoding="utf-8")
    (tmp_path / "in" / "gone.ko.txt").unlink()
    edited, gone, calm = worker(Shard((0, 1, 2), tuple(keys), tuple(tasks)))[0]
    assert edited.record is None
    assert "changed while the run was at work" in edited.reason
    assert gone.record is None
    assert "no such file" in gone.reason
    assert calm.record is not None


def test_a_run_of_0_1_is_read_and_made_anew(tmp_path: Path) -> None:
    """A finished run is read, and made anew with --fresh, cut files or not; one of a later schema is refused."""
    old = make_run(tmp_path / "out")
    (old / ".run" / "shards").mkdir(parents=True)
    (old / ".run" / "config.json").write_text("", encoding="utf-8")
    (old / ".run" / "shards" / "00000.jsonl").write_text('{"id": "a', encoding="utf-8")
    assert call("export", old, "--format", "tsv", "--out", tmp_path / "a.tsv").exit_code == 0
    done = call("run", write(tmp_path / "in"), "--out", old)
    assert done.exit_code == 2
    assert "version: '0.1.0'" in done.stderr
    assert "--fresh" in done.stderr
    assert done.stderr.count("\n") == 1
    assert call("run", tmp_path / "in", "--out", old, "--fresh", "--workers", "1").exit_code == 0
    manifest = json.loads((old / "run.json").read_text(encoding="utf-8"))
    assert (manifest["version"], manifest["counts"]["stories"]) == (aligner.__version__, 1)
    assert not (old / ".run").exists()
    (old / "run.json").write_text(json.dumps({**manifest, "schema": 99}), encoding="utf-8")
    for command in (("run", tmp_path / "in", "--out", old), ("coverage", old), ("filter", old), ("merge", old, old)):
        done = call(*command)
        assert done.exit_code == 2, command
        assert "schema 99, this aligner reads 1 to" in done.stderr
    assert call("run", tmp_path / "in", "--out", old, "--fresh", "--workers", "1").exit_code == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
def test_pipes_and_devices_are_refused_before_they_are_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening a pipe that nobody writes to never ends: a command that did would hang here."""
    monkeypatch.chdir(tmp_path)
    write(Path("in"))
    made = make_run(tmp_path / "made")
    for suffix in ("tsv", "jsonl", "xlsx", "xlf", "tmx", "parquet", "align", "toml", "tbx"):
        os.mkfifo(f"p.{suffix}")
    Path("zero.tsv").symlink_to("/dev/zero")
    corpora = [f"p.{suffix}" for suffix in ("tsv", "jsonl", "xlsx", "xlf", "tmx", "parquet")]
    commands: list[tuple[object, ...]] = [("convert", name, "o.jsonl") for name in (*corpora, "zero.tsv")]
    commands += [
        ("filter", "p.tsv", "--out", "o.tsv"),
        ("score", "p.tmx"),
        ("eval", "--pred", "p.align", "--gold", "p.align"),
    ]
    commands += [("merge", name, made) for name in ("p.tsv", "p.xlsx", "p.xlf", "p.jsonl")]
    commands += [("run", "in", "--out", "o", *option) for option in (("--glossary", "p.tbx"), ("--config", "p.toml"))]
    commands += [("run", name, "--out", "o") for name in ("p.tsv", "p.jsonl", "p.parquet")]
    commands += [
        ("check", "p.tsv", "in/a.en.txt"),
        ("coverage", "p.tsv"),
        ("mine", "p.tsv", "in/a.en.txt", "--out", "o"),
    ]
    for command in commands:
        done = call(*command)
        assert done.exit_code == 2, (command, done.stderr)
        assert done.stderr.count("\n") == 1, (command, done.stderr)


def test_little_memory_ends_in_a_line(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")

    def limit(mebibytes: int) -> None:
        resource.setrlimit(resource.RLIMIT_AS, (mebibytes * 2**20,) * 2)

    command = [
        sys.executable,
        "-m",
        "aligner",
        "run",
        str(write(tmp_path / "in")),
        "--workers",
        "2",
        "--no-cache",
        "--out",
    ]
    few = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    for size, codes in ((500, (0, 2)), (200, (2,))):
        done = subprocess.run(
            [*command, str(tmp_path / str(size))],
            capture_output=True, text=True, encoding="utf-8", env=few, timeout=600, check=False,
            preexec_fn=lambda size=size: limit(size),
        )  # fmt: skip
        assert done.returncode in codes, done.stderr
        if done.returncode:
            assert "not enough memory" in done.stderr
            assert done.stderr.count("\n") == 1


def test_bad_units_are_counted_without_end_and_noted_up_to_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aligner.exporters.model._MOST_NOTED", 3)
    bad = BadUnits()
    for number in range(10):
        bad.add(f"line {number}", "is no pair")
    assert (bad.count, len(bad.found)) == (10, 3)
