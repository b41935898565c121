"""Sentence aligners of the package registry behind one face, for the tables of the benchmarks.

An aligner here is a function from a `Task` to beads. To add one, write such a function and name it in `PEERS` with the
package that it needs::

    def my_aligner(task: Task) -> Beads:
        import my_package

        links = my_package.align(task.ko, task.en, task.ko_vectors, task.en_vectors)
        return [(tuple(link.left), tuple(link.right)) for link in links]

    PEERS = [..., Peer("my aligner", "my-package", "my_package", my_aligner)]

A task has the sentences, one unit vector a sentence from the encoder that all aligners of a table share, and
``task.spans(side, most)``, vectors of every joined span, encoded, for those that want them; what they cost is counted.
Sentences that no bead mentions count as left alone. An aligner whose package is absent is skipped with the line that
installs it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.alignment import align_vectors, background_of
from alignment_data import Document, VectorStore

__all__ = ["PEERS", "Beads", "Peer", "Task"]

Beads = list[tuple[tuple[int, ...], tuple[int, ...]]]
SPAN = 4
"""Sentences of both sides of a peer's bead, at most; Vecalign's own default."""


@dataclass
class Task:
    """A document pair to align.

    Attributes
    ----------
    ko, en
        The sentences.
    ko_vectors, en_vectors
        float32 (N, dim), (M, dim), unit rows.
    strings
        How many different strings have been encoded for it so far.
    """

    document: Document
    vectors: VectorStore
    strings: int = 0
    ko_vectors: NDArray[np.float32] = field(init=False)
    en_vectors: NDArray[np.float32] = field(init=False)

    def __post_init__(self) -> None:
        self.strings = len({*self.ko, *self.en})
        self.ko_vectors, self.en_vectors = self.vectors(self.ko), self.vectors(self.en)

    @property
    def ko(self) -> list[str]:
        """Korean sentences."""
        return self.document.ko

    @property
    def en(self) -> list[str]:
        """English sentences."""
        return self.document.en

    def prepare(self, most: int) -> None:
        """Encode all spans of up to `most` sentences, before the clock starts."""
        rows = [row for side in ("ko", "en") for row in joined(getattr(self, side), most)]
        self.strings = len({text for row in rows for text in row})
        self.vectors.prepare_texts(text for row in rows for text in row)

    def spans(self, side: str, most: int) -> NDArray[np.float32]:
        """float32 (most, sentences, dim): the span of each size that ends at each sentence."""
        return np.stack([self.vectors(row) for row in joined(getattr(self, side), most)])


def joined(lines: Sequence[str], most: int) -> list[list[str]]:
    """Return the texts of the spans that end at each line, by size; PAD where a span would begin before the text."""
    return [
        [" ".join(lines[at - size + 1 : at + 1]) if at >= size - 1 else "PAD" for at in range(len(lines))]
        for size in range(1, most + 1)
    ]


class Peer(NamedTuple):
    """An aligner: its name in tables, what installs it, what is imported, the function, the spans it wants encoded."""

    name: str
    package: str
    module: str
    align: Callable[[Task], Beads]
    spans: int = 0

    @property
    def here(self) -> bool:
        """Whether its package is installed."""
        return find_spec(self.module) is not None


def aligner(task: Task) -> Beads:
    """Ours."""
    found = align_vectors(
        task.ko, task.en, task.ko_vectors, task.en_vectors, background=background_of(task.vectors.encoder),
        day=task.document.day,
    )  # fmt: skip
    return [(bead.ko, bead.en) for bead in found.beads]


def _vecalign(module: str, skip: float) -> Callable[[Task], Beads]:
    """Vecalign's dynamic programme (Thompson and Koehn 2019) as packaged, with a deletion percentile."""

    def align(task: Task) -> Beads:
        tools: Any = __import__(f"{module}.dp_utils", fromlist=["vecalign"])
        np.random.seed(42)  # noqa: NPY002 - the peer draws from the global generator
        try:
            stack = tools.vecalign(
                vecs0=task.spans("ko", SPAN - 1),
                vecs1=task.spans("en", SPAN - 1),
                final_alignment_types=tools.make_alignment_types(SPAN),
                del_percentile_frac=skip,
                width_over2=int(np.ceil(SPAN / 2)) + 5,
                max_size_full_dp=300,
                costs_sample_size=20_000,
                num_samps_for_norm=100,
            )
        except (ValueError, IndexError):
            # It fails on a few very short documents; a user would be left with nothing aligned.
            return []
        return [(tuple(map(int, a)), tuple(map(int, b))) for a, b in stack[0]["final_alignments"]]

    return align


def galechurch(task: Task) -> Beads:
    """Gale and Church (1993) by length, told the usual ratio of English to Korean characters."""
    import galechurch

    block = galechurch.align(task.ko, task.en, mean_xy=2.2)
    return [
        (tuple(range(b.source_start, b.source_end)), tuple(range(b.target_start, b.target_end))) for b in block.beads
    ]


def bertalign(task: Task) -> Beads:
    """Bertalign's two passes (Liu and Zhu 2022) at its defaults, on the vectors of the table instead of LaBSE's."""
    from bertalign import corelib

    n, m, most = len(task.ko), len(task.en), 5
    ko, en = task.spans("ko", most - 1), task.spans("en", most - 1)
    lengths = [
        np.array([[len(text.encode()) for text in row] for row in joined(side, most - 1)])
        for side in (task.ko, task.en)
    ]
    scores, nearest = corelib.find_top_k_sents(ko[0], en[0], k=3)
    types = corelib.get_alignment_types(2)
    width, path = corelib.find_first_search_path(n, m)
    pointers = corelib.first_pass_align(n, m, width, path, types, scores, nearest)
    rough = corelib.first_back_track(n, m, pointers, path, types)
    types = corelib.get_alignment_types(most)
    width, path = corelib.find_second_search_path(rough, 5, n, m)
    ratio = float(lengths[0][0].sum() / lengths[1][0].sum())
    pointers = corelib.second_pass_align(
        ko, en, *lengths, width, path, types, ratio, -0.1, margin=True, len_penalty=True
    )
    found = corelib.second_back_track(n, m, pointers, path, types)
    return [(tuple(map(int, a)), tuple(map(int, b))) for a, b in found]


def dtwsa(task: Task) -> Beads:
    """One-to-one links by dynamic programming over the cosines."""
    from dtwsa.dtwsa import SentenceAligner

    cosines = task.ko_vectors @ task.en_vectors.T
    links, _ = SentenceAligner(similarity_matrix=cosines, min_matching_value=0.3).align_sentences(task.ko, task.en)
    return [((int(i),), (int(j),)) for i, j in links if cosines[i, j] >= 0.3]


PEERS = [
    Peer("aligner", "aligner", "aligner", aligner),
    Peer("sentweave .20", "sentweave", "sentweave", _vecalign("sentweave", 0.2), SPAN - 1),
    Peer("sentweave .05", "sentweave", "sentweave", _vecalign("sentweave", 0.05), SPAN - 1),
    Peer("sentalign .20", "sentalign", "sentalign", _vecalign("sentalign", 0.2), SPAN - 1),
    Peer("bertalign", "bertalign", "bertalign", bertalign, 4),
    Peer("dtwsa .3", "dtwsa", "dtwsa", dtwsa),
    Peer("galechurch", "galechurch", "galechurch", galechurch),
]
