"""Numbers in English text: figures, number words, fractions, multiples, scores, ordinals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.facts.model import Fact
from aligner.facts.reading.en_number_grammar import (
    CURRENCY,
    FRACTIONS,
    MULTIPLES,
    ORDINALS,
    ROMAN,
    TOKEN,
    VAGUE,
    WORDS_SOFT,
    bound_around,
    read_magnitude,
    read_number,
    unit_named,
)
from aligner.facts.reading.english_words import MAGNITUDES, TENS, format_english, parse_english

__all__ = ["en_numbers", "format_english", "parse_english"]


def en_numbers(text: str) -> Iterator[Fact]:
    """Yield the number facts of an English text (dates blanked out beforehand), in order."""
    for match in TOKEN.finditer(text):
        groups = match.groupdict()
        for name, handler in _HANDLERS:
            if groups[name] is not None:
                yield from handler(match, groups)
                break


def _currency(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    value, step = read_number(g["cnum"] or "")
    size = read_magnitude(g["cmag"])
    unit = CURRENCY.get(g["cur"] or "") or CURRENCY.get((g["cur"] or "").upper(), "usd")
    start = match.start("cur")
    high = read_number(g["cnum2"])[0] * size if g["cnum2"] else None
    end = match.end("cmag") if g["cmag"] else match.end("cnum2") if g["cnum2"] else match.end("cnum")
    yield Fact(
        "number",
        _tidy(value * size),
        start,
        end,
        match.string[start:end],
        unit,
        bound_around(match.string, start, end),
        step * size,
        high,
    )


_VOTED = re.compile(r"[\s-](?:votes?|majority|decision|ruling|margin|win|victory|loss|defeat|draw|lead)\b")
_DECADE_AGE = re.compile(r"(?<!['’])[1-9]0s\b")
_RANKED = re.compile(
    r"\b(?:Nos?\.|[Nn]umber|[Rr]anked|Line|[Uu]nit|[Gg]ate|[Ee]xit|[Pp]hase|[Ss]tage|Grade|Category|Route|Terminal|Article|"
    r"[Rr]eactor|[Rr]oom|[Ll]evel|[Pp]latform|Chapter)\s$"
)
_MINUS = re.compile(r"\b(?:minus|negative)\s$", re.IGNORECASE)
_GROUP = re.compile(r"\bGroup\s$")
_INDEX = re.compile(
    r"\b(?:KOSPI|Kospi|KOSDAQ|Kosdaq|KRX|Dow(?: Jones)?|Nikkei|S&P|FTSE|STOXX|Stoxx|Russell|CSI|ASX|Nasdaq|CAC|DAX)"
    r"[ -]?$"
)
_INDEX_SIZES = frozenset((30, 40, 50, 100, 150, 200, 225, 300, 350, 400, 500, 600, 1000, 2000))
_AGE_AFTER = re.compile(r"\s(?:and|or)\s(?:older|younger)\b|\s?years?\sof\sage")
_AGE_BEFORE = re.compile(
    r"\b(?:(?:aged?(?:\sof)?|ages)\s(?:between\s|from\s|over\s|under\s)?|turn(?:ed|s|ing)?\s)$", re.IGNORECASE
)
_AGE_APPOSITION = re.compile(r"[a-z], \d{1,2}(?:,(?!\d)|\.$|;)|.?[a-z] \(\d{1,2}\)")


def _dotted(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    """An average without its zero: .315."""
    value, step = read_number(g["dotted"] or "")
    start, end = match.span("dotted")
    yield Fact("number", value, start, end, match.group(), "fraction", bound_around(match.string, start, end), step)


_BELOW_ZERO = re.compile(r"(?:\sCelsius|\sC\b)?\sbelow\s(?:zero|freezing)\b")


def _figure(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    value, step = read_number(g["num"] or "")
    size = read_magnitude(g["mag"])
    start = match.start("minus") if g["minus"] else match.start("num")
    unit = unit_named(g["unit"])
    high = None
    end = match.end("num")
    for name in ("ordsuf", "num2", "mag", "unit"):
        if g[name]:
            end = match.end(name)
    if g["num2"] and _VOTED.match(match.string, match.end("num2")) and not size > 1:
        for name in ("num", "num2"):  # an 8-5 vote
            value = read_number(g[name] or "")[0]
            yield Fact("number", value, match.start(name), match.end(name), g[name] or "", "score")
        return
    if g["num2"]:
        high = read_number(g["num2"])[0] * size
        if high < value * size:
            high, unit = None, unit
    if g["ordsuf"] and unit != "minute":
        unit = "ordinal"
    whole = (value,) if g["nmore"] and "/" in g["nmore"] else ()  # 6⅔이닝, 7과 3분의 1: the whole stands alone there
    if g["nmore"]:
        value, step = value + _half_more(g["nmore"]), 0.1
    below = _BELOW_ZERO.match(match.string, end) if unit in ("c", "degree") else None
    if below is not None:
        end = below.end()
    if below is not None or g["minus"] or _MINUS.search(match.string, max(0, start - 9), start):
        value = -value
    if (
        not unit
        and not g["mag"]
        and (_AGE_AFTER.match(match.string, end) or _AGE_BEFORE.search(match.string, max(0, start - 14), start))
    ):
        unit = "age"
    if not unit and not g["mag"] and _AGE_APPOSITION.match(match.string, start - 3):
        unit = "age"
    if not unit and 10 <= value <= 90 and _DECADE_AGE.match(match.string, start):
        unit, high = "age", value + 9
    if not unit and not g["mag"] and high is None:
        unit = _named(match.string, start, value)
    soft = (unit == "ordinal" and value == 1 and bool(g["ordsuf"])) or unit in ("group", "index")
    yield Fact(
        "number", _tidy(value * size), start, end, match.string[start:end], unit,
        bound_around(match.string, start, end), step * size, high,
        _besides(match.string, end, value * size) or whole, soft=soft
    )  # fmt: skip


def _named(text: str, start: int, value: float) -> str:
    """A figure that ranks or names: No. 4, Group 4, KOSPI 200."""
    if _RANKED.search(text, max(0, start - 10), start):
        return "ordinal"
    if _GROUP.search(text, max(0, start - 7), start):
        return "group"
    return "index" if value in _INDEX_SIZES and _INDEX.search(text, max(0, start - 10), start) else ""


_OTHERS = re.compile(r"\s(?:others?|more|additional)\b")


def _besides(text: str, end: int, value: float) -> tuple[float, ...]:
    """ "A, B and 12 other places" counts 14: the named ones are not in the figure."""
    if value >= 1000 or not (_OTHERS.match(text, end) or text.endswith(" others", 0, end)):
        return ()
    return value + 1, value + 2, value + 3


def _tidy(value: float) -> float:
    return float(f"{value:.13g}")


def _scores(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    low, high = float(g["left"] or 0), float(g["right"] or 0)
    if low < high and _AGE_BEFORE.search(match.string, 0, match.start("left")):
        yield Fact("number", low, match.start("left"), match.end("right"), match.group(), "age", high=high)
        return
    for name in ("left", "right"):
        yield Fact("number", float(g[name] or 0), match.start(name), match.end(name), g[name] or "", "score")


def _wfraction(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    up = 1.0 if (g["wnumer"] or "").lower() in ("a", "an") else parse_english(g["wnumer"] or "") or 1.0
    down = FRACTIONS[
        (g["wdenom"] or "").lower().removesuffix("s") if (g["wdenom"] or "").lower() != "halves" else "halves"
    ]
    start = match.start("wnumer")
    unit = "point" if g["wpoint"] else "second" if _OF_A_SECOND.match(match.string, match.end()) else "fraction"
    bound = bound_around(match.string, start, match.end())
    plain = bound and not _LENGTH_OF.match(match.string, match.end())
    article = (g["wnumer"] or "").lower() != "one"
    soft = up == 1 and article and not g["wpoint"] and not plain and not _SHARE_OF.match(match.string, match.end())
    yield Fact("number", up / down, start, match.end(), match.string[start : match.end()], unit, bound,
               0.01 if g["wpoint"] else 1e-3, soft=soft)  # fmt: skip


_SHARE_OF = re.compile(r"\s(?:of\s(?!an?\b)|as\s(?:much|many|long|fast|large|big|high|heavy|expensive)\b)")
_OF_A_SECOND = re.compile(r"\sof\sa\ssecond\b")
_LENGTH_OF = re.compile(r"(?:[\s-]|\sof\san?\s)(?:century|hour|mile|pound|inch|day)")
"""A third of the voters is a figure like any other; "a third" may be one more, "a quarter of a century" is a turn."""


def _half_more(words: str) -> float:
    for part, value in (("¾", 0.75), ("3/4", 0.75), ("⅔", 2 / 3), ("2/3", 2 / 3), ("⅓", 1 / 3), ("1/3", 1 / 3)):
        if part in words:
            return value
    return 0.25 if "¼" in words or "1/4" in words or "quarter" in words.lower() else 0.5


def _slashed(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    up, down = int(g["fnum"] or 0), int(g["fden"] or 1)
    if up < down:
        yield Fact("number", up / down, match.start(), match.end(), match.group(), "fraction", "", 1e-3)


def _halfof(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    word = (g["hmag"] or g["hpoint"] or "").lower()
    start = match.start("halfof")
    text = match.string[start : match.end()]
    if word in MAGNITUDES or word == "dozen":
        size = 12.0 if word == "dozen" else MAGNITUDES[word]
        yield Fact("number", size / 2, start, match.end(), text, "", "about", size / 2, soft=word == "dozen")
    elif word in ("century", "decade", "hour", "year", "day"):
        value, unit = {
            "century": (50.0, "year"), "decade": (5.0, "year"), "hour": (30.0, "minute"), "year": (6.0, "month"),
            "day": (0.5, "day"),
        }[word]  # fmt: skip
        bound = bound_around(match.string, start, match.end())
        yield Fact("number", value, start, match.end(), text, unit, bound, soft=word != "hour")
    else:
        yield Fact(
            "number",
            0.5,
            start,
            match.end(),
            text,
            "percent" if word == "percent" else "point" if word else "fraction",
            bound_around(match.string, start, match.end()),
            1e-3,
            soft=True,
        )


def _one_in(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    word = g["inN"] or ""
    down = read_number(word)[0] if word[0].isdigit() else parse_english(word) or 0
    if down:
        yield Fact(
            "number",
            1 / down,
            match.start(),
            match.end(),
            match.group(),
            "fraction",
            "",
            1e-3,
            alternatives=(down,),
            soft=True,
        )


def _words(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    word = g["words"] or ""
    value = parse_english(word)
    if value is None:
        return
    start = match.start("words")
    end = match.end("words")
    for name in ("words2", "wunit"):
        if g.get(name):
            end = match.end(name)
    unit = unit_named(g["wunit"])
    high = parse_english(g["words2"]) if g["words2"] else None
    size = _shared_size(word, g["words2"] or "")
    if high is not None and value * size < high:
        value *= size  # three to four thousand
    if high is not None and high <= value:
        high = None
    step = size if high is not None else 1.0
    if g["wmore"]:
        value, step = value + _half_more(g["wmore"]), 0.1
    vague = "dozen" in word.lower()
    bound = bound_around(match.string, start, end) or ("about" if vague else "")
    soft = (value == 1 and unit not in ("percent", "point")) or value == 0
    yield Fact(
        "number",
        value,
        start,
        end,
        match.string[start:end],
        unit,
        bound,
        step,
        high,
        _besides(match.string, end, value),
        soft=soft,
    )


_SHARED = re.compile(r"[a-z]+[\s-](hundred|dozen|thousand|million|billion|trillion)", re.IGNORECASE)


def _shared_size(low: str, high: str) -> float:
    """The magnitude that stands once for both ends of a range, 1 if none."""
    shared = _SHARED.fullmatch(high)
    return read_magnitude(shared[1]) if shared and not re.search(r"[\s-]", low) else 1.0


_MIXED = re.compile(r"([\d,.]+|[a-z][a-z\s-]*?[a-z])(?:[\s-](hundred|thousand|million))?(?:-(\d{1,3}))?", re.IGNORECASE)


def _spoken(text: str) -> float | None:
    """The value of a figure as broadcasters write it: 31, two-thousand-649, 238-thousand-500."""
    parts = _MIXED.fullmatch(text)
    if parts is None:
        return None
    head = read_number(parts[1])[0] if parts[1][0].isdigit() else parse_english(parts[1])
    if head is None:
        return None
    return head * read_magnitude(parts[2]) + float(parts[3] or 0)


def _point(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    """A decimal spelled as it is spoken: three-point-six percent, 31-point-four trillion won, point-31 points."""
    whole = _spoken(g["pint"]) if g["pint"] else 0.0
    if whole is None:
        return
    digits = "".join(
        d if d.isdigit() else "0" if d == "oh" else f"{parse_english(d) or 0:g}"
        for d in re.split(r"[\s-]", (g["pdec"] or "").lower())
    )
    size = read_magnitude(g["pmag"])
    step = 10.0 ** -len(digits)
    start = match.start("pint" if g["pint"] else "point")
    end = match.end(next(name for name in ("punit", "pmag", "pdec") if g[name]))
    yield Fact("number", _tidy((whole + int(digits) * step) * size), start, end, match.string[start:end],
               unit_named(g["punit"]), bound_around(match.string, start, end), step * size)  # fmt: skip


def _mixed(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    """A figure of words and digits: five-thousand-649 won."""
    value = _spoken(g["mixed"] or "")
    if value is not None:
        start, end = match.start("mixed"), match.end("munit" if g["munit"] else "mixed")
        yield Fact("number", value, start, end, match.string[start:end], unit_named(g["munit"]),
                   bound_around(match.string, start, end))  # fmt: skip


def _bigth(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    """The 10-millionth visitor is an ordinal, one-thousandth and two millionths are fractions."""
    word = (g["bign"] or "").lower()
    count = 1.0 if word in ("", "a", "an") else read_number(word)[0] if word[0].isdigit() else parse_english(word)
    name = (g["bigth"] or "").lower()
    size = MAGNITUDES[name.removesuffix("s").removesuffix("th")]
    if count is None:
        return
    if name.endswith("s") or word in ("a", "one"):
        yield Fact(
            "number", count / size, match.start(), match.end(), match.group(), "fraction", "", count / size / 100
        )
    else:
        yield Fact("number", count * size, match.start(), match.end(), match.group(), "ordinal", "", size)


def _article(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    word = (g["aunit"] or "").lower()
    if word == "year-old":
        unit, value = "age", 1.0
    else:
        unit, value = (unit_named(word), 14.0) if word == "fortnight" else (unit_named(word), 1.0)
    if (g["aper"] or "").lower().startswith("half"):
        value = 0.5
    yield Fact("number", value, match.start(), match.end(), match.group(), unit, soft=True)


def _per_magnitude(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    """So many per million: the base of a rate."""
    yield Fact("number", read_magnitude(g["permag"]), match.start(), match.end(), match.group())


def _ordword(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    word = (g["ordword"] or "").lower()
    value = ORDINALS.get(word)
    if value is None:
        ten, _, one = word.partition("-")
        value = TENS[ten] + ORDINALS[one]
    yield Fact("number", float(value), match.start(), match.end(), match.group(), "ordinal", soft=value <= 2)


def _multiple(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    word = (g["multiple"] or "").lower()
    if MULTIPLES[word] < 1:
        yield Fact("number", 0.5, match.start(), match.end(), match.group(), "fraction", step=1e-3, soft=True)
        return
    bound = bound_around(match.string, match.start(), match.end())
    yield Fact("number", float(MULTIPLES[word]), match.start(), match.end(), match.group(), "multiple", bound,
               soft=word in ("once", "double", "twice") and bound != "over")  # fmt: skip


def _vague(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    value = 1.0
    for word in (g["vague"] or "").lower().split():
        value *= VAGUE.get(word, 1.0)
    yield Fact("number", value, match.start(), match.end(), match.group(), "", "vague", value, soft=True)


def _soft(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    word = (g["soft"] or "").lower()
    if word.startswith("runner"):  # soft, as "first" and "second" are
        yield Fact("number", 2.0, match.start(), match.end(), match.group(), "ordinal", soft=True)
    elif word == "decades":
        yield Fact("number", 10.0, match.start(), match.end(), match.group(), "year", "vague", 10.0, soft=True)
    else:
        yield Fact("number", float(WORDS_SOFT[word]), match.start(), match.end(), match.group(), "", soft=True)


def _roman(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    word = g["roman"] or ""
    if word.isupper():
        yield Fact("number", float(ROMAN[word]), match.start(), match.end(), match.group(), "ordinal", soft=True)


_MODEL_DIGITS = re.compile(r"\d+")


def _model(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    """The figure of a type name (F-35, Hwasong-18): compared, but never with a count."""
    digits = _MODEL_DIGITS.search(g["model"] or "")
    if digits is not None and len(digits[0]) < 6:
        name = _INDEX.fullmatch((g["model"] or "")[: digits.start()]) is not None
        yield Fact("number", float(digits[0]), match.start(), match.end(), match.group(), "index" if name else "model",
                   soft=name)  # fmt: skip


def _tens_age(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    word = (g["tens"] or "").lower()
    value = float(word[:2]) if word[0].isdigit() else float(TENS[word.removesuffix("ies") + "y"])
    yield Fact("number", value, match.start("tens"), match.end("tens"), g["tens"] or "", "age", "", 1.0, value + 9)


def _race(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    """A time on the stopwatch: 1:23.45, 2:05:03."""
    seconds = 60.0 * float(g["race"] or 0) + float(g["racesec"] or 0) + 3600.0 * float(g["racehour"] or 0)
    step = 10.0 ** -len((g["racesec"] or "").partition(".")[2])
    yield Fact("number", _tidy(seconds), match.start(), match.end(), match.group(), "second", "", step)


_HANDLERS = (
    ("dotted", _dotted),
    ("cnum", _currency), ("num", _figure), ("words", _words), ("model", _model), ("race", _race), ("tens", _tens_age),
    ("left", _scores), ("point", _point), ("mixed", _mixed), ("bigth", _bigth), ("fnum", _slashed),
    ("wnumer", _wfraction), ("halfof", _halfof), ("oneIn", _one_in), ("aper", _article),
    ("permag", _per_magnitude), ("ordword", _ordword), ("multiple", _multiple), ("vague", _vague),
    ("soft", _soft), ("roman", _roman),
)  # fmt: skip
