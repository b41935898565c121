"""Chinese names: Hanyu Pinyin as Korean newspapers write it (National Institute of Korean Language, notice 2017-14)."""

from __future__ import annotations

import re
from functools import lru_cache

from aligner.korean.romanise import compose

__all__ = ["pinyin_hangul"]

_INITIALS = dict(
    zip(
        "b p m f d t n l g k h j q x zh ch sh r z c s".split(),
        "ㅂㅍㅁㅍㄷㅌㄴㄹㄱㅋㅎㅈㅊㅅㅈㅊㅅㄹㅉㅊㅆ",
        strict=True,
    )
)
_FINALS = dict(
    zip(
        "a o e ai ei ao ou an en ang eng ong i ia ie iao iu ian in iang ing iong u ua uo uai ui uan un uang ü üe üan ün"
        .split(),
        "ㅏ ㅗ ㅓ ㅏ이 ㅔ이 ㅏ오 ㅓ우 ㅏㄴ ㅓㄴ ㅏㅇ ㅓㅇ ㅜㅇ ㅣ ㅑ ㅖ ㅑ오 ㅠ "
        "ㅖㄴ ㅣㄴ ㅑㅇ ㅣㅇ ㅠㅇ ㅜ ㅘ ㅝ ㅘ이 ㅜ이 ㅘㄴ "
        "ㅜㄴ ㅘㅇ ㅟ ㅞ ㅟ안 ㅟㄴ".split(),
        strict=True,
    )
)  # fmt: skip
_ALONE = dict(
    zip(
        "yi ya ye yao you yan yin yang ying yong wu wa wo wai wei wan wen wang weng "
        "yu yue yuan yun er a ai an ang ao e en ou".split(),
        "이 야 예 야오 유 옌 인 양 잉 융 우 와 워 와이 웨이 완 원 왕 웡 "
        "위 웨 위안 윈 얼 아 아이 안 앙 아오 어 언 어우".split(),
        strict=True,
    )
)  # fmt: skip
_AFTER_J = {"ㅑ": "ㅏ", "ㅖ": "ㅔ", "ㅠ": "ㅜ"}
_SYLLABLE = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcs])([aeiouü]+(?:ng|n)?)")


@lru_cache(maxsize=1 << 10)
def _syllable(letters: str) -> str | None:
    if letters in _ALONE:
        return _ALONE[letters]
    match = _SYLLABLE.fullmatch(letters)
    if match is None:
        return None
    initial, final = match[1], match[2]
    if initial in "jqx" and final[0] == "u":
        final = "ü" + final[1:]
    if final == "i" and initial in ("zh", "ch", "sh", "r", "z", "c", "s"):
        return compose(_INITIALS[initial], "ㅡ")
    sounds = _FINALS.get(final)
    if sounds is None:
        return None
    vowel, rest = sounds[0], sounds[1:]
    if initial in ("j", "q", "zh", "ch", "z", "c"):
        vowel = _AFTER_J.get(vowel, vowel)
    closed = rest if rest in ("ㄴ", "ㅇ") else ""
    return compose(_INITIALS[initial], vowel, closed) + (rest if not closed else "")


@lru_cache(maxsize=1 << 12)
def pinyin_hangul(word: str) -> frozenset[str]:
    """Return the Hangul of every way a word can be cut into syllables of Pinyin; none if it is no Pinyin.

    Examples
    --------
    >>> "쉐펑" in pinyin_hangul("Xuefeng"), sorted(pinyin_hangul("Park"))
    (True, [])
    """
    low = word.lower()
    if not 1 < len(low) < 13:
        return frozenset()
    found = set()
    for size in range(1, min(6, len(low)) + 1):
        first = _syllable(low[:size])
        if first is not None:
            found |= {first + rest for rest in pinyin_hangul(low[size:])} if low[size:] else {first}
    return frozenset(found)
