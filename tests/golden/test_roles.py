"""Roles on pages as they come: every family of endings, captions, cues, prefixes and notices as small pages."""

# ruff: noqa: E501 - tables of lines.

from __future__ import annotations

import textwrap
from datetime import date

import pytest

from aligner.cleaning import clean
from aligner.pipeline.dates import parse_date, story_date
from aligner.segmentation import segment
from aligner.types import Document, Lang, SegmentedDocument

KO = [
    "해솔시가 새 다리를 다음 달부터 열기로 했다",
    "다리는 길이 1.2㎞로 시내와 섬을 잇는다",
    "공사에는 5년 동안 3천억원이 들어갔다",
    "주민들은 통행료가 비싸다고 반발했다",
    "시는 석 달 동안 요금을 받지 않겠다고 밝혔다",
    "환경단체는 철새 도래지가 사라진다고 우려했다",
]
EN = [
    "Haesol will open its new bridge to traffic next month, the city said on Monday",
    "The bridge is 1.2 kilometers long and links the old town with the island",
    "It took five years to build and cost 300 billion won, officials said",
    "Residents have complained that the toll is too high",
    "The city will not charge any toll for the first three months",
    "Environmental groups said the bridge would drive migratory birds away",
]
ENDINGS = [
    ".[1]", ".[1][2]", ".①", ".¹", ".*", ".†", ". 😀", ".😀👍", ". ❤️", ".</p>", ".<br>", ".<br />", ".&nbsp;", "．", "。", "｡",
    ". ", ".\u200b", ".\ufeff", ".\u3000", ".\xa0", "", ". ▲", ". ■", ". ◆", ". //", "...", "..", " .", ". ▶", ".)", ".※", "!", "?",
    ".<sup>1</sup>", ".*1", ". →", ". @haesol", ". https://haesol.example/a?id=3", ". 1)", ".1", ". ✔", ". 🇰🇷", ". ㅡ", ". ;", ".[^1]",
    ". {1}", ". bit.ly/3x", ". ##", "⋯", ". †1", ". *1)", ". ㅠㅠ", ". -END-", ". [sic]", ". 📷 시청",
]  # fmt: skip
CREDITS = {
    "ko": [
        ". /사진=회사",
        ". [회사]",
        ". [영상]",
        ". [편집자 주]",
        ". ☞ 자세히",
        ". (사진=시청)",
        ".(사진)",
        ". (자료=통계청)",
        ". #해솔 #다리",
        ". (계속)",
        ". /노래통신",
    ],
    "en": [
        ". (Photo: city hall)",
        ". [Photo=City Hall]",
        ". #haesol #bridge",
        ". (more)",
        ". (Yonhap)",
        ". [HAESOL CITY]",
    ],
}


def read(text: str, lang: Lang) -> SegmentedDocument:
    document = Document("x", lang, text, "x.txt")
    return segment(document, clean(document))


def aligned(text: str, lang: Lang) -> str:
    return " ".join(s.text for s in read(text, lang).aligned)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("title", [True, False])
def test_a_mark_after_the_stop_or_no_stop_loses_no_sentence(lang: Lang, title: bool, gap: str) -> None:
    lines = KO if lang == "ko" else EN
    head = ("해솔대교 내달 개통" if lang == "ko" else "Haesol Bridge to Open Next Month") + "\n\n" if title else ""
    lost = []
    for ending in [*ENDINGS, *CREDITS[lang]]:
        got = aligned(head + gap.join(line + ending for line in lines) + "\n", lang)
        lost += [(ending, line) for line in lines if line not in got]
    assert lost == []


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_mark_on_one_line_loses_no_sentence(lang: Lang) -> None:
    lines = KO if lang == "ko" else EN
    lost = []
    for ending in [*ENDINGS, *([". [회사]", ". [편집자 주]"] if lang == "ko" else [". [HAESOL]"])]:
        for at in range(len(lines)):
            # The first line without a stop among lines that have one is a headline by all signs.
            if at == 0 and ending == "":
                continue
            got = aligned("\n\n".join(line + (ending if i == at else ".") for i, line in enumerate(lines)) + "\n", lang)
            lost += [(ending, line) for line in lines if line not in got]
    assert lost == []


TAILS = {
    "ko": [" [회사]", " /사진=회사", " (새솔통신)", " @haesol", " https://haesol.example/a", " †1", " (1)", " [a]", " -해솔일보-", " /시청 제공"],
    "en": [" [HAESOL CITY]", " (Saesol News)", " @haesol", " https://haesol.example/a", " †1", " (1)", " [a]", " -Haesol-", " Photo: Haesol"],
}  # fmt: skip


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_what_stands_behind_the_stop_is_no_sentence_of_its_own(lang: Lang) -> None:
    lines = [f"{line}." for line in (KO if lang == "ko" else EN)]
    for tail in TAILS[lang]:
        got = [s.text for s in read("\n\n".join(line + tail for line in lines) + "\n", lang).aligned]
        assert [s[: len(line)] for s, line in zip(got, lines, strict=True)] == lines, tail


PRESENT = [
    "Clean water is scarce in the valley",
    "The river runs dry every second summer",
    "Farmers dig wells by hand",
    "Nobody knows how deep the last one is",
    "The county has no money for pipes",
    "It waits for rain",
]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("title", ["", "Valley Without Water Waits for Rain\n\n"])
def test_short_present_tense_lines_without_stops_are_story(title: str, gap: str) -> None:
    side = read(title + gap.join(PRESENT) + "\n", "en")
    assert [s.text for s in side.aligned][-6:] == PRESENT


def test_lines_without_stops_are_never_taken_for_wrapped_text() -> None:
    lines = [
        "새 다리가 다음 달 열린다",
        "길이는 1.2㎞에 이른다",
        "공사에 5년이 걸렸다",
        "주민은 통행료에 반발한다",
        "시는 석 달을 면제한다",
        "철새는 갈 곳을 잃는다",
    ]
    assert [s.text for s in read("\n".join(lines) + "\n", "ko").aligned] == lines


def test_two_short_lines_with_a_space_before_the_stop_wrapped_narrowly() -> None:
    side = read("The toll is far too\nhigh .\n\nNobody will pay it at\nall .\n", "en")
    assert [s.text for s in side.aligned] == ["The toll is far too high .", "Nobody will pay it at all ."]


SIGNED = [
    "김가을 기자 gaeul@norae.example",
    "gaeul@norae.example",
    "김가을 기자(gaeul@norae.example)",
    "제보는 카카오톡 @노래",
]
SIGNED_EN = ["Han Ga-eul (gaeul@norae.example)", "gaeul@norae.example", "Reporting by Han Ga-eul; Editing by Lee Ba-da"]


@pytest.mark.parametrize("at", [2, 3, 4])
@pytest.mark.parametrize(("lang", "line"), [("ko", x) for x in SIGNED] + [("en", x) for x in SIGNED_EN])
def test_a_byline_between_sentences_does_not_end_the_story(lang: Lang, line: str, at: int) -> None:
    lines = [x + "." for x in (KO if lang == "ko" else EN)]
    side = read("\n\n".join([*lines[:at], line, *lines[at:]]), lang)
    assert [s.text for s in side.aligned] == lines


def test_another_story_or_notice_below_the_byline_stays_out() -> None:
    other = "Port Awaits Its First Cruise Ship\n\nThe port of Haesol expects a cruise ship on Friday."
    got = aligned(f"{EN_BODY}\n\nHan Ga-eul (gaeul@norae.example)\n\n{other}\n", "en")
    assert "cruise" not in got
    got = aligned(f"{EN_BODY}\n\nHan Ga-eul (gaeul@norae.example)\n\nNorae News has been read since 1987.\n", "en")
    assert "1987" not in got


KO_BODY = "\n\n".join(line + "." for line in KO)
EN_BODY = "\n\n".join(line + "." for line in EN)

SET_ASIDE_KO = [
    "소방대원이 다리에서 구조 훈련을 하고 있다. /한강일보 DB",
    "다리를 건너는 소방대원. 김철수 기자",
    "19일 새 다리에서 시장과 주민들이 손을 맞잡고 있다. 새솔통신",
    "400만번째 손님을 알리는 현수막 앞에 선 표진아 원장. 국립수목원 제공",
    "[앵커]",
    "◀ 리포트 ▶",
    "김철수 기자가 보도합니다.",
    "자세한 소식, 김철수 기자가 전합니다.",
    "KBS 뉴스 김철수입니다.",
    "글자크기 설정 동그라미를 옆으로 끌면 글자크기가 달라집니다.",
    "기사 제목과 주요 문장을 기반으로 자동요약한 결과입니다. 전체 맥락은 본문 보기를 권장합니다.",
    "AI 요약은 줄거리만 담습니다. 자세한 내용은 아래 본문에서 살펴 주세요.",
    "좋아요 12",
    "배포일시: 2026년 1월 27일(화) 오전 9시",
    "담당 부서: 도로건설과 과장 한가을 (044-000-1234)",
    "AI 자동 요약: 새 다리가 내달 열리며 통행료를 두고 말이 많다.",
    "2일 새 다리 앞에서 주민들이 손을 흔들고 있다. /시청사진기자단",
    "해솔대교를 건너는 어린이 (해솔=물결포토) 한가을 기자 = 5일 한 어린이가 다리를 건너고 있다.",
    "새 다리 전경. <해솔시>",
    "시장이 27일 새 다리에서 열린 개통식에서 손을 흔들고 있다. 해솔｜한가을 기자 photo@norae.example",
    "▲ 해솔시 바닷가에 놓인 새 다리.",
    "한가을 기자는 섬과 사람의 이야기를 씁니다.",
    "쿠키를 사용해 더 나은 서비스를 제공합니다. 자세히 보기 동의",
    "※ 외부 필자의 원고는 본지의 편집 방향과 다를 수 있습니다.",
    "여기서부터는 플러스 회원만 볼 수 있습니다",
    "막대에 손가락을 올리면 값이 보입니다.",
    "<인터뷰> 한가을/한빛대 토목공학과 교수",
    "글 한가을 / 사진 이바다",
]
SET_ASIDE_EN = [
    "[Photo by Homepage] The new bridge in Haesol",
    "File photo: sellers wait for buyers beside a roadside market / Picture: Norae News",
    "Mayor Han Ga-eul taps the gavel to open a meeting in Haesol on May 27. [SAESOL NEWS]",
    "[Anchor]",
    "[Report]",
    "This is KBS News, Kim Cheol-su.",
    "Reporter Kim Cheol-su has the story of the bridge.",
    "Good evening, you are watching the 9 o'clock news on April 23rd.",
    "Translated from the Korean using generative AI and edited by Han Ga-eul.",
    "This article was summarized by AI and may contain errors.",
    "Correction: An earlier version of this story misstated the length of the bridge.",
    "Reported by Han Ga-eul. Graphics by Do Yun-seul.",
    "This story appeared in the May issue of Haesol Monthly.",
    "6:31 p.m.",
    "Visitors walk across the new bridge in Haesol on Monday. (Courtesy of Haesol City)",
    "Cables are stacked beside the new bridge in Haesol. (Herald DB)",
    "(Han Ga-eul contributed to this story.)",
    "Thanks to Lee Ba-da for copy editing.",
    "* For inquiries, please contact the Bridge Policy Division (+82-44-000-7800).",
    "This English text is provided for convenience; the Korean original prevails.",
    "This interview has been edited for length and clarity.",
    "A version of this article appears in print on Jan. 28, 2026, Section B, Page 8 of the Haesol edition.",
    "The author is an engineer and writer based in Haesol.",
    "You have 1 free article remaining. Subscribe for 9,900 won a month",
    "HAN GA-EUL, HOST:",
    "[Soundbite] Prof. Lee Ba-da (Hanbit University):",
]


@pytest.mark.parametrize("line", SET_ASIDE_KO)
def test_korean_furniture_above_and_inside_is_set_aside(line: str) -> None:
    above = aligned(f"해솔대교 내달 개통\n\n{line}\n\n{KO_BODY}\n", "ko")
    assert line not in above
    assert all(sentence in above for sentence in KO)
    assert above.startswith("해솔대교 내달 개통")


@pytest.mark.parametrize("line", SET_ASIDE_EN)
def test_english_furniture_above_is_set_aside(line: str) -> None:
    above = aligned(f"Haesol Bridge to Open Next Month\n\n{line}\n\n{EN_BODY}\n", "en")
    assert line not in above
    assert all(sentence in above for sentence in EN)
    assert above.startswith("Haesol Bridge to Open Next Month")


def test_points_and_notes_of_the_page_are_set_aside() -> None:
    points = "AI 3줄 요약\n- 새 다리가 내달 열린다.\n- 길이는 1.2㎞다."
    ko = f"해솔대교 내달 개통\n\n{points}\n\n" + KO_BODY.replace("3천억원", "3천억원1)") + "\n\n1) 시가 밝힌 금액.\n"
    assert aligned(ko, "ko") == "해솔대교 내달 개통 " + " ".join(f"{line}." for line in KO).replace(
        "3천억원", "3천억원1)"
    )
    en = EN_BODY.replace("300 billion won", "300 billion won[1]") + "\n\n[1] The sum was given by the city.\n"
    assert aligned(en, "en").endswith(EN[-1] + ".")
    release = f"{EN_BODY}\n\nAbout Haesol Bridges\n\nHaesol Bridges builds bridges that link islands with towns.\n"
    assert aligned(release, "en").endswith(EN[-1] + ".")
    box = (
        f"{EN_BODY}\n\nMore from Haesol\nWhy people are leaving the last ferry behind in the old town\n\n"
        + EN_BODY.replace("bridge", "road")
    )
    assert "ferry" not in aligned(box, "en")


def test_words_cut_by_a_line_end_are_whole() -> None:
    text = "해솔시는 새 다리를 다음 달부터 열기로 했\n다. 다리는 길이 1.2㎞로 시내와 섬을 잇\n는다. 섬 주민들은 통행료가 비싸다고 말했\n다. 시는 석 달 동안 요금을 받지 않겠다\n는 뜻을 밝혔다.\n"
    assert aligned(text, "ko") == text.replace("\n", "")
    assert (
        aligned("시민들이 줄을\n서 있다. 표를\n다 팔았다고 한다.\n", "ko")
        == "시민들이 줄을 서 있다. 표를 다 팔았다고 한다."
    )


BODY = [
    ("ko", "빈소는 해솔병원 장례식장 2호실, 발인은 14일 오전 7시"),
    ("en", "He told reporters Friday that he was not entirely without interest in the bridge."),
    ("en", "The mayor brushed aside talk of a new toll in comments to reporters at the site."),
    ("ko", '[김가을/해솔방송 위원 : "통행료가 너무 비싸다는 게 주민들 생각입니다."]'),
    ("ko", '[이바다 / 해솔신문 독자] "다리가 생겨 정말 좋습니다."'),
    ("ko", "방송통신위원회는 새 방송 기준을 내놨다"),
    ("ko", "시는 AI 번역 서비스 이용자가 늘고 있다고 설명했다."),
    ("en", '[Seo Min-jae/Head of Research at Daon TV: "The toll seems too high for the people here."]'),
    ("en", "The city's website and its app were down for two hours, it said."),
]


@pytest.mark.parametrize(("lang", "line"), BODY)
def test_story_that_only_looks_like_furniture_stays(lang: Lang, line: str) -> None:
    body = KO_BODY if lang == "ko" else EN_BODY
    first, rest = body.split("\n\n", 1)
    assert line in aligned(f"{first}\n\n{line}\n\n{rest}\n", lang)


PREFIXES = [
    ("ko", "[앵커] ", "furniture"),
    ("ko", "<리포트> ", "furniture"),
    ("ko", "date 2026-01 [누리경제 조은결 기자] ", "furniture"),
    ("en", "[Asia Daily Reporter Kim Cheol-su] ", "dateline"),
    ("en", "(NEWSWELL) ", "dateline"),
    ("en", "(NEWSWELL- Levant Press Agency (LPA)) TOKYO, Nov 19 (LPA) -- ", "dateline"),
    ("en", "HAESOL, May 8 ", "dateline"),
    ("en", "(Hangang (HN)) -- ", "dateline"),
    ("en", "[[HAESOL, May 8 (Norae)]] ", "dateline"),
    ("en", "HAESOL, South Korea, May 8, 2025 /PRNewswire/ -- ", "dateline"),
    ("en", "HAESOL, South Korea--(BUSINESS WIRE)--", "dateline"),
    ("en", "May 8 (Norae) - ", "dateline"),
    ("en", "[Haesol, May 8] ", "dateline"),
    ("en", "[Norae News] ", "dateline"),
    ("en", "(HAESOL, May 8, Norae News)—", "dateline"),
    ("en", "By Han Ga-eul, Norae News — ", "byline"),
    ("ko", "◀ANC▶ ", "furniture"),
    ("ko", "해솔/한가을 기자 ", "byline"),
    *(("en", prefix, "dateline") for prefix in (
        "SEOUL: ", "TONGYEONG, South Korea: ", "SEOUL, Dec 24: ", "SEOUL | ", "SEOUL. — ", "(Norae) ", "(AP) ", "[Norae] ", "SEOUL (Norae) ",
        "SEOUL, (Norae) - ", "Seoul, Dec. 24: ", "SEOUL — (Norae) ", "BUSAN, KOREA – Dec. 3, 2025 – ", "(SEOUL, South Korea) ", "SEOUL/Norae: ",
        "HAESOL / NORAE - ", "NEW YORK (Norae): ", "HAESOL, 24 December: ", "HAESOL—", "Haesol, 24 Dec. (Norae): ", "<Haesol> ",
    )),
    *(("ko", prefix, "dateline") for prefix in (
        "[통영] ", "(통영) ", "【통영】 ", "<통영> ", "[경남 통영] ", "[워싱턴] ", "통영 | 한가을 기자 ", "[통영·거제] ", "(노래) ", "◆통영= ", "[ 통영 ] ",
        "통영 연합 = ", "(통영) 한가을 기자 = ", "/통영=한가을 기자 ",
    )),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "prefix", "role"), PREFIXES)
def test_what_stands_before_the_lead_is_cut_off(lang: Lang, prefix: str, role: str) -> None:
    lead = (KO if lang == "ko" else EN)[0] + "."
    side = read(prefix + lead + "\n\n" + (KO_BODY if lang == "ko" else EN_BODY), lang)
    assert side.sentences[0].role == role
    assert side.aligned[0].text == lead


def test_what_many_lines_begin_with_belongs_to_them() -> None:
    for lang, names in (("ko", ["[통영] ", "[거제] "]), ("en", ["SEOUL: ", "BUSAN: "])):
        text = "\n\n".join(name + line + "." for name, line in zip(names, KO if lang == "ko" else EN, strict=False))
        assert all(name.strip() in aligned(text, lang) for name in names)  # type: ignore[arg-type]


def test_a_council_is_no_reporter() -> None:
    text = "[서울=노래통신] 한국은행 금융통화위원회가 11일 기준금리를 내렸다.\n\n" + KO_BODY
    assert read(text, "ko").aligned[0].text == "한국은행 금융통화위원회가 11일 기준금리를 내렸다."


BOARDS = {
    "ko": [
        "[클리앙] ",
        "[노래뉴스] ",
        "(연합뉴스) ",
        "정보글) ",
        "[스크랩] ",
        "펌) ",
        "ㅇㅎ) ",
        "[네이버뉴스] ",
        "r/korea: ",
        "경제 > ",
    ],
    "en": [
        "[Yonhap] ",
        "[Norae News] ",
        "Reuters: ",
        "r/korea: ",
        "[News] ",
        "News: ",
        "Fwd: ",
        "Naver News | ",
        "Discussion: ",
    ],
}
SITES = {
    "ko": [
        " : 네이버 뉴스",
        " - 노래일보",
        " < 사회 < 뉴스 < 기사본문 - 노래신문",
        " : r/korea",
        " - YouTube",
        " | 노래일보",
    ],
    "en": [" - The Norae Times", " – Norae News", " : r/korea", " | Reuters", " | Norae News"],
}
OWN_MARKS = ["[포토뉴스] ", "[해솔시장 선거] ", "[속보] ", "[단독] ", "단독) ", "(종합) ", "[인터뷰] ", "<르포> "]


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_what_a_board_or_site_puts_around_a_title_is_cut_off(lang: Lang) -> None:
    title = "해솔대교 내달 개통…주민 통행료 반발" if lang == "ko" else "Haesol Bridge to Open Next Month"
    body = KO_BODY if lang == "ko" else EN_BODY
    for before, after in [*((board, "") for board in BOARDS[lang]), *(("", site) for site in SITES[lang])]:
        side = read(f"{before}{title}{after}\n\n{body}\n", lang)
        assert [s.text for s in side.sentences if s.role == "headline"] == [title], (before, after)


@pytest.mark.parametrize("mark", OWN_MARKS)
def test_a_desks_own_mark_stays_in_the_headline(mark: str) -> None:
    side = read(f"{mark}해솔대교 내달 개통…주민 통행료 반발\n\n{KO_BODY}\n", "ko")
    assert [s.text for s in side.sentences if s.role == "headline"] == [f"{mark}해솔대교 내달 개통…주민 통행료 반발"]


@pytest.mark.parametrize(
    "line",
    ["Kim reports.", "Kim Cheol-su has more.", "Han Ga-eul contributed to this report.", "Contributed by Han Ga-eul."],
)
def test_english_sign_offs_are_set_aside(line: str) -> None:
    assert aligned(f"{EN_BODY}\n\n{line}\n", "en").endswith(EN[-1] + ".")


def test_korean_sign_offs_are_set_aside() -> None:
    for line in ["이영희 기자입니다.", "노래뉴스 이영희입니다.", "지금까지 해솔에서 이영희였습니다."]:
        assert aligned(f"{KO_BODY}\n\n{line}\n", "ko").endswith(KO[-1] + "."), line


HEADLINES = [
    ("ko", "기사/뉴스 해솔대교 내달 개통…주민 “통행료 비싸”", "해솔대교 내달 개통…주민 “통행료 비싸”"),
    ("ko", "date 2026-01-27 해솔대교 내달 개통", "해솔대교 내달 개통"),
    ("ko", "해솔 새 다리, 누구를 위한 것인가?", "해솔 새 다리, 누구를 위한 것인가?"),
    ("ko", "“통행료 너무 비싸다”", "“통행료 너무 비싸다”"),
    ("en", "date 2026-01-27 Haesol Bridge to Open Next Month", "Haesol Bridge to Open Next Month"),
    ("en", "Who will pay for Haesol's bridge?", "Who will pay for Haesol's bridge?"),
]


@pytest.mark.parametrize(("lang", "line", "title"), HEADLINES)
def test_headlines(lang: Lang, line: str, title: str) -> None:
    side = read(f"{line}\n\n{KO_BODY if lang == 'ko' else EN_BODY}\n", lang)
    assert [s.text for s in side.sentences if s.role == "headline"] == [title]


TOPS = [
    ("ko", "한누리신문\n사회 > 지역\n해솔시 새 다리, 내달 개통…주민들 \"통행료 비싸\"", "\n2026.01.27 11:24"),
    ("ko", "새솔방송\n해솔시 새 다리에 주민들 통행료 걱정 쏟아졌다", "\n입력 2026.01.27 11:24"),
    ("ko", "사실마당\n[사실은] 새 다리 통행료, 정말 비쌀까?", "\n한가을 팩트체커 · 2026년 1월 27일"),
    ("en", "HAESOL HERALD\nBusiness  Economy\nHaesol's new bridge to open to traffic next month", "\nPublished : Jan. 27, 2026 - 11:40"),
    ("en", "Fact Garden\nCLAIM CHECK\nWill Haesol's new bridge really cost that much?", "\nHan Ga-eul, fact-checker | Jan. 27, 2026"),
    ("ko", "보 도 자 료\n즉시 보도 가능\n해솔대교 내달 개통…석 달간 무료", "\n배포일: 2026년 1월 27일(화)"),
    ("ko", "주간 물결\nCover Story\n섬으로 가는 새 다리", "\n섬과 뭍을 잇는 새 다리, 그 곁의 사람들을 만나다\n글 한가을 / 사진 이바다"),
    ("ko", "한누리신문\n\"통행료는 너무 비싸다\"", "\n[인터뷰] 새 다리를 걱정하는 해솔 주민 한가을\n등록 2026-01-27 05:00"),
    ("en", "TIDE Weekly\nFEATURE\nThe road to the island", "\nWORDS BY HAN GA-EUL | PHOTOGRAPHS BY LEE BA-DA\nJan. 27, 2026 · 6 min read"),
    ("en", "TIDE Weekly\nThe road to the island", "\nA bridge now joins two towns. Not everybody on the island is glad of it.\nBy Han Ga-eul\nJan. 27, 2026"),
    ("en", "Haesol Herald\nBridges / City\nHaesol opens its bridge to traffic next month", " Posted on : Jan.27,2026 17:22 KST"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "top", "below"), TOPS)
def test_names_of_outlets_and_sections_are_no_headline(lang: Lang, top: str, below: str) -> None:
    side = read(f"{top}{below}\n\n{KO_BODY if lang == 'ko' else EN_BODY}\n", lang)
    assert [s.text for s in side.sentences if s.role == "headline"] == [top.splitlines()[-1]]
    assert len(side.aligned) == 7


def test_titles_of_wrapped_releases() -> None:
    ko = f"해솔시, 새 다리 다음 달 개통…석 달간 무료로\n해솔시는 27일 시내와 섬을 잇는 새 다리를 다음\n달부터 열기로 했다고 밝혔다.\n\n다리에는 5년 동안 3천억원이 들어갔으며 길이는\n1.2㎞에 이른다.\n\n{KO_BODY}\n"
    assert aligned(ko, "ko").startswith("해솔시, 새 다리 다음 달 개통…석 달간 무료로 해솔시는 27일")
    assert read(ko, "ko").aligned[0].role == "headline"
    en = "Haesol City Wins Approval for New Bridge to Island's Far\nNorthern Shore\n"
    wrapped = "\n\n".join(textwrap.fill(f"{line}, according to the city's newspaper.", 66) for line in EN)
    assert read(en + wrapped, "en").aligned[0].text == en.replace("\n", " ").strip()


def test_the_lead_is_never_a_pull_quote_or_a_repeated_headline() -> None:
    text = "해솔대교 내달 개통\n\n" + KO_BODY + "\n\n시장은 다시 말했다. " + KO[0] + ". 그는 웃었다.\n"
    assert aligned(text, "ko").startswith(f"해솔대교 내달 개통 {KO[0]}.")
    flash = f"{KO[0]}\n\n{KO[0]}.\n"
    assert f"{KO[0]}." in aligned(flash, "ko")
    caption = f"해솔대교 내달 개통\n\n{KO[0]}. 새솔통신\n\n{KO_BODY}\n"
    assert aligned(caption, "ko") == "해솔대교 내달 개통 " + " ".join(line + "." for line in KO)


def test_a_caption_repeated_above_is_no_headline() -> None:
    text = f"Vendor at a stall in Haesol\nFILE PHOTO: Vendor at a stall in Haesol. (Norae News)\n\n{EN_BODY}\n"
    assert aligned(text, "en").startswith(EN[0])


@pytest.mark.parametrize("width", [20, 24, 30, 60, 80])
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_wrapped_text_is_joined_again(lang: Lang, width: int) -> None:
    lines = [line + "." for line in (KO if lang == "ko" else EN)]
    wide = 2 if lang == "ko" else 1
    wrapped: list[str] = []
    for line in lines:
        row = ""
        for word in line.split():
            if row and (len(row) + 1 + len(word)) * wide > width * wide:
                wrapped.append(row)
                row = word
            else:
                row = f"{row} {word}".strip()
        wrapped += [row, ""]
    assert [s.text for s in read("\n".join(wrapped), lang).aligned] == lines


DATES = [
    ("Published: 05 May. 2025", "2025-05-05"),
    ("Thu, 08 May 2025 14:03:00 +0900", "2025-05-08"),
    ("12/3/2025", "2025-12-03"),
    ("13/3/2025", "2025-03-13"),
    ("입력 2025.05.08 14:03", "2025-05-08"),
    ("기사입력 : 2025-05-08 오후 2:03", "2025-05-08"),
    ("송고시간 2025/05/08 14:03", "2025-05-08"),
    ("등록 25.05.08 14:03", "2025-05-08"),
    ("2025년 5월 8일(목) 14:03", "2025-05-08"),
    ("20250508143000", "2025-05-08"),
    ("2025-05-08T14:03:00Z", "2025-05-08"),
    ("May 8th, 2025", "2025-05-08"),
    ("Posted 8-May-2025", "2025-05-08"),
    ("Updated September 8, 2025 2:03 p.m. KST", "2025-09-08"),
    ("2025.02.30", None),
    ("1746680000", None),
    ("version 2.0.1", None),
]


@pytest.mark.parametrize(("text", "day"), DATES)
def test_days_in_every_form(text: str, day: str | None) -> None:
    assert parse_date(text) == (date.fromisoformat(day) if day else None)


STORY_DATES = [
    ("입력 2025.05.08 14:03 수정 2025.05.09 10:00", "2025-05-08"),
    ("수정 2025.05.09 10:00 | 입력 2025.05.08 14:03", "2025-05-08"),
    ("최종수정 2025.05.09 10:00\n최초입력 2025.05.08 14:03", "2025-05-08"),
    ("등록 2025.05.08 (07:58)\n고침 2025.05.09 (13:10)", "2025-05-08"),
    ("입력\n2025.05.08 14:03", "2025-05-08"),
    ("2025.05.08 14:03 입력", "2025-05-08"),
]


@pytest.mark.parametrize(("stamp", "day"), STORY_DATES)
def test_the_first_publication_counts(stamp: str, day: str) -> None:
    ko = read(f"해솔대교 내달 개통\n{stamp}\n\n{KO_BODY}\n", "ko")
    assert story_date(ko, read(EN_BODY, "en")) == date.fromisoformat(day)


def test_english_stamps_and_the_dateline_decide() -> None:
    page = "Haesol Bridge to Open\nPublished: 19 Mar. 2026, 11:20 Updated: 20 Mar. 2026, 13:05\n\n" + EN_BODY
    assert story_date(read(KO_BODY, "ko"), read(page, "en")) == date(2026, 3, 19)
    page = "Haesol Bridge to Open\nDate: 12/3/2025\n\nHAESOL, March 12 (Norae) -- " + EN_BODY
    assert story_date(read(KO_BODY, "ko"), read(page, "en")) == date(2025, 3, 12)
    page = "Haesol Bridge to Open\nUpdated: 20 Mar. 2026, 13:05\n\nHAESOL, March 19 (Norae) -- " + EN_BODY
    assert story_date(read(KO_BODY, "ko"), read(page, "en")) == date(2026, 3, 19)
