"""Places where aligners go wrong, a small story each; every story is written for the test."""

from __future__ import annotations

from typing import NamedTuple

import pytest

import aligner
from aligner.encoders import load_encoder
from aligner.types import Alignment, Encoder

Bead = tuple[tuple[int, ...], tuple[int, ...]]


class Case(NamedTuple):
    """A story, the beads that must be found, and pairs of sentences that must not be linked with confidence."""

    name: str
    ko: list[str]
    en: list[str]
    wanted: list[Bead]
    apart: list[tuple[int, int]] = []


CASES = [
    Case(
        "an omitted and an added sentence between good beads",
        [
            "남해군은 3일 앞바다에서 길이 7m가 넘는 밍크고래가 그물에 걸려 죽은 채 발견됐다고 밝혔다.",
            "선장 오태진(58)씨가 오전 5시께 정치망을 걷어 올리다 고래를 발견해 해경에 신고했다.",
            "해경은 작살 등 불법 포획 흔적이 없다고 보고 고래유통증명서를 발급했다.",
            "고래는 미조항으로 옮겨져 위판장에서 6천300만원에 팔렸다.",
        ],
        [
            "A minke whale more than 7 meters long was found dead in a fishing net off Namhae on Tuesday, the county said.",
            "Captain Oh Tae-jin, 58, spotted the whale while hauling in a set net at around 5 a.m. and called the Coast Guard.",
            "South Korea bans commercial whaling, but whales caught by accident may be sold.",
            "The whale was moved to Mijo port and auctioned off for 63 million won.",
        ],
        [((0,), (0,)), ((1,), (1,)), ((3,), (3,))],
        [(2, 2)],
    ),
    Case(
        "left out on both sides though each is the other's nearest",
        [
            "강원도 인제군에서 열린 빙어 축제에 사흘 동안 관광객 21만명이 다녀갔다.",
            "군은 얼음 두께가 25㎝를 넘어 안전에 문제가 없다고 설명했다.",
            "가장 인기 있는 행사는 얼음 낚시로, 입장권이 매일 오전에 매진됐다.",
            "상인회는 지역 상품권이 9억원어치 쓰였다고 집계했다.",
            "축제는 오는 18일까지 이어진다.",
        ],
        [
            "A smelt festival in Inje, Gangwon Province, drew 210,000 visitors in its first three days.",
            "Ice fishing was the biggest draw, with tickets sold out every morning.",
            "The festival runs through the 18th.",
            "Similar events in nearby counties were canceled this winter because the rivers failed to freeze.",
        ],
        [((0,), (0,)), ((2,), (1,)), ((4,), (2,))],
        [(1, 3), (3, 3)],
    ),
    Case(
        "the short tail of a split sentence",
        [
            "부산지검은 30일 조선소 도면을 빼돌린 혐의로 전직 연구원 하모씨를 구속했다.",
            "하씨는 퇴직 뒤 중국 업체 관계자와 주고받은 이메일이 회사 보안팀에 적발되면서 덜미가 잡혔다.",
            "검찰은 공범이 더 있는지 수사하고 있다.",
        ],
        [
            "Prosecutors in Busan on Monday arrested a former researcher, identified only by his surname Ha, on charges of stealing shipyard blueprints.",
            "After leaving the company, Ha exchanged emails with an official of a Chinese firm that were discovered by the shipyard's security team.",
            "This correspondence led to his arrest.",
            "Prosecutors are looking into whether he had accomplices.",
        ],
        [((0,), (0,)), ((1,), (1, 2)), ((2,), (3,))],
    ),
    Case(
        "a lead that takes in a later sentence",
        [
            "광주 지하철 2호선 공사 현장에서 15일 오후 천장이 무너져 작업자 3명이 매몰됐다.",
            "소방당국은 장비 12대를 동원해 구조에 나섰다.",
            "사고 현장 위 도로는 양방향이 통제됐다.",
            "매몰된 3명은 두 시간 만에 모두 구조됐으며 생명에 지장이 없는 것으로 전해졌다.",
            "경찰은 시공사 한결건설 관계자를 불러 안전 수칙을 지켰는지 조사할 계획이다.",
        ],
        [
            "Three workers were buried when a ceiling collapsed at a construction site of Gwangju's subway Line 2 Thursday afternoon, but all were rescued two hours later and are not in danger.",
            "Fire authorities sent 12 vehicles to the scene.",
            "The road above the site was closed in both directions.",
            "Police plan to question officials of the builder, Hangyeol Construction, over whether safety rules were followed.",
        ],
        [((0, 3), (0,)), ((1,), (1,)), ((2,), (2,)), ((4,), (3,))],
    ),
    Case(
        "a loose translation line by line",
        [
            "제주에 첫눈이 내렸다.",
            "한라산에는 눈이 20㎝ 가까이 쌓였다.",
            "등산객 발길이 끊이지 않는다.",
            "사라오름 산정호수는 하얗게 얼어붙었다.",
            "서울에서 왔다는 모녀는 사진 찍기에 바빴다.",
            "국립공원 측은 아이젠을 꼭 챙기라고 당부했다.",
            "다음 주에는 날이 풀린다.",
        ],
        [
            "Winter has come to Jeju.",
            "Close to 20 centimeters already cover Mount Halla.",
            "Still the hikers keep coming.",
            "Up at Saraoreum, the crater lake has turned to white glass.",
            "A mother and daughter from Seoul could not put their phones down.",
            "Bring crampons, the park asks of everybody.",
            "Milder days are expected next week.",
        ],
        [((i,), (i,)) for i in range(7)],
    ),
    Case(
        "three sentences told in one, and the next by itself",
        [
            "국회는 1일 본회의에서 기후대응기금법 개정안을 의결했다.",
            "재석 의원 260명 가운데 찬성은 183명이었다.",
            "반대는 61명, 기권은 16명이었다.",
            "개정안은 기금의 절반 이상을 지방 중소기업 지원에 쓰도록 했다.",
        ],
        [
            "The National Assembly on Wednesday passed a revision to the climate response fund act with 183 lawmakers in favor, 61 against and 16 abstaining.",
            "It requires at least half of the fund to be spent on small companies outside the capital.",
        ],
        [((0, 1, 2), (0,)), ((3,), (1,))],
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def found() -> dict[str, Alignment]:
    encoder: Encoder = load_encoder("bundled")
    return {case.name: aligner.align(case.ko, case.en, encoder=encoder) for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_known_weak_places(case: Case, found: dict[str, Alignment]) -> None:
    beads = {(bead.ko, bead.en): bead.score for bead in found[case.name]}
    assert set(case.wanted) <= set(beads), sorted(beads)
    for k, e in case.apart:
        linked = [score for (ko, en), score in beads.items() if k in ko and e in en]
        assert not linked or linked[0] < 0.5
