"""Shared keys as evidence: how much rare common ground two texts have, weighted by rarity."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["KeyIndex", "Overlap", "index_keys", "overlap"]

# Pairs compared at a time; with some ten keys a text this keeps the working arrays to a few tens of MiB.
_CHUNK = 1 << 17


@dataclass(frozen=True, slots=True)
class KeyIndex:
    """The keys of many texts as flat arrays.

    Attributes
    ----------
    starts
        int64 (texts + 1,): text i has the keys ``starts[i]:starts[i + 1]`` of `keys`.
    keys
        int64, numbers of the keys, ascending within a text.
    """

    starts: NDArray[np.int64]
    keys: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1


@dataclass(frozen=True, slots=True)
class Overlap:
    """Inverse-document-frequency mass of pairs of texts: `shared`, and the whole of each side; float64 (pairs,)."""

    shared: NDArray[np.float64]
    left: NDArray[np.float64]
    right: NDArray[np.float64]


def index_keys(
    left: Iterable[Iterable[Hashable]], right: Iterable[Iterable[Hashable]], *, least: int = 0
) -> tuple[KeyIndex, KeyIndex, NDArray[np.float64]]:
    """Number the keys of both sides and weigh them.

    Parameters
    ----------
    left, right
        The keys of each text.
    least
        Size that a smaller heap is taken to have: in a heap of three texts every key would look common.

    Returns
    -------
    left, right : KeyIndex
    weights : ndarray
        float64 (keys,): ``ln((N + 1) / (df + 0.5))``, N the texts of the larger side and df the larger of the two
        document frequencies, so that a key that is common on either side proves little (smoothed idf after Spärck
        Jones 1972).
    """
    numbers: dict[Hashable, int] = {}
    one, other = _flatten(left, numbers), _flatten(right, numbers)
    frequency = np.maximum(
        np.bincount(one.keys, minlength=len(numbers)), np.bincount(other.keys, minlength=len(numbers))
    )
    total = max(len(one), len(other), least)
    return one, other, np.log((total + 1) / (frequency + 0.5))


def _flatten(texts: Iterable[Iterable[Hashable]], numbers: dict[Hashable, int]) -> KeyIndex:
    from array import array

    flat, starts = array("q"), array("q", [0])
    for keys in texts:
        flat.extend(sorted(numbers.setdefault(key, len(numbers)) for key in set(keys)))
        starts.append(len(flat))
    return KeyIndex(np.array(starts, dtype=np.int64), np.array(flat, dtype=np.int64))


def overlap(
    left: KeyIndex,
    right: KeyIndex,
    weights: NDArray[np.float64],
    rows: Sequence[int] | NDArray[np.int64],
    columns: Sequence[int] | NDArray[np.int64],
) -> Overlap:
    """Return the weight of the keys that text ``rows[p]`` of the left and ``columns[p]`` of the right share."""
    rows, columns = np.asarray(rows, dtype=np.int64), np.asarray(columns, dtype=np.int64)
    mass_left, mass_right = _mass(left, weights), _mass(right, weights)
    shared = np.zeros(len(rows))
    for start in range(0, len(rows), _CHUNK):
        part = slice(start, start + _CHUNK)
        shared[part] = _shared(left, right, weights, rows[part], columns[part])
    return Overlap(shared, mass_left[rows], mass_right[columns])


def _mass(index: KeyIndex, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    total = np.concatenate([[0.0], np.cumsum(weights[index.keys])])
    return np.asarray(total[index.starts[1:]] - total[index.starts[:-1]], dtype=np.float64)


def _shared(
    left: KeyIndex, right: KeyIndex, weights: NDArray[np.float64], rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> NDArray[np.float64]:
    pair_left, keys_left = _expand(left, rows)
    pair_right, keys_right = _expand(right, columns)
    size = max(len(weights), 1)
    common = np.intersect1d(pair_left * size + keys_left, pair_right * size + keys_right, assume_unique=True)
    sums = np.bincount(common // size, weights=weights[common % size], minlength=len(rows))
    return sums.astype(np.float64)


def _expand(index: KeyIndex, texts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (pair number, key) of every key of every text asked for."""
    counts = index.starts[texts + 1] - index.starts[texts]
    pairs = np.repeat(np.arange(len(texts)), counts)
    within = np.arange(len(pairs)) - np.repeat(np.cumsum(counts) - counts, counts)
    return pairs, index.keys[np.repeat(index.starts[texts], counts) + within]
