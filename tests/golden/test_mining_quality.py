"""Quality floors of retrieval, mining and pairing on the shared dev data; lowering one is a decision, not a fix."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from aligner.encoders import load_encoder
from aligner.korean.northern import southern
from aligner.mining import centred, mine_sentences
from aligner.pairing import Story, pair_stories
from aligner.similarity import margin_matrix

pytestmark = pytest.mark.slow


def heap(shared_data: Path, ko: str, en: str) -> tuple[dict[str, list[str]], dict[str, np.ndarray]]:
    encoder = load_encoder("bundled")
    texts = {
        lang: (shared_data / name).read_text(encoding="utf-8").splitlines() for lang, name in (("ko", ko), ("en", en))
    }
    return texts, {"ko": encoder.encode([southern(t) for t in texts["ko"]]), "en": encoder.encode(texts["en"])}


def test_margin_finds_the_other_side_of_ntrex_lines(shared_data: Path):
    _, vectors = heap(shared_data, "ntrex-dev.ko", "ntrex-dev.en")
    cosines = vectors["ko"] @ vectors["en"].T
    right = np.arange(len(cosines))
    scores = margin_matrix(cosines, 4, "ratio")
    assert (scores.argmax(axis=1) == right).mean() >= 0.990
    assert (scores.argmax(axis=0) == right).mean() >= 0.990


def mined(shared_data: Path, ko: str, en: str, share: float) -> float:
    """F1 at the default threshold where `share` of the lines keep both sides and the rest one."""
    lines, vectors = heap(shared_data, ko, en)
    order = np.random.default_rng(7).permutation(len(lines["ko"]))
    both = int(share * len(order))
    one = (len(order) - both) // 2
    keep = {"ko": np.sort(order[: both + one]), "en": np.sort(np.r_[order[:both], order[both + one :]])}
    texts = {lang: [lines[lang][i] for i in keep[lang]] for lang in keep}
    own = {lang: centred(vectors[lang][keep[lang]]) for lang in keep}
    encode = load_encoder("bundled").encode
    pairs = mine_sentences(texts["ko"], texts["en"], own["ko"], own["en"], encode=encode)
    hits = sum(keep["ko"][p.ko] == keep["en"][p.en] for p in pairs)
    return 2 * hits / (len(pairs) + both)


@pytest.mark.parametrize(
    ("ko", "en", "share", "floor"),
    [
        ("ntrex-dev.ko", "ntrex-dev.en", 0.5, 0.970),
        ("ntrex-dev.ko", "ntrex-dev.en", 0.05, 0.80),
        ("park-dev.ko", "park-dev.en", 0.5, 0.890),
        ("park-dev.ko", "park-dev.en", 0.95, 0.925),
    ],
)
def test_mining_at_the_default_threshold(shared_data: Path, ko: str, en: str, share: float, floor: float):
    assert mined(shared_data, ko, en, share) >= floor


def test_north_korean_spelling_loses_little(shared_data: Path):
    south, north = (mined(shared_data, f"park-dev.{ko}", "park-dev.en", 0.5) for ko in ("ko", "nk"))
    assert north >= south - 0.01


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


def test_rewritten_stories_are_found_and_strangers_are_not(shared_data: Path):
    folder = shared_data / "twins-dev"
    if not folder.is_dir():
        pytest.skip("no twins-dev in the shared data")
    encoder = load_encoder("bundled")
    names = sorted(path.parent.name for path in folder.glob("*/meta.json"))

    def side(lang: str) -> list[Story]:
        files = {name: (folder / name / f"{lang}.sents.txt").read_text(encoding="utf-8") for name in names}
        texts = {name: [line for line in text.splitlines() if line.strip()] for name, text in files.items()}
        return [Story(name, lines, encoder.encode(lines)) for name, lines in texts.items()]

    ko, en = side("ko"), side("en")
    found = {(ko[p.ko].id, en[p.en].id): p for p in pair_stories(ko, en) if p.ko is not None and p.en is not None}
    assert set(found) == {(name, name) for name in names}
    kinds = {name: json.loads((folder / name / "meta.json").read_text(encoding="utf-8"))["kind"] for name in names}
    right = sum((p.kind == "version") == (kinds[name] == "translation") for (name, _), p in found.items())
    assert right >= len(names) - 3
    apart = pair_stories(ko[::2], en[1::2])
    assert all(p.ko is None or p.en is None for p in apart)
