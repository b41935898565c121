"""When two values are the same: units, rounding, ranges, bounds, percent against fractions, ages."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from aligner.facts.model import Fact, Moment
from aligner.facts.reading.calendar import SAME, Slack, agree, full_day
from aligner.facts.reading.units import MONEY, PHYSICAL, base, dimension, group

__all__ = ["COARSE", "finest", "kin", "last_digit", "match_level", "same_number", "type_of", "unit_level"]

_CONVERTED = 0.03
"""Relative slack where the sides use different units (350 miles for 560 km is 0.6 % off; desks round)."""

_INTERNATIONAL_AGE = date(2023, 6, 28)
"""Since this day Korean law counts ages internationally (Civil Act and General Act on Public Administration)."""

_NTH = re.compile(r"\d(?:st|nd|rd|th)\b|\b[a-z]+th\b|\b(?:first|second|third)\b")
_HEDGES = frozenset(("about", "over", "under", "nearly", "min", "max", "vague"))
_SCALED = frozenset(("length", "area", "mass", "volume", "speed", "duration", "power", "energy", "data"))


_CONVERTIBLE = _SCALED | {"fraction", "percent", "times", "point", "temperature", "age"}


def _far_apart(ko: Fact, en: Fact) -> bool:
    """Whether no rounding makes one figure the other: most of a story's are, and this says so at once."""
    if ko.alternatives or en.alternatives or "band" in (ko.bound, en.bound):
        return False
    mine, other = abs(ko.value), abs(en.value)
    return bool(abs(mine - other) > 1.0 + 0.1 * max(mine, other))


def last_digit(value: float, step: float) -> float:
    """Place value of the last non-zero digit of a figure (``3_500_000`` → 10^5), not below the digits written."""
    if value == 0:
        return step
    place = step
    scaled = round(abs(value) / step)
    if scaled == 0 or scaled > 10**15:
        return step
    while scaled % 10 == 0:
        scaled //= 10
        place *= 10
    return place


def _rounds_to(fine: float, coarse: float, step: float, hedged: bool) -> bool:
    """Whether `coarse` is what `fine` is rounded or cut to, at the last digit of `coarse`."""
    place = last_digit(coarse, step)
    digits = round(abs(coarse) / place) if place else 0
    apart = abs(fine - coarse)
    if hedged:
        return apart < place and apart <= 0.1 * abs(coarse) + 1e-12
    if digits < 10 and (place >= 1 and abs(coarse) < 1e6):
        return False  # 24 is not "20", 3,400 is not "3,000" unless it is hedged
    if place >= 1 and abs(coarse) < 1000:
        # decimals may be cut to a whole number (15.0 → 15), whole numbers may not be changed
        return step >= 1 and fine != round(fine) and apart <= 0.5 and digits >= 10 and round(fine) == coarse
    return apart <= 0.5000001 * place and apart <= 0.05 * abs(coarse)


def same_number(ko: Fact, en: Fact, story: date | None = None) -> bool:
    """Say whether two numbers can be the same value, whatever they count.

    Units of one dimension are converted (3 % slack when they differ); a figure may be rounded to the last digit the
    other side writes, more freely where it is hedged (약, about); a range equals a range, and a vague word (수백,
    hundreds) any figure of its magnitude; Korean ages may be one or two years ahead before the law of June 2023.
    """
    ko_dim, en_dim = dimension(ko.unit), dimension(en.unit)
    if {ko.unit, en.unit} == {"gbp", "lb"}:
        return bool(ko.value == en.value)  # 파운드 and "pounds" are money and weight
    if (ko_dim in MONEY or en_dim in MONEY) and ko_dim != en_dim and not (ko_dim == "" or en_dim == ""):
        return False
    if ko_dim == en_dim in MONEY and ko.unit != en.unit:
        return abs(base(ko.value, ko.unit) - base(en.value, en.unit)) < 1e-9  # 65센트 is "$0.65"
    if {ko.unit, en.unit} == {"ton", "m3"}:
        return bool(ko.value == en.value)  # a ton of water
    if "vague" in (ko.bound, en.bound):
        return _vague(ko, en)
    if _in_dozens(ko, en):
        return True
    if _far_apart(ko, en) and (ko.unit == en.unit != "age" or not {ko_dim, en_dim} & _CONVERTIBLE):
        return False
    if {ko_dim, en_dim} == {"fraction", "percent"}:
        return _shares(ko, en)
    if ko_dim == en_dim == "times" and _about_so_many_times(ko, en):
        return True
    if {ko_dim, en_dim} == {"fraction", "times"}:
        return bool(abs(ko.value - en.value) < 1e-6)
    if ko_dim == en_dim and ko_dim in _SCALED and ko.unit != en.unit:
        return _converted(ko, en)
    if {ko.unit, en.unit} == {"point", "bp"}:
        return abs(base(ko.value, ko.unit) - base(en.value, en.unit)) < 1e-6  # 0.3%p is 30 basis points
    if ko_dim == en_dim == "temperature" and "f" in (ko.unit, en.unit) and ko.unit != en.unit:
        return abs(base(ko.value, ko.unit) - base(en.value, en.unit)) <= 1.0
    if "model" in (ko_dim, en_dim):
        return (ko_dim == en_dim and ko.value == en.value) or ((ko_dim == "" or en_dim == "") and ko.value == en.value)
    if "band" in (ko.bound, en.bound) and _in_band(ko, en):
        return True
    if ko.value != en.value and _next_whole(ko, en):
        return True
    if "age" in (ko_dim, en_dim) and (_in_decade(ko, en) or _in_decade(en, ko)):
        return True
    if ko.alternatives and ko.unit == "minute" and _NTH.search(en.text):
        return en.value in ko.alternatives  # 후반 16분 is no 16th minute
    for mine in (ko.value, *ko.alternatives):
        for other in (en.value, *en.alternatives):
            if _close(mine, other, ko, en):
                return _ranges(ko, en)
    return "age" in (ko_dim, en_dim) and _ages(ko, en, story)


def _about_so_many_times(ko: Fact, en: Fact) -> bool:
    """2.3배 is "more than doubled", 2.8배 "nearly tripled"."""
    if en.bound in ("over", "min"):
        return bool(en.value <= ko.value < en.value + 1)
    return en.bound == "nearly" and bool(en.value - 0.5 < ko.value <= en.value)


def _shares(ko: Fact, en: Fact) -> bool:
    """36.1% is "more than a third", 64 percent "nearly two-thirds", 33.2% "a third"."""
    mine, other = (f.value * (100.0 if dimension(f.unit) == "fraction" else 1.0) for f in (ko, en))
    beyond = mine - other if dimension(en.unit) == "fraction" else other - mine
    bound = en.bound if dimension(en.unit) == "fraction" else ko.bound
    if bound in ("over", "min"):
        return bool(-0.7 <= beyond <= 8.0)
    if bound in ("nearly", "under", "max"):
        return bool(-8.0 <= beyond <= 0.7)
    return bool(abs(beyond) <= (2.5 if "about" in (ko.bound, en.bound) else 0.7))


def _in_dozens(ko: Fact, en: Fact) -> bool:
    """10여 명 is "about a dozen", 20여 명 "two dozen": a figure from the ten on to the next one."""
    if ko.bound not in ("over", "about") or not ko.value <= en.value < ko.value + 10:
        return False
    tens = ko.value % 10 == 0 and ko.value < 100 and (ko.bound == "over" or "남짓" in ko.text)
    return tens and "dozen" in en.text.lower()


def _in_band(ko: Fact, en: Fact) -> bool:
    """1%대 is any value from 1 up to 2: "1.4 percent", "the 1-percent range", 0%대 "less than 1 percent"."""
    band, other = (ko, en) if ko.bound == "band" else (en, ko)
    top = band.value + last_digit(band.value, band.step)
    if other.bound in ("under", "nearly", "max") and other.value == top:
        return True
    return bool(band.value <= other.value < top)


def _next_whole(ko: Fact, en: Fact) -> bool:
    """Whether whole figures say one bound: fewer than five is four or fewer, more than five is six or more."""
    if ko.step < 1 or en.step < 1 or group(ko.unit) not in ("count", "age") or abs(ko.value - en.value) != 1:
        return False
    low, high = (ko, en) if ko.value < en.value else (en, ko)
    if group(ko.unit) == "age" and high.bound == "under" and not low.bound:
        return True  # the end of 19∼34세: "not yet 35"
    return (low.bound, high.bound) in (("max", "under"), ("over", "min"))


def _in_decade(decade: Fact, age: Fact) -> bool:
    """30대 is any age from 30 to 39."""
    told = decade.high == decade.value + 9 or (decade.text.endswith("대") and decade.value % 10 == 0)
    return decade.unit == "age" and told and age.high is None and bool(decade.value <= age.value <= decade.value + 9)


_LIMITS = frozenset(("min", "max", "over", "under"))


def _close(mine: float, other: float, ko: Fact, en: Fact) -> bool:
    if abs(mine - other) <= 1e-9 * max(1.0, abs(mine)):
        return True
    if mine * other <= 0:
        # "fell 3.2 percent" for -3.2%: the sign sits in the verb
        return abs(abs(mine) - abs(other)) <= 1e-9 * max(1.0, abs(mine)) and mine != 0 and other != 0
    if "ordinal" in (dimension(ko.unit), dimension(en.unit)):
        return False
    hedged = ko.bound in _HEDGES or en.bound in _HEDGES
    if "age" in (ko.unit, en.unit) and ko.bound in _LIMITS and en.bound in _LIMITS:
        hedged = False  # 65세 이상 is not "aged 60 or older"
    if abs(mine - other) > 0.1 * max(abs(mine), abs(other)) + 1e-12:
        return False
    if ko.bound in _LIMITS and en.bound in _LIMITS and mine > 0:
        if en.bound in ("max", "under"):
            hedged = False  # 7천만원 이하 is not "no more than 74 million won"
        elif other > mine * 1.001:
            return False  # 90%를 넘는 is not "more than 96 percent"
    return _rounds_to(mine, other, en.step, hedged) or _rounds_to(other, mine, ko.step, hedged)


def _ranges(ko: Fact, en: Fact) -> bool:
    if ko.high is None or en.high is None:
        return True
    if abs(ko.high - en.high) <= 1e-9 * max(1.0, abs(ko.high)):
        return True
    return _rounds_to(ko.high, en.high, en.step, True) or _rounds_to(en.high, ko.high, ko.step, True)


def _vague(ko: Fact, en: Fact) -> bool:
    vague, other = (ko, en) if ko.bound == "vague" else (en, ko)
    if other.bound == "vague":
        return abs(math.log10(max(vague.value, 1)) - math.log10(max(other.value, 1))) < 0.5
    return bool(vague.value <= other.value < vague.value * 11)


COARSE = frozenset(("week", "month", "year", "decade", "century"))
"""Units in whose round figures a finer one is told: 44년 is "more than four decades"."""


def _counted_coarsely(fine: Fact, coarse: Fact) -> bool:
    """44년 is "more than four decades" and 38년 "nearly four": a bound on a figure of the larger unit."""
    if coarse.unit not in COARSE or coarse.high is not None:
        return False
    value = base(fine.value, fine.unit) / base(1.0, coarse.unit)
    if coarse.bound in ("over", "min"):
        return bool(coarse.value <= value * 1.01 and value < coarse.value + 1)
    return coarse.bound in ("nearly", "under") and bool(coarse.value - 1 < value <= coarse.value * 1.01)


def _converted(ko: Fact, en: Fact) -> bool:
    mine, other = base(ko.value, ko.unit), base(en.value, en.unit)
    if _counted_coarsely(ko, en) or _counted_coarsely(en, ko):
        return True
    if abs(mine - other) <= _CONVERTED * max(abs(mine), abs(other)):
        return True
    # a converted figure is rounded to its own last digit: 10 km is "6 miles"
    for value, fact in ((mine, en), (other, ko)):
        scale = base(1.0, fact.unit)
        if (
            abs(value / scale - fact.value) <= 0.5 * last_digit(fact.value, fact.step)
            and abs(value / scale - fact.value) <= 0.2 * fact.value
        ):
            return dimension(ko.unit) != "duration" or abs(mine - other) <= 0.05 * max(mine, other)
    return False


def _ages(ko: Fact, en: Fact, story: date | None) -> bool:
    ahead = ko.value - en.value
    if ko.unit != "age" or ahead <= 0:
        return False
    if "살" in ko.text:
        return bool(ahead <= 2)
    return bool(ahead <= 1) and (story is None or story < _INTERNATIONAL_AGE)


def finest(moment: Moment) -> str:
    """The finest field a date states: ``"day"`` (or weekday), ``"month"``, ``"quarter"``, ``"half"`` or ``"year"``."""
    if moment.minute is not None:
        return "time"
    if moment.day or moment.weekday is not None or moment.relative.startswith("day"):
        return "day"
    if moment.month or moment.relative.startswith("month"):
        return "month"
    if moment.quarter:
        return "quarter"
    if moment.half:
        return "half"
    return moment.relative.split(":")[0] or "year"


def _elsewhere(ko: Fact, en: Fact) -> bool:
    """Whether two clock times agree when one of them is told by the clock of a place that the story names."""
    if en.value.zone is not None:
        return ko.value.zone is None and any(
            agree(replace(ko.value, zone=int(z)), en.value) == "match" for z in ko.alternatives
        )
    if en.value.relative == "local" and not ko.alternatives:
        return bool((ko.value.minute - en.value.minute) % 60 == 0)  # nobody says where: whole hours apart
    if ko.value.zone is not None or en.value.relative == "local":
        return any(agree(ko.value, replace(en.value, zone=int(z))) == "match" for z in ko.alternatives)
    return False


def _about_then(ko: Fact, en: Fact) -> bool:
    """Whether one clock time is the other, told roughly: 3시 42분께 is "about 3:40", 오후 2시 58분 "around 3 p.m."."""
    for fine, coarse in ((ko, en), (en, ko)):
        if coarse.bound != "about":
            continue
        slack = next((near for grid, near in ((30, 5), (10, 4), (5, 2)) if coarse.value.minute % grid == 0), 0)
        if any(
            agree(replace(fine.value, minute=(fine.value.minute + off) % 1440), coarse.value) == "match"
            for off in range(-slack, slack + 1)
        ):
            return True
    return False


_COUNTED = frozenset(("count", "times", "ordinal", "age"))
"""Groups of which one figure may stand for another: 3명 is no source of "three hours"."""


_NO_ROLE = PHYSICAL | MONEY | {"area", "energy", "power", "data"}


def match_level(ko: Fact, en: Fact, story: date | None = None, slack: Slack = SAME) -> int:
    """How well two facts agree.

    Returns
    -------
    int
        3: same value and same unit class; 2: same value where one side names no unit, or a date that agrees in part;
        1: same figure in another role (day 3 for "three days"); 0: not the same.
    """
    if ko.kind != en.kind:
        return _mixed(ko, en)
    if ko.kind in ("date", "time"):
        if _in_week(ko.value, en.value, story) or _in_week(en.value, ko.value, story):
            return 2
        verdict = agree(ko.value, en.value, story, slack=slack)
        if verdict == "conflict" and ko.kind == "time":
            return 2 if _elsewhere(ko, en) or _about_then(ko, en) else 0
        if (
            verdict != "match"
            or not (ko.text.startswith("오는") or _in_reach(ko.value, en.value, story))
            or _other_month(ko, en)
        ):
            return 0
        return 3 if finest(ko.value) == finest(en.value) else 2
    level = unit_level(ko.unit, en.unit)
    return level if level and same_number(ko, en, story) else 0


@lru_cache(maxsize=1 << 14)
def unit_level(ko: str, en: str) -> int:
    """Return the level on which two figures of equal value agree by their units: see `match_level`."""
    mine, other = group(ko), group(en)
    if _match_minutes(ko, en):
        return 3
    if mine == other:
        return 2 if {dimension(ko), dimension(en)} == {"percent", "point"} else 3
    if "count" in (mine, other):
        return 2 if not {ko, en}.isdisjoint(("", "thing")) or {mine, other} <= _COUNTED else 0
    return int(_NO_ROLE.isdisjoint((mine, other)) or {mine, other} <= PHYSICAL)


def _other_month(ko: Fact, en: Fact) -> bool:
    """Whether two stretches of days are of other months, and the Korean says of which."""
    said = ko.written is not None and (ko.written.month or ko.written.relative.startswith("month"))
    return bool(said and ko.value.through and en.value.through and en.value.month not in (None, ko.value.month))


def _in_week(week: Moment, day: Moment, story: date | None) -> bool:
    """지난주 holds the days from Monday to Sunday of the week before the story's."""
    scale, _, steps = week.relative.partition(":")
    there = full_day(day, story) if story is not None and scale == "week" and week.weekday is None else None
    if there is None or story is None:
        return False
    monday = story - timedelta(days=story.weekday() - 7 * int(steps))
    return 0 <= (there - monday).days < 7


def _in_reach(ko: Moment, en: Moment, story: date | None) -> bool:
    """A bare weekday means a day within a week or so of the story, never the same weekday of another month."""
    if story is None or (en.weekday is None) == (ko.weekday is None):
        return True
    plain, dated = (en, ko) if en.weekday is not None else (ko, en)
    if plain.day or plain.month:
        return True
    day = full_day(dated, story)
    return day is None or abs((day - story).days) <= 9


def _mixed(ko: Fact, en: Fact) -> int:
    """A date on one side, a number on the other (3일 for three days, 2024 read as a figure)."""
    moment, number = (ko.value, en) if ko.kind == "date" else (en.value, ko)
    if number.soft or number.unit in ("ordinal", "percent", "age") or number.unit in MONEY:
        return 0
    if not isinstance(moment, Moment) or number.kind != "number" or moment.minute is not None:
        return 0
    fields = (moment.day, moment.year, moment.quarter, moment.month)
    return 1 if any(f == number.value for f in fields if f) else 0


def _match_minutes(ko: str, en: str) -> bool:
    """후반 21분 or 66번째 분 against "the 66th minute", by their units."""
    return {ko, en} <= {"minute", "ordinal"} and "minute" in (ko, en)


def _like_prices(ko: Fact, en: Fact) -> bool:
    """A bare English figure that can only be a price told in Korean: with decimals as it has, or about as high."""
    if ko.step < 1 and en.step < 1:
        return bool(en.value > 10)
    return bool(ko.value >= 100 and en.high is None and 0.8 < en.value / ko.value < 1.25)


def kin(ko: Fact, en: Fact) -> bool:
    """Whether one may stand in the other's place: same kind and same unit class, dates of the same fineness."""
    if ko.kind != en.kind:
        return False
    if isinstance(ko.value, Moment):
        return finest(ko.value) == finest(en.value)
    mine, other = group(ko.unit), group(en.unit)
    if mine == other or _match_minutes(ko.unit, en.unit):
        return True
    if mine in MONEY and other in MONEY:
        return bool(ko.value == en.value)  # the same figure in another currency
    if mine == "age" and ko.high is not None and en.value < 10:
        return False  # 20대 is no "two"
    if mine in MONEY and not en.unit and _like_prices(ko, en):
        return True  # 달러당 1,432.5원: "traded at 1,432.5 per dollar"
    if en.unit == "age" and ko.text.endswith("대"):
        return True  # 40대: in one's forties
    if {mine, other} == {"count", "percent"} and "" in (ko.unit, en.unit) and ko.step < 1 and en.step < 1:
        return True
    if {ko.unit, en.unit} in ({"age", "year"}, {"ordinal", "times"}) or (mine == "times" and en.unit == ""):
        return True
    if mine == "age" and en.unit == "" and en.value < 110 and en.step >= 1:
        return True  # "at 35", "Kim, now 35"
    if mine == "ordinal" and ko.unit == "rank" and en.unit == "":
        return True
    if en.unit == "ordinal" and ko.text.endswith("대"):
        return True  # 58대 총리: the 58th prime minister
    if en.unit == "ordinal" and ko.text.endswith(("승", "패", "골")):
        return True  # 시즌 9승째: the ninth win
    if en.unit == "" and ko.text.endswith("층"):
        return True  # 25층: 25 stories
    return dimension(ko.unit) == "" and dimension(en.unit) in ("person", "vote", "score", "times")


_WHEN = re.compile(
    r"(?:여|가량|정도|쯤|남짓)?(?:간(?![가-힣])|\s?(?:동안|앞[두둔]|뒤(?!늦|집)|전(?=[에의과보 ,.]|인)|"
    r"후(?=[에의 ,.]|인)|만(?=[에의이인])|째|마다|차(?!량|이|단|관|별|원|례)|안에|이내|내에|내내|"
    r"[을를이가]\s(?:앞[두둔]|지[난나]|맞)))"
)
_OF_THE_MONTH = re.compile(r"\s?(?:[월화수목금토일]요일|주(?![가-힣]{2}))")
_SINCE = re.compile(r"(?:세기|주년|주기)$|[년월달]간$")


def type_of(text: str, ko: Fact, en: Fact) -> Literal["number", "date"]:
    """Return the type under which a wrong figure is told: ``date`` if it is a time of the calendar.

    That is a count of days or weeks, the same figure in another unit of time (세 시간, "three days"), and of hours,
    months and years what tells when, since when or for how long (10년 전, 17년째, 석 달 만에, 두 달간, 15세기, 80주년).
    A length that is an amount stays a number: a prison term, a ride of 50 minutes, seconds, minutes of a match.
    """
    if _SINCE.search(ko.text) or (ko.unit == "ordinal" and _OF_THE_MONTH.match(text, ko.end)):
        return "date"
    if dimension(ko.unit) != "duration" or ko.unit in ("minute", "second"):
        return "number"
    slipped = dimension(en.unit) == "duration" and en.unit != ko.unit and en.value == ko.value
    return "date" if ko.unit in ("day", "week") or slipped or _WHEN.match(text, ko.end) else "number"
