"""Facts made ready for comparison: conversions marked, ranges taken apart, clock times given their possible zones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from aligner.facts.model import Fact, Moment
from aligner.facts.units import MONEY, dimension

__all__ = ["ends", "mark_derived", "with_zones"]


_PLACE_ZONES: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("자카르타|인도네시아|하노이|베트남|방콕|태국|프놈펜|캄보디아", (420,)),
    ("베이징|중국|상하이|대만|타이베이|홍콩|싱가포르|말레이시아|쿠알라룸푸르|필리핀|마닐라", (480,)),
    ("뉴델리|인도 |인도,|뭄바이", (330,)), ("두바이|아부다비|UAE|아랍에미리트", (240,)), ("테헤란|이란", (210,)),
    ("모스크바|러시아|리야드|사우디|카타르|도하|이라크|쿠웨이트|튀르키예|터키|이스탄불", (180,)),
    ("키이우|우크라이나|카이로|이집트|이스라엘|레바논|그리스|핀란드|남아프리카|남아공", (120, 180)),
    ("파리|프랑스|베를린|독일|브뤼셀|벨기에|로마|이탈리아|바티칸|제네바|스위스|다보스|마드리드|스페인", (60, 120)),
    ("네덜란드|암스테르담|빈 |오스트리아|폴란드|바르샤바|스웨덴|노르웨이|덴마크|헝가리|체코", (60, 120)),
    ("런던|영국|포르투갈|리스본", (0, 60)), ("브라질|상파울루|리우|아르헨티나", (-180,)),
    ("워싱턴|뉴욕|미국|유엔본부|보스턴|마이애미|플로리다|캐나다|토론토|오타와", (-300, -240)),
    ("시카고|텍사스|휴스턴|댈러스|멕시코", (-360, -300)),
    ("로스앤젤레스|LA|샌프란시스코|시애틀|라스베이거스|캘리포니아|밴쿠버", (-480, -420)),
    ("하와이|호놀룰루", (-600,)), ("괌", (600,)),
    ("시드니|멜버른|호주", (600, 660)), ("뉴질랜드", (720, 780)),
)  # fmt: skip
"""Offsets from UTC in minutes, standard and summer time (IANA time zone database), by places a story may be set in."""


def with_zones(ko_texts: Sequence[str], ko_facts: Sequence[Sequence[Fact]]) -> list[list[Fact]]:
    """Give Korean clock times the zones of the places the story names: 자카르타 … 오후 3시 is 0800 GMT."""
    if not any(f.kind == "time" for facts in ko_facts for f in facts):
        return [list(facts) for facts in ko_facts]
    text = " ".join(ko_texts) + " "
    zones = tuple(float(z) for places, offsets in _PLACE_ZONES if re.search(places, text) for z in offsets)
    return [
        [replace(f, alternatives=zones) if f.kind == "time" and f.value.zone is None else f for f in facts]
        for facts in ko_facts
    ]


def ends(facts: Sequence[Fact]) -> list[Fact]:
    """Take a range apart into its two ends, since the other side may write "between 500 and 520"."""
    out: list[Fact] = []
    for fact in facts:
        if isinstance(fact.value, Moment) and _apart(fact.value):
            last, month = fact.value.through, fact.value.month
            second = replace(fact.value, month=last) if month else replace(fact.value, year=last)
            out += (replace(fact, value=replace(day, through=None)) for day in (fact.value, second))
        elif fact.high is None or fact.bound == "vague" or (fact.unit == "age" and fact.high == fact.value + 9):
            out.append(fact)
        else:
            out += (replace(fact, high=None), replace(fact, value=fact.high, high=None, alternatives=()))
    return out


def _apart(moment: Moment) -> bool:
    """Whether a moment is a range of months or years (6~10월), which the other side may write "June to October"."""
    return bool(moment.through and not moment.day and (moment.month or moment.year) and not moment.decade)


_OPEN_BRACKET = re.compile(r"\s?[(\[]\s?(?:about\s|around\s|some\s|approximately\s|or\s)?$")


_DERIVED_WORDS = re.compile(r",? or (?:about |around |roughly )?$|\bequivalent to (?:about )?$|\babout $")


def mark_derived(text: str, facts: Sequence[Fact]) -> list[Fact]:
    """Mark the conversions that follow their original in brackets: 48 won (US$..), 5 kilometers (3 miles)."""
    out: list[Fact] = []
    for fact in facts:
        last = out[-1] if out else None
        gap = text[last.end : fact.start] if last is not None else ""
        if (
            last is not None
            and last.kind == fact.kind == "number"
            and last.unit != fact.unit
            and ((_OPEN_BRACKET.search(gap) and len(gap) < 14) or _DERIVED_WORDS.fullmatch(gap))
            and (
                (dimension(last.unit) in MONEY and dimension(fact.unit) in MONEY)
                or dimension(last.unit) == dimension(fact.unit) != ""
            )
        ):
            fact = replace(fact, derived=True)
        out.append(fact)
    return out
