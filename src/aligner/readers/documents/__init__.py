"""Word processors' files, PDF, subtitles and e-books → their paragraphs, with what is set aside kept apart."""

from __future__ import annotations

from aligner.readers.documents.kinds import DOCUMENT_SUFFIXES, document_kind, read_parts
from aligner.readers.documents.parts import Part, joined

__all__ = ["DOCUMENT_SUFFIXES", "Part", "document_kind", "joined", "read_parts"]
