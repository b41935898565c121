"""``aligner doctor`` and the console it prints on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def aligner(*args: object, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "aligner", *map(str, args)], capture_output=True, env={**os.environ, **env}, cwd=cwd
    )


def test_doctor_says_what_is_installed_and_that_the_model_aligns():
    done = aligner("doctor", "--json")
    assert done.returncode == 0, done.stderr.decode()
    checks = {row["name"]: row for row in json.loads(done.stdout)}
    assert {"aligner", "python", "numpy", "cores", "vector cache", "matrix kernel"} <= set(checks)
    assert checks["bundled model"]["state"] == "ok"
    assert not [name for name, row in checks.items() if row["state"] == "broken"]
    assert "ruff" not in checks


def test_doctor_notes_a_cache_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = aligner("doctor", "--quick", ALIGNER_CACHE=str(tmp_path / "file" / "cache"))
    assert done.returncode == 0
    assert "vector cache" in done.stdout.decode()


@pytest.mark.parametrize("encoding", ["cp949", "ascii", "utf-8"])
def test_a_console_without_a_character_costs_that_character_not_the_command(tmp_path, encoding):
    (tmp_path / "a.ko.txt").write_text("기온은 영하 5도까지 떨어졌다. 카페 ‘데자뷔’는 문을 닫았다.\n", encoding="utf-8")
    (tmp_path / "a.en.txt").write_text("It fell to −5 C. The café “Déjà vu” closed.\n", encoding="utf-8")
    done = aligner("coverage", "a.ko.txt", "a.en.txt", cwd=tmp_path, PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"a" in done.stdout
