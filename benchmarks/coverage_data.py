"""Stories for the coverage benchmark: the hand-made ones with their planted omissions, and clauses dropped from them.

Dropping a clause from one version leaves the other with something that has no counterpart: `Story.dropped` says in
which bead.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from aligner.facts.clauses.split import clause_core, split_clauses

__all__ = ["Beads", "Story", "shaken", "wire_stories", "with_drops"]

Beads = list[tuple[list[int], list[int]]]
DROP_RATE = 0.35


@dataclass(frozen=True)
class Story:
    """A story with gold beads; `planted` holds (ko sentence, start, end) of clauses the English leaves out."""

    id: str
    ko: list[str]
    en: list[str]
    beads: Beads
    planted: tuple[tuple[int, int, int], ...] = ()
    headline: bool = False
    dropped: dict[int, str] = field(default_factory=dict)
    """For a synthetic variant: bead → the words dropped from `dropped_side`."""
    dropped_side: str = ""


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def _gold(path: Path) -> Beads:
    beads: Beads = []
    for line in _lines(path):
        left, right = line.split(":")[:2]
        beads.append((json.loads(left), json.loads(right)))
    return beads


def wire_stories(corpus: Path) -> Iterator[Story]:
    """Yield the hand-made stories of a folder."""
    for folder in sorted(path for path in corpus.iterdir() if (path / "gold.align").is_file()):
        ko, en = _lines(folder / "ko.sents.txt"), _lines(folder / "en.sents.txt")
        planted = []
        if (folder / "errors.json").is_file():
            for error in json.loads((folder / "errors.json").read_text(encoding="utf-8")):
                if error["type"] == "omission_in_sentence":
                    start = ko[error["ko_index"]].index(error["ko_span"])
                    planted.append((error["ko_index"], start, start + len(error["ko_span"])))
        yield Story(folder.name, ko, en, _gold(folder / "gold.align"), tuple(planted), headline=True)


def with_drops(story: Story, side: str, seed: int) -> Story:
    """Return the story with a clause dropped from one sentence of about a third of its beads on `side`."""
    rng = random.Random(f"{story.id}/{side}/{seed}")
    texts = list(story.en if side == "en" else story.ko)
    taken = {sentence for sentence, _, _ in story.planted}
    dropped: dict[int, str] = {}
    for at, (left, right) in enumerate(story.beads):
        if not left or not right or taken & set(left) or (story.headline and 0 in left) or rng.random() > DROP_RATE:
            continue
        choices = []
        for number in right if side == "en" else left:
            clauses = split_clauses(texts[number], side)  # type: ignore[arg-type]
            for start, end in clauses if len(clauses) > 1 else ():
                core = clause_core(texts[number][start:end], side)  # type: ignore[arg-type]
                if core[0] == core[1]:
                    continue
                size = sum(c.isalnum() for c in texts[number][start:end])
                if size >= (20 if side == "en" else 9) and end - start <= 0.75 * len(texts[number]):
                    choices.append((number, start, end))
        if choices:
            number, start, end = rng.choice(choices)
            dropped[at] = texts[number][start:end]
            texts[number] = _without(texts[number], start, end)
    changed = {"en": texts} if side == "en" else {"ko": texts}
    return replace(story, **changed, dropped=dropped, dropped_side=side)  # type: ignore[arg-type]


def shaken(story: Story, side: str) -> Story:
    """Return the story with the mistake aligners make most: of several sentences on `side` a bead misses one.

    The missed sentence stands alone or in the bead of its neighbour; what it says is not lost.
    """
    rng = random.Random(f"{story.id}/{side}/shaken")
    at = 0 if side == "ko" else 1
    beads = [[list(left), list(right)] for left, right in story.beads]
    owner = {number: bead for bead in beads for number in bead[at]}
    for bead in [b for b in beads if len(b[at]) > 1 and b[1 - at]]:
        missed = rng.choice((min(bead[at]), max(bead[at]), max(bead[at])))
        bead[at].remove(missed)
        neighbour = owner.get(missed + 1 if missed > min(bead[at]) else missed - 1)
        if neighbour is None or neighbour is bead or not neighbour[1 - at] or rng.random() < 0.5:
            beads.append([[missed], []] if side == "ko" else [[], [missed]])
        else:
            neighbour[at] = sorted([*neighbour[at], missed])
    return replace(story, beads=[(left, right) for left, right in beads])


def _without(text: str, start: int, end: int) -> str:
    rest = f"{text[:start].rstrip(' ,;')} {text[end:].lstrip(' ,;')}".strip()
    rest = rest[:1].upper() + rest[1:]
    return rest if rest[-1:] in '.?!"”' else rest + "."
