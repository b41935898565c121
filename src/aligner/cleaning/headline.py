"""Which line before the story is its headline, and which lines only repeat it."""

# ruff: noqa: E501 - the rules are long regular expressions.
from __future__ import annotations

import re
from collections.abc import Sequence

from aligner.cleaning.lines import TextLine
from aligner.korean.normalise import fold
from aligner.types import Lang

__all__ = ["LEAST_SCORE", "headline_score", "is_label", "repeats_headline", "taken_up", "units"]

LEAST_SCORE = 0.12
"""A line of which the story takes up less than this is not its headline."""

_LEAST: dict[Lang, tuple[int, int]] = {"ko": (14, 3), "en": (25, 5)}
"""Letters and words below which a line is the less likely a headline the fewer it has."""
# (2nd LD), [2보], (종합2보), <단독>: they belong to the headline, but its repetitions often lack them.
_MARKS = re.compile(
    r"[(\[<【〈]\s*(?:\d*(?:st|nd|rd|th)?\s?(?:LD|LEAD|Lead|UPDATE|Update)\d*|URGENT|Urgent|"
    r"News Focus|Feature|종합\d?보?|[1-9]보|"
    r"속보|단독|긴급|사진|영상|표|그래픽|포토|르포|인터뷰|전문)[^)\]>】〉]{0,8}[)\]>】〉]"
)
# Names of outlets, sections and kinds of text: a headline only where nothing else can be.
_LABEL = re.compile(
    r"(?:\S\s){2,}\S|(?:[A-Z][\w.&'’-]*\s){0,3}(?i:news|weekly|daily|times|herald|post|journal|tribune|magazine|review|press|today|gazette|chronicle"
    r"|newswire|monthly|quarterly|newsletter|letter|online|english|edition|tv)(?:\s(?i:korea|english|online|edition|weekly|daily))?"
    r"|(?:주간|월간|계간|격주간)\s?\S{1,8}|[가-힣A-Za-z0-9]{1,8}\s?(?:일보|신문|뉴스|방송|통신|경제|경영|매거진|저널|타임스|투데이|데일리|헤럴드|미디어|포스트|닷컴|매일|레터|뉴스레터|누리집)"
    r"|(?:for immediate release|press release|news release|media release|cover story|features?|special report|보도\s?자료|참고\s?자료|보도\s?참고\s?자료|설명\s?자료|즉시\s?보도(?:\s?(?:가능|바람))?|커버\s?스토리|기획\s?특집)"
    r"|(?:제\s?)?\d{1,5}\s?호|(?:issue|vol|no)\b\.?\s?\d+.{0,40}"
    r"|[^>›»]{1,16}(?:\s?[>›»]\s?[^>›»]{1,16}){1,3}",
    re.I,
)
_WORD = re.compile(r"[A-Z]{2,}|[A-Za-z]{4,}|\d+|[가-힣]{2,}|[一-鿿]+")


def is_label(text: str) -> bool:
    """Tell whether a line has the form of an outlet's or section's name, or names a kind of text."""
    return bool(_LABEL.fullmatch(text))


def headline_score(lines: Sequence[TextLine], number: int, body: str, lang: Lang) -> float:
    """Return how much of a line the story takes up, in [0, 1.3]; higher is better."""
    keys = [fold(line.text) for line in lines]
    return _score(lines[number].text, keys[number], keys, units(body), lang)


def taken_up(text: str, other: str) -> float:
    """Return the share of the words of `text` that `other` has too, in [0, 1]."""
    own = units(text[:3000])
    return len(own & units(other[:20000])) / len(own) if own else 0.0


def _score(text: str, key: str, keys: Sequence[str], seen: set[str], lang: Lang) -> float:
    own = units(_MARKS.sub("", text))
    if not own:
        return 0.0
    shared = len(own & seen) / len(own)
    repeated = sum(len(key) >= 8 and (key in other) for other in keys) > 1
    # A site's name is repeated all over its pages too.
    return (shared + 0.3 * (repeated and shared > 0.2)) * _size(text, key, lang) ** 2


def _size(text: str, key: str, lang: Lang) -> float:
    """Return how near a line comes to the least length of a headline, in [0, 1]: names of papers are shorter."""
    letters, words = _LEAST[lang]
    return min(1.0, len(key) / letters, len(text.split()) / words)


def units(text: str) -> set[str]:
    """Return what two wordings of one thing share: five-letter word beginnings, numbers, pairs of Hangul syllables."""
    found: set[str] = set()
    for word in _WORD.findall(text):
        if word.isascii():
            found.add(word.lower()[:5])
        else:
            found.update(word[i : i + 2] for i in range(len(word) - 1))
    return found


def repeats_headline(text: str, headline: str) -> bool:
    """Tell whether a line is the headline again: as it is, without its marks, cut short, or with a site's name."""
    if len(text) > 2 * len(headline) + 40:
        return False
    line, title = fold(_MARKS.sub("", text)), fold(_MARKS.sub("", headline))
    if len(title) < 6 or len(line) < 6:
        return False
    if line == title:
        return True
    if title in line:
        return len(line) <= 1.5 * len(title) + 6
    return line in title and len(line) >= max(8, 0.5 * len(title))
