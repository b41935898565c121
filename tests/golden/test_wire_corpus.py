"""The sample corpus keeps its own promises: whoever scores against it must be able to trust it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
STORIES = sorted(p.parent for name in ("wire", "dev", "heldout") for p in (CORPORA / name).glob("*/gold.align"))
FIELDS = {"ko_index", "en_index", "ko_span", "en_span", "expected_en", "note"}
TYPES = {"number", "date", "name", "negation", "omission_in_sentence"}


def lines(path):
    return path.read_text(encoding="utf-8").splitlines()


def squeezed(text):
    return re.sub(r"\s+", "", text)


@pytest.fixture(params=STORIES, ids=lambda p: p.name)
def story(request):
    return request.param


def test_gold_holds_every_sentence_once(story):
    beads = [re.fullmatch(r"\[([\d, ]*)\]:\[([\d, ]*)\]", line) for line in lines(story / "gold.align")]
    for group, side in ((1, "ko"), (2, "en")):
        numbers = [int(n) for bead in beads for n in bead[group].replace(",", " ").split()]
        assert sorted(numbers) == list(range(len(lines(story / f"{side}.sents.txt"))))


@pytest.mark.parametrize("side", ["ko", "en"])
def test_sentences_stand_in_the_story_in_order(story, side):
    encoding = (
        json.loads((story / "meta.json").read_text(encoding="utf-8")).get("encodings", {}).get(f"{side}.txt", "utf-8")
    )
    text = squeezed((story / f"{side}.txt").read_text(encoding=encoding))
    at = 0
    for sentence in lines(story / f"{side}.sents.txt"):
        found = text.find(squeezed(sentence), at)
        assert found >= 0, sentence
        at = found + len(squeezed(sentence))


@pytest.mark.parametrize("name", ["errors.json", "traps.json"])
def test_spans_stand_in_their_sentences(story, name):
    ko, en = lines(story / "ko.sents.txt"), lines(story / "en.sents.txt")
    for item in json.loads((story / name).read_text(encoding="utf-8")):
        assert set(item) == FIELDS | {"type" if name == "errors.json" else "kind"}
        if name == "errors.json":
            assert item["type"] in TYPES
        for index, span, sentences in (
            (item["ko_index"], item["ko_span"], ko),
            (item["en_index"], item["en_span"], en),
        ):
            assert span is None or span in sentences[index]


def test_there_are_enough_stories_and_half_have_errors():
    planted = [bool(json.loads((story / "errors.json").read_text(encoding="utf-8"))) for story in STORIES]
    assert len(STORIES) >= 16
    assert sum(planted) >= len(STORIES) // 2
