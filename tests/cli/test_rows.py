"""Stories as rows that hold their texts: read, aligned, carried into every format; and streams from Python."""

from __future__ import annotations

import gzip
import itertools
import json
import tracemalloc

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_going_on import EN, KO, Letters

import aligner
from aligner.config import RunConfig
from aligner.readers import Failure
from aligner.readers.rows import holds_rows, read_rows
from aligner.stages import align_rows, score_rows


def made(count):
    return [
        {"id": f"s{n}", "ko_text": KO.format(n=n), "en_text": EN.format(n=n), "license": f"L{n % 2}", "url": f"u/{n}"}
        for n in range(11, 11 + count)
    ]


def lines(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def write_jsonl(path, rows):
    path.write_bytes(lines(rows))


def write_gzip(path, rows):
    path.write_bytes(gzip.compress(lines(rows)))


def write_zstd(path, rows):
    with pa.output_stream(str(path), compression="zstd") as stream:
        stream.write(lines(rows))


def write_parquet(path, rows):
    pq.write_table(pa.Table.from_pylist(rows), path)


def write_dataset(path, rows):
    datasets = pytest.importorskip("datasets")
    datasets.DatasetDict({"train": datasets.Dataset.from_list(rows)}).save_to_disk(path)


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("in.jsonl", write_jsonl),
        ("in.jsonl.gz", write_gzip),
        ("in.jsonl.zst", write_zstd),
        ("in.parquet", write_parquet),
        ("in", write_dataset),
    ],
)
def test_rows_are_stories_and_their_columns_go_with_every_pair(tmp_path, name, write):
    write(tmp_path / name, made(3))
    summary = aligner.run(
        [tmp_path / name], tmp_path / "out", cache=None, encoder=Letters(), workers=1, formats=["tsv", "parquet", "tmx"]
    )
    assert (summary.counts["stories"], dict(summary.failed)) == (3, {})
    pairs = [json.loads(line) for line in (tmp_path / "out/pairs.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {(p["story"], p["license"], p["url"]) for p in pairs} == {
        ("s11", "L1", "u/11"), ("s12", "L0", "u/12"), ("s13", "L1", "u/13"),
    }  # fmt: skip
    header, first, *_ = (tmp_path / "out/pairs.tsv").read_text(encoding="utf-8-sig").splitlines()
    assert dict(zip(header.split("\t"), first.split("\t"), strict=True))["license"] == "L1"
    assert "L0" in str(pq.read_table(tmp_path / "out/corpus.parquet").to_pylist())
    assert "L0" in (tmp_path / "out/corpus.tmx").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "out/run.json").read_text(encoding="utf-8"))["licenses"] == {"L0": 1, "L1": 2}


def test_a_bad_row_is_its_own_record(tmp_path):
    rows = made(2)
    bad = [{"id": "empty", "ko_text": None, "en_text": "x"}, {"id": "../up", "ko_text": "가", "en_text": "x"}]
    (tmp_path / "in.jsonl").write_bytes(lines([rows[0], *bad]) + b'{"ko_text": \xff\n[1]\n' + lines([rows[1], rows[0]]))
    summary = aligner.run([tmp_path / "in.jsonl"], tmp_path / "out", cache=None, encoder=Letters(), workers=1)
    assert summary.counts["stories"] == 2
    assert set(summary.failed) == {"empty", "../up", "in-000004", "in-000005", "s11 (again)"}
    assert "row 4 is not UTF-8" in summary.failed["in-000004"]


def test_rows_and_files_and_patterns_together(tmp_path):
    for n, row in enumerate(made(2)):
        write_parquet(tmp_path / f"part-{n}.parquet", [row])
    for side, text in (("ko", KO), ("en", EN)):
        (tmp_path / "files").mkdir(exist_ok=True)
        (tmp_path / f"files/a.{side}.txt").write_text(text.format(n=77), encoding="utf-8")
    inputs = [tmp_path / "part-*.parquet", tmp_path / "files"]
    summary = aligner.run(inputs, tmp_path / "out", cache=None, encoder=Letters(), workers=1, formats=["jsonl"])
    assert summary.counts["stories"] == 3
    with pytest.raises(aligner.AlignerError, match="no file matches"):
        aligner.run([tmp_path / "none-*.parquet"], tmp_path / "out2", cache=None)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("in.parquet", b"PAR1 not really", "cannot be read"),
        ("in.jsonl.gz", gzip.compress(lines(made(40)))[:300], "cannot be read"),
        ("in.jsonl.zst", b"\x28\xb5\x2f\xfd broken", "cannot be read"),
    ],
)
def test_a_broken_file_is_one_line(tmp_path, name, data, said):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(aligner.AlignerError, match=said) as error:
        aligner.run([tmp_path / name], tmp_path / "out", cache=None, encoder=Letters(), workers=1)
    assert name in str(error.value)


def test_a_manifest_of_paths_is_no_file_of_rows(tmp_path):
    (tmp_path / "m.jsonl").write_text('{"ko": "a.txt", "en": "b.txt"}\n', encoding="utf-8")
    assert not holds_rows(tmp_path / "m.jsonl")


def test_rows_without_the_columns_say_what_they_have(tmp_path):
    write_parquet(tmp_path / "in.parquet", [{"korean": "가", "english": "a"}])
    with pytest.raises(aligner.AlignerError, match=r"no column 'ko_text' .it has: korean, english"):
        list(read_rows(tmp_path / "in.parquet"))


def test_rows_are_read_as_a_stream(tmp_path):
    with gzip.open(tmp_path / "in.jsonl.gz", "wb") as file:
        for _ in range(60):
            file.write(lines([{"ko_text": "가" * 200_000, "en_text": "a"}]))
    tracemalloc.start()
    assert not any(isinstance(story, Failure) for story in read_rows(tmp_path / "in.jsonl.gz"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


def test_streams_from_python_are_aligned_lazily_and_in_order():
    read = []

    def endless():
        for n in itertools.count(11):
            read.append(n)
            yield KO.format(n=n), EN.format(n=n)

    found = aligner.align_stories(endless(), encoder=Letters(), config=RunConfig(checks=False), workers=2)
    first = list(itertools.islice(found, 20))
    found.close()
    assert [row["id"] for row in first] == [f"row-{n:06d}" for n in range(1, 21)]
    assert len(read) < 20 + 8 * 12
    same = list(align_rows([{"ko_text": KO.format(n=13), "en_text": EN.format(n=13), "id": "row-000003"}],
                           encoder=Letters(), config=RunConfig(checks=False)))  # fmt: skip
    assert same == [first[2]]


def test_a_poison_row_is_its_own_result():
    rows = [
        *made(9),
        {"id": "p", "ko_text": KO.format(n=1), "en_text": EN.format(n=1) + "The poison came.\n"},
        *made(3),
    ]
    found = list(aligner.align_stories(rows, encoder=Letters("poison"), config=RunConfig(checks=False), workers=2))
    assert [row["id"] for row in found] == [row["id"] for row in rows]
    assert ["worker process died" in row.get("failed", "") for row in found] == [row["id"] == "p" for row in rows]


def test_scores_are_a_stage_too():
    rows = [{"id": f"{n}", "ko": f"예산은 {n}억원.", "en": f"A budget of {n}.", "mine": n} for n in range(5)]
    scored = list(score_rows(rows, encoder=Letters()))
    assert [row["mine"] for row in scored] == list(range(5))
    assert all(0 <= row["score"] <= 1 for row in scored)
