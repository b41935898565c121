"""Stories from a stream to a stream: worker processes in between, results in the order of the stories."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from threading import Event, Semaphore
from typing import Any

from aligner.engines import Died, Processes
from aligner.pipeline.work import why_died

__all__ = ["in_order"]

_ROWS = 8

Rows = list[Mapping[str, Any]]
Numbered = tuple[int, Rows]


@dataclass(frozen=True)
class _OfNumbered:
    function: Callable[[Rows], list[dict[str, Any]]]

    def __call__(self, item: Numbered) -> list[dict[str, Any]]:
        return self.function(item[1])


def in_order(
    rows: Iterable[Mapping[str, Any]], function: Callable[[Rows], list[dict[str, Any]]], workers: int
) -> Iterator[dict[str, Any]]:
    """Yield the result of every row in order; no more than a few batches a worker are read ahead.

    Parameters
    ----------
    function
        Picklable; gives one result a row. A row that kills its worker has the result ``{"id", "failed"}``.
    """
    ahead = Semaphore(4 * workers)
    closed = Event()
    stream = iter(rows)

    def batches() -> Iterator[Numbered]:
        number = 0
        while batch := list(islice(stream, _ROWS)):
            ahead.acquire()
            if closed.is_set():
                return
            yield number, batch
            number += len(batch)

    def split(item: Numbered) -> list[Numbered]:
        return [(item[0] + i, [row]) for i, row in enumerate(item[1])]

    waiting: dict[int, dict[str, Any]] = {}
    at = 0
    answers = Processes([_OfNumbered(function)] * workers, split).map(batches())
    try:
        for (number, batch), answer in answers:
            results = [_dead(batch[0], answer)] if isinstance(answer, Died) else answer
            waiting.update(enumerate(results, number))
            while at in waiting:
                yield waiting.pop(at)
                at += 1
                if at % _ROWS == 0:
                    ahead.release()
    finally:
        # Whoever waits to read ahead must wake up to be stopped.
        closed.set()
        ahead.release(workers)


def _dead(row: Mapping[str, Any], answer: Died) -> dict[str, Any]:
    return {"id": str(row.get("id", "")), "failed": why_died(answer)}
