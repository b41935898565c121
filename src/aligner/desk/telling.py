"""What the page tells of the record: the journal line by line, what can be undone, what was settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aligner.pipeline.rework import Rows
from aligner.review import Entry
from aligner.review.entries import active
from aligner.review.state import SIDES

__all__ = ["journal_lines", "redoable", "settled_findings", "undoable", "what_of"]


def journal_lines(entries: Sequence[Entry], most: int = 300) -> list[dict[str, Any]]:
    """Return the last entries about a story as lines of its journal."""
    undone = {str(e.data.get("of")) for e in entries if e.do == "undo"}
    live = [e for e in entries if e.do == "undo" and e.id not in undone]
    kept = frozenset(e.id for e in active(entries))
    return [_line(e, live, kept) for e in entries[-most:]]


def settled_findings(rows: Rows) -> list[dict[str, Any]]:
    """Return the findings that a verdict or a rule took away, of the checks and of the ledger."""
    return [_settled(f) for f in rows.story.get("settled") or ()] + _settled_sides(rows)


def _settled(finding: Mapping[str, Any]) -> dict[str, Any]:
    places = {
        side: None
        if finding.get(f"{side}_sentence") is None
        else [finding[f"{side}_sentence"], *(finding.get(f"{side}_span") or (0, 0))]
        for side in SIDES
    }
    return {
        "kind": finding["type"],
        "id": finding["id"],
        "msg": finding.get("message", ""),
        **places,
        "review": finding["review"],
    }


def _settled_sides(rows: Rows) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for side in SIDES:
        for entry in (rows.ledger or {}).get(side) or ():
            at = int(entry["sentence"])
            if (entry.get("review") or {}).get("verdict") in ("fine", "ignored"):
                found.append(
                    {
                        "kind": entry["verdict"],
                        "id": entry["id"],
                        "msg": "",
                        side: [at, 0, 0],
                        "review": entry["review"],
                    }
                )
            for clause in entry.get("settled_clauses") or ():
                kind = "partly_covered" if side == "ko" else "added_clause"
                place = [at, clause["start"], clause["end"]]
                found.append(
                    {"kind": kind, "id": clause["id"], "msg": clause["text"], side: place, "review": clause["review"]}
                )
    return found


def undoable(entries: Sequence[Entry]) -> str | None:
    """Return the entry that undoing takes back: the last that counts."""
    return next((e.id for e in reversed(active(entries)) if e.do != "conflict"), None)


def redoable(entries: Sequence[Entry]) -> str | None:
    """Return the undo that redoing takes back: the first of those made since the last change that is still in force."""
    undone = {str(e.data.get("of")) for e in entries if e.do == "undo"}
    # Walk back over undos and what they undid; anything else ends the chain.
    chain: list[Entry] = []
    for entry in reversed(entries):
        if entry.do != "undo":
            break
        chain.append(entry)
    live = [e for e in chain if e.id not in undone]
    real = {e.id for e in entries if e.do != "undo"}
    return next((e.id for e in live if str(e.data.get("of")) in real), None)


def _line(entry: Entry, live: Sequence[Entry], kept: frozenset[str]) -> dict[str, Any]:
    return {
        "id": entry.id,
        "do": entry.do,
        "who": entry.who,
        "when": entry.when,
        "via": entry.via,
        "what": what_of(entry),
        "status": str(entry.data.get("status", "")) if entry.do == "status" else "",
        "by": next((e.id for e in live if e.do == "undo" and e.data.get("of") == entry.id), None),
        "off": entry.do != "undo" and entry.id not in kept,
    }


def what_of(entry: Entry) -> str:
    """Return what an entry is about, in the words and numbers it holds; people count sentences from 1."""
    data = entry.data
    if entry.do == "links":
        shapes = [f"{_numbers(b.get('ko'))} ↔ {_numbers(b.get('en'))}" for b in data.get("beads") or ()]
        return ", ".join(shapes[:4]) + (f" … (+{len(shapes) - 4})" if len(shapes) > 4 else "")
    if entry.do == "status":
        beads = data.get("beads")
        if beads:
            return f"× {len(beads)}"
        return f"{_numbers(data.get('ko'))} ↔ {_numbers(data.get('en'))}"
    if entry.do == "split":
        return " │ ".join(map(str, data.get("texts") or ()))
    if entry.do in ("text", "insert", "comment", "merge"):
        return str(data.get("text", ""))
    if entry.do == "finding":
        about = data.get("about") or {}
        return " · ".join(str(v) for v in (about.get("text"), data.get("reason")) if v)
    if entry.do == "ignore":
        return " ↔ ".join(str(data[side]) for side in SIDES if data.get(side))
    if entry.do == "conflict":
        row = data.get("row") or {}
        return " · ".join(str(row[k]) for k in ("id", "status", "en") if row.get(k))
    return ""


def _numbers(refs: Any) -> str:
    return ", ".join("+" if "new" in ref else str(int(ref["n"]) + 1) for ref in refs or ()) or "–"
