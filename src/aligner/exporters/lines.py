"""Lines of a corpus that someone else made: numbered, bounded, and the undecodable ones told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from aligner.errors import UnsafeInputError
from aligner.exporters.model import BadUnits, bad_unit

__all__ = ["LONGEST", "Lines"]

LONGEST = 64 * 2**20
"""Characters a line may have: more than any story, and little enough to hold."""
BLANK = 1_000_000
"""Empty lines in a row after which nothing is expected any more."""
_UNDECODABLE = re.compile("[\udc80-\udcff]")  # Bytes that `open_text` could not decode.


class Lines:
    """Iterates over the lines of a stream from `aligner.artifacts.open_text`.

    Parameters
    ----------
    stream, path
        The open file, and its name for errors.
    bad
        Takes lines that are too long or hold bytes that are no text, which are skipped; without it the first of them is
        an error.

    Attributes
    ----------
    number
        Number of the line that came last, from 1.

    Raises
    ------
    InputError
        While iterating, for a bad line without `bad`.
    """

    def __init__(self, stream: IO[str], path: Path, bad: BadUnits | None = None) -> None:
        self.stream, self.path, self.bad = stream, path, bad
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        for line in self.held():
            if line is not None:
                yield line

    def held(self) -> Iterator[str | None]:
        """Yield as many items as there are lines: None for those that are bad."""
        readline, blank = self.stream.readline, 0
        while line := readline(LONGEST + 1):
            self.number += 1
            problem = ""
            blank = blank + 1 if line in ("\n", "\r\n") else 0
            if blank > BLANK:
                what = f"refused: {BLANK:,} empty lines before line {self.number}"
                raise UnsafeInputError(what, file=self.path, hint="take them out")
            if len(line) > LONGEST:
                problem = f"is longer than {LONGEST:,} characters"
            elif _UNDECODABLE.search(line):
                problem = "holds bytes that are not of its encoding (UTF-8 or CP949)"
            if problem:
                bad_unit(self.bad, f"line {self.number}", problem, self.path)
                while line and not line.endswith("\n"):
                    line = readline(LONGEST)
            yield None if problem else line
