"""Added negations: every strong English negation may be one; the signs by which each is judged.

`aligner.facts.judge` weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aligner.facts.clauses.split import split_clauses
from aligner.facts.lexicon import word_keys
from aligner.facts.model import Suspect
from aligner.facts.negation.acts import affirmed, negated_after, rows_of_english
from aligner.facts.negation.bead import COMMON, NegationBead, flip
from aligner.facts.negation.words import EN_STRONG, KO_CUES

__all__ = ["added_suspects"]

_USUAL = 1.1
"""Share of the usual length above which an English bead says more than the Korean."""
_DENIES = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|may|must|might|do|does|did)"
    r"(?:\snot\b|n['’]t\b(?!\shelp))|\bcannot\b(?!\shelp)",
    re.IGNORECASE,
)
_SUSPECTS = re.compile(
    EN_STRONG.pattern + r"|\b(?:fail(?:s|ed|ing)?|refus(?:es?|ed|ing)|declin(?:es?|ed|ing)|unable) to\b", re.IGNORECASE
)
_RHETORIC = re.compile(
    r"겠느냐|겠나|겠는가|[을를리]\s?리\s?[가없만]|(?:누가|어찌|어떻게|왜|무슨)[^.]{2,40}(?:느냐|는가|나\?|까\b)"
)
"""Questions that mean a denial: 누가 예상할 수 있었겠느냐 is "nobody could have expected"."""
_FIRST = re.compile(r"처음|만에|만이다|만의|최초|전례|유례|첫\s")
"""What had not been before: "never … such a drought", "no Korean … since"."""
_DOUBLE = re.compile(
    r"지\s?않을\s?수\s?(?:가|는)?\s?없|없지(?:는|도)?\s?않|아닐\s수\s?없|(?:않은|없는)\s(?:것|바)[은이도]?\s?아니|"
    r"못할\s(?:것|바)[은이도]?\s?(?:없|아니)"
)
"""Two negations that are none."""
_AUXILIARY = frozenset(
    (
        "be been being is are was were have has had will would can could should may might must do does did yet "
        "also a an do the it any to of in on that there this able"
    ).split()
)


def added_suspects(bead: NegationBead) -> list[Suspect]:
    """Return every strong English negation of a bead with the signs that the Korean lacks it; see `lost_suspects`."""
    out: list[Suspect] = []
    first = _FIRST.search(bead.source) is not None
    for k, text in enumerate(bead.plain_not):
        for negation in _SUSPECTS.finditer(text):
            if first and negation[0].lower() in ("no", "not", "never", "none"):
                continue  # "never … such a drought" for 처음
            act = _affirmed_act(text, negation, bead.ko, bead.ko_ids)
            signs = _added_signs(bead, text, negation, act=act is not None)
            at, span = act or (bead.ko_ids[-1], None)
            out.append(flip("added", (at, span), (bead.en_ids[k], negation.span()), signs))
    return out


def _added_signs(bead: NegationBead, text: str, negation: re.Match[str], *, act: bool) -> dict[str, float]:
    stated_plainly, negated = _korean_of(bead, text, negation)
    ko_cues = len(KO_CUES.findall(_DOUBLE.sub(" ", bead.source)))
    word = negation[0].lower()
    silent = ko_cues == 0
    auxiliary = _DENIES.search(text, max(0, negation.start() - 8), negation.end()) is not None
    affirms = stated_plainly and not negated
    return (
        {
            "act": act,
            "affirmed": affirms,
            "negated": negated,
            "silent": silent,
            "spare": max(-2, min(3, bead.cues - ko_cues)) / 3,
            "spare_strong": max(-2, min(3, bead.strong_cues - len(bead.negations))) / 3,
            "fill": bead.fill,
            "auxiliary": auxiliary,
            "no": word == "no",
            "verb": word.endswith(" to"),
            "never": word == "never",
            "without": word == "without",
            "rhetorical": any(_RHETORIC.search(bead.ko[i]) for i in bead.ko_ids),
            "share": _share(bead, text, negation),
            "ko_cues": min(4, ko_cues) / 4,
            "silent_auxiliary": silent and auxiliary,
        }
        | _by_clause(bead, text, negation)
        | _by_pole(bead, text, negation)
    )


def _by_pole(bead: NegationBead, text: str, negation: re.Match[str]) -> dict[str, float]:
    """Whether the Korean says the contrary of the pole that is denied (연기됐다, "not take place"), or that pole."""
    plain, undone = bead.said_poles
    poles = bead.poles[bead.plain_not.index(text)].items()
    low, high = negation.end(), negation.end() + _SCOPE
    denied = {pole for pole, places in poles if any(low <= a <= high for a, _ in places.negated)}
    named = denied | {pole for pole, places in poles if any(low <= a <= high for a, _ in places.answers)}
    contrary = any((row, 1 - side) in plain or (row, side) in undone for row, side in named)
    return {"denies_contrary": contrary, "denies_said": not contrary and bool(denied & plain)}


_SCOPE = 30
"""Characters behind a "not" in which what it denies is named."""


def _piece(bead: NegationBead, text: str, negation: re.Match[str]) -> frozenset[str]:
    """The lexicon words of the English piece in which a negation stands."""
    k = bead.plain_not.index(text)
    a, b = next(((a, b) for j, a, b in bead.pieces if j == k and a <= negation.start() < b), (0, len(text)))
    return word_keys(bead.english[k][a:b], "en") - COMMON


def _by_clause(bead: NegationBead, text: str, negation: re.Match[str]) -> dict[str, float]:
    """Whether the Korean clause that shares most words with the piece of a negation has a negative word."""
    words = _piece(bead, text, negation)
    clauses = [bead.ko[i][a:b] for i in bead.ko_ids for a, b in split_clauses(bead.ko[i], "ko")]
    shared, clause = max(((len(words & word_keys(c, "ko")), c) for c in clauses), key=lambda x: x[0], default=(0, ""))
    silent = KO_CUES.search(_DOUBLE.sub(" ", clause)) is None
    return {
        "clause_silent": shared > 0 and silent,
        "clause_cue": shared > 0 and not silent,
        "clause_share": min(shared, 4) / 4,
    }


def _following(text: str, negation: re.Match[str]) -> list[str]:
    """The words that an English negation stands before, up to the next comma, auxiliaries and adverbs left out."""
    words = re.findall(r"[A-Za-z]+", re.split(r"[,;:]", text[negation.end() : negation.end() + 45])[0])[:4]
    return [word for word in words if word.lower() not in _AUXILIARY and not word.endswith("ly")]


def _korean_of(bead: NegationBead, text: str, negation: re.Match[str]) -> tuple[bool, bool]:
    """Whether the Korean has a word for what an English "not" negates, said plainly, and one that it negates too."""
    keys = frozenset().union(*(word_keys(word, "en") for word in _following(text, negation)[:2])) - COMMON
    plainly = negated = False
    for i in bead.ko_ids if keys else ():
        for word in re.finditer("[가-힣]+", bead.ko[i]):
            if word_keys(word[0], "ko") & keys:
                if negated_after(bead.ko[i], word.end()) or KO_CUES.search(word[0]):
                    negated = True
                else:
                    plainly = True
    return plainly, negated


def _share(bead: NegationBead, text: str, negation: re.Match[str]) -> float:
    """Share of the words of the English piece with a negation that the Korean side has a word for."""
    words = _piece(bead, text, negation)
    return len(words & word_keys(bead.source, "ko")) / max(1, len(words))


def _affirmed_act(
    text: str, negation: re.Match[str], ko: Sequence[str], ko_ids: Sequence[int]
) -> tuple[int, tuple[int, int]] | None:
    """Where the Korean states, without negation, the act that an English "not" negates ("found no" too)."""
    words = _following(text, negation)
    if negation[0].lower() == "no":
        words = re.findall("[A-Za-z]+", text[max(0, negation.start() - 20) : negation.start()])[-1:]
    for word in words:
        if word.lower() in _AUXILIARY or word.endswith("ly"):
            continue
        rows = rows_of_english(word)
        return next(((i, said) for i in ko_ids if rows and (said := affirmed(rows, ko[i])) is not None), None)
    return None
