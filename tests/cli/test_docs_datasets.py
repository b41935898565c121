"""docs/datasets.md does what it says: its recipe runs, its tables are those of the code."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aligner.dataset.filters import FILTERS
from aligner.dataset.selection import SelectionSettings
from aligner.exporters import FORMATS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "datasets.md").read_text(encoding="utf-8")
STORIES = ("household-debt", "nk-pow-letter", "typhoon-damage", "subway-strike")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_filter_table_is_that_of_the_code() -> None:
    found = re.findall(r"^\| `(\w+)` \| (at least|at most|below) ([\d.]+) \| (.*?) \|$", PAGE, re.MULTILINE)
    wanted = [(name, kind.direction, f"{kind.default:g}", kind.doc) for name, kind in FILTERS.items()]
    near = "similarity to an earlier pair of the corpus, both sides together"
    assert found == [*wanted, ("near_duplicate", "below", f"{SelectionSettings().near_duplicate:g}", near)]


def test_the_format_table_names_every_format() -> None:
    table = PAGE.split("## Formats")[1].split("## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == set(FORMATS)


def _small_model(folder: Path, texts: list[str]) -> None:
    """Save a word-embedding model with a vocabulary of `texts`: the smallest thing that can be fine-tuned."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.WordLevel(unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.train_from_iterator(texts, trainers.WordLevelTrainer(special_tokens=["[UNK]"]))
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=16)]).save(str(folder))


@pytest.mark.slow
def test_the_recipe_runs(tmp_path: Path) -> None:
    for package in ("datasets", "accelerate", "sentence_transformers"):
        pytest.importorskip(package)
    for story in STORIES:
        target = tmp_path / "stories" / story
        target.mkdir(parents=True)
        for side in ("ko", "en"):
            shutil.copy(ROOT / "corpora" / "wire" / story / f"{side}.txt", target)
    env = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HF_HOME": str(tmp_path / "hf"),
        "HF_HUB_OFFLINE": "1",
        "MODEL": str(tmp_path / "model"),
        "PYTHONUTF8": "1",
    }
    (commands,) = blocks("sh")
    for command in commands.strip().splitlines():
        done = subprocess.run(
            command, shell=True, cwd=tmp_path, env=env, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
    assert (tmp_path / "news-hf" / "README.md").is_file()
    files = {path.name for path in (tmp_path / "news-files").iterdir()}
    assert files == {"corpus.ko", "corpus.en", "corpus.ids", "corpus.tmx"}
    texts = [(tmp_path / "news-files" / f"corpus.{side}").read_text(encoding="utf-8") for side in ("ko", "en")]
    _small_model(tmp_path / "model", texts)
    (script,) = blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "news-model" / "final" / "modules.json").is_file()
