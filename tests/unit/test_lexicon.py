"""The news lexicon: what a Korean word may be in English."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from aligner.facts import specificity, word_keys

PAIRS = [
    ("경찰은 용의자를 체포했다고 밝혔다.", "Police said they had arrested the suspect.", "polic arrest suspect said"),
    ("태풍으로 항공편 30편이 결항했다.", "The typhoon forced airlines to cancel 30 flights.", "typhoon cancel flight"),
    ("한국은행이 기준금리를 동결했다.", "The Bank of Korea kept its key rate unchanged.", "bank korea rate key"),
    ("美 상원이 법안을 통과시켰다.", "The U.S. Senate passed the bill.", "us senat pass bill"),
    ("노조는 파업을 철회했다.", "The union called off its strike.", "union strike"),
]


@pytest.mark.parametrize(("ko", "en", "shared"), PAIRS, ids=[ko for ko, _, _ in PAIRS])
def test_translations_share_words(ko: str, en: str, shared: str) -> None:
    assert {f"word:{stem}" for stem in shared.split()} <= word_keys(ko, "ko") & word_keys(en, "en")


def test_sentences_of_other_stories_share_few() -> None:
    own = [len(word_keys(ko, "ko") & word_keys(en, "en")) for ko, en, _ in PAIRS]
    other = [
        len(word_keys(ko, "ko") & word_keys(en, "en"))
        for at, (ko, _, _) in enumerate(PAIRS)
        for place, (_, en, _) in enumerate(PAIRS)
        if at != place
    ]
    assert max(other) <= 1 < min(own)


def test_inflected_forms_meet() -> None:
    keys = [word_keys(word, "en") for word in ("elect", "elected", "elections", "Election’s")]
    assert len(set(keys)) == 1


def test_words_that_render_much_say_less() -> None:
    assert specificity("word:typhoon") > specificity("word:hold") > 0
    assert specificity("word:nosuchstem") == pytest.approx(1.5157, abs=1e-4)


def test_every_line_of_the_lexicon_is_well_formed() -> None:
    lines = files("aligner.facts").joinpath("tables/lexicon.tsv").read_text(encoding="utf-8").splitlines()
    heads = [line.split("\t")[0] for line in lines]
    assert heads == sorted(set(heads))
    assert not [line for line in lines if not re.fullmatch(r"[가-힣一-龥][^\t|]*\t[a-z0-9][a-z0-9.'&|-]*", line)]
