"""The day a story was filed: what "yesterday" and "지난달 24일" in it are counted from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta

from aligner.errors import ConfigError
from aligner.types import Lang, Role, SegmentedDocument

__all__ = ["StoryDate", "given_date", "parse_date", "story_date", "told_date"]

_YEAR = r"((?:19|20)\d\d)"
_MONTH = r"(1[0-2]|0?[1-9])"
_DAY = r"(3[01]|[12]\d|0?[1-9])"
# "주체115(2026)년 10월 11일" is how Pyongyang dates.
_FULL = re.compile(rf"(?<!\d){_YEAR}\)?\s*[-./년]\s*{_MONTH}\s*[-./월]\s*{_DAY}(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?=\d{4}(?:\d\d)?(?!\d)|T|(?!\d))")
_MONTHS = {name: i for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_NAME = (
    r"(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
# May 8, 2025 / May 8th 2025; 8 May 2025 / Thu, 08 May 2025 14:03 +0900 / 8-May-2025
_MONTH_FIRST = re.compile(rf"\b{_NAME}\s+(\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+((?:19|20)\d\d)\b)?", re.I)
_DAY_FIRST = re.compile(rf"(?<![\d:.,])(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_NAME},?[\s-]+((?:19|20)\d\d)\b", re.I)
# 12/3/2025, 12.3.2025: which is the month, the other figure or the writer's habit tells.
_SLASHED = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
# '25.05.08, 25-05-08 beside a word of filing only: elsewhere such figures are scores and versions.
_SHORT = re.compile(r"(?<![\d.])['’]?(\d\d)([./-])(1[0-2]|0[1-9])\2(3[01]|[12]\d|0[1-9])(?![\d.]?\d)")

# Words of filing beside a date, first published before changed: of several dates these tell the story's own.
_FIRST = re.compile(
    r"송고|(?:최초\s?|기사\s?)?입력|등록|작성|발행|게재|출고|승인|전송|published|posted|filed|first\s|created|issued"
    r"|released|date(?:d|line)?\b",
    re.I,
)
_CHANGED = re.compile(r"수정|고침|업데이트|갱신|최종|updated|modified|edited|corrected|last\s", re.I)
_OTHER = re.compile(
    r"사진|촬영|자료|photo|taken|ⓒ|©|copyright|등록\s?(?:번호|일자?)|발행\s?일자?|since|설립|창간|가입", re.I
)
_BEFORE = 28
"""Characters before a date in which the word that says what it is may stand."""
_FAR = timedelta(days=3)
"""How far the day of filing may lie from the dateline's day."""


@dataclass(frozen=True, slots=True)
class _Found:
    day: Date
    rank: int
    """0: first published, 1: a bare stamp, 2: changed, 3: any other date outside the story."""


def parse_date(value: object, lang: Lang = "en") -> Date | None:
    """Return the first day that `value` names, or None.

    Parameters
    ----------
    value
        A date, or text: ``2025-12-24``, ``2025. 12. 24.``, ``20251224``, ISO or RFC 2822 date-times,
        ``Dec. 24, 2025``, ``24 December 2025``, ``12/24/2025``.
    lang
        The language of the text around it; in ``12/3/2025`` the month comes first, as American and Korean desks write,
        unless only the other order makes a day.
    """
    if isinstance(value, Date):
        return Date(value.year, value.month, value.day)
    return next((day for _, day in _days(str(value or ""), lang)), None)


@dataclass(frozen=True, slots=True)
class StoryDate:
    """The day a story was filed and where it was found.

    Attributes
    ----------
    value
        None if nothing tells it: then days and weekdays go unchecked.
    origin
        ``"option"`` (``--date``), ``"manifest"``, ``"page"`` (its markup), ``"text"`` (a line outside headline and
        body), ``"dateline"`` (with the year of a line outside the story), or ``""``.
    """

    value: Date | None = None
    origin: str = ""

    def to_row(self) -> dict[str, str | None]:
        """Return ``{"value": "2025-12-24", "from": "page"}``; both None where no date is known."""
        return {"value": self.value.isoformat() if self.value else None, "from": self.origin or None}


def given_date(text: str | None) -> Date | None:
    """Return the day that ``--date`` names.

    Raises
    ------
    ConfigError
        If it names none.
    """
    if text is None:
        return None
    day = parse_date(text)
    if day is None:
        raise ConfigError(f"--date {text!r} is no day", hint="write it like 2025-12-24")
    return day


def story_date(ko: SegmentedDocument, en: SegmentedDocument) -> Date | None:
    """Return the day of `told_date`."""
    return told_date(ko, en).value


def told_date(ko: SegmentedDocument, en: SegmentedDocument, given: str | None = None) -> StoryDate:
    """Return the story's date: as given, else the manifest's or page's, else what its furniture or dateline tells.

    Of several dates outside the story the first publication counts before a change, and that before any other; the
    month and day of the English dateline decide between them.

    Raises
    ------
    ConfigError
        If `given` names no day.
    """
    if (option := given_date(given)) is not None:
        return StoryDate(option, "option")
    for side in (ko, en):
        meta = side.document.meta
        if told := parse_date(meta.get("date"), side.document.lang):
            return StoryDate(told, str(meta.get("date_from") or "manifest"))
    candidates = sorted((*_outside(ko), *_outside(en)), key=lambda found: found.rank)
    month_day = _dateline(en)
    if month_day is None:
        return StoryDate(candidates[0].day, "text") if candidates else StoryDate()
    for found in candidates:
        if (found.day.month, found.day.day) == month_day:
            return StoryDate(found.day, "text")
    for found in candidates:
        for year in (found.day.year, found.day.year - 1, found.day.year + 1):
            near = _day(year, *month_day)
            if near is not None and abs(near - found.day) <= _FAR:
                return StoryDate(near, "dateline")
    day = _day(candidates[0].day.year, *month_day) if candidates else None
    return StoryDate(day, "dateline") if day else StoryDate()


def _outside(side: SegmentedDocument) -> Iterator[_Found]:
    """Yield the full dates outside headline and body with what is said of them."""
    waiting = ""
    for sentence in side.sentences:
        if sentence.role.aligned:
            waiting = ""
            continue
        text = sentence.text
        before = waiting
        for at, day in _days(text, side.document.lang):
            said = (before + " " + text[:at])[-_BEFORE:] + text[at : at + 28]
            yield _Found(day, _rank(sentence.role, (before + " " + text[:at])[-_BEFORE:], said, text))
            before = ""
        # "Published" or "입력" may stand on a line of its own above the date.
        waiting = text if len(text) <= 12 else ""


def _rank(role: Role, before: str, said: str, text: str) -> int:
    first = max((m.end() for m in _FIRST.finditer(before)), default=-1)
    changed = max((m.end() for m in _CHANGED.finditer(before)), default=-1)
    if role is Role.CAPTION or _OTHER.search(before):
        return 4
    if first < 0 and changed < 0:
        # The word may follow the date: "2025.05.08 14:03 입력".
        first, changed = (0 if p.search(said[len(before) :]) else -1 for p in (_FIRST, _CHANGED))
    if changed > first:
        return 2
    if first >= 0:
        return 0
    return 1 if len(text) <= 80 else 3


def _days(text: str, lang: Lang) -> Iterator[tuple[int, Date]]:
    """Yield the offset and day of every full date in `text`, in text order."""
    found: dict[int, Date] = {}

    def add(at: int, *days: Date | None) -> None:
        day = next((d for d in days if d is not None), None)
        if day is not None:
            found.setdefault(at, day)

    for m in (*_FULL.finditer(text), *_COMPACT.finditer(text)):
        add(m.start(), _day(*m.groups()))
    for m in _MONTH_FIRST.finditer(text):
        if m[3]:
            add(m.start(), _day(m[3], _number(m[1]), m[2]))
    for m in _DAY_FIRST.finditer(text):
        add(m.start(), _day(m[3], _number(m[2]), m[1]))
    for m in _SLASHED.finditer(text):
        # Points are the European habit, slashes the American one; a figure above 12 leaves no doubt.
        month, day = (m[3], m[1]) if m[2] == "." and lang == "en" else (m[1], m[3])
        add(m.start(), _day(m[4], month, day), _day(m[4], day, month))
    if _FIRST.search(text) or _CHANGED.search(text):
        for m in _SHORT.finditer(text):
            add(m.start(), _day("20" + m[1], m[3], m[4]))
    yield from sorted(found.items())


def _number(month: str) -> int:
    return _MONTHS[month[:3].lower()]


def _dateline(side: SegmentedDocument) -> tuple[int, int] | None:
    for sentence in side.sentences:
        if sentence.role is Role.DATELINE and (match := _MONTH_FIRST.search(sentence.text)):
            return _number(match[1]), int(match[2])
    return None


def _day(year: object, month: object, day: object) -> Date | None:
    try:
        return Date(int(str(year)), int(str(month)), int(str(day)))
    except ValueError:
        return None
