"""Two figures whose roles changed places: 찬성 187, 반대 3 as "3 in favor and 187 against"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from aligner.facts.figures.matching import Placed
from aligner.facts.figures.values import same_number
from aligner.facts.judge import logit
from aligner.facts.model import Fact, Place, Suspect
from aligner.facts.reading.units import group
from aligner.facts.story import Story

__all__ = ["RoleSwap", "check_roles", "swapped_roles"]


@dataclass(frozen=True, slots=True)
class RoleSwap:
    """The first figure of the Korean, the English figure that has its role, and which of the two moved.

    Attributes
    ----------
    ko, en
        The Korean figure and the English one that stands in its role.
    words
        True: the figures kept their order and the words changed places; False: the figures changed places.
    ko_span, en_span
        From the first figure or role word to the last, in the sentences of `ko` and `en`.
    """

    ko: Placed
    en: Placed
    words: bool
    ko_span: tuple[int, int]
    en_span: tuple[int, int]


_ROLES = tuple(
    tuple(re.compile(p, re.IGNORECASE) for p in row)
    for row in (
        (r"찬성|지지한다", r"반대",
         r"\b(?:in favor|in favour|favou?r(?:ed|ing|s)?|support(?:ed|ing|s)?|approv\w+|yes)\b",
         r"\b(?:against|oppos\w+|disapprov\w+|disagree\w*)\b"),
        (r"긍정", r"부정", r"\b(?:positive\w*|favorabl\w+|approv\w+)\b",
         r"\b(?:negative\w*|unfavorabl\w+|disapprov\w+)\b"),
        (r"수리[하했한]|승인|허가|수용|인용[하했]|채택", r"거부|반려|기각|불허|거절",
         r"\b(?:accept\w*|approv\w+|grant\w*|allow\w*|adopt\w*)\b",
         r"\b(?:reject\w*|den(?:y|ied)|refus\w+|dismiss\w*|turn\w* down)\b"),
        (r"가결|합격|당선|통과", r"부결|불합격|낙선|탈락", r"\b(?:pass\w*|approv\w+|elect\w*|qualif\w+)\b",
         r"\b(?:fail\w*|reject\w*|los\w+|eliminat\w+|voted down)\b"),
        (r"남성|남자|남학생|남(?=\s?\d)", r"여성|여자|여학생|여(?=\s?\d)", r"\b(?:men|male|males|man|boys?)\b",
         r"\b(?:women|females?|woman|girls?)\b"),
        (r"수출", r"수입", r"\b(?:export\w*|outbound)\b", r"\b(?:import\w*|inbound)\b"),
        (r"사망|숨[지졌진]|목숨을 잃|희생", r"부상|다[치쳤친]|중상|경상", r"\b(?:kill\w*|dead|died|deaths?|die)\b",
         r"\b(?:injur\w+|wound\w*|hurt)\b"),
        (r"매출", r"영업이익", r"\b(?:sales|revenues?)\b", r"\boperating (?:profit|income)\b"),
        (r"영업이익", r"순이익", r"\boperating (?:profit|income)\b", r"\bnet (?:profit|income)\b"),
        (r"국내", r"해외|국외", r"\b(?:domestic\w*|at home|home)\b", r"\b(?:overseas|abroad|foreign)\b"),
        (r"최고", r"최저", r"\b(?:high\w*|maximum)\b", r"\b(?:low\w*|minimum)\b"),
        (r"금메달", r"은메달", r"\bgolds?\b", r"\bsilvers?\b"),
        (r"은메달", r"동메달", r"\bsilvers?\b", r"\bbronzes?\b"),
        (r"금메달", r"동메달", r"\bgolds?\b", r"\bbronzes?\b"),
        (r"찬성|인용", r"기각|각하", r"\b(?:back(?:ed|s|ing)?|in favou?r|support\w*|uph[eo]ld\w*)\b",
         r"\b(?:dismiss\w*|reject\w*|against)\b"),
        (r"유죄", r"무죄", r"\b(?:guilty|convict\w*)\b", r"\b(?:acquit\w*|not guilty|innocent)\b"),
        (r"매수", r"매도", r"\b(?:bought|buy\w*|purchas\w+)\b", r"\b(?:sold|sell\w*|dump\w*)\b"),
        (r"상행", r"하행", r"\b(?:inbound|toward Seoul|northbound)\b", r"\b(?:outbound|southbound)\b"),
        (r"입국", r"출국", r"\b(?:arriv\w+|enter\w*|inbound)\b", r"\b(?:depart\w*|left|leav\w+|outbound)\b"),
        (r"개인", r"기관", r"\b(?:retail|individual)\w*\b", r"\binstitution\w*\b"),
        (r"외국인", r"기관", r"\b(?:foreign\w*|offshore)\b", r"\binstitution\w*\b"),
        (r"외국인", r"개인", r"\b(?:foreign\w*|offshore)\b", r"\b(?:retail|individual)\w*\b"),
        (r"초등", r"중학|중등", r"\belementary\b", r"\bmiddle school\w*\b"),
        (r"상승\s?종목", r"하락\s?종목", r"\b(?:gainers?|winners?|advanc\w+|risers?)\b",
         r"\b(?:losers?|declin\w+|fallers?)\b"),
        (r"흑자", r"적자", r"\b(?:surplus\w*|profits?)\b", r"\b(?:deficits?|loss\w*)\b"),
        (r"(?<=\d)승", r"(?<=\d)패", r"\bwins?\b", r"\b(?:loss(?:es)?|defeats?)\b"),
        (r"(?<=\d)무", r"(?<=\d)패", r"\b(?:draws?|ties?)\b", r"\b(?:loss(?:es)?|defeats?)\b"),
        (r"민주당", r"국민의힘", r"\b(?:Democratic Party|DPK?)\b", r"\b(?:People Power Party|PPP)\b"),
        (r"징역", r"집행유예", r"\b(?:prison|jail\w*|imprison\w*)\b", r"\b(?:suspend\w*|probation)\b"),
    )
)  # fmt: skip
"""Opposite roles: Korean A, Korean B, English A, English B."""
_CITIES = {
    "서울": "Seoul", "부산": "Busan", "대구": "Daegu", "인천": "Incheon", "광주": "Gwangju", "대전": "Daejeon",
    "울산": "Ulsan", "세종": "Sejong", "제주": "Jeju", "춘천": "Chuncheon", "강릉": "Gangneung", "청주": "Cheongju",
    "전주": "Jeonju",
    "목포": "Mokpo", "여수": "Yeosu", "포항": "Pohang", "창원": "Changwon", "수원": "Suwon", "군산": "Gunsan",
    "속초": "Sokcho",
}  # fmt: skip
"""Cities whose figures stand in lists (서울 18도, 부산 22도): each is a role of its own."""


@lru_cache(maxsize=256)
def _city_roles(a: str, b: str) -> tuple[re.Pattern[str], ...]:
    ko = (re.compile(rf"(?<![가-힣]){name}(?!시장|대|역|지)") for name in (a, b))
    return (*ko, *(re.compile(rf"\b{_CITIES[name]}\b") for name in (a, b)))


def _roles_of(text: str) -> Iterator[tuple[tuple[re.Pattern[str], ...], bool]]:
    """The opposite roles a Korean sentence may hold, and whether they are names: of names only the figures move."""
    yield from ((row, False) for row in _ROLES)
    named = sorted((at, city) for city in _CITIES if (at := text.find(city)) >= 0)
    for (_, a), (_, b) in pairwise(named):
        yield _city_roles(a, b), True


_BREAK = re.compile(r"[,;·]|\band\b")


def _assign(
    text: str, facts: Sequence[Fact], roles: tuple[re.Pattern[str], re.Pattern[str]]
) -> tuple[Fact, Fact, bool, tuple[int, int]] | None:
    """The figures of roles A and B, whether A stands first, and the range they span; None if unclear."""
    words = []
    for role in roles:
        found = list(role.finditer(text))
        if len(found) != 1:
            return None
        words += found
    first, second = words
    ahead = first.start() < second.start()
    if not ahead:
        first, second = second, first
    numbers = [
        f for f in facts
        if f.kind == "number" and (not f.soft or f.unit == "person") and f.unit not in ("ordinal", "rank", "model")
    ]  # fmt: skip
    inside = [next((f for f in numbers if f.start <= word.start() < f.end), None) for word in (first, second)]
    if inside[0] is not None and inside[1] is not None and inside[0] is not inside[1]:  # 30 men, 12 women
        pair = inside[0], inside[1]
        if pair[0].value == pair[1].value:
            return None
        return (*(pair if ahead else (pair[1], pair[0])), ahead, (pair[0].start, pair[1].end))
    # 찬성 187표, 반대 3표 … : one figure behind each word, or one before each
    between = [f for f in numbers if first.end() <= f.start < second.start()]  # "two injured" has its word in it
    after = [f for f in numbers if second.end() <= f.start <= second.end() + 30]
    before = [f for f in numbers if f.end <= first.start() and f.end >= first.start() - 30]
    if len(between) == 2 and not after and not before:
        pair = between[0], between[1]  # a death toll of 47, with 12 injured
    elif len(between) > 1 or not (after or before) or not (between or (after and before)):
        return None
    elif between and _follow(text, first, second, between[0], bool(after), bool(before)):
        pair = between[0], after[0]
    else:  # the latter: a five-year prison term, suspended for three years
        pair = before[-1], (between or after)[0]
    if group(pair[0].unit) != group(pair[1].unit) or pair[0].value == pair[1].value:
        return None
    span = min(first.start(), pair[0].start), max(second.end(), pair[1].end)
    return (*(pair if ahead else (pair[1], pair[0])), ahead, span)


def _follow(text: str, first: re.Match[str], second: re.Match[str], fact: Fact, after: bool, before: bool) -> bool:
    """Whether figures stand behind their words: the one between two words belongs to the nearer."""
    if not (after and before):
        return after
    gaps = text[first.end() : fact.start], text[fact.end : second.start()]
    cut = [_BREAK.search(gap) is not None for gap in gaps]
    return cut[1] if cut[0] != cut[1] else len(gaps[0]) < len(gaps[1])


def check_roles(story: Story) -> Iterator[Suspect]:
    """Yield crossed roles: a wrong number where the figures moved, a flip where the words did."""
    ko_side, en_side = story.ko, story.en
    for swap in swapped_roles(ko_side.texts, en_side.texts, ko_side.facts, en_side.facts, story.beads):
        if swap.words:
            ko, en = Place(swap.ko.sentence, *swap.ko_span), Place(swap.en.sentence, *swap.en_span)
            yield Suspect("negation", "negation", "flipped", "polarity", ko, en, {"certainty": logit(0.8)})
        else:
            ko, en = (Place.of(place.sentence, place.fact) for place in (swap.ko, swap.en))
            yield Suspect("number", "number", "wrong", "value", ko, en, {"role": 1.0})


def swapped_roles(
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    ko_facts: Sequence[Sequence[Fact]],
    en_facts: Sequence[Sequence[Fact]],
    beads: Sequence[tuple[Sequence[int], Sequence[int]]],
) -> list[RoleSwap]:
    """Find sentences in which two figures and two opposite roles are the same on both sides but crossed.

    Parameters
    ----------
    ko_texts, en_texts
        The sentences.
    ko_facts, en_facts
        Their quantities.
    beads
        ``(ko numbers, en numbers)``.

    Returns
    -------
    list of RoleSwap
        At most one a bead.
    """
    out = []
    for ko_ids, en_ids in beads:
        swap = None
        for i in ko_ids if en_ids and len(ko_ids) + len(en_ids) <= 6 else ():
            if sum(f.kind == "number" for f in ko_facts[i]) < 2:
                continue
            for (ko_a, ko_b, en_a, en_b), named in _roles_of(ko_texts[i]):
                mine = _assign(ko_texts[i], ko_facts[i], (ko_a, ko_b))
                for j in en_ids if mine and swap is None else ():
                    other = _assign(en_texts[j], en_facts[j], (en_a, en_b))
                    if mine and other and same_number(mine[0], other[1]) and same_number(mine[1], other[0]):
                        if not same_number(mine[0], other[0]):
                            swap = RoleSwap(
                                Placed(i, mine[0]),
                                Placed(j, other[0]),
                                mine[2] != other[2] and not named,
                                mine[3],
                                other[3],
                            )
        if swap is not None:
            out.append(swap)
    return out
