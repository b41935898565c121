"""Quality floors of retrieval, mining and pairing on the shared dev data; lowering one is a decision, not a fix."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from aligner.encoders import load_encoder
from aligner.mining import centred, mine_sentences
from aligner.pairing import Story, pair_stories
from aligner.similarity import margin_matrix

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lines(shared_data: Path) -> dict[str, list[str]]:
    return {lang: (shared_data / f"ntrex-dev.{lang}").read_text(encoding="utf-8").splitlines() for lang in ("ko", "en")}


@pytest.fixture(scope="module")
def vectors(lines: dict[str, list[str]]) -> dict[str, np.ndarray]:
    encoder = load_encoder("bundled")
    return {lang: encoder.encode(texts) for lang, texts in lines.items()}


def test_margin_finds_the_other_side_of_ntrex_lines(vectors):
    cosines = vectors["ko"] @ vectors["en"].T
    right = np.arange(len(cosines))
    scores = margin_matrix(cosines, 4, "ratio")
    assert (scores.argmax(axis=1) == right).mean() >= 0.990
    assert (scores.argmax(axis=0) == right).mean() >= 0.990


def test_mining_at_the_default_threshold(lines, vectors):
    rng = np.random.default_rng(7)
    order = rng.permutation(len(lines["ko"]))
    half, quarter = len(order) // 2, len(order) // 4
    keep = {"ko": np.sort(order[: half + quarter]), "en": np.sort(np.r_[order[:half], order[half + quarter :]])}
    texts = {lang: [lines[lang][i] for i in keep[lang]] for lang in keep}
    own = {lang: centred(vectors[lang][keep[lang]]) for lang in keep}
    encode = load_encoder("bundled").encode
    pairs = mine_sentences(texts["ko"], texts["en"], own["ko"], own["en"], encode=encode)
    hits = sum(keep["ko"][p.ko] == keep["en"][p.en] for p in pairs)
    assert 2 * hits / (len(pairs) + half) >= 0.965


def test_pairing_of_abridged_documents_among_strangers(shared_data: Path):
    folder = shared_data / "wirebench-dev/heavy"
    encoder = load_encoder("bundled")
    names = sorted(path.stem for path in folder.glob("*.ko"))
    deal = np.random.default_rng(7).permutation(len(names)) % 3

    def side(lang: str, third: int) -> list[Story]:
        stories = []
        for name, place in zip(names, deal, strict=True):
            if place in (0, third):
                text = [t for t in (folder / f"{name}.{lang}").read_text(encoding="utf-8").splitlines() if t.strip()]
                stories.append(Story(name, text, encoder.encode(text)))
        return stories

    ko, en = side("ko", 1), side("en", 2)
    said = [(ko[p.ko].id, en[p.en].id) for p in pair_stories(ko, en) if p.ko is not None and p.en is not None]
    right = sum(one == other for one, other in said)
    assert right / len(said) >= 0.97
    assert right / int((deal == 0).sum()) >= 0.97
