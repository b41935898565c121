"""Moved to `aligner.artifacts.files`."""

from aligner.artifacts.files import atomic_binary, atomic_folder, atomic_text, open_text, sibling

__all__ = ["atomic_binary", "atomic_folder", "atomic_text", "open_text", "sibling"]
