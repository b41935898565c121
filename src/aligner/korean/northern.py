"""North Korean spelling read as South Korean: for matching only, never for what a user is shown.

Three habits part the two (the norms of 1987 in the North, 조선말규범집, and of 1988 in the South, 한글 맞춤법): the
North writes ㄹ and ㄴ at the beginning of Sino-Korean words where the South drops or changes them (련결, 녀성, 로동),
여 and 였 after ㅣ, ㅚ, ㅟ and ㅢ (되였다), and bound nouns and helping verbs without a space (할수 있다, 말하고있다).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["for_matching", "southern"]

# First syllables that no loan word and no Southern word begins with: changed wherever a word begins so.
_ALWAYS = "녀뇨랴략량려력련렬렴령례료륙륜률륭릉"
# Words with a first syllable that loan words and names begin with too (로봇, 리그, 류현진): changed in these only.
_WORDS = (
    "라렬 라체 라태 락관 락담 락원 락제 락하 락후 락선 락찰 란관 란동 란립 란리 란무 란민 란폭 람발 람용 랍북 "
    "랍치 랑독 랑비 랑설 래년 래달 래방 래빈 래왕 래원 래월 래일 래주 랭각 랭기 랭난 랭담 랭동 랭면 랭방 랭전 "
    "랭정 랭혹 로고 로골 로동 로년 로련 로력 로무 로병 로선 로쇠 로인 로임 로조 로출 로화 로후 론거 론고 론란 "
    "론리 론문 론박 론설 론의 론쟁 론점 론제 론조 론증 론평 롱구 롱담 롱민 롱성 롱업 롱촌 뢰관 뢰물 루계 루락 "
    "루명 루설 루적 루진 루차 루출 류례 류사 류선 류실 류역 류엽 류의 류입 류출 류통 류학 류해 류행 류형 류혈 "
    "리간 리득 리념 리력 리론 리면 리발 리산 리상 리성 리용(?!호) 리유 리윤 리익 리자 리전 리주 리직 리착륙 리치 "
    "리탈 리해 리행 리혼 린근 린접 린산 림금 림대 림무 림박 림상 림시 림업 림종 립각 립건 립국 립동 립법 립사 "
    "립상 립안 립장 립증 립지 립추 립춘 립하 립헌 립회 립후보"
).split()
_START = re.compile(rf"(?<![가-힣])(?:[{_ALWAYS}](?=[가-힣])|{'|'.join(_WORDS)})")
# The ㄹ or ㄴ of a first syllable falls before i and y and is ㄴ elsewhere. Vowels and leads by their Unicode order.
_IOTISED = frozenset((2, 3, 6, 7, 12, 17, 20))  # ㅑ ㅒ ㅕ ㅖ ㅛ ㅠ ㅣ
_SILENT, _N = 11, 2
# 률, 렬 after a vowel or ㄴ, where the South writes 율, 열: 비률, 선렬.
_RATE = re.compile(r"(?<=[가-힣])[률렬]")
# 여 and 였 after these stems only, and in 이였다: 조치였다 and 세계여 are Southern as well.
_PAST = re.compile(r"(?<=[되뛰쥐띄튀쉬])(?:였|여(?=[있지나서야도\s]))|(?<=이)였(?=[다으던고습지])")
_SPACED = re.compile(
    r"(?<=[가-힣])(?P<tied>(?:것(?=[이은을도만에과으들임])|수(?=\s?(?:있|없|밖))|때(?=[에는까마\s]))|(?<=기)때문|(?<=기)위(?=해|하여|한)"
    r"|(?<=고)있(?=[다었는으을습고던])|(?<=[여어아])있(?=[다었는으을습던])|(?<=[년월일간])동안|(?<=수)[있없](?=[다었는으을습]))"
)


def southern(text: str) -> str:
    """Return Korean text with North Korean spelling and spacing turned Southern; Southern text stays as it is, nearly.

    Examples
    --------
    >>> southern("녀성로동자들이 력사적인 련결을 리용하게 되였다")
    '여성로동자들이 역사적인 연결을 이용하게 되었다'
    >>> southern("로봇과 리그, 참가률과 확률, 말하고있다, 할수 있다")
    '로봇과 리그, 참가율과 확률, 말하고 있다, 할 수 있다'
    """
    text = _START.sub(lambda m: _soften(m[0][0]) + m[0][1:], text)
    text = _RATE.sub(lambda m: _soften(m[0]) if _tail(text[m.start() - 1]) in (0, 4) else m[0], text)
    text = _PAST.sub(lambda m: "었" if m[0] == "였" else "어", text)
    return _SPACED.sub(lambda m: _parted(text[m.start() - 1], m["tied"]), text)


def for_matching(texts: Iterable[str], lang: str) -> list[str]:
    """Return texts as an encoder is to see them: Korean ones in Southern spelling."""
    return [southern(text) for text in texts] if lang == "ko" else list(texts)


def _soften(syllable: str) -> str:
    code = ord(syllable) - 0xAC00
    lead = _SILENT if code % 588 // 28 in _IOTISED else _N
    return chr(0xAC00 + lead * 588 + code % 588)


def _tail(syllable: str) -> int:
    """Return the number of the final consonant, 0 for none, 4 for ㄴ, 8 for ㄹ."""
    return (ord(syllable) - 0xAC00) % 28


def _parted(before: str, word: str) -> str:
    bound = word in ("것", "수", "때")
    return " " + word if not bound or _tail(before) in ((8,) if word != "것" else (4, 8)) else word
