"""`Document` → sentences by offset; never alters a character."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aligner.korean.normalise import readable, trim, view
from aligner.korean.wrapping import rejoined, word_set
from aligner.segmentation.english import english_ends
from aligner.segmentation.korean import korean_ends
from aligner.segmentation.presplit import presplit
from aligner.types import Document, Lang, Line, Role, SegmentedDocument, Sentence

__all__ = ["segment", "split_text"]


def segment(document: Document, lines: Sequence[Line] | None = None, *, pre_split: bool = False) -> SegmentedDocument:
    """Split a document into sentences.

    Parameters
    ----------
    document
        The story as read.
    lines
        Its lines with their roles, from cleaning. None takes every line of the text as body.
    pre_split
        Take every line of the file as one sentence, exactly as it is, blank lines included; `lines` is not looked at.

    Returns
    -------
    SegmentedDocument
        All sentences in text order. Only body lines are split; a headline, caption or piece of furniture is one
        sentence. ``Sentence.text`` is ``document.text[start:end]`` made readable (Korean words that a line end cut in
        two are whole again), and every character that is neither
        white space nor zero-width is in exactly one sentence.
    """
    if pre_split:
        return SegmentedDocument(document, presplit(document.text))
    if lines is None:
        lines = _all_body(document.text)
    sentences: list[Sentence] = []
    wrapped = document.lang == "ko" and "\n" in document.text
    words: frozenset[str] | None = None
    for line in lines:
        if line.role is Role.BODY:
            spans = split_text(document.text, document.lang, line.start, line.end)
        else:
            spans = [trim(document.text, line.start, line.end)]
        for start, end in spans:
            if start < end:
                text = document.text[start:end]
                if wrapped and "\n" in text:
                    words = word_set(document.text) if words is None else words
                    text = rejoined(text, words)
                text = readable(text)
                sentences.append(Sentence(start, end, text, line.role, line.paragraph))
    return SegmentedDocument(document, tuple(sentences))


_ORNAMENT = re.compile(r"(?:\W|_)+|[(\[*†‡§¶※]{1,2}\s?(?:\d{1,3}|[a-z])[)\]]?")


def split_text(text: str, lang: Lang, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Split ``text[start:end]``, one paragraph, into sentences.

    Returns
    -------
    list of (int, int)
        Half-open ranges of `text`, ascending, without white space or zero-width characters at their ends. The work
        is linear in the length of the paragraph.
    """
    seen = view(text, start, end)
    ends = korean_ends(seen.text) if lang == "ko" else english_ends(seen.text)
    spans: list[tuple[int, int]] = []
    at = seen.source(0)
    for stop in (*(seen.source(i) for i in ends), seen.source(len(seen.text))):
        span = trim(text, at, stop)
        if span[0] < span[1]:
            if spans and _ORNAMENT.fullmatch(text, *span):
                # A lone ornament or the sign of a footnote is no sentence; it stays with the one before it.
                spans[-1] = (spans[-1][0], span[1])
            else:
                spans.append(span)
        at = stop
    return spans


def _all_body(text: str) -> list[Line]:
    lines: list[Line] = []
    at = 0
    for paragraph, piece in enumerate(text.splitlines(keepends=True)):
        lines.append(Line(at, at + len(piece), Role.BODY, paragraph))
        at += len(piece)
    return lines
