"""Story pairing: precision and recall with strangers on both sides, near-twins, and the time of 10,000 stories a side.

    python benchmarks/pairing.py              # cross-validation, the shipped weights, the pool of twins
    python benchmarks/pairing.py --train      # fit on everything and write src/aligner/pairing/weights.json
    python benchmarks/pairing.py --scale 10000

Data: the abridged (heavy) dev documents, the hand-made pool corpora/twins, the stories corpora/wire, corpora/dev and
corpora/rewritten, and twins-dev of the shared data (`real`: own text on the plan of real pairs, half of them rewritten
by another outlet).
Documents are dealt into five folds by name (twins of one set stay together); weights of four folds judge the fifth.

Tasks: as it is; `strangers` (a third has both sides, a third only the Korean, a third only the English); English of
three sentences; `thinned` (each side keeps 60 % of its sentences, chosen apart: two reports of one event); `abridged`
(half of the English); `in crowd` (real pairs among stories of corpora/dev without their partners and corpora/wire).
The kind of a pair (version or related) is fitted on the right pairs: related are rewritten and thinned ones.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from aligner.cleaning import clean
from aligner.encoders import load_encoder
from aligner.facts import vote_keys
from aligner.pairing import PairingConfig, Story
from aligner.pairing.features import FEATURES, Candidates, story_candidates
from aligner.pairing.stories import KIND_FEATURES, PairingModel, assign, default_models, pair_stories
from aligner.pipeline.heaps import to_stories
from aligner.readers import read_document
from aligner.segmentation import segment
from aligner.similarity.logistic import fit_logistic
from aligner.types import Encoder, Lang
from mining import shared_data
from signature import corpus_hash, signature

votes = cache(vote_keys)
ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "src/aligner/pairing/weights.json"
SEED, FOLDS = 20161, 5
WEIGHTS_OF = {"real": 4, "twins": 3, "rewritten": 0.5}


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
    version: np.ndarray


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


def read_real(folder: Path, encoder: Encoder) -> tuple[Pool, set[str]]:
    """Read twins-dev, and which of them are rewritten rather than translated."""
    names = sorted(path.parent.name for path in folder.glob("*/meta.json"))
    kinds = {name: json.loads((folder / name / "meta.json").read_text(encoding="utf-8"))["kind"] for name in names}
    sides = [read_files([folder / name / f"{lang}.raw.txt" for name in names], encoder) for lang in ("ko", "en")]
    return Pool(sides[0], sides[1], names, names), {name for name in names if kinds[name] == "rewritten"}


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


def join(*pools: Pool) -> Pool:
    """Put pools together."""
    parts = ("ko", "en", "ko_names", "en_names")
    return Pool(*([item for pool in pools for item in getattr(pool, part)] for part in parts))


def thin(pool: Pool, shares: tuple[float, float], seed: int) -> Pool:
    """Keep the first sentence and a random share of the others, three at least, of each side."""
    rng = np.random.default_rng(seed)

    def cut_story(story: Story, share: float) -> Story:
        count = len(story.sentences)
        kept = max(3, round(count * share))
        if kept >= count:
            return story
        at = np.sort(np.r_[0, 1 + rng.choice(count - 1, kept - 1, replace=False)])
        return Story(story.id, [story.sentences[i] for i in at], story.vectors[at], story.filed)

    sides = [[cut_story(s, share) for s in side] for side, share in zip((pool.ko, pool.en), shares, strict=True)]
    return Pool(*sides, pool.ko_names, pool.en_names)


def task(name: str, pool: Pool, rewritten: set[str]) -> Task:
    """Find the candidates of a pool and mark the right ones, and which of these are versions of one another."""
    found = story_candidates(pool.ko, pool.en, evidence=votes, config=PairingConfig())
    gold = [pool.ko_names[i] == pool.en_names[j] for i, j in zip(found.rows, found.columns, strict=True)]
    version = ["thinned" not in name and pool.ko_names[i] not in rewritten for i in found.rows]
    total = len(set(pool.ko_names) & set(pool.en_names))
    return Task(name, found, np.array(gold, dtype=bool), total, np.array(version, dtype=bool))


def tasks(pools: dict[str, Pool], rewritten: set[str], inside: Callable[[str], bool], seeds: int) -> list[Task]:
    """Make every task from the stories that are `inside`."""
    made = []
    own = {name: cut(whole, lambda story, _: inside(story)) for name, whole in pools.items()}
    for name, pool in own.items():
        made.append(task(name, pool, rewritten))
        made += [task(f"{name}, strangers", strangers(pool, SEED + seed), rewritten) for seed in range(seeds)]
        if name != "heavy":
            made.append(task(f"{name}, first 3 English", cut(pool, lambda *_: True, 3), rewritten))
        if name != "twins":
            made += [task(f"{name}, thinned", thin(pool, (0.6, 0.6), SEED + seed), rewritten) for seed in range(2)]
        if name not in ("heavy", "real"):
            made.append(task(f"{name}, abridged", thin(pool, (1, 0.5), SEED), rewritten))
    for seed in range(3):
        crowd = cut(own["dev"], lambda name, side, seed=seed: (fold_of(f"{name} {seed}") % 2) == side)
        made.append(task("real in crowd", join(own["real"], crowd, own["wire"]), rewritten))
    return made


def fit(made: list[Task]) -> PairingModel:
    """Fit both models; every task weighs the same however many candidates it has, real ones and twins more."""

    def weigh(counts: list[int]) -> np.ndarray:
        factors = [next((f for start, f in WEIGHTS_OF.items() if t.name.startswith(start)), 1) for t in made]
        return np.concatenate([np.full(n, 500 * f / max(n, 1)) for n, f in zip(counts, factors, strict=True)])

    right = np.concatenate([t.right for t in made])
    features = np.concatenate([t.found.features for t in made])
    pair = fit_logistic(FEATURES, features, right, sample_weights=weigh([len(t.right) for t in made]))
    version = np.concatenate([t.version for t in made])[right]
    kind = features[right][:, [FEATURES.index(name) for name in KIND_FEATURES]]
    share = weigh([int(t.right.sum()) for t in made]) / 25
    return PairingModel(pair, fit_logistic(KIND_FEATURES, kind, version, sample_weights=share))


def judge(made: list[Task], model: PairingModel, totals: dict[str, list[int]]) -> None:
    """Add right, said and all of each task to the totals, and how many of the right ones have the right kind."""
    for t in made:
        chosen = assign(t.found, model.pair.logit(t.found.features), PairingConfig())
        row = totals.setdefault(t.name, [0, 0, 0, 0, 0])
        kept = chosen[t.right[chosen]]
        kind = model.is_version(t.found)[kept] == t.version[kept]
        other = (~t.version[kept]).sum()
        for i, value in enumerate((len(kept), len(chosen), t.total, int(kind.sum()), int(other))):
            row[i] += value


def table(title: str, totals: dict[str, list[int]]) -> None:
    """Print precision and recall, summed over folds and seeds, and the share of found pairs with the right kind."""
    print(f"\n{title}\n\n| task | pairs | precision | recall | kind right | related |\n|---|---|---|---|---|---|")
    for name, (right, said, total, kind, other) in totals.items():
        shown = f"{right / max(said, 1):.4f} | {right / max(total, 1):.4f} | {kind / max(right, 1):.4f} | {other}"
        print(f"| {name} | {total} | {shown} |")


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
        "dev": read_wire(ROOT / "corpora/dev", encoder),
    }
    pools["real"], rewritten = read_real(data / "twins-dev", encoder)
    pool = read_wire(ROOT / "corpora/rewritten", encoder)
    # A story may have a namesake in another pool; both belong to the same fold.
    names = [f"{name}/rewritten" for name in pool.ko_names]
    pools["rewritten"] = Pool(pool.ko, pool.en, names, names)
    rewritten |= set(names)
    sources = [*sorted(heavy.glob("*.ko")), *sorted(heavy.glob("*.en"))]
    sources += [*sorted((ROOT / "corpora").glob("twins/*/*.txt")), *sorted((ROOT / "corpora").glob("wire/*/??.txt"))]
    sources += [*sorted((ROOT / "corpora").glob("rewritten/*/??.txt"))]
    sources += [*sorted((ROOT / "corpora").glob("dev/*/??.txt")), *sorted(data.glob("twins-dev/*/*.raw.txt"))]
    stamp = signature(encoder=encoder.info.fingerprint, corpus=corpus_hash(sources), seed=SEED, config=PairingConfig())
    print(json.dumps(stamp))
    everything = tasks(pools, rewritten, lambda _: True, 4)
    if options.train:
        about = {
            "made by": "python benchmarks/pairing.py --train",
            "what": "logistic models of aligner.pairing: are two stories one event; is the English a version",
            "fitted on": "abridged (heavy) dev documents, twins-dev, corpora/{twins,wire,dev,rewritten}",
            **stamp,
        }
        WEIGHTS.write_text(json.dumps({"about": about, **fit(everything).to_json()}, indent=1) + "\n", encoding="utf-8")
        default_models.cache_clear()
        print(f"wrote {WEIGHTS.relative_to(ROOT)}")
    totals: dict[str, list[int]] = {}
    for fold in range(FOLDS):
        model = fit(tasks(pools, rewritten, lambda name, fold=fold: fold_of(name) != fold, 3))
        judge(tasks(pools, rewritten, lambda name, fold=fold: fold_of(name) == fold, 3), model, totals)
    table("Cross-validated, each fold by itself (weights from the other four)", totals)
    totals = {}
    judge(everything, default_models(), totals)
    table("Shipped weights, everything at once (fitted on these stories)", totals)


if __name__ == "__main__":
    main()
