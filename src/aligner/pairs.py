"""Scored pairs: the rows of ``pairs.jsonl``, and what is known about the corpus they belong to.

Every filter, exporter and reader of ready-made corpora speaks in these, so a pair keeps its score, its parts and the
way back to its two files through every stage and format.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from aligner.errors import InputError

__all__ = ["NOT_OF_PAIRS", "STATUSES", "CorpusInfo", "ScoredPair", "StoryInfo", "as_pairs", "finite"]

STATUSES = ("accepted", "doubtful", "omitted", "added", "rejected")


def finite(value: Any) -> Any:
    """Return a value of JSON with null for NaN and infinities: tables write them for what is missing, JSON has none."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {name: finite(part) for name, part in value.items()}
    return [finite(part) for part in value] if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """One bead with its texts, its score and what was decided about it.

    Attributes
    ----------
    id
        Unique in the corpus, ``STORY#0007`` in a run.
    story
        Id of the story the bead belongs to; ``""`` in a ready-made corpus without documents.
    type
        Shape of the bead, such as ``"2-1"``; ``"1-0"`` is an omission, ``"0-1"`` an addition.
    status
        One of `STATUSES`.
    ko, en
        The texts of either side, several sentences joined by a space; ``""`` on the missing side.
    ko_sentences, en_sentences
        0-based sentence numbers within the story.
    ko_offsets, en_offsets
        Half-open ``(start, end)`` character ranges in the decoded source files, one a sentence.
    moved
        Whether the bead lies outside the longest chain in order.
    score
        Calibrated probability in [0, 1] that the two sides are translations of each other; None when not yet scored.
    parts
        Named parts of the score.
    reasons
        Why the pair was rejected, one entry for each filter, ``NAME: detail``.
    tier
        ``"training_safe"``, ``"condensed"`` or ``""`` where no selection has been made.
    split
        ``"train"``, ``"dev"`` … or ``""`` where the corpus has not been split.
    notes
        Remarks for a person: findings of the fact checker, comments of a reviewer.
    extra
        Any other column; carried through untouched.
    """

    id: str
    ko: str
    en: str
    story: str = ""
    type: str = "1-1"
    status: str = "accepted"
    ko_sentences: tuple[int, ...] = ()
    en_sentences: tuple[int, ...] = ()
    ko_offsets: tuple[tuple[int, int], ...] = ()
    en_offsets: tuple[tuple[int, int], ...] = ()
    moved: bool = False
    score: float | None = None
    parts: Mapping[str, float] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    tier: str = ""
    split: str = ""
    notes: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def two_sided(self) -> bool:
        """Whether both sides have text: neither an omission nor an addition."""
        return bool(self.ko) and bool(self.en)

    @property
    def fingerprint(self) -> str:
        """Eight bytes in hex over texts and status: tells whether a pair changed since it was given out for review."""
        content = "\x1f".join((self.ko, self.en, self.status)).encode("utf-8", "surrogatepass")
        return blake2b(content, digest_size=8).hexdigest()

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> ScoredPair:
        """Build a pair from a line of ``pairs.jsonl``; columns it does not know go to `extra`.

        Raises
        ------
        InputError
            If ``ko`` or ``en`` is missing or not a string, or another column has the wrong shape.
        """
        try:
            ko, en = row["ko"], row["en"]
            if not isinstance(ko, str) or not isinstance(en, str):
                raise TypeError("ko and en must be strings")
            score = row.get("score")
            return cls(
                id=str(row.get("id", "")),
                ko=ko,
                en=en,
                story=str(row.get("story", "")),
                type=str(row.get("type") or _shape(ko, en)),
                status=str(row.get("status") or _status(ko, en)),
                ko_sentences=tuple(row.get("ko_sentences") or ()),
                en_sentences=tuple(row.get("en_sentences") or ()),
                ko_offsets=tuple((int(a), int(b)) for a, b in row.get("ko_offsets") or ()),
                en_offsets=tuple((int(a), int(b)) for a, b in row.get("en_offsets") or ()),
                moved=bool(row.get("moved", False)),
                score=None if score is None else finite(float(score)),
                parts=finite(dict(row.get("parts") or {})),
                reasons=tuple(row.get("reasons") or ()),
                tier=str(row.get("tier", "")),
                split=str(row.get("split", "")),
                notes=tuple(row.get("notes") or ()),
                extra={k: finite(v) for k, v in row.items() if k not in _COLUMNS},
            )
        except (KeyError, TypeError, ValueError, RecursionError) as error:
            what = f"no column {error}" if isinstance(error, KeyError) else str(error)
            raise InputError(f"pair {row.get('id', '?')!r} cannot be read: {what}") from error

    def to_row(self) -> dict[str, Any]:
        """Return the line of ``pairs.jsonl``: lists for tuples, empty `tier`, `split` and `notes` left out."""
        row: dict[str, Any] = {
            "id": self.id,
            "story": self.story,
            "type": self.type,
            "status": self.status,
            "ko": self.ko,
            "en": self.en,
            "ko_sentences": list(self.ko_sentences),
            "en_sentences": list(self.en_sentences),
            "ko_offsets": [list(pair) for pair in self.ko_offsets],
            "en_offsets": [list(pair) for pair in self.en_offsets],
            "moved": self.moved,
            "score": self.score,
            "parts": dict(self.parts),
            "reasons": list(self.reasons),
        }
        for name in ("tier", "split", "notes"):
            if value := getattr(self, name):
                row[name] = list(value) if isinstance(value, tuple) else value
        row.update(self.extra)
        return row

    def with_(self, **changes: Any) -> ScoredPair:
        """Return a copy with `changes`; `extra` is merged, not replaced."""
        if "extra" in changes:
            changes["extra"] = {**self.extra, **changes["extra"]}
        # Several times faster than dataclasses.replace, which counts when a corpus of millions streams by.
        values = list(_VALUES(self))
        for name, value in changes.items():
            values[_INDEX[name]] = value
        return ScoredPair(*values)


_NAMES = tuple(f.name for f in fields(ScoredPair))
_INDEX = {name: at for at, name in enumerate(_NAMES)}
_VALUES = attrgetter(*_NAMES)
_COLUMNS = frozenset(_NAMES) - {"extra"}
NOT_OF_PAIRS = _COLUMNS | {"ko_file", "en_file", "encoder", "config", "run", "reviewed", "before_review", "extra"}
"""Columns of a story that its pairs do not carry, since the names say something else of a pair."""


def _shape(ko: str, en: str) -> str:
    return f"{int(bool(ko))}-{int(bool(en))}"


def _status(ko: str, en: str) -> str:
    if not ko:
        return "added"
    return "accepted" if en else "omitted"


def as_pairs(rows: Iterable[ScoredPair | Mapping[str, Any]]) -> Iterator[ScoredPair]:
    """Yield every row as a `ScoredPair`, one at a time."""
    for row in rows:
        yield row if isinstance(row, ScoredPair) else ScoredPair.from_row(row)


@dataclass(frozen=True, slots=True)
class StoryInfo:
    """Where a story came from and what is known about it.

    ``ko_file`` and ``en_file`` are its two files as the user named them, ``meta`` the columns carried through;
    ``ko_sentences`` and ``en_sentences`` the aligned sentences that the sentence
    numbers of its pairs count, empty when unknown.
    """

    ko_file: str = ""
    en_file: str = ""
    ko_sentences: tuple[str, ...] = ()
    en_sentences: tuple[str, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CorpusInfo:
    """What is the same for every pair of a corpus; formats that have room for it carry it.

    Attributes
    ----------
    name
        Short name of the corpus, usually the run folder's.
    version
        Version of aligner that made it.
    encoder
        Encoder fingerprint, ``name@revision``.
    config
        Config fingerprint of the run.
    run
        Identity of the run (a hash over inputs and config), ``""`` for a ready-made corpus.
    licenses
        Licences of the inputs as the manifest gives them.
    sources
        Outlets or files the inputs came from.
    """

    name: str = "corpus"
    version: str = ""
    encoder: str = ""
    config: str = ""
    run: str = ""
    licenses: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def items(self) -> list[tuple[str, str]]:
        """Return the non-empty fields as ``(name, text)``, for headers and metadata."""
        pairs = [
            ("corpus", self.name),
            ("version", self.version),
            ("encoder", self.encoder),
            ("config", self.config),
            ("run", self.run),
            ("license", ", ".join(self.licenses)),
            ("source", ", ".join(self.sources)),
        ]
        return [(name, text) for name, text in pairs if text]
