"""The story of a page whose text lies in a script: Next.js and other state that a browser builds the page from.

Scripts are not run. Their string literals are read as JSON reads them; the story is the one string that holds HTML
paragraphs, the row of strings that each hold one, or what JSON-LD declares as the article's body. A string within a
string (what a server streams to the browser) is read once more.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from aligner.korean.normalise import hangul_count
from aligner.readers.markup import Page

__all__ = ["Embedded", "embedded_story"]

_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"', re.S)
_BODY = re.compile(r'"articleBody"\s*:\s*"((?:[^"\\]|\\.)*)"', re.S)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.S)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_MARKUP = re.compile(r"<(?:p|br|div|h[1-6])\b[^<>]*>", re.I)
_RUNNING = re.compile(r"[.?!…다][\"'”’」)\]]*(?:\s|<|$)")
_LEAST = 300
"""Characters of running text (Hangul counted twice) that make a story worth taking out of a script."""
_LEAST_PARAGRAPH = 40
_MOST = 8_000_000
"""Characters of scripts looked through."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A story found in a script: HTML, and where its characters stand in the page's source.

    ``places`` are ascending ``(offset, source_offset)`` pairs, to be read as `Document.source_map`.
    """

    html: str
    places: tuple[tuple[int, int], ...]

    def source(self, offset: int) -> int:
        """Return where the character at `offset` of ``html`` stands in the source."""
        at = bisect_right(self.places, (offset, 1 << 62)) - 1
        start, source = self.places[max(at, 0)]
        return source + offset - start

    def through(self, pairs: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        """Return a map into ``html`` as a map into the source; it breaks where either of the two does."""
        if not pairs:
            return self.places
        found: list[tuple[int, int]] = []
        ends = [*(offset for offset, _ in pairs[1:]), 1 << 62]
        for (text_at, html_at), end in zip(pairs, ends, strict=True):
            found.append((text_at, self.source(html_at)))
            first = bisect_right(self.places, (html_at, 1 << 62))
            for place, source in self.places[first:]:
                if text_at + place - html_at >= end:
                    break
                found.append((text_at + place - html_at, source))
        return tuple(found)


def embedded_story(page: Page, html: str) -> Embedded | None:
    """Return the story in a page's scripts, or None if none holds one."""
    best: tuple[int, Embedded] | None = None
    budget = _MOST
    for kind, start, end in page.scripts:
        if "css" in kind:
            continue
        budget -= end - start
        if budget < 0:
            break
        text = html[start:end]
        if "ld+json" in kind:
            found: tuple[int, Embedded] | None = _declared(text, start)
        elif "template" in kind or "html" in kind:
            found = (_running(text), Embedded(text, ((0, start),)))
            found = found if found and found[0] >= _LEAST else None
        else:
            found = _in_script(text, ((0, start),))
        if found is not None and (best is None or found[0] > best[0]):
            best = found
    return best[1] if best else None


def _declared(text: str, start: int) -> tuple[int, Embedded] | None:
    """Return the longest ``articleBody`` of a JSON-LD script, text or HTML, with its characters of running text."""
    best: tuple[int, Embedded] | None = None
    for match in _BODY.finditer(text):
        body = _decoded(match, Embedded(text, ((0, start),)))
        size = _running(body.html)
        if size >= _LEAST and (best is None or size > best[0]):
            best = (size, body if _MARKUP.search(body.html) else _wrapped([body], "<pre>", "</pre>"))
    return best


def _in_script(text: str, places: tuple[tuple[int, int], ...], depth: int = 0) -> tuple[int, Embedded] | None:
    """Return the story in a script's strings with the characters of running text it holds."""
    outer = Embedded(text, places)
    best: tuple[int, Embedded] | None = None
    row: list[Embedded] = []
    for match in _literals(text):
        literal = _decoded(match, outer)
        found: tuple[int, Embedded] | None = None
        if _MARKUP.search(literal.html):
            # What a server streams in pieces is HTML now and JSON with HTML in it then.
            inner = _in_script(literal.html, literal.places, depth + 1) if depth < 2 and '"' in literal.html else None
            found = inner or (_running(literal.html), literal)
        elif depth < 2 and literal.html.count('"') >= 4:
            found = _in_script(literal.html, literal.places, depth + 1)
        elif _running(literal.html) >= _LEAST_PARAGRAPH:
            row.append(literal)
        if found is not None and found[0] >= _LEAST and (best is None or found[0] > best[0]):
            best = found
    size = sum(_running(part.html) for part in row)
    if len(row) >= 3 and size >= _LEAST and (best is None or size > 2 * best[0]):
        best = (size, _wrapped(row, "<p>", "</p>"))
    return best


def _literals(text: str) -> Iterator[re.Match[str]]:
    for match in _LITERAL.finditer(text):
        if match.end() - match.start() > _LEAST_PARAGRAPH:
            yield match


def _running(text: str) -> int:
    """Return how many characters of a string are running text."""
    plain = re.sub(r"<[^<>]*>", " ", text)
    if " " not in plain.strip() or len(_RUNNING.findall(plain)) == 0:
        return 0
    words = plain.split()
    if max(map(len, words), default=0) > 200 or plain.count("{") + plain.count(";") > 0.01 * len(plain) + 2:
        return 0
    # A syllable of Hangul says as much as two or three letters.
    return len(" ".join(words)) + hangul_count(plain)


def _decoded(match: re.Match[str], outer: Embedded) -> Embedded:
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    length, at, text = 0, match.start(1), match[1]
    last = 0
    for escape in _ESCAPE.finditer(text):
        if escape.start() > last:
            places.append((length, outer.source(at + last)))
            parts.append(text[last : escape.start()])
            length += escape.start() - last
        code = escape[1]
        char = chr(int(code[1:], 16)) if len(code) == 5 else _SIMPLE.get(code, code)
        places.append((length, outer.source(at + escape.start())))
        parts.append(char)
        length += len(char)
        last = escape.end()
    if last < len(text) or not places:
        places.append((length, outer.source(at + last)))
        parts.append(text[last:])
    decoded = "".join(parts)
    if any("\ud800" <= char <= "\udfff" for char in decoded):
        # Pairs of escapes make one character; half a pair is no text.
        joined = decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if len(joined) != len(decoded):
            places = places[:1]
        decoded = joined
    return Embedded(decoded, tuple(places))


def _wrapped(row: list[Embedded], before: str, after: str) -> Embedded:
    """Return pieces one after the other, each between two tags."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    length = 0
    for piece in row:
        for mark in (before, piece.html, after):
            shift = piece.places if mark is piece.html else ((0, piece.places[0][1]),)
            places += [(length + offset, source) for offset, source in shift]
            parts.append(mark)
            length += len(mark)
    return Embedded("".join(parts), tuple(places))
