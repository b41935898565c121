"""JSON Lines: everything a pair holds and where it came from, one object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from aligner.artifacts import atomic_text, open_text
from aligner.errors import InputError
from aligner.exporters.model import EVERYTHING, ExportOptions, ExportResult, Tally
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


def read(path: Path) -> Iterator[ScoredPair]:
    """Yield the pairs of a JSON Lines file, also of ``{"translation": {"ko", "en"}}`` rows.

    Raises
    ------
    InputError
        If a line is not a JSON object with ``ko`` and ``en``.
    """
    with open_text(path) as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise ValueError("not an object")
            except (ValueError, RecursionError) as error:
                raise InputError(f"line {number} is not a JSON object: {error}", file=path) from error
            if isinstance(row.get("translation"), dict):
                row = {**{k: v for k, v in row.items() if k != "translation"}, **row["translation"]}
            row.setdefault("id", f"{path.name}#{number}")
            try:
                yield ScoredPair.from_row(row)
            except InputError as error:
                hint = "each line needs the columns ko and en"
                raise InputError(f"line {number}: {error.problem}", file=path, hint=hint) from error
