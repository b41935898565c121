"""Language-neutral evidence that two sentences speak of the same thing: numbers, dates, names, words.

The keys of a Korean and an English sentence are equal when the fact is shared, so overlap is a set intersection. They
are meant as features, not as a check: a wrong reading costs a little evidence, never an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from aligner.facts import Side, evidence_keys, rounded_keys, specificity, word_keys
from aligner.facts.reading.extract import quantities

__all__ = [
    "NAME",
    "NUMBER",
    "ROUNDED",
    "WORD",
    "Keys",
    "all_keys",
    "evidence_matrices",
    "keys_on",
    "keys_read",
    "quick_keys",
]

Keys = Callable[[str, Literal["ko", "en"]], frozenset[str]]

NUMBER, NAME, WORD, ROUNDED = 0, 1, 2, 3
"""Kinds of keys: numbers, dates and times; names and Latin tokens; words of the lexicon; figures after rounding."""

_KINDS = {"latin": NAME, "name": NAME, "word": WORD, "age": ROUNDED, "aged": ROUNDED, "match": ROUNDED}
_ALONE = {"num:", "day:", "dom:", "mon:", "mont", "year", "cloc"}
"""How keys begin that count where only one side has them: numbers, dates and times."""
_SCALES = {"십": 10, "백": 100, "천": 1_000, "만": 10**4, "억": 10**8, "조": 10**12}
_KO_NATIVE = {"두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10}
_COUNTED = rf"({'|'.join(_KO_NATIVE)})\s?(?:명|개|번|차례|살|달|시간|곳|건|마리|대|편|배|해|가지|사람|골)"
_KO_COUNT = re.compile(_COUNTED)
_KO_TOKEN = re.compile(
    r"\d[\d,]*(?:\.\d+)?(?:[십백천만억조]+(?:\d[\d,]*(?:\.\d+)?|\s\d[\d,]*(?=[십백천만]))?)*월?"
    rf"|(?<![가-힣]){_COUNTED.replace('(', '(?:', 1)}"
    r"|[A-Za-z](?:[A-Za-z&.]*[A-Za-z])?|[가-힣]+|[一-龥]"
)
_KO_PART = re.compile(r"(\d[\d,]*(?:\.\d+)?)?([십백천만억조]*)")
_EN_SCALES = {
    **{"hundred": 100, "thousand": 1_000, "million": 10**6, "mln": 10**6},
    **{"billion": 10**9, "bln": 10**9, "trillion": 10**12, "tln": 10**12},
}
_EN_TOKEN = re.compile(
    rf"\d[\d,]*(?:\.\d+)?(?:[\s-](?:{'|'.join(_EN_SCALES)})\b)?|[A-Za-z](?:[A-Za-z.'’&]*[A-Za-z])?", re.IGNORECASE
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
_MONTHS = {
    form: f"month:{at}"
    for at, name in enumerate(
        "January February March April May June July August September October November December".split(), 1
    )
    for form in (name, name[:3], name[:4])
}


def _number(text: str) -> float:
    return float(text.replace(",", "")) if text else 1.0


def _korean_value(text: str) -> float:
    """Value of ``673조3천억``-like digits with scale letters."""
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
    return total + section


@lru_cache(maxsize=1 << 16)
def _korean_token(token: str) -> frozenset[str]:
    first = token[0]
    if first.isdecimal():
        value = _korean_value(token.rstrip("월"))
        return frozenset([f"month:{value:.6g}" if token[-1] == "월" and value <= 12 else f"num:{value:.6g}"])
    if first.isascii():
        return frozenset([f"latin:{token.upper()}"])
    counted = _KO_COUNT.fullmatch(token)
    return frozenset([f"num:{_KO_NATIVE[counted[1]]}"]) if counted else word_keys(token, "ko")


@lru_cache(maxsize=1 << 16)
def _english_token(token: str) -> frozenset[str]:
    if token[0].isdecimal():
        digits, _, scale = token.replace("-", " ").partition(" ")
        return frozenset([f"num:{_number(digits.rstrip(',')) * _EN_SCALES.get(scale.lower(), 1):.6g}"])
    if token in _MONTHS:
        return frozenset([_MONTHS[token]])
    low = token.lower()
    spelled = _EN_WORDS.get(low) or _ORDINALS.get(low)
    own = word_keys(token, "en") | {f"latin:{token.upper()}"}
    return own | {f"num:{spelled}"} if spelled else own


def all_keys(text: str, lang: Literal["ko", "en"]) -> frozenset[str]:
    """Return the keys of everything that can be compared: facts, names, words, and figures after rounding."""
    facts = quantities(text, lang)
    return evidence_keys(text, lang, facts=facts) | rounded_keys(text, lang, facts=facts) | word_keys(text, lang)


def keys_on(day: date) -> Keys:
    """Return :func:`all_keys` for a story of a day: a weekday then has the days of the month that it may be.

    Korean copy says "24일" where English copy says "Wednesday". A weekday is one of the last seven days or of the next.
    """
    return lambda text, lang: _with_days(all_keys(text, lang), day)


def keys_read(sides: Sequence[Side]) -> Keys:
    """Return :func:`all_keys`, or :func:`keys_on` where the date is known, of sentences that are read."""
    found = {
        (side.lang, text): _with_days(
            side.keys[at] | rounded_keys(text, side.lang, facts=side.facts[at]) | side.words[at], side.date
        )
        for side in sides
        for at, text in enumerate(side.texts)
    }
    return lambda text, lang: found[lang, text]


def _with_days(keys: frozenset[str], day: date | None) -> frozenset[str]:
    weekdays = {int(key[3:]) for key in keys if key.startswith("wd:")}
    if day is None or not weekdays:
        return keys
    near = (day + timedelta(days) for days in range(-6, 8))
    return keys | {f"dom:{d.day}" for d in near if d.weekday() in weekdays}


@lru_cache(maxsize=1 << 16)
def _kind(key: str) -> int:
    return ROUNDED if key[0] in "~_" else _KINDS.get(key.partition(":")[0], NUMBER)


def quick_keys(text: str, lang: Literal["ko", "en"]) -> frozenset[str]:
    """Return keys such as ``num:3.2e+08``, ``month:12``, ``latin:NATO`` and ``word:arrest``, token by token.

    Nearly as good as :func:`all_keys` and several times as fast.

    Parameters
    ----------
    text
        One sentence.
    lang
        ``"ko"`` or ``"en"``.
    """
    if lang == "ko":
        return frozenset().union(*map(_korean_token, _KO_TOKEN.findall(text)))
    return frozenset().union(*map(_english_token, _EN_TOKEN.findall(text)))


def evidence_matrices(
    ko_keys: Sequence[frozenset[str]], en_keys: Sequence[frozenset[str]]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.int8]]:
    """Return incidence matrices over the keys that matter, their weights, and their kinds.

    Returns
    -------
    ko, en
        float64 0/1 (N, V) and (M, V). Latin tokens, names, words and rounded figures count only where both sides have
        them (an English text is all Latin tokens); numbers and dates count always, so that a number without
        counterpart shows.
    weights
        float64 (V,): inverse document frequency ``1 / max(ko count, en count, 1)``, so that a key found in one sentence
        of each side weighs 1 and one that is everywhere weighs little; for words, times their `specificity`.
    kinds
        int8 (V,): `NUMBER`, `NAME`, `WORD` or `ROUNDED`.
    """
    ko_all, en_all = frozenset().union(*ko_keys), frozenset().union(*en_keys)
    kept = sorted((ko_all & en_all) | {key for key in ko_all ^ en_all if key[:4] in _ALONE})
    at = {key: v for v, key in enumerate(kept)}
    tables = []
    for keys in (ko_keys, en_keys):
        table = np.zeros((len(keys), len(kept)))
        places = [row * len(kept) + at[key] for row, own in enumerate(keys) for key in own if key in at]
        table.ravel()[places] = 1.0
        tables.append(table)
    kinds = np.array([_kind(key) for key in kept], dtype=np.int8)
    said = np.array([specificity(key) if kind == WORD else 1.0 for key, kind in zip(kept, kinds.tolist(), strict=True)])
    weights = said / np.maximum(np.maximum(tables[0].sum(0), tables[1].sum(0)), 1.0)
    return tables[0], tables[1], weights, kinds
