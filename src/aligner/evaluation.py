"""Scoring of alignments against gold: strict and lax F1, one-sided beads, shapes, moved beads, calibration.

The definitions are those of Vecalign's ``score.py`` (Thompson and Koehn 2019, "Vecalign: Improved Sentence Alignment in
Linear Time and Space", section 4): precision also counts predicted one-sided beads, recall does not.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.artifacts.budget import refuse_special
from aligner.errors import InputError
from aligner.korean.encoding import decode
from aligner.types import moved_beads

__all__ = [
    "MEASURES",
    "Beads",
    "CalibrationBin",
    "Measure",
    "bootstrap_intervals",
    "calibration_of",
    "count_document",
    "expected_calibration_error",
    "find_alignment_files",
    "format_table",
    "measures_of",
    "read_alignment",
    "read_scores",
    "reliability",
    "score_alignments",
]

Beads = Sequence[tuple[tuple[int, ...], tuple[int, ...]]]
"""``(ko numbers, en numbers)`` of each bead, counted from 0."""

TYPES = ("1-1", "1-2", "2-1", "other")
MEASURES = (
    "strict",
    "lax",
    "strict_2s",
    "lax_2s",
    "link",
    "omission",
    "addition",
    *(f"type {name}" for name in TYPES),
    "moved",
)

_LINE = re.compile(r"\s*\[([\d\s,]*)\]\s*:\s*\[([\d\s,]*)\]\s*(?::\s*([-+.\deE]+))?")


@dataclass(frozen=True, slots=True)
class Measure:
    """Precision, recall and F1 of one measure.

    Attributes
    ----------
    p, r
        Precision and recall in [0, 1]; 0 where nothing was predicted or nothing is in gold.
    f1
        Their harmonic mean; None when neither side has any item of this kind.
    n
        Number of gold items.
    """

    p: float
    r: float
    f1: float | None
    n: int

    def as_dict(self) -> dict[str, float | int | None]:
        """Return the four numbers by name."""
        return {"p": self.p, "r": self.r, "f1": self.f1, "n": self.n}


def _parse(path: Path) -> list[tuple[tuple[int, ...], tuple[int, ...], float | None]]:
    refuse_special(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=path, hint="check the path") from None
    text = decode(data, source=str(path)).text if data.strip() else ""
    beads = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        match = _LINE.match(line)
        if not match:
            raise InputError(
                f"line {number}: not a bead: {line.strip()[:60]!r}", file=path, hint="write beads as [0, 1]:[0]"
            )
        ko, en = (tuple(int(x) for x in side.replace(",", " ").split()) for side in match.group(1, 2))
        try:
            score = float(match.group(3)) if match.group(3) else None
        except ValueError:
            score = None
        beads.append((ko, en, score))
    return beads


def read_alignment(path: str | Path) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return the beads of an alignment file, one ``[0, 1]:[0]`` a line; what follows a second colon is ignored.

    Raises
    ------
    InputError
        If the file cannot be read, cannot be decoded, or has a line that is no bead (blank lines are skipped).
    """
    return [(ko, en) for ko, en, _ in _parse(Path(path))]


def read_scores(path: str | Path) -> list[float | None]:
    """Return the score behind the second colon of each bead of the file (None where there is none)."""
    return [score for _, _, score in _parse(Path(path))]


def _shape(bead: tuple[tuple[int, ...], tuple[int, ...]]) -> str:
    name = f"{len(bead[0])}-{len(bead[1])}"
    return name if name in TYPES else "other"


def _links(beads: Iterable[tuple[tuple[int, ...], tuple[int, ...]]]) -> set[tuple[int, int]]:
    return {(i, j) for ko, en in beads for i in ko for j in en}


def _moved(
    beads: set[tuple[tuple[int, ...], tuple[int, ...]]],
) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    listed = sorted(beads)
    return {listed[i] for i in moved_beads(listed)}


def count_document(gold: Beads, pred: Beads) -> Counter[tuple[str, str]]:
    """Return the counts of one document by ``(measure, "tp_p" | "p" | "tp_r" | "r")``.

    ``tp_p / p`` is precision and ``tp_r / r`` is recall; counts of documents add up. A bead that occurs twice, or has
    two empty sides, counts once or not at all.

    Notes
    -----
    ``strict``, ``lax``: a predicted bead is strictly right when gold has the same bead, laxly right when one of its
    sentence links is a gold link. ``strict_2s``, ``lax_2s`` leave one-sided beads out of precision as well. ``link``:
    sentence links. ``omission``, ``addition``: sentences without counterpart, as a class; a sentence that no
    predicted bead mentions counts as unaligned. ``moved``: two-sided beads outside the longest monotone chain of
    their own alignment, strictly right over predicted, found anywhere over gold.
    """
    counts: Counter[tuple[str, str]] = Counter()
    gold_set = {(tuple(a), tuple(b)) for a, b in gold if a or b}
    pred_set = {(tuple(a), tuple(b)) for a, b in pred if a or b}
    gold_two = {b for b in gold_set if b[0] and b[1]}
    pred_two = {b for b in pred_set if b[0] and b[1]}
    gold_links, pred_links = _links(gold_set), _links(pred_set)

    def touches(bead: tuple[tuple[int, ...], tuple[int, ...]], links: set[tuple[int, int]]) -> bool:
        return any((i, j) in links for i in bead[0] for j in bead[1])

    def add(name: str, tp_p: int, p: int, tp_r: int, r: int) -> None:
        counts[name, "tp_p"] += tp_p
        counts[name, "p"] += p
        counts[name, "tp_r"] += tp_r
        counts[name, "r"] += r

    right, found = gold_set & pred_set, gold_two & pred_two
    lax_pred = {b for b in pred_set if b in right or touches(b, gold_links)}
    lax_gold = {b for b in gold_two if b in found or touches(b, pred_links)}
    add("strict", len(right), len(pred_set), len(found), len(gold_two))
    add("lax", len(lax_pred), len(pred_set), len(lax_gold), len(gold_two))
    add("strict_2s", len(found), len(pred_two), len(found), len(gold_two))
    add("lax_2s", len(lax_pred & pred_two), len(pred_two), len(lax_gold), len(gold_two))
    both = len(gold_links & pred_links)
    add("link", both, len(pred_links), both, len(gold_links))
    for side, name in ((0, "omission"), (1, "addition")):
        everything = {i for bead in gold_set | pred_set for i in bead[side]}
        gold_free = everything - {i for bead in gold_two for i in bead[side]}
        pred_free = everything - {i for bead in pred_two for i in bead[side]}
        add(name, len(gold_free & pred_free), len(pred_free), len(gold_free & pred_free), len(gold_free))
    for shape in TYPES:
        hit, predicted, real = (sum(_shape(b) == shape for b in beads) for beads in (found, pred_two, gold_two))
        add(f"type {shape}", hit, predicted, hit, real)
    gold_moved, pred_moved = _moved(gold_set), _moved(pred_set)
    add("moved", len(pred_moved & gold_set), len(pred_moved), len(gold_moved & pred_set), len(gold_moved))
    return counts


def measures_of(counts: Counter[tuple[str, str]]) -> dict[str, Measure]:
    """Return every measure of `MEASURES` for summed counts."""
    out = {}
    for name in MEASURES:
        predicted, gold = counts[name, "p"], counts[name, "r"]
        p = counts[name, "tp_p"] / predicted if predicted else 0.0
        r = counts[name, "tp_r"] / gold if gold else 0.0
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        out[name] = Measure(p, r, f1 if predicted or gold else None, gold)
    return out


def score_alignments(golds: Sequence[Beads], preds: Sequence[Beads]) -> dict[str, Measure]:
    """Score parallel lists of alignments; counts are summed over documents before any ratio is taken.

    Raises
    ------
    ValueError
        If the two lists differ in length.
    """
    total: Counter[tuple[str, str]] = Counter()
    for gold, pred in zip(golds, preds, strict=True):
        total.update(count_document(gold, pred))
    return measures_of(total)


def bootstrap_intervals(
    golds: Sequence[Beads],
    preds: Sequence[Beads],
    *,
    samples: int = 1000,
    level: float = 0.95,
    seed: int = 0,
) -> dict[str, tuple[float, float] | None]:
    """Return percentile intervals of F1, by resampling documents (Efron and Tibshirani 1993, ch. 13).

    Parameters
    ----------
    samples
        Number of resamples, at least 1.
    level
        Coverage in (0, 1).
    seed
        Seed of the resampling; the same seed gives the same interval.

    Returns
    -------
    dict
        ``measure -> (low, high)``; None for a measure that has no item in any resample.
    """
    counts = [count_document(gold, pred) for gold, pred in zip(golds, preds, strict=True)]
    rng = random.Random(seed)
    drawn: dict[str, list[float]] = {name: [] for name in MEASURES}
    for _ in range(samples if counts else 0):
        total: Counter[tuple[str, str]] = Counter()
        for _ in counts:
            total.update(counts[rng.randrange(len(counts))])
        for name, measure in measures_of(total).items():
            if measure.f1 is not None:
                drawn[name].append(measure.f1)
    out: dict[str, tuple[float, float] | None] = {}
    for name, values in drawn.items():
        values.sort()
        tail = (1 - level) / 2 * (len(values) - 1)
        out[name] = (values[int(tail)], values[-1 - int(tail)]) if values else None
    return out


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """One bar of a reliability plot: `count` predictions with this mean probability and this share right."""

    count: int
    probability: float
    accuracy: float


def reliability(probabilities: Sequence[float], correct: Sequence[bool], bins: int = 10) -> tuple[CalibrationBin, ...]:
    """Return the non-empty equal-width bins of a reliability diagram over [0, 1].

    Raises
    ------
    ValueError
        If the two sequences differ in length.
    """
    held: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for p, ok in zip(probabilities, correct, strict=True):
        held[min(int(p * bins), bins - 1)].append((p, ok))
    return tuple(
        CalibrationBin(len(rows), sum(p for p, _ in rows) / len(rows), sum(ok for _, ok in rows) / len(rows))
        for rows in held
        if rows
    )


def expected_calibration_error(probabilities: Sequence[float], correct: Sequence[bool], bins: int = 10) -> float:
    """Return the count-weighted mean of |accuracy - probability| over bins (Guo et al. 2017, eq. 3); 0 for no data."""
    rows = reliability(probabilities, correct, bins)
    total = sum(row.count for row in rows)
    return sum(row.count * abs(row.accuracy - row.probability) for row in rows) / total if total else 0.0


def _named(folder: Path, suffixes: Sequence[str], inner: str | None) -> dict[str, Path]:
    out: dict[str, Path] = {}
    for suffix in reversed(suffixes):
        out.update({path.name.removesuffix(suffix): path for path in sorted(folder.glob(f"*{suffix}"))})
    if inner is not None:
        out.update({path.parent.name: path for path in sorted(folder.glob(f"*/{inner}"))})
    return out


def find_alignment_files(gold: Path, pred: Path) -> list[tuple[str, Path, Path]]:
    """Return ``(name, gold file, predicted file)`` of every gold document, in order of name.

    Parameters
    ----------
    gold
        A file, or a folder of ``NAME.gold``, ``NAME.align`` or ``NAME/gold.align``.
    pred
        A file, or a folder of ``NAME.align`` or ``NAME.pred``, or a run folder with ``alignments/NAME.align``.

    Raises
    ------
    InputError
        If either is missing, one is a file and the other a folder, no gold is found, or a gold document has no
        prediction.
    """
    for path in (gold, pred):
        if not path.exists():
            raise InputError("no such file or folder", file=path, hint="check the path")
    if gold.is_dir() != pred.is_dir():
        raise InputError("one is a folder and the other a file", file=gold, hint="give two files or two folders")
    if not gold.is_dir():
        return [(gold.stem, gold, pred)]
    golds = _named(gold, (".gold", ".align"), "gold.align")
    if not golds:
        raise InputError("holds no gold", file=gold, hint="expected NAME.gold, NAME.align or NAME/gold.align")
    folder = pred / "alignments" if (pred / "alignments").is_dir() else pred
    preds = _named(folder, (".align", ".pred"), None)
    lacking = sorted(golds.keys() - preds.keys())
    if lacking:
        raise InputError(
            f"no prediction for {len(lacking)} of {len(golds)} gold documents, such as {lacking[0]!r}",
            file=folder,
            hint=f"expected {lacking[0]}.align or {lacking[0]}.pred",
        )
    return [(name, golds[name], preds[name]) for name in sorted(golds)]


def calibration_of(golds: Sequence[Beads], pred_files: Sequence[Path]) -> dict[str, object]:
    """Compare the scores in alignment files with how often their beads are exactly right.

    Returns
    -------
    dict
        ``ece`` (None if no bead has a score), ``n`` scored beads, and ``bins`` of count, probability, accuracy.
    """
    probabilities: list[float] = []
    correct: list[bool] = []
    for gold, path in zip(golds, pred_files, strict=True):
        right = {(tuple(ko), tuple(en)) for ko, en in gold}
        for ko, en, score in _parse(path):
            if score is not None:
                probabilities.append(min(max(score, 0.0), 1.0))
                correct.append((ko, en) in right)
    rows = reliability(probabilities, correct)
    return {
        "ece": expected_calibration_error(probabilities, correct) if probabilities else None,
        "n": len(probabilities),
        "bins": [{"n": row.count, "probability": row.probability, "accuracy": row.accuracy} for row in rows],
    }


def format_table(
    measures: Mapping[str, Measure], intervals: Mapping[str, tuple[float, float] | None] | None = None
) -> str:
    """Return the measures as a plain table, with the intervals of F1 where given."""
    lines = [f"{'':12s} {'P':>7s} {'R':>7s} {'F1':>7s} {'gold':>7s}"]
    for name, m in measures.items():
        if m.f1 is None:
            line = f"{name:12s} {'-':>7s} {'-':>7s} {'-':>7s} {0:7d}"
        else:
            line = f"{name:12s} {m.p:7.4f} {m.r:7.4f} {m.f1:7.4f} {m.n:7d}"
        interval = intervals.get(name) if intervals else None
        lines.append(line + (f"  [{interval[0]:.4f}, {interval[1]:.4f}]" if interval else ""))
    return "\n".join(lines)
