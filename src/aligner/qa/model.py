"""What the checks of this room take and give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from aligner.facts import NameEntry

__all__ = ["Remark", "Text"]


@dataclass(frozen=True)
class Text:
    """A story and its version as the checks see them.

    Attributes
    ----------
    ko, en
        Sentences, white space folded.
    beads
        ``(ko numbers, en numbers)``.
    paragraphs
        Paragraph of each English sentence; sentences of one number stand together.
    raw
        The English sentences as the file has them, blanks included, where the file is known.
    headlines
        Numbers of English sentences that are headlines: they need no stop and may be in capitals.
    glossary
        The house's terms and names.
    """

    ko: Sequence[str]
    en: Sequence[str]
    beads: Sequence[tuple[Sequence[int], Sequence[int]]]
    paragraphs: Sequence[int]
    raw: Sequence[str]
    headlines: frozenset[int] = frozenset()
    glossary: Sequence[NameEntry] = field(default=())

    @cached_property
    def ko_of(self) -> dict[int, tuple[int, ...]]:
        """English sentence → the Korean sentences of its bead."""
        return {j: tuple(ko) for ko, en in self.beads for j in en}

    @cached_property
    def en_of(self) -> dict[int, tuple[int, ...]]:
        """Korean sentence → the English sentences of its bead."""
        return {i: tuple(en) for ko, en in self.beads for i in ko}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at.

    Attributes
    ----------
    kind
        Which check: a switch of `aligner.qa.QA_KINDS` and a key of the explanations.
    ko, en
        ``(sentence, start, end)``, half-open; None if that side has no place.
    detail
        What the explanation names: the other rendering, the words meant.
    sure
        Whether it is a mistake on its face (a forbidden term, Hangul left over) or only worth a look.
    """

    kind: str
    ko: tuple[int, int, int] | None
    en: tuple[int, int, int] | None
    detail: str = ""
    sure: bool = False
