"""Korean spans that the English lacks: groups of candidates, and the two models that are fitted on them.

A module of ``benchmarks/clauses.py``, which says how it is learnt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from aligner.facts.clauses.gaps import headline_lines, probability
from aligner.facts.clauses.signs import Clause, Version, candidates, look_into
from aligner.facts.clauses.split import clause_core
from aligner.facts.clauses.usual import USUAL, Evidence, Seen, usual_signs
from aligner.facts.figures.matches import figure_matches
from aligner.facts.story import Story
from aligner.types import Lang
from language_data import FOLDS, Case, Mistake

__all__ = ["CHEAP", "FULL", "Group", "every_group", "fit_spans"]

CHEAP = (
    "short short_fit short_without share log_size log_own words_kept words_lost words_total words_only words_free "
    "rest_kept numbers_lost dates_lost facts_kept facts_lost_outside names_kept names_lost first last clause adnominal "
    "after_clause pieces"
).split()
FULL = [*CHEAP, "fit", "gain", "gain_share", *USUAL]
STRENGTH, ROUNDS, TAUGHT = 0.1, 6, 3
LOST_WEIGHT = 3.0
LOOKED_AT = 3
"""Candidates of a sentence that are encoded for learning: those that the cheap model puts highest."""
LOOKED = 0.97
"""Share of the told spans that the cheap model must let pass."""
Values = NDArray[np.float64]


@dataclass
class Group:
    """The candidates of a sentence; `lost` says that the English lacks some of it, `met` which may be that."""

    source: str
    id: str
    fold: int
    lost: bool
    texts: list[str]
    values: Values
    """Signs of each candidate, in the order of `FULL`; of those that were not encoded the cheap ones."""
    met: NDArray[np.bool_]
    said: NDArray[np.bool_]
    """Whether a passage outside the bead says it."""
    evidence: list[Evidence]
    """The words of the bead as seen from each candidate."""

    def usual(self, seen: Seen) -> None:
        """Weigh the words of the candidates by other counts."""
        rows = [usual_signs(evidence, seen) for evidence in self.evidence]
        self.values[:, -len(USUAL) :] = [[row[name] for name in USUAL] for row in rows]


LEAST_SEEN = 3
"""Pairs in which a word must stand to be counted."""


def usual_counts(told: Sequence[Group]) -> dict[tuple[Lang, str], tuple[int, int]]:
    """Count of every word how often right pairs have it on the other side."""
    met, seen = Counter[tuple[Lang, str]](), Counter[tuple[Lang, str]]()
    for g in told:
        if not g.lost and g.evidence:
            inside, rest, english = g.evidence[0]
            words: list[tuple[Lang, str, bool]] = [("ko", word, fate != "lost") for word, fate in inside]
            words += [("ko", word, there) for word, there in rest]
            words += [("en", word, explained) for word, _, explained in english]
            for lang, word, there in words:
                met[lang, word] += there
                seen[lang, word] += 1
    return {word: (met[word], n) for word, n in sorted(seen.items()) if n >= LEAST_SEEN}


def groups(
    case: Case, encode: Callable[[Sequence[str]], Any], cheap: Callable[[Values], Values] | None = None
) -> Iterator[Group]:
    """Yield the groups of a case; sentences of which nobody can say whether they lack something are left out.

    With a `cheap` model the candidates that it puts highest are kept and have all signs, otherwise none is encoded.
    """
    story = Story.of(case.ko, case.en, case.beads, date=case.day)
    skip = headline_lines(case.ko, "ko")
    by_sentence: dict[int, list[tuple[int, Clause]]] = {}
    for at, clause in candidates(story.ko, story.en, case.beads, figures=figure_matches(story), skip=skip):
        if _says_something(case.ko[clause.sentence][clause.start : clause.end]):
            by_sentence.setdefault(clause.sentence, []).append((at, clause))
    told = [(case.wrong("clause", case.beads[mine[0][0]]), mine) for mine in by_sentence.values()]
    told = [row for row in told if _is_clear(case, *row)]
    if cheap is not None:
        for _, mine in told:
            mine.sort(key=lambda row: -float(cheap(_values([row[1]], CHEAP))[0]))
            del mine[LOOKED_AT:]
        found = [row for _, mine in told for row in mine]
        if found:
            look_into(Version(story.ko, skip), Version(story.en, frozenset()), [found, []], case.beads, encode)
    for planted, placed in told:
        mine, sentence = [clause for _, clause in placed], placed[0][1].sentence
        spans = [m.ko_span for m in planted if m.ko == sentence]
        yield Group(
            case.source, f"{case.id}/{sentence}", case.fold, bool(spans),
            [case.ko[sentence][c.start : c.end] for c in mine],
            _values(mine, CHEAP if cheap is None else FULL),
            np.array([all(span is None or _meets(c, span) for span in spans) for c in mine]),
            np.array([c.elsewhere for c in mine]),
            [] if cheap is None else [c.bead.evidence(c.sentence, c.start, c.end) for c in mine if c.bead],
        )  # fmt: skip


def _values(clauses: Sequence[Clause], names: Sequence[str]) -> Values:
    return np.array([[c.signs[name] for name in names] for c in clauses])


def _is_clear(case: Case, planted: Sequence[Mistake], mine: Sequence[tuple[int, Clause]]) -> bool:
    """Whether it is known if the English lacks something of a sentence."""
    bead, sentence = case.beads[mine[0][0]], mine[0][1].sentence
    if any(m.kind == "clause" and (m.ko in bead[0] or m.en in bead[1]) for m in case.differences):
        return False
    if planted:
        return any(m.ko == sentence for m in planted)
    return case.source != "wrong"  # another mistake: its mended twin teaches


def _says_something(text: str) -> bool:
    start, end = clause_core(text, "ko")
    return end - start >= 4


def _meets(clause: Clause, span: tuple[int, int]) -> bool:
    shared = min(clause.end, span[1]) - max(clause.start, span[0])
    return shared >= 0.5 * max(clause.end - clause.start, span[1] - span[0])


@dataclass(frozen=True)
class Model:
    """A logistic model over the first signs of `FULL`."""

    intercept: float
    slopes: Values

    def __call__(self, values: Values) -> Values:
        """Log-odds of candidates."""
        return np.asarray(self.intercept + values[:, : len(self.slopes)] @ self.slopes)


def learn(told: Sequence[Group], width: int, allowed: Callable[[Group], NDArray[np.int64]]) -> Model:
    """Fit a model over `width` signs; of each group the candidates of `allowed` are looked at."""
    every = np.concatenate([g.values[:, :width] for g in told])
    mean, scale = every.mean(axis=0), every.std(axis=0) + 1e-9
    kept, length = FULL.index("words_kept"), FULL.index("log_size")
    model: Model | None = None
    for _ in range(ROUNDS):
        rows, lost, weight = [], [], []
        for g in told:
            at = allowed(g)
            if g.lost:
                at = at[g.met[at]] if g.met[at].any() else at
            if not len(at):
                continue
            values = g.values[at]
            odds = model(values) if model is not None else values[:, length] / 4 - values[:, kept]
            chosen = np.argsort(-odds)[: 1 if g.lost else TAUGHT]
            rows.append(values[chosen, :width])
            lost += [g.lost] * len(chosen)
            weight += [LOST_WEIGHT if g.lost else 1.0] * len(chosen)
        x = (np.concatenate(rows) - mean) / scale
        fitted = LogisticRegression(C=STRENGTH, max_iter=5000).fit(x, lost, sample_weight=weight)
        slopes = fitted.coef_[0] / scale
        model = Model(float(fitted.intercept_[0] - slopes @ mean), slopes)
    assert model is not None
    return model


def _both(told: Sequence[Group]) -> tuple[Model, Model]:
    """The cheap model, and the full one over the candidate that the cheap one puts highest."""
    cheap = learn(told, len(CHEAP), lambda g: np.arange(len(g.values)))
    return cheap, learn(told, len(FULL), lambda g: np.array([int(np.argmax(cheap(g.values)))]))


@dataclass(frozen=True)
class Judged:
    """A group as models of the other folds judge it."""

    group: Group
    look: float
    probability: float
    text: str


def cross(told: Sequence[Group]) -> list[Judged]:
    """Judge every group by models of the other folds."""
    out = []
    for part in range(FOLDS):
        seen = usual_counts([g for g in told if g.fold != part])
        for g in told:
            g.usual(seen)
        cheap, full = _both([g for g in told if g.fold != part])
        for g in told:
            if g.fold == part:
                odds = cheap(g.values)
                at = int(np.argmax(odds))
                p = probability(float(full(g.values[at : at + 1])[0]), bool(g.said[at]))
                out.append(Judged(g, float(1 / (1 + np.exp(-odds[at]))), p, g.texts[at]))
    return out


RIGHT = frozenset(("right", "mended"))


def figures_at(judged: Sequence[Judged], look: float, least: float, sentences: Counter[str]) -> dict[str, Any]:
    """What is found and what is false at a threshold, by set."""
    hit: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for j in judged:
        told = j.look >= look and j.probability >= least
        lost[j.group.source] += j.group.lost
        hit[j.group.source] += j.group.lost and told
        false[j.group.source] += told and not j.group.lost
    return {
        "from": round(least, 3),
        "found": {name: f"{hit[name]}/{n}" for name, n in lost.items() if n},
        "false per 100": {name: round(100 * n / sentences[name], 2) for name, n in sorted(false.items())},
    }


def every_group(cases: Sequence[Case], encode: Callable[[Sequence[str]], Any]) -> list[Group]:
    """Return the groups of all cases, their likeliest candidates encoded."""
    first = learn([g for case in cases for g in groups(case, encode)], len(CHEAP), lambda g: np.arange(len(g.values)))
    return [g for case in cases for g in groups(case, encode, first)]


def fit_spans(
    told: Sequence[Group], sentences: Counter[str], right_per_100: dict[str, float]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fit both models; return them with their thresholds, and what they find on folds they have not seen.

    `right_per_100` gives for each threshold how many of a hundred right pairs may be flagged.
    """
    judged = cross(told)
    right = sorted((j.probability for j in judged if j.group.source in RIGHT), reverse=True)
    pairs = sum(sentences[name] for name in RIGHT)
    limits = {name: round(right[int(pairs * rate / 100)] + 1e-4, 4) for name, rate in right_per_100.items()}
    looks = sorted(j.look for j in judged if j.group.lost and j.probability >= limits["suspect_from"])
    look = round(looks[int(len(looks) * (1 - LOOKED))], 4)
    seen = usual_counts(told)
    for g in told:
        g.usual(seen)
    cheap, full = _both(told)

    def named(model: Model, names: Sequence[str]) -> dict[str, float]:
        return {name: round(float(slope), 5) for name, slope in zip(names, model.slopes, strict=True)}

    value = {
        "sentences": len(told),
        "without_counterpart": sum(g.lost for g in told),
        "cheap_intercept": round(cheap.intercept, 5),
        "cheap": named(cheap, CHEAP),
        "look_from": look,
        "intercept": round(full.intercept, 5),
        "weights": named(full, FULL),
        **limits,
    }
    curve = [figures_at(judged, look, least, sentences) for least in (*limits.values(), 0.3, 0.5, 0.6, 0.7, 0.8, 0.9)]
    looked = sum(j.look >= look for j in judged) / len(judged)
    return value, {"curve": curve, "looked into": round(looked, 3), "judged": judged, "usual": seen}
