"""Korean particles: taking them off a word, and choosing the right form for a message."""

from __future__ import annotations

__all__ = ["attach", "has_final", "strip_particle"]

_PARTICLES = (
    "으로부터", "에게서", "이라고", "으로써", "으로서", "에서는", "에서도", "이라는", "이라며", "에게는", "까지도",
    "로부터", "라고", "라는", "라며", "이다", "이며", "이고", "에서", "에게", "한테", "께서", "부터", "까지", "처럼",
    "보다", "마다", "으로", "이나", "이란", "이라", "와의", "과의", "에는", "에도", "로서", "로써", "로의", "만이",
    "만을", "측이", "측은", "씨는", "씨가", "씨의", "씨와", "은", "는", "이", "가", "을", "를", "의", "에", "도",
    "와", "과", "로", "만", "나", "란", "께", "측", "씨",
)  # fmt: skip
_ENDS: frozenset[str] = frozenset(_PARTICLES)


def strip_particle(word: str, *, least: int = 2) -> str:
    """Return `word` without its particle (``"트럼프가"`` → 트럼프), leaving at least `least` syllables."""
    for size in range(min(4, len(word) - least), 0, -1):
        if word[-size:] in _ENDS:
            return word[:-size]
    return word


def has_final(text: str) -> bool:
    """Whether the last syllable, read aloud, ends in a consonant; digits and Latin letters by their Korean names."""
    last = text.rstrip(" \"'”’)]")[-1:]
    if "가" <= last <= "힣":
        return (ord(last) - 0xAC00) % 28 != 0
    if last.isdigit():
        return last in "013678"
    if last.isupper():  # R is 알, but a word like semiconductor ends in an open 터
        return last in "LMNR"
    # people, line and name end in a consonant when they are read: 피플, 라인, 네임
    return last in "lmn" or text.rstrip(" \"'”’)]").endswith(("ng", "le", "ne", "me"))


_PAIRS = {
    "은": ("은", "는"),
    "이": ("이", "가"),
    "을": ("을", "를"),
    "과": ("과", "와"),
    "으로": ("으로", "로"),
    "이라": ("이라", "라"),
}


def attach(text: str, particle: str) -> str:
    """Append the particle in the form the word takes: 24일 + 은 → ``24일은``, 회의 + 은 → ``회의는``.

    Raises
    ------
    KeyError
        If `particle` is not one of 은, 이, 을, 과, 으로, 이라.
    """
    closed, opened = _PAIRS[particle]
    final = has_final(text)
    if particle == "으로" and final:
        word = text.rstrip(" \"'”’)]")
        last = word[-1:]
        if ("가" <= last <= "힣" and (ord(last) - 0xAC00) % 28 == 8) or last in "178lLR" or word.endswith("le"):
            final = False
    return text + (closed if final else opened)
