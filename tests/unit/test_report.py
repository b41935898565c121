"""The views of a ledger other than the page in a browser: rows, terminal, spreadsheet, files."""

from __future__ import annotations

import io
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from openpyxl import load_workbook
from rich.console import Console
from tests.report_rows import story_rows

from aligner.errors import ConfigError, InputError, OutputError
from aligner.report import ReportRun, join_rows, print_story, view_story, write_report, write_spreadsheet
from aligner.report.pages import Pages
from aligner.report.strings import all_strings
from aligner.report.view import StoryView


def view() -> StoryView:
    rows = story_rows()
    return view_story(rows["story"], rows["pairs"], rows["coverage"])


def test_furniture_is_not_numbered() -> None:
    assert [s["t"] for s in view().data["ko"]] == [s for s in story_rows_texts("ko")]


def story_rows_texts(side: str) -> list[str]:
    return [s["text"] for s in story_rows()["story"][side]["sentences"] if s["role"] != "byline"]


def test_likely_errors_come_first_and_moves_last() -> None:
    kinds = [item["kind"] for item in view().data["items"]]
    assert kinds[0] == "number"
    assert kinds.index("omitted") < kinds.index("added") < kinds.index("moved")
    assert set(kinds) == {"number", "omitted", "partly_covered", "added", "moved", "doubtful"}


def test_two_moved_sentences_are_two_findings_with_their_place() -> None:
    moved = [item for item in view().data["items"] if item["kind"] == "moved"]
    assert [(item["ko"][0], item["en"][0]) for item in moved] == [(5, 2), (6, 2)]


def test_without_a_ledger_the_pairs_tell() -> None:
    rows = story_rows()
    found = view_story(rows["story"], rows["pairs"], None)
    assert [s["v"] for s in found.data["ko"]] == ["covered"] * 4 + ["omitted", "moved", "moved"]
    assert found.row.rates["sentence"] == pytest.approx(6 / 7)


@pytest.mark.parametrize("span", [[2, 6], "350㎞", None, "not there", [90, 99], [4, 2]])
def test_spans_of_findings_are_read_however_given(span: object) -> None:
    rows = story_rows()
    rows["story"]["findings"][0]["ko_span"] = span
    found = view_story(rows["story"], rows["pairs"], rows["coverage"])
    sentence, start, end = next(item["ko"] for item in found.data["items"] if item["kind"] == "number")
    assert sentence == 2
    assert 0 <= start < end <= len(found.data["ko"][2]["t"])


def test_clause_findings_give_way_to_the_ledger() -> None:
    rows = story_rows()
    rows["story"]["findings"].append({"type": "clause", "severity": "warning", "ko_sentence": 1, "en_sentence": None})
    with_ledger = view_story(rows["story"], rows["pairs"], rows["coverage"])
    assert sum(item["kind"] == "partly_covered" for item in with_ledger.data["items"]) == 1


def test_terminal_shows_the_worst_first_and_counts_the_rest() -> None:
    out = io.StringIO()
    print_story(Console(file=out, width=120), view(), top=2)
    text = out.getvalue()
    assert text.index("Number") < text.index("Left out")
    assert "350 km" in text
    assert "…" in text
    assert "K3 E4" in text


def test_terminal_in_korean() -> None:
    out = io.StringIO()
    print_story(Console(file=out, width=120), view(), lang="ko", top=None)
    assert "빠짐" in out.getvalue()
    assert "문장 기준" in out.getvalue()


def test_terminal_is_not_steered_by_a_story() -> None:
    rows = story_rows()
    rows["story"]["ko"]["sentences"][5]["text"] = "\x1b[2J\x1b]0;title\x07 [bold]지운다[/bold]"
    out = io.StringIO()
    print_story(Console(file=out, width=120), view_story(rows["story"], rows["pairs"], rows["coverage"]), top=None)
    assert "\x1b" not in out.getvalue()
    assert "[bold]" in out.getvalue()


def test_spreadsheet_holds_every_sentence_and_no_formula(tmp_path: Path) -> None:
    rows = story_rows()
    rows["story"]["ko"]["sentences"][2]["text"] = '=HYPERLINK("http://x","y")\x07 @SUM +1'
    path = write_spreadsheet(tmp_path / "l.xlsx", [view_story(rows["story"], rows["pairs"], rows["coverage"])])
    book = load_workbook(path)
    assert book.sheetnames == ["Findings", "Stories", "Korean", "English", "Facts"]
    korean = list(book["Korean"].values)
    assert len(korean) == 8
    cell = book["Korean"].cell(3, 3)
    assert cell.data_type == "s"
    assert cell.value.startswith("=HYPERLINK")
    assert korean[5][3] == "Left out"
    assert next(book["Stories"].iter_rows(min_row=2, values_only=True))[0] == "missile"


def test_both_languages_have_the_same_words() -> None:
    words = all_strings()
    assert set(words["ko"]) == set(words["en"])
    assert all(text.strip() for table in words.values() for text in table.values())


def test_unknown_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="'fr'"):
        write_report(tmp_path / "r.html", ReportRun(), lang="fr")


def test_unwritable_report_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        write_report(tmp_path / "file" / "r.html", ReportRun())


def test_a_run_of_no_stories_still_has_a_report(tmp_path: Path) -> None:
    assert write_report(tmp_path / "r.html", ReportRun()) == (tmp_path / "r.html",)


def test_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    rows = story_rows()
    run = ReportRun({}, [rows["story"]], rows["pairs"], [rows["coverage"]])
    write_report(tmp_path / "a.html", run)
    write_report(tmp_path / "b.html", run)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_rows_are_joined_in_story_order_and_disorder_is_told() -> None:
    stories = [{"id": name} for name in "abc"]
    pairs = [{"story": "a", "n": 1}, {"story": "a", "n": 2}, {"story": "c", "n": 3}]
    joined = list(join_rows(stories, pairs, [{"story": "b", "x": 1}]))
    assert [[row["n"] for row in mine] for _, mine, _ in joined] == [[1, 2], [], [3]]
    assert [ledger for _, _, ledger in joined] == [None, {"story": "b", "x": 1}, None]
    with pytest.raises(InputError, match=r"rows of story a .* stories\.jsonl"):
        list(join_rows(stories, [*pairs[2:], *pairs[:2]], []))


def test_a_large_run_is_written_page_by_page(tmp_path: Path) -> None:
    """A page is on disk before the next is begun: never more than a page of stories is alive."""
    alive: list[int] = []
    held = weakref.WeakSet[Pages]()

    def rows(kind: str) -> Iterator[Any]:
        for number in range(40):
            made = story_rows(f"story-{number:02d}")
            if kind == "stories":
                alive.append(sum(len(pages._open) for pages in held))
                yield made["story"]
            elif kind == "pairs":
                yield from made["pairs"]
            else:
                yield made["coverage"]

    class Watched(Pages):
        def __init__(self, *args: int) -> None:
            super().__init__(*args)
            held.add(self)

    with mock.patch("aligner.report.html.Pages", Watched):
        run = ReportRun({}, rows("stories"), rows("pairs"), rows("coverage"))
        written = write_report(tmp_path / "r.html", run, page_stories=5)
    assert len(written) == 9
    assert max(alive) == 5
    overview = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert '"r/0008.html"]' in overview
    assert "story-39" in (tmp_path / "r" / "0008.html").read_text(encoding="utf-8")


def test_spreadsheet_tells_what_each_column_is_and_why(tmp_path: Path) -> None:
    rows = story_rows("missile")
    view = view_story(rows["story"], rows["pairs"], rows["coverage"])
    book = load_workbook(write_spreadsheet(tmp_path / "r.xlsx", [view], lang="ko"))
    for sheet in book:
        heads = [cell.value for cell in sheet[1]]
        assert all(heads)
        assert len(set(heads)) >= len(heads) - 1  # both sides of the stories sheet count sentences
        assert sheet.auto_filter.ref.endswith(str(sheet.max_row))


def test_a_spreadsheet_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    def views() -> Iterator[Any]:
        rows = story_rows("missile")
        yield view_story(rows["story"], rows["pairs"], rows["coverage"])
        raise InputError("is damaged", file="x", hint="make it again")

    with pytest.raises(InputError):
        write_spreadsheet(tmp_path / "r.xlsx", views())
    assert list(tmp_path.iterdir()) == []
