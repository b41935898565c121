"""`extract`: all facts of a text, typed, with their places."""

from __future__ import annotations

from datetime import date
from typing import Literal

from aligner.facts.dates import blank
from aligner.facts.en_dates import en_dates
from aligner.facts.en_numbers import en_numbers
from aligner.facts.ko_dates import ko_dates
from aligner.facts.ko_numbers import ko_numbers
from aligner.facts.model import Fact

__all__ = ["extract", "quantities"]


def quantities(text: str, lang: Literal["ko", "en"], *, date: date | None = None) -> list[Fact]:
    """Return the numbers, dates and times of `text` in text order; `date` is the story's date."""
    found = (ko_dates if lang == "ko" else en_dates)(text, date)
    masked = blank(text, [(f.start, f.end) for f in found])
    found += (ko_numbers if lang == "ko" else en_numbers)(masked)
    found.sort(key=lambda fact: fact.start)
    return found


def extract(text: str, lang: Literal["ko", "en"], *, date: date | None = None) -> tuple[Fact, ...]:
    """Return every number, date and time that `text` states.

    Parameters
    ----------
    text
        One sentence, or several; NFC.
    lang
        ``"ko"`` or ``"en"``.
    date
        The story's date: 지난달 24일, last Tuesday and the like are resolved against it. Without it they stay relative.

    Returns
    -------
    tuple of Fact
        In text order; ``text[f.start:f.end] == f.text`` for each.
    """
    return tuple(quantities(text, lang, date=date))
