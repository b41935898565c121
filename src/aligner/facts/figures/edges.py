"""What is said around a time that agrees: from or until, early or late, last or next, before or after, whose clock."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from aligner.facts.figures.derived import KO_HOME
from aligner.facts.figures.matches import matched_facts
from aligner.facts.figures.values import finest
from aligner.facts.model import Fact, Place, Suspect
from aligner.facts.reading.calendar import KST, agree, full_day
from aligner.facts.reading.units import dimension
from aligner.facts.story import Story

__all__ = ["check_edges"]

_KO_EDGE = re.compile(r"(?:\s?\([월화수목금토일]\))?\s?(?:(?P<from>부터|이후|이래)|(?P<until>까지))")
_EN_EDGE = re.compile(
    r"(?:\b(?P<from>from|since|starting|beginning|effective)|\b(?P<until>until|till|through|to))\s"
    r"(?:on\s|(?:last|next|this)\s)?$"
)
_KO_PART = re.compile(
    r"\s?(?:(?P<early>초(?:순|반|(?=[에의이부까가는로 ,.])))|(?P<mid>중[순반])"
    r"|(?P<late>말(?=[에의이부까가는로 ,.])|하순|후반))"
)
_EN_PART = re.compile(
    r"\b(?:(?P<early>early|(?:beginning|start) of)|(?P<mid>mid|middle of)|(?P<late>late|(?:end|close) of))"
    r"[\s-](?:in\s|the\s)?$"
)
_KO_WAY = re.compile(
    r"(?:간|여|가량|정도)?\s?(?:(?P<before>[을를]?\s?(?:앞[두둔서선]|앞당)|전(?=[에의부까 ,.]|인)|먼저|일찍|이르)"
    r"|(?P<after>뒤(?!늦|집|지)|후(?=[에의부까 ,.]|인)|늦))"
)
_EN_WAY = re.compile(r"\s(?:(?P<before>earlier|before|ago|ahead|early)|(?P<after>later|after|from now|late|behind))\b")
_TO = re.compile(r"\s(?:to|until|through)\s")
_LOCAL = re.compile(r"현지\s?시[간각]")
_EN_LOCAL = re.compile(r",?\s\(?local time\b|(?:\s\w+){0,2}\s\(?local time\b")
_KOREAN_CLOCK = re.compile(r"\b(?:KST|(?:Korean?|Seoul)\s(?:[Ss]tandard\s)?[Tt]ime)\b")


def check_edges(story: Story) -> Iterator[Suspect]:
    """Yield times that agree but for what stands around them."""
    for i, ko, j, en in matched_facts(story):
        texts = story.ko.texts[i], story.en.texts[j]
        if ko.kind == "time":
            spans = _other_clock(texts, ko, en)
        elif ko.kind == "number":
            lengths = dimension(ko.unit) == dimension(en.unit) == "duration"
            spans = _turned(_KO_WAY, _EN_WAY, texts, ko, en, behind=True) if lengths else None
        elif finest(ko.value) == "day":
            one = not ko.value.through and not en.value.through
            spans = (_turned(_KO_EDGE, _EN_EDGE, texts, ko, en) if one else None) or _past_for_future(story, ko, en)
        else:
            spans = _turned(_KO_PART, _EN_PART, texts, ko, en)
        if spans is not None:
            yield _suspect(Place(i, *spans[0], ko), Place(j, *spans[1], en))
    for korean, english in story.beads:
        yield from _ends(story, korean, english)
        yield from _periods(story, korean, english)
        yield from _from_to(story, korean, english)


_Spans = tuple[tuple[int, int], tuple[int, int]]


def _suspect(ko: Place, en: Place) -> Suspect:
    return Suspect("date", "date", "wrong", "exclusive", ko, en, {"edge": 1.0})


def _turned(
    korean: re.Pattern[str], english: re.Pattern[str], texts: tuple[str, str], ko: Fact, en: Fact, *,
    behind: bool = False
) -> _Spans | None:  # fmt: skip
    """The words around a time that exclude each other (까지, "from"); `behind`: the English ones follow it."""
    mine = korean.match(texts[0], ko.end)
    other = english.match(texts[1], en.end) if behind else english.search(texts[1], max(0, en.start - 24), en.start)
    if mine is None or other is None or mine.lastgroup == other.lastgroup:
        return None
    if other.lastgroup == "from" and _TO.match(texts[1], en.end):
        return None  # extended from Oct. 2 to Oct. 16
    return (ko.start, mine.end()), (min(en.start, other.start()), max(en.end, other.end()))


def _past_for_future(story: Story, ko: Fact, en: Fact) -> _Spans | None:
    """Next Monday is not "last Monday"."""
    day, today = full_day(ko.value, story.date), story.date
    word = en.text.split(" ", 1)[0].lower()
    if day is None or today is None or not ((word == "last" and day > today) or (word == "next" and day < today)):
        return None
    return (ko.start, ko.end), (en.start, en.end)


def _other_clock(texts: tuple[str, str], ko: Fact, en: Fact) -> _Spans | None:
    """현지시간 오전 10시 is not "10 a.m. Korean time"."""
    home, abroad = KO_HOME.search(texts[0], 0, ko.start), _EN_LOCAL.match(texts[1], en.end)
    if home and abroad and not _LOCAL.search(texts[0]) and (en.value.minute - ko.value.minute) % 1440 in (0, 720):
        return home.span(), (en.start, abroad.end())
    local, clock = _LOCAL.search(texts[0], 0, ko.start), _KOREAN_CLOCK.search(texts[1], en.start)
    if local is None or "한국" in texts[0][local.end() : ko.start] or clock is None:
        return None
    if en.value.zone != KST or ko.value.minute != en.value.minute:
        return None
    return local.span(), clock.span()


def _ends(story: Story, korean: Sequence[int], english: Sequence[int]) -> Iterator[Suspect]:
    """11일부터 사흘간 is not "from the 12th": a stretch of days begins with its first and ends with its last."""
    days = [(i, f) for i in korean for f in story.ko.facts[i] if f.kind == "date" and finest(f.value) == "day"]
    if len(days) != 1 or not days[0][1].value.through:
        return
    ((i, ko),) = days
    first = full_day(ko.value, story.date)
    if first is None or first.day != ko.value.day:
        return
    last = first + timedelta(days=ko.value.through - first.day)
    for j in english:
        before = None
        for en in story.en.facts[j]:
            edge = _EN_EDGE.search(story.en.texts[j], max(0, en.start - 24), en.start)
            plain = en.kind == "date" and finest(en.value) == "day" and not en.value.through and not en.soft
            both = (
                before is not None and story.en.texts[j][before.end : en.start] == " and " and (last - first).days == 1
            )
            follows = edge is not None and (edge[0] != "to " or (before is not None and en.start - before.end == 4))
            if plain and (both or follows):
                day = first if edge is not None and edge["from"] else last
                if en.value.day not in (None, day.day) or (en.value.day is None and en.value.weekday != day.weekday()):
                    yield _suspect(Place.of(i, ko), Place.of(j, en))
            before = en if en.kind == "date" else before


_MONTH = r"(Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_EN_MONTHS = re.compile(rf"\b{_MONTH}(?:\s?[-–]\s?|\s(?:to|through|and)\s){_MONTH}(?!\s\d)")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def _periods(story: Story, korean: Sequence[int], english: Sequence[int]) -> Iterator[Suspect]:
    """1분기 is January to March, 상반기 January to June, whoever writes the months."""
    told = [(i, f) for i in korean for f in story.ko.facts[i] if f.kind == "date" and (f.value.quarter or f.value.half)]
    months = any(f.kind == "date" and f.value.month and not f.value.day for i in korean for f in story.ko.facts[i])
    there = [(j, m) for j in english for m in _EN_MONTHS.finditer(story.en.texts[j])] if len(told) == 1 else []
    if len(there) != 1 or months:
        return
    (i, fact), (j, match) = told[0], there[0]
    size, number = (3, fact.value.quarter) if fact.value.quarter else (6, fact.value.half)
    if [_MONTHS.index(match[n][:3]) for n in (1, 2)] != [size * (number - 1), size * number - 1]:
        yield _suspect(Place.of(i, fact), Place(j, *match.span()))


_FROM = re.compile(r"\bfrom\s(?:\w+\s)?$")


def _from_to(story: Story, korean: Sequence[int], english: Sequence[int]) -> Iterator[Suspect]:
    """오후 2시에서 4시로 is not "from 4 p.m. to 2 p.m."."""
    for kind in ("time", "date"):
        mine, other = (
            [(n, f) for n in numbers for f in side.facts[n] if f.kind == kind and (kind == "time" or f.value.day)]
            for side, numbers in ((story.ko, korean), (story.en, english))
        )
        if len(mine) != 2 or len(other) != 2 or other[0][0] != other[1][0]:
            continue
        (i, first), (_, last), (j, start), (_, end) = *mine, *other
        text = story.en.texts[j]
        if text[start.end : end.start] != " to " or _FROM.search(text, max(0, start.start - 16), start.start) is None:
            continue
        crossed = (agree(a.value, b.value, story.date) == "match" for a, b in ((first, end), (last, start)))
        if all(crossed) and agree(first.value, start.value, story.date) == "conflict":
            yield _suspect(Place.of(i, first), Place.of(j, start))
