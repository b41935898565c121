"""Formats: one file a format, all of them functions over a stream of pairs.

``write("tmx", rows, path)`` is all a caller needs; ``read(path)`` gives the pairs of a ready-made corpus back.
"""

from __future__ import annotations

from aligner.exporters.model import BadUnits, ExportOptions, ExportResult
from aligner.exporters.parts import holds_parts
from aligner.exporters.registry import FORMATS, Format, format_of, read, write

__all__ = [
    "FORMATS",
    "BadUnits",
    "ExportOptions",
    "ExportResult",
    "Format",
    "format_of",
    "holds_parts",
    "read",
    "write",
]
