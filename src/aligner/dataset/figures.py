"""Whether the figures of one pair contradict each other, judged without the rest of the story.

Inside a story the fact checker waits until a value is found nowhere before it calls it wrong. A pair of a ready-made
corpus is all there is: a figure left over on one side beside a figure left over on the other is already suspect.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.facts import Finding

__all__ = ["contradictions"]

_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_KINDS = ("number", "date")
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
    from aligner.facts import compare

    if not _has_digit(ko) and not _has_digit(en):
        return None
    found = [f for f in compare([ko], [en], [((0,), (0,))], info=True) if f.type in _KINDS]
    errors = sum(f.severity == "error" and (f.type == "number" or _dated(f)) for f in found)
    missing = [f for f in found if f.status == "missing"]
    added = [f for f in found if f.status == "added"]
    if errors or _left_over(missing, added):
        return float(errors + _left_over(missing, added))
    loose = {n for f in found for text in (f.ko_text, f.en_text) for n in _figures(text)}
    return float(bool(loose) and _slip(ko, en, loose))


def _dated(finding: Finding) -> bool:
    """Tell whether a finding about a date has figures on both sides: a weekday needs the story's date."""
    return _has_digit(finding.ko_text or "") and _has_digit(finding.en_text or "")


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _left_over(missing: list[Finding], added: list[Finding]) -> bool:
    """Tell whether both sides have figures to spare; a figure that stands loose on both is no contradiction."""
    ko = {n for f in missing for n in _figures(f.ko_text)}
    en = {n for f in added for n in _figures(f.en_text)}
    return bool(ko - en) and bool(en - ko)


def _figures(text: str | None) -> list[str]:
    return [number.replace(",", "") for number in _DIGITS.findall(text or "")]


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
