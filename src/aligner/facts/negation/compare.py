"""Negation and polarity: one list of suspects of every bead, judged by one small model for each kind.

Korean negates with 않, 못, 없, 아니 and has idioms that are no negation in English (적지 않은 = considerable, 할
수밖에 없다 = have to); English negates with words, prefixes and verbs (without, unlikely, fail, rule out); and both say
the contrary with another word (하락, rose). Of a bead the likeliest suspect of all kinds is told, if likely enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aligner.facts.negation.added import added_suspects
from aligner.facts.negation.bead import NegationBead, Suspect
from aligner.facts.negation.lost import lost_suspects
from aligner.facts.negation.model import flip_model
from aligner.facts.negation.opposites import opposite_suspects

__all__ = ["Flip", "bead_suspects", "compare_polarity"]

_REASONS = {"lost": "negation-lost", "added": "negation-added", "opposite": "polarity"}
_LARGEST = 6
"""Sentences of a bead, both sides together, above which any two words may stand side by side."""


@dataclass(frozen=True, slots=True)
class Flip:
    """A suspected flip and why (``negation-lost``, ``negation-added``, ``polarity``)."""

    reason: str
    ko_sentence: int
    ko_span: tuple[int, int] | None
    en_sentence: int
    en_span: tuple[int, int] | None
    sure: float


def compare_polarity(
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    beads: Sequence[tuple[Sequence[int], Sequence[int]]],
    *,
    ratio: float = 2.4,
) -> list[Flip]:
    """Find flipped negations and opposites.

    Parameters
    ----------
    ko_texts, en_texts
        The sentences.
    beads
        ``(ko numbers, en numbers)``.
    ratio
        Usual number of English characters for one Korean character in this story.
    """
    out: list[Flip] = []
    for ko_ids, en_ids in beads:
        if ko_ids and en_ids and len(ko_ids) + len(en_ids) <= _LARGEST:
            flip = _likeliest(bead_suspects(NegationBead(ko_texts, en_texts, ko_ids, en_ids, ratio)))
            out += [flip] if flip is not None else []
    return out


def bead_suspects(bead: NegationBead) -> list[Suspect]:
    """Return every suspect of a bead: negations of the Korean, negations of the English, crossed opposites."""
    return [*lost_suspects(bead), *added_suspects(bead), *opposite_suspects(bead)]


def _likeliest(suspects: Sequence[Suspect]) -> Flip | None:
    """The suspect that lies farthest above the threshold of its kind, as a finding.

    Its certainty is 0.55 at the threshold, 0.75 where nine of ten are right, and never more than 0.95.
    """
    best: Flip | None = None
    for suspect in suspects:
        model = flip_model(suspect.kind)
        p = model.probability(suspect.signs)
        if p < model.report_from:
            continue
        if p < model.sure_from:
            sure = 0.55 + 0.19 * (p - model.report_from) / max(model.sure_from - model.report_from, 1e-9)
        else:
            sure = 0.75 + 0.2 * (p - model.sure_from) / max(1 - model.sure_from, 1e-9)
        if best is None or sure > best.sure:
            places = suspect.ko_sentence, suspect.ko_span, suspect.en_sentence, suspect.en_span
            best = Flip(_REASONS[suspect.kind], *places, round(sure, 3))
    return best
