"""What sentences have in common under an encoder: the scale on which two sentences alone can be called near or far.

In a story the other sentences give the scale. Where nothing contrasts (a headline alone, a one-line flash) it comes
from a few dozen reference pairs of news sentences, encoded once: their mean vectors, the similarity of the
pairs that do not belong together, and how much higher that of the others is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.field import common_part

if TYPE_CHECKING:
    from aligner.types import Encoder

__all__ = ["Background", "background_of", "measure", "reference_pairs"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Background:
    """What sentences of news have in common under an encoder.

    Attributes
    ----------
    ko_mean, en_mean
        float64 (dim,): mean vectors of Korean and of English sentences.
    low, span
        Cosine of unrelated sentences once half of the means is taken out, and how much higher that of translations is.
    """

    ko_mean: Floats
    en_mean: Floats
    low: float
    span: float

    def to_json(self) -> dict[str, Any]:
        """Return plain data, rounded to four decimals."""
        return {
            "low": round(self.low, 4),
            "span": round(self.span, 4),
            "ko_mean": np.round(self.ko_mean, 4).tolist(),
            "en_mean": np.round(self.en_mean, 4).tolist(),
        }


def _read(name: str) -> str:
    return files("aligner.alignment").joinpath(name).read_text(encoding="utf-8")


@cache
def _known() -> dict[str, Background]:
    return {
        fingerprint: Background(np.array(own["ko_mean"]), np.array(own["en_mean"]), own["low"], own["span"])
        for fingerprint, own in json.loads(_read("background.json")).items()
    }


_MEASURED: dict[str, Background] = {}


def background_of(encoder: Encoder) -> Background:
    """Return the background of an encoder: that of a bundled one from a table, any other measured once and kept.

    Measuring encodes the 96 sentences of ``reference.tsv``.
    """
    fingerprint = encoder.info.fingerprint
    if fingerprint in _known():
        return _known()[fingerprint]
    if fingerprint not in _MEASURED:
        _MEASURED[fingerprint] = measure(encoder)
    return _MEASURED[fingerprint]


def reference_pairs() -> list[tuple[str, str]]:
    """Return the reference pairs: a Korean and an English sentence that translate each other."""
    return [(ko, en) for ko, en in (line.split("\t") for line in _read("reference.tsv").splitlines())]


def measure(encoder: Encoder) -> Background:
    """Encode the reference pairs and return what they have in common."""
    pairs = reference_pairs()
    ko = np.asarray(encoder.encode([pair[0] for pair in pairs]), dtype=np.float64)
    en = np.asarray(encoder.encode([pair[1] for pair in pairs]), dtype=np.float64)
    ko_mean, en_mean = ko.mean(0), en.mean(0)
    ko, en = ko - common_part(ko), en - common_part(en)
    ko /= np.maximum(np.linalg.norm(ko, axis=1, keepdims=True), 1e-9)
    en /= np.maximum(np.linalg.norm(en, axis=1, keepdims=True), 1e-9)
    cosines = ko @ en.T
    low = float(np.median(cosines[~np.eye(len(pairs), dtype=bool)]))
    return Background(ko_mean, en_mean, low, float(np.diag(cosines).mean()) - low)
