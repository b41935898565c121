"""Content without a counterpart: fit ``gaps.json``, and say what is found on text the models have not seen.

    python benchmarks/clauses.py --cross     # ten parts, each judged by models of the other nine
    python benchmarks/clauses.py --fit       # fit src/aligner/facts/tables/gaps.json anew, on all text

Korean: a group is a sentence with every run of its pieces; it is lost if something of it was left out on purpose (a
probe, a planted omission). Which run that was, often nobody noted: the model learns from the run that it puts highest
itself, again and again (multiple-instance learning, Andrews et al. 2003, "mi-SVM", with a logistic model). Where the
words are known, only runs that meet them may be it. Of sentences that lack nothing the likeliest runs are taught.

English: rows are the clauses of every gold bead. Positive is the clause nearest to one dropped from the Korean on
purpose, where one is clearly nearest. Translated news and rewritten stories as the aligner pairs them teach what loose
beads look like. Two logistic models a side: by cheap signs a suspect, by all of them lost.
"""

from __future__ import annotations

import argparse
import json
import random
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
from aligner.facts.story import Story
from language_data import FOLDS, Case, cases, sources, translations
from signature import corpus_hash, signature
from spans import every_group, fit_spans

ROOT = Path(__file__).resolve().parents[1]
MODEL = ROOT / "src" / "aligner" / "facts" / "tables" / "gaps.json"
USUAL = MODEL.with_name("usual.tsv")
HEAD = """# How often right pairs have a word on the other side: language, word, pairs with it, pairs.
# Counted by benchmarks/clauses.py --fit on the corpora and, where they are there, the shared development sets.
"""
Lang = Literal["ko", "en"]
SEED = 5
DROPS: Mapping[str, int] = {"own": 0, "ntrex": 1}
"""How often a set is gone over to drop clauses, other sets `USUAL_DROPS` times."""
USUAL_DROPS, DROP_RATE = 3, 0.35
CLEARLY, NEAR = 0.08, 0.30
KEPT, MADE = 3.0, 0.7
STRENGTH = 0.05
CHEAP = (
    "short short_fit share log_size facts_lost facts_kept names_kept words_kept words_lost words_nowhere words_free "
    "last"
).split()
NEARNESS = "in_bead gain gain_bend distance margin_bend mine bead_fit".split()
FALSE_PER_100 = {"suspect_from": 1.5, "report_from": 0.8}
RIGHT_PER_100 = {"suspect_from": 1.1, "report_from": 0.5}
"""Right pairs of a hundred that may be flagged, at the thresholds of the Korean."""
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
        return np.stack([self.known[t] for t in texts]) if texts else self.encoder.encode([])


@dataclass(frozen=True)
class Row:
    """A clause: its signs, whether the other version lacks it, its weight, its fold; its bead if not made."""

    signs: Mapping[str, float]
    lost: bool
    weight: float
    fold: int
    elsewhere: bool
    place: tuple[str, str, int] | None


def every_case(encode: Remembering) -> list[Case]:
    """Every case, translated lines, and the rewritten stories once more in the aligner's own beads."""
    told = cases()
    own = []
    for case in told:
        if case.source == "twins":
            found = align_vectors(case.ko, case.en, encode(case.ko), encode(case.en))
            own.append(replace(case, source="own", beads=[(tuple(bead.ko), tuple(bead.en)) for bead in found]))
    return [*told, *translations(), *own]


def signed(case: Case, ko: Sequence[str], encode: Remembering) -> list[Clause]:
    """The English clauses of a case, its Korean perhaps cut, with all signs."""
    story = Story.of(ko, case.en, case.beads, date=case.day, encode=encode)
    heads = headline_lines(case.en, "en")
    gate = {"ko": -1.0, "en": 1.0}
    found = clause_signs(story.ko, story.en, case.beads, gate=lambda lang, _: gate[lang], encode=encode, skip_en=heads)
    return found[1]


def nearest(
    group: Sequence[Clause], texts: Sequence[str], words: str, encode: Remembering
) -> list[tuple[Clause, bool]]:
    """Which clause the words stood for, and which they clearly did not; nothing where that is not clear."""
    near = encode([*(texts[c.sentence][c.start : c.end] for c in group), words])
    cosines = near[:-1] @ near[-1]
    order = np.argsort(-cosines)
    if len(group) < 2 or cosines[order[0]] < NEAR or cosines[order[0]] - cosines[order[1]] < CLEARLY:
        return []
    far = [(c, False) for c, cosine in zip(group, cosines, strict=True) if cosine < cosines[order[0]] - 0.15]
    return [(group[order[0]], True), *far]


def dropped(case: Case, rng: random.Random) -> tuple[list[str], dict[int, str]]:
    """The Korean sentences with a clause dropped from some, and of each bead the words that were."""
    texts = list(case.ko)
    gone: dict[int, str] = {}
    for at, bead in enumerate(case.beads):
        if not all(bead) or case.wrong("clause", bead) or (len(case.beads) > 1 and rng.random() > DROP_RATE):
            continue
        choices = []
        for n in bead[0]:
            clauses = split_clauses(texts[n], "ko")
            for start, end in clauses if len(clauses) > 1 else ():
                a, b = clause_core(texts[n][start:end], "ko")
                if a < b and sum(c.isalnum() for c in texts[n][start:end]) >= 9 and end - start <= 0.75 * len(texts[n]):
                    choices.append((n, start, end))
        if choices:
            n, start, end = rng.choice(choices)
            gone[at] = texts[n][start:end]
            rest = f"{texts[n][:start].rstrip(' ,;')} {texts[n][end:].lstrip(' ,;')}".strip()
            texts[n] = rest if rest[-1:] in '.?!"”' else rest + "."
    return texts, gone


def case_rows(case: Case, encode: Remembering) -> Iterator[Row]:
    """The English clauses of a case, and those of the case with clauses dropped from its Korean."""
    bead_of = {n: at for at, bead in enumerate(case.beads) for n in bead[1]}

    def row(clause: Clause, lost: bool, weight: float, made: bool = False) -> Row:
        place = None if made else (case.source, case.id, bead_of[clause.sentence])
        return Row(clause.signs, lost, weight, case.fold, clause.elsewhere, place)

    for clause in signed(case, case.ko, encode):
        bead = case.beads[bead_of[clause.sentence]]
        unsure = any(m.kind == "clause" and (m.ko in bead[0] or m.en in bead[1]) for m in case.differences)
        if not unsure and not case.wrong("clause", bead):
            yield row(clause, False, KEPT)
    if case.source == "wrong":
        return
    rng = random.Random(f"{case.id}/en/{SEED}")
    for _ in range(DROPS.get(case.source, USUAL_DROPS)):
        changed, gone = dropped(case, rng)
        if not gone:
            continue
        groups_of: dict[int, list[Clause]] = {}
        for clause in signed(case, changed, encode):
            groups_of.setdefault(bead_of[clause.sentence], []).append(clause)
        for at, words in gone.items():
            for clause, lost in nearest(groups_of.get(at, []), case.en, words, encode) if at in groups_of else ():
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


def model_of(rows: Sequence[Row], sentences: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fit the English; return its models and what they find on folds they have not seen."""
    names = [*CHEAP, *NEARNESS]
    cheap, full = judged(rows, CHEAP), judged(rows, names)
    worst: dict[tuple[str, str, int], float] = {}
    has_lost = {row.place for row in rows if row.lost}
    for p, row in zip(full, rows, strict=True):
        if row.place is not None and row.place not in has_lost and row.place[0] != "wrong":
            worst[row.place] = max(worst.get(row.place, 0.0), p)
    ranked = sorted(worst.values(), reverse=True)
    limits = {
        name: round(ranked[min(int(sentences * rate / 100), len(ranked) - 1)] + 1e-4, 4)
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
    parser.add_argument("--sides", nargs="+", choices=("ko", "en"), default=("ko", "en"), help="fit these only")
    parser.add_argument("--errors", action="store_true", help="print the Korean spans missed and flagged wrongly")
    args = parser.parse_args()
    encode = Remembering()
    texts = every_case(encode)
    value: dict[str, Any] = json.loads(MODEL.read_text(encoding="utf-8"))
    value["signature"] = signature(
        encoder=encode.encoder.info.fingerprint,
        corpus=corpus_hash(sources(translated=True)),
        seed=SEED,
        config={"ko": RIGHT_PER_100, "en": FALSE_PER_100},
    )
    sentences = Counter[str]()
    for case in texts:
        sentences[case.source] += len(case.en)
    told: dict[str, Any] = {"signature": value["signature"]}
    if "ko" in args.sides:
        value["ko"], told["ko"] = fit_spans(every_group(texts, encode), sentences, RIGHT_PER_100)
        judged, seen = told["ko"].pop("judged"), told["ko"].pop("usual")
        if args.fit:
            rows = "".join(f"{lang}\t{word}\t{met}\t{n}\n" for (lang, word), (met, n) in seen.items())
            USUAL.write_text(HEAD + rows, encoding="utf-8")
        for j in sorted(judged, key=lambda j: -j.probability) if args.errors else ():
            hit = j.look >= value["ko"]["look_from"] and j.probability >= value["ko"]["report_from"]
            if hit != j.group.lost:
                print(f"{'false' if hit else 'missed'} {j.probability:.2f} {j.group.source} {j.group.id}: {j.text}")
    if "en" in args.sides:
        rows = [row for case in texts for row in case_rows(case, encode)]
        value["en"], told["en"] = model_of(rows, sum(n for name, n in sentences.items() if name != "wrong"))
    if args.fit:
        MODEL.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
        print(f"wrote {MODEL}")
    print(json.dumps(told, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
