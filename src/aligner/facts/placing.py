"""Where a negated Korean clause went in the English: which negation is unanswered, which clause is not there at all.

Sentence vectors are blind to a "not", so they tell well which English clause a Korean one became, negated or not; what
is counted in a whole bead by `aligner.facts.negation` is placed here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from aligner.facts.clauses import Encode, split_clauses

__all__ = ["Placement", "bare", "contradicted", "place_negations", "unanswered"]

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


def _clauses(ko: Sequence[str]) -> list[tuple[int, int, int, str]]:
    """The clauses of Korean sentences, quotations cut apart: (sentence, start, end, text)."""
    out = []
    for i, text in enumerate(ko):
        for start, end in split_clauses(text, "ko"):
            edges = [start, *(m.end() for m in _KO_CUT.finditer(text, start, end)), end]
            out += [(i, a, b, text[a:b]) for a, b in pairwise(edges) if b - a > 5]
    return out


def unanswered(
    en: Sequence[str], ko: Sequence[str], strong: re.Pattern[str], cue: re.Pattern[str], encode: Encode
) -> tuple[int, tuple[int, int]] | None:
    """Find an English piece with a strong negation whose Korean clause has none, though others of the bead have.

    Returns
    -------
    tuple or None
        English sentence and the span of the negation in it, where the nearest Korean clause without a negative word is
        at least 0.35 near and 0.3 nearer than any with one.
    """
    clauses = _clauses(ko)
    negated = [(j, text, m) for j, text in enumerate(en) if (m := strong.search(text)) is not None]
    if not negated or len(clauses) < 2:
        return None
    cues = [cue.search(text) is not None for *_, text in clauses]
    if all(cues):
        return None
    for j, text, match in negated:
        piece = next((p for p in _pieces(text) if match[0] in p), text)
        vectors = encode([piece, *(c[3] for c in clauses)])
        near = vectors[1:] @ vectors[0]
        free = max(float(x) for x, said in zip(near, cues, strict=True) if not said)
        bound = max((float(x) for x, said in zip(near, cues, strict=True) if said), default=-1.0)
        if free >= 0.35 and free - bound >= 0.3:
            return j, match.span()
    return None


def bare(
    found: Sequence[tuple[str, tuple[int, int]]], en: Sequence[str], cue: re.Pattern[str], encode: Encode
) -> int | None:
    """Return the first negation whose nearest English piece is near (0.35) and has no negative word, None if none."""
    pieces = [piece for text in en for piece in _pieces(text)]
    queries = [text[: span[1]][-60:] if len(text) > 90 else text[: span[1]] for text, span in found]
    for n, (text, span) in enumerate(found):
        clause = next((c for c in _clauses([text]) if c[1] < span[1] <= c[2]), None)
        if clause is not None:
            queries[n] = text[clause[1] : span[1]]
    vectors = encode([*queries, *pieces])
    near = vectors[: len(queries)] @ vectors[len(queries) :].T
    for n, row in enumerate(near):
        best = int(row.argmax())
        if row[best] >= 0.35 and not cue.search(pieces[best]):
            return n
    return None


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
        start, end = next((c for c in split_clauses(text, "ko") if c[0] < span[1] <= c[1]), (0, len(text)))
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
        ((float(near[q, p]), q, p) for q in range(len(queries)) for p in range(n) if cue.search(pieces[p])),
        reverse=True,
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
