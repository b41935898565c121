"""Where sentences are cut into clauses: hand-made Korean and English cases."""

from __future__ import annotations

import pytest

from aligner.facts.clauses import split_clauses

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
    # One clause: nouns that look like endings, lists, numbers, auxiliary verbs, reported speech.
    ("ko", "최고 기록을 세운 선수는 사고 없이 경기를 마쳤다."),
    ("ko", "미국, 독일, 중국, 일본, 네덜란드에 이어 여섯 번째다."),
    ("ko", "수출은 1,234억달러로 집계됐다."),
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
