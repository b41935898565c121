"""HTML page → document: which blocks are the story, and which role the markup gives each of them.

No rule knows a site. The story's container is the element with the most running text in its own paragraphs
(the idea of readability), checked against what trafilatura takes for the main content.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from aligner.korean.normalise import fold
from aligner.readers.embedded import embedded_story
from aligner.readers.markup import Block, Page, parse_page
from aligner.readers.metadata import PageFacts, page_facts
from aligner.readers.names import HEADINGS, TITLE_WORDS, is_others, role_of_names, role_of_tag
from aligner.types import Role

__all__ = ["ReadPage", "read_page"]

_TERMINATED = re.compile(r"[.?!。…][\"'”’」』)\]]*\s*$")
_MUCH_MORE = 1.4
_HIDDEN_PART = 0.3
_NOSCRIPT = re.compile(r"<noscript\b", re.I)
_MIN_SENTENCE = 20
_MIN_PARAGRAPH = 80
_MOST_BLOCKS = 2000
_SHORT_STORY = 400
"""A page with less running text than this is looked through for a story in its scripts."""
_MOST_CHARS = 4_000_000
"""Pages beyond these are judged without trafilatura, which takes minutes for them."""


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
    running text was found. Of a page whose story lies in a script, the text is the page's title and that story.
    """
    page = parse_page(html)
    facts = page_facts(page, html)
    judged = _Judge(page, html, facts)
    hints = judged.hints()
    meta = {key: value for key, value in (("title", facts.title), ("date", facts.date), ("site", facts.site)) if value}
    meta |= {"date_from": "page"} if facts.date else {}
    kept = sum(end - start for start, end, role in hints if role is Role.BODY)
    if judged.is_missing_text() or (kept < _SHORT_STORY and _NOSCRIPT.search(html)):
        whole = parse_page(html, everything=True)
        found = _Judge(whole, html, facts).hints()
        size = sum(end - start for start, end, role in found if role is Role.BODY)
        if size > _MUCH_MORE * kept and size >= _MIN_PARAGRAPH:
            page, hints, kept = whole, found, size
    if kept < _SHORT_STORY and (hidden := embedded_story(page, html)) is not None:
        story = parse_page(hidden.html)
        inner = _Judge(story, hidden.html, facts)
        inner_hints = inner.hints()
        if sum(end - start for start, end, role in inner_hints if role is Role.BODY) > 2 * kept:
            return _from_script(story, hidden.through(story.source_map), inner_hints, html, meta)
    return ReadPage(page.text, page.source_map, hints, meta)


def _from_script(
    story: Page,
    places: tuple[tuple[int, int], ...],
    hints: tuple[tuple[int, int, Role], ...],
    html: str,
    meta: dict[str, Any],
) -> ReadPage:
    title = meta.get("title", "")
    at = html.find(title) if title else -1
    if at < 0:
        return ReadPage(story.text, places, hints, meta)
    shift = len(title) + 2
    return ReadPage(
        f"{title}\n\n{story.text}",
        ((0, at), *((start + shift, source) for start, source in places)),
        ((0, len(title), Role.HEADLINE), *((start + shift, end + shift, role) for start, end, role in hints)),
        meta,
    )


def _plain(body: str) -> str:
    """Return the lines of an ``articleBody``, which is text or HTML."""
    return parse_page(body).text if "<" in body else body


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
    def __init__(self, page: Page, html: str, facts: PageFacts) -> None:
        self.page = page
        self.html = html
        self.facts = facts
        self.blocks = _paragraphs(page)
        self.texts = [page.text[b.start : b.end] for b in self.blocks]
        self.keys = [fold(text) for text in self.texts]
        self.sentence = [self._is_sentence(b, t) for b, t in zip(self.blocks, self.texts, strict=True)]
        self.declared = self._matching(_plain(facts.body))
        unlinked = {i for i, b in enumerate(self.blocks) if b.linked < 0.6 * (b.end - b.start)}
        self.extracted = self._extracted()
        self.article = self.declared | (self._matching(self.extracted) & unlinked)
        self.weight = self._weights(self.sentence)
        self.found = self._weights([i in self.article for i in range(len(self.blocks))])
        self.empty = self._empty_words()
        self.named: set[int] = set()
        self.roles = self._inherited_roles()

    def _is_sentence(self, block: Block, text: str) -> bool:
        return (
            len(text) >= _MIN_SENTENCE
            and block.linked < 0.6 * len(text)
            and (bool(_TERMINATED.search(text)) or len(text) >= 120)
        )

    def _matching(self, text: str) -> set[int]:
        """Return the blocks whose text is a line of `text`, or long and part of it."""
        whole = fold(text)
        lines = {fold(line) for line in text.splitlines()}
        lines.discard("")
        found = {i for i, key in enumerate(self.keys) if len(key) >= 25 and key in whole}
        if not found:
            return {i for i, key in enumerate(self.keys) if key in lines}
        first, last = min(found), max(found)
        return found | {i for i in range(first, last + 2) if i < len(self.keys) and self.keys[i] in lines}

    def is_missing_text(self) -> bool:
        """Tell whether a good part of what trafilatura takes for the article is not shown by the page."""
        shown = fold(self.page.text)
        lines = [key for key in map(fold, self.extracted.splitlines()) if len(key) >= _LEAST_BODY]
        hidden = sum(len(key) for key in lines if key not in shown)
        return hidden > _MIN_PARAGRAPH and hidden > _HIDDEN_PART * sum(map(len, lines))

    def _extracted(self) -> str:
        """Return what trafilatura takes for the article's text."""
        if len(self.page.blocks) > _MOST_BLOCKS or len(self.html) > _MOST_CHARS:
            return ""
        import trafilatura

        return trafilatura.extract(self.html, include_comments=False, include_tables=True) or ""

    def _weights(self, counted: list[bool]) -> list[int]:
        """Return, for each element, the characters of counted blocks inside it."""
        weight = [0] * len(self.page.nodes)
        for block, text, good in zip(self.blocks, self.texts, counted, strict=True):
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
            others = is_others(node)
            if own is not None and self.weight[number] > (0.97 if others else 0.4) * total:
                own = None
            if own is not None and not others and self._is_story(number):
                own = None
            # A name alone makes no furniture of what is mostly the article's own sentences.
            if (
                number in self.named
                and not others
                and self.found[number] >= max(_MIN_PARAGRAPH, 0.4 * self.weight[number])
            ):
                own = None
            if others:
                self.named.discard(number)
            strong = around in (Role.FURNITURE, Role.CAPTION)
            roles.append(around if strong else own or around)
            if strong and node.parent in self.named:
                self.named.add(number)
            elif strong:
                self.named.discard(number)
        return roles

    def _block_inherited(self, i: int) -> Role | None:
        """Return the role that a block's surroundings give it; a name alone outweighs no sentence of the article."""
        node = self.blocks[i].node
        if i in self.declared and self.sentence[i]:
            return None
        if i in self.article and self.sentence[i] and node in self.named and len(self.texts[i]) >= _MIN_PARAGRAPH:
            return None
        return self.roles[node]

    def _is_story(self, number: int) -> bool:
        """Tell whether an element holds a good part of what the article extractor found."""
        return self.found[number] > max(_GOOD_PART * self.found[0], _GOOD_SIZE)

    def _empty_words(self) -> frozenset[str]:
        """Return the tags and class words that mean nothing on this page: much of the story lies in elements so named.

        Each slide of a gallery or paragraph behind a paywall is small; together they are the story.
        """
        size: Counter[str] = Counter()
        for i in self.article:
            names: set[str] = set()
            for number in self.page.ancestors(self.blocks[i].node, _MOST_AROUND):
                if self._is_story(number):
                    break
                names |= {self.page.nodes[number].tag, *self.page.nodes[number].words}
            for name in names:
                size[name] += len(self.texts[i])
        return frozenset(name for name, held in size.items() if held > max(_MUCH * self.found[0], _GOOD_SIZE))

    def _own_role(self, number: int) -> Role | None:
        """Return the role that an element's tag or names give; furniture by name alone is noted in ``named``."""
        node = self.page.nodes[number]
        if role := role_of_tag(node, self.empty):
            return role
        role = role_of_names(node, self.empty)
        if role is Role.FURNITURE:
            self.named.add(number)
        return role

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
        inherited = self._block_inherited(i)
        heading = any(self.page.nodes[n].tag in HEADINGS for n in self.page.ancestors(block.node, 3))
        if i in main:
            if self.sentence[i] or (i in self.article and len(self.keys[i]) >= _LEAST_BODY and not heading):
                return Role.BODY
            return None
        if inherited is not None:
            return inherited
        if first < i < last:
            # Between the paragraphs: an inserted list or box, or a cross-heading.
            if block.linked >= 0.6 * (block.end - block.start):
                return Role.FURNITURE
            return Role.SUBHEAD if heading else None
        return Role.SUBHEAD if heading and i < first and i >= first - 4 else Role.FURNITURE

    def _main_blocks(self) -> set[int]:
        """Return the numbers of the blocks of running text, and of what stands between them in their container."""
        usable = [i for i, good in enumerate(self.sentence) if good and self._block_inherited(i) is None]
        found = {i for i in self.article if self._block_inherited(i) is None}
        if not usable and not found:
            return set()
        own: set[int] = set()
        inside: set[int] = set()
        if usable:
            inside = self._inside(self._container(usable))
            own = {i for i in usable if self.blocks[i].node in inside}
        if found and len(own & found) * 2 < len(own):
            own, inside = set(), set()
        main = own | {i for i in found if not own or self._belongs(i, own, own & found)}
        first, last = min(main), max(main)
        short = {
            i
            for i, block in enumerate(self.blocks)
            if first <= i <= last + 3 and block.node in inside and self.roles[block.node] is None
        }
        linked = {i for i in short if self.blocks[i].linked >= 0.6 * len(self.texts[i]) and not self.sentence[i]}
        return main | (short - linked)

    def _belongs(self, i: int, own: set[int], core: set[int]) -> bool:
        """Tell whether a block that the extractor took stands with the story's container, though outside of it."""
        if min(own) <= i <= max(own) or i in self.declared:
            return True
        share = sum(len(self.texts[n]) for n in core) / max(1, self.found[0])
        above = self.blocks[i - 1] if i else None
        size = above.end - above.start if above is not None else 0
        titled = above is not None and size >= _MIN_SENTENCE and above.linked >= 0.6 * size
        blurb = titled and i - 1 not in self.article and self._block_inherited(i - 1) is None
        # Where the container is nearly all of the story, what stands behind it is not.
        return share < 0.3 or (not blurb and (share < _MOST_OF_STORY or i < min(own)))

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

    def _headline(self, first: int, last: int) -> int | None:
        """Return the block that is the story's headline, if the markup tells."""
        titles = [fold(title) for title in self.facts.titles]
        best: tuple[float, int] | None = None
        for i, text in enumerate(self.texts[: last + 1]):
            score = self._headline_score(i, text, titles)
            if score > 0 and i > first:
                score -= 1.5
            if score > 0 and (best is None or score > best[0]):
                best = (score, i)
        return best[1] if best else None

    def _headline_score(self, i: int, text: str, titles: list[str]) -> float:
        block, key = self.blocks[i], self.keys[i]
        if len(key) < 5:
            return 0.0
        chain = self.page.ancestors(block.node, 4)
        score = 0.0
        for number in chain:
            node = self.page.nodes[number]
            if node.tag in HEADINGS:
                score += {"h1": 2.0, "h2": 1.2}.get(node.tag, 0.4)
                break
            if node.words & TITLE_WORDS:
                score += 0.8
                break
        # Titles of pages go on with the section's and the site's name.
        whole = any(key == t or (t.startswith(key) and len(key) >= max(8, 0.6 * len(t))) for t in titles)
        if block.linked >= 0.6 * len(text):
            score -= 2
        elif whole:
            score += 3
        elif any(len(key) >= 8 and (t.startswith(key) or key.startswith(t)) for t in titles):
            score += 2.5
        elif any(len(key) >= 10 and key in t for t in titles):
            score += 2
        if self.roles[block.node] in (Role.FURNITURE, Role.CAPTION, Role.BYLINE):
            score -= 0.5 if whole and block.node in self.named else 2.5
        if self.sentence[i] and score < 2:
            return 0.0
        return score if score >= 0.8 else 0.0


_GOOD_PART = 0.1
"""Share of the article's text that no piece of furniture holds."""
_GOOD_SIZE = 400
"""Characters below which a share says little."""
_MUCH = 0.2
"""Share of the article's text that no kind of furniture holds together."""
_MOST_AROUND = 40
_LEAST_BODY = 25
_MOST_OF_STORY = 0.75
_INLINE = frozenset(
    "a abbr b bdi big cite code em font i ins label mark q s small span strong sub sup time tt u".split()
)
_PARAGRAPHS = frozenset({"p", "li", "blockquote", "dd", "h1", "h2", "h3", "h4", "h5", "h6"})
