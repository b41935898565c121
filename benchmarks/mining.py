"""Mining and retrieval quality on the shared dev lines, in the style of BUCC, and the training of the weights.

    python benchmarks/mining.py                     # retrieval, mining on unseen lines and corpora, shipped weights
    python benchmarks/mining.py --train             # fit on all dev lines and write src/aligner/mining/weights.json
    python benchmarks/mining.py --encoder bundled-large --retrieval-only
    python benchmarks/mining.py --strangers 5000 30000      # the dev lines among made ones, in heaps of so many a side

Of the lines of a heap a share keeps both sides, the others are dealt to Korean only and English only (Zweigenbaum et
al. 2017, BUCC shared task, gives the idea). Heaps of 5 % to 95 % true pairs and of eight lines to all of a corpus are
fitted on, each weighing as the square root of its size. Judged are heaps of lines not fitted on: the other half of both
corpora (blocks of 20 neighbouring lines), and another corpus than the one fitted on. `nk` is Park with its Korean in
North Korean spelling; never fitted on. All figures are at the default threshold except the columns marked "hindsight".
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from aligner.encoders import load_encoder
from aligner.facts import vote_keys
from aligner.korean.northern import southern
from aligner.mining import MiningConfig, candidate_features, centred, mine_sentences
from aligner.mining.features import Candidates
from aligner.mining.judge import RIVALS, MiningModel, default_models, judge, rival_features
from aligner.similarity import margin_matrix, mine, one_to_one
from aligner.similarity.logistic import fit_logistic
from signature import corpus_hash, signature

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "src/aligner/mining/weights.json"
SEED = 20161
CORPORA = ("ntrex", "park", "both", "nk")
FITTED = ("ntrex", "park")


@dataclass
class Heap:
    """One mining task: its candidates, which of them are right, and how many right pairs there are."""

    corpus: str
    half: int | None
    share: float
    size: int
    found: Candidates
    right: np.ndarray
    total: int
    plain: tuple[np.ndarray, np.ndarray]

    @property
    def group(self) -> str:
        """How it is reported: by its share of true pairs if large, else by its size."""
        return f"{self.share:.0%}" if self.size > 350 else "100 to 300 lines" if self.size > 40 else "8 to 30 lines"


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
    lines["nk", "ko"] = (data / "park-dev.nk").read_text(encoding="utf-8").splitlines()
    lines["nk", "en"] = lines["park", "en"]
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


def pools(pool: np.ndarray) -> Iterator[tuple[np.ndarray, float, int]]:
    """Yield (lines, share with both sides, seed) of the heaps made of a pool of lines: whole, and small parts of it."""
    for share, seeds in ((0.5, 3), (0.05, 2), (0.2, 2), (0.35, 1), (0.65, 1), (0.8, 2), (0.95, 1)):
        yield from ((pool, share, SEED + seed) for seed in range(seeds))
    rng = np.random.default_rng(SEED)
    for size, seeds in ((300, 2), (100, 4), (30, 10), (12, 20), (8, 20)):
        for share in (0.2, 0.5, 0.8):
            for seed in range(seeds):
                start = int(rng.integers(0, len(pool) - size))
                # Every other one of neighbouring lines: those of one story are harder to tell apart.
                near = pool[start : start + size]
                yield near if seed % 2 else np.sort(rng.choice(pool, size, replace=False)), share, SEED + seed


def heaps(lines: Any, vectors: Any, encode: Any, halves: bool) -> list[Heap]:
    """Build the mining tasks, of the two halves of every corpus or of the whole."""
    made = []
    evidence = cache(vote_keys)
    for corpus in CORPORA:
        count = len(lines[corpus, "ko"])
        half_of = np.arange(count) // 20 % 2
        for half in (0, 1) if halves else (None,):
            whole = np.flatnonzero(half_of == half) if halves else np.arange(count)
            for pool, share, seed in pools(whole):
                ko, en, total = hide(len(pool), share, seed)
                ko, en = pool[ko], pool[en]
                if not total:
                    continue
                x, y = vectors[corpus, "ko"][ko], vectors[corpus, "en"][en]
                found = candidate_features(
                    [lines[corpus, "ko"][i] for i in ko],
                    [lines[corpus, "en"][i] for i in en],
                    centred(x),
                    centred(y),
                    evidence=evidence,
                    encode=encode,
                    config=MiningConfig(),
                )
                pairs = mine(x, y, k=4)
                plain = (pairs.scores, ko[pairs.x] == en[pairs.y])
                right = ko[found.rows] == en[found.columns]
                made.append(Heap(corpus, half, share, len(pool), found, right, total, plain))
    return made


def without_words(heap: Heap) -> Candidates:
    """Return the candidates as they are when no word encoder is given."""
    f = heap.found
    keep = [i for i, name in enumerate(f.names) if not name.startswith("words_")]
    return Candidates(f.rows, f.columns, tuple(f.names[i] for i in keep), f.features[:, keep], f.margins)


def weights(tasks: list[Heap], counts: list[int]) -> np.ndarray:
    """Weigh the `counts` candidates of each task together as the square root of its size."""
    totals = [26 * np.sqrt(task.size) for task in tasks]
    return np.concatenate([np.full(n, total / n) for total, n in zip(totals, counts, strict=True)])


def fit(tasks: list[Heap], view: Callable[[Heap], Candidates]) -> MiningModel:
    """Fit the two stages: pairs alone on all candidates, then the one-to-one choice among its rivals."""
    found = [view(task) for task in tasks]
    right = np.concatenate([task.right for task in tasks])
    features = np.concatenate([f.features for f in found])
    share = weights(tasks, [len(f.rows) for f in found]) / 4
    pair = fit_logistic(found[0].names, features, right, sample_weights=share)
    rivals, labels = [], []
    for f, task in zip(found, tasks, strict=True):
        alone = pair.logit(f.features)
        chosen = one_to_one(f.rows, f.columns, alone)
        rivals.append(rival_features(f, alone)[chosen])
        labels.append(task.right[chosen])
    kept, share = np.concatenate(labels), weights(tasks, [len(part) for part in labels])
    second = fit_logistic(RIVALS, np.concatenate(rivals), kept, sample_weights=share)
    return MiningModel(pair, second, float(np.average(kept, weights=share)))


def hindsight(scores: np.ndarray, right: np.ndarray, total: int) -> float:
    """Return F1 at the best threshold for this very heap."""
    order = np.argsort(-scores, kind="stable")
    return float((2 * np.cumsum(right[order]) / (np.arange(1, len(order) + 1) + total)).max())


def score(task: Heap, found: Candidates, model: MiningModel) -> list[float]:
    """Return right, said and all pairs at the default threshold, F1 and plain margin's in hindsight, Brier score."""
    logit, chosen = judge(found, model)
    kept, right = logit[chosen], task.right[chosen]
    limit = MiningConfig().threshold
    said = kept >= np.log(limit / (1 - limit))
    brier = float(np.mean((1 / (1 + np.exp(-kept)) - right) ** 2))
    best = [hindsight(*scored, task.total) for scored in ((kept, right), task.plain)]
    return [float(right[said].sum()), float(said.sum()), task.total, *best, brier]


def table(title: str, judged: list[tuple[Heap, list[float]]]) -> None:
    """Print precision, recall and F1 over all pairs of a group of heaps, and means of the rest."""
    print(f"\n{title}\n")
    print("| corpus | heap | P | R | **F1** | F1 hindsight | plain margin, hindsight | Brier |")
    print("|---|---|---|---|---|---|---|---|")
    for corpus in CORPORA:
        mine_ = [(task.group, values) for task, values in judged if task.corpus == corpus]
        for group in sorted({g for g, _ in mine_}, key=lambda g: (len(g), g)):
            rows = np.array([values for g, values in mine_ if g == group])
            right, said, total = rows[:, :3].sum(axis=0)
            shown = [right / max(said, 1), right / total, 2 * right / (said + total), *rows[:, 3:].mean(axis=0)]
            print(f"| {corpus} | {group} | " + " | ".join(f"{value:.3f}" for value in shown) + " |")


def with_strangers(lines: list[str], count: int, seed: int) -> list[str]:
    """Return a heap of `count` lines: the given ones, and made ones that begin as one of them and end as another."""
    draw, known = random.Random(seed), set(lines)
    words = [line.split() for line in lines]
    out = list(lines)
    while len(out) < count:
        one, two = draw.sample(words, 2)
        made = " ".join([*one[: len(one) // 2], *two[len(two) // 2 :]])
        if made not in known:
            known.add(made)
            out.append(made)
    return out


def among_strangers(lines: Any, encoder: Any, size: int) -> None:
    """Print how the lines of both corpora are mined out of heaps of which most is made; vectors given."""
    ko, en = (with_strangers(lines["both", lang], size, SEED + at) for at, lang in enumerate(("ko", "en")))
    true = len(lines["both", "ko"])
    x, y = centred(encoder.encode([southern(line) for line in ko])), centred(encoder.encode(en))
    cpu = time.process_time()
    found = mine_sentences(ko, en, x, y, encode=encoder.encode)
    cpu = time.process_time() - cpu
    right = sum(pair.ko == pair.en < true for pair in found)
    strange = sum(pair.ko >= true and pair.en >= true for pair in found)
    print(
        f"{size:,} a side, {true / size:.0%} of them true: precision {right / max(len(found), 1):.3f}, recall "
        f"{right / true:.3f}; of {len(found) - right:,} wrong pairs {strange:,} are of two strangers; {cpu:.0f} s CPU, "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB in all",
        flush=True,
    )


def retrieval(vectors: Any) -> None:
    """Print top-1 accuracy of cosine and margin, both ways, whole corpora."""
    print("\nTop-1 retrieval, whole dev corpus (Korean→English / English→Korean)")
    for corpus in FITTED:
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
        "fitted on": "NTREX-128 and Korean-English news v1, dev lines; heaps: 5 % to 95 % true pairs, 8 to 2,000 lines",
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
    parser.add_argument("--strangers", type=int, nargs="+", metavar="SIZE", help="only heaps with made lines, so large")
    options = parser.parse_args()
    data = shared_data()
    lines = read_lines(data)
    encoder = load_encoder(options.encoder, threads=1 if options.strangers else 2)
    if options.strangers:
        for size in options.strangers:
            among_strangers(lines, encoder, size)
        return
    vectors = {
        key: encoder.encode([southern(line) for line in lines[key]] if key[1] == "ko" else lines[key])
        for key in lines
        if key[0] != "both"
    }
    for lang in ("ko", "en"):
        vectors["both", lang] = np.concatenate([vectors["ntrex", lang], vectors["park", lang]])
    stamp = signature(
        encoder=encoder.info.fingerprint,
        corpus=corpus_hash(data / f"{c}-dev.{lang}" for c in FITTED for lang in ("ko", "en")),
        seed=SEED,
        config=MiningConfig(),
    )
    print(json.dumps(stamp))
    retrieval(vectors)
    if options.retrieval_only:
        return
    words = WordCache(load_encoder("bundled", threads=2).encode)
    halves, whole = heaps(lines, vectors, words, True), heaps(lines, vectors, words, False)
    if options.train:
        train([task for task in halves + whole if task.corpus != "nk"], stamp)
        default_models.cache_clear()
    for title, view in (("with words", lambda task: task.found), ("without words", without_words)):
        judged = []
        for half in (0, 1):
            model = fit([t for t in halves if t.half != half and t.corpus != "nk"], view)
            judged += [(t, score(t, view(t), model)) for t in halves if t.half == half]
        table(f"Mining, unseen lines (weights from the other half of both corpora), {title}", judged)
    judged = []
    for fitted, other in (FITTED, FITTED[::-1]):
        model = fit([t for t in whole if t.corpus == fitted], lambda task: task.found)
        judged += [(t, score(t, t.found, model)) for t in whole if t.corpus == other]
    table("Mining, unseen corpus (weights from the other corpus alone)", judged)
    judged = [(t, score(t, t.found, default_models()[t.found.names])) for t in whole]
    table("Mining, shipped weights on the lines they were fitted on (whole corpora)", judged)


if __name__ == "__main__":
    main()
