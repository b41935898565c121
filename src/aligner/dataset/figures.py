"""Whether the figures of one pair contradict each other, judged without the rest of the story.

Inside a story the fact checker waits until a value is found nowhere before it calls it wrong. A pair of a ready-made
corpus is all there is: a figure left over on one side beside a figure left over on the other is already suspect.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.facts.figures.compare import Mismatch

__all__ = ["contradictions"]

_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
# A figure with a word of magnitude is not its digits: 10억 is 1 billion.
_SCALE = re.compile(r"\s?(?:[십백천만억조]|hundred|thousand|[mbt]illion|trillion|[mb]n\b)", re.IGNORECASE)
# Koreans count years of age one or two higher.
_AGE = re.compile(r"\s?[세살]")


def contradictions(ko: str, en: str) -> float | None:
    """Return how many figures of a pair contradict each other; None where a side has no digit to be wrong.

    Counts the fact checker's errors about numbers and dates in figures, and one if figures are left over on both
    sides, or a figure stands there as a slip of the pen on the other side's: a digit changed, a zero more or fewer.
    Weekdays cannot be compared without the story's date and do not count.
    """
    if not _has_digit(ko) and not _has_digit(en):
        return None
    from aligner.facts.figures.compare import compare_figures
    from aligner.facts.reading.extract import quantities

    # Not the whole fact checker: names and negations, which it also looks at, are three quarters of its time.
    found = compare_figures([ko], [en], [quantities(ko, "ko")], [quantities(en, "en")], [((0,), (0,))])
    errors = sum(m.status == "wrong" and _is_error(m) and _in_figures(m) for m in found)
    missing, added = ([m for m in found if m.status == status] for status in ("missing", "added"))
    left_over = any(_stands_instead(m, other) for m in missing for other in added)
    if errors or left_over:
        return float(errors + left_over)
    told = {n for m in found for n in _figures(m)}
    return float(bool(told) and _slip(ko, en, told))


def _is_error(mismatch: Mismatch) -> bool:
    """Tell whether the fact checker calls it an error."""
    from aligner.facts.judge import judge_of

    judge = judge_of("number" if (mismatch.ko or mismatch.en).fact.kind == "number" else "date")  # type: ignore[union-attr]
    return judge.probability(mismatch.signs) >= judge.error_from


def _in_figures(mismatch: Mismatch) -> bool:
    """Tell whether a finding is about a number, or a date with figures on both sides: a weekday needs the story's."""
    sides = [place.fact for place in (mismatch.ko, mismatch.en) if place]
    return sides[0].kind == "number" or all(_has_digit(fact.text) for fact in sides)


def _stands_instead(missing: Mismatch, added: Mismatch) -> bool:
    """Tell whether a figure left over in the English may stand in the place of one left over in the Korean.

    Not where it is the same one, nor where it is an amount in another currency, which a desk converts.
    """
    from aligner.facts.reading.units import MONEY, group

    ours, theirs = set(_figures(missing)), set(_figures(added))
    if missing.ko is None or added.en is None or not ours or not theirs - ours:
        return False
    units = {group(place.fact.unit) for place in (missing.ko, added.en)}
    return len(units & set(MONEY)) < 2


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _figures(mismatch: Mismatch) -> list[str]:
    places = [place for place in (mismatch.ko, mismatch.en) if place]
    return [n.replace(",", "") for place in places for n in _DIGITS.findall(place.fact.text)]


def _slip(ko: str, en: str, loose: set[str]) -> bool:
    """Tell whether a figure of one side is the other's with a slip in it, where the checker found one of them loose.

    Figures that stand on both sides are taken out first.
    """
    ours, theirs = _bare(ko), _bare(en)
    return any(
        _slipped(a, b)
        for a in ours - theirs
        for b in theirs - ours
        if (a in loose or b in loose) and not (_is_age(ko, a) and abs(int(a) - int(b)) <= 2)
    )


def _bare(text: str) -> set[str]:
    """Return the figures of two digits or more without a word of magnitude and without decimals."""
    found = ((m.group().replace(",", ""), m.end()) for m in _DIGITS.finditer(text))
    return {n for n, end in found if n.isdigit() and not _SCALE.match(text, end)}


def _slipped(a: str, b: str) -> bool:
    if len(a) == len(b):
        return len(a) > 1 and sum(x != y for x, y in zip(a, b, strict=True)) == 1
    return a + "0" == b or b + "0" == a


def _is_age(text: str, number: str) -> bool:
    return any(_AGE.match(text, m.end()) for m in _DIGITS.finditer(text) if m.group() == number)
