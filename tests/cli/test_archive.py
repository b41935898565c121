"""A zip of stories as input."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aligner.cli import main

KO = "시의회는 12일 예산안을 통과시켰다.\n시장은 환영한다고 말했다.\n"
EN = "The city council passed the budget on Thursday.\nThe mayor said he welcomed it.\n"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ALIGNER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def run(path: Path, out: Path) -> Result:
    return CliRunner().invoke(main, ["run", str(path), "--out", str(out), "--no-cache", "--date", "2026-03-12"])


def test_a_zip_of_stories_is_read_as_its_folder(tmp_path: Path, cache: Path) -> None:
    with zipfile.ZipFile(tmp_path / "s.zip", "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("기사/budget.ko.txt", KO)
        box.writestr("기사/budget.en.txt", EN)
        box.writestr("__MACOSX/._budget.ko.txt", b"\x00\x05")
    result = run(tmp_path / "s.zip", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    (story,) = (json.loads(line) for line in (tmp_path / "out" / "stories.jsonl").read_text("utf-8").splitlines())
    assert story["id"] == "budget"
    assert story["ko"]["source"].startswith("zip://s-")
    assert str(cache) not in (tmp_path / "out" / "stories.jsonl").read_text("utf-8")
    again = run(tmp_path / "s.zip", tmp_path / "out")
    assert again.exit_code == 0, again.stderr


def test_names_of_a_korean_windows_archive(tmp_path: Path) -> None:
    # The library marks names beyond ASCII as UTF-8; Windows writes the bytes of its code page.
    raw = "예산".encode("cp949")
    with zipfile.ZipFile(tmp_path / "w.zip", "w") as box:
        for suffix, text in (("ko", KO), ("en", EN)):
            box.writestr(f"xxxx.{suffix}.txt", text)
    (tmp_path / "w.zip").write_bytes((tmp_path / "w.zip").read_bytes().replace(b"xxxx.", raw + b"."))
    result = run(tmp_path / "w.zip", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    assert json.loads((tmp_path / "out" / "stories.jsonl").read_text("utf-8").splitlines()[0])["id"] == "예산"


@pytest.mark.parametrize("name", ["../a.ko.txt", "/a.ko.txt", "a/../../b.ko.txt"])
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "s.zip", "w") as box:
        box.writestr(name, KO)
    result = run(tmp_path / "s.zip", tmp_path / "out")
    assert result.exit_code == 2
    assert "leads out of it" in result.stderr
    assert not (tmp_path / "a.ko.txt").exists()


def test_a_bomb_and_a_damaged_zip_are_one_line(tmp_path: Path, cache: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("a.ko.txt", b"0" * (300 * 2**20))
    result = run(tmp_path / "bomb.zip", tmp_path / "out")
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    whole = (tmp_path / "bomb.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    result = run(tmp_path / "cut.zip", tmp_path / "out")
    assert result.exit_code == 2
    assert "damaged" in result.stderr
    assert not list(cache.rglob(".part-*"))
