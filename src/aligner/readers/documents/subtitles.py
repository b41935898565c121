"""Subtitles (SubRip, WebVTT): the words of the cues, joined to sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.artifacts.budget import Budget
from aligner.korean.encoding import decode
from aligner.readers.documents.parts import Part

__all__ = ["read_subtitles"]

_CUE = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->\s*(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})")
_MARKUP = re.compile(r"<[^<>\n]{0,100}>|\{\\[^{}\n]{0,100}\}")
_ENDS = re.compile(r"[.?!。…][\"'”’」』)\]♪]*$")
_PAUSE = 2.0
"""Seconds without words after which a new paragraph begins."""


def read_subtitles(data: bytes, budget: Budget) -> Iterator[Part]:
    """Yield the sentences of subtitles: cues are joined until one ends as a sentence does, or a pause follows."""
    budget.take(len(data))
    text = decode(data, source=str(budget.file)).text
    words: list[str] = []
    last = 0.0
    for start, end, line in _cues(text):
        if words and start - last > _PAUSE:
            yield Part(" ".join(words))
            words = []
        last = end
        if line.startswith(("- ", "– ")) and words:
            yield Part(" ".join(words))
            words = []
        words.append(line.removeprefix("- ").removeprefix("– "))
        if _ENDS.search(line):
            yield Part(" ".join(words))
            words = []
    if words:
        yield Part(" ".join(words))


def _cues(text: str) -> Iterator[tuple[float, float, str]]:
    """Yield (start, end, line) for every line of every cue, times in seconds; notes and styles are passed over."""
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = block.strip("\n").split("\n")
        at = next((i for i, line in enumerate(lines) if _CUE.search(line)), None)
        if at is None:
            continue
        match = _CUE.search(lines[at])
        assert match is not None
        times = [int(group or 0) for group in match.groups()]
        start, end = (times[i] * 3600 + times[i + 1] * 60 + times[i + 2] + times[i + 3] / 1000 for i in (0, 4))
        for line in lines[at + 1 :]:
            bare = _MARKUP.sub("", line).strip()
            if bare:
                yield start, end, bare
