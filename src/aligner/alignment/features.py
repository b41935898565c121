"""Named features of candidate beads and of skips, for every cell of a document at once.

A feature is a float64 array over start positions; how they are weighed is learned (``benchmarks/train_alignment.py``).
Similarities are put on a scale of the document: 0 is what unrelated sentences of this pair have, 1 what clear
translations have, so that the weights do not know the encoder.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.agreement import AGREEMENT_NAMES, SKIP_AGREEMENT_NAMES
from aligner.alignment.context import Context, Outside, Soft
from aligner.alignment.field import SINGLE, Blocks, Field, clip, highest, lowest, window_sums

__all__ = ["bead_features", "bead_names", "skip_features", "skip_names"]

Floats = NDArray[np.float64]


def _relu(values: Floats, at: float) -> Floats:
    return np.maximum(values - at, 0.0)


def bead_names() -> tuple[str, ...]:
    """Names of the bead features that do not depend on the shape, in order."""
    return _BEAD_NAMES


_BEAD_NAMES = (
    "sim.linear", "sim.above.2", "sim.above.4", "sim.above.6", "sim.above.8", "sim.above1",
    "gap.ko.neg", "gap.ko.pos", "gap.en.neg", "gap.en.pos", "gap.ko.far", "gap.en.far",
    "soft.ko.mean", "soft.en.mean", "soft.ko.min", "soft.en.min",
    "part.ko.gain.neg", "part.ko.gain.pos", "part.en.gain.neg", "part.en.gain.pos",
    "part.ko.weakest", "part.en.weakest", "part.cross",
    "grow.ko.pos", "grow.en.pos", "grow.ko.neg", "grow.en.neg",
    "joint.ko.in", "joint.en.in", "joint.ko.out", "joint.en.out", "joint.cross",
    "sentences.even", "sentences.ko", "sentences.en", "sentences.several",
    "length.short", "length.long", "length.short2", "length.long2", "length.square", "length.size",
    *AGREEMENT_NAMES,
    "order.edge", "order.offset", "order.level",
    "context.single", "context.match", "context.weak", "context.ko.skip", "context.en.skip",
    "quote.first", "quote.inside", "quote.lone",
)  # fmt: skip


def bead_features(context: Context, n: int, m: int) -> Floats:
    """Return float64 (F, N-n+1, M-m+1), the features of all beads of shape n–m, in the order of :func:`bead_names`.

    The array belongs to the context: a later call of the same context, or of one made by its ``look_again``, reuses it.
    """
    field, blocks, soft = context.field, context.blocks, context.soft
    if (n, m) in context.known:
        return _with_statistics(context, n, m) if context.stale else context.known[n, m]
    scaled = clip(blocks(n, m), -0.5, 1.6)
    rows, columns = scaled.shape
    out = [scaled, *(_relu(scaled, at) for at in (0.2, 0.4, 0.6, 0.8, 1.0))]
    out += _gap_features(context, scaled, n, m)
    out += _soft_features(soft, n, m)
    out += _part_features(blocks, scaled, n, m)
    out += _grow_features(blocks, scaled, n, m)
    out += _joint_features(context, n, m)
    out += _length_features(field, n, m)
    out += context.agreement.bead(n, m)
    top, bottom = field.ko_at[:rows] == 0, field.en_at[:columns] == 0
    out.append((top[:, None] & bottom[None]).astype(np.float64))
    place = (field.ko_at[:rows] + (n - 1) / 2 + 0.5)[:, None] / len(field.ko_at) - (
        (field.en_at[:columns] + (m - 1) / 2 + 0.5)[None] / len(field.en_at)
    )
    out.append(np.abs(place))
    out += _statistics(field, scaled, n, m)
    out += _quote_features(field, n, m)
    table = np.empty((len(out), rows, columns))
    for at, values in enumerate(out):
        table[at] = values
    context.known[n, m] = table
    return table


def _statistics(field: Field, scaled: Floats, n: int, m: int) -> list[Floats]:
    """What the first alignment says of this bead.

    In a line-by-line translation sentences of equal place belong together; where most are linked one to one, a larger
    bead is unlikely; where the others are near translations, less can pass for a match than in a loose story.
    """
    level = np.zeros((1, 1))
    if n == m == 1 and field.level > 0.0:
        level = field.level * (field.ko_at[:, None] == field.en_at[None])
    weak = np.maximum(0.7 - scaled, 0.0)
    return [
        level, np.full((1, 1), field.single - SINGLE), np.full((1, 1), field.match - 0.8),
        weak * (field.match - 0.8), weak * field.ko_skip, weak * field.en_skip,
    ]  # fmt: skip


_LENGTH_AT = _BEAD_NAMES.index("length.short")
_LEVEL_AT = _BEAD_NAMES.index("order.level")


def _with_statistics(context: Context, n: int, m: int) -> Floats:
    """The features known from the first look, with those put right that depend on document statistics."""
    table = context.known[n, m]
    for at, values in enumerate(_length_features(context.field, n, m), _LENGTH_AT):
        table[at] = values
    for at, values in enumerate(_statistics(context.field, table[0], n, m), _LEVEL_AT):
        table[at] = values
    return table


def _gap_features(context: Context, scaled: Floats, n: int, m: int) -> list[Floats]:
    """How far the bead lies above the best rival of its Korean span, and of its English span."""
    rows, columns = scaled.shape
    ko_gap = clip(scaled - context.outside("ko", n)(m)[:, :columns], -1.0, 1.0)
    en_gap = clip(scaled - context.outside("en", m)(n).T[:rows], -1.0, 1.0)
    # The best similarity of any one sentence of the bead with a sentence outside it.
    single_ko, single_en = context.outside("ko", 1)(m), context.outside("en", 1)(n)
    far_ko = highest([single_ko[a : a + rows] for a in range(n)])
    far_en = highest([single_en[b : b + columns] for b in range(m)]).T
    return [
        np.minimum(ko_gap, 0.0), np.maximum(ko_gap, 0.0), np.minimum(en_gap, 0.0), np.maximum(en_gap, 0.0),
        clip(far_ko - scaled, -0.5, 1.0), clip(far_en - scaled, -0.5, 1.0),
    ]  # fmt: skip


def _soft_features(soft: Soft, n: int, m: int) -> list[Floats]:
    """Log share of each sentence's soft assignment that stays inside the bead: mean and least, both ways."""
    row, column = soft.log_share("ko", m), soft.log_share("en", n)
    rows, columns = len(row) - n + 1, column.shape[1] - m + 1
    row_parts = [row[a : a + rows] for a in range(n)]
    column_parts = [column[:, b : b + columns] for b in range(m)]
    return [
        sum(row_parts[1:], row_parts[0]) / n, sum(column_parts[1:], column_parts[0]) / m,
        lowest(row_parts), lowest(column_parts),
    ]  # fmt: skip


def _part_features(blocks: Blocks, scaled: Floats, n: int, m: int) -> list[Floats]:
    """What each sentence at the edge of the bead adds; 0 for a side of one sentence."""
    rows, columns = scaled.shape
    zero = np.zeros((1, 1))
    ko_gain = en_gain = ko_weak = en_weak = cross = zero
    if n > 1:
        smaller = blocks(n - 1, m)
        ko_gain = clip(scaled - np.maximum(smaller[:rows], smaller[1:]), -1.0, 1.0)
        lone = blocks(1, m)
        ko_weak = lowest([lone[a : a + rows] for a in range(n)])
    if m > 1:
        smaller = blocks(n, m - 1)
        en_gain = clip(scaled - np.maximum(smaller[:, :columns], smaller[:, 1:]), -1.0, 1.0)
        lone = blocks(n, 1)
        en_weak = lowest([lone[:, b : b + columns] for b in range(m)])
    if n > 1 and m > 1:
        # A true 2-2 shares content across its middle; two 1-1 beads do not.
        one = blocks(1, 1)
        near = np.maximum(one[:rows, m - 1 : m - 1 + columns], one[n - 1 : n - 1 + rows, :columns])
        cross = clip(near, -0.5, 1.2)
    return [
        np.minimum(ko_gain, 0.0), np.maximum(ko_gain, 0.0), np.minimum(en_gain, 0.0), np.maximum(en_gain, 0.0),
        clip(ko_weak, -0.5, 1.2), clip(en_weak, -0.5, 1.2), cross,
    ]  # fmt: skip


def _grow_features(blocks: Blocks, scaled: Floats, n: int, m: int) -> list[Floats]:
    """How much nearer the spans would come if the bead took in a neighbour; best of the two ends, per side."""
    rows, columns = scaled.shape
    out = []
    for side in (0, 1):
        best = np.full((rows, columns), -1.0)
        bigger_n, bigger_m = (n + 1, m) if side == 0 else (n, m + 1)
        if bigger_n <= rows + n - 1 and bigger_m <= columns + m - 1:
            bigger = blocks(bigger_n, bigger_m)
            if side == 0:
                best[:-1] = bigger - scaled[:-1]
                best[1:] = np.maximum(best[1:], bigger - scaled[1:])
            else:
                best[:, :-1] = bigger - scaled[:, :-1]
                best[:, 1:] = np.maximum(best[:, 1:], bigger - scaled[:, 1:])
        out.append(clip(best, -0.5, 0.5))
    return [np.maximum(out[0], 0.0), np.maximum(out[1], 0.0), np.minimum(out[0], 0.0), np.minimum(out[1], 0.0)]


def _joint_features(context: Context, n: int, m: int) -> list[Floats]:
    """Least-squares gains: of the weaker sentence inside the bead, of a neighbour outside it, and across a 2-2."""
    rows, columns = (len(context.field.ko_len) - n + 1, len(context.field.en_len) - m + 1)
    inside_ko, outside_ko = _joint_side(*context.ko_joint, n, m)
    first_en, second_en = context.en_joint
    inside_en, outside_en = (x.T for x in _joint_side(first_en.T, second_en.T, m, n))
    cross = np.zeros((1, 1))
    if n > 1 and m > 1:
        first_ko, second_ko = context.ko_joint
        at, to = slice(0, rows), slice(0, columns)
        far, off = slice(n - 2, n - 2 + rows), slice(m - 2, m - 2 + columns)
        end_column, end_row = slice(m - 1, m - 1 + columns), slice(n - 1, n - 1 + rows)
        # The first Korean sentence may spill into the last English one, and so on round the four corners.
        cross = np.maximum.reduce(
            [first_ko[at, to], second_ko[far, end_column], first_en[at, to], second_en[end_row, off]]
        )
    gains = (inside_ko, inside_en, outside_ko, outside_en, cross)
    return [*(clip(x, 0.0, 0.5) for x in gains), *_sentences(context, n, m)]


def _joint_side(first: Floats, second: Floats, n: int, m: int) -> tuple[Floats, Floats]:
    """Gains along the rows for spans n × m: least inside (0 for one row), greatest outside; best over the columns."""
    rows, columns = len(first) + 1 - n + 1, first.shape[1] - m + 1
    if n > 1:
        # Each row must earn its place beside its neighbour for the column it serves best.
        both = np.minimum(first, second)
        wide = highest([both[:, b : b + columns] for b in range(m)])
        inside = lowest([wide[a : a + rows] for a in range(n - 1)])
    else:
        inside = np.zeros((rows, columns))
    outside = np.zeros((rows, columns))
    down = highest([first[:, b : b + columns] for b in range(m)])
    up = highest([second[:, b : b + columns] for b in range(m)])
    outside[: rows - 1] = down[n - 1 : n - 1 + rows - 1]
    outside[1:] = np.maximum(outside[1:], up[: rows - 1])
    return inside, outside


def _sentences(context: Context, n: int, m: int) -> list[Floats]:
    """Sentences by their own stops, for text whose lines hold several: a bead then has as many on either side.

    The features fade with the share of such lines in the document, because in well-segmented text two sentences that
    became one have one stop, and their number says nothing.
    """
    field = context.field
    if context.several == 0.0:
        return [np.zeros((1, 1))] * 4
    ko, en = window_sums(field.ko_stops, n)[:, None], window_sums(field.en_stops, m)[None]
    trust = min(context.several / 0.1, 1.0)
    ratio = np.log(ko) - np.log(en)
    even = (np.abs(ratio) < 0.05).astype(np.float64)
    flag = np.full((1, 1), trust)
    return [trust * even, trust * np.maximum(ratio, 0.0), trust * np.maximum(-ratio, 0.0), flag]


def _quote_features(field: Field, n: int, m: int) -> list[Floats]:
    """A bare English quotation goes with the sentence that names its speaker, if the Korean has both in one."""
    rows, columns = len(field.ko_len) - n + 1, len(field.en_len) - m + 1
    bare, spoken = field.en_bare, field.ko_spoken
    first = bare[:columns][None]
    inside = np.zeros(columns)
    for b in range(1, m):
        inside = inside + bare[b : b + columns]
    told = highest([spoken[a : a + rows] for a in range(n)])[:, None]
    return [first, told * inside[None], told * first]


def _length_features(field: Field, n: int, m: int) -> list[Floats]:
    """Log length ratio against the usual one (Gale and Church 1993 use the difference; the log is even-handed)."""
    ko, en = window_sums(field.ko_len, n) + 3.0, window_sums(field.en_len, m) + 6.0
    ratio = np.log(en)[None] - np.log(ko)[:, None] - field.log_ratio
    certainty = np.sqrt(np.minimum(ko[:, None], 150.0) / 50.0)
    z = clip(ratio * certainty, -3.0, 3.0)
    return [
        np.maximum(-z, 0.0), np.maximum(z, 0.0), _relu(-z, 0.5), _relu(z, 0.5), z * z,
        np.log(ko / 50.0)[:, None],
    ]  # fmt: skip


_SKIP_NAMES = (
    "bias", "best", "best.above.4", "best.above.7", "second", "null", "mutual.neg", "mutual.pos", "help",
    *SKIP_AGREEMENT_NAMES, "short", "long", "first", "late", "blank",
    "doc.skip", "doc.single", "doc.level", "doc.match", "doc.weak",
)  # fmt: skip


def skip_names() -> tuple[str, ...]:
    """Names of the features of an omission or an addition, in order."""
    return _SKIP_NAMES


def skip_features(context: Context, side: str) -> Floats:
    """Return float64 (F, N) for ``"ko"`` (omissions) or (F, M) for ``"en"`` (additions)."""
    field, blocks, soft = context.field, context.blocks, context.soft
    ko = side == "ko"
    scaled = clip(blocks(1, 1) if ko else blocks(1, 1).T, -0.5, 1.6)
    count = len(scaled)
    length = (field.ko_len if ko else field.en_len / 2.2) + 1.0
    at = field.ko_at if ko else field.en_at
    ranked = np.sort(scaled, axis=1)
    best = ranked[:, -1]
    second = ranked[:, -2] if scaled.shape[1] > 1 else np.full(count, -0.5)
    rivals = Outside(scaled.T)(1).T
    mutual = clip((scaled - rivals).max(1), -1.0, 1.0)
    size = np.log(length / 50.0)
    return np.stack(
        [
            np.ones(count), best, _relu(best, 0.4), _relu(best, 0.7), second,
            np.log(np.maximum(soft.row_null if ko else soft.column_null, 1e-4)),
            np.minimum(mutual, 0.0), np.maximum(mutual, 0.0), _help(blocks, side), *context.agreement.skip(side),
            np.maximum(-size, 0.0), np.maximum(size, 0.0), (at == 0).astype(np.float64), at / max(count, 1),
            (length <= 1.0).astype(np.float64),
            np.full(count, field.ko_skip if ko else field.en_skip), np.full(count, field.single - SINGLE),
            np.full(count, field.level), np.full(count, field.match - 0.8),
            np.maximum(0.7 - best, 0.0) * (field.match - 0.8),
        ]
    )  # fmt: skip


def _help(blocks: Blocks, side: str) -> Floats:
    """The most that a sentence brings to a bead of a neighbour: best gain of a 2-1 (1-2) over the neighbour alone."""
    one = blocks(1, 1) if side == "ko" else blocks(1, 1).T
    best = np.full(len(one), -0.5)
    if len(one) > 1:
        two = blocks(2, 1) if side == "ko" else blocks(1, 2).T
        # Only where the neighbour itself is a plausible match does its gain mean anything.
        first = np.where(one[1:] > 0.4, two - one[1:], -0.5).max(1)
        last = np.where(one[:-1] > 0.4, two - one[:-1], -0.5).max(1)
        best[:-1] = np.maximum(best[:-1], first)
        best[1:] = np.maximum(best[1:], last)
    return np.asarray(clip(best, -0.5, 0.5))
