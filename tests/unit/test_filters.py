"""Each filter on real Korean and English: what it must reject and, just as important, what it must let pass."""

from __future__ import annotations

import pytest

from aligner.dataset.figures import contradictions
from aligner.dataset.filters import FILTERS, make_filters
from aligner.errors import ConfigError
from aligner.korean.scripts import length_deviation, measure
from aligner.pairs import ScoredPair

KO = "한국은행은 24일 기준금리를 연 2.75%로 0.25%포인트 내렸다."
EN = "The Bank of Korea lowered its policy rate by a quarter percentage point to 2.75 percent on Wednesday."
ALL = make_filters(check=contradictions)

BAD = [
    ("letters", "12.5%", "12.5%"),
    ("letters", "가", "a"),
    ("letter_share", "2-1 (12:15) 3,450.2 ▲", "2-1 (12:15) 3,450.2 up"),
    ("length", KO, "x" * 2001),
    ("tokens", "가" * 900, EN),
    ("korean", "The Bank of Korea cut rates.", EN),
    ("korean", "日本銀行は政策金利を引き上げた。", EN),
    ("latin", KO, "Банк Кореи снизил ставку."),
    ("latin", KO, "韩国银行下调了基准利率。"),
    ("other_language", KO, "Die Bank von Korea senkte am Mittwoch ihren Leitzins auf 2,75 Prozent."),
    ("other_language", KO, "La Banque de Corée a abaissé mercredi son taux directeur à 2,75 %."),
    ("other_language", KO, "Bank sentral Korea menurunkan suku bunga acuannya menjadi 2,75 persen pada hari Rabu."),
    ("untranslated", KO, KO),
    ("untranslated", EN, EN),
    ("untranslated", f"{EN} {KO}", EN),
    ("untranslated", KO, f"{KO} The bank."),
    ("furniture", "<저작권자(c) 예시통신, 무단 전재-재배포 금지>", "Unauthorized use is not allowed."),
    ("furniture", KO, "Copyright © 2025 Example Wire. All rights reserved."),
    ("furniture", "문의 kim@example.org", "Ask us at kim@example.org"),
    ("markup", KO, f"<p>{EN}</p>"),
    ("markup", KO, "Mexican-grown jalape&ntilde;os and serrano peppers"),
    ("mojibake", KO.encode().decode("latin-1"), EN),
    ("mojibake", KO.encode("cp949").decode("latin-1"), EN),
    ("mojibake", KO.encode("cp949").decode("utf-8", "replace"), EN),
    ("mojibake", KO.encode().decode("cp949", "ignore"), EN),
    ("mojibake", KO, "Koreaâ€™s central bank"),
    ("repetition", KO, "The bank said it said it said it said it would cut rates."),
    ("repetition", "네 네 네 네 알겠습니다", "Yes, understood."),
    ("length_ratio", KO, "It did."),
    ("length_ratio", "그랬다.", EN),
    ("facts", KO, EN.replace("2.75", "27.5")),
    ("facts", "피해액은 3억2천만 달러로 집계됐다.", "Damage was put at $3.2 billion."),
    ("facts", "1999년 회사를 세웠다.", "He founded the company in 1996."),
    ("facts", "2005년 3월 7일 문을 연 공장이다.", "The plant opened on March 7, 2805."),
    ("facts", "결국 2009년 9월에 형이 확정됐다.", "The sentence became final in September 2409."),
    ("facts", "인천 38 - 17 부산: 선두 지켜", "Incheon 38 - 37 Busan: Leaders hold on"),
    ("facts", "55분에서 60분가량 뛸 예정이다.", "He will play for 55, 40 minutes."),
]

GOOD = [
    (KO, EN),
    ('"간다"고 말했다.', '"I will go," he said.'),
    ("맨체스터 시티(Manchester City)의 세르히오 아구에로(Sergio Aguero)가 골을 넣었다.",
     "Sergio Aguero scored for Manchester City."),
    ("SK하이닉스, HBM4 양산", "SK hynix starts HBM4 production"),
    ("코로나19 백신(mRNA) 접종률 70% 넘어", "COVID-19 mRNA vaccination rate tops 70 percent"),
    ("문의는 보건복지부 누리집(www.mohw.go.kr)에서 할 수 있다고 관계자가 설명했다.",
     "Inquiries can be made on the Health Ministry's website, www.mohw.go.kr, an official explained."),
    ("아니, 아니, 아니라고 그는 말했다.", "No, no, no, he said."),
    ("피해액은 3억2천만 달러로 집계됐다.", "Damage was put at $320 million."),
    ("삼성전자는 AT&T와 계약했다.", "Samsung Electronics signed a contract with AT&T."),
    ("그는 1만5천 원을 냈다.", "He paid 15,000 won."),
    ("경기는 오후 5.30이 되어서야 끝났다.", "The match ended only at 5.30pm."),
    ("몸무게 550파운드의 돼지가 달아났다.", "A 550 pound hog ran away."),
    ("새론바이오, 스위스 업체에 기술수출…최대 1조7236억원", "Saeron Bio signs $1.24 billion deal with Swiss firm"),
    ("그는 14세에 첫 대회에 나갔다.", "He was 13 at his first Games."),
    ("그 회사는 매출 10억 원을 올렸다.", "The company posted sales of 1 billion won."),
    ("카페 '똠얌꿍'이 문을 열었다.", "A cafe called Tom Yam Kung has opened."),
    ("대통령은 (中·日과) 협의하겠다고 말했다.", "The president said he would consult with China and Japan."),
]  # fmt: skip


def reasons(ko: str, en: str) -> dict[str, str]:
    pair = ScoredPair("1", ko, en)
    found = [reason for f in ALL if (reason := f.reason(pair)) is not None]
    return {reason.partition(":")[0]: reason for reason in found}


@pytest.mark.parametrize(("name", "ko", "en"), BAD)
def test_rejects(name: str, ko: str, en: str) -> None:
    assert name in reasons(ko, en)


@pytest.mark.parametrize(("ko", "en"), GOOD)
def test_lets_good_pairs_pass(ko: str, en: str) -> None:
    assert reasons(ko, en) == {}


def test_probability_uses_the_score_and_says_the_number() -> None:
    (low,) = [f for f in ALL if f.name == "probability"]
    assert low.reason(ScoredPair("1", KO, EN, score=0.31)) == "probability: 0.31 is not at least 0.5"
    assert low.reason(ScoredPair("1", KO, EN, score=0.5)) is None
    assert low.reason(ScoredPair("1", KO, EN)) is None


def test_facts_of_a_run_are_taken_from_its_parts() -> None:
    (facts,) = [f for f in ALL if f.name == "facts"]
    assert facts.reason(ScoredPair("1", KO, EN, parts={"fact_errors": 2.0})) == "facts: 2 is not at most 0"
    assert facts.reason(ScoredPair("1", KO, EN.replace("2.75", "9.99"), parts={"fact_errors": 0.0})) is None


def test_settings_change_limits_switch_off_and_name_unknown_filters() -> None:
    assert {f.name for f in make_filters({"markup": None})} == set(FILTERS) - {"markup"}
    (tokens,) = [f for f in make_filters(max_tokens=128) if f.name == "tokens"]
    assert tokens.limit == 128
    (tokens,) = [f for f in make_filters({"tokens": 99}, max_tokens=128) if f.name == "tokens"]
    assert tokens.limit == 99
    with pytest.raises(ConfigError, match="unknown filter 'probabilty'"):
        make_filters({"probabilty": 0.3})


def test_every_filter_is_documented_and_has_a_direction() -> None:
    for name, kind in FILTERS.items():
        assert kind.name == name
        assert kind.direction in ("at least", "at most")
        assert len(kind.doc) > 20


@pytest.mark.parametrize(
    ("text", "hangul", "latin", "han", "letters", "visible"),
    [
        ("", 0, 0, 0, 0, 0),
        ("abc 12", 0, 3, 0, 3, 5),
        ("한국 GDP 3%", 2, 3, 0, 5, 7),
        ("中国 café", 0, 4, 2, 6, 6),
        ("“따옴표” …", 3, 0, 0, 3, 6),
        ("カナ", 0, 0, 0, 2, 2),
        ("Банк", 0, 0, 0, 4, 4),
    ],
)
def test_measure(text: str, hangul: int, latin: int, han: int, letters: int, visible: int) -> None:
    found = measure(text)
    assert (found.hangul, found.latin, found.han, found.letters, found.visible) == (
        hangul,
        latin,
        han,
        letters,
        visible,
    )


def test_length_deviation_is_about_zero_for_a_usual_pair() -> None:
    assert abs(length_deviation(KO, EN)) < 2
    assert length_deviation(KO, "Rates fell.") < -4
    assert length_deviation("내렸다.", EN) > 4
