"""Help, errors and remarks of the terminal in Korean. As with gettext, the English sentence in the code is the key.

An error is a finished sentence when it is shown: it may come from a worker process, or from the record of a run. So the
keys, with ``{}`` for values, are matched against it, those with the most fixed words first, and the values found are
put into the Korean, each with its particle. Raising an error takes no more than an English sentence; a test walks the
source and fails where one has no Korean.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import chain, zip_longest

from aligner.errors import AlignerError, ConfigError, one_line
from aligner.texts import LANGUAGES, fill

__all__ = ["choose_language", "in_korean", "known_messages", "speak", "spoken", "tell", "tell_error"]

_GENERIC = 4
"""Fixed letters below which a key (``{}: {}``) says too little to be tried before everything else."""

_HANGUL = re.compile("[가-힣]")
_SLOT = re.compile(r"\{n?\}")

_spoken = "en"


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language of the interface: ``--lang``, else ``ALIGNER_LANG``, else the system's.

    Raises
    ------
    ConfigError
        If ``ALIGNER_LANG`` names a language that there is not. What ``--lang`` names is checked where it is parsed.
    """
    for at, argument in enumerate(arguments):
        name, joined, value = argument.partition("=")
        if name == "--lang":
            value = value if joined else next(iter(arguments[at + 1 : at + 2]), "")
            if value in LANGUAGES:
                return value
    if wanted := environment.get("ALIGNER_LANG"):
        if wanted not in LANGUAGES:
            raise ConfigError(f"ALIGNER_LANG is {wanted!r}", hint="give en or ko")
        return wanted
    told = [locale for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (locale := environment.get(name))]
    system = told[0] if told else _windows_language()
    return "ko" if system.lower().startswith("ko") else "en"


def _windows_language() -> str:
    import sys

    if sys.platform != "win32":
        return ""
    import locale

    return locale.getlocale()[0] or ""


def speak(lang: str) -> None:
    """Choose the language of `tell`; a program that imports aligner hears English unless it asks otherwise."""
    global _spoken
    _spoken = lang


def spoken() -> str:
    """Return the language chosen."""
    return _spoken


def tell(text: str, lang: str | None = None) -> str:
    """Return an English sentence of ours in the language chosen."""
    return in_korean(text) if (lang or _spoken) == "ko" else text


def tell_error(error: AlignerError, lang: str | None = None) -> str:
    """Return an error's line in the language chosen."""
    if (lang or _spoken) != "ko":
        return str(error)
    hint = f"{in_korean(error.hint)}." if error.hint else None
    return one_line(in_korean(error.problem), error.file, hint, between=". ")


@cache
def known_messages() -> dict[str, str]:
    """Return every English sentence that has a Korean one."""
    text = resources.files("aligner.texts").joinpath("messages.json").read_text(encoding="utf-8")
    sections: dict[str, dict[str, str]] = json.loads(text)
    return {english: korean for section in sections.values() for english, korean in section.items()}


def in_korean(text: str) -> str:
    """Return an English sentence of ours in Korean; what is no sentence of ours stays as it is.

    Examples
    --------
    >>> in_korean("story 'rates' has no sentence"), in_korean("port 8765 is taken")
    ("기사 'rates'에 문장이 없습니다", '포트 8765는 이미 쓰이고 있습니다')
    """
    core = text.strip()
    return text.replace(core, _sentence(core) or _generic(core) or core) if core else text


def _sentence(text: str) -> str | None:
    """Return the Korean of a sentence, or of a line of ``FILE: problem; hint``."""
    if (exact := known_messages().get(text)) is not None:
        return exact
    if (found := _matched(text, generic=False)) is not None:
        return found
    problem, semicolon, hint = text.rpartition("; ")
    if semicolon and (told := known_messages().get(hint) or _matched(hint, generic=False)) is not None:
        return f"{_value(problem)}. {told}."
    file, colon, problem = text.partition(": ")
    if colon and (told := _sentence(problem)) is not None:
        return f"{file}: {told}"
    return None


def _generic(text: str) -> str | None:
    return _matched(text, generic=True)


def _value(text: str) -> str:
    """Return a value in Korean: a sentence of ours, a list of such, or as it is."""
    if not re.search("[A-Za-z]{2}", text):
        return text
    if (whole := _sentence(text)) is not None:
        return whole
    told = [_sentence(part) for part in text.split(", ")]
    return ", ".join(map(str, told)) if None not in told else text  # of keywords one may be a word of ours by chance


@cache
def _keys() -> list[tuple[str, str, str, bool]]:
    """Return (longest fixed piece, key, Korean, whether generic) of the keys with values, most fixed words first."""
    found = []
    for english, korean in known_messages().items():
        pieces = _SLOT.split(english)
        if len(pieces) > 1:
            letters = sum(c.isalpha() for piece in pieces for c in piece)
            found.append((letters, max(pieces, key=len), english, korean))
    found.sort(key=lambda key: -key[0])
    return [(piece, english, korean, letters < _GENERIC) for letters, piece, english, korean in found]


@cache
def _pattern(english: str) -> re.Pattern[str]:
    slots = [r"(-?\d[\d,.]*)" if slot == "{n}" else "(.*?)" for slot in _SLOT.findall(english)]
    pieces = map(re.escape, _SLOT.split(english))
    return re.compile("".join(chain.from_iterable(zip_longest(pieces, slots, fillvalue=""))), re.DOTALL)


def _matched(text: str, *, generic: bool) -> str | None:
    for piece, english, korean, is_generic in _keys():
        if is_generic == generic and piece in text and (match := _pattern(english).fullmatch(text)):
            values = list(map(_value, match.groups()))
            if not generic or values != list(match.groups()) or _HANGUL.search(korean):
                return fill(korean, **{str(at): value for at, value in enumerate(values)})
    return None
