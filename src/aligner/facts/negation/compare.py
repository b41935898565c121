"""Negation and polarity: one list of suspects of every bead, judged by one small model for each kind.

Korean negates with 않, 못, 없, 아니 and has idioms that are no negation in English (적지 않은 = considerable, 할
수밖에 없다 = have to); English negates with words, prefixes and verbs (without, unlikely, fail, rule out); and both say
the contrary with another word (하락, rose). Of a bead the likeliest suspect of all kinds is told, if likely enough.
"""

from __future__ import annotations

from collections.abc import Iterator

from aligner.facts.judge import margin
from aligner.facts.model import Suspect
from aligner.facts.negation.added import added_suspects
from aligner.facts.negation.bead import NegationBead
from aligner.facts.negation.lost import lost_suspects
from aligner.facts.negation.opposites import opposite_suspects
from aligner.facts.story import Story

__all__ = ["bead_suspects", "check_polarity"]

_LARGEST = 6
"""Sentences of a bead, both sides together, above which any two words may stand side by side."""


def check_polarity(story: Story) -> Iterator[Suspect]:
    """Yield the likeliest suspect of every bead: negations lost and added, and words that say the contrary."""
    for ko, en in story.beads:
        if ko and en and len(ko) + len(en) <= _LARGEST:
            suspects = bead_suspects(NegationBead(story.ko.texts, story.en.texts, ko, en, story.ratio))
            if suspects:
                yield max(suspects, key=margin)


def bead_suspects(bead: NegationBead) -> list[Suspect]:
    """Return every suspect of a bead: negations of the Korean, negations of the English, crossed opposites."""
    return [*lost_suspects(bead), *added_suspects(bead), *opposite_suspects(bead)]
