"""A run whose folder is in an object store: made in a folder here, sent when whole, gone on with from anywhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from aligner.artifacts import RunFolder
from aligner.artifacts.remote import AbsentError, fetch, publish, room_of, send
from aligner.artifacts.results import Pack

__all__ = ["SECONDS", "run_folder_of"]

SECONDS = 60.0
"""How often what has been worked out is sent to the store while a run works."""

Progress = Callable[[int, int | None], None]


@contextmanager
def run_folder_of(
    url: str, progress: Progress | None, *, fresh: bool, dry: bool = False
) -> Iterator[tuple[Path, Progress]]:
    """Yield a folder of this machine with what the store has of the run, and a progress that keeps the store informed.

    When the block ends well the folder is sent; when it does not, what has been worked out is in the store as
    ``.run/segment-…``, from which the next run goes on, here or elsewhere. With `dry` nothing is sent.
    """
    place = room_of(url)
    if not fresh:
        with suppress(AbsentError):  # nothing there yet
            fetch(url, without=".run")
        with suppress(AbsentError):  # no run that was stopped
            _join(place, fetch(f"{url.rstrip('/')}/.run"))
    sender = _Sender(url, RunFolder(place).work / "results.pack")

    def told(done: int, total: int | None) -> None:
        if not dry:
            sender.send_new()
        if progress:
            progress(done, total)

    try:
        yield place, told
    except BaseException:
        if not dry:
            sender.send_new(now=True)
        raise
    if not dry:
        publish(place, url)


def _join(place: Path, segments: Path) -> None:
    """Take what others worked out into the pack of this folder."""
    found = sorted(segments.glob("segment-*.pack"))
    if not found:
        return
    pack = Pack(RunFolder(place).work / "results.pack")
    known = {key for key, _ in pack.scan()}
    for segment in found:
        pack.take(segment, known)
    pack.close()


class _Sender:
    """Sends what is new in a pack, a segment at a time."""

    def __init__(self, url: str, pack: Path) -> None:
        self.url, self.pack = url.rstrip("/"), pack
        self._sent = pack.stat().st_size if pack.is_file() else 0
        self._last = time.monotonic()

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
        send(data, f"{self.url}/.run/segment-{time.time_ns()}.pack")
        self._sent = size
