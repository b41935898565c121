"""What the features of a document pair are made of: similarities, lengths, keys, and the scale they are put on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from aligner.alignment.background import Background

__all__ = [
    "Blocks",
    "Field",
    "calibrate",
    "clip",
    "common_part",
    "highest",
    "lowest",
    "make_field",
    "mean_statistics",
    "second_look",
    "window_sums",
    "with_statistics_of",
]

Floats = NDArray[np.float64]
LENGTH_POWER = 0.5
"""A sentence's share in the vector of its span grows with the root of its length."""
LOG_RATIO = 0.80
"""Usual log of English over Korean characters (blanks not counted)."""
PRIOR_SENTENCES, PRIOR_PAIRS = 8, 16
"""What is known of the encoder is worth so many sentences of a side, and so many pairs of unrelated ones."""
FREE = 0.4
"""Usual share of the sentences of a story that are not linked one to one."""
SINGLE = 0.8
"""Usual share of the linked sentences that are linked one to one."""
SPAN = 0.45
"""Usual similarity of translations above that of unrelated sentences, for an encoder that nothing is known of."""


@dataclass(frozen=True, slots=True)
class Field:
    """What the features of one document pair are made of.

    Attributes
    ----------
    sims
        float64 (N, M): inner products of weighted sentence vectors, ``w_i w_j cos``.
    ko_gram, en_gram
        float64 (N, N), (M, M): the same within a side.
    ko_len, en_len
        float64 (N,), (M,): characters without blanks; 0 for a blank sentence.
    ko_keys, en_keys, weights, kinds
        As from :func:`aligner.alignment.evidence.evidence_matrices`.
    low, span
        Similarity of unrelated sentences, and how much higher that of translations is.
    ko_at, en_at
        Position of each sentence in its own text, for a document whose English was put in another order.
    log_ratio, ko_skip, en_skip, match, single, free, level
        What a first alignment says of the document, see :func:`second_look`.
    """

    sims: Floats
    ko_gram: Floats
    en_gram: Floats
    ko_len: Floats
    en_len: Floats
    ko_stops: Floats
    en_stops: Floats
    ko_spoken: Floats
    en_bare: Floats
    ko_keys: Floats
    en_keys: Floats
    weights: Floats
    kinds: NDArray[np.int8]
    low: float
    span: float
    ko_at: NDArray[np.intp]
    en_at: NDArray[np.intp]
    log_ratio: float = LOG_RATIO
    ko_skip: float = 0.0
    en_skip: float = 0.0
    match: float = 0.8
    single: float = SINGLE
    free: float = 0.0
    level: float = 0.0


def second_look(field: Field, beads: Sequence[tuple[tuple[int, ...], tuple[int, ...]]], blocks: Blocks) -> Field:
    """Return the field with what a first alignment says of the document.

    That is skip rates, tightness, length ratio, the share of linked sentences that are linked one to one, how much more
    than usual is not (``free``, about -0.4 to 0.6), and how far it looks like a line-by-line translation: as many
    sentences on both sides, most at their equal place. Each is shrunk towards its usual value with the weight of a few
    sentences, so that short documents stay put.
    """
    two = [(ko, en) for ko, en in beads if ko and en]
    tight = [
        float(np.clip(blocks(len(ko), len(en))[ko[0], en[0]], 0.0, 1.1)) for ko, en in two if _run(ko) and _run(en)
    ]
    ratios = [
        float(np.log((field.en_len[list(en)].sum() + 6.0) / (field.ko_len[list(ko)].sum() + 3.0))) for ko, en in two
    ]
    ko_free = sum(len(ko) for ko, en in beads if not en)
    en_free = sum(len(en) for ko, en in beads if not ko)
    return replace(
        field,
        log_ratio=(10 * LOG_RATIO + sum(ratios)) / (10 + len(ratios)),
        ko_skip=(ko_free + 0.5) / (len(field.ko_len) + 5.0),
        en_skip=(en_free + 0.5) / (len(field.en_len) + 5.0),
        match=(4 * 0.8 + sum(tight)) / (4 + len(tight)),
        single=_single(two),
        free=_free(field, two),
        level=_level(field, two),
    )


def _single(two: Sequence[tuple[tuple[int, ...], tuple[int, ...]]]) -> float:
    linked = sum(len(ko) + len(en) for ko, en in two)
    alone = sum(2 for ko, en in two if len(ko) == len(en) == 1)
    return (10 * SINGLE + alone) / (10 + linked)


def _free(field: Field, two: Sequence[tuple[tuple[int, ...], tuple[int, ...]]]) -> float:
    count = len(field.ko_len) + len(field.en_len)
    alone = sum(2 for ko, en in two if len(ko) == len(en) == 1)
    return (count - alone - FREE * count) / (10 + count)


def _level(field: Field, two: Sequence[tuple[tuple[int, ...], tuple[int, ...]]]) -> float:
    """How far the text looks like a line-by-line translation: 0 up to half of the sentences, towards 1 for all."""
    if len(field.ko_len) != len(field.en_len):
        return 0.0
    level = sum(ko == en and len(ko) == 1 for ko, en in two)
    return max(2.0 * level / (len(field.ko_len) + 4.0) - 1.0, 0.0)


def mean_statistics(fields: Sequence[Field]) -> Field:
    """Return the last field with the mean statistics of them all."""
    log_ratio, ko_skip, en_skip, match, single, free, level = (
        float(np.mean([getattr(f, name) for f in fields]))
        for name in ("log_ratio", "ko_skip", "en_skip", "match", "single", "free", "level")
    )
    return replace(
        fields[-1],
        log_ratio=log_ratio,
        ko_skip=ko_skip,
        en_skip=en_skip,
        match=match,
        single=single,
        free=free,
        level=level,
    )


def with_statistics_of(field: Field, other: Field) -> Field:
    """Return `field` with the document statistics of `other`."""
    same = len(field.ko_len) == len(field.en_len)
    return replace(
        field,
        log_ratio=other.log_ratio,
        ko_skip=other.ko_skip,
        en_skip=other.en_skip,
        match=other.match,
        single=other.single,
        free=other.free,
        level=other.level if same else 0.0,
    )


def _run(numbers: tuple[int, ...]) -> bool:
    return numbers[-1] - numbers[0] == len(numbers) - 1


def _length(texts: Sequence[str]) -> Floats:
    return np.array([len("".join(text.split())) for text in texts], dtype=np.float64)


_STOP = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z가-힣0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Prof|No|vs|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)|\b[A-Z])\.\s"
)


def _stops(texts: Sequence[str]) -> Floats:
    """1 + the full stops inside each text, common abbreviations aside."""
    # Most sentences have no stop inside; asking first saves taking the abbreviations out.
    return np.array([1.0 + (len(_STOP.findall(_ABBREVIATION.sub("", t))) if _STOP.search(t) else 0) for t in texts])


_BARE = re.compile(r"""^\s*["“'‘][^"“”]*["”'’]\s*$""")
_SPOKEN = re.compile(r"""["”'’]\s*(?:이?라고|이?라며|고|며|면서|라는|는)\s*.*다[.]?\s*$""")


def _bare(texts: Sequence[str]) -> Floats:
    """1 for a sentence that is a quotation and nothing else, or the tail of one."""
    return np.array([1.0 if _BARE.match(text) else 0.0 for text in texts])


def _spoken(texts: Sequence[str]) -> Floats:
    """1 for a Korean sentence that ends with who said its quotation."""
    return np.array([1.0 if text.rstrip(" .").endswith("다") and _SPOKEN.search(text) else 0.0 for text in texts])


def make_field(
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    ko_vectors: NDArray[np.floating],
    en_vectors: NDArray[np.floating],
    evidence: tuple[Floats, Floats, Floats, NDArray[np.int8]],
    background: Background | None = None,
) -> Field:
    """Gather the arrays of one document.

    Parameters
    ----------
    ko_texts, en_texts
        The sentences; at least one on each side.
    ko_vectors, en_vectors
        (N, dim), (M, dim), unit rows.
    evidence
        Incidence matrices of shared keys.
    background
        What sentences have in common under the encoder; if None, only what this document's have. The smaller the
        document, the more it is leant on: of two sentences alone nothing else can tell whether they are near.

    Notes
    -----
    The mean vector of each side is taken out, wholly or in part (:func:`common_part`). What all sentences have
    in common says nothing of which belongs to which, and is most of the cosine of an anisotropic encoder: with half of
    it left in, multilingual-e5-small lost .04 strict F1 under weights learned with another encoder, without it less
    than .02.
    """
    ko_len, en_len = _length(ko_texts), _length(en_texts)
    ko = np.asarray(ko_vectors, dtype=np.float64)
    en = np.asarray(en_vectors, dtype=np.float64)
    ko = ko - common_part(ko, None if background is None else background.ko_mean)
    en = en - common_part(en, None if background is None else background.en_mean)
    ko = ko / np.maximum(np.linalg.norm(ko, axis=1, keepdims=True), 1e-9)
    en = en / np.maximum(np.linalg.norm(en, axis=1, keepdims=True), 1e-9)
    low, span = calibrate(ko @ en.T, background)
    ko = ko * (np.maximum(ko_len, 1.0) ** LENGTH_POWER)[:, None]
    en = en * (np.maximum(en_len, 1.0) ** LENGTH_POWER)[:, None]
    return Field(
        ko @ en.T, ko @ ko.T, en @ en.T, ko_len, en_len, _stops(ko_texts), _stops(en_texts),
        _spoken(ko_texts), _bare(en_texts), *evidence, low, span,
        np.arange(len(ko)), np.arange(len(en)),
    )  # fmt: skip


def common_part(vectors: Floats, usual: Floats | None = None) -> Floats:
    """What to take out of every vector: the mean of the side, of which `usual` is worth `PRIOR_SENTENCES`.

    Half of it for an even encoder (mean of length 0.5), all for a lopsided one (0.8 on). Without a usual mean never
    more than ``n / (n + 1)``, or a lone sentence would vanish.
    """
    count = len(vectors)
    if usual is None:
        mean, most = vectors.mean(0), count / (count + 1.0)
    else:
        mean, most = (PRIOR_SENTENCES * usual + vectors.sum(0)) / (PRIOR_SENTENCES + count), 1.0
    length = float(np.linalg.norm(mean))
    return np.asarray(min(float(np.clip(0.5 + (length - 0.5) / 0.6, 0.5, 1.0)), most) * mean)


def calibrate(cosines: Floats, background: Background | None = None) -> tuple[float, float]:
    """Return the similarity of unrelated sentences, and how far above it translations lie.

    The first is the median over all pairs of the document, which means little where most pairs are translations, as in
    a text of two sentences; so that of the encoder is worth `PRIOR_PAIRS`. The second is the mean over mutual best
    pairs, shrunk towards the usual with the weight of a few.
    """
    low, usual, few = float(np.median(cosines)), SPAN, 2
    if background is not None:
        apart = (cosines.shape[0] - 1) * (cosines.shape[1] - 1)
        low = (PRIOR_PAIRS * background.low + apart * low) / (PRIOR_PAIRS + apart)
        usual, few = background.span, 4
    best = (cosines == cosines.max(1, keepdims=True)) & (cosines == cosines.max(0, keepdims=True))
    found = cosines[best]
    top = np.sort(found)[len(found) // 3 :]
    spread = float((top.sum() - low * len(top) + few * usual) / (len(top) + few))
    return low, max(spread, 0.05)


def clip(values: Floats, low: float, high: float) -> Floats:
    """``np.clip`` without its checks, which cost more than the work on arrays of the size of a story."""
    return np.asarray(np.minimum(np.maximum(values, low), high))


def highest(arrays: Sequence[Floats]) -> Floats:
    """Largest of several arrays, cell by cell; ``np.maximum.reduce`` would copy them into one first."""
    return reduce(np.maximum, arrays)


def lowest(arrays: Sequence[Floats]) -> Floats:
    """Smallest of several arrays, cell by cell."""
    return reduce(np.minimum, arrays)


def window_sums(values: Floats, size: int) -> Floats:
    """Sums of `size` neighbours along axis 0."""
    count = len(values) - size + 1
    return sum((values[a : a + count] for a in range(1, size)), values[:count].copy())


def _self_norm(gram: Floats, size: int) -> Floats:
    """Length of the summed vectors of `size` neighbouring sentences."""
    count = len(gram) - size + 1
    rows = np.arange(count)
    total = np.zeros(count)
    for a in range(size):
        for b in range(size):
            total += gram[rows + a, rows + b]
    return np.sqrt(np.maximum(total, 1e-12))


class Blocks:
    """Scaled similarity of every span pair of a field, by shape, made when asked for."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self._sums: dict[tuple[int, int], Floats] = {}
        self._scaled: dict[tuple[int, int], Floats] = {}
        self._norms: dict[tuple[str, int], Floats] = {}

    def _norm(self, side: str, size: int) -> Floats:
        key = (side, size)
        if key not in self._norms:
            self._norms[key] = _self_norm(self.field.ko_gram if side == "ko" else self.field.en_gram, size)
        return self._norms[key]

    def _sum(self, n: int, m: int) -> Floats:
        key = (n, m)
        if key not in self._sums:
            rows = self._sum(n, 1) if m > 1 else None
            self._sums[key] = (
                window_sums(self.field.sims, n) if rows is None else np.ascontiguousarray(window_sums(rows.T, m).T)
            )
        return self._sums[key]

    def __call__(self, n: int, m: int) -> Floats:
        """Return float64 (N-n+1, M-m+1), 0 for unrelated and 1 for translations."""
        key = (n, m)
        if key not in self._scaled:
            cosines = self._sum(n, m) / self._norm("ko", n)[:, None] / self._norm("en", m)[None]
            self._scaled[key] = (cosines - self.field.low) / self.field.span
        return self._scaled[key]
