"""A run on the desk: stories as they stand, changes taken in, several windows kept in step."""

from __future__ import annotations

import secrets
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from aligner.encoders import load_encoder
from aligner.errors import InputError
from aligner.pipeline.corpus import Corpus
from aligner.pipeline.reviews import RecordFile
from aligner.pipeline.rework import Row, Rows, check_texts, in_order, numbers, realign
from aligner.report import StoryView, view_story
from aligner.report.overview import Totals
from aligner.review import BeadState, Conflict, Entry, StoryState, reviewer
from aligner.review.entries import active, fingerprint, make_entry
from aligner.review.findings import settle
from aligner.review.state import SIDES, aligned_rows
from aligner.types import Encoder, Lang

__all__ = ["Session", "Sessions"]

LONG = 400
"""Sentences of both sides from which a changed story is shown first and checked afterwards."""
KEPT = 16
"""Stories held ready in memory."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A story as it is shown: its rows, the state they come from, and whether its checks are those of this state."""

    stamp: int
    rows: Rows
    state: StoryState
    conflicts: tuple[Conflict, ...]
    checked: bool


@dataclass
class Session:
    """One run on the desk.

    Parameters
    ----------
    corpus
        The run.
    name
        ``"run"``, or the id of a pasted pair of texts.
    temporary
        Folder to be deleted with the session; None for a run of the user's.
    who
        Name the entries bear.
    house
        The house's list of what to ignore: every rule that is made here goes there too.
    """

    corpus: Corpus
    name: str = "run"
    temporary: Path | None = None
    who: str = field(default_factory=reviewer)
    house: Path | None = None
    changed: Callable[[], None] = lambda: None
    _shown: OrderedDict[str, Shown] = field(default_factory=OrderedDict, repr=False)
    _done: int = 0
    _lock: threading.RLock = field(default_factory=threading.RLock, repr=False)
    _worker: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1), repr=False)
    _overview: tuple[int, Totals, list[list[Any]]] | None = field(default=None, repr=False)
    _messages: dict[str, tuple[int, str, Mapping[str, str]]] = field(default_factory=dict, repr=False)

    # Reading.

    @property
    def revision(self) -> int:
        """A number that grows with every entry and with every check that comes in."""
        return len(self.corpus.journal.entries()) + self._done

    def entries(self, story: str) -> list[Entry]:
        """Return the entries about a story."""
        return [entry for entry in self.corpus.journal.entries() if entry.story == story]

    def show(self, story: str) -> Shown:
        """Return a story as it stands.

        Raises
        ------
        InputError
            If the run has no such story.
        """
        with self._lock:
            stamp = len(self.corpus.journal.entries())
            kept = self._shown.get(story)
            if kept is not None and kept.stamp == stamp:
                self._shown.move_to_end(story)
                return kept
            rows = self.corpus.raw(story)
            state, conflicts = self.corpus.state_of(rows, self.entries(story))
            long = len(state.ko) + len(state.en) > LONG and (state.relinked or state.retexted)
            if long and not self.corpus.is_reworked(rows, state):
                finished = self._at_once(kept.rows if kept else rows, rows, state)
                self._worker.submit(self._check, story, stamp, rows, state, tuple(conflicts))
            else:
                finished, long = self.corpus.finish(rows, state, self.corpus.rules), False
            shown = Shown(stamp, finished, state, tuple(conflicts), not long)
            self._keep(story, shown)
            return shown

    def _keep(self, story: str, shown: Shown) -> None:
        self._shown[story] = shown
        self._shown.move_to_end(story)
        while len(self._shown) > KEPT:
            self._shown.popitem(last=False)

    def _check(self, story: str, stamp: int, rows: Rows, state: StoryState, conflicts: tuple[Conflict, ...]) -> None:
        """Check a long story in the background, unless it has changed again meanwhile."""
        if stamp != len(self.corpus.journal.entries()):
            return
        finished = self.corpus.finish(rows, state, self.corpus.rules)
        with self._lock:
            if stamp == len(self.corpus.journal.entries()):
                self._keep(story, Shown(stamp, finished, state, conflicts, True))
            self._done += 1
        self.changed()

    def _at_once(self, before: Rows, base: Rows, state: StoryState) -> Rows:
        """Return the rows of a long story with its links and texts as they are now, its checks as they were."""
        beads = in_order(state)
        pairs: list[Row] = [
            _plain_pair(state, bead, link) for bead, link in zip(beads, numbers(state, beads), strict=True)
        ]
        story = _with_texts(base.story, state)
        number = {side: state.number(side) for side in SIDES}
        edited = {side: {number[side][s.key] for s in state.side(side) if s.edited} for side in SIDES}
        findings = [
            f
            for f in before.story.get("findings") or ()
            if not any(f.get(f"{side}_sentence") in edited[side] for side in SIDES)
        ]
        rows = Rows({**story, "findings": findings}, pairs, _ledger_at_once(before.ledger, pairs))
        return Rows(*settle(rows.story, rows.pairs, rows.ledger, state.findings, self.corpus.rules))

    def _told(self, shown: Shown, lang: str) -> Mapping[str, str]:
        """Return message → message in `lang`, for a run whose explanations are in the other language."""
        rows = shown.rows
        if lang == self.corpus.config.report_lang or not rows.story.get("findings"):
            return {}
        name = str(rows.story.get("id", ""))
        if (kept := self._messages.get(name)) is not None and kept[:2] == (shown.stamp, lang):
            return kept[2]
        config = replace(self.corpus.config, report_lang=_lang(lang))
        texts = [s.text for s in shown.state.ko], [s.text for s in shown.state.en]
        links = [(p.get("ko_sentences") or (), p.get("en_sentences") or ()) for p in rows.pairs]
        again = {
            _place_of(f): f["message"] for f in check_texts(*texts, links, rows.story, self.corpus.encoder, config)
        }
        told = {f["message"]: again[_place_of(f)] for f in rows.story["findings"] if _place_of(f) in again}
        self._messages[name] = (shown.stamp, lang, told)
        return told

    def view(self, story: str, lang: str | None = None) -> dict[str, Any]:
        """Return what the page shows of a story: the report's view, and what its review needs."""
        shown = self.show(story)
        told = self._told(shown, lang) if lang and len(shown.state.ko) + len(shown.state.en) <= LONG else {}
        state, rows = shown.state, shown.rows
        data = dict(view_story(rows.story, rows.pairs, rows.ledger).data)
        if told:
            data["items"] = [{**item, "msg": told.get(item["msg"], item["msg"])} for item in data["items"]]
            data["facts"] = [[*fact[:6], told.get(fact[6], fact[6])] for fact in data["facts"]]
        for side in SIDES:
            texts = state.base_texts(side)
            for sentence, now in zip(data[side], state.side(side), strict=True):
                ref = {"new": now.key} if isinstance(now.key, str) else {"n": now.key, "f": fingerprint(texts[now.key])}
                sentence["r"] = ref
                sentence["f"] = fingerprint(now.text)
                if now.edited:
                    sentence["o"] = now.base
        for bead, now_bead in zip(data["beads"], _beads_of_view(state, data["beads"]), strict=True):
            if now_bead is not None:
                bead["by"], bead["cm"], bead["an"] = now_bead.by, list(now_bead.comments), now_bead.anchor
                bead["who"], bead["when"] = now_bead.who, now_bead.when
        entries = self.entries(story)
        data["settled"] = [_settled(f) for f in rows.story.get("settled") or ()] + _settled_sides(rows)
        undone = {str(e.data.get("of")) for e in entries if e.do == "undo"}
        live = [e for e in entries if e.do == "undo" and e.id not in undone]
        kept = frozenset(e.id for e in active(entries))
        data["journal"] = [_line(e, live, kept) for e in entries[-300:]]
        data["undo"], data["redo"] = undoable(entries), redoable(entries)
        data["conflicts"] = [
            {"id": c.entry.id, "do": c.entry.do, "why": c.why, "who": c.entry.who, "what": _what(c.entry)}
            for c in shown.conflicts
        ]
        data["rev"], data["checked"] = self.revision, shown.checked
        return data

    def row(self, story: str) -> list[Any]:
        """Return a story's line of the overview."""
        shown = self.show(story)
        return self._line_of(view_story(shown.rows.story, shown.rows.pairs, shown.rows.ledger))

    def _line_of(self, view: StoryView) -> list[Any]:
        two = [b for b in view.data["beads"] if b["ko"] and b["en"]]
        return [*view.row.to_list(""), sum(b["rv"] for b in two), len(two)]

    def overview(self) -> tuple[Totals, list[list[Any]]]:
        """Return the totals of the run and a line of the overview for every story; kept while nothing changes."""
        stamp = len(self.corpus.journal.entries())
        if self._overview is None or self._overview[0] != stamp:
            totals, lines = Totals(), []
            for rows in self.corpus.rows():
                view = view_story(rows.story, rows.pairs, rows.ledger)
                totals.add(view)
                lines.append(self._line_of(view))
            self._overview = (stamp, totals, lines)
        return self._overview[1:]

    # Changing.

    def take(self, do: str, story: str, data: Mapping[str, Any], *, via: str = "desk") -> dict[str, Any]:
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
        entry = make_entry(do, story, who=self.who, via=via, data=data)
        if story and not self.corpus.has(story):
            raise InputError(f"has no story {story!r}", file=self.corpus.path)
        if do == "undo" and not any(e.id == data.get("of") for e in self.corpus.journal.entries()):
            raise InputError(f"no entry {data.get('of')!r} to undo")
        with self._lock:
            conflict = None
            if story and do != "undo":
                _, conflicts = self.corpus.state_of(self.corpus.raw(story), [*self.entries(story), entry])
                conflict = next((c.why for c in conflicts if c.entry.id == entry.id), None)
                if conflict == "unknown":
                    raise InputError(f"a change of the kind {do!r} cannot be understood")
            self.corpus.journal.append([entry])
            if do == "ignore" and self.house is not None:
                RecordFile(self.house).append([entry])
        self.changed()
        return {"id": entry.id, "rev": self.revision, **({"conflict": conflict} if conflict else {})}

    def realign(self, story: str, start: int) -> dict[str, Any]:
        """Align the rest of a story around what people linked or confirmed; one entry, which can be undone."""
        state = self.show(story).state
        beads = realign(state, self.corpus.encoder, self.corpus.config, start=start)
        if not beads:
            return {"changed": 0, "rev": self.revision}
        return {"changed": len(beads), **self.take("links", story, {"beads": beads, "by": "aligner"})}

    def confirm_above(self, story: str, least: float) -> dict[str, Any]:
        """Confirm every open link of a story whose probability is at least `least`; one entry."""
        shown = self.show(story)
        view = view_story(shown.rows.story, shown.rows.pairs, shown.rows.ledger).data["beads"]
        beads = [
            {"ko": shown.state.refs("ko", now.ko), "en": shown.state.refs("en", now.en)}
            for bead, now in zip(view, _beads_of_view(shown.state, view), strict=True)
            if now is not None and now.two_sided and not bead["rv"] and bead["s"] is not None and bead["s"] >= least
        ]
        if not beads:
            return {"changed": 0, "rev": self.revision}
        return {"changed": len(beads), **self.take("status", story, {"beads": beads, "status": "accepted"})}

    def check(self, story: str, number: int, text: str, lang: str | None = None) -> list[dict[str, Any]]:
        """Return the findings of one English sentence as it is being typed, from its bead and the beads beside it."""
        shown = self.show(story)
        state = shown.state
        if not 0 <= number < len(state.en):
            raise InputError(f"English sentence {number + 1} does not exist")
        rows = shown.rows
        at = next((k for k, p in enumerate(rows.pairs) if number in (p.get("en_sentences") or ())), None)
        if at is None:
            return []
        near = rows.pairs[max(0, at - 3) : at + 4]
        ko = sorted({i for p in near for i in p.get("ko_sentences") or ()})
        en = sorted({j for p in near for j in p.get("en_sentences") or ()})
        links = [
            (
                [ko.index(i) for i in p.get("ko_sentences") or ()],
                [en.index(j) for j in p.get("en_sentences") or ()],
            )
            for p in near
        ]
        texts = [state.ko[i].text for i in ko], [text if j == number else state.en[j].text for j in en]
        mine = set(rows.pairs[at].get("ko_sentences") or ())
        found = []
        config = self.corpus.config if lang is None else replace(self.corpus.config, report_lang=_lang(lang))
        for finding in check_texts(*texts, links, rows.story, self.corpus.encoder, config):
            left, right = finding["ko_sentence"], finding["en_sentence"]
            if (right is not None and en[right] == number) or (right is None and left is not None and ko[left] in mine):
                found.append({**finding, "ko_sentence": None if left is None else ko[left], "en_sentence": number})
        return found

    def warm(self, *more: Encoder) -> None:
        """Load the encoders in the background, so that the first check of a text does not wait for them."""
        for encoder in (self.corpus.encoder, *more):
            self._worker.submit(encoder.encode, ["준비"])

    def stories_since(self, revision: int) -> list[str]:
        """Return the stories that changed since a revision; checks that came in count for the stories in memory."""
        entries = self.corpus.journal.entries()
        names = [e.story for e in entries[max(0, revision - self._done - 50) :]]
        return list(dict.fromkeys([*reversed(names), *self._shown]))[:50]

    def search(self, words: str) -> list[dict[str, Any]]:
        """Return the first sentences of the run that hold all of `words`, as they stand."""
        wanted = [word.casefold() for word in words.split()]
        found: list[dict[str, Any]] = []
        for rows in self.corpus.rows() if wanted else ():
            for side in SIDES:
                for at, line in enumerate(aligned_rows(rows.story, side)):
                    text = str(line["text"])
                    if all(word in text.casefold() for word in wanted):
                        found.append({"story": str(rows.story["id"]), "side": side, "at": at, "text": text[:300]})
                        if len(found) >= 200:
                            return found
        return found

    def close(self) -> None:
        """Stop checking; forget what was only pasted."""
        self._worker.shutdown(wait=False, cancel_futures=True)
        if self.temporary is not None:
            shutil.rmtree(self.temporary, ignore_errors=True)


@dataclass
class Sessions:
    """The run on the desk, and what was pasted beside it."""

    main: Session
    plain: Encoder | None = None
    pasted: dict[str, Session] = field(default_factory=dict)
    closing: bool = False

    def get(self, name: str | None) -> Session:
        """Return the session called `name`.

        Raises
        ------
        InputError
            If it is gone.
        """
        if not name or name == self.main.name:
            return self.main
        if name not in self.pasted:
            raise InputError("these texts were not kept", hint="paste them again")
        return self.pasted[name]

    def encoder(self) -> Encoder:
        """Return an encoder that remembers nothing on disk, for texts that are not to be kept."""
        if self.plain is None:
            self.plain = load_encoder()
        return self.plain

    def add(self, corpus: Corpus, folder: Path) -> Session:
        """Put pasted texts on the desk."""
        session = Session(corpus, secrets.token_hex(4), folder, self.main.who, changed=self.main.changed)
        self.pasted[session.name] = session
        while len(self.pasted) > 20:
            self.pasted.pop(next(iter(self.pasted))).close()
        return session

    def close(self) -> None:
        """Close all."""
        for session in (self.main, *self.pasted.values()):
            session.close()


def _lang(name: str) -> Lang:
    return "ko" if name == "ko" else "en"


def _place_of(finding: Mapping[str, Any]) -> tuple[Any, ...]:
    spans = (tuple(finding.get(f"{side}_span") or ()) for side in SIDES)
    return (finding["type"], finding.get("ko_sentence"), finding.get("en_sentence"), *spans)


def _beads_of_view(state: StoryState, beads: Sequence[Mapping[str, Any]]) -> list[BeadState | None]:
    keys = {side: [s.key for s in state.side(side)] for side in SIDES}
    found = {(b.ko, b.en): b for b in state.beads}
    return [found.get((tuple(keys["ko"][i] for i in b["ko"]), tuple(keys["en"][j] for j in b["en"]))) for b in beads]


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
        "what": _what(entry),
        "by": next((e.id for e in live if e.do == "undo" and e.data.get("of") == entry.id), None),
        "off": entry.do != "undo" and entry.id not in kept,
    }


def _what(entry: Entry) -> str:
    """Return what an entry is about, in the words and numbers it holds; people count sentences from 1."""
    data = entry.data
    if entry.do == "links":
        shapes = [f"{_numbers(b.get('ko'))} ↔ {_numbers(b.get('en'))}" for b in data.get("beads") or ()]
        return ", ".join(shapes[:4]) + (f" … (+{len(shapes) - 4})" if len(shapes) > 4 else "")
    if entry.do == "status":
        beads = data.get("beads")
        if beads:
            return f"{data.get('status')} × {len(beads)}"
        return f"{_numbers(data.get('ko'))} ↔ {_numbers(data.get('en'))}: {data.get('status')}"
    if entry.do in ("text", "insert", "comment"):
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
