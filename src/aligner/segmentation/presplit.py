"""Files that already hold one sentence a line."""

from __future__ import annotations

import re

from aligner.types import Role, Sentence

__all__ = ["presplit"]

# Only the line ends that editors write: U+2028 or a form feed inside a line is part of the sentence.
_LINE = re.compile(r"\r\n|\r|\n")
_FULL_STOP = re.compile(r"[.。][\"'”’)\]]*\s*$")


def presplit(text: str) -> tuple[Sentence, ...]:
    """Return one sentence a line of `text`, exactly as it is; blank lines count, so that line numbers stay true.

    The first line is the headline if it does not end as a sentence while the second does; every other line is body.
    """
    sentences: list[Sentence] = []
    at = 0
    for match in _LINE.finditer(text):
        sentences.append(_sentence(text, at, match.start(), len(sentences)))
        at = match.end()
    if at < len(text):
        sentences.append(_sentence(text, at, len(text), len(sentences)))
    if len(sentences) > 1 and _is_headline(sentences[0].text, sentences[1].text):
        first = sentences[0]
        sentences[0] = Sentence(first.start, first.end, first.text, Role.HEADLINE, first.paragraph)
    return tuple(sentences)


def _sentence(text: str, start: int, end: int, number: int) -> Sentence:
    return Sentence(start, end, text[start:end], Role.BODY, number)


def _is_headline(first: str, second: str) -> bool:
    return bool(first.strip()) and not _FULL_STOP.search(first) and bool(_FULL_STOP.search(second))
