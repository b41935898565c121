"""What a page says of its story outside the visible text: title, date, site, and the article's text for machines.

Read are schema.org's JSON-LD (`articleBody`, `headline`, `datePublished`), the meta tags of Open Graph, Dublin Core and
the habits of publishers' systems, ``<time>`` and the page's address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from datetime import date as Date
from html import unescape
from typing import Any

from aligner.readers.markup import Page

__all__ = ["PageFacts", "day_of", "page_facts"]

_ARTICLE = re.compile(r"Article|BlogPosting|Report$")
_MOST_LINKED_DATA = 4_000_000
"""Characters of one JSON-LD script; no article's is longer."""
_MOST_NODES = 20_000
_MOST_FOR_LAYOUT = 2_000_000
_DATE_METAS = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "sailthru.date",
    "article.published",
    "publishdate",
    "publish_date",
    "publish-date",
    "published_time",
    "pubdate",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dc.date.created",
    "dcterms.date",
    "article_date_original",
    "date",
    "og:pubdate",
    "article:published",
    "og:published_time",
    "release_date",
    "citation_publication_date",
    "citation_date",
)
_WHEN = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s?[-./년]\s?(1[0-2]|0?[1-9])\s?[-./월]\s?(3[01]|[12]\d|0?[1-9])(?!\d)"
    r"(?:[일T\s]*(\d{1,2}):(\d\d)(?::\d\d(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?"
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])")
_MONTHS = {name: i for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_WORDED = (
    re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b"),
    re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\.?\s+([A-Za-z]{3,9})\.?,?\s+((?:19|20)\d\d)\b"),
)
_IN_ADDRESS = (
    re.compile(r"[/_-]((?:19|20)\d\d)[/_-](1[0-2]|0?[1-9])[/_-](3[01]|[12]\d|0?[1-9])(?=[/_.?-]|$)"),
    re.compile(r"[/=A-Za-z_-]((?:19|20)\d\d)(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?=\d{0,12}(?:[/_.?&-]|$))"),
    re.compile(r"/((?:19|20)\d\d)/([a-z]{3})/(3[01]|[12]\d|0?[1-9])(?=/)"),
)
_KOREA = timezone(timedelta(hours=9))


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the page says of its story; an empty string where it says nothing."""

    title: str = ""
    date: str = ""
    site: str = ""
    body: str = ""
    """``articleBody``, with its tags if it has any."""
    titles: tuple[str, ...] = ()
    """Every wording of the title."""


def page_facts(page: Page, html: str) -> PageFacts:
    """Return what a page says of its story.

    Parameters
    ----------
    page
        The page as `parse_page` read it.
    html
        Its source.
    """
    metas = page.metas
    articles = list(_articles(page, html))
    titles = [_text(a.get("headline")) for a in articles]
    titles += [metas.get("og:title", ""), metas.get("twitter:title", ""), page.title]
    titles = [title for title in titles if title]
    bodies = [_text(a.get("articleBody")) for a in articles]
    live = any("LiveBlog" in str(a.get("@type")) for a in articles)
    korean = bool(re.search("[가-힣]", " ".join(titles)))
    return PageFacts(
        title=metas.get("og:title") or (titles[0] if titles else ""),
        date=_date(page, articles, korean) or _date_by_layout(html),
        site=metas.get("og:site_name", ""),
        # The entries of a live page are articles of their own.
        body="\n".join(filter(None, bodies)) if live else max(bodies, key=len, default=""),
        titles=tuple(dict.fromkeys(titles)),
    )


def _date(page: Page, articles: list[dict[str, Any]], korean: bool) -> str:
    zone = _KOREA if korean else None
    said = [_text(a.get(key)) for key in ("datePublished", "dateCreated") for a in articles]
    said += [page.metas[key] for key in _DATE_METAS if key in page.metas]
    said += page.times[:1] if not said else []
    for value in said:
        if found := day_of(value, zone):
            return found.isoformat()
    for address in (page.address, page.metas.get("og:url", "")):
        if found := _day_in_address(address):
            return found.isoformat()
    for value in page.times:
        if found := day_of(value, zone):
            return found.isoformat()
    return ""


def _date_by_layout(html: str) -> str:
    """Return the date that htmldate (which trafilatura brings) finds in the page's layout, or an empty string.

    A guess from a year or month alone comes out as its first day, which is not believed.
    """
    if len(html) > _MOST_FOR_LAYOUT:
        return ""
    import htmldate

    found = htmldate.find_date(html, original_date=True, extensive_search=False, outputformat="%Y-%m-%d") or ""
    return "" if found.endswith("-01-01") else found


def day_of(value: str, zone: timezone | None = None) -> Date | None:
    """Return the day that a page's date names, or None.

    Parameters
    ----------
    value
        ISO 8601 in any of its shapes, RFC 2822, a date in words, or seconds since 1970.
    zone
        The zone whose day is meant when the time is given in UTC; by default the day as written.
    """
    value = value.strip()[:80]
    if re.fullmatch(r"1\d{9}(?:\d{3})?", value):
        return datetime.fromtimestamp(int(value[:10]), zone or UTC).date()
    match = _WHEN.search(value)
    if match is not None:
        year, month, day, hour, minute, offset = match.groups()
        found = _day(year, month, day)
        if found and zone and hour and offset and re.fullmatch(r"Z|[+-]00:?00", offset):
            moment = datetime(found.year, found.month, found.day, int(hour) % 24, int(minute) % 60, tzinfo=UTC)
            return moment.astimezone(zone).date()
        return found
    if match := _COMPACT.match(value):
        return _day(*match.groups())
    for pattern, order in zip(_WORDED, ((2, 0, 1), (2, 1, 0)), strict=True):
        if match := pattern.search(value):
            year, month, day = (match.groups()[i] for i in order)
            if month[:3].lower() in _MONTHS:
                return _day(year, str(_MONTHS[month[:3].lower()]), day)
    return None


def _day_in_address(address: str) -> Date | None:
    for pattern in _IN_ADDRESS:
        if match := pattern.search(address):
            year, month, day = match.groups()
            found = _day(year, str(_MONTHS.get(month, month)), day)
            if found:
                return found
    return None


def _day(year: str, month: str, day: str) -> Date | None:
    try:
        return Date(int(year), int(month), int(day))
    except ValueError:
        return None


def _articles(page: Page, html: str) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD objects that are articles."""
    for kind, start, end in page.scripts:
        if "ld+json" not in kind or end - start > _MOST_LINKED_DATA:
            continue
        yield from _walk(_parsed(html[start:end]))


def _parsed(text: str) -> Any:
    text = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*$", "", text.strip()).strip(
        " ;\n"
    )
    try:
        return json.loads(text, strict=False)
    except RecursionError:
        return None
    except ValueError:
        # A stray comma or quotation mark somewhere: the fields that matter can still be read one by one.
        found: dict[str, Any] = {}
        for key in ("@type", "headline", "datePublished", "articleBody"):
            if match := re.search(rf'"{key}"\s*:\s*("(?:[^"\\]|\\.)*")', text):
                try:
                    found[key] = json.loads(match[1], strict=False)
                except ValueError:
                    continue
        return found


def _walk(value: Any) -> Iterator[dict[str, Any]]:
    todo, seen = [value], 0
    while todo and seen < _MOST_NODES:
        item = todo.pop(0)
        seen += 1
        if isinstance(item, list):
            todo = [*item, *todo] if len(item) < 1000 else todo
        elif isinstance(item, dict):
            kinds = item.get("@type")
            if any(isinstance(k, str) and _ARTICLE.search(k) for k in (kinds if isinstance(kinds, list) else [kinds])):
                yield item
            todo += [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "liveBlogUpdate") if key in item]


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(item for item in value if isinstance(item, str))
    return unescape(value).strip() if isinstance(value, str) else ""
