"""The ledger of facts: what became of every number and date of the Korean, and what the English gets wrong.

Nothing is matched here: `aligner.facts.compare` says where every Korean fact stands in the English, and what is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aligner.coverage.model import Evidence, FactEntry, FactStatus
from aligner.coverage.weight import fact_weight
from aligner.types import Lang

if TYPE_CHECKING:
    from aligner.facts import Comparison, Fact, Finding, Match, Place, Story

__all__ = ["fact_entries"]

_SURE = {"kept": 0.97, "moved": 0.85, "missing": 0.9}
"""How sure a partner in the same bead, one elsewhere in the story, and none at all make us."""


def fact_entries(
    story: Story, comparison: Comparison, *, ko_weights: Sequence[float], en_weights: Sequence[float]
) -> tuple[FactEntry, ...]:
    """Return the verdict on every fact of a story, Korean facts in order, then what only the English has.

    Parameters
    ----------
    story
        The story as it was read.
    comparison
        What `aligner.facts.compare` says of it.
    ko_weights, en_weights
        News weight in [0, 1] of each sentence.

    Notes
    -----
    Soft facts (one, a couple, 한 명) are left out: losing them means nothing. Of the English, conversions are listed,
    and what is wrong there and is no fact of the Korean.
    """
    kinds = ("number", "date", "name")
    wrong = {(f.ko_sentence, f.ko_span): f for f in comparison if f.status == "wrong" and f.type in kinds}
    entries: list[FactEntry] = []
    told: set[tuple[int | None, tuple[int, int] | None]] = set()
    for match in comparison.matches:
        key = (match.ko.sentence, match.ko.span)
        finding = wrong.get(key) if match.status == "wrong" else None
        told.add(key)
        entries.append(_entry(match, finding, story, ko_weights[match.ko.sentence]))
    for j, facts in enumerate(story.en.facts):
        entries += [_derived(j, fact, story, en_weights[j]) for fact in _derived_of(story, j, facts)]
    entries += [
        _of_finding(finding, story, ko_weights, en_weights) for key, finding in wrong.items() if key not in told
    ]
    return tuple(entries)


def _entry(match: Match, finding: Finding | None, story: Story, weight: float) -> FactEntry:
    fact = match.ko.fact
    assert fact is not None
    return FactEntry(
        fact.kind,
        match.status,
        _SURE.get(match.status, 0.5) if finding is None else finding.score,
        _value(fact),
        fact_weight(fact.kind, weight),
        _quoted("ko", match.ko, story),
        _quoted("en", match.en, story),
        "" if finding is None else finding.message,
    )


def _derived_of(story: Story, sentence: int, facts: Sequence[Fact]) -> list[Fact]:
    from aligner.facts.figures.derived import mark_derived

    return [fact for fact in mark_derived(story.en.texts[sentence], facts) if fact.derived]


def _derived(sentence: int, fact: Fact, story: Story, weight: float) -> FactEntry:
    from aligner.facts import Place

    place = _quoted("en", Place.of(sentence, fact), story)
    status = str(FactStatus.DERIVED)
    return FactEntry(fact.kind, status, _SURE["kept"], _value(fact), fact_weight(fact.kind, weight), None, place)


def _of_finding(finding: Finding, story: Story, ko_weights: Sequence[float], en_weights: Sequence[float]) -> FactEntry:
    """Return the entry of something wrong that is no fact of the Korean list, such as a name."""
    i, j = finding.ko_sentence, finding.en_sentence
    weight = ko_weights[i] if i is not None else en_weights[j] if j is not None else 0.5
    return FactEntry(
        finding.type,
        str(FactStatus.WRONG),
        finding.score,
        finding.ko_value or finding.ko_text or finding.en_text,
        fact_weight(finding.type, weight),
        _at("ko", i, finding.ko_span, story),
        _at("en", j, finding.en_span, story),
        finding.message,
    )


def _quoted(side: Lang, place: Place | None, story: Story) -> Evidence | None:
    return None if place is None else _at(side, place.sentence, place.span, story)


def _at(side: Lang, sentence: int | None, span: tuple[int, int] | None, story: Story) -> Evidence | None:
    if sentence is None or span is None:
        return None
    texts = story.ko.texts if side == "ko" else story.en.texts
    return Evidence(side, sentence, *span, texts[sentence][slice(*span)])


def _value(fact: Fact) -> str:
    if fact.kind == "number":
        number = f"{fact.value:,.10g}" if isinstance(fact.value, int | float) else str(fact.value)
        high = f"–{fact.high:,.10g}" if fact.high is not None else ""
        return f"{fact.bound} {number}{high} {fact.unit}".strip()
    return str(fact.value)
