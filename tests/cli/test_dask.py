"""The same bytes from a Dask cluster: workers with folders of their own, killed on the way; and from parts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_going_on import EN, KO, Letters, content, write

import aligner
from aligner.cli import main
from aligner.config import RunConfig
from aligner.dataset import selection
from aligner.engines import dask
from aligner.errors import ConfigError, EncoderError
from aligner.pipeline import gather, spreading

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """Ten seconds for a scheduler to answer are few on a loaded machine."""
    monkeypatch.setattr("aligner.engines.dask._CONNECT_SECONDS", 120)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A scheduler and two workers, each a process with a working folder of its own."""
    pytest.importorskip("distributed")
    folder = tmp_path_factory.mktemp("cluster")
    place = folder / "scheduler.json"
    environment = _environment()
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard"]
    running = [_start([*command, "--host", "127.0.0.1", "--scheduler-file", str(place)], folder, environment)]
    for name in ("one", "two"):
        (folder / name).mkdir()
        running.append(_start(_worker(place, name), folder / name, environment))
    deadline = time.monotonic() + 300
    while not place.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    from distributed import Client

    with Client(scheduler_file=str(place), timeout=300) as client:
        client.wait_for_workers(2, timeout=300)
        yield client.scheduler.address
    for process in reversed(running):
        process.terminate()
    for process in running:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _environment():
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])]),
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
        "DASK_DISTRIBUTED__DEPLOY__LOST_WORKER_TIMEOUT": "1s",
    }


def _worker(place, name):
    command = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(place), "--no-dashboard"]
    return [*command, "--nthreads", "1", "--name", name]


def _start(command, folder, environment):
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_a_cluster_gives_the_bytes_of_a_local_run_and_a_poison_story_costs_itself(cluster, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(Path("in"), range(11, 31))
    here, there = tmp_path / "a" / "out", tmp_path / "b" / "out"
    options = {"cache": None, "formats": ["tsv"]}
    aligner.run(["in"], here, encoder=Letters(), workers=1, **options)
    # Relative names: the workers stand in other folders.
    aligner.run(["in"], there, encoder=Letters(), dask=cluster, **options)
    assert content(here) == content(there)

    text = EN.format(n=17) + "Then came the poison.\n"
    Path("in/17.en.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "c" / "out"
    summary = aligner.run(["in"], out, encoder=Letters("poison"), dask=cluster, **options)
    assert set(summary.failed) == {"17"}
    assert "worker process died" in summary.failed["17"]
    summary = aligner.run(["in"], out, encoder=Letters(), dask=cluster, **options)
    assert (summary.counts["stories"], summary.counts["reused"], dict(summary.failed)) == (20, 19, {})


def test_mining_pairing_scoring_and_filtering_on_a_cluster_write_what_they_write_here(cluster, tmp_path, monkeypatch):
    # Small blocks, so that there are several.
    monkeypatch.setattr(spreading, "_TEXTS", 7)
    monkeypatch.setattr(spreading, "_ROWS", 10)
    monkeypatch.setattr(spreading, "BLOCK", 16)
    monkeypatch.setattr(selection, "_BLOCK", 8)
    stories = tmp_path / "stories"
    write(stories, range(11, 23))
    for side, text in (("ko", KO), ("en", EN)):
        lines = [line for n in range(11, 31) for line in text.format(n=n).splitlines()[:2]]
        (tmp_path / f"{side}.txt").write_text("\n".join(lines), encoding="utf-8")
    rows = [{"id": str(n), "ko": KO.format(n=n), "en": EN.format(n=n + n % 2)} for n in range(50)]
    (tmp_path / "c.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    for name, command in {
        "mined.jsonl": ["mine", "ko.txt", "en.txt"],
        "paired.jsonl": ["pair", "stories", "stories"],
        "scored.jsonl": ["score", "c.jsonl"],
        "kept.jsonl": ["filter", "scored.jsonl", "--set", "near_duplicate=off"],
    }.items():
        parts = [str(tmp_path / part) if (tmp_path / part).exists() else part for part in command]
        command = [*parts, "--out", str(tmp_path / name)]
        made = []
        for where in ([], ["--dask", cluster]):
            result = CliRunner().invoke(main, [*command, *where])
            assert result.exit_code == 0, result.output
            made.append((tmp_path / name).read_bytes())
        assert made[0]
        if name in ("scored.jsonl", "kept.jsonl"):
            assert made[0] == made[1], name
            continue
        # A float32 product may differ in its last bit with the shape of its block.
        here, there = ({(r["ko"], r["en"]): r["score"] for r in map(json.loads, m.splitlines())} for m in made)
        assert here.keys() == there.keys()
        assert list(here.values()) == pytest.approx([there[key] for key in here], abs=0.002)


@pytest.fixture
def networks():
    """Two network namespaces, each with a link to this one: its name, our address on the link, its address."""
    made, links = [], []
    try:
        for k in (1, 2):
            name, ours, theirs = f"al{os.getpid() % 10000}n{k}", f"10.213.{k}.1", f"10.213.{k}.2"
            for command in (
                f"netns add {name}", f"link add {name} type veth peer name eth0 netns {name}",
                f"addr add {ours}/30 dev {name}", f"link set {name} up", f"-n {name} addr add {theirs}/30 dev eth0",
                f"-n {name} link set eth0 up", f"-n {name} link set lo up",
            ):  # fmt: skip
                try:
                    done = subprocess.run(["ip", *command.split()], capture_output=True, text=True)
                except FileNotFoundError:
                    pytest.skip("iproute2 is not installed")
                if done.returncode:
                    pytest.skip(f"no network namespaces here: ip {command}: {done.stderr.strip()}")
                made += [name] if command.startswith("netns") else []
            links.append((name, ours, theirs))
        yield links
    finally:
        for name in made:
            subprocess.run(["ip", "netns", "delete", name], capture_output=True)


def test_workers_in_networks_and_caches_of_their_own_one_of_them_killed(networks, tmp_path, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.chdir(tmp_path)
    write(Path("in"), range(11, 41))
    rows = [{"id": f"r{n}", "ko_text": KO.format(n=n), "en_text": EN.format(n=n)} for n in range(41, 51)]
    Path("rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    here, there = tmp_path / "a" / "out", tmp_path / "b" / "out"
    aligner.run(["in"], here, encoder=Letters(), workers=1, cache=None, formats=["tsv"])
    place, environment = tmp_path / "scheduler.json", _environment()
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard"]
    running = [_start([*command, "--host", "0.0.0.0", "--scheduler-file", str(place)], tmp_path, environment)]
    try:
        deadline = time.monotonic() + 300
        while not place.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        port = json.loads(place.read_text(encoding="utf-8"))["address"].rpartition(":")[2]
        for name, ours, theirs in networks:
            folder = tmp_path / name
            folder.mkdir()
            own = environment | {"HOME": str(folder), "ALIGNER_CACHE": str(folder / "cache")}
            command = ["ip", "netns", "exec", name, sys.executable, "-m", "distributed.cli.dask_worker"]
            command += [f"tcp://{ours}:{port}", "--host", theirs, "--no-dashboard", "--no-nanny", "--nthreads", "1"]
            running.append(_start(command, folder, own))
        from distributed import Client

        with Client(f"tcp://{networks[0][1]}:{port}", timeout=300) as client:
            client.wait_for_workers(2, timeout=300)

        def kill_one(done: int, total: int | None) -> None:
            running[2].kill()

        address = f"tcp://{networks[0][1]}:{port}"
        aligner.run(["in"], there, encoder=Letters(), dask=address, cache=None, formats=["tsv"], progress=kill_one)
        assert content(here) == content(there)
        assert running[2].wait(10) != 0
        # Rows with texts travel with the task.
        summary = aligner.run(["rows.jsonl"], tmp_path / "c", encoder=Letters(), dask=address, cache=None)
        assert (summary.counts["stories"], summary.counts["failed"]) == (10, 0)
    finally:
        for process in reversed(running):
            process.kill()
            process.wait()


def test_names_by_a_relative_path_are_found_by_workers_in_other_folders(cluster, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(Path("in"), [11, 12])
    Path("names.tsv").write_text("가람시\tGaram City\n", encoding="utf-8")
    config = RunConfig(glossary="names.tsv")
    summary = aligner.run(["in"], "out", encoder=Letters(), dask=cluster, config=config, cache=None, formats=["tsv"])
    assert (summary.counts["stories"], dict(summary.failed)) == (2, {})


class OnlyHere(Letters):
    """A model that the workers' machines do not have."""

    def encode(self, texts):
        if Path.cwd().name in ("one", "two"):
            raise EncoderError("model 'garam' is not on this machine", hint="install it on all workers")
        return super().encode(texts)


def test_a_worker_without_the_model_and_one_of_another_version_are_one_line(cluster, tmp_path, monkeypatch):
    write(tmp_path / "in", [11])
    options = {"cache": None, "dask": cluster}
    with pytest.raises(EncoderError, match=r"^model 'garam' is not on this machine; install it"):
        aligner.run([tmp_path / "in"], tmp_path / "out", encoder=OnlyHere(), **options)
    # All of it is worked out when they have it.
    assert aligner.run([tmp_path / "in"], tmp_path / "out", encoder=Letters(), **options).counts["stories"] == 1
    monkeypatch.setattr(aligner, "__version__", "9.9.9")
    with pytest.raises(ConfigError, match=r"has aligner \S+, this is 9\.9\.9; install the same version"):
        aligner.run([tmp_path / "in"], tmp_path / "out2", encoder=Letters(), **options)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize(
    ("dies", "said"),
    [("scheduler", "the Dask scheduler at .* was lost"), ("worker", "all workers of the Dask cluster are gone")],
)
def test_a_part_of_a_cluster_that_dies_is_one_line_and_the_next_run_goes_on(tmp_path, monkeypatch, dies, said):
    pytest.importorskip("distributed")
    monkeypatch.setattr(dask, "_CONNECT_SECONDS", 5)
    monkeypatch.setattr(dask, "_DESERTED_SECONDS", 1)
    write(tmp_path / "in", range(11, 31))
    place = tmp_path / "scheduler.json"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard"]
    scheduler = _start([*command, "--host", "127.0.0.1", "--scheduler-file", str(place)], tmp_path, _environment())
    worker = _start([*_worker(place, "lone"), "--no-nanny"], tmp_path, _environment())
    doomed = {"scheduler": scheduler, "worker": worker}[dies]
    try:
        deadline = time.monotonic() + 90
        while not place.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        address = json.loads(place.read_text(encoding="utf-8"))["address"]
        from distributed import Client

        with Client(address, timeout=90) as client:
            client.wait_for_workers(1, timeout=90)
        counts: list[int] = []

        def progress(done: int, total: int | None) -> None:
            counts.append(done)
            if done and doomed.poll() is None:
                doomed.kill()
                doomed.wait()

        out = tmp_path / "a" / "out"
        options = {"cache": None, "formats": ["tsv"], "encoder": Letters()}
        with pytest.raises(aligner.AlignerError, match=said) as error:
            aligner.run([tmp_path / "in"], out, dask=address, progress=progress, **options)
        assert "\n" not in str(error.value)
        assert (out / ".run" / "results.pack").stat().st_size > 0
        begun: list[int] = []
        aligner.run([tmp_path / "in"], out, workers=1, progress=lambda done, total: begun.append(done), **options)
        aligner.run([tmp_path / "in"], tmp_path / "b" / "out", workers=1, **options)
        assert content(out) == content(tmp_path / "b" / "out")
    finally:
        for process in (worker, scheduler):
            process.kill()
            process.wait()


@pytest.mark.parametrize(
    ("address", "said"),
    [("tcp://127.0.0.1:1", "no Dask scheduler answers"), ("here", "give local, local:N"), ("local:x", "give local")],
)
def test_a_cluster_that_is_none_is_one_line(tmp_path, monkeypatch, address, said):
    monkeypatch.setattr("aligner.engines.dask._CONNECT_SECONDS", 2)
    pytest.importorskip("distributed")
    write(tmp_path / "in", [11])
    with pytest.raises(ConfigError, match=said) as error:
        aligner.run([tmp_path / "in"], tmp_path / "out", cache=None, encoder=Letters(), dask=address)
    assert "\n" not in str(error.value)


def test_parts_gathered_are_the_bytes_of_one_run(tmp_path):
    source = tmp_path / "in"
    write(source, range(11, 31))
    options = {"cache": None, "formats": ["tsv"], "workers": 1}
    whole, parted = tmp_path / "a" / "out", tmp_path / "b" / "out"
    aligner.run([source], whole, **options)
    done = [aligner.run([source], parted, part=(i, 4), **options).counts["stories"] for i in (1, 3, 4)]
    assert 0 < sum(done) < 20
    assert not (parted / "pairs.jsonl").exists()
    # The second part never came: its stories are worked on here.
    summary = gather(parted, workers=1)
    assert summary.counts["stories"] == 20
    assert content(whole) == content(parted)


def test_parts_of_other_settings_are_refused(tmp_path):
    source, out = tmp_path / "in", tmp_path / "out"
    write(source, [11, 12])
    aligner.run([source], out, cache=None, part=(1, 2), workers=1)
    other = aligner.config.RunConfig(checks=False)
    with pytest.raises(ConfigError, match="other settings"):
        aligner.run([source], out, cache=None, part=(2, 2), workers=1, config=other)
    with pytest.raises(aligner.AlignerError, match="holds no parts"):
        gather(tmp_path / "nothing")
    assert KO
