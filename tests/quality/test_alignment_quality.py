"""The floors under the quality of the aligner, pinned with the corpora they were measured on.

``benchmarks/alignment.py --lower-floors`` rewrites the floors; nothing else may.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from aligner.alignment import align_vectors, background_of
from aligner.encoders import load_encoder
from aligner.evaluation import read_alignment, score_alignments
from aligner.types import Encoder

FLOORS = json.loads((Path(__file__).parent / "alignment_floors.json").read_text(encoding="utf-8"))
Story = tuple[str, str, list[str], list[str], list[tuple[tuple[int, ...], tuple[int, ...]]], date | None]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def _hash(stories: list[Story]) -> str:
    digest = hashlib.sha256()
    for name, variant, ko, en, gold, _ in sorted(stories, key=lambda s: s[0]):
        digest.update(repr((name, variant, ko, en, gold)).encode())
    return digest.hexdigest()[:16]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder("bundled")


def _check(group: str, stories: list[Story], encoder: Encoder) -> None:
    assert _hash(stories) == FLOORS[group]["corpus"], "the corpus changed: measure the floors anew"
    golds, preds = [], []
    for _, _, ko, en, gold, day in stories:
        vectors = encoder.encode([*ko, *en])
        found = align_vectors(
            ko, en, vectors[: len(ko)], vectors[len(ko) :], background=background_of(encoder), day=day
        )
        golds.append(gold)
        preds.append([(bead.ko, bead.en) for bead in found.beads])
    measures = score_alignments(golds, preds)
    below = {
        k: (measures[k].f1, floor) for k, floor in FLOORS[group]["floors"].items() if (measures[k].f1 or 0) < floor
    }
    assert not below


def test_wire_stories(wire: Path, encoder: Encoder) -> None:
    stories: list[Story] = []
    for gold in sorted(wire.glob("*/gold.align")):
        place = gold.parent
        texts = _lines(place / "ko.sents.txt"), _lines(place / "en.sents.txt")
        day = date.fromisoformat(json.loads((place / "meta.json").read_text(encoding="utf-8"))["date"])
        stories.append((place.name, "wire", *texts, read_alignment(gold), day))
    _check("wire", stories, encoder)


@pytest.mark.slow
@pytest.mark.parametrize("variant", ["mixed", "reorder"])
def test_wirebench(variant: str, shared_data: Path, encoder: Encoder) -> None:
    stories: list[Story] = []
    for gold in sorted((shared_data / "wirebench-dev" / variant).glob("*.gold")):
        texts = _lines(gold.with_suffix(".ko")), _lines(gold.with_suffix(".en"))
        stories.append((gold.stem, variant, *texts, read_alignment(gold), None))
    _check(variant, stories, encoder)
