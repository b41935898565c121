"""Where the CPU time of a story goes, by stage, with strings encoded and sentences parsed per sentence.

    python benchmarks/profile_run.py [--folder corpora/wire] [--stories N]

Every stage is timed by the CPU time of the process, one thread in the encoder. What a stage encodes is told apart as
``encoding`` and not counted in the stage. ``parsed`` is how often a whole sentence is read for its numbers and dates,
and beside it how often a piece of one is. The ratios are over the encoder alone on the same sentences; a whole run,
with its start, merge and report, is measured by ``benchmarks/scale.py``. ``cold`` is a command of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from aligner.config import RunConfig
from aligner.encoders import load_encoder
from aligner.pipeline.inputs import find_stories
from aligner.readers import read_pair
from signature import corpus_hash, signature

ROOT = Path(__file__).resolve().parents[1]
STAGES = {
    "segment": ("aligner.pipeline.story", "segment_pair"),
    "align": ("aligner.pipeline.story", "align_vectors"),
    "clauses": ("aligner.facts.compare", "find_gaps"),
    "facts": ("aligner.pipeline.story", "compare_story"),
    "ledger": ("aligner.pipeline.story", "build_ledger"),
}
"""Stage → module and function; ``clauses`` lies inside ``facts``."""
READERS = ("aligner.facts.reading.keys", "aligner.facts.story", "aligner.facts.votes", "aligner.alignment.evidence")


class Profile:
    """CPU seconds of each stage, without what is spent inside another one."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self.counts: Counter[Any] = Counter()
        self._inside: list[str] = []

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with its time told."""

        def call(*args: Any, **options: Any) -> Any:
            start = time.process_time()
            self._inside.append(name)
            try:
                return function(*args, **options)
            finally:
                took = time.process_time() - start
                self._inside.pop()
                self.spent[name] += took
                if self._inside:
                    self.spent[self._inside[-1]] -= took

        return call

    def counted(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a reader of texts with its calls counted, by text."""

        def call(text: str, *args: Any, **options: Any) -> Any:
            self.counts[name, text] += 1
            return function(text, *args, **options)

        return call


class _Encoder:
    def __init__(self, encoder: Any, profile: Profile) -> None:
        self.info, self.profile = encoder.info, profile
        self._encode = profile.timed("encoding", encoder.encode)

    def encode(self, texts: Sequence[str]) -> Any:
        self.profile.counts["strings"] += len(texts)
        return self._encode(texts)


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _read(profile: Profile) -> list[tuple[tuple[str, str], int]]:
    return [(key, count) for key, count in profile.counts.items() if isinstance(key, tuple)]


def _cold(files: Any) -> float:
    """CPU seconds of ``aligner run`` on two files, in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "aligner", "run", files.first, files.second, "--out", f"{out}/run"]
        subprocess.run([*command, "--workers", "1", "--no-cache", "--quiet"], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Run the stories through the stages and print the shares."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, default=ROOT / "corpora" / "wire")
    parser.add_argument("--stories", type=int, default=20)
    args = parser.parse_args()
    profile, config = Profile(), RunConfig()
    for stage, (module, name) in STAGES.items():
        place = sys.modules.get(module) or import_module(module)
        setattr(place, name, profile.timed(stage, getattr(place, name)))
    for module in READERS:
        place = sys.modules.get(module) or import_module(module)
        if hasattr(place, "quantities"):
            place.quantities = profile.counted("parsed", place.quantities)
    process_story = profile.timed("other", import_module("aligner.pipeline.story").process_story)
    encoder = _Encoder(load_encoder(config.encoder, threads=1), profile)
    with tempfile.TemporaryDirectory() as work:
        tasks = find_stories([args.folder], config, Path(work)).tasks[: args.stories]
        pairs = [read_pair(task.files) for task in tasks]
    process_story(pairs[0], encoder, config)  # tables are read and patterns compiled once in a process
    profile.spent.clear()
    profile.counts.clear()
    texts: list[str] = []
    for pair in pairs:
        result = process_story(pair, encoder, config)
        texts += [s.text for side in (result.ko, result.en) for s in side.aligned]
    spent, total, sentences = Counter(profile.spent), sum(profile.spent.values()), len(texts)
    strings, known = profile.counts["strings"], set(texts)
    alone = _seconds(lambda: load_encoder(config.encoder, threads=1).encode(texts))
    whole = sum(count for (_, text), count in _read(profile) if text in known)
    pieces = sum(count for _, count in _read(profile)) - whole
    plain = replace(config, checks=False)
    bare = _seconds(lambda: [import_module("aligner.pipeline.story").process_story(p, encoder, plain) for p in pairs])
    facts = spent["facts"] + spent["clauses"] + spent["ledger"]
    print(f"{len(pairs)} stories, {sentences} sentences, {1000 * total / sentences:.2f} ms CPU a sentence")
    for name, seconds in spent.most_common():
        print(f"  {name:9} {100 * seconds / total:5.1f} %  {1000 * seconds / sentences:6.2f} ms a sentence")
    print(f"  facts, clauses and ledger together, without their encoding: {100 * facts / total:.1f} %")
    print(f"  over the encoder alone ({1000 * alone / sentences:.2f} ms a sentence): {total / alone:.2f} times")
    print(f"  with checks off: {bare / alone:.2f} times")
    print(f"  strings encoded a sentence: {strings / sentences:.2f}")
    print(f"  parsed: {whole / sentences:.2f} times a sentence, {pieces / sentences:.2f} pieces of one")
    print(f"  one story from cold: {_cold(tasks[0].files):.2f} CPU s")
    files = sorted(args.folder.glob("*/*.sents.txt"))
    print(json.dumps(signature(encoder=encoder.info.fingerprint, corpus=corpus_hash(files), seed=0, config=config)))


if __name__ == "__main__":
    main()
