"""Floors under the filters on real news with injected noise; the full figures come from benchmarks/filters.py."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from aligner.encoders import load_encoder

ROOT = Path(__file__).resolve().parents[2]
# F1 of "keep" over the first 300 lines of NTREX; lower one only with a reason in the changelog.
FLOOR = 0.95
NOISE = ("misaligned", "neighbour", "untranslated", "wrong language", "truncated", "wrong number", "machine copies",
         "duplicates", "broken text")  # fmt: skip


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "benchmarks"))
        return importlib.import_module("filters")


@pytest.fixture(scope="module")
def encoder(bench: ModuleType) -> Any:
    return bench._Remembering(load_encoder())


@pytest.mark.parametrize("noise", NOISE)
def test_keep_or_reject(bench: ModuleType, encoder: Any, shared_data: Path, noise: str) -> None:
    pairs = bench.load(shared_data, "ntrex")[:300]
    lines = bench.spoil(pairs, noise)
    told, _ = bench.ours(lines, encoder)
    precision, recall, f1 = bench.f1([line.keep for line in lines], told)
    assert f1 >= FLOOR, f"precision {precision:.3f}, recall {recall:.3f}"


def test_every_kind_of_noise_is_tested(bench: ModuleType) -> None:
    assert set(bench.NOISE) == set(NOISE)
