"""Renderings offered while a sentence is edited: the house's glossary, and what was confirmed elsewhere in the run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from aligner.errors import AlignerError
from aligner.pipeline.corpus import Corpus
from aligner.pipeline.glossary import glossary_of
from aligner.pipeline.terms import MOST_LINKS
from aligner.qa.renderings import Rendered, find_renderings, korean_words
from aligner.review.state import SIDES

__all__ = ["Suggestions"]

_STALE = 20
"""Entries of the record after which confirmed renderings are gathered anew."""
_OFFERED = 6


@dataclass
class Suggestions:
    """What is known of a run's terms; gathered when it is first asked for and again when much has been confirmed."""

    corpus: Corpus
    _seen: dict[str, Rendered] = field(default_factory=dict, repr=False)
    _stamp: int | None = None

    def of(self, korean: str) -> list[dict[str, Any]]:
        """Return the terms of a Korean text: ``ko`` and ``en``, a list of rendering and links (null: the glossary)."""
        found = [
            {"ko": term, "en": [[english, None] for english in entry.en]}
            for entry in self._glossary()
            if (term := next((form for form in entry.ko if form in korean), None))
        ]
        known = {str(one["ko"]) for one in found}
        seen = self._renderings()
        for word in korean_words(korean):
            if word in seen and word not in known:
                found.append({"ko": word, "en": [[text, n] for text, n, _ in seen[word].renderings]})
        return found[:_OFFERED]

    def _glossary(self) -> Any:
        try:
            return glossary_of(self.corpus.config.glossary) or ()
        except AlignerError:
            return ()  # the run's glossary may lie on another machine

    def _renderings(self) -> dict[str, Rendered]:
        stamp = len(self.corpus.journal.entries())
        if self._stamp is None or stamp - self._stamp >= _STALE:
            self._stamp = stamp
            self._seen = {one.ko: one for one in find_renderings(list(islice(self._confirmed(), MOST_LINKS)))}
        return self._seen

    def _confirmed(self) -> Iterator[tuple[str, str]]:
        """Yield the texts of confirmed links as they stand; nothing is scored or checked again for it."""
        for name, entries in self.corpus.entries().items():
            if not name or not self.corpus.has(name):
                continue
            state, _ = self.corpus.state_of(self.corpus.raw(name), entries)
            texts = {side: {s.key: s.text for s in state.side(side)} for side in SIDES}
            for bead in state.beads:
                if bead.two_sided and bead.decided and bead.status == "accepted":
                    ko, en = (" ".join(texts[side][key] for key in getattr(bead, side)) for side in SIDES)
                    yield ko, en
