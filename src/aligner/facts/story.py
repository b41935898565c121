"""A story read once: sentences, facts, keys and words of both versions, their alignment, and what they are judged by.

Every check, the aligner's evidence and the coverage ledger read a `Story`; nothing is parsed for a second time. What a
`Side` holds is read when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING

from aligner.facts.lexicon import word_keys
from aligner.facts.model import Fact
from aligner.facts.names.table import NameEntry, NameTable, builtin_table, with_glossary
from aligner.facts.reading.extract import quantities
from aligner.facts.reading.keys import placed_keys
from aligner.types import Lang

if TYPE_CHECKING:
    from aligner.facts.clauses.gaps import Gaps
    from aligner.facts.clauses.split import Encode
    from aligner.types import Vectors

__all__ = ["Beads", "Side", "Story"]

Beads = Sequence[tuple[Sequence[int], Sequence[int]]]
"""``(ko numbers, en numbers)`` of each bead, one-sided ones included."""

_FEW_BEADS, _USUAL_RATIO = 5, 2.4


@dataclass(eq=False)
class Side:
    """One version of a story.

    Attributes
    ----------
    lang
        ``"ko"`` or ``"en"``.
    texts
        The sentences, in story order.
    date
        The day from which relative dates are counted; None if unknown.
    headlines
        Numbers of the sentences that are headlines; None where nobody knows.
    vectors
        float32 (sentences, dim), unit rows; None where there is no encoder.
    """

    lang: Lang
    texts: Sequence[str]
    date: Date | None = None
    headlines: frozenset[int] | None = None
    vectors: Vectors | None = None

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def facts(self) -> tuple[tuple[Fact, ...], ...]:
        """Numbers, dates and times of every sentence, relative dates resolved against the story's date."""
        return tuple(tuple(quantities(text, self.lang, date=self.date)) for text in self.texts)

    @cached_property
    def placed_keys(self) -> tuple[tuple[tuple[int, int, str], ...], ...]:
        """Evidence keys of every sentence with their half-open character ranges."""
        return tuple(
            tuple(placed_keys(text, self.lang, facts)) for text, facts in zip(self.texts, self.facts, strict=True)
        )

    @cached_property
    def keys(self) -> tuple[frozenset[str], ...]:
        """Evidence keys of every sentence: see `aligner.facts.evidence_keys`."""
        return tuple(frozenset(key for _, _, key in found) for found in self.placed_keys)

    def keys_between(self, sentence: int, start: int, end: int) -> frozenset[str]:
        """Return the evidence keys that lie in a half-open character range of a sentence."""
        return frozenset(key for a, b, key in self.placed_keys[sentence] if start <= a and b <= end)

    @cached_property
    def words(self) -> tuple[frozenset[str], ...]:
        """Lexicon keys of every sentence: see `aligner.facts.word_keys`."""
        return tuple(word_keys(text, self.lang) for text in self.texts)


@dataclass(eq=False)
class Story:
    """Two versions of a story and their alignment: what a check is given.

    Attributes
    ----------
    ko, en
        The two versions.
    beads
        ``(ko numbers, en numbers)`` of the alignment, one-sided beads included.
    table
        Names: the built-in ones and the user's.
    encode
        Texts → float32 (n, dim), unit rows; None where there is no encoder. Sentence vectors are in the sides.
    gaps
        What became of the clauses inside sentences, where it was looked for.
    """

    ko: Side
    en: Side
    beads: Beads
    table: NameTable = field(default_factory=builtin_table)
    encode: Encode | None = None
    gaps: Gaps | None = None

    @classmethod
    def of(
        cls,
        ko: Sequence[str],
        en: Sequence[str],
        beads: Beads | None = None,
        *,
        date: Date | None = None,
        glossary: Sequence[NameEntry] | None = None,
        encode: Encode | None = None,
    ) -> Story:
        """Return the story of bare sentences; without beads it is one bead."""
        sides = Side("ko", ko, date), Side("en", en, date)
        if encode is not None:
            vectors = encode([*ko, *en])
            sides[0].vectors, sides[1].vectors = vectors[: len(ko)], vectors[len(ko) :]
        if beads is None:
            beads = [(tuple(range(len(ko))), tuple(range(len(en))))]
        return cls(*sides, beads, with_glossary(glossary or ()), encode)

    @property
    def date(self) -> Date | None:
        """The story's date."""
        return self.ko.date

    @cached_property
    def bead_of(self) -> dict[tuple[Lang, int], int]:
        """The bead of ``("ko", sentence)`` and ``("en", sentence)``."""
        found: dict[tuple[Lang, int], int] = {}
        for at, (ko, en) in enumerate(self.beads):
            found |= {("ko", i): at for i in ko}
            found |= {("en", j): at for j in en}
        return found

    @cached_property
    def ratio(self) -> float:
        """Median number of English characters for one Korean character over two-sided beads (2.4 if there are few)."""
        ratios = [
            sum(len(self.en.texts[j]) for j in en) / max(1, sum(len(self.ko.texts[i]) for i in ko))
            for ko, en in self.beads
            if ko and en
        ]
        return min(3.5, max(1.5, median(ratios))) if len(ratios) >= _FEW_BEADS else _USUAL_RATIO

    def likeness(self, bead: int) -> float:
        """Return the cosine in [-1, 1] of the two sides of a bead, each the sum of its sentences; 1 without vectors."""
        import numpy as np

        ko, en = self.beads[bead]
        if self.ko.vectors is None or self.en.vectors is None or not ko or not en:
            return 1.0
        mine, other = self.ko.vectors[list(ko)].sum(axis=0), self.en.vectors[list(en)].sum(axis=0)
        return float(mine @ other / max(float(np.linalg.norm(mine) * np.linalg.norm(other)), 1e-9))

    def shared_keys(self, bead: int) -> frozenset[str]:
        """Return the evidence keys that both sides of a bead have."""
        ko, en = self.beads[bead]
        none: frozenset[str] = frozenset()
        return none.union(*(self.ko.keys[i] for i in ko)) & none.union(*(self.en.keys[j] for j in en))
