"""The calibrated score of a pair of ready-made translations, with its parts.

Beads of a run get their score from the aligner, which sees the whole story. A ready-made corpus has no story: here
every pair is judged by itself and against the pairs around it. Scoring and deciding are separate; the filters decide.

    P(good) = P(aligned) · P(complete | aligned)

P(aligned) rests on the *margin*: how much nearer the two sides are to each other than to the best of the others around
them (Artetxe and Schwenk 2019, "Margin-based Parallel Corpus Mining", the difference form), in units of the spread
between unrelated sentences, which makes it the same for every encoder. P(complete) rests on lengths and on how the
two sides end, because a sentence encoder hardly sees a missing half.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from aligner.facts.judge import sigmoid
from aligner.korean.scripts import log_length_ratio
from aligner.pairs import ScoredPair

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.types import Encoder, Vectors

__all__ = ["BLOCK", "Background", "margins", "pair_score", "score_bitext", "sentence_ends_differ"]

BLOCK = 2048
"""Pairs scored against one another; memory and time of a block grow with its square."""

_NEIGHBOURS = 4
# Rows this alike are copies of one sentence and no evidence that another sentence fits as well.
_SAME = 0.95


@dataclass(frozen=True, slots=True)
class Background:
    """Similarity of unrelated sentences under an encoder: mean and standard deviation of the cosine."""

    mean: float
    sd: float


# The bundled encoder on 2,007 lines of Korean–English news; used where a block is too small to tell.
_DEFAULT = Background(0.060, 0.090)
_ENOUGH = 64
# Among few others the best four are poor; among 2,000 they lie about this many deviations above the mean. A small block
# is judged as if it were no richer than that.
_FLOOR = 2.5


def margins(ko: Vectors, en: Vectors, background: Background | None = None) -> NDArray[np.float32]:
    """Return how much nearer the sides of each pair are than the others around them.

    Parameters
    ----------
    ko, en
        float32 (n, dim), unit rows, row i of one belonging to row i of the other.
    background
        Similarity of unrelated sentences; estimated from the block itself if it has at least 64 rows, else that of the
        bundled encoder.

    Returns
    -------
    float32 (n,)
        cos(ko, en) minus the mean of its four best rivals on either side, in standard deviations between unrelated
        sentences; above 0 the pair is nearer than its rivals. Copies of a side are no rivals of it.
    """
    import numpy as np

    n = len(ko)
    if not n:
        return np.zeros(0, dtype=np.float32)
    similar = np.asarray(ko @ en.T, dtype=np.float32)
    own = np.diag(similar).copy()
    same_ko, same_en = ko @ ko.T > _SAME, en @ en.T > _SAME
    if background is None:
        background = _background(similar, same_ko | same_en) if n >= _ENOUGH else _DEFAULT
    floor = background.mean + _FLOOR * background.sd
    k = min(_NEIGHBOURS, n)
    rivals = np.zeros(n, dtype=np.float64)
    # For a Korean side the other English sides compete, unless they say the same as its own; and the other way round.
    for side, copies in ((similar, same_en), (similar.T, same_ko)):
        others = np.where(copies, np.float32(-1), side)
        np.fill_diagonal(others, -1)
        best = np.partition(others, n - k, axis=1)[:, n - k :].mean(axis=1, dtype=np.float64)
        rivals += np.maximum(best, floor) / 2
    return np.asarray((own - rivals) / background.sd, dtype=np.float32)


def _background(similar: NDArray[np.float32], copies: NDArray[np.bool_]) -> Background:
    import numpy as np

    others = similar[~copies]
    if len(others) < _ENOUGH:
        return _DEFAULT
    return Background(float(others.mean(dtype=np.float64)), max(1e-3, float(np.std(others, dtype=np.float64))))


_END = re.compile(r"[.!?。…:;][\"'”’»」』)\]]*\s*$")

# Logistic regressions, fitted by benchmarks/scoring.py on the development data: aligned pairs against random and
# neighbouring ones; whole pairs against pairs with one side cut to 30–75 % of its words, taken to be a fifth.
_ALIGNED = (0.057, 1.566)  # intercept, margin
_COMPLETE = (6.482, -8.684, -5.600, 1.180, -5.713)  # intercept, too short, too long, squared, ends differ


def sentence_ends_differ(ko: str, en: str) -> bool:
    """Tell whether just one side ends as a sentence does: the mark of a cut."""
    return bool(_END.search(ko)) != bool(_END.search(en))


def pair_score(ko: str, en: str, margin: float) -> tuple[float, dict[str, float]]:
    """Return the probability in [0, 1] that a pair is a whole translation, and its parts.

    Parameters
    ----------
    margin
        As `margins` gives it.

    Returns
    -------
    score, parts
        Parts: ``margin`` (higher is better), ``length`` (log ratio, 0 is best), ``ends`` (1 if just one side ends as a
        sentence does), ``aligned`` and ``complete`` (the two probabilities whose product the score is).
    """
    ratio = log_length_ratio(ko, en)
    ends = float(sentence_ends_differ(ko, en))
    aligned = sigmoid(_ALIGNED[0] + _ALIGNED[1] * margin)
    start, short, long, square, differ = _COMPLETE
    complete = sigmoid(
        start + short * max(0.0, -ratio) + long * max(0.0, ratio) + square * ratio * ratio + differ * ends
    )
    parts = {"margin": margin, "length": ratio, "ends": ends, "aligned": aligned, "complete": complete}
    return aligned * complete, parts


def score_bitext(
    pairs: Iterable[ScoredPair],
    encoder: Encoder,
    *,
    block: int = BLOCK,
    progress: Callable[[int], None] | None = None,
) -> Iterator[ScoredPair]:
    """Yield every pair with a calibrated score and parts, block by block; one-sided pairs pass unscored.

    Parameters
    ----------
    pairs
        A ready-made corpus, in its own order: sentences of one story make each other's hardest rivals.
    encoder
        Any encoder; see `aligner.types.Encoder`.
    block
        Pairs held in memory and compared with one another.
    progress
        Called with the number of pairs done.
    """
    stream, done = iter(pairs), 0
    while batch := list(islice(stream, block)):
        whole = [pair for pair in batch if pair.two_sided]
        scored = iter(_score_block(whole, encoder))
        for pair in batch:
            yield next(scored) if pair.two_sided else pair
        done += len(batch)
        if progress:
            progress(done)


def _encodable(text: str) -> str:
    """Return `text` as a tokenizer can take it: a lone surrogate costs itself and not the corpus."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _score_block(pairs: Sequence[ScoredPair], encoder: Encoder) -> Iterator[ScoredPair]:
    vectors = encoder.encode([_encodable(text) for pair in pairs for text in (pair.ko, pair.en)])
    ko, en = vectors[0::2], vectors[1::2]
    cosines = (ko * en).sum(axis=1)
    for pair, margin, cosine in zip(pairs, margins(ko, en).tolist(), cosines.tolist(), strict=True):
        score, parts = pair_score(pair.ko, pair.en, margin)
        rounded = {name: round(value, 4) for name, value in {"similarity": cosine, **parts}.items()}
        yield pair.with_(score=round(score, 4), parts=rounded)
