"""What mining, pairing and scoring hand to workers: encoding, evidence, the search for neighbours, blocks of pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from aligner.config import EncoderConfig
from aligner.dataset.figures import contradictions
from aligner.engines import Spread
from aligner.facts.votes import vote_keys
from aligner.pairs import ScoredPair
from aligner.pipeline.shards import loaded
from aligner.scoring import BLOCK, score_bitext
from aligner.similarity import TopK, topk_of_blocks

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from aligner.types import Encoder, EncoderInfo, Vectors

__all__ = ["NamedEncoder", "Progress", "SpreadEncoder", "scored", "spread_evidence", "spread_search"]

Progress = Callable[[str, int, int | None], None]
"""Called with the stage, how much of it is done, and of how much if that is known."""

_TEXTS = 2048
_ROWS = 16_384
"""Vectors of either side that are compared in one block: 16 MiB of a side, four seconds of a core."""


@dataclass(frozen=True)
class NamedEncoder:
    """An encoder that is loaded where it is used, once a process; so it can be sent to a worker."""

    config: EncoderConfig
    threads: int | None = 1
    cache: Path | None = None

    @property
    def info(self) -> EncoderInfo:
        """What it is."""
        return loaded(self.config, self.threads, self.cache).info

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 (n, dim), unit rows, in the order of `texts`."""
        return loaded(self.config, self.threads, self.cache).encode(texts)


@dataclass(frozen=True)
class SpreadEncoder:
    """An encoder whose batches go to workers."""

    encoder: Encoder
    spread: Spread
    progress: Progress | None = None

    @property
    def info(self) -> EncoderInfo:
        """What it is."""
        return self.encoder.info

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 (n, dim), unit rows, in the order of `texts`."""
        if not texts:
            return self.encoder.encode(texts)
        batches = [list(texts[at : at + _TEXTS]) for at in range(0, len(texts), _TEXTS)]
        found: list[Vectors] = []
        for number, vectors in enumerate(self.spread.map(self.encoder.encode, batches), 1):
            found.append(vectors)
            if self.progress:
                self.progress("encode", min(number * _TEXTS, len(texts)), len(texts))
        return np.concatenate(found)


def spread_evidence(
    spread: Spread, texts: Iterable[tuple[str, Literal["ko", "en"]]]
) -> Callable[[str, Literal["ko", "en"]], AbstractSet[str]]:
    """Return `aligner.facts.votes.vote_keys`, with what workers found in `texts` beforehand."""
    if not spread.elsewhere:
        return vote_keys
    stream = iter(texts)
    batches = list(iter(lambda: list(islice(stream, _TEXTS)), []))
    known: dict[tuple[str, str], AbstractSet[str]] = {}
    for batch, keys in zip(batches, spread.map(_keys, batches), strict=True):
        known.update(zip(batch, keys, strict=True))
    return lambda text, lang: known[text, lang] if (text, lang) in known else vote_keys(text, lang)


def _keys(batch: Sequence[tuple[str, Literal["ko", "en"]]]) -> list[AbstractSet[str]]:
    return [vote_keys(text, lang) for text, lang in batch]


def spread_search(spread: Spread, progress: Progress | None = None) -> Callable[[Any, Any, int], TopK] | None:
    """Return a search for neighbours that compares blocks elsewhere; None where nobody else works."""
    if not spread.elsewhere:
        return None

    def told(function: Callable[[Any], TopK], blocks: Iterable[Any]) -> Iterator[TopK]:
        for number, found in enumerate(spread.map(function, blocks), 1):
            if progress:
                progress("compare", number, None)
            yield found

    return lambda x, y, k: topk_of_blocks(x, y, k, told, rows=_ROWS)


def scored(
    pairs: Iterable[ScoredPair],
    encoder: Encoder,
    spread: Spread,
    *,
    facts: bool,
    progress: Callable[[int], None] | None = None,
) -> Iterator[ScoredPair]:
    """Yield every pair with its score, and the number of contradicted figures if `facts`, block by block."""
    stream, done = iter(pairs), 0
    blocks = iter(lambda: list(islice(stream, BLOCK)), [])
    for block in spread.map(partial(_scored, encoder=encoder, facts=facts), blocks):
        yield from block
        done += len(block)
        if progress:
            progress(done)


def _scored(block: list[ScoredPair], encoder: Encoder, facts: bool) -> list[ScoredPair]:
    # A pair may say which encoder aligned it; the score is now this one's.
    name = encoder.info.fingerprint
    pairs = [pair.with_(extra={"encoder": name}) for pair in score_bitext(block, encoder)]
    return list(map(_with_facts, pairs)) if facts else pairs


def _with_facts(pair: ScoredPair) -> ScoredPair:
    if not pair.two_sided:
        return pair
    try:
        count = contradictions(pair.ko, pair.en)
    except (ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as error:
        note = f"figures could not be compared ({type(error).__name__}: {str(error)[:80]})"
        return pair.with_(notes=(*pair.notes, note))
    return pair if count is None else pair.with_(parts={**pair.parts, "fact_errors": count})
