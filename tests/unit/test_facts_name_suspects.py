"""Names as suspects: what nothing in the Korean accounts for, surnames alone, names exchanged, tables."""

from __future__ import annotations

import pytest

from aligner.facts import compare
from aligner.facts.names.check import check_names
from aligner.facts.names.roles import exchanges
from aligner.facts.names.story import Story as Names
from aligner.facts.names.table import builtin_table
from aligner.facts.names.words import surname_suspects, word_suspects
from aligner.facts.story import Story

ONE = [((0,), (0,))]


def names(ko: str, en: str) -> Names:
    return Names([ko], [en], ONE, builtin_table())


def told(ko: str, en: str) -> bool:
    return any(f.type == "name" for f in compare([ko], [en], ONE))


@pytest.mark.parametrize(
    ("ko", "en", "wrong"),
    [
        (
            "사기 혐의로 붙잡힌 구모(58)씨는 혐의를 부인했다.",
            "A 58-year-old man surnamed Koo denied the fraud charges.",
            False,
        ),
        (
            "사기 혐의로 붙잡힌 구모(58)씨는 혐의를 부인했다.",
            "A 58-year-old man surnamed Ku denied the fraud charges.",
            False,
        ),
        (
            "사기 혐의로 붙잡힌 구모(58)씨는 혐의를 부인했다.",
            "A 58-year-old man surnamed Kwon denied the fraud charges.",
            True,
        ),
        (
            "경찰은 운전자 변모씨를 불러 조사했다.",
            "Police questioned the driver, identified by the surname Byun.",
            False,
        ),
        ("경찰은 운전자 변모씨를 불러 조사했다.", "Police questioned the driver, identified by the surname Bae.", True),
        (
            "이웃 황모(71) 씨가 119에 신고했다.",
            "A 71-year-old neighbor surnamed Hwang called emergency services.",
            False,
        ),
        ("이웃 황모(71) 씨가 119에 신고했다.", "A 71-year-old neighbor surnamed Hong called emergency services.", True),
    ],
)
def test_somebody_known_by_a_surname_alone(ko: str, en: str, wrong: bool) -> None:
    assert bool(list(surname_suspects(names(ko, en)))) is wrong
    assert told(ko, en) is wrong


@pytest.mark.parametrize(
    ("ko", "en", "words"),
    [
        # Accounted for: by sound, by romanisation, by the lexicon, by Latin letters, by the table.
        ("오로라뱅크는 지점을 줄인다.", "Aurora Bank will close branches.", []),
        ("나루미디어가 방송을 시작했다.", "Naru Media began broadcasting.", []),
        ("옌스 뮐러 감독이 물러났다.", "Coach Jens Mueller stepped down.", []),
        ("TX메디칼이 신약을 냈다.", "TX Medical released a new drug.", []),
        ("박서준 의원은 하얼빈을 찾았다.", "Rep. Park Seo-jun visited Harbin.", []),
        ("니제르 정부가 사과했다.", "The government of Niger apologized.", []),
        # Not accounted for.
        ("나루미디어가 방송을 시작했다.", "Daru Media began broadcasting.", ["Daru"]),
        ("크리스틴 로웬 총재는 인상을 예고했다.", "Gov. Christine Delgado hinted at a hike.", ["Delgado"]),
    ],
)
def test_words_that_nothing_accounts_for(ko: str, en: str, words: list[str]) -> None:
    assert [name.text for _, _, _, name, _ in word_suspects(names(ko, en))] == words


def test_given_name_first_with_a_blank() -> None:
    assert not told("김민호 감독은 웃었다.", "Director Min Ho Kim smiled.")
    assert not told("박지영 작가는 상을 받았다.", "Writer Ji Young Park won the prize.")
    assert not told(
        "겨레얼통일연대 대표는 분쟁지역을 찾았다.",
        "The head of Kyereoul Solidarity saw the conflict area.",
    )
    assert not told("왕원빈 대변인은 반박했다.", "Spokesperson Wang Wenbin refuted it.")
    assert told("마오닝 대변인은 반박했다.", "Spokesperson Wang Wenbin refuted it.")
    assert not told("윤 대통령은 담화를 냈다.", "President Yoon issued a statement.")


@pytest.mark.parametrize(
    ("ko", "straight", "turned"),
    [
        (
            "차은우는 3-1로 전태양을 꺾었다.",
            "Cha Eun-woo beat Jeon Tae-yang 3-1.",
            "Jeon Tae-yang beat Cha Eun-woo 3-1.",
        ),
        (
            "태국은 12위에, 베트남은 30위에 올랐다.",
            "Thailand ranked 12th and Vietnam 30th.",
            "Vietnam ranked 12th and Thailand 30th.",
        ),
    ],
)
def test_exchanged_names_are_likelier_than_straight_ones(ko: str, straight: str, turned: str) -> None:
    from aligner.facts.judge import judge_of

    judge = judge_of("exchange")
    odds = [max(judge.probability(e.signs) for e in exchanges(names(ko, en))) for en in (straight, turned)]
    assert 3 * odds[0] < odds[1]


def test_what_meets_at_one_place_is_one_suspect() -> None:
    story = Story.of(["노정화 대변인은 이같이 밝혔다."], ["Spokesperson Noh Jung-hee said so."])
    (suspect,) = [s for s in check_names(story) if s.kind == "name"]
    assert suspect.signs["pair"] == 1
    assert suspect.ko is not None


def test_places_come_with_their_source() -> None:
    from importlib.resources import files

    head = files("aligner.facts").joinpath("tables/places.tsv").read_text(encoding="utf-8")[:300]
    assert "GeoNames" in head
    assert "CC BY 4.0" in head
    assert builtin_table().is_country("니제르")


def test_the_other_part_of_a_name_is_held_to_its_korean() -> None:
    """A firm's first word, a foreigner's other name and either half of a Chinese name."""
    assert told("해솔식품은 라면값을 올렸다.", "Haesong Foods raised its ramen prices.")
    assert told("가비바이오는 공장을 닫았다.", "Habi Bio closed its plant.")
    assert told("안톤 벨로제로프 코치가 왔다.", "Coach Anton Belyakov has arrived.")
    assert told("쉬하이옌 대표가 웃었다.", "CEO Zhou Haiyan smiled.")
    assert not told("해솔식품은 라면값을 올렸다.", "Haesol Foods raised its ramen prices.")
    assert not told("안톤 벨로제로프 코치가 왔다.", "Coach Anton Belozerov has arrived.")
    assert not told("쉬하이옌 대표가 웃었다.", "CEO Xu Haiyan smiled.")
    assert not told("유니온필름은 새 영화를 냈다.", "Union Film released a new movie.")
    assert not told("그룹 실버문의 노래가 1위다.", "A song by the group Silver Moon is at No. 1.")


@pytest.mark.parametrize(
    ("ko", "en", "wrong"),
    [
        ("박진우 기획재정부 차관은 말했다.", "Vice Finance Minister Park Jin-woo said so.", False),
        ("서도현 국방부 차관이 왔다.", "Deputy Defense Minister Seo Do-hyun came.", False),
        ("최서윤 합참차장은 말했다.", "JCS Vice Chairman Choi Seo-yoon said so.", False),
        ("서도현 외교부 차관이 왔다.", "Foreign Minister Seo Do-hyun came.", True),
    ],
)
def test_deputies(ko: str, en: str, wrong: bool) -> None:
    assert ("name" in {f.type for f in compare([ko], [en], [((0,), (0,))])}) is wrong


def test_titles_posts_and_trades() -> None:
    """A surname with a title, a post abroad, the sort of a school, a ward and a station of another name."""
    assert told("표 후보는 유세를 마쳤다.", "Candidate Ahn wrapped up the campaign.")
    assert told("주시드니 총영사관이 안내문을 냈다.", "The Consulate General in Auckland issued a notice.")
    assert told("누리건설은 수주를 늘렸다.", "Nuri Engineering won more orders.")
    assert told("서울 중랑구에서 불이 났다.", "A fire broke out in Jungnim Ward, Seoul.")
    assert not told("표 후보는 유세를 마쳤다.", "Candidate Pyo wrapped up the campaign.")
    assert not told(
        "주시드니 총영사관이 안내문을 냈다.", "The South Korean Consulate General in Sydney issued a notice."
    )
    assert not told("서울 중랑구에서 불이 났다.", "A fire broke out in Jungnang Ward, Seoul.")


@pytest.mark.parametrize(
    ("ko", "en", "turned"),
    [
        ("경찰이 아닌 오만이 예멘을 비난했다.", "Yemen criticized Oman.", True),
        ("오만이 예멘을 비난했다.", "Oman criticized Yemen.", False),
        ("오만이 예멘을 비난했다.", "Yemen was criticized by Oman.", False),
        ("오만은 예멘에 졌다.", "Yemen defeated Oman.", False),
        ("오만은 예멘에 졌다.", "Oman defeated Yemen.", True),
        ("오만은 예멘에서 섬을 사들였다.", "Yemen sold an island to Oman.", False),
    ],
)
def test_who_does_it_to_whom(ko: str, en: str, turned: bool) -> None:
    (exchange,) = exchanges(names(ko, en))
    assert exchange.signs["roles_turned"] == float(turned)


@pytest.mark.parametrize(
    "en",
    [
        "Customs duties on imported nuts will be halved from March, the Korea Customs Service said.",
        "Customs duties on imported nuts will be halved from March, data from the Korea Customs Service showed.",
        "Duties on imported nuts will be halved in March, according to officials at the Korea Customs Service.",
    ],
)
def test_a_source_that_the_desk_has_added_is_no_wrong_name(en: str) -> None:
    ko = "3월부터 수입 견과류의 관세가 절반으로 줄어든다."
    assert [f.type for f in compare([ko], [en], [((0,), (0,))]) if f.type == "name"] == []
