"""Lost negations: every plain Korean negation may be one; the signs by which each is judged.

No single sign decides: whether the English names the negated act (by ``predicates.tsv`` or by the lexicon) without a
negative word over it, how many negative words each side has, which English piece lies nearest to the clause and whether
it negates, whether a "not" put before the act brings the two versions together. `aligner.facts.negation.model` weighs
them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.facts.clauses.split import Encode, split_clauses
from aligner.facts.lexicon import word_keys
from aligner.facts.negation.acts import affirmed, is_generic, negated_near, predicate_rows, stated
from aligner.facts.negation.bead import COMMON, NegationBead, Suspect, without_words
from aligner.facts.negation.placing import KO_CUT
from aligner.facts.negation.renderings import answered_by_word
from aligner.facts.negation.words import CONDITIONAL, EN_CUES, EN_PLAIN, KEPT_FROM, ONLY_IF

__all__ = ["LOST", "LOST_VECTORS", "lost_suspects"]

LOST = (
    "table", "table_plain", "table_negated", "lexicon_plain", "lexicon_negated", "object_plain", "object_negated",
    "plain", "unnamed", "unnamed_uncued", "cues", "no_plain", "no_strong", "short", "alone", "answered", "kept_from",
    "affirmed", "unable", "impossible",
)  # fmt: skip
"""Signs of a lost negation that need no vectors: the act named in English by the table, by the lexicon, by its object,
plainly or negated; negative words; words and forms that answer a negation otherwise."""
LOST_VECTORS = (
    "margin", "margin_plain", "near", "given", "given_near", "named_near", "bead", "insertion", "plain_margin",
)  # fmt: skip
"""Signs of a lost negation from cosines, in [-2, 2]: pieces without a negative word against pieces with one, the piece
given to this negation when each is given once, the gain of a "not" inserted before the act."""

_NOWHERE = -0.1
"""Cosine that stands for no piece at all."""
_NEGATOR = re.compile(
    r"(?:지|치)(?:는|도|를|조차|만|까지)?\s?(?:않|못|말)|\s수(?:는|도|가|조차|만)?\s?없|기(?:는|가|도|란)?\s(?:어렵|힘들)|"
    r"[이가은는도]?\s?(?:없|아니|아닌)|\s없이"
)
_BEFORE = re.compile(r"(?:안|못)\s([가-힣]+)")
Places: TypeAlias = list[tuple[int, tuple[int, int]]]
"""English words: index of the sentence in the bead, span."""


def _act_words(text: str, span: tuple[int, int]) -> tuple[str, str]:
    """Return the negated word of a Korean negation and the word before it: (받아들이, 제안을)."""
    said = text[span[0] : span[1]]
    adverb = _BEFORE.match(said)
    negator = _NEGATOR.search(said)
    word = adverb[1] if adverb else said[: negator.start()] if negator else said
    before = text[: span[0]].split()
    return (word.split() or [""])[-1], before[-1] if before else ""


def _named(bead: NegationBead, keys: frozenset[str]) -> Places:
    return [(k, (a, b)) for k, words in enumerate(bead.tokens) for a, b, key in words if key & keys]


def lost_suspects(
    ko: Sequence[str],
    en: Sequence[str],
    ko_ids: Sequence[int],
    en_ids: Sequence[int],
    *,
    ratio: float = 2.4,
    encode: Encode | None = None,
) -> list[Suspect]:
    """Return every plain Korean negation of a bead with the signs that its English lacks it.

    Parameters
    ----------
    ko, en
        The sentences of both versions.
    ko_ids, en_ids
        The sentences of the bead.
    ratio
        Usual number of English characters for one Korean character in this story.
    encode
        Texts to float32 (n, dim), unit rows; with them the signs of `LOST_VECTORS` follow those of `LOST`.
    """
    bead = NegationBead(ko, en, ko_ids, en_ids, ratio)
    if not bead.negations:
        return []
    order: tuple[str, ...] = LOST if encode is None else (*LOST, *LOST_VECTORS)
    near = _Nearness(bead, encode) if encode is not None else None
    out = []
    conditional = CONDITIONAL.search(bead.source) is not None
    if conditional and ONLY_IF.search(bead.target) is not None:
        return []  # 입증되지 않으면 고발하지 않기로: "will press charges only if"
    for n, (i, span) in enumerate(bead.negations):
        if conditional and CONDITIONAL.search(ko[i], span[0], span[1] + 4) is not None:
            continue  # English turns a negated condition round as it likes; `compare` has a rule for it
        rows, places = _places(bead, ko[i], span)
        named = list(chain.from_iterable(places))
        signs = _lost_signs(bead, i, span, rows, places)
        if near is not None:
            signs |= near.signs(n, named, plain=signs["plain"] > 0)
        k, there = named[0] if named else (near.best(n) if near is not None else 0, None)
        out.append(Suspect(i, span, en_ids[k], there, tuple(float(signs[name]) for name in order)))
    return out


def _places(
    bead: NegationBead, text: str, span: tuple[int, int]
) -> tuple[frozenset[int], tuple[Places, Places, Places]]:
    """Return the rows of a negated act, and the English words that name it: by table, by lexicon, by its object."""
    rows = predicate_rows(text, span)
    word, before = _act_words(text, span)
    keys = word_keys(word, "ko") - COMMON
    object_says = not keys or is_generic(word) or re.search(r"없|아니|아닌", text[span[0] : span[1]]) is not None
    by_table = [(k, there) for k, english in enumerate(bead.english) for there in stated(rows, english)]
    by_object = _named(bead, word_keys(before, "ko") - COMMON) if object_says else []
    return rows, (by_table, _named(bead, keys), by_object)


def _lost_signs(
    bead: NegationBead, i: int, span: tuple[int, int], rows: frozenset[int], places: tuple[Places, Places, Places]
) -> dict[str, float]:
    text = bead.ko[i]
    said = text[span[0] : span[1]]
    negated = [[negated_near(bead.clean[k], there) for k, there in found] for found in places]
    plain = [bool(found) and not any(under) for found, under in zip(places, negated, strict=True)]
    named, any_negated = any(places), any(map(any, negated))
    before = bead.source[: max(0, bead.source.find(text) + span[0] - 12)]
    return {
        "table": bool(places[0]),
        "table_plain": plain[0],
        "table_negated": any(negated[0]),
        "lexicon_plain": plain[1],
        "lexicon_negated": any(negated[1]),
        "object_plain": plain[2],
        "object_negated": any(negated[2]),
        "plain": named and not any_negated,
        "unnamed": not named,
        "unnamed_uncued": not named and bead.cues == 0,
        "cues": min(bead.cues, 4) / 4,
        "no_plain": bead.plain_cues == 0,
        "no_strong": bead.strong_cues == 0,
        "short": max(-2, min(3, len(bead.negations) - bead.plain_cues)) / 3,
        "alone": len(bead.negations) == 1,
        "answered": answered_by_word(text, span, without_words(bead.source, bead.target)),
        "kept_from": KEPT_FROM.search(bead.target) is not None,
        "affirmed": bool(rows) and affirmed(rows, before) is not None,
        "unable": "못" in said,
        "impossible": re.search(r"수(?:는|도|가)?\s?없", said) is not None,
    }


class _Nearness:
    """Cosines of the negated clauses of a bead with the pieces of its English."""

    def __init__(self, bead: NegationBead, encode: Encode) -> None:
        self.bead, self.encode = bead, encode
        self.clauses = [_clause(bead.ko[i], span) for i, span in bead.negations]
        pieces = [bead.english[k][a:b] for k, a, b in bead.pieces]
        cut = [bead.clean[k][a:b] for k, a, b in bead.pieces]
        self.cues = [len(EN_CUES.findall(text)) for text in cut]
        self.plain = np.array([EN_PLAIN.search(text) is not None for text in cut])
        vectors = encode([*pieces, *self.clauses, bead.source, bead.target])
        self.vectors = vectors[len(pieces) : len(pieces) + len(self.clauses)]
        self.near: NDArray[np.float32] = self.vectors @ vectors[: len(pieces)].T
        self.whole = float(vectors[-1] @ vectors[-2])
        self.given = self._give()

    def _give(self) -> dict[int, float]:
        """Give pieces with negative words to the negations, nearest first, each word once."""
        order = sorted(
            (
                (float(self.near[n, p]), n, p)
                for n in range(len(self.clauses))
                for p, cues in enumerate(self.cues)
                if cues
            ),
            reverse=True,
        )
        given: dict[int, float] = {}
        taken: Counter[int] = Counter()
        for cosine, n, p in order:
            if n not in given and taken[p] < self.cues[p]:
                given[n] = cosine
                taken[p] += 1
        return given

    def best(self, n: int) -> int:
        """Return the sentence, as index in the bead, whose piece is nearest to negation `n`."""
        return self.bead.pieces[int(self.near[n].argmax())][0]

    def signs(self, n: int, named: Places, *, plain: bool) -> dict[str, float]:
        """Return the signs of `LOST_VECTORS` for negation `n`, whose act stands at `named` in the English."""
        row = self.near[n]
        margin = _margin(row, np.array(self.cues) > 0)
        return {
            "margin": margin,
            "margin_plain": _margin(row, self.plain),
            "near": float(row.max()),
            "given": n in self.given,
            "given_near": self.given.get(n, _NOWHERE),
            "named_near": self._named_near(row, named),
            "bead": self.whole,
            "insertion": self._insertion(n, named),
            "plain_margin": margin if plain else 0.0,
        }

    def _named_near(self, row: NDArray[np.float32], named: Places) -> float:
        """Highest cosine of a piece without a negative word that names the act."""
        return max(
            (
                float(row[p])
                for p, (k, a, b) in enumerate(self.bead.pieces)
                if not self.cues[p] and any(j == k and a <= there[0] < b for j, there in named)
            ),
            default=_NOWHERE,
        )

    def _insertion(self, n: int, named: Places) -> float:
        """How much nearer a "not" before the act (or "it is not true that") brings the English to the clause."""
        if named:
            k, there = named[0]
            text = self.bead.english[k]
            denied = f"{text[: there[0]]}not {text[there[0] :]}"
        else:
            text = self.bead.english[self.best(n)]
            denied = f"It is not true that {text}"
        said, unsaid = self.encode([text, denied]) @ self.vectors[n]
        return float(unsaid - said)


def _clause(text: str, span: tuple[int, int]) -> str:
    """The clause of a Korean sentence up to the end of a negation."""
    start = next((a for a, b in split_clauses(text, "ko") if a < span[1] <= b), 0)
    cuts = [m.end() for m in KO_CUT.finditer(text, start, span[0])]
    return text[cuts[-1] if cuts else start : span[1]]


def _margin(row: NDArray[np.float32], negative: NDArray[np.bool_]) -> float:
    """The nearest piece without a negative word against the nearest with one."""
    free = float(row[~negative].max()) if (~negative).any() else _NOWHERE
    bound = float(row[negative].max()) if negative.any() else _NOWHERE
    return free - bound
