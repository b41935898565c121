"""Folders and names as they come: any habit of naming, any bytes, pipes, links and folders that cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aligner.errors import InputError
from aligner.pipeline.inputs import default_out
from aligner.readers import discover, read_pair

KO, EN = "정부는 24일 예산안을 발표했다.", "The government unveiled the budget on Wednesday."

NAMES = [
    ("ferry_ko.txt", "ferry_en.txt", "ferry"),
    ("ferry-kor.txt", "ferry-eng.txt", "ferry"),
    ("ferry.ko-KR.txt", "ferry.en-US.txt", "ferry"),
    ("ferry (국문).txt", "ferry (영문).txt", "ferry"),
    ("ferry_Korean.html", "ferry_English.txt", "ferry"),
    ("2025.12.24 여객선_한국어.txt", "2025.12.24 여객선_영어.txt", "2025.12.24 여객선"),
    ("why? a*b | c: d_ko.txt", "why? a*b | c: d_en.txt", "why? a*b | c: d"),
    ("ko/ferry_ko.txt", "en/ferry_en.txt", "ferry"),
    ("kor/ferry.txt", "eng/ferry.txt", "ferry"),
    ("ferry/kor.txt", "ferry/eng.txt", "ferry"),
    ("마람항 기사.txt", "port story.txt", "port story"),
    ("story.txt", "마람항.md", "story"),
]


def _write(folder: Path, ko: str, en: str) -> None:
    for name, text in ((ko, KO), (en, EN)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("ko", "en", "story"), NAMES)
def test_a_story_is_found_under_any_habit_of_naming(tmp_path: Path, ko: str, en: str, story: str) -> None:
    _write(tmp_path, ko, en)
    found = discover([tmp_path])
    assert [files.id for files in found.stories] == [story]
    assert (found.one_sided, found.failures) == ((), ())
    pair = read_pair(found.stories[0])
    assert (pair.ko.text, pair.en.text) == (KO, EN)


@pytest.mark.parametrize("name", ["tokyo.txt", "broken.txt", "children_then.txt", "back-en-forth.txt", "mi_kor_a.txt"])
def test_a_name_that_only_looks_like_a_side_is_left_alone(tmp_path: Path, name: str) -> None:
    _write(tmp_path, "a_ko.txt", "a_en.txt")
    (tmp_path / name).write_text(EN, encoding="utf-8")
    assert [files.id for files in discover([tmp_path]).stories] == ["a"]


def test_the_folder_of_one_story_is_that_story_whatever_lies_in_it(tmp_path: Path) -> None:
    own = tmp_path / "ferry"
    _write(own, "ko.txt", "en.txt")
    (own / "meta.json").write_text('{"licence": "CC0"}', encoding="utf-8")
    (own / "ko.sents.txt").write_text(KO, encoding="utf-8")
    found = discover([own])
    assert [(files.id, files.meta) for files in found.stories] == [("ferry", {"licence": "CC0"})]
    assert [Path(name).name for name in found.skipped_files] == ["ko.sents.txt"]


def test_two_loose_files_of_one_language_are_named(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt", "b.txt")
    (tmp_path / "a.txt").write_text(EN, encoding="utf-8")
    with pytest.raises(InputError, match="both English"):
        read_pair(discover([tmp_path]).stories[0])


def test_names_in_cp949_are_read_as_such(tmp_path: Path) -> None:
    for side, text in (("ko", KO), ("en", EN)):
        name = os.fsdecode(f"마람항_{side}.txt".encode("cp949"))
        (tmp_path / name).write_bytes(text.encode())
    found = discover([tmp_path])
    assert [files.id for files in found.stories] == ["마람항"]
    pair = read_pair(found.stories[0])
    assert pair.ko.source.endswith("마람항_ko.txt")
    pair.ko.source.encode("utf-8")


def test_pipes_and_devices_are_never_opened(tmp_path: Path) -> None:
    _write(tmp_path, "a_ko.txt", "a_en.txt")
    os.mkfifo(tmp_path / "b_ko.txt")
    (tmp_path / "b_en.txt").symlink_to("/dev/zero")
    (tmp_path / "c").mkdir()
    os.mkfifo(tmp_path / "c" / "ko.txt")
    assert [files.id for files in discover([tmp_path]).stories] == ["a"]
    for name in ("b_ko.txt", "b_en.txt"):
        with pytest.raises(InputError, match="no regular file"):
            discover([tmp_path / "a_ko.txt", tmp_path / name])
    table = tmp_path / "m.tsv"
    table.write_text("ko\ten\na_ko.txt\tb_en.txt\n", encoding="utf-8")
    assert len(discover([table]).failures) == 1


def test_a_run_without_out_goes_beside_its_input(tmp_path: Path) -> None:
    _write(tmp_path, "ferry_ko.txt", "ferry_en.txt")
    assert default_out([tmp_path / "ferry_ko.txt", tmp_path / "ferry_en.txt"]) == tmp_path / "ferry.aligned"
    assert default_out(["-", tmp_path / "ferry_en.txt"]) == tmp_path / "ferry_en.aligned"
    assert default_out([f"{tmp_path}/"]) == tmp_path.with_name(f"{tmp_path.name}.aligned")
    assert default_out([tmp_path / "day.tsv"]) == tmp_path / "day.aligned"
    with pytest.raises(InputError, match="--out"):
        default_out(["-"])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is unreadable for root")
def test_a_folder_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    _write(tmp_path, "a_ko.txt", "a_en.txt")
    (tmp_path / "locked").mkdir(mode=0)
    found = discover([tmp_path])
    assert len(found.stories) == 1
    assert "cannot be listed" in str(found.failures[0].error)


def test_an_unreadable_folder_is_said_though_root_reads_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path, "a_ko.txt", "a_en.txt")
    (tmp_path / "locked").mkdir()
    real = os.scandir

    def scandir(path: str | Path) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = discover([tmp_path])
    assert [files.id for files in found.stories] == ["a"]
    assert "cannot be listed (Permission denied)" in str(found.failures[0].error)


@pytest.mark.parametrize("cell", ["~nobody-here/a.txt", KO * 400, "x" * 5000])
def test_a_manifest_cell_that_is_no_path_is_that_rows_failure(tmp_path: Path, cell: str) -> None:
    _write(tmp_path, "a_ko.txt", "a_en.txt")
    table = tmp_path / "m.tsv"
    table.write_text(f"한국어\t영어\na_ko.txt\ta_en.txt\n{cell}\ta_en.txt\n", encoding="utf-8")
    found = discover([table])
    assert [files.id for files in found.stories] == ["a"]
    assert len(found.failures) == 1
    assert len(str(found.failures[0].error)) <= 400
