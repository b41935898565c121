"""Corrected stories as training data: a folder a story, in the format of the hand-made corpora."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from aligner.artifacts import FileNames, atomic_folder
from aligner.errors import InputError
from aligner.exporters import ExportResult
from aligner.pipeline.rework import Row, Rows
from aligner.pipeline.runs import Runs
from aligner.review.state import aligned_rows

__all__ = ["MARKER", "export_gold"]

MARKER = "GOLD.json"
_TYPES = {"clause": "omission_in_sentence"}


def export_gold(runs: Runs, out: Path) -> ExportResult:
    """Write the stories whose every link a person has confirmed or made, with what was found wrong in them.

    A story is a folder: ``ko.txt``, ``en.txt``, ``ko.sents.txt``, ``en.sents.txt``, ``gold.align``, ``errors.json``
    (findings that a person called errors), ``traps.json`` (those called fine) and ``meta.json``. A story with a link
    that nobody confirmed is left out and counted: what nobody looked at is no gold.

    Raises
    ------
    InputError
        If no story of the run is wholly confirmed.
    OutputError
        If `out` cannot be written, or holds something else.
    """
    open_links = written = 0
    names = FileNames()
    with atomic_folder(out, marker=MARKER) as folder:
        for rows in runs.rows():
            two = [p for p in rows.pairs if p.get("ko") and p.get("en")]
            if not two or not all(p.get("reviewed") for p in two):
                open_links += 1
                continue
            _write_story(folder / names.of(str(rows.story["id"])), rows)
            written += 1
        if not written:
            raise InputError(
                "has no story whose every link is confirmed",
                file=runs.corpora[0].path,
                hint="confirm links with aligner desk, or set their status to accepted in a workbook and merge it",
            )
        record = {"run": runs.info.run, "version": runs.info.version, "stories": written}
        (folder / MARKER).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    left = {"not wholly confirmed": open_links} if open_links else {}
    return ExportResult("gold", (out,), written, left)


def _write_story(folder: Path, rows: Rows) -> None:
    folder.mkdir()
    for side in ("ko", "en"):
        lines = [str(s["text"]) for s in (rows.story.get(side) or {}).get("sentences") or ()]
        _text(folder / f"{side}.txt", lines)
        _text(folder / f"{side}.sents.txt", [str(s["text"]) for s in aligned_rows(rows.story, side)])
    beads = [f"{list(p.get('ko_sentences') or ())}:{list(p.get('en_sentences') or ())}" for p in rows.pairs]
    _text(folder / "gold.align", beads)
    found = [f for f in rows.story.get("findings") or () if (f.get("review") or {}).get("verdict") == "error"]
    fine = [f for f in rows.story.get("settled") or () if (f.get("review") or {}).get("verdict") == "fine"]
    _json(folder / "errors.json", [_error(f, "type") for f in found])
    _json(folder / "traps.json", [_error(f, "kind") for f in fine])
    edited = {side: sum("original" in s for s in rows.story[side]["sentences"]) for side in ("ko", "en")}
    reviewers = sorted({str(p["reviewer"]) for p in rows.pairs if p.get("reviewer")})
    meta = {"id": rows.story["id"], **(rows.story.get("meta") or {}), "edited": edited, "reviewers": reviewers}
    _json(folder / "meta.json", meta)


def _error(finding: Mapping[str, Any], name: str) -> Row:
    kind = str(finding.get("type", ""))
    return {
        name: _TYPES.get(kind, kind),
        "ko_index": finding.get("ko_sentence"),
        "en_index": finding.get("en_sentence"),
        "ko_span": finding.get("ko_text") or None,
        "en_span": finding.get("en_text") or None,
        "expected_en": None,
        "note": (finding.get("review") or {}).get("reason") or finding.get("message", ""),
    }


def _text(path: Path, lines: Sequence[str]) -> None:
    text = "".join(" ".join(line.split()) + "\n" for line in lines)
    path.write_text(text.encode("utf-8", "replace").decode("utf-8"), encoding="utf-8", newline="\n")


def _json(path: Path, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text.encode("utf-8", "replace").decode("utf-8"), encoding="utf-8")
