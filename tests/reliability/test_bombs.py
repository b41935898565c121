"""Small files that would fill a machine: each ends in one line, within a gigabyte of memory."""

from __future__ import annotations

import gzip
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

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


def test_standard_input_is_bounded_while_it_is_read(tmp_path: Path) -> None:
    with Path("/dev/zero").open("rb") as endless:
        done = subprocess.run(
            [sys.executable, "-m", "aligner", "check", "-", str(tmp_path)],
            stdin=endless, capture_output=True, text=True, encoding="utf-8", timeout=600, check=False,
        )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.splitlines()) == 1
