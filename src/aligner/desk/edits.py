"""Changes made on the desk: each becomes one entry of the record; and the checks of what is being typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from aligner.desk.session import Session, beads_of_view, report_language
from aligner.errors import InputError
from aligner.pipeline.reviews import RecordFile
from aligner.pipeline.rework import check_texts, realign
from aligner.report import view_story
from aligner.review.entries import make_entry
from aligner.review.state import SIDES

__all__ = ["bead_terms", "check_sentence", "confirm_above", "realign_story", "take"]


def take(session: Session, do: str, story: str, data: Mapping[str, Any], *, via: str = "desk") -> dict[str, Any]:
    """Put a change into the record.

    Returns
    -------
    dict
        ``id`` of the entry, ``rev``, and ``conflict`` where it does not apply to the story as it stands: it is in
        the record all the same, for nothing that a person typed is lost.

    Raises
    ------
    InputError
        If it is no change that the record knows, or of a story that the run does not have.
    """
    entry = make_entry(do, story, who=session.who, via=via, data=data)
    if story and not session.corpus.has(story):
        raise InputError(f"has no story {story!r}", file=session.corpus.path)
    if do == "undo" and not any(e.id == data.get("of") for e in session.corpus.journal.entries()):
        raise InputError(f"no entry {data.get('of')!r} to undo")
    with session.lock:
        conflict = None
        if story and do != "undo":
            _, conflicts = session.corpus.state_of(session.corpus.raw(story), [*session.entries(story), entry])
            conflict = next((c.why for c in conflicts if c.entry.id == entry.id), None)
            if conflict == "unknown":
                raise InputError(f"a change of the kind {do!r} cannot be understood")
        session.corpus.journal.append([entry])
        if do == "ignore" and session.house is not None:
            RecordFile(session.house).append([entry])
    session.changed()
    return {"id": entry.id, "rev": session.revision, **({"conflict": conflict} if conflict else {})}


def realign_story(session: Session, story: str, start: int) -> dict[str, Any]:
    """Align the rest of a story around what people linked or confirmed; one entry, which can be undone."""
    state = session.show(story).state
    beads = realign(state, session.corpus.encoder, session.corpus.config, start=start)
    if not beads:
        return {"changed": 0, "rev": session.revision}
    return {"changed": len(beads), **take(session, "links", story, {"beads": beads, "by": "aligner"})}


def confirm_above(session: Session, story: str, least: float) -> dict[str, Any]:
    """Confirm every open link of a story whose probability is at least `least`; one entry."""
    shown = session.show(story)
    view = view_story(shown.rows.story, shown.rows.pairs, shown.rows.ledger).data["beads"]
    beads = [
        {"ko": shown.state.refs("ko", now.ko), "en": shown.state.refs("en", now.en)}
        for bead, now in zip(view, beads_of_view(shown.state, view), strict=True)
        if now is not None and now.two_sided and not bead["rv"] and bead["s"] is not None and bead["s"] >= least
    ]
    if not beads:
        return {"changed": 0, "rev": session.revision}
    return {"changed": len(beads), **take(session, "status", story, {"beads": beads, "status": "accepted"})}


def bead_terms(session: Session, story: str, number: int) -> list[dict[str, Any]]:
    """Return the terms of the Korean that an English sentence renders, with what is known; see `Suggestions`."""
    pairs = session.show(story).rows.pairs
    korean = next((str(p["ko"]) for p in pairs if number in (p.get("en_sentences") or ())), "")
    return session.suggestions.of(korean) if korean else []


def check_sentence(
    session: Session, story: str, side: str, number: int, text: str, lang: str | None = None
) -> list[dict[str, Any]]:
    """Return the findings of one sentence as it is being typed, from its bead and the beads beside it."""
    shown = session.show(story)
    state = shown.state
    if side not in SIDES or not 0 <= number < len(state.side(side)):
        raise InputError(f"sentence {number + 1} does not exist")
    rows = shown.rows
    at = next((k for k, p in enumerate(rows.pairs) if number in (p.get(f"{side}_sentences") or ())), None)
    if at is None:
        return []
    near = rows.pairs[max(0, at - 3) : at + 4]
    held = {one: sorted({i for p in near for i in p.get(f"{one}_sentences") or ()}) for one in SIDES}
    ko, en = ([[held[one].index(i) for i in p.get(f"{one}_sentences") or ()] for p in near] for one in SIDES)
    texts = {one: [text if (one, i) == (side, number) else state.side(one)[i].text for i in held[one]] for one in SIDES}
    config = session.corpus.config
    if lang is not None:
        config = replace(config, report_lang=report_language(lang))
    other = "ko" if side == "en" else "en"
    across = rows.pairs[at].get(f"{other}_sentences") or ()
    found = []
    for finding in check_texts(
        texts["ko"], texts["en"], list(zip(ko, en, strict=True)), rows.story, session.corpus.encoder, config
    ):
        places = {one: None if (k := finding[f"{one}_sentence"]) is None else held[one][k] for one in SIDES}
        if places[side] == number or (places[side] is None and places[other] in across):
            found.append({**finding, **{f"{one}_sentence": places[one] for one in SIDES}})
    return found
