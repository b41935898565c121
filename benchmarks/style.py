"""Remarks of `aligner.qa` on text that should have none: false alarms per 300 English sentences, each shown.

    python benchmarks/style.py                  # hand-made stories of corpora/
    python benchmarks/style.py --shared DIR     # also the line-aligned news of that folder (NAME.ko, NAME.en)

Lines of real news hold real faults too: read the remarks before you believe the rate.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from aligner.qa import inspect
from signature import corpus_hash, signature

ROOT = Path(__file__).resolve().parent.parent

Story = tuple[str, list[str], list[str], list[tuple[list[int], list[int]]], set[int]]


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def stories() -> Iterator[Story]:
    for path in sorted((ROOT / "corpora").glob("*/*/gold.align")):
        ko, en = lines(path.parent / "ko.sents.txt"), lines(path.parent / "en.sents.txt")
        beads = []
        for line in lines(path):
            left, _, right = line.strip().partition(":")
            beads.append(
                tuple(
                    [int(n) for n in side.strip("[] ").split(",") if n.strip()]
                    for side in (left, right[: right.find("]") + 1])
                )
            )
        yield f"{path.parent.parent.name}/{path.parent.name}", ko, en, beads, {0}  # type: ignore[misc]


def shared(folder: Path) -> Iterator[Story]:
    for path in sorted(folder.glob("*-dev.ko")):
        ko, en = lines(path), lines(path.with_suffix(".en"))
        for n, (a, b) in enumerate(zip(ko, en, strict=True)):
            yield f"{path.stem}:{n + 1}", [a], [b], [([0], [0])], set()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, help="folder with NAME-dev.ko and NAME-dev.en")
    args = parser.parse_args()
    for name, sets in (("corpora", stories()), ("shared", shared(args.shared) if args.shared else iter(()))):
        sentences, kinds = 0, Counter[str]()
        for story, ko, en, beads, heads in sets:
            sentences += len(en)
            for found in inspect(ko, en, beads, headlines=heads):
                kinds[found.reason] += 1
                where = "" if found.en_sentence is None else en[found.en_sentence]
                print(f"{story}\t{found.reason}\t{found.en_text!r}\t{found.message}\t{where[:160]}")
        if sentences:
            rate = 300 * sum(kinds.values()) / sentences
            print(f"{name}: {sum(kinds.values())} remarks on {sentences} English sentences, {rate:.2f} per 300")
            print(dict(kinds))
    files = sorted((ROOT / "corpora").glob("*/*/*.sents.txt"))
    print(signature(encoder="none", corpus=corpus_hash(files), seed=0))


if __name__ == "__main__":
    main()
