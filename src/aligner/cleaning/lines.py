"""A document's lines; hard-wrapped ones joined to the paragraph they were."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from aligner.cleaning.endings import like_a_title, stopped
from aligner.cleaning.patterns import mark_of
from aligner.korean.normalise import View, trim, view
from aligner.korean.wrapping import begins_within_a_word
from aligner.types import Document, Role

__all__ = ["TextLine", "logical_lines"]

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_SPACE = re.compile(r"\s+")
_LIST_ITEM = re.compile(r"[-*–—]\s")
_STARTS_ANEW = re.compile(r"[▲△▶▷■□◆◇●○◎•★☆※▣◼◾☞]|\(끝\)|\(END\)|\(ATTN\b|[\[(<〈【][^\])>〉】]{1,30}=")
_BREAKS_OFF = re.compile(
    r"[”\"’]며\Z|\b(?:a|an|the|of|to|and|or|with|from|that|its|his|their|our|than|into|said on)\Z"
    r"|[가-힣](?:을|를|의|에서|에게|하고|했고|으며|[다라까]며|면서|지만|대한|위한|따라|통해)\Z"
)
# English verbs that a sentence may end with too; a small letter below tells.
_VERB = re.compile(r"\b(?:is|are|was|were|has|had|be)\Z")
_HANGUL = re.compile("[가-힣]")
_TOLD = re.compile(r"[가-힣](?:다|[까죠요])\Z")
_SUBJECT = re.compile(r"([가-힣A-Za-z0-9·]{2,12}),\s")
_SMALL = re.compile(r"(?!by\b|via\b|www\b)[a-z]{2,}\s[A-Za-z0-9]")
_LONG_TITLE = 40
_LOOSE = (None, Role.BODY)
_SAMPLE = 3000
"""Lines that the width of hard-wrapped text is told from."""
_WIDEST = 130
_NARROWEST = 14
_NARROW = 40
"""Width up to which a long word leaves half a line empty."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line (or joined lines) of a document.

    ``text`` is the line as the rules read it: NFC, no zero-width characters, each run of white space one space.
    ``hint`` is what HTML markup says of it; ``gap`` tells whether a blank line stands before it.
    """

    number: int
    start: int
    end: int
    text: str
    hint: Role | None = None
    gap: bool = False
    source: str = ""

    def narrowed(self, start: int, end: int) -> TextLine:
        """Return the line without what was cut off at its ends; offsets are those of the document."""
        return replace(self, start=start, end=end, text=_folded(view(self.source, start, end)))

    def find(self, at: int) -> int:
        """Return the offset in the document of the character at `at` of ``text``."""
        return _unfolded(view(self.source, self.start, self.end), at)


def _folded(seen: View) -> str:
    return _SPACE.sub(" ", seen.text).strip()


def _unfolded(seen: View, at: int) -> int:
    """Return the document offset of index `at` of the folded text of a view."""
    index = len(seen.text) - len(seen.text.lstrip())
    done = 0
    for match in _SPACE.finditer(seen.text, index):
        if done + match.start() - index >= at:
            break
        done += match.start() - index + 1
        index = match.end()
    return seen.source(min(index + at - done, len(seen.text)))


def logical_lines(document: Document) -> list[TextLine]:
    """Return the lines of a document that hold text, hard-wrapped ones joined."""
    raw = _physical(document)
    if len(raw) < 2:
        return raw
    wrap = _wrapped_at(raw)
    joined: list[TextLine] = []
    group = [raw[0]]
    for line in raw[1:]:
        if _broken(group[-1], line) or (wrap is not None and _goes_on(group, line, *wrap)):
            group.append(line)
        else:
            joined.append(_join(group, len(joined), document.text))
            group = [line]
    joined.append(_join(group, len(joined), document.text))
    return joined


def _physical(document: Document) -> list[TextLine]:
    lines: list[TextLine] = []
    hints = document.hints
    starts = [start for start, _, _ in hints]
    last = -1
    for match in _LINE.finditer(document.text):
        start, end = trim(document.text, match.start(), match.end())
        if start == end:
            continue
        at = bisect_right(starts, start) - 1
        hint = hints[at][2] if at >= 0 and start < hints[at][1] else None
        between = document.text[last:start] if last >= 0 else ""
        gap = last < 0 or _line_ends(between) > 1
        text = _folded(view(document.text, start, end))
        lines.append(TextLine(len(lines), start, end, text, hint, gap, document.text))
        last = end
    return lines


def _line_ends(between: str) -> int:
    return len(re.findall(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", between))


def _columns(text: str) -> int:
    return len(text) + sum(unicodedata.east_asian_width(c) in "WF" for c in text if not c.isascii())


def _wrapped_at(lines: Sequence[TextLine]) -> tuple[str, int] | None:
    """Return how lines are measured and the width they are wrapped at, or None if they are not.

    A file wrapped at width W has the mark of greedy wrapping: the first word of a continuation would not have fitted
    on the line before. W is the width for which most unfinished lines show that mark and fewest lines are wider.
    """
    lines = lines[:_SAMPLE]
    pairs = [
        (line, following)
        for line, following in pairwise(lines)
        if not following.gap and _together(line, following) and not _stands_alone(line.text)
    ]
    loose = [line.text for line in lines if line.hint in _LOOSE and not _stands_alone(line.text)]
    best: tuple[int, str, int] | None = None
    for measure in ("columns", "characters"):
        size = _columns if measure == "columns" else len
        measured = [(size(a.text), size(b.text.split(" ", 1)[0]), _closed(a.text, b.text)) for a, b in pairs]
        every = [size(text) for text in loose]
        widths = {w for w, _, done in measured if not done and _NARROWEST <= w <= _WIDEST}
        for width in sorted(widths)[-60:]:
            full = sum(w <= width < w + 1 + word for w, word, done in measured if not done)
            # A first line may stand out by its indent or hanging mark.
            wider = sum(w > width + 4 for w in every)
            short = sum(0.5 * width <= w and w + 1 + word <= width for w, word, done in measured if not done)
            score = full - wider - short
            if full >= 2 and full >= 2 * short and score > 0 and (best is None or score > best[0]):
                best = (score, measure, width)
    return None if best is None else (best[1], best[2])


def _closed(text: str, following: str) -> bool:
    """Tell whether a line ends what it says: with a stop, a Korean final ending, or before a line that begins anew."""
    if stopped(text) or _TOLD.search(text[-4:]):
        return True
    return not _HANGUL.search(text) and following[:1].isupper() and not _BREAKS_OFF.search(text[-12:])


def _together(line: TextLine, following: TextLine) -> bool:
    """Tell whether markup leaves open that two lines are of one paragraph."""
    return line.hint == following.hint or (line.hint in _LOOSE and following.hint in _LOOSE)


def _broken(line: TextLine, following: TextLine) -> bool:
    """Tell whether a line breaks off at a word that no headline and no sentence ends with, and goes on below."""
    if following.gap or not _together(line, following):
        return False
    if _goes_on_small(line.text, following.text) or begins_within_a_word(line.text, following.text):
        return not (_stands_alone(line.text) or _stands_alone(following.text))
    off = _BREAKS_OFF.search(line.text[-12:]) or (_VERB.search(line.text[-5:]) and following.text[:1].islower())
    if not off:
        return False
    return not (_stands_alone(line.text) or _stands_alone(following.text) or _STARTS_ANEW.match(following.text))


def _goes_on(group: Sequence[TextLine], following: TextLine, measure: str, width: int) -> bool:
    """Tell whether the last line of a `group` of joined ones goes on in the `following`, in text wrapped at `width`."""
    line = group[-1]
    if following.gap or not _together(line, following) or _STARTS_ANEW.match(following.text):
        return False
    # "정부, 예산안 의결 / 정부는 24일 …": a headline names its subject with a comma, the lead begins with it again.
    subject = _SUBJECT.match(line.text) if len(group) == 1 else None
    if subject and following.text.startswith(subject[1]):
        return False
    if len(group) == 1 and _title_goes_on(line.text, following.text):
        return True
    if _LIST_ITEM.match(following.text) and stopped(line.text):
        return False
    size = _columns if measure == "columns" else len
    long = size(line.text)
    if not (long <= width + 2 and long + 1 + size(following.text.split(" ", 1)[0]) > width):
        return False
    if long < 0.5 * width and width > _NARROW:
        return False
    alone, next_alone = _stands_alone(line.text), _stands_alone(following.text)
    # A line that goes on in a small letter, or an unfinished one inside a paragraph, only looks like furniture.
    if following.text[:1].islower() or (len(group) > 1 and not _closed(line.text, following.text)):
        return not (alone and next_alone)
    return not (alone or next_alone)


def _goes_on_small(text: str, following: str) -> bool:
    """Tell whether an unfinished English line goes on below in a small letter."""
    if not _SMALL.match(following) or not text[-1:].isalnum() or _HANGUL.search(text):
        return False
    return len(text.split()) > 3 and not text[:1].islower()


def _title_goes_on(text: str, following: str) -> bool:
    """Tell whether a line in the capitals of a title is followed by the shorter rest of it."""
    if len(text) < _LONG_TITLE or len(following) > 0.7 * len(text) or _stands_alone(text) or _stands_alone(following):
        return False
    rest = [word for word in following.split() if len(word) > 3]
    return like_a_title(text) and not stopped(text + following) and bool(rest) and all(w[0].isupper() for w in rest)


def _stands_alone(text: str) -> bool:
    """Tell whether a line is a piece of furniture of its own; a photo credit may be the end of a wrapped caption."""
    mark = mark_of(text)
    return mark is not None and mark.role is not Role.CAPTION


def _join(group: Sequence[TextLine], number: int, source: str) -> TextLine:
    first = group[0]
    text = " ".join(line.text for line in group)
    return TextLine(number, first.start, group[-1].end, text, first.hint, first.gap, source)
