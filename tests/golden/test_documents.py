"""Documents as people have them, written by libraries that have nothing to do with what reads them."""

from __future__ import annotations

import gzip
import io
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from aligner.artifacts.budget import Budget, inflate, walk_xml
from aligner.cleaning import clean
from aligner.errors import InputError, UnsafeInputError
from aligner.readers import discover, read_document, read_pair
from aligner.types import Role

TITLE = "마람항 여객선 사흘 만에 운항 재개…임금 4% 인상 합의"
BODY = [
    "마람과 소리 군도를 오가는 여객선이 24일 아침 첫 배부터 운항을 다시 시작했다.",
    "항만공사는 토요일부터 31편이 결항해 약 5천200명의 발이 묶였다고 밝혔다.",
    "운항사는 연말까지 요금을 올리지 않겠다고 성명에서 밝혔다.",
]
HEAD, FOOT, NOTE = "노래통신 머리말", "노래통신 꼬리말", "각주: 요금은 1인 기준이다."
CELLS = ["항로", "결항 편수"]


def _hwp(path: Path) -> None:
    writer = pytest.importorskip("hwp_converter_ai.hwp_writer")
    table = f"| {CELLS[0]} | {CELLS[1]} |\n|---|---|\n"
    writer.HwpBinaryWriter().from_markdown("\n\n".join([f"# {TITLE}", *BODY, table]), path)


def _hwpx(path: Path) -> None:
    hwpx = pytest.importorskip("hwpx")
    document = hwpx.HwpxDocument.new()
    for text in (TITLE, *BODY):
        document.add_paragraph(text)
    table = document.add_table(1, 2)
    for at, cell in enumerate(CELLS):
        table.set_cell_text(0, at, cell)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        document.set_header_text(HEAD)
        document.set_footer_text(FOOT)
    document.save_to_path(str(path))


def _docx(path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading(TITLE, 0)
    for text in BODY:
        paragraph = document.add_paragraph()
        # Word cuts a line into runs wherever something was once edited.
        for piece in (text[:7], text[7:9], text[9:]):
            paragraph.add_run(piece)
    row = document.add_table(1, 2).rows[0]
    for cell, text in zip(row.cells, CELLS, strict=True):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = HEAD
    document.sections[0].footer.paragraphs[0].text = FOOT
    document.save(str(path))


def _odt(path: Path) -> None:
    odfdo = pytest.importorskip("odfdo")
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, TITLE))
    for text in BODY:
        document.body.append(odfdo.Paragraph(text))
    paragraph = odfdo.Paragraph(CELLS[0])
    paragraph.insert_note(after=CELLS[0], note_id="n1", citation="1", body=NOTE)
    document.body.append(paragraph)
    document.save(str(path))


def _rtf(path: Path) -> None:
    def escaped(text: str) -> str:
        return "".join(c if ord(c) < 128 else "".join(f"\\'{byte:02x}" for byte in c.encode("cp949")) for c in text)

    lines = "\\par\n".join(escaped(text) for text in (TITLE, *BODY))
    path.write_text(
        "{\\rtf1\\ansi\\ansicpg949\\deff0{\\fonttbl{\\f0\\fnil\\fcharset129 Batang;}}"
        f"{{\\header {escaped(HEAD)}\\par}}\n\\f0\\fs20 {lines}\\par}}",
        encoding="ascii",
    )


def _pdf(path: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("HYSMyeongJo-Medium"))
    page = canvas.Canvas(str(path))
    for number, text in enumerate((TITLE, *BODY), start=1):
        page.setFont("HYSMyeongJo-Medium", 11)
        page.drawString(60, 800, HEAD)
        page.drawString(60, 700, text)
        page.drawString(280, 30, f"- {number} -")
        page.showPage()
    page.save()


def _epub(path: Path) -> None:
    chapter = "<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>%s</h1>%s</body></html>"
    with zipfile.ZipFile(path, "w") as box:
        box.writestr("mimetype", "application/epub+zip")
        box.writestr(
            "META-INF/container.xml", "<container><rootfiles><rootfile full-path='O/p.opf'/></rootfiles></container>"
        )
        box.writestr(
            "O/p.opf",
            "<package><manifest><item id='n' href='nav.xhtml' properties='nav'/><item id='b' href='t/b.xhtml'/>"
            "</manifest><spine><itemref idref='n'/><itemref idref='b'/></spine></package>",
        )
        box.writestr("O/nav.xhtml", "<html><body><p>차례</p></body></html>")
        box.writestr("O/t/b.xhtml", chapter % (TITLE, "".join(f"<p>{text}</p>" for text in BODY)))


def _srt(path: Path) -> None:
    halves = [text.split(" ", 3) for text in BODY]
    cues = [
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n<i>{' '.join(words[:3])}</i>\n{words[3]}\n"
        for n, words in enumerate(halves, 1)
    ]
    path.write_text("\r\n".join("\n".join(cues).split("\n")), encoding="cp949", newline="")


def _vtt(path: Path) -> None:
    cues = [f"00:0{n}.000 --> 00:0{n}.900 align:start\n{text}\n" for n, text in enumerate(BODY, 1)]
    path.write_text("WEBVTT\n\nNOTE made by hand\n\n" + "\n".join(cues), encoding="utf-8")


MAKERS: dict[str, Callable[[Path], None]] = {
    "hwp": _hwp, "hwpx": _hwpx, "docx": _docx, "odt": _odt, "rtf": _rtf, "pdf": _pdf, "epub": _epub, "srt": _srt,
    "vtt": _vtt,
}  # fmt: skip


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("named", [True, False])
def test_paragraphs_survive_and_furniture_is_set_aside(tmp_path: Path, kind: str, named: bool) -> None:
    if not named and kind == "srt":
        pytest.skip("subtitles without a name are told from other text by their suffix only")
    path = tmp_path / (f"story.{kind}" if named else "story.txt")
    MAKERS[kind](path)
    document = read_document(path)
    assert document.lang == "ko"
    roles = {document.text[line.start : line.end]: line.role for line in clean(document)}
    assert [text for text in roles if text in BODY] == BODY
    assert {roles[text] for text in BODY} == {Role.BODY}
    if kind not in ("srt", "vtt"):
        assert roles[TITLE] is Role.HEADLINE
    aside = {text for text, role in roles.items() if role is Role.FURNITURE}
    if kind in ("hwpx", "docx"):
        assert {HEAD, FOOT} <= aside
    if kind == "odt":
        assert NOTE in aside
    if kind == "pdf":
        assert {HEAD, "- 1 -"} <= aside
    if kind in ("hwp", "hwpx", "docx"):
        assert set(CELLS) <= set(roles)
    assert HEAD not in {text for text, role in roles.items() if role.aligned}


def test_documents_are_stories_of_a_folder(tmp_path: Path) -> None:
    _docx(tmp_path / "ferry_ko.docx")
    (tmp_path / "ferry_en.txt").write_text("Ferries between Maram and Sori sailed again on Tuesday.", encoding="utf-8")
    found = discover([tmp_path])
    assert [story.id for story in found.stories] == ["ferry"]
    assert read_pair(found.stories[0]).ko.text.startswith(TITLE)


def _box(parts: dict[str, bytes], path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in parts.items():
            box.writestr(name, data)
    return path


_W = b'<w:document xmlns:w="w"><w:body>%s</w:body></w:document>'
BOMBS: dict[str, dict[str, bytes]] = {
    "bytes": {"[Content_Types].xml": b"<x/>", "word/document.xml": b" " * 200_000_000},
    "elements": {"[Content_Types].xml": b"<x/>", "word/document.xml": _W % (b"<w:p/>" * 3_000_000)},
    "depth": {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<a>" * 5000 + b"</a>" * 5000},
    "entities": {
        "[Content_Types].xml": b"<x/>",
        "word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]>' + _W % b"<w:p/>",
    },
    "parts": {"[Content_Types].xml": b"<x/>", **{f"p{n}": b"" for n in range(6000)}},
}


@pytest.mark.parametrize("what", BOMBS)
def test_small_files_cannot_exhaust_the_machine(tmp_path: Path, what: str) -> None:
    with pytest.raises(UnsafeInputError, match="refused"):
        read_document(_box(BOMBS[what], tmp_path / "a.docx"))


@pytest.mark.parametrize("cut", [1, 30, 200])
@pytest.mark.parametrize("kind", ["hwp", "hwpx", "docx", "odt", "pdf", "epub"])
def test_cut_documents_are_refused_in_a_line(tmp_path: Path, kind: str, cut: int) -> None:
    path = tmp_path / f"a.{kind}"
    MAKERS[kind](path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * cut // 256])
    with pytest.raises(InputError):
        read_document(path)


def test_what_is_no_document_is_named(tmp_path: Path) -> None:
    book = _box({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}, tmp_path / "a.xlsx")
    with pytest.raises(InputError, match="an Excel workbook"):
        read_document(book)
    with pytest.raises(InputError, match="a ZIP archive"):
        read_document(_box({"a.txt": b"x"}, tmp_path / "a.zip"))
    (tmp_path / "a.docx").write_text("정부는 예산안을 발표했다.", encoding="utf-8")
    with pytest.raises(InputError, match=r"no \.docx file inside"):
        read_document(tmp_path / "a.docx")


def test_an_absent_library_is_one_line_with_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _hwp(tmp_path / "a.hwp")
    monkeypatch.setitem(__import__("sys").modules, "olefile", None)
    with pytest.raises(InputError, match=r"pip install 'aligner\[documents\]'"):
        read_document(tmp_path / "a.hwp")


def test_a_stream_never_gives_more_than_its_budget() -> None:
    data = zlib.compress(b"\0" * 50_000_000)
    with pytest.raises(UnsafeInputError):
        inflate(data, Budget("x", bytes=1_000_000), wbits=15)
    with pytest.raises(InputError, match="ends too early"):
        inflate(data[:-20], Budget("x"), wbits=15)
    packed = gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(b"<a>" + b"<b/>" * 500_000 + b"</a>")))
    with pytest.raises(UnsafeInputError, match="too many XML elements"):
        for _ in walk_xml(packed, Budget("x", elements=1000)):
            pass
