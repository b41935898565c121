"""Numbers, dates and times compared over a whole story: in each bead, then anywhere, then what stands instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from aligner.facts.figures.dayparts import part_slips
from aligner.facts.figures.derived import KO_HOME, ends, mark_derived, with_zones
from aligner.facts.figures.matching import Mismatch, Placed, Stated, known, match_facts
from aligner.facts.figures.reckoned import REPORTED, follows
from aligner.facts.figures.strays import (
    across_beads,
    calendar_slips,
    days_across,
    power_of_ten,
    rates,
    reason,
    stray_days,
)
from aligner.facts.figures.values import finest, kin, same_number, type_of
from aligner.facts.figures.worked_out import follows_from, is_worked_out
from aligner.facts.model import Fact, Moment, Place, Suspect
from aligner.facts.reading.calendar import SAME, Slack, agree
from aligner.facts.reading.units import PHYSICAL, base, dimension, group
from aligner.facts.story import Story

__all__ = ["Mismatch", "Placed", "check_figures", "compare_figures", "match_facts"]

_ZONES = re.compile(
    r"\bGMT\b|\bUTC\b|\b(?:local|Washington|New York|London|Paris|Eastern) time|\bE[SD]?T\b|\bP[SD]?T\b", re.IGNORECASE
)
_KO_ABROAD = re.compile(
    r"현지\s?시[간각]|(?:동부|서부|중부|워싱턴|뉴욕|런던|파리|미국)\s?(?:표준)?\s?시[간각]|GMT|그리니치"
)


def compare_figures(
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    ko_facts: Sequence[Sequence[Fact]],
    en_facts: Sequence[Sequence[Fact]],
    beads: Sequence[tuple[Sequence[int], Sequence[int]]],
    story: date | None = None,
) -> list[Mismatch]:
    """Compare the numbers, dates and times of one story.

    Parameters
    ----------
    ko_texts, en_texts
        The sentences.
    ko_facts, en_facts
        `quantities` of each sentence.
    beads
        ``(ko numbers, en numbers)``; one-sided beads serve as places where a moved fact may be found.
    story
        The story's date.
    """
    ko_facts = with_zones(ko_texts, ko_facts)
    out: list[Mismatch] = []
    open_ko: list[Placed] = []
    open_en: list[Placed] = []
    left: list[tuple[list[Placed], list[Placed], list[Placed], list[Placed], Slack]] = []
    for ko_ids, en_ids in beads:
        mine = [Placed(i, f) for i in ko_ids for f in ends(ko_facts[i])]
        other = [Placed(j, f) for j in en_ids for f in ends(mark_derived(en_texts[j], en_facts[j]))]
        if not ko_ids or not en_ids:
            open_ko += mine
            open_en += other
            continue
        slack = _slack(mine, other, [ko_texts[i] for i in ko_ids], [en_texts[j] for j in en_ids])
        pairs, ko_left, en_left = match_facts(mine, other, story, slack)
        out += _unit_slips(mine, other, pairs)
        slips = _scores(mine, other)
        out += slips
        told = {id(p) for slip in slips for p in (slip.ko, slip.en)}
        rest_ko = [mine[i] for i in ko_left if id(mine[i]) not in told]
        rest_en = [other[j] for j in en_left if id(other[j]) not in told]
        rest_en = [p for p in rest_en if not is_worked_out(p, mine, other, (ko_texts, en_texts))]
        open_ko += rest_ko
        open_en += rest_en
        left.append((mine, other, rest_ko, rest_en, slack))
    everywhere_ko = Stated([Placed(i, f) for i, facts in enumerate(ko_facts) for f in ends(facts)])
    everywhere_en = Stated([Placed(j, f) for j, facts in enumerate(en_facts) for f in ends(facts)])
    stray_ko = Stated(open_ko)
    for mine, other, rest_ko, rest_en, slack in left:
        out += _judge(
            mine, other, rest_ko, rest_en, stray_ko, (everywhere_ko, everywhere_en), story, slack,
            (ko_texts, en_texts),
        )  # fmt: skip
    across = across_beads(open_ko, open_en, everywhere_ko, everywhere_en, story, out)
    out += [m for m in across if not follows_from(m, (ko_texts, en_texts))]
    out += days_across(open_ko, open_en, everywhere_ko, everywhere_en, story, out)
    out += stray_days(left, en_texts, everywhere_ko, story, out)
    out += calendar_slips(en_facts, story, out)
    out += part_slips(ko_texts, en_texts, beads)
    out += rates(en_texts, en_facts, {m.en.sentence for m in out if m.en and m.status == "wrong"})
    return out


def check_figures(story: Story) -> Iterator[Suspect]:
    """Yield numbers, dates and times in whose place the English has another value."""
    texts = story.ko.texts, story.en.texts
    for found in compare_figures(*texts, story.ko.facts, story.en.facts, story.beads, story.date):
        fact = (found.ko or found.en).fact  # type: ignore[union-attr]
        if found.status != "wrong":
            continue
        kind: Literal["number", "date"] = "number" if fact.kind == "number" else "date"
        ko, en = (None if place is None else Place.of(place.sentence, place.fact) for place in (found.ko, found.en))
        if en is not None and kind == "date" and follows(story, en):
            continue
        signs = dict(found.signs)
        if found.ko is not None and found.en is not None:
            signs |= _likeness(found.ko.fact, found.en.fact)
        told = kind
        if kind == "number" and found.ko is not None and found.en is not None:
            told = type_of(story.ko.texts[found.ko.sentence], found.ko.fact, found.en.fact)
        yield Suspect(kind, told, "wrong", found.reason, ko, en, signs)


def _likeness(ko: Fact, en: Fact) -> dict[str, float]:
    """How alike two figures are that disagree: slips of the pen keep the digits, other figures keep nothing."""
    number = ko.kind == "number"
    return {
        "digits": float(number and power_of_ten(ko, en)),
        "same_unit": float(number and ko.unit == en.unit),
        "bare": float(number and not en.unit),
        "small": float(number and abs(en.value) < 10),
        "time": float(ko.kind == "time"),
    }


def _slack(mine: Sequence[Placed], other: Sequence[Placed], korean: Sequence[str], english: Sequence[str]) -> Slack:
    """Days by which the English of a bead may differ, where the sides go by other clocks.

    Where the Korean tells the day of a place abroad, the Korean day is never earlier; the other way round, never later.
    """
    local, home = (any(map(pattern.search, korean)) for pattern in (_KO_ABROAD, KO_HOME))
    if _one_clock(mine, other) or (local and any(map(_LOCAL_EN.search, english))):
        return SAME  # 3일(현지시간) is "Monday local time"
    days = [sum(p.fact.kind == "date" and finest(p.fact.value) == "day" for p in side) for side in (mine, other)]
    if home and days[0] == days[1] > 1:
        return SAME  # both days are told on both sides
    zone = any(map(_ZONES.search, english))
    behind = home or (zone and (not local or any("GMT" in text for text in english)))
    return (*((-1,) if behind else ()), 0, *((1,) if local else ()))


def _one_clock(mine: Sequence[Placed], other: Sequence[Placed]) -> bool:
    """Whether both sides of a bead tell a time by the same clock: then there is no midnight between their days."""
    zones = [{p.fact.value.zone for p in side if p.fact.kind == "time"} for side in (mine, other)]
    return len(zones[0]) == 1 and zones[0] == zones[1] and None not in zones[0]


_LOCAL_EN = re.compile(r"\b(?:local|Washington|New York|Eastern|London|Paris) time\b", re.IGNORECASE)


def _judge(
    mine: list[Placed],
    other: list[Placed],
    rest_ko: list[Placed],
    rest_en: list[Placed],
    stray_ko: Stated,
    everywhere: tuple[Stated, Stated],
    story: date | None,
    slack: Slack,
    texts: tuple[Sequence[str], Sequence[str]],
) -> list[Mismatch]:
    """Decide about the facts of one bead that found no partner in it."""
    out: list[Mismatch] = []
    # a figure said twice on one side and once on the other has a partner already
    ko_extra = [p for p in rest_ko if not known(p, other, story, slack, ko_side=True)]
    slipped = [p for p in rest_en if _covered(p, rest_ko, mine, story)]
    en_extra = [p for p in rest_en if p in slipped or not known(p, mine, story, slack, ko_side=False)]
    repeated_ko = [p for p in rest_ko if p not in ko_extra]
    moved_en = [p for p in en_extra if known(p, stray_ko, story, slack, ko_side=False, far=True)]
    stubborn = slipped + [p for p in en_extra if _stands_for_a_day(p, mine, other, texts[1])]
    stubborn += [p for p in moved_en if any(_slip_of_scale(k.fact, p.fact) for k in ko_extra)]
    stubborn += [p for p in moved_en if p not in stubborn and _alone(p, ko_extra, en_extra)]
    converted = {p.fact.unit for p in ko_extra if p.fact.kind == "number"}
    suspects = [
        p for p in en_extra
        if (p not in moved_en or p in stubborn) and (not p.fact.derived or p.fact.unit in converted)
    ]  # fmt: skip
    used: set[int] = set()
    for suspect in sorted(suspects, key=lambda p: p.fact.soft):
        victim = _victim(suspect, ko_extra + repeated_ko, mine, other, used, story)
        said_elsewhere = known(suspect, everywhere[0], story, slack, ko_side=False, far=True)
        if victim is not None and _outranked(victim.fact, suspect, mine, texts[1]):
            if not known(victim, everywhere[1], story, slack, ko_side=True, far=True):
                used.add(id(victim))
                out.append(Mismatch("wrong", victim, suspect, {"rank": 1.0}, "value"))
                continue
        if victim is None or suspect.fact.soft or (victim.fact.soft and not _clear(victim.fact, suspect.fact)):
            out.append(Mismatch("added", None, suspect, {}))
            continue
        used.add(id(victim))
        lost = not known(victim, everywhere[1], story, slack, ko_side=True, far=True)
        signs = {
            "instead": 1.0,
            "lost": float(lost),
            "elsewhere": float(said_elsewhere),
            "reordered": float(_reordered(victim.fact, suspect.fact)),
            "only_one": float(suspect in stubborn and (said_elsewhere or suspect in moved_en)),
            "repeated": float(victim in repeated_ko),
            "vague": float("vague" in (suspect.fact.bound, victim.fact.bound)),
        }
        out.append(Mismatch("wrong", victim, suspect, signs, reason(victim.fact, suspect.fact)))
    out = [m for m in out if not follows_from(m, texts)]
    out += _doubled(rest_en, ko_extra, mine, other, used, (story, slack), everywhere[1])
    for place in ko_extra:
        if id(place) in used or place.fact.soft:
            continue
        if known(place, everywhere[1], story, slack, ko_side=True):
            out.append(Mismatch("moved", place, None, {}))
        else:
            out.append(Mismatch("missing", place, None, {}))
    out += [Mismatch("moved", None, place, {}) for place in moved_en if not place.fact.soft]
    return out


def _covered(place: Placed, rest: Sequence[Placed], mine: Sequence[Placed], story: date | None) -> bool:
    """Whether a figure is known only by a bound (절반 넘는) while an exact one of its sort is left: 54.2%, "54.8"."""
    fact = place.fact
    if (
        fact.kind != "number"
        or fact.soft
        or fact.bound == "vague"
        or not known(place, mine, story, SAME, ko_side=False)
    ):
        return False
    rivals = [k.fact for k in rest if k.fact.kind == "number" and k.fact.bound != "vague" and not k.fact.soft]
    if not any((k.unit == fact.unit or not fact.unit) and kin(k, fact) and not same_number(k, fact) for k in rivals):
        return False
    plain = [replace(p, fact=replace(p.fact, bound="")) for p in mine if _near(p.fact, fact)]
    return not known(replace(place, fact=replace(fact, bound="")), plain, story, SAME, ko_side=False)


def _near(ko: Fact, en: Fact) -> bool:
    """Whether a Korean figure is an English one but for the last digits."""
    if ko.kind != "number" or ko.bound in ("vague", "band"):
        return False
    if en.unit == "ordinal" and ko.unit not in ("ordinal", "rank", "times", "score"):
        return False
    converted = ko.unit and en.unit and ko.unit != en.unit
    return bool(converted) or abs(ko.value - en.value) <= 0.01 * abs(en.value)


def _reordered(ko: Fact, en: Fact) -> bool:
    """Two figures of one sort with the same digits, three in another order (27.1, 21.7) or a nought elsewhere."""
    if ko.kind != "number" or en.kind != "number" or group(ko.unit) != group(en.unit) or ko.value == en.value:
        return False
    digits = [re.sub(r"[^1-9]", "", f"{f.value:.6g}") for f in (ko, en)]
    same_size = 0.5 < ko.value / en.value < 2 if en.value else False
    noughts = len(digits[0]) == 2 and digits[0] == digits[1]  # 100만8천 as "1.08 million"
    return same_size and (noughts or (len(digits[0]) >= 3 and sorted(digits[0]) == sorted(digits[1])))


def _doubled(
    rest_en: list[Placed], ko_extra: list[Placed], mine: list[Placed], other: list[Placed], used: set[int],
    calendar: tuple[date | None, Slack], everywhere_en: Stated,
) -> list[Mismatch]:  # fmt: skip
    """금메달 1개와 동메달 2개 as "two gold and two bronze": as many figures, days or times, one of them said twice."""
    out = []
    story, slack = calendar
    for suspect in rest_en:
        fact = suspect.fact
        if fact.soft or fact.derived or fact.alternatives or not known(suspect, mine, story, slack, ko_side=False):
            continue
        if fact.kind != "number" and any(
            p.fact.value.through or p.fact.value.zone for p in (suspect, *mine) if p.fact.kind == fact.kind
        ):
            continue  # both ends of 23∼27일; a time told twice
        victim = _victim(suspect, [p for p in ko_extra if not p.fact.soft], mine, other, used, story)
        if victim is None or group(victim.fact.unit) != group(fact.unit):
            continue
        if fact.kind == "number" and not victim.fact.unit and max(victim.fact.value, fact.value) > 999:
            continue  # the year in the name of a cup
        sizes = [sum(_alike(p.fact, fact) and not p.fact.soft for p in side) for side in (mine, other)]
        if sizes[0] == sizes[1]:
            used.add(id(victim))
            lost = not known(victim, everywhere_en, story, slack, ko_side=True, far=True)
            signs = {"doubled": 1.0, "doubled_lost": float(lost)}
            out.append(Mismatch("wrong", victim, suspect, signs, reason(victim.fact, fact)))
    return out


def _alike(one: Fact, other: Fact) -> bool:
    """Two numbers, two times, or two dates of one fineness."""
    return one.kind == other.kind and (one.kind != "date" or finest(one.value) == finest(other.value))


def _stands_for_a_day(place: Placed, mine: list[Placed], other: list[Placed], en_texts: Sequence[str]) -> bool:
    """Whether each side of the bead names one day (or month) only, so that the English must be the Korean one."""
    if place.fact.kind != "date" or place.fact.soft:
        return False
    level = finest(place.fact.value)
    if level == "day" and REPORTED.search(en_texts[place.sentence], 0, place.fact.start):
        return False
    days = [
        [p for p in side if p.fact.kind == "date" and finest(p.fact.value) == level and not p.fact.soft]
        for side in (mine, other)
    ]
    return len(days[0]) == len(days[1]) == 1 and (level in ("day", "month") or len(mine) == len(other) == 1)


def _scores(mine: list[Placed], other: list[Placed]) -> list[Mismatch]:
    """One score on each side (3-1, 3대 1): the two figures must be the same two."""
    ours, theirs = ([p for p in side if p.fact.unit == "score" and p.fact.text.isdecimal()] for side in (mine, other))
    if len(ours) != 2 or len(theirs) != 2 or sorted(p.fact.value for p in ours) == sorted(p.fact.value for p in theirs):
        return []
    values = [p.fact.value for p in mine if p.fact.kind == "number"]
    odd = next((n for n in (0, 1) if theirs[n].fact.value not in [p.fact.value for p in ours]), None)
    if odd is None:
        odd = 1
    elif theirs[odd].fact.value in values:
        return []
    return [Mismatch("wrong", ours[odd], theirs[odd], {"score": 1.0}, "value")]


def _victim(
    suspect: Placed, rest: list[Placed], mine: list[Placed], other: list[Placed], used: set[int], story: date | None
) -> Placed | None:
    """The Korean fact that `suspect` stands for: same class, nearest in value and place."""
    best, best_cost = None, float("inf")
    where = next((n for n, p in enumerate(other) if p is suspect), 0) / max(len(other), 1)
    for place in rest:
        if id(place) in used or not kin(place.fact, suspect.fact):
            continue
        if isinstance(place.fact.value, Moment) and agree(place.fact.value, suspect.fact.value, story) != "conflict":
            continue
        cost = abs(where - next((n for n, p in enumerate(mine) if p is place), 0) / max(len(mine), 1))
        if dimension(place.fact.unit) != dimension(suspect.fact.unit):
            cost += 0.5
        elif place.fact.unit != suspect.fact.unit:
            cost += 0.25
        if place.fact.soft:
            cost += 1.0
        if place.fact.kind == "number" and power_of_ten(place.fact, suspect.fact):
            cost -= 0.5
        if cost < best_cost:
            best, best_cost = place, cost
    return best


def _alone(place: Placed, ko_extra: Sequence[Placed], en_extra: Sequence[Placed]) -> bool:
    """Whether one figure of a unit is left over on each side: 12분 뒤 beside "20 minutes later"."""
    unit = place.fact.unit
    if place.fact.kind != "number" or not unit or place.fact.soft:
        return False
    return all(sum(p.fact.unit == unit and not p.fact.soft for p in side) == 1 for side in (ko_extra, en_extra))


def _slip_of_scale(ko: Fact, en: Fact) -> bool:
    """Same unit, same leading digits, another magnitude: no coincidence, whatever else the story says."""
    if ko.kind != "number" or ko.unit != en.unit or ko.unit not in ("krw", "usd", "jpy", "cny", "eur", "person"):
        return False
    digits = f"{ko.value:.6e}".split("e")[0].rstrip("0.")
    return ko.value != en.value and len(digits) > 2 and digits == f"{en.value:.6e}".split("e")[0].rstrip("0.")


_ATTRIBUTE = re.compile(
    r"[\s-](?!place|overall|in\b|at\b|among|behind|with|on\b|by\b|after|to\b|of\b|for\b|from|and\b|nationwide|worldwide|globally)"
    r"[a-z]"
)
"""What an ordinal tells the number of: "the first knockout round" ranks nobody."""


def _outranked(ko: Fact, suspect: Placed, mine: list[Placed], en_texts: Sequence[str]) -> bool:
    """A rank written "second" or "first" for 3위: soft by itself, but the Korean has another rank and no such word."""
    en = suspect.fact
    ranks = {ko.unit, en.unit} <= {"ordinal", "rank"} and en.soft and not ko.soft and ko.text.endswith(("위", "번째"))
    if not ranks or sum(p.fact.unit in ("ordinal", "rank") for p in mine) != 1:
        return False
    return not (ko.text.endswith("위") and _ATTRIBUTE.match(en_texts[suspect.sentence], en.end))


def _clear(ko: Fact, en: Fact) -> bool:
    """A soft Korean value (한 명) can only be contradicted in its own unit, a length of time (한 달) in any."""
    if dimension(ko.unit) == dimension(en.unit) == "duration":
        mine, other = base(ko.value, ko.unit), base(en.value, en.unit)
        return not 0.8 * other < mine < 1.25 * other  # 보름 is "two weeks"
    return ko.kind == "number" and ko.unit == en.unit != "" and ko.unit not in ("ordinal", "times")


def _unit_slips(mine: list[Placed], other: list[Placed], pairs: list[tuple[int, int, int]]) -> list[Mismatch]:
    """Same figure, wrong unit: percent for percentage points."""
    out = []
    for i, j, _ in pairs:
        ko, en = mine[i].fact, other[j].fact
        if ko.kind != "number" or en.kind != "number":
            continue
        units = dimension(ko.unit), dimension(en.unit)
        if units == ("point", "percent"):
            out.append(Mismatch("wrong", mine[i], other[j], {"points": 1.0}, "points"))
        elif units == ("length", "speed") and any(dimension(p.fact.unit) == "speed" for p in mine):
            continue  # 시속 60㎞ 구간을 112㎞로: said once
        elif {ko.unit, en.unit} == {"ton", "m3"}:
            continue  # of water
        elif units[0] != units[1] and {*units} <= PHYSICAL and "temperature" not in units:
            out.append(Mismatch("wrong", mine[i], other[j], {"unit": 1.0}, "value"))
        elif units == ("percent", "point"):
            out.append(Mismatch("wrong", mine[i], other[j], {"percent": 1.0}, "points"))
    return out
