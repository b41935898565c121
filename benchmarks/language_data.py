"""Text that the judges of names, polarity and clauses are fitted on and measured on, each piece with its mistakes.

Stories of ``corpora/`` and, where the shared data is there, probes, minis and twins. A story or a pair of the probes is
one `Case`. Folds are whole sets of probes: a set has one author, so a model that has learned from some of its pairs has
seen how that author writes. What belongs to no set (stories, translations) is spread over the folds by its id.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

__all__ = ["CORPORA", "DATA", "FOLDS", "SETS", "Case", "Mistake", "cases", "sources", "translations"]

ROOT = Path(__file__).resolve().parents[1]
CORPORA = tuple(ROOT / "corpora" / name for name in ("wire", "dev", "heldout"))
PROBES = tuple(sorted((ROOT / "corpora" / "probes").glob("[a-z]")))
"""Sealed sets that are spent."""
DATA = Path(os.environ.get("ALIGNER_SHARED_DATA", ROOT.parent / "shared" / "data"))
SETS = (*(folder.name for folder in PROBES), "dev")
"""Sets of probes: those of ``corpora/probes``, and the development set of the shared data."""
FOLDS = len(SETS)
Span = tuple[int, int]


@dataclass(frozen=True)
class Mistake:
    """A planted mistake: its class, its sentences, and its words where they are known."""

    kind: str
    ko: int | None
    en: int | None
    ko_span: Span | None = None
    en_span: Span | None = None


@dataclass(frozen=True)
class Case:
    """A story or a pair: `source` says of what sort it is, `set` of which set of probes, if of one."""

    source: str
    id: str
    ko: list[str]
    en: list[str]
    beads: list[tuple[tuple[int, ...], tuple[int, ...]]]
    day: date | None
    mistakes: tuple[Mistake, ...] = ()
    differences: tuple[Mistake, ...] = field(default=())
    set: str = ""

    @property
    def fold(self) -> int:
        if self.set:
            return SETS.index(self.set)
        return int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % FOLDS

    def wrong(self, kind: str, bead: tuple[tuple[int, ...], tuple[int, ...]]) -> list[Mistake]:
        """The mistakes of a class on a bead."""
        return [m for m in self.mistakes if m.kind == kind and (m.ko in bead[0] or m.en in bead[1])]


def _kind(word: str) -> str:
    return "clause" if word.split(":")[0] == "omission_in_sentence" else word.split(":")[0]


def _place(text: str | None, words: str | None) -> Span | None:
    at = text.find(words) if text and words else -1
    return (at, at + len(words)) if at >= 0 and words else None


_NOTE = re.compile(r'"(.*?)" should be "(.*?)"')


def _quoted(note: str) -> str | None:
    match = _NOTE.match(note or "")
    return match[1] if match else None


def _mended(row: dict[str, str]) -> str | None:
    """The English of a wrong pair with its mistake mended as its note says; None where the note does not say how."""
    match = _NOTE.match(row["note"] or "")
    if match is None or row["en"].count(match[1]) != 1:
        return None
    start = row["en"].index(match[1])
    right = match[2][:1].upper() + match[2][1:] if start == 0 else match[2]
    return row["en"][:start] + right + row["en"][start + len(match[1]) :]


def _missing(note: str) -> str | None:
    match = re.match(r'missing: "(.*?)" \(', note or "")
    return match[1] if match else None


def _probes(folder: Path) -> Iterator[Case]:
    name = folder.name.removeprefix("probes-")

    def case(source: str, row: dict[str, str], en: str, mistakes: tuple[Mistake, ...] = ()) -> Case:
        day = date.fromisoformat(row["date"])
        return Case(source, row["id"], [row["ko"]], [en], [((0,), (0,))], day, mistakes, set=name)

    for row in _rows(folder / "wrong.tsv"):
        mine, other = _place(row["ko"], _missing(row["note"])), _place(row["en"], _quoted(row["note"]))
        yield case("wrong", row, row["en"], (Mistake(_kind(row["type"]), 0, 0, mine, other),))
        if not (folder / "wrong.mended.tsv").is_file() and (right := _mended(row)) is not None:
            yield case("mended", row, right)
    for file, source in (("wrong.mended.tsv", "mended"), ("right.tsv", "right")):
        yield from (case(source, row, row["en"]) for row in _rows(folder / file))


def _rows(file: Path) -> list[dict[str, str]]:
    if not file.is_file():
        return []
    with file.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _list(file: Path) -> list[dict[str, Any]]:
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []  # type: ignore[no-any-return]


def _story(folder: Path, source: str) -> Case:
    ko, en = ((folder / f"{side}.sents.txt").read_text(encoding="utf-8").splitlines() for side in ("ko", "en"))
    beads = []
    for line in (folder / "gold.align").read_text(encoding="utf-8").splitlines():
        sides = re.match(r"\[(.*?)\]:\[(.*?)\]", line)
        if sides is not None:
            mine, other = (tuple(int(n) for n in side.split(",") if n.strip()) for side in sides.groups())
            beads.append((mine, other))

    def mistakes(rows: list[dict[str, Any]]) -> tuple[Mistake, ...]:
        out = []
        for row in rows:
            i, j = row.get("ko_index"), row.get("en_index")
            words = row.get("en_span") or _quoted(row.get("note", ""))
            mine, other = (None if n is None else texts[n] for texts, n in ((ko, i), (en, j)))
            out.append(Mistake(_kind(row["type"]), i, j, _place(mine, row.get("ko_span")), _place(other, words)))
        return tuple(out)

    meta = folder / "meta.json"
    told = json.loads(meta.read_text(encoding="utf-8")) if meta.is_file() else {}
    try:
        day = date.fromisoformat(str(told.get("date", ""))[:10])
    except ValueError:
        day = None
    return Case(
        source, folder.name, ko, en, beads, day,
        mistakes(_list(folder / "errors.json")), mistakes(_list(folder / "diffs.json")),
    )  # fmt: skip


def _folders(folder: Path, source: str) -> Iterator[Case]:
    for gold in sorted(folder.glob("*/gold.align")):
        yield _story(gold.parent, source)


def cases() -> list[Case]:
    """Every case that is there."""
    found = [case for folder in CORPORA for case in _folders(folder, folder.name)]
    found += [case for folder in (*PROBES, DATA / "probes-dev") for case in _probes(folder)]
    if (DATA / "probes-dev" / "right.tsv").is_file():
        found += [*_folders(DATA / "probes-dev" / "minis", "minis"), *_folders(DATA / "twins-dev", "twins")]
    return found


def translations() -> list[Case]:
    """Translated news, line by line, presumed right: a document is a case."""
    files = [DATA / f"ntrex-dev.{name}" for name in ("ko", "en", "docids")]
    if not all(file.is_file() for file in files):
        return []
    ko, en, ids = (file.read_text(encoding="utf-8").split("\n") for file in files)
    rows: dict[str, list[int]] = {}
    for n, name in enumerate(ids):
        if name.strip():
            rows.setdefault(name.strip(), []).append(n)
    return [
        Case(
            "ntrex", name, [ko[n] for n in mine], [en[n] for n in mine], [((k,), (k,)) for k in range(len(mine))], None
        )
        for name, mine in rows.items()
    ]


def sources(*, translated: bool = False) -> list[Path]:
    """The files that `cases` (and `translations`) reads, for the signature."""
    folders, names = (
        (*CORPORA, *PROBES, DATA / "probes-dev", DATA / "twins-dev"),
        ("**/*.sents.txt", "**/errors.json", "*.tsv"),
    )
    found = [file for folder in folders for name in names for file in sorted(folder.glob(name))]
    return [*found, *sorted(DATA.glob("ntrex-dev.*"))] if translated else found
