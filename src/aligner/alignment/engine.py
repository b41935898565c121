"""From sentence vectors to an alignment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from aligner.alignment.model import AlignmentConfig
from aligner.alignment.search import Problem, viterbi
from aligner.types import Alignment, Bead

if TYPE_CHECKING:
    from aligner.types import Vectors

__all__ = ["align_vectors"]


def align_vectors(
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    ko_vectors: Vectors,
    en_vectors: Vectors,
    config: AlignmentConfig | None = None,
) -> Alignment:
    """Align the sentences of a Korean story with those of its English version."""
    config = config or AlignmentConfig()
    n, m = len(ko_texts), len(en_texts)
    if not n or not m:
        beads = [((i,), ()) for i in range(n)] + [((), (j,)) for j in range(m)]
        return Alignment(n, m, tuple(Bead(a, b) for a, b in beads))
    ko_w = np.array([max(len(t), 1) for t in ko_texts], dtype=np.float64)
    en_w = np.array([max(len(t), 1) for t in en_texts], dtype=np.float64)
    ko = np.asarray(ko_vectors, dtype=np.float64) * ko_w[:, None]
    en = np.asarray(en_vectors, dtype=np.float64) * en_w[:, None]
    base = np.asarray(ko_vectors, dtype=np.float64) @ np.asarray(en_vectors, dtype=np.float64).T
    low = float(np.median(base))
    high = max(float(np.median(np.maximum(base.max(1)[:, None], base.max(0)[None]))), low + 0.05)
    shapes = [(a, b) for a in range(1, 4) for b in range(1, 4) if a + b <= min(config.max_bead, 4)]
    scores = np.full((1, len(shapes), n, m), -np.inf)
    for k, (a, b) in enumerate(shapes):
        if a <= n and b <= m:
            sums = [sum(v[x : len(v) - size + 1 + x] for x in range(size)) for v, size in ((ko, a), (en, b))]
            unit = [s / np.maximum(np.linalg.norm(s, axis=1, keepdims=True), 1e-9) for s in sums]
            ratio = (unit[0] @ unit[1].T - low) / (high - low)
            scores[0, k, : n - a + 1, : m - b + 1] = (ratio - 0.45) * (a + b) - 0.35 * (a + b - 2)
    blank_ko = np.array([not t.strip() for t in ko_texts])
    blank_en = np.array([not t.strip() for t in en_texts])
    scores[0, 0][blank_ko] = -np.inf
    scores[0, 0][:, blank_en] = -np.inf
    _, paths = viterbi(Problem(shapes, scores, np.zeros((1, n)), np.zeros((1, m)), [(n, m)]))
    return Alignment(n, m, tuple(Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), 0.5) for i, a, j, b in paths[0]))
