"""Where the story ends: which of a page's end marks and headings of lists it does not go on after."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.cleaning.headline import taken_up
from aligner.cleaning.lines import TextLine
from aligner.cleaning.patterns import End, Mark
from aligner.types import Role

__all__ = ["story_end"]

_MOST_ENDS = 200
"""A story has a few boxes at most; a text full of them is a collection, and stays whole."""
_SOME = 0.08
_LONGEST_BOX = 5
_SAME_STORY = 0.25
"""Share of words below an end mark that stand above it too from which both are one story."""


def story_end(
    lines: Sequence[TextLine],
    marks: Sequence[Mark | None],
    cores: Sequence[str],
    sentences: Sequence[bool],
    start: int,
) -> int:
    """Return the number of the first line after the story that begins at `start`.

    Parameters
    ----------
    lines
        All lines of the page.
    marks
        What each line's words say of it.
    cores
        The lines without dateline and address.
    sentences
        Which lines may be running text.
    start
        The first line of the story.
    """
    return _Ends(lines, marks, cores, sentences, start).first()


class _Ends:
    def __init__(
        self,
        lines: Sequence[TextLine],
        marks: Sequence[Mark | None],
        cores: Sequence[str],
        sentences: Sequence[bool],
        start: int,
    ) -> None:
        self.lines = lines
        self.marks = marks
        self.cores = cores
        self.sentences = sentences
        self.start = start
        self.ends = [i for i in range(start + 1, len(lines)) if self._end(i) is not End.NO]
        self.final = [i for i in self.ends if self._end(i) >= End.SIGNED]

    def _end(self, i: int) -> End:
        mark = self.marks[i]
        return End.NO if mark is None else mark.end

    def first(self) -> int:
        count = len(self.lines)
        lead = next((i for i in range(self.start, count) if self.sentences[i]), count)
        for i in self.ends[:_MOST_ENDS]:
            if i > lead and not self._resumes(i):
                return i
        return count

    def _resumes(self, at: int) -> bool:
        """Tell whether the story goes on after the end mark or list heading at `at`."""
        after = [i for i in range(at + 1, len(self.lines)) if self.sentences[i]]
        size_before = sum(len(self.lines[i].text) for i in range(self.start, at) if self.sentences[i])
        told = [len(self.lines[i].text) for i in after if self.lines[i].hint is Role.BODY]
        # A single short line that the extractor took below the end is the page's.
        if len(told) > 1 or sum(told) > _SOME * size_before:
            return True
        if self._end(at) >= End.SIGNED:
            # A whole story after what looked like its end: the mark stood in its head.
            size_after = sum(len(self.lines[i].text) for i in after)
            if size_after > 2 * size_before and _in_a_row(after) >= 3:
                return True
            return self._same_story(at)
        # Blurbs of other stories alternate with their titles; paragraphs of this one follow each other.
        later = [i for i in self.final if i > at]
        inside = [i for i in after if not later or i < later[0]]
        if inside and later and self._takes_up(inside[0], at):
            return True
        return _in_a_row(inside) >= 2 or any(self._stands_apart(i, at) for i in inside if later)

    def _takes_up(self, i: int, at: int) -> bool:
        """Tell whether line `i`, below a list of titles, is a paragraph of more than one sentence about the story."""
        text = self.cores[i]
        if text.count(". ") == 0 or i - at > _LONGEST_BOX:
            return False
        above = " ".join(self.cores[j] for j in range(self.start, at) if self.sentences[j])
        return taken_up(text, above) >= _SAME_STORY

    def _same_story(self, at: int) -> bool:
        """Tell whether the lines right below an end mark are sentences in a row about what stands above it.

        Below a reporter's name or address they need only be sentences, with no title among them.
        """
        below: list[int] = []
        for i in range(at + 1, len(self.lines)):
            if not self.sentences[i]:
                break
            below.append(i)
        if not below:
            return False
        stop = below[-1] + 1
        last = stop == len(self.lines)
        if self._end(at) is End.SIGNED and len(below) > 1 and (last or self._end(stop) is not End.NO):
            return True
        if len(below) < 2 and not (last and self._end(at) is End.SIGNED):
            return False
        above = " ".join(self.cores[i] for i in range(self.start, at) if self.sentences[i])
        return taken_up(" ".join(self.cores[i] for i in below), above) >= _SAME_STORY

    def _stands_apart(self, i: int, heading: int) -> bool:
        """Tell whether line `i` is a paragraph after a box without blank lines, with the story's end right below it."""
        below = self._end(i + 1) if i + 1 < len(self.lines) else End.FINAL
        box = self.lines[heading + 1 : i]
        return self.lines[i].gap and below >= End.SIGNED and bool(box) and not any(line.gap for line in box)


def _in_a_row(numbers: Sequence[int]) -> int:
    """Return the length of the longest run of neighbours in ascending `numbers`."""
    best = run = 0
    last = -2
    for number in numbers:
        run = run + 1 if number == last + 1 else 1
        best, last = max(best, run), number
    return best
