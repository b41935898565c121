"""Which lines tell what a photo shows: weighed from the credit, the wording and the place of a line.

A credit alone makes no caption: desks put ``(사진=시청)`` behind sentences of the story, and where many lines end so, it
is the page's habit. So each sign counts a little, and a line is a caption only when they add up.
"""

# ruff: noqa: E501 - the rules are long regular expressions.
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from aligner.cleaning.endings import holds_sentence, reads_as_sentence
from aligner.cleaning.headline import taken_up
from aligner.cleaning.lines import TextLine
from aligner.cleaning.patterns import AGENCY, CREDIT_WORDS, certain_caption
from aligner.korean.normalise import fold
from aligner.types import Lang

__all__ = ["captions", "credit_start"]

_NAME = r"[가-힣]{2,4}"
_MAIL = r"[\w.+\-]+@(?:[\w\-]+(?:\.[\w\-]+)*)?"
_REPORTER = rf"{_NAME}\s?(?:선임|인턴|사진|영상|객원)?\s?(?:기자|특파원|통신원|PD)"
# Credits that follow a stop or stand in brackets; the strong ones name who took or gave the picture.
_STRONG = (
    rf"[\[(（<〈][^\[\]()（）<>〈〉]{{0,60}}(?:{AGENCY}|제공|자료\s?사진|사진\s?출처|캡처|캡쳐|갈무리|기자단|재판매|DB|독자|홈페이지|기자|촬영|뱅크)[^\[\]()（）<>〈〉]{{0,40}}[\])）>〉]"
    rf"|(?:사진|그래픽|영상|자료|출처|이미지|일러스트|포토)\s?(?:제공|출처)?\s?[=:：/|ㅣ]\s?[^.]{{1,40}}(?:\s?{_MAIL})?"
    rf"|(?:[가-힣·]{{2,12}}\s?[=/|｜ㅣ]\s?)?{_REPORTER}(?:\s?{_MAIL})?"
    rf"|/\s?[가-힣A-Za-z·\s]{{2,20}}(?:제공|캡처|갈무리|DB|자료\s?사진|자료|홈페이지)"
    rf"|(?:[가-힣A-Za-z·]{{2,16}}\s){{0,3}}(?:제공|캡처|갈무리|자료\s?사진|DB)"
    rf"|(?:ⓒ|©)\s?[^.]{{2,30}}"
    rf"|[=/ㅣ]\s?{AGENCY}(?:[-/·\s]{AGENCY})*(?:\s?(?:제공|자료사진|사진))?"
    rf"|(?<=[.?!”\"]\s)(?:{AGENCY}(?:[-/·\s]{AGENCY})*|[가-힣]{{1,6}}(?:통신|뉴스|일보|신문|방송|뉴스1))(?:\s?(?:제공|자료사진|사진))?"
    r"|\[[A-Z][A-Z0-9 .,'’/&-]{2,50}\]"
    r"|\((?:AP|AFP|EPA|Reuters|Getty)[^()]{0,30}\)"
    r"|[\[(](?:Photo|Image|Picture|Graphic|Courtesy|Screen|Screenshot|File)[^\[\]()]{0,60}[\])]"
    r"|[\[(][^\[\]()]{0,60}\b(?:[Pp]hoto|[Ii]mage|[Cc]ourtesy|[Ff]ile|DB|[Pp]rovided|[Hh]andout|[Pp]ool|[Cc]apture[d]?)\b[^\[\]()]{0,40}[\])]"
    r"|(?:[A-Z][\w.'’&-]+\s){1,4}photos?\s(?:by|courtesy\sof)\s[^.]{2,50}"
    r"|[/|—–-]?\s?(?:Photo|Picture|Image|Graphic|Courtesy)s?\s?(?:by|of|courtesy of|credit|:|/|=)\s?[^.]{2,60}(?:\.com)?"
)
_WEAK = rf"[\[(（<〈][^\[\]()（）<>〈〉]{{0,30}}(?:{CREDIT_WORDS})[^\[\]()（）<>〈〉]{{0,30}}[\])）>〉]|\([A-Z][A-Za-z0-9 .'’/&-]{{2,40}}\)"
_BARE = r"(?<=[.다]\s)[\[(（<〈](?!웃음|계속|끝|이하|중략|하략|편집자|종합|속보|전문|박수|일동)[가-힣A-Za-z0-9·& ]{2,14}[\])）>〉]"
_AT_END = re.compile(rf"(?:(?<=[.?!다\"”’)\]])|(?<=\S)\s)\s*(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}|{_BARE}))\s?\Z")
_NAMES_TAIL = re.compile(r"\s(?:[가-힣]{2,10}|[A-Z][\w.&'’-]+)(?:[\s/·=-](?:[가-힣]{2,10}|[A-Z][\w.&'’-]+)){0,3}\Z")
_BRACKETS = frozenset("[(（<〈【")
_LONGEST_CREDIT = 140
_LONGEST = {"ko": 260, "en": 480}
"""Characters beyond which a line is no caption by its credit: that is a reporter's name after a whole story."""
_NEAR = 60
"""Lines above a caption among which the title pasted before it is sought."""
_SAME_TOLD = 0.4
"""Share of a line's words that the lead takes up from which both tell the same."""
_LONGEST_UNCREDITED = {"ko": 80, "en": 150}
_DAY_SHOWN = {
    "ko": re.compile(r"\d일\s?(?:오전|오후|새벽|낮|밤|저녁)?.{0,40}(?:에서|앞|위로|옆)"),
    "en": re.compile(
        r"\b(?:at|on|in|along|outside|near)\s[A-Z].{0,80}\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day[.]?\Z"
    ),
}
_LEAST = 1.2
"""Sum of the signs from which a line counts as a caption."""
_SHOWN_KO = re.compile(
    r"(?:[고아어여워와려져돼해]\s?있다|모습(?:이다)?|장면(?:이다)?|보인다|전경|현장|조감도|포스터|(?:기사|본문|내용)[과와]\s?(?:관계|관련|무관)[^.]{0,6})[.)]{0,2}(?=\s|\Z)"
    r"|[(](?:왼쪽|오른쪽|가운데|앞줄|뒷줄|맨)[^()]{0,20}[)]|(?:왼쪽|오른쪽|앞줄|뒷줄)(?:부터|에서)"
)
_SHOWN_EN = re.compile(
    r"\((?:left|right|center|centre|front|back|second|third|first|L|R|C|top|bottom)\b[^()]{0,40}\)|,\s(?:left|right|center|centre),|\b(?:pictured|seen here|file photo|from left|shows|poses?|posing)\b",
    re.I,
)
_PAST_EN = re.compile(
    r"(?<!-)(?<!\bis )(?<!\bare )(?<!\bbeing )\b(?:was|were|had|said|told|took|made|came|went|rose|fell|won|lost|sent|kept|held|found|began|brought|gave|got|saw|led|ran|spoke|grew|fled|became|stood|sold|bought|paid|built|broke|struck|felt|wrote|will|would|could|may|might|must|has|have|[a-z]{3,}ed(?!\sby\b))\b"
    r"|\b(?:is|are)\s(?!seen|shown|pictured|being|on\b|in\b|at\b|[a-z]+ing\b|[a-z]+ed\s(?:at|in|on|along|outside|near|by)\b)"
)


@lru_cache(maxsize=1 << 12)
def credit_start(text: str) -> tuple[int, bool] | None:
    """Return where a photo credit at the end of `text` begins and whether it surely is one, or None."""
    begin = max(0, len(text) - _LONGEST_CREDIT)
    match = _AT_END.search(text, begin)
    if match is None:
        return None
    return (match.start("strong"), True) if match.group("strong") else (match.start("weak"), False)


def captions(
    lines: Sequence[TextLine], open_lines: Sequence[bool], looks: Sequence[bool], lead: int | None, lang: Lang
) -> list[bool]:
    """Tell which lines are captions.

    Parameters
    ----------
    lines
        All lines of the page.
    open_lines
        Whether neither its words nor markup keep a line out of the story.
    looks
        Whether a line ends like a caption.
    lead
        Number of the first sentence that has no credit, or None.
    lang
        The language of the story.
    """
    credits = [
        credit_start(line.text) or _after_the_stop(line.text, like, lang) if free else None
        for line, free, like in zip(lines, open_lines, looks, strict=True)
    ]
    told = [i for i, free in enumerate(open_lines) if free and len(lines[i].text) >= 30]
    habit = sum(credits[i] is not None for i in told)
    common = habit >= 3 and habit >= 0.3 * max(1, len(told))
    counts = Counter(fold(line.text) for line in lines if len(line.text) >= 30)
    last = max(told, default=-1)
    found: list[bool] = []
    for i, line in enumerate(lines):
        if not open_lines[i]:
            found.append(False)
            continue
        if certain_caption(line.text):
            found.append(True)
            continue
        credit = credits[i]
        if credit is None and i == lead and _is_uncredited(i, lines, open_lines, lang):
            found.append(True)
            continue
        if credit is None or lead is None or credit[0] > _LONGEST[lang]:
            found.append(False)
            continue
        text = line.text[: credit[0]].strip()
        wording = _wording(text, lang)
        # A sentence above the lead is a picture's if it tells what the lead tells.
        above = i < lead and (wording > 0 or taken_up(text, lines[lead].text) >= _SAME_TOLD)
        score = 1.0 + _strength(line.text, credit) + wording
        score += 1.0 * (counts[fold(line.text)] > 1)
        score += 1.0 * above + 1.0 * _begins_with_a_title(i, lines)
        score -= 2.5 * common
        score -= (0.9 if wording > 0 and credit[1] else 1.5) * (i == last and i > lead)
        found.append(score >= _LEAST)
    return found


def _is_uncredited(i: int, lines: Sequence[TextLine], open_lines: Sequence[bool], lang: Lang) -> bool:
    """Tell whether the first sentence shows a picture of what the second one tells: no credit, but place, day and now."""
    text = lines[i].text
    if len(text) > _LONGEST_UNCREDITED[lang] or lines[i].hint is not None or i + 2 >= len(lines):
        return False
    if not (open_lines[i + 1] and open_lines[i + 2] and _DAY_SHOWN[lang].search(text)):
        return False
    below = lines[i + 1].text
    shown = _SHOWN_KO.search(text) if lang == "ko" else not _PAST_EN.search(text) and _PAST_EN.search(below)
    return bool(shown) and taken_up(text, below) >= _SAME_TOLD


def _strength(text: str, credit: tuple[int, bool]) -> float:
    """Return how surely a credit is one; desks put those in brackets behind sentences of the story too."""
    start, strong = credit
    return (0.5 if text[start:].lstrip()[:1] in _BRACKETS else 1.2) if strong else 0.0


def _after_the_stop(text: str, like: bool, lang: Lang) -> tuple[int, bool] | None:
    """Return where a tail of names behind a line's last sentence begins, as a weak credit; None if there is none.

    A line that ends `like` a caption by other signs has its credit there, whatever it is.
    """
    stop = max(text.rfind(mark, 0, len(text) - 1) for mark in ".?!")
    if like:
        return (stop + 1 or len(text), False)
    behind = stop > 0 and _NAMES_TAIL.match(text, stop + 1) and holds_sentence(text, lang)
    return (stop + 1, False) if behind else None


def _begins_with_a_title(i: int, lines: Sequence[TextLine]) -> bool:
    """Tell whether a line begins with the whole of a line before it: the page's title, pasted before the caption."""
    text = lines[i].text
    above = lines[max(0, i - _NEAR) : i]
    return any(12 <= len(line.text) < len(text) and text.startswith(line.text) for line in above)


def _wording(text: str, lang: Lang) -> float:
    """Return how far the words before the credit speak for a picture (above 0) or for the story (below)."""
    if not text:
        return 1.0
    if lang == "ko":
        if _SHOWN_KO.search(text[-400:]):
            return 1.5
        # "…에 앉은 시민." is no sentence for all its stop.
        if not text.endswith(("?", "!", "”", '"')) and not reads_as_sentence(text.rstrip(". "), lang):
            return 1.0
        return -1.0
    if _SHOWN_EN.search(text[:400]):
        return 1.5
    if not _PAST_EN.search(text[:400]):
        return 0.8
    if not text.endswith((".", "?", "!", "”", '"')):
        return 0.5
    return -1.0
