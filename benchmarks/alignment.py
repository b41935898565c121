"""Measure the aligner on the development data and the hand-aligned stories; ``leaderboard.py`` has its peers.

    python benchmarks/alignment.py                        # quality table with intervals
    python benchmarks/alignment.py --long                 # time and memory on 2,000 and 10,000 sentences
    python benchmarks/alignment.py --swap                 # other encoders with the same weights
    python benchmarks/alignment.py --ablation             # one part out at a time
    python benchmarks/alignment.py --plot docs/alignment-reliability.svg
    python benchmarks/alignment.py --gate                 # floors of tests/quality/alignment_floors.json

Training has seen these documents, but for the stories of ``corpora/heldout``. The cross-validated figures, with each
document aligned by weights that have not seen it, are those that ``train_alignment.py`` prints and writes into
``weights.json``.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from aligner.alignment import AlignmentConfig, align_vectors, background_of
from aligner.alignment.evidence import quick_keys
from aligner.alignment.model import PassWeights, default_weights
from aligner.evaluation import bootstrap_intervals, expected_calibration_error, score_alignments
from aligner.facts import evidence_keys
from alignment_data import (
    ROOT,
    VARIANTS,
    Document,
    VectorStore,
    corpus_hash,
    data_folder,
    read_pair,
    stories,
    wirebench,
)

Beads = list[tuple[tuple[int, ...], tuple[int, ...]]]
FLOORS = ROOT / "tests" / "quality" / "alignment_floors.json"
STORIES = ("wire", "heldout")
"""Folders of hand-aligned stories that are measured; training has seen the first."""


@dataclass
class Run:
    """What one aligner did with a set of documents."""

    preds: list[Beads] = field(default_factory=list)
    scores: list[list[float]] = field(default_factory=list)
    cpu: float = 0.0


def ours(documents: Sequence[Document], vectors: VectorStore, config: AlignmentConfig | None = None) -> Run:
    """Our aligner; it needs the vectors of single sentences."""
    run = Run()
    for d in documents:
        ko, en = vectors(d.ko), vectors(d.en)
        began = time.process_time()
        alignment = align_vectors(d.ko, d.en, ko, en, config, background=background_of(vectors.encoder), day=d.day)
        run.cpu += time.process_time() - began
        run.preds.append([(bead.ko, bead.en) for bead in alignment.beads])
        run.scores.append([bead.score for bead in alignment.beads])
    return run


def signature(vectors: VectorStore, documents: Sequence[Document]) -> str:
    """Version, encoder, configuration, corpus and seed of a table."""
    provenance = json.loads((ROOT / "src/aligner/alignment/weights.json").read_text(encoding="utf-8"))["provenance"]
    return (
        f"aligner {version('aligner')} | {vectors.encoder.info.fingerprint} | {AlignmentConfig()} | "
        f"weights seed {provenance['seed']} | corpus {corpus_hash(documents)} | bootstrap seed 0"
    )


def groups_of(documents: Sequence[Document]) -> dict[str, list[Document]]:
    """Documents by variant and by variant and source, and hand-aligned stories by folder."""
    out: dict[str, list[Document]] = {}
    for d in documents:
        names = [d.variant] if d.story else [d.variant, f"{d.variant} {d.source}"]
        for name in names:
            out.setdefault(name, []).append(d)
    return out


def quality(documents: Sequence[Document], vectors: VectorStore, samples: int) -> None:
    """Print the table by group, with 95% intervals over documents."""
    probabilities: list[float] = []
    correct: list[bool] = []
    print(f"{'':20s} {'strict':>7s} {'95% interval':>16s} {'lax':>6s} {'omit':>6s} {'add':>6s} {'moved':>6s}   CPU s")
    for name, group in groups_of(documents).items():
        run = ours(group, vectors)
        golds = [d.gold for d in group]
        m = score_alignments(golds, run.preds)
        low, high = bootstrap_intervals(golds, run.preds, samples=samples)["strict"] or (0.0, 0.0)
        cells = [f"{m[k].f1:6.3f}" if m[k].n else "     –" for k in ("lax", "omission", "addition", "moved")]
        print(
            f"{name:20s} {m['strict'].f1 or 0:7.3f} [{low:6.3f}, {high:6.3f}] {' '.join(cells)} {run.cpu:7.2f}",
            flush=True,
        )
        if " " not in name or name.startswith("twins"):
            for d, pred, scores in zip(group, run.preds, run.scores, strict=True):
                right = {(tuple(a), tuple(b)) for a, b in d.gold}
                probabilities += scores
                correct += [bead in right for bead in pred]
    print(f"\nexpected calibration error over all beads: {expected_calibration_error(probabilities, correct):.4f}")
    print(signature(vectors, documents))


def growth(folder: Path, vectors: VectorStore) -> None:
    """Print CPU time and memory on the long pairs, against sentweave in the same run; vectors are given to both."""
    documents = [read_pair(folder / "long" / f"long-{size}.gold", "long") for size in (2000, 10000)]
    vectors.prepare(documents)
    align_vectors(
        documents[0].ko[:50], documents[0].en[:50], vectors(documents[0].ko[:50]), vectors(documents[0].en[:50])
    )
    for d in documents:
        ko, en = vectors(d.ko), vectors(d.en)
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.process_time()
        alignment = align_vectors(d.ko, d.en, ko, en, background=background_of(vectors.encoder))
        cpu = time.process_time() - began
        above = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held) / 1024
        strict = score_alignments([d.gold], [[(b.ko, b.en) for b in alignment.beads]])["strict"].f1
        print(f"{d.name}: aligner {cpu:.2f} s CPU, {above:.0f} MiB above vectors, strict {strict:.3f}", flush=True)
        if find_spec("sentweave"):
            for most in (4, 8):
                print(f"{d.name}: sentweave, beads of {most}: {_sentweave_time(ko, en, most):.2f} s CPU", flush=True)
    print(signature(vectors, documents))


def _sentweave_time(ko: np.ndarray, en: np.ndarray, most: int) -> float:
    from sentweave.dp_utils import make_alignment_types, vecalign

    def spans(rows: np.ndarray) -> np.ndarray:
        out, total = [], np.zeros_like(rows)
        for size in range(most - 1):
            total[size:] += rows[: len(rows) - size]
            out.append(total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-9))
        return np.stack(out)

    tables = spans(ko), spans(en)
    np.random.seed(42)  # noqa: NPY002 - the peer draws from the global generator
    began = time.process_time()
    vecalign(
        vecs0=tables[0],
        vecs1=tables[1],
        final_alignment_types=make_alignment_types(most),
        del_percentile_frac=0.2,
        width_over2=int(np.ceil(most / 2)) + 5,
        max_size_full_dp=300,
        costs_sample_size=20_000,
        num_samps_for_norm=100,
    )
    return time.process_time() - began


def swap(documents: Sequence[Document]) -> None:
    """Print strict F1 with other encoders and the same weights."""
    for name in ("bundled", "e5", "bundled-large"):
        vectors = VectorStore(name)
        vectors.prepare(documents)
        for group, chosen in groups_of(documents).items():
            if " " not in group:
                f1 = score_alignments([d.gold for d in chosen], ours(chosen, vectors).preds)["strict"].f1
                print(f"{name:14s} {group:8s} strict {f1:.3f}", flush=True)


def ablation(documents: Sequence[Document], vectors: VectorStore) -> None:
    """Print strict F1 with one part of the aligner taken out at a time; the weights are not fitted again."""
    full = default_weights()
    without_join = replace(full, attach=np.concatenate([[-30.0], np.zeros(len(full.attach) - 1)]))
    none = PassWeights.from_vector(np.zeros(PassWeights.size()))
    cases: dict[str, dict[str, Any]] = {
        "everything": {},
        "no block moves": {"config": AlignmentConfig(monotone=True)},
        "no joining": {"weights": without_join},
        "first pass twice": {"weights": replace(full, second=full.first, free=none)},
        "one set of weights": {"weights": replace(full, free=none)},
        "cheap keys": {"keys": quick_keys},
        "no words": {"keys": evidence_keys},
        "no keys": {"keys": lambda text, lang: frozenset()},
        "no background": {"background": None},
    }
    groups = {name: chosen for name, chosen in groups_of(documents).items() if " " not in name}
    print(f"{'':22s}", *(f"{name:>8s}" for name in groups))
    for label, options in cases.items():
        row = []
        for chosen in groups.values():
            background = background_of(vectors.encoder)
            found = [
                align_vectors(
                    d.ko, d.en, vectors(d.ko), vectors(d.en), **{"background": background, "day": d.day, **options}
                )
                for d in chosen
            ]
            preds = [[(bead.ko, bead.en) for bead in alignment.beads] for alignment in found]
            row.append(score_alignments([d.gold for d in chosen], preds)["strict"].f1)
        print(f"{label:22s}", *(f"{value:8.3f}" for value in row), flush=True)
    print(signature(vectors, documents))


def plot(path: Path) -> None:
    """Draw the reliability plot of the cross-fitted probabilities that the training wrote down."""
    found = default_weights().provenance["cross-validated"]
    total = sum(count for count, _, _ in found["reliability"])
    marks = []
    for count, probability, accuracy in found["reliability"]:
        x, y, radius = 50 + 300 * probability, 330 - 300 * accuracy, 3 + 14 * (count / total) ** 0.5
        marks.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#2563eb" fill-opacity="0.6"/>')
        marks.append(f'<text x="{x + radius + 3:.1f}" y="{y + 12:.1f}" font-size="9" fill="#555">{count}</text>')
    ticks = [
        f'<text x="{50 + 300 * v:.0f}" y="346" text-anchor="middle">{v}</text>'
        f'<text x="44" y="{334 - 300 * v:.0f}" text-anchor="end">{v}</text>'
        for v in (0, 0.25, 0.5, 0.75, 1)
    ]
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 380" font-family="sans-serif" font-size="11">\n'
        '<rect width="400" height="380" fill="#fff"/>\n'
        '<path d="M50 30V330H350" fill="none" stroke="#333"/>\n'
        '<path d="M50 330L350 30" stroke="#999" stroke-dasharray="4"/>\n'
        + "\n".join([*ticks, *marks])
        + '\n<text x="200" y="368" text-anchor="middle">'
        f"probability given (calibration error {found['ece']:.3f})</text>\n"
        '<text x="14" y="180" text-anchor="middle" transform="rotate(-90 14 180)">share exactly right</text>\n</svg>\n',
        encoding="utf-8",
    )


def gate(update: bool) -> int:
    """Check the floors; return the exit status. `update` rewrites them from what is measured now, less a margin."""
    vectors = VectorStore()
    groups = {"wire": stories()}
    folder = data_folder()
    if folder is not None:
        groups |= {variant: wirebench(folder / "wirebench-dev", 0, [variant]) for variant in ("mixed", "reorder")}
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    failed = 0
    for name, documents in groups.items():
        vectors.prepare(documents)
        m = score_alignments([d.gold for d in documents], ours(documents, vectors).preds)
        values = {k: m[k].f1 or 0.0 for k in ("strict", "omission", "addition", "moved") if m[k].n}
        if update:
            held = {k: round(max(v - 0.01, 0.0), 3) for k, v in values.items()}
            floors[name] = {"corpus": corpus_hash(documents), "floors": held}
            continue
        if floors[name]["corpus"] != corpus_hash(documents):
            print(f"{name}: the corpus is not the one of the floors; measure anew with --lower-floors")
            failed += 1
        for k, floor in floors[name]["floors"].items():
            verdict = "ok" if values[k] >= floor else "BELOW"
            failed += verdict != "ok"
            print(f"{name:8s} {k:9s} {values[k]:.3f} floor {floor:.3f} {verdict}")
    if update:
        FLOORS.parent.mkdir(exist_ok=True)
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    return int(failed > 0)


def main() -> None:
    """Parse and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--swap", action="store_true")
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--plot", type=Path, help="write the reliability plot as SVG")
    parser.add_argument("--gate", action="store_true")
    parser.add_argument("--lower-floors", action="store_true", help="rewrite the floors of the gate")
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--variants", nargs="*", default=[*VARIANTS, *STORIES])
    args = parser.parse_args()
    if args.gate or args.lower_floors:
        sys.exit(gate(args.lower_floors))
    if args.plot:
        plot(args.plot)
        return
    folder = data_folder()
    documents = [d for name in STORIES if name in args.variants for d in stories(ROOT / "corpora" / name)]
    if folder is not None:
        documents = [*wirebench(folder / "wirebench-dev", 0, [v for v in VARIANTS if v in args.variants]), *documents]
    if args.swap:
        swap(documents)
        return
    vectors = VectorStore()
    vectors.prepare(documents)
    if args.long:
        if folder is None:
            raise SystemExit("the long pairs are part of the shared development data; set ALIGNER_SHARED_DATA")
        growth(folder / "wirebench-dev", vectors)
        return
    if args.ablation:
        ablation(documents, vectors)
        return
    quality(documents, vectors, args.samples)


if __name__ == "__main__":
    main()
