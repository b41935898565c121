"""The unit of a Korean figure by what stands around it: ages, speeds, groups, indexes, minutes of a match."""

from __future__ import annotations

import re

from aligner.facts.reading.ko_number_grammar import NOT_UNIT_TAIL

__all__ = ["ARTICLE", "DECADES", "match_minute", "special_unit", "unit_word"]


def unit_word(match: re.Match[str], g: dict[str, str | None]) -> tuple[str, int]:
    """The unit and where the figure ends, unless what follows makes another word of the unit (2018 평창, 3 등장)."""
    word = g["unit"] or ""
    if not word:
        return "", match.end()
    tail = g["unit2"] or ""
    trap = NOT_UNIT_TAIL.get(word)
    if (
        trap is not None and trap.pattern and trap.match(tail) and not (word == "분" and tail.startswith("의"))
    ):  # fmt: skip
        return "", match.end("yeo") if g["yeo"] else match.end("digits2") if g["digits2"] else match.end("digits")
    return word, match.end("unit")


def special_unit(
    text: str, g: dict[str, str | None], start: int, end: int, digits_end: int, word: str, tail: str, unit: str,
    value: float, high: float | None
) -> str:  # fmt: skip
    """The unit after what stands around the figure: ages by the decade, speeds, ordinals, groups, indexes, degrees."""
    if g["ordmark"] or (ARTICLE.fullmatch(g["digits"] or "") and value < 1e4):
        return "ordinal"
    if word == "대" and value in DECADES:
        if high:
            return "age" if high in DECADES else unit  # 20∼30대: the two decades stand for themselves
        return unit if _MACHINES.search(text, max(0, start - 12), start) or _TOP.match(text, end) else "decade-age"
    if word == "전" and not re.search(r"원\s?$", text[max(0, start - 3) : start]):
        return ""  # 3전 3승 are games
    if unit == "ordinal" and word == "차" and tail.startswith("례"):
        return "times"
    if unit in _SPEEDS and _PER_TIME.search(text, max(0, start - 24), start):
        return _SPEEDS[unit]
    if unit == "degree":
        scale = _SCALE.search(text, max(0, start - 14), start)
        return ("f" if scale[1] == "화씨" else "c") if scale else unit
    if unit or word:
        return unit
    if _AGE_BRACKET.match(text, start - 2) and high is None:
        return "age"
    if (g["digits"] or "").endswith("조") and value < 2e13 and _GROUP_TAIL.match(text, digits_end):
        return "group"
    if _COURT.match(text, end) and value <= 3:
        return "group"
    if value in _INDEX_SIZES and not _QUOTE.match(text, end) and _INDEX.search(text, max(0, start - 9), start):
        return "index"
    return ""


_SPEEDS = {"km": "kmh", "m": "mps", "mile": "mph"}
_PER_TIME = re.compile(
    r"(?:시속|초속|풍속|(?:제한\s?)?속도[가를은는]?|속력[이을은])\s?(?:약|최고|최대|평균)?\s?(?:[\d.,]{1,6}\s?(?:㎞|km|m|킬로미터|킬로|마일|미터)?(?:에서|\s?[~∼〜～–-]|보다)\s?(?:약\s)?)?$"
)
_SCALE = re.compile(r"(화씨|섭씨)\s?(?:약|영상|최고|최저|평균)?\s?(?:[\d.]{1,5}도?(?:에서|\s?[~∼〜～–-])\s?)?$")
# 30대 counts machines after the word for them, and names a list of the biggest before another; else it is an age.
_MACHINES = re.compile(
    r"(?:차|차량|자동차|버스|트럭|택시|화물차|구급차|소방차|열차|기차|전차|탱크|장갑차|오토바이|자전거|킥보드|드론|무인기|전투기|항공기|여객기|"
    r"헬기|헬리콥터|비행기|폭격기|수송기|발사대|발사관|다연장|로켓|자주포|미사일|TV|카메라|CCTV|컴퓨터|PC|노트북|서버|로봇|스마트폰|휴대전화|"
    r"단말기|키오스크|기계|장비|설비|냉장고|에어컨|세탁기|충전기|엘리베이터|승강기|크레인|굴착기|펌프|피아노|트랙터|인공호흡기|침대|기)"
    r"(?:[을를은는이가도]|\s등)?\s?(?:약|총|모두|각각|등|최대|최소)?\s?$"
)
_TOP = re.compile(
    r"\s?(?:그룹|기업|재벌|대기업|뉴스|건설사|은행|과제|공약|강국|교역국|수출|도시|로펌|증권사|상장사|품목|업종|대학|명산|원칙|산업|의제|분(?![가-힣])|"
    r"가\s(?:동원|배치|투입|출동|파손|침수|불에|추돌|부딪|충돌)|를\s(?:팔|판매|생산|동원|배치|투입|도입|수출|보유|구매|구입|인도|지원))"
)
_GROUP_TAIL = re.compile(r"\s?(?:경기|예선|[1-9]위|조별|에\s?(?:속|편성|배정)|선수|팀|선두|최종전|[1-9]차전|리그)")
ARTICLE = re.compile(r"\d{1,4}조")
_COURT = re.compile(r"심(?!각|하|화|장|리)")
_INDEX = re.compile(r"(?:코스피|코스닥|다우(?:존스)?|닛케이|니케이|유로스톡스|러셀|나스닥|CSI|KRX|FTSE|STOXX|S&P)\s?$")
_INDEX_SIZES = frozenset((30, 40, 50, 100, 150, 200, 225, 300, 350, 400, 500, 600, 1000, 2000))
_QUOTE = re.compile(r"[,.]\d|\s?(?:선|포인트|p)")
_AGE_BRACKET = re.compile(r"[가-힣A-Z]\(\d{1,2}[),·]")
DECADES = (10, 20, 30, 40, 50, 60, 70, 80, 90)

_STOPPAGE = re.compile(r"추가\s?시간\s?$")
_PERIOD = re.compile(r"(연장\s?)?(?<!대\s)(전반|후반)(?=\s|[에의]|$)")
_LENGTH = re.compile(r"\d+분(?:간|\s?(?:동안|뒤|후\b|만에|전\b|여))")
_TO_GO_BEFORE = re.compile(r"종료\s?(?:약\s)?$")
_TO_GO = re.compile(r"\d+분(?:여)?\s?(?:전|을\s남|남)")


def match_minute(text: str, start: int, value: float) -> tuple[float, ...]:
    """Minutes of a match: 후반 21분 is the 66th minute, 연장 전반 5분 the 95th, 종료 5분 전 the 85th.

    A later minute of the sentence is in the period told last (후반 18분과 37분), unless it is a length (5분간).
    """
    if _TO_GO_BEFORE.search(text, max(0, start - 5), start) and _TO_GO.match(text, start):
        return (90 - value,)
    if _LENGTH.match(text, start):
        return ()
    periods = list(_PERIOD.finditer(text, max(0, start - 80), start))
    if not periods:
        return ()
    period = periods[-1]
    before = (90 if period[1] else 0) + (0 if period[2] == "전반" else 15 if period[1] else 45)
    if _STOPPAGE.search(text, max(0, start - 6), start):
        return value, value + before + 45, value + before + 15  # the third minute of stoppage time, 90+3
    return (value + before,)
