from __future__ import annotations

import pickle
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.types import Alignment, Bead, Document, EncoderInfo, moved_beads


def test_alignment_refuses_a_sentence_in_two_beads_or_none():
    with pytest.raises(ValueError, match=r"ko side must hold each of 0\.\.1 once"):
        Alignment(2, 1, (Bead((0,), (0,)),))
    with pytest.raises(ValueError, match="en side"):
        Alignment(1, 1, (Bead((0,), (0,)), Bead((), (0,))))


def test_moved_is_what_lies_off_the_longest_chain():
    beads = (Bead((0,), (2,)), Bead((1,), (0,)), Bead((2,), (1,)), Bead((3,), ()), Bead((), (3,)))
    assert Alignment(4, 4, beads).moved == {0}
    assert [b.type for b in beads] == ["1-1", "1-1", "1-1", "1-0", "0-1"]


@given(st.permutations(range(7)))
def test_moved_leaves_a_longest_chain(order):
    beads = [((i,), (j,)) for i, j in enumerate(order)]
    moved = moved_beads(beads)
    kept = [j for i, j in enumerate(order) if i not in moved]
    assert kept == sorted(kept)
    longest = max(
        size for size in range(1, 8) for chosen in combinations(order, size) if list(chosen) == sorted(chosen)
    )
    assert len(kept) == longest


def test_source_offset_follows_the_map():
    document = Document("s", "en", "ab\ncd", "page.html", source_map=((0, 10), (3, 40)))
    assert [document.source_offset(i) for i in range(5)] == [10, 11, 12, 40, 41]
    assert Document("s", "en", "ab", "a.txt").source_offset(1) == 1


def test_fingerprint_of_an_encoder_holds_its_options_in_one_order():
    one = EncoderInfo("m", "1", 4, options={"b": 2, "a": 1})
    two = EncoderInfo("m", "1", 4, options={"a": 1, "b": 2})
    assert one.fingerprint == two.fingerprint == "m@1(a=1,b=2)"


def test_errors_are_one_line_and_survive_a_process_boundary():
    error = InputError("holds\nnothing", file="a.txt", hint="give a text")
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error) == "a.txt: holds nothing; give a text"
    assert (type(again), again.file, again.hint) == (InputError, "a.txt", "give a text")
