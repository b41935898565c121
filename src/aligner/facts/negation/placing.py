"""Opposite words clause by clause: a Korean clause and, nearest to it, an English piece that says the contrary.

Sentence vectors are blind to polarity, so they tell well which English piece a Korean clause became, whatever it says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from aligner.facts.clauses.split import Encode, split_clauses

__all__ = ["EN_CUT", "KO_CUT", "contradicted"]

EN_CUT = re.compile(r"[,;:“”\"]\s?|\s(?:and|but|while|though|although|because|that|which|who)\s", re.IGNORECASE)
KO_CUT = re.compile(r"[\"“”‘’]\s?|(?<=[가-힣])(?:다|라)[\"”]\s?(?:며|면서(?:도)?|고)\s")


def _pieces(text: str) -> list[str]:
    return [piece.strip() for piece in EN_CUT.split(text) if len(piece.strip()) > 5] or [text]


def _clauses(ko: Sequence[str]) -> list[tuple[int, int, int, str]]:
    """The clauses of Korean sentences, quotations cut apart: (sentence, start, end, text)."""
    out = []
    for i, text in enumerate(ko):
        for start, end in split_clauses(text, "ko"):
            edges = [start, *(m.end() for m in KO_CUT.finditer(text, start, end)), end]
            out += [(i, a, b, text[a:b]) for a, b in pairwise(edges) if b - a > 5]
    return out


def contradicted(
    ko: Sequence[str],
    en: Sequence[str],
    row: tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]],
    negated: tuple[re.Pattern[str], re.Pattern[str]],
    encode: Encode,
) -> tuple[int, tuple[int, int], int, tuple[int, int]] | None:
    """Find a Korean clause with a word and, as the nearest English piece, one that has only its opposite.

    Parameters
    ----------
    ko, en
        The sentences of a bead.
    row
        Korean A, Korean B, English A, English B.
    negated
        Negations of Korean and English; where one stands the opposite may be right.
    encode
        Texts to float32 (n, dim), unit rows.

    Returns
    -------
    tuple or None
        Korean sentence and span, English sentence and span.
    """
    ko_a, ko_b, en_a, en_b = row
    sources = [
        c for c in _clauses(ko) if ko_a.search(c[3]) and not ko_b.search(c[3]) and not negated[0].search(c[3])
    ]  # fmt: skip
    pieces = [(j, piece) for j, text in enumerate(en) for piece in _pieces(text)]
    if not sources or not any(en_b.search(piece) for _, piece in pieces):
        return None
    vectors = encode([*(c[3] for c in sources), *(piece for _, piece in pieces)])
    near = vectors[: len(sources)] @ vectors[len(sources) :].T
    for (i, start, end, _), row_near in zip(sources, near, strict=True):
        best = int(row_near.argmax())
        j, piece = pieces[best]
        wrong = en_b.search(piece)
        if wrong is None or row_near[best] < 0.35 or en_a.search(en_b.sub(" ", piece)) or negated[1].search(piece):
            continue
        rivals = [float(x) for x, (_, other) in zip(row_near, pieces, strict=True) if en_a.search(en_b.sub(" ", other))]
        if rivals and max(rivals) > row_near[best] - 0.3:
            continue  # the right word stands in a piece nearly as near
        said, there = ko_a.search(ko[i], start, end), en_b.search(en[j], max(0, en[j].find(piece)))
        if said is not None and there is not None:
            return i, said.span(), j, there.span()
    return None
