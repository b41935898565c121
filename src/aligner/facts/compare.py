"""`compare`: every disagreement of one story, typed, placed and explained, and the place of every fact that agrees.

A check takes a `Story` and yields suspects: places with named signs. They are judged in one place
(`aligner.facts.judge`), and of what is told about the same words only the likeliest is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date as Date
from typing import TypeAlias

from aligner.facts.clauses.gaps import Gaps, find_gaps
from aligner.facts.clauses.split import Encode
from aligner.facts.explain import finding_of
from aligner.facts.figures.bounds import check_bounds, check_signs
from aligner.facts.figures.compare import check_figures
from aligner.facts.figures.directions import check_directions
from aligner.facts.figures.edges import check_edges
from aligner.facts.figures.exclusive import check_exclusive
from aligner.facts.figures.matches import figure_matches
from aligner.facts.figures.measures import check_measures
from aligner.facts.figures.reckoned import check_reckoned
from aligner.facts.figures.roles import check_roles
from aligner.facts.judge import logit, verdict
from aligner.facts.model import Comparison, Match, Place, Severity, Suspect
from aligner.facts.names.check import check_names
from aligner.facts.names.table import NameEntry
from aligner.facts.negation.compare import check_polarity
from aligner.facts.story import Beads, Story
from aligner.types import Lang

__all__ = ["CHECKS", "Check", "compare", "compare_story"]

Check: TypeAlias = Callable[[Story], Iterable[Suspect]]


def check_clauses(story: Story) -> Iterator[Suspect]:
    """Yield the clauses of the Korean that the coverage ledger underlines."""
    for i, clauses in sorted(story.gaps.ko.items()) if story.gaps is not None else ():
        for gap in clauses:
            if gap.reported:
                signs = {"certainty": logit(gap.probability)}
                yield Suspect("clause", "clause", "missing", "clause", Place(i, gap.start, gap.end), None, signs)


CHECKS: tuple[Check, ...] = (
    check_figures,
    check_roles,
    check_bounds,
    check_signs,
    check_reckoned,
    check_edges,
    check_measures,
    check_directions,
    check_exclusive,
    check_names,
    check_polarity,
    check_clauses,
)
"""Every check, the surest first: of two that accuse the same words with equal probability the earlier one is told."""


def compare(
    ko: Sequence[str],
    en: Sequence[str],
    beads: Beads | None = None,
    *,
    date: Date | None = None,
    lang: Lang = "en",
    glossary: Sequence[NameEntry] | None = None,
    encode: Encode | None = None,
    gaps: Gaps | None = None,
) -> Comparison:
    """Find where the English version of a story states other facts than the Korean original.

    Parameters
    ----------
    ko, en
        The sentences of both versions, in story order.
    beads
        ``(ko numbers, en numbers)`` of the alignment, one-sided ones included; None compares the story as one piece.
    date
        The story's date. Without it days and weekdays are compared only where both sides state the same fields.
    lang
        Language of the explanations.
    glossary
        The user's names and terms (`aligner.pipeline.glossary`); they win over the built-in table.
    encode
        Sentence vectors (float32 (n, dim), unit rows), evidence for negations and for clauses left out; optional.
    gaps
        What `find_gaps` says about the clauses of this story, if the caller has it; else it is asked here, where
        `encode` is given. Without both no clause is reported.

    Returns
    -------
    Comparison
        The tuple of its findings, by English sentence, then Korean sentence; ``matches`` says where every number, date
        and time of the Korean stands in the English.

    Examples
    --------
    >>> compare(["3억2천만원을 냈다."], ["He paid 32 million won."], [((0,), (0,))])[0].message  # doctest: +ELLIPSIS
    'The Korean says “3억2천만원” (320 million won) but the English says “32 million won” (32 million won): ...'
    """
    story = Story.of(ko, en, beads, date=date, glossary=glossary, encode=encode)
    story.gaps = gaps
    return compare_story(story, lang=lang)


def compare_story(story: Story, *, lang: Lang = "en") -> Comparison:
    """Compare a story that is read: see `compare`.

    The clauses are looked into here if the story has an encoder and `Story.gaps` is not set; they are left in it.
    """
    figures = figure_matches(story)
    if story.gaps is None and story.encode is not None:
        story.gaps = find_gaps(
            story.ko.texts, story.en.texts, story.beads, read=story, figures=figures, encode=story.encode,
            skip_ko=story.ko.headlines, skip_en=story.en.headlines,
        )  # fmt: skip
    judged: list[tuple[Suspect, float, Severity]] = []
    for check in CHECKS:
        for suspect in check(story):
            probability, severity = verdict(_with_doubt(suspect, story))
            if severity is not None:
                judged.append((suspect, probability, severity))
    told = _once(judged, story)
    findings = sorted((finding_of(*row, story, lang) for row in told), key=_order)
    wrong = {
        (s.ko.sentence, s.ko.start): s.en
        for s, _, _ in told
        if s.ko is not None and s.ko.fact is not None and s.status == "wrong"
    }
    matches = tuple(
        Match(match.ko, wrong[match.ko.sentence, match.ko.start], "wrong")
        if (match.ko.sentence, match.ko.start) in wrong
        else match
        for match in figures
    )
    return Comparison(tuple(findings), matches)


_LOOSE = {"negation": 0.36, "number": 0.28, "date": 0.28, "name": 0.28}
"""Cosine of a bead below which its sides may not belong together: 2.5 % of the right beads of the sample stories lie
below 0.36, 1 % below 0.28; of those the aligner got wrong three quarters and two fifths. Figures tell more."""


def _with_doubt(suspect: Suspect, story: Story) -> Suspect:
    """Add the sign ``loose``: the bead shares neither meaning nor facts, and the alignment is the suspect."""
    if suspect.en is None or suspect.type not in _LOOSE:
        return suspect
    at = story.bead_of.get(("en", suspect.en.sentence))
    if at is None or (suspect.ko is not None and story.bead_of.get(("ko", suspect.ko.sentence)) != at):
        return suspect
    if story.likeness(at) >= _LOOSE[suspect.type] or story.shared_keys(at):
        return suspect
    return Suspect(
        suspect.kind, suspect.type, suspect.status, suspect.reason, suspect.ko, suspect.en,
        {**suspect.signs, "loose": 1.0}, suspect.detail,
    )  # fmt: skip


def _once(judged: Sequence[tuple[Suspect, float, Severity]], story: Story) -> list[tuple[Suspect, float, Severity]]:
    """Keep the likeliest of what is told about the same words: one mistake is told once."""
    taken: dict[tuple[Lang, int], list[tuple[int, int]]] = {}
    kept = []
    for row in sorted(judged, key=lambda row: -row[1]):
        suspect = row[0]
        sides: list[tuple[Lang, Place]] = []
        if suspect.type != "clause":
            sides = [(side, place) for side, place in (("ko", suspect.ko), ("en", suspect.en)) if place is not None]  # type: ignore[misc]
        if any(
            start < place.end and place.start < end
            for side, place in sides
            for start, end in taken.get((side, place.sentence), ())
        ):
            continue
        kept.append(row)
        for side, place in sides:
            taken.setdefault((side, place.sentence), []).append(place.span)
    return kept


def _order(finding: object) -> tuple[int, int, int]:
    en, ko, span = (getattr(finding, name) for name in ("en_sentence", "ko_sentence", "en_span"))
    far = 10**6
    return (far if en is None else en, far if ko is None else ko, span[0] if span else 0)
