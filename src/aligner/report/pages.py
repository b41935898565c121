"""The stories of a report cut into pages, full ones on disk: memory holds one page of a large run."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

__all__ = ["Pages"]


class Pages:
    """Pairs of texts (a story's data, its line of the overview) in the order of the run.

    Parameters
    ----------
    most_stories, most_bytes
        A page is full with so many stories, or where the next would take its data past so many UTF-8 bytes.
    """

    def __init__(self, most_stories: int, most_bytes: int) -> None:
        self.most_stories, self.most_bytes = max(1, most_stories), max(1, most_bytes)
        self.count = 0
        self._open: list[tuple[str, str]] = []
        self._bytes = 0
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def add(self, data: str, row: str) -> None:
        """Add a story."""
        size = len(data.encode("utf-8"))
        full = len(self._open) >= self.most_stories or (self._bytes and self._bytes + size > self.most_bytes)
        if self._open and full:
            self._store()
        if not self._open:
            self.count += 1
        self._open.append((data, row))
        self._bytes += size

    def __iter__(self) -> Iterator[list[tuple[str, str]]]:
        """Yield the pages, one in memory at a time."""
        for number in range(1, self.count):
            yield [tuple(pair) for pair in json.loads(self._path(number).read_text(encoding="utf-8"))]
        if self._open:
            yield self._open

    def close(self) -> None:
        """Delete what lies on disk."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _store(self) -> None:
        self._path(self.count).write_text(json.dumps(self._open), encoding="utf-8")
        self._open, self._bytes = [], 0

    def _path(self, number: int) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="aligner-report-")
        return Path(self._folder.name) / f"{number}.json"
