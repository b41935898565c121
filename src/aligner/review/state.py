"""A story as it stands after its review: sentences, beads, verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from aligner.pairs import ScoredPair
from aligner.review.entries import Entry, Key, fingerprint, sentence_ref

__all__ = ["SIDES", "BeadState", "SentenceState", "Snapshot", "StoryState", "aligned_rows"]

SIDES = ("ko", "en")

Snapshot = tuple[str, str, str]
"""What a bead held at some time: Korean, English, status."""


@dataclass(frozen=True, slots=True)
class SentenceState:
    """A sentence: `base` is its text in the run, None for one that a person inserted or cut off another."""

    key: Key
    text: str
    base: str | None
    edited: bool = False


@dataclass(frozen=True, slots=True)
class BeadState:
    """A bead.

    Attributes
    ----------
    ko, en
        Keys of its sentences, in the story's order.
    pair
        The run's pair it is, None for a bead that the review made.
    status
        One of `aligner.pairs.STATUSES`; ``""`` where the aligner has to say.
    decided
        Whether a person set the status.
    by
        ``"run"``, ``"person"`` or ``"aligner"``: who made the link. What a person made or confirmed is an anchor.
    comments
        Remarks of reviewers.
    who, when
        Of the last decision.
    """

    ko: tuple[Key, ...]
    en: tuple[Key, ...]
    pair: ScoredPair | None = None
    status: str = ""
    decided: bool = False
    by: str = "run"
    comments: tuple[str, ...] = ()
    who: str = ""
    when: str = ""

    @property
    def two_sided(self) -> bool:
        """Whether both sides have a sentence."""
        return bool(self.ko) and bool(self.en)

    @property
    def anchor(self) -> bool:
        """Whether a person vouches for the link: the aligner keeps it."""
        return self.by == "person" or (self.decided and self.status == "accepted")


@dataclass
class StoryState:
    """A story in the making while entries are replayed; finished, it is only read.

    ``ko`` and ``en`` hold the sentences in the story's order, ``beads`` every bead, ``base`` the texts of the run, by
    number. ``findings`` maps the fingerprint
    of a finding to the entry that judged it. ``past`` maps a bead to all it has held, by fingerprint of pair.
    """

    id: str
    ko: list[SentenceState]
    en: list[SentenceState]
    beads: list[BeadState]
    findings: dict[str, Entry] = field(default_factory=dict)
    past: dict[tuple[tuple[Key, ...], tuple[Key, ...]], dict[str, Snapshot]] = field(default_factory=dict)
    base: Mapping[str, Sequence[str]] = field(default_factory=dict)
    relinked: bool = False
    retexted: bool = False

    @classmethod
    def of_rows(cls, story: Mapping[str, Any], pairs: Sequence[Mapping[str, Any]]) -> StoryState:
        """Return the state before any review, from the rows of a run."""
        sides = {side: [s["text"] for s in aligned_rows(story, side)] for side in SIDES}
        read = [ScoredPair.from_row(row) for row in pairs]
        beads = [BeadState(p.ko_sentences, p.en_sentences, p, p.status) for p in read]
        ko, en = ([SentenceState(i, text, text) for i, text in enumerate(sides[side])] for side in SIDES)
        state = cls(str(story.get("id", "")), ko, en, beads, base=sides)
        for bead, pair in zip(beads, read, strict=True):
            state.past[bead.ko, bead.en] = {pair.fingerprint: (pair.ko, pair.en, pair.status)}
        return state

    def side(self, side: str) -> list[SentenceState]:
        """Return the sentences of one side."""
        return self.ko if side == "ko" else self.en

    def base_texts(self, side: str) -> Sequence[str]:
        """Return the run's sentences of one side, by number, those too that a person has joined to others."""
        return self.base[side]

    def number(self, side: str) -> dict[Key, int]:
        """Return key → number in the reviewed story."""
        return {s.key: i for i, s in enumerate(self.side(side))}

    def refs(self, side: str, keys: Sequence[Key]) -> list[dict[str, Any]]:
        """Return the S of every sentence in `keys`, for an entry."""
        texts = self.base_texts(side)
        return [sentence_ref(key, texts) for key in keys]

    def text(self, side: str, keys: Sequence[Key]) -> str:
        """Return the sentences of `keys` joined by blanks; blank ones are left out."""
        texts = {s.key: s.text for s in self.side(side)}
        return " ".join(texts[key] for key in keys if texts[key])

    def snapshot(self, bead: BeadState) -> Snapshot:
        """Return what a bead holds now."""
        return self.text("ko", bead.ko), self.text("en", bead.en), bead.status

    def remember(self, bead: BeadState) -> None:
        """Note what the bead holds now, so that a review given out today finds it later."""
        ko, en, status = self.snapshot(bead)
        held = self.past.setdefault((bead.ko, bead.en), {})
        # Where nobody has decided, the aligner says anew whether it is sure: either word may have been given out.
        open_to_both = bead.two_sided and not bead.decided and status in ("", "accepted", "doubtful")
        for word in ("accepted", "doubtful") if open_to_both else (status,):
            held[fingerprint(ko, en, word)] = (ko, en, word)

    def find(self, ko: Sequence[Key], en: Sequence[Key]) -> int | None:
        """Return the place of the bead of exactly these sentences."""
        wanted = (tuple(ko), tuple(en))
        return next((at for at, bead in enumerate(self.beads) if (bead.ko, bead.en) == wanted), None)

    def bead_of(self, side: str, key: Key) -> BeadState | None:
        """Return the bead that holds a sentence."""
        return next((bead for bead in self.beads if key in getattr(bead, side)), None)

    def texts_print(self, bead: BeadState) -> str:
        """Return the fingerprint of a bead's texts alone."""
        ko, en, _ = self.snapshot(bead)
        return fingerprint(ko, en)

    def set_beads(
        self, wanted: Sequence[tuple[tuple[Key, ...], tuple[Key, ...]]], by: str, who: str, when: str
    ) -> None:
        """Make every bead of `wanted`; what is left of others stays together only if it has both sides."""
        taken = {side: {key for bead in wanted for key in bead[at]} for at, side in enumerate(SIDES)}
        kept: list[BeadState] = []
        for bead in self.beads:
            if not (taken["ko"].intersection(bead.ko) or taken["en"].intersection(bead.en)):
                kept.append(bead)
                continue
            if (bead.ko, bead.en) in wanted:
                continue
            ko = tuple(key for key in bead.ko if key not in taken["ko"])
            en = tuple(key for key in bead.en if key not in taken["en"])
            kept += self._pieces(ko, en, by="run" if by == "aligner" else bead.by)
        known = {(bead.ko, bead.en): bead for bead in self.beads}
        made: list[BeadState] = []
        for ko, en in wanted:
            for piece in self._pieces(ko, en, by=by):
                before = known.get((piece.ko, piece.en))
                made.append(replace(before or piece, by=by, who=who, when=when))
        if by == "person":
            made = [replace(b, status="accepted", decided=True) if b.two_sided else b for b in made]
        self.beads = [*kept, *made]
        self.relinked = True
        for bead in self.beads:
            if bead.pair is None or bead in made:
                self.remember(bead)

    def _pieces(self, ko: tuple[Key, ...], en: tuple[Key, ...], by: str) -> Iterator[BeadState]:
        numbers = {side: self.number(side) for side in SIDES}
        ko, en = tuple(sorted(ko, key=numbers["ko"].__getitem__)), tuple(sorted(en, key=numbers["en"].__getitem__))
        if ko and en:
            yield BeadState(ko, en, by=by)
        else:
            yield from (BeadState((key,), (), status="omitted", by=by) for key in ko)
            yield from (BeadState((), (key,), status="added", by=by) for key in en)

    def replace_bead(self, at: int, **changes: Any) -> None:
        """Change a bead in place."""
        self.beads[at] = replace(self.beads[at], **changes)
        self.remember(self.beads[at])

    def set_text(self, side: str, key: Key, text: str) -> None:
        """Give a sentence another text."""
        sentences = self.side(side)
        at = next(i for i, s in enumerate(sentences) if s.key == key)
        sentences[at] = replace(sentences[at], text=text, edited=text != sentences[at].base)
        self.retexted = True
        if bead := self.bead_of(side, key):
            self.remember(bead)

    def sign(self, side: str, key: Key, who: str, when: str) -> None:
        """Note who changed a text of the bead that holds a sentence, and when."""
        if (bead := self.bead_of(side, key)) is not None:
            self.beads[self.beads.index(bead)] = replace(bead, who=who, when=when)

    def insert(self, side: str, after: Key | None, key: str, text: str) -> None:
        """Put a new sentence behind `after`, or first."""
        sentences = self.side(side)
        at = 0 if after is None else 1 + next(i for i, s in enumerate(sentences) if s.key == after)
        sentences.insert(at, SentenceState(key, text, None, True))
        self.retexted = self.relinked = True

    def split(self, side: str, key: Key, new: str, texts: tuple[str, str]) -> None:
        """Cut a sentence in two; both stay in its bead, which stays what it was but for its score."""
        sentences = self.side(side)
        at = next(i for i, s in enumerate(sentences) if s.key == key)
        sentences[at : at + 1] = [
            replace(sentences[at], text=texts[0], edited=texts[0] != sentences[at].base),
            SentenceState(new, texts[1], None, True),
        ]
        self._reshape(side, lambda keys: tuple(one for k in keys for one in ((k, new) if k == key else (k,))))

    def merge(self, side: str, first: Key, second: Key, text: str) -> None:
        """Make one sentence of two neighbours; where they were in two beads, these are one bead."""
        sentences = self.side(side)
        at = next(i for i, s in enumerate(sentences) if s.key == first)
        mine, other = self.bead_of(side, first), self.bead_of(side, second)
        if mine is not None and other is not None and mine is not other:
            self._unite(mine, other)
        sentences[at : at + 2] = [replace(sentences[at], text=text, edited=text != sentences[at].base)]
        self._reshape(side, lambda keys: tuple(k for k in keys if k != second))

    def _unite(self, mine: BeadState, other: BeadState) -> None:
        """Make one bead of two; what people decided about them holds on where it is the same."""
        numbers = {side: self.number(side) for side in SIDES}
        ko = tuple(sorted((*mine.ko, *other.ko), key=numbers["ko"].__getitem__))
        en = tuple(sorted((*mine.en, *other.en), key=numbers["en"].__getitem__))
        joined = replace(mine, ko=ko, en=en, comments=(*mine.comments, *other.comments))
        if not (mine.decided and other.decided and mine.status == other.status):
            status = "" if ko and en else mine.status
            joined = replace(joined, status=status, decided=False)
        self.beads = [joined if bead is mine else bead for bead in self.beads if bead is not other]

    def _reshape(self, side: str, keys: Callable[[tuple[Key, ...]], tuple[Key, ...]]) -> None:
        """Give the beads other sentences of one side; a review that was given out before finds them as they are now."""
        for at, bead in enumerate(self.beads):
            changed = keys(getattr(bead, side))
            if changed != getattr(bead, side):
                now = replace(bead, ko=changed) if side == "ko" else replace(bead, en=changed)
                self.beads[at] = now
                self.past.setdefault((now.ko, now.en), {}).update(self.past.get((bead.ko, bead.en), {}))
                self.remember(now)
        self.relinked = self.retexted = True


def aligned_rows(story: Mapping[str, Any], side: str) -> list[Mapping[str, Any]]:
    """Return the aligned sentences of a row of ``stories.jsonl``: those that numbers count."""
    return [s for s in (story.get(side) or {}).get("sentences") or () if s.get("role") in ("headline", "body")]
