"""The words of a clause that the other version has: the lexicon's part in finding clauses left out."""

from __future__ import annotations

from math import log

import pytest

from aligner.facts.clauses.words import WordIndex, word_signs, words_of

KO = "가전용 칩은 수요 부진으로 줄었다"
REST = "차량용 반도체 매출은 늘었지만"
EN = [
    "Sales of automotive chips gained 12 percent.",
    "Consumer demand for home appliances was weak and shipments fell.",
]


def signs(clause: str, rest: str, bead: list[int], texts: list[str]) -> dict[str, float]:
    return word_signs(words_of(clause, "ko"), words_of(rest, "ko"), bead, WordIndex(texts, "en"))


def test_a_clause_left_out_lacks_its_words() -> None:
    lost, kept = signs(KO, REST, [0], EN[:1]), signs(REST, KO, [0], EN[:1])
    assert lost["words_kept"] < 0.5 < kept["words_kept"]
    assert lost["words_lost"] > kept["words_lost"]
    assert lost["words_nowhere"] == pytest.approx(lost["words_lost"])


def test_words_said_in_another_sentence_are_not_nowhere() -> None:
    found = signs(KO, REST, [0], EN)
    assert found["words_nowhere"] < found["words_lost"] == signs(KO, REST, [0], EN[:1])["words_lost"]


def test_what_siblings_explain_is_not_free() -> None:
    alone, explained = signs(KO, "", [0], EN), signs(KO, REST, [0], EN)
    assert alone["words_free"] > explained["words_free"]


def test_no_words_say_nothing() -> None:
    found = signs("", "", [0], [""])
    assert found == {"words_kept": 0.6, "words_lost": log(1), "words_nowhere": 0.0, "words_free": 0.0}


def test_english_words_no_headword_renders_do_not_count() -> None:
    assert words_of("the of zzyzx", "en") == []
    assert len(words_of("The court rejected", "en")) == 2
