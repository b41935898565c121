"""The one reader of the tables that ship with the checker: ``tables/*.tsv`` and ``tables/*.json``.

A line of a ``.tsv`` is a row, cells with a tab between; blank lines and lines that begin with ``#`` are no rows. Cells
hold what their module says they hold: words, alternatives with ``|`` between, regular expressions.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["table", "weights"]


def _text(file: str) -> str:
    return files("aligner.facts").joinpath("tables", file).read_text(encoding="utf-8")


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of ``tables/NAME.tsv``."""
    lines = _text(f"{name}.tsv").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


@cache
def weights(name: str) -> dict[str, Any]:
    """Return the fitted model of ``tables/NAME.json`` as it was written."""
    data: dict[str, Any] = json.loads(_text(f"{name}.json"))
    return data
