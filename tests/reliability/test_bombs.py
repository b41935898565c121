"""Small files that would fill a machine: each ends in one line, within a gigabyte of memory."""

from __future__ import annotations

import gzip
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from aligner.artifacts.budget import Budget
from aligner.errors import UnsafeInputError
from aligner.pipeline.glossary import read_glossary
from aligner.readers.documents.pdf import read_pdf

MIB = 2**20
ROW = '<row r="1"><c t="inlineStr"><is><t>ko</t></is></c><c t="inlineStr"><is><t>en</t></is></c></row>'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def _relations(*targets: tuple[str, str, str]) -> str:
    lines = [f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{part}"/>' for name, kind, part in targets]
    return f'<Relationships xmlns="{PACKAGE}">{"".join(lines)}</Relationships>'


def _workbook(path: Path, rows: list[bytes], part: str = "xl/sheet.bin", texts: list[bytes] | None = None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("_rels/.rels", _relations(("r", "officeDocument", "xl/workbook.xml")))
        sheet = '<sheets><sheet name="a" r:id="s"/></sheets></workbook>'
        box.writestr("xl/workbook.xml", f'<workbook {MAIN} xmlns:r="{OFFICE}">{sheet}')
        targets = (("s", "worksheet", f"/{part}"), ("t", "sharedStrings", "strings.XML"))
        box.writestr("xl/_rels/workbook.xml.rels", _relations(*targets))
        for name, head, body in ((part, "worksheet", [b"<sheetData>", *rows, b"</sheetData>"]),
                                 ("xl/strings.XML", "sst", texts or [])):  # fmt: skip
            with box.open(name, "w", force_zip64=True) as stream:
                stream.write(f"<{head} {MAIN}>".encode())
                for piece in body:
                    stream.write(piece)
                stream.write(f"</{head}>".encode())
    return path


def _gz(path: Path, *pieces: bytes) -> Path:
    with gzip.open(path, "wb", compresslevel=1) as stream:
        for piece in pieces:
            stream.write(piece)
    return path


def row_of_another_planet(folder: Path) -> Path:
    return _workbook(folder / "a.xlsx", [ROW.encode(), b'<row r="999999999999"><c><v>1</v></c></row>'])


def four_million_cells(folder: Path) -> Path:
    return _workbook(folder / "a.xlsx", [ROW.encode(), b"<row>", *[b"<c/>" * 40_000] * 100, b"</row>"], "a/b.XML")


def endless_string_table(folder: Path) -> Path:
    return _workbook(folder / "a.xlsx", [ROW.encode()], texts=[b"<si><t>" + b"a" * MIB + b"</t></si>"] * 250)


def empty_elements(folder: Path) -> Path:
    return _gz(folder / "a.tmx.gz", b'<tmx version="1.4"><header/><body>', *[b"<x/>" * 100_000] * 20)


def one_unit_of_everything(folder: Path) -> Path:
    head = b'<tmx version="1.4"><header/><body><tu><tuv xml:lang="ko"><seg>'
    return _gz(folder / "a.tmx.gz", head, *[b"<ph/>" * 100_000] * 50)


def blank_lines(folder: Path) -> Path:
    return _gz(folder / "a.jsonl.gz", *[b"\n" * MIB] * 20)


def cut_gzip(folder: Path) -> Path:
    path = _gz(folder / "a.tsv.gz", "정부는 발표했다.\tThe government said.\n".encode() * 1000)
    path.write_bytes(path.read_bytes()[:-20])
    return path


def _sparse(path: Path) -> Path:
    with path.open("wb") as file:
        file.truncate(2048 * MIB)
    return path


def line_of_two_gigabytes(folder: Path) -> Path:
    return _sparse(folder / "a.jsonl")


def cell_of_two_gigabytes(folder: Path) -> Path:
    return _sparse(folder / "a.tsv")


def xliff_of_spaces(folder: Path) -> Path:
    return _gz(folder / "a.xlf.gz", b'<xliff version="2.0"><file><unit><segment><source>', *[b" " * MIB] * 200)


def zip_of_stories(folder: Path) -> Path:
    path = folder / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("a.ko.txt", b"\xea\xb0\x80" * (20 * MIB))
    return path


BOMBS = {
    row_of_another_planet: "more rows",
    four_million_cells: "too many XML elements",
    endless_string_table: "more than it weighs",
    empty_elements: "too many XML elements",
    one_unit_of_everything: "too many XML elements",
    blank_lines: "empty lines",
    cut_gzip: "damaged gzip",
    line_of_two_gigabytes: "line 1 is longer than",
    cell_of_two_gigabytes: "line 1 is longer than",
    xliff_of_spaces: "refused",
    zip_of_stories: "",
}


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (1024 * MIB, 1024 * MIB))


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.__name__)
def test_a_bomb_ends_in_one_line_and_within_memory(bomb: object, tmp_path: Path) -> None:
    path = bomb(tmp_path)  # type: ignore[operator]
    done = subprocess.run(
        [sys.executable, "-m", "aligner", "convert", str(path), str(tmp_path / "out.tsv")],
        capture_output=True, text=True, encoding="utf-8", timeout=600, preexec_fn=_limited, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert BOMBS[bomb] in done.stderr  # type: ignore[index]
    assert not (tmp_path / "out.tsv").exists()


def test_a_column_that_repeats_one_long_text_is_read_within_memory(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    long = "가" * (8 * MIB)
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 20_000, pa.int32()), [long])
    pq.write_table(pa.table({"ko": column, "en": ["a"] * 20_000}), tmp_path / "a.parquet", compression="zstd")
    done = subprocess.run(
        [sys.executable, "-m", "aligner", "convert", str(tmp_path / "a.parquet"), str(tmp_path / "out.tsv")],
        capture_output=True, text=True, encoding="utf-8", timeout=600, preexec_fn=_limited, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out.tsv").exists()


def test_a_glossary_of_empty_elements_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Budget.__init__
    # Two million take ten seconds; that this limit holds, the bombs above show.
    monkeypatch.setattr(Budget, "__init__", lambda self, file, **more: whole(self, file, elements=20_000, **more))
    path = tmp_path / "a.tbx"
    path.write_bytes(b"<tbx><text><body>" + b"<x/>" * 21_000)
    with pytest.raises(UnsafeInputError, match="too many XML elements"):
        read_glossary(path)


def _pdf(levels: int) -> bytes:
    """Return a page that draws a form ten times, which draws another ten times, …"""
    draw = "/F Do " * 10
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</F 6 0 R>>>>>>",
        f"<</Length {len(draw)}>>stream\n{draw}\nendstream", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    for level in range(levels):
        last = level == levels - 1
        text = "BT /T 12 Tf 9 9 Td (The end.) Tj ET" if last else draw
        uses = "/Font<</T 5 0 R>>" if last else f"/XObject<</F {7 + level} 0 R>>"
        head = f"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<<{uses}>>/Length {len(text)}"
        objects.append(f"<<{head}>>stream\n{text}\nendstream")
    data, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    tail = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF"
    return data + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{tail}".encode()


@pytest.mark.skipif(sys.platform == "win32", reason="limits of processor time")
def test_a_pdf_of_two_kilobytes_that_draws_a_hundred_million_times_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    assert next(read_pdf(_pdf(1), Budget("a.pdf"))).text.startswith("The end.")
    with pytest.raises(UnsafeInputError, match="not read within 1 s"):
        list(read_pdf(_pdf(9), Budget("a.pdf", seconds=1)))


def test_standard_input_is_bounded_while_it_is_read(tmp_path: Path) -> None:
    with Path("/dev/zero").open("rb") as endless:
        done = subprocess.run(
            [sys.executable, "-m", "aligner", "check", "-", str(tmp_path)],
            stdin=endless, capture_output=True, text=True, encoding="utf-8", timeout=600, check=False,
        )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.splitlines()) == 1
