"""What a run leaves on disk: atomic files, shards that make it resumable, and the run folder with its manifest."""

from __future__ import annotations

from aligner.artifacts.files import atomic_binary, atomic_folder, atomic_text, cannot_write, open_text, sibling
from aligner.artifacts.names import FileNames, file_name, story_of
from aligner.artifacts.run_folder import RunFolder
from aligner.artifacts.workbooks import save_workbook, streamed_workbook

__all__ = [
    "FileNames",
    "RunFolder",
    "atomic_binary",
    "atomic_folder",
    "atomic_text",
    "cannot_write",
    "file_name",
    "open_text",
    "save_workbook",
    "sibling",
    "story_of",
    "streamed_workbook",
]
