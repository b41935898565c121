"""Figures that follow from others of their bead: shares of a whole, from and to, by and to, a part of them, ranks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from aligner.facts.figures.values import same_number
from aligner.facts.model import Fact, Place, Suspect
from aligner.facts.reading.en_number_grammar import ORDINALS
from aligner.facts.reading.units import MONEY, dimension
from aligner.facts.story import Story
from aligner.korean.numerals import NATIVE_DAYS, parse_native

__all__ = ["implied_figures", "suspect"]

_BY = re.compile(r"\bby\s(?:about\s|around\s|nearly\s|over\s|more than\s)?$")


def implied_figures(story: Story, bead: int) -> Iterator[Suspect]:
    """Yield the figures of a bead that do not follow from those that they should follow from."""
    yield from _differences(story, bead)
    yield from _multiples(story, bead)
    yield from _shares(story, bead)
    yield from _running(story, bead)
    yield from _magnitudes(story, bead)
    yield from _by_or_to(story, bead)
    yield from _risen(story, bead)
    yield from _reversed(story, bead)
    yield from _of_them(story, bead)
    yield from _exchanged(story, bead)


def _differences(story: Story, bead: int) -> Iterator[Suspect]:
    """From 12 to 36 percent is by 24 points, not by 24 percent."""
    ko, en = story.beads[bead]
    shares = [(i, f) for i in ko for f in story.ko.facts[i] if f.kind == "number" and f.unit == "percent"]
    if len(shares) < 2:
        return
    values = {f.value for _, f in shares}
    steps = {round(abs(a[1].value - b[1].value), 6): a for n, a in enumerate(shares) for b in shares[:n]}
    for j in en:
        for fact in story.en.facts[j]:
            if fact.kind != "number" or fact.unit != "percent" or fact.value in values:
                continue
            if (
                _BY.search(story.en.texts[j], 0, fact.start)
                and (at := steps.get(round(abs(fact.value), 6))) is not None
            ):
                yield suspect(Place.of(*at), Place.of(j, fact), "number", "points", {"difference": 1.0})


_ROSE = re.compile(
    r"\b(?:ros[ei]\w*|up|grew|grow\w*|increas\w+|jump\w*|surg\w+|soar\w*|climb\w*|gain\w*|expand\w*)\s(?:by\s)?"
    r"(?:about\s|around\s|nearly\s|over\s|more than\s)?$"
)


def _multiples(story: Story, bead: int) -> Iterator[Suspect]:
    """1.5배 is a rise of 50 percent, not of 150."""
    ko, en = story.beads[bead]
    times = [(i, f) for i in ko for f in story.ko.facts[i] if f.kind == "number" and f.unit == "multiple"]
    said = {f.value for i in ko for f in story.ko.facts[i] if f.kind == "number" and f.unit == "percent"}
    for j in en:
        for fact in story.en.facts[j]:
            if fact.kind != "number" or fact.unit != "percent" or fact.value in said:
                continue
            if not _ROSE.search(story.en.texts[j], 0, fact.start):
                continue
            for i, multiple in times:
                if abs(100 * multiple.value - fact.value) < 0.5 and multiple.value > 1:
                    yield suspect(Place.of(i, multiple), Place.of(j, fact), "number", "value", {"difference": 1.0})


_OF_THEM = re.compile(
    r"(?<![\d.,])(?:(?P<all>\d{1,3}|열|다섯|네|세|두)\s?(?:명|곳|가구|개|건|대|사람|집)|(?P<whole>열|넷|셋|둘))"
    r"\s?(?:가운데|중)\s?"
    r"(?:(?P<part>\d{1,3}|한|두|세|네|다섯|여섯|일곱|여덟|아홉)\s?(?:명|곳|가구|개|건|대|사람|집)|"
    r"(?P<bare>하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉)(?=[이은꼴]))|(?P<half>절반|반토막)"
)
_IN = re.compile(r"\s(?:in|out\sof|of)\s(?:every\s)?$")


def _shares(story: Story, bead: int) -> Iterator[Suspect]:
    """3명 중 1명 is a third: a fraction of the English must be that one."""
    ko, en = story.beads[bead]
    told = [(i, m) for i in ko for m in _OF_THEM.finditer(story.ko.texts[i])]
    parts = [(j, f) for j in en for f in _fractions(story.en.texts[j], story.en.facts[j])]
    if len(told) != 1 or len(parts) != 1:
        return
    (i, match), (j, fact) = told[0], parts[0]
    if match["half"]:
        if any(f.unit in ("percent", "multiple") for k in ko for f in story.ko.facts[k]):
            return
        whole, part = 2, 1
    else:
        whole, part = (
            int(parse_native(w) or float(w)) for w in (match["all"] or match["whole"], match["part"] or match["bare"])
        )
    spoken = {f.value for k in ko for f in story.ko.facts[k] if f.unit == "fraction"}
    if whole and part < whole and abs(part / whole - fact.value) > 0.04 and fact.value not in spoken:
        yield suspect(Place(i, *match.span()), Place.of(j, fact), "number", "value", {"difference": 1.0})


def _fractions(text: str, facts: Sequence[Fact]) -> list[Fact]:
    """The fractions of an English sentence, "eight in 10" among them."""
    numbers = [f for f in facts if f.kind == "number"]
    out = [f for f in numbers if f.unit == "fraction"]
    for up, down in pairwise(numbers):
        if not up.unit and 0 < up.value < down.value <= 100 and _IN.fullmatch(text[up.end : down.start]):
            out.append(replace(up, value=up.value / down.value, end=down.end, text=text[up.start : down.end]))
    return out


_KO_RUNNING = re.compile(
    r"(?P<native>이틀|사흘|나흘|닷새|엿새|이레|여드레|아흐레|열흘)(?:째|\s?연속)"
    r"|(?<![\d.,가-힣])(?P<n>\d{1,3}|두|석|세|넉|네|다섯|여섯|일곱|여덟|아홉|열)\s?"
    r"(?:(?P<unit>(?:거래)?일|개월|달|주|분기|년|해|경기|시즌)\s?(?:내리(?=\s)|(?P<since>째|차(?!량|이|단|관|별|원|례))|연속)"
    r"|(?P<day>일)(?=[을째]?\s(?:맞|기념))|(?P<week>주)(?=까지|에\s)|연(?P<streak>[승패]))"
    r"|(?<![가-힣])(?P<nth>첫|둘째|셋째|넷째)\s?날(?=[에은는의부까,\s])"
)
_EN_RUNNING = re.compile(
    r"\b(?P<n>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,3}(?:st|nd|rd|th))"
    r"(?P<straight>[\s-](?:straight|consecutive|successive|running))?(?:[\s-](?:full|trading))?"
    r"[\s-](?:[a-z]+[\s-])?(?P<unit>day|night|session|week|month|quarter|year|game|match|season|win|victory|loss|defeat)(?:ly)?\b"
    r"(?P<row>\sin\sa\srow|\srunning)?"
)
_RUNNING_UNITS = {
    "일": "day", "거래일": "day", "개월": "month", "달": "month", "주": "week", "분기": "quarter", "년": "year",
    "해": "year", "경기": "game", "시즌": "season", "session": "day", "night": "day", "match": "game",
    "승": "win", "패": "loss", "victory": "win", "defeat": "loss",
}  # fmt: skip
_NATIVE_RUNS = {"석": 3, "넉": 4, "첫": 1, "둘째": 2, "셋째": 3, "넷째": 4} | NATIVE_DAYS


def _running(story: Story, bead: int) -> Iterator[Suspect]:
    """닷새째 is the fifth day, 나흘 연속 the fourth straight one, 7개월 연속 the seventh month, 3년 차 year three."""
    ko, en = story.beads[bead]
    told = [(i, m) for i in ko for m in _KO_RUNNING.finditer(story.ko.texts[i])]
    there = [(j, m) for j in en for m in _EN_RUNNING.finditer(story.en.texts[j])]
    if len(told) != 1 or len(there) != 1:
        return
    (i, mine), (j, other) = told[0], there[0]
    number = mine["native"] or mine["nth"] or mine["n"]
    count = int(number) if number.isdigit() else _NATIVE_RUNS.get(number) or parse_native(number) or 0
    unit = _RUNNING_UNITS[mine["unit"] or mine["week"] or mine["streak"] or "일"]
    counted = mine["since"] or mine["week"]
    straight = other["straight"] or other["row"] or counted
    same = unit == _RUNNING_UNITS.get(other["unit"], other["unit"])
    if not same and (not counted or other["unit"] not in ("day", "week", "month", "year")):
        return  # 2주째 is no "second month"
    if not (unit == "day" or straight):
        return
    if count and (not same) == (count == (ORDINALS.get(other["n"]) or int(other["n"][:-2]))):
        places = Place(i, *mine.span()), Place(j, *other.span())
        kind = "date" if unit in ("day", "week") or counted else "number"
        yield suspect(*places, "number", "exclusive", {"difference": 1.0}, kind)


def _magnitudes(story: Story, bead: int) -> Iterator[Suspect]:
    """수백 명 is hundreds, never thousands."""
    ko, en = story.beads[bead]
    told = [(i, f) for i in ko for f in story.ko.facts[i] if f.bound == "vague"]
    there = [(j, f) for j in en for f in story.en.facts[j] if f.bound == "vague" and not f.unit]
    if len(told) != 1 or len(there) != 1:
        return
    mine, other = told[0][1], there[0][1]
    exact = [f for j in en for f in story.en.facts[j] if f.kind == "number" and f.bound != "vague"]
    if max(mine.value, other.value) >= 9.9 * min(mine.value, other.value) and not any(
        same_number(mine, f) for f in exact
    ):
        yield suspect(Place.of(*told[0]), Place.of(*there[0]), "number", "magnitude", {"difference": 1.0})


_KO_LEFT = re.compile(
    r"\s?(?:수준|정도|가량)?(?P<way>으로|로|까지|이|가|을|를|만큼|정도|가량)?\s?(?:[가-힣]{1,4}\s)?"
    r"(?:줄|감소|축소|급[감증등락]|쪼그라|떨어|낮|깎|삭감|감축|내[려리렸]|하락|좁[혀히]|벌어|늘|증가|오[르른]|올[라랐]|상승|뛰|높[아여])"
)
_EN_LEFT = re.compile(r"\b(?P<way>by|to)\s(?:(?:about|around|just|only|nearly|almost|less than|more than|over)\s)?$")


_PARTS = frozenset(("fraction", "percent", "point"))


def _is_part(fact: Fact) -> bool:
    return fact.unit in _PARTS or dimension(fact.unit) in MONEY or fact.unit == "person"


def _by_or_to(story: Story, bead: int) -> Iterator[Suspect]:
    """3분의 1로 줄었다 leaves a third, 3분의 1 줄었다 two thirds, 3%포인트로 좁혀졌다 is no "by 3 points"."""
    ko, en = story.beads[bead]
    parts = [(i, f) for i in ko for f in story.ko.facts[i] if _is_part(f) and abs(f.value - 0.5) > 0.02]
    other = [(j, f) for j in en for f in story.en.facts[j] if _is_part(f)]
    for i, fact in parts:
        told = [(j, f) for j, f in other if same_number(fact, f)]
        mine = _KO_LEFT.match(story.ko.texts[i], fact.end)
        if mine is None or len(told) != 1:
            continue
        j, share = told[0]
        theirs = _EN_LEFT.search(story.en.texts[j], 0, share.start)
        if theirs is not None and (theirs["way"] == "to") != (mine["way"] in ("으로", "로", "까지")):
            yield suspect(Place.of(i, fact), Place.of(j, share), "number", "value", {"difference": 1.0})


_FROM = re.compile(r"\s?(?:선|대|씩)?에서\s(?:(?:\d{1,2}월|[가-힣 ]{0,8})\s)?$")
_GOES = re.compile(
    r"\s?(?:선|대|씩)?(?:으로|로|까지)\s?(?:[가-힣]{1,4}\s){0,2}"
    r"(?:오[르른를]|올[랐라리려린릴]|인상|늘|증가|뛰|상승|확대|줄|감소|내[리려렸]|떨어|하락|인하|낮|축소|급)"
)
_CHANGED = re.compile(
    r"\b(?:ris\w+|rose|up|grew|grow\w*|increas\w+|jump\w*|surg\w+|soar\w*|climb\w*|gain\w*|rais\w+|hik\w+|go(?:es)? up|"
    r"f[ae]ll\w*|drop\w*|declin\w+|decreas\w+|down|cut\w*|lower\w*|shr[aiu]nk\w*|slid\w*|plung\w*|plummet\w*|dip\w*|"
    r"slash\w*|reduc\w+)\s(?:(?:by|about|around|some|nearly|almost|over|more than|roughly)\s){0,2}$"
)


def _risen(story: Story, bead: int) -> Iterator[Suspect]:
    """From 1,400 won to 1,750 won is a rise of 25 percent, whoever reckons it."""
    ko, en = story.beads[bead]
    if any(f.unit in ("percent", "point", "fraction", "multiple") for i in ko for f in story.ko.facts[i]):
        return
    told = [(i, pair) for i in ko for pair in _changes(story.ko.texts[i], story.ko.facts[i])]
    shares = [(j, f) for j in en for f in story.en.facts[j] if f.kind == "number" and f.unit == "percent"]
    if len(told) != 1 or len(shares) != 1:
        return
    (i, (low, high)), (j, share) = told[0], shares[0]
    change = 100 * abs(high.value - low.value) / abs(low.value)
    if _CHANGED.search(story.en.texts[j], 0, share.start) and abs(change - abs(share.value)) > max(1.0, 0.03 * change):
        place = Place(i, low.start, high.end, high)
        yield suspect(place, Place.of(j, share), "number", "change", {"difference": 1.0})


def _changes(text: str, facts: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """The pairs of figures between which something went (1천400원에서 1천750원으로 오른다)."""
    numbers = [f for f in facts if f.kind == "number" and f.high is None and not f.soft and f.bound != "vague"]
    spans = [f for f in facts if f.kind == "number" and f.high and f.value and "에서" in f.text]
    spans = [f for f in spans if _GOES.match(text, f.end)]
    return [(f, replace(f, value=f.high, high=None)) for f in spans] + [
        (a, b) for a, b in pairwise(numbers)
        if a.unit == b.unit and a.unit not in ("ordinal", "rank", "score", "age", "c", "degree")
        and 0 < a.value != b.value and _FROM.fullmatch(text[a.end : b.start]) and _GOES.match(text, b.end)
    ]  # fmt: skip


_TO_FROM = re.compile(r"\bto\s(?:[a-z]+\s){0,2}$")
_SINCE = re.compile(r"\bfrom\s(?:[a-z]+\s){0,2}$")


def _reversed(story: Story, bead: int) -> Iterator[Suspect]:
    """92에서 88로 as "to 92 from 88": where it came from and where it went have changed places."""
    ko, en = story.beads[bead]
    told = [(i, pair) for i in ko for pair in _changes(story.ko.texts[i], story.ko.facts[i])]
    if len(told) != 1:
        return
    (i, (first, last)) = told[0]
    for j in en:
        numbers = [f for f in story.en.facts[j] if f.kind == "number" and f.high is None]
        to = [f for f in numbers if _TO_FROM.search(story.en.texts[j], max(0, f.start - 24), f.start)]
        since = [f for f in numbers if _SINCE.search(story.en.texts[j], max(0, f.start - 24), f.start)]
        if len(to) == len(since) == 1 and same_number(first, to[0]) and same_number(last, since[0]):
            if not same_number(last, to[0]):
                yield suspect(Place.of(i, last), Place.of(j, to[0]), "number", "value", {"difference": 1.0})


_KO_THEM = re.compile(r"(?:이|그)\s?(?:가운데|중)(?:에서)?\s?(?:[가-힣]+\s){0,2}$")
_EN_THEM = re.compile(r"\sof\s(?:them|whom|these|those)\b")


def _of_them(story: Story, bead: int) -> Iterator[Suspect]:
    """이 가운데 6명 is "six of them": a part may not take the figure of the whole."""
    ko, en = story.beads[bead]
    parts = [(i, f) for i in ko for f in story.ko.facts[i]
             if f.kind == "number" and _KO_THEM.search(story.ko.texts[i], max(0, f.start - 16), f.start)]  # fmt: skip
    there = [(j, f) for j in en for f in story.en.facts[j]
             if f.kind == "number" and _EN_THEM.match(story.en.texts[j], f.end)]  # fmt: skip
    if len(parts) != 1 or len(there) != 1 or same_number(parts[0][1], there[0][1]):
        return
    others = [f for i in ko for f in story.ko.facts[i] if f.kind == "number" and f is not parts[0][1]]
    if any(same_number(f, there[0][1]) for f in others):
        yield suspect(Place.of(*parts[0]), Place.of(*there[0]), "number", "value", {"difference": 1.0})


def _exchanged(story: Story, bead: int) -> Iterator[Suspect]:
    """20위로 8계단 as "20 notches to eighth": a rank and a count that took each other's figure."""
    ko, en = story.beads[bead]
    sides = [
        [(n, f) for n in numbers for f in side.facts[n] if f.kind == "number" and f.high is None and not f.soft]
        for side, numbers in ((story.ko, ko), (story.en, en))
    ]
    ranks = [[p for p in side if p[1].unit in ("rank", "ordinal")] for side in sides]
    counts = [[p for p in side if p[1].unit in ("", "thing", "times", "score")] for side in sides]
    if len(ranks[0]) != 1 or len(ranks[1]) != 1:
        return
    (i, mine), (j, other) = ranks[0][0], ranks[1][0]
    if mine.value == other.value:
        return
    crossed = any(f.value == mine.value for _, f in counts[1]) and any(f.value == other.value for _, f in counts[0])
    if crossed:
        yield suspect(Place.of(i, mine), Place.of(j, other), "number", "value", {"difference": 1.0})


def suspect(ko: Place | None, en: Place, kind: str, reason: str, signs: dict[str, float], told: str = "") -> Suspect:
    """Return a wrong figure or day; `told`: the type, if it is not the kind."""
    return Suspect(kind, told or kind, "wrong", reason, ko, en, signs)  # type: ignore[arg-type]
