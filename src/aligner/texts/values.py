"""Values as people write them: ``4.2e+11 krw`` is 4,200억 원 and 420 billion won, ``2027-H1`` is 2027년 상반기."""

from __future__ import annotations

import re

__all__ = ["bounded", "moment_words", "number_words", "value_words"]

# Unit -> (Korean behind the figure, English behind it); what counts nothing that has a name of its own is left out.
_UNITS: dict[str, tuple[str, str]] = {
    "krw": ("원", "won"), "usd": ("달러", "dollars"), "jpy": ("엔", "yen"), "cny": ("위안", "yuan"),
    "eur": ("유로", "euros"), "gbp": ("파운드", "pounds"), "percent": ("%", "percent"),
    "point": ("%포인트", "percentage points"), "bp": ("bp", "basis points"), "person": ("명", "people"),
    "age": ("세", "years old"), "year": ("년", "years"), "month": ("개월", "months"), "week": ("주", "weeks"),
    "day": ("일", "days"), "hour": ("시간", "hours"), "minute": ("분", "minutes"), "second": ("초", "seconds"),
    "multiple": ("배", "times"), "times": ("회", "times"), "vote": ("표", "votes"), "degree": ("도", "degrees"),
    "household": ("가구", "households"), "vehicle": ("대", "vehicles"), "ship": ("척", "ships"),
    "company": ("곳", "companies"), "case": ("건", "cases"), "rank": ("위", "(rank)"), "ordinal": ("번째", "(order)"),
    "kilometer": ("㎞", "kilometers"), "meter": ("m", "meters"), "ton": ("t", "tons"), "kilogram": ("㎏", "kilograms"),
    "kmh": ("㎞/h", "km/h"), "mps": ("m/s", "m/s"), "mph": ("마일/h", "mph"), "knot": ("노트", "knots"),
}  # fmt: skip
_NAMELESS = frozenset({"score", "thing", "model", "article", ""})
_BOUNDS: dict[str, tuple[str, str]] = {
    "about": ("약 {}", "about {}"), "vague": ("{}쯤", "around {}"), "over": ("{} 초과", "more than {}"),
    "min": ("{} 이상", "at least {}"), "under": ("{} 미만", "less than {}"), "max": ("{} 이하", "at most {}"),
}  # fmt: skip
_MONTHS = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()
_DAYS = {"Mon": "월", "Tue": "화", "Wed": "수", "Thu": "목", "Fri": "금", "Sat": "토", "Sun": "일"}
_SCALES_KO = ((10**12, "조"), (10**8, "억"), (10**4, "만"))
_SCALES_EN = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def number_words(value: float, unit: str = "", lang: str = "en", high: float | None = None) -> str:
    """Return a figure with its unit: ``3억2,000만 달러``, ``320 million dollars``.

    Examples
    --------
    >>> number_words(4.2e11, "krw", "ko"), number_words(4.2e11, "krw")
    ('4,200억 원', '420 billion won')
    >>> number_words(350, "person", "ko"), number_words(13, "age", "ko", 18)
    ('350명', '13∼18세')
    """
    figure = _figure(value, lang)
    if high is not None:
        figure += ("∼" if lang == "ko" else "–") + _figure(high, lang)
    if unit in _NAMELESS:
        return figure
    word = _UNITS.get(unit, (unit.replace("_", " "),) * 2)[lang != "ko"]
    if lang != "ko":
        return f"{figure} {_ONE.get(word, word) if value == 1 and high is None else word}"
    apart = (word[:1].isascii() and word[:1].isalpha()) or (figure[-1:] in "조억만" and word in _MONEY)
    return f"{figure} {word}" if apart else figure + word


_MONEY = ("원", "달러", "엔", "위안", "유로", "파운드")
_ONE = {
    "people": "person", "companies": "company", "years old": "year old", "dollars": "dollar", "euros": "euro",
    "pounds": "pound", "percentage points": "percentage point", "basis points": "basis point", "years": "year",
    "months": "month", "weeks": "week", "days": "day", "hours": "hour", "minutes": "minute", "seconds": "second",
    "times": "time", "votes": "vote", "degrees": "degree", "households": "household", "vehicles": "vehicle",
    "ships": "ship", "cases": "case", "kilometers": "kilometer", "meters": "meter", "tons": "ton",
    "kilograms": "kilogram",
}  # fmt: skip


def _figure(value: float, lang: str) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    whole = round(value)
    if lang == "ko" and abs(whole) >= 10**5 and abs(value - whole) < 1e-6 * abs(value):
        return ("-" if whole < 0 else "") + _korean(abs(whole))
    if lang != "ko":
        for size, word in _SCALES_EN:
            if abs(value) >= size:
                scaled = value / size
                if abs(scaled - round(scaled, 3)) < 1e-9 * abs(scaled) and abs(scaled) < 10**6:
                    return f"{scaled:,.3f}".rstrip("0").rstrip(".") + f" {word}"
                break
    if abs(value - whole) < 1e-9 * max(1.0, abs(value)):
        return f"{whole:,}"
    return f"{value:,.10f}".rstrip("0").rstrip(".") if abs(value) >= 1e-6 else f"{value:g}"


def _korean(whole: int) -> str:
    parts = []
    for size, word in _SCALES_KO:
        count, whole = divmod(whole, size)
        if count:
            parts.append(f"{count:,}{word}")
    return "".join(parts) + (f"{whole:,}" if whole else "")


def bounded(words: str, bound: str, lang: str) -> str:
    """Return a figure with its bound: ``약 350명``, ``more than 11 times``."""
    pattern = _BOUNDS.get(bound)
    return words if pattern is None else pattern[lang != "ko"].format(words)


_MOMENT = re.compile(
    r"(?:(?P<year>\d{4})(?P<decade>s)?)?-?(?:H(?P<half>[12]))?-?(?:Q(?P<quarter>[1-4]))?-?(?:(?P<month>\d\d))?"
    r"(?:-(?P<day>\d\d))?(?:-?day (?P<only>\d+))?(?: ?(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun))?"
    r"(?: ?(?P<clock>\d\d:\d\d))?(?: (?P<zone>UTC\S+))?"
)
_WEEKDAYS_EN = dict(zip(_DAYS, "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(), strict=True))


def moment_words(text: str, lang: str = "en") -> str:
    """Return a date or time of the ledger as people write it; what is no such form stays as it is.

    Examples
    --------
    >>> moment_words("2027-H1", "ko"), moment_words("2027-H1"), moment_words("2024-12-20", "ko"), moment_words("12-20")
    ('2027년 상반기', 'the first half of 2027', '2024년 12월 20일', 'Dec. 20')
    >>> moment_words("year:-1", "ko"), moment_words("month:0"), moment_words("day:-3", "ko")
    ('지난해', 'this month', '3일 전')
    """
    relative = _RELATIVE.fullmatch(text.strip())
    if relative is not None:
        return _relative_words(relative[1], int(relative[2]), lang)
    match = _MOMENT.fullmatch(text.strip())
    if not text.strip() or match is None:
        return text
    got = match.groupdict()
    return _korean_moment(got) if lang == "ko" else _english_moment(got)


_RELATIVE = re.compile(r"(year|month|week|day):([+-]?\d{1,4})")
_NEAR = {
    "year": (("지난해", "last year"), ("올해", "this year"), ("내년", "next year")),
    "month": (("지난달", "last month"), ("이달", "this month"), ("다음 달", "next month")),
    "week": (("지난주", "last week"), ("이번 주", "this week"), ("다음 주", "next week")),
    "day": (("전날", "the day before"), ("이날", "the same day"), ("다음 날", "the next day")),
}
"""What lies one step before, here and one step after: how a day is told where the story's date is not known."""


def _relative_words(scale: str, steps: int, lang: str) -> str:
    if abs(steps) <= 1:
        return _NEAR[scale][steps + 1][lang != "ko"]
    if lang == "ko":
        return f"{abs(steps)}{_UNITS[scale][0]} {'전' if steps < 0 else '뒤'}"
    return f"{abs(steps)} {scale}s {'earlier' if steps < 0 else 'later'}"


def _korean_moment(got: dict[str, str | None]) -> str:
    parts = []
    if got["year"]:
        parts.append(f"{got['year']}년대" if got["decade"] else f"{got['year']}년")
    if got["half"]:
        parts.append("상반기" if got["half"] == "1" else "하반기")
    if got["quarter"]:
        parts.append(f"{got['quarter']}분기")
    if got["month"]:
        parts.append(f"{int(got['month'])}월")
    if day := got["day"] or got["only"]:
        parts.append(f"{int(day)}일")
    if got["weekday"]:
        parts.append(f"{_DAYS[got['weekday']]}요일")
    if got["clock"]:
        hour, minute = got["clock"].split(":")
        parts.append(f"{int(hour)}시" + (f" {int(minute)}분" if minute != "00" else ""))
    if got["zone"]:
        parts.append(f"({got['zone']})")
    return " ".join(parts)


def _english_moment(got: dict[str, str | None]) -> str:
    year, day = got["year"], got["day"] or got["only"]
    whole = (f"{year}s" if got["decade"] else year) or ""
    if got["half"] or got["quarter"]:
        which = {"H1": "first half", "H2": "second half"}.get(f"H{got['half']}") or (
            f"{('first', 'second', 'third', 'fourth')[int(got['quarter'] or 1) - 1]} quarter"
        )
        words = f"the {which}" + (f" of {whole}" if whole else "")
    elif got["month"]:
        words = _MONTHS[min(max(int(got["month"]), 1), 12) - 1] + (f" {int(day)}" if day else "")
        words += (", " if day else " ") + whole if whole else ""
    elif day:
        words = f"day {int(day)}" + (f" of {whole}" if whole else "")
    else:
        words = whole
    if got["weekday"]:
        words = f"{_WEEKDAYS_EN[got['weekday']]}" + (f", {words}" if words else "")
    if got["clock"]:
        words = f"{words} {got['clock']}".strip() + (f" {got['zone']}" if got["zone"] else "")
    return words


_NUMBER = re.compile(
    r"(?:(?P<bound>about|over|under|min|max|vague) )?(?P<low>-?[\d,]+(?:\.\d+)?(?:e[+-]?\d+)?)"
    r"(?:–(?P<high>-?[\d,]+(?:\.\d+)?(?:e[+-]?\d+)?))?(?: (?P<unit>\w+))?"
)


def value_words(kind: str, value: str, lang: str = "en") -> str:
    """Return the value of a fact of the ledger, which is for machines, as people write it.

    Examples
    --------
    >>> value_words("number", "about 15,000 person", "ko"), value_words("number", "over 11 multiple")
    ('약 15,000명', 'more than 11 times')
    """
    if kind in ("date", "time"):
        return moment_words(value, lang)
    match = _NUMBER.fullmatch(value) if kind == "number" else None
    if match is None:
        return value
    low, high = (None if text is None else float(text.replace(",", "")) for text in match.group("low", "high"))
    return bounded(number_words(low or 0.0, match["unit"] or "", lang, high), match["bound"] or "", lang)
