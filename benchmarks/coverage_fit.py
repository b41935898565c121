"""Fitting of the coverage ledger: the confidence of each verdict (clauses are fitted by ``benchmarks/clauses.py``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from aligner.alignment import align_vectors, background_of
from aligner.coverage import CoverageConfig, Ledger, SentenceEntry, build_ledger
from aligner.encoders import load_encoder
from aligner.types import Alignment, moved_beads
from coverage_data import Story

__all__ = ["VERDICTS", "fit", "gold_sets", "judged"]

Encode = Callable[[Sequence[str]], np.ndarray]
VERDICTS = ("covered", "condensed", "moved", "omitted", "sourced", "derived", "added")


def gold_sets(story: Story) -> dict[str, set[Any]]:
    """Return the omitted and moved Korean and the added English sentences of the gold."""
    moved = moved_beads(story.beads)
    return {
        "omitted": {i for left, right in story.beads if not right for i in left},
        "added": {j for left, right in story.beads if not left for j in right},
        "moved": {i for at in moved for i in story.beads[at][0]},
    }


def judged(story: Story, alignment: Alignment, ledger: Ledger) -> Iterator[tuple[SentenceEntry, float, bool]]:
    """Yield every sentence verdict with its bead's score and whether the gold says the same."""
    gold = gold_sets(story)
    links = {(i, j) for left, right in story.beads for i in left for j in right}
    merged = {i for left, right in story.beads if right and len(left) > 1 for i in left}
    for side, entries in (("ko", ledger.ko), ("en", ledger.en)):
        for entry in entries:
            bead = alignment.beads[entry.bead]
            mine = [(i, j) for i in bead.ko for j in bead.en if entry.sentence == (i if side == "ko" else j)]
            linked = any(link in links for link in mine)
            right = {
                "omitted": entry.sentence in gold["omitted"],
                "added": entry.sentence in gold["added"],
                "derived": entry.sentence in gold["added"],
                "moved": linked and any(i in gold["moved"] for i in bead.ko),
                "condensed": linked and any(i in merged for i in bead.ko),
            }.get(entry.verdict, linked)
            yield entry, bead.score, bool(right)


def fit(stories: Sequence[Story], encode: Encode) -> dict[str, list[float]]:
    """Fit each verdict's logistic map from bead score to the probability that the verdict is right."""
    from sklearn.linear_model import LogisticRegression

    seen: dict[str, list[tuple[float, bool]]] = {verdict: [] for verdict in VERDICTS}
    background = background_of(load_encoder("bundled"))
    for story in stories:
        alignment = align_vectors(story.ko, story.en, encode(story.ko), encode(story.en), background=background)
        ledger = build_ledger(story.ko, story.en, alignment, config=CoverageConfig(clauses=False))
        for entry, score, right in judged(story, alignment, ledger):
            clipped = min(max(score, 0.001), 0.999)
            seen[entry.verdict].append((float(np.log(clipped / (1 - clipped))), right))
    maps = {}
    for verdict, points in seen.items():
        outcomes = [right for _, right in points]
        if len(points) < 50 or all(outcomes) or not any(outcomes):
            maps[verdict] = [0.0, 1.0]
            continue
        model = LogisticRegression(C=1.0).fit(np.array([[odds] for odds, _ in points]), outcomes)
        maps[verdict] = [round(float(model.intercept_[0]), 4), round(float(model.coef_[0, 0]), 4)]
    return maps
