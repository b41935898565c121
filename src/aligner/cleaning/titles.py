"""Which of a page's first lines is its headline: candidates weighed by a fitted model.

No sign is sure: outlets, sections, kickers, decks, summaries and menus stand around a headline in every order. So each
candidate has a score, a weighted sum of `title_signs`, and the best one is the headline unless "none of them" is
likelier. The weights come from ``benchmarks/headlines.py --fit``.
"""

# ruff: noqa: E501 - the rules are long regular expressions.
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aligner.cleaning.endings import like_a_title, reads_as_sentence, stopped
from aligner.cleaning.headline import is_label, units
from aligner.cleaning.lines import TextLine
from aligner.cleaning.words import CONTROL_WORDS, SECTION_WORDS
from aligner.korean.normalise import fold
from aligner.types import Lang

__all__ = ["TitleContext", "choose_title", "title_signs"]

_WEIGHTS: dict[str, float] = {
    "address": -0.18, "after_good": -0.77, "any": -0.01, "asked": -0.07, "below_plain": -0.64, "below_told": -0.21,
    "capitals": -0.02, "day": 0.29, "deck": -1.2, "dotted": 0.51, "few": -2.02, "field": -0.39, "figures": -0.85,
    "first": -0.59, "first_good": 0.86, "gap": -0.57, "gap_below": -0.13, "kicker": 0.17, "known": 0.07, "label":
    -0.12, "last": 0.36, "like_a_title": 0.08, "limit": -0.52, "long": -0.1, "marked_above": -0.01, "marked_below":
    -0.1, "menu": -0.48, "opener": -0.58, "parted": -1.24, "polite": -0.03, "quoting": 1.07, "repeated": 0.12,
    "sentences": -0.69, "short": -0.54, "shown": -0.35, "signed_1": 1.09, "signed_2": 1.02, "stopped": -1.34,
    "taken": 1.94, "taken_best": 2.11, "told": 1.35, "untold_last": 0.64,
}  # fmt: skip
_UNTOLD = 0.12
_NONE = 0.0
"""Score of a page without a headline."""
_LEAST = {"ko": 12, "en": 24}
_MOST = {"ko": 45, "en": 100}
_OPENER = re.compile(
    r"[-–—•·*■□▲▶◆※>]\s?\S|\d{1,2}[.)]\s|[\[(<【].{1,60}[\])>】]\Z|(?:watch|listen|read|photos?|video|related|see also|words to know|tl;?dr)\b",
    re.I,
)
_KICKER = re.compile(r"[\[(<【〈][^\])>】〉]{1,16}[\])>】〉]\s?\S")
_PARTED = re.compile(r"\s[|/·>›•]\s")
_PARTS = re.compile(r"\s*[|/·>›•▶,]\s*|\s{2,}|\t")
_FIELD = re.compile(r"\W{0,2}(?!(?:제목|subject)\b)\S{1,14}(?:\s\S{1,8})?\s?[:：]\s", re.I)
_SHOWN = re.compile(
    r"[고아어여와려져]\s?있다\W*\Z|(?:모습|전경|장면)\W*\Z|\([^()]*(?:[Pp]hoto|[Cc]ourtesy|제공|사진)[^()]*\)\Z"
)
_POLITE = re.compile(r"(?:니다|세요|해요|어요|아요|예요|에요|시오)[.!]?\Z")
_STOP = re.compile(r"[a-z가-힣)\d][.](?:\s|\Z)")
_ADDRESS = re.compile(r"[@©ⓒ]|www\.|https?://|\bcopyright\b|저작권|발행인|편집인", re.I)
_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}:\d{2}")


@dataclass(frozen=True, slots=True)
class TitleContext:
    """What the page tells about its first lines.

    Attributes
    ----------
    lines
        All lines.
    candidates
        Numbers of the lines that may be the headline, ascending.
    signed
        Whether a line is a byline or a day of filing.
    marked
        Whether its own words make a line furniture, caption or byline.
    body
        The running text below the candidates.
    limit
        Number of the line at which the running text surely begins.
    lang
        The language of the story.
    """

    lines: Sequence[TextLine]
    candidates: Sequence[int]
    signed: Sequence[bool]
    marked: Sequence[bool]
    body: str
    limit: int
    lang: Lang


def choose_title(context: TitleContext) -> int | None:
    """Return the number of the line that is the headline, or None if none is."""
    best, least = None, _NONE
    for i, signs in title_signs(context).items():
        score = sum(_WEIGHTS.get(name, 0.0) * value for name, value in signs.items())
        if score > least:
            best, least = i, score
    return best


def title_signs(context: TitleContext) -> dict[int, dict[str, float]]:
    """Return for each candidate what speaks for or against it, each sign in about [0, 1]."""
    lines, lang = context.lines, context.lang
    keys = [fold(line.text) for line in lines]
    addresses = [key for key, line in zip(keys, lines, strict=True) if _ADDRESS.search(line.text)]
    seen = units(context.body)
    shares = {i: _share(units(lines[i].text), seen) * _size(keys[i], lang) for i in context.candidates}
    best = max(shares.values(), default=0.0)
    found: dict[int, dict[str, float]] = {}
    good, plain = 0, -2
    for i in context.candidates:
        text, key = lines[i].text, keys[i]
        words = text.split()
        short = max(0.0, 1 - len(key) / _LEAST[lang])
        known = sum(word in SECTION_WORDS or word in CONTROL_WORDS for word in re.split(r"[\s|/·>›•,]+", text.lower()))
        opener = bool(_OPENER.match(text))
        label = is_label(text)
        menu = _is_menu(lines[i])
        below = range(i + 1, min(i + 5, len(lines)))
        near = next((n for n, j in enumerate(below) if context.signed[j]), 4)
        signs = {
            "any": 1.0,
            "taken": shares[i],
            "taken_best": shares[i] / best if best else 0.0,
            "short": short,
            "few": float(len(words) < (3 if lang == "ko" else 4)),
            "long": min(1.0, max(0.0, len(text) / _MOST[lang] - 1)),
            "label": float(label),
            "known": known / max(1, len(words)),
            "opener": float(opener),
            "kicker": float(bool(_KICKER.match(text))),
            "menu": float(menu),
            "parted": float(bool(_PARTED.search(text))),
            "field": float(bool(_FIELD.match(text))),
            "figures": sum(char.isdigit() for char in text) / max(1, len(key)),
            "capitals": float(len(words) > 1 and text.isupper()),
            "like_a_title": float(lang == "en" and like_a_title(text)),
            "stopped": float(text.endswith((".", "．", "。"))),
            "told": float(lang == "ko" and not stopped(text) and reads_as_sentence(text, lang)),
            "shown": float(bool(_SHOWN.search(text))),
            "polite": float(bool(_POLITE.search(text))),
            "sentences": float(len(_STOP.findall(text)) > 1),
            "asked": float(text.endswith(("?", "!"))),
            "quoting": float(bool(re.search(r"[\"“”‘’']", text))),
            "dotted": float("…" in text or "..." in text),
            "day": float(bool(_DAY.search(text))),
            "signed_1": float(near == 0),
            "signed_2": float(near in (1, 2)),
            "marked_above": float(i > 0 and context.marked[i - 1]),
            "marked_below": float(i + 1 < len(lines) and context.marked[i + 1]),
            "first": float(i == 0),
            "first_good": float(good == 0 and short < 0.4 and not label and not opener and not menu),
            "after_good": min(good, 3) / 3,
            "last": float(i == context.limit - 1),
            "untold_last": float(best < _UNTOLD and i == context.candidates[-1]),
            "limit": float(i >= context.limit),
            "repeated": float(len(key) >= 6 and sum(key in other for other in keys) > 1),
            "address": float(len(key) >= 3 and any(key in other for other in addresses)),
            "gap": float(lines[i].gap and i > 0),
            "gap_below": float(i + 1 < len(lines) and lines[i + 1].gap),
            "below_told": min(2, sum(_told(lines[j].text, lang) for j in context.candidates if j < i)) / 2,
            "below_plain": float(plain == i - 1),
            "deck": float(i > 0 and (i - 1) in shares and shares[i - 1] >= 0.5 * shares[i] and not is_label(lines[i - 1].text) and len(keys[i - 1]) >= 8),
        }  # fmt: skip
        found[i] = signs
        if not (label or menu or opener or signs["field"] or signs["known"] > 0.5 or len(key) < 5):
            plain = i
        good += short < 0.4 and not label and not opener and not menu and shares[i] > 0.15
    return found


def _told(text: str, lang: Lang) -> bool:
    return len(text) > _LEAST[lang] and text.endswith((".", "．", "。"))


def _is_menu(line: TextLine) -> bool:
    """Tell whether a line is a row of names: three parts or more of a word or two, or nothing but single words."""
    parts = [part for part in _PARTS.split(line.source[line.start : line.end].strip()) if part]
    return len(parts) >= 3 and sum(len(part.split()) for part in parts) <= 2 * len(parts)


def _size(key: str, lang: Lang) -> float:
    return min(1.0, len(key) / _LEAST[lang])


def _share(words: set[str], seen: set[str]) -> float:
    return len(words & seen) / len(words) if words else 0.0
