"""`compare`: every disagreement of one story, typed, placed and explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date as Date
from statistics import median
from typing import Literal

from aligner.facts.clauses.gaps import Gaps, find_gaps
from aligner.facts.clauses.split import Encode
from aligner.facts.explain import explain, value_text
from aligner.facts.figures.compare import Mismatch, compare_figures, matched_figures
from aligner.facts.figures.roles import RoleSwap, swapped_roles
from aligner.facts.figures.strays import power_of_ten
from aligner.facts.model import Finding, FindingType, Severity
from aligner.facts.names.compare import NameMismatch, Spelling, compare_names, compare_people
from aligner.facts.names.table import NameEntry, builtin_table, with_glossary
from aligner.facts.negation.compare import Flip, compare_polarity
from aligner.facts.reading.extract import quantities
from aligner.facts.reading.keys import evidence_keys

__all__ = ["compare", "length_ratio"]

_SURE = 0.55
_REASONS = {"wrong": "value", "missing": "missing", "added": "added"}


def compare(
    ko: Sequence[str],
    en: Sequence[str],
    beads: Sequence[tuple[Sequence[int], Sequence[int]]] | None = None,
    *,
    date: Date | None = None,
    lang: Literal["ko", "en"] = "en",
    glossary: Sequence[NameEntry] | None = None,
    encode: Encode | None = None,
    gaps: Gaps | None = None,
    info: bool = False,
) -> tuple[Finding, ...]:
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
        The user's names and terms (`read_glossary`); they win over the built-in table.
    encode
        Sentence vectors (float32 (n, dim), unit rows), evidence for negations and for clauses left out; optional.
    gaps
        What `find_gaps` says about the clauses of this story, if the caller has it; else it is asked here, where
        `encode` is given. Without both no clause is reported.
    info
        Whether findings of severity ``info`` (moved, added, missing without contradiction) are returned too.

    Returns
    -------
    tuple of Finding
        By English sentence, then Korean sentence. Empty where nothing contradicts.

    Examples
    --------
    >>> compare(["3억2천만원을 냈다."], ["He paid 32 million won."], [((0,), (0,))])[0].message  # doctest: +ELLIPSIS
    'The Korean says “3억2천만원” (320,000,000 won) but the English says “32 million won” (32,000,000 won): ...'
    """
    if beads is None:
        beads = [(tuple(range(len(ko))), tuple(range(len(en))))]
    ko_facts = [quantities(text, "ko", date=date) for text in ko]
    en_facts = [quantities(text, "en", date=date) for text in en]
    table = builtin_table() if glossary is None else with_glossary(glossary)
    found = [_figure(m, lang) for m in compare_figures(ko, en, ko_facts, en_facts, beads, date)]
    found += [_name(m, lang) for m in compare_names(ko, en, beads, table)]
    found += [_spelling(m, lang) if isinstance(m, Spelling) else _name(m, lang) for m in compare_people(ko, en, table)]
    found += [
        _flip(f, ko, en, lang)
        for f in compare_polarity(
            ko, en, beads, matched_figures(ko_facts, en_facts, beads, date),
            ratio=length_ratio(ko, en, beads),
        )
    ]  # fmt: skip
    found += _swaps(swapped_roles(ko, en, ko_facts, en_facts, beads), ko, en, lang, found)
    if encode is not None:
        found = _doubt_loose_beads(found, ko, en, beads, encode)
        gaps = gaps or find_gaps(ko, en, beads, encode=encode)
    found += _clauses(gaps, ko, beads, lang) if gaps is not None else []
    kept = [f for f in found if info or f.severity != "info"]
    return tuple(sorted(kept, key=_order))


_LOOSE = {"negation": 0.36, "number": 0.28, "date": 0.28, "name": 0.28}
"""Cosine of a bead below which its sides may not belong together: 2.5 % of the right beads of the sample stories lie
below 0.36, 1 % below 0.28; of those the aligner got wrong three quarters and two fifths. Figures tell more."""


def _doubt_loose_beads(
    found: Sequence[Finding],
    ko: Sequence[str],
    en: Sequence[str],
    beads: Sequence[tuple[Sequence[int], Sequence[int]]],
    encode: Encode,
) -> list[Finding]:
    """Lower findings to ``info`` whose bead shares neither meaning nor facts: then the alignment is the suspect."""
    bead_of: dict[tuple[str, int | None], int] = {}
    for n, (ko_ids, en_ids) in enumerate(beads):
        bead_of |= {("ko", i): n for i in ko_ids}
        bead_of |= {("en", j): n for j in en_ids}
    loose: dict[int, float] = {}
    out = []
    for finding in found:
        at = bead_of.get(("en", finding.en_sentence))
        if finding.severity != "info" and at is not None and bead_of.get(("ko", finding.ko_sentence), at) == at:
            if at not in loose:
                left, right = (" ".join(texts[i] for i in ids) for texts, ids in zip((ko, en), beads[at], strict=True))
                vectors = encode([left, right])
                shared = evidence_keys(left, "ko") & evidence_keys(right, "en")
                loose[at] = 1.0 if shared else float(vectors[0] @ vectors[1])
            told = finding.detail == "digits" or (finding.type == "negation" and finding.ko_span and finding.en_span)
            if loose[at] < _LOOSE[finding.type] and not told:
                finding = replace(finding, severity="info", score=round(finding.score * 0.4, 3))
        out.append(finding)
    return out


def _order(finding: Finding) -> tuple[int, int, int]:
    en = finding.en_sentence if finding.en_sentence is not None else 10**6
    ko = finding.ko_sentence if finding.ko_sentence is not None else 10**6
    return (min(en, 10**6), ko, finding.en_span[0] if finding.en_span else 0)


def _clauses(
    gaps: Gaps, ko: Sequence[str], beads: Sequence[tuple[Sequence[int], Sequence[int]]], lang: Literal["ko", "en"]
) -> list[Finding]:
    """The clauses that the coverage ledger underlines, as findings."""
    across = {i: en_ids[0] for ko_ids, en_ids in beads for i in ko_ids if en_ids}
    return [
        Finding(
            type="clause",
            status="missing",
            severity="error" if gap.probability >= _SURE else "warning",
            ko_sentence=i,
            en_sentence=across.get(i),
            ko_span=(gap.start, gap.end),
            en_span=None,
            ko_text=ko[i][gap.start : gap.end],
            score=round(gap.probability, 4),
            message=explain("clause", lang, ko=ko[i][gap.start : gap.end]),
        )
        for i, clauses in sorted(gaps.ko.items())
        for gap in clauses
        if gap.reported
    ]


def length_ratio(ko: Sequence[str], en: Sequence[str], beads: Sequence[tuple[Sequence[int], Sequence[int]]]) -> float:
    """Median number of English characters for one Korean character over two-sided beads (2.4 if there are few)."""
    ratios = [
        sum(len(en[j]) for j in en_ids) / max(1, sum(len(ko[i]) for i in ko_ids))
        for ko_ids, en_ids in beads
        if ko_ids and en_ids
    ]
    return min(3.5, max(1.5, median(ratios))) if len(ratios) >= 5 else 2.4


def _flip(flip: Flip, ko: Sequence[str], en: Sequence[str], lang: Literal["ko", "en"]) -> Finding:
    ko_text = ko[flip.ko_sentence][slice(*flip.ko_span)] if flip.ko_span else ""
    en_text = en[flip.en_sentence][slice(*flip.en_span)] if flip.en_span else ""
    figure = flip.reason == "bound-figure"
    return Finding(
        type="number" if figure else "negation",
        status="wrong" if figure else "flipped",
        severity="error" if flip.sure >= 0.75 else "warning" if flip.sure >= _SURE else "info",
        ko_sentence=flip.ko_sentence,
        en_sentence=flip.en_sentence,
        ko_span=flip.ko_span,
        en_span=flip.en_span,
        ko_text=ko_text,
        en_text=en_text,
        ko_value=ko_text,
        en_value=en_text,
        score=flip.sure,
        message=explain("bound" if figure else flip.reason, lang, ko=ko_text, en=en_text),
    )


def _swaps(
    swaps: Sequence[RoleSwap], ko: Sequence[str], en: Sequence[str], lang: Literal["ko", "en"],
    found: Sequence[Finding],
) -> list[Finding]:  # fmt: skip
    """Crossed roles: a wrong number where the figures moved, a flip where the words did."""
    told = {(f.en_sentence, f.en_span) for f in found}
    out = []
    for swap in swaps:
        if swap.words:
            flip = Flip("polarity", swap.ko.sentence, swap.ko_span, swap.en.sentence, swap.en_span, 0.8)
            out.append(_flip(flip, ko, en, lang))
        elif (swap.en.sentence, (swap.en.fact.start, swap.en.fact.end)) not in told:
            out.append(_figure(Mismatch("wrong", swap.ko, swap.en, 0.8, "value"), lang))
    return out


def _name(mismatch: NameMismatch, lang: Literal["ko", "en"]) -> Finding:
    ko, en = mismatch.ko, mismatch.en
    return Finding(
        type="name",
        status="wrong" if ko else "added",
        severity="error" if mismatch.sure >= 0.75 else "warning" if mismatch.sure >= _SURE else "info",
        ko_sentence=mismatch.ko_sentence,
        en_sentence=mismatch.en_sentence,
        ko_span=(ko.start, ko.end) if ko else None,
        en_span=(en.start, en.end),
        ko_text=ko.text if ko else "",
        en_text=en.text,
        ko_value=ko.text if ko else "",
        en_value=en.text,
        score=mismatch.sure,
        message=explain("name" if ko else "name-unknown", lang, ko=ko.text if ko else "", en=en.text),
    )


def _spelling(twice: Spelling, lang: Literal["ko", "en"]) -> Finding:
    return Finding(
        type="name",
        status="inconsistent",
        severity="warning",
        ko_sentence=twice.ko_sentence,
        en_sentence=twice.en_sentence,
        ko_span=(twice.ko.start, twice.ko.end),
        en_span=(twice.en.start, twice.en.end),
        ko_text=twice.ko.text,
        en_text=twice.en.text,
        ko_value=twice.ko.text,
        en_value=f"{twice.first} / {twice.en.text}",
        score=0.7,
        message=explain(
            "inconsistent", lang, ko=twice.ko.text, en=twice.en.text, ko_value=twice.first, en_value=twice.en.text
        ),
    )


def _figure(mismatch: Mismatch, lang: Literal["ko", "en"]) -> Finding:
    ko, en = mismatch.ko, mismatch.en
    fact = (ko or en).fact  # type: ignore[union-attr]
    kind: FindingType = "number" if fact.kind == "number" else "date"
    reason = mismatch.reason or _REASONS.get(mismatch.status) or ("moved-ko" if ko else "moved-en")
    severity: Severity = "info"
    if mismatch.status == "wrong":
        severity = "error" if mismatch.sure >= 0.75 else "warning" if mismatch.sure >= _SURE else "info"
    words = {
        "ko": ko.fact.text if ko else "",
        "en": en.fact.text if en else "",
        "ko_value": value_text(ko.fact, lang) if ko else "",
        "en_value": value_text(en.fact, lang) if en else "",
    }
    return Finding(
        type=kind,
        status=mismatch.status,  # type: ignore[arg-type]
        severity=severity,
        ko_sentence=ko.sentence if ko else None,
        en_sentence=en.sentence if en else None,
        ko_span=(ko.fact.start, ko.fact.end) if ko else None,
        en_span=(en.fact.start, en.fact.end) if en else None,
        ko_text=words["ko"],
        en_text=words["en"],
        ko_value=words["ko_value"],
        en_value=words["en_value"],
        score=mismatch.sure,
        message=explain(reason, lang, **words),
        detail="digits" if ko and en and fact.kind == "number" and power_of_ten(ko.fact, en.fact) else "",
    )
