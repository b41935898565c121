"""Figures and days that only the whole story can judge: across beads, on the calendar, by the exchange rate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from aligner.facts.figures.derived import mark_derived
from aligner.facts.figures.matching import Mismatch, Placed, known
from aligner.facts.figures.values import finest, same_number
from aligner.facts.model import Fact, Moment
from aligner.facts.reading.calendar import SAME, Slack, full_day
from aligner.facts.reading.units import MONEY, PHYSICAL, base, dimension

__all__ = [
    "across_beads",
    "calendar_slips",
    "days_across",
    "power_of_ten",
    "rates",
    "reason",
    "stray_days",
]


_RATE_RANGE = (600.0, 2200.0)
"""Won per dollar outside this range has not been seen since 1990 but in the weeks of December 1997."""


def _told(found: Sequence[Mismatch]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Sentence and start of the Korean and of the English facts that are accused already."""
    wrong = [m for m in found if m.status == "wrong"]
    ko, en = (
        {(p.sentence, p.fact.start) for p in side if p} for side in ([m.ko for m in wrong], [m.en for m in wrong])
    )
    return ko, en


def across_beads(
    open_ko: Sequence[Placed],
    open_en: Sequence[Placed],
    everywhere_ko: Sequence[Placed],
    everywhere_en: Sequence[Placed],
    story: date | None,
    found: Sequence[Mismatch],
) -> list[Mismatch]:
    """Figures of one unit with the same digits in another order or magnitude, each nowhere on the other side.

    15만3천원 and "135,000 won" in sentences that were not aligned are still one slip, not two coincidences.
    """
    told, accused = _told(found)
    lost = [
        p for p in open_ko
        if p.fact.kind == "number" and (p.fact.unit in _TELLING or p.fact.value >= 100) and not p.fact.soft
        and (p.sentence, p.fact.start) not in told and p.fact.bound != "vague"
        and not known(p, everywhere_en, story, SAME, ko_side=True)
    ]  # fmt: skip
    out = []
    for place in open_en:
        if place.fact.kind != "number" or place.fact.derived or (place.sentence, place.fact.start) in accused:
            continue
        victim = next((p for p in lost if _one_slip(p, place, everywhere_ko, everywhere_en)), None)
        if victim is not None and not known(place, everywhere_ko, story, SAME, ko_side=False):
            lost.remove(victim)
            out.append(Mismatch("wrong", victim, place, {"stray_slip": 1.0}, reason(victim.fact, place.fact)))
    return out


_NEAR = 0.2
"""Distance in the story, as a share of its length, within which a figure of one digit may be the same one."""


def _one_slip(ko: Placed, en: Placed, all_ko: Sequence[Placed], all_en: Sequence[Placed]) -> bool:
    """Whether two stray figures have the same digits; round ones must stand at about the same place of the story."""
    if not power_of_ten(ko.fact, en.fact) or en.fact.bound == "vague":
        return False
    if ko.fact.unit != en.fact.unit and (en.fact.unit or dimension(ko.fact.unit) in PHYSICAL or ko.fact.unit in MONEY):
        return False
    scales = [f"{abs(base(f.value, f.unit)):.6e}" for f in (ko.fact, en.fact)]
    if (
        scales[0][:8] != scales[1][:8]
    ):  # other digits, or these in another order: 31명 and "130,000" have nothing in common
        return _digits_of(ko.fact) > 2 and scales[0][9:] == scales[1][9:]
    if _digits_of(ko.fact) > 1:
        return True
    share = [
        place.sentence / max(1, *(p.sentence for p in every)) for place, every in ((ko, all_ko), (en, all_en))
    ]  # fmt: skip
    return abs(share[0] - share[1]) <= _NEAR and max(ko.fact.value, en.fact.value) >= 1000


def days_across(
    open_ko: Sequence[Placed],
    open_en: Sequence[Placed],
    everywhere_ko: Sequence[Placed],
    everywhere_en: Sequence[Placed],
    story: date | None,
    found: Sequence[Mismatch],
) -> list[Mismatch]:
    """A day that only the English names, and one that only the Korean names, alike in month or in day of the month."""
    told, accused = _told(found)
    lost = [
        p for p in open_ko
        if p.fact.kind == "date" and p.fact.value.month and p.fact.value.day and not p.fact.value.through
        and (p.sentence, p.fact.start) not in told
        and not known(p, everywhere_en, story, (-1, 0, 1), ko_side=True, far=True)
    ]  # fmt: skip
    out = []
    for place in open_en:
        if place.fact.kind != "date" or (place.sentence, place.fact.start) in accused or place.fact.soft:
            continue
        moment = place.fact.value
        if (
            not moment.month
            or not moment.day
            or known(place, everywhere_ko, story, (-1, 0, 1), ko_side=False, far=True)
        ):
            continue
        like = [p for p in lost if (p.fact.value.month == moment.month) != (p.fact.value.day == moment.day)]
        near = [p for p in like if abs(p.sentence - place.sentence) <= 4]
        if len(near) == 1:
            out.append(Mismatch("wrong", near[0], place, {"stray_day": 1.0}, "date"))
            lost.remove(near[0])
    return out


_TELLING = frozenset(("krw", "usd", "jpy", "cny", "eur", "person", "percent", "point", "km", "m", "ton", "vote", "age"))


def _digits_of(fact: Fact) -> int:
    """How many significant digits a figure has."""
    return len(f"{abs(fact.value):.8e}".split("e")[0].rstrip("0").replace(".", ""))


def stray_days(
    beads: Sequence[tuple[list[Placed], list[Placed], list[Placed], list[Placed], Slack]],
    en_texts: Sequence[str],
    everywhere_ko: Sequence[Placed],
    story: date | None,
    found: Sequence[Mismatch],
) -> list[Mismatch]:
    """English weekdays that fall on no day the Korean story names, nor on the day it was filed."""
    if story is None:
        return []
    days = [p for p in everywhere_ko if p.fact.kind == "date" and finest(p.fact.value) == "day"]
    if not days:
        return []
    _, accused = _told(found)
    out = []
    for mine, _, _, rest_en, slack in beads:
        for place in rest_en:
            moment = place.fact.value
            if place.fact.kind != "date" or moment.weekday is None or moment.day or moment.relative:
                continue
            if (place.sentence, place.fact.start) in accused or place.fact.text.lower().endswith("days"):
                continue
            if _contradicts_today(moment, place, mine, days, story):
                out.append(
                    Mismatch(
                        "wrong", next(p for p in mine if p.fact.text == "이날"), place, {"same_day": 1.0}, "weekday"
                    )
                )
                continue
            near = [p for p in mine if p.fact.text in _NEXT and p.fact.value.calendar and _anchored(p, mine)]
            if near and not known(place, near, story, slack, ko_side=False):
                out.append(Mismatch("wrong", near[0], place, {"next_day": 1.0}, "weekday"))
                continue
            if moment.weekday == story.weekday() or known(place, days, story, slack, ko_side=False):
                continue
            if any(
                abs((day - story).days) <= 7 and day.weekday() == moment.weekday
                for p in days
                for day in _span_days(p.fact.value, story)
            ):
                continue
            victim = next((p for p in mine if p.fact.kind == "date" and finest(p.fact.value) == "day"), None)
            out.append(
                Mismatch("wrong", victim, place, {"stray_weekday": 1.0}, "weekday" if victim else "weekday-alone")
            )
    return out


def _anchored(place: Placed, mine: Sequence[Placed]) -> bool:
    """Whether a day is told before it in its sentence, from which it is counted."""
    return any(
        p.sentence == place.sentence and p.fact.start < place.fact.start and p.fact.kind == "date" and p.fact.value.day
        for p in mine
    )


_NEXT = frozenset(("전날", "이튿날", "다음날", "다음 날"))
"""Days counted from another day of the sentence."""


def _contradicts_today(moment: Moment, place: Placed, mine: list[Placed], days: Sequence[Placed], story: date) -> bool:
    """이날 ("that day") is the story's day or the last one named before it; an English weekday must be one of them."""
    here = [p for p in mine if p.fact.kind == "date" and finest(p.fact.value) == "day"]
    if len(here) != 1 or here[0].fact.text != "이날":
        return False
    before = [p for p in days if p.sentence <= here[0].sentence and not p.fact.soft]
    allowed = {story.weekday(), (story.weekday() - 1) % 7}
    allowed |= {day.weekday() for p in before[-2:] for day in _span_days(p.fact.value, story)}
    return moment.weekday not in allowed


def _span_days(moment: Moment, story: date) -> list[date]:
    first = full_day(moment, story)
    if first is None:
        return []
    return (
        [first + timedelta(days=n) for n in range((moment.through or first.day) - first.day + 1)]
        if moment.through
        else [first]
    )


def calendar_slips(en_facts: Sequence[Sequence[Fact]], story: date | None, found: Sequence[Mismatch]) -> list[Mismatch]:
    """A weekday written beside a date of the calendar that falls on another weekday."""
    _, accused = _told(found)
    out = []
    for j, facts in enumerate(en_facts):
        for fact in facts:
            if fact.kind != "date" or fact.value.weekday is None or not fact.value.day or not fact.value.month:
                continue
            day = full_day(fact.value, story)
            if day is not None and day.weekday() != fact.value.weekday and (j, fact.start) not in accused:
                out.append(Mismatch("wrong", None, Placed(j, fact), {"calendar": 1.0}, "weekday-alone"))
    return out


def power_of_ten(ko: Fact, en: Fact) -> bool:
    """Whether two figures differ by a power of ten or have the same digits in another order."""
    mine, other = f"{base(ko.value, ko.unit):.6e}"[:8], f"{base(en.value, en.unit):.6e}"[:8]
    return mine.rstrip("0") == other.rstrip("0") or sorted(mine) == sorted(other)


def reason(ko: Fact, en: Fact) -> str:
    if ko.kind != "number":
        if isinstance(ko.value, Moment) and isinstance(en.value, Moment):
            if en.value.weekday is not None and ko.value.weekday is None and not en.value.day:
                return "weekday"
        return ko.kind
    if dimension(ko.unit) != dimension(en.unit) and {dimension(ko.unit), dimension(en.unit)} <= MONEY:
        return "currency"
    if ko.value and en.value and dimension(ko.unit) == dimension(en.unit):
        ratio = base(en.value, en.unit) / base(ko.value, ko.unit)
        for power in (10, 100, 1000, 10_000, 100_000, 1_000_000):
            if abs(ratio / power - 1) < 0.01 or abs(ratio * power - 1) < 0.01:
                return "magnitude"
    return "value"


_PLAUSIBLE = {
    ("krw", "usd"): _RATE_RANGE, ("jpy", "usd"): (70.0, 200.0), ("cny", "usd"): (5.5, 9.0),
    ("eur", "usd"): (0.6, 1.3), ("krw", "jpy"): (6.0, 16.0),
}  # fmt: skip
"""Units of the first currency for one of the second, lowest and highest since 2000."""


def _converts(first: Fact, second: Fact) -> bool:
    """Whether a figure is another in its own unit, roughly: desks round."""
    mine, other = base(first.value, first.unit), base(second.value, second.unit)
    return same_number(first, second) or abs(mine - other) <= 0.08 * max(abs(mine), abs(other))


def rates(en_texts: Sequence[str], en_facts: Sequence[Sequence[Fact]], accused: set[int]) -> list[Mismatch]:
    """Check the conversions in brackets: 20 miles are 32 km, and a story has one rate for a pair of currencies."""
    found: dict[tuple[str, str], list[tuple[int, Fact, float, float]]] = {}
    out: list[Mismatch] = []
    for j, facts in enumerate(en_facts):
        marked = mark_derived(en_texts[j], facts)
        for first, second in pairwise(marked):
            pair = dimension(first.unit), dimension(second.unit)
            if second.derived and pair[0] == pair[1] in PHYSICAL and not _converts(first, second):
                out.append(Mismatch("wrong", None, Placed(j, second), {"rate": 1.0}, "conversion"))
            if second.derived and pair in _PLAUSIBLE and second.value and first.value:
                slack = 0.5 * (first.step / first.value + second.step / second.value)
                found.setdefault(pair, []).append((j, second, first.value / second.value, slack))
    for pair, rows in found.items():
        low, high = _PLAUSIBLE[pair]
        rates = [r for j, _, r, _ in rows if low <= r <= high and j not in accused]
        usual = median(rates) if rates else 0.0
        for j, fact, rate, slack in rows:
            if j in accused:
                continue
            if not low <= rate <= high or abs(rate / usual - 1) > max(0.06, 2 * slack):
                out.append(Mismatch("wrong", None, Placed(j, fact), {"rate": 1.0}, "rate"))
    return out
