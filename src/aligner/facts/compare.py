"""`compare`: every disagreement of one story, typed, placed and explained."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from typing import Literal

from aligner.facts.explain import explain, value_text
from aligner.facts.extract import quantities
from aligner.facts.figures import Mismatch, compare_figures
from aligner.facts.names import NameMismatch, compare_names
from aligner.facts.nametable import NameEntry, builtin_table, with_glossary
from aligner.facts.model import Finding, FindingType, Severity

__all__ = ["compare"]

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
    info: bool = False,
) -> tuple[Finding, ...]:
    if beads is None:
        beads = [(tuple(range(len(ko))), tuple(range(len(en))))]
    ko_facts = [quantities(text, "ko", date=date) for text in ko]
    en_facts = [quantities(text, "en", date=date) for text in en]
    table = builtin_table() if glossary is None else with_glossary(glossary)
    found = [_figure(m, lang) for m in compare_figures(ko, en, ko_facts, en_facts, beads, date)]
    found += [_name(m, lang) for m in compare_names(ko, en, beads, table)]
    kept = [f for f in found if info or f.severity != "info"]
    return tuple(sorted(kept, key=_order))


def _order(finding: Finding) -> tuple[int, int, int]:
    en = finding.en_sentence if finding.en_sentence is not None else 10**6
    ko = finding.ko_sentence if finding.ko_sentence is not None else 10**6
    return (min(en, 10**6), ko, finding.en_span[0] if finding.en_span else 0)


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
    )
