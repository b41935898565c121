"""The ledger: verdicts, rates, ranking, gates."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence

import numpy as np
import pytest

from aligner.coverage import CoverageConfig, Ledger, build_ledger
from aligner.coverage.calibration import calibrate
from aligner.coverage.gates import failures, parse_gate
from aligner.coverage.ledger import _only_converts
from aligner.coverage.weight import news_weight
from aligner.errors import ConfigError, InputError
from aligner.facts import compare
from aligner.facts.clauses.gaps import find_gaps, gap_weights
from aligner.facts.clauses.signs import clause_signs
from aligner.facts.story import Story
from aligner.types import Alignment, Bead, Role, Sentence

KO = [
    "정부, 예산안 확정",
    "정부는 24일 예산을 3조원 늘리기로 했다.",
    "야당은 반대했다.",
    "여당은 환영했다.",
    "회의는 서울에서 열렸다.",
    "참석자는 120명이었다.",
]
EN = [
    "Gov't finalizes budget",
    "The meeting took place in Seoul.",
    "The government decided Wednesday to raise the budget by 3 trillion won.",
    "The ruling party welcomed it while the opposition objected.",
    "South Korea is Asia's fourth-largest economy.",
]
BEADS = (
    Bead((0,), (0,), 0.98),
    Bead((1,), (2,), 0.97),
    Bead((2, 3), (3,), 0.9),
    Bead((), (4,), 0.8),
    Bead((4,), (1,), 0.95),
    Bead((5,), (), 0.85),
)


def sentences(texts: Sequence[str]) -> list[Sentence]:
    return [Sentence(0, len(t), t, Role.HEADLINE if i == 0 else Role.BODY) for i, t in enumerate(texts)]


def ledger() -> Ledger:
    return build_ledger(sentences(KO), sentences(EN), Alignment(len(KO), len(EN), BEADS), story="s")


def test_every_sentence_has_the_verdict_of_its_bead() -> None:
    found = ledger()
    assert [e.verdict for e in found.ko] == ["covered", "covered", "condensed", "condensed", "moved", "omitted"]
    assert [e.verdict for e in found.en] == ["sourced", "moved", "sourced", "condensed", "added"]
    assert [e.sentence for e in found.ko] == list(range(6))
    assert found.ko[2].condensed
    assert not found.ko[1].condensed
    assert found.ko[4].moved


def test_evidence_is_the_other_side_of_the_bead() -> None:
    found = ledger()
    assert [(e.side, e.sentence, e.text) for e in found.ko[2].evidence] == [("en", 3, EN[3])]
    assert [e.sentence for e in found.en[3].evidence] == [2, 3]


def test_rates_are_given_by_sentence_character_and_fact() -> None:
    rates = ledger().rates
    assert rates.sentence == pytest.approx(5 / 6)
    kept = sum(len(t.replace(" ", "")) for t in KO[:5])
    assert rates.character == pytest.approx(kept / (kept + len(KO[5].replace(" ", ""))))
    assert rates.fact is not None
    assert 0 < rates.fact < 1  # the 120 people are lost


def test_facts_are_followed() -> None:
    facts = {(f.ko.text if f.ko else ""): f for f in ledger().facts}
    assert facts["3조원"].status == "kept"
    assert facts["3조원"].en is not None
    assert facts["3조원"].en.sentence == 2
    assert facts["24일"].status == "kept"
    assert facts["120명"].status == "missing"
    assert facts["120명"].en is None


def test_round_trip_through_json() -> None:
    import json

    found = ledger()
    assert Ledger.from_dict(json.loads(json.dumps(found.to_dict()))).to_dict() == found.to_dict()


def test_broken_row_is_named() -> None:
    row = ledger().to_dict()
    del row["ko"][0]["verdict"]
    with pytest.raises(InputError, match=r"coverage.jsonl.*'s'"):
        Ledger.from_dict(row)


def test_alignment_of_another_story_is_refused() -> None:
    with pytest.raises(ValueError, match=r"6:5 sentences for 5:5"):
        build_ledger(sentences(KO[:5]), sentences(EN), Alignment(6, 5, BEADS))


def test_empty_sides_have_no_rate() -> None:
    found = build_ledger([], [], Alignment(0, 0, ()))
    assert (found.rates.sentence, found.rates.character, found.rates.fact) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "derived"),
    [
        ("One U.S. dollar is worth about 1,400 won.", True),
        ("The figure is equivalent to $320 million.", True),
        ("KST is nine hours ahead of GMT.", True),
        ("Hangul means the Korean alphabet.", True),
        ("The two Koreas remain technically at war because the 1950-53 conflict ended in an armistice.", False),
        ("South Korea is Asia's fourth-largest economy.", False),
        ("This means the government will have to draw up a new budget before the end of the fiscal year.", False),
    ],
)
def test_only_conversions_and_glosses_are_derived(text: str, derived: bool) -> None:
    assert _only_converts(text) is derived


def test_news_weight_ranks_as_a_desk_does() -> None:
    weights = [
        news_weight("제목", "ko", 0, 10, headline=True),
        news_weight("정부는 예산을 늘린다.", "ko", 0, 10),
        news_weight('그는 "3조원을 쓴다"고 말했다.', "ko", 3, 10),
        news_weight("예산은 3조원이다.", "ko", 3, 10),
        news_weight("예산은 늘어난다.", "ko", 3, 10),
        news_weight("한편 회의는 서울에서 열릴 예정이다.", "ko", 9, 10),
    ]
    assert weights == sorted(weights, reverse=True)
    assert all(0 <= w <= 1 for w in weights)


def test_confidence_rises_with_the_bead_and_falls_with_doubt() -> None:
    for verdict in ("covered", "omitted", "added", "moved", "condensed", "sourced"):
        values = [calibrate(verdict, s, 0.0) for s in (0.0, 0.3, 0.7, 1.0)]
        assert values == sorted(values)
        assert all(0 <= v <= 1 for v in values)
    assert calibrate("covered", 0.9, 0.5) < calibrate("covered", 0.9, 0.1)
    assert calibrate("partly_covered", 0.9, 0.9) > calibrate("partly_covered", 0.9, 0.3)


# ---- gates


def test_gates() -> None:
    row = ledger().to_dict()
    assert failures(row) == []
    assert failures(row, least=0.8) == []
    assert failures(row, least=0.9) == ["coverage by sentence 0.833 is below 0.9"]
    assert failures(row, forbidden=("omitted", "added", "wrong")) == ["1 omitted", "1 added"]
    assert failures(row, least=0.9, by="fact", forbidden=("missing",))[-1] == "1 missing"


def test_gate_words_are_checked() -> None:
    assert parse_gate(" omitted, wrong ") == ("omitted", "wrong")
    assert parse_gate(None) == ()
    with pytest.raises(ConfigError, match=r"'lost'.*choose from omitted"):
        parse_gate("lost")


# ---- inside sentences


class Words:
    """A stand-in for an encoder: texts that share word stems lie near each other, in a small shared dictionary."""

    PAIRS = (
        ("예산", "budget"),
        ("늘리", "raise"),
        ("야당", "opposition"),
        ("반대", "object"),
        ("병원", "hospital"),
        ("짓", "build"),
        ("회의", "meeting"),
        ("세금", "tax"),
        ("내리", "cut"),
        ("서울", "seoul"),
    )

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        rows = np.zeros((len(texts), len(self.PAIRS) + 4), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for k, (ko, en) in enumerate(self.PAIRS):
                row[k] = ko in text or en in text.lower()
            row[-1 - int(hashlib.md5(text.encode()).hexdigest(), 16) % 4] += 0.05
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


INSIDE_KO = [
    "정부는 내년에 예산을 크게 늘리고, 서울에 새로운 병원을 짓기로 했다.",
    "야당은 강하게 반대하며 회의를 떠났지만 세금은 모두 내리기로 했다.",
]
INSIDE_FULL = [
    "The government will raise the budget next year and build a new hospital in Seoul.",
    "The opposition objected strongly and left the meeting, but taxes will be cut for all.",
]
INSIDE_SHORT = ["The government will raise the budget next year.", INSIDE_FULL[1]]
DIAGONAL = [((0,), (0,)), ((1,), (1,))]


def gaps(en: list[str]) -> dict[tuple[int, str], float]:
    found = find_gaps(INSIDE_KO, en, DIAGONAL, encode=Words())
    return {(i, INSIDE_KO[i][g.start : g.end]): g.probability for i, group in found.ko.items() for g in group}


def test_a_clause_the_english_drops_stands_out() -> None:
    full, short = gaps(INSIDE_FULL), gaps(INSIDE_SHORT)
    lost = (0, "서울에 새로운 병원을 짓기로 했다.")
    assert short[lost] > 0.5
    assert short[lost] > 5 * full.get(lost, 0.0)
    assert max(short, key=lambda key: short[key]) == lost


def test_a_clause_said_elsewhere_is_not_lost() -> None:
    texts = [INSIDE_SHORT[0], INSIDE_SHORT[1], "It will also build a new hospital in Seoul."]
    found = find_gaps(INSIDE_KO, texts, [*DIAGONAL, ((), (2,))], encode=Words())
    lost = find_gaps(INSIDE_KO, texts[:2], DIAGONAL, encode=Words())
    assert max(g.probability for g in found.ko[0]) < max(g.probability for g in lost.ko[0])


def test_clauses_become_verdicts_above_the_threshold_only() -> None:
    alignment = Alignment(2, 2, (Bead((0,), (0,), 0.95), Bead((1,), (1,), 0.95)))
    found = build_ledger(INSIDE_KO, INSIDE_SHORT, alignment, encode=Words())
    assert found.ko[0].verdict == "partly_covered"
    assert [c.text for c in found.ko[0].clauses] == ["서울에 새로운 병원을 짓기로 했다."]
    assert found.rates.sentence == 1.0
    assert found.rates.character is not None
    assert found.rates.character < 0.8
    strict = build_ledger(
        INSIDE_KO, INSIDE_SHORT, alignment, encode=Words(), config=CoverageConfig(clause_threshold=1.0)
    )
    assert strict.ko[0].verdict == "covered"
    without = build_ledger(INSIDE_KO, INSIDE_SHORT, alignment, encode=Words(), config=CoverageConfig(clauses=False))
    assert without.ko[0].verdict == "covered"


def test_check_and_ledger_tell_the_same_clauses() -> None:
    alignment = Alignment(2, 2, (Bead((0,), (0,), 0.95), Bead((1,), (1,), 0.95)))
    ledger = build_ledger(INSIDE_KO, INSIDE_SHORT, alignment, encode=Words())
    found = [f for f in compare(INSIDE_KO, INSIDE_SHORT, DIAGONAL, encode=Words()) if f.type == "clause"]
    underlined = [(e.sentence, (c.start, c.end), c.confidence) for e in ledger.ko for c in e.clauses]
    assert [(f.ko_sentence, f.ko_span) for f in found] == [at[:2] for at in underlined] == [(0, underlined[0][1])]
    assert found[0].score == pytest.approx(underlined[0][2], abs=1e-3)
    assert found[0].en_sentence == 0
    assert "서울에 새로운 병원을 짓기로 했다." in found[0].message
    assert [f for f in compare(INSIDE_KO, INSIDE_SHORT, DIAGONAL) if f.type == "clause"] == []


def test_headlines_are_never_looked_into() -> None:
    ko = ["정부, 예산 늘리고 새 병원 짓기로…야당은 강하게 반대", *INSIDE_KO]
    en = ["Government to raise budget", *INSIDE_FULL]
    beads = tuple(Bead((i,), (i,), 0.9) for i in range(3))
    found = build_ledger(ko, en, Alignment(3, 3, beads), encode=Words())
    assert found.ko[0].clauses == ()


def test_encodes_suspects_only_and_each_text_in_one_call() -> None:
    calls: list[list[str]] = []

    def encode(texts: Sequence[str]) -> np.ndarray:
        calls.append(list(texts))
        return Words()(texts)

    ko, en = ["회의가 서울에서 열렸다.", INSIDE_KO[0]], ["The meeting was held in Seoul.", INSIDE_FULL[0]]
    vectors = Words()(ko), Words()(en)
    find_gaps(ko, en, DIAGONAL, encode=encode, ko_vectors=vectors[0], en_vectors=vectors[1])
    assert calls == []  # words and lengths fit: nothing is suspected
    short = [en[0], INSIDE_SHORT[0]]
    find_gaps(ko, short, DIAGONAL, encode=encode, ko_vectors=vectors[0], en_vectors=Words()(short))
    assert len(calls) == 1
    assert ko[0] not in calls[0]
    assert en[0] not in calls[0]


def test_every_sign_has_a_weight() -> None:
    story = Story.of(INSIDE_KO, INSIDE_SHORT, DIAGONAL)
    sides = clause_signs(story.ko, story.en, DIAGONAL, gate=lambda *_: 1.0, encode=Words())
    for side, clauses in zip(("ko", "en"), sides, strict=True):
        model = gap_weights(side)  # type: ignore[arg-type]
        assert clauses
        for clause in clauses:
            assert clause.encoded
            assert clause.signs.keys() == model.weights.keys()
            assert model.cheap.keys() <= model.weights.keys()
            assert np.isfinite(list(clause.signs.values())).all()


def test_any_alignment_gives_each_sentence_one_verdict() -> None:
    for cut in itertools.product((0, 1, 2), (0, 1, 2)):
        beads = (
            Bead(tuple(range(cut[0])), tuple(range(cut[1]))),
            Bead(tuple(range(cut[0], 2)), tuple(range(cut[1], 2))),
        )
        alignment = Alignment(2, 2, tuple(b for b in beads if b.ko or b.en))
        found = build_ledger(INSIDE_KO, INSIDE_FULL, alignment, encode=Words())
        assert [e.sentence for e in found.ko] == [0, 1]
        assert [e.sentence for e in found.en] == [0, 1]


def test_a_wrong_name_that_is_no_fact_of_the_lists_is_a_wrong_fact() -> None:
    ko, en = ["청주 공장은 내년 9월 가동에 들어간다."], ["The Cheonan plant will start running next September."]
    findings = compare(ko, en, [((0,), (0,))])
    assert [f.type for f in findings] == ["name"]
    ledger = build_ledger(ko, en, Alignment(1, 1, (Bead((0,), (0,), 0.95),)), findings=findings)
    wrong = [f for f in ledger.facts if f.status == "wrong"]
    assert [(f.kind, f.ko and f.ko.text, f.en and f.en.text) for f in wrong] == [("name", "청주", "Cheonan")]
    assert failures(ledger.to_dict(), least=None, by="sentence", forbidden=parse_gate("wrong"))
