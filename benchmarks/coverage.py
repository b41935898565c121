"""Coverage: omissions, additions, moves and clauses left out, against the hand-made stories.

    python benchmarks/coverage.py                # figures with the shipped weights, on the half never tuned on too
    python benchmarks/coverage.py --cross        # each half with weights fitted on the other
    python benchmarks/coverage.py --fit          # fit the shipped weights anew, on everything

Targets: omission, addition and moved F1 ≥ .90, three quarters of the clauses dropped inside sentences found, at most 3
false "partly covered" a hundred Korean sentences; from raw files no more than .03 below.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from aligner.alignment import align_vectors
from aligner.coverage import CoverageConfig, Ledger, SentenceEntry, build_ledger, calibration
from aligner.encoders import load_encoder
from aligner.evaluation import expected_calibration_error
from aligner.facts import gaps as gap_module
from aligner.facts.signs import FEATURES
from aligner.types import Alignment, Bead, EncoderInfo, Role, Sentence, moved_beads
from coverage_data import Story, dev_stories, labelled_rows, wire_stories, wirebench_stories, with_drops
from signature import corpus_hash, signature

ROOT = Path(__file__).resolve().parents[1]
WIRE = ROOT / "corpora" / "wire"
DATA = Path(os.environ.get("ALIGNER_SHARED_DATA", ROOT.parent / "shared" / "data"))
WEIGHTS = ROOT / "src" / "aligner" / "coverage" / "weights.json"
GAPS = ROOT / "src" / "aligner" / "facts" / "gaps.json"
SEED = 6
# A wire sentence tells more of wire stories than a translated one, and a real omission more than a made one.
SOURCE_WEIGHT = {"wire": 3.0, "aligned": 1.5, "ntrex": 1.0}
DROPS = {"wire": 3, "ntrex": 2}
PLANTED_WEIGHT = 2.0
VERDICTS = ("covered", "condensed", "moved", "omitted", "sourced", "derived", "added")
DEFAULTS = CoverageConfig()
Encode = Callable[[Sequence[str]], np.ndarray]


class Remembering:
    """An encoder that encodes no text twice."""

    def __init__(self) -> None:
        self.encoder = load_encoder("bundled", threads=1)
        self.known: dict[str, np.ndarray] = {}

    @property
    def info(self) -> EncoderInfo:
        return self.encoder.info

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        return self(texts)

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        new = [t for t in dict.fromkeys(texts) if t not in self.known]
        self.known.update(zip(new, self.encoder.encode(new), strict=True))
        return np.stack([self.known[t] for t in texts]) if texts else np.zeros((0, 512), np.float32)


def ledger_of(story: Story, encode: Encode, *, gold: bool, config: CoverageConfig) -> tuple[Alignment, Ledger]:
    """Align (or take the gold beads) and build the ledger, as a run with ``--pre-split`` does."""
    ko_vectors, en_vectors = encode(story.ko), encode(story.en)
    if gold:
        alignment = Alignment(len(story.ko), len(story.en), tuple(Bead(tuple(a), tuple(b)) for a, b in story.beads))
    else:
        alignment = align_vectors(story.ko, story.en, ko_vectors, en_vectors)
    ko, en = (
        [Sentence(0, len(t), t, Role.HEADLINE if story.headline and i == 0 else Role.BODY) for i, t in enumerate(texts)]
        for texts in (story.ko, story.en)
    )
    ledger = build_ledger(
        ko,
        en,
        alignment,
        story=story.id,
        encode=encode,
        ko_vectors=ko_vectors,
        en_vectors=en_vectors,
        config=config,
    )
    return alignment, ledger


def gold_sets(story: Story) -> dict[str, set[Any]]:
    moved = moved_beads(story.beads)
    return {
        "omitted": {i for left, right in story.beads if not right for i in left},
        "added": {j for left, right in story.beads if not left for j in right},
        "moved": {i for at in moved for i in story.beads[at][0]},
    }


def pred_sets(ledger: Ledger) -> dict[str, set[Any]]:
    return {
        "omitted": {e.sentence for e in ledger.ko if e.verdict == "omitted"},
        "added": {e.sentence for e in ledger.en if e.verdict == "added"},
        "moved": {e.sentence for e in ledger.ko if e.moved},
    }


def f1(pairs: list[tuple[set[Any], set[Any]]]) -> float:
    hit = sum(len(gold & pred) for gold, pred in pairs)
    return 2 * hit / max(sum(len(gold) + len(pred) for gold, pred in pairs), 1)


def figures(
    stories: list[Story], encode: Encode, *, gold: bool = False, config: CoverageConfig = DEFAULTS
) -> dict[str, Any]:
    """Return the figures the targets are about."""
    sets: dict[str, list[tuple[set[Any], set[Any]]]] = {"omitted": [], "added": [], "moved": []}
    planted = found = false = sentences = added = 0
    misses, alarms = [], []
    confidences: list[float] = []
    rights: list[bool] = []
    for story in stories:
        alignment, ledger = ledger_of(story, encode, gold=gold, config=config)
        for entry, _, right in judged(story, alignment, ledger):
            if entry.verdict != "partly_covered":
                confidences.append(entry.confidence)
                rights.append(right)
        expected, got = gold_sets(story), pred_sets(ledger)
        for name, pairs in sets.items():
            pairs.append((expected[name], got[name]))
        spans = {sentence: (start, end) for sentence, start, end in story.planted}
        sentences += len(story.ko)
        planted += len(spans)
        added += sum(len(e.clauses) for e in ledger.en)
        for entry in ledger.ko:
            if entry.sentence in spans:
                start, end = spans[entry.sentence]
                if any(c.start < end and start < c.end for c in entry.clauses) or entry.verdict == "omitted":
                    found += 1
                else:
                    misses.append(f"{story.id} {entry.sentence}: {story.ko[entry.sentence][start:end]}")
            elif entry.clauses:
                false += 1
                alarms += [f"{story.id} {entry.sentence} {c.confidence:.2f}: {c.text}" for c in entry.clauses]
    return {
        "stories": len(stories),
        "sentences": sentences,
        **{f"{name}_f1": round(f1(pairs), 4) for name, pairs in sets.items()},
        "planted": planted,
        "found": found,
        "recall": round(found / planted, 3) if planted else None,
        "false_per_100": round(100 * false / max(sentences, 1), 2),
        "english_clauses_marked_added": added,
        "verdicts_right": round(sum(rights) / max(len(rights), 1), 4),
        "calibration_error": round(expected_calibration_error(confidences, rights), 4),
        "misses": misses,
        "alarms": alarms,
    }


def raw_figures(stories: list[Story], name: str, encode: Encode) -> dict[str, Any]:
    """Omission and addition F1 from the files as a reader gets them, matched to the gold by the sentences' text."""
    from aligner.pipeline import process_story
    from aligner.readers import read_document
    from aligner.types import DocumentPair

    sets: dict[str, list[tuple[set[Any], set[Any]]]] = {"omitted": [], "added": []}
    count = 0
    for story in stories:
        files = [WIRE / story.id / f"{lang}.{name}" for lang in ("ko", "en")]
        if not all(file.is_file() for file in files):
            continue
        count += 1
        ko, en = (read_document(file, doc_id=story.id) for file in files)
        result = process_story(DocumentPair(ko, en), encode)  # type: ignore[arg-type]
        expected = gold_sets(story)
        sides = {"omitted": (result.ko, result.ledger.ko, story.ko), "added": (result.en, result.ledger.en, story.en)}
        for verdict, (document, entries, texts) in sides.items():
            got = {squeeze(document.aligned[e.sentence].text) for e in entries if e.verdict == verdict}
            sets[verdict].append(({squeeze(texts[i]) for i in expected[verdict]}, got))
    return {"stories": count, **{f"{verdict}_f1": round(f1(pairs), 4) for verdict, pairs in sets.items()}}


def squeeze(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def fit_gaps(stories: list[Story], side: str, encode: Encode) -> dict[str, Any]:
    """Fit the clause model of one side by logistic regression on standardised features, and unscale it."""
    from sklearn.linear_model import LogisticRegression

    other = "en" if side == "ko" else "ko"
    rows, labels, sample = [], [], []
    for story in stories:
        variants = [story] + [with_drops(story, other, SEED + n) for n in range(DROPS[story.source])]
        if story.source == "wire":
            # What the aligner makes of it: where a bead lacks a sentence, the clause is elsewhere and not lost.
            alignment = align_vectors(story.ko, story.en, encode(story.ko), encode(story.en))
            variants.append(replace(story, beads=[(list(b.ko), list(b.en)) for b in alignment], source="aligned"))
        for variant in variants:
            made = variant.dropped_side or variant.source == "aligned"
            weight = SOURCE_WEIGHT[variant.source] * (1.0 if made else PLANTED_WEIGHT)
            for row, label in labelled_rows(variant, side, encode):
                rows.append(row.features)
                labels.append(label)
                sample.append(weight)
    x, y = np.array(rows), np.array(labels)
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = LogisticRegression(C=0.05, max_iter=5000).fit((x - mean) / scale, y, sample_weight=np.array(sample))
    slopes = model.coef_[0] / scale
    return {
        "clauses": len(y),
        "without_counterpart": int(y.sum()),
        "intercept": round(float(model.intercept_[0] - slopes @ mean), 5),
        "weights": {name: round(float(w), 5) for name, w in zip(FEATURES, slopes, strict=True)},
    }


def judged(story: Story, alignment: Alignment, ledger: Ledger) -> Iterator[tuple[SentenceEntry, float, bool]]:
    """Yield every sentence verdict with its bead's score and whether the gold says the same."""
    gold = gold_sets(story)
    links = {(i, j) for left, right in story.beads for i in left for j in right}
    merged = {i for left, right in story.beads if right and len(left) > 1 for i in left}
    for side, entries in (("ko", ledger.ko), ("en", ledger.en)):
        for entry in entries:
            bead = alignment.beads[entry.bead]
            mine = [(i, j) for i in bead.ko for j in bead.en if entry.sentence == (i if side == "ko" else j)]
            linked = any(link in links for link in mine)
            right = {
                "omitted": entry.sentence in gold["omitted"],
                "added": entry.sentence in gold["added"],
                "derived": entry.sentence in gold["added"],
                "moved": linked and any(i in gold["moved"] for i in bead.ko),
                "condensed": linked and any(i in merged for i in bead.ko),
            }.get(entry.verdict, linked)
            yield entry, bead.score, bool(right)


def fit_confidence(stories: list[Story], encode: Encode) -> dict[str, list[float]]:
    """Fit each verdict's logistic map from bead score to the probability that the verdict is right."""
    from sklearn.linear_model import LogisticRegression

    seen: dict[str, list[tuple[float, bool]]] = {verdict: [] for verdict in VERDICTS}
    for story in stories:
        alignment = align_vectors(story.ko, story.en, encode(story.ko), encode(story.en))
        ledger = build_ledger(story.ko, story.en, alignment, config=CoverageConfig(clauses=False))
        for entry, score, right in judged(story, alignment, ledger):
            clipped = min(max(score, 0.001), 0.999)
            seen[entry.verdict].append((float(np.log(clipped / (1 - clipped))), right))
    maps = {}
    for verdict, points in seen.items():
        outcomes = [right for _, right in points]
        if len(points) < 50 or all(outcomes) or not any(outcomes):
            maps[verdict] = [0.0, 1.0]
            continue
        model = LogisticRegression(C=1.0).fit(np.array([[odds] for odds, _ in points]), outcomes)
        maps[verdict] = [round(float(model.intercept_[0]), 4), round(float(model.coef_[0, 0]), 4)]
    return maps


def use(data: dict[str, Any]) -> None:
    """Make the ledger use these weights instead of the shipped ones."""
    models = {
        side: gap_module.GapWeights(model["intercept"], tuple(model["weights"][name] for name in FEATURES))
        for side, model in data["gaps"].items()
    }
    gap_module.gap_weights = lambda side: models[side]  # type: ignore[assignment]
    calibration.platt = lambda verdict: tuple(data["confidence"][verdict])  # type: ignore[assignment]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="write weights.json")
    parser.add_argument("--cross", action="store_true", help="fit on one half, report on the other, both ways")
    parser.add_argument("--gold", action="store_true", help="take the gold beads: what the clause check alone can do")
    parser.add_argument("--raw", action="store_true", help="also from ko.txt, ko.html and ko.page.txt")
    parser.add_argument("--threshold", type=float, help="report clauses from this probability on")
    parser.add_argument("--show", action="store_true", help="list misses and false alarms")
    args = parser.parse_args()
    config = CoverageConfig() if args.threshold is None else CoverageConfig(clause_threshold=args.threshold)
    encode = Remembering()
    wire = list(wire_stories(WIRE))
    stamp = signature(
        encoder=encode.encoder.info.fingerprint,
        corpus=corpus_hash(sorted(WIRE.glob("*/*.sents.txt")) + sorted(WIRE.glob("*/errors.json"))),
        seed=SEED,
        config=config,
    )
    if args.fit or args.cross:
        if not DATA.is_dir():
            parser.error(f"{DATA} not found: set ALIGNER_SHARED_DATA to the folder of the dev data")
        dev = list(dev_stories(DATA))
    if args.fit:
        gaps = {side: fit_gaps(wire + dev, side, encode) for side in ("ko", "en")}
        use({"gaps": gaps, "confidence": {verdict: [0.0, 1.0] for verdict in VERDICTS}})
        confidence = fit_confidence([*wire, *wirebench_stories(DATA, ("mixed", "reorder", "heavy"))], encode)
        for path, fitted in ((GAPS, gaps), (WEIGHTS, {"confidence": confidence})):
            path.write_text(json.dumps({"signature": stamp, **fitted}, indent=1) + "\n", encoding="utf-8")
            print(f"wrote {path}")
        return
    results = {}
    for half in (0, 1):
        if args.cross:
            tuned = [s for s in wire + dev if s.half != half]
            gaps = {side: fit_gaps(tuned, side, encode) for side in ("ko", "en")}
            bench = wirebench_stories(DATA, ("mixed", "reorder", "heavy"))
            use({"gaps": gaps, "confidence": {verdict: [0.0, 1.0] for verdict in VERDICTS}})
            others = [s for s in wire if s.half != half]
            use({"gaps": gaps, "confidence": fit_confidence([*others, *bench], encode)})
        results[f"half {half}"] = figures([s for s in wire if s.half == half], encode, gold=args.gold, config=config)
    if not args.cross:
        results["all"] = figures(wire, encode, gold=args.gold, config=config)
    if args.raw:
        for name in ("txt", "html", "page.txt"):
            results[f"raw {name}"] = raw_figures(wire, name, encode)
    for result in results.values():
        if not args.show:
            result.pop("misses", None), result.pop("alarms", None)
    print(json.dumps({"signature": stamp, **results}, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
