"""What an export is: its options and its result; and what becomes of units and characters that do not fit."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from aligner.errors import InputError
from aligner.pairs import CorpusInfo, ScoredPair, StoryInfo

__all__ = [
    "ABOUT",
    "EVERYTHING",
    "EXCHANGE",
    "PROVENANCE",
    "TRAINING",
    "BadUnits",
    "ExportOptions",
    "ExportResult",
    "Tally",
    "bad_unit",
    "license_of",
    "now",
]

EVERYTHING = frozenset({"accepted", "doubtful", "omitted", "added", "rejected"})
EXCHANGE = frozenset({"accepted", "doubtful"})
TRAINING = frozenset({"accepted"})


PROVENANCE = ("ko_file", "en_file", "encoder", "config", "run")
"""Columns that say where a pair came from, in formats that keep no such record beside their pairs."""
ABOUT = ("date", "source", "license", "url")
"""Columns of a manifest that typed tables have whether a pair has them or not; any other is a column if it is there."""


def _no_story(_: str) -> StoryInfo:
    return StoryInfo()


def now() -> str:
    """Return the present time for `ExportOptions.created`; ``SOURCE_DATE_EPOCH`` stands still."""
    moment = float(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How to write a corpus.

    Attributes
    ----------
    statuses
        Statuses to write; None means the format's own choice (see ``docs/datasets.md``).
    one_sided
        Whether omissions and additions are written as units of their own (TMX, XLIFF).
    gzip
        Whether plain text files are compressed (also told by a path that ends in ``.gz``).
    project
        Whether formats that cannot hold crossing beads write the longest chain in order instead of refusing.
    formula_guard
        Whether TSV and CSV are made for spreadsheets: cells that look like formulas get a leading apostrophe, and the
        file a byte order mark; readers here take both off.
    info
        What is the same for every pair.
    story
        Looks up a story's files and findings by id.
    card
        Makes the dataset card from the split counts; Hugging Face folders only.
    created
        When the corpus was made (ISO 8601), for formats that say so; ``""`` leaves it out.
    shard_rows
        Rows a file of a Hugging Face folder, and of a corpus in parts, holds; None: the format's own choice.
    columns
        Names of the columns of one's own that tables show; found in the first pairs (see `aligner.exporters.columns`).
    """

    statuses: frozenset[str] | None = None
    one_sided: bool | None = None
    gzip: bool = False
    project: bool = False
    formula_guard: bool = True
    info: CorpusInfo = field(default_factory=CorpusInfo)
    story: Callable[[str], StoryInfo] = _no_story
    card: Callable[[Mapping[str, int]], str] | None = None
    shard_rows: int | None = None
    created: str = ""
    columns: tuple[str, ...] = ()

    def provenance(self, pair: ScoredPair) -> dict[str, str]:
        """Return the `PROVENANCE` of `pair`: what it brought along from an earlier file, else that of this corpus."""
        story = self.story(pair.story)
        known = (story.ko_file, story.en_file, self.info.encoder, self.info.config, self.info.run)
        return {name: str(pair.extra.get(name) or value) for name, value in zip(PROVENANCE, known, strict=True)}


def license_of(pair: ScoredPair, options: ExportOptions) -> str:
    """Return the licence that the pair's own row or its story names, ``""`` if neither does."""
    return str(pair.extra.get("license") or options.story(pair.story).meta.get("license") or "")


_MOST_NOTED = 100_000


@dataclass(slots=True)
class BadUnits:
    """Units of a corpus that could not be read, for readers that are to skip them: where each is, and why."""

    found: list[tuple[str, str]] = field(default_factory=list)
    count: int = 0

    def add(self, where: str, why: str) -> None:
        """Count a unit, and note it if it is among the first hundred thousand."""
        self.count += 1
        if len(self.found) < _MOST_NOTED:
            self.found.append((where, " ".join(why.split())[:200]))


def bad_unit(bad: BadUnits | None, where: str, problem: str, path: Path) -> None:
    """Note a unit that cannot be read, for the reader to go on behind it; without `bad` it is an error.

    Raises
    ------
    InputError
        Without `bad`: names file, unit and the option that skips it.
    """
    if bad is None:
        hint = "correct it; convert, filter and score skip it with --skip-bad"
        raise InputError(f"{where} {problem}", file=path, hint=hint)
    bad.add(where, problem)


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What was written.

    Attributes
    ----------
    format
        Name of the format.
    paths
        The files or the folder written.
    written
        Pairs written.
    left_out
        Pairs not written, by reason.
    changed
        Counts of what the format forced on the texts, such as ``"illegal characters removed"``.
    lost
        What this format cannot hold, one clause each.
    """

    format: str
    paths: tuple[Path, ...]
    written: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    lost: tuple[str, ...] = ()


@dataclass(slots=True)
class Tally:
    """Counts kept while rows stream through an exporter."""

    written: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)

    def chosen(self, pairs: Iterable[ScoredPair], statuses: frozenset[str], one_sided: bool) -> Iterator[ScoredPair]:
        """Yield the pairs whose status is in `statuses`, counting the others by status."""
        for pair in pairs:
            if not pair.two_sided and not one_sided:
                self.left_out["one-sided"] += 1
            elif pair.status not in statuses:
                self.left_out[pair.status] += 1
            else:
                self.written += 1
                yield pair

    def result(self, name: str, paths: Iterable[Path]) -> ExportResult:
        """Return the finished counts."""
        return ExportResult(name, tuple(paths), self.written, dict(self.left_out), dict(self.changed))
