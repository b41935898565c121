"""Right translations without a "not", derived figures, and their wrong twins."""

from __future__ import annotations

import pytest

from aligner.facts import compare


@pytest.mark.parametrize(
    ("ko", "right", "wrong"),
    [
        ("문을 열지 않은 가게가 많았다.", "Many shops were closed.", "Many shops were open."),
        (
            "규정을 지키지 않은 업체가 적발됐다.",
            "Companies that broke the rules were caught.",
            "Companies that met them.",
        ),
        ("그는 경기에 출전하지 못했다.", "He sat out the game.", "He played in the game."),
        (
            "정부는 입장을 바꾸지 않았다.",
            "The government stuck to its position.",
            "The government changed its position.",
        ),
        ("주민들은 대피하지 못했다.", "Residents were trapped.", "Residents were evacuated."),
        (
            "계약을 연장하지 않기로 했다.",
            "It decided to let the contract expire.",
            "It decided to extend the contract.",
        ),
        (
            "이 제도는 폐지하지 않기로 했다.",
            "The system will not be scrapped.",
            "The system will be scrapped.",
        ),
        (
            "코스피가 사흘 만에 반등했다.",
            "The KOSPI snapped a two-day losing streak.",
            "The KOSPI rebounded in five days.",
        ),
        (
            "지난해 500명에서 올해 650명으로 늘었다.",
            "The number rose by 150 to 650.",
            "The number rose from 300 to 650.",
        ),
        ("0.3%포인트 올랐다.", "It rose 30 basis points.", "It rose 3 basis points."),
    ],
)
def test_right_passes_and_wrong_does_not(ko: str, right: str, wrong: str) -> None:
    assert compare([ko], [right], [((0,), (0,))]) == ()
    assert compare([ko], [wrong], [((0,), (0,))]) != ()


def test_a_negated_condition_is_never_told() -> None:
    ko = "법안이 통과되지 않으면 예산이 줄어든다."
    assert compare([ko], ["The budget will shrink if the bill is voted down."], [((0,), (0,))]) == ()
