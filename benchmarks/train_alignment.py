"""Train the weights of the aligner and write ``src/aligner/alignment/weights.json``.

    python benchmarks/train_alignment.py            # three folds for honest figures and calibration, then all
    python benchmarks/train_alignment.py --out /tmp/weights.json --folds 3

Needs the shared development data (see ``alignment_data.data_folder``), ``corpora/wire``, ``corpora/dev`` and
``corpora/rewritten``. About five minutes on one core.

What is learned
    1. a semi-Markov CRF over beads (Sarawagi and Cohen 2004), by Adam (Kingma and Ba 2015) on the penalised
       log-likelihood of the gold path, English put in gold order; 2. the same with the document statistics of a first
       alignment; 3. a logistic rule that joins beads which are not neighbours; 4. a logistic calibration on beads of
       documents that were not trained on.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import time
import zlib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from aligner.alignment.attach import ATTACH_NAMES, attach_links
from aligner.alignment.background import background_of, measure, reference_pairs
from aligner.alignment.calibration import CALIBRATION_NAMES, calibrate
from aligner.alignment.context import Context
from aligner.alignment.engine import Found, align_field, bead_facts, best_path
from aligner.alignment.evidence import all_keys, evidence_matrices, keys_on
from aligner.alignment.features import bead_features, bead_names, skip_features
from aligner.alignment.field import make_field, second_look
from aligner.alignment.model import SHAPES, AlignmentConfig, PassWeights, Weights, shape_terms
from aligner.alignment.moves import Tables, reorder
from aligner.alignment.search import Problem, marginals
from aligner.encoders import load_encoder
from aligner.evaluation import expected_calibration_error, reliability, score_alignments
from alignment_data import (
    ROOT,
    Document,
    VectorStore,
    built,
    corpus_hash,
    data_folder,
    edited,
    fold_of,
    stories,
    tiny,
    twins,
    wirebench,
)

STEP_BACK = 3.5
STORY_WEIGHT = 10.0
REWRITTEN_WEIGHT = 6.0
TINY_WEIGHT = 0.5
LOOSE_WEIGHT = (0.15, 0.5)
JUNK = 0.04
EPOCHS = (12, 8)
"""Rounds of the first fit, and of the second, which begins where the first ended."""
PENALTY = 1.0
RATE = 0.1
PRUNE = 0.05
TERMS = np.stack([shape_terms(*shape) for shape in SHAPES])
Floats = np.ndarray


@dataclass
class Example:
    """A document made ready for training."""

    document: Document
    context: Context
    order: Floats
    gold: tuple[list[tuple[int, int, int]], list[int], list[int]]
    weight: float
    cells: list[tuple[int, int, int, Floats]] = field(default_factory=list)
    beads: Floats = field(default_factory=lambda: np.zeros(0))
    omission: Floats = field(default_factory=lambda: np.zeros(0))
    addition: Floats = field(default_factory=lambda: np.zeros(0))


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    values = sorted(numbers)
    cuts = [i for i in range(1, len(values)) if values[i] != values[i - 1] + 1]
    return [values[a:b] for a, b in zip([0, *cuts], [*cuts, len(values)], strict=True)]


def pieces(
    gold: Sequence[tuple[tuple[int, ...], tuple[int, ...]]],
) -> tuple[list[tuple[list[int], list[int]]], list[int], list[int]]:
    """Cut beads that are not contiguous into contiguous ones; what remains is one-sided."""
    two: list[tuple[list[int], list[int]]] = []
    ko: list[int] = []
    en: list[int] = []
    for a, b in gold:
        if not a or not b:
            ko += a
            en += b
            continue
        left, right = _runs(a), _runs(b)
        if len(left) == len(right):
            two += list(zip(left, right, strict=True))
            continue
        i = 0 if len(left) > 1 and len(right) > 1 else max(range(len(left)), key=lambda k: (len(left[k]), -k))
        j = 0 if len(left) > 1 and len(right) > 1 else max(range(len(right)), key=lambda k: (len(right[k]), -k))
        two.append((left[i], right[j]))
        ko += [x for k, run in enumerate(left) if k != i for x in run]
        en += [x for k, run in enumerate(right) if k != j for x in run]
    return sorted(two), ko, en


def gold_order(two: Sequence[tuple[list[int], list[int]]], width: int) -> Floats:
    """Order of the English in which the gold is monotone; additions stay behind the sentence before them."""
    place = {column: at for at, (_, en) in enumerate(two) for column in en}
    keys, after = [], -1
    for column in range(width):
        after = place.get(column, after)
        keys.append((after, column not in place, column))
    return np.array([column for _, _, column in sorted(keys)], dtype=np.intp)


def loosen(
    document: Document, vectors: Floats, keys: list[frozenset[str]], strange: Floats
) -> tuple[Floats, list[frozenset[str]]]:
    """Vectors and keys of the English of a document as if it were told more freely than it is.

    Line-aligned text is translated closely, and what is learned from it alone takes a loose pair for two leftovers. In
    a share of the sentences, drawn for the document, the vector is mixed with that of a stranger and half of
    the keys go.
    In a text without edits a few sentences have nothing to do with their Korean, as in collections of pairs.
    """
    rng = np.random.default_rng(zlib.crc32(f"{document.variant}/{document.name}".encode()))
    share = rng.uniform(0.1, 0.6)
    out, kept = vectors.copy(), list(keys)
    for j in range(len(out)):
        stranger = strange[rng.integers(len(strange))]
        if document.variant == "loose clean" and rng.random() < JUNK:
            out[j], kept[j] = stranger, frozenset()
        elif rng.random() < share:
            mixed = out[j] + rng.uniform(0.4, 1.4) * stranger
            out[j] = mixed / np.linalg.norm(mixed)
            kept[j] = frozenset(key for key in sorted(keys[j]) if rng.random() < 0.5)
    return out, kept


def make_example(
    document: Document, vectors: VectorStore, keys: dict[tuple[str, str], frozenset[str]], mask: bool = False
) -> Example:
    """Features of a document; `mask` hides that a line holds several sentences, as in well-segmented copy."""
    read = keys_on(document.day) if document.day else all_keys
    for lang, texts in (("ko", document.ko), ("en", document.en)):
        for text in texts:
            if (text, lang) not in keys:
                keys[text, lang] = read(text, lang)
    ko_keys, en_keys = [keys[t, "ko"] for t in document.ko], [keys[t, "en"] for t in document.en]
    ko, en = vectors(document.ko), vectors(document.en)
    if document.variant.startswith("loose"):
        en, en_keys = loosen(document, en, en_keys, vectors([pair[1] for pair in reference_pairs()]))
    background = background_of(vectors.encoder)
    made = make_field(document.ko, document.en, ko, en, evidence_matrices(ko_keys, en_keys), background)
    if mask:
        made = replace(made, ko_stops=np.ones_like(made.ko_stops), en_stops=np.ones_like(made.en_stops))
    two, ko_free, en_free = pieces(document.gold)
    order = gold_order(two, len(document.en))
    position = np.argsort(order)
    index = {shape: k for k, shape in enumerate(SHAPES)}
    steps = []
    ko_free, en_free = list(ko_free), [int(position[j]) for j in en_free]
    for ko, en in two:
        spots = sorted(int(position[j]) for j in en)
        while (len(ko), len(spots)) not in index:
            if len(ko) >= len(spots):
                ko_free.append(ko[-1])
                ko = ko[:-1]
            else:
                en_free.append(spots[-1])
                spots = spots[:-1]
        steps.append((index[len(ko), len(spots)], ko[0], spots[0]))
    kind = document.variant.split()[0]
    weights = {
        "tiny": TINY_WEIGHT,
        "loose": LOOSE_WEIGHT[document.variant.split()[-1] in ("clean", "merge")],
        "rewritten": REWRITTEN_WEIGHT,
    }
    weight = weights.get(kind, STORY_WEIGHT if document.story else 1.0)
    example = Example(document, Context(made), order, (steps, ko_free, en_free), weight)
    fill(example)
    return example


def fill(example: Example) -> None:
    """Compute the features of all cells with some similarity, and of the gold cells."""
    context = example.context
    rows, columns = len(context.field.ko_len), len(context.field.en_len)
    example.cells, parts = [], []
    for k, (n, m) in enumerate(SHAPES):
        if n > rows or m > columns:
            continue
        keep = context.blocks(n, m) > PRUNE
        for shape, i, j in example.gold[0]:
            if shape == k and int(example.order[j]) < keep.shape[1]:
                keep[i, int(example.order[j])] = True
        cells = np.flatnonzero(keep.ravel())
        values = bead_features(context, n, m)
        parts.append(values.reshape(len(values), -1)[:, cells].astype(np.float32))
        example.cells.append((k, columns - m + 1, len(cells), cells))
    example.beads = np.concatenate(parts, axis=1)
    example.omission, example.addition = skip_features(context, "ko"), skip_features(context, "en")


def tables_of(example: Example, w: PassWeights) -> Tables:
    """Scores of an example's cells; ``-inf`` for the pruned ones."""
    rows, columns = example.omission.shape[1], example.addition.shape[1]
    scores = np.full((len(SHAPES), rows, columns), -np.inf)
    singles = example.cells[0][2]
    flat = np.concatenate(
        [
            w.bead.astype(np.float32) @ example.beads[:, :singles],
            (w.bead + w.many).astype(np.float32) @ example.beads[:, singles:],
        ]
    )
    at = 0
    for k, width, count, cells in example.cells:
        scores[k, cells // width, cells % width] = flat[at : at + count] + TERMS[k] @ w.shape
        at += count
    return Tables(SHAPES, scores, w.omission @ example.omission, w.addition @ example.addition)


def own_weights(example: Example, vector: Floats) -> PassWeights:
    """Weights for a document; a vector twice as long has those of a free telling behind the usual ones."""
    size = PassWeights.size()
    free = example.context.field.free * vector[size:] if len(vector) > size else 0.0
    return PassWeights.from_vector(vector[:size] + free)


def batch_problem(examples: Sequence[Example], vector: Floats) -> Problem:
    """The examples in gold order, padded to one size."""
    single = [reorder(tables_of(e, own_weights(e, vector)), [e.order]) for e in examples]
    rows, width = (max(p.scores.shape[axis] for p in single) for axis in (2, 3))
    scores = np.full((len(single), len(SHAPES), rows, width), -np.inf)
    skip_ko, skip_en = np.zeros((len(single), rows)), np.zeros((len(single), width))
    for b, p in enumerate(single):
        n, m = p.sizes[0]
        scores[b, :, :n, :m], skip_ko[b, :n], skip_en[b, :m] = p.scores[0], p.skip_ko[0], p.skip_en[0]
    return Problem(SHAPES, scores, skip_ko, skip_en, [p.sizes[0] for p in single])


def gradient(examples: Sequence[Example], vector: Floats) -> tuple[float, Floats]:
    """Negative log-likelihood of the gold paths and its gradient: expected minus gold features."""
    problem = batch_problem(examples, vector)
    chances = marginals(problem)
    total = np.zeros_like(vector)
    loss = 0.0
    for b, e in enumerate(examples):
        steps, ko_free, en_free = e.gold
        gold = sum(problem.scores[b, k, i, j] for k, i, j in steps)
        gold += problem.skip_ko[b][ko_free].sum() + problem.skip_en[b][en_free].sum()
        loss += e.weight * (chances.log_z[b] - gold)
        n, m = problem.sizes[b]
        surplus = chances.beads[b, :, :n, :m].copy()
        for k, i, j in steps:
            surplus[k, i, j] -= 1
        in_text = np.zeros_like(surplus)
        in_text[:, :, e.order] = surplus * e.weight
        flat = np.concatenate([in_text[k, cells // width, cells % width] for k, width, _, cells in e.cells]).astype(
            np.float32
        )
        singles = e.cells[0][2]
        many = e.beads[:, singles:] @ flat[singles:]
        one = e.beads[:, :singles] @ flat[:singles]
        ko_surplus = chances.skip_ko[b, :n].copy()
        ko_surplus[ko_free] -= 1
        en_surplus = chances.skip_en[b, :m].copy()
        en_surplus[en_free] -= 1
        ordered = np.zeros(m)
        ordered[e.order] = en_surplus * e.weight
        shape = in_text.sum(axis=(1, 2)) @ TERMS
        omission, addition = e.omission @ (ko_surplus * e.weight), e.addition @ ordered
        own = np.concatenate([one + many, many, shape, omission, addition])
        total[: len(own)] += own
        if len(vector) > len(own):
            total[len(own) :] += e.context.field.free * own
    return loss, total


def fit_crf(examples: Sequence[Example], seed: int, start: Floats | None = None) -> Floats:
    """Adam over batches of documents of like size, with a step that falls to nothing."""
    rng = np.random.default_rng(seed)
    w = np.zeros(PassWeights.size()) if start is None else start.copy()
    by_size = sorted(examples, key=lambda e: (len(e.document.ko), e.document.name, e.document.variant, e.document.seed))
    batches = [by_size[at : at + 48] for at in range(0, len(by_size), 48)]
    beads = sum(len(e.document.gold) for e in examples)
    mean, square = np.zeros_like(w), np.zeros_like(w)
    epochs = EPOCHS[start is not None]
    step, steps = 0, epochs * len(batches)
    for _ in range(epochs):
        for at in rng.permutation(len(batches)):
            batch = batches[at]
            _, slope = gradient(batch, w)
            slope = slope / sum(len(e.document.gold) for e in batch) + PENALTY * w / beads
            step += 1
            mean = 0.9 * mean + 0.1 * slope
            square = 0.99 * square + 0.01 * slope * slope
            rate = RATE * (1 - 0.95 * step / steps)
            w = w - rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return w


def fit_logistic(x: Floats, y: Floats, weight: Floats, penalty: float = 1.0) -> Floats:
    """Logistic regression by Newton's method; the first column is the constant and is not penalised."""
    centre, scale = x.mean(0), x.std(0) + 1e-9
    centre[0], scale[0] = 0.0, 1.0
    z = (x - centre) / scale
    ridge = penalty * np.eye(x.shape[1])
    ridge[0, 0] = 1e-6
    w = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(z @ w, -30, 30)))
        slope = z.T @ (weight * (p - y)) + ridge @ w
        curve = (z * (weight * p * (1 - p))[:, None]).T @ z + ridge
        w -= np.linalg.solve(curve, slope)
    out = w / scale
    out[0] = w[0] - float((w[1:] * centre[1:] / scale[1:]).sum())
    return np.asarray(out)


def look_again(example: Example, first: PassWeights) -> Example:
    """The example with the statistics of its first alignment."""
    _, best = best_path(example.context, first, STEP_BACK, AlignmentConfig())
    context = example.context.look_again(second_look(example.context.field, best.beads(), example.context.blocks))
    again = replace(example, context=context)
    fill(again)
    return again


def fit_attach(examples: Sequence[Example], second: Floats) -> Floats:
    """Learn which beads to join from the beads that the search finds."""
    rows, labels, weight = [], [], []
    for e in examples:
        _, best = best_path(e.context, own_weights(e, second), STEP_BACK, AlignmentConfig())
        beads = best.beads()
        of = {("ko", i): g for g, (a, _) in enumerate(e.document.gold) for i in a}
        of |= {("en", j): g for g, (_, b) in enumerate(e.document.gold) for j in b}
        parents = [{of["ko", i] for i in a} | {of["en", j] for j in b} for a, b in beads]
        links = attach_links(e.context.field, beads)
        for (x, y), facts in zip(links.pairs, links.features, strict=True):
            rows.append(facts)
            labels.append(len(parents[x]) == 1 and parents[x] == parents[y])
            weight.append(e.weight)
    return fit_logistic(np.array(rows), np.array(labels, dtype=float), np.array(weight))


def fit_all(examples: Sequence[Example], seed: int) -> Weights:
    """Fit both passes and the joining rule."""
    one = fit_crf(examples, seed)
    again = [look_again(e, PassWeights.from_vector(one)) for e in examples]
    two = fit_crf(again, seed, np.concatenate([one, np.zeros_like(one)]))
    joins = [e for e in again if e.document.story or e.document.variant in ("clean", "mixed", "reorder", "desk")]
    attach_weights = fit_attach(joins, two)
    none = dict.fromkeys(CALIBRATION_NAMES, 0.0)
    second, free = (PassWeights.from_vector(part) for part in np.split(two, 2))
    return Weights(PassWeights.from_vector(one), second, free, STEP_BACK, attach_weights, none)


def predict(examples: Sequence[Example], weights: Weights) -> list[tuple[Example, Found]]:
    """Align each example as the package does."""
    return [(e, align_field(e.context.field, weights, AlignmentConfig())) for e in examples]


def calibration_rows(predicted: Sequence[tuple[Example, Found]]) -> tuple[Floats, Floats, Floats]:
    """Features, truth and weight of every predicted bead."""
    rows, right, weight = [], [], []
    for e, found in predicted:
        gold = {(tuple(a), tuple(b)) for a, b in e.document.gold}
        rows += bead_facts(found)
        right += [bead in gold for bead in found.beads]
        # What Park's corpus pairs need not be a pair, so its beads say less of what is right.
        own = e.weight if e.document.story else 0.3 if e.document.source == "park" else 1.0
        weight += [own] * len(found.beads)
    return np.array(rows), np.array(right, dtype=float), np.array(weight)


def figures(predicted: Sequence[tuple[Example, Found]]) -> dict[str, dict[str, float]]:
    """Strict, omission, addition and moved F1 by variant, and of the hand-aligned stories together and by folder."""
    groups: dict[str, list[tuple[Example, Found]]] = {}
    for e, found in predicted:
        d = e.document
        if d.story or d.variant == "tiny":
            names = ["stories", d.variant] if d.variant in ("wire", "dev") else [d.variant]
        else:
            names = [d.variant, f"{d.variant} {d.source}"]
        for name in names:
            groups.setdefault(name, []).append((e, found))
    out = {}
    for name, group in sorted(groups.items()):
        measures = score_alignments([e.document.gold for e, _ in group], [f.beads for _, f in group])
        kept = ("strict", "lax", "omission", "addition", "moved")
        out[name] = {k: round(measures[k].f1 or 0.0, 4) for k in kept if measures[k].n}
    return out


def training_documents(data: Path, seed: int) -> dict[str, list[Document]]:
    """What is learned from, by kind; no document of Park's corpus is among it."""
    bench = [d for d in wirebench(data / "wirebench-dev", 20161) if d.source == "ntrex"]
    clean = [d for d in bench if d.variant == "clean"]
    corpora = ROOT / "corpora"
    hand_made = [*stories(), *stories(corpora / "dev"), *twins(data)]
    return {
        "wirebench-dev": bench,
        "rebuilt": built(data, seed),
        "edited": edited(clean, 3),
        "loosened": [replace(d, variant=f"loose {d.variant}") for d in bench],
        "hand-aligned": hand_made,
        "tiny": tiny([*clean, *hand_made], seed),
        "rewritten": stories(corpora / "rewritten"),
    }


def fit_folds(examples: Sequence[Example], folds: int, seed: int) -> list[Weights]:
    """Weights that have not seen each fold, and last those that have seen everything; two processes share the work."""
    parts = [[e for e in examples if fold_of(e.document.name, folds) != fold] for fold in range(folds)]
    with ProcessPoolExecutor(
        2, mp_context=multiprocessing.get_context("fork"), initializer=_share, initargs=([*parts, examples],)
    ) as pool:
        return list(pool.map(_fit_part, range(folds + 1), [seed] * (folds + 1)))


_PARTS: list[Sequence[Example]] = []


def _share(parts: list[Sequence[Example]]) -> None:
    # What a forked process has by inheritance need not be sent to it.
    _PARTS[:] = parts


def _fit_part(at: int, seed: int) -> Weights:
    return fit_all(_PARTS[at], seed)


def cross_validate(
    examples: Sequence[Example], unseen: Sequence[Example], weights: Sequence[Weights], seed: int
) -> list[tuple[Example, Found]]:
    """Align every example with weights that have not seen it; `unseen` ones, never learned from, a fold each too."""
    predicted = []
    measured = [
        e
        for e in (*examples, *unseen)
        if e.document.variant.split()[0] not in ("desk", "loose")
        and (e.document.seed != seed or e.document.variant == "tiny")
    ]
    for fold, own in enumerate(weights):
        predicted += predict([e for e in measured if fold_of(e.document.name, len(weights)) == fold], own)
    return predicted


def chance_error(chances: Floats, rounds: int = 40) -> float:
    """Return the mean calibration error if every bead were right with exactly the probability given.

    So many beads in ten bins cannot show less: what an error is above it is the calibration's own.
    """
    rng = np.random.default_rng(0)
    drawn = (rng.random(len(chances)) < chances for _ in range(rounds))
    return float(np.mean([expected_calibration_error(chances.tolist(), right.tolist()) for right in drawn]))


def fit_calibration(predicted: Sequence[tuple[Example, Found]]) -> tuple[dict[str, float], dict[str, Any]]:
    """Return the calibration, and its errors when a third of the documents is judged by the other two."""
    x, y, weight = calibration_rows(predicted)
    third = np.concatenate([np.full(len(found.beads), fold_of(e.document.name, 3)) for e, found in predicted])
    chances = np.zeros(len(y))
    for fold in range(3):
        own, other = third == fold, third != fold
        fitted = fit_logistic(x[other], y[other], weight[other])
        chances[own] = calibrate(x[own], dict(zip(CALIBRATION_NAMES, fitted, strict=True)))
    groups = np.concatenate([np.full(len(found.beads), e.document.variant.split()[0]) for e, found in predicted])
    errors: dict[str, Any] = {"ece": expected_calibration_error(chances.tolist(), (y > 0.5).tolist())}
    for name in ("wire", "dev", "twins", "rewritten", "tiny"):
        own = groups == name
        errors[f"ece {name}"] = expected_calibration_error(chances[own].tolist(), (y[own] > 0.5).tolist())
        errors[f"ece {name} by chance"] = chance_error(chances[own])
        errors[f"brier {name}"] = float(np.mean((chances[own] - y[own]) ** 2))
    errors = {name: round(value, 4) for name, value in errors.items()}
    errors["reliability"] = [
        [r.count, round(r.probability, 4), round(r.accuracy, 4)]
        for r in reliability(chances.tolist(), (y > 0.5).tolist())
    ]
    return dict(zip(CALIBRATION_NAMES, fit_logistic(x, y, weight).tolist(), strict=True)), errors


def write_background() -> None:
    """Write what sentences have in common under the encoders that come with the package."""
    encoders = [load_encoder(name) for name in ("bundled", "bundled-large")]
    table = {encoder.info.fingerprint: measure(encoder).to_json() for encoder in encoders}
    path = ROOT / "src" / "aligner" / "alignment" / "background.json"
    path.write_text(json.dumps(table) + "\n", encoding="utf-8")


def main() -> None:
    """Train, print figures of documents not trained on, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "src" / "aligner" / "alignment" / "weights.json")
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--encoder", default="bundled")
    args = parser.parse_args()
    data = data_folder()
    if data is None:
        raise SystemExit("the shared development data is not here; set ALIGNER_SHARED_DATA")
    began = time.time()
    write_background()
    kinds = training_documents(data, args.seed)
    park = [d for d in wirebench(data / "wirebench-dev", 20161) if d.source == "park"]
    documents = [d for own in kinds.values() for d in own]
    vectors = VectorStore(args.encoder)
    encoded = vectors.prepare([*documents, *park]) + vectors.prepare_texts(e for _, e in reference_pairs())
    keys: dict[tuple[str, str], frozenset[str]] = {}
    # In half of the line-aligned documents the model may not see that a line holds several sentences.
    rebuilt = {id(d) for d in kinds["rebuilt"]}
    examples = [make_example(d, vectors, keys, mask=id(d) in rebuilt) for d in documents]
    unseen = [make_example(d, vectors, keys) for d in park]
    print(f"{len(examples)} documents, {encoded} newly encoded, ready after {time.time() - began:.0f} s", flush=True)
    *parts, whole = fit_folds(examples, args.folds, args.seed)
    print(f"fitted after {time.time() - began:.0f} s", flush=True)
    predicted = cross_validate(examples, unseen, parts, args.seed)
    result = figures(predicted)
    for name, values in result.items():
        print(f"{name:18s}", *(f"{k} {v:.3f}" for k, v in values.items()))
    calibration, errors = fit_calibration(predicted)
    print("calibration, cross-fitted:", *(f"{k} {v:.4f}" for k, v in errors.items() if k.startswith("ece")), flush=True)
    provenance = {
        "command": f"python benchmarks/train_alignment.py --folds {args.folds} --seed {args.seed}",
        "encoder": vectors.encoder.info.fingerprint,
        "data": {name: corpus_hash(own) for name, own in kinds.items()},
        "documents": len(examples),
        "seed": args.seed,
        "cross-validated": {**errors, **result},
    }
    final = replace(whole, calibration=calibration, provenance=provenance)
    args.out.write_text(json.dumps(final.to_json(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(
        f"wrote {args.out} after {time.time() - began:.0f} s; "
        f"{len(bead_names())} bead features, {len(ATTACH_NAMES)} joining"
    )


if __name__ == "__main__":
    main()
