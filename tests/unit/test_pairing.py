"""Pairing: the assignment, the options, and the edges."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import ConfigError, InputError
from aligner.pairing import PairingConfig, Story, pair_stories
from aligner.pairing.features import FEATURES
from aligner.pairing.stories import default_model
from aligner.similarity.assignment import best_assignment
from aligner.similarity.evidence import index_keys, overlap
from aligner.similarity.logistic import LogisticModel, fit_logistic


def keys(text: str, lang: str) -> frozenset[str]:
    found = {f"num:{w}" for w in text.split() if w.isdigit()}
    return frozenset(found | {f"dom:{w[1:]}" for w in text.split() if w.startswith("@")})


def story(name: str, lang: str, numbers: list[int], topic: int, day: int | None = None, sentences: int = 6) -> Story:
    base = np.random.default_rng(topic).standard_normal((sentences, 64))
    own = np.random.default_rng(sum(numbers)).standard_normal((sentences, 64))
    noise = np.random.default_rng(len(name) + sum(map(ord, lang))).standard_normal((sentences, 64))
    vectors = base + 0.6 * own + 0.5 * noise
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = [f"{lang} sentence with {n} in it" for n in numbers[:sentences]]
    texts += [f"{lang} plain sentence"] * (sentences - len(texts))
    return Story(name, texts, vectors.astype(np.float32), "" if day is None else f"filed @{day}")


def crowd() -> tuple[list[Story], list[Story]]:
    """Ten topics of two twins each, with figures of their own."""
    ko, en = [], []
    for topic, version in product(range(10), range(2)):
        numbers = [1000 * topic + 100 * version + i for i in range(11, 16)]
        name = f"{topic}{version}"
        ko.append(story(name + "ko", "ko", numbers, topic, day=1 + version))
        en.append(story(name + "en", "en", numbers, topic, day=1 + version))
    return ko, en


def test_twins_are_told_apart():
    ko, en = crowd()
    pairs = pair_stories(ko, en[::-1], evidence=keys)
    assert [(p.ko, 19 - p.en) for p in pairs] == [(i, i) for i in range(20)]
    assert all(p.score > 0.5 for p in pairs)
    assert set(pairs[0].parts) == set(FEATURES)
    assert "same day" in pairs[0].reasons
    assert {p.kind for p in pairs} <= {"version", "related"}


def test_a_twin_without_partner_has_none():
    ko, en = crowd()
    pairs = pair_stories(ko[::2], en[1::2], evidence=keys)
    assert all(p.ko is None or p.en is None for p in pairs)
    assert sorted(p.ko for p in pairs if p.ko is not None) == list(range(10))
    assert sorted(p.en for p in pairs if p.en is not None) == list(range(10))
    assert all(p.score < 0.5 for p in pairs)


def test_every_story_comes_out_once():
    ko, en = crowd()
    pairs = pair_stories(ko[:7], en[4:], evidence=keys)
    assert sorted(p.ko for p in pairs if p.ko is not None) == list(range(7))
    assert sorted(p.en for p in pairs if p.en is not None) == list(range(16))
    assert {(p.ko, p.en) for p in pairs if None not in (p.ko, p.en)} == {(4, 0), (5, 1), (6, 2)}


def test_other_versions_that_would_fit_are_named():
    ko, en = crowd()
    pairs = pair_stories([ko[0], ko[0], ko[5]], [en[0], en[5]], evidence=keys)
    both = next(p for p in pairs if p.en == 0)
    assert {both.ko, *both.also_ko} == {0, 1}
    alone = next(p for p in pairs if p.en is None)
    assert alone.ko in (0, 1)
    assert alone.score > 0.5


def test_one_side_empty_and_one_story_each():
    ko, en = crowd()
    assert [(p.ko, p.en) for p in pair_stories(ko[:2], [], evidence=keys)] == [(0, None), (1, None)]
    assert [(p.ko, p.en) for p in pair_stories([], en[:1], evidence=keys)] == [(None, 0)]
    assert pair_stories([], [], evidence=keys) == []
    assert [(p.ko, p.en) for p in pair_stories(ko[:1], en[:1], evidence=keys)] == [(0, 0)]


def test_wrong_stories_and_settings():
    with pytest.raises(InputError, match="'x' has no sentence"):
        Story("x", [], np.zeros((0, 4), np.float32))
    with pytest.raises(InputError, match="2 sentences but 1 vectors"):
        Story("x", ["a", "b"], np.ones((1, 4), np.float32))
    for settings_ in ({"threshold": 0.0}, {"threshold": 1.0}, {"candidates": 0}):
        with pytest.raises(ConfigError):
            PairingConfig(**settings_)


def test_the_shipped_model_has_the_features_and_says_where_it_is_from():
    model = default_model()
    assert model.names == FEATURES
    assert "benchmarks/pairing.py --train" in model.provenance["made by"]


@st.composite
def tables(draw: st.DrawFn) -> np.ndarray:
    shape = (draw(st.integers(1, 5)), draw(st.integers(1, 5)))
    values = draw(st.lists(st.integers(-4, 9), min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]))
    return np.array(values, dtype=np.float64).reshape(shape)


@given(tables(), st.booleans())
@settings(max_examples=200, deadline=None)
def test_assignment_is_the_best_of_all(table, sparse):
    rows, columns = np.nonzero(table > (0 if sparse else -10))
    chosen = best_assignment(rows, columns, table[rows, columns])
    assert len(set(rows[chosen])) == len(chosen) == len(set(columns[chosen]))
    assert (table[rows[chosen], columns[chosen]] > 0).all()
    wide = np.maximum(table if table.shape[0] <= table.shape[1] else table.T, 0)
    best = max(wide[np.arange(len(wide)), list(p)].sum() for p in permutations(range(wide.shape[1]), len(wide)))
    assert table[rows[chosen], columns[chosen]].sum() == best


@given(
    st.lists(st.frozensets(st.integers(0, 12), max_size=6), min_size=1, max_size=8),
    st.lists(st.frozensets(st.integers(0, 12), max_size=6), min_size=1, max_size=8),
)
@settings(max_examples=100, deadline=None)
def test_overlap_is_the_weight_of_the_intersection(left, right):
    rows, columns = (a.ravel() for a in np.indices((len(left), len(right))))
    one, other, _ = index_keys(left, right)
    total = max(len(left), len(right))

    def weight(key):
        df = max(sum(key in s for s in side) for side in (left, right))
        return np.log((total + 1) / (df + 0.5))

    got = overlap(*index_keys(left, right), rows, columns)
    assert len(one) == len(left)
    assert len(other) == len(right)
    for p, (i, j) in enumerate(zip(rows, columns, strict=True)):
        assert got.shared[p] == pytest.approx(sum(map(weight, left[i] & right[j])))
        assert got.left[p] == pytest.approx(sum(map(weight, left[i])))
        assert got.right[p] == pytest.approx(sum(map(weight, right[j])))


def test_logistic_fit_recovers_known_weights_and_survives_json():
    rng = np.random.default_rng(0)
    features = rng.standard_normal((20000, 2)) * [1.0, 5.0] + [0.0, 3.0]
    labels = rng.random(20000) < 1 / (1 + np.exp(-(0.5 + 2 * features[:, 0] - 0.4 * features[:, 1])))
    model = fit_logistic(("a", "b"), features, labels, penalty=1e-3)
    slopes = {name: weight / scale for name, (_, scale, weight) in model.weights.items()}
    assert slopes == pytest.approx({"a": 2.0, "b": -0.4}, rel=0.08)
    assert model.probability(features).mean() == pytest.approx(labels.mean(), abs=1e-6)
    again = LogisticModel.from_json(model.to_json())
    np.testing.assert_allclose(again.logit(features), model.logit(features), atol=1e-3)
