"""What the desk hands out: the reviewed run as TMX, XLSX, DOCX or HTML."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.desk.docx import write_docx
from aligner.exporters import ExportOptions, write
from aligner.exporters.model import now
from aligner.pairs import ScoredPair
from aligner.pipeline.corpus import hold_back
from aligner.report import ReportWriter, view_story

if TYPE_CHECKING:
    from aligner.desk.session import Session

__all__ = ["DOWNLOADS", "Download", "download"]


@dataclass(frozen=True, slots=True)
class Download:
    """A kind of file: its ending and its media type."""

    suffix: str
    media: str


DOWNLOADS = {
    "tmx": Download(".tmx", "application/x-tmx+xml"),
    "xlsx": Download(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "xliff": Download(".xlf", "application/xliff+xml"),
    "docx": Download(".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": Download(".html", "text/html; charset=utf-8"),
}


def download(session: Session, name: str, story: str | None, lang: str) -> tuple[bytes, str]:
    """Return a file of the run, or of one story of it, and the name it should bear."""
    corpus, spec = session.corpus, DOWNLOADS[name]
    title = (story or (corpus.path.resolve().name if session.temporary is None else "story")) + spec.suffix
    rows = [corpus.story(story)] if story else corpus.rows()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"out{spec.suffix}"
        if name == "html":
            with ReportWriter(path, corpus.folder.manifest, title=Path(title).stem, lang=lang) as writer:
                for one in rows:
                    writer.add(view_story(one.story, one.pairs, one.ledger))
                writer.finish()
        elif name == "docx":
            write_docx(path, (view_story(one.story, one.pairs, one.ledger) for one in rows), lang=lang)
        else:
            write(
                name,
                _pairs(session, story, name),
                path,
                options=ExportOptions(info=corpus.info, story=corpus.stories, created=now()),
            )
        return path.read_bytes(), title


def _pairs(session: Session, story: str | None, name: str) -> Iterator[ScoredPair]:
    for pair in session.corpus.judged_pairs():
        if story is None or pair.story == story:
            yield hold_back(pair) if name == "tmx" else pair
