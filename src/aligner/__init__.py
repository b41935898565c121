"""Korean-English alignment of news stories: sentences, coverage ledger and training-ready corpus.

Importing this package loads nothing heavy; the public functions are found on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from aligner.errors import AlignerError

if TYPE_CHECKING:
    from aligner.pipeline import align, run
    from aligner.pipeline.stages import align_stories
    from aligner.types import Alignment, Bead, Document, Encoder, EncoderInfo

__version__ = "0.2.0"

__all__ = [
    "AlignerError",
    "Alignment",
    "Bead",
    "Document",
    "Encoder",
    "EncoderInfo",
    "__version__",
    "align",
    "align_stories",
    "run",
]

_HOMES = {
    "align": "aligner.pipeline",
    "align_stories": "aligner.pipeline.stages",
    "run": "aligner.pipeline",
    "Alignment": "aligner.types",
    "Bead": "aligner.types",
    "Document": "aligner.types",
    "Encoder": "aligner.types",
    "EncoderInfo": "aligner.types",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
