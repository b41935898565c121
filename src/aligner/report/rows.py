"""The three files of a run read side by side: each story with its pairs and its ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from aligner.errors import InputError
from aligner.report.view import Row

__all__ = ["join_rows"]


def join_rows(
    stories: Iterable[Row], pairs: Iterable[Row], coverage: Iterable[Row]
) -> Iterator[tuple[Row, list[Row], Row | None]]:
    """Yield each story with its pairs and its ledger row, holding one story at a time.

    Parameters
    ----------
    stories, pairs, coverage
        The rows of ``stories.jsonl``, ``pairs.jsonl`` and ``coverage.jsonl``, all in the order of the stories, as
        ``aligner run`` writes them. A story may have no pairs, or no ledger (None).

    Raises
    ------
    InputError
        If rows of a story stand after those of a later one.
    """
    pair_groups = _Groups("pairs", "story", pairs)
    ledgers = _Groups("coverage", "story", coverage)
    for story in stories:
        name = str(story.get("id", ""))
        mine, ledger = pair_groups.take(name), ledgers.take(name)
        yield story, mine, ledger[-1] if ledger else None
    pair_groups.finish()
    ledgers.finish()


class _Groups:
    """Runs of rows with the same key, taken in the order of the stories."""

    def __init__(self, file: str, key: str, rows: Iterable[Row]) -> None:
        self.file = file
        self._groups = groupby(rows, lambda row: str(row.get(key, "")))
        self._next = self._read()
        self._without: set[str] = set()

    def _read(self) -> tuple[str, list[Row]] | None:
        name, group = next(self._groups, ("", None))
        return None if group is None else (name, list(group))

    def take(self, name: str) -> list[Row]:
        """Return the rows of the story `name`, none if the next rows belong to another."""
        if self._next is None or self._next[0] != name:
            self._without.add(name)
            return []
        rows = self._next[1]
        self._next = self._read()
        return rows

    def finish(self) -> None:
        """Complain of rows that were passed over."""
        while self._next is not None:
            if self._next[0] in self._without:
                raise InputError(
                    f"rows of story {self._next[0]} do not stand in the order of stories.jsonl",
                    file=f"{self.file}.jsonl",
                    hint="sort the file by story as stories.jsonl is, or make the run again with aligner run",
                )
            self._next = self._read()
