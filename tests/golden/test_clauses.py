"""Where sentences are cut into clauses: hand-made Korean and English cases."""

from __future__ import annotations

import pytest

from aligner.encoders import load_encoder
from aligner.facts.clauses.gaps import find_gaps
from aligner.facts.clauses.pieces import pieces
from aligner.facts.clauses.split import clause_core, split_clauses

CASES = [
    ("ko", "매출은 12% 늘었지만 | 영업이익은 4% 줄었다."),
    ("ko", "군은 정보를 공유했으며, | 감시와 경계를 강화하고 있다고 합참은 전했다."),
    ("ko", "정부는 예산을 늘리고 | 세금을 내리기로 했다."),
    ("ko", "질병청은 실내 활동이 늘고 | 환기가 부족했던 점을 원인으로 꼽았다."),
    ("ko", '이도현은 "진다는 생각은 하지 않았다"며 | "팬들에게 이 컵을 바친다"고 소감을 밝혔다.'),
    ("ko", '그는 "인하 기대가 이미 반영돼 있어 | 효과는 크지 않을 것"이라고 내다봤다.'),
    ("ko", "노조는 임금 인상을 요구하며 | 지난 3일부터 부분파업을 벌이고 있다."),
    ("ko", "만기는 30년 이내로 묶이고, | 한도는 연 소득 이내로 제한된다."),
    ("ko", "선박은 24.9% 증가한 320억달러, | 바이오헬스는 163억달러로 집계됐다."),
    ("ko", "장관은 대화 재개를 지지하면서도, | 미사일 발사는 결의 위반이라고 지적했다."),
    ("ko", "국회는 20일 이내에 절차를 마쳐야 하지만, | 장관은 동의 없이도 임명할 수 있다."),
    ("ko", "회사는 계약이 끝난 뒤 | 퇴직금을 주지 않았다."),
    ("ko", "수사는 물가를 잡기 위해 | 시작됐다고 정부는 설명했다."),
    ("ko", "건설투자가 8% 넘게 줄어드는 데다 | 청년 고용률이 18개월째 내림세다."),
    ("ko", "조직원들은 여권을 모두 빼앗긴 채 | 외출을 허락받지 못했다."),
    ("ko", '주민은 "전쟁이 난 줄 알았다"며 당시를 떠올렸다.'),
    ("ko", "어선은 그물을 끌어올리다가 | 암초에 부딪혀 기울었다."),
    ("ko", "승용차가 교차로를 지나던 중 | 신호를 어긴 버스와 충돌했다."),
    ("ko", "물가가 두 달째 내린 가운데 | 중앙은행은 금리를 묶었다."),
    ("ko", "수도권 인구가 늘어난 반면 | 농촌 인구는 계속 줄었다."),
    ("ko", "교육청은 급식실을 새로 짓는 한편 | 조리 인력도 두 배로 늘린다."),
    ("ko", "태풍이 섬을 덮친 데 이어 | 산사태가 마을 도로를 끊었다."),
    ("ko", "재판장이 주문을 읽어 내려가자 | 방청석에서 탄식이 터졌다."),
    ("ko", "주민들은 무너진 둑을 쌓느라 | 밤새 잠을 이루지 못했다."),
    ("ko", "노조는 상여금을 포기하는 대신 | 고용 보장을 약속받기로 했다."),
    ("ko", "시장은 자리를 지켜 달라는 요청을 받기 전에 | 이미 사표를 냈다."),
    ("ko", "경찰은 훔친 트럭을 몰고 | 시청으로 돌진한 남성을 붙잡았다."),
    ("ko", "구단은 세 시즌 동안 주장으로 뛰던 | 수비수를 내보냈다."),
    # Phrases, lists and verbs that lead on.
    ("ko", "불길이 번져 전각 스물한 채 가운데 열여덟 채가 탔다."),
    ("ko", "의사록만 놓고 보면 | 상반기에는 움직이기 어렵다."),
    ("ko", "북한군은 12분 뒤 군사분계선 이북으로 물러났다."),
    ("ko", "뢰머 감독은 경기 뒤 선수들을 감쌌다."),
    ("ko", "총수는 경영권 승계를 위해 합병비율을 조작했다."),
    ("ko", "나머지 2천억달러는 반도체와 원전, 이차전지, 바이오 분야에 쓰인다."),
    ("ko", "재판부는 비율이 불공정했다고 볼 자료가 충분하지 않다고 판단했다."),
    ("ko", "장관은 회의 준비에 차질이 없도록 하겠다고 화답했다."),
    # One clause: nouns that look like endings, lists, numbers, auxiliary verbs, reported speech.
    ("ko", "최고 기록을 세운 선수는 사고 없이 경기를 마쳤다."),
    ("ko", "미국, 독일, 중국, 일본, 네덜란드에 이어 여섯 번째다."),
    ("ko", "수출은 1,234억달러로 집계됐다."),
    ("ko", "바다가 보이는 언덕에 관리자 두 명이 산다."),
    ("ko", "협상은 세 시간 동안 이어졌다."),
    ("ko", "검찰은 그가 돈을 받은 것으로 본다."),
    ("ko", "경찰은 사건을 자세히 조사하고 있다."),
    ("ko", "정부는 내년에 예산을 늘리겠다고 밝혔다."),
    ("ko", "회의에 참석한 기자 120명이 질문했다."),
    ("en", "Sales gained 12 percent, | while operating profit fell 4 percent."),
    ("en", '"I never thought we would lose, | even when we were 2-0 down," | he said after the match.'),
    ("en", "The human rights group, | which advocates for human rights, | unveiled the letter on Tuesday."),
    ("en", "Exports came to 1,234 billion won."),
]


@pytest.mark.parametrize(("lang", "case"), CASES)
def test_cases(lang: str, case: str) -> None:
    pieces = case.split(" | ")
    text = " ".join(pieces)
    assert [text[a:b] for a, b in split_clauses(text, lang)] == pieces  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("text", ["", "   ", ",", '"', "가", "고고고고", ", , ,", '"" ""'])
def test_odd_texts_lose_nothing(lang: str, text: str) -> None:
    found = split_clauses(text, lang)  # type: ignore[arg-type]
    assert "".join(text[a:b] for a, b in found).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("lang", "clause", "core"),
    [
        ("ko", '한별은행은 이날 입장문에서 "결정을 존중하지만', "결정을 존중하지만"),
        ("ko", '과징금 산정 기준에는 동의하지 않는다"고 밝혔다.', "과징금 산정 기준에는 동의하지 않는다"),
        ("ko", "1명이 실종됐다고 중앙재난안전대책본부(중대본)가 7일 밝혔다.", "1명이 실종됐다"),
        ("ko", "팬들에게 고마움을 전했다.", ""),
        ("ko", "고개를 끄덕이며", ""),
        ("ko", "예산을 줄이기로 했다.", "예산을 줄이기로 했다."),
        ("ko", "지명 철회를 촉구했다.", "지명 철회를 촉구했다."),
        ("ko", "매출은 12% 늘었지만", "12% 늘었지만"),
        # Who spoke and at what occasion says nothing that could be lost.
        ("ko", "금감원에 따르면", ""),
        ("ko", "관보를 통해 예고했다.", ""),
        ("ko", "의협은 13일 서울 용산구 회관에서 기자회견을 열고", ""),
        ("ko", "이런 내용의 가계부채 관리 강화 방안을 발표했다.", ""),
        ("ko", "공정위는 19일 전원회의 심의 결과를 발표하면서", ""),
        ("ko", "양형 이유를 설명했다.", ""),
        ("ko", "금융위는 이날 회의에서 이같이 의결하고,", ""),
        ("ko", "15일 국가데이터처가 발표한 '6월 고용동향'에 따르면", ""),
        ("ko", '맨발로 뛰쳐나왔다"고 당시를 떠올렸다.', "맨발로 뛰쳐나왔다"),
        ("ko", '"배우는 데 늦은 나이란 없다"고 활짝 웃었다.', "배우는 데 늦은 나이란 없다"),
        ("ko", "회사는 설비 증설 계획을 발표하며", "설비 증설 계획을 발표하며"),
        ("en", "Hanbyul said Wednesday", ""),
        ("en", "which advocates for human rights,", "which advocates for human rights,"),
    ],
)
def test_what_a_clause_says(lang: str, clause: str, core: str) -> None:
    start, end = clause_core(clause, lang)  # type: ignore[arg-type]
    assert clause[start:end] == core


PIECES = [
    "두 차례 미뤄진 끝에 | 축제가 23일 막을 올렸다.",
    "시는 | 배관이 모두 바뀔 때까지 | 생수를 나눠 주기로 | 했다.",
    "2011년 이후 처음으로 | 등대가 일반에 | 문을 연다.",
    "연구팀은 | 위성 사진을 비교해 | 빙하의 두께를 쟀다.",
    "교사 출신인 | 노 의원은 | 돌봄 법안을 냈다.",
    "어민들은 | 적조를 우려해 | 방류를 늦춰 달라고 | 했다.",
    "서울과 달리 | 지방에서는 | 집값이 떨어졌다.",
    "배를 몰던 | 그는 | 멀미약을 만들어 | 특허를 받았다.",
    "올해 피해 규모는 | 3억원이다.",
]


@pytest.mark.parametrize("cut", PIECES)
def test_pieces_end_where_something_may_have_been_left_out(cut: str) -> None:
    text = cut.replace(" | ", " ")
    assert [text[piece.start : piece.end] for piece in pieces(text)] == cut.split(" | ")


LOST = [
    (
        "어선은 엔진이 고장 나는 바람에 사흘 동안 바다를 떠돌았다.",
        "The fishing boat drifted at sea for three days.",
        "고장",
    ),
    (
        "연구팀은 빙하 시추공을 분석해 2천년 전 화산 폭발을 찾아냈다.",
        "Researchers found a volcanic eruption that occurred 2,000 years ago.",
        "분석해",
    ),
    (
        "1988년 이후 처음으로 섬 등대의 문이 일반에 열린다.",
        "The lighthouse on the island will be opened to the public.",
        "처음",
    ),
    (
        "시는 상수도관 교체가 끝날 때까지 주민들에게 생수를 나눠 준다.",
        "The city will hand out bottled water to residents.",
        "교체가",
    ),
]


@pytest.mark.parametrize(("ko", "en", "words"), LOST)
def test_what_no_clause_rule_cuts_is_found_missing(ko: str, en: str, words: str) -> None:
    encode = load_encoder("bundled", threads=1).encode
    found = find_gaps([ko], [en], [((0,), (0,))], encode=encode).ko[0]
    assert any(gap.suspected and words in ko[gap.start : gap.end] for gap in found)


WHOLE = [
    (
        "어선은 엔진이 고장 나는 바람에 사흘 동안 바다를 떠돌았다.",
        "The fishing boat drifted at sea for three days after its engine broke down.",
    ),
    (
        "연구팀은 빙하 시추공을 분석해 2천년 전 화산 폭발을 찾아냈다.",
        "By analyzing a glacier borehole, researchers found a volcanic eruption that occurred 2,000 years ago.",
    ),
    (
        "시는 상수도관 교체가 끝날 때까지 주민들에게 생수를 나눠 준다.",
        "The city will hand out bottled water to residents until water pipes are replaced.",
    ),
]


@pytest.mark.parametrize(("ko", "en"), WHOLE)
def test_what_is_told_is_not_missing(ko: str, en: str) -> None:
    encode = load_encoder("bundled", threads=1).encode
    assert not any(gap.reported for gap in find_gaps([ko], [en], [((0,), (0,))], encode=encode).ko.get(0, ()))
