"""The day a story was filed: what "yesterday" and "지난달 24일" in it are counted from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date

from aligner.types import Role, SegmentedDocument

__all__ = ["parse_date", "story_date"]

_FULL = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-./년]\s*(1[0-2]|0?[1-9])\s*[-./월]\s*(3[01]|[12]\d|0?[1-9])(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?!\d)")
_MONTHS = {name: i for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_ENGLISH = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+(\d{1,2})(?:,\s*((?:19|20)\d\d))?\b"
)
# Words of filing beside a date: of several dates in the furniture these tell the story's own.
_FILED = re.compile(r"송고|입력|등록|작성|기사입력|발행|수정|updated|published|posted|filed", re.IGNORECASE)


def parse_date(value: object) -> Date | None:
    """Return the day that `value` names (``2025-12-24``, ``2025. 12. 24.``, ``20251224``, ISO date-time), or None."""
    if isinstance(value, Date):
        return Date(value.year, value.month, value.day)
    text = str(value or "")
    match = _FULL.search(text) or _COMPACT.search(text)
    return _day(*match.groups()) if match else None


def story_date(ko: SegmentedDocument, en: SegmentedDocument) -> Date | None:
    """Return the story's date: the manifest's or page's, else the one its furniture or dateline tells, else None."""
    for side in (ko, en):
        if found := parse_date(side.document.meta.get("date")):
            return found
    candidates = [*_in_furniture(ko), *_in_furniture(en)]
    full = next((found for filed, found in sorted(candidates, key=lambda c: not c[0])), None)
    month_day = _dateline(en)
    if month_day is None:
        return full
    for _, found in candidates:
        if (found.month, found.day) == month_day:
            return found
    return _day(full.year, *month_day) if full else None


def _in_furniture(side: SegmentedDocument) -> Iterator[tuple[bool, Date]]:
    """Yield (whether it says so, day) for every full date outside headline and body."""
    for sentence in side.sentences:
        if sentence.role.aligned:
            continue
        for match in _FULL.finditer(sentence.text):
            if found := _day(*match.groups()):
                yield bool(_FILED.search(sentence.text)), found
        for match in _ENGLISH.finditer(sentence.text):
            month, day, year = match.groups()
            if year and (found := _day(year, _MONTHS[month.lower()], day)):
                yield bool(_FILED.search(sentence.text)), found


def _dateline(side: SegmentedDocument) -> tuple[int, int] | None:
    for sentence in side.sentences:
        if sentence.role is Role.DATELINE and (match := _ENGLISH.search(sentence.text)):
            return _MONTHS[match[1].lower()], int(match[2])
    return None


def _day(year: object, month: object, day: object) -> Date | None:
    try:
        return Date(int(str(year)), int(str(month)), int(str(day)))
    except ValueError:
        return None
