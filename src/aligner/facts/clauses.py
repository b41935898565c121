"""Clauses of a sentence, and the clause that a version silently leaves out.

A Korean sentence strings its clauses together with connective endings (-고, -며, -지만, -는데, -면서 …), a long English
one with commas, conjunctions and relatives. `split_clauses` cuts at these places and never in a figure or a name;
`dropped_clauses` asks for each Korean clause of a covered sentence whether anything in the English answers it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Encode: TypeAlias = "Callable[[Sequence[str]], NDArray[np.float32]]"
"""Texts to float32 (n, dim), unit rows."""

__all__ = ["Clause", "ClauseScore", "Encode", "dropped_clauses", "score_clauses", "split_clauses"]


@dataclass(frozen=True, slots=True)
class Clause:
    """Half-open character range ``[start, end)`` of a sentence and its text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class ClauseScore:
    """How far a Korean clause is answered by the English.

    Attributes
    ----------
    clause
        The clause.
    similarity
        Highest cosine with any English clause, sentence or pair of neighbours of the bead; None without vectors.
    facts, kept
        How many hard facts (figures, dates, names) the clause states, and how many of them the English story has.
    share
        The clause's share of the Korean characters of the bead, in [0, 1].
    missing
        Estimated probability that the English leaves the clause out, in [0, 1].
    """

    clause: Clause
    similarity: float | None
    facts: int
    kept: int
    share: float
    missing: float


_NOUN_GO = "사광보최창경예참재신냉권중충등원피숙회금제상여복폐출입서윤투배수기선작공해장국"
_KO_BREAK = re.compile(
    rf"(?<=[가-힣])(?:(?:(?<![{_NOUN_GO}\s])고(?!\s(?:있|싶|말[했하한]|나[서면]|보[면니자]|해서|밝혔|전했|설명했|"
    rf"강조했|덧붙|주장했|했다|한다|하|본|지적했|비판했|당부했|평가했|분석했|내다봤|판단했|답했|적었|썼|반박했|"
    rf"촉구했|호소했|발표했|약속했|경고했|요구했|지시했|"
    r"털어놨|말문|입을|역설했|진단했|귀띔했|반문했|되물었|외쳤|강변했|확인했|보도했|알렸|소개했|회상했|토로했))|"
    r"(?:으)?며|면서(?:도)?|는데|지만|으나|(?<=[하았었겠])나|거나|므로|는\s한편|(?<=[은는던한])\s(?:데\s이어|"
    r"데\s반해|반면|가운데|만큼|데다)|아서|어서|해서|라서|여서|(?<=[했았었였])으니|자마자|다가|려고|느라|"
    r"(?<=[하되])자(?=,)|(?<=[되하])도록)(?=[,\s]))\s?,?\s?"
)
_KO_COMMA = re.compile(r"(?<=[가-힣\"”’'])[,;]\s")
_KO_VERB = re.compile(
    r"(?:다|요|고|며|서|데|만|나|니|면|자|록|던|은|는|을|한|된|인|할|될|했|됐|였|았|었|으로|기|음|함|됨|키로)[\s,.\"”]*$"
)
_EN_BREAK = re.compile(
    r"[;:—–]\s|,\s(?=(?:and|but|while|which|who|where|when|as|with|after|before|although|though|because|so|or|nor|"
    r"yet|since|adding|saying|citing|including|"
    r"[a-z]+ing|[a-z]+ed)\b)|\s(?=(?:while|although|though|because|whereas|but)\s)|\sand\s(?=(?:[a-z]+(?:ed|s|ing)|"
    r"was|were|is|are|has|have|had|will|would|that|the|its|their|his|her|he|she|they|it)\b)|,\s|\s(?=(?:after|before|"
    r"as|since|when)\s[a-z]+)"
)
_LEAST = {"ko": 7, "en": 14}


def split_clauses(text: str, lang: Literal["ko", "en"]) -> tuple[Clause, ...]:
    """Cut a sentence into clauses.

    Parameters
    ----------
    text
        One sentence.
    lang
        ``"ko"`` or ``"en"``.

    Returns
    -------
    tuple of Clause
        In order, without overlap; together they cover the sentence but for the blanks between them. Pieces shorter than
        seven Hangul (fourteen Latin) characters stay with their neighbour.
    """
    if lang == "ko":
        cuts = sorted(
            {m.end() for m in _KO_BREAK.finditer(text)}
            | {m.end() for m in _KO_COMMA.finditer(text) if _KO_VERB.search(text[: m.start()])}
        )
    else:
        cuts = [m.end() for m in _EN_BREAK.finditer(text)]
    least = _LEAST[lang]
    edges = [0]
    for cut in cuts:
        if cut - edges[-1] >= least and len(text) - cut >= least:
            edges.append(cut)
    edges.append(len(text))
    out = []
    for start, end in pairwise(edges):
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip())
        tail = len(piece.rstrip(" ,;"))
        if tail > lead:
            out.append(Clause(start + lead, start + tail, piece[lead:tail]))
    return tuple(out)


_ATTRIBUTION = re.compile(
    r"(?:밝혔|말했|전했|설명했|발표했|공시했|보도했|강조했|덧붙였|주장했|지적했|평가했|분석했|내다봤|관측했|전망했|"
    r"호소했|비판했|당부했|판단했|예상했|촉구했|반발했|해석했|기대했|다짐했|답했|썼|적었|알렸|집계했)다[.\"”]*$"
)
_QUOTE = re.compile(r"[\"“”]")
_BACK_REFERENCE = re.compile(r"^(?:이런|이같은|이 같은|이러한|그런|이는|이에)\s")


def score_clauses(
    ko: Sequence[str],
    en: Sequence[str],
    *,
    ratio: float = 2.4,
    encode: Encode | None = None,
    kept: Callable[[int, int, int], tuple[int, int]] | None = None,
) -> tuple[tuple[int, ClauseScore], ...]:
    """Score every clause of the Korean sentences of one bead.

    Parameters
    ----------
    ko, en
        The sentences of the bead.
    ratio
        Usual number of English characters for one Korean character in this story (2.2–2.7 in wire copy).
    encode
        Sentence vectors, evidence of what the English says. Without it only lengths and facts speak.
    kept
        ``kept(sentence, start, end) -> (facts, of them in the English)`` for a range of a Korean sentence.

    Returns
    -------
    tuple
        ``(index into ko, ClauseScore)``, in order.
    """
    clauses = [(i, clause) for i, text in enumerate(ko) for clause in split_clauses(text, "ko")]
    if not clauses or not en:
        return ()
    similar: list[float | None] = [None] * len(clauses)
    if encode is not None:
        pieces: list[str] = []
        for text in en:
            parts = [c.text for c in split_clauses(text, "en")]
            pieces += [text, *parts, *(f"{a}, {b}" for a, b in pairwise(parts))]
        vectors = encode([*pieces, *(clause.text for _, clause in clauses)])
        best = (vectors[len(pieces) :] @ vectors[: len(pieces)].T).max(axis=1)
        similar = [float(x) for x in best]
    per_sentence = Counter(i for i, _ in clauses)
    ko_size, en_size = sum(map(len, ko)), sum(map(len, en))
    out = []
    for (i, clause), sim in zip(clauses, similar, strict=True):
        facts, there = kept(i, clause.start, clause.end) if kept is not None else (0, 0)
        share = len(clause.text) / max(ko_size, 1)
        fill = en_size / (max(ko_size, 1) * ratio)
        missing = _missing(clause.text, sim, facts, there, share, fill, per_sentence[i])
        out.append((i, ClauseScore(clause, sim, facts, there, share, missing)))
    return tuple(out)


def _missing(text: str, sim: float | None, facts: int, there: int, share: float, fill: float, count: int) -> float:
    """Logistic of what speaks for a loss; weights set by hand on half of the annotated stories (docs/facts.md)."""
    import math

    if count < 2 or len(text) < 9 or not 0.1 <= share <= 0.7 or fill > 1.0:
        return 0.0
    if _ATTRIBUTION.search(text) and (not _QUOTE.search(text) or len(text) < 22):
        return 0.0
    without = fill / (1 - share)
    z = -1.2 + 7.0 * (0.9 - fill) + 4.0 * (share - 0.25)
    if sim is not None:
        z += 9.0 * (0.36 - sim)
    else:
        z -= 1.0
    if facts:
        z += 1.2 if there == 0 else -2.5 * there / facts
    if without < 0.85:
        z -= 1.0
    if _BACK_REFERENCE.search(text):
        z -= 1.0
    return 1.0 / (1.0 + math.exp(-z))


def dropped_clauses(
    ko: Sequence[str],
    en: Sequence[str],
    *,
    ratio: float = 2.4,
    encode: Encode | None = None,
    kept: Callable[[int, int, int], tuple[int, int]] | None = None,
    threshold: float = 0.75,
) -> tuple[tuple[int, ClauseScore], ...]:
    """Return the clauses of `score_clauses` that the English most likely leaves out, at most one a Korean sentence."""
    best: dict[int, ClauseScore] = {}
    for i, score in score_clauses(ko, en, ratio=ratio, encode=encode, kept=kept):
        if score.missing >= threshold and (i not in best or score.missing > best[i].missing):
            best[i] = score
    return tuple(sorted(best.items()))
