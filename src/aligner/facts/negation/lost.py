"""Lost negations: every plain Korean negation may be one; the signs by which each is judged.

No single sign decides: whether the English names the negated act (by ``predicates.tsv``, by the lexicon, by its object,
by its pole) without a negative word over it, how many negative words each side has, whether the English piece that
shares most words with the clause negates, whether a plain word answers the negation (``renderings.tsv``).
"""

from __future__ import annotations

import re
from collections.abc import Set
from itertools import chain
from typing import TypeAlias

from aligner.facts.clauses.split import split_clauses
from aligner.facts.lexicon import word_keys
from aligner.facts.model import Suspect
from aligner.facts.negation.acts import affirmed, is_generic, negated_near, predicate_rows, stated
from aligner.facts.negation.bead import COMMON, NegationBead, flip, is_litotes, without_words
from aligner.facts.negation.fields import korean_poles
from aligner.facts.negation.renderings import answered_by_word
from aligner.facts.negation.words import CONDITIONAL, EN_CUES, KEPT_FROM, ONLY_IF

__all__ = ["lost_suspects"]

_NEGATOR = re.compile(
    r"(?:지|치)(?:는|도|를|조차|만|까지)?\s?(?:않|못|말)|\s수(?:는|도|가|조차|만)?\s?없|기(?:는|가|도|란)?\s(?:어렵|힘들)|"
    r"[이가은는도]?\s?(?:없|아니|아닌)|\s없이|(?:에|에도|에는|을|를|는\s데|는\s데는|는\s데도)\s(?:실패|모면|면[하했한할해])"
)
_BEFORE = re.compile(r"(?:안|못)\s([가-힣]+)")
_OBLIQUE = re.compile(r"[가-힣](?:만큼은?|보다는?|처럼|에서는?|까지는?|부터는?|대로|으?로서?는?|[와과]는?)$")
"""A word that is neither object nor subject of the verb behind it: 작년만큼 덥지 않다."""
KO_CUT = re.compile(r"[\"“”‘’]\s?|(?<=[가-힣])(?:다|라)[\"”]\s?(?:며|면서(?:도)?|고)\s")
Places: TypeAlias = list[tuple[int, tuple[int, int]]]
"""English words: index of the sentence in the bead, span."""


def _act_words(text: str, span: tuple[int, int]) -> tuple[str, str]:
    """Return the negated word of a Korean negation and the word before it: (받아들이, 제안을)."""
    said = text[span[0] : span[1]]
    adverb = _BEFORE.match(said)
    negator = _NEGATOR.search(said)
    word = adverb[1] if adverb else said[: negator.start()] if negator else said
    before = (text[: span[0]].split() or [""])[-1]
    return (word.split() or [""])[-1], "" if _OBLIQUE.search(before) else before


def _named(bead: NegationBead, keys: frozenset[str]) -> Places:
    return [(k, (a, b)) for k, words in enumerate(bead.tokens) for a, b, key in words if key & keys]


def lost_suspects(bead: NegationBead) -> list[Suspect]:
    """Return every plain Korean negation of a bead with the signs that its English lacks it."""
    if CONDITIONAL.search(bead.source) is not None and ONLY_IF.search(bead.target) is not None:
        return []  # 입증되지 않으면 고발하지 않기로: "will press charges only if"
    out = []
    for i, span in bead.all_negations:
        litotes = is_litotes(bead.ko[i], span)
        condition = CONDITIONAL.search(bead.ko[i], span[0], span[1] + 4) is not None
        if condition and _UNLESS.search(bead.target) is not None:
            continue  # 낮추지 않으면: "unless", "if … not", "until"
        rows, places = _places(bead, bead.ko[i], span)
        named = list(chain.from_iterable(places))
        signs = _lost_signs(bead, i, span, rows, places) | _by_words(bead, i, span) | _by_pole(bead, i, span)
        if not named or (litotes and not (signs["table_plain"] or signs["lexicon_plain"])):
            continue
        signs["explained"] = _explained(bead, bead.ko[i], span, named)
        k, there = named[0]
        out.append(flip("lost", (i, span), (bead.en_ids[k], there), signs))
    return out


def _explained(bead: NegationBead, text: str, span: tuple[int, int], named: Places) -> bool:
    """Whether other Korean words explain every English word that would name the act: 제의 of 내놓지 않다, "offer"."""
    start = text.rfind(" ", 0, max(0, span[0] - 1)) + 1  # its object belongs to the act
    others = word_keys(bead.source.replace(text[start : span[1]], " "), "ko") - COMMON
    return all(word_keys(bead.english[k][a:b], "en") & others for k, (a, b) in named)


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


_NEGATES = re.compile(
    r"hardly|barely|scarcely|rarely|seldom|few|little|lack\w*|fail\w*|no|not|none|never", re.IGNORECASE
)


def _cues(bead: NegationBead, own: Set[tuple[int, tuple[int, int]]]) -> int:
    """Number of negative words of the English, those left out that name the negated act itself."""
    return sum(
        not any(j == k and start < m.end() and m.start() < end for j, (start, end) in own)
        for k, text in enumerate(bead.clean)
        for m in EN_CUES.finditer(text)
    )


def _lost_signs(
    bead: NegationBead, i: int, span: tuple[int, int], rows: frozenset[int], places: tuple[Places, Places, Places]
) -> dict[str, float]:
    text = bead.ko[i]
    said = text[span[0] : span[1]]
    negated = [[negated_near(bead.clean[k], there) for k, there in found] for found in places]
    plain = [bool(found) and not any(under) for found, under in zip(places, negated, strict=True)]
    any_negated = any(map(any, negated))
    own = {  # 막지 않았다 as "stopped": the act itself is no negation
        (k, (a, b)) for k, (a, b) in chain(places[0], places[1]) if _NEGATES.fullmatch(bead.english[k], a, b) is None
    }
    cues = _cues(bead, own)
    before = bead.source[: max(0, bead.source.find(text) + span[0] - 12)]
    return {
        "table": bool(places[0]),
        "table_plain": plain[0],
        "lexicon_plain": plain[1],
        "object_plain": plain[2],
        "plain": not any_negated,
        "cues": min(cues, 4) / 4,
        "uncued": cues == 0,
        "uncued_alone": cues == 0 and len(bead.negations) == 1,
        "answered": answered_by_word(text, span, without_words(bead.source, bead.target)),
        "elliptic": _ELLIPTIC.search(bead.target) is not None,
        "exclusive": _EXCEPT_KO.search(bead.source) is not None and _EXCEPT_EN.search(bead.target) is not None,
        "kept_from": KEPT_FROM.search(bead.target) is not None,
        "affirmed": bool(rows) and affirmed(rows, before) is not None,
        "unable": "못" in said,
        "impossible": re.search(r"수(?:는|도|가)?\s?없", said) is not None,
    }


_ELLIPTIC = re.compile(
    r"\b(?:did|does|do|has|have|had|is|are|was|were|will|would|can|could)(?:\snot|n['’]t)(?=\s*(?:[.,;)”\"]|$))",
    re.IGNORECASE,
)
"""A "not" whose verb is understood: those who underwent surgery and those who did not."""
_EXCEPT_KO = re.compile(r"외에는?|외엔|말고는?|제외하(?:고|면)|빼고는?|아니고서|미만|이하|아닌\s|없는\s|않은\s")
_EXCEPT_EN = re.compile(
    r"\b(?:only|at least|minimum|must|needs?|requir\w+|(?:limited|restricted) to|reserved for|"
    r"exclusively|all but|except|solely)\b",
    re.IGNORECASE,
)
"""What is not done for others is done for these only."""


def _by_words(bead: NegationBead, i: int, span: tuple[int, int]) -> dict[str, float]:
    """Whether the English piece that shares most words with the negated clause has a negative word."""
    keys = word_keys(_clause(bead.ko[i], span), "ko") - COMMON
    free = bound = 0.0
    for k, a, b in bead.pieces:
        said = frozenset().union(*(key for start, _, key in bead.tokens[k] if a <= start < b))
        share = len(said & keys) / (len(said) + 2)
        if EN_CUES.search(bead.clean[k], a, b):
            bound = max(bound, share)
        else:
            free = max(free, share)
    return {"piece_margin": free - bound, "piece_share": max(free, bound)}


_UNLESS = re.compile(
    r"n['’]t\b|\b(?:unless|without|until|otherwise|only|not|no|fail\w*|before|absent|lack\w*|except|unable|or|barring|"
    r"refus\w*|reject\w*|must|should)\b",
    re.IGNORECASE,
)


def _by_pole(bead: NegationBead, i: int, span: tuple[int, int]) -> dict[str, float]:
    """Whether the English names the negated pole plainly (크지 않다, "likely"), or its contrary or its denial."""
    mine = {
        pole for pole, places in korean_poles(bead.ko[i]).items()
        if any(start < span[1] and span[0] < end + 1 for start, end in places.negated)
    }  # fmt: skip
    contrary = {(row, 1 - side) for row, side in mine}
    english = bead.poles if mine else ()
    plain = answered = words = False
    for poles in english:
        plain |= any(poles[pole].plain for pole in mine if pole in poles)
        answered |= any(poles[pole].negated for pole in mine if pole in poles)
        answered |= any(poles[pole].plain for pole in contrary if pole in poles)
        words |= any(poles[pole].answers for pole in contrary if pole in poles)
    return {"pole_plain": plain and not answered, "pole_answered": answered, "pole_word": words and not answered}


def _clause(text: str, span: tuple[int, int]) -> str:
    """The clause of a Korean sentence up to the end of a negation."""
    start = next((a for a, b in split_clauses(text, "ko") if a < span[1] <= b), 0)
    cuts = [m.end() for m in KO_CUT.finditer(text, start, span[0])]
    return text[cuts[-1] if cuts else start : span[1]]
