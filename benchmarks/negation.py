"""Flipped negations and opposites: fit three models of `aligner.facts.judge`, and say what they find.

    python benchmarks/negation.py --cross     # ten parts, each judged by models of the other nine
    python benchmarks/negation.py --fit       # write the kinds "lost", "added" and "opposite" of tables/judge.json

Rows are the suspects of every gold bead, translated news among them: those on a planted flip are positive, all others
negative. Made rows help: the sentence pairs of ``tests/golden/facts_polarity.tsv``, flips made by dropping a "not" from
an English sentence or putting one in, "if" for "unless", and opposites made by putting in a word of the other pole.
Thresholds are set so that suspects of unseen text give `FALSE_PER_100` alarms a hundred Korean sentences.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from aligner.facts.judge import Judge
from aligner.facts.model import Suspect
from aligner.facts.negation.acts import english_forms
from aligner.facts.negation.bead import NegationBead
from aligner.facts.negation.compare import bead_suspects
from aligner.facts.negation.fields import field_rows, korean_poles
from language_data import FOLDS, Case, Mistake, cases, sources, translations
from signature import corpus_hash, signature

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden" / "facts_polarity.tsv"
MODEL = ROOT / "src" / "aligner" / "facts" / "tables" / "judge.json"
KINDS = ("lost", "added", "opposite")
Ids = tuple[tuple[int, ...], tuple[int, ...]]
Bead = tuple[str, str, int]
"""Sort, case and number of a bead."""
SEED = 6
FALSE_PER_100 = {"lost": 0.2, "added": 0.05, "opposite": 0.3}
SURE_PER_100 = {"lost": 0.1, "added": 0.03, "opposite": 0.1}
PAIR, MADE, OPPOSED, PLANTED = 0.5, 0.1, 0.05, 3.0
"""Weights of golden pairs, of made flips and of made opposites, and what a planted flip counts."""
LOOSE = -1.0
"""Weight of a bead whose sides may not belong together, which gold beads never are."""
STRENGTH = {"lost": 0.1, "added": 0.02, "opposite": 0.02}
"""Inverse of the penalty on the weights."""


@dataclass(frozen=True)
class Row:
    """A suspect: its signs, whether it is flipped, its weight, its fold; its set, case and bead if not made."""

    kind: str
    signs: dict[str, float]
    flipped: bool
    weight: float
    fold: int
    place: Bead | None
    set: str = ""
    what: str = ""


NOT_SAID = re.compile(r"\b(did|does|do|have|has|had|would|will|was|were|is|are|could|should|can) ?not\s")
SAID = re.compile(
    r"\b(?:was|were|is|are|has been|had been|will|would|could|can|has|have|had)(?=\s(?!not|no|never)[a-z])"
)


ARTICLE = re.compile(r"\b(found|showed|with|have|has|had|saw|is|was|are|were) an?(?=\s)")
ACTED = re.compile(r"(?<=[a-z])(?=\s[a-z]{3,}ed\s(?:the|an?|to|that|his|her|its|their|for|in)\b)")


def flipped_versions(sentence: str) -> list[tuple[str, str]]:
    """The sentence without its "not" (``lost``), and with one after its auxiliary (``added``)."""
    out = []
    if (match := NOT_SAID.search(sentence)) is not None:
        out.append((f"{sentence[: match.start()]}{match[1]} {sentence[match.end() :]}", "lost"))
    if (match := SAID.search(sentence)) is not None and not re.search(r"\bnot\b|n't", sentence):
        out.append((f"{sentence[: match.end()]} not{sentence[match.end() :]}", "added"))
    if "unless " in sentence:
        out.append((sentence.replace("unless ", "if ", 1), "lost"))
    for place, word in ((ARTICLE, r"\1 no"), (ACTED, " never")):
        if place.search(sentence) is not None and not re.search(r"\bnot?\b|n't|never", sentence):
            out.append((place.sub(word, sentence, count=1), "added"))
    return out


def opposed_versions(bead: NegationBead, rng: random.Random) -> Iterator[tuple[int, str, tuple[int, int]]]:
    """English sentences with one word turned to the other pole of what the Korean says: number, text, the new word."""
    said = {pole for i in bead.ko_ids for pole, places in korean_poles(bead.ko[i]).items() if places.plain}
    rows = field_rows()
    for k, poles in enumerate(bead.poles):
        for (row, side), places in sorted(poles.items()):
            if (row, side) not in said or not places.plain:
                continue
            start, end = places.plain[0]
            word = bead.english[k][start:end].lower()
            lemmas = [lemma.rstrip("^") for lemma in rows[row][3 - side].split("|") if not lemma.startswith("(")]
            same = (english_forms(lemma.rstrip("^")) for lemma in rows[row][2 + side].split("|"))
            at = next((forms.index(word) for forms in same if word in forms), 0)
            forms = [f[min(at, len(f) - 1)] for f in map(english_forms, lemmas)]
            if forms:
                new = rng.choice(forms)
                yield k, f"{bead.english[k][:start]}{new}{bead.english[k][end:]}", (start, start + len(new))


def meets(suspect: Suspect, mistake: Mistake) -> bool:
    """Whether a suspect accuses the words of a mistake; where those are unknown, its sentence."""
    for mine, number, place in (
        (suspect.en, mistake.en, mistake.en_span),
        (suspect.ko, mistake.ko, mistake.ko_span),
    ):
        if mine is not None and mine.sentence == number and place is not None:
            if mine.start < place[1] and place[0] < mine.end:
                return True
    return False


def _bead(ko: Sequence[str], en: Sequence[str], ids: Ids) -> NegationBead:
    return NegationBead(ko, en, ids[0], ids[1], 2.4)


def case_rows(case: Case, rng: random.Random) -> Iterator[Row]:
    for n, ids in enumerate(case.beads):
        if not all(ids) or sum(map(len, ids)) > 6:
            continue
        flips = case.wrong("negation", ids)
        bead = _bead(case.ko, case.en, ids)
        found = bead_suspects(bead)
        for suspect in found:
            hit = any(meets(suspect, flip) for flip in flips)
            only = flips and suspect.kind == "lost" and sum(other.kind == "lost" for other in found) == 1
            if flips and suspect.kind == "lost" and not hit and not only:
                continue  # which of two Korean negations lost its "not" is not known
            yield Row(suspect.kind, dict(suspect.signs), bool(hit or only), PLANTED if hit or only else 1.0, case.fold,
                      (case.source, case.set + case.id, n), case.set, _what(case, suspect))  # fmt: skip
        if not flips and case.source != "wrong":
            yield from _made(case, bead, ids, rng)


def _what(case: Case, suspect: Suspect) -> str:
    """The accused words of both sides, to read."""
    sides = ((case.ko, suspect.ko), (case.en, suspect.en))
    return " / ".join("" if at is None else texts[at.sentence][slice(*at.span)] for texts, at in sides)


def _made(case: Case, bead: NegationBead, ids: Ids, rng: random.Random) -> Iterator[Row]:
    def changed(j: int, text: str) -> list[Suspect]:
        return bead_suspects(_bead(case.ko, [*case.en[:j], text, *case.en[j + 1 :]], ids))

    for j in ids[1]:
        for text, kind in flipped_versions(case.en[j]):
            found = [s for s in changed(j, text) if s.kind == kind]
            if kind == "lost" and len(found) != 1:
                continue
            for suspect in found:
                if kind == "lost" or (suspect.en is not None and suspect.en.sentence == j):
                    yield Row(kind, dict(suspect.signs), True, MADE, case.fold, None)
    for k, text, span in list(opposed_versions(bead, rng))[:2]:
        mistake = Mistake("negation", None, ids[1][k], None, span)
        for suspect in changed(ids[1][k], text):
            if suspect.kind == "opposite" and meets(suspect, mistake):
                yield Row("opposite", dict(suspect.signs), True, OPPOSED, case.fold, None)


def golden_rows() -> Iterator[Row]:
    for n, line in enumerate(GOLDEN.read_text(encoding="utf-8").splitlines()):
        if not line or line.startswith("#"):
            continue
        korean, *versions = line.split("\t")
        for version in versions:
            for s in bead_suspects(_bead([korean], [version.lstrip("!")], ((0,), (0,)))):
                if s.kind != "opposite" or s.signs["clean"] or not version.startswith("!"):
                    yield Row(s.kind, dict(s.signs), version.startswith("!"), PAIR, n % FOLDS, None)


def fit(kind: str, rows: Sequence[Row]) -> Judge:
    """Fit one model, without its thresholds: logistic regression on standardised signs, unscaled afterwards."""
    from sklearn.linear_model import LogisticRegression

    mine = [row for row in rows if row.kind == kind]
    names = sorted(mine[0].signs)
    x = np.array([[row.signs[name] for name in names] for row in mine])
    y, weight = np.array([row.flipped for row in mine]), np.array([row.weight for row in mine])
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = LogisticRegression(C=STRENGTH[kind], max_iter=5000).fit((x - mean) / scale, y, sample_weight=weight)
    slopes = model.coef_[0] / scale
    weights = {name: round(float(w), 5) for name, w in zip(names, slopes, strict=True)}
    return Judge(round(float(model.intercept_[0] - slopes @ mean), 5), weights, 0.5, 0.8)


def judged(kind: str, rows: Sequence[Row]) -> list[tuple[float, Row]]:
    """Every row of a kind with its probability by a model of the other folds."""
    out = []
    for part in range(FOLDS):
        model = fit(kind, [row for row in rows if row.fold != part])
        out += [(model.probability(row.signs), row) for row in rows if row.kind == kind and row.fold == part]
    return out


def thresholds(kind: str, held: Sequence[tuple[float, Row]], sentences: int) -> tuple[float, float]:
    """Return the probabilities above which the two numbers of alarms a hundred sentences would be false."""
    worst: dict[Bead, float] = {}
    for p, row in held:
        if row.place is not None and not row.flipped and row.place[0] != "wrong":
            worst[row.place] = max(worst.get(row.place, 0.0), p)
    ranked = sorted(worst.values(), reverse=True)

    def at(rate: float) -> float:
        return round(ranked[min(int(sentences * rate / 100), len(ranked) - 1)] + 1e-4, 4)

    report = at(FALSE_PER_100[kind])
    return report, max(report, at(SURE_PER_100[kind]))


def told(held: dict[str, list[tuple[float, Row]]], limits: dict[str, tuple[float, float]]) -> dict[Bead, Told]:
    """Of every bead the suspect that is told: how far above the least of an error it is, and its row."""
    seen: dict[Bead, Told] = {}
    for kind, rows in held.items():
        for p, row in rows:
            if row.place is not None and p >= limits[kind][0]:
                margin = p - limits[kind][1]
                if row.place not in seen or margin > seen[row.place][0]:
                    seen[row.place] = margin, row
    return seen


Told = tuple[float, Row]


def counted(seen: Iterable[Told]) -> dict[str, Any]:
    """Of every sort and set the flips with a suspect on them that is told, and the beads with a false one."""
    hits: Counter[str] = Counter()
    false: Counter[str] = Counter()
    sure: Counter[bool] = Counter()
    for margin, row in seen:
        assert row.place is not None
        (hits if row.flipped else false)[f"{row.place[0]} {row.set}".strip()] += 1
        if margin >= 0:
            sure[row.flipped] += 1
    figures = {"found": dict(sorted(hits.items())), "false": dict(sorted(false.items()))}
    return {**figures, "sure": f"{sure[True]}/{sum(sure.values())}"}


def print_errors(texts: Iterable[Case], seen: dict[Bead, Told]) -> None:
    """Print what is missed and what is told wrongly."""
    for case in texts:
        for n, ids in enumerate(case.beads):
            found = seen.get((case.source, case.set + case.id, n))
            missed = case.wrong("negation", ids) and (found is None or not found[1].flipped)
            if missed or (found is not None and not found[1].flipped):
                about = "" if found is None else f"[{found[1].kind} {found[0]:+.2f}: {found[1].what}]"
                sides = " ".join(case.ko[i] for i in ids[0]), " ".join(case.en[j] for j in ids[1])
                print("missed" if missed else "false", case.source, case.set, case.id, about, *sides, sep="\t")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="write judge.json")
    parser.add_argument("--cross", action="store_true", help="what is found on text that the models have not seen")
    parser.add_argument("--errors", action="store_true", help="print what is missed and what is told wrongly")
    args = parser.parse_args()
    rng = random.Random(SEED)
    texts = [*cases(), *translations()]
    rows = [*chain.from_iterable(case_rows(case, rng) for case in texts), *golden_rows()]
    sentences = sum(len(case.ko) for case in texts if case.source != "wrong")
    held = {kind: judged(kind, rows) for kind in KINDS}
    limits = {kind: thresholds(kind, held[kind], sentences) for kind in KINDS}
    stamp = signature(
        encoder="none", corpus=corpus_hash([*sources(translated=True), GOLDEN]), seed=SEED, config=FALSE_PER_100
    )
    if args.fit:
        value = json.loads(MODEL.read_text(encoding="utf-8"))
        for kind in KINDS:
            model, (warning, error) = fit(kind, rows), limits[kind]
            weights = {**model.weights, "loose": LOOSE}
            value[kind] = {
                "intercept": model.intercept, "weights": weights, "warning_from": warning, "error_from": error,
            }  # fmt: skip
        value["signature"] = value.pop("signature")
        text = json.dumps(value, indent=1, ensure_ascii=False)
        MODEL.write_text(re.sub(r"\n {3}", " ", text) + "\n", encoding="utf-8")
        print(f"wrote {MODEL}")
    flips = Counter(f"{c.source} {c.set}".strip() for c in texts for m in c.mistakes if m.kind == "negation")
    seen = told(held, limits)
    if args.errors:
        print_errors(texts, seen)
    result = {"signature": stamp, "flips": dict(flips), "cross-validated": counted(seen.values())}
    result["kinds"] = {kind: counted(told({kind: held[kind]}, limits).values()) for kind in KINDS}
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
