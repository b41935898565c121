"""Suspects of a flipped negation, and the fitted models that judge them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files

import numpy as np
import pytest

from aligner.facts.negation.added import ADDED, added_suspects
from aligner.facts.negation.compare import compare_polarity
from aligner.facts.negation.lost import LOST, LOST_VECTORS, lost_suspects
from aligner.facts.negation.model import SIGNS, FlipModel, flip_model

KO = "출발이 마음에 들지 않았지만 끝까지 포기하지 않았다."
EN = "I was happy with my start but I never gave up."


def _topics(texts: Sequence[str]) -> np.ndarray:
    """Unit rows by topic words, blind to negation as sentence vectors are."""
    topics = (("출발", "start"), ("포기", "gave up"))
    rows = np.array([[float(any(w in text for w in words)) for words in topics] + [0.1] for text in texts], np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_every_korean_negation_is_a_suspect() -> None:
    first, second = lost_suspects([KO], [EN], (0,), (0,), encode=_topics)
    assert (KO[slice(*first.ko_span or (0, 0))], KO[slice(*second.ko_span or (0, 0))]) == (
        "들지 않았지만",
        "포기하지 않았다",
    )
    signs = dict(zip((*LOST, *LOST_VECTORS), first.signs, strict=True))
    assert signs["table_plain"] == 1
    assert signs["given"] == 0  # the one negative word went to the clause that lies nearer to it
    assert dict(zip((*LOST, *LOST_VECTORS), second.signs, strict=True))["given"] == 1


def test_without_vectors_there_are_fewer_signs() -> None:
    assert [len(s.signs) for s in lost_suspects([KO], [EN], (0,), (0,))] == [len(LOST)] * 2


@pytest.mark.parametrize(
    ("ko", "en", "suspects"),
    [
        ("적지 않은 사람이 왔다.", "Many people came.", 0),
        ("입증되지 않으면 고발하지 않기로 했다.", "It will press charges only if it is proven.", 0),
        ("노조는 파업하지 않았다.", "The union went on strike.", 1),
    ],
)
def test_idioms_and_conditions_are_no_suspects(ko: str, en: str, suspects: int) -> None:
    assert len(lost_suspects([ko], [en], (0,), (0,))) == suspects


def test_every_english_not_is_a_suspect() -> None:
    ko, en = "회사는 공장을 폐쇄했다.", "The company did not close the plant."
    (suspect,) = added_suspects([ko], [en], (0,), (0,))
    assert en[slice(*suspect.en_span or (0, 0))] == "not"
    signs = dict(zip(ADDED, suspect.signs, strict=True))
    assert signs["silent"] == signs["act"] == signs["affirmed"] == 1
    assert added_suspects([ko], ["The company not only closed the plant."], (0,), (0,)) == []


def test_models_have_a_weight_for_every_sign_and_say_where_they_come_from() -> None:
    stored = json.loads(files("aligner.facts").joinpath("tables/negation.json").read_text(encoding="utf-8"))
    assert {"aligner", "encoder", "corpus", "seed"} <= stored["signature"].keys()
    for kind, signs in SIGNS.items():
        model = flip_model(kind)
        assert tuple(stored[kind]["weights"]) == signs
        assert len(model.weights) == len(signs)
        assert 0.3 < model.report_from < 1


def test_the_right_signs_speak_for_a_flip() -> None:
    for kind in ("lost", "lost_without_vectors"):
        weights = dict(zip(SIGNS[kind], flip_model(kind).weights, strict=True))  # type: ignore[index,arg-type]
        assert weights["table_plain"] > 0 > weights["answered"]
        assert weights["short"] > 0 > weights["lexicon_negated"]
    assert dict(zip(LOST + LOST_VECTORS, flip_model("lost").weights, strict=True))["insertion"] > 0


def test_probability() -> None:
    model = FlipModel(0.0, (1.0, -1.0), 0.5)
    assert model.probability((0.0, 0.0)) == 0.5
    assert model.probability((2.0, 0.0)) > model.probability((1.0, 0.0)) > model.probability((1.0, 1.0))
    assert model.probability((1e9, 0.0)) <= 1.0


def test_a_finding_is_told_with_its_place() -> None:
    (flip,) = compare_polarity(
        ["노조는 사측의 제안을 받아들이지 않았다."], ["The union accepted the offer."], [((0,), (0,))]
    )
    assert (flip.reason, flip.ko_sentence, flip.en_sentence, flip.en_span) == ("negation-lost", 0, 0, (10, 18))
    assert 0.55 <= flip.sure <= 0.8
