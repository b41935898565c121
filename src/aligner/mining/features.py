"""Candidate pairs of two heaps of sentences, and what is known of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from aligner.errors import InputError
from aligner.facts import family, vote_keys
from aligner.mining.model import MiningConfig
from aligner.mining.words import Encode, word_cover
from aligner.similarity import Search, topk
from aligner.similarity.evidence import Overlap, index_keys, overlap
from aligner.similarity.extract import candidates

if TYPE_CHECKING:
    from aligner.facts.votes import Family
    from aligner.types import Lang

__all__ = [
    "FEATURES",
    "WORD_FEATURES",
    "Candidates",
    "Evidence",
    "candidate_features",
    "centre_in_place",
    "centred",
    "lead",
]

Evidence = Callable[[str, "Lang"], AbstractSet[str]]
"""Language-neutral keys of a text (numbers, days, names, words), equal on both sides where the fact is shared."""

# A heap of n vectors is centred by n / (n + this) of its mean: a mean of few vectors says more about their topic than
# about the language.
_CENTRE_PRIOR = 100
_BLOCK = 8192
# Heaps of fewer sentences weigh keys as one of this size would: in a heap of five every key looks common.
_LEAST = 50
#: Mean of ln(English characters / Korean characters) of a translated news sentence, measured on the dev lines.
USUAL_LENGTH_RATIO = 0.65

FEATURES = (
    "margin_distance",
    "margin_ratio",
    "cosine",
    "lead_ko",
    "lead_en",
    "length_off",
    "length_over",
    "length_min",
    "names",
    "numbers",
    "numbers_share",
    "numbers_only_ko",
    "numbers_only_en",
    "rounded",
    "rounded_share",
    "lexicon",
    "lexicon_share",
    "lexicon_lead_ko",
    "lexicon_lead_en",
)


#: What a fast encoder of single words adds.
WORD_FEATURES = ("words_ko", "words_en", "words_lead_ko", "words_lead_en")


@dataclass(frozen=True, slots=True)
class Candidates:
    """All candidate pairs.

    Attributes
    ----------
    rows, columns
        int64 (pairs,) indices into the two heaps.
    names, features
        Column names, and float64 (pairs, columns): `FEATURES`, and `WORD_FEATURES` if words were looked at.
    margins
        float32 (pairs,) of the kind asked for.
    """

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    names: tuple[str, ...]
    features: NDArray[np.float64]
    margins: NDArray[np.float32]


def centred(vectors: NDArray[Any]) -> NDArray[np.float32]:
    """Return float32 unit rows with the language's own direction taken out.

    Multilingual encoders put each language a little to one side; taking off the heap's mean vector, which needs no
    training, brings the two languages together ("mean centring", Libovický et al. 2020, "On the Language Neutrality of
    Pre-trained Multilingual Representations"). Small heaps are centred less.

    Raises
    ------
    InputError
        For a vector that is zero or not finite.
    """
    copy = np.array(vectors, dtype=np.float32)
    centre_in_place(copy)
    return copy


def centre_in_place(vectors: NDArray[Any]) -> None:
    """Do what `centred` does to a float array or a writable memory map, a block at a time."""
    total = np.zeros(vectors.shape[1])
    for start in range(0, len(vectors), _BLOCK):
        block = vectors[start : start + _BLOCK]
        _check(np.isfinite(block).all(axis=1), start)
        total += block.sum(axis=0, dtype=np.float64)
    mean = (total / (len(vectors) + _CENTRE_PRIOR)).astype(np.float32)
    for start in range(0, len(vectors), _BLOCK):
        block = vectors[start : start + _BLOCK].astype(np.float32) - mean
        norms = np.linalg.norm(block, axis=1, keepdims=True)
        _check(norms[:, 0] > 0, start)
        vectors[start : start + _BLOCK] = block / norms


def _check(good: NDArray[np.bool_], start: int) -> None:
    if not good.all():
        row = start + int(np.flatnonzero(~good)[0])
        raise InputError(f"vector {row} is all zeros or not finite", hint="drop blank sentences before encoding")


def candidate_features(
    ko: Sequence[str],
    en: Sequence[str],
    ko_vectors: NDArray[Any],
    en_vectors: NDArray[Any],
    *,
    evidence: Evidence | None,
    encode: Encode | None = None,
    search: Search | None = None,
    config: MiningConfig,
) -> Candidates:
    """Return every candidate pair (the k nearest each way) with its features; see `mine_sentences`."""
    evidence = evidence or vote_keys
    search = search or partial(topk, threads=config.threads, device=config.device)
    neighbours = search(ko_vectors, en_vectors, config.k)
    rows, columns, cosines, ratio = candidates(neighbours, "ratio")
    distance = candidates(neighbours, "distance")[3].astype(np.float64)
    shown = candidates(neighbours, config.margin)[3]
    keys_ko, keys_en = [evidence(text, "ko") for text in ko], [evidence(text, "en") for text in en]

    def shared(kind: Family) -> Overlap:
        sides = ([family(keys, kind) for keys in side] for side in (keys_ko, keys_en))
        return overlap(*index_keys(*sides, least=_LEAST), rows, columns)

    names, numbers, rounded, lexicon = shared("names"), shared("numbers"), shared("rounded"), shared("words")
    # Of the many renderings of a Korean word the English has one: only the English words can be told by their share.
    told = lexicon.shared / (lexicon.right + 1)
    only_ko, only_en = numbers.left - numbers.shared, numbers.right - numbers.shared
    length_ko = np.log([len(text.strip()) + 1.0 for text in ko])[rows]
    length_en = np.log([len(text.strip()) + 1.0 for text in en])[columns]
    over = length_en - length_ko - USUAL_LENGTH_RATIO
    features = np.column_stack(
        [
            distance,
            ratio,
            cosines,
            np.clip(lead(rows, distance), -0.5, 0.5),
            np.clip(lead(columns, distance), -0.5, 0.5),
            np.abs(over),
            over,
            np.minimum(length_ko, length_en - USUAL_LENGTH_RATIO),
            np.log1p(names.shared),
            np.log1p(numbers.shared),
            numbers.shared / np.maximum(numbers.shared + only_ko + only_en, 1.0),
            np.log1p(np.maximum(only_ko, 0)),
            np.log1p(np.maximum(only_en, 0)),
            np.log1p(rounded.shared),
            rounded.shared / (rounded.left + rounded.right - rounded.shared + 1),
            np.log1p(lexicon.shared),
            told,
            np.clip(lead(rows, told), -0.5, 0.5),
            np.clip(lead(columns, told), -0.5, 0.5),
        ]
    )
    cover = None if encode is None else word_cover(ko, en, rows, columns, encode)
    if cover is None:
        return Candidates(rows, columns, FEATURES, features, shown)
    both = cover.sum(axis=1)
    leads = [np.clip(lead(items, both), -0.5, 0.5) for items in (rows, columns)]
    return Candidates(rows, columns, FEATURES + WORD_FEATURES, np.column_stack([features, cover, *leads]), shown)


def lead(items: NDArray[np.int64], scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far each score is above the best other score of the same item; 6 where there is no other."""
    order = np.lexsort((-scores, items))
    first = np.ones(len(items), dtype=bool)
    first[1:] = items[order[1:]] != items[order[:-1]]
    starts = np.flatnonzero(first)
    group = np.cumsum(first) - 1
    best = scores[order[starts]]
    sizes = np.diff(np.append(starts, len(items)))
    second = np.full(len(starts), -np.inf)
    several = sizes > 1
    second[several] = scores[order[starts[several] + 1]]
    lead = np.empty(len(items))
    rival = np.where(first, second[group], best[group])
    lead[order] = np.where(np.isneginf(rival), 6.0, scores[order] - np.where(np.isneginf(rival), 0, rival))
    return lead
