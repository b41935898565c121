"""HTML → the visible text of the page, a line per block, with the way back to every character of the source.

A small tokenizer of our own, because no parser at hand tells where in the file a character of text stands. It is
linear in the length of the page, never recurses and never fails: markup that makes no sense is skipped as browsers do.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape

__all__ = ["Block", "Node", "Page", "parse_page"]

_TAG_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?""")
_TAG_MARK = re.compile("[\"'>]")
_PIECE = re.compile(r"[ \t\n\r\f]+|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?|&|[^ \t\n\r\f&]+")
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|clip\s*:\s*rect\(\s*0(?:px)?[\s,]+0(?:px)?[\s,]+0", re.IGNORECASE
)
_FOR_THE_BLIND = (frozenset({"sr", "only"}), frozenset({"visually", "hidden"}), frozenset({"screen", "reader"}))

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())
_SKIPPED = frozenset("head template noscript svg math object audio video canvas select datalist script style".split())
_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p "
    "pre section summary table tbody td tfoot th thead tr ul".split()
)
# Opening one of these closes an open one of the same group (up to the listed boundary).
_IMPLIED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
}
_MOST_STEPS = 64
"""Elements climbed to find what holds two pieces of a line; deeper nests are no page's."""
_NAMING = ("class", "id", "data-testid", "data-component", "data-module", "data-type", "aria-label")
_MOST_PARTS = 5
_NO_WORDS: frozenset[str] = frozenset()
_P_BOUNDARY = frozenset({"button", "td", "th", "table", "body", "html"})


@dataclass(slots=True)
class Node:
    """An element: its tag, its parent's number and the words of its class and id, in lower case."""

    tag: str
    parent: int
    words: frozenset[str]
    attributes: dict[str, str]
    hidden: bool


@dataclass(slots=True)
class Block:
    """A line of the page's text: ``[start, end)`` of `Page.text`, its element, and how many characters are link."""

    start: int
    end: int
    node: int
    linked: int = 0


@dataclass(slots=True)
class Page:
    """The visible text of a page, its blocks and elements, and what its head says."""

    text: str
    source_map: tuple[tuple[int, int], ...]
    blocks: list[Block]
    nodes: list[Node]
    title: str = ""
    metas: dict[str, str] = field(default_factory=dict)
    times: list[str] = field(default_factory=list)
    """What ``<time datetime>`` and the like say, in page order; an element marked as the date of publication first."""
    scripts: list[tuple[str, int, int]] = field(default_factory=list)
    """``(type, start, end)`` of every script's text in the source."""
    address: str = ""
    """The page's own address, if it names one."""

    def ancestors(self, node: int, most: int) -> list[int]:
        """Return `node` and the elements around it, innermost first, at most `most` of them."""
        chain: list[int] = []
        while node >= 0 and len(chain) < most:
            chain.append(node)
            node = self.nodes[node].parent
        return chain


class _Builder:
    """Collects text, folding white space as browsers do, and remembers where each run of it came from."""

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self.parts: list[str] = []
        self.length = 0
        self.map: list[tuple[int, int]] = []
        self.blocks: list[Block] = []
        self._next_source = 0
        self._jump = True
        self._space_at: int | None = None
        self._block: Block | None = None
        self._gap = ""

    def add(self, piece: str, source: int, node: int, linked: bool) -> None:
        if self._block is None:
            if self.blocks:
                # The line end stands for the markup right after the block before, so that offsets never go back.
                self._put(self._gap or "\n", self._next_source)
            self._block = Block(self.length, self.length, node)
            self._gap = ""
        elif self._space_at is not None:
            self._put(" ", self._space_at)
        self._space_at = None
        self._put(piece, source)
        self._block.end = self.length
        if node != self._block.node:
            self._block.node = self._around(self._block.node, node)
        if linked:
            self._block.linked += len(piece)

    def _around(self, one: int, other: int) -> int:
        """Return the innermost element around both: a line is a link's or a photo's only as a whole."""
        for _ in range(_MOST_STEPS):
            if one == other:
                return one
            # Children come after their parents.
            if one > other:
                one = self.nodes[one].parent
            else:
                other = self.nodes[other].parent
        return min(one, other)

    def space(self, source: int) -> None:
        if self._block is not None and self._space_at is None:
            self._space_at = source

    def newline(self, gap: str) -> None:
        if self._block is not None:
            self.blocks.append(self._block)
            self._block = None
        self._space_at = None
        if len(gap) > len(self._gap):
            self._gap = gap

    def line_break(self) -> None:
        """End a line; a second break in a row leaves a blank line."""
        self.newline("\n\n" if self._block is None and self._gap else "\n")

    def resume(self, source: int) -> None:
        """Note where the source goes on after a piece whose length there was another one (a character reference)."""
        self._next_source = source
        self._jump = True

    def _put(self, piece: str, source: int) -> None:
        if self._jump or source != self._next_source:
            self.map.append((self.length, source))
            self._jump = False
        self.parts.append(piece)
        self.length += len(piece)
        self._next_source = source + len(piece)


def parse_page(html: str, *, everything: bool = False) -> Page:
    """Read a page as a browser shows it, or with `everything`: what it hides and what it shows without scripts too.

    Notes
    -----
    Left out: comments, scripts, styles, the head, form choices, and elements hidden by the ``hidden`` attribute or an
    inline ``display: none``. A ``<br>`` ends a line; other block elements also leave a blank line.
    """
    return _Reader(html, everything).read()


def _is_hidden(name: str, attributes: dict[str, str]) -> bool:
    return (
        "hidden" in attributes
        or (name == "dialog" and "open" not in attributes)
        or bool(_HIDDEN_STYLE.search(attributes.get("style", "")))
    )


class _Reader:
    def __init__(self, html: str, everything: bool) -> None:
        self.html = html
        self.everything = everything
        self.skipped = _SKIPPED - {"noscript"} if everything else _SKIPPED
        self.nodes: list[Node] = [Node("#root", -1, frozenset(), {}, False)]
        self.stack: list[int] = [0]
        self.open: Counter[str] = Counter()
        self.builder = _Builder(self.nodes)
        self.links = 0
        self.pre = 0
        self.page_title = ""
        self.metas: dict[str, str] = {}
        self.times: list[str] = []
        self.scripts: list[tuple[str, int, int]] = []
        self.address = ""
        self.unclosed: set[str] = set()

    def read(self) -> Page:
        html, at = self.html, 0
        while at < len(html):
            lt = html.find("<", at)
            if lt < 0:
                lt = len(html)
            if lt > at:
                self._text(at, lt)
            at = self._markup(lt) if lt < len(html) else lt
        self.builder.newline("\n")
        built = self.builder
        return Page(
            "".join(built.parts),
            tuple(built.map),
            built.blocks,
            self.nodes,
            self.page_title,
            self.metas,
            self.times,
            self.scripts,
            self.address or self.metas.get("og:url", ""),
        )

    def _markup(self, lt: int) -> int:
        """Handle the markup at `lt`; return the offset after it."""
        html = self.html
        if html.startswith("<!--", lt):
            return self._after("-->", lt + 4)
        if html.startswith(("<!", "<?"), lt):
            return self._after(">", lt + 2)
        name_match = _TAG_NAME.match(html, lt)
        if name_match is None:
            self._text(lt, lt + 1)
            return lt + 1
        name = name_match[1].lower()
        gt = self._tag_end(name_match.end())
        if html[lt + 1] == "/":
            self._close(name)
            return gt
        attributes = self._attributes(html[name_match.end() : gt])
        self._open(name, attributes)
        if name in _RAW:
            end = self._raw(name, gt)
            if name == "script":
                self.scripts.append((attributes.get("type", "").lower(), gt, end))
            return end
        return gt

    def _after(self, mark: str, at: int) -> int:
        if mark in self.unclosed:
            return len(self.html)
        found = self.html.find(mark, at)
        if found < 0:
            self.unclosed.add(mark)
            return len(self.html)
        return found + len(mark)

    def _tag_end(self, at: int) -> int:
        """Return the offset after the tag's ``>``, which may stand inside quoted values."""
        html = self.html
        while True:
            match = _TAG_MARK.search(html, at)
            if match is None:
                return len(html)
            mark, at = match.group(), match.end()
            if mark == ">":
                return at
            if mark not in self.unclosed and html[max(0, at - 9) : at - 1].rstrip().endswith("="):
                close = html.find(mark, at)
                if close < 0:
                    self.unclosed.add(mark)
                else:
                    at = close + 1

    @staticmethod
    def _attributes(inside: str) -> dict[str, str]:
        found: dict[str, str] = {}
        # Values such as data: images can be megabytes long; none that matters here is.
        if len(inside) > 20_000:
            inside = inside[:20_000]
        for match in _ATTRIBUTE.finditer(inside):
            value = match[2] or ""
            if value[:1] in "\"'" and len(value) > 1:
                value = value[1:-1]
            found.setdefault(match[1].lower(), unescape(value))
        return found

    def _raw(self, name: str, at: int) -> int:
        close = (
            re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self.html, at)
            if name not in self.unclosed
            else None
        )
        if close is None:
            self.unclosed.add(name)
            end = len(self.html)
        else:
            end = close.start()
        if name == "title" and not self.page_title and not self.open["svg"]:
            self.page_title = " ".join(unescape(self.html[at:end]).split())
        return end

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        if name == "meta":
            key = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
            if key and attributes.get("content"):
                self.metas.setdefault(key, attributes["content"].strip())
            return
        if name == "link" and attributes.get("rel", "").lower() == "canonical":
            self.address = self.address or attributes.get("href", "")
        elif attributes.get("itemprop", "").lower() == "datepublished":
            self.times.insert(0, attributes.get("datetime") or attributes.get("content") or "")
        elif name == "time" and attributes.get("datetime"):
            self.times.append(attributes["datetime"])
        if name == "br":
            self.builder.line_break()
            return
        if name in _BLOCKS:
            self._close_implied(name)
            self.builder.newline("\n\n")
        if name in _VOID:
            return
        parent = self.stack[-1]
        hidden = (
            self.nodes[parent].hidden or name in self.skipped or (not self.everything and _is_hidden(name, attributes))
        )
        names = " ".join(attributes[key] for key in _NAMING if key in attributes)
        words = frozenset(_class_words(names)) if names else _NO_WORDS
        if name == "span" and any(said <= words for said in _FOR_THE_BLIND):
            hidden = True
        self.nodes.append(Node(name, parent, words, attributes, hidden))
        self.stack.append(len(self.nodes) - 1)
        self.open[name] += 1
        self.links += name == "a"
        self.pre += name == "pre"

    def _close_implied(self, name: str) -> None:
        if name in _IMPLIED:
            group, boundary = _IMPLIED[name]
            self._close_nearest(group, boundary)
        elif self.open["p"] and name not in {"html", "body"}:
            self._close_nearest(frozenset({"p"}), _P_BOUNDARY)

    def _close_nearest(self, group: frozenset[str], boundary: frozenset[str]) -> None:
        if not any(self.open[tag] for tag in group):
            return
        # Only a little way up: deep nests of unclosed inline elements must not make this quadratic.
        for number in reversed(self.stack[-12:]):
            tag = self.nodes[number].tag
            if tag in boundary:
                return
            if tag in group:
                self._close(tag)
                return

    def _close(self, name: str) -> None:
        if name == "p" and not self.open["p"]:
            self.builder.newline("\n\n")
            return
        if not self.open[name]:
            return
        while len(self.stack) > 1:
            tag = self.nodes[self.stack.pop()].tag
            self.open[tag] -= 1
            self.links -= tag == "a"
            self.pre -= tag == "pre"
            if tag in _BLOCKS:
                self.builder.newline("\n\n")
            if tag == name:
                return

    def _text(self, start: int, end: int) -> None:
        node = self.stack[-1]
        if self.nodes[node].hidden or self.nodes[node].tag in _RAW:
            return
        builder, linked = self.builder, self.links > 0
        for match in _PIECE.finditer(self.html, start, end):
            piece, at = match.group(), match.start()
            if piece[0] in " \t\n\r\f":
                if self.pre and "\n" in piece:
                    builder.newline("\n\n" if piece.count("\n") > 1 else "\n")
                else:
                    builder.space(at)
            elif piece[0] == "&" and len(piece) > 1:
                self._reference(piece, at, node, linked)
            else:
                builder.add(piece, at, node, linked)

    def _reference(self, piece: str, at: int, node: int, linked: bool) -> None:
        text = unescape(piece)
        if text == piece:
            self.builder.add(piece, at, node, linked)
        elif text.isspace() and text != "\xa0":
            self.builder.space(at)
        elif text:
            self.builder.add(text, at, node, linked)
            self.builder.resume(at + len(piece))


_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[가-힣]+")


def _class_words(names: str) -> list[str]:
    words: list[str] = []
    for name in names[:2000].split()[:60]:
        # `print:px-4` says how an element is printed, not what it is; a name of many parts is the title of something.
        name = name.rpartition(":")[2]
        if name.count("-") <= _MOST_PARTS:
            words += [word.lower() for word in _WORD.findall(name[:200])]
    return words
