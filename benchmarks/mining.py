"""Mining and retrieval quality on the shared dev lines, in the style of BUCC, and the training of the weights.

    python benchmarks/mining.py                     # retrieval, mining by cross-validation, mining with shipped weights
    python benchmarks/mining.py --train             # fit on all dev lines and write src/aligner/mining/weights.json
    python benchmarks/mining.py --encoder bundled-large --retrieval-only

Of the lines of a corpus 50 % keep both sides, 25 % only the Korean, 25 % only the English (Zweigenbaum et al. 2017,
BUCC shared task, gives the idea). Cross-validation: blocks of 20 neighbouring lines go to one of two halves; weights
fitted on the heaps of one half are tested on those of the other. All figures are at the default threshold except the
columns marked "hindsight".
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from aligner.encoders import load_encoder
from aligner.facts import evidence_keys
from aligner.mining import MiningConfig, candidate_features, centred
from aligner.mining.features import Candidates
from aligner.mining.judge import RIVALS, MiningModel, default_models, judge, rival_features
from aligner.similarity import margin_matrix, mine, one_to_one
from aligner.similarity.logistic import fit_logistic
from signature import corpus_hash, signature

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "src/aligner/mining/weights.json"
SEED = 20161
CORPORA = ("ntrex", "park", "both")


@dataclass
class Heap:
    """One mining task: its candidates, which of them are right, and how many right pairs there are."""

    corpus: str
    half: int | None
    share: float
    found: Candidates
    right: np.ndarray
    total: int
    plain: tuple[np.ndarray, np.ndarray]


def shared_data() -> Path:
    """Return the folder of the dev lines."""
    for place in (os.environ.get("ALIGNER_SHARED_DATA"), ROOT.parent / "shared/data"):
        if place and (Path(place) / "ntrex-dev.ko").exists():
            return Path(place)
    sys.exit("benchmarks/mining.py: no dev data; set ALIGNER_SHARED_DATA to the folder that holds ntrex-dev.ko")


def read_lines(data: Path) -> dict[tuple[str, str], list[str]]:
    """Read the lines of each corpus and language; "both" is the two together."""
    lines: dict[tuple[str, str], list[str]] = {}
    for lang in ("ko", "en"):
        for corpus in ("ntrex", "park"):
            lines[corpus, lang] = (data / f"{corpus}-dev.{lang}").read_text(encoding="utf-8").splitlines()
        lines["both", lang] = lines["ntrex", lang] + lines["park", lang]
    return lines


def hide(count: int, share: float, seed: int) -> tuple[np.ndarray, np.ndarray, int]:
    """Choose the Korean and English lines that stay, `share` of them on both sides."""
    order = np.random.default_rng(seed).permutation(count)
    both, one = int(count * share), (count - int(count * share)) // 2
    ko = np.sort(np.concatenate([order[:both], order[both : both + one]]))
    en = np.sort(np.concatenate([order[:both], order[both + one : both + 2 * one]]))
    return ko, en, both


class WordCache:
    """An encoder that remembers: the same words come back in every heap."""

    def __init__(self, encode: Callable[[list[str]], np.ndarray]) -> None:
        self.encode, self.known = encode, {}

    def __call__(self, words: Any) -> np.ndarray:
        new = [word for word in words if word not in self.known]
        if new:
            self.known.update(zip(new, self.encode(new), strict=True))
        return np.stack([self.known[word] for word in words])


def heaps(lines: Any, vectors: Any, encode: Any, halves: bool, plan: list[tuple[float, int]]) -> list[Heap]:
    """Build the mining tasks: `plan` lists (share of lines with both sides, how many seeds)."""
    made = []
    for corpus in CORPORA:
        count = len(lines[corpus, "ko"])
        half_of = np.arange(count) // 20 % 2
        for half in (0, 1) if halves else (None,):
            pool = np.flatnonzero(half_of == half) if halves else np.arange(count)
            for share, seeds in plan:
                for seed in range(seeds):
                    ko, en, total = hide(len(pool), share, SEED + seed)
                    ko, en = pool[ko], pool[en]
                    x, y = vectors[corpus, "ko"][ko], vectors[corpus, "en"][en]
                    found = candidate_features(
                        [lines[corpus, "ko"][i] for i in ko],
                        [lines[corpus, "en"][i] for i in en],
                        centred(x),
                        centred(y),
                        evidence=evidence_keys,
                        encode=encode,
                        config=MiningConfig(),
                    )
                    pairs = mine(x, y, k=4)
                    plain = (pairs.scores, ko[pairs.x] == en[pairs.y])
                    right = ko[found.rows] == en[found.columns]
                    made.append(Heap(corpus, half, share, found, right, total, plain))
    return made


def without_words(heap: Heap) -> Candidates:
    """Return the candidates as they are when no word encoder is given."""
    f = heap.found
    keep = [i for i, name in enumerate(f.names) if not name.startswith("words_")]
    return Candidates(f.rows, f.columns, tuple(f.names[i] for i in keep), f.features[:, keep], f.margins)


def fit(tasks: list[Heap], view: Callable[[Heap], Candidates]) -> MiningModel:
    """Fit the two stages: pairs alone on all candidates, then the one-to-one choice among its rivals."""
    found = [view(task) for task in tasks]
    right = np.concatenate([task.right for task in tasks])
    pair = fit_logistic(found[0].names, np.concatenate([f.features for f in found]), right)
    features, labels = [], []
    for f, task in zip(found, tasks, strict=True):
        alone = pair.logit(f.features)
        chosen = one_to_one(f.rows, f.columns, alone)
        features.append(rival_features(f, alone)[chosen])
        labels.append(task.right[chosen])
    kept = np.concatenate(labels)
    return MiningModel(pair, fit_logistic(RIVALS, np.concatenate(features), kept), float(kept.mean()))


def hindsight(scores: np.ndarray, right: np.ndarray, total: int) -> float:
    """Return F1 at the best threshold for this very heap."""
    order = np.argsort(-scores, kind="stable")
    return float((2 * np.cumsum(right[order]) / (np.arange(1, len(order) + 1) + total)).max())


def score(task: Heap, found: Candidates, model: MiningModel) -> list[float]:
    """Return precision, recall and F1 at the default threshold, F1 and plain margin's F1 in hindsight, Brier score."""
    logit, chosen = judge(found, model)
    kept, right = logit[chosen], task.right[chosen]
    limit = MiningConfig().threshold
    said = kept >= np.log(limit / (1 - limit))
    count = float(said.sum())
    hits = float(right[said].sum())
    brier = float(np.mean((1 / (1 + np.exp(-kept)) - right) ** 2))
    best = hindsight(kept, right, task.total)
    return [
        hits / max(count, 1),
        hits / task.total,
        2 * hits / (count + task.total),
        best,
        hindsight(*task.plain, task.total),
        brier,
    ]


def table(title: str, rows: list[tuple[str, float, list[float]]]) -> None:
    """Print means over the seeds."""
    print(f"\n{title}")
    print("corpus  share  P      R      F1     F1 hindsight  plain margin hindsight  Brier")
    for corpus in CORPORA:
        for share in sorted({r[1] for r in rows}, reverse=True):
            values = [r[2] for r in rows if r[0] == corpus and r[1] == share]
            if values:
                p, r, f1, best, plain, brier = np.mean(values, axis=0)
                figures = f"{p:.3f}  {r:.3f}  {f1:.3f}  {best:.3f}         {plain:.3f}                   {brier:.3f}"
                print(f"{corpus:7} {share:.0%}    {figures}")


def retrieval(vectors: Any) -> None:
    """Print top-1 accuracy of cosine and margin, both ways, whole corpora."""
    print("\nTop-1 retrieval, whole dev corpus (Korean→English / English→Korean)")
    for corpus in CORPORA[:2]:
        cosines = vectors[corpus, "ko"] @ vectors[corpus, "en"].T
        right = np.arange(len(cosines))
        for label, scores in [("cosine", cosines)] + [
            (f"margin ratio k={k}", margin_matrix(cosines, k, "ratio")) for k in (2, 4, 8)
        ]:
            ways = [(scores.argmax(axis=axis) == right).mean() for axis in (1, 0)]
            print(f"{corpus:6} {len(right)} lines  {label:18} {ways[0]:.4f} / {ways[1]:.4f}")


def train(tasks: list[Heap], stamp: dict[str, Any]) -> None:
    """Fit both models on everything and write the weights that ship."""
    models = []
    for view in (lambda task: task.found, without_words):
        model = fit(tasks, view)
        models.append({"prior": round(model.prior, 4), "pair": model.pair.to_json(), "rivals": model.rivals.to_json()})
        for part in ("pair", "rivals"):
            del models[-1][part]["provenance"]
    about = {
        "made by": "python benchmarks/mining.py --train",
        "what": "logistic models of aligner.mining: of a pair alone, and among its rivals; with words and without",
        "fitted on": "NTREX-128 and Korean-English news v1, dev lines, heaps with 50 % true pairs, whole and halved",
        **stamp,
    }
    WEIGHTS.write_text(json.dumps({"about": about, "models": models}, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {WEIGHTS.relative_to(ROOT)}")


def main() -> None:
    """Run what the flags ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", default="bundled")
    parser.add_argument("--train", action="store_true", help="fit on all dev lines and write the weights")
    parser.add_argument("--retrieval-only", action="store_true")
    options = parser.parse_args()
    data = shared_data()
    lines = read_lines(data)
    encoder = load_encoder(options.encoder, threads=2)
    vectors = {key: encoder.encode(lines[key]) for key in lines if key[0] != "both"}
    for lang in ("ko", "en"):
        vectors["both", lang] = np.concatenate([vectors["ntrex", lang], vectors["park", lang]])
    stamp = signature(
        encoder=encoder.info.fingerprint,
        corpus=corpus_hash(data / f"{c}-dev.{lang}" for c in CORPORA[:2] for lang in ("ko", "en")),
        seed=SEED,
        config=MiningConfig(),
    )
    print(json.dumps(stamp))
    retrieval(vectors)
    if options.retrieval_only:
        return
    words = WordCache(load_encoder("bundled", threads=2).encode)
    halves = heaps(lines, vectors, words, True, [(0.5, 4), (0.8, 2), (0.2, 2)])
    if options.train:
        whole = heaps(lines, vectors, words, False, [(0.5, 6)])
        train([t for t in halves if t.share == 0.5] + whole, stamp)
        default_models.cache_clear()
    for title, view in (("with words", lambda task: task.found), ("without words", without_words)):
        rows = []
        for half in (0, 1):
            model = fit([t for t in halves if t.half != half and t.share == 0.5], view)
            rows += [(t.corpus, t.share, score(t, view(t), model)) for t in halves if t.half == half]
        table(f"Mining, cross-validated (weights from the other half), {title}", rows)
    whole = heaps(lines, vectors, words, False, [(0.5, 6)])
    shipped = [(t.corpus, t.share, score(t, t.found, default_models()[t.found.names])) for t in whole]
    table("Mining, shipped weights on the lines they were fitted on (whole corpora)", shipped)


if __name__ == "__main__":
    main()
