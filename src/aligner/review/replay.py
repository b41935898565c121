"""From the run's story and the entries about it to the story as it stands, and what could not be applied.

An entry applies only where the fingerprints of what it was given on still match. Where they do not, it is a conflict:
the story stays as it is, and the conflict is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aligner.pairs import STATUSES
from aligner.review.entries import Entry, Key, active, fingerprint
from aligner.review.state import SIDES, BeadState, StoryState

__all__ = ["Conflict", "Locator", "replay"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entry that does not apply; `why` is ``gone``, ``text``, ``status``, ``link``, ``changed`` or ``unknown``."""

    entry: Entry
    why: str


class _Mismatch(Exception):
    def __init__(self, why: str) -> None:
        self.why = why


class Locator:
    """Finds the run's sentences again by number and fingerprint: where it was, else the nearest with the same text."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._prints = [fingerprint(text) for text in texts]
        self._places: dict[str, list[int]] = {}
        for at, found in enumerate(self._prints):
            self._places.setdefault(found, []).append(at)

    def find(self, number: int, wanted: str) -> int | None:
        """Return the number of the sentence now, None if it is gone."""
        if 0 <= number < len(self._prints) and self._prints[number] == wanted:
            return number
        return min(self._places.get(wanted, ()), key=lambda at: (abs(at - number), at), default=None)


def replay(state: StoryState, entries: Sequence[Entry]) -> list[Conflict]:
    """Apply the entries about one story to `state`, in order; return those that do not apply."""
    locators = {side: Locator(state.base_texts(side)) for side in SIDES}
    conflicts = []
    for entry in active(entries):
        if entry.do == "conflict":
            conflicts.append(Conflict(entry, str(entry.data.get("why", "changed"))))
            continue
        try:
            _APPLY[entry.do](state, entry, locators)
        except _Mismatch as mismatch:
            conflicts.append(Conflict(entry, mismatch.why))
        except (KeyError, TypeError, ValueError, StopIteration):
            # Written by hand or by a later version: it says something that is not understood, and that is told.
            conflicts.append(Conflict(entry, "unknown"))
    return conflicts


def _key(state: StoryState, side: str, ref: Mapping[str, Any], locators: Mapping[str, Locator]) -> Key:
    if "new" in ref:
        key: Key | None = str(ref["new"])
    else:
        key = locators[side].find(int(ref["n"]), str(ref["f"]))
    if key is None or not any(s.key == key for s in state.side(side)):
        raise _Mismatch("gone")
    return key


def _keys(
    state: StoryState, refs: Mapping[str, Any], locators: Mapping[str, Locator]
) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    found = []
    for side in SIDES:
        keys = {_key(state, side, ref, locators) for ref in refs.get(side, ())}
        if len(keys) != len(refs.get(side, ())):
            raise _Mismatch("gone")
        number = state.number(side)
        found.append(tuple(sorted(keys, key=number.__getitem__)))
    return found[0], found[1]


def _links(state: StoryState, entry: Entry, locators: Mapping[str, Locator]) -> None:
    wanted = [_keys(state, bead, locators) for bead in entry.data["beads"]]
    for side in (0, 1):
        keys = [key for bead in wanted for key in bead[side]]
        if len(keys) != len(set(keys)):
            raise _Mismatch("gone")
    by = "aligner" if entry.data.get("by") == "aligner" else "person"
    if by == "aligner":
        # What the aligner proposed never takes a sentence out of a person's link made since.
        held = {side: {k for b in state.beads if b.anchor for k in getattr(b, side)} for side in SIDES}
        if any(held["ko"].intersection(ko) or held["en"].intersection(en) for ko, en in wanted):
            raise _Mismatch("link")
    state.set_beads(wanted, by, entry.who, entry.when)


def _text(state: StoryState, entry: Entry, locators: Mapping[str, Locator]) -> None:
    side, text = _side(entry), str(entry.data["text"])
    key = _key(state, side, entry.data["sentence"], locators)
    now = next(s.text for s in state.side(side) if s.key == key)
    if now == text:
        return
    if entry.data.get("was") not in (None, fingerprint(now)):
        raise _Mismatch("text")
    state.set_text(side, key, text)
    state.sign(side, key, entry.who, entry.when)


def _side(entry: Entry) -> str:
    side = str(entry.data["side"])
    if side not in SIDES:
        raise ValueError(side)
    return side


def _insert(state: StoryState, entry: Entry, locators: Mapping[str, Locator]) -> None:
    side = _side(entry)
    other = "en" if side == "ko" else "ko"
    after = entry.data.get("after")
    place = None if after is None else _key(state, side, after, locators)
    partners = [_key(state, other, ref, locators) for ref in entry.data.get("with") or ()]
    state.insert(side, place, entry.id, str(entry.data["text"]))
    mine: tuple[Key, ...] = (entry.id,)
    # It joins the bead of its partners as that bead is now.
    bead = state.bead_of(other, partners[0]) if partners else None
    theirs = getattr(bead, other) if bead else ()
    mine = (*(getattr(bead, side) if bead else ()), *mine)
    state.set_beads([(mine, theirs) if side == "ko" else (theirs, mine)], "person", entry.who, entry.when)


def _split(state: StoryState, entry: Entry, locators: Mapping[str, Locator]) -> None:
    side = _side(entry)
    first, second = (str(text).strip() for text in entry.data["texts"])
    if not first or not second:
        raise ValueError("a sentence without text")
    key = _key(state, side, entry.data["sentence"], locators)
    now = next(s.text for s in state.side(side) if s.key == key)
    if entry.data.get("was") not in (None, fingerprint(now)):
        raise _Mismatch("text")
    state.split(side, key, entry.id, (first, second))
    state.sign(side, key, entry.who, entry.when)


def _merge(state: StoryState, entry: Entry, locators: Mapping[str, Locator]) -> None:
    side, text = _side(entry), str(entry.data["text"]).strip()
    first, second = (_key(state, side, ref, locators) for ref in entry.data["sentences"])
    keys = [s.key for s in state.side(side)]
    if not text or keys.index(second) != keys.index(first) + 1:
        raise _Mismatch("gone")
    now = [fingerprint(s.text) for s in state.side(side) if s.key in (first, second)]
    if entry.data.get("was") not in (None, now):
        raise _Mismatch("text")
    state.merge(side, first, second, text)
    state.sign(side, first, entry.who, entry.when)


def _status(state: StoryState, entry: Entry, locators: Mapping[str, Locator]) -> None:
    if "beads" not in entry.data:
        _one_status(state, entry, entry.data, locators)
        return
    # Many links confirmed in one go: those that still fit are, whatever became of the others.
    failed = 0
    for bead in entry.data["beads"]:
        try:
            _one_status(state, entry, {**bead, "status": entry.data["status"]}, locators)
        except _Mismatch:
            failed += 1
    if failed:
        raise _Mismatch("link")


def _one_status(state: StoryState, entry: Entry, data: Mapping[str, Any], locators: Mapping[str, Locator]) -> None:
    status = str(data["status"])
    if status not in STATUSES:
        raise ValueError(status)
    ko, en = _keys(state, data, locators)
    at = state.find(ko, en)
    if at is None and status == "accepted" and ko and en and not _overruled(state, ko, en):
        # Confirming a bead says that these sentences belong together: a run that links them otherwise is corrected.
        state.set_beads([(ko, en)], "person", entry.who, entry.when)
        at = state.find(ko, en)
    if at is None:
        raise _Mismatch("link")
    bead = state.beads[at]
    if data.get("bead") not in (None, state.texts_print(bead)):
        raise _Mismatch("text")
    if data.get("was") not in (None, bead.status, status) and bead.decided:
        raise _Mismatch("status")
    if status in ("omitted", "added") and bead.two_sided:
        state.set_beads([(ko, ()), ((), en)], "person", entry.who, entry.when)
        return
    if not bead.two_sided and status in ("accepted", "doubtful"):
        # An omission is never a pair; that a person looked at it is what counts.
        status = "omitted" if bead.ko else "added"
    state.replace_bead(at, status=status, decided=True, who=entry.who, when=entry.when)


def _overruled(state: StoryState, ko: Sequence[Key], en: Sequence[Key]) -> bool:
    """Whether a person has since linked any of these sentences in another way."""
    beads = [state.bead_of("ko", key) for key in ko] + [state.bead_of("en", key) for key in en]
    return any(bead is not None and bead.by == "person" for bead in beads)


def _comment(state: StoryState, entry: Entry, locators: Mapping[str, Locator]) -> None:
    for side in SIDES:
        for ref in entry.data.get(side, ()):
            try:
                bead = state.bead_of(side, _key(state, side, ref, locators))
            except _Mismatch:
                continue
            if bead is not None:
                _note(state, bead, str(entry.data["text"]))
                return
    raise _Mismatch("gone")


def _note(state: StoryState, bead: BeadState, text: str) -> None:
    known = (*(bead.pair.notes if bead.pair else ()), *bead.comments)
    if text not in known:
        at = state.find(bead.ko, bead.en)
        assert at is not None
        state.replace_bead(at, comments=(*bead.comments, text))


def _finding(state: StoryState, entry: Entry, locators: Mapping[str, Locator]) -> None:
    # The verdict itself knows its texts by fingerprint; the sentences say whether they are still in the story at all.
    _keys(state, entry.data, locators)
    if entry.data["verdict"] == "open":
        state.findings.pop(str(entry.data["finding"]), None)
    else:
        state.findings[str(entry.data["finding"])] = entry


def _pair(state: StoryState, entry: Entry, _: Mapping[str, Locator]) -> None:
    """Apply a line of version 0.1, which named a pair by its id alone; its fingerprint, if any, must match."""
    data = entry.data
    at = next((i for i, b in enumerate(state.beads) if b.pair and b.pair.id == data["pair"]), None)
    if at is None:
        raise _Mismatch("gone")
    bead = state.beads[at]
    if data.get("base") and data["base"] not in state.past[bead.ko, bead.en]:
        raise _Mismatch("changed")
    for side in SIDES:
        keys = getattr(bead, side)
        if side in data and keys:
            state.set_text(side, keys[0], str(data[side]))
            for key in keys[1:]:
                state.set_text(side, key, "")
        elif data.get(side):
            _fill(state, entry, side, bead)
    if "status" in data:
        at = next(i for i, b in enumerate(state.beads) if set(bead.ko) <= set(b.ko) and set(bead.en) <= set(b.en))
        state.replace_bead(at, status=str(data["status"]), decided=True)
    for comment in data.get("comments") or ():
        if (now := state.bead_of("ko", bead.ko[0]) if bead.ko else state.bead_of("en", bead.en[0])) is not None:
            _note(state, now, str(comment))


def _fill(state: StoryState, entry: Entry, side: str, bead: BeadState) -> None:
    """A text for the empty side of a bead: a sentence that the file did not have."""
    number = state.number("ko" if side == "en" else "en")
    here = number[(bead.ko or bead.en)[0]]
    before = [b for b in state.beads if b.two_sided and number[(b.ko if side == "en" else b.en)[0]] < here]
    after = getattr(before[-1], side)[-1] if before else None
    state.insert(side, after, entry.id, str(entry.data[side]))
    new: tuple[Key, ...] = (entry.id,)
    state.set_beads([(bead.ko or new, bead.en or new)], "person", "", "")


def _ignore(*_: Any) -> None:
    """Rules hold for the whole run; findings ask for them when they are laid over."""


_APPLY: dict[str, Callable[[StoryState, Entry, Mapping[str, Locator]], None]] = {
    "links": _links,
    "text": _text,
    "insert": _insert,
    "split": _split,
    "merge": _merge,
    "status": _status,
    "comment": _comment,
    "finding": _finding,
    "ignore": _ignore,
    "pair": _pair,
}
