"""How far an English spelling of a foreign name is from its Hangul, vowels and all.

Consonant skeletons (`aligner.korean.romanise`) say whether two names may be one. They are forgiving, since any word of
a story may be the name. Where the other half of a name says which Korean word it must be, more can be asked: both sides
are written in one rough alphabet of sounds, and the letters that have to be changed are counted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from itertools import accumulate
from math import inf
from operator import eq
from typing import Any

from aligner.korean.romanise import decompose, english_skeleton

__all__ = [
    "begins_alike",
    "distance",
    "hangul_kana",
    "is_romaji",
    "near",
    "opening",
    "openings",
    "romaji_kana",
    "same_kana",
    "sounds_like",
    "sounds_of",
    "sounds_within",
    "within",
]


def sounds_of(word: str) -> frozenset[str]:
    """Return the skeletons of the ways Korean may hear a foreign word: soft g, hard th, r kept before a consonant.

    Examples
    --------
    >>> from aligner.korean.romanise import korean_skeleton
    >>> korean_skeleton("마조레") in sounds_of("Maggiore"), korean_skeleton("라모트") in sounds_of("Lamothe")
    (True, True)
    """
    low = word.lower()
    forms = (low, re.sub(r"g+(?=[ei])", "j", low), low.replace("th", "t"), low.replace("r", "l"),
             low.replace("tion", "shon"), low.replace("ch", "k"))  # fmt: skip
    return frozenset(english_skeleton(form) for form in forms)


def near(sound: str, other: str) -> bool:
    """Whether two consonant skeletons may be one name."""
    if (
        len(sound) == 3
        and len(other) == 4
        and (sound[0], sound[-1]) == (other[0], other[-1])
        and within(sound, other, 1)
    ):
        return True  # Olmert: English drops the r that Korean writes
    if len(sound) <= 3:
        return other.startswith(sound) and len(other) <= len(sound) + 3
    if other.startswith(sound) or (len(other) >= 4 and sound.startswith(other)):
        return True
    if abs(len(sound) - len(other)) > 1 and len(other) < len(sound):
        return False
    return within(sound, other[: len(sound) + 1], 1 if len(sound) < 6 else 2)


def within(a: str, b: str, most: int) -> bool:
    """Whether at most so many edits (Levenshtein) make one string the other."""
    if a == b:
        return True
    if not most or abs(len(a) - len(b)) > most:
        return False
    same = 0
    while a[same : same + 1] == b[same : same + 1]:
        same += 1
    a, b, after, behind = a[same:], b[same:], a[same + 1 :], b[same + 1 :]
    if most == 1:
        return after in (behind, b) or a == behind
    return within(after, behind, most - 1) or within(after, b, most - 1) or within(a, behind, most - 1)


_INITIALS = dict(zip("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "kkntt" + "lmppss" + " " + "ccc" + "ktph", strict=True))
_FINALS = {"ㄱ": "k", "ㄴ": "n", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅅ": "t", "ㅇ": "N", "ㅋ": "k", "ㅌ": "t", "ㅍ": "p"}
_VOWELS = {
    "ㅏ": "a", "ㅐ": "e", "ㅑ": "ia", "ㅒ": "ie", "ㅓ": "@", "ㅔ": "e", "ㅕ": "i@", "ㅖ": "ie", "ㅗ": "o", "ㅘ": "ua",
    "ㅙ": "ue", "ㅚ": "e", "ㅛ": "io", "ㅜ": "u", "ㅝ": "u@", "ㅞ": "ue", "ㅟ": "ui", "ㅠ": "iu", "ㅡ": "", "ㅢ": "ui",
    "ㅣ": "i",
}  # fmt: skip
_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("^nguy", "Nuy"), ("[st]ion", "s@n"), ("cois$", "sua"), ("ois$", "ua"), ("eaux?|aul?[td]$", "o"), ("sch", "s"),
        ("tsch|tch|tz", "C"), ("ch", "C"), ("sh", "s"), ("^wr", "l"), ("^kn", "n"), ("ck", "k"), ("qu", "ku"),
        ("ph", "p"), ("th", "t"), ("[gk]h", "k"), ("gn(?=[aeiou])", "ni"), ("gli(?=[aeiou])", "li"), ("^x", "s"),
        ("x", "ks"), ("c(?=[eiy])", "s"), ("c", "k"), ("q", "k"), ("ng(?![aeiouy])", "N"), ("ee|ea|ie$|ey$", "i"),
        ("oo|ou", "u"), ("(?<=[a-zN])e$", ""), ("y", "i"), ("h(?![aeiouy])", ""), ("w", "u"),
    )
)  # fmt: skip
"""English spelling to the rough alphabet, first to last."""
_CLASSES = str.maketrans("gdbvfrzjC", "ktppplscc")


@lru_cache(maxsize=1 << 14)
def _hangul(word: str) -> str:
    return _single("".join(map(_syllable, word)))


@cache
def _syllable(syllable: str) -> str:
    initial, vowel, final = decompose(syllable)
    return _INITIALS[initial].strip() + _VOWELS[vowel] + _FINALS.get(final, "")


_VARIANTS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("g+(?=[eiy])", "j"), ("^w", "v"), ("ch", "h"), ("ch", "k"), ("ch", "sh"), ("ll", "y"), ("th", "t"),
        ("th", "s"), ("^mc", "mak"), ("(?<=[aeioun])[tdsxz]$", ""), ("(?<=[aeiou])h(?=am)", "i"), ("rz", "z"),
        ("sz", "sh"), ("cz", "ch"), ("w", "v"), ("c(?=i?c?$)", "ch"), ("^tr", "ch"), ("ao$", "ang"),
        ("rr", "h"), ("au?gh?", "o"), ("^j|(?<=[aeiou])j", "y"), ("^j|(?<=[aeiou])j", "h"),
    )
)  # fmt: skip
"""Other ways to read a letter in other languages: each is tried alone."""


@lru_cache(maxsize=1 << 13)
def _latin(word: str) -> tuple[str, ...]:
    low = re.sub("[^a-z]", "", unicodedata.normalize("NFKD", word.lower().replace("ö", "oe").replace("ü", "ui")))
    forms = {
        low,
        low.removesuffix("s") if len(low) > 4 else low,
        *(pattern.sub(sound, low) for pattern, sound in _VARIANTS),
    }
    out = []
    for form in sorted(forms | {f"{form}+" for form in forms if form.endswith("e")}):  # Jorge: a final e may be heard
        for pattern, sound in _RULES:
            form = pattern.sub(sound, form)
        out.append(_single(form.rstrip("+").translate(_CLASSES)))
    return tuple(dict.fromkeys(out))


def _single(sounds: str) -> str:
    return _TWICE.sub(r"\1", sounds) if any(map(eq, sounds, sounds[1:])) else sounds


_TWICE = re.compile(r"([a-zN@])\1+")


_SOFT = frozenset("aeiou@")
_CHEAP = {"h": 0.4, "l": 0.5, "N": 0.8}
_ALIKE = {frozenset("nN"): 0.3, frozenset("sc"): 0.35, frozenset("st"): 0.6, frozenset("mn"): 0.6, frozenset("hk"): 0.6,
          frozenset("ct"): 0.6}  # fmt: skip


def _drop(sound: str) -> float:
    return 0.35 if sound in _SOFT else _CHEAP.get(sound, 1.0)


def _swap(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if one in _SOFT and other in _SOFT:
        return 0.15 if "@" in (one, other) else 0.35
    if (one in _SOFT) != (other in _SOFT):
        return 1.2
    return _ALIKE.get(frozenset((one, other)), 1.0)


class _Kept(dict[str, Any]):
    """What a function gives for a sound, worked out when it is first asked for: quicker than a call."""

    def __init__(self, function: Callable[[str], Any]) -> None:
        super().__init__()
        self.function = function

    def __missing__(self, sound: str) -> Any:
        value = self[sound] = self.function(sound)
        return value


_DROPS: Mapping[str, float] = _Kept(_drop)
_SWAPS: Mapping[str, Mapping[str, float]] = _Kept(lambda one: _Kept(lambda other: _swap(one, other)))
_CHEAPEST = 0.35
"""What dropping a sound costs at least."""


def _apart(a: str, b: str, most: float = inf) -> float:
    """The distance of two strings of sounds; infinite as soon as it must be above `most`."""
    longest = max(len(a), len(b), 1)
    limit = most * longest + 1e-9
    if abs(len(a) - len(b)) * _CHEAPEST > limit:
        return inf
    drops = [_DROPS[y] for y in b]
    row = [0.0, *accumulate(drops)]
    for x in a:
        drop, swaps = _DROPS[x], _SWAPS[x]
        last, left = row[0], row[0] + drop
        row[0] = least = left
        for j, y in enumerate(b, 1):
            up = row[j]
            here, beside, across = up + drop, left + drops[j - 1], last + swaps[y]
            if beside < here:
                here = beside
            if across < here:
                here = across
            last, row[j], left = up, here, here
            if here < least:
                least = here
        if least > limit:
            return inf
    return row[-1] / longest


@lru_cache(maxsize=1 << 14)
def distance(word: str, hangul: str) -> float:
    """Return how much of an English word must be changed to sound as the Hangul does: 0 nothing, 1 all of it.

    Examples
    --------
    >>> distance("Alvarez", "알바레스") < 0.1 < 0.3 < distance("Alonso", "알바레스")
    True
    """
    mine = _hangul(hangul)
    return min(_apart(form, mine) for form in _latin(word))


@lru_cache(maxsize=1 << 16)
def sounds_within(word: str, hangul: str, most: float) -> bool:
    """Return whether `distance` is at most `most`, without working it out where it is far from it."""
    mine = _hangul(hangul)
    return any(_apart(form, mine, most) <= most for form in _latin(word))


@lru_cache(maxsize=1 << 13)
def openings(word: str) -> frozenset[str]:
    """Return the rough sounds that an English word may begin with; see `begins_alike`."""
    return frozenset("@" if form[:1] in _SOFT else form[:1] for form in _latin(word))


@lru_cache(maxsize=1 << 14)
def opening(hangul: str) -> str:
    """Return the rough sound that a Hangul word begins with."""
    first = _hangul(hangul[:2])[:1]
    return "@" if first in _SOFT else first


def begins_alike(word: str, hangul: str) -> bool:
    """Whether an English and a Hangul word begin with the same rough sound, any vowel being like any other."""
    return opening(hangul) in openings(word)


def sounds_like(word: str, hangul: str, most: float) -> bool:
    """Whether an English word is at most so far from a Hangul one, both beginning alike: see `distance`."""
    return begins_alike(word, hangul) and sounds_within(word, hangul, most)


_ROMAJI = re.compile(
    r"(?:(?:[kstnhmrgzdbp]?y?|sh|ch|j|ts|w|f)[aiueo]|(?:n|m(?=[bp]))(?![aiueoy])|([kstp])(?=\1)|t(?=ch)|h(?![aiueoy]))+"
)


@lru_cache(maxsize=1 << 13)
def is_romaji(word: str) -> bool:
    """Whether a word can be Japanese in Latin letters: Takahashi, Junichi."""
    return _ROMAJI.fullmatch(word.lower()) is not None


def same_kana(word: str, hangul: str) -> bool:
    """Whether Japanese in Latin letters and in Hangul are the same syllables, long vowels left aside.

    Examples
    --------
    >>> same_kana("Sato", "사토"), same_kana("Saito", "사토"), same_kana("Tsuchiya", "쓰치야")
    (True, False, True)
    """
    return romaji_kana(word) == hangul_kana(hangul)


@lru_cache(maxsize=1 << 13)
def romaji_kana(word: str) -> str:
    """Return the syllables of Japanese in Latin letters, long vowels left aside; see `same_kana`."""
    low = re.sub(r"h(?![aiueoy])", "", word.lower())
    low = re.sub(r"(?<=[bcdfghjkmnprstz])y(?=[auo])", "i", low)
    for pattern, sound in _KANA:
        low = pattern.sub(sound, low)
    return _single(low.translate(_CLASSES)).replace("s", "c")


@lru_cache(maxsize=1 << 16)
def hangul_kana(hangul: str) -> str:
    """Return the same of Japanese in Hangul."""
    mine = re.sub(r"t(?=[kscp])", "", _hangul(hangul)).replace("ou", "o").replace("N", "n").replace("@", "o")
    return _single(mine.replace("s", "c"))


_KANA = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("tsu|[sz]u(?!u)", "s"), ("sh(?=[auo])", "si"), ("t?ch|sh", "s"), ("ou|oo", "o"), ("uu", "u"), ("y", "i"),
        ("w", "u"), ("m(?=[bp])", "n"), ("f", "h"), ("j", "s"),
    )
)  # fmt: skip
