"""English figures that follow from the Korean ones: sums, products, what is left, the 57th minute, a two-day fall."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aligner.facts.figures.matching import Mismatch, Placed
from aligner.facts.model import Fact
from aligner.facts.reading.units import MONEY, base, dimension, group

__all__ = ["follows_from", "is_product", "is_sum", "is_whole"]

_STREAK = re.compile(r"streak|run|slump|slide|fall|loss|losing|winning|drop|gain|rally|rise|decline|drought", re.I)
_GOLF = re.compile(r"(?:언더|오버|이븐)파|\d타")
"""A round of golf told by its strokes where the Korean has the strokes won: 8타를 줄여 is "an 8-under 64"."""


def follows_from(found: Mismatch, texts: tuple[Sequence[str], Sequence[str]]) -> bool:
    """Whether the English figure follows from the Korean one: 사흘 만에 반등 ends a two-day fall."""
    if found.status != "wrong" or found.ko is None or found.en is None or found.ko.fact.kind != "number":
        return False
    ko, en = found.ko.fact, found.en.fact
    if not isinstance(ko.value, float | int) or not isinstance(en.value, float | int):
        return False
    korean, english = texts[0][found.ko.sentence], texts[1][found.en.sentence]
    if "second" in english[en.start : en.end + 8] and ko.value > 20 * en.value and not _GAP_KO.search(korean):
        return _GAP.search(english, max(0, en.start - 20), en.end + 24) is not None
    minute = re.search(r"(전|후)반\s?$", korean[: ko.start]) or re.match(r"(전|후)반", ko.text)
    if (
        minute
        and _TO_GO.search(english, max(0, en.start - 12), en.end + 40)
        and "minute" in english[en.start : en.end + 9]
    ):
        return (ko.value - (45 if ko.value > 45 else 0)) + en.value == 45 or ko.value + en.value in (45, 90)
    if _rest_of(ko, en, korean, english) or _but_one(ko, en, korean, english):
        return True
    since = re.match(r"\s?(?:거래일|경기|주|일)?\s?만에", korean[ko.end :]) is not None
    if since and ko.value - en.value == 1 and _STREAK.search(english[en.end : en.end + 30]):
        return True
    return _GOLF.search(korean) is not None and not en.unit and not 40 < ko.value < 200 and 58 <= en.value <= 85


_SHRANK_TO = re.compile(
    r"\s?(?:수준)?(?:으로|로|까지)\s?(?:[가-힣]{1,4}\s)?(?:줄|감소|축소|급감|쪼그라|떨어|낮|깎|추락|내려)"
)
_SHARES = frozenset(("fraction", "percent"))


def _rest_of(ko: Fact, en: Fact, korean: str, english: str) -> bool:
    """Whether the English tells what went where the Korean tells what is left: 3분의 1로 줄어 is "by two-thirds"."""
    if not {ko.unit, en.unit} <= _SHARES or re.search(r"\bto\s(?:\w+\s)?$", english[: en.start]):
        return False
    mine, other = (f.value * (100 if f.unit == "fraction" else 1) for f in (ko, en))
    return _SHRANK_TO.match(korean, ko.end) is not None and abs(100 - mine - other) <= 1.0


_WITH = re.compile(r"(?<![가-힣])(?P<whole>[가-힣]{1,8}(?:[을를]\s포함[해하한]|까지\s(?:합쳐|합하면|더해)))")
_AND_ONE = re.compile(r"\s(?:\w+\s)?(?:and|plus|along with|as well as)\s(?:the|an?|his|her|its|their)\s")


def _but_one(ko: Fact, en: Fact, korean: str, english: str) -> bool:
    """기사를 포함해 15명 is "14 passengers and the driver"."""
    whole = _WITH.search(korean, max(0, ko.start - 20), ko.start) is not None
    return whole and ko.value - en.value == 1 and _AND_ONE.match(english, en.end) is not None


_GAP = re.compile(
    r"\b(?:behind|ahead|slower|faster|adrift|clear of|off the|shy of|in front|back of|margin)\b", re.IGNORECASE
)
_GAP_KO = re.compile(r"차|뒤[지진져졌]|앞[서선섰]|늦|빠")
"""A gap reckoned from two times: 2분24초603 is "0.085 second behind"."""
_TO_GO = re.compile(
    r"\b(?:before|from|left|to go|to play|remain\w*|ahead of|until|of (?:full|half|regulation))\b", re.IGNORECASE
)
"""전반 41분 is "four minutes before the break"."""
_SUM = re.compile(
    r"combined|total of|in total|altogether|in all\b|overall|(?:rose|grew|up|fell|down|increased|dropped) by\s",
    re.IGNORECASE,
)


def _points(ko: Fact, en: Fact) -> bool:
    return (ko.unit, en.unit) == ("percent", "point")


_BY = re.compile(r"\b(?:by|[Aa]ll but)\s$")
_FROM_IT = re.compile(r"\bfrom(?:\s[a-z]+)?(?:\s[a-z]+['’]s)?\s$")
_THAN = re.compile(r"\s(?:more|less|higher|lower|fewer|longer|shorter)\b(?:\s\w+){0,3}\sthan\b")
"""23만원에서 26만원으로 높이며 is "by 30,000 won to 260,000", 54곳 가운데 49곳 "all but five of 54"."""
_IN_ALL = re.compile(r"\b(?:combined|in total|altogether|in all|overall)\b", re.IGNORECASE)
_POLLED = re.compile(r"\s(?:sets|(?:voting\s)?(?:members|voters|votes\scast))\b|\s[a-z]+\s(?:members|votes)\b")
"""3-1 is won "in four sets", 4표 and 7표 are cast by "11 voting members"."""
_LEAVING = re.compile(r"[을를]\s(?:빼고|빼면|뺀|제외)|나머지|[을를]\s?제하고")


def is_sum(place: Placed, mine: list[Placed], texts: tuple[Sequence[str], Sequence[str]]) -> bool:
    """Whether an English figure is the sum or difference of two Korean ones and says so ("a combined", "by 150")."""
    fact, text = place.fact, texts[1][place.sentence]
    if fact.kind != "number" or not isinstance(fact.value, float | int):
        return False
    less = (
        _BY.search(text, max(0, fact.start - 8), fact.start)
        or _THAN.match(text, fact.end)
        or any(_LEAVING.search(texts[0][i]) for i in {p.sentence for p in mine})
    )
    polled = any(p.fact.unit in ("vote", "score") for p in mine) and _POLLED.match(text, fact.end)
    more = (
        polled
        or _SUM.search(text, max(0, fact.start - 24), fact.start)
        or _IN_ALL.search(text, fact.end, fact.end + 60)
    )
    either = _FROM_IT.search(text, max(0, fact.start - 28), fact.start)
    if not less and not more and not either and (fact.value < 10 or not fact.unit or fact.value % 10 == 0):
        return False
    values = [
        base(p.fact.value, p.fact.unit) for p in mine
        if p.fact.kind == "number" and p.fact.unit not in ("ordinal", "rank")
        and (p.fact.unit == "fraction") == (fact.unit == "fraction")
        and (group(p.fact.unit) == group(fact.unit) or not fact.unit or _points(p.fact, fact))
    ]  # fmt: skip
    wanted = base(fact.value, fact.unit)
    near = min(0.005 * abs(wanted), base(fact.step, fact.unit))
    whole = {v for v in values if len(values) > 2 and abs(2 * v - sum(values)) <= near}  # 2명과 1명 등 3명: no addend
    parts = [v for v in values if v not in whole]
    signs = (1, -1) if either or bool(less) == bool(more) else (1,) if more else (-1,)
    return any(
        abs(abs(a + sign * b) - wanted) <= near for n, a in enumerate(parts) for b in parts[:n] for sign in signs
    )


_WORTH = re.compile(r"\b(?:worth|total\w*|combined|in all|altogether|amount\w*)\b", re.IGNORECASE)


def is_product(place: Placed, mine: list[Placed], texts: tuple[Sequence[str], Sequence[str]]) -> bool:
    """Whether an English sum of money is a Korean price times a Korean count: 100만원권 30장 is 30 million won."""
    fact = place.fact
    if fact.kind != "number" or dimension(fact.unit) not in MONEY:
        return False
    prices = [p.fact.value for p in mine if p.fact.unit == fact.unit]
    counts = [p.fact.value for p in mine if p.fact.kind == "number" and group(p.fact.unit) == "count"]
    counts = [n for n in counts if n > 1 and (n not in (10, 100, 1000) or _WORTH.search(texts[1][place.sentence]))]
    return any(abs(price * n - fact.value) <= 0.005 * fact.value for price in prices for n in counts)


def is_whole(place: Placed, mine: list[Placed], other: list[Placed]) -> bool:
    """Whether an English figure is what a share of it in its bead makes a Korean one: 150명 is "half of the 300"."""
    shares = [p.fact.value for p in other if p.fact.unit == "fraction" and 0 < p.fact.value < 1]
    if place.fact.kind != "number" or place.fact.unit in ("fraction", "percent"):
        return False
    figures = [p.fact.value for p in mine if p.fact.kind == "number" and p.fact.value > 1]
    return any(abs(share * place.fact.value - figure) <= 0.005 * figure for share in shares for figure in figures)
