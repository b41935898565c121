"""What `aligner run` costs, over the bundled encoder alone on the same sentences: CPU time, one worker, no cache.

python benchmarks/scale.py corpora/wire corpora/dev
python benchmarks/scale.py corpora/wire corpora/dev --simulate
"""

from __future__ import annotations

import argparse
import heapq
import json
import random
import tempfile
import time
from pathlib import Path

from aligner import run
from aligner.config import RunConfig
from aligner.encoders import load_encoder
from aligner.types import Role
from signature import corpus_hash, signature


def measure(sources: list[Path], checks: bool, formats: list[str] | None) -> dict[str, object]:
    """Return CPU seconds of a run, of the encoder alone, and of the run's stages."""
    load_encoder("bundled", threads=1).encode(["warm the page cache"])
    with tempfile.TemporaryDirectory() as work:
        out = Path(work) / "out"
        start = time.process_time()
        options = {} if formats is None else {"formats": formats}
        run(sources, out, config=RunConfig(checks=checks), workers=1, cache=None, **options)
        whole = time.process_time() - start
        manifest = json.loads((out / "run.json").read_text(encoding="utf-8"))
        texts = []
        with (out / "stories.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                story = json.loads(line)
                for side in ("ko", "en"):
                    texts += [s["text"] for s in story[side]["sentences"] if Role(s["role"]).aligned]
    encoder = load_encoder("bundled", threads=1)
    start = time.process_time()
    encoder.encode(texts)
    alone = time.process_time() - start
    return {
        "stories": manifest["counts"]["stories"],
        "sentences": len(texts),
        "run_cpu_s": round(whole, 2),
        "encoder_cpu_s": round(alone, 2),
        "ratio": round(whole / alone, 2),
        "stages_cpu_s": {k: round(v, 2) for k, v in manifest["timings"]["cpu_seconds"].items()},
    }


def simulate(seconds: list[float], stories: int, workers: int, shard: int, preempted: float, seed: int) -> float:
    """Return the share of the workers' time that does work: shards of random stories, greedy, workers lost at random.

    `preempted` is the chance per shard that its worker is lost on the way: what was done of the shard is lost, the
    worker is back after 30 s.
    """
    draw = random.Random(seed)
    free = [0.0] * workers
    busy = 0.0
    for _ in range(stories // shard):
        cost = sum(draw.choices(seconds, k=shard))
        busy += cost
        at = heapq.heappop(free)
        while draw.random() < preempted:
            at += draw.random() * cost + 30.0
        heapq.heappush(free, at + cost)
    return busy / (workers * max(free))


def story_seconds(sources: list[Path]) -> list[float]:
    """Return the CPU seconds of every story, worked on alone."""
    from aligner.pipeline.inputs import find_stories
    from aligner.pipeline.shards import ShardWorker, Stopwatch

    worker = ShardWorker(RunConfig())
    worker.model().encode(["warm"])
    with tempfile.TemporaryDirectory() as work:
        tasks = find_stories(sources, RunConfig(), Path(work)).tasks
    found = []
    for task in tasks:
        start = time.process_time()
        list(worker.results([task], Stopwatch()))
        found.append(time.process_time() - start)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--simulate", action="store_true")
    arguments = parser.parse_args()
    files = sorted(path for source in arguments.sources for path in source.rglob("*.txt"))
    print(json.dumps(signature(corpus=corpus_hash(files), encoder="bundled", seed=1, config=RunConfig())))
    if arguments.simulate:
        seconds = story_seconds(arguments.sources)
        print(f"{len(seconds)} stories, {sum(seconds) / len(seconds):.3f} s each, longest {max(seconds):.3f} s")
        for workers in (16, 256, 4096):
            for preempted in (0.0, 0.01, 0.1):
                share = simulate(seconds, 400 * workers, workers, 32, preempted, seed=1)
                print(f"| {workers:,} | {preempted:.0%} | {share:.1%} |")
        return
    print(json.dumps({"with checks": measure(arguments.sources, True, None)}))
    print(json.dumps({"--no-checks": measure(arguments.sources, False, ["jsonl"])}))
    print(json.dumps({"--no-checks, default formats": measure(arguments.sources, False, None)}))


if __name__ == "__main__":
    main()
