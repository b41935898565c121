"""Corpora of other makers: their encodings, codes and segments; what would never end is refused."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from aligner.cli import main
from aligner.errors import InputError, UnsafeInputError
from aligner.exporters import read, safe_xml

KO, EN = "정부는 예산안을 발표했다.", "The government unveiled the budget."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
@pytest.mark.parametrize("packed", [False, True])
def test_tables_in_any_encoding_korean_files_come_in(tmp_path: Path, encoding: str, packed: bool) -> None:
    path = tmp_path / ("a.tsv.gz" if packed else "a.tsv")
    data = f"한국어\t영어\n{KO}\t{EN}\n".encode(encoding)
    path.write_bytes(gzip.compress(data) if packed else data)
    assert [(pair.ko, pair.en) for pair in read(path)] == [(KO, EN)]


@pytest.mark.parametrize("encoding", ["utf-16", "cp949"])
def test_moses_files_too(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.ko").write_text(KO + "\n", encoding=encoding)
    (tmp_path / "a.en").write_text(EN + "\n", encoding=encoding)
    assert [(pair.ko, pair.en) for pair in read(tmp_path / "a", "moses")] == [(KO, EN)]


@pytest.mark.parametrize("codes", [("kor", "eng"), ("ko-KR", "en-US"), ("KO_kr", "EN_gb"), ("ko", "en")])
def test_language_codes_of_any_habit(tmp_path: Path, codes: tuple[str, str]) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(
        f'<tmx version="1.4"><header/><body><tu><tuv xml:lang="{codes[0]}"><seg>{KO}</seg></tuv>'
        f'<tuv xml:lang="{codes[1]}"><seg>{EN}</seg></tuv><tuv xml:lang="en-AU"><seg>other</seg></tuv>'
        "</tu></body></tmx>",
        encoding="utf-8",
    )
    assert [(pair.ko, pair.en) for pair in read(path)] == [(KO, EN)]


def test_a_dropped_break_leaves_a_blank(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(
        '<tmx version="1.4"><header/><body><tu><tuv xml:lang="ko"><seg>첫 줄<ph x="1">&lt;br/&gt;</ph>둘째 '
        '<bpt i="1">&lt;b&gt;</bpt>줄<ept i="1">&lt;/b&gt;</ept>이다</seg></tuv><tuv xml:lang="en"><seg>Line one'
        '<ph type="lb"/>line two</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    assert [(pair.ko, pair.en) for pair in read(path)] == [("첫 줄 둘째 줄이다", "Line one line two")]


def test_segments_of_sdlxliff_come_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.docx.sdlxliff"
    path.write_text(
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a.docx" '
        'source-language="ko-KR" target-language="en-US"><body><trans-unit id="1"><source>가. 나.</source><seg-source>'
        '<g id="1"><mrk mtype="seg" mid="1">가.</mrk> <mrk mtype="seg" mid="2">나.</mrk></g></seg-source><target>'
        '<g id="1"><mrk mtype="seg" mid="1">A.</mrk> <mrk mtype="seg" mid="2">B.</mrk></g></target></trans-unit>'
        "</body></file></xliff>",
        encoding="utf-8",
    )
    assert [(pair.ko, pair.en) for pair in read(path)] == [("가.", "A."), ("나.", "B.")]


_UNIT = '<tu><tuv xml:lang="ko"><seg>{}</seg></tuv><tuv xml:lang="en"><seg>{}</seg></tuv></tu>'
BAD = {
    "a.tsv": (f"ko\ten\n{KO}\t{EN}\nonly one\n{KO}\t{EN}\n", ["line 3"]),
    "a.tmx": (
        f'<tmx version="1.4"><header/><body>{_UNIT.format(KO, EN)}<tu><tuv xml:lang="de"><seg>x</seg></tuv></tu>'
        f"{_UNIT.format(KO + '&nbsp;', EN)}{_UNIT.format(KO, EN)}</body></tmx>",
        ["unit 2", "line 1"],
    ),
    "a.xlf": (
        '<xliff version="1.2"><file source-language="ko" target-language="en" original="a"><body>'
        f"<trans-unit id='1'><source>{KO}</source><target>{EN}</target></trans-unit>"
        f"<trans-unit id='2'><source/></trans-unit><trans-unit id='3'><source>{KO} & co</source><target>{EN}</target>"
        "</trans-unit></body></file></xliff>",
        ["unit 2", "line 1"],
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_units_are_skipped_counted_and_listed_when_asked(tmp_path: Path, name: str) -> None:
    text, places = BAD[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    target = tmp_path / "out.jsonl"
    assert CliRunner().invoke(main, ["convert", str(tmp_path / name), str(target)]).exit_code in (0, 2)
    done = CliRunner().invoke(main, ["convert", str(tmp_path / name), str(target), "--skip-bad"])
    assert done.exit_code == 0, done.output
    assert len(target.read_text(encoding="utf-8").splitlines()) >= 2
    listed = (tmp_path / "out.jsonl.bad.tsv").read_text(encoding="utf-8").splitlines()
    assert [line.split("\t")[0] for line in listed] == places
    assert f"{len(places)} unit" in done.stderr


def test_elements_that_are_no_unit_do_not_fill_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_xml, "UNIT_ELEMENTS", 10_000)
    path = tmp_path / "a.tmx.gz"
    path.write_bytes(gzip.compress(b'<tmx version="1.4"><header/><body>' + b"<x/>" * 100_000 + b"</body></tmx>"))
    with pytest.raises(UnsafeInputError, match="too many XML elements"):
        list(read(path))


def test_a_cut_gzip_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv.gz"
    path.write_bytes(gzip.compress(f"{KO}\t{EN}\n".encode() * 5000)[:-40])
    with pytest.raises(InputError, match="damaged gzip file"):
        list(read(path))


def _workbook(path: Path, sheet: str, name: str = "xl/worksheets/sheet1.xml") -> Path:
    main = "http://schemas.openxmlformats.org"
    office = f"{main}/officeDocument/2006/relationships"
    relations = f'<Relationships xmlns="{main}/package/2006/relationships"><Relationship Id="r1" Type="{office}/'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{main}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="bin" ContentType="{kind}.worksheet+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/{name}" ContentType="{kind}.worksheet+xml"/></Types>',
        )
        box.writestr(
            "_rels/.rels",
            f'{relations}officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        box.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}/spreadsheetml/2006/main" xmlns:r="{office}"><sheets>'
            '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        box.writestr(
            "xl/_rels/workbook.xml.rels",
            f'{relations}worksheet" Target="/{name}"/></Relationships>',
        )
        box.writestr(
            name,
            f'{sheet[:0]}<worksheet xmlns="{main}/spreadsheetml/2006/main"><sheetData>{sheet}</sheetData></worksheet>',
        )
    return path


_CELL = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
_HEAD = f'<row r="1">{_CELL.format("A1", "ko")}{_CELL.format("B1", "en")}</row>'


def test_a_workbook_of_five_kilobytes_ends(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "a.xlsx", _HEAD + f'<row r="999999999999">{_CELL.format("A2", KO)}</row>')
    with pytest.raises(UnsafeInputError, match="more rows than a sheet can have"):
        list(read(path))


@pytest.mark.parametrize("part", ["xl/sheet.bin", "xl/worksheets/Sheet1.XML", "odd/place"])
def test_a_sheet_is_found_by_its_relation_whatever_its_part_is_called(tmp_path: Path, part: str) -> None:
    cells = _CELL.format("A2", KO) + _CELL.format("B2", EN)
    path = _workbook(tmp_path / "a.xlsx", _HEAD + f"<row>{cells}</row>", part)
    assert [(pair.ko, pair.en) for pair in read(path)] == [(KO, EN)]
