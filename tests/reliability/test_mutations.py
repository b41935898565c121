"""Whatever comes in: an `AlignerError` or a result, never another exception, a hang or a machine out of memory.

A bounded number of seeded mutations each time; ``ALIGNER_FULL=1`` (``make full``) runs a hundred thousand.
"""

from __future__ import annotations

import csv
import io
import json
import random
import resource
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from mutating import FULL, mutate_bytes, mutate_text, mutate_zip, no_hang

from aligner.cleaning import clean
from aligner.errors import AlignerError
from aligner.exporters import FORMATS, read
from aligner.facts import extract
from aligner.facts.compare import compare
from aligner.pipeline.corpus import Corpus
from aligner.pipeline.exports import export_run
from aligner.pipeline.glossary import read_glossary
from aligner.pipeline.reviews import import_review
from aligner.qa import inspect
from aligner.readers.document import read_document
from aligner.segmentation import segment
from aligner.types import Lang
from run_maker import make_run

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 1500 if FULL else 25
SEED = 20261129
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and memory limits of POSIX")

STORIES = sorted((ROOT / "corpora" / "wire").glob("*/"))[:6]
RAW = [path for story in STORIES for path in sorted(story.iterdir()) if path.suffix in (".txt", ".html")][:14]
LINES: dict[Lang, list[str]] = {
    side: [line for s in STORIES for line in (s / f"{side}.sents.txt").read_text(encoding="utf-8").splitlines()]
    for side in ("ko", "en")
}


@pytest.fixture(autouse=True)
def memory_stays_flat():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown < 1024, f"{grown:.0f} MiB more than before"


def survives(work: Callable[[], object], what: object) -> None:
    try:
        with no_hang():
            work()
    except AlignerError:
        pass
    except BaseException as error:
        raise AssertionError(f"{type(error).__name__}: {error} on {what!r}"[:3000]) from error


@pytest.mark.parametrize("path", RAW, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_stories(path, tmp_path):
    chance = random.Random(f"{SEED}{path.name}")
    data = path.read_bytes()

    def whole(file: Path) -> None:
        document = read_document(file)
        segmented = segment(document, clean(document))
        for sentence in segmented.sentences:
            assert 0 <= sentence.start <= sentence.end <= len(document.text)

    for _ in range(ROUNDS):
        file = tmp_path / f"story{path.suffix}"
        file.write_bytes(bad := mutate_bytes(data, chance))
        survives(lambda file=file: whole(file), bad)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_reading_of_facts(lang):
    chance = random.Random(f"{SEED}{lang}")
    for _ in range(ROUNDS * 20):
        text = mutate_text(chance.choice(LINES[lang]), chance)

        def spans(text: str = text) -> None:
            for fact in extract(text, lang):
                assert 0 <= fact.start < fact.end <= len(text)
                assert fact.value == fact.value  # not NaN

        survives(spans, text)


def test_checks_of_pairs():
    chance = random.Random(SEED)
    for _ in range(ROUNDS * 4):
        ko, en = (mutate_text(chance.choice(LINES[side]), chance) for side in ("ko", "en"))
        survives(lambda ko=ko, en=en: compare([ko], [en], [((0,), (0,))]), (ko, en))
        survives(lambda ko=ko, en=en: inspect([ko], [en], [((0,), (0,))]), (ko, en))


READABLE = [name for name, spec in FORMATS.items() if spec.readable and name not in ("hf", "moses")]


@pytest.mark.parametrize("name", READABLE)
def test_corpora(name, tmp_path):
    chance = random.Random(f"{SEED}{name}")
    run = make_run(tmp_path / "run")
    target = tmp_path / f"corpus{FORMATS[name].suffixes[0]}"
    export_run(run, [name], target)
    data = target.read_bytes()
    for _ in range(ROUNDS):
        target.write_bytes(bad := mutate_bytes(data, chance))
        survives(lambda: list(read(target, name)), bad)


@pytest.mark.parametrize("suffix", [".tsv", ".csv", ".tbx"])
def test_glossaries(suffix, tmp_path):
    chance = random.Random(f"{SEED}{suffix}")
    comma = "," if suffix == ".csv" else "\t"
    rows = [
        ["한국어", "영어", "종류"],
        ["기준금리", "policy rate|key rate", "term"],
        ["노영미", "Noh Young-mi", "person"],
    ]
    text = "".join(comma.join(row) + "\n" for row in rows)
    if suffix == ".tbx":
        text = (
            '<tbx><text><body><conceptEntry><langSec xml:lang="ko"><termSec><term>예산</term></termSec></langSec>'
            '<langSec xml:lang="en"><termSec><term>budget</term></termSec></langSec></conceptEntry></body></text></tbx>'
        )
    file = tmp_path / f"terms{suffix}"
    for _ in range(ROUNDS):
        file.write_bytes(bad := mutate_bytes(text.encode(), chance))
        survives(lambda: read_glossary(file), bad)


def test_runs_on_disk(tmp_path):
    """A run folder whose files were damaged is read or refused, never half."""
    chance = random.Random(SEED)
    run = make_run(tmp_path / "run")
    files = {name: (run / name).read_bytes() for name in ("pairs.jsonl", "stories.jsonl", "run.json")}

    def whole() -> None:
        corpus = Corpus.open(run)
        for pair in corpus.pairs():
            json.dumps(pair.to_row())

    for _ in range(ROUNDS * 2):
        name = chance.choice(sorted(files))
        (run / name).write_bytes(bad := mutate_bytes(files[name], chance))
        survives(whole, (name, bad))
        (run / name).write_bytes(files[name])


SHEETS = {"xlsx": "xlsx", "tsv": "tsv", "csv": "tsv", "xliff": "xliff", "jsonl": "jsonl"}


@pytest.mark.parametrize("suffix", SHEETS)
def test_review_sheets(suffix, tmp_path):
    """A damaged sheet that `merge` is given: read or refused; the run is as it was but for entries that can be read."""
    chance = random.Random(f"{SEED}{suffix} review")
    run = make_run(tmp_path / "run")
    sheet = tmp_path / f"review.{suffix}"
    export_run(run, [SHEETS[suffix]], tmp_path / f"made.{SHEETS[suffix]}")
    data = (tmp_path / f"made.{SHEETS[suffix]}").read_bytes()
    if suffix == "csv":
        rows = csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter="\t", quoting=csv.QUOTE_NONE)
        table = io.StringIO()
        csv.writer(table).writerows(rows)
        data = table.getvalue().encode("utf-8-sig")
    kept = {path: path.read_bytes() for path in run.rglob("*") if path.is_file()}

    def merge() -> None:
        import_review(sheet, run, who="민지")
        for pair in Corpus.open(run).pairs():
            json.dumps(pair.to_row())

    for _ in range(ROUNDS):
        sheet.write_bytes(bad := mutate_zip(data, chance) if suffix == "xlsx" else mutate_bytes(data, chance))
        survives(merge, bad)
        (run / "review.jsonl").unlink(missing_ok=True)
        for name in ("pairs.jsonl", "stories.jsonl", "run.json"):
            assert (run / name).read_bytes() == kept[run / name]
