"""Dates and times in English text: atoms by one regular expression, then neighbours joined into one `Moment`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from aligner.facts.model import Fact, Moment
from aligner.facts.reading.calendar import KST, anchored, join_days, resolve, zone_offset

__all__ = ["en_dates"]

_NAMES = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|"
    "october oct|november nov|december dec"
)
_MONTHS = {name: month for month, names in enumerate(_NAMES.split("|"), 1) for name in names.split()}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FULL = "January|February|March|April|May|June|July|August|September|October|November|December"
_ABBR = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[3-9]|20|21)\d\d"
_FIXED_ZONES = {
    "GMT": 0,
    "UTC": 0,
    "KST": KST,
    "JST": KST,
    "EST": -300,
    "EDT": -240,
    "PST": -480,
    "PDT": -420,
    "CET": 60,
    "BST": 60,
}
_PLACE_ZONES = {
    "korea": "KST", "korean": "KST", "seoul": "KST", "pyongyang": "KST", "japan": "KST", "japanese": "KST",
    "tokyo": "KST", "beijing": "China", "china": "China", "moscow": "Moscow", "london": "London", "paris": "Paris",
    "berlin": "Paris", "washington": "Eastern", "eastern": "Eastern", "york": "Eastern", "u.s.": "Eastern",
    "et": "Eastern", "central": "Central", "mountain": "Mountain", "pacific": "Pacific",
}  # fmt: skip
_ZONE = (
    r"(?P<{0}>GMT|UTC|KST|JST|EST|EDT|ET|PST|PDT|CET|BST|"
    r"(?:Korean?|Seoul|Pyongyang|Japan(?:ese)?|Tokyo|Beijing|China|Moscow|London|Paris|Berlin|Washington|New\sYork|"
    r"U\.S\.|(?:U\.S\.\s)?(?:Eastern|Central|Mountain|Pacific))\s(?:[Ss]tandard\s|[Dd]aylight\s)?[Tt]ime|"
    r"[Ll]ocal\s[Tt]ime)"
)
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_MINUTES = {w: n for n, w in enumerate("one two three four five six seven eight nine".split(), 1)}
_MINUTES |= {w: n for n, w in enumerate(_TEENS, 10)} | {"twenty": 20, "twenty-five": 25, "thirty": 30, "forty": 40}
_SPOKEN_MINUTES = "|".join(sorted(_MINUTES, key=len, reverse=True))
_ATOM = re.compile(
    rf"""
    (?<!\w)(?=[\d'’A-Zacefhlmnopqsty])(?:
    \b(?P<mon>(?:{_FULL})\b|{_ABBR})(?:\s(?P<d>{_DAY})(?!\d|,\d{{3}}|\.\d|\s?(?:percent|million|billion|people
            |%))(?:(?:\s?[-–~]\s?|\sto\s|\sand\s|\sthrough\s)(?P<d2>{_DAY})(?!\d
            |\s?percent))?)?(?:,?\s(?P<y>{_YEAR})\b(?!\s?(?:percent|people|won)))?
  | \b[Ff]irst\s(?P<firstn>[1-3]?\d|ten|twenty)\sdays\sof\s(?:(?P<fmon>(?:{_FULL})\b|{_ABBR})
          |(?P<fthis>th(?:is|e)\smonth))
  | \b[Ff]irst\s(?P<firstm>two|three|four|five|seven|eight|nine|ten|eleven|[2-9]|1[01])\smonths\sof\s(?:(?P<fyr>20\d\d)
          |(?P<frel>th(?:is|e)\syear|last\syear))
  | \b(?P<bd>{_DAY})(?:\s?[-–]\s?(?P<bd2>{_DAY}))?\s(?:of\s)?(?P<bmon>(?:{_FULL})\b|{_ABBR})(?:,?\s(?P<by>{_YEAR})\b)?
  | \b[Oo]n\sthe\s(?P<nth>(?:3[01]|[12]\d|0?[1-9]))(?:st|nd|rd|th)(?=\sof\s(?:last|this|next|the)\smonth|[.,;)]|$
          |\s(?:and|that|to|in|at|for|after|when|but|by|from|local|with|as)\s)
  | \b(?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)\b
  | (?:(?<![\w.,$€£₩'’/-])|(?<=[Mm]id-))(?P<year>(?:1[5-9]|20|21)\d\d)
      (?:[-–/](?P<y2>(?:19|20)\d\d|\d\d)(?!\d))?(?P<dec>s\b)?(?![\d%]
          |,\d{{3}}|\.\d|-year|\s(?:won|dollars|people|percent|million|billion|troops|GMT|UTC|KST|hours|miles
          |kilometers|km|meters|feet|pounds|euros|yen|points|votes|others|jobs|homes)\b)
  | (?<![\w])['’](?P<sdec>[1-9]0)s\b | \b(?P<fysh>FY)\s?(?P<fyear>(?:19|20)\d\d|\d\d)\b
  | \b(?P<wrel>(?:[Ll]ast|[Nn]ext|[Tt]his|[Pp]revious)\s)?(?P<wd>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?)\b
  | \b(?P<rel>[Ll]ast|[Tt]his|[Nn]ext|[Pp]revious|[Ff]ollowing|[Cc]oming|[Cc]urrent|[Ss]ame)(?:\s(?:calendar|fiscal
          |past))?\s(?P<scale>year|month|week|quarter)\b(?:['’]s)?(?!-old)(?:,?\s(?P<relmon>{_FULL}))?
  | \b(?P<lastmon>[Ll]ast|[Nn]ext|[Tt]his)\s(?P<lmon>{_FULL})\b
  | \b(?P<day>(?:[Tt]he\s)?day\s(?:after\stomorrow|before\syesterday)
          |[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|[Tt]he\s(?:previous|following|same|next)\sday|(?:[Tt]he
          |[Aa]|one)\sday\s(?:before|earlier|after|later)|[Tt]hat\sday|[Ee]arlier\sin\sthe\sday|[Ll]ater\sin\sthe\sday
          |[Oo]n\sthe\sday)\b
  | \b(?P<q>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|1st|2nd|3rd|4th)[\s-]quarter\b(?![\s-]?final) | \b(?:Q(?P<q2>[1-4])
          |(?P<q3>[1-4])Q)\b
  | \b(?P<half>[Ff]irst|[Ss]econd|[Ll]atter)[\s-]half\b(?P<halfof>\sof\s(?:the\syear|this\syear|next\syear|last\syear
          |(?=(?:19|20)\d\d)))?
  | (?<![\d.:$])(?:(?P<h0>1[0-2]|0?[1-9])(?::(?P<min0>[0-5]\d))?(?:\s?[-–]\s?|\sto\s|\sand\s|\sor\s)
          (?=(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?\s?[apAP]\.?\s?[mM]\b))?(?P<h>1[0-2]|0?[1-9])(?:[:.](?P<min>[0-5]\d))?\s?(?P<ap>[ap]\.?\s?m\b\.?
          |[AP]\.?M\b\.?)(?:\s?\(?{_ZONE.format("z1")}\b)?
  | (?<![\d.,])(?P<mil>(?:[01]\d|2[0-3]):?[0-5]\d)\s?(?:hours\s)?\(?{_ZONE.format("z2")}\b
  | (?<![\d.:-])(?P<ch>[01]?\d|2[0-3]):(?P<cm>[0-5]\d)(?!\d|:|\.\d)(?:\s?{_ZONE.format("z3")}\b)?(?=\s(?:on|in\sthe|at
          |local)|\.|,|$|\s\()
  | \b(?P<past>half|quarter|half\san\shour|an\shour|(?:{_SPOKEN_MINUTES}|[1-5]?\d)\sminutes?)\s
          (?P<way>past|to|after|before)\s(?P<phour>noon|midday|midnight|one|two|three|four|five|six|seven|eight|nine|ten
          |eleven|twelve|1[0-2]|[1-9])\b(?![.:,]?\d|\s(?:[a-z]+\s)?(?:hours?|days?|weeks?|people))
  | \b(?P<word>[Nn]oon|[Mm]idnight|[Mm]idday)\b
  | \b(?P<hword>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[1-9])\s?o['’]clock
  | \b{_ZONE.format("zone")}\b
  | \b(?P<holiday>Christmas\sEve|Christmas(?:\sDay)?|New\sYear['’]s\sDay|New\sYear['’]s\sEve|Liberation\sDay
          |Hangeul\sDay|National\sFoundation\sDay)\b
    )""",
    re.VERBOSE,
)
_FAST = re.compile(
    r"\d|(?:day|month|year|week|quarter|half)|Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec|Christmas|[Nn]oon|past|quarter|[Mm]idnight|o.clock|minutes?\s(?:to|before|after)|[Tt]o(?:night|morrow)"
)
_AMBIGUOUS = {"may", "march"}
_MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|last|next|this|since|until|till|by|of|from|late|early|mid|during|before|after|to|through|every|and|"
    r"between|on|for|previous)|[Mm]id-|,)\s?$",
    re.IGNORECASE,
)
_REL = {"last": -1, "previous": -1, "this": 0, "current": 0, "same": 0, "next": 1, "coming": 1, "following": 1}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_HOLIDAYS = {"christmas eve": (12, 24), "christmas day": (12, 25), "new year's day": (1, 1), "new year's eve": (12, 31),
             "liberation day": (8, 15), "christmas": (12, 25), "hangeul day": (10, 9),
             "national foundation day": (10, 3)}  # fmt: skip
_HOURS = {w: i for i, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_GAP = re.compile(r"^\s?\(?$|^,? (?:of|in|on) (?:the )?$")
_COMMA = re.compile(r"^,? (?:a )?$")


def en_dates(text: str, story: date | None = None) -> list[Fact]:
    """Return the date and time facts of an English text, in order; relative ones resolved against `story`."""
    if _FAST.search(text) is None:
        return []
    facts: list[Fact] = []
    raw: list[tuple[Moment, int, int, bool, str]] = []
    for match in _ATOM.finditer(text):
        if match["h"] or match["mil"] or match["ch"] or match["word"] or match["hword"] or match["past"]:
            clock = _clock(match, story)
            if match["h0"]:  # from 10 to 11 a.m.: the half of the day is told once
                minute = 60 * int(match["h0"]) + int(match["min0"] or 0)
                end = match.end("min0" if match["min0"] else "h0")
                first = Moment(minute=minute % 1440, zone=clock.value.zone, relative="12h")
                facts.append(Fact("time", first, match.start(), end, text[match.start() : end]))
                clock = replace(clock, start=match.start("h"), text=text[match.start("h") : clock.end])
            facts.append(clock)
            continue
        if match["zone"]:
            _zone_behind(facts, raw, match, story)
            continue
        atom = _atom(match, text)
        if atom is None:
            continue
        moment, soft, lean = atom
        gap = text[raw[-1][2] : match.start()] if raw else "?"
        comma_ok = bool(raw) and raw[-1][0].weekday is not None and moment.month is not None
        comma_ok = comma_ok or (
            bool(raw) and gap == ", a " and moment.weekday is not None and raw[-1][0].day is not None
        )
        if raw and (_GAP.match(gap) or (comma_ok and _COMMA.match(gap))):
            joined = _merge(raw[-1][0], moment)
            apart = match["scale"] == "month" and raw[-1][0].month and gap == " "  # up from June this month
            if joined is not None and not apart:
                raw[-1] = (joined, raw[-1][1], match.end(), raw[-1][3] and soft, raw[-1][4] or lean)
                continue
        raw.append((moment, match.start(), match.end(), soft, lean))
    facts += [
        Fact("date", resolve(m, story, lean), s, e, text[s:e], soft=soft, written=m)
        for m, s, e, soft, lean in _same_week(raw, text)
    ]
    facts.sort(key=lambda fact: fact.start)
    for gap in (" to ", " through ", " until "):
        facts = join_days(text, facts, gap, "")
    return anchored(facts, story, _BEFORE_IT, _AFTER_IT)


def _same_week(
    raw: list[tuple[Moment, int, int, bool, str]], text: str
) -> Iterator[tuple[Moment, int, int, bool, str]]:
    """Yield the dates, of "Friday through Sunday next week" both in that week."""
    for (moment, start, end, soft, lean), behind in zip_longest(raw, raw[1:]):
        if behind is not None and moment.weekday is not None and not moment.relative and not moment.day:
            week = behind[0].relative if behind[0].weekday is not None else ""
            if week.startswith("week") and text[end : behind[1]] in (" to ", " through ", " and "):
                moment = replace(moment, relative=week)
        yield moment, start, end, soft, lean


_BEFORE_IT = frozenset(("the previous day", "the day before", "a day before", "a day earlier", "one day before",
                        "one day earlier", "the day earlier"))  # fmt: skip
_AFTER_IT = frozenset(("the following day", "the next day", "the day after", "a day after", "a day later",
                       "one day after", "one day later"))  # fmt: skip
_ZONE_REACH = 32


def _zone_behind(facts: list[Fact], raw: list[tuple[Moment, int, int, bool, str]], match: re.Match[str],
                 story: date | None) -> None:  # fmt: skip
    """A zone after the day it belongs to (8 p.m. Tuesday Korea time) is the last clock time's."""
    last = facts[-1] if facts and facts[-1].kind == "time" else None
    if last is None or last.value.zone is not None or match.start() - last.end > _ZONE_REACH:
        return
    told = sum(end - start for _, start, end, _, _ in raw if start >= last.end)
    if match.start() - last.end - told > 8:
        return
    zone, local = _zone(match["zone"], story)
    if zone is not None or local:
        moment = replace(last.value, zone=zone, relative="local" if local else last.value.relative)
        facts[-1] = replace(last, value=moment)


def _zone(word: str, story: date | None) -> tuple[int | None, bool]:
    """Offset of a zone as it is named, and whether it is only called local."""
    if not word:
        return None, False
    fixed = _FIXED_ZONES.get(word)
    if fixed is not None:
        return fixed, False
    words = word.lower().split()
    if words[0] == "local":
        return None, True
    name = next((_PLACE_ZONES[w] for w in reversed(words) if w in _PLACE_ZONES), None)
    return (zone_offset(name, story) if name else None), False


_HEDGED = re.compile(
    r"\b(?:about|around|roughly|approximately|(?:shortly|just|a little|soon) (?:after|before|past)|nearly)\s(?:an?\s)?$"
)


def _month(word: str) -> int:
    return _MONTHS[word.rstrip(".").lower()]


def _int(day: str | None) -> int | None:
    return int(re.sub(r"\D", "", day)) if day else None


def _atom(match: re.Match[str], text: str) -> tuple[Moment, bool, str] | None:
    if match["mon"]:
        word = match["mon"]
        day = _int(match["d"])
        if word.lower().rstrip(".") in _AMBIGUOUS and day is None and not match["y"]:
            if not _MONTH_BEFORE.search(text, max(0, match.start() - 12), match.start()):
                return None
        return Moment(year=_int(match["y"]), month=_month(word), day=day, through=_int(match["d2"])), False, ""
    if match["bmon"]:
        return (
            Moment(
                year=_int(match["by"]), month=_month(match["bmon"]), day=_int(match["bd"]), through=_int(match["bd2"])
            ),
            False,
            "",
        )
    if match["firstn"]:
        days = {"ten": 10, "twenty": 20}.get(match["firstn"]) or int(match["firstn"])
        month = _month(match["fmon"]) if match["fmon"] else None
        return (
            Moment(month=month, day=1, through=days, relative="month:0" if match["fthis"] == "this month" else ""),
            False,
            "",
        )
    if match["firstm"]:
        number = match["firstm"]
        last = int(number) if number.isdigit() else _HOURS[number]
        relative = {"this": "year:0", "last": "year:-1"}.get(
            (match["frel"] or "").split()[0] if match["frel"] else "", ""
        )
        return Moment(year=_int(match["fyr"]), month=1, through=last, relative=relative), False, ""
    if match["nth"]:
        return Moment(day=int(match["nth"])), False, ""
    if match["iy"]:
        return Moment(year=int(match["iy"]), month=int(match["im"]), day=int(match["id"])), False, ""
    if match["year"]:
        year = int(match["year"])
        tail = match["y2"]
        through = None if not tail else int(tail) if len(tail) == 4 else year // 100 * 100 + int(tail)
        return Moment(year=year, through=through, decade=bool(match["dec"])), False, ""
    if match["sdec"]:
        return Moment(year=1900 + int(match["sdec"]), decade=True), False, ""
    if match["fyear"]:
        return Moment(year=int(match["fyear"]) + (0 if len(match["fyear"]) == 4 else 2000)), False, ""
    if match["wd"]:
        weekday = _DAYS.index(match["wd"].lower().rstrip("s"))
        return (
            Moment(weekday=weekday),
            False,
            {"last ": "past", "next ": "future"}.get((match["wrel"] or "").lower(), ""),
        )
    if match["rel"]:
        return _relative(match)
    if match["lastmon"]:
        return (
            Moment(month=_month(match["lmon"])),
            False,
            {"last": "past", "next": "future"}.get(match["lastmon"].lower(), ""),
        )
    if match["day"]:
        return _day_word(match["day"].lower())
    if match["q"] or match["q2"] or match["q3"]:
        return Moment(quarter=_QUARTERS.get((match["q"] or "").lower()) or int(match["q2"] or match["q3"])), False, ""
    if match["half"]:
        if match["halfof"] is None:
            return Moment(half=1 if match["half"].lower() == "first" else 2), True, ""
        words = match["halfof"].split()
        relative = f"year:{_REL[words[1]]}" if len(words) > 1 and words[1] in _REL else ""
        return Moment(half=1 if match["half"].lower() == "first" else 2, relative=relative), False, ""
    if match["holiday"]:
        month, day = _HOLIDAYS[re.sub("[’\\s]", lambda m: "'" if m[0] == "’" else " ", match["holiday"]).lower()]
        return Moment(month=month, day=day), True, ""
    return None


def _relative(match: re.Match[str]) -> tuple[Moment, bool, str] | None:
    word, scale = match["rel"].lower(), match["scale"]
    if scale == "quarter":
        return None
    soft = word in ("previous", "following", "same", "coming")
    month = _month(match["relmon"]) if match["relmon"] else None
    return Moment(relative=f"{scale}:{_REL[word]}", month=month), soft, ""


def _day_word(word: str) -> tuple[Moment, bool, str]:
    if word in ("today", "tonight"):
        return Moment(relative="day:0"), True, ""
    if word.endswith("day after tomorrow"):
        return Moment(relative="day:2"), False, ""
    if word.endswith("day before yesterday"):
        return Moment(relative="day:-2"), False, ""
    if word == "yesterday":
        return Moment(relative="day:-1"), False, ""
    if word == "tomorrow":
        return Moment(relative="day:1"), False, ""
    if any(w in word for w in ("previous", "before", "earlier")) and "earlier in" not in word:
        return Moment(relative="day:-1"), True, ""
    if any(w in word for w in ("following", "after", "next", "day later")):
        return Moment(relative="day:1"), True, ""
    return Moment(relative="day:0"), True, ""


def _merge(first: Moment, second: Moment) -> Moment | None:
    """Join "Wednesday" + "Nov. 24", "the third quarter" + "of 2025"; None where both say the same field."""
    fields = ("year", "month", "day", "weekday", "quarter", "half")
    if any(getattr(first, f) is not None and getattr(second, f) is not None for f in fields):
        return None
    if (first.relative and second.relative) or first.decade or second.decade:
        return None
    if (first.year and not (first.month or first.quarter or first.half)) or (second.day and not second.month):
        return None
    if second.weekday is not None and first.month and not first.day:
        return None
    if second.relative.startswith("day") or first.relative.startswith("day"):
        return None
    values = {f: getattr(first, f) if getattr(first, f) is not None else getattr(second, f) for f in fields}
    return Moment(**values, relative=first.relative or second.relative, through=first.through or second.through)


_NAMED_HOURS = {"noon": 12, "midday": 12, "midnight": 0}


def _hour(word: str) -> int:
    hour = _NAMED_HOURS.get(word, _HOURS.get(word))
    return int(word) if hour is None else hour


def _minutes(words: str) -> int:
    """How far from the hour: "quarter", "half an hour", "20 minutes"."""
    if "hour" in words or words in ("half", "quarter"):
        return 30 if "half" in words else 60 if "hour" in words else 15
    count = words.split()[0]
    return _MINUTES.get(count) or int(count)


def _clock(match: re.Match[str], story: date | None) -> Fact:
    zone, local = _zone(match["z1"] or match["z2"] or match["z3"] or "", story)
    relative = "local" if local else ""
    if match["h"]:
        hour, minute = int(match["h"]) % 12, int(match["min"] or 0)
        if match["ap"][0] in "pP":
            hour += 12
    elif match["mil"]:
        digits = match["mil"].replace(":", "")
        hour, minute = int(digits[:2]), int(digits[2:])
    elif match["ch"]:
        hour, minute = int(match["ch"]), int(match["cm"])
        relative = "12h" if hour <= 12 else relative
    elif match["past"]:
        away = _minutes(match["past"]) * (1 if match["way"] in ("past", "after") else -1)
        hour, minute = divmod((60 * _hour(match["phour"]) + away) % 1440, 60)
        relative = "" if match["phour"] in _NAMED_HOURS else "12h"
    elif match["word"]:
        hour, minute = _NAMED_HOURS[match["word"].lower()], 0
    else:
        hour, minute, relative = _hour(match["hword"].lower()), 0, "12h"
    return Fact(
        "time",
        replace(Moment(minute=hour * 60 + minute, relative=relative), zone=zone),
        match.start(),
        match.end(),
        match.group(),
        bound="about" if _HEDGED.search(match.string, max(0, match.start() - 20), match.start()) else "",
    )
