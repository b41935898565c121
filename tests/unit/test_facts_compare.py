"""Comparison of numbers, names, polarity and clauses over a story, and the findings it gives."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from aligner.errors import InputError, UnsafeInputError
from aligner.facts import (
    Comparison,
    NameEntry,
    compare,
    evidence_keys,
    pair_evidence,
    split_clauses,
)
from aligner.facts.explain import explain
from aligner.pipeline.glossary import read_glossary


def check(ko: list[str] | str, en: list[str] | str, **options: object) -> Comparison:
    left, right = ([ko] if isinstance(ko, str) else ko), ([en] if isinstance(en, str) else en)
    beads = [((i,), (i,)) for i in range(min(len(left), len(right)))]
    return compare(left, right, beads, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("1만2천명이 왔다.", "Some 12,000 people came."),
        ("3억2천만원이다.", "It is 320 million won (US$232,000)."),
        ("예산은 320.4조원이다.", "The budget is about 320 trillion won."),
        ("1조4천178억원이다.", "It is worth 1.42 trillion won."),
        ("영업이익률은 15.0%다.", "The margin is 15 percent."),
        ("후반 21분 골을 넣었다.", "He scored in the 66th minute."),
        ("징역 1년 7개월이다.", "He got 19 months in prison."),
        ("절반이 반대했다.", "Half of them, or 50 percent, opposed it."),
        ("33㎡ 크기다.", "It covers 10 pyeong."),
        ("560㎞를 날았다.", "It flew 350 miles."),
        ("영하 10도였다.", "It was minus 10 degrees Celsius."),
        ("20도였다.", "It was 68 degrees Fahrenheit."),
        ("3-1로 이겼다.", "They won 3-1."),
        ("찬성 187표, 반대 103표였다.", "It passed 187 to 103."),
        ("3분의 1이 찬성했다.", "A third voted for it."),
        ("10∼20명이 왔다.", "Between 10 and 20 people came."),
        ("이틀간 열린다.", "The two-day event opens."),
        ("본사 등 14곳을 수색했다.", "They searched the office and 13 other places."),
        ("2.3배로 늘었다.", "It more than doubled."),
        ("아흐레 앞두고 있다.", "It is nine days away."),
        ("수십만 명이 모였다.", "Hundreds of thousands gathered."),
        ("한 명이 숨졌다.", "A man died."),
        ("1시간 48분 만에 껐다.", "It was put out one hour and 48 minutes later."),
        ("600g짜리 고기 한 근이다.", "It is 600 grams of meat."),
    ],
)
def test_right_conversions_are_left_alone(ko: str, en: str) -> None:
    assert [f for f in check(ko, en) if f.type in ("number", "date")] == []


@pytest.mark.parametrize(
    ("ko", "en", "reason"),
    [
        ("3억2천만원을 냈다.", "He paid 32 million won.", "magnitude"),
        ("3만5천명이 왔다.", "Some 350,000 people came.", "magnitude"),
        ("3조5천억원이다.", "It is 3.5 billion won.", "magnitude"),
        ("세 명이 숨졌다.", "Five people died.", "says"),
        ("350㎞를 날았다.", "It flew 530 kilometers.", "says"),
        ("22.5% 올랐다.", "It rose 25.2 percent.", "says"),
        ("10%포인트 높인다.", "It will be raised by 10 percent.", "percentage points"),
        ("100만 달러다.", "It is 1 million yen.", "currenc"),
        ("2-0으로 이겼다.", "They won 2-2.", "says"),
        ("14만1천300원 인상을 요구했다.", "They want a 114,300-won raise.", "says"),
        ("김모(45)씨를 잡았다.", "They arrested Kim, 54, there.", "says"),
        ("두 차례 쐈다.", "It fired three times.", "says"),
        ("10∼20명이 왔다.", "Between 10 and 50 people came.", "says"),
    ],
)
def test_wrong_numbers_are_found(ko: str, en: str, reason: str) -> None:
    found = [f for f in check(ko, en) if f.type == "number"]
    assert len(found) == 1
    assert reason in found[0].message
    assert found[0].status == "wrong"


def test_dollar_conversions_must_fit_one_another() -> None:
    ko = ["48억원을 썼다.", "15억원을 받았다.", "20억원을 냈다."]
    en = [
        "He spent 4.8 billion won (US$3.5 million).",
        "He got 1.5 billion won (US$1.09 million).",
        "He paid 2 billion won (US$14.6 million).",
    ]
    found = check(ko, en)
    assert [(f.type, f.en_sentence) for f in found] == [("number", 2)]
    assert "exchange rate" in found[0].message


def test_a_figure_in_another_sentence_is_moved_not_wrong() -> None:
    ko = ["공장은 35만㎡다.", "공사비는 2조원이다."]
    en = ["The plant will cost 2 trillion won.", "It covers 350,000 square meters."]
    assert check(ko, en) == ()
    assert [(m.status, m.en and m.en.sentence) for m in check(ko, en).matches] == [("moved", 1), ("moved", 0)]


def test_a_missing_figure_is_no_finding_but_has_no_place() -> None:
    found = check(["차량 34대가 출동했다."], ["Vehicles were sent."])
    assert found == ()
    assert [(m.ko.fact and m.ko.fact.value, m.en, m.status) for m in found.matches] == [(34.0, None, "missing")]


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_findings_say_all_that_the_json_needs(lang: str) -> None:
    finding = check("3억2천만원을 냈다.", "He paid 32 million won.", lang=lang)[0]
    row = finding.as_dict()
    assert row["type"] == "number"
    assert row["ko_span"] == [0, 6]
    assert row["en_span"] == [8, 22]
    assert set(row["values"]) == {"ko", "en"}
    assert ("원문" in row["message"]) is (lang == "ko")


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("이재명 대통령이 말했다.", "President Lee Jae Myung said."),
        ("노무현 전 대통령의 묘역이다.", "It is the grave of former President Roh Moo-hyun."),
        ("박경수(61) 회장이 왔다.", "Park Kyung-soo, the chairman, came."),
        ("김영철 씨가 말했다.", "Kim Yong-chol said."),
        ("젤렌스키 대통령은 키이우에 있다.", "Volodymyr Zelenskyy is in Kyiv."),
        ("합참이 밝혔다.", "The JCS said."),
        ("원산에서 쐈다.", "It was fired from Wonsan."),
        ("국방부가 밝혔다.", "The defense ministry said."),
        ("손흥민이 골을 넣었다.", "Heung-Min Son scored."),
        ("최수빈 씨가 말했다.", "Choi Soo-bin said."),
        ("경남 고성에서 열렸다.", "It was held in Goseong, South Gyeongsang Province."),
        ("이승만 전 대통령", "former President Syngman Rhee"),
        ("유엔은 한미 훈련을 비판했다.", "The U.N. criticized South Korea-U.S. drills."),
        ("올메르트 총리가 말했다.", "Prime Minister Olmert said."),
        ("광양 공장이 멈췄다.", "The plant, 300 kilometers south of Seoul, stopped."),
    ],
)
def test_right_names_are_left_alone(ko: str, en: str) -> None:
    assert [f for f in check(ko, en) if f.type == "name"] == []


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("박진우 본부장이 말했다.", "Park Jin-ho, head of sales, said."),
        ("이지수(42)씨가 말했다.", "Lee Ji-eun, 42, said."),
        ("강원도 원산 일대에서 쐈다.", "It was fired from the Hamhung area."),
        ("용산구의 아파트를 샀다.", "He bought an apartment in Yongin."),
        ("충북 청주 공장을 짓는다.", "It is building a plant in Cheonan."),
        ("독일 정부가 밝혔다.", "The French government said."),
        ("트럼프 미국 대통령이 말했다.", "U.S. President Joe Biden said."),
        ("외교부가 밝혔다.", "The unification ministry said."),
        ("서면시장 유세에서 말했다.", "He said so at Gukje Market."),
        ("대법원이 판결했다.", "The Constitutional Court ruled."),
    ],
)
def test_wrong_names_are_found(ko: str, en: str) -> None:
    found = [f for f in check(ko, en) if f.type == "name"]
    assert len(found) == 1
    assert found[0].status == "wrong"


def test_one_person_spelled_twice() -> None:
    found = check(
        ["이재명 대통령이 말했다.", "이재명 대통령이 강조했다."], ["Lee Jae-myung said.", "Lee Jae-myeong stressed."]
    )
    assert [f.status for f in found] == ["inconsistent"]
    same = check(
        ["이재명 대통령이 말했다.", "이재명 대통령이 강조했다."], ["Lee Jae-myung said.", "Lee Jae Myung stressed."]
    )
    assert same == ()


def test_glossary_wins_over_the_table(tmp_path: Path) -> None:
    ko, en = ["한국은행이 밝혔다."], ["The Bank of Joseon said."]
    path = tmp_path / "names.tsv"
    path.write_text("# ours\n한국은행\tBank of Joseon|BOJ\torg\n국민은행\tBank of Korea\torg\n", encoding="utf-8")
    names = read_glossary(path)
    assert names[0] == NameEntry("org", ("한국은행",), ("Bank of Joseon", "BOJ"))
    assert check(ko, en, glossary=names) == ()
    wrong = check(ko, ["The Bank of Korea said."], glossary=names)
    assert [(f.type, f.ko_text, f.en_text) for f in wrong] == [("name", "한국은행", "Bank of Korea")]


def test_tbx_of_both_versions(tmp_path: Path) -> None:
    old = (
        '<martif><text><body><termEntry><langSet xml:lang="ko"><tig><term>누리호</term></tig></langSet>'
        '<langSet xml:lang="en"><tig><term>Nuri</term></tig></langSet></termEntry></body></text></martif>'
    )
    new = (
        '<tbx xmlns="urn:iso:std:iso:30042:ed-2"><text><body><conceptEntry><langSec xml:lang="ko"><termSec>'
        '<term>누리호</term></termSec></langSec><langSec xml:lang="en"><termSec><term>Nuri</term></termSec></langSec>'
        "</conceptEntry></body></text></tbx>"
    )
    for n, text in enumerate((old, new)):
        path = tmp_path / f"{n}.tbx"
        path.write_text(text, encoding="utf-8")
        assert read_glossary(path) == (NameEntry("term", ("누리호",), ("Nuri",)),)


def test_bad_glossaries_name_the_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text("누리호 Nuri\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 1"):
        read_glossary(path)
    path.write_text("누리호\tNuri\trocket\n", encoding="utf-8")
    with pytest.raises(InputError, match="rocket"):
        read_glossary(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_glossary(tmp_path / "none.tsv")
    evil = tmp_path / "evil.tbx"
    evil.write_text('<!DOCTYPE x [<!ENTITY a "b">]><x/>', encoding="utf-8")
    with pytest.raises(UnsafeInputError):
        read_glossary(evil)


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("즉각적인 위협이 되지는 않는다고 평가했다.", "It said the launch poses an immediate threat."),
        ("납기에는 차질이 없다고 밝혔다.", "It said there will be disruptions to deliveries."),
        ("관세가 붙을 가능성은 배제할 수 없다.", "It ruled out the possibility of tariffs."),
        ("대출을 받을 수 없게 된다.", "They will be able to take out loans."),
        ("회사를 해친 적은 없다고 했다.", "He admitted that he had harmed the company."),
        ("위반 혐의를 부인했다.", "He admitted the charges."),
        ("법원은 무죄를 선고했다. 유죄가 아니다.", "The court found him guilty."),
        ("매출이 3.2% 감소했다.", "Sales rose 3.2 percent."),
        ("미국의 제안을 거부했다.", "It accepted the U.S. proposal."),
    ],
)
def test_flips_are_found(ko: str, en: str) -> None:
    assert "negation" in {f.type for f in check(ko, en)}


def test_a_wrong_bound_is_a_wrong_number() -> None:
    assert [f.type for f in check("18세 이상만 된다.", "Only those under 18 may go.")] == ["number"]


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("미사일이 날아오지 않았다.", "No missile entered its territory."),
        ("배제할 수 없다며 말했다.", "He could not rule it out."),
        ("동해에 이르지 못했다.", "It came down without reaching the sea."),
        ("적지 않은 사람이 왔다.", "A considerable number came."),
        ("그럴 수밖에 없다.", "They have to."),
        ("끊임없이 노력했다.", "They kept trying."),
        ("분명하지 않다.", "It is unclear."),
        ("제안을 받아들이지 않았다.", "It turned the offer down."),
        ("폭이 50m도 되지 않는다.", "It is less than 50 meters wide."),
        ("집을 처분하지 않으면 안 된다.", "They must sell it."),
        ("매출이 3.2% 감소했다.", "Sales fell 3.2 percent."),
        ("혐의를 부인했다.", "He denied the charges."),
        ("예외 없이 적용한다.", "It applies to all."),
    ],
)
def test_negation_rightly_rendered(ko: str, en: str) -> None:
    assert [f for f in check(ko, en) if f.type == "negation"] == []


def test_clauses_are_cut_at_connectives() -> None:
    text = "차량용 반도체 매출은 9천100억원으로 12% 늘었지만 가전용 칩은 수요 부진으로 4% 줄었다."
    assert [text[start:end] for start, end in split_clauses(text, "ko")] == [
        "차량용 반도체 매출은 9천100억원으로 12% 늘었지만",
        "가전용 칩은 수요 부진으로 4% 줄었다.",
    ]
    assert len(split_clauses("경찰은 사고 원인을 조사하고 있다.", "ko")) == 1
    assert len(split_clauses("Sales rose 12 percent, while those of chips fell 4 percent.", "en")) == 2


def test_evidence_keys_meet() -> None:
    ko = evidence_keys("나토는 24일 3억2천만 달러를 젤렌스키에게 줬다고 수요일 FIFA가 밝혔다.", "ko")
    en = evidence_keys("FIFA said Wednesday that Zelensky got $320 million on the 24th, Nov. 24.", "en")
    assert {"num:3.2e+08", "dom:24", "wd:2", "latin:fifa", "name:CLNSK"} <= ko & en


def test_pair_evidence_tells_right_from_wrong() -> None:
    right = pair_evidence("24일 3명이 숨졌다.", "Three people died on Nov. 24.")
    wrong = pair_evidence("24일 3명이 숨졌다.", "Seven people died on Nov. 21.")
    assert right.score > 0.9 > 0.2 > wrong.score
    assert wrong.contradictions == 2
    assert pair_evidence("그렇다.", "Yes.").score == 0.5
    assert pair_evidence("그렇다.", "Yes.").numbers is None


def test_no_beads_means_the_whole_story() -> None:
    found = compare(["3명이 숨졌다.", "5억원이다."], ["It is 500 million won.", "Three died."], date=date(2025, 1, 1))
    assert found == ()


def test_particles_of_messages_fit_their_words() -> None:
    assert "'24일'은 " in explain("magnitude", "ko", ko="24일", en="x", ko_value="a", en_value="b")
    assert "'회의'는 " in explain("magnitude", "ko", ko="회의", en="x", ko_value="a", en_value="b")
