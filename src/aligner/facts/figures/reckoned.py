"""Days, clock times and shares that follow from others: six days ago, 7:10 a.m. or 2210 GMT, from 12 to 36 percent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from aligner.facts.figures.implied import implied_figures, suspect
from aligner.facts.figures.values import finest
from aligner.facts.model import Fact, Place, Suspect
from aligner.facts.reading.calendar import KST, full_day
from aligner.facts.story import Story

__all__ = ["REPORTED", "check_reckoned", "follows", "reckoned_days"]

_KO_AWAY = re.compile(
    r"(?:간|\s?동안)?\s?(?P<way>앞두고|앞둔|남|전(?!국|체|망|역|년|날)|뒤|후(?!반|보))(?=[에인부의]?(?:[\s,.]|는|까|터)|$)"
)
_EN_AWAY = re.compile(r"\s(?P<way>earlier|before|ago|later|after)\b")
_NATIVE_WEEKS = re.compile(r"(?<![가-힣])(?P<n>한|두|세|네)\s주\s(?P<way>전|뒤|후)(?=[에인]?(?:[\s,.])|$)")
_WEEKS = {"한": 1, "두": 2, "세": 3, "네": 4}
_DAY_WORDS = frozenset(("전날", "이튿날", "다음날", "다음 날"))
_SAYING = (
    r"(?:said|says|told|announced|showed|reported|released|unveiled|disclosed|quoted|added|claimed|confirmed|"
    r"revealed|issued|published|warned|noted|filing)"
)
REPORTED = re.compile(rf"\b{_SAYING}(?:\s\w+){{0,3}}\s(?:on\s)?(?:late\s|early\s)?$")
SAYS = re.compile(rf"\s{_SAYING}\b")
_OR = re.compile(r"^[^.;]{0,24}(?:\bor\b|\()\s?(?:at\s)?(?:about\s|around\s)?$")


def reckoned_days(text: str, facts: Sequence[Fact], story: date | None) -> list[tuple[Place, frozenset[date]]]:
    """Return the days that a Korean sentence tells by a distance (엿새 전, 한 주 뒤), each with the days it may be.

    Counted from the story's day or from any day told before it in the sentence. The sentence number of the places is 0.
    """
    return [(place, days) for place, days, _ in _distances(text, facts, story)]


def _distances(text: str, facts: Sequence[Fact], story: date | None) -> list[tuple[Place, frozenset[date], bool]]:
    """The days told by a distance, and whether it is counted to them from a day that is known.

    26일 앞두고 counts to a day that has only a name (크리스마스): it may be that day or the one that is told.
    """
    if story is None:
        return []
    told: list[tuple[int, int, int, int]] = []
    for fact in facts:
        if (
            fact.kind == "number"
            and fact.unit in ("day", "week")
            and fact.high is None
            and fact.value == round(fact.value)
        ):
            away = _KO_AWAY.match(text, fact.end)
            if away is not None and fact.value <= 60 and not any(_is_day(f, away.end("way"), text) for f in facts):
                told.append((fact.start, away.end("way"), int(fact.value) * (7 if fact.unit == "week" else 1),
                             {"뒤": 1, "후": 1, "전": -1}.get(away["way"], 0)))  # fmt: skip
    for match in _NATIVE_WEEKS.finditer(text):
        if any(start <= match.start() < end for start, end, _, _ in told):
            continue
        told.append((match.start(), match.end("way"), 7 * _WEEKS[match["n"]], -1 if match["way"] == "전" else 1))
    out = []
    for start, end, days, way in told:
        before = [full_day(f.value, story) for f in facts if f.kind == "date" and f.start < start]
        anchors = {story, *(day for day in before if day is not None)}
        ways = (way,) if way else (-1, 1)
        there = frozenset(day + timedelta(days=w * days) for day in anchors for w in ways)
        out.append((Place(0, start, end), there if way else there | anchors, way != 0))
    return out


_WHICH_IS = re.compile(r"(?:인|이자)?\s?")


def _is_day(fact: Fact, end: int, text: str) -> bool:
    """Whether a day follows at once that says which day the distance comes to: 하루 앞둔 9일, 이틀 전인 3일."""
    return fact.kind == "date" and fact.start >= end and _WHICH_IS.fullmatch(text, end, fact.start) is not None


def check_reckoned(story: Story) -> Iterator[Suspect]:
    """Yield days, clock times and shares that do not follow from what stands beside them."""
    for bead, (ko, en) in enumerate(story.beads):
        if ko and en and len(ko) + len(en) <= 5:
            yield from _days(story, bead)
            yield from implied_figures(story, bead)
    for j, facts in enumerate(story.en.facts):
        yield from _clocks(story, j, facts)
        yield from _spans(story, j, facts)


def _days(story: Story, bead: int) -> Iterator[Suspect]:
    ko, en = story.beads[bead]
    reckoned = [
        (Place(i, place.start, place.end), days)
        for i in ko
        for place, days, known in _distances(story.ko.texts[i], story.ko.facts[i], story.date)
        if known
    ]
    away = [
        (j, fact) for j in en for fact in story.en.facts[j]
        if fact.kind == "number" and fact.unit in ("day", "week") and _EN_AWAY.match(story.en.texts[j], fact.end)
    ]  # fmt: skip
    plain = [(i, f) for i in ko for f in story.ko.facts[i] if f.kind == "date" and finest(f.value) == "day"]
    there = [(j, f) for j in en for f in story.en.facts[j] if f.kind == "date" and finest(f.value) == "day"]
    if len(reckoned) == 1 and not away and len(there) == 1 + len(plain) and story.date is not None:
        place, days = reckoned[0]
        if not any(_may_be(fact, days, story.date) for _, fact in there):
            own = {day for _, f in plain if (day := full_day(f.value, story.date)) is not None}
            odd = [(j, f) for j, f in there if not _may_be(f, own, story.date)]
            if len(odd) == 1:
                yield suspect(place, Place.of(*odd[0]), "date", "date", {"reckoned": 1.0})
    yield from _day_words(story, ko, plain, there, [] if reckoned else away)


_COMPARED_WITH = re.compile(r"\s?(?:보다|대비|에 비해|종가|과|와|의)")


def _day_words(
    story: Story, ko: Sequence[int], plain: Sequence[tuple[int, Fact]], there: Sequence[tuple[int, Fact]],
    away: Sequence[tuple[int, Fact]]
) -> Iterator[Suspect]:  # fmt: skip
    """Yield 전날 and 이튿날 told as another day, as the same day, or as two days away."""
    words = [(i, f) for i, f in plain if f.text.endswith(tuple(_DAY_WORDS))]
    words = [(i, f) for i, f in words if not _COMPARED_WITH.match(story.ko.texts[i], f.end)]
    bound = [(i, f) for i, f in words if not any(_is_day(g, f.end, story.ko.texts[i]) for _, g in plain)]
    if len(bound) == 1 and len(plain) == len(there) == 2 and _one_day(there) and not _one_day(plain):
        yield suspect(Place.of(*words[0]), Place.of(*there[0]), "date", "date", {"reckoned": 1.0})
    if len(bound) == len(there) == 1 and len(plain) <= 2 and _of_the_news(story, words[0][1], plain, *there[0]):
        yield suspect(Place.of(*words[0]), Place.of(*there[0]), "date", "date", {"reckoned": 1.0})
    if len(words) == 1 and len(away) == 1 and away[0][1].value >= 2:
        if not any(f.kind == "number" and f.unit == "day" for i in ko for f in story.ko.facts[i]):
            yield suspect(Place.of(*words[0]), Place.of(*away[0]), "date", "date", {"reckoned": 1.0})


_DAY_BEFORE = re.compile(r"\b(?:previous|before|earlier|overnight|last night|prior)\b", re.IGNORECASE)


def _of_the_news(story: Story, word: Fact, plain: Sequence[tuple[int, Fact]], j: int, there: Fact) -> bool:
    """Whether what happened 전날 is told of the day of the announcement: "was caught Monday night, police said"."""
    text, today = story.en.texts[j], story.date
    own = full_day(word.value, today)
    if today is None or own is None or _DAY_BEFORE.search(text) or REPORTED.search(text, 0, there.start):
        return False
    told = {day for _, f in plain if f is not word and (day := full_day(f.value, today)) is not None} or {today}
    return SAYS.match(text, there.end) is None and not _may_be(there, {own}, today) and _may_be(there, told, today)


def _one_day(days: Sequence[tuple[int, Fact]]) -> bool:
    """Whether two days are told as one: "Thursday night" and "Thursday afternoon" for 전날 밤 and 20일 오후."""
    (_, one), (_, two) = days
    said = [(m.month, m.day, m.weekday) for m in (one.value, two.value)]
    return said[0] == said[1] != (None, None, None) and not one.soft and not two.soft


def follows(story: Story, place: Place) -> bool:
    """Whether a day is told by a distance in the Korean of its bead: 이틀 뒤 as "Thursday"; midnight ends a day."""
    at = story.bead_of.get(("en", place.sentence))
    if at is None or story.date is None or place.fact is None or place.fact.kind != "date":
        return False
    korean = [(story.ko.texts[i], story.ko.facts[i]) for i in story.beads[at][0]]
    if any(_may_be(place.fact, days, story.date) for ko in korean for _, days in reckoned_days(*ko, story.date)):
        return True
    facts = [f for _, mine in korean for f in mine] + [f for j in story.beads[at][1] for f in story.en.facts[j]]
    if [f.value.minute for f in facts if f.kind == "time"] != [0, 0]:
        return False
    days = [full_day(f.value, story.date) for _, mine in korean for f in mine if f.kind == "date"]
    return _may_be(place.fact, {day - timedelta(days=1) for day in days if day is not None}, story.date)


def _may_be(fact: Fact, days: frozenset[date] | set[date], story: date) -> bool:
    moment = fact.value
    if moment.day:
        day = full_day(moment, story)
        return day in days if day is not None else any(d.day == moment.day for d in days)
    return any(day.weekday() == moment.weekday for day in days) if moment.weekday is not None else True


def _clocks(story: Story, j: int, facts: Sequence[Fact]) -> Iterator[Suspect]:
    """7:10 a.m. or 1010 GMT: two clock times of one moment that are not the same."""
    times = [f for f in facts if f.kind == "time"]
    for first, second in pairwise(times):
        one, other = first.value, second.value
        gap = story.en.texts[j][first.end : second.start]
        if other.zone is None or one.minute is None or other.minute is None or one.zone == other.zone:
            continue
        if "12h" in (one.relative, other.relative) or one.relative == "local" or not _OR.match(gap):
            continue
        zone = KST if one.zone is None else one.zone
        if (one.minute - zone - other.minute + other.zone) % 1440:
            ko = _korean_time(story, j)
            yield suspect(ko, Place.of(j, second), "date", "time", {"conversion": 1.0})


def _korean_time(story: Story, j: int) -> Place | None:
    bead = story.bead_of.get(("en", j))
    ko = story.beads[bead][0] if bead is not None else ()
    return next((Place.of(i, f) for i in ko for f in story.ko.facts[i] if f.kind == "time"), None)


_SPAN_GAP = re.compile(r",?\s$")
_SPAN_WORD = re.compile(r"\s(?P<way>after|before)\b(?P<rest>[^.;,]{0,60})$")


def _spans(story: Story, j: int, facts: Sequence[Fact]) -> Iterator[Suspect]:
    """On June 15, three days after a report on June 12: the days of one English sentence must be that far apart."""
    if story.date is None:
        return
    for first, gap, last in zip(facts, facts[1:], facts[2:], strict=False):
        if not (first.kind == last.kind == "date" and gap.kind == "number" and gap.unit == "day" and not gap.bound):
            continue
        days = [full_day(f.value, story.date) if f.value.day and not f.value.through else None for f in (first, last)]
        text = story.en.texts[j]
        word = _SPAN_WORD.match(text[gap.end : last.start])
        if days[0] is None or days[1] is None or word is None or not _SPAN_GAP.match(text[first.end : gap.start]):
            continue
        apart = (days[0] - days[1]).days * (1 if word["way"] == "after" else -1)
        if apart != gap.value and gap.value == round(gap.value):
            bead = story.bead_of.get(("en", j))
            ko = story.beads[bead][0] if bead is not None else ()
            own = next((Place.of(i, f) for i in ko for f in story.ko.facts[i] if f.unit == "day"), None)
            yield suspect(own, Place.of(j, last), "date", "date" if own else "weekday-alone", {"reckoned": 1.0})
