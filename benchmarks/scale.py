"""What `aligner run` costs, over the bundled encoder alone on the same sentences: CPU time, one worker, no cache.

python benchmarks/scale.py corpora/wire corpora/dev
python benchmarks/scale.py corpora/wire --simulate

Both print Markdown; with --write they put it into docs/scale.md, where it says so.
"""

from __future__ import annotations

import argparse
import heapq
import json
import random
import re
import statistics
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from aligner import run
from aligner.config import RunConfig
from aligner.encoders import load_encoder
from aligner.types import Role
from signature import corpus_hash, signature

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs" / "scale.md"
WARMING = ROOT / "corpora" / "heldout"
"""Stories that a process works on before its cost is measured without its start."""
STAGES = {
    "check: facts, clauses, ledger": ("check",),
    "align": ("align",),
    "read: decode, clean, segment": ("read",),
    "start, merge, formats, report": (),
}


@dataclass(frozen=True)
class Cost:
    """CPU seconds of one run and of the encoder alone on its sentences; bytes of its files."""

    stories: int
    sentences: int
    pairs: int
    whole: float
    encoder: float
    stages: dict[str, float]
    sizes: dict[str, int]


def measure(sources: list[Path], checks: bool, warm: bool = False) -> Cost:
    """Return what a run with the default formats costs; `warm`: after another one, over other stories."""
    load_encoder("bundled", threads=1).encode(["warm the page cache"])
    if warm:
        with tempfile.TemporaryDirectory() as work:
            run([WARMING], Path(work) / "out", config=RunConfig(checks=checks), workers=1, cache=None)
    with tempfile.TemporaryDirectory() as work:
        out = Path(work) / "out"
        start = time.process_time()
        run(sources, out, config=RunConfig(checks=checks), workers=1, cache=None)
        whole = time.process_time() - start
        manifest = json.loads((out / "run.json").read_text(encoding="utf-8"))
        texts = []
        with (out / "stories.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                story = json.loads(line)
                for side in ("ko", "en"):
                    texts += [s["text"] for s in story[side]["sentences"] if Role(s["role"]).aligned]
        files = {"pairs.jsonl", "stories.jsonl", "coverage.jsonl", "stories.pack"}
        sizes = {path.name: path.stat().st_size for path in out.rglob("*") if path.name in files}
    encoder = load_encoder("bundled", threads=1)
    start = time.process_time()
    encoder.encode(texts)
    alone = time.process_time() - start
    counts = manifest["counts"]
    stages = manifest["timings"]["cpu_seconds"]
    return Cost(counts["stories"], len(texts), counts["pairs"], whole, alone, stages, sizes)


def cost_table(checked: Cost, plain: Cost, checked_warm: Cost, plain_warm: Cost) -> str:
    """Return the table, and what a billion pairs would cost, as Markdown."""

    def line(name: str, seconds: float, of: Cost) -> str:
        return f"| {name} | {seconds:.1f} | {1000 * seconds / of.sentences:.1f} | {seconds / of.encoder:.2f} |"

    known = {name: sum(checked.stages.get(stage, 0.0) for stage in own) for name, own in STAGES.items() if own}
    rest = checked.whole - sum(known.values()) - checked.stages.get("encode", checked.encoder)
    lines = [
        f"{checked.stories} stories, {checked.sentences:,} sentences, CPU seconds of one process:",
        "",
        "| stage | CPU s | ms a sentence | share of the encoder |",
        "|---|---|---|---|",
        line("encoder alone", checked.encoder, checked),
        line("encoder within the run", checked.stages.get("encode", 0.0), checked),
        *(line(name, known.get(name, rest), checked) for name in STAGES),
        line("**whole run**", checked.whole, checked),
        line("**whole run with `--no-checks`**", plain.whole, plain),
        "",
        f"Once the process has worked on other stories, which is what a run of thousands is: "
        f"**{checked_warm.whole / checked_warm.encoder:.2f}** times the encoder alone "
        f"({checked_warm.whole / checked_warm.stages['encode']:.2f} times the encoder within the run), with "
        f"`--no-checks` **{plain_warm.whole / plain_warm.encoder:.2f}** "
        f"({plain_warm.whole / plain_warm.stages['encode']:.2f}). Each run in a process of its own.",
        "",
    ]
    hours = [2e9 * cost.whole / cost.sentences / 3600 for cost in (checked_warm, plain_warm)]
    disk = [sum(cost.sizes.values()) / cost.pairs for cost in (checked, plain)]
    lines.append(
        f"A billion sentence pairs (two billion sentences) at these rates: {hours[0]:,.0f} core hours with checks, "
        f"{hours[1]:,.0f} without; run folders of {disk[0] / 1000:.1f} and {disk[1] / 1000:.1f} TB "
        f"({disk[0]:,.0f} and {disk[1]:,.0f} bytes a pair)."
    )
    return "\n".join(lines)


@dataclass(frozen=True)
class Measured:
    """What the simulation draws from: CPU seconds of every story alone, and by how much the same work took longer.

    The second comes of doing every story three times: wall-clock time over CPU time, so what else the machine did.
    """

    seconds: list[float]
    slowdowns: list[float]


def measure_stories(sources: list[Path], times: int = 3) -> Measured:
    """Work on every story alone, a few times."""
    from aligner.pipeline.inputs import find_stories
    from aligner.pipeline.shards import ShardWorker, Stopwatch

    worker = ShardWorker(RunConfig())
    worker.model().encode(["warm"])
    with tempfile.TemporaryDirectory() as work:
        tasks = find_stories(sources, RunConfig(), Path(work)).tasks
    seconds, slowdowns = [], []
    for task in tasks:
        took = []
        for _ in range(times):
            wall, cpu = time.perf_counter(), time.process_time()
            list(worker.results([task], Stopwatch()))
            took.append(time.process_time() - cpu)
            slowdowns.append(max(1.0, (time.perf_counter() - wall) / max(took[-1], 1e-6)))
        seconds.append(min(took))
    return Measured(seconds, slowdowns)


def simulate(
    measured: Measured, stories: int, workers: int, shard: int, *, stragglers: bool, preempted: float, seed: int
) -> float:
    """Return the share of the workers' time that does work: shards of random stories, handed to whoever is free.

    Parameters
    ----------
    stragglers
        Every story takes longer or less long by a factor drawn from what was measured, 1 on average.
    preempted
        The chance per shard that its worker is lost on the way: what was done of the shard is lost, the worker is back
        after 30 s.
    """
    draw = random.Random(seed)
    mean = statistics.fmean(measured.slowdowns)
    uneven = [factor / mean for factor in measured.slowdowns]
    free = [0.0] * workers
    busy = 0.0
    for _ in range(stories // shard):
        costs = draw.choices(measured.seconds, k=shard)
        factors = draw.choices(uneven, k=shard) if stragglers else [1.0] * shard
        took = sum(cost * factor for cost, factor in zip(costs, factors, strict=True))
        busy += took
        at = heapq.heappop(free)
        while draw.random() < preempted:
            at += draw.random() * took + 30.0
        heapq.heappush(free, at + took)
    return busy / (workers * max(free))


def schedule_table(measured: Measured) -> str:
    """Return what the simulation says as Markdown."""
    mean = statistics.fmean(measured.seconds)
    slow = sorted(measured.slowdowns)
    lines = [
        f"{len(measured.seconds)} stories took {mean:.3f} s on average, {max(measured.seconds):.3f} s the longest;",
        f"the same work took {slow[len(slow) // 2]:.2f} times its CPU time at the median,",
        f"{slow[int(0.95 * len(slow))]:.2f} times in one case of twenty, {slow[-1]:.2f} times at worst.",
        "The share of paid time that does work:",
        "",
        "| workers | stories a worker | even | stragglers | and 1 % of shards preempted | and 10 % |",
        "|---|---|---|---|---|---|",
    ]
    for workers in (16, 256, 4096):
        for each in (400, 4000) if workers < 4096 else (400,):
            cells = [
                simulate(measured, each * workers, workers, 32, stragglers=s, preempted=p, seed=1)
                for s, p in ((False, 0.0), (True, 0.0), (True, 0.01), (True, 0.1))
            ]
            lines.append(f"| {workers:,} | {each:,} | {' | '.join(f'{cell:.0%}' for cell in cells)} |")
    return "\n".join(lines)


def put(section: str, text: str, *, write: bool, told: dict[str, object]) -> None:
    """Print a section, and put it into the docs between its marks if asked to."""
    told_as = ", ".join(f"{name} {value}" for name, value in told.items())
    block = f"{text}\n\n(`{told_as}`)"
    print(block)
    if write:
        page = DOCS.read_text(encoding="utf-8")
        marks = f"<!-- {section}: written by benchmarks/scale.py -->", f"<!-- end of {section} -->"
        page, found = re.subn(
            f"{re.escape(marks[0])}.*?{re.escape(marks[1])}",
            lambda _: f"{marks[0]}\n{block}\n{marks[1]}",
            page,
            flags=re.DOTALL,
        )
        assert found == 1, f"docs/scale.md has no section {section}"
        DOCS.write_text(page, encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--simulate", action="store_true", help="the schedule on many workers")
    parser.add_argument("--write", action="store_true", help="put the result into docs/scale.md")
    asked = parser.parse_args(arguments)
    files = sorted(path for source in asked.sources for path in source.rglob("*.txt"))
    told = signature(corpus=corpus_hash(files), encoder="bundled", seed=1, config=RunConfig())
    if asked.simulate:
        put("schedule", schedule_table(measure_stories(asked.sources)), write=asked.write, told=told)
    else:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as apart:
            kinds = ((True, False), (False, False), (True, True), (False, True))
            text = cost_table(*(apart.submit(measure, asked.sources, *kind).result() for kind in kinds))
        put("costs", text, write=asked.write, told=told)


if __name__ == "__main__":
    main()
