"""Look inside sentences: clauses whose content has no counterpart in their bead or elsewhere in the story.

The one place where a clause is called left out (or, of the English, added): `aligner check` and the coverage ledger
both report what is found here. Several signs are combined: no passage of the other version means what the clause means,
the facts it states appear nowhere, and the other side of the bead is too short to hold it. Two logistic models,
fitted by ``benchmarks/clauses.py --fit``, turn them into a probability.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from math import copysign, sqrt
from typing import TYPE_CHECKING

from aligner.facts.clauses.signs import Beads, Clause, clause_signs
from aligner.facts.figures.matches import figure_matches
from aligner.facts.judge import logit, sigmoid
from aligner.facts.model import Match
from aligner.facts.story import Story
from aligner.facts.tables import weights
from aligner.types import Lang

if TYPE_CHECKING:
    from aligner.facts.clauses.split import Encode
    from aligner.types import Vectors

__all__ = [
    "ClauseGap",
    "GapWeights",
    "Gaps",
    "find_gaps",
    "gap_weights",
    "headline_lines",
    "probability",
]

# What is left of a clause's probability of being lost where a passage outside its bead says it. A rule and no feature:
# in made data a dropped clause lies near other passages of its story more often than a kept one does.
_SAID_ELSEWHERE = 0.2


@dataclass(frozen=True, slots=True)
class ClauseGap:
    """A clause ``[start, end)`` of its sentence; ``probability`` that its content is nowhere in the other version.

    `suspected` says whether that is enough for the ledger to underline it (`GapWeights.suspect_from`), `reported`
    whether it is enough for a finding of `aligner check` (`GapWeights.report_from`); ``reasons`` names the signs a
    reader can check, the strongest first: ``meaning``, ``facts``, ``length``.
    """

    start: int
    end: int
    probability: float
    suspected: bool
    reported: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Clauses of the sentences that were looked into, by sentence number."""

    ko: Mapping[int, tuple[ClauseGap, ...]]
    en: Mapping[int, tuple[ClauseGap, ...]]


@dataclass(frozen=True, slots=True)
class GapWeights:
    """Two logistic models over named signs of a clause: by `cheap` signs a suspect, by all of them lost.

    ``suspect_from`` is the probability from which the ledger calls a sentence partly covered, ``report_from`` the one
    from which `aligner check` reports a clause: both set by cross-validation at a number of false alarms a hundred
    sentences. ``look_from`` is the probability, by the cheap signs, from which a clause is encoded.
    """

    cheap_intercept: float
    cheap: Mapping[str, float]
    look_from: float
    intercept: float
    weights: Mapping[str, float]
    suspect_from: float
    report_from: float

    def looks(self, signs: Mapping[str, float]) -> float:
        """How far the signs that need no vectors are above what makes a suspect, in log-odds."""
        return _odds(self.cheap_intercept, self.cheap, signs) - logit(self.look_from)


def _odds(intercept: float, weights: Mapping[str, float], signs: Mapping[str, float]) -> float:
    return intercept + sum([weight * signs[name] for name, weight in weights.items()])


@cache
def gap_weights(side: Lang) -> GapWeights:
    """Return the fitted models for clauses of the Korean (``"ko"``) or the English (``"en"``), from ``gaps.json``."""
    model = weights("gaps")[side]
    return GapWeights(**{name: model[name] for name in GapWeights.__dataclass_fields__})


_KO_SENTENCE_END = re.compile(r"(?:다|요|까|라|자|죠)[.?!\"”’)\s]*$")


def headline_lines(texts: Sequence[str], lang: Lang) -> frozenset[int]:
    """Return ``{0}`` where no roles are known and the first line does not end as a sentence: it is the headline."""
    if len(texts) < 2 or not texts[0].strip():
        return frozenset()
    first = texts[0].strip()
    ends = _KO_SENTENCE_END.search(first) and first[-1] in '.?!"”’)' if lang == "ko" else first[-1] in '.?!"”'
    return frozenset() if ends else frozenset({0})


def find_gaps(
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    beads: Beads,
    *,
    encode: Encode,
    read: Story | None = None,
    figures: Sequence[Match] | None = None,
    ko_vectors: Vectors | None = None,
    en_vectors: Vectors | None = None,
    skip_ko: Set[int] | None = None,
    skip_en: Set[int] | None = None,
) -> Gaps:
    """Return for every clause looked into the probability that the other version has no counterpart of it.

    Parameters
    ----------
    beads
        ``(ko numbers, en numbers)``; sentences of one-sided beads are not looked into.
    encode
        Texts → float32 (n, dim), unit rows.
    read, figures
        The same story as it was read, and what became of its figures (`figure_matches`), if the caller has them.
    ko_vectors, en_vectors
        float32 (sentences, dim), unit rows; encoded here if None.
    skip_ko, skip_en
        Sentences to leave alone: headlines are rewritten freely. None: what `headline_lines` takes for one.
    """
    story = read or Story.of(ko_texts, en_texts, beads)
    if read is None:
        story.ko.vectors, story.en.vectors = ko_vectors, en_vectors
    ko, en = clause_signs(
        story.ko,
        story.en,
        beads,
        gate=lambda side, signs: gap_weights(side).looks(signs),
        encode=encode,
        figures=figure_matches(story) if figures is None else figures,
        skip_ko=headline_lines(ko_texts, "ko") if skip_ko is None else skip_ko,
        skip_en=headline_lines(en_texts, "en") if skip_en is None else skip_en,
    )
    return Gaps(_judge(ko, "ko"), _judge(en, "en"))


def probability(odds: float, elsewhere: bool) -> float:
    """Return the probability of a clause with these log-odds; `elsewhere`: a passage outside its bead says it."""
    return (_SAID_ELSEWHERE if elsewhere else 1.0) * sigmoid(odds)


def _judge(clauses: Sequence[Clause], side: Lang) -> dict[int, tuple[ClauseGap, ...]]:
    model = gap_weights(side)
    gaps: dict[int, list[ClauseGap]] = {}
    for clause in clauses:
        p = 0.0
        if clause.encoded:
            p = probability(_odds(model.intercept, model.weights, clause.signs), clause.elsewhere)
        gap = ClauseGap(clause.start, clause.end, p, p >= model.suspect_from, p >= model.report_from, _reasons(clause))
        gaps.setdefault(clause.sentence, []).append(gap)
    return {sentence: tuple(found) for sentence, found in gaps.items()}


def _reasons(clause: Clause) -> tuple[str, ...]:
    value = clause.signs
    bend = value.get("margin_bend", 0.0)  # of the English; of the Korean what leaving it out gains
    meaning = 0.3 - copysign(sqrt(abs(bend)), bend) if "margin_bend" in value else value.get("gain", 0.0) * 4
    facts = value["facts_lost"] if "facts_lost" in value else value["numbers_lost"] + value["dates_lost"]
    signs = {
        "meaning": max(meaning, value["words_lost"] / 8),
        "facts": facts / 4,
        "length": max(value["short_fit"], -value["short"] / 2),
    }
    return tuple(sorted((name for name, sign in signs.items() if sign > 0.1), key=lambda name: -signs[name]))
