"""North Korean spelling read as Southern, for matching only."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.facts import vote_keys
from aligner.korean.northern import for_matching, southern


@pytest.mark.parametrize(
    ("north", "south"),
    [
        ("련결", "연결"),
        ("로동자들과 녀성들", "노동자들과 여성들"),
        ("력사적인 령도", "역사적인 영도"),
        ("리용률과 참가률, 비률", "이용률과 참가율, 비율"),
        ("려객기안전에 문제가 있었던것은", "여객기안전에 문제가 있었던 것은"),
        ("개건되였다", "개건되었다"),
        ("주목되여 왔다", "주목되어 왔다"),
        ("것이였다", "것이었다"),
        ("말하고있다", "말하고 있다"),
        ("볼수 있다", "볼 수 있다"),
        ("할수있다", "할 수 있다"),
        ("중지시켰기때문에", "중지시켰기 때문에"),
        ("한주일동안", "한주일 동안"),
    ],
)
def test_northern_habits(north: str, south: str):
    assert southern(north) == south


@pytest.mark.parametrize(
    "text",
    [
        "로봇과 리그, 라디오, 뉴스, 니켈, 로마, 리튬, 린스, 림프종",
        "류현진과 리용호 전 외무상",
        "조치였다고 20세였던 그는 말했다",
        "확률과 능률, 관련과 훈련, 시련",
        "할수록 커지는 효과, 날 때부터 최고였다",
        "Reuters 2026",
        "",
    ],
)
def test_southern_text_stays(text: str):
    assert southern(text) == text
    assert southern(southern(text)) == southern(text)


def test_little_of_southern_news_is_touched(shared_data: Path):
    for corpus, most in (("ntrex", 0.005), ("park", 0.02)):
        lines = (shared_data / f"{corpus}-dev.ko").read_text(encoding="utf-8").splitlines()
        assert sum(southern(line) != line for line in lines) / len(lines) <= most


def test_votes_meet_across_the_spellings():
    assert vote_keys("로동자들의 련합", "ko") == vote_keys("노동자들의 연합", "ko")
    assert vote_keys("녀성 력사학자", "ko") & vote_keys("a woman historian on history", "en")


def test_alignment_sees_southern_spelling() -> None:
    assert for_matching(["력사적인 회담"], "ko") == ["역사적인 회담"]
    assert for_matching(["a historic meeting"], "en") == ["a historic meeting"]
