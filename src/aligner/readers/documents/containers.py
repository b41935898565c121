"""DOCX, ODT, HWPX and EPUB: zip containers of XML, read under one budget."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aligner.artifacts.budget import Budget, open_zip, read_part, walk_xml
from aligner.errors import InputError
from aligner.readers.documents.parts import Part
from aligner.readers.markup import parse_page

__all__ = ["read_docx", "read_epub", "read_hwpx", "read_odt"]


@dataclass(frozen=True, slots=True)
class _Grammar:
    """Local names of what text is made of in one format."""

    paragraphs: frozenset[str]
    text: frozenset[str]
    """Elements whose character data is text."""
    breaks: dict[str, str] = field(default_factory=dict)
    aside: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()


_DOCX = _Grammar(
    paragraphs=frozenset({"p"}),
    text=frozenset({"t"}),
    breaks={"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"},
    # Fallback repeats a text box for older programs; tblPr and pPr hold a `tab` of their own that is a setting.
    skipped=frozenset({"Fallback", "del", "moveFrom", "pPr", "rPr", "sectPr", "tblPr", "instrText"}),
)
_DOCX_ASIDE = re.compile(r"(?:header|footer|footnotes|endnotes)\d*\.xml$")
_ODT = _Grammar(
    paragraphs=frozenset({"p", "h"}),
    text=frozenset({"p", "h"}),
    breaks={"tab": "\t", "line-break": "\n", "s": " "},
    aside=frozenset({"note-body", "header", "footer", "header-left", "footer-left", "header-first", "footer-first"}),
    skipped=frozenset({"tracked-changes", "annotation", "note-citation", "ruby-text", "desc", "title"}),
)
_HWPX = _Grammar(
    paragraphs=frozenset({"p"}),
    text=frozenset({"t"}),
    breaks={"tab": "\t", "lineBreak": "\n", "nbSpace": " ", "fwSpace": " ", "hyphen": "-"},
    aside=frozenset({"header", "footer", "footNote", "endNote"}),
    skipped=frozenset({"deleteBegin", "hiddenComment", "shapeComment", "parameters", "fieldBegin", "dutmal"}),
)

_COUNT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}c"


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _paragraphs(xml: bytes, grammar: _Grammar, budget: Budget, *, aside: bool = False) -> Iterator[Part]:
    """Yield the paragraphs of an XML part; one inside another (a cell, a text box) before the one around it."""
    away = skipping = 0
    for event, element in walk_xml(xml, budget):
        name = _local(element)
        step = 1 if event == "start" else -1
        skipping += step * (name in grammar.skipped)
        if skipping:
            continue
        if event == "end" and name in grammar.breaks:
            repeat = element.get(_COUNT) if name == "s" else None
            element.text = grammar.breaks[name] * (min(int(repeat), 100) if repeat and repeat.isdigit() else 1)
        elif event == "end" and name in grammar.paragraphs:
            text = _text_of(element, grammar)
            if text.strip():
                yield Part(text, aside or away > 0)
            # Forgotten, so that the paragraph around this one does not count it again; its tail is the outer's text.
            element.clear(keep_tail=True)
        away += step * (name in grammar.aside)


def _text_of(paragraph: Any, grammar: _Grammar) -> str:
    """Return the text of a paragraph whose inner paragraphs have been taken out."""
    out: list[str] = []
    # (element, whether its character data is text); tails belong to the element around.
    stack: list[tuple[Any, bool, bool]] = [(paragraph, _local(paragraph) in grammar.text, False)]
    while stack:
        element, inside, is_tail = stack.pop()
        if is_tail:
            if inside and element.tail:
                out.append(element.tail)
            continue
        name = _local(element)
        if name in grammar.breaks:
            out.append(element.text or "")
            continue
        own = inside or name in grammar.text
        if own and element.text:
            out.append(element.text)
        for child in reversed(element):
            stack.append((child, own, True))
            if _local(child) not in grammar.skipped:
                stack.append((child, own, False))
    return "".join(out)


def read_docx(data: bytes, budget: Budget) -> Iterator[Part]:
    """Yield the paragraphs of a Word document; headers, footers and notes are set aside, comments left out."""
    box = open_zip(data, budget)
    main = _main_part(box, budget)
    body = read_part(box, main, budget)
    if body is None:
        raise InputError("holds no document", file=budget.file, hint="save it as .docx again")
    yield from _paragraphs(body, _DOCX, budget)
    folder = posixpath.dirname(main)
    for name in sorted(box.namelist()):
        if posixpath.dirname(name) == folder and _DOCX_ASIDE.match(posixpath.basename(name)):
            yield from _paragraphs(read_part(box, name, budget) or b"<x/>", _DOCX, budget, aside=True)


def _main_part(box: zipfile.ZipFile, budget: Budget) -> str:
    """Return the name of the document's part, which its relations tell."""
    relations = read_part(box, "_rels/.rels", budget)
    for event, element in walk_xml(relations, budget) if relations else ():
        if event == "end" and str(element.get("Type", "")).endswith("/officeDocument"):
            return str(element.get("Target", "")).lstrip("/")
    return "word/document.xml"


def read_odt(data: bytes, budget: Budget) -> Iterator[Part]:
    """Yield the paragraphs of an OpenDocument text; notes, headers and footers are set aside."""
    box = open_zip(data, budget)
    content = read_part(box, "content.xml", budget)
    if content is None:
        raise InputError("holds no content.xml", file=budget.file, hint="save it as .odt again")
    yield from _paragraphs(content, _ODT, budget)
    if styles := read_part(box, "styles.xml", budget):
        yield from (part for part in _paragraphs(styles, _ODT, budget) if part.aside)


def read_hwpx(data: bytes, budget: Budget) -> Iterator[Part]:
    """Yield the paragraphs of a Hangul document in XML; headers, footers and notes are set aside."""
    box = open_zip(data, budget)
    sections = [name for name in box.namelist() if re.search(r"(?:^|/)section\d+\.xml$", name)]
    if not sections:
        raise InputError("holds no section", file=budget.file, hint="save it as .hwpx again")
    for name in sorted(sections, key=lambda n: int(re.findall(r"\d+", n)[-1])):
        yield from _paragraphs(read_part(box, name, budget) or b"<x/>", _HWPX, budget)


def read_epub(data: bytes, budget: Budget) -> Iterator[Part]:
    """Yield the paragraphs of an e-book in reading order."""
    box = open_zip(data, budget)
    package = _package(box, budget)
    listing = read_part(box, package, budget)
    if listing is None:
        raise InputError("holds no package", file=budget.file, hint="save the book again")
    files: dict[str, str] = {}
    spine: list[str] = []
    for event, element in walk_xml(listing, budget, allow_doctype=True):
        if event == "end" and _local(element) == "item":
            if "nav" not in str(element.get("properties", "")).split():
                files[str(element.get("id"))] = str(element.get("href", ""))
        elif event == "end" and _local(element) == "itemref":
            spine.append(str(element.get("idref")))
    for idref in spine:
        if idref not in files:
            continue
        name = posixpath.normpath(posixpath.join(posixpath.dirname(package), files[idref].partition("#")[0]))
        chapter = read_part(box, name, budget)
        if chapter is not None:
            page = parse_page(chapter.decode("utf-8", "replace"))
            yield from (Part(page.text[block.start : block.end]) for block in page.blocks)


def _package(box: zipfile.ZipFile, budget: Budget) -> str:
    container = read_part(box, "META-INF/container.xml", budget)
    for event, element in walk_xml(container, budget) if container else ():
        if event == "end" and _local(element) == "rootfile":
            return str(element.get("full-path", ""))
    raise InputError("names no package", file=budget.file, hint="save the book again")
