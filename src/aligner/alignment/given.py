"""Links that a person gives: how probable the aligner finds them, and the rest aligned around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from aligner.alignment.background import Background
from aligner.alignment.calibration import calibrate, calibration_features
from aligner.alignment.context import Context
from aligner.alignment.engine import align_vectors
from aligner.alignment.evidence import all_keys, evidence_matrices
from aligner.alignment.field import make_field
from aligner.alignment.model import AlignmentConfig, Weights, default_weights
from aligner.alignment.moves import reorder
from aligner.alignment.search import marginals, pad
from aligner.alignment.tables import PART_NAMES, bead_parts, score_tables, shapes_within
from aligner.types import Bead, moved_beads

if TYPE_CHECKING:
    from aligner.types import Vectors

__all__ = ["align_around", "score_links"]

Link = tuple[tuple[int, ...], tuple[int, ...]]

MARGIN = 4
"""Sentences on either side that a given link is judged among."""


def score_links(
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    ko_vectors: Vectors,
    en_vectors: Vectors,
    links: Sequence[Link],
    background: Background | None = None,
) -> list[Bead]:
    """Return the links as beads with the probability that each is exactly right, and its parts.

    Parameters
    ----------
    ko_texts, en_texts, ko_vectors, en_vectors
        As for :func:`aligner.alignment.align_vectors`.
    links
        Sentence numbers of both sides, each ascending; one side may be empty.
    background
        As for :func:`aligner.alignment.align_vectors`.

    Notes
    -----
    The aligner's own beads get their posterior under the best order of the whole story. A given link need not be on
    that path, so it is judged among its neighbours, `MARGIN` sentences on either side, and then calibrated alike.
    """
    weights, moved = default_weights(), moved_beads(links)
    judged = [
        _judge(ko_texts, en_texts, ko_vectors, en_vectors, link, at in moved, weights, background)
        for at, link in enumerate(links)
    ]
    if not judged:
        return []
    scores = calibrate(np.array([features for features, _ in judged]), weights.calibration)
    return [
        Bead(ko, en, float(score), parts) for (ko, en), score, (_, parts) in zip(links, scores, judged, strict=True)
    ]


def _judge(
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    ko_vectors: Vectors,
    en_vectors: Vectors,
    link: Link,
    moved: bool,
    weights: Weights,
    background: Background | None,
) -> tuple[list[float], dict[str, float]]:
    ko, en = link
    shape = (len(ko), len(en))
    if not ko or not en:
        mine, other, own = (
            (ko_texts, en_vectors, ko_vectors[ko[0]]) if ko else (en_texts, ko_vectors, en_vectors[en[0]])
        )
        similar = float((other @ own).max()) if len(other) and len(mine) else 0.0
        # Left alone by a person: as unlikely as the best partner is alike.
        chance = float(np.clip(1.0 - similar, 0.02, 0.98))
        return _features(chance, similar, shape, joined=False, moved=False), {}
    first_ko, last_ko = max(0, ko[0] - MARGIN), min(len(ko_texts), ko[-1] + MARGIN + 1)
    first_en, last_en = max(0, en[0] - MARGIN), min(len(en_texts), en[-1] + MARGIN + 1)
    near_ko, near_en = ko_texts[first_ko:last_ko], en_texts[first_en:last_en]
    evidence = evidence_matrices([all_keys(t, "ko") for t in near_ko], [all_keys(t, "en") for t in near_en])
    field = make_field(
        near_ko, near_en, ko_vectors[first_ko:last_ko], en_vectors[first_en:last_en], evidence, background
    )
    context = Context(field)
    i, j = ko[0] - first_ko, en[0] - first_en
    here = [k - first_ko for k in ko], [k - first_en for k in en]
    known = {
        "shared": context.agreement.shared(*here),
        "rank": context.rank(*here),
        "length": context.length_off(*here),
    }
    solid = ko[-1] - ko[0] == len(ko) - 1 and en[-1] - en[0] == len(en) - 1
    shapes = shapes_within(AlignmentConfig().max_bead)
    if not solid or shape not in shapes:
        similar = float(context.blocks(1, 1)[np.ix_(*here)].max())
        return _features(0.5, similar, shape, joined=True, moved=moved, **known), {}
    tables = score_tables(context, weights.second, shapes)
    chances = marginals(pad([reorder(tables, [np.arange(len(near_en), dtype=np.intp)])]))
    chance = float(chances.beads[0, shapes.index(shape), i, j])
    similar = float(context.blocks(*shape)[i, j])
    values = bead_parts(context, weights.second, *shape, [(i, j)])[0]
    parts = {name: round(float(value), 4) for name, value in zip(PART_NAMES, values, strict=True)}
    return _features(chance, similar, shape, joined=False, moved=moved, **known), parts


def _features(
    chance: float,
    similar: float,
    shape: tuple[int, int],
    *,
    joined: bool,
    moved: bool,
    shared: float = 0.0,
    rank: float = 0.0,
    length: float = 0.0,
) -> list[float]:
    return calibration_features(
        chance, similar, shape, joined=joined, moved=moved, match=0.8, skips=0.1, doubt=0.1, shared=shared,
        rank=rank, passed_over=0.0, length=length,
    )  # fmt: skip


def align_around(
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    ko_vectors: Vectors,
    en_vectors: Vectors,
    anchors: Sequence[Link],
    config: AlignmentConfig | None = None,
    background: Background | None = None,
    *,
    links: Sequence[Link] = (),
) -> list[Bead]:
    """Align the sentences that no anchor holds, between the anchors and around them.

    Parameters
    ----------
    ko_texts, en_texts, ko_vectors, en_vectors
        As for :func:`aligner.alignment.align_vectors`.
    anchors
        Links that stay: a sentence in one of them is out of the question. One that has both sides and is not moved
        parts the text: what stands before it on one side is never linked to what stands behind it on the other.
    config
        Settings; the defaults if None.
    background
        As for :func:`aligner.alignment.align_vectors`; gaps are small, so it matters here.
    links
        The story's links as they stand, anchors included, which tell the moved anchors; without them the anchors do,
        and a single one, wherever it leads, is not moved.

    Returns
    -------
    list of Bead
        Every sentence outside the anchors once.
    """
    beads: list[Bead] = []
    for ko, en in _gaps(len(ko_texts), len(en_texts), anchors, links or anchors):
        if not ko or not en:
            beads += [Bead((i,), ()) for i in ko] + [Bead((), (j,)) for j in en]
            continue
        found = align_vectors(
            [ko_texts[i] for i in ko],
            [en_texts[j] for j in en],
            ko_vectors[ko],
            en_vectors[en],
            config,
            background=background,
        )
        beads += [replace(b, ko=tuple(ko[i] for i in b.ko), en=tuple(en[j] for j in b.en)) for b in found]
    return beads


def _gaps(
    ko_count: int, en_count: int, anchors: Sequence[Link], links: Sequence[Link]
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the free sentences of both sides, gap by gap."""
    crossed = moved_beads(anchors)
    moved = {anchors[at] for at in crossed} | {links[at] for at in moved_beads(links)}
    chain = sorted(link for link in anchors if all(link) and link not in moved)
    held_ko, held_en = ({i for link in anchors for i in link[side]} for side in (0, 1))
    at_ko = at_en = 0
    for ko, en in [*chain, ((ko_count,), (en_count,))]:
        # A sentence inside the span of an anchor goes with what stands before it.
        yield (
            [i for i in range(at_ko, ko[-1]) if i not in held_ko],
            [j for j in range(at_en, en[-1]) if j not in held_en],
        )
        at_ko, at_en = max(at_ko, ko[-1] + 1), max(at_en, en[-1] + 1)
