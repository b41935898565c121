"""Names: fit the judges of names and of exchanged names, and say what they find in sets of probes they have not seen.

    python benchmarks/names.py --cross           # each set judged by models of the others
    python benchmarks/names.py --fit             # write the kinds "name" and "exchange" of tables/judge.json anew
    python benchmarks/names.py --ablate          # without each check in turn
    python benchmarks/names.py --cross --show    # what is missed and told wrongly

Rows are the suspects of `check_names` on every case. Right are those on a wrong name; names on sentences with another
mistake are none's. A fold is a whole set of probes; stories and translations are spread over the folds. The limits are
those at which so many cases of a hundred without a mistake are flagged, judged by models of the other folds.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from aligner.facts.figures.exclusive import check_exclusive
from aligner.facts.judge import sigmoid, verdict
from aligner.facts.names.check import check_names
from aligner.facts.story import Story
from language_data import Case, cases, sources, translations
from signature import corpus_hash, signature

MODEL = Path(__file__).resolve().parents[1] / "src" / "aligner" / "facts" / "tables" / "judge.json"
KINDS = ("name", "exchange")
STRENGTH = {"name": 0.3, "exchange": 2.0}
FALSE_PER_100 = {"name": 0.2, "exchange": 0.05}
SURE_PER_100 = {"name": 0.1, "exchange": 0.0}
"""Cases of a hundred without a mistake that may be flagged, and that may be flagged as an error."""
CHECKS = {
    "pairs of open names": "check.mispaired_names", "words nothing accounts for": "check.word_suspects",
    "what the table knows": "check.known_suspects", "surnames": "check.surname_suspects",
    "titles": "check.title_suspects", "exchanged names": "check.exchanges",
    "the half that is known": "halves._beside", "Pinyin": "halves._chinese", "parts of a word": "halves._inside",
    "two words in one": "words.as_one", "the rest of a word": "words._rest_of",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A suspect: its kind and signs, whether the name is wrong, its fold, and its case and bead."""

    kind: str
    signs: dict[str, float]
    wrong: bool
    fold: int
    place: tuple[int, int]


def rows_of(n: int, case: Case) -> Iterator[Row]:
    story = Story.of(case.ko, case.en, case.beads, date=case.day)
    bead_of = {j: k for k, bead in enumerate(case.beads) for j in bead[1]}
    planted: dict[int | None, list[tuple[int, int] | None]] = defaultdict(list)
    for m in case.mistakes:
        if m.kind == "name" and m.en is not None:
            planted[bead_of.get(m.en)].append(m.en_span)
    others = {bead_of.get(m.en) for m in case.differences if m.kind == "name" and m.en is not None}
    for s in check_names(story):
        if s.kind not in KINDS or s.en is None:
            continue
        bead = bead_of[s.en.sentence]
        hit = s.kind == "exchange" or any(span is None or (s.en.start < span[1] and span[0] < s.en.end)
                                          for span in planted[bead])  # fmt: skip
        if bead in others or (planted[bead] and not hit):
            continue
        yield Row(s.kind, dict(s.signs), bool(planted[bead]), case.fold, (n, bead))


def fit(rows: Sequence[Row]) -> tuple[float, dict[str, float]]:
    """Intercept and weights of a logistic regression; a sign that is not there is 0."""
    from sklearn.linear_model import LogisticRegression

    names = sorted({name for row in rows for name in row.signs})
    x = np.array([[row.signs.get(name, 0.0) for name in names] for row in rows])
    model = LogisticRegression(C=STRENGTH[rows[0].kind], max_iter=5000).fit(x, [row.wrong for row in rows])
    weights = {name: round(float(w), 4) for name, w in zip(names, model.coef_[0], strict=True)}
    return round(float(model.intercept_[0]), 4), weights


def held_out(rows: Sequence[Row]) -> list[float]:
    """The probability of every row by a model of the other folds."""
    models = {fold: fit([row for row in rows if row.fold != fold]) for fold in {row.fold for row in rows}}
    return [
        sigmoid(models[row.fold][0] + sum(models[row.fold][1].get(name, 0.0) * v for name, v in row.signs.items()))
        for row in rows
    ]


def limits(rows: Sequence[Row], held: Sequence[float], texts: Sequence[Case]) -> tuple[float, float]:
    """The probabilities from which a suspect is told, and told as an error."""
    worst: dict[tuple[int, int], float] = {}
    for row, p in zip(rows, held, strict=True):
        if not row.wrong and texts[row.place[0]].source in ("right", "mended"):
            worst[row.place] = max(p, worst.get(row.place, 0.0))
    ranked = sorted(worst.values(), reverse=True)
    pairs = sum(case.source in ("right", "mended") for case in texts)

    def limit(rate: float) -> float:
        at = int(pairs * rate / 100)
        return round(max(ranked[at] if at < len(ranked) else 0.0, 0.3) + 1e-3, 4)

    kind = rows[0].kind
    warning = limit(FALSE_PER_100[kind])
    return warning, max(warning, limit(SURE_PER_100[kind]))


def told_by_words(texts: Sequence[Case]) -> set[tuple[int, int]]:
    """The beads where a name is told by `tables/exclusive.tsv`."""
    found = set()
    for n, case in enumerate(texts):
        story = Story.of(case.ko, case.en, case.beads, date=case.day)
        bead_of = {j: k for k, bead in enumerate(case.beads) for j in bead[1]}
        found |= {(n, bead_of[s.en.sentence]) for s in check_exclusive(story)
                  if s.type == "name" and s.en is not None and verdict(s)[1]}  # fmt: skip
    return found


def result(
    texts: Sequence[Case], rows: Sequence[Row], by_words: set[tuple[int, int]], show: bool = False
) -> tuple[dict[str, Any], dict[str, tuple[float, float]]]:
    """What is found of each set and told wrongly by models of the other sets, and the limits."""
    told, at = set(by_words), {}
    for kind in KINDS:
        mine = [row for row in rows if row.kind == kind]
        if not mine:
            continue
        held = held_out(mine)
        at[kind] = limits(mine, held, texts)
        told |= {row.place for row, p in zip(mine, held, strict=True) if p >= at[kind][0]}
    found: Counter[str] = Counter()
    false: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    for n, case in enumerate(texts):
        bead_of = {j: k for k, bead in enumerate(case.beads) for j in bead[1]}
        wrong = {bead_of.get(m.en) for m in case.mistakes if m.kind == "name" and m.en is not None}
        other = {bead_of.get(m.en) for m in case.differences if m.kind == "name"}
        beads = {bead for at_case, bead in told if at_case == n}
        planted[case.set or case.source] += len(wrong)
        found[case.set or case.source] += len(wrong & beads)
        false[case.source] += len(beads - wrong - other)
        for bead in beads ^ wrong if show else ():
            if bead is not None and bead not in other:
                print("told" if bead in beads else "missed", case.source, case.set, case.id,
                      *(case.ko[i] for i in case.beads[bead][0]), "|",
                      *(case.en[j] for j in case.beads[bead][1]))  # fmt: skip
    sets = [name for name in planted if planted[name]]
    probes = [name for name in sets if len(name) == 1]
    return {
        "found": {name: f"{found[name]}/{planted[name]}" for name in sets},
        "sets of probes": f"{sum(found[s] for s in probes)}/{sum(planted[s] for s in probes)}",
        "false": {name: n for name, n in false.items() if n},
    }, at


def all_rows(texts: Sequence[Case]) -> list[Row]:
    return [row for n, case in enumerate(texts) for row in rows_of(n, case)]


def without(check: str, texts: Sequence[Case]) -> list[Row]:
    """The rows with one check taken out."""
    kind: Any = {"words.as_one": frozenset(), "words._rest_of": None}.get(check, ())

    def nothing(*_: object) -> Any:
        return iter(kind) if isinstance(kind, tuple) else kind

    with mock.patch(f"aligner.facts.names.{check}", nothing):
        return all_rows(texts)


def write(rows: Iterable[Row], at: dict[str, tuple[float, float]]) -> None:
    model = json.loads(MODEL.read_text(encoding="utf-8"))
    for kind in KINDS:
        intercept, weights = fit([row for row in rows if row.kind == kind])
        model[kind] = {"intercept": intercept, "weights": weights | {"loose": -3.0}, "warning_from": at[kind][0],
                       "error_from": at[kind][1]}  # fmt: skip
    MODEL.write_text(re.sub(r"\n {3}", " ", json.dumps(model, indent=1)) + "\n", encoding="utf-8")
    print(f"wrote {MODEL}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="write judge.json")
    parser.add_argument("--cross", action="store_true", help="what is found on sets that the models have not seen")
    parser.add_argument("--ablate", action="store_true", help="without each check")
    parser.add_argument("--show", action="store_true", help="list what is missed and told wrongly")
    args = parser.parse_args()
    texts = [*cases(), *translations()]
    rows, by_words = all_rows(texts), told_by_words(texts)
    stamp = signature(encoder="none", corpus=corpus_hash(sources(translated=True)), seed=0, config=FALSE_PER_100)
    out: dict[str, Any] = {"signature": stamp}
    out["all"], at = result(texts, rows, by_words, args.show)
    if args.ablate:
        out["without words of which one can be meant"], _ = result(texts, rows, set())
        for name, check in CHECKS.items():
            out[f"without {name}"], _ = result(texts, without(check, texts), by_words)
    if args.fit:
        write(rows, at)
    print(json.dumps(out, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
