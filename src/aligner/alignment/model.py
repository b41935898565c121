"""Settings of the aligner: they stand in `aligner.config` with those of the other stages."""

from __future__ import annotations

from aligner.config import AlignmentConfig

__all__ = ["AlignmentConfig"]
