"""Moses plain text: ``NAME.ko`` and ``NAME.en``, line by line, with the pairs' ids in ``NAME.ids``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import zip_longest
from pathlib import Path

from aligner.artifacts import atomic_text, open_text
from aligner.errors import InputError
from aligner.exporters.characters import one_line
from aligner.exporters.lines import Lines
from aligner.exporters.model import TRAINING, BadUnits, ExportOptions, ExportResult, Tally
from aligner.pairs import ScoredPair

__all__ = ["read", "side_paths", "write"]


def side_paths(path: Path, *, compress: bool = False) -> tuple[Path, Path, Path]:
    """Return the three files that `path` stands for: ``corpus``, ``corpus.ko`` and ``corpus.ko.gz`` name the same."""
    name = path.name
    packed = compress or name.endswith(".gz")
    name = name.removesuffix(".gz")
    for suffix in (".ko", ".en", ".moses"):
        name = name.removesuffix(suffix)
    end = ".gz" if packed else ""
    ko, en, ids = (path.with_name(f"{name}.{side}{end}") for side in ("ko", "en", "ids"))
    return ko, en, ids


def write(pairs: Iterator[ScoredPair], path: Path, options: ExportOptions) -> ExportResult:
    """Write the two sides and the ids. All three appear together, after the last line has been written."""
    tally = Tally()
    paths = side_paths(path, compress=options.gzip)
    with ExitStack() as stack:
        packed = paths[0].suffix == ".gz"
        ko, en, ids = (stack.enter_context(atomic_text(p, compress=packed)) for p in paths)
        for pair in tally.chosen(pairs, options.statuses or TRAINING, False):
            for stream, text in ((ko, pair.ko), (en, pair.en), (ids, pair.id)):
                stream.write(one_line(text, tally.changed) + "\n")
    return tally.result("moses", paths)


def read(path: Path, bad: BadUnits | None = None) -> Iterator[ScoredPair]:
    """Yield the pairs of ``NAME.ko`` and ``NAME.en`` (either, or ``NAME``, may be given; gzip is told by content).

    Raises
    ------
    InputError
        If one side is missing or has more lines than the other.
    """
    ko, en, ids = (plain if plain.exists() or not packed.exists() else packed for plain, packed in _candidates(path))
    for side in (ko, en):
        if not side.is_file():
            raise InputError(
                "the other side of the Moses pair is missing", file=side, hint="give NAME.ko beside NAME.en"
            )
    with ExitStack() as stack:
        ko_lines = stack.enter_context(open_text(ko))
        en_lines = stack.enter_context(open_text(en))
        id_lines = stack.enter_context(open_text(ids)) if ids.is_file() else None
        sides = Lines(ko_lines, ko, bad), Lines(en_lines, en, bad)
        for number, (a, b) in enumerate(zip_longest(*(side.held() for side in sides), fillvalue=""), start=1):
            if a == "" or b == "":
                short = ko if a == "" else en
                raise InputError(
                    f"ends at line {number - 1}, the other side goes on", file=short, hint="check the pair"
                )
            name = id_lines.readline(_LONGEST_ID).strip() if id_lines else ""
            if a is None or b is None:
                continue
            yield ScoredPair(id=name or f"{ko.name}#{number}", ko=a.rstrip("\r\n"), en=b.rstrip("\r\n"))


_LONGEST_ID = 1 << 16


def _candidates(path: Path) -> Iterator[tuple[Path, Path]]:
    stem = path.with_name(path.name.removesuffix(".gz"))
    return zip(side_paths(stem), side_paths(stem, compress=True), strict=True)
