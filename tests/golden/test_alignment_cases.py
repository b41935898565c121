"""Places where aligners go wrong, a small story each; every story is written for the test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import aligner
from aligner.alignment import align_around, align_vectors, background_of
from aligner.encoders import load_encoder
from aligner.types import Alignment, Encoder, moved_beads

# Stories with the beads that must be found (`wanted`) and sentences that must not be linked with confidence (`apart`).
CASES = json.loads((Path(__file__).parent / "alignment_cases.json").read_text(encoding="utf-8"))
# Why they stay: in loosely told lines (Park's clean documents) pairs that look like the first are right by the hundred,
# and giving up those below .3 there costs .008, while this one has .8; leftovers side by side among the edits
# cost .01 on stories. Of the second the two sides share one word, "arrest", which the first sentence has too; features
# of words that point back ("This ...") were fitted and lost .04 on rewritten stories (docs/alignment.md).
UNSOLVED = {
    "an omitted and an added sentence between good beads": "equal places outweigh that nothing is shared",
    "the short tail of a split sentence": "a vector does not see what 'this correspondence' is",
}


def _cases() -> list[Any]:
    return [
        pytest.param(case, marks=pytest.mark.xfail(reason=UNSOLVED[case["name"]])) if case["name"] in UNSOLVED else case
        for case in CASES
    ]


@pytest.fixture(scope="module")
def found() -> dict[str, Alignment]:
    encoder: Encoder = load_encoder("bundled")
    return {case["name"]: aligner.align(case["ko"], case["en"], encoder=encoder) for case in CASES}


@pytest.mark.parametrize("case", _cases(), ids=[case["name"] for case in CASES])
def test_known_weak_places(case: dict[str, Any], found: dict[str, Alignment]) -> None:
    beads = {(bead.ko, bead.en): bead.score for bead in found[case["name"]]}
    assert {(tuple(ko), tuple(en)) for ko, en in case["wanted"]} <= set(beads), sorted(beads)
    for k, e in case["apart"]:
        linked = [score for (ko, en), score in beads.items() if k in ko and e in en]
        assert not linked or linked[0] < 0.5


def test_a_moved_link_that_is_confirmed_alone_does_not_part_the_story() -> None:
    encoder: Encoder = load_encoder("bundled")
    place = Path(__file__).parents[2] / "corpora" / "wire" / "typhoon-damage"
    ko, en = ((place / f"{side}.sents.txt").read_text(encoding="utf-8").splitlines() for side in ("ko", "en"))
    vectors = encoder.encode(ko), encoder.encode(en)
    background = background_of(encoder)
    links = [(bead.ko, bead.en) for bead in align_vectors(ko, en, *vectors, background=background)]
    moved = moved_beads(links)
    assert moved
    for at in moved:
        around = align_around(ko, en, *vectors, [links[at]], None, background, links=links)
        kept = {(bead.ko, bead.en) for bead in around} & set(links)
        assert len(kept) >= len(links) - 3
