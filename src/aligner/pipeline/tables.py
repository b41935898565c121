"""What mining and pairing write: one row a pair, TSV or JSONL."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.artifacts import atomic_text
from aligner.exporters.characters import guard_formula

if TYPE_CHECKING:
    from aligner.mining import MinedPair
    from aligner.pipeline.heaps import Heap, PairedFolders

__all__ = ["write_mined", "write_paired", "write_rows"]


def write_mined(out: Path, ko: Heap, en: Heap, pairs: Iterable[MinedPair], *, kind: str | None = None) -> None:
    """Write mined pairs; the score is the probability, and the TSV leaves out the finer parts."""
    rows = (
        {
            "ko": ko.texts[pair.ko],
            "en": en.texts[pair.en],
            "score": pair.score,
            "margin": pair.parts["margin"],
            "cosine": pair.parts["cosine"],
            "ko_source": ko.origins[pair.ko],
            "en_source": en.origins[pair.en],
            "reasons": pair.reasons,
            "parts": pair.parts,
        }
        for pair in pairs
    )
    columns = ("ko", "en", "score", "margin", "cosine", "ko_source", "en_source", "reasons")
    write_rows(out, columns, rows, kind=kind)


def write_paired(out: Path, found: PairedFolders, *, kind: str | None = None) -> None:
    """Write a row a story pair, and a row with an empty cell for each story without partner."""
    rows = (
        {
            "ko": None if pair.ko is None else found.ko[pair.ko],
            "en": None if pair.en is None else found.en[pair.en],
            "kind": pair.kind,
            "score": pair.score,
            "also_ko": [found.ko[i] for i in pair.also_ko],
            "also_en": [found.en[j] for j in pair.also_en],
            "reasons": pair.reasons,
            "parts": pair.parts,
        }
        for pair in found.pairs
    )
    write_rows(out, ("ko", "en", "kind", "score", "also_ko", "also_en", "reasons"), rows, kind=kind)


def write_rows(out: Path, columns: Sequence[str], rows: Iterable[dict[str, Any]], *, kind: str | None = None) -> None:
    """Write rows atomically.

    Parameters
    ----------
    columns
        Those of the TSV, with a header line; JSONL takes all keys of each row.
    kind
        ``"tsv"`` or ``"jsonl"``; None: JSONL for a name that ends in .jsonl, else TSV.
    """
    jsonl = kind == "jsonl" if kind else Path(out).suffix.lower() in (".jsonl", ".ndjson")
    with atomic_text(Path(out)) as file:
        if not jsonl:
            file.write("\t".join(columns) + "\n")
        for row in rows:
            if jsonl:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
            else:
                file.write("\t".join(_cell(row[column]) for column in columns) + "\n")


def _cell(value: Any) -> str:
    """Make one cell: lists joined, floats short, no tab or line end within, nothing like a spreadsheet's formula."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4f}"
    if isinstance(value, (list, tuple)):
        value = "; ".join(map(str, value))
    return guard_formula(" ".join(str(value).split()), Counter())
