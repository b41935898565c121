"""From sentence vectors to an alignment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.attach import attach
from aligner.alignment.background import Background
from aligner.alignment.calibration import calibrate, calibration_features
from aligner.alignment.context import Context
from aligner.alignment.evidence import Keys, all_keys, evidence_matrices, keys_on, keys_read, quick_keys
from aligner.alignment.field import Field, make_field, mean_statistics, second_look, with_statistics_of
from aligner.alignment.model import AlignmentConfig, PassWeights, Weights, default_weights
from aligner.alignment.moves import Ordered, Tables, best_order, reorder, steps_back
from aligner.alignment.search import marginals, pad, viterbi
from aligner.alignment.strays import stray_blocks
from aligner.alignment.tables import PART_NAMES, bead_parts, score_tables, shapes_within
from aligner.alignment.tiles import cut_points
from aligner.errors import InputError
from aligner.facts import Side
from aligner.types import Alignment, Bead, moved_beads

if TYPE_CHECKING:
    from aligner.types import Vectors

__all__ = [
    "Found",
    "align_field",
    "align_fields",
    "align_vectors",
    "bead_facts",
    "best_path",
    "posteriors",
]

Numbers = tuple[tuple[int, ...], tuple[int, ...]]

TILE = 24
"""Sentences of a side in a tile of a long text."""
TILE_BEAD = 4
"""Most sentences of a bead in a tile; what is longer costs two fifths of the time and hardly occurs in long texts."""
SAMPLED = 12
"""Tiles of a long text that get a first pass; their statistics serve the rest."""
Bounds = tuple[tuple[int, int], tuple[int, int]]
"""Where a tile begins and where the next one does."""
GROUP = 4
"""Tiles searched in one batch: more are no faster, and each holds some megabytes of features."""
LONG = 400
"""Sentences of both sides from which the text is cut into tiles."""
VERY_LONG = 2000
"""Sentences of both sides from which tiles are small and share statistics, and cheap evidence keys are used."""


@dataclass(frozen=True)
class Found:
    """What the search found in one document, before calibration.

    Attributes
    ----------
    context, tables, best
        Second-pass features and scores, and the path taken.
    beads
        Beads in sentence numbers, joined ones included.
    joined
        Probability of the link of joined beads, by place in `beads`.
    passed_over
        float64 (len(beads),): the best chance of a link elsewhere that was not made; 0 where none was looked for.
    """

    context: Context
    tables: Tables
    best: Ordered
    beads: list[Numbers]
    joined: dict[int, float]
    passed_over: NDArray[np.float64]


def best_path(
    context: Context, weights: PassWeights, step_back: float, config: AlignmentConfig
) -> tuple[Tables, Ordered]:
    """Score every bead and return the scores with the best path, block moves included unless `monotone`."""
    tables = score_tables(context, weights, shapes_within(config.max_bead))
    return tables, _settle(tables, step_back, config)


def _settle(
    tables: Tables, step_back: float, config: AlignmentConfig, share: float = 0.4, own: Ordered | None = None
) -> Ordered:
    """Choose among the orders found, each step back at its price."""
    found = best_order(tables, [] if config.monotone else [step_back], share, own)
    return max(found, key=lambda option: option.score - step_back * steps_back(option.order, option.path))


def align_field(field: Field, weights: Weights, config: AlignmentConfig) -> Found:
    """Run both passes and join what belongs together."""
    context = Context(field)
    _, first = best_path(context, weights.first, weights.step_back, config)
    context = context.look_again(second_look(field, first.beads(), context.blocks))
    tables = score_tables(context, weights.second_of(context.field.free), shapes_within(config.max_bead))
    best = _settle(tables, weights.step_back, config)
    return _joined(context, tables, best, weights, config)


def align_fields(fields: Sequence[Field], weights: Weights, config: AlignmentConfig) -> list[Found]:
    """Align tiles of a long text that know its statistics: the second pass only, searched in one batch.

    A look at other orders asks for a bead that is far better than what it displaces, for long texts move little; and
    beads that are not neighbours are not joined.
    """
    shapes = shapes_within(config.max_bead)
    contexts = [Context(field) for field in fields]
    tables = [score_tables(c, weights.second_of(c.field.free), shapes) for c in contexts]
    orders = [np.arange(len(t.skip_en), dtype=np.intp) for t in tables]
    scores, paths = viterbi(pad([reorder(t, [order]) for t, order in zip(tables, orders, strict=True)]))
    found = []
    for context, table, order, path, score in zip(contexts, tables, orders, paths, scores, strict=True):
        best = Ordered(order, path, float(score))
        if {(1, 0), (0, 1)} <= {(n, m) for _, n, _, m in path}:
            # What moved leaves a gap on both sides.
            best = _settle(table, weights.step_back, config, 1.0, best)
        beads = best.beads()
        found.append(Found(context, table, best, beads, {}, np.zeros(len(beads))))
    return found


def _joined(context: Context, tables: Tables, best: Ordered, weights: Weights, config: AlignmentConfig) -> Found:
    beads = best.beads()
    if config.monotone:
        return Found(context, tables, best, beads, {}, np.zeros(len(beads)))
    return Found(context, tables, best, *attach(context.field, beads, weights.attach, config.max_bead))


def posteriors(found: Sequence[Found]) -> list[dict[Numbers, float]]:
    """Return the posterior of every bead of each path, by its sentences, from one batch of forward–backward."""
    chances = marginals(pad([reorder(one.tables, [one.best.order]) for one in found]))
    out = []
    for b, one in enumerate(found):
        index = {shape: k for k, shape in enumerate(one.tables.shapes)}
        own: dict[Numbers, float] = {}
        for (i, n, j, m), numbers in zip(one.best.path, one.best.beads(), strict=True):
            if n and m:
                own[numbers] = float(chances.beads[b, index[n, m], i, j])
            else:
                own[numbers] = float(chances.skip_ko[b, i] if n else chances.skip_en[b, j])
        out.append(own)
    return out


def bead_facts(found: Found, posterior: Mapping[Numbers, float] | None = None) -> list[list[float]]:
    """Return the calibration features of every bead, in order."""
    if posterior is None:
        posterior = posteriors([found])[0]
    field = found.context.field
    single = found.context.blocks(1, 1)
    moved = moved_beads(found.beads)
    doubt = 1.0 - sum(posterior.values()) / max(len(posterior), 1)
    rows = []
    for at, (ko, en) in enumerate(found.beads):
        if at in found.joined:
            inner = [p for (a, b), p in posterior.items() if set(a) <= set(ko) and set(b) <= set(en)]
            chance, similarity = found.joined[at] * max(inner, default=0.5), float(single[np.ix_(ko, en)].max())
        else:
            chance = posterior[ko, en]
            if ko and en:
                similarity = float(found.context.blocks(len(ko), len(en))[ko[0], en[0]])
            else:
                similarity = float((single[ko[0]] if ko else single[:, en[0]]).max())
        skips = (field.ko_skip + field.en_skip) / 2
        facts = calibration_features(
            chance,
            similarity,
            (len(ko), len(en)),
            joined=at in found.joined,
            moved=at in moved,
            match=field.match,
            skips=skips,
            doubt=doubt,
            shared=found.context.agreement.shared(ko, en),
            rank=found.context.rank(ko, en),
            passed_over=float(found.passed_over[at]),
            length=found.context.length_off(ko, en),
        )
        rows.append(facts)
    return rows


def _parts(found: Found, weights: PassWeights) -> list[dict[str, float]]:
    """Named parts of each bead's score; empty for one-sided and for joined beads."""
    wanted: dict[tuple[int, int], list[int]] = {}
    for at, (ko, en) in enumerate(found.beads):
        if ko and en and at not in found.joined:
            wanted.setdefault((len(ko), len(en)), []).append(at)
    parts: list[dict[str, float]] = [{} for _ in found.beads]
    for (n, m), places in wanted.items():
        starts = [(found.beads[at][0][0], found.beads[at][1][0]) for at in places]
        for at, values in zip(places, bead_parts(found.context, weights, n, m, starts), strict=True):
            parts[at] = {name: round(float(value), 4) for name, value in zip(PART_NAMES, values, strict=True)}
    return parts


def align_vectors(
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    ko_vectors: Vectors,
    en_vectors: Vectors,
    config: AlignmentConfig | None = None,
    *,
    weights: Weights | None = None,
    keys: Keys | None = None,
    background: Background | None = None,
    day: date | None = None,
    read: tuple[Side, Side] | None = None,
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
        ``(text, lang) -> frozenset`` of language-neutral evidence; facts, names and words if None, or for
        texts of `VERY_LONG` sentences and more :func:`aligner.alignment.evidence.quick_keys`, which is faster.
    background
        What sentences have in common under the encoder, from :func:`aligner.alignment.background_of`. Without it a
        sentence is known only beside others of its story, and of a pair alone nothing can be told.
    day
        Date of the story: a weekday of one side may then be a day of the month of the other.
    read
        The same sentences as they were read (:class:`aligner.facts.Side`, date of the story included), if the caller
        has them: nothing is parsed again.

    Returns
    -------
    Alignment
        Every sentence in exactly one bead; each bead with its probability and the parts of its score.

    Raises
    ------
    InputError
        If texts and vectors differ in number, or the two sides' vectors in length.

    Notes
    -----
    The same input gives the same alignment to the bit. Time and memory grow with N + M for long texts, which are cut at
    sure places (:mod:`aligner.alignment.tiles`), and with N × M within a tile.
    """
    config = config or AlignmentConfig()
    weights = weights or default_weights()
    _check(ko_texts, en_texts, ko_vectors, en_vectors)
    n, m = len(ko_texts), len(en_texts)
    if not n or not m:
        alone = [((i,), ()) for i in range(n)] + [((), (j,)) for j in range(m)]
        return Alignment(n, m, tuple(Bead(ko, en) for ko, en in alone))
    if keys is None:
        keys = _usual_keys(n + m, day, read)
    texts = (ko_texts, en_texts, ko_vectors, en_vectors)
    if n + m < LONG:
        found = align_field(_field(*texts, keys, background), weights, config)
        return Alignment(n, m, tuple(_in_order(_beads(found, posteriors([found])[0], weights, config))))
    sides = _centred(ko_vectors), _centred(en_vectors)
    beads = []
    for (i, j), tile in _tiles(*texts, sides, config, weights, keys, background):
        beads += [replace(b, ko=tuple(x + i for x in b.ko), en=tuple(x + j for x in b.en)) for b in tile]
    if not config.monotone:
        beads = _with_strays(beads, texts, sides, config, weights, keys, background)
    return Alignment(n, m, tuple(_in_order(beads)))


def _with_strays(
    beads: list[Bead],
    texts: tuple[Sequence[str], Sequence[str], Vectors, Vectors],
    sides: tuple[Vectors, Vectors],
    config: AlignmentConfig,
    weights: Weights,
    keys: Keys,
    background: Background | None,
) -> list[Bead]:
    """The beads with the blocks that moved from one tile to another linked."""
    pairs = [(b.ko[0], b.en[0]) for b in beads if len(b.ko) == len(b.en) == 1]
    free = sorted(b.ko[0] for b in beads if not b.en), sorted(b.en[0] for b in beads if not b.ko)
    for ko, en in stray_blocks(*sides, pairs, *free):
        own = [texts[0][i] for i in ko], [texts[1][j] for j in en], texts[2][ko], texts[3][en]
        found = align_field(_field(*own, keys, background), weights, config)
        linked = [
            replace(b, ko=tuple(ko[i] for i in b.ko), en=tuple(en[j] for j in b.en))
            for b in _beads(found, posteriors([found])[0], weights, config)
            if b.ko and b.en and b.score >= 0.5
        ]
        taken = {i for b in linked for i in b.ko}, {j for b in linked for j in b.en}
        beads = [b for b in beads if not (taken[0].intersection(b.ko) or taken[1].intersection(b.en))] + linked
    return beads


def _usual_keys(sentences: int, day: date | None, read: tuple[Side, Side] | None) -> Keys:
    if sentences >= VERY_LONG:
        return quick_keys
    if read is not None:
        return keys_read(read)
    return keys_on(day) if day else all_keys


def _field(
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    ko_vectors: Vectors,
    en_vectors: Vectors,
    keys: Keys,
    background: Background | None,
) -> Field:
    evidence = evidence_matrices([keys(t, "ko") for t in ko_texts], [keys(t, "en") for t in en_texts])
    return make_field(ko_texts, en_texts, ko_vectors, en_vectors, evidence, background)


def _beads(found: Found, posterior: Mapping[Numbers, float], weights: Weights, config: AlignmentConfig) -> list[Bead]:
    """Beads with their probabilities and parts; those below ``min_score`` dissolved."""
    scores = calibrate(np.array(bead_facts(found, posterior)), weights.calibration)
    beads = []
    for (ko, en), score, parts in zip(
        found.beads, scores, _parts(found, weights.second_of(found.context.field.free)), strict=True
    ):
        if ko and en and score < config.min_score:
            beads += [Bead((i,), (), 1.0 - float(score)) for i in ko] + [Bead((), (j,), 1.0 - float(score)) for j in en]
        else:
            beads.append(Bead(ko, en, float(score), parts))
    return beads


def _tiles(
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    ko_vectors: Vectors,
    en_vectors: Vectors,
    sides: tuple[Vectors, Vectors],
    config: AlignmentConfig,
    weights: Weights,
    keys: Keys,
    background: Background | None,
) -> Iterator[tuple[tuple[int, int], list[Bead]]]:
    """Cut a long text and yield each tile's beads with where it begins.

    In a very long text some tiles get both passes, and the rest take their statistics over. `sides` are the vectors
    without their common part, which says nothing of place.
    """
    very_long = len(ko_texts) + len(en_texts) >= VERY_LONG
    if very_long:
        config = replace(config, max_bead=min(config.max_bead, TILE_BEAD))

    def field_of(bound: Bounds) -> Field:
        (i, j), (k, h) = bound
        return _field(ko_texts[i:k], en_texts[j:h], ko_vectors[i:k], en_vectors[j:h], keys, background)

    cuts = cut_points(*sides, TILE if very_long else 2 * TILE)
    bounds = list(pairwise([*cuts, (len(ko_texts), len(en_texts))]))
    sampled = SAMPLED if very_long else len(bounds)
    statistics: list[Field] = []

    # In functions of their own: what was searched is gone before the next tiles are, which hold as much.
    def look_twice(bound: Bounds) -> list[Bead]:
        found = align_field(field_of(bound), weights, config)
        statistics.append(found.context.field)
        return _beads(found, posteriors([found])[0], weights, config)

    def look_once(group: Sequence[Bounds], known: Field) -> list[list[Bead]]:
        several = align_fields([with_statistics_of(field_of(bound), known) for bound in group], weights, config)
        return [_beads(*one, weights, config) for one in zip(several, posteriors(several), strict=True)]

    for bound in bounds[:sampled]:
        yield bound[0], look_twice(bound)
    known = mean_statistics(statistics) if bounds[sampled:] else None
    for group in _groups(bounds[sampled:]):
        assert known is not None
        yield from zip((start for start, _ in group), look_once(group, known), strict=True)


def _groups(
    bounds: Sequence[Bounds],
) -> Iterator[list[Bounds]]:
    """Yield tiles that are searched in one batch: some of the usual size, or one that could not be cut as small."""
    group: list[Bounds] = []
    cells = 0
    for (i, j), (k, h) in bounds:
        size = (k - i) * (h - j)
        if group and (len(group) == GROUP or cells + size > GROUP * (2 * TILE) ** 2):
            yield group
            group, cells = [], 0
        group.append(((i, j), (k, h)))
        cells += size
    if group:
        yield group


def _centred(vectors: Vectors) -> Vectors:
    """Unit rows without what all of a side have in common."""
    own = np.asarray(vectors, dtype=np.float32)
    own = own - own.mean(axis=0, dtype=np.float64).astype(np.float32)
    own /= np.maximum(np.linalg.norm(own, axis=1, keepdims=True), 1e-9)
    return np.asarray(own)


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
    before, latest = {}, -1
    for j in sorted({j for bead in beads for j in bead.en}):
        latest = place.get(j, latest)
        before[j] = latest
    return sorted(beads, key=lambda b: (b.ko[0], 0, 0) if b.ko else (before[b.en[0]], 1, b.en[0]))
