"""Train, dev and test by story: no story, and no near-copy of one, lies on two sides."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from aligner.dataset.dedupe import NearDuplicates
from aligner.errors import ConfigError
from aligner.pairs import ScoredPair

__all__ = ["StoryText", "assign_splits", "parse_shares", "stories_of"]

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
) -> dict[str, str]:
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
    known: list[tuple[str, int, str]] = []
    seen: set[str] = set()
    with NearDuplicates(threshold, runs=_RUNS) as finder:
        for story in stories:
            if story.id in seen:
                raise ConfigError(
                    f"the pairs of story {story.id!r} do not lie together", hint="sort the corpus by story"
                )
            seen.add(story.id)
            known.append((story.id, story.pairs, story.stratum))
            finder.add(story.ko, story.en)
        clusters = finder.clusters().tolist()
    groups: dict[int, list[int]] = defaultdict(list)
    for at, first in enumerate(clusters):
        groups[first].append(at)
    behind: dict[str, float] = dict.fromkeys(shares, 0.0)
    splits: dict[str, str] = {}
    for members in sorted(groups.values(), key=lambda m: _order(m, known, seed)):
        weight = sum(max(1, known[at][1]) for at in members)
        for name, share in shares.items():
            behind[name] += weight * share
        split = max(shares, key=lambda name: behind[name])
        behind[split] -= weight
        splits.update((known[at][0], split) for at in members)
    return splits


def _order(members: list[int], known: list[tuple[str, int, str]], seed: int) -> tuple[str, bytes]:
    first = min(known[at][0] for at in members)
    stratum = min(known[at][2] for at in members)
    return stratum, hashlib.blake2b(f"{seed}\x1f{first}".encode("utf-8", "replace"), digest_size=8).digest()
