"""Mining and pairing on small made-up vectors and texts: every option, error and edge."""

from __future__ import annotations

import zlib

import numpy as np
import pytest

from aligner.errors import ConfigError, InputError
from aligner.mining import MiningConfig, centre_in_place, centred, mine_sentences
from aligner.mining.features import FEATURES, WORD_FEATURES, candidate_features
from aligner.mining.judge import _prior_shift, default_models, judge
from aligner.mining.words import word_cover


def keys(text: str, lang: str) -> frozenset[str]:
    return frozenset(f"num:{word}" for word in text.split() if word.isdigit())


def heap(count: int, seed: int, noise: float = 0.3) -> tuple[list[str], list[str], np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    base = rng.standard_normal((count, 48))
    ko = [f"문장 {100 + i} 에서 수치를 말한다" for i in range(count)]
    en = [f"Sentence says the figure {100 + i} plainly and clearly" for i in range(count)]
    vectors = [base + noise * rng.standard_normal(base.shape) for _ in range(2)]
    x, y = (np.float32(v / np.linalg.norm(v, axis=1, keepdims=True)) for v in vectors)
    return ko, en, centred(x), centred(y)


def test_true_pairs_are_found_and_strangers_left():
    ko, en, x, y = heap(80, 0)
    pairs = mine_sentences(ko[:60], en[20:], x[:60], y[20:], evidence=keys, config=MiningConfig(threshold=0.9))
    found = {(p.ko, p.en + 20) for p in pairs}
    assert found == {(i, i) for i in range(20, 60)}
    assert [p.score for p in pairs] == sorted((p.score for p in pairs), reverse=True)
    best = pairs[0]
    assert 0.9 < best.score <= 1
    assert best.parts["lead_ko"] > 0
    assert best.parts["numbers"] > 0
    assert "numbers or dates shared" in best.reasons


def test_words_vote_when_an_encoder_is_given():
    ko, en, x, y = heap(40, 1)
    seen: list[str] = []

    def encode(words):
        seen.extend(words)
        vectors = np.zeros((len(words), 512), np.float32)
        for row, word in enumerate(words):
            vectors[row, zlib.crc32(word.encode()) % 512 if word.isdigit() else 0] = 1
        return vectors

    pairs = mine_sentences(ko, en, x, y, evidence=keys, encode=encode)
    assert len(pairs) == 40
    assert {"words_ko", "words_en"} <= set(pairs[0].parts)
    assert len(seen) == len(set(seen)) + 40  # the figures stand on both sides, each word once a side


def test_word_cover_is_the_weighted_mean_of_best_cosines():
    vectors = {"가": [1, 0], "나": [0, 1], "a": [1, 0], "b": [0.6, 0.8]}

    def encode(words):
        return np.array([vectors[w] for w in words], np.float32)

    cover = word_cover(["가 나", "!"], ["a b"], np.array([0, 1]), np.array([0, 0]), encode)
    assert cover is not None
    np.testing.assert_array_equal(cover[1], 0)
    centre = {lang: np.mean([vectors[w] for w in side], axis=0) for lang, side in (("ko", "가나"), ("en", "ab"))}

    def unit(word, lang):
        v = np.array(vectors[word]) - centre[lang]
        return v / np.linalg.norm(v)

    table = np.array([[unit(k, "ko") @ unit(e, "en") for e in "ab"] for k in "가나"])
    assert cover[0] == pytest.approx([table.max(1).mean(), table.max(0).mean()], abs=1e-6)


def test_too_many_words_leave_the_feature_out(monkeypatch):
    monkeypatch.setattr("aligner.mining.words.MAX_VOCABULARY", 10)
    ko, en, x, y = heap(30, 2)
    found = candidate_features(ko, en, x, y, evidence=keys, encode=lambda words: 1 / 0, config=MiningConfig())
    assert found.names == FEATURES
    judge(found, default_models()[FEATURES])


def test_shipped_models_know_both_sets_of_features():
    assert set(default_models()) == {FEATURES, FEATURES + WORD_FEATURES}


def test_threshold_top_and_many_to_many():
    ko, en, x, y = heap(50, 3)
    all_pairs = mine_sentences(ko, en, x, y, evidence=keys, config=MiningConfig(threshold=0))
    strict = mine_sentences(ko, en, x, y, evidence=keys, config=MiningConfig(threshold=0.9))
    assert len(strict) <= len(all_pairs) <= 50
    assert all(p.score >= 0.9 for p in strict)
    top = mine_sentences(ko, en, x, y, evidence=keys, config=MiningConfig(threshold=0, top=7))
    assert top == all_pairs[:7]
    many = mine_sentences(ko, en, x, y, evidence=keys, config=MiningConfig(threshold=0, one_to_one=False))
    assert len(many) > len(all_pairs)
    assert len({p.ko for p in all_pairs}) == len(all_pairs)


def test_reported_margin_is_the_one_asked_for():
    ko, en, x, y = heap(30, 4)
    parts = [
        mine_sentences(ko, en, x, y, evidence=keys, config=MiningConfig(margin=kind))[0].parts
        for kind in ("absolute", "distance", "ratio")
    ]
    assert parts[0]["margin"] == parts[0]["cosine"]
    assert len({p["margin"] for p in parts}) == 3


def test_the_share_of_true_pairs_moves_the_probability():
    """The same doubtful pair is likelier in a heap that is all translations than in a heap of strangers."""
    rng = np.random.default_rng(0)
    found_logits = []
    for clear in (4.0, -4.0):
        logit = np.concatenate([np.full(300, clear) + rng.standard_normal(300), [0.0]])
        found_logits.append(_prior_shift(logit, 0.6))
    assert found_logits[0] > 0 > found_logits[1]


def test_empty_and_mismatched_heaps():
    ko, en, x, y = heap(5, 5)
    assert mine_sentences([], en, x[:0], y, evidence=keys) == []
    assert mine_sentences(ko, [], x, y[:0], evidence=keys) == []
    assert mine_sentences(ko[:1], en[:1], x[:1], y[:1], evidence=keys, config=MiningConfig(threshold=0))
    with pytest.raises(InputError, match="5 ko sentences but 4 vectors"):
        mine_sentences(ko, en, x[:4], y, evidence=keys)


@pytest.mark.parametrize(("field", "value"), [("k", 1), ("threshold", 1.5), ("threshold", -0.1), ("top", 0)])
def test_impossible_settings(field, value):
    with pytest.raises(ConfigError, match=field):
        MiningConfig(**{field: value})


def test_centring_in_place_on_a_memory_map_equals_centring(tmp_path):
    rng = np.random.default_rng(0)
    vectors = rng.standard_normal((9000, 8)).astype(np.float32) + 1
    want = centred(vectors)
    mapped = np.memmap(tmp_path / "v", dtype=np.float16, mode="w+", shape=vectors.shape)
    mapped[:] = vectors
    centre_in_place(mapped)
    np.testing.assert_allclose(mapped, want, atol=4e-3)
    assert abs(float(want.mean())) < 0.01
    vectors[8999] = np.nan
    with pytest.raises(InputError, match="vector 8999"):
        centred(vectors)
