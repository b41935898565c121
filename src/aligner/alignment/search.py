"""Exact search over monotone segmentations into beads: Viterbi and forward–backward, in numpy.

The model is semi-Markov (Sarawagi and Cohen 2004, "Semi-Markov Conditional Random Fields for Information Extraction"):
an alignment is a path from ``(0, 0)`` to ``(N, M)`` whose steps are beads, and its score is the sum of their scores.

Everything works on a batch of documents padded to one size, so that small documents share the cost of the Python loop,
which runs over rows (Korean sentences) and bead shapes, never over cells. Within a row the only dependency is the chain
of additions, which a running maximum (or log-sum) over ``base - cumulative addition score`` resolves.

Index conventions
    ``scores[b, k, i, j]``: score of the bead of shape ``k = (n, m)`` that covers Korean ``[i, i+n)`` and English
    ``[j, j+m)`` of document ``b``; ``-inf`` where it does not fit. ``skip_ko[b, i]``, ``skip_en[b, j]``: scores of the
    omission of ``i`` and of the addition of ``j``. Positions ``0..N`` and ``0..M`` lie between sentences. All float64.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Marginals", "Problem", "marginals", "pad", "viterbi"]

Floats = NDArray[np.float64]
Shapes = Sequence[tuple[int, int]]

NEVER = -np.inf


class Problem(NamedTuple):
    """A batch of B documents to segment, padded to N Korean and M English sentences.

    Attributes
    ----------
    shapes
        The two-sided bead shapes ``(n, m)``, K of them, each side at least 1.
    scores
        float64 (B, K, N, M), ``-inf`` where a bead does not fit.
    skip_ko, skip_en
        float64 (B, N) and (B, M), finite inside the document.
    sizes
        ``(N_b, M_b)`` of each document.
    """

    shapes: Shapes
    scores: Floats
    skip_ko: Floats
    skip_en: Floats
    sizes: Sequence[tuple[int, int]]


class Marginals(NamedTuple):
    """Log partition function (B,) and posterior probabilities of beads (B, K, N, M) and skips (B, N), (B, M)."""

    log_z: Floats
    beads: Floats
    skip_ko: Floats
    skip_en: Floats


def pad(problems: Sequence[Problem]) -> Problem:
    """Join problems with the same shapes into one batch, padded to the largest."""
    batch = [size for problem in problems for size in problem.sizes]
    rows, width = (max(problem.scores.shape[axis] for problem in problems) for axis in (2, 3))
    shapes = problems[0].shapes
    scores = np.full((len(batch), len(shapes), rows, width), NEVER)
    skip_ko, skip_en = np.zeros((len(batch), rows)), np.zeros((len(batch), width))
    at = 0
    for problem in problems:
        count, _, n, m = problem.scores.shape
        scores[at : at + count, :, :n, :m] = problem.scores
        skip_ko[at : at + count, :n] = problem.skip_ko
        skip_en[at : at + count, :m] = problem.skip_en
        at += count
    return Problem(shapes, scores, skip_ko, skip_en, batch)


def _additions(skip_en: Floats) -> Floats:
    """Cumulative addition scores (B, M+1); padding adds nothing."""
    batch, width = skip_en.shape
    total = np.zeros((batch, width + 1))
    np.cumsum(skip_en, axis=1, out=total[:, 1:])
    return total


def _tried(scores: Floats) -> NDArray[np.bool_]:
    """Which shapes (K, N) begin at which row in any document."""
    return np.asarray(np.isfinite(scores).any(axis=(0, 3)))


def viterbi(problem: Problem) -> tuple[Floats, list[list[tuple[int, int, int, int]]]]:
    """Return the best score (B,) and path of each document.

    Returns
    -------
    scores
        float64 (B,).
    paths
        Per document the steps ``(i, n, j, m)`` in order: the bead of Korean ``[i, i+n)`` and English ``[j, j+m)``,
        with ``m = 0`` for an omission and ``n = 0`` for an addition.

    Notes
    -----
    Ties go to the shape listed first, then to an omission, and to any of these before an addition: deterministic.
    """
    shapes, scores, skip_ko, skip_en, sizes = problem
    batch, count, rows, width = scores.shape
    total = _additions(skip_en)
    table = np.full((batch, rows + 1, width + 1), NEVER)
    table[:, 0] = total
    tried = _tried(scores)
    came = np.empty((batch, rows + 1, width + 1), dtype=np.int8)
    came[:, 0] = count + 1
    options = np.empty((batch, count + 1, width + 1))
    for i in range(1, rows + 1):
        options.fill(NEVER)
        for k, (n, m) in enumerate(shapes):
            if n <= i and m <= width and tried[k, i - n]:
                np.add(table[:, i - n, : width + 1 - m], scores[:, k, i - n, : width + 1 - m], out=options[:, k, m:])
        options[:, count] = table[:, i - 1] + skip_ko[:, i - 1, None]
        choice = options.argmax(axis=1)
        base = options.max(axis=1)
        run = np.maximum.accumulate(base - total, axis=1)
        # An addition is taken only when strictly better than ending a bead here.
        better = run > base - total
        table[:, i] = np.where(better, run + total, base)
        came[:, i] = np.where(better, count + 1, choice)
    best = np.array([table[b, n, m] for b, (n, m) in enumerate(sizes)])
    return best, [_trace(came[b], shapes, size) for b, size in enumerate(sizes)]


def _trace(came: NDArray[np.int8], shapes: Shapes, size: tuple[int, int]) -> list[tuple[int, int, int, int]]:
    steps = [*shapes, (1, 0), (0, 1)]
    i, j = size
    path = []
    while i or j:
        n, m = steps[came[i, j]]
        i, j = i - n, j - m
        path.append((i, n, j, m))
    return path[::-1]


def _forward(problem: Problem, total: Floats) -> Floats:
    shapes, scores, skip_ko, _, _ = problem
    batch, count, rows, width = scores.shape
    table = np.full((batch, rows + 1, width + 1), NEVER)
    table[:, 0] = total
    tried = _tried(scores)
    options = np.empty((batch, count + 1, width + 1))
    for i in range(1, rows + 1):
        options.fill(NEVER)
        for k, (n, m) in enumerate(shapes):
            if n <= i and m <= width and tried[k, i - n]:
                np.add(table[:, i - n, : width + 1 - m], scores[:, k, i - n, : width + 1 - m], out=options[:, k, m:])
        options[:, count] = table[:, i - 1] + skip_ko[:, i - 1, None]
        base = _logsumexp(options)
        table[:, i] = _log_running_sum(base - total) + total
    return table


def _backward(problem: Problem, total: Floats) -> Floats:
    shapes, scores, skip_ko, _, sizes = problem
    batch, count, rows, width = scores.shape
    table = np.full((batch, rows + 1, width + 1), NEVER)
    ends: dict[int, list[int]] = {}
    for b, (n, _) in enumerate(sizes):
        ends.setdefault(n, []).append(b)
    tried = _tried(scores)
    options = np.empty((batch, count + 2, width + 1))
    for i in range(rows, -1, -1):
        options.fill(NEVER)
        for k, (n, m) in enumerate(shapes):
            if i + n <= rows and m <= width and tried[k, i]:
                np.add(scores[:, k, i, : width + 1 - m], table[:, i + n, m:], out=options[:, k, : width + 1 - m])
        if i < rows:
            options[:, count] = table[:, i + 1] + skip_ko[:, i, None]
        for b in ends.get(i, ()):
            # Beyond its last row a document has no cells; here it begins.
            options[b] = NEVER
            options[b, count + 1, sizes[b][1]] = 0.0
        base = _logsumexp(options)
        table[:, i] = _log_running_sum((base + total)[:, ::-1])[:, ::-1] - total
    return table


def _logsumexp(options: Floats) -> Floats:
    """Log-sum-exp over axis 1; ``-inf`` where every option is."""
    top = options.max(axis=1)
    safe = np.where(np.isneginf(top), 0.0, top)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.exp(options - safe[:, None]).sum(axis=1)) + safe)


def _log_running_sum(values: Floats) -> Floats:
    """Running log-sum-exp along the last axis."""
    return np.asarray(np.logaddexp.accumulate(values, axis=1))


def marginals(problem: Problem) -> Marginals:
    """Return the log partition function and the posterior of every bead, omission and addition (forward–backward)."""
    shapes, scores, skip_ko, skip_en, sizes = problem
    rows, width = scores.shape[2:]
    total = _additions(skip_en)
    ahead, behind = _forward(problem, total), _backward(problem, total)
    log_z = np.array([ahead[b, n, m] for b, (n, m) in enumerate(sizes)])
    z = log_z[:, None, None]
    beads = np.zeros_like(scores)
    for k, (n, m) in enumerate(shapes):
        if n <= rows and m <= width:
            inside = ahead[:, : rows + 1 - n, : width + 1 - m] + behind[:, n:, m:]
            part = inside + scores[:, k, : rows + 1 - n, : width + 1 - m] - z
            beads[:, k, : rows + 1 - n, : width + 1 - m] = np.exp(part)
    through_ko = np.exp(_logsumexp((ahead[:, :-1] + behind[:, 1:] - z).transpose(0, 2, 1)) + skip_ko)
    through_en = np.exp(_logsumexp(ahead[:, :, :-1] + behind[:, :, 1:] - z) + skip_en)
    for b, (n, m) in enumerate(sizes):
        through_ko[b, n:] = 0.0
        through_en[b, m:] = 0.0
    return Marginals(log_z, beads, through_ko, through_en)
