"""Files, folders and manifests → `Document`, with every character kept and its place in the file known."""

from __future__ import annotations

from aligner.readers.discovery import discover
from aligner.readers.document import MAX_FILE_BYTES, MAX_LINE_CHARS, MAX_PAGE_BYTES, read_document
from aligner.readers.language import hangul_share, tell_language
from aligner.readers.stories import Discovery, Failure, OneSided, StoryFiles, read_pair

__all__ = [
    "MAX_FILE_BYTES",
    "MAX_LINE_CHARS",
    "MAX_PAGE_BYTES",
    "Discovery",
    "Failure",
    "OneSided",
    "StoryFiles",
    "discover",
    "hangul_share",
    "read_document",
    "read_pair",
    "tell_language",
]
