"""Layouts of saved pages on which an article once became caption, furniture or nothing: each keeps its whole story."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from aligner.cleaning import clean
from aligner.cleaning.lines import TextLine
from aligner.cleaning.story import judge
from aligner.readers import read_document
from aligner.readers.metadata import day_of
from aligner.segmentation import segment
from aligner.types import Document, Role

TITLE = "Maram port reopens after three-day ferry strike ends"
BODY = [
    "Ferries between Maram and the Sori islands sailed again on Tuesday after crews accepted a pay rise of 4 percent.",
    "The port authority said 31 sailings had been cancelled since Saturday, leaving about 5,200 travellers stranded.",
    "“We lost three days of the autumn season,” said Oh Sang-hee, who runs a guest house on the largest island.",
    "The union had asked for 7 percent and two more rest days a month, and it won the rest days in full.",
    "A mediator from the labour office met both sides for nine hours before the vote late on Monday.",
    "Ticket prices will stay as they are until the end of the year, the operator said in a statement.",
]
KO_TITLE = "마람항 여객선 사흘 만에 운항 재개…임금 4% 인상 합의"
KO_BODY = [
    "마람과 소리 군도를 오가는 여객선이 선원들의 임금 4% 인상안 수용으로 화요일 운항을 다시 시작했다.",
    "항만공사는 토요일부터 31편이 결항해 약 5천200명의 발이 묶였다고 밝혔다.",
    '가장 큰 섬에서 민박을 하는 오상희 씨는 "가을 대목 사흘을 날렸다"고 말했다.',
    "노조는 7% 인상과 월 휴무일 이틀 추가를 요구했고 휴무일은 모두 얻어 냈다.",
    "노동청 조정관은 월요일 늦은 밤 투표를 앞두고 양쪽을 아홉 시간 동안 만났다.",
    "운항사는 연말까지 요금을 올리지 않겠다고 성명에서 밝혔다.",
]


def _page(inside: str, head: str = "", title: str = TITLE) -> str:
    menu = "".join(f"<li><a href='/{n}'>{n}</a></li>" for n in ("Home", "World", "Sport", "Culture"))
    return (
        f"<!doctype html><html><head><title>{title} | Norae</title>{head}</head><body><nav><ul>{menu}</ul></nav>"
        f"<main>{inside}</main><footer><p>© Norae News. All rights reserved.</p></footer></body></html>"
    )


def _paragraphs(texts: list[str], name: str = "") -> str:
    return "".join(f"<p{f' class={name!r}' if name else ''}>{escape(text, quote=False)}</p>" for text in texts)


def _gallery() -> str:
    slides = "".join(f"<div class='slide'><h2>Stop {n}</h2><p>{text}</p></div>" for n, text in enumerate(BODY, 1))
    return _page(f"<h1>{TITLE}</h1><section class='slideshow'>{slides}</section>")


def _paywall() -> str:
    return _page(f"<article><h1>{TITLE}</h1>{_paragraphs(BODY, 'paywall')}</article>")


def _products() -> str:
    boxes = "".join(f"<div class='product-thumb photo'><h3>No. {n}</h3><p>{t}</p></div>" for n, t in enumerate(BODY, 1))
    return _page(f"<h1>{TITLE}</h1><div class='list'>{boxes}</div>")


def _utility_names() -> str:
    return _page(
        f"<div class='print:px-40 sm:pt-40'><p class='print:text-lg text-24'>{TITLE}</p></div>"
        f"<div class='print:max-w-none flex'>{_paragraphs(BODY)}</div>"
    )


def _linked_first_word() -> str:
    first, rest = BODY[0].split(" ", 1)
    lead = f"<p><a class='auto-tag share' href='/f'>{first}</a> {rest}</p>"
    return _page(f"<article><h1>{TITLE}</h1>{lead}{_paragraphs(BODY[1:])}</article>")


def _streamed() -> str:
    story = f'<div class="img"><p>{KO_TITLE}</p></div>{_paragraphs(KO_BODY)}'
    data = json.dumps({"article": {"title": KO_TITLE, "contentHtml": story}}, ensure_ascii=False)
    data = data.replace("<", "\\u003c").replace(">", "\\u003e")
    pushed = json.dumps("5:" + data, ensure_ascii=False)
    return _page("<div id='__next'></div>" + f"<script>self.__next_f.push([1,{pushed}])</script>", title=KO_TITLE)


def _state() -> str:
    parts = [{"_id": f"X{n}", "type": "text", "content": text} for n, text in enumerate(BODY)]
    state = json.dumps({"props": {"pageProps": {"content_elements": parts}}}, ensure_ascii=False)
    return _page(f"<div id='root'></div><script id='__NEXT_DATA__' type='application/json'>{state}</script>")


def _template() -> str:
    return _page(f"<div class='post'><script type='text/template'>{_paragraphs(BODY)}</script></div>")


def _declared() -> str:
    article = {"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(BODY)}
    head = f"<script type='application/ld+json'>{json.dumps({'@graph': [article]})}</script>"
    boxes = "".join(f"<div class='card related'><p>{text}</p></div>" for text in BODY)
    return _page(f"<h1>{TITLE}</h1><div class='grid'>{boxes}</div>", head)


def test_rules_never_leave_much_less_than_the_extractor_found() -> None:
    texts = [BODY[0], *(f"Maram United {n}, Sori Rovers {n}" for n in range(8))]
    lines = [TextLine(n, 100 * n, 100 * n + len(text), text, Role.BODY, True) for n, text in enumerate(texts)]
    assert judge(lines, "en") == [Role.BODY] * len(texts)


def _live() -> str:
    updates = [{"@type": "BlogPosting", "headline": f"Entry {n}", "articleBody": text} for n, text in enumerate(BODY)]
    data = json.dumps({"@type": "LiveBlogPosting", "headline": TITLE, "liveBlogUpdate": updates})
    head = f"<script type='application/ld+json'>{data}</script>"
    posts = "".join(f"<div class='ticker update'><p>{text}</p></div>" for text in BODY)
    return _page(f"<h1>{TITLE}</h1><div class='latest'>{posts}</div>", head)


LAYOUTS: dict[str, tuple[Callable[[], str], str, list[str]]] = {
    "gallery": (_gallery, TITLE, BODY),
    "paywall": (_paywall, TITLE, BODY),
    "product list": (_products, TITLE, BODY),
    "utility class names": (_utility_names, TITLE, BODY),
    "a link as first word": (_linked_first_word, TITLE, BODY),
    "streamed by the server": (_streamed, KO_TITLE, KO_BODY),
    "state in a script": (_state, TITLE, BODY),
    "template in a script": (_template, TITLE, BODY),
    "JSON-LD against class names": (_declared, TITLE, BODY),
    "live page": (_live, TITLE, BODY),
}


def _read(tmp_path: Path, html: str) -> Document:
    file = tmp_path / "page.html"
    file.write_text(html, encoding="utf-8")
    return read_document(file)


def _of(document: Document, role: Role) -> list[str]:
    return [document.text[line.start : line.end] for line in clean(document) if line.role is role]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_never_turns_the_story_into_furniture(tmp_path: Path, layout: str) -> None:
    html, title, body = LAYOUTS[layout]
    document = _read(tmp_path, html())
    assert _of(document, Role.BODY) == body
    assert _of(document, Role.HEADLINE) == [title]


@pytest.mark.parametrize("layout", ["streamed by the server", "state in a script", "template in a script"])
def test_text_taken_from_a_script_knows_its_place_in_the_file(tmp_path: Path, layout: str) -> None:
    html = LAYOUTS[layout][0]()
    document = _read(tmp_path, html)
    for start, _, role in document.hints:
        at = document.source_offset(start)
        # The first letters stand there as they are; a mark or quotation may be escaped in the script.
        if role is Role.BODY and document.text[start].isalpha():
            assert html[at : at + 6] == document.text[start : start + 6]


_LINKED = "<script type='application/ld+json'>%s</script>"
DATES = [
    (_LINKED % '{"@type":"NewsArticle","datePublished":"2026-03-02T21:40:00Z"}', "2026-03-02"),
    (_LINKED % '{"@type":["Report"],"datePublished":"2026-03-02 07:00:00Z",}', "2026-03-02"),
    ("<meta property='article:published_time' content='2026-03-02T08:00:00+09:00'>", "2026-03-02"),
    ("<meta name='parsely-pub-date' content='2026-03-02'>", "2026-03-02"),
    ("<meta name='dc.date' content='2026-03-02'>", "2026-03-02"),
    ("<meta itemprop='datePublished' content='Mon, 02 Mar 2026 09:30:00 +0900'>", "2026-03-02"),
    ("<link rel='canonical' href='https://norae.example/2026/03/02/ferry'>", "2026-03-02"),
    ("<link rel='canonical' href='https://norae.example/view/AKR20260302061800'>", "2026-03-02"),
    ("<link rel='canonical' href='https://norae.example/world/2026/mar/02/ferry'>", "2026-03-02"),
    ("<meta name='date' content='20260302'>", "2026-03-02"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "day"), DATES)
def test_the_page_says_its_date(tmp_path: Path, head: str, day: str) -> None:
    assert _read(tmp_path, _page(f"<h1>{TITLE}</h1>{_paragraphs(BODY)}", head)).meta["date"] == day


def test_a_korean_page_in_universal_time_is_dated_in_korea(tmp_path: Path) -> None:
    head = "<meta property='article:published_time' content='2026-03-01T21:40:00Z'>"
    html = _page(f"<h1>{KO_TITLE}</h1>{_paragraphs(KO_BODY)}", head, KO_TITLE)
    assert _read(tmp_path, html).meta["date"] == "2026-03-02"


def test_a_visible_time_element_dates_a_page_without_metadata(tmp_path: Path) -> None:
    html = _page(f"<h1>{TITLE}</h1><time datetime='2026-03-02T12:20:00+11:00'>x</time>{_paragraphs(BODY)}")
    assert _read(tmp_path, html).meta["date"] == "2026-03-02"


@pytest.mark.parametrize("value", ["", "soon", "2026-13-45", "March", "0000-00-00"])
def test_no_day_is_made_up(value: str) -> None:
    assert day_of(value) is None


@pytest.mark.parametrize("markup", [False, True])
@pytest.mark.parametrize("visible", ["", "<div id='root'>Please enable JavaScript to view this page.</div>"])
def test_a_page_whose_text_is_only_declared_for_machines(tmp_path: Path, visible: str, markup: bool) -> None:
    lines = [
        "Haesol will open its new bridge to traffic next month, the city said on Monday.",
        "The bridge is 1.2 kilometers long and links the old town with the island.",
        "It took five years to build and cost 300 billion won, officials said.",
        "Residents have complained that the toll is too high for the people of the island.",
    ]
    body = "".join(f"<p>{line}</p>" for line in lines) if markup else "\n\n".join(lines)
    title = "Haesol Bridge to Open"
    data = {"@type": "NewsArticle", "headline": title, "datePublished": "2026-05-08", "articleBody": body}
    declared = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    page = tmp_path / "page.html"
    page.write_text(
        f"<html lang='en'><head><title>{title}</title>{declared}</head><body>{visible}</body></html>",
        encoding="utf-8",
    )
    document = read_document(page)
    assert [s.text for s in segment(document, clean(document)).aligned] == [title, *lines]
    assert document.meta["date"] == "2026-05-08"


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_page_whose_text_is_for_readers_without_scripts(tmp_path: Path, lang: str) -> None:
    title, body = (KO_TITLE, KO_BODY) if lang == "ko" else (TITLE, BODY)
    text = "".join(f"<p>{line}</p>" for line in body)
    shown = "<p>불러오는 중입니다.</p>" if lang == "ko" else "<p>Loading the story, please wait.</p>"
    page = tmp_path / "page.html"
    page.write_text(
        f"<html><head><title>{title}</title><noscript><link href='a.css'></noscript></head><body><h1>{title}</h1>"
        f"<div id='app'>{shown}</div><noscript><div class='article'>{text}</div></noscript></body></html>",
        encoding="utf-8",
    )
    document = read_document(page)
    kept = " ".join(s.text for s in segment(document, clean(document)).aligned)
    assert all(line in kept for line in body)
    assert shown[3:-4] not in kept


def test_an_article_that_the_page_hides_until_it_is_unfolded(tmp_path: Path) -> None:
    text = "".join(f"<p>{line}</p>" for line in BODY)
    hidden = f"<div class='story-text' style='display:none'>{text}</div>"
    page = tmp_path / "page.html"
    page.write_text(
        f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1><p>{BODY[0]}</p>{hidden}"
        "</article></body></html>",
        encoding="utf-8",
    )
    document = read_document(page)
    kept = " ".join(s.text for s in segment(document, clean(document)).aligned)
    assert all(line in kept for line in BODY)
