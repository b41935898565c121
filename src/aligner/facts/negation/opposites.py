"""Opposites as suspects: a Korean word of one pole, an English word of the other; the signs by which each is judged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from math import log

from aligner.facts.clauses.split import split_clauses
from aligner.facts.lexicon import specificity, word_keys
from aligner.facts.model import Suspect
from aligner.facts.negation.bead import COMMON, NegationBead, flip, word_end
from aligner.facts.negation.fields import Place, Pole, Poles, korean_poles

__all__ = ["opposite_suspects"]

_PIECE = re.compile(r"[,;:“”\"]|\s(?:and|but|while|though|although|because|that|which|who|after|before|as)\s")
_ACT = re.compile(r"[하한할함합해했되된될됨됩돼됐았었켜켰받]|시[키킨킬켜켰]|[고며면자다]")
_INVERSE_KO = re.compile(r"환율|원[/·]달러|국채|국고채|수익률")
_INVERSE_EN = re.compile(r"\bwon\b|\bcurrency\b|\byen\b|\bbonds?\b|\bTreasur|\bdollar\b|\byields?\b", re.IGNORECASE)
_RATE_EN = re.compile(r"\b(?:exchange|won-dollar|dollar-won)\srate\b", re.IGNORECASE)
"""The exchange rate rises where the won falls, yields rise where bonds fall."""
_TURNED_KO = re.compile(r"마이너스[^,]{0,10}$")
_TURNED_EN = re.compile(r"\s+(?:short|flat|apart|through)\b")
"""마이너스 0.4% 성장 is no growth, and what falls short does not fall."""
_ARTICLE = re.compile(r"\b(?:an?|the|its|their|his|her|of|no|this|that|with|for)\s$", re.IGNORECASE)
_NOUN_AHEAD = re.compile(r"\s(?!(?:of|in|to|by|on|for|at|from|that)\b)[a-z]")
"""Around a word that only says which thing is meant: an upgraded coating, a slow response."""
_DENIAL = re.compile(r"[지치](?:는|도|를|조차|만|까지)?\s?(?:않|못|말)|없|아[니닌]|어렵|힘들|(?<![가-힣])(?:안|못)\s")
_REACH = 16
"""What denies a pole behind it, and does not take it back: 합의하지 않다, but 합의를 깨다."""
_CLOSING = 12
"""Letters at the end of a Korean sentence in which its main verb stands."""
_EXCUSES = ("right_pole", "right_word", "own_pole", "rendered", "explained")
_FIGURE = re.compile(r"\d(?:[\d,.만천억조]*\d)?")


def opposite_suspects(bead: NegationBead) -> list[Suspect]:
    """Return every crossed pair of a bead with its signs; see `lost_suspects`."""
    korean = {i: korean_poles(bead.ko[i]) for i in bead.ko_ids}
    said, unsaid = _by_place(korean, "plain"), _by_place(korean, "negated")
    taken_back = {at for at in unsaid if _DENIAL.search(bead.ko[at[0]], at[1][1], at[1][1] + _REACH) is None}
    for at in taken_back:
        said[at] = said.get(at, set()) | {(row, 1 - side) for row, side in unsaid[at]}
    if not said:
        return []
    undone = {  # 필요하지 않다 is "unnecessary"
        (row, 1 - side) for at, poles in unsaid.items() if at not in taken_back for row, side in poles
    }
    english = dict(enumerate(bead.poles))
    wrong = _by_place(english, "plain")
    weak: dict[tuple[int, Place], set[Pole]] | None = None
    out = []
    for (i, here), poles in said.items():
        if _TURNED_KO.search(bead.ko[i][: here[0]]):
            continue
        against = {(row, 1 - side) for row, side in poles}
        crossed = [
            (at, theirs)
            for at, theirs in wrong.items()
            if len(theirs & against) > _shared(theirs, poles) and not theirs & undone
        ]
        for (k, there), theirs in crossed:
            if _TURNED_EN.match(bead.english[k], there[1]) or _inverse(bead.ko[i], bead.english[k]):
                continue
            if _converse(bead.ko[i][: here[0]], bead.english[k], there):
                continue
            weak = _by_place(english, "answers") if weak is None else weak
            right = sum(bool(other & poles) for at, other in wrong.items() if at != (k, there))
            words = sum(bool(other & poles) for at, other in weak.items() if not _overlap(at, (k, there)))
            owned = sum(bool(other & theirs) for at, other in said.items() if not _overlap(at, (i, here)))
            signs = {
                "right_pole": right > 0,
                "right_word": words > 0,
                "own_pole": owned > 0,
                "surplus": max(-2, min(2, sum(bool(o & against) for o in wrong.values()) - owned)) / 2,
                "missing": max(-2, min(2, sum(bool(o & poles) for o in said.values()) - right - (words > 0))) / 2,
            } | _about(bead, i, here, k, there)
            signs["taken_back"] = (i, here) in taken_back
            signs["taken_back_cued"] = (i, here) in taken_back and bead.cues > 0
            signs["crowd"] = log(1 + len(said) + len(wrong))
            signs["clean"] = not any(signs[name] for name in _EXCUSES)
            out.append(flip("opposite", (i, here), (bead.en_ids[k], there), signs))
    return out


def _inverse(korean: str, english: str) -> bool:
    if _INVERSE_KO.search(korean) is None or _RATE_EN.search(english) is not None:
        return False
    return _INVERSE_EN.search(english) is not None


_COMPARED = re.compile(
    r"([가-힣]+)(?:이|가|은|는)\s(?:[가-힣]+\s)?([가-힣]+)(?:을|를|보다|에)\s(?:더\s|크게\s|훨씬\s)?$"
)


def _converse(before: str, english: str, there: Place) -> bool:
    """Whether the English compares the other way round: 판매가 생산을 밑돌다, "production exceeded sales"."""
    compared = _COMPARED.search(before)
    if compared is None:
        return False
    first, second = (word_keys(word, "ko") - COMMON for word in compared.groups())
    ahead, behind = word_keys(english[: there[0]], "en"), word_keys(english[there[1] :], "en")
    return bool((first - second) & (behind - ahead) and (second - first) & (ahead - behind))


def _by_place(side: Mapping[int, Mapping[Pole, Poles]], sort: str) -> dict[tuple[int, Place], set[Pole]]:
    """Every find of one sort, with all the poles it may stand for."""
    found: dict[tuple[int, Place], set[Pole]] = {}
    for number, poles in side.items():
        for pole, places in poles.items():
            for place in getattr(places, sort):
                found.setdefault((number, place), set()).add(pole)
    return found


def _shared(theirs: set[Pole], poles: set[Pole]) -> int:
    """How many rows, but one, put two words on the same side: 인하 and "raise" are both no freeze."""
    return max(0, len(theirs & poles) - 1)


def _overlap(one: tuple[int, Place], other: tuple[int, Place]) -> bool:
    return one[0] == other[0] and one[1][0] < other[1][1] and other[1][0] < one[1][1]


def _digits(text: str) -> set[str]:
    """Figures as bare digits, so that 26만8천 and 268,000 meet: grouping, magnitudes and trailing zeros left out."""
    return {re.sub(r"\D", "", figure).strip("0") for figure in _FIGURE.findall(text)} - {""}


def _about(bead: NegationBead, i: int, here: Place, k: int, there: Place) -> dict[str, float]:
    """Signs of the two places: what else their clause and piece share, and whether negations are left over."""
    text, other = bead.ko[i], bead.english[k]
    cuts = [0, *(m.end() for m in _PIECE.finditer(other)), len(other)]
    start, end = next(((a, b) for a, b in pairwise(cuts) if a <= there[0] < b), (0, len(other)))
    said = word_keys(other[start:end], "en") - COMMON
    clause = next(((a, b) for a, b in split_clauses(text, "ko") if a <= here[0] < b), (0, len(text)))
    word = text[slice(*here)] if here[1] - here[0] > 1 else _word_at(text, here)
    renderings, mine = word_keys(word, "ko") - COMMON, word_keys(other[slice(*there)], "en") - COMMON
    rest = word_keys(f"{bead.target.replace(other[slice(*there)], ' ')}", "en")
    korean = word_keys(bead.source.replace(word, " "), "ko")
    rendered, explained = bool(renderings & rest), bool(mine & korean)
    ours, theirs = _digits(text[slice(*clause)]), _digits(other[start:end])
    return {
        "rendered": rendered,
        "figure": bool(ours & theirs),
        "other_figure": bool(theirs) and not ours & theirs and bool(theirs & _digits(bead.source)),
        "acts": _ACT.match(text, here[1]) is not None,
        "explained": explained,
        "attributive": bool(_ARTICLE.search(other, 0, there[0]) and _NOUN_AHEAD.match(other, there[1])),
        "ends": len(text) - here[1] < _CLOSING,
        "gerund": other[slice(*there)].endswith("ing"),
        "overlap": len(said & word_keys(text[slice(*clause)], "ko")) / max(1, len(said)),
        "several": bead.several,
        "specific": max(map(specificity, mine), default=0.0),
        "ambiguous": log(1 + len(renderings)),
        "beside": bead.beside(i, here, k, there),
    }


def _word_at(text: str, place: Place) -> str:
    """The whole Korean word, to its end, that begins a find."""
    return text[place[0] : word_end(text, place[1])]
