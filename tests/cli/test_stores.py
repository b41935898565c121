"""Input and output by URL: an object store in memory, paths by URL, and S3 where a server for it is installed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_going_on import Letters, content, write
from tests.run_maker import make_run, pair_rows

import aligner
from aligner.artifacts import remote
from aligner.cli import main
from aligner.errors import AlignerError, OutputError
from aligner.exporters import read
from aligner.pipeline import gather, stores


@pytest.fixture(autouse=True)
def _cache(tmp_path, monkeypatch):
    monkeypatch.setenv("ALIGNER_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def memory():
    fsspec = pytest.importorskip("fsspec")
    fs = fsspec.filesystem("memory")
    fs.store.clear()
    yield fs
    fs.store.clear()


def call(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def put(fs, folder: Path, root: str) -> None:
    for file in folder.rglob("*"):
        if file.is_file():
            fs.pipe_file(f"{root}/{file.relative_to(folder)}", file.read_bytes())


def go(inputs, out, **options):
    usual = {"cache": None, "encoder": Letters(), "workers": 1, "formats": ["tsv"]}
    return aligner.run(inputs, out, **{**usual, **options})


def in_store(fs, root: str) -> dict[str, bytes]:
    return {name.removeprefix(f"{root}/"): fs.cat_file(name) for name in fs.find(root) if not name.endswith("run.json")}


def test_a_run_from_a_store_into_a_store_is_the_run_made_here(memory, tmp_path):
    source, out = tmp_path / "in", tmp_path / "a" / "out"
    write(source, [11, 12, 13])
    put(memory, source, "/news/in")
    summary = go(["memory://news/in"], "memory://news/out")
    assert summary.counts["stories"] == 3
    go([source], out)
    made, here = in_store(memory, "/news/out"), content(out)
    assert json.loads(memory.cat_file("/news/out/run.json"))["counts"]["stories"] == 3
    # The same but for the names of the files, and so for the digests under which results are kept.
    assert made.keys() == here.keys()
    for name in ("pairs.jsonl", "stories.jsonl", "coverage.jsonl"):
        assert made[name].replace(b"memory://news/in", str(source).encode()) == here[name]
    assert b"memory://news/in/11.ko.txt" in made["pairs.tsv"]


def test_it_goes_on_from_another_machine_and_what_is_new_costs_itself_only(memory, tmp_path, monkeypatch):
    source = tmp_path / "in"
    write(source, range(11, 31))
    put(memory, source, "/news/in")
    monkeypatch.setattr(stores, "SECONDS", 0.0)

    def interrupt(done, total):
        if done >= 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(["memory://news/in"], "memory://news/out", progress=interrupt)
    assert not memory.exists("/news/out/run.json")
    assert any("segment-" in name for name in memory.find("/news/out/.run"))
    monkeypatch.setenv("ALIGNER_CACHE", str(tmp_path / "another machine"))
    seen = set()

    class Seeing(Letters):
        def encode(self, texts):
            seen.update(re.findall(r"예산안 (\d+)억원", " ".join(texts)))
            return super().encode(texts)

    summary = go(["memory://news/in"], "memory://news/out", encoder=Seeing())
    assert summary.counts["stories"] == 20
    assert 0 < len(seen) <= 15
    assert not any("segment-" in name for name in memory.find("/news/out"))
    # A third machine, one story more.
    monkeypatch.setenv("ALIGNER_CACHE", str(tmp_path / "a third"))
    write(source, [31])
    put(memory, source, "/news/in")
    summary = go(["memory://news/in"], "memory://news/out")
    assert summary.counts["stories"] == 21
    assert summary.counts["reused"] in (0, 20)  # a store in memory stamps what is put again


def _claim(fs, **told: object) -> None:
    known = {"id": "other", "host": "elsewhere", "pid": 1, "at": time.time()}
    fs.pipe_file("/news/out/.run/claim.json", json.dumps(known | told).encode())


def test_two_runs_into_one_url_are_kept_apart(memory, tmp_path):
    write(tmp_path / "in", [11])
    _claim(memory)
    with pytest.raises(OutputError, match=r"memory://news/out: another run is writing here; .*elsewhere"):
        go([tmp_path / "in"], "memory://news/out")
    assert list(memory.find("/news/out")) == ["/news/out/.run/claim.json"]
    assert go([tmp_path / "in"], "memory://news/out", dry_run=True).counts["stories"] == 1  # looking harms nobody


@pytest.mark.parametrize("told", [{"at": 0.0}, {"host": stores.socket.gethostname(), "pid": 2**22 + 1}])
def test_the_claim_of_a_run_that_died_is_taken_over_and_none_is_left(memory, tmp_path, told):
    write(tmp_path / "in", [11])
    _claim(memory, **told)
    assert go([tmp_path / "in"], "memory://news/out").counts["stories"] == 1
    assert not memory.exists("/news/out/.run/claim.json")


def test_a_run_whose_place_was_taken_stops_before_it_sends_anything(memory, tmp_path, monkeypatch):
    write(tmp_path / "in", range(11, 16))
    monkeypatch.setattr(stores, "SECONDS", 0.01)

    def taken(done, total):
        _claim(memory)
        time.sleep(0.2)

    with pytest.raises(OutputError, match="another run is writing here"):
        go([tmp_path / "in"], "memory://news/out", progress=taken)
    assert not memory.exists("/news/out/run.json")
    assert json.loads(memory.cat_file("/news/out/.run/claim.json"))["id"] == "other"


def test_parts_from_several_machines_are_gathered_in_the_store(memory, tmp_path, monkeypatch):
    source = tmp_path / "in"
    write(source, range(11, 31))
    put(memory, source, "/news/in")
    go(["memory://news/in"], "memory://news/whole")
    for number in (1, 2):
        monkeypatch.setenv("ALIGNER_CACHE", str(tmp_path / f"machine {number}"))
        assert 0 < go(["memory://news/in"], "memory://news/out", part=(number, 3)).counts["stories"] < 20

    def interrupt(done, total):
        raise KeyboardInterrupt

    monkeypatch.setenv("ALIGNER_CACHE", str(tmp_path / "machine 3"))
    with pytest.raises(KeyboardInterrupt):
        go(["memory://news/in"], "memory://news/out", part=(3, 3), progress=interrupt)
    seen = set()

    class Seeing(Letters):
        def encode(self, texts):
            seen.update(re.findall(r"예산안 (\d+)억원", " ".join(texts)))
            return super().encode(texts)

    monkeypatch.setenv("ALIGNER_CACHE", str(tmp_path / "machine 4"))
    monkeypatch.setattr("aligner.pipeline.runner.run", lambda *a, **o: aligner.run(*a, **{**o, "encoder": Seeing()}))
    summary = gather("memory://news/out", workers=1)
    assert summary.counts["stories"] == 20
    assert len(seen) < 8  # of the third part at most
    made, whole = in_store(memory, "/news/out"), in_store(memory, "/news/whole")
    assert made == whole


def test_gathering_where_no_part_was_begun_is_one_line(memory):
    result = call("gather", "memory://news/nothing")
    assert result.exit_code == 2
    assert "holds no parts of a run" in result.stderr


def test_a_run_in_a_store_is_checked_covered_and_reviewed_there(memory, tmp_path):
    put(memory, make_run(tmp_path / "made"), "/runs/made")
    for command in ("check", "coverage", "terms"):
        assert call(command, "memory://runs/made").exit_code == call(command, tmp_path / "made").exit_code
    review = tmp_path / "review.tsv"
    assert call("export", "memory://runs/made", "--format", "tsv", "--out", review).exit_code == 0
    text = review.read_text(encoding="utf-8-sig")
    assert "accepted" in text
    review.write_text(text.replace("accepted", "rejected", 1), encoding="utf-8")
    memory.pipe_file("/runs/made/.run/segment-1.pack", b"of a run that was stopped")
    result = call("merge", review, "memory://runs/made", "--who", "mina")
    assert result.exit_code == 0, result.output
    assert b"mina" in memory.cat_file("/runs/made/review.jsonl")
    assert memory.exists("/runs/made/.run/segment-1.pack")
    assert not memory.exists("/runs/made/.run/claim.json")


def test_stories_in_a_store_are_checked(memory, tmp_path):
    write(tmp_path / "in", [11])
    put(memory, tmp_path / "in", "/news/in")
    result = call("check", "memory://news/in", "--json")
    assert [story["id"] for story in json.loads(result.stdout)["stories"]] == ["11"]


def test_export_filter_and_convert_read_and_write_urls(memory, tmp_path):
    put(memory, make_run(tmp_path / "made"), "/runs/made")
    assert call("filter", "memory://runs/made", "--where", "license=CC-BY-4.0").exit_code == 0
    assert memory.exists("/runs/made/selection/selection.json")
    for out in ("memory://out/c.parquet", "memory://out/c.tmx"):
        kind = out.rpartition(".")[2]
        result = call("export", "memory://runs/made", "--format", kind, "--unfiltered", "--out", out)
        assert result.exit_code == 0, result.output
    result = call("export", "memory://runs/made", "--format", "jsonl", "--unfiltered", "--shard-rows", 4,
                  "--out", "memory://out/c.jsonl")  # fmt: skip
    assert result.exit_code == 0, result.output
    assert sorted(memory.find("/out/c.jsonl")) == [f"/out/c.jsonl/part-0000{n}.jsonl" for n in range(3)]
    assert call("convert", "memory://out/c.parquet", f"file://{tmp_path}/c.tsv").exit_code == 0
    assert [pair.id for pair in read(tmp_path / "c.tsv")] == [row["id"] for row in pair_rows()]


def test_rows_and_manifests_of_a_store(memory, tmp_path):
    ko, en = "시의회는 24일 예산안 11억원을 의결했다.", "The council passed an 11 million budget Wednesday."
    rows = "".join(json.dumps({"id": f"r{n}", "ko_text": ko, "en_text": en}) + "\n" for n in range(3))
    memory.pipe_file("/rows/part-1.jsonl", rows.encode())
    assert go(["memory://rows/*.jsonl"], tmp_path / "out").counts["stories"] == 3
    told = json.loads((tmp_path / "out" / "stories.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert told["ko"]["source"].startswith("memory://rows/part-1.jsonl#")
    write(tmp_path / "in", [11])
    put(memory, tmp_path / "in", "/m")
    memory.pipe_file("/m/stories.tsv", b"id\tko\ten\tlicense\na\t11.ko.txt\t11.en.txt\tCC0\n")
    assert go(["memory://m/stories.tsv"], tmp_path / "out2").counts["stories"] == 1


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("memory://nothing/here", "is not in the store"),
        ("nosuch://bucket/x", "nosuch://"),
        ("s3://", "is no place in a store"),
    ],
)
def test_what_is_not_there_is_one_line(memory, tmp_path, url, said):
    result = call("run", url, "--out", tmp_path / "out", "--no-cache")
    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_store_that_cannot_be_written_is_one_line_and_the_work_stays(memory, tmp_path, monkeypatch):
    write(tmp_path / "in", [11])

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(memory), "put_file", full)
    with pytest.raises(OutputError, match=r"memory://news/out: cannot be written \(OSError: \[Errno 28\]"):
        go([tmp_path / "in"], "memory://news/out")
    monkeypatch.undo()
    monkeypatch.setenv("ALIGNER_CACHE", str(tmp_path / "cache"))
    assert go([tmp_path / "in"], "memory://news/out").counts["stories"] == 1
    assert memory.exists("/news/out/run.json")


def test_urls_of_this_machine_are_paths(tmp_path):
    write(tmp_path / "in", [11])
    summary = go([f"file://{tmp_path}/in"], f"file://{tmp_path}/out")
    assert summary.counts["stories"] == 1
    assert (tmp_path / "out" / "run.json").is_file()


@pytest.fixture
def s3(tmp_path, monkeypatch):
    """A server that speaks S3, in a process of its own."""
    pytest.importorskip("s3fs", reason="s3fs is not installed")
    pytest.importorskip("moto.server", reason="moto[server] is not installed")
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for name, value in {
        "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ))
    try:
        import s3fs

        s3fs.S3FileSystem.clear_instance_cache()
        deadline = time.monotonic() + 60
        while True:
            try:
                fs = s3fs.S3FileSystem(use_listings_cache=False)
                fs.mkdir("news")
                break
            except Exception:
                if time.monotonic() > deadline or server.poll() is not None:
                    raise
                time.sleep(0.3)
        yield fs
    finally:
        server.terminate()
        server.wait(20)


def test_s3(s3, tmp_path, monkeypatch):
    source = tmp_path / "in"
    write(source, [11, 12, 13])
    put(s3, source, "news/in")
    out = tmp_path / "out"
    assert go(["s3://news/in"], "s3://news/out").counts["stories"] == 3
    go([source], out)
    made = s3.cat_file("news/out/stories.jsonl").replace(b"s3://news/in", str(source).encode())
    assert made == (out / "stories.jsonl").read_bytes()
    monkeypatch.setenv("ALIGNER_CACHE", str(tmp_path / "another machine"))
    write(source, [14])
    s3.pipe_file("news/in/14.ko.txt", (source / "14.ko.txt").read_bytes())
    s3.pipe_file("news/in/14.en.txt", (source / "14.en.txt").read_bytes())
    summary = go(["s3://news/in"], "s3://news/out")
    assert (summary.counts["stories"], summary.counts["reused"]) == (4, 3)
    assert call("export", "s3://news/out", "--format", "parquet", "--out", "s3://news/c.parquet").exit_code == 0
    assert s3.exists("news/c.parquet")


def test_copies_tell_their_url_and_lead_nowhere_else(tmp_path):
    place = remote.room_of("s3://bucket/a/b.txt")
    assert remote.url_of(place) == "s3://bucket/a/b.txt"
    assert remote.url_of(tmp_path / "x") == str(tmp_path / "x")
    for bad in ("s3://bucket/../../x", "s3://"):
        with pytest.raises(AlignerError):
            remote.room_of(bad)
    shutil.rmtree(tmp_path / "cache", ignore_errors=True)


def test_a_store_that_cannot_be_read_is_not_taken_for_an_empty_one(memory, tmp_path, monkeypatch):
    write(tmp_path / "in", [11])
    go([tmp_path / "in"], "memory://news/out")
    memory.pipe_file("/news/out/review.jsonl", b"")

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Forbidden")

    monkeypatch.setattr(type(memory), "find", forbidden)
    with pytest.raises(AlignerError, match="cannot be read"):
        go([tmp_path / "in"], "memory://news/out")
    monkeypatch.undo()
    assert memory.exists("/news/out/run.json")
    assert memory.exists("/news/out/review.jsonl")
