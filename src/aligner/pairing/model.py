"""What pairing takes and gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from aligner.errors import ConfigError, InputError

__all__ = ["PairingConfig", "Story", "StoryPair"]


@dataclass(frozen=True, slots=True)
class PairingConfig:
    """How to pair.

    Attributes
    ----------
    threshold
        Lowest calibrated probability of a pair; in (0, 1). Stories below it have no partner.
    candidates
        Stories each way that are compared in full, at least 1.
    threads, device
        As for `aligner.similarity.topk`.
    """

    threshold: float = 0.5
    candidates: int = 20
    threads: int | None = None
    device: str | None = None

    def __post_init__(self) -> None:
        if not 0 < self.threshold < 1:
            raise ConfigError(f"threshold = {self.threshold} is no probability", hint="use a number between 0 and 1")
        if self.candidates < 1:
            raise ConfigError(f"candidates = {self.candidates} compares nothing", hint="use a number from 1")


@dataclass(frozen=True, slots=True)
class Story:
    """A story as pairing sees it.

    Attributes
    ----------
    id
        Any name.
    sentences
        Headline first; those that take part in alignment.
    vectors
        (sentences, d) unit rows, not centred.
    filed
        Dateline, byline and the like: what else tells when the story was filed.

    Raises
    ------
    InputError
        If there is no sentence, or not one vector a sentence.
    """

    id: str
    sentences: Sequence[str]
    vectors: NDArray[Any]
    filed: str = ""

    def __post_init__(self) -> None:
        if not len(self.sentences):
            raise InputError(f"story {self.id!r} has no sentence", hint="leave it out, or check how it was cleaned")
        if len(self.sentences) != len(self.vectors):
            raise InputError(
                f"story {self.id!r} has {len(self.sentences)} sentences but {len(self.vectors)} vectors",
                hint="encode every sentence",
            )


@dataclass(frozen=True, slots=True)
class StoryPair:
    """A Korean story and its English version, or a story without partner.

    Attributes
    ----------
    ko, en
        Indices into the two lists; None on one side: no partner.
    score
        Of a pair: calibrated probability that the two tell the same event. Of a story alone: that of its
        best candidate, so that the nearest miss can be found.
    also_ko, also_en
        Stories that would fit as well but for this pair: other leads of the same story, mostly.
    parts
        What the score was made of; see ``docs/performance.md``.
    reasons
        The plain reading of the parts.
    kind
        Of a pair: ``"version"``, the English carries the Korean story, whole or abridged; ``"related"``, it is another
        report of the event, with figures, quotations or background of its own. Empty for a story alone.
    """

    ko: int | None
    en: int | None
    score: float
    also_ko: tuple[int, ...] = ()
    also_en: tuple[int, ...] = ()
    parts: dict[str, float] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    kind: str = ""
