"""Measures against the definitions, and against the public scorer where it is at hand."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path

import pytest

from aligner.errors import InputError
from aligner.evaluation import (
    bootstrap_intervals,
    expected_calibration_error,
    find_alignment_files,
    read_alignment,
    read_scores,
    reliability,
    score_alignments,
)

GOLD = [((0,), (0,)), ((1, 2), (1,)), ((3,), ()), ((4,), (3,)), ((5,), (2,)), ((), (4,))]


def test_a_perfect_alignment_scores_one_everywhere() -> None:
    measures = score_alignments([GOLD], [GOLD])
    assert {name: m.f1 for name, m in measures.items() if m.f1 is not None} == {
        name: 1.0 for name in measures if name != "type 1-2" and name != "type other"
    }
    assert measures["type 1-2"].f1 is None


def test_strict_precision_counts_one_sided_beads_and_recall_does_not() -> None:
    pred = [((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), ()), ((4,), (3,)), ((5,), (2,)), ((), (4,))]
    strict = score_alignments([GOLD], [pred])["strict"]
    assert (strict.p, strict.r, strict.n) == (5 / 7, 3 / 4, 4)
    lax = score_alignments([GOLD], [pred])["lax"]
    assert (lax.p, lax.r) == (6 / 7, 1.0)
    omission = score_alignments([GOLD], [pred])["omission"]
    assert (omission.p, omission.r) == (1 / 2, 1.0)


def test_moved_beads_are_those_outside_the_longest_chain() -> None:
    # Of the two longest chains through (4, 3) and (5, 2) the later one is kept, as in the public scorer.
    without = [bead for bead in GOLD if bead != ((4,), (3,))] + [((4,), ()), ((), (3,))]
    moved = score_alignments([GOLD], [without])["moved"]
    assert (moved.p, moved.r, moved.n) == (0.0, 0.0, 1)
    assert score_alignments([GOLD], [GOLD])["moved"].n == 1


def test_agrees_with_the_public_scorer_to_the_last_digit(shared_data: Path) -> None:
    spec = importlib.util.spec_from_file_location("score_alignment", shared_data / "score_alignment.py")
    assert spec is not None
    assert spec.loader is not None
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    rng = random.Random(3)
    for variant in ("merge", "reorder", "heavy"):
        golds = [read_alignment(path) for path in sorted((shared_data / "wirebench-dev" / variant).glob("*.gold"))[:40]]
        preds = []
        for gold in golds:
            pred = list(gold)
            for _ in range(5):
                i = rng.randrange(len(pred))
                pred[i] = (pred[i][0], pred[(i + 1) % len(pred)][1])
            preds.append(pred[:-1])
        ours = {name: m.as_dict() for name, m in score_alignments(golds, preds).items()}
        assert ours == theirs.score(golds, preds)


def test_reads_scores_and_ignores_what_follows(tmp_path: Path) -> None:
    file = tmp_path / "a.align"
    file.write_text("[0, 1]:[0]:0.97\n\n[2]:[]\n[]:[1]: odd\n", encoding="utf-8")
    assert read_alignment(file) == [((0, 1), (0,)), ((2,), ()), ((), (1,))]
    assert read_scores(file) == [0.97, None, None]


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.align"
    file.write_text("[0]:[0]\nnonsense\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.align: line 2: not a bead: 'nonsense'"):
        read_alignment(file)
    file.write_bytes(b"\xff\xff[0]")
    with pytest.raises(InputError, match="not UTF-8"):
        read_alignment(file)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp949", "utf-16"])
def test_an_alignment_saved_by_any_editor_is_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.align"
    file.write_bytes("[0, 1]:[0]: 합친 문장\r\n[2]:[]\r\n".encode(encoding))
    assert read_alignment(file) == [((0, 1), (0,)), ((2,), ())]


def test_finds_files_in_every_layout(tmp_path: Path) -> None:
    gold, pred, run = tmp_path / "gold", tmp_path / "pred", tmp_path / "run"
    (gold / "b").mkdir(parents=True)
    (run / "alignments").mkdir(parents=True)
    pred.mkdir()
    (gold / "a.gold").write_text("[0]:[0]\n", encoding="utf-8")
    (gold / "b" / "gold.align").write_text("[0]:[0]\n", encoding="utf-8")
    for folder, suffix in ((pred, ".pred"), (run / "alignments", ".align")):
        for name in ("a", "b"):
            (folder / f"{name}{suffix}").write_text("[0]:[0]\n", encoding="utf-8")
    for place in (pred, run):
        assert [name for name, _, _ in find_alignment_files(gold, place)] == ["a", "b"]
    (pred / "b.pred").unlink()
    with pytest.raises(InputError, match="no prediction for 1 of 2 gold documents, such as 'b'"):
        find_alignment_files(gold, pred)
    with pytest.raises(InputError, match="holds no gold"):
        find_alignment_files(run / "alignments" / "..", pred)


def test_intervals_hold_the_estimate_and_repeat() -> None:
    golds = [GOLD] * 12
    preds = [GOLD if i % 3 else [((0,), (1,)), *GOLD[1:]] for i in range(12)]
    first = bootstrap_intervals(golds, preds, samples=200, seed=4)
    assert first == bootstrap_intervals(golds, preds, samples=200, seed=4)
    low, high = first["strict"] or (2.0, 2.0)
    estimate = score_alignments(golds, preds)["strict"].f1
    assert estimate is not None
    assert low <= estimate <= high
    assert low < high


def test_calibration_error_of_known_cases() -> None:
    assert expected_calibration_error([0.75] * 4, [True, True, True, False]) == 0.0
    assert expected_calibration_error([1.0] * 4, [True, False, False, False]) == pytest.approx(0.75)
    rows = reliability([0.05, 0.95, 0.97], [False, True, False])
    assert [(row.count, row.accuracy) for row in rows] == [(1, 0.0), (2, 0.5)]
