"""English number words as values: "three hundred twenty-five thousand"."""

from __future__ import annotations

import re

__all__ = ["MAGNITUDES", "ONES", "TENS", "format_english", "parse_english"]


ONES = {
    w: i for i, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}  # fmt: skip


TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}


MAGNITUDES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15}


def parse_english(words: str) -> float | None:
    """Return the value of number words (``"three hundred and twenty-five thousand"`` → 325000.0), None if none."""
    total, current, seen = 0.0, 0.0, False
    for word in re.split(r"[\s-]+|,", words.lower().strip()):
        if not word or word == "and":
            continue
        if word in ("a", "an"):
            current, seen = 1.0, True
        elif word in ONES:
            current, seen = current + ONES[word], True
        elif word in TENS:
            current, seen = current + TENS[word], True
        elif word == "hundred":
            current, seen = (current or 1.0) * 100, True
        elif word == "dozen":
            current, seen = (current or 1.0) * 12, True
        elif word in MAGNITUDES:
            total, current, seen = total + (current or 1.0) * MAGNITUDES[word], 0.0, True
        else:
            return None
    return total + current if seen else None


def format_english(value: int) -> str:
    """Write a whole number 0 ≤ value < 10^15 in English words (``325000`` → "three hundred twenty-five thousand").

    Raises
    ------
    ValueError
        If `value` is out of range.
    """
    if not 0 <= value < 10**15:
        raise ValueError(f"0 <= value < 10^15 expected, got {value}")
    if value < 20:
        return next(w for w, v in ONES.items() if v == value)
    parts: list[str] = []
    for name, size in (("trillion", 10**12), ("billion", 10**9), ("million", 10**6), ("thousand", 1000), ("", 1)):
        group, value = divmod(value, size)
        if not group:
            continue
        hundreds, rest = divmod(group, 100)
        words = [f"{format_english(hundreds)} hundred"] if hundreds else []
        if rest >= 20:
            ten, one = divmod(rest, 10)
            tens = next(w for w, v in TENS.items() if v == ten * 10)
            words.append(f"{tens}-{format_english(one)}" if one else tens)
        elif rest:
            words.append(format_english(rest))
        parts.append(" ".join([*words, *([name] if name else [])]))
    return " ".join(parts)
