"""Words as evidence: how much of either sentence finds a like word in the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aligner.korean.northern import southern
from aligner.korean.particles import strip_particle

if TYPE_CHECKING:
    from aligner.types import Lang

__all__ = ["MAX_VOCABULARY", "Encode", "word_cover"]

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
"""Texts to float32 (n, d) unit rows, in order."""

#: Different words a side beyond which their vectors would take more memory and time than the sentences' own.
MAX_VOCABULARY = 200_000
# Words of a sentence that are looked at; a longer "sentence" is a list or a page.
_MAX_WORDS = 80

_WORD = re.compile(r"[0-9A-Za-z가-힣]+(?:[.,'’-][0-9A-Za-z]+)*")


@dataclass(frozen=True, slots=True)
class _Side:
    """Word numbers of each sentence, and a vector and a rarity weight for each word."""

    sentences: list[NDArray[np.int64]]
    vectors: NDArray[np.float32]
    weights: NDArray[np.float64]


def word_cover(
    ko: Sequence[str], en: Sequence[str], rows: NDArray[np.int64], columns: NDArray[np.int64], encode: Encode
) -> NDArray[np.float64] | None:
    """Return how well the words of each pair cover one another.

    Parameters
    ----------
    ko, en
        The sentences of both heaps.
    rows, columns
        int64 (pairs,) indices into them.
    encode
        A fast encoder; every different word is encoded once, Korean ones without their particle.

    Returns
    -------
    ndarray or None
        float64 (pairs, 2): the mean over the Korean words of the best cosine among the English words, weighted by
        rarity in the heap, and the other way round. 0 where a sentence has no words. None if either side has more than
        `MAX_VOCABULARY` different words.

    Notes
    -----
    MaxSim (Khattab and Zaharia 2020, ColBERT) over static word vectors, with inverse-document-frequency weights as in
    BERTScore (Zhang et al. 2020, section 3). It sees names and terms that a sentence vector blurs.
    """
    words = [_words(ko, "ko"), _words(en, "en")]
    if any(len({word for sentence in side for word in sentence}) > MAX_VOCABULARY for side in words):
        return None
    left, right = (_side(side, encode) for side in words)
    cover = np.zeros((len(rows), 2))
    for pair, (row, column) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
        one, other = left.sentences[row], right.sentences[column]
        if len(one) and len(other):
            cosines = left.vectors[one] @ right.vectors[other].T
            cover[pair, 0] = _mean(cosines.max(axis=1), left.weights[one])
            cover[pair, 1] = _mean(cosines.max(axis=0), right.weights[other])
    return cover


def _mean(values: NDArray[np.float32], weights: NDArray[np.float64]) -> float:
    return float(values @ weights / weights.sum())


def _words(texts: Iterable[str], lang: Lang) -> list[list[str]]:
    if lang == "ko":
        return [[strip_particle(word) for word in _WORD.findall(southern(text))[:_MAX_WORDS]] for text in texts]
    return [_WORD.findall(text)[:_MAX_WORDS] for text in texts]


def _side(sentences: list[list[str]], encode: Encode) -> _Side:
    numbers: dict[str, int] = {}
    ids = [
        np.array([numbers.setdefault(word, len(numbers)) for word in sentence], dtype=np.int64)
        for sentence in sentences
    ]
    frequency = np.zeros(len(numbers))
    for sentence in ids:
        frequency[np.unique(sentence)] += 1
    vectors = encode(list(numbers)) if numbers else np.zeros((0, 1), dtype=np.float32)
    if len(vectors):
        # Without the mean of its language every word is near every other.
        vectors = vectors - vectors.mean(axis=0)
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return _Side(ids, vectors, np.log((len(ids) + 1) / (frequency + 0.5)))
