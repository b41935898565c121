"""What a run writes beside its record, made again from its reviewed state."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.artifacts import FileNames, atomic_text
from aligner.exporters import FORMATS, ExportOptions
from aligner.exporters.model import now
from aligner.pairs import ScoredPair
from aligner.pipeline.corpus import Corpus, hold_back
from aligner.pipeline.exports import CardSettings, write_rows
from aligner.report import ReportWriter, view_story

if TYPE_CHECKING:
    from aligner.pipeline.rework import Row

__all__ = ["outputs_are_older", "refresh_outputs", "write_alignment"]


def refresh_outputs(corpus: Corpus) -> list[str]:
    """Write again what the run has beside its record (TMX, tables, alignments, report); return the names.

    The record itself (``pairs.jsonl``, ``stories.jsonl``, ``coverage.jsonl``) stays as the aligner made it.

    Raises
    ------
    OutputError
        If a file cannot be written.
    """
    outputs = corpus.folder.manifest.get("outputs") or {}
    done = []
    for name, place in outputs.items():
        path = corpus.path / str(place)
        if name == "align":
            names = FileNames()
            for rows in corpus.rows():
                write_alignment(path / f"{names.of(str(rows.story['id']))}.align", rows.pairs)
        elif name == "report":
            write_reviewed_report(corpus, path, lang=corpus.config.report_lang)
        elif name in FORMATS and name != "jsonl":
            # A run is never lost to a format: beads that a ladder cannot hold are cut down to the longest chain.
            options = ExportOptions(info=corpus.info, story=corpus.stories, project=True, created=now())
            write_rows(name, exchange_pairs(corpus, name), path, options, CardSettings(corpus.config.to_dict()))
        else:
            continue
        done.append(str(place))
    return done


def outputs_are_older(corpus: Corpus) -> bool:
    """Whether an output of the run is older than the review record: what wrote the record was stopped before it."""
    try:
        changed = corpus.journal.path.stat().st_mtime_ns
    except FileNotFoundError:
        return False
    manifest = corpus.folder.manifest
    # 0.1 wrote no `files`.
    files = manifest.get("files") or {name: [place] for name, place in (manifest.get("outputs") or {}).items()}
    places = [corpus.path / str(place) for name, some in files.items() if name != "jsonl" for place in some]
    return any(not place.exists() or place.stat().st_mtime_ns <= changed for place in places)


def exchange_pairs(corpus: Corpus, name: str) -> Iterable[ScoredPair]:
    """Return the pairs that the format `name` gets: in TMX one with a known error is doubtful."""
    return map(hold_back, corpus.judged_pairs()) if name == "tmx" else corpus.pairs()


def write_reviewed_report(corpus: Corpus, path: Path, *, lang: str) -> tuple[Path, ...]:
    """Write the HTML report of a run in its reviewed state; return the files, the one to open first."""
    with ReportWriter(path, corpus.folder.manifest, title=corpus.path.resolve().name, lang=lang) as writer:
        for rows in corpus.rows():
            writer.add(view_story(rows.story, rows.pairs, rows.ledger))
        return writer.finish()


def write_alignment(path: Path, pairs: Iterable[Row]) -> None:
    """Write one story's beads, ``[ko]:[en]:score`` a line, as Vecalign does."""
    with atomic_text(path) as file:
        file.writelines(f"{_numbers(p, 'ko')}:{_numbers(p, 'en')}:{p.get('score') or 0:.4f}\n" for p in pairs)


def _numbers(pair: Any, side: str) -> list[int]:
    return list(pair.get(f"{side}_sentences") or ())
