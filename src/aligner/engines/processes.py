"""Worker processes that are replaced when they die and that never outlive this one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from queue import Empty, Full, Queue
from threading import Event, Lock, Thread
from typing import Any, Generic, TypeVar

from aligner.engines.worker import dump, load
from aligner.errors import AlignerError

__all__ = ["Died", "Processes", "in_this_process"]

T = TypeVar("T")
R = TypeVar("R")

# As many workers in a row may die before anything was done: then it is not the items.
_DEATHS_AT_START = 6


@dataclass(frozen=True, slots=True)
class Died:
    """The worker that had the item died of it; `status` is its exit status, negative for a signal."""

    status: int


def in_this_process(function: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R]]:
    """Map without any other process."""
    for item in items:
        yield item, function(item)


class Processes(Generic[T, R]):
    """A pool of worker processes at constant strength.

    Parameters
    ----------
    functions
        One a worker, usually the same; each is pickled once and sent to its worker.
    split
        Cuts an item whose worker died into smaller ones, which are tried again; an item that gives itself back alone
        is the one that kills.

    Notes
    -----
    The standard library's pool, spawned, runs a caller's script again in every worker, and forked it inherits the locks
    of BLAS and torch threads; when a worker dies, it loses what all of them were doing.
    """

    def __init__(self, functions: Sequence[Callable[[T], R]], split: Callable[[T], Sequence[T]] | None = None) -> None:
        self.functions = functions
        self.split = split or (lambda item: [item])

    def map(self, items: Iterable[T]) -> Iterator[tuple[T, R | Died]]:
        """Yield every item with its result, or `Died`, as they come; a few items are read ahead.

        Raises
        ------
        AlignerError
            If workers cannot be started, or die before any of them has done anything.
        Exception
            What the function or the stream of items raised; the workers are stopped.
        """
        state: _State[T, R] = _State(iter(items), self.split, len(self.functions))
        threads = [Thread(target=state.serve, args=(f,), daemon=True) for f in self.functions]
        for thread in threads:
            thread.start()
        left = len(threads)
        try:
            while left:
                answer = state.results.get()
                if answer is None:
                    left -= 1
                elif isinstance(answer, BaseException):
                    raise answer
                else:
                    yield answer
        finally:
            state.stop()
            for thread in threads:
                thread.join(timeout=5)


class _State(Generic[T, R]):
    """What the threads, one a worker, share."""

    def __init__(self, items: Iterator[T], split: Callable[[T], Sequence[T]], workers: int) -> None:
        self.results: Queue[tuple[T, R | Died] | BaseException | None] = Queue(maxsize=2 * workers)
        self._items, self._split = items, split
        self._again: deque[T] = deque()
        self._lock, self._source = Lock(), Lock()
        self._stopped = Event()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._done = self._deaths = 0

    def serve(self, function: Callable[[T], R]) -> None:
        """Feed one worker, and its successors, until there is nothing left."""
        worker: subprocess.Popen[bytes] | None = None
        try:
            while (got := self._next()) is not None:
                if worker is None:
                    worker = self._start(function)
                (item,) = got
                try:
                    kind, value = self._ask(worker, item)
                except (EOFError, OSError):
                    status = self._bury(worker)
                    worker = None
                    self._mourn(item, status)
                    continue
                if kind == "error":
                    raise value
                self._done += 1
                self._put((item, value))
        except BaseException as error:
            self._put(error)
        finally:
            if worker is not None:
                self._bury(worker, close=True)
            self._put(None)

    def _next(self) -> tuple[T] | None:
        with self._lock:
            if self._again:
                return (self._again.popleft(),)
        # A lock of its own: the stream may wait for results, which must not keep a dead worker from being replaced.
        with self._source:
            if not self._stopped.is_set():
                for item in self._items:
                    return (item,)
        return None

    def _start(self, function: Callable[[T], R]) -> subprocess.Popen[bytes]:
        code = f"import sys; sys.path[:] = {sys.path!r}; from aligner.engines.worker import main; main({os.getpid()})"
        with self._lock:
            if self._stopped.is_set():
                raise AlignerError("stopped")
            worker = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self._running.add(worker)
        try:
            assert worker.stdin
            dump(worker.stdin, function)
        except OSError:
            pass  # it died at once: asking it will tell
        return worker

    @staticmethod
    def _ask(worker: subprocess.Popen[bytes], item: T) -> tuple[str, Any]:
        assert worker.stdin
        assert worker.stdout
        dump(worker.stdin, item)
        kind, value = load(worker.stdout)
        return kind, value

    def _bury(self, worker: subprocess.Popen[bytes], *, close: bool = False) -> int:
        if worker.stdin:
            try:
                worker.stdin.close()
            except OSError:
                pass
        if not close:
            worker.kill()
        try:
            status = worker.wait(timeout=5)
        except subprocess.TimeoutExpired:
            worker.kill()
            status = worker.wait()
        if worker.stdout:
            worker.stdout.close()
        with self._lock:
            self._running.discard(worker)
        return status

    def _mourn(self, item: T, status: int) -> None:
        if self._stopped.is_set():
            return
        self._deaths += 1
        if not self._done and self._deaths >= _DEATHS_AT_START:
            raise AlignerError(
                f"{self._deaths} worker processes died before any had done a story (exit status {status})",
                hint="free memory or lower --workers; --workers 1 works without them and shows why",
            )
        pieces = self._split(item)
        if len(pieces) > 1:
            with self._lock:
                self._again.extend(pieces)
        else:
            self._put((item, Died(status)))

    def _put(self, answer: tuple[T, R | Died] | BaseException | None) -> None:
        while not self._stopped.is_set():
            try:
                self.results.put(answer, timeout=0.2)
                return
            except Full:
                continue

    def stop(self) -> None:
        """Kill what still works."""
        self._stopped.set()
        with self._lock:
            for worker in self._running:
                worker.kill()
        try:
            while True:
                self.results.get_nowait()
        except Empty:
            pass
