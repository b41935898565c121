"""One item costs one item: odd rows of a corpus, through every command that walks over rows and every format."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aligner.cli import main
from aligner.exporters import FORMATS, BadUnits, read, write
from aligner.exporters import lines as lines_module
from aligner.pairs import ScoredPair

KO = "정부는 2026년도 예산안 {}건을 3일 발표했다."
EN = "The government unveiled {} bills of its 2026 budget plan on the 3rd."
ODD = {
    "309 digits": ("1" * 309 + "명이 모였다.", "1" * 309 + " people gathered."),
    "5,000 digits": ("9" * 5000 + "원과 " + "3" * 5000 + "억 달러", "It is " + "9" * 5000 + " won, $" + "4" * 5000),
    "decimals": ("1." + "9" * 5000 + "%", "1." + "8" * 5000 + " percent in " + "2" * 5000),
    "letters that grow": ("İİİİ İstanbul 3명 İ", "İSTANBUL İİ 4 people İ" * 3),
    "lone surrogates": ("서울\ud800 3명이 모였다.", "Seoul\udcff: 4 people gathered."),
    "no characters": ("서울\ufffe\uffff\x00\x01 3명", "Seoul\ufffe\x0b\x1b 4 people"),
}
EVERYWHERE = {
    "id": "\ud83d", "story": "s\ud800", "notes": ["n\ud800\ufffe"], "reasons": ["r\ud801"], "tier": "\ud800",
    "ko_file": "~kim/\udcb0.txt", "columns": {"deep": ["\ud800"]},
}  # fmt: skip
# Of the formats for links, a corpus without stories has nothing to write.
BITEXT = [name for name in FORMATS if name not in ("xces", "vecalign", "hunalign")]


def call(*args: object) -> Result:
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert "Traceback" not in result.output
    return result


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("odd") / "odd.jsonl"
    rows = [{"id": name, "ko": ko, "en": en} for name, (ko, en) in ODD.items()]
    rows.append({"ko": KO.format(1), "en": EN.format(1), **EVERYWHERE})
    rows += [{"id": f"plain {n}", "ko": KO.format(n), "en": EN.format(n)} for n in range(2, 6)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("format", BITEXT)
def test_a_character_that_a_format_cannot_hold_costs_that_character(corpus: Path, tmp_path: Path, format: str) -> None:
    target = tmp_path / f"out{FORMATS[format].suffixes[0]}"
    done = call("convert", corpus, target)
    assert done.exit_code == 0, done.output
    pairs = list(read(target))
    assert len(pairs) == 11
    assert [(pair.ko, pair.en) for pair in pairs[-4:]] == [(KO.format(n), EN.format(n)) for n in range(2, 6)]
    if format != "jsonl":
        assert pairs[4].ko.startswith("서울\ufffd 3명이")
        assert "lone surrogates replaced by U+FFFD: " in done.stderr
    else:
        assert pairs[4].ko == ODD["lone surrogates"][0]


def strict(path: Path) -> list[dict[str, object]]:
    def refuse(name: str) -> None:
        raise AssertionError(f"{name} in {path.name}")

    return [json.loads(line, parse_constant=refuse) for line in path.read_text(encoding="utf-8").splitlines()]


def test_no_output_holds_numbers_that_json_has_not(tmp_path: Path) -> None:
    """A table writes NaN for what is missing; in the corpus it is missing, or null."""
    own = '"license": ["CC-BY-4.0", {"deep": [NaN]}], "rate": Infinity, "desk": NaN'
    ko, en = KO.format(1), EN.format(1)
    (tmp_path / "s.jsonl").write_text(f'{{"id": "a", "ko_text": "{ko}", "en_text": "{en}", {own}}}\n', encoding="utf-8")
    assert call("run", tmp_path / "s.jsonl", "--out", tmp_path / "out", "--workers", "1", "--no-cache").exit_code == 0
    (tmp_path / "c.jsonl").write_text(f'{{"ko": "{ko}", "en": "{en}", "score": NaN, {own}}}\n', encoding="utf-8")
    for command in (["filter", tmp_path / "out"], ["score", tmp_path / "c.jsonl", "--out", tmp_path / "scored.jsonl"],
                    ["convert", tmp_path / "c.jsonl", tmp_path / "d.jsonl"]):  # fmt: skip
        assert call(*command).exit_code == 0
    written = [path for path in tmp_path.rglob("*.jsonl") if path.name not in ("s.jsonl", "c.jsonl")]
    assert len(written) >= 7
    for path in written:
        strict(path)
    assert strict(tmp_path / "d.jsonl")[0]["license"] == ["CC-BY-4.0", {"deep": [None]}]


@pytest.mark.parametrize("suffix", [".jsonl", ".tsv", ".tmx", ".xlsx", ".parquet"])
def test_odd_rows_do_not_end_score_or_filter(corpus: Path, tmp_path: Path, suffix: str) -> None:
    for command in ("filter", "score"):
        target = tmp_path / f"{command}{suffix}"
        done = call(command, corpus, "--out", target)
        assert done.exit_code == 0, done.output
        assert len(list(read(target))) == (11 if command == "score" else 5)
    assert call("score", corpus).stdout.count("\n") >= 11
    assert "11 pairs: 5 kept" in call("filter", corpus, "--dry-run").stdout


def test_a_fact_checker_that_fails_costs_its_pair(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(ko: str, _: str) -> float | None:
        if "4건" in ko:
            raise ValueError("no such figure")
        return None

    for module in ("datasets", "spreading"):
        monkeypatch.setattr(f"aligner.pipeline.{module}.contradictions", fails)
    assert call("filter", corpus, "--out", tmp_path / "a.jsonl").exit_code == 0
    rejected = {pair.id: pair.reasons for pair in read(tmp_path / "a.rejected.jsonl")}
    assert "facts: could not be measured (ValueError: no such figure)" in rejected["plain 4"]
    assert call("score", corpus, "--out", tmp_path / "b.jsonl").exit_code == 0
    notes = {pair.id: pair.notes for pair in read(tmp_path / "b.jsonl")}
    assert notes["plain 4"] == ("figures could not be compared (ValueError: no such figure)",)
    assert not notes["plain 3"]


def _good(number: int) -> ScoredPair:
    return ScoredPair(id=f"p{number}", ko=KO.format(number), en=EN.format(number))


def _broken(format: str, folder: Path) -> tuple[Path, str]:
    """Write three good pairs and one unit that cannot be read; return the file and where the unit is."""
    path = folder / f"a{FORMATS[format].suffixes[0]}"
    if format == "parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        texts = pa.array([KO.encode(), b"\xff\xfe\xff", KO.encode(), KO.encode()]).cast(pa.string(), safe=False)
        pq.write_table(pa.table({"ko": texts, "en": [EN] * 4}), path)
        return path, "row 2"
    write(format, [_good(n) for n in range(3)], path)
    if format == "xlsx":
        import openpyxl

        book = openpyxl.load_workbook(path)
        book["pairs"]["R3"] = "{not json"
        book.save(path)
        return path, "row 3"
    if format == "hf":
        broken, where = _broken("parquet", folder)
        shutil.move(broken, path / "data" / "train-00000.parquet")
        return path, where
    file = path.with_name("a.ko") if format == "moses" else path
    lines = file.read_bytes().splitlines(keepends=True)
    if format == "moses":
        lines[1] = b"\xff\xfa\n"
        where = "line 2"
    else:
        lines.insert(2, b'{"ko": 1, "en": 2}\n' if format == "jsonl" else b"only one cell\n")
        where = "line 3"
    file.write_bytes(b"".join(lines))
    return path, where


@pytest.mark.parametrize("format", ["jsonl", "tsv", "moses", "parquet", "hf", "xlsx"])
def test_a_bad_row_among_good_ones(tmp_path: Path, format: str) -> None:
    source, where = _broken(format, tmp_path)
    good = 2 if format in ("xlsx", "moses") else 3
    for command in ("convert", "filter", "score"):
        target = tmp_path / f"{command}.jsonl"
        out = (target,) if command == "convert" else ("--out", target)
        refused = call(command, source, *out)
        assert refused.exit_code == 2
        assert f": {where} " in refused.stderr
        assert "--skip-bad" in refused.stderr
        assert not target.exists()
        done = call(command, source, *out, "--skip-bad")
        assert done.exit_code == 0, done.output
        assert "skipped: 1 unit that cannot be read" in done.stderr
        listed = target.with_name(f"{target.name}.bad.tsv").read_text(encoding="utf-8")
        assert listed.startswith(f"{where}\t")
        if command != "filter":
            assert len(list(read(target))) == good


def test_bytes_that_are_no_text_and_endless_lines_cost_their_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines_module, "LONGEST", 1000)
    good = f"{KO}\t{EN}\n".encode()
    path = tmp_path / "a.tsv"
    path.write_bytes(good + good[:20] + b"\xff\xff\n" + b"x" * 5000 + b"\n" + good)
    bad = BadUnits()
    assert len(list(read(path, bad=bad))) == 2
    assert [where for where, _ in bad.found] == ["line 2", "line 3"]
    assert "longer than 1,000 characters" in bad.found[1][1]
