"""Story pairing: precision and recall with strangers on both sides, near-twins, and the time of 10,000 stories a side.

    python benchmarks/pairing.py              # cross-validation, the shipped weights, the pool of twins
    python benchmarks/pairing.py --train      # fit on everything and write src/aligner/pairing/weights.json
    python benchmarks/pairing.py --scale 10000

Data: the abridged (heavy) dev documents, the hand-made pool corpora/twins and the wire sample corpora/wire. Documents
are dealt into five folds by name (twins of one set stay together); weights fitted on four folds judge the fifth. A task
of heavy documents has a third of them with both sides, a third with only the Korean, a third with only the English.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from aligner.cleaning import clean
from aligner.encoders import load_encoder
from aligner.pairing import PairingConfig, Story
from aligner.pairing.features import FEATURES, Candidates, story_candidates
from aligner.pairing.stories import assign, default_model, pair_stories
from aligner.pipeline.heaps import to_stories
from aligner.readers import read_document
from aligner.segmentation import segment
from aligner.similarity.logistic import LogisticModel, fit_logistic
from aligner.types import Encoder, Lang
from mining import shared_data
from signature import corpus_hash, signature

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "src/aligner/pairing/weights.json"
SEED, FOLDS = 20161, 5


@dataclass
class Pool:
    """Stories of both languages; a gold name a story: equal names are versions of one another."""

    ko: list[Story]
    en: list[Story]
    ko_names: list[str]
    en_names: list[str]


@dataclass
class Task:
    """One pairing task with its candidates, and which of them are right."""

    name: str
    found: Candidates
    right: np.ndarray
    total: int


def read_files(files: list[Path], encoder: Encoder) -> list[Story]:
    """Read, clean, segment and encode story files."""
    documents = [read_document(file) for file in files]
    return to_stories([segment(document, clean(document)) for document in documents], encoder)


def read_pool(folder: Path, encoder: Encoder) -> Pool:
    """Read the twins; their manifest has a line a version, with one cell empty where there is no partner."""
    rows = [line.split("\t") for line in (folder / "manifest.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    names = [[f"{row[0]}/{row[1]}" for row in rows if row[side]] for side in (2, 3)]
    files = [[folder / lang / f"{row[side]}.txt" for row in rows if row[side]] for side, lang in ((2, "ko"), (3, "en"))]
    return Pool(read_files(files[0], encoder), read_files(files[1], encoder), names[0], names[1])


def read_wire(folder: Path, encoder: Encoder) -> Pool:
    """Read the wire sample: every story has both sides."""
    names = sorted(path.parent.name for path in folder.glob("*/ko.txt"))
    sides = [read_files([folder / name / f"{lang}.txt" for name in names], encoder) for lang in ("ko", "en")]
    return Pool(sides[0], sides[1], names, names)


def read_heavy(folder: Path, encoder: Encoder) -> Pool:
    """Read the abridged dev documents, one sentence a line."""
    names = sorted(path.stem for path in folder.glob("*.ko"))

    def side(lang: Lang) -> list[Story]:
        texts = [(folder / f"{name}.{lang}").read_text(encoding="utf-8").splitlines() for name in names]
        lines = [[line for line in text if line.strip()] for text in texts]
        return [Story(name, text, encoder.encode(text)) for name, text in zip(names, lines, strict=True)]

    return Pool(side("ko"), side("en"), names, names)


def fold_of(name: str) -> int:
    """Deal a story, or a whole set of twins, into a fold."""
    return hashlib.sha256(name.split("/")[0].encode()).digest()[0] % FOLDS


def cut(pool: Pool, keep: Callable[[str, int], bool], sentences: int | None = None) -> Pool:
    """Keep the stories for which ``keep(name, side)``; side 0 is Korean. `sentences` abridges the English."""
    ko = [i for i, name in enumerate(pool.ko_names) if keep(name, 0)]
    en = [i for i, name in enumerate(pool.en_names) if keep(name, 1)]
    english = [pool.en[i] for i in en]
    if sentences:
        english = [Story(s.id, s.sentences[:sentences], s.vectors[:sentences], s.filed) for s in english]
    return Pool([pool.ko[i] for i in ko], english, [pool.ko_names[i] for i in ko], [pool.en_names[i] for i in en])


def strangers(pool: Pool, seed: int) -> Pool:
    """Leave a third of the stories whole, a third Korean only, a third English only."""
    names = sorted(set(pool.ko_names) | set(pool.en_names))
    deal = dict(zip(names, np.random.default_rng(seed).permutation(len(names)) % 3, strict=True))
    return cut(pool, lambda name, side: deal[name] in (0, side + 1))


def task(name: str, pool: Pool) -> Task:
    """Find the candidates of a pool and mark the right ones."""
    found = story_candidates(pool.ko, pool.en, evidence=None, config=PairingConfig())
    gold = [pool.ko_names[i] == pool.en_names[j] for i, j in zip(found.rows, found.columns, strict=True)]
    return Task(name, found, np.array(gold, dtype=bool), len(set(pool.ko_names) & set(pool.en_names)))


def tasks(pools: dict[str, Pool], inside: Callable[[str], bool], seeds: int) -> list[Task]:
    """Make every task from the stories that are `inside`."""
    made = []
    for name, whole in pools.items():
        pool = cut(whole, lambda story, _: inside(story))
        made.append(task(name, pool))
        made += [task(f"{name}, strangers", strangers(pool, SEED + seed)) for seed in range(seeds)]
        if name != "heavy":
            made.append(task(f"{name}, first 3 English", cut(pool, lambda *_: True, 3)))
    return made


def fit(made: list[Task]) -> LogisticModel:
    """Fit one model; every task weighs the same however many candidates it has."""
    features = np.concatenate([t.found.features for t in made])
    weights = np.concatenate([np.full(len(t.right), 500 / len(t.right)) for t in made])
    return fit_logistic(FEATURES, features, np.concatenate([t.right for t in made]), sample_weights=weights)


def judge(made: list[Task], model: LogisticModel, totals: dict[str, list[int]]) -> None:
    """Add right, said and all of each task to the totals."""
    for t in made:
        chosen = assign(t.found, model.logit(t.found.features), PairingConfig())
        row = totals.setdefault(t.name, [0, 0, 0])
        for i, value in enumerate((int(t.right[chosen].sum()), len(chosen), t.total)):
            row[i] += value


def table(title: str, totals: dict[str, list[int]]) -> None:
    """Print precision and recall, summed over folds and seeds."""
    print(f"\n{title}\n{'task':28} pairs  precision  recall")
    for name, (right, said, total) in totals.items():
        print(f"{name:28} {total:5}  {right / max(said, 1):.4f}     {right / max(total, 1):.4f}")


def scale(count: int) -> None:
    """Time pairing of `count` generated stories a side, 12 sentences each, two thirds with a partner."""
    rng = np.random.default_rng(SEED)
    shared = count * 2 // 3

    def unit(array: np.ndarray) -> np.ndarray:
        return (array / np.linalg.norm(array, axis=-1, keepdims=True)).astype(np.float32)

    topics = unit(rng.standard_normal((count * 2 - shared, 512), dtype=np.float32))
    numbers = [[f"{n}" for n in rng.integers(10, 10**6, 12)] for _ in topics]

    def story(at: int, lang: Lang) -> Story:
        own = np.random.default_rng(at).standard_normal((12, 512), dtype=np.float32)
        noise = rng.standard_normal((12, 512), dtype=np.float32)
        vectors = unit(topics[at] + unit(own) + 0.5 * unit(noise))
        word = "명" if lang == "ko" else " people"
        return Story(str(at), [f"{n}{word}" for n in numbers[at]], vectors)

    ko = [story(at, "ko") for at in range(count)]
    en = [story(at, "en") for at in range(count - shared, 2 * count - shared)]
    wall, cpu = time.perf_counter(), time.process_time()
    pairs = pair_stories(ko, en)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    right = sum(p.ko is not None and p.en is not None and ko[p.ko].id == en[p.en].id for p in pairs)
    said = sum(p.ko is not None and p.en is not None for p in pairs)
    print(f"\n{count:,} x {count:,} generated stories: {cpu:.1f} s CPU, {wall:.1f} s wall (vectors given)")
    print(f"pairs {said:,}, right {right:,} of {shared:,}")


def main() -> None:
    """Run what the flags ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", action="store_true", help="fit on all stories and write the weights")
    parser.add_argument("--scale", type=int, help="time this many generated stories a side, and nothing else")
    options = parser.parse_args()
    if options.scale:
        scale(options.scale)
        return
    data = shared_data()
    encoder = load_encoder("bundled", threads=2)
    heavy = data / "wirebench-dev/heavy"
    pools = {
        "heavy": read_heavy(heavy, encoder),
        "twins": read_pool(ROOT / "corpora/twins", encoder),
        "wire": read_wire(ROOT / "corpora/wire", encoder),
    }
    sources = [*sorted(heavy.glob("*.ko")), *sorted(heavy.glob("*.en"))]
    sources += [*sorted((ROOT / "corpora").glob("twins/*/*.txt")), *sorted((ROOT / "corpora").glob("wire/*/??.txt"))]
    stamp = signature(encoder=encoder.info.fingerprint, corpus=corpus_hash(sources), seed=SEED, config=PairingConfig())
    print(json.dumps(stamp))
    everything = tasks(pools, lambda _: True, 8)
    if options.train:
        about = {
            "made by": "python benchmarks/pairing.py --train",
            "what": "logistic model of aligner.pairing",
            "fitted on": "abridged (heavy) dev documents, corpora/twins, corpora/wire",
            **stamp,
        }
        model = fit(everything)
        shipped = LogisticModel(model.weights, model.bias, about)
        WEIGHTS.write_text(json.dumps(shipped.to_json(), indent=1) + "\n", encoding="utf-8")
        default_model.cache_clear()
        print(f"wrote {WEIGHTS.relative_to(ROOT)}")
    totals: dict[str, list[int]] = {}
    for fold in range(FOLDS):
        model = fit(tasks(pools, lambda name, fold=fold: fold_of(name) != fold, 4))
        judge(tasks(pools, lambda name, fold=fold: fold_of(name) == fold, 4), model, totals)
    table("Cross-validated, each fold by itself (weights from the other four)", totals)
    totals = {}
    judge(everything, default_model(), totals)
    table("Shipped weights, everything at once (fitted on these stories)", totals)


if __name__ == "__main__":
    main()
