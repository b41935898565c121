"""Language-neutral evidence that two sentences speak of the same thing: numbers, dates, names, words.

The keys of a Korean and an English sentence are equal when the fact is shared, so overlap is a set intersection. These
are cheap keys (tens of thousands of sentences a second) meant as features, not as a check: a wrong reading costs a
little evidence, never an error.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from aligner.facts import evidence_keys, word_keys

__all__ = ["NAME", "NUMBER", "WORD", "all_keys", "evidence_matrices", "simple_keys"]

NUMBER, NAME, WORD = 0, 1, 2
"""Kinds of keys: numbers, dates and times; names and Latin tokens; words of the lexicon."""

_KINDS = {"latin": NAME, "name": NAME, "word": WORD}
_SCALES = {"십": 10, "백": 100, "천": 1_000, "만": 10**4, "억": 10**8, "조": 10**12}
_EN_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "mln": 10**6,
    "billion": 10**9,
    "bln": 10**9,
    "trillion": 10**12,
    "tln": 10**12,
}
_KO_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:[십백천만억조]+(?:\d[\d,]*(?:\.\d+)?|\s\d[\d,]*(?=[십백천만]))?)*")
_KO_PART = re.compile(r"(\d[\d,]*(?:\.\d+)?)?([십백천만억조]*)")
_EN_NUMBER = re.compile(
    r"\d[\d,]*(?:\.\d+)?(?:[\s-](hundred|thousand|million|billion|trillion|mln|bln|tln)\b)?", re.IGNORECASE
)
_EN_WORDS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
    if value > 1
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7}
_MONTHS = {name: i for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"(?:\.|t\.|uary|ruary|ch|il|e|y|ust|tember|ober|ember)?(?=[\s,.]|$)"
)
_KO_NATIVE = {"두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10}
_KO_COUNT = re.compile(
    r"(?<![가-힣])(두|세|네|다섯|여섯|일곱|여덟|아홉|열)\s?(?:명|개|번|차례|살|달|시간|곳|건|마리|대|편|배|해|가지|사람|골)"
)
_LATIN = re.compile(r"(?<![A-Za-z])[A-Za-z][A-Za-z&.-]*[A-Za-z](?![A-Za-z])|(?<![A-Za-z])[A-Z](?![A-Za-z'’])")


def _number(text: str) -> float:
    return float(text.replace(",", "")) if text else 1.0


def _korean_value(text: str) -> list[float]:
    """Value of ``673조3천억``-like digits with scale letters; several values when the letters do not nest."""
    total = section = 0.0
    for digits, letters in _KO_PART.findall(text.replace(" ", "")):
        if not digits and not letters:
            continue
        value = _number(digits)
        for letter in letters:
            scale = _SCALES[letter]
            if scale >= 10**4:
                total += (section + value) * scale if value or section else scale
                section, value = 0.0, 0.0
            else:
                value = (value or 1.0) * scale
        section += value
    return [total + section]


def all_keys(text: str, lang: Literal["ko", "en"]) -> frozenset[str]:
    """Return the keys of everything that can be compared: facts, names and words."""
    return evidence_keys(text, lang) | word_keys(text, lang)


def simple_keys(text: str, lang: str) -> frozenset[str]:
    """Return keys such as ``num:3.2e+08``, ``month:12`` and ``latin:NATO`` of one sentence.

    Parameters
    ----------
    text
        One sentence.
    lang
        ``"ko"`` or ``"en"``.
    """
    keys = set()
    if lang == "ko":
        for match in _KO_NUMBER.finditer(text):
            tail = text[match.end() : match.end() + 1]
            for value in _korean_value(match.group()):
                keys.add(f"month:{value:.6g}" if tail == "월" and value <= 12 else f"num:{value:.6g}")
        keys.update(f"num:{_KO_NATIVE[word]}" for word in _KO_COUNT.findall(text))
        keys.update(f"latin:{token.upper()}" for token in _LATIN.findall(text))
        return frozenset(keys)
    for match in _EN_NUMBER.finditer(text):
        scale = match.group(1)
        digits = match.group()[: -len(scale) - 1] if scale else match.group()
        keys.add(f"num:{_number(digits.rstrip(',')) * (_EN_SCALES[scale.lower()] if scale else 1):.6g}")
    keys.update(f"month:{_MONTHS[name.lower()]}" for name in _MONTH.findall(text))
    for token in _LATIN.findall(text):
        low = token.lower()
        spelled = _EN_WORDS.get(low) or _ORDINALS.get(low)
        if spelled:
            keys.add(f"num:{spelled}")
        keys.add(f"latin:{token.upper()}")
    return frozenset(keys)


def evidence_matrices(
    ko_keys: Sequence[frozenset[str]], en_keys: Sequence[frozenset[str]]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.int8]]:
    """Return incidence matrices over the keys that matter, their weights, and their kinds.

    Returns
    -------
    ko, en
        float64 0/1 (N, V) and (M, V). Latin tokens, names and words count only where both sides have them (an English
        text is all Latin tokens); numbers and dates count always, so that a number without counterpart shows.
    weights
        float64 (V,): inverse document frequency ``1 / max(ko count, en count, 1)``, so that a key found in one sentence
        of each side weighs 1 and one that is everywhere weighs little.
    kinds
        int8 (V,): `NUMBER`, `NAME` or `WORD`.
    """
    ko_all, en_all = frozenset().union(*ko_keys), frozenset().union(*en_keys)
    kept = sorted(
        (ko_all & en_all)
        | {k for k in ko_all | en_all if k.startswith(("num:", "day:", "dom:", "mon:", "month:", "year:", "clock:"))}
    )
    at = {key: v for v, key in enumerate(kept)}
    tables = []
    for keys in (ko_keys, en_keys):
        table = np.zeros((len(keys), len(kept)))
        for row, own in enumerate(keys):
            columns = [at[key] for key in own if key in at]
            table[row, columns] = 1.0
        tables.append(table)
    weights = 1.0 / np.maximum(np.maximum(tables[0].sum(0), tables[1].sum(0)), 1.0)
    kinds = np.array([_KINDS.get(key.partition(":")[0], NUMBER) for key in kept], dtype=np.int8)
    return tables[0], tables[1], weights, kinds
