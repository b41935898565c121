"""A run on the desk: stories as they stand, several windows kept in step."""

from __future__ import annotations

import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aligner.desk.provisional import rows_at_once
from aligner.desk.suggestions import Suggestions
from aligner.desk.telling import journal_lines, redoable, settled_findings, undoable, what_of
from aligner.pipeline.checks import retold_rows
from aligner.pipeline.corpus import Corpus
from aligner.pipeline.rework import Rows
from aligner.report import StoryView, view_story
from aligner.report.overview import Totals
from aligner.review import BeadState, Conflict, Entry, StoryState, reviewer
from aligner.review.entries import fingerprint
from aligner.review.state import SIDES, aligned_rows
from aligner.types import Encoder, Lang

__all__ = ["Session", "Shown", "beads_of_view", "report_language"]

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
    suggestions: Suggestions = field(init=False, repr=False)
    _shown: OrderedDict[str, Shown] = field(default_factory=OrderedDict, repr=False)
    _done: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False)
    _worker: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1), repr=False)
    _overview: tuple[int, Totals, list[list[Any]]] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.suggestions = Suggestions(self.corpus)

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
        with self.lock:
            stamp = len(self.corpus.journal.entries())
            kept = self._shown.get(story)
            if kept is not None and kept.stamp == stamp:
                self._shown.move_to_end(story)
                return kept
            rows = self.corpus.raw(story)
            state, conflicts = self.corpus.state_of(rows, self.entries(story))
            long = len(state.ko) + len(state.en) > LONG and (state.relinked or state.retexted)
            if long and not self.corpus.is_reworked(rows, state):
                finished = rows_at_once(kept.rows if kept else rows, rows, state, self.corpus.rules)
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
        with self.lock:
            if stamp == len(self.corpus.journal.entries()):
                self._keep(story, Shown(stamp, finished, state, conflicts, True))
            self._done += 1
        self.changed()

    def view(self, story: str, lang: str | None = None) -> dict[str, Any]:
        """Return what the page shows of a story: the report's view, and what its review needs."""
        shown = self.show(story)
        state, rows = shown.state, shown.rows
        if lang and lang != self.corpus.config.report_lang:
            rows = retold_rows(rows, report_language(lang))
        data = dict(view_story(rows.story, rows.pairs, rows.ledger).data)
        for side in SIDES:
            texts = state.base_texts(side)
            for sentence, now in zip(data[side], state.side(side), strict=True):
                ref = {"new": now.key} if isinstance(now.key, str) else {"n": now.key, "f": fingerprint(texts[now.key])}
                sentence["r"] = ref
                sentence["f"] = fingerprint(now.text)
                if now.edited:
                    sentence["o"] = now.base
        for bead, now_bead in zip(data["beads"], beads_of_view(state, data["beads"]), strict=True):
            if now_bead is not None:
                bead["by"], bead["cm"], bead["an"] = now_bead.by, list(now_bead.comments), now_bead.anchor
                bead["who"], bead["when"] = now_bead.who, now_bead.when
        entries = self.entries(story)
        data["settled"], data["journal"] = settled_findings(rows), journal_lines(entries)
        data["undo"], data["redo"] = undoable(entries), redoable(entries)
        data["conflicts"] = [
            {"id": c.entry.id, "do": c.entry.do, "why": c.why, "who": c.entry.who, "what": what_of(c.entry)}
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


def report_language(name: str) -> Lang:
    """Return the language a page asks for, English if it is none that there is."""
    return "ko" if name == "ko" else "en"


def beads_of_view(state: StoryState, beads: Sequence[Mapping[str, Any]]) -> list[BeadState | None]:
    """Return the beads of the state that those of a view are, None where it has none."""
    keys = {side: [s.key for s in state.side(side)] for side in SIDES}
    found = {(b.ko, b.en): b for b in state.beads}
    return [found.get((tuple(keys["ko"][i] for i in b["ko"]), tuple(keys["en"][j] for j in b["en"]))) for b in beads]
