"""Every string that a person reads on a page or in a ledger, in Korean and English, in one catalogue.

A string may name values, ``{name}``, and for Korean the particle behind one, ``{name:은}``: the form follows the value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from aligner.errors import ConfigError
from aligner.korean.particles import attach

__all__ = ["LANGUAGES", "all_strings", "fill", "strings"]

LANGUAGES = ("en", "ko")


@cache
def _catalogue() -> dict[str, dict[str, dict[str, str]]]:
    text = resources.files("aligner.texts").joinpath("catalogue.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, dict[str, str]]] = json.loads(text)
    return loaded


@cache
def all_strings(*sections: str) -> dict[str, dict[str, str]]:
    """Return language → key → words of the sections of the catalogue (``report``, ``desk``)."""
    found: dict[str, dict[str, str]] = {lang: {} for lang in LANGUAGES}
    for section in sections or ("report",):
        for key, words in _catalogue()[section].items():
            for lang in LANGUAGES:
                found[lang][key] = words[lang]
    return found


def strings(lang: str, *sections: str) -> Mapping[str, str]:
    """Return the words of one language.

    Raises
    ------
    ConfigError
        If the language is not known.
    """
    if lang not in LANGUAGES:
        raise ConfigError(f"language {lang!r} is not known", hint="use --lang en or --lang ko")
    return all_strings(*sections)[lang]


_SLOT = re.compile(r"\{(\w+)(?::(은|이|을|과|으로|이라고|이라))?\}")


def fill(template: str, **values: object) -> str:
    """Put values into a string of the catalogue, each with the particle it takes.

    Examples
    --------
    >>> fill("{name:을} 찾을 수 없습니다.", name="기사")
    '기사를 찾을 수 없습니다.'
    >>> fill("{name:이라고} 읽었습니다.", name="3억 원"), fill("{name:이라고} 읽었습니다.", name="350명")
    ('3억 원이라고 읽었습니다.', '350명이라고 읽었습니다.')
    """

    def put(match: re.Match[str]) -> str:
        text, particle = str(values[match[1]]), match[2]
        if particle is None:
            return text
        return attach(text, "이라") + "고" if particle == "이라고" else attach(text, particle)

    return _SLOT.sub(put, template)
