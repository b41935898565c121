"""Clauses without a counterpart: fit ``gaps.json``, and say what is found on text the models have not seen.

    python benchmarks/clauses.py --cross     # ten parts, each judged by models of the other nine
    python benchmarks/clauses.py --fit       # fit src/aligner/facts/tables/gaps.json anew, on all text

Rows are the clauses of every gold bead. Positive are planted omissions, the clause nearest to the words that a probe
leaves out, and the clause nearest to one dropped from the other version on purpose, where one is clearly nearest.
Translated news, line by line, and rewritten stories as the aligner pairs them teach what loose beads look like. Two
models are fitted for either side: one of cheap signs that says where to look, one of all signs.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from aligner.alignment.engine import align_vectors
from aligner.encoders import load_encoder
from aligner.facts.clauses.gaps import headline_lines, probability
from aligner.facts.clauses.signs import Clause, clause_signs
from aligner.facts.clauses.split import clause_core, split_clauses
from language_data import DATA, FOLDS, Case, cases, sources, translations
from signature import corpus_hash, signature

ROOT = Path(__file__).resolve().parents[1]
MODEL = ROOT / "src" / "aligner" / "facts" / "tables" / "gaps.json"
Side = Literal["ko", "en"]
SIDES: tuple[Side, ...] = ("ko", "en")
SEED = 5
DROPS: Mapping[str, int] = {"own": 0, "ntrex": 1}
"""How often a set is gone over to drop clauses, other sets `USUAL_DROPS` times."""
USUAL_DROPS, DROP_RATE = 3, 0.35
CLEARLY, NEAR = 0.08, 0.30
KEPT, PLANTED, MADE = 3.0, 8.0, 0.7
STRENGTH = 0.05
CHEAP = (
    "short short_fit share log_size facts_lost facts_kept names_kept words_kept words_lost words_nowhere words_free "
    "last relative"
).split()
NEARNESS = "in_bead gain gain_bend distance margin_bend mine bead_fit".split()
FALSE_PER_100 = {"suspect_from": {"ko": 1.0, "en": 1.5}, "report_from": {"ko": 0.65, "en": 0.8}}
LOOKED = 0.98
"""Share of the told clauses that the cheap model must let pass."""


class Remembering:
    """An encoder that encodes no text twice."""

    def __init__(self) -> None:
        self.encoder = load_encoder("bundled", threads=1)
        self.known: dict[str, np.ndarray] = {}

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        new = [t for t in dict.fromkeys(texts) if t not in self.known]
        if new:
            self.known.update(zip(new, self.encoder.encode(new), strict=True))
        return np.stack([self.known[t] for t in texts])


@dataclass(frozen=True)
class Row:
    """A clause: its signs, whether the other version lacks it, its weight, its fold; its bead if not made."""

    signs: Mapping[str, float]
    lost: bool
    weight: float
    fold: int
    elsewhere: bool
    place: tuple[str, str, int] | None
    text: str = ""


def every_case(encode: Remembering) -> list[Case]:
    """Every case, translated lines, and the rewritten stories once more in the aligner's own beads."""
    told = cases()
    own = []
    for case in told:
        if case.source == "twins":
            found = align_vectors(case.ko, case.en, encode(case.ko), encode(case.en))
            own.append(replace(case, source="own", beads=[(tuple(bead.ko), tuple(bead.en)) for bead in found]))
    return [*told, *translations(), *own]


def left_out() -> dict[str, str]:
    """The English words that the wrong version of a probe leaves out."""
    file = DATA / "probes-dev" / "wrong.tsv"
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["id"]: m[1] for row in rows if (m := re.match(r'missing: "(.*?)" \(', row["note"])) is not None}


def signed(case: Case, ko: list[str], en: list[str], side: Side, encode: Remembering) -> list[Clause]:
    """The clauses of a side with all signs."""
    heads = headline_lines(case.ko, "ko"), headline_lines(case.en, "en")
    found = clause_signs(
        ko, en, case.beads, gate=lambda lang, _: lang == side, encode=encode, skip_ko=heads[0], skip_en=heads[1]
    )
    return found[0 if side == "ko" else 1]


def nearest(
    group: Sequence[Clause], texts: Sequence[str], words: str, encode: Remembering, *, sure: bool
) -> list[tuple[Clause, bool]]:
    """Which clause the words stood for, and which they clearly did not; nothing where that is not clear (if `sure`)."""
    near = encode([*(texts[c.sentence][c.start : c.end] for c in group), words])
    cosines = near[:-1] @ near[-1]
    order = np.argsort(-cosines)
    if sure and len(group) > 1 and (cosines[order[0]] < NEAR or cosines[order[0]] - cosines[order[1]] < CLEARLY):
        return []
    far = [(c, False) for c, cosine in zip(group, cosines, strict=True) if cosine < cosines[order[0]] - 0.15]
    return [(group[order[0]], True), *far]


def dropped(case: Case, side: Side, rng: random.Random) -> tuple[list[str], dict[int, str]]:
    """The sentences of a side with a clause dropped from some, and of each bead the words that were."""
    texts = list(case.ko if side == "ko" else case.en)
    gone: dict[int, str] = {}
    for at, bead in enumerate(case.beads):
        if not all(bead) or case.wrong("clause", bead) or (len(case.beads) > 1 and rng.random() > DROP_RATE):
            continue
        choices = []
        for n in bead[0 if side == "ko" else 1]:
            clauses = split_clauses(texts[n], side)
            for start, end in clauses if len(clauses) > 1 else ():
                a, b = clause_core(texts[n][start:end], side)
                size = sum(c.isalnum() for c in texts[n][start:end])
                if a < b and size >= (20 if side == "en" else 9) and end - start <= 0.75 * len(texts[n]):
                    choices.append((n, start, end))
        if choices:
            n, start, end = rng.choice(choices)
            gone[at] = texts[n][start:end]
            rest = f"{texts[n][:start].rstrip(' ,;')} {texts[n][end:].lstrip(' ,;')}".strip()
            rest = rest[:1].upper() + rest[1:]
            texts[n] = rest if rest[-1:] in '.?!"”' else rest + "."
    return texts, gone


def planted(case: Case, clause: Clause, bead: tuple[tuple[int, ...], tuple[int, ...]], side: Side) -> bool | None:
    """Whether a clause was left out on purpose; None where nobody can say."""
    for mistake in case.differences:
        if mistake.kind == "clause" and (mistake.ko in bead[0] or mistake.en in bead[1]):
            return None
    for mistake in case.wrong("clause", bead):
        if side == "en" or mistake.ko_span is None:
            return None
        if mistake.ko == clause.sentence:
            a, b = mistake.ko_span
            shared = min(b, clause.end) - max(a, clause.start)
            if shared >= 0.5 * min(clause.end - clause.start, b - a):
                return True
            if shared > 0:
                return None
    return False


def case_rows(case: Case, side: Side, notes: Mapping[str, str], encode: Remembering) -> Iterator[Row]:
    texts, part = (case.ko, 0) if side == "ko" else (case.en, 1)
    bead_of = {n: at for at, bead in enumerate(case.beads) for n in bead[part]}

    def row(clause: Clause, lost: bool, weight: float, made: bool = False) -> Row:
        place = None if made else (case.source, case.id, bead_of[clause.sentence])
        text = texts[clause.sentence][clause.start : clause.end]
        return Row(clause.signs, lost, weight, case.fold, clause.elsewhere, place, text)

    for clause in signed(case, case.ko, case.en, side, encode):
        lost = planted(case, clause, case.beads[bead_of[clause.sentence]], side)
        if lost is not None:
            yield row(clause, lost, PLANTED if lost else KEPT)
    if case.source == "wrong":
        if side == "ko" and case.id in notes:
            group = signed(case, case.ko, case.en, side, encode)
            labelled = nearest(group, case.ko, notes[case.id], encode, sure=False) if group else []
            yield from (row(clause, lost, PLANTED if lost else KEPT) for clause, lost in labelled)
        return
    rng = random.Random(f"{case.id}/{side}/{SEED}")
    other: Side = "en" if side == "ko" else "ko"
    for _ in range(DROPS.get(case.source, USUAL_DROPS)):
        changed, gone = dropped(case, other, rng)
        if not gone:
            continue
        pair = (case.ko, changed) if side == "ko" else (changed, case.en)
        groups: dict[int, list[Clause]] = {}
        for clause in signed(case, *pair, side, encode):
            groups.setdefault(bead_of[clause.sentence], []).append(clause)
        for at, words in gone.items():
            group = groups.get(at, [])
            for clause, lost in nearest(group, texts, words, encode, sure=True) if len(group) > 1 else ():
                yield row(clause, lost, MADE, made=True)


def fit(rows: Sequence[Row], names: Sequence[str]) -> tuple[float, dict[str, float]]:
    """Return intercept and weights: logistic regression on standardised signs, unscaled afterwards."""
    from sklearn.linear_model import LogisticRegression

    x = np.array([[row.signs[name] for name in names] for row in rows])
    y, weight = np.array([row.lost for row in rows]), np.array([row.weight for row in rows])
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit((x - mean) / scale, y, sample_weight=weight)
    slopes = model.coef_[0] / scale
    weights = {name: round(float(w), 5) for name, w in zip(names, slopes, strict=True)}
    return round(float(model.intercept_[0] - slopes @ mean), 5), weights


def judged(rows: Sequence[Row], names: Sequence[str]) -> list[float]:
    """Return the probability of every row by a model of the other folds."""
    out = [0.0] * len(rows)
    for part in range(FOLDS):
        intercept, weights = fit([row for row in rows if row.fold != part], names)
        for n, row in enumerate(rows):
            if row.fold == part:
                odds = intercept + sum(w * row.signs[name] for name, w in weights.items())
                out[n] = probability(odds, row.elsewhere and names != CHEAP)
    return out


def model_of(rows: Sequence[Row], side: Side, sentences: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fit a side; return its models and what they find on folds they have not seen."""
    names = [*CHEAP, *NEARNESS]
    cheap, full = judged(rows, CHEAP), judged(rows, names)
    worst: dict[tuple[str, str, int], float] = {}
    has_lost = {row.place for row in rows if row.lost}
    for p, row in zip(full, rows, strict=True):
        if row.place is not None and row.place not in has_lost and row.place[0] != "wrong":
            worst[row.place] = max(worst.get(row.place, 0.0), p)
    ranked = sorted(worst.values(), reverse=True)
    limits = {
        name: round(ranked[min(int(sentences * rate[side] / 100), len(ranked) - 1)] + 1e-4, 4)
        for name, rate in FALSE_PER_100.items()
    }
    told = sorted(c for c, p, row in zip(cheap, full, rows, strict=True) if row.lost and p >= limits["suspect_from"])
    look = round(told[int(len(told) * (1 - LOOKED))], 4) if told else 0.05
    best: dict[tuple[str, str, int], float] = {}
    for c, p, row in zip(cheap, full, rows, strict=True):
        if row.place is not None and c >= look:
            best[row.place] = max(best.get(row.place, 0.0), p)
    reported = [place for place, p in best.items() if p >= limits["report_from"]]
    figures = {
        "lost": Counter(place[0] for place in has_lost if place is not None),
        "found": Counter(place[0] for place in reported if place in has_lost),
        "false": Counter(place[0] for place in reported if place not in has_lost),
        "looked into": f"{sum(c >= look for c, r in zip(cheap, rows, strict=True) if r.place)} of "
        f"{sum(r.place is not None for r in rows)} clauses",
    }
    (cheap_intercept, cheap_weights), (intercept, weights) = fit(rows, CHEAP), fit(rows, names)
    value = {
        "clauses": len(rows),
        "without_counterpart": sum(row.lost for row in rows),
        "cheap_intercept": cheap_intercept,
        "cheap": cheap_weights,
        "look_from": look,
        "intercept": intercept,
        "weights": weights,
    }
    return value | limits, figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="write gaps.json")
    parser.add_argument("--cross", action="store_true", help="what is found on text that the models have not seen")
    args = parser.parse_args()
    encode, notes = Remembering(), left_out()
    texts = every_case(encode)
    result: dict[str, Any] = {}
    value: dict[str, Any] = {
        "signature": signature(
            encoder=encode.encoder.info.fingerprint,
            corpus=corpus_hash(sources(translated=True)),
            seed=SEED,
            config=FALSE_PER_100,
        )
    }
    for side in SIDES:
        rows = [row for case in texts for row in case_rows(case, side, notes, encode)]
        sentences = sum(len(case.ko if side == "ko" else case.en) for case in texts if case.source != "wrong")
        value[side], result[side] = model_of(rows, side, sentences)
    if args.fit:
        MODEL.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
        print(f"wrote {MODEL}")
    print(json.dumps({"signature": value["signature"], **result}, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
