"""Where English sentences end.

A terminator ends a sentence when white space and something that can begin a sentence follow, unless it belongs to an
abbreviation, an initial, a number or an ellipsis. A full stop inside a quotation ends a sentence when another full
sentence follows, so a sentence may begin or end with a lone quotation mark.
"""

from __future__ import annotations

import re

from aligner.segmentation.abbreviations import (
    BEFORE_LETTER,
    BEFORE_NUMBER,
    ENDING,
    ENDS_BEFORE_NAMES,
    EXCLAIMING,
    MONTHS,
    NAMES,
    NEVER,
    SAYING_EN,
    STARTERS,
    TITLES,
)
from aligner.segmentation.marks import AFTER_STOP, STOPS, plain_stops

__all__ = ["abbreviated", "english_ends"]

# The look-behind and the possessive runs keep a page of dots linear.
_END = re.compile(rf"(?<![{STOPS}])([{STOPS}]++[\"'”’»)\]]*+){AFTER_STOP}(?=\s)")
_AFTER = re.compile(r"\S")
# A stop with the next sentence right behind it; a word, a figure with its noun, or a product's small letter begins it.
_GLUED = re.compile(
    rf"[.?!．！？](?P<close>[\"”’)]?){AFTER_STOP}"
    r"(?=[(\[“‘\"']?(?:[A-Z][A-Za-z’']*(?:[\s,.&]|\Z)|[a-z][A-Z][a-z]|\d[\d,.]{0,15}\s[a-z]))"
)
_BEFORE_GLUED = re.compile(r"(?:[a-z]{2}[)\]%]?|[A-Z]{2}[)\]]?|\d\d|\d%|\b[ap]\.m|\b[A-Z]\.[A-Z])\Z")
_GLUED_WORD = re.compile(r"(?:(?:^|[\s(“\"])[a-z]{3,}|\d%|\b(?:19|20)\d\d)\Z")
_PLAIN_WORD = re.compile(r"\s[a-z]{4,}\Z")
_SUFFIXES = frozenset("PDF HWP HWPX TXT XML JSON YAML DOC DOCX XLS CSV COM NET ORG MD JPG PNG JS".split())
"""What follows a point in the name of a file or an address."""
_OPENERS = "\"'“‘«([" + "{"
_NEXT = re.compile(r"([\"'“‘«(\[{]*)(\S?[\w’'&-]*)")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]\Z")
_WORD = re.compile(r"[A-Za-z]+")
_DATE_PART = re.compile(r"\s+\d{1,2}\.(?:\s|$)")
_ATTRIBUTION = re.compile(
    r"\s+(?:(?:the |The )?[A-Z][\w.’'-]*,? ){1,5}(?:has |had |also |later |then )?(?:"
    + SAYING_EN
    + r")\b[^.?!]{0,60}(?:[.?!]|$)"
)
_BULLETS = frozenset("▲△▶▷■□◆◇●○◎•★☆※→⇒")
_BEFORE_TEXT = _OPENERS + " \t\r\n\xa0"
_FEW = 12
_LONGEST_QUOTE = 600
_LOOK_BACK = 48
"""Characters looked at before a terminator: more than any abbreviation, and constant, so that work stays linear."""


def english_ends(text: str) -> list[int]:
    """Return the offsets in `text`, one paragraph, at which sentences end (not counting the end of the text)."""
    ends: list[int] = []
    start = 0
    for match in _END.finditer(text):
        if _ends(text, match, start):
            ends.append(match.end())
            start = match.end()
    glued = [_glued_at(text, m) for m in _GLUED.finditer(text) if _glued_end(text, m)]
    return sorted({*ends, *glued}) if glued else ends


def _glued_at(text: str, match: re.Match[str]) -> int:
    """Return where the sentence before a glued one ends: before a straight mark that opens a quotation."""
    if match["close"] == '"' and text.count('"', max(0, match.start() - _LONGEST_QUOTE), match.start()) % 2 == 0:
        return match.start("close")
    return match.end()


def _glued_end(text: str, match: re.Match[str]) -> bool:
    """Tell whether a stop with no space after it ends a sentence.

    It does when a word that begins one follows, or a name or figure after a plain word ("he said.Kim left",
    "he said.LG rose"), which no address and no product's name has.
    """
    before = text[max(0, match.start() - 24) : match.start()]
    if not _BEFORE_GLUED.search(before):
        return False
    word = _first_word(text, match.end())
    if word in STARTERS:
        return True
    if word.isupper() or text[match.end()].isdigit() or word[:1].islower():
        figure = text[match.end()].isdigit()
        told = figure or (len(word) > 1 and word not in _SUFFIXES)
        return told and bool(_PLAIN_WORD.search(before)) and not abbreviated(before, "1" if figure else word)
    return len(word) > 2 and word[1:].islower() and bool(_GLUED_WORD.search(before)) and not abbreviated(before, word)


def _first_word(text: str, at: int) -> str:
    match = _WORD.search(text, at, at + 24)
    return match.group() if match else ""


def _ends(text: str, match: re.Match[str], start: int) -> bool:
    """Tell whether the terminator `match` ends the sentence that began at `start`."""
    end = match.end()
    after = _AFTER.search(text, end)
    if after is None:
        return False
    follow = _NEXT.match(text, after.start(), after.start() + 60)
    assert follow is not None  # it matches the empty string
    opened, word = follow[1], follow[2]
    if word[:1].islower() and not (len(word) > 1 and word[1].isupper()):
        return False
    if not opened and word[:1] in "-–—,;:)]/&" and word[:1]:
        return False
    mark = plain_stops(match.group(1))
    stops = mark.rstrip("\"'”’»)]")
    closers = mark[len(stops) :]
    if word[:1] in _BULLETS:
        return True
    if len(stops) > 1 or stops == "…":
        return _ellipsis_ends(text, match.start(), stops, closers)
    if stops != ".":
        return _exclaim_ends(text, match, closers)
    if closers:
        return ")" not in closers or _bracket_was_sentence(text, match.start(), start)
    return _full_stop_ends(text, match.start(), start, opened, word)


def _ellipsis_ends(text: str, at: int, stops: str, closers: str) -> bool:
    if closers or "?" in stops or "!" in stops:
        return True
    # "I ... We" is a pause in speech or a cut in a quotation; "he left... Then" and the four dots of a cut end one.
    return len(stops) >= 4 or not (at == 0 or text[at - 1].isspace())


def _exclaim_ends(text: str, match: re.Match[str], closers: str) -> bool:
    if not closers and _last_word(text[max(0, match.start() - _LOOK_BACK) : match.start()]) in EXCLAIMING:
        return _first_word(text, match.end()) in STARTERS
    # "Where is it?" Kim asked.
    return not (closers and closers[0] in "\"'”’" and _ATTRIBUTION.match(text, match.end(), match.end() + 140))


def _bracket_was_sentence(text: str, at: int, start: int) -> bool:
    """Tell whether a closing bracket after the full stop at `at` closes a sentence of its own, not an aside."""
    opened = text.rfind("(", max(start, at - 600), at)
    if opened < 0:
        return True
    if opened - start <= _FEW and not text[start:opened].strip(_BEFORE_TEXT):
        return True
    inside = text[opened + 1 : at]
    return not abbreviated(inside, "") and len(inside.split()) > 4


def abbreviated(before: str, following: str) -> bool:
    """Tell whether the word at the end of `before` is an abbreviation whose full stop ends no sentence.

    `following` is the next word; an abbreviation that may end a sentence ("Inc.", "p.m.") does so before a word that
    likes to begin one.
    """
    token = _last_word(before[-_LOOK_BACK:])
    token = token.rsplit("/", 1)[-1].rsplit("-", 1)[-1] or token
    low = token.lower()
    if len(low) > 1 and low not in _KNOWN and "." not in low:
        return False
    starter = following in STARTERS or (following in NAMES and low in ENDS_BEFORE_NAMES)
    if low in NEVER and (token.islower() or len(token) > 1):
        return True
    if len(token) == 1 and token.isalpha():
        if not token.isupper():
            return False
        return not _is_label(before[: -len(token)], following)
    if _DOTTED.search(token):
        return not starter
    if low in TITLES and token[:1].isupper():
        return True
    if low in MONTHS and token[:1].isupper():
        return following[:1].isdigit() or not starter
    if low in BEFORE_NUMBER and following[:1].isdigit():
        return True
    return low in ENDING and (token[:1].isupper() or low in ENDING_SMALL) and not starter


_KNOWN = NEVER | TITLES | MONTHS | BEFORE_NUMBER | ENDING
ENDING_SMALL = frozenset({"etc", "sq", "ft", "lb", "lbs", "oz", "hr", "hrs", "min", "mph"})


def _last_word(before: str) -> str:
    """Return the word at the end of `before` without the quotation marks and brackets around it."""
    words = before.split()
    return words[-1].lstrip("\"'“‘«([{$").strip("'’-./") if words else ""


def _is_label(before: str, following: str) -> bool:
    """Tell whether a single capital ends a sentence as a label ("Plan B", "vitamin C"), and is no initial."""
    words = before.split()
    if not words:
        return False
    last = words[-1].strip("\"'“‘(")
    if last.lower() in BEFORE_LETTER:
        return len(following) > 1
    return last.islower() and following in STARTERS


def _full_stop_ends(text: str, at: int, start: int, opened: str, word: str) -> bool:
    before = text[max(start, at - _LOOK_BACK) : at]
    if not before or before[-1].isspace():
        # A stop that stands alone (". . ." or stray) ends nothing unless words precede it.
        return bool(before.strip(" .\"'”’")) and not text[at + 1 : at + 4].lstrip().startswith(".")
    label = _last_word(before)
    if label.isdigit():
        if len(label) <= 2 and at - start <= _FEW and not text[start : at - len(label)].strip(_BEFORE_TEXT):
            return False  # "1. Foreword"
        if _DATE_PART.match(text, at + 1, at + 8):
            return False  # "2025. 12. 24."
    return not abbreviated(before, word)
