"""The blocked, thresholded search against the whole matrix of products."""

from __future__ import annotations

import importlib
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.similarity import margin, margin_matrix, mine, one_to_one, topk
from aligner.similarity.extract import candidates
from aligner.similarity.running import RunningBest
from aligner.similarity.torch_topk import torch_topk

kernel = importlib.import_module("aligner.similarity.topk")


def naive(products: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Sort every row whole: best first, ties by index, padded to k."""
    rows, columns = products.shape
    scores = np.full((rows, k), -np.inf, dtype=np.float32)
    indices = np.full((rows, k), -1)
    for i in range(rows):
        order = sorted(range(columns), key=lambda j: (-products[i, j], j))[:k]
        indices[i, : len(order)] = order
        scores[i, : len(order)] = products[i, order]
    return scores, indices


def small_integers(draw: st.DrawFn, rows: int, d: int) -> np.ndarray:
    """Rows of small integers, so that sums are exact and ties are many; no row of zeros."""
    seed = draw(st.integers(0, 2**31))
    rng = np.random.default_rng(seed)
    array = rng.integers(-2, 3, (rows, d)).astype(np.float32)
    array[~array.any(axis=1), 0] = 1
    if rows > 2 and draw(st.booleans()):
        array[rng.integers(0, rows, rows // 2)] = array[0]
    return array


@st.composite
def problems(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, int]:
    d = draw(st.integers(1, 5))
    x = small_integers(draw, draw(st.integers(0, 90)), d)
    y = small_integers(draw, draw(st.integers(0, 90)), d)
    return x, y, draw(st.integers(1, 20))


@given(problems(), st.integers(1, 40), st.integers(1, 40), st.sampled_from([1, 2, 4]), st.integers(1, 3))
@settings(max_examples=150, deadline=None)
def test_any_tiling_gives_the_naive_neighbours_with_ties_by_index(problem, tile_rows, tile_columns, group, threads):
    x, y, k = problem
    with mock.patch.multiple(
        kernel, _TILE_ROWS=tile_rows, _TILE_COLUMNS=tile_columns, _GROUP=group, _BAND=2 * group, _SMALL=0
    ):
        found = topk(x, y, k, threads=threads)
    products = (x @ y.T).reshape(len(x), len(y))
    for got, want in ((found.forward, naive(products, k)), (found.backward, naive(products.T, k))):
        np.testing.assert_array_equal(got.indices, want[1])
        np.testing.assert_array_equal(got.scores, want[0])


@given(problems())
@settings(max_examples=40, deadline=None)
def test_the_torch_path_gives_the_same(problem):
    pytest.importorskip("torch")
    x, y, k = problem
    torch_kernel = importlib.import_module("aligner.similarity.torch_topk")
    with mock.patch.multiple(torch_kernel, _BLOCK_ROWS=17, _BLOCK_COLUMNS=23):
        found = torch_topk(x, y, k, "cpu")
    products = (x @ y.T).reshape(len(x), len(y))
    for got, want in ((found.forward, naive(products, k)), (found.backward, naive(products.T, k))):
        np.testing.assert_array_equal(got.indices, want[1])
        np.testing.assert_array_equal(got.scores, want[0])


@given(st.integers(0, 2**31), st.integers(1, 6), st.lists(st.integers(0, 300), min_size=1, max_size=6), st.booleans())
@settings(max_examples=60, deadline=None)
def test_running_best_keeps_what_a_sort_keeps(seed, k, sizes, wide):
    rng = np.random.default_rng(seed)
    best = RunningBest(np.full((7, k), -np.inf, dtype=np.float32), np.full((7, k), -1))
    seen: list[list[tuple[float, int]]] = [[] for _ in range(7)]
    next_index = 0
    module = importlib.import_module("aligner.similarity.running")
    with mock.patch.object(module, "_SCORE_BITS", 64 if wide else 32):  # 64 never fits: the slower sort
        for size in sizes:
            items = rng.integers(0, 7, size)
            indices = np.arange(next_index, next_index + size)
            scores = rng.choice(np.array([-1.5, -0.0, 0.0, 0.25, 1e-30, 3.0], dtype=np.float32), size)
            next_index += size
            for item, index, score in zip(items, indices, scores, strict=True):
                seen[item].append((-float(score), int(index)))
            best.feed(items, indices, scores)
        best.merge()
    for item in range(7):
        want = sorted(seen[item], key=lambda pair: (pair[0] + 0.0, pair[1]))[:k]
        assert [i for i in best.indices[item] if i >= 0] == [index for _, index in want]


@given(problems(), st.sampled_from(["ratio", "distance", "absolute"]))
@settings(max_examples=60, deadline=None)
def test_margins_are_those_of_the_formula(problem, kind):
    x, y, k = problem
    x, y = np.abs(x) + 0.1, np.abs(y) + 0.1
    found = topk(x, y, k)
    forward, backward = margin(found, kind)
    if not len(x) or not len(y):
        assert np.isneginf(forward).all()
        assert np.isneginf(backward).all()
        return
    products = (x @ y.T).astype(np.float64)
    near_x = np.sort(products, axis=1)[:, ::-1][:, :k].mean(axis=1)
    near_y = np.sort(products.T, axis=1)[:, ::-1][:, :k].mean(axis=1)
    base = (near_x[:, None] + near_y[None, :]) / 2
    whole = {"ratio": products / base, "distance": products - base, "absolute": products}[kind]
    for got, indices, matrix in (
        (forward, found.forward.indices, whole),
        (backward, found.backward.indices, whole.T),
    ):
        for i, row in enumerate(indices):
            there = row >= 0
            np.testing.assert_allclose(got[i][there], matrix[i, row[there]], rtol=1e-4, atol=1e-4)
            assert np.isneginf(got[i][~there]).all()
    np.testing.assert_allclose(margin_matrix(products, k, kind), whole, rtol=1e-5, atol=1e-5)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8), st.integers(0, 5)), max_size=60))
@settings(max_examples=100, deadline=None)
def test_one_to_one_is_the_greedy_walk_down_the_list(triples):
    rows, columns, scores = (np.array([t[i] for t in triples], dtype=np.int64) for i in range(3))
    got = one_to_one(rows, columns, scores.astype(np.float32))
    used_rows, used_columns, want = set(), set(), []
    for at in sorted(range(len(triples)), key=lambda i: (-scores[i], rows[i], columns[i])):
        if rows[at] not in used_rows and columns[at] not in used_columns:
            want.append((rows[at], columns[at], scores[at]))
            used_rows.add(rows[at])
            used_columns.add(columns[at])
    assert [(rows[i], columns[i], scores[i]) for i in got] == want


@given(st.integers(0, 2**31), st.integers(1, 60), st.integers(1, 60), st.sampled_from(["mutual", "one-to-one"]))
@settings(max_examples=40, deadline=None)
def test_mined_pairs_are_unique_sorted_and_candidates(seed, m, n, method):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((m, 8)).astype(np.float32)
    y = rng.standard_normal((n, 8)).astype(np.float32)
    x /= np.linalg.norm(x, axis=1, keepdims=True)
    y /= np.linalg.norm(y, axis=1, keepdims=True)
    pairs = mine(x, y, k=3, method=method, kind="distance")
    assert len(set(pairs.x.tolist())) == len(pairs) == len(set(pairs.y.tolist()))
    assert (np.diff(pairs.scores) <= 0).all()
    rows, columns, cosines, scores = candidates(topk(x, y, 3), "distance")
    known = {(r, c): (s, a) for r, c, s, a in zip(rows, columns, scores, cosines, strict=True)}
    for r, c, s, a in zip(pairs.x, pairs.y, pairs.scores, pairs.cosines, strict=True):
        assert known[r, c] == (s, a)
    if method == "mutual":
        greedy = mine(x, y, k=3, kind="distance")
        assert set(zip(pairs.x.tolist(), pairs.y.tolist(), strict=True)) <= set(
            zip(greedy.x.tolist(), greedy.y.tolist(), strict=True)
        )
