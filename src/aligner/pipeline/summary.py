"""What a run came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aligner.artifacts import RunFolder

__all__ = ["RunSummary", "summary_of"]


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run came to.

    Attributes
    ----------
    out
        The run folder.
    counts
        ``stories, failed, unpaired, skipped_files, reused, ko_sentences, en_sentences, pairs, covered, omitted, added,
        moved, doubtful, findings, unrelated, set_aside`` and ``set_aside_ROLE`` for each role; ``reused`` counts
        stories whose result an earlier complete run had, ``covered`` Korean sentences that are in a two-sided bead,
        ``set_aside`` the lines of both files that are not aligned.
    failed
        Story id → reason, of the first hundred; ``failures.jsonl`` in the run folder has them all.
    unpaired
        Ids of stories with only one side, and which side it is; the first hundred.
    unrelated
        Story id → message, for stories whose two sides are not versions of one story; the first hundred.
    warnings
        Code (``unrelated``, ``no_date``, ``bad_date``, ``blank_lines``) → how many stories carry it; the messages are
        in ``stories.jsonl``.
    changed
        Format → counts of what it forced on the pairs, such as ``"crossing beads given up"`` in ``hunalign``.
    seconds
        CPU seconds of all workers by stage, of the run that last worked here.
    """

    out: Path
    counts: Mapping[str, int]
    failed: Mapping[str, str] = field(default_factory=dict)
    unpaired: Mapping[str, str] = field(default_factory=dict)
    unrelated: Mapping[str, str] = field(default_factory=dict)
    warnings: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def coverage(self) -> float | None:
        """Share of Korean sentences that the English covers, in [0, 1]; None without sentences."""
        total = self.counts["covered"] + self.counts["omitted"]
        return self.counts["covered"] / total if total else None


def summary_of(folder: RunFolder) -> RunSummary:
    """Return what the manifest of a finished run says it came to."""
    manifest = RunFolder(folder.path).manifest
    return RunSummary(
        folder.path,
        manifest["counts"],
        manifest["failed"],
        manifest["unpaired"],
        manifest.get("unrelated", {}),
        manifest.get("warnings", {}),
        manifest.get("changed", {}),
        (manifest.get("timings") or {}).get("cpu_seconds", {}),
    )
