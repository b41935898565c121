"""The splitter stays at the level the benchmark reports."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).resolve().parents[2] / "benchmarks" / "segmentation.py"
FLOOR = {"ko": 0.99, "en": 0.99}
SLOWEST = 8_000
"""Sentences a second on one busy core; an idle one does several times that."""


def test_boundary_f1_and_speed(shared_data: Path) -> None:
    command = [sys.executable, str(BENCHMARK), "--json", "--data", str(shared_data)]
    result = json.loads(subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout)
    both = {row["lang"]: row["sentence_lines"][2] for row in result["rows"] if row["corpus"] == "both"}
    assert all(both[lang] >= floor for lang, floor in FLOOR.items()), both
    rates = [row["sentences_per_second"] for row in result["rows"] if row["sentences_per_second"]]
    assert min(rates) > SLOWEST
