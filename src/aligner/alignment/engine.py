"""From sentence vectors to an alignment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from aligner.alignment.evidence import evidence_matrices, simple_keys
from aligner.alignment.features import Context, make_field
from aligner.alignment.model import AlignmentConfig, Weights, default_weights
from aligner.alignment.moves import best_order, reorder, steps_back
from aligner.alignment.search import marginals
from aligner.alignment.tables import PART_NAMES, bead_parts, score_tables, shapes_within
from aligner.errors import InputError
from aligner.types import Alignment, Bead

if TYPE_CHECKING:
    from aligner.types import Vectors

__all__ = ["align_vectors"]

Keys = Callable[[str, str], frozenset[str]]


def align_vectors(
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    ko_vectors: Vectors,
    en_vectors: Vectors,
    config: AlignmentConfig | None = None,
    *,
    weights: Weights | None = None,
    keys: Keys = simple_keys,
) -> Alignment:
    """Align the sentences of a Korean story with those of its English version.

    Parameters
    ----------
    ko_texts, en_texts
        The sentences, N and M of them. A blank one ends up in a one-sided bead.
    ko_vectors, en_vectors
        float32 (N, dim) and (M, dim), unit rows, of the single sentences; any multilingual encoder will do.
    config
        Settings; the defaults if None.
    weights
        Learned weights; those of the package if None.
    keys
        ``(text, lang) -> frozenset`` of language-neutral evidence.

    Returns
    -------
    Alignment
        Every sentence in exactly one bead; each bead with its probability and the parts of its score.

    Raises
    ------
    InputError
        If texts and vectors differ in number, or the two sides' vectors in length.
    """
    config = config or AlignmentConfig()
    weights = weights or default_weights()
    _check(ko_texts, en_texts, ko_vectors, en_vectors)
    n, m = len(ko_texts), len(en_texts)
    if not n or not m:
        alone = [((i,), ()) for i in range(n)] + [((), (j,)) for j in range(m)]
        return Alignment(n, m, tuple(Bead(ko, en) for ko, en in alone))
    evidence = evidence_matrices([keys(t, "ko") for t in ko_texts], [keys(t, "en") for t in en_texts])
    context = Context(make_field(ko_texts, en_texts, ko_vectors, en_vectors, evidence))
    tables = score_tables(context, weights, shapes_within(config.max_bead))
    found = best_order(tables, [] if config.monotone else [weights.step_back])
    best = max(found, key=lambda option: option.score - weights.step_back * steps_back(option.order, option.path))
    chances = marginals(reorder(tables, [best.order]))
    index = {shape: k for k, shape in enumerate(tables.shapes)}
    beads = []
    for (i, a, j, b), (ko, en) in zip(best.path, best.beads(), strict=True):
        if a and b:
            score = float(chances.beads[0, index[a, b], i, j])
            parts = bead_parts(context, weights, a, b, [(ko[0], en[0])])[0]
            named = {name: float(value) for name, value in zip(PART_NAMES, parts, strict=True)}
        else:
            score = float(chances.skip_ko[0, i] if a else chances.skip_en[0, j])
            named = {}
        beads.append(Bead(ko, en, min(max(score, 0.0), 1.0), named))
    return Alignment(n, m, tuple(_in_order(beads)))


def _check(ko_texts: Sequence[str], en_texts: Sequence[str], ko_vectors: Vectors, en_vectors: Vectors) -> None:
    for side, texts, vectors in (("Korean", ko_texts, ko_vectors), ("English", en_texts, en_vectors)):
        if len(texts) != len(vectors):
            raise InputError(
                f"{len(texts)} {side} sentences but {len(vectors)} vectors", hint="encode exactly the sentences given"
            )
    if len(ko_texts) and len(en_texts) and np.shape(ko_vectors)[1] != np.shape(en_vectors)[1]:
        raise InputError(
            f"Korean vectors have {np.shape(ko_vectors)[1]} dimensions, English ones {np.shape(en_vectors)[1]}",
            hint="use one encoder for both",
        )


def _in_order(beads: list[Bead]) -> list[Bead]:
    """Korean order; an addition follows the bead of the English sentence before it."""
    place = {j: bead.ko[0] for bead in beads if bead.ko for j in bead.en}

    def key(bead: Bead) -> tuple[int, int, int]:
        if bead.ko:
            return (bead.ko[0], 0, 0)
        before = [j for j in place if j < bead.en[0]]
        return (place[max(before)] if before else -1, 1, bead.en[0])

    return sorted(beads, key=key)
