"""Files built to hurt: entities, depth, zip bombs, formulas, ids that point out of their folder."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.run_maker import make_run, pair_rows

from aligner.artifacts import file_name, story_of
from aligner.errors import AlignerError, InputError, UnsafeInputError
from aligner.exporters import read, write
from aligner.exporters.characters import guard_formula, unguard_formula
from aligner.pipeline.datasets import convert
from aligner.pipeline.exports import export_run

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
TMX = '<?xml version="1.0"?>{doctype}<tmx version="1.4"><header/><body><tu><tuv xml:lang="ko"><seg>{ko}</seg></tuv>'
TMX += '<tuv xml:lang="en"><seg>x</seg></tuv></tu></body></tmx>'
XLF = '<?xml version="1.0"?>{doctype}<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="ko">'
XLF += '<file id="f"><unit id="u"><segment><source>{ko}</source><target>x</target></segment></unit></file></xliff>'

ATTACKS = {
    "billion laughs": ('<!DOCTYPE {root} [<!ENTITY l0 "ha">' + LAUGHS + "]>", "&l9;"),
    "external file": ('<!DOCTYPE {root} [<!ENTITY f SYSTEM "file:///etc/passwd">]>', "&f;"),
    "external address": ('<!DOCTYPE {root} [<!ENTITY f SYSTEM "http://localhost:9/x">]>', "&f;"),
    "parameter entity": ('<!DOCTYPE {root} [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>', "x"),
}


@pytest.mark.parametrize("attack", sorted(ATTACKS))
@pytest.mark.parametrize("kind", ["tmx", "xlf"])
def test_xml_that_declares_entities_is_refused(tmp_path: Path, attack: str, kind: str) -> None:
    doctype, content = ATTACKS[attack]
    template, root = (TMX, "tmx") if kind == "tmx" else (XLF, "xliff")
    path = tmp_path / f"evil.{kind}"
    path.write_text(template.format(doctype=doctype.replace("{root}", root), ko=content), encoding="utf-8")
    with pytest.raises(UnsafeInputError, match=r"entities|refused"):
        list(read(path))


def test_an_external_doctype_is_never_fetched(tmp_path: Path) -> None:
    (tmp_path / "tmx14.dtd").write_text('<!ENTITY secret "leaked">', encoding="utf-8")
    path = tmp_path / "plain.tmx"
    path.write_text(TMX.format(doctype='<!DOCTYPE tmx SYSTEM "tmx14.dtd">', ko="안녕"), encoding="utf-8")
    assert [pair.ko for pair in read(path)] == ["안녕"]


def test_deep_xml_is_refused(tmp_path: Path) -> None:
    deep = "<hi>" * 100_000 + "x" + "</hi>" * 100_000
    path = tmp_path / "deep.tmx"
    path.write_text(TMX.format(doctype="", ko=deep), encoding="utf-8")
    with pytest.raises(UnsafeInputError, match=r"(?i)depth|deeper"):
        list(read(path))


def test_a_huge_text_node_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.tmx"
    path.write_text(TMX.format(doctype="", ko="가" * 11_000_000), encoding="utf-8")
    with pytest.raises(UnsafeInputError, match=r"(?i)huge"):
        list(read(path))


def _workbook(path: Path) -> Path:
    write("xlsx", pair_rows(), path)
    return path


def _with_part(path: Path, name: str, data: bytes) -> Path:
    """Put `data` in the place of the part `name`."""
    with zipfile.ZipFile(path) as box:
        parts = {part: box.read(part) for part in box.namelist()} | {name: data}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        for part, content in parts.items():
            box.writestr(part, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def test_a_sheet_that_is_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = _with_part(
        _workbook(tmp_path / "bomb.xlsx"), SHEET, b"<worksheet>" + b"<sheetData/>" * (1 << 20) + b"</worksheet>"
    )
    assert path.stat().st_size < 200_000
    with pytest.raises(UnsafeInputError, match=r"more than it weighs|too many"):
        list(read(path))


def test_a_part_that_nobody_reads_costs_nothing(tmp_path: Path) -> None:
    path = _with_part(_workbook(tmp_path / "a.xlsx"), "../../xl/bomb.bin", bytes(80 << 20))
    assert len(list(read(path))) == len(pair_rows())


def test_a_container_of_too_many_parts_is_refused(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a") as box:
        for number in range(10_000):
            box.writestr(f"x/{number}", b"")
    with pytest.raises(UnsafeInputError, match="parts"):
        list(read(path))


@pytest.mark.parametrize("code", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "_rels/.rels"])
def test_a_doctype_in_a_workbook_is_refused(tmp_path: Path, code: str, part: str) -> None:
    mark = "" if code == "utf-8" else "\ufeff"
    told = code.removesuffix("-le").removesuffix("-be")
    evil = f'{mark}<?xml version="1.0" encoding="{told}"?><!DOCTYPE x [{LAUGHS}]><x/>'.encode(code)
    path = _with_part(_workbook(tmp_path / "evil.xlsx"), part, evil)
    with pytest.raises(UnsafeInputError, match="document type"):
        list(read(path))


def test_a_damaged_workbook_is_an_input_error(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "a.xlsx")
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(InputError, match="is damaged"):
        list(read(path))


@pytest.mark.parametrize(
    "text",
    ['=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "  =cmd|' /C calc'!A0", "＝1", "'=1", "''-x", "=", "-"],
)
def test_formulas_are_guarded_and_given_back(tmp_path: Path, text: str) -> None:
    from collections import Counter

    guarded = guard_formula(text, Counter())
    assert guarded.startswith("'")
    assert unguard_formula(guarded) == text
    write("tsv", [{"id": text, "ko": text, "en": text}], tmp_path / "c.tsv")
    pair = next(read(tmp_path / "c.tsv"))
    assert (pair.id, pair.ko, pair.en) == (text, text, text)
    assert (
        not (tmp_path / "c.tsv").read_text(encoding="utf-8").split("\n")[1].lstrip('"').startswith(text[0])
        or text[0] == "'"
    )


@pytest.mark.parametrize("text", ["안녕", "'quoted' text", "10-20", "a=b", ""])
def test_other_texts_are_left_alone(text: str) -> None:
    from collections import Counter

    assert guard_formula(text, Counter()) == text
    assert unguard_formula(text) == text


@pytest.mark.parametrize(
    "story",
    ["../x", "a/b", "a\\b", "..", ".hidden", "", "con", "NUL.txt", "a\0b", "a:b", "a\nb", "x" * 300, "/etc/passwd"],
)
@pytest.mark.parametrize("name", ["vecalign", "hunalign", "xces"])
def test_story_ids_that_no_file_can_have_are_escaped_and_stay_in_the_folder(
    tmp_path: Path, story: str, name: str
) -> None:
    row = {"id": "1", "story": story, "ko": "하나", "en": "one", "ko_sentences": [0], "en_sentences": [0]}
    result = write(name, [row], tmp_path / f"out-{name}")
    assert result.changed["story ids that cannot be file names escaped"] == 1
    assert [path.name for path in tmp_path.iterdir()] == [f"out-{name}"]


@given(st.text(max_size=300))
def test_every_id_has_a_file_name_and_short_ones_come_back(story: str) -> None:
    name = file_name(story)
    assert name
    assert not set(name) & set('/\\:*?"<>|\0\n')
    assert name not in {".", ".."}
    assert name[-1] not in ". "
    assert len(name.encode("utf-8")) <= 200
    assert "~" in name or story_of(name) in {story, "\0"}


@pytest.mark.parametrize("story", ["bbc.381790", "연합_2025-12-24", "a b", "AKR20251224", "NUL2025", "console"])
def test_ordinary_story_ids_are_file_names(story: str) -> None:
    assert file_name(story) == story


def test_ids_that_differ_in_case_only_get_two_files(tmp_path: Path) -> None:
    rows = [
        {"id": f"{n}", "story": story, "ko": "하나", "en": "one", "ko_sentences": [0], "en_sentences": [0]}
        for n, story in enumerate(("X", "x"))
    ]
    write("vecalign", rows, tmp_path / "out-vecalign")
    assert {"X.align", "x~2.align"} <= {path.name for path in (tmp_path / "out-vecalign").iterdir()}


def test_split_names_cannot_be_paths(tmp_path: Path) -> None:
    row = {**pair_rows()[0], "split": "../../x"}
    with pytest.raises(InputError, match="split name"):
        write("hf", [row], tmp_path / "c-hf")
    assert not (tmp_path / "c-hf").exists()


def test_ids_in_a_run_cannot_escape_the_export(tmp_path: Path) -> None:
    rows = [{**row, "story": "../../evil"} for row in pair_rows()[:2]]
    run = make_run(tmp_path / "run", rows)
    export_run(run, ["vecalign"], tmp_path / "out")
    assert not (tmp_path.parent / "evil.align").exists()
    assert list((tmp_path / "out").rglob("%2E.%2F..%2Fevil.align"))


@pytest.mark.parametrize(
    "line",
    ["[]", "1", '{"ko": 1, "en": "x"}', '{"ko": "x"}', "[" * 100_000, "{", '{"ko":"a","en":"b","ko_offsets":[1]}'],
)
def test_broken_lines_are_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text('{"ko": "하나", "en": "one"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(AlignerError, match="line 2"):
        list(read(path))
    with pytest.raises(AlignerError):
        convert(path, tmp_path / "c.tmx")
    assert not (tmp_path / "c.tmx").exists()
