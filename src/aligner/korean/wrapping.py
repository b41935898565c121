"""Korean words that a line end cut in two: text in columns is broken between any two syllables."""

from __future__ import annotations

import re

__all__ = ["begins_within_a_word", "rejoined", "word_set"]

_PARTICLE = re.compile(
    r"(?:는|은|을|를|의|에|와|며|까지|부터|에서|에게|으로|였다|었다|았다|는다|는데|는지|겠다|었던|았던|었고|았고|이다|습니다|니다|라고|다고|다며|지만|면서|들[이은을의])(?=[\s.,”’\"')]|\Z)"
    r"|[다요](?=[.”\"])"
)
_VERB = re.compile(r"(?:했|됐|한|된|하|되|해|돼|시켰|당했)(?:다|고|며|는|기|지|서|던|면|여)?(?=[\s.,]|\Z)")
_FROM = re.compile(r"서(?=\s(?!있|섰|서\s))")
_HANGUL = re.compile("[가-힣]")
_AFTER_PARTICLE = re.compile(r"(?:[을를이가은는도에게고로와과만지히써서]|하여|위해|통해)\Z")
_BREAK = re.compile(r"([가-힣]+)[ \t]*(?:\r\n|\n|\r)[ \t]*([가-힣]+)")
_WORD = re.compile(r"[가-힣]+")


def begins_within_a_word(text: str, following: str) -> bool:
    """Tell whether a line begins with what only stands at the end of a word, below a line that ends in Hangul.

    Examples
    --------
    >>> begins_within_a_word("이 집", "은 닷새마다 문을 연다."), begins_within_a_word("표를", "다 팔았다.")
    (True, False)
    """
    if not _HANGUL.match(text[-1:]):
        return False
    if text.endswith("에") and _FROM.match(following):
        return True
    return bool(_PARTICLE.match(following)) or bool(_VERB.match(following) and not _AFTER_PARTICLE.search(text))


def word_set(text: str) -> frozenset[str]:
    """Return the Korean words of a text, those at line ends left out: either may be half a word."""
    found: set[str] = set()
    for line in text.splitlines():
        found.update(_WORD.findall(line.strip())[1:-1])
    return frozenset(found)


def rejoined(text: str, words: frozenset[str] = frozenset()) -> str:
    """Return `text` with words that a line end cut in two put together again.

    Parameters
    ----------
    text
        A sentence with the line ends it has in its file.
    words
        The words of the whole text: what stands there in one piece is one word here too.

    Examples
    --------
    >>> rejoined("값은 그대로라고 했\\n다. 춘천에서 왔다\\n는 손님도")
    '값은 그대로라고 했다. 춘천에서 왔다는 손님도'
    >>> rejoined("내년 예산\\n안을 냈다", frozenset({"예산안을"}))
    '내년 예산안을 냈다'
    """

    def mended(match: re.Match[str]) -> str:
        left, right = match.groups()
        whole = left + right in words and right not in words
        if whole or begins_within_a_word(left, text[match.start(2) : match.start(2) + 12]):
            return left + right
        return match.group()

    # A word that is joined may be cut again at the next line end.
    for _ in range(2):
        text = _BREAK.sub(mended, text)
    return text
