"""The ledger of facts: where each number, date and name of the Korean stands in the English, and what is new there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from aligner.coverage.model import Evidence, FactEntry, FactStatus
from aligner.coverage.weight import fact_weight
from aligner.types import Lang

if TYPE_CHECKING:
    from aligner.facts import Fact, Finding

    Place = tuple[int, Fact]

__all__ = ["fact_entries"]

# How sure a partner in the same bead, one elsewhere in the story, and silence of the checker make us.
_IN_BEAD, _ELSEWHERE, _NO_PARTNER, _UNCHECKED = 0.97, 0.85, 0.6, 0.9


def fact_entries(
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    beads: Sequence[tuple[Sequence[int], Sequence[int]]],
    findings: Sequence[Finding],
    *,
    ko_weights: Sequence[float],
    en_weights: Sequence[float],
    date: Any = None,
) -> tuple[FactEntry, ...]:
    """Return the verdict on every fact of a story, Korean facts in order, then what only the English has.

    What the checker found (`findings`) decides; for the rest the partner of equal value is looked for in the same bead
    first, then in the whole story. Soft facts (one, a couple, 한 명) are left out: losing them means nothing.
    """
    from aligner.facts import extract

    ko = [(i, f) for i, text in enumerate(ko_texts) for f in extract(text, "ko", date=date) if not f.soft]
    en = [(j, f) for j, text in enumerate(en_texts) for f in extract(text, "en", date=date) if not f.soft]
    across = {i: frozenset(right) for left, right in beads for i in left}
    used: set[int] = set()
    entries: list[FactEntry] = []
    same = _Same()
    for i, fact in ko:
        finding = _finding_at(findings, "ko", i, fact)
        partner = _partner(fact, across.get(i, frozenset()), en, used, same)
        entries.append(_ko_entry(i, fact, partner, en, bool(across.get(i)), finding, ko_texts, en_texts, ko_weights[i]))
        if partner is not None:
            used.add(partner[0])
    for at, (j, fact) in enumerate(en):
        if at in used or not (fact.derived or _finding_at(findings, "en", j, fact, only_en=True)):
            continue
        finding = _finding_at(findings, "en", j, fact, only_en=True)
        status = FactStatus.DERIVED if finding is None else FactStatus.WRONG
        entries.append(
            FactEntry(
                fact.kind,
                str(status),
                _IN_BEAD if finding is None else finding.score,
                _value(fact),
                fact_weight(fact.kind, en_weights[j]),
                None,
                _evidence("en", j, fact, en_texts),
                "" if finding is None else finding.message,
            )
        )
    return tuple(entries)


def _ko_entry(
    i: int,
    fact: Fact,
    partner: tuple[int, bool] | None,
    en: Sequence[Place],
    linked: bool,
    finding: Finding | None,
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    weight: float,
) -> FactEntry:
    place = None
    if partner is not None:
        j, other = en[partner[0]]
        place = _evidence("en", j, other, en_texts)
    message = "" if finding is None else finding.message
    if finding is not None and finding.status in ("wrong", "missing", "moved"):
        status, confidence = FactStatus(finding.status), finding.score
        if finding.en_sentence is not None and finding.en_span is not None:
            start, end = finding.en_span
            place = Evidence("en", finding.en_sentence, start, end, en_texts[finding.en_sentence][start:end])
    elif partner is not None:
        in_bead = partner[1]
        status, confidence = (FactStatus.KEPT, _IN_BEAD) if in_bead else (FactStatus.MOVED, _ELSEWHERE)
    elif linked:
        # The checker knows more ways of saying a thing than the search for equal values and did not object.
        status, confidence = FactStatus.KEPT, _NO_PARTNER
    else:
        status, confidence = FactStatus.MISSING, _UNCHECKED
    return FactEntry(
        fact.kind,
        str(status),
        confidence,
        _value(fact),
        fact_weight(fact.kind, weight),
        _evidence("ko", i, fact, ko_texts),
        place,
        message,
    )


def _partner(
    fact: Fact, bead: frozenset[int], en: Sequence[Place], used: set[int], same: Callable[[Fact, Fact], bool]
) -> tuple[int, bool] | None:
    """Return the index into `en` of a fact of equal value and whether it is in the bead, unused ones first."""
    best: tuple[tuple[bool, bool], int] | None = None
    for at, (j, other) in enumerate(en):
        if other.kind != fact.kind or not same(fact, other):
            continue
        rank = (j in bead, at not in used)
        if best is None or rank > best[0]:
            best = (rank, at)
    return None if best is None else (best[1], best[0][0])


class _Same:
    """Whether a Korean and an English fact may be the same one; names are remembered by their keys."""

    def __init__(self) -> None:
        self._keys: dict[tuple[str, Lang], frozenset[str]] = {}

    def __call__(self, ko: Fact, en: Fact) -> bool:
        if ko.kind == "name":
            return bool(self._name(ko.text, "ko") & self._name(en.text, "en"))
        if ko.kind == "number":
            return _same_number(ko, en)
        return _same_moment(ko.value, en.value)

    def _name(self, text: str, lang: Lang) -> frozenset[str]:
        from aligner.facts import evidence_keys

        if (text, lang) not in self._keys:
            self._keys[text, lang] = frozenset(evidence_keys(text, lang))
        return self._keys[text, lang]


def _same_number(ko: Fact, en: Fact) -> bool:
    if ko.unit and en.unit and ko.unit != en.unit:
        return False
    slack = max(ko.step, en.step) / 2 + 1e-9 * abs(ko.value)
    return any(abs(a - en.value) <= slack for a in (ko.value, *ko.alternatives))


def _same_moment(ko: Any, en: Any) -> bool:
    """Whether no field that both give differs, and at least one is given by both."""
    shared = 0
    for name in ("year", "month", "day", "weekday", "quarter", "half"):
        a, b = getattr(ko, name), getattr(en, name)
        if a is None or b is None:
            continue
        if a != b:
            return False
        shared += 1
    if ko.minute is not None and en.minute is not None:
        offset = (ko.zone or 540) - (en.zone if en.zone is not None else ko.zone or 540)
        if (ko.minute - offset - en.minute) % 1440:
            return False
        shared += 1
    return shared > 0


def _finding_at(
    findings: Sequence[Finding], side: Lang, sentence: int, fact: Fact, *, only_en: bool = False
) -> Finding | None:
    for finding in findings:
        at, span = (finding.ko_sentence, finding.ko_span) if side == "ko" else (finding.en_sentence, finding.en_span)
        if only_en and finding.ko_sentence is not None:
            continue
        if at == sentence and span and span[0] < fact.end and fact.start < span[1] and finding.type != "clause":
            return finding
    return None


def _evidence(side: Lang, sentence: int, fact: Fact, texts: Sequence[str]) -> Evidence:
    return Evidence(side, sentence, fact.start, fact.end, texts[sentence][fact.start : fact.end])


def _value(fact: Fact) -> str:
    if fact.kind == "number":
        number = f"{fact.value:,.10g}" if isinstance(fact.value, int | float) else str(fact.value)
        high = f"–{fact.high:,.10g}" if fact.high is not None else ""
        return f"{fact.bound} {number}{high} {fact.unit}".strip()
    return str(fact.value)
