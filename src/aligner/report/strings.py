"""The words of the report in Korean and in English, shared by the page, the terminal and the spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping

from aligner.texts import all_strings, strings

__all__ = ["all_strings", "kind_word", "strings"]


def kind_word(kind: str, words: Mapping[str, str]) -> str:
    """Return the words for a kind of finding; ``date`` is also the heading of a column, so it has a key of its own."""
    return words.get("date_kind" if kind == "date" else kind, kind)
