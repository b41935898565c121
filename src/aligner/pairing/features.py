"""Candidate pairs of stories, and what is known of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aligner.facts import family, vote_keys
from aligner.korean.romanise import english_skeleton, korean_skeleton
from aligner.pairing.model import PairingConfig, Story
from aligner.similarity import Search, bimax, topk
from aligner.similarity.evidence import Overlap, index_keys, overlap
from aligner.similarity.extract import candidates

if TYPE_CHECKING:
    from aligner.facts.votes import Family
    from aligner.types import Lang

__all__ = ["FEATURES", "Candidates", "Evidence", "story_candidates"]

Evidence = Callable[[str, "Lang"], AbstractSet[str]]
"""Language-neutral keys of a text (numbers, days, names), equal on both sides where the fact is shared."""

FEATURES = (
    "cover_ko",
    "cover_en",
    "centre",
    "title",
    "lead",
    "numbers",
    "numbers_of_ko",
    "numbers_of_en",
    "figures_of_ko",
    "figures_of_en",
    "names",
    "names_of_en",
    "sounds",
    "sounds_of_en",
    "rounded",
    "rounded_share",
    "words_of_en",
    "words_of_top",
    "days",
    "filed",
    "length",
)

# A heap of n sentences is centred by n / (n + this) of its mean.
_CENTRE_PRIOR = 100
# Headline, lead and the sentence after: where a story says when it was filed.
_TOP = 3
# Heaps of fewer stories weigh facts as one of this size would.
_LEAST = 50
_DAYS = ("day:", "dom:")
_FIGURES = "num:"
# Two capitalised words in a row, or one inside a sentence: mostly people, places and firms.
_NAMED = re.compile(r"\b(?=([A-Z][a-z]+ [A-Z][a-z]+(?:-[a-z]+)?\b))|(?<=[a-z,] )([A-Z][a-z]+(?:-[a-z]+)?)")
_HANGUL = re.compile(r"[가-힣]{2,}")
_SOUNDS = 4
#: Mean of ln(English characters / Korean characters) of whole stories in full translation.
_USUAL_LENGTH_RATIO = 0.65


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidate pairs: rows and columns int64 (pairs,), and their `FEATURES`, float64 (pairs, features)."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    features: NDArray[np.float64]
    names: tuple[str, ...] = FEATURES


def story_candidates(
    ko: Sequence[Story],
    en: Sequence[Story],
    *,
    evidence: Evidence | None,
    search: Search | None = None,
    config: PairingConfig,
) -> Candidates:
    """Return the pairs of stories whose mean vectors are near, each with its features.

    Features, all float64, higher speaks for the pair unless said otherwise: ``cover_ko``, ``cover_en``: BiMax, mean
    over the sentences of the one story of the best cosine in the other; ``centre``: cosine of the mean vectors;
    ``title``, ``lead``: cosine of the first sentences, best cosine among the first three; ``numbers``: log of the
    rarity-weighted mass of shared numbers and dates; ``numbers_of_ko``, ``numbers_of_en``: the share of the story's
    mass that is shared; ``figures_of_…``: the same of plain numbers alone; ``names``, ``names_of_en``: the same of
    names; ``sounds``, ``sounds_of_en``: the mass of English names that sound like Korean words, and its share of
    all; ``rounded``, ``rounded_share``: the mass of figures alike after rounding, and its share of the side with
    less; ``words_of_en``, ``words_of_top``: the share of the English words that render a Korean one by the lexicon,
    in the whole stories and in their first three sentences; ``days``: whether days of the month agree (1),
    contradict (−1) or one side has none (0); ``filed``: the same of the top of the story; ``length``: absolute log
    length ratio off the
    usual one, lower is better.
    """
    evidence = evidence or vote_keys
    left, right = _centred(ko), _centred(en)
    means = [_unit(np.stack([v.mean(axis=0) for v in side])) for side in (left, right)]
    search = search or partial(topk, threads=config.threads, device=config.device)
    found = search(means[0], means[1], min(config.candidates, max(len(ko), len(en))))
    rows, columns, centre, _ = candidates(found, "absolute")
    meaning = np.array([_meaning(left[i], right[j]) for i, j in zip(rows.tolist(), columns.tolist(), strict=True)])
    facts = _facts(ko, en, rows, columns, evidence)
    length = [np.log([sum(map(len, story.sentences)) + 1.0 for story in side]) for side in (ko, en)]
    off = np.abs(length[1][columns] - length[0][rows] - _USUAL_LENGTH_RATIO)
    features = np.column_stack([meaning[:, :2], centre, meaning[:, 2:], facts, np.minimum(off, 2.0)])
    return Candidates(rows, columns, features)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _centred(stories: Sequence[Story]) -> list[NDArray[np.float32]]:
    """Take the language's own direction out of every sentence vector, as mining does."""
    count = sum(len(story.vectors) for story in stories)
    total = np.sum([story.vectors.sum(axis=0, dtype=np.float64) for story in stories], axis=0)
    mean = (total / (count + _CENTRE_PRIOR)).astype(np.float32)
    return [_unit(story.vectors.astype(np.float32) - mean) for story in stories]


def _meaning(left: NDArray[np.float32], right: NDArray[np.float32]) -> tuple[float, float, float, float]:
    cosines = left @ right.T
    forward, backward = bimax(cosines)
    return forward, backward, float(cosines[0, 0]), float(cosines[:_TOP, :_TOP].max())


def _facts(
    ko: Sequence[Story], en: Sequence[Story], rows: NDArray[np.int64], columns: NDArray[np.int64], evidence: Evidence
) -> NDArray[np.float64]:
    """Return the fact features, from ``numbers`` to ``filed``, float64 (pairs, 15)."""
    whole = [_keys(ko, "ko", evidence), _keys(en, "en", evidence)]
    top = [_keys(ko, "ko", evidence, _TOP), _keys(en, "en", evidence, _TOP)]

    def of(kind: Family, sides: Sequence[Sequence[AbstractSet[str]]] = whole, prefix: str = "") -> Overlap:
        kept = [[[k for k in family(keys, kind) if k.startswith(prefix)] for keys in side] for side in sides]
        return overlap(*index_keys(kept[0], kept[1], least=_LEAST), rows, columns)

    numbers, figures, names = of("numbers"), of("numbers", prefix=_FIGURES), of("names")
    rounded, words, first = of("rounded"), of("words"), of("words", top)
    heard = [[_sounds("\n".join(story.sentences), lang) for story in side] for side, lang in ((ko, "ko"), (en, "en"))]
    sounds = overlap(*index_keys(heard[0], heard[1], least=_LEAST), rows, columns)
    return np.column_stack(
        [
            np.log1p(numbers.shared),
            _share(numbers.shared, numbers.left),
            _share(numbers.shared, numbers.right),
            _share(figures.shared, figures.left),
            _share(figures.shared, figures.right),
            np.log1p(names.shared),
            _share(names.shared, names.right),
            np.log1p(sounds.shared),
            _share(sounds.shared, sounds.right),
            np.log1p(rounded.shared),
            _share(rounded.shared, np.minimum(rounded.left, rounded.right)),
            # Of the many renderings of a Korean word the English has one: only the English words tell by their share.
            words.shared / (words.right + 1),
            first.shared / (first.right + 1),
            _agreement(whole, rows, columns),
            _agreement(top, rows, columns),
        ]
    )


def _keys(stories: Sequence[Story], lang: Lang, evidence: Evidence, count: int | None = None) -> list[AbstractSet[str]]:
    return [evidence("\n".join([story.filed, *story.sentences[:count]]), lang) for story in stories]


def _sounds(text: str, lang: str) -> frozenset[str]:
    """Consonants, four or more, of what is or may be a name: 김민수 and "Kim Min-su" are KMNS."""
    if lang == "en":
        heard = {english_skeleton(re.sub("[ -]", "", two or one)) for two, one in _NAMED.findall(text)}
    else:
        heard = {korean_skeleton(word[:n]) for word in set(_HANGUL.findall(text)) for n in range(2, len(word) + 1)}
    return frozenset(sound for sound in heard if len(sound) >= _SOUNDS)


def _share(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return part / whole, held towards a half where there is little to compare."""
    return np.asarray((part + 1) / (whole + 2), dtype=np.float64)


def _agreement(
    keys: Sequence[Iterable[AbstractSet[str]]], rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return 1 where days are shared, −1 where both sides name days and share none, else 0."""
    ko, en = ([frozenset(k for k in one if k.startswith(_DAYS)) for one in side] for side in keys)
    pairs = ((ko[i], en[j]) for i, j in zip(rows.tolist(), columns.tolist(), strict=True))
    return np.array([0.0 if not a or not b else 1.0 if a & b else -1.0 for a, b in pairs])
