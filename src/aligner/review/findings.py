"""Verdicts on findings laid over the rows of a story: what a person called fine is gone from findings, notes and gates.

A finding is known by its fingerprint: its kind, the sentences it is about with the words it quotes, and, where it has
no place on one side, all that is linked there. So a verdict holds as long as what it was given on says the same, in
whatever order the checker finds things, and asks for a new one as soon as a text or link changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aligner.review.entries import Entry, fingerprint
from aligner.review.state import aligned_rows

__all__ = ["Rule", "Settlement", "rules_of", "settle"]

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """Findings of `kind` on these words are to be ignored; an empty side says nothing of that side."""

    kind: str
    ko: str = ""
    en: str = ""
    entry: Entry | None = None

    def holds(self, kind: str, ko: str, en: str) -> bool:
        """Whether a finding falls under the rule."""
        return self.kind == kind and bool(self.ko or self.en) and self.ko in ("", ko) and self.en in ("", en)


def rules_of(entries: Sequence[Entry]) -> tuple[Rule, ...]:
    """Return the rules among `entries`, which must be active."""
    return tuple(
        Rule(str(e.data.get("kind", "")), str(e.data.get("ko", "")), str(e.data.get("en", "")), e)
        for e in entries
        if e.do == "ignore"
    )


@dataclass
class Settlement:
    """Lays verdicts over one story.

    Parameters
    ----------
    story, pairs, ledger
        Its rows; None for a run without ledger. They are not altered.
    verdicts
        Fingerprint of finding → the entry that judged it.
    rules
        Those of the run.
    """

    story: Row
    pairs: Sequence[Row]
    ledger: Row | None
    verdicts: Mapping[str, Entry]
    rules: Sequence[Rule]

    def __post_init__(self) -> None:
        self._texts = {side: [str(s["text"]) for s in aligned_rows(self.story, side)] for side in ("ko", "en")}
        self._across: dict[tuple[str, int], str] = {}
        for row in self.pairs:
            for i in row.get("ko_sentences") or ():
                self._across["ko", i] = str(row.get("en", ""))
            for j in row.get("en_sentences") or ():
                self._across["en", j] = str(row.get("ko", ""))

    def print_of(self, kind: str, ko: int | None, en: int | None, ko_words: str = "", en_words: str = "") -> str:
        """Return the fingerprint of a finding about these sentences and words."""
        left = self._text("ko", ko) if ko is not None else self._across.get(("en", en), "") if en is not None else ""
        right = self._text("en", en) if en is not None else self._across.get(("ko", ko), "") if ko is not None else ""
        return fingerprint(kind, left, right, ko_words, en_words)

    def _text(self, side: str, at: int) -> str:
        texts = self._texts[side]
        return texts[at] if 0 <= at < len(texts) else ""

    def judge(self, kind: str, mark: str, ko: str, en: str) -> dict[str, Any] | None:
        """Return what a person said of a finding (verdict, who, when, reason, entry), None if nothing."""
        entry = self.verdicts.get(mark)
        verdict = None if entry is None else str(entry.data["verdict"])
        if entry is None:
            rule = next((r for r in self.rules if r.holds(kind, ko, en)), None)
            entry, verdict = (rule.entry, "ignored") if rule else (None, None)
        if entry is None:
            return None
        reason = str(entry.data.get("reason", ""))
        return {"verdict": verdict, "who": entry.who, "when": entry.when, "reason": reason, "entry": entry.id}


def settle(
    story: Row, pairs: Sequence[Row], ledger: Row | None, verdicts: Mapping[str, Entry], rules: Sequence[Rule]
) -> tuple[dict[str, Any], list[Row], dict[str, Any] | None]:
    """Return the rows of a story with the verdicts laid over.

    Every finding, one-sided sentence and clause gets its fingerprint as ``id`` and what a person said of it as
    ``review``. Findings called fine stand in ``settled`` instead of ``findings``, and their messages leave the notes
    of the pairs; clauses called fine stand in ``settled_clauses``; facts called wrong without reason are kept again.
    """
    work = Settlement(story, pairs, ledger, verdicts, rules)
    findings, settled = _findings(work)
    gone = [str(f.get("message", "")) for f in settled]
    new_story = {**story, "findings": findings, **({"settled": settled} if settled else {})}
    new_pairs: list[Row] = [_without(row, gone) for row in pairs]
    return new_story, new_pairs, None if ledger is None else _ledger(work, set(gone))


def _findings(work: Settlement) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    kept: list[dict[str, Any]] = []
    settled: list[dict[str, Any]] = []
    for row in work.story.get("findings") or ():
        ko, en = str(row.get("ko_text", "")), str(row.get("en_text", ""))
        kind = str(row.get("type", ""))
        mark = work.print_of(kind, row.get("ko_sentence"), row.get("en_sentence"), ko, en)
        said = work.judge(kind, mark, ko, en)
        found = {**row, "id": mark, **({"review": said} if said else {})}
        if said and said["verdict"] == "error":
            found |= {"severity": "error", "score": 1.0}
        (settled if said and said["verdict"] != "error" else kept).append(found)
    return kept, settled


def _without(row: Row, gone: Sequence[str]) -> dict[str, Any]:
    notes = [note for note in row.get("notes") or () if note not in gone]
    new = {**row, "notes": notes}
    if not notes:
        del new["notes"]
    return new


def _ledger(work: Settlement, gone: set[str]) -> dict[str, Any]:
    assert work.ledger is not None
    ledger = dict(work.ledger)
    freed = 0
    for side, lone in (("ko", "omitted"), ("en", "added")):
        entries = []
        for entry in ledger.get(side) or ():
            new, letters = _entry(work, side, lone, entry)
            freed += letters if side == "ko" else 0
            entries.append(new)
        ledger[side] = entries
    ledger["facts"] = [_fact(fact, gone) for fact in ledger.get("facts") or ()]
    ledger["coverage"] = _rates(work, ledger, freed)
    return ledger


def _entry(work: Settlement, side: str, lone: str, entry: Row) -> tuple[dict[str, Any], int]:
    """Return a sentence's entry with its verdicts, and how many letters of clauses are no longer lost."""
    at = int(entry["sentence"])
    ko, en = (at, None) if side == "ko" else (None, at)
    verdict, new = str(entry["verdict"]), dict(entry)
    if verdict in (lone, "moved"):
        new["id"] = mark = work.print_of(verdict, ko, en)
        if said := work.judge(verdict, mark, "", ""):
            new["review"] = said
    clauses: list[dict[str, Any]] = []
    settled: list[dict[str, Any]] = []
    for clause in entry.get("clauses") or ():
        words = str(clause.get("text", ""))
        left, right = (words, "") if side == "ko" else ("", words)
        mark = work.print_of("clause", ko, en, left, right)
        said = work.judge("clause", mark, left, right)
        judged = {**clause, "id": mark, **({"review": said} if said else {})}
        (settled if said and said["verdict"] != "error" else clauses).append(judged)
    new["clauses"] = clauses
    if settled:
        new["settled_clauses"] = settled
        if not clauses and verdict == "partly_covered":
            new["verdict"] = "moved" if entry.get("moved") else "condensed" if entry.get("condensed") else "covered"
            new["confidence"] = 1.0
    return new, sum(_letters(str(clause.get("text", ""))) for clause in settled)


def _fact(fact: Row, gone: set[str]) -> dict[str, Any]:
    if fact.get("status") not in ("wrong", "missing") or not fact.get("message") or fact["message"] not in gone:
        return dict(fact)
    return {**fact, "status": "kept" if fact.get("ko") else "derived", "confidence": 1.0, "message": ""}


def _rates(work: Settlement, ledger: Row, freed: int) -> dict[str, Any]:
    rates = dict(ledger.get("coverage") or {})
    facts = [fact for fact in ledger["facts"] if fact.get("ko")]
    if facts and rates.get("fact") is not None:
        rates["fact"] = round(sum(f["status"] in ("kept", "moved", "derived") for f in facts) / len(facts), 4)
    letters = sum(_letters(text) for text in work._texts["ko"])
    if freed and letters and rates.get("character") is not None:
        rates["character"] = round(min(1.0, rates["character"] + freed / letters), 4)
    return rates


def _letters(text: str) -> int:
    return sum(1 for c in text if not c.isspace())
