"""Merging an edited review (XLSX, XLIFF, TSV …) back into its run.

Three versions of every pair meet: what was given out for review (known by its fingerprint), what came back, and what
the run holds now. Only what the reviewer changed is taken; what both sides changed is a conflict and is kept beside.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aligner.artifacts import atomic_text
from aligner.dataset.corpus import REVIEW, Corpus
from aligner.errors import InputError
from aligner.pairs import STATUSES, ScoredPair

__all__ = ["MergeResult", "merge_review"]


@dataclass(frozen=True, slots=True)
class MergeResult:
    """What a merge did.

    Attributes
    ----------
    read
        Pairs in the review.
    changed
        Pairs whose status, text or comments the reviewer changed.
    unchanged
        Pairs given back as they were.
    conflicts
        Ids that changed in the run after they were given out; the run's version stands, the reviewer's is recorded.
    unknown
        Ids that the run does not have; recorded.
    absent
        Pairs of the run that the review leaves out; they stay as they are.
    """

    read: int
    changed: int
    unchanged: int
    conflicts: tuple[str, ...]
    unknown: tuple[str, ...]
    absent: int


# What the formats themselves do to a text is no edit: XML and XLSX lose control characters, cells their tail beyond the
# limit of the format, and every editor normalises line ends.
_LOST = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CELL = 32_767


def _as_exported(text: str) -> str:
    return _LOST.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def _edited(now: str, back: str) -> bool:
    now, back = _as_exported(now), _as_exported(back)
    return now != back and not (len(back) >= _CELL - 1 and now.startswith(back))


def merge_review(corpus: Corpus, review: Iterable[ScoredPair], *, source: str, force: bool = False) -> MergeResult:
    """Add the verdicts of `review` to the run's ``review.jsonl``.

    Parameters
    ----------
    corpus
        The run the review was exported from.
    review
        The edited pairs, as `aligner.exporters.read` gives them.
    source
        Name of the review file, kept with every verdict.
    force
        Take the reviewer's version also where the run has changed since the export.

    Raises
    ------
    InputError
        If a pair has a status that does not exist, or an id comes twice with different content.
    """
    edits = _by_id(review, source)
    verdicts = corpus.verdicts()
    new: list[dict[str, Any]] = []
    conflicts: list[str] = []
    seen = unchanged = absent = 0
    for pair in corpus.pairs():
        back = edits.get(pair.id)
        if back is None:
            absent += 1
            continue
        seen += 1
        changes, base, before = _changes(pair, back), back.extra.get("fingerprint"), verdicts.get(pair.id, {})
        # The same file merged once more, edited further, is no conflict with itself.
        again = base and (before.get("base"), before.get("source")) == (base, source)
        origin = {"source": source, "base": base}
        if not changes:
            unchanged += 1
        elif base and base != pair.fingerprint and not again and not force and set(changes) - {"comments"}:
            conflicts.append(pair.id)
            new.append({"id": pair.id, **changes, **origin, "conflict": True})
        else:
            new.append({**before, "id": pair.id, **changes, **origin})
        del edits[pair.id]
    unknown = tuple(edits)
    new += [{**pair.to_row(), "source": source, "conflict": True, "unknown": True} for pair in edits.values()]
    _append(corpus.path / REVIEW, new)
    changed = len(new) - len(conflicts) - len(unknown)
    return MergeResult(seen + len(unknown), changed, unchanged, tuple(conflicts), unknown, absent)


def _by_id(review: Iterable[ScoredPair], source: str) -> dict[str, ScoredPair]:
    edits: dict[str, ScoredPair] = {}
    for pair in review:
        if pair.status not in STATUSES:
            hint = f"choose from {', '.join(STATUSES)}"
            raise InputError(f"pair {pair.id!r} has the status {pair.status!r}", file=source, hint=hint)
        before = edits.setdefault(pair.id, pair)
        if before is not pair and before != pair:
            raise InputError(
                f"pair {pair.id!r} comes twice with different content", file=source, hint="keep one of them"
            )
    return edits


def _changes(pair: ScoredPair, back: ScoredPair) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    # A row given back with the fingerprint it was given out with says nothing about texts and status, even where the
    # run has changed meanwhile.
    if back.fingerprint != back.extra.get("fingerprint"):
        changes = {side: getattr(back, side) for side in ("ko", "en") if _edited(*_both(pair, back, side))}
        if back.status != pair.status:
            changes["status"] = back.status
    known = {_as_exported(line) for note in pair.notes for line in (note, *note.splitlines())}
    if comments := [note for note in back.notes if _as_exported(note) and _as_exported(note) not in known]:
        changes["comments"] = comments
    return changes


def _both(pair: ScoredPair, back: ScoredPair, side: str) -> tuple[str, str]:
    return getattr(pair, side), getattr(back, side)


def _append(path: Path, rows: list[dict[str, Any]]) -> None:
    """Add `rows` to the journal by writing a new one: a crash leaves the old journal."""
    if not rows:
        return
    with atomic_text(path) as stream:
        for line in _lines(path):
            stream.write(line)
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _lines(path: Path) -> Iterator[str]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as stream:
            yield from stream
