"""A table of Korean-English sentence aligners on the same vectors and documents, for anybody to run.

    python benchmarks/leaderboard.py                     # corpora/heldout, and the shared documents where they are
    python benchmarks/leaderboard.py my-stories          # folders in the format of docs/benchmark.md
    python benchmarks/leaderboard.py --write             # put the table into docs/benchmark.md
    pip install sentweave sentalign galechurch dtwsa     # the aligners of the registry; absent ones are skipped

How to add an aligner stands at the head of ``benchmarks/peers.py``. All get the same sentences and vectors of the same
encoder; the joined spans that some want are encoded with it too, and counted in the column of strings per sentence.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from aligner.evaluation import bootstrap_intervals, score_alignments
from alignment_data import ROOT, Document, VectorStore, corpus_hash, data_folder, stories, twins, wirebench
from peers import PEERS, Beads, Peer, Task
from signature import signature

PAGE = ROOT / "docs" / "benchmark.md"
BEGIN, END = "<!-- leaderboard -->", "<!-- end of leaderboard -->"
SEED = 0


def run(peer: Peer, documents: Sequence[Document], vectors: VectorStore) -> tuple[list[Beads], float, int]:
    """Align all documents; return the beads, CPU seconds without encoding, and how many strings were encoded."""
    found, cpu, strings = [], 0.0, 0
    for document in documents:
        task = Task(document, vectors)
        if peer.spans:
            task.prepare(peer.spans)
        began = time.process_time()
        found.append(peer.align(task))
        cpu += time.process_time() - began
        strings += task.strings
    return found, cpu, strings


def row(peer: Peer, documents: Sequence[Document], vectors: VectorStore, samples: int) -> str:
    """One line of the table."""
    beads, cpu, strings = run(peer, documents, vectors)
    gold = [d.gold for d in documents]
    measures = score_alignments(gold, beads)
    low, high = bootstrap_intervals(gold, beads, samples=samples)["strict"] or (0.0, 0.0)
    sentences = sum(len(d.ko) + len(d.en) for d in documents)
    cells = [f"{measures[k].f1 or 0.0:.3f}" if measures[k].n else "–" for k in ("lax", "omission", "addition", "moved")]
    return (
        f"| {peer.name} | {version(peer.package)} | {measures['strict'].f1 or 0.0:.3f} [{low:.3f}, {high:.3f}] | "
        f"{' | '.join(cells)} | {strings / sentences:.2f} | {1000 * cpu / sentences:.2f} |"
    )


def groups(folders: Sequence[Path]) -> dict[str, list[Document]]:
    """What is measured: the folders named, or the held-out stories and the shared documents where they are."""
    if folders:
        return {folder.name: stories(folder) for folder in folders}
    out = {"corpora/heldout": stories(ROOT / "corpora" / "heldout")}
    data = data_folder()
    if data is not None:
        for variant in ("clean", "mixed"):
            documents = wirebench(data / "wirebench-dev", 0, [variant])
            out |= {f"{source} {variant}": [d for d in documents if d.source == source] for source in ("ntrex", "park")}
        for document in twins(data):
            out.setdefault(document.variant, []).append(document)
    return out


def main() -> None:
    """Print the tables; with ``--write`` put them into the docs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--encoder", default="bundled")
    parser.add_argument("--samples", type=int, default=1000, help="bootstrap samples of documents")
    parser.add_argument("--write", action="store_true", help=f"write the tables into {PAGE.relative_to(ROOT)}")
    args = parser.parse_args()
    for peer in PEERS:
        if not peer.here:
            print(f"{peer.name} is not here: pip install {peer.package}", file=sys.stderr)
    vectors = VectorStore(args.encoder)
    lines = []
    for name, documents in groups(args.folders).items():
        if not documents:
            raise SystemExit(f"{name} has no story with ko.sents.txt, en.sents.txt and gold.align")
        vectors.prepare(documents)
        lines += ["", f"**{name}**: {len(documents)} documents, {sum(len(d.gold) for d in documents)} beads", ""]
        lines += ["| aligner | version | strict F1 [95 %] | lax | omission | addition | moved | strings | CPU ms |"]
        lines += ["|---|---|---|---|---|---|---|---|---|"]
        for peer in PEERS:
            if peer.here:
                lines.append(row(peer, documents, vectors, args.samples))
                print(f"{name}: {lines[-1]}", file=sys.stderr, flush=True)
    corpus = corpus_hash(d for own in groups(args.folders).values() for d in own)
    signed = signature(encoder=vectors.encoder.info.fingerprint, corpus=corpus, seed=SEED)
    lines += ["", f"Signature: `{json.dumps(signed)}`", ""]
    text = "\n".join(lines)
    print(text)
    if args.write:
        page = PAGE.read_text(encoding="utf-8")
        body = re.sub(f"{BEGIN}.*{END}", lambda _: f"{BEGIN}\n{text}\n{END}", page, flags=re.DOTALL)
        PAGE.write_text(body, encoding="utf-8")


if __name__ == "__main__":
    main()
