"""How far an English spelling of a foreign name is from its Hangul, vowels and all.

Consonant skeletons (`aligner.korean.romanise`) say whether two names may be one. They are forgiving, since any word of
a story may be the name. Where the other half of a name says which Korean word it must be, more can be asked: how likely
the Hangul is for the letters, by what cities are called in Korean (``tables/sounds.tsv``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from math import inf

from aligner.facts.tables import table
from aligner.korean.romanise import decompose, english_skeleton

__all__ = [
    "begins_alike",
    "distance",
    "hangul_kana",
    "hangul_letters",
    "is_romaji",
    "latin_letters",
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


_FOLDED = str.maketrans({"ł": "l", "ø": "oe", "ß": "ss", "đ": "d", "ı": "i", "æ": "ae"})
_SILENT = "\u110b"
"""The initial ㅇ, which is not heard."""


@lru_cache(maxsize=1 << 13)
def latin_letters(word: str) -> str:
    """Return the letters of a word without case, accents and blanks."""
    return re.sub("[^a-z]", "", unicodedata.normalize("NFKD", word.lower().translate(_FOLDED)))


@lru_cache(maxsize=1 << 14)
def hangul_letters(hangul: str) -> str:
    """Return the letters of Hangul, initial and final ones apart (Unicode conjoining jamo)."""
    return unicodedata.normalize("NFD", hangul).replace(_SILENT, "")


_SCALE = 4.0
"""Cost a letter, of both sides, that is a distance of 1: a right name in ten lies beyond .16, in twenty beyond .22."""
_STRANGE = 9.0
"""What a letter costs that stands for nothing on the other side."""
Choices = dict[str, list[tuple[int, str, int, float]]]
"""By the first Hangul letter: how many Latin letters stand for which Hangul ones, how many those are, and the cost."""


@cache
def _table() -> dict[str, tuple[tuple[str, float], ...]]:
    """Latin letters → the Hangul letters that they become, with the cost of each."""
    found = {}
    for latin, forms in table("sounds"):
        pairs = (form.split(" ") for form in forms.split("|"))
        found[latin.replace("-", "")] = tuple((hangul.replace("-", ""), float(cost)) for hangul, cost in pairs)
    return found


@lru_cache(maxsize=1 << 13)
def _choices(word: str) -> tuple[Choices, ...]:
    """What each place of a word may go on with."""
    letters, known = latin_letters(word), _table()
    out: list[Choices] = []
    for at in range(len(letters)):
        here: Choices = {"": [(1, "", 0, _STRANGE)]}
        for size in range(1, min(4, len(letters) - at) + 1):
            for hangul, cost in known.get(letters[at : at + size], ()):
                here.setdefault(hangul[:1], []).append((size, hangul, len(hangul), cost))
        out.append(here)
    return tuple(out)


@cache
def _inserted() -> dict[str, float]:
    return dict(_table().get("", ()))


def _cost(word: str, hangul: str, most: float) -> float:
    """The cost of the best way to read a word as Hangul letters; infinite where it is above `most`."""
    choices, inserted, last = _choices(word), _inserted(), len(hangul)
    states: list[dict[int, float]] = [{} for _ in range(len(choices) + 1)]
    states[0][0] = 0.0
    for at, here in enumerate(states):
        for place in range(last):  # a letter that nothing stands for
            if place in here:
                cost = here[place] + inserted.get(hangul[place], _STRANGE)
                if cost <= most and cost < here.get(place + 1, inf):
                    here[place + 1] = cost
        if at == len(choices):
            break
        options = choices[at]
        for place, so_far in here.items():
            room = most - so_far
            for first in ("", hangul[place]) if place < last else ("",):
                for size, letters, length, more in options.get(first, ()):
                    if more <= room and (length < 2 or hangul.startswith(letters, place)):
                        there, end = states[at + size], place + length
                        if so_far + more < there.get(end, inf):
                            there[end] = so_far + more
    return states[-1].get(last, inf)


def _unit(word: str, letters: str) -> float:
    """The cost that is a distance of 1."""
    return _SCALE * max(1, len(latin_letters(word)) + len(letters))


@lru_cache(maxsize=1 << 14)
def distance(word: str, hangul: str) -> float:
    """Return how unlikely Hangul is for an English word: 0 it is how it is written, from about 0.4 on another name.

    Examples
    --------
    >>> distance("Alvarez", "알바레스") < 0.1 < 0.25 < distance("Alonso", "알바레스")
    True
    """
    letters = hangul_letters(hangul)
    return min(1.0, _cost(word, letters, inf) / _unit(word, letters))


@lru_cache(maxsize=1 << 16)
def sounds_within(word: str, hangul: str, most: float) -> bool:
    """Return whether `distance` is at most `most`, without working it out where it is far from it."""
    letters = hangul_letters(hangul)
    limit = most * _unit(word, letters)
    return _cost(word, letters, limit) <= limit


_VOWEL_LETTERS = frozenset(map(chr, range(0x1161, 0x1176)))
_LIKELY = 4.0
"""Cost up to which a letter may open a word."""


@lru_cache(maxsize=1 << 13)
def openings(word: str) -> frozenset[str]:
    """Return the rough sounds that an English word may begin with; see `begins_alike`."""
    options = _choices(word)[0] if latin_letters(word) else {}
    firsts = {first for first, forms in options.items() if first and any(cost <= _LIKELY for *_, cost in forms)}
    return frozenset("@" if first in _VOWEL_LETTERS else first for first in firsts)


@lru_cache(maxsize=1 << 14)
def opening(hangul: str) -> str:
    """Return the rough sound that a Hangul word begins with."""
    first = hangul_letters(hangul[:1])[:1]
    return "@" if first in _VOWEL_LETTERS else first


def begins_alike(word: str, hangul: str) -> bool:
    """Whether an English and a Hangul word begin with the same rough sound, any vowel being like any other."""
    return opening(hangul) in openings(word)


def sounds_like(word: str, hangul: str, most: float) -> bool:
    """Whether an English word is at most so far from a Hangul one, both beginning alike: see `distance`."""
    return begins_alike(word, hangul) and sounds_within(word, hangul, most)


_INITIALS = dict(zip("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "kkntt" + "lmppss" + " " + "ccc" + "ktph", strict=True))
_FINALS = {"ㄱ": "k", "ㄴ": "n", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅅ": "t", "ㅇ": "N", "ㅋ": "k", "ㅌ": "t", "ㅍ": "p"}
_VOWELS = {
    "ㅏ": "a", "ㅐ": "e", "ㅑ": "ia", "ㅒ": "ie", "ㅓ": "@", "ㅔ": "e", "ㅕ": "i@", "ㅖ": "ie", "ㅗ": "o", "ㅘ": "ua",
    "ㅙ": "ue", "ㅚ": "e", "ㅛ": "io", "ㅜ": "u", "ㅝ": "u@", "ㅞ": "ue", "ㅟ": "ui", "ㅠ": "iu", "ㅡ": "", "ㅢ": "ui",
    "ㅣ": "i",
}  # fmt: skip
_CLASSES = str.maketrans("gdbvfrzjC", "ktppplscc")


@lru_cache(maxsize=1 << 14)
def _hangul(word: str) -> str:
    return _single("".join(map(_syllable, word)))


@cache
def _syllable(syllable: str) -> str:
    initial, vowel, final = decompose(syllable)
    return _INITIALS[initial].strip() + _VOWELS[vowel] + _FINALS.get(final, "")


def _single(sounds: str) -> str:
    return re.sub(r"([a-zN@])\1+", r"\1", sounds)


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
