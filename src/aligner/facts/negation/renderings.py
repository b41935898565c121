"""Right translations that do not look like one: a Korean negation that English says with a plain word.

출전하지 못했다 is "sat out", 규정을 지키지 않은 "breaking the rules", 문을 열지 않은 "closed". Each row of
``renderings.tsv`` pairs what the Korean negates with the words that say the same without a "not"; a negation that has
such a word in its English is answered.
"""

from __future__ import annotations

import re
from functools import lru_cache

from aligner.facts.tables import table

__all__ = ["answered_by_word"]

_WORDS = 3
"""Words up to the end of a negation in which its object and verb stand: 문을 열지 않은."""
_REACH = 30
"""Characters in which an adverb of time stands: 아직 피해 규모는 집계되지 않았다."""


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """The rows of ``renderings.tsv``: what Korean negates, English words that say it."""
    return tuple((re.compile(ko), re.compile(rf"\b(?:{en})\b", re.IGNORECASE)) for ko, en in table("renderings"))


_STILL = re.compile(r"아직|여전히")
_PENDING = re.compile(
    r"\b(?:being|under ?way|pending|ongoing|continu\w+|remain\w*|still|await\w*|wait\w*|yet to|to be|"
    r"under (?:investigation|review|study)|investigat\w+|assess\w*|in the process)\b",
    re.IGNORECASE,
)
_GRADED = re.compile(
    r"(?:크|높|많|길|넓|멀|깊|강하|세|밝|가볍|무겁|낮|짧|좁|가깝|편치|편하|순탄치|순탄하|평탄치|간단치|간단하|단순하|"
    r"뚜렷하|뚜렷치|원활하|원활치|익숙하|익숙지|자유롭|활발하|활발치|여의치|넉넉하|넉넉지|탐탁지|만족스럽|오래|비싸|"
    r"빠르|늦|어렵|힘들|심하|심각하|대단하|녹록하|수월하|수월치|온전하|온전치|건강하|안정적이지|충분하|충분치|깨끗하)"
    r"(?:지)?(?:는|도|만은)?\s?(?:않|못)"
)
_SMALL = re.compile(
    r"\b(?:limited?|modest\w*|small\w*|slight\w*|minor|marginal\w*|mild\w*|narrow\w*|low\w*|moderate\w*|short\w*|close|near\w*|"
    r"shallow|weak\w*|light\w*|dim\w*|serious\w*|heavy|heavi\w+|complex\w*|complicat\w+|tough\w*|rough|rocky|bumpy|thorny|"
    r"challeng\w+|vague\w*|blur\w*|ambigu\w+|sluggish\w*|slow\w*|poor\w*|bad\w*|tight\w*|cheap\w*|early|eas\w+|simpl\w*|"
    r"high\w*|large\w*|long|thin\w*|ill|sick\w*|frail|fragile|muted|tame\w*|manageable|contained|minimal\w*|negligible|"
    r"quick\w*|fast|soon|slim|scant\w*|strain\w*|volatil\w+|murky|cloud\w*|affordab\w+|restrict\w*|constrain\w*)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\bden(?:y|ied|ies|ying|ial)\b", re.IGNORECASE)
_TELLING = re.compile(
    r"\b(?:malfunction\w*|violat\w+|flout\w*|evad\w+|evasion|boycott\w*|deadlock\w*|impasse|stalemate|"
    r"unaccounted|anonymity|in vain|void of|devoid|bereft|reluctan\w+|vacuum|forgo\w*|forwent|averse|immun\w+|intact|"
    r"deaf ear|strangers?|(?:fell|fall|falls|fallen) through|glued|left behind|stay\w* (?:silent|put))\b",
    re.IGNORECASE,
)
"""Words that say "not" of nearly anything."""


def answered_by_word(korean: str, span: tuple[int, int], english: str) -> bool:
    """Whether the English says a Korean negation with a plain word.

    Parameters
    ----------
    korean
        The sentence.
    span
        Half-open range of the negation in it.
    english
        The English side of the bead.

    Examples
    --------
    >>> answered_by_word("문을 열지 않은 가게가 많았다.", (3, 8), "Many shops were closed.")
    True
    >>> answered_by_word("문을 열지 않은 가게가 많았다.", (3, 8), "Many shops were open.")
    False
    """
    said = " ".join(korean[: span[1]].split()[-_WORDS:])
    if _STILL.search(korean, max(0, span[1] - _REACH), span[1]) and _PENDING.search(english) is not None:
        return True
    if "부인" in korean[span[1] :] and _DENIED.search(english) is not None:
        return True  # "받은 적이 없다"고 부인했다: "denied ever receiving"
    if _TELLING.search(english) is not None:
        return True
    if _GRADED.search(said) is not None and _SMALL.search(english) is not None:
        return True
    return any(negated.search(said) is not None and word.search(english) is not None for negated, word in _rows())
