"""Whether a figure of both sides rose or fell, by the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aligner.facts.figures.matches import matched_numbers
from aligner.facts.judge import logit
from aligner.facts.model import Fact, Place, Suspect
from aligner.facts.story import Story

__all__ = ["check_directions", "direction_en", "turned_figures"]

_UP_KO = re.compile(
    r"증가|늘[었어고]|상승|올[라랐]|오[르른]|급등|급증|(?<!역)성장|높[아은]|인상|웃[돌도]|많[은았]|반등|확대|뛰|뛴|불어|상회|↑"
)
_DOWN_KO = re.compile(
    r"감소|줄[었어고]|하락|(?<![비우설눈][가이] )내[려린렸]|급락|급감|"
    r"떨어|낮[아은]|인하|밑[돌도]|역성장|적[은었]|축소|후퇴|뒷걸음|쪼그라|하회|빠[졌진]|↓"
)
_UP_EN = re.compile(
    r"\b(?:rose|ris(?:e|en|es|ing)|increas\w+|climb\w*|jump\w*|surg\w+|soar\w*|gain\w*|up|grew|grow\w*|advanc\w+|"
    r"higher|expand\w*|rais\w+|swell\w*|leap\w*|spik\w+|add\w*|hik\w+)\b",
    re.IGNORECASE,
)
_DOWN_EN = re.compile(
    r"\b(?:fell|fall(?:s|en|ing)?|drop\w*|declin\w+|decreas\w+|down|low(?:er|ered)|los(?:t|e|ing)|slip\w*|plung\w*|"
    r"tumbl\w*|sank|slid|shed|dip\w*|slump\w*|shr[aiu]nk\w*|cut\w*|reduc\w+|plummet\w*|"
    r"contract\w*)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\b(up|down)\s(?:\d[\d.,]*\s\w+\s)?from\b", re.IGNORECASE)
_WIDTH = re.compile(r"폭[은이을도]?\s?$")
"""상승폭은 0.08%로 줄었다: what went down is the pace."""
_CLAUSE_BREAK = re.compile(r"[,;]|\band\b|\bbut\b|\bwhile\b|\bwhich\b|\bafter\b|\bfrom\b")


def check_directions(story: Story) -> Iterator[Suspect]:
    """Yield matched figures that rose on one side and fell on the other."""
    for why, i, mine, j, other, sure in turned_figures(story.ko.texts, story.en.texts, matched_numbers(story)):
        places = Place(i, *mine), Place(j, *other)
        yield Suspect("negation", "negation", "flipped", why, *places, {"certainty": logit(sure)})


def turned_figures(
    ko: Sequence[str], en: Sequence[str], pairs: Sequence[tuple[int, Fact, int, Fact]]
) -> list[tuple[str, int, tuple[int, int], int, tuple[int, int], float]]:
    """Find matched figures that went the other way.

    Parameters
    ----------
    ko, en
        The sentences.
    pairs
        Matched figures ``(ko sentence, ko fact, en sentence, en fact)``.

    Returns
    -------
    list of tuple
        ``(reason, ko sentence, ko span, en sentence, en span, certainty)``; reason ``polarity``.
    """
    out: list[tuple[str, int, tuple[int, int], int, tuple[int, int], float]] = []
    for i, mine, j, other in pairs:
        there = (other.start, other.end)
        if mine.unit in ("ordinal", "rank", "model", "age", "times", "multiple", "vote", "c", "degree"):
            continue
        if "환율" in ko[i] or _WIDTH.search(ko[i], 0, mine.start):
            continue
        up_ko = _direction(ko[i][mine.end : mine.end + 12], _UP_KO, _DOWN_KO)
        up_en = direction_en(en[j], other) if up_ko else 0
        if up_ko and mine.value < 0:
            up_ko = -1  # 마이너스 0.4% 성장: it shrank
        if up_en and up_en != up_ko:
            out.append(("polarity", i, (mine.start, min(len(ko[i]), mine.end + 8)), j, there, 0.7))
    return out


def _direction(text: str, up: re.Pattern[str], down: re.Pattern[str]) -> int:
    stop = re.search(r"\d|[,…·;]|(?<=[↑↓])", text)
    window = text[: stop.start()] if stop else text
    rise, fall = up.search(window), down.search(window)
    if bool(rise) == bool(fall):
        return 0
    return 1 if rise else -1


def direction_en(text: str, fact: Fact) -> int:
    before = text[max(0, fact.start - 40) : fact.start]
    parts = _CLAUSE_BREAK.split(before)
    before = parts[-1]
    after = _CLAUSE_BREAK.split(text[fact.end : fact.end + 14])[0]
    digits = re.search(r"\d[^\d]*$", before)
    if digits:
        before = before[digits.end() - len(digits[0]) + 1 :]
    moved = _COMPARED.search(text, fact.end, fact.end + 60)
    if moved is not None:
        return 1 if moved[1].lower() == "up" else -1
    rise = bool(_UP_EN.search(before)) or bool(_UP_EN.search(after))
    fall = bool(_DOWN_EN.search(before)) or bool(_DOWN_EN.search(after))
    if rise == fall:
        return 0
    return 1 if rise else -1
