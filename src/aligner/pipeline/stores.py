"""A run whose folder is in an object store: made in a folder here, sent when whole, gone on with from anywhere.

A store has no locks. What keeps two writers apart is a claim, a small object that says who writes and is renewed every
minute; one that was not renewed for `STALE` seconds belongs to a writer that died.
"""

from __future__ import annotations

import json
import os
import socket
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any

from aligner.artifacts import RunFolder
from aligner.artifacts.remote import (
    AbsentError,
    at_hand,
    create,
    fetch,
    is_url,
    local_name,
    look,
    publish,
    remove,
    room_of,
    send,
)
from aligner.artifacts.results import Pack
from aligner.errors import OutputError

__all__ = ["SECONDS", "STALE", "job_in", "part_of", "run_folder_of", "runs_to_change"]

SECONDS = 60.0
"""How often what has been worked out is sent to the store while a run works, and its claim renewed."""
STALE = 300
"""Seconds after which a claim that nobody renewed counts no more."""

Progress = Callable[[int, int | None], None]


@contextmanager
def run_folder_of(
    url: str, progress: Progress | None, *, fresh: bool, dry: bool = False
) -> Iterator[tuple[Path, Progress]]:
    """Yield a folder of this machine with what the store has of the run, and a progress that keeps the store informed.

    When the block ends well the folder is sent; when it does not, what has been worked out is in the store as
    ``.run/segment-…``, from which the next run goes on, here or elsewhere. With `dry` nothing is sent.

    Raises
    ------
    OutputError
        If another run is at work there.
    """
    place, url = room_of(url), url.rstrip("/")
    pack = RunFolder(place).work / "results.pack"
    with _claimed(url, ".run", dry=dry) as claim:
        if not fresh:
            with suppress(AbsentError):  # nothing there yet
                fetch(url, without=".run")
            with suppress(AbsentError):  # no run that was stopped
                _join(pack, fetch(f"{url}/.run"))
        with _Sender(f"{url}/.run", pack, claim, progress).while_at_work(dry=dry) as told:
            yield place, told
        if not dry:
            claim.check()
            publish(place, url)


@contextmanager
def part_of(url: str, name: str, progress: Progress | None) -> Iterator[tuple[Path, Progress]]:
    """Yield a folder of this machine in which one part of a run is worked on, as `run_folder_of` does for a whole run.

    What the part has worked out is in the store as ``.run/NAME/segment-…``, beside the run's ``.run/job.json``.
    """
    place, url = room_of(url), url.rstrip("/")
    own = f"{url}/.run/{name}"
    pack = RunFolder(place).work / name / "results.pack"
    with _claimed(url, f".run/{name}") as claim:
        with suppress(AbsentError):  # no complete run to take results from
            fetch(url, without=".run")
        with suppress(AbsentError):  # the first part
            at_hand(f"{url}/.run/{_JOB}")
        with suppress(AbsentError):  # this part was not begun
            _join(pack, fetch(own))
        with _Sender(own, pack, claim, progress).while_at_work() as told:
            yield place, told
        claim.check()
        send((RunFolder(place).work / _JOB).read_bytes(), f"{url}/.run/{_JOB}")


_JOB = "job.json"


def job_in(url: str) -> Path:
    """Return a copy of what the parts of a run in a store were told to do, whether or not there is one."""
    with suppress(AbsentError):
        return at_hand(f"{url.rstrip('/')}/.run/{_JOB}")
    return Path(os.devnull)


@contextmanager
def runs_to_change(names: Sequence[str | Path]) -> Iterator[list[Path]]:
    """Yield run folders as folders of this machine; those of a store are sent when the block has ended well.

    Raises
    ------
    OutputError
        If a run is at work in one that is in a store.
    """
    with ExitStack() as stack:
        folders, claims = [], {}
        for name in map(str, names):
            if is_url(name):
                claims[name] = stack.enter_context(_claimed(name.rstrip("/"), ".run"))
                folders.append(fetch(name, without=".run"))
            else:
                folders.append(Path(local_name(name)))
        yield folders
        for url, claim in claims.items():
            claim.check()
            publish(room_of(url), url, without=".run")


def _join(pack_file: Path, segments: Path) -> None:
    """Take what others worked out into a pack of this machine."""
    found = sorted(segments.rglob("segment-*.pack"))
    if not found:
        return
    pack = Pack(pack_file)
    known = {key for key, _ in pack.scan()}
    for segment in found:
        pack.take(segment, known)
    pack.close()


class _Claim:
    """Who writes at a place of a store; renewed from a thread of its own, since a shard may outlast a claim."""

    def __init__(self, url: str, within: str) -> None:
        self.place, self.url = url, f"{url}/{within}/claim.json"
        self.me = {"id": uuid.uuid4().hex, "host": socket.gethostname(), "pid": os.getpid()}
        self.lost = False
        self._over = Event()
        self._thread = Thread(target=self._renew, daemon=True)

    def take(self) -> None:
        if not create(self._told(), self.url):
            other = self._read()
            age = time.time() - float(other.get("at", 0.0))
            if age < STALE and not self._died_here(other):
                raise self._refusal(other)
            send(self._told(), self.url)
            if (other := self._read()).get("id") != self.me["id"]:
                raise self._refusal(other)
        self._thread.start()

    def check(self) -> None:
        """Raise if another run has taken the place meanwhile."""
        if self.lost:
            raise self._refusal(self._read())

    def give_up(self) -> None:
        self._over.set()
        self._thread.join()
        if not self.lost and self._read().get("id") == self.me["id"]:
            remove(self.url)

    def _told(self) -> bytes:
        return json.dumps({**self.me, "at": time.time()}).encode()

    def _read(self) -> dict[str, Any]:
        try:
            told = json.loads(look(self.url) or b"{}")
        except ValueError:
            return {}
        return told if isinstance(told, dict) else {}

    def _died_here(self, other: dict[str, Any]) -> bool:
        """Whether the other one was a process of this machine that is no more."""
        if other.get("host") != self.me["host"] or not isinstance(other.get("pid"), int) or os.name == "nt":
            return False
        with suppress(PermissionError):
            try:
                os.kill(other["pid"], 0)
            except ProcessLookupError:
                return True
        return False

    def _renew(self) -> None:
        while not self._over.wait(min(SECONDS, STALE / 5) or 1.0):
            with suppress(Exception):  # a store that cannot be reached now may be in a minute
                if self._read().get("id", self.me["id"]) != self.me["id"]:
                    self.lost = True
                    return
                send(self._told(), self.url)

    def _refusal(self, other: dict[str, Any]) -> OutputError:
        host = other.get("host")
        return OutputError(
            "another run is writing here",
            file=self.place,
            hint=f"wait for the one on {host} (if it died, {STALE // 60} minutes), or choose another --out",
        )


@contextmanager
def _claimed(url: str, within: str, *, dry: bool = False) -> Iterator[_Claim]:
    """Keep others from writing at `url` while the block lasts, by a claim in a folder of it."""
    claim = _Claim(url, within)
    if dry:
        yield claim
        return
    claim.take()
    try:
        yield claim
    finally:
        claim.give_up()


class _Sender:
    """Sends what is new in a pack, a segment at a time."""

    def __init__(self, url: str, pack: Path, claim: _Claim, progress: Progress | None) -> None:
        self.url, self.pack, self.claim, self.progress = url, pack, claim, progress
        self._sent = pack.stat().st_size if pack.is_file() else 0
        self._last = time.monotonic()

    @contextmanager
    def while_at_work(self, *, dry: bool = False) -> Iterator[Progress]:
        """Yield a progress that sends now and then; what is left is sent when the block ends, however it ends."""

        def told(done: int, total: int | None) -> None:
            if not dry:
                self.claim.check()
                self.send_new()
            if self.progress:
                self.progress(done, total)

        try:
            yield told
        finally:
            if not dry and not self.claim.lost:
                self.send_new(now=True)

    def send_new(self, *, now: bool = False) -> None:
        if not now and time.monotonic() - self._last < SECONDS:
            return
        self._last = time.monotonic()
        size = self.pack.stat().st_size if self.pack.is_file() else 0
        if size <= self._sent:
            return
        with self.pack.open("rb") as file:
            file.seek(self._sent)
            data = file.read(size - self._sent)
        # Named by the time: several machines that went on one after the other do not overwrite each other's.
        send(data, f"{self.url}/segment-{time.time_ns()}.pack")
        self._sent = size
