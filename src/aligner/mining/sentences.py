"""Mining: two heaps of sentences and their vectors in, scored pairs out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aligner.errors import InputError
from aligner.mining.features import Candidates, Evidence, candidate_features
from aligner.mining.judge import default_models, judge
from aligner.mining.model import MinedPair, MiningConfig
from aligner.mining.words import Encode
from aligner.similarity import Search
from aligner.similarity.logistic import sigmoid

__all__ = ["mine_sentences"]

_SHOWN = (
    *("cosine", "lead_ko", "lead_en", "names", "numbers"),
    *("numbers_only_ko", "numbers_only_en", "rounded", "lexicon_share", "words_ko", "words_en"),
)


def mine_sentences(
    ko: Sequence[str],
    en: Sequence[str],
    ko_vectors: NDArray[Any],
    en_vectors: NDArray[Any],
    *,
    evidence: Evidence | None = None,
    encode: Encode | None = None,
    search: Search | None = None,
    config: MiningConfig | None = None,
) -> list[MinedPair]:
    """Find which Korean sentence is a translation of which English one, or of none.

    Parameters
    ----------
    ko, en
        The sentences.
    ko_vectors, en_vectors
        (len(ko), d) and (len(en), d) unit rows of one encoder; centre them first (`centred`). May be memory maps.
    evidence
        Keys that vote; None means `aligner.facts.vote_keys`.
    encode
        A fast encoder, such as the bundled one, through which single words vote too; None leaves them out, and so do
        heaps of more than 200,000 different words.
    search
        ``search(x, y, k)`` in the place of `aligner.similarity.topk`.
    config
        Defaults to ``MiningConfig()``.

    Returns
    -------
    list of MinedPair
        Best first.

    Raises
    ------
    InputError
        If texts and vectors do not match, or vectors are zero or not finite.
    """
    config = config or MiningConfig()
    for name, texts, vectors in (("ko", ko, ko_vectors), ("en", en, en_vectors)):
        if len(texts) != len(vectors):
            raise InputError(f"{len(texts)} {name} sentences but {len(vectors)} vectors", hint="encode every sentence")
    if not ko or not en:
        return []
    found = candidate_features(
        ko, en, ko_vectors, en_vectors, evidence=evidence, encode=encode, search=search, config=config
    )
    logit, chosen = judge(found, default_models()[found.names])
    if not config.one_to_one:
        chosen = np.arange(len(logit))
    probability = sigmoid(logit)
    keep = chosen[probability[chosen] >= config.threshold]
    keep = keep[np.lexsort((found.columns[keep], found.rows[keep], -logit[keep]))]
    return [_pair(found, int(at), float(probability[at])) for at in keep[: config.top]]


def _pair(found: Candidates, at: int, probability: float) -> MinedPair:
    named = dict(zip(found.names, found.features[at].tolist(), strict=True))
    parts = {"margin": float(found.margins[at]), "length": named["length_over"]}
    parts |= {name: named[name] for name in _SHOWN if name in named}
    parts = {name: round(value, 4) for name, value in parts.items()}
    return MinedPair(int(found.rows[at]), int(found.columns[at]), round(probability, 4), parts, _reasons(parts))


def _reasons(parts: dict[str, float]) -> tuple[str, ...]:
    """Say in words what speaks for and against a pair."""
    reasons = ["nearest both ways" if min(parts["lead_ko"], parts["lead_en"]) > 0 else "another candidate is nearer"]
    for part, text in (
        ("numbers", "numbers or dates shared"),
        ("rounded", "rounded figures alike"),
        ("names", "names shared"),
        ("numbers_only_ko", "numbers or dates only in the Korean"),
        ("numbers_only_en", "numbers or dates only in the English"),
    ):
        if parts[part] > 0:
            reasons.append(text)
    if abs(parts["length"]) > 0.7:
        reasons.append("English unusually long" if parts["length"] > 0 else "English unusually short")
    return tuple(reasons)
