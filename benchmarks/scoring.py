"""Fit and test the score of ready-made pairs (`aligner.scoring`) on the shared dev lines.

    python benchmarks/scoring.py            # test across corpora, and print the weights fitted on all

Lines go in runs of six to one of four fates: kept (half), shifted by one within their kind, shuffled, or paired with
lines whose own partner is gone. A third of the kept ones gets a copy with one side cut to 30–75 % of its words; for the
probability of being whole, cut pairs are weighed down to the share CUT_SHARE that they have in real corpora.
"""

from __future__ import annotations

import argparse
import os
import random
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligner.encoders import load_encoder
from aligner.korean.scripts import log_length_ratio
from aligner.pairs import ScoredPair
from aligner.scoring import margins, pair_score, sentence_ends_differ
from aligner.similarity.logistic import fit_logistic
from filters import cut, load
from signature import corpus_hash, signature

ROOT = Path(__file__).resolve().parents[1]
SEED = 5
ROUNDS = 4
CUT_SHARE = 0.2
CORPORA = ("ntrex", "park")


def fates(pairs: list[ScoredPair], rng: random.Random) -> list[tuple[str, str, str]]:
    """Return ``(ko, en, fate)``: "whole", "neighbour", "random" or "stranger"."""
    kinds = [kind for start in range(0, len(pairs), 6) for kind in [rng.choice("wwwwnrss")] * 6][: len(pairs)]
    at = {kind: [i for i, k in enumerate(kinds) if k == kind] for kind in "wnrs"}
    rows = [(pairs[i].ko, pairs[i].en, "whole") for i in at["w"]]
    rows += [(pairs[i].ko, pairs[j].en, "neighbour") for i, j in zip(at["n"], at["n"][1:], strict=False)]
    shuffled = rng.sample(at["r"], len(at["r"]))
    rows += [(pairs[i].ko, pairs[j].en, "random") for i, j in zip(at["r"], shuffled, strict=True) if i != j]
    rows += [(pairs[i].ko, pairs[j].en, "stranger") for i, j in zip(at["s"][0::2], at["s"][1::2], strict=False)]
    return rows


def aligned_features(
    corpus: str, pairs: list[ScoredPair], vectors: dict[str, NDArray[np.float32]]
) -> tuple[np.ndarray, list[str]]:
    """Return margins and fates over `ROUNDS` draws."""
    found, kinds = [], []
    for round_ in range(ROUNDS):
        rows = fates(pairs, random.Random(f"{SEED}-{corpus}-{round_}"))
        found.append(margins(np.stack([vectors[k] for k, _, _ in rows]), np.stack([vectors[e] for _, e, _ in rows])))
        kinds += [kind for _, _, kind in rows]
    return np.concatenate(found)[:, None].astype(np.float64), kinds


def complete_features(corpus: str, pairs: list[ScoredPair]) -> tuple[np.ndarray, list[bool]]:
    """Return length and ending features of whole pairs and of cut ones."""
    rng = random.Random(f"{SEED}-{corpus}-cut")
    rows: list[list[float]] = []
    whole: list[bool] = []
    for pair in pairs:
        versions = [(pair.ko, pair.en, True)]
        if len(pair.en.split()) >= 8 and len(pair.ko.split()) >= 6:
            versions += [(pair.ko, cut(rng, pair.en), False), (cut(rng, pair.ko), pair.en, False)]
        for ko, en, is_whole in versions:
            ratio = log_length_ratio(ko, en)
            rows.append([max(0.0, -ratio), max(0.0, ratio), ratio * ratio, sentence_ends_differ(ko, en)])
            whole.append(is_whole)
    return np.array(rows), whole


def raw(names: list[str], features: np.ndarray, truth: np.ndarray) -> tuple[float, np.ndarray]:
    """Fit and return (intercept, weights) for the features as they are."""
    model = fit_logistic(names, features, truth)
    mean, scale, weight = np.array(list(model.weights.values())).T
    return float(model.bias - (weight * mean / scale).sum()), weight / scale


def ece(probability: np.ndarray, truth: np.ndarray) -> float:
    """Return the expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    bins = np.minimum(9, (probability * 10).astype(int))
    return float(
        sum(abs(probability[bins == b].mean() - truth[bins == b].mean()) * (bins == b).mean() for b in set(bins))
    )


def main() -> None:
    """Print tests and weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = os.environ.get("ALIGNER_SHARED_DATA", ROOT.parent / "shared/data")
    parser.add_argument("--data", type=Path, default=Path(shared))
    args = parser.parse_args()
    encoder = load_encoder()
    pairs = {corpus: load(args.data, corpus) for corpus in CORPORA}
    texts = list({text for rows in pairs.values() for pair in rows for text in (pair.ko, pair.en)})
    vectors = dict(zip(texts, encoder.encode(texts), strict=True))
    aligned = {corpus: aligned_features(corpus, rows, vectors) for corpus, rows in pairs.items()}
    complete = {corpus: complete_features(corpus, rows) for corpus, rows in pairs.items()}

    print("P(aligned): share of each kind below 0.5, fitted on the other corpus")
    for test in CORPORA:
        x, kinds = (
            np.concatenate([aligned[c][0] for c in CORPORA if c != test]),
            list(chain(*(aligned[c][1] for c in CORPORA if c != test))),
        )
        start, weight = raw(["margin"], x, np.array([k == "whole" for k in kinds]))
        x, kinds = aligned[test]
        p = 1 / (1 + np.exp(-(start + x @ weight)))
        truth = np.array([k == "whole" for k in kinds])
        shares = {kind: f"{np.mean(p[np.array(kinds) == kind] < 0.5):.3f}" for kind in dict.fromkeys(kinds)}
        print(f"  {test}: {shares}, calibration error {ece(p, truth):.3f}")
    x, kinds = np.concatenate([aligned[c][0] for c in CORPORA]), list(chain(*(aligned[c][1] for c in CORPORA)))
    start, weight = raw(["margin"], x, np.array([k == "whole" for k in kinds]))
    print(f"  _ALIGNED = ({start:.3f}, {weight[0]:.3f})")

    names = ["short", "long", "square", "ends"]
    print("P(complete): whole pairs below 0.5, cut pairs above, fitted on the other corpus")
    for test in CORPORA:
        start, weight = _complete([complete[c] for c in CORPORA if c != test], names)
        x, whole = complete[test]
        p, truth = 1 / (1 + np.exp(-(start + x @ weight))), np.array(whole)
        print(f"  {test}: whole {np.mean(p[truth] < 0.5):.3f}, cut {np.mean(p[~truth] >= 0.5):.3f}")
    start, weight = _complete(list(complete.values()), names)
    print(f"  _COMPLETE = ({start:.3f}, " + ", ".join(f"{w:.3f}" for w in weight) + ")")

    for corpus, rows in pairs.items():
        draw = fates(rows, random.Random(f"{SEED}-{corpus}-0"))
        m = margins(np.stack([vectors[k] for k, _, _ in draw]), np.stack([vectors[e] for _, e, _ in draw]))
        p = np.array([pair_score(k, e, float(x))[0] for (k, e, _), x in zip(draw, m, strict=True)])
        truth = np.array([kind == "whole" for _, _, kind in draw])
        error, kept = ece(p, truth), np.mean(p[truth] >= 0.5)
        print(f"score as shipped, {corpus}: calibration error {error:.3f}, whole kept {kept:.3f}")
    files = [args.data / f"{name}-dev.{side}" for name in CORPORA for side in ("ko", "en")]
    print(signature(encoder=encoder.info.fingerprint, corpus=corpus_hash(files), seed=SEED))


def _complete(parts: list[tuple[np.ndarray, list[bool]]], names: list[str]) -> tuple[float, np.ndarray]:
    x, truth = np.concatenate([part[0] for part in parts]), np.array(list(chain(*(part[1] for part in parts))))
    start, weight = raw(names, x, truth)
    # Shifting the intercept by the log of the odds gives cut pairs the share they have in a real corpus.
    odds_here, odds_real = truth.mean() / (1 - truth.mean()), (1 - CUT_SHARE) / CUT_SHARE
    return start + float(np.log(odds_real / odds_here)), weight


if __name__ == "__main__":
    main()
