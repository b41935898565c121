"""The fast dynamic programme against a naive one, cell by cell, on random problems."""

from __future__ import annotations

from itertools import pairwise
from math import exp, inf, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.moves import Candidate, Tables, bead_gains, best_order, candidates, jump_search, reorder
from aligner.alignment.search import Problem, marginals, viterbi

SHAPES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1))


@st.composite
def tables(draw: st.DrawFn, most: int = 6) -> Tables:
    n, m = draw(st.integers(1, most)), draw(st.integers(1, most))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scores = rng.normal(0.0, 2.0, (len(SHAPES), n, m))
    for k, (a, b) in enumerate(SHAPES):
        scores[k, max(n - a + 1, 0) :] = -inf
        scores[k, :, max(m - b + 1, 0) :] = -inf
    scores[rng.random(scores.shape) < 0.2] = -inf
    return Tables(SHAPES, scores, rng.normal(-1.0, 1.0, n), rng.normal(-1.0, 1.0, m))


def every_path(t: Tables, i: int = 0, j: int = 0) -> list[tuple[float, tuple[tuple[int, int, int, int], ...]]]:
    """All monotone segmentations from (i, j) on, with their scores."""
    n, m = len(t.skip_ko), len(t.skip_en)
    if (i, j) == (n, m):
        return [(0.0, ())]
    out = []
    steps = [(k, a, b) for k, (a, b) in enumerate(t.shapes) if i + a <= n and j + b <= m]
    for k, a, b in steps:
        if np.isfinite(t.scores[k, i, j]):
            out += [(s + t.scores[k, i, j], ((i, a, j, b), *p)) for s, p in every_path(t, i + a, j + b)]
    if i < n:
        out += [(s + t.skip_ko[i], ((i, 1, j, 0), *p)) for s, p in every_path(t, i + 1, j)]
    if j < m:
        out += [(s + t.skip_en[j], ((i, 0, j, 1), *p)) for s, p in every_path(t, i, j + 1)]
    return out


def naive_best(t: Tables) -> float:
    n, m = len(t.skip_ko), len(t.skip_en)
    best = {(0, 0): 0.0}
    for i in range(n + 1):
        for j in range(m + 1):
            if (i, j) == (0, 0):
                continue
            options = [best[i - 1, j] + t.skip_ko[i - 1]] if i else []
            options += [best[i, j - 1] + t.skip_en[j - 1]] if j else []
            for k, (a, b) in enumerate(t.shapes):
                if i >= a and j >= b:
                    options.append(best[i - a, j - b] + t.scores[k, i - a, j - b])
            best[i, j] = max(options)
    return best[n, m]


def as_problem(t: Tables) -> Problem:
    return reorder(t, [np.arange(len(t.skip_en))])


@given(tables(most=9))
@settings(max_examples=60, deadline=None)
def test_viterbi_finds_the_naive_best_score_and_its_path_adds_up(t: Tables) -> None:
    scores, paths = viterbi(as_problem(t))
    assert scores[0] == pytest.approx(naive_best(t), abs=1e-9)
    total, at = 0.0, (0, 0)
    for i, n, j, m in paths[0]:
        assert (i, j) == at
        at = (i + n, j + m)
        if n and m:
            total += t.scores[t.shapes.index((n, m)), i, j]
        else:
            total += t.skip_ko[i] if n else t.skip_en[j]
    assert at == (len(t.skip_ko), len(t.skip_en))
    assert total == pytest.approx(scores[0], abs=1e-9)


@given(tables(most=3))
@settings(max_examples=40, deadline=None)
def test_marginals_are_sums_over_every_path(t: Tables) -> None:
    paths = every_path(t)
    z = log(sum(exp(s) for s, _ in paths))
    found = marginals(as_problem(t))
    assert found.log_z[0] == pytest.approx(z, abs=1e-9)
    for k, (a, b) in enumerate(t.shapes):
        for i in range(len(t.skip_ko)):
            for j in range(len(t.skip_en)):
                share = sum(exp(s - z) for s, p in paths if (i, a, j, b) in p)
                assert found.beads[0, k, i, j] == pytest.approx(share, abs=1e-9)
    for i in range(len(t.skip_ko)):
        share = sum(exp(s - z) for s, p in paths if any((x, n, m) == (i, 1, 0) for x, n, _, m in p))
        assert found.skip_ko[0, i] == pytest.approx(share, abs=1e-9)
    for j in range(len(t.skip_en)):
        share = sum(exp(s - z) for s, p in paths if any((n, y, m) == (0, j, 1) for _, n, y, m in p))
        assert found.skip_en[0, j] == pytest.approx(share, abs=1e-9)


@given(st.lists(tables(most=6), min_size=2, max_size=4))
@settings(max_examples=25, deadline=None)
def test_a_padded_batch_gives_what_each_document_gives_alone(batch: list[Tables]) -> None:
    alone = [viterbi(as_problem(t)) for t in batch]
    z = [marginals(as_problem(t)).log_z[0] for t in batch]
    rows, width = max(len(t.skip_ko) for t in batch), max(len(t.skip_en) for t in batch)
    scores = np.full((len(batch), len(SHAPES), rows, width), -inf)
    ko, en = np.zeros((len(batch), rows)), np.zeros((len(batch), width))
    for b, t in enumerate(batch):
        n, m = len(t.skip_ko), len(t.skip_en)
        scores[b, :, :n, :m], ko[b, :n], en[b, :m] = t.scores, t.skip_ko, t.skip_en
    problem = Problem(SHAPES, scores, ko, en, [(len(t.skip_ko), len(t.skip_en)) for t in batch])
    together, paths = viterbi(problem)
    assert together == pytest.approx([s[0] for s, _ in alone], abs=1e-9)
    assert paths == [p[0] for _, p in alone]
    assert marginals(problem).log_z == pytest.approx(z, abs=1e-9)


def naive_jumps(beads: list[Candidate], penalty: float, rows: int) -> float:
    """Best value over every choice of beads with disjoint Korean spans, in Korean order; English may repeat."""

    def best(at: int, i: int, column: int) -> float:
        if at == len(beads):
            return 0.0
        value = best(at + 1, i, column)
        bead = beads[at]
        if bead.i >= i:
            cost = 0.0 if bead.j >= column else penalty
            value = max(value, bead.gain - cost + best(at + 1, bead.i + bead.n, bead.j + bead.m))
        return value

    return best(0, 0, 0)


@given(tables(most=4), st.floats(0.5, 4.0))
@settings(max_examples=60, deadline=None)
def test_jump_search_finds_the_naive_best_choice(t: Tables, penalty: float) -> None:
    beads = candidates(bead_gains(t), t.shapes)[:9]
    value, chosen = jump_search(beads, (len(t.skip_ko), len(t.skip_en)), penalty, np.zeros(len(t.skip_en)))
    assert value == pytest.approx(naive_jumps(beads, penalty, len(t.skip_ko)), abs=1e-9)
    back = sum(y.j < x.j + x.m for x, y in pairwise(chosen))
    spent = sum(b.gain for b in chosen) - penalty * back
    assert spent == pytest.approx(value, abs=1e-9)


@given(tables(most=7))
@settings(max_examples=40, deadline=None)
def test_every_order_found_is_a_permutation_and_uses_each_sentence_once(t: Tables) -> None:
    for option in best_order(t, [1.0, 3.0]):
        assert sorted(option.order.tolist()) == list(range(len(t.skip_en)))
        beads = option.beads()
        assert sorted(i for ko, _ in beads for i in ko) == list(range(len(t.skip_ko)))
        assert sorted(j for _, en in beads for j in en) == list(range(len(t.skip_en)))
        for ko, en in beads:
            assert list(en) == list(range(en[0], en[0] + len(en))) if en else True
            assert list(ko) == list(range(ko[0], ko[0] + len(ko))) if ko else True
