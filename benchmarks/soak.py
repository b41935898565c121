"""A long run over generated stories: do memory and descriptors stay flat from the first tenth to the last?

python benchmarks/soak.py 100000 --workers 2
python benchmarks/soak.py 5000 --no-checks --lines 2

Stories are the first lines of those of corpora/wire, their digits exchanged by a key of their own, so that no two are
the same. Linux only: /proc tells what the run and its workers hold. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
PAGE = os.sysconf("SC_PAGE_SIZE")


def write_stories(path: Path, count: int, lines: int, seed: int) -> None:
    """Write `count` stories of at most so many lines as rows."""
    draw = random.Random(seed)
    sources = []
    for folder in sorted((ROOT / "corpora" / "wire").glob("*/")):
        sides = [folder / f"{side}.sents.txt" for side in ("ko", "en")]
        if all(side.is_file() for side in sides):
            sources.append([side.read_text(encoding="utf-8").splitlines()[:lines] for side in sides])
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            digits = list("123456789")
            draw.shuffle(digits)
            key = str.maketrans("123456789", "".join(digits))
            ko, en = ("\n".join(side).translate(key) for side in draw.choice(sources))
            row = {"id": f"s{number:07d}", "ko_text": ko, "en_text": en, "date": "2026-03-02"}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def family(root: int) -> list[int]:
    """Return a process and all below it."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [root]
    for process in found:
        found += parents.get(process, ())
    return found


def held(process: int) -> tuple[int, int]:
    """Return the bytes and the descriptors that a process holds."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="utf-8").split()[1])
        return pages * PAGE, len(list(Path(f"/proc/{process}/fd").iterdir()))
    except OSError:
        return 0, 0


def tenths(values: list[float]) -> list[float]:
    """Return the median of every tenth of a series."""
    size = max(1, len(values) // 10)
    return [round(median(values[at : at + size]), 1) for at in range(0, size * 10, size) if values[at : at + size]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=int)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--no-checks", action="store_true")
    parser.add_argument("--lines", type=int, default=7, help="of each side of a story")
    parser.add_argument("--seed", type=int, default=20261129)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        rows, out = Path(place) / "stories.jsonl", Path(place) / "out"
        write_stories(rows, options.stories, options.lines, options.seed)
        command = [sys.executable, "-m", "aligner", "run", str(rows), "--out", str(out), "--no-cache", "--quiet"]
        command += ["--format", "tsv", "--workers", str(options.workers), *(["--no-checks"] * options.no_checks)]
        began = time.monotonic()
        run = subprocess.Popen(command)
        main_mib: list[float] = []
        workers_mib: list[float] = []
        descriptors: list[float] = []
        while run.poll() is None:
            first, *others = [held(process) for process in family(run.pid)]
            main_mib.append(first[0] / 2**20)
            workers_mib.append(max((size for size, _ in others), default=0) / 2**20)
            descriptors.append(sum(count for _, count in (first, *others)))
            time.sleep(0.5)
        manifest = json.loads((out / "run.json").read_text(encoding="utf-8"))
        result = {
            "stories": manifest["counts"]["stories"],
            "failed": manifest["counts"]["failed"],
            "checks": not options.no_checks,
            "lines": options.lines,
            "seconds": round(time.monotonic() - began),
            "stages_cpu_s": manifest["timings"]["cpu_seconds"],
            "main_mib_by_tenth": tenths(main_mib),
            "largest_worker_mib_by_tenth": tenths(workers_mib),
            "descriptors_by_tenth": tenths(descriptors),
            "run_json_bytes": (out / "run.json").stat().st_size,
        }
    print(json.dumps(result, indent=1))
    sys.exit(run.returncode)


if __name__ == "__main__":
    main()
