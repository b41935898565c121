"""What a run leaves on disk: atomic files, shards that make it resumable, and the run folder with its manifest."""

from __future__ import annotations

from aligner.artifacts.files import atomic_binary, atomic_folder, atomic_text, open_text, sibling
from aligner.artifacts.run_folder import RunFolder

__all__ = ["RunFolder", "atomic_binary", "atomic_folder", "atomic_text", "open_text", "sibling"]
