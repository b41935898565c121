"""Suspects of a flipped negation or a crossed opposite, and the fitted models that judge them."""

from __future__ import annotations

import pytest

from aligner.facts import compare
from aligner.facts.judge import Judge, judge_of
from aligner.facts.negation.added import added_suspects
from aligner.facts.negation.bead import NegationBead
from aligner.facts.negation.compare import bead_suspects
from aligner.facts.negation.fields import english_poles, field_rows, korean_poles, verb_forms
from aligner.facts.negation.lost import lost_suspects
from aligner.facts.negation.opposites import opposite_suspects

KO = "출발이 마음에 들지 않았지만 끝까지 포기하지 않았다."
EN = "I was happy with my start but I never gave up."


def bead(ko: str, en: str) -> NegationBead:
    return NegationBead([ko], [en], (0,), (0,), 2.4)


def test_every_korean_negation_is_a_suspect() -> None:
    first, second = lost_suspects(bead(KO, EN))
    assert tuple(KO[slice(*s.ko.span)] for s in (first, second) if s.ko is not None) == (
        "들지 않았지만",
        "포기하지 않았다",
    )
    assert first.signs["table_plain"] == 1
    assert second.signs["table_plain"] == 0


@pytest.mark.parametrize(
    ("ko", "en", "suspects"),
    [
        ("적지 않은 사람이 왔다.", "Many people came.", 0),
        ("입증되지 않으면 고발하지 않기로 했다.", "It will press charges only if it is proven.", 0),
        ("노조는 파업하지 않았다.", "The union went on strike.", 1),
        ("세율을 낮추지 않으면 공장을 옮긴다.", "It will move its plant if the tax is lowered.", 1),
    ],
)
def test_idioms_are_no_suspects_and_conditions_are(ko: str, en: str, suspects: int) -> None:
    assert len(lost_suspects(bead(ko, en))) == suspects


def test_every_english_not_is_a_suspect() -> None:
    ko, en = "회사는 공장을 폐쇄했다.", "The company did not close the plant."
    (suspect,) = added_suspects(bead(ko, en))
    assert suspect.en is not None
    assert en[slice(*suspect.en.span)] == "not"
    assert suspect.signs["silent"] == suspect.signs["act"] == suspect.signs["affirmed"] == 1
    assert added_suspects(bead(ko, "The company not only closed the plant.")) == []


@pytest.mark.parametrize(
    ("stem", "forms"),
    [
        ("오르", {"오르", "오른", "오를", "오름", "올라", "올랐"}),
        ("줄이", {"줄이", "줄인", "줄일", "줄임", "줄여", "줄였"}),
        ("꺾", {"꺾"}),
        ("늘", {"늘"}),
        ("어렵", {"어렵", "어려우", "어려운", "어려울", "어려움", "어려워", "어려웠"}),
        ("내주", {"내주", "내준", "내줄", "내줌", "내줘", "내줬"}),
        ("패하", {"패하", "패한", "패할", "패함", "패해", "패했"}),
    ],
)
def test_verbs_are_inflected_by_rule(stem: str, forms: set[str]) -> None:
    assert verb_forms(stem) == forms


def test_the_longest_word_names_the_pole() -> None:
    """비공개 is no 공개, 가입자 is nobody's joining, and "34 billion won" is no victory."""
    row = next(n for n, cells in enumerate(field_rows()) if "비공개" in cells[1].split("|") and "공개" in cells[0])
    poles = korean_poles("회의는 비공개로 열렸다.")
    assert (row, 1) in poles
    assert (row, 0) not in poles
    joins = {n for n, cells in enumerate(field_rows()) if "가입" in cells[0].split("|")}
    assert not joins & {number for number, _ in korean_poles("가입자가 왔다.")}
    wins = {n for n, cells in enumerate(field_rows()) if "win" in cells[2].split("|")}
    assert not any(
        row in wins and places.plain for (row, _), places in english_poles("It paid 34 billion won.").items()
    )


def test_rows_of_opposites_have_two_poles_in_both_languages() -> None:
    for row in field_rows():
        assert len(row) == 4, row
        assert not set(row[0].split("|")) & set(row[1].split("|")), row
        for cell in row[2:]:
            assert any(not word.startswith("(") for word in cell.split("|")), row
        strong = [{w for w in cell.split("|") if not w.startswith("(")} for cell in row[2:]]
        assert not strong[0] & strong[1], row


OPPOSED = [
    # the Korean, its English with the mistake in braces: {wrong|right}
    ("법원은 검찰의 항소를 기각했다.", "The court {accepted|dismissed} the prosecution's appeal."),
    ("헌재는 심판 청구를 인용했다.", "The Constitutional Court {rejected|accepted} the petition."),
    ("대법원은 원심을 확정했다.", "The Supreme Court {overturned|upheld} the lower court ruling."),
    ("두 항공사의 합병을 승인했다.", "It {rejected|approved} the merger of the two airlines."),
    ("시의회는 조례안을 부결했다.", "The city council {passed|voted down} the ordinance."),
    ("회사는 배당금 지급을 보류했다.", "The company {paid|withheld} the dividend."),
    (
        "소비자물가는 3.1% 올라 오름세가 가팔라졌다.",
        "Consumer prices rose 3.1 percent as the increase {slowed|quickened}.",
    ),
    ("무역수지 적자가 확대됐다.", "The trade deficit {narrowed|widened}."),
    ("팀은 결승에서 완패했다.", "The team {won|was beaten in} the final."),
    ("그는 5세트 접전 끝에 승리했다.", "He {lost|won} after five hard sets."),
    ("양측의 임금 협상이 타결됐다.", "Wage talks between the two sides {broke down|ended in agreement}."),
    ("정부는 외국인의 입국을 허용했다.", "The government {banned|allowed} the entry of foreigners."),
    ("군은 최전방에 병력을 배치했다.", "The military {withdrew|deployed} troops at the front."),
    ("경찰은 용의자를 석방했다.", "Police {detained|released} the suspect."),
    ("이사회는 대표를 해임했다.", "The board {appointed|dismissed} the chief executive."),
    ("노조는 사측 제안에 반대했다.", "The union {supported|opposed} management's proposal."),
    ("연구팀은 발사에 실패했다.", "The team {succeeded|failed} in the launch."),
    ("공항은 활주로를 폐쇄했다.", "The airport {opened|closed} the runway."),
    ("그는 혐의를 부인했다.", "He {admitted|denied} the charges."),
    ("두 정상은 관세를 인하하기로 했다.", "The two leaders agreed to {raise|lower} tariffs."),
    # words of neighbouring fields
    ("전셋값이 내림세로 돌아섰다.", "Home rental prices began to {climb|fall}."),
    ("상인들은 새 규정에 시큰둥했다.", "Merchants were {enthusiastic|lukewarm} about the new rules."),
    ("개정안은 농가의 짐을 덜어 줄 전망이다.", "The revision is expected to {increase|lighten} the load on farms."),
    ("주민 가운데 찬성하는 이가 적지 않다.", "{Few|Many} of the residents are in favor."),
]


@pytest.mark.parametrize(("ko", "en"), OPPOSED)
def test_a_word_told_by_its_opposite_is_likelier_than_the_right_one(ko: str, en: str) -> None:
    head, _, rest = en.partition("{")
    words, _, tail = rest.partition("}")
    wrong, right = words.split("|")

    def likeliest(text: str) -> float:
        model = judge_of("opposite")
        return max((model.probability(s.signs) for s in opposite_suspects(bead(ko, text))), default=0.0)

    assert likeliest(head + wrong + tail) > likeliest(head + right + tail)


def test_opposites_are_told() -> None:
    told = missed = 0
    for ko, en in OPPOSED:
        for at in (0, 1):
            text = en[: en.index("{")] + en[en.index("{") + 1 : en.index("}")].split("|")[at] + en[en.index("}") + 1 :]
            found = any(f.type == "negation" for f in compare([ko], [text], [((0,), (0,))]))
            told += at == 1 and found
            missed += at == 0 and not found
    assert told == 0
    assert missed <= 0.15 * len(OPPOSED)


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("합병이 불가능한 것은 아니라고 회사는 말했다.", "A merger is still possible, the company said."),
        ("행사는 이달 말까지 계속된다.", "The event runs through the end of the month."),
        ("화재로 3명이 숨지고 10명 넘게 다쳤다.", "The fire left three dead and more than 10 hurt."),
        ("이런 더위는 평생 처음이라고 농부는 말했다.", "The farmer said he had never seen such heat."),
        ("시의 늑장 대응이 불만을 키웠다.", "The city's slow response fanned discontent."),
        ("원/달러 환율이 급락해 수입업체가 반겼다.", "Importers cheered as the won strengthened sharply."),
        ("위원회는 도로 공사의 심사를 면제했다.", "The committee decided the road need not undergo a review."),
        ("항소심은 1심 판단에 잘못이 없다고 봤다.", "The appeals court found that the first ruling was right."),
    ],
)
def test_turns_that_only_look_like_a_flip_are_not_told(ko: str, en: str) -> None:
    assert not any(f.type == "negation" for f in compare([ko], [en], [((0,), (0,))]))


def test_models_have_a_weight_for_every_sign() -> None:
    pair = bead("노조는 파업하지 않았고 공장을 닫았다.", "The union did not strike and opened the plant.")
    kinds = {suspect.kind: suspect for suspect in bead_suspects(pair)}
    assert kinds.keys() == {"lost", "added", "opposite"}
    for kind, suspect in kinds.items():
        model = judge_of(kind)
        assert model.weights.keys() == {*suspect.signs, "loose"}
        assert 0.2 < model.warning_from <= model.error_from < 1


def test_the_right_signs_speak_for_a_flip() -> None:
    weights = judge_of("lost").weights
    assert weights["uncued"] > 0 > weights["answered"]
    assert judge_of("opposite").weights["right_pole"] < 0


def test_a_flip_is_told_with_its_places() -> None:
    (flip,) = compare(["노조는 파업에 찬성하지 않았다."], ["The union approved the strike."], [((0,), (0,))])
    assert flip.reason == "negation-lost"
    assert flip.ko_span is not None


def test_a_model_weighs_signs() -> None:
    model = Judge(0.0, {"one": 2.0, "other": -1.0}, 0.5, 0.8)
    assert model.probability({"one": 1.0, "other": 2.0}) == pytest.approx(0.5)
