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


def contradictions(ko: str, en: str) -> float | None:
    """Return how many figures of a pair contradict each other; None where a side has no digit to be wrong.

    Counts the fact checker's errors about numbers and dates in figures, and one if figures are left over on both
    sides. Weekdays cannot be compared without the story's date and do not count.
    """
    from aligner.facts import compare

    if not _has_digit(ko) and not _has_digit(en):
        return None
    found = [f for f in compare([ko], [en], [((0,), (0,))], info=True) if f.type in _KINDS]
    errors = sum(f.severity == "error" and (f.type == "number" or _dated(f)) for f in found)
    missing = [f for f in found if f.status == "missing"]
    added = [f for f in found if f.status == "added"]
    return float(errors + _left_over(missing, added))


def _dated(finding: Finding) -> bool:
    """Tell whether a finding about a date has figures on both sides: a weekday needs the story's date."""
    return _has_digit(finding.ko_text or "") and _has_digit(finding.en_text or "")


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _left_over(missing: list[Finding], added: list[Finding]) -> bool:
    ko = [f for f in missing if _figures(f.ko_text)]
    en = [f for f in added if _figures(f.en_text)]
    return bool(ko) and bool(en)


def _figures(text: str | None) -> list[str]:
    return [number.replace(",", "") for number in _DIGITS.findall(text or "")]
