"""Scores of every candidate bead and skip of a document: features times weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.context import Context
from aligner.alignment.features import bead_features, bead_names, skip_features
from aligner.alignment.model import SHAPES, PassWeights, shape_terms
from aligner.alignment.moves import Tables

__all__ = ["PART_NAMES", "bead_parts", "score_tables", "shapes_within"]

Floats = NDArray[np.float64]

UNRELATED = 0.05
"""Scaled similarity up to which a bead is not considered."""
PART_NAMES = ("similarity", "length", "numbers", "names", "words", "order", "context")
_PART_OF = {
    "sim": "similarity",
    "part": "similarity",
    "joint": "similarity",
    "length": "length",
    "sentences": "length",
    "number": "numbers",
    "name": "names",
    "word": "words",
    "round": "numbers",
    "order": "order",
    "gap": "context",
    "soft": "context",
    "grow": "context",
    "context": "context",
    "quote": "context",
}

_PART_FEATURES = np.array([[_PART_OF[name.split(".")[0]] == part for name in bead_names()] for part in PART_NAMES])
"""Which features make up which part, (7, F)."""


def shapes_within(max_bead: int) -> tuple[tuple[int, int], ...]:
    """Return the bead shapes of at most `max_bead` sentences."""
    return tuple(shape for shape in SHAPES if sum(shape) <= max_bead)


def score_tables(context: Context, weights: PassWeights, shapes: Sequence[tuple[int, int]]) -> Tables:
    """Return the scores of all beads of the given shapes, and of all omissions and additions.

    A blank sentence cannot be in a two-sided bead.
    """
    field = context.field
    rows, columns = len(field.ko_len), len(field.en_len)
    scores = np.full((len(shapes), rows, columns), -np.inf)
    for k, (n, m) in enumerate(shapes):
        if n <= rows and m <= columns:
            own = weights.bead if n + m == 2 else weights.bead + weights.many
            features = bead_features(context, n, m)
            table = (own @ features.reshape(len(own), -1)).reshape(features.shape[1:])
            scores[k, : rows - n + 1, : columns - m + 1] = table + float(shape_terms(n, m) @ weights.shape)
    for k, (n, m) in enumerate(shapes):
        # Beads of unrelated text are out of the question; leaving them out keeps the search sparse.
        rows_k, columns_k = rows - n + 1, columns - m + 1
        if rows_k > 0 and columns_k > 0:
            scores[k, :rows_k, :columns_k][context.blocks(n, m) <= UNRELATED] = -np.inf
        for i in np.flatnonzero(field.ko_len == 0):
            scores[k, max(i - n + 1, 0) : i + 1] = -np.inf
        for j in np.flatnonzero(field.en_len == 0):
            scores[k, :, max(j - m + 1, 0) : j + 1] = -np.inf
    return Tables(
        tuple(shapes),
        scores,
        weights.omission @ skip_features(context, "ko"),
        weights.addition @ skip_features(context, "en"),
    )


def bead_parts(context: Context, weights: PassWeights, n: int, m: int, starts: Sequence[tuple[int, int]]) -> Floats:
    """Return, for beads of shape n–m at `starts`, float64 (len(starts), 7), the shares of `PART_NAMES`."""
    own = weights.bead if n + m == 2 else weights.bead + weights.many
    rows, columns = np.array(starts, dtype=np.intp).T
    parts = (_PART_FEATURES * own) @ bead_features(context, n, m)[:, rows, columns]
    parts[PART_NAMES.index("context")] += float(shape_terms(n, m) @ weights.shape)
    return np.asarray(parts.T)
