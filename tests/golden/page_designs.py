# ruff: noqa: E501 - page source is kept as pages have it.
"""Invented news pages: two stories in many layouts of saved HTML and copied text, none of them a real site's."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

__all__ = ["ENGLISH", "HTML_DESIGNS", "KOREAN", "TEXT_DESIGNS", "Story"]


@dataclass(frozen=True)
class Story:
    lang: str
    title: str
    deck: str
    reporter: str
    mail: str
    dateline: str
    caption: str
    subhead: str
    paragraphs: tuple[tuple[str, ...], ...]
    """Paragraphs of sentences; the first takes the dateline."""
    others: tuple[tuple[str, str], ...]
    """Other stories of the page: title and blurb."""

    @property
    def sentences(self) -> list[str]:
        return [self.title, *(sentence for paragraph in self.paragraphs for sentence in paragraph)]

    @property
    def body(self) -> list[str]:
        joined = [" ".join(paragraph) for paragraph in self.paragraphs]
        return [self.dateline + joined[0], *joined[1:]]


KOREAN = Story(
    lang="ko",
    title="해솔시 시내버스 노사 협상 타결…첫차부터 정상 운행",
    deck="임금 3.8% 인상·정년 63세로 연장",
    reporter="한가을",
    mail="gaeul@norae.example",
    dateline="(해솔=노래통신) 한가을 기자 = ",
    caption="24일 새벽 해솔시 공영차고지에서 버스들이 첫차 운행을 준비하고 있다. 2025.12.24 [해솔시 제공]",
    subhead="◇ 시민 불편 사흘 만에 끝나",
    paragraphs=(
        (
            "해솔시 시내버스 노사가 24일 새벽 임금·단체협약 협상을 타결했다.",
            "이에 따라 사흘째 멈춰 섰던 버스 1천120대가 이날 첫차부터 정상 운행에 들어갔다.",
        ),
        (
            "노조와 사업조합은 전날 오후 3시부터 해솔지방노동위원회에서 11시간 동안 마라톤협상을 벌인 끝에 임금을 3.8% 올리고 정년을 62세에서 63세로 늘리는 데 합의했다.",
        ),
        (
            '박도윤 노조위원장은 "시민께 불편을 드려 죄송하다. 더 안전한 운행으로 보답하겠다"고 말했다.',
            '조합 관계자도 "재정 부담이 크지만 더 끌 수는 없었다"며 "시와 운송 원가를 다시 따져 보기로 했다"고 전했다.',
        ),
        (
            "해솔시는 파업 기간 전세버스 240대를 투입하고 지하철 막차를 오전 1시까지 늦췄다.",
            "출근길 지각을 한 직장인이 속출했고, 일부 학교는 등교 시간을 1시간 미뤘다.",
        ),
        ("노사는 내년 1월 5일 조인식을 연다.", "시는 이번 합의로 연 210억원의 예산이 더 들 것으로 보고 있다."),
    ),
    others=(
        (
            "해솔항 크루즈 승객 30만명 돌파…개항 이래 최다",
            "해솔항을 찾은 크루즈 승객이 올해 30만명을 넘어섰다. 항만공사는 내년 40만명을 목표로 잡았다.",
        ),
        (
            "겨울 가뭄에 상수원 저수율 41%까지 떨어져",
            "가뭄이 길어지면서 해솔댐 저수율이 41%로 내려갔다. 시는 제한 급수를 검토하고 있다.",
        ),
        (
            "폐교 운동장이 눈썰매장으로…주말 2천명 몰려",
            "폐교한 달빛초등학교 운동장이 눈썰매장으로 바뀌었다. 지난 주말에만 2천명이 찾았다.",
        ),
    ),
)

ENGLISH = Story(
    lang="en",
    title="Haesol bus drivers end strike after overnight pay deal",
    deck="Wages to rise 3.8 pct, retirement age to go up to 63",
    reporter="Han Ga-eul",
    mail="gaeul@norae.example",
    dateline="HAESOL, South Korea, Dec. 24 (Norae) -- ",
    caption="Buses wait to leave a public garage in Haesol before dawn on Dec. 24, 2025, in this photo provided by the city. (PHOTO NOT FOR SALE) (Norae)",
    subhead="Three days of disruption",
    paragraphs=(
        (
            "Bus drivers in the port city of Haesol returned to work early Wednesday after their union and operators struck a wage deal in overnight talks, ending a three-day walkout.",
        ),
        (
            "All 1,120 buses were back on the road from the first run at 4:30 a.m., the city government said.",
            "The two sides agreed to raise wages by 3.8 percent and to lift the retirement age by one year to 63.",
        ),
        (
            '"We are sorry for the inconvenience," union leader Park Do-yun told reporters.',
            '"We will repay citizens with safer service."',
        ),
        (
            "The deal came after 11 hours of mediation by the regional labor relations commission.",
            "An official at Haesol Bus Co. said the operators had no choice but to accept, although the cost is heavy.",
        ),
        (
            "During the strike, the city chartered 240 buses and ran subway trains until 1 a.m.",
            "Some schools pushed back classes by an hour.",
        ),
        (
            "The agreement will be signed on Jan. 5.",
            "Haesol, about 330 kilometers southeast of Seoul, expects to spend an additional 21 billion won (US$14.5 million) a year on subsidies.",
        ),
    ),
    others=(
        (
            "Cruise passengers top 300,000 at Haesol port for first time",
            "The number of cruise passengers visiting Haesol has passed 300,000 this year. The port authority aims for 400,000 next year.",
        ),
        (
            "Reservoir level falls to 41 pct amid winter drought",
            "The water level of Haesol Dam has dropped to 41 percent. The city is weighing restrictions on use.",
        ),
        (
            "Closed school turned into sledding hill draws 2,000",
            "The playground of a closed school has become a sledding hill. Some 2,000 people came last weekend alone.",
        ),
    ),
)


def _ko(story: Story, korean: str, english: str) -> str:
    return korean if story.lang == "ko" else english


def _blocks(story: Story, tag: str = "p", attributes: str = "") -> list[str]:
    return [f"<{tag}{attributes}>{escape(text, quote=False)}</{tag}>" for text in story.body]


# --- saved HTML -----------------------------------------------------------------------------------------------------


def portal_with_breaks(s: Story) -> str:
    """A portal: the text stands in one div, parted by <br>; the photo and its text stand inside it; blurbs below."""
    body = [escape(text, quote=False) for text in s.body]
    photo = (
        f'<span class="end_photo"><div class="im_w"><img src="a.jpg"></div><em class="img_desc">{s.caption}</em></span>'
    )
    others = "".join(
        f'<li class="_item"><a href="#" class="lnk"><div class="txt_a"><strong class="tt">{t}</strong><p class="lead_a">{b}</p></div></a></li>'
        for t, b in s.others
    )
    return f"""<!doctype html><html lang="{s.lang}"><head><title>{s.title} : {_ko(s, "포털뉴스", "Portal News")}</title><meta property="og:title" content="{s.title}"></head><body>
<div class="u_skip"><a href="#ct">{_ko(s, "본문 바로가기", "Skip to contents")}</a></div>
<div id="wrap"><header><h1 class="h_logo"><a href="/">PORTAL</a></h1><div class="h_nav"><ul><li><a>{_ko(s, "언론사별", "Publishers")}</a></li><li><a>{_ko(s, "정치", "Politics")}</a></li><li><a>{_ko(s, "경제", "Economy")}</a></li></ul></div></header>
<div id="ct" class="ct_wrapper"><div class="head_wrap"><h2 id="title_area"><span>{s.title}</span></h2>
<div class="head_info"><div class="datestamp"><span>{_ko(s, "입력", "Published")} <em>2025.12.24. {_ko(s, "오전", "AM")} 5:10</em></span> <a href="#">{_ko(s, "기사원문", "Original")}</a></div><em class="jname">{s.reporter}{_ko(s, " 기자", "")}</em></div>
<a class="cmt">{_ko(s, "댓글", "Comments")} <span>12</span></a></div>
<div id="newsct" class="body_wrap"><article id="area" class="go_trans _content">{photo}<br><br>{"<br><br>".join(body)}<br><br><a href="mailto:x">{s.mail}</a></article></div>
<div class="byline"><p class="b_p"><span class="b_s">{s.reporter} ({s.mail})</span></p></div>
<p class="c_text">{_ko(s, "Copyright ⓒ 노래통신. All rights reserved. 무단 전재 및 재배포 금지.", "Copyright ⓒ Norae. All rights reserved.")}</p>
<div class="guide"><em>{_ko(s, "이 기사는 언론사에서 사회 섹션으로 분류했습니다.", "This article was classified as Society by the publisher.")}</em></div>
<div class="headline_list"><h3>{_ko(s, "노래통신 헤드라인", "Norae headlines")}</h3><ul>{others}</ul></div>
<div class="cbox"><h3>{_ko(s, "전체 댓글", "All comments")}</h3><p>{_ko(s, "버스 기사님들 고생 많으셨습니다. 안전 운전 부탁드려요.", "Thank you, drivers. Please drive safely.")}</p></div></div></div></body></html>"""


def component_site(s: Story) -> str:
    """A single-page application: long class names, paragraphs apart, advertisements between them."""
    paragraphs = _blocks(
        s,
        "p",
        ' class="article-body__content article-body__content-text | text--black text font--size-sm-18 font--primary"',
    )
    advert = (
        '<div class="lazyload-wrapper"><div class="arcad-wrapper"><div class="arcad"></div><span>AD</span></div></div>'
    )
    others = "".join(
        f'<div class="story-card block"><div class="story-card__headline"><a href="#"><span>{t}</span></a></div></div>'
        for t, _ in s.others
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{s.title} - {_ko(s, "노래일보", "The Norae Daily")}</title></head><body>
<div id="fusion-app" class="fusion-app"><div class="layout"><div class="top-bar"><button>{_ko(s, "전체메뉴", "Menu")}</button><a>{_ko(s, "로그인", "Log in")}</a></div>
<section class="layout__main"><div class="article-header"><div class="breadcrumb"><a>{_ko(s, "사회", "National")}</a></div><h1 class="article-header__headline | font--secondary"><span>{s.title}</span></h1><h2 class="article-subheadline">{s.deck}</h2></div>
<div class="article-byline"><span class="byline__author">{s.reporter}{_ko(s, " 기자", "")}</span><span class="inputDate">{_ko(s, "입력 2025.12.24. 05:10", "Published Dec. 24, 2025, 05:10 a.m.")}</span></div>
<div class="share-bar"><button>{_ko(s, "공유", "Share")}</button><button>0</button></div>
<section class="article-body" itemprop="articleBody"><figure class="article-body__content visual__image"><img><figcaption class="visual__image__caption">{s.caption}</figcaption></figure>
{paragraphs[0]}{advert}{paragraphs[1]}<h4 class="article-body__content-header">{s.subhead}</h4>{advert.join(paragraphs[2:])}</section>
<div class="reporter-card"><div class="name">{s.reporter}</div><p class="desc">{_ko(s, "해솔 지역의 교통과 노동을 취재합니다.", "Han covers transport and labor in the southeast.")}</p><button>{_ko(s, "구독", "Follow")}</button></div></section>
<aside class="layout__rail"><h3>{_ko(s, "많이 본 뉴스", "Most viewed")}</h3>{others}</aside>
<footer><p>{_ko(s, "서울 중구 노래로 1 | 등록번호: 서울 가00001 | 발행인: 노래일보", "1 Norae-ro, Jung-gu, Seoul | Publisher: The Norae Daily")}</p><p>Copyright {_ko(s, "노래일보", "The Norae Daily")} All rights reserved.</p></footer></div></div></body></html>"""


def table_layout(s: Story) -> str:
    """An old page of nested tables and font tags without a class; the text in one cell, parted by <br><br>."""
    body = "<br>\n<br>\n".join(escape(t, quote=False) for t in s.body)
    return f"""<html><head><title>:: {_ko(s, "노래신문", "Norae Shinmun")} ::</title></head><body bgcolor="#ffffff">
<table width="900"><tr><td colspan="2"><a href="/"><b>{_ko(s, "노래신문", "NORAE SHINMUN")}</b></a> | <a href="#">{_ko(s, "정치", "Politics")}</a> | <a href="#">{_ko(s, "사회", "Society")}</a> | <a href="#">{_ko(s, "스포츠", "Sports")}</a></td></tr>
<tr><td width="620" valign="top"><table><tr><td><font size="5"><b>{s.title}</b></font></td></tr><tr><td><font color="#888888">{s.deck}</font></td></tr>
<tr><td align="right"><font size="2">{_ko(s, "기사입력 2025-12-24 05:10", "Updated : 2025-12-24 05:10")} <a href="#">{_ko(s, "프린트", "Print")}</a> <a href="#">{_ko(s, "메일보내기", "E-mail")}</a></font></td></tr>
<tr><td><table align="center"><tr><td><img src="p.jpg"></td></tr><tr><td><font size="2">▲ {s.caption}</font></td></tr></table>
<font style="line-height:160%">{body}<br><br>{s.mail}</font></td></tr>
<tr><td><font size="2">{_ko(s, "&lt;저작권자 &copy; 노래신문, 무단전재 및 재배포 금지&gt;", "&lt;Copyright &copy; Norae Shinmun, unauthorized reproduction prohibited&gt;")}</font></td></tr></table></td>
<td width="260" valign="top"><table><tr><td><b>{_ko(s, "가장 많이 본 기사", "Most popular")}</b></td></tr>{"".join(f'<tr><td>{n}. <a href="#">{t}</a></td></tr>' for n, (t, _) in enumerate(s.others, 1))}</table></td></tr></table></body></html>"""


def wire_with_signups(s: Story) -> str:
    """An agency site: hashed class names, a summary, a sign-up line between paragraphs, credits and standards below."""
    paragraphs = [
        f'<div data-testid="paragraph-{n}" class="text__text__1FZLe text__dark-grey__3Ml43 body__full_width__ekUdw">{escape(t, quote=False)}</div>'
        for n, t in enumerate(s.body)
    ]
    sign_up = f'<div data-testid="Newsletter" class="sign-up-wrapper__k9x">{_ko(s, "최신 소식을 메일로 받아 보세요. ", "The Norae Briefing newsletter gives you all the news you need. ")}<a href="#">{_ko(s, "여기에서 신청하세요.", "Sign up here.")}</a></div>'
    return f"""<!DOCTYPE html><html lang="{s.lang}"><head><meta property="og:title" content="{s.title}"><meta property="article:published_time" content="2025-12-24T05:10:00+09:00"><title>{s.title} | Norae</title></head>
<body><a class="skip__2x" href="#main">{_ko(s, "본문으로 건너뛰기", "Skip to main content")}</a><header class="site-header__1"><nav><a>World</a><a>Business</a></nav></header>
<main id="main"><article class="article__container__2MUeZ"><header class="article-header__heading__15OpQ"><h1 data-testid="Heading">{s.title}</h1>
<div class="info-content__author-date__1Epi_"><span>{_ko(s, s.reporter + " 기자", "By " + s.reporter)}</span><time><span>{_ko(s, "2025년 12월 24일", "December 24, 2025")}</span><span>5:10 AM GMT+9</span><span>{_ko(s, "5시간 전 업데이트", "Updated 5 hours ago")}</span></time></div></header>
<ul class="summary__list__3"><li>{s.deck}</li></ul>
<div class="article-body__content__17Yit">{paragraphs[0]}{paragraphs[1]}{sign_up}{"".join(paragraphs[2:])}<p class="sign-off__1">{_ko(s, "(한가을 기자 gaeul@norae.example)", "Reporting by Han Ga-eul; Editing by Lee Ba-da")}</p>
<p class="text__trust__2">{_ko(s, "노래통신의 편집 원칙을 따릅니다.", "Our Standards: The Norae Trust Principles.")}<a>, opens new tab</a></p></div>
<div class="topics__1"><h2>Suggested Topics:</h2><a>Transport</a><a>Labour</a></div></article>
<section class="read-next__9"><h2>Read Next</h2>{"".join(f'<div class="card__8"><a href="#"><h3>{t}</h3></a><p>{b}</p></div>' for t, b in s.others)}</section></main></body></html>"""


def blog_engine(s: Story) -> str:
    """A local paper on a blog engine: theme classes, share plug-in, related posts and a comment form with comments."""
    related = "".join(f'<div class="jp-post"><a><h4>{t}</h4></a><p class="excerpt">{b}</p></div>' for t, b in s.others)
    return f"""<!DOCTYPE html><html><head><title>{s.title} &#8211; {_ko(s, "해솔저널", "Haesol Journal")}</title></head><body class="post-template-default single single-post has-sidebar">
<div id="page" class="site"><a class="skip-link screen-reader-text" href="#content">{_ko(s, "콘텐츠로 건너뛰기", "Skip to content")}</a>
<header id="masthead"><p class="site-title"><a>{_ko(s, "해솔저널", "Haesol Journal")}</a></p><p class="site-description">{_ko(s, "우리 동네의 모든 소식", "All the news of our town")}</p><nav id="site-navigation"><ul><li><a>{_ko(s, "홈", "Home")}</a></li></ul></nav></header>
<div id="content"><main><article id="post-77" class="post-77 post type-post status-publish has-post-thumbnail category-news tag-bus"><header class="entry-header"><h1 class="entry-title">{s.title}</h1><div class="entry-meta"><span class="posted-on">{_ko(s, "2025년 12월 24일", "December 24, 2025")}</span> <span class="byline"> by <a>{s.reporter}</a></span></div></header>
<div class="entry-content"><div class="wp-block-image"><figure><img><figcaption>{s.caption}</figcaption></figure></div>
{"".join(_blocks(s))}
<p>{s.mail}</p><div class="sharedaddy"><h3>{_ko(s, "이것을 공유:", "Share this:")}</h3><ul><li><a>Facebook</a></li><li><a>X</a></li></ul></div><div class="jp-relatedposts"><h3><em>{_ko(s, "관련 글", "Related")}</em></h3>{related}</div></div>
<footer class="entry-footer">{_ko(s, "태그: 버스, 파업", "Tags: bus, strike")}</footer></article>
<nav class="post-navigation"><a>{_ko(s, "이전 글", "Previous Post")} {s.others[0][0]}</a></nav>
<div id="comments"><h2>{_ko(s, "댓글 2개", "2 thoughts on this story")}</h2><ol><li><div class="comment-content"><p>{_ko(s, "출근길이 정말 힘들었는데 다행입니다. 다시는 이런 일이 없었으면 합니다.", "My commute was awful for three days. I hope this never happens again.")}</p></div></li></ol>
<form><p>{_ko(s, "이메일 주소는 공개되지 않습니다. 필수 필드는 *로 표시됩니다", "Your email address will not be published. Required fields are marked *")}</p></form></div></main></div></div></body></html>"""


def bare_divs(s: Story) -> str:
    """No class, no heading, no paragraph element: everything is a div; the sidebar holds more text than the story."""
    blurbs = "".join(f"<div><div><a href='#'>{t}</a></div><div>{b} {b} {b}</div></div>" for t, b in s.others)
    return f"""<html><head><meta charset="utf-8"><title>{s.title}</title></head><body><div><div><a href="#">{_ko(s, "홈", "Home")}</a> <a href="#">{_ko(s, "뉴스", "News")}</a></div>
<div><div><div>{s.title}</div><div>{s.deck}</div><div>{s.reporter}{_ko(s, " 기자", "")} | 2025.12.24 05:10</div>{"".join(_blocks(s, "div"))}<div>{s.mail}</div></div><div>{blurbs}</div></div>
<div><div>{_ko(s, "개인정보처리방침 | 이용약관", "Privacy policy | Terms of use")}</div></div></div></body></html>"""


def mobile_page(s: Story) -> str:
    """A phone page: the logo is the h1, the headline an h2; a summary by machine, a box between paragraphs, reactions."""
    p = _blocks(s)
    box = (
        f'<div class="inner_box"><strong>{_ko(s, "관련기사", "Related stories")}</strong><ul>'
        + "".join(f'<li><a href="#">{t}</a></li>' for t, _ in s.others[:2])
        + "</ul></div>"
    )
    return f"""<!doctype html><html lang="{s.lang}"><head><title>{s.title}</title><meta name="viewport" content="width=device-width"></head><body>
<h1 class="logo"><a href="/">{_ko(s, "노래방송", "Norae TV")}</a></h1>
<div class="wrap_view"><h2 class="view_tit">{s.title}</h2><p class="view_info"><span>{_ko(s, "입력 : 2025-12-24 05:10:33", "Input : 2025-12-24 05:10:33")}</span></p>
<div class="ai_summary"><button>{_ko(s, "AI 요약", "AI summary")}</button><p>{_ko(s, "노사가 임금 3.8% 인상에 합의해 파업이 끝났다는 소식입니다.", "The union and operators agreed on a 3.8 percent raise, ending the strike.")}</p></div>
<div class="view_con" id="cont_newstext">{p[0]}{p[1]}{box}{"".join(p[2:])}<p>{_ko(s, "[한가을 기자 gaeul@norae.example]", "[Reporter Han Ga-eul gaeul@norae.example]")}</p></div>
<div class="emotion_wrap"><p>{_ko(s, "이 기사가 마음에 드셨나요?", "Did you like this article?")}</p><ul><li>{_ko(s, "좋아요", "Like")} 3</li><li>{_ko(s, "슬퍼요", "Sad")} 0</li></ul></div>
<div class="ad_txt"><p>{_ko(s, "노래방송 앱을 내려받으시면 속보를 가장 먼저 받아 보실 수 있습니다.", "Download the Norae TV app and be the first to get breaking news.")}</p></div>
<div class="hot_list"><h3>{_ko(s, "이 시각 인기 뉴스", "Popular now")}</h3>{"".join(f"<p><a href='#'>{t}</a></p>" for t, _ in s.others)}</div></div></body></html>"""


def wire_pre(s: Story) -> str:
    """An archive page: the wire copy as it ran, hard-wrapped in a <pre>."""
    wrapped = "\n\n".join(textwrap.fill(t, 66, break_long_words=False, break_on_hyphens=False) for t in s.body)
    return f"""<html><head><title>Wire archive 2025-12-24</title></head><body><h3>{_ko(s, "기사 원문", "Wire copy")}</h3><pre>{escape(s.title, quote=False)}

{escape(wrapped, quote=False)}

{s.mail}
{_ko(s, "(끝)", "(END)")}
</pre><hr><address>{_ko(s, "기사 보관소", "Archive desk")}</address></body></html>"""


def entities_and_inline(s: Story) -> str:
    """Links and emphasis inside sentences, character references, and paragraphs that were left unclosed."""
    body = []
    for text in s.body:
        marked = escape(text).replace("3.8", "<b>3.8</b>").replace(" ", "&nbsp;", 1)
        words = marked.split(" ")
        words[2] = f'<a href="/tag/x">{words[2]}</a>'
        body.append("<p>" + "\n   ".join(words))
    return f"""<!DOCTYPE html><html><head><TITLE>{s.title}</TITLE></head><body><DIV CLASS="Nav"><UL><LI>{_ko(s, "정치", "Politics")}<LI>{_ko(s, "경제", "Economy")}</UL></DIV>
<DIV CLASS="Story"><H1>{escape(s.title)}</H1><P CLASS="Byline">{_ko(s, s.reporter + " 기자", "By " + s.reporter)}{"".join(body)}<P>{_ko(s, "&#40;끝&#41;", "&#40;END&#41;")}</DIV>
<DIV CLASS="Footer"><P>&copy; 2025 Norae</DIV></body></html>"""


def crowded_comments(s: Story) -> str:
    """A page whose comments hold several times the story's text; the headline is a <strong>."""
    text = _ko(
        s,
        "정말 반가운 소식입니다. 사흘 내내 걸어서 출근했어요. 기사님들도 시민들도 고생이 많았습니다. 다시는 멈추지 않기를 바랍니다.",
        "What lovely news this is. I walked to work for three days. Drivers and citizens alike had a hard time. I hope the buses never stop again.",
    )
    comments = "".join(f'<li><span class="nick">user{n}</span><p>{text} {text} {n}</p></li>' for n in range(12))
    return f"""<html><head><title>{s.title}</title></head><body class="page has-comments"><div class="container"><div class="view-wrap"><strong class="view-tit">{s.title}</strong>
<div class="view-body">{"".join(_blocks(s))}</div></div><div class="reply_list"><strong>{_ko(s, "댓글", "Replies")} 12</strong><ul>{comments}</ul></div></div></body></html>"""


def printed_twice(s: Story) -> str:
    """A page that holds the story twice, for two sizes of screen, and two h1."""
    article = "<article>" + "".join(_blocks(s)) + "</article>"
    return f"""<html><head><meta property="og:title" content="{s.title}"></head><body><h1>{_ko(s, "온담", "Ondam")}</h1><h1>{s.title}</h1>
<div class="desktop-only">{article}</div><div class="mobile-only">{article}</div></body></html>"""


def rich_body(s: Story) -> str:
    """Pull quote, cross-heading, fact box, table and embedded post among the paragraphs; styles without meaning."""
    p = _blocks(s)
    box = f"<div class='infobox'><h3>{_ko(s, '해솔시는', 'About Haesol')}</h3><ul><li>{_ko(s, '면적 331㎢', 'Area 331 sq. km')}</li><li>{_ko(s, '인구 58만명', 'Population 580,000')}</li></ul></div>"
    table = f"<table><tr><th>{_ko(s, '연도', 'Year')}</th><th>{_ko(s, '인상률', 'Raise')}</th></tr><tr><td>2024</td><td>2.9%</td></tr><tr><td>2025</td><td>3.8%</td></tr></table>"
    quote = (s.paragraphs[2][0].split('"') * 2)[1]
    return f"""<html><head><title>{s.title} | {_ko(s, "온담", "Ondam")}</title></head><body><nav><a>{_ko(s, "정치", "Politics")}</a></nav><div id="root"><div class="css-1a2b"><h1 class="css-9z">{s.title}</h1>
<div class="css-77">{_ko(s, s.reporter + " 기자", "By " + s.reporter)}<span>2025.12.24 05:10</span></div>
<div class="css-body">{p[0]}<blockquote class="pullquote">{quote}</blockquote>{p[1]}<p><strong>{s.subhead}</strong></p>{p[2]}{box}{p[3]}{table}{"".join(p[4:])}<p>{s.mail}</p></div></div></div>
<div class="css-foot"><p>{_ko(s, "온담통신은 독자 여러분의 제보를 기다립니다.", "Ondam is an independent news agency based in Seoul.")}</p></div></body></html>"""


def spans_only(s: Story) -> str:
    """Every sentence in a span of its own, paragraphs as divs, no headings."""
    first, *rest = [
        " ".join(f'<span class="s">{escape(x, quote=False)}</span>' for x in paragraph) for paragraph in s.paragraphs
    ]
    body = "".join(f'<div class="par">{text}</div>' for text in [s.dateline + first, *rest])
    return f"""<html><body><div><div class="hd"><span>{_ko(s, "온담통신", "Ondam News")}</span></div><div class="t"><span>{s.title}</span></div><div class="c">{body}</div>
<div class="r"><div>{_ko(s, "다른 소식", "Elsewhere")}</div><div><a>{s.others[0][0]}</a></div></div></div></body></html>"""


def foreign_menu(s: Story) -> str:
    """The other language's menus and imprint around the story."""
    menu = (
        "로그인 회원가입 뉴스레터 정치 경제 사회 문화 스포츠 연예 영상 포토 오피니언 한국어 English 日本語"
        if s.lang == "en"
        else "Login Join Newsletter Politics Economy Culture Sports Video Photo Opinion English"
    )
    imprint = _ko(
        s,
        "Haesol Herald, 1 Norae-ro, Haesol. Registered on Jan. 2, 2001. Publisher: Han Ga-eul.<br>All materials on this site are protected by copyright law and may not be reproduced.",
        "해솔시 중구 노래로 1 대표전화 02-000-0000 | 등록번호 서울 아00000 | 발행인 한가을 | 청소년보호책임자 한가을<br>해솔헤럴드의 모든 콘텐츠는 저작권법의 보호를 받는 바, 무단 전재, 복사, 배포 등을 금합니다.",
    )
    return f"""<html lang="ko"><body><div id="header"><ul>{"".join(f"<li><a>{word}</a></li>" for word in menu.split())}</ul></div>
<div class="news_view"><h2 class="news_title">{s.title}</h2><div class="news_body">{"<br/><br/>".join(escape(t, quote=False) for t in s.body)}</div>
<ul class="news_btn"><li>좋아요 <em>3</em></li><li>댓글 <em>12</em></li></ul></div><div id="footer">{imprint}</div></body></html>"""


def wrapped_with_breaks(s: Story) -> str:
    """Every line ended by hand with a <br>, paragraphs parted by two."""
    width = 34 if s.lang == "ko" else 62
    paragraphs = ["<br>\n".join(textwrap.wrap(escape(t, quote=False), width, break_on_hyphens=False)) for t in s.body]
    return f"""<html><head><title>{s.title}</title></head><body><h2>{s.title}</h2><div class="txt">{"<br><br>".join(paragraphs)}<br><br>{s.mail}</div>
<div class="foot">Copyright Norae</div></body></html>"""


def spaced_with_nbsp(s: Story) -> str:
    """Indents and blank paragraphs made of non-breaking and zero-width characters; the headline is a big paragraph."""
    body = "".join(f"<p>&nbsp;&nbsp;{escape(t, quote=False)}</p><p>&nbsp;</p><p>&#8203;</p>" for t in s.body)
    return f"""<html><body><div id="t"><p style="font-size:24px">{s.title}</p></div><div id="v">{body}</div><div><p>{_ko(s, "좋아요 0", "Like 0")}</p></div></body></html>"""


def cell_for_each(s: Story) -> str:
    """A table row for every paragraph."""
    rows = "".join(f"<tr><td>{escape(t, quote=False)}</td></tr>" for t in s.body)
    return f"""<html><head><title>{s.title}</title></head><body><table><tr><td><b>{s.title}</b></td></tr>{rows}<tr><td>{s.mail}</td></tr></table></body></html>"""


def cut_in_two(s: Story) -> str:
    """The body in two containers with an advertisement between, and class names that sound like furniture."""
    blocks = _blocks(s)
    half = len(blocks) // 2
    return f"""<html><head><title>{s.title}</title></head><body><div class="hd"><h1>{s.title}</h1></div><div class="row share-enabled latest"><div class="col-1">{"".join(blocks[:half])}</div>
<div class="ad">AD</div><div class="col-2">{"".join(blocks[half:])}</div></div></body></html>"""


HTML_DESIGNS: dict[str, Callable[[Story], str]] = {
    f.__name__: f
    for f in (
        portal_with_breaks,
        component_site,
        table_layout,
        wire_with_signups,
        blog_engine,
        bare_divs,
        mobile_page,
        wire_pre,
        entities_and_inline,
        crowded_comments,
        printed_twice,
        rich_body,
        spans_only,
        foreign_menu,
        wrapped_with_breaks,
        spaced_with_nbsp,
        cell_for_each,
        cut_in_two,
    )
}


# --- copied page text -----------------------------------------------------------------------------------------------


def desk_file(s: Story) -> str:
    """The story as a desk files it: no blank lines between paragraphs."""
    return "\n".join([s.title, *s.body, s.mail, _ko(s, "(끝)", "(END)")]) + "\n"


def portal_copy(s: Story) -> str:
    """Select all and copy on a portal: menus, reactions, the list of headlines with their blurbs."""
    top = _ko(
        s,
        "본문 바로가기\nPORTAL 뉴스\n연예\n스포츠\n날씨\n프리미엄\n검색\n언론사별\n정치\n경제\n사회\n생활/문화\nIT/과학\n세계\n랭킹\n신문보기\n오피니언\nTV\n팩트체크\n노래통신\n노래통신\n구독",
        "Skip to contents\nPORTAL News\nEntertainment\nSports\nWeather\nSearch\nPolitics\nEconomy\nSociety\nLife/Culture\nIT/Science\nWorld\nRanking\nOpinion\nTV\nNorae\nNorae\nSubscribe",
    )
    tools = _ko(
        s,
        "입력2025.12.24. 오전 5:10  수정2025.12.24. 오전 6:02 기사원문\n한가을 기자\n추천\n쏠쏠정보2\n흥미진진\n댓글\n12\n본문 요약봇\n텍스트 음성 변환 서비스 사용하기\n글자 크기 변경하기\nSNS 보내기\n인쇄하기",
        "Published2025.12.24. 5:10 AM  Updated2025.12.24. 6:02 AM Original\nBy Han Ga-eul\nRecommend\nComments\n12\nSummary bot\nText-to-speech\nChange font size\nShare\nPrint",
    )
    bottom = _ko(
        s,
        "gaeul@norae.example\n\nCopyright ⓒ 노래통신. All rights reserved. 무단 전재 및 재배포, AI학습 이용 금지.\n\n이 기사는 언론사에서 사회 섹션으로 분류했습니다.\n기사 섹션 분류 안내\n한가을\n한가을 기자\n구독\n구독자\n1,204\n노래통신 구독하고 메인에서 바로 보세요!\n기사 추천은 24시간 내 50회까지 참여할 수 있습니다.닫기\n쏠쏠정보\n2\n흥미진진\n0\n공감백배\n1\n노래통신 헤드라인",
        "gaeul@norae.example\n\nCopyright ⓒ Norae. All rights reserved.\n\nThis article was classified as Society by the publisher.\nHan Ga-eul\nFollow\nFollowers\n1,204\nYou can recommend an article up to 50 times in 24 hours.Close\nUseful\n2\nFun\n0\nNorae headlines",
    )
    others = "\n".join(f"{t}\n{b}\n{n}{_ko(s, '시간전', ' hours ago')}" for n, (t, b) in enumerate(s.others, 2))
    return (
        "\n".join(
            [
                top,
                s.title,
                tools,
                s.caption,
                "",
                "\n\n".join(s.body),
                "",
                bottom,
                others,
                _ko(s, "이전\n다음\n1/3\n맨위로", "Prev\nNext\n1/3\nTop"),
            ]
        )
        + "\n"
    )


def narrow_columns(s: Story) -> str:
    """Hard-wrapped narrow, CRLF, paragraphs indented with an ideographic or plain space, no blank lines."""
    indent = "\u3000" if s.lang == "ko" else "   "
    lines = [s.title, "", _ko(s, s.reporter + " 기자", "By " + s.reporter), ""]
    for text in s.body:
        wrapped = textwrap.wrap(text, 38 if s.lang == "ko" else 60, break_long_words=False, break_on_hyphens=False)
        lines += [indent + wrapped[0], *wrapped[1:]]
    lines += [_ko(s, "<저작권자ⓒ 노래통신. 무단전재-재배포금지.>", "(c) Norae. Unauthorized reproduction prohibited.")]
    return "\r\n".join(lines) + "\r\n"


def magazine_copy(s: Story) -> str:
    """A copied page with cookie notice, advertisements and pointers between paragraphs, and a long tail."""
    first = _ko(
        s,
        "이 사이트는 더 나은 서비스를 위해 쿠키를 사용합니다.\n동의하고 계속하기\n노래타임스\n☰ 메뉴\n뉴스\n오피니언\n문화\n구독 신청",
        "We use cookies to improve your experience on our site.\nAccept all\nThe Norae Times\n☰ Menu\nNews\nOpinion\nCulture\nSubscribe",
    )
    head = _ko(
        s,
        "사회 > 교통\n\n"
        + s.title
        + "\n"
        + s.deck
        + "\n\n한가을 기자 gaeul@norae.example\n등록 2025.12.24 05:10\n기사 듣기 · 3분\n공유  저장  댓글 4",
        "National / Transport\n\n"
        + s.title
        + "\n"
        + s.deck
        + "\n\nBy Han Ga-eul, Staff Writer\nDec. 24, 2025, 5:10 a.m.\n3 min read\nListen to this article\nShare  Save  4 comments",
    )
    body = list(s.body)
    body.insert(2, _ko(s, "광고", "Advertisement"))
    body.insert(4, _ko(s, "[관련 기사] " + s.others[0][0], "Read more: " + s.others[0][0]))
    body.insert(6, s.subhead)
    tail = _ko(
        s,
        "후원하기\n독자의 후원이 좋은 기사를 만듭니다. 지금 후원에 참여해 주세요.\n\n더 많은 소식을 원하시면 노래타임스 뉴스레터를 구독해 보세요.\n댓글 4\n최신순\nbus_love\n다행이네요. 내일은 지각 안 하겠어요.\n이런 기사 어떠세요?",
        "Support us\nIf you have read this far, please consider supporting our work.\n\nSign up for our morning newsletter to get the news in your inbox.\nComments (4)\nNewest\nbus_love\nGood to hear. I will not be late tomorrow.\nYou may also like",
    )
    return (
        "\n\n".join(
            [
                first,
                head,
                s.caption,
                *body,
                tail,
                "\n".join(f"{t}\n{b}" for t, b in s.others),
                _ko(
                    s,
                    "회사소개 | 이용약관 | 개인정보처리방침\n노래타임스 서울 중구 노래로 2 대표전화 02-000-0000",
                    "About | Terms of Use | Privacy Policy\nThe Norae Times, 2 Norae-ro, Jung-gu, Seoul",
                ),
            ]
        )
        + "\n"
    )


def newswire_terminal(s: Story) -> str:
    """Copy from a newswire terminal: slug lines, marks on the headline, wrapped wide, end mark."""
    title = _ko(s, "[2보] ", "(2nd LD) ") + s.title
    wrapped = "\n\n".join(textwrap.fill(t, 72, break_long_words=False, break_on_hyphens=False) for t in s.body)
    stamp = _ko(s, "2025/12/24 05:10 송고", "2025/12/24 05:10 KST")
    return f"{title}\n\n{wrapped}\n\n{s.mail}\n\n{_ko(s, '(끝)', '(END)')}\n{stamp}\n"


TEXT_DESIGNS: dict[str, Callable[[Story], str]] = {
    f.__name__: f for f in (desk_file, portal_copy, narrow_columns, magazine_copy, newswire_terminal)
}
