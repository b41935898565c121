"""What the features of a document pair are made of: similarities, lengths, keys, and the scale they are put on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Blocks",
    "Field",
    "calibrate",
    "clip",
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
    parallel: bool = False


def second_look(field: Field, beads: Sequence[tuple[tuple[int, ...], tuple[int, ...]]], blocks: Blocks) -> Field:
    """Return the field with what a first alignment says of the document: skip rates, tightness, length ratio.

    Each is shrunk towards its usual value with the weight of a few sentences, so that short documents stay put.
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
        parallel=_parallel(field, two),
    )


def _parallel(field: Field, two: Sequence[tuple[tuple[int, ...], tuple[int, ...]]]) -> bool:
    """Whether the text looks like a line-by-line translation: as many sentences, most at their equal place."""
    level = sum(ko == en and len(ko) == 1 for ko, en in two)
    return len(field.ko_len) == len(field.en_len) and level >= max(0.85 * len(field.ko_len), 4.0)


def mean_statistics(fields: Sequence[Field]) -> Field:
    """Return the last field with the mean statistics of them all."""
    mean = {name: float(np.mean([getattr(f, name) for f in fields])) for name in _STATISTICS}
    return _with(fields[-1], mean)


def with_statistics_of(field: Field, other: Field) -> Field:
    """Return `field` with the document statistics of `other`."""
    return _with(field, {name: float(getattr(other, name)) for name in _STATISTICS})


def _with(field: Field, statistics: Mapping[str, float]) -> Field:
    return replace(
        field,
        log_ratio=statistics["log_ratio"],
        ko_skip=statistics["ko_skip"],
        en_skip=statistics["en_skip"],
        match=statistics["match"],
    )


_STATISTICS = ("log_ratio", "ko_skip", "en_skip", "match")


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
    centre: float | None = None,
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
    centre
        Share of the mean vector of each side that is taken out, in [0, 1]; :func:`_share` of it if None. What all
        sentences have in common says nothing of which belongs to which, and is most of the cosine of an anisotropic
        encoder: with half of it left in, multilingual-e5-small lost .04 strict F1 under weights learned with another
        encoder, without it less than .02.
    """
    ko_len, en_len = _length(ko_texts), _length(en_texts)
    ko = np.asarray(ko_vectors, dtype=np.float64)
    en = np.asarray(en_vectors, dtype=np.float64)
    ko = ko - (_share(ko) if centre is None else centre) * ko.mean(0)
    en = en - (_share(en) if centre is None else centre) * en.mean(0)
    ko = ko / np.maximum(np.linalg.norm(ko, axis=1, keepdims=True), 1e-9)
    en = en / np.maximum(np.linalg.norm(en, axis=1, keepdims=True), 1e-9)
    low, span = calibrate(ko @ en.T)
    ko = ko * (np.maximum(ko_len, 1.0) ** LENGTH_POWER)[:, None]
    en = en * (np.maximum(en_len, 1.0) ** LENGTH_POWER)[:, None]
    return Field(
        ko @ en.T, ko @ ko.T, en @ en.T, ko_len, en_len, _stops(ko_texts), _stops(en_texts),
        _spoken(ko_texts), _bare(en_texts), *evidence, low, span,
        np.arange(len(ko)), np.arange(len(en)),
    )  # fmt: skip


def _share(vectors: Floats) -> float:
    """Share of the mean to take out: half for an even encoder (mean of length 0.5), all for a lopsided one (0.8 on).

    Never more than ``n / (n + 1)``, or a lone sentence would vanish.
    """
    length = float(np.linalg.norm(vectors.mean(0)))
    return min(float(np.clip(0.5 + (length - 0.5) / 0.6, 0.5, 1.0)), len(vectors) / (len(vectors) + 1.0))


def calibrate(cosines: Floats) -> tuple[float, float]:
    """Return the similarity of unrelated sentences, and how far above it translations lie.

    The first is the median over all pairs of the document; the second the mean over mutual best pairs, shrunk towards
    0.45 above the first with the weight of two pairs, so that a two-sentence text does not set its own scale.
    """
    low = float(np.median(cosines))
    best = (cosines == cosines.max(1, keepdims=True)) & (cosines == cosines.max(0, keepdims=True))
    found = cosines[best]
    top = np.sort(found)[len(found) // 3 :]
    spread = float((top.sum() - low * len(top) + 2 * 0.45) / (len(top) + 2))
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
