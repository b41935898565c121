"""What a story costs: every sentence parsed once, nothing for the ledger without checks, a few times the encoder."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from aligner.config import RunConfig
from aligner.encoders import load_encoder
from aligner.facts.reading import extract
from aligner.pipeline import story
from aligner.pipeline.inputs import find_stories
from aligner.readers import read_pair
from aligner.types import DocumentPair

STORIES = 4
TIMES = 5
"""Far above what is measured (docs/scale.md): this catches a stage run twice, not a slow day."""


@pytest.fixture(scope="module")
def pairs(wire: Path, tmp_path_factory: pytest.TempPathFactory) -> list[DocumentPair]:
    tasks = find_stories([wire], RunConfig(), tmp_path_factory.mktemp("pairs")).tasks
    return [read_pair(task.files) for task in tasks[:STORIES]]


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each text was read for its figures, whoever asked."""
    counts: Counter[str] = Counter()
    read = extract.quantities

    def counting(text: str, *args: Any, **options: Any) -> Any:
        counts[text] += 1
        return read(text, *args, **options)

    for module in [m for name, m in sys.modules.items() if name.startswith("aligner.")]:
        if getattr(module, "quantities", None) is read:
            monkeypatch.setattr(module, "quantities", counting)
    return counts


@pytest.mark.parametrize("checks", [True, False])
def test_every_sentence_is_parsed_once(pairs: list[DocumentPair], parsed: Counter[str], checks: bool) -> None:
    for pair in pairs:
        result = story.process_story(pair, load_encoder("bundled"), RunConfig(checks=checks))
        sentences = Counter(s.text for side in (result.ko, result.en) for s in side.aligned)
        assert {text: parsed[text] for text in sentences} == dict(sentences)
        parsed.clear()


def test_without_checks_nothing_is_done_for_the_ledger(
    pairs: list[DocumentPair], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any, **__: Any) -> Any:
        raise AssertionError("asked for, without checks")

    for name in ("compare_story", "build_ledger", "inspect"):
        monkeypatch.setattr(story, name, refused)
    result = story.process_story(pairs[0], load_encoder("bundled"), RunConfig(checks=False))
    assert result.ledger is None
    assert sum(1 for bead in result.alignment if bead.ko and bead.en) > 10


def test_a_story_costs_a_few_times_its_encoding(pairs: list[DocumentPair]) -> None:
    encoder = load_encoder("bundled")
    results = [story.process_story(pair, encoder) for pair in pairs]  # tables are read, patterns compiled
    texts = [s.text for result in results for side in (result.ko, result.en) for s in side.aligned]

    def seconds(work: Any) -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    alone = min(seconds(lambda: encoder.encode(texts)) for _ in range(3))
    whole = min(seconds(lambda: [story.process_story(pair, encoder) for pair in pairs]) for _ in range(3))
    assert whole < TIMES * alone


def test_a_run_with_the_bundled_model_loads_no_other(wire: Path, tmp_path: Path) -> None:
    code = (
        "import sys, aligner; aligner.run([sys.argv[1]], sys.argv[2], workers=1, cache=None, formats=['jsonl']);"
        "print({'torch', 'sentence_transformers', 'pyarrow', 'openpyxl', 'distributed'} & set(sys.modules))"
    )
    first = next(path for path in sorted(wire.iterdir()) if path.is_dir())
    for side in ("ko", "en"):
        (tmp_path / f"a.{side}.txt").write_text((first / f"{side}.txt").read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), str(tmp_path / "out")],
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout.strip().splitlines()[-1] == "set()"
