"""JSON Lines: everything a pair holds and where it came from, one object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from aligner.artifacts import atomic_text, open_text
from aligner.errors import InputError
from aligner.exporters.lines import Lines
from aligner.exporters.model import EVERYTHING, BadUnits, ExportOptions, ExportResult, Tally, bad_unit
from aligner.pairs import ScoredPair

__all__ = ["read", "write"]

_encode = json.JSONEncoder(ensure_ascii=False).encode
_SURROGATE = re.compile("[\ud800-\udfff]")


def write(pairs: Iterator[ScoredPair], path: Path, options: ExportOptions) -> ExportResult:
    """Write `pairs` to `path`, gzipped if asked or if its name ends in ``.gz``."""
    tally = Tally()
    with atomic_text(path, compress=options.gzip or path.suffix == ".gz") as stream:
        for pair in tally.chosen(pairs, options.statuses or EVERYTHING, options.one_sided is not False):
            row = pair.to_row() | {name: text for name, text in options.provenance(pair).items() if text}
            line = _encode(row)
            # A lone surrogate cannot be UTF-8; escaping everything then keeps the line readable and exact.
            if _SURROGATE.search(line):
                line = json.dumps(row)
            stream.write(line + "\n")
    return tally.result("jsonl", [path])


def read(path: Path, bad: BadUnits | None = None) -> Iterator[ScoredPair]:
    """Yield the pairs of a JSON Lines file, also of ``{"translation": {"ko", "en"}}`` rows.

    Raises
    ------
    InputError
        If a line is not a JSON object with ``ko`` and ``en``.
    """
    with open_text(path) as stream:
        lines = Lines(stream, path, bad)
        for line in lines:
            if not line.strip():
                continue
            try:
                pair = _pair(line, f"{path.name}#{lines.number}")
            except (ValueError, RecursionError) as error:
                bad_unit(bad, f"line {lines.number}", f"is not a JSON object: {error}", path)
            except InputError as error:
                bad_unit(bad, f"line {lines.number}", f"has not the columns of a pair: {error.problem}", path)
            else:
                yield pair


def _pair(line: str, fallback: str) -> ScoredPair:
    row = json.loads(line)
    if not isinstance(row, dict):
        raise ValueError("not an object")
    if isinstance(row.get("translation"), dict):
        row = {**{k: v for k, v in row.items() if k != "translation"}, **row["translation"]}
    row.setdefault("id", fallback)
    return ScoredPair.from_row(row)
