"""The ledger of facts: where each number, date and name of the Korean stands in the English, and what is new there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
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
    entries: list[FactEntry] = []
    partners = _Partners(en)
    found_at = _by_sentence(findings)
    for i, fact in ko:
        finding = _finding_at(found_at["ko"].get(i, ()), "ko", fact)
        partner = partners.find(fact, across.get(i, frozenset()))
        entries.append(_ko_entry(i, fact, partner, en, bool(across.get(i)), finding, ko_texts, en_texts, ko_weights[i]))
    for at, (j, fact) in enumerate(en):
        finding = _finding_at([f for f in found_at["en"].get(j, ()) if f.ko_sentence is None], "en", fact)
        if at in partners.used or not (fact.derived or finding):
            continue
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
    told = {entry.message for entry in entries if entry.status == FactStatus.WRONG}
    entries += [
        _of_finding(finding, ko_texts, en_texts, ko_weights, en_weights)
        for finding in findings
        if finding.status == "wrong" and finding.type in ("number", "date", "name") and finding.message not in told
    ]
    return tuple(entries)


def _of_finding(
    finding: Finding,
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    ko_weights: Sequence[float],
    en_weights: Sequence[float],
) -> FactEntry:
    """Return the entry of something wrong that is no fact of either list, such as a place without a title."""
    i, j = finding.ko_sentence, finding.en_sentence
    weight = ko_weights[i] if i is not None else en_weights[j] if j is not None else 0.5
    value = finding.ko_value or finding.ko_text or finding.en_text
    return FactEntry(
        finding.type,
        str(FactStatus.WRONG),
        finding.score,
        value,
        fact_weight(finding.type, weight),
        _quoted("ko", i, finding.ko_span, ko_texts),
        _quoted("en", j, finding.en_span, en_texts),
        finding.message,
    )


def _quoted(side: Lang, at: int | None, span: tuple[int, int] | None, texts: Sequence[str]) -> Evidence | None:
    if at is None or span is None:
        return None
    return Evidence(side, at, *span, texts[at][slice(*span)])


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


class _Partners:
    """Finds the English fact that may be the same as a Korean one; facts of one value are looked at once."""

    def __init__(self, en: Sequence[Place]) -> None:
        self.en = en
        self.used: set[int] = set()
        self._groups: dict[str, dict[tuple[Any, ...], list[int]]] = {}
        self._by_key: dict[str, list[int]] = {}
        self._numbers: list[tuple[float, int]] = []
        for at, (_, fact) in enumerate(en):
            if fact.kind == "name":
                for key in _name_keys(fact.text, "en"):
                    self._by_key.setdefault(key, []).append(at)
            elif fact.kind == "number":
                self._numbers.append((float(fact.value), at))
            else:
                self._groups.setdefault(fact.kind, {}).setdefault((fact.value,), []).append(at)
        self._numbers.sort()

    def find(self, fact: Fact, bead: frozenset[int]) -> tuple[int, bool] | None:
        """Return the index of a fact of equal value and whether it is in the bead: those first, then unused ones."""
        best: tuple[tuple[bool, bool], int] | None = None
        for at in self._candidates(fact):
            rank = (self.en[at][0] in bead, at not in self.used)
            if best is None or rank > best[0]:
                best = (rank, at)
        if best is None:
            return None
        self.used.add(best[1])
        return best[1], best[0][0]

    def _candidates(self, fact: Fact) -> list[int]:
        if fact.kind == "name":
            return sorted({at for key in _name_keys(fact.text, "ko") for at in self._by_key.get(key, ())})
        if fact.kind == "number":
            return self._number_candidates(fact)
        groups = self._groups.get(fact.kind, {})
        return [at for (value,), places in groups.items() if _same_moment(fact.value, value) for at in places]

    def _number_candidates(self, fact: Fact) -> list[int]:
        found = set()
        for value in (fact.value, *fact.alternatives):
            slack = 0.51 * max(fact.step, abs(value) * 0.1)
            start = bisect_left(self._numbers, (value - slack, -1))
            for number, at in self._numbers[start:]:
                if number > value + slack:
                    break
                if _same_number(fact, self.en[at][1]):
                    found.add(at)
        return sorted(found)


def _name_keys(text: str, lang: Lang) -> frozenset[str]:
    from aligner.facts import evidence_keys

    return frozenset(evidence_keys(text, lang))


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


def _by_sentence(findings: Sequence[Finding]) -> dict[Lang, dict[int, list[Finding]]]:
    found: dict[Lang, dict[int, list[Finding]]] = {"ko": {}, "en": {}}
    for finding in findings:
        if finding.type == "clause":
            continue
        if finding.ko_sentence is not None:
            found["ko"].setdefault(finding.ko_sentence, []).append(finding)
        if finding.en_sentence is not None:
            found["en"].setdefault(finding.en_sentence, []).append(finding)
    return found


def _finding_at(findings: Sequence[Finding], side: Lang, fact: Fact) -> Finding | None:
    """Return the first of a sentence's findings that touches the fact."""
    for finding in findings:
        span = finding.ko_span if side == "ko" else finding.en_span
        if span and span[0] < fact.end and fact.start < span[1]:
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
