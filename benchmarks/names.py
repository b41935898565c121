"""Names: fit the judges of names and of exchanged names, and say what they find on text they have not seen.

    python benchmarks/names.py --cross       # ten parts, each judged by models of the other nine
    python benchmarks/names.py --fit         # write the kinds "name" and "exchange" of tables/judge.json anew
    python benchmarks/names.py --ablate      # without each group of signs in turn

Rows are the suspects of `check_names` on every case. Positive are those on a wrong name: planted, of the probes, or
made by putting the name of another story into the English (``name``) or by exchanging two names of a sentence
(``exchange``). Names on sentences with another mistake are left out.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from aligner.facts.judge import sigmoid
from aligner.facts.model import Suspect
from aligner.facts.names.check import check_names
from aligner.facts.names.mentions import english_names
from aligner.facts.names.table import builtin_table
from aligner.facts.story import Story
from language_data import FOLDS, Case, cases, sources, translations
from signature import corpus_hash, signature

ROOT = Path(__file__).resolve().parents[1]
MODEL = ROOT / "src" / "aligner" / "facts" / "tables" / "judge.json"
GOLDEN = ROOT / "tests" / "golden" / "facts_names.tsv"
KINDS = ("name", "exchange")
SEED = 7
PLANTED, MADE, PAIR = 4.0, 0.25, 1.0
FALSE_PER_100 = {"name": 0.45, "exchange": 0.2}
SURE_PER_100 = {"name": 0.15, "exchange": 0.0}
STRENGTH = {"name": 0.3, "exchange": 2.0}
GROUPS = {
    "pair": ("pair",), "words": ("word",), "known": ("known",), "beside": ("word_misheard", "word_unlike"),
    "parts": ("word_part", "word_clash"), "titles of works": ("word_work",),
    "bodies": ("word_body",),
    "surnamed": ("surnamed", "is_surname"),
}  # fmt: skip
BASES = ("pair", "word", "known", "surnamed")
"""Signs one of which every suspect has: without them it is none."""


@dataclass(frozen=True)
class Row:
    """A suspect: its kind and signs, whether the name is wrong, its weight, fold, set, case and sentence."""

    kind: str
    signs: dict[str, float]
    wrong: bool
    weight: float
    fold: int
    place: tuple[str, str, int] | None
    text: str = ""


def suspects(case: Case, en: Sequence[str]) -> list[Suspect]:
    return [s for s in check_names(Story.of(case.ko, en, case.beads, date=case.day)) if s.kind in KINDS]


def case_rows(case: Case, names: dict[str, list[str]], rng: random.Random) -> Iterator[Row]:
    planted = [m for m in case.mistakes if m.kind == "name"]
    for s in suspects(case, case.en):
        assert s.en is not None
        mine = [m for m in planted if m.en == s.en.sentence]
        hit = any(m.en_span is None or (s.en.start < m.en_span[1] and m.en_span[0] < s.en.end) for m in mine)
        if any(m.kind == "name" and m.en == s.en.sentence for m in case.differences) or (mine and not hit):
            continue
        if hit and s.kind == "exchange" and case.source != "wrong":
            continue  # a planted name is another name, seldom an exchanged one
        yield Row(s.kind, dict(s.signs), hit, PLANTED if hit else 1.0, case.fold,
                  (case.source, case.id, s.en.sentence), case.en[s.en.sentence][slice(*s.en.span)])  # fmt: skip
    if case.source != "wrong":
        yield from _replaced(case, names, rng)
        yield from _reheaded(case, rng)
        yield from _halved(case, rng)
        yield from _parted(case, rng)
        yield from _exchanged(case)


def _replaced(case: Case, names: dict[str, list[str]], rng: random.Random) -> Iterator[Row]:
    """Suspects on a name of another story, put in the place of one of the same kind."""
    table = builtin_table()
    places = [(j, n) for bead in case.beads if all(bead) for j in bead[1] for n in english_names(case.en[j], table)]
    for j, name in rng.sample(places, min(len(places), 2 if len(case.en) == 1 else 6)):
        other = rng.choice(names[name.kind])
        if other == name.text:
            continue
        text = f"{case.en[j][: name.start]}{other}{case.en[j][name.end :]}"
        end = name.start + len(other)
        for s in suspects(case, [*case.en[:j], text, *case.en[j + 1 :]]):
            if s.kind == "name" and s.en and s.en.sentence == j and s.en.start < end and name.start < s.en.end:
                yield Row("name", dict(s.signs), True, MADE, case.fold, None)


HEADS = (
    "Electronics|Chemical|Construction|Securities|Pharmaceutical|Motors|Steel|Foods|Energy|Shipbuilding|Aerospace|Telecom|"
    "Insurance|Airlines|Entertainment|Logistics|Bank|Card|Capital|Trading|Engineering|Games|Data|Bio|Department Store"
).split("|")
SIDES = ("Western", "Eastern", "Southern", "Northern", "Central")
PARTS = re.compile(rf"\b(?:(?<=[a-z]\s)(?:{'|'.join(HEADS)})|{'|'.join(SIDES)})\b")


def _reheaded(case: Case, rng: random.Random) -> Iterator[Row]:
    """Suspects on a firm of another trade, a court of another side of the town."""
    for j in (j for bead in case.beads if all(bead) for j in bead[1]):
        for match in PARTS.finditer(case.en[j]):
            other = rng.choice([w for w in (SIDES if match[0] in SIDES else HEADS) if w != match[0]])
            text = f"{case.en[j][: match.start()]}{other}{case.en[j][match.end() :]}"
            end = match.start() + len(other)
            for s in suspects(case, [*case.en[:j], text, *case.en[j + 1 :]]):
                if s.kind == "name" and s.en and s.en.sentence == j and s.en.start < end and match.start() < s.en.end:
                    yield Row("name", dict(s.signs), True, 2 * MADE, case.fold, None)


FULL = re.compile(r"\b([A-Z][a-z]{2,}) ([A-Z][a-z]{3,})\b(?! [A-Z])")
"""A name of two words, as foreigners' are."""


def _halved(case: Case, rng: random.Random) -> Iterator[Row]:
    """Suspects on a foreigner whose surname is another that begins alike."""
    pool = sorted({e.en[0].split()[-1] for e in builtin_table().entries if e.kind == "person" and " " in e.en[0]})
    for j in (j for bead in case.beads if all(bead) for j in bead[1]):
        for match in FULL.finditer(case.en[j]):
            others = [w for w in pool if w[0] == match[2][0] and w != match[2] and w.isalpha()]
            if not others:
                continue
            other = rng.choice(others)
            text = f"{case.en[j][: match.start(2)]}{other}{case.en[j][match.end(2) :]}"
            start, end = match.start(2), match.start(2) + len(other)
            for s in suspects(case, [*case.en[:j], text, *case.en[j + 1 :]]):
                if s.kind == "name" and s.signs.get("word_misheard") and s.en and s.en.sentence == j:
                    if s.en.start < end and start < s.en.end:
                        yield Row("name", dict(s.signs), True, 2 * MADE, case.fold, None)


TRADE = re.compile(rf"\b([A-Z][a-z]{{2,}}) (?:{'|'.join(HEADS)}|University|High School|Hospital|Foundation|Group)\b")
SLIPS = ("ga ha", "da na", "ra na", "ba ma", "on un", "eo o", "han dan", "mi ma", "ye yeo", "sae sa", "il eul", "in an")


def _parted(case: Case, rng: random.Random) -> Iterator[Row]:
    """Suspects on a firm or school whose first word is another's, or has a slip of a syllable."""
    pool = (
        "Hangyeol",
        "Daon",
        "Saebom",
        "Nuri",
        "Mirae",
        "Aurora",
        "Stellar",
        "Hanbit",
        "Green",
        "Blue",
        "Seorin",
        "Garam",
    )
    for j in (j for bead in case.beads if all(bead) for j in bead[1]):
        for match in TRADE.finditer(case.en[j]):
            slips = [match[1].lower().replace(*pair) for slip in SLIPS for pair in (slip.split(), slip.split()[::-1])]
            others = [rng.choice(pool), *(slip.capitalize() for slip in slips if slip != match[1].lower())]
            other = rng.choice(others[:1] if len(others) < 2 else [others[0], rng.choice(others[1:])])
            if other == match[1]:
                continue
            text = f"{case.en[j][: match.start(1)]}{other}{case.en[j][match.end(1) :]}"
            end = match.start(1) + len(other)
            for s in suspects(case, [*case.en[:j], text, *case.en[j + 1 :]]):
                if s.kind == "name" and s.signs.get("word_part") and s.en and s.en.sentence == j:
                    if s.en.start < end and match.start(1) < s.en.end:
                        yield Row("name", dict(s.signs), True, 2 * MADE, case.fold, None)


def _exchanged(case: Case) -> Iterator[Row]:
    for s in suspects(case, case.en):
        if s.kind != "exchange" or s.en is None or "second_start" not in s.detail:
            continue
        j, text = s.en.sentence, case.en[s.en.sentence]
        spans = sorted([s.en.span, (int(s.detail["second_start"]), int(s.detail["second_end"]))])
        (a, b), (c, d) = spans
        changed = f"{text[:a]}{text[c:d]}{text[b:c]}{text[a:b]}{text[d:]}"
        for other in suspects(case, [*case.en[:j], changed, *case.en[j + 1 :]]):
            if other.kind == "exchange" and other.ko == s.ko and other.en and other.en.sentence == j:
                yield Row("exchange", dict(other.signs), True, MADE, case.fold, None)


def golden_rows() -> Iterator[Row]:
    """The sentence pairs of ``tests/golden/facts_names.tsv``: right ones, and wrong ones marked "!"."""
    for n, line in enumerate(GOLDEN.read_text(encoding="utf-8").splitlines()):
        if not line or line.startswith("#"):
            continue
        korean, *versions = line.split("\t")
        for version in versions:
            for s in check_names(Story.of([korean], [version.lstrip("!")], [((0,), (0,))])):
                if s.kind == "name":
                    yield Row("name", dict(s.signs), version.startswith("!"), PAIR, n % FOLDS, None)


def fit(rows: Sequence[Row]) -> tuple[float, dict[str, float]]:
    """Intercept and weights of a logistic regression; a sign that is not there is 0."""
    from sklearn.linear_model import LogisticRegression

    names = sorted({name for row in rows for name in row.signs})
    x = np.array([[row.signs.get(name, 0.0) for name in names] for row in rows])
    y, weight = np.array([row.wrong for row in rows]), np.array([row.weight for row in rows])
    model = LogisticRegression(C=STRENGTH[rows[0].kind], max_iter=5000).fit(x, y, sample_weight=weight)
    weights = {name: round(float(w), 4) for name, w in zip(names, model.coef_[0], strict=True)}
    return round(float(model.intercept_[0]), 4), weights


def held_out(rows: Sequence[Row]) -> list[float]:
    """The probability of every row by a model of the other folds."""
    out = [0.0] * len(rows)
    for part in range(FOLDS):
        intercept, weights = fit([row for row in rows if row.fold != part])
        for n, row in enumerate(rows):
            if row.fold == part:
                out[n] = sigmoid(intercept + sum(weights.get(name, 0.0) * v for name, v in row.signs.items()))
    return out


def judged(rows: Sequence[Row], kind: str, sentences: int) -> tuple[dict[str, float], dict[str, Any], list[float]]:
    held = held_out(rows)
    ranked = sorted((p for p, r in zip(held, rows, strict=True) if r.place and not r.wrong and r.place[0] != "wrong"))[
        ::-1
    ]

    def limit(rate: float) -> float:
        if not ranked:  # nothing to be wrong about
            return 0.5
        return round(ranked[min(int(sentences * rate / 100), len(ranked) - 1)] + 1e-4, 4)

    warning = limit(FALSE_PER_100[kind])
    limits = {"warning_from": warning, "error_from": max(warning, limit(SURE_PER_100[kind]))}
    hits = {r.place for p, r in zip(held, rows, strict=True) if r.place and r.wrong and p >= warning}
    false = {r.place for p, r in zip(held, rows, strict=True) if r.place and not r.wrong and p >= warning}
    sure = Counter(r.wrong for p, r in zip(held, rows, strict=True) if r.place and p >= limits["error_from"])
    figures = {
        "found": dict(Counter(place[0] for place in hits)),
        "false": dict(Counter(place[0] for place in false)),
        "errors right": f"{sure[True]}/{sum(sure.values())}",
    }
    return limits, figures, held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="write judge.json")
    parser.add_argument("--cross", action="store_true", help="what is found on text that the models have not seen")
    parser.add_argument("--ablate", action="store_true", help="without each group of signs")
    parser.add_argument("--show", action="store_true", help="list what is missed and told wrongly")
    args = parser.parse_args()
    rng, texts, table = random.Random(SEED), [*cases(), *translations()], builtin_table()
    names: dict[str, list[str]] = {}
    for case in texts:
        for text in case.en if case.source != "wrong" else ():
            for name in english_names(text, table):
                names.setdefault(name.kind, []).append(name.text)
    rows = [*(row for case in texts for row in case_rows(case, names, rng)), *golden_rows()]
    sentences = sum(len(case.en) for case in texts if case.source != "wrong")
    planted = Counter(case.source for case in texts for m in case.mistakes if m.kind == "name")
    stamp = signature(encoder="none", corpus=corpus_hash(sources(translated=True)), seed=SEED, config=FALSE_PER_100)
    result: dict[str, Any] = {"signature": stamp, "planted": dict(planted)}
    model = json.loads(MODEL.read_text(encoding="utf-8"))
    for kind in KINDS:
        mine = [row for row in rows if row.kind == kind]
        limits, result[kind], held = judged(mine, kind, sentences)
        intercept, weights = fit(mine)
        model[kind] = {"intercept": intercept, "weights": weights | {"loose": -3.0}, **limits}
        if args.show:
            for p, row in sorted(zip(held, mine, strict=True), key=lambda pair: -pair[0]):
                if row.place and row.wrong != (p >= limits["warning_from"]):
                    print(round(p, 2), row.wrong, row.place, row.text, {k: v for k, v in row.signs.items() if v})
        if args.ablate and kind == "name":
            for group, heads in GROUPS.items():
                less = [Row(r.kind, {k: v for k, v in r.signs.items() if not k.startswith(heads)}, r.wrong, r.weight,
                            r.fold, r.place) for r in mine]  # fmt: skip
                told = [r for r in less if any(r.signs.get(base) for base in BASES)]
                result[f"without {group}"] = judged(told, kind, sentences)[1]
    if args.fit:
        text = json.dumps(model, indent=1)
        MODEL.write_text(re.sub(r"\n {3}", " ", text) + "\n", encoding="utf-8")
        print(f"wrote {MODEL}")
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
