"""One pure function over a stream of items, results in the order of the items: here, in processes, or on a cluster.

What the commands have in common that are no runs (mining, pairing, scoring): blocks go out, blocks come back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from threading import Event, Semaphore
from typing import Any, Generic, Self, TypeVar

from aligner.engines.processes import Died, Processes
from aligner.errors import AlignerError

__all__ = ["Spread"]

T = TypeVar("T")
R = TypeVar("R")

# Items that may be read ahead of the first one whose result is still awaited, for each worker.
_AHEAD = 4


@dataclass(frozen=True)
class _Numbered(Generic[T, R]):
    function: Callable[[T], R]

    def __call__(self, item: tuple[int, T]) -> R:
        return self.function(item[1])


class Spread:
    """Where functions are mapped; a context within which a cluster stays connected.

    Parameters
    ----------
    dask
        Address of a Dask scheduler, ``local`` or ``local:N``; see `aligner.engines.dask.Dask`.
    workers
        Processes without `dask`; 1 works in this one.
    """

    def __init__(self, *, dask: str | None = None, workers: int = 1) -> None:
        self.dask, self.workers = dask, workers
        self._client: Any = None
        self._stack = ExitStack()

    @property
    def elsewhere(self) -> bool:
        """Whether any other process works."""
        return self.dask is not None or self.workers > 1

    def __enter__(self) -> Self:
        if self.dask is not None:
            from aligner.engines.dask import connected

            self._client = self._stack.enter_context(connected(self.dask))
        return self

    def __exit__(self, *details: Any) -> None:
        self._stack.__exit__(*details)

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Yield the result of every item, in order; items are read a few ahead.

        Parameters
        ----------
        function
            Picklable if any other process works.

        Raises
        ------
        AlignerError
            If a worker dies of an item, or the cluster is lost.
        Exception
            What the function raised.
        """
        if not self.elsewhere:
            yield from map(function, items)
            return
        ahead, closed = Semaphore(_AHEAD * max(2, self.workers)), Event()

        def numbered() -> Iterator[tuple[int, T]]:
            for item in enumerate(items):
                # The threads that feed processes wait here. A cluster is fed by whoever takes the results, and no
                # further ahead than its own measure.
                if self.dask is None:
                    ahead.acquire()
                if closed.is_set():
                    return
                yield item

        waiting: dict[int, R] = {}
        at = 0
        try:
            for (number, _), answer in self._answers(_Numbered(function), numbered()):
                if isinstance(answer, Died):
                    raise AlignerError(
                        f"a worker died of block {number + 1} (exit status {answer.status})",
                        hint="out of memory? give workers more, or take fewer of them",
                    )
                waiting[number] = answer
                while at in waiting:
                    ahead.release()
                    yield waiting.pop(at)
                    at += 1
        finally:
            # Whoever waits to read ahead must wake up to be stopped.
            closed.set()
            ahead.release(self.workers + 1)

    def _answers(
        self, function: Callable[[tuple[int, T]], R], items: Iterator[tuple[int, T]]
    ) -> Iterator[tuple[tuple[int, T], R | Died]]:
        if self.dask is None:
            return Processes([function] * self.workers).map(items)
        from aligner.engines.dask import Dask

        return Dask(self.dask, function, lambda item: [item], client=self._client).map(items)
