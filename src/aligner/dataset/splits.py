"""Train, dev and test by story: no story, and no near-copy of one, lies on two sides."""

from __future__ import annotations

import json
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from typing import TYPE_CHECKING

from aligner.artifacts.places import digest_of
from aligner.dataset.dedupe import NearDuplicates
from aligner.errors import ConfigError
from aligner.pairs import ScoredPair

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Splits", "StoryText", "assign_splits", "parse_shares", "stories_of"]

STORY_THRESHOLD = 0.4
"""Jaccard similarity from which two stories are versions of one: an update repeats most of its first version."""

# Long enough that two stories about different things share next to none.
_RUNS = (8, 16)


@dataclass(frozen=True, slots=True)
class StoryText:
    """What a story says, for finding its near-copies; `stratum` is its month or its source."""

    id: str
    ko: str
    en: str
    pairs: int
    stratum: str = ""


def parse_shares(text: str) -> dict[str, float]:
    """Return ``{"train": 0.9, "dev": 0.05, "test": 0.05}`` for ``"dev=0.05,test=0.05"``; the rest is train.

    Raises
    ------
    ConfigError
        If a share is no number in [0, 1], a name is odd, or the shares exceed 1.
    """
    shares: dict[str, float] = {}
    for item in text.split(","):
        name, _, number = item.strip().partition("=")
        try:
            share = float(number)
        except ValueError as error:
            raise ConfigError(f"split share {item!r}", hint="write NAME=SHARE, such as dev=0.05,test=0.05") from error
        if not name.isidentifier() or not name.isascii() or name in shares or not 0 <= share <= 1:
            raise ConfigError(f"split share {item!r}", hint="write NAME=SHARE, such as dev=0.05,test=0.05")
        shares[name] = share
    rest = 1 - sum(shares.values())
    if rest < -1e-9 or ("train" in shares and rest > 1e-9):
        raise ConfigError(
            f"the shares of {text!r} add up to {1 - rest:g}", hint="let them add up to 1, or leave train out"
        )
    return shares if "train" in shares else {"train": max(0.0, rest), **shares}


def stories_of(pairs: Iterable[ScoredPair], stratum: Mapping[str, str] | None = None) -> Iterator[StoryText]:
    """Yield the stories of a corpus whose pairs lie together by story; a pair without a story is one of its own."""
    for _, group in groupby(pairs, key=story_key):
        beads = list(group)
        ko, en = " ".join(pair.ko for pair in beads), " ".join(pair.en for pair in beads)
        key = story_key(beads[0])
        yield StoryText(
            key, ko, en, sum(pair.two_sided for pair in beads), "" if stratum is None else stratum.get(key, "")
        )


def story_key(pair: ScoredPair) -> str:
    """Return the story a pair belongs to, or its own id if it has none."""
    return pair.story or pair.id


def assign_splits(
    stories: Iterable[StoryText], shares: Mapping[str, float], *, seed: int = 0, threshold: float = STORY_THRESHOLD
) -> Splits:
    """Return the split of every story.

    Parameters
    ----------
    stories
        All stories of the corpus.
    shares
        Share of the pairs that each split should get; see `parse_shares`.
    seed
        Another seed, another draw.
    threshold
        Similarity from which two stories stay on one side.

    Notes
    -----
    Groups of near-copies are put in a random order within their strata, strata one after the other, and each goes to
    the split that is furthest behind its share. So every split gets its share of every stratum as far as whole groups
    allow, and small strata even out over their neighbours.
    """
    import numpy as np

    names = _Names()
    weights, strata, order = array("Q"), array("I"), array("Q")
    codes: dict[str, int] = {}
    with NearDuplicates(threshold, runs=_RUNS) as finder:
        for story in stories:
            names.add(story.id)
            weights.append(max(1, story.pairs))
            strata.append(codes.setdefault(story.stratum, len(codes)))
            order.append(_draw(story.id, seed))
            finder.add(story.ko, story.en)
        first = finder.clusters()
    names.check()
    groups, size = _in_order(first, weights, strata, order, codes)
    split = np.zeros(len(first), dtype=np.uint8)
    behind = [0.0] * len(shares)
    # A list of a million numbers takes forty megabytes.
    for start in range(0, len(groups), _AT_A_TIME):
        for group in groups[start : start + _AT_A_TIME].tolist():
            weight = int(size[group])
            behind = [value + weight * share for value, share in zip(behind, shares.values(), strict=True)]
            chosen = behind.index(max(behind))
            behind[chosen] -= weight
            split[group] = chosen
    return Splits(names, split[first], tuple(shares))


_AT_A_TIME = 10_000


def _in_order(
    first: NDArray[np.int64], weights: array[int], strata: array[int], order: array[int], codes: Mapping[str, int]
) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Return the groups in the order in which they are dealt, each by its first story, and their pairs.

    Parameters
    ----------
    first
        First story of the group of each story.
    weights, strata, order
        Of each story its pairs, the number of its stratum, and its draw.
    codes
        Stratum → its number.
    """
    import numpy as np

    ranks = np.empty(max(1, len(codes)), dtype=np.int32)
    ranks[np.argsort(np.array(list(codes), dtype=object))] = np.arange(len(codes), dtype=np.int32)
    # Of a group of near-copies: all its pairs, its lowest stratum, the draw of its first story.
    size = np.zeros(len(first), dtype=np.int64)
    np.add.at(size, first, np.array(weights, dtype=np.uint64).view(np.int64))
    lowest = ranks[np.array(strata, dtype=np.uint32)]
    np.minimum.at(lowest, first, lowest.copy())
    groups = np.flatnonzero(size)
    return groups[np.lexsort((np.array(order, dtype=np.uint64)[groups], lowest[groups]))], size


def _draw(story: str, seed: int) -> int:
    return int.from_bytes(blake2b(f"{seed}\x1f{story}".encode("utf-8", "replace"), digest_size=8).digest(), "big")


class _Names:
    """The ids of stories: on disk, with eight bytes of each in memory."""

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile("w+", encoding="utf-8", errors="surrogatepass", newline="\n")
        self.digests = array("Q")

    def add(self, name: str) -> None:
        self.file.write(json.dumps(name) + "\n")
        self.digests.append(digest_of(name))

    def __iter__(self) -> Iterator[str]:
        self.file.seek(0)
        return map(json.loads, self.file)

    def check(self) -> None:
        """Make sure that every id is there once."""
        import numpy as np

        found, counts = np.unique(np.array(self.digests, dtype=np.uint64), return_counts=True)
        if (counts > 1).any():
            twice = int(found[counts > 1][0])
            name = next(name for name in self if digest_of(name) == twice)
            raise ConfigError(f"the pairs of story {name!r} do not lie together", hint="sort the corpus by story")


class Splits(Mapping[str, str]):
    """The split of every story, in some twenty bytes a story of memory."""

    def __init__(self, names: _Names, codes: NDArray[np.uint8], splits: tuple[str, ...]) -> None:
        import numpy as np

        digests = np.array(names.digests, dtype=np.uint64)
        order = np.argsort(digests)
        self._names, self._splits = names, splits
        self._digests, self._codes = digests[order], codes[order]
        self._last = ("", "")

    def __getitem__(self, story: str) -> str:
        # The pairs of one story ask for it in a row.
        if self._last[0] != story or not self._last[1]:
            wanted = self._digests.dtype.type(digest_of(story))
            at = int(self._digests.searchsorted(wanted))
            if at == len(self._digests) or self._digests[at] != wanted:
                raise KeyError(story)
            self._last = (story, self._splits[int(self._codes[at])])
        return self._last[1]

    def __len__(self) -> int:
        return len(self._digests)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)
