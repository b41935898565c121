"""Numbers in English text: figures, number words, fractions, multiples, scores, ordinals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.facts.english_words import MAGNITUDES, ONES, TENS, format_english, parse_english
from aligner.facts.model import Fact
from aligner.facts.units import EN_UNITS

__all__ = ["en_numbers", "format_english", "parse_english"]

_SHORT = {
    "k": 1e3, "K": 1e3, "M": 1e6, "m": 1e6, "mn": 1e6, "mln": 1e6, "B": 1e9, "b": 1e9, "bn": 1e9, "bln": 1e9,
    "T": 1e12, "tn": 1e12, "tln": 1e12, "trn": 1e12,
}  # fmt: skip
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "hundredth": 100,
}  # fmt: skip
_FRACTIONS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "hundredth": 100,
}  # fmt: skip
_MULTIPLES = {
    "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "twice": 2, "triple": 3, "tripled": 3, "triples": 3,
    "tripling": 3, "trebled": 3, "thrice": 3, "quadruple": 4, "quadrupled": 4, "quadrupling": 4, "quintupled": 5,
    "twofold": 2, "threefold": 3, "halved": 0.5, "halve": 0.5, "halving": 0.5, "halves": 0.5, "fourfold": 4,
    "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8, "ninefold": 9, "tenfold": 10, "once": 1,
}  # fmt: skip
_WORDS_SOFT = {"both": 2, "couple": 2, "pair": 2, "duo": 2, "twin": 2, "trio": 3, "single": 1, "dozen": 12, "score": 20}
_ROMAN = {
    "II": 2,
    "III": 3,
    "IV": 4,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "XI": 11,
    "XII": 12,
    "XIII": 13,
    "XIV": 14,
    "XVI": 16,
}

_D = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_ONE_PAT = "|".join(sorted(ONES, key=len, reverse=True))
_TEN_PAT = "|".join(TENS)
_SMALLWORD = rf"(?:(?:{_TEN_PAT})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine)\b)?|(?:{_ONE_PAT}))"
_MAG = "thousand|million|billion|trillion|quadrillion"
_AND = r"(?:[\s-]|,?\sand\s)"
_AFTER_HUNDRED = (
    r"(?:(?<=dred\s)|(?<=sand\s)|(?<=lion\s)|(?<=dred-)|(?<=dred\sand\s)|(?<=sand\sand\s)|"
    r"(?<=lion\sand\s)|(?<=sand,\s))"
)
WORDS = (
    rf"(?:(?:{_SMALLWORD}|an?(?=[\s-](?:hundred|{_MAG}|dozen)\b))\b"
    rf"(?:{_AND}(?:{_AFTER_HUNDRED}{_SMALLWORD}|hundred|dozen|{_MAG})\b)*)"
)
_CUR = r"US\$|U\.S\.\$|HK\$|A\$|C\$|S\$|NT\$|\$|€|£|¥|￥|₩"
_CURRENCY = {
    "US$": "usd",
    "U.S.$": "usd",
    "$": "usd",
    "€": "eur",
    "£": "gbp",
    "¥": "jpy",
    "￥": "jpy",
    "₩": "krw",
    "HK$": "hkd",
}
_UNIT = "|".join(sorted((re.escape(u).replace(r"\ ", "[ -]") for u in EN_UNITS), key=len, reverse=True))
_PRE = re.compile(
    r"\b(about|around|some|approximately|roughly|an estimated|estimated|nearly|almost|close to|more than|over|"
    r"at least|upwards? of|"
    r"no (?:fewer|less) than|a minimum of|no more than|not more than|fewer than|less than|under|below|up to|at most|"
    r"as many as|"
    r"as much as|a maximum of|well over|just over|just under|within|exceeding|exceeded|surpassed|topped|"
    r"above)\s(?:an?\s|the\s)?$",
    re.IGNORECASE,
)
_POST = re.compile(
    r",? or (?:more|older|above|over|higher|so|less|fewer|under|younger|below|lower)\b|-odd\b|-plus\b|\+|"
    r" (?:[a-z]+ )?or (?:more|older|above|over|higher|so|less|fewer|under|younger|below|lower)\b"
)
_GAP = (
    r"(?:[\s-](?:u\.s\.|us|south\skorean|korean|american|japanese|chinese|british|more|additional|other|full|"
    r"straight|consecutive|"
    r"calendar|whole|young|new|south|north))?"
)

_TOKEN = re.compile(
    rf"""
    (?:(?=[\d$€£¥￥₩−-]|(?-i:[A-Z]))(?:
    (?P<model>(?<![\w$€£¥₩])(?=(?-i:[A-Za-z]*[A-Z]))[A-Za-z]+-?\d[\dA-Za-z]*(?:-\d+)?\b)
  | (?<![\d.,\w-])(?:(?P<racehour>\d{{1,2}}):(?=[0-5]\d:))?(?P<race>[0-5]?\d):
          (?P<racesec>[0-5]\d\.\d{{1,3}}|(?<=:\d\d:)[0-5]\d)(?!\d)
  | (?<![\d.,\w-])(?P<left>\d{{1,3}})(?:-|–|\sto\s|:|x(?=\d)|×)(?P<right>\d{{1,3}})(?![\d]|\s?(?:out\sof)|[-–]\d
          |,\d{{3}}|\.\d|\s?(?:{_UNIT}|{_MAG}|a\.m|p\.m)\b|-[a-z]|\s?%)
  | (?P<cur>{_CUR})\s?(?P<cnum>{_D})(?:(?:\s?[-–]\s?|\sto\s)(?:{_CUR})?(?P<cnum2>{_D}))?(?:[\s-]?(?P<cmag>{_MAG}|mln
          |bln|tln|mn|bn|tn|trn|[kKMmBbT])\b)?
  | (?P<minus>(?<![\w)])[-−]|minus\s)?(?<![\d.])(?P<num>{_D})(?P<ordsuf>(?:st|nd|rd|th)\b)?(?!\d
          |(?-i:[ACDEFGHIJLNOPQRSUVWXYZ])\b)
      (?:(?:\s?[-–~]\s?|\sto\s|\sor\s)(?P<num2>{_D})(?!\.\d|,\d{{3}}))?
      (?:[\s-]?(?P<mag>{_MAG}|hundred|dozen|bn|mn|tn|trn|mln|bln|tln|[KMB])\b)?
      (?P<nmore>\sand\sa\s(?:half|quarter)\b|½)?{_GAP}(?:[\s-]{{0,2}}(?P<unit>{_UNIT})(?![a-z]))?
    )) | \b(?=[abcdefhmnopqstz1-9])(?:
    \b(?P<wnumer>an?|one|two|three|four|five|six|seven|eight|nine)[\s-](?P<wdenom>half|third|thirds|quarter|quarters
            |fourths|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)\b(?!\s(?:week|month|weekend|game|set|child|term|title|win|suspect|victim|major|season|seed|of\s(?:the\s)?(?:year|season)|year
            |time|quarter|session|round|term|consecutive|straight|day|party|country|person|place|half|man|woman))
  | \b(?P<halfof>half)\b(?!\s?-?\s?(?:brother|sister|time|hour\slater|way))(?:[\s-]an?[\s-](?P<hmag>dozen|million
          |billion|trillion|century|decade|hour|year|day|percentage\spoint|percent|point))?
  | \b(?P<oneIn>one)\s(?:in|out\sof)(?:\severy)?\s(?P<inN>{_D}|{_SMALLWORD})\b
  | \b(?P<ordword>{"|".join(_ORDINALS)}|(?:{_TEN_PAT})-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))\b
  | \b(?P<words>{WORDS})(?:(?:\sto\s|\sor\s)(?P<words2>{_SMALLWORD})\b)?(?P<wmore>[\s-]and[\s-]a[\s-](?:half
          |quarter)\b)?{_GAP}(?:[\s-]{{0,2}}(?P<wunit>{_UNIT})(?![a-z]))?
  | \b(?P<aper>an?|per|every|each|a\sfull|half-?)[\s-](?P<aunit>year-old|year|month|week|day|hour|minute|decade
          |century|fortnight)\b(?!-old)
  | \b(?P<multiple>{"|".join(_MULTIPLES)})\b
  | \b(?P<vague>(?:tens|hundreds|dozens|scores|thousands|millions|billions|trillions)(?:\sof\s(?:thousands|millions
          |billions|trillions))?|several\s(?:hundred|thousand|dozen|million|billion)|(?:a\s)?few\s(?:hundred|thousand
          |dozen|million|billion))\b
  | \b(?P<soft>both|couple|pair|duo|twin|trio|single|dozen|decades)\b
      | (?:her|his|their|my|your|the)\s(?:early[\s-]|mid-?\s?|late[\s-])?
        (?P<tens>[1-9]0(?=s\b)|twenties|thirties|forties
              |fifties|sixties|seventies|eighties|nineties)
    ) | (?<=[A-Za-z]\s)(?-i:(?P<roman>{"|".join(sorted(_ROMAN, key=len, reverse=True))}))\b
    """,
    re.VERBOSE | re.IGNORECASE,
)

_BOUNDS = {
    "about": "about", "around": "about", "some": "about", "approximately": "about", "roughly": "about",
    "estimated": "about", "an estimated": "about", "nearly": "nearly", "almost": "nearly", "close to": "nearly",
    "more than": "over", "over": "over", "at least": "min", "upward of": "over", "upwards of": "over",
    "no fewer than": "min", "no less than": "min", "a minimum of": "min", "no more than": "max",
    "not more than": "max", "fewer than": "under", "less than": "under", "under": "under", "below": "under",
    "up to": "max", "at most": "max", "as many as": "max", "as much as": "max", "a maximum of": "max",
    "well over": "over", "just over": "over", "just under": "nearly", "within": "max", "exceeding": "over",
    "exceeded": "over", "surpassed": "over", "topped": "over", "above": "over",
}  # fmt: skip
_VAGUE = {
    "tens": 10, "dozen": 10, "dozens": 10, "scores": 10, "hundred": 100, "hundreds": 100, "thousand": 1e3,
    "thousands": 1e3, "million": 1e6, "millions": 1e6, "billion": 1e9, "billions": 1e9, "trillions": 1e12,
}  # fmt: skip


def _number(text: str) -> tuple[float, float]:
    clean = text.replace(",", "")
    return float(clean), 10.0 ** -len(clean.partition(".")[2])


def _magnitude(word: str | None, currency: bool = False) -> float:
    if not word:
        return 1.0
    low = word.lower()
    if low in MAGNITUDES:
        return MAGNITUDES[low]
    if low == "hundred":
        return 100.0
    if low == "dozen":
        return 12.0
    return _SHORT.get(word, _SHORT.get(low, 1.0))


def _bound(text: str, start: int, end: int) -> str:
    """How exact the words around a figure say it is."""
    post = _POST.match(text, end)
    if post is not None:
        low = post[0].lower()
        if any(word in low for word in ("more", "above", "over", "higher", "old")):
            return "min"
        return "about" if "so" in low or "odd" in low else "over" if low in ("+", "-plus") else "max"
    pre = _PRE.search(text, max(0, start - 22), start)
    return _BOUNDS[pre[1].lower()] if pre is not None else ""


def _unit(word: str | None) -> str:
    return EN_UNITS.get(re.sub(r"[\s-]+", " ", word.lower()), EN_UNITS.get(word.lower(), "")) if word else ""


def en_numbers(text: str) -> Iterator[Fact]:
    """Yield the number facts of an English text (dates blanked out beforehand), in order."""
    for match in _TOKEN.finditer(text):
        groups = match.groupdict()
        for name, handler in _HANDLERS:
            if groups[name] is not None:
                yield from handler(match, groups)
                break


def _currency(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    value, step = _number(g["cnum"] or "")
    size = _magnitude(g["cmag"], True)
    unit = _CURRENCY.get((g["cur"] or "").upper(), "usd-like")
    start = match.start("cur")
    high = _number(g["cnum2"])[0] * size if g["cnum2"] else None
    end = match.end("cmag") if g["cmag"] else match.end("cnum2") if g["cnum2"] else match.end("cnum")
    yield Fact(
        "number",
        _tidy(value * size),
        start,
        end,
        match.string[start:end],
        unit,
        _bound(match.string, start, end),
        step * size,
        high,
    )


_VOTED = re.compile(r"[\s-](?:votes?|majority|decision|ruling|margin|win|victory|loss|defeat|draw|lead)\b")
_DECADE_AGE = re.compile(r"(?<!['’])[1-9]0s\b")
_RANKED = re.compile(r"\b(?:Nos?\.|[Nn]umber|[Rr]anked)\s$")
_AGE_AFTER = re.compile(r"\s(?:and|or)\s(?:older|younger)\b|\s?years?\sof\sage")
_AGE_BEFORE = re.compile(r"\b(?:aged?|ages)\s(?:between\s|from\s|over\s|under\s)?$", re.IGNORECASE)
_AGE_APPOSITION = re.compile(r"[a-z], \d{1,2}(?:,(?!\d)|\.$|;)|.?[a-z] \(\d{1,2}\)")


def _figure(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    value, step = _number(g["num"] or "")
    size = _magnitude(g["mag"])
    start = match.start("minus") if g["minus"] else match.start("num")
    unit = _unit(g["unit"])
    high = None
    end = match.end("num")
    for name in ("ordsuf", "num2", "mag", "unit"):
        if g[name]:
            end = match.end(name)
    if g["num2"] and _VOTED.match(match.string, match.end("num2")) and not size > 1:
        for name in ("num", "num2"):  # an 8-5 vote
            value = _number(g[name] or "")[0]
            yield Fact("number", value, match.start(name), match.end(name), g[name] or "", "score")
        return
    if g["num2"]:
        high = _number(g["num2"])[0] * size
        if high < value * size:
            high, unit = None, unit
    if g["ordsuf"] and unit != "minute":
        unit = "ordinal"
    if g["nmore"]:
        value, step = value + (0.25 if "quarter" in g["nmore"] else 0.5), 0.1
    if g["minus"] or match.string[:start].lower().endswith("minus "):
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
    if not unit and not g["mag"] and _RANKED.search(match.string, max(0, start - 8), start):
        unit = "ordinal"
    soft = unit == "ordinal" and value == 1
    yield Fact(
        "number", _tidy(value * size), start, end, match.string[start:end], unit, _bound(match.string, start, end),
        step * size, high,
        _besides(match.string, end, value * size), soft=soft
    )  # fmt: skip


_OTHERS = re.compile(r"\s(?:other|others|more|additional)\b")


def _besides(text: str, end: int, value: float) -> tuple[float, ...]:
    """ "A, B and 12 other places" counts 14: the named ones are not in the figure."""
    return (value + 1, value + 2, value + 3) if _OTHERS.match(text, end) and value < 1000 else ()


def _tidy(value: float) -> float:
    return float(f"{value:.13g}")


def _scores(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    for name in ("left", "right"):
        yield Fact("number", float(g[name] or 0), match.start(name), match.end(name), g[name] or "", "score")


def _wfraction(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    up = 1.0 if (g["wnumer"] or "").lower() in ("a", "an") else parse_english(g["wnumer"] or "") or 1.0
    down = _FRACTIONS[
        (g["wdenom"] or "").lower().removesuffix("s") if (g["wdenom"] or "").lower() != "halves" else "halves"
    ]
    start = match.start("wnumer")
    bound = _bound(match.string, start, match.end())
    yield Fact("number", up / down, start, match.end(), match.string[start : match.end()], "fraction", bound, 1e-3,
               soft=up == 1)  # fmt: skip


def _halfof(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    word = (g["hmag"] or "").lower()
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
        yield Fact("number", value, start, match.end(), text, unit, soft=True)
    else:
        yield Fact(
            "number",
            0.5,
            start,
            match.end(),
            text,
            "point" if word else "fraction",
            _bound(match.string, start, match.end()),
            1e-3,
            soft=True,
        )


def _one_in(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    word = g["inN"] or ""
    down = _number(word)[0] if word[0].isdigit() else parse_english(word) or 0
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
    unit = _unit(g["wunit"])
    high = parse_english(g["words2"]) if g["words2"] else None
    if high is not None and high <= value:
        high = None
    step = 1.0
    if g["wmore"]:
        value, step = value + (0.25 if "quarter" in g["wmore"].lower() else 0.5), 0.1
    vague = "dozen" in word.lower()
    bound = _bound(match.string, start, end) or ("about" if vague else "")
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


def _article(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    word = (g["aunit"] or "").lower()
    if word == "year-old":
        unit, value = "age", 1.0
    else:
        unit, value = (_unit(word), 14.0) if word == "fortnight" else (_unit(word), 1.0)
    if (g["aper"] or "").lower().startswith("half"):
        value = 0.5
    yield Fact("number", value, match.start(), match.end(), match.group(), unit, soft=True)


def _ordword(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    word = (g["ordword"] or "").lower()
    value = _ORDINALS.get(word)
    if value is None:
        ten, _, one = word.partition("-")
        value = TENS[ten] + _ORDINALS[one]
    yield Fact("number", float(value), match.start(), match.end(), match.group(), "ordinal", soft=value <= 2)


def _multiple(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    word = (g["multiple"] or "").lower()
    if _MULTIPLES[word] < 1:
        yield Fact("number", 0.5, match.start(), match.end(), match.group(), "fraction", step=1e-3, soft=True)
        return
    yield Fact("number", float(_MULTIPLES[word]), match.start(), match.end(), match.group(), "multiple",
               _bound(match.string, match.start(), match.end()),
               soft=word in ("once", "double", "twice"))  # fmt: skip


def _vague(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    value = 1.0
    for word in (g["vague"] or "").lower().split():
        value *= _VAGUE.get(word, 1.0)
    yield Fact("number", value, match.start(), match.end(), match.group(), "", "vague", value, soft=True)


def _soft(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    word = (g["soft"] or "").lower()
    if word == "decades":
        yield Fact("number", 10.0, match.start(), match.end(), match.group(), "year", "vague", 10.0, soft=True)
    else:
        yield Fact("number", float(_WORDS_SOFT[word]), match.start(), match.end(), match.group(), "", soft=True)


def _roman(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    word = g["roman"] or ""
    if word.isupper():
        yield Fact("number", float(_ROMAN[word]), match.start(), match.end(), match.group(), "ordinal", soft=True)


_MODEL_DIGITS = re.compile(r"\d+")


def _model(match: re.Match[str], g: dict[str, str | None]) -> Iterator[Fact]:
    """The figure of a type name (F-35, Hwasong-18): compared, but never with a count."""
    digits = _MODEL_DIGITS.search(g["model"] or "")
    if digits is not None and len(digits[0]) < 6:
        yield Fact("number", float(digits[0]), match.start(), match.end(), match.group(), "model")


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
    ("model", _model), ("race", _race), ("tens", _tens_age), ("left", _scores), ("cnum", _currency), ("num", _figure),
    ("wnumer", _wfraction), ("halfof", _halfof), ("oneIn", _one_in), ("words", _words), ("aper", _article),
    ("ordword", _ordword), ("multiple", _multiple), ("vague", _vague), ("soft", _soft), ("roman", _roman),
)  # fmt: skip
