"""The frozen dataclasses and protocols that the stages hand to one another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    """float32 (n, dim), unit rows, in the order of the texts."""

__all__ = [
    "Alignment",
    "Bead",
    "Document",
    "DocumentPair",
    "Encoder",
    "EncoderInfo",
    "Lang",
    "Line",
    "Role",
    "SegmentedDocument",
    "Sentence",
    "moved_beads",
]

Lang = Literal["ko", "en"]


class Role(StrEnum):
    """What a line of a story is for; only headline and body are aligned."""

    HEADLINE = "headline"
    SUBHEAD = "subhead"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    CAPTION = "caption"
    FURNITURE = "furniture"

    @property
    def aligned(self) -> bool:
        """Whether sentences of this role take part in alignment and coverage."""
        return self in (Role.HEADLINE, Role.BODY)


@dataclass(frozen=True, slots=True)
class Document:
    """One story in one language, as read from one file.

    Attributes
    ----------
    id
        The story's id, shared by its two versions.
    lang
        ``"ko"`` or ``"en"``, told by the text.
    text
        The decoded text, no character altered: line ends, zero-width characters and decomposed Hangul are as in the
        file. For HTML the visible text of the whole page, a line per block.
    source
        The file as the user named it; ``"-"`` for standard input.
    meta
        What the manifest or the page says about the story (date, title, licence …); carried through.
    source_map
        For HTML only: ascending ``(text_offset, source_offset)`` pairs; a character of `text` at or after
        ``text_offset`` lies in the decoded file at ``source_offset`` plus the distance. Empty means the identity.
    hints
        For HTML only: half-open ``(start, end, role)`` ranges of `text` whose role the markup tells.
    """

    id: str
    lang: Lang
    text: str
    source: str
    meta: Mapping[str, Any] = field(default_factory=dict)
    source_map: tuple[tuple[int, int], ...] = ()
    hints: tuple[tuple[int, int, Role], ...] = ()

    def source_offset(self, offset: int) -> int:
        """Return where the character at `offset` of `text` lies in the decoded file (code points, BOM not counted)."""
        if not self.source_map:
            return offset
        at = bisect_left(self.source_map, (offset + 1,)) - 1
        text_at, source_at = self.source_map[max(at, 0)]
        return source_at + offset - text_at


@dataclass(frozen=True, slots=True)
class Line:
    """A half-open character range of ``Document.text`` with the one role that cleaning gave it.

    Lines are in text order, do not overlap, and hold every character that is neither white space nor zero-width. A
    line of the file may be several of these (a dateline and the text after it); a hard-wrapped paragraph is one.
    ``paragraph`` counts from 0 within the document; spans of one paragraph share it.
    """

    start: int
    end: int
    role: Role
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A half-open character range ``[start, end)`` of ``Document.text``.

    ``text`` is that range made fit for reading and encoding: NFC, white space folded, zero-width characters removed
    (with ``--pre-split``: the line exactly as it is). ``paragraph`` counts from 0 within the document.
    """

    start: int
    end: int
    text: str
    role: Role = Role.BODY
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class SegmentedDocument:
    """A document and all its sentences, furniture included, in text order."""

    document: Document
    sentences: tuple[Sentence, ...]

    @property
    def aligned(self) -> tuple[Sentence, ...]:
        """The sentences that are aligned; their index here is the 0-based sentence number of every output."""
        return tuple(s for s in self.sentences if s.role.aligned)


@dataclass(frozen=True, slots=True)
class DocumentPair:
    """A Korean story and its English version; ``score`` in [0, 1] says how sure the pairing is."""

    ko: Document
    en: Document
    score: float = 1.0
    method: str = "given"

    @property
    def id(self) -> str:
        """The story's id."""
        return self.ko.id


@dataclass(frozen=True, slots=True)
class Bead:
    """One n–m link between sentences; one side may be empty.

    Attributes
    ----------
    ko, en
        0-based sentence numbers, ascending; usually neighbours, but a lead may take in a later sentence.
    score
        Calibrated probability in [0, 1] that the bead is exactly right.
    parts
        Named parts of the score (similarity, length, numbers, names, order, context), each with its own direction
        documented in ``docs/alignment.md``.
    """

    ko: tuple[int, ...]
    en: tuple[int, ...]
    score: float = 1.0
    parts: Mapping[str, float] = field(default_factory=dict)

    @property
    def type(self) -> str:
        """Shape of the bead, such as ``"2-1"``; ``"1-0"`` is an omission, ``"0-1"`` an addition."""
        return f"{len(self.ko)}-{len(self.en)}"


@dataclass(frozen=True, slots=True)
class Alignment:
    """All beads of one story: every sentence of either side is in exactly one bead; beads may cross.

    Beads come in Korean order; an addition follows the bead of the English sentence before it.

    Raises
    ------
    ValueError
        If a sentence is in no bead or in two.
    """

    ko_count: int
    en_count: int
    beads: tuple[Bead, ...]

    def __post_init__(self) -> None:
        for side, count in (("ko", self.ko_count), ("en", self.en_count)):
            seen = sorted(i for bead in self.beads for i in getattr(bead, side))
            if seen != list(range(count)):
                raise ValueError(f"the {side} side must hold each of 0..{count - 1} once, got {seen[:20]}")

    def __iter__(self) -> Iterator[Bead]:
        return iter(self.beads)

    @property
    def moved(self) -> frozenset[int]:
        """Indices into `beads` of the two-sided beads outside the longest chain in order on both sides."""
        return moved_beads([(b.ko, b.en) for b in self.beads])


def moved_beads(beads: Sequence[tuple[Sequence[int], Sequence[int]]]) -> frozenset[int]:
    """Return the indices of two-sided beads that lie outside the longest monotone chain.

    Parameters
    ----------
    beads
        ``(ko numbers, en numbers)`` of each bead, in any order.

    Notes
    -----
    Beads are ordered by their first Korean sentence; the chain is the longest subsequence whose first English
    sentences increase (patience sorting, O(n log n)). Of several longest chains the one found first is kept.
    """
    order = sorted((min(ko), min(en), i) for i, (ko, en) in enumerate(beads) if ko and en)
    tails: list[int] = []
    tail_ids: list[int] = []
    before: dict[int, int | None] = {}
    for _, first_en, i in order:
        at = bisect_left(tails, first_en)
        before[i] = tail_ids[at - 1] if at else None
        if at == len(tails):
            tails.append(first_en)
            tail_ids.append(i)
        else:
            tails[at], tail_ids[at] = first_en, i
    kept: set[int] = set()
    step = tail_ids[-1] if tail_ids else None
    while step is not None:
        kept.add(step)
        step = before[step]
    return frozenset(i for _, _, i in order if i not in kept)


@dataclass(frozen=True, slots=True)
class EncoderInfo:
    """What identifies an encoder: two with the same ``fingerprint`` give the same vectors.

    ``dim`` is the vector length; ``max_tokens`` the input limit (None: no limit), ``license`` an SPDX id or "unknown".
    """

    name: str
    revision: str
    dim: int
    max_tokens: int | None = None
    license: str = "unknown"
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """``name@revision``, with the options that change the vectors."""
        options = ",".join(f"{k}={v}" for k, v in sorted(self.options.items()))
        return f"{self.name}@{self.revision}" + (f"({options})" if options else "")


@runtime_checkable
class Encoder(Protocol):
    """Anything that turns texts into unit vectors."""

    @property
    def info(self) -> EncoderInfo:
        """Name, revision and limits of the model."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 (len(texts), dim), unit rows, in the order of `texts`; (0, dim) for no texts."""
        ...
