"""English figures that follow from the Korean ones: sums, products, what is left, the 57th minute, a two-day fall."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from aligner.facts.figures.matching import Mismatch, Placed
from aligner.facts.figures.strays import power_of_ten
from aligner.facts.model import Fact
from aligner.facts.reading.units import base, dimension, group

__all__ = ["follows_from", "is_worked_out"]

Texts = tuple[Sequence[str], Sequence[str]]
"""The Korean and the English sentences."""

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
    since = re.match(r"\s?(?:거래일|경기|주|일)?\s?만에", korean[ko.end :]) is not None
    if since and ko.value - en.value == 1 and _STREAK.search(english[en.end : en.end + 30]):
        return True
    return _GOLF.search(korean) is not None and not en.unit and not 40 < ko.value < 200 and 58 <= en.value <= 85


_GAP = re.compile(
    r"\b(?:behind|ahead|slower|faster|adrift|clear of|off the|shy of|in front|back of|margin)\b", re.IGNORECASE
)
_GAP_KO = re.compile(r"차|뒤[지진져졌]|앞[서선섰]|늦|빠")
"""A gap reckoned from two times: 2분24초603 is "0.085 second behind"."""
_TO_GO = re.compile(
    r"\b(?:before|from|left|to go|to play|remain\w*|ahead of|until|of (?:full|half|regulation))\b", re.IGNORECASE
)
"""전반 41분 is "four minutes before the break"."""
_RECKONED = re.compile(
    r"\b(?:by|margin of|gap of|difference of|lead of|total of|sum of|combined|from|(?:all )?but|radius of|diameter of)"
    r"(?:\s(?:just|only|about|around|some|another|a|an|the|full|extra))?\s$",
    re.IGNORECASE,
)
_RECKONED_SO = re.compile(
    r"[\s-](?!or\s)(?:\w+\s){0,2}?(?:more|fewer|others?|less|ahead|clear|apiece|each|every|per|"
    r"margin|lead|gap|in all|in total|combined|worth|"
    r"altogether|overall|sets|members|justices|judges|jurors|lawmakers|directors|voters|votes cast|vying)\b",
    re.IGNORECASE,
)
"""What says of a figure of one digit that it is reckoned: two digits and more are no chance."""
_REST = re.compile(r"나머지|[을를]\s?(?:빼고|빼면|뺀|제외|제하고)")
_HIDDEN = re.compile(r"(?P<n>세|네|다섯)?쌍둥이|부부|양측|양국|양사|커플|반지름|지름|왕복")
_HIDDEN_COUNTS = {"세": 3.0, "네": 4.0, "다섯": 5.0}
_WITH = re.compile(
    r"(?<![가-힣])[가-힣]{1,8}(?:[을를]\s(?:포함[해하한]|빼[고면]|뺀|제외|제하고)|까지\s(?:합쳐|합하면|더해))"
)


_TABLE = 30
"""Figures of a bead above which any value is a sum or ratio of two by chance, and looking for it costs their square."""


def is_worked_out(place: Placed, mine: list[Placed], other: list[Placed], texts: Texts) -> bool:
    """Whether an English figure is one step of arithmetic away from the Korean ones of its bead.

    A sum or difference, a price and a count, a ratio, a share or what it leaves: 152표 and 148표 are "a margin of four
    votes", two ships for 6천900억원 "345 billion won apiece", 40% less is "60 percent of the level".
    """
    fact = place.fact
    if fact.kind != "number" or not fact.value or fact.unit in ("ordinal", "rank") or _NTH.search(fact.text):
        return False
    if len(mine) > _TABLE:
        return False
    wanted = base(fact.value, fact.unit)
    exact = min(0.005 * abs(wanted), base(fact.step, fact.unit) if fact.unit != "f" else 1.0)
    korean = [texts[0][i] for i in {p.sentence for p in mine}]
    if any(f.fact.value == fact.value and _addable(f.fact, fact) for f in mine):
        return False  # it is told: of a figure that takes another's place see `_doubled`
    if any(abs(value - wanted) <= exact for value in _complements(fact, mine, other, korean)):
        return True
    said = _says_so(texts[1][place.sentence], fact, korean)
    slipped = any(_addable(p.fact, fact) and power_of_ten(p.fact, fact) for p in mine)
    if not said and (slipped or _is_round(fact) or dimension(fact.unit) == "duration"):
        return False
    rounded = max(exact, min(0.02 * abs(wanted), 0.5 * base(fact.step, fact.unit)) if abs(fact.value) >= 10 else exact)
    return any(abs(value - wanted) <= exact for value in _steps(fact, mine, korean)) or any(
        abs(value - wanted) <= rounded for value in _ratios(fact, mine)
    )


def _is_round(fact: Fact) -> bool:
    """Whether a figure has one digit that counts: another may be its sum or difference by chance."""
    return len(f"{abs(fact.value):.6g}".replace(".", "").strip("0")) < 2


def _says_so(text: str, fact: Fact, korean: Sequence[str]) -> bool:
    word = fact.start + len(re.split(r"[\s-]", fact.text)[0])  # "two more people" is one figure
    reckoned = _RECKONED.search(text, max(0, fact.start - 30), fact.start) or _RECKONED_SO.match(text, word)
    return reckoned is not None or any(map(_REST.search, korean)) or any(map(_WITH.search, korean))


def _complements(fact: Fact, mine: list[Placed], other: list[Placed], korean: Sequence[str]) -> Iterator[float]:
    """Yield what is left of a share that something shrank by or to, and the wholes that English shares are of."""
    numbers = [p.fact for p in mine if p.fact.kind == "number"]
    if fact.unit in _SHARES and any(map(_SHRANK.search, korean)):
        whole = 100.0 if fact.unit == "percent" else 1.0
        yield from (whole * (1 - f.value / (100 if f.unit == "percent" else 1)) for f in numbers if f.unit in _SHARES)
    if fact.unit not in _SHARES:
        shares = [p.fact.value for p in other if p.fact.unit == "fraction" and 0 < p.fact.value < 1]
        yield from (base(f.value, f.unit) / share for f in numbers if _addable(f, fact) for share in shares)


_PER_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s?[^\s\d]{1,5}\s?당(?![가-힣])")


def _steps(fact: Fact, mine: list[Placed], korean: Sequence[str]) -> Iterator[float]:
    """Yield sums, differences and products of the Korean figures, in the base unit of `fact`."""
    values = [base(p.fact.value, p.fact.unit) for p in mine if _addable(p.fact, fact)]
    near = base(fact.step, fact.unit)
    whole = {v for v in values if len(values) > 2 and abs(2 * v - sum(values)) <= near}  # 2명과 1명 등 3명: no addend
    alike = [v for v in values if v not in whole]
    counts = [p.fact.value for p in mine if p.fact.kind == "number" and group(p.fact.unit) == "count"]
    for match in (m for text in korean for m in _HIDDEN.finditer(text)):
        counts.append(_HIDDEN_COUNTS.get(match["n"] or "", 2.0))
    counts += (float(match[1]) for text in korean for match in _PER_SIZE.finditer(text))
    if any(map(_WITH.search, korean)):
        yield from (value + one for value in alike for one in (1, -1))
    yield sum(alike)
    for n, a in enumerate(alike):
        yield from (step for b in alike[:n] for step in (a + b, abs(a - b)))
    for value in alike:
        yield from (step for n in counts if n > 1 and n != value for step in (value / n, value * n))


def _ratios(fact: Fact, mine: list[Placed]) -> Iterator[float]:
    """Yield ratios of the Korean figures and shares of them, in the base unit of `fact`."""
    numbers = [p.fact for p in mine if p.fact.kind == "number" and p.fact.unit not in ("ordinal", "rank")]
    amounts = [f for f in numbers if f.unit not in _SHARES and f.unit != "multiple" and f.value > 0]
    percents = [f.value / 100 for f in numbers if f.unit == "percent"]
    whole = 100.0 if fact.unit == "percent" else 1.0
    if fact.unit in _SHARES or group(fact.unit) in ("count", "times"):
        for a, b in permutations(amounts, 2):
            if _sort(a) == _sort(b):
                ratio = base(a.value, a.unit) / base(b.value, b.unit)
                yield from (whole * ratio, whole * abs(ratio - 1)) if fact.unit in _SHARES else (ratio,)
    for value in (base(f.value, f.unit) for f in amounts if _addable(f, fact)):
        for part in percents:
            yield from (value * part, value * abs(1 - part), value * (1 + part))
        yield from (value * f.value for f in numbers if f.unit in ("fraction", "multiple"))
    if fact.unit == "percent":  # half of a stake of 41.2%
        yield from (100 * share * f.value for share in percents for f in numbers if f.unit == "fraction")


_SHRANK = re.compile(r"(?:줄|감소|축소|급감|쪼그라|떨어|낮|깎|추락|내[려리]|감축|삭감)")
_SHARES = frozenset(("fraction", "percent"))
_NTH = re.compile(r"\d(?:st|nd|rd|th)\b")


def _sort(fact: Fact) -> str:
    return dimension(fact.unit) or "count"


def _addable(ko: Fact, en: Fact) -> bool:
    """Whether a Korean figure may be a part of an English one."""
    if ko.kind != "number" or ko.unit in ("ordinal", "rank") or (ko.unit == "fraction") != (en.unit == "fraction"):
        return False
    return group(ko.unit) == group(en.unit) or not en.unit or (ko.unit, en.unit) == ("percent", "point")
