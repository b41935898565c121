"""Hostile stories: nothing of them runs, in the report, in a spreadsheet, or in a translator's tool."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from lxml import etree
from tests.web.test_desk import Desk

from aligner.cli import main
from aligner.desk.docx import write_docx
from aligner.pipeline.corpus import Corpus
from aligner.report import view_story

# Each as a sentence of its own, on both sides. `owned` is what a script that ran would set; example.invalid is what a
# page that fetched would ask.
ATTACKS = (
    "<script>window.owned=1</script>", "</script><script>window.owned=2</script>", "<!--<script>",
    '<img src=x onerror="window.owned=3">', '<svg onload="window.owned=4"><desc>', "<iframe srcdoc='<b>1</b>'>",
    '" onmouseover="window.owned=5" x="', "' autofocus onfocus='window.owned=6", "javascript:window.owned=7",
    '<a href="javascript:window.owned=8">x</a>', "<link rel=stylesheet href=https://example.invalid/a.css>",
    '<img src="https://example.invalid/pixel.png">', "<style>@import 'https://example.invalid/b.css'</style>",
    "<meta http-equiv=refresh content='0;url=https://example.invalid/'>", "<base href=https://example.invalid/>",
    "${window.owned=9}", "{{constructor.constructor('window.owned=10')()}}", "\\u003cscript>window.owned=11</script>",
    "]]><script>window.owned=12</script>", "&lt;script&gt;window.owned=13&lt;/script&gt;", "__proto__", "constructor",
    '=HYPERLINK("https://example.invalid/","눌러")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1:A9)", "\t=1+1", "＝1+1",
    "\u202egnp.exe\u202c", "\u2066\u202e)('evil'", "\ufffe\uffff", "\x1b[31mred\x1b[0m", "\ud800", "=— " * 3000,
)  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over one story that holds every attack, and the exports of it."""
    folder = tmp_path_factory.mktemp("hostile")
    texts: dict[str, str] = {}
    for side, first, frame in (
        ("ko", "정부가 24일 예산안 50건을 발표했다.", "이 회사는 「{}」라는 문구를 {}번 실었다."),
        ("en", "The government announced 50 budget bills on the 24th.", "The firm ran the words “{}” {} times."),
    ):
        lines = [first]
        for number, attack in enumerate(ATTACKS, start=11):
            lines += [attack, frame.format(attack, number)]
        texts[f"{side}_text"] = "\n".join(lines) + "\n"
    # As a row, for a file cannot hold half a surrogate pair.
    row = {
        "id": "a'b\"&<i>",
        "url": "javascript:window.owned=14",
        "source": "</script><script>window.owned=15</script>",
    }
    (folder / "in.jsonl").write_text(json.dumps({**row, **texts}) + "\n", encoding="utf-8")
    for args in (
        ("run", folder / "in.jsonl", "--out", folder / "out", "--workers", "1", "--pre-split"),
        ("export", folder / "out", "--format", "xlsx,tsv,tmx,xliff,jsonl", "--out", folder / "made"),
        ("coverage", folder / "out", "--html", folder / "report.html", "--xlsx", folder / "ledger.xlsx"),
    ):
        done = CliRunner().invoke(main, [str(arg) for arg in args])
        assert done.exit_code == 0, done.output
    return folder


def test_no_script_of_a_story_runs_in_the_report_and_nothing_is_fetched(run: Path, page: Any) -> None:
    reports = [run / "report.html", *sorted((run / "out").glob("report*.html"))]
    for report in reports:
        page.goto(report.as_uri())
        # The report of one story opens on it.
        page.locator("#ko-1 .t").wait_for()
        page.wait_for_timeout(700)  # for what must not happen
        page.mouse.move(300, 300)
        assert page.evaluate("window.owned") is None
        assert "<script>window.owned=1</script>" in page.locator("body").inner_text()
        assert page.locator("body iframe, body svg[onload], [onerror], [onmouseover], [onfocus]").count() == 0
    assert [url for url in page.requests if not url.startswith("file:") and not url.startswith("data:")] == []
    assert len({url.split("#")[0] for url in page.requests}) == len(reports)


def test_no_script_of_a_story_runs_on_the_desk_and_nothing_is_fetched(run: Path, page: Any) -> None:
    desk = Desk(run / "out")
    try:
        page.goto(desk.address)
        page.locator("#ko-1 .t").wait_for()
        texts = page.locator("#list-ko .t").all_inner_texts()
        assert any("<script>window.owned=1</script>" in text for text in texts)
        # Its own words come back as typed: a comment, an edit, a search.
        page.locator("#ko-2 .t").click()
        page.keyboard.press("t")
        page.locator("#ask-fields textarea").fill(ATTACKS[1])
        page.locator("#ask-ok").click()
        page.locator(".cm", has_text="window.owned=2").wait_for()
        page.keyboard.press("w")
        page.locator("#se-q").fill("onerror")
        page.locator("#se-list li", has_text="onerror").first.wait_for()
        page.keyboard.press("Escape")  # once: a field of type search would keep the first one to itself
        page.locator("#d-search").wait_for(state="hidden")
        page.locator("#en-3 .t").dblclick()
        page.locator(".ed textarea").fill(ATTACKS[3])
        page.locator(".ed textarea").press("Enter")
        page.locator("#en-3.edited").wait_for()
        assert page.evaluate("window.owned") is None
        assert page.locator("body iframe, body img, [onerror], [onload], [onmouseover], [onfocus]").count() == 0
    finally:
        page.goto("about:blank")  # or it would go on asking
        desk.stop()
    assert [url for url in page.requests if not url.startswith((desk.base, "data:"))] == []


def test_a_document_holds_the_texts_and_nothing_that_acts(run: Path, tmp_path: Path) -> None:
    """Read by another library, every sentence is there; no field, link, object or part from elsewhere is."""
    corpus = Corpus.open(run / "out")
    views = [view_story(rows.story, rows.pairs, rows.ledger) for rows in corpus.rows()]
    write_docx(tmp_path / "a.docx", views, lang="ko")
    with zipfile.ZipFile(tmp_path / "a.docx") as box:
        roots = {name: etree.fromstring(box.read(name)) for name in box.namelist() if name.endswith((".xml", ".rels"))}
    for name, root in roots.items():
        assert not list(root.iter("{*}instrText", "{*}fldSimple", "{*}hyperlink", "{*}altChunk", "{*}object")), name
        assert not [node for node in root.iter("{*}Relationship") if node.get("TargetMode") == "External"], name
    tables = Document(str(tmp_path / "a.docx")).tables
    texts = [cell.text for table in tables for row in table.rows for cell in row.cells]
    for attack in ATTACKS[:20]:
        assert any(attack in text for text in texts), attack


def _made(run: Path, suffix: str) -> Path:
    (path,) = (run / "made").rglob(f"*{suffix}")
    return path


def test_no_cell_of_a_spreadsheet_is_a_formula(run: Path) -> None:
    for path in (_made(run, ".xlsx"), run / "ledger.xlsx"):
        with zipfile.ZipFile(path) as box:
            for name in box.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    root = etree.fromstring(box.read(name))
                    assert [f.text for f in root.iter("{*}f")] == [], path
                assert b"example.invalid" not in box.read(name) or not name.endswith(".rels")
    with _made(run, ".tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))
    assert len({len(row) for row in rows}) == 1
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "@", "＝"))] == []


@pytest.mark.parametrize("suffix", [".tmx", ".xlf"])
def test_exchange_files_stay_well_formed_and_hold_the_texts(run: Path, suffix: str) -> None:
    root = etree.parse(_made(run, suffix), etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    texts = {"".join(node.itertext()) for node in root.iter("{*}seg", "{*}source", "{*}target", "seg")}
    assert any("</script><script>window.owned=2</script>" in text for text in texts)
    assert not list(root.iter("{*}script", "script"))
