"""align_vectors: what it promises for any input."""

from __future__ import annotations

import weakref
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from aligner.alignment import AlignmentConfig, align_vectors
from aligner.alignment.attach import ATTACH_NAMES, attach
from aligner.alignment.calibration import calibrate, calibration_features
from aligner.alignment.evidence import all_keys, evidence_matrices, keys_on, quick_keys
from aligner.alignment.field import make_field
from aligner.alignment.model import PassWeights, default_weights
from aligner.alignment.tables import PART_NAMES
from aligner.alignment.tiles import cut_points
from aligner.errors import ConfigError, InputError
from aligner.types import Alignment

Vectors = np.ndarray


def unit(rows: Vectors) -> Vectors:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def story(count: int, seed: int = 0, noise: float = 0.35) -> tuple[list[str], list[str], Vectors, Vectors]:
    """Translations of each other, sentence by sentence: the same random direction with noise."""
    rng = np.random.default_rng(seed)
    meaning = unit(rng.normal(size=(count, 64)))
    ko = unit(meaning + noise * unit(rng.normal(size=(count, 64))))
    en = unit(meaning + noise * unit(rng.normal(size=(count, 64))))
    ko_texts = [f"이것은 시험에 쓰는 {i + 100}번째 문장으로, 길이가 적당하다." for i in range(count)]
    en_texts = [f"This is test sentence number {i + 100}, and it is of a reasonable length." for i in range(count)]
    return ko_texts, en_texts, ko, en


def pairs(alignment: Alignment) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.ko, bead.en) for bead in alignment.beads]


def test_translations_in_order_are_aligned_one_to_one() -> None:
    assert pairs(align_vectors(*story(12))) == [((i,), (i,)) for i in range(12)]


def test_a_moved_block_is_found_and_marked() -> None:
    ko_texts, en_texts, ko, en = story(14)
    order = [0, 1, 9, 10, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13]
    found = align_vectors(ko_texts, [en_texts[i] for i in order], ko, en[order])
    assert pairs(found) == [((i,), (order.index(i),)) for i in range(14)]
    assert {found.beads[i].ko for i in found.moved} == {(9,), (10,)}


def test_monotone_forbids_crossing() -> None:
    ko_texts, en_texts, ko, en = story(14)
    order = [0, 1, 9, 10, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13]
    found = align_vectors(ko_texts, [en_texts[i] for i in order], ko, en[order], AlignmentConfig(monotone=True))
    starts = [bead.en[0] for bead in found.beads if bead.ko and bead.en]
    assert starts == sorted(starts)
    assert not found.moved


def test_omissions_and_additions_are_one_sided_and_in_place() -> None:
    ko_texts, en_texts, ko, en = story(12)
    keep = [0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11]
    rng = np.random.default_rng(5)
    strange = unit(rng.normal(size=(1, 64)))
    english = [en_texts[i] for i in keep]
    vectors = np.concatenate([en[keep][:6], strange, en[keep][6:]])
    found = align_vectors(
        ko_texts, [*english[:6], "Unrelated words fill this line from end to end.", *english[6:]], ko, vectors
    )
    assert ((3,), ()) in pairs(found)
    assert ((), (6,)) in pairs(found)
    before = found.beads[pairs(found).index(((), (6,))) - 1]
    assert 5 in before.en


def test_blank_sentences_are_left_alone() -> None:
    ko_texts, en_texts, ko, en = story(8)
    ko_texts[3], en_texts[6] = "", "   "
    beads = pairs(align_vectors(ko_texts, en_texts, ko, en))
    assert ((3,), ()) in beads
    assert ((), (6,)) in beads


@pytest.mark.parametrize(("ko", "en"), [(0, 0), (0, 3), (3, 0), (1, 1), (1, 4), (4, 1), (2, 2)])
def test_tiny_and_empty_documents(ko: int, en: int) -> None:
    ko_texts, en_texts, ko_vectors, en_vectors = story(5)
    found = align_vectors(ko_texts[:ko], en_texts[:en], ko_vectors[:ko], en_vectors[:en])
    assert (found.ko_count, found.en_count) == (ko, en)


def test_equal_input_gives_equal_output_to_the_bit() -> None:
    story_ = story(20, noise=0.8)
    first, second = align_vectors(*story_), align_vectors(*story_)
    assert first == second


def test_scores_are_probabilities_and_parts_are_named() -> None:
    for bead in align_vectors(*story(15, noise=0.9)).beads:
        assert 0.0 <= bead.score <= 1.0
        if bead.ko and bead.en and bead.parts:
            assert tuple(bead.parts) == PART_NAMES


def test_min_score_dissolves_unlikely_beads() -> None:
    story_ = story(15, noise=1.6)
    plain = align_vectors(*story_)
    weakest = min(b.score for b in plain.beads if b.ko and b.en)
    strict = align_vectors(*story_, AlignmentConfig(min_score=min(weakest + 0.01, 1.0)))
    assert all(b.score >= weakest + 0.01 for b in strict.beads if b.ko and b.en)
    assert sum(bool(b.ko and b.en) for b in strict.beads) < sum(bool(b.ko and b.en) for b in plain.beads)


@pytest.mark.parametrize("most", [2, 3, 5])
def test_max_bead_limits_the_sentences_of_a_bead(most: int) -> None:
    found = align_vectors(*story(15, noise=1.5), AlignmentConfig(max_bead=most))
    assert max(len(b.ko) + len(b.en) for b in found.beads) <= most


def test_wrong_input_is_an_error_that_names_the_numbers() -> None:
    ko_texts, en_texts, ko, en = story(4)
    with pytest.raises(InputError, match="4 Korean sentences but 3 vectors"):
        align_vectors(ko_texts, en_texts, ko[:3], en)
    with pytest.raises(InputError, match="64 dimensions, English ones 32"):
        align_vectors(ko_texts, en_texts, ko, en[:, :32])
    with pytest.raises(ConfigError, match="max_bead is 1"):
        AlignmentConfig(max_bead=1)
    with pytest.raises(ConfigError, match=r"min_score is 1\.5"):
        AlignmentConfig(min_score=1.5)


def test_a_long_text_is_cut_and_aligned_like_a_short_one() -> None:
    ko_texts, en_texts, ko, en = story(1200, noise=0.5)
    keep = [i for i in range(1200) if i % 9]
    found = align_vectors(ko_texts, [en_texts[i] for i in keep], ko, en[keep])
    right = {((i,), (at,)) for at, i in enumerate(keep)}
    assert len(right & set(pairs(found))) > 0.97 * len(right)


def test_cuts_lie_on_the_diagonal_of_a_plain_text() -> None:
    _, _, ko, en = story(1500, noise=0.4)
    cuts = cut_points(ko, en, 32)
    assert cuts[0] == (0, 0)
    assert len(cuts) > 30
    assert all(i == j for i, j in cuts)


@pytest.mark.parametrize(("ko", "en"), [(450, 2), (3, 500), (700, 60)])
def test_texts_of_very_unlike_length_keep_every_sentence(ko: int, en: int) -> None:
    rng = np.random.default_rng(7)
    vectors = unit(rng.normal(size=(ko + en, 32)))
    cuts = cut_points(vectors[:ko], vectors[ko:], 24)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise([*cuts, (ko, en)]))
    found = align_vectors(
        [f"문장 {i}이다." for i in range(ko)], [f"Line {i}." for i in range(en)], vectors[:ko], vectors[ko:]
    )
    assert (found.ko_count, found.en_count) == (ko, en)


def test_a_later_sentence_joins_the_lead_when_the_rule_favours_it() -> None:
    ko_texts, en_texts, ko, en = story(6)
    lead = unit(en[:1] + ko[4:5])
    vectors = np.concatenate([lead, en[1:4], en[5:]])
    texts = [en_texts[0] + " and " + en_texts[4], *en_texts[1:4], *en_texts[5:]]
    field = make_field(ko_texts, texts, ko, vectors, evidence_matrices([frozenset()] * 6, [frozenset()] * 5))
    beads = [((0,), (0,)), ((1,), (1,)), ((2,), (2,)), ((3,), (3,)), ((4,), ()), ((5,), (4,))]
    rule = np.zeros(len(ATTACH_NAMES))
    rule[ATTACH_NAMES.index("bias")], rule[ATTACH_NAMES.index("similar")] = -4.0, 10.0
    rule[ATTACH_NAMES.index("merge")] = -30.0
    joined, chances, passed_over = attach(field, beads, rule)
    assert ((0, 4), (0,)) in joined
    assert chances[joined.index(((0, 4), (0,)))] > 0.5
    assert not passed_over.any()
    limited, _, passed_over = attach(field, beads, rule, max_bead=2)
    assert limited == beads
    assert passed_over.argmax() == 4
    assert passed_over[4] > 0.5


def test_quick_keys_agree_across_languages() -> None:
    ko = quick_keys("국회는 3일 673조3천억원 규모의 예산안을 NATO 회의 뒤 두 번 의결했고 12월에 35% 늘었다", "ko")
    en = quick_keys("The 673.3 trillion-won budget passed two votes on Dec. 3 after NATO met, up 35 percent.", "en")
    assert {"num:6.733e+14", "num:3", "num:2", "num:35", "month:12", "latin:NATO"} <= ko & en


def test_a_weekday_meets_the_day_of_the_month_through_the_date_of_the_story() -> None:
    ko, en = "교육부는 24일 계획을 발표했다.", "The ministry announced the plan on Wednesday."
    thursday = keys_on(date(2024, 1, 25))
    assert "dom:24" in thursday(ko, "ko") & thursday(en, "en")
    assert "dom:24" not in all_keys(ko, "ko") & all_keys(en, "en")
    week_before = keys_on(date(2024, 1, 15))
    assert "dom:24" not in week_before(ko, "ko") & week_before(en, "en")


def test_the_shipped_weights_say_where_they_come_from() -> None:
    weights = default_weights()
    assert {"command", "encoder", "data", "seed", "cross-validated"} <= weights.provenance.keys()
    again = type(weights).from_json(weights.to_json())
    assert np.array_equal(again.second.bead, weights.second.bead)
    flat = np.arange(PassWeights.size(), dtype=float)
    cut = PassWeights.from_vector(flat)
    parts = [cut.bead, cut.many, cut.shape, cut.omission, cut.addition]
    assert np.array_equal(np.concatenate(parts), flat)


def test_a_block_that_moves_from_one_tile_to_another_is_found() -> None:
    ko_texts, en_texts, ko, en = story(600, noise=0.5)
    order = [*range(100), *range(106, 420), *range(100, 106), *range(420, 600)]
    found = set(pairs(align_vectors(ko_texts, [en_texts[i] for i in order], ko, en[order])))
    assert {((i,), (order.index(i),)) for i in range(100, 106)} <= found
    assert sum(len(a) == len(b) == 1 for a, b in found) == 600


def test_a_lone_leftover_has_no_counterpart_far_away() -> None:
    ko_texts, en_texts, ko, en = story(600, noise=0.5)
    order = [*range(100), *range(101, 420), 100, *range(420, 600)]
    found = pairs(align_vectors(ko_texts, [en_texts[i] for i in order], ko, en[order]))
    assert ((100,), ()) in found


def test_what_speaks_against_a_bead_lowers_its_probability() -> None:
    usual = {
        "joined": False, "moved": False, "match": 0.8, "skips": 0.1, "doubt": 0.1, "shared": 1.0,
        "rank": 0.0, "passed_over": 0.0, "length": 0.1,
    }  # fmt: skip
    worse = [{}, {"rank": 2.0}, {"passed_over": 0.4}, {"length": 0.9}, {"shared": 0.0}]
    rows = [calibration_features(0.9, 0.7, (1, 1), **{**usual, **change}) for change in worse]
    plain, *doubted = calibrate(np.array(rows), default_weights().calibration)
    assert plain > 0.8
    assert all(chance < plain for chance in doubted)


def test_tiles_of_a_long_text_are_gone_before_the_next_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each holds megabytes of features: two groups at once were a quarter of the memory of a long story."""
    from aligner.alignment import engine

    for name, value in {"LONG": 40, "VERY_LONG": 40, "TILE": 6, "SAMPLED": 1}.items():
        monkeypatch.setattr(engine, name, value)
    before: list[weakref.ref[object]] = []
    search = engine.align_fields

    def watched(*args: object) -> list[engine.Found]:
        assert not any(one() for one in before)
        found = search(*args)  # type: ignore[arg-type]
        before.extend(weakref.ref(one.context) for one in found)
        return found

    monkeypatch.setattr(engine, "align_fields", watched)
    beads = align_vectors(*story(120))
    assert len(before) >= 8
    assert sum(bead.ko == bead.en for bead in beads) >= 110
