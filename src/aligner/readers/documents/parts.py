"""What every kind of document is read into: paragraphs, and lines set aside."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from aligner.types import Role

__all__ = ["Part", "joined"]

# Field marks, soft hyphens of a layout, controls that no text has.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, heading or table cell; `aside` for page headers and footers, notes and their like."""

    text: str
    aside: bool = False


def joined(parts: Iterable[Part]) -> tuple[str, tuple[tuple[int, int, Role], ...]]:
    """Return the text, a paragraph a block, and the hints that say what is set aside (once, at the end)."""
    story: list[str] = []
    aside: list[str] = []
    for part in parts:
        text = _UNPRINTABLE.sub("", part.text).strip()
        if text and part.aside:
            if text not in aside:
                aside.append(text)
        elif text:
            story.append(text)
    pieces: list[str] = []
    hints: list[tuple[int, int, Role]] = []
    at = 0
    for text, is_aside in [*((text, False) for text in story), *((text, True) for text in aside)]:
        if is_aside:
            hints.append((at, at + len(text), Role.FURNITURE))
        pieces.append(text)
        at += len(text) + 2
    return "\n\n".join(pieces), tuple(hints)
