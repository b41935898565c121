"""The review record: nothing a person decided is lost, and nothing lands on the wrong sentence."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.run_maker import STORIES, make_run, pair_rows

from aligner.desk import Session
from aligner.desk.edits import take
from aligner.errors import InputError
from aligner.evaluation import read_alignment
from aligner.exporters import read, write
from aligner.pairs import ScoredPair
from aligner.pipeline.corpus import Corpus
from aligner.pipeline.exports import export_run
from aligner.pipeline.reviews import import_review
from aligner.review import Entry, Journal, StoryState, replay
from aligner.review.edits import Edits, alignment_edits, pair_edits, pieces_of
from aligner.review.entries import active, fingerprint, make_entry
from aligner.review.findings import rules_of, settle
from aligner.review.state import aligned_rows

STORY = "rates.2025"


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus.open(make_run(tmp_path / "news"))


def entry(do: str, story: str = STORY, **data: Any) -> Entry:
    return make_entry(do, story, who="윤서", via="test", data=data)


def state_after(corpus: Corpus, *entries: Entry) -> StoryState:
    state, conflicts = corpus.state_of(corpus.raw(STORY), entries)
    assert [(c.entry.do, c.why) for c in conflicts] == []
    return state


def links(state: StoryState) -> set[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    return {(bead.ko, bead.en) for bead in state.beads}


def link(corpus: Corpus, *beads: tuple[list[int], list[int]], by: str = "person") -> Entry:
    state = StoryState.of_rows(corpus.raw(STORY).story, corpus.raw(STORY).pairs)
    return entry("links", beads=[{"ko": state.refs("ko", ko), "en": state.refs("en", en)} for ko, en in beads], by=by)


def find(rows: list[Any], **wanted: Any) -> Any:
    return next(row for row in rows if all(row[k] == v for k, v in wanted.items()))


# The record on disk.


def test_entries_come_back_as_they_were_written(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    given_ = [entry("comment", text="따옴표 “ ” 와 \ud800 도"), entry("undo", of="x")]
    journal.append(given_[:1])
    journal.append(given_[1:])
    assert list(Journal(tmp_path).entries()) == given_
    assert list(journal.entries()) == given_


def test_a_torn_last_line_costs_that_line_alone(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.append([entry("comment", text="whole")])
    with journal.path.open("ab") as stream:
        stream.write(b'{"id": "half", "do": "comm')
    assert [e.data["text"] for e in Journal(tmp_path).entries()] == ["whole"]
    journal.append([entry("comment", text="after")])
    fresh = Journal(tmp_path)
    assert [e.data["text"] for e in fresh.entries()] == ["whole", "after"]
    assert fresh.damaged == 1


def test_two_programs_at_once_both_keep_everything(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from aligner.review import Journal\n"
        "from aligner.review.entries import make_entry\n"
        "for n in range(40):\n"
        "    e = make_entry('comment', 's', who=sys.argv[2], via='t', data={'text': f'{sys.argv[2]} {n}'})\n"
        "    Journal(Path(sys.argv[1])).append([e])\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name]) for name in ("a", "b")]
    assert [process.wait(60) for process in running] == [0, 0]
    found = [e.data["text"] for e in Journal(tmp_path).entries()]
    assert sorted(found) == sorted(f"{name} {n}" for name in ("a", "b") for n in range(40))


def test_undoing_an_undo_is_redoing() -> None:
    first, second = entry("comment", text="1"), entry("comment", text="2")
    undo = entry("undo", of=first.id)
    redo = entry("undo", of=undo.id)
    assert active([first, second, undo]) == [second]
    assert active([first, second, undo, redo]) == [first, second]


# Replaying.


def test_links_are_made_and_what_is_left_stays_whole(corpus: Corpus) -> None:
    # Sentence 3 of the merge 2–3 goes to the addition; the rest of the merge keeps its English.
    state = state_after(corpus, link(corpus, ([3], [5])))
    assert {((2,), (2,)), ((3,), (5,))} <= links(state)
    state = state_after(corpus, link(corpus, ([1], [])))
    assert {((1,), ()), ((), (1,))} <= links(state)
    state = state_after(corpus, link(corpus, ([4, 5], [4])))
    assert ((4, 5), (4,)) in links(state)
    every = sorted(k for bead in state.beads for k in bead.ko)
    assert every == list(range(7))


def test_entries_find_their_sentences_in_a_run_made_anew(tmp_path: Path) -> None:
    corpus = Corpus.open(make_run(tmp_path / "old"))
    made = [link(corpus, ([5], [4])), link(corpus, ([3], [5]))]
    story = json.loads(json.dumps(STORIES[STORY]))
    # A paragraph more at the top of either side: every number is another.
    shifted = corpus.raw(STORY)
    extra = {"text": "새로 붙은 문장이다.", "start": 0, "end": 0, "role": "body", "paragraph": 0}
    for side in ("ko", "en"):
        shifted.story[side]["sentences"].insert(0, dict(extra))  # type: ignore[index]
    pairs = [
        {
            **row,
            "ko_sentences": [i + 1 for i in row["ko_sentences"]],
            "en_sentences": [j + 1 for j in row["en_sentences"]],
        }
        for row in shifted.pairs
    ]
    pairs.insert(0, {**pairs[0], "id": "new", "ko_sentences": [0], "en_sentences": [0]})
    state = StoryState.of_rows(shifted.story, pairs)
    assert replay(state, made) == []
    assert ((4,), (6,)) in links(state)
    assert state.text("ko", (4,)) == story["ko"][3]


def test_what_it_was_given_on_must_still_be_there(corpus: Corpus) -> None:
    gone = entry("text", side="en", sentence={"n": 1, "f": fingerprint("Another sentence.")}, text="x")
    changed = entry(
        "text",
        side="en",
        sentence=StoryState.of_rows(*_story(corpus)).refs("en", [1])[0],
        text="x",
        was=fingerprint("y"),
    )
    state, conflicts = corpus.state_of(corpus.raw(STORY), [gone, changed])
    assert [c.why for c in conflicts] == ["gone", "text"]
    assert not state.retexted


def _story(corpus: Corpus) -> tuple[Any, Any]:
    rows = corpus.raw(STORY)
    return rows.story, rows.pairs


def test_confirming_is_a_link_of_its_own(corpus: Corpus) -> None:
    base = StoryState.of_rows(*_story(corpus))
    # Another version of the aligner joins 5 and 6; the person's word that 5 is 4 puts it right again.
    confirmed = entry("status", ko=base.refs("ko", [5]), en=base.refs("en", [4]), status="accepted")
    state = state_after(corpus, link(corpus, ([5, 6], [3, 4]), by="aligner"), confirmed)
    assert {((5,), (4,)), ((6,), (3,))} <= links(state)


def cut(corpus: Corpus, side: str, n: int, *texts: str) -> Entry:
    text = corpus.raw(STORY).story[side]["sentences"][n]["text"]
    return entry(
        "split", side=side, sentence={"n": n, "f": fingerprint(text)}, texts=list(texts), was=fingerprint(text)
    )


def glue(corpus: Corpus, side: str, n: int, text: str) -> Entry:
    sentences = [s["text"] for s in corpus.raw(STORY).story[side]["sentences"]]
    refs = [{"n": k, "f": fingerprint(sentences[k])} for k in (n, n + 1)]
    return entry("merge", side=side, sentences=refs, text=text, was=[ref["f"] for ref in refs])


def test_a_wrongly_joined_sentence_is_cut_and_counts_as_two(corpus: Corpus) -> None:
    pieces = "Gov. Rhee Chang-yong said prices had stabilized.", 'But he warned that "household debt" was a burden.'
    before = corpus.story(STORY)
    split = cut(corpus, "en", 2, *pieces)
    state = state_after(corpus, split)
    assert [s.text for s in state.en[2:4]] == list(pieces)
    assert ((2, 3), (2, split.id)) in links(state)
    # Each half may then go its own way, and what follows counts one further.
    first, second = ({"n": k, "f": fingerprint(STORIES[STORY]["ko"][k])} for k in (2, 3))
    base = {"n": 2, "f": fingerprint(STORIES[STORY]["en"][2])}
    apart = entry("links", beads=[{"ko": [first], "en": [base]}, {"ko": [second], "en": [{"new": split.id}]}])
    corpus.journal.append([split, apart])
    rows = corpus.story(STORY)
    assert find(rows.pairs, ko_sentences=[3])["en"] == pieces[1]
    assert find(rows.pairs, ko_sentences=[6])["en_sentences"] == [4]
    assert find(rows.pairs, ko_sentences=[6])["id"] == find(before.pairs, ko_sentences=[6])["id"]
    assert [s["text"] for s in rows.story["en"]["sentences"]][2:4] == list(pieces)
    # Undone, the story is what it was.
    corpus.journal.append([entry("undo", of=apart.id), entry("undo", of=split.id)])
    after = corpus.story(STORY)
    assert (after.pairs, after.story["en"]) == (before.pairs, before.story["en"])


@pytest.mark.parametrize("form", ["xlsx", "tsv", "xliff"])
def test_a_reviewed_story_given_back_untouched_changes_nothing(corpus: Corpus, tmp_path: Path, form: str) -> None:
    corpus.journal.append(
        [cut(corpus, "en", 4, "The benchmark KOSPI closed 2.1 percent higher.", "It was at 2,651.3.")]
    )
    assert any(pair.notes for pair in corpus.pairs() if pair.story == STORY)
    sheet = tmp_path / {"xlsx": "r.xlsx", "tsv": "r.tsv", "xliff": "r.xlf"}[form]
    export_run(corpus.path, [form], sheet)
    done = import_review(sheet, corpus.path)
    assert (done.changed, done.unknown, done.conflicts, done.emptied) == (0, (), (), ())


def test_two_halves_of_a_sentence_become_one_and_so_do_their_links(corpus: Corpus) -> None:
    whole = "코스피는 1.2% 오른 2,650.3으로 마감했고 원화는 달러당 1,430원에 거래됐다."
    state = state_after(corpus, glue(corpus, "ko", 5, whole))
    assert [s.text for s in state.ko][5:] == [whole]
    assert ((5,), (3, 4)) in links(state)
    corpus.journal.append([glue(corpus, "ko", 5, whole)])
    rows = corpus.story(STORY)
    assert find(rows.pairs, ko=whole)["en_sentences"] == [3, 4]
    sentences = aligned_rows(rows.story, "ko")
    assert (len(sentences), sentences[5]["end"]) == (6, corpus.raw(STORY).story["ko"]["sentences"][6]["end"])
    # What names the sentence that is gone, or a text that changed meanwhile, is told and not applied.
    _, conflicts = corpus.state_of(
        corpus.raw(STORY),
        [glue(corpus, "ko", 5, whole), link(corpus, ([6], [3])), cut(corpus, "ko", 5, "코스피는", "마감했다.")],
    )
    assert [c.why for c in conflicts] == ["gone", "text"]


def test_a_sheet_given_out_before_a_cut_finds_its_pair(corpus: Corpus, merged: Callable[..., Edits]) -> None:
    given = ScoredPair.from_row(find(corpus.raw(STORY).pairs, ko_sentences=[1]))
    state = state_after(corpus, cut(corpus, "ko", 1, "한국은행은 24일 기준금리를", "연 2.75%로 0.25%포인트 내렸다."))
    row = given.with_(en="The BOK cut its rate.", extra={"fingerprint": given.fingerprint})
    edits = merged(row, state=state)
    assert (edits.changed, edits.unknown, edits.conflicts) == (1, [], [])
    assert [e.data["text"] for e in edits.entries] == ["The BOK cut its rate."]


def test_the_aligner_never_takes_a_persons_link_apart(corpus: Corpus) -> None:
    proposed = link(corpus, ([4, 5], [4]), by="aligner")
    state, conflicts = corpus.state_of(corpus.raw(STORY), [link(corpus, ([5], [4])), proposed])
    assert [c.why for c in conflicts] == ["link"]
    assert ((5,), (4,)) in links(state)


@given(st.lists(st.tuples(st.sampled_from(["cut", "glue", "link"]), st.integers(0, 9), st.integers(0, 9)), max_size=9))
@settings(max_examples=60, deadline=None)
def test_cuts_and_joins_leave_every_sentence_in_exactly_one_bead(steps: list[tuple[str, int, int]]) -> None:
    state = _plain_state()
    for do, a, b in steps:
        side = ("ko", "en")[a % 2]
        keys = [s.key for s in state.side(side)]
        if do == "cut":
            made = entry("split", side=side, sentence=state.refs(side, [keys[b % len(keys)]])[0], texts=["앞", "뒤"])
        elif do == "glue" and len(keys) > 1:
            at = b % (len(keys) - 1)
            made = entry("merge", side=side, sentences=state.refs(side, keys[at : at + 2]), text="하나")
        else:
            ko, en = (state.side(s)[n % len(state.side(s))].key for s, n in (("ko", a), ("en", b)))
            made = entry("links", beads=[{"ko": state.refs("ko", [ko]), "en": state.refs("en", [en])}])
        assert replay(state, [made]) == []
        for one in ("ko", "en"):
            held = [k for bead in state.beads for k in getattr(bead, one)]
            assert sorted(map(str, held)) == sorted(str(s.key) for s in state.side(one))
            order = state.number(one)
            assert all(list(getattr(x, one)) == sorted(getattr(x, one), key=order.get) for x in state.beads)


@given(
    st.lists(
        st.tuples(st.sets(st.integers(0, 6), max_size=3), st.sets(st.integers(0, 5), max_size=3)),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=60, deadline=None)
def test_every_sentence_stays_in_exactly_one_bead(beads: list[tuple[set[int], set[int]]]) -> None:
    state = _plain_state()
    for ko, en in beads:
        refs = [{"ko": state.refs("ko", sorted(ko)), "en": state.refs("en", sorted(en))}]
        assert replay(state, [entry("links", beads=refs)]) == []
        for side, count in (("ko", 7), ("en", 6)):
            assert sorted(k for bead in state.beads for k in getattr(bead, side)) == list(range(count))
        assert all(len(bead.ko) + len(bead.en) == 1 for bead in state.beads if not bead.two_sided)


def _plain_state() -> StoryState:
    made = STORIES[STORY]
    story = {
        "id": STORY,
        **{side: {"sentences": [{"text": t, "role": "body"} for t in made[side]]} for side in ("ko", "en")},
    }
    rows = [
        {"id": str(n), "ko": "x", "en": "y", "ko_sentences": list(ko), "en_sentences": list(en)}
        for n, (ko, en, _) in enumerate(made["beads"])
    ]
    return StoryState.of_rows(story, rows)


# Every reader sees the reviewed state.


def test_a_changed_bead_is_scored_checked_and_covered_again(corpus: Corpus) -> None:
    corpus.journal.append([link(corpus, ([4], []), ([5], [3]), ([6], [4]))])
    rows = corpus.story(STORY)
    pair = find(rows.pairs, ko_sentences=[5])
    assert (pair["en_sentences"], pair["reviewed"], pair["status"]) == ([3], True, "accepted")
    assert 0 <= pair["score"] < 0.5  # the aligner still says what it thinks of it
    assert pair["id"].startswith(f"{STORY}#r")
    assert find(rows.pairs, ko_sentences=[1])["score"] == 0.98
    assert rows.ledger is not None
    assert rows.ledger["ko"][5]["evidence"][0]["sentence"] == 3
    assert [f["message"] for f in rows.story["findings"]] != ["1.2% became 2.1 percent"]
    assert [row["id"] for row in corpus.rows() if row.story["id"] == "x"] == []
    assert Corpus.open(corpus.path, reviewed=False).story(STORY) == corpus.raw(STORY)


def test_an_edited_text_is_seen_everywhere_and_the_old_one_kept(corpus: Corpus) -> None:
    base = StoryState.of_rows(*_story(corpus))
    text = "The benchmark KOSPI closed 1.2 percent higher at 2,650.3."
    corpus.journal.append([entry("text", side="en", sentence=base.refs("en", [4])[0], text=text)])
    pair = next(p for p in corpus.pairs() if p.en == text)
    assert pair.extra["before_review"] == {"en": STORIES[STORY]["en"][4]}
    assert pair.notes == ()
    assert corpus.stories(STORY).en_sentences[4] == text
    assert corpus.story(STORY).story["en"]["sentences"][4]["original"] == STORIES[STORY]["en"][4]


def test_a_dismissed_finding_is_gone_and_comes_back_when_its_text_changes(corpus: Corpus) -> None:
    rows = corpus.story(STORY)
    corpus.journal.append(
        [entry("comment", ko=[], en=StoryState.of_rows(*_story(corpus)).refs("en", [0]), text="seen")]
    )
    (finding,) = corpus.story(STORY).story["findings"]
    corpus.journal.append([entry("finding", finding=finding["id"], verdict="fine", reason="rounded by the desk")])
    rows = corpus.story(STORY)
    assert rows.story["findings"] == []
    assert rows.story["settled"][0]["review"]["reason"] == "rounded by the desk"
    assert all(p.notes == () for p in corpus.pairs() if p.en.startswith("The benchmark"))
    assert all(p.parts["fact_errors"] == 0 for p in corpus.judged_pairs() if p.two_sided)
    base = StoryState.of_rows(*_story(corpus))
    text = "The benchmark KOSPI closed 3.1 percent higher at 2,650.3."
    corpus.journal.append([entry("text", side="en", sentence=base.refs("en", [4])[0], text=text)])
    assert [f["type"] for f in corpus.story(STORY).story["findings"] if f["type"] != "style"] == ["number"]


def test_a_rule_holds_for_every_story_and_only_for_its_words() -> None:
    story = {
        "id": "s",
        "ko": {"sentences": [{"text": "이시우 의원이 말했다.", "role": "body"}]},
        "en": {"sentences": [{"text": "Rep. Lee Shi-woo said.", "role": "body"}]},
        "findings": [
            {
                "type": "name",
                "ko_sentence": 0,
                "en_sentence": 0,
                "ko_text": "이시우",
                "en_text": "Lee Shi-woo",
                "message": "m",
            }
        ],
    }
    pairs = [{"ko": "이시우 의원이 말했다.", "en": "Rep. Lee Shi-woo said.", "ko_sentences": [0], "en_sentences": [0]}]

    def left(**rule: str) -> int:
        return len(settle(story, pairs, None, {}, rules_of([entry("ignore", "", **rule)]))[0]["findings"])

    assert left(kind="name", ko="이시우", en="Lee Shi-woo") == 0
    assert left(kind="name", ko="이시우") == 0
    assert [left(kind="number", ko="이시우"), left(kind="name", ko="이시"), left(kind="name")] == [1, 1, 1]


def test_a_ledger_with_dismissed_omissions_and_clauses() -> None:
    ko = ["정부는 예산안을 냈고 국회는 이를 심의한다.", "날씨는 맑았다."]
    story = {
        "id": "s",
        "ko": {"sentences": [{"text": t, "role": "body"} for t in ko]},
        "en": {"sentences": [{"text": "The government submitted its budget.", "role": "body"}]},
    }
    pairs = [{"ko": ko[0], "en": "The government submitted its budget.", "ko_sentences": [0], "en_sentences": [0]}]
    clause = {"start": 12, "end": 25, "text": ko[0][12:25], "confidence": 0.9, "reasons": []}
    ledger = {
        "coverage": {"sentence": 0.5, "character": 0.4, "fact": None},
        "ko": [
            {"sentence": 0, "verdict": "partly_covered", "confidence": 0.9, "clauses": [clause]},
            {"sentence": 1, "verdict": "omitted", "confidence": 0.9, "clauses": []},
        ],
        "en": [],
        "facts": [],
    }
    _, _, first = settle(story, pairs, ledger, {}, ())
    assert first is not None
    marks = [first["ko"][0]["clauses"][0]["id"], first["ko"][1]["id"]]
    verdicts = {mark: entry("finding", finding=mark, verdict="fine") for mark in marks}
    _, _, judged = settle(story, pairs, ledger, verdicts, ())
    assert judged is not None
    assert (judged["ko"][0]["verdict"], judged["ko"][0]["clauses"]) == ("covered", [])
    assert judged["coverage"]["character"] > 0.4
    assert judged["ko"][1]["review"]["verdict"] == "fine"
    from aligner.coverage.gates import failures

    assert failures(ledger, forbidden=("omitted", "partly_covered")) == ["1 omitted", "1 partly_covered"]
    assert failures(judged, forbidden=("omitted", "partly_covered")) == []


# Edited files.


def back(pair: ScoredPair, **changes: Any) -> ScoredPair:
    return pair.with_(extra={"fingerprint": pair.fingerprint}, **changes)


def make(do: str, story: str, data: dict[str, Any]) -> Entry:
    return make_entry(do, story, who="a", via="f.xlsx", data=data)


@pytest.fixture
def merged(corpus: Corpus) -> Callable[..., Edits]:
    def merge(*rows: ScoredPair, state: StoryState | None = None, force: bool = False) -> Edits:
        edits = Edits()
        pair_edits(state or StoryState.of_rows(*_story(corpus)), rows, make, edits, force=force)
        return edits

    return merge


def test_a_row_finds_its_bead_by_fingerprint_not_by_id(corpus: Corpus, merged: Callable[..., Edits]) -> None:
    pairs = [ScoredPair.from_row(row) for row in corpus.raw(STORY).pairs]
    wrong_id = back(pairs[5], id=pairs[1].id, status="rejected")
    (made,) = merged(wrong_id).entries
    assert [ref["n"] for ref in made.data["ko"]] == [6]
    gone = pairs[5].with_(status="rejected", extra={"fingerprint": "0" * 16})
    assert merged(gone).unknown == [pairs[5].id]


def test_an_empty_text_is_no_edit(corpus: Corpus, merged: Callable[..., Edits]) -> None:
    pair = ScoredPair.from_row(corpus.raw(STORY).pairs[1])
    edits = merged(back(pair, en=" "))
    assert (edits.entries, edits.emptied) == ([], [pair.id])


def test_both_of_two_reviewers_are_kept_unless_they_say_different_things(
    corpus: Corpus, merged: Callable[..., Edits]
) -> None:
    pair = ScoredPair.from_row(corpus.raw(STORY).pairs[1])
    first = merged(back(pair, status="rejected")).entries
    state = state_after(corpus, *first)
    assert [e.do for e in merged(back(pair, en="Other words."), state=state).entries] == ["text"]
    disagreeing = merged(back(pair, status="doubtful"), state=state)
    assert (disagreeing.conflicts, [e.do for e in disagreeing.entries]) == ([pair.id], ["conflict"])
    assert merged(back(pair, status="rejected"), state=state).unchanged == 1


@pytest.mark.parametrize(
    ("edited", "pieces"),
    [
        ("One thing happened. Another followed.", ["One thing happened.", "Another followed."]),
        ("One odd thing happened. Another followed.", ["One odd thing happened.", "Another followed."]),
        ("One thing happened. Another soon followed it.", ["One thing happened.", "Another soon followed it."]),
        ("One thing happened again. Another followed.", ["One thing happened again.", "Another followed."]),
        ("Another followed.", ["", "Another followed."]),
        ("One thing happened.", ["One thing happened.", ""]),
    ],
)
def test_an_edited_bead_is_cut_where_its_sentences_were(edited: str, pieces: list[str]) -> None:
    assert pieces_of(["One thing happened.", "Another followed."], edited) == pieces


def test_an_alignment_file_says_how_beads_should_be(corpus: Corpus) -> None:
    state, edits = StoryState.of_rows(*_story(corpus)), Edits()
    beads = [((0,), (0,)), ((1,), (1,)), ((2,), (2,)), ((3,), ()), ((4,), ()), ((5,), (4,)), ((6,), (3,)), ((), (5,))]
    alignment_edits(state, beads, make, edits, file="x.align")
    (made,) = edits.entries
    assert [([r["n"] for r in b["ko"]], [r["n"] for r in b["en"]]) for b in made.data["beads"]] == [
        ([2], [2]),
        ([3], []),
    ]
    again = Edits()
    alignment_edits(state_after(corpus, made), beads, make, again, file="x.align")
    assert (again.entries, again.unchanged) == ([], 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_a_table_saved_by_a_spreadsheet_is_merged(tmp_path: Path, encoding: str) -> None:
    run = make_run(tmp_path / "news", [row for row in pair_rows() if row["story"] == STORY])
    table = tmp_path / "review.csv"
    write("tsv", Corpus.open(run).pairs(), table)
    text = table.read_text(encoding="utf-8-sig").replace(
        "The benchmark KOSPI closed 2.1", "The benchmark KOSPI closed 1.2"
    )
    lines = text.replace("\n", "\r\n").split("\r\n")
    lines[1:] = sorted(lines[1:])
    table.write_text("\r\n".join(lines), encoding=encoding, newline="")
    result = import_review(table, run, who="서연")
    assert (result.read, result.changed, result.conflicts, result.unknown) == (7, 1, (), ())
    assert any(p.en.startswith("The benchmark KOSPI closed 1.2") for p in Corpus.open(run).pairs())


def test_a_link_the_aligner_was_sure_of_is_confirmed_in_a_sheet(tmp_path: Path) -> None:
    run = make_run(tmp_path / "news")
    path = tmp_path / "sheet.csv"
    path.write_text(
        "id,status\n" + "".join(f"{row['id']},확인\n" for row in pair_rows() if row["ko"] and row["en"]), "utf-8"
    )
    assert import_review(path, run).changed > 0
    assert import_review(path, run).changed == 0
    assert export_run(run, ["gold"], tmp_path / "gold")[0].written > 0


def test_outputs_of_the_run_follow_its_review(tmp_path: Path) -> None:
    run = make_run(tmp_path / "news")
    manifest = json.loads((run / "run.json").read_text(encoding="utf-8"))
    manifest["outputs"] = {"tmx": "corpus.tmx", "align": "alignments", "report": "report.html", "tsv": "pairs.tsv"}
    (run / "run.json").write_text(json.dumps(manifest), encoding="utf-8")
    record = {name: (run / name).read_bytes() for name in ("pairs.jsonl", "stories.jsonl", "run.json")}
    (run / "alignments").mkdir()
    beads = run / "alignments" / f"{STORY}.align"
    beads.write_text("[0]:[0]\n[1]:[1]\n[2, 3]:[2]\n[4]:[]\n[5]:[4]\n[6]:[3, 5]\n", encoding="utf-8")
    result = import_review(beads, run)
    assert (result.read, result.changed) == (6, 1)
    assert "[6]:[3, 5]:" in beads.read_text(encoding="utf-8")
    assert "since January.</seg>" in (run / "corpus.tmx").read_text(encoding="utf-8")
    assert (run / "report.html").is_file()
    assert record == {name: (run / name).read_bytes() for name in record}
    beads.write_text("[9]:[0]\n", encoding="utf-8")
    with pytest.raises(InputError, match="ko sentence 9 does not exist"):
        import_review(beads, run)


def test_a_memory_does_not_teach_known_errors_unless_a_person_accepts_them(tmp_path: Path) -> None:
    run = make_run(tmp_path / "news")

    def statuses() -> dict[str, str]:
        export_run(run, ["tmx"], tmp_path / "out.tmx")
        return {pair.id: pair.status for pair in read(tmp_path / "out.tmx")}

    assert statuses()[f"{STORY}#0004"] == "doubtful"
    corpus = Corpus.open(run)
    base = StoryState.of_rows(*_story(corpus))
    corpus.journal.append([entry("status", ko=base.refs("ko", [5]), en=base.refs("en", [4]), status="accepted")])
    assert statuses()[f"{STORY}#0004"] == "accepted"


def test_corrected_stories_become_gold(tmp_path: Path) -> None:
    corpus = Corpus.open(make_run(tmp_path / "news"))
    with pytest.raises(InputError, match="no story whose every link is confirmed"):
        export_run(corpus.path, ["gold"], tmp_path / "gold")
    base = StoryState.of_rows(*_story(corpus))
    for ko, en, _ in STORIES[STORY]["beads"]:
        if ko and en:
            refs = {"ko": base.refs("ko", ko), "en": base.refs("en", en)}
            corpus.journal.append([entry("status", **refs, status="accepted")])
    (finding,) = corpus.story(STORY).story["findings"]
    corpus.journal.append([entry("finding", finding=finding["id"], verdict="error", reason="digits swapped")])
    (result,) = export_run(corpus.path, ["gold"], tmp_path / "gold")
    assert (result.written, result.left_out) == (1, {"not wholly confirmed": 1})
    folder = tmp_path / "gold" / STORY
    gold = [(ko, en) for ko, en in read_alignment(folder / "gold.align")]
    assert gold == [(ko, en) for ko, en, _ in STORIES[STORY]["beads"]]
    assert (folder / "ko.sents.txt").read_text(encoding="utf-8").splitlines() == STORIES[STORY]["ko"]
    (error,) = json.loads((folder / "errors.json").read_text(encoding="utf-8"))
    assert (error["type"], error["ko_index"], error["en_span"], error["note"]) == (
        "number", 5, "2.1 percent", "digits swapped",
    )  # fmt: skip


def test_an_edited_xliff_of_version_1_2_finds_its_way_back(tmp_path: Path) -> None:
    run = make_run(tmp_path / "news", [row for row in pair_rows() if row["story"] == STORY])
    path = tmp_path / "review.12.xlf"
    export_run(run, ["xliff12"], path)
    text = path.read_text(encoding="utf-8")
    assert '<xliff version="1.2"' in text
    text = text.replace("closed 2.1 percent", "closed 1.2 percent").replace(
        '<target state="translated">The won', '<target state="final">The won'
    )
    path.write_text(text, encoding="utf-8")
    result = import_review(path, run)
    assert (result.read, result.changed, result.conflicts, result.unknown) == (7, 2, (), ())
    assert any(p.en.startswith("The benchmark KOSPI closed 1.2") for p in Corpus.open(run).pairs())
    # The aligner was sure of the link already; "final" is a person's word for it.
    status = [e for e in Corpus.open(run).journal.entries() if e.do == "status"]
    assert [e.data["status"] for e in status] == ["accepted"]
    assert import_review(path, run).changed == 0


def test_a_memory_says_when_by_whom_and_how_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    corpus = Corpus.open(make_run(tmp_path / "news"))
    base = StoryState.of_rows(*_story(corpus))
    corpus.journal.append([entry("status", ko=base.refs("ko", [1]), en=base.refs("en", [1]), status="accepted")])
    export_run(corpus.path, ["tmx"], tmp_path / "out.tmx")
    text = (tmp_path / "out.tmx").read_text(encoding="utf-8")
    assert 'srclang="ko-KR"' in text
    assert 'creationdate="20260101T000000Z"' in text
    assert '<tu tuid="rates.2025#0002" segtype="block">' in text
    assert re.search(r'<tu tuid="rates.2025#0001" changeid="윤서" changedate="\d{8}T\d{6}Z">', text)
    assert '<tuv xml:lang="en-US">' in text


def test_a_verdict_whose_sentence_is_gone_is_a_conflict(corpus: Corpus) -> None:
    (finding,) = settle(*_story(corpus), None, {}, ())[0]["findings"]
    gone = {"n": 5, "f": fingerprint("없어진 문장이다.")}
    verdict = entry("finding", finding=finding["id"], verdict="fine", ko=[gone], en=[])
    _, conflicts = corpus.state_of(corpus.raw(STORY), [verdict])
    assert [c.why for c in conflicts] == ["gone"]


def test_the_houses_list_is_taken_over_and_added_to(tmp_path: Path) -> None:
    house = tmp_path / "house.jsonl"
    first, second = (Corpus.open(make_run(tmp_path / name)) for name in ("one", "two"))
    take(Session(first, house=house), "ignore", "", {"kind": "number", "ko": "1.2%", "en": "2.1 percent"})
    assert first.story(STORY).story["findings"] == []
    assert second.story(STORY).story["findings"] != []
    assert import_review(house, second.path).changed == 1
    assert import_review(house, second.path).unchanged == 1
    assert second.story(STORY).story["findings"] == []
    # What is undone in one run stays in force in the other.
    take(Session(first), "undo", "", {"of": first.journal.entries()[0].id})
    assert first.story(STORY).story["findings"] != []
    assert second.story(STORY).story["findings"] == []


def test_a_review_of_version_0_1_is_read(tmp_path: Path) -> None:
    corpus = Corpus.open(make_run(tmp_path / "news"))
    pair = ScoredPair.from_row(corpus.raw(STORY).pairs[2])
    rows: list[dict[str, Any]] = [
        {"id": pair.id, "status": "rejected", "comments": ["왜?"], "source": "r.xlsx", "base": pair.fingerprint},
        {"id": f"{STORY}#0001", "en": "Other words.", "source": "r.xlsx", "base": "0" * 16},
        {
            "id": f"{STORY}#0003",
            "en": "The market had expected it.",
            "status": "accepted",
            "source": "r.xlsx",
            "base": None,
        },
    ]
    (corpus.path / "review.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    now = list(corpus.pairs())
    old = next(p for p in now if p.id == pair.id)
    assert (old.status, old.notes) == ("rejected", ("왜?",))
    assert any(p.en == "The market had expected it." and p.two_sided for p in now)
    assert [c.why for c in corpus.conflicts()] == ["changed"]
