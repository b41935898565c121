"""News weight: how much it matters that a sentence is left out.

An inverted pyramid says most of it: headline and lead carry the story, then figures, attribution and quotations, and
background comes last. The weights are plain constants; the order they give is what the tests pin.
"""

from __future__ import annotations

import re

from aligner.types import Lang

__all__ = ["fact_weight", "news_weight"]

_HEADLINE, _LEAD, _BODY_TOP, _BODY_END = 1.0, 0.9, 0.55, 0.35
_FIGURE, _ATTRIBUTION, _QUOTATION, _BACKGROUND = 0.15, 0.10, 0.12, -0.20

_DIGIT = re.compile(
    r"\d|(?<![가-힣])(?:[일이삼사오육칠팔구십백천]+[만억조]|수[십백천만]|두|세|네|다섯|여섯)\s?(?=[가-힣])"
)
_EN_DIGIT = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen|hundreds?|thousands?|[mb]illion|trillion|half|third)\b",
    re.IGNORECASE,
)
_KO_SAYING = re.compile(
    r"(?:말했|밝혔|전했|덧붙였|설명했|강조했|주장했|지적했|비판했|발표했|답했|반박했|촉구했|언급했|보도했)"
    r"|에 따르면|관계자"
)
_EN_SAYING = re.compile(
    r"\b(?:said|says|told|added|announced|according to|reported|stressed|claimed|noted|explained|urged|quoted)\b",
    re.IGNORECASE,
)
_QUOTE = re.compile('["“”«»「」『』]')
# Sentences that fill in: what went before, what is known anyway, what comes next on the calendar.
_KO_BACKGROUND = re.compile(
    r"^(?:한편|앞서|그동안|지금까지|참고로|이에 앞서)\b"
    r"|(?:으?로 알려졌다|에 위치(?:한다|해 있다)|(?:으?로|라고) 불린다|예정이다)\.?$"
)
_EN_BACKGROUND = re.compile(
    r"^(?:meanwhile|earlier|previously|separately)\b|\b(?:is (?:also )?known as|is located|is scheduled to|is slated to"
    r"|refers? to|was founded|has long)\b",
    re.IGNORECASE,
)


def news_weight(text: str, lang: Lang, position: int, count: int, *, headline: bool = False) -> float:
    """Return the news weight of a sentence in [0, 1].

    Parameters
    ----------
    text
        The sentence.
    position, count
        Its 0-based place among the `count` body sentences of its story.
    headline
        Whether it is the headline; `position` is then not looked at.
    """
    if headline:
        return _HEADLINE
    if position == 0:
        return _LEAD
    fall = position / max(count - 1, 1)
    weight = _BODY_TOP + (_BODY_END - _BODY_TOP) * fall
    ko = lang == "ko"
    if (_DIGIT if ko else _EN_DIGIT).search(text):
        weight += _FIGURE
    if (_KO_SAYING if ko else _EN_SAYING).search(text):
        weight += _ATTRIBUTION
    if _QUOTE.search(text):
        weight += _QUOTATION
    if (_KO_BACKGROUND if ko else _EN_BACKGROUND).search(text.strip()):
        weight += _BACKGROUND
    return min(max(weight, 0.05), 0.89)


def fact_weight(kind: str, sentence_weight: float) -> float:
    """Return the weight of a fact: figures, dates and names stand above the sentence that holds them."""
    lift = {"negation": 0.3, "number": 0.25, "date": 0.2, "time": 0.2, "money": 0.25, "name": 0.2}.get(kind, 0.15)
    return min(1.0, sentence_weight + lift)
