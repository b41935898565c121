"""Slips that only the story or the calendar shows: stray figures and days, gaps, local clocks, lost conditions."""

from __future__ import annotations

from datetime import date

import pytest

from aligner.facts import compare

_DAY = date(2025, 11, 20)


def _types(ko: list[str], en: list[str], beads: list[tuple[tuple[int, ...], tuple[int, ...]]]) -> set[str]:
    return {f.type for f in compare(ko, en, beads, date=_DAY)}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Score reports will be handed out on Dec. 10.", "Score reports will be handed out on Dec. 12."),
        ("Score reports will be handed out on Dec. 10.", "Score reports will be handed out on Nov. 10."),
    ],
)
def test_a_day_of_another_bead(right: str, wrong: str) -> None:
    ko = ["시험은 무사히 끝났다.", "성적표는 다음 달 10일 배부한다."]
    for text, found in ((right, set()), (wrong, {"date"})):
        beads = [((0,), (0,)), ((1,), ()), ((), (1,))]
        assert _types(ko, ["The exam ended without trouble.", text], beads) == found


@pytest.mark.parametrize(
    ("ko", "right", "wrong"),
    [
        ("하루 최대 1천500명이 투입됐다.", "Up to 1,500 were mobilized a day.", "Up to 15,000 were mobilized a day."),
        ("개인은 5천731억원을 순매도했다.", "They sold 573.1 billion won.", "They sold 573.1 million won."),
    ],
)
def test_a_figure_of_another_bead(ko: str, right: str, wrong: str) -> None:
    beads = [((0,), (0,)), ((1,), ()), ((), (1,))]
    for text, found in ((right, set()), (wrong, {"number"})):
        assert _types(["회의가 열렸다.", ko], ["A meeting was held.", text], beads) == found


@pytest.mark.parametrize(
    ("ko", "en", "found"),
    [
        ("은메달은 2분24초603의 판펠전에게 돌아갔다.", "Silver went to van Velzen, 0.085 second behind.", set()),
        ("전반 41분 골이 터졌다.", "A goal came four minutes before the break.", set()),
        ("전반 41분 골이 터졌다.", "A goal came in the 14th minute.", {"number"}),
        ("6일 0시(한국시간) 타슈켄트에서 열렸다.", "It was held in Tashkent at 8 p.m. local time.", set()),
        ("6일 0시(한국시간) 타슈켄트에서 열렸다.", "It was held in Tashkent at 5 p.m. local time.", {"date"}),
        ("헌법 9조를 고치려 한다.", "They are trying to revise Article 9 of the Constitution.", set()),
        ("세율을 낮추지 않으면 효과가 준다.", "The effect will diminish if the rate is lowered.", {"negation"}),
        ("세율을 낮추지 않으면 효과가 준다.", "The effect will diminish unless the rate is lowered.", set()),
        ("입증되지 않으면 고발은 하지 않기로 했다.", "It will press charges only if it is proven.", set()),
        ("코트니 세럴(미국)이 3위를 했다.", "Courtney Sarrell of the United States came third.", set()),
        ("코트니 세럴(미국)이 3위를 했다.", "Courtney Sarrell of Canada came third.", {"name"}),
    ],
)
def test_one_sentence(ko: str, en: str, found: set[str]) -> None:
    assert _types([ko], [en], [((0,), (0,))]) == found


@pytest.mark.parametrize(
    ("ko", "en", "found"),
    [
        ("전망치를 0.9%에서 1.0%로 올렸다.", "It raised its forecast by 0.1 percentage point to 1 percent.", set()),
        ("목표주가를 23만원에서 26만원으로 높였다.", "She lifted it by 30,000 won to 260,000 won.", set()),
        ("목표주가를 23만원에서 26만원으로 높였다.", "She lifted it by 50,000 won to 260,000 won.", {"number"}),
        ("누리셀 영업익 2천187억원, 46%↓…기대는 웃돌아", "Nuricell profit falls 46 pct, beats estimates", set()),
        ("누리셀 영업익 2천187억원, 46%↓", "Nuricell profit rises 46 pct", {"negation"}),
        ("5천만원 이하 벌금에 처한다.", "It is punishable by a fine of at least 50 million won.", {"number"}),
        ("5인 미만 사업장은 제외된다.", "Workplaces with five or more employees are left out.", {"number"}),
        ("대한테니스협회는 포상금을 준다.", "The Korea Tennis Association will reward her.", set()),
        ("전국체전에 경기도 대표로 출전한다.",
         "She will represent Gyeonggi Province at the National Sports Festival.", set()),
    ],
)  # fmt: skip
def test_what_unseen_stories_taught(ko: str, en: str, found: set[str]) -> None:
    assert _types([ko], [en], [((0,), (0,))]) == found


def test_two_digits_in_another_order_are_no_slip_of_scale() -> None:
    ko = ["주민 31명이 돌아가지 못했다.", "소방 당국이 조사한다."]
    en = ["The city of about 130,000 lies in the east.", "Fire officials are investigating."]
    assert _types(ko, en, [((0,), ()), ((), (0,)), ((1,), (1,))]) == set()


@pytest.mark.parametrize(
    ("ko", "en", "found"),
    [
        ("모회사 미루홀딩스 주가가 내렸다.", "Shares in its parent company, Miru Holdings, fell.", set()),
        ("미국 테네시주 녹스빌 공장이 가동됐다.", "The plant in Nashville, Tennessee, went into operation.", {"name"}),
        ("미국 테네시주 녹스빌 공장이 가동됐다.", "The plant in Knoxville, Tennessee, went into operation.", set()),
        ("아흐메다바드 경찰에 의하면 부상자는 114명이다.", "Ahmedabad police said 114 were wounded.", set()),
        ("노이에취르허차이퉁(NZZ)은 호평했다.", "The daily Tages-Anzeiger praised it.", {"name"}),
        ("노이에취르허차이퉁(NZZ)은 호평했다.", "The daily Neue Zuercher Zeitung praised it.", set()),
        ("이 책에따르면 총장은 그를 의심했다.", "Ban suspected him, according to the book.", set()),
    ],
)
def test_names_that_no_rule_connects(ko: str, en: str, found: set[str]) -> None:
    assert _types([ko], [en], [((0,), (0,))]) == found


@pytest.mark.parametrize(
    ("ko", "right", "wrong", "kind"),
    [
        ("지원금은 3조원에 육박했다.", "Aid came to nearly 3 trillion won.",
         "Aid came to over 3 trillion won.", "number"),
        ("면적이 60㎡를 초과하는 집은 뺀다.", "Homes larger than 60 square meters are left out.",
         "Homes of 60 square meters or less are left out.", "number"),
        ("10인 미만 식당에만 준다.", "Only restaurants with nine or fewer workers get it.",
         "Only restaurants with 10 or fewer workers get it.", "number"),
        ("최소 9명이 다쳤다.", "At least nine people were hurt.", "No more than nine people were hurt.", "number"),
        ("점유율이 15%에서 22%로 올랐다.", "Its share rose by 7 percentage points to 22 percent from 15 percent.",
         "Its share rose by 7 percent to 22 percent from 15 percent.", "number"),
        ("수출은 1.4배로 늘었다.", "Exports rose 40 percent.", "Exports rose 140 percent.", "number"),
        ("응답자 4명 중 1명이 반대했다.", "A quarter of those polled were opposed.",
         "A third of those polled were opposed.", "number"),
        ("순위는 12위로 5계단 올랐다.", "It climbed five notches to 12th.",
         "It climbed 12 notches to fifth.", "number"),
        ("계약액은 5억달러(약 7천억원)다.", "The deal is worth $500 million, or about 700 billion won.",
         "The deal is worth $500 million, or about 70 billion won.", "number"),
        ("30대 남성이 잡혔다.", "A 34-year-old man was caught.", "A 43-year-old man was caught.", "number"),
        ("제32대 총장에 뽑혔다.", "He was elected its 32nd president.", "He was elected its 23rd president.", "number"),
        ("이 안은 나흘 뒤 표결에 부친다.", "The bill will be put to a vote on Dec. 28.",
         "The bill will be put to a vote on Dec. 29.", "date"),
        ("두 주 전 문을 열었다.", "It opened on Dec. 10.", "It opened on Dec. 3.", "date"),
        ("오전 6시 30분에 쐈다.", "It was fired at 6:30 a.m., or 2130 GMT.",
         "It was fired at 6:30 a.m., or 0930 GMT.", "date"),
    ],
)  # fmt: skip
def test_bounds_and_what_follows_from_other_figures(ko: str, right: str, wrong: str, kind: str) -> None:
    day = date(2025, 12, 24)
    assert [f.message for f in compare([ko], [right], date=day)] == []
    assert {f.type for f in compare([ko], [wrong], date=day)} == {kind}
