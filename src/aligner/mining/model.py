"""What mining takes and gives."""

from __future__ import annotations

from dataclasses import dataclass

from aligner.errors import ConfigError

__all__ = ["MinedPair", "MiningConfig"]


@dataclass(frozen=True, slots=True)
class MiningConfig:
    """How to mine.

    Attributes
    ----------
    k
        Neighbours each way that become candidates and make up a neighbourhood, at least 2.
    threshold
        Lowest calibrated probability of a pair that is kept; in [0, 1]. The default is where F1 is best: a pair adds
        to F1 as soon as its probability exceeds half of the F1 that can be reached, .38 to .50 on the dev lines. For
        clean training data rather take .9.
    one_to_one
        Use every sentence at most once; else a sentence may be in several pairs.
    top
        Keep no more than this many pairs, best first.
    margin
        The margin score that is reported: ``"ratio"``, ``"distance"`` or ``"absolute"``.
    device
        As for `aligner.similarity.topk`.
    threads
        Processor threads; None means all that this process may use.
    """

    k: int = 4
    threshold: float = 0.4
    one_to_one: bool = True
    top: int | None = None
    margin: str = "ratio"
    device: str | None = None
    threads: int | None = None

    def __post_init__(self) -> None:
        if self.k < 2:
            raise ConfigError(f"k = {self.k} leaves no rival to compare with", hint="use k >= 2, best 4")
        if not 0 <= self.threshold <= 1:
            raise ConfigError(f"threshold = {self.threshold} is no probability", hint="use a number from 0 to 1")
        if self.top is not None and self.top < 1:
            raise ConfigError(f"top = {self.top} keeps nothing", hint="use a number from 1")


@dataclass(frozen=True, slots=True)
class MinedPair:
    """Two sentences found to be translations.

    Attributes
    ----------
    ko, en
        Indices into the two heaps.
    score
        Calibrated probability in [0, 1] that the two are translations of one another.
    parts
        What the score was made of: ``margin`` (of the kind asked for) and ``cosine``, higher is better; ``lead_ko``
        and ``lead_en``: how far the margin is above that of the best other candidate of the sentence (negative: another
        one is better); ``length``: log length ratio off the usual one, 0 is usual; ``names`` and ``numbers``: log of
        one plus the rarity-weighted mass of shared names, and of shared numbers and dates, higher is better;
        ``numbers_only_ko``, ``numbers_only_en``: the same of numbers and dates in one only, lower is better;
        ``rounded``: the same of figures after rounding, higher is better; ``lexicon_share``: the rarity-weighted share
        of the English words that render a Korean one by the lexicon, from 0 to 1; ``words_ko``, ``words_en``: how well
        the words of the other cover those of the one, at most 1.
    reasons
        The plain reading of the parts, for people.
    """

    ko: int
    en: int
    score: float
    parts: dict[str, float]
    reasons: tuple[str, ...] = ()
