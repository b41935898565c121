"""What must hold for every text: offsets reproduce it, nothing is lost, cleaning is idempotent."""

# ruff: noqa: E501 - tables of lines.

from __future__ import annotations

import textwrap
import unicodedata
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from aligner.cleaning import clean
from aligner.korean.encoding import decode
from aligner.korean.normalise import ZERO_WIDTH, fold, readable, trim, view
from aligner.readers.markup import parse_page
from aligner.readers.page import read_page
from aligner.segmentation import segment, split_text
from aligner.types import Document

PIECES = [
    "해솔시 시내버스 노사 협상 타결…첫차부터 정상 운행",
    "해솔시 시내버스 노사가 24일 새벽 임금·단체협약 협상을 타결했다.",
    "(해솔=노래통신) 한가을 기자 = 노조는 파업을 끝냈다.",
    '박 위원장은 "시민께 죄송하다. 더 노력하겠다"고 말했다.',
    "한가을 기자 gaeul@norae.example",
    "<저작권자(c) 노래통신, 무단 전재-재배포 금지>",
    "(끝)",
    "(END)",
    "많이 본 뉴스",
    "댓글 4",
    "▲ 버스들이 운행을 준비하고 있다. [해솔시 제공]",
    "◇ 시민 불편 사흘 만에 끝나",
    "카카오톡 페이스북 X 링크복사",
    "2025.12.24 05:10 송고",
    "HAESOL, Dec. 24 (Norae) -- Bus drivers returned to work. The strike is over.",
    "By Han Ga-eul",
    "Haesol bus drivers end strike after overnight pay deal",
    '"We are sorry," Mr. Park said. "We will do better."',
    "Most read",
    "Share Facebook X E-mail",
    "Sign up here.",
    "1. 첫째",
    "",
    " ",
    "\u200b",
    "\xa0",
    unicodedata.normalize("NFD", "정부는 예산을 늘린다."),
]
text_like = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=40)), max_size=14).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\n\n", "\r"]).map(lambda end: end.join(lines))
)
langs = st.sampled_from(["ko", "en"])


def visible(text: str) -> list[str]:
    return [c for c in text if not c.isspace() and c not in ZERO_WIDTH]


def document(text: str, lang: str) -> Document:
    return Document("x", lang, text, "x.txt")  # type: ignore[arg-type]


@settings(max_examples=300, deadline=None)
@given(text_like, langs)
def test_splitting_loses_nothing_and_keeps_order(text: str, lang: str) -> None:
    spans = split_text(text, lang)  # type: ignore[arg-type]
    assert all(a < b for a, b in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert [c for a, b in spans for c in visible(text[a:b])] == visible(text)
    assert all(trim(text, a, b) == (a, b) for a, b in spans)


@settings(max_examples=200, deadline=None)
@given(text_like, langs)
def test_every_visible_character_is_in_one_line_and_one_sentence(text: str, lang: str) -> None:
    doc = document(text, lang)
    lines = clean(doc)
    assert [c for line in lines for c in visible(text[line.start : line.end])] == visible(text)
    assert all(one.end <= two.start for one, two in pairwise(lines))
    assert [line.paragraph for line in lines] == sorted(line.paragraph for line in lines)
    sentences = segment(doc, lines).sentences
    assert [c for s in sentences for c in visible(text[s.start : s.end])] == visible(text)
    assert all(s.text == readable(text[s.start : s.end]) and s.text for s in sentences)


@settings(max_examples=200, deadline=None)
@given(text_like, langs)
def test_cleaning_is_idempotent(text: str, lang: str) -> None:
    doc = document(text, lang)
    lines = clean(doc)
    assert clean(doc) == lines
    kept = [readable(text[line.start : line.end]) for line in lines if line.role.aligned]
    again = document("\n\n".join(kept), lang)
    assert [readable(again.text[line.start : line.end]) for line in clean(again) if line.role.aligned] == kept


@settings(max_examples=200, deadline=None)
@given(text_like)
def test_pre_split_keeps_every_line_as_it_is(text: str) -> None:
    sentences = segment(document(text, "ko"), pre_split=True).sentences
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[-1] == "":
        lines.pop()
    assert [s.text for s in sentences] == lines
    assert all(text[s.start : s.end] == s.text for s in sentences)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
@example("각\u200b간 e\u0301\u0323")
@example(unicodedata.normalize("NFD", "한글 정규화 é"))
def test_a_view_is_normalised_and_knows_its_way_back(text: str) -> None:
    seen = view(text)
    bare = "".join(c for c in text if c not in ZERO_WIDTH)
    assert unicodedata.normalize("NFC", seen.text) == unicodedata.normalize("NFC", bare)
    places = [seen.source(i) for i in range(len(seen.text) + 1)]
    assert places == sorted(places)
    assert places[-1] == len(text)
    assert readable(readable(text)) == readable(text)


MARKUP = "<p> </p> <br> <!-- --> <script> </script> </a> </div> <li> <td <pre> </pre> <b < > & &amp; &nbsp; &#44032;"
TAGS = [*MARKUP.split(), "&bogus;", '"', "'", "<div class='a'>", '<a href="x>y">', "\n"]
html_like = st.lists(st.one_of(st.sampled_from([*TAGS, *PIECES]), st.text(max_size=12)), max_size=30).map("".join)


@settings(max_examples=300, deadline=None)
@given(html_like)
def test_page_text_points_back_into_the_source(html: str) -> None:
    page = parse_page(html)
    doc = Document("x", "ko", page.text, "x.html", source_map=page.source_map)
    offsets = [doc.source_offset(i) for i in range(len(page.text))]
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(html) for offset in offsets)
    for char, offset in zip(page.text, offsets, strict=True):
        if not char.isspace() and html[offset] != "&" and char not in "\ufffd":
            assert html[offset] == char or "&" in html[max(0, offset - 32) : offset]
    for block in page.blocks:
        assert block.start < block.end


@settings(max_examples=60, deadline=None)
@given(html_like, langs)
def test_no_page_breaks_reading_or_cleaning(html: str, lang: str) -> None:
    page = read_page("<html><body>" + html)
    doc = Document("x", lang, page.text, "x.html", source_map=page.source_map, hints=page.hints)  # type: ignore[arg-type]
    lines = clean(doc)
    assert [c for line in lines for c in visible(page.text[line.start : line.end])] == visible(page.text)


WORDS = "정부 예산 협상 타결 서울 노사 임금 합의 시민 운행 발표 기자 경제 bus strike deal the 3.8% (US$1) N.K.".split()


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=3, max_size=40),
    st.sampled_from(["cp949", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
)
def test_encodings_are_told_apart(words: list[str], encoding: str) -> None:
    text = " ".join(words) + "\n"
    assert decode(text.encode(encoding), source="x").text == text


STORY = {
    "ko": [
        "해솔시가 새 다리를 다음 달부터 열기로 했다", "다리는 시내와 섬을 잇는다", "공사에는 5년 동안 3천억원이 들어갔다",
        "주민들은 통행료가 비싸다고 반발했다", "시는 석 달 동안 요금을 받지 않겠다고 밝혔다", "전원회의에서는 결정서가 채택되였다",
        "“너무 늦었다”는 말도 나왔다", "사업비는 2.5배로 불었다", "그래도 시장은 물러서지 않았다",
    ],
    "en": [
        "Haesol will open its new bridge to traffic next month, the city said on Monday", "It links the old town with the island",
        "The bridge took five years to build and cost 300 billion won", "Residents have complained that the toll is too high",
        "The city will not charge any toll for the first three months", "“It is too late,” one of them said",
        "Costs have grown 2.5 times since the work began", "Still, the mayor of the city would not give in",
    ],
}  # fmt: skip
LINE_ENDS = [
    ".",
    ".",
    ".",
    "．",
    "。",
    "!",
    "?",
    ".[1]",
    ".¹",
    ". 😀",
    ".</p>",
    ".&nbsp;",
    ". ",
    ".\u200b",
    ". ▲",
    ".*",
    " .",
    "…",
    ".”",
    ".)",
]


@given(st.data(), langs)
@settings(max_examples=150, deadline=None)
def test_no_letter_of_a_body_line_is_lost_whatever_ends_or_wraps_it(data: st.DataObject, lang: str) -> None:
    lines = data.draw(st.lists(st.sampled_from(STORY[lang]), min_size=2, max_size=8, unique=True))
    habit = data.draw(st.one_of(st.none(), st.sampled_from(LINE_ENDS)))
    ended = [line + (habit or data.draw(st.sampled_from(LINE_ENDS))) for line in lines]
    width = data.draw(st.one_of(st.none(), st.integers(20, 80)))
    if width is not None:
        wrapped = [_wrapped(line, width) for line in ended]
        # A break or two could as well be headlines above their stories.
        ended = wrapped if sum(line.count("\n") for line in wrapped) >= 4 else ended
    text = data.draw(st.sampled_from(["\n\n", "\r\n\r\n"])).join(ended) + "\n"
    if data.draw(st.booleans()):
        text = unicodedata.normalize("NFD", text)
    document = Document("x", lang, text, "x.txt")  # type: ignore[arg-type]
    got = fold(" ".join(s.text for s in segment(document, clean(document)).aligned))
    assert [line for line in lines if fold(line) not in got] == []


def _wrapped(line: str, width: int) -> str:
    return "\n".join(textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False))
