"""Stories for the coverage benchmark: the hand-made ones with their planted omissions, and clauses dropped from them.

Dropping a clause from a translation gives a Korean sentence whose English lacks something known. Which Korean
clause that is, the encoder tells: the one nearest to what was dropped, where one is clearly nearest; other cases are
left out of the training data.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from aligner.facts.clauses.signs import Clause, clause_signs
from aligner.facts.clauses.split import clause_core, split_clauses

__all__ = ["Beads", "Story", "labelled_rows", "shaken", "wire_stories", "with_drops"]

Beads = list[tuple[list[int], list[int]]]
CLEARLY_NEAREST = 0.08
NEAR_ENOUGH = 0.30
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


def labelled_rows(story: Story, side: str, encode: object) -> list[tuple[Clause, int]]:
    """Return the clauses of `side` with 1 where the other version lacks them, 0 where it has them; unsure ones not."""
    skip = frozenset({0}) if story.headline else frozenset()
    both = clause_signs(
        story.ko,
        story.en,
        story.beads,
        gate=lambda *_: True,
        encode=encode,  # type: ignore[arg-type]
        skip_ko=skip,
        skip_en=skip,
    )
    rows = both[0 if side == "ko" else 1]
    texts = story.ko if side == "ko" else story.en
    bead_of = {i: at for at, bead in enumerate(story.beads) for i in bead[0 if side == "ko" else 1]}
    by_bead: dict[int, list[Clause]] = {}
    for row in rows:
        by_bead.setdefault(bead_of[row.sentence], []).append(row)
    labelled: list[tuple[Clause, int]] = []
    for at, group in by_bead.items():
        if at in story.dropped:
            labelled += _nearest_to_drop(group, texts, story.dropped[at], encode)
        else:
            labelled += [(row, label) for row in group if (label := _planted_label(row, story, side)) is not None]
    return labelled


def _nearest_to_drop(group: list[Clause], texts: list[str], dropped: str, encode: object) -> list[tuple[Clause, int]]:
    vectors = encode([texts[r.sentence][r.start : r.end] for r in group] + [dropped])  # type: ignore[operator]
    nearness = vectors[:-1] @ vectors[-1]
    order = np.argsort(-nearness)
    if len(group) < 2 or nearness[order[0]] < NEAR_ENOUGH:
        return []
    if nearness[order[0]] - nearness[order[1]] < CLEARLY_NEAREST:
        return []
    far = [(row, 0) for row, near in zip(group, nearness, strict=True) if near < nearness[order[0]] - 0.15]
    return [(group[order[0]], 1), *far]


def _planted_label(row: Clause, story: Story, side: str) -> int | None:
    if side == "en":
        return 0
    for sentence, start, end in story.planted:
        if sentence == row.sentence:
            shared = min(end, row.end) - max(start, row.start)
            if shared >= 0.5 * min(row.end - row.start, end - start):
                return 1
            return None if shared > 0 else 0
    return 0
