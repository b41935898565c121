"""Evidence keys: language-neutral names of facts, equal on both sides when the fact is shared.

They are meant for aligners and miners, which weigh them by rarity: a key says "these two texts may state the same
fact", never that a translation is right (that is `aligner.facts.compare`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from typing import Literal

from aligner.facts.model import Fact, Moment
from aligner.facts.reading.extract import quantities
from aligner.facts.reading.units import MONEY, PHYSICAL, base, dimension
from aligner.korean.particles import strip_particle
from aligner.korean.romanise import SURNAMES, english_skeleton, korean_skeleton

__all__ = ["evidence_keys", "placed_keys", "rounded_keys"]

_HANGUL = re.compile(r"[가-힣]{2,}")
_KO_LATIN = re.compile(r"[A-Za-z][A-Za-z&]*(?:-[A-Za-z0-9]+|(?<=[A-Za-z0-9&-])[0-9][A-Za-z0-9]*)*")
_EN_NAME = re.compile(r"\b[A-Z][A-Za-z’'&]*(?:-[A-Za-z0-9]+)*")
_EN_PERSON = re.compile(r"\b([A-Z][a-z]{1,6}) ([A-Z][a-z]{1,6}(?:[- ]?[A-Za-z][a-z]{1,6})?)\b")
_STOP = frozenset(
    (
        "the a an in on at of to for and but or it its he she they we i his her their this that these those there "
        "when while after before as if by with from also however meanwhile according who what where why how not no "
        "yes monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
        "august september october november december mr mrs ms dr"
    ).split()
)
_SURNAME_SPELLINGS = frozenset(s for spellings in SURNAMES.values() for s in spellings)


def evidence_keys(text: str, lang: Literal["ko", "en"], *, facts: Iterable[Fact] | None = None) -> frozenset[str]:
    """Return the evidence keys of a text.

    Parameters
    ----------
    text
        One sentence or a whole story.
    lang
        ``"ko"`` or ``"en"``.
    facts
        The facts of `text` where they are read already (any story date), so that it is not parsed again.

    Returns
    -------
    frozenset of str
        ``num:VALUE`` (numbers by value, in base units: km and miles meet after rounding to two digits), ``dom:24``,
        ``mon:11``, ``day:11-24``, ``year:2025``, ``wd:2``, ``clock:430`` (minute of the day), ``latin:nato`` and
        ``name:KMSK`` (consonant skeletons of at least three classes).
    """
    return frozenset(key for _, _, key in placed_keys(text, lang, facts))


def placed_keys(
    text: str, lang: Literal["ko", "en"], facts: Iterable[Fact] | None = None
) -> Iterator[tuple[int, int, str]]:
    """Yield `evidence_keys` with the half-open character range that each comes from."""
    for fact in quantities(text, lang) if facts is None else facts:
        for key in _fact_keys(fact):
            yield fact.start, fact.end, key
    for match, key in _korean_names(text) if lang == "ko" else _english_names(text):
        yield match.start(), match.end(), key


def _fact_keys(fact: Fact) -> Iterator[str]:
    value = fact.value if fact.written is None else fact.written
    if isinstance(value, Moment):
        if value.year:
            yield f"year:{value.year}"
        if value.month:
            yield f"mon:{value.month}"
        if value.day:
            yield f"dom:{value.day}"
            if value.month:
                yield f"day:{value.month:02d}-{value.day:02d}"
        if value.weekday is not None:
            yield f"wd:{value.weekday}"
        if value.quarter:
            yield f"quarter:{value.quarter}"
        if value.minute is not None:
            yield f"clock:{(value.minute - (540 if value.zone is None else value.zone)) % 720}"
        return
    if fact.bound == "vague":
        yield f"about:{value:g}"
        return
    if fact.soft and value == 1:
        return
    dim = dimension(fact.unit)
    if dim in ("length", "area", "mass", "speed", "volume", "duration"):
        yield f"{dim}:{base(value, fact.unit):.2g}"
    yield f"num:{value:.6g}"
    if fact.high is not None:
        yield f"num:{fact.high:.6g}"


def rounded_keys(text: str, lang: Literal["ko", "en"], *, facts: Iterable[Fact] | None = None) -> frozenset[str]:
    """Return keys of the figures of a text by meaning and after rounding: a second, looser vote beside `evidence_keys`.

    Desks round (22조7648억원: 22.8 trillion won), convert (28.3 ℃: 83 F) and reword (후반 12분: the 57th minute). Each
    figure gives its two leading digits twice, once rounded and once cut, so that a rounded and a cut version of one
    figure always share a key, however near the border of a bucket it lies. Most shared rounded keys of unrelated
    sentences are chance: weigh them by rarity, below the exact ones.

    Parameters
    ----------
    text
        One sentence or a whole story.
    lang
        ``"ko"`` or ``"en"``.
    facts
        The facts of `text` where they are read already (any story date), so that it is not parsed again.

    Returns
    -------
    frozenset of str
        ``~krw:2.3e+13`` (rounded) and ``_krw:2.2e+13`` (cut), the name before the colon being a currency, a physical
        dimension (in its base unit), ``pct`` (percent, points, basis points, fractions) or empty (figures from 100 on,
        whatever they count); ``age:34``, ``aged:30`` (in one's thirties) and ``match:57`` (minute of a match).
    """
    keys: set[str] = set()
    for fact in quantities(text, lang) if facts is None else facts:
        if fact.kind == "number" and fact.bound != "vague":
            keys.update(_meaning(fact))
    return frozenset(keys)


_NTH = re.compile(r"\d(?:st|nd|rd|th)\b")


def _meaning(fact: Fact) -> Iterator[str]:
    dim = dimension(fact.unit)
    if fact.unit == "age":
        if fact.high is None:
            yield f"age:{fact.value:g}"
        yield f"aged:{fact.value // 10 * 10:g}"
        return
    if fact.unit == "minute" and (fact.alternatives or _NTH.search(fact.text)):
        yield from (f"match:{minute:g}" for minute in fact.alternatives or (fact.value,))
    if dim in ("ordinal", "model", "article"):
        return
    for value in (fact.value,) if fact.high is None else (fact.value, fact.high):
        if dim in MONEY or dim in PHYSICAL:
            yield from _leading(dim, base(value, fact.unit))
        elif dim in ("percent", "point", "fraction"):
            yield from _leading("pct", base(value, fact.unit) * (100 if dim == "fraction" else 1))
        if abs(value) >= 100:
            yield from _leading("", base(value, fact.unit) if dim in MONEY else value)


def _leading(name: str, value: float) -> Iterator[str]:
    """The two leading digits, rounded and cut."""
    size = abs(value)
    if not 1e-12 < size < 1e300:
        return
    place = 10.0 ** (math.floor(math.log10(size)) - 1)
    digits = size / place + 1e-13  # so that 0.29 / 0.01 is 29
    yield f"~{name}:{math.floor(digits + 0.5) * place:.1e}"
    yield f"_{name}:{math.floor(digits) * place:.1e}"


def _korean_names(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for match in _KO_LATIN.finditer(text):
        if len(match[0]) > 1:
            yield match, "latin:" + match[0].lower()
    for match in _HANGUL.finditer(text):
        stem = strip_particle(match[0])
        if len(stem) > 6:
            continue
        skeleton = korean_skeleton(stem)
        if len(skeleton) >= 4 or (len(stem) == 3 and len(skeleton) == 3 and stem[0] in SURNAMES):
            yield match, "name:" + skeleton


def _english_names(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for match in _EN_PERSON.finditer(text):
        if match[1].lower() in _SURNAME_SPELLINGS:
            skeleton = english_skeleton(match[1]) + english_skeleton(re.sub("[- ]", "", match[2]))
            skeleton = re.sub(r"(.)\1+", r"\1", skeleton)
            if len(skeleton) >= 3:
                yield match, "name:" + skeleton
    for match in _EN_NAME.finditer(text):
        word = match[0].removesuffix("'s").removesuffix("’s")
        low = word.lower()
        if len(low) < 2 or low in _STOP:
            continue
        yield match, "latin:" + low
        if not word.isupper():
            skeleton = english_skeleton(word)
            if len(skeleton) >= 4:
                yield match, "name:" + skeleton
