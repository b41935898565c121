"""A run that is stopped, killed, added to, or started over."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

import aligner
from aligner.config import RunConfig
from aligner.types import EncoderInfo

KO = "시 예산안 {n}억원 의결\n(가람=한별통신) 시의회는 24일 예산안 {n}억원을 의결했다.\n시장은 환영한다고 말했다.\n"
EN = "City passes {n} million budget\nGARAM -- The council passed a {n} million budget Wednesday.\nThe mayor agreed.\n"


class Letters:
    """A tiny encoder: counts of characters; kills its process at a word."""

    def __init__(self, poison=None):
        self.poison = poison

    info = EncoderInfo("letters", "1", 64)

    def encode(self, texts):
        if self.poison and any(self.poison in text for text in texts):
            os.kill(os.getpid(), signal.SIGKILL)
        rows = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[0] = 0.1
            for character in text:
                row[ord(character) % 64] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def write(folder, names):
    folder.mkdir(exist_ok=True)
    for name in names:
        for side, text in (("ko", KO), ("en", EN)):
            (folder / f"{name}.{side}.txt").write_text(text.format(n=name), encoding="utf-8")


def go(folder, out, **options):
    return aligner.run([folder], out, cache=None, encoder=Letters(), **{"workers": 1, **options})


def content(out):
    return {
        str(p.relative_to(out)): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file() and p.name != "run.json"
    }


def test_added_changed_and_removed_stories_cost_only_themselves(tmp_path):
    source, out = tmp_path / "in", tmp_path / "a" / "out"
    write(source, [11, 12, 13, 14])
    assert go(source, out).counts["reused"] == 0
    write(source, [15])
    (source / "12.en.txt").write_text(EN.format(n=99), encoding="utf-8")
    for side in ("ko", "en"):
        (source / f"11.{side}.txt").unlink()
    summary = go(source, out)
    assert (summary.counts["stories"], summary.counts["reused"]) == (4, 2)
    fresh = tmp_path / "b" / "out"
    go(source, fresh)
    assert content(out) == content(fresh)
    assert not (out / "alignments" / "11.align").exists()


def test_another_threshold_or_format_costs_no_alignment(tmp_path):
    source, out = tmp_path / "in", tmp_path / "a" / "out"
    write(source, [11, 12])
    go(source, out, formats=["tsv"])
    config = RunConfig(doubt_below=0.999999)
    summary = go(source, out, config=config, formats=["tsv"])
    assert summary.counts["reused"] == 2
    assert summary.counts["doubtful"] == summary.counts["pairs"] > 0
    fresh = tmp_path / "b" / "out"
    go(source, fresh, config=config, formats=["tsv"])
    made, anew = ({n: b for n, b in content(o).items() if not n.startswith(".results")} for o in (out, fresh))
    assert made == anew
    summary = go(source, out, config=config, formats=["xlsx"])
    assert summary.counts["reused"] == 2
    assert {"pairs.tsv", "corpus.xlsx"} <= set(content(out))


def test_what_a_changed_run_no_longer_makes_is_not_left_beside_it(tmp_path):
    source, out = tmp_path / "in", tmp_path / "out"
    write(source, [11, 12])
    go(source, out, formats=["tsv", "moses", "align", "report"])
    assert list(out.glob("corpus.*"))
    write(source, [13])
    go(source, out, formats=["tmx"])
    assert set(content(out)) == {
        "pairs.jsonl", "stories.jsonl", "coverage.jsonl", "corpus.tmx", ".results/stories.pack", ".results/stories.idx",
    }  # fmt: skip


def test_pairs_only(tmp_path):
    source, out = tmp_path / "in", tmp_path / "out"
    write(source, [11, 12])
    go(source, out, config=RunConfig(checks=False))
    assert not (out / "coverage.jsonl").exists()
    assert '"11#0001"' in (out / "pairs.jsonl").read_text(encoding="utf-8")


def test_a_poison_story_is_named_costs_itself_only_and_is_tried_again(tmp_path):
    source, out = tmp_path / "in", tmp_path / "out"
    write(source, range(11, 31))
    (source / "17.en.txt").write_text(EN.format(n=17) + "Then came the poison.\n", encoding="utf-8")
    summary = aligner.run([source], out, cache=None, encoder=Letters("poison"), workers=2)
    assert set(summary.failed) == {"17"}
    assert "worker process died" in summary.failed["17"]
    assert summary.counts["stories"] == 19
    summary = aligner.run([source], out, cache=None, encoder=Letters(), workers=2)
    assert not summary.failed
    assert (summary.counts["stories"], summary.counts["reused"]) == (20, 19)


@pytest.mark.parametrize("damage", ["run.json", ".run/config.json", ".run/results.pack", ".results/stories.pack"])
def test_fresh_starts_over_whatever_lies_there(tmp_path, damage):
    source, out = tmp_path / "in", tmp_path / "out"
    write(source, [11, 12])
    go(source, out)
    before = content(out)
    for name in (damage, ".pairs.jsonl.abc.part"):
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_bytes(b'{"half')
    (out / ".corpus.xyz.part").mkdir()
    summary = go(source, out, fresh=True)
    assert summary.counts["reused"] == 0
    assert content(out) == before


def test_damaged_results_are_worked_out_again(tmp_path):
    source, out = tmp_path / "in", tmp_path / "out"
    write(source, [11, 12])
    go(source, out)
    before, pack = content(out), out / ".results" / "stories.pack"
    data = bytearray(pack.read_bytes())
    data[60] ^= 255
    pack.write_bytes(bytes(data))
    write(source, [13])
    assert go(source, out).counts["reused"] == 1
    for side in ("ko", "en"):
        (source / f"13.{side}.txt").unlink()
    go(source, out)
    assert content(out) == before


def test_a_wrong_encoder_leaves_nothing_that_stands_in_the_way(tmp_path):
    source, out = tmp_path / "in", tmp_path / "out"
    write(source, [11])
    with pytest.raises(aligner.AlignerError, match="no-such"):
        aligner.run([source], out, config=RunConfig().with_flags(**{"encoder.name": "./no-such-model"}))
    assert go(source, out).counts["stories"] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_command_says_how_to_go_on(tmp_path, number, code):
    source, out = tmp_path / "in", tmp_path / "out"
    write(source, range(11, 60))
    command = [sys.executable, "-m", "aligner", "run", str(source), "--out", str(out), "--no-cache", "--workers", "2"]
    process = subprocess.Popen(
        [*command, "--quiet"], stderr=subprocess.PIPE, start_new_session=True,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # what began in the background has Ctrl-C ignored
    )  # fmt: skip
    pack = out / ".run" / "results.pack"
    while process.poll() is None and not (pack.exists() and pack.stat().st_size):
        time.sleep(0.02)
    started = time.monotonic()
    os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
    _, err = process.communicate()
    assert time.monotonic() - started < 60  # at once, that is; a loaded machine has its own clock
    assert process.returncode == code, err
    assert err.decode().strip().splitlines()[-1] == "aligner: stopped; the same command goes on where it was"
    assert b"Traceback" not in err


def test_run_json_does_not_grow_with_the_stories(tmp_path):
    source, out = tmp_path / "in", tmp_path / "out"
    write(source, range(11, 41))
    for name in range(200, 320):
        (source / f"{name}.ko.txt").write_text(KO, encoding="utf-8")
        (source / f"{name}.en.txt").write_text("", encoding="utf-8")
    summary = go(source, out, formats=["jsonl"])
    assert (summary.counts["failed"], len(summary.failed)) == (120, 100)
    assert len((out / "failures.jsonl").read_text(encoding="utf-8").splitlines()) == 120
    manifest = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert "inputs" not in manifest
    shutil.rmtree(out)


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(tmp_path):
    source, out = tmp_path / "in", tmp_path / "out"
    write(source, [11, 12])
    plan = go(source, out, dry_run=True)
    assert (plan.counts["stories"], plan.counts["reused"], out.exists()) == (2, 0, False)
    go(source, out)
    before = content(out)
    write(source, [13])
    (source / "14.ko.txt").write_text(KO, encoding="utf-8")
    plan = go(source, out, dry_run=True)
    assert (plan.counts["stories"], plan.counts["reused"], plan.counts["unpaired"]) == (1, 2, 1)
    assert content(out) == before
