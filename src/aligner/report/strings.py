"""The words of the report in Korean and in English, shared by the page, the terminal and the spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources

from aligner.errors import ConfigError

__all__ = ["all_strings", "kind_word", "strings"]


@cache
def all_strings() -> dict[str, dict[str, str]]:
    """Return language → key → words."""
    text = resources.files("aligner.report").joinpath("assets/i18n.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = json.loads(text)
    return loaded


def strings(lang: str) -> Mapping[str, str]:
    """Return the words of one language.

    Raises
    ------
    ConfigError
        If the language is not known.
    """
    if lang not in all_strings():
        raise ConfigError(f"language {lang!r} of the report is not known", hint="use --lang en or --lang ko")
    return all_strings()[lang]


def kind_word(kind: str, words: Mapping[str, str]) -> str:
    """Return the words for a kind of finding; ``date`` is also the heading of a column, so it has a key of its own."""
    return words.get("date_kind" if kind == "date" else kind, kind)
