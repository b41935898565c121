"""A long story just after a change: shown as it is now, its checks to follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aligner.pipeline.rework import Row, Rows, in_order, numbers
from aligner.review import BeadState, StoryState
from aligner.review.findings import Rule, settle
from aligner.review.state import SIDES

__all__ = ["rows_at_once"]


def rows_at_once(before: Rows, base: Rows, state: StoryState, rules: Sequence[Rule]) -> Rows:
    """Return the rows of a long story with its links and texts as they are now, its checks as they were.

    Parameters
    ----------
    before
        The rows that were shown last.
    base
        The rows of the run.
    """
    beads = in_order(state)
    pairs: list[Row] = [_plain_pair(state, bead, link) for bead, link in zip(beads, numbers(state, beads), strict=True)]
    story = _with_texts(base.story, state)
    number = {side: state.number(side) for side in SIDES}
    edited = {side: {number[side][s.key] for s in state.side(side) if s.edited} for side in SIDES}
    findings = [
        f
        for f in before.story.get("findings") or ()
        if not any(f.get(f"{side}_sentence") in edited[side] for side in SIDES)
    ]
    rows = Rows({**story, "findings": findings}, pairs, _ledger_at_once(before.ledger, pairs))
    return Rows(*settle(rows.story, rows.pairs, rows.ledger, state.findings, rules))


def _plain_pair(state: StoryState, bead: BeadState, link: tuple[tuple[int, ...], tuple[int, ...]]) -> dict[str, Any]:
    ko, en, status = state.snapshot(bead)
    base = bead.pair.to_row() if bead.pair else {"id": f"{state.id}#r", "score": None, "parts": {}, "moved": False}
    reviewed = {"reviewed": True} if bead.decided or bead.by == "person" else {}
    return {
        **base,
        "story": state.id,
        "status": status or "doubtful",
        "ko": ko,
        "en": en,
        "ko_sentences": list(link[0]),
        "en_sentences": list(link[1]),
        **reviewed,
    }


def _with_texts(story: Mapping[str, Any], state: StoryState) -> dict[str, Any]:
    sides = {}
    for side in SIDES:
        lines = [dict(s) for s in story[side]["sentences"] if s["role"] in ("headline", "body")]
        made = []
        for now in state.side(side):
            line = (
                dict(lines[now.key])
                if isinstance(now.key, int)
                else {"role": "body", "paragraph": 0, "start": 0, "end": 0}
            )
            made.append({**line, "text": now.text})
        sides[side] = {**story[side], "sentences": made}
    return {**story, **sides}


def _ledger_at_once(ledger: Mapping[str, Any] | None, pairs: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Return the old ledger with the verdicts that a bead's shape alone tells put right."""
    if ledger is None:
        return None
    shapes: dict[tuple[str, int], bool] = {}
    for pair in pairs:
        for side in SIDES:
            for i in pair.get(f"{side}_sentences") or ():
                shapes[side, i] = bool(pair["ko"]) and bool(pair["en"])
    new: dict[str, Any] = {**ledger, "facts": []}
    for side, lone, linked in (("ko", "omitted", "covered"), ("en", "added", "sourced")):
        entries = []
        for entry in ledger.get(side) or ():
            both = shapes.get((side, int(entry["sentence"])))
            if both is False:
                entry = {**entry, "verdict": lone, "confidence": 1.0, "clauses": []}
            elif both and entry["verdict"] == lone:
                entry = {**entry, "verdict": linked, "confidence": 1.0}
            entries.append(entry)
        new[side] = entries
    return new
