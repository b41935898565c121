"""Worker processes: replaced when they die, gone when their parent is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from aligner.engines import Died, Processes
from aligner.errors import AlignerError


def _times(factor, items):
    if 13 in items:
        os.kill(os.getpid(), signal.SIGKILL)
    print("not a result")
    return [factor * item for item in items]


def _fail(items):
    raise ValueError(f"no good: {items}")


def _die(items):
    os._exit(3)


def test_only_the_poison_is_lost_and_the_pool_keeps_its_strength():
    shards = [list(range(start, start + 4)) for start in range(0, 40, 4)]
    pool = Processes([partial(_times, 2)] * 2, split=lambda items: [[item] for item in items])
    found = list(pool.map(shards))
    assert [(item, answer.status) for item, answer in found if isinstance(answer, Died)] == [([13], -9)]
    done = sorted(value for _, answer in found if not isinstance(answer, Died) for value in answer)
    assert done == [2 * item for item in range(40) if item != 13]


def test_an_error_comes_back_as_it_was():
    with pytest.raises(ValueError, match="no good"):
        list(Processes([_fail] * 2).map([[1], [2]]))


def test_an_error_of_the_stream_ends_the_map():
    def items():
        yield [1]
        raise KeyError("the source broke")

    with pytest.raises(KeyError, match="the source broke"):
        list(Processes([partial(_times, 1)] * 2).map(items()))


def test_workers_that_cannot_work_end_the_run():
    with pytest.raises(AlignerError, match="died before any had done a story"):
        list(Processes([_die]).map([[i] for i in range(20)]))


PARENT = """
import os, sys, time
from aligner.engines import Processes

def busy(seconds):
    print(os.getpid(), file=sys.stderr, flush=True)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        sum(range(1000))

if __name__ == "__main__":
    list(Processes([busy] * 2).map([60, 60]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP], ids=lambda n: n.name)
def test_no_worker_outlives_its_parent(tmp_path, number):
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, str(script)], stderr=subprocess.PIPE, text=True)
    assert parent.stderr is not None
    workers = [int(parent.stderr.readline()) for _ in range(2)]
    parent.send_signal(number)
    parent.wait()
    # The pipe ends when nobody holds it any more.
    started = time.monotonic()
    parent.stderr.read()
    parent.stderr.close()
    assert time.monotonic() - started < 60
    deadline = started + 60
    while any(map(_works, workers)):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _works(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    # Dead, but nobody has asked for its exit status yet.
    return not (stat.exists() and ") Z " in stat.read_text(encoding="utf-8"))
