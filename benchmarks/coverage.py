"""Coverage: omissions, additions, moves and clauses left out, against the hand-made stories.

    python benchmarks/coverage.py                # figures with the shipped weights, which saw these stories
    python benchmarks/coverage.py --fit          # fit the shipped weights anew
    python benchmarks/coverage.py --folder DIR   # totals of other stories, such as held-out ones

Targets: omission, addition and moved F1 ≥ .90, three quarters of the clauses dropped inside sentences found, at most 3
false "partly covered" a hundred Korean sentences; from raw files no more than .03 below.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from aligner.alignment import align_vectors, background_of
from aligner.coverage import CoverageConfig, Ledger, build_ledger
from aligner.encoders import load_encoder
from aligner.evaluation import expected_calibration_error
from aligner.facts.clauses.gaps import find_gaps, gap_weights
from aligner.types import Alignment, Bead, EncoderInfo, Role, Sentence
from coverage_data import Story, wire_stories, with_drops
from coverage_fit import fit, gold_sets, judged
from signature import corpus_hash, signature

ROOT = Path(__file__).resolve().parents[1]
WIRE, DEV = ROOT / "corpora" / "wire", ROOT / "corpora" / "dev"
CORPUS = ("*/*.sents.txt", "*/errors.json")
WEIGHTS = ROOT / "src" / "aligner" / "coverage" / "weights.json"
SEED = 6
Encode = Callable[[Sequence[str]], np.ndarray]
Judged = tuple[Story, Alignment, Ledger, float]
"""A story, what became of it, and the probability from which `aligner check` would have reported a clause of it."""


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
        alignment = align_vectors(
            story.ko, story.en, ko_vectors, en_vectors, background=background_of(load_encoder("bundled"))
        )
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
        config=config,
    )
    return alignment, ledger


def surely() -> float:
    return gap_weights("ko").report_from


def pred_sets(ledger: Ledger) -> dict[str, set[Any]]:
    return {
        "omitted": {e.sentence for e in ledger.ko if e.verdict == "omitted"},
        "added": {e.sentence for e in ledger.en if e.verdict == "added"},
        "moved": {e.sentence for e in ledger.ko if e.moved},
    }


def f1(pairs: list[tuple[set[Any], set[Any]]]) -> float:
    hit = sum(len(gold & pred) for gold, pred in pairs)
    return 2 * hit / max(sum(len(gold) + len(pred) for gold, pred in pairs), 1)


def figures(ledgers: Sequence[Judged]) -> dict[str, Any]:
    """Return the figures the targets are about."""
    sets: dict[str, list[tuple[set[Any], set[Any]]]] = {"omitted": [], "added": [], "moved": []}
    planted = found = false = sentences = added = reported = alarmed = 0
    misses, alarms, english = [], [], 0
    confidences: list[float] = []
    rights: list[bool] = []
    for story, alignment, ledger, surely in ledgers:
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
        english += len(story.en)
        added += sum(len(e.clauses) for e in ledger.en)
        for entry in ledger.ko:
            if entry.sentence in spans:
                start, end = spans[entry.sentence]
                touching = [c for c in entry.clauses if c.start < end and start < c.end]
                reported += entry.verdict == "omitted" or any(c.confidence >= surely for c in touching)
                if touching or entry.verdict == "omitted":
                    found += 1
                else:
                    misses.append(f"{story.id} {entry.sentence}: {story.ko[entry.sentence][start:end]}")
            elif entry.clauses:
                false += 1
                alarmed += any(c.confidence >= surely for c in entry.clauses)
                alarms += [f"{story.id} {entry.sentence} {c.confidence:.2f}: {c.text}" for c in entry.clauses]
    return {
        "stories": len(ledgers),
        "sentences": sentences,
        **{f"{name}_f1": round(f1(pairs), 4) for name, pairs in sets.items()},
        "planted": planted,
        "found": found,
        "recall": round(found / planted, 3) if planted else None,
        "found_by_check": reported,
        "false_by_check_per_100": round(100 * alarmed / max(sentences, 1), 2),
        "false_per_100": round(100 * false / max(sentences, 1), 2),
        "english_clauses_marked_added_per_100": round(100 * added / max(english, 1), 2),
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


def made(stories: Sequence[Story], encode: Encode) -> dict[str, Any]:
    """Drop a clause from a third of the gold beads, and count those whose other side is underlined."""
    counts = {}
    for side, other in (("ko", "en"), ("en", "ko")):
        hit = total = 0
        for story in stories:
            cut = with_drops(story, other, SEED)
            skip = frozenset({0}) if story.headline else frozenset()
            gaps = find_gaps(cut.ko, cut.en, cut.beads, encode=encode, skip_ko=skip, skip_en=skip)
            found = gaps.ko if side == "ko" else gaps.en
            for at in cut.dropped:
                total += 1
                hit += any(gap.suspected for i in cut.beads[at][side == "en"] for gap in found.get(i, ()))
        counts[side] = f"{hit}/{total}"
    return {"found_of_clauses_dropped_from_en": counts["ko"], "found_of_clauses_dropped_from_ko": counts["en"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="write weights.json (clauses: benchmarks/clauses.py)")
    parser.add_argument("--gold", action="store_true", help="take the gold beads: what the clause check alone can do")
    parser.add_argument("--raw", action="store_true", help="also from ko.txt, ko.html and ko.page.txt")
    parser.add_argument("--threshold", type=float, help="report clauses from this probability on")
    parser.add_argument("--show", action="store_true", help="list misses and false alarms (never of other folders)")
    parser.add_argument("--folder", type=Path, action="append", help="figures of these stories only")
    args = parser.parse_args()
    config = CoverageConfig(clause_threshold=args.threshold)
    encode = Remembering()
    wire, dev = list(wire_stories(WIRE)), list(wire_stories(DEV))
    stories = [*wire, *dev]
    folders = args.folder or [WIRE, DEV]
    stamp = signature(
        encoder=encode.encoder.info.fingerprint,
        corpus=corpus_hash([path for folder in folders for name in CORPUS for path in sorted(folder.glob(name))]),
        seed=SEED,
        config=config,
    )
    if args.fit:
        value = {"signature": stamp, "confidence": fit(stories, encode)}
        WEIGHTS.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
        print(f"wrote {WEIGHTS}")
        return
    results: dict[str, dict[str, Any]] = {}
    groups = {"seen": stories}
    if args.folder:
        groups = {folder.name: list(wire_stories(folder)) for folder in args.folder}
    for name, group in groups.items():
        ledgers = [(s, *ledger_of(s, encode, gold=args.gold, config=config), surely()) for s in group]
        results[name] = figures(ledgers) | made(group, encode)
    if args.raw:
        for name in ("txt", "html", "page.txt"):
            results[f"wire, raw {name}"] = raw_figures(wire, name, encode)
    for name, result in results.items():
        if not args.show or name != "seen":
            result.pop("misses", None), result.pop("alarms", None)
    print(json.dumps({"signature": stamp, **results}, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
