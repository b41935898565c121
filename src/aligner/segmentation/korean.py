"""Where Korean sentences end.

A terminator ends a sentence when white space follows (or, in careless copy, the next sentence itself), unless it
stands in a number, a date, a Latin abbreviation or an ellipsis. A quotation that a particle, -고/-며/라고 or a verb
of saying takes up is part of one sentence, however many it holds; one that stands alone is split inside.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from aligner.segmentation.english import abbreviated
from aligner.segmentation.marks import AFTER_STOP, STOPS, plain_stops

__all__ = ["korean_ends"]

_CLOSERS = "\"'”’」』》〉)]"
# A remark in brackets without a space before it belongs to the sentence it follows: "좋습니다.(웃음)".
_END = re.compile(rf"([{STOPS}]+[\"'”’」』》〉)\]]*)({AFTER_STOP})(?:\([^()\s]{{1,15}}\)(?=\s))?")
_MARK = re.compile(r"[\"'“”‘’「」『』《》〈〉()\[\]]")
_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", "(": ")", "[": "]"}
_CLOSING = {close: opening for opening, close in _PAIRS.items()}
_LONGEST = {'"': 1000, "“": 1000, "'": 300, "‘": 300, "(": 300, "[": 300}
_STRAY = "stray"
_DEEPEST = 12
"""A mark without its partner within this many characters is taken as stray (other marks: 300)."""

# What takes a quotation up after a space: "…다." 라고 말했다 / 며 / 는 …
_TAKEN_UP = re.compile(
    r"\s+(?:이?라고|이?라며|이?라면서|이?라는|이?란|고|며|면서|는|라|하고|하며|하면서|이냐고|냐고|자고|이?라던|등|등의|등을|등이)(?=[\s,.]|$)"
)
_SAYING = (
    "말했|말하|밝혔|밝히|전했|덧붙였|덧붙이|강조했|설명했|주장했|지적했|언급했|답했|대답했|물었|되물었|외쳤|적었|썼|털어놓|토로했|"
    "이야기했|얘기했|소리쳤|호소했|당부했|촉구했|비판했|회상했|평가했|반문했|궁금해|궁금했|탄식했|귀띔했|고백했|발표했|알렸"
)
# A short clause whose verb says that the quotation before it was spoken: "…" 김 대표가 말했다.
# A tail that reports something of its own ("…없었다고 말했다") is a new sentence.
_SAYING_TAIL = re.compile(
    r"\s+(?!그러나|하지만|또|이어|그리고)(?:(?![다라자냐]고\s)(?:[^.?!\"“”]|[.](?=\S))){1,120}?(?:"
    + _SAYING
    + r")[가-힣]{0,4}[.]?(?=\s|$)"
)
_VERB_END = re.compile(r"(?:[다요죠까네]|[가-힣]{2}[음함됨])\Z")
_ASKED_END = re.compile(r"[다요죠까네나냐니가지자라군데]\Z")
# What a sentence glued to the stop before it begins with, and what only takes the stop up ("…다."라고).
_GLUED = re.compile(
    r"[가-힣ㄱ-ㅎ“‘「『<〈《【(\[㈜㈔·•▲■◇◆△▶●○★☆※①-⑳]|[A-Z][A-Za-z0-9&]*|www\.|[a-z](?:[A-Z]|[가-힣])|\d[\d,.]*[가-힣%]"
)
_ASIDE = re.compile(r"\([^()]{1,20}\)\Z")
_TAKES_UP = re.compile(
    r"이?라[고며는면던]|라\s|고\s|며\s|면서|는\s|하[고며]\s?|이?란\s|등[은이의을 ]|에서\s|[은는이가을를]\s"
)
_DATE = re.compile(r"(?:\d{4}|['’]\d{2})\.\s?\d{1,2}\.\s?\d{1,2}\Z|(?:^|[^\d.])\d{1,2}\.\s?\d{1,2}\Z")
_NUMBER = re.compile(r"\d+\Z")
_DATE_NEXT = re.compile(r"\s*\d{1,2}\.")
_LATIN = re.compile(r"[A-Za-z]\Z")
_NEXT_WORD = re.compile(r"\s*[\"'“‘(\[]*([A-Za-z0-9]+)?")
_ENUMERATOR = re.compile(r"[\s\"'“‘(\[]*(?:\d{1,2}|[가나다라마바사아자차카타파하]|[IVX]{1,4})\Z")


@dataclass(frozen=True, slots=True)
class _Quote:
    start: int
    """Offset of the opening mark."""
    end: int
    """Offset after the closing mark."""
    whole: bool
    """Whether it is part of one sentence, so that nothing inside ends one."""


def korean_ends(text: str) -> list[int]:
    """Return the offsets in `text`, one paragraph, at which sentences end (not counting the end of the text)."""
    quotes = _quotes(text)
    held = _merge([(q.start, q.end) for q in quotes if q.whole])
    starts = [start for start, _ in held]
    ends: list[int] = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if end >= len(text):
            break
        at = bisect_right(starts, match.start()) - 1
        if at >= 0 and match.start() < held[at][1]:
            continue
        if (opens := _opens_glued(text, match, start)) is not None:
            end = opens
        elif not _ends(text, match, start):
            continue
        ends.append(end)
        start = end
    return ends


def _merge(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _quotes(text: str) -> list[_Quote]:
    """Find the quotations and brackets of a paragraph; marks without a partner are left out."""
    open_marks: list[tuple[str, int]] = []
    quotes: list[_Quote] = []
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        opener = _opener_closed_by(text, mark, at, open_marks)
        if opener == _STRAY:
            continue
        if opener is None:
            # A mark that opens again before it was closed was never closed (a quotation running over paragraphs).
            open_marks = [pair for pair in open_marks if pair[0] != mark or mark in "(["]
            if mark in "\"'" or mark in _PAIRS:
                open_marks.append((mark, at))
                # Deep nests are stray marks; forgetting the oldest keeps the work linear.
                del open_marks[:-_DEEPEST]
            continue
        while open_marks:
            found, opened = open_marks.pop()
            if found == opener:
                if at - opened <= _LONGEST.get(opener, 300):
                    quotes.append(_Quote(opened, at + 1, _is_whole(text, opener, opened, at + 1)))
                break
    return quotes


def _opener_closed_by(text: str, mark: str, at: int, open_marks: list[tuple[str, int]]) -> str | None:
    """Return the opening mark that `mark` at `at` closes, or None when it opens one or is stray."""
    opened = {pair[0] for pair in open_marks}
    if mark in _CLOSING:
        if _CLOSING[mark] in opened:
            return _CLOSING[mark]
        # “ … " and " … ”: careless copy mixes the two kinds.
        straight = {"”": '"', "’": "'"}.get(mark)
        return straight if straight in opened else None
    if mark not in "\"'":
        return None
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if mark == "'" and before.isascii() and before.isalnum() and after.isascii() and after.isalpha():
        return None
    curly = {'"': "“", "'": "‘"}[mark]
    if before.isdigit() and not (mark in opened or {'"': "“", "'": "‘"}[mark] in opened):
        return _STRAY  # 전반 23', 5' 11": minutes and feet
    partner = mark if mark in opened else curly if curly in opened else None
    definitely_opens = (before.isspace() or before in "([“‘《「") and not after.isspace()
    return None if definitely_opens else partner


def _is_whole(text: str, opener: str, start: int, end: int) -> bool:
    """Tell whether a quotation is part of one sentence, so that no terminator inside it ends one."""
    if opener in "([":
        return True
    after = text[end : end + 1]
    if after and not after.isspace():
        # A particle, -고, a comma or a full stop takes it up: "…다"고, "…다.", "…다"…
        return after not in "“‘\"'"
    if _TAKEN_UP.match(text, end, end + 12):
        return True
    inner = text[start + 1 : end - 1].rstrip()
    if not inner or inner[-1] not in ".?!…。":
        # No terminator before the closing mark: words of the sentence, or a title.
        return True
    return bool(_SAYING_TAIL.match(text, end, end + 140))


def _ends(text: str, match: re.Match[str], start: int) -> bool:
    """Tell whether the terminator `match` ends the sentence that began at `start`."""
    mark, at, end = plain_stops(match.group(1)), match.start(), match.end()
    stops = mark.rstrip(_CLOSERS)
    closers = mark[len(stops) :]
    before = text[max(start, at - 24) : at]
    after = text[end]
    if not after.isspace():
        return _glued_end(before, stops, closers, text[end : end + 16])
    if not before.strip():
        return False
    if closers and _TAKEN_UP.match(text, end, end + 12):
        return False
    if closers and closers[0] in "\"'”’" and _SAYING_TAIL.match(text, end, end + 140):
        return False
    if "…" in stops or (len(stops) > 1 and set(stops) == {"."}):
        return bool(closers and ")" not in closers) or bool(_VERB_END.search(before))
    if stops[0] != ".":
        return True
    return closers != "" or _full_stop_ends(text, before, at, start)


def _opens_glued(text: str, match: re.Match[str], start: int) -> int | None:
    """Return where a sentence ends whose stop has an opening straight mark right behind it ("했다."끝"이라고")."""
    mark = match.group(1)
    stops = mark.rstrip(_CLOSERS)
    closers = mark[len(stops) :]
    if closers not in ("'", '"') or text[match.end()].isspace() or text.count(closers, start, match.start()) % 2:
        return None
    before = text[max(start, match.start() - 24) : match.start()]
    glued = _VERB_END.search(before) and text.find(closers, match.end(), match.end() + 300) > 0
    return match.end(1) - 1 if glued and not _TAKES_UP.match(text, match.end()) else None


def _glued_end(before: str, stops: str, closers: str, following: str) -> bool:
    """Tell whether a terminator with no space after it ends a sentence ("했다.이어", "했다.2018년", "그랬나?그는")."""
    if closers == ")" or closers.startswith(('"', "”", "'", "’")):
        return False
    if not _GLUED.match(following) or _TAKES_UP.match(following):
        return False
    before = _ASIDE.sub("", before)
    words = before.split()
    if not words or len(words[-1]) < 2:
        return False
    if "?" in stops or "!" in stops:
        return len(words) > 1 and bool(_ASKED_END.search(before))
    return stops in (".", "。") and bool(_VERB_END.search(before))


def _full_stop_ends(text: str, before: str, at: int, start: int) -> bool:
    if before[-1].isspace():
        # "…것이다 ." is a slip of the keyboard; any other stop that stands alone ends nothing.
        return bool(_VERB_END.search(before.rstrip()))
    if _ENUMERATOR.fullmatch(text[start:at] if at - start < 8 else "-"):
        return False
    if _NUMBER.search(before):
        return not (_DATE.search(before) or _DATE_NEXT.match(text, at + 1, at + 6))
    if _LATIN.search(before):
        follow = _NEXT_WORD.match(text, at + 1)
        return not abbreviated(before, (follow[1] if follow else "") or "")
    return True
