"""How well the facts of one sentence pair agree: a score in [0, 1] with its named parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date

from aligner.facts.figures.compare import Placed, match_facts
from aligner.facts.figures.values import kin
from aligner.facts.model import Fact
from aligner.facts.reading.extract import quantities
from aligner.facts.reading.keys import evidence_keys

__all__ = ["PairEvidence", "pair_evidence"]


@dataclass(frozen=True, slots=True)
class PairEvidence:
    """Agreement of facts of one pair.

    Attributes
    ----------
    numbers, dates, names
        Agreement in [0, 1] (higher is better); None where neither side states any.
    score
        Their mean, weighted by how many facts each rests on; 0.5 where there are none at all.
    contradictions
        Figures or dates of one class that stand in each other's place with different values.
    """

    numbers: float | None
    dates: float | None
    names: float | None
    score: float
    contradictions: int


def pair_evidence(ko_text: str, en_text: str, *, date: Date | None = None) -> PairEvidence:
    """Compare the facts of one Korean and one English text.

    Parameters
    ----------
    ko_text, en_text
        A sentence each, or the joined sentences of a bead.
    date
        The story's date, if known.

    Notes
    -----
    Agreement of a part is 2·matched / (stated in Korean + stated in English), the Dice coefficient. A fact that
    only one side states counts half (abridging is no contradiction), one that is contradicted counts fully. Names are
    compared by sound only, so a part of them is always lost (about 40 % of English names answer to a Korean key).
    """
    ko, en = quantities(ko_text, "ko", date=date), quantities(en_text, "en", date=date)
    numbers, n_weight, n_against = _agreement(ko, en, ("number",), date)
    dates, d_weight, d_against = _agreement(ko, en, ("date", "time"), date)
    mine = evidence_keys(ko_text, "ko", facts=ko)
    other = evidence_keys(en_text, "en", facts=en)
    shared = sum(k.startswith(("name:", "latin:")) for k in mine & other)
    expected = sum(k.startswith("name:") for k in other)
    names = min(1.0, shared / max(1.0, 0.4 * expected)) if expected else None
    parts = [(numbers, n_weight), (dates, d_weight), (names, 0.5 * expected)]
    weight = sum(w for value, w in parts if value is not None)
    score = sum(value * w for value, w in parts if value is not None) / weight if weight else 0.5
    return PairEvidence(numbers, dates, names, round(score, 6), n_against + d_against)


def _agreement(
    ko: Sequence[Fact], en: Sequence[Fact], kinds: tuple[str, ...], story: Date | None
) -> tuple[float | None, float, int]:
    mine = [Placed(0, f) for f in ko if f.kind in kinds]
    other = [Placed(0, f) for f in en if f.kind in kinds and not f.derived]
    pairs, ko_left, en_left = match_facts(mine, other, story)
    hard_ko = [mine[i].fact for i in ko_left if not mine[i].fact.soft]
    hard_en = [other[j].fact for j in en_left if not other[j].fact.soft]
    against = 0
    for fact in hard_en:
        victim = next((k for k in hard_ko if kin(k, fact)), None)
        if victim is not None:
            hard_ko.remove(victim)
            against += 1
    alone = len(hard_ko) + len(hard_en) - against
    total = 2 * len(pairs) + 2 * against + 0.5 * alone
    return (2 * len(pairs) / total if total else None), total / 2, against
