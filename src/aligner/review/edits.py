"""An edited review (XLSX, CSV, XLIFF …) or alignment file turned into entries of the record.

Three versions of every pair meet: what was given out for review (known by its fingerprint), what came back, and what
the story holds now. Only what the reviewer changed is taken; what somebody else changed meanwhile is a conflict,
recorded and shown. A pair is found by its fingerprint, never by its id alone, for ids count beads, and another run
counts others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from aligner.errors import InputError
from aligner.pairs import STATUSES, ScoredPair
from aligner.review.entries import Entry, Key, fingerprint
from aligner.review.state import SIDES, BeadState, Snapshot, StoryState

__all__ = ["Edits", "alignment_edits", "pair_edits", "pieces_of"]

Make = Callable[[str, str, dict[str, Any]], Entry]
"""``(do, story, data)`` → an entry with id, time, person and source."""

# What the formats themselves do to a text is no edit: XML and XLSX lose control characters, cells their tail beyond the
# limit of the format, and every editor normalises line ends.
_LOST = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CELL = 32_767
_BREAK = re.compile(r"\s*[\r\n]\s*")


@dataclass
class Edits:
    """What a review comes to.

    Attributes
    ----------
    entries
        To be appended.
    changed, unchanged
        Pairs (or alignments) that the reviewer changed, and that came back as they were.
    conflicts
        Ids that changed in the run after they were given out.
    unknown
        Ids that the run does not have.
    emptied
        Ids of pairs whose text or status came back empty: the old one stays.
    seen
        Ids of the run's beads that the review holds.
    """

    entries: list[Entry] = field(default_factory=list)
    changed: int = 0
    unchanged: int = 0
    conflicts: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    emptied: list[str] = field(default_factory=list)
    seen: int = 0


def _as_exported(text: str) -> str:
    return _BREAK.sub(" ", _LOST.sub("", text)).strip()


def _edited(now: str, back: str) -> bool:
    if _LOST.search(now):  # one format drops a control character, another makes a blank of it
        now, back = (" ".join(_LOST.sub(" ", text).split()) for text in (now, back))
    now, back = _as_exported(now), _as_exported(back)
    if now == back or (len(back) >= _CELL - 1 and now.startswith(back)):
        return False
    # A Korean spreadsheet that saves CSV writes "?" for what CP949 does not have (Pok?mon).
    return "?" not in back or now.encode("cp949", "replace").decode("cp949") != back


def pair_edits(state: StoryState, review: Iterable[ScoredPair], make: Make, edits: Edits, *, force: bool) -> None:
    """Add to `edits` what the rows of `review` say about one story."""
    for back in review:
        if back.status and back.status not in STATUSES:
            hint = f"choose from {', '.join(STATUSES)}"
            raise InputError(f"pair {back.id!r} has the status {back.status!r}", hint=hint)
        found = _find(state, back)
        if found is None:
            edits.unknown.append(back.id)
            edits.entries.append(_conflict(make, state.id, back, "unknown"))
            continue
        edits.seen += 1
        bead, base = found
        _one_pair(_Row(state, bead, base, back, make, force), edits)


def _conflict(make: Make, story: str, back: ScoredPair, why: str) -> Entry:
    return make("conflict", story, {"row": back.to_row(), "why": why})


def _find(state: StoryState, back: ScoredPair) -> tuple[BeadState, Snapshot] | None:
    """Return the bead that a row was given out as, and what it held then."""
    base = str(back.extra.get("fingerprint") or "")
    if base:
        held = [(keys, past[base]) for keys, past in state.past.items() if base in past]
        alive = [(state.beads[at], then) for keys, then in held if (at := state.find(*keys)) is not None]
        if alive:
            return min(alive, key=lambda found: _distance(found[0], back))
        return None
    # Nothing tells what was given out: one side at least must be as it is here, and the id or the numbers must fit.
    for bead in state.beads:
        now = state.snapshot(bead)
        fits = (bead.pair is not None and bead.pair.id == back.id) or _numbers(state, bead) == (
            back.ko_sentences,
            back.en_sentences,
        )
        same = [bool(text) and not _edited(text, getattr(back, side)) for text, side in zip(now, SIDES, strict=False)]
        if fits and (any(same) or not any((back.ko, back.en))):
            return bead, now
    return None


def _numbers(state: StoryState, bead: BeadState) -> tuple[tuple[int, ...], tuple[int, ...]]:
    ko, en = state.number("ko"), state.number("en")
    return tuple(ko[k] for k in bead.ko), tuple(en[k] for k in bead.en)


def _distance(bead: BeadState, back: ScoredPair) -> tuple[bool, int]:
    same = bead.pair is not None and bead.pair.id == back.id
    first = next((key for key in (*bead.ko, *bead.en) if isinstance(key, int)), 0)
    wanted = next(iter((*back.ko_sentences, *back.en_sentences)), 0)
    return not same, abs(first - wanted)


@dataclass
class _Row:
    state: StoryState
    bead: BeadState
    base: Snapshot
    back: ScoredPair
    make: Make
    force: bool
    entries: list[Entry] = field(default_factory=list)
    conflict: bool = False
    emptied: bool = False

    def add(self, do: str, data: dict[str, Any]) -> None:
        self.entries.append(self.make(do, self.state.id, data))

    @property
    def refs(self) -> dict[str, Any]:
        return {side: self.state.refs(side, getattr(self.bead, side)) for side in SIDES}


def _one_pair(row: _Row, edits: Edits) -> None:
    now = row.state.snapshot(row.bead)
    filled, absent = False, row.back.extra.get("absent", ())
    for at, side in enumerate(SIDES):
        before, back = row.base[at], getattr(row.back, side)
        if side in absent or not _edited(before, back) or not _edited(now[at], back):
            continue
        if not back.strip():
            row.emptied = True
        elif _edited(before, now[at]) and not row.force:
            row.conflict = True
        else:
            filled |= not getattr(row.bead, side)
            _text_entries(row, side, back)
    status = row.back.status
    if not status:
        row.emptied |= "status" not in absent
    elif status != row.base[2] and status != now[2] and not (filled and status == "accepted"):
        if now[2] != row.base[2] and not row.force:
            row.conflict = True
        else:
            was = {} if row.force else {"was": now[2]}
            row.add("status", {**row.refs, "status": status, **was})
    elif status == now[2] == "accepted" and row.back.extra.get("confirmed") and not row.bead.anchor:
        row.add("status", {**row.refs, "status": status})  # the aligner was sure, and now a person is
    known = {_as_exported(line) for note in _notes(row.bead) for line in (note, *note.splitlines())}
    for note in row.back.notes:
        if _as_exported(note) and _as_exported(note) not in known:
            row.add("comment", {**row.refs, "text": note})
    if row.conflict:
        edits.conflicts.append(row.back.id)
        row.entries.append(_conflict(row.make, row.state.id, row.back, "changed"))
    if row.emptied:
        edits.emptied.append(row.back.id)
    edits.changed += bool(row.entries) and not row.conflict
    edits.unchanged += not row.entries
    edits.entries += row.entries


def _notes(bead: BeadState) -> tuple[str, ...]:
    return (*(bead.pair.notes if bead.pair else ()), *bead.comments)


def _text_entries(row: _Row, side: str, back: str) -> None:
    state, keys = row.state, getattr(row.bead, side)
    if not keys:
        other = "ko" if side == "en" else "en"
        partners = getattr(row.bead, other)
        row.add(
            "insert",
            {
                "side": side,
                "after": _place(state, side, other, partners[0]),
                "text": back,
                "with": state.refs(other, partners),
            },
        )
        return
    texts = {s.key: s.text for s in state.side(side)}
    for key, text in zip(keys, pieces_of([texts[k] for k in keys], back), strict=True):
        if text != texts[key]:
            was = {} if row.force else {"was": fingerprint(texts[key])}
            row.add("text", {"side": side, "sentence": state.refs(side, [key])[0], "text": text, **was})


def _place(state: StoryState, side: str, other: str, partner: Key) -> dict[str, Any] | None:
    """Return the S of the sentence behind which a translation of `partner` belongs: after that of the one before it."""
    number = state.number(other)
    earlier = [b for b in state.beads if b.two_sided and number[getattr(b, other)[0]] < number[partner]]
    if not earlier:
        return None
    nearest = max(earlier, key=lambda b: number[getattr(b, other)[0]])
    return state.refs(side, [getattr(nearest, side)[-1]])[0]


def pieces_of(texts: Sequence[str], edited: str) -> list[str]:
    """Cut an edited text of several sentences where the sentences of the old one were parted.

    Parameters
    ----------
    texts
        The sentences, which were joined by blanks.
    edited
        What became of them.

    Returns
    -------
    list of str
        As many, trimmed; a sentence that was deleted is empty.
    """
    if len(texts) == 1:
        return [edited.strip()]
    old, new = " ".join(texts).split(), edited.split()
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    cuts, count = [0], 0
    for text in texts[:-1]:
        count += len(text.split())
        # A boundary lies after the last old word that is still there at or before it.
        at = max((b.b + min(b.size, count - b.a) for b in blocks if b.size and b.a < count), default=0)
        # Words put in at the boundary belong to the sentence before it, up to its stop.
        end = next((b.b for b in blocks if b.a >= count and b.size), len(new))
        stop = next((k + 1 for k in range(at, end) if new[k].rstrip("\"'”’)]").endswith((".", "?", "!"))), at)
        cuts.append(max(cuts[-1], stop if not _ended(new, at) else at))
    cuts.append(len(new))
    return [" ".join(new[a:b]) for a, b in pairwise(cuts)]


def _ended(words: Sequence[str], at: int) -> bool:
    return at > 0 and words[at - 1].rstrip("\"'”’)]").endswith((".", "?", "!"))


def alignment_edits(
    state: StoryState, beads: Sequence[tuple[tuple[int, ...], tuple[int, ...]]], make: Make, edits: Edits, *, file: str
) -> None:
    """Add to `edits` the links of an edited alignment file that the story does not have.

    Raises
    ------
    InputError
        If the file names a sentence that does not exist, or one twice.
    """
    keys = [[s.key for s in state.side(side)] for side in SIDES]
    for at, side in enumerate(SIDES):
        named = [n for bead in beads for n in bead[at]]
        for n in named:
            if not 0 <= n < len(keys[at]):
                raise InputError(
                    f"{side} sentence {n} does not exist (there are {len(keys[at])}, counted from 0)",
                    file=file,
                    hint="check the numbers against the run's alignments folder",
                )
        twice = sorted({n for n in named if named.count(n) > 1})
        if twice:
            raise InputError(
                f"{side} sentence {twice[0]} is in two beads", file=file, hint="each sentence belongs to one bead"
            )
    now = {(bead.ko, bead.en) for bead in state.beads}
    wanted = [
        bead
        for ko, en in beads
        if (ko or en)
        and (bead := (tuple(keys[0][k] for k in sorted(ko)), tuple(keys[1][j] for j in sorted(en)))) not in now
        and not _apart(bead, now)
    ]
    edits.seen += len(beads)
    if not wanted:
        edits.unchanged += 1
        return
    edits.changed += 1
    listed = [{"ko": state.refs("ko", ko), "en": state.refs("en", en)} for ko, en in wanted]
    edits.entries.append(make("links", state.id, {"beads": listed, "by": "person"}))


def _apart(bead: tuple[tuple[Key, ...], tuple[Key, ...]], now: set[tuple[tuple[Key, ...], tuple[Key, ...]]]) -> bool:
    """Whether a one-sided bead of several sentences is already there, one sentence each."""
    ko, en = bead
    if ko and en:
        return False
    return all(((k,), ()) in now for k in ko) and all(((), (j,)) in now for j in en)
