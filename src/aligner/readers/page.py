"""HTML page → document: which blocks are the story, and which role the markup gives each of them.

No rule knows a site. The story's container is the element with the most running text in its own paragraphs
(the idea of readability), checked against what trafilatura takes for the main content.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from aligner.korean.normalise import fold
from aligner.readers.markup import Block, Page, parse_page
from aligner.types import Role

__all__ = ["ReadPage", "read_page"]

_TERMINATED = re.compile(r"[.?!。…][\"'”’」』)\]]*\s*$")
_MIN_SENTENCE = 20
_MOST_BLOCKS = 2000
_MOST_CHARS = 4_000_000
"""Pages beyond these are judged without trafilatura, which takes minutes for them."""

_STRONG_TAGS: dict[str, Role] = {
    "nav": Role.FURNITURE,
    "footer": Role.FURNITURE,
    "aside": Role.FURNITURE,
    "form": Role.FURNITURE,
    "button": Role.FURNITURE,
    "fieldset": Role.FURNITURE,
    "menu": Role.FURNITURE,
    "dialog": Role.FURNITURE,
    "figcaption": Role.CAPTION,
    "figure": Role.CAPTION,
    "address": Role.BYLINE,
}
_ARIA_ROLES = frozenset("navigation complementary contentinfo search banner dialog menu menubar toolbar alert".split())
_FURNITURE_WORDS = frozenset(
    "nav navi navigation gnb lnb snb menu menus breadcrumb breadcrumbs location footer share shares sharing "
    "sharebar sns social related relation relate relnews recommend recommended recommendation recommendations "
    "popular ranking rank mostread mostviewed most hot trending trend comment comments reply replies ad ads adv "
    "advert advertisement advertising banner promo promotion newsletter subscribe subscription cookie cookies "
    "consent popup modal toolbar util utils utility skip skipnav sidebar aside widget tag tags keyword keywords "
    "topics copyright login signin search pagination pager pagenavi fontsize print tts translate reaction "
    "reactions sympathy emotion poll survey donation sponsor sponsored outbrain taboola dable readmore more "
    "morenews latest headlines editorpick picks similar next prev previous date dates time datetime published "
    "pubdate timestamp update updated tools btn btns button buttons topbar ticker breaking jebo report tip recirc "
    "recirculation teaser teasers rail feedback correction disclaimer legal app appdown follow channel".split()
)
# Names written in one: relatedposts, sharebox, commentlist.
_FURNITURE_START = re.compile(
    "related|recommend|share|sns|comment|advert|banner|newsletter|subscri|signup|popular|breadcrumb|copyright|footer|"
    "sidebar|ranking|mostread|mostview|sponsor|promo|cookie|paginat|paywall|donat|trending|hotnews|bestnews"
)
_OTHERS_WORDS = re.compile("comments?$|commentlist|reply|replies|related|recommend|outbrain|taboola|disqus")
_WRAPPERS = frozenset({"html", "body", "main", "article"})
_CAPTION_WORDS = frozenset(
    "caption captions figcaption cutline photo photos image images img imgs figure picture pictures pic thumb "
    "thumbnail gallery slide slider carousel video player credit".split()
)
_BYLINE_WORDS = frozenset(
    "byline author authors writer reporter journalist correspondent profile contributor reporters".split()
)
_SUBHEAD_WORDS = frozenset(
    "pullquote subtitle subtit subheading subhead subheadline deck dek standfirst summary midtitle kicker "
    "eyebrow".split()
)
_TITLE_WORDS = frozenset("title tit headline heading subject hed".split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class ReadPage:
    """The fields of a `Document` that a page gives."""

    text: str
    source_map: tuple[tuple[int, int], ...]
    hints: tuple[tuple[int, int, Role], ...]
    meta: dict[str, Any]


def read_page(html: str) -> ReadPage:
    """Read a page: its visible text, the way back into `html`, and what its markup says about each block.

    Notes
    -----
    A block inside the story without a hint is left to the rules of cleaning; so are all blocks of a page in which no
    running text was found.
    """
    page = parse_page(html)
    judged = _Judge(page, html)
    return ReadPage(page.text, page.source_map, judged.hints(), _meta(page))


def _meta(page: Page) -> dict[str, Any]:
    metas = page.metas
    found: dict[str, Any] = {}
    title = metas.get("og:title") or metas.get("twitter:title") or page.title
    if title:
        found["title"] = title
    when = (
        metas.get("article:published_time") or metas.get("datepublished") or metas.get("date") or metas.get("pubdate")
    )
    match = re.match(r"(\d{4})[-./]?(\d{2})[-./]?(\d{2})", when or "")
    if match:
        found["date"] = "-".join(match.groups())
    if metas.get("og:site_name"):
        found["site"] = metas["og:site_name"]
    return found


def _paragraphs(page: Page) -> list[Block]:
    """Return the blocks, lines parted by a single <br> (or line end of a <pre>) taken together."""
    joined: list[Block] = []
    homes: list[int] = []
    for block in page.blocks:
        home = block.node
        # An inline element with a name (a photo's text) is a place of its own.
        while page.nodes[home].tag in _INLINE and not page.nodes[home].words and page.nodes[home].parent >= 0:
            home = page.nodes[home].parent
        if joined and homes[-1] == home and page.text[joined[-1].end : block.start] == "\n":
            joined[-1] = Block(joined[-1].start, block.end, joined[-1].node, joined[-1].linked + block.linked)
        else:
            joined.append(Block(block.start, block.end, block.node, block.linked))
            homes.append(home)
    return joined


class _Judge:
    def __init__(self, page: Page, html: str) -> None:
        self.page = page
        self.blocks = _paragraphs(page)
        self.texts = [page.text[b.start : b.end] for b in self.blocks]
        self.sentence = [self._is_sentence(b, t) for b, t in zip(self.blocks, self.texts, strict=True)]
        self.weight = self._weights()
        self.roles = self._inherited_roles()
        self.html = html

    def _is_sentence(self, block: Block, text: str) -> bool:
        return (
            len(text) >= _MIN_SENTENCE
            and block.linked < 0.6 * len(text)
            and (bool(_TERMINATED.search(text)) or len(text) >= 120)
        )

    def _weights(self) -> list[int]:
        """Return, for each element, the characters of running text inside it."""
        weight = [0] * len(self.page.nodes)
        for block, text, good in zip(self.blocks, self.texts, self.sentence, strict=True):
            if good:
                weight[block.node] += len(text)
        # Children come after their parents, so one pass from the back sums whole subtrees.
        for number in range(len(weight) - 1, 0, -1):
            weight[self.page.nodes[number].parent] += weight[number]
        return weight

    def _inherited_roles(self) -> list[Role | None]:
        """Return the role that each element's tag, class words and surroundings give the text inside it."""
        roles: list[Role | None] = []
        total = max(1, self.weight[0])
        for number, node in enumerate(self.page.nodes):
            around = roles[node.parent] if node.parent >= 0 else None
            own = self._own_role(number)
            # An element around most of the page's running text is no furniture, whatever its class is called.
            # A list of comments may hold more text than the story; then its name is plain, and it is no page wrapper.
            most = 0.97 if node.tag not in _WRAPPERS and any(map(_OTHERS_WORDS.match, node.words)) else 0.4
            if own is not None and self.weight[number] > most * total:
                own = None
            roles.append(around if around in (Role.FURNITURE, Role.CAPTION) else own or around)
        return roles

    def _own_role(self, number: int) -> Role | None:
        node = self.page.nodes[number]
        if node.tag in _STRONG_TAGS:
            return _STRONG_TAGS[node.tag]
        if node.attributes.get("role", "").lower() in _ARIA_ROLES or node.attributes.get("aria-hidden") == "true":
            return Role.FURNITURE
        words = node.words
        if words & _CAPTION_WORDS and node.tag not in _HEADINGS:
            return Role.CAPTION
        if words & _SUBHEAD_WORDS or {"sub", "title"} <= words or {"sub", "tit"} <= words:
            return Role.SUBHEAD
        if words & _BYLINE_WORDS:
            return Role.BYLINE
        if words & _FURNITURE_WORDS or {"sign", "up"} <= words or any(map(_FURNITURE_START.match, words)):
            return Role.FURNITURE
        return None

    def hints(self) -> tuple[tuple[int, int, Role], ...]:
        """Return the role of every block whose role the page tells."""
        main = self._main_blocks()
        if not main:
            return ()
        first, last = min(main), max(main)
        headline = self._headline(first, last)
        hints: list[tuple[int, int, Role]] = []
        for i, block in enumerate(self.blocks):
            role = self._block_role(i, main, first, last)
            if i == headline:
                role = Role.HEADLINE
            if role is not None:
                hints.append((block.start, block.end, role))
        return tuple(hints)

    def _block_role(self, i: int, main: set[int], first: int, last: int) -> Role | None:
        block = self.blocks[i]
        inherited = self.roles[block.node]
        if i in main:
            return Role.BODY if self.sentence[i] else None
        if inherited is not None:
            return inherited
        heading = any(self.page.nodes[n].tag in _HEADINGS for n in self.page.ancestors(block.node, 3))
        if first < i < last:
            # Between the paragraphs: an inserted list or box, or a cross-heading.
            if block.linked >= 0.6 * (block.end - block.start):
                return Role.FURNITURE
            return Role.SUBHEAD if heading else None
        return Role.SUBHEAD if heading and i < first and i >= first - 4 else Role.FURNITURE

    def _main_blocks(self) -> set[int]:
        """Return the numbers of the blocks of running text, and of what stands between them in their container."""
        usable = [i for i, good in enumerate(self.sentence) if good and self.roles[self.blocks[i].node] is None]
        if not usable:
            return set()
        container = self._container(usable)
        inside = self._inside(container)
        own = {i for i in usable if self.blocks[i].node in inside}
        seen = self._seen_by_trafilatura()
        agreed = [i for i in own if i in seen]
        if seen and len(agreed) * 2 < len(own):
            chosen = {i for i in seen if i in set(usable)}
            own = chosen or own
        first, last = min(own), max(own)
        between = {i for i in range(first, last + 1) if i in seen and i in set(usable)}
        short = {
            i
            for i, block in enumerate(self.blocks)
            if first <= i <= last + 3 and block.node in inside and self.roles[block.node] is None
        }
        linked = {i for i in short if self.blocks[i].linked >= 0.6 * len(self.texts[i]) and not self.sentence[i]}
        return own | between | (short - linked)

    def _container(self, usable: list[int]) -> int:
        """Return the element whose own paragraphs hold the most running text."""
        nodes = self.page.nodes
        score: dict[int, float] = {}
        for i in usable:
            node = self.blocks[i].node
            while nodes[node].tag in _INLINE and nodes[node].parent >= 0:
                node = nodes[node].parent
            # Text that stands in the container itself, parted by <br>, counts for the container; a div or cell with
            # one paragraph and nothing else is a paragraph.
            parent = nodes[node].parent if nodes[node].tag in _PARAGRAPHS else node
            for _ in range(3 if parent == node else 0):
                if self.weight[parent] > len(self.texts[i]) or nodes[parent].parent < 0:
                    break
                parent = nodes[parent].parent
            share = float(len(self.texts[i]))
            for _ in range(3):
                if parent < 0:
                    break
                score[parent] = score.get(parent, 0.0) + share
                share /= 2
                parent = nodes[parent].parent
        return max(score, key=lambda n: (score[n], -n))

    def _inside(self, container: int) -> set[int]:
        """Return all elements within the container or a sibling that looks like it (a body cut in two by a box)."""
        nodes = self.page.nodes
        like = nodes[container]
        roots = {container}
        if like.tag in {"div", "section", "td"} and like.words:
            roots |= {
                n
                for n, node in enumerate(nodes)
                if node.parent == like.parent and node.tag == like.tag and node.words == like.words
            }
        inside: set[int] = set()
        for number, node in enumerate(nodes):
            if number in roots or node.parent in inside:
                inside.add(number)
        return inside

    def _seen_by_trafilatura(self) -> set[int]:
        """Return the blocks of running text that trafilatura keeps as main content."""
        if len(self.page.blocks) > _MOST_BLOCKS or len(self.html) > _MOST_CHARS:
            return set()
        import trafilatura

        kept = trafilatura.extract(self.html, include_comments=False, include_tables=True, favor_recall=True) or ""
        folded = {fold(line) for line in kept.splitlines()}
        whole = fold(kept)
        return {
            i
            for i, text in enumerate(self.texts)
            if self.sentence[i] and (fold(text) in folded or (len(text) >= 40 and fold(text) in whole))
        }

    def _headline(self, first: int, last: int) -> int | None:
        """Return the block that is the story's headline, if the markup tells."""
        titles = [
            fold(t)
            for t in (self.page.metas.get("og:title", ""), self.page.metas.get("twitter:title", ""), self.page.title)
            if t
        ]
        best: tuple[float, int] | None = None
        for i, text in enumerate(self.texts[: last + 1]):
            score = self._headline_score(i, text, titles)
            if score > 0 and i > first:
                score -= 1.5
            if score > 0 and (best is None or score > best[0]):
                best = (score, i)
        return best[1] if best else None

    def _headline_score(self, i: int, text: str, titles: list[str]) -> float:
        block, key = self.blocks[i], fold(text)
        if len(key) < 5:
            return 0.0
        chain = self.page.ancestors(block.node, 4)
        score = 0.0
        for number in chain:
            node = self.page.nodes[number]
            if node.tag in _HEADINGS:
                score += {"h1": 2.0, "h2": 1.2}.get(node.tag, 0.4)
                break
            if node.words & _TITLE_WORDS:
                score += 0.8
                break
        if block.linked >= 0.6 * len(text):
            score -= 2
        elif any(key == t or (len(key) >= 8 and (t.startswith(key) or key.startswith(t))) for t in titles if t):
            score += 3
        elif any(len(key) >= 10 and key in t for t in titles):
            score += 2
        if self.roles[block.node] in (Role.FURNITURE, Role.CAPTION, Role.BYLINE):
            score -= 2.5
        if self.sentence[i] and score < 2:
            return 0.0
        return score if score >= 0.8 else 0.0


_INLINE = frozenset(
    "a abbr b bdi big cite code em font i ins label mark q s small span strong sub sup time tt u".split()
)
_PARAGRAPHS = frozenset({"p", "li", "blockquote", "dd", "h1", "h2", "h3", "h4", "h5", "h6"})
