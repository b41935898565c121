"""What two spans share (numbers, names, words of the lexicon, rounded figures), for all beads of a shape at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.evidence import NAME, NUMBER, ROUNDED, WORD
from aligner.alignment.field import Field, clip, lowest, window_sums

__all__ = ["AGREEMENT_NAMES", "SKIP_AGREEMENT_NAMES", "Agreement"]

Floats = NDArray[np.float64]

AGREEMENT_NAMES = (
    "number.shared", "number.any", "number.ko.away", "number.en.away", "number.ko.gone", "number.en.gone",
    "name.shared", "name.any", "name.ko.away", "name.en.away",
    "word.shared", "word.any", "word.ko.away", "word.en.away",
    "word.ko.part", "word.en.part", "word.ko.least", "word.en.least",
    "round.shared",
)  # fmt: skip
SKIP_AGREEMENT_NAMES = ("number.shared", "number.gone", "name.shared", "word.shared", "word.best")
MOST = {NUMBER: (3.0, 2.0), NAME: (3.0, 2.0), WORD: (5.0, 4.0), ROUNDED: (3.0, 0.0)}
"""Weight of shared keys, and of keys whose counterpart lies elsewhere, beyond which more of them say nothing new."""


class _Kind:
    """The keys of one kind: which sentence has which, and which occur on the other side at all."""

    def __init__(self, field: Field, kind: int) -> None:
        chosen = field.kinds == kind
        self.ko, self.en, self.weights = field.ko_keys[:, chosen], field.en_keys[:, chosen], field.weights[chosen]
        self.ko_known, self.en_known = self.ko * (self.en.sum(0) > 0), self.en * (self.ko.sum(0) > 0)
        self.most, self.most_away = MOST[kind]
        self._spans: dict[tuple[str, int], tuple[Floats, Floats, Floats]] = {}

    def spans(self, side: str, size: int) -> tuple[Floats, Floats, Floats]:
        """Keys of each span of `size` sentences, their weights, and the weight of those that the other side has."""
        if (side, size) not in self._spans:
            keys, known = (self.ko, self.ko_known) if side == "ko" else (self.en, self.en_known)
            own = _union(keys, size)
            self._spans[side, size] = (own, own * self.weights, _union(known, size) @ self.weights)
        return self._spans[side, size]

    @cached_property
    def single(self) -> Floats:
        """Weight of what each two sentences share."""
        return np.asarray((self.ko * self.weights) @ self.en.T)


def _union(keys: Floats, size: int) -> Floats:
    return keys if size == 1 else np.minimum(window_sums(keys, size), 1.0)


class Agreement:
    """Shared keys of a field."""

    def __init__(self, field: Field) -> None:
        self.number, self.name, self.word, self.rounded = (_Kind(field, kind) for kind in (NUMBER, NAME, WORD, ROUNDED))
        self._exact = (self.number, self.name, self.word)

    def bead(self, n: int, m: int) -> list[Floats]:
        """Features of all beads n–m in the order of `AGREEMENT_NAMES`; keys of a span count once."""
        out = []
        for kind in self._exact:
            _, ko, ko_mass = kind.spans("ko", n)
            en, en_weighed, en_mass = kind.spans("en", m)
            shared = ko @ en.T
            out += [np.minimum(shared, kind.most), (shared > 0.3).astype(np.float64)]
            out += [
                clip(ko_mass[:, None] - shared, 0.0, kind.most_away),
                clip(en_mass[None] - shared, 0.0, kind.most_away),
            ]
            if kind is self.number:
                # A number found nowhere on the other side speaks against every bead, unless it is rounded or left out.
                out += [
                    np.minimum(ko.sum(1) - ko_mass, 2.0)[:, None],
                    np.minimum(en_weighed.sum(1) - en_mass, 2.0)[None],
                ]
            if kind is self.word:
                out += [shared / (ko_mass + 0.5)[:, None], shared / (en_mass + 0.5)[None], *self._least(n, m)]
        # Rounded figures vote for a bead only: most that lie elsewhere are chance.
        if not self.rounded.weights.size:
            return [*out, np.zeros((1, 1))]
        rounded = self.rounded.spans("ko", n)[1] @ self.rounded.spans("en", m)[0].T
        return [*out, np.minimum(rounded, self.rounded.most)]

    def _least(self, n: int, m: int) -> list[Floats]:
        """Words that the poorest sentence of either side shares with all of the other side."""
        if (n, m) == (1, 1):
            return [np.minimum(self.word.single, 2.0)] * 2
        from_ko = self.word.spans("ko", 1)[1] @ self.word.spans("en", m)[0].T
        from_en = self.word.spans("ko", n)[1] @ self.word.spans("en", 1)[0].T
        rows, columns = from_ko.shape[0] - n + 1, from_en.shape[1] - m + 1
        least_ko = lowest([from_ko[a : a + rows] for a in range(n)])
        least_en = lowest([from_en[:, b : b + columns] for b in range(m)])
        return [np.minimum(least_ko, 2.0), np.minimum(least_en, 2.0)]

    @cached_property
    def _single(self) -> Floats:
        return np.asarray(sum(kind.single for kind in self._exact))

    def shared(self, ko: Sequence[int], en: Sequence[int]) -> float:
        """Weight of the numbers, names and words that two sets of sentences share."""
        if not ko or not en:
            return 0.0
        if len(ko) == len(en) == 1:
            return float(self._single[ko[0], en[0]])
        own = ((kind.ko[list(ko)].max(0), kind.en[list(en)].max(0), kind.weights) for kind in self._exact)
        return float(sum((left * right) @ weights for left, right, weights in own))

    def skip(self, side: str) -> list[Floats]:
        """Features of leaving each sentence alone in the order of `SKIP_AGREEMENT_NAMES`."""
        ko = side == "ko"
        masses = []
        for kind in self._exact:
            own, known = (kind.ko, kind.ko_known) if ko else (kind.en, kind.en_known)
            masses.append((own @ kind.weights, known @ kind.weights))
        (number, number_known), (name, _), (_, word_known) = masses
        best = self.word.single.max(1 if ko else 0)
        return [
            np.minimum(number_known, 2.0), np.minimum(number - number_known, 2.0), np.minimum(name, 2.0),
            np.minimum(word_known, 4.0), np.minimum(best, 3.0),
        ]  # fmt: skip
