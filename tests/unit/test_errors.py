"""Error lines: one line, short, the true cause, nothing that steers a terminal."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.artifacts import atomic_text, cannot_write
from aligner.errors import LONGEST, InputError, OutputError


@given(st.text(alphabet=st.characters(), max_size=2000), st.text(max_size=600), st.none() | st.text(max_size=600))
def test_every_message_is_one_printable_line_of_at_most_300_characters(problem, file, hint):
    line = str(InputError(problem, file=file, hint=hint))
    assert len(line) <= LONGEST
    assert line.isprintable()
    line.encode("utf-8")


def test_a_long_value_loses_its_middle_and_keeps_file_and_next_step():
    line = str(InputError(f"id '{'가' * 5000}' is too long", file="stories.tsv", hint="use a shorter id"))
    assert line.startswith("stories.tsv: id '가가")
    assert line.endswith("가' is too long; use a shorter id")


@pytest.mark.parametrize(
    ("number", "step"),
    [
        (errno.ENOSPC, "free space"),
        (errno.EACCES, "allow writing"),
        (errno.EROFS, "can be written"),
        (errno.ENAMETOOLONG, "shorter"),
        (errno.EMFILE, "open files"),
    ],
)
def test_the_next_step_fits_the_cause(number, step):
    line = str(cannot_write(OSError(number, "reason", "out/pairs.jsonl"), Path("out/pairs.jsonl")))
    assert step in line
    assert number == errno.ENOSPC or "free space" not in line


def test_a_source_that_vanished_while_writing_is_named_itself(tmp_path):
    gone = tmp_path / "stories.ko.txt"
    with pytest.raises(OutputError, match=r"stories\.ko\.txt: cannot be used") as raised, atomic_text(tmp_path / "out"):
        gone.read_text(encoding="utf-8")
    assert "free space" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []
