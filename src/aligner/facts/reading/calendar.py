"""Calendar arithmetic shared by both languages: resolving against the story's date, comparing, weekdays."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, TypeVar

from aligner.facts.model import Fact, Moment

__all__ = [
    "KST",
    "SAME",
    "Slack",
    "Verdict",
    "agree",
    "anchored",
    "blank",
    "full_day",
    "join_days",
    "resolve",
    "weekday_of",
    "zone_offset",
]

_T = TypeVar("_T")

KST = 540
"""Minutes Korea is ahead of UTC."""

Verdict = Literal["match", "conflict", "unknown"]
Slack = tuple[int, ...]
"""Days by which the second of two dates may be later than the first and still be the same."""
SAME: Slack = (0,)


# offset in minutes, and by whose rule summer adds an hour
_ZONES: dict[str, tuple[int, str]] = {
    "KST": (KST, ""), "GMT": (0, ""), "China": (480, ""), "Moscow": (180, ""), "London": (0, "eu"), "Paris": (60, "eu"),
    "Eastern": (-300, "us"), "Central": (-360, "us"), "Mountain": (-420, "us"), "Pacific": (-480, "us"),
}  # fmt: skip


def zone_offset(name: str, day: date | None) -> int | None:
    """Minutes from UTC of a zone on a day; None if its clocks change in summer and the day is not known.

    Summer time by the Energy Policy Act of 2005 (second Sunday of March to first of November) and EU directive
    2000/84/EC (last Sundays of March and October).
    """
    offset, rule = _ZONES[name]
    if not rule:
        return offset
    if day is None:
        return None
    first, last = (
        (_sunday(day.year, 3, 8), _sunday(day.year, 11, 1)) if rule == "us" else
        (_sunday(day.year, 3, 25), _sunday(day.year, 10, 25))
    )  # fmt: skip
    return offset + 60 * (first <= day < last)


def _sunday(year: int, month: int, day: int) -> date:
    """The first Sunday from a day on."""
    first = date(year, month, day)
    return first + timedelta(days=6 - first.weekday())


def join_days(text: str, facts: list[Fact], gap: str, after: str) -> list[Fact]:
    """Make one stretch of days of two ends in one month: 25일부터 31일까지, May 25 to May 31."""
    if gap not in text:
        return facts
    out: list[Fact] = []
    for fact in facts:
        last = out[-1] if out else None
        if (
            last is not None
            and last.kind == fact.kind == "date"
            and text[last.end : fact.start] == gap
            and text.startswith(after, fact.end)
            and not (last.value.through or fact.value.through)
            and last.value.day
            and fact.value.day
            and last.value.day < fact.value.day
            and (fact.value.month == last.value.month or fact.text[0].isdigit())
            and (fact.value.year or last.value.year) == last.value.year
        ):
            moment = replace(last.value, through=fact.value.day)
            out[-1] = replace(last, value=moment, end=fact.end, text=text[last.start : fact.end])
        else:
            out.append(fact)
    return out


def anchored(
    facts: Sequence[Fact], story: date | None, before: Collection[str], after: Collection[str], announced: int = -1
) -> list[Fact]:
    """Count 전날 and 이튿날, "the previous day" and "the next day" from the day that the sentence tells.

    That is the day told before them, else the day of the announcement, which Korean tells last (`announced`: where it
    stands; 이튿날부터 검사한다고 6일 통보했다), else the story's own. 다음 달 after a later month than the
    story's is the month after that one.
    """
    if not any(f.text.lower() in before or f.text.lower() in after or _MONTH_AFTER.match(f.text) for f in facts):
        return list(facts)
    days = [(f.start, day) for f in facts if (day := _told(f, story)) is not None]
    months = [(f.start, f.value.month) for f in facts if f.kind == "date" and "월" in f.text]
    at = next((day for start, day in days if start == announced), None)
    out = []
    for fact in facts:
        word = fact.text.lower()
        steps = -1 if word in before else 1 if word in after else 0
        if fact.kind == "date" and steps:
            told = at if at is not None and announced >= fact.start else _last_before(days, fact.start)
            fact = fact if told is None else _so_many_days_from(fact, told, steps)
        elif fact.kind == "date" and story is not None and _MONTH_AFTER.match(fact.text):
            month = _last_before(months, fact.start)
            if month and story.month < month < 12:
                fact = replace(fact, value=replace(fact.value, month=month + 1))
        out.append(fact)
    return out


_MONTH_AFTER = re.compile(r"다음\s?달|[Tt]he following month|[Nn]ext month")


def _told(fact: Fact, story: date | None) -> date | None:
    """The day a fact states by its number, if the story can have happened around it."""
    if fact.kind != "date" or not fact.value.day or fact.value.through or not any(c.isdigit() for c in fact.text):
        return None
    day = full_day(fact.value, story)
    near = day is not None and (story is None or timedelta(-1) <= story - day <= timedelta(days=30))
    return day if near else None


def _last_before(told: Sequence[tuple[int, _T]], start: int) -> _T | None:
    """Return what is told last before a place."""
    at = bisect_left(told, start, key=lambda row: row[0])
    return told[at - 1][1] if at else None


def _so_many_days_from(fact: Fact, told: date, steps: int) -> Fact:
    day = told + timedelta(days=steps)
    return replace(fact, value=replace(fact.value, year=day.year, month=day.month, day=day.day, relative=""))


def blank(text: str, spans: list[tuple[int, int]]) -> str:
    """Return `text` with the spans overwritten (same length), so that the number pass does not read dates again."""
    if not spans:
        return text
    out: list[str] = []
    at = 0
    for start, end in spans:
        out += (text[at:start], "\x00" * (end - start))
        at = end
    out.append(text[at:])
    return "".join(out)


def _shift_month(day: date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def resolve(moment: Moment, story: date | None, lean: str = "") -> Moment:
    """Fill in what the story's date tells: relative words, the month of a bare day.

    Parameters
    ----------
    moment
        As read; ``relative`` holds ``"year-1"``, ``"month0"``, ``"week+1"``, ``"day0"`` and so on.
    story
        The day the story was published, None if unknown (then nothing is filled in).
    lean
        ``"past"`` (지난) or ``"future"`` (오는) for a day or month without its month or year; ``""``: same month.
    """
    if story is None:
        return moment
    scale, _, offset = moment.relative.partition(":")
    if scale:
        steps = int(offset)
        if scale == "year":
            moment = replace(moment, year=moment.year or story.year + steps, relative="")
        elif scale == "month":
            year, month = _shift_month(story, steps)
            moment = replace(moment, year=moment.year or year, month=moment.month or month, relative="")
        elif scale == "day":
            told = full_day(moment, story) if moment.month and moment.day else None  # 광복절 이튿날
            day = (told or story) + timedelta(days=steps)
            moment = replace(moment, year=day.year, month=day.month, day=day.day, relative="")
        elif scale == "week" and moment.weekday is not None:
            monday = story - timedelta(days=story.weekday())
            day = monday + timedelta(days=7 * steps + moment.weekday)
            moment = replace(moment, year=day.year, month=day.month, day=day.day, relative="")
    if moment.day and not moment.month:
        moment = _place_day(moment, story, lean)
    return moment


def _place_day(moment: Moment, story: date, lean: str) -> Moment:
    assert moment.day is not None
    shift = 0
    if lean == "past" and moment.day > story.day:
        shift = -1
    elif (lean == "future" and moment.day < story.day) or (not lean and story.day >= 25 and moment.day <= 5):
        shift = 1
    elif not lean and story.day <= 5 and moment.day >= 25:
        shift = -1
    return replace(moment, month=_shift_month(story, shift)[1])


def full_day(moment: Moment, story: date | None) -> date | None:
    """The calendar day of a moment; a year not said is the one that brings the day nearest to the story's date."""
    if moment.year or story is None or not (moment.month and moment.day):
        return moment.calendar
    return _nearest(moment.month, moment.day, story)


@lru_cache(maxsize=1 << 12)
def _nearest(month: int, day: int, story: date) -> date | None:
    days = []
    for year in (story.year - 1, story.year, story.year + 1):
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    return min(days, key=lambda there: abs((there - story).days)) if days else None


def weekday_of(moment: Moment, story: date | None = None) -> int | None:
    """The weekday of a calendar day, or the one written."""
    day = full_day(moment, story)
    return day.weekday() if day is not None else moment.weekday


def _quarter(moment: Moment) -> int | None:
    if moment.quarter:
        return moment.quarter
    return (moment.month - 1) // 3 + 1 if moment.month else None


def _half(moment: Moment) -> int | None:
    if moment.half:
        return moment.half
    quarter = _quarter(moment)
    return (quarter - 1) // 2 + 1 if quarter else None


def agree(a: Moment, b: Moment, story: date | None = None, *, slack: Slack = SAME) -> Verdict:
    """Say whether two dates can be the same.

    Only fields both sides state are compared; a weekday is compared with the weekday of a full date. `slack` holds the
    differences in days that are let pass (copy that mixes KST, GMT and local time across midnight).
    """
    if a.minute is not None and b.minute is not None:
        return _agree_time(a, b)
    day_a, day_b = full_day(a, story), full_day(b, story)
    if day_a and day_b and ((a.year and b.year) or slack != SAME):
        if a.through and b.day and a.day and a.month == b.month and a.day <= b.day <= a.through:
            return "match"
        if b.through and a.day and b.day and a.month == b.month and b.day <= a.day <= b.through:
            return "match"
        return "match" if (day_b - day_a).days in slack else "conflict"
    if a.relative and b.relative:
        same_scale = a.relative.split(":")[0] == b.relative.split(":")[0]
        if same_scale and not (a.day and b.day):
            return "match" if a.relative == b.relative else "conflict"
    if a.through and b.through and a.day and b.day and _agree_year(a, b) != "conflict":
        return "match" if (a.day, a.through) == (b.day, b.through) else "conflict"
    fields = (
        _agree_year(a, b),
        _same(a.month, b.month, _in_months(a, b)),
        _same(a.day, b.day, _in_days(a, b, slack)),
        _same(_quarter(a), _quarter(b)) if a.quarter or b.quarter else "unknown",
        _same(_half(a), _half(b)) if a.half or b.half else "unknown",
        _agree_weekday(a, b, story, slack),
    )
    return "conflict" if "conflict" in fields else "match" if "match" in fields else "unknown"


def _same(mine: int | None, other: int | None, otherwise: bool = False) -> Verdict:
    """Compare one field of two dates; `otherwise`: a range holds the one where they differ."""
    if not mine or not other:
        return "unknown"
    return "match" if mine == other or otherwise else "conflict"


def _agree_year(a: Moment, b: Moment) -> Verdict:
    if not a.year or not b.year:
        return "unknown"
    low, high = (b, a) if a.decade else (a, b)
    if high.decade and high.year and low.year:
        return "match" if high.year <= low.year <= high.year + 9 else "conflict"
    return "match" if a.year == b.year or _in_years(a, b) else "conflict"


def _agree_weekday(a: Moment, b: Moment, story: date | None, slack: Slack) -> Verdict:
    mine, other = weekday_of(a, story), weekday_of(b, story)
    if (a.weekday is None and b.weekday is None) or mine is None or other is None:
        return "unknown"
    if any((mine + days - other) % 7 == 0 for days in slack):
        return "match"
    in_range = (a.through or b.through) and (a.day or b.day) and _weekday_in_range(a, b, story)
    return "match" if in_range else "conflict"


def _weekday_in_range(a: Moment, b: Moment, story: date | None) -> bool:
    span, single = (a, b) if a.through else (b, a)
    first = full_day(span, story)
    if first is None or span.through is None or span.day is None or single.weekday is None:
        return False
    # one weekday for a stretch of days is its first or its last
    return single.weekday in (first.weekday(), (first + timedelta(days=span.through - span.day)).weekday())


def _in_years(a: Moment, b: Moment) -> bool:
    return any(
        x.through and x.year and not x.month and not x.day and y.year and x.year <= y.year <= x.through
        for x, y in ((a, b), (b, a))
    )


def _in_months(a: Moment, b: Moment) -> bool:
    return any(
        x.through and x.month and not x.day and y.month and x.month <= y.month <= x.through for x, y in ((a, b), (b, a))
    )


def _in_days(a: Moment, b: Moment, slack: Slack) -> bool:
    if a.day and b.day and b.day - a.day in slack:
        return True
    return any(x.through and x.day and y.day and x.day <= y.day <= x.through for x, y in ((a, b), (b, a)))


def _agree_time(a: Moment, b: Moment) -> Verdict:
    assert a.minute is not None
    assert b.minute is not None
    one_clock = a.zone is None or b.zone is None or a.zone == b.zone
    if a.minute == b.minute and one_clock:
        return "match"
    if (a.minute - b.minute) % 720 == 0 and "12h" in (a.relative, b.relative):
        return "match"
    zone_a = KST if a.zone is None else a.zone
    zone_b = KST if b.zone is None else b.zone
    if (a.minute - zone_a - b.minute + zone_b) % 1440 == 0:
        return "match"
    return "conflict"
