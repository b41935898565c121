"""Shapes, dtypes, errors and memory of the similarity core."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from aligner.errors import InputError
from aligner.similarity import bimax, margin, mine, topk


def unit(rows: int, d: int, seed: int = 0) -> np.ndarray:
    array = np.random.default_rng(seed).standard_normal((rows, d)).astype(np.float32)
    return array / np.linalg.norm(array, axis=1, keepdims=True)


def agrees(found, x: np.ndarray, y: np.ndarray, k: int) -> None:
    """Compare with the whole matrix; where indices differ the two must be near-ties."""
    products = x.astype(np.float32) @ y.astype(np.float32).T
    for got, matrix in ((found.forward, products), (found.backward, products.T)):
        want = np.argsort(-matrix, axis=1, kind="stable")[:, :k]
        best = np.take_along_axis(matrix, want, axis=1)
        np.testing.assert_allclose(got.scores, best, atol=2e-6)
        np.testing.assert_allclose(np.take_along_axis(matrix, got.indices, axis=1), best, atol=2e-6)
        assert (got.indices == want).mean() > 0.999


def test_several_full_tiles_and_threads():
    x, y = unit(1300, 40), unit(4500, 40, 1)
    for threads in (1, 2):
        agrees(topk(x, y, 5, threads=threads), x, y, 5)


def test_the_result_does_not_depend_on_the_number_of_threads():
    x, y = unit(1500, 32), unit(9000, 32, 1)
    one, three = topk(x, y, 4, threads=1), topk(x, y, 4, threads=3)
    np.testing.assert_array_equal(one.backward.indices, three.backward.indices)
    np.testing.assert_array_equal(one.forward.indices, three.forward.indices)


def test_a_pair_found_both_ways_has_one_score():
    x = unit(300, 16)
    y = x + 0.1 * unit(300, 16, 1)
    found = topk(x, y, 3)
    for i in range(300):
        for j, score in zip(found.forward.indices[i], found.forward.scores[i], strict=True):
            if i in found.backward.indices[j]:
                assert score == found.backward.scores[j][list(found.backward.indices[j]).index(i)]


@pytest.mark.parametrize("dtype", [np.float16, np.float64, np.int8])
def test_other_dtypes(dtype):
    rng = np.random.default_rng(0)
    x, y = (rng.integers(1, 5, (n, 6)).astype(dtype) for n in (50, 70))
    found = topk(x, y, 3)
    agrees(found, x, y, 3) if dtype is np.float64 else None
    products = x.astype(np.float32) @ y.astype(np.float32).T
    np.testing.assert_array_equal(found.forward.scores, -np.sort(-products, axis=1)[:, :3])
    assert found.forward.scores.dtype == np.float32
    assert found.forward.indices.dtype == np.int64


def test_non_contiguous_input():
    wide = unit(400, 64)
    x, y = wide[::2, ::2], np.asfortranarray(wide[1::2, 1::2])
    agrees(topk(x, y, 4), x, y, 4)
    agrees(topk(wide[::-1][:100, :32], y, 4), wide[::-1][:100, :32], y, 4)


def test_memory_maps(tmp_path: Path):
    x, y = unit(700, 24).astype(np.float16), unit(900, 24, 1)
    np.save(tmp_path / "x.npy", x)
    np.save(tmp_path / "y.npy", y)
    mapped = topk(np.load(tmp_path / "x.npy", mmap_mode="r"), np.load(tmp_path / "y.npy", mmap_mode="r"), 4)
    agrees(mapped, x, y, 4)


def test_k_beyond_the_other_side_is_padded():
    found = topk(unit(3, 8), unit(5, 8, 1), 4)
    assert found.forward.indices.shape == (3, 4)
    assert found.backward.indices.shape == (5, 4)
    assert (found.forward.indices >= 0).all()
    assert (found.backward.indices[:, 3] == -1).all()
    assert np.isneginf(found.backward.scores[:, 3]).all()
    for forward in margin(found):
        assert np.isfinite(forward[:, :3]).all()


@pytest.mark.parametrize(("m", "n"), [(0, 5), (5, 0), (0, 0)])
def test_empty_sides(m, n):
    x, y = np.zeros((m, 8), np.float32) + 1, np.zeros((n, 8), np.float32) + 1
    found = topk(x, y, 2)
    assert found.forward.indices.shape == (m, 2)
    assert found.backward.indices.shape == (n, 2)
    assert (found.forward.indices == -1).all()
    assert (found.backward.indices == -1).all()
    assert len(mine(x, y)) == 0


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("side", ["x", "y"])
def test_nan_and_infinity_are_errors_that_name_the_row(bad, side):
    arrays = {"x": unit(20, 4), "y": unit(20, 4, 1)}
    arrays[side][13, 2] = bad
    with pytest.raises(InputError, match=f"{side}: vector 13 is not finite"):
        topk(arrays["x"], arrays["y"], 2)


def test_zero_vectors_are_errors_that_name_the_row():
    x = unit(9000, 4)
    x[8500] = 0
    with pytest.raises(InputError, match="x: vector 8500 is all zeros"):
        topk(x, unit(5, 4), 2)


@pytest.mark.parametrize(
    ("x", "y", "k", "message"),
    [
        (np.ones((2, 3)), np.ones((2, 4)), 1, "x has 3 dimensions and y has 4"),
        (np.ones(3), np.ones((2, 3)), 1, r"x has shape \(3,\)"),
        (np.ones((2, 3)), np.ones((2, 3)), 0, "k = 0"),
        (np.array([["a"]]), np.ones((2, 1)), 1, "dtype"),
    ],
)
def test_wrong_arguments(x, y, k, message):
    with pytest.raises(InputError, match=message):
        topk(x, y, k)


def test_unknown_margin_and_extraction():
    found = topk(unit(4, 3), unit(4, 3, 1), 2)
    with pytest.raises(InputError, match="no margin 'cosine'"):
        margin(found, "cosine")
    with pytest.raises(InputError, match="no extraction 'best'"):
        mine(unit(4, 3), unit(4, 3), method="best")


def test_all_vectors_equal():
    x = np.ones((1300, 4), np.float32)
    found = topk(x, x[:1100], 3)
    np.testing.assert_array_equal(found.forward.indices, np.tile([0, 1, 2], (1300, 1)))
    np.testing.assert_array_equal(found.backward.indices, np.tile([0, 1, 2], (1100, 1)))


def test_scores_that_rise_all_the_way():
    """The worst order: every column beats all before it."""
    x = np.ones((40, 1), np.float32)
    y = np.arange(1, 7001, dtype=np.float32)[:, None]
    found = topk(x, y, 5)
    np.testing.assert_array_equal(found.forward.indices, np.tile(np.arange(6999, 6994, -1), (40, 1)))


def test_mine_finds_shuffled_copies_and_obeys_the_threshold():
    x = unit(200, 32)
    shuffle = np.random.default_rng(5).permutation(200)
    y = x[shuffle] + 0.02 * unit(200, 32, 3)
    y /= np.linalg.norm(y, axis=1, keepdims=True)
    for method in ("mutual", "one-to-one"):
        pairs = mine(x, y, method=method, threshold=1.2)
        assert len(pairs) == 200
        np.testing.assert_array_equal(shuffle[pairs.y], pairs.x)
    assert len(mine(x, y, threshold=100.0)) == 0


def test_bimax_keeps_the_two_directions_apart():
    cosines = np.array([[1.0, 0.0, 0.2], [0.0, 0.5, 0.1]], dtype=np.float32)
    forward, backward = bimax(cosines)
    assert forward == pytest.approx(0.75)
    assert backward == pytest.approx((1.0 + 0.5 + 0.2) / 3)
    assert bimax(cosines, row_weights=np.array([1.0, 0.0]))[0] == pytest.approx(1.0)


def test_memory_stays_bounded():
    """Peak memory above inputs and outputs, in a process of its own so that nothing else is counted."""
    program = """
import resource, sys
import numpy as np
from aligner.similarity import topk
x = np.random.default_rng(0).standard_normal((6000, 16), dtype=np.float32)
y = np.random.default_rng(1).standard_normal((40000, 16), dtype=np.float32)
topk(x[:1100], y[:4200], 4, threads=2)  # libraries and first tiles are loaded
unit = 1024 if sys.platform != "darwin" else 1
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
topk(x, y, 4, threads=2)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit - before)
"""
    pytest.importorskip("resource")
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    whole_matrix = 6000 * 40000 * 4
    assert int(run.stdout) < 128 * 2**20 < whole_matrix


def test_device_without_a_gpu_is_a_clear_error():
    torch = pytest.importorskip("torch")
    if torch.cuda.is_available():
        pytest.skip("a GPU is present")
    with pytest.raises(InputError, match="device 'cuda' cannot be used"):
        topk(unit(3, 4), unit(3, 4), 1, device="cuda")


def test_cuda_agrees_with_numpy():
    torch = pytest.importorskip("torch")
    if not torch.cuda.is_available():
        pytest.skip("needs a GPU")
    x, y = unit(5000, 128), unit(20000, 128, 1)
    agrees(topk(x, y, 8, device="cuda"), x, y, 8)
    torch.cuda.reset_peak_memory_stats()
    topk(unit(20000, 128), unit(60000, 128, 1), 8, device="cuda")
    assert torch.cuda.max_memory_allocated() < 2**31
