"""Read the rows of a finished run for a report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aligner.errors import InputError
from aligner.report.html import ReportRun

__all__ = ["load_run", "read_rows"]


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-lines file.

    Raises
    ------
    InputError
        Naming the line that is not a JSON object.
    """
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise InputError(
                    f"line {number} is not JSON ({error.msg})", file=path, hint="run `aligner run` again"
                ) from error
            if not isinstance(row, dict):
                raise InputError(f"line {number} is not a JSON object", file=path, hint="run `aligner run` again")
            yield row


def load_run(folder: str | Path) -> ReportRun:
    """Return the rows of the run in `folder`.

    Raises
    ------
    InputError
        If ``stories.jsonl`` or ``pairs.jsonl`` is missing, or a file cannot be read.
    """
    root = Path(folder)
    for name in ("stories.jsonl", "pairs.jsonl"):
        if not (root / name).is_file():
            raise InputError(
                f"the run has no {name}", file=root, hint="finish it with `aligner run INPUT --out` and this folder"
            )
    manifest: dict[str, Any] = {}
    if (root / "run.json").is_file():
        manifest = _read_object(root / "run.json")
    coverage = read_rows(root / "coverage.jsonl") if (root / "coverage.jsonl").is_file() else ()
    return ReportRun(
        manifest=manifest,
        stories=read_rows(root / "stories.jsonl"),
        pairs=read_rows(root / "pairs.jsonl"),
        coverage=coverage,
        title=root.resolve().name,
    )


def _read_object(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON ({error.msg})", file=path, hint="run `aligner run` again") from error
    return value if isinstance(value, dict) else {}
