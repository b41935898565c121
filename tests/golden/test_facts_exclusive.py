"""Words of which a sentence can mean only one, right and wrong."""

from __future__ import annotations

import datetime as dt

import pytest

from aligner.facts import compare

# Korean, right English, wrong English, type
CASES = [
    ("소비자물가는 전월 대비 0.3% 올랐다.", "Consumer prices rose 0.3 percent from a month earlier.",
     "Consumer prices rose 0.3 percent from a year earlier.", "date"),
    ("영업이익은 전년 동기보다 12% 줄었다.", "Operating profit fell 12 percent on-year.",
     "Operating profit fell 12 percent from the previous quarter.", "date"),
    ("내년 여름에 문을 여는 미술관이다.", "It is a museum that opens next summer.",
     "It is a museum that opens in the winter of next year.", "date"),
    ("위원회는 다음 달 중순에 결과를 낸다.", "The panel will announce the outcome in the middle of next month.",
     "The panel will announce the outcome late next month.", "date"),
    ("두 나라는 격주로 회의를 연다.", "The two countries hold talks every other week.",
     "The two countries hold talks every month.", "date"),
    ("한국은 8강에서 이란과 만난다.", "South Korea will meet Iran in the quarterfinals.",
     "South Korea will meet Iran in the semifinals.", "number"),
    ("회사는 3분기에 적자로 돌아섰다.", "The company swung to a loss in the third quarter.",
     "The company swung to a profit in the third quarter.", "negation"),
    ("외국인은 이날 순매도로 돌아섰다.", "Foreigners turned net sellers.", "Foreigners turned net buyers.", "negation"),
    ("반도체 수출이 크게 늘었다.", "Exports of chips grew sharply.", "Imports of chips grew sharply.", "negation"),
    ("고등법원은 항소를 받아들였다.", "The appeals court accepted the appeal.",
     "The Constitutional Court accepted the appeal.", "name"),
    ("서울북부지검이 수사에 나섰다.", "The Seoul Northern District Prosecutors Office opened an investigation.",
     "The Seoul Southern District Prosecutors Office opened an investigation.", "name"),
    ("농가에서 구제역이 발생했다.", "Foot-and-mouth disease broke out at a farm.",
     "African swine fever broke out at a farm.", "name"),
    ("해군은 훈련을 마쳤다.", "The Navy ended the drill.", "The Air Force ended the drill.", "name"),
    ("통일부 장관이 회견을 열었다.", "The unification minister held a news conference.",
     "The defense minister held a news conference.", "name"),
    ("노조는 파업을 벌이지 않을 수 없다고 밝혔다.", "The union said it had no choice but to go on strike.",
     "The union said it could not go on strike.", "negation"),
    ("주민 가운데 불만을 품은 이가 적지 않다.", "Quite a few residents are unhappy.", "Few residents are unhappy.",
     "negation"),
    ("불이 났지만 다친 사람은 없었다.", "A fire broke out, but no one was hurt.",
     "A fire broke out, and some people were hurt.", "negation"),
    ("이사회는 사장을 유임시키기로 했다.", "The board decided to keep the president in the post.",
     "The board decided to dismiss the president.", "negation"),
    ("정부는 수산물 수입 금지 조치를 해제했다.", "The government lifted a ban on seafood.",
     "The government extended a ban on seafood.", "negation"),
    ("시는 한강 둔치에서 취사를 허용하기로 했다.", "The city will allow cooking on the banks of the Han River.",
     "The city will prohibit cooking on the banks of the Han River.", "negation"),
    ("수출은 목표를 크게 넘어섰다.", "Outbound shipments far exceeded the goal.",
     "Outbound shipments fell far short of the goal.", "negation"),
    ("남하온 외교부 차관이 회의를 이끌었다.", "Vice Foreign Minister Nam Ha-on led the meeting.",
     "Foreign Minister Nam Ha-on led the meeting.", "name"),
    ("양서린 교육감이 학교를 찾았다.", "Superintendent Yang Seo-rin visited the school.",
     "Education Minister Yang Seo-rin visited the school.", "name"),
    ("국회 국토교통위원회가 법안을 의결했다.", "The National Assembly's land committee passed the bill.",
     "The National Assembly's health committee passed the bill.", "name"),
    ("국세청은 조사를 마쳤다.", "The tax agency wrapped up its probe.",
     "The Korea Customs Service wrapped up its probe.", "name"),
    ("공명당은 연립을 떠나기로 했다.", "Komeito decided to leave the coalition.",
     "The Liberal Democratic Party decided to leave the coalition.", "name"),
    ("화가의 외손자 노하빈 씨가 그림을 기증했다.", "The painter's grandson, Noh Ha-bin, donated the picture.",
     "The painter's son, Noh Ha-bin, donated the picture.", "name"),
    ("국회 보건복지위원장 나서윤 의원이 물었다.", "Rep. Na Seo-yoon, the chair of the welfare committee, asked.",
     "Ambassador Na Seo-yoon asked.", "name"),
    ("하도건 해군 준장이 훈련을 이끌었다.", "Rear Adm. Ha Do-geon led the drill.",
     "Capt. Ha Do-geon led the drill.", "name"),
    ("진하람 한빛은행 부행장이 참석했다.", "Jin Ha-ram, a deputy president of Hanbit Bank, attended.",
     "Jin Ha-ram, a student at Hanbit University, attended.", "name"),
]  # fmt: skip


@pytest.mark.parametrize(("ko", "right", "wrong", "kind"), CASES, ids=[case[0][:14] for case in CASES])
def test_another_value_of_the_group_is_told_and_the_right_one_is_not(ko, right, wrong, kind):
    assert compare([ko], [right], [((0,), (0,))]) == ()
    found = compare([ko], [wrong], [((0,), (0,))])
    assert [finding.type for finding in found] == [kind]


def test_a_value_that_the_story_names_elsewhere_is_background():
    ko = ["은행은 상반기 실적을 내놨다.", "하반기에는 더 나아질 전망이다."]
    en = ["The bank announced its results, with the second half expected to be better.", "It did not elaborate."]
    assert not [f for f in compare(ko, en, [((0,), (0,)), ((1,), (1,))]) if f.reason == "exclusive"]


def test_both_languages_explain_it():
    ko, en = ["한국은 8강에서 이란과 만난다."], ["South Korea will meet Iran in the semifinals."]
    assert compare(ko, en, [((0,), (0,))], lang="ko")[0].message == (
        "원문에는 '8강'이라고 되어 있으나 영문에는 'semifinals'라고 되어 있습니다."
    )


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("비는 모레까지 내린다.", "Rain will fall through the day after tomorrow."),
        ("그저께 접수를 마감했다.", "Applications closed the day before yesterday."),
        ("18세 미만은 들어갈 수 없다.", "Those aged 17 and under may not enter."),
        ("만 65세 이상은 무료다.", "Admission is free for those 65 and older."),
        ("정부는 수입 금지를 풀기로 했다.", "The government decided to lift the import ban."),
        ("노조는 제안을 받아들이지 않을 수 없다고 말했다.", "The union said it had no choice but to accept the offer."),
    ],
)
def test_right_ways_of_saying_it_pass(ko, en):
    assert compare([ko], [en], [((0,), (0,))], date=dt.date(2024, 4, 11)) == ()
