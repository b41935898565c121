"""Deciding which pairs are fit for training: every filter's verdict on every pair, and a tier for those that pass.

Three passes, so that memory does not grow with the texts: filters judge each pair and it is set aside on disk; the
near-duplicates are found; every pair is given out again with its status, its tier and all its reasons.
"""

from __future__ import annotations

import marshal
import sys
import tempfile
from array import array
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self

from aligner.dataset.dedupe import NearDuplicates
from aligner.dataset.filters import Check, PairFilter, make_filters
from aligner.dataset.selected import (
    CONDENSED,
    NEAR_DUPLICATE,
    FilterCount,
    Sample,
    Selection,
    SelectionSettings,
)
from aligner.dataset.where import Where
from aligner.engines import Spread
from aligner.korean.scripts import length_deviation
from aligner.pairs import ScoredPair

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["NEAR_DUPLICATE", "FilterCount", "Sample", "Selection", "SelectionSettings", "select", "tier_of"]

WHERE = "where"
SAMPLES = 3


def tier_of(pair: ScoredPair, condensed: float) -> str:
    """Return ``"condensed"`` for a bead that says less on one side, else ``"training_safe"``.

    A bead in which the fact checker misses a clause; one of five or more sentences; or one with more sentences on one
    side than on the other, where the side with fewer is also shorter than usual by more than `condensed` standard
    deviations (with as many on both: where either is). True as a translation of the gist, but a model trained on it
    learns to drop clauses.
    """
    ko, _, en = pair.type.partition("-")
    more = (int(ko) if ko.isdigit() else 1) - (int(en) if en.isdigit() else 1)
    if pair.parts.get("clauses_missing"):
        return CONDENSED
    sentences = (int(ko) if ko.isdigit() else 1) + (int(en) if en.isdigit() else 1)
    if sentences <= 2:
        return "training_safe"
    deviation = length_deviation(pair.ko, pair.en)
    short = -deviation if more > 0 else deviation if more < 0 else abs(deviation)
    return CONDENSED if sentences >= 5 or short > condensed else "training_safe"


class _Counts:
    """Rejections per filter, alone and after the ones before, with samples."""

    def __init__(self, names: Iterable[str]) -> None:
        self.alone: Counter[str] = Counter()
        self.after: Counter[str] = Counter()
        self.samples: dict[str, list[Sample]] = {name: [] for name in names}

    def add(self, pair: ScoredPair, reasons: Sequence[str]) -> None:
        names = [reason.partition(":")[0] for reason in reasons]
        self.alone.update(names)
        if names:
            self.after[names[0]] += 1
            if len(self.samples[names[0]]) < SAMPLES:
                self.samples[names[0]].append(Sample(pair.id, reasons[0], pair.ko, pair.en))

    def of(self, name: str, doc: str, rule: str) -> FilterCount:
        return FilterCount(name, doc, rule, self.alone[name], self.after[name], tuple(self.samples[name]))


def select(
    pairs: Iterable[ScoredPair],
    settings: SelectionSettings | None = None,
    *,
    max_tokens: int | None = None,
    check: Check | None = None,
    emit: Callable[[ScoredPair], None] | None = None,
    temporary: Path | None = None,
    progress: Callable[[str, int], None] | None = None,
    spread: Spread | None = None,
) -> Selection:
    """Judge every pair.

    Parameters
    ----------
    pairs
        The corpus, in its order. Of near-duplicates the first that passes everything else is kept.
    settings
        Limits; the defaults of `FILTERS` and `SelectionSettings` otherwise.
    max_tokens
        Limit of the encoder that scored the pairs.
    check
        Counts contradicted facts; see `make_filters`.
    emit
        Called with every pair in its order: kept ones accepted and with a tier, rejected ones with every reason.
        None for a dry run.
    temporary
        Folder for what is set aside on disk; about 1.5 times the corpus.
    progress
        Called with the pass and the pairs done, now and then.
    spread
        Where the filters judge.

    Raises
    ------
    ConfigError
        If a setting is unknown.
    OutputError
        If the temporary folder is full.
    """
    settings = settings or SelectionSettings()
    filters = make_filters(settings.limits, max_tokens=max_tokens, check=check)
    where = Where.parse(settings.where)
    counts = _Counts([WHERE, *(f.name for f in filters), NEAR_DUPLICATE])
    totals: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="aligner-filter-", dir=temporary) as room:
        aside = Path(room) / "pairs"
        found = _Duplicates(settings.near_duplicate, Path(room))
        with found, aside.open("wb") as stream:
            judged = _judged(pairs, filters, spread or Spread())
            _put_all_aside(judged, where, stream, found, progress)
            where.check()
            stream.flush()
            found.settle()
            for pair in _decide(_again(aside), found, settings, counts, totals):
                if emit:
                    emit(pair)
    tiers = {name: totals[name] for name in ("training_safe", CONDENSED)}
    told = [counts.of(WHERE, "columns that the pairs carry", str(where))] if where else []
    told += [counts.of(f.name, f.doc, f"{f.direction} {f.limit:g}") for f in filters]
    if settings.near_duplicate is not None:
        doc = "similarity to an earlier pair of the corpus, both sides together"
        told.append(counts.of(NEAR_DUPLICATE, doc, f"below {settings.near_duplicate:g}"))
    return Selection(
        totals["pairs"],
        totals["one_sided"],
        totals["reviewed"],
        tiers,
        totals["rejected"],
        tuple(told),
        {**settings.to_dict(), **{f.name: f.limit for f in filters}},
        settings.where,
    )


class _Duplicates:
    """The near-duplicate filter over the two-sided pairs, by their number."""

    def __init__(self, threshold: float | None, folder: Path) -> None:
        self.finder = None if threshold is None else NearDuplicates(threshold, folder=folder)
        self._names = folder / "ids"
        self._stream: IO[bytes] = self._names.open("wb")
        self._ends = (folder / "id-ends").open("w+b")
        self._at = 0
        self._original: NDArray[Any] | None = None
        self._similarity: NDArray[np.float32] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._ends.close()
        if self.finder is not None:
            self.finder.close()

    def add(self, pair: ScoredPair, rejected: bool) -> None:
        if self.finder is None:
            return
        self.finder.add(pair.ko, pair.en, late=rejected)
        self._at += self._stream.write(pair.id.encode("utf-8", "surrogatepass"))
        self._ends.write(self._at.to_bytes(8, sys.byteorder))

    def settle(self) -> None:
        self._stream.close()
        if self.finder is not None:
            self._original, self._similarity = self.finder.find()

    def reason(self, number: int) -> str | None:
        if self._original is None or self._similarity is None or self._original[number] < 0:
            return None
        row = int(self._original[number])
        self._ends.seek(8 * max(0, row - 1))
        *before, end = array("q", self._ends.read(16 if row else 8))
        start = before[0] if before else 0
        with self._names.open("rb") as stream:
            stream.seek(start)
            name = stream.read(end - start).decode("utf-8", "surrogatepass")
        return f"{NEAR_DUPLICATE}: {self._similarity[number]:.2f} like {name}"


@dataclass(frozen=True)
class _Judge:
    """Judges a block of pairs; what a worker runs."""

    filters: Sequence[PairFilter]

    def __call__(self, block: Sequence[ScoredPair]) -> list[list[str]]:
        return list(map(self.reasons, block))

    def reasons(self, pair: ScoredPair) -> list[str]:
        """Return why the filters that see one pair at a time reject `pair`."""
        if not pair.two_sided:
            return []
        if pair.extra.get("reviewed"):
            return ["review: rejected by a person"] if pair.status == "rejected" else []
        return [reason for filter_ in self.filters if (reason := filter_.reason(pair)) is not None]


def _judged(
    pairs: Iterable[ScoredPair], filters: Sequence[PairFilter], spread: Spread
) -> Iterator[tuple[ScoredPair, list[str]]]:
    """Yield every pair with the reasons against it."""
    stream, sent = iter(pairs), deque[list[ScoredPair]]()

    def blocks() -> Iterator[list[ScoredPair]]:
        while block := list(islice(stream, _BLOCK)):
            sent.append(block)
            yield block

    for reasons in spread.map(_Judge(filters), blocks()):
        yield from zip(sent.popleft(), reasons, strict=True)


def _put_all_aside(
    judged: Iterable[tuple[ScoredPair, list[str]]],
    where: Where,
    stream: IO[bytes],
    found: _Duplicates,
    progress: Callable[[str, int], None] | None,
) -> None:
    """First pass: set every pair aside with its reasons."""
    block: list[dict[str, Any]] = []
    for number, (pair, reasons) in enumerate(judged, start=1):
        row = pair.to_row()
        if pair.two_sided:
            if where and (reason := where.reason(pair)) is not None:
                reasons = [reason, *reasons]
            row["reasons"] = reasons
            found.add(pair, bool(reasons))
        block.append(row)
        if len(block) >= _BLOCK:
            _put_aside(block, stream)
        if progress and number % 1000 == 0:
            progress("filter", number)
    _put_aside(block, stream)


_BLOCK = 500


def _put_aside(block: list[dict[str, Any]], stream: IO[bytes]) -> None:
    # Read back by this very process: no format to agree on, and several times faster than JSON.
    data = marshal.dumps(block)
    stream.write(len(data).to_bytes(8, "little") + data)
    block.clear()


def _again(path: Path) -> Iterator[ScoredPair]:
    with path.open("rb") as stream:
        while head := stream.read(8):
            for row in marshal.loads(stream.read(int.from_bytes(head, "little"))):
                yield ScoredPair.from_row(row)


def _decide(
    pairs: Iterable[ScoredPair],
    found: _Duplicates,
    settings: SelectionSettings,
    counts: _Counts,
    totals: Counter[str],
) -> Iterator[ScoredPair]:
    """Last pass: add the near-duplicates' reasons, count, and give every pair its status and tier."""
    number = 0
    for pair in pairs:
        if not pair.two_sided:
            totals["one_sided"] += 1
            yield pair
            continue
        totals["pairs"] += 1
        reviewed = bool(pair.extra.get("reviewed"))
        totals["reviewed"] += reviewed
        reasons = list(pair.reasons)
        if not reviewed and (reason := found.reason(number)) is not None:
            reasons.append(reason)
        number += 1
        # Filters do not overrule a person; what a licence allows is not a person's to say.
        counts.add(pair, [r for r in reasons if not reviewed or r.startswith(f"{WHERE}:")])
        if reasons:
            totals["rejected"] += 1
            yield pair.with_(status="rejected", tier="", reasons=tuple(reasons))
        else:
            tier = tier_of(pair, settings.condensed)
            totals[tier] += 1
            yield pair.with_(status="accepted", tier=tier, reasons=())
