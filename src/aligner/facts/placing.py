"""Where a negated Korean clause went in the English: which negation is unanswered, and which clause is not there at all.

Sentence vectors are blind to a "not", so they tell well which English clause a Korean one became, negated or not; what
is counted in a whole bead by `aligner.facts.negation` is placed here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aligner.facts.clauses import Encode, split_clauses

__all__ = ["Placement", "place_negations"]

_EN_CUT = re.compile(r"[,;:“”\"]\s?|\s(?:and|but|while|though|although|because|that|which|who)\s", re.IGNORECASE)
_KO_CUT = re.compile(r"[\"“”‘’]\s?|(?<=[가-힣])(?:다|라)[\"”]\s?(?:며|면서(?:도)?|고)\s")
_ABSENT, _SHORT = 0.3, 0.72
"""Cosine and length (of the usual English for as much Korean) below which a clause is not there at all; over the wire
stories and half of the others all four dropped negated clauses lie below both, of 19 flipped ones none."""


@dataclass(frozen=True, slots=True)
class Placement:
    """One negation: its index, its clause, the cosine with the nearest English piece, whether it is answered or absent.

    Attributes
    ----------
    similarity
        Highest cosine of the clause with a piece of the English, in [-1, 1].
    answered
        Whether a piece with a negative word was given to it.
    absent
        Whether the English seems to leave the whole clause out.
    clause
        Half-open range of the clause in its sentence.
    """

    similarity: float
    answered: bool
    absent: bool
    clause: tuple[int, int]


def _pieces(text: str) -> list[str]:
    return [piece.strip() for piece in _EN_CUT.split(text) if len(piece.strip()) > 5] or [text]


def place_negations(
    found: Sequence[tuple[str, tuple[int, int]]],
    en: Sequence[str],
    cue: re.Pattern[str],
    encode: Encode,
    *,
    fill: float,
) -> list[Placement]:
    """Give each Korean negation the English piece it became.

    Parameters
    ----------
    found
        ``(sentence, span of the negation)``.
    en
        English sentences of the bead.
    cue
        Negative words of English.
    encode
        Texts to float32 (n, dim), unit rows.
    fill
        Length of the English against the usual for so much Korean, 1 = usual.

    Returns
    -------
    list of Placement
        One for each negation, in order. Pieces with a negative word are given out greedily by cosine, each once.
    """
    clauses = []
    for text, span in found:
        clause = next((c for c in split_clauses(text, "ko") if c.start < span[1] <= c.end), None)
        start, end = (clause.start, clause.end) if clause else (0, len(text))
        cuts = [m.end() for m in _KO_CUT.finditer(text, start, span[0])]
        clauses.append((cuts[-1] if cuts else start, end))
    pieces = [piece for text in en for piece in _pieces(text)]
    queries = [text[start : span[1]] for (text, span), (start, _) in zip(found, clauses, strict=True)]
    whole = [text[start:end] for (text, _), (start, end) in zip(found, clauses, strict=True)]
    vectors = encode([*pieces, *en, *queries, *whole])
    n, m = len(pieces), len(pieces) + len(en)
    near = vectors[m : m + len(queries)] @ vectors[:n].T
    best = (vectors[m:] @ vectors[:m].T).max(axis=1)
    order = sorted(
        ((float(near[q, p]), q, p) for q in range(len(queries)) for p in range(n) if cue.search(pieces[p])), reverse=True
    )
    answered: set[int] = set()
    given: set[int] = set()
    for _, q, p in order:
        if q not in answered and p not in given:
            answered.add(q)
            given.add(p)
    out = []
    for q, clause_range in enumerate(clauses):
        similarity = float(max(best[q], best[q + len(queries)]))
        absent = similarity < _ABSENT and fill < _SHORT and q not in answered
        out.append(Placement(similarity, q in answered, absent, clause_range))
    return out
