"""What a number can look like in English: the combined expression, its word tables, bounds and units."""

from __future__ import annotations

import re

from aligner.facts.reading.english_words import MAGNITUDES, ONES, TENS
from aligner.facts.reading.units import CODES, EN_UNITS, SIGNS

__all__ = [
    "CURRENCY",
    "FRACTIONS",
    "MULTIPLES",
    "ORDINALS",
    "ROMAN",
    "TOKEN",
    "VAGUE",
    "WORDS_SOFT",
    "bound_around",
    "read_magnitude",
    "read_number",
    "unit_named",
]

SHORT = {
    "k": 1e3, "K": 1e3, "M": 1e6, "m": 1e6, "mn": 1e6, "mln": 1e6, "B": 1e9, "b": 1e9, "bn": 1e9, "bln": 1e9,
    "T": 1e12, "tn": 1e12, "tln": 1e12, "trn": 1e12,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "hundredth": 100,
}  # fmt: skip
FRACTIONS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "hundredth": 100,
}  # fmt: skip
MULTIPLES = {
    "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "twice": 2, "triple": 3, "tripled": 3, "triples": 3,
    "tripling": 3, "trebled": 3, "thrice": 3, "quadruple": 4, "quadrupled": 4, "quadrupling": 4, "quintupled": 5,
    "twofold": 2, "threefold": 3, "halved": 0.5, "halve": 0.5, "halving": 0.5, "halves": 0.5, "fourfold": 4,
    "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8, "ninefold": 9, "tenfold": 10, "once": 1,
}  # fmt: skip
WORDS_SOFT = {"both": 2, "couple": 2, "pair": 2, "duo": 2, "twin": 2, "trio": 3, "single": 1, "dozen": 12, "score": 20}
ROMAN = {
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

D = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
ONE_PAT = "|".join(sorted(ONES, key=len, reverse=True))
TEN_PAT = "|".join(TENS)
SMALLWORD = rf"(?:(?:{TEN_PAT})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine)\b)?|(?:{ONE_PAT}))"
MAG = "thousand|million|billion|trillion|quadrillion"
AND = r"(?:[\s-]|,?\sand\s)"
AFTER_HUNDRED = (
    r"(?:(?<=dred\s)|(?<=sand\s)|(?<=lion\s)|(?<=dred-)|(?<=dred\sand\s)|(?<=sand\sand\s)|"
    r"(?<=lion\sand\s)|(?<=sand,\s))"
)
WORDS = (
    rf"(?:(?:{SMALLWORD}|an?(?=[\s-](?:hundred|{MAG}|dozen)\b))\b"
    rf"(?:{AND}(?:{AFTER_HUNDRED}{SMALLWORD}|hundred|dozen|{MAG})\b)*)"
)
CUR = (
    "|".join(sorted((re.escape(sign) for sign in SIGNS), key=len, reverse=True))
    + rf"|(?-i:(?<![A-Za-z])(?:{'|'.join(CODES)}|W(?=\d{{1,3}},\d{{3}}|\d[\d.]*\s(?:m|b|tr)illion)))"
)
CURRENCY = SIGNS | CODES | {"W": "krw"}
UNIT = "|".join(sorted((re.escape(u).replace(r"\ ", "[ -]") for u in EN_UNITS), key=len, reverse=True))
PRE = re.compile(
    r"\b(about|around|some|approximately|roughly|an estimated|estimated|nearly|almost|close to|just shy of|shy of|"
    r"approaching|more than|over|in excess of|north of|older than|over the age of|above the age of|at least|"
    r"at the least|upwards? of|no (?:fewer|less) than|not (?:fewer|less) than|a minimum of|as (?:few|little|low) as|"
    r"no more than|not more than|no later than|fewer than|less than|younger than|"
    r"not (?:yet )?(?:turned|reached)|under the age of|below the age of|"
    r"under|below|short of|up to|at most|at the most|as many as|as much as|as high as|a maximum of|well over|just over|"
    r"a little over|slightly over|slightly more than|just under|slightly less than|a little less than|slightly below|"
    r"slightly under|within|exceeding|exceeded|surpassed|topped|above)\s(?:an?\s|the\s)?$",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"-(?:odd|plus)\b")
_OR_MORE = r"(?:or (?:more|so|less|fewer)|(?:or|and) (?:older|above|over|higher|under|younger|below|lower))"
POST = re.compile(rf",? {_OR_MORE}\b|[- ]odd\b|-plus\b|\+|[- ]range\b| (?:[a-z]{{1,15}} )?{_OR_MORE}\b")
GAP = (
    r"(?:[\s-](?:u\.s\.|(?:us|south\skorean|korean|american|japanese|chinese|british|more|additional|other|full|straight|odd|plus|"
    r"consecutive|calendar|whole|young|new|south|north)\b))?"
)
SPOKEN_DIGIT = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|\d{1,6})"
POINT = rf"point[\s-](?={SPOKEN_DIGIT}\b)"
BIGTH = r"(?:thousand|million|billion)ths?\b"
THING_NTH = (
    r"an?[\s-](?:third|fifth|sixth|seventh|eighth|ninth|tenth)\s(?:[a-z]+\s)?(?:victory|wins?|loss|defeat|medal|goal|crown|"
    r"trophy|cup|championship|appearance|album|film|book|novel|attempt|attack|strike|hike|cut|rise|increase|case|death|"
    r"arrest|bid|run|point|ballot|vote|summit|meeting|hearing|trial|test|launch|dose|shot|wave|phase|stage|plant|line|one)\b"
)
"""What a figure counts off, where "a third" is no part."""
_STARTERS = (
    "point", *ONES, *TENS, *MULTIPLES, *WORDS_SOFT, *ORDINALS, *"runner half per every each several few tens hundreds "
    "dozens scores thousands millions billions trillions decades".split()
)  # fmt: skip
_TAILS: dict[str, set[str]] = {}
for _word in _STARTERS:
    _TAILS.setdefault(_word[0], set()).add(_word[1:4])
_ARTICLE_BEFORE = (
    r"(?:half|hundred|hour|thousand|third|tenth|million|minute|month|billion|trillion|quadrillion|quarter|dozen|day|"
    r"decade|full|few|fourth|fifth|fortnight|sixth|seventh|eighth|ninth|year|week|century)"
)
_AGES_BEFORE = r"(?:early|mid|late|[1-9]0s|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)"
STARTS = "|".join(
    [
        "[0-9]",
        rf"an?[\s-]{_ARTICLE_BEFORE}",
        rf"(?:the|his|her|their|my|your)\s{_AGES_BEFORE}",
        *(f"{head}(?:{'|'.join(sorted(tails))})" for head, tails in sorted(_TAILS.items())),
    ]
)
"""How the words that state a number begin: nothing else is looked at twice."""
SIGN_HEADS = re.escape("".join(sorted({sign[0] for sign in SIGNS} - set("ACHNRSU"))))

TOKEN = re.compile(
    rf"""
    (?:(?=[\d{SIGN_HEADS}−.-]|(?-i:[A-Z]))(?:
    (?<![\w.,)’'-])(?P<dotted>\.\d{{2,3}})(?!\d|[\s-]?(?:caliber|calibre))
  |
    (?=[{SIGN_HEADS}]|(?-i:[A-Z][A-Z.]{{0,3}}[$\s\d]))(?P<cur>{CUR})\s?(?P<cnum>{D})(?:(?:\s?[-–]\s?|\sto\s)(?:{CUR})?(?P<cnum2>{D}))?(?:[\s-]?(?P<cmag>{MAG}|mln
          |bln|tln|mn|bn|tn|trn|[kKMmBbT])\b)?
  | (?P<model>(?<![\w$€£¥₩])(?=(?-i:[A-Za-z]*[A-Z]))[A-Za-z]+-?\d[\dA-Za-z]*(?:-\d+)?\b)
  | (?<![\d.,\w-])(?:(?P<racehour>\d{{1,2}}):(?=[0-5]\d:))?(?P<race>[0-5]?\d):
          (?P<racesec>[0-5]\d\.\d{{1,3}}|(?<=:\d\d:)[0-5]\d)(?!\d)
  | (?<![\d.,\w-])(?P<left>\d{{1,3}})(?:-|–|\sto\s|:|x(?=\d)|×)(?P<right>\d{{1,3}})(?![\d]|\s?(?:out\sof)|[-–]\d
          |,\d{{3}}|\.\d|\s?(?:{UNIT}|{MAG}|a\.m|p\.m)\b|-[a-z]|\s?%)
  | (?P<minus>(?<![\w)])[-−])?(?<![\d.])(?P<num>{D})
      (?![\s-]{POINT}|[\s-](?:thousand|hundred|million)-\d|[\s-]{BIGTH}|/[2-9]0?\sof\b)(?P<ordsuf>(?:st|nd|rd|th)\b)?(?!\d
          |(?-i:[ACDEFGHIJLNOPQRSUVWXYZ])\b)
      (?:(?:\s?[-–~]\s?|\sto\s|\sor\s)(?P<num2>{D})(?!\.\d|,\d{{3}}))?
      (?:[\s-]?(?P<mag>{MAG}|hundred|dozen|bn|mn|tn|trn|mln|bln|tln|[KMB])\b)?
      (?P<nmore>\sand\s(?:a|one)[\s-](?:half|quarter)\b|[½⅓⅔¼¾]|[\s-](?:1/[234]|2/3|3/4)(?![/\d]))?{GAP}(?:[\s-]{{0,2}}(?P<unit>{UNIT})(?![a-z]))?
    )) | \b(?={STARTS})(?:
    (?:(?P<pint>(?:{D}(?:[\s-](?:thousand|hundred|million))?|{WORDS})(?:-\d{{1,3}})?)[\s-])?
      (?P<point>(?(pint){POINT}|point-(?={SPOKEN_DIGIT}\b)))
      (?P<pdec>{SPOKEN_DIGIT}(?:[\s-]{SPOKEN_DIGIT}\b){{0,5}})(?:[\s-](?P<pmag>{MAG})\b)?
      {GAP}(?:[\s-]{{0,2}}(?P<punit>{UNIT})(?![a-z]))?
  | (?P<mixed>(?:{D}[\s-](?:thousand|hundred|million)|{WORDS}(?<=sand|dred|lion))-\d{{1,3}}(?![\d,.-]))
      {GAP}(?:[\s-]{{0,2}}(?P<munit>{UNIT})(?![a-z]))?
  | (?:(?P<bign>an?|{D}|{SMALLWORD})[\s-])?(?P<bigth>{BIGTH})
  | \b(?!{THING_NTH})(?P<wnumer>an?|one
          |two|three|four|five|six|seven|eight|nine)[\s-](?P<wdenom>half|third|thirds|quarter|quarters
            |fourths|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?
            |hundredths(?=\sof\sa\ssecond))\b(?P<wpoint>[\s-](?:of\sa\s)?(?:percentage[\s-])?points?\b)?(?!\s(?:week|month|weekend|game|set|child|term|title|win|suspect|victim|major|season|seed|of\s(?:the\s)?(?:year|season)|year
            |time|quarter|session|round|term|consecutive|straight|day|party|country|person|place|half|man|woman))
  | \b(?P<fnum>[1-9])/(?P<fden>[2-9]|10)(?=\sof\b)
  | \b(?P<halfof>half)\b(?!\s?-?\s?(?:brother|sister|time|hour\slater|way))(?:[\s-]an?[\s-](?P<hmag>dozen|million
          |billion|trillion|century|decade|hour|year|day|percentage\spoint|percent|point)|-(?P<hpoint>(?:percentage[\s-])?point)\b)?
  | \b(?P<oneIn>one)\s(?:in|out\sof)(?:\severy)?\s(?P<inN>{D}|{SMALLWORD})\b
  | \b(?P<ordword>{"|".join(ORDINALS)}|(?:{TEN_PAT})-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))\b
  | \b(?P<words>{WORDS})(?:(?:\sto\s|\sor\s|-to-)(?P<words2>{WORDS})\b)?
      (?P<wmore>[\s-]and[\s-](?:a|one)[\s-](?:half|quarter)\b)?
      {GAP}(?:[\s-]{{0,2}}(?P<wunit>{UNIT})(?![a-z]))?
  | (?<=per\s)(?P<permag>hundred|{MAG})\b
  | \b(?P<aper>an?|per|every|each|a\sfull|half-?)[\s-](?P<aunit>year-old|year|month|week|day|hour|minute|decade
          |century|fortnight)\b(?!-old)
  | \b(?!doubles\s(?:team|pair|match|final|semi|quarter|title|event|tour|partner|play|round|champion|gold|silver|bronze)
          |(?:(?<=['’]s\s)|(?<=mixed\s)|(?<=in\s)|(?<=the\s))doubles\b)(?P<multiple>{"|".join(MULTIPLES)})\b
  | \b(?P<vague>(?:tens|hundreds|dozens|scores|thousands|millions|billions|trillions)(?:\sof\s(?:thousands|millions
          |billions|trillions))?|several\s(?:hundred|thousand|dozen|million|billion)|(?:a\s)?few\s(?:hundred|thousand
          |dozen|million|billion))\b
  | \b(?P<soft>both|couple|pair|duo|twin|trio|single|dozen|decades|runners?-up)\b
      | (?:her|his|their|my|your|the)\s(?:early[\s-]|mid-?\s?|late[\s-])?
        (?P<tens>[1-9]0(?=s\b)|twenties|thirties|forties
              |fifties|sixties|seventies|eighties|nineties)
    ) | (?<=[A-Za-z]\s)(?-i:(?P<roman>{"|".join(sorted(ROMAN, key=len, reverse=True))}))\b
    """,
    re.VERBOSE | re.IGNORECASE,
)

BOUNDS = {
    "about": "about", "around": "about", "some": "about", "approximately": "about", "roughly": "about",
    "estimated": "about", "an estimated": "about", "nearly": "nearly", "almost": "nearly", "close to": "nearly",
    "more than": "over", "over": "over", "at least": "min", "upward of": "over", "upwards of": "over",
    "no fewer than": "min", "no less than": "min", "a minimum of": "min", "no more than": "max",
    "not more than": "max", "fewer than": "under", "less than": "under", "under": "under", "below": "under",
    "up to": "max", "at most": "max", "as many as": "max", "as much as": "max", "a maximum of": "max",
    "well over": "over", "just over": "over", "just under": "nearly", "within": "max", "exceeding": "over",
    "exceeded": "over", "surpassed": "over", "topped": "over", "above": "over", "just shy of": "nearly",
    "shy of": "nearly", "approaching": "nearly", "in excess of": "over", "north of": "over", "older than": "over",
    "over the age of": "over", "above the age of": "over", "at the least": "min", "not fewer than": "min",
    "not less than": "min", "as few as": "min", "as little as": "min", "as low as": "min", "no later than": "max",
    "younger than": "under", "under the age of": "under", "below the age of": "under", "short of": "under",
    "at the most": "max", "as high as": "max", "a little over": "over", "slightly over": "over",
    "slightly more than": "over", "slightly less than": "nearly", "a little less than": "nearly",
    "slightly below": "nearly", "slightly under": "nearly", "not turned": "under", "not yet turned": "under",
    "not reached": "under", "not yet reached": "under",
}  # fmt: skip
VAGUE = {
    "tens": 10, "dozen": 10, "dozens": 10, "scores": 10, "hundred": 100, "hundreds": 100, "thousand": 1e3,
    "thousands": 1e3, "million": 1e6, "millions": 1e6, "billion": 1e9, "billions": 1e9, "trillions": 1e12,
}  # fmt: skip


def read_number(text: str) -> tuple[float, float]:
    clean = text.replace(",", "")
    return float(clean), 10.0 ** -len(clean.partition(".")[2])


def read_magnitude(word: str | None) -> float:
    if not word:
        return 1.0
    low = word.lower()
    if low in MAGNITUDES:
        return MAGNITUDES[low]
    if low == "hundred":
        return 100.0
    if low == "dozen":
        return 12.0
    return SHORT.get(word, SHORT.get(low, 1.0))


def bound_around(text: str, start: int, end: int) -> str:
    """How exact the words around a figure say it is."""
    post = POST.match(text, end)
    if post is not None:
        low = post[0].lower()
        if low.endswith("range"):
            return "band"
        if any(word in low for word in ("more", "above", "over", "higher", "old")):
            return "min"
        return "about" if "so" in low or "odd" in low else "over" if low in ("+", "-plus") else "max"
    inside = _INSIDE.search(text, start, end)
    if inside is not None:
        return "about" if inside[0] == "-odd" else "over"
    pre = PRE.search(text, max(0, start - 26), start)
    return BOUNDS.get(pre[1].lower(), "") if pre is not None else ""


def unit_named(word: str | None) -> str:
    return EN_UNITS.get(re.sub(r"[\s-]+", " ", word.lower()), EN_UNITS.get(word.lower(), "")) if word else ""
