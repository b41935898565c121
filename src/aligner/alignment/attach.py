"""Beads that are not neighbours: a lead that takes in a later sentence.

After the search, every sentence or bead that might also belong to another bead is looked at once, and joined to it when
a learned rule is in favour. This is where beads such as ``[1, 8]:[1]`` and ``[1, 3]:[1, 3]`` come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.evidence import NAME, NUMBER, ROUNDED, WORD
from aligner.alignment.field import Field, clip
from aligner.similarity.logistic import sigmoid

__all__ = ["ATTACH_NAMES", "Attached", "Links", "attach", "attach_links"]

Floats = NDArray[np.float64]
BeadList = Sequence[tuple[tuple[int, ...], tuple[int, ...]]]

ATTACH_NAMES = (
    "bias", "merge", "english", "similar", "similar.high", "gain", "gain.high", "rival", "own", "number", "name",
    "word", "room", "room.after", "near", "lead", "small", "level", "round", "beside", "top", "many", "other.many",
    "word.rival",
)  # fmt: skip
MOST = 500
"""Beads up to which all pairs of beads are looked at; tiles of long texts have far fewer."""
SURE = 0.7
"""Probability from which a link is made: a wrong one spoils two right beads, a right one mends two into one."""
LEAST = 0.2
"""Scaled similarity below which a link is not looked at, unless the two share evidence."""


class Links(NamedTuple):
    """Candidate links of one alignment.

    Attributes
    ----------
    pairs
        ``(x, y)`` indices into the beads: the sentences of bead `x` on one side may also belong to bead `y`.
    features
        float64 (len(pairs), len(ATTACH_NAMES)).
    """

    pairs: list[tuple[int, int]]
    features: Floats


def _incidence(groups: Sequence[tuple[int, ...]], count: int) -> Floats:
    out = np.zeros((len(groups), count))
    for row, group in enumerate(groups):
        out[row, list(group)] = 1.0
    return out


def _side(field: Field, beads: BeadList, english: bool) -> Links:
    """Links in which sentences of one side (Korean unless `english`) of bead x join bead y."""
    ko, en = _incidence([b[0] for b in beads], len(field.ko_len)), _incidence([b[1] for b in beads], len(field.en_len))
    cross_sums = ko @ field.sims @ en.T
    within = en @ field.en_gram @ en.T if english else ko @ field.ko_gram @ ko.T
    other = ko @ field.ko_gram @ ko.T if english else en @ field.en_gram @ en.T
    if english:
        cross_sums = cross_sums.T
    own_norm, other_norm = (np.sqrt(np.maximum(np.diag(x), 1e-12)) for x in (within, other))
    cosine = cross_sums / (own_norm[:, None] * other_norm[None])
    two = np.array([bool(a) and bool(b) for a, b in beads])
    has = np.array([bool(b[1] if english else b[0]) for b in beads])
    # Rounded: a sum in another order, as another processor takes it, must not carry a link over a limit.
    scaled = np.where(two[None], np.round((cosine - field.low) / field.span, 9), -1.0)
    keys, keys_other = (field.en_keys, field.ko_keys) if english else (field.ko_keys, field.en_keys)
    mine, theirs = (en, ko) if english else (ko, en)
    own_keys, other_keys = np.minimum(mine @ keys, 1.0), np.minimum(theirs @ keys_other, 1.0)
    weighed = own_keys * field.weights
    chosen = [field.kinds == kind for kind in (NUMBER, NAME, WORD, ROUNDED)]
    shared = [(weighed * kind) @ other_keys.T for kind in chosen]
    # What bead y already shares explains itself; only further evidence speaks for x.
    already = [(weighed * kind) @ (other_keys * own_keys).T for kind in chosen]
    number, name, word, rounded = (np.maximum(s - a, 0.0) for s, a in zip(shared, already, strict=True))
    wanted = has[:, None] & two[None] & ((scaled > LEAST) | (number > 0.4))
    np.fill_diagonal(wanted, False)
    pairs = [(int(x), int(y)) for x, y in np.argwhere(wanted)]
    a = np.diag(cosine)
    best_other = np.where(np.eye(len(beads), dtype=bool), -1.0, scaled)
    length, length_other = (field.en_len, field.ko_len) if english else (field.ko_len, field.en_len)
    long_own, long_other = mine @ length + 3.0, theirs @ length_other + 3.0
    expected = -field.log_ratio if english else field.log_ratio
    first = np.array([min(b[1] if english else b[0], default=0) for b in beads])
    if not pairs:
        return Links([], np.zeros((0, len(ATTACH_NAMES))))
    x, y = np.array(pairs).T
    g = clip(within[x, y] / (own_norm[x] * own_norm[y]), -0.95, 0.95)
    b = cosine[x, y]
    both = np.sqrt(np.maximum(a[y] * a[y] + b * b - 2 * a[y] * b * g, 0.0) / (1 - g * g))
    gain = np.where(b > g * a[y], (both - a[y]) / field.span, 0.0)
    # The best other bead than y for the sentences of x.
    ranked = np.sort(best_other, axis=1)
    second = ranked[:, -2] if len(beads) > 1 else np.full(1, -1.0)
    rival = np.where(best_other.argmax(axis=1)[x] == y, second[x], ranked[x, -1])
    room = np.log(long_other[y] / long_own[y]) - expected
    after = np.log(long_other[y] / (long_own[y] + long_own[x])) - expected
    own = np.where(two, np.diag(scaled), 0.0)
    columns = [
        np.ones(len(x)), two[x], np.full(len(x), english), scaled[x, y], np.maximum(scaled[x, y] - 0.6, 0.0), gain,
        np.maximum(gain - 0.1, 0.0), scaled[x, y] - np.maximum(rival, -1.0), own[x], np.minimum(number[x, y], 2.0),
        np.minimum(name[x, y], 2.0), np.minimum(word[x, y], 3.0), clip(room, -1.0, 1.5),
        -np.abs(clip(after, -1.5, 1.5)), np.abs(first[x] - first[y]) <= 2, first[y] <= 2,
        own_norm[x] < 0.5 * own_norm[y] - 1e-9, np.full(len(x), field.level),
        np.minimum(rounded[x, y], 3.0), np.abs(first[x] - first[y]) <= 1, first[y] == 0, mine.sum(1)[x] - 1,
        ko.sum(1)[y] + en.sum(1)[y] - 2,
        _word_lead(weighed * chosen[2], keys_other, theirs, x, y),
    ]  # fmt: skip
    return Links(pairs, np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1))


def _word_lead(words: Floats, sentences: Floats, theirs: Floats, x: Floats, y: Floats) -> Floats:
    """How many more of the words of x the other side of y has than any one sentence outside it, as a share of them."""
    known = words * (sentences.sum(0) > 0)
    inside = known @ np.minimum(theirs @ sentences, 1.0).T
    outside = np.where(theirs[y] > 0, 0.0, (known @ sentences.T)[x]).max(axis=1)
    return np.asarray((inside[x, y] - outside) / (known.sum(1)[x] + 0.5))


def attach_links(field: Field, beads: BeadList) -> Links:
    """Return every link of either side that is worth a look; none for a text of more than `MOST` beads."""
    if len(beads) > MOST:
        return Links([], np.zeros((0, len(ATTACH_NAMES))))
    korean, english = _side(field, beads, english=False), _side(field, beads, english=True)
    return Links(korean.pairs + english.pairs, np.concatenate([korean.features, english.features]))


class Attached(NamedTuple):
    """Beads after joining.

    Attributes
    ----------
    beads
        The new beads, in the old order; a bead that was joined to another is gone.
    chances
        For each joined bead's place in the new list, the probability of its link.
    passed_over
        Float64 (len(beads),): the best chance of any link by which sentences of the bead would have gone elsewhere.
    """

    beads: list[tuple[tuple[int, ...], tuple[int, ...]]]
    chances: dict[int, float]
    passed_over: Floats


def attach(field: Field, beads: BeadList, weights: Floats, max_bead: int = 5) -> Attached:
    """Join beads by the links that the rule favours, best first, each bead once, up to `max_bead` sentences."""
    links = attach_links(field, beads)
    chance = sigmoid(links.features @ weights)
    merged = [(list(ko), list(en)) for ko, en in beads]
    gone: set[int] = set()
    taken: dict[int, float] = {}
    for at in np.argsort(-chance, kind="stable"):
        if chance[at] < SURE:
            break
        x, y = links.pairs[at]
        if x in gone or y in gone or x in taken:
            continue
        if sum(len(side) for place in (x, y) for side in merged[place]) > max_bead:
            continue
        merged[y][0].extend(merged[x][0])
        merged[y][1].extend(merged[x][1])
        gone.add(x)
        taken[y] = min(taken.get(y, 1.0), float(chance[at]))
    best = np.zeros(len(beads))
    for (x, y), own in zip(links.pairs, chance, strict=True):
        if x not in gone and y not in gone:
            best[x] = max(best[x], own)
    out: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    chances: dict[int, float] = {}
    for at, (ko, en) in enumerate(merged):
        if at not in gone:
            if at in taken:
                chances[len(out)] = taken[at]
            out.append((tuple(sorted(ko)), tuple(sorted(en))))
    return Attached(out, chances, np.array([best[at] for at in range(len(merged)) if at not in gone]))
