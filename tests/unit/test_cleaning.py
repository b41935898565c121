"""Roles of lines: datelines of every make, furniture by its words, and sentences that only look like furniture."""

# ruff: noqa: E501 - tables of lines.

from __future__ import annotations

import time

import pytest

from aligner.cleaning import clean
from aligner.cleaning.affixes import dateline_end
from aligner.cleaning.patterns import mark_of
from aligner.segmentation import segment
from aligner.types import Document, Role

DATELINES = [
    "(서울=연합뉴스) 김철수 기자 = ",
    "(서울·도쿄=연합뉴스) 김철수 이영희 기자 = ",
    "(서울=연합뉴스) 김철수·이영희 기자 = ",
    "(타이중[대만]=한강통신) 윤태오 기자 = ",
    "(워싱턴=연합뉴스) 김철수 특파원 = ",
    "(파리 AFP=연합뉴스) ",
    "(서울=연합뉴스) 국방부 공동취재단 김철수 기자 = ",
    "[서울=뉴시스] 김철수 기자 = ",
    "[서울=뉴시스]김철수 기자 = ",
    "【서울=뉴시스】김철수 기자 = ",
    "[세종=뉴스핌] 김철수 기자, 이영희 기자 = ",
    "[이데일리 김철수 기자] ",
    "[서울경제] ",
    "[헤럴드경제=김철수 기자] ",
    "(부산=뉴스1) 김철수 기자 = ",
    "김철수 기자 = ",
    "워싱턴=김철수 특파원 ",
    "SEOUL, Dec. 24 (Yonhap) -- ",
    "SEOUL, Dec. 24 (Yonhap) — ",
    "SEOUL (Reuters) - ",
    "SEOUL, South Korea (AP) — ",
    "SEOUL/TOKYO, Dec 24 (Reuters) - ",
    "WASHINGTON — ",
    "GYEONGJU, South Korea, Oct. 30 (Yonhap) -- ",
    "Seoul, Dec. 24 (Norae) -- ",
    "HO CHI MINH CITY, Dec. 24 (Norae) -- ",
    "By Han Ga-eul SEOUL, Dec. 24 (Norae) -- ",
    "[Seoul=Norae] Reporter Han Ga-eul = ",
    "(Yonhap) -- ",
]
NO_DATELINES = [
    "정부(장관 김철수)는 24일 예산안을 의결했다.",
    "(종합) 정부는 24일 예산안을 의결했다.",
    "김철수 기자협회 회장은 기자회견을 열었다.",
    "[속보] 정부, 예산안 의결",
    "The U.S. — a close ally — agreed on Monday.",
    "NATO - the alliance - agreed on Monday.",
    "Seoul - Busan trains were halted on Monday.",
    "It was a long day -- too long, he said.",
]


@pytest.mark.parametrize("dateline", DATELINES)
def test_datelines_are_cut_off(dateline: str) -> None:
    rest = "정부는 예산안을 의결했다." if any("가" <= c <= "힣" for c in dateline) else "The government approved it."
    assert max(dateline_end(dateline + rest)) == len(dateline)


@pytest.mark.parametrize("text", NO_DATELINES)
def test_what_is_no_dateline_stays(text: str) -> None:
    assert max(dateline_end(text)) == 0


FURNITURE = """
"
본문 바로가기
메뉴 건너뛰기
글자크기 조절
가 가 가
가+ 가-
공유
카카오톡 페이스북 X 링크복사
URL 복사
기사 음성 듣기
스크랩
인쇄
송고시간 2025-12-24 10:30
입력 2025.12.24. 오전 10:30
기사입력 : 2025-12-24
2025년 12월 24일 10:30
등록 2025.12.24 10:30 수정 2025.12.24 11:00
무단전재 및 재배포 금지
<저작권자(c) 노래통신, 무단 전재-재배포 금지>
ⓒ 노래통신
Copyright ⓒ 노래통신. All rights reserved.
제보는 카카오톡 okjebo
기사 제보 및 문의
(끝)
[끝]
관련기사
▶ 관련 뉴스
많이 본 뉴스
오늘의 핫뉴스
이 시각 주요뉴스
댓글 12
댓글쓰기
김철수 기자의 다른 기사
이미지 확대
이전 기사
목록
맨 위로
#예산 #국회
정치 > 국회·정당
구독하기
좋아요 3
기사 추천
광고
gaeul@norae.example
한가을 기자 gaeul@norae.example
개인정보처리방침
이용약관
등록번호: 서울 아00001
발행인 한가을
Skip to main content
Share
Share this article
Facebook X E-mail Copy link
Print
Text size
A A A
Listen to this article
Most read
Most popular
Published Dec. 24, 2025, 10:30 a.m.
Updated 10:30 Dec. 24, 2025
Dec. 24, 2025
3 min read
(END)
Related articles
Read more: Budget talks stall
Copyright (c) Norae News. Unauthorized reproduction prohibited.
All rights reserved.
Sign up for our newsletter
Advertisement
Comments (4)
Terms of use
Privacy policy
Back to top
Reporting by Han Ga-eul; Editing by Lee Ba-da
Follow us on X
You may also like
Subscribe
We use cookies to improve your experience.
This article was translated from Korean by AI.
Home > National > Politics
#budget #assembly
등록번호: 서울 아00001 | 발행인 한가을
개인정보처리방침 | 이용약관
""".splitlines()


@pytest.mark.parametrize("text", sorted({t.strip() for t in FURNITURE if t.strip()}))
def test_furniture_is_told_by_its_words(text: str) -> None:
    mark = mark_of(text)
    assert mark is not None
    assert not mark.role.aligned


STORY_LINES = [
    "두 회사는 기술을 공유하기로 했다.",
    "그는 페이스북에 글을 올려 사과했다.",
    "경찰은 시민의 제보로 범인을 붙잡았다.",
    "저작권법 개정안이 국회 본의회를 통과했다.",
    "많이 본 영화 1위에 올랐다.",
    "정부는 관련 기사를 삭제해 달라고 요청했다.",
    "구독 서비스 이용자가 1천만명을 넘었다.",
    "한가을 기자협회장은 유감을 표했다.",
    "신고는 주민 이모씨의 이메일(lee@norae.example)로 접수됐다.",
    "2025년 12월 24일 오전 10시께 불이 났다.",
    "끝까지 최선을 다하겠다고 그는 말했다.",
    "The company shares data with its rivals.",
    "Follow-up talks will be held in Geneva next week.",
    "Most of the victims were in their 80s.",
    "He posted the letter on Facebook and X.",
    "Copyright law bans such copying, the court said.",
    "Related firms also fell, with Hanul down 3 percent.",
    "By Monday, the number had risen to 30.",
    "If you ask me, the deal is dead, he told reporters.",
    "Popular singer Han Ga-eul will perform in Haesol.",
    "Published in 1998, the book sold 2 million copies.",
    "The end of the war is near, the minister said.",
]


@pytest.mark.parametrize("text", STORY_LINES)
def test_sentences_of_a_story_are_not_taken_for_furniture(text: str) -> None:
    assert mark_of(text) is None


CAPTIONS = [
    "▲ 24일 서울 용산 국방부 청사에서 대변인이 브리핑하고 있다. [연합뉴스 자료사진]",
    "국회 본회의장 전경 [국회 제공. 재판매 및 DB 금지]",
    "브리핑하는 대변인. 2025.12.24 kim@norae.example",
    "브리핑하는 대변인 (사진=노래통신)",
    "브리핑하는 대변인 /사진=노래통신",
    "사진=노래통신 제공",
    "A spokesman gives a briefing in Seoul on Dec. 24, 2025. (Yonhap)",
    "This photo, taken on Dec. 24, 2025, shows the National Assembly in Seoul. (Yonhap)",
    "The ship is seen in this undated file photo.",
    "A ship at sea (AP-Yonhap)",
    "Firefighters work at the scene. (Courtesy of a reader)",
    "Photo courtesy of the city of Haesol",
]


@pytest.mark.parametrize("text", CAPTIONS)
def test_captions(text: str) -> None:
    mark = mark_of(text)
    assert mark is not None
    assert mark.role is Role.CAPTION


def roles(text: str, lang: str = "ko") -> list[tuple[str, str]]:
    document = Document("x", lang, text, "x.txt")  # type: ignore[arg-type]
    return [(line.role.value, text[line.start : line.end]) for line in clean(document)]


def test_prefix_and_suffix_are_spans_of_their_own() -> None:
    body = "(서울=노래통신) 한가을 기자 = 정부는 예산안을 의결했다. 국회도 동의했다. gaeul@norae.example (끝)"
    text = f"정부, 예산안 의결\n\n{body}\n"
    assert roles(text) == [
        ("headline", "정부, 예산안 의결"),
        ("dateline", "(서울=노래통신) "),
        ("byline", "한가을 기자 = "),
        ("body", "정부는 예산안을 의결했다. 국회도 동의했다."),
        ("furniture", " gaeul@norae.example (끝)"),
    ]


def test_hard_wrapped_lines_become_one_paragraph() -> None:
    text = (
        "정부, 예산안 의결\n\n정부는 24일 국무회의를 열어 내년도 예산안을\n의결했다. 국회도 이튿날 본회의를 열어 이에\n"
        "동의했다. 총지출은 656조원으로 올해보다\n2.8% 늘었다.\n"
    )
    document = Document("x", "ko", text, "x.txt")
    sentences = segment(document, clean(document)).aligned
    assert [s.text for s in sentences][1:] == [
        "정부는 24일 국무회의를 열어 내년도 예산안을 의결했다.",
        "국회도 이튿날 본회의를 열어 이에 동의했다.",
        "총지출은 656조원으로 올해보다 2.8% 늘었다.",
    ]
    assert "\n" in text[sentences[1].start : sentences[1].end]
    assert {s.paragraph for s in sentences} == {0, 1}


def test_one_sentence_a_line_is_not_joined() -> None:
    text = "정부, 예산안 의결\n정부는 예산안을 의결했다.\n국회도 동의했다.\n총지출은 2.8% 늘었다.\n"
    assert [role for role, _ in roles(text)] == ["headline", "body", "body", "body"]


def test_a_story_without_headline_or_dateline_is_all_body() -> None:
    text = "Bus drivers returned to work on Wednesday.\n\nThe strike lasted three days.\n"
    assert [role for role, _ in roles(text, "en")] == ["body", "body"]


@pytest.mark.parametrize("headline", ["Why did the talks fail?", '"한국에서 살고 싶다"', "정부, 예산안 의결(종합2보)"])
def test_headlines_in_every_form(headline: str) -> None:
    lang = "ko" if "한" in headline or "정" in headline else "en"
    body = "정부는 한국 예산안을 의결했다." if lang == "ko" else "The talks failed on Monday. No date was set."
    assert roles(f"{headline}\n\n{body}\n", lang)[0] == ("headline", headline)


def test_the_headline_repeated_is_furniture() -> None:
    title = "해솔시 버스 파업 사흘 만에 끝나"
    text = f"{title}\n\n해솔시 버스 파업이 사흘 만에 끝났다.\n\n관련기사\n{title}\n다른 소식\n"
    found = roles(text)
    assert found[0] == ("headline", title)
    assert ("furniture", title) in found


def test_site_name_after_the_headline_is_cut_off() -> None:
    found = roles("해솔시 버스 파업 사흘 만에 끝나 | 노래통신\n\n해솔시 버스 파업이 사흘 만에 끝났다.\n")
    assert found[:2] == [("headline", "해솔시 버스 파업 사흘 만에 끝나"), ("furniture", " | 노래통신")]


def test_lists_belong_to_the_story_and_crossheads_do_not() -> None:
    text = (
        "수출 늘어\n\n수출이 늘었다.\n\n◇ 반도체가 견인\n\n품목별로는 다음과 같다.\n\n"
        "▲ 반도체 20% ▲ 자동차 5% ▲ 선박 3%\n\n전망은 밝다.\n"
    )
    assert [role for role, _ in roles(text)] == ["headline", "body", "subhead", "body", "body", "body"]


def test_only_furniture_gives_no_story() -> None:
    text = "로그인\n회원가입\n공유\n댓글 3\n"
    document = Document("x", "ko", text, "x.txt")
    assert segment(document, clean(document)).aligned == ()


REPEATED = [
    "\ud800", '"', "“", "(", ")", "[", "<", " ", "\u3000", "\u200b", ".", "…", "．", "#a ", "&", "a@", "1.", "2025-05-", "가다.", "김철수 기자 ",
    "[1]", "</p>", "😀", "사진=", "[가=", "A.", "AB, ", "(AB ", "May 8 ", "?가", ".The ", "photo ", "\u1100", "다 / ", "![", "5' ",
]  # fmt: skip


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_work_is_linear_in_the_length_of_a_line(lang: str) -> None:
    def work(text: str) -> float:
        document = Document("x", lang, text, "x.txt")  # type: ignore[arg-type]
        begin = time.process_time()
        segment(document, clean(document))
        return time.process_time() - begin

    slow = []
    for unit in REPEATED:
        line = unit * (2000 // len(unit))
        short = min(work(line), work(line), work(line))
        # Quadratic work would take 64 times as long; what takes no time at all is not compared.
        long = min(work(line * 8), work(line * 8))
        if long > 0.02 and long > 24 * short:
            slow.append((unit, short, long))
    assert slow == []


def test_many_lines_take_time_in_proportion() -> None:
    lines = [f"{i}번째 소식이 {i}일 전해졌다. (사진=시청)" for i in range(1500)]

    def work(count: int) -> float:
        document = Document("x", "ko", "\n".join(lines[:count]), "x.txt")
        begin = time.process_time()
        clean(document)
        return time.process_time() - begin

    assert work(1500) < 9 * max(min(work(375), work(375)), 0.01)


def test_what_stands_twice_in_a_plain_text_was_written_twice() -> None:
    twice = "시민단체는 요금 인상에 강하게 반대한다고 밝혔다."
    lines = ["해온시는 시내버스 요금을 올리기로 했다.", twice, "새 요금은 내년 3월부터 적용된다.", twice]
    text = "\n\n".join(lines) + "\n"
    document = Document("x", "ko", text, "x.txt")
    assert [line.role for line in clean(document)] == [Role.BODY] * 4
    page = Document("x", "ko", text + "\n무단 전재 및 재배포 금지\n", "x.txt")
    assert [line.role for line in clean(page)][:4] == [*[Role.BODY] * 3, Role.FURNITURE]
