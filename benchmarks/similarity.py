"""The similarity core against its floor, one float32 matrix product, and against faiss.

    python benchmarks/similarity.py                        # 10k, 20k, 50k rows a side
    python benchmarks/similarity.py --rows 50000 --faiss   # needs pip install faiss-cpu
    python benchmarks/similarity.py --rows 10000 20000 50000 100000 --faiss-at 50000 --plot docs/growth.svg

Times are CPU times of the whole process, which other load on the machine disturbs less than wall time. Every size runs
in a process of its own, on random unit vectors; 200 rows and 200 columns are checked against the full product.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from aligner.similarity import TopK, topk
from signature import signature

SEED = 20161
BLOCK = 1024


def unit(rows: int, dim: int, seed: int) -> np.ndarray:
    """Return random float32 unit rows."""
    vectors = np.random.default_rng(seed).standard_normal((rows, dim), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Return CPU seconds, wall seconds and the result."""
    cpu, wall = time.process_time(), time.perf_counter()
    result = work()
    return time.process_time() - cpu, time.perf_counter() - wall, result


def product(x: np.ndarray, y: np.ndarray) -> None:
    """Compute all inner products, in full-width blocks of rows, and keep none."""
    block = np.empty((BLOCK, len(y)), dtype=np.float32)
    for start in range(0, len(x), BLOCK):
        rows = x[start : start + BLOCK]
        np.matmul(rows, y.T, out=block[: len(rows)])


def faiss_both(x: np.ndarray, y: np.ndarray, k: int, threads: int) -> None:
    """Search an exact inner-product index in both directions."""
    import faiss

    faiss.omp_set_num_threads(threads)
    for base, queries in ((y, x), (x, y)):
        index = faiss.IndexFlatIP(base.shape[1])
        index.add(base)
        index.search(queries, k)


def check(found: TopK, x: np.ndarray, y: np.ndarray) -> int:
    """Compare 200 rows and 200 columns with the sorted products; return how many neighbours differ beyond rounding."""
    rng = np.random.default_rng(SEED)
    wrong = 0
    for got, one, other in ((found.forward, x, y), (found.backward, y, x)):
        rows = rng.choice(len(one), min(200, len(one)), replace=False)
        products = one[rows] @ other.T
        best = -np.sort(-products, axis=1)[:, : got.scores.shape[1]]
        own = np.take_along_axis(products, got.indices[rows], axis=1)
        wrong += int((np.abs(own - best) > 2e-6).sum() + (np.abs(got.scores[rows] - best) > 2e-6).sum())
    return wrong


def start_peak() -> int:
    """Return the memory this process holds now, in bytes, and let its peak start from here (Linux)."""
    clear = Path("/proc/self/clear_refs")
    if not clear.exists():
        return peak()
    clear.write_text("5", encoding="ascii")
    return peak()


def peak() -> int:
    """Return the peak memory in bytes: since `start_peak` on Linux, of the whole process elsewhere."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(text for text in status.read_text(encoding="ascii").splitlines() if text.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def one_size(rows: int, options: argparse.Namespace) -> dict[str, Any]:
    """Measure one size in this process."""
    x, y = unit(rows, options.dim, SEED), unit(rows, options.dim, SEED + 1)
    topk(x[:1100], y[:4200], options.k, threads=options.threads)
    before = start_peak()
    cpu, wall, found = timed(lambda: topk(x, y, options.k, threads=options.threads))
    outputs = sum(side.scores.nbytes + side.indices.nbytes for side in (found.forward, found.backward))
    memory = peak() - before - outputs
    wrong = check(found, x, y)
    with threadpool_limits(options.threads, user_api="blas"):
        product(x[:BLOCK], y)
        floor_cpu, floor_wall, _ = timed(lambda: product(x, y))
    result = {
        "rows": rows,
        "cpu": cpu,
        "wall": wall,
        "floor_cpu": floor_cpu,
        "floor_wall": floor_wall,
        "ratio": cpu / floor_cpu,
        "memory_mib": memory / 2**20,
        "wrong": wrong,
    }
    if options.faiss or rows in (options.faiss_at or ()):
        faiss_cpu, faiss_wall, _ = timed(lambda: faiss_both(x, y, options.k, options.threads))
        result |= {"faiss_cpu": faiss_cpu, "faiss_wall": faiss_wall, "faiss_ratio": faiss_cpu / cpu}
    return result


def plot(results: list[dict[str, Any]], stamp: dict[str, Any], path: Path) -> None:
    """Draw CPU time over the number of products, and the ratio to the floor."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    mpl.rcParams["svg.hashsalt"] = "aligner"
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    rows = [r["rows"] for r in results]
    left.loglog(rows, [r["cpu"] for r in results], "o-", label="aligner, both directions")
    left.loglog(rows, [r["floor_cpu"] for r in results], "s--", label="floor: one matrix product")
    with_faiss = [r for r in results if "faiss_cpu" in r]
    if with_faiss:
        left.loglog(
            [r["rows"] for r in with_faiss], [r["faiss_cpu"] for r in with_faiss], "^:", label="faiss, both directions"
        )
    left.set(xlabel="rows a side", ylabel="CPU seconds", title="512 dimensions, 2 threads")
    left.legend(fontsize=8)
    right.semilogx(rows, [r["ratio"] for r in results], "o-")
    right.axhline(1.25, color="grey", linestyle="--", linewidth=1)
    right.set(xlabel="rows a side", ylabel="CPU time / floor", ylim=(0.9, 1.5), title="ratio to the floor")
    figure.suptitle(" ".join(f"{k}={v}" for k, v in stamp.items() if k in ("aligner", "numpy", "seed")), fontsize=7)
    figure.savefig(path, metadata={"Date": None})
    print(f"wrote {path}")


def main() -> None:
    """Run what the flags ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 20_000, 50_000])
    parser.add_argument("--dim", type=int, default=512)
    parser.add_argument("-k", type=int, default=8)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--faiss", action="store_true", help="measure faiss too, at every size")
    parser.add_argument("--faiss-at", type=int, nargs="+", help="measure faiss at these sizes")
    parser.add_argument("--plot", type=Path, help="SVG or PNG file to draw")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(one_size(options.one, options)))
        return
    config = {"dim": options.dim, "k": options.k, "threads": options.threads}
    stamp = signature(encoder="random unit vectors", corpus="none", seed=SEED, config=config)
    print(json.dumps(stamp | config))
    print("rows      CPU s    wall s   floor CPU s  ratio  memory MiB  faiss CPU s  faiss / aligner  wrong of 400")
    results = []
    for rows in options.rows:
        command = [sys.executable, __file__, "--one", str(rows), "--dim", str(options.dim), "-k", str(options.k)]
        command += ["--threads", str(options.threads)]
        command += ["--faiss"] if options.faiss or rows in (options.faiss_at or ()) else []
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            sys.exit(run.stderr)
        r = json.loads(run.stdout)
        results.append(r)
        faiss = f"{r['faiss_cpu']:11.1f}  {r['faiss_ratio']:15.2f}" if "faiss_cpu" in r else f"{'':11}  {'':15}"
        print(
            f"{rows:8,}  {r['cpu']:7.1f}  {r['wall']:7.1f}  {r['floor_cpu']:11.1f}  {r['ratio']:5.3f}  "
            f"{r['memory_mib']:10.0f}  {faiss}  {r['wrong']}",
            flush=True,
        )
    if options.plot:
        plot(results, stamp, options.plot)


if __name__ == "__main__":
    main()
