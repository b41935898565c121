"""Evidence keys: language-neutral names of facts, equal on both sides when the fact is shared.

They are meant for aligners and miners, which weigh them by rarity: a key says "these two texts may state the same
fact", never that a translation is right (that is `aligner.facts.compare`).
"""

from __future__ import annotations

import re
from typing import Literal

from aligner.facts.model import Fact, Moment
from aligner.facts.reading.extract import quantities
from aligner.facts.reading.units import base, dimension
from aligner.korean.particles import strip_particle
from aligner.korean.romanise import SURNAMES, english_skeleton, korean_skeleton

__all__ = ["evidence_keys"]

_HANGUL = re.compile(r"[가-힣]{2,}")
_KO_LATIN = re.compile(r"[A-Za-z][A-Za-z&]*(?:[-·]?[A-Za-z0-9]+)*")
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


def evidence_keys(text: str, lang: Literal["ko", "en"]) -> frozenset[str]:
    """Return the evidence keys of a text.

    Parameters
    ----------
    text
        One sentence or a whole story.
    lang
        ``"ko"`` or ``"en"``.

    Returns
    -------
    frozenset of str
        ``num:VALUE`` (numbers by value, in base units: km and miles meet after rounding to two digits), ``dom:24``,
        ``mon:11``, ``day:11-24``, ``year:2025``, ``wd:2``, ``clock:430`` (minute of the day), ``latin:nato`` and
        ``name:KMSK`` (consonant skeletons of at least three classes).
    """
    keys: set[str] = set()
    for fact in quantities(text, lang):
        _fact_keys(fact, keys)
    if lang == "ko":
        _korean_names(text, keys)
    else:
        _english_names(text, keys)
    return frozenset(keys)


def _fact_keys(fact: Fact, keys: set[str]) -> None:
    value = fact.value
    if isinstance(value, Moment):
        if value.year:
            keys.add(f"year:{value.year}")
        if value.month:
            keys.add(f"mon:{value.month}")
        if value.day:
            keys.add(f"dom:{value.day}")
            if value.month:
                keys.add(f"day:{value.month:02d}-{value.day:02d}")
        if value.weekday is not None:
            keys.add(f"wd:{value.weekday}")
        if value.quarter:
            keys.add(f"quarter:{value.quarter}")
        if value.minute is not None:
            keys.add(f"clock:{(value.minute - (540 if value.zone is None else value.zone)) % 720}")
        return
    if fact.bound == "vague":
        keys.add(f"about:{value:g}")
        return
    if fact.soft and value == 1:
        return
    dim = dimension(fact.unit)
    if dim in ("length", "area", "mass", "speed", "volume", "duration"):
        keys.add(f"{dim}:{base(value, fact.unit):.2g}")
    keys.add(f"num:{value:.6g}")
    if fact.high is not None:
        keys.add(f"num:{fact.high:.6g}")


def _korean_names(text: str, keys: set[str]) -> None:
    for match in _KO_LATIN.finditer(text):
        if len(match[0]) > 1:
            keys.add("latin:" + match[0].lower())
    for word in _HANGUL.findall(text):
        stem = strip_particle(word)
        if len(stem) > 6:
            continue
        skeleton = korean_skeleton(stem)
        if len(skeleton) >= 4 or (len(stem) == 3 and len(skeleton) == 3 and stem[0] in SURNAMES):
            keys.add("name:" + skeleton)


def _english_names(text: str, keys: set[str]) -> None:
    for match in _EN_PERSON.finditer(text):
        if match[1].lower() in _SURNAME_SPELLINGS:
            skeleton = english_skeleton(match[1]) + english_skeleton(re.sub("[- ]", "", match[2]))
            skeleton = re.sub(r"(.)\1+", r"\1", skeleton)
            if len(skeleton) >= 3:
                keys.add("name:" + skeleton)
    for match in _EN_NAME.finditer(text):
        word = match[0].removesuffix("'s").removesuffix("’s")
        low = word.lower()
        if len(low) < 2 or low in _STOP:
            continue
        keys.add("latin:" + low)
        if not word.isupper():
            skeleton = english_skeleton(word)
            if len(skeleton) >= 4:
                keys.add("name:" + skeleton)
