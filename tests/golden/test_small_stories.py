"""Stories in which little or nothing contrasts: a flash of one line, a headline alone, the same line again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import aligner
from aligner.cli import main
from aligner.encoders import load_encoder
from aligner.types import Encoder

RATE_KO = "한국은행 금융통화위원회가 28일 기준금리를 연 2.5%로 동결했다."
RATE_EN = "The Bank of Korea's monetary policy board on Thursday kept its key rate at 2.5 percent."
FIRE_KO = "12일 새벽 충주의 한 목재 공장에서 불이 나 작업자 2명이 다쳤다."
FIRE_EN = "Two workers were injured when a fire broke out at a timber factory in Chungju before dawn Wednesday."
NOVEL_KO = "소설가 유다람 씨가 올해 한강문학상 수상자로 선정됐다."
NOVEL_EN = "Novelist Yu Da-ram has been named this year's winner of the Han River Literary Award."
SHIP_KO = "한라조선이 노르웨이 선사로부터 LNG 운반선 4척을 수주했다."
SHIP_EN = "Halla Shipbuilding has won an order for four LNG carriers from a Norwegian shipping company."
BOTH_EN = (
    "Two workers were injured in a fire at a Chungju timber factory, while novelist Yu Da-ram won the Han River award."
)

ONE: list[tuple[tuple[int, ...], tuple[int, ...]]] = [((0,), (0,))]
NONE: list[tuple[tuple[int, ...], tuple[int, ...]]] = [((0,), ()), ((), (0,))]

CASES: list[tuple[str, list[str], list[str], list[tuple[tuple[int, ...], tuple[int, ...]]]]] = [
    ("one against one", [RATE_KO], [RATE_EN], [((0,), (0,))]),
    ("one against a stranger", [RATE_KO], [FIRE_EN], [((0,), ()), ((), (0,))]),
    ("another stranger", [NOVEL_KO], [SHIP_EN], [((0,), ()), ((), (0,))]),
    (
        "one against two halves",
        [FIRE_KO],
        ["A fire broke out at a timber factory in Chungju before dawn Wednesday.", "Two workers were injured."],
        [((0,), (0, 1))],
    ),
    ("two against one", [FIRE_KO, NOVEL_KO], [BOTH_EN], [((0, 1), (0,))]),
    ("one against its own and a stranger", [SHIP_KO], [SHIP_EN, FIRE_EN], [((0,), (0,)), ((), (1,))]),
    ("one against a stranger and its own", [SHIP_KO], [NOVEL_EN, SHIP_EN], [((), (0,)), ((0,), (1,))]),
    ("two against two strangers", [RATE_KO, FIRE_KO], [NOVEL_EN, SHIP_EN],
     [((0,), ()), ((1,), ()), ((), (0,)), ((), (1,))]),
    ("a headline alone", ["한은, 기준금리 연 2.5%로 동결"], ["BOK holds key rate at 2.5 percent"], ONE),
    ("strange headlines", ["한은, 기준금리 연 2.5%로 동결"], ["Novelist Yu wins Han River award"], NONE),
    ("the same line twice", [RATE_KO] * 2, [RATE_EN] * 2, [((0,), (0,)), ((1,), (1,))]),
    ("the same line three times", [FIRE_KO] * 3, [FIRE_EN] * 3, [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]),
]  # fmt: skip


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder("bundled")


@pytest.mark.parametrize(("ko", "en", "gold"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_small_stories(
    ko: list[str], en: list[str], gold: list[tuple[tuple[int, ...], tuple[int, ...]]], encoder: Encoder
) -> None:
    found = aligner.align(ko, en, encoder=encoder)
    assert {(bead.ko, bead.en) for bead in found} == set(gold)
    assert all(bead.score >= 0.5 for bead in found)


@pytest.mark.parametrize(("corpus", "right", "strange"), [("ntrex", 0.98, 0.03), ("park", 0.95, 0.03)])
def test_pairs_of_one_sentence(corpus: str, right: float, strange: float, shared_data: Path, encoder: Encoder) -> None:
    """Of lines by themselves nearly all go with their translation and nearly none with another line's.

    One in twenty-five of the park pairs is none: dictionary entries, other lines' text, half sentences.
    """
    ko, en = (
        (shared_data / f"{corpus}-dev.{side}").read_text(encoding="utf-8").splitlines()[::8] for side in ("ko", "en")
    )
    shifted = en[len(en) // 2 :] + en[: len(en) // 2]

    def linked(english: list[str]) -> float:
        found = [aligner.align([k], [e], encoder=encoder) for k, e in zip(ko, english, strict=True)]
        return sum(any(bead.ko and bead.en for bead in one) for one in found) / len(found)

    assert linked(en) >= right
    assert linked(shifted) <= strange


def test_check_finds_the_wrong_figure_of_a_flash(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "flash.ko.txt").write_text(RATE_KO + "\n", encoding="utf-8")
    (tmp_path / "flash.en.txt").write_text(RATE_EN.replace("2.5", "3.5") + "\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["check", str(tmp_path / "flash.ko.txt"), str(tmp_path / "flash.en.txt"), "--json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert any(finding["type"] == "number" and "3.5" in finding["message"] for finding in found)
