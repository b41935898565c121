"""Numbers, dates and times compared over a whole story: first inside each bead, then anywhere, then what stands instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median

from aligner.facts.dates import agree, full_day
from aligner.facts.model import Fact, Moment
from aligner.facts.units import MONEY, base, dimension
from aligner.facts.values import finest, kin, match_level

__all__ = ["Mismatch", "Placed", "compare_figures", "match_facts", "matched_figures"]

_ZONES = re.compile(
    r"\bGMT\b|\bUTC\b|local time|Washington time|\bES?T\b|\bPS?T\b|New York time|현지\s?시[간각]|한국\s?시[간각]"
)
_RATE_RANGE = (600.0, 2200.0)
"""Won per dollar outside this range has not been seen since 1990 but in the weeks of December 1997."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A fact and the sentence it stands in."""

    sentence: int
    fact: Fact


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Two facts, or one, that do not agree; `status` as in `Finding`, `sure` in [0, 1], `reason` a key of the messages."""

    status: str
    ko: Placed | None
    en: Placed | None
    sure: float
    reason: str = ""


def match_facts(
    ko: Sequence[Placed], en: Sequence[Placed], story: date | None = None, slack: int = 0
) -> tuple[list[tuple[int, int, int]], list[int], list[int]]:
    """Match facts one to one, best agreement first, then nearest relative place.

    Returns
    -------
    tuple
        ``(pairs, ko_left, en_left)``: pairs of ``(ko index, en index, level)`` with levels of
        `aligner.facts.values.match_level`, and the indices left over.
    """
    options: list[tuple[int, float, int, int]] = []
    for i, mine in enumerate(ko):
        for j, other in enumerate(en):
            level = match_level(mine.fact, other.fact, story, slack)
            if level:
                place = abs(i / max(len(ko), 1) - j / max(len(en), 1))
                exact = 0.0 if mine.fact.value == other.fact.value else 0.5
                soft = 0.3 * (mine.fact.soft != other.fact.soft)
                options.append((-level, exact + soft + place, i, j))
    options.sort()
    used_ko: set[int] = set()
    used_en: set[int] = set()
    pairs = []
    for level, _, i, j in options:
        if i not in used_ko and j not in used_en:
            used_ko.add(i)
            used_en.add(j)
            pairs.append((i, j, -level))
    return pairs, [i for i in range(len(ko)) if i not in used_ko], [j for j in range(len(en)) if j not in used_en]


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
    ko_facts = _with_zones(ko_texts, ko_facts)
    out: list[Mismatch] = []
    open_ko: list[Placed] = []
    open_en: list[Placed] = []
    left: list[tuple[list[Placed], list[Placed], list[Placed], list[Placed], int]] = []
    for ko_ids, en_ids in beads:
        mine = [Placed(i, f) for i in ko_ids for f in _ends(ko_facts[i])]
        other = [Placed(j, f) for j in en_ids for f in _ends(_mark_derived(en_texts[j], en_facts[j]))]
        if not ko_ids or not en_ids:
            open_ko += mine
            open_en += other
            continue
        slack = int(any(_ZONES.search(ko_texts[i]) for i in ko_ids) or any(_ZONES.search(en_texts[j]) for j in en_ids))
        pairs, ko_left, en_left = match_facts(mine, other, story, slack)
        out += _unit_slips(mine, other, pairs)
        slips = _scores(mine, other)
        out += slips
        told = {id(p) for slip in slips for p in (slip.ko, slip.en)}
        rest_ko = [mine[i] for i in ko_left if id(mine[i]) not in told]
        rest_en = [other[j] for j in en_left if id(other[j]) not in told]
        open_ko += rest_ko
        open_en += rest_en
        left.append((mine, other, rest_ko, rest_en, slack))
    everywhere_ko = [Placed(i, f) for i, facts in enumerate(ko_facts) for f in _ends(facts)]
    everywhere_en = [Placed(j, f) for j, facts in enumerate(en_facts) for f in _ends(facts)]
    for mine, other, rest_ko, rest_en, slack in left:
        out += _judge(
            mine, other, rest_ko, rest_en, (open_ko, open_en), (everywhere_ko, everywhere_en), story, slack, en_texts
        )
    out += _across_beads(open_ko, open_en, everywhere_ko, everywhere_en, story, out)
    out += _stray_days(left, en_texts, everywhere_ko, story, out)
    out += _stray_ages(open_ko, open_en, everywhere_ko, everywhere_en, story, out)
    out += _calendar_slips(en_facts, story, out)
    out += _rates(en_texts, en_facts, {m.en.sentence for m in out if m.en and m.status == "wrong"})
    return out


def matched_figures(
    ko_facts: Sequence[Sequence[Fact]],
    en_facts: Sequence[Sequence[Fact]],
    beads: Sequence[tuple[Sequence[int], Sequence[int]]],
    story: date | None = None,
) -> list[tuple[int, Fact, int, Fact]]:
    """Return the number pairs that agree inside their beads, as ``(ko sentence, ko fact, en sentence, en fact)``."""
    out = []
    for ko_ids, en_ids in beads:
        mine = [Placed(i, f) for i in ko_ids for f in ko_facts[i] if f.kind == "number"]
        other = [Placed(j, f) for j in en_ids for f in en_facts[j] if f.kind == "number"]
        if mine and other:
            pairs, _, _ = match_facts(mine, other, story)
            out += [
                (mine[i].sentence, mine[i].fact, other[j].sentence, other[j].fact)
                for i, j, level in pairs
                if level >= 2
            ]
    return out


_PLACE_ZONES: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("자카르타|인도네시아|하노이|베트남|방콕|태국|프놈펜|캄보디아", (420,)),
    ("베이징|중국|상하이|대만|타이베이|홍콩|싱가포르|말레이시아|쿠알라룸푸르|필리핀|마닐라", (480,)),
    ("뉴델리|인도 |인도,|뭄바이", (330,)), ("두바이|아부다비|UAE|아랍에미리트", (240,)), ("테헤란|이란", (210,)),
    ("모스크바|러시아|리야드|사우디|카타르|도하|이라크|쿠웨이트|튀르키예|터키|이스탄불", (180,)),
    ("키이우|우크라이나|카이로|이집트|이스라엘|레바논|그리스|핀란드|남아프리카|남아공", (120, 180)),
    ("파리|프랑스|베를린|독일|브뤼셀|벨기에|로마|이탈리아|바티칸|제네바|스위스|다보스|마드리드|스페인|네덜란드|암스테르담|빈 |오스트리아|폴란드|바르샤바|스웨덴|노르웨이|덴마크|헝가리|체코", (60, 120)),
    ("런던|영국|포르투갈|리스본", (0, 60)), ("브라질|상파울루|리우|아르헨티나", (-180,)),
    ("워싱턴|뉴욕|미국|유엔본부|보스턴|마이애미|플로리다|캐나다|토론토|오타와", (-300, -240)), ("시카고|텍사스|휴스턴|댈러스|멕시코", (-360, -300)),
    ("로스앤젤레스|LA|샌프란시스코|시애틀|라스베이거스|캘리포니아|밴쿠버", (-480, -420)), ("하와이|호놀룰루", (-600,)), ("괌", (600,)),
    ("시드니|멜버른|호주", (600, 660)), ("뉴질랜드", (720, 780)),
)  # fmt: skip
"""Offsets from UTC in minutes, standard and summer time (IANA time zone database), by places a story may be set in."""


def _with_zones(ko_texts: Sequence[str], ko_facts: Sequence[Sequence[Fact]]) -> list[list[Fact]]:
    """Give Korean clock times without a zone the zones of the places the story names: 자카르타 … 오후 3시 is 0800 GMT."""
    if not any(f.kind == "time" for facts in ko_facts for f in facts):
        return [list(facts) for facts in ko_facts]
    text = " ".join(ko_texts) + " "
    zones = tuple(float(z) for places, offsets in _PLACE_ZONES if re.search(places, text) for z in offsets)
    return [
        [replace(f, alternatives=zones) if f.kind == "time" and f.value.zone is None else f for f in facts]
        for facts in ko_facts
    ]


def _judge(
    mine: list[Placed],
    other: list[Placed],
    rest_ko: list[Placed],
    rest_en: list[Placed],
    open_facts: tuple[list[Placed], list[Placed]],
    everywhere: tuple[list[Placed], list[Placed]],
    story: date | None,
    slack: int,
    en_texts: Sequence[str],
) -> list[Mismatch]:
    """Decide about the facts of one bead that found no partner in it."""
    out: list[Mismatch] = []
    # a figure said twice on one side and once on the other has a partner already
    ko_extra = [p for p in rest_ko if not _known(p, other, story, slack, ko_side=True)]
    en_extra = [p for p in rest_en if not _known(p, mine, story, slack, ko_side=False)]
    repeated_ko = [p for p in rest_ko if p not in ko_extra]
    moved_en = [p for p in en_extra if _known(p, open_facts[0], story, slack, ko_side=False)]
    stubborn = [p for p in moved_en if _stands_for_a_day(p, mine, other, en_texts)]
    stubborn += [p for p in moved_en if any(_slip_of_scale(k.fact, p.fact) for k in ko_extra)]
    suspects = [p for p in en_extra if (p not in moved_en or p in stubborn) and not p.fact.derived]
    used: set[int] = set()
    for suspect in sorted(suspects, key=lambda p: p.fact.soft):
        victim = _victim(suspect, ko_extra + repeated_ko, mine, other, used, story)
        said_elsewhere = _known(suspect, everywhere[0], story, slack, ko_side=False)
        if victim is None or suspect.fact.soft or (victim.fact.soft and not _clear(victim.fact, suspect.fact)):
            out.append(Mismatch("added", None, suspect, 0.3))
            continue
        used.add(id(victim))
        lost = not _known(victim, everywhere[1], story, slack, ko_side=True)
        sure = 0.95 if not said_elsewhere and lost else 0.8 if not said_elsewhere else 0.6 if lost else 0.2
        if suspect in stubborn:
            sure = 0.62 if lost else 0.57
        if victim in repeated_ko:
            sure -= 0.2
        if suspect.fact.bound == "vague" or victim.fact.bound == "vague":
            sure -= 0.4
        out.append(Mismatch("wrong", victim, suspect, sure, _reason(victim.fact, suspect.fact)))
    for place in ko_extra:
        if id(place) in used or place.fact.soft:
            continue
        if _known(place, everywhere[1], story, slack, ko_side=True):
            out.append(Mismatch("moved", place, None, 0.3))
        else:
            out.append(Mismatch("missing", place, None, 0.3))
    out += [Mismatch("moved", None, place, 0.2) for place in moved_en if not place.fact.soft]
    return out


_REPORTED = re.compile(
    r"\b(?:said|says|told|announced|showed|reported|released|unveiled|disclosed|quoted|added|claimed|confirmed|"
    r"revealed|issued|published|warned|noted|filing)"
    r"(?:\s\w+){0,3}\s(?:on\s)?(?:late\s|early\s)?$"
)


def _stands_for_a_day(place: Placed, mine: list[Placed], other: list[Placed], en_texts: Sequence[str]) -> bool:
    """Whether each side of the bead names one day (or one month) only, so that the English one must be the Korean one."""
    if place.fact.kind != "date" or place.fact.soft:
        return False
    level = finest(place.fact.value)
    if level == "day" and _REPORTED.search(en_texts[place.sentence], 0, place.fact.start):
        return False
    days = [
        [p for p in side if p.fact.kind == "date" and finest(p.fact.value) == level and not p.fact.soft]
        for side in (mine, other)
    ]
    return len(days[0]) == len(days[1]) == 1 and (level in ("day", "month") or len(mine) == len(other) == 1)


def _across_beads(
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
    accused = {(m.en.sentence, m.en.fact.start) for m in found if m.en and m.status == "wrong"}
    told = {(m.ko.sentence, m.ko.fact.start) for m in found if m.ko and m.status == "wrong"}
    lost = [
        p for p in open_ko
        if p.fact.kind == "number" and p.fact.unit in _TELLING and not p.fact.soft and (p.sentence, p.fact.start) not in told
        and _digits_of(p.fact) > 1 and not _known(p, everywhere_en, story, 0, ko_side=True)
    ]  # fmt: skip
    out = []
    for place in open_en:
        if place.fact.kind != "number" or place.fact.derived or (place.sentence, place.fact.start) in accused:
            continue
        victim = next((p for p in lost if p.fact.unit == place.fact.unit and _power(p.fact, place.fact)), None)
        if victim is not None and not _known(place, everywhere_ko, story, 0, ko_side=False):
            lost.remove(victim)
            out.append(Mismatch("wrong", victim, place, 0.7, _reason(victim.fact, place.fact)))
    return out


_TELLING = frozenset(("krw", "usd", "jpy", "cny", "eur", "person", "percent", "point", "km", "m", "ton", "vote", "age"))


def _digits_of(fact: Fact) -> int:
    """How many significant digits a figure has."""
    return len(f"{abs(fact.value):.8e}".split("e")[0].rstrip("0").replace(".", ""))


def _stray_days(
    beads: Sequence[tuple[list[Placed], list[Placed], list[Placed], list[Placed], int]],
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
    accused = {(m.en.sentence, m.en.fact.start) for m in found if m.en and m.status == "wrong"}
    out = []
    for mine, _, _, rest_en, slack in beads:
        for place in rest_en:
            moment = place.fact.value
            if place.fact.kind != "date" or moment.weekday is None or moment.day or moment.relative:
                continue
            if (place.sentence, place.fact.start) in accused or place.fact.text.lower().endswith("days"):
                continue
            if _contradicts_today(moment, place, mine, days, story):
                out.append(Mismatch("wrong", next(p for p in mine if p.fact.text == "이날"), place, 0.62, "weekday"))
                continue
            if moment.weekday == story.weekday() or _known(place, days, story, slack, ko_side=False):
                continue
            if any(
                abs((day - story).days) <= 7 and day.weekday() == moment.weekday
                for p in days
                for day in _span_days(p.fact.value, story)
            ):
                continue
            victim = next((p for p in mine if p.fact.kind == "date" and finest(p.fact.value) == "day"), None)
            out.append(Mismatch("wrong", victim, place, 0.7, "weekday" if victim else "weekday-alone"))
    return out


def _contradicts_today(moment: Moment, place: Placed, mine: list[Placed], days: Sequence[Placed], story: date) -> bool:
    """이날 ("that day") is the story's day or the last one named before it; an English weekday must be one of the two."""
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


def _stray_ages(
    open_ko: Sequence[Placed],
    open_en: Sequence[Placed],
    everywhere_ko: Sequence[Placed],
    everywhere_en: Sequence[Placed],
    story: date | None,
    found: Sequence[Mismatch],
) -> list[Mismatch]:
    """An age that only the English states, in a story where one Korean age is stated nowhere in English."""
    accused = {(m.en.sentence, m.en.fact.start) for m in found if m.en and m.status == "wrong"}
    lost = [
        p
        for p in open_ko
        if p.fact.unit == "age" and not p.fact.soft and not _known(p, everywhere_en, story, 0, ko_side=True)
    ]
    out = []
    for place in open_en:
        if (
            place.fact.unit != "age"
            or place.fact.soft
            or place.fact.high
            or (place.sentence, place.fact.start) in accused
        ):
            continue
        if lost and not _known(place, everywhere_ko, story, 0, ko_side=False):
            out.append(Mismatch("wrong", lost.pop(0), place, 0.65, "value"))
    return out


def _calendar_slips(
    en_facts: Sequence[Sequence[Fact]], story: date | None, found: Sequence[Mismatch]
) -> list[Mismatch]:
    """A weekday written beside a date of the calendar that falls on another weekday."""
    accused = {(m.en.sentence, m.en.fact.start) for m in found if m.en and m.status == "wrong"}
    out = []
    for j, facts in enumerate(en_facts):
        for fact in facts:
            if fact.kind != "date" or fact.value.weekday is None or not fact.value.day or not fact.value.month:
                continue
            day = full_day(fact.value, story)
            if day is not None and day.weekday() != fact.value.weekday and (j, fact.start) not in accused:
                out.append(Mismatch("wrong", None, Placed(j, fact), 0.8, "weekday-alone"))
    return out


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
    return [Mismatch("wrong", ours[odd], theirs[odd], 0.8, "value")]


def _known(place: Placed, others: Sequence[Placed], story: date | None, slack: int, *, ko_side: bool) -> bool:
    for other in others:
        if (
            other.fact.soft
            and not place.fact.soft
            and other.fact.unit != place.fact.unit
            and other.fact.kind == "number"
        ):
            continue  # 하루 (one day) is no source for "24 hours"
        pair = (place.fact, other.fact) if ko_side else (other.fact, place.fact)
        level = match_level(*pair, story, slack)
        if level >= 3 or (level == 2 and not isinstance(place.fact.value, Moment)):
            return True
    return False


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
        if place.fact.soft:
            cost += 1.0
        if place.fact.kind == "number" and _power(place.fact, suspect.fact):
            cost -= 0.5
        if cost < best_cost:
            best, best_cost = place, cost
    return best


def _slip_of_scale(ko: Fact, en: Fact) -> bool:
    """Same unit, same leading digits, another magnitude: no coincidence, whatever else the story says."""
    if ko.kind != "number" or ko.unit != en.unit or ko.unit not in ("krw", "usd", "jpy", "cny", "eur", "person"):
        return False
    digits = f"{ko.value:.6e}".split("e")[0].rstrip("0.")
    return ko.value != en.value and len(digits) > 2 and digits == f"{en.value:.6e}".split("e")[0].rstrip("0.")


def _power(ko: Fact, en: Fact) -> bool:
    """Whether two figures differ by a power of ten or have the same digits in another order."""
    mine, other = f"{base(ko.value, ko.unit):.6e}"[:8], f"{base(en.value, en.unit):.6e}"[:8]
    return mine.rstrip("0") == other.rstrip("0") or sorted(mine) == sorted(other)


def _clear(ko: Fact, en: Fact) -> bool:
    """A soft Korean value (한 명) can only be contradicted in its own unit."""
    return ko.kind == "number" and ko.unit == en.unit != "" and ko.unit not in ("ordinal", "times")


def _reason(ko: Fact, en: Fact) -> str:
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


def _unit_slips(mine: list[Placed], other: list[Placed], pairs: list[tuple[int, int, int]]) -> list[Mismatch]:
    """Same figure, wrong unit: percent for percentage points."""
    out = []
    for i, j, _ in pairs:
        ko, en = mine[i].fact, other[j].fact
        if ko.kind != "number" or en.kind != "number":
            continue
        units = dimension(ko.unit), dimension(en.unit)
        if units == ("point", "percent"):
            out.append(Mismatch("wrong", mine[i], other[j], 0.85, "points"))
        elif units == ("percent", "point"):
            out.append(Mismatch("wrong", mine[i], other[j], 0.6, "points"))
    return out


def _ends(facts: Sequence[Fact]) -> list[Fact]:
    """Take a range apart into its two ends, since the other side may write "between 500 and 520"."""
    out: list[Fact] = []
    for fact in facts:
        if fact.high is None or fact.bound == "vague" or (fact.unit == "age" and fact.high == fact.value + 9):
            out.append(fact)
        else:
            out += (replace(fact, high=None), replace(fact, value=fact.high, high=None, alternatives=()))
    return out


_OPEN_BRACKET = re.compile(r"\s?[(\[]\s?(?:about\s|around\s|some\s|approximately\s|or\s)?$")
_DERIVED_WORDS = re.compile(r",? or (?:about |around |roughly )?$|\bequivalent to (?:about )?$|\babout $")


def _mark_derived(text: str, facts: Sequence[Fact]) -> list[Fact]:
    """Mark the conversions that follow their original in brackets: 48 won (US$..), 5 kilometers (3 miles)."""
    out: list[Fact] = []
    for fact in facts:
        last = out[-1] if out else None
        gap = text[last.end : fact.start] if last is not None else ""
        if (
            last is not None
            and last.kind == fact.kind == "number"
            and last.unit != fact.unit
            and ((_OPEN_BRACKET.search(gap) and len(gap) < 14) or _DERIVED_WORDS.fullmatch(gap))
            and (
                (dimension(last.unit) in MONEY and dimension(fact.unit) in MONEY)
                or dimension(last.unit) == dimension(fact.unit) != ""
            )
        ):
            fact = replace(fact, derived=True)
        out.append(fact)
    return out


_PLAUSIBLE = {
    ("krw", "usd"): _RATE_RANGE, ("jpy", "usd"): (70.0, 200.0), ("cny", "usd"): (5.5, 9.0),
    ("eur", "usd"): (0.6, 1.3), ("krw", "jpy"): (6.0, 16.0),
}  # fmt: skip
"""Units of the first currency for one of the second, lowest and highest since 2000."""


def _rates(en_texts: Sequence[str], en_facts: Sequence[Sequence[Fact]], accused: set[int]) -> list[Mismatch]:
    """Check the conversions in brackets against one another: one story has one exchange rate for a pair of currencies."""
    found: dict[tuple[str, str], list[tuple[int, Fact, float, float]]] = {}
    for j, facts in enumerate(en_facts):
        marked = _mark_derived(en_texts[j], facts)
        for first, second in zip(marked, marked[1:], strict=False):
            pair = dimension(first.unit), dimension(second.unit)
            if second.derived and pair in _PLAUSIBLE and second.value and first.value:
                slack = 0.5 * (first.step / first.value + second.step / second.value)
                found.setdefault(pair, []).append((j, second, first.value / second.value, slack))
    out: list[Mismatch] = []
    for pair, rows in found.items():
        low, high = _PLAUSIBLE[pair]
        rates = [r for j, _, r, _ in rows if low <= r <= high and j not in accused]
        usual = median(rates) if rates else 0.0
        for j, fact, rate, slack in rows:
            if j in accused:
                continue
            if not low <= rate <= high:
                out.append(Mismatch("wrong", None, Placed(j, fact), 0.85, "rate"))
            elif abs(rate / usual - 1) > max(0.06, 2 * slack):
                out.append(
                    Mismatch("wrong", None, Placed(j, fact), 0.85 if abs(rate / usual - 1) > 0.2 else 0.6, "rate")
                )
    return out
