"""The judges of wrong numbers and dates: fitted on suspects of stories whose mistakes are known.

    python benchmarks/figures.py [--cross] [--fit]

Suspects come from the development probes, the spent sets of ``corpora/probes``, minis and twins, from the hand-made
stories of ``corpora`` (gold beads), from
NTREX (presumed right) and from both with one figure or day changed at a time (``benchmarks/facts.py``). ``--cross``
fits on four fifths of the stories and judges the rest, five times over; ``--fit`` writes ``tables/judge.json``.
The threshold of an error is set on the cross-validated probabilities, where nine of ten are right.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np

from aligner.alignment import align_vectors
from aligner.encoders import load_encoder
from aligner.facts.figures.bounds import check_bounds, check_signs
from aligner.facts.figures.compare import check_figures
from aligner.facts.figures.edges import check_edges
from aligner.facts.figures.measures import check_measures
from aligner.facts.figures.reckoned import check_reckoned
from aligner.facts.figures.roles import check_roles
from aligner.facts.judge import sigmoid
from aligner.facts.model import Suspect
from aligner.facts.story import Story as ReadStory
from facts import _CHANGES, Story, wire_stories
from probes import DATA, ROOT, ntrex, pair, probes, stories
from signature import corpus_hash, signature

KINDS = ("number", "date")
CHECKS = (check_figures, check_roles, check_bounds, check_signs, check_reckoned, check_edges, check_measures)
CHANGED = 0.3
"""Weight of a suspect of a made mistake: they are all alike."""
MISTAKE, PENALTY = 0.25, 2.0
WARNING = {"number": 0.36, "date": 0.5}
"""Probability from which a suspect is told: a lone figure of its unit that stands elsewhere too is worth a look."""
_BOTH = {
    "instead": 1.4, "elsewhere": -2.8, "lost": 1.8, "only_one": 1.7, "repeated": -0.9, "loose": -3.0,
}  # fmt: skip
PRIOR = {
    "number": {
        **_BOTH, "reordered": 1.9, "vague": -1.7, "stray_slip": 0.85, "rate": 1.7,
        "rank": 0.4, "doubled": 0.3, "doubled_lost": 0.3, "score": 1.4, "points": 1.7, "unit": 1.7,
        "percent": 0.4, "role": 1.4, "bound_turned": 1.4, "bound_strict": 1.0, "bound_beyond": 1.0, "sign": 1.7,
        "difference": 1.8,
    },
    "date": {
        **_BOTH, "stray_day": 0.4, "same_day": 0.5, "next_day": 0.5, "stray_weekday": 0.85, "calendar": 1.4,
        "part_of_day": 1.1, "reckoned": 1.4, "conversion": 2.0, "edge": 1.2, "doubled": 0.6, "doubled_lost": 0.6,
    },
}  # fmt: skip
"""Log-odds of each sign before the fit: what the hand-set certainties of the first version came to. Signs that the
development stories hardly have keep them."""
JUDGE = ROOT / "src" / "aligner" / "facts" / "tables" / "judge.json"


@dataclass(frozen=True)
class Row:
    """One suspect, whether it is a mistake, and the story it is of."""

    kind: str
    signs: dict[str, float]
    right: bool
    weight: float
    story: str
    source: str

    @property
    def fold(self) -> int:
        """Which fifth it belongs to."""
        return int(hashlib.sha256(self.story.encode()).hexdigest(), 16) % 5


def suspects(ko: Sequence[str], en: Sequence[str], beads: Any, day: Any) -> list[Suspect]:
    """Every suspect number and date of a story."""
    story = ReadStory.of(ko, en, beads, date=day)
    return [s for check in CHECKS for s in check(story) if s.kind in KINDS]


def rows() -> Iterator[Row]:
    """Yield the suspects of all sources."""
    encoder = load_encoder("bundled", threads=1)
    folder = DATA / "probes-dev"
    for path in (*sorted(folder.glob("*.tsv")), *sorted((ROOT / "corpora" / "probes").glob("*/*.tsv"))):
        for probe in probes(path):
            story = pair(probe)
            for s in suspects(story.ko, story.en, story.gold, story.day):
                right = path.name == "wrong.tsv" and probe.kind in ("number", "date")
                yield Row(s.kind, dict(s.signs), right, 1.0, probe.id, path.name)
    for place, source in ((folder / "minis", "minis"), (DATA / "twins-dev", "twins")):
        for told in stories(place):
            known = [(e["type"], e.get("ko_index"), e.get("en_index")) for e in (*told.errors, *told.differences)]
            for s in suspects(told.ko, told.en, told.gold, told.day):
                yield Row(s.kind, dict(s.signs), _meets(s, known), 1.0, told.id, source)
    for told in stories(DATA / "twins-dev"):  # with the aligner's own beads, where wrong ones bring false suspects
        aligned = align_vectors(told.ko, told.en, encoder.encode(told.ko), encoder.encode(told.en))
        known = [(e["type"], e.get("ko_index"), e.get("en_index")) for e in (*told.errors, *told.differences)]
        for s in suspects(told.ko, told.en, [(bead.ko, bead.en) for bead in aligned], told.day):
            yield Row(s.kind, dict(s.signs), _meets(s, known), 1.0, told.id, "twins, own beads")
    made = [s for name in ("wire", "dev") for s in wire_stories(ROOT / "corpora" / name)]
    for story in made:
        known = [(e["type"], e["ko_index"], e["en_index"]) for e in story.errors]
        for s in suspects(story.ko, story.en, story.beads, story.day):
            yield Row(s.kind, dict(s.signs), _meets(s, known), 1.0, story.id, "corpora")
        yield from _changed(story)
    for n, told in enumerate(ntrex(DATA)):
        for s in suspects(told.ko, told.en, told.gold, None):
            yield Row(s.kind, dict(s.signs), False, 1.0, told.id, "ntrex")
        if n % 4 == 0:
            yield from _changed(Story(told.id, told.ko, told.en, told.gold))


def _meets(suspect: Suspect, known: Sequence[tuple[str, int | None, int | None]]) -> bool:
    ko = suspect.ko.sentence if suspect.ko else None
    en = suspect.en.sentence if suspect.en else None
    mine = [(i, j) for kind, i, j in known if kind in (suspect.kind, suspect.type)]
    return any((ko is not None and ko == i) or (en is not None and en == j) for i, j in mine)


def _changed(story: Story) -> Iterator[Row]:
    for change, kind in (("magnitude", "number"), ("digit", "number"), ("date", "date")):
        dice = random.Random(f"{story.id}-{change}")
        places = [(ko, en) for ko, en in story.beads if len(ko) == len(en) == 1]
        for ko, en in dice.sample(places, min(2, len(places))):
            new = _CHANGES[change](story.en[en[0]], story, [story.ko[i] for i in ko], dice)
            if new is None or new == story.en[en[0]]:
                continue
            text = [new if j == en[0] else t for j, t in enumerate(story.en)]
            before = {(s.en.sentence, s.kind) for s in suspects(story.ko, story.en, story.beads, story.day) if s.en}
            for s in suspects(story.ko, text, story.beads, story.day):
                if s.en and s.en.sentence == en[0] and s.kind == kind and (en[0], kind) not in before:
                    yield Row(kind, dict(s.signs), True, CHANGED, story.id, "changed")


def fit(mine: Sequence[Row], kind: str) -> dict[str, float]:
    """Return the weights of a logistic model without intercept, by Newton's method, drawn towards `PRIOR`.

    Mistakes are many times more common in these sets than on a desk, so a right suspect counts `MISTAKE`.
    """
    said = {name for row in mine for name, value in row.signs.items() if value}
    names = sorted(said | set(PRIOR[kind]))
    x = np.array([[row.signs.get(name, 0.0) for name in names] for row in mine])
    y = np.array([float(row.right) for row in mine])
    share = np.array([row.weight * (MISTAKE if row.right else 1.0) for row in mine])
    prior = np.array([PRIOR[kind].get(name, 0.0) for name in names])
    beta = prior.copy()
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (share * (y - p)) - PENALTY * (beta - prior)
        beta += np.linalg.solve((x * (share * p * (1 - p))[:, None]).T @ x + PENALTY * np.eye(len(names)), gradient)
    return {name: round(float(w), 3) for name, w in zip(names, beta, strict=True)}


def judged(weights: dict[str, float], row: Row) -> float:
    """Probability of a row."""
    return sigmoid(sum(weights.get(name, 0.0) * value for name, value in row.signs.items()))


def main() -> None:
    """Fit, cross-validate and, if asked, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--fit", action="store_true", help="write tables/judge.json")
    args = parser.parse_args()
    every = list(rows())
    stored = json.loads(JUDGE.read_text(encoding="utf-8"))
    for kind in KINDS:
        mine = [row for row in every if row.kind == kind]
        crossed: list[tuple[float, Row]] = []
        for fold in range(5):
            model = fit([row for row in mine if row.fold != fold], kind)
            crossed += [(judged(model, row), row) for row in mine if row.fold == fold]
        real = sorted(((p, r.right) for p, r in crossed if r.source != "changed"), key=lambda pair: -pair[0])
        total = sum(right for _, right in real)
        brier = float(np.mean([(p - right) ** 2 for p, right in real]))
        hits = np.cumsum([right for _, right in real])
        shares = hits / np.arange(1, len(real) + 1)
        at = max((n for n in range(len(real)) if shares[n] >= 0.93 and real[n][0] >= 0.65), default=0)
        error_from = round(min(max(real[at][0], 0.65), 0.9), 3)
        warning_from = WARNING[kind]
        told = [(p, right) for p, right in real if p >= warning_from]
        sure = [(p, right) for p, right in real if p >= error_from]
        print(f"{kind}: {len(mine)} suspects, {total} of {len(real)} not made ones right; cross-validated:")
        print(f"  Brier score {brier:.3f}")
        print(f"  told {sum(r for _, r in told)}/{total} right, {sum(not r for _, r in told)} wrong")
        print(f"  as errors {sum(r for _, r in sure)} right, {sum(not r for _, r in sure)} wrong (from {error_from})")
        weights = fit(mine, kind)
        for name, weight in sorted(weights.items(), key=lambda pair: -abs(pair[1])):
            print(f"    {name} {weight:+.2f}")
        stored[kind] = {
            "intercept": 0.0,
            "weights": weights,
            "warning_from": warning_from,
            "error_from": error_from,
        }
    files = sorted((DATA / "probes-dev").glob("*.tsv")) + sorted((ROOT / "corpora" / "probes").glob("*/*.tsv"))
    files += sorted((ROOT / "corpora").glob("*/*/*.sents.txt"))
    stored["signature"] = signature(encoder="none", corpus=corpus_hash(files), seed=0)
    if args.fit:
        text = json.dumps(stored, indent=1, ensure_ascii=False)
        JUDGE.write_text(re.sub(r"\n {3}", " ", text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
